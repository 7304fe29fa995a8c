"""Over several sites: titles that look alike, what moved, what is overdue, and who is not named."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from click.testing import Result

from pipeline import openxml, proof

Run = Callable[..., Result]
Book = Callable[..., Path]


def site(book: Book, name: str, title: str, **details: str) -> Path:
    return book(
        {
            "Details": [["Workshop", name], ["Site", name], ["Place", "Hall"], *([key.replace("_", " "), value] for key, value in details.items())],
            "Ideas": [["Idea", "Column", "Title"], ["Share a van", 1, title]],
            "Actions": [["Action step", "Lead", "Due", "Status"], ["Call the mill", "Ida", "2026-01-05", "not started"], ["Ask the bank", "Bo", "2026-01-05", "done"]],
        },
        f"{name}.xlsx",
    )  # fmt: skip


def outlined(path: Path) -> str:
    content = path.read_bytes()
    assert proof.check(content, path.name) == ()
    return openxml.outline(content)


def rolled_up(run: Run, *sites: Path, more: Sequence[object] = ()) -> str:
    out = sites[0].parent / "out"
    result = run("make", *sites, "--roll-up", "--out", out, "--date", "2026-11-04", *more)
    assert result.exit_code == 0, result.output
    return outlined(out / "roll-up.docx")


def test_two_workshops_are_never_made_one(run: Run, book: Book) -> None:
    one, two = site(book, "North", "Rides that run late"), site(book, "South", "Money that lasts")

    result = run("make", one, two, "--out", one.parent / "out", "--yes")

    assert result.exit_code == 3
    assert (
        "These are two workshops: “South”, and “North” in North.xlsx!Details!B1." in result.output
    )
    assert "--roll-up" in result.output
    assert not (one.parent / "out").exists()


def test_a_roll_up_shows_what_looks_alike_and_what_is_overdue(run: Run, book: Book) -> None:
    one = site(book, "North", "One shared intake and referral path")
    two = site(book, "South", "A common intake and referral process")

    result = run("make", one, two, "--roll-up", "--out", one.parent / "out", "--date", "2026-11-04")

    said = outlined(one.parent / "out" / "roll-up.docx")
    assert "One shared intake and referral path (North); A common intake and referral process (South)" in said  # fmt: skip
    assert said.count("Call the mill") == 2
    assert "Ask the bank" not in said  # it is done
    assert "2 sites: North, South" in result.output


def test_titles_that_do_not_look_alike_stand_alone(run: Run, book: Book) -> None:
    one, two = site(book, "North", "Rides that run late"), site(book, "South", "Shared data that shows our progress")  # fmt: skip

    run("make", one, two, "--roll-up", "--out", one.parent / "out", "--date", "2026-11-04")

    said = outlined(one.parent / "out" / "roll-up.docx")
    assert "No titles of different sites look alike." in said
    assert "[List Bullet] Rides that run late (North)" in said


def test_a_site_that_opted_out_is_not_named(run: Run, book: Book) -> None:
    one = site(book, "Northmoor", "Rides that run late", Name_the_site_in_roll_ups="no")
    two = site(book, "South", "Money that lasts")

    run("make", one, two, "--roll-up", "--out", one.parent / "out", "--date", "2026-11-04")

    said = outlined(one.parent / "out" / "roll-up.docx")
    assert "Northmoor" not in said
    assert "Rides that run late (a site that is not named)" in said
    assert "1 site asked not to be named." in said


@pytest.mark.parametrize("word", ["no", "please do not", "anonymous", "Private"])
def test_only_a_yes_or_an_empty_cell_names_a_site(run: Run, book: Book, word: str) -> None:
    one = site(book, "Northmoor", "Rides that run late", Name_the_site_in_roll_ups=word)

    said = rolled_up(run, one, site(book, "South", "Money that lasts"))

    assert "Northmoor" not in said
    assert "Sites: South.\n[Normal] 1 site asked not to be named." in said


def test_nothing_names_a_site_that_is_not_to_be_named(run: Run, book: Book) -> None:
    one = book(
        {
            "Details": [
                ["Workshop", "Day"], ["Site", "Northmoor"], ["Place", "Quarry Hall"],
                ["Organization", "Moor Board"], ["Name the site in roll-ups", "no"],
            ],
            "Ideas": [
                ["Idea", "Column", "Title"], ["Share a van", 1, "Rides all over northmoor"],
                ["Lend a desk", 2, "Desks that move"],
            ],
            "Actions": [
                ["Action step", "Lead", "Lead organization", "Due", "Status"],
                ["Call the mill", "Ida Voss", "Fell College", "2026-01-05", ""],
                ["Meet at Quarry  Hall", "Bo", "", "2026-01-05", ""],
                ["Ask fell college", "Bo", "", "2026-01-05", ""],
            ],
            "Regions": [
                ["Partnership", "Progress", "Ask of the state"],
                ["Moor", "Met", "Pay the Moor Board"], ["Moor", "Met", "Send a trainer"],
            ],
        },
        "one.xlsx",
    )  # fmt: skip

    said = rolled_up(run, one, site(book, "South", "Money that lasts"))

    for word in ("Northmoor", "northmoor", "Quarry", "Moor Board", "Fell", "fell", "Ida Voss"):
        assert word not in said, word
    assert (
        "1 site asked not to be named.\n[Normal] 4 texts of theirs left out: a site is named there."
        in said
    )
    assert "[row] a site that is not named | Call the mill | January 5, 2026 | Not named" in said
    assert "Desks that move (a site that is not named)" in said
    assert "a site that is not named: Send a trainer" in said


def test_sites_that_are_not_named_are_counted_where_they_are_silent(run: Run, book: Book) -> None:
    sites = [
        site(book, f"Site {n}", "Rides that run late", Name_the_site_in_roll_ups="no" if n else "")
        for n in range(3)
    ]

    said = rolled_up(run, *sites)

    assert "Without answers to the self-assessment: Site 0 and 2 sites not named." in said
    assert "[row] Rides that run late | 3 | Rides that run late (Site 0); Rides" in said


def test_where_no_site_is_named_no_list_of_names_is_begun(run: Run, book: Book) -> None:
    said = rolled_up(
        run, *(site(book, each, "Rides", Name_the_site_in_roll_ups="no") for each in "AB")
    )

    assert "Sites:" not in said
    assert "2 sites asked not to be named." in said


@pytest.mark.parametrize(("due", "late"), [("2026-11-03", True), ("2026-11-04", False), ("2026-11-05", False)])  # fmt: skip
def test_a_step_is_overdue_when_its_day_has_passed(
    run: Run, book: Book, due: str, late: bool
) -> None:
    rows = [["Action step", "Lead", "Due", "Status"], ["Call the mill", "Ida", due, ""]]
    one = book({"Details": [["Workshop", "A"], ["Place", "Hall"]], "Actions": rows}, "a.xlsx")

    said = rolled_up(run, one, site(book, "South", "Money that lasts"))

    assert ("[row] A | Call the mill" in said) is late


@pytest.mark.parametrize(
    ("shared", "printed"), [("", True), ("yes", True), ("no", False), ("do not share", False)]
)
def test_an_ask_that_may_not_be_shared_is_not_rolled_up(
    run: Run, book: Book, shared: str, printed: bool
) -> None:
    heads = ["Partnership", "Progress", "Ask of the state", "May be shared"]
    rows = [heads, ["Moor", "Met", "Send a trainer", shared]]
    one = book({"Details": [["Workshop", "A"], ["Place", "Hall"]], "Regions": rows}, "a.xlsx")

    said = rolled_up(run, one, site(book, "South", "Money that lasts"))

    assert ("A: Send a trainer" in said) is printed


# ── small numbers ────────────────────────────────────────────────────────────────────────────


def answers(folder: Path, site: str, people: int, reply: str, year: str = "") -> Path:
    """Write the answers of so many people of a site, each alone."""
    path = folder / f"{site}{year}.csv"
    lines = [f"{site},Person {n},V1,{reply}\n{site},Person {n},V2,Yes" for n in range(people)]
    path.write_text("state,person,item,answer\n" + "\n".join(lines) + "\n")
    return path


@pytest.mark.parametrize(
    ("people", "least", "counted"), [(2, 3, False), (3, 3, True), (3, 4, False), (2, 1, True)]
)
def test_answers_of_few_people_are_not_counted_and_not_said_to_have_moved(
    run: Run, tmp_path: Path, people: int, least: int, counted: bool
) -> None:
    one = answers(tmp_path, "Aspen", people, "Partially")
    two = answers(tmp_path, "Birch", 5, "No")
    before = answers(tmp_path, "Aspen", people, "No", "-2025")

    said = rolled_up(run, one, two, more=("--before", before, "--at-least", least))

    roles = [line for line in said.splitlines() if line.startswith("[row] All items")]
    assert roles == ["[row] All items | 2 | 1 | 1 | 0 | 2" if counted else "[row] All items | 1 | 0 | 1 | 0 | 1"]  # fmt: skip
    assert ("Where fewer than" in said) is (least > 1)
    assert ("[row] Aspen | V1" in said) is counted
    assert (f"1 form was filled in by fewer than {least} people" in said) is not counted


@pytest.mark.parametrize(("least", "code"), [("0", 2), ("1", 0)])
def test_no_number_of_people_is_smaller_than_one(
    run: Run, tmp_path: Path, least: str, code: int
) -> None:
    one, two = answers(tmp_path, "Aspen", 2, "No"), answers(tmp_path, "Birch", 2, "No")
    asked = ("--roll-up", "--out", tmp_path / "out", "--at-least", least)

    result = run("make", one, two, *asked)

    assert result.exit_code == code, result.output


def test_an_earlier_form_of_few_people_says_not_what_moved(run: Run, tmp_path: Path) -> None:
    one, two = answers(tmp_path, "Aspen", 4, "Partially"), answers(tmp_path, "Birch", 5, "No")
    before = answers(tmp_path, "Aspen", 2, "No", "-2025")

    assert "No answer is another than before." not in rolled_up(
        run, one, two, more=("--before", before)
    )


def test_a_form_that_names_no_person_is_a_team_s_and_counted(run: Run, tmp_path: Path) -> None:
    for site in ("Aspen", "Birch"):
        (tmp_path / f"{site}.csv").write_text("Yes,No,Partially,Statement\nx,,,We meet\n,x,,We plan\n")  # fmt: skip

    said = rolled_up(run, tmp_path / "Aspen.csv", tmp_path / "Birch.csv")

    assert "[row] All items | 2 | 0 | 2 | 0 | 2" in said
    assert "fewer than 3 people, each alone, and not counted" not in said


def test_without_being_told_three_people_are_enough(run: Run, tmp_path: Path) -> None:
    two, three = answers(tmp_path, "Aspen", 2, "No"), answers(tmp_path, "Birch", 3, "No")

    assert "1 form was filled in by fewer than 3 people" in rolled_up(run, two, three)


@pytest.mark.parametrize(
    ("title", "alike"),
    [("Shared intake for all", True), ("A shared referral phone", False)],  # .453 and .446 near
)
def test_titles_that_are_near_enough_are_one_theme(
    run: Run, book: Book, title: str, alike: bool
) -> None:
    one = site(book, "North", "One shared intake and referral path")

    said = rolled_up(run, one, site(book, "South", title))

    assert (f"[row] {title} | 2 | One shared intake and referral path (North)" in said) is alike
    assert (f"[List Bullet] {title} (South)" in said) is not alike
