"""Sheets typed out in a test."""

from collections.abc import Callable
from typing import Any

import pytest

from pipeline import reading
from pipeline.model import Cell, Reading, Sheet, Workshop, column_letters
from pipeline.reading import mapping


def typed(
    name: str, *rows: tuple[object, ...], file: str = "workshop.xlsx", **looks: dict[str, Any]
) -> Sheet:
    """Return a sheet of `rows`; `looks` gives single cells a look: B2={"bold": True}."""
    cells = []
    for row, values in enumerate(rows, start=1):
        for column, value in enumerate(values, start=1):
            look = looks.get(f"{column_letters(column)}{row}", {})
            if value not in {"", None} or look:
                cells.append(Cell(row, column, str(value), value, **look))
    return Sheet(file, name, tuple(cells))


@pytest.fixture
def sheet() -> Callable[..., Sheet]:
    return typed


def confirmed(found: Sheet, number: int = 0) -> tuple[Reading, Workshop]:
    """Return what is asked about a sheet, and how it is read after a yes that is kept."""
    asked = reading.understand([found]).readings[number]
    kept = mapping.with_answers("", [(asked, mapping.YES)], "workshop.xlsx")
    wanted, problems = mapping.parse(kept.encode(), "workshop.mapping.toml")
    assert not problems
    return asked, reading.understand([found], wanted)


@pytest.fixture
def say_yes() -> Callable[..., tuple[Reading, Workshop]]:
    return confirmed
