"""A sheet of one of the further documents, told by its name and its headings, never guessed."""

from dataclasses import dataclass

from pipeline.forms import further
from pipeline.model import Layout, Sheet, Wanted
from pipeline.problems import Place, Problem, Weight
from pipeline.reading import telling
from pipeline.reading.account import count
from pipeline.reading.claims import Claim, Reader, Taken
from pipeline.reading.columns import outline
from pipeline.reading.columns.kinds import Table
from pipeline.reading.nouns import beside
from pipeline.reading.nouns.beside import Crossed, Found, Labels

NAMES = ()  # a mapping file says only the kind


@dataclass(frozen=True, slots=True)
class Begun:
    """A sheet with the name of a further form and some of its headings, that lacks one it must have."""

    table: Table


def claim(sheet: Sheet) -> Claim | None:
    """Claim a sheet that carries the name of a further form, or many of its headings."""
    if found := beside.find(sheet):
        return Claim(found)
    begun = beside.find_begun(sheet, beside.LEAST_COLUMNS)
    return Claim(Begun(begun)) if begun else None


def pin(sheet: Sheet, wanted: Wanted) -> Found | Problem:
    """Return the sheet as the kind that a mapping file says, or what it lacks."""
    return beside.find_as(sheet, wanted.kind)


def read(found: Found | Begun, reader: Reader) -> Taken:
    """Gather the records of the sheet."""
    if isinstance(found, Begun):
        return _left_out(found.table, reader)
    given = beside.read(found, reader.account)
    form = found.form
    if form is further.PARTNER_REVIEW:
        reader.gathered.partner_reviews += given
        reader.account.put_back(found.sheet.cells, INTERNAL)
    else:
        reader.gathered.program += given
    return Taken(form.kind, count(len(given), form.record, _many(form.record)))


def _left_out(found: Table, reader: Reader) -> Taken:
    """Leave out a sheet that lacks a column which its form must have, and say which."""
    sheet, lacking = found.sheet, beside.lacking(found)
    words = telling.lacks(found, lacking)
    reader.gathered.notices.append(Problem(Place(sheet.file, sheet.name), *words, Weight.LOST))
    reader.account.leave(sheet.cells, f"No column is headed {lacking.heading}.")
    return Taken("", f"left out: no column is headed {lacking.heading}")


def _many(record: str) -> str:
    """Return the plural of what a row is: its first word takes the s."""
    first, _, rest = record.partition(" ")
    return f"{first}s {rest}".rstrip()


INTERNAL = "Internal: it goes into the partner review alone, which is made only when named."


def tell(found: Found | Begun) -> Layout:
    """Return what says which cell is which field; a mapping file keeps only the kind of the sheet."""
    if isinstance(found, Labels):
        return Layout(reason="labels stand beside their values", heading_row=found.header)
    if isinstance(found, Crossed):
        across = "services stand down the side, organizations across"
        return Layout(reason=across, heading_row=found.header)
    if isinstance(found, Begun):
        return outline.offered(found.table.sheet, found.table.header)
    own = outline.named(found)
    read_as = tuple(outline.columns(found.sheet, found.header, own))
    return Layout("", telling.of_table(found, read_as), found.header, read_as)
