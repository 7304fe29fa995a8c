"""A fact reads the same in all documents of a run, and what is barred stands in none of them."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from pipeline import openxml, sheets

Papers = Callable[..., dict[str, str]]

FACTS = {
    "title": "Larkmoor day", "us": "Larkmoor Board", "contact": "Ada Finch", "partner": "Fellside Mill",
    "ask": "Join the table", "step": "Call the bank", "card": "Share one van", "heading": "Rides that run late",
}  # fmt: skip
BARRED = {name: f"zq{name}" for name in ("note", "why", "review", "held", "alone", "pending", "quote", "surname")}  # fmt: skip


def workbook(facts: dict[str, str], day: date) -> dict[str, list[list[object]]]:
    """Return sheets for every document, each fact typed once where it is typed once."""
    return {
        "Details": [["Workshop", facts["title"]], ["Place", "Hall"], ["Date", day], ["Organization", facts["us"]], ["Contact", facts["contact"]], ["Purpose", "People find work"]],
        "Ideas": [["Card", "Idea", "Column", "Title", "Prompt"], ["K1", facts["card"], 1, facts["heading"], "action"]],
        "Partners": [["Partner", "Organization", "Type", "Ask", "People they serve", "Role in the initiative", "Internal context"], ["P1", facts["partner"], "employer", facts["ask"], "workers", "hosts", BARRED["note"]]],
        "Actions": [["Action step", "Title", "Lead", "Lead organization", "Due", "From cards"], [facts["step"], facts["heading"], "Bo", "P1", day, "K1"]],
        "Phases": [["Phase", "Minutes", "Person"], ["Open", "15", facts["contact"]]],
        "Partnership health": [["Team", "Partner type", "Condition", "Rating (1 = weak, 5 = strong)", "What we see", "Share"], ["North", "TANF", "Trust", 4, BARRED["alone"], "no"]],
        "Regions": [["Partnership", "Progress", "Ask of the state", "First asked", "May be shared"], ["Moor", "Met", "Send a trainer", day, "yes"], ["Fell", BARRED["held"], "", "", "no"]],
        "Initiative": [["Initiative", "Larkmoor Pathways"], ["Our goal", "Jobs"]],
        "Services": [["Service", "Organization"], ["Coaching", "Bank"], ["Coaching", facts["us"]]],
        "Relationship calendar": [["Habit", "How often", "Next"], ["Call", "monthly", day]],
        "Profile": [["Field", "Value", "Verified by"], ["Practice", "Walk along", ""], ["The need", BARRED["pending"], "pending"], ["Quotation", BARRED["quote"], ""], ["Partners and roles", "P1", ""]],
        "Commitments": [["Name", "Commitment", "By when"], [f"Imogen {BARRED['surname']}", "Write", day]],
        "Partner review": [["Organization", "Useful kind", "Useful kind: why", "Internal context"], [facts["partner"], "Yes", BARRED["why"], BARRED["review"]]],
    }  # fmt: skip


WHERE = {  # fact → documents that have it
    "title": {"outcomes", "session-instructions", "resource-map", "partner-landscape", "commitment-cards", "plenary", "feedback-brief", "P1-fellside-mill"},
    "us": {"partner-landscape", "resource-map", "relationship-calendar", "practice-profile", "talking-points"},
    "contact": {"session-instructions", "commitment-cards", "reply-moor", "partner-brief", "practice-profile", "facilitator-plan", "partner-pages"},
    "partner": {"partner-landscape", "partner-brief", "practice-profile", "talking-points", "partner-pages", "action-plan"},
    "ask": {"talking-points", "partner-pages"},
    "step": {"action-plan", "partner-pages"},
    "card": {"outcomes", "partner-pages"},
    "heading": {"outcomes", "action-plan", "session-instructions"},
    "day": {"outcomes", "facilitator-plan", "action-plan", "partner-pages", "commitment-cards", "feedback-brief", "reply-moor", "relationship-calendar"},
}  # fmt: skip


def found_in(papers: dict[str, str], words: str) -> set[str]:
    small = words.casefold()
    names = {name for name, said in papers.items() if small in said.casefold()}
    return {part for name in names for part in name.removesuffix(".docx").split("/")}


def test_a_fact_that_is_changed_once_is_changed_in_every_document(papers: Papers) -> None:
    facts, others = FACTS, {name: f"{words} anew" for name, words in FACTS.items()}
    was, now = date(2026, 12, 7), date(2027, 1, 8)

    before = papers(workbook(facts, was))
    after = papers(workbook(others, now), into="anew")

    for name, words in {**facts, "day": "December 7, 2026"}.items():
        assert WHERE[name] <= found_in(before, words), name
    for name, words in {**others, "day": "January 8, 2027"}.items():
        assert WHERE[name] <= {part.replace("-anew", "") for part in found_in(after, words)}, name
    for name, words in facts.items():
        for paper, said in after.items():
            assert said.casefold().count(words.casefold()) == said.casefold().count(others[name].casefold()), (name, paper)  # fmt: skip
    assert not found_in(after, "December 7, 2026")
    for said in (*before.values(), *after.values()):  # one way to write a day
        for other in ("2026-12-07", "12/7/2026", "7 December", "Dec 7", "2027-01-08"):
            assert other not in said


@pytest.mark.parametrize("only", [(), ("partner-review",)])
def test_what_is_barred_stands_in_no_document(
    papers: Papers, tmp_path: Path, only: tuple[str, ...]
) -> None:
    made = papers(workbook(FACTS, date(2026, 12, 7)), *only)

    books = {
        path.name: "\n".join(cell.text for sheet in sheets.read(path)[0] for cell in sheet.cells)
        for path in (tmp_path / "out").rglob("*.xlsx")
        if path.name not in ("ledger.xlsx", "follow-up.xlsx")  # for staff alone
    }
    texts = {p.name: p.read_text() for p in (tmp_path / "out").rglob("*.txt")}
    internal = "internal/partner-review-internal.docx"
    allowed = {"why": {internal}, "review": {internal}} if only else {"surname": {"outcomes.docx"}}
    for name, mark in BARRED.items():
        telling = {paper for paper, said in {**made, **books, **texts}.items() if mark in said}
        assert telling == allowed.get(name, set()), name
    for ledger in (tmp_path / "out").glob("ledger.xlsx"):
        said = "\n".join(cell.text for sheet in sheets.read(ledger)[0] for cell in sheet.cells)
        assert not [name for name in ("why", "review") if BARRED[name] in said]
    for path in (tmp_path / "out").rglob("*.docx"):
        properties = openxml.outline(path.read_bytes()).partition("[Kicker]")[0]
        assert "zq" not in properties
