"""Cards with a letter beside or above them, and a key that says which letter has which title."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice
from typing import NamedTuple

from pipeline import forms
from pipeline.model import UNSAID, Cell, ColumnRead, Layout, Sheet, Title, Typed, Wanted
from pipeline.names import name_key
from pipeline.problems import Problem
from pipeline.reading import mapping
from pipeline.reading.cards import walls
from pipeline.reading.cards.walls import Wall
from pipeline.reading.claims import Certainty, Claim, Reader, Taken
from pipeline.reading.columns import by_content, kinds
from pipeline.reading.columns.kinds import Source, Table
from pipeline.reading.layouts import own_words, rows
from pipeline.reading.mapping import pinned
from pipeline.reading.nouns.ideas import Card
from pipeline.reading.nouns.people import GroupRow
from pipeline.words import among

NAMES = (mapping.LETTERS,)
# Each number is tried from both sides in tests/reading/test_lettered.py.
LEAST = 2  # letters of a key
KNOWN = (
    0.8  # of the cards that have a letter have one of the key: else the key is of something else
)
MOST_KEYS = 3  # that are looked at: a column of initials has many that look like one
LONGEST = 12  # characters of a cell that says a letter, with signs around it
TITLE_WORDS = 14  # of a title in a key: longer lines are cards
_MARK = r"[^\W_]{1,2}"
_BEGINS = re.compile(rf"\s*{_MARK}\s*(?:[=:)–—→-]|\Z)")  # as each line of a key, in one cell or two
_SAID = re.compile(rf"\s*({_MARK})\s*(?:[=:)–—]|-(?=\s)|->|→)\s*(\S.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a key: a letter and its title, in one cell or two."""

    mark: Typed
    title: Typed
    cells: Sequence[Cell]


class _Line(NamedTuple):
    """What may be a line of a key: its row, its letter, its title, and the one or two cells."""

    row: int
    mark: str
    title: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Lettered:
    """A sheet of cards with letters, and its key."""

    sheet: Sheet
    key: Sequence[Entry]
    head: Cell | None  # the word "Key"
    cards: Table | Wall


def claim(sheet: Sheet) -> Claim | None:
    """Claim a sheet with a key of letters, of which nearly each card has one."""
    for key in islice(_keys(sheet), MOST_KEYS):
        head = _head(sheet, key)
        apart = {(c.row, c.column) for each in key for c in each.cells}
        apart |= {(head.row, head.column)} if head else set()
        rest = replace(sheet, cells=tuple(c for c in sheet.cells if (c.row, c.column) not in apart))
        if found := _cards(rest, key):
            cards, said, asks = found
            titles = tuple(cell for each in key for cell in each.cells[-1:])
            return Claim(
                Lettered(sheet, key, head, cards),
                Certainty.TOLD if said else Certainty.SHAPED,
                _texts(cards),
                titles=titles,
                says_cards=said,
                asks=asks,
            )
    return None


def _keys(sheet: Sheet) -> Iterator[Sequence[Entry]]:
    """Yield what may be a key of cards beside it or under its letters; of those with the same letters, one."""
    held = None
    seen: set[frozenset[str]] = set()
    lines = _lines(sheet)
    for key in _runs_of_letters(sheet, lines):
        marks = _marks(key)
        if marks in seen:
            continue
        held = held or _Held.of(sheet, frozenset(name_key(each.mark) for each in lines))
        top = sheet.rows[: walls.TITLES_WITHIN + len(key)]  # lines of the key may stand among them
        if held.may_be_marked(key, marks) or _over_columns(top, marks):
            seen.add(marks)
            yield key


def _lines(sheet: Sheet) -> Sequence[_Line]:
    """Return what may be lines of a key: "A = Rides" in one cell, or A and Rides side by side."""
    return [
        line
        for _, row in sheet.rows
        for column, cell in row.items()
        if _BEGINS.match(cell.text) and (line := _line(cell, row.get(column + 1)))
    ]


def _runs_of_letters(sheet: Sheet, lines: Sequence[_Line]) -> Iterator[Sequence[Entry]]:
    """Yield runs of rows that read as a key."""
    columns: defaultdict[int, list[_Line]] = defaultdict(list)
    for line in lines:
        columns[line.cells[0].column].append(line)
    for _, own in sorted(columns.items()):
        for run in _runs(own):
            if _is_key(run):
                yield [_entry(sheet, line) for line in run]


