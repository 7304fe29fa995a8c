"""Read one sheet as records: its first row names the fields, and each row below is one."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import overload

from pipeline import words as lists
from pipeline.cells import Cell, Sheet, column_letters
from pipeline.problems import InputRefused, Place, Problem
from pipeline.records import meanings
from pipeline.records.found import Fields, Record, Records, Truth
from pipeline.typed import Typed, TypedValue


def from_sheets(
    sheets: Sequence[Sheet], name: str | None = None, notices: Sequence[Problem] = ()
) -> Records:
    """Return one record a row of the only sheet that holds anything, or of the one called `name`.

    The first row with text names the fields: `Contact name` is `contact_name` in a template. An
    empty cell is empty text; a merged cell counts for each of its rows. `notices` are those of the
    reader of sheets: what they say of other sheets is left out. Raises InputRefused where it is
    not clear which sheet is meant, and where no row stands below the headings.
    """
    sheet = _chosen(sheets, name, notices)
    place = Place(sheet.file, sheet.name)
    table = _Table(sheet)
    if not table.rows:
        message = "There are headings, but no row below them."
        raise InputRefused([Problem(place, message)])
    others = {(each.file, each.name) for each in sheets} - {(sheet.file, sheet.name)}
    heard = [each for each in notices if (each.place.file, each.place.sheet) not in others]
    truths: dict[Fields, Truth] = {
        (field_name,): truth
        for column, field_name in table.names.items()
        if (truth := meanings.truth(list(table.answers(column))))
    }
    rows = _Rows(place, table.names, table.rows, {path[0] for path in truths})
    return Records(
        place,
        rows,
        notices=[*heard, *table.notices],
        faults=table.faults,
        truths=truths,
        alike=True,
    )


_MOST_TITLES = 10  # lines above the headings
_ENOUGH_HEADINGS = 3
_QUOTED = 40  # letters of a line that a message shows


@dataclass(slots=True)
class _Table:
    """The cells of a sheet by row and column, under the names of its headings."""

    sheet: Sheet
    header: int = 0
    names: dict[int, str] = field(default_factory=dict)  # column → field
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    notices: list[Problem] = field(default_factory=list)
    faults: dict[str, list[Problem]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Read the headings, then the rows below them, then what is wrong in them."""
        cells = [cell for cell in self.sheet.cells if cell.text.strip() or cell.fault]
        self.header = self._heading_row(cells) if cells else 0
        self._headings([cell for cell in cells if cell.row == self.header])
        for cell in cells:
            if cell.row > self.header:
                self.rows.setdefault(cell.row, {})[cell.column] = cell
        self._leave_foot()
        self._merged()
        self._unheaded()
        self._struck()
        self._wrong()

    def answers(self, column: int) -> Iterator[str | bool]:
        """Yield what the cells of a column hold: truths as truths, all else as text."""
        for row in self.rows.values():
            if cell := row.get(column):
                yield cell.value if isinstance(cell.value, bool) else cell.text

    def _heading_row(self, cells: Sequence[Cell]) -> int:
        """Return the row of the headings: the first, but for lines of one cell that stand above.

        Such a line is a title if it is merged over several columns, if a blank row follows, or if
        three headings or more stand below it; else the first row has but one heading.
        """
        rows: dict[int, list[Cell]] = {}
        for cell in cells:
            if cell.row not in rows and len(rows) > _MOST_TITLES:
                break
            rows.setdefault(cell.row, []).append(cell)
        first = cells[0].row
        below = next((row for row, own in rows.items() if len(own) > 1), first)
        above = [own[0] for row, own in rows.items() if row < below]
        widest = max((cell.merged[1] for cell in above), default=1)
        apart = below - first > len(above)
        if not above or not (widest > 1 or apart or len(rows[below]) >= _ENOUGH_HEADINGS):
            return first
        titles = ", ".join(f"“{' '.join(cell.text.split())[:_QUOTED]}”" for cell in above)
        one = len(above) == 1
        message = (
            f"The headings are taken from row {below}; what stands above them is left out, as "
            f"{'a title' if one else 'titles'}: {titles}."
        )
        self.notices.append(
            Problem(self._here, message, "If that is wrong, name the columns in the first row.")
        )
        return below

    def _headings(self, cells: Sequence[Cell]) -> None:
        """Name the fields; a column that no tag can name, or two of one name, are said."""
        first: dict[str, Cell] = {}
        signs: list[Cell] = []
        for cell in cells:
            name = field_name(cell.text)
            if cell.fault:
                self.notices.append(self._at(cell, f"{cell.fault} No tag can name its column."))
            elif not name:
                signs.append(cell)
            elif name in first:
                self._twice(first[name], cell, name)
            else:
                first[name] = cell
                self.names[cell.column] = name
        if signs:
            listed = ", ".join(f"“{each.text.strip()}” ({self._cell(each)})" for each in signs)
            one = len(signs) == 1
            message = (
                f"{'The heading' if one else 'The headings'} {listed} "
                f"{'holds' if one else 'hold'} no letter and no digit, so that no tag can name "
                f"{'its column: it is' if one else 'their columns: they are'} passed over."
            )
            self.notices.append(Problem(self._here, message, "Give it a word if it counts."))

    def _twice(self, first: Cell, cell: Cell, name: str) -> None:
        one, other = first.text.strip(), cell.text.strip()
        if one == other:
            message = f"The heading “{other}” stands in {self._cell(first)} already."
        else:
            message = f"The headings “{other}” and “{one}” ({self._cell(first)}) are both {name} in a template."  # fmt: skip
        problem = self._at(cell, message, "Give each column a name of its own.")
        self.faults.setdefault(name, []).append(problem)

    def _leave_foot(self) -> None:
        """Leave out the foot of an exported report: lines of one cell each after a blank row.

        Salesforce and its kin print it: who made the report, when, "Page 1 of 1". A line that adds
        up the rows above it is no record either.
        """
        if foot := self._foot():
            left = [row for row in self.rows if row >= foot]
            words = " ".join(next(iter(self.rows[foot].values())).text.split())
            said = f"“{words[:_QUOTED]}{'…' if len(words) > _QUOTED else ''}”"
            why = f"as the foot of a report: after a blank row, with one cell each ({said})"
            self._leave(left, why, "If it is a record, delete the blank row above it.")
        last = max(self.rows, default=0)
        if len(self.rows) > 1 and lists.among("total", self.rows[last][min(self.rows[last])].text):
            self._leave(
                [last],
                "as a line that adds up the others",
                "If it is a record, write it otherwise.",
            )

    def _foot(self) -> int:
        """Return the first row of the foot, 0 where there is none."""
        numbers = list(self.rows)
        foot = 0
        for before, number in reversed([*pairwise([self.header, *numbers])]):
            if len(self.rows[number]) > 1:
                break
            if number > before + 1:
                foot = number
        return foot if len(self.names) > 1 and numbers and foot != numbers[0] else 0

    def _leave(self, rows: Sequence[int], why: str, hint: str) -> None:
        for row in rows:
            del self.rows[row]
        which = f"Row {rows[0]} is" if len(rows) == 1 else f"Rows {rows[0]} to {rows[-1]} are"
        self.notices.append(Problem(self._here, f"{which} left out, {why}.", hint))

    def _merged(self) -> None:
        """Let a merged cell count for each of its rows that hold something else."""
        numbers = list(self.rows)
        for cell in self.sheet.cells:
            high, wide = cell.merged
            if high == 1 or not cell.text.strip() or cell.row not in self.rows:
                continue
            below = bisect_right(numbers, cell.row), bisect_left(numbers, cell.row + high)
            covered = numbers[slice(*below)]
            for row in covered:
                self.rows[row].setdefault(cell.column, cell)
            if covered and cell.column in self.names:
                last = f"{column_letters(cell.column + wide - 1)}{cell.row + high - 1}"
                message = f"The merged cell {self._cell(cell)}:{last} counts for each of its {high} rows."  # fmt: skip
                self.notices.append(self._at(cell, message))

    def _unheaded(self) -> None:
        headed = {cell.column for cell in self.sheet.cells if cell.row == self.header}
        for row in self.rows.values():
            for column, cell in row.items():
                if column not in headed and cell.text.strip():
                    message = "This cell has no heading above it, so that no tag can print it."
                    self.notices.append(
                        self._at(cell, message, "Name its column in the first row, if it counts.")
                    )

    def _struck(self) -> None:
        struck = [cell for row in self.rows.values() for cell in row.values() if cell.struck]
        if struck:
            listed = ", ".join(map(self._cell, struck[:10])) + (", …" if len(struck) > 10 else "")
            message = f"Struck through, and read all the same: {listed}."
            self.notices.append(Problem(self._here, message, "Delete what no longer counts."))

    def _wrong(self) -> None:
        """Keep what must not be printed: a formula without a result, an error."""
        for row in self.rows.values():
            for column, cell in row.items():
                wrong = meanings.fault_of(cell)
                name = self.names.get(column) if wrong else None
                if name and wrong and self.faults.get(name, [None])[-1] != self._at(cell, *wrong):
                    self.faults.setdefault(name, []).append(self._at(cell, *wrong))

    @property
    def _here(self) -> Place:
        return Place(self.sheet.file, self.sheet.name)

    def _cell(self, cell: Cell) -> str:
        return self.sheet.place(cell.row, cell.column).cell

    def _at(self, cell: Cell, message: str, hint: str = "") -> Problem:
        return Problem(self.sheet.place(cell.row, cell.column), message, hint)


