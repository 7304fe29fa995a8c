"""Workbooks as staff of a workshop type them: what stands beside, below and between the cards."""

from typing import Any

import pytest

from pipeline import reading
from pipeline.model import Workshop
from pipeline.reading import aside, mapping
from pipeline.reading.cards import lists, surveys
from pipeline.reading.columns import barred, kinds

HEADS = ("Rides", "Care", "Money")
ROWS = (
    ("Share one van", "Train two sitters", "Ask the mill to pay"),
    ("Mend the old bus", "Pay the sitter", "Pool what is left"),
    ("Draw a map of stops",),
)
WALL = (HEADS, *ROWS)


def titles(workshop: Workshop) -> dict[str, int]:
    found: dict[str, int] = {}
    for idea in workshop.ideas:
        found[str(idea.title)] = found.get(str(idea.title), 0) + 1
    return found


def left(workshop: Workshop, number: int = 0) -> dict[str, str]:
    out = workshop.readings[number].left_out
    return {cell.text: str(why) for cell, why in zip(out.cells, out.reasons, strict=True)}


THREE = {"Rides": 3, "Care": 2, "Money": 2}

# ── what is not for others ───────────────────────────────────────────────────────────────────

PRIVATE = (
    "Private: Tom was rude to Una", "Internal note: she is leaving", "Staff only – Una is out",
    "Confidential: the board may close", "Una needs to ask her boss - do not print",
    "He is leaving (do not share).", "Facilitator notes (internal): Tom spoke for an hour",
    "Solo para nosotros: se va en mayo",
)  # fmt: skip
PUBLIC = (
    "Private – public partnerships", "Do not share needles", "Internal referrals: who knows whom",
    "Confidential intake rooms: two per site", "Private sector: ask the bank",
)  # fmt: skip


@pytest.mark.parametrize("text", PRIVATE)
def test_a_cell_that_says_it_is_private_is_no_card_wherever_it_stands(
    sheet: Any, text: str
) -> None:
    runs = (
        sheet("Wall", *WALL, ("", text)),
        sheet("Ideas", ("Idea", "Group"), ("Share one van", "Rides"), (text, ""), ("Pay the sitter", "Care")),
        sheet("list", *((row[0],) for row in ROWS), (text,), ("Pay the sitter",), file="list.csv"),
    )  # fmt: skip
    for one in runs:
        workshop = reading.understand([one])

        assert not any(text in idea.text for idea in workshop.ideas)
        assert left(workshop)[text] == aside.OF_ITSELF
        said = [str(each) for each in workshop.notices if "not for others" in str(each.message)]
        assert said
        assert text not in "".join(said)


@pytest.mark.parametrize("text", PUBLIC)
def test_a_card_about_what_is_private_stays_one(sheet: Any, text: str) -> None:
    workshop = reading.understand([sheet("Wall", *WALL, ("", text))])

    assert text in {str(idea.text) for idea in workshop.ideas}


def test_an_answer_to_a_question_for_leave_is_not_taken_for_a_note(sheet: Any) -> None:
    rows = [
        ("Organization", "Ask", "May be shared"),
        ("Alder Mill", "Two rooms", "No, do not share"),
    ]

    _, found = aside.split(sheet("Partners", *rows))

    assert not found


@pytest.mark.parametrize(
    ("heading", "bars"),
    [
        ("Facilitator notes (internal)", True),
        ("Observations (staff only)", True),
        ("Partner notes [confidential]", True),
        ("Meeting rooms (private)", False),
        ("Notes (as written)", False),
    ],
)
def test_a_heading_of_notes_with_a_word_in_brackets_is_internal(heading: str, bars: bool) -> None:
    assert barred.heading(heading) is bars


FORM = ("Timestamp", "Email Address", "What should we keep doing?", "May we quote you?")
ANSWERS = (
    ("11/4/2026 9:01", "a@x.example", "Lunch once a month", "Yes"),
    ("11/4/2026 9:02", "b@x.example", "The shared calendar", "No, do not share"),
    ("11/4/2026 9:03", "c@x.example", "Warm handoffs at the desk", ""),
)


def test_who_does_not_want_to_be_quoted_is_not(sheet: Any) -> None:
    workshop = reading.understand([sheet("Form Responses 1", FORM, *ANSWERS)])

    assert [str(idea.text) for idea in workshop.ideas] == [
        "Lunch once a month",
        "Warm handoffs at the desk",
    ]
    assert left(workshop)["The shared calendar"] == surveys.REFUSED
    assert any("row 3" in str(each.message).lower() for each in workshop.notices)


