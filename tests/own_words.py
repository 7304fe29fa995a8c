"""The sheets of `data/own_words.txt`, and the lists without the words that stand on one of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pytest

from pipeline.model import Cell, Sheet
from pipeline.names import bare_heading
from pipeline.reading.columns import wordings

FILE = Path(__file__).parent / "data" / "own_words.txt"


@dataclass(frozen=True)
class Own:
    """A sheet that somebody headed in their own words, and what is right for each column."""

    kind: str
    seen: bool  # the numbers in the code were set with it in sight
    sheet: Sheet
    header: int
    fields: dict[int, str]  # column → field, "" for none; on a sheet of details row → field


def sheets() -> Iterator[Own]:
    for block in FILE.read_text("utf-8").split("\n== ")[1:]:
        lines = [line for line in block.splitlines() if line.strip() and line[:2] != "# "]
        first, *lines = lines
        kind, name, seen = first.split(" · ")
        above = [line[2:].split("|") for line in lines if line.startswith("> ")]
        right = next(line[2:].split("|") for line in lines if line.startswith("= "))
        rows = [line.split("|") for line in lines if not line.startswith(("> ", "= "))]
        assert all(len(row) == len(right) for row in rows), name
        grid = list(map(list, zip(*rows, strict=True))) if kind == "details" else above + rows
        cells = tuple(
            Cell(row, column, text.strip(), text.strip())
            for row, texts in enumerate(grid, start=1)
            for column, text in enumerate(texts, start=1)
            if text.strip()
        )
        fields = {at: field.strip("-") for at, field in enumerate(right, start=1)}
        header = 0 if kind == "details" else len(above) + 1
        yield Own(kind, seen == "seen", Sheet("own.csv", name, cells), header, fields)


def leave_out(patch: pytest.MonkeyPatch, own: Own) -> None:
    """Take the headings of a sheet out of the lists, so that only likeness and contents tell.

    The measure stays the same, so that nothing is reckoned anew for each sheet.
    """
    index, told = wordings._index, wordings._wordings
    heads = [cell.text for cell in own.sheet.cells if cell.row == own.header]
    keys = {wordings.key(words) for head in heads for words in (head, bare_heading(head))}

    def left(kind: str) -> dict[str, tuple[wordings.Known, ...]]:
        return {key: known for key, known in index(kind).items() if key not in keys}

    def without(kind: str) -> tuple[tuple[str, str], ...]:
        fields = [
            (words, "" if wordings.key(words) in keys else field) for words, field in told(kind)
        ]
        return tuple(fields)

    for kind in ("ideas", "groups", "partners", "actions", "commitments"):
        wordings._steps(kind)
    patch.setattr(wordings, "_index", left)
    patch.setattr(wordings, "_wordings", lru_cache(without))
    patch.setattr(wordings, "_of_field", lru_cache(wordings._of_field.__wrapped__))
