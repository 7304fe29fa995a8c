"""What a program keeps beside a workshop's wall: designs, regions, timelines, profiles.

Each is a row of a sheet (or a sheet of fields and values) in `pipeline.forms`, every field as typed;
a field nobody filled is UNSAID.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from pipeline.typed import UNSAID, Typed, When


@dataclass(frozen=True, slots=True)
class Design:
    """What a workshop is for and what it should feel like, as its designer put it."""

    title: Typed = UNSAID
    participants: Typed = UNSAID
    start_time: Typed = UNSAID
    rational_aim: tuple[Typed, ...] = ()  # what people will know or decide
    experiential_aim: tuple[Typed, ...] = ()  # how they will feel
    capabilities: tuple[Typed, ...] = ()
    image_from: tuple[Typed, ...] = ()
    image_to: tuple[Typed, ...] = ()
    outcomes: tuple[Typed, ...] = ()


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of a phase of the day; a row without a segment speaks of the whole phase."""

    phase: Typed
    order: Typed = UNSAID
    minutes: Typed = UNSAID  # of the phase
    segment: Typed = UNSAID
    segment_minutes: Typed = UNSAID
    kind: Typed = UNSAID  # talk, discussion, exercise, brainstorm, break
    prompt: Typed = UNSAID
    supplies: tuple[Typed, ...] = ()
    people: tuple[Typed, ...] = ()
    papers: tuple[Typed, ...] = ()  # documents due then


@dataclass(frozen=True, slots=True)
class RegionReport:
    """What one regional partnership told the state of one period."""

    partnership: Typed
    period: Typed = UNSAID
    progress: Typed = UNSAID
    challenge: Typed = UNSAID
    lesson: Typed = UNSAID
    ask: Typed = UNSAID
    role: Typed = UNSAID  # the role of the self-assessment that it speaks to
    asked_on: When = When()
    shared: Typed = UNSAID  # whether it may be shared


@dataclass(frozen=True, slots=True)
class StateNews:
    """What the state did or decided, in answer to an ask or of its own accord."""

    answer: Typed
    ask: Typed = UNSAID
    partnership: Typed = UNSAID
    date: When = When()
    by: Typed = UNSAID


@dataclass(frozen=True, slots=True)
class Initiative:
    """What partners do together beyond one workshop."""

    name: Typed = UNSAID
    purpose: Typed = UNSAID
    background: Typed = UNSAID
    goal: Typed = UNSAID
    funders: Typed = UNSAID
    facilitator: Typed = UNSAID
    term: Typed = UNSAID  # the term that `definition` says the meaning of
    definition: Typed = UNSAID
    contact: Typed = UNSAID
    contact_email: Typed = UNSAID
    contact_phone: Typed = UNSAID


@dataclass(frozen=True, slots=True)
class Milestone:
    """A line of an initiative's timeline: who does what, from when to when."""

    what: Typed
    actor: Typed = UNSAID
    start: When = When()
    end: When = When()
    date_text: Typed = UNSAID  # the time in people's own words: "Aug.-Dec., 2012"
    state: Typed = UNSAID  # done, planned


@dataclass(frozen=True, slots=True)
class Principle:
    """One sentence by which the partners of an initiative act."""

    principle: Typed
    order: Typed = UNSAID


@dataclass(frozen=True, slots=True)
class Watcher:
    """Somebody who follows an initiative without being a partner."""

    group: Typed
    subgroup: Typed = UNSAID
    name: Typed = UNSAID


@dataclass(frozen=True, slots=True)
class PartnerReview:
    """What staff think of an organization as a partner: for internal eyes only."""

    organization: Typed
    useful: Typed = UNSAID
    useful_why: Typed = UNSAID
    audience: Typed = UNSAID
    audience_why: Typed = UNSAID
    goals: Typed = UNSAID
    goals_why: Typed = UNSAID
    resources: Typed = UNSAID
    resources_why: Typed = UNSAID
    context: Typed = UNSAID


@dataclass(frozen=True, slots=True)
class Service:
    """That an organization offers a service, or that nobody does (no organization)."""

    service: Typed
    organization: Typed
    offered: Typed = UNSAID  # yes, or a note
    gap: bool = False  # the table has a cell for it, and the cell is empty


@dataclass(frozen=True, slots=True)
class Habit:
    """One way in which a relationship with a partner is kept up."""

    habit: Typed
    partner: Typed = UNSAID
    often: Typed = UNSAID
    next: When = When()
    who: Typed = UNSAID


@dataclass(frozen=True, slots=True)
class Profile:
    """A practice that a program tells others about, with its numbers and their sources."""

    practice: Typed = UNSAID
    program: Typed = UNSAID
    organization: Typed = UNSAID
    place: Typed = UNSAID
    topic: Typed = UNSAID
    tagline: Typed = UNSAID
    need: Typed = UNSAID
    partners: tuple[Typed, ...] = ()  # "Juniper House: clinical placements"
    done: tuple[Typed, ...] = ()  # what staff do differently
    result: Typed = UNSAID  # what was counted, in words: "finished the class"
    number: Typed = UNSAID
    denominator: Typed = UNSAID
    period: Typed = UNSAID
    source: Typed = UNSAID
    comparison: Typed = UNSAID
    quotation: Typed = UNSAID
    speaker: Typed = UNSAID
    speaker_title: Typed = UNSAID
    permission: Typed = UNSAID
    copying: Typed = UNSAID  # what others need to do the same
    limits: Typed = UNSAID
    lessons: Typed = UNSAID
    contact: Typed = UNSAID
    disclosure: Typed = UNSAID
    sources: tuple[tuple[str, Typed], ...] = ()  # field → where its value is from
    verified: tuple[Typed, ...] = ()  # who verified a value
    pending: tuple[str, ...] = ()  # fields whose values nobody has verified yet


@dataclass(frozen=True, slots=True)
class Term:
    """An abbreviation, and the words that it stands for."""

    short: Typed
    meaning: Typed


@dataclass(frozen=True, slots=True)
class Program:
    """All that the sheets beside the wall gave, in the order of their rows."""

    designs: tuple[Design, ...] = ()
    segments: tuple[Segment, ...] = ()
    regions: tuple[RegionReport, ...] = ()
    news: tuple[StateNews, ...] = ()
    initiatives: tuple[Initiative, ...] = ()
    timeline: tuple[Milestone, ...] = ()
    principles: tuple[Principle, ...] = ()
    watchers: tuple[Watcher, ...] = ()
    services: tuple[Service, ...] = ()
    habits: tuple[Habit, ...] = ()
    profiles: tuple[Profile, ...] = ()
    glossary: tuple[Term, ...] = ()

    @classmethod
    def of(cls, records: Iterable[object]) -> Self:
        """Return the program that `records`, nouns of this module, make: each kind in its order."""
        piles: dict[str, list[Any]] = {}
        for each in records:
            piles.setdefault(_PILES[type(each)], []).append(each)
        return cls(**{name: tuple(pile) for name, pile in piles.items()})


_PILES: Mapping[type[Any], str] = {
    Design: "designs",
    Segment: "segments",
    RegionReport: "regions",
    StateNews: "news",
    Initiative: "initiatives",
    Milestone: "timeline",
    Principle: "principles",
    Watcher: "watchers",
    Service: "services",
    Habit: "habits",
    Profile: "profiles",
    Term: "glossary",
}
