"""What may name a person is held back at every door, until somebody clears its row."""

import json
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from made import first_sheet

from pipeline.deliverables.audience import held_off
from pipeline.model import Partner, Rating, Response, Typed, Worksheet, Workshop
from pipeline.openxml import outline
from pipeline.privacy import discreet
from pipeline.privacy.guard import HELD, guarded
from pipeline.problems import Place, Problem
from pipeline.program import PartnerReview

TEXTS = {
    "Actions": "Call Tanya Reed, case 40-1187, about the van",
    "Measure": "Keisha Washington keeps her job",
    "Commitments": "Visit Ms. Okafor at 14 Alder Street",
    "Partners": "A third of learners live like client Jamal T.",
    "Title": "What happened to Denise Hollis",
}


def workbook(folder: Path, cleared: str = "") -> Path:
    book = openpyxl.Workbook()
    book.remove(first_sheet(book))
    sheets = {
        "Details": [
            ["Field", "Value"],
            ["Organization", "Alder Workforce Board"],
            ["Workshop", "Alder day"],
            ["Signer", "Bram Cole"],
        ],
        "Ideas": [
            ["Card", "Idea", "Column", "Title", "Clear to print"],
            ["K1", "Share one form", "A", TEXTS["Title"], cleared],
            ["K2", "Meet each month", "B", "Meetings", cleared],
            ["K3", "Tanya R. was never called", "B", "Meetings", cleared],
        ],
        "Actions": [
            ["Step no.", "Action step", "Lead", "Measure of success", "Title", "Clear to print"],
            ["S1", TEXTS["Actions"], "Ada Flint", TEXTS["Measure"], TEXTS["Title"], cleared],
            ["S2", "Ada Flint drafts the form", "Ada Flint", "Form is used", "Meetings", cleared],
        ],
        "Commitments": [
            ["Name", "Commitment", "What gives hope", "Clear to print"],
            ["Finn Dale", TEXTS["Commitments"], "Ada Flint came", cleared],
        ],
        "Partners": [
            ["Organization", "Type", "Contact", "Evidence", "Ask", "Clear to print"],
            ["Acorn Bank", "bank", "Gia Hale", TEXTS["Partners"], "Lend the hall", cleared],
        ],
    }
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(folder / "day.xlsx")
    return folder / "day.xlsx"


def printed(folder: Path, least: int = 4) -> str:
    texts = [outline(path.read_bytes()) for path in sorted(folder.rglob("*.docx"))]
    texts += [path.read_text("utf-8") for path in sorted(folder.rglob("*.txt"))]
    assert len(texts) >= least
    return "\n".join(texts)


@pytest.fixture
def made_of(run, tmp_path: Path):
    def make(cleared: str) -> tuple[str, str]:
        out = tmp_path / "out"
        result = run("make", workbook(tmp_path, cleared), "--out", out, "--date", "2027-01-04")
        assert result.exit_code == 0, result.output
        return printed(out), result.output

    return make


def test_no_text_of_any_sheet_that_may_name_a_person_is_printed(made_of) -> None:
    documents, said = made_of("")

    for text in (*TEXTS.values(), "Tanya R."):
        assert text not in documents
        assert text not in said
    for name in ("Tanya", "Keisha", "Okafor", "Jamal", "Denise"):
        assert name not in documents
    assert HELD in documents
    assert "[Held back: title 1 may name a person]" in documents
    assert (
        "day.xlsx!Actions: 3 texts may name a person and are held back from the documents" in said
    )
    assert "day.xlsx!Commitments: 1 text may name a person and is held back" in said
    assert "Write yes under Clear to print in a row that may be printed" in said


def test_who_leads_signs_or_promises_is_no_secret(made_of) -> None:
    documents, _ = made_of("")

    assert "Ada Flint drafts the form" in documents
    assert "Ada Flint" in documents
    assert "Gia Hale" in documents


def test_a_persons_yes_prints_the_row(made_of) -> None:
    documents, said = made_of("yes")

    for text in TEXTS.values():
        assert text in documents
    assert "may name a person" not in documents
    assert "held back" not in said


def test_who_is_not_to_be_written_to_is_not_written_to_though_the_words_are_held_back() -> None:
    place = Place("day.xlsx", "Partners", "D2")
    words = Typed("Do not contact, Ms. Okafor asked for that", place)
    partner = Partner(Typed("P1", place), Typed("Acorn Bank", place), ask=words)

    (safe,) = guarded(Workshop(partners=(partner,)))[0].partners

    assert "Okafor" not in safe.ask
    assert held_off(safe)


def test_check_and_make_say_the_same_of_what_is_held_back(run, made_of, tmp_path: Path) -> None:
    _, said = made_of("")
    checked = run("check", tmp_path / "day.xlsx").output

    lines = [line for line in said.splitlines() if "held back from the documents" in line]
    assert len(lines) == 5
    for line in lines:
        assert line in checked


