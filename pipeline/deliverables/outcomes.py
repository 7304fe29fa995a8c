"""The meeting-outcomes document: what the room answered, word for word, ready at the coffee break."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.deliverables import assessment_words as words
from pipeline.deliverables import blanks, cards, staff_notes, wordings
from pipeline.deliverables import health as worksheet
from pipeline.deliverables.blanks import Said
from pipeline.deliverables.sentences import Sentence, in_a_row
from pipeline.deliverables.staff_notes import StaffNotes
from pipeline.deliverables.wordings import Wordings
from pipeline.model import UNSAID, Commitment, Draft, Findings, Group, Idea, Typed, Wall
from pipeline.names import words_key
from pipeline.words import says_no, says_yes

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
    "staff-notes.docx": StaffNotes,
}


def missing(findings: Findings) -> str:
    """Return why the outcomes cannot be written, "" when they can."""
    return "" if worksheet.rated(findings) else cards.missing(findings)


def drafts(findings: Findings) -> Iterator[Draft]:
    """Yield what the room said, and the notes for staff."""
    if not cards.missing(findings):
        context = _context(findings)
        yield Draft("outcomes.docx", "outcomes.docx", context)
        if "wall" in findings.variants:
            yield Draft(WALL, WALL, _projected(context))
        if "large-print" in findings.variants:
            yield Draft("outcomes-large-print.docx", "outcomes.docx", context, large=True)
    notes = staff_notes.notes(findings)
    yield Draft("staff-notes.docx", "staff-notes.docx", notes)


def _context(findings: Findings) -> Context:
    """Return the outcomes, all words of ours in the language of the wordings."""
    wall, details = findings.wall, findings.workshop.details
    told = wordings.of(findings.texts)
    same = cards.same_cards(wall)
    commitments = findings.workshop.commitments
    promises = tuple(_promise(each, told) for each in commitments if _promised(each))
    several = len(wall.questions()) > 1
    asked = wall.questions() if several else (details.question,)
    parts = tuple(
        _part(wall.of(each) if several else wall, each, same, told, several=several)
        for each in asked
    )
    context = Context(
        title=_title(details.title, told),
        workshop=blanks.words(details.title, "name of the workshop"),
        place=blanks.words(details.place, "place"),
        date=told.time(details.date, "date"),
        today=told.written(findings.today),
        parts=parts,
        cared=tuple(_card(idea, same, told) for idea in _most_voted(cards.hanging(wall))[:CARED]),
        actions=any(map(cards.is_action, cards.hanging(wall))),
        promises=promises,
        no_promises="" if promises else told.outcomes("No commitments"),
        reflections=tuple(_reflections(commitments, told)),
        next_session=told.time(details.next_session, "date of the next session"),
        next_place=blanks.words(details.next_place, "place of the next session"),
        next_bring=blanks.words(details.next_bring, "what people bring"),
        accounting=_accounting(wall, told),
        same=in_a_row(_same(wall, same, told), " "),
        people=_people(commitments) if says_yes(details.print_names) else None,
    )  # fmt: skip
    return wordings.told_in(context, told)


def _title(workshop: Typed, told: Wordings) -> str:
    """Return the title of the document, for its properties."""
    if not workshop.strip():
        return told.outcomes("Name of the document, of a workshop without a name")
    return told.outcomes("Name of the document", words=cards.words(workshop))


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
    wall: Wall,
    question: Typed,
    same: Mapping[str, tuple[Idea, ...]],
    told: Wordings,
    *,
    several: bool,
) -> Part:
    all_proposed = cards.all_proposed(wall)
    note = ""
    if all_proposed:
        note = told.outcomes("All groups are proposed")
    elif any(cards.placed_by_us(wall)):
        note = told.outcomes("Some cards are placed")
    asked = blanks.words(question, "workshop question")
    voted = bool(_most_voted(cards.hanging(wall)))
    return Part(
        asked=asked,
        question=asked if several else None,
        chosen=told.outcomes("The card with the most dots" if voted else "The first card"),
        columns=tuple(
            _column(group, "" if all_proposed else _note(group, told), same, told, voted=voted)
            for group in wall.groups
        ),
        no_columns="" if wall.groups else told.outcomes("No titles"),
        note=note,
        loose=tuple(
            _card(each.idea, same, told)
            for each in wall.not_placed
            if not cards.held_back(each.idea)
        ),
        parked=tuple(_card(idea, same, told) for idea in cards.printed(wall.parking_lot)),
    )


def _column(
    group: Group,
    note: str,
    same: Mapping[str, tuple[Idea, ...]],
    told: Wordings,
    *,
    voted: bool,
) -> Column:
    shown = cards.printed(group.ideas)
    dots = sum(map(_dots, group.ideas))
    number = told.number("cards", len(group.ideas))
    return Column(
        title=_titled(group, told),
        number=f"{number}, {told.number('dots', dots)}" if dots else number,
        chosen=_chosen(group, told, voted=voted),
        note=note,
        cards=tuple(_card(idea, same, told, placed=cards.placed(idea, group)) for idea in shown),
    )  # fmt: skip


def _chosen(group: Group, told: Wordings, *, voted: bool) -> Sentence:
    """Return the card of a group with the most dots; where nobody `voted` on the wall, its first."""
    shown = cards.printed(group.ideas)
    if not shown:
        return told.outcomes("Cards held back" if group.ideas else "No card")
    if not voted:
        return Sentence([cards.words(shown[0].text)])
    most = _most_voted(shown)
    return Sentence([cards.words(most[0].text) if most else told.number("dots", 0)])


def _dots(idea: Idea) -> int:
    """Return the dots of a card: a whole number, "3 dots", or as many as were drawn; 0 where the cell holds neither."""
    said = "".join(idea.votes.split())
    if number := _NUMBER.fullmatch(said):
        return int(number[1])
    return len(said) if _DRAWN.fullmatch(said) else 0


_NUMBER = re.compile(r"(\d+)(?:dots?|votes?|stars?|checks?)?", re.IGNORECASE)
_DRAWN = re.compile(r"[•●★✓✔*]+|[|I]+|x+", re.IGNORECASE)


def _most_voted(ideas: Iterable[Idea]) -> tuple[Idea, ...]:
    """Return the cards with dots that may be printed, those with the most first."""
    voted = [idea for idea in cards.printed(ideas) if _dots(idea)]
    return tuple(sorted(voted, key=_dots, reverse=True))


def _titled(group: Group, told: Wordings) -> Sentence:
    """Return the title as a heading, which says of one that nobody agreed that it is a working title."""
    title = cards.title_in(group, told, "Outcomes: ")
    return Sentence([title]) if group.agreed else told.outcomes("A working title", words=title)


def _note(group: Group, told: Wordings) -> str:
    """Return what a reader must know of who made this group and its title."""
    if not group.ideas:
        return told.outcomes("A title without cards")
    if group.proposed and not group.working:
        return told.outcomes("A group is proposed")
    if group.proposed:
        return told.outcomes("A group and its title are proposed")
    if not group.working:
        return ""
    hung = told.number("cards", sum(not idea.proposed for idea in group.ideas))
    return told.outcomes("People agreed no title", number=hung, words=group.mark)


def _card(
    idea: Idea, same: Mapping[str, tuple[Idea, ...]], told: Wordings, *, placed: bool = False
) -> Sentence:
    """Return a card as it is printed: "Action: ", its words, " (2 cards, votes: 5)"."""
    number = 1 + len(cards.standing_for(idea, same))
    remarks: list[str] = [told.number("cards", number)] if number > 1 else []
    if votes := cards.words(idea.votes):
        remarks.append(told.outcomes("Votes", words=votes))
    if placed:
        remarks.append(told.outcomes("Placed by us"))
    said: str = cards.words(idea.text)
    if cards.is_action(idea):
        said = told.outcomes("A card that is an action", words=said)
    return Sentence([said, *([" (", in_a_row(remarks, ", "), ")"] if remarks else [])])


# ── what people said they will do, and what they said of the day ─────────────────────────────


def _promised(commitment: Commitment) -> bool:
    """Say whether a row of the round belongs among the commitments: it names a person or a promise."""
    return bool((commitment.name + commitment.commitment + commitment.organization).strip())


def _promise(commitment: Commitment, told: Wordings) -> Promise:
    nobody = "A name that is not printed" if commitment.name.strip() else "No name"
    name = UNSAID if says_no(commitment.consent) else cards.words(commitment.name)
    return Promise(
        name or told.outcomes(nobody),
        cards.words(commitment.organization) or told.outcomes("No organization"),
        cards.words(commitment.commitment) or told.outcomes("No commitment"),
        cards.words(commitment.by_when.words) or told.outcomes("No date"),
    )


def _reflections(commitments: Sequence[Commitment], told: Wordings) -> Iterator[Reflection]:
    for heading, answers in (
        ("What people recall", [each.recall for each in commitments]),
        ("What gives people hope", [each.hopeful for each in commitments]),
        ("What people learned", [each.learned for each in commitments]),
    ):
        said = [
            (who, cards.words(each))
            for who, each in zip(_who(commitments), answers, strict=True)
            if each.strip()
        ]
        if printed := [(who, each) for who, each in said if not words.held(each)]:
            yield Reflection(told.outcomes(heading), tuple(_once(printed, told)))


def _who(commitments: Sequence[Commitment]) -> Iterator[tuple[str, str]]:
    """Yield who each row is of: rows of one name are one person, but for two organizations."""
    works: dict[str, str] = {}
    for each in commitments:
        if each.organization.strip():
            works.setdefault(words_key(each.name), words_key(each.organization))
    for number, each in enumerate(commitments):
        name = words_key(each.name)
        yield (
            (name, words_key(each.organization) or works.get(name, ""))
            if name
            else ("", str(number))
        )


def _once(answers: Sequence[tuple[tuple[str, str], Typed]], told: Wordings) -> Iterator[Sentence]:
    """Yield each answer once, and how many people gave it where several did."""
    found: dict[str, dict[tuple[str, str], Typed]] = {}
    for who, each in answers:
        found.setdefault(words_key(each), {}).setdefault(who, each)
    for own in found.values():
        people = f" ({told.number('people', len(own))})" if len(own) > 1 else ""
        yield Sentence([next(iter(own.values())), people])


def _people(commitments: Sequence[Commitment]) -> Sentence | None:
    """Return who was there, as far as the closing round names them."""
    found: dict[tuple[str, str], Commitment] = {}
    for who, each in zip(_who(commitments), commitments, strict=True):
        named = each.name.strip() and not says_no(each.consent)
        if named and (who not in found or not found[who].organization.strip()):
            found[who] = each
    pieces = [piece for each in found.values() for piece in ("; ", *_person(each))][1:]
    return Sentence(pieces) if pieces else None


def _person(commitment: Commitment) -> tuple[Typed | str, ...]:
    name = cards.words(commitment.name)
    return (
        (name, ", ", cards.words(commitment.organization))
        if commitment.organization.strip()
        else (name,)
    )


# ── the books ────────────────────────────────────────────────────────────────────────────────


def _accounting(wall: Wall, told: Wordings) -> str:
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
        return told.outcomes("No card was typed")
    numbers = {
        "placed": grouped,
        "loose": loose,
        "parked": parked,
        "held": held,
        "empty": empty,
        "merged": merged,
    }
    said = told.outcomes(
        "Every card accounted for",
        cards=told.number("cards", wall.cards),
        titles=told.number("titles", len(wall.groups)),
        **{name: str(number) for name, number in numbers.items()},
    )
    bare = sum(not group.ideas for group in wall.groups)
    return f"{said} {told.number('titles without cards', bare)}" if bare else said


def _same(wall: Wall, same: Mapping[str, tuple[Idea, ...]], told: Wordings) -> Iterator[Sentence]:
    for idea in cards.hanging(wall):
        for other in cards.printed(cards.standing_for(idea, same)):
            said = cards.words(other.text)
            yield told.outcomes("Printed as one", card=other.id, words=said, other=idea.id)
