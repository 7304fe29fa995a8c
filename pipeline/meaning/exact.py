"""Vectors of whole numbers: their products are exact, so every machine and order agrees.

A product of two rows of length `LENGTH` stays below 2**24 at every step, so that even a sum in
single precision, whatever its order, is exact.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
Row = NDArray[np.float64]
LENGTH = 4000
FINE = 2.0**20


def unit(rows: NDArray[Any]) -> Matrix:
    """Return `rows` scaled to length one in whole steps of 2**-20; rows of zeros stay zeros."""
    largest = max(float(rows.max(initial=0)), -float(rows.min(initial=0)))
    whole: Matrix = rows.astype(np.float64)
    whole *= FINE / max(1.0, largest)
    np.rint(whole, out=whole)
    lengths = np.sqrt(np.einsum("ij,ij->i", whole, whole))[:, None]  # whole numbers: exact
    whole *= FINE / np.where(lengths > 0, lengths, 1)
    np.rint(whole, out=whole)
    whole /= FINE
    return whole


def shared_by(rows: Matrix) -> Matrix:
    """Return the mean of `rows`: what they have in common."""
    mean: Matrix = np.rint(np.rint(rows * FINE).sum(axis=0) / max(1, len(rows))) / FINE
    return mean if len(rows) > 1 else np.zeros_like(mean)


def apart(rows: Matrix, shared: Matrix) -> Matrix:
    """Return unit `rows` without what is `shared`, scaled to length one again."""
    return unit(rows - shared)


def joined(views: list[Matrix]) -> Matrix:
    """Return the `views` of the same texts side by side, scaled to length one."""
    return unit(np.concatenate(views, axis=1))


def steps(rows: Matrix) -> NDArray[np.float32]:
    """Return unit `rows` as whole numbers, `LENGTH` long at most."""
    whole: NDArray[np.float32] = np.trunc(rows * LENGTH).astype(np.float32)
    return whole


def cosines(rows: Matrix, others: Matrix) -> Matrix:
    """Return the cosine of every one of unit `rows` with every one of unit `others`, exactly."""
    products: Matrix = (steps(rows) @ steps(others).T).astype(np.float64) / LENGTH**2
    return products
