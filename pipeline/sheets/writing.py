"""Write a workbook: header styles, widths, drop-downs. Typed words stay words, never formulas.

The only module with openpyxl: what is read goes through our own reader (`cells`), which loses
nothing without a word.
"""

import re
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from urllib.parse import quote
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.cells import column_letters
from pipeline.made import Book, Heading, Table
from pipeline.problems import LimitReached, Place, Problem

EXCEL_LIMIT = 32_767  # characters in a cell; Excel cuts the rest without a word
MOST_ROWS = 1_048_576
_Value = str | int | date | None
_Cell = Cell | MergedCell
CLOCK = datetime(2000, 1, 1)  # noqa: DTZ001 - the format has no time zone, and ours never changes

# The order of the schema (CT_Font); openpyxl's own makes strict readers offer a repair.
Font.__elements__ = (
    "b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color",
    "name", "family", "charset", "scheme",
)  # fmt: skip

_PLAIN = Font("Calibri", 11, color="1F2933")
_BOLD = Font("Calibri", 11, bold=True, color="FFFFFF")
_LINK = Font("Calibri", 11, underline="single", color="0B4F5C")
_LARGE = Font("Calibri", 16, bold=True, color="0B4F5C")
_ACCENT, _PROPOSAL = PatternFill("solid", "0B4F5C"), PatternFill("solid", "FFF4D6")
_TOP = Alignment(wrap_text=True, vertical="top", horizontal="left")
_MIDDLE = Alignment(wrap_text=True, vertical="center")
_RULE = Border(bottom=Side("thin", "C9CED6"))
_DAY = "mmmm d, yyyy"


@dataclass(frozen=True, slots=True, eq=False)
class _Look:
    """How a cell is drawn."""

    font: Font = _PLAIN
    fill: PatternFill | None = None
    border: Border | None = None
    alignment: Alignment = _TOP


_TITLE, _WORDS = _Look(_LARGE), _Look()
_HEADING = _Look(_BOLD, _ACCENT, alignment=_MIDDLE)
_ROW, _PROPOSED = _Look(border=_RULE), _Look(fill=_PROPOSAL, border=_RULE)
_Key = tuple[_Look, bool, bool]  # the look, whether of a date, whether like a formula

_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0d\x0e-\x1f]")
_NOT_XML = re.compile(r"[\ud800-\udfff\ufffe\uffff]")
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def write(book: Book) -> bytes:
    """Return `book` as an .xlsx file; the same book gives the same bytes.

    Raises LimitReached where a text or a table is more than Excel can hold: nothing is cut.
    """
    if too_much := tuple(_too_much(book)):
        raise LimitReached(too_much)
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for table in book.tables:
        _write(workbook.create_sheet(table.name), table)
    properties = workbook.properties
    properties.title, properties.creator, properties.language = book.title, "Afterword", "en-US"
    properties.created = CLOCK
    saved = BytesIO()
    workbook.save(saved)
    return _without_clock(saved)


def _too_much(book: Book) -> Iterator[Problem]:
    for table in book.tables:
        if len(table.rows) + _top(table) > MOST_ROWS:
            place = Place(book.filename, table.name)
            yield Problem(place, f"{len(table.rows):,} rows are more than a sheet can hold.")
        for row, values in enumerate(table.rows, start=_top(table) + 1):
            for column, value in enumerate(values, start=1):
                if isinstance(value, str) and len(value) > EXCEL_LIMIT:
                    yield Problem(
                        Place(book.filename, table.name, f"{column_letters(column)}{row}"),
                        f"A text of {len(value):,} characters: a cell holds {EXCEL_LIMIT:,}.",
                        "Shorten it in the input, or split it over two cells.",
                    )


def _top(table: Table) -> int:
    """Return the row of the headings."""
    return len(table.intro) + 2 if table.intro else 1


