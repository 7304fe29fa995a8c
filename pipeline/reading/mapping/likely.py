"""Guess which lines of a bare list are titles: a proposal that a person confirms, never a reading.

Cards that hang together say nearly the same, so the lines fall into blocks, and each block begins
with its title, mostly a short one. Measured in docs/models.md.
"""

import random
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline import meaning

MOST_LINES = 400
LEAST = 3  # lines of a block: a title and two cards
LONGEST = 40
PRICE = 0.6  # of one more block
SHORT = 0.3  # how much it counts that the first line of a block is short
SHUFFLES = 30
TOPS = (0, 1)  # where the first block may begin: the first line may name the board

Numbers = NDArray[np.float64]


def titles(lines: Sequence[str]) -> frozenset[int]:
    """Return which of `lines` may be titles, none where their order says nothing."""
    if not 2 * LEAST <= len(lines) <= MOST_LINES:
        return frozenset()
    rows = meaning.vectors(lines)
    near = meaning.cosines(rows, rows).astype(np.float64)
    np.fill_diagonal(near, 1.0)
    if not _ordered(near):
        return frozenset()
    short = _short(lines)
    ways = [_blocks(near[top:, top:], short[top:]) for top in TOPS]
    _, top, begins = max(
        (worth, top, begins) for top, (worth, begins) in zip(TOPS, ways, strict=True)
    )
    return frozenset(top + at for at in begins) if len(begins) > 1 else frozenset()


def _ordered(near: Numbers) -> bool:
    """Return whether the lines fall into blocks better as they stand than shuffled."""
    worth, top = max((_blocks(near[top:, top:])[0], top) for top in TOPS)
    order = list(range(top, len(near)))
    for number in range(SHUFFLES):
        random.Random(number).shuffle(order)  # noqa: S311 - the same each time, and no secret
        if _blocks(near[np.ix_(order, order)])[0] >= worth:
            return False
    return True


def _short(lines: Sequence[str]) -> Numbers:
    """Return how short each line is beside the others, 0 for the usual."""
    long = np.log([max(1, len(line.split())) for line in lines])
    spread = long.std()
    found: Numbers = (long.mean() - long) / spread if spread else np.zeros(len(lines))
    return found


def _blocks(near: Numbers, short: Numbers | None = None) -> tuple[float, list[int]]:
    """Return how well the lines fall into blocks, and where each block of the best way begins."""
    count = len(near)
    bonus = SHORT * short if short is not None else np.zeros(count)
    sums = np.zeros((count + 1, count + 1))
    sums[1:, 1:] = near.cumsum(0).cumsum(1)
    corner = sums.diagonal()
    worth = np.full(count + 1, -np.inf)
    worth[0] = 0
    begin = np.zeros(count + 1, dtype=np.int64)
    for end in range(LEAST, count + 1):
        first = np.arange(max(0, end - LONGEST), end - LEAST + 1)
        many = end - first
        # each line's mean nearness to the others of its block
        within = corner[end] - 2 * sums[first, end] + corner[first] - many
        total = worth[first] + within / (many - 1) + bonus[first] - PRICE
        here = int(total.argmax())
        worth[end], begin[end] = total[here], first[here]
    found: list[int] = []
    end = count
    while end > 0:
        end = int(begin[end])
        found.append(end)
    return float(worth[count]), found[::-1]
