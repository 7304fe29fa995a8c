"""Keep the books: where every card went, which cell every statement came from, what was not printed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from string import digits

from pipeline import forms
from pipeline.ledger import made
from pipeline.ledger.unprinted import account, fields_of, ranges
from pipeline.model import (
    About,
    Accounting,
    Book,
    CellAccounting,
    Decision,
    Document,
    Findings,
    Heading,
    Idea,
    Sheet,
    Table,
    Unprinted,
    Wall,
    Workshop,
)
from pipeline.problems import Place

__all__ = ["account", "book", "fields_of", "ranges", "recognise", "typed", "why_not_printed"]

Row = tuple[str | int | None, ...]

FILE = "ledger.xlsx"
STATEMENTS_SHEET = "Statements"
UNPRINTED_SHEET = "Read, and not printed"
LEFT_OUT_SHEET = "Left out"

CARDS = (
    Heading("Card", 10), Heading("Idea", 60), Heading("File", 24), Heading("Sheet", 16), Heading("Cell", 8),
    Heading("Where it went", 44), Heading("Suggested places", 44), Heading("Printed in", 40), Heading("Note", 30),
)  # fmt: skip
QUESTION = Heading("Workshop question", 44)
STATEMENTS = (
    Heading("Document", 44), Heading("Where in the document", 40), Heading("Statement", 70),
    Heading("File", 24), Heading("Sheet", 16), Heading("Cell", 8),
)  # fmt: skip
READINGS = (
    Heading("File", 24), Heading("Sheet", 20), Heading("Read as", 14), Heading("How it was read", 70),
    Heading("Cells read", 12), Heading("Cells used", 12), Heading("Cells left out", 14),
)  # fmt: skip
UNPRINTED = (
    Heading("File", 24), Heading("Sheet", 20), Heading("Cell", 8), Heading("Words", 60), Heading("Read as", 24), Heading("Why", 60),
)  # fmt: skip
MANY = 100_000  # rows: a longer list names the cells below one another that hold the same once
MOST = 1_000_000  # rows of one sheet: Excel takes a few more
DECISIONS = (
    Heading("About", 10), Heading("Which", 30), Heading("What of it", 20), Heading("Decided", 44),
    Heading("Before", 30), Heading("By", 20), Heading("What became of it", 34), Heading("File", 24),
    Heading("Sheet", 16), Heading("Cell", 8),
)  # fmt: skip
LEFT_OUT = (Heading("File", 24), Heading("Sheet", 20), Heading("Cell", 8), Heading("Why", 70), Heading("What to do", 50))  # fmt: skip


def book(
    findings: Findings,
    documents: Sequence[Document],
    cells: CellAccounting,
    unprinted: Sequence[Unprinted],
    found: Mapping[str, int],
) -> Book:
    """Return the ledger of one run: its files, cards, statements, how sheets were read, what was not printed.

    `found` says how many things the accessibility check found in each document.
    """
    accounting = Accounting.of(findings.wall)
    statements = tuple(
        (s.document, s.where, s.text, s.source.file, s.source.sheet, s.source.cell)
        for document in documents
        for s in document.statements
    )
    tables = (
        Table(
            forms.READ_ME,
            (),
            (),
            intro=("Ledger", str(accounting), str(cells), *_advice(findings.workshop)),
        ),
        made.table(documents, found),
        _cards_table(findings, documents),
        Table(STATEMENTS_SHEET, STATEMENTS, statements),
        *_decisions(findings),
        Table("Sheets read", READINGS, tuple(_readings(findings.workshop))),
        *_unprinted(unprinted),
        Table(LEFT_OUT_SHEET, LEFT_OUT, tuple(_left_out(findings.workshop))),
    )
    return Book(FILE, "Ledger of cards and statements", tables)


def recognise(sheets: Sequence[Sheet]) -> str:
    """Return which of our own accounts the sheets of a file are, "" when they are none."""
    first = next((cell.text for sheet in sheets[:1] for cell in sheet.cells[:1]), "")
    if sheets and sheets[0].name == forms.READ_ME:
        return {
            "Ledger": "a ledger",
            "Send log": "a send log",
            "Follow-up list": "a follow-up list",
        }.get(first, "")
    return ""


def documents(sheets: Sequence[Sheet]) -> frozenset[str]:
    """Return the names of the documents that the sheets of a ledger tell of."""
    if recognise(sheets) != "a ledger":
        return frozenset()
    lists = {STATEMENTS_SHEET, made.SHEET}
    named = (cell.text for sheet in sheets if sheet.name in lists for cell in sheet.cells if cell.column == 1)  # fmt: skip
    return frozenset(name.rpartition("/")[2] for name in named)


def _advice(workshop: Workshop) -> Iterator[str]:
    yield "Documents: every file of this run, the blanks left in it, and the accessibility check."
    yield "Cards: every card, the cell it was typed in, and where it went."
    yield "Statements: every text in the documents that came from a cell, and that cell."
    if workshop.decisions:
        yield "Decisions: what people decided in a review, a mapping file or a send log, and what became of it."
    yield "Sheets read and Left out: how each sheet was understood, and what was not used and why."
    yield "Read, and not printed: what was understood but stands in no document of this run, and why."
    yield from (str(notice) for notice in workshop.notices)


def _cards_table(findings: Findings, documents: Sequence[Document]) -> Table:
    """Return the list of cards, with a column more where there are several workshop questions."""
    rows = tuple(_cards(findings, documents))
    if len(findings.wall.questions()) > 1:
        return Table("Cards", (*CARDS, QUESTION), rows)
    return Table("Cards", CARDS, tuple(row[: len(CARDS)] for row in rows))


def _cards(findings: Findings, documents: Sequence[Document]) -> Iterator[Row]:
    printed: dict[object, list[str]] = {}
    for document in documents:
        for statement in document.statements:
            names = printed.setdefault(statement.source, [])
            if document.filename not in names:
                names.append(document.filename)
    for idea, where, suggested in _whereabouts(findings.wall):
        place = idea.text.place
        yield (
            idea.id, idea.text, place.file, place.sheet, place.cell, where, suggested,
            "; ".join(printed.get(place, ())) or "not printed", idea.note, idea.question,
        )  # fmt: skip


def _whereabouts(wall: Wall) -> Iterator[tuple[Idea, str, str]]:
    for group in wall.groups:
        how = "" if group.agreed else " (working title, not agreed)"
        for idea in group.ideas:
            ours = " (placed by Afterword, not agreed)" if idea.proposed or group.proposed else ""
            yield idea, f"{group.title}{how}{ours}", ""
    for unplaced in wall.not_placed:
        names = "; ".join(f"{each.named()} ({each.sure:.0%})" for each in unplaced.proposals)
        yield unplaced.idea, "Not yet placed", names
    for idea in wall.parking_lot:
        yield idea, "Parking lot", ""
    for idea in wall.merged:
        yield idea, f"Printed as one with card {idea.same_as}", ""
    for idea in wall.empty:
        yield idea, "Empty card", ""


def _decisions(findings: Findings) -> Iterator[Table]:
    """Yield what people decided and what became of it, where anybody decided anything."""
    headings = {column.name: column.heading for column in forms.IDEAS.columns}
    headings |= {
        column.name: column.heading for column in forms.GROUPS.columns if column.name != "mark"
    }
    rows = [
        (
            str(each.about), str(each.which), headings.get(each.field, each.field), _value(each),
            each.against or None, "Afterword, not agreed" if each.agreed is None else "a person",
            str(each.outcome), each.value.place.file, each.value.place.sheet, each.value.place.cell,
        )
        for each in (*findings.workshop.decisions, *findings.sent)
    ]  # fmt: skip
    if rows:
        yield Table("Decisions", DECISIONS, tuple(rows))


def _value(decision: Decision) -> str | None:
    if decision.about in {About.GAP, About.TITLE} and decision.agreed is not None:
        return f"{decision.value}: {'yes' if decision.agreed else 'no'}"
    return str(decision.value) or None


def _readings(workshop: Workshop) -> Iterator[Row]:
    for r in workshop.readings:
        left = r.cells_read - r.cells_used
        yield r.file, r.sheet, r.kind or "left out", r.summary, r.cells_read, r.cells_used, left


def _unprinted(rows: Sequence[Unprinted]) -> Iterator[Table]:
    """Yield the list of what was read and not printed, on a second sheet where one cannot hold it."""
    rows = ranges(rows) if len(rows) > MANY else rows
    for number, begin in enumerate(range(0, max(len(rows), 1), MOST), start=1):
        name = UNPRINTED_SHEET + (f" ({number})" if number > 1 else "")
        shown = (
            (each.place.file, each.place.sheet, each.place.cell, each.words, each.field, each.why)
            for each in rows[begin : begin + MOST]
        )
        yield Table(name, UNPRINTED, tuple(shown))


def _left_out(workshop: Workshop) -> Iterator[Row]:
    for reading in workshop.readings:
        for each in reading.left_out:
            place = each.place
            yield place.file, place.sheet, place.cell, each.message, each.advice


def typed(sheets: Sequence[Sheet]) -> dict[str, str]:
    """Return the words of each cell that the statements of a ledger name, by the cell's name."""
    found: dict[str, str] = {}
    for sheet in sheets:
        if sheet.name == STATEMENTS_SHEET:
            rows: dict[int, dict[int, str]] = {}
            for each in sheet.cells:
                rows.setdefault(each.row, {})[each.column] = each.text
            for row in rows.values():
                place = Place(row.get(4, ""), row.get(5, ""), row.get(6, ""))
                found[str(place)] = row.get(3, "")
    return found


