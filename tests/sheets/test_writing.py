"""What we write into a workbook is what was typed, in the look of its kind, row after row."""

from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from pipeline.model import Book, Heading, Table
from pipeline.problems import LimitReached
from pipeline.sheets import writing

TYPED = ("=1+1", "=2+2", "plain", "also plain", "+4", "-4", "@home", "'quoted", "\ttab", 7, 8)
DAYS = (date(2026, 11, 4), date(2026, 12, 2))


def book(*values: str | int | date) -> Book:
    rows = tuple((value,) for value in values)
    return Book("x.xlsx", "X", (Table("T", (Heading("H", 10),), rows, marked=frozenset({1})),))


def test_words_that_begin_like_a_formula_stay_words_in_every_row() -> None:
    sheet = load_workbook(BytesIO(writing.write(book(*TYPED))))["T"]

    cells = [row[0] for row in sheet.iter_rows(min_row=2)]

    assert [cell.value for cell in cells] == list(TYPED)
    assert [cell.data_type for cell in cells] == ["s"] * 9 + ["n"] * 2
    assert [cell.quotePrefix for cell in cells] == [
        isinstance(value, str) and not value.endswith("plain") for value in TYPED
    ]


def test_rows_of_a_kind_look_alike_and_a_proposal_has_a_ground_of_its_own() -> None:
    sheet = load_workbook(BytesIO(writing.write(book("a", "b", "c", *DAYS))))["T"]

    cells = [row[0] for row in sheet.iter_rows(min_row=2)]

    assert [cell.fill.fill_type for cell in cells] == [None, "solid", None, None, None]
    assert {cell.border.bottom.style for cell in cells} == {"thin"}
    assert [cell.value for cell in cells[3:]] == [datetime(2026, 11, 4), datetime(2026, 12, 2)]  # noqa: DTZ001
    assert {cell.number_format for cell in cells[3:]} == {"mmmm d, yyyy"}


def test_a_text_that_excel_would_cut_is_refused_with_its_cell() -> None:
    with pytest.raises(LimitReached) as refused:
        writing.write(book("fine", "x" * 32_768))

    assert str(refused.value.problems[0]) == (
        "x.xlsx!T!A3: A text of 32,768 characters: a cell holds 32,767.\n"
        "  Shorten it in the input, or split it over two cells."
    )


def test_a_column_has_a_drop_down_or_advice_for_each_of_its_rows() -> None:
    headings = (
        Heading("Chosen", 9, ("yes", "no")),
        Heading("From a list", 9, choices_from="Lists!$A$1:$A$3"),
        Heading("Advised", 9, help="A day, or TBD."),
        Heading("Free", 9),
    )
    table = Table("T", headings, (("a", "b", "c", "d"), ("e", "f", "g", "h")), spare=3)

    sheet = load_workbook(BytesIO(writing.write(Book("x.xlsx", "X", (table,)))))["T"]

    rules = {str(each.sqref): each for each in sheet.data_validations.dataValidation}
    assert {where: (each.type, each.formula1, each.prompt) for where, each in rules.items()} == {
        "A2:A6": ("list", '"yes,no"', ""),
        "B2:B6": ("list", "Lists!$A$1:$A$3", ""),
        "C2:C6": (None, None, "A day, or TBD."),
    }
    assert [each.showInputMessage for each in rules.values()] == [False, False, True]
    assert not any(each.showErrorMessage for each in rules.values())


def test_a_row_is_as_high_as_its_fullest_cell_and_no_higher_than_twelve_lines() -> None:
    """Of a column of 10, eleven signs fill a line."""
    sheet = load_workbook(
        BytesIO(writing.write(book(*("x" * many for many in (1, 11, 12, 23, 500)))))
    )["T"]

    heights = [sheet.row_dimensions[row].height for row in range(2, 7)]

    assert heights == [None, None, 30, 45, 180]
