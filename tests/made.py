"""Pictures and Word files for tests, made here, and what a validator says of them."""

import struct
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

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
