"""Find cards nobody hung that hang together better than with any column: a column they could make.

Measured on the twelve public problems in docs/models.md, each with one group left without a column
and 15 % of the other cards loose: a column is offered for 80 % of those groups, and 97 % of its cards
belong to it. With no group left out, none was offered on twelve walls.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline import meaning

FEWEST = 3  # cards that make a column worth offering
DIVIDED = 6  # below this many cards there is one part
MOST = 1000  # above this many loose cards nobody asks which of them are a column
CLEARLY = 0.1  # nearer to one another than to any column, as a cosine: measured, see above
BEGUN = 0.3  # how much more, by the card, where columns are only begun

Near = NDArray[np.float64]


def together(loose: meaning.Matrix, nearest: Near, hung: float) -> list[list[int]]:
    """Return the columns that loose cards could make, each as their numbers; the largest first.

    `loose` is a unit row a card, `nearest` how near each is to the column it is nearest to, `hung` how
    many cards a column has: the middle of a few says little. Each card of what is returned is clearly
    nearer to the middle of the others than to any column.
    """
    if not FEWEST <= len(loose) <= MOST:
        return []
    near = meaning.cosines(loose, loose)
    nearest = nearest + BEGUN / max(1.0, hung)
    pruned = (_pruned(part, near, nearest) for part in _parts(loose))
    found = sorted((part for part in pruned if len(part) >= FEWEST), key=lambda p: (-len(p), p))
    joined: list[list[int]] = []
    for part in found:
        home = next((each for each in joined if _holds([*each, *part], near, nearest)), None)
        if home is None:
            joined.append(part)
        else:
            home += part
    _add_single(joined, near, nearest)
    return sorted((sorted(part) for part in joined), key=lambda part: (-len(part), part))


def _parts(loose: meaning.Matrix) -> list[list[int]]:
    if len(loose) < DIVIDED:
        return [list(range(len(loose)))]
    labels = meaning.parts(loose).labels
    return [np.flatnonzero(labels == part).tolist() for part in range(int(labels.max()) + 1)]


def _pruned(part: list[int], near: Near, nearest: Near) -> list[int]:
    """Return a part without the cards that hang as well in a column, the least fitting first."""
    part = list(part)
    while len(part) >= FEWEST:
        gains = gained(part, near, nearest)
        if gains.min() > CLEARLY:
            break
        part.pop(int(gains.argmin()))
    return part


def _add_single(parts: Sequence[list[int]], near: Near, nearest: Near) -> None:
    """Add to each part the cards that fit it as well as its own do."""
    left = set(range(len(near))) - {card for part in parts for card in part}
    for part in parts:
        for card in sorted(left):
            if _holds([*part, card], near, nearest):
                part.append(card)
                left.discard(card)


def _holds(part: Sequence[int], near: Near, nearest: Near) -> bool:
    return bool(gained(part, near, nearest).min() > CLEARLY)


def gained(part: Sequence[int], near: Near, nearest: Near) -> Near:
    """Return for each card of `part` how much nearer it is to the others than to any column."""
    gains: Near = np.round(to_others(part, near) - nearest[list(part)], 6)
    return gains


def to_others(part: Sequence[int], near: Near) -> Near:
    """Return for each card of `part` the cosine with the middle of the others."""
    own = near[np.ix_(list(part), list(part))]
    alone = np.diag(own)
    sums = own.sum(axis=1)
    lengths = np.sqrt(np.maximum(own.sum() - 2 * sums + alone, 1e-9))
    nearness: Near = (sums - alone) / lengths
    return nearness
