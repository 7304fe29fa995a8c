"""Ticks and crosses in a column of answers, boxes in one cell, and tables that are no forms."""

from typing import Any

import pytest

from pipeline import reading
from pipeline.model import Reply, Sheet, Workshop
from pipeline.problems import InputRefused
from pipeline.reading.assessments import assessment, marks
from pipeline.reading.cards import surveys

ITEMS = ("The van runs on time", "The clinic shares its calendar", "Staff know whom to call", "We plan together")  # fmt: skip


def replies(workshop: Workshop) -> list[Reply]:
    return [answer.reply for response in workshop.responses for answer in response.answers]


def said(workshop: Workshop) -> list[str]:
    return [notice.message for notice in workshop.notices]


@pytest.mark.parametrize(
    ("signs", "counted"),
    [
        (("✔", "✗", "❔", "✔"), "The answers are signs: ✔ for Yes, ✗ for No."),
        (("✅", "❌", "❓", "✔️"), "The answers are signs: ✅ and ✔ for Yes, ❌ for No."),
        (("👍", "👎", "?", "☑"), "The answers are signs: 👍 and ☑ for Yes, 👎 for No."),
    ],
)
def test_ticks_and_crosses_in_a_column_of_answers_are_yes_and_no_and_that_is_said_once(
    sheet: Any, signs: tuple[str, ...], counted: str
) -> None:
    form = sheet("Form", ("Statement", "Answer"), *zip(ITEMS, signs, strict=True))

    workshop = reading.understand([form])

    assert replies(workshop) == [Reply.YES, Reply.NO, Reply.UNREADABLE, Reply.YES]
    assert counted in said(workshop)
    assert sum("sign" in each for each in said(workshop)) == 1


@pytest.mark.parametrize(
    ("text", "reply", "rest"),
    [
        *((each, Reply.YES, "") for each in "✓✔✅☑👍🗸√"),
        *((each, Reply.NO, "") for each in "✗✘✕✖❌❎👎🗴×"),
        *((each, Reply.UNREADABLE, "") for each in "❔❓⁇"),
        ("❓❓ nobody knew", Reply.UNREADABLE, "nobody knew"),
    ],
)
def test_every_sign_says_one_thing(text: str, reply: Reply, rest: str) -> None:
    assert marks.sign(text) == ((reply,), rest)


@pytest.mark.parametrize("text", ["unread", "next year", "blank", "a bus"])
def test_the_first_letter_of_a_word_is_no_sign(text: str) -> None:
    assert not marks.sign(text)[0]


def test_words_behind_a_tick_are_a_note(sheet: Any) -> None:
    answers = ("✔ since May", "✗", "✔", "✗ – no money")
    form = sheet("Form", ("Statement", "Alder"), *zip(ITEMS, answers, strict=True))

    workshop = reading.understand([form])

    assert replies(workshop) == [Reply.YES, Reply.NO, Reply.YES, Reply.NO]
    assert [str(each.note) for each in workshop.responses[0].answers] == ["since May", "", "", "no money"]  # fmt: skip


@pytest.mark.parametrize("signs", [("✗", "✗", "✗", "✗"), ("🟢", "🔴", "🟡", "🟢")])
def test_signs_that_may_mean_either_are_not_counted_and_named(
    sheet: Any, signs: tuple[str, ...]
) -> None:
    form = sheet("Form", ("Statement", "Answer"), *zip(ITEMS, signs, strict=True))

    workshop = reading.understand([form])

    assert replies(workshop) == [Reply.UNREADABLE] * 4
    assert f"“{signs[0]}” is not Yes, No or Partially: not counted." in said(workshop)
    assert not workshop.ideas


@pytest.mark.parametrize("heading", ["Answer", "In place"])
def test_what_a_tick_alone_means_is_asked(sheet: Any, heading: str) -> None:
    form = sheet("Form", ("Statement", heading), *zip(ITEMS, ("x", "", "X", "x"), strict=True))

    workshop = reading.understand([form])

    unread, blank = Reply.UNREADABLE, Reply.BLANK
    assert replies(workshop) == [unread, blank, unread, unread]
    assert "“x” is not Yes, No or Partially: not counted." in said(workshop)


def test_a_row_a_team_may_answer_with_ticks_and_crosses(sheet: Any) -> None:
    form = sheet("Teams", ("State", *ITEMS), ("Alder", "✔", "✗", "✔", "✗"), ("Birch", "✗", "✗", "✔", "✔"))  # fmt: skip

    workshop = reading.understand([form])

    yes, no = Reply.YES, Reply.NO
    assert replies(workshop) == [yes, no, yes, no, no, no, yes, yes]


@pytest.mark.parametrize(
    ("cell", "reply"),
    [
        ("[x] Yes [ ] No [ ] Partially", Reply.YES),
        ("☐ Yes ☑ No ☐ Partially", Reply.NO),
        ("( ) Yes\n( ) No\n(X) Partially", Reply.PARTIALLY),
        ("☐ Yes ☐ No", Reply.BLANK),
        ("☑ Yes ☑ No ☐ Partially", Reply.CONFLICT),
    ],
)
def test_of_boxes_in_one_cell_the_ticked_one_is_the_answer(
    sheet: Any, cell: str, reply: Reply
) -> None:
    form = sheet("Form", ("Statement", "Answer"), (ITEMS[0], "☐ Yes ☑ No"), (ITEMS[1], cell), *((item, "☑ Yes ☐ No") for item in ITEMS[2:]))  # fmt: skip

    assert replies(reading.understand([form]))[1] == reply


