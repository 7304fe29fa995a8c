"""Vectors of whole numbers: their products are exact, so every machine and order agrees.

A product of two rows of length `LENGTH` stays below 2**24 at every step, so that even a sum in
single precision, whatever its order, is exact.
"""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]

Matrix = NDArray[np.float64]
Row = NDArray[np.float64]
LENGTH = 4000
FINE = 2.0**20
NEARBY = 2**15  # numbers that are scaled at a time
# multiplications: of fewer, several threads wait for each other longer than they work
WORTH_THREADS = 10**9


def unit(rows: NDArray[Any]) -> Matrix:
    """Return `rows` scaled to length one in whole steps of 2**-20; rows of zeros stay zeros."""
    return scaled(rows.astype(np.float64))


def scaled(rows: Matrix) -> Matrix:
    """Scale `rows` in place as `unit` does: a few at a time, which stay near the processor."""
    largest = max(1.0, float(rows.max(initial=0)), -float(rows.min(initial=0)))
    for few in _few_at_a_time(rows):
        _scale(rows[few], largest)
    return rows


def _few_at_a_time(rows: Matrix) -> Iterator[slice]:
    at_once = max(1, NEARBY // max(1, rows.shape[1]))
    return (slice(start, start + at_once) for start in range(0, len(rows), at_once))


def _scale(whole: Matrix, largest: float) -> None:
    whole *= FINE / largest
    np.rint(whole, out=whole)
    lengths = np.sqrt(np.einsum("ij,ij->i", whole, whole))[:, None]  # whole numbers: exact
    whole *= FINE / np.where(lengths > 0, lengths, 1)
    np.rint(whole, out=whole)
    whole /= FINE


def shared_by(rows: Matrix) -> Matrix:
    """Return the mean of unit `rows`: what they have in common."""
    mean: Matrix = np.rint(rows.sum(axis=0) * FINE / max(1, len(rows))) / FINE
    return mean if len(rows) > 1 else np.zeros_like(mean)


def apart(rows: Matrix, shared: Matrix) -> Matrix:
    """Return unit `rows` without what is `shared`, scaled to length one again."""
    return scaled(rows - shared)


def joined(views: Sequence[Matrix], counts: Sequence[float]) -> Matrix:
    """Return the unit `views` of the same texts side by side, scaled to length one.

    `counts` is how much each counts, 1 at most.
    """
    ends = np.cumsum([view.shape[1] for view in views])
    rows: Matrix = np.empty((len(views[0]), ends[-1]))
    for few in _few_at_a_time(rows):
        for view, count, end in zip(views, counts, ends, strict=True):
            np.multiply(view[few], count, out=rows[few, end - view.shape[1] : end])
        _scale(rows[few], 1.0)
    return rows


def steps(rows: Matrix) -> NDArray[np.float32]:
    """Return unit `rows` as whole numbers, `LENGTH` long at most."""
    whole = rows * LENGTH
    np.trunc(whole, out=whole)
    return whole.astype(np.float32)


def cosines(rows: Matrix, others: Matrix) -> Matrix:
    """Return the cosine of every one of unit `rows` with every one of unit `others`, exactly."""
    products: Matrix = product(steps(rows), steps(others).T).astype(np.float64) / LENGTH**2
    return products


def product(ours: NDArray[np.float32], others: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the product of two matrices, (m, n) and (n, k): by one thread where it is small."""
    with nullcontext() if is_worth_threads(len(ours) * others.size) else one_thread():
        found: NDArray[np.float32] = ours @ others
        return found


def is_worth_threads(multiplications: int) -> bool:
    """Return whether a product of so many multiplications is made sooner by several threads."""
    return multiplications >= WORTH_THREADS


def one_thread() -> AbstractContextManager[object]:
    """Return a context in which products of matrices are made by one thread.

    On a busy machine a small product took thirty times as long by two threads as by one.
    """
    limited: AbstractContextManager[object] = _threads().limit(limits=1, user_api="blas")
    return limited


@cache
def _threads() -> ThreadpoolController:
    return ThreadpoolController()
