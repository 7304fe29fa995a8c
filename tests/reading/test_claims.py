"""Which layouts claim a sheet, which one wins, and what is read: blessed like the golden outlines.

`corpus.jsonl` holds sheets that reading tests were written for, a run a line; the samples and the
exports stand beside it. A threshold that is moved shows here what it moves: `make bless`.
"""

import json
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from pipeline import reading, sheets
from pipeline.model import Cell, Reading, Sheet, Workshop
from pipeline.reading import layouts
from pipeline.reading.claims import Certainty
from pipeline.reading.columns import kinds

HERE = Path(__file__).parent
CLAIMS = HERE / "claims.txt"
FILES = (
    *sorted((HERE.parents[1] / "inputs" / "roundtable").glob("*.xlsx")),
    *sorted((HERE.parents[1] / "inputs" / "roundtable").glob("*.csv")),
    *sorted((HERE.parent / "data").glob("*.csv")),
    *sorted((HERE / "exports").glob("*.csv")),
)


def _cell(row: int, column: int, text: str, look: dict[str, Any]) -> Cell:
    value = look.get("value", text)
    if isinstance(value, dict):
        value = date.fromisoformat(value["day"][:10])
    merged = tuple(look.get("merged", (1, 1)))
    rest = {key: each for key, each in look.items() if key not in {"value", "merged"}}
    return Cell(row, column, text, value, merged=merged, **rest)


def _sheet(said: dict[str, Any]) -> Sheet:
    looks = said.get("looks", {})
    cells = tuple(
        _cell(row, column, text, looks.get(f"{row},{column}", {}))
        for row, words in enumerate(said["rows"], start=1)
        for column, text in enumerate(words, start=1)
        if text or f"{row},{column}" in looks
    )
    return Sheet(str(said["file"]), str(said["name"]), cells)


def runs() -> Iterator[tuple[str, list[Sheet]]]:
    """Yield each run: where it is from, and its sheets."""
    for path in FILES:
        yield path.name, list(sheets.read(path)[0])
    for line in (HERE / "corpus.jsonl").read_text(encoding="utf-8").splitlines():
        run = json.loads(line)
        yield run["from"], [_sheet(each) for each in run["sheets"]]


def _name(layout: object) -> str:
    assert isinstance(layout, ModuleType)
    return layout.__name__.rsplit(".", 1)[-1]


def _claims(sheet: Sheet) -> Iterator[str]:
    """Yield the layouts that would take `sheet`, were it alone."""
    if not kinds.top(sheet):
        return
    for layout in dict.fromkeys((*layouts.TOLD, *layouts.SHAPED)):
        claim = layout.claim(sheet)
        name = _name(layout)
        if claim and layout is not layouts.unknown:
            yield name if claim.certainty is Certainty.TOLD else f"{name}?"


def _won(each: Reading) -> str:
    return f"{each.kind or 'left out'} {each.layout.name}".strip()


def _counts(workshop: Workshop) -> str:
    titles = {idea.title.strip() or idea.mark.strip() for idea in workshop.ideas} - {""}
    answers = [answer for form in workshop.responses for answer in form.answers]
    numbers = {
        "cards": len(workshop.ideas),
        "columns": len(titles),
        "titles": len(workshop.titles),
        "partners": len(workshop.partners),
        "steps": len(workshop.actions),
        "commitments": len(workshop.commitments),
        "answers": len(answers),
        "choices": len(workshop.decisions),
    }
    return ", ".join(f"{number} {name}" for name, number in numbers.items() if number) or "nothing"


def claims() -> Iterator[str]:
    """Yield the guard: a line a run, then a line a sheet."""
    for name, own in runs():
        workshop, problems = reading.look(own)
        yield f"{name}: {_counts(workshop)}" + (f", {len(problems)} problems" if problems else "")
        claimed = {(sheet.file, sheet.name): ", ".join(_claims(sheet)) or "-" for sheet in own}
        for each in workshop.readings:
            won = f"{_won(each)} ({each.cells_used} of {each.cells_read} cells)"
            yield f"  {each.sheet}: {claimed.get((each.file, each.sheet), '-')} > {won}"


def test_what_claims_each_sheet_is_as_blessed(request: pytest.FixtureRequest) -> None:
    found = "\n".join(claims()) + "\n"
    if request.config.getoption("--bless"):
        CLAIMS.write_text(found, encoding="utf-8")
    assert found == CLAIMS.read_text(encoding="utf-8")


# told layouts that claim the same sheet: the first named wins (but for `deciding._rather`)
OVERLAPS = {
    ("blocks", "fields"),  # labels of partners are those of a workshop, too: they come again
    ("form", "answers"),  # a form sent out as a survey: an answer a column
    ("linked", "lettered"),  # the ids of the columns of a board's export look like a key
    ("lettered", "rows"),  # with a key, letters under a heading of ours mean its titles
    ("linked", "rows"),  # a table of cards that refers to a table of columns
    ("notes", "rows"),  # an online board's notes, whose export has a heading that we know, too
    ("rows", "answers"),  # a survey with a heading that is also one of ours
    ("rows", "own_words"),  # our own headings are everyday headings, too
}


def test_told_layouts_overlap_on_the_corpus_in_the_written_pairs_and_no_others() -> None:
    told = {_name(layout) for layout in layouts.TOLD}
    found = set()
    for line in CLAIMS.read_text(encoding="utf-8").splitlines():
        if line.startswith("  "):
            claimed = line.rsplit(" > ", 1)[0].rsplit(": ", 1)[1].split(", ")
            found |= set(combinations([each for each in claimed if each in told], 2))
    assert found == OVERLAPS
