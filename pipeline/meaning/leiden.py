"""Find the communities of a network: the Leiden method, for modularity with a resolution.

After V. A. Traag, L. Waltman, N. J. van Eck, "From Louvain to Leiden: guaranteeing well-connected
communities", Scientific Reports 9 (2019) 5233: nodes move while that helps (local moving), each community
is divided anew from single nodes (refinement), what holds together becomes one node (aggregation), and again.
Their refinement draws lots among the moves that help; ours takes the best, and lots are drawn for the order
of the nodes only, always the same ones.

Weights are whole numbers, so that every sum is exact, and every machine and every Python finds the same.
"""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from random import Random

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.float64]  # whole numbers, below 2**53
Labels = NDArray[np.int64]

SEED = 20
ROUNDS = 4  # most rounds a start; each begins with what the one before found
WORTH = 1e-9  # a move gains more than this share of the node's weight: less is rounding


@dataclass(frozen=True)
class Network:
    """Nodes and edges in rows: `ends[i]:ends[i + 1]` are the edges of node i, each edge stands in two rows."""

    ends: Labels
    neighbors: Labels
    weights: Whole
    degrees: Whole  # the weight of all edges of each node, and of those inside it

    def __len__(self) -> int:
        return len(self.degrees)

    @cached_property
    def sources(self) -> Labels:
        """The node in whose row each edge stands."""
        return np.repeat(np.arange(len(self)), np.diff(self.ends))

    @cached_property
    def rows(self) -> tuple[list[int], list[int], list[float], list[float]]:
        """Ends, neighbors, weights and degrees as lists, which are quicker where nodes go one by one."""
        return (
            self.ends.tolist(),
            self.neighbors.tolist(),
            self.weights.tolist(),
            self.degrees.tolist(),
        )

    @cached_property
    def total(self) -> int:
        """The weight of all edges, each counted twice."""
        return int(self.degrees.sum())


def network(ends: Labels, neighbors: Labels, weights: Whole) -> Network:
    """Return the network of such rows, without edges from a node to itself."""
    count = len(ends) - 1
    degrees = _totals(np.repeat(np.arange(count), np.diff(ends)), weights, count)
    return Network(ends, neighbors, weights, degrees)


def communities(network: Network, resolution: float, starts: int) -> Labels:
    """Return the community of each node, of the start that reaches the highest modularity."""
    dice = Random(SEED)  # noqa: S311 - the same lots each time
    found = [_start(network, resolution, dice) for _ in range(starts)]
    return max(found, key=lambda homes: modularity(network, homes, resolution))


def modularity(network: Network, homes: Labels, resolution: float) -> float:
    """Return how much more weight lies within communities than by chance, as a share of all."""
    total = max(1, network.total)
    inside = network.weights[homes[network.sources] == homes[network.neighbors]].sum()
    by_chance = sum(int(degree) ** 2 for degree in _totals(homes, network.degrees))
    return int(inside) / total - resolution * (by_chance / total**2)


def _start(network: Network, resolution: float, dice: Random) -> Labels:
    homes = np.arange(len(network))
    for _ in range(ROUNDS):
        before = homes
        homes = _round(network, homes, resolution / max(1, network.total), dice)
        if np.array_equal(homes, before):
            break
    return homes


def _round(network: Network, homes: Labels, share: float, dice: Random) -> Labels:
    """Move, refine and aggregate until every community is one node."""
    at = np.arange(len(network))  # the node of this level that holds each node of the network
    while True:
        lots = [dice.random() for _ in range(len(network))]
        order = sorted(range(len(network)), key=lots.__getitem__)
        homes = _moved(network, homes, share, order)
        refined = _refined(network, homes, share, order)
        if len(network) == refined.max(initial=-1) + 1:
            return _numbered(homes[at].tolist())
        homes = homes[np.unique(refined, return_index=True)[1]]
        network, at = _aggregated(network, refined), refined[at]


