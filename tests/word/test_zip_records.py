"""Every record of the zip files that we write, field by field, as the format asks for (APPNOTE 6.3)."""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from pipeline.openxml import zipping

LOCAL, CENTRAL, END = struct.Struct("<4s5H3I2H"), struct.Struct("<4s6H3I5H2I"), struct.Struct("<4s4H2IH")  # fmt: skip
PARTS = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>" * 999, "word/Café.xml": b""}  # fmt: skip
MIDNIGHT, FIRST_OF_1980 = 0, 0x21


@dataclass(frozen=True)
class Record:
    name: str
    content: bytes
    follows: bool  # its sizes stand behind it


def records(content: bytes) -> Iterator[Record]:
    """Read a zip file as strictly as can be: no byte is left over, and all is said twice alike."""
    signature, disk, start, here, total, size, begin, comment = END.unpack(content[-END.size :])
    assert (signature, disk, start, comment) == (b"PK\5\6", 0, 0, 0)
    assert here == total
    assert begin + size == len(content) - END.size
    at, expected = begin, 0
    for _ in range(total):
        (
            signature, made_by, needs, flags, method, time, day, check, packed, whole, letters,
            extra, remark, disk, inside, outside, offset,
        ) = CENTRAL.unpack_from(content, at)  # fmt: skip
        assert signature == b"PK\1\2"
        assert (made_by, needs, method, time, day) == (20, 20, 8, MIDNIGHT, FIRST_OF_1980)
        assert flags in (0x800, 0x808)
        assert (extra, remark, disk, inside, outside) == (0, 0, 0, 0, 0)
        assert offset == expected
        name = content[at + CENTRAL.size : at + CENTRAL.size + letters]
        at += CENTRAL.size + letters
        head = LOCAL.unpack_from(content, offset)
        follows = bool(flags & 8)
        sizes = (0, 0, 0) if follows else (check, packed, whole)
        assert head == (b"PK\3\4", 20, flags, 8, MIDNIGHT, FIRST_OF_1980, *sizes, letters, 0)
        body = offset + LOCAL.size + letters
        assert content[body - letters : body] == name
        unpacker = zlib.decompressobj(-15)
        found = unpacker.decompress(content[body : body + packed])
        assert unpacker.eof
        assert unpacker.unused_data == b""
        assert (len(found), zlib.crc32(found)) == (whole, check)
        expected = body + packed
        if follows:
            said = struct.unpack_from("<4s3I", content, expected)
            assert said == (b"PK\7\10", check, packed, whole)
            expected += 16
        yield Record(name.decode(), found, follows)
    assert expected == begin
    assert at == begin + size


def test_a_file_that_is_laid_out_at_once_is_strict() -> None:
    first, *rest = (zipping.deflate(name, content) for name, content in PARTS.items())
    layout = zipping.Layout([first])

    for _ in range(2):  # closed again and again
        assert list(records(layout.closed(rest))) == [
            Record(*each, False) for each in PARTS.items()
        ]
    assert [each.name for each in records(layout.closed([]))] == ["[Content_Types].xml"]
    assert list(records(zipping.Layout().closed([]))) == []


@pytest.mark.parametrize("pieces", [[], [b""], [b"a"], [b"some words "] * 9999])
def test_a_file_that_grows_is_strict(pieces: list[bytes]) -> None:
    stream = zipping.Stream()
    (name, content), *_ = PARTS.items()
    parts = [stream.whole(zipping.deflate(name, content))]
    parts += stream.growing("word/document.xml", pieces)
    parts.append(stream.whole(zipping.deflate("last.xml", b"<x/>")))
    parts.append(stream.end())

    assert list(records(b"".join(parts))) == [
        Record(name, content, False),
        Record("word/document.xml", b"".join(pieces), True),
        Record("last.xml", b"<x/>", False),
    ]


@pytest.mark.parametrize(("more", "level"), [(0, 6), (1, 2)])
def test_only_what_is_long_is_packed_in_haste(more: int, level: int) -> None:
    content = bytes(zlib.crc32(str(n).encode()) % 7 for n in range(zipping.LONG + more))

    assert zipping.deflate("x", content).packed == zipping.squeeze(content, level)
    assert zipping.squeeze(content, 6) != zipping.squeeze(content, 2)
    assert zipping.deflate("x", content[:99], 2).packed == zipping.squeeze(content[:99], 2)
    assert zipping.deflate("x", content[:99]).packed == zipping.squeeze(content[:99], 6)
    assert zipping.deflate("x", content, 9).packed == zipping.squeeze(content, 9)
