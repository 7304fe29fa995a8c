"""Understand sheets: recognise each by its content and read it into the nouns of a workshop.

`layouts` finds out how a sheet is laid out and has it read: by `details`, `ideas` (a card a row), `walls`
(a copy of the wall), `lists`, `boards` and `surveys` (what online tools export), `people` (partners,
steps, commitments) or `assessment`. `likely` offers titles for a bare list. `kinds` knows the headings, `columns`
tells columns by what they hold, `when` tells days from words,
`account` sees to it that no cell is lost, `heap` gathers what was found, and `review` brings
together a card and what a person decided about it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline import forms
from pipeline.model import Reading, Sheet, Wanted, Workshop, column_letters
from pipeline.problems import InputRefused, LimitReached, Place, Problem
from pipeline.reading import (
    assessment,
    boards,
    details,
    families,
    health,
    ideas,
    kinds,
    layouts,
    mapping,
    pinned,
    review,
)
from pipeline.reading.heap import Heap

__all__ = ["look", "mapping", "understand"]

MOST_CARDS = 200_000  # for one run
ENOUGH = 200  # rows that show what a sheet is


def understand(sheets: Sequence[Sheet], wanted: Sequence[Wanted] = ()) -> Workshop:
    """Return what `sheets` say, or raise with every problem found in them."""
    workshop, problems = look(sheets, wanted)
    if problems:
        raise InputRefused(problems)
    return workshop


def look(
    sheets: Sequence[Sheet], wanted: Sequence[Wanted] = ()
) -> tuple[Workshop, tuple[Problem, ...]]:
    """Return what `sheets` say, read as the mapping files want it, and every problem in them."""
    heap = Heap()
    pins, problems = mapping.match(sheets, wanted)
    heap.problems += problems
    parts = [part for sheet in sheets for part in _parts(sheet, pins)]
    pin_of = {id(sheet): pin for sheet, pin in parts}
    sheets = [sheet for sheet, _ in parts]
    filled = [sheet for sheet in sheets if not _assesses(sheet, pin_of[id(sheet)])]
    tables = Counter((sheet.file, sheet.name) for sheet in sheets)
    kin = families.of([sheet for sheet in filled if not pin_of[id(sheet)]])
    for sheet in sorted(filled, key=lambda each: layouts.certainty(each, pin_of[id(each)])):
        layouts.read(sheet, heap, pin_of[id(sheet)], kin.get(id(sheet)))
        if pin_of[id(sheet)] is None and tables[sheet.file, sheet.name] > 1:
            heap.readings[-1] = _beside(sheet, heap.readings[-1])
    cards_read = sum(len(pile) for _, pile in heap.cards)
    if cards_read > MOST_CARDS:
        message = f"{cards_read:,} cards were read; {MOST_CARDS:,} are the most for one run."
        raise LimitReached(
            [Problem(Place(sheets[0].file), message, "Split them into several runs.")]
        )
    known, problems = details.settle(heap.all_said())
    heap.problems += problems
    taken = {id(sheet) for sheet in filled}
    forms_here = [sheet for sheet in sheets if id(sheet) not in taken]
    several = sum(health.recognise(sheet) is None for sheet in forms_here) > 1
    of_one = assessment.parts([sheet for sheet in forms_here if not pin_of[id(sheet)]])
    for sheet in forms_here:
        if all(sheet is not part for part in of_one):
            _assess(sheet, pin_of[id(sheet)], known.site.bare(), heap, several=several)
    for file in dict.fromkeys(sheet.file for sheet in of_one):
        _assess_together([part for part in of_one if part.file == file], known.site.bare(), heap)
    order = [(sheet.file, sheet.name) for sheet in sheets]
    heap.cards.sort(key=lambda pile: order.index((pile[0].file, pile[0].name)))
    cards, notices = review.settle(heap.cards)
    heap.notices += [*notices, *ideas.look(cards)]
    if not heap.problems and heap.is_empty():
        says_what_to_do = any(each.hint for each in heap.notices)
        heap.problems += [*heap.notices, *([] if says_what_to_do else [_nothing(sheets, pins)])]
        heap.notices.clear()  # said once
    workshop = Workshop(
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
    return workshop, tuple(heap.problems)


def _parts(sheet: Sheet, pins: mapping.Pins) -> Iterator[tuple[Sheet, Wanted | None]]:
    """Yield `sheet` with its pin, or each of its areas with its own."""
    own = pins.get((sheet.file, sheet.name), ())
    areas = [pin.area for pin in own if pin.area]
    if not own and (beside := kinds.side_by_side(sheet)) and not _assesses(sheet, None):
        yield from ((kinds.cut(sheet, [area]), None) for area in beside)
        return
    if not areas:
        yield sheet, own[0] if own else None
        return
    for pin in own:
        yield kinds.cut(sheet, [pin.area] if pin.area else areas), pin
    inside = {column for first, last in areas for column in range(first, last + 1)}
    if rest := tuple(cell for cell in sheet.cells if cell.column not in inside):
        place = own[0].place
        outside = Wanted(place, sheet.file, sheet.name, mapping.LEAVE_OUT)
        yield replace(sheet, cells=rest), outside


def _beside(sheet: Sheet, understood: Reading) -> Reading:
    """Return how one of several tables on a sheet was read, with the columns it stands in."""
    columns = [cell.column for cell in sheet.cells if cell.text.strip()]
    area = f"{column_letters(min(columns))}:{column_letters(max(columns))}"
    layout = replace(understood.layout, area=area)
    return replace(understood, layout=layout, summary=f"columns {area}: {understood.summary}")


def _assesses(sheet: Sheet, pin: Wanted | None) -> bool:
    if pin:
        return pin.kind in mapping.ASSESSED
    form = kinds.named(sheet)
    if boards.geometry(sheet) or kinds.gaps(sheet) or (form and form is not forms.ASSESSMENT):
        return False
    return assessment.recognise(kinds.beginning(sheet, ENOUGH))


def _assess(sheet: Sheet, pin: Wanted | None, site: str, heap: Heap, *, several: bool) -> None:
    if pin and (problem := pinned.only_kind(pin)):
        heap.problems.append(problem)
        return
    try:
        responses, understood, notices = assessment.read(sheet, site, several=several)
    except InputRefused as refused:
        heap.problems += refused.problems
        return
    heap.responses += responses
    heap.readings.append(replace(understood, pinned=pin.place.file if pin else ""))
    heap.notices += notices


def _assess_together(parts: Sequence[Sheet], site: str, heap: Heap) -> None:
    """Read sheets that each hold a role of one form."""
    own = Heap()
    for sheet in parts:
        try:
            responses, understood, notices = assessment.read(sheet, site, part=True)
        except InputRefused as refused:
            heap.problems += refused.problems
            return
        own.responses += responses
        heap.readings.append(understood)
        heap.notices += notices
    if filled := [each for each in own.responses if each.answers]:
        heap.responses.append(assessment.together(filled, site))
    names = ", ".join(sheet.name for sheet in parts)
    message = f"The sheets {names} hold different items: they count as the parts of one form."
    hint = (
        "If they are the forms of different places, write the state above each, like State: Alder."
    )
    heap.notices.append(Problem(Place(parts[0].file), message, hint))


def _nothing(sheets: Sequence[Sheet], pins: mapping.Pins) -> Problem:
    file = sheets[0].file if sheets else ""
    if len(pins) == len(sheets):
        message = "The mapping file leaves every sheet out, or what is read holds nothing."
        return Problem(Place(file), message, pinned.MEND)
    if any(cell.text.strip() for sheet in sheets for cell in sheet.cells):
        message = (
            "There are headings but no rows: no ideas, and nothing else to make documents from."
        )
        return Problem(Place(file), message, "Type the cards below the headings, one a row.")
    return Problem(
        Place(file), "It is empty: no cell holds anything.", "Type or paste the cards into it."
    )
