"""`check` on a finished document: each breach with rule, place and remedy, and a report of it."""

import re
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from click.testing import Result
from made import faults as invalid
from test_planted_faults import PLANTS, spoiled_all
from test_seeded_faults import BODY, PARTS, link, para, said, spoiled

from pipeline import proof
from pipeline.filling import audit
from pipeline.openxml import outline
from pipeline.problems import InputRefused

Run = Callable[..., Result]
BAD = said("• Vans") + para(link("click here")) + said("pale", look='<w:color w:val="AAAAAA"/>')


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    path = tmp_path / "vans.docx"
    path.write_bytes(spoiled(BODY, PARTS[BODY](said("Vans", "Heading2") + BAD)))
    return path


def test_a_finished_document_is_told_rule_place_and_remedy(bad: Path, run: Run) -> None:
    result = run("check", bad)

    assert result.exit_code == 3
    assert (
        'vans.docx: L1 (E) under "Vans": "• Vans" is a list by its looks only.\n'
        "  Use the style List Bullet or List Number, and delete the sign."
    ) in result.stderr
    assert 'vans.docx: C1 (E) under "Vans": "pale" is hard to read' in result.stderr
    assert (
        "Looked at as a finished document, for there is no tag in it: 3 must be mended (E), "
        in result.stderr
    )
    assert "look at these yourself" in result.stderr


def test_comments_and_changes_of_a_finished_document_are_told(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "old plan.docx"
    path.write_bytes(
        spoiled(BODY, PARTS[BODY](para('<w:ins w:id="1"><w:r><w:t>new</w:t></w:r></w:ins>')))
    )

    said_of_it = run("check", path).stderr

    assert "D7 (W)" in said_of_it
    assert "D8 (T) the file: Its file name old plan.docx has spaces or odd signs." in said_of_it


def test_the_report_is_a_document_that_passes_itself(bad: Path, tmp_path: Path, run: Run) -> None:
    clean = tmp_path / "clean.docx"
    clean.write_bytes(spoiled(BODY, PARTS[BODY](said("Vans and keys."))))
    report = tmp_path / "result.docx"

    result = run("check", bad, clean, "--report", report)

    assert result.exit_code == 3
    content = report.read_bytes()
    assert str(report) in result.output
    assert proof.faults(content, report.name) == ()
    assert invalid(content, tmp_path) == []
    text = outline(content, report.name)
    assert "L1 (E)" in text
    assert "under “Vans”" in text or 'under "Vans"' in text
    assert re.search(r"\d points were found, of which 3 must be mended\.", text)
    assert "3 must be mended (E)" in text
    assert run("check", bad, "--report", report).exit_code == 4  # nothing is overwritten unasked
    again = run("check", bad, clean, "--report", report, "--replace")
    assert (again.exit_code, report.read_bytes()) == (3, content)


def test_what_a_report_cites_does_not_fail_it(tmp_path: Path) -> None:
    """Every planted fault stands in a report, and the report has no fault."""
    paths = []
    for number, (_, _, changes) in enumerate(PLANTS):
        paths.append(tmp_path / f"plant-{number}.docx")
        paths[-1].write_bytes(spoiled_all(changes))
    report = audit.report([audit.audit(path) for path in paths], "all.docx")

    assert proof.faults(report.content, report.filename) == ()


def test_a_template_is_still_looked_at_as_one(tmp_path: Path, run: Run) -> None:
    made = docx.Document()
    made.add_paragraph("Dear {{ name }},")
    made.save(str(tmp_path / "letter.docx"))

    said_of_it = run("check", tmp_path / "letter.docx")

    assert "needs name" in said_of_it.output
    assert "finished document" not in said_of_it.output


@pytest.mark.parametrize(
    ("greeting", "is_letter"),
    [
        ("Dear Ms. Whitlock:", True),
        ("Dear [Fill in: contact name]:", True),
        ("Estimada Dra. Ruiz:", True),
        ("To whom it may concern,", True),
        ("Dear friends of the library come in many sorts.", False),
    ],
)
def test_a_letter_is_known_by_its_greeting_whatever_it_is_called(
    greeting: str, *, is_letter: bool
) -> None:
    def typed(text: str) -> str:
        bare = re.sub(r'<w:pStyle w:val="Heading\d"/>', "", text)
        return bare.replace("<w:body>", f"<w:body>{said(greeting)}")

    found = proof.faults(spoiled(BODY, typed), "mill (2).docx")

    assert ("H1" not in {each.rule for each in found}) is is_letter


def test_columns_of_two_tabs_each_and_the_place_of_a_link_are_told() -> None:
    rows = said("Name</w:t><w:tab/><w:tab/><w:t>Office</w:t><w:tab/><w:tab/><w:t>Phone")
    content = spoiled(BODY, PARTS[BODY](said("Vans", "Heading2") + rows + para(link("click here"))))

    found = {each.rule: each.where for each in proof.faults(content, "vans.docx")}

    assert found["X5"] == found["K1"] == 'under "Vans"'


def test_a_document_with_a_part_that_cannot_be_read_is_refused(bad: Path) -> None:
    name = next(each for each in PARTS if "header" in each)
    bad.write_bytes(spoiled(name, lambda _: ""))

    with pytest.raises(
        InputRefused, match=r"vans.docx: It is damaged: a part of it cannot be read"
    ):
        audit.audit(bad)
