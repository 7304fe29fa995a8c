"""A sheet of no kind that Afterword knows: left out, and said."""

from dataclasses import dataclass

from pipeline import forms
from pipeline.model import Layout, Sheet
from pipeline.problems import Place, Problem, Weight
from pipeline.reading import telling
from pipeline.reading.assessments import form_layout
from pipeline.reading.claims import Certainty, Claim, Reader, Taken
from pipeline.reading.columns import kinds, outline, recognising
from pipeline.reading.columns.kinds import Table
from pipeline.reading.nouns import beside

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
    elif begun := beside.find_begun(sheet, 1):
        words = telling.lacks(begun, beside.lacking(begun))
    elif nearly := recognising.lacking(sheet):
        form, header, lacking = nearly
        words = telling.lacks(Table(sheet, form, header, {}, {}), lacking)
    elif meant:
        words = (telling.no_heading(sheet), telling.head_its_columns(meant))
    elif form_layout.unheaded(sheet):
        words = (telling.no_heading(sheet), telling.HEAD_THE_ANSWERS)
    elif form_layout.answered(sheet):
        words = (telling.no_heading(sheet), telling.HEAD_THE_STATEMENTS)
    elif form_layout.rated(sheet):
        words = (telling.no_heading(sheet), telling.SAY_WHAT_FIGURES_MEAN)
    else:
        words = (telling.no_heading(sheet), telling.NAME_THE_CARDS)
    reader.gathered.notices.append(Problem(Place(sheet.file, sheet.name), *words, Weight.LOST))
    reader.account.leave(sheet.cells, "The sheet is of no kind that Afterword knows.")
    return Taken("", "left out: no kind of sheet that Afterword knows")


def tell(found: Unknown) -> Layout:
    """Return the columns, so that a person can say which is which."""
    return outline.offered(found.sheet, kinds.top(found.sheet))
