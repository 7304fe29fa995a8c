"""Read the export of an online board: notes with a position, posts, tables that refer to tables."""

import html
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pipeline import forms
from pipeline.model import UNSAID, Cell, Idea, Sheet, Typed
from pipeline.reading.account import Account
from pipeline.reading.ideas import Card, parked
from pipeline.reading.kinds import SEARCHED, Table, complete, fold, heading, rows_of, table_at
from pipeline.reading.people import reason

ACROSS = frozenset({"positionx", "x", "left", "posx", "xposition", "coordx"})
DOWN = frozenset({"positiony", "y", "top", "posy", "yposition", "coordy"})
WORDS = frozenset({"text", "content", "note", "name", "title", "label", "stickynote", "body"})
COLOR = frozenset(
    {"bgcolor", "color", "colour", "backgroundcolor", "fill", "notecolor", "stickycolor"}
)
AREA = frozenset({"area", "frame", "section", "region"})
SECTIONS = frozenset(
    {"section", "column", "list", "seccion", "lista", "rubrique", "liste", "secao", "seccao", "abschnitt", "sezione", "섹션", "セクション"}
)  # fmt: skip
SUBJECTS = frozenset(
    {"title", "subject", "titulo", "asunto", "titre", "sujet", "objet", "assunto", "titel", "betreff", "titolo", "oggetto", "제목", "タイトル", "件名"}
)  # fmt: skip
REACH = 0.75  # of the distance between two titles
MOST_TABLES = 50  # under one another on one sheet


# ── notes with a position ────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Geometry:
    """A sheet of notes with their places on a board: which column says what."""

    sheet: Sheet
    header: int
    text: int
    across: int
    down: int
    id: int = 0
    color: int = 0
    area: int = 0


@dataclass(frozen=True, slots=True)
class _Note:
    """One note: its row, its words, where it hangs and how it looks."""

    row: int
    words: Typed
    x: float
    y: float
    color: str
    area: str


def geometry(sheet: Sheet) -> Geometry | None:
    """Return where `sheet` keeps notes and their positions, None when it keeps none."""
    for number, row in rows_of(sheet):
        if number > SEARCHED:
            break
        names = {column: fold(cell.text) for column, cell in row.items()}
        at = {
            key: next((column for column, name in names.items() if name in known), 0)
            for key, known in {
                "text": WORDS,
                "across": ACROSS,
                "down": DOWN,
                "color": COLOR,
                "area": AREA,
            }.items()
        }
        if at["text"] and at["across"] and at["down"]:
            own = next(
                (column for column, name in names.items() if name in {"id", "noteid", "widgetid"}),
                0,
            )
            return Geometry(
                sheet, number, at["text"], at["across"], at["down"], own, at["color"], at["area"]
            )
    return None


def notes(found: Geometry, account: Account) -> Iterator[Card]:
    """Yield the notes of a board, each under the title note that hangs nearest above it."""
    hung = sorted(_notes(found, account), key=lambda note: (note.y, note.x))
    titles = _titles(hung)
    reach = _reach(titles)
    top = min((title.y for title in titles), default=0.0)
    plain = _usual([note.color for note in hung if note not in titles])
    where = _usual([note.area for note in hung])
    cards: list[tuple[float, float, Card]] = []
    for note in hung:
        if note in titles:
            continue
        if titles and note.y < top and (note.color != plain or note.area != where):
            account.put_back(
                [_cell(account, note.row, found.text)], "A note above the titles, unlike the cards."
            )
            account.notice(
                note.row,
                found.text,
                "It hangs above the titles and looks unlike the cards: not a card.",
            )
            continue
        title = min(titles, key=lambda each: abs(each.x - note.x), default=None)
        near = title is not None and abs(title.x - note.x) <= reach and note.y > title.y
        over = title.words if near and title else UNSAID
        given = account.typed(note.row, found.id) if found.id else UNSAID
        idea = Idea(
            given.strip() or note.words.place.cell,
            note.words,
            title=over,
            parked=parked(note.words, "", over),
        )
        cards.append(
            (
                title.x if near and title else float("inf"),
                note.y,
                Card(idea, own_id=bool(given.strip())),
            )
        )
    yield from (card for _, _, card in sorted(cards, key=lambda each: each[:2]))
    _leave_rest(found, account)


