"""Communities of a network: as good as is known of it, well connected, the same on every Python."""

import random
from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.meaning import graph, leiden

Edge = tuple[int, int, float]
ONE = 2.0**20  # weights are whole numbers

# W. W. Zachary, "An Information Flow Model for Conflict and Fission in Small Groups", 1977: who met whom
KARATE = """
1 2,1 3,1 4,1 5,1 6,1 7,1 8,1 9,1 11,1 12,1 13,1 14,1 18,1 20,1 22,1 32,2 3,2 4,2 8,2 14,2 18,2 20,2 22,2 31,
3 4,3 8,3 9,3 10,3 14,3 28,3 29,3 33,4 8,4 13,4 14,5 7,5 11,6 7,6 11,6 17,7 17,9 31,9 33,9 34,10 34,14 34,
15 33,15 34,16 33,16 34,19 33,19 34,20 34,21 33,21 34,23 33,23 34,24 26,24 28,24 30,24 33,24 34,25 26,25 28,
25 32,26 32,27 30,27 34,28 34,29 32,29 34,30 33,30 34,31 33,31 34,32 33,32 34,33 34
"""


def network(count: int, edges: Iterable[Edge]) -> leiden.Network:
    once = {(min(a, b), max(a, b)): weight for a, b, weight in edges}
    both = sorted({**once, **{(b, a): weight for (a, b), weight in once.items()}}.items())
    ends = np.searchsorted([a for (a, _), _ in both], np.arange(count + 1))
    neighbors = np.array([b for (_, b), _ in both], dtype=np.int64)
    return leiden.network(ends, neighbors, np.array([w * ONE for _, w in both], dtype=np.float64))


def found(whole: leiden.Network, resolution: float = 1.0, starts: int = 10) -> list[set[int]]:
    homes = leiden.communities(whole, resolution, starts)
    return [set(np.flatnonzero(homes == home).tolist()) for home in range(homes.max() + 1)]


def quality(
    whole: leiden.Network, parts: Iterable[Iterable[int]], resolution: float = 1.0
) -> float:
    homes = np.zeros(len(whole), dtype=np.int64)
    for home, part in enumerate(parts):
        homes[list(part)] = home
    return leiden.modularity(whole, homes, resolution)


def karate() -> leiden.Network:
    pairs = (each.split() for each in KARATE.replace("\n", "").split(","))
    return network(34, [(int(a) - 1, int(b) - 1, 1.0) for a, b in pairs])


def ring(cliques: int, size: int) -> leiden.Network:
    """Return cliques in a ring, each joined with the next by one edge."""
    inside = [
        (at * size + a, at * size + b, 1.0)
        for at in range(cliques)
        for a, b in combinations(range(size), 2)
    ]
    nodes = cliques * size
    between = [(at * size + size - 1, (at + 1) * size % nodes, 1.0) for at in range(cliques)]
    return network(nodes, inside + between)


def mixed(count: int, each: int) -> leiden.Network:
    """Return a network without clear communities."""
    dice = random.Random(count)  # noqa: S311 - the same each time
    edges = [
        (a, b, 1 + int(dice.random() * 9))
        for a in range(count)
        for b in {int(dice.random() * count) for _ in range(each)} - {a}
    ]
    return network(count, edges)


def partitions(nodes: list[int]) -> Iterator[list[list[int]]]:
    if not nodes:
        yield []
        return
    for rest in partitions(nodes[1:]):
        yield [[nodes[0]], *rest]
        for n, part in enumerate(rest):
            yield [*rest[:n], [nodes[0], *part], *rest[n + 1 :]]


def connected(whole: leiden.Network, part: set[int]) -> bool:
    seen, front = set(), {min(part)}
    while front:
        seen |= front
        rows = (
            whole.neighbors[whole.ends[at] : whole.ends[at + 1]][
                whole.weights[whole.ends[at] : whole.ends[at + 1]] > 0
            ]
            for at in front
        )
        front = ({int(each) for row in rows for each in row} & part) - seen
    return seen == part


def test_the_karate_club_is_divided_as_well_as_is_known() -> None:
    parts = found(karate())
    assert len(parts) == 4
    assert quality(karate(), parts) == pytest.approx(0.4198, abs=5e-5)


def test_cliques_in_a_ring_are_found_one_by_one_or_in_pairs() -> None:
    whole = ring(30, 5)
    cliques = [{*range(at, at + 5)} for at in range(0, 150, 5)]
    assert found(whole, resolution=3.0) == cliques
    pairs = [first | second for first, second in zip(cliques[::2], cliques[1::2], strict=True)]
    assert quality(whole, cliques) == pytest.approx(0.8758, abs=5e-5)
    assert quality(whole, pairs) == pytest.approx(0.8879, abs=5e-5)  # the resolution limit
    assert quality(whole, found(whole)) > 0.887


def test_what_is_not_joined_is_never_together() -> None:
    triangles = [(0, 1, 1.0), (1, 2, 1.0), (0, 2, 1.0), (3, 4, 1.0), (4, 5, 1.0), (3, 5, 1.0)]
    whole = network(6, triangles)
    assert found(whole, resolution=0.01) == [{0, 1, 2}, {3, 4, 5}]


def test_a_node_without_edges_is_alone() -> None:
    assert found(network(5, [(1, 2, 1.0), (2, 4, 1.0), (1, 4, 1.0)])) == [{0}, {1, 2, 4}, {3}]
    assert found(network(3, [])) == [{0}, {1}, {2}]
    assert leiden.communities(network(0, []), 1.0, 3).tolist() == []


