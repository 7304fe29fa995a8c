"""What people wrote beside their answers: all of it read, much of it grouped like cards, word for word."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result

from pipeline import flow, proof
from pipeline.deliverables import assessment_open, wordings
from pipeline.model import (
    Cell,
    Findings,
    Group,
    Idea,
    OpenAnswers,
    Role,
    RoleScore,
    Sheet,
    SiteScore,
    Typed,
    Wall,
    Workshop,
)
from pipeline.openxml import outline
from pipeline.problems import Place
from pipeline.reading.assessments import assessment

TOLD = wordings.of(flow.texts(None), wordings.REPORT)
Run = Callable[..., Result]
WHY = (
    "No named contact since turnover",
    "The named contact left and nobody took over",
    "We lost our contact in the spring",
    "No shared release form for referrals",
    "Referrals go one way, no release form",
    "Release forms differ by agency",
    "Meetings were canceled all summer",
    "Nobody calls the monthly meeting",
    "Ask Ms. Rivera about the old plan",
)
HEAD = "Which state is your team from?,V1 Agencies share one vision,Why?,Root cause,V2 Leaders wrote it,P1 One agenda serves it,Anything to add?,What would help most?"
FORM = """title = "Check"
[[roles]]
title = "Vision"
items = [ { id = "V1", text = "Agencies share one vision" }, { id = "V2", text = "Leaders wrote it" } ]
[[roles]]
title = "Policy"
items = [ { id = "P1", text = "One agenda serves it" } ]
"""


def report(run: Run, folder: Path, why: Sequence[str], root: str = "") -> str:
    lines = [f'Alder,No,"{text}",{root if n == 0 else ""},Yes,Yes,{"Thanks" if n == 0 else ""},{"A calendar" if n == 0 else ""}' for n, text in enumerate(why)]  # fmt: skip
    (folder / "form.csv").write_text("\n".join([HEAD, *lines]), encoding="utf-8")
    (folder / "check.toml").write_text(FORM, encoding="utf-8")
    out = folder / "out"

    result = run("make", folder / "form.csv", "--instrument", folder / "check.toml", "--only", "assessment-report", "--out", out)  # fmt: skip

    assert result.exit_code == 0, result.output
    content = (out / "assessment-report.docx").read_bytes()
    assert proof.check(content, "assessment-report.docx") == ()
    return outline(content)


def test_many_open_answers_of_a_role_are_grouped_and_each_stands_once(
    run: Run, tmp_path: Path
) -> None:
    text = report(run, tmp_path, WHY, root="Staff turnover")

    _, _, written = text.partition("[Heading 2] What people wrote, in groups\n")
    written, _, _ = written.partition("[Heading 2]")
    for each in (*WHY[:-1], "Staff turnover"):
        assert text.count(each + " (V1)\n") == 1
    assert written.startswith("[Heading 3] Vision\n[Normal] 10 texts: ")
    assert (
        "Afterword proposed the groups and their titles; nobody has confirmed them. "
        "Every text stands as it was typed."
    ) in written
    assert "[List Bullet] Working title (not agreed): " in written
    assert "[Heading 3] Policy" not in written


def card(words: str, cell: str) -> Idea:
    return Idea(f"form.csv!form!{cell}", Typed(words, Place("form.csv", "form", cell)))


def test_a_text_that_belongs_with_no_other_gets_no_title() -> None:
    two = Group("a", "Contacts left", agreed=False, ideas=(card(WHY[0], "C2"), card(WHY[1], "C3")))
    one = Group("b", "Snow", agreed=False, ideas=(card("Snow", "C4"),))
    site = SiteScore("Alder", "form", (RoleScore(Role("1", "Vision", ()), ()),))
    written = OpenAnswers("Alder", "1", Wall((two, one), cards=3))
    found = Findings(Workshop(), Wall(), (site,), (), date(2026, 11, 4), open_answers=(written,))

    (role,) = assessment_open.themes(found, site, TOLD)

    assert role.said.startswith("3 texts: 1 group, 1 on their own. Afterword proposed")
    assert [(theme.title, [str(each.text) for each in theme.texts]) for theme in role.themes] == [
        ("Working title (not agreed): Contacts left", list(WHY[:2])),
        ("On their own", ["Snow"]),
    ]


def test_what_may_name_a_person_is_held_back_and_in_no_title(run: Run, tmp_path: Path) -> None:
    text = report(run, tmp_path, WHY)

    assert "Rivera" not in text
    assert (
        "[Source Note] 1 text is held back because it may name a person: see C10 of form.\n" in text
    )


def test_few_open_answers_stand_as_typed_beside_their_item(run: Run, tmp_path: Path) -> None:
    text = report(run, tmp_path, WHY[:2], root="Staff turnover")

    assert "What people wrote" not in text
    assert (
        "[row] V1 | Agencies share one vision / Note: No named contact since turnover; "
        "Staff turnover; The named contact left and nobody took over | No | "
    ) in text


@pytest.mark.parametrize("many", [flow.ENOUGH - 1, flow.ENOUGH])
def test_open_answers_are_grouped_from_so_many_on(run: Run, tmp_path: Path, many: int) -> None:
    text = report(run, tmp_path, WHY[:many])

    grouped = f"[Heading 3] Vision\n[Normal] {many} texts: "
    assert (grouped in text) is (many == flow.ENOUGH)


def test_every_open_question_about_the_whole_is_heard(run: Run, tmp_path: Path) -> None:
    text = report(run, tmp_path, WHY[:1])

    assert (
        "[Heading 2] What the team added\n[List Bullet] Thanks\n[List Bullet] A calendar\n" in text
    )


@pytest.mark.parametrize(
    "heading", ["Root cause", "Root cause, first thoughts", "Why?", "Reasons", "What is the cause?"]
)
def test_a_paper_form_may_ask_for_a_note_and_for_what_is_behind_it(heading: str) -> None:
    rows = [
        ("Yes", "No", "Partially", "Statement", "Note", heading),
        ("", "", "", "Vision", "", ""),
        ("", "x", "", "V1 Agencies share one vision", "Ran out of time", "Staff turnover"),
        ("x", "", "", "V2 Leaders wrote it", "", "They like it"),
    ]
    cells = tuple(
        Cell(row, column, words, words)
        for row, line in enumerate(rows, 1)
        for column, words in enumerate(line, 1)
        if words
    )

    (response,), understood, _ = assessment.read(Sheet("form.xlsx", "Alder", cells), "")

    assert [[str(note) for note in each.notes()] for each in response.answers] == [
        ["Ran out of time", "Staff turnover"],
        ["They like it"],
    ]
    assert [note.place.cell for note in response.answers[0].notes()] == ["E3", "F3"]
    assert understood.left_out.cells == ()
