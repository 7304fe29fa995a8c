"""Read a table or a JSON file as records for any template: one row, one document."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, overload

from pipeline.model import Sheet, Typed, column_letters
from pipeline.problems import InputRefused, Place, Problem

Record = tuple[str, Mapping[str, Any]]  # where it came from, and its fields by name


def from_json(path: Path) -> tuple[Record, ...] | Mapping[str, Any]:
    """Return the object, or the records of the list, that the JSON file at `path` holds."""
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputRefused([Problem(Place(path.name), "This is not UTF-8 text.", "Save it as UTF-8.")]) from error  # fmt: skip
    except json.JSONDecodeError as error:
        where = f"Line {error.lineno}, column {error.colno}: this is not JSON: {error.msg}."
        raise InputRefused([Problem(Place(path.name), where, "Mend that line.")]) from error
    except RecursionError as error:
        raise InputRefused([Problem(Place(path.name), "This JSON is nested too deep.")]) from error
    if isinstance(data, dict):
        return data
    wanted = "Expected one object { … } or a list of objects [ { … }, … ]."
    if not isinstance(data, list):
        raise InputRefused([Problem(Place(path.name), wanted)])
    if not data:
        raise InputRefused([Problem(Place(path.name), "There is no record in this list.")])
    wrong = [n for n, each in enumerate(data, start=1) if not isinstance(each, dict)]
    if wrong:
        raise InputRefused([Problem(Place(path.name, f"record {n}"), wanted) for n in wrong])
    return tuple((f"{path.name}, record {n}", each) for n, each in enumerate(data, start=1))


def from_sheets(sheets: Sequence[Sheet], name: str | None = None) -> Sequence[Record]:
    """Return one record a row of the only sheet that holds anything, or of the one called `name`.

    The first row with text names the fields: `Contact name` is `contact_name` in a template.
    Every field is text as Excel shows it; an empty cell is empty text. Raises InputRefused where
    the sheet is not clear, for a heading used twice and for cells under no heading.
    """
    sheet = _chosen(sheets, name)
    header = sheet.cells[0].row
    names = {c.column: field_name(c.text) for c in sheet.cells if c.row == header}
    problems = [*_repeated(sheet, header), *_unheaded(sheet, header, names)]
    if problems:
        raise InputRefused(problems)
    rows: dict[int, dict[int, str]] = {}
    for cell in sheet.cells:
        if cell.row > header:
            rows.setdefault(cell.row, {})[cell.column] = cell.text
    if not rows:
        message = "There are headings, but no row below them."
        raise InputRefused([Problem(Place(sheet.file, sheet.name), message)])
    return _Rows(Place(sheet.file, sheet.name), names, tuple(rows.items()))


class _Rows(Sequence[Record]):
    """The rows of a table, each made into a record only when it is asked for: many need little."""

    def __init__(
        self, sheet: Place, names: Mapping[int, str], rows: Sequence[tuple[int, Mapping[int, str]]]
    ) -> None:
        self._sheet, self._names, self._rows = sheet, names, rows

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> Record: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Record]: ...
    def __getitem__(self, index: int | slice) -> Record | Sequence[Record]:
        if isinstance(index, slice):
            return [self._record(*row) for row in self._rows[index]]
        return self._record(*self._rows[index])

    def _record(self, row: int, cells: Mapping[int, str]) -> Record:
        sheet = self._sheet
        fields = {
            name: Typed(
                cells.get(column, ""), replace(sheet, cell=f"{column_letters(column)}{row}")
            )
            for column, name in self._names.items()
        }
        return f"{sheet.file}!{sheet.sheet} row {row}", fields


def _chosen(sheets: Sequence[Sheet], name: str | None) -> Sheet:
    file = Place(sheets[0].file if sheets else "")
    filled = [sheet for sheet in sheets if sheet.cells]
    wanted = [sheet for sheet in filled if name is None or sheet.name == name]
    if len(wanted) == 1:
        return wanted[0]
    if not filled:
        raise InputRefused([Problem(file, "The file is empty.")])
    names = ", ".join(f"“{sheet.name}”" for sheet in filled)
    if name is None:
        message = f"It has {len(filled)} sheets: {names}."
        raise InputRefused([Problem(file, message, "Say --sheet and the name of one.")])
    raise InputRefused([Problem(file, f"No sheet “{name}”.", f"It has {names}.")])


def field_name(heading: str) -> str:
    """Return the name a template uses for the column `heading`: `Due date` → `due_date`."""
    name = re.sub(r"\W+", "_", heading.strip().lower()).strip("_")
    return f"n{name}" if name[:1].isdigit() else name


def _repeated(sheet: Sheet, header: int) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for cell in (cell for cell in sheet.cells if cell.row == header):
        name = field_name(cell.text)
        if name in seen:
            first = sheet.place(header, seen[name]).cell
            message = f"The heading “{cell.text}” stands in {first} already."
            yield Problem(sheet.place(header, cell.column), message, "Give each column its own.")
        seen.setdefault(name, cell.column)


def _unheaded(sheet: Sheet, header: int, names: Mapping[int, str]) -> Iterator[Problem]:
    for cell in sheet.cells:
        if cell.row > header and cell.text.strip() and not names.get(cell.column):
            message = "This cell has no heading above it."
            yield Problem(sheet.place(cell.row, cell.column), message, "Name its column in the first row.")  # fmt: skip
