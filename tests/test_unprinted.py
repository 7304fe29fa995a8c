"""Cells read = printed + listed with their words + left out: nothing that was understood vanishes."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from conftest import DAY
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

from pipeline import forms, ledger
from pipeline.ledger import unprinted
from pipeline.model import (
    Action,
    Cell,
    CellAccounting,
    ColumnRead,
    Document,
    Findings,
    Idea,
    Layout,
    LeftOut,
    Reading,
    Sheet,
    Statement,
    Typed,
    Unprinted,
    Wall,
    When,
    Workshop,
)
from pipeline.problems import Place

Run = Callable[..., Result]


def book(path: Path, **sheets: list[list[str]]) -> Path:
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    workbook.save(path)
    return path


def listed(folder: Path) -> dict[str, tuple[str, str, str]]:
    """Return the rows of the list: cell → words, what they were read as, why."""
    sheet = load_workbook(folder / "ledger.xlsx")["Read, and not printed"]
    rows = sheet.iter_rows(min_row=2, values_only=True)
    return {f"{row[1]}!{row[2]}": (str(row[3]), str(row[4]), str(row[5])) for row in rows}


def test_what_no_document_prints_is_listed_with_its_words_and_its_cell(
    run: Run, tmp_path: Path
) -> None:
    partners = [["Organization", "Unit"], ["Heron Lake Clinic", "Rides to the night shift"]]
    ideas = [["Idea", "Title", "Note"], ["Share one van", "Rides", "said by table four"]]
    path = book(tmp_path / "w.xlsx", Ideas=ideas, Partners=partners)

    result = run("make", path, "--out", tmp_path / "out", "--date", DAY)

    rows = listed(tmp_path / "out")
    assert rows["Partners!B2"] == (
        "Rides to the night shift",
        "Unit",
        "It stands in no document of this run.",
    )
    assert rows["Ideas!C2"][:2] == ("said by table four", "Note")
    assert rows["Ideas!A1"] == ("Idea", "Heading", "It says what stands below it.")
    assert "Ideas!A2" not in rows
    assert "10 cells read = 3 printed, 7 read and not printed, 0 left out" in result.stderr


def test_what_one_run_does_not_make_is_listed_in_its_ledger(run: Run, tmp_path: Path) -> None:
    steps = [["Action step", "Lead"], ["Ask the council for a van", "Wren Halloway"]]
    path = book(tmp_path / "w.xlsx", Ideas=[["Idea"], ["Share one van"]], Actions=steps)

    run("make", path, "--out", tmp_path, "--only", "outcomes", "--only", "ledger", "--date", DAY)

    assert listed(tmp_path)["Actions!A2"][0] == "Ask the council for a van"


def test_a_card_that_is_held_back_is_listed_and_says_why(run: Run, tmp_path: Path) -> None:
    ideas = [["Idea", "Title"], ["Call Mrs. Tamsin at 555-010-4477", "Rides"], ["A van", "Rides"]]
    path = book(tmp_path / "w.xlsx", Ideas=ideas)

    run("make", path, "--out", tmp_path, "--date", DAY)

    rows = listed(tmp_path)
    assert rows["Ideas!A2"][2] == "The card is held back: it may name a person."
    assert rows["Ideas!B3"][2] == "The same words are printed, from w.xlsx!Ideas!B2."


def test_a_comment_on_a_printed_cell_is_listed(run: Run, tmp_path: Path) -> None:
    path = book(tmp_path / "w.xlsx", Ideas=[["Idea", "Title"], ["Share one van", "Rides"]])
    workbook = load_workbook(path)
    workbook["Ideas"]["A2"].comment = Comment("ask the garage first", "a person")
    workbook.save(path)

    run("make", path, "--out", tmp_path, "--date", DAY)

    assert listed(tmp_path)["Ideas!A2"][:2] == ("ask the garage first", "Note")


def test_votes_are_printed_and_traced_to_their_cell(run: Run, tmp_path: Path) -> None:
    ideas = [["Idea", "Title", "Votes"], ["Share one van", "Rides", "7"]]
    path = book(tmp_path / "w.xlsx", Ideas=ideas)

    run("make", path, "--out", tmp_path, "--date", DAY)

    statements = load_workbook(tmp_path / "ledger.xlsx")["Statements"].values
    assert ("C2", "7") in {(row[5], row[2]) for row in statements}
    assert "Ideas!C2" not in listed(tmp_path)


def test_every_cell_of_the_sample_is_accounted_for(made: Path) -> None:
    sheets = load_workbook(made / "ledger.xlsx")
    rows = [
        row
        for row in sheets["Read, and not printed"].iter_rows(min_row=2, values_only=True)
        if row[2]
    ]
    printed = {row[3:6] for row in sheets["Statements"].iter_rows(min_row=2, values_only=True)}
    left = [row[:3] for row in sheets["Left out"].iter_rows(min_row=2, values_only=True) if row[2]]
    typed = sum(
        int(str(row[4])) for row in sheets["Sheets read"].iter_rows(min_row=2, values_only=True)
    )

    places = {row[:3] for row in rows}
    assert len(printed | places | set(left)) == typed
    assert all(row[3] and row[4] and row[5] for row in rows)


def test_an_account_that_does_not_add_up_does_not_exist() -> None:
    with pytest.raises(AssertionError, match="5 cells read, 4 accounted for"):
        CellAccounting(read=5, printed=2, listed=1, left_out=1)


def test_a_document_that_prints_what_was_left_out_is_our_bug() -> None:
    sheet = Sheet("w.xlsx", "Partners", (Cell(2, 3, "slow to pay", "slow to pay"),))
    left_out = LeftOut(sheet, sheet.cells, ("Internal notes stay in the workbook.",))
    reading = Reading("w.xlsx", "Partners", "partners", "1 partner", 1, 0, left_out)
    findings = Findings(Workshop(readings=(reading,)), Wall(), (), (), date(2026, 11, 4))
    printed = Statement("letter.docx", "p", "slow to pay", Place("w.xlsx", "Partners", "C2"))

    with pytest.raises(AssertionError, match="1 cells read, 2 accounted for"):
        ledger.account(findings, (Document("letter.docx", b"", (printed,)),))


def test_what_a_cell_only_tells_is_listed_under_the_heading_of_its_column(made: Path) -> None:
    rows = listed(made)

    assert rows["Ideas!A2"] == ("B01", "Card", "It names the card.")
    assert rows["Ideas!E2"] == ("1", "Column", "It says where the card hangs.")
    assert rows["Ideas!A1"][1] == "Heading"
    assert rows["Details!A2"][1] == "Label"


def test_every_reason_is_a_sentence_of_its_own() -> None:
    reasons = unprinted.WHY_READ_AS.values()

    assert [each for each in reasons if not (each.startswith("It ") and each.endswith("."))] == []


def test_every_reason_is_that_of_a_heading_people_can_have_typed() -> None:
    headings = {c.heading for form in (*forms.ALL, *forms.FURTHER) for c in form.columns}
    ours = {unprinted.HEADING, unprinted.LABEL, unprinted.LAYOUT, "Accept", "Item"}

    assert unprinted.WHY_READ_AS.keys() - headings <= ours
    assert len(unprinted.WHY_READ_AS) == 26


def test_the_words_and_the_comment_of_a_cell_may_stand_in_two_documents() -> None:
    place = Place("w.xlsx", "Ideas", "B2")
    cells = (Cell(2, 2, "Share one van", "Share one van", comment="for the nights"),)
    reading = Reading("w.xlsx", "Ideas", "ideas", "1 card", 1, 1, used=cells)
    words = [Typed(each, place) for each in ("Share one van", "for the nights")]
    card = Idea(id=Typed("1", Place("")), text=words[0], note=words[1])
    findings = Findings(
        Workshop(readings=(reading,), ideas=(card,)), Wall(), (), (), date(2026, 11, 4)
    )
    said = [Statement("a.docx", "p", each, place) for each in words]

    def listed_of(*statements: Statement) -> list[str]:
        paper = Document("a.docx", b"", statements)
        return [each.words for each in ledger.account(findings, (paper,))[1]]

    assert listed_of(*said) == []
    assert listed_of() == ["Share one van", "for the nights"]
    assert listed_of(said[0]) == ["for the nights"]
    assert listed_of(said[1]) == ["Share one van"]


def test_words_for_a_time_are_of_the_field_they_were_read_as() -> None:
    place = Place("w.xlsx", "Actions", "F2")
    step = Action(
        id=Typed("S1", Place("w.xlsx", "Actions", "A2")),
        step=Typed("Ask", Place("w.xlsx", "Actions", "B2")),
        due=When(Typed("soon", place)),
    )

    assert ledger.fields_of(Workshop(actions=(step,)))[place] == "Due"


def test_a_cell_of_blanks_is_of_no_field() -> None:
    place = Place("w.xlsx", "Ideas", "B2")
    card = Idea(id=Typed("1", Place("")), text=Typed(" ", place))

    assert ledger.fields_of(Workshop(ideas=(card,))) == {}


def test_words_of_a_cell_that_two_fields_keep_are_listed_once() -> None:
    place = Place("w.xlsx", "Ideas", "B2")
    cells = (Cell(2, 2, "Share one van", "Share one van", comment="for the nights"),)
    reading = Reading("w.xlsx", "Ideas", "ideas", "1 card", 1, 1, used=cells)
    card = Idea(
        id=Typed("1", Place("")),
        text=Typed("Share one van", place),
        note=Typed("for the nights", place),
        prompt=Typed("For  the nights", place),
    )
    findings = Findings(
        Workshop(readings=(reading,), ideas=(card,)), Wall(), (), (), date(2026, 11, 4)
    )
    said = Statement("a.docx", "p", "Share one van", place)

    _, listed = ledger.account(findings, (Document("a.docx", b"", (said,)),))

    assert len(listed) == 1


def test_a_very_long_list_names_the_cells_of_a_column_that_hold_the_same_once() -> None:
    def row(cell: str, words: str) -> Unprinted:
        return Unprinted(words, Place("w.xlsx", "Ideas", cell), "Title", "It is printed elsewhere.")

    cells = [
        ("A2", "x1"),
        ("B2", "Rides"),
        ("A3", "x2"),
        ("B3", "Rides"),
        ("B4", "Care"),
        ("B6", "Care"),
    ]

    found = ledger.ranges([row(*each) for each in cells])

    assert [(each.place.cell, each.words) for each in found] == [
        ("A2", "x1"),
        ("B2:B3", "Rides"),
        ("A3", "x2"),
        ("B4", "Care"),
        ("B6", "Care"),
    ]


# ── each side of what is listed, and why ─────────────────────────────────────────────────────


SHEET = Place("w.xlsx", "Ideas")
ELSEWHERE = Place("w.xlsx", "Ideas", "B9")


def at(words: str, cell: str) -> Typed:
    return Typed(words, replace(SHEET, cell=cell))


def unlisted(
    cards: Sequence[Idea], cells: Sequence[Cell], said: Sequence[tuple[str, Place]] = (), **how: Any
) -> list[tuple[str, str, str, str]]:
    """Return what a run lists of the `cells` of one sheet: cell, words, field, why."""
    reading = Reading("w.xlsx", "Ideas", "ideas", "", len(cells), len(cells), used=tuple(cells))
    workshop = Workshop(readings=(replace(reading, **how),), ideas=tuple(cards))
    findings = Findings(workshop, Wall(), (), (), date(2026, 11, 4))
    paper = Document("a.docx", b"", tuple(Statement("a.docx", "p", *each) for each in said))
    account, listed = ledger.account(findings, (paper,))
    assert account.listed + account.printed == len(cells)
    assert account.listed == len({each.place for each in listed})
    return [(each.place.cell, each.words, each.field, each.why) for each in listed]


HELD, COMES, NOWHERE = (
    "The card is held back: it may name a person.",
    "The same words are printed, from w.xlsx!Ideas!B9.",
    "It stands in no document of this run.",
)


@pytest.mark.parametrize(
    ("card", "said", "why"),
    [
        ({"text": "A van"}, [], NOWHERE),
        ({"text": "A van"}, [("a  VAN", ELSEWHERE)], COMES),
        ({"text": "A van"}, [("A vans", ELSEWHERE)], NOWHERE),
        ({"text": "Ask Ms. Reed"}, [], HELD),
        ({"text": "Ask Ms. Reed"}, [("Ask Ms. Reed", ELSEWHERE)], HELD),
        ({"text": "Ask Ms. Reed", "cleared": True}, [], NOWHERE),
        ({"note": "Ask Ms. Reed", "text": ""}, [], NOWHERE),  # a note is not a card
        ({"note": "by bus", "text": "Ask Ms. Reed"}, [], NOWHERE),
        ({"same_as": "N2", "text": "A van"}, [], NOWHERE),
        ({"mark": "A", "text": "A van"}, [], "It says where the card hangs."),
        ({"mark": "A", "text": "A van"}, [("a", ELSEWHERE)], COMES),
    ],
)
def test_why_words_are_in_no_document(
    card: dict[str, Any], said: list[tuple[str, Place]], why: str
) -> None:
    fields: dict[str, Any] = {
        n: at(each, "B2") if isinstance(each, str) else each for n, each in card.items()
    }
    (about, words), *_ = ((n, each) for n, each in fields.items() if n != "cleared")
    if about != "text":
        fields["text"] = at(str(fields["text"]), "")  # of no cell
    cells = (Cell(2, 2, str(words), str(words)),)

    ((cell, shown, _, reason),) = unlisted([Idea(id=Typed("1", Place("")), **fields)], cells, said)

    assert (cell, shown, reason) == ("B2", words, why)


TWO: dict[str, Any] = {"text": at("A van", "B2"), "note": at("for the nights", "B2")}
BOTH = Cell(2, 2, "A van", "A van", comment="for the nights")


@pytest.mark.parametrize(
    ("said", "listed"),
    [
        ([], [("A van", "Idea"), ("for the nights", "Note")]),
        (["A van"], [("for the nights", "Note")]),
        (["All: a  VAN, please"], [("for the nights", "Note")]),
        (["for the nights"], [("A van", "Idea")]),
        (["A van", "for the nights"], []),
        (["A van for the nights"], []),
        (["other words"], [("A van", "Idea"), ("for the nights", "Note")]),
    ],
)
def test_each_part_of_a_cell_is_listed_where_no_statement_of_that_cell_says_it(
    said: list[str], listed: list[tuple[str, str]]
) -> None:
    card = Idea(id=Typed("1", Place("")), **TWO)
    place = replace(SHEET, cell="B2")

    found = unlisted([card], (BOTH,), [(each, place) for each in said])

    assert [each[1:3] for each in found] == listed


def test_a_cell_of_one_part_is_printed_in_whatever_words() -> None:
    card = Idea(id=Typed("1", Place("")), text=at("A van", "B2"))
    cells = (Cell(2, 2, "A van", "A van"),)

    assert unlisted([card], cells, [("one van", replace(SHEET, cell="B2"))]) == []


def test_what_was_made_of_a_cell_is_listed_in_the_words_of_the_cell() -> None:
    card = Idea(id=at("ideas-2", "B2"), text=at("", "B2"), mark=at("", "B2"))

    assert unlisted([card], (Cell(2, 2, "7", 7),)) == [("B2", "7", "Card", "It names the card.")]


COLUMNS = (ColumnRead("Idea", "B"), ColumnRead("Was", "C"), ColumnRead("", "D"))


@pytest.mark.parametrize(
    ("cell", "how", "field", "why"),
    [
        ((1, 2), {}, "Idea", NOWHERE),
        ((1, 3), {}, "Was", "It says what stood there before."),
        ((1, 4), {}, "Layout", "It says how the sheet is laid out."),
        ((1, 5), {}, "Layout", "It says how the sheet is laid out."),
        ((2, 2), {"heading_row": 2}, "Heading", "It says what stands below it."),
        ((1, 2), {"heading_row": 2}, "Idea", NOWHERE),
        ((3, 3), {"heading_row": 2}, "Was", "It says what stood there before."),
        ((3, 1), {"kind": "details"}, "Label", "It says what stands beside it."),
        ((2, 1), {"kind": "details", "heading_row": 2}, "Heading", "It says what stands below it."),
    ],
)
def test_a_cell_that_no_noun_keeps_is_told_by_where_it_stands(
    cell: tuple[int, int], how: dict[str, Any], field: str, why: str
) -> None:
    layout = Layout(columns=COLUMNS, heading_row=how.get("heading_row", 0))
    kind = how.get("kind", "ideas")

    (found,) = unlisted([], (Cell(*cell, "x", "x"),), layout=layout, kind=kind)

    assert found[1:] == ("x", field, why)


def test_an_answer_ticked_twice_stands_in_both_cells_and_a_whole_sheet_in_none() -> None:
    twice, whole = at("yes", "C4, D4"), at("rides", "")
    card = Idea(id=Typed("1", Place("")), text=twice, note=whole)

    found = ledger.fields_of(Workshop(ideas=(card,)))

    assert found == {replace(SHEET, cell=each): "Idea" for each in ("C4", "D4")}


def test_a_comment_on_a_cell_that_was_left_out_is_listed_where_nobody_prints_it() -> None:
    card = Idea(id=Typed("1", Place("")), text=at("A van", "B2"), note=at("by bus", "E5"))
    reading = Reading("w.xlsx", "Ideas", "ideas", "", 1, 1, used=(Cell(2, 2, "A van", "A van"),))
    workshop = Workshop(readings=(reading,), ideas=(card,))
    findings = Findings(workshop, Wall(), (), (), date(2026, 11, 4))

    def listed_of(*said: tuple[str, str]) -> list[tuple[str, str]]:
        given = (Statement("a.docx", "p", each, replace(SHEET, cell=cell)) for each, cell in said)
        paper = Document("a.docx", b"", tuple(given))
        return [(each.place.cell, each.words) for each in ledger.account(findings, (paper,))[1]]

    assert listed_of(("A van", "B2")) == [("E5", "by bus")]
    assert listed_of(("A van", "B2"), ("by bus", "E5")) == []
    assert listed_of(("A van", "B2"), ("by bus", "F5")) == [("E5", "by bus")]


def test_an_account_counts_each_cell_once() -> None:
    cells = tuple(Cell(row, 2, f"idea {row}", f"idea {row}") for row in range(2, 7))
    left = LeftOut(Sheet("w.xlsx", "Ideas", cells), cells[3:], ("Why.", "Why."))
    used = cells[:3]
    cards = [Idea(id=Typed(f"{c.row}", Place("")), text=at(c.text, f"B{c.row}")) for c in used]
    reading = Reading("w.xlsx", "Ideas", "ideas", "", 5, 3, left, used=used)
    findings = Findings(
        Workshop(readings=(reading, reading), ideas=tuple(cards)), Wall(), (), (), date(2026, 11, 4)
    )
    said = Statement("a.docx", "p", "idea 2", replace(SHEET, cell="B2"))

    account, _ = ledger.account(findings, (Document("a.docx", b"", (said,)),))

    assert (account.read, account.printed, account.listed, account.left_out) == (10, 2, 4, 4)
