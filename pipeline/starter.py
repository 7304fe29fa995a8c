"""Draw an empty workbook with every sheet we read, its drop-downs and advice; and hand out the sample."""

from collections.abc import Collection
from importlib.resources import files
from pathlib import Path

from pipeline import forms
from pipeline.forms import further
from pipeline.model import Book, Document, Heading, Table

INTRO = (
    "A workshop's workbook for Afterword",
    "Fill in what you have; leave the rest empty. A gap is printed as a gap, never made up.",
    "Details: one line a field. Ideas: one row a card, word for word; leave Column and Title empty for cards nobody has placed.",
    "Partners, Actions, Commitments: one row each. Assessment: tick one of Yes, No, Partially; a row without ticks above its items is a role title.",
    "Partnership health: one row for each condition and kind of partner; the conditions are yours to choose.",
    "You may delete sheets and columns you do not need, move columns, and add your own: what is not known is named, never lost.",
    "Then run:  afterword check FILE  and  afterword make FILE",
)  # fmt: skip


def book(filename: str, also: Collection[str] = ()) -> Book:
    """Return the starter workbook: how to fill it in, and one empty sheet for each form.

    The sheets of the further documents stand in it where `also` names their choice.
    """
    tables = [Table(forms.READ_ME, (), (), intro=INTRO), _fields(forms.DETAILS)]
    further_ = [form for choice in further.CHOICES if choice.name in also for form in choice.forms]
    for form in (*forms.ALL, forms.HEALTH, *further_):
        if form.kind in further.FIELDS_BESIDE_VALUES:
            tables.append(_fields(form))
        elif form.kind not in {"details", "groups"}:
            tables.append(_rows(form))
    return Book(filename, "A workshop's workbook", tuple(tables))


def sample() -> tuple[Document, ...]:
    """Return the workbooks of the sample workshop: in the wheel, or beside a checkout's package."""
    package = Path(str(files("pipeline")))
    wheel, checkout = package / "_sample", package.parent / "inputs" / "roundtable"
    folder = wheel if wheel.is_dir() else checkout
    return tuple(Document(path.name, path.read_bytes()) for path in sorted(folder.glob("*.xlsx")))


def _fields(form: forms.Form) -> Table:
    """Return a sheet with a line for each field of `form`, and what it is for."""
    headings = (Heading("Field", 26), Heading("Value", 70), Heading("What it is for", 60))
    return Table(
        form.sheet, headings, tuple((column.heading, None, column.help) for column in form.columns)
    )


def _rows(form: forms.Form) -> Table:
    """Return an empty sheet with the headings of `form`, its drop-downs and its advice."""
    columns = [column for column in form.columns if column.name not in forms.OURS]
    headings = tuple(Heading(c.heading, c.width, c.choices, "", c.help) for c in columns)
    return Table(form.sheet, headings, (), spare=200)
