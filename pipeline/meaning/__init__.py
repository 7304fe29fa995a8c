"""How near short texts are in meaning: a floor below the stages, which share it.

Three different views of a text stand side by side: its word pieces (`pieces`), the whole
sentence (`sentences`, where its package is installed) and its letters (`signs`). The models are
files inside installed packages; they are checked before use, and nothing ever goes online.
"""

from collections.abc import Sequence

from pipeline.meaning import pieces, sentences, signs
from pipeline.meaning.exact import Matrix, centered, cosines, joined, unit
from pipeline.meaning.files import ModelFault
from pipeline.meaning.graph import centers, exactly, parts
from pipeline.meaning.language import STOP, shared, stem, tokens, words
from pipeline.meaning.sameness import families, repeats

__all__ = [
    "STOP",
    "Matrix",
    "ModelFault",
    "centered",
    "centers",
    "cosines",
    "exactly",
    "families",
    "near",
    "parts",
    "plainly",
    "repeats",
    "shared",
    "stem",
    "tokens",
    "unit",
    "vectors",
    "words",
]

MANY = 5000  # above this many texts the quickest view alone is taken
LETTERS = 0.7  # how much the letters count beside each of the other views


def vectors(texts: Sequence[str]) -> Matrix:
    """Return one unit row a text, without what all of these texts share."""
    views = [centered(pieces.vectors(texts))]
    if len(texts) <= MANY:
        if sentences.installed():
            views.append(centered(sentences.vectors(texts)))
        views.append(centered(signs.vectors(texts)) * LETTERS)
    return joined(views)


def plainly(texts: Sequence[str]) -> Matrix:
    """Return one unit row a text, each as it stands: for texts from different places."""
    views = [pieces.vectors(texts)]
    if sentences.installed() and len(texts) <= MANY:
        views.append(sentences.vectors(texts))
    return joined(views)


def near(texts: Sequence[str], others: Sequence[str]) -> Matrix:
    """Return how near each of `texts` (rows) is to each of `others` (columns), 0 to 1."""
    rows = plainly([*texts, *others])
    found: Matrix = cosines(rows[: len(texts)], rows[len(texts) :]).clip(0, 1)
    return found
