"""A table of a kind we know that lacks a column it must have."""

from dataclasses import dataclass

from pipeline import forms
from pipeline.model import Layout, Sheet
from pipeline.problems import Problem
from pipeline.reading.cards import posts
from pipeline.reading.claims import Certainty, Claim, Reader, Taken
from pipeline.reading.columns import kinds, outline


@dataclass(frozen=True, slots=True)
class Lacking:
    """What is missing, and whether the sheet is certainly of that kind, so that leaving it out is a loss."""

    sheet: Sheet
    header: int
    problem: Problem
    surely: bool


def claim(sheet: Sheet) -> Claim | None:
    """Claim a sheet whose name or headings speak of a kind, but not of all it must hold."""
    table = kinds.table(sheet)
    table = posts.as_cards(table) or table
    problem = _missing(sheet, table)
    if problem is None:
        return None
    header = table.header if table else kinds.top(sheet)
    return Claim(Lacking(sheet, header, problem, _surely(sheet, table)), Certainty.SHAPED)


def _missing(sheet: Sheet, table: kinds.Table | None) -> Problem | None:
    name = kinds.named(sheet)
    if table and kinds.complete(table):
        return None
    if table and (name is table.form or len(table.columns) > 1):
        return kinds.missing(sheet, table.form, table.header, table.columns)
    if name in kinds.TABLES:
        return kinds.missing(sheet, name, kinds.top(sheet), ())
    return None


def _surely(sheet: Sheet, table: kinds.Table | None) -> bool:
    if kinds.named(sheet) or table is None:
        return True
    return table.form is forms.IDEAS and not {"mark", "small_group"}.isdisjoint(table.columns)


def read(found: Lacking, reader: Reader) -> Taken:
    """Refuse the sheet where it certainly holds what cannot be found; else leave it out, and say so."""
    if found.surely:
        reader.account.problems.append(found.problem)
        return Taken("", "not read")
    reader.account.notices.append(found.problem)
    reader.account.leave(found.sheet.cells, "The sheet lacks a column that it must have.")
    message = found.problem.message
    return Taken("", f"left out: {message[0].lower()}{message[1:]}")


def tell(found: Lacking) -> Layout:
    """Return the columns, so that a person can say which is which."""
    return outline.offered(found.sheet, found.header)
