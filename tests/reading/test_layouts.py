"""Cards in the layouts people type them in."""

from typing import Any

import pytest

from pipeline import reading
from pipeline.model import Workshop
from pipeline.problems import InputRefused


def hung(workshop: Workshop) -> list[tuple[str, str]]:
    return [(str(idea.title), str(idea.text)) for idea in workshop.ideas]


def test_a_merged_title_counts_for_each_of_its_rows(sheet: Any) -> None:
    workshop = reading.understand(
        [
            sheet(
                "Ideas",
                ("Idea", "Title"),
                ("Dig a well", "Water"),
                ("Mend the pump", ""),
                ("Fix the road", "Land"),
                B2={"merged": (2, 1)},
            )
        ]
    )

    assert hung(workshop) == [
        ("Water", "Dig a well"),
        ("Water", "Mend the pump"),
        ("Land", "Fix the road"),
    ]
    assert str(workshop.ideas[1].title.place) == "workshop.xlsx!Ideas!B2"
    assert [notice.message for notice in workshop.notices] == [
        "The merged cell B2:B3 counts for each of its 2 rows."
    ]


def test_a_merged_title_over_the_wall_spans_its_columns(sheet: Any) -> None:
    workshop = reading.understand(
        [
            sheet(
                "Wall",
                ("Water for all", "", "Roads that last"),
                ("Dig a well", "Mend the pump", "Fix the road"),
                A1={"merged": (1, 2)},
            )
        ]
    )

    assert hung(workshop) == [
        ("Water for all", "Dig a well"),
        ("Water for all", "Mend the pump"),
        ("Roads that last", "Fix the road"),
    ]


def test_a_column_of_the_wall_without_a_title_keeps_its_cards_together(sheet: Any) -> None:
    workshop = reading.understand(
        [
            sheet(
                "Wall",
                ("Water for all", "Roads that last", ""),
                ("Dig a well", "Fix the road", "Plant some trees"),
                ("Mend the pump", "", "Water the trees"),
            )
        ]
    )

    assert [(str(idea.mark), str(idea.title)) for idea in workshop.ideas[-2:]] == [
        ("C", ""),
        ("C", ""),
    ]
    assert workshop.readings[0].summary == "a title over each column, 5 cards, 3 columns"


@pytest.mark.parametrize(
    ("rows", "looks", "how"),
    [
        (
            (
                ("Water for all",),
                ("Dig a well",),
                ("Mend the pump",),
                (),
                ("Roads that last",),
                ("Fix the road",),
            ),
            {},
            "a title above each block",
        ),
        (
            (
                ("Water for all",),
                ("Dig a well",),
                ("Mend the pump",),
                ("Roads that last",),
                ("Fix the road",),
            ),
            {"A1": {"bold": True}, "A4": {"bold": True}},
            "under a title in bold",
        ),
        (
            (
                ("Water for all",),
                ("", "Dig a well"),
                ("", "Mend the pump"),
                ("Roads that last",),
                ("", "Fix the road"),
            ),
            {},
            "indented under their title",
        ),
    ],
)
def test_titles_above_their_cards_are_seen_by_what_sets_them_apart(
    sheet: Any, rows: tuple[tuple[str, ...], ...], looks: dict[str, Any], how: str
) -> None:
    workshop = reading.understand([sheet("Sheet1", *rows, **looks)])

    assert hung(workshop) == [
        ("Water for all", "Dig a well"),
        ("Water for all", "Mend the pump"),
        ("Roads that last", "Fix the road"),
    ]
    assert workshop.readings[0].summary == f"{how}, 3 cards, 2 columns"


def test_bullets_typed_by_hand_are_taken_off_a_bare_list(sheet: Any) -> None:
    workshop = reading.understand(
        [
            sheet(
                "paste",
                ("- Dig a well",),
                ("• Mend the pump",),
                ("3. Fix the road",),
                file="paste.txt",
            )
        ]
    )

    assert [str(idea.text) for idea in workshop.ideas] == [
        "Dig a well",
        "Mend the pump",
        "Fix the road",
    ]
    assert str(workshop.ideas[2].text.place) == "paste.txt!paste!A3"


