"""Tell what a person added to a document: what a new row of a sheet could hold, and what stays there.

A row beside rows that were printed of a sheet, a row each, is one of that sheet; a paragraph between
cards is a card. Each of its cells goes to the column that those of its neighbours came from, and its
heading to the column of titles. Anything else is named, and stays in the document.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.keeping.explaining import Line
from pipeline.keeping.record import TITLE, Column, Trace
from pipeline.model import NEW_ROW, Edit
from pipeline.openxml.blocks import Block
from pipeline.problems import Place

CARD = "Idea"
Home = tuple[str, str]  # file and sheet
Columns = Mapping[Home, Sequence[Column]]
_CELL = re.compile(r"(?P<letters>[A-Z]{1,3})(?P<row>[1-9]\d{0,6})")


@dataclass(frozen=True, slots=True)
class Added:
    """What somebody added in one place: the cells of a new row, and words that none could take."""

    edits: tuple[Edit, ...]
    stays: tuple[Line, ...]


def added(
    document: str, lines: Sequence[Line], columns: Sequence[Column], taken: Counter[Home]
) -> Iterator[Added]:
    """Yield what was added among `lines`; `taken` counts the new rows of each sheet, over documents."""
    known: dict[Home, dict[str, Column]] = {}
    for each in columns:
        known.setdefault((each.file, each.sheet), {})[each.letters] = each
    for first, own in _blocks(lines):
        block = own[0].block
        is_row = block and block.table
        home, said = _row(block, own, lines) if block and is_row else _card(own[0], first, lines)
        there = known.get(home, {}) if home else {}
        said = {letters: each for letters, each in said.items() if letters in there}
        if home is None or not said:
            yield Added((), tuple(own))
            continue
        carried = [id(line) for line, _ in said.values()]
        place = next((letters for letters, each in there.items() if each.field == TITLE), "")
        title = _heading(first, lines)
        if title and place:
            said.setdefault(place, (own[0], title))
        taken[home] += 1
        edits = []
        for letters, (line, words) in said.items():
            column = there[letters]
            source = Place(*home, f"{letters}{column.last + taken[home]}")
            edits.append(Edit(document, line.where, source, column.field, words, NEW_ROW))
        yield Added(tuple(edits), tuple(each for each in own if id(each) not in carried))


def _blocks(lines: Sequence[Line]) -> Iterator[tuple[int, list[Line]]]:
    """Yield the lines with words of each paragraph, row or line that was added, and the first's number."""
    found: dict[int, tuple[int, list[Line]]] = {}
    for at, each in enumerate(lines):
        if each.written is None and each.edited and each.words.strip():
            key = id(each.block) if each.block else -at - 1
            found.setdefault(key, (at, []))[1].append(each)
    yield from found.values()


def _row(
    block: Block, own: Sequence[Line], lines: Sequence[Line]
) -> tuple[Home | None, dict[str, tuple[Line, str]]]:
    """Return the sheet that the rows beside an added one came from, and its words by columns.

    What no row of its table tells, one of a table of the same columns may.
    """
    tables: dict[int, dict[int, list[Line]]] = {}  # number → its rows
    for each in lines:
        other = each.block if each.traces and each.part == own[0].part else None
        if other and other.table and len(other.cells) == len(block.cells):
            tables.setdefault(other.table, {}).setdefault(id(other), []).append(each)
    beside = tables.pop(block.table, {})
    home = _home(beside.values())
    if home is None:
        return None, {}
    rows = [*beside.values()]
    rows += [
        row for other in tables.values() if _home(other.values()) == home for row in other.values()
    ]
    said: dict[str, tuple[Line, str]] = {}
    for line in own:
        alike = [each for row in rows for each in row if each.cell == line.cell]
        found = next(filter(None, (_parts(line.words, each, home) for each in alike)), {})
        said |= {letters: (line, words) for letters, words in found.items()}
    return home, said


def _home(rows: Collection[Sequence[Line]]) -> Home | None:
    """Return the sheet of which each row prints one row: the one with the most columns, None for none."""
    every = [[trace for line in row for trace in line.traces] for row in rows]
    columns: dict[Home, set[str]] = {}
    for trace in (trace for own in every for trace in own):
        columns.setdefault(_row_of(trace)[0], set()).add(_letters(trace))
    for home in sorted(columns, key=lambda each: -len(columns[each])):
        if all(len({_row_of(t)[1] for t in own if _row_of(t)[0] == home}) <= 1 for own in every):
            return home
    return None


def _row_of(trace: Trace) -> tuple[Home, str]:
    found = _CELL.fullmatch(trace.place)
    return (trace.file, trace.sheet), found["row"] if found else ""


def _parts(words: str, beside: Line, home: Home) -> dict[str, str]:
    """Return the words of a new cell by the columns that a cell beside it was printed of."""
    traces = sorted(beside.traces, key=lambda each: each.begin)
    if beside.edited or any(_row_of(each)[0] != home for each in traces):
        return {}
    if traces and all(
        beside.words[one.begin + one.length : other.begin].isspace()
        for one, other in pairwise(traces)
    ):  # an id, and what it stands for
        longest = max(traces, key=lambda each: each.length)
        return {_letters(longest): words.strip()} if longest.aligned else {}
    pattern, end = "", 0
    for number, each in enumerate(traces):
        pattern += f"{re.escape(beside.words[end : each.begin])}(?P<of{number}>.+?)"
        end = each.begin + each.length
    found = re.fullmatch(pattern + re.escape(beside.words[end:]), words.strip(), re.DOTALL)
    return (
        {_letters(each): found[f"of{number}"].strip() for number, each in enumerate(traces)}
        if found
        else {}
    )


def _letters(trace: Trace) -> str:
    found = _CELL.fullmatch(trace.place)
    return found["letters"] if found else ""


def _card(
    own: Line, at: int, lines: Sequence[Line]
) -> tuple[Home | None, dict[str, tuple[Line, str]]]:
    """Return the sheet of the card beside an added paragraph, and its words by columns."""
    style = own.block.style if own.block else ""
    for step in (-1, 1):
        beside = at + step
        while 0 <= beside < len(lines) and lines[beside].written is None:
            beside += step
        if not 0 <= beside < len(lines):
            continue
        near = lines[beside]
        ideas = [each for each in near.traces if each.field == CARD and _letters(each)]
        if len(ideas) == 1 and near.block and near.block.style == style and not near.block.table:
            return _row_of(ideas[0])[0], {_letters(ideas[0]): (own, own.words.strip())}
    return None, {}


def _heading(at: int, lines: Sequence[Line]) -> str:
    """Return the title that the heading above a line prints, "" where there is none."""
    above = (each for each in reversed(lines[:at]) if each.block and each.block.heading)
    heading = next(above, None)
    if heading is None or heading.edited:
        return ""
    titles = (each for each in heading.traces if each.field == TITLE)
    return next((heading.words[t.begin : t.begin + t.length] for t in titles), "")
