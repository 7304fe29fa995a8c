"""Read an OpenDocument spreadsheet (.ods): its visible sheets, as LibreOffice shows them.

The format is that of OASIS (Open Document Format 1.3, part 3, chapter 9). Words, values, comments, merged
cells, hidden rows, fills and bold or struck-out words are read; forms and drawings are not looked at.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import date, datetime, time

from pipeline.cells import Cell, Sheet, column_letters
from pipeline.problems import Place, Problem
from pipeline.sheets import amounts, counting
from pipeline.sheets.package import Attributes, Often, Package

KIND = b"application/vnd.oasis.opendocument.spreadsheet"
MOST_SHEETS = 255  # as of an Excel workbook
MOST_ALIKE = (
    10_000  # rows with words that are all the same: a small file may ask for a million letters
)
FAR_TOO_LONG = 4_000_000  # characters in one cell; nobody typed that
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
SIGNS = {"tab": "\t", "line-break": "\n"}
HIDDEN = {"collapse", "filter"}
_DURATION = re.compile(r"PT(\d{1,6})H(\d{1,2})M(\d{1,2})(?:[.,]\d{1,9})?S")
_COLOR = re.compile(r"#([0-9A-Fa-f]{6})")


def read(content: bytes, file: str, most: int) -> tuple[tuple[Sheet, ...], tuple[Problem, ...]]:
    """Return the visible sheets of an OpenDocument spreadsheet, and what to know of it."""
    package = Package(content, file, "an OpenDocument spreadsheet (.ods)")
    if not package.has("content.xml"):
        raise package.refused("It is no OpenDocument spreadsheet.", "Save it again in LibreOffice.")
    if package.has("META-INF/manifest.xml"):
        package.walk("META-INF/manifest.xml", _Locked(package).start)
    _refuse_too_many(package, most)
    hears = _Hears(package, most)
    package.walk("content.xml", hears.start, hears.end, hears.words, hears.often())
    if not hears.sheets and not hears.notices:
        raise package.damaged("there is no sheet in it")
    return tuple(hears.sheets), tuple(hears.notices)


_END = b"</text:p></table:table-cell>"
_BLANK = b"<text:p>" + _END


def _refuse_too_many(package: Package, most: int) -> None:
    """Refuse at once what holds too many cells, as the walk would; what may be too small costs nothing."""
    if package.size("content.xml") > most * len(_BLANK):
        pieces = counting.pieces(package, "content.xml", _END)
        if sum(each.count(_END) - each.count(_BLANK) for each in pieces) > most:
            raise amounts.too_many(package.file, most)


@dataclass(slots=True)
class _Locked:
    """Hears whether a file is encrypted."""

    package: Package

    def start(self, element: str, given: Attributes) -> None:
        """Hear an element open."""
        del given
        if element == "encryption-data":
            message = "It is protected by a password (encrypted)."
            raise self.package.refused(message, "Save it without a password and use that.")


@dataclass(frozen=True, slots=True)
class _Look:
    """What a style says of a cell, and of a sheet."""

    bold: bool = False
    struck: bool = False
    fill: str = ""
    shown: bool = True


PLAIN = _Look()


@dataclass(slots=True)
class _Hears:
    """Hears the XML of the content, and keeps the cells that hold something."""

    package: Package
    most: int  # cells, of all sheets
    sheets: list[Sheet] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)
    _looks: dict[str, _Look] = field(default_factory=dict)
    _style: str = ""
    _table: Attributes = field(default_factory=dict)
    _depth: int = 0  # of tables: one may stand in a cell
    _held: int = 0  # cells of the sheets before
    _cells: list[Cell] = field(default_factory=list)
    _columns: list[tuple[int, str]] = field(default_factory=list)  # last column, its style
    _row: int = 1
    _rows: int = 1
    _column: int = 1
    _hidden: bool = False
    _hidden_rows: list[int] = field(default_factory=list)
    _line: list[Cell] = field(default_factory=list)
    _cell: Attributes | None = None
    _paragraphs: list[list[str]] = field(default_factory=list)
    _comment: list[list[str]] = field(default_factory=list)
    _noting: bool = False
    _hears: list[str] | None = None
    _length: int = 0

    def start(self, element: str, given: Attributes) -> None:
        """Hear an element open."""
        match element:
            case "style":
                self._style = given.get("style:name", "")
            case "text-properties" | "table-cell-properties" | "table-properties":
                self._look(given)
            case "table":
                self._depth += 1
                if self._depth == 1:
                    self._open_table(given)
            case "table-column" if self._depth == 1:
                self._column_style(given)
            case "table-row" if self._depth == 1:
                self._open_row(given)
            case "annotation":
                self._noting = True
            case "s" | "tab" | "line-break":
                self._write(SIGNS.get(element) or " " * min(_count(given, "text:c"), 1000))
            case _:
                pass

    def often(self) -> Often:
        """Return what hears cells and their words."""
        often = Often()
        for cell in ("table-cell", "covered-table-cell"):
            often.opens[cell], often.closes[cell] = self._open_cell, self._close_cell
        often.opens["p"], often.closes["p"] = self._open_words, self._close_words
        return often

    def _open_cell(self, given: Attributes) -> None:
        if self._depth == 1:
            self._cell, self._paragraphs, self._comment = given, [], []
            self._length = 0

    def _open_words(self, _: Attributes) -> None:
        if self._cell is not None:
            self._hears = []
            (self._comment if self._noting else self._paragraphs).append(self._hears)

    def _close_words(self) -> None:
        self._hears = None

    def end(self, element: str) -> None:
        """Hear an element close."""
        match element:
            case "table":
                self._depth -= 1
                if not self._depth:
                    self._close_table()
            case "table-row" if self._depth == 1:
                self._close_row()
            case "annotation":
                self._noting = False
            case _:
                pass

    def words(self, text: str) -> None:
        """Hear what stands in an element."""
        if self._hears is not None:
            self._write(re.sub(r"[ \t\r\n]+", " ", text))

    def _write(self, sign: str) -> None:
        if self._hears is not None:
            self._hears.append(sign)
            self._length += len(sign)
            if self._length > FAR_TOO_LONG:
                at = f"{column_letters(self._column)}{self._row}"
                message = f"{at} holds more than {FAR_TOO_LONG:,} characters."
                name = self._table.get("table:name", "")
                raise self.package.limit(message, "Split the text over several cells.", name)

    # ── looks ──

    def _look(self, given: Attributes) -> None:
        was = self._looks.get(self._style, PLAIN)
        fill = _COLOR.fullmatch(given.get("fo:background-color", ""))
        self._looks[self._style] = _Look(
            was.bold or given.get("fo:font-weight") == "bold",
            was.struck or given.get("style:text-line-through-style", "none") != "none",
            fill[1].upper() if fill else was.fill,
            was.shown and given.get("table:display") != "false",
        )

    def _column_style(self, given: Attributes) -> None:
        last = self._columns[-1][0] if self._columns else 0
        many = _count(given, "table:number-columns-repeated")
        self._columns.append((last + many, given.get("table:default-cell-style-name", "")))

    def _look_of(self, given: Attributes, column: int) -> _Look:
        name = given.get("table:style-name")
        if name is None:
            place = bisect_left(self._columns, column, key=lambda each: each[0])
            name = self._columns[place][1] if place < len(self._columns) else ""
        return self._looks.get(name, PLAIN)

    # ── a sheet, a row, a cell ──

    def _open_table(self, given: Attributes) -> None:
        self._held += len(self._cells)
        self._table, self._cells, self._columns = given, [], []
        self._hidden_rows, self._row = [], 1

    def _close_table(self) -> None:
        name = self._table.get("table:name", "") or f"Sheet{len(self.sheets) + 1}"
        place = Place(self.package.file, name)
        if not self._looks.get(self._table.get("table:style-name", ""), PLAIN).shown:
            message = f"The sheet is hidden and was not read: {len(self._cells):,} cells."
            self.notices.append(Problem(place, message, "Show it if it counts."))
            return
        if rows := self._hidden_rows:
            listed = ", ".join(map(str, rows[:10])) + (", …" if len(rows) > 10 else "")
            are = "Row {} is hidden" if len(rows) == 1 else "{} rows are hidden"
            message = (
                f"{are.format(listed if len(rows) == 1 else len(rows))}; what is there was read."
            )
            self.notices.append(Problem(place, message, f"Look at row {listed}." if len(rows) > 1 else "Show it and look."))  # fmt: skip
        if len(self.sheets) == MOST_SHEETS:
            message = f"It has more than {MOST_SHEETS} sheets; as many are read at most."
            raise self.package.limit(message, "Copy the sheets that count into a new workbook.")
        self.sheets.append(Sheet(self.package.file, name, tuple(self._cells)))

    def _open_row(self, given: Attributes) -> None:
        self._rows = _count(given, "table:number-rows-repeated")
        self._hidden = given.get("table:visibility") in HIDDEN
        self._column, self._line = 1, []

    def _close_row(self) -> None:
        if self._line:
            if self._row + self._rows - 1 > LAST_ROW:
                raise self.package.damaged("it has cells beyond the last")
            if self._held + len(self._cells) + len(self._line) * self._rows > self.most:
                raise amounts.too_many(self.package.file, self.most)
            if self._rows > MOST_ALIKE:
                message = f"Row {self._row} stands there {self._rows:,} times; {MOST_ALIKE:,} are read at most."
                raise self.package.limit(message, "Delete the rows that say it again.")
            for row in range(self._row, self._row + self._rows):
                self._cells += [_at(cell, row, cell.column) for cell in self._line]
                if self._hidden:
                    self._hidden_rows.append(row)
        self._row += self._rows

    def _close_cell(self) -> None:
        if self._depth != 1:
            return
        given, self._cell = self._cell or {}, None
        many = _count(given, "table:number-columns-repeated")
        text = "\n".join("".join(each) for each in self._paragraphs)
        comment = "\n".join("".join(each) for each in self._comment).strip()
        value, fault = _value(given, text)
        if text.strip() or comment or fault:
            if self._column + many - 1 > LAST_COLUMN:
                raise self.package.damaged("it has cells beyond the last")
            look = self._look_of(given, self._column)
            span = (_count(given, "table:number-rows-spanned"), _count(given, "table:number-columns-spanned"))  # fmt: skip
            cell = Cell(
                self._row, self._column, text, value if text.strip() else None, look.bold, look.fill,
                look.struck, comment, span, self._hidden, fault,
            )  # fmt: skip
            self._line += [_at(cell, self._row, self._column + n) for n in range(many)]
            if len(self._line) > LAST_COLUMN:
                raise self.package.damaged("it has cells beyond the last")
        self._column += many


def _at(cell: Cell, row: int, column: int) -> Cell:
    if (cell.row, cell.column) == (row, column):
        return cell
    return Cell(
        row, column, cell.text, cell.value, cell.bold, cell.fill, cell.struck, cell.comment,
        cell.merged, cell.hidden, cell.fault,
    )  # fmt: skip


def _value(given: Attributes, text: str) -> tuple[object, str]:
    """Return what a cell stands for, and why it has no value that may be used."""
    if given.get("calcext:value-type") == "error":
        return None, f"It shows the error {text}."
    kind = given.get("office:value-type", "")
    if given.get("table:formula") and not kind and not text:
        return None, "It holds a formula without a saved result."
    try:
        return _meant(given, kind, text), ""
    except (ValueError, OverflowError):
        return text, ""


def _meant(given: Attributes, kind: str, text: str) -> object:
    match kind:
        case "float" | "percentage" | "currency":
            number = float(given.get("office:value", ""))
            return int(number) if number == int(number) else number
        case "date":
            when = datetime.fromisoformat(given.get("office:date-value", "")).replace(tzinfo=None)
            return _day(when)
        case "time":
            found = _DURATION.fullmatch(given.get("office:time-value", ""))
            hour, minute, second = map(int, found.groups()) if found else (24, 0, 0)
            return time(hour, minute, second) if hour < 24 else text
        case "boolean":
            return given.get("office:boolean-value") == "true"
        case _:
            return text


def _day(when: datetime) -> date | datetime:
    return when.date() if when.time() == time() else when


def _count(given: Attributes, name: str) -> int:
    """Return how many times or over how many cells something stands: one where nothing is said."""
    said = given.get(name)
    if said is None:
        return 1
    return max(1, int(said)) if said.isascii() and said.isdigit() and len(said) < 10 else 1
