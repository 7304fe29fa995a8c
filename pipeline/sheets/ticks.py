"""Put the ticks of boxes that float over a sheet into the cells below them, and say so."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.cells import Cell, Sheet
from pipeline.problems import InputRefused, Place, Problem
from pipeline.sheets.boxes import MARKS, Box
from pipeline.sheets.cells import LAST_COLUMN, LAST_ROW, Where, name, where
from pipeline.sheets.controls import Corner

TICK = "x"
LISTED = 10  # cells that a notice names
MOST_TRIES = 10_000_000  # boxes times merged cells
WIDEST = 50  # rows or columns that a box may stretch over
BOX_MIDDLE = 9.0  # pixels from the left edge of a control to the middle of its square
COLUMN_WIDTH, ROW_HEIGHT = 64.0, 20.0  # pixels, where the sheet does not say
CAPTION_WORDS = 4  # a longer caption is a statement, no answer
_UNNAMED = re.compile(
    r"(?:check ?box|option ?button|kontrollk[äa]stchen|optionsfeld|casilla(?: de verificaci[óo]n)?|case [àa] cocher"
    r"|bot[óo]n de opci[óo]n|bouton d.option|caixa de sele[çc][ãa]o)\s*\d*",
    re.IGNORECASE,
)  # what Excel calls a box that nobody named


@dataclass(frozen=True, slots=True)
class Grid:
    """How wide the columns and how high the rows of a sheet are, in pixels, and what is merged."""

    widths: Mapping[int, float]
    heights: Mapping[int, float]
    width: float = COLUMN_WIDTH
    height: float = ROW_HEIGHT
    merges: Mapping[Where, Where] = field(default_factory=dict)


class Ticks:
    """Puts the ticks of boxes into the cells over which they float."""

    def __init__(self, sheet: Sheet, grid: Grid) -> None:
        self._sheet = sheet
        self._grid = grid
        self._cells = {(cell.row, cell.column): cell for cell in sheet.cells}
        self._place = Place(sheet.file, sheet.name)

    def put(self, boxes: Sequence[Box]) -> tuple[Sheet, Sequence[Problem]]:
        """Return the sheet with the ticks in its cells, and what to know; raise for a lost tick."""
        marks = [box for box in boxes if box.what in MARKS.values()]
        below = self._below(marks)
        labels = self._labels(below)
        if wrong := [*self._blind(marks), *self._over_words(below, labels), *self._alike(below)]:
            raise InputRefused(wrong)
        linked = self._without_linked(below, labels)
        put: list[Where] = []
        for at, own in below.items():
            if at in labels:
                self._choose(at, own)
            elif not self._holds(at) and (words := _words(own)):
                self._cells[at] = self._mark(at, words)
            put += [at] if any(box.ticked for box in own) else []
        cells = tuple(self._cells[at] for at in sorted(self._cells))
        others = [box for box in boxes if box.what not in MARKS.values()]
        notices = [*self._say(marks, put, linked), *self._unsure(below), *self._unread(others)]
        return replace(self._sheet, cells=cells), notices

    def _holds(self, at: Where) -> bool:
        return at in self._cells and bool(self._cells[at].text.strip())

    def _mark(self, at: Where, words: str) -> Cell:
        span = self._grid.merges.get(at, (1, 1))
        old = self._cells.get(at)
        return Cell(*at, words, words, comment=old.comment if old else "", merged=span)

    def _blind(self, boxes: Sequence[Box]) -> Iterator[Problem]:
        """Ask the linked cells of boxes whose state is in no part; yield those that nobody tells."""
        unknown: list[str] = []
        for box in boxes:
            if box.blind:
                linked = self._linked(box)
                box.ticked = linked is not None and linked.value is True
                unknown += [] if linked and isinstance(linked.value, bool) else [box.what]
        if unknown:
            message = f"{counted(Counter(unknown))} over the sheet, of a kind (ActiveX) whose ticks cannot be read."
            yield Problem(self._place, message, "Type x into the cells that are ticked, and delete the boxes.")  # fmt: skip

    def _linked(self, box: Box) -> Cell | None:
        at = where(box.linked.rpartition("!")[2]) if self._on_this_sheet(box.linked) else None
        return self._cells.get(at) if at else None

    def _on_this_sheet(self, reference: str) -> bool:
        there = reference.rpartition("!")[0].strip("'").replace("''", "'")
        return there in {"", self._sheet.name}

    def _below(self, boxes: Sequence[Box]) -> Mapping[Where, Sequence[Box]]:
        """Return the cells that boxes float over, each with its boxes; a merged cell is one."""
        merges = self._grid.merges if len(self._grid.merges) * len(boxes) < MOST_TRIES else {}
        found: dict[Where, list[Box]] = {}
        for box in boxes:
            at = _middle(box.corners, self._grid)
            inside = (start for start, span in merges.items() if _covers(start, span, at))
            found.setdefault(next(inside, at), []).append(box)
        return found

    def _labels(self, below: Mapping[Where, Sequence[Box]]) -> set[Where]:
        """Return the cells whose words only say what a box means: the same words again and again."""
        words = {at: (at[1], self._cells[at].text.strip().casefold()) for at in below if self._is_words(at)}  # fmt: skip
        times = Counter(words.values())
        return {at for at, said in words.items() if times[said] > 1 and len(below[at]) == 1}

    def _is_words(self, at: Where) -> bool:
        return self._holds(at) and not isinstance(self._cells[at].value, bool)

    def _choose(self, at: Where, own: Sequence[Box]) -> None:
        """Keep a label whose box is ticked; one whose box is empty was not chosen."""
        if not own[0].ticked:
            comment = self._cells[at].comment
            if comment:
                self._cells[at] = self._cells[at]._replace(text="", value="")
            else:
                del self._cells[at]

    def _over_words(
        self, below: Mapping[Where, Sequence[Box]], labels: Collection[Where]
    ) -> Iterator[Problem]:
        over = [
            at
            for at, own in below.items()
            if self._is_words(at)
            and at not in labels
            and any(box.ticked and self._linked(box) is None for box in own)
        ]
        if over:
            message = f"Ticked boxes float over cells that hold words, and cannot be read: {_listed(over)}."
            hint = "Type x into an empty cell of each such row, and delete the boxes."
            yield Problem(self._place, message, hint)

    def _alike(self, below: Mapping[Where, Sequence[Box]]) -> Iterator[Problem]:
        """Yield the cells over which several boxes float, and nothing says what the ticked one means."""
        over = [
            at
            for at, own in below.items()
            if len(own) > 1 and any(box.ticked and not _caption(box) for box in own)
        ]
        if over:
            message = (
                f"Several boxes float over one cell, and no words tell them apart: {_listed(over)}."
            )
            yield Problem(self._place, message, "Type what is ticked into the cells, and delete the boxes.")  # fmt: skip

    def _unread(self, boxes: Sequence[Box]) -> Iterator[Problem]:
        lost = [box.what for box in boxes if (box.blind or box.chosen) and not self._linked(box)]
        if lost:
            message = f"{counted(Counter(lost))} over the sheet: what was chosen there is not read."
            yield Problem(self._place, message, "Type the choices into cells if they count.")

    def _without_linked(
        self, below: Mapping[Where, Sequence[Box]], labels: Collection[Where]
    ) -> Sequence[Where]:
        """Take out the TRUE and FALSE that only repeat in another cell what a box says."""
        seen: list[Where] = []
        for at, own in below.items():
            for box in own:
                linked = self._linked(box)
                if linked is None or linked.value is not box.ticked:
                    continue
                if self._is_words(at) and at not in labels:
                    continue
                there = (linked.row, linked.column)
                if there not in below:
                    del self._cells[there]
                    seen.append(there)
        return sorted(seen)

    def _say(
        self, boxes: Sequence[Box], put: Sequence[Where], linked: Sequence[Where]
    ) -> Iterator[Problem]:
        if not boxes:
            return
        message = f"{counted(Counter(box.what for box in boxes))} over the sheet"
        if put:
            message += f"; each tick counts as a mark in the cell below it: {_listed(put)}."
        else:
            message += "; none is ticked."
        if linked:
            message += f" TRUE or FALSE in {_listed(linked)} says the same and is not read again."
        yield Problem(self._place, message, "" if put else "If one should be, type x into the cell.")  # fmt: skip

    def _unsure(self, below: Mapping[Where, Sequence[Box]]) -> Iterator[Problem]:
        mixed = [at for at, own in below.items() if any(box.ticked is None for box in own)]
        if mixed:
            message = f"Boxes that are neither ticked nor empty count as empty: {_listed(mixed)}."
            yield Problem(self._place, message, "Tick or clear them, or type x into the cells.")


def _covers(start: Where, span: Where, at: Where) -> bool:
    rows, columns = span
    return 0 <= at[0] - start[0] < rows and 0 <= at[1] - start[1] < columns


def _words(boxes: Sequence[Box]) -> str:
    """Return what ticked boxes over one cell say: their captions, or a tick where there is none."""
    return "; ".join(dict.fromkeys(_caption(box) or TICK for box in boxes if box.ticked))


def _caption(box: Box) -> str:
    words = " ".join(box.caption.split())
    return "" if _UNNAMED.fullmatch(words) or len(words.split()) > CAPTION_WORDS else words


def _middle(corners: Sequence[Corner], grid: Grid) -> Where:
    """Return the cell under the middle of a control's square."""
    column, across, row, down = corners[0]
    last_column, last_across, last_row, last_down = corners[-1]
    columns = range(column, min(last_column, column + WIDEST))
    rows = range(row, min(last_row, row + WIDEST))
    wide = sum(_width(grid, each) for each in columns) - across + last_across
    high = sum(_height(grid, each) for each in rows) - down + last_down
    x = across + min(BOX_MIDDLE, max(wide, 0) / 2)
    y = down + max(high, 0) / 2
    for _ in range(WIDEST):
        if x >= _width(grid, column):
            x -= _width(grid, column)
            column += 1
        if y >= _height(grid, row):
            y -= _height(grid, row)
            row += 1
    return min(row, LAST_ROW - 1) + 1, min(column, LAST_COLUMN - 1) + 1


def _width(grid: Grid, column: int) -> float:
    return max(grid.widths.get(column + 1, grid.width), 1.0)


def _height(grid: Grid, row: int) -> float:
    return max(grid.heights.get(row + 1, grid.height), 1.0)


def counted(kinds: Mapping[str, int]) -> str:
    """Return what floats, with its verb: A picture floats; 2 charts and 1 text box float."""
    (kind, times), *more = kinds.items()
    if not more and times == 1:
        return f"{'An' if kind[0] in 'aeiou' else 'A'} {kind} floats"
    listed = [f"{times:,} {_plural(kind, times)}" for kind, times in kinds.items()]
    together = " and ".join(filter(None, (", ".join(listed[:-1]), listed[-1])))
    return f"{together} float"


def _plural(kind: str, times: int) -> str:
    if times == 1:
        return kind
    return f"{kind}es" if kind.endswith("x") else f"{kind}s"


def _listed(cells: Sequence[Where]) -> str:
    cells = sorted(cells)
    return ", ".join(map(name, cells[:LISTED])) + (f", … ({len(cells)} cells)" if len(cells) > LISTED else "")  # fmt: skip
