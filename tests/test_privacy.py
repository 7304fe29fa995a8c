"""What may name a person waits for a person; what plainly does not is printed."""

from pathlib import Path

import pytest

from pipeline.privacy import names_a_person
from pipeline.privacy.signs import KINDS, signs
from pipeline.reading import understand
from pipeline.sheets import read

DATA = Path(__file__).parent / "data"
SAMPLE = Path(__file__).parent.parent / "inputs" / "roundtable" / "workshop.xlsx"


@pytest.mark.parametrize(
    "words",
    [
        "Write to ana@home.example",
        "Call 555-010-1234 after six",
        "case 40-1187",
        "SSN 123-45-6789",
        "Ms. R’s daughter lost child care",
        "client D. missed the bus",
        "born on 4 May",
        "She lives at 114 Alder Street",
        "visit 22 W. Third Ave. on Monday",
        "9 Old Mill Road, second floor",
        "1200 SE 42nd Street",
        "at 14 elm street",
        "P.O. Box 12",
        "Apt 4B has no heat",
        "Jane D. could not find child care",
        "Thank José M. for the vans",
        "Ask J. Doe about the vans",
        "The story of J. O'Neill",
    ],
)
def test_words_that_may_name_a_person_are_told(words: str) -> None:
    assert names_a_person(words)


@pytest.mark.parametrize(
    "words",
    [
        "Warm handoff within 2 business days - a person, not a phone number",
        "Agree on five measures everyone reports",
        "2 desks at the Main Street office",
        "Make it a 2 way street for all",
        "Open 3 Community College classes in the spring",
        "One van for 12 people on the road",
        "Use WIOA Title I. Then ask VR.",
        "We need a plan B. Then we talk.",
        "Start in Phase I. Meet weekly.",
        "Hepatitis B. shots at the site",
        "Meet at 9 A.M. in Washington D.C.",
        "U.S. Department of Labor rules",
        "Interview every graduate, grade A. or B.",
        "Meet at the Mr. T Center at noon",
        "MOU",
    ],
)
def test_plain_words_are_not_held_back(words: str) -> None:
    assert not names_a_person(words)


def texts(name: str) -> list[str]:
    """Return the invented texts of a list, without its headings."""
    lines = (DATA / f"{name}_texts.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line and line[0] not in "#["]


def test_two_lists_of_two_hundred_texts_are_told_apart() -> None:
    personal, ordinary = texts("personal"), texts("ordinary")
    assert len(set(personal)) == len(set(ordinary)) == 200

    missed = [text for text in personal if not names_a_person(text)]
    alarms = [text for text in ordinary if names_a_person(text)]

    assert len(missed) <= 2, missed
    assert alarms == []


def test_each_kind_of_sign_is_found_in_the_list() -> None:
    found = {kind for text in texts("personal") for kind in signs(text)}

    assert found == set(KINDS)


def test_no_card_of_the_sample_is_held_back() -> None:
    ideas = understand(read(SAMPLE)[0]).ideas
    assert len(ideas) == 40
    assert [idea.id for idea in ideas if names_a_person(idea.text)] == []
