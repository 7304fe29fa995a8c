"""What a column holds, and whether it fits a field."""

from dataclasses import asdict
from datetime import date

import pytest

from pipeline import forms
from pipeline.model import Cell
from pipeline.reading.columns import content, expected


def held(*texts: object, rows: int = 0) -> content.Content:
    cells = [Cell(at, 1, str(text), text) for at, text in enumerate(texts, start=2)]
    return content.of(cells, rows or len(cells))


@pytest.mark.parametrize(
    ("share", "texts"),
    [
        ("emails", ("ana@alder.example", "b.roe@birch.example")),
        ("phones", ("555-0100", "(555) 555-0101", "555-0163 x4", "555-0157 (cell)")),
        ("urls", ("https://alder.example", "www.birch.example/a")),
        ("numbers", ("4", "1,250", "-3.5", 7)),
        ("figures", ("38 seats", "62% finish", "4,112 visits")),
        ("money", ("$400", "$15k?", "12 €", "($40)", "US$ 3k")),
        ("days", ("2026-03-01", "end of June", "Sept?", "Jun 19", "next mtg", "1 de mayo", "6/15", '"soon"')),
        ("clocks", ("9:30", "2:15 pm", "10 am", "9:00 - 10:30")),
        ("yes_no", ("yes", "x", "No", "✓", "no")),
        ("ids", ("B12", "4", "A", "5.1")),
        ("persons", ("Ana Doe", "Dr. Ben Roe", "Cy, Dee", "Sal + RA", "Judge Amaya")),
        ("organizations", ("Cooper Library", "Banco Comunal", "Delta Tech")),
        ("sentences", ("Call the bus company about it", "Hold eight slots each term")),
    ],
)  # fmt: skip
def test_each_share_counts_the_cells_it_is_named_for(share, texts):
    assert asdict(held(*texts))[share] == 1


@pytest.mark.parametrize(
    ("share", "text"),
    [
        ("days", "Cinder Falls Electric"),
        ("days", "The first small class"),
        ("days", "May Lopez"),
        ("persons", "Cooper Library"),
        ("persons", "call back"),
        ("phones", "2026-03-01"),
        ("clocks", "3.25"),
        ("money", "3.25"),
        ("organizations", "group the cards"),
        ("numbers", "38 seats"),
        ("sentences", "2026-03-01 10:00"),
    ],
)
def test_a_share_does_not_count_what_only_looks_like_it(share, text):
    assert asdict(held(text, text))[share] == 0


def test_a_date_is_a_day_and_a_tick_is_a_yes_whatever_their_text():
    assert held(date(2026, 3, 1)).days == 1
    assert held(True, False).yes_no == 1
    assert held(True, False).numbers == 0


def test_cells_that_say_that_nobody_knows_count_for_nothing():
    found = held("Ana Doe", "??", "TBD", "-", "see above", rows=5)
    assert (found.cells, found.filled, found.persons) == (1, 0.2, 1)
    assert held("?", "tbd") == content.Content()


def test_what_comes_again_and_what_counts_up_is_told():
    again = held("One door", "one door ", "Getting there")
    assert (round(again.repeated, 2), round(again.different, 2)) == (0.67, 0.67)
    assert held("1", "2", "3").counted
    assert not held("1", "3", "4").counted


def test_every_field_that_may_be_matched_has_a_sort_and_every_share_exists():
    shares = {*asdict(content.Content()), "empty"}
    for sort in expected.SORTS.values():
        assert shares >= {*sort.wants, *sort.against, *sort.doubts}
        assert sort.against.isdisjoint(sort.doubts)
    used = set()
    for form in (forms.IDEAS, forms.GROUPS, forms.PARTNERS, forms.ACTIONS, forms.COMMITMENTS):
        fields = expected.FIELDS[form.kind]
        assert {*fields} == {each.name for each in form.columns} - forms.OURS
        used |= {*fields.values()}
    assert used == {*expected.SORTS}


@pytest.mark.parametrize(
    ("kind", "field", "texts"),
    [
        (
            "ideas",
            "text",
            ("", "", "", "hard to read", "", "", "twice", ""),
        ),  # remarks beside cards
        ("actions", "step", ("1", "0", "0", "1")),  # films of action
        ("actions", "due", ("Ana Doe", "Ben Roe", "Cy Poe")),
        ("ideas", "id", ("One intake form", "Warm handoff", "Desk for adult ed")),
        ("partners", "organization", ("a@x.example", "b@x.example")),
        ("ideas", "votes", ("$12", "$4")),
    ],
)
def test_a_weak_heading_over_cells_of_another_sort_does_not_fit(kind, field, texts):
    assert not expected.fits(kind, field, held(*filter(None, texts), rows=len(texts)))


@pytest.mark.parametrize(
    ("kind", "field", "texts"),
    [
        ("ideas", "text", ("Bus passes", "24/7", "Evening hours at the front desk")),
        ("actions", "step", ("Job Fair", "Referral Form", "Visit the clinic")),
        ("actions", "status", ("started", "", "not yet")),
        ("ideas", "votes", ("3", "1", "12")),
        ("ideas", "title", ("One door", "One door", "Getting there", "Getting there")),
        ("partners", "contact", ("Ana Doe", "?", "Dr. Roe")),
    ],
)
def test_cells_of_its_own_sort_fit(kind, field, texts):
    assert expected.fits(kind, field, held(*filter(None, texts), rows=len(texts)))


def test_an_empty_column_fits_everything():
    assert expected.fits("actions", "step", content.Content())


def test_a_name_has_up_to_four_words_and_a_sentence_at_least_as_many():
    assert held("Rev. Tobias Gage Sr.", "Ana Maria Lopez Doe").persons == 1
    assert held("Ana Maria Lopez Doe Roe").persons == 0
    assert held("Call the bus").sentences == 0
    assert held("Call the bus company").sentences == 1


def test_words_about_time_are_few():
    assert held("in the first week of May").days == 1
    assert held("in the first or second week of next May").days == 0


def test_of_a_long_cell_the_beginning_is_looked_at():
    assert held("word " * 200).words == content.LONGEST / len("word ")


def test_of_very_many_cells_some_from_all_over_the_column_say_what_it_holds() -> None:
    cells = [Cell(row, 1, f"{row}", row) for row in range(1, 5_001)]

    assert content.sampled(cells[: content.SAMPLED]) == cells[: content.SAMPLED]
    chosen = content.sampled(cells)
    assert len(chosen) == len(set(chosen)) == 2_000
    assert [
        sum(start < cell.row <= start + 500 for cell in chosen) for start in range(0, 5_000, 500)
    ] == [200] * 10


def test_what_is_told_apart_and_counted_is_that_of_all_cells() -> None:
    found = held(*("one" if row % 2 else f"card {row}" for row in range(3_000)))

    assert (found.cells, found.different, found.repeated) == (3_000, 1_501 / 3_000, 0.5)
