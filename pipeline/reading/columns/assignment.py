"""The one best way to give each of some columns to one of some fields, and how clear it is."""

import numpy as np
from numpy.typing import NDArray

Gains = NDArray[np.float64]


def best(gains: Gains) -> tuple[int, ...]:
    """Return for each row of `gains` the column it goes to, no two to the same, for the most in all.

    The Hungarian algorithm in the form with potentials (Kuhn 1955; Jonker and Volgenant 1987): rows
    are placed one by one along the cheapest path that moves those placed before. There are at least
    as many columns as rows.
    """
    rows, columns = gains.shape
    costs = -gains
    of_row, of_column = np.zeros(rows), np.zeros(columns)
    holder = np.full(columns, -1)
    for row in range(rows):
        least = np.full(columns, np.inf)
        before = np.full(columns, -1)
        done = np.zeros(columns, dtype=bool)
        at, column = row, -1
        while at >= 0:
            here = costs[at] - of_row[at] - of_column + (least[column] if column >= 0 else 0)
            nearer = ~done & (here < least)
            least[nearer], before[nearer] = here[nearer], column
            column = int(np.where(done, np.inf, least).argmin())
            done[column] = True
            at = int(holder[column])
        short = done & (least <= least[column])
        of_row[[*holder[short & (holder >= 0)], row]] += least[column] - np.append(
            least[short & (holder >= 0)], 0
        )
        of_column[short] -= least[column] - least[short]
        while column >= 0:
            earlier = int(before[column])
            holder[column] = holder[earlier] if earlier >= 0 else row
            column = earlier
    place = np.full(rows, -1)
    taken = holder >= 0
    place[holder[taken]] = np.flatnonzero(taken)
    return tuple(int(each) for each in place)


def worth(gains: Gains, places: tuple[int, ...]) -> float:
    """Return how much the `places` of the rows gain in all."""
    return float(sum(gains[row, column] for row, column in enumerate(places)))


def margins(gains: Gains, places: tuple[int, ...]) -> tuple[float, ...]:
    """Return for each row how much less all gain in the best way that puts it elsewhere."""
    whole = worth(gains, places)
    found = []
    for row, column in enumerate(places):
        other = gains.copy()
        other[row, column] = -BARRED
        found.append(whole - worth(other, best(other)))
    return tuple(found)


BARRED = 1e6  # more than all gains of a sheet together
