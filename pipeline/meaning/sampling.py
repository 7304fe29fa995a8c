"""Divide more texts than can be compared with one another: a sample is divided, the rest follows it.

Each of the rest goes where most of its nearest in the sample are, so that time grows with the number of
texts and not with its square. Which texts are in the sample hangs on their words alone, not on their order.
"""

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np

from pipeline.meaning.exact import Matrix, steps
from pipeline.meaning.graph import Labels, largest

VOTES = 15  # nearest texts of the sample that say where another belongs, each as much as it is near
VOTERS = 20_000  # of the sample


def sample(texts: Sequence[str], most: int) -> Labels:
    """Return the numbers of `most` of `texts`, in their order; of more texts mostly the same ones."""
    ranked = sorted(range(len(texts)), key=lambda at: (_rank(texts[at]), at))
    return np.array(sorted(ranked[:most]), dtype=np.int64)


def _rank(text: str) -> bytes:
    return blake2b(text.encode(), digest_size=8).digest()


class Voters:
    """Texts whose parts are known, as unit rows: they say where others belong."""

    def __init__(self, rows: Matrix, labels: Labels) -> None:
        own = np.linspace(0, len(rows), min(VOTERS, len(rows)), endpoint=False, dtype=np.int64)
        self.rows, self.labels = steps(rows[own]), labels[own]

    def parts_of(self, rows: Matrix) -> Labels:
        """Return the part that most of the nearest texts are in, for each of unit `rows`."""
        products = steps(rows) @ self.rows.T
        chosen = largest(products, min(VOTES, len(self.rows)))
        near = np.maximum(np.take_along_axis(products, chosen, axis=1), 0).astype(np.int64)
        votes = np.zeros((len(rows), int(self.labels.max()) + 1), dtype=np.int64)
        np.add.at(votes, (np.arange(len(rows))[:, None], self.labels[chosen]), near)
        found: Labels = votes.argmax(axis=1)
        return found
