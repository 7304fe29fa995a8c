"""What a workshop's sheets are understood to say."""

from datetime import date
from typing import Any

import pytest

from pipeline import reading
from pipeline.model import Workshop
from pipeline.problems import InputRefused


def balanced(workshop: Workshop) -> bool:
    return all(r.cells_read == r.cells_used + len(r.left_out) for r in workshop.readings)


def test_one_card_a_row_keeps_its_words_its_column_and_its_cell(sheet: Any) -> None:
    workshop = reading.understand(
        [sheet("Ideas", ("Card", "Idea", "Column", "Title"), ("B01", " Dig a well ", 1, "Water"))]
    )

    (card,) = workshop.ideas
    assert (card.id, card.text, card.mark, card.title) == ("B01", " Dig a well ", "1", "Water")
    assert str(card.text.place) == "workshop.xlsx!Ideas!B2"
    assert workshop.readings[0].summary == "column B is the idea, 1 card, 1 column"
    assert balanced(workshop)


def test_headings_are_found_whatever_their_case_spaces_and_punctuation(sheet: Any) -> None:
    workshop = reading.understand(
        [sheet("Day 1", ("IDEA_ID", " idea:\u00a0"), ("7", "Dig a well"))]
    )

    assert [card.id for card in workshop.ideas] == ["7"]


def test_a_card_without_an_id_is_called_by_its_cell(sheet: Any) -> None:
    workshop = reading.understand([sheet("Ideas", ("Idea",), ("Dig a well",), ("Fix the road",))])

    assert [card.id for card in workshop.ideas] == ["A2", "A3"]


def test_a_row_with_a_column_but_no_words_is_an_empty_card(sheet: Any) -> None:
    workshop = reading.understand([sheet("Ideas", ("Idea", "Column"), ("Dig a well", 1), ("", 2))])

    assert [card.text for card in workshop.ideas] == ["Dig a well", ""]
    assert workshop.readings[0].summary == "column A is the idea, 1 card, 2 columns, 1 empty"


def test_a_wall_typed_as_it_hung_gives_each_card_the_title_over_it(sheet: Any) -> None:
    workshop = reading.understand(
        [
            sheet(
                "Wall",
                ("What did we do to get there?",),
                ("Water for all", "Roads that last"),
                ("Dig a well", "Fix the road"),
                ("Mend the pump", ""),
            )
        ]
    )

    assert [(card.id, card.title) for card in workshop.ideas] == [
        ("A3", "Water for all"),
        ("A4", "Water for all"),
        ("B3", "Roads that last"),
    ]
    assert workshop.details.question == "What did we do to get there?"
    assert balanced(workshop)


def test_details_are_read_field_by_field_and_dates_as_days(sheet: Any) -> None:
    workshop = reading.understand(
        [
            sheet(
                "Details",
                ("Workshop", "Partnership roundtable"),
                ("Date", date(2025, 11, 4)),
                ("Reply by", "end of March"),
            )
        ]
    )

    assert workshop.details.title == "Partnership roundtable"
    assert workshop.details.date.words == "November 4, 2025"
    assert workshop.details.date.day == date(2025, 11, 4)
    assert (workshop.details.reply_by.words, workshop.details.reply_by.day) == (
        "end of March",
        None,
    )


def test_details_that_disagree_are_refused_with_both_cells(sheet: Any) -> None:
    sheets = [
        sheet("Details", ("Workshop", "Roundtable"), file="one.xlsx"),
        sheet("Details", ("Workshop", "Round table"), file="two.xlsx"),
    ]

    with pytest.raises(InputRefused) as refused:
        reading.understand(sheets)

    assert str(refused.value) == (
        'two.xlsx!Details!B1: "Workshop" is given twice, and differently: also in one.xlsx!Details!B1.\n'
        "  Make both the same, or clear one."
    )


@pytest.mark.parametrize(
    ("field", "other", "offers"),
    [("Date", "two.xlsx", True), ("Site", "two.xlsx", True), ("Date", "one.xlsx", False), ("Signer", "two.xlsx", False)],
)  # fmt: skip
def test_two_files_of_another_day_or_site_may_be_two_workshops(
    sheet: Any, field: str, other: str, offers: bool
) -> None:
    said = {"Date": ("2026-11-04", "2025-11-04"), "Site": ("Alder", "Birch"), "Signer": ("Ida Marrow", "Bo Quill")}  # fmt: skip
    sheets = [
        sheet("Details", ("Workshop", "Roundtable"), (field, said[field][0]), file="one.xlsx"),
        sheet("Details", ("Workshop", "Roundtable"), (field, said[field][1]), file=other),
    ]

    with pytest.raises(InputRefused) as refused:
        reading.understand(sheets)

    assert "is given twice, and differently" in str(refused.value)
    assert ("--roll-up" in str(refused.value)) is offers


def test_notes_for_internal_eyes_are_in_no_noun_and_counted(sheet: Any) -> None:
    workshop = reading.understand(
        [
            sheet(
                "Partners",
                ("Organization", "Type", "Internal context, do not print"),
                ("Marrow Creek", "employer", "their director is leaving"),
            )
        ]
    )

    assert "leaving" not in repr(workshop.partners)
    assert [problem.message for problem in workshop.readings[0].left_out] == [
        "Internal notes stay in the workbook.",
        "Internal notes stay in the workbook.",
    ]


