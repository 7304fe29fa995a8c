"""Everyday headings tell nothing; one heading that only our sheets have does, and so does a name."""

from typing import Any

import pytest

from pipeline import reading
from pipeline.model import Workshop

CHORES = (
    ("Wash the dishes", "Mom", "x", "Monday"),
    ("Take out the trash", "Dad", "", "Tuesday"),
    ("Mow the whole lawn", "Ben", "x", "Friday"),
)
SALES = (
    ("Fennel & Sons", "Vera Quill", "Won", "Send the new price list"),
    ("Harrow Tools Ltd", "Otto Fenwick", "New", "Call after the trade fair"),
    ("Osprey Freight", "Ines Marlow", "Lost", "Visit the plant in March"),
)
CLAUSES = (
    ("1.1", "Payment", "The buyer shall pay within thirty days", "Legal wants sixty"),
    ("1.2", "Liability", "Neither side is liable for lost profit", "As in the last contract"),
    ("1.3", "Term", "This contract runs for two years", "Ask the insurer first"),
)


def told(workshop: Workshop) -> str:
    (found,) = workshop.readings
    if not found.kind:
        return "left out"
    return f"{'asked' if found.question else 'told'} {found.kind}"


@pytest.mark.parametrize(
    ("name", "headings", "rows", "right"),
    [
        ("Sheet1", ("What", "Who", "Done", "Day"), CHORES, {"left out", "asked actions"}),
        ("Actions", ("What", "Who", "Done", "Day"), CHORES, {"told actions"}),
        ("Sheet1", ("Action step", "Who", "Done", "Day"), CHORES, {"told actions"}),
        ("Sheet1", ("Organization", "Contact", "Stage", "Next step"), SALES, {"left out"}),
        ("Partners", ("Organization", "Contact", "Stage", "Next step"), SALES, {"told partners"}),
        ("Sheet1", ("Organization", "Contact", "Stage", "Ask"), SALES, {"asked partners", "told partners"}),
        ("Sheet1", ("No", "Title", "Text", "Remarks"), CLAUSES, {"left out", "asked ideas"}),
        ("Sheet1", ("No", "Title", "Idea", "Remarks"), CLAUSES, {"told ideas"}),
    ],
)  # fmt: skip
def test_one_heading_of_our_own_or_the_name_of_the_sheet_tells(
    sheet: Any,
    name: str,
    headings: tuple[str, ...],
    rows: tuple[tuple[str, ...], ...],
    right: set[str],
) -> None:
    workshop, _ = reading.look([sheet(name, headings, *rows)])

    assert told(workshop) in right


def test_a_column_headed_cards_that_counts_them_holds_none(sheet: Any) -> None:
    rows = [(f"Ana {n}", str(n % 4), str(20 + n)) for n in range(1, 7)]

    workshop, _ = reading.look([sheet("Sheet1", ("Name", "Cards", "Age"), *rows)])

    assert not workshop.ideas


def test_a_record_a_row_is_no_wall(sheet: Any) -> None:
    stock = (
        ("Claw hammer", "Forged steel head with an ash handle", "Harrow Tools Ltd"),
        ("Hex bolt", "Zinc plated, sold in bags of fifty", "Bluecrest Supply"),
        ("Paint roller", "Keep it dry and away from heat", "Tarn Electric"),
        ("Work gloves", "Replaced by a newer model last spring", "Osprey Freight"),
    )

    workshop, _ = reading.look([sheet("Sheet1", ("Product", "Details", "Supplier"), *stock)])

    assert not workshop.ideas


def test_a_list_of_cards_and_nothing_else_is_asked_about_and_never_left_out(sheet: Any) -> None:
    for heads in (("id", "text"), ("text",), ("Number", "Comment")):
        rows = [[str(at), f"Share one {word} with the mill"] for at, word in enumerate(("van", "hall", "list", "desk"), 1)]  # fmt: skip
        found = reading.understand([sheet("cards", heads, *[row[-len(heads) :] for row in rows])])

        assert len(found.ideas) == 4, heads
        assert found.readings[0].question, heads


def test_a_question_beside_each_answer_is_its_prompt(sheet: Any) -> None:
    heads = ("Event Name", "First Name", "Last Name", "Question", "Answer")
    asked = ("What keeps people away?", "What would help?", "What else?")
    rows = [("Day", "Ana", "Doe", each, f"Share one {at} van") for at, each in enumerate(asked)]

    found = reading.understand([sheet("long", heads, *rows)])

    assert [str(idea.prompt) for idea in found.ideas] == [*asked]


