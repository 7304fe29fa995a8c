"""Recognise a sheet of details in people's own words: labels down a column, what they say beside them."""

from collections.abc import Mapping
from itertools import islice

from pipeline import forms
from pipeline.model import Cell, Sheet
from pipeline.reading.columns import matching, wordings
from pipeline.reading.columns.content import of
from pipeline.reading.columns.kinds import rows_of
from pipeline.reading.columns.matching import Barred, Column, How
from pipeline.reading.columns.recognising import Recognised

MOST_ROWS = 100  # on a sheet of details
MOST_CELLS = 3  # in a row: a label, what it says, perhaps a remark
LEAST_LABELS = 3  # that are known, where no headings say what the sheet is
# of a workshop; an invoice has a date, a contact and a telephone number, too
OF_A_WORKSHOP = frozenset(
    {"title", "question", "program", "purpose", "signer", "next_session", "next_bring", "reply_by",
     "mou_term", "mou_review"}
)  # fmt: skip


def recognise(sheet: Sheet, *, barred: Barred) -> Recognised | None:
    """Return which label is which field, each by its row, None where it is no sheet of details.

    Under the headings Field and Value one known label is enough. Elsewhere at least three, and half
    of the labels, must be fields of a workshop; told, where the lists know as many of them.
    """
    rows = dict(islice(rows_of(sheet), MOST_ROWS + 1))
    if len(rows) > MOST_ROWS or any(len(row) > MOST_CELLS for row in rows.values()):
        return None
    header = next((number for number, row in rows.items() if _says_field_and_value(row)), 0)
    labels = [_label(number, row) for number, row in rows.items() if number > header]
    labels = [label for label in labels if not barred(label.heading)]
    matches = matching.match(forms.DETAILS, labels, barred=barred)
    matches = tuple(each for each in matches if each.how is not How.CONTENT)
    listed = [each.field for each in matches if each.how is How.KNOWN]
    enough = max(LEAST_LABELS, len(labels) / 2)
    if header:
        enough = 1
    elif OF_A_WORKSHOP.isdisjoint(each.field for each in matches):
        return None
    other = sum(wordings.key(label.heading) in wordings.phrases("elsewhere") for label in labels)
    if len(matches) < enough or other * 2 > len(matches):
        return None
    sure = sum(min(1.0, each.margin / matching.WIDE) for each in matches)
    certainty = round(sure / len(labels), 3)
    return Recognised(forms.DETAILS, header, matches, len(listed) >= enough, certainty)


def _says_field_and_value(row: Mapping[int, Cell]) -> bool:
    said = {wordings.key(cell.text) for cell in row.values()}
    return len(said) >= 2 and said <= wordings.lists("content")["field_and_value"]


def _label(number: int, row: Mapping[int, Cell]) -> Column:
    first, *others = sorted(row)
    says = [row[each] for each in others[:1]]
    return Column(number, row[first].text, "", of(says, 1))
