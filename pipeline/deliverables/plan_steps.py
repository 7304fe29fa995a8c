"""A step of the action plan in words: its row, and what it still lacks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipeline.deliverables import blanks, cards, helpers
from pipeline.deliverables.plan_index import Index, Numbered
from pipeline.deliverables.sentences import Sentence
from pipeline.deliverables.wordings import Wordings
from pipeline.forms import STATUSES
from pipeline.gaps import ended
from pipeline.model import UNSAID, Action, Typed, When
from pipeline.names import id_key
from pipeline.openxml.controls import Control

BETWEEN_LEADS = re.compile(r" and |[;/&+]")  # several that one cell names as lead


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


def row(step: Numbered, index: Index, told: Wordings) -> Step:
    """Return a step as its rows in the tables say it."""
    action = step.action
    return Step(
        id=step.id,
        words=cards.words(action.step) or told.gap("No words of a step", action.step),
        lead=(
            blanks.line(action.lead_person) or told.gap("No lead", action.lead_person),
            index.organization(action.lead_organization)
            or told.gap("No lead organization", action.lead_organization),
        ),
        partners=tuple(index.organization(each) for each in index.helpers(action)),
        resources=_words(action.resources) or told.gap("No resources", action.resources),
        start=time(action.start) or told.gap("No start", action.start.words),
        due=time(action.due) or told.gap("No due date", action.due.words),
        measure=_words(action.measure) or told.gap("No measure", action.measure),
        status=status(action, told),
    )


def fillable(step: Step, told: Wordings) -> Step:
    """Return a step in which what nobody said, and the status, can be filled in with the Tab key."""
    who, organization = step.lead

    def named(what: str) -> str:
        return str(told.say(f"To fill in: {what}", step=step.id))

    return replace(
        step,
        lead=(_open(who, named("lead")), _open(organization, named("lead organization"))),
        resources=_open(step.resources, named("resources")),
        start=_open(step.start, named("start")),
        due=_open(step.due, named("due date")),
        measure=_open(step.measure, named("measure")),
        status=_open(step.status, named("status"), STATUSES),
    )


def _open(words: str | Control, title: str, choices: tuple[str, ...] = ()) -> str | Control:
    """Return a gap of ours, and what is chosen, as a control; other words as they were typed."""
    if isinstance(words, Control) or (isinstance(words, Typed) and not choices):
        return words
    return Control(words, title, choices)


def origin(step: Numbered, told: Wordings) -> str:
    """Return which statements a step answers and which cards it comes from, "" where it names none."""
    items = [blanks.line(each) for each in step.action.items if blanks.line(each)]
    ids = [blanks.line(each) for each in step.action.ideas if blanks.line(each)]
    said = {"items": told.listed(items), "cards": these(ids, told)}
    if items and ids:
        return told.say("A step answers items and comes from cards", step=step.id, **said)
    if items or ids:
        row = "A step answers items" if items else "A step comes from cards"
        return told.say(row, step=step.id, **said)
    return ""


def these(ids: Sequence[str], told: Wordings) -> Sentence:
    """Return "card B04", "cards B04 and B07", "cards B04, B07 and B09"."""
    return told.either("Cards by id", one=len(ids) == 1, cards=told.listed(ids))


def _words(typed: Typed) -> Typed:
    """Return what was typed, line breaks and all; no words where it only says that nobody knows."""
    return cards.words(typed) if blanks.line(typed) else UNSAID


def time(when: When) -> Typed:
    """Return a day written out, else the words that were typed, if any."""
    if when.day is None:
        return blanks.line(when.words)
    return Typed(blanks.written(when.day), when.words.place)


def status(action: Action, told: Wordings) -> str:
    """Return the status as typed, or that none is stated."""
    return blanks.line(action.status) or told.gap("No status", action.status)


def checks(action: Action, index: Index, told: Wordings) -> Iterator[Sentence]:
    """Yield in words what a step still lacks."""
    for lacking in _lead_checks(action):
        yield told.say(f"Lacks: {lacking}")
    yield from _unlisted(_A_LEAD, [action.lead_organization], index, told)
    for lacking in _time_checks(action, index.today):
        yield told.say(f"Lacks: {lacking}")
    if not blanks.line(action.measure):
        yield told.say("Lacks: measure")
    yield from _unlisted(_A_PARTNER, index.helpers(action), index, told)
    for item in action.items:
        if index.found.items and not index.found.item(item):
            yield told.say("Lacks: an item in the self-assessment", item=blanks.line(item))
    for card in action.ideas:
        if id_key(card) not in index.cards:
            yield told.say("Lacks: a card among the cards", card=blanks.line(card))


_A_LEAD = (
    "Lacks: a lead organization in the list",
    "Lacks: a lead organization in the list, but one like it",
)
_A_PARTNER = (
    "Lacks: a partner in the list",
    "Lacks: a partner in the list, but one like it",
)


def _unlisted(
    rows: tuple[str, str], names: Sequence[Typed], index: Index, told: Wordings
) -> Iterator[Sentence]:
    """Yield which organizations are not in the list, each with the one in it that may be meant."""
    for name in map(blanks.line, names):
        if not name or index.knows(name) or helpers.everybody(name):
            continue
        if meant := index.may_be(name):
            yield told.say(rows[1], organization=name, other=meant)
        else:
            yield told.say(rows[0], organization=name)


def _lead_checks(action: Action) -> Iterator[str]:
    lead = f" {blanks.line(action.lead_person)} "
    if not lead.strip():
        yield "lead"
    elif BETWEEN_LEADS.search(lead):
        yield "one lead"
    if not blanks.line(action.lead_organization):
        yield "lead organization"


def _time_checks(action: Action, today: date) -> Iterator[str]:
    start, due = action.start.day, action.due.day
    if not blanks.line(action.due.words) and due is None:
        yield "due date"
    elif due is None:
        yield "a day"
    if start and due and due < start:
        yield "a start before its due date"
    if due and due < today and not ended(action):
        yield "a due date to come"
