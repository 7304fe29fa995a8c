"""Set aside what a sheet itself says is not to be read, before any layout looks at it.

Columns, rows and sheets marked as internal; what is struck through, where the sheet says what that
means; the foot that a report, or a person, puts below a table.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby, islice, pairwise, takewhile
from operator import attrgetter

from pipeline.forms.further import PARTNER_REVIEW
from pipeline.model import LAST_ROW, Cell, LeftOut, Reading, Reason, Sheet, Unread
from pipeline.names import plain, same_name
from pipeline.problems import Place, Problem, Weight
from pipeline.reading.cards import lists
from pipeline.reading.columns import barred, content
from pipeline.reading.columns.kinds import SEARCHED, has_name, rows_of
from pipeline.words import among, pattern_of

INTERNAL = Reason("Internal notes stay in the workbook.", Unread.INTERNAL)
OF_ITSELF = Reason("It says of itself that it is not for others.", Unread.INTERNAL)
FOOT = "It stands below the table, as a report's foot or a count does."
MOST_FOOT = (
    6  # lines of a foot: who ran the report, when, how many rows, a page, a right; more is a list
)
PEOPLE = "It says who was there: read into no document."
NAMES = 0.6  # of the lines below "Who was there" begin with a name: else they are cards
LABELLED = 2  # cells: a label and its value; more are headings, of which the first heads a column
SHOWN = 6  # cells
MOST_LISTS = 20  # lines that may head who was there
_FOOT = re.compile(
    r"(?:report |list |file )?(?:generated|exported|printed|created|produced|run|updated|downloaded)\b.{0,8}\b(?:by|on|from|at)\b(?:\s*:.*|.*\d.*)"
    r"|page \d+(?: (?:of|/) \d+)?|.*\bdo not distribute\b.*|copyright\b.*|©.*|all rights reserved.*"
    r"|confidential(?: information| document| draft| report)?\s*(?:[-–—:.,!(].*)?"
    r"|end of (?:the )?(?:wall|list|report|sheet|file|table|export|notes)\b.*|\(?(?:the )?end\)?"
    r"|(?:grand |sub-?)?totals?\b(?:\s*[:=]\s*|\s+)\d+\b.*|total (?:number|count)\b.*"
    r"|\d+ (?:cards?|ideas?|notes?|orgs?|organizations?|partners?|records?|rows?|items?|steps?|people|entries|results?)(?: (?:in all|total|altogether))?\.?",
    re.IGNORECASE | re.DOTALL,
)

_NOTE = re.compile(  # below a blank row
    r"(?:notes?|n\.?b\.?|reminder|fyi|ps|p\.s\.|nota)\s*[:!]\s*\S.*|[*✱★☆†]{1,3}\s*(?:=|means\b|:)\s*\S.*"
    r"|\(?typed \d.*",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Aside:
    """Cells that are not to be read, and why."""

    cells: tuple[Cell, ...]
    reason: str


def split(sheet: Sheet, named: Collection[int] = ()) -> tuple[Sheet, tuple[Aside, ...]]:
    """Return `sheet` without the cells that are not to be read, and those.

    `named` are columns that a person wants read, whatever their headings say.
    """
    found: list[Aside] = []
    for look in (_whole, _columns, _rows, _struck, _people, _foot, _cells):
        taken: set[tuple[int, int]] = set()
        for aside in () if named and look is _whole else look(sheet):
            cells = tuple(cell for cell in aside.cells if cell.column not in named)
            cells = aside.cells if aside.reason != INTERNAL else cells
            if cells:
                found.append(Aside(cells, aside.reason))
                taken.update((cell.row, cell.column) for cell in cells)
        if taken:
            left = tuple(c for c in sheet.cells if (c.row, c.column) not in taken)
            sheet = replace(sheet, cells=left)
    return sheet, tuple(found)


def added(understood: Reading, sheet: Sheet, asides: Sequence[Aside]) -> Reading:
    """Return how a sheet was read, with what was set aside counted as left out."""
    fates = {
        (cell.row, cell.column): (cell, reason)
        for cell, reason in zip(understood.left_out.cells, understood.left_out.reasons, strict=True)
    }
    for each in asides:
        fates |= {
            (cell.row, cell.column): (cell, each.reason) for cell in each.cells if cell.text.strip()
        }
    left = [fates[at] for at in sorted(fates)]
    cells, reasons = tuple(cell for cell, _ in left), tuple(reason for _, reason in left)
    read = understood.cells_used + len(left)
    return replace(understood, cells_read=read, left_out=LeftOut(sheet, cells, reasons))


def notices(sheet: Sheet, asides: Sequence[Aside]) -> Iterator[Problem]:
    """Yield what a person should know of what was set aside; of internal columns only the account."""
    for reason in dict.fromkeys(each.reason for each in asides if each.reason != INTERNAL):
        cells = [cell for each in asides if each.reason == reason for cell in each.cells]
        places = [sheet.place(cell.row, cell.column).cell for cell in cells]
        shown = ", ".join(places[:SHOWN]) + (", …" if len(places) > SHOWN else "")
        hint = "If it counts, type it among the others." if reason in (FOOT, PEOPLE) else ""
        yield Problem(
            Place(sheet.file, sheet.name), f"Not read: {shown}. {reason}", hint, Weight.LOST
        )
    if len(asides) == 1 and asides[0].cells == sheet.cells:
        message = "The sheet says that it is internal: nothing of it is read."
        needed = [column.heading for column in PARTNER_REVIEW.columns if column.required]
        hint = (
            f"To have it read, name columns {' and '.join(needed)}." if _is_a_review(sheet) else ""
        )
        yield Problem(Place(sheet.file, sheet.name), message, hint, Weight.LOST)


def _whole(sheet: Sheet) -> Iterator[Aside]:
    """Yield the whole sheet, where its name or a line above everything says that it is internal.

    A partner review that cannot be read as one is internal all the same, and no list of partners.
    """
    top = next(iter(rows_of(sheet)), (0, {}))[1]
    headline = next(iter(top.values())).text if len(top) == 1 else ""
    if barred.heading(sheet.name) or barred.heading(headline) or _is_a_review(sheet):
        yield Aside(sheet.cells, INTERNAL)


def _is_a_review(sheet: Sheet) -> bool:
    return has_name(sheet, PARTNER_REVIEW) and not same_name(sheet.name, "Review")


def _columns(sheet: Sheet) -> Iterator[Aside]:
    """Yield each column from the heading on that says that it is internal."""
    said = [
        cell
        for _, row in _first_rows(sheet)
        if len(row) > 1
        for first in [min(row)]
        for cell in row.values()
        if cell.column != first and barred.heading(cell.text)
    ]
    answers = _answers(sheet) if said else None
    columns = _Columns(sheet) if said else None
    for head in said:
        if answers and columns and not answers(head):
            own = range(head.column, head.column + head.merged[1])
            if below := columns.taken_below(head.row, own):
                yield Aside(below, INTERNAL)


def _answers(sheet: Sheet) -> Callable[[Cell], bool]:
    """Return what says whether a cell answers what asks for leave, above or beside it: May be shared? Do not share.

    It is a no, which must not get lost: what nobody answered may be shared.
    """
    above: dict[int, int] = {}  # column → the first row that asks
    beside: dict[int, int] = {}  # row → the first column that asks
    for number, row in _first_rows(sheet):
        for column, cell in row.items():
            if _asks_leave(cell.text):
                above.setdefault(column, number)
                beside.setdefault(number, column)

    def answers(cell: Cell) -> bool:
        return above.get(cell.column, cell.row) < cell.row or beside.get(cell.row, cell.column) < cell.column  # fmt: skip

    return answers


class _Columns:
    """The cells of each column, which are taken from a row on, once however often they are asked for."""

    def __init__(self, sheet: Sheet) -> None:
        self._cells: defaultdict[int, list[Cell]] = defaultdict(list)
        self._taken: dict[int, int] = {}  # column → the first row that was taken
        for cell in sheet.cells:
            self._cells[cell.column].append(cell)

    def below(self, row: int, column: int) -> int:
        """Return how many cells a column has from a row on."""
        own = self._cells[column]
        return len(own) - bisect_left(own, row, key=attrgetter("row"))

    def taken_below(self, row: int, columns: Iterable[int]) -> tuple[Cell, ...]:
        """Return the cells of `columns` from a row on in their order, but for those taken before."""
        cells: list[Cell] = []
        for column in columns:
            last = self._taken.get(column)
            if column in self._cells and (last is None or row < last):
                own = self._cells[column]
                first, end = (bisect_left(own, each, key=attrgetter("row")) for each in (row, last or LAST_ROW + 1))  # fmt: skip
                cells += own[first:end]
                self._taken[column] = row
        return tuple(sorted(cells, key=attrgetter("row", "column")))


def _asks_leave(text: str) -> bool:
    return re.match(rf"\s*(?:{pattern_of('asks_leave')})\b", plain(text)) is not None


def _first_rows(sheet: Sheet) -> Iterator[tuple[int, dict[int, Cell]]]:
    for number, row in rows_of(sheet):
        if number > SEARCHED:
            return
        yield number, dict(row)


def _rows(sheet: Sheet) -> Iterator[Aside]:
    """Yield what stands under or beside a first cell that says it is internal.

    In the first of several headings it heads its column; beside one value it is that one's label.
    """
    columns: _Columns | None = None
    for _, row in rows_of(sheet):
        label = row[min(row)]
        if len(row) == 1 or not barred.heading(label.text):
            continue
        columns = columns or _Columns(sheet)
        if len(row) > LABELLED and columns.below(label.row, label.column) > 1:
            yield Aside(columns.taken_below(label.row, [label.column]), INTERNAL)
        else:
            yield Aside(tuple(row.values()), INTERNAL)


def _cells(sheet: Sheet) -> Iterator[Aside]:
    """Yield the cells that say of themselves that they are not for others: "Private: …", "… – do not print"."""
    if found := [cell for cell in sheet.cells if barred.of_itself(cell.text)]:
        answering = _answering(sheet)
        if found := [cell for cell in found if not answering(cell)]:
            yield Aside(tuple(found), OF_ITSELF)


def _answering(sheet: Sheet) -> Callable[[Cell], bool]:
    """Return what says whether a cell answers a heading, or a label, that asks for leave; a line of a list heads nothing."""
    heads: dict[int, Cell] = {}  # the first of each column
    rows: defaultdict[int, list[Cell]] = defaultdict(list)
    for each in sheet.cells:
        if each.text.strip():
            heads.setdefault(each.column, each)
            rows[each.row].append(each)
    asks = cache(_asks_leave)

    def answers(cell: Cell) -> bool:
        head, label = heads[cell.column], rows[cell.row][0]
        over = any(each.column != cell.column for each in rows[head.row])
        asking = [head, label] if over else [label]
        return any(each is not cell and asks(each.text) for each in asking)

    return answers


def _struck(sheet: Sheet) -> Iterator[Aside]:
    """Yield what is struck through, where a line of the sheet says what that means."""
    struck = tuple(cell for cell in sheet.cells if cell.struck and cell.text.strip())
    if not struck:
        return
    for _, row in rows_of(sheet):
        words = next(iter(row.values())).text.strip()
        if len(row) == 1 and _says_struck().search(plain(words)):
            yield Aside(struck, f"Struck through, of which the sheet says: {words}")
            return


@cache
def _says_struck() -> re.Pattern[str]:
    words = pattern_of("struck").replace("\\ ", "[ -]?")
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


def _people(sheet: Sheet) -> Iterator[Aside]:
    """Yield who was there, where that is listed below everything else, under a line that says so."""
    rows = list(rows_of(sheet))
    heads = (
        at
        for at, ((before, _), (number, row)) in enumerate(pairwise(rows), start=1)
        if len(row) == 1 and number > before + 1 and among("attendance_heading", row[min(row)].text)
    )
    for at in islice(heads, MOST_LISTS):
        row = rows[at][1]
        below = [each for _, each in rows[at + 1 :]]
        first = [each[min(each)] for each in below]
        names = [cell._replace(text=re.split(r"\s+[-–—(]|[,:]", cell.text)[0]) for cell in first]
        if names and content.of(names, len(names)).persons >= NAMES:
            yield Aside(
                (*row.values(), *(cell for each in below for cell in each.values())), PEOPLE
            )
            return


def _foot(sheet: Sheet) -> Iterator[Aside]:
    """Yield the last rows of one cell each from the first on that reads like a foot.

    In a table what stands right above it, below a blank row, belongs to it: "Partner accounts". In
    a list, where every line is one cell, all that follows must read like one.
    """
    last = _last_rows(sheet)
    tail = list(takewhile(lambda row: len(row) == 1, last))[:MOST_FOOT][::-1]
    reads = [_reads_like_foot(row) for row in tail]
    if not any(reads):
        reads = _notes(tail, last[len(tail)][0].row if len(last) > len(tail) else 0)
    at = reads.index(True) if True in reads else len(tail)
    if _is_list(sheet):
        at = len(tail) - len(list(takewhile(bool, reversed(reads))))
    else:
        while 0 < at < len(tail) and tail[at][0].row - tail[at - 1][0].row == 1:
            at -= 1
    for row in tail[at:]:
        private = any(barred.of_itself(cell.text) for cell in row)
        yield Aside(tuple(row), OF_ITSELF if private else FOOT)


def _notes(tail: Sequence[Sequence[Cell]], above: int) -> list[bool]:
    """Return which of the last rows read like notes, of those below the last blank row."""
    rows = [above, *(row[0].row for row in tail)]
    gaps = [at for at, (one, other) in enumerate(pairwise(rows)) if one and other > one + 1]
    first = max(gaps, default=len(tail))
    return [at >= first and _is_note(row[0].text.strip()) for at, row in enumerate(tail)]


def _is_note(text: str) -> bool:
    return _NOTE.fullmatch(text) is not None or lists.says_board(text)


def _last_rows(sheet: Sheet) -> Sequence[Sequence[Cell]]:
    """Return the last rows that hold words, the very last first; one more than a foot has."""
    typed = (cell for cell in reversed(sheet.cells) if cell.text.strip())
    rows = groupby(typed, key=attrgetter("row"))
    return [list(row) for _, row in islice(rows, MOST_FOOT + 1)]


def _is_list(sheet: Sheet) -> bool:
    """Return whether every row holds one cell."""
    rows = [cell.row for cell in sheet.cells if cell.text.strip()]
    return len(set(rows)) == len(rows)


def _reads_like_foot(row: Sequence[Cell]) -> bool:
    return all(_FOOT.fullmatch(cell.text.strip()) for cell in row)
