"""Turn records typed as blocks of lines, each a label and what it says, into a table of rows.

`Name: …`, `Contact: …`, `Email: …` under each other, block after block: the labels stand in a column
of their own or before a colon. Each block begins with the same label, or with a line without one.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise

from pipeline.model import Cell, Sheet
from pipeline.names import heading_key
from pipeline.problems import Place
from pipeline.reading.columns.kinds import rows_of

# Each number is tried from both sides in tests/reading/test_blocks.py.
LEAST = 2  # blocks, and labels that come again
COMING_AGAIN = 0.6  # of the labelled lines have a label that comes again: else it is running text
LOOKED_AT = 1_000  # lines among which a label comes again: no block is longer
LONGEST = 40  # letters of a label: more are a sentence with a colon in it
HEADS = "It heads the lines below it."
NO_LABEL = "It is neither a label nor beside one."
TWICE = "Its label stands twice in its block."
BESIDE = "Only the cell beside the label is read."
NAME = "Name"  # of the first line of a block that has no label

_LABELLED = re.compile(rf"\s*([^\W\d_][^:\n]{{0,{LONGEST - 1}}}?)\s*:(?!//)[ \t]*(.*)", re.DOTALL)
_AGAIN = re.compile(r"[\s#.]*\d{1,3}$")  # Partner 1, Partner #2

At = tuple[int, int]  # row and column


@dataclass(frozen=True, slots=True)
class Turned(Sheet):
    """The blocks of a sheet as rows under headings; a cell's place is that where it was typed."""

    at: Mapping[At, At] = field(default_factory=dict)

    def place(self, row: int, column: int) -> Place:
        """Return where it was typed; that it is on the sheet, where its block has no such label."""
        typed = self.at.get((row, column))
        return Sheet.place(self, *typed) if typed else Place(self.file, self.name)


@dataclass(frozen=True, slots=True)
class Blocks:
    """The blocks of a sheet as a table, and where each of its cells was typed."""

    sheet: Sheet
    table: Turned
    labels: Mapping[int, Sequence[Cell]]  # column of the table → the labels in cells of their own
    typed: Mapping[At, Cell]  # row and column of the table → the cell that was typed
    left: Sequence[tuple[Cell, str]]  # what stands in no block, and why
    begins: Sequence[int]  # the row that each block begins in
    headless: bool  # the first line of each block has no label


@dataclass(frozen=True, slots=True)
class _Line:
    """One row: its label, and the cell that says it."""

    row: int
    label: str  # "" where it has none
    head: Cell | None  # the cell of the label alone
    value: Cell | None
    text: str
    at: At  # where it is typed, or would be
    more: Sequence[Cell] = ()

    def cells(self) -> Sequence[Cell]:
        """Return every cell of the row."""
        return [cell for cell in (self.head, self.value, *self.more) if cell]


def turned(sheet: Sheet) -> Blocks | None:
    """Return the blocks of `sheet` as a table, None where it has none."""
    begun = Counter(_key(each.label) for each in islice(_lines(sheet), LOOKED_AT) if each.label)
    if max(begun.values(), default=0) < LEAST:
        return None
    lines = list(_lines(sheet))
    labelled = [_key(each.label) for each in lines if each.label]
    labels = frozenset(labelled)
    again = {key for key, times in Counter(labelled).items() if times >= LEAST}
    if len(again) < LEAST or sum(key in again for key in labelled) < COMING_AGAIN * len(labelled):
        return None
    lines = [_blank(line) if _key(line.text) in labels else line for line in lines]
    first = next(key for key in labelled if key in again)
    heads = [_key(each.label) == first for each in lines]
    above = _without_label(lines)
    headless = all(before for before, head in zip([False, *above], heads, strict=False) if head)
    blocks = _blocks(lines, above if headless else heads)
    if len(blocks) < LEAST or not _differ(blocks):
        return None
    return _table(sheet, lines, blocks, headless=headless)


