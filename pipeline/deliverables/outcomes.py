"""The meeting-outcomes document: what the room answered, word for word, ready at the coffee break."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.deliverables import assessment_words as words
from pipeline.deliverables import blanks, cards
from pipeline.deliverables import health as worksheet
from pipeline.deliverables.blanks import Said
from pipeline.deliverables.cards import count
from pipeline.deliverables.health import Health
from pipeline.model import Commitment, Draft, Findings, Group, Idea, Typed, Unplaced, Wall

NO_TITLE = "Working title (not agreed): "
ALL_PROPOSED = "Afterword proposed these groups and their titles. Nobody has confirmed them yet."
PLACED = "Cards marked “placed by Afterword” hang where Afterword suggested. Nobody has agreed to that yet."
FAIRLY_SURE = 0.5
UNSURE = 2  # titles to suggest where Afterword is not sure of one


@dataclass(frozen=True, slots=True)
class Card:
    """A card as it is printed: "Action: ", its words, " (2 cards)"."""

    mark: str
    text: str
    also: str


@dataclass(frozen=True, slots=True)
class Column:
    """A title and the cards that hang under it."""

    before: str  # "Working title (not agreed): " or nothing
    title: str
    note: str
    cards: tuple[Card, ...]
    held: str
    number: str
    actions: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A title a loose card could hang under, and "; or " between it and the one before."""

    before: str
    title: str


@dataclass(frozen=True, slots=True)
class Loose:
    """A card that nobody hung anywhere, where it could go, and how sure Afterword is of that."""

    card: Card
    suggestions: tuple[Suggestion, ...]
    sure: str


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
    answers: tuple[str, ...]
    held: str


@dataclass(frozen=True, slots=True)
class Same:
    """A card that was printed as one with another."""

    id: str
    text: str
    other: str


@dataclass(frozen=True, slots=True)
class Part:
    """What the room answered to one workshop question; it names it where there are several."""

    question: Said | None
    columns: tuple[Column, ...]
    actions: bool  # somebody said which cards are actions
    no_columns: str
    note: str  # what holds of every group, said once
    loose: tuple[Loose, ...]
    loose_held: str
    parked: tuple[Card, ...]
    parked_held: str


@dataclass(frozen=True, slots=True)
class Context:
    """What outcomes.docx may mention."""

    title: str
    workshop: Said
    place: Said
    date: Said
    today: str
    questions: tuple[Said, ...]
    parts: tuple[Part, ...]  # one for each workshop question
    actions: bool  # somebody said which cards are actions
    health: tuple[Health, ...]
    promises: tuple[Promise, ...]
    no_promises: str
    reflections: tuple[Reflection, ...]
    next_session: Said
    next_place: Said
    next_bring: Said
    to_settle: tuple[str, ...]
    accounting: str
    empty: str
    same: tuple[Same, ...]


TEMPLATES = {"outcomes.docx": Context}


def missing(findings: Findings) -> str:
    """Return why the outcomes cannot be written, "" when they can."""
    return "" if any(worksheet.health(findings)) else cards.missing(findings)


def drafts(findings: Findings) -> Iterator[Draft]:
    """Yield the one outcomes document."""
    yield Draft("outcomes.docx", "outcomes.docx", _context(findings))


def _context(findings: Findings) -> Context:
    wall, details = findings.wall, findings.workshop.details
    same = cards.same_cards(wall)
    commitments = findings.workshop.commitments
    promises = tuple(_promise(each) for each in commitments if _promised(each))
    several = len(wall.questions()) > 1
    asked = wall.questions() if several else (details.question,)
    questions = tuple(blanks.words(each, "workshop question") for each in asked)
    parts = tuple(
        _part(wall.of(each), said, same) if several else _part(wall, None, same)
        for each, said in zip(asked, questions, strict=True)
    )
    return Context(
        title=": ".join(part for part in ("Workshop outcomes", details.title.strip()) if part),
        workshop=blanks.words(details.title, "name of the workshop"),
        place=blanks.words(details.place, "place"),
        date=blanks.time(details.date, "date"),
        today=blanks.written(findings.today),
        questions=questions,
        parts=parts,
        actions=any(part.actions for part in parts),
        health=tuple(worksheet.health(findings)),
        promises=promises,
        no_promises="" if promises else "No commitments have been typed in yet.",
        reflections=tuple(_reflections(commitments)),
        next_session=blanks.time(details.next_session, "date of the next session"),
        next_place=blanks.words(details.next_place, "place of the next session"),
        next_bring=blanks.words(details.next_bring, "what people bring"),
        to_settle=tuple(_to_settle(wall, promises)),
        accounting=_accounting(wall),
        empty=_empty(wall.empty),
        same=tuple(_same(wall, same)),
    )  # fmt: skip


# ── the wall ─────────────────────────────────────────────────────────────────────────────────


def _part(wall: Wall, question: Said | None, same: Mapping[str, tuple[Idea, ...]]) -> Part:
    all_proposed = cards.all_proposed(wall)
    note = ALL_PROPOSED if all_proposed else PLACED if any(_placed(wall)) else ""
    return Part(
        question=question,
        columns=tuple(
            _column(group, "" if all_proposed else _note(group), same) for group in wall.groups
        ),
        actions=any(map(cards.is_action, cards.hanging(wall))),
        no_columns="" if wall.groups else "No titles hang on the wall yet.",
        note=note,
        loose=tuple(
            _loose(each, wall, same) for each in wall.not_placed if not cards.held_back(each.idea)
        ),
        loose_held=cards.held([each.idea for each in wall.not_placed]),
        parked=tuple(_card(idea, same) for idea in cards.printed(wall.parking_lot)),
        parked_held=cards.held(wall.parking_lot),
    )


