"""The same twelve cards, as ten tools export them."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from pipeline import reading, sheets
from pipeline.model import Cell, Sheet, Workshop

EXPORTS = Path(__file__).parent / "exports"
WALL = {
    "One front door for families": (
        "Career coach sits at the library on Mondays",
        "One phone number for all four agencies",
        "Families & coaches plan together",
        "Nobody knew which office to call first",
    ),
    "Employers at the table": (
        "Clinic managers review the course outline",
        "Paid practice hours for every student",
        "Hiring day each spring",
        "The hospital told us what it’s looking for",
    ),
    "We learn from numbers": (
        "Shared list of measures",
        "Quarterly look at who drops out, and why",
        "Plain charts for the county board",
        "Data agreement took two years",
    ),
}
CARDS = sorted(card for cards in WALL.values() for card in cards)
KNOW_COLUMNS = ("mural", "padlet", "scrumlr", "planner")
KNOW_CARDS = ("google_forms", "mentimeter", "msforms", "qualtrics", "surveymonkey")


def understood(*names: str) -> Workshop:
    found = [sheet for name in names for sheet in sheets.read(EXPORTS / f"{name}.csv")[0]]
    return reading.understand(found)


@pytest.mark.parametrize("name", [*KNOW_COLUMNS, *KNOW_CARDS])
def test_an_export_gives_each_card_once(name: str) -> None:
    assert sorted(idea.text for idea in understood(name).ideas) == CARDS


@pytest.mark.parametrize("name", KNOW_COLUMNS)
def test_a_board_that_knows_its_columns_gives_each_card_its_title(name: str) -> None:
    hung = {(str(idea.title), str(idea.text)) for idea in understood(name).ideas}

    assert hung == {(title, card) for title, cards in WALL.items() for card in cards}


@pytest.mark.parametrize("name", [*KNOW_COLUMNS, *KNOW_CARDS, "miro"])
def test_every_cell_of_an_export_is_used_or_left_out_with_a_reason(name: str) -> None:
    (how,) = understood(name).readings

    assert how.cells_read == how.cells_used + len(how.left_out)
    assert all(problem.message for problem in how.left_out)


@pytest.mark.parametrize("name", KNOW_CARDS)
def test_a_card_knows_the_cell_it_was_typed_in(name: str) -> None:
    (sheet,), _ = sheets.read(EXPORTS / f"{name}.csv")
    cells = {str(sheet.place(cell.row, cell.column)): cell.text for cell in sheet.cells}

    for idea in understood(name).ideas:
        assert idea.text in cells[str(idea.text.place)]


def test_a_note_above_the_titles_is_no_card_and_is_said() -> None:
    (notice,) = understood("mural").notices

    assert notice.message == "It hangs above the titles and looks unlike the cards: not a card."


def test_a_bare_list_of_lines_is_read_line_by_line_and_said() -> None:
    workshop = understood("miro")

    assert len(workshop.ideas) == 16
    assert [notice.message for notice in workshop.notices] == [
        "It has no headings, so which of its 16 lines are titles is not known: each was read as a card."
    ]


def test_known_titles_turn_a_bare_list_into_columns() -> None:
    titles = [
        ("Workshop", "Lakeview roundtable 2025"),
        ("Place", "Library"),
        ("Date", "2025-06-03"),
    ]
    details = Sheet("w.xlsx", "Details", cells(titles))
    groups = Sheet(
        "w.xlsx", "Groups", cells([("Group", "Title to print"), *((t, t) for t in WALL)])
    )
    (listed,), _ = sheets.read(EXPORTS / "miro.csv")

    workshop = reading.understand([listed, details, groups])

    assert {(str(idea.title), str(idea.text)) for idea in workshop.ideas} == {
        (title, card) for title, cards in WALL.items() for card in cards
    }


def cells(rows: Sequence[tuple[str, ...]]) -> tuple[Cell, ...]:
    return tuple(
        Cell(row, column, words, words)
        for row, values in enumerate(rows, start=1)
        for column, words in enumerate(values, start=1)
    )


def test_two_header_rows_and_a_table_letter_are_understood() -> None:
    workshop = understood("surveymonkey")

    assert workshop.readings[0].summary == (
        "a person a row, ideas in columns J, K, L, 12 cards, 0 columns, 12 not placed"
    )
    assert workshop.ideas[0].small_group == "A"


def test_a_preview_of_a_survey_is_no_card() -> None:
    workshop = understood("qualtrics")

    assert [notice.message for notice in workshop.notices] == [
        "Row 4 is a preview of the survey: left out."
    ]


def test_several_cards_in_one_cell_have_ids_of_their_own() -> None:
    ids = [idea.id for idea in understood("google_forms").ideas]

    assert ids[:5] == ["D2.1", "D2.2", "D2.3", "D2.4", "D3.1"]