def _write(sheet: Worksheet, table: Table) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for number, line in enumerate(table.intro, start=1):
        _put(sheet, number, 1, line, _TITLE if number == 1 else _WORDS)
        sheet.row_dimensions[number].height = 24 if number == 1 else 15 * -(-len(line) // 100) + 3
    if not table.headings:
        sheet.column_dimensions["A"].width = 100
        return
    top = _top(table)
    for number, heading in enumerate(table.headings, start=1):
        sheet.column_dimensions[column_letters(number)].width = heading.width
        _put(sheet, top, number, heading.text, _HEADING)
    drawn: dict[_Key, _Cell] = {}
    for row, values in enumerate(table.rows, start=top + 1):
        look = _PROPOSED if row - top - 1 in table.marked else _ROW
        for column, value in enumerate(values, start=1):
            _like(sheet, row, column, value, look, drawn)
            if table.headings[column - 1].links and isinstance(value, str):
                _link(sheet, row, column, value)
        if (lines := _lines(values, table.headings)) > 1:
            sheet.row_dimensions[row].height = 15 * lines
    _offer(sheet, table, top)
    sheet.row_dimensions[top].height = 32
    sheet.freeze_panes = f"{column_letters(table.keep + 1)}{top + 1}"
    sheet.print_title_rows = f"{top}:{top}"
    if table.printed:
        edge = column_letters(table.printed)
        sheet.print_area = f"A1:{edge}{top + max(len(table.rows), 1)}"
    if table.rows:
        right, last = column_letters(len(table.headings)), top + len(table.rows)
        sheet.auto_filter.ref = f"A{top}:{right}{last}"


def _lines(values: Sequence[object], headings: Sequence[Heading]) -> int:
    """Return how many lines the fullest cell of a row takes; not every program works it out."""
    widths = [max(int(heading.width * 1.1), 1) for heading in headings]
    pairs = zip(values, widths, strict=True)
    return min(
        12, max((-(-len(str(value)) // width) for value, width in pairs if value), default=1)
    )


def _put(sheet: Worksheet, row: int, column: int, value: _Value, look: _Look) -> _Cell:
    """Write a value in a look of its own."""
    cell = _filled(sheet, row, column, value)
    cell.quotePrefix = _begins_like_a_formula(value)
    if isinstance(value, date):
        cell.number_format = _DAY
    cell.font, cell.alignment = look.font, look.alignment
    if look.fill:
        cell.fill = look.fill
    if look.border:
        cell.border = look.border
    return cell


def _like(  # noqa: PLR0913, PLR0917 - a cell is where, what and how
    sheet: Worksheet, row: int, column: int, value: _Value, look: _Look, drawn: dict[_Key, _Cell]
) -> None:
    """Write a value as `_put` does, ten times as fast: its look is copied from a cell of the kind."""
    key = (look, isinstance(value, date), _begins_like_a_formula(value))
    if key not in drawn:
        drawn[key] = _put(sheet, row, column, value, look)
    else:
        cell = _filled(sheet, row, column, value)
        cell._style = copy(drawn[key]._style)  # type: ignore[union-attr] # noqa: SLF001 - no public way


def _link(sheet: Worksheet, row: int, column: int, name: str) -> None:
    """Let a cell open the file of its name, which lies beside the workbook."""
    cell = sheet.cell(row, column)
    cell.hyperlink = quote(name)
    cell.font = _LINK


def _filled(sheet: Worksheet, row: int, column: int, value: _Value) -> _Cell:
    cell = sheet.cell(row, column)
    if isinstance(value, str):
        cell.value = _excel_text(value)
        cell.data_type = "s"  # whatever it begins with
    else:
        cell.value = value
    return cell


def _begins_like_a_formula(value: _Value) -> bool:
    return isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r", "'"))


def _excel_text(text: str) -> str:
    """Return `text` in the format's own escapes, so that Excel shows exactly what was typed."""
    kept = _NOT_XML.sub("\ufffd", _LOOKS_ESCAPED.sub("_x005F_", text))
    return _CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", kept)


def _offer(sheet: Worksheet, table: Table, top: int) -> None:
    last = max(top + len(table.rows) + table.spare, top + 1)
    for number, heading in enumerate(table.headings, start=1):
        if heading.choices or heading.choices_from or heading.help:
            rule = _rule(heading)
            rule.add(f"{column_letters(number)}{top + 1}:{column_letters(number)}{last}")
            sheet.add_data_validation(rule)


def _rule(heading: Heading) -> DataValidation:
    """Return the drop-down and the advice of a column; people may type something else."""
    source = heading.choices_from or f'"{",".join(heading.choices)}"'
    listed = bool(heading.choices or heading.choices_from)
    rule = DataValidation("list", source) if listed else DataValidation()
    rule.allow_blank, rule.showErrorMessage, rule.showInputMessage = True, False, bool(heading.help)
    rule.promptTitle, rule.prompt = heading.text[:32], heading.help[:255]
    return rule


def _without_clock(saved: BytesIO) -> bytes:
    out = BytesIO()
    with ZipFile(saved) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":  # openpyxl writes the time of saving
                content = _MODIFIED.sub(rb"\g<1>2000-01-01T00:00:00Z", content)
            target.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return out.getvalue()
