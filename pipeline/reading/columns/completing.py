"""Complete a table whose kind is known with the columns that people headed in their own words."""

from dataclasses import replace

from pipeline.names import same_heading
from pipeline.reading.columns import expected, wordings
from pipeline.reading.columns.kinds import Table, complete
from pipeline.reading.columns.matching import (
    Barred,
    Column,
    Match,
    columns_of,
    fits,
    is_private,
    match,
)


def complete_table(table: Table, *, barred: Barred) -> tuple[Table, tuple[Match, ...]]:
    """Return a table whose kind is known with the columns that people headed in their own words.

    A weak heading over cells that do not fit loses its field, where the kind of sheet must have it
    or a column that fits is there: without its steps a sheet is no list of steps. The matches say how
    each column that was added was known, and how clearly; one with a narrow margin is among them, and
    not in the table.
    """
    if table.form.kind not in expected.FIELDS or not {"source", "headline"}.isdisjoint(
        table.columns
    ):
        return table, ()
    columns = {column.number: column for column in columns_of(table.sheet, table.header)}
    kept = {
        field: number
        for field, number in table.columns.items()
        if number not in columns
        or (not is_private(columns[number], barred) and _holds(table, field, columns[number]))
    }
    free = [column for number, column in columns.items() if number not in kept.values()]
    found = match(table.form, free, barred=barred, taken=kept)
    added = {each.field: each.number for each in found if each.sure}
    needed = {column.name for column in table.form.columns if column.required}
    as_typed = {
        field: number
        for field, number in table.columns.items()
        if field not in {*kept, *added, *needed}
        and number not in added.values()
        and not is_private(columns[number], barred)
    }
    whole = {**kept, **added, **as_typed}
    taken = set(whole.values())
    unknown = {
        number: column.heading.strip() for number, column in columns.items() if number not in taken
    }
    return replace(table, columns=whole, unknown=unknown), found


def _holds(table: Table, field: str, column: Column) -> bool:
    """Return whether a column keeps the field that its heading names.

    Our own headings do where nothing is missing; else "Card" may head the ideas, not their ids.
    """
    form = table.form
    ours = next(each.heading for each in form.columns if each.name == field)
    if complete(table) and same_heading(ours, column.heading):
        return True
    named = [each for each in wordings.known(form.kind, column.heading) if each.field == field]
    weak = any(each.weak for each in named)
    return not weak or fits(form.kind, field, column)
