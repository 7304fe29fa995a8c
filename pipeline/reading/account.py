"""Account for every cell of a sheet: used, or left out with its reason."""

from collections.abc import Iterable

from pipeline.model import NOWHERE, Cell, Reading, Sheet, Typed
from pipeline.problems import Place, Problem

NOT_ASKED = "No column that Afterword knows: left out."


class Account:
    """One sheet's cells, and what became of each of them so far."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.problems: list[Problem] = []
        self.notices: list[Problem] = []
        self._cells = {(cell.row, cell.column): cell for cell in sheet.cells}
        self._used: set[tuple[int, int]] = set()
        self._reasons: dict[tuple[int, int], str] = {}

    def cell(self, row: int, column: int) -> Cell | None:
        """Return the cell at `row`, `column`, None where nothing is typed."""
        return self._cells.get((row, column))

    def place(self, row: int, column: int) -> Place:
        """Return where `row`, `column` is."""
        return self.sheet.place(row, column)

    def use(self, cell: Cell) -> None:
        """Count `cell` as used; one without a value we may use becomes a problem."""
        where = (cell.row, cell.column)
        if cell.fault and where not in self._used:
            self.problems.append(Problem(self.place(*where), *_fault(cell)))
        self._used.add(where)
        self._reasons.pop(where, None)

    def typed(self, row: int, column: int) -> Typed:
        """Use the cell at `row`, `column` and return its words, empty ones for an empty cell."""
        cell = self.cell(row, column)
        if cell is None:
            return Typed("", self.place(row, column) if column else NOWHERE)
        self.use(cell)
        return Typed(cell.text, self.place(row, column))

    def leave(self, cells: Iterable[Cell], reason: str) -> None:
        """Say why `cells` are left out, unless something used them."""
        for cell in cells:
            if (cell.row, cell.column) not in self._used:
                self._reasons[cell.row, cell.column] = reason

    def put_back(self, cells: Iterable[Cell], reason: str) -> None:
        """Count `cells` as left out after all, although they were looked at."""
        for cell in cells:
            self._used.discard((cell.row, cell.column))
            self._reasons[cell.row, cell.column] = reason

    def notice(self, row: int, column: int, message: str, hint: str = "") -> None:
        """Keep something a person should know about a cell."""
        self.notices.append(Problem(self.place(row, column), message, hint))

    def say(self, message: str, hint: str = "") -> None:
        """Keep something a person should know about the sheet."""
        self.notices.append(Problem(Place(self.sheet.file, self.sheet.name), message, hint))

    def reading(self, kind: str, summary: str) -> Reading:
        """Return how the sheet was read; cells used and left out add up to those typed."""
        typed = [
            where for where, cell in self._cells.items() if cell.text.strip() or where in self._used
        ]
        left_out = tuple(
            Problem(self.place(*where), self._reasons.get(where, NOT_ASKED))
            for where in typed
            if where not in self._used
        )
        used = len(typed) - len(left_out)
        sheet = self.sheet
        return Reading(sheet.file, sheet.name, kind, summary, len(typed), used, left_out)


def _fault(cell: Cell) -> tuple[str, str]:
    if cell.text.startswith("="):
        return cell.fault, "Open the workbook in Excel, save it, and try again."
    return cell.fault, "Mend or clear the cell."


def count(number: int, one: str, many: str = "") -> str:
    """Return "1 card", "2 cards"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
