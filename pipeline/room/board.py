"""Wall + acts → wall. Pure: the same workbook and the same journal give the same wall."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from pipeline import decisions, grouping
from pipeline.model import (
    NOWHERE,
    UNSAID,
    About,
    Decision,
    Group,
    Idea,
    Outcome,
    Typed,
    Wall,
    Workshop,
)
from pipeline.names import name_key, words_key
from pipeline.room.acts import Act, Verb, quoted, standing

ALIKE = 0.75  # a card that was mended in Excel is this near to what it was
SHORT = 200  # characters: up to here letters are compared, above words, which is faster
LONGEST = 2_000  # characters of a card by which it is told from others


@dataclass(frozen=True, slots=True)
class Board:
    """The workshop as people decided it on the page, and what became of what they did."""

    workshop: Workshop
    wall: Wall
    gone: tuple[tuple[Act, str, str], ...] = ()  # an act, a card that is there no more, its words
    moved_since: tuple[tuple[Act, Decision], ...] = ()  # the workbook says otherwise by now
    reworded: Mapping[str, str] | None = None  # a card's id → its words when it was last acted on


def after(typed: Workshop, acts: Sequence[Act]) -> Board:
    """Return the wall of `typed`, a workshop before any decision, after `acts`, undone ones left out.

    Every card of the workbook and every card that was typed on the page is on it once.
    """
    own = standing(acts)
    workshop = with_cards(typed, own)
    names = _Names(workshop.ideas)
    first = grouping.as_typed(decisions.apply(typed))
    brought = {_thing(each): each for each in _columns(first)}
    for act in own:  # of one thing the last act counts, the place of its column is the first
        named = [_named(each, dict(act.words), names) for each in act.decisions]
        brought |= {_thing(each): each for each in named}
    whole = replace(workshop, decisions=(*workshop.decisions, *brought.values()))
    decided = decisions.apply(whole)
    by_line = {each.decisions[0].value.place: each for each in own if each.decisions}
    gone, since = [], []
    last_words: dict[str, str] = {}
    for act in own:
        last_words |= {names.now(card, words) or "": words for card, words in act.words}
    for each in decided.decisions:
        by = by_line.get(each.value.place)
        if by and each.outcome is Outcome.CHANGED:
            since.append((by, each))
    for act in own:
        gone += [(act, card, words) for card, words in act.words if names.now(card, words) is None]
    now = {idea.id: str(idea.text) for idea in workshop.ideas}
    reworded = {
        card: words
        for card, words in last_words.items()
        if card and words_key(now[card]) != words_key(words)
    }
    wall = replace(grouping.as_typed(decided), cards=len(decided.ideas))
    asked = questions(decided)
    groups = sorted(_with_empty(wall, first), key=lambda group: asked.index(group.question))
    wall = replace(wall, groups=tuple(groups))
    return Board(decided, wall, tuple(_once(gone)), tuple(since), reworded)


def made(wall: Wall, act: Act) -> str:
    """Return the mark of the column that an act made, "" where it made none."""
    if act.verb is not Verb.COLUMN:
        return ""
    new = act.decisions[0]
    own = (group for group in wall.groups if group.question == new.question)
    return next((group.mark for group in own if group.own_mark() == new.which), "")


def questions(workshop: Workshop) -> tuple[Typed, ...]:
    """Return the workshop questions that the cards answer, in their order: one in most runs, UNSAID."""
    return tuple(dict.fromkeys(idea.question for idea in workshop.ideas)) or (UNSAID,)


def _with_empty(wall: Wall, first: Wall) -> Iterator[Group]:
    """Yield the columns of `wall`, among them those of the workbook from which all cards were taken."""
    now = {(group.question, name_key(group.own_mark())): group for group in wall.groups}
    for group in first.groups:
        at = group.question, name_key(group.own_mark())
        yield now.pop(at, replace(group, ideas=(), unsure=()))
    yield from now.values()


def _columns(first: Wall) -> Iterator[Decision]:
    """Yield each column of the workbook as it stands, so that all keep their order on the wall."""
    for group in first.groups:
        which = Typed(group.own_mark(), NOWHERE)
        title = Typed(group.title, NOWHERE)
        agreed = group.agreed or not title
        yield Decision(About.TITLE, which, "title", title, title, agreed, question=group.question)


def _thing(decision: Decision) -> tuple[object, ...]:
    """Return what a decision is about: the later one about the same thing is the one that counts."""
    return decision.about, decision.question, name_key(decision.which), decision.field


def with_cards(typed: Workshop, acts: Sequence[Act]) -> Workshop:
    """Return a workshop with the cards that were typed on the page; they stand in no cell."""
    asked = {words_key(idea.question): idea.question for idea in typed.ideas}
    taken = {idea.id for idea in typed.ideas}
    new = [
        Idea(
            card.id,
            Typed(card.words, NOWHERE),
            Typed(card.mark, NOWHERE),
            question=asked.get(words_key(card.question), Typed("", NOWHERE)),
        )
        for act in acts
        for card in act.cards
        if card.id not in taken
    ]
    return replace(typed, ideas=(*typed.ideas, *new))


def _once(gone: Sequence[tuple[Act, str, str]]) -> Iterator[tuple[Act, str, str]]:
    """Yield each card that is gone once, with the last act about it."""
    last = {(card, words): (act, card, words) for act, card, words in gone}
    yield from last.values()


def _named(decision: Decision, words: Mapping[str, str], names: "_Names") -> Decision:
    """Return a decision about the card as it is called now; one that is gone keeps its words."""

    def now(name: Typed) -> Typed:
        if str(name) not in words:
            return name
        found = names.now(str(name), words[str(name)])
        gone = f"{name} ({quoted(words[str(name)])})"
        return Typed(gone if found is None else found, name.place)

    if decision.about is not About.CARD:
        return decision
    value = now(decision.value) if decision.field == "same_as" else decision.value
    return replace(decision, which=now(decision.which), value=value)


class _Names:
    """Finds the card that an act was about, although rows may have been put in above it."""

    def __init__(self, ideas: Sequence[Idea]) -> None:
        self._ideas = {idea.id: idea for idea in ideas}
        self._worded: defaultdict[str, list[str]] = defaultdict(list)
        for idea in ideas:
            self._worded[words_key(idea.text)].append(idea.id)
        self._found: dict[tuple[str, str], str | None] = {}

    def now(self, card: str, words: str) -> str | None:
        """Return the id of the card that was called `card` and said `words`; None where it is gone.

        The same id and words; else the only card of these words; else the same id, if it is one of
        its own or the words are nearly the same: an id that is a cell may be another card's by now.
        """
        if (card, words) not in self._found:
            self._found[card, words] = self._look(card, words)
        return self._found[card, words]

    def _look(self, card: str, words: str) -> str | None:
        same = self._worded.get(words_key(words), [])
        if card in same:
            return card
        if len(same) == 1:
            return same[0]
        idea = self._ideas.get(card)
        if idea is None:
            return None
        cell = idea.text.place.cell
        own = cell not in {"", card} and card != str(idea.text.place)
        return card if own or _alike(words, str(idea.text)) else None


def _alike(one: str, other: str) -> bool:
    """Return whether two texts are the same card, mended."""
    this, that = (words_key(each)[:LONGEST] for each in (one, other))
    parts = list if max(len(this), len(that)) <= SHORT else str.split
    return SequenceMatcher(None, parts(this), parts(that), autojunk=False).ratio() >= ALIKE


def count(wall: Wall) -> Counter[str]:
    """Return how many cards hang where: by people, as proposals, nowhere yet, aside."""
    found: Counter[str] = Counter()
    for group in wall.groups:
        proposed = sum(idea.proposed for idea in group.ideas)
        found["proposed"] += proposed
        found["placed"] += len(group.ideas) - proposed
    found["not placed"] = len(wall.not_placed)
    found["parked"] = len(wall.parking_lot)
    found["with another"] = len(wall.merged)
    found["empty"] = len(wall.empty)
    return found
