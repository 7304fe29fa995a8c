"""What people answered in an online form: which of it is a card, and of which question."""

from typing import Any

import pytest

from pipeline import reading

ASKED = "What should partners do together next year?"
ANSWERS = ("Van pool from the mill", "Loaner laptops for class", "Texts instead of letters")


def survey(sheet: Any, *columns: tuple[str, ...]) -> Any:
    kept = [("Timestamp", "5/1/2026 9:12", "5/1/2026 9:20", "5/1/2026 9:31"), ("Email Address", "a@x.example", "b@x.example", "c@x.example")]  # fmt: skip
    return sheet("Answers", *zip(*kept, *columns, strict=True))


@pytest.mark.parametrize("words", ["n/a", "None", "no", "-", "??", "TBD"])
def test_an_answer_that_says_nothing_is_no_card(sheet: Any, words: str) -> None:
    workshop = reading.understand([survey(sheet, (ASKED, *ANSWERS[:2], words))])

    assert [str(idea.text) for idea in workshop.ideas] == list(ANSWERS[:2])
    left = workshop.readings[0].left_out
    assert left.reasons[[cell.text for cell in left.cells].index(words)].startswith(
        "An answer that is no idea"
    )


@pytest.mark.parametrize(
    "heading", ["Second idea (optional)", "Any other ideas?", "Another idea", "2nd suggestion"]
)
def test_one_more_answer_belongs_to_the_question_before_it(sheet: Any, heading: str) -> None:
    more = ("Vans on Sundays, too", "Swap drivers with the center", "One calendar for all")

    workshop = reading.understand([survey(sheet, (ASKED, *ANSWERS), (heading, *more))])

    assert len(workshop.ideas) == len(ANSWERS) + len(more)
    assert {str(idea.question) for idea in workshop.ideas} == {""}
    assert str(workshop.details.question) == ASKED


def test_another_question_is_a_wall_of_its_own(sheet: Any) -> None:
    other = (
        "What other ideas failed before?",
        "Job fairs at noon downtown",
        "Mailing the long form twice",
        "Radio ads in winter",
    )

    workshop = reading.understand([survey(sheet, (ASKED, *ANSWERS), other)])

    assert {str(idea.question) for idea in workshop.ideas} == {ASKED, other[0]}


def test_the_one_question_of_a_form_is_the_workshop_question(sheet: Any) -> None:
    workshop = reading.understand([survey(sheet, (ASKED, *ANSWERS))])

    assert str(workshop.details.question) == ASKED
    assert workshop.details.question.place.cell == "C1"


def test_details_say_the_workshop_question_before_a_form_does(sheet: Any) -> None:
    details = sheet("Details", ("Workshop question", "What helps most?"), ("Date", "May 4, 2026"))

    workshop = reading.understand([survey(sheet, (ASKED, *ANSWERS)), details])

    assert str(workshop.details.question) == "What helps most?"


def test_what_people_do_not_want_shared_is_read_into_nothing(sheet: Any) -> None:
    private = ("Anything you do NOT want shared?", "", "", "my boss reads every one of these")

    workshop = reading.understand([survey(sheet, (ASKED, *ANSWERS), private)])

    assert [str(idea.text) for idea in workshop.ideas] == list(ANSWERS)
    assert "my boss" not in str([workshop.ideas, workshop.details, workshop.notices])