@pytest.mark.parametrize(
    ("numbers", "read"), [(("1", "1", "1", "1", "2"), True), (("1", "1", "1", "2", "3"), False)]
)  # four of five say what another says; three do not
def test_numbers_that_repeat_are_of_questions_and_no_figures(
    sheet: Any, numbers: tuple[str, ...], read: bool
) -> None:
    words = ("van", "hall", "list", "desk", "room")
    rows = [("a", at, f"Share one {word} with the mill") for at, word in zip(numbers, words, strict=True)]  # fmt: skip

    found, _ = reading.look([sheet("s", ("group", "no of it", "comment"), *rows)])

    assert (len(found.ideas) == 5) is read


@pytest.mark.parametrize(
    ("heading", "right"),
    [
        ("Activity", {"left out", "asked ideas"}),
        ("other_info", {"left out", "asked ideas"}),
        ("What would help", {"told ideas"}),
        ("Helpful?", {"told ideas"}),
        ("Idea", {"told ideas"}),
    ],
)
def test_a_log_with_start_and_end_is_no_survey(sheet: Any, heading: str, right: set[str]) -> None:
    rows = [
        (f"1/{day}/26 9:00", f"1/{day}/26 9:20", f"Share one {word} with the mill next door")
        for day, word in enumerate(("van", "hall", "list", "desk", "room"), 1)
    ]

    found, _ = reading.look([sheet("Sheet1", ("Start time", "Completion time", heading), *rows)])

    assert told(found) in right


@pytest.mark.parametrize(
    ("more", "right"), [((), "asked ideas"), (("color",), "told ideas"), (("area",), "told ideas")]
)
def test_words_with_an_x_and_a_y_alone_may_be_any_chart(
    sheet: Any, more: tuple[str, ...], right: str
) -> None:
    rows = [
        (f"Share one {word} with the mill", str(10 * at), str(70 - 9 * at), *["#ff0"] * len(more))
        for at, word in enumerate(("van", "hall", "list", "desk", "room"), 1)
    ]

    found, _ = reading.look([sheet("Sheet1", ("label", "x", "y", *more), *rows)])

    assert told(found) == right


@pytest.mark.parametrize(
    ("name", "headings", "right"),
    [
        ("Sheet1", ("Document", "State today"), {"left out", "asked assessment"}),
        ("Sheet1", ("Model", "Guzzler"), {"left out", "asked assessment"}),
        ("Sheet1", ("Statement", "State today"), {"told assessment"}),
        ("Assessment", ("Document", "State today"), {"left out", "told assessment"}),
    ],
)
def test_yes_and_no_under_no_heading_that_we_know_are_asked_about(
    sheet: Any, name: str, headings: tuple[str, str], right: set[str]
) -> None:
    items = (
        "The outcomes print the question of the room on page one",
        "The plan names a lead for each step that it lists",
        "Partners get a letter of their own within two weeks",
        "The report prints each item of the form only once",
        "The roll-up names the sites that took part this year",
    )
    answers = ("yes", "no", "yes", "no", "yes")

    found, _ = reading.look([sheet(name, headings, *zip(items, answers, strict=True))])

    assert told(found) in right


@pytest.mark.parametrize(("most", "right"), [(2, "asked ideas"), (3, "told ideas")])
def test_a_word_and_two_things_said_of_it_are_a_table_as_well_as_a_wall(
    sheet: Any, most: int, right: str
) -> None:
    heads = ("Getting there", "Being heard", "Finding out")
    things = ("van", "hall", "list", "desk", "loom", "boat", "kiln", "oven", "tent")
    columns = [things[3 * at : 3 * at + most - at % 2] for at in range(3)]
    rows = [
        [f"Share the {own[at]} next door" if at < len(own) else "" for own in columns]
        for at in range(most)
    ]

    found, _ = reading.look([sheet("Sheet1", heads, *rows)])

    assert told(found) == right


@pytest.mark.parametrize(
    ("heads", "read"),
    [
        (("Card", "Idea", "Column", "Title"), True),
        (("Card", "Idea", "Column"), False),
        (("Card", "Idea", "Column", "Title", "Zqx"), False),
    ],
)
def test_a_card_of_one_figure_is_one_where_every_heading_is_ours(
    sheet: Any, heads: tuple[str, ...], read: bool
) -> None:
    blank = [""] * (len(heads) - 2)

    found = reading.look([sheet("Sheet", heads, ("C1", "0", *blank), ("C2", "12", *blank))])[0]

    assert [str(idea.text) for idea in found.ideas] == (["0", "12"] if read else [])
