"""Workbooks of workshops as people may type them: every column of every form, and any field blank.

Words are drawn from lists of our own, and from any letters. Sheets hold comments, merged and hidden
cells; a review decides some of them.
"""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from pipeline import forms

Cells = dict[tuple[str, str, str], str]  # (file, sheet, cell) → the words in it
ROWS = (forms.IDEAS, forms.GROUPS, forms.PARTNERS, forms.ACTIONS, forms.COMMITMENTS, forms.HEALTH)
PLAIN = (
    "Put a desk of the job center at the college", "One intake form for all of us", "Rides to work",
    "Refer parents by warm handoff", "Meet every month", "Share one page of numbers", "Train staff together",
    "The bus stops at six", "Nobody answers the phone", "Ask employers for interviews",
)  # fmt: skip
HARD = (
    "=1+1", "+1", "@home", "____", "TBD", "N/A", "-", "Ms. Rivera lost her bus", "Jane D. moved",
    "{{ name }}", "{% if x %}", "two\nlines", "tab\there", " outer ", "x" * 300, "Łączność ✓ 🙂", "שלום",
    "do not contact", "555-010-1234", "See card N2",
)  # fmt: skip
WORDS = st.one_of(
    st.sampled_from(PLAIN),
    st.sampled_from(HARD),
    st.text(st.characters(exclude_categories=("C", "Zl", "Zp", "Co")), min_size=1, max_size=30),
)
TITLES = ("One door for families", "Work and rides", "Parking lot", "TBD")
IDS = ("N1", "N2", "N3", "n2", "N9")
DAYS = st.one_of(
    st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.sampled_from(["soon", "12/11/2026", "every May"])
)  # fmt: skip
BY_NAME = {
    "title": st.sampled_from(TITLES), "mark": st.sampled_from(["1", "2", "A", "Parking lot"]),
    "was": st.nothing(), "wall": st.nothing(), "start": DAYS, "due": DAYS, "by_when": DAYS, "date": DAYS,
    "reply_by": DAYS, "votes": st.one_of(st.integers(0, 40), st.sampled_from(["3", "many"])),
    "same_as": st.sampled_from(IDS), "ideas": st.sampled_from(["N1", "N1; N3", "N9"]),
    "partners": st.sampled_from(["P1", "P1; P2", "Nobody"]), "items": st.sampled_from(["1.1", "2.3; 1.1"]),
    "typed": st.sampled_from(["1", "4-5", "n/a", 3]), "organization": st.sampled_from(["Fernside College", "Ironwood Works", "Copperline"]),
    "signer": st.sampled_from(["director", "Ana Ruiz", "Ana Ruiz, Treasurer", "program director, Fernside"]),
    "language": st.sampled_from(["en", "es", "Spanish"]), "email": st.sampled_from(["a@b.example", "none"]),
}  # fmt: skip
LETTER = {"id": {"ideas": "N", "partners": "P", "actions": "S"}}


@dataclass
class Workshop:
    """A workbook that was made up, and what is typed in it."""

    path: Path
    typed: Cells = field(default_factory=dict)


@st.composite
def sheet(draw: st.DrawFn, form: forms.Form) -> list[list[object]]:
    """Draw a sheet of a form: its required columns, any of the others, in any order, some rows."""
    columns = [each for each in form.columns if each.name not in forms.OURS]
    chosen = [each for each in columns if each.required or draw(st.booleans())]
    chosen = draw(st.permutations(chosen))
    numbers = range(1, draw(st.integers(1, 4)) + 1)
    below = [[draw(_value(form, each, number)) for each in chosen] for number in numbers]
    return [[each.heading for each in chosen], *below]


def _value(form: forms.Form, column: forms.Column, number: int) -> st.SearchStrategy[object]:
    if column.name == "id":
        return st.one_of(st.just(f"{LETTER['id'].get(form.kind, 'X')}{number}"), st.none())
    known = BY_NAME.get(column.name)
    if column.choices:
        known = st.sampled_from(column.choices)
    values = known if known is not None and not known.is_empty else WORDS
    return st.one_of(values, values, values, st.none(), WORDS)


