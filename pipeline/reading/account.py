"""Account for every cell of a sheet: used, or left out with its reason."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter

from pipeline.model import NOWHERE, UNSAID, Cell, LeftOut, Reading, Sheet, Typed
from pipeline.problems import Place, Problem

NOT_ASKED = "No column that Afterword knows: left out."
USED = -1


class Account:
    """One sheet's cells, and what became of each of them so far."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.problems: list[Problem] = []
        self.notices: list[Problem] = []
        self.titles: list[Typed] = []  # as they stand on a wall, whether cards hang there or not
        self.names: list[Typed] = []  # of the board, which may be the workshop's
        self.above: list[Typed] = []  # lines over a wall that are not read
        self._rows = array("l")  # the rows that hold something, and where each begins
        self._starts = array("l")
        for number, cell in enumerate(sheet.cells):
            if not self._rows or cell.row != self._rows[-1]:
                self._rows.append(cell.row)
                self._starts.append(number)
        self._starts.append(len(sheet.cells))
        self._row, self._first, self._last = 0, 0, 0  # last asked for, and its cells
        self._said = {NOT_ASKED: 0}  # reason → its number
        self._fates = array("l", [0]) * len(sheet.cells)  # of each cell: a reason, or `USED`
        self._heard: set[int] = set()

    def cell(self, row: int, column: int) -> Cell | None:
        """Return the cell at `row`, `column`, None where nothing is typed."""
        at = self._at(row, column)
        return None if at is None else self.sheet.cells[at]

    def _at(self, row: int, column: int) -> int | None:
        """Return where in the sheet's cells the one at `row`, `column` is."""
        if row != self._row:
            line = bisect_left(self._rows, row)
            if line == len(self._rows) or self._rows[line] != row:
                return None
            self._row, self._first, self._last = row, self._starts[line], self._starts[line + 1]
        cells, first, last = self.sheet.cells, self._first, self._last
        at = first + column - cells[first].column  # where no cell before it is blank
        if not first <= at < last or cells[at].column != column:
            at = bisect_left(cells, column, first, last, key=attrgetter("column"))
        return at if at < last and cells[at].column == column else None

    def _all(self, cells: Iterable[Cell]) -> Iterator[int]:
        if cells is self.sheet.cells:
            yield from range(len(self.sheet.cells))
            return
        for cell in cells:
            if (at := self._at(cell.row, cell.column)) is not None:
                yield at

    def place(self, row: int, column: int) -> Place:
        """Return where `row`, `column` is."""
        return self.sheet.place(row, column)

    def use(self, cell: Cell) -> None:
        """Count `cell` as used; one without a value we may use becomes a problem."""
        at = self._at(cell.row, cell.column)
        if at is not None:
            self._use(at, cell)

    def _use(self, at: int, cell: Cell) -> None:
        if cell.fault and self._fates[at] != USED:
            self.problems.append(Problem(self.place(cell.row, cell.column), *_fault(cell)))
        self._fates[at] = USED

    def typed(self, row: int, column: int) -> Typed:
        """Use the cell at `row`, `column` and return its words, empty ones for an empty cell."""
        at = self._at(row, column)
        if at is None:
            return Typed("", self.place(row, column) if column else NOWHERE)
        cell = self.sheet.cells[at]
        self._use(at, cell)
        return Typed(cell.text, self.place(row, column))

    def leave(self, cells: Iterable[Cell], reason: str) -> None:
        """Say why `cells` are left out, unless something used them."""
        why = self._said.setdefault(reason, len(self._said))
        for at in self._all(cells):
            if self._fates[at] != USED:
                self._fates[at] = why

    def put_back(self, cells: Iterable[Cell], reason: str) -> None:
        """Count `cells` as left out after all, although they were looked at."""
        why = self._said.setdefault(reason, len(self._said))
        for at in self._all(cells):
            self._fates[at] = why

    def notice(self, row: int, column: int, message: str, hint: str = "") -> None:
        """Keep something a person should know about a cell."""
        self.notices.append(Problem(self.place(row, column), message, hint))

    def say(self, message: str, hint: str = "", command: str = "") -> None:
        """Keep something a person should know about the sheet."""
        place = Place(self.sheet.file, self.sheet.name)
        self.notices.append(Problem(place, message, hint, command=command))

    def comment(self, *cells: Cell | None) -> Typed:
        """Return what is written in the comments on `cells`, the first one's place beside it."""
        found = [cell for cell in cells if cell and cell.comment]
        if not found:
            return UNSAID
        self._heard.update(self._all(found))
        words = "\n".join(cell.comment for cell in found)
        return Typed(words, self.place(found[0].row, found[0].column))

    def unheard(self) -> None:
        """Say which cells have comments that nothing read."""
        cells = enumerate(self.sheet.cells)
        if silent := [cell for at, cell in cells if cell.comment and at not in self._heard]:
            self.say(f"Comments hang on {self._listed(silent)}: they are in no document.")

    def look(self) -> None:
        """Say which cells have comments that nothing read, and which are struck through."""
        self.unheard()
        said = list(enumerate(self.sheet.cells))
        if struck := [cell for at, cell in said if cell.struck and self._fates[at] == USED]:
            message = f"Struck through, and read all the same: {self._listed(struck)}."
            self.say(message, "Delete what no longer counts.")

    def _listed(self, cells: Sequence[Cell]) -> str:
        names = [self.place(cell.row, cell.column).cell for cell in cells]
        return ", ".join(names[:10]) + (", …" if len(names) > 10 else "")

    def reading(self, kind: str, summary: str) -> Reading:
        """Return how the sheet was read; cells used and left out add up to those typed."""
        cells, sheet = self.sheet.cells, self.sheet
        reasons = tuple(self._said)
        used, left, why = [], [], []
        for cell, fate in zip(cells, self._fates, strict=True):
            if not cell.text.strip():
                continue
            if fate == USED:
                used.append(cell)
            else:
                left.append(cell)
                why.append(reasons[fate])
        typed = len(used) + len(left)
        left_out = LeftOut(sheet, tuple(left), tuple(why))
        return Reading(
            sheet.file, sheet.name, kind, summary, typed, len(used), left_out, used=tuple(used)
        )


def _fault(cell: Cell) -> tuple[str, str]:
    if cell.text.startswith("="):
        return cell.fault, "Open the workbook in Excel, save it, and try again."
    return cell.fault, "Mend or clear the cell."


def count(number: int, one: str, many: str = "") -> str:
    """Return "1 card", "2 cards"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
