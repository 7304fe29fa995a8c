from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from pipeline.cli import main

SAMPLE = Path(__file__).parents[2] / "inputs" / "program"
DAY = "2026-11-04"

Sheets = Mapping[str, Sequence[Sequence[object]]]


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the program sample's documents, the internal one among them."""
    out = tmp_path_factory.mktemp("program")
    for more in ((), ("--only", "partner-review")):
        words = ["make", str(SAMPLE), "--out", str(out), "--date", DAY, "--yes", *more]
        result = CliRunner().invoke(main, words)
        assert result.exit_code == 0, result.output
    return out


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., Path]:
    """Write a workbook of these sheets, each a list of rows."""

    def write(sheets: Sheets, name: str = "book.xlsx") -> Path:
        workbook = Workbook()
        workbook.remove(workbook.active)
        for title, rows in sheets.items():
            sheet = workbook.create_sheet(title)
            for row in rows:
                sheet.append(list(row))
        workbook.save(tmp_path / name)
        return tmp_path / name

    return write
