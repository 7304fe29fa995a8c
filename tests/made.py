"""Pictures and Word files for tests, made here, and what a validator says of them."""

import struct
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openxml_audit import OpenXmlValidator


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


def faults(content: bytes, folder: Path) -> list[str]:
    """Return every error that a validator finds in a Word file."""
    path = folder / "made.docx"
    path.write_bytes(content)
    return [str(each) for each in OpenXmlValidator().validate(path).errors]


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


# A relationship more: kind, target, mode.
LINK = (
    '<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/{}" Target="{}"{}/></Relationships>'
)
OUTSIDE = ' TargetMode="External"'
