"""What only the shape of a sheet says is asked before it is printed."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from made import first_sheet

from pipeline import cli

Run = Callable[..., Result]
WALL = (
    ("Rides that run late", "Care close to work", "Money that lasts"),
    ("Van pool on class nights", "Evening slots at the center", "Gas cards in the first week"),
    ("Bus passes by text", "Care on the campus", "A fund for tools and boots"),
    ("A carpool board", "", "Scrubs for the first clinic day"),
)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Return a workbook of details and a wall: the details say what they are, the wall does not."""
    made = openpyxl.Workbook()
    sheet = first_sheet(made)
    sheet.title = "Details"
    for row in (
        ("Workshop", "Quarry Bend roundtable"),
        ("Place", "Grange hall"),
        ("Date", "May 4"),
    ):
        sheet.append(row)
    wall = made.create_sheet("Photo of the wall")
    for line in WALL:
        wall.append(line)
    path = tmp_path / "quarry.xlsx"
    made.save(path)
    return path


def test_make_prints_no_guess_and_says_what_to_type(run: Run, book: Path) -> None:
    out = book.parent / "out"

    refused = run("make", book, "--out", out)

    assert refused.exit_code == 3
    assert not out.exists()
    first, *_, last = refused.stderr.strip().splitlines()
    assert first.startswith("quarry.xlsx!Photo of the wall: It looks like a copy of the wall")
    assert first.endswith("Is that right?")
    assert f"afterword make {book} --yes" in last


def test_yes_takes_every_sheet_as_it_is_read(run: Run, book: Path) -> None:
    made = run("make", book, "--out", book.parent / "out", "--yes")

    assert made.exit_code == 0
    assert "8 cards in" in made.stderr
    assert not book.with_name("quarry.mapping.toml").exists()


@pytest.mark.parametrize("command", ["group", "score"])
def test_commands_that_print_no_document_ask_and_go_on(
    run: Run, book: Path, command: str, tmp_path: Path
) -> None:
    words = [command, book, *(["-o", tmp_path / "r.xlsx"] if command == "group" else [])]

    assert "Is that right?" in run(*words).stderr
    assert (
        "Is that right?" not in run(*words, "--yes", *(["--replace"] * (command == "group"))).stderr
    )


def answer(book: Path, monkeypatch: pytest.MonkeyPatch, words: str) -> Result:
    monkeypatch.setattr(cli, "_at_a_terminal", lambda: True)
    out = str(book.parent / "out")
    return CliRunner().invoke(cli.main, ["make", str(book), "--out", out], input=f"{words}\n")


def test_an_answer_is_kept_beside_the_workbook(
    run: Run, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered = answer(book, monkeypatch, "yes")

    assert answered.exit_code == 0, answered.output
    assert "8 cards in = 8 in groups" in answered.stderr
    assert 'layout = "wall"' in book.with_name("quarry.mapping.toml").read_text()
    monkeypatch.undo()
    again = run("make", book, "--out", book.parent / "out", "--replace")
    assert again.exit_code == 0
    assert "Is that right?" not in again.stderr


def test_no_leaves_the_sheet_out(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answered = answer(book, monkeypatch, "no")

    assert answered.exit_code == 0, answered.output
    assert "cards in" not in answered.stderr
    assert 'kind = "leave out"' in book.with_name("quarry.mapping.toml").read_text()


def test_an_answer_may_be_another_kind_and_what_is_missing_is_said(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered = answer(book, monkeypatch, "it is partners")

    assert answered.exit_code == 3
    assert "No column holds the names of the organizations" in answered.stderr


def test_an_answer_that_is_none_is_asked_again(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answered = answer(book, monkeypatch, "perhaps\nyes")

    assert answered.exit_code == 0, answered.output
    assert answered.stderr.count("Answer yes, no (leave it out), or what it is:") == 1


def test_what_stands_in_a_mapping_file_is_kept(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = book.with_name("quarry.mapping.toml")
    path.write_text('file = "quarry.xlsx"\n# mine\n[[sheet]]\nname = "Details"\nkind = "details"\n')

    assert answer(book, monkeypatch, "yes").exit_code == 0
    kept = path.read_text()
    assert kept.startswith('file = "quarry.xlsx"\n# mine\n')
    assert kept.count("[[sheet]]") == 2


def test_check_asks_the_same_question(run: Run, book: Path) -> None:
    asked = run("make", book).stderr.splitlines()[0]

    assert asked in run("check", book).stderr.splitlines()


def test_a_wall_with_no_other_sheet_beside_it_is_told_by_being_alone(
    run: Run, book: Path, tmp_path: Path
) -> None:
    wall = openpyxl.load_workbook(book)
    del wall["Details"]
    alone = tmp_path / "alone.xlsx"
    wall.save(alone)

    assert run("make", alone, "--out", tmp_path / "alone").exit_code == 0
