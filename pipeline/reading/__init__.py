"""Understand sheets: recognise each by its content and read it into the nouns of a workshop.

`layouts` finds out how a sheet is laid out and has it read: by `details`, `ideas` (a card a row, a
copy of the wall), `lists`, `boards` and `surveys` (what online tools export), `people` (partners,
steps, commitments) or `assessment`. `kinds` knows the headings, `when` tells days from words,
`account` sees to it that no cell is lost, `heap` gathers what was found, and `review` brings
together a card and what a person decided about it.
"""

from collections.abc import Sequence

from pipeline import forms
from pipeline.model import Sheet, Workshop
from pipeline.problems import InputRefused, Place, Problem
from pipeline.reading import assessment, boards, details, ideas, kinds, layouts, review
from pipeline.reading.heap import Heap

__all__ = ["understand"]

ENOUGH = 200  # rows that show what a sheet is


def understand(sheets: Sequence[Sheet]) -> Workshop:
    """Return what `sheets` say, or raise with every problem found in them."""
    heap = Heap()
    filled = [sheet for sheet in sheets if not _assesses(sheet)]
    for sheet in sorted(filled, key=layouts.certainty):
        layouts.read(sheet, heap)
    known, problems = details.settle(heap.all_said())
    heap.problems += problems
    forms_here = [sheet for sheet in sheets if sheet not in filled]
    for sheet in forms_here:
        _assess(sheet, known.site.strip(), heap, several=len(forms_here) > 1)
    order = [(sheet.file, sheet.name) for sheet in sheets]
    heap.cards.sort(key=lambda pile: order.index((pile[0].file, pile[0].name)))
    cards, notices = review.settle(heap.cards)
    heap.notices += [*notices, *ideas.look(cards)]
    if not heap.problems and heap.is_empty():
        heap.problems += heap.notices or [_nothing(sheets)]
    if heap.problems:
        raise InputRefused(heap.problems)
    return Workshop(
        details=known,
        ideas=cards,
        titles=review.titles(heap.titles, heap.cards),
        partners=tuple(heap.partners),
        actions=tuple(heap.actions),
        commitments=tuple(heap.commitments),
        responses=tuple(heap.responses),
        gap_choices=tuple(heap.gap_choices),
        readings=tuple(
            sorted(heap.readings, key=lambda each: order.index((each.file, each.sheet)))
        ),
        notices=tuple(heap.notices),
    )


def _assesses(sheet: Sheet) -> bool:
    form = kinds.named(sheet)
    if boards.geometry(sheet) or kinds.gaps(sheet) or (form and form is not forms.ASSESSMENT):
        return False
    return assessment.recognise(kinds.beginning(sheet, ENOUGH))


def _assess(sheet: Sheet, site: str, heap: Heap, *, several: bool) -> None:
    try:
        responses, understood, notices = assessment.read(sheet, site, several=several)
    except InputRefused as refused:
        heap.problems += refused.problems
        return
    heap.responses += responses
    heap.readings.append(understood)
    heap.notices += notices


def _nothing(sheets: Sequence[Sheet]) -> Problem:
    file = sheets[0].file if sheets else ""
    if any(sheet.cells for sheet in sheets):
        message = (
            "There are headings but no rows: no ideas, and nothing else to make documents from."
        )
        return Problem(Place(file), message, "Type the cards below the headings, one a row.")
    return Problem(
        Place(file), "It is empty: no cell holds anything.", "Type or paste the cards into it."
    )
