"""What the screens show: pictures of sheets, proposals, places."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from room.test_desk import at, write

from pipeline import forms, outputs
from pipeline.deliverables import OFFERED, NotMade
from pipeline.model import Document, Proposal, Unplaced
from pipeline.problems import Kind, PipelineError, Place, Problem
from pipeline.room import acts, views
from pipeline.room.desk import Seen
from pipeline.room.papers import State
from pipeline.room.readings import columns, fields_of, heading_rows, sheets

ROWS = (("1", "Warm handoff", "Intake"), ("2", "A van at night", "Rides"), ("3", "Vouchers", None))


def with_proposals(
    tmp_path: Path, *sure: float, by: str = "", rows: tuple[tuple[str | None, ...], ...] = ROWS
) -> Seen:
    """Return a wall whose last card is proposed for its columns that surely."""
    desk = at(write(tmp_path / "w.xlsx", rows))
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


def test_a_card_to_decide_first_comes_first_and_says_so(tmp_path: Path) -> None:
    rows = (*ROWS, ("4", "Gas cards", None))
    seen = with_proposals(tmp_path, 0.3, 0.2, rows=rows)
    wall = seen.thought.wall
    cards = {each.idea.id: each for each in seen.board.wall.not_placed}
    near = tuple(
        replace(card, proposals=wall.not_placed[0].proposals, decide_first=name == "4")
        for name, card in cards.items()
    )
    seen = replace(seen, thought=replace(seen.thought, wall=replace(wall, not_placed=near)))
    (part,) = views.whole(seen).parts
    assert [(card.id, card.first) for card in part.loose] == [("4", True), ("3", False)]
    with page().test_request_context():
        shown = str(views.wall(seen)["pieces"])
    assert shown.count("Decide first: it tells most about the others.") == 1


@pytest.mark.parametrize(("length", "shown"), [(60, "a" * 60), (61, "a" * 60 + "…")])
def test_what_is_cut_is_read_in_full_where_it_is_pointed_at(
    tmp_path: Path, length: int, shown: str
) -> None:
    """A title on a button, a card to choose, a cell in the picture of a sheet."""
    long = "a" * length
    rows = (("1", long, long), ("2", "A van at night", "Rides"), ("3", "Vouchers", None))
    seen = with_proposals(tmp_path, 0.4, 0.3, rows=rows)
    with page().test_request_context():
        wall, dialog = str(views.wall(seen)["pieces"]), views.card_dialog(seen, "2")
    assert f'title="{long}" data-key="hang:1:3">{shown} <span' in wall
    assert f'aria-label="{long}"' in wall  # the card itself is never cut
    assert f'<option value="1" title="{long}">1 · {shown}</option>' in dialog
    book = tmp_path / "v.csv"
    words = f"Who,Whom to call,We would like\nCedar Bluff Hospital,Ada Renn,{long}\n"
    book.write_text(words, encoding="utf-8")
    picture = str(reading_of(at(book).seen()))
    assert f">{shown}</td>" in picture
    assert (f'title="{long}">{shown}</td>' in picture) is (long != shown)


def test_the_words_that_a_card_had_are_shown_whole(tmp_path: Path) -> None:
    long = "Warm handoff " * 30
    desk = at(write(tmp_path / "w.xlsx", (("1", long, "Intake"), ("2", "A van", "Rides"))))
    desk.act({"what": "move", "cards": ["1"], "to": "Rides"})
    write(tmp_path / "w.xlsx", (("1", f"{long} and a note", "Intake"), ("2", "A van", "Rides")))
    found = at(tmp_path / "w.xlsx").seen()
    with page().test_request_context():
        wall = str(views.wall(found)["pieces"])
    assert f"It said: “{long.strip()}" in wall


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
    assert {len(cell) for column in sheet.columns for cell in column.cells} == {63, 64}  # as typed


def test_each_sheet_is_shown_once_and_those_that_are_asked_about_first(tmp_path: Path) -> None:
    book = tmp_path / "a.csv"
    book.write_text("Card,Idea,Column\n1,Warm handoff,Intake\n", encoding="utf-8")
    odd = tmp_path / "b.csv"
    odd.write_text("Good things,So so\nWe share a van at night,The bus is late\nOne form for all,Nobody calls back\n", encoding="utf-8")  # fmt: skip
    seen = at(book, odd).seen()

    assert [(each.file, each.number, each.of) for each in sheets(seen.typed.readings, {})] == [
        ("b.csv", 1, 1),
        ("a.csv", 0, 1),
    ]


def test_what_afterword_writes_is_not_among_the_fields_of_a_column() -> None:
    fields = fields_of(forms.GROUPS.kind)

    assert {"Group", "Title to print", "Theme", "Workshop question"} <= set(fields)
    assert set(fields).isdisjoint({"Title coach", "Other titles", "Was", "Mark on the wall"})


def test_an_internal_column_is_not_among_those_to_be_named(tmp_path: Path) -> None:
    book = tmp_path / "w.csv"
    book.write_text(
        "Card,Idea,Facilitator notes (internal)\n1,Warm handoff,Ana was cross\n2,A van,Late\n",
        encoding="utf-8",
    )
    reading = at(book).seen().typed.readings[0]
    for kind in (forms.IDEAS.kind, forms.PARTNERS.kind):
        assert [each.letters for each in columns(reading, kind, 1)] == ["A", "B"]
    assert not [words for _, words in heading_rows(reading) if "Ana" in words]


def test_what_only_the_command_line_can_do_is_not_said_on_the_page(tmp_path: Path) -> None:
    (tmp_path / "outputs").mkdir()
    (tmp_path / "outputs" / "ledger.xlsx").write_text("ours", encoding="utf-8")
    with pytest.raises(PipelineError) as refused:
        outputs.write([Document("ledger.xlsx", b"")], tmp_path / "outputs")
    (problem,) = refused.value.problems
    place = tmp_path / "outputs" / "ledger.xlsx"
    said = "Already there.\n  Choose another name or folder"
    assert str(problem) == f"{place}: {said}, or pass --replace: then a copy is kept."
    assert views.plainly(problem) == f"{place}: {said}."


def test_a_mapping_file_is_said_with_its_sheet_and_not_again(tmp_path: Path) -> None:
    desk = at(write(tmp_path / "w.xlsx", ROWS))
    told = Problem(Place("w.xlsx"), "it lies there", kind=Kind.OTHER)
    words = "using w.mapping.toml"
    for kind, shown in ((Kind.MAPPING, False), (Kind.OTHER, True)):
        notices = (told, Problem(Place("w.xlsx"), words, kind=kind))
        seen = desk.seen()
        seen = replace(seen, thought=replace(seen.thought, notices=notices))
        assert (words in str(reading_of(seen))) is shown
        assert (words in str(documents_of(seen, State(notices=notices)))) is shown
        assert "it lies there" in str(reading_of(seen))


def test_what_is_not_made_says_why_and_names_no_command(tmp_path: Path) -> None:
    (offered,) = (each for each in OFFERED if each.name == "facilitator-plan")
    each = NotMade(offered, "no sheet Design or Phases was read.")
    assert (
        str(each)
        == "facilitator-plan: not made: no sheet Design or Phases was read (afterword new FILE --with design)."
    )
    page = str(documents_of(at(write(tmp_path / "w.xlsx", ROWS)).seen(), State(not_made=(each,))))
    assert "Facilitator plan: no sheet Design or Phases was read." in page
    assert "afterword new" not in page


def page() -> Flask:
    app = Flask("pipeline.room")
    app.jinja_env.filters["cut"] = acts.cut
    return app


def reading_of(seen: Seen) -> object:
    with page().app_context():
        return views.reading(seen)["pieces"]


def documents_of(seen: Seen, state: State) -> object:
    with page().app_context():
        return views.documents(seen, state)["pieces"]
