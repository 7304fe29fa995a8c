"""Find the columns of a form in which people tick, by what stands over them."""

import re
from collections.abc import Mapping, Sequence

from pipeline.model import Cell, Reply
from pipeline.reading import marks
from pipeline.reading.kinds import fold

Ticks = tuple[tuple[int, Reply], ...]  # column, what a tick in it means

WIDEST = 12  # columns between the first and the last tick column
LETTERS = {"y": Reply.YES, "n": Reply.NO, "p": Reply.PARTIALLY}  # where all three stand together
OTHER_TICKS = {
    **dict.fromkeys(("na", "notapplicable"), Reply.NOT_APPLICABLE),
    **dict.fromkeys(("dk", "dontknow", "notsure", "unsure"), Reply.UNREADABLE),
}


def ticks(row: Mapping[int, Cell]) -> tuple[tuple[int, Reply], ...]:
    """Return the Yes, No and Partially columns when all three stand in `row`, once each."""
    found: dict[int, Reply] = {}
    letters = {column: LETTERS.get(fold(cell.text)) for column, cell in row.items()}
    together = set(marks.TICKED) <= set(letters.values())
    for column, cell in row.items():
        if reply := marks.heading(cell.text) or (together and letters[column]):
            found[column] = reply
        if other := OTHER_TICKS.get(fold(cell.text)):
            found[column] = other
    noes = [column for column, reply in found.items() if reply is Reply.NO]
    if len(noes) > 1:  # "No." may head the numbers of the items
        found = {
            c: r for c, r in found.items() if c not in noes or not row[c].text.strip().endswith(".")
        }
    scored = sorted(reply for reply in found.values() if reply in marks.TICKED)
    apart = max(found, default=0) - min(found, default=0) > WIDEST
    return () if apart or scored != sorted(marks.TICKED) else tuple(found.items())


def groups(row: Mapping[int, Cell]) -> Sequence[Mapping[int, Reply]]:
    """Return the groups of tick headings in `row`, a new one wherever a heading comes again."""
    groups: list[dict[int, Reply]] = []
    for column, cell in row.items():
        reply = marks.heading(cell.text) or OTHER_TICKS.get(fold(cell.text))
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
        alone = not row.keys() & {column + 1, column + 2}
        if alone and len(words) == len(marks.TICKED) and sorted(replies) == sorted(marks.TICKED):
            return tuple((column + number, reply) for number, reply in enumerate(replies))
    return ()
