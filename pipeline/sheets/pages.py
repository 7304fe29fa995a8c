"""Turn the tables and lists of a text document into sheets, and say what else stands in it.

A table is a sheet. All lists together are one sheet, a column each, under the words above the list: as people
write columns of cards. Running text is no sheet: how much of it was left out is said.
"""

from dataclasses import dataclass, field

from pipeline.cells import Cell, Sheet
from pipeline.problems import InputRefused, LimitReached, Place, Problem
from pipeline.sheets import amounts

MOST_TABLES = 1_000
WIDEST = 1_000  # cells that one cell of a table may cover, each way
MOST_COVERED = 2_000_000  # columns that the cells of a table reach over or make way for, row by row
LISTS = "Lists"
LONGEST_NAME = 31  # letters, as of a sheet in Excel
SHOWN = 60  # letters of running text in a message
COPY = "Put what counts into a table or a list, or copy it into a workbook."


@dataclass(slots=True)
class Pages:
    """Takes the blocks of a document in their order, and gives the sheets."""

    file: str
    most: int  # cells
    _sheets: list[Sheet] = field(default_factory=list)
    _taken: set[str] = field(default_factory=lambda: {LISTS.casefold()})  # names of sheets
    _lists: list[tuple[str, list[str]]] = field(default_factory=list)
    _above: str = ""  # the words last seen outside of lists and tables
    _used: bool = True  # whether they head a list
    _prose: list[str] = field(default_factory=list)
    _in_list: bool = False
    _held: int = 0

    def paragraph(self, words: str) -> None:
        """Take running text, or a heading."""
        if words := words.strip():
            self._in_list = False
            self._leave()
            self._above, self._used = words, False

    def item(self, words: str) -> None:
        """Take a line of a list."""
        if words := words.strip():
            if not self._in_list:
                self._lists.append(("" if self._used else self._above, []))
                self._in_list, self._used, self._above = True, True, ""
            self._count(1)
            self._lists[-1][1].append(words)

    def table(self, rows: list[list["TableCell"]]) -> None:
        """Take a table: its rows, each with the cells that begin in it."""
        self._in_list = False
        cells = _placed(rows, self.file)
        self._count(len(cells))
        if cells:
            if len(self._sheets) == MOST_TABLES:
                message = f"It holds more than {MOST_TABLES:,} tables; as many are read at most."
                hint = "Copy the tables that count into a workbook."
                raise LimitReached([Problem(Place(self.file), message, hint)])
            name = self._name()
            self._taken.add(name.casefold())
            self._sheets.append(Sheet(self.file, name, tuple(cells)))

    def _name(self) -> str:
        """Return the heading above a table, where it can be a sheet's name; else a number."""
        name = " ".join(self._above.split())
        if self._used or len(name) > LONGEST_NAME or name.casefold() in self._taken:
            return f"Table {len(self._sheets) + 1}"
        self._used = True
        return name

    def read(self) -> tuple[tuple[Sheet, ...], tuple[Problem, ...]]:
        """Return the sheets and what to know, or refuse a document that has none."""
        self._leave()
        sheets = [*self._sheets, *([self._of_lists()] if self._lists else [])]
        left = len(self._prose)
        if not sheets:
            message = "It holds no table and no list: its running text is not read as cards."
            raise InputRefused([Problem(Place(self.file), message, COPY)])
        notices = []
        if left:
            first = self._prose[0][:SHOWN] + ("…" if len(self._prose[0]) > SHOWN else "")
            are = "1 paragraph is" if left == 1 else f"{left:,} paragraphs are"
            message = f'Its tables and lists are read; {are} not, as running text: "{first}"'
            notices.append(Problem(Place(self.file), message, COPY))
        return tuple(sheets), tuple(notices)

    def _leave(self) -> None:
        if not self._used:
            self._prose.append(self._above)
        self._used = True

    def _of_lists(self) -> Sheet:
        headed = any(title for title, _ in self._lists)
        cells = []
        for column, (title, items) in enumerate(self._lists, start=1):
            if title:
                cells.append(Cell(1, column, title, title, bold=True))
            first = 2 if headed else 1
            cells += [Cell(row, column, each, each) for row, each in enumerate(items, start=first)]
        cells.sort(key=lambda cell: (cell.row, cell.column))
        return Sheet(self.file, LISTS, tuple(cells))

    def _count(self, more: int) -> None:
        self._held += more
        if self._held > self.most:
            raise amounts.too_many(self.file, self.most)


def _too_much_covered(file: str) -> LimitReached:
    message = "It has a table whose merged cells reach over far too many others."
    return LimitReached([Problem(Place(file), message, "Copy what counts into a workbook.")])


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a table: its words, and how many rows and columns it covers."""

    words: str
    rows: int = 1
    columns: int = 1
    bold: bool = False
    comment: str = ""


def _placed(rows: list[list[TableCell]], file: str) -> list[Cell]:
    """Return the cells where they stand: beside those that reach down from rows above."""
    covered: dict[int, int] = {}  # column: the last row that a cell from above covers there
    passed = 0  # columns
    cells = []
    for row, line in enumerate(rows, start=1):
        column = 1
        for each in line:
            first = column
            while covered.get(column, 0) >= row:
                column += 1
            high, wide = (max(1, min(WIDEST, n)) for n in (each.rows, each.columns))
            passed += column - first + (wide if high > 1 else 0)
            if passed > MOST_COVERED:
                raise _too_much_covered(file)
            words = each.words.strip()
            if words or each.comment:
                cells.append(
                    Cell(
                        row,
                        column,
                        words,
                        words or None,
                        each.bold,
                        comment=each.comment,
                        merged=(high, wide),
                    )
                )
            if high > 1:
                covered.update(dict.fromkeys(range(column, column + wide), row + high - 1))
            column += wide
    return cells
