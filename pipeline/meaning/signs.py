"""The third view: a text as its runs of four letters. It knows names, acronyms and misspellings."""

import re
from collections import Counter
from collections.abc import Sequence
from math import log

import numpy as np

from pipeline.meaning.exact import Matrix, scaled
from pipeline.meaning.language import beginning

RUN = 4


Cut = list[Counter[str]]


def cut(texts: Sequence[str]) -> Cut:
    """Return the runs of letters of each text, and how often it holds each."""
    return [Counter(_runs(text)) for text in texts]


def weights(texts: Cut) -> dict[str, float]:
    """Return what each run of letters weighs among `texts`: the more of them hold it, the less."""
    spread = Counter(run for runs in texts for run in runs)
    return {run: log((1 + len(texts)) / spread[run]) for run in sorted(spread)}


def vectors(texts: Cut, weight: dict[str, float]) -> Matrix:
    """Return one unit row a text; runs that weigh nothing are left out."""
    column = {run: i for i, run in enumerate(weight)}
    rows = np.zeros((len(texts), max(1, len(column))))
    for row, runs in zip(rows, texts, strict=True):
        held = [run for run in runs if run in column]
        row[[column[run] for run in held]] = [(1 + log(runs[run])) * weight[run] for run in held]
    return scaled(rows)


def _runs(text: str) -> list[str]:
    plain = " ".join(["", *re.findall(r"[^\W_]+", beginning(text).casefold()), ""])
    return [plain[i : i + RUN] for i in range(len(plain) - RUN + 1)]
