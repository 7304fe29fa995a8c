"""What `group`, `check` and `score` print of a wall, on the screen and for programs: nothing is missing."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
WALL = """Card,Idea,Title
1,Share one van,Rides
2,Vans at night,Rides
3,A desk at the college,
4,,Rides
5,Rides to the clinic,Parking lot
"""


@pytest.fixture
def wall(tmp_path: Path) -> Path:
    path = tmp_path / "cards.csv"
    path.write_text(WALL, encoding="utf-8")
    return path


def test_every_card_with_words_is_on_the_screen(run: Run, wall: Path) -> None:
    lines = run("group", wall, "-o", wall.with_name("r.xlsx")).stdout.splitlines()

    place = lines.index("Not yet placed")
    assert any("A desk at the college" in line for line in lines[place : place + 2])
    assert any("Rides to the clinic" in line for line in lines[lines.index("Parking lot") :])
    assert sum("van" in line.casefold() for line in lines if line.startswith("  - ")) == 2


def test_a_program_gets_every_card_and_the_whole_account(run: Run, wall: Path) -> None:
    said = json.loads(run("group", wall, "-o", wall.with_name("r.xlsx"), "--json").stdout)

    account = {"cards": 5, "grouped": 2, "not_placed": 1, "parking_lot": 1, "empty": 1, "merged": 0}
    assert account.items() <= said["accounting"].items()
    words = [each["text"] for group in said["groups"] for each in group["ideas"]]
    assert words == ["Share one van", "Vans at night"]
    assert [each["text"] for each in said["not_placed"]] == ["A desk at the college"]


def test_a_second_column_of_one_field_is_told_as_that(run: Run, tmp_path: Path) -> None:
    """*Short name* is a heading that is known: what is read is the column before it."""
    path = tmp_path / "Partners.csv"
    path.write_text(
        "Organization,Acronym,Short name,Zq\nMoor Transit,MT,The Bus,y\n", encoding="utf-8"
    )

    said = run("check", path).output

    second = "Partners.csv!Partners: The column “Short name” (C) is not read, for column B is read as Acronym.\n"
    assert f"{second}  Put what is to be read into one column.\n" in said
    assert "A column is not read, for Afterword does not know the heading: Zq (D)." in said


@pytest.mark.parametrize(("many", "named", "more"), [(6, 6, False), (7, 6, True)])
def test_six_of_what_is_not_read_are_named(
    run: Run, tmp_path: Path, many: int, named: int, more: bool
) -> None:
    heads = ",".join(f"Zq{number}" for number in range(many))
    path = tmp_path / "cards.csv"
    path.write_text(
        f"Idea,Title,Note,{heads}\nShare one van,Rides,x{',y' * many}\n", encoding="utf-8"
    )

    said = run("check", path).output

    line = next(each for each in said.splitlines() if "does not know the heading" in each)
    assert line.startswith("cards.csv!cards: ")
    assert line.count("Zq") == named
    assert (", …" in line) is more


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("Dale Moor", "Ana Birch"), "2 cells of it are not read: “Dale Moor” (B2), …."),
        (("Dale Moor", ""), "a cell of it is not read: “Dale Moor” (B2)."),
        (("12", "13"), ""),
    ],
)
def test_words_under_no_heading_are_not_passed_over_in_silence(
    run: Run, tmp_path: Path, names: tuple[str, str], said: str
) -> None:
    path = tmp_path / "Partners.csv"
    path.write_text(
        f"Organization,,Ask\nMoor Transit,{names[0]},A late bus\nBirch College,{names[1]},A desk\n",
        encoding="utf-8",
    )

    found = run("check", path).output

    assert ("has no heading" in found) is bool(said)
    if said:
        message = f"Partners.csv!Partners: Column B has no heading, so {said}\n"
        assert f"{message}  Write over it what it holds, in row 1.\n" in found
