"""An earlier form beside this one: what moved by item, never points without counts, nothing guessed."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from pipeline import proof
from pipeline.openxml import outline

Run = Callable[..., Result]
HEAD = "Yes,No,Partially,Statement\n,,,Shared Vision\n"
THEN = (
    HEAD
    + ",x,,V1 Agencies share one vision\n,x,,V2 Leaders wrote it\nx,,,V3 It is spoken up for\n,,,V4 A song is sung\n"
)
NOW = (
    HEAD
    + ",,x,V1 Agencies share one vision\n,x,,V2 Leaders wrote it\nx,,,V3 It is spoken up for\nx,,,V4 There is a budget\n"
)


@pytest.fixture
def now(tmp_path: Path) -> Path:
    return form(tmp_path / "Alder.csv", NOW)


@pytest.fixture
def then(tmp_path: Path) -> Path:
    return form(tmp_path / "2025" / "Alder.csv", THEN)


def form(path: Path, text: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_score_says_what_moved_by_item_and_what_is_new_or_gone(
    run: Run, now: Path, then: Path
) -> None:
    lines = run("score", now, "--before", then).output.splitlines()

    assert lines[lines.index("  since 2025/Alder.csv: 1 of 3 items on both forms moved") :] == [
        "  since 2025/Alder.csv: 1 of 3 items on both forms moved",
        "  moved: V1 No to Partially: Agencies share one vision",
        "  new on the form: V4 There is a budget",
        "  gone from the form: V4 A song is sung",
    ]


def test_score_says_it_to_programs_too(run: Run, now: Path, then: Path) -> None:
    (site,) = json.loads(run("score", now, "--before", then, "--json").stdout)["sites"]

    assert site["moved"] == [
        {
            "item": "V1",
            "text": "Agencies share one vision",
            "then": "no",
            "now": "partially",
            "earlier_form": "2025/Alder.csv",
        }
    ]
    assert site["on_both_forms"] == [3]
    assert site["new"] == [{"item": "V4", "text": "There is a budget"}]
    assert site["gone"] == [{"item": "V4", "text": "A song is sung"}]
    assert "moved" not in run("score", now, "--json").stdout


def test_a_site_without_a_counterpart_is_said_and_not_guessed(
    run: Run, now: Path, tmp_path: Path
) -> None:
    other = form(tmp_path / "Birchmont.csv", THEN)

    result = run("score", now, "--before", other)

    assert result.stderr == (
        "Birchmont.csv!Birchmont: “Birchmont” is no site of this year's forms, so it is compared "
        "with none.\n  They come from Alder. Write the site above the form, like State: Alder.\n"
    )
    assert "since" not in result.stdout


def test_a_year_in_the_name_of_a_site_does_not_part_it_from_itself(
    run: Run, now: Path, tmp_path: Path
) -> None:
    earlier = form(tmp_path / "Alder 2025.csv", THEN)

    assert "since Alder 2025.csv: 1 of 3" in run("score", now, "--before", earlier).stdout


def test_a_state_called_by_its_full_name_is_the_same_state(
    run: Run, now: Path, tmp_path: Path
) -> None:
    earlier = form(tmp_path / "State of Alder.csv", THEN)

    assert "since State of Alder.csv: 1 of 3" in run("score", now, "--before", earlier).stdout


def test_a_form_that_does_not_say_its_site_is_compared_and_that_is_said(
    run: Run, now: Path, tmp_path: Path
) -> None:
    earlier = form(tmp_path / "assessment-2025.csv", THEN)

    result = run("score", now, "--before", earlier)

    assert "since assessment-2025.csv: 1 of 3 items on both forms moved" in result.stdout
    assert result.stderr == (
        "assessment-2025.csv!assessment-2025: This form does not say where it comes from: it is "
        "compared as that of Alder.\n  Write the site above it, like State: Alder.\n"
    )


def test_earlier_files_without_answers_are_refused(run: Run, now: Path, tmp_path: Path) -> None:
    cards = form(tmp_path / "cards.csv", "Idea\nDig a well\nFix the road\n")

    result = run("score", now, "--before", cards)

    assert result.exit_code == 3
    assert result.stderr == (
        "cards.csv: No assessment answers were read.\n  Give the earlier form.\n"
    )


def test_the_report_puts_both_answers_in_one_table(run: Run, now: Path, then: Path) -> None:
    out = now.parent / "out"

    result = run("make", now, "--before", then, "--only", "assessment-report", "--out", out)

    assert result.exit_code == 0, result.output
    content = (out / "assessment-report.docx").read_bytes()
    assert proof.check(content, "assessment-report.docx") == ()
    _, _, text = outline(content).partition("[Heading 2] What moved since the earlier form\n")
    assert text.splitlines()[:6] == [
        "[Normal] The earlier form is in 2025/Alder.csv. 3 items stand on both forms: 1 was answered differently, 2 the same.",
        "[Normal] Items on both forms. Earlier: 1 yes, 0 partially, 2 no and 0 not clear. Now: 1 yes, 1 partially, 1 no and 0 not clear.",
        "[Caption] Items answered differently",
        "[row] Item | What it says | Earlier | Now",
        "[row] V1 | Agencies share one vision | No | Partially",
        "[Normal] On one of the forms only: new on this form, V4 There is a budget; only on the earlier form, V4 A song is sung.",
    ]


def test_without_an_earlier_form_the_report_says_nothing_of_it(run: Run, now: Path) -> None:
    out = now.parent / "out"
    run("make", now, "--only", "assessment-report", "--out", out)

    assert "What moved" not in outline((out / "assessment-report.docx").read_bytes())


def test_make_takes_an_earlier_workbook_of_steps_and_the_plan_says_what_moved(
    run: Run, tmp_path: Path
) -> None:
    head = "ID,Action step,Status,Due\n"
    form(
        tmp_path / "Actions.csv", f"{head}A1,Print a list,done,2027-01-05\nA2,Hang it,,2027-02-05\n"
    )
    then = form(
        tmp_path / "then" / "Actions.csv", f"{head}A1,Print a list,in progress,2027-01-05\n"
    )

    result = run(
        "make", tmp_path / "Actions.csv", "--only", "action-plan", "--out", tmp_path / "out",
        "--date", "2026-11-04", "--before", then,
    )  # fmt: skip

    assert result.exit_code == 0, result.output
    text = outline((tmp_path / "out" / "action-plan.docx").read_bytes())
    assert "[Normal] Since the earlier workbook: Done: A1. New: A2.\n" in text


def test_make_refuses_an_earlier_file_without_answers_and_steps(run: Run, tmp_path: Path) -> None:
    form(tmp_path / "Actions.csv", "ID,Action step\nA1,Print a list\n")
    then = form(tmp_path / "then" / "cards.csv", "Idea,Title\nShare one van,Rides\n")

    result = run("make", tmp_path / "Actions.csv", "--out", tmp_path / "out", "--before", then)

    assert (result.exit_code, "No assessment answers were read." in result.stderr) == (3, True)


def test_score_gives_programs_each_role_with_its_counts(run: Run, now: Path) -> None:
    (site,) = json.loads(run("score", now, "--json").stdout)["sites"]

    (role,) = site["roles"]
    assert (role["title"], role["items"], role["yes"], role["partially"], role["no"]) == (
        "Shared Vision",
        4,
        2,
        1,
        1,
    )
    assert role["share"] == 0.625
    assert [(gap["item"], gap["role"], gap["answer"]) for gap in site["gaps"]] == [
        ("V1", role["id"], "partially"),
        ("V2", role["id"], "no"),
    ]
