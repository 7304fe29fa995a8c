"""A stopped `fill` of many documents goes on where it was, and ends as if it had never been stopped."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from docx import Document

from pipeline import filling, outputs
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

        def counted(template: Template, *given: object, **more: object) -> object:
            self.count += 1
            if self.count == self.stop_at:
                raise KeyboardInterrupt
            return fill(template, *given, **more)  # type: ignore[arg-type]

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
        monkeypatch.setattr(filling, "__version__", "another")
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
