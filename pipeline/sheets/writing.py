"""Write a workbook: header styles, widths, drop-downs. Typed words stay words, never formulas.

XlsxWriter writes (Excel's own element order, fixed time stamps, no formula unless asked);
openpyxl, which reads for us, leaves styles that strict readers repair.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from pipeline.model import Book, Heading, Table, column_letters
from pipeline.problems import LimitReached, Place, Problem

EXCEL_LIMIT = 32_767  # characters in a cell; Excel cuts the rest without a word
MOST_ROWS = 1_048_576
CLOCK = datetime(2000, 1, 1)  # noqa: DTZ001 - the format has no time zone, and ours never changes

_FONT = {"font_name": "Calibri", "font_size": 11, "font_color": "#1F2933"}
_CELL = {**_FONT, "text_wrap": True, "valign": "top", "bottom": 1, "bottom_color": "#C9CED6"}
_HEAD = {**_FONT, "text_wrap": True, "valign": "vcenter", "bold": True}
_HEAD |= {"bg_color": "#0B4F5C", "font_color": "#FFFFFF"}
_NOT_XML = re.compile(r"[\ud800-\udfff\ufffe\uffff]")


def write(book: Book) -> bytes:
    """Return `book` as an .xlsx file; the same book gives the same bytes.

    Raises LimitReached where a text or a table is more than Excel can hold: nothing is cut.
    """
    if too_much := tuple(_too_much(book)):
        raise LimitReached(too_much)
    saved = BytesIO()
    workbook = xlsxwriter.Workbook(saved, {"in_memory": True})
    workbook.set_properties({"title": book.title, "author": "Afterword", "created": CLOCK})
    writer = _Writer(workbook)
    for table in book.tables:
        writer.write(table)
    workbook.close()
    return saved.getvalue()


def _too_much(book: Book) -> Iterator[Problem]:
    for table in book.tables:
        if len(table.rows) + len(table.intro) + 2 > MOST_ROWS:
            place = Place(book.filename, table.name)
            yield Problem(place, f"{len(table.rows):,} rows are more than a sheet can hold.")
        for row, values in enumerate(table.rows, start=_top(table) + 2):
            for column, value in enumerate(values, start=1):
                if isinstance(value, str) and len(value) > EXCEL_LIMIT:
                    yield Problem(
                        Place(book.filename, table.name, f"{column_letters(column)}{row}"),
                        f"A text of {len(value):,} characters: a cell holds {EXCEL_LIMIT:,}.",
                        "Shorten it in the input, or split it over two cells.",
                    )


def _top(table: Table) -> int:
    """Return the 0-based row of the headings."""
    return len(table.intro) + 1 if table.intro else 0


class _Writer:
    """The cell formats of one workbook, and the one way a table is laid out."""

    def __init__(self, workbook: Any) -> None:
        self.workbook = workbook
        self.heading = workbook.add_format(_HEAD)
        self.plain = workbook.add_format({**_FONT, "text_wrap": True, "valign": "top"})
        self.large = workbook.add_format({**_HEAD, "font_size": 16, "bg_color": "#FFFFFF", "font_color": "#0B4F5C"})  # fmt: skip
        self.cells = {
            (proposal, quoted, day): workbook.add_format(
                _CELL
                | ({"bg_color": "#FFF4D6"} if proposal else {})
                | ({"quote_prefix": True} if quoted else {})
                | ({"num_format": "mmmm d, yyyy", "align": "left"} if day else {})
            )
            for proposal in (False, True)
            for quoted, day in ((False, False), (True, False), (False, True))
        }

    def write(self, table: Table) -> None:
        sheet = self.workbook.add_worksheet(table.name)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        for number, line in enumerate(table.intro):
            sheet.write_string(number, 0, line, self.plain if number else self.large)
        if not table.headings:
            sheet.set_column(0, 0, 100)
            return
        top = _top(table)
        for column, heading in enumerate(table.headings):
            sheet.set_column(column, column, heading.width)
            sheet.write_string(top, column, heading.text, self.heading)
        for number, values in enumerate(table.rows):
            for column, value in enumerate(values):
                self._put(sheet, (top + 1 + number, column), value, proposal=number in table.marked)
        self._offer(sheet, table, top)
        sheet.set_row(top, 32)
        sheet.freeze_panes(top + 1, 0)
        sheet.repeat_rows(top)
        if table.rows:
            sheet.autofilter(top, 0, top + len(table.rows), len(table.headings) - 1)

    def _put(self, sheet: Any, at: tuple[int, int], value: object, *, proposal: bool) -> None:
        match value:
            case None | "":
                sheet.write_blank(*at, None, self.cells[proposal, False, False])
            case str():
                quoted = value[0] in "=+-@\t\r'"
                text = _NOT_XML.sub("\ufffd", value)
                sheet.write_string(*at, text, self.cells[proposal, quoted, False])
            case date():
                sheet.write_datetime(*at, value, self.cells[proposal, False, True])
            case _:
                sheet.write_number(*at, value, self.cells[proposal, False, False])

    def _offer(self, sheet: Any, table: Table, top: int) -> None:
        last = max(top + len(table.rows) + table.spare, top + 1)
        for column, heading in enumerate(table.headings):
            if rule := _rule(heading):
                sheet.data_validation(top + 1, column, last, column, rule)


def _rule(heading: Heading) -> dict[str, object]:
    """Return the drop-down and the advice of a column; people may type something else."""
    rule: dict[str, object] = {}
    if heading.choices or heading.choices_from:
        source = f"={heading.choices_from}" if heading.choices_from else list(heading.choices)
        rule = {"validate": "list", "source": source, "show_error": False}
    if heading.help:
        advice = {"input_title": heading.text[:32], "input_message": heading.help[:255]}
        rule = {"validate": "any", **rule, **advice}
    return rule