def test_an_ideas_sheet_without_ideas_names_the_headings_it_found(sheet: Any) -> None:
    with pytest.raises(InputRefused) as refused:
        reading.understand([sheet("Ideas", ("Ide", "Title", "Column"), ("Dig a well", "Water", 1))])

    assert str(refused.value) == (
        "workshop.xlsx!Ideas: No column holds the ideas. Headings found: Ide, Title, Column.\n"
        "  If “Ide” is meant as Idea, head it Idea."
    )


def test_what_no_heading_fits_is_refused_with_what_it_begins_with(sheet: Any) -> None:
    with pytest.raises(InputRefused) as refused:
        reading.understand([sheet("Sheet1", ("weight", "height"), (70, 180))])

    assert str(refused.value) == (
        "workshop.xlsx!Sheet1: Left out: it begins with weight, height, "
        "which are no headings that Afterword knows.\n"
        "  For cards, name one column Idea and, if they hang in groups, one Group."
    )


@pytest.mark.parametrize(
    ("fields", "hint"),
    [
        (("Type of agency", "What they bring", "Our ask"), "Name one column Organization."),
        (
            ("Type of agency", "What they can bring", "What we want from them"),
            "Name one column Organization.",
        ),
        (("Type of agency", "Zq", "Our ask"), "For cards, name one column Idea"),
    ],
)
def test_a_sheet_that_lacks_one_column_of_its_kind_is_told_which(
    sheet: Any, fields: tuple[str, ...], hint: str
) -> None:
    with pytest.raises(InputRefused) as refused:
        reading.understand([sheet("Sheet1", ("", *fields), *records("Moor", *fields))])

    assert hint in str(refused.value)


def test_two_headings_of_a_kind_may_be_titles_of_a_wall(sheet: Any) -> None:
    fields = ("Kind of day", "What they bring", "Our ask")
    found = reading.understand([sheet("Sheet1", ("", *fields), *records("Moor", *fields))])

    assert "a copy of the wall" in found.readings[0].question


def records(*heads: str) -> list[list[str]]:
    return [[f"{word} {at}" for word in heads] for at in range(3)]


def test_beside_a_sheet_it_knows_an_unknown_one_is_left_out_and_counted(sheet: Any) -> None:
    workshop = reading.understand(
        [
            sheet("Ideas", ("Idea",), ("Dig a well",)),
            sheet("Notes", ("weight", "height"), (70, 180)),
        ]
    )

    left_out = workshop.readings[1]
    assert (left_out.kind, left_out.cells_read, left_out.cells_used) == ("", 4, 0)
    assert len(left_out.left_out) == 4
    assert len(workshop.notices) == 1


def test_headings_without_rows_are_refused(sheet: Any) -> None:
    with pytest.raises(InputRefused) as refused:
        reading.understand([sheet("Ideas", ("Idea", "Column"))])

    assert str(refused.value) == (
        "workshop.xlsx: There are headings but no rows: no ideas, and nothing else to make documents from.\n"
        "  Type the cards below the headings, one a row."
    )


def test_two_columns_with_one_heading_are_refused(sheet: Any) -> None:
    with pytest.raises(InputRefused) as refused:
        reading.understand(
            [sheet("Ideas", ("Idea", "Title", "IDEA"), ("Dig a well", "", "Mend it"))]
        )

    assert str(refused.value) == (
        "workshop.xlsx!Ideas!A1: 2 columns have the heading Idea: A1 and C1.\n"
        "  Rename one of them, or put both into one column."
    )


def test_a_row_of_csv_with_more_fields_than_headings_is_refused(sheet: Any) -> None:
    with pytest.raises(InputRefused) as refused:
        reading.understand(
            [sheet("ideas", ("Idea", "Title"), ("Dig", " well", "Water"), file="ideas.csv")]
        )

    assert str(refused.value) == (
        "ideas.csv!ideas!C2: There are 2 headings, but row 2 has 3 fields.\n"
        "  A field that holds the delimiter needs quotation marks around it."
    )


def test_an_assessment_beside_the_cards_takes_its_site_from_the_details(sheet: Any) -> None:
    workshop = reading.understand(
        [
            sheet(
                "Assessment",
                ("Yes", "No", "Partially", ""),
                ("x", "", "", "A1 We meet"),
                ("", "x", "", "A2 We share numbers"),
                ("", "", "x", "A3 We know whom to call"),
            ),
            sheet("Details", ("Workshop", "Roundtable"), ("Site or state", "Alder")),
            sheet("Ideas", ("Idea",), ("Dig a well",)),
        ]
    )

    assert [(response.site, len(response.answers)) for response in workshop.responses] == [
        ("Alder", 3)
    ]
    assert [each.kind for each in workshop.readings] == ["assessment", "details", "ideas"]


@pytest.mark.parametrize(
    ("heading", "kind"), [("Idea", "ideas"), ("text", "ideas"), ("Statement", "assessment")]
)
def test_sentences_with_codes_and_no_place_for_an_answer_are_a_form_only_by_their_heading(
    sheet: Any, heading: str, kind: str
) -> None:
    rows = [
        ("C1", "Bus passes for students", "A"),
        ("C2", "Bus passes on clinical days", "A"),
        ("C3", "One shared intake form", "B"),
        ("C4", "Put the intake form online", "B"),
    ]
    [read] = reading.understand([sheet("Sheet1", ("id", heading, "section"), *rows)]).readings

    assert read.kind == kind
    assert bool(read.question) is (heading == "text")
