"""Hear the XML of one sheet in one pass and keep the cells that hold something."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time

from pipeline.cells import Cell, Sheet, column_letters, column_number
from pipeline.problems import LimitReached, Place, Problem
from pipeline.sheets import amounts, moments, numbers, plain_rows, symbols
from pipeline.sheets.controls import Controls
from pipeline.sheets.covering import Covering
from pipeline.sheets.package import COPY_WHAT_COUNTS, Attributes, Often, Package
from pipeline.sheets.plain_rows import Plain
from pipeline.sheets.styles import PLAIN, Style, whole

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
LARGEST_MERGE = 1_000_000  # cells
MOST_WIDTHS = 20_000  # columns or rows whose size is kept
MOST_SIZED = 200_000  # columns whose size is said; a sheet has a twelfth of that
POINT = 96 / 72  # pixels in a point
DIGIT, PADDING = 7.0, 5.0  # pixels: of a digit in Excel's usual font, and beside the widest text
MOST_SAID = 1_000  # cells of a sheet that are named for what is odd about them
MOST_SHARED = (
    100_000_000  # letters: a text that stands in many cells is saved once, and read in each
)
LONGEST = 32_767  # characters Excel allows in a cell
FAR_TOO_LONG = 4_000_000  # characters; nobody typed that

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_WORDS = frozenset({"s", "str", "inlineStr"})  # kinds of cells
_TRUE = frozenset({"1", "true", "on"})
_NOTHING: Attributes = {}

Where = tuple[int, int]
_ALONE = (1, 1)  # rows and columns of a cell that is not merged


def decoded(text: str) -> str:
    """Return `text` with Excel's _xHHHH_ escapes turned into the characters they stand for."""
    if "_x" not in text:
        return text
    plain = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def where(reference: str) -> Where | None:
    """Return the row and column that a reference such as B7 names, None when it names none."""
    found = _REFERENCE.fullmatch(reference) or _REFERENCE.fullmatch(reference.upper())
    if not found:
        return None
    row, column = int(found[2]), column_number(found[1])
    return (row, column) if row <= LAST_ROW and column <= LAST_COLUMN else None


def name(at: Where) -> str:
    """Return the reference of a row and column: B7."""
    return f"{column_letters(at[1])}{at[0]}"


