"""Read an Excel workbook in one pass over its XML: sparse cells, as Excel shows them."""

import posixpath
import re
from dataclasses import dataclass, field, replace

from pipeline.model import Cell, Sheet, column_letters
from pipeline.problems import InputRefused, Place, Problem
from pipeline.sheets import numbers
from pipeline.sheets.package import Attributes, Package

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def read(content: bytes, file: str) -> tuple[tuple[Sheet, ...], tuple[Problem, ...]]:
    """Return the visible sheets of a workbook, and what to know of it."""
    package = Package(content, file)
    book = _contents(package)
    texts = _texts(package, book.texts) if book.texts else ()
    styles = _styles(package, book.styles) if package.has(book.styles) else ()
    sheets: list[Sheet] = []
    notices: list[Problem] = []
    for entry in book.sheets:
        if entry.hidden:
            message = f'The sheet "{entry.name}" is hidden and was not read.'
            notices.append(
                Problem(Place(file, entry.name), message, "Unhide it in Excel if it counts.")
            )
            continue
        reader = _SheetReader(package, entry.name, texts, styles, from_1904=book.from_1904)
        package.walk(entry.part, reader.start, reader.end, reader.words)
        sheets.append(reader.sheet())
        notices += reader.notices
        reader.refuse()
    return tuple(sheets), tuple(notices)


@dataclass(frozen=True, slots=True)
class _Entry:
    """One sheet as the workbook lists it."""

    name: str
    part: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class _Contents:
    """What a workbook consists of."""

    sheets: tuple[_Entry, ...]
    texts: str
    styles: str
    from_1904: bool


@dataclass(frozen=True, slots=True)
class _Style:
    """How a cell looks, as far as it matters."""

    code: str = numbers.GENERAL
    bold: bool = False
    struck: bool = False
    fill: str = ""
    is_date: bool = False


PLAIN = _Style()


def _contents(package: Package) -> _Contents:
    main = "xl/workbook.xml"
    for kind, target in _relations(package, "").values():
        if kind == "officeDocument":
            main = target
    related = _relations(package, main)
    sheets: list[_Entry] = []
    from_1904 = False

    def start(name: str, given: Attributes) -> None:
        nonlocal from_1904
        if name == "workbookPr":
            from_1904 = given.get("date1904", "0") in {"1", "true", "on"}
        elif name == "sheet":
            key = next((given[each] for each in given if each.rpartition(":")[2] == "id"), "")
            kind, part = related.get(key, ("", ""))
            if not part:
                raise package.damaged(f'the sheet "{given.get("name", "")}" is missing')
            if kind == "worksheet":
                hidden = given.get("state", "visible") != "visible"
                sheets.append(_Entry(_decoded(given.get("name", "")), part, hidden))

    package.walk(main, start)
    parts = dict(related.values())
    return _Contents(
        tuple(sheets), parts.get("sharedStrings", ""), parts.get("styles", ""), from_1904
    )


def _relations(package: Package, part: str) -> dict[str, tuple[str, str]]:
    folder, name = posixpath.split(part)
    listing = posixpath.join(folder, "_rels", f"{name}.rels")
    found: dict[str, tuple[str, str]] = {}

    def start(name: str, given: Attributes) -> None:
        if name == "Relationship" and given.get("TargetMode") != "External":
            target = given.get("Target", "").replace("\\", "/")
            where = target if target.startswith("/") else posixpath.join("/", folder, target)
            kind = given.get("Type", "").rpartition("/")[2]
            found[given.get("Id", "")] = (kind, posixpath.normpath(where).lstrip("/"))

    if package.has(listing):
        package.walk(listing, start)
    return found


def _texts(package: Package, part: str) -> tuple[str, ...]:
    texts: list[str] = []
    pieces: list[str] = []
    inside = phonetic = False

    def start(name: str, _: Attributes) -> None:
        nonlocal inside, phonetic
        if name == "si":
            pieces.clear()
        elif name == "rPh":
            phonetic = True
        elif name == "t":
            inside = not phonetic

    def end(name: str) -> None:
        nonlocal inside, phonetic
        if name == "si":
            texts.append(_decoded("".join(pieces)))
        elif name == "rPh":
            phonetic = False
        elif name == "t":
            inside = False

    def words(text: str) -> None:
        if inside:
            pieces.append(text)

    package.walk(part, start, end, words)
    return tuple(texts)


def _decoded(text: str) -> str:
    """Return `text` with Excel's _xHHHH_ escapes turned into the characters they stand for."""
    if "_x" not in text:
        return text
    decoded = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    return decoded.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


@dataclass(slots=True)
class _Look:
    bold: bool = False
    struck: bool = False


