"""How to reach somebody may stand in the cell of the name, and an email under Phone."""

import pytest

from pipeline.model import UNSAID, Typed
from pipeline.problems import Place
from pipeline.reading.nouns.reach import Reach, job_apart, spread

EMAIL, PHONE = "ana@x.example", "555-0188"


def typed(*words: str) -> Reach:
    cells = ("B2", "C2", "D2")
    return Reach(
        *(Typed(w, Place("p.xlsx", "Partners", c)) for w, c in zip(words, cells, strict=True))
    )


@pytest.mark.parametrize(
    ("name", "email", "phone", "meant"),
    [
        ("Ana Doe, ana@x.example, 555-0188", "", "", ("Ana Doe", EMAIL, PHONE)),
        ("Ana Doe ana@x.example", "", "", ("Ana Doe", EMAIL, "")),
        ("Ana Doe (555-0188)", "", "", ("Ana Doe", "", PHONE)),
        ("Ana at 555-0188", "", "", ("Ana", "", PHONE)),
        ("Ana Doe <ana@x.example>", "", PHONE, ("Ana Doe", EMAIL, PHONE)),
        ("Ana Doe\nPhone: 555-0188\nE-mail: ana@x.example", "", "", ("Ana Doe", EMAIL, PHONE)),
        ("Dr. Ana Doe-Ruiz, (555) 555-0188 ext. 4", "", "", ("Dr. Ana Doe-Ruiz", "", "(555) 555-0188 ext. 4")),
        ("Ana Doe (ana@x.example)", EMAIL, "", ("Ana Doe", EMAIL, "")),  # said twice
        ("ana@x.example", "", "", ("", EMAIL, "")),
        ("Ana Doe", PHONE, "", ("Ana Doe", "", PHONE)),  # under Email / phone
        ("Ana Doe", "ana@x.example; 555-0188", "", ("Ana Doe", EMAIL, PHONE)),
        ("Ana Doe", "", "555-0188 (cell)", ("Ana Doe", "", "555-0188 (cell)")),
        ("Ana Doe / Ben Roe", "", "", ("Ana Doe / Ben Roe", "", "")),
    ],
)  # fmt: skip
def test_each_goes_into_its_own_field(
    name: str, email: str, phone: str, meant: tuple[str, str, str]
) -> None:
    assert spread(typed(name, email, phone)) == meant


@pytest.mark.parametrize(
    "words",
    [
        ("Ana Doe, ana@x.example, ben@x.example", "", ""),
        ("Ana Doe 555-0188, Ben Roe 555-0189", "", ""),
        ("Ana Doe, room 12, ana@x.example", "", ""),
        ("Ana Doe (555-0188)", "", "555-0189"),
        ("Ana Doe (ana@x.example)", "see website", ""),
        ("", "see website", ""),
        ("", "", "555-0188 ask for Ben"),
        ("Ana Doe 555-018", "", ""),  # six digits are no number
        ("Ana Doe 2026-10-14", "", ""),
        ("Ana Doe, 10/14/2026", "", ""),
    ],
)
def test_what_may_mean_something_else_stays_as_it_was_typed(words: tuple[str, str, str]) -> None:
    assert spread(typed(*words)) == words


def test_what_is_moved_knows_its_cell_and_an_empty_cell_stays_one() -> None:
    found = spread(typed("Ana Doe (555-0188)", "", ""))

    assert [each.place.cell for each in found] == ["B2", "C2", "B2"]
    assert spread(typed("Ana Doe", PHONE, "")).email is UNSAID  # its cell says something else


@pytest.mark.parametrize(
    ("name", "job", "meant"),
    [
        ("Ana Doe, HR mgr", "", ("Ana Doe", "HR mgr")),
        ("Ms. Ana Doe – Director, Alder House", "", ("Ms. Ana Doe", "Director, Alder House")),
        ("Ana Doe (Case Manager)", "", ("Ana Doe", "Case Manager")),
        ("Ana Doe\nChair", "", ("Ana Doe", "Chair")),
        ("Ana Doe, RN, Clinic Manager", "", ("Ana Doe, RN", "Clinic Manager")),
        ("Ana Doe Jr., Ed.D., Dean", "", ("Ana Doe Jr., Ed.D.", "Dean")),
        ("Ana Doe, director of intake and of the two night shelters", "", None),  # nine words
        ("Ana Doe, director of intake and of two night shelters", "", ("Ana Doe", "director of intake and of two night shelters")),
        ("Ana Doe, HR mgr", "Foreman", None),
        ("Ana, HR mgr", "", None),
        ("Doe, Ana", "", None),
        ("Ana Doe, Ben Roe, director", "", None),
        ("Ana Doe, chair, and Ben Roe, dean", "", None),
        ("Ana Doe, chair; Ben Roe", "", None),
        ("Director Ana Doe, chair", "", None),
        ("Ana Doe, PhD", "", None),
        ("Ana Doe, Headley", "", None),
    ],
)  # fmt: skip
def test_a_job_behind_a_name_goes_into_its_own_field(
    name: str, job: str, meant: tuple[str, str] | None
) -> None:
    place = Place("p.xlsx", "Partners", "B2")
    found = job_apart(Typed(name, place), Typed(job, place))

    assert found == (meant or (name, job))
    assert not meant or [each.place for each in found] == [place, place]
