from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from click.testing import Result
from made import first_sheet
from openpyxl import Workbook

from pipeline import openxml, proof

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


@pytest.fixture
def papers(run: Callable[..., Result], book: Callable[..., Path]) -> Callable[..., dict[str, str]]:
    """Make documents of a workbook of these sheets: their outlines by name, each without a fault."""

    def made(sheets: Sheets, *only: str, day: str = "2026-11-04", into: str = "out") -> dict[str, str]:  # fmt: skip
        path = book({"Details": [["Workshop", "Day"], ["Place", "Hall"]], **sheets})
        out = path.parent / into
        named = [word for each in only for word in ("--only", each)]
        result = run("make", path, "--out", out, "--date", day, "--yes", *named)
        assert result.exit_code == 0, result.output
        found = {str(each.relative_to(out)): each.read_bytes() for each in out.rglob("*.docx")}
        for name, content in found.items():
            assert proof.check(content, name) == (), name
        return {name: openxml.outline(content) for name, content in found.items()}

    return made
