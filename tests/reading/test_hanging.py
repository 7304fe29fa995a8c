"""A copy of the wall beside a bare list of cards says where they hang: nobody's groups are lost."""

from typing import Any

import pytest

from pipeline import reading
from pipeline.model import Idea, Typed, Workshop
from pipeline.problems import Place
from pipeline.reading import hanging
from pipeline.reading.nouns.ideas import Card

CARDS = ("Van pool from the mill", "Loaner laptops", "Texts, not letters", "Evening navigators")
LIST = (("Idea",), *((card,) for card in CARDS))
WALL = (
    ("Getting there", "Getting online"),
    ("Van pool from the mill", "Loaner laptops"),
    ("", "Texts, not letters"),
)
SURVEY = (
    ("Timestamp", "Email Address", "What should we do together?", "What should we stop doing?"),
    ("2026-05-01 9:12", "a@x.example", "Van pool from the mill", "Letters that nobody reads"),
    ("2026-05-01 9:20", "b@x.example", "Loaner laptops for night class", "Forms in three copies"),
    ("2026-05-01 9:31", "c@x.example", "Texts, not letters, please", "Meetings without a note"),
)


def places(workshop: Workshop) -> dict[str, str]:
    return {str(idea.text): str(idea.title) for idea in workshop.ideas}


def test_listed_cards_hang_where_a_copy_of_the_wall_shows_them(sheet: Any) -> None:
    workshop = reading.understand([sheet("Cards", *LIST), sheet("Photo", *WALL)])

    assert places(workshop) == {
        "Van pool from the mill": "Getting there",
        "Loaner laptops": "Getting online",
        "Texts, not letters": "Getting online",
        "Evening navigators": "",
    }
    assert workshop.ideas[0].text.place.sheet == "Cards"
    assert workshop.ideas[0].title.place.sheet == "Photo"


def test_a_card_that_hangs_by_its_own_title_stays_there_whatever_a_copy_shows(sheet: Any) -> None:
    def card(cell: str, title: str) -> Card:
        place = Place("w.xlsx", "Cards", cell)
        return Card(Idea(cell, Typed(CARDS[0], place), title=Typed(title, place)))

    listed = (sheet("Cards"), (card("A2", "Rides"), card("A3", "")))
    copy = (sheet("Photo"), (card("A2", "Getting there"),))

    ((_, cards),) = hanging.hung([listed], [copy])

    assert [str(each.idea.title) for each in cards] == ["Rides", "Getting there"]


def test_a_copy_of_the_wall_is_asked_about(sheet: Any) -> None:
    workshop = reading.understand([sheet("Cards", *LIST), sheet("Photo", *WALL)])

    questions = {each.sheet: each.question for each in workshop.readings}
    assert questions["Cards"] == ""
    assert questions["Photo"].startswith(
        "It looks like a copy of the wall, with the titles Getting"
    )


def test_titles_may_stand_before_the_listed_cards(sheet: Any) -> None:
    lying = (
        ("Getting there", "Van pool from the mill"),
        ("Getting online", "Loaner laptops", "Texts, not letters"),
    )

    workshop = reading.understand([sheet("Cards", *LIST), sheet("Photo", *lying)])

    assert places(workshop)["Van pool from the mill"] == "Getting there"
    assert places(workshop)["Texts, not letters"] == "Getting online"


def test_a_card_that_only_the_wall_holds_is_a_card(sheet: Any) -> None:
    wall = (*WALL, ("Swap drivers", ""))

    workshop = reading.understand([sheet("Cards", *LIST), sheet("Photo", *wall)])

    assert len(workshop.ideas) == len(CARDS) + 1
    assert places(workshop)["Swap drivers"] == "Getting there"


def test_of_cards_with_the_same_words_each_is_found_once(sheet: Any) -> None:
    cards = (*LIST, ("loaner laptops",))
    wall = (*WALL, ("Loaner laptops", "Loaner laptops"))

    workshop = reading.understand([sheet("Cards", *cards), sheet("Photo", *wall)])

    hung = [str(idea.title) for idea in workshop.ideas if idea.text.lower() == "loaner laptops"]
    assert sorted(hung) == ["Getting online", "Getting online", "Getting there"]


def test_a_wall_beside_cards_that_hang_already_is_a_copy_and_left_out(sheet: Any) -> None:
    titled = (("Idea", "Title"), *((card, "Getting there") for card in CARDS))

    workshop = reading.understand([sheet("Cards", *titled), sheet("Photo", *WALL)])

    assert set(places(workshop).values()) == {"Getting there"}
    assert workshop.readings[1].summary.startswith("left out")


@pytest.mark.parametrize("shown", [2, 3])
def test_most_cards_of_a_copy_are_listed(sheet: Any, shown: int) -> None:
    """At half it may be a wall of its own."""
    cards = (*CARDS[:shown], *(f"Something new {at}" for at in range(4 - shown)))
    wall = (("Getting there", "Getting online"), cards[:2], cards[2:])

    workshop = reading.understand([sheet("Cards", *LIST), sheet("Photo", *wall)])

    assert (places(workshop)["Van pool from the mill"] == "Getting there") == (shown == 3)


def test_two_titles_at_least_stand_before_listed_cards(sheet: Any) -> None:
    one = (("1", *CARDS[:2]), ("", *CARDS[2:]))

    workshop = reading.understand([sheet("Cards", *LIST), sheet("Photo", *one)])

    assert set(places(workshop).values()) == {""}


def test_questions_whose_cards_hang_on_one_wall_are_one_wall(sheet: Any) -> None:
    answers = [row[column] for row in SURVEY[1:] for column in (2, 3)]
    wall = (("Start", "Stop"), *zip(answers[:3], answers[3:], strict=True))

    alone = reading.understand([sheet("Answers", *SURVEY)])
    hung = reading.understand([sheet("Answers", *SURVEY), sheet("Photo", *wall)])

    assert len({str(idea.question) for idea in alone.ideas}) == 2
    assert {str(idea.question) for idea in hung.ideas} == {""}
    assert {str(idea.prompt) for idea in hung.ideas} == set(SURVEY[0][2:])
    assert {str(idea.title) for idea in hung.ideas} == {"Start", "Stop"}