def test_group_shows_only_how_long_a_card_is_that_is_held_back(run, tmp_path: Path) -> None:
    book = workbook(tmp_path)

    shown = run("group", book, "-o", tmp_path / "review.xlsx").output
    told = json.loads(run("group", book, "--json").stdout)

    assert "Tanya" not in shown
    assert "… (25 characters, held back)" in shown
    # a program gets every card whole, as the review workbook does, and is told which are held back
    held = [idea for group in told["groups"] for idea in group["ideas"] if idea["held_back"]]
    assert [idea["text"] for idea in held] == ["Tanya R. was never called"]
    review = openpyxl.load_workbook(tmp_path / "review.xlsx")
    assert "Tanya R. was never called" in [cell.value for cell in review["Ideas"]["B"]]


def test_a_notice_that_quotes_a_cell_quotes_no_person(run, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    rows = (
        ["Card", "Idea", "Column", "Title"],
        ["K1", "Share one form", "A", "Rides for Tanya Reed"],
        ["K2", "Meet each month", "A", "Rides for client T."],
    )
    for row in rows:
        first_sheet(book).append(row)
    book.save(tmp_path / "cards.xlsx")

    said = run("check", tmp_path / "cards.xlsx").output

    assert "Column A is titled" in said
    notice = next(line for line in said.splitlines() if "Column A is titled" in line)
    assert "Tanya" not in notice
    assert "client T." not in notice


def test_a_notice_on_a_name_says_the_name() -> None:
    place = Place("day.xlsx", "Actions", "C2")

    for words, kept in (("Maria Lopez", True), ("Dr. Chen", True), ("call Maria Lopez", False)):
        told = discreet(Problem(place, f'The lead "{words}" works nowhere.'))
        assert (words in told.message) is kept


def test_a_note_of_a_form_is_held_back_until_it_is_reworded(run, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    rows = (
        ["Yes", "No", "Partially", "Statement", "Note"],
        ["", "", "", "Community", ""],
        ["", "x", "", "Partners meet each month", "Ask Tanya Reed, born 4/12/1988"],
        ["x", "", "", "Partners share one form", "Since May"],
        ["x", "", "", "Partners share data", ""],
    )
    for row in rows:
        first_sheet(book).append(row)
    book.save(tmp_path / "form.xlsx")

    run("make", tmp_path / "form.xlsx", "--out", tmp_path / "out", "--yes")

    report = printed(tmp_path / "out", least=1)
    assert "Tanya" not in report
    assert "held back because it may name a person" in report


def test_a_row_of_partnership_health_is_held_back_until_it_is_reworded(run, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    head = ["Team", "Partner type", "Condition", "Rating (1 = weak, 5 = strong)", "What we see"]
    rows = (
        head,
        ["A", "TANF", "We meet", 2, "Tanya Reed, case 40-1187, waits"],
        ["A", "TANF", "We share a form", 4, "It works"],
        ["A", "Job center", "We meet", 3, "Each month"],
    )
    for row in rows:
        first_sheet(book).append(row)
    book.save(tmp_path / "health.xlsx")

    result = run("make", tmp_path / "health.xlsx", "--out", tmp_path / "out", "--yes")

    assert "Reword the cell so that it names nobody" in result.output
    assert "Tanya" not in printed(tmp_path / "out", least=1)


def test_a_partner_review_keeps_the_name_of_its_organization_and_no_other() -> None:
    def typed(words: str, cell: str) -> Typed:
        return Typed(words, Place("w.xlsx", "Partner review", cell))

    review = PartnerReview(
        typed("Denise Hollis", "A2"), context=typed("Denise Hollis is ill", "K2")
    )

    (safe,) = guarded(Workshop(partner_reviews=(review,)))[0].partner_reviews

    assert (str(safe.organization), str(safe.context)) == ("Denise Hollis", HELD)


def test_of_a_filled_form_only_the_rows_of_a_worksheet_are_held_back_here() -> None:
    def cell(words: str, where: str) -> Typed:
        return Typed(words, Place("health.xlsx", "Worksheet", where))

    plain = Rating(cell("Alder", "A2"), cell("Bank", "B2"), cell("Trust", "C2"), cell("4", "D2"))
    told = replace(plain, sees=cell(TEXTS["Measure"], "E2"), cause=cell("No time", "F2"))
    form = Response("Alder", "form", (), remark=cell(TEXTS["Partners"], "A9"))
    worksheet = Response("Alder", "team", (), worksheet=Worksheet((told,), cell("Rating", "D1")))

    safe, notices = guarded(Workshop(responses=(form, worksheet)))

    assert safe.responses[0] == form  # its own guard stands where the answers are printed
    assert safe.responses[1].worksheet is not None
    (rating,) = safe.responses[1].worksheet.ratings
    assert rating == replace(told, sees=Typed(HELD, told.sees.place))
    assert ["E2" in each.message for each in notices] == [True]
