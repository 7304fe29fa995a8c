"""What a file of a table holds: cells as typed, in sheets, nothing interpreted.

They stand apart from the other nouns so that a letter of a table is filled without all of these.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from pipeline.problems import Place


class Cell(NamedTuple):
    """One cell that holds something: its text as Excel shows it, and what we must know of it.

    A sheet may hold millions, so that it is a tuple: made in a fifth of the time of a dataclass.
    """

    row: int  # 1-based
    column: int  # 1-based
    text: str  # as typed; numbers and dates as Excel shows them
    value: object = None  # int, float, bool, date, datetime, time or str
    bold: bool = False
    fill: str = ""  # solid fill as RRGGBB, "" for none
    struck: bool = False
    comment: str = ""
    merged: tuple[int, int] = (1, 1)  # rows, columns that this cell spans
    hidden: bool = False
    fault: str = ""  # why it has no value we may use: an error, a formula never calculated


@dataclass(frozen=True)
class Sheet:
    """One sheet of a file as it stands: sparse cells in reading order, nothing interpreted."""

    file: str
    name: str
    cells: tuple[Cell, ...]

    def place(self, row: int, column: int) -> Place:
        """Return where `row`, `column` (both 1-based) is."""
        return Place(self.file, self.name, f"{column_letters(column)}{row}")

    @cached_property
    def rows(self) -> Sequence[tuple[int, Mapping[int, Cell]]]:
        """Return each row that holds words, as column → cell: put together once, asked for often."""
        found: list[tuple[int, Mapping[int, Cell]]] = []
        row: dict[int, Cell] = {}
        number = 0
        for cell in self.cells:
            if not cell.text.strip():
                continue
            if cell.row != number:
                row, number = {}, cell.row
                found.append((number, row))
            row[cell.column] = cell
        return found

    def forget_rows(self) -> None:
        """Let go of `rows`, which is put together again if somebody asks: a read sheet is kept for long."""
        self.__dict__.pop("rows", None)


@lru_cache(maxsize=1024)
def column_letters(number: int) -> str:
    """Return the letters of the 1-based column `number`: 1 → A, 27 → AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@lru_cache(maxsize=1024)
def column_number(letters: str) -> int:
    """Return the 1-based number of the column `letters`: A → 1, AA → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
