"""From gap to action: Afterword proposes a title for a gap, a person decides, the plan follows."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from click.testing import Result
from openpyxl import load_workbook

from pipeline import decisions, proof
from pipeline.model import About, Decision, Group, Idea, Link, Outcome, Typed, Wall
from pipeline.openxml import outline
from pipeline.problems import Place

Run = Callable[..., Result]
SAMPLE = Path(__file__).parent.parent / "inputs" / "roundtable"
STAFF = "Staff working side by side"
HEADINGS = ("Item", "Statement", "Answered", "Title it speaks to", "Nearest card", "Words that matched", "How sure", "Accept")  # fmt: skip


@pytest.fixture
def reviewed(run: Run, tmp_path: Path) -> Path:
    path = tmp_path / "review.xlsx"
    assert run("group", SAMPLE, "-o", path).exit_code == 0
    return path


def gaps(path: Path) -> list[tuple[object, ...]]:
    return list(load_workbook(path)["Gaps"].values)


def decide(path: Path, **decisions: tuple[str | None, str | None]) -> None:
    """Type a title (None leaves it) and an answer under Accept for the first row of each item."""
    book = load_workbook(path)
    for item, (title, accept) in decisions.items():
        row = next(row for row in book["Gaps"].iter_rows() if row[0].value == item)
        row[3].value = title or row[3].value
        row[7].value = accept
    book.save(path)


def plan(run: Run, out: Path, *files: Path) -> str:
    result = run("make", *files, "--only", "action-plan", "--out", out, "--replace")
    assert result.exit_code == 0, result.output
    content = (out / "action-plan.docx").read_bytes()
    assert proof.check(content, "action-plan.docx") == ()
    return outline(content)


def under(text: str, heading: str) -> Sequence[str]:
    """Return the lines of the outline from `heading` to the next heading of level 1 or 2."""
    _, _, after = text.partition(f"[Heading 2] {heading}\n")
    return after.partition("[Heading 2]")[0].splitlines()


def test_the_review_workbook_asks_about_every_gap(reviewed: Path) -> None:
    head, *rows = gaps(reviewed)

    assert head == HEADINGS
    assert list(dict.fromkeys(row[0] for row in rows)) == [
        "V2", "V4", "V5", "C1", "C2", "C3", "P1", "P2", "F2", "F3", "M1", "M2", "L2", "T2", "T3"
    ]  # fmt: skip
    c1 = next(row for row in rows if row[0] == "C1")
    assert c1[1:3] == (
        "Agencies use one agreed definition of a successful partnership",
        "partially",
    )
    assert {row[7] for row in rows} == {None}


def test_without_an_assessment_there_is_no_sheet_of_gaps(run: Run, tmp_path: Path) -> None:
    run("group", SAMPLE / "workshop.xlsx", "-o", tmp_path / "review.xlsx")

    assert "Gaps" not in load_workbook(tmp_path / "review.xlsx").sheetnames


OPEN = {"V2", "V5", "C3", "P1", "F2", "M2", "T2"}  # no step of the sample names these


def proposal(path: Path) -> Sequence[str]:
    """Return the first row of a gap without a step for which Afterword proposes a title."""
    return next([str(each) for each in row] for row in gaps(path) if row[0] in OPEN and row[3])


def test_a_link_is_a_suggestion_until_somebody_accepts_it(
    run: Run, reviewed: Path, tmp_path: Path
) -> None:
    item, statement, answered, title, *_ = proposal(reviewed)
    before = plan(run, tmp_path, SAMPLE, reviewed)
    decide(reviewed, **{item: (None, "yes")})

    after = plan(run, tmp_path, SAMPLE, reviewed)

    row = f"[row] {item} | {statement} | {answered.capitalize()} | No step yet. "
    assert f"{row}Suggested title: {title}" in before
    assert f"{row}Title: {title}" in after


def test_a_refused_link_is_gone_and_stays_refused(run: Run, reviewed: Path, tmp_path: Path) -> None:
    item, _, _, title, *_ = proposal(reviewed)
    decide(reviewed, **{item: (None, "no")})

    text = plan(run, tmp_path, SAMPLE, reviewed)
    run("group", SAMPLE, reviewed, "-o", tmp_path / "again.xlsx")

    assert not [line for line in text.splitlines() if f"] {item} " in line and title in line]
    again = [(row[3], row[7]) for row in gaps(tmp_path / "again.xlsx") if row[0] == item]
    assert (title, "no") in again


def test_a_person_may_choose_another_title(run: Run, reviewed: Path, tmp_path: Path) -> None:
    decide(reviewed, P1=(STAFF, "yes"))

    text = plan(run, tmp_path, SAMPLE, reviewed)

    (row,) = (line for line in text.splitlines() if line.startswith("[row] P1 "))
    assert row.endswith(f"No step yet. Title: {STAFF}")


def test_another_title_without_a_yes_is_not_taken_for_one(
    run: Run, reviewed: Path, tmp_path: Path
) -> None:
    decide(reviewed, P1=(STAFF, None), P2=(None, "maybe"))

    result = run("make", SAMPLE, reviewed, "--only", "action-plan", "--out", tmp_path / "out")

    row = {cells[0]: number for number, cells in enumerate(gaps(reviewed), 1)}
    assert (
        f"review.xlsx!Gaps!D{row['P1']}: P1 is given the title “{STAFF}” here, but Accept does not "
        "say yes: not taken.\n  Write yes under Accept.\n"
    ) in result.stderr
    assert (
        f"review.xlsx!Gaps!H{row['P2']}: “maybe” is neither yes nor no: the link stays a "
        "suggestion.\n"
    ) in result.stderr


def test_every_item_that_is_not_yes_stands_once_as_answered_or_open(made: Path) -> None:
    text = outline((made / "action-plan.docx").read_bytes())
    rows = [
        line.removeprefix("[row] ").split(" | ")
        for line in under(text, "Gaps")[1:]
        if line.startswith("[row]")
    ]

    open_ = [row[0] for row in rows if row[3].startswith("No step yet")]
    assert [row[0] for row in rows[:7]] == open_
    assert sorted(row[0] for row in rows) == sorted(
        ["V2", "V4", "V5", "C1", "C2", "C3", "P1", "P2", "F2", "F3", "M1", "M2", "L2", "T2", "T3"]
    )
    assert "8 of 15 gaps of the self-assessment have a step." in text
    assert [row[3] for row in rows if row[0] == "V4"] == ["A06"]


def typed(words: str, cell: str) -> Typed:
    return Typed(words, Place("review.xlsx", "Gaps", cell))


def group(mark: str, title: str) -> Group:
    return Group(mark, title, agreed=True, ideas=(Idea("B1", typed("A card", "B2")),))


WALL = Wall(groups=(group("1", "Water"), group("2", "Roads")))
LINKS = (Link("V1", "1", 0.4, ("well",)),)


def accepted(item: Typed, title: Typed) -> Decision:
    return Decision(About.GAP, item, "mark", title)


def linked(*decided: Decision) -> tuple[tuple[Link, ...], list[Outcome], list[str]]:
    links, outcomes, notices = decisions.links(LINKS, decided, WALL, ("V1", "V2"))
    return links, [each.outcome for each in outcomes], [str(notice) for notice in notices]


def test_a_decision_that_cannot_be_followed_is_said() -> None:
    links, outcomes, notices = linked(
        accepted(typed("V9", "A2"), typed("Water", "D2")),
        accepted(typed("V2", "A3"), typed("Bridges", "D3")),
        accepted(typed("V2", "A4"), typed("", "D4")),
    )

    assert links == LINKS
    assert outcomes == [Outcome.GONE, Outcome.UNCLEAR, Outcome.UNCLEAR]
    hint = "\n  Choose a title of the Groups sheet."
    assert notices == [
        "review.xlsx!Gaps!A2: V9 is no gap of the self-assessment that was read.",
        f"review.xlsx!Gaps!D3: “Bridges” is no title on the wall, so V2 is linked to none.{hint}",
        f"review.xlsx!Gaps!D4: V2 is accepted here, but no title is chosen.{hint}",
    ]


def test_an_accepted_link_keeps_its_words_and_is_said() -> None:
    links, outcomes, notices = linked(accepted(typed("v1", "A2"), typed("water", "D2")))

    assert links == (Link("V1", "1", 0.4, ("well",), said=True),)
    assert (outcomes, notices) == ([Outcome.APPLIED], [])


def test_without_an_assessment_an_accepted_link_is_said_to_link_nothing() -> None:
    decided = [accepted(typed("V1", "A2"), typed("Water", "D2"))]

    links, (outcome,), (notice,) = decisions.links((), decided, WALL, ())

    assert (links, outcome.outcome) == ((), Outcome.GONE)
    assert notice.message == "No gap of a self-assessment was read, so this links nothing."


def test_item_ids_that_differ_by_a_dot_alone_stay_apart(run: Run, tmp_path: Path) -> None:
    rows = "\n".join(f",x,,{code} Statement {code}" for code in ("1.12", "11.2", "1.1"))
    (tmp_path / "Alder.csv").write_text(f"Yes,No,Partially,Statement\n,,,Vision\n{rows}\n")
    (tmp_path / "Actions.csv").write_text("Action step,Answers items\nCall the county,11.2\n")

    text = plan(run, tmp_path / "out", tmp_path / "Alder.csv", tmp_path / "Actions.csv")

    listed = under(text, "Gaps")[1:4]
    assert [(row.split(" | ")[0], row.endswith("| A2")) for row in listed] == [
        ("[row] 1.12", False),
        ("[row] 1.1", False),
        ("[row] 11.2", True),
    ]
