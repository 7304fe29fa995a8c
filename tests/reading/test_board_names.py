"""What a tool keeps beside the cards: the board's name, comments, archived cards, the question."""

from typing import Any

from pipeline import grouping, reading

HEADINGS = ("Id", "Name", "Shape Library", "Contained By", "Text Area 1", "Comments")
BOARD = (
    (1, "Document", "", "", "Heron Lake day", ""),
    (2, "Page", "", "", "Page 1", ""),
    (3, "Frame", "Containers", 2, "Rides", ""),
    (4, "Sticky note", "Notes", 3, "Share one van", "ask the mill"),
    (5, "Sticky note", "Notes", 3, "Mend the bus", ""),
    (6, "Frame", "Containers", 2, "Care", ""),
    (7, "Sticky note", "Notes", 6, "Train two sitters", ""),
    (8, "Frame", "Containers", 2, "Money", ""),
)


def test_the_name_of_a_board_is_the_workshops_and_no_card(sheet: Any) -> None:
    workshop = reading.understand([sheet("Board", HEADINGS, *BOARD)])

    assert workshop.details.title == "Heron Lake day"
    assert [str(idea.text) for idea in workshop.ideas] == [
        "Share one van",
        "Mend the bus",
        "Train two sitters",
    ]


def test_a_name_in_the_details_comes_before_that_of_a_board(sheet: Any) -> None:
    details = sheet("Details", ("Workshop", "Juniper roundtable"), ("Place", "Library"))

    workshop = reading.understand([details, sheet("Board", HEADINGS, *BOARD)])

    assert workshop.details.title == "Juniper roundtable"


def test_a_comment_on_a_note_is_its_note(sheet: Any) -> None:
    workshop = reading.understand([sheet("Board", HEADINGS, *BOARD)])

    assert [str(idea.note) for idea in workshop.ideas] == ["ask the mill", "", ""]


def test_a_frame_in_which_no_note_lies_is_a_title_without_cards(sheet: Any) -> None:
    wall = grouping.hang(reading.understand([sheet("Board", HEADINGS, *BOARD)]))

    assert [(str(group.title), len(group.ideas)) for group in wall.groups] == [
        ("Rides", 2),
        ("Care", 1),
        ("Money", 0),
    ]


def test_archived_cards_wait_in_the_parking_lot_and_are_said(sheet: Any) -> None:
    board = sheet(
        "Board",
        ("Card Name", "Card Description", "List Name", "Archived"),
        ("Share one van", "after six", "Rides", "false"),
        ("Buy a ferry", "", "Rides", "true"),
    )

    workshop = reading.understand([board])

    assert [idea.parked for idea in workshop.ideas] == [False, True]
    assert workshop.ideas[0].note == "after six"
    assert [str(each.message) for each in workshop.notices] == [
        "1 card is archived and hangs in the parking lot: row 3."
    ]


def test_the_question_beside_each_answer_is_its_prompt_and_its_wall(sheet: Any) -> None:
    export = sheet(
        "Export",
        ("First Name", "Question", "Answer"),
        ("Wren", "What keeps people away?", "No evening classes"),
        ("Wren", "What would help?", "Share one van"),
        ("Ash", "What keeps people away?", "Too many forms"),
    )

    workshop = reading.understand([export])

    assert [str(idea.prompt) for idea in workshop.ideas] == [
        "What keeps people away?",
        "What would help?",
        "What keeps people away?",
    ]
    assert len(grouping.hang(workshop).questions()) == 2


def test_prompts_of_one_question_are_no_walls_of_their_own(sheet: Any) -> None:
    ideas = sheet(
        "Ideas",
        ("Prompt", "Idea"),
        ("happened", "The bus came late"),
        ("action", "Ask for one more bus"),
    )

    assert not any(idea.question for idea in reading.understand([ideas]).ideas)