@st.composite
def books(draw: st.DrawFn) -> dict[str, Any]:
    """Draw the sheets of a workbook, its comments, its merged and hidden cells."""
    chosen = draw(st.lists(st.sampled_from(ROWS), min_size=1, max_size=4, unique=True))
    sheets: dict[str, list[list[object]]] = {form.sheet: draw(sheet(form)) for form in chosen}
    if draw(st.booleans()):
        fields: list[list[object]] = [
            [each.heading, draw(_value(forms.DETAILS, each, 1))]
            for each in forms.DETAILS.columns
            if draw(st.booleans())
        ]
        sheets["Details"] = [["Field", "Value"], *fields]
    names = list(sheets)
    place = st.tuples(st.sampled_from(names), st.integers(2, 5), st.integers(1, 6))
    return {
        "sheets": sheets,
        "comments": draw(st.lists(st.tuples(place, st.sampled_from(PLAIN)), max_size=2)),
        "merged": draw(st.lists(place, max_size=1)),
        "hidden": draw(st.lists(place, max_size=2)),
        "hidden_sheet": draw(st.sampled_from([None, None, None, *names[1:]])),
    }


def save(drawn: dict[str, Any], path: Path) -> Workshop:
    """Save what was drawn as a workbook, and return what is typed in it."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in drawn["sheets"].items():
        _fill(book.create_sheet(name), rows)
    _mark(book, drawn)
    book.save(path)
    return Workshop(path, typed_in(path))


def _fill(sheet_: Worksheet, rows: list[list[Any]]) -> None:
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            if value is not None:
                cell = sheet_.cell(number, column)
                cell.value = value
                cell.data_type = "s" if isinstance(value, str) else cell.data_type


def _mark(book: Workbook, drawn: dict[str, Any]) -> None:
    """Merge, comment and hide what was drawn."""
    for name, row, column in drawn["merged"]:
        if book[name].cell(row, column + 1).value is None:
            book[name].merge_cells(None, row, column, row, column + 1)
    for (name, row, column), words in drawn["comments"]:
        if (cell := book[name].cell(row, column)).value is not None:
            cell.comment = Comment(words, "A person")
    for name, row, column in drawn["hidden"]:
        book[name].row_dimensions[row].hidden = True
        book[name].column_dimensions["ABCDEF"[column - 1]].hidden = column % 2 == 0
    if drawn["hidden_sheet"]:
        book[str(drawn["hidden_sheet"])].sheet_state = "hidden"


def typed_in(path: Path) -> Cells:
    """Return every cell of the workbook that holds words."""
    return {
        (path.name, sheet_.title, cell.coordinate): str(cell.value)
        for sheet_ in load_workbook(path)
        for line in sheet_.iter_rows()
        for cell in line
        if cell.value is not None and str(cell.value).strip()
    }


@st.composite
def decisions(draw: st.DrawFn) -> list[tuple[str, str]]:
    """Draw what a person decides in a review workbook: a heading, and what is typed under it."""
    one = st.one_of(
        st.tuples(st.just("Column"), st.sampled_from(["Not yet placed", "Parking lot", "No such group"])),
        st.tuples(st.just("Same as card"), st.sampled_from(IDS)),
        st.tuples(st.just("Clear to print"), st.just("yes")),
        st.tuples(st.just("Place agreed"), st.sampled_from(["yes", "no", "perhaps"])),
        st.tuples(st.just("Title to print"), st.sampled_from(TITLES)),
        st.tuples(st.just("Agreed"), st.sampled_from(["yes", "no"])),
        st.tuples(st.just("Idea"), WORDS),
    )  # fmt: skip
    return draw(st.lists(one, max_size=4))


def decide(path: Path, decided: list[tuple[str, str]]) -> None:
    """Type the decisions into a review workbook, each on a row of its own, as far as there are rows."""
    book = load_workbook(path)
    for number, (heading, value) in enumerate(decided):
        for sheet_ in book:
            for at, line in enumerate(sheet_.iter_rows(), start=2 + number % 3):
                for column, cell in enumerate(line, start=1):
                    below = sheet_.cell(at, column)
                    if cell.value == heading and at <= sheet_.max_row:
                        below.value = value
                        below.data_type = "s"
    book.save(path)
