"""Every layout that a sheet may have, the most certain first: one module each, and a line here.

The first that claims a sheet is believed, but for the rules in `reading.deciding`. Which claims
overlap on real sheets stands in `tests/reading/claims.txt`.
"""

from pipeline import forms
from pipeline.model import Wanted
from pipeline.reading import mapping
from pipeline.reading.claims import LayoutModule, NamedLayout
from pipeline.reading.layouts import (
    advice,
    answers,
    blocks,
    fields,
    form,
    further,
    headed,
    keyed,
    lacking,
    lettered,
    lines,
    linked,
    loose,
    notes,
    others,
    own_words,
    rows,
    unknown,
    wall,
)

TOLD: tuple[LayoutModule, ...] = (  # headings, names and signatures say what the sheet is
    advice,  # it only explains the others
    further,  # a sheet of one of the further documents: Design, Phases, Regions, Timeline …
    form,  # a self-assessment, or a partnership-health worksheet
    blocks,  # a record a block of labels, the same ones again and again
    fields,  # labels beside their values: Details
    notes,  # an online board's notes, each with its place or the note it lies in
    keyed,  # cards sorted by color, and a key that says which color has which title
    linked,  # a table of cards that refers to a table of columns
    lettered,  # cards with letters, and a key that says which letter has which title
    rows,  # a record a row, under headings that say so
    answers,  # an online form's answers
    own_words,  # a record a row, under everyday headings that can hardly mean anything else
)
SHAPED: tuple[LayoutModule, ...] = (  # only the shape of the sheet speaks
    blocks,  # a record a block, under labels that mean ours, or begun by a line without one
    fields,  # labels that mean ours
    own_words,  # a record a row, under headings that mean ours
    form,  # Yes and No in a column, under no heading that we know
    notes,  # words with an x and a y, and nothing else that a board keeps
    lettered,  # the same, where no heading says that they are cards
    others,  # who came, an agenda, a budget, supplies, a history: read into no document
    answers,  # several ideas a row, with no tool's own columns beside them
    headed,  # one column: titles, set apart by something, and their cards below
    wall,  # a copy of the wall
    loose,  # a card a row, told by what the columns hold
    lacking,  # a table of a kind we know that lacks a column it must have
    lines,  # one column, one line a card
    unknown,  # anything else: left out, and said
)
_NAMED: tuple[NamedLayout, ...] = (
    fields,
    blocks,
    notes,
    keyed,
    lettered,
    linked,
    rows,
    answers,
    headed,
    wall,
    lines,
)


def by_name(wanted: Wanted) -> NamedLayout | None:
    """Return the layout that a mapping file asks for; None where it says only that there are cards."""
    if wanted.kind == forms.DETAILS.kind:
        return fields
    if wanted.kind in mapping.FURTHER:
        return further
    named = next((each for each in _NAMED if wanted.layout in each.NAMES), None)
    open_ = wanted.kind == forms.IDEAS.kind and not wanted.columns and wanted.heading_row is None
    return named or (None if open_ else rows)
