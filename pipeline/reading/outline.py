"""Say how a sheet was laid out, and why it was taken for that."""

from collections.abc import Iterator, Mapping
from typing import assert_never

from pipeline.model import ColumnRead, Layout, Sheet, column_letters
from pipeline.reading import boards, details, kinds, lists, mapping, surveys, walls

Found = (
    details.Fields
    | kinds.Table
    | boards.Geometry
    | boards.Stack
    | surveys.Survey
    | lists.Listing
    | walls.Wall
)

HEADLINE = "Headline"
NOTE_COLUMNS = {
    "text": "Idea", "id": "Card", "across": "Across", "down": "Down", "color": "Color", "area": "Area",
    "kind": "Kind", "votes": "Votes", "parent": "Lies in",
}  # fmt: skip
SMALL_GROUP, TITLE = "Small group", "Title"


def of(found: Found) -> Layout:  # noqa: PLR0911 - one a layout
    """Return how the sheet was laid out, and why it was taken for that."""
    match found:
        case details.Fields():
            return Layout(mapping.FIELDS, "labels stand beside their values")
        case kinds.Table():
            return _table(found)
        case boards.Geometry():
            own = {
                heading: getattr(found, field)
                for field, heading in NOTE_COLUMNS.items()
                if getattr(found, field)
            }
            columns = tuple(_columns(found.sheet, found.header, own))
            reason = (
                "notes lie in other notes" if found.parent else "each note has its place on a board"
            )
            return Layout(mapping.NOTES, reason, found.header, columns)
        case boards.Stack():
            own = {**_named(found.cards), "Title": found.refers}
            columns = tuple(_columns(found.cards.sheet, found.cards.header, own))
            reason = "a table of cards refers to a table of columns"
            return Layout(mapping.LINKED, reason, found.cards.header, columns)
        case surveys.Survey():
            return _survey(found)
        case lists.Listing():
            return _listing(found)
        case walls.Wall():
            return _wall(found)
        case _:
            assert_never(found)


def offered(sheet: Sheet, row: int) -> Layout:
    """Return the columns of a sheet that was not read, so that a person can say which is which."""
    return Layout(heading_row=row, columns=tuple(_others(sheet, row, ())))


def _table(found: kinds.Table) -> Layout:
    own = _named(found)
    columns = tuple(_columns(found.sheet, found.header, own))
    known = kinds.shown([column.heading for column in columns if column.heading])
    reason = "a board of posts keeps section, title and words" if "headline" in found.columns else (
        f"its headings say so: {known}" if known else ""
    )  # fmt: skip
    if kinds.named(found.sheet) is found.form:
        reason = f"{reason}; and the sheet's name" if reason else "the sheet's name says so"
    return Layout(mapping.ROWS, found.why or reason, found.header, columns)


def _named(found: kinds.Table) -> Mapping[str, int]:
    headings = {column.name: column.heading for column in found.form.columns}
    return {headings.get(name, HEADLINE): column for name, column in found.columns.items()}


def _survey(found: surveys.Survey) -> Layout:
    letters = [(column, "Idea") for column in found.asked]
    if found.small_group:
        letters.append((found.small_group, SMALL_GROUP))
    if found.title:
        letters.append((found.title, TITLE))
    heads = _heads(found.sheet, found.header)
    read = tuple(
        ColumnRead(name, column_letters(column), heads.get(column, ""))
        for column, name in sorted(letters)
    )
    told = kinds.shown(heads[column] for column in sorted(found.machine) if column in heads)
    reason = f"a form's own columns ({told}) stand beside answers in sentences" if told else ""
    if not found.machine and not told:
        reason = "columns of ideas stand side by side under one heading, or numbered ones"
    return Layout(mapping.ANSWERS, reason, found.header, read)


def _wall(found: walls.Wall) -> Layout:
    if found.sideways:
        letters = column_letters(found.sideways)
        titles = ColumnRead("Titles before their cards", letters)
        return Layout(mapping.SIDEWAYS, found.why, found.header, (titles,))
    columns = tuple(
        ColumnRead("Title over its cards", column_letters(column), cell.text if cell else "")
        for column, cell in sorted(found.titles.items())
    )
    return Layout(mapping.WALL, found.why, found.header, columns)


def _listing(found: lists.Listing) -> Layout:
    words = {(cell.row, cell.column): cell.text.strip() for cell in found.sheet.cells}
    titles = tuple(words[at] for at in sorted(found.titles))
    names = tuple(words[at] for at in sorted(found.names))
    lines = () if titles else tuple(dict.fromkeys(filter(None, words.values())))
    name = mapping.LIST if "line a card" in found.how else mapping.HEADED
    row = found.question.row if found.question else 0
    return Layout(name, found.how, row, titles=titles, not_cards=names, lines=lines)


def _columns(sheet: Sheet, header: int, own: Mapping[str, int]) -> Iterator[ColumnRead]:
    heads = _heads(sheet, header)
    for name, column in sorted(own.items(), key=lambda each: each[1]):
        yield ColumnRead(name, column_letters(column), heads.get(column, ""))


def _others(sheet: Sheet, header: int, taken: tuple[int, ...]) -> Iterator[ColumnRead]:
    for column, heading in sorted(_heads(sheet, header).items()):
        if column not in taken:
            yield ColumnRead("", column_letters(column), heading)


def _heads(sheet: Sheet, row: int) -> dict[int, str]:
    return {
        cell.column: " ".join(cell.text.split())
        for cell in sheet.cells
        if cell.row == row and cell.text.strip()
    }
