"""A table of cards that refers to a table of columns, one below the other."""

from pipeline.model import Layout, Sheet, Wanted
from pipeline.problems import Problem
from pipeline.reading import mapping
from pipeline.reading.cards import stacks
from pipeline.reading.cards.stacks import Stack
from pipeline.reading.claims import Claim, Reader, Taken
from pipeline.reading.columns import kinds, outline
from pipeline.reading.mapping import pinned

NAMES = (mapping.LINKED,)


def claim(sheet: Sheet) -> Claim | None:
    """Claim tables one below the other, of which one names the columns of another's cards."""
    found = stacks.recognise(sheet)
    if found is None:
        return None
    table = found.cards
    return Claim(found, cards=kinds.below(sheet, table.header, table.columns["text"]))


def pin(sheet: Sheet, wanted: Wanted) -> Stack | Problem:
    """Return the tables, or say that none refers to another."""
    nothing = "No table of cards here refers to a table of columns."
    return stacks.recognise(sheet) or Problem(wanted.place, nothing, pinned.MEND)


def read(found: Stack, reader: Reader) -> Taken:
    """Read the cards, each under the name of the column it refers to."""
    cards = tuple(stacks.cards(found, reader.account))
    return reader.cards("a table of cards that refers to a table of columns", cards)


def tell(found: Stack) -> Layout:
    """Return the columns of the table of cards."""
    own = {**outline.named(found.cards), outline.TITLE: found.refers}
    columns = tuple(outline.columns(found.cards.sheet, found.cards.header, own))
    reason = "a table of cards refers to a table of columns"
    return Layout(mapping.LINKED, reason, found.cards.header, columns)