class _Rows(Sequence[Record]):
    """The rows of a table, each made into a record only when it is asked for.

    Of a cell that is its text and no more, the text alone is kept: of a million rows that is a third.
    """

    def __init__(
        self,
        sheet: Place,
        names: Mapping[int, str],
        rows: Mapping[int, Mapping[int, Cell]],
        truths: set[str],
    ) -> None:
        self._sheet, self._names, self._truths = sheet, names, truths
        self._letters = {column: column_letters(column) for column in names}
        self._numbers = list(rows)
        self._rows = [
            tuple(_light(row, cells.get(column)) for column in names) for row, cells in rows.items()
        ]

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> Record: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Record]: ...
    def __getitem__(self, index: int | slice) -> Record | Sequence[Record]:
        if isinstance(index, slice):
            return list(map(self._record, self._numbers[index], self._rows[index]))
        return self._record(self._numbers[index], self._rows[index])

    def _record(self, row: int, cells: Sequence[Cell | str | None]) -> Record:
        sheet = self._sheet
        fields: dict[str, Typed] = {}
        for (column, name), kept in zip(self._names.items(), cells, strict=True):
            at = kept.row if isinstance(kept, Cell) else row
            place = Place(sheet.file, sheet.sheet, f"{self._letters[column]}{at}")
            if kept is None:
                fields[name] = Typed("", place)
                continue
            answers = name in self._truths
            if isinstance(kept, Cell):
                words, meant = kept.text, meanings.value(kept, answers)
            else:
                words, meant = kept, meanings.value_of_text(kept, answers)
            fields[name] = Typed(words, place) if meant is None else TypedValue(words, place, meant)
        return f"{sheet.file}!{sheet.sheet} row {row}", fields


