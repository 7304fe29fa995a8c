import re
from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from lxml import etree
from made import saved

SPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)


COLUMN = '<w:gridCol w:w="2000"/>'


@pytest.fixture(scope="session")
def paragraph() -> Callable[..., str]:
    """Write a paragraph of runs; a run is text, or XML where it begins with <."""

    def write(*runs: str, style: str = "") -> str:
        look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
        return f"<w:p>{look}{''.join(map(_run, runs))}</w:p>"

    return write


def _run(words: str) -> str:
    if words.startswith("<"):
        return words
    words = re.sub(r"&(?!\w+;)", "&amp;", words).replace("<", "&lt;").replace(">", "&gt;")
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


@pytest.fixture(scope="session")
def table(paragraph: Callable[..., str]) -> Callable[..., str]:
    """Write a table; a cell is text, or paragraphs where it begins with <w:p>."""

    def write(*rows: tuple[str, ...]) -> str:
        columns = max(map(len, rows))
        written = "".join(
            f"<w:tr>{''.join(_cell(paragraph, cell) for cell in row)}</w:tr>" for row in rows
        )
        return (
            '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>'
            f"{COLUMN * columns}</w:tblGrid>{written}</w:tbl>"
        )

    return write


def _cell(paragraph: Callable[..., str], cell: str) -> str:
    inside = cell if cell.startswith("<w:p>") else paragraph(cell)
    return f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>{inside}</w:tc>'


@pytest.fixture(scope="session")
def document() -> Callable[[str], bytes]:
    """Write a Word file with the body given as XML."""
    with ZipFile(BytesIO(saved(docx.Document()))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    body = members["word/document.xml"].decode()
    section = body[body.index("<w:sectPr") : body.index("</w:body>")]

    def write(inside: str) -> bytes:
        written = f"<w:document {SPACES}><w:body>{inside}{section}</w:body></w:document>"
        etree.fromstring(written)
        stream = BytesIO()
        with ZipFile(stream, "w") as archive:
            for name, content in (members | {"word/document.xml": written}).items():
                archive.writestr(name, content)
        return stream.getvalue()

    return write