def test_whether_somebody_may_be_written_to_is_no_question_for_leave(sheet: Any) -> None:
    form = (*FORM[:3], "May we contact you?")

    assert len(reading.understand([sheet("Form Responses 1", form, *ANSWERS)]).ideas) >= 3


# ── people beside and below the cards ────────────────────────────────────────────────────────

CAME = ("Una Heron", "Tom Garnet", "Ines Vole", "Kim Dale")


@pytest.mark.parametrize("head", ["Who was there", "Name", "Asistentes"])
def test_people_beside_a_wall_are_left_out_and_the_wall_is_asked_about(
    sheet: Any, head: str
) -> None:
    beside = [(head, ""), *((name, "Alder Mill") for name in CAME[:3])]
    rows = [(*row, *("",) * (4 - len(row)), *more) for row, more in zip(WALL, beside, strict=True)]

    workshop = reading.understand([sheet("Wall", *rows)])

    assert titles(workshop) == THREE
    assert "left out: a list of people" in workshop.readings[1].summary
    assert workshop.readings[0].question


def test_a_wall_whose_people_were_left_out_is_read_again_as_it_was_confirmed(
    sheet: Any, say_yes: Any
) -> None:
    beside = [("Who was there", ""), *((name, "Alder Mill") for name in CAME[:3])]
    rows = [(*row, *("",) * (4 - len(row)), *more) for row, more in zip(WALL, beside, strict=True)]
    found = sheet("Wall", *rows)

    _, workshop = say_yes(found)

    assert titles(workshop) == THREE
    assert not any(each.question for each in workshop.readings)


def test_people_below_a_wall_are_no_cards(sheet: Any) -> None:
    below = [(), ("Who was there:",), *((f"{name} - Alder Mill",) for name in CAME)]

    workshop = reading.understand([sheet("Wall", *WALL, *below)])

    assert titles(workshop) == THREE
    assert set(left(workshop).values()) == {aside.PEOPLE}
    assert any(aside.PEOPLE in str(each.message) for each in workshop.notices)


def test_six_in_ten_lines_below_who_was_there_begin_with_a_name(sheet: Any) -> None:
    def people(names: int) -> bool:
        said = [
            f"Una Heron{chr(97 + at)}" if at < names else "some words of a card" for at in range(20)
        ]
        _, found = aside.split(
            sheet("Wall", *WALL, (), ("Participants",), *((each,) for each in said))
        )
        return bool(found)

    assert people(12)
    assert not people(11)


# ── several tables on one sheet ──────────────────────────────────────────────────────────────

IDEAS = (("IDEAS",), ("Idea", "Theme"), ("Share one van", "Rides"), ("Pay the sitter", "Care"))
STEPS = (("NEXT",), ("Action step", "Lead", "Due"), ("Call the bus line", "Una", "11/20"), ("Print the form", "Tom", "12/1"))  # fmt: skip


def test_two_tables_one_under_the_other_are_both_read(sheet: Any) -> None:
    workshop = reading.understand([sheet("Output", *IDEAS, (), *STEPS)])

    assert titles(workshop) == {"Rides": 1, "Care": 1}
    assert [str(each.step) for each in workshop.actions] == ["Call the bus line", "Print the form"]
    assert [each.layout.area for each in workshop.readings] == ["A:C5", "A6:C"]
    assert not any(each.question for each in workshop.readings)


def test_of_two_tables_one_is_asked_about_and_both_stay(sheet: Any, say_yes: Any) -> None:
    steps = (("Step", "Who", "By when"), *STEPS[2:])
    found = sheet("Output", *IDEAS, (), *steps)

    asked, workshop = say_yes(found, 1)

    assert asked.question
    assert len(workshop.ideas) == len(workshop.actions) == 2
    assert not any(each.question for each in workshop.readings)


def test_a_blank_row_in_one_table_makes_no_second(sheet: Any) -> None:
    assert not kinds.stacked(sheet("Output", *IDEAS, (), ("Mend the bus", "Rides")))
    assert not kinds.stacked(sheet("Output", *IDEAS, (), *IDEAS))


def test_a_total_below_steps_is_no_step(sheet: Any) -> None:
    rows = [*STEPS[1:], ("TOTAL", "2 steps")]

    workshop = reading.understand([sheet("Actions", *rows)])

    assert len(workshop.actions) == 2
    assert left(workshop)["TOTAL"] == "A row of totals."


