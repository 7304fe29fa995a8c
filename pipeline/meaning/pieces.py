"""The first view: a text as the weighted mean of the static vectors of its word pieces.

The vectors are those of WordLlama (MIT; derived from the token tables of published language
models).
"""

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from pipeline.meaning import files
from pipeline.meaning.exact import Matrix, scaled
from pipeline.meaning.language import beginning
from pipeline.meaning.wordpieces import BytePairs

VECTORS = (
    "words.safetensors",
    "64b47a2dc493cb8e85944076601189739852d7b64e0e1eedcb1937a251cd9fd5",
)
PIECES = "words.txt", "0f97b4337921e6e7e9b4620fc73338ee570aecd3c16038bc23870a887e995045"
PAIRS = "words-pairs.txt", "9391208fbdbe52d4dcebad730ecd59d06c28927f51a36c9e9a474bcdbb55588f"
AT_ONCE = 64  # texts whose pieces are weighed together
COMMON = 0.3  # a piece found in this share of the cards weighs half


@cache
def _table() -> NDArray[np.float16]:
    return files.tables(*VECTORS)["embedding.weight"]


@cache
def _cutter() -> BytePairs:
    return BytePairs(files.lines(*PIECES), files.lines(*PAIRS))


Weights = NDArray[np.float64]
Cut = list[NDArray[np.int64]]


def cut(texts: Sequence[str]) -> Cut:
    """Return the numbers of the word pieces of each text."""
    lowered = [" ".join(beginning(text).casefold().split()) for text in texts]
    cutter = _cutter()
    return [np.array(cutter(each), dtype=np.int64) for each in lowered]


def weights(texts: Cut) -> Weights:
    """Return what each piece weighs among `texts`: the more of them hold it, the less."""
    spread = np.zeros(len(_table()))
    for ids in texts:
        spread[np.unique(ids)] += 1
    weighed: Weights = np.rint(COMMON / (COMMON + spread / max(1, len(texts))) * 1024) / 1024
    return weighed


def vectors(texts: Cut, weight: Weights) -> Matrix:
    """Return one unit row a text; a text without any piece is a row of zeros."""
    table = _table()
    rows = np.zeros((len(texts), table.shape[1]))
    worded = [at for at, ids in enumerate(texts) if len(ids)]
    for start in range(0, len(worded), AT_ONCE):
        some = worded[start : start + AT_ONCE]
        ids = np.concatenate([texts[at] for at in some])
        lengths = np.array([len(texts[at]) for at in some])
        # whole numbers of 2**-12, so that the sum is exact whatever its order
        whole = np.rint(table[ids] * weight[ids, None] * 4096)
        rows[some] = np.add.reduceat(whole, np.cumsum(lengths) - lengths) / lengths[:, None]
    rows /= 4096
    return scaled(rows)
