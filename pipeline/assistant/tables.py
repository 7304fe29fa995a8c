"""Read the tables of an answer: a card a row or a group a row, with bars, tabs, commas or semicolons."""

import csv
import re
from collections.abc import Iterator, Sequence

from pipeline.assistant.shapes import Cards, Mention, title_of
from pipeline.names import name_key

BULLETED = re.compile(r"\s*([-*•–—+○▪·◦#]|\d{1,3}[.)])\s")
RULE = re.compile(r"^[\s|:+=-]+$")
TITLE_HEADINGS = frozenset(
    map(
        name_key,
        [
            "group",
            "column",
            "title",
            "theme",
            "category",
            "cluster",
            "topic",
            "grupo",
            "columna",
            "título",
        ],
    )
) | {name_key(each) for each in ("column title", "group title", "title of the column")}
Row = tuple[int, list[str]]  # the line it stands on, its cells


def table(lines: Sequence[str], start: int, cards: Cards) -> tuple[list[Row], int]:
    """Return the rows of the table that begins at line `start`, and where it ends; none where none."""
    for split in (_bars, _tabs, _commas, _semicolons):
        rows: list[Row] = []
        at = start
        while at < len(lines):
            loose = split in {_commas, _semicolons}
            if loose and (BULLETED.match(lines[at]) or len(cards.many(lines[at])[1]) > 1):
                break
            cells = split(lines[at])
            if len(cells) < 2 or (loose and rows and len(cells) != len(rows[0][1])):  # fmt: skip
                break
            if not RULE.match(lines[at]):
                rows.append((at + 1, cells))
            at += 1
        if len(rows) > 1:
            return rows, at
    return [], start


def mentions(rows: Sequence[Row], title: str, cards: Cards) -> Iterator[Mention]:
    """Yield each card of a table; nothing where no column of it holds cards.

    `title` stands above the table, for one that has no column of titles.
    """
    width = max(len(cells) for _, cells in rows)
    padded = [(line, [*cells, *[""] * (width - len(cells))]) for line, cells in rows]
    columns = [[cells[n] for _, cells in padded] for n in range(width)]
    ids = _most([sum(bool(cards.id_of(cell)) for cell in column) for column in columns])
    worded = _most([sum(bool(cards.worded(cell)) for cell in column) for column in columns])
    several = _most([sum(len(cards.many(cell)[1]) > 1 for cell in column) for column in columns])
    if ids is None and worded is None and several is None:
        return
    if several is not None and ids is None:
        yield from _a_group_a_row(padded, several, cards)
        return
    body = padded
    heads = [name_key(cell) for cell in padded[0][1]]
    headed = not any(cards.id_of(cell) or cards.worded(cell) for cell in padded[0][1])
    if headed:
        body = padded[1:]
    titles = _titles(heads if headed else [], columns, {ids, worded})
    if ids is not None and worded is None:
        worded = next((n for n in range(width) if n not in {ids, titles} and _wordy(columns[n])), None)  # fmt: skip
    above = title
    for line, cells in body:
        said = title_of(cells[titles]) if titles is not None else title
        above = said or above  # a cell left empty means the title above
        card = cards.id_of(cells[ids]) if ids is not None else ""
        words = cells[worded] if worded is not None else ""
        if card or words or (ids is not None and cells[ids].strip()):
            yield Mention(line, card, words or ("" if card else cells[ids or 0]), above)


def _a_group_a_row(rows: Sequence[Row], several: int, cards: Cards) -> Iterator[Mention]:
    for line, cells in rows:
        title = next(
            (title_of(c) for n, c in enumerate(cells) if n != several and re.search(r"[^\W\d]", c)),
            "",
        )
        yield from (Mention(line, each, "", title) for each in cards.many(cells[several])[1])


def _titles(heads: Sequence[str], columns: Sequence[Sequence[str]], taken: set[int | None]) -> int | None:  # fmt: skip
    """Return which column holds titles: the one headed so, else the one that repeats itself most."""
    free = [n for n in range(len(columns)) if n not in taken]
    named = [n for n in free if n < len(heads) and heads[n] in TITLE_HEADINGS]
    likely = named or [n for n in free if _wordy(columns[n])]
    return min(likely, key=lambda n: len(set(columns[n])), default=None)


def _wordy(column: Sequence[str]) -> bool:
    return any(re.search(r"[^\W\d_]{2}", cell) for cell in column)


def _most(counts: Sequence[int]) -> int | None:
    return counts.index(max(counts)) if max(counts, default=0) else None


def _bars(line: str) -> list[str]:
    inner = line.strip()
    if "|" not in inner.strip("|"):
        return [inner] if "|" not in inner else [inner.strip("|")]
    inner = inner.removeprefix("|").removesuffix("|")
    return [cell.replace("\\|", "|").strip().strip("*`") for cell in re.split(r"(?<!\\)\|", inner)]


def _tabs(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("\t")] if "\t" in line.strip() else [line]


def _commas(line: str) -> list[str]:
    return next(csv.reader([line], skipinitialspace=True), [line])


def _semicolons(line: str) -> list[str]:
    return next(csv.reader([line], delimiter=";", skipinitialspace=True), [line])