def _line(cell: Cell, beside: Cell | None) -> _Line | None:
    """Return what may be a line of a key, in one cell or with its title in the cell `beside`."""
    if (said := _SAID.fullmatch(cell.text)) and len(said[2].split()) <= TITLE_WORDS:
        return _Line(cell.row, said[1], said[2].strip(), (cell,))
    mark = cell.text.strip()
    if beside is None or not isinstance(beside.value, str) or not re.fullmatch(_MARK, mark):
        return None
    short = len(beside.text.split()) <= TITLE_WORDS
    return _Line(cell.row, mark, beside.text, (cell, beside)) if short else None


def _entry(sheet: Sheet, line: _Line) -> Entry:
    """Return a line of a key with the places of its letter and its title."""
    first, last = (sheet.place(cell.row, cell.column) for cell in (line.cells[0], line.cells[-1]))
    return Entry(Typed(line.mark, first), Typed(line.title, last), line.cells)


def _runs(lines: Sequence[_Line]) -> Iterator[Sequence[_Line]]:
    """Yield the lines that stand right under each other."""
    numbered = groupby(enumerate(lines), key=lambda each: each[1].row - each[0])
    yield from ([line for _, line in run] for _, run in numbered)


def _is_key(run: Sequence[_Line]) -> bool:
    """Return whether each letter comes once: beside cards it comes again and again."""
    return len(run) >= LEAST and len({name_key(each.mark) for each in run}) == len(run)


def _head(sheet: Sheet, key: Sequence[Entry]) -> Cell | None:
    """Return the word "Key" right above or before a key."""
    first = key[0].cells[0]
    near = {
        (first.row - 1, first.column),
        (first.row - 1, first.column + 1),
        (first.row, first.column - 1),
    }
    return next(
        (c for c in sheet.cells if (c.row, c.column) in near and among("color_key", c.text)), None
    )


def _cards(rest: Sheet, key: Sequence[Entry]) -> tuple[Table | Wall, bool, bool] | None:
    """Return the cards that have the letters of a key, whether headings say so, and whether to ask."""
    marks = _marks(key)
    for layout in (rows, own_words):
        claimed = layout.claim(rest)
        if claimed and claimed.found.form is forms.IDEAS and _marked(claimed.found, key):
            return claimed.found, claimed.certainty is Certainty.TOLD, claimed.asks
    if (table := _bare(rest)) and _marked(table, key):
        return table, False, False
    wall = walls.wall(rest) if _over_columns(rest.rows[: walls.TITLES_WITHIN], marks) else None
    heads = [name_key(c.text) for c in wall.heads()] if wall and not wall.sideways else []
    if wall and len(heads) > 1 and marks.issuperset(heads):
        return wall, False, False
    return None


@dataclass(frozen=True, slots=True)
class _Held:
    """What the columns of a sheet hold, counted once: a list of initials has a thousand runs to hold against it."""

    below: Mapping[int, int]  # column → its cells below the rows that may head it
    often: Mapping[str, Mapping[int, int]]  # a letter → column → how often it stands there

    @classmethod
    def of(cls, sheet: Sheet, marks: frozenset[str]) -> "_Held":
        """Return what a sheet holds of the letters `marks`.

        A key has each plain letter and digit of its text, so that a longer text is none of them.
        """
        longest = max(map(len, marks))
        longer = re.compile(rf"(?:[^A-Za-z0-9]*[A-Za-z0-9]){{{longest + 1}}}")
        typed = [cell for cell in sheet.cells if cell.text.strip()]
        words = Counter(
            (cell.text, cell.column)
            for cell in typed
            if len(cell.text) <= LONGEST and not longer.match(cell.text)
        )
        often: defaultdict[str, Counter[int]] = defaultdict(Counter)
        for (text, column), many in words.items():
            if (mark := name_key(text)) in marks:
                often[mark][column] += many
        return cls(Counter(cell.column for cell in typed if cell.row > kinds.SEARCHED), often)

    def may_be_marked(self, key: Sequence[Entry], marks: frozenset[str]) -> bool:
        """Return, before headings are looked for, whether `_marked` may hold for any column beside `key`."""
        own = [cell for each in key for cell in each.cells]
        known = Counter[int]()
        for mark in marks:
            known.update(self.often.get(mark, {}))
        known.subtract(cell.column for cell in own if name_key(cell.text) in marks)
        inside = Counter(cell.column for cell in own if cell.row > kinds.SEARCHED)
        return any(
            many > 0 and many >= KNOWN * (self.below.get(column, 0) - inside[column])
            for column, many in known.items()
        )


