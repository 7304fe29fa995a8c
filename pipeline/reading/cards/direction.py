"""Tell which way a wall hangs: its titles across the top, or down the first column."""

import re
from calendar import day_name, month_name
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from math import log
from statistics import fmean, pstdev

from pipeline import meaning
from pipeline.model import Cell
from pipeline.names import heading_key

MOST_CARDS = 400  # compared by what they say
NEARER = (
    0.4  # how much nearer cards must be one way than the other, fewer cards more: docs/models.md
)
LINES = 2  # rows, and columns, of two cards or more: one alone may be alike by chance
SHORTER = 2.0  # standard errors by which titles are shorter than cards
LOUD = 0.1  # of the cards at most: else bold type or a fill does not mark the titles
HOLES = 2  # blanks that show a way: one is a card that fell off
FEWER_HOLES = 4  # times as many blanks the other way

Said = tuple[bool, str] | None  # whether the titles run down, and why


def told(body: Sequence[Cell], *, by_words: bool) -> Said:
    """Return whether the titles of a wall run down, and what tells so; None where nothing does."""
    for tell in (
        (_by_series, _by_questions, _by_looks, _by_gaps, _by_meaning, _by_length)
        if by_words
        else (_by_series, _by_questions, _by_looks, _by_gaps)
    ):
        if said := tell(body):
            return said
    return None


_NUMBERED = re.compile(r"(\D*?)[\s.#:-]*(\d{1,4}|[ivx]{1,4}|[a-z])", re.IGNORECASE)
_CALENDAR = frozenset(
    heading_key(word) for name in (*month_name[1:], *day_name) for word in (name, name[:3])
)


def is_series(cells: Sequence[Cell]) -> bool:
    """Return whether short texts only go on: Q1, Q2; Phase A, Phase B; 2025, 2026; Monday, Tuesday."""
    texts = [cell.text.strip() for cell in cells]
    if len(texts) < 2 or len(set(texts)) < len(texts):
        return False
    if all(heading_key(text) in _CALENDAR for text in texts):
        return True
    if all(isinstance(cell.value, date) for cell in cells):
        return True
    parts = [_NUMBERED.fullmatch(text) for text in texts]
    stems = {heading_key(part[1]) if part[1].strip() else "" for part in parts if part}
    return all(parts) and len(stems) == 1


def _by_series(body: Sequence[Cell]) -> Said:
    """Say that a row or column of titles only goes on: Q1, Q2, Q3. Cards do not."""
    first, top = min(cell.column for cell in body), body[0].row
    across = is_series([cell for cell in body if cell.row == top])
    down = is_series([cell for cell in body if cell.column == first])
    if across == down:
        return None
    return down, f"the texts in the first {'column' if down else 'row'} only go on"


def _by_questions(body: Sequence[Cell]) -> Said:
    """Say that every text of the first row or column asks, as "What worked?" and "What next?" do."""
    first, top = min(cell.column for cell in body), body[0].row
    across = [cell for cell in body if cell.row == top]
    down = [cell for cell in body if cell.column == first]
    asks = [
        len(cells) > 1 and all(cell.text.rstrip().endswith("?") for cell in cells)
        for cells in (across, down)
    ]
    if asks[0] == asks[1]:
        return None
    return asks[1], f"the texts in the first {'column' if asks[1] else 'row'} are questions"


def goes_on(typed: Sequence[Cell]) -> bool:
    """Return whether titles stand in the first column with blanks between, for the rows that follow."""
    first = min(cell.column for cell in typed)
    rows = sorted({cell.row for cell in typed})
    heads = {cell.row for cell in typed if cell.column == first}
    titled = [number for number, row in enumerate(rows) if row in heads]
    return len(titled) * 2 <= len(rows) and titled[-1] >= len(titled)


def _by_looks(body: Sequence[Cell]) -> Said:
    """Say what bold type, fills and colors tell: titles look unlike cards, a group has one color."""
    found = (
        _by_look(body, "bold", "bold type"),
        _by_look(body, "fill", "a fill"),
        _by_colors(body),
    )
    return next((said for said in found if said), None) or _by_merging(body)


def _by_look(body: Sequence[Cell], look: str, how: str) -> Said:
    """Say whether all titles have one look, and hardly a card has it."""
    first, top = min(cell.column for cell in body), body[0].row
    down = all(getattr(cell, look) for cell in body if cell.column == first)
    across = all(getattr(cell, look) for cell in body if cell.row == top)
    rest = [cell for cell in body if cell.column != first and cell.row != top]
    loud = sum(bool(getattr(cell, look)) for cell in rest)
    if down == across or loud >= LOUD * len(rest):
        return None
    return down, f"only the titles in the first {'column' if down else 'row'} have {how}"


