"""Each number by which columns, headings and labels are told, from both sides."""

from typing import Any

import numpy as np
import pytest

from pipeline import forms
from pipeline.model import Cell
from pipeline.reading.columns import (
    barred,
    content,
    detail_labels,
    kinds,
    matching,
    other_work,
    recognising,
    wordings,
)
from pipeline.reading.columns.matching import Column


def holds(sheet: Any, *texts: object) -> content.Content:
    """Return what a column of `texts` holds."""
    return content.of(sheet("S", *((text,) for text in texts)).cells, len(texts))


# ── what cells hold ──────────────────────────────────────────────────────────────────────────


def test_signs_around_nobody_knows_are_twenty_letters_at_most() -> None:
    assert content.is_unknown("-" * 20)
    assert not content.is_unknown("-" * 21)


def test_four_hundred_letters_of_a_cell_are_looked_at(sheet: Any) -> None:
    def different(at: int) -> float:
        return holds(sheet, "x" * at + "a", "x" * at + "b").different

    assert different(399) == 1
    assert different(400) == 0.5


def test_a_text_of_four_words_says_something(sheet: Any) -> None:
    assert holds(sheet, "fix the long road").sentences
    assert not holds(sheet, "fix the road").sentences


def test_a_person_has_four_names_at_most(sheet: Any) -> None:
    assert holds(sheet, "Rev. Tobias Gage Sr.").persons
    assert not holds(sheet, "Rev. Tobias Amos Gage Sr.").persons


def test_a_word_of_five_capitals_is_no_name_of_a_person(sheet: Any) -> None:
    assert holds(sheet, "DION").persons
    assert not holds(sheet, "DIONA").persons


def test_a_body_has_eight_words_at_most(sheet: Any) -> None:
    name = "Cooper River Valley and Lower Bay Public"

    assert holds(sheet, f"{name} Library").organizations
    assert not holds(sheet, f"{name} School Library").organizations


def test_a_label_has_three_words_at_most(sheet: Any) -> None:
    assert holds(sheet, "Not yet started").short
    assert not holds(sheet, "Not yet started here").short


def test_a_telephone_number_has_seven_digits(sheet: Any) -> None:
    assert holds(sheet, "555-0123").phones
    assert not holds(sheet, "555 012").phones


def test_a_day_is_said_in_six_words(sheet: Any) -> None:
    assert holds(sheet, "in the first week of May").days
    assert not holds(sheet, "in the first week of next May").days


def test_two_numbers_count_up_and_one_does_not(sheet: Any) -> None:
    assert holds(sheet, "1", "2").counted
    assert not holds(sheet, "1").counted


# ── tables by their headings ─────────────────────────────────────────────────────────────────


def test_headings_stand_in_the_first_twenty_rows(sheet: Any) -> None:
    def found(above: int) -> Any:
        rows = [(f"About the day, {at}",) for at in range(above)]
        return kinds.table(sheet("Data", *rows, ("Idea", "Votes"), ("Dig a well", "3")))

    assert found(19)
    assert found(20) is None


def test_two_to_six_tables_stand_side_by_side(sheet: Any) -> None:
    def areas(many: int) -> int:
        heads, cards = ("Idea", "Column", ""), ("Dig a well", "Water", "")
        return len(kinds.side_by_side(sheet("Wall", heads * many, cards * many)))

    assert areas(1) == 0
    assert areas(2) == 2
    assert areas(6) == 6
    assert areas(7) == 0


@pytest.mark.parametrize(
    ("heads", "column"),
    [
        (("Sticky", "Idea"), 2),  # the first of our own words before a later one
        (("Idée", "Post"), 2),  # any of our own before one in another language
        (("Our idea", "Kommentar"), 2),  # as it is listed before one with a word beside it
        (("Our idea", "Votes"), 1),
    ],
)
def test_of_two_headings_of_one_field_the_nearer_is_taken(
    sheet: Any, heads: tuple[str, str], column: int
) -> None:
    found = kinds.table(sheet("Sheet1", heads, ("Dig a well", "Fix the road")))
    assert found
    assert found.columns["text"] == column


