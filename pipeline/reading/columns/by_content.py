"""Tell the columns of a table of cards by what they hold, where the headings alone do not say it.

Every tool calls its columns something else. A column of cards holds sentences, each different; the
column of their titles holds few texts, each for several cards; votes are numbers. A word of the
heading must agree, so that a price list is not taken for a wall.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice

from pipeline import forms
from pipeline.model import Cell, Sheet
from pipeline.names import heading_key, plain, same_heading, words_key
from pipeline.reading.columns import facts, kinds
from pipeline.reading.columns.kinds import SEARCHED, Source, Table, rows_of
from pipeline.words import keys_of, words_of

# Each number is tried from both sides in tests/reading/test_thresholds.py.
ENOUGH = 500  # rows that show what a column holds
LEAST = 3  # rows that make a table
WIDEST = 0.8  # of the widest row: how many headings the row of headings has
DIFFERENT = 0.8  # of the cards of a column: reasons and statuses come again
SENTENCE = 3  # words: a name or a status has fewer
SENTENCES = 0.5  # of the cells of a column of cards
GROUPED = 0.5  # of the rows at least have a title, where a column holds titles
FEW = 0.7  # of the cells: titles come again, names of people do not (pairs side by side)
# what a heading may say, without accents, the surest words first
CARD = words_of("card_word")
SIDE_BY_SIDE = CARD[: CARD.index("comment")]
PLAIN = words_of("plain_word")
GROUP = words_of("group_word")
WEAK_GROUP = words_of("weak_group_word")
VOTES = words_of("votes_word")
TOOL = words_of("tool_word")
TABLE = tuple(dict.fromkeys(map(heading_key, words_of("small_group"))))
NOTES = words_of("note_word")
IDS = words_of("id_word")
_WORDS = re.compile(r"[^\W\d_]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")

Cells = Sequence[Cell]


@dataclass(slots=True)
class _Columns:
    """The columns below a row of headings, and which field each was taken for."""

    heads: Mapping[int, Cell]
    held: Mapping[int, Cells]
    taken: dict[str, int] = field(default_factory=dict)

    def take(
        self,
        name: str,
        words: Sequence[str],
        fits: Callable[[Cells], bool],
        barred: Collection[int] = (),
    ) -> bool:
        """Give `name` the column whose heading says it most surely, of those whose content fits."""
        free = self.heads.keys() - set(self.taken.values()) - set(barred)
        ranks = [
            (rank(self.heads[each].text, words), each) for each in free if fits(self.held[each])
        ]
        best = min(ranks, default=(len(words), 0))
        if best[0] < len(words):
            self.taken[name] = best[1]
        return best[0] < len(words)


def guess(sheet: Sheet, *, doubted: bool = False) -> Table | None:
    """Return `sheet` as a table of cards, None where its content and its headings do not agree.

    Where it is `doubted`, as its headings speak for another kind of sheet, they must say more.
    """
    at, heads = header(sheet)
    rows = rows_of(kinds.beginning(sheet, at + ENOUGH))
    below = [row for row in rows if row[0] > at and not (at and _again(row[1], heads))]
    if not at or len(below) < LEAST:
        return None if doubted else _bare(sheet, below)
    held = {column: [row[column] for _, row in below if column in row] for column in heads}
    found = _Columns(heads, held)

    def groups(cells: Cells) -> bool:
        return few(cells, len(below))

    of_facts = [column for column, cell in heads.items() if facts.asks_a_fact(cell.text)]
    loosely = not found.take("text", CARD, wordy, of_facts)
    if loosely:
        found.take("text", PLAIN, wordy, of_facts)
    grouped = found.take("title", GROUP, groups)
    voted = found.take("votes", VOTES, _counts)
    only = [column for column in heads if wordy(held[column])]
    if "text" not in found.taken:
        if not (grouped and voted and len(only) == 1):
            return None
        found.taken["text"] = only[0]
    text = heads[found.taken["text"]].text
    surely = rank(text, SIDE_BY_SIDE) < SIDE_BY_SIDE.index("note")
    if not grouped:
        found.take("title", WEAK_GROUP, groups)
    found.take("small_group", TABLE, groups)
    found.take("id", IDS, lambda cells: len({words_key(cell.text) for cell in cells}) == len(below))
    found.take("note", NOTES, lambda _: True)
    told = any(says(cell.text, TOOL) for cell in heads.values())
    agree = voted or (grouped and not loosely)
    if not agree and (doubted or not (told or surely)) and not (told and grouped):
        return None
    unknown = {
        column: cell.text.strip()
        for column, cell in heads.items()
        if column not in found.taken.values()
    }
    return Table(sheet, forms.IDEAS, at, found.taken, unknown, source=Source.CONTENT)


def filled_in(table: Table) -> Table:
    """Return a table of cards with the titles and votes that its headings name in other words."""
    if table.form is not forms.IDEAS or "source" in table.columns:
        return table
    below = [row for _, row in islice(table.rows(), ENOUGH)]
    columns = _headlined(table, below)
    free = {*table.unknown, *(set(table.columns.values()) - set(columns.values()))}
    heads = {
        cell.column: cell
        for cell in table.sheet.cells
        if cell.row == table.header and cell.column in free
    }
    held = {column: [row[column] for row in below if column in row] for column in heads}
    found = _Columns(heads, held, columns)
    if not {"title", "mark"} & columns.keys():
        found.take("title", GROUP, lambda cells: few(cells, len(below)))
    if "headline" not in columns and not any(columns.get("text", 0) in row for row in below):
        found.take("headline", PLAIN, wordy)
    if "votes" not in columns:
        found.take("votes", VOTES, _counts)
    if "note" not in columns:
        found.take("note", NOTES, lambda _: True)
    unknown = {
        column: words
        for column, words in table.unknown.items()
        if column not in found.taken.values()
    }
    return replace(table, columns=found.taken, unknown=unknown)


def _headlined(table: Table, below: Sequence[Mapping[int, Cell]]) -> dict[str, int]:
    """Return the columns of a table; a title that is each card's own is its headline, not a group's."""
    columns = dict(table.columns)
    if not {"title", "text"} <= columns.keys():
        return columns
    titles, texts = (
        [row[columns[name]] for row in below if columns[name] in row] for name in ("title", "text")
    )
    if len(texts) * 2 <= len(below) and wordy(titles):
        columns["headline"] = columns.pop("title")
    return columns


def _bare(sheet: Sheet, rows: Sequence[tuple[int, Mapping[int, Cell]]]) -> Table | None:
    """Return a table without headings: a column of sentences, beside it at most one of their titles."""
    used = sorted({column for _, row in rows for column in row})
    held = {column: [row[column] for _, row in rows if column in row] for column in used}
    texts = [column for column in used if wordy(held[column])]
    others = [column for column in used if column not in texts]
    if len(rows) < LEAST or len(texts) != 1 or len(others) != 1:
        return None
    (text,), (other,) = texts, others
    if not few(held[other], len(rows)) or len(held[other]) < len(rows):
        return None
    columns = {"text": text}
    if not all(_may_be_names(cell.text) for cell in held[other]):
        columns["title"] = other
    return Table(sheet, forms.IDEAS, 0, columns, {}, source=Source.BARE)


def _may_be_names(words: str) -> bool:
    """Return whether every word begins with a capital, as in the name of a person."""
    return all(word[0].isupper() or not word[0].isalpha() for word in words.split())


def header(sheet: Sheet) -> tuple[int, Mapping[int, Cell]]:
    """Return the row of the headings: the first about as wide as any, of words that do not come again."""
    top = list(rows_of(kinds.beginning(sheet, 2 * SEARCHED)))
    widest = max((len(row) for _, row in top), default=0)
    for number, row in top[:SEARCHED]:
        if len(row) < max(2, WIDEST * widest):
            continue
        below = {
            (column, heading_key(cell.text))
            for other, cells in top
            for column, cell in cells.items()
            if other > number and len(cells) > 1 and not _again(cells, row)
        }
        words = all(isinstance(cell.value, str) for cell in row.values())
        again = any((column, heading_key(cell.text)) in below for column, cell in row.items())
        return (number, row) if words and not again else (0, {})
    return 0, {}


def _again(cells: Mapping[int, Cell], heads: Mapping[int, Cell]) -> bool:
    """Return whether a row is the headings once more."""
    return all(
        column in heads and same_heading(heads[column].text, cell.text)
        for column, cell in cells.items()
    )


@lru_cache(maxsize=1 << 12)
def _said(heading: str) -> tuple[str, ...]:
    """Return the words of a heading, without case and accents."""
    return tuple(map(heading_key, _WORDS.findall(plain(_CAMEL.sub(" ", heading[:200])))))


def says(heading: str, words: Sequence[str]) -> bool:
    """Return whether a heading says one of `words`."""
    return rank(heading, words) < len(words)


def rank(heading: str, words: Sequence[str]) -> int:
    """Return how surely a heading says one of `words`: 0 the surest, their number where it does not."""
    if words in (CARD, SIDE_BY_SIDE) and heading.rstrip().endswith("?"):
        return 0  # what people were asked
    said: Collection[str] = _said(heading)
    if words not in (TOOL, IDS) and not keys_of("about_word").isdisjoint(said):
        return len(words)
    return min((words.index(word) for word in said if word in words), default=len(words))


def wordy(cells: Cells) -> bool:
    """Return whether a column holds sentences, nearly each of them different."""
    several = sum(
        isinstance(cell.value, str) and len(cell.text.split()) >= SENTENCE for cell in cells
    )
    different = len({words_key(cell.text) for cell in cells})
    return (
        len(cells) >= LEAST
        and several >= SENTENCES * len(cells)
        and different > DIFFERENT * len(cells)
    )


def few(cells: Cells, rows: int) -> bool:
    """Return whether a column holds few texts, each for several of `rows` cards."""
    if len(cells) < GROUPED * rows or not all(map(_is_words, cells)):
        return False
    return 2 <= len({words_key(cell.text) for cell in cells}) <= FEW * len(cells)


def _is_words(cell: Cell) -> bool:
    return isinstance(cell.value, str) and any(map(str.isalpha, cell.text))


def _counts(cells: Cells) -> bool:
    return bool(cells) and all(cell.text.strip().isdigit() for cell in cells)


def spread(heads: Mapping[int, Cell], rows: Sequence[Mapping[int, Cell]]) -> tuple[int, ...]:
    """Return the columns of cards that stand side by side: Idea 1, Idea 2; or Ideas, and none behind."""
    stems: dict[str, list[int]] = {}
    for column, cell in heads.items():
        bare = cell.text.strip().rstrip("0123456789").rstrip(" #.-_")
        if says(bare, SIDE_BY_SIDE):
            stems.setdefault(heading_key(bare), []).append(column)
    same = {heading_key(cell.text) for cell in heads.values()}
    if len(heads) < 2 or not stems:
        return ()
    stem = max(stems, key=lambda each: len(stems[each]))
    best, last = stems[stem], max(heads)
    if len(best) == 2 and stem in same:
        return ()  # one heading twice: a slip
    if best == [last] and sum(last + 1 in row for row in rows) * 2 >= len(rows):
        best += sorted({column for row in rows for column in row if column > last})
    words = [row[column].text for row in rows for column in best if column in row]
    several = sum(" " in text.strip() for text in words)
    return tuple(sorted(best)) if len(best) > 1 and words and several * 2 >= len(words) else ()
