"""A filled or blank form: a self-assessment, or a partnership-health worksheet.

What it gives is read when the workshop's own details are known, for they may say whose form it is:
see `reading.assessments`.
"""

from pipeline import forms
from pipeline.model import Layout, Sheet
from pipeline.reading.assessments import assessment
from pipeline.reading.cards import geometry
from pipeline.reading.claims import Certainty, Claim, Reader, Taken
from pipeline.reading.columns import kinds


def claim(sheet: Sheet) -> Claim | None:
    """Claim a sheet of items with places for answers, unless it says that it is something else."""
    name = kinds.named(sheet)
    if (name and name is not forms.ASSESSMENT) or geometry.recognise(sheet) or kinds.gaps(sheet):
        return None
    layout = assessment.recognise(sheet)
    if layout is None:
        return None
    asks = not name and assessment.only_words_tell(sheet, layout)
    return Claim(sheet, Certainty.SHAPED if asks else Certainty.TOLD)


def read(found: Sheet, reader: Reader) -> Taken:
    """Put the form aside until the details are known."""
    reader.gathered.forms.append(found)
    return Taken(forms.ASSESSMENT.kind, "")


def tell(_found: Sheet) -> Layout:
    """Return nothing: its forms are told cell by cell."""
    return Layout()
