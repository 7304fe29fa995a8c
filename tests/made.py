"""Pictures and Word files for tests, made here; what a validator says of them; parts of a file."""

import struct
import zlib
from dataclasses import replace
from functools import cache
from hashlib import sha256
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from zipfile import ZIP_DEFLATED, ZipFile

from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph
from lxml import etree
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from openxml_audit import OpenXmlValidator

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Row = TypeVar("Row", bound="DataclassInstance")


def png(wide: int = 20, high: int = 10) -> bytes:
    """Return a PNG file of one color."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    rows = (b"\0" + b"\x1f\x4e\x79" * wide) * high
    head = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", head),
            chunk(b"IDAT", zlib.compress(rows)),
            chunk(b"IEND", b""),
        )
    )


def saved(made: Any) -> bytes:
    """Return a document of python-docx as bytes."""
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


@cache
def validator() -> OpenXmlValidator:
    """Return what knows the schemas of Word files: it reads them once, and each part of the same bytes."""
    found = OpenXmlValidator()
    parts = found._schema_validator
    check = parts.validate_part
    known: dict[tuple[str, bytes], list[Any]] = {}

    def once(part: Any, context: Any) -> None:
        key = part.uri, sha256(part.raw_content or b"").digest()
        if key in known:
            context.errors.extend(known[key])
            return
        before = len(context.errors)
        check(part, context)
        if not context.should_stop:
            known[key] = context.errors[before:]

    parts.validate_part = once
    _forget_other_files(found)
    return found


def _forget_other_files(found: OpenXmlValidator) -> None:
    """Let each file be looked at for itself.

    openxml-audit 0.8 remembers what a part says (its comments) by the number that Python gives a
    file in memory, and Python gives the number of a file that is gone to another one.
    """
    known = [
        memory
        for rules in (found._semantic_validator_word, found._semantic_validator_spreadsheet)
        for each in chain.from_iterable(rules._constraints.values())
        for memory in (getattr(each, "_value_cache", {}), getattr(each, "_count_cache", {}))
    ]
    validate = found.validate

    def alone(path: Path) -> Any:
        for memory in known:
            memory.clear()
        return validate(path)

    found.validate = alone


def faults(content: bytes, folder: Path) -> list[str]:
    """Return every error that a validator finds in a Word file."""
    path = folder / "made.docx"
    path.write_bytes(content)
    return [str(each) for each in validator().validate(path).errors]


def repacked(content: bytes, changes: dict[str, bytes]) -> bytes:
    """Return a package with parts changed or added."""
    stream = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(stream, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, changes.pop(name, old.read(name)))
        for name, each in changes.items():
            new.writestr(name, each)
    return stream.getvalue()


def member(content: bytes, name: str) -> bytes:
    """Return one part of a package."""
    with ZipFile(BytesIO(content)) as archive:
        return archive.read(name)


def first_sheet(book: Workbook) -> Worksheet:
    """Return the sheet that lies open in a workbook: of a new one, its first."""
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    return sheet


def style_of(paragraph: Paragraph) -> ParagraphStyle:
    """Return the style of a paragraph."""
    style = paragraph.style
    assert style is not None
    return style


def numbering(paragraph: Paragraph) -> Any:
    """Return how a paragraph is counted, or None; python-docx gives no type for it."""
    properties: Any = paragraph._p.pPr
    return properties.numPr


def inside(element: etree._Element, name: str) -> etree._Element:
    """Return the first element of that name in another, where it must be."""
    found = element.find(name)
    assert found is not None, name
    return found


def take_out(element: etree._Element) -> None:
    """Take an element out of what holds it."""
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def changed(row: Row, **fields: Any) -> Row:
    """Return a record with other values in the fields that a test names as it runs."""
    return replace(row, **fields)


# A relationship more: kind, target, mode.
LINK = (
    '<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/{}" Target="{}"{}/></Relationships>'
)
OUTSIDE = ' TargetMode="External"'
