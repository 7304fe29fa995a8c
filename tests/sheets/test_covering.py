"""Which merged cell covers a cell: found in one pass, however many there are and however tall."""

import random
import time

from pipeline.sheets.covering import Covering

Where = tuple[int, int]


def apart(seed: int) -> dict[Where, Where]:
    """Return merged cells of any size, none of which overlaps another."""
    dice = random.Random(seed)  # noqa: S311 - no secret
    taken: set[Where] = set()
    found: dict[Where, Where] = {}
    for _ in range(60):
        row, column, high, wide = (dice.randint(1, most) for most in (30, 20, 6, 5))
        area = {(r, c) for r in range(row, row + high) for c in range(column, column + wide)}
        if not area & taken:
            taken |= area
            found[row, column] = (high, wide)
    return found


def test_each_cell_knows_the_merged_cell_over_it() -> None:
    for seed in range(40):
        merges = apart(seed)
        over = {
            (r, c): (row, column)
            for (row, column), (high, wide) in merges.items()
            if (high, wide) != (1, 1)
            for r in range(row, row + high)
            for c in range(column, column + wide)
        }
        covering = Covering(merges)

        for row in range(1, 40, random.Random(seed).choice((1, 2, 5))):  # noqa: S311 - no secret
            for column in range(1, 28):
                assert covering.over(row, column) == over.get((row, column)), (seed, row, column)


def test_one_that_overlaps_another_is_passed_over() -> None:
    covering = Covering({(1, 1): (3, 3), (2, 2): (4, 4), (2, 4): (1, 1), (4, 2): (2, 2)})

    assert [covering.over(2, column) for column in range(1, 6)] == [(1, 1)] * 3 + [None] * 2
    assert covering.over(4, 2) == (4, 2)


def test_tall_ones_without_number_cost_little() -> None:
    merges = {(row, column): (1000, 1) for row in range(1, 200) for column in range(1, 1000)}
    began = time.process_time()
    covering = Covering(merges)

    for row in range(1, 2000, 7):
        for column in range(1, 1000, 13):
            covering.over(row, column)
    assert (
        time.process_time() - began < 5
    )  # a fraction of a second, where a list of all rows took minutes
