"""A card a row, where what the columns hold tells which of them is the idea."""

from pipeline import forms
from pipeline.model import Layout, Sheet
from pipeline.reading.cards import surveys
from pipeline.reading.cards.surveys import Survey
from pipeline.reading.claims import Certainty, Claim, Reader, Taken
from pipeline.reading.columns import by_content, evidence, kinds
from pipeline.reading.columns.kinds import Table
from pipeline.reading.layouts import answers, rows


def claim(sheet: Sheet) -> Claim | None:
    """Claim a table with a column of sentences whose heading, or whose neighbours, speak of cards."""
    table = kinds.table(sheet)
    doubted = table is not None and table.form is not forms.IDEAS
    if doubted and table and kinds.named(sheet) is table.form:
        return None
    found = by_content.guess(sheet, doubted=doubted)
    if found is None or (found.header and evidence.of_other_work(found)):
        return None
    if survey := surveys.of_several(found):
        cards = kinds.below(sheet, survey.header, *survey.asked)
        return Claim(survey, Certainty.SHAPED, cards)
    cards = kinds.below(sheet, found.header, found.columns["text"])
    return Claim(found, Certainty.SHAPED, cards)


def read(found: Table | Survey, reader: Reader) -> Taken:
    """Read each row as a card, or each answer where several questions were asked."""
    if isinstance(found, Survey):
        return answers.read(found, reader)
    return rows.read(found, reader)


def tell(found: Table | Survey) -> Layout:
    """Return the column of each field, and what it holds that says so."""
    return answers.tell(found) if isinstance(found, Survey) else rows.tell(found)
