"""A step of the action plan in words: its row, and what it still lacks."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from pipeline.deliverables import blanks, cards, helpers
from pipeline.deliverables.blanks import Gap
from pipeline.deliverables.plan_index import Index, Numbered
from pipeline.forms import STATUSES
from pipeline.model import UNSAID, Action, Typed, When
from pipeline.names import heading_key, id_key
from pipeline.openxml.controls import Control

NOT_STATED = "Not stated"
NO_LEAD = "No lead yet"
NO_ORGANIZATION = "No lead organization yet"
ENDED = frozenset({"done", "dropped"})


@dataclass(frozen=True, slots=True)
class Step:
    """A step as it stands in the tables; what nobody said is a gap in words."""

    id: str
    words: str
    lead: tuple[str | Control, str | Control]  # who, and of which organization
    partners: tuple[str, ...]
    resources: str | Control
    start: str | Control
    due: str | Control
    measure: str | Control
    status: str | Control


def row(step: Numbered, index: Index) -> Step:
    """Return a step as its rows in the tables say it."""
    action = step.action
    return Step(
        id=step.id,
        words=cards.words(action.step) or NOT_STATED,
        lead=(
            blanks.line(action.lead_person) or Gap(NO_LEAD, action.lead_person),
            index.organization(action.lead_organization)
            or Gap(NO_ORGANIZATION, action.lead_organization),
        ),
        partners=tuple(index.organization(each) for each in index.helpers(action)),
        resources=_words(action.resources) or Gap(NOT_STATED, action.resources),
        start=time(action.start, NOT_STATED),
        due=time(action.due, "No date yet"),
        measure=_words(action.measure) or Gap("No measure yet", action.measure),
        status=status(action),
    )


def fillable(step: Step) -> Step:
    """Return a step in which what nobody said, and the status, can be filled in with the Tab key."""
    who, organization = step.lead
    return replace(
        step,
        lead=(_open(who, f"Lead of {step.id}"), _open(organization, f"Organization of {step.id}")),
        resources=_open(step.resources, f"Resources of {step.id}"),
        start=_open(step.start, f"Start of {step.id}"),
        due=_open(step.due, f"Due date of {step.id}"),
        measure=_open(step.measure, f"Measure of {step.id}"),
        status=_open(step.status, f"Status of {step.id}", STATUSES),
    )


def _open(words: str | Control, title: str, choices: tuple[str, ...] = ()) -> str | Control:
    """Return a gap of ours, and what is chosen, as a control; other words as they were typed."""
    if isinstance(words, Control) or (isinstance(words, Typed) and not choices):
        return words
    return Control(words, title, choices)


def origin(step: Numbered) -> str:
    """Return which statements a step answers and which cards it comes from, "" where it names none."""
    items = [blanks.line(each) for each in step.action.items if blanks.line(each)]
    ids = [blanks.line(each) for each in step.action.ideas if blanks.line(each)]
    said = [f"answers {cards.listed(items)}"] if items else []
    said += [f"comes from {cards.these(ids)}"] if ids else []
    return f"{step.id} {' and '.join(said)}." if said else ""


def _words(typed: Typed) -> Typed:
    """Return what was typed, line breaks and all; no words where it only says that nobody knows."""
    return cards.words(typed) if blanks.line(typed) else UNSAID


def time(when: When, missing: str) -> str:
    """Return a day written out, else the words that were typed, else `missing`."""
    if when.day is None:
        return blanks.line(when.words) or Gap(missing, when.words)
    return Typed(blanks.written(when.day), when.words.place)


def status(action: Action) -> str:
    """Return the status as typed, or that none is stated."""
    return blanks.line(action.status) or Gap(NOT_STATED, action.status)


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