LATER = (("First steps", "Who leads", "Check-ins"), ("Pick one form", "The mill hosts", "Call on Fridays"))  # fmt: skip


@pytest.mark.parametrize("bold", [True, False])
def test_two_days_on_one_sheet_are_two_rows_of_titles(sheet: Any, bold: bool) -> None:
    rows = [("Day 1 - Tuesday",), *WALL, (), ("Day 2 - Wednesday",), *LATER]
    looks = {f"{letter}{row}": {"bold": bold} for letter in "ABC" for row in (2, 8)}

    workshop = reading.understand([sheet("Wall", *rows, **looks)])

    assert titles(workshop) == {**THREE, "First steps": 1, "Who leads": 1, "Check-ins": 1}
    assert set(left(workshop)) == {"Day 1 - Tuesday", "Day 2 - Wednesday"}
    assert bool(workshop.readings[0].question) != bold
    assert bold or "Check-ins" in workshop.readings[0].question


def test_a_lone_card_below_a_blank_row_is_no_second_day(sheet: Any) -> None:
    rows = [*WALL, (), ("Ask the bus line",), ("Call the mill", "Hire a nurse")]

    looks = {f"{letter}1": {"bold": True} for letter in "ABC"}
    assert titles(reading.understand([sheet("Wall", *rows, **looks)])) == {
        "Rides": 5,
        "Care": 3,
        "Money": 2,
    }


def test_notes_below_a_wall_are_no_cards(sheet: Any) -> None:
    notes = (
        "* = the group put a star on it",
        "NOTE: Una wants to check this first",
        "typed 11/4 by UH",
    )

    workshop = reading.understand([sheet("Wall", *WALL, (), *((note,) for note in notes))])

    assert titles(workshop) == THREE
    assert left(workshop) == dict.fromkeys(notes, aside.FOOT)


def test_a_merged_title_is_named_once_in_the_question(sheet: Any) -> None:
    rows = [
        ("Rides", "", "Care", ""),
        ("Share a van", "Mend a bus", "Train sitters", "Pay sitters"),
    ]
    looks = {cell: {"merged": (1, 2)} for cell in ("A1", "C1")}

    assert (
        "titles Rides, Care ("
        in reading.understand([sheet("Wall", *rows, **looks)]).readings[0].question
    )


# ── what stands before and over the cards ────────────────────────────────────────────────────


def test_labels_that_count_the_cards_of_a_wall_are_none(sheet: Any) -> None:
    labels = ("Title", "Card 1", "Card 2", "Card 3")
    rows = [(label, *row) for label, row in zip(labels, WALL, strict=True)]

    assert titles(reading.understand([sheet("Wall", *rows)])) == THREE


def test_a_label_before_few_rows_is_their_prompt_and_asked_about(sheet: Any) -> None:
    rows = [(label, *row) for label, row in zip(("TITLE:", "", "", ""), WALL, strict=True)]

    workshop = reading.understand([sheet("Wall", *rows, ("Action?", "Call Una", "Ask Tom"))])

    assert titles(workshop) == {"Rides": 4, "Care": 3, "Money": 2}
    assert {str(i.prompt) for i in workshop.ideas} == {"", "Action?"}
    assert workshop.readings[0].question


def test_questions_over_columns_run_across_and_are_asked_about(sheet: Any) -> None:
    rows = [("What worked?", "What did not?", "What next?"), *ROWS]

    workshop = reading.understand([sheet("Wall", *rows)])

    assert titles(workshop) == {"What worked?": 3, "What did not?": 2, "What next?": 2}
    assert workshop.readings[0].question


def test_colors_over_columns_are_asked_about(sheet: Any) -> None:
    workshop = reading.understand([sheet("Wall", ("Yellow", "Pink", "Light blue"), *ROWS)])

    assert "the titles Yellow" in workshop.readings[0].question


# ── lists ────────────────────────────────────────────────────────────────────────────────────

LINES = tuple(row[0] for row in ROWS)


def test_numbers_before_the_lines_of_a_list_are_no_cards(sheet: Any) -> None:
    found = sheet("Sheet1", *((at, line) for at, line in enumerate(LINES, 1)))

    workshop = reading.understand([found])

    assert [str(idea.text) for idea in workshop.ideas] == list(LINES)
    assert set(left(workshop).values()) == {lists.NUMBERS}
    assert workshop.readings[0].question
    out_of_order = sheet("Sheet1", *((at, line) for at, line in zip((1, 3, 7), LINES, strict=True)))
    assert not any(
        "list of cards" in each.question for each in reading.look([out_of_order])[0].readings
    )


