"""Find the columns of a form in which people tick, by what stands over them."""

import re
from collections.abc import Mapping, Sequence

from pipeline.model import Cell, Reply
from pipeline.names import heading_key
from pipeline.reading.assessments import marks

Ticks = tuple[tuple[int, Reply], ...]  # column, what a tick in it means

LEAST_TICKS = 3  # that show a form of Yes and No alone
WIDEST = 12  # columns between the first and the last tick column
LETTERS = {"y": Reply.YES, "n": Reply.NO, "p": Reply.PARTIALLY}  # where all three stand together
OTHER_TICKS = {
    **dict.fromkeys(("na", "notapplicable"), Reply.NOT_APPLICABLE),
    **dict.fromkeys(("dk", "dontknow", "notsure", "unsure"), Reply.UNREADABLE),
}


def ticks(row: Mapping[int, Cell]) -> tuple[tuple[int, Reply], ...]:
    """Return the Yes, No and Partially columns when all three stand in `row`.

    Partially may stand there in degrees: "Mostly", "Partly".
    """
    found: dict[int, Reply] = {}
    letters = {column: LETTERS.get(heading_key(cell.text)) for column, cell in row.items()}
    together = set(marks.TICKED) <= set(letters.values())
    for column, cell in row.items():
        if reply := marks.heading(cell.text) or (together and letters[column]):
            found[column] = reply
        if other := OTHER_TICKS.get(heading_key(cell.text)):
            found[column] = other
    found = _without_numbers(found)
    scored = [reply for reply in found.values() if reply in marks.TICKED]
    once = scored.count(Reply.YES) == scored.count(Reply.NO) == 1 and Reply.PARTIALLY in scored
    apart = max(found, default=0) - min(found, default=0) > WIDEST
    return tuple(found.items()) if once and not apart else ()


def _without_numbers(found: Mapping[int, Reply]) -> dict[int, Reply]:
    """Return the columns without a "No" over the numbers of the items: the one that stands apart."""
    noes = [column for column, reply in found.items() if reply is Reply.NO]
    others = [column for column in found if column not in noes]
    if len(noes) < 2 or not others:
        return dict(found)

    def apart(no: int) -> tuple[int, int]:
        return min(abs(no - other) for other in others), -no

    apart_from = set(noes) - {min(noes, key=apart)}
    return {column: reply for column, reply in found.items() if column not in apart_from}


def two(row: Mapping[int, Cell], below: Sequence[Mapping[int, Cell]]) -> Ticks:
    """Return a Yes and a No column side by side with nothing but ticks under them."""
    for column in row:
        pair = [marks.heading(row[c].text) for c in (column, column + 1) if c in row]
        if sorted(filter(None, pair)) != [Reply.NO, Reply.YES]:
            continue
        ticks = ((column, pair[0] or Reply.NO), (column + 1, pair[1] or Reply.NO))
        given = [
            marks.tick(cells[c].text, reply)[0]
            for cells in below
            for c, reply in ticks
            if c in cells
        ]
        if given.count(None) == 0 and sum(map(given.count, (Reply.YES, Reply.NO))) >= LEAST_TICKS:
            return ticks
    return ()


def groups(row: Mapping[int, Cell]) -> Sequence[Mapping[int, Reply]]:
    """Return the groups of tick headings in `row`, a new one wherever a heading comes again."""
    groups: list[dict[int, Reply]] = []
    for column, cell in row.items():
        reply = marks.heading(cell.text) or OTHER_TICKS.get(heading_key(cell.text))
        if reply and (not groups or reply in groups[-1].values()):
            groups.append({column: reply})
        elif reply:
            groups[-1][column] = reply
    whole = all(set(marks.TICKED) <= set(group.values()) for group in groups)
    return groups if whole and len(groups) > 1 else ()


def in_one_cell(row: Mapping[int, Cell]) -> tuple[tuple[int, Reply], ...]:
    """Return the tick columns where a scan put all three headings into the first one's cell."""
    for column, cell in row.items():
        words = re.findall(r"[^\W\d_]+", cell.text)
        replies = [reply for word in words if (reply := marks.heading(word))]
        alone = not row.keys() & {column + 1, column + 2} and marks.chosen(cell.text) is None
        if alone and len(words) == len(marks.TICKED) and sorted(replies) == sorted(marks.TICKED):
            return tuple((column + number, reply) for number, reply in enumerate(replies))
    return ()
