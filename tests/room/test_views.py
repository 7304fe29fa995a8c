"""What the screens show: pictures of sheets, proposals, places."""

from dataclasses import replace
from pathlib import Path

import pytest
from room.test_desk import at, write

from pipeline.model import Proposal, Unplaced
from pipeline.problems import Place, Problem
from pipeline.room import views
from pipeline.room.desk import Seen
from pipeline.room.readings import heading_rows, sheets

ROWS = (("1", "Warm handoff", "Intake"), ("2", "A van at night", "Rides"), ("3", "Vouchers", None))


def with_proposals(tmp_path: Path, *sure: float, by: str = "") -> Seen:
    """Return a wall whose last card is proposed for its columns that surely."""
    desk = at(write(tmp_path / "w.xlsx", ROWS))
    desk.think()
    seen = desk.seen()
    card = seen.thought.wall.not_placed[0].idea
    marks = [group.mark for group in seen.board.wall.groups]
    places = (Proposal(mark, mark, each, offered_by=by) for mark, each in zip(marks, sure))  # noqa: B905 - as many as said
    wall = replace(seen.thought.wall, not_placed=(Unplaced(card, tuple(places)),))
    return replace(seen, thought=replace(seen.thought, wall=wall))


@pytest.mark.parametrize(("sure", "shown"), [(0.5, True), (0.49, False)])
def test_a_card_is_shown_in_the_column_of_which_afterword_is_fairly_sure(
    tmp_path: Path, sure: float, shown: bool
) -> None:
    view = views.whole(with_proposals(tmp_path, sure, 0.4))
    cards = [card for column in view.columns for card in column.cards if card.proposed]
    assert [card.id for card in cards] == ["3"] * shown
    assert [card.id for part in view.parts for card in part.loose] == ["3"] * (not shown)
    if shown:
        assert cards[0].sure == "50% sure"


@pytest.mark.parametrize(("sure", "places"), [(0.05, ["Intake", "Rides"]), (0.04, ["Intake"])])
def test_a_place_that_is_hardly_likely_is_not_said(
    tmp_path: Path, sure: float, places: list[str]
) -> None:
    (part,) = views.whole(with_proposals(tmp_path, 0.4, sure)).parts
    assert [place.title for place in part.loose[0].also] == places


def test_of_one_column_alone_nobody_can_be_sure(tmp_path: Path) -> None:
    (part,) = views.whole(with_proposals(tmp_path, 1.0)).parts
    (card,) = part.loose
    assert [(place.title, place.sure) for place in card.also] == [("Intake", "")]


def test_where_a_model_says_it_it_is_not_said_how_sure(tmp_path: Path) -> None:
    view = views.whole(with_proposals(tmp_path, 0.3, by="a model"))
    (card,) = [card for column in view.columns for card in column.cards if card.proposed]
    assert (card.proposed, card.sure) == ("a model", "")


def test_the_picture_of_a_sheet_is_its_first_rows_and_columns(tmp_path: Path) -> None:
    head = [f"Heading {n}" for n in range(16)]
    rows = [[f"{n}{m} {'x' * 60}" for n in range(16)] for m in range(9)]
    book = tmp_path / "w.csv"
    book.write_text("".join(f"{','.join(each)}\n" for each in (head, *rows)), encoding="utf-8")
    (sheet,) = sheets(at(book).seen().asked(), {})
    assert [column.letters for column in sheet.columns] == list("ABCDEFGHIJKLMN")
    assert sheet.more_columns == 2
    reading = at(book).seen().typed.readings[0]
    assert [row for row, _ in heading_rows(reading)] == [
        1,
        2,
        3,
        4,
        5,
        6,
        7,
        8,
    ]  # one of these may hold the headings
    (cells,) = {len(column.cells) for column in sheet.columns}
    assert cells == 3  # below the headings
    assert {len(cell) for column in sheet.columns for cell in column.cells} == {len("…") + 60}


@pytest.mark.parametrize(
    ("hint", "shown"),
    [
        ("Close it in Excel.", "Close it in Excel."),
        ("Rename what is to be read; a workbook from afterword new shows the headings.", "Rename what is to be read."),
        ("Correct it. Or pass --replace.", "Correct it."),
        ("If all is right: afterword make w.xlsx --yes.", "If all is right."),
        ("No sheet Design was read (afterword new FILE --with design).", "No sheet Design was read."),
        ("Hang two cards (or three) first.", "Hang two cards (or three) first."),
        ("Hang two cards first, or ask a language model (--ask).", "Hang two cards first, or ask a language model."),
    ],
)  # fmt: skip
def test_what_only_the_command_line_can_do_is_not_said_on_the_page(hint: str, shown: str) -> None:
    problem = Problem(Place("w.xlsx", "Ideas", "B3"), "It is empty.", hint)
    assert views.plainly(problem) == f"w.xlsx!Ideas!B3: It is empty.\n  {shown}"
