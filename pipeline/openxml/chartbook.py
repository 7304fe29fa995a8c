"""The workbook behind a chart: its numbers, in a file that Excel opens; same numbers, same bytes."""

import zlib
from collections.abc import Iterable, Sequence
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from pipeline.openxml.drawings import content
from pipeline.openxml.package import CONTENT_TYPES, OFFICE, RELATIONSHIPS, R
from pipeline.openxml.zipping import Layout, deflate

_S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = (
    f'<Types xmlns="{CONTENT_TYPES}">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KIND}worksheet+xml"/></Types>'
)
_BOOK = (
    f'<workbook xmlns="{_S}" xmlns:r="{R}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/>'
    "</sheets></workbook>"
)


def _related(kind: str, target: str) -> str:
    return (
        f'<Relationships xmlns="{RELATIONSHIPS}"><Relationship Id="rId1" '
        f'Type="{OFFICE}{kind}" Target="{target}"/></Relationships>'
    )


_SHEET = "xl/worksheets/sheet1.xml"
_MOST = 1_000_000
_SAME = {
    name: (_HEAD + text).encode()
    for name, text in (
        ("[Content_Types].xml", _TYPES),
        ("_rels/.rels", _related("officeDocument", "xl/workbook.xml")),
        ("xl/workbook.xml", _BOOK),
        ("xl/_rels/workbook.xml.rels", _related("worksheet", "worksheets/sheet1.xml")),
    )
}  # in every such workbook


def workbook(rows: Iterable[Sequence[str | int]]) -> bytes:
    """Return a workbook of one sheet, Sheet1: texts are texts, whatever they begin with."""
    written = "".join(
        f'<row r="{number}">{"".join(_cell(chr(64 + at), number, each) for at, each in enumerate(row, 1))}</row>'
        for number, row in enumerate(rows, 1)
    )
    sheet = f'{_HEAD}<worksheet xmlns="{_S}"><sheetData>{written}</sheetData></worksheet>'
    parts = {**_SAME, _SHEET: sheet.encode()}
    return Layout().closed(deflate(*each) for each in parts.items())


def is_plain(content: bytes | None) -> bool:
    """Say whether a file is such a workbook: nothing in it runs, fetches or reckons."""
    if content is None or not content.startswith(b"PK"):
        return False
    try:
        with ZipFile(BytesIO(content)) as book:
            parts = {
                each.filename: book.read(each) for each in book.infolist() if each.file_size < _MOST
            }
    except (BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, ValueError):
        return False
    sheet = parts.pop(_SHEET, b"<f>")
    return b"<f" not in sheet and b"<!" not in sheet and parts == _SAME


def _cell(column: str, row: int, value: str | int) -> str:
    place = f'r="{column}{row}"'
    if isinstance(value, int):
        return f"<c {place}><v>{value}</v></c>"
    words = f'<t xml:space="preserve">{content(value)}</t>'
    return f'<c {place} t="inlineStr"><is>{words}</is></c>' if value else ""
