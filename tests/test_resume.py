"""A stopped run of many documents goes on where it was, and ends as if it had never been stopped."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from docx import Document
from made import first_sheet
from openpyxl import Workbook, load_workbook

from pipeline import outputs, proof, templates
from pipeline.outputs import finished
from pipeline.problems import Problem
from pipeline.word import Template

Run = Callable[..., Result]
ROWS = 80
STOPPED = 60


@pytest.fixture
def mailing(tmp_path: Path) -> Path:
    """Return a folder with a template and its rows; one of them leaves its contact empty."""
    made = Document()
    made.add_heading("To {{ organization }}", 1)
    made.add_paragraph("Dear {{ contact }},")
    made.save(str(tmp_path / "letter.docx"))
    rows = [f"{'' if n == 3 else f'Person {n}'},House {n % 7}" for n in range(ROWS)]
    (tmp_path / "rows.csv").write_text("\n".join(["Contact,Organization", *rows]), encoding="utf-8")
    return tmp_path


def words(folder: Path, out: str, *more: object) -> list[object]:
    named = ["--name", "{{ organization }}", "-o", folder / out]
    return ["fill", folder / "letter.docx", folder / "rows.csv", *named, *more]


class Counted:
    """Every filling is counted; the one of the number given is stopped by a person."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.count, self.stop_at = 0, 0
        fill = Template.fill

        def counted(template: Template, *given: Any, **more: Any) -> object:
            self.count += 1
            if self.count == self.stop_at:
                raise KeyboardInterrupt
            return fill(template, *given, **more)

        patch.setattr(Template, "fill", counted)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counted:
    return Counted(monkeypatch)


def contents(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in folder.iterdir()}


def stopped(run: Run, folder: Path, counted: Counted, *, after: int = STOPPED) -> Result:
    counted.count, counted.stop_at = 0, after + 1
    result = run(*words(folder, "out"))
    counted.count, counted.stop_at = 0, 0
    return result


def test_a_stopped_run_goes_on_and_ends_as_one_that_was_not(
    run: Run, mailing: Path, counted: Counted
) -> None:
    whole = run(*words(mailing, "whole"))

    first = stopped(run, mailing, counted)
    second = run(*words(mailing, "out"))

    assert f"{STOPPED} finished documents are kept" in first.stderr
    assert first.exit_code == 1
    assert counted.count == ROWS - STOPPED
    assert contents(mailing / "out") == contents(mailing / "whole")
    assert len(contents(mailing / "out")) == ROWS
    said = f"{mailing / 'out'}: An earlier run of the same input was stopped when {STOPPED} documents were finished: it goes on there.\n"  # fmt: skip
    assert second.stderr == said + whole.stderr
    assert "contact is empty" in whole.stderr
    assert second.stdout == whole.stdout.replace("whole", "out")


