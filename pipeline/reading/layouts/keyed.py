"""A wall whose cards are sorted by color, with a key that says which color has which title."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.model import UNSAID, Cell, ColumnRead, Idea, Layout, Sheet, Wanted, column_letters
from pipeline.problems import Problem
from pipeline.reading import mapping
from pipeline.reading.claims import Claim, Reader, Taken
from pipeline.reading.columns import kinds
from pipeline.reading.mapping import pinned
from pipeline.reading.nouns.ideas import Card, parked
from pipeline.words import among

NAMES = (mapping.COLORS,)
LEAST = 2  # colors of a key
MOST_CARDS_UNCOLORED = 0.5  # of the cells: else the colors do not say where cards hang


@dataclass(frozen=True, slots=True)
class Keyed:
    """A sheet of colored cards, and the title of each color."""

    sheet: Sheet
    key: Cell  # the word "Key"
    titles: Mapping[str, Cell]  # fill → the title that has it
    cards: tuple[Cell, ...]


def claim(sheet: Sheet) -> Claim | None:
    """Claim a sheet with a key of colors, most of whose other cells have one of them."""
    found = next(_keyed(sheet), None)
    return Claim(found, cards=found.cards) if found else None


def _keyed(sheet: Sheet) -> Iterator[Keyed]:
    typed = [cell for cell in sheet.cells if cell.text.strip()]
    if len({cell.fill for cell in typed if cell.fill}) < LEAST:
        return
    first = min((number for number, row in kinds.rows_of(sheet) if len(row) > 1), default=0)
    for key in (cell for cell in typed if among("color_key", cell.text)):
        titles = _titles(key, typed)
        cards = tuple(c for c in typed if c.column != key.column and c.row >= first)
        colored = sum(cell.fill in titles for cell in cards)
        if len(titles) >= LEAST and cards and colored > MOST_CARDS_UNCOLORED * len(cards):
            yield Keyed(sheet, key, titles, cards)


def _titles(key: Cell, typed: Sequence[Cell]) -> dict[str, Cell]:
    """Return the first cell of each color below the word "Key", by its color."""
    titles: dict[str, Cell] = {}
    for cell in typed:
        if cell.column == key.column and cell.row > key.row and cell.fill:
            titles.setdefault(cell.fill, cell)
    return titles


def pin(sheet: Sheet, wanted: Wanted) -> Keyed | Problem:
    """Return the cards under the titles of the key, or say that there is no key."""
    nothing = "No key here says which color has which title."
    return next(_keyed(sheet), None) or Problem(wanted.place, nothing, pinned.MEND)


def read(found: Keyed, reader: Reader) -> Taken:
    """Read each cell beside the key as a card, under the title that has its color."""
    account = reader.account
    account.use(found.key)
    account.titles += [account.typed(each.row, each.column) for each in found.titles.values()]
    account.leave(found.sheet.cells, "It stands beside the cards, or in the key.")
    cards = []
    for cell in sorted(found.cards, key=lambda each: (each.column, each.row)):
        text = account.typed(cell.row, cell.column)
        over = found.titles.get(cell.fill)
        title = account.typed(over.row, over.column) if over else UNSAID
        waits = parked(text, "", title)
        note = account.comment(cell)
        idea = Idea(text.place.cell, text, title=title, note=note, parked=waits)
        cards.append(Card(idea, own_id=False))
    return reader.cards("each card's color is that of a title in the key", tuple(cards))


def tell(found: Keyed) -> Layout:
    """Return where the key stands."""
    key = ColumnRead("Titles of the colors", column_letters(found.key.column), found.key.text)
    return Layout(mapping.COLORS, "a key says which color has which title", 0, (key,))