def test_edges_without_weight_join_nobody() -> None:
    assert found(network(3, [(0, 1, 0.0), (1, 2, 0.0)])) == [{0}, {1}, {2}]
    assert found(network(4, [(0, 1, 1.0), (1, 2, 0.0), (2, 3, 1.0)]), 0.1) == [{0, 1}, {2, 3}]


@pytest.mark.parametrize("resolution", [0.7, 1.0, 1.4, 6.0])
@pytest.mark.parametrize("seed", range(6))
def test_small_networks_are_divided_in_the_best_way_there_is(seed: int, resolution: float) -> None:
    dice = random.Random(seed)  # noqa: S311 - the same each time
    pairs = combinations(range(8), 2)
    edges = [(a, b, float(dice.randint(1, 9))) for a, b in pairs if dice.random() < 0.5]
    whole = network(8, edges)
    best = max(quality(whole, parts, resolution) for parts in partitions([*range(8)]))
    assert quality(whole, found(whole, resolution), resolution) == pytest.approx(best, abs=1e-9)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 29), st.integers(0, 29), st.integers(0, 5)), max_size=90),
    st.sampled_from([0.3, 1.0, 1.4, 6.0]),
)
def test_communities_are_connected_and_no_move_makes_it_worse(
    edges: list[Edge], resolution: float
) -> None:
    whole = network(30, [each for each in edges if each[0] != each[1]])
    homes = leiden.communities(whole, resolution, 2)
    for home in range(homes.max() + 1):
        assert connected(whole, set(np.flatnonzero(homes == home).tolist()))
    for before in (np.arange(30), np.arange(30) % 4, homes):
        moved = leiden._moved(whole, before, resolution / max(1, whole.total), [*range(30)])
        now = leiden.modularity(whole, moved, resolution)
        assert now >= leiden.modularity(whole, before, resolution) - 1e-12


def refined(whole: leiden.Network, homes: list[int], resolution: float) -> list[int]:
    order = [*range(len(whole))]
    parts = leiden._refined(whole, np.array(homes), resolution / whole.total, order)
    return [int(part) for part in parts]


def test_refinement_parts_a_community_that_does_not_hold_together() -> None:
    triangles = [(0, 1, 5.0), (1, 2, 5.0), (0, 2, 5.0), (3, 4, 5.0), (4, 5, 5.0), (3, 5, 5.0)]
    assert refined(network(6, triangles), [0] * 6, 0.01) == [0, 0, 0, 1, 1, 1]
    assert len(set(refined(network(6, triangles), [0, 1, 0, 1, 0, 1], 0.01))) == 4
    between = network(7, [*triangles, (2, 6, 0.2), (3, 6, 0.2)])
    for resolution, together in ((0.01, True), (1.1, False)):
        *others, last = refined(between, [0] * 7, resolution)
        assert (last in others) is together  # at 1.1 it is not well joined with the rest


def test_refinement_joins_no_node_with_a_part_that_is_hardly_joined_with_the_rest() -> None:
    node, stranger, friend = 0, 1, 2
    near = [(node, stranger, 1.0), (node, friend, 0.5), (friend, 3, 18.0)]
    whole = network(5, [*near, (stranger, 4, 9.0)])
    parts = refined(whole, [0, 0, 0, 0, 1], 0.01 * whole.total / ONE)
    assert parts[node] == parts[friend] != parts[stranger]


def test_a_node_leaves_a_community_that_it_is_not_joined_with() -> None:
    pairs = network(5, [(0, 1, 1.0), (2, 3, 1.0)])
    together = np.array([0, 0, 0, 0, 1])
    moved = leiden._moved(pairs, together, 1.8 / pairs.total, [*range(5)])
    assert moved.tolist() == [0, 0, 1, 1, 2]


def test_the_order_of_nodes_does_not_matter_where_communities_are_clear() -> None:
    whole = ring(12, 6)
    order = sorted(range(72), key=lambda at: (at * 29) % 72)
    place = {old: new for new, old in enumerate(order)}
    edges = zip(whole.sources.tolist(), whole.neighbors.tolist(), strict=True)
    mixed_up = network(72, [(place[a], place[b], 1.0) for a, b in edges])
    back = [{order[at] for at in part} for part in found(mixed_up)]
    assert sorted(back, key=min) == found(whole)


def test_every_python_and_machine_divides_a_network_without_clear_communities_alike() -> None:
    whole = mixed(300, 8)
    homes = leiden.communities(whole, 1.4, 3)
    assert leiden.modularity(whole, homes, 1.4) > 0.2
    assert sha256(bytes(homes.tolist())).hexdigest()[:16] == "32ef5de55d3e12f2"


def test_more_starts_and_more_rounds_find_more() -> None:
    whole = mixed(120, 4)

    def reached(starts: int) -> float:
        return leiden.modularity(whole, leiden.communities(whole, 1.4, starts), 1.4)

    one, many = reached(1), reached(20)
    assert many > one + 0.002
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(leiden, "ROUNDS", 1)
        assert reached(20) < many - 0.001


@pytest.mark.parametrize(
    ("texts", "effort", "starts"), [(20, 3000, 20), (300, 3000, 10), (300, 600, 2), (4000, 3000, 1)]
)
def test_fewer_texts_get_more_starts(
    texts: int, effort: int, starts: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def heard(whole: leiden.Network, _: float, starts: int) -> leiden.Labels:
        asked.append(starts)
        return np.arange(len(whole))

    monkeypatch.setattr(leiden, "communities", heard)
    nothing = np.zeros(0)
    graph.cut(
        graph.Graph(np.zeros(texts + 1, dtype=np.int64), nothing.astype(np.int32), nothing),
        1.4,
        effort,
    )
    assert asked == [starts]
