from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from made import first_sheet
from openpyxl import Workbook

Sheets = Mapping[str, Sequence[Sequence[object]]]


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., Path]:
    """Write a workbook of these sheets, each a list of rows."""

    def write(sheets: Sheets, name: str = "book.xlsx") -> Path:
        workbook = Workbook()
        workbook.remove(first_sheet(workbook))
        for title, rows in sheets.items():
            sheet = workbook.create_sheet(title)
            for row in rows:
                sheet.append(list(row))
        workbook.save(tmp_path / name)
        return tmp_path / name

    return write
