"""Tables: a header row, whole rows, words in every cell, and none for layout."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from pipeline.openxml.walk import TBL, TC, TR, P
from pipeline.proof.paper import VAL, Finding, W, on, owner, stories, words

_QUOTED = 60  # letters of a table that a message shows


def check(root: Any) -> Iterator[Finding]:
    """Yield what is wrong with the tables of one part."""
    for number, table in enumerate(root.iter(TBL), start=1):
        for found in _table(table):
            yield found._replace(message=f"Table {number}: {found.message}")
    for story in stories(root):
        for before, block in zip([None, *story], story, strict=False):
            alone = before is None or before.tag != P or not words(before).strip()
            if block.tag == TBL and alone:
                what = " ".join(words(block).split()[:4])[:_QUOTED]
                hint = "Write a caption or a sentence that leads to it."
                yield Finding("T9", f'Nothing leads to the table "{what}…".', hint, block)


def _table(table: Any) -> Iterator[Finding]:
    rows = [row for row in table.iter(TR) if owner(row, TBL) is table]
    cells = [[cell for cell in row.iter(TC) if owner(cell, TR) is row] for row in rows]
    if any(each is not table for each in table.iter(TBL)):
        yield Finding(
            "T4", "A table stands inside it.", "Make two tables, one after the other.", table
        )
    if len(rows) == 1 and len(cells[0]) == 1:
        hint = "Use a paragraph with a border or a shade instead."
        yield Finding("T10", "It has one cell: a table is not for layout.", hint, table)
        return
    yield from _layout(table, rows, cells)
    yield from _head(rows, cells)
    yield from _spans(rows, cells)
    yield from _blanks(rows, cells)
    yield from _properties(table, rows)
    for cell in (cell for row in cells for cell in row):
        shade = cell.find(f"{W}tcPr/{W}shd")
        if shade is not None and _filled(shade) and not words(cell).strip():
            yield Finding(
                "C2", "A cell speaks by its color alone.", "Write its meaning in words.", cell
            )
            break


def _layout(table: Any, rows: list[Any], cells: list[list[Any]]) -> Iterator[Finding]:
    """Yield that a table without a header row only puts things beside or under each other."""
    if any(on(row.find(f"{W}trPr/{W}tblHeader")) for row in rows):
        return
    across = max(map(len, cells), default=0)
    mixed = any(
        len([each for each in cell.iterchildren(P) if words(each).strip()]) > 2
        for row in cells
        for cell in row
    )
    drawn = any(next(cell.iter(*_THINGS), None) is not None for row in cells for cell in row)
    if len(rows) == 1 or across == 1 or mixed or drawn:
        hint = (
            "Put its words into paragraphs: with a style, columns or tabs; or give it a header row."
        )
        yield Finding(
            "T10", "It puts things beside each other: a table is not for layout.", hint, table
        )


_THINGS = (f"{W}drawing", f"{W}pict")


def _head(rows: list[Any], cells: list[list[Any]]) -> Iterator[Finding]:
    heads = [on(row.find(f"{W}trPr/{W}tblHeader")) for row in rows]
    if heads and not heads[0]:
        hint = "In Word: select the first row; Table Layout, Repeat Header Rows."
        yield Finding("T1", "Its first row is not marked as a header row.", hint, rows[0])
    elif any(later and not earlier for earlier, later in pairwise(heads)):
        yield Finding(
            "T2",
            "A row further down is marked as a header row, too.",
            "Unmark it, or make two tables.",
            rows[0],
        )
    for head, row in zip(heads, cells, strict=True):
        if head and any(not words(cell).strip() for cell in row):
            yield Finding("T2", "A header cell is empty.", "Write what its column holds.", row[0])


def _spans(rows: list[Any], cells: list[list[Any]]) -> Iterator[Finding]:
    for number, (row, here) in enumerate(zip(rows, cells, strict=True), start=1):
        if any(_merged(cell) for cell in here):
            yield Finding(
                "T3", f"In row {number}, cells are merged.", "Give every row the same cells.", row
            )
        elif len(here) != len(cells[0]) or any(
            row.find(f"{W}trPr/{W}{each}") is not None for each in ("gridBefore", "gridAfter")
        ):
            what = "there are not as many cells as in row 1"
            yield Finding("T3", f"In row {number}, {what}.", "Give every row the same cells.", row)


def _merged(cell: Any) -> bool:
    wide = cell.find(f"{W}tcPr/{W}gridSpan")
    if wide is not None and wide.get(VAL) != "1":
        return True
    return any(cell.find(f"{W}tcPr/{W}{each}") is not None for each in ("vMerge", "hMerge"))


def _filled(shade: Any) -> bool:
    return len(shade.get(f"{W}fill", "")) == len("FFFFFF")


def _blanks(rows: list[Any], cells: list[list[Any]]) -> Iterator[Finding]:
    for number, (row, here) in enumerate(zip(rows, cells, strict=True), start=1):
        if not on(row.find(f"{W}trPr/{W}tblHeader")) and not all(map(_holds, here)):
            what = "is empty" if any(map(_holds, here)) else "and all others of its row are empty"
            hint = 'Write a word: "none", "not stated". Delete rows and columns nobody needs.'
            yield Finding("T5", f"In row {number}, a cell {what}.", hint, row)
            return


def _holds(cell: Any) -> bool:
    things = (f"{W}drawing", f"{W}pict", f"{W}object", f"{W}fldChar", f"{W}fldSimple", f"{W}sdt")
    return bool(words(cell).strip()) or next(cell.iter(*things), None) is not None


def _properties(table: Any, rows: list[Any]) -> Iterator[Finding]:
    if any(not on(row.find(f"{W}trPr/{W}cantSplit")) for row in rows):
        hint = "In Word: Table Properties, Row: do not allow rows to break across pages."
        yield Finding("T6", "A row may break across pages.", hint, table)
    kinds = (f"{W}tblCaption", f"{W}tblDescription")
    found = [table.find(f"{W}tblPr/{kind}") for kind in kinds]
    if any(each is None or not each.get(VAL, "").strip() for each in found):
        yield Finding(
            "T7",
            "It has no alternative text.",
            "In Word: Table Properties, Alt Text: title and text.",
            table,
        )
    if table.find(f"{W}tblPr/{W}tblpPr") is not None:
        yield Finding(
            "T8",
            "It floats beside the text.",
            "In Word: Table Properties, Text Wrapping, None.",
            table,
        )
