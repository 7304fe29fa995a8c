"""Tell which block of one version is which block of another, as diff tools do.

First what is the same and in the same order, then what was moved, then what was edited: a block that
stands where another stood and shares half of its words with it.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from difflib import SequenceMatcher
from types import MappingProxyType

from pipeline.keeping.record import Print

ALIKE = 0.5  # share of words; the same sentence with another date or name has more
AKIN = 0.2  # of two that came from the same cell: a card that was put in other words
MOST_COMPARED = 40_000  # pairs in one gap; above it only what stands at the same place is compared


Sources = Mapping[int, Collection[str]]  # a block's number → the cells that its words came from


def paired(
    old: Sequence[Print],
    new: Sequence[Print],
    *,
    moves: bool,
    sources: tuple[Sources, Sources] = (MappingProxyType({}), MappingProxyType({})),
) -> dict[int, int]:
    """Return for each block of `old` which of `new` it became; those that are gone are not there.

    With `moves` a block that stands elsewhere, unchanged, is the same one. `sources` are the cells
    that the words of the blocks of `old` and `new` came from.
    """
    matcher = SequenceMatcher(
        None, [each.seen for each in old], [each.seen for each in new], autojunk=False
    )
    pairs: dict[int, int] = {}
    gaps: list[tuple[range, range]] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            pairs.update(zip(range(a, b), range(c, d), strict=True))
        elif kind == "replace":
            gaps.append((range(a, b), range(c, d)))
    if moves:
        _moved(old, new, pairs)
    taken = set(pairs.values())
    for before, after in gaps:
        rest = [at for at in before if at not in pairs]
        free = [at for at in after if at not in taken]
        akin = {
            (one, other)
            for one in rest
            for other in free
            if not set(sources[0].get(one, ())).isdisjoint(sources[1].get(other, ()))
        }
        pairs.update(_edited(old, new, rest, free, akin))
    return pairs


def _moved(old: Sequence[Print], new: Sequence[Print], pairs: dict[int, int]) -> None:
    taken = set(pairs.values())
    places: defaultdict[str, list[int]] = defaultdict(list)
    for at, each in enumerate(new):
        if at not in taken and each.words:
            places[each.seen].append(at)
    for at, each in enumerate(old):
        if at not in pairs and places[each.seen]:
            pairs[at] = places[each.seen].pop(0)


def _edited(
    old: Sequence[Print],
    new: Sequence[Print],
    rest: Sequence[int],
    free: Sequence[int],
    akin: Collection[tuple[int, int]],
) -> dict[int, int]:
    """Return the pairs of one gap, in order, that together are most alike."""
    if len(rest) == len(free) == 1 and old[rest[0]].like(new[free[0]]):
        return {rest[0]: free[0]}
    if len(rest) * len(free) > MOST_COMPARED:
        return {
            one: other
            for one, other in zip(rest, free, strict=False)
            if alike(old[one], new[other]) >= ALIKE
        }

    def near(i: int, j: int) -> float:
        """Return how sure it is that two are the same block, 0 where they are not."""
        share = alike(old[rest[i]], new[free[j]])
        if (rest[i], free[j]) in akin and share >= AKIN:
            return ALIKE + share
        return share if share >= ALIKE else 0.0

    best = [[0.0] * (len(free) + 1) for _ in range(len(rest) + 1)]
    for i in range(len(rest) - 1, -1, -1):
        for j in range(len(free) - 1, -1, -1):
            both = near(i, j)
            taken = best[i + 1][j + 1] + both if both else 0.0
            best[i][j] = max(taken, best[i + 1][j], best[i][j + 1])
    pairs: dict[int, int] = {}
    i = j = 0
    while i < len(rest) and j < len(free):
        both = near(i, j)
        if both and best[i][j] == best[i + 1][j + 1] + both:
            pairs[rest[i]] = free[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def alike(one: Print, other: Print) -> float:
    """Return which share of their words two blocks have in common, 0 to 1."""
    if not one.like(other) or not (one.words and other.words):
        return 0.0
    common = (Counter(one.words) & Counter(other.words)).total()
    return 2 * common / (len(one.words) + len(other.words))