@pytest.mark.parametrize(
    "text", ["☑ We share [one] form", "Yes (no) maybe", "☑ Yes ☑ No", "[x] done"]
)
def test_words_with_brackets_list_no_boxes(text: str) -> None:
    assert marks.chosen(text) is None


@pytest.mark.parametrize(
    "rows",
    [
        [("Vendor", "State", "Item", "Paid"), ("Pine Print", "Ohio", "Name tags", True), ("Oak Food", "Iowa", "Lunch", False), ("Elm Vans", "Utah", "Vans", True)],
        [("Order", "Vendor", "Item", "Shipped"), ("A1", "Pine", "Name tags", "Yes"), ("A2", "Oak", "Lunch for all of the second day", "No"), ("A3", "Elm", "Vans", "Yes")],
        [("Name", "Item", "Coming"), ("Robin", "Salad", "Yes"), ("Kim", "Bread", "No"), ("Alex", "Cake", "Yes")],
        [("Item", "Needed?", "There?"), ("Projector", True, False), ("Paper", True, True), ("Pens", False, True)],
        [("Item", "Done"), ("Book the room for the day", True), ("Order lunch for everybody", False), ("Call the drivers again", True)],
        [("Item", "Delivered", "Invoice", "Response"), ("Tags", True, "I-1", "late"), ("Lunch", False, "I-2", "late"), ("Vans", True, "I-3", "fine")],
    ],
)  # fmt: skip
def test_a_table_of_orders_or_guests_is_no_self_assessment(
    sheet: Any, rows: list[tuple[object, ...]]
) -> None:
    assert not assessment.recognise(truths(sheet("Orders", *rows)))


@pytest.mark.parametrize(
    "rows",
    [
        [("Item", "Alder", "Birch"), *((item, True, False) for item in ITEMS)],
        [("Item", "In place?", "Owner"), (ITEMS[0], "Yes", "Kim"), (ITEMS[1], "Partially", "Kim"), (ITEMS[2], "No", "Alex")],
        [("Statement", "Paid"), ("Rides", "Yes"), ("Care", "No"), ("Desks", "Yes")],
    ],
)  # fmt: skip
def test_a_form_of_items_stays_one(sheet: Any, rows: list[tuple[object, ...]]) -> None:
    assert assessment.recognise(truths(sheet("Form", *rows)))


def truths(found: Sheet) -> Sheet:
    """Return `found` with TRUE and FALSE as Excel shows them."""
    from dataclasses import replace

    cells = (
        c._replace(text=c.text.upper()) if isinstance(c.value, bool) else c for c in found.cells
    )
    return replace(found, cells=tuple(cells))


@pytest.mark.parametrize(
    "rows",
    [
        [("start", "end", "Your site", "_id", "_uuid", "_submission_time", "_status"), ("2026-10-01T10:00", "2026-10-01T10:10", "Alder", 11, "u1", "2026-10-01", "via_web")],
        [("SubmissionDate", "starttime", "endtime", "county", "meta/instanceID", "KEY"), ("2026-10-01", "9:00", "9:10", "Larkspur", "uuid:1", "uuid:1")],
        [("record_id", "redcap_event_name", "site_timestamp", "site_complete"), (1, "day_one", "2026-10-01", 2)],
        [("_index", "_parent_table_name", "_parent_index", "photo"), (1, "Partners day", 1, "a.jpg")],
    ],
)  # fmt: skip
def test_what_a_survey_tool_keeps_for_itself_is_its_own(
    sheet: Any, rows: list[tuple[object, ...]]
) -> None:
    assert surveys.tools_own(sheet("data", *rows))


@pytest.mark.parametrize(
    "rows",
    [
        [("start", "end", "What would help?", "_id", "_uuid", "_status"), ("9:00", "9:10", "A van on class days for all", 11, "u1", "web"), ("9:00", "9:10", "One form for every office", 12, "u2", "web")],
        [("Action step", "Start", "End", "Status"), ("Ask the county for a van", "May", "June", "open")],
        [("Start", "End", "Status"), ("May", "June", "open")],
        [],
    ],
)  # fmt: skip
def test_answers_and_plans_are_not_the_tools_own(
    sheet: Any, rows: list[tuple[object, ...]]
) -> None:
    assert not surveys.tools_own(sheet("data", *rows))


def test_orders_alone_are_refused_as_no_sheet_that_is_known(sheet: Any) -> None:
    orders = truths(sheet("Orders", ("Vendor", "Item", "Paid"), ("Pine", "Tags", True), ("Oak", "Lunch", False), ("Elm", "Vans", True)))  # fmt: skip

    with pytest.raises(InputRefused, match="no headings that Afterword knows"):
        reading.understand([orders])


def test_a_survey_tools_own_sheet_is_left_out_without_advice(sheet: Any) -> None:
    cards = sheet("Ideas", ("Idea", "Title"), ("A van on class days", "Rides"))
    own = sheet("Day", ("start", "end", "Your site", "_id", "_uuid", "_status"), ("9:00", "9:10", "Alder", 11, "u1", "web"))  # fmt: skip

    workshop = reading.understand([cards, own])

    (notice,) = [each for each in workshop.notices if each.place.sheet == "Day"]
    assert notice.message.startswith("Left out: it is what a survey tool keeps for itself")
    assert notice.hint == ""
    assert [str(idea.text) for idea in workshop.ideas] == ["A van on class days"]
