"""The brief on an initiative: why, who, when, by which principles, and who is watching."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.deliverables import blanks
from pipeline.deliverables.blanks import Said
from pipeline.model import Draft, Findings, Partner, Typed
from pipeline.names import name_key
from pipeline.program import Initiative, Milestone, Watcher


@dataclass(frozen=True, slots=True)
class Member:
    """A partner of the initiative, what it is part of, and what it does."""

    name: Typed
    acronym: Typed
    part_of: str
    role: Said


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the timeline."""

    when: str
    who: Said
    what: Typed
    state: str


@dataclass(frozen=True, slots=True)
class Follower:
    """Somebody who watches, or a part of a group that does, and those in it."""

    name: Typed
    inside: tuple[Typed, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """What partner-brief.docx may mention."""

    name: Said
    today: str
    purpose: Said
    background: Said
    goal: Said
    funders: Said
    facilitator: Said
    members: tuple[Member, ...]
    no_members: str
    lines: tuple[Line, ...]
    no_lines: str
    term: Typed
    definition: Said
    principles: tuple[Typed, ...]
    watchers: tuple[Follower, ...]
    contact: Said
    contact_email: Said
    contact_phone: Said


TEMPLATES = {"partner-brief.docx": Context}


def missing(findings: Findings) -> str:
    """Return why the brief cannot be written, "" when it can."""
    program = findings.workshop.program
    if program.initiatives or program.timeline:
        return ""
    return "no sheet Initiative or Timeline was read (afterword new FILE --with brief)."


def drafts(findings: Findings) -> Iterator[Draft]:
    """Yield the one brief."""
    yield Draft("partner-brief.docx", "partner-brief.docx", _context(findings))


def _context(findings: Findings) -> Context:
    program, details = findings.workshop.program, findings.workshop.details
    about = program.initiatives[0] if program.initiatives else Initiative()
    members = tuple(_members(findings.workshop.partners))
    lines = tuple(map(_line, _in_order(program.timeline)))
    principles = sorted(program.principles, key=lambda each: _number(each.order))
    return Context(
        name=blanks.words(about.name, "name of the initiative"),
        today=blanks.written(findings.today),
        purpose=blanks.words(about.purpose or details.purpose, "purpose"),
        background=blanks.words(about.background, "background"),
        goal=blanks.words(about.goal, "goal"),
        funders=blanks.words(about.funders, "who pays"),
        facilitator=blanks.words(about.facilitator, "who brings the partners together"),
        members=members,
        no_members="" if members else "No partners were read.",
        lines=lines,
        no_lines="" if lines else "No timeline was read.",
        term=blanks.line(about.term),
        definition=blanks.words(about.definition, "what the key term means"),
        principles=tuple(each.principle.bare() for each in principles if each.principle.strip()),
        watchers=tuple(_watchers(program.watchers)),
        contact=blanks.words(about.contact or details.contact, "contact"),
        contact_email=blanks.words(about.contact_email or details.contact_email, "email"),
        contact_phone=blanks.words(about.contact_phone or details.contact_phone, "phone"),
    )


def _members(partners: Sequence[Partner]) -> Iterator[Member]:
    for each in partners:
        yield Member(
            name=blanks.joined((each.unit, each.organization), ", "),
            acronym=blanks.line(each.acronym),
            part_of=blanks.line(each.part_of) or "Nothing larger named",
            role=blanks.words(each.role, "role"),
        )


def _number(order: str) -> tuple[float, str]:
    """Return what a typed number sorts by; what is no number comes last, as it was typed."""
    try:
        return float(order), ""
    except ValueError:
        return float("inf"), ""


def _in_order(timeline: Sequence[Milestone]) -> list[Milestone]:
    """Return the lines by their first day; one without a day stays after the line it follows."""
    day = date.min
    dated: list[tuple[date, int, Milestone]] = []
    for at, each in enumerate(timeline):
        day = first_day(each) or day
        dated.append((day, at, each))
    return [each for _, _, each in sorted(dated, key=lambda found: found[:2])]


def first_day(milestone: Milestone) -> date | None:
    """Return the day on which a line begins, read from its dates or from words about time."""
    if milestone.start.day:
        return milestone.start.day
    return _day_in(milestone.date_text) or _day_in(milestone.start.words) or milestone.end.day


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = re.compile(rf"\b({'|'.join(_MONTHS)})[a-z]*\.?", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def _day_in(words: str) -> date | None:
    """Return the first day of the first month and year that `words` name: "Aug.-Dec., 2012"."""
    year = _YEAR.search(words)
    if not year:
        return None
    month = _MONTH.search(words)
    return date(int(year[0]), _MONTHS.index(month[1].lower()) + 1 if month else 1, 1)


def _line(milestone: Milestone) -> Line:
    return Line(
        when=_when(milestone),
        who=blanks.words(milestone.actor, "who"),
        what=milestone.what.bare(),
        state=blanks.line(milestone.state) or "Not stated",
    )


def _when(milestone: Milestone) -> str:
    """Return the time as people put it; a range stays a range."""
    if words := blanks.line(milestone.date_text):
        return words
    times = [blanks.day_or_words(each) for each in (milestone.start, milestone.end)]
    return blanks.joined(times, " to ") or "Date not set"


def _watchers(watchers: Sequence[Watcher]) -> Iterator[Follower]:
    """Yield the groups that watch, each with its parts and people: a list two deep."""
    groups: dict[str, list[Watcher]] = {}
    for each in watchers:
        groups.setdefault(name_key(each.group), []).append(each)
    for own in groups.values():
        inside = [_inside(each) for each in own]
        yield Follower(own[0].group.bare(), tuple(each for each in inside if each))


def _inside(watcher: Watcher) -> Typed:
    return blanks.joined((watcher.subgroup, watcher.name), ": ")
