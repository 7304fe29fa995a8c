"""Turn short texts into unit vectors whose dot products say how near in meaning they are.

A floor below the stages, like the rooms of libraries: grouping, titling and linking share it.
"""

import re
from collections import Counter
from collections.abc import Sequence
from math import log

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]

STOP = frozenset(
    """a about after all also am an and any are as at be because been before being both but by can
    could did do does doing done down each else even ever every few for from get gets got had has
    have having he her here him his how i if in into is it its just let like may me might more most
    much must my no nor not of off on once one only or other our out over own per same she should
    so some such than that the their them then there these they this those through to too under
    until up upon us very via was we well were what when where which while who whom why will with
    within without would yet you your""".split()  # noqa: SIM905 - a line of words reads best
)


def words(text: str) -> list[str]:
    """Return the telling words of `text`, lower-cased and cut to a stem."""
    found = re.findall(r"[^\W_]+(?:'[^\W_]+)?", text.casefold().replace("’", "'"))
    return [stem(word) for word in found if word not in STOP]


def stem(word: str) -> str:
    """Return `word` without its commonest English endings."""
    for ending in ("ations", "ation", "ments", "ment", "ings", "ing", "ies", "es", "ed", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def vectors(texts: Sequence[str]) -> Matrix:
    """Return one unit row a text; a text without telling words is a row of zeros."""
    bags = [Counter(words(text)) for text in texts]
    spread = Counter(word for bag in bags for word in bag)
    column = {word: i for i, word in enumerate(sorted(spread))}
    rows = np.zeros((len(texts), max(1, len(column))))
    for row, bag in zip(rows, bags, strict=True):
        for word, count in bag.items():
            row[column[word]] = (1 + log(count)) * log(1 + len(texts) / spread[word])
    return unit(rows)


def unit(rows: Matrix) -> Matrix:
    """Return `rows` scaled to length one, zero rows left alone."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    scaled: Matrix = rows / np.where(lengths > 0, lengths, 1)
    return scaled