@pytest.mark.parametrize(
    "votes", [("3", "1", "12"), ("IIII", "II", "I"), ("xxx", "x", "**"), ("3 dots", "1 dot", "2")]
)
def test_votes_behind_the_lines_of_a_list_are_asked_about(sheet: Any, votes: Any) -> None:
    rows = [("RIDES",), (LINES[0], votes[0]), (LINES[1], votes[1]), (), ("CARE",), (LINES[2], votes[2]), ("Pay the sitter",)]  # fmt: skip

    found = sheet("Sheet1", *rows)
    workshop = reading.understand([found])

    assert [str(idea.votes) for idea in workshop.ideas] == [*votes, ""]
    assert titles(workshop) == {"RIDES": 2, "CARE": 2}
    assert "column B as Votes" in workshop.readings[0].question
    kept = mapping.with_answers("", [(workshop.readings[0], mapping.YES)], "workshop.xlsx")
    wanted, _ = mapping.parse(kept.encode(), "workshop.mapping.toml")
    again = reading.understand([found], wanted)
    assert [str(idea.votes) for idea in again.ideas] == [*votes, ""]
    assert not again.readings[0].question


def test_a_number_before_a_line_and_votes_behind_it_are_both_told(sheet: Any) -> None:
    rows = [(at, line, votes) for at, (line, votes) in enumerate(zip(LINES, "314", strict=True), 1)]

    workshop = reading.understand([sheet("Sheet1", *rows)])

    assert [(str(i.text), str(i.votes)) for i in workshop.ideas] == list(
        zip(LINES, "314", strict=True)
    )
    assert set(left(workshop).values()) == {lists.NUMBERS}


def test_a_number_beside_a_title_is_left_out_with_its_reason(sheet: Any) -> None:
    rows = [("RIDES", "2"), (LINES[0], "3"), (LINES[1], "1"), (), ("CARE",), (LINES[2], "4")]

    assert left(reading.understand([sheet("Sheet1", *rows)])) == {"2": lists.BESIDE_TITLE}


def test_prices_behind_lines_are_no_votes(sheet: Any) -> None:
    assert lists.plain(sheet("Sheet1", *((line, "$40") for line in LINES)), (), "") is None
    wide = sheet("Sheet1", *((at, line, "2", "3") for at, line in enumerate(LINES, 1)))
    assert lists.plain(wide, (), "") is None


@pytest.mark.parametrize(
    "lines",
    [
        ("Hi all,", *LINES, "Thanks,", "Una"),
        (*LINES, "Best regards,", "Una"),
        ("Action steps", "Una will call the bus line", "Tom sends the form"),
        ("Partners", "Alder Mill Library", "Brook Street Clinic"),
    ],
)  # fmt: skip
def test_a_letter_or_a_list_of_another_kind_is_asked_about(sheet: Any, lines: Any) -> None:
    found = sheet("lines", *((line,) for line in lines), file="lines.txt")

    assert all(each.question for each in reading.understand([found]).readings)


def test_a_list_of_cards_alone_is_not_asked_about(sheet: Any) -> None:
    lines = (*LINES, "Thanks to the mill, more rooms", "Best of all, lunch!")
    found = sheet("lines", *((line,) for line in lines), file="lines.txt")

    assert not reading.understand([found]).readings[0].question


def test_a_greeting_has_four_words_at_most(sheet: Any) -> None:
    def asks(greeting: str) -> bool:
        found = sheet("lines", (greeting,), *((line,) for line in LINES), file="lines.txt")
        return bool(reading.understand([found]).readings[0].question)

    assert asks("Hello to all here,")
    assert not asks("Hello signs in every hall,")


def test_what_stands_around_bulleted_lists_is_left_out_and_asked_about(sheet: Any) -> None:
    lines = ("Hi all,", "Here is the wall", "Rides", "- Share one van", "- Mend the bus", "Care", "- Pay the sitter", "- Train two", "Thanks,", "Una")  # fmt: skip

    workshop = reading.understand([sheet("mail", *((line,) for line in lines), file="mail.txt")])

    assert titles(workshop) == {"Rides": 2, "Care": 2}
    assert set(left(workshop).values()) == {lists.AROUND}
    assert workshop.readings[0].question


def test_a_recorder_and_a_numbered_sheet_of_paper_are_neither_card_nor_title(sheet: Any) -> None:
    two = [
        sheet("Flip chart 1", ("Recorder: Una",), ("Share one van",), ("Mend the bus",)),
        sheet("Flip chart 2", ("Train two sitters",), ("Pay the sitter",)),
    ]

    assert titles(reading.understand(two)) == {"": 4}


