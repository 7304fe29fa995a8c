"""A copy of the wall: a title over each column of cards, or a title before each row of them."""

from collections.abc import Collection
from dataclasses import replace

from pipeline.model import ColumnRead, Layout, Sheet, Wanted, column_letters
from pipeline.reading import mapping, telling
from pipeline.reading.cards import walls
from pipeline.reading.cards.walls import Wall
from pipeline.reading.claims import Certainty, Claim, Reader, Taken
from pipeline.reading.columns import kinds, outline
from pipeline.reading.nouns import details

NAMES = (mapping.WALL, mapping.SIDEWAYS)


def claim(sheet: Sheet) -> Claim | None:
    """Claim a sheet of short titles with cards below or behind them."""
    found = walls.wall(sheet)
    if found is None:
        return None
    return Claim(found, Certainty.SHAPED, sheet.cells, asks=found.unsure())


def of_listed(sheet: Sheet, listed: Collection[str]) -> Claim | None:
    """Claim a sheet on which cards that are listed elsewhere stand below titles, or behind them.

    `listed` are their words, as words compare. However few cards there are, nobody lists them so by chance.
    """
    found = walls.over_listed(sheet, listed)
    return Claim(found, Certainty.SHAPED, sheet.cells, copies=True) if found else None


def pin(sheet: Sheet, wanted: Wanted) -> Wall:
    """Return the wall that hangs the way the mapping file says."""
    sideways = wanted.layout == mapping.SIDEWAYS
    guess = walls.wall(sheet)
    fits = guess and bool(guess.sideways) == sideways
    if guess and fits and wanted.heading_row in {None, guess.header}:
        return replace(guess, sure=True)
    top = kinds.top(sheet) - sideways
    header = top if wanted.heading_row is None else wanted.heading_row
    return walls.wall_at(sheet, header, sideways=sideways)


def read(found: Wall, reader: Reader) -> Taken:
    """Read each cell below or behind a title as a card."""
    asked = details.asked(reader.account, found.question) if found.question else None
    cards = tuple(walls.hung(found, reader.account))
    if not found.sure:
        reader.account.say(*telling.either_way(found.sheet))
    how = "a title before each row" if found.sideways else "a title over each column"
    return reader.cards(how, cards, asked)


def tell(found: Wall) -> Layout:
    """Return where the titles stand, and what shows it."""
    if found.sideways:
        titles = ColumnRead("Titles before their cards", column_letters(found.sideways))
        return Layout(mapping.SIDEWAYS, found.why, found.header, (titles,))
    field = outline.SMALL_GROUP if found.of_small_groups() else "Title over its cards"
    columns = tuple(
        ColumnRead(field, column_letters(column), cell.text if cell else "")
        for column, cell in sorted(found.titles.items())
    )
    columns += tuple(
        ColumnRead(field, column_letters(column), cell.text)
        for _, below in found.lower
        for column, cell in sorted(below.items())
    )
    return Layout(mapping.WALL, found.why, found.header, columns)
