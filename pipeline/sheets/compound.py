"""Read one stream of a compound file ([MS-CFB]): the container of .xls workbooks.

A compound file is cut into sectors, and a table tells which sector follows which.
"""

import struct
from collections.abc import Collection, Sequence

_HEAD = 512
_ENTRY = 128  # bytes of an entry of the directory
_LAST = 0xFFFFFFFA  # from here on, a number is no sector
_OF_HEAD = 109  # numbers of sectors of the table that stand in the head
_SMALL = 64  # bytes of a small sector


class Damaged(Exception):  # noqa: N818 - reads as a sentence at the raise
    """It is no sound compound file, or has no such stream."""


def stream(content: bytes, names: Collection[str]) -> bytes:
    """Return the stream of one of the `names`; raises Damaged where there is none."""
    try:
        return _stream(content, names)
    except (struct.error, IndexError) as error:
        raise Damaged from error


def _stream(content: bytes, names: Collection[str]) -> bytes:
    (shift,) = struct.unpack_from("<H", content, 30)
    if shift not in (9, 12):
        raise Damaged
    directory, _, cutoff, small_table, _, further, _ = struct.unpack_from("<7I", content, 48)
    sectors = _Sectors(content, 1 << shift)
    table = list(struct.unpack_from(f"<{_OF_HEAD}I", content, 76))
    for _ in range(len(content) >> shift):
        if further >= _LAST:
            break
        *more, further = _numbers(sectors.one(further))
        table += more
    follows = _numbers(b"".join(sectors.one(each) for each in table if each < _LAST))
    entries = sectors.chain(directory, follows)
    root = struct.unpack_from("<II", entries, 116)
    for at in range(0, len(entries), _ENTRY):
        start, size = struct.unpack_from("<II", entries, at + 116)
        if _name(entries, at) not in names:
            continue
        if size >= cutoff:
            return sectors.chain(start, follows)[:size]
        small = _Sectors(sectors.chain(root[0], follows), _SMALL, first=0)
        return small.chain(start, _numbers(sectors.chain(small_table, follows)))[:size]
    raise Damaged


def _name(entries: bytes, at: int) -> str:
    (size,) = struct.unpack_from("<H", entries, at + 64)
    return entries[at : at + max(0, min(size, 64) - 2)].decode("utf-16-le", "replace")


def _numbers(content: bytes) -> Sequence[int]:
    return struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])


class _Sectors:
    """The sectors of a file, or of the stream in which the small ones stand."""

    def __init__(self, content: bytes, size: int, *, first: int | None = None) -> None:
        self._content, self._size = content, size
        self._first = size if first is None else first  # where the first one begins

    def one(self, number: int) -> bytes:
        """Return a sector; raises IndexError where there is none."""
        at = self._first + number * self._size
        if at >= len(self._content):
            raise IndexError(number)
        return self._content[at : at + self._size]

    def chain(self, number: int, follows: Sequence[int]) -> bytes:
        """Return a sector and all that follow it; raises IndexError where they run in a circle."""
        found: list[bytes] = []
        while number < _LAST:
            if len(found) > len(follows):
                raise IndexError(number)
            found.append(self.one(number))
            number = follows[number]
        return b"".join(found)
