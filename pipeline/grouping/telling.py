"""Which cards that hang nowhere a person should decide first: they tell most about the rest.

Such a card stands far from every column, so that nobody could tell from the columns where it hangs; and
it is not much like another one that is asked about. After ten of them more is won than after any ten
(docs/models.md).
"""

from collections.abc import Sequence

import numpy as np

from pipeline import meaning

FEWEST = 12  # of fewer cards that hang nowhere, a person decides all at once
MOST = 10  # as many as are decided in a few minutes
SHARE = 3  # at most one card in so many
LIKE = 0.5  # how much likeness to a card that is asked about counts beside nearness to a column


def most_telling(
    rows: meaning.Matrix, near: meaning.Matrix, unsure: Sequence[int]
) -> frozenset[int]:
    """Return the numbers of the cards to decide first, all of them among the `unsure`.

    `rows` is a unit row a card, `near` how near it is to each column, as a cosine.
    """
    if len(rows) < FEWEST or near.shape[1] < 2:
        return frozenset()
    known = np.full(len(rows), np.inf)
    known[list(unsure)] = near.max(axis=1)[list(unsure)]
    found: list[int] = []
    while len(found) < min(MOST, len(rows) // SHARE, len(unsure)):
        found.append(int(known.argmin()))
        like = meaning.cosines(rows, rows[found[-1:]])[:, 0]
        known = np.maximum(known, np.round(LIKE * like, 9))
        known[found] = np.inf
    return frozenset(found)