# ── what a card says ─────────────────────────────────────────────────────────────────────────


def test_cards_that_only_point_to_another_and_cards_of_several_lines_are_said(sheet: Any) -> None:
    heaps = [("1", "Share one van\nMend the bus"), ("2", "Train two\nPay the sitter"), ("3", "see #1"), ("1", "Ditto"), ("2", "See the nurse")]  # fmt: skip

    workshop = reading.understand([sheet("Notes", ("Table", "Idea"), *heaps[:2], *heaps[2:4])])
    alone = reading.understand([sheet("Notes", ("Table", "Idea"), *heaps[2:])])

    said = [str(each.message) for each in workshop.notices]
    assert "2 cards hold several lines, and each counts as one card: rows 2, 3." in said
    assert "2 cards only point to another: rows 4, 5." in said
    assert not any("several lines" in str(each.message) for each in alone.notices)
    assert "2 cards only point to another: rows 2, 3." in [str(n.message) for n in alone.notices]


# ── other sheets ─────────────────────────────────────────────────────────────────────────────


def test_everyday_labels_beside_ours_are_details_too(sheet: Any) -> None:
    rows = [("Event", "Mill day"), ("When", "Nov 4, 2026"), ("Where", "Alder Mill"), ("Question we asked", "What would help?"), ("Facilitator", "Una")]  # fmt: skip

    workshop = reading.understand([sheet("Cover", *rows)])

    assert workshop.details.question == "What would help?"
    assert set(left(workshop)) == {"Facilitator", "Una"}


def test_of_two_labels_for_one_detail_ours_counts(sheet: Any) -> None:
    rows = [("Workshop", "Mill day"), ("Question", "What would help?"), ("Place", "Alder Mill"), ("Question we asked", "Another one?")]  # fmt: skip

    assert reading.understand([sheet("Cover", *rows)]).details.question == "What would help?"


def test_a_note_in_the_row_below_an_item_is_the_items(sheet: Any) -> None:
    rows = [
        ("", "Yes", "No", "Partially"), ("Agencies share one vision", "x"), ("  note: signed, and not read",),
        ("We meet each quarter", "", "x"), ("note: stopped in spring",), ("We share what we know of people", ""),
    ]  # fmt: skip

    (form,) = reading.understand([sheet("Self-assessment", *rows)]).responses

    assert [(str(a.statement), str(a.note), str(a.reply)) for a in form.answers] == [
        ("Agencies share one vision", "note: signed, and not read", "yes"),
        ("We meet each quarter", "note: stopped in spring", "no"),
        ("We share what we know of people", "", "blank"),
    ]


def test_a_last_line_of_two_words_that_nobody_ticked_is_no_item(sheet: Any) -> None:
    def items(last: str) -> int:
        rows = [("", "Yes", "No", "Partially"), ("Agencies share one vision", "x"), ("We meet each quarter", "", "x"), (last,)]  # fmt: skip
        return len(reading.understand([sheet("Self-assessment", *rows)]).responses[0].answers)

    assert items("We share data") == 3
    assert items("Thank you") == 2


def test_a_closing_circle_in_own_words_is_asked_about(sheet: Any) -> None:
    rows = [("Who", "What I'll do Monday", "What stuck with me", "Buddy"), ("Una", "Call the bus line", "the bus story", "Tom"), ("Tom", "send the form", "how few we share", "Una")]  # fmt: skip

    workshop = reading.understand([sheet("Closing", *rows)])

    assert [str(each.recall) for each in workshop.commitments] == [
        "the bus story",
        "how few we share",
    ]
    assert workshop.readings[0].question


def test_a_scale_in_figures_heads_the_ratings_of_a_health_worksheet(sheet: Any) -> None:
    rows = [("Team", "Partner", "Condition", "1-5"), ("Mill", "College", "Shared goals", "2"), ("Mill", "Clinic", "Trust", "4")]  # fmt: skip

    assert reading.understand([sheet("Health", *rows)]).readings[0].kind == "health"


def test_telephones_among_words_are_no_cards(sheet: Any) -> None:
    rows = [("Partner body", "How to reach"), ("Alder Mill", "Una, 555-0101"), ("Brook Clinic", "Tom 555-0102"), ("Mill Cafe", "Ines")]  # fmt: skip

    assert not any(
        each.kind == "ideas" for each in reading.look([sheet("Sheet1", *rows)])[0].readings
    )
