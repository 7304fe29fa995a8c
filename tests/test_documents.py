"""What must be true of every file we write, tried on the sample's."""

import shutil
import subprocess
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from docx import Document
from made import validator
from openpyxl import load_workbook

from pipeline import proof
from pipeline.cli import main

SAMPLE = Path(__file__).parent.parent / "inputs" / "roundtable"
TEMPLATES = Path(__file__).parent.parent / "templates"


def files(folder: Path, *suffixes: str) -> list[Path]:
    found = sorted(path for path in folder.rglob("*") if path.suffix in suffixes)
    assert found
    return found


def test_every_file_is_valid(made: Path, tmp_path: Path) -> None:
    CliRunner().invoke(main, ["new", str(tmp_path / "new.xlsx")])
    CliRunner().invoke(main, ["group", str(SAMPLE), "-o", str(tmp_path / "review.xlsx")])

    for path in [
        *files(made, ".docx", ".xlsx"),
        *files(tmp_path, ".xlsx"),
        *files(SAMPLE, ".xlsx"),
    ]:
        result = validator().validate(path)
        assert result.is_valid, (path.name, list(result.errors)[:3])


def test_every_template_is_valid_and_free_of_its_author() -> None:
    for path in files(TEMPLATES, ".docx"):
        assert validator().validate(path).is_valid, path.name
        with ZipFile(path) as package:
            assert not [n for n in package.namelist() if "thumbnail" in n or "stylesWith" in n]
        assert Document(str(path)).core_properties.last_modified_by in ("", "Afterword")


def test_every_document_passes_the_accessibility_checks(made: Path) -> None:
    for path in files(made, ".docx"):
        name = str(path.relative_to(made))
        assert [str(problem) for problem in proof.check(path.read_bytes(), name)] == []


def test_no_document_remembers_the_clock(made: Path) -> None:
    for path in files(made, ".docx", ".xlsx"):
        with ZipFile(path) as package:
            assert {part.date_time for part in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_same_input_gives_the_same_bytes(made: Path, tmp_path: Path) -> None:
    words = ["make", str(SAMPLE), "--out", str(tmp_path), "--date", "2026-11-04"]
    CliRunner().invoke(main, words)

    for path in files(made, ".docx", ".xlsx", ".txt"):
        assert path.read_bytes() == (tmp_path / path.relative_to(made)).read_bytes(), path.name


def test_internal_notes_reach_no_document(made: Path) -> None:
    sheet = load_workbook(SAMPLE / "workshop.xlsx")["Partners"]
    headings = [cell.value for cell in sheet[1]]
    column = headings.index("Internal context (do not print)")
    notes = [
        str(row[column]) for row in sheet.iter_rows(min_row=2, values_only=True) if row[column]
    ]
    assert len(notes) == 7

    for path in files(made, ".docx", ".xlsx", ".txt"):
        content = everything(path)
        assert not [note for note in notes if note in content], path.name


def everything(path: Path) -> str:
    if path.suffix == ".txt":
        return path.read_text(encoding="utf-8")
    with ZipFile(path) as package:
        return "\n".join(
            package.read(name).decode("utf-8", "replace") for name in package.namelist()
        )


def test_every_statement_is_traced_to_the_cell_that_says_it(made: Path) -> None:
    cells: dict[tuple[object, ...], object] = dict(input_cells())
    statements = list(load_workbook(made / "ledger.xlsx")["Statements"].values)[1:]
    assert len(statements) > 500

    for document, where, text, file, sheet, cell in statements:
        typed = cells.get((file, sheet, cell), "")
        assert said_by(str(text), typed), (document, where, text, typed)


def input_cells() -> Iterator[tuple[tuple[str, str, str], object]]:
    for path in files(SAMPLE, ".xlsx"):
        for sheet in load_workbook(path):
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.value is not None:
                        yield (path.name, sheet.title, cell.coordinate), cell.value


def said_by(text: str, typed: object) -> bool:
    if isinstance(typed, date | datetime):
        return text == f"{typed:%B} {typed.day}, {typed.year}"
    said, typed = " ".join(text.split()), " ".join(str(typed).split())
    begun = (said, said[:1].upper() + said[1:], said[:1].lower() + said[1:])  # within our sentence
    return any(each in typed for each in begun)


def test_every_card_is_in_the_ledger_once(made: Path) -> None:
    cards = list(load_workbook(made / "ledger.xlsx")["Cards"].values)[1:]

    assert sorted(str(card[0]) for card in cards) == [f"B{n:02}" for n in range(1, 41)]
    assert sorted({card[5] for card in cards if card[5] == "Not yet placed"}) == ["Not yet placed"]
    assert all("outcomes.docx" in str(card[7]) for card in cards)


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_opens_every_document(made: Path, tmp_path: Path) -> None:
    wanted = [
        path
        for path in files(made, ".docx", ".xlsx")
        if "outreach/P" not in str(path) or "P01" in path.name
    ]

    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "pdf", "--outdir", tmp_path, *wanted],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip

    assert {path.stem for path in wanted} == {path.stem for path in tmp_path.glob("*.pdf")}