def test_line_breaks_in_one_card_stay_one_card(sheet: Any) -> None:
    workshop = reading.understand([sheet("Ideas", ("Idea",), ("Dig a well\nbehind the school",))])

    assert [str(idea.text) for idea in workshop.ideas] == ["Dig a well\nbehind the school"]


def test_instructions_above_the_headings_are_left_out_and_said(sheet: Any) -> None:
    workshop = reading.understand(
        [sheet("Ideas", ("Type one idea a row.",), (), ("Idea", "Title"), ("Dig a well", "Water"))]
    )

    assert [(str(p.place), p.message) for p in workshop.readings[0].left_out] == [
        ("workshop.xlsx!Ideas!A1", "It stands above the headings.")
    ]
    assert [str(notice) for notice in workshop.notices] == [
        "workshop.xlsx!Ideas!A3: The headings were found in row 3."
    ]


def test_a_row_of_totals_is_no_card(sheet: Any) -> None:
    workshop = reading.understand(
        [sheet("Ideas", ("No", "Idea", "Votes"), (1, "Dig a well", 4), ("Total", "", 4))]
    )

    assert len(workshop.ideas) == 1
    assert [p.message for p in workshop.readings[0].left_out] == ["A row of totals."] * 2


def test_a_card_of_signs_alone_is_a_card_and_a_line_across_is_none(sheet: Any) -> None:
    table = sheet("Ideas", ("Idea", "Column"), ("---", "---"), ("::", ""), ("Dig a well", "A"))
    workshop = reading.understand([table])

    assert [str(idea.text) for idea in workshop.ideas] == ["::", "Dig a well"]
    assert [str(left.place.cell) for left in workshop.readings[0].left_out] == ["A2", "B2"]


def test_lines_of_numbers_are_no_cards(sheet: Any) -> None:
    lines = [(f"{n}.5 {n}e-05 0.25",) for n in range(9)]

    with pytest.raises(InputRefused):
        reading.understand([sheet("Data", *lines)])


def test_a_line_that_says_how_many_cards_there_are_is_no_card(sheet: Any) -> None:
    workshop = reading.understand([sheet("Ideas", ("Idea",), ("Dig a well",), ("Total: 1 cards",))])

    assert [str(idea.text) for idea in workshop.ideas] == ["Dig a well"]


@pytest.mark.parametrize(
    ("mark", "title", "text", "waits"),
    [
        ("", "Parking lot", "Who pays?", True),
        ("Parking Lot", "", "Who pays?", True),
        ("P", "", "Parking lot: who pays?", True),
        ("P", "", "Who pays?", False),
    ],
)
def test_the_parking_lot_is_known_by_its_name(
    sheet: Any, mark: str, title: str, text: str, waits: bool
) -> None:
    workshop = reading.understand(
        [sheet("Ideas", ("Idea", "Column", "Title"), (text, mark, title))]
    )

    assert workshop.ideas[0].parked is waits


def test_a_comment_on_a_card_becomes_its_note_and_struck_words_are_said(sheet: Any) -> None:
    workshop = reading.understand(
        [
            sheet(
                "Ideas",
                ("Idea", "Title"),
                ("Dig a well", "Water"),
                A2={"comment": "ask Dana", "struck": True},
                B1={"comment": "agreed at noon"},
            )
        ]
    )

    assert (workshop.ideas[0].note, str(workshop.ideas[0].note.place)) == (
        "ask Dana",
        "workshop.xlsx!Ideas!A2",
    )
    assert [notice.message for notice in workshop.notices] == [
        "Comments hang on B1: they are in no document.",
        "Struck through, and read all the same: A2.",
    ]


def test_a_cell_without_a_value_is_refused_where_it_matters_only(sheet: Any) -> None:
    wrong = {"fault": "It shows the error #REF!."}
    rows = (("Idea", "Height"), ("#REF!", "#REF!"))

    with pytest.raises(InputRefused) as refused:
        reading.understand([sheet("Ideas", *rows, A2=wrong, B2=wrong)])

    assert str(refused.value) == (
        "workshop.xlsx!Ideas!A2: It shows the error #REF!.\n  Mend or clear the cell."
    )


