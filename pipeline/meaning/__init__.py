"""How near short texts are in meaning: a floor below the stages, which share it.

Three different views of a text stand side by side: its word pieces (`pieces`), the whole
sentence (`english` where the texts are English, else `sentences`) and its letters (`signs`). The models are
files of an installed package; they are checked before use, and nothing ever goes online.
"""

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from functools import cached_property

import numpy as np

from pipeline.meaning import english, language, pieces, sameness, sampling, sentences, signs
from pipeline.meaning.exact import (
    LENGTH,
    Matrix,
    Row,
    apart,
    cosines,
    joined,
    product,
    shared_by,
    steps,
    unit,
)
from pipeline.meaning.files import ModelFault
from pipeline.meaning.graph import Doubt, Labels, Parts, centers, doubt, parts
from pipeline.meaning.language import STOP, beginning, shared, stem, tokens, words
from pipeline.meaning.sameness import families, repeats
from pipeline.model import MOST_COMPARED, Track, silently

__all__ = [
    "COMPARED",
    "STOP",
    "Doubt",
    "Ground",
    "Labels",
    "Matrix",
    "ModelFault",
    "Parts",
    "Row",
    "Sight",
    "beginning",
    "centers",
    "cosines",
    "divided",
    "doubt",
    "families",
    "near",
    "paraphrases",
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

View = Callable[[Sequence[str], Track], Matrix]
MANY = 3000  # above this many texts the quickest view alone is taken
SOME = 1000  # and above this many, the letters are left out
FEW = 100  # above this many, English ones are looked at quickly
COMPARED = 50_000  # above this many, a sample of so many is compared, and the rest with its parts
BLOCK = 1024
SAME = 0.75  # texts this near mostly say the same in other words: docs/models.md
LETTERS = 0.7  # how much the letters count beside each of the other views


class Sight(StrEnum):
    """Which views see a text as a whole."""

    ANY = "any"  # the one for many languages: for texts beside thresholds that were set with it
    OWN = "own"  # the one for English where the texts are English
    BOTH = "both"  # then both: better for a few cards, and slower


class Ground:
    """What the cards of one workshop have in common, so that texts are told apart by the rest."""

    def __init__(
        self, texts: Sequence[str], track: Track = silently, sight: Sight = Sight.ANY
    ) -> None:
        """Take the texts, and how they are seen as wholes: in any language if nobody says."""
        cut = pieces.cut(texts)
        self._pieces = pieces.weights(cut)
        runs = signs.cut(texts) if len(texts) <= SOME else []
        self._signs = signs.weights(runs)
        self._wholes = _wholes(texts, sight)
        views = self._views(texts, cut, runs, track)
        self._shared = [shared_by(view) for view in views]
        rest = [apart(view, shared) for view, shared in zip(views, self._shared, strict=True)]
        self._seen = views
        self.rows, self.quick = self._joined(rest), views[0]

    @cached_property
    def plain(self) -> Matrix:
        """One unit row a text, as it stands."""
        return self._joined(self._seen)

    def measure(self, texts: Sequence[str]) -> tuple[Matrix, Matrix]:
        """Return unit rows for `texts`: without what the cards share, and as they stand."""
        runs = signs.cut(texts) if self._signs else []
        views = self._views(texts, pieces.cut(texts), runs, silently)
        rest = [apart(view, shared) for view, shared in zip(views, self._shared, strict=True)]
        return self._joined(rest), self._joined(views)

    def quickly(self, texts: Sequence[str]) -> Matrix:
        """Return one unit row a text, by its word pieces alone: for a first choice among many.

        Those of the cards themselves are `quick`.
        """
        return pieces.vectors(pieces.cut(texts), self._pieces)

    def _views(
        self, texts: Sequence[str], cut: pieces.Cut, runs: signs.Cut, track: Track
    ) -> list[Matrix]:
        views = [pieces.vectors(cut, self._pieces)]
        views += (whole(texts, track) for whole in self._wholes)
        if self._signs:
            views.append(signs.vectors(runs, self._signs))
        return views

    def _joined(self, views: list[Matrix]) -> Matrix:
        if len(views) == 1:
            return views[0]
        return joined(views, [1.0] * (len(views) - 1) + [LETTERS if self._signs else 1.0])


def _wholes(texts: Sequence[str], sight: Sight) -> Sequence[View]:
    """Return what sees each of such texts as a whole: nothing where they are too many."""
    if len(texts) > MANY:
        return []
    if sight is Sight.ANY or len(texts) > SOME or not language.english(texts):
        return [sentences.vectors]
    if sight is Sight.BOTH:
        return [english.vectors, sentences.vectors]
    return [english.vectors if len(texts) <= FEW else english.quickly]


def vectors(texts: Sequence[str], track: Track = silently, sight: Sight = Sight.ANY) -> Matrix:
    """Return one unit row a text, without what all of these texts share."""
    return Ground(texts, track, sight).rows


def divided(
    texts: Sequence[str],
    wanted: int | None = None,
    most: int | None = None,
    track: Track = silently,
    aside: int = 0,
) -> Parts:
    """Return the parts of very many texts as `parts` does: those of a sample.

    Each of the others joins the part whose middle is nearest, so that time grows with the number of texts
    and not with its square.
    """
    chosen = sampling.sample(texts, COMPARED)
    ground = Ground([texts[at] for at in chosen], track)
    found = parts(ground.rows, wanted, most, track, aside)
    middles = centers(ground.rows, found.labels)
    labels = np.zeros(len(texts), dtype=np.int64)
    labels[chosen] = found.labels
    rest = np.setdiff1d(np.arange(len(texts)), chosen)
    for start in track(range(0, len(rest), BLOCK), "Placing cards"):
        own = rest[start : start + BLOCK]
        rows = ground.measure([texts[at] for at in own])[0]
        labels[own] = cosines(rows, middles).argmax(axis=1)
    return Parts(labels, found.themes)


def plainly(texts: Sequence[str], among: int = 0, most: int = MANY) -> Matrix:
    """Return one unit row a text, each as it stands: for texts from different places.

    `among` is how many texts there are in all where these are some of them, `most` how many are seen
    as wholes.
    """
    few = max(len(texts), among) <= most
    return _plain(texts, [sentences.vectors] if few else [])


def _plain(texts: Sequence[str], wholes: Sequence[View]) -> Matrix:
    cut = pieces.cut(texts)
    views = [pieces.vectors(cut, pieces.weights(cut)), *(view(texts, silently) for view in wholes)]
    return joined(views, [1.0] * len(views))


def near(texts: Sequence[str], others: Sequence[str], among: int = 0) -> Matrix:
    """Return how near each of `texts` (rows) is to each of `others` (columns), 0 to 1."""
    rows = plainly([*texts, *others], among)
    found: Matrix = cosines(rows[: len(texts)], rows[len(texts) :]).clip(0, 1)
    return found


def paraphrases(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield pairs (earlier, later) of texts that say the same in other words, as far as we see."""
    if len(texts) < 2 or len(texts) > MANY:
        return
    whole = steps(_plain(texts, _wholes(texts, Sight.OWN)))
    plain = [sameness.plain(text) for text in texts]
    short = [
        len(text) <= MOST_COMPARED for text in texts
    ]  # of a longer one only the beginning was seen
    for later in filter(short.__getitem__, range(1, len(texts))):
        near = product(whole[:later], whole[later])
        for earlier in (near >= SAME * LENGTH**2).nonzero()[0]:
            if short[earlier] and not sameness.kept_apart(plain[int(earlier)], plain[later]):
                yield int(earlier), later
