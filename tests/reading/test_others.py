"""Sheets of people, agendas, budgets, supplies and histories never become cards, steps or partners."""

from typing import Any

import pytest

from pipeline import reading
from pipeline.reading.layouts import others
from pipeline.reading.layouts.others import Other

SHEETS: dict[str, tuple[Other, tuple[tuple[str, ...], ...]]] = {
    "who came": (Other.PEOPLE, (("Name", "From", "Email", "Here?"), ("Ana Doe", "Acorn Bank", "ana@x.example", "x"), ("Ben Roe", "Birch College", "ben@x.example", "x"), ("Cy Poe", "Cedar Clinic", "", "left at noon"))),
    "who came, without headings": (Other.PEOPLE, (("1", "Ana Doe", "Acorn Bank", "ana@x.example"), ("2", "Ben Roe", "Birch College", "ben@x.example"), ("3", "Cy Poe", "clinic", "cy@x.example"))),
    "a list to sign": (Other.PEOPLE, (("Participant", "Agency or program", "Signature"), ("Ana Doe", "Acorn Bank", ""), ("Ben Roe", "Birch College", ""), ("Cy Poe", "Cedar Clinic", ""))),
    "telephones": (Other.PEOPLE, (("Who", "Where they work", "Cell"), ("Ana Doe", "front desk of the bank", "555-0101"), ("Ben Roe", "dean of the college", "555-0102"), ("Cy Poe", "night shift at the clinic", "555-0103"))),
    "an agenda": (Other.AGENDA, (("Time", "What we are doing", "Who"), ("8:30", "Coffee and name tags", "Ray"), ("9:00", "Welcome and why we are here", "Ana"), ("9:20", "Partner introductions, a minute each", "all"))),
    "a run of show": (Other.AGENDA, (("", "Main room", "Breakout room", "Lead"), ("8:00 am", "set up chairs in a circle", "", "Ida"), ("9:00 am", "hello and house rules", "", "Ida"), ("9:30 am", "what do we have already", "the same with youth", "Ray"))),
    "segments": (Other.AGENDA, (("Segment", "Minutes", "What happens"), ("Open", "15 min", "Welcome people at the door"), ("Wall", "45 min", "Hang and sort the cards"), ("Close", "20 min", "Say who does what by when"))),
    "a budget": (Other.BUDGET, (("What for", "Budget"), ("Lunch for sixty people", "$450.00"), ("Two rooms for a day", "$200.00"), ("Paper and markers", "$35.50"))),
    "an order": (Other.BUDGET, (("Description", "Unit price", "Vendor"), ("Sticky wall, large size", "129", "Alder Print"), ("Half sheets of card", "12", "Birch Paper"), ("Markers with fat tips", "9", "Elm Paper"))),
    "supplies": (Other.SUPPLIES, (("Item", "Qty", "Who brings it"), ("flip charts with stands", "4", "Ida"), ("boxes of markers", "10", "Ray"), ("rolls of tape", "6", "Ana"))),
    "a design": (Other.DESIGN, (("Name of the day", "Quarry Bend partnership day"), ("Who", "directors and partners"), ("Rational aim", "to see what each partner brings"), ("Experiential aim", "to leave with hope"), ("Image from", "a signed paper"))),
    "a history": (Other.HISTORY, (("When", "What happened", "Felt like"), ("1998", "The cannery closes and jobs go", "fear"), ("2006", "First class at the church", "hope"), ("Aug 2016", "The flood, classes in tents", "tired but together"))),
}  # fmt: skip


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_of_another_kind_is_left_out_and_said(sheet: Any, name: str) -> None:
    what, rows = SHEETS[name]
    cards = sheet("Ideas", ("Idea", "Title"), ("Dig a well", "Water"), file="cards.xlsx")

    workshop = reading.understand([cards, sheet("Sheet2", *rows)])

    assert len(workshop.ideas) == 1
    assert not workshop.partners
    assert not workshop.actions
    assert workshop.readings[1].summary == f"left out: {what}"
    assert f"it looks like {what}" in str(workshop.notices[-1])


@pytest.mark.parametrize("name", SHEETS)
def test_it_is_known_by_itself(sheet: Any, name: str) -> None:
    what, rows = SHEETS[name]

    assert others.tells(sheet("Sheet2", *rows)) is what


@pytest.mark.parametrize(
    "rows",
    [
        (("Rides", "Care"), ("Van pool at 5 pm", "Evening slots"), ("Bus at 6", "Care on site"), ("Carpool", "A crib")),
        (("Idea", "Votes"), ("Dig a well", "3"), ("Fix the road", "2"), ("Plant trees", "1")),
        (("Participant", "Email", "What did we do to get there?"), ("Ana", "a@x.example", "We met every other week"), ("Ben", "b@x.example", "We shared one calendar"), ("Cy", "c@x.example", "We asked the county")),
        (("2024", "2025"), ("Offer evening classes", "Share the van"), ("One intake form", "Ask for rides"), ("Open on Saturdays", "Pool fuel")),
    ],
)  # fmt: skip
def test_walls_cards_and_answers_are_none_of_these(sheet: Any, rows: Any) -> None:
    assert others.tells(sheet("Sheet1", *rows)) is None


KEYED = (
    ("", "A wall by color", "", ""),
    ("Evening bus", "Care on site", "", "KEY"),
    ("Gas cards", "Who owns this?", "", "Rides at night"),
    ("Van pool", "Crib at the clinic", "", "Care close by"),
)
FILLS: dict[str, Any] = {
    "A2": {"fill": "FFFF99"}, "A3": {"fill": "FFFF99"}, "A4": {"fill": "FFFF99"},
    "B2": {"fill": "theme 4"}, "B4": {"fill": "theme 4"}, "D3": {"fill": "FFFF99"}, "D4": {"fill": "theme 4"},
}  # fmt: skip


def test_cards_sorted_by_color_hang_under_the_title_with_their_color(sheet: Any) -> None:
    workshop = reading.understand([sheet("Wall", *KEYED, **FILLS)])

    assert {(str(idea.title), str(idea.text)) for idea in workshop.ideas} == {
        ("Rides at night", "Evening bus"),
        ("Rides at night", "Gas cards"),
        ("Rides at night", "Van pool"),
        ("Care close by", "Care on site"),
        ("Care close by", "Crib at the clinic"),
        ("", "Who owns this?"),
    }
    (understood,) = workshop.readings
    assert understood.layout.name == "key of colors"
    assert not understood.question
    again, problems = reading.mapping.parse(
        reading.mapping.text(workshop.readings, "workshop.xlsx").encode(), "m.toml"
    )
    assert not problems
    assert reading.understand([sheet("Wall", *KEYED, **FILLS)], again).ideas == workshop.ideas


def test_colors_without_a_key_say_nothing(sheet: Any) -> None:
    rows = (*KEYED[:1], ("Evening bus", "Care on site", "", ""), *KEYED[2:])
    workshop, _ = reading.look([sheet("Wall", *rows, **FILLS)])

    assert workshop.readings[0].layout.name != "key of colors"
