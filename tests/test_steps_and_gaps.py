"""Which step answers which gap is found in one way: no two documents of a run contradict each other."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from pipeline import gaps
from pipeline.model import (
    NOWHERE,
    UNSAID,
    Action,
    Item,
    ItemScore,
    Reply,
    Role,
    RoleScore,
    SiteScore,
    Typed,
)  # fmt: skip
from pipeline.openxml import outline

Run = Callable[..., Result]
FORM = """Code,Statement,Answer
H1,The harbor has a shared calendar,Yes
H2,Crews know whom to call,No
H3,One poster reaches all quays,Partially
"""


def action(step: str, *items: str, status: str = "") -> Action:
    named = tuple(Typed(each, NOWHERE) for each in items)
    return Action(UNSAID, Typed(step, NOWHERE), status=Typed(status, NOWHERE), items=named)


def site(name: str, **replies: Reply) -> SiteScore:
    scored = tuple(
        ItemScore(Item(each.replace("_", "-"), f"Statement {each}"), reply)
        for each, reply in replies.items()
    )
    role = Role("1", "Crews", tuple(each.item for each in scored))
    return SiteScore(name, "harbor", (RoleScore(role, scored),))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("H2", "H3"),
        ("H-2", "h 3"),
        ("h.2", "(H3)"),
        ("H2.", "H–3"),
        ("Crews know whom to call", "“One poster reaches all quays.”"),
    ],
)
def test_plan_and_report_name_the_same_steps_however_the_items_are_spelled(
    run: Run, tmp_path: Path, first: str, second: str
) -> None:
    (tmp_path / "form.csv").write_text(FORM)
    steps = f'Action step,Answers items\nPrint a call list,"{first}"\nHang one poster,"{second}"\n'
    (tmp_path / "steps.csv").write_text(steps)
    wanted = ("--only", "action-plan", "--only", "assessment-report", "--out", tmp_path / "out")

    result = run("make", tmp_path / "form.csv", tmp_path / "steps.csv", *wanted)

    assert result.exit_code == 0, result.output
    plan, report = (
        outline((tmp_path / "out" / f"{name}.docx").read_bytes())
        for name in ("action-plan", "assessment-report")
    )
    assert "2 of 2 gaps of the self-assessment have a step." in plan
    assert "Of 2 gaps, 2 have a step and 0 have none yet." in report
    assert "is not in the self-assessment" not in plan
    assert "[row] H2 | Crews know whom to call | No | Print a call list" in report


def test_an_id_of_no_item_answers_nothing_and_could_be_of_two_is_left_open() -> None:
    index = gaps.of([site("Quay", H2=Reply.NO, H_2=Reply.NO)], [action("Call", "H 2", "Z9")])

    assert [step.items for step in index.steps] == [("", "")]
    assert index.answering("H2") == ()
    assert [index.item("H2"), index.item("h-2")] == ["H2", "H-2"]


def test_a_dropped_step_answers_no_gap() -> None:
    actions = [action("Call", "H2", status="Dropped."), action("Print", "H2", "h-2")]
    index = gaps.of([site("Quay", H2=Reply.NO)], actions)

    assert [step.action.step for step in index.answering("h2")] == ["Print"]


def test_an_item_that_two_forms_spell_in_two_ways_is_one_gap() -> None:
    index = gaps.of([site("North", H2=Reply.NO), site("South", H_2=Reply.PARTIALLY, H3=Reply.YES)])

    assert list(index.items) == ["H2", "H3"]
    (gap,) = index.gaps.values()
    assert [(site.site, score.reply) for site, score in gap.answers] == [
        ("North", Reply.NO),
        ("South", Reply.PARTIALLY),
    ]
