"""Lay edits of documents out as a workbook in which a person decides, and apply what was accepted.

What is accepted stands for the words of the cell it came from, in every document of a run that is given
the workbook and this one. The workbook itself is a person's: nobody writes into it.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from string import digits

from pipeline import forms
from pipeline.model import (
    NEW_ROW,
    About,
    Book,
    Cell,
    Decision,
    Edit,
    Heading,
    Outcome,
    Sheet,
    Table,
    Typed,
    column_number,
)
from pipeline.names import same_name
from pipeline.problems import Place, Problem
from pipeline.words import is_unknown, says_no, says_yes

_REFERENCE = re.compile(r"(?P<column>[A-Z]{1,3})(?P<row>[1-9]\d{0,6})")

SHEET = "Edits"
STAYS = "In the documents only"
ADDED = "(a new row)"
EVERYWHERE = ", in each row that says it"
INTRO = (
    "Edits of documents",
    "Edits: a row for each text that somebody changed in a document and that came from a cell, and for each cell of a row that somebody added.",
    "Write yes under Accept to have the new words printed in all documents, no to drop them. You may mend them under In the document. A title gets its new words beside each card and step that stands under it.",
    "Save, and give this file to make beside the workbook: afterword make workshop.xlsx this-file.xlsx. The workbook stays as it is; where it says something else by then, the edit is set aside, and said.",
)  # fmt: skip
HEADINGS = (
    Heading("Cell", 34, help="Where it was typed. Leave as it is."),
    Heading("Read as", 18, help="Written by Afterword, not read."),
    Heading("Typed", 50, help="What stood in the cell, where the ledger says so. Not read."),
    Heading("In the document", 50, help="What somebody made of it."),
    Heading("Document", 34, help="Written by Afterword, not read."),
    Heading("Accept", 10, ("yes", "no"), help="yes prints the new words, no drops them."),
    Heading("Mark", 20, help="Tells whether the cell is as it was, and for a title, in which columns it stands. Leave as it is."),
)  # fmt: skip
CELL, READ_AS, _, NEW, DOCUMENT, ACCEPT, MARK = (each.text for each in HEADINGS)


def mark(words: str) -> str:
    """Return a sum over the words of a cell: 16 hexadecimal digits of SHA-256."""
    return sha256(words.strip().encode("utf-8", "surrogatepass")).hexdigest()[:16]


def book(
    edits: Sequence[Edit], typed: Mapping[str, str], stays: Sequence[Problem], filename: str
) -> Book:
    """Return the workbook to decide in; `typed` are the words of cells, where they are known.

    What `stays` in the documents is listed on a sheet of its own.
    """
    rows = tuple(
        (
            str(each.source), f"{each.field}{EVERYWHERE if each.also else ''}",
            ADDED if each.mark == NEW_ROW else typed.get(str(each.source)), each.words,
            f"{each.document}, {each.where}", None, "\n".join((each.mark, *each.also)),
        )
        for each in edits
    )  # fmt: skip
    tables = [
        Table(forms.READ_ME, (), (), intro=INTRO),
        Table(SHEET, HEADINGS, rows, marked=frozenset(range(len(rows))), keep=1),
    ]
    if stays:
        rest = tuple((each.place.file, each.message) for each in stays)
        tables.append(Table(STAYS, (Heading("Document", 34), Heading("What stays", 120)), rest))
    return Book(filename, "Edits of documents", tuple(tables))


def recognise(sheets: Sequence[Sheet]) -> bool:
    """Say whether the sheets of a file are such a workbook."""
    return any(_header(each) for each in sheets if each.name == SHEET)


def apply(
    sheets: Sequence[Sheet], books: Sequence[Sheet]
) -> tuple[list[Sheet], tuple[Decision, ...], tuple[Problem, ...]]:
    """Return the sheets with what people accepted in `books`, each decision with its outcome, notices.

    An edit of a cell that says something else by now, or whose sheet is not there, changes nothing.
    """
    asked = [row for each in books for row in _rows(each)]
    if not asked:
        return list(sheets), (), ()
    cells = {
        str(sheet.place(cell.row, cell.column)): cell for sheet in sheets for cell in sheet.cells
    }
    names = {str(Place(sheet.file, sheet.name)) for sheet in sheets}
    filled = {
        str(Place(sheet.file, sheet.name, str(cell.row)))
        for sheet in sheets
        for cell in sheet.cells
        if cell.text.strip()
    }
    now: dict[str, Cell] = {}
    decisions: list[Decision] = []
    problems: list[Problem] = []
    for row in asked:
        cell = cells.get(str(row[CELL])) or _empty(str(row[CELL]), names)
        fits = cell is not None and _fits(row, cell, filled)
        decision, words = _decided(row, cell, fits=fits, taken=now.get(str(row[CELL])))
        decisions.append(decision)
        if decision.outcome is Outcome.APPLIED and decision.agreed and cell:
            new = cell._replace(text=str(words), value=str(words), fault="")
            now[str(row[CELL])] = new
            for name, each in _alike(row, cell, cells):
                now.setdefault(name, new._replace(row=each.row, column=each.column))
        problems += _said(decision, row)
    changed = [
        replace(
            sheet,
            cells=tuple(
                now.get(str(sheet.place(cell.row, cell.column)), cell) for cell in sheet.cells
            ),
        )
        for sheet in sheets
    ]
    empty = {name: cell for name, cell in now.items() if name not in cells}
    return [_filled(each, empty) for each in changed], tuple(decisions), tuple(problems)


def _alike(
    row: Mapping[str, Typed], cell: Cell, cells: Mapping[str, Cell]
) -> Iterator[tuple[str, Cell]]:
    """Yield the cells that hold the same title as `cell`, in the columns that the mark names."""
    columns = frozenset(row[MARK].splitlines()[1:])
    for name, each in cells.items() if columns else ():
        if name.rstrip(digits) in columns and same_name(each.text, cell.text):
            yield name, each


def _empty(name: str, sheets: Collection[str]) -> Cell | None:
    """Return the empty cell of that name, None where its sheet is not among the names of `sheets`."""
    sheet, _, reference = name.rpartition("!")
    found = _REFERENCE.fullmatch(reference)
    if sheet not in sheets or not found:
        return None
    return Cell(int(found["row"]), column_number(found["column"]), "")


def _filled(sheet: Sheet, empty: Mapping[str, Cell]) -> Sheet:
    """Return the sheet with those of its `empty` cells that say something now, by their names."""
    new = [
        cell
        for name, cell in empty.items()
        if name.rpartition("!")[0] == str(Place(sheet.file, sheet.name))
    ]
    cells = sorted((*sheet.cells, *new), key=lambda each: (each.row, each.column))
    return replace(sheet, cells=tuple(cells)) if new else sheet


def _fits(row: Mapping[str, Typed], cell: Cell, filled: Collection[str]) -> bool:
    """Say whether the cell is as it was when the document was made; of a new row, whether it is empty."""
    if row[MARK].strip() == NEW_ROW:
        return f"{str(row[CELL]).rpartition('!')[0]}!{cell.row}" not in filled
    return mark("" if is_unknown(cell.text) else cell.text) == row[MARK].strip().partition("\n")[0]


def _decided(
    row: Mapping[str, Typed], cell: Cell | None, *, fits: bool, taken: Cell | None
) -> tuple[Decision, Typed]:
    yes = says_yes(row[ACCEPT])
    no = bool(row[ACCEPT].strip()) and says_no(row[ACCEPT])
    said = True if yes else False if no else None
    if not yes:
        outcome = Outcome.APPLIED if no or not row[ACCEPT].strip() else Outcome.UNCLEAR
    elif cell is None:
        outcome = Outcome.GONE
    elif (taken or cell).text.split() == row[NEW].split():
        outcome = Outcome.UNCHANGED
    elif not fits:
        outcome = Outcome.CHANGED
    else:
        outcome = Outcome.OVERRULED if taken else Outcome.APPLIED
    against = cell.text if cell else None
    field = str(row[READ_AS])
    return Decision(About.CELL, row[CELL], field, row[NEW], against, said, outcome=outcome), row[
        NEW
    ]


def _said(decision: Decision, row: Mapping[str, Typed]) -> Iterator[Problem]:
    """Yield why an accepted edit changes nothing."""
    place = decision.value.place
    cell = decision.which
    match decision.outcome:
        case Outcome.GONE:
            yield Problem(place, f"{cell} is not there: nothing is changed.", "Give its file, too.")
        case Outcome.CHANGED if row[MARK].strip() == NEW_ROW:
            message = f"Something is typed in the row of {cell} by now: nothing is put there."
            yield Problem(place, message, "Type it in a row below, or run sync again.")
        case Outcome.CHANGED:
            message = f"{cell} says something else by now, or it holds more than what was edited: the cell counts."
            yield Problem(place, message, "Change it there, or run sync again.")
        case Outcome.OVERRULED:
            message = f"An edit of {cell} above is accepted, too, and counts."
            yield Problem(place, message, "Write yes beside one of them.")
        case Outcome.UNCLEAR:
            message = f"Accept says neither yes nor no of {cell}: nothing is changed."
            yield Problem(place, message, "Write yes or no.")
        case _:
            pass


def _rows(sheet: Sheet) -> Iterator[dict[str, Typed]]:
    """Yield each row below the headings by its headings, what is empty as empty words."""
    header = _header(sheet)
    rows: dict[int, dict[int, Cell]] = {}
    for cell in sheet.cells:
        rows.setdefault(cell.row, {})[cell.column] = cell
    for number, row in sorted(rows.items()):
        if not header or number <= header[0]:
            continue
        said = {
            heading: Typed(row[column].text if column in row else "", sheet.place(number, column))
            for heading, column in header[1].items()
        }
        if said[CELL].strip():
            yield said | {CELL: said[CELL].bare()}


def _header(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    """Return the row of the headings and the column of each, None where they are not there."""
    rows: dict[int, dict[str, int]] = {}
    for cell in sheet.cells:
        rows.setdefault(cell.row, {})[cell.text.strip()] = cell.column
    for number, row in rows.items():
        if {CELL, READ_AS, NEW, ACCEPT, MARK} <= row.keys():
            return number, {each.text: row[each.text] for each in HEADINGS if each.text in row}
    return None
