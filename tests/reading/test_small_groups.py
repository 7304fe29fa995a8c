"""Heads that name who wrote the cards, and lines that say which board it is: neither is a title."""

from typing import Any

import pytest

from pipeline import reading
from pipeline.model import Workshop
from pipeline.reading.cards import lists

CARDS = (
    ("Share one van at night", "Train two more sitters", "Ask the mill to pay"),
    ("Mend the old bus", "Pay the sitter on time"),
    ("Draw a map of stops",),
)


def walls(sheet: Any, *heads: str) -> Workshop:
    return reading.understand([sheet("Wall", heads, *CARDS)])


@pytest.mark.parametrize("name", ["Table {}", "Team {}", "Mesa {}", "Equipo {}"])
def test_tables_over_cards_say_who_wrote_them(sheet: Any, name: str) -> None:
    workshop = walls(sheet, *(name.format(at) for at in (3, 1, 2)))

    assert {str(idea.small_group) for idea in workshop.ideas} == {
        name.format(at) for at in (1, 2, 3)
    }
    assert not any(idea.title for idea in workshop.ideas)
    assert not workshop.readings[0].question


@pytest.mark.parametrize("name", ["T{}", "T-{}", "Tbl {}", "tbl. {}", "Grp {}"])
def test_what_is_short_for_a_table_is_asked_about(sheet: Any, name: str) -> None:
    workshop = walls(sheet, *(name.format(at) for at in (3, 1, 2)))

    assert {str(idea.small_group) for idea in workshop.ideas} == {
        name.format(at) for at in (1, 2, 3)
    }
    assert not any(idea.title for idea in workshop.ideas)
    assert f"the small groups {name.format(3)}" in workshop.readings[0].question


@pytest.mark.parametrize("name", ["Group {}", "Cluster {}", "Theme {}"])
def test_numbered_groups_may_be_titles_and_are_asked_about(sheet: Any, name: str) -> None:
    workshop = walls(sheet, *(name.format(at) for at in "ABC"))

    assert {str(idea.title) for idea in workshop.ideas} == {name.format(at) for at in "ABC"}
    assert f"the titles {name.format('A')}" in workshop.readings[0].question


def test_titles_that_only_begin_so_are_not_asked_about(sheet: Any) -> None:
    assert not walls(sheet, "T1 lines for all", "Group care", "Theme nights").readings[0].question


def test_cards_under_numbers_alone_are_asked_about(sheet: Any) -> None:
    below = ("Rides", "Care", "Money")
    looks = {f"{letter}2": {"bold": True} for letter in "ABC"}

    assert walls(sheet, "1", "2", "3").readings[0].question
    numbered = sheet("Wall", ("1", "2", "3"), below, *CARDS, **looks)
    assert not reading.understand([numbered]).readings[0].question


STACKED = (("{} 1",), ("Share one van",), ("Mend the bus",), (), ("{} 2",), ("Train sitters",), ("Pay the sitter",))  # fmt: skip


@pytest.mark.parametrize(("name", "asks"), [("Table", False), ("T", True), ("Group", True)])
def test_in_one_column_they_are_told_and_asked_in_the_same_way(
    sheet: Any, name: str, asks: bool
) -> None:
    rows = [tuple(text.format(name) for text in row) for row in STACKED]

    workshop = reading.understand([sheet("wall", *rows, file="wall.csv")])

    at = "title" if name == "Group" else "small_group"
    other = "small_group" if name == "Group" else "title"
    assert {str(getattr(idea, at)) for idea in workshop.ideas} == {f"{name} 1", f"{name} 2"}
    assert not any(getattr(idea, other) for idea in workshop.ideas)
    assert bool(workshop.readings[0].question) == asks


@pytest.mark.parametrize(("name", "asks"), [("Table", False), ("T", True)])
def test_as_names_of_sheets_too(sheet: Any, name: str, asks: bool) -> None:
    two = [
        sheet(f"{name}1", ("Share one van",), ("Mend the bus",)),
        sheet(f"{name}2", ("Train two sitters",), ("Pay the sitter",)),
    ]

    workshop = reading.understand(two)

    assert {str(idea.small_group) for idea in workshop.ideas} == {f"{name}1", f"{name}2"}
    assert [bool(each.question) for each in workshop.readings] == [asks, asks]
    assert not asks or "of the small group T1" in workshop.readings[0].question


# ── lines about the board ────────────────────────────────────────────────────────────────────

MADE = (
    "BOARD 1 - typed by Una", "Board B", "Page 2 of 3", "(from photo 3)", "Typed by Una, Nov 4",
    "flip chart 2 (typed by U.)", "Transcrito por Una", "Sheet #3",
)  # fmt: skip
CARDS_ALL_THE_SAME = (
    "Wall 1: Rides", "Board members at each table", "Chart a course", "Page 1 of the county site",
    "Entered by phone", "Typed forms", "Sheet of contacts", "Board",
)  # fmt: skip


@pytest.mark.parametrize("line", MADE)
def test_a_line_that_says_which_board_it_is_is_no_card_and_said(sheet: Any, line: str) -> None:
    bare = [(line,), ("Share one van",), ("Mend the bus",), (line,), ("Train two sitters",)]
    titled = [(line,), (), ("Rides",), ("Share one van",), ("Mend the bus",), (), ("Care",), ("Train two sitters",)]  # fmt: skip
    for rows, many in ((bare, 3), (titled, 3)):
        workshop = reading.understand([sheet("Wall", *rows)])

        assert len(workshop.ideas) == many
        assert set(map(str, workshop.readings[0].left_out.reasons)) == {lists.MADE}
        assert any("not read as a card" in str(each.message) for each in workshop.notices)


def test_a_board_in_bold_above_titles_in_bold_is_no_title_without_cards(sheet: Any) -> None:
    rows = [("BOARD 1 - typed by Una",), ("Rides",), ("Share one van",), ("Mend the bus",), ("Care",), ("Train two sitters",), ("Pay the sitter",)]  # fmt: skip
    looks = {cell: {"bold": True} for cell in ("A1", "A2", "A5")}

    workshop = reading.understand([sheet("Wall", *rows, **looks)])

    assert {str(idea.title) for idea in workshop.ideas} == {"Rides", "Care"}
    assert not workshop.titles


@pytest.mark.parametrize("line", CARDS_ALL_THE_SAME)
def test_a_card_about_boards_is_a_card(line: str) -> None:
    assert not lists.says_board(line)


def test_a_line_about_who_typed_it_has_ten_words_at_most() -> None:
    assert lists.says_board("Typed by " + "Una " * 8)
    assert not lists.says_board("Typed by " + "Una " * 9)
