"""A step of the action plan in words: its row, what does not fit the row, what it still lacks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.deliverables import blanks, cards, helpers
from pipeline.deliverables.blanks import Said
from pipeline.deliverables.cards import Listed
from pipeline.deliverables.plan_index import Index, Numbered, Weak
from pipeline.gaps import stands
from pipeline.model import Action, Typed, When
from pipeline.names import heading_key, id_key

NOT_STATED = "Not stated"
NO_LEAD = "No lead yet"
ENDED = frozenset({"done", "dropped"})


@dataclass(frozen=True, slots=True)
class Gap:
    """A statement of the self-assessment that was not answered yes, and the steps that answer it."""

    id: str
    text: str
    answered: str
    steps: str
    link: str  # what a reader must know of why it stands here


@dataclass(frozen=True, slots=True)
class Card:
    """A card that a step came from, that could become one, or that no step takes up."""

    id: str
    words: str
    where: str
    placed: str = ""  # ", placed by Afterword, not agreed"


@dataclass(frozen=True, slots=True)
class Step:
    """A step as it stands in the table."""

    id: str
    words: str
    lead: str
    organization: str
    partners: tuple[str, ...]
    start: str
    due: str
    measure: str
    status: str


@dataclass(frozen=True, slots=True)
class Detail:
    """What does not fit into the table of steps."""

    id: str
    resources: Said
    items: tuple[Listed, ...]
    practice: tuple[Listed, ...]
    gaps: tuple[Gap, ...]
    cards: tuple[Card, ...]


def row(step: Numbered, index: Index) -> Step:
    """Return a step as its row in the table says it; what nobody said is a gap in words."""
    action = step.action
    return Step(
        id=step.id,
        words=cards.words(action.step) or NOT_STATED,
        lead=blanks.line(action.lead_person) or NO_LEAD,
        organization=index.organization(action.lead_organization) or "No lead organization yet",
        partners=tuple(index.organization(each) for each in index.helpers(action))
        or ("None named",),
        start=time(action.start, NOT_STATED),
        due=time(action.due, "No due date yet"),
        measure=(blanks.line(action.measure) and cards.words(action.measure)) or "No measure yet",
        status=status(action),
    )


def time(when: When, missing: str) -> str:
    """Return a day written out, else the words that were typed, else `missing`."""
    if when.day is None:
        return blanks.line(when.words) or missing
    return Typed(blanks.written(when.day), when.words.place)


def status(action: Action) -> str:
    """Return the status as typed, or that none is stated."""
    return blanks.line(action.status) or NOT_STATED


def detail(step: Numbered, index: Index) -> Detail:
    """Return what the row has no room for: resources, items, practice, gaps, cards."""
    action = step.action
    return Detail(
        id=step.id,
        resources=blanks.words(action.resources, "resources needed"),
        items=_named(action.items) or _none_named(index),
        practice=_named(action.practice),
        gaps=gaps_of(index, [step]),
        cards=tuple(_named_cards(action, index)),
    )


def _named(typed: Sequence[Typed]) -> tuple[Listed, ...]:
    return cards.series([blanks.line(each) for each in typed], "") if typed else ()


def _none_named(index: Index) -> tuple[Listed, ...]:
    """Return that no item is named, where a self-assessment was read that has some."""
    return cards.series([], "none named") if index.found.items else ()


def _named_cards(action: Action, index: Index) -> Iterator[Card]:
    for typed in action.ideas:
        idea = index.cards.get(id_key(typed))
        if idea is None:
            yield Card(blanks.line(typed), "is not among the cards that were read", "")
        elif cards.held_back(idea):
            yield Card(idea.id, "is held back because it may name a person", "")
        elif not idea.text.strip():
            yield Card(idea.id, "is empty", "")
        else:
            yield Card(idea.id, cards.words(idea.text), "")


def gaps_of(index: Index, steps: Sequence[Numbered]) -> tuple[Gap, ...]:
    """Return the gaps that `steps` say they answer, in printed order."""
    named = {item for step in steps if stands(step.action) for item in step.items}
    return tuple(gap(weak, index, "") for key, weak in index.gaps.items() if key in named)


def gap(weak: Weak, index: Index, link: str) -> Gap:
    """Return a gap with the steps that answer it; `link` says why it stands where it does."""
    ids = [step.id for step in index.answering(weak.id)]
    steps = "No step yet." if not ids else f"{_steps(ids)}."
    return Gap(weak.id, weak.text, weak.answered, steps, link)


def _steps(ids: Sequence[str]) -> str:
    return f"Step {ids[0]}" if len(ids) == 1 else f"Steps {cards.listed(ids)}"


def checks(action: Action, index: Index) -> Iterator[str]:
    """Yield in words what a step still lacks."""
    yield from _lead_checks(action, index)
    yield from _time_checks(action, index.today)
    if not blanks.line(action.measure):
        yield "no measure of success"
    for partner in index.helpers(action):
        if not index.knows(partner) and not helpers.everybody(partner):
            yield f"partner {partner} is not in the partner list"
    for item in action.items:
        if index.found.items and not index.found.item(item):
            yield f"item {blanks.line(item)} is not in the self-assessment that was read"
    for card in action.ideas:
        if id_key(card) not in index.cards:
            yield f"card {blanks.line(card)} is not among the cards"


def _lead_checks(action: Action, index: Index) -> Iterator[str]:
    lead = f" {blanks.line(action.lead_person)} "
    if not lead.strip():
        yield "no lead"
    elif any(sign in lead for sign in (" and ", ";", "/", "&", "+")):
        yield "more than one lead: name one person"
    if not blanks.line(action.lead_organization):
        yield "no lead organization"
    elif not index.knows(action.lead_organization):
        yield "the lead organization is not in the partner list"


def _time_checks(action: Action, today: date) -> Iterator[str]:
    start, due = action.start.day, action.due.day
    if not blanks.line(action.due.words) and due is None:
        yield "no due date"
    elif due is None:
        yield "the due date is given in words, not as a day"
    if start and due and due < start:
        yield "it is due before it starts"
    if due and due < today and heading_key(action.status) not in ENDED:
        yield "its due date has passed"
