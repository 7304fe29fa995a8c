"""An online board's notes, each with its place on the board or the note it lies in."""

from dataclasses import replace
from typing import Any

from pipeline.model import Layout, Sheet, Wanted
from pipeline.names import heading_key
from pipeline.problems import Problem
from pipeline.reading import mapping
from pipeline.reading.cards import geometry
from pipeline.reading.cards.geometry import Geometry
from pipeline.reading.claims import Certainty, Claim, Reader, Taken
from pipeline.reading.columns import kinds, outline
from pipeline.reading.mapping import pinned

NAMES = (mapping.NOTES,)


def claim(sheet: Sheet) -> Claim | None:
    """Claim a sheet with a row for each note, and columns that say where it hangs.

    A text, an x and a y alone may be any chart's: then a person is asked.
    """
    found = geometry.recognise(sheet)
    if found is None:
        return None
    of_a_board = any(
        (found.id, found.color, found.area, found.kind, found.votes, found.note, found.parent)
    )
    certainty = Certainty.TOLD if of_a_board else Certainty.SHAPED
    return Claim(found, certainty, kinds.below(sheet, found.header, found.text))


def pin(sheet: Sheet, wanted: Wanted) -> Geometry | Problem:
    """Return which column says what of a note, as the mapping file says it."""
    names = {heading_key(heading): field for field, heading in outline.NOTE_COLUMNS.items()}
    chosen = pinned.known(wanted, names)
    if isinstance(chosen, Problem):
        return chosen
    base = geometry.recognise(sheet) or Geometry(sheet, kinds.top(sheet), 0, 0, 0)
    header = base.header if wanted.heading_row is None else wanted.heading_row
    columns: dict[str, Any] = {field: own[0] for field, own in chosen.items()}
    found = replace(base, header=header, **columns)
    for field in ("text",) if found.parent else ("text", "across", "down"):
        if not getattr(found, field):
            return pinned.lacks(wanted, outline.NOTE_COLUMNS[field])
    return found


def read(found: Geometry, reader: Reader) -> Taken:
    """Read each note as a card, under the title note it hangs from."""
    cards = tuple(geometry.cards(found, reader.account))
    return reader.cards(geometry.how(found, cards), cards)


def tell(found: Geometry) -> Layout:
    """Return the column of each thing that the board keeps of a note."""
    own = {
        heading: getattr(found, field)
        for field, heading in outline.NOTE_COLUMNS.items()
        if getattr(found, field)
    }
    columns = tuple(outline.columns(found.sheet, found.header, own))
    lies = found.parent > 0
    reason = "notes lie in other notes" if lies else "each note has its place on a board"
    return Layout(mapping.NOTES, reason, found.header, columns)
