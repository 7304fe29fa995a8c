"""The meeting-outcomes document: what the room answered, word for word, ready at the coffee break."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.deliverables import assessment_words as words
from pipeline.deliverables import blanks, cards, staff_notes
from pipeline.deliverables import health as worksheet
from pipeline.deliverables.blanks import Said
from pipeline.deliverables.cards import count
from pipeline.deliverables.health import HealthPaper
from pipeline.deliverables.sentences import Sentence, in_a_row
from pipeline.deliverables.staff_notes import NO_DATE, NO_NAME, NO_PROMISE, StaffNotes
from pipeline.model import Commitment, Draft, Findings, Group, Idea, Typed, Wall
from pipeline.names import words_key
from pipeline.words import says_yes

ALL_PROPOSED = "Afterword proposed these groups and their titles. Nobody has confirmed them yet."
PLACED = "Cards marked “placed by Afterword” hang where Afterword suggested. Nobody has agreed to that yet."
NOTHING_SHOWN = "Its cards are held back"
WALL = "outcomes-wall.docx"  # for a projector: a title a page
CARED = 5  # cards that the room cared about most


@dataclass(frozen=True, slots=True)
class Column:
    """A title and the cards that hang under it."""

    title: Sentence  # before one that nobody agreed stands "Working title (not agreed): "
    number: str  # "6 cards", "6 cards, 9 dots"
    chosen: Sentence  # the card with the most dots; where nobody voted, the first
    note: str  # who made the group and its title, where people did not
    cards: tuple[Sentence, ...]  # "Action: " before a step, its words, " (2 cards)"


@dataclass(frozen=True, slots=True)
class Promise:
    """One line of the commitments table; what nobody said is said to be missing."""

    who: str
    organization: str
    what: str
    when: str


@dataclass(frozen=True, slots=True)
class Reflection:
    """A question of the reflection round and what people said to it."""

    heading: str
    answers: tuple[Sentence, ...]  # what several people said stands once: "… (8 people)"


@dataclass(frozen=True, slots=True)
class Part:
    """What the room answered to one workshop question."""

    asked: Said  # the question
    question: Said | None  # the same, over the answers, where there are several questions
    chosen: str  # "Most dots", "First card": what stands in the third column of the summary
    columns: tuple[Column, ...]
    no_columns: str
    note: str  # what holds of every group, said once
    loose: tuple[Sentence, ...]
    parked: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """What outcomes.docx may mention."""

    title: str
    workshop: Said
    place: Said
    date: Said
    today: str
    parts: tuple[Part, ...]  # one for each workshop question
    cared: tuple[
        Sentence, ...
    ]  # the cards with the most dots, five at most; none where nobody voted
    actions: bool  # somebody said which cards are actions
    promises: tuple[Promise, ...]
    no_promises: str
    reflections: tuple[Reflection, ...]
    next_session: Said
    next_place: Said
    next_bring: Said
    accounting: str
    same: Sentence  # cards that were printed as one with another
    people: Sentence | None  # who was there, where Details says that names may be printed


@dataclass(frozen=True, slots=True)
class Screen:
    """A title and its cards, on a page of a projector."""

    title: Sentence
    note: str  # who made the group and its title, where people did not
    cards: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class ProjectedPart:
    """What the room answered to one workshop question, as a projector shows it."""

    asked: Said
    note: str
    no_columns: str
    columns: tuple[Screen, ...]
    loose: tuple[Sentence, ...]
    parked: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Projected:
    """What outcomes-wall.docx may mention: the wall for a projector, a title a page."""

    title: str
    workshop: Said
    place: Said
    date: Said
    today: str
    parts: tuple[ProjectedPart, ...]
    next_session: Said
    next_place: Said
    next_bring: Said


TEMPLATES: Mapping[str, type[Any]] = {
    "outcomes.docx": Context,
    WALL: Projected,
    "partnership-health.docx": HealthPaper,
    "staff-notes.docx": StaffNotes,
}


def missing(findings: Findings) -> str:
    """Return why the outcomes cannot be written, "" when they can."""
    return "" if any(worksheet.health(findings)) else cards.missing(findings)


def drafts(findings: Findings) -> Iterator[Draft]:
    """Yield what the room said, what teams said of their partnerships, and the notes for staff."""
    if not cards.missing(findings):
        context = _context(findings)
        yield Draft("outcomes.docx", "outcomes.docx", context)
        if "wall" in findings.variants:
            yield Draft(WALL, WALL, _projected(context))
        if "large-print" in findings.variants:
            yield Draft("outcomes-large-print.docx", "outcomes.docx", context, large=True)
    if found := worksheet.paper(findings):
        yield Draft("partnership-health.docx", "partnership-health.docx", found)
    notes = staff_notes.notes(findings)
    yield Draft("staff-notes.docx", "staff-notes.docx", notes)


def _context(findings: Findings) -> Context:
    wall, details = findings.wall, findings.workshop.details
    same = cards.same_cards(wall)
    commitments = findings.workshop.commitments
    promises = tuple(_promise(each) for each in commitments if _promised(each))
    several = len(wall.questions()) > 1
    asked = wall.questions() if several else (details.question,)
    parts = tuple(
        _part(wall.of(each) if several else wall, each, same, several=several) for each in asked
    )
    return Context(
        title=": ".join(part for part in ("Workshop outcomes", details.title.strip()) if part),
        workshop=blanks.words(details.title, "name of the workshop"),
        place=blanks.words(details.place, "place"),
        date=blanks.time(details.date, "date"),
        today=blanks.written(findings.today),
        parts=parts,
        cared=tuple(_card(idea, same) for idea in _most_voted(cards.hanging(wall))[:CARED]),
        actions=any(map(cards.is_action, cards.hanging(wall))),
        promises=promises,
        no_promises="" if promises else "No commitments have been typed in yet.",
        reflections=tuple(_reflections(commitments)),
        next_session=blanks.time(details.next_session, "date of the next session"),
        next_place=blanks.words(details.next_place, "place of the next session"),
        next_bring=blanks.words(details.next_bring, "what people bring"),
        accounting=_accounting(wall),
        same=in_a_row(_same(wall, same), " "),
        people=_people(commitments) if says_yes(details.print_names) else None,
    )  # fmt: skip


def _projected(of: Context) -> Projected:
    """Return of the outcomes what a projector shows."""
    parts = tuple(
        ProjectedPart(
            part.asked,
            part.note,
            part.no_columns,
            tuple(Screen(each.title, each.note, each.cards) for each in part.columns),
            part.loose,
            part.parked,
        )
        for part in of.parts
    )
    return Projected(
        of.title, of.workshop, of.place, of.date, of.today, parts, of.next_session, of.next_place,
        of.next_bring,
    )  # fmt: skip


# ── the wall ─────────────────────────────────────────────────────────────────────────────────


def _part(
    wall: Wall, question: Typed, same: Mapping[str, tuple[Idea, ...]], *, several: bool
) -> Part:
    all_proposed = cards.all_proposed(wall)
    note = ALL_PROPOSED if all_proposed else PLACED if any(cards.placed_by_us(wall)) else ""
    asked = blanks.words(question, "workshop question")
    voted = bool(_most_voted(cards.hanging(wall)))
    return Part(
        asked=asked,
        question=asked if several else None,
        chosen="The card with the most dots" if voted else "The first card",
        columns=tuple(
            _column(group, "" if all_proposed else _note(group), same) for group in wall.groups
        ),
        no_columns="" if wall.groups else "No titles hang on the wall yet.",
        note=note,
        loose=tuple(
            _card(each.idea, same) for each in wall.not_placed if not cards.held_back(each.idea)
        ),
        parked=tuple(_card(idea, same) for idea in cards.printed(wall.parking_lot)),
    )


def _column(group: Group, note: str, same: Mapping[str, tuple[Idea, ...]]) -> Column:
    shown = cards.printed(group.ideas)
    dots = sum(map(_dots, group.ideas))
    number = count(len(group.ideas), "card")
    chosen = (_most_voted(shown) or shown)[:1]
    return Column(
        title=cards.titled(group),
        number=f"{number}, {count(dots, 'dot')}" if dots else number,
        chosen=Sentence([cards.words(chosen[0].text)] if chosen else [NOTHING_SHOWN if group.ideas else "None"]),
        note=note,
        cards=tuple(_card(idea, same, cards.placed(idea, group)) for idea in shown),
    )  # fmt: skip


def _dots(idea: Idea) -> int:
    """Return the dots of a card, 0 where the cell holds no whole number."""
    said = idea.votes.strip()
    return int(said) if said.isdecimal() else 0


def _most_voted(ideas: Iterable[Idea]) -> tuple[Idea, ...]:
    """Return the cards with dots that may be printed, those with the most first."""
    voted = [idea for idea in cards.printed(ideas) if _dots(idea)]
    return tuple(sorted(voted, key=_dots, reverse=True))


def _note(group: Group) -> str:
    """Return what a reader must know of who made this group and its title."""
    if not group.ideas:
        return cards.NO_CARDS
    if group.proposed and not group.working:
        return "Afterword proposed which cards belong here. Nobody has confirmed it yet."
    if group.proposed:
        return "Afterword proposed this group and its title. Nobody has confirmed them yet."
    if not group.working:
        return ""
    hung = sum(not idea.proposed for idea in group.ideas)
    return (
        f"People hung {count(hung, 'card')} in column {group.mark} "
        "and agreed no title. The working title is Afterword’s."
    )


def _card(idea: Idea, same: Mapping[str, tuple[Idea, ...]], placed: str = "") -> Sentence:
    """Return a card as it is printed: "Action: ", its words, " (2 cards, votes: 5)"."""
    number = 1 + len(cards.standing_for(idea, same))
    remarks: list[list[str]] = [[cards.count(number, "card")]] if number > 1 else []
    if votes := cards.words(idea.votes):
        remarks.append(["votes: ", votes])
    if placed:
        remarks.append([placed])
    behind = [piece for each in remarks for piece in (", ", *each)][1:]
    mark = "Action: " if cards.is_action(idea) else ""
    return Sentence([mark, cards.words(idea.text), *([" (", *behind, ")"] if behind else [])])


# ── what people said they will do, and what they said of the day ─────────────────────────────


def _promised(commitment: Commitment) -> bool:
    """Say whether a row of the round belongs among the commitments: it names a person or a promise."""
    return bool((commitment.name + commitment.commitment + commitment.organization).strip())


def _promise(commitment: Commitment) -> Promise:
    return Promise(
        cards.words(commitment.name) or NO_NAME,
        cards.words(commitment.organization) or "Not stated",
        cards.words(commitment.commitment) or NO_PROMISE,
        cards.words(commitment.by_when.words) or NO_DATE,
    )


def _reflections(commitments: Sequence[Commitment]) -> Iterator[Reflection]:
    for heading, answers in (
        ("What we recall", [each.recall for each in commitments]),
        ("What gives us hope", [each.hopeful for each in commitments]),
        ("What we learned", [each.learned for each in commitments]),
    ):
        said = [cards.words(each) for each in answers if each.strip()]
        if printed := [each for each in said if not words.held(each)]:
            yield Reflection(heading, tuple(_once(printed)))


def _once(answers: Sequence[Typed]) -> Iterator[Sentence]:
    """Yield each answer once, and how many people gave it where several did."""
    found: dict[str, list[Typed]] = {}
    for each in answers:
        found.setdefault(words_key(each), []).append(each)
    for own in found.values():
        yield Sentence([own[0], f" ({len(own)} people)"] if len(own) > 1 else [own[0]])


def _people(commitments: Sequence[Commitment]) -> Sentence | None:
    """Return who was there, as far as the closing round names them."""
    found = {
        words_key(each.name): [cards.words(each.name), *([", ", cards.words(each.organization)] if each.organization.strip() else [])]
        for each in commitments
        if each.name.strip()
    }  # fmt: skip
    pieces = [piece for person in found.values() for piece in ("; ", *person)][1:]
    return Sentence(pieces) if pieces else None


# ── the books ────────────────────────────────────────────────────────────────────────────────


def _accounting(wall: Wall) -> str:
    """Return the line that accounts for every card, a card held back counted as that alone."""
    grouped = sum(len(cards.printed(group.ideas)) for group in wall.groups)
    loose = len(cards.printed(each.idea for each in wall.not_placed))
    parked = len(cards.printed(wall.parking_lot))
    merged = len(cards.printed(wall.merged))
    held = sum(map(cards.held_back, (*cards.hanging(wall), *wall.merged)))
    empty = len(wall.empty)
    cards_in = held + grouped + loose + parked + merged + empty
    if cards_in != wall.cards:
        raise AssertionError(f"{wall.cards} cards in, {cards_in} printed or told of")
    if not wall.cards:
        return "No card was typed."
    titles = count(len(wall.groups), "title")
    bare = sum(not group.ideas for group in wall.groups)
    no_cards = f" {count(bare, 'title has', 'titles have')} no cards." if bare else ""
    return (
        f"{count(wall.cards, 'card')} in: {grouped} under {titles}, {loose} not yet placed, "
        f"{parked} in the parking lot, {held} held back, {empty} empty, "
        f"{merged} printed as one with another card.{no_cards}"
    )


def _same(wall: Wall, same: Mapping[str, tuple[Idea, ...]]) -> Iterator[Sentence]:
    for idea in cards.hanging(wall):
        for other in cards.printed(cards.standing_for(idea, same)):
            said = cards.words(other.text)
            yield Sentence(
                [f"Card {other.id}, “", said, f"”, was printed as one with card {idea.id}."]
            )
