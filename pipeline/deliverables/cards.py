"""How a card is printed: word for word, action cards in words, and never one that may name a person."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline import privacy
from pipeline.deliverables.wordings import Wordings
from pipeline.model import Findings, Group, Idea, Typed, Wall
from pipeline.names import id_key, words_key
from pipeline.words import among

BARE = "a group without a title"


def placed(idea: Idea, group: Group) -> bool:
    """Say whether Afterword hung a card in a column of people's, and nobody agreed.

    Of a group that Afterword proposed as a whole it is said once, over its cards.
    """
    return idea.proposed and not group.proposed


def is_action(idea: Idea) -> bool:
    """Say whether a card was typed as an action."""
    return among("action_prompt", idea.prompt)


def held_back(idea: Idea) -> bool:
    """Say whether a card may name a person and nobody has cleared it for print."""
    return privacy.holds_back(idea)


def title(group: Group) -> str:
    """Return the title to print: never one that Afterword made of words that may name a person."""
    for words in (group.title, column_of(group)):
        if words.strip() and (group.agreed or not _tells(words, group)):
            return words
    return BARE


def column_of(group: Group) -> str:
    """Return what a group without a title is called: by its column."""
    return f"column {group.mark}"


def title_in(group: Group, told: Wordings, of: str = "") -> str:
    """Return the title to print, in the words of `told` where nobody typed one; its rows begin with `of`."""
    said = title(group)
    if said == column_of(group):
        return told.say(f"{of}A column without a title", words=group.mark)
    return told.say(f"{of}A group without a title") if said == BARE else said


def placed_by_us(wall: Wall) -> Iterator[Idea]:
    """Yield each card that Afterword hung in a column of people's, and nobody agreed to."""
    return (idea for group in wall.groups for idea in group.ideas if placed(idea, group))


def _tells(words: str, group: Group) -> bool:
    """Say whether a working title may name a person, or stands only on cards that are held back."""
    if privacy.names_a_person(words):
        return True
    said_by = [idea for idea in group.ideas if words_key(words) in words_key(idea.text)]
    return bool(said_by) and all(map(held_back, said_by))


def printed(ideas: Iterable[Idea]) -> tuple[Idea, ...]:
    """Return the cards that may be printed, in their order."""
    return tuple(idea for idea in ideas if not held_back(idea))


def listed(words: Sequence[str]) -> str:
    """Return words as a sentence lists them."""
    return " and ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


def count(number: int, thing: str, things: str = "") -> str:
    """Return "1 card", "2 cards", "0 cards"."""
    return f"{number} {thing if number == 1 else things or thing + 's'}"


def words(text: Typed) -> Typed:
    """Return what was typed without its outer spaces; line breaks inside stay."""
    return Typed(text.strip(), text.place)


def same_cards(wall: Wall) -> Mapping[str, tuple[Idea, ...]]:
    """Return, for the id of each card that stands for others too, the cards it stands for."""
    asked = {id_key(idea.id): id_key(idea.same_as) for idea in wall.merged}
    found: dict[str, tuple[Idea, ...]] = {}
    for idea in wall.merged:
        other, steps = id_key(idea.same_as), 0
        while other in asked and steps <= len(asked):
            other, steps = asked[other], steps + 1
        found[other] = (*found.get(other, ()), idea)
    return found


def standing_for(idea: Idea, same: Mapping[str, tuple[Idea, ...]]) -> tuple[Idea, ...]:
    """Return the cards that a person let us print as one with `idea`."""
    return same.get(id_key(idea.id), ())


def hanging(wall: Wall) -> Iterator[Idea]:
    """Yield every card on the wall that has words and is printed by itself."""
    for group in wall.groups:
        yield from group.ideas
    yield from (each.idea for each in wall.not_placed)
    yield from wall.parking_lot


def all_proposed(wall: Wall) -> bool:
    """Say whether Afterword made every group and every title: then it is said once."""
    ours = [group.proposed and not group.agreed for group in wall.groups]
    return len(ours) > 1 and all(ours)


def missing(findings: Findings) -> str:
    """Return why nothing can be said of the cards, "" when there are some."""
    return "" if findings.workshop.ideas else "no cards were read"
