"""Tell a table of other work (stock, invoices, bugs, grades …) by the headings that none of ours has.

A word like "Comment", "Title" or "Action" heads columns of every kind of work. It says that a table
is one of ours only where no heading beside it says that the table is another.
"""

from collections.abc import Iterable, Mapping

from pipeline import forms
from pipeline.model import Cell
from pipeline.names import words_key
from pipeline.reading.columns import kinds, outline, wordings
from pipeline.reading.columns.kinds import Table

MOST_REPEATED = 0.5  # of the marks: a sheet of columns names each once; a list of accounts does not
MOST_PROMPTS = (
    0.8  # of the questions differ: cards answer a few, a list of questions has its own each
)
LEAST = 4  # rows that show it
FOREIGN = 1  # columns of other work that a plan may have: a budget, a risk, what a step depends on


def headed(headings: Iterable[str]) -> tuple[str, ...]:
    """Return those of `headings` that only tables of other work have."""
    known = wordings.phrases("elsewhere")
    return tuple(each for each in headings if wordings.key(each) in known)


def is_other(table: Table) -> bool:
    """Return whether a table whose headings fit one of ours is rather one of other work."""
    if kinds.named(table.sheet) is table.form:
        return False
    heads = outline.heads(table.sheet, table.header)
    if not _only_weak(table, heads):
        return False
    beside = [words for column, words in heads.items() if column not in table.columns.values()]
    foreign = len(headed(beside))
    if foreign > (FOREIGN if is_plan(table) else 0):
        return True
    return _repeats_marks(table) or _asks_each_once(table)


def is_plan(table: Table) -> bool:
    """Return whether a table says what is to be done, by whom and by when."""
    led = not {"lead_person", "lead_organization"}.isdisjoint(table.columns)
    return table.form is forms.ACTIONS and led and {"step", "due"} <= table.columns.keys()


def _only_weak(table: Table, heads: Mapping[int, str]) -> bool:
    """Return whether each column that must be there stands under a word that may mean anything."""
    needed = [column.name for column in table.form.columns if column.required]
    at = [
        (field, heads.get(table.columns[field], "")) for field in needed if field in table.columns
    ]
    return all(_is_weak(table.form, field, words) for field, words in at)


def _is_weak(form: forms.Form, field: str, words: str) -> bool:
    named = [each for each in wordings.known(form.kind, words) if each.field == field]
    return any(each.weak for each in named)


def _repeats_marks(table: Table) -> bool:
    if table.form is not forms.GROUPS:
        return False
    marks = _held(table, "mark")
    return len(marks) >= LEAST and _different(marks) < MOST_REPEATED


def _asks_each_once(table: Table) -> bool:
    """Return whether each row asks its own question: questions people ask, and their answers."""
    if table.form is not forms.IDEAS:
        return False
    asked = [cell for cell in _held(table, "prompt") if cell.text.strip().endswith("?")]
    return len(asked) >= LEAST and _different(asked) > MOST_PROMPTS


def _held(table: Table, field: str) -> list[Cell]:
    if field not in table.columns:
        return []
    column = table.columns[field]
    return [row[column] for _, row in table.rows() if column in row]


def _different(cells: list[Cell]) -> float:
    return len({words_key(cell.text) for cell in cells}) / len(cells)