@pytest.mark.parametrize("changed", ["letter.docx", "rows.csv", "name", "version"])
def test_a_change_begins_anew(
    run: Run, mailing: Path, counted: Counted, changed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped(run, mailing, counted)
    more: list[object] = []
    if changed == "name":
        more = ["--name", "{{ contact }}-{{ row_number }}"]
    elif changed == "version":
        monkeypatch.setattr(finished, "__version__", "another")
    elif changed == "rows.csv":
        with (mailing / changed).open("a") as file:
            file.write("\nOne more,House\n")
    else:
        document = Document(str(mailing / changed))
        document.add_paragraph("Yours, {{ organization }}")
        document.save(str(mailing / changed))

    result = run(*words(mailing, "out", *more))

    assert result.exit_code == 0
    assert counted.count == len(contents(mailing / "out")) == ROWS + (changed == "rows.csv")
    assert "goes on" not in result.stderr


def test_a_run_that_is_stopped_early_leaves_nothing(
    run: Run, mailing: Path, counted: Counted
) -> None:
    stopped(run, mailing, counted, after=outputs.FEW - 1)

    assert not (mailing / "out").exists()


@pytest.mark.parametrize("harm", ["cut", "gone", "list cut", "old"])
def test_a_draft_that_is_not_whole_is_made_again(
    run: Run, mailing: Path, counted: Counted, harm: str
) -> None:
    stopped(run, mailing, counted)
    (drafts,) = (mailing / "out").iterdir()
    if harm == "cut":
        (drafts / "7").write_bytes(b"half")
    elif harm == "gone":
        (drafts / "7").unlink()
    elif harm == "old":  # as from a kill just before the journal
        (drafts / "3.old").write_bytes(b"of another time")
    else:
        lines = (drafts / "finished").read_bytes()
        (drafts / "finished").write_bytes(lines[:-9])
    run(*words(mailing, "whole"))
    counted.count = 0

    assert run(*words(mailing, "out")).exit_code == 0
    assert counted.count == ROWS - STOPPED + (harm != "old")
    assert contents(mailing / "out") == contents(mailing / "whole")


def test_a_killed_run_goes_on(run: Run, mailing: Path, counted: Counted) -> None:
    slow = (
        "import sys, time; from pipeline.word import Template; from pipeline.cli import main\n"
        "fill = Template.fill\n"
        "def slowly(*a, **k): time.sleep(0.05); return fill(*a, **k)\n"
        "Template.fill = slowly; main(sys.argv[1:])"
    )
    root = {"PYTHONPATH": str(Path(__file__).parent.parent)}
    command = [sys.executable, "-c", slow, *map(str, words(mailing, "out"))]
    with subprocess.Popen(command, env=os.environ | root) as process:
        while not [*(mailing / "out").glob(f"{outputs.DRAFTS}*/20")]:
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
    run(*words(mailing, "whole"))
    counted.count = 0

    assert run(*words(mailing, "out")).exit_code == 0
    assert counted.count <= ROWS - 20
    assert contents(mailing / "out") == contents(mailing / "whole")


# ── make ─────────────────────────────────────────────────────────────────────────────────────

PARTNERS = 30  # a letter and an email each
ASKED = ["--only", "outreach", "--only", "ledger", "--date", "2026-11-04", "--templates"]


@pytest.fixture
def outreach(tmp_path: Path) -> Path:
    """Return a folder with a workbook of partners, and one with a template of our own."""
    book = Workbook()
    sheet = first_sheet(book)
    sheet.title = "Partners"
    sheet.append(["Partner", "Organization", "Type", "Contact", "Ask", "Stage"])
    for n in range(PARTNERS):
        sheet.append([f"P{n}", f"House {n}", "bank", f"Kim Olsen {n}", f"Host {n} visits", "warm"])
    book.save(tmp_path / "partners.xlsx")
    (tmp_path / "own").mkdir()
    shutil.copy(templates.find("house-style.docx"), tmp_path / "own")
    shutil.copy(templates.find("letter.docx"), tmp_path / "own")
    return tmp_path


def making(folder: Path, out: str, *more: object) -> list[object]:
    return ["make", folder / "partners.xlsx", *ASKED, folder / "own", "--out", folder / out, *more]


def everything(folder: Path) -> dict[str, bytes]:
    return {
        each.relative_to(folder).as_posix(): each.read_bytes()
        for each in sorted(folder.rglob("*"))
        if each.is_file()
    }


@pytest.fixture
def proofs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of the letters that are proof-read from now on."""
    seen: list[str] = []
    check = proof.check

    def noted(content: bytes, name: str, said: Sequence[str]) -> Sequence[Problem]:
        seen.extend([name] * name.endswith("letter.docx"))
        return check(content, name, said)

    monkeypatch.setattr(proof, "check", noted)
    return seen


def halted(run: Run, folder: Path, counted: Counted, *more: object) -> Result:
    counted.count, counted.stop_at = 0, STOPPED - 4
    result = run(*making(folder, "out", *more))
    counted.count, counted.stop_at = 0, 0
    return result


def test_make_goes_on_and_ends_as_one_that_was_not_stopped(
    run: Run, outreach: Path, counted: Counted, proofs: list[str]
) -> None:
    whole = run(*making(outreach, "whole"))
    fills, letters = counted.count, len(proofs)

    first = halted(run, outreach, counted)
    proofs.clear()
    second = run(*making(outreach, "out"))

    assert (fills, letters) == (2 * PARTNERS, PARTNERS)
    assert first.exit_code == 1
    assert "55 finished documents are kept.\n  The same command goes on from there." in first.stderr
    assert second.exit_code == 0
    assert counted.count == fills - 55
    assert 0 < len(proofs) < 5
    assert everything(outreach / "out") == everything(outreach / "whole")
    said = f"{outreach / 'out'}: An earlier run of the same input was stopped when 55 documents were finished: it goes on there.\n"  # fmt: skip
    assert second.stderr == said + whole.stderr
    assert second.stdout == whole.stdout.replace(str(outreach / "whole"), str(outreach / "out"))


@pytest.mark.parametrize(
    "changed", ["partners.xlsx", "partners.mapping.toml", "own", "date", "log"]
)
def test_make_begins_anew_where_anything_it_reads_is_another(
    run: Run, outreach: Path, counted: Counted, changed: str
) -> None:
    out = outreach / "out" / "outreach"
    if changed == "log":
        run(*making(outreach, "out"))
    halted(run, outreach, counted)
    more: list[object] = []
    if changed == "date":
        more = ["--date", "2026-11-05"]
    elif changed == "own":
        shutil.copy(templates.find("email.docx"), outreach / "own")
    elif changed == "log":
        book = load_workbook(out / "send-log.xlsx")
        book.properties.title = "Ours"
        book.save(out / "send-log.xlsx")
    elif changed == "partners.xlsx":
        book = load_workbook(outreach / changed)
        book["Partners"]["B3"] = "Another House"
        book.save(outreach / changed)
    else:
        result = run("check", outreach / "partners.xlsx", "--save-mapping")
        assert (outreach / changed).exists(), (result.output, list(outreach.iterdir()))

    result = run(*making(outreach, "out", *more))

    assert result.exit_code == 0, result.stderr
    assert "goes on" not in result.stderr
    assert counted.count == 2 * PARTNERS


def test_make_that_goes_on_keeps_what_people_did(
    run: Run, outreach: Path, counted: Counted
) -> None:
    for name in ("out", "whole"):
        run(*making(outreach, name))
        letter = outreach / name / "outreach" / "P1-house-1-letter.docx"
        opened = Document(str(letter))
        opened.add_paragraph("With thanks from all of us.")
        opened.core_properties.revision = 2
        opened.save(str(letter))
        (outreach / name / "outreach" / "P2-house-2-email.txt").write_text("Mine\n", "utf-8")
    book = load_workbook(outreach / "partners.xlsx")
    for row in range(2, PARTNERS + 2):
        book["Partners"][f"E{row}"] = f"Open the doors to {row} people"
    book.save(outreach / "partners.xlsx")

    halted(run, outreach, counted)
    assert run(*making(outreach, "out")).exit_code == 0
    fills = counted.count
    assert run(*making(outreach, "whole")).exit_code == 0

    assert fills == 2 * PARTNERS - 55 + 2  # what people edited is brought together anew
    made = everything(outreach / "out")
    assert made == everything(outreach / "whole")
    assert made["outreach/P2-house-2-email.txt"] == b"Mine\n"
    assert b"Open the doors to 4" in made["outreach/P2-house-2-email (new 2026-11-04).txt"]
    assert b"Mine" in made["outreach/P2-house-2-email.eml"]
    edited = Document(str(outreach / "out" / "outreach" / "P1-house-1-letter.docx"))
    assert edited.paragraphs[-1].text == "With thanks from all of us."


def test_make_makes_a_draft_that_is_not_whole_again(
    run: Run, outreach: Path, counted: Counted
) -> None:
    halted(run, outreach, counted)
    (drafts,) = (outreach / "out").iterdir()
    (drafts / "7").write_bytes(b"half")

    assert run(*making(outreach, "out")).exit_code == 0
    assert counted.count == 2 * PARTNERS - 55 + 1
    assert Document(str(outreach / "out" / "outreach" / "P7-house-7-letter.docx")).paragraphs