def test_cards_of_two_sheets_have_ids_of_their_own(sheet: Any) -> None:
    workshop = reading.understand(
        [sheet("Day 1", ("Idea",), ("Dig a well",)), sheet("Day 2", ("Idea",), ("Fix the road",))]
    )

    assert [idea.id for idea in workshop.ideas] == [
        "workshop.xlsx!Day 1!A2",
        "workshop.xlsx!Day 2!A2",
    ]


def test_an_id_on_two_cards_is_said_and_made_unique(sheet: Any) -> None:
    workshop = reading.understand(
        [sheet("Ideas", ("Card", "Idea"), ("B01", "Dig a well"), ("B01", "Fix the road"))]
    )

    assert [idea.id for idea in workshop.ideas] == ["B01", "workshop.xlsx!Ideas!B3"]
    assert [str(notice) for notice in workshop.notices] == [
        (
            "workshop.xlsx!Ideas: The card id B01 is here twice: the later card is called by its place, like workshop.xlsx!Ideas!B3.\n"
            "  Give each card an id of its own, or leave the id out."
        )
    ]


@pytest.mark.parametrize(
    "rows",
    [
        (("County", "People"), ("Alder", 12), ("Caldera", 40)),
        (
            ("Participant name", "Home town"),
            ("Dana Whitlock", "Larkspur Falls"),
            ("Olu Adeyemi", "Birch Hill"),
        ),
        (("item_id", "short_label"), ("V1 a", "One shared vision"), ("V2 b", "Leaders speak up")),
        (tuple(f"Title of {n}" for n in range(61)), tuple(f"Card of {n}" for n in range(61))),
        (("Depot north", "Depot south"), ("2025-01-02", "12:30 PM"), ("2025-01-03", "1:15 PM")),
    ],
)
def test_a_table_of_records_is_no_wall(sheet: Any, rows: tuple[tuple[object, ...], ...]) -> None:
    with pytest.raises(InputRefused):
        reading.understand([sheet("Sheet1", *rows)])


def test_where_a_sheet_says_it_holds_the_cards_no_other_is_taken_for_a_wall(sheet: Any) -> None:
    workshop = reading.understand(
        [
            sheet(
                "Agenda", ("Morning session", "After lunch"), ("Dig in together", "Walk the town")
            ),
            sheet("Ideas", ("Idea",), ("Dig a well",)),
        ]
    )

    assert [str(idea.text) for idea in workshop.ideas] == ["Dig a well"]
    assert [reading.kind for reading in workshop.readings] == ["", "ideas"]
    assert len(workshop.notices) == 1


@pytest.mark.parametrize(
    "heading", ["Idea (one a row)", "Your idea", "IDEA *", "Card_text", "Ideas:"]
)
def test_a_heading_may_carry_an_aside(sheet: Any, heading: str) -> None:
    workshop = reading.understand([sheet("Day 1", (heading, "Group"), ("Dig a well", "Water"))])

    assert hung(workshop) == [("Water", "Dig a well")]


def test_a_post_without_words_is_an_empty_card_that_knows_its_cell(sheet: Any) -> None:
    workshop = reading.understand(
        [sheet("Posts", ("Section", "Title"), ("Water", "Dig a well"), ("Water", ""))]
    )

    assert [(idea.id, str(idea.text)) for idea in workshop.ideas] == [
        ("B2", "Dig a well"),
        ("B3", ""),
    ]


def test_headings_printed_again_are_no_card(sheet: Any) -> None:
    workshop = reading.understand(
        [
            sheet(
                "Ideas",
                ("Idea", "Title"),
                ("Dig a well", "Water"),
                ("Idea", "Title"),
                ("Fix the road", "Land"),
            )
        ]
    )

    assert len(workshop.ideas) == 2
    assert {p.message for p in workshop.readings[0].left_out} == {"The headings again."}


def test_a_sign_in_sheet_is_no_list_of_partners(sheet: Any) -> None:
    workshop = reading.understand(
        [
            sheet("Ideas", ("Idea",), ("Dig a well",)),
            sheet(
                "Day 1",
                ("Name", "Organization", "Email"),
                ("Dana W.", "Clinic", "dana@example.org"),
            ),
        ]
    )

    assert workshop.partners == ()
    assert workshop.readings[1].kind == ""


