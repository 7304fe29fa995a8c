"""A sheet of one of the further documents, told by its name and its headings, never guessed."""

from pipeline.forms import further
from pipeline.model import Layout, Sheet, Wanted
from pipeline.problems import Problem
from pipeline.reading import telling
from pipeline.reading.account import count
from pipeline.reading.claims import Claim, Reader, Taken
from pipeline.reading.columns import outline
from pipeline.reading.nouns import beside
from pipeline.reading.nouns.beside import Crossed, Found, Labels

NAMES = ()  # a mapping file says only the kind


def claim(sheet: Sheet) -> Claim | None:
    """Claim a sheet that carries the name of a further form, or many of its headings."""
    found = beside.find(sheet)
    return Claim(found) if found else None


def pin(sheet: Sheet, wanted: Wanted) -> Found | Problem:
    """Return the sheet as the kind that a mapping file says, or what it lacks."""
    return beside.find_as(sheet, wanted.kind)


def read(found: Found, reader: Reader) -> Taken:
    """Gather the records of the sheet."""
    given = beside.read(found, reader.account)
    form = found.form
    if form is further.PARTNER_REVIEW:
        reader.gathered.partner_reviews += given
        reader.account.put_back(found.sheet.cells, INTERNAL)
    else:
        reader.gathered.program += given
    return Taken(form.kind, count(len(given), form.record, _many(form.record)))


def _many(record: str) -> str:
    """Return the plural of what a row is: its first word takes the s."""
    first, _, rest = record.partition(" ")
    return f"{first}s {rest}".rstrip()


INTERNAL = "Internal: it goes into the partner review alone, which is made only when named."


def tell(found: Found) -> Layout:
    """Return what says which cell is which field; a mapping file keeps only the kind of the sheet."""
    if isinstance(found, Labels):
        return Layout(reason="labels stand beside their values", heading_row=found.header)
    if isinstance(found, Crossed):
        across = "services stand down the side, organizations across"
        return Layout(reason=across, heading_row=found.header)
    own = outline.named(found)
    read_as = tuple(outline.columns(found.sheet, found.header, own))
    return Layout("", telling.of_table(found, read_as), found.header, read_as)
