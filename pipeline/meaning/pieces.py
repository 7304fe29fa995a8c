"""The first view: a text as the weighted mean of the static vectors of its word pieces.

The vectors are those of WordLlama (MIT; derived from the token tables of published language
models). Only its two data files are used, never its code, which would go online.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.meaning import files
from pipeline.meaning.exact import Matrix, unit
from pipeline.meaning.language import beginning

PACKAGE = "wordllama"
VECTORS = (
    "weights/l2_supercat_256.safetensors",
    "64b47a2dc493cb8e85944076601189739852d7b64e0e1eedcb1937a251cd9fd5",
)
PIECES = (
    "tokenizers/l2_supercat_tokenizer_config.json",
    "93248f2a9ec36c7b35f700a033d5f36228aae48db61aee31007fa49062cdeb68",
)
COMMON = 0.3  # a piece found in this share of the cards weighs half


@cache
def _model() -> tuple[NDArray[np.float16], Any]:
    from tokenizers import Tokenizer

    content = files.read(PACKAGE, *VECTORS)
    start = 8 + int.from_bytes(content[:8], "little")
    table = np.frombuffer(content, dtype="<f2", offset=start).reshape(-1, 256)
    return table, Tokenizer.from_str(files.read(PACKAGE, *PIECES).decode())


Weights = NDArray[np.float64]
Cut = list[NDArray[np.int64]]


def cut(texts: Sequence[str]) -> Cut:
    """Return the numbers of the word pieces of each text."""
    lowered = [" ".join(beginning(text).casefold().split()) for text in texts]
    found = _model()[1].encode_batch_fast(lowered, add_special_tokens=False)
    return [np.array(each.ids, dtype=np.int64) for each in found]


def weights(texts: Cut) -> Weights:
    """Return what each piece weighs among `texts`: the more of them hold it, the less."""
    spread = np.zeros(len(_model()[0]))
    for ids in texts:
        spread[np.unique(ids)] += 1
    weighed: Weights = np.rint(COMMON / (COMMON + spread / max(1, len(texts))) * 1024) / 1024
    return weighed


def vectors(texts: Cut, weight: Weights) -> Matrix:
    """Return one unit row a text; a text without any piece is a row of zeros."""
    table, _ = _model()
    rows = np.zeros((len(texts), table.shape[1]))
    for row, ids in zip(rows, texts, strict=True):
        if len(ids):
            # whole numbers of 2**-12, so that the sum is exact whatever its order
            row[:] = np.rint(table[ids] * weight[ids, None] * 4096).sum(axis=0) / len(ids)
    return unit(rows / 4096)
