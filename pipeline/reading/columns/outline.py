"""The columns of a sheet, as a person is shown them."""

from collections.abc import Collection, Iterator, Mapping

from pipeline.model import ColumnRead, Layout, Sheet, column_letters
from pipeline.reading.columns.kinds import Table

HEADLINE = "Headline"
NOTE_COLUMNS = {
    "text": "Idea", "id": "Card", "across": "Across", "down": "Down", "color": "Color", "area": "Area",
    "kind": "Kind", "votes": "Votes", "note": "Note", "parent": "Lies in",
}  # fmt: skip
IDEA, SMALL_GROUP, TITLE = "Idea", "Small group", "Title"


def offered(sheet: Sheet, row: int) -> Layout:
    """Return the columns of a sheet that was not read, so that a person can say which is which."""
    return Layout(heading_row=row, columns=tuple(_others(sheet, row, ())))


def named(found: Table) -> Mapping[str, int]:
    """Return each column of a table under the heading of its field."""
    headings = {column.name: column.heading for column in found.form.columns}
    return {headings.get(name, HEADLINE): column for name, column in found.columns.items()}


def columns(
    sheet: Sheet, header: int, own: Mapping[str, int], matched: Collection[int] = ()
) -> Iterator[ColumnRead]:
    """Yield how each column of `own`, field → column, was read, from left to right.

    The headings of `matched` columns are not known word for word.
    """
    above = heads(sheet, header)
    for name, column in sorted(own.items(), key=lambda each: each[1]):
        told = column not in matched
        yield ColumnRead(name, column_letters(column), above.get(column, ""), told)


def _others(sheet: Sheet, header: int, taken: tuple[int, ...]) -> Iterator[ColumnRead]:
    for column, heading in sorted(heads(sheet, header).items()):
        if column not in taken:
            yield ColumnRead("", column_letters(column), heading)


def heads(sheet: Sheet, row: int) -> Mapping[int, str]:
    """Return the headings in `row`, by column."""
    return {
        cell.column: " ".join(cell.text.split())
        for cell in sheet.cells
        if cell.row == row and cell.text.strip()
    }
