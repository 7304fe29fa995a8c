"""The ledger says where every card went, what every statement came from, and what was left out."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import Result
from conftest import DAY, SAMPLE
from made import saved
from openpyxl import Workbook, load_workbook

from pipeline import flow, ledger, sheets
from pipeline.ledger import made
from pipeline.ledger import unprinted as unprinted_rows
from pipeline.model import (
    About,
    Book,
    Cell,
    CellAccounting,
    Decision,
    Document,
    Findings,
    Group,
    Idea,
    Proposal,
    Sheet,
    Statement,
    Table,
    Typed,
    Unplaced,
    Unprinted,
    Wall,
)
from pipeline.problems import Place

Run = Callable[..., Result]
WIDTHS = {
    "Cards": {
        "Card": 10, "Idea": 60, "File": 24, "Sheet": 16, "Cell": 8, "Where it went": 44,
        "Suggested places": 44, "Printed in": 40, "Note": 30,
    },
    "Statements": {
        "Document": 44, "Where in the document": 40, "Statement": 70, "File": 24, "Sheet": 16, "Cell": 8,
    },
    "Decisions": {
        "About": 10, "Which": 30, "What of it": 20, "Decided": 44, "Before": 30, "By": 20,
        "What became of it": 34, "File": 24, "Sheet": 16, "Cell": 8,
    },
    "Sheets read": {
        "File": 24, "Sheet": 20, "Read as": 14, "How it was read": 70, "Cells read": 12,
        "Cells used": 12, "Cells left out": 14,
    },
    "Read, and not printed": {
        "File": 24, "Sheet": 20, "Cell": 8, "Words": 60, "Read as": 24, "Why": 60,
    },
    "Documents": {
        "File": 52, "Pages, about": 12, "Texts from cells": 14, "Blanks left": 12, "Accessibility check": 30,
    },
    "Left out": {"File": 24, "Sheet": 20, "Cell": 8, "Why": 70, "What to do": 50},
}  # fmt: skip


@pytest.fixture(scope="module")
def of_sample() -> tuple[Findings, tuple[Document, ...], Book]:
    """Return what was found in the sample and its review, its documents, and their ledger."""
    made: list[tuple[Findings, tuple[Document, ...], Book]] = []
    real = ledger.book

    def seen(findings: Findings, documents: Sequence[Document], *more: Any) -> Book:
        book = real(findings, documents, *more)
        made.append((findings, tuple(documents), book))
        return book

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ledger, "book", seen)
        flow.make(
            [SAMPLE],
            ("outcomes", "action-plan", flow.LEDGER),
            instrument=None,
            today=date(2026, 11, 4),
            own=None,
            track=lambda things, _: iter(things),
        )
    return made[-1]


def table(book: Book, name: str) -> Table:
    (found,) = (each for each in book.tables if each.name == name)
    return found


def test_every_sheet_has_its_columns_and_their_widths(
    of_sample: tuple[Findings, tuple[Document, ...], Book],
) -> None:
    found = {
        each.name: {heading.text: heading.width for heading in each.headings}
        for each in of_sample[2].tables
        if each.headings
    }
    assert found.keys() >= WIDTHS.keys() - {"Decisions"}
    assert {name: found[name] for name in WIDTHS if name in found} == {
        name: WIDTHS[name] for name in WIDTHS if name in found
    }
    assert {heading.text: heading.width for heading in ledger.DECISIONS} == WIDTHS["Decisions"]


def test_every_statement_of_every_document_is_listed_with_its_cell(
    of_sample: tuple[Findings, tuple[Document, ...], Book],
) -> None:
    _, documents, book = of_sample
    rows = table(book, "Statements").rows

    assert rows == tuple(
        (
            each.document,
            each.where,
            each.text,
            each.source.file,
            each.source.sheet,
            each.source.cell,
        )
        for document in documents
        for each in document.statements
    )
    assert len(rows) > 100


def test_a_card_names_each_document_that_prints_it_once(
    of_sample: tuple[Findings, tuple[Document, ...], Book],
) -> None:
    findings, (sound, *_), _ = of_sample
    idea = findings.wall.groups[0].ideas[0]
    twice = [
        Document(
            name,
            sound.content,
            tuple(Statement(name, where, str(idea), idea.text.place) for where in "ab"),
        )
        for name in ("one.docx", "two.docx")
    ]
    cells = CellAccounting(printed=0, listed=0, left_out=0, read=0)

    rows = table(ledger.book(findings, twice, cells, (), {}), "Cards").rows

    printed = {row[0]: row[7] for row in rows}
    assert printed.pop(idea.id) == "one.docx; two.docx"
    assert set(printed.values()) == {"not printed"}


def test_every_card_of_the_wall_is_listed_with_where_it_went(
    of_sample: tuple[Findings, tuple[Document, ...], Book],
) -> None:
    findings, documents, _ = of_sample
    first, *groups = findings.wall.groups
    parked, merged, empty, *rest = first.ideas
    merged = replace(merged, same_as=Typed(parked.id, parked.text.place))
    empty = replace(empty, text=Typed(" ", empty.text.place))
    wall = replace(
        findings.wall,
        groups=(replace(first, ideas=tuple(rest)), *groups),
        parking_lot=(parked,),
        merged=(merged,),
        empty=(empty,),
    )
    cells = CellAccounting(printed=0, listed=0, left_out=0, read=0)

    rows = table(ledger.book(replace(findings, wall=wall), documents, cells, (), {}), "Cards").rows

    went = {str(row[0]): str(row[5]) for row in rows}
    assert len(rows) == len(went) == wall.cards
    assert went[parked.id] == "Parking lot"
    assert went[merged.id] == f"Printed as one with card {parked.id}"
    assert went[empty.id] == "Empty card"
    assert {went[idea.id] for idea in rest} == {str(first.title)}


def test_what_was_left_out_is_listed_and_a_sheet_that_is_not_read_says_so(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "cards.csv").write_text("Idea,Title,Color\nA desk,One form,blue\n,,red\n")
    run("make", tmp_path / "cards.csv", "--out", tmp_path / "out", "--date", DAY)

    book = load_workbook(tmp_path / "out" / "ledger.xlsx")

    assert [row[2:] for row in book["Sheets read"].values][1:] == [
        ("ideas", "column A is the idea, 1 card, 1 column", 7, 4, 3)
    ]
    why = 'The heading "Color" is not one that Afterword knows.'
    assert list(book["Left out"].values)[1:] == [
        ("cards.csv", "cards", cell, why, None) for cell in ("C1", "C2", "C3")
    ]


def test_a_sheet_without_a_kind_is_left_out(
    of_sample: tuple[Findings, tuple[Document, ...], Book],
) -> None:
    findings, documents, _ = of_sample
    first, *rest = findings.workshop.readings
    workshop = replace(findings.workshop, readings=(replace(first, kind=""), *rest))
    cells = CellAccounting(printed=0, listed=0, left_out=0, read=0)

    rows = table(ledger.book(replace(findings, workshop=workshop), documents, cells, (), {}), "Sheets read").rows  # fmt: skip

    assert [row[2] for row in rows] == ["left out", *(each.kind for each in rest)]


def test_the_front_page_tells_of_decisions_where_there_are_any(
    of_sample: tuple[Findings, tuple[Document, ...], Book],
) -> None:
    findings, documents, _ = of_sample
    cells = CellAccounting(printed=0, listed=0, left_out=0, read=0)
    place = Place("review.xlsx", "Groups", "B2")
    decided = Decision(About.TITLE, Typed("1", place), "title", Typed("One door", place))

    for decisions in ((), (decided,)):
        workshop = replace(findings.workshop, decisions=decisions)
        book = ledger.book(replace(findings, workshop=workshop), documents, cells, (), {})
        told = [line for line in book.tables[0].intro if line.startswith("Decisions:")]
        assert len(told) == len(decisions)
        assert len([each for each in book.tables if each.name == "Decisions"]) == len(decisions)


def test_our_own_ledger_names_its_documents_and_any_other_workbook_none(made: Path) -> None:
    found, _ = sheets.read(made / "ledger.xlsx")
    cards, _ = sheets.read(SAMPLE / "workshop.xlsx")

    assert ledger.recognise(found) == "a ledger"
    assert ledger.documents(found) >= {"outcomes.docx", "action-plan.docx", "Document"}
    assert ledger.recognise(sheets.read(made / "outreach" / "send-log.xlsx")[0]) == "a send log"
    assert ledger.recognise(cards) == ""
    assert ledger.recognise(()) == ""
    theirs = Sheet("w.xlsx", "Accounts", (Cell(1, 1, "Ledger", "Ledger"),))
    assert ledger.recognise((theirs,)) == ""
    assert ledger.documents(cards) == frozenset()


def test_what_other_rooms_may_ask_of_it() -> None:
    assert ledger.__all__ == [
        "account",
        "book",
        "fields_of",
        "ranges",
        "recognise",
        "typed",
        "why_not_printed",
    ]


# ── what was read and is not printed ─────────────────────────────────────────────────────────


def rows(*cells: str, words: str = "same") -> tuple[Unprinted, ...]:
    return tuple(Unprinted(words, Place("w.xlsx", "S", cell), "Note", "why") for cell in cells)


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger, "MANY", 3)
    monkeypatch.setattr(ledger, "MOST", 2)


@pytest.mark.usefixtures("short")
def test_a_list_is_shortened_only_where_it_is_longer_than_many() -> None:
    three, four = rows("B2", "B3", "B4"), rows("B2", "B3", "B4", "B5")

    assert [row[2] for t in ledger._unprinted(three) for row in t.rows] == ["B2", "B3", "B4"]
    assert [row[2] for t in ledger._unprinted(four) for row in t.rows] == ["B2:B5"]


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize(("count", "sizes"), [(0, [0]), (1, [1]), (2, [2]), (3, [2, 1])])
def test_a_list_goes_on_on_another_sheet_where_one_cannot_hold_it(
    count: int, sizes: list[int]
) -> None:
    cells = [f"B{2 * number}" for number in range(1, count + 1)]

    found = list(ledger._unprinted(rows(*cells)))

    assert [len(each.rows) for each in found] == sizes
    names = ["Read, and not printed", "Read, and not printed (2)"]
    assert [each.name for each in found] == names[: len(sizes)]
    assert [row[2] for each in found for row in each.rows] == cells


def test_runs_are_of_one_column_and_the_same_words() -> None:
    mixed = (*rows("AB2", "AB3"), *rows("AB5"), *rows("AC4", "AC5"), *rows("AB6", words="other"))

    assert [each.place.cell for each in ledger.ranges(mixed)] == [
        "AB2:AB3",
        "AB5",
        "AC4:AC5",
        "AB6",
    ]


def test_a_day_that_is_printed_in_another_way_is_printed(run: Run, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Actions"
    sheet.append(["Title", "Action step", "Lead", "Due"])
    sheet.append(["One form", "Agree on one form", "Ana Ruiz", date(2026, 12, 1)])
    book.save(tmp_path / "w.xlsx")
    run("make", tmp_path / "w.xlsx", "--out", tmp_path / "out", "--date", DAY, "--yes")

    made = load_workbook(tmp_path / "out" / "ledger.xlsx")

    printed = {row[5]: row[2] for row in made["Statements"].values}
    assert printed["D2"] == "December 1, 2026"
    assert [row[2] for row in made["Read, and not printed"].values][1:] == ["A1", "B1", "C1", "D1"]


def test_a_label_of_the_details_is_told_as_one(run: Run, tmp_path: Path) -> None:
    run("make", SAMPLE, "--out", tmp_path, "--date", DAY, "--only", "outcomes", "--only", "ledger")

    listed = list(load_workbook(tmp_path / "ledger.xlsx")["Read, and not printed"].values)

    by_sheet: dict[object, set[object]] = {}
    for row in listed[1:]:
        by_sheet.setdefault(row[1], set()).add(row[4])
    assert unprinted_rows.LABEL in by_sheet["Details"]
    assert unprinted_rows.HEADING in by_sheet["Ideas"]
    assert not any(unprinted_rows.LABEL in kinds for name, kinds in by_sheet.items() if name != "Details")  # fmt: skip


@pytest.mark.parametrize(
    ("decided", "said", "by"),
    [
        ({"agreed": True}, "One door: yes", "a person"),
        ({"agreed": False}, "One door: no", "a person"),
        ({"agreed": None}, "One door", "Afterword, not agreed"),
    ],
)
def test_a_decision_says_what_was_decided_and_by_whom(
    of_sample: tuple[Findings, tuple[Document, ...], Book],
    decided: dict[str, Any],
    said: str,
    by: str,
) -> None:
    findings, documents, _ = of_sample
    place = Place("review.xlsx", "Groups", "B2")
    title = Decision(About.TITLE, Typed("1", place), "title", Typed("One door", place), **decided)
    workshop = replace(findings.workshop, decisions=(title,))
    cells = CellAccounting(printed=0, listed=0, left_out=0, read=0)

    book = ledger.book(replace(findings, workshop=workshop), documents, cells, (), {})

    ((*_, decision, _, who, _, file, sheet, cell),) = table(book, "Decisions").rows
    assert (decision, who, file, sheet, cell) == (said, by, "review.xlsx", "Groups", "B2")


# ── what an earlier ledger says of a cell ────────────────────────────────────────────────────


def listed(name: str, *rows: Sequence[str]) -> Sheet:
    cells = (
        Cell(row, column, words, words)
        for row, own in enumerate(rows, start=1)
        for column, words in enumerate(own, start=1)
        if words
    )
    return Sheet("ledger.xlsx", name, tuple(cells))


LISTS = (
    listed("Cards", ("w.xlsx", "Ideas", "D1", "of another list")),
    listed(
        "Read, and not printed",
        ("File", "Sheet", "Cell", "Words", "Read as", "Why"),
        ("w.xlsx", "Ideas", "D7", "by bus", "Note", "It stands in no document of this run."),
        ("w.xlsx", "Ideas", "AB9:AB11", "rides", "Title", "Why not."),
        ("w.xlsx", "Ideas", "", "of a whole sheet", "Note", "Why not."),
        ("w.xlsx", "Ideas", "F2:F", "cut", "Note", "Why not."),
        ("w.xlsx", "Ideas", "G:G4", "cut", "Note", "Why not."),
        ("w.xlsx", "Ideas", "H12"),
    ),
    listed("Read, and not printed (2)", ("w.csv", "w", "A1", "two", "Note", "Why not.")),
    listed(
        "Left out",
        ("w.xlsx", "Ideas", "E7", "Nobody knows it.", "Head it Idea."),
        ("w.xlsx", "Ideas", "E8", "Nobody knows it."),
        ("w.xlsx", "Ideas", "D7", "Nobody knows it."),
    ),
)
RIDES = "“rides” was read as Title and is not printed. Why not."


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("w.xlsx!Ideas!D7", "“by bus” was read as Note and is not printed. It stands in no document of this run."),
        ("W.XLSX!ideas!d7", "“by bus” was read as Note and is not printed. It stands in no document of this run."),
        ("w.xlsx!Ideas!AB8", ""),
        ("w.xlsx!Ideas!AB9", RIDES),
        ("w.xlsx!Ideas!AB10", RIDES),
        ("w.xlsx!Ideas!AB11", RIDES),
        ("w.xlsx!Ideas!AB12", ""),
        ("w.xlsx!Ideas!AB9:AB11", ""),
        ("w.xlsx!Ideas!B9", ""),
        ("w.xlsx!Ideas", ""),
        ("w.xlsx!Ideas!F2", ""),
        ("w.xlsx!Ideas!G4", ""),
        ("w.xlsx!Ideas!H12", "“” was read as  and is not printed. "),
        ("w.csv!w!A1", "“two” was read as Note and is not printed. Why not."),
        ("w.xlsx!Ideas!E7", "It was left out. Nobody knows it. Head it Idea."),
        ("w.xlsx!Ideas!E8", "It was left out. Nobody knows it."),
        ("w.xlsx!Ideas!D1", ""),
        ("other.xlsx!Ideas!D7", ""),
        ("w.xlsx!Other!D7", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_a_ledger_says_why_a_cell_is_not_printed(cell: str, said: str) -> None:
    assert ledger.why_not_printed(LISTS, cell) == said
    assert ledger.why_not_printed((), cell) == ""


def test_a_ledger_says_the_words_of_each_cell_that_was_printed() -> None:
    statements = listed(
        "Statements",
        ("a.docx", "p", "A van", "w.xlsx", "Ideas", "B2"),
        ("a.docx", "p", "A desk", "w.xlsx", "Ideas", "B3"),
        ("b.docx", "p", "A desk in full", "w.xlsx", "Ideas", "B3"),
        ("b.docx", "p", "", "w.csv", "", "A1"),
        ("b.docx", "p", "from nowhere"),
    )

    assert ledger.typed((*LISTS, statements)) == {
        "w.xlsx!Ideas!B2": "A van",
        "w.xlsx!Ideas!B3": "A desk in full",
        "w.csv!A1": "",
        "": "from nowhere",
    }


def test_only_the_lists_of_documents_name_documents() -> None:
    front = listed("Read me", ("Ledger",))
    lists = (
        listed("Documents", ("outreach/a.docx", "2"), ("b.docx",)),
        listed("Statements", ("c.docx", "p"), ("outreach/a.docx",)),
        listed("Cards", ("d.docx",)),
    )

    assert ledger.documents((front, *lists)) == {"a.docx", "b.docx", "c.docx"}
    assert ledger.documents(lists) == frozenset()
    assert ledger.documents((listed("Read me", ("Send log",)), *lists)) == frozenset()


@pytest.mark.parametrize(
    ("first", "said"),
    [
        ("Ledger", "a ledger"),
        ("Send log", "a send log"),
        ("Follow-up list", "a follow-up list"),
        ("ledger", ""),
        ("Workshop", ""),
    ],
)
def test_an_account_of_ours_is_known_by_its_first_cell(first: str, said: str) -> None:
    assert ledger.recognise((listed("Read me", (first, "Ledger")),)) == said
    assert ledger.recognise((listed("Front", (first,)),)) == ""
    assert ledger.recognise((listed("Front", (first,)), listed("Read me", (first,)))) == ""
    assert ledger.recognise((listed("Read me"), listed("Read me", (first,)))) == ""


# ── where a card went, and what was decided ──────────────────────────────────────────────────


def a_card(number: int, **more: Any) -> Idea:
    return Idea(
        id=Typed(f"N{number}", Place("")),
        text=Typed(f"Idea {number}", Place("w.xlsx", "Ideas", f"B{number}")),
        **more,
    )


@pytest.mark.parametrize(
    ("group", "card", "went"),
    [
        ({"agreed": True}, {}, "Rides"),
        ({"agreed": False}, {}, "Rides (working title, not agreed)"),
        ({"agreed": True}, {"proposed": True}, "Rides (placed by Afterword, not agreed)"),
        ({"agreed": True, "proposed": True}, {}, "Rides (placed by Afterword, not agreed)"),
        (
            {"agreed": False, "proposed": True},
            {"proposed": True},
            "Rides (working title, not agreed) (placed by Afterword, not agreed)",
        ),
    ],
)
def test_a_place_that_nobody_agreed_on_says_so(
    group: dict[str, Any], card: dict[str, Any], went: str
) -> None:
    idea = a_card(1, **card)
    wall = Wall((Group("A", "Rides", ideas=(idea,), **group),), cards=1)

    assert list(ledger._whereabouts(wall)) == [(idea, went, "")]


def test_a_card_nobody_hung_names_each_place_that_we_suggest() -> None:
    proposals = (Proposal("A", "Rides", 0.724), Proposal("new 1", "Care", 0.5, new=True))
    wall = Wall(not_placed=(Unplaced(a_card(1), proposals), Unplaced(a_card(2))), cards=2)

    assert [row[1:] for row in ledger._whereabouts(wall)] == [
        ("Not yet placed", "Rides (72%); new column: Care (50%)"),
        ("Not yet placed", ""),
    ]


@pytest.mark.parametrize(("questions", "columns"), [(("",), 9), (("How?",), 9), (("How?", "Who?"), 10)])  # fmt: skip
def test_cards_name_their_question_where_there_are_several(
    of_sample: tuple[Findings, tuple[Document, ...], Book],
    questions: tuple[str, ...],
    columns: int,
) -> None:
    cards = [
        a_card(n, question=Typed(each, Place("")), note=Typed(f"note {n}", Place("")))
        for n, each in enumerate(questions)
    ]
    wall = Wall(not_placed=tuple(map(Unplaced, cards)), cards=len(cards))

    found = ledger._cards_table(replace(of_sample[0], wall=wall), ())

    assert [each.text for each in found.headings][9:] == ["Workshop question"] * (columns - 9)
    assert [row[8:] for row in found.rows] == [
        (f"note {n}", each)[: columns - 8] for n, each in enumerate(questions)
    ]
    assert [row[:5] for row in found.rows] == [
        (f"N{n}", f"Idea {n}", "w.xlsx", "Ideas", f"B{n}") for n in range(len(questions))
    ]


REVIEWED = Place("review.xlsx", "Groups", "B2")


@pytest.mark.parametrize(
    ("decided", "row"),
    [
        ((About.TITLE, "title", "One door", {"agreed": True}), ("Title to print", "One door: yes", None, "a person")),
        ((About.GAP, "link", "", {"agreed": False}), ("link", ": no", None, "a person")),
        ((About.CARD, "mark", "B", {"agreed": True, "against": "A"}), ("Column", "B", "A", "a person")),
        ((About.CARD, "mark", "", {"agreed": None}), ("Column", None, None, "Afterword, not agreed")),
        ((About.CARD, "same_as", "N2", {"agreed": True}), ("Same as card", "N2", None, "a person")),
        ((About.TITLE, "theme", "Rides", {"agreed": None}), ("Theme", "Rides", None, "Afterword, not agreed")),
    ],
)  # fmt: skip
def test_each_decision_is_a_row_that_says_before_and_after(
    of_sample: tuple[Findings, tuple[Document, ...], Book],
    decided: tuple[About, str, str, dict[str, Any]],
    row: tuple[str | None, ...],
) -> None:
    about, field, value, more = decided
    each = Decision(about, Typed("N1", REVIEWED), field, Typed(value, REVIEWED), **more)
    workshop = replace(of_sample[0].workshop, decisions=())

    for here in ({"decisions": (each,)}, {"sent": (each,)}):
        sent = here.get("sent", ())
        findings = replace(
            of_sample[0],
            workshop=replace(workshop, decisions=here.get("decisions", ())),
            sent=sent,
        )
        ((found,),) = (each.rows for each in ledger._decisions(findings))
        assert found[:2] == (str(about), "N1")
        assert found[2:6] == row
        assert found[6:] == (str(each.outcome), "review.xlsx", "Groups", "B2")


# ── the bounds of its lists ──────────────────────────────────────────────────────────────────


def words_document(words: int) -> Document:
    paper = docx.Document()
    paper.add_paragraph("word " * words)
    return Document("paper.docx", saved(paper))


@pytest.mark.parametrize(("words", "pages"), [(1, 1), (330, 1), (331, 2), (660, 2), (661, 3)])
def test_pages_are_reckoned_from_words(words: int, pages: int) -> None:
    ((_, reckoned, *_),) = made.table([words_document(words)], {}).rows

    assert reckoned == pages


@pytest.mark.parametrize("blanks", [0, 1, 3])
def test_blanks_are_counted_in_the_language_they_are_in(blanks: int) -> None:
    paper = docx.Document()
    for n in range(blanks):
        paper.add_paragraph("[Fill in: the day]" if n % 2 else "[Por completar: el día]")
    letter = Document("letter.docx", saved(paper))

    ((*_, left, _), text) = made.table([letter, Document("letter.txt", b"[Fill in: x]")], {}).rows

    assert left == blanks
    assert text[3] is None


@pytest.mark.parametrize(
    ("found", "said"),
    [({}, "nothing found"), ({"other.docx": 3}, "nothing found"), ({"paper.docx": 2}, "2 to mend")],
)
def test_each_document_says_what_the_check_found_in_it(found: dict[str, int], said: str) -> None:
    ((*_, result),) = made.table([words_document(1)], found).rows

    assert result == said


@pytest.mark.parametrize(("rows", "listed"), [(100_000, 100_000), (100_001, 1)])
def test_a_list_that_is_too_long_names_runs_of_cells(rows: int, listed: int) -> None:
    why = "It is counted."
    cells = [
        Unprinted("x", Place("a.csv", "a", f"B{n}"), "Answer", why) for n in range(1, rows + 1)
    ]

    (table,) = ledger._unprinted(cells)

    assert len(table.rows) == listed


@pytest.mark.parametrize(("rows", "parts"), [(1_000_000, [1_000_000]), (1_000_001, [1_000_000, 1])])
def test_a_list_that_no_sheet_takes_stands_on_two(
    monkeypatch: pytest.MonkeyPatch, rows: int, parts: list[int]
) -> None:
    monkeypatch.setattr(ledger, "ranges", tuple)
    cell = Unprinted("x", Place("a.csv", "a", "B1"), "Answer", "It is counted.")

    assert [len(table.rows) for table in ledger._unprinted([cell] * rows)] == parts
