"""Words: which ones tell something, and what is left of them without their endings."""

import re
from collections.abc import Sequence
from functools import lru_cache

from pipeline.model import MOST_COMPARED

STOP = frozenset(  # English, and the commonest of Spanish
    """a about after all also am an and any are as at be because been before being both but by can
    could did do does doing done down each else even ever every few for from get gets got had has
    have having he her here him his how i if in into is it its just let like may me might more most
    much must my no nor not of off on once one only or other our out over own per same she should
    so some such than that the their them then there these they this those through to too under
    until up upon us very via was we well were what when where which while who whom why will with
    within without would yet you your
    al como con cada de del el ella en es esta este la las lo los más ni nos o para pero por que
    qué se sin sobre su sus un una unos unas y ya""".split()  # noqa: SIM905 - a line of words reads best
)


def beginning(text: str) -> str:
    """Return as much of `text` as is looked at when its meaning, its words or its kin are told."""
    return text if len(text) <= MOST_COMPARED else text[:MOST_COMPARED]


def tokens(text: str) -> list[str]:
    """Return every word of `text`, lower-cased, with its apostrophes and inner hyphens."""
    return re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", beginning(text).casefold())


def words(text: str) -> list[str]:
    """Return the telling words of `text`, lower-cased and cut to a stem."""
    found = re.findall(r"[^\W_]+(?:'[^\W_]+)?", beginning(text).casefold().replace("’", "'"))
    return [stem(word) for word in found if word not in STOP]


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Return `word` without its commonest English endings."""
    word = word.removesuffix("'s")
    for ending in ("ations", "ation", "ments", "ment", "ings", "ing", "ies", "es", "ed", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word.removesuffix("e") if len(word) > 4 else word


def shared(text: str, other: str) -> tuple[str, ...]:
    """Return the telling words of `text`, as written there, that `other` says too."""
    theirs: set[str] = set(words(other))
    mine: Sequence[str] = [w for w in tokens(text) if w not in STOP and stem(w) in theirs]
    return tuple(dict.fromkeys(mine))
