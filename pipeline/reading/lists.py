"""Read cards in one column without headings: titles above their cards, or a plain list."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.model import UNSAID, Cell, Idea, Sheet
from pipeline.reading import lines
from pipeline.reading.account import Account
from pipeline.reading.ideas import Card, parked
from pipeline.reading.kinds import fold

LEAST = 3  # lines that make a list
TITLE_WORDS = 14
BOARD_WORDS = 5
BOARD = "The name of the board."
CARD_AFTER_ALL = "If it is a card, move it below its title."
NO_CARD = "The mapping file says that it is no card."


@dataclass(frozen=True, slots=True)
class Listing:
    """Cards one under the other: which cells are titles, which only name the board, and why."""

    sheet: Sheet
    titles: frozenset[tuple[int, int]]
    names: Mapping[tuple[int, int], str]  # lines that are no cards → why
    how: str
    question: Cell | None = None  # asked above the cards


def stacked(sheet: Sheet) -> Listing | None:
    """Return `sheet` as titles with their cards below, when something sets the titles apart."""
    cells = _column(sheet)
    if len(cells) < LEAST or not _like_cards(cells):
        return None
    for how, find in (
        ("indented under their title", _indented),
        ("under a title in bold", _bold),
        ("under a title with a colon", _colons),
        ("a title above each block", _blocks),
    ):
        titles = find(cells)
        if len(titles) >= 2:
            asks = cells[0].text.strip().endswith("?") and _at(cells[0]) not in titles
            return Listing(sheet, frozenset(titles), {}, how, cells[0] if asks else None)
    return None


def plain(sheet: Sheet, known: Collection[str], name: str) -> Listing | None:
    """Return `sheet` as one line a card; a line that is one of the `known` titles heads a section."""
    cells = _column(sheet)
    if len(cells) < LEAST or not _like_cards(cells):
        return None
    titles = {_at(cell) for cell in cells if fold(cell.text) in known}
    names = {_at(cell) for cell in cells[:1] if len(cell.text) > 8 and fold(cell.text) in name}
    names |= _board(cells, titles)
    how = "known titles, one line a card below" if titles else "one line a card"
    return Listing(sheet, frozenset(titles), dict.fromkeys(names - titles, BOARD), how)


def column(sheet: Sheet) -> Listing | None:
    """Return `sheet` as one column of cards, a question above them or none; None where it is wider."""
    cells = _column(sheet)
    if not cells or len({cell.column for cell in cells}) > 1:
        return None
    asked = cells[0] if len(cells) > 1 and cells[0].text.strip().endswith("?") else None
    return Listing(sheet, frozenset(), {}, "one line a card", asked)


def reads_like_cards(sheets: Iterable[Sheet]) -> bool:
    """Return whether the lines of all `sheets` together read like cards."""
    cells = [cell for sheet in sheets for cell in sheet.cells if cell.text.strip()]
    return len(cells) >= LEAST and _like_cards(cells)


def said(sheet: Sheet, titles: Collection[str], not_cards: Collection[str]) -> Listing:
    """Return `sheet` as one line a card, its titles those that a person named."""
    cells = [cell for cell in sheet.cells if cell.text.strip()]
    heads, others = {fold(title) for title in titles}, {fold(line) for line in not_cards}
    names = {_at(cell): NO_CARD for cell in cells if fold(cell.text) in others}
    found = {_at(cell) for cell in cells if fold(cell.text) in heads} - set(names)
    if not names:
        names = dict.fromkeys(_board(cells, found), BOARD)
    how = "named titles, one line a card below" if found else "one line a card"
    return Listing(sheet, frozenset(found), names, how)


def _board(cells: Sequence[Cell], titles: Collection[tuple[int, int]]) -> set[tuple[int, int]]:
    """Return the first line where it can only name the board: short, right above the first title.

    Where every other card hangs under a title, a line that none can hang from is no card.
    """
    if len(cells) < LEAST or len(titles) < 2 or _at(cells[0]) in titles:
        return set()
    short = len(cells[0].text.split()) <= BOARD_WORDS
    return {_at(cells[0])} if short and _at(cells[1]) in titles else set()


def cards(found: Listing, account: Account) -> Iterator[Card]:
    """Yield a card a line, under the title above it."""
    title = UNSAID
    for cell in found.sheet.cells:
        if not cell.text.strip():
            continue
        words = account.typed(cell.row, cell.column)
        if cell == found.question:
            continue
        if _at(cell) in found.titles:
            title = words
        elif _at(cell) in found.names:
            account.put_back([cell], found.names[_at(cell)])
            if found.names[_at(cell)] == BOARD:
                message = "Nothing hangs from it: taken for the name of the board, not for a card."
                account.notice(cell.row, cell.column, message, CARD_AFTER_ALL)
        else:
            note = account.comment(cell)
            for name, part in lines.named(lines.cards(words)):
                text = lines.bare(part) if lines.bulleted(part) else part
                waits = parked(text, "", title)
                yield Card(Idea(name, text, title=title, note=note, parked=waits), own_id=False)


def _column(sheet: Sheet) -> Sequence[Cell]:
    """Return the cells of a sheet of one column, or of two when the second is indented."""
    cells = [cell for cell in sheet.cells if cell.text.strip()]
    columns = {cell.column for cell in cells}
    alone = all(one.row != next_one.row for one, next_one in pairwise(cells))
    return cells if len(columns) <= 2 and alone else ()


def _like_cards(cells: Sequence[Cell]) -> bool:
    several = sum(1 < len(cell.text.split()) <= 40 for cell in cells)
    return several >= 0.6 * len(cells) and all(isinstance(cell.value, str) for cell in cells)


def _at(cell: Cell) -> tuple[int, int]:
    return cell.row, cell.column


def _indented(cells: Sequence[Cell]) -> set[tuple[int, int]]:
    columns = sorted({cell.column for cell in cells})
    if len(columns) != 2 or cells[0].column != columns[0]:
        return set()
    return {_at(cell) for cell in cells if cell.column == columns[0]}


def _bold(cells: Sequence[Cell]) -> set[tuple[int, int]]:
    loud = [cell for cell in cells if cell.bold]
    return {_at(cell) for cell in loud} if cells[0].bold and len(loud) * 2 <= len(cells) else set()


def _colons(cells: Sequence[Cell]) -> set[tuple[int, int]]:
    ending = [cell for cell in cells if cell.text.rstrip().endswith(":")]
    first = cells[0].text.rstrip().endswith(":")
    return {_at(cell) for cell in ending} if first and len(ending) * 2 <= len(cells) else set()


def _blocks(cells: Sequence[Cell]) -> set[tuple[int, int]]:
    """Return the first cell of each block between empty rows, when each block has cards below."""
    blocks: list[list[Cell]] = []
    for cell in cells:
        if not blocks or cell.row > blocks[-1][-1].row + 1:
            blocks.append([])
        blocks[-1].append(cell)
    titled = [block for block in blocks if len(block) > 1]
    if len(titled) < 2 or len(titled) < len(blocks) - 1:
        return set()
    short = all(len(block[0].text.split()) <= TITLE_WORDS for block in titled)
    return {_at(block[0]) for block in titled} if short else set()
