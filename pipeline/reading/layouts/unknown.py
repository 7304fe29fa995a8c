"""A sheet of no kind that Afterword knows: left out, and said."""

from dataclasses import dataclass

from pipeline import forms
from pipeline.model import Layout, Sheet
from pipeline.problems import Place, Problem, Weight
from pipeline.reading import telling
from pipeline.reading.assessments import form_layout
from pipeline.reading.claims import Certainty, Claim, Reader, Taken
from pipeline.reading.columns import kinds, outline

_BY_NAME = (*forms.FURTHER, forms.HEALTH)  # the others' sheets are claimed by their names


@dataclass(frozen=True, slots=True)
class Unknown:
    """The sheet, and whether most of it is a copy of cards that another sheet gave."""

    sheet: Sheet
    copies: bool = False


def claim(sheet: Sheet) -> Claim:
    """Claim what nothing else does."""
    return Claim(Unknown(sheet), Certainty.SHAPED)


def read(found: Unknown, reader: Reader) -> Taken:
    """Leave every cell out, and say what would have it read."""
    sheet = found.sheet
    meant = next((each for each in _BY_NAME if kinds.has_name(sheet, each)), None)
    if found.copies:
        words = telling.COPIED
    elif meant and (lacks := _lacks(sheet, meant)):
        words = lacks
    elif meant:
        words = (telling.no_heading(sheet), telling.head_its_columns(meant))
    elif form_layout.unheaded(sheet):
        words = (telling.no_heading(sheet), telling.HEAD_THE_ANSWERS)
    else:
        words = (telling.no_heading(sheet), telling.NAME_THE_CARDS)
    reader.gathered.notices.append(Problem(Place(sheet.file, sheet.name), *words, Weight.LOST))
    reader.account.leave(sheet.cells, "The sheet is of no kind that Afterword knows.")
    return Taken("", "left out: no kind of sheet that Afterword knows")


def _lacks(sheet: Sheet, form: forms.Form) -> tuple[str, str] | None:
    """Return which column a sheet of a form lacks, and what to do; None where it has none of them."""
    if form not in forms.FURTHER:
        return None
    rows = kinds.rows_of(kinds.beginning(sheet, kinds.SEARCHED))
    found = (kinds.table_at(sheet, form, number, row) for number, row in rows)
    best = max(filter(None, found), key=lambda each: each.score, default=None)
    if best is None or kinds.complete(best):
        return None
    lacking = kinds.lacked(form, best.columns).heading
    headings = kinds.shown(kinds.headings_in(sheet, best.header))
    message = f"Left out: no column is headed {lacking}, which {form.sheet} needs. Headings found: {headings}."
    return message, kinds.missing(sheet, form, best.header, best.columns).hint


def tell(found: Unknown) -> Layout:
    """Return the columns, so that a person can say which is which."""
    return outline.offered(found.sheet, kinds.top(found.sheet))
