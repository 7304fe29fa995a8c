"""Sheets typed out in a test."""

from collections.abc import Callable
from typing import Any

import pytest

from pipeline.model import Cell, Sheet, column_letters


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
