"""The steps of the action plan once more: by organization and by date."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pipeline.deliverables import blanks, cards, plan_steps
from pipeline.deliverables.blanks import name_in
from pipeline.deliverables.cards import Listed
from pipeline.deliverables.plan_index import Index, Numbered
from pipeline.model import Findings, Typed


@dataclass(frozen=True, slots=True)
class Task:
    """A step as one organization sees it."""

    part: str  # "Leads step", "Helps with step"
    id: str
    words: str
    due: str


@dataclass(frozen=True, slots=True)
class Organization:
    """An organization and the steps it leads or helps with."""

    name: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the calendar."""

    when: str
    what: str  # "Starts", "Is due"
    id: str
    words: str
    lead: str


def task(part: str, step: Numbered) -> Task:
    """Return a step as one organization sees it; `part` is what it does there."""
    words = cards.words(step.action.step) or plan_steps.NOT_STATED
    return Task(part, step.id, words, plan_steps.time(step.action.due, "no due date yet"))


def organizations(index: Index) -> Iterator[Organization]:
    """Yield organizations by name, each with what it leads and what it helps with."""
    names: dict[str, Typed] = {}
    tasks: dict[str, list[Task]] = {}
    for part, step, typed in _parts(index):
        name = index.organization(typed)
        names.setdefault(name_in(name), name)
        tasks.setdefault(name_in(name), []).append(task(part, step))
    for key in sorted(names):
        yield Organization(names[key], tuple(tasks[key]))
    if nobody := [each for each in index.steps if not blanks.line(each.action.lead_organization)]:
        yield Organization(
            "No lead organization yet", tuple(task("Open step", each) for each in nobody)
        )


def _parts(index: Index) -> Iterator[tuple[str, Numbered, Typed]]:
    for step in index.steps:
        if blanks.line(step.action.lead_organization):
            yield "Leads step", step, step.action.lead_organization
    for step in index.steps:
        lead = name_in(index.organization(step.action.lead_organization))
        for typed in index.helpers(step.action):
            if name_in(index.organization(typed)) != lead:
                yield "Helps with step", step, typed


def without_steps(findings: Findings, index: Index) -> Iterator[Listed]:
    """Yield the partners that no step names."""
    named = {name_in(index.organization(typed)) for _, _, typed in _parts(index)}
    partners = [each for each in findings.workshop.partners if each.organization.strip()]
    free = [each.organization for each in partners if name_in(each.organization) not in named]
    for number, name in enumerate(free):
        yield Listed("; " if number else "", blanks.line(name))


def calendar(index: Index) -> Iterator[Entry]:
    """Yield starts and due dates in order of time; words that are no day follow, as typed."""
    dated: list[tuple[date, int, Entry]] = []
    words: list[Entry] = []
    for step in index.steps:
        for rank, (what, when) in enumerate(
            (("Starts", step.action.start), ("Is due", step.action.due))
        ):
            if when.day is None and not blanks.line(when.words):
                continue
            entry = Entry(
                plan_steps.time(when, ""),
                what,
                step.id,
                cards.words(step.action.step) or plan_steps.NOT_STATED,
                blanks.line(step.action.lead_person) or plan_steps.NO_LEAD,
            )
            if when.day is None:
                words.append(entry)
            else:
                dated.append((when.day, rank, entry))
    yield from (entry for _, _, entry in sorted(dated, key=lambda each: each[:2]))
    yield from words