def test_a_table_that_may_be_something_else_is_left_out_with_the_reason(sheet: Any) -> None:
    workshop = reading.understand(
        [
            sheet("Ideas", ("Idea",), ("Dig a well",)),
            sheet("Budget", ("Title", "Status", "Due"), ("Vans", "open", "May")),
        ]
    )

    assert workshop.readings[1].summary == (
        "left out: no column holds the action steps. Headings found: Title, Status, Due."
    )
    assert len(workshop.readings[1].left_out) == 6


def test_cards_come_in_the_order_of_the_sheets(sheet: Any) -> None:
    form = sheet(
        "Form", ("Timestamp", "Email", "One idea"), ("6/3/25", "a@example.org", "Dig a deep well")
    )
    ideas = sheet("Ideas", ("Idea",), ("Fix the road",))

    assert [str(idea.text) for idea in reading.understand([form, ideas]).ideas] == [
        "Dig a deep well",
        "Fix the road",
    ]


def test_a_slip_in_the_heading_does_not_make_a_wall(sheet: Any) -> None:
    with pytest.raises(InputRefused) as refused:
        reading.understand([sheet("Ideas", ("Ide", "Grupo"), ("Dig a well", "Clean water"))])

    assert str(refused.value) == (
        "workshop.xlsx!Ideas: No column holds the ideas. Headings found: Ide, Grupo.\n"
        "  If “Ide” is meant as Idea, head it Idea."
    )


def test_cards_without_a_column_are_said_where_others_have_one(sheet: Any) -> None:
    workshop = reading.understand(
        [
            sheet(
                "Ideas",
                ("Idea", "Group"),
                ("Dig a well", "Water"),
                ("Fix the road", ""),
                ("", "Land"),
            )
        ]
    )

    assert [str(notice) for notice in workshop.notices] == [
        (
            "workshop.xlsx!Ideas: 1 card hangs in no column: row 3.\n"
            "  Afterword proposes a place for each; a person decides."
        ),
        (
            "workshop.xlsx!Ideas: 1 card has a place but no words: row 4.\n"
            "  They are counted as empty and not printed."
        ),
    ]


def test_a_question_above_titled_blocks_is_the_workshop_question(sheet: Any) -> None:
    found = sheet(
        "Wall",
        ("What did we do to get there?",), (), ("Water",), ("Dig a well",), ("Clean the pump",), (),
        ("Roads",), ("Fix the road",), ("Pave the lane",),
    )  # fmt: skip
    workshop = reading.understand([found])

    assert workshop.details.question == "What did we do to get there?"
    assert [(idea.text, idea.title) for idea in workshop.ideas] == [
        ("Dig a well", "Water"),
        ("Clean the pump", "Water"),
        ("Fix the road", "Roads"),
        ("Pave the lane", "Roads"),
    ]


def test_a_card_that_holds_a_list_is_one_card_and_it_is_said(sheet: Any) -> None:
    found = sheet("Ideas", ("Idea", "Group"), ("- Dig a well\n- Clean the pump", "Water"))
    workshop = reading.understand([found])

    assert len(workshop.ideas) == 1
    assert [notice.message for notice in workshop.notices] == [
        "1 card holds a list, and each counts as one card: row 2."
    ]


LABELS = (("Event name", "Harbor day"), ("Date of event", "2026-11-04"), ("Location", "Mill"), ("Attendees", "24"))  # fmt: skip


def test_labels_in_other_words_than_ours_are_details_but_not_on_a_sheet_named_for_something_else(
    sheet: Any,
) -> None:
    cards = sheet("Ideas", ("Idea",), ("Share one van",), ("Pay the sitter",))

    workshop = reading.understand([cards, sheet("The day", *LABELS)])

    assert str(workshop.details.title) == "Harbor day"
    with pytest.raises(InputRefused, match="No column holds the names of the organizations"):
        reading.understand([cards, sheet("Partners", *LABELS)])