def _by_colors(body: Sequence[Cell]) -> Said:
    """Say whether each row has one color, or each column."""
    fills = {cell.fill for cell in body}
    rows, columns = _one_color(body, across=True), _one_color(body, across=False)
    if "" in fills or len(fills) == 1 or rows == columns:
        return None
    return rows, f"each {'row' if rows else 'column'} has one color"


def _by_merging(body: Sequence[Cell]) -> Said:
    """Say whether a title is merged over the rows, or the columns, of its cards."""
    first, top = min(cell.column for cell in body), body[0].row
    tall = any(cell.merged[0] > 1 for cell in body if cell.column == first)
    wide = any(cell.merged[1] > 1 for cell in body if cell.row == top)
    if tall == wide:
        return None
    return tall, f"a title is merged over several {'rows' if tall else 'columns'}"


def _one_color(body: Sequence[Cell], *, across: bool) -> bool:
    colors: defaultdict[int, set[str]] = defaultdict(set)
    for cell in body:
        colors[cell.row if across else cell.column].add(cell.fill)
    return all(len(own) == 1 for own in colors.values())


def _by_gaps(body: Sequence[Cell]) -> Said:
    """Say what blanks tell: cards stand close behind their title, so blanks end a row or a column."""
    first = min(cell.column for cell in body)
    cards = [cell for cell in body if cell.column != first] if goes_on(body) else body
    across, down = _gaps(cards, sideways=True), _gaps(body, sideways=False)
    if FEWER_HOLES * across <= down and down >= HOLES:
        return True, "rows of cards end where they end, columns have holes"
    if FEWER_HOLES * down <= across and across >= HOLES:
        return False, "columns of cards end where they end, rows have holes"
    return None


def _gaps(body: Sequence[Cell], *, sideways: bool) -> int:
    """Return how many blanks stand before the last card of each row or column."""
    used = sorted({cell.column if sideways else cell.row for cell in body})
    rank = {place: number for number, place in enumerate(used)}
    lines: defaultdict[int, list[int]] = defaultdict(list)
    for cell in body:
        line, place = (cell.row, cell.column) if sideways else (cell.column, cell.row)
        lines[line].append(rank[place])
    return sum(max(own) + 1 - len(own) for own in lines.values())


def _by_meaning(body: Sequence[Cell]) -> Said:
    """Say what the words tell: cards that hang together say nearly the same."""
    if len(body) > MOST_CARDS:
        return None
    # what may be a title, either way, tells nothing: titles are like each other, and unlike cards
    first, top = min(cell.column for cell in body), body[0].row
    cards = [cell for cell in body if cell.row != top and cell.column != first]
    if not cards:
        return None
    rows = meaning.vectors([cell.text for cell in cards])
    near = meaning.cosines(rows, rows)
    means = []
    for sideways in (True, False):
        lines: defaultdict[int, list[int]] = defaultdict(list)
        for number, cell in enumerate(cards):
            lines[cell.row if sideways else cell.column].append(number)
        own = [each for each in lines.values() if len(each) > 1]
        sums = [
            (near[each][:, each].sum() - len(each)) / (len(each) * (len(each) - 1)) for each in own
        ]
        if len(sums) < LINES:
            return None
        means.append(sum(sums) / len(sums))
    across, down = means
    if abs(across - down) <= NEARER / len(cards) ** 0.5:
        return None
    runs_down = bool(across > down)
    return runs_down, f"cards in a {'row' if runs_down else 'column'} say nearly the same"


def _by_length(body: Sequence[Cell]) -> Said:
    """Say what lengths tell: titles are shorter than cards."""
    first, top = min(cell.column for cell in body), body[0].row
    down = _shorter(body, [cell.column == first for cell in body])
    across = _shorter(body, [cell.row == top for cell in body])
    if max(down, across) < SHORTER or min(down, across) > SHORTER / 2:
        return None
    runs_down = down > across
    return runs_down, f"the texts in the first {'column' if runs_down else 'row'} are shorter"


def _shorter(body: Sequence[Cell], heads: Sequence[bool]) -> float:
    """Return by how many standard errors the texts that are `heads` are shorter than the others."""
    long = [log(len(cell.text.split())) for cell in body]
    ours = [each for each, head in zip(long, heads, strict=True) if head]
    others = [each for each, head in zip(long, heads, strict=True) if not head]
    spread = pstdev(long) or 1.0
    return (fmean(others) - fmean(ours)) / spread * len(ours) ** 0.5 if others else 0.0