def _notes(found: Geometry, account: Account) -> Iterator[_Note]:
    for number, row in rows_of(found.sheet):
        if number <= found.header or found.text not in row:
            continue
        x, y = _number(row.get(found.across)), _number(row.get(found.down))
        typed = account.typed(number, found.text)
        words = Typed(html.unescape(typed), typed.place)
        for column in (found.across, found.down, found.color, found.area):
            if column in row:
                account.use(row[column])
        color = fold(row[found.color].text) if found.color in row else ""
        area = fold(row[found.area].text) if found.area in row else ""
        yield _Note(number, words, x, y, color, area)


def _titles(hung: Sequence[_Note]) -> Sequence[_Note]:
    """Return the title notes: a color of their own, side by side, above nearly all other notes."""
    by_color: defaultdict[str, list[_Note]] = defaultdict(list)
    for note in hung:
        by_color[note.color].append(note)
    best: Sequence[_Note] = ()
    for own in by_color.values():
        others = [note for note in hung if note not in own]
        if not 2 <= len(own) <= len(others) or len(own) <= len(best):
            continue
        low = max(note.y for note in own)
        below = sum(note.y > low for note in others)
        if below >= 0.8 * len(others) and len({note.x for note in own}) == len(own):
            best = own
    return best


def _reach(titles: Sequence[_Note]) -> float:
    across = sorted(title.x for title in titles)
    gaps = [right - left for left, right in pairwise(across)]
    return REACH * median(gaps) if gaps else float("inf")


def _usual(values: Sequence[str]) -> str:
    return max(sorted(set(values)), key=values.count, default="")


def _number(cell: Cell | None) -> float:
    try:
        return float(cell.text.replace(",", ".")) if cell else 0.0
    except ValueError:
        return 0.0


def _cell(account: Account, row: int, column: int) -> Cell:
    return account.cell(row, column) or Cell(row, column, "")


def _leave_rest(found: Geometry, account: Account) -> None:
    read = {found.text, found.across, found.down, found.id, found.color, found.area}
    headings: dict[int, str] = {}
    for cell in found.sheet.cells:
        if cell.row == found.header:
            headings[cell.column] = cell.text
            if cell.column in read:
                account.use(cell)
        if cell.row < found.header:
            account.leave([cell], "It stands above the headings.")
        elif cell.column not in read:
            account.leave([cell], reason(headings.get(cell.column, "")))
        else:
            account.leave([cell], "It belongs to a note that is no card.")


# ── posts: section, title, body ──────────────────────────────────────────────────────────────


def posts(table: Table | None) -> Table | None:
    """Return `table` with its columns as a board of posts means them, None when it is no board.

    On such a board the section is our column, and a post's words are in its title, its body or both.
    """
    if table is None or table.form is not forms.IDEAS or "mark" in table.columns:
        return None
    free = {column for name, column in table.columns.items() if name == "title"} | set(
        table.unknown
    )
    heads = {
        cell.column: heading(cell.text)
        for cell in table.sheet.cells
        if cell.row == table.header and cell.column in free
    }
    section = next((column for column, words in heads.items() if words in SECTIONS), 0)
    subject = next((column for column, words in heads.items() if words in SUBJECTS), 0)
    if not section or not subject:
        return None
    columns = {**table.columns, "title": section, "headline": subject}
    taken = set(columns.values())
    unknown = {
        cell.column: cell.text.strip()
        for cell in table.sheet.cells
        if cell.row == table.header and cell.text.strip() and cell.column not in taken
    }
    return Table(table.sheet, table.form, table.header, columns, unknown, table.score)


# ── tables that refer to tables ──────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Stack:
    """Tables one under the other: the cards, and the names of the columns they refer to."""

    cards: Table
    end: int  # the last row of the cards
    refers: int  # the column that says where a card hangs
    names: Mapping[str, Cell]  # what it says → the name of the column


def stack(sheet: Sheet) -> Stack | None:
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


def stacked(found: Stack, account: Account) -> Iterator[Card]:
    """Yield the cards of stacked tables, each under the name of its column."""
    cards = found.cards
    for number, row in rows_of(cards.sheet):
        if number == cards.header:
            for column in {*cards.columns.values(), found.refers} & set(row):
                account.use(row[column])
        if not cards.header < number <= found.end:
            account.leave(row.values(), "It belongs to another table of the export.")
            continue
        account.leave(row.values(), "Kept by the board; not on the card.")
        text = account.typed(number, cards.columns["text"])
        given = account.typed(number, cards.columns["id"]) if "id" in cards.columns else UNSAID
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
    headings = {fold(cell.text): column for column, cell in block[0][1].items()}
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