def scores(sheet: Any, name: str, form: forms.Form, *heads: str) -> float:
    (row,) = (row for _, row in kinds.rows_of(sheet(name, heads)))
    found = kinds.table_at(sheet(name, heads), form, 1, row)
    assert found
    return found.score


def test_all_that_a_kind_must_have_is_worth_two_columns_and_its_name_three(sheet: Any) -> None:
    whole = scores(sheet, "S", forms.ACTIONS, "Action step", "Due")
    lacking = scores(sheet, "S", forms.ACTIONS, "Lead", "Due")
    named = scores(sheet, forms.ACTIONS.sheet, forms.ACTIONS, "Lead", "Due")

    assert (whole - lacking, named - lacking) == pytest.approx((2, 3))


def test_a_heading_that_may_be_meant_is_named_where_seven_letters_in_ten_are_alike(
    sheet: Any,
) -> None:
    def hint(heading: str) -> str:
        return kinds.missing(sheet("Ideas", (heading,)), forms.IDEAS, 1, ()).hint

    assert "meant as Idea" in hint("Ikea")  # .75
    assert "meant" not in hint("Ikeas")  # .67


# ── not for others, other work ───────────────────────────────────────────────────────────────


def test_a_heading_that_says_internal_has_eighty_letters_at_most() -> None:
    said = "Internal notes, do not share"

    assert barred.heading(said.ljust(80, "."))
    assert not barred.heading(said.ljust(81, "."))


def test_what_is_not_to_be_shared_stands_five_words_behind_the_not_at_most() -> None:
    assert barred.heading("Do you want this not a b c d shared?")
    assert not barred.heading("Do you want this not a b c d e shared?")


def groups(sheet: Any, *marks: str) -> Any:
    rows = [(mark, f"Account {at}") for at, mark in enumerate(marks)]
    found = kinds.table(sheet("Book", ("Group", "Title to print"), *rows))
    assert found
    assert found.form is forms.GROUPS
    return found


def test_less_than_half_different_marks_in_four_rows_are_a_list_of_accounts(sheet: Any) -> None:
    assert other_work._repeats_marks(groups(sheet, *"aaaa"))
    assert other_work._repeats_marks(groups(sheet, *"aaabbbccd"))
    assert not other_work._repeats_marks(groups(sheet, *"aaa"))
    assert not other_work._repeats_marks(groups(sheet, *"aabb"))


def test_over_four_fifths_different_questions_are_a_list_of_questions(sheet: Any) -> None:
    def asks(many: int, different: int) -> bool:
        rows = [(f"What is {min(at, different - 1)}?", f"Said {at}") for at in range(many)]
        found = kinds.table(sheet("Q", ("Prompt", "Idea"), *rows))
        assert found
        return other_work._asks_each_once(found)

    assert asks(4, 4)
    assert not asks(3, 3)
    assert asks(10, 9)
    assert not asks(10, 8)


# ── headings in people's own words ───────────────────────────────────────────────────────────


def near(kind: str, heading: str, wording: str) -> float:
    """Return how near a heading comes to one wording letter by letter."""
    every = [words for words, _ in wordings._wordings(kind)]
    return float(wordings._in_letters(kind, [heading])[0, every.index(wording)])


def test_a_slip_leaves_seventeen_of_twenty_letters_alike() -> None:
    assert near("partners", "Organisaton", "Organization") > 0
    assert near("partners", "Phone 2", "Phone") == 0
    assert near("partners", "Phones", "Phone") > 0.9


def test_an_abbreviation_has_two_to_four_letters_and_leaves_two_out() -> None:
    assert near("partners", "Ph", "Phone") == pytest.approx(wordings.SHORTENED)
    assert near("partners", "P", "Phone") == 0
    assert near("partners", "Orga", "Organization") == pytest.approx(wordings.SHORTENED)
    assert near("partners", "Organ", "Organization") == 0
    assert wordings._shortens("pho", "phone")
    assert not wordings._shortens("phon", "phone")