def _column(group: Group, note: str, same: Mapping[str, tuple[Idea, ...]]) -> Column:
    shown = cards.printed(group.ideas)
    return Column(
        before="" if group.agreed else NO_TITLE,
        title=cards.title(group),
        note=note,
        cards=tuple(_card(idea, same, cards.placed(idea, group)) for idea in shown),
        held=cards.held(group.ideas),
        number=str(len(group.ideas)),
        actions=str(sum(cards.is_action(idea) for idea in group.ideas)),
    )


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


def _placed(wall: Wall) -> Iterator[Idea]:
    """Yield each card that Afterword hung in a column of people's, and nobody agreed to."""
    return (idea for group in wall.groups for idea in group.ideas if cards.placed(idea, group))


def _card(idea: Idea, same: Mapping[str, tuple[Idea, ...]], placed: str = "") -> Card:
    number = 1 + len(cards.standing_for(idea, same))
    remarks = [cards.count(number, "card")] if number > 1 else []
    if votes := idea.votes.strip():
        remarks.append(f"votes: {votes}")
    if placed:
        remarks.append(placed)
    also = Typed(f" ({', '.join(remarks)})" if remarks else "", idea.votes.place)
    return Card("Action: " if cards.is_action(idea) else "", cards.words(idea.text), also)


def _loose(unplaced: Unplaced, wall: Wall, same: Mapping[str, tuple[Idea, ...]]) -> Loose:
    titles = {group.mark: cards.title(group) for group in (*wall.groups, *wall.offered)}
    best = max((each.sure for each in unplaced.proposals), default=0)
    near = unplaced.proposals[: 1 if best >= FAIRLY_SURE else UNSURE]
    suggestions = tuple(
        Suggestion(
            ("; or " if number else "") + ("a new column, " if each.new else ""),
            titles.get(each.mark, each.title),
        )
        for number, each in enumerate(near)
    )
    sure = "no title is near enough"
    if near:
        sure = " (fairly sure)" if best >= FAIRLY_SURE else " (not sure)"
    return Loose(_card(unplaced.idea, same), suggestions, sure)


# ── what people said they will do, and what they said of the day ─────────────────────────────


def _promised(commitment: Commitment) -> bool:
    """Say whether a row of the round belongs among the commitments: it names a person or a promise."""
    return bool((commitment.name + commitment.commitment + commitment.organization).strip())


def _promise(commitment: Commitment) -> Promise:
    return Promise(
        cards.words(commitment.name) or "Name not stated",
        cards.words(commitment.organization) or "Not stated",
        cards.words(commitment.commitment) or "No commitment typed yet",
        cards.words(commitment.by_when.words) or "No date yet",
    )


def _reflections(commitments: Sequence[Commitment]) -> Iterator[Reflection]:
    for heading, answers in (
        ("What we recall", [each.recall for each in commitments]),
        ("What gives us hope", [each.hopeful for each in commitments]),
        ("What we learned", [each.learned for each in commitments]),
    ):
        if said := [cards.words(each) for each in answers if each.strip()]:
            held = [each for each in said if words.held(each)]
            printed = tuple(each for each in said if each not in held)
            yield Reflection(heading, printed, words.held_words(held))


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


def _empty(ideas: Sequence[Idea]) -> str:
    if not ideas:
        return ""
    were = "1 card was" if len(ideas) == 1 else f"{len(ideas)} cards were"
    return f"{were} empty: see {cards.these([idea.id for idea in ideas])}."


def _same(wall: Wall, same: Mapping[str, tuple[Idea, ...]]) -> Iterator[Same]:
    for idea in cards.hanging(wall):
        for other in cards.printed(cards.standing_for(idea, same)):
            yield Same(other.id, cards.words(other.text), idea.id)


def _to_settle(wall: Wall, promises: Sequence[Promise]) -> Iterator[str]:
    """Yield what is still open before this paper is final."""
    if open_titles := sum(not group.agreed for group in wall.groups):
        yield f"{count(open_titles, 'title')} to agree on."
    if proposed := sum(group.proposed for group in wall.groups):
        yield f"{count(proposed, 'group')} proposed by Afterword, to confirm or to change."
    if ours := len(list(_placed(wall))):
        yield f"{count(ours, 'card')} placed by Afterword, to agree on or to move."
    if wall.not_placed:
        yield f"{count(len(wall.not_placed), 'card')} to place under a title."
    if held := cards.held([*cards.hanging(wall), *wall.merged]):
        it = "it" if held.startswith("1 ") else "each"
        yield f"{held} A person clears {it} in the workbook, in the column “Clear to print”."
    if ids := [i.id for i in cards.hanging(wall) if len(i.text.split()) == 1]:
        yield f"{count(len(ids), 'card')} of one word, to ask about: see {cards.these(ids)}."
    if nobody := sum(each.who == "Name not stated" for each in promises):
        yield f"{count(nobody, 'commitment')} without a name."
    if nothing := sum(each.what == "No commitment typed yet" for each in promises):
        yield f"{count(nothing, 'person', 'people')} whose commitment is not typed yet."
    if undated := sum(each.when == "No date yet" for each in promises):
        yield f"{count(undated, 'commitment')} without a date."
