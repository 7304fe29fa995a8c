"""Find the merged cell that covers a cell, in one pass through a sheet in reading order."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Mapping

Where = tuple[int, int]  # row, column; of a merged cell how many of each, too


class Covering:
    """Knows which merged cells reach into the row that is read: no two of them overlap.

    One that overlaps another is passed over: Excel makes none, and a file may hold a million.
    """

    def __init__(self, merges: Mapping[Where, Where]) -> None:
        self._merges = merges
        self._coming = sorted((at for at in merges if merges[at] != (1, 1)), reverse=True)
        self._columns: list[int] = []  # where those begin that reach into the row
        self._starts: dict[int, Where] = {}  # by the column

    def over(self, row: int, column: int) -> Where | None:
        """Return where the merged cell begins that covers a cell, the cell itself where it begins there."""
        while self._coming and self._coming[-1][0] <= row:
            self._add(self._coming.pop())
        while place := bisect_right(self._columns, column):
            first = self._columns[place - 1]
            if not self._ended(first, row):
                return self._starts[first] if column <= self._last(first) else None
        return None

    def _add(self, start: Where) -> None:
        row, first = start
        last = first + self._merges[start][1] - 1
        while place := bisect_right(self._columns, last):
            before = self._columns[place - 1]
            if self._ended(before, row):
                continue
            if self._last(before) >= first:
                return
            break
        insort(self._columns, first)
        self._starts[first] = start

    def _last(self, first: int) -> int:
        return first + self._merges[self._starts[first]][1] - 1

    def _ended(self, first: int, row: int) -> bool:
        """Return whether the merged cell that begins in a column ends above the row, and forget it then."""
        start = self._starts[first]
        if start[0] + self._merges[start][0] > row:
            return False
        del self._starts[first], self._columns[bisect_left(self._columns, first)]
        return True