def test_a_heading_of_three_words_holds_a_wording_that_is_six_tenths_of_it() -> None:
    said, wording = ["what", "i'll", "do", "monday", "now"], ["what", "i'll", "do"]
    assert wordings._holds(said, wording)  # 3 of 5
    assert not wordings._holds([*said, "early"], wording)  # 3 of 6
    assert wordings._holds(["next", "step", "soon"], ["next", "step"])
    assert not wordings._holds(["step", "soon"], ["step"])


def test_what_comes_near_is_worth_as_much_as_measured() -> None:
    assert (wordings.SHORTENED, wordings.HOLDING) == (0.7, 0.8)  # between NEAR of matching


OWN = ("To do", "Lead?", "Due by")
DONE = [
    (f"{card} for all", "Ana Lark", "May 3")
    for card in ("Dig one well", "Fix the road", "Pay a nurse")
]


def headers(sheet: Any, *rows: tuple[object, ...]) -> list[int]:
    return list(recognising._headers(sheet("Plan", *rows)))


def test_a_row_of_headings_is_half_as_wide_as_the_widest_and_has_two_records_below(
    sheet: Any,
) -> None:
    wide = tuple("abcdef")

    assert headers(sheet, OWN, wide, wide)[:1] == [1]
    assert headers(sheet, OWN[:2], wide, wide)[:1] != [1]
    assert headers(sheet, OWN, *DONE[:2]) == [1]
    assert headers(sheet, OWN, *DONE[:1]) == []
    assert headers(sheet, ("To do",), ("a",), ("b",)) == []


def test_three_rows_of_the_first_twenty_may_be_the_headings(sheet: Any) -> None:
    assert headers(sheet, *[OWN] * 6) == [1, 2, 3]
    assert headers(sheet, *[("",)] * 19, OWN, *DONE) == [20]
    assert headers(sheet, *[("",)] * 20, OWN, *DONE) == []


def test_a_heading_has_eighty_letters_at_most() -> None:
    assert recognising._may_head(Cell(1, 1, "x" * 80, "x" * 80))
    assert not recognising._may_head(Cell(1, 1, "x" * 81, "x" * 81))


def test_what_a_sheet_is_shows_in_five_hundred_rows(sheet: Any) -> None:
    def found(wide_row: int) -> Any:
        rows = [
            tuple("abcdefg") if at == wide_row else (f"Dig one well, {at}", *DONE[0][1:])
            for at in range(2, 504)
        ]
        return recognising.recognise(sheet("Plan", OWN, *rows), barred=barred.heading)

    assert found(500) is None
    assert found(501)


def test_half_of_a_column_of_times_is_no_sheet_of_ours(sheet: Any) -> None:
    def elsewhere(times: int) -> bool:
        held = [("noon" if at >= times else "9:30 am",) for at in range(20)]
        cells = sheet("S", *held).cells
        return recognising._elsewhere(Column(1, "Say", "", content.of(cells, 20)))

    assert elsewhere(10)
    assert not elsewhere(9)


def plan(sheet: Any, known: int, others: int) -> Any:
    """Return what a plan of `known` of our columns and `others` of no meaning is taken for."""
    heads = ("To do", "Lead?", "Due by", "How we know", "Status")[:known]
    held = ("Ana Lark", "May 3", "Ten rides a week", "not begun")[: known - 1]
    more = [f"Zqx {at}" for at in range(others)]
    rows = [(f"{card[0]}", *held, *(f"q{at}" for at in range(others))) for card in DONE]
    own = sheet("Plan", (*heads, *more), *rows)
    return recognising.recognise(own, barred=barred.heading)


def test_half_of_the_columns_have_a_place_and_three_at_least(sheet: Any) -> None:
    assert plan(sheet, 3, 3)
    assert plan(sheet, 3, 4) is None


