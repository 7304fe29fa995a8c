"""One column of cards below titles that something sets apart: bold type, a bullet, a blank row."""

from pipeline.model import Layout, Sheet, Wanted
from pipeline.problems import Problem
from pipeline.reading import mapping
from pipeline.reading.cards import lists
from pipeline.reading.cards.lists import Listing
from pipeline.reading.claims import Certainty, Claim, Reader, Taken
from pipeline.reading.layouts import lines

NAMES = (mapping.HEADED,)


def claim(sheet: Sheet) -> Claim | None:
    """Claim a column in which something sets the titles apart."""
    found = lists.stacked(sheet)
    if found is None:
        return None
    return Claim(found, Certainty.SHAPED, sheet.cells, asks=found.unsure())


def pin(sheet: Sheet, wanted: Wanted) -> Listing | Problem:
    """Return the list with the titles that the mapping file names, or those that stand apart."""
    return lines.pin(sheet, wanted)


def read(found: Listing, reader: Reader) -> Taken:
    """Read a card a line, under the title above it."""
    return lines.read(found, reader)


def tell(found: Listing) -> Layout:
    """Return which lines are titles, and what sets them apart."""
    return lines.tell(found)
