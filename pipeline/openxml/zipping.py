"""Write the zip file of a Word package: the same parts give the same bytes, packed once."""

import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LONG = 500_000
STAMP = 0x21  # 1980-01-01, midnight: a document does not remember the clock


@dataclass(frozen=True, slots=True)
class Member:
    """A part as it stands in the zip file: already deflated."""

    name: bytes
    check: int
    size: int
    packed: bytes


def deflate(name: str, content: bytes, level: int | None = None) -> Member:
    """Return `content` ready to be written as `name`; without a level, what is long is packed in haste."""
    level = level or (2 if len(content) > LONG else 6)
    return Member(name.encode(), zlib.crc32(content), len(content), squeeze(content, level))


def squeeze(content: bytes, level: int) -> bytes:
    """Return `content` as a raw deflate stream."""
    packer = zlib.compressobj(level, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush()


_UTF8_NAME = 0x800
_SIZES_FOLLOW = 0x8
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")


class Layout:
    """Members laid out one after the other, to be closed with more of them again and again."""

    __slots__ = ("_central", "_count", "_local", "_offset")

    def __init__(self, members: Iterable[Member] = ()) -> None:
        local, central, self._offset, self._count = _lay(members, 0)
        self._local, self._central = b"".join(local), b"".join(central)

    def closed(self, members: Iterable[Member]) -> bytes:
        """Return the zip file of what was laid out and then `members`."""
        local, central, offset, count = _lay(members, self._offset)
        directory = self._central + b"".join(central)
        total = self._count + count
        end = _END.pack(b"PK\5\6", 0, 0, total, total, len(directory), offset, 0)
        return b"".join((self._local, *local, directory, end))


class Stream:
    """A zip file that is written member by member, for contents of unknown length."""

    __slots__ = ("_central", "_count", "_offset")

    def __init__(self) -> None:
        self._central: list[bytes] = []
        self._count = self._offset = 0

    def whole(self, member: Member) -> bytes:
        """Return one finished member."""
        local, central, self._offset, _ = _lay([member], self._offset)
        self._central += central
        self._count += 1
        return b"".join(local)

    def growing(self, name: str, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """Yield one member, deflated while it comes."""
        encoded, start = name.encode(), self._offset
        flags = _UTF8_NAME | _SIZES_FOLLOW
        head = _LOCAL.pack(b"PK\3\4", 20, flags, 8, 0, STAMP, 0, 0, 0, len(encoded), 0) + encoded
        yield head
        packer = zlib.compressobj(6, zlib.DEFLATED, -15)
        check = size = packed = 0
        for piece in pieces:
            check, size = zlib.crc32(piece, check), size + len(piece)
            if squeezed := packer.compress(piece):
                packed += len(squeezed)
                yield squeezed
        last = packer.flush()
        packed += len(last)
        sizes = check, packed, size
        yield last + struct.pack("<4s3I", b"PK\7\10", *sizes)
        rest = (20, 20, flags, 8, 0, STAMP, *sizes, len(encoded), 0, 0, 0, 0, 0, start)
        self._central += (_CENTRAL.pack(b"PK\1\2", *rest), encoded)
        self._count += 1
        self._offset += len(head) + packed + 16

    def end(self) -> bytes:
        """Return the directory that closes the file."""
        directory, total = b"".join(self._central), self._count
        end = _END.pack(b"PK\5\6", 0, 0, total, total, len(directory), self._offset, 0)
        return directory + end


def _lay(members: Iterable[Member], offset: int) -> tuple[list[bytes], list[bytes], int, int]:
    local: list[bytes] = []
    central: list[bytes] = []
    count = 0
    for each in members:
        sizes = (each.check, len(each.packed), each.size, len(each.name), 0)
        head = _LOCAL.pack(b"PK\3\4", 20, _UTF8_NAME, 8, 0, STAMP, *sizes)
        rest = (20, 20, _UTF8_NAME, 8, 0, STAMP, *sizes, 0, 0, 0, 0, offset)
        local += (head, each.name, each.packed)
        central += (_CENTRAL.pack(b"PK\1\2", *rest), each.name)
        offset += len(head) + len(each.name) + len(each.packed)
        count += 1
    return local, central, offset, count
