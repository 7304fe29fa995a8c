"""Every file of a folder is read, is ours, or is named with the reason."""

import shutil
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import Result
from docx import Document
from openpyxl import Workbook

from pipeline import folders
from pipeline.sheets import kinds

Run = Callable[..., Result]
CARDS = "Idea,Title\nA ride to the first shift,Rides\nA bus that runs on Sunday,Rides\n"
SAMPLE = Path(__file__).parent.parent / "inputs" / "roundtable"
TEMPLATES = Path(__file__).parent.parent / "templates"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "workshop"
    made.mkdir()
    (made / "west.csv").write_text(CARDS)
    return made


def workbook() -> bytes:
    book = Workbook()
    assert book.active
    book.active.append(["Idea"])
    book.active.append(["A shared van"])
    content = BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize("kind", kinds.MAY_HOLD_CARDS, ids=lambda kind: kind.what)
def test_a_run_is_refused_where_a_file_may_hold_cards(
    kind: kinds.Kind, folder: Path, run: Run
) -> None:
    for ending in sorted(kind.endings):
        (folder / f"east{ending.upper()}").write_bytes(b"\x01")

    result = run("make", folder, "--out", folder.parent / "out")

    assert result.exit_code == 3
    assert not (folder.parent / "out").exists()
    for ending in sorted(kind.endings):
        assert f"east{ending.upper()}: It is {kind.what}: it may hold cards" in result.stderr
    assert f"{kind.remedy}, or move it out of the folder." in result.stderr


def test_every_file_that_may_hold_cards_is_told_at_once_and_check_shows_the_rest(
    folder: Path, run: Run
) -> None:
    (folder / "east.sxc").write_bytes(b"PK")
    (folder / "north.numbers").write_bytes(b"PK")

    result = run("check", folder)

    assert result.exit_code == 3
    assert "2 cards" in result.stdout
    assert "east.sxc: It is an older OpenDocument spreadsheet" in result.stderr
    assert "north.numbers: It is a Numbers spreadsheet" in result.stderr


@pytest.mark.parametrize("kind", kinds.NO_CARDS, ids=lambda kind: kind.what)
def test_what_is_only_looked_at_is_named(kind: kinds.Kind, folder: Path, run: Run) -> None:
    (folder / f"one{min(kind.endings)}").write_bytes(b"\x01")

    result = run("make", folder, "--out", folder.parent / "out", "--only", "ledger")

    assert result.exit_code == 0
    assert f"one{min(kind.endings)}: It is {kind.what}: not read." in result.stderr


def test_files_of_one_kind_are_named_in_one_line(folder: Path, run: Run) -> None:
    for number in range(1, 4):
        (folder / f"wall-{number}.jpg").write_bytes(b"\xff\xd8\xff")
    (folder / "odd.thing").write_bytes(b"?")
    (folder / "bare").write_bytes(b"?")

    said = run("check", folder).stderr

    assert (
        "workshop: 3 files are not read, for each is a picture: wall-1.jpg, wall-2.jpg, wall-3.jpg."
    ) in said
    assert "for each is of a kind that Afterword does not know: bare, odd.thing." in said


def test_a_workbook_without_its_ending_is_not_passed_over(folder: Path, run: Run) -> None:
    (folder / "east (1)").write_bytes(workbook())
    (folder / "north").write_bytes(folders.OLE + b"\0" * 600)

    result = run("make", folder, "--out", folder.parent / "out")

    assert result.exit_code == 3
    assert "east (1): It is an Excel workbook, by what it holds," in result.stderr
    assert "Rename it so that it ends in .xlsx" in result.stderr
    assert "north: It is an old Office file" in result.stderr


def test_a_file_that_was_saved_again_as_told_stops_nothing(folder: Path, run: Run) -> None:
    (folder / "west.ods").write_bytes(b"PK")

    result = run("check", folder)

    assert result.exit_code == 0
    assert "west.ods: It is a copy in another format: not read." in result.stderr
    assert "The file of the same name beside it is read." in result.stderr


def test_a_word_document_of_the_same_name_may_hold_other_cards(folder: Path, run: Run) -> None:
    (folder / "west.docx").write_bytes(b"PK")

    assert run("check", folder).exit_code == 3


def test_locks_and_what_the_system_keeps_are_not_spoken_of(folder: Path, run: Run) -> None:
    for name in ("~$west.xlsx", ".~lock.west.csv#", ".DS_Store", "Thumbs.db", "desktop.ini"):
        (folder / name).write_bytes(b"\x01")

    result = run("check", folder)

    assert (result.exit_code, result.stderr) == (0, "")


