"""Divide texts into parts: a graph of nearest neighbors, cut where it is thinnest (Leiden)."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log2, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.meaning import leiden
from pipeline.meaning.exact import LENGTH, Matrix, cosines, product, scaled, steps
from pipeline.model import Track, silently

Labels = NDArray[np.int64]

RESOLUTION = 1.4
COARSER, FINER = 0.8, 1.25
FEWEST = 3
A_FEW = 4  # texts a part, at least, before more parts are looked for
WEAKEST = 0.001
MOST_STARTS = 20
EFFORT, LITTLE_EFFORT = 3000, 600  # texts looked at by all starts together
MANY = 1000  # above this many texts there are two levels: themes, and parts within each
MOST = 15  # parts, or parts of one theme where there are themes
THEMES = 12  # at most
FINE = 6.0  # the resolution of the parts within themes
MOST_FINE = 1000
BLOCK = 512
# a text is clearly in its part that is nearer to it than to any other by APART less what is typical
# of the wall, but by CLEAR at least and MOST_CLEAR at most: docs/models.md
APART, CLEAR, MOST_CLEAR = 0.35, 0.05, 0.3
STRIP = 64


@dataclass(frozen=True, slots=True)
class Graph:
    """Neighbors and how near they are, in rows: `ends[i]:ends[i + 1]` are those of text i."""

    ends: NDArray[np.int64]
    neighbors: NDArray[np.int32]
    weights: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.ends) - 1


def neighbors(rows: Matrix, track: Track = silently) -> Graph:
    """Return the graph that joins each text with its nearest others, symmetric."""
    count = len(rows)
    most = min(max(1, count - 1), int(np.clip(round(1.2 * log2(max(2, count)) - 1.5), 3, 15)))
    whole = steps(rows)
    here, there, near = [], [], []
    for start in track(range(0, count, BLOCK), "Comparing cards"):
        products = product(whole[start : start + BLOCK], whole.T)
        own = np.arange(start, min(start + BLOCK, count))
        products[own - start, own] = -np.inf
        chosen = largest(products, most)
        here.append(np.repeat(own, most))
        there.append(chosen.ravel())
        near.append(np.take_along_axis(products, chosen, axis=1).ravel())
    return _symmetric(count, np.concatenate(here), np.concatenate(there), np.concatenate(near))


def largest(products: NDArray[np.float32], most: int) -> NDArray[np.int64]:
    """Return the columns of the `most` largest in each row; among equals the first wins."""
    row, column = _reaching(products, most)
    ranked = np.lexsort((column, -products[row, column], row))
    begins = np.searchsorted(row[ranked], np.arange(len(products)))
    found: NDArray[np.int64] = column[ranked][begins[:, None] + np.arange(most)]
    return found


def _reaching(products: NDArray[np.float32], most: int) -> tuple[Labels, Labels]:
    """Return rows and columns of numbers among which the `most` largest of each row are, and not many more.

    In a long row only strips are looked into whose largest is among the `most` largest of all strips.
    """
    whole = products.shape[1] - products.shape[1] % STRIP
    if whole < STRIP * most * 4:
        bound = np.partition(products, -most, axis=1)[:, -most, None]
        row, column = np.nonzero(products >= bound)
        return row, column
    strips = products[:, :whole].reshape(len(products), -1, STRIP)
    best = strips.max(axis=2)
    bound = np.partition(best, -most, axis=1)[:, -most, None]
    row, strip = np.nonzero(best >= bound)
    at, within = np.nonzero(strips[row, strip] >= bound[row])
    over, beyond = np.nonzero(products[:, whole:] >= bound)
    columns = np.concatenate([strip[at] * STRIP + within, whole + beyond])
    return np.concatenate([row[at], over]), columns


def _symmetric(count: int, here: Any, there: Any, near: Any) -> Graph:
    weights = np.maximum(near.astype(np.float64) / LENGTH**2, WEAKEST)
    pairs = np.concatenate([here * count + there, there * count + here])
    keys, first = np.unique(pairs, return_index=True)
    both = np.concatenate([weights, weights])[first]
    ends = np.searchsorted(keys, np.arange(count + 1, dtype=np.int64) * count)
    return Graph(ends.astype(np.int64), (keys % count).astype(np.int32), both)


def cut(graph: Graph, resolution: float, effort: int = EFFORT) -> Labels:
    """Return a part number for each text; a higher resolution gives more parts.

    `effort` is how many texts are looked at in all starts together: of fewer texts there are more starts.
    """
    whole = np.rint(graph.weights * LENGTH**2)
    network = leiden.network(graph.ends, graph.neighbors.astype(np.int64), whole)
    starts = min(max(1, effort // max(1, len(graph))), MOST_STARTS)
    return leiden.communities(network, resolution, starts)


@dataclass(frozen=True, slots=True)
class Parts:
    """The part of each text, and the theme of each part: theme 0 of all where there is one level."""

    labels: Labels
    themes: Labels


def parts(
    rows: Matrix,
    wanted: int | None = None,
    most: int | None = None,
    track: Track = silently,
    aside: int = 0,
) -> Parts:
    """Return `wanted` parts, else as many as are found, `most` at most; of many texts, by themes.

    So many as are kept `aside` already count too.
    """
    graph = neighbors(rows, track)
    wanted, most = wanted and wanted - aside, most and most - aside
    if len(rows) > MANY:
        fine = _fine(graph)
        if wanted is None or _count(fine) >= wanted:
            return _two_levels(graph, fine, wanted or most)
    if wanted is None:
        labels = _found(rows, graph, MOST - aside if most is None else most)
    else:
        labels = _exactly(rows, graph, wanted)
    return Parts(labels, np.zeros(_count(labels), dtype=np.int64))


def _found(rows: Matrix, graph: Graph, most: int) -> Labels:
    resolution = RESOLUTION
    labels = cut(graph, resolution)
    while _count(labels) > most and resolution > 0.01:
        resolution *= COARSER
        labels = cut(graph, resolution)
    fewest = min(FEWEST, most, max(1, len(rows) // A_FEW))
    while _count(labels) < fewest and resolution < 100:
        resolution *= FINER
        labels = cut(graph, resolution)
    return _merged(rows, labels, most)


def _exactly(rows: Matrix, graph: Graph, wanted: int) -> Labels:
    low, high = 0.01, 64.0
    best = cut(graph, high, LITTLE_EFFORT)
    for _ in range(18):
        middle = sqrt(low * high)
        labels = cut(graph, middle, LITTLE_EFFORT)
        if _count(labels) == wanted:
            return labels
        if _count(labels) > wanted:
            high, best = middle, labels
        else:
            low = middle
    while _count(best) < min(wanted, len(rows)):
        best = _split(rows, best)
    return _merged(rows, best, wanted)


def _fine(graph: Graph) -> Labels:
    resolution = FINE
    labels = cut(graph, resolution)
    while _count(labels) > MOST_FINE and resolution > 0.01:
        resolution *= COARSER
        labels = cut(graph, resolution)
    return labels


def _two_levels(graph: Graph, labels: Labels, most: int | None) -> Parts:
    """Join fine parts: `most` in all, else `MOST` in each theme; hang them under their themes."""
    if most is not None:
        labels = _numbered(_homes(_between(graph, labels), most)[labels])
    between = _between(graph, labels)
    if len(between) <= THEMES:
        return Parts(labels, np.zeros(len(between), dtype=np.int64))
    themes = _homes(between, THEMES)
    if most is not None:
        return Parts(labels, themes)
    home = np.arange(len(between))
    for theme in range(_count(themes)):
        own = np.flatnonzero(themes == theme)
        home[own] = own[_firsts(_homes(between[np.ix_(own, own)], MOST))]
    labels = home[labels]
    kept, labels = np.unique(labels, return_inverse=True)
    return Parts(labels.astype(np.int64), themes[kept])


def _firsts(labels: Labels) -> Labels:
    """Return for each label where it appears first."""
    _, first, back = np.unique(labels, return_index=True, return_inverse=True)
    found: Labels = first[back]
    return found


def _between(graph: Graph, labels: Labels) -> Matrix:
    """Return the weight of the edges between each two parts, in whole numbers."""
    count = _count(labels)
    here = np.repeat(labels, np.diff(graph.ends))
    edges = here * count + labels[graph.neighbors]
    summed = np.bincount(edges, np.rint(graph.weights * 2**20), count * count)
    between: Matrix = summed.reshape((count, count)).astype(np.float64)
    return between


def _homes(between: Matrix, most: int) -> Labels:
    """Join the two parts that belong together most, again and again, until `most` are left."""
    between = between.copy()
    home: Labels = np.arange(len(between))
    while len(between) > most:
        degree = between.sum(axis=1)
        gain = between - np.outer(degree, degree) / max(1.0, degree.sum())
        np.fill_diagonal(gain, -np.inf)
        a, b = divmod(int(gain.argmax()), len(gain))
        kept = np.delete(np.arange(len(between)), b)
        between[a] += between[b]
        between[:, a] += between[:, b]
        between = between[np.ix_(kept, kept)]
        home[home == b] = a
        home[home > b] -= 1
    return _numbered(home)


@dataclass(frozen=True, slots=True)
class Doubt:
    """How clearly texts are in their parts."""

    others: Labels  # of each text: another part it might as well be in, -1 where it is clearly in its own
    typical: (
        float  # how much nearer the middle text is to its own part than to any other, as a cosine
    )


def doubt(rows: Matrix, labels: Labels) -> Doubt:
    """Return how clearly each of `rows` is in its part, which is counted without it.

    Where the texts of a whole wall stand less apart, a single one has to stand clearer.
    """
    sums = _sums(rows, labels, _count(labels))
    sums /= 2**20
    without = sums[labels]
    without -= rows
    own = np.einsum("ij,ij->i", steps(scaled(without)), steps(rows)).astype(np.float64) / LENGTH**2
    near = cosines(rows, scaled(sums))
    near[np.arange(len(rows)), labels] = -1
    margins = np.round(own - near.max(axis=1), 6)
    typical = float(np.median(margins))
    doubtful = margins < np.clip(APART - typical, CLEAR, MOST_CLEAR)
    alone = np.bincount(labels)[labels] == 1
    other = _count(labels) > 1
    others: Labels = np.where(doubtful & ~alone & other, near.argmax(axis=1), -1)
    return Doubt(others, typical)


def centers(rows: Matrix, labels: Sequence[int] | Labels, count: int = 0) -> Matrix:
    """Return the middle of each part, as unit rows; `count` parts where some may be empty."""
    sums = _sums(rows, np.asarray(labels), max(count, _count(labels)))
    sums /= 2**20
    return scaled(sums)


def _sums(rows: Matrix, labels: Labels, count: int) -> Matrix:
    """Return the sum of the rows of each part, in whole steps of 2**-20."""
    sums = np.zeros((count, rows.shape[1]))
    for label in np.unique(labels):
        sums[label] = np.rint(rows[labels == label] * 2**20).sum(axis=0)
    return sums


def _merged(rows: Matrix, labels: Labels, most: int) -> Labels:
    """Join the two nearest parts, again and again, until at most `most` are left."""
    while _count(labels) > most:
        middle = steps(centers(rows, labels))
        near = product(middle, middle.T)
        near[np.tril_indices(len(near))] = -np.inf
        a, b = divmod(int(near.argmax()), len(near))
        labels = _numbered(np.where(labels == b, a, labels))
    return labels


def _split(rows: Matrix, labels: Labels) -> Labels:
    """Cut the largest part in two: its two most different texts, and who is nearer to which."""
    largest = int(np.bincount(labels).argmax())
    inside = np.flatnonzero(labels == largest)
    whole = steps(rows[inside])
    near = product(whole, whole.T)
    a, b = divmod(int(near.argmin()), len(near))
    new = labels.copy()
    away = near[:, b] > near[:, a]
    away[b], away[a] = True, False
    new[inside[away]] = labels.max() + 1
    return _numbered(new)


def _count(labels: Sequence[int] | Labels) -> int:
    return int(np.max(labels, initial=-1)) + 1


def _numbered(labels: Sequence[int] | Labels) -> Labels:
    """Return `labels` numbered in order of appearance."""
    new: dict[int, int] = {}
    return np.array([new.setdefault(int(each), len(new)) for each in labels], dtype=np.int64)
