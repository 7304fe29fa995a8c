"""How each sheet was read, as the page shows it: a sentence, and a small picture of its first rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from pipeline import forms
from pipeline.model import ColumnRead, Layout, Reading, Unread, column_letters, sort_of
from pipeline.names import name_key
from pipeline.reading import mapping

ROWS = 4  # of the picture, the headings among them
COLUMNS = 14
LONGEST = 60  # characters of a cell in the picture


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
    kinds: tuple[tuple[str, str], ...]  # what else the sheet may be: kind, in words
    unused: int  # cells
    number: int = 0  # of its question, 0 where nothing is asked
    of: int = 0
    pinned: str = ""
    notices: tuple[str, ...] = ()  # what to know of it
    choose: bool = False  # a person may say which column is which


KINDS = tuple((form.kind, form.sheet) for form in (*forms.ALL, forms.HEALTH))


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
    fields = tuple(c.heading for c in form.columns if c.name not in forms.OURS) if form else ()
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
        tuple(each for each in KINDS if each[0] != reading.kind),
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
        shown = ["" if row in hidden else _short(cells.get((row, number), "")) for row in rows]
        head = shown.pop(0) if top and rows and rows[0] == top else ""
        field = own.field if own else ""
        found.append(PicturedColumn(letters, head, field, taken, tuple(shown)))
    return tuple(found), max(0, len(numbers) - COLUMNS)


TABLES = (forms.IDEAS, forms.GROUPS, forms.PARTNERS, forms.ACTIONS, forms.COMMITMENTS)


def fields_of(kind: str) -> tuple[str, ...]:
    """Return what a column of a kind of sheet may be read as; nothing where it is no table."""
    form = next((each for each in TABLES if each.kind == kind), None)
    return tuple(c.heading for c in form.columns if c.name not in forms.OURS) if form else ()


def columns(reading: Reading, kind: str) -> tuple[PicturedColumn, ...]:
    """Return the columns of a sheet to be named, were it of that kind; internal ones are left out."""
    known = {name_key(field): field for field in fields_of(kind)}
    guessed = reading.kind == kind
    reading = replace(reading, layout=replace(reading.layout, heading_row=_first(reading)))
    return tuple(
        replace(each, field=each.field if guessed else known.get(name_key(each.heading), ""))
        for each in _picture(reading)[0]
        if each.taken is not Taken.INTERNAL
    )


def as_table(reading: Reading, kind: str, columns: Mapping[str, str], *, headings: bool) -> Reading:
    """Return a sheet as a table of that kind, of which a person named the columns.

    `headings` says whether its first row holds headings.
    """
    layout = Layout(mapping.ROWS, heading_row=_first(reading) if headings else 0)
    return said(replace(reading, kind=kind, layout=layout), columns)


def _first(reading: Reading) -> int:
    """Return the row of the headings, else the first row that holds anything."""
    cells = (*reading.used, *reading.left_out.cells)
    return reading.layout.heading_row or min((cell.row for cell in cells), default=0)


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


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST else f"{flat[:LONGEST]}…"
