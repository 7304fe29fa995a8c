"""Read tables one under the other, of which one holds cards and another their columns."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline import forms
from pipeline.model import UNSAID, Cell, Idea, Sheet
from pipeline.names import heading_key
from pipeline.reading.account import Account
from pipeline.reading.columns.kinds import Table, complete, rows_of, table_at
from pipeline.reading.nouns.ideas import Card, parked

MOST_TABLES = 50  # under one another on one sheet


@dataclass(frozen=True, slots=True)
class Stack:
    """Tables one under the other: the cards, and the names of the columns they refer to."""

    cards: Table
    end: int  # the last row of the cards
    refers: int  # the column that says where a card hangs
    names: Mapping[str, Cell]  # what it says → the name of the column


def recognise(sheet: Sheet) -> Stack | None:
    """Return the tables stacked on `sheet`, when one holds cards and another their columns."""
    if not 2 <= sum(1 for _ in _begins(sheet)) <= MOST_TABLES:
        return None
    blocks = list(_blocks(sheet))
    for block in blocks:
        number, row = block[0]
        cards = table_at(sheet, forms.IDEAS, number, row)
        if cards is None or not complete(cards) or len(block) < 2:
            continue
        for other in blocks:
            names = _names(other) if other is not block else {}
            refers = _refers(block, names, cards)
            if refers:
                return Stack(cards, block[-1][0], refers, names)
    return None


def cards(found: Stack, account: Account) -> Iterator[Card]:
    """Yield the cards of stacked tables, each under the name of its column."""
    table = found.cards
    account.titles += [account.typed(name.row, name.column) for name in found.names.values()]
    for number, row in rows_of(table.sheet):
        if number == table.header:
            for column in {*table.columns.values(), found.refers} & set(row):
                account.use(row[column])
        if not table.header < number <= found.end:
            account.leave(row.values(), "It belongs to another table of the export.")
            continue
        account.leave(row.values(), "Kept by the board; not on the card.")
        text = account.typed(number, table.columns["text"])
        given = account.typed(number, table.columns["id"]) if "id" in table.columns else UNSAID
        refers = account.typed(number, found.refers).strip()
        name = found.names.get(refers)
        title = account.typed(name.row, name.column) if name else UNSAID
        idea = Idea(
            given.strip() or text.place.cell, text, title=title, parked=parked(text, "", title)
        )
        yield Card(idea, own_id=bool(given.strip()))


Block = Sequence[tuple[int, Mapping[int, Cell]]]


def _begins(sheet: Sheet) -> Iterator[int]:
    """Yield the first row of each block."""
    last = 0
    for cell in sheet.cells:
        if cell.text.strip():
            if not last or cell.row > last + 1:
                yield cell.row
            last = cell.row


def _blocks(sheet: Sheet) -> Iterator[Block]:
    block: list[tuple[int, Mapping[int, Cell]]] = []
    for number, row in rows_of(sheet):
        if block and number > block[-1][0] + 1:
            yield block
            block = []
        block.append((number, row))
    if block:
        yield block


def _names(block: Block) -> dict[str, Cell]:
    """Return the ids of a block of columns → their names."""
    headings = {heading_key(cell.text): column for column, cell in block[0][1].items()}
    own = headings.get("id", 0)
    name = next((headings[each] for each in ("name", "title", "header") if each in headings), 0)
    return (
        {row[own].text.strip(): row[name] for _, row in block[1:] if own in row and name in row}
        if own and name
        else {}
    )


def _refers(block: Block, names: Mapping[str, Cell], cards: Table) -> int:
    taken = {cards.columns["text"], cards.columns.get("id", 0)}
    for column in sorted(block[0][1]):
        said = [row[column].text.strip() for _, row in block[1:] if column in row]
        if column not in taken and names and said and all(each in names for each in said):
            return column
    return 0
