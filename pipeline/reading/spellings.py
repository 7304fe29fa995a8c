"""Ask about names that may be two spellings of one organization: Medical Center, Medical Ctr."""

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import combinations

from pipeline.model import Typed
from pipeline.names import name_key
from pipeline.problems import Problem

SLIP = 0.8  # two words that differ by a slip of the keyboard are this alike, or more
MOST = 400  # names compared with one another
_WORDS = re.compile(r"[^\W_]+")
_SMALL = frozenset(
    {"the", "of", "and", "for", "in", "a", "inc", "llc", "co", "corp", "ltd", "de", "la", "el"}
)


def asked(organizations: Iterable[Typed]) -> Iterator[Problem]:
    """Yield each organization that may be one named before, spelled in another way."""
    first: dict[str, Typed] = {}
    for name in organizations:
        if name.strip():
            first.setdefault(name_key(name), name)
    names = list(first.values())[:MOST]
    words = [_words(name) for name in names]
    for earlier, later in combinations(range(len(names)), 2):
        if _may_be_one(words[earlier], words[later]):
            name, other = names[later], names[earlier]
            message = (
                f"“{name.strip()}” may be “{other.strip()}” in {other.place}, spelled otherwise: "
                "both are kept as two organizations."
            )
            yield Problem(name.place, message, "If they are one, spell both the same.")


def _words(name: str) -> tuple[str, ...]:
    """Return the words of a name that tell it from others; letters with full stops are one word."""
    said = _WORDS.findall(re.sub(r"(?<=\b\w)\.(?=\w\b)", "", name.casefold()).replace("’", ""))
    return tuple(word for word in said if word not in _SMALL)


def _may_be_one(words: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Return whether two names have the same words, but for short forms and slips, or the initials."""
    short, long = sorted((words, others), key=len)
    if len(short) == 1 and len(long) > 2:
        return short[0] == "".join(word[0] for word in long)
    if not short or len(short) != len(long):
        return False
    unlike = [pair for pair in zip(short, long, strict=True) if pair[0] != pair[1]]
    return all(_shortened(*pair) or _slip(*pair) for pair in unlike)


def _shortened(one: str, other: str) -> bool:
    """Return whether one word is the other's short form: ctr and center, dept and department."""
    short, long = sorted((one, other), key=len)
    if len(short) < 2 or short[0] != long[0] or not (short + long).isalpha():
        return False
    letters = iter(long)
    return len(short) < len(long) - 1 and all(letter in letters for letter in short)


def _slip(one: str, other: str) -> bool:
    if one[0] != other[0] or min(len(one), len(other)) < 5 or not (one + other).isalpha():
        return False
    return SequenceMatcher(None, one, other).ratio() >= SLIP
