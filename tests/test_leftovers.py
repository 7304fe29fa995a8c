"""Cards nobody hung are offered as a column only where they are clearly nearer to one another."""

from collections.abc import Sequence

import numpy as np
import pytest

from pipeline import meaning
from pipeline.grouping import leftovers


def cards(*sizes: int, near: float) -> meaning.Matrix:
    """Return a row a card: so near to each other card of its own subject, and to no other card."""
    subject = np.repeat(np.arange(len(sizes)), sizes)
    cosines = np.where(subject[:, None] == subject, near, 0.0)
    np.fill_diagonal(cosines, 1.0)
    rows: meaning.Matrix = np.linalg.cholesky(cosines).astype(np.float32)
    return rows


def offered(rows: meaning.Matrix, hung: float, nearest: float = 0.0) -> list[list[int]]:
    return leftovers.together(rows, np.full(len(rows), nearest), hung)


@pytest.mark.parametrize(
    ("near", "hung", "nearest", "column"),
    [
        (0.33, 1, 0.0, True), (0.32, 1, 0.0, False),  # few cards hang: their middle says little
        (0.33, 0.5, 0.0, True), (0.32, 0.5, 0.0, False),
        (0.20, 2, 0.0, True), (0.19, 2, 0.0, False),
        (0.88, 1, 0.5, True), (0.86, 1, 0.5, False),  # a column is near
    ],
)  # fmt: skip
def test_a_column_is_offered_where_cards_are_clearly_nearer_to_one_another(
    near: float, hung: float, nearest: float, *, column: bool
) -> None:
    assert offered(cards(3, near=near), hung, nearest) == [[0, 1, 2]] * column


@pytest.mark.parametrize(
    ("sizes", "found"),
    [
        ((2,), []),
        ((3,), [[0, 1, 2]]),
        ((3, 1), [[0, 1, 2]]),
        ((4, 5), [[4, 5, 6, 7, 8], [0, 1, 2, 3]]),
        ((4, 4, 1, 2), [[0, 1, 2, 3], [4, 5, 6, 7]]),
    ],
)
def test_each_subject_of_three_cards_or_more_makes_a_column_the_largest_first(
    sizes: Sequence[int], found: list[list[int]]
) -> None:
    assert offered(cards(*sizes, near=0.8), 3, nearest=0.5) == found


def test_cards_that_join_a_column_stand_in_it_in_their_order(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = cards(7, near=0.8)

    for torn in ([[0, 2, 4], [1, 3, 5, 6]], [[1, 3, 5]], [[4, 5, 6], [0], [1, 2, 3]]):
        monkeypatch.setattr(leftovers, "_parts", lambda _, torn=torn: torn)
        assert offered(rows, 3) == [list(range(7))]


def test_nobody_asks_which_of_very_many_cards_are_a_column(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = cards(4, near=0.8)

    for most, found in ((4, [[0, 1, 2, 3]]), (3, [])):
        monkeypatch.setattr(leftovers, "MOST", most)
        assert offered(rows, 3) == found
