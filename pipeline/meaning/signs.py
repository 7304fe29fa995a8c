"""The third view: a text as its runs of four letters. It knows names, acronyms and misspellings."""

import re
from collections import Counter
from collections.abc import Sequence
from math import log

import numpy as np

from pipeline.meaning.exact import Matrix, unit

RUN = 4


def vectors(texts: Sequence[str]) -> Matrix:
    """Return one unit row a text; runs that many of these texts hold weigh less."""
    bags = [Counter(_runs(text)) for text in texts]
    spread = Counter(run for bag in bags for run in bag)
    column = {run: i for i, run in enumerate(sorted(spread))}
    rows = np.zeros((len(texts), max(1, len(column))))
    for row, bag in zip(rows, bags, strict=True):
        for run, count in bag.items():
            row[column[run]] = (1 + log(count)) * log((1 + len(texts)) / spread[run])
    return unit(rows)


def _runs(text: str) -> list[str]:
    plain = " ".join(["", *re.findall(r"[^\W_]+", text.casefold()), ""])
    return [plain[i : i + RUN] for i in range(len(plain) - RUN + 1)]
