"""Understand sheets: recognise each by its content and read it into the nouns of a workshop.

In the order of the flow:

aside               set aside what a sheet says is not for others, or no longer counts
layouts             one module a layout: claims a sheet, reads it, tells how; told ones before shaped ones
deciding            which claim wins: the only place that knows of more than one sheet
gathering, hanging  bring together what the sheets gave, and a listed card with its place on a copy of the wall
review              a card with what a person decided about it
telling             the sentences about all of this, and what a person is asked

`account` sees to it that no cell is lost; `questions` tells the walls of a run apart, `spellings` asks
about names. What layouts are made of, a room each:

columns             which column says what: by its heading, by what it means, by what its cells hold
nouns               what one row, field or cell says: a card, a partner, a step, a detail, a day
cards               cards that do not stand one a row under headings: walls, lists, boards, surveys
assessments         self-assessments and partnership-health worksheets
mapping             mapping files: how a person wants sheets to be read
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline import forms
from pipeline.model import Area, Layout, Reading, Sheet, Wanted, Workshop, area_name
from pipeline.problems import InputRefused, LimitReached, Place, Problem
from pipeline.program import Program
from pipeline.reading import (
    aside,
    deciding,
    hanging,
    mapping,
    questions,
    review,
    spellings,
    telling,
)
from pipeline.reading.account import Account
from pipeline.reading.assessments import together
from pipeline.reading.claims import Chosen, Reader, Taken
from pipeline.reading.columns import kinds
from pipeline.reading.deciding import Candidate
from pipeline.reading.gathering import Gathered
from pipeline.reading.layouts import form, linked, others
from pipeline.reading.mapping import pinned
from pipeline.reading.nouns import beside, details, ideas, people

__all__ = ["look", "mapping", "understand"]

MOST_CARDS = 25_000  # of one run: docs/scale.md
MOST_LISTED = 1_000_000  # where they are only divided into groups
LIST_COMMAND = "; or, to divide a plain list into groups: afterword group FILE.csv --json."


def understand(sheets: Sequence[Sheet], wanted: Sequence[Wanted] = ()) -> Workshop:
    """Return what `sheets` say, or raise with every problem found in them."""
    workshop, problems = look(sheets, wanted)
    if problems:
        raise InputRefused(problems)
    return workshop


def look(
    sheets: Sequence[Sheet], wanted: Sequence[Wanted] = (), *, large: bool = False
) -> tuple[Workshop, tuple[Problem, ...]]:
    """Return what `sheets` say, read as the mapping files want it, and every problem in them.

    Of a `large` list more cards are read.
    """
    most = MOST_LISTED if large else MOST_CARDS
    gathered = Gathered()
    pins, problems = mapping.match(sheets, wanted)
    gathered.problems += problems
    whole = {(sheet.file, sheet.name): sheet for sheet in sheets}
    split = [_split(sheet, _named(pins, sheet)) for sheet in sheets]
    sheets = [sheet for sheet, _ in split]
    asides = {(sheet.file, sheet.name): found for sheet, found in split if found}
    chosen = deciding.decide([part for sheet in sheets for part in _parts(sheet, pins)])
    of_cards = (each.claim for each in chosen if not each.claim.reviews)  # a review copies them
    _bounded(sum(len(claim.cards) for claim in of_cards), most, sheets)
    for sheet in (*whole.values(), *sheets, *(each.sheet for each in chosen)):
        sheet.forget_rows()  # many layouts asked for them; few need them to read
    of_forms = [each for each in chosen if each.layout is form]
    for each in chosen:
        if each.layout is not form:
            _read(each, gathered)
    gathered.cards = list(hanging.hung(gathered.cards, gathered.copies))
    _bounded(sum(len(pile) for _, pile in gathered.cards), most, sheets)
    known, problems, notices = details.settle(gathered.all_said(), gathered.reviews())
    gathered.problems += problems
    gathered.notices += [*notices, *(() if known.title.strip() else gathered.unnamed())]
    together.read(of_forms, known.site.bare(), gathered)
    gathered.cards, told = questions.by_sheet(gathered.cards)
    cells_aside = [(sheet, [c for each in found for c in each.cells]) for sheet, found in split]
    gathered.partners = list(people.not_to_contact(gathered.partners, cells_aside, gathered.begins))
    gathered.actions = list(people.led_by_partners(gathered.actions, gathered.partners))
    gathered.notices += spellings.asked(
        (
            *(partner.organization for partner in gathered.partners),
            *(action.lead_organization for action in gathered.actions),
        ),
        (partner.acronym for partner in gathered.partners),
    )
    titled = questions.over(gathered.titles, gathered.cards)
    settled = review.settle(gathered.cards, titled, gathered.reviews())
    gathered.notices += [*told, *settled.notices, *ideas.look(settled.ideas, settled.placed())]
    answering, titles = questions.settle(settled.ideas, settled.titles, known.question)
    decided = questions.named(settled.decisions, answering)
    if not gathered.problems and gathered.is_empty():
        says_what_to_do = any(each.advice for each in gathered.notices)
        nothing = () if says_what_to_do else (_nothing(sheets, pins),)
        gathered.problems += [*gathered.notices, *nothing]
        gathered.notices.clear()  # said once
    for number, understood in enumerate(gathered.readings):
        name = understood.file, understood.sheet
        if found := asides.pop(name, ()):
            gathered.readings[number] = aside.added(understood, whole[name], found)
            gathered.notices += aside.notices(whole[name], found)
    order = {(each.file, each.name): number for number, each in enumerate(sheets)}
    workshop = Workshop(
        details=known,
        ideas=answering,
        titles=titles,
        partners=tuple(gathered.partners),
        actions=tuple(gathered.actions),
        commitments=tuple(gathered.commitments),
        responses=tuple(gathered.responses),
        program=Program.of(gathered.program),
        partner_reviews=tuple(gathered.partner_reviews),
        decisions=(*decided, *gathered.gap_choices),
        readings=tuple(
            sorted(
                _confirmed(gathered.readings, settled),
                key=lambda each: order[each.file, each.sheet],
            )
        ),
        notices=tuple(gathered.notices),
    )
    for sheet in (*whole.values(), *sheets, *(each.sheet for each in chosen)):
        sheet.forget_rows()  # a workshop keeps its sheets
    return workshop, tuple(gathered.problems)


def _split(sheet: Sheet, named: frozenset[int]) -> tuple[Sheet, tuple[aside.Aside, ...]]:
    """Return `sheet` without what is not for others; a partner review is internal as a whole."""
    return (sheet, ()) if beside.is_partner_review(sheet) else aside.split(sheet, named)


def _named(pins: mapping.Pins, sheet: Sheet) -> frozenset[int]:
    """Return the columns of `sheet` that a mapping file names."""
    wanted = pins.get((sheet.file, sheet.name), ())
    return frozenset(each for pin in wanted for _, columns in pin.columns for each in columns)


def _confirmed(readings: Sequence[Reading], settled: review.Settled) -> Iterator[Reading]:
    """Yield how each sheet was read; nothing is asked about one whose cards somebody reviewed."""
    for each in readings:
        yield replace(each, question="") if (each.file, each.sheet) in settled.reviewed else each


def _bounded(cards: int, most: int, sheets: Sequence[Sheet]) -> None:
    """Refuse more cards than the `most`, before each is looked at where that is possible."""
    if cards > most:
        message = f"It holds {cards:,} cards; {most:,} are the most for one run."
        place = Place(sheets[0].file)
        hint = "Split them into several runs."
        raise LimitReached([Problem(place, message, hint, command=LIST_COMMAND)])


def _read(chosen: Chosen, gathered: Gathered) -> None:
    """Read one sheet as what it was decided to be, and gather what it gives."""
    account = Account(chosen.sheet)
    taken, layout = _taken(chosen, account, gathered)
    member = chosen.member
    if taken.kind == forms.IDEAS.kind and member and member.named:
        because = f"{layout.reason}; the name of the sheet is the {member.named} of its cards"
        layout = replace(layout, sheet_name=member.named, reason=because)
    account.look()
    gathered.problems += account.problems
    gathered.notices += account.notices
    understood = account.reading(taken.kind, taken.summary)
    pin = chosen.pin
    if pin:
        layout = replace(layout, reason=f"{pin.place.file} says so", area=pinned.area(pin))
    mapped = pin.place.file if pin else ""
    understood = replace(understood, layout=layout, pinned=mapped)
    if taken.kind and not chosen.told:
        understood = replace(understood, question=telling.question(understood))
    gathered.readings.append(_beside(chosen.area, understood) if chosen.area else understood)


def _taken(chosen: Chosen, account: Account, gathered: Gathered) -> tuple[Taken, Layout]:
    """Return what was read and how it was laid out; nothing where no layout was decided on."""
    if chosen.layout:
        reader = Reader(account, gathered, chosen.member)
        taken = chosen.layout.read(chosen.claim.found, reader)
        if chosen.claim.copies:
            gathered.copies.append(gathered.cards.pop())
        return taken, chosen.layout.tell(chosen.claim.found)
    account.problems += chosen.problems
    if chosen.problems:
        return Taken("", "not read"), Layout()
    if chosen.pin and chosen.pin.kind == mapping.LEAVE_OUT:
        account.leave(chosen.sheet.cells, "The mapping file leaves the sheet out.")
        return Taken("", "left out by the mapping file"), Layout()
    return Taken("", "empty"), Layout()


def _parts(sheet: Sheet, pins: mapping.Pins) -> Iterator[Candidate]:
    """Yield `sheet` with its pin, or each of its areas with its own.

    A part that no mapping file speaks of is read as if there were none.
    """
    own = pins.get((sheet.file, sheet.name), ())
    pinned_areas = [pin.area for pin in own if pin.area]
    if own and not pinned_areas:
        yield Candidate(sheet, own[0])
        return
    parts = _by_areas(sheet)
    if not own and not parts:
        yield Candidate(sheet)
        return
    for pin in own:
        yield Candidate(kinds.cut(sheet, [pin.area] if pin.area else pinned_areas), pin)
    for areas in parts:
        part = kinds.cut(sheet, areas)
        if not kinds.cut(part, pinned_areas).cells:
            yield Candidate(part, area=_area_of(areas))
    known = [*pinned_areas, *(area for areas in parts for area in areas)]
    if own and (
        rest := tuple(c for c in sheet.cells if not any(kinds.inside(c, a) for a in known))
    ):
        outside = Wanted(own[0].place, sheet.file, sheet.name, mapping.LEAVE_OUT)
        yield Candidate(replace(sheet, cells=rest), outside)


def _by_areas(sheet: Sheet) -> Sequence[Sequence[Area]]:
    """Return the parts of a sheet that holds several tables, none where it is one."""
    parts: Sequence[Sequence[Area]] = (
        [[area] for area in kinds.side_by_side(sheet)]
        or others.beside(sheet)
        or [[area] for area in kinds.stacked(sheet)]
    )
    whole = bool(parts) and (form.claim(sheet) or linked.claim(sheet))
    return () if whole else parts


def _area_of(areas: Sequence[Area]) -> str:
    """Return the area that several of one part span."""
    return area_name(
        (
            min(area[0] for area in areas),
            max(area[1] for area in areas),
            min(area[2] for area in areas),
            max(area[3] for area in areas),
        )
    )


def _beside(area: str, understood: Reading) -> Reading:
    """Return how one of several tables on a sheet was read, with where it stands."""
    layout = replace(understood.layout, area=area)
    where = "cells" if any(map(str.isdigit, area)) else "columns"
    return replace(understood, layout=layout, summary=f"{where} {area}: {understood.summary}")


def _nothing(sheets: Sequence[Sheet], pins: mapping.Pins) -> Problem:
    file = sheets[0].file if sheets else ""
    if pins and len(pins) == len(sheets):
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
