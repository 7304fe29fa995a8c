"""Count once what stands in each column of a sheet, so that it is known below every row of headings.

Headings may stand in any of the first rows, and below each the same cells are asked for.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import accumulate

from pipeline.model import Cell, Reply
from pipeline.reading.assessments import marks

Rows = Mapping[int, Mapping[int, Cell]]  # row → column → cell


@dataclass(slots=True)
class _Column:
    """The rows in which one column holds something, and how much there is up to each of them."""

    rows: list[int] = field(default_factory=list)
    known: list[bool] = field(default_factory=list)  # an answer in words
    given: list[bool] = field(default_factory=list)  # an answer in words or with a sign
    words: list[int] = field(default_factory=list)
    signs: dict[Reply, int] = field(default_factory=dict)  # the last row with a sign of each answer

    def add(self, row: int, text: str) -> None:
        """Count one cell."""
        signs = marks.sign(text)[0]
        known = marks.known(text)
        self.rows.append(row)
        self.known.append(known)
        self.given.append(known or bool(signs))
        self.words.append(len(text.split()))
        self.signs.update(dict.fromkeys(signs, row))


class Counted:
    """What stands in each column of some rows, which are given in their order."""

    def __init__(self, rows: Rows) -> None:
        found: dict[int, _Column] = {}
        for row, cells in rows.items():
            for column, cell in cells.items():
                found.setdefault(column, _Column()).add(row, cell.text)
        self._columns = found
        self._known = {column: _sums(each.known) for column, each in found.items()}
        self._given = {column: _sums(each.given) for column, each in found.items()}
        self._words = {column: _sums(each.words) for column, each in found.items()}

    def cells(self, column: int, header: int) -> int:
        """Return how many cells of a column stand below a row."""
        rows = self._columns[column].rows if column in self._columns else []
        return len(rows) - bisect_right(rows, header)

    def answers(self, column: int, header: int, *, signs: bool) -> int:
        """Return how many of them hold an answer that we know, where it is `signs`, too, given by those."""
        return self._below(self._given if signs else self._known, column, header)

    def wordiest(self, header: int, taken: Collection[int]) -> int:
        """Return the column that holds the most words below a row, but for those `taken`; 0 without one."""
        words = {
            column: self._below(self._words, column, header)
            for column in self._columns
            if column not in taken
        }
        best = max(words, key=lambda column: (words[column], -column), default=0)
        return best if words.get(best) else 0

    def with_signs(self, columns: Iterable[int], header: int, *, both: bool = False) -> bool:
        """Tell whether answers in `columns` are given with ticks and crosses: crosses alone may mean either.

        `both` asks for a cross, too.
        """
        own = [self._columns[column].signs for column in columns if column in self._columns]
        given = {reply for signs in own for reply, row in signs.items() if row > header}
        return Reply.YES in given and (not both or Reply.NO in given)

    def _below(self, sums: Mapping[int, list[int]], column: int, header: int) -> int:
        if column not in self._columns:
            return 0
        return sums[column][-1] - sums[column][bisect_right(self._columns[column].rows, header)]


def _sums(each: Iterable[int]) -> list[int]:
    return list(accumulate(each, initial=0))
