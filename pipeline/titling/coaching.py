"""Say in words why a title is weak. It advises; it never blocks."""

import re
from collections.abc import Iterator, Sequence

from pipeline import meaning
from pipeline.model import Group, Idea, Wall

STOCK = (
    "improve communication",
    "better communication",
    "communication",
    "better collaboration",
    "collaboration",
    "working together",
    "work together",
    "teamwork",
    "moving forward",
    "next steps",
    "best practices",
    "stakeholder engagement",
    "community engagement",
    "capacity building",
    "build capacity",
    "raise awareness",
    "leverage resources",
    "strong partnerships",
    "better partnerships",
    "build partnerships",
    "continuous improvement",
    "think outside the box",
    "win win",
    "synergy",
    "excellence",
    "innovation",
    "success",
    "miscellaneous",
    "other",
    "general",
    "various",
)
LONGEST = 8
STRANGE = "None of its words is on its cards. Ask the group whether it speaks for them."


def faults(group: Group, wall: Wall) -> Iterator[str]:
    """Yield every weakness that can be seen in the title itself, one sentence each."""
    words = meaning.tokens(group.title)
    if not words:
        yield "Nobody has titled this group yet."
        return
    plain = " ".join(words)
    if group.offered_by:
        yield f"Offered by {group.offered_by}. See that it says what these cards say."
    if len(words) == 1:
        yield "It is one word. A title of 3 to 7 words says what the cards say about it."
    if len(words) > LONGEST:
        yield f"It has {len(words)} words. 3 to 7 can be read from across a room."
    if plain in STOCK:
        yield "It is a stock phrase that could stand over any wall. Say what these cards say."
    if re.search(r"\betc\.?\W*$|…$|\.\.\.$|\band so on\W*$", group.title.casefold()):
        yield 'It ends with "etc.". Name what is meant, or leave it out.'
    for other in wall.groups:
        if other.mark != group.mark and meaning.tokens(other.title) == words:
            yield f"Column {other.mark} has the same title. Say how the two differ."
    if (said := _said(group.ideas)) and not said & set(meaning.words(group.title)):
        yield STRANGE


def left_out(group: Group, near: Sequence[float]) -> tuple[Idea, ...]:
    """Return up to three cards that the title does not speak for, the farthest first.

    `near` says how near each card is to the title. A card that shares a word with it is
    spoken for, and one that has no words need not be.
    """
    told = set(meaning.words(group.title))
    far = [
        (distance, number)
        for number, (idea, distance) in enumerate(zip(group.ideas, near, strict=True))
        if distance < FAR and (said := set(meaning.words(idea.text))) and not told & said
    ]
    return tuple(group.ideas[number] for _, number in sorted(far)[:3])


FAR = 0.09


def _said(ideas: Sequence[Idea]) -> set[str]:
    return {word for idea in ideas for word in meaning.words(idea.text)}
