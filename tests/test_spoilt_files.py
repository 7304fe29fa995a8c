"""A file that is nearly right is read, filled or refused in words, and never ends in a traceback.

`make torture` tries many more; docs/reliability.md says how many that were. Whole workbooks are made up
in test_workshops.py.
"""

import io
import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import docx
import pytest
from conftest import SAMPLE
from hypothesis import HealthCheck, Phase, given, settings
from openpyxl import load_workbook
from spoiling import (
    BLOCKS,
    DAMAGES,
    DATA,
    SELDOM,
    Damage,
    Made,
    Runs,
    Spoil,
    csvs,
    damaged,
    template,
)

from pipeline import filling, flow, openxml, origins, sheets
from pipeline.model import silently
from pipeline.problems import PipelineError, Problem
from pipeline.records import Records

Folder = pytest.TempPathFactory
TRIED = settings(
    max_examples=int(os.environ.get("TRIES", "500")) if os.environ.get("TORTURE") else 12,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # to shrink one would take minutes
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)  # fmt: skip


@pytest.fixture(scope="module")
def ended() -> Iterator[Counter[str]]:
    """Count how the files of each kind ended, and print it for docs/reliability.md."""
    counts: Counter[str] = Counter()
    yield counts
    print(f"\n[spoilt] {', '.join(f'{k} {v}' for k, v in sorted(counts.items()))}")


def well_said(problems: Iterable[Problem]) -> None:
    for each in problems:
        assert each.place.file
        assert each.message.strip()
        assert "object at 0x" not in each.message


@TRIED
@given(drawn=csvs())
def test_a_csv_is_read_or_refused(
    tmp_path_factory: Folder, ended: Counter[str], drawn: Made
) -> None:
    rows, sound, content = drawn
    path = tmp_path_factory.mktemp("csv") / "cards.csv"
    path.write_bytes(content)

    checked = flow.check([path], details=True)

    well_said((*checked.problems, *checked.notices))
    ended["CSV refused" if checked.problems else "CSV read"] += 1
    try:
        (sheet,), notices = sheets.read(path)
    except PipelineError:
        assert checked.problems
        return
    if sound and not notices:
        typed = Counter(word for row in rows for each in row for word in words(each))
        assert not typed - Counter(word for cell in sheet.cells for word in words(cell.text))


def words(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in text).split()


@TRIED
@given(blocks=BLOCKS)
def test_a_template_is_filled_or_refused(
    tmp_path_factory: Folder, ended: Counter[str], blocks: list[tuple[str, list[Runs]]]
) -> None:
    path = tmp_path_factory.mktemp("template") / "letter.docx"
    template(blocks).save(str(path))

    rehearsed = filling.check(path, rows_beside(path))
    made = filled(path)

    if made is None:
        assert rehearsed.problems, "what is refused is refused when it is checked, too"
        ended["template refused"] += 1
        return
    assert not rehearsed.problems
    assert not filling.check(path, None).problems
    ended["template filled"] += 1
    for each in made:
        docx.Document(io.BytesIO(each))


def rows_beside(path: Path) -> Records:
    rows = path.with_name("rows.json")
    rows.write_text(json.dumps(DATA), encoding="utf-8")
    return filling.data_of(rows, None)


def filled(path: Path) -> list[bytes] | None:
    """Return the documents of the template at `path`, None where it is refused in words."""
    try:
        job = filling.job(path, rows_beside(path), out=path.parent, pattern=None, track=silently)
        return [each.content for each in job.documents(None)]
    except PipelineError as refused:
        well_said(refused.problems)
        return None


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: Folder) -> Path:
    """Return a workbook with a merge and a comment."""
    path = tmp_path_factory.mktemp("whole") / "w.xlsx"
    book = load_workbook(SAMPLE / "workshop.xlsx")
    book["Ideas"].merge_cells("B45:C45")
    book["Ideas"]["B45"] = "Merged"
    book.save(path)
    return path


@TRIED
@given(damages=DAMAGES, spoils=SELDOM)
def test_a_damaged_workbook_is_read_or_refused(
    tmp_path_factory: Folder,
    ended: Counter[str],
    workbook: Path,
    damages: list[Damage],
    spoils: list[Spoil],
) -> None:
    path = tmp_path_factory.mktemp("workbook") / "w.xlsx"
    path.write_bytes(damaged(workbook.read_bytes(), damages, spoils))

    checked = flow.check([path])

    well_said((*checked.problems, *checked.notices))
    ended["workbook refused" if checked.problems else "workbook read"] += 1


@pytest.fixture(scope="module")
def letter(tmp_path_factory: Folder) -> Path:
    """Return a template with a table, a list, a header and a comment."""
    made = docx.Document()
    made.add_heading("To {{ name }}", 1)
    for line in ("{%p for r in rows %}", "{{ r.who }}", "{%p endfor %}"):
        made.add_paragraph(line, "List Bullet")
    made.add_table(rows=1, cols=2).cell(0, 1).text = "{{ a.b.c }}"
    made.sections[0].header.paragraphs[0].text = "{{ name }}"
    made.add_comment(made.paragraphs[0].runs, "Is that so?", "Ana", "A")
    path = tmp_path_factory.mktemp("whole") / "letter.docx"
    made.save(str(path))
    return path


@TRIED
@given(damages=DAMAGES, spoils=SELDOM)
def test_a_damaged_template_is_filled_or_refused(
    tmp_path_factory: Folder,
    ended: Counter[str],
    letter: Path,
    damages: list[Damage],
    spoils: list[Spoil],
) -> None:
    path = tmp_path_factory.mktemp("letter") / "letter.docx"
    path.write_bytes(damaged(letter.read_bytes(), damages, spoils))

    made = filled(path)

    ended[f"damaged template {'refused' if made is None else 'filled'}"] += 1
    for each in made or ():
        openxml.outline(each)


@TRIED
@given(damages=DAMAGES, spoils=SELDOM)
def test_a_damaged_document_of_ours_is_answered_or_refused(
    tmp_path_factory: Folder,
    ended: Counter[str],
    made: Path,
    damages: list[Damage],
    spoils: list[Spoil],
) -> None:
    path = tmp_path_factory.mktemp("plan") / "action-plan.docx"
    path.write_bytes(damaged((made / path.name).read_bytes(), damages, spoils))
    questions: tuple[Callable[[], object], ...] = (
        lambda: origins.of_phrase(path, "shared intake"),
        lambda: origins.edited([path], "edits.xlsx"),
        lambda: filling.check(path, None),
    )

    for ask in questions:
        try:
            ask()
        except PipelineError as refused:
            well_said(refused.problems)
            ended["document refused"] += 1
        else:
            ended["document answered"] += 1
