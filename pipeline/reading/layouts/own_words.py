"""A record a row, under headings in people's own words: "To do" with "What", "Lead?", "Due by"."""

from dataclasses import replace

from pipeline import forms
from pipeline.model import Layout, Sheet
from pipeline.reading.claims import Certainty, Claim, Reader, Taken
from pipeline.reading.columns import barred, evidence, kinds, other_work, recognising
from pipeline.reading.columns.evidence import Evidence
from pipeline.reading.columns.kinds import Source, Table
from pipeline.reading.columns.matching import How
from pipeline.reading.layouts import loose, others, rows
from pipeline.reading.layouts.others import Other


def claim(sheet: Sheet) -> Claim | None:
    """Claim a sheet most of whose headings mean the fields of one kind."""
    found = recognising.recognise(sheet, barred=barred.heading)
    if found is None:
        return None
    sure = [each for each in found.matches if each.sure]
    at = {each.field: each.number for each in sure}
    heads = {cell.column: cell.text.strip() for cell in sheet.cells if cell.row == found.header}
    others = {c: words for c, words in heads.items() if words and c not in at.values()}
    matched = frozenset(each.field for each in sure if each.how is not How.KNOWN)
    source = Source.HEADINGS if found.told else Source.MEANING
    table = Table(sheet, found.form, found.header, at, others, source=source, matched=matched)
    if not kinds.complete(table) or other_work.is_other(table):
        return None
    if rows.of_people(table):
        return None
    told = found.told and evidence.of(table) is Evidence.TELLS
    if not told and (_rather_another(table) or not evidence.of(table)):
        return None
    certainty = Certainty.TOLD if told else Certainty.SHAPED
    return replace(rows.claim_of(table), certainty=certainty)


def _rather_another(table: Table) -> bool:
    """Return whether a sheet that only its headings' meaning tells is rather something else.

    A list of partners holds people, too. Of cards, what the columns hold says more than how they
    are headed, where it tells which column has the titles.
    """
    of_cards = table.form is forms.IDEAS
    other = others.tells(table.sheet)
    if other and (of_cards or other is not Other.PEOPLE):
        return True
    by_content = loose.claim(table.sheet) if of_cards else None
    titled = {"title", "mark"}
    return by_content is not None and (
        not titled.isdisjoint(by_content.found.columns) or titled.isdisjoint(table.columns)
    )


def read(found: Table, reader: Reader) -> Taken:
    """Read each row below the headings as a record of the table's kind."""
    return rows.read(found, reader)


def tell(found: Table) -> Layout:
    """Return the column of each field, and what says so."""
    return rows.tell(found)