def _light(row: int, cell: Cell | None) -> Cell | str | None:
    """Return the text of a cell of this row that holds text, else the cell: it has a value, or is merged."""
    return cell.text if cell and cell.row == row and isinstance(cell.value, str) else cell


def _chosen(sheets: Sequence[Sheet], name: str | None, notices: Sequence[Problem]) -> Sheet:
    file = Place(sheets[0].file if sheets else notices[0].place.file if notices else "")
    filled = [sheet for sheet in sheets if any(cell.text.strip() for cell in sheet.cells)]
    wanted = [sheet for sheet in filled if name is None or sheet.name == name]
    if len(wanted) == 1:
        return wanted[0]
    if not filled:
        raise InputRefused([Problem(file, "There is nothing to read in it."), *notices])
    names = ", ".join(f"“{sheet.name}”" for sheet in filled)
    if name is None:
        message = f"It has {len(filled)} sheets: {names}."
        raise InputRefused([Problem(file, message, "Say --sheet and the name of one.")])
    about = [each for each in notices if each.place.sheet == name]
    raise InputRefused([Problem(file, f"No sheet “{name}” to read.", f"It has {names}."), *about])


def field_name(heading: str) -> str:
    """Return the name a template uses for the column `heading`: `Due date` → `due_date`."""
    composed = unicodedata.normalize("NFC", heading)
    name = re.sub(r"\W+", "_", composed.strip().lower()).strip("_")
    return f"n{name}" if name[:1].isdigit() else name