def _over_columns(top: Sequence[tuple[int, Mapping[int, Cell]]], marks: frozenset[str]) -> bool:
    """Return, before a wall is looked for, whether the letters stand over two columns, as titles may."""
    titled = (sum(name_key(cell.text) in marks for cell in row.values()) for _, row in top)
    return any(many > 1 for many in titled)


def _marks(key: Sequence[Entry]) -> frozenset[str]:
    return frozenset(name_key(each.mark) for each in key)


def _marked(table: Table, key: Sequence[Entry]) -> bool:
    """Return whether nearly each card has a letter of the key, and the key is no column of the cards."""
    column = table.columns.get("mark", table.columns.get("title", 0))
    held = {number: row for number, row in table.rows() if column in row}
    known, marks = [name_key(row[column].text) for row in held.values()], _marks(key)
    text = table.columns.get("text", 0)
    if not any(text in row for row in held.values()):
        return False  # what is left are no cards
    if sum(each in marks for each in known) < KNOWN * len(held):
        return False
    again = len(set(known)) < len(known)
    return not _numbers(held, key, text, again=again)


def _numbers(
    held: Mapping[int, Mapping[int, Cell]], key: Sequence[Entry], text: int, *, again: bool
) -> bool:
    """Return whether a key is a column of the cards `held`: their numbers, and what stands beside these.

    In a numbered list, 1 and its words read as a line of a key. Each card has such a line, `again`
    where two cards have the same letter; a key is shorter, and its words are no card's own `text`.
    """
    lines, first = {each.cells[-1].row for each in key}, key[0].cells[0].column
    own = [row for number, row in held.items() if number in lines]
    goes_on = any(
        first in row and re.fullmatch(_MARK, row[first].text.strip())
        for number, row in held.items()
        if number not in lines
    )
    each_has_one = again and len(own) == len(held)
    return any(text not in row for row in own) or (bool(own) and (goes_on or each_has_one))


def _bare(rest: Sheet) -> Table | None:
    """Return two columns without headings, one of sentences and one of letters."""
    below = [row for _, row in kinds.rows_of(rest) if len(row) > 1]
    used: set[int] = set()
    for row in below:
        used.update(row)
        if len(used) > 2:
            return None
    if len(used) != 2:
        return None
    texts = [c for c in sorted(used) if by_content.wordy([row[c] for row in below if c in row])]
    if len(texts) != 1:
        return None
    (mark,) = used - set(texts)
    columns = {"text": texts[0], "mark": mark}
    return Table(rest, forms.IDEAS, 0, columns, {}, source=Source.BARE)


def _texts(cards: Table | Wall) -> tuple[Cell, ...]:
    if isinstance(cards, Wall):
        return kinds.below(cards.sheet, cards.header, *cards.titles)
    return kinds.below(cards.sheet, cards.header, cards.columns["text"])


def pin(sheet: Sheet, wanted: Wanted) -> Lettered | Problem:
    """Return the cards under the titles of the key, or say that there is no key."""
    found = claim(sheet)
    nothing = "No key here says which letter has which title."
    return found.found if found else Problem(wanted.place, nothing, pinned.MEND)


def read(found: Lettered, reader: Reader) -> Taken:
    """Read the cards with their letters, and the key as titles."""
    account = reader.account
    for cell in (*filter(None, [found.head]), *(c for each in found.key for c in each.cells)):
        account.use(cell)
    titles = tuple(GroupRow(Title(each.mark, each.title)) for each in found.key)
    reader.gathered.titles.append((found.sheet, titles))
    if isinstance(found.cards, Table):
        return rows.read(_by_mark(found.cards), reader)
    cards = tuple(_marking(card) for card in walls.hung(found.cards, account))
    account.titles.clear()
    return reader.cards("a letter over each column, and a key of letters", cards)


def _by_mark(table: Table) -> Table:
    """Return a table whose letters are marks, also where they stand under Title or Group."""
    if "mark" in table.columns:
        return table
    columns = {("mark" if name == "title" else name): at for name, at in table.columns.items()}
    return replace(table, columns=columns)


def _marking(card: Card) -> Card:
    return replace(card, idea=replace(card.idea, mark=card.idea.title, title=UNSAID))


def tell(found: Lettered) -> Layout:
    """Return the letters and their titles."""
    columns = tuple(ColumnRead(each.mark, "", each.title) for each in found.key)
    return Layout(mapping.LETTERS, "a key says which letter has which title", 0, columns)
