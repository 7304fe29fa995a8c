"""What regions tell the state and are told: asks once, silent regions, what is held back."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest

from pipeline import openxml

Papers = Callable[..., dict[str, str]]

HEADS = ("Partnership", "Period", "Progress", "Ask of the state", "First asked", "Role", "May be shared")  # fmt: skip
NEWS = ("Ask", "Answer", "For partnership", "Date", "By")


def outline(path: Path) -> str:
    return openxml.outline(path.read_bytes())


@pytest.fixture
def feedback(papers: Papers) -> Callable[..., tuple[str, dict[str, str]]]:
    """Return the brief and the replies, by region, of these rows of Regions and State news."""

    def made(*regions: Sequence[object], news: Sequence[Sequence[object]] = ()) -> tuple[str, dict[str, str]]:  # fmt: skip
        sheets = {"Regions": [HEADS, *regions], "State news": [NEWS, *news]}
        found = papers(sheets, "state-feedback")
        brief = found.pop("feedback/feedback-brief.docx")
        return brief, {name[15:-5]: said for name, said in found.items()}

    return made


def asks(brief: str) -> list[str]:
    table = brief.partition("[Caption] Each ask once")[2].partition("[Heading")[0]
    return [line[6:] for line in table.splitlines() if line.startswith("[row]")][1:]


# ── the sample ───────────────────────────────────────────────────────────────────────────────


def test_an_ask_told_twice_stands_once_with_both_times_and_its_age(program: Path) -> None:
    said = outline(program / "feedback" / "feedback-brief.docx")

    found = [line for line in said.splitlines() if "Let regions share one release form" in line]
    assert found == ["[row] Let regions share one release form | Northshore | April 20, 2026 and July 14, 2026 | 198 | Joint communications | No answer yet"]  # fmt: skip


def test_what_may_not_be_shared_is_counted_and_stands_nowhere(program: Path) -> None:
    everything = "".join(outline(path) for path in program.rglob("*.docx"))

    assert "1 report may not be shared: 2 cells of it stay in the workbook." in everything
    assert "in dispute about space" not in everything
    assert "One new clinic partner" not in everything


def test_a_silent_region_is_named_and_gets_a_reply(program: Path) -> None:
    brief = outline(program / "feedback" / "feedback-brief.docx")

    assert "4 regions heard, 1 silent: Fernside." in brief
    assert "[List Bullet] Fernside: no report (2026 Q3)" in brief
    assert "You asked nothing of the state." in outline(program / "feedback" / "reply-fernside.docx")  # fmt: skip


def test_a_region_reads_what_was_done_and_what_is_open(program: Path) -> None:
    tidewater = outline(program / "feedback" / "reply-tidewater.docx")
    northshore = outline(program / "feedback" / "reply-northshore.docx")

    assert "[Heading 2] Answered" in tidewater
    assert "A pilot is funded for two regions from January (September 30, 2026)" in tidewater
    assert "[Heading 2] Still open" in northshore
    assert "[Heading 2] Answered" not in northshore


# ── asks ─────────────────────────────────────────────────────────────────────────────────────


def test_the_same_ask_of_two_regions_stands_once_with_the_times_of_each(
    feedback: Callable[..., tuple[str, dict[str, str]]],
) -> None:
    brief, replies = feedback(
        ("Alder", "Q1", "Met", "One release form", date(2026, 2, 1)),
        ("Alder", "Q2", "Met", "one release form.", date(2026, 5, 1)),
        ("Elm", "Q2", "Met", "One release form", date(2026, 6, 15)),
    )

    assert asks(brief) == ["One release form | Alder; Elm | Alder: February 1, 2026 and May 1, 2026; Elm: June 15, 2026 | 276 | Role not stated | No answer yet"]  # fmt: skip
    assert "One release form | June 15, 2026 | 142 | Not stated" in replies["elm"]


def test_open_asks_come_first_and_the_oldest_of_them(
    feedback: Callable[..., tuple[str, dict[str, str]]],
) -> None:
    brief, _ = feedback(
        ("A", "", "Met", "Answered one", date(2025, 1, 1)),
        ("A", "", "Met", "Without a day"),
        ("A", "", "Met", "Young", date(2026, 11, 3)),
        ("A", "", "Met", "Today", date(2026, 11, 4)),
        ("A", "", "Met", "Tomorrow", date(2026, 11, 5)),
        ("A", "", "Met", "Old", date(2026, 1, 1)),
        news=[("Answered one", "Done")],
    )

    assert [line.split(" | ")[0::3] for line in asks(brief)] == [
        ["Old", "307"],
        ["Young", "1"],
        ["Today", "0"],
        ["Tomorrow", "The day lies ahead"],
        ["Without a day", "Not known"],
        ["Answered one", "672"],
    ]


def test_every_answer_to_an_ask_stands_with_its_day(
    feedback: Callable[..., tuple[str, dict[str, str]]],
) -> None:
    brief, replies = feedback(
        ("Dune", "", "Met", "Wage data"),
        news=[
            ("Wage data", "We look into it", "Dune", date(2026, 7, 1), "Data team"),
            ("wage data", "Published", "", "", "Statistics office"),
        ],
    )

    told = "We look into it (July 1, 2026); Published"
    assert told in brief
    assert f"{told} | Data team; Statistics office" in replies["dune"]


def test_an_ask_that_somebody_holds_is_still_open(
    feedback: Callable[..., tuple[str, dict[str, str]]],
) -> None:
    brief, replies = feedback(
        ("Alder", "", "Met", "One form"),
        ("Elm", "", "Met", "One form"),
        news=[("One form", "", "Alder", "", "Legal office"), ("One form", "Yes", "Elm", "", "")],
    )

    assert "Alder: No answer yet; Elm: Yes; Legal office holds it" in brief
    assert "[Heading 2] Still open" in replies["alder"]
    assert "| Legal office" in replies["alder"]
    assert "[Heading 2] Answered" in replies["elm"]


def test_an_answer_to_what_nobody_asks_is_shown_and_no_ask_is_called_answered(
    feedback: Callable[..., tuple[str, dict[str, str]]],
) -> None:
    brief, replies = feedback(
        ("Alder", "", "Met", "Travel money"),
        ("Birch", "", "Met", "Keep this", "", "", "no"),
        news=[
            ("Travel funds", "Approved", "", date(2026, 9, 2), "Budget"),
            ("Keep this", "Kept", "", "", ""),
        ],
    )

    assert "[List Bullet] Travel funds: Approved (September 2, 2026, Budget)" in brief
    assert asks(brief)[0].endswith("No answer yet")
    assert "Travel funds: Approved" in replies["alder"]
    assert "Kept" not in brief + replies["alder"]  # it answers what may not be shared
    assert "Kept" in replies["birch"]


# ── who is heard ─────────────────────────────────────────────────────────────────────────────


def test_a_region_is_silent_in_a_period_or_altogether(
    feedback: Callable[..., tuple[str, dict[str, str]]],
) -> None:
    brief, replies = feedback(
        ("Alder", "Q1", "Met"),
        ("Alder", "Q2", "", ""),
        ("Cedar", "Q1", "no report"),
        ("Cedar", "Q2", "n/a"),
        news=[("", "We visit in May", "Gorse")],
    )

    assert "1 region heard, 2 silent: Cedar, Gorse." in brief
    assert brief.partition("Silent this period")[2].split("\n")[1:4] == [
        "[List Bullet] Alder: no report (Q2)",
        "[List Bullet] Cedar: no report (Q1, Q2)",
        "[List Bullet] Gorse: no report",
    ]
    assert "We visit in May" in replies["gorse"]
    assert "We visit in May" not in replies["alder"]


@pytest.mark.parametrize(
    ("word", "shared"),
    [
        ("", True),
        ("yes", True),
        ("no", False),
        ("ask Ann first", False),
        ("confidential", False),
        ("Do not share", False),
    ],
)
def test_only_a_yes_or_an_empty_cell_shares_a_report(
    feedback: Callable[..., tuple[str, dict[str, str]]], word: str, shared: bool
) -> None:
    brief, _ = feedback(("Birch", "", "A quarrel", "", "", "", word))

    assert ("A quarrel" in brief) is shared
    assert (
        "1 report may not be shared: 1 cell of it stays in the workbook." in brief
    ) is not shared


@pytest.mark.parametrize("word", ["Confidential", "do not share", "internal"])
def test_a_word_that_bars_one_report_shares_none_below_it(
    feedback: Callable[..., tuple[str, dict[str, str]]], word: str
) -> None:
    brief, _ = feedback(
        ("Birch", "", "A quarrel", "", "", "", word),
        ("Elm", "", "A rift", "", "", "", "no"),
        ("Fir", "", "A feast", "", "", "", "yes"),
    )

    assert "2 reports may not be shared" in brief
    assert "A feast" in brief
    assert "A quarrel" not in brief
    assert "A rift" not in brief


def test_several_reports_that_are_held_back_are_counted(
    feedback: Callable[..., tuple[str, dict[str, str]]],
) -> None:
    brief, _ = feedback(
        ("Birch", "Q1", "One", "Two", "", "", "no"),
        ("Birch", "Q2", "Three", "", "", "", "no"),
        ("Birch", "Q3", "", "", "", "", "no"),
    )

    assert "2 reports may not be shared: 3 cells of them stay in the workbook." in brief


def test_what_has_no_role_comes_last(
    feedback: Callable[..., tuple[str, dict[str, str]]],
) -> None:
    brief, _ = feedback(("A", "", "Fine"), ("B", "", "Good", "", "", "Funding"))

    assert brief.index("[Heading 2] Funding") < brief.index("[Heading 2] Role not stated")
