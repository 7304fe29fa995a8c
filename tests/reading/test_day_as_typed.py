"""Workbooks as people type them on the day: two walls on one sheet, who came, allies, a scale in words."""

from typing import Any

import pytest

from pipeline import reading
from pipeline.model import Reply

MORNING = (
    ("Birch Lake convening, morning",),
    ("What gets in the way of adults finishing?",),
    ("Time runs out", "Money runs out"),
    ("Two jobs at once", "Gas is dear"),
    ("Kids home at three", "Books cost too much"),
    ("",),
    ("What would help by spring?",),
    ("Bring it closer", "Pay as you go"),
    ("Class at the cannery", "Fee waiver week"),
    ("Saturday lab hours", ""),
)


def test_two_walls_under_their_own_questions_are_two_walls(sheet: Any) -> None:
    workshop = reading.understand([sheet("Wall", *MORNING)])

    hung = {str(idea.text): (str(idea.title), str(idea.question)) for idea in workshop.ideas}
    first, second = MORNING[1][0], MORNING[6][0]
    assert hung == {
        "Two jobs at once": ("Time runs out", first),
        "Kids home at three": ("Time runs out", first),
        "Gas is dear": ("Money runs out", first),
        "Books cost too much": ("Money runs out", first),
        "Class at the cannery": ("Bring it closer", second),
        "Saturday lab hours": ("Bring it closer", second),
        "Fee waiver week": ("Pay as you go", second),
    }


def test_a_question_over_a_single_card_heads_no_wall(sheet: Any) -> None:
    rows = (*MORNING[:6], ("Who else should be here?",), ("The bus company",))

    workshop = reading.understand([sheet("Wall", *rows)])

    assert {str(idea.question) for idea in workshop.ideas} == {""}


CAME = (("Ortega", "Lupe", "Birch College", "555-0155"), ("Szabo", "Imre", "The County", "555-0156"), ("Finch", "Art", "Lake Library", "555-0157"))  # fmt: skip


def test_who_came_and_from_where_are_no_partners(sheet: Any) -> None:
    came = sheet("Attendance", ("Last", "First", "Agency", "Phone"), *CAME)

    workshop = reading.look([came])[0]

    assert not workshop.partners
    assert workshop.readings[0].summary == "left out: a list of people"


@pytest.mark.parametrize("more", ["Our ask", "Type"])
def test_organizations_of_which_more_is_said_are_partners(sheet: Any, more: str) -> None:
    rows = [(*row, said) for row, said in zip(CAME, ("A room", "A list", "A shelf"), strict=True)]

    workshop = reading.look([sheet("Allies", ("Last", "First", "Agency", "Phone", more), *rows)])[0]

    assert [str(each.organization) for each in workshop.partners] == [row[2] for row in CAME]


@pytest.mark.parametrize("addresses", [1, 2])
def test_a_wall_holds_one_address_at_most(sheet: Any, addresses: int) -> None:
    said = [f"Write to {name}@birch.example" for name in ("wanda", "imre")[:addresses]]
    cards = [*said, "Ask at the door first", "Ring the cannery bell", "Meet by the lake"]
    rows = zip(cards[:2], cards[2:4], strict=True)

    found = reading.look([sheet("Board", ("Reach people", "Meet people"), *rows)])[0]

    assert bool(found.ideas) == (addresses == 1)


def test_a_scale_in_words_heads_a_self_assessment(sheet: Any) -> None:
    rows = (
        ("Statement", "Not yet", "Getting there", "Yes!"),
        ("One desk for all programs", "x", "", ""),
        ("Staff walk people over", "", "x", ""),
        ("Paid hours for learning", "", "", "x"),
    )

    (response,) = reading.understand([sheet("How are we doing", *rows)]).responses

    replies = [answer.reply for answer in response.answers]
    assert replies == [Reply.NO, Reply.PARTIALLY, Reply.YES]


def test_the_one_column_left_is_the_organization_and_is_asked_about(sheet: Any) -> None:
    heads = ("Outfits we like", "Type", "Contact", "Email", "Ask")
    rows = [
        (row[2], "public agency", f"{row[1]} {row[0]}", f"{row[1].lower()}@x.example", "a room")
        for row in CAME
    ]

    found = reading.look([sheet("People to win over", heads, *rows)])[0]

    assert [str(each.organization) for each in found.partners] == [row[2] for row in CAME]
    assert "“Outfits we like” as Organization" in found.readings[0].question