@dataclass(slots=True)
class Reader:
    """Hears one sheet's XML."""

    package: Package
    sheet_name: str
    texts: Sequence[str]
    styles: Sequence[Style]
    from_1904: bool = field(kw_only=True)
    most: int = field(kw_only=True)  # cells of the workbook
    held: int = field(kw_only=True)  # of the sheets before
    notices: list[Problem] = field(default_factory=list)
    controls: Controls = field(default_factory=Controls)
    heights: dict[int, float] = field(default_factory=dict)  # of rows, in pixels
    widths: dict[int, float] = field(default_factory=dict)  # of columns, in pixels
    height: float = 15 * POINT  # of the other rows
    width: float = 8.43 * DIGIT + PADDING  # of the other columns
    merges: dict[Where, Where] = field(default_factory=dict)
    _cells: list[Cell] = field(default_factory=list)
    _last: Where = (0, 0)  # where the last cell stands
    _met: set[Where] | None = None  # where all stand, once one comes out of order
    _comments: dict[Where, str] = field(default_factory=dict)
    _unshown: list[Where] = field(default_factory=list)
    _signs: dict[tuple[str, str, str], list[Where]] = field(default_factory=dict)
    _said: int = 0  # cells of which something is to be known
    _sized: int = 0  # columns
    _hidden_rows: list[int] = field(default_factory=list)
    _hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    _given: Attributes = field(default_factory=dict)
    _row: int = 0
    _row_said: str = ""  # as the names of its cells end
    _known: dict[str, int] = field(default_factory=dict)  # columns by their letters
    _row_hidden: bool = False
    _column: int = 0
    _in_data: bool = False
    _often: Often = field(default_factory=Often)
    _kind: str = ""
    _pieces: list[str] = field(default_factory=list)
    _formula: list[str] = field(default_factory=list)
    _length: int = 0
    _shared: int = 0
    _hears: list[str] | None = None
    _has_formula: bool = False
    _has_value: bool = False
    _phonetic: bool = False

    def walk(self, part: str) -> None:
        """Hear the XML of the sheet, which is `part`."""
        self._often.left = self._left
        self.package.walk(part, self.start, self.end, self.words, self._often)

    def _left(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        """Yield what is left of the XML of the sheet once its plain rows are taken."""
        return plain_rows.left(chunks, self._take_row, lambda: self._in_data)

    def start(self, element: str, given: Attributes) -> None:
        """Hear an element open."""
        if self._in_data:
            return
        if element == "sheetData":
            self._in_data = True
            self._often.opens.update(
                c=self._open_cell, v=self._open_value, t=self._open_value, row=self._open_row,
                f=self._open_formula, rPh=self._open_phonetic,
            )  # fmt: skip
            self._often.closes.update(
                c=self._close_cell, v=self._close_words, t=self._close_words, f=self._close_words
            )
        else:
            self._beside_data(element, given)

    def end(self, element: str) -> None:
        """Hear an element close."""
        if element == "rPh":
            self._phonetic = False
        elif element == "sheetData":
            self._in_data = False
            self._often.opens.clear()
            self._often.closes.clear()
            self._hears = None
        elif not self._in_data:
            self.controls.end(element)

    def _beside_data(self, element: str, given: Attributes) -> None:
        """Hear an element that stands before or behind the rows."""
        if element == "mergeCell":
            self._merge(given.get("ref", ""))
        elif element == "col" and "min" in given:  # a corner of a control has a col, too
            self._columns(given)
        elif element == "sheetFormatPr":
            self.height = _size(given.get("defaultRowHeight"), self.height, POINT)
            self.width = _size(given.get("defaultColWidth"), self.width, DIGIT, PADDING)
        else:
            self.controls.start(element, given)

    def words(self, text: str) -> None:
        """Hear what stands in an element."""
        if self._hears is not None:
            self._hears.append(text)
            self._length += len(text)
            if self._length > FAR_TOO_LONG:
                raise self._far_too_long(self._find_cell())
        elif not self._in_data:
            self.controls.words(text)

    def _far_too_long(self, at: Where) -> LimitReached:
        message = f"{name(at)} holds more than {FAR_TOO_LONG:,} characters."
        return self.package.limit(message, "Split the text over several cells.", self.sheet_name)

    def remark(self, reference: str, comment: str) -> None:
        """Hear a comment that hangs on a cell."""
        if comment.strip() and (at := where(reference)):
            self._comments[at] = comment.strip()

    def kept(self) -> int:
        """Return how many cells were heard that hold something."""
        return len(self._cells)

    def sheet(self) -> Sheet:
        """Return the sheet as heard, its cells in reading order."""
        self._hang()
        if self._met is not None:
            self._cells.sort(key=_where)
        self._say_covered()
        if self._said > MOST_SAID:
            many = self._said - MOST_SAID
            have = "1 more cell has" if many == 1 else f"{many:,} more cells have"
            message = f"{have} such faults; what stands there was read."
            self._say(message, "Mend those that are named, and run it again.")
        self._say_hidden()
        self._say_signs()
        return Sheet(self.package.file, self.sheet_name, tuple(self._cells))

    def _hang(self) -> None:
        """Hang comments and merges on their cells; a comment needs no words beside it."""
        if not (self._comments or self.merges):
            return
        bare = dict(self._comments)
        for number, cell in enumerate(self._cells):
            at = _where(cell)
            if at in self._comments or at in self.merges:
                comment, span = bare.pop(at, ""), self.merges.get(at, cell.merged)
                self._cells[number] = cell._replace(comment=comment, merged=span)
        for at, comment in bare.items():
            span = self.merges.get(at, (1, 1))
            self._cells.append(Cell(*at, "", "", comment=comment, merged=span))
        self._cells.sort(key=_where)

    # ── a row, a cell ──

    def _open_row(self, given: Attributes) -> None:
        self._row = whole(given.get("r")) or self._row + 1
        self._row_said = str(self._row) if self._row <= LAST_ROW else ""
        self._row_hidden = given.get("hidden") in _TRUE
        self._column = 0
        self._given = _NOTHING
        if "ht" in given and len(self.heights) < MOST_WIDTHS:
            self.heights[self._row] = _size(given["ht"], self.height, POINT)

    def _columns(self, given: Attributes) -> None:
        first, last = whole(given.get("min")), whole(given.get("max"))
        self._sized += max(0, min(last, LAST_COLUMN) - first + 1)
        if self._sized > MOST_SIZED:
            return
        if given.get("hidden") in _TRUE:
            self._hidden_columns.append((first, last))
        if "width" in given:
            wide = _size(given["width"], self.width, DIGIT, PADDING)
            for column in range(first, min(last, LAST_COLUMN) + 1):
                self.widths[column] = wide

    def _open_cell(self, given: Attributes) -> None:
        """Hear a cell open; what it is called and looks like is asked when it holds something."""
        if "r" not in given:
            self._step()
        self._given = given
        if self._has_value or self._has_formula:
            self._begin()

    def _begin(self) -> None:
        """Forget what the cell before held."""
        self._pieces, self._formula, self._length = [], [], 0
        self._has_formula = self._has_value = False

    def _take_row(self, given: Attributes, row: Sequence[Plain]) -> None:
        """Hear a plain row at once."""
        self._open_row(given)
        self._begin()
        known = self._known if self._row_said else {}
        for letters, look, kind, number, words in row:
            if not (number or words or kind == "e"):
                continue
            column = known.get(letters)
            if column is None:
                self._given = {"r": f"{letters}{given['r']}"}
                _, column = self._find_cell()
            self._column = column
            if len(words) > FAR_TOO_LONG:
                raise self._far_too_long((self._row, column))
            self._keep(look, kind or "n", number or words)

    def _open_value(self, _: Attributes) -> None:
        if not self._phonetic:
            self._has_value = True
            self._hears = self._pieces

    def _open_formula(self, _: Attributes) -> None:
        self._has_formula = True
        self._hears = self._formula

    def _open_phonetic(self, _: Attributes) -> None:
        self._phonetic = True

    def _close_words(self) -> None:
        self._hears = None

    def _step(self) -> None:
        """Go on to the next column, for a cell that is not named."""
        if at := where(self._given.get("r", "")):
            self._row, self._column = at
        self._column += 1
        if self._row > LAST_ROW or self._column > LAST_COLUMN:
            raise self.package.damaged("it has cells beyond the last", sheet=self.sheet_name)

    def _find_cell(self) -> Where:
        reference, said = self._given.get("r", ""), self._row_said
        if (
            said
            and reference.endswith(said)
            and (column := self._known.get(reference[: -len(said)]))
        ):
            self._row, self._column = int(said), column
        elif reference:
            at = where(reference)
            if at is None:
                how = f"{reference[:20]} is not the name of a cell"
                raise self.package.damaged(how, sheet=self.sheet_name)
            self._row, self._column = at
            if reference.endswith(said):
                self._known[reference.rstrip("0123456789")] = at[1]
        return self._row, self._column

    def _close_cell(self) -> None:
        given = self._given
        kind = given.get("t", "n")
        if self._has_value or self._has_formula or kind == "e":
            self._find_cell()
            self._keep(given.get("s", ""), kind, "".join(self._pieces))

    def _keep(self, look: str, kind: str, saved: str) -> None:
        """Keep the cell at hand, of a look and a kind, where it holds words."""
        self._kind = kind
        at = row, column = self._row, self._column
        number = whole(look) if look else 0
        style = self.styles[number] if number < len(self.styles) else PLAIN
        value: object
        if kind in _WORDS and not self._has_formula:
            text = value = self._written(saved)
            fault = ""
        else:
            text, value, fault = self._meaning(style, saved)
        plain = text.isascii()
        if style.symbols or (not plain and symbols.is_private(text)):
            text, value = self._looks(at, text, value, style.symbols)
        if not text.strip() and not fault:
            return
        if at <= self._last or self._met is not None:
            self._meet(at)
        self._last = at
        if self.held + len(self._cells) >= self.most:
            sheet = "" if self.held else self.sheet_name
            raise amounts.too_many(self.package.file, self.most, sheet)
        hidden = self._row_hidden
        self._cells.append(
            Cell(row, column, text, value, style.bold, style.fill, style.struck, "", _ALONE, hidden, fault)
        )  # fmt: skip
        if not plain or len(text) > LONGEST:
            self._look_closer(at, text)
        if hidden and (not self._hidden_rows or self._hidden_rows[-1] != self._row):
            self._hidden_rows.append(self._row)

    def _meet(self, at: Where) -> None:
        """Refuse a cell that is there already; where all stand is kept once one comes out of order."""
        if self._met is None:
            self._met = set(map(_where, self._cells))
        if at in self._met:
            raise self.package.damaged(f"{name(at)} is in it twice", name(at), self.sheet_name)
        self._met.add(at)

    def _looks(self, at: Where, text: str, value: object, font: str) -> tuple[str, object]:
        """Return what a cell with signs of a symbol font shows: nothing for an empty box."""
        looks = symbols.sign(text, font) if font else ""
        if not looks:
            looks = symbols.public(text)
        if looks == text:
            return text, value
        letters = "".join(dict.fromkeys(text.split()))
        if looks in symbols.BLANK:
            self._signs.setdefault((font, letters, "empty"), []).append(at)
            return "", None
        if len(looks) == 1:
            self._signs.setdefault((font, letters, looks), []).append(at)
        return looks, looks if isinstance(value, str) else value

    def _say_signs(self) -> None:
        """Say once how the signs of symbol fonts are read."""
        if self._signs:
            read = (f"{_written(letters)} as {looks}" for _, letters, looks in self._signs)
            fonts = dict.fromkeys(font.title() for font, _, _ in self._signs if font)
            cells = sum(map(len, self._signs.values()))
            of = f" ({', '.join(fonts)})" if fonts else ""
            holds = "1 cell holds a sign" if cells == 1 else f"{cells:,} cells hold signs"
            self._say(
                f"{holds} of a symbol font{of}, read as it looks: {', '.join(dict.fromkeys(read))}."
            )

    def _look_closer(self, at: Where, text: str) -> None:
        if len(text) > LONGEST:
            message = f"It holds {len(text):,} characters; Excel allows 32,767 and cuts the rest."
            self._say(message, "Split the text over several cells.", at)
        if "\ufffd" in text:
            message = "It holds a damaged character, which is shown as �."
            self._say(message, "Type the character again.", at)
        if _TURNING.search(text):
            message = "It holds hidden marks that turn the direction of writing."
            self._say(message, "Type the text again if it looks odd.", at)

    def _meaning(self, style: Style, saved: str) -> tuple[str, object, str]:
        """Return a cell's text, its value, and why it has none that we may use."""
        if self._has_formula and not saved and not (self._has_value and self._kind == "str"):
            return f"={''.join(self._formula)}", None, "It holds a formula without a saved result."
        match self._kind:
            case "s" | "str" | "inlineStr":
                text = self._written(saved)
                return text, text, ""
            case "b":
                truth = saved.strip() in _TRUE
                return ("TRUE" if truth else "FALSE"), truth, ""
            case "e":
                return saved, None, f"It shows the error {saved}."
            case "d":
                return self._iso(saved.strip(), style)
            case _:
                return self._number(saved.strip(), style)

    def _written(self, saved: str) -> str:
        if self._kind != "s" or not saved:
            return decoded(saved)
        digits = saved.strip()
        known = digits.isascii() and digits.isdigit() and len(digits) < 10
        index = int(digits) if known else -1
        if not 0 <= index < len(self.texts):
            at = name((self._row, self._column))
            how = f"{at} refers to a text that is not in it"
            raise self.package.damaged(how, at, self.sheet_name)
        text = self.texts[index]
        self._shared += len(text)
        if self._shared > MOST_SHARED:
            message = f"It holds more than {MOST_SHARED:,} letters, the same texts again and again."
            raise self.package.limit(message, COPY_WHAT_COUNTS, self.sheet_name)
        return text

    def _number(self, saved: str, style: Style) -> tuple[str, object, str]:
        if not saved:
            return "", None, ""
        at = (self._row, self._column)
        if not _NUMBER.fullmatch(saved) or abs(number := float(saved)) == float("inf"):
            raise self.package.damaged(f"{name(at)} holds no number", name(at), self.sheet_name)
        value = int(number) if number == int(number) else number
        if not style.is_date:
            shown = numbers.show_number(number, saved, style.code)
            if not shown.strip():  # Excel shows nothing, and yet a number is there
                self._unshown.append(at)
                shown = numbers.general(number, saved)
            return shown, value, ""
        when = moments.moment(number, from_1904=self.from_1904)
        if isinstance(when, time) and moments.has_day(style.code):
            when = None  # the day before January 1, 1900
        if number < 1 and isinstance(when, datetime) and not moments.has_day(style.code):
            when = when.time()
        if when is not None:
            return moments.show_moment(when, style.code, number), when, ""
        text = numbers.general(number, saved)
        message = f"It is formatted as a date, but {text} is no day: the number was read."
        self._say(message, "Type the date again, or format the cell as General.", at)
        return text, value, ""

    def _iso(self, saved: str, style: Style) -> tuple[str, object, str]:
        try:
            when = datetime.fromisoformat(saved)
        except ValueError:
            return saved, saved, ""
        value = when.date() if when.time() == time() else when
        code = style.code if style.is_date else "yyyy-mm-dd"
        return moments.show_moment(value, code), value, ""

    # ── merges, hidden rows ──

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        start, stop = where(first), where(last or first)
        if start is None or stop is None:
            raise self.package.damaged(
                f"{reference[:40]} is no area to merge", sheet=self.sheet_name
            )
        high, wide = stop[0] - start[0] + 1, stop[1] - start[1] + 1
        if high * wide > LARGEST_MERGE:
            message = f"The merged cell {reference} is too large."
            raise self.package.refused(
                message, "Unmerge it in Excel.", name(start), self.sheet_name
            )
        self.merges[start] = (high, wide)

    def _say_covered(self) -> None:
        """Say which cells hold words that a merged cell covers."""
        if not self.merges:
            return
        covering = Covering(self.merges)
        for cell in self._cells:
            start = covering.over(cell.row, cell.column)
            if start and start != _where(cell) and cell.text.strip():
                message = (
                    f"It holds words that the merged cell {name(start)} covers; they were read."
                )
                self._say(message, "Unmerge the cells to see them.", _where(cell))

    def _say_hidden(self) -> None:
        if unshown := self._unshown:
            listed = ", ".join(map(name, unshown[:10])) + (", …" if len(unshown) > 10 else "")
            message = f"Excel shows no number there, by its format, but one was read: {listed}."
            self._say(message, "Format the cells as General and look, or clear them.")
        rows = self._hidden_rows
        if len(rows) == 1:
            message = f"Row {rows[0]} is hidden; what it holds was read."
            self._say(message, "Unhide it in Excel and look, or delete it.")
        elif rows:
            listed = ", ".join(map(str, rows[:10])) + (", …" if len(rows) > 10 else "")
            message = f"{len(rows):,} rows are hidden ({listed}); what they hold was read."
            self._say(message, "Unhide them in Excel and look, or delete them.")
        used = sorted({cell.column for cell in self._cells}) if self._hidden_columns else []
        for first, last in dict.fromkeys(self._hidden_columns):
            place = bisect_left(used, first)
            if place < len(used) and used[place] <= last:
                letters = (
                    column_letters(first)
                    if first == last
                    else f"{column_letters(first)} to {column_letters(last)}"
                )
                message = f"Column {letters} is hidden; what it holds was read."
                self._say(message, "Unhide it in Excel and look, or delete it.")

    def _say(self, message: str, hint: str = "", at: Where | None = None) -> None:
        self._said += at is not None
        if at and self._said > MOST_SAID:
            return
        place = Sheet(self.package.file, self.sheet_name, ()).place(*at) if at else None
        self.notices.append(Problem(place or self._here(), message, hint))

    def _here(self) -> Place:
        return Place(self.package.file, self.sheet_name)


def _where(cell: Cell) -> Where:
    return cell.row, cell.column


def _written(letters: str) -> str:
    """Return letters as a message can show them: private ones look like nothing."""
    return " ".join(f"U+{ord(each):04X}" if symbols.is_private(each) else each for each in letters)


def _size(said: str | None, usual: float, unit: float, more: float = 0.0) -> float:
    """Return a width or height in pixels, `usual` where the sheet says nothing sensible."""
    if not said or not _NUMBER.fullmatch(said) or not 0 <= float(said) < 10_000:
        return usual
    return float(said) * unit + (more if float(said) else 0.0)
