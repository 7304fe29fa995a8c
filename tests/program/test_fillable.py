"""Blanks that the Tab key leads to, in the instructions and the plan; what is filled in stays."""

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from click.testing import Result
from conftest import DAY, SAMPLE
from docx.oxml.ns import qn
from made import faults

from pipeline import proof
from pipeline.openxml import outline

Run = Callable[..., Result]
ONLY = {"session-instructions": "session-instructions.docx", "action-plan": "action-plan.docx"}


def made(run: Run, out: Path, name: str, *more: str) -> Path:
    result = run("make", SAMPLE, "--only", name, "--out", out, "--date", DAY, *more)
    assert result.exit_code == 0, result.output
    return out / ONLY[name]


def controls(path: Path) -> dict[str, list[str]]:
    """Return the choices of each control, by its title."""
    return {
        each.find(f"{qn('w:sdtPr')}/{qn('w:alias')}").get(qn("w:val")): [
            item.get(qn("w:value")) for item in each.iter(qn("w:listItem"))
        ]
        for each in docx.Document(str(path)).element.iter(qn("w:sdt"))
        if each.find(f"{qn('w:sdtPr')}/{qn('w:alias')}") is not None
    }


def test_each_empty_row_of_the_instructions_has_controls_with_titles(
    run: Run, tmp_path: Path
) -> None:
    path = made(run, tmp_path, "session-instructions", "--fillable")
    found = controls(path)

    assert len([each for each in found if " of title " in each]) == 7 * 3 * 6
    for title in ("Step 1 of title 1", "Lead of step 2 of title 3", "Measure of step 3 of title 7"):
        assert found[title] == []
    assert found["Status of step 1 of title 1"] == [
        "[Fill in: status]", "not started", "in progress", "done", "blocked", "dropped",
    ]  # fmt: skip
    assert proof.check(path.read_bytes(), path.name) == ()
    assert faults(path.read_bytes(), tmp_path) == []


def test_without_being_asked_there_are_blanks_and_no_controls(run: Run, tmp_path: Path) -> None:
    path = made(run, tmp_path, "session-instructions")

    assert not [each for each in controls(path) if " of title " in each]
    assert "[row] [Fill in: step: begin with a verb] | [Fill in: lead]" in outline(
        path.read_bytes()
    )


@pytest.mark.parametrize(
    ("name", "title", "said"),
    [
        ("session-instructions", "Lead of step 1 of title 1", "Mara Quill"),
        ("session-instructions", "Status of step 1 of title 1", "in progress"),
        ("action-plan", "Lead of A02", "Mara Quill"),
    ],
)
def test_what_was_filled_in_stays(
    name: str, title: str, said: str, run: Run, tmp_path: Path
) -> None:
    path = made(run, tmp_path, name, "--fillable")
    document = docx.Document(str(path))
    for each in document.element.iter(qn("w:alias")):
        if each.get(qn("w:val")) == title:
            (text,) = each.getparent().getparent().iter(qn("w:t"))
            text.text = said
    document.save(str(path))

    again = made(run, tmp_path, name, "--fillable")

    assert said in outline(again.read_bytes())
    assert title in controls(again)
    assert faults(again.read_bytes(), tmp_path) == []
