"""The brief on an initiative: why, who, when, by which principles, and who is watching."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.deliverables import blanks, wordings
from pipeline.deliverables.blanks import Said
from pipeline.deliverables.sentences import Sentence, in_a_row
from pipeline.deliverables.wordings import Wordings
from pipeline.model import Draft, Findings, Partner, Typed
from pipeline.names import name_key
from pipeline.program import Initiative, Milestone, Watcher
from pipeline.words import pattern_of, words_of


@dataclass(frozen=True, slots=True)
class Member:
    """A partner of the initiative, what it is part of, and what it does."""

    name: Typed
    acronym: Typed
    part_of: Typed
    role: Said


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the timeline."""

    when: str  # "" where no date is set
    who: Said
    what: Typed
    state: Typed


@dataclass(frozen=True, slots=True)
class Follower:
    """Somebody who watches, or a part of a group that does, and those in it."""

    name: Typed
    inside: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """What partner-brief.docx may mention."""

    name: Said
    today: str
    purpose: Said | Sentence
    background: Said | Sentence
    goal: Said | Sentence
    funders: Said | Sentence
    facilitator: Said | Sentence
    members: tuple[Member, ...]
    lines: tuple[Line, ...]
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
    return "no sheet Initiative or Timeline was read."


def drafts(findings: Findings) -> Iterator[Draft]:
    """Yield the one brief."""
    yield Draft("partner-brief.docx", "partner-brief.docx", _context(findings))


def _context(findings: Findings) -> Context:
    program, details = findings.workshop.program, findings.workshop.details
    about = program.initiatives[0] if program.initiatives else Initiative()
    told = wordings.of(findings.texts, wordings.PROGRAM)
    principles = sorted(program.principles, key=lambda each: _number(each.order))
    said = (
        blanks.words(about.purpose or details.purpose, "purpose"),
        blanks.words(about.background, "background"),
        blanks.words(about.goal, "goal"),
        blanks.words(about.funders, "who pays"),
        blanks.words(about.facilitator, "who brings the partners together"),
    )
    purpose, background, goal, funders, facilitator = _spelled_out(said, findings)
    context = Context(
        name=blanks.words(about.name, "name of the initiative"),
        today=blanks.written(findings.today),
        purpose=purpose,
        background=background,
        goal=goal,
        funders=funders,
        facilitator=facilitator,
        members=tuple(_members(findings.workshop.partners)),
        lines=tuple(_line(each, told) for each in _in_order(program.timeline)),
        term=blanks.line(about.term),
        definition=blanks.words(about.definition, "what the key term means"),
        principles=tuple(each.principle.bare() for each in principles if each.principle.strip()),
        watchers=tuple(_watchers(program.watchers)),
        contact=blanks.words(about.contact or details.contact, "contact"),
        contact_email=blanks.words(about.contact_email or details.contact_email, "email"),
        contact_phone=blanks.words(about.contact_phone or details.contact_phone, "phone"),
    )
    return wordings.told_in(context, told)


def _spelled_out(texts: Sequence[Said], findings: Findings) -> Iterator[Said | Sentence]:
    """Yield the texts, each acronym of a partner with its name where it stands first.

    Below the texts stands the table of partners, which has all names with their acronyms.
    """
    names = {
        str(acronym): each.organization.bare()
        for each in reversed(findings.workshop.partners)
        if (acronym := blanks.line(each.acronym)) and each.organization.strip()
    }
    for text in texts:
        pieces: list[str] = []
        at = 0
        for word in _WORD.finditer(text) if text else ():
            name = names.pop(word[0], None)
            if name and name_key(name) not in name_key(text):
                pieces += [Typed(text[at : word.end()], text.place), " (", name, ")"]
                at = word.end()
        yield Sentence([*pieces, Typed(text[at:], text.place)]) if pieces else text


_WORD = re.compile(r"[^\W_][\w&/.-]*(?<![.-])")


def _members(partners: Sequence[Partner]) -> Iterator[Member]:
    for each in partners:
        yield Member(
            name=blanks.joined((each.unit, each.organization), ", "),
            acronym=blanks.line(each.acronym),
            part_of=blanks.line(each.part_of),
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


_SHORT = "jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec"
_MONTH = re.compile(rf"\b({pattern_of('month')}|{_SHORT})\b", re.IGNORECASE)
_QUARTER = re.compile(r"\bQ([1-4])\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def _day_in(words: str) -> date | None:
    """Return the first day of the first month or quarter that `words` name: "Aug.-Dec., 2012"."""
    year = _YEAR.search(words)
    if not year:
        return None
    month = 1
    if quarter := _QUARTER.search(words):
        month = 3 * int(quarter[1]) - 2
    if named := _MONTH.search(words):
        month = _number_of(named[1])
    return date(int(year[0]), month, 1)


def _number_of(month: str) -> int:
    """Return the number of a month, 1 to 12, in whatever language or short form."""
    names = (name.casefold() for name in words_of("month"))
    at = next(n for n, name in enumerate(names) if name.startswith(month.casefold()))
    return at % 12 + 1


def _line(milestone: Milestone, told: Wordings) -> Line:
    return Line(
        when=_when(milestone, told),
        who=blanks.words(milestone.actor, "who"),
        what=milestone.what.bare(),
        state=blanks.line(milestone.state),
    )


def _when(milestone: Milestone, told: Wordings) -> str:
    """Return the time as people put it, "" where nobody did; a range stays a range."""
    if words := blanks.line(milestone.date_text):
        return words
    first, last = map(blanks.day_or_words, (milestone.start, milestone.end))
    if first and last:
        return told.say("Brief: From one day to another", first=first, last=last)
    return first or last


def _watchers(watchers: Sequence[Watcher]) -> Iterator[Follower]:
    """Yield the groups that watch, each with its parts and people: a list two deep."""
    for own in _by(watchers, "group"):
        yield Follower(own[0].group.bare(), tuple(_inside(own)))


def _inside(group: Sequence[Watcher]) -> Iterator[Sentence]:
    """Yield each part of a group with the people in it; people of no part each by themselves."""
    for own in _by(group, "subgroup"):
        part = own[0].subgroup.bare()
        names = [each.name.bare() for each in own if each.name.strip()]
        if part:
            yield in_a_row([part, in_a_row(names)] if names else [part], ": ")
        else:
            yield from (Sentence([name]) for name in names)


def _by(watchers: Sequence[Watcher], field: str) -> Iterator[list[Watcher]]:
    found: dict[str, list[Watcher]] = {}
    for each in watchers:
        found.setdefault(name_key(getattr(each, field)), []).append(each)
    return iter(found.values())
