"""The third view: a text as its runs of four letters. It knows names, acronyms and misspellings."""

import re
from collections import Counter
from collections.abc import Sequence
from math import log

import numpy as np

from pipeline.meaning.exact import Matrix, scaled
from pipeline.meaning.language import beginning

RUN = 4


def weights(texts: Sequence[str]) -> dict[str, float]:
    """Return what each run of letters weighs among `texts`: the more of them hold it, the less."""
    spread = Counter(run for text in texts for run in set(_runs(text)))
    return {run: log((1 + len(texts)) / spread[run]) for run in sorted(spread)}


def vectors(texts: Sequence[str], weight: dict[str, float]) -> Matrix:
    """Return one unit row a text; runs that weigh nothing are left out."""
    column = {run: i for i, run in enumerate(weight)}
    rows = np.zeros((len(texts), max(1, len(column))))
    for row, text in zip(rows, texts, strict=True):
        held = [(run, count) for run, count in Counter(_runs(text)).items() if run in column]
        at = [column[run] for run, _ in held]
        row[at] = [(1 + log(count)) * weight[run] for run, count in held]
    return scaled(rows)


def _runs(text: str) -> list[str]:
    plain = " ".join(["", *re.findall(r"[^\W_]+", beginning(text).casefold()), ""])
    return [plain[i : i + RUN] for i in range(len(plain) - RUN + 1)]
