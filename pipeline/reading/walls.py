"""Read a copy of the wall: a title over each column of cards, or a title before each row of them."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import islice

from pipeline import meaning
from pipeline.model import UNSAID, Cell, Idea, Sheet, Typed, column_letters
from pipeline.reading.account import Account
from pipeline.reading.ideas import Card, parked
from pipeline.reading.kinds import fold, rows_of

MOST_TITLES = 60  # side by side on a wall
MOST_CARDS = 400  # compared by what they say
NEARER = (
    0.4  # how much nearer cards must be one way than the other, fewer cards more: docs/models.md
)
TOP = "short titles side by side, cards below, and no headings that Afterword knows"


@dataclass(frozen=True, slots=True)
class Wall:
    """A sheet laid out like the wall: cards below or behind the title they hang from."""

    sheet: Sheet
    header: int  # the row of the titles; where they run down, the last row above them
    titles: Mapping[int, Cell | None]  # column → the title over it, None where there is none
    question: Cell | None = None
    sideways: int = 0  # the column of the titles where they run down: then row → its title
    why: str = TOP
    sure: bool = True  # that the titles run this way

    def line(self, cell: Cell) -> int:
        """Return the column or the row that `cell` hangs in."""
        return cell.row if self.sideways else cell.column


def wall(sheet: Sheet) -> Wall | None:
    """Return `sheet` as a copy of the wall, None when it does not look like one."""
    above: list[Cell] = []
    for number, row in islice(rows_of(sheet), 6):
        if len(row) < 2:
            above += row.values()
            continue
        return _either(_upright(sheet, number, row, above), _lying(sheet, number, above))
    return None


def wall_at(sheet: Sheet, header: int, *, sideways: bool = False) -> Wall:
    """Return `sheet` as a copy of the wall whose titles stand in the row `header`, or run down below it."""
    typed = [cell for cell in sheet.cells if cell.text.strip()]
    below = [cell for cell in typed if cell.row > header]
    above = [cell for cell in typed if cell.row < header + sideways]
    if sideways:
        return _before(sheet, header, below, above)
    row = {cell.column: cell for cell in typed if cell.row == header}
    return _under(sheet, header, row, below, above)


def _upright(
    sheet: Sheet, number: int, row: Mapping[int, Cell], above: Sequence[Cell]
) -> Wall | None:
    below = [cell for cell in sheet.cells if cell.row > number and cell.text.strip()]
    if not below or len(row) > MOST_TITLES or not _reads_like_cards(row.values(), below):
        return None
    return _under(sheet, number, row, below, above)


def _lying(sheet: Sheet, number: int, above: Sequence[Cell]) -> Wall | None:
    typed = [cell for cell in sheet.cells if cell.row >= number and cell.text.strip()]
    found = _before(sheet, number - 1, typed, above)
    titles = {id(cell): cell for cell in found.titles.values() if cell}
    cards = [cell for cell in typed if id(cell) not in titles]
    widest = max(Counter(cell.row for cell in cards).values(), default=0)
    if not 2 <= widest < MOST_TITLES or len(titles) < 2 or None in found.titles.values():
        return None
    return found if _reads_like_cards(titles.values(), cards) else None


def _under(
    sheet: Sheet, number: int, row: Mapping[int, Cell], cards: Sequence[Cell], above: Sequence[Cell]
) -> Wall:
    titles: dict[int, Cell | None] = {}
    for column, cell in row.items():
        titles |= dict.fromkeys(range(column, column + cell.merged[1]), cell)
    for cell in cards:
        titles.setdefault(cell.column, None)
    return Wall(sheet, number, titles, _asked(above))


def _before(sheet: Sheet, header: int, typed: Sequence[Cell], above: Sequence[Cell]) -> Wall:
    """Return a wall whose titles run down the first column; a row without one goes on with the last."""
    first = min((cell.column for cell in typed), default=1)
    titles: dict[int, Cell | None] = {}
    last: Cell | None = None
    for cell in typed:
        last = cell if cell.column == first else last
        titles[cell.row] = last
    return Wall(sheet, header, titles, _asked(above), sideways=first)


def _asked(above: Sequence[Cell]) -> Cell | None:
    return next((cell for cell in above if cell.text.strip().endswith("?")), None)


# ── which way the titles run ─────────────────────────────────────────────────────────────────


def _either(upright: Wall | None, lying: Wall | None) -> Wall | None:
    """Return the one that the sheet shows; where nothing tells, titles stand in the first row."""
    if lying is None:
        return upright
    body = [cell for cell in lying.sheet.cells if cell.row > lying.header and cell.text.strip()]
    for tell in (_by_looks, _by_gaps, _by_meaning) if upright else (_by_looks, _by_gaps):
        if said := tell(body):
            runs_down, why = said
            found = lying if runs_down else upright
            return replace(found, why=why) if found else None
    return replace(upright, sure=False) if upright else None


Said = tuple[bool, str] | None  # whether the titles run down, and why


def _by_looks(body: Sequence[Cell]) -> Said:
    """Say what bold type, fills and colors tell: titles look unlike cards, a group has one color."""
    first, top = min(cell.column for cell in body), body[0].row
    rest = [cell for cell in body if cell.column != first and cell.row != top]
    for look, how in (("bold", "bold type"), ("fill", "a fill")):
        loud = [cell for cell in body if getattr(cell, look)]
        down = all(getattr(cell, look) for cell in body if cell.column == first)
        across = all(getattr(cell, look) for cell in body if cell.row == top)
        if down != across and sum(bool(getattr(cell, look)) for cell in rest) < 0.1 * len(rest):
            where = "column" if down else "row"
            return down, f"only the titles in the first {where} have {how}"
        if look == "fill" and len(loud) == len(body) and len({cell.fill for cell in body}) > 1:
            rows, columns = (_one_color(body, across) for across in (True, False))
            if rows != columns:
                return rows, f"each {'row' if rows else 'column'} has one color"
    tall = any(cell.merged[0] > 1 for cell in body if cell.column == first)
    wide = any(cell.merged[1] > 1 for cell in body if cell.row == top)
    if tall != wide:
        return tall, f"a title is merged over several {'rows' if tall else 'columns'}"
    return None


def _one_color(body: Sequence[Cell], across: bool) -> bool:
    colors: defaultdict[int, set[str]] = defaultdict(set)
    for cell in body:
        colors[cell.row if across else cell.column].add(cell.fill)
    return all(len(own) == 1 for own in colors.values())


def _by_gaps(body: Sequence[Cell]) -> Said:
    """Say what blanks tell: cards stand close behind their title, so blanks end a row or a column."""
    across, down = (_gaps(body, sideways=sideways) for sideways in (True, False))
    if 4 * across <= down and down >= 2:
        return True, "rows of cards end where they end, columns have holes"
    if 4 * down <= across and across >= 2:
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
    rows = meaning.vectors([cell.text for cell in body])
    near = meaning.cosines(rows, rows)
    means = []
    for sideways in (True, False):
        lines: defaultdict[int, list[int]] = defaultdict(list)
        for number, cell in enumerate(body):
            lines[cell.row if sideways else cell.column].append(number)
        own = [each for each in lines.values() if len(each) > 1]
        sums = [
            (near[each][:, each].sum() - len(each)) / (len(each) * (len(each) - 1)) for each in own
        ]
        means.append(sum(sums) / len(sums) if sums else 0.0)
    across, down = means
    if abs(across - down) <= NEARER / len(body) ** 0.5:
        return None
    runs_down = bool(across > down)
    return runs_down, f"cards in a {'row' if runs_down else 'column'} say nearly the same"


# ── what stands on it ────────────────────────────────────────────────────────────────────────

_RECORD = frozenset(
    {"name", "fullname", "firstname", "lastname", "email", "phone", "telephone", "id", "date", "address", "city", "zip", "url", "website", "organization", "organisation", "agency", "company", "role"}
)  # fmt: skip
_NO_WORDS = re.compile(r"[\W\d_]*|\S+@\S+|https?://\S+|\d[\d/.:, -]*(?:[ap]m)?", re.IGNORECASE)


def _reads_like_cards(titles: Iterable[Cell], cards: Sequence[Cell]) -> bool:
    """Return whether columns hold cards under titles, not the records of a table."""
    for title in titles:
        if get_close_matches(fold(title.text), ("idea", "ideas"), cutoff=0.75):
            return False  # a heading with a slip of the finger
        if "_" in title.text or not isinstance(title.value, str) or fold(title.text) in _RECORD:
            return False
        if fold(title.text.split()[-1]) in _RECORD and len(title.text.split()) < 4:
            return False
    wordless = sum(_NO_WORDS.fullmatch(cell.text.strip()) is not None for cell in cards)
    several = sum(len(cell.text.split()) > 1 for cell in cards if isinstance(cell.value, str))
    different = len({fold(cell.text) for cell in cards})
    most = len(cards)
    return several >= 0.6 * most and different >= 0.9 * most and wordless <= 0.1 * most


def hung(found: Wall, account: Account) -> Iterator[Card]:
    """Yield the cards of a sheet laid out like the wall, title by title."""
    titles = {(cell.row, cell.column) for cell in found.titles.values() if cell}
    for row, column in titles:
        account.typed(row, column)
    first = found.header + 1
    for cell in found.sheet.cells:
        if cell.row < first and (cell.row, cell.column) not in titles:
            account.leave([cell], "It stands above the titles.")
    if found.question:
        account.use(found.question)
    cards = [
        cell
        for cell in found.sheet.cells
        if cell.row >= first and cell.text.strip() and (cell.row, cell.column) not in titles
    ]
    for cell in (
        cards if found.sideways else sorted(cards, key=lambda cell: (cell.column, cell.row))
    ):
        over = found.titles[found.line(cell)]
        text = account.typed(cell.row, cell.column)
        mark, title = UNSAID, UNSAID
        if over:
            title = account.typed(over.row, over.column)
        else:
            letters = column_letters(cell.column)
            mark = Typed(letters, account.place(found.header, cell.column))
        waits = parked(text, mark, title)
        note = account.comment(cell)
        idea = Idea(text.place.cell, text, mark, title, note=note, parked=waits)
        yield Card(idea, own_id=False)