def _moved(network: Network, homes: Labels, share: float, order: Sequence[int]) -> Labels:
    """Move nodes to the community where modularity gains most, until none wants to move.

    After a move only the neighbors that are left behind are asked again.
    """
    ends, neighbors, weights, degrees = network.rows
    home = homes.tolist()
    sums = _totals(homes, network.degrees).tolist()  # the degrees in each community
    waiting, waits = deque(order), [True] * len(home)
    while waiting:
        node = waiting.popleft()
        waits[node] = False
        own, degree, start, end = home[node], degrees[node], ends[node], ends[node + 1]
        near: dict[int, float] = {}  # the weight of the edges to each community
        for at in range(start, end):
            there = home[neighbors[at]]
            if there in near:
                near[there] += weights[at]
            else:
                near[there] = weights[at]
        sums[own] -= degree
        pull = share * degree  # by chance, to each unit of a community's degrees
        best, most = own, near.get(own, 0.0) - pull * sums[own] + WORTH * degree
        for there, weight in near.items():
            gain = weight - pull * sums[there]
            if gain > most:
                best, most = there, gain
        if most < 0:  # better alone
            best = len(sums)
            sums.append(0.0)
        sums[best] += degree
        if best != own:
            home[node] = best
            for each in neighbors[start:end]:
                if home[each] != best and not waits[each]:
                    waits[each] = True
                    waiting.append(each)
    return _numbered(home)


def _refined(network: Network, homes: Labels, share: float, order: Sequence[int]) -> Labels:
    """Divide each community into parts that hold together, starting from single nodes.

    A node that is still alone joins the part of its community where modularity gains most; both must be well
    joined with the rest of the community.
    """
    ends, neighbors, weights, degrees = network.rows
    inside = homes[network.sources] == homes[network.neighbors]
    inner = network.weights * inside
    rest = _totals(network.sources, inner, len(network)).tolist()  # edges to other parts within
    whole = _totals(homes, network.degrees)[homes].tolist()
    home = homes.tolist()
    part, sums, alone = list(range(len(network))), degrees.copy(), [True] * len(network)
    for node in order:
        degree, community = degrees[node], whole[node]
        pull = share * degree
        if not alone[node] or rest[node] < pull * (community - degree):
            continue
        own, start, end = home[node], ends[node], ends[node + 1]
        near: dict[int, float] = {}  # the weight of the edges to each part of the community
        for at in range(start, end):
            if home[neighbors[at]] == own:
                there = part[neighbors[at]]
                near[there] = near.get(there, 0.0) + weights[at]
        best, most = node, WORTH * degree
        for there, weight in near.items():
            held = sums[there]
            gain = weight - pull * held
            if gain > most and rest[there] >= share * held * (community - held):
                best, most = there, gain
        if best != node:
            part[node] = best
            alone[node] = alone[best] = False
            sums[best] += degree
            rest[best] += rest[node] - 2 * near[best]
    return _numbered(part)


def _aggregated(network: Network, parts: Labels) -> Network:
    """Return the network whose nodes are these parts."""
    count = int(parts.max()) + 1
    sources, neighbors = parts[network.sources], parts[network.neighbors]
    between = sources != neighbors
    pairs = sources[between] * count + neighbors[between]
    pairs, which = np.unique(pairs, return_inverse=True)
    weights = _totals(which, network.weights[between], len(pairs))
    ends = np.searchsorted(pairs, np.arange(count + 1, dtype=np.int64) * count)
    return Network(ends, pairs % count, weights, _totals(parts, network.degrees))


def _totals(labels: Labels, weights: Whole, count: int = 0) -> Whole:
    """Return the sum of the weights under each label."""
    return np.bincount(labels, weights, count).astype(np.float64)


def _numbered(labels: Iterable[int]) -> Labels:
    """Return `labels` numbered in order of appearance."""
    numbers: dict[int, int] = {}
    return np.array([numbers.setdefault(each, len(numbers)) for each in labels], dtype=np.int64)
