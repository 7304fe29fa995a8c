"""Account for every cell of a sheet: used, or left out with its reason."""

from collections.abc import Iterable, Sequence

from pipeline.model import NOWHERE, UNSAID, Cell, Reading, Sheet, Typed
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
        self._heard: set[tuple[int, int]] = set()
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

    def comment(self, *cells: Cell | None) -> Typed:
        """Return what is written in the comments on `cells`, the first one's place beside it."""
        found = [cell for cell in cells if cell and cell.comment]
        if not found:
            return UNSAID
        self._heard.update((cell.row, cell.column) for cell in found)
        words = "\n".join(cell.comment for cell in found)
        return Typed(words, self.place(found[0].row, found[0].column))

    def look(self) -> None:
        """Say which cells have comments that nothing read, and which are struck through."""
        heard = self._heard
        if silent := [
            cell
            for cell in self._cells.values()
            if cell.comment and (cell.row, cell.column) not in heard
        ]:
            self.say(f"Comments hang on {self._listed(silent)}: they are in no document.")
        if struck := [
            cell
            for cell in self._cells.values()
            if cell.struck and (cell.row, cell.column) in self._used
        ]:
            message = f"Struck through, and read all the same: {self._listed(struck)}."
            self.say(message, "Delete what no longer counts.")

    def _listed(self, cells: Sequence[Cell]) -> str:
        names = [self.place(cell.row, cell.column).cell for cell in cells]
        return ", ".join(names[:10]) + (", …" if len(names) > 10 else "")

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
