"""How each sheet was read, as the page shows it: a sentence, and a small picture of its first rows."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from pipeline import forms
from pipeline.model import Cell, ColumnRead, Layout, Reading, Unread, column_letters, sort_of
from pipeline.names import name_key
from pipeline.reading import mapping
from pipeline.room.acts import cut

ROWS = 4  # of the picture, the headings among them
COLUMNS = 14
HEADS = 8  # rows of which one may hold the headings


class Taken(StrEnum):
    """How a column was taken."""

    READ = "read"
    GUESSED = "guessed"  # by what its heading means
    UNUSED = "unused"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True)
class PicturedColumn:
    """A column of the picture: what stands over it, what it was read as, what is in it."""

    letters: str
    heading: str
    field: str
    taken: Taken
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetSeen:
    """A sheet as the page shows it."""

    file: str
    name: str
    area: str
    kind: str
    summary: str
    question: str
    why: str
    columns: tuple[PicturedColumn, ...]
    more_columns: int
    fields: tuple[str, ...]  # what a column may be read as
    kinds: tuple[tuple[str, str], ...]  # what the sheet may be: kind, in words
    unused: int  # cells
    number: int = 0  # of its question, 0 where nothing is asked
    of: int = 0
    pinned: str = ""
    notices: tuple[str, ...] = ()  # what to know of it
    choose: bool = False  # a person may say which column is which


def _in_words(form: forms.Form) -> str:
    """Return what a kind of sheet is called, and in a few words what it holds."""
    about = re.split(r"[.:]", form.purpose)[0]
    return f"{form.sheet}: {about[0].lower()}{about[1:]}"


KINDS = tuple((form.kind, _in_words(form)) for form in (*forms.ALL, forms.HEALTH))


def sheets(
    readings: Sequence[Reading], notices: Mapping[tuple[str, str], Sequence[str]]
) -> tuple[SheetSeen, ...]:
    """Return each sheet as the page shows it, those that are asked about first.

    `notices` says for file and sheet what to know of it.
    """
    asked = [each for each in readings if each.question]
    rest = [each for each in readings if not each.question]
    numbered = [*enumerate(asked, start=1), *((0, each) for each in rest)]
    found = (
        (each, number, tuple(notices.get((each.file, each.sheet), ()))) for number, each in numbered
    )
    return tuple(_sheet(each, number, len(asked), told) for each, number, told in found)


def _sheet(reading: Reading, number: int, of: int, notices: tuple[str, ...]) -> SheetSeen:
    layout = reading.layout
    form = next((f for f in (*forms.ALL, *forms.FURTHER) if f.kind == reading.kind), None)
    fields = _fields(form)
    columns, more = _picture(reading) if reading.question else ((), 0)
    return SheetSeen(
        reading.file,
        reading.sheet,
        layout.area,
        reading.kind,
        reading.summary,
        reading.question,
        layout.reason,
        columns,
        more,
        fields,
        KINDS,
        reading.cells_read - reading.cells_used,
        number,
        of,
        reading.pinned,
        notices,
        bool(fields) and layout.name in mapping.WITH_COLUMNS,
    )


def _picture(reading: Reading) -> tuple[tuple[PicturedColumn, ...], int]:
    """Return the first rows of a sheet column by column, and how many columns are not shown."""
    internal = {
        (cell.row, cell.column)
        for cell, why in zip(reading.left_out.cells, reading.left_out.reasons, strict=True)
        if sort_of(why) is Unread.INTERNAL
    }
    cells = {(c.row, c.column): c.text for c in (*reading.used, *reading.left_out.cells)}
    top = reading.layout.heading_row
    rows = sorted({row for row, _ in cells if row >= top})[:ROWS]
    if top and top not in rows:
        rows = [top, *rows][:ROWS]
    numbers = sorted({column for row, column in cells if row in rows})
    known = {each.letters: each for each in reading.layout.columns}
    found = []
    for number in numbers[:COLUMNS]:
        letters = column_letters(number)
        own = known.get(letters)
        hidden = {row for row in rows if (row, number) in internal}
        taken = (
            Taken.INTERNAL if hidden
            else Taken.UNUSED if own is None
            else Taken.READ if own.told
            else Taken.GUESSED
        )  # fmt: skip
        shown = ["" if row in hidden else _flat(cells.get((row, number), "")) for row in rows]
        head = shown.pop(0) if top and rows and rows[0] == top else ""
        field = own.field if own else ""
        found.append(PicturedColumn(letters, head, field, taken, tuple(shown)))
    return tuple(found), max(0, len(numbers) - COLUMNS)


TABLES = (forms.IDEAS, forms.GROUPS, forms.PARTNERS, forms.ACTIONS, forms.COMMITMENTS)


def fields_of(kind: str) -> tuple[str, ...]:
    """Return what a column of a kind of sheet may be read as; nothing where it is no table."""
    form = next((each for each in TABLES if each.kind == kind), None)
    return _fields(form)


def _fields(form: forms.Form | None) -> tuple[str, ...]:
    """Return what a column of a sheet may be: what people type, and the question that a card answers."""
    columns = form.columns if form else ()
    return tuple(c.heading for c in columns if c.name not in forms.OURS or c.name == "question")


def heading_rows(reading: Reading) -> tuple[tuple[int, str], ...]:
    """Return the first rows of a sheet, of which one may hold the headings: number, words."""
    found: dict[int, list[str]] = {}
    for cell in sorted(
        (*reading.used, *_not_internal(reading)), key=lambda cell: (cell.row, cell.column)
    ):
        found.setdefault(cell.row, []).append(cell.text)
    return tuple((row, cut(_flat(" · ".join(words)))) for row, words in [*found.items()][:HEADS])


def _not_internal(reading: Reading) -> Iterator[Cell]:
    for cell, why in zip(reading.left_out.cells, reading.left_out.reasons, strict=True):
        if sort_of(why) is not Unread.INTERNAL:
            yield cell


def columns(reading: Reading, kind: str, row: int) -> tuple[PicturedColumn, ...]:
    """Return the columns of a sheet to be named, were it of that kind with its headings in that row.

    `row` is 0 where there are no headings. Internal columns are left out.
    """
    known = {name_key(field): field for field in fields_of(kind)}
    guessed = reading.kind == kind and reading.layout.heading_row == row
    reading = replace(reading, layout=replace(reading.layout, heading_row=row))
    return tuple(
        replace(each, field=each.field if guessed else known.get(name_key(each.heading), ""))
        for each in _picture(reading)[0]
        if each.taken is not Taken.INTERNAL
    )


def heading_row(reading: Reading, kind: str) -> int:
    """Return the row that holds the headings, were it of that kind: as it was read, else the first."""
    own = reading.layout.heading_row if reading.kind == kind else 0
    return own or next((row for row, _ in heading_rows(reading)), 0)


def as_table(reading: Reading, kind: str, columns: Mapping[str, str], row: int) -> Reading:
    """Return a sheet as a table of that kind, of which a person named the columns.

    `row` holds its headings; it is 0 where there are none.
    """
    layout = Layout(mapping.ROWS, heading_row=row)
    return said(replace(reading, kind=kind, layout=layout), columns)


def said(reading: Reading, columns: Mapping[str, str]) -> Reading:
    """Return a reading with the columns that a person named: letters → field, "" for not used."""
    layout = reading.layout
    heads = {
        column_letters(cell.column): " ".join(cell.text.split())
        for cell in (*reading.used, *reading.left_out.cells)
        if cell.row == layout.heading_row
    }
    known = {each.letters: each for each in layout.columns}
    new = {
        letters: ColumnRead(field, letters, heads.get(letters, ""))
        for letters, field in columns.items()
        if letters not in known
    }
    every = {**known, **new}
    named = {letters: columns.get(letters, each.field) for letters, each in every.items()}
    own = tuple(replace(every[letters], field=field) for letters, field in named.items() if field)
    return replace(reading, layout=replace(layout, columns=own))


def _flat(text: str) -> str:
    return " ".join(text.split())
