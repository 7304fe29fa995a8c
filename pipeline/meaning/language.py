"""Words: which ones tell something, and what is left of them without their endings."""

import re
from collections.abc import Sequence
from functools import lru_cache

from pipeline.model import MOST_COMPARED

ENGLISH = frozenset(
    """a about after all also am an and any are as at be because been before being both but by can
    could did do does doing done down each else even ever every few for from get gets got had has
    have having he her here him his how i if in into is it its just let like may me might more most
    much must my no nor not of off on once one only or other our out over own per same she should
    so some such than that the their them then there these they this those through to too under
    until up upon us very via was we well were what when where which while who whom why will with
    within without would yet you your""".split()  # noqa: SIM905 - a line of words reads best
)
STOP = ENGLISH | frozenset(  # and the commonest of Spanish
    """al como con cada de del el ella en es esta este la las lo los más ni nos o para pero por que
    qué se sin sobre su sus un una unos unas y ya""".split()  # noqa: SIM905
)
ELSEWHERE = frozenset(  # small words of Spanish, French, Portuguese and German that English has not
    """el los las del una unos unas que para por más muy pero como está están hay ser su sus se lo al y con en es sin
    les du et dans pour avec nous vous qui aux ce cette une le la de
    os um uma não em dos das ao mais
    der das und ist nicht mit für auf ein eine zu den von im""".split()  # noqa: SIM905
)
TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
FEW_ELSEWHERE = 1 / 8  # of the cards that show their language, in one wall


def beginning(text: str) -> str:
    """Return as much of `text` as is looked at when its meaning, its words or its kin are told."""
    return text if len(text) <= MOST_COMPARED else text[:MOST_COMPARED]


def tokens(text: str) -> list[str]:
    """Return every word of `text`, lower-cased, with its apostrophes and inner hyphens."""
    return TOKEN.findall(beginning(text).casefold())


def words(text: str) -> list[str]:
    """Return the telling words of `text`, lower-cased and cut to a stem."""
    found = WORD.findall(beginning(text).casefold().replace("’", "'"))
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


def english(texts: Sequence[str]) -> bool:
    """Say whether texts are English for the most part, by their small words and plain letters."""
    foreign = [shown for shown in map(_foreign, texts) if shown is not None]
    return sum(foreign) <= FEW_ELSEWHERE * len(foreign)


def _foreign(text: str) -> bool | None:
    """Say whether `text` is in another language than English, None where it does not show."""
    said = tokens(text)
    ours, theirs = (sum(map(own.__contains__, said)) for own in (ENGLISH, ELSEWHERE))
    seen = beginning(text)
    accented = not seen.isascii() and any(sign.isalpha() and not sign.isascii() for sign in seen)
    return theirs + accented > ours if ours or theirs or accented else None
