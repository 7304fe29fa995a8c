"""Read comma, semicolon and tab separated text as one sheet."""

import csv
import io
from pathlib import PurePath

from pipeline.model import Cell, Sheet
from pipeline.problems import Problem


def read(content: bytes, file: str) -> tuple[tuple[Sheet, ...], tuple[Problem, ...]]:
    """Return the one sheet of a delimited text file, and what to know of it."""
    text = content.decode("utf-8-sig")
    rows = csv.reader(io.StringIO(text, newline=""))
    cells = tuple(
        Cell(number, column, words, words)
        for number, row in enumerate(rows, start=1)
        for column, words in enumerate(row, start=1)
        if words.strip()
    )
    return (Sheet(file, PurePath(file).stem, cells),), ()