def _styles(package: Package, part: str) -> tuple[_Style, ...]:
    codes = dict(numbers.BUILT_IN)
    fonts: list[_Look] = []
    fills: list[str] = []
    formats: list[tuple[int, int, int]] = []
    path: list[str] = []
    solid = False

    def start(name: str, given: Attributes) -> None:
        nonlocal solid
        parent = path[-1] if path else ""
        path.append(name)
        if name == "numFmt" and parent == "numFmts":
            codes[_whole(given.get("numFmtId"))] = given.get("formatCode", numbers.GENERAL)
        elif name == "font" and parent == "fonts":
            fonts.append(_Look())
        elif parent == "font" and "fonts" in path:
            on = given.get("val", "1") not in {"0", "false", "off"}
            if name == "b":
                fonts[-1].bold = on
            elif name == "strike":
                fonts[-1].struck = on
        elif name == "fill" and parent == "fills":
            fills.append("")
        elif name == "patternFill":
            solid = given.get("patternType") == "solid"
        elif name == "fgColor" and solid and "fills" in path:
            color = given.get("rgb", "")
            fills[-1] = (
                color[-6:].upper()
                if color
                else f"theme {given.get('theme', given.get('indexed', ''))}"
            )
        elif name == "xf" and parent == "cellXfs":
            formats.append(
                (
                    _whole(given.get("numFmtId")),
                    _whole(given.get("fontId")),
                    _whole(given.get("fillId")),
                )
            )

    def end(_: str) -> None:
        path.pop()

    package.walk(part, start, end)
    known: dict[tuple[int, int, int], _Style] = {}
    for each in formats:
        if each not in known:
            number, font, fill = each
            code = codes.get(number, numbers.GENERAL)
            look = fonts[font] if font < len(fonts) else _Look()
            color = fills[fill] if fill < len(fills) else ""
            dated = numbers.is_date_format(code)
            known[each] = _Style(code, look.bold, look.struck, color, dated)
    return tuple(known[each] for each in formats)


def _whole(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 0


@dataclass(slots=True)
class _SheetReader:
    """Hears the XML of one sheet and keeps the cells that hold something."""

    package: Package
    name: str
    texts: tuple[str, ...]
    styles: tuple[_Style, ...]
    from_1904: bool = field(kw_only=True)
    notices: list[Problem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merges: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    row: int = 0
    row_hidden: bool = False
    column: int = 0
    inside: bool = False  # sheetData
    kind: str = ""
    style: int = 0
    pieces: list[str] = field(default_factory=list)
    hears: bool = False
    formula: bool = False
    phonetic: bool = False

    def start(self, name: str, given: Attributes) -> None:
        """Hear an element open."""
        if self.inside:
            if name == "c":
                self._open_cell(given)
            elif name in {"v", "t"}:
                self.hears = not self.phonetic
            elif name == "row":
                number = given.get("r")
                self.row = int(number) if number else self.row + 1
                self.row_hidden = given.get("hidden") in {"1", "true"}
                self.column = 0
            elif name == "f":
                self.formula = True
            elif name == "rPh":
                self.phonetic = True
        elif name == "sheetData":
            self.inside = True
        elif name == "mergeCell":
            self._merge(given.get("ref", ""))

    def end(self, name: str) -> None:
        """Hear an element close."""
        if name == "c":
            if self.pieces or self.formula or self.kind == "e":
                self._close_cell()
        elif name in {"v", "t"}:
            self.hears = False
        elif name == "rPh":
            self.phonetic = False
        elif name == "sheetData":
            self.inside = False

    def words(self, text: str) -> None:
        """Hear what stands in an element."""
        if self.hears:
            self.pieces.append(text)

    def sheet(self) -> Sheet:
        """Return the sheet as heard, its cells in reading order."""
        for where, span in self.merges.items():
            if where in self.cells:
                self.cells[where] = replace(self.cells[where], merged=span)
        cells = [self.cells[where] for where in sorted(self.cells)]
        return Sheet(self.package.file, self.name, tuple(cells))

    def refuse(self) -> None:
        """Raise if the sheet holds what must not be read."""
        if self.problems:
            raise InputRefused(self.problems)

    def _open_cell(self, given: Attributes) -> None:
        reference = given.get("r")
        if reference:
            found = _REFERENCE.fullmatch(reference)
            if not found:
                raise self.package.damaged(
                    f"{reference} is not the name of a cell", sheet=self.name
                )
            self.column = _column(found[1])
            self.row = int(found[2])
        else:
            self.column += 1
        self.kind = given.get("t", "n")
        self.style = _whole(given.get("s"))
        self.pieces = []
        self.formula = False

    def _close_cell(self) -> None:
        where = (self.row, self.column)
        saved = "".join(self.pieces)
        style = self.styles[self.style] if self.style < len(self.styles) else PLAIN
        text, value = self._meaning(saved, style)
        if where in self.cells:
            cell = f"{column_letters(self.column)}{self.row}"
            raise self.package.damaged(f"{cell} stands in it twice", cell, self.name)
        if text.strip():
            self.cells[where] = Cell(
                *where,
                text,
                value,
                bold=style.bold,
                fill=style.fill,
                struck=style.struck,
                hidden=self.row_hidden,
            )

    def _meaning(self, saved: str, style: _Style) -> tuple[str, object]:
        match self.kind:
            case "s":
                return (text := self.texts[int(saved)]), text
            case "str" | "inlineStr":
                return (text := _decoded(saved)), text
            case "b":
                truth = saved.strip() in {"1", "true"}
                return ("TRUE" if truth else "FALSE"), truth
            case "e":
                return saved, None
            case _:
                return self._number(saved.strip(), style)

    def _number(self, saved: str, style: _Style) -> tuple[str, object]:
        if not saved:
            return "", None
        number = float(saved)
        if style.is_date:
            when = numbers.moment(number, from_1904=self.from_1904)
            if when is not None:
                return numbers.show_moment(when, style.code), when
            return numbers.general(number, saved), number
        shown = numbers.show_number(number, saved, style.code)
        return shown, int(number) if number == int(number) else number

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        start, stop = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last)
        if start and stop:
            top, left = int(start[2]), _column(start[1])
            span = (int(stop[2]) - top + 1, _column(stop[1]) - left + 1)
            self.merges[top, left] = span


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
