"""Tell words that may name a person, or that ask not to be written to.

A card that may name a person waits until somebody clears it; nobody writes to those who ask not to be.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.privacy.contact import asks_no_contact
from pipeline.privacy.signs import names_a_person
from pipeline.problems import Place, Problem

if TYPE_CHECKING:  # what is said on the screen needs no nouns of a workshop
    from pipeline.model import Idea

__all__ = [
    "asks_no_contact",
    "discreet",
    "holds_back",
    "names_a_person",
    "notices",
    "shortened",
]


_SENTENCE = re.compile(r"(?:^|\s)[^\W\d_A-ZÀ-Þ]|\d")  # more than names
_QUOTED = re.compile(r"[“\"]([^“”\"\n]{3,40000})[”\"]")


def shortened(text: str) -> str:
    """Return words for the screen: of a text that may name a person only how long it is."""
    return f"… ({len(text):,} characters, held back)" if names_a_person(text) else text


def discreet(problem: Problem) -> Problem:
    """Return a problem that quotes no words on a person; its place says where they stand.

    A name alone stays: of a lead or a contact, the message is about it.
    """

    def quoted(found: re.Match[str]) -> str:
        words = found[1]
        return found[0].replace(words, shortened(words)) if _SENTENCE.search(words) else found[0]

    return replace(problem, message=_QUOTED.sub(quoted, problem.message))


def holds_back(idea: "Idea") -> bool:
    """Say whether a card may name a person and nobody has cleared it for print."""
    return not idea.cleared and names_a_person(idea.text)


def notices(ideas: "Sequence[Idea]") -> Iterator[Problem]:
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