def why_not_printed(sheets: Sequence[Sheet], cell: str) -> str:
    """Return what the sheets of a ledger say of a cell (workshop.xlsx!Ideas!D7) that is not printed.

    "" where they do not know it.
    """
    for sheet in sheets:
        rows: dict[int, dict[int, str]] = {}
        for each in sheet.cells:
            rows.setdefault(each.row, {})[each.column] = each.text
        if sheet.name.startswith(UNPRINTED_SHEET):
            for row in _about(rows.values(), cell):
                return f"“{row.get(4, '')}” was read as {row.get(5, '')} and is not printed. {row.get(6, '')}"
        if sheet.name == LEFT_OUT_SHEET:
            for row in _about(rows.values(), cell):
                return f"It was left out. {row.get(4, '')} {row.get(5, '')}".rstrip()
    return ""


def _about(rows: Iterable[Mapping[int, str]], cell: str) -> Iterator[Mapping[int, str]]:
    """Yield the rows (file, sheet, cell or run of cells, …) that are about a cell."""
    for row in rows:
        first, _, last = row.get(3, "").partition(":")
        names = {str(Place(row.get(1, ""), row.get(2, ""), each)) for each in _run(first, last)}
        if cell.casefold() in {each.casefold() for each in names}:
            yield row


def _run(first: str, last: str) -> Iterator[str]:
    """Yield the cells of a run below one another: F2, F4 → F2, F3, F4."""
    letters = first.rstrip(digits)
    begin, end = first[len(letters) :], (last or first)[len(letters) :]
    if begin.isdecimal() and end.isdecimal():
        yield from (f"{letters}{number}" for number in range(int(begin), int(end) + 1))
