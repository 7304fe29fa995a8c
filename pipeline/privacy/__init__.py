"""Tell words that may name a person, or that ask not to be written to.

A card that may name a person waits until somebody clears it; nobody writes to those who ask not to be.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from pipeline.model import Idea
from pipeline.privacy.contact import asks_no_contact
from pipeline.privacy.signs import signs
from pipeline.problems import Place, Problem

__all__ = ["asks_no_contact", "holds_back", "names_a_person", "notices"]


@lru_cache(maxsize=131_072)
def names_a_person(text: str) -> bool:
    """Say whether `text` holds a sign that it is about one person: a name, a number, an address."""
    return next(signs(text), None) is not None


def holds_back(idea: Idea) -> bool:
    """Say whether a card may name a person and nobody has cleared it for print."""
    return not idea.cleared and names_a_person(idea.text)


def notices(ideas: Sequence[Idea]) -> Iterator[Problem]:
    """Yield, for each sheet, which cards are held back until a person clears them."""
    held: dict[Place, list[Idea]] = {}
    for idea in ideas:
        if holds_back(idea):
            held.setdefault(replace(idea.text.place, cell=""), []).append(idea)
    for place, cards in held.items():
        ids = ", ".join(idea.id for idea in cards[:10]) + (", …" if len(cards) > 10 else "")
        some = (
            "1 card may name a person and is"
            if len(cards) == 1
            else f"{len(cards)} cards may name a person and are"
        )
        hint = "Write yes under Clear to print for a card that may be printed."
        yield Problem(place, f"{some} held back from the documents: {ids}.", hint)
