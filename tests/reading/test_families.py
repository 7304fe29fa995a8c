"""A workbook may hold a sheet for each group, table or question."""

from typing import Any

from pipeline import reading
from pipeline.reading import mapping

WATER = (("Dig a well together",), ("Clean the old pump",))
ROADS = (("Fix the road soon",), ("Pave the school yard",))


def test_the_name_of_each_sheet_is_the_title_of_its_cards(sheet: Any) -> None:
    workshop = reading.understand([sheet("Water", *WATER), sheet("Roads that last", *ROADS)])

    assert [(idea.text, idea.title) for idea in workshop.ideas] == [
        ("Dig a well together", "Water"),
        ("Clean the old pump", "Water"),
        ("Fix the road soon", "Roads that last"),
        ("Pave the school yard", "Roads that last"),
    ]
    assert str(workshop.ideas[0].title.place) == "workshop.xlsx!Water"
    assert workshop.notices == ()


def test_a_heading_on_each_sheet_is_no_card(sheet: Any) -> None:
    workshop = reading.understand(
        [sheet("Water", ("Idea",), *WATER), sheet("Parking lot", ("Idea",), *ROADS)]
    )

    assert [idea.title for idea in workshop.ideas] == ["Water"] * 2 + ["Parking lot"] * 2
    assert [idea.parked for idea in workshop.ideas] == [False, False, True, True]


def test_a_sheet_for_each_question_keeps_what_was_asked(sheet: Any) -> None:
    workshop = reading.understand(
        [sheet("Q1", ("What is missing?",), *WATER), sheet("Q2", ("What works?",), *ROADS)]
    )

    assert [(idea.prompt, idea.title) for idea in workshop.ideas] == [
        ("What is missing?", ""),
        ("What is missing?", ""),
        ("What works?", ""),
        ("What works?", ""),
    ]


def test_a_small_group_is_known_in_its_language_and_with_an_accent_typed_as_two_signs(
    sheet: Any,
) -> None:
    named = ("E\u0301quipe 1", "Petit groupe 2")

    workshop = reading.understand([sheet(named[0], *WATER), sheet(named[1], *ROADS)])

    assert [idea.small_group for idea in workshop.ideas] == [named[0]] * 2 + [named[1]] * 2
    assert not any(idea.title for idea in workshop.ideas)


def test_a_sheet_for_each_table_tells_who_wrote_the_cards(sheet: Any) -> None:
    workshop = reading.understand([sheet("Table 1", *WATER), sheet("Table 2", *ROADS)])

    assert [idea.small_group for idea in workshop.ideas] == ["Table 1"] * 2 + ["Table 2"] * 2
    assert {idea.title for idea in workshop.ideas} == {""}


def test_a_family_of_sheets_is_read_the_same_from_its_mapping(sheet: Any) -> None:
    own = [sheet("Water", *WATER), sheet("Roads", *ROADS)]
    before = reading.understand(own)
    words = mapping.text(before.readings, "workshop.xlsx")

    wanted, problems = mapping.parse(words.encode(), "workshop.mapping.toml")

    assert problems == ()
    assert reading.understand(own, wanted).ideas == before.ideas


def test_a_sheet_of_a_family_without_cards_is_a_title_without_cards(sheet: Any) -> None:
    def own(name: str, *cards: str) -> Any:
        return sheet(name, ("Idea",), *((card,) for card in cards))

    rides = own("Rides at night", "Share one van", "Mend the bus", "Ask the mill")
    care = own("Care close by", "Train two sitters", "Open at six", "Pay them well")

    workshop = reading.understand([rides, own("Money that lasts"), care])

    assert [str(title.title) for title in workshop.titles] == ["Money that lasts"]
    assert str(workshop.titles[0].title.place) == "workshop.xlsx!Money that lasts"
