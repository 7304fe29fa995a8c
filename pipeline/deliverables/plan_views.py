"""The steps of the action plan once more: by date, by organization, by gap, and what they lack."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pipeline.deliverables import blanks, cards, plan_steps
from pipeline.deliverables.blanks import name_in
from pipeline.deliverables.health import gaps_named
from pipeline.deliverables.plan_index import Index, Numbered, Weak
from pipeline.deliverables.plan_steps import BETWEEN_LEADS, Step
from pipeline.deliverables.sentences import Sentence, in_a_row
from pipeline.deliverables.wordings import Wordings
from pipeline.meaning.phrases import begun_large
from pipeline.model import Findings, Link, Typed

MOST_STEPS = 5  # for one lead, before we ask


@dataclass(frozen=True, slots=True)
class Organization:
    """An organization, and the ids of the steps it leads or helps with."""

    name: str
    leads: tuple[str, ...]
    helps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """What is to be settled, and where: all that one step lacks, or all steps that lack one thing."""

    of: str  # "A02", "No lead (3 steps)"
    what: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A statement that was not answered yes, and the steps that answer it; or what a team named."""

    id: str  # "C2"; "Health" where a team named it in its partnership-health worksheet
    text: str
    answered: str  # of one that a team named: condition, team, kind of partner
    steps: str  # ids, or that there is none, and what the title behind it is
    title: str  # that it belongs under, where no step answers it


# ── by date ──────────────────────────────────────────────────────────────────────────────────


def by_due_date(index: Index, told: Wordings) -> tuple[Step, ...]:
    """Return all steps in order of their due dates: days, then words about time, then none."""
    return tuple(plan_steps.row(step, index, told) for step in sorted(index.steps, key=_due))


def _due(step: Numbered) -> tuple[int, date]:
    due = step.action.due
    if due.day is not None:
        return 0, due.day
    return (1 if blanks.line(due.words) else 2), date.min


# ── by organization ──────────────────────────────────────────────────────────────────────────


def organizations(index: Index, told: Wordings) -> Iterator[Organization]:
    """Yield organizations by name, each with what it leads and what it helps with."""
    names: dict[str, Typed] = {}
    leads: defaultdict[str, list[str]] = defaultdict(list)
    helps: defaultdict[str, list[str]] = defaultdict(list)
    for leading, step, typed in _parts(index):
        name = index.organization(typed)
        names.setdefault(name_in(name), name)
        (leads if leading else helps)[name_in(name)].append(step.id)
    for key in sorted(names):
        yield Organization(names[key], tuple(leads[key]), tuple(dict.fromkeys(helps[key])))
    if nobody := [each for each in index.steps if not blanks.line(each.action.lead_organization)]:
        none = str(told.say("No lead organization"))
        yield Organization(none, tuple(each.id for each in nobody), ())


def _parts(index: Index) -> Iterator[tuple[bool, Numbered, Typed]]:
    for step in index.steps:
        if blanks.line(step.action.lead_organization):
            yield True, step, step.action.lead_organization
        lead = name_in(index.organization(step.action.lead_organization))
        for typed in index.helpers(step.action):
            if name_in(index.organization(typed)) != lead:
                yield False, step, typed


def without_steps(findings: Findings, index: Index) -> Iterator[Typed]:
    """Yield the partners that no step names, not even by a name that may be short for theirs."""
    there = [typed for _, _, typed in _parts(index)]
    named = {
        name_in(index.organization(typed) if index.knows(typed) else index.may_be(typed))
        for typed in there
    }
    leads = [each for step in index.steps for each in _apart(step.action.lead_person)]
    named |= {name_in(index.organization(each)) for each in leads if index.knows(each)}
    for partner in findings.workshop.partners:
        if partner.organization.strip() and name_in(partner.organization) not in named:
            yield blanks.line(partner.organization)


def _apart(leads: Typed) -> Iterator[Typed]:
    """Yield each of those that a cell names as lead."""
    for name in BETWEEN_LEADS.split(leads):
        yield Typed(name.strip(), leads.place)


# ── what is to be settled ────────────────────────────────────────────────────────────────────


def to_settle(index: Index, told: Wordings, *, apart: bool) -> Iterator[Point]:
    """Yield what is to be settled: step by step where they stand `apart`, else by what they lack."""
    lacks = [(step.id, list(plan_steps.checks(step.action, index, told))) for step in index.steps]
    if apart:
        yield from (Point(name, in_a_row(found)) for name, found in lacks if found)
    else:
        without: defaultdict[Sentence, list[str]] = defaultdict(list)
        for name, found in lacks:
            for each in found:
                without[each].append(name)
        for each, names in sorted(without.items(), key=lambda item: -len(item[1])):
            number = told.counted("steps", len(names))
            of = told.say("Steps that lack one thing", lack=begun_large(each), steps=number)
            yield Point(of, told.listed(names))
    leads = Counter(blanks.line(each.action.lead_person) for each in index.steps)
    for lead, many in leads.items():
        if lead and many > MOST_STEPS:
            yield Point(lead, told.say("A lead of many steps", number=str(many)))


# ── by gap ───────────────────────────────────────────────────────────────────────────────────


def gaps(findings: Findings, index: Index, told: Wordings) -> Iterator[Gap]:
    """Yield every gap once, those without a step first."""
    titles = {group.mark: cards.title_in(group, told) for group in findings.wall.groups}
    found = [(weak, index.answering(weak.id)) for weak in index.gaps.values()]
    for weak, steps in sorted(found, key=lambda each: bool(each[1])):
        links = [each for each in findings.links if index.found.item(each.item) == weak.id]
        surest = _surest([each for each in links if each.mark in titles])
        said, title = ", ".join(step.id for step in steps), ""
        if not steps and surest is None:
            said = told.say("A gap without a step")
        elif not steps and surest is not None:
            row = "A gap under a title" if surest.said else "A gap under a suggested title"
            said, title = f"{told.say(row)} ", titles[surest.mark]
        yield Gap(weak.id, weak.text, answered(weak, told), said, title)


def answered(weak: Weak, told: Wordings) -> str:
    """Return how a statement was answered, counted where sites are several."""
    words = {reply: told.say(f"Answer: {reply}") for reply, _ in weak.answers}
    if not weak.several:
        return in_a_row(words.values(), ", ")
    return in_a_row(
        (
            told.say("Answer of several sites", answer=words[reply], number=str(number))
            for reply, number in weak.answers
        ),
        ", ",
    )


def health_gaps(findings: Findings, told: Wordings) -> Iterator[Gap]:
    """Yield the gaps that teams named when they looked at their partnerships; no step can name one."""
    for each in gaps_named(findings):
        of = in_a_row(filter(None, (each.condition, each.team, each.partner)), ", ")
        yield Gap(
            id=told.say("A gap of a partnership: item"),
            text=each.gap,
            answered=of or told.say("A gap of a partnership: answer"),
            steps=told.say("A gap of a partnership: step"),
            title="",
        )


def _surest(links: list[Link]) -> Link | None:
    """Return the link that people made, else the one we are surest of."""
    said = [each for each in links if each.said] or links
    return max(said, key=lambda each: each.sure) if said else None