def test_three_columns_have_a_place_where_there_are_as_many(sheet: Any) -> None:
    def found(others: int) -> Any:
        more = [f"Zqx {at}" for at in range(others)]
        own = [(f"{card[0]}", "Rides", *(f"q{at}" for at in range(others))) for card in DONE]
        own_words = sheet("Wall", ("Sticky words", "Theme", *more), *own)
        return recognising.recognise(own_words, barred=barred.heading)

    assert found(0)
    assert found(2) is None


def test_three_fifths_of_the_headings_are_known_word_for_word_where_a_sheet_is_told(
    sheet: Any,
) -> None:
    assert plan(sheet, 3, 2).told
    assert not plan(sheet, 3, 3).told


def nameless(sheet: Any, heads: int, same: int = 0, empty: int = 0) -> Any:
    """Return what is found where no heading says which column has the steps, of ten records."""
    held = ("Ana Lark", "May 3", "Ten rides a week", "not begun")[:heads]
    steps = ["Ask the mill for a van"] * same + [
        f"Draft letter {at} to the mill" for at in range(10)
    ]
    rows = [("" if at < empty else steps[at], *held) for at in range(10)]
    own = ("Zqx", *("Lead?", "Due by", "How we know", "Status")[:heads])
    return recognising.recognise(sheet("Plan", own, *rows), barred=barred.heading)


def test_four_headings_that_are_known_tell_what_the_column_left_over_is(sheet: Any) -> None:
    found = nameless(sheet, 4)

    assert {each.field: each.how for each in found.matches}["step"] is matching.How.REST
    assert not found.told
    assert nameless(sheet, 3) is None


def test_the_column_left_over_names_nearly_each_record_and_each_in_other_words(sheet: Any) -> None:
    assert nameless(sheet, 4, same=2)  # nine of ten
    assert nameless(sheet, 4, same=3) is None
    assert nameless(sheet, 4, empty=1)
    assert nameless(sheet, 4, empty=2) is None


# ── details ──────────────────────────────────────────────────────────────────────────────────

LABELS = ("Workshop title", "Workshop question", "Program", "Purpose")


def details(sheet: Any, labels: tuple[str, ...], *more: str, rows: int = 0) -> Any:
    own = [(label, "What it says", *more) for label in labels]
    own += [(f"Zqx {at}", "q") for at in range(rows)]
    return detail_labels.recognise(sheet("About", *own), barred=barred.heading)


def test_details_are_three_labels_that_are_half_of_all(sheet: Any) -> None:
    assert details(sheet, LABELS[:3])
    assert details(sheet, LABELS[:2]) is None
    assert details(sheet, ("Field", LABELS[0])) is None  # no heading beside it
    assert details(sheet, LABELS[:3], rows=3)
    assert details(sheet, LABELS[:3], rows=4) is None


def test_details_have_three_cells_a_row(sheet: Any) -> None:
    assert details(sheet, LABELS, "a remark")
    assert details(sheet, LABELS, "a remark", "more") is None


def test_details_have_a_hundred_rows_at_most(sheet: Any) -> None:
    def under(rows: int) -> Any:
        own = [("Field", "Value"), (LABELS[0], "Rides"), *[("Zqx", "q")] * rows]
        return detail_labels.recognise(sheet("About", *own), barred=lambda words: words == "Zqx")

    assert under(98)
    assert under(99) is None


def test_labels_of_other_work_are_half_of_the_known_at_most(sheet: Any) -> None:
    other = sorted(wordings.phrases("elsewhere"))

    def beside(many: int) -> Any:
        own = [(label, "What it says") for label in (*LABELS, *other[:many])]
        return detail_labels.recognise(sheet("About", *own), barred=lambda _: False)

    assert beside(2)
    assert beside(3) is None


def test_a_matrix_of_nothing_is_near_nothing() -> None:
    assert np.all(wordings.nearness("ideas", [], ["text"]) == 0)