def test_what_afterword_wrote_is_not_complained_about(tmp_path: Path, run: Run) -> None:
    folder = tmp_path / "workshop"
    folder.mkdir()
    for each in SAMPLE.iterdir():
        (folder / each.name).write_bytes(each.read_bytes())
    assert run("make", folder, "--out", folder, "--date", "2026-11-04").exit_code == 0
    assert run("check", folder, "--save-mapping").exit_code == 0

    again = run("make", folder, "--only", "outcomes", "--out", tmp_path / "out")

    assert {"outcomes.docx", "outreach", "workshop.mapping.toml"} <= {
        each.name for each in folder.iterdir()
    }
    assert again.exit_code == 0
    assert "40 cards in" in again.stderr
    assert "may hold cards" not in again.stderr
    assert ".docx" not in again.stderr
    assert ".toml: It" not in again.stderr


def test_a_document_from_a_template_of_ones_own_is_known_by_the_ledger(
    folder: Path, run: Run
) -> None:
    assert run("make", folder, "--out", folder, "--date", "2026-11-04").exit_code == 0
    document = folder / "outcomes.docx"
    with ZipFile(document) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["docProps/core.xml"] = members["docProps/core.xml"].replace(
        b"What a partnership workshop answered, card by card", b"Somebody else"
    )
    with ZipFile(document, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)

    assert run("check", folder).exit_code == 0
    (folder / "ledger.xlsx").unlink()
    result = run("check", folder)
    assert result.exit_code == 3
    assert "outcomes.docx: It is a Word document: it may hold cards" in result.stderr


def test_a_template_in_the_folder_holds_no_cards(folder: Path, run: Run) -> None:
    (folder / "outcomes.docx").write_bytes((TEMPLATES / "outcomes.docx").read_bytes())

    assert (run("check", folder).exit_code, run("check", folder).stderr) == (0, "")


def test_emails_of_ours_are_no_cards(made: Path, tmp_path: Path, run: Run) -> None:
    outreach = shutil.copytree(made, tmp_path / "out") / "outreach"
    (outreach / "cards.csv").write_text(CARDS)

    result = run("group", outreach, "--json")

    assert '"cards": 2' in result.stdout


def test_a_folder_in_the_folder_that_may_hold_cards_stops_the_run(folder: Path, run: Run) -> None:
    (folder / "north" / "day two").mkdir(parents=True)
    (folder / "north" / "day two" / "wall.csv").write_text(CARDS)
    (folder / "north" / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    (folder / "photos").mkdir()
    (folder / "photos" / "a.jpg").write_bytes(b"\xff\xd8\xff")

    result = run("make", folder, "--out", folder.parent / "out")

    assert result.exit_code == 3
    assert "workshop/north: It is a folder in the folder, and was not read." in result.stderr
    assert f"It may hold cards: {Path('day two') / 'wall.csv'}." in result.stderr
    assert "photos" not in result.stderr
    named = run("check", folder, folder / "north" / "day two")
    assert named.exit_code == 0


def test_a_readme_beside_a_workshop_is_left_out_and_named(folder: Path, run: Run) -> None:
    (folder / "02-readme.txt").write_text("Please read this first.\nBring pens.\nThank you all.\n")
    (folder / "README.md").write_text("# About\n")

    result = run("group", folder, "--json")

    assert '"cards": 2' in result.stdout
    assert (
        "2 files are not read, for each is a note on the folder, by its name: 02-readme.txt, README.md."
        in result.stderr
    )


def test_a_readme_alone_is_read(tmp_path: Path, run: Run) -> None:
    (tmp_path / "1-readme.txt").write_text(CARDS)

    assert run("check", tmp_path).exit_code == 0


def test_a_folder_without_spreadsheets_names_what_is_in_it(tmp_path: Path, run: Run) -> None:
    (tmp_path / "east.numbers").write_bytes(b"PK")

    result = run("make", tmp_path, "--out", tmp_path / "out")

    assert result.exit_code == 3
    assert "No .xlsx or .csv is in this folder." in result.stderr
    assert "east.numbers: It is a Numbers spreadsheet" in result.stderr


def test_one_format_of_a_workbook_is_read_and_its_copies_are_named(
    tmp_path: Path, run: Run
) -> None:
    formats = Path(__file__).parent / "data" / "formats"
    for name in ("cards.xls", "cards.ods", "cards.html"):
        (tmp_path / name).write_bytes((formats / name).read_bytes())

    result = run("check", tmp_path)

    assert "4 cards" in result.stdout
    assert "cards.ods" in result.stdout
    for name in ("cards.xls", "cards.html"):
        assert f"{name}: It is a copy in another format: not read." in result.stderr


def test_a_word_document_is_read_where_a_person_names_it(folder: Path, run: Run) -> None:
    document = Document()
    table = document.add_table(2, 2)
    for at, words in zip(
        (c for row in table.rows for c in row.cells),
        ("Idea", "Title", "A van for the late shift", "Rides"),
        strict=True,
    ):
        at.text = words
    document.save(str(folder / "minutes.docx"))

    assert "Name it by itself to have its tables and lists read" in run("check", folder).stderr
    named = run("group", folder / "west.csv", folder / "minutes.docx", "--json")
    assert "A van for the late shift" in named.stdout + named.stderr
