"""The closing round afterwards: a card for each person, and a list to ask again after 30 and 90 days."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.deliverables import blanks
from pipeline.deliverables.blanks import Said, name_in
from pipeline.model import Book, Commitment, Draft, Findings, Heading, Table, Typed
from pipeline.words import says_yes

FIRST, SECOND = 30, 90  # days after the workshop
NO_NAME = "Name not stated"

LIST = (
    Heading("Name", 26), Heading("Organization", 34), Heading("Will do", 54), Heading("By when", 18),
    Heading("30 days on", 14), Heading("90 days on", 14),
    Heading("Heard", 14, help="The day you heard from them."),
    Heading("Answer", 40, help="What they said."),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Promise:
    """What one person will do, and by when."""

    what: Said
    when: Said


@dataclass(frozen=True, slots=True)
class Card:
    """The card of one person: every promise of theirs."""

    name: str  # the first name alone, unless they agreed to more
    organization: Typed
    promises: tuple[Promise, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """What commitment-cards.docx may mention."""

    workshop: Said
    date: Said
    cards: tuple[Card, ...]
    contact: Said


TEMPLATES = {"commitment-cards.docx": Context}


def missing(findings: Findings) -> str:
    """Return why there are no cards, "" when there are."""
    return "" if any(_people(findings.workshop.commitments)) else "no commitments were read."


def drafts(findings: Findings) -> Iterator[Draft | Book]:
    """Yield the cards, and the list to follow up."""
    details = findings.workshop.details
    people = tuple(_people(findings.workshop.commitments))
    context = Context(
        workshop=blanks.words(details.title, "name of the workshop"),
        date=blanks.time(details.date, "date"),
        cards=tuple(map(_card, people)),
        contact=blanks.words(details.contact, "whom people can call"),
    )
    yield Draft("commitments/commitment-cards.docx", "commitment-cards.docx", context)
    yield _follow_up(people, details.date.day)


def _people(commitments: Sequence[Commitment]) -> Iterator[tuple[Commitment, ...]]:
    """Yield the promises of each person together, in the order in which people spoke first.

    Rows without a name are nobody's: each stays by itself.
    """
    found: dict[tuple[str, str, int], list[Commitment]] = {}
    for at, each in enumerate(commitments):
        if not (each.name + each.commitment).strip():
            continue
        name = name_in(each.name)
        key = (name, name_in(each.organization), 0) if name else ("", "", at)
        found.setdefault(key, []).append(each)
    return map(tuple, found.values())


def _card(own: Sequence[Commitment]) -> Card:
    agreed = any(says_yes(each.consent) for each in own)
    name = blanks.line(own[0].name)
    first = Typed(name.split()[0], name.place) if name else NO_NAME
    promises = tuple(
        Promise(
            blanks.words(each.commitment, "what you will do"),
            blanks.time(each.by_when, "by when"),
        )
        for each in own
    )
    return Card(name if agreed and name else first, blanks.line(own[0].organization), promises)


def _follow_up(people: Sequence[Sequence[Commitment]], held: date | None) -> Book:
    """Return the list of whom to ask again; those without a date of their own come first."""
    rows = [
        (
            blanks.line(each.name) or "Name not stated",
            blanks.line(each.organization) or None,
            blanks.line(each.commitment) or "No commitment typed yet",
            each.by_when.day or blanks.line(each.by_when.words) or "No date yet",
            held + timedelta(days=FIRST) if held else "Date of the workshop not stated",
            held + timedelta(days=SECOND) if held else "Date of the workshop not stated",
            None,
            None,
        )
        for own in people
        for each in own
    ]
    undated = [row for row in rows if row[3] == "No date yet"]
    ordered = (*undated, *(row for row in rows if row not in undated))
    advice = Table("Read me", (), (), intro=(
        "Follow-up list",
        "One row a promise. Ask again on the two days, and type when you heard and what they said.",
        f"The days are {FIRST} and {SECOND} days after the workshop.",
    ))  # fmt: skip
    table = Table("Follow-up", LIST, ordered)
    return Book("commitments/follow-up.xlsx", "Follow-up list", (advice, table))