def _lines(sheet: Sheet) -> Iterator[_Line]:
    rows = [row for _, row in rows_of(sheet)]
    first = min((min(row) for row in rows), default=0)
    for row in rows:
        head, *others = (row[column] for column in sorted(row))
        label = head.text.strip().rstrip(":").strip()
        said = _LABELLED.fullmatch(head.text)
        if others and head.column == first and len(label) <= LONGEST:
            value = others[0]
            yield _Line(
                head.row, label, head, value, value.text, (value.row, value.column), others[1:]
            )
        elif said and said[2].strip():
            text = said[2].strip()
            yield _Line(head.row, said[1], None, head, text, (head.row, head.column), others)
        elif said:
            beside = head.row, head.column + head.merged[1]
            yield _Line(head.row, said[1], head, None, "", beside, others)
        else:
            yield _Line(head.row, "", None, head, head.text, (head.row, head.column), others)


def _blank(line: _Line) -> _Line:
    """Return a line without a label that is one, with nothing beside it."""
    cell = line.value
    if line.label or cell is None or line.more:
        return line
    return _Line(
        line.row, cell.text.strip(), cell, None, "", (cell.row, cell.column + cell.merged[1])
    )


def _key(label: str) -> str:
    return heading_key(_AGAIN.sub("", label))


def _without_label(lines: Sequence[_Line]) -> Sequence[bool]:
    """Return which lines begin a block where those have no label: right above one that has.

    None does where they only number the blocks: Partner 1, Partner 2.
    """
    begins = [*(not one.label and bool(other.label) for one, other in pairwise(lines)), False]
    said = {_key(line.text) for line, begin in zip(lines, begins, strict=True) if begin}
    return begins if len(said) > 1 else [False] * len(lines)


def _blocks(lines: Sequence[_Line], begins: Sequence[bool]) -> Sequence[Sequence[_Line]]:
    """Return the lines of each block; what stands above the first is in none."""
    blocks: list[list[_Line]] = []
    for line, begin in zip(lines, begins, strict=True):
        if begin:
            blocks.append([])
        if blocks:
            blocks[-1].append(line)
    return blocks


def _differ(blocks: Sequence[Sequence[_Line]]) -> bool:
    """Return whether most blocks have several labels, and half of them no label twice."""
    many = [Counter(_key(each.label) for each in block if each.label) for block in blocks]
    several = sum(len(each) > 1 for each in many)
    once = sum(max(each.values(), default=0) <= 1 for each in many)
    return several * 2 > len(blocks) and once * 2 >= len(blocks)


def _table(
    sheet: Sheet, lines: Sequence[_Line], blocks: Sequence[Sequence[_Line]], *, headless: bool
) -> Blocks:
    columns: dict[str, int] = {}
    heads: list[Cell] = []
    labels: defaultdict[int, list[Cell]] = defaultdict(list)
    made: dict[At, Cell] = {}
    at: dict[At, At] = {}
    typed: dict[At, Cell] = {}
    left: list[tuple[Cell, str]] = []
    for number, block in enumerate(blocks, start=2):
        for line in block:
            left += [(cell, BESIDE) for cell in line.more]
            named = bool(line.label) or (headless and line is block[0])
            key = _key(line.label)
            column = columns.setdefault(key, len(columns) + 1) if named else 0
            if column > len(heads):
                heads.append(_head(column, line.label))
            if line.head:
                labels[column].append(line.head)
            if (number, column) in at or not column:
                why = TWICE if column else NO_LABEL
                left += [(line.value, why)] if line.value else []
                continue
            at[number, column] = line.at
            if line.value:
                typed[number, column] = line.value
                made[number, column] = _turned(line, line.value, number, column)
    inside = {line.row for block in blocks for line in block}
    left += [(cell, HEADS) for line in lines if line.row not in inside for cell in line.cells()]
    cells = (*heads, *(made[each] for each in sorted(made)))
    begins = tuple(block[0].row for block in blocks)
    table = Turned(sheet.file, sheet.name, cells, at)
    return Blocks(sheet, table, labels, typed, left, begins, headless)


def _head(column: int, label: str) -> Cell:
    said = _AGAIN.sub("", label) or NAME
    return Cell(1, column, said, said)


def _turned(line: _Line, cell: Cell, row: int, column: int) -> Cell:
    """Return what a line says as a cell of the table; words behind a label are words."""
    value = cell.value if line.text == cell.text else line.text
    return cell._replace(row=row, column=column, text=line.text, value=value, merged=(1, 1))
