"""The facilitator's plan: the day by the clock, what does not add up, who leads, what to bring."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from click.testing import Result

from pipeline import openxml, proof
from pipeline.deliverables.clock import Clock, length, minutes

Run = Callable[..., Result]
Book = Callable[..., Path]

HEADS = ("Phase", "Order", "Minutes", "Segment", "Segment minutes", "Kind", "Prompt", "Supplies", "Person")  # fmt: skip


@pytest.fixture
def plan(run: Run, book: Book) -> Callable[..., str]:
    """Return the outline of the plan of a day of these rows, each a mapping of its cells."""

    def made(*rows: Mapping[str, object], start: str = "9:30") -> str:
        path = book(
            {
                "Details": [["Workshop", "Day"], ["Place", "Hall"], ["Start time", start]],
                "Phases": [HEADS, *([row.get(head) for head in HEADS] for row in rows)],
            }
        )
        out = path.parent / "out"
        result = run("make", path, "--only", "facilitator-plan", "--out", out)
        assert result.exit_code == 0, result.output
        content = (out / "facilitator-plan.docx").read_bytes()
        assert proof.check(content, "facilitator-plan.docx") == ()
        return openxml.outline(content)

    return made


def row(phase: str | None, took: object = None, segment: str = "", its: object = None, **more: object) -> dict[str, object]:  # fmt: skip
    return {"Phase": phase, "Minutes": took, "Segment": segment, "Segment minutes": its, **more}


def rows_of(said: str) -> Sequence[Sequence[str]]:
    day = said.partition("[Heading 2] The day")[2].partition("[Heading")[0]
    return [line[6:].split(" | ") for line in day.splitlines() if line.startswith("[row]")][1:]


def clocks(said: str) -> list[str]:
    return [cells[0] for cells in rows_of(said)]


# ── times as they are typed ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("words", "took"),
    [
        ("75 m", 75), ("15", 15), ("45 min", 45), ("1.25 hours", 75), ("1 h 15", 75), ("1 h 15 min", 75),
        ("1 hour and 15 minutes", 75), ("2 hrs.", 120), ("0,5 h", 30), ("7.5", 7.5), ("0", 0),
        ("half an hour", None), ("", None), ("15 45", None), ("10-15", None), ("15 m 15 m", None),
        ("1 h 1 h", None), ("1 h 15 min 30", None), ("1:15", None),
    ],
)  # fmt: skip
def test_minutes_are_read_however_they_are_typed(words: str, took: float | None) -> None:
    assert minutes(words) == took


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("9", "9:00"), ("9:30", "9:30"), ("09:30:00", "9:30"), ("9.05", "9:05"), ("0:00", "0:00"),
        ("23:59", "23:59"), ("24:00", None), ("9:59", "9:59"), ("9:60", None),
        ("9 am", "9:00 am"), ("8:45 a.m.", "8:45 am"), ("12 pm", "12:00 pm"), ("12:30 am", "12:30 am"),
        ("1pm", "1:00 pm"), ("13 pm", None), ("0 am", None), ("after lunch", None), ("9-10", None), ("", None),
    ],
)  # fmt: skip
def test_a_day_begins_at_a_time_or_at_none(words: str, shown: str | None) -> None:
    clock = Clock.of(words)

    assert (clock and clock.after(0)) == shown


@pytest.mark.parametrize(
    ("start", "passed", "shown"),
    [
        ("9:00", 59, "9:59"), ("9:00", 60, "10:00"), ("9:00", 240, "13:00"), ("9 am", 240, "1:00 pm"),
        ("11 am", 59, "11:59 am"), ("11 am", 60, "12:00 pm"), ("23:00", 59, "23:59"), ("23:00", 60, "0:00"),
        ("11 pm", 60, "12:00 am"),
    ],
)  # fmt: skip
def test_the_clock_goes_on_as_it_was_typed(start: str, passed: float, shown: str) -> None:
    clock = Clock.of(start)

    assert clock is not None
    assert clock.after(passed) == shown


@pytest.mark.parametrize(
    ("passed", "said"),
    [(0, "0 min"), (59, "59 min"), (60, "1 h"), (61, "1 h 1 min"), (240, "4 h"), (75.5, "1 h 16 min")],
)  # fmt: skip
def test_a_length_is_said_in_hours_and_minutes(passed: float, said: str) -> None:
    assert length(passed) == said


# ── the day ──────────────────────────────────────────────────────────────────────────────────


def test_the_clock_runs_until_a_time_is_not_known_and_says_so(plan: Callable[..., str]) -> None:
    said = plan(
        row("Open", "30", "Hello", "10", Kind="talk", Supplies="flip chart", Person="Ida"),
        row("Open", None, "Look", "20", Supplies="Flip charts; pens", Person="Ida & Bo"),
        row("Work", "a while", "Hang", "40", Kind="exercise", Person="Bo"),
        row("End", "15"),
    )

    assert clocks(said) == ["9:30", "9:30", "9:40", "10:00", "10:00", "Not known"]
    assert "Work: “a while” is no time; its parts add to 40, so the clock stops there." in said
    assert "[row] Not known | 15 | End | [Fill in: who leads] | None named" in said
    assert "[List Bullet] flip chart (Open)" in said  # one thing, however it is typed
    assert "[row] Ida | Hello; Look" in said
    assert "Nobody leads as yet: End." in said


def test_without_a_start_no_clock_is_made_up(plan: Callable[..., str]) -> None:
    said = plan(row("Open", "15"), row("Work", "1 h"), row("End", "?"), row("Out", "5"), start="")

    assert clocks(said) == ["At the start", "After 15 min", "After 1 h 15 min", "Not known"]
    assert "[row] From the start | Minutes" in said
    assert "The day begins: [Fill in: start time]. The first column counts from there." in said
    assert "0:" not in said


def test_a_start_in_words_stands_as_typed_and_starts_no_clock(plan: Callable[..., str]) -> None:
    said = plan(row("Open", "15"), row("End", "15"), start="after lunch")

    assert "The day begins: after lunch. The first column counts from there." in said
    assert clocks(said) == ["At the start", "After 15 min"]


def test_a_part_without_a_time_stops_the_clock_until_the_next_phase(
    plan: Callable[..., str],
) -> None:
    said = plan(
        row("Open", "30", "Talk"),
        row("Open", None, "Break", "half an hour", Kind="break"),
        row("Open", None, "Ask", "10"),
        row("End", "15"),
    )

    assert clocks(said) == ["9:30", "9:30", "Not known", "Not known", "10:00"]
    assert "Open: Talk has no minutes, so the clock stops behind it." in said
    assert said.count("the clock stops") == 1


def test_sums_that_do_not_fit_are_said_and_not_repaired(plan: Callable[..., str]) -> None:
    said = plan(
        row("Open", "30", "Hello", "20"),
        row("Open", None, "Talk"),
        row("Work", "60", "Hang", "60"),
        row("Full", "20", "Look", "20"),
        row("Full", None, "Ask"),
        row("Rest", "30", "Break", "20", Kind="break"),
        row("Late", "30", "Read", "31"),
        row("Twice", "30", "Read", "30"),
        row("Twice", "45", "Look", None),
    )
    sums = said.partition("Sums that do not fit")[2].partition("[Heading")[0]

    assert "Rest: its parts add to 20; the phase has 30." in sums
    assert "Late: its parts add to 31; the phase has 30." in sums
    assert "Full: its parts add to 20 plus Ask without a time; the phase has 20." in sums
    assert "Twice: its rows say 30, 45; the first counts." in sums
    assert "Work:" not in sums
    assert "Open:" not in sums  # 10 minutes are left for a talk without minutes
    assert "Nobody needed" in said


@pytest.mark.parametrize(
    ("took", "said"),
    [
        (("60",), "1 phase, 60 minutes in all (1 h)."),
        (("60", "30"), "2 phases, 90 minutes in all (1 h 30 min)."),
        (("60", "later"), "2 phases: 1 with a time, 60 minutes in all (1 h); 1 without."),
        (("later",), "No phase has minutes yet."),
    ],
)
def test_the_whole_day_is_added_up(
    plan: Callable[..., str], took: Sequence[str], said: str
) -> None:
    assert f"[Normal] {said}" in plan(*(row(f"Phase {n}", each) for n, each in enumerate(took)))


@pytest.mark.parametrize(
    ("numbers", "order"),
    [((2, 1, 3), "BAC"), ((2, None, 1), "ABC"), ((1, 1, 1), "ABC"), (("b", "a", "c"), "ABC")],
)
def test_phases_stand_by_their_numbers_where_each_has_its_own(
    plan: Callable[..., str], numbers: Sequence[object], order: str
) -> None:
    said = plan(*(row(name, "10", Order=n) for name, n in zip("ABC", numbers, strict=True)))

    assert [cells[2] for cells in rows_of(said)] == list(order)


# ── people and things ────────────────────────────────────────────────────────────────────────


def test_a_phase_with_a_row_of_its_own_shows_who_leads_it(plan: Callable[..., str]) -> None:
    said = plan(
        row("Open", "30", Person="Ida", Supplies="bell"),
        row("Open", None, "Talk", "30", Person="Bo"),
        row("Work", "30"),
        row(None, None, "Hang", "30", Person="Bo"),
    )

    assert [cells[3:] for cells in rows_of(said)] == [
        ["Ida", "bell"],
        ["Bo", "None named"],
        ["See its parts", "See its parts"],
        ["Bo", "None named"],
    ]
    assert "Nobody leads" not in said


@pytest.mark.parametrize(
    ("segment", "kind", "rests"),
    [("Break", "", True), ("Coffee break", "", True), ("Pause", "Break", True), ("Lunch", "", True),
     ("Break into groups", "exercise", False), ("Talk", "talk", False)],
)  # fmt: skip
def test_a_break_needs_nobody(
    plan: Callable[..., str], segment: str, kind: str, rests: bool
) -> None:
    said = plan(row("Day", "30", segment, "30", Kind=kind))

    assert (rows_of(said)[1][3] == "Nobody needed") is rests
    assert (f"Nobody leads as yet: {segment}." in said) is not rests


def test_a_thing_is_listed_once_and_brackets_stay_whole(plan: Callable[..., str]) -> None:
    said = plan(
        row("Open", "10", Supplies="2 x markers, worksheets (one a team, two spare); 1,000 cards"),
        row("Work", "10", Supplies="Marker\ncards (red, blue)"),
    )
    things = said.partition("[Heading 2] Bring")[2].partition("[Heading 2]")[0]

    assert things.strip().splitlines() == [
        "[List Bullet] 2 x markers (Open, Work)",
        "[List Bullet] worksheets (one a team, two spare) (Open)",
        "[List Bullet] 1,000 cards (Open)",
        "[List Bullet] cards (red, blue) (Work)",
    ]


@pytest.mark.parametrize("between", [" and ", " & ", ", ", "/", "; "])
def test_two_leaders_are_two_people(plan: Callable[..., str], between: str) -> None:
    said = plan(row("Open", "10", Person=f"Ida{between}Bo"))

    assert "[row] Ida | Open" in said
    assert "[row] Bo | Open" in said
