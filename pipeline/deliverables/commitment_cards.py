"""The closing round afterwards: a card for each person, and a list to ask again after 30 and 90 days.

A promise without a name is that of the organization, where one stands beside it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pipeline.deliverables import blanks, wordings
from pipeline.deliverables.blanks import Said, name_in
from pipeline.deliverables.capitals import small
from pipeline.deliverables.salutation import first_name
from pipeline.deliverables.sentences import Sentence, reached
from pipeline.deliverables.wordings import Wordings
from pipeline.meaning.phrases import Shape, shape
from pipeline.model import UNSAID, Book, Commitment, Draft, Findings, Heading, Table, Typed
from pipeline.words import says_no, says_yes

FIRST, SECOND = 30, 90  # days after the workshop

# How a promise is said: one that begins with a verb, and any other.
OF_A_PERSON = "Cards: A promise that begins with a verb", "Cards: Any other promise"
OF_AN_ORGANIZATION = (
    "Cards: A promise of an organization that begins with a verb",
    "Cards: Any other promise of an organization",
)

LIST = (
    Heading("Name", 26), Heading("Organization", 34), Heading("Will do", 54), Heading("By when", 18),
    Heading("30 days on", 14), Heading("90 days on", 14),
    Heading("Heard", 14), Heading("Answer", 40),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Promise:
    """What one person will do, and by when."""

    what: Sentence
    when: Said


@dataclass(frozen=True, slots=True)
class Card:
    """The card of one person, or of an organization: every promise of theirs."""

    name: str  # the first name alone, unless they agreed to more; else the organization
    number: str  # of cards that would begin alike, else ""
    organization: Typed
    promises: tuple[Promise, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """What commitment-cards.docx may mention."""

    workshop: Said
    date: Said
    cards: tuple[Card, ...]
    counted: str
    today: str
    contact: Sentence  # whom to call, and how


TEMPLATES = {"commitment-cards.docx": Context}


def missing(findings: Findings) -> str:
    """Return why there are no cards, "" when there are."""
    return "" if any(_people(findings.workshop.commitments)) else "no commitments were read."


def drafts(findings: Findings) -> Iterator[Draft | Book]:
    """Yield the cards, and the list to follow up."""
    details = findings.workshop.details
    told = wordings.of(findings.texts, wordings.PROGRAM)
    people = tuple(_people(findings.workshop.commitments))
    context = Context(
        workshop=blanks.words(details.title, "name of the workshop"),
        date=blanks.time(details.date, "date"),
        cards=tuple(_numbered([_card(own, told) for own in people])),
        counted=told.say(
            "Cards: How many",
            cards=told.counted("cards", len(people)),
            promises=told.counted("promises", sum(map(len, people))),
        ),
        today=blanks.written(findings.today),
        contact=reached(
            blanks.words(details.contact, "whom people can call"),
            details.contact_phone,
            details.contact_email,
        ),
    )
    yield Draft(
        "commitments/commitment-cards.docx",
        "commitment-cards.docx",
        wordings.told_in(context, told),
    )
    yield _follow_up(people, details.date.day, told)


def _people(commitments: Sequence[Commitment]) -> Iterator[tuple[Commitment, ...]]:
    """Yield the promises of each person together, in the order in which people spoke first.

    Rows without a name stay each by itself. A row without an organization is that of
    the one person who has its name, where there is just one.
    """
    works: dict[str, set[str]] = {}
    for each in commitments:
        works.setdefault(name_in(each.name), set()).add(name_in(each.organization))
    found: dict[tuple[str, str, int], list[Commitment]] = {}
    for at, each in enumerate(commitments):
        if not (each.name + each.commitment).strip():
            continue
        name = name_in(each.name)
        at_work = works[name] - {""}
        works_at = name_in(each.organization) or (next(iter(at_work)) if len(at_work) == 1 else "")
        key = (name, works_at, 0) if name else ("", "", at)
        found.setdefault(key, []).append(each)
    return map(tuple, found.values())


def _card(own: Sequence[Commitment], told: Wordings) -> Card:
    agreed = any(says_yes(each.consent) for each in own)
    refused = not agreed and any(says_no(each.consent) for each in own)
    name = blanks.line(own[0].name)
    organization = next(filter(None, (blanks.line(each.organization) for each in own)), UNSAID)
    if not name and organization:
        return Card(organization, "", UNSAID, _promises(own, OF_AN_ORGANIZATION, told))
    shown = name if agreed else UNSAID if refused else first_name(name)
    nobody = "Cards: A name that is not printed" if name else "Cards: No name"
    return Card(shown or told.say(nobody), "", organization, _promises(own, OF_A_PERSON, told))


def _promises(
    own: Sequence[Commitment], ways: tuple[str, str], told: Wordings
) -> tuple[Promise, ...]:
    return tuple(
        Promise(_promise(each.commitment, ways, told), blanks.time(each.by_when, "by when"))
        for each in own
    )


def _promise(commitment: Typed, ways: tuple[str, str], told: Wordings) -> Sentence:
    """Return what somebody promised: "I will …", or "We will …", before a verb and before a blank."""
    before_a_verb, otherwise = ways
    said = blanks.words(commitment, "what you will do")
    if said and shape(said.words) is not Shape.VERB:
        return told.say(otherwise, words=said.words)
    words = small(said.words, frozenset()) if said else said
    return told.say(before_a_verb, words=words)


def _numbered(cards: Sequence[Card]) -> Iterator[Card]:
    """Yield the cards; those that begin alike, with a first name that several have, get numbers."""
    total = Counter((card.name, card.organization) for card in cards)
    so_far: Counter[tuple[str, str]] = Counter()
    for card in cards:
        begins = (card.name, card.organization)
        so_far[begins] += 1
        yield replace(card, number=str(so_far[begins]) if total[begins] > 1 else "")


def _follow_up(people: Sequence[Sequence[Commitment]], held: date | None, told: Wordings) -> Book:
    """Return the list of whom to ask again; those without a date of their own come first."""
    name = str(told.say("Follow-up: Name of the list"))
    no_date = str(told.say("Follow-up: No date"))
    no_day = str(told.say("Follow-up: The workshop has no date"))
    rows = [
        (
            blanks.line(each.name) or str(told.say("Cards: No name")),
            blanks.line(each.organization) or None,
            blanks.line(each.commitment) or str(told.say("Follow-up: No commitment")),
            each.by_when.day or blanks.line(each.by_when.words) or no_date,
            held + timedelta(days=FIRST) if held else no_day,
            held + timedelta(days=SECOND) if held else no_day,
            None,
            None,
        )
        for own in people
        for each in own
    ]
    undated = [row for row in rows if row[3] is no_date]
    ordered = (*undated, *(row for row in rows if row not in undated))
    advice = Table("Read me", (), (), intro=(
        name,
        str(told.say("Follow-up: What it is for")),
        str(told.say("Follow-up: The two days", first=str(FIRST), second=str(SECOND))),
    ))  # fmt: skip
    table = Table("Follow-up", tuple(told.advised("Follow-up", LIST)), ordered)
    return Book("commitments/follow-up.xlsx", name, (advice, table))
