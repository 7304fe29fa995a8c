"""Keep whole what loops and conditions touch: rows, cells, and the columns of tables."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

from pipeline.openxml import digits
from pipeline.openxml.package import W
from pipeline.openxml.properties import span_of
from pipeline.openxml.walk import TBL, TC, TR, own

_NO_CELLS = re.compile(
    r"<w:tr(?: [^>]*)?>(?:<w:(?:tblPrEx|trPr)[ />](?:(?!<w:tc[ >]|</w:tr>).)*)?</w:tr>"
)
_NO_ROWS = re.compile(r"<w:tbl>(?:(?!<w:tbl>|<w:tr[ >]|</w:tbl>).)*</w:tbl>")
_NO_PARAGRAPH = re.compile(
    r"(<w:tc>|<w:tc [^>]*[^/]>|</w:tbl>|</w:tcPr>|<w:tcPr/>|</w:sdt>)(?=</w:tc>)"
)
_EMPTY_STORY = re.compile(r"<(w:(?:hdr|ftr))((?: [^>]*)?)(?:/>|></\1>)")
_EMPTY_NOTE = re.compile(r"(<w:(?:foot|end)note [^>]*[^/]>)(?=</w:(?:foot|end)note>)")
_EMPTY_BOX = re.compile(r"<w:txbxContent(?:/>|></w:txbxContent>)")


# What stands before the end of a row, table or cell that has nothing in it: quick to look for.
_EMPTY_ROWS = [f"{end}</w:tr>" for end in ("</w:trPr>", "</w:tblPrEx>", "<w:tr>", '">', "/>")]
_EMPTY_ROWS += [f"{end}</w:tbl>" for end in ("</w:tblGrid>", "</w:tblPr>", "/>")]
_EMPTY_CELLS = [
    f"{end}</w:tc>" for end in ("</w:tcPr>", "<w:tcPr/>", "<w:tc>", '">', "</w:tbl>", "</w:sdt>")
]


_EMPTY_RUN = re.compile(
    r"<w:r>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>|<w:rPr/>)?<w:t(?: [^>]*)?(?:/>|></w:t>)</w:r>"
)
PRINTED, TYPED = "></w:t></w:r>", "/></w:r>"  # how a run ends in which nothing stands


def without_empty_runs(xml: str, end: str = PRINTED) -> str:
    """Return `xml` without the runs in which nothing was printed, or (`end` TYPED) typed."""
    close = xml.find(end)
    if close < 0:  # quick to see
        return xml
    kept: list[str] = []
    at = 0
    while close >= 0:
        begin, stop = xml.rfind("<w:r>", at, close), close + len(end)
        if begin >= 0 and _EMPTY_RUN.fullmatch(xml, begin, stop):
            kept.append(xml[at:begin])
            at = stop
        close = xml.find(end, stop)
    return "".join(kept) + xml[at:]


def mended(xml: str) -> str:
    """Return `xml` without rows and tables that a loop left empty, with a paragraph a cell."""
    while not (_all_end(xml, "tc", "tr") and _each_ends(xml, "tr", "tbl")) and any(
        mark in xml for mark in _EMPTY_ROWS
    ):
        before = xml
        xml = _NO_ROWS.sub("", _NO_CELLS.sub("", xml))
        if xml == before:
            break
    if not _all_end(xml, "p", "tc") and any(mark in xml for mark in _EMPTY_CELLS):
        xml = _NO_PARAGRAPH.sub(r"\1<w:p/>", xml)
    if xml.startswith(("<w:hdr", "<w:ftr")):
        xml = _EMPTY_STORY.sub(r"<\1\2><w:p/></\1>", xml)
    if xml.startswith(("<w:footnotes", "<w:endnotes")):
        xml = _EMPTY_NOTE.sub(r"\1<w:p/>", xml)
    if "<w:txbxContent" in xml:
        xml = _EMPTY_BOX.sub("<w:txbxContent><w:p/></w:txbxContent>", xml)
    return xml


def _all_end(xml: str, inner: str, outer: str) -> bool:
    """Return whether all of the `outer` elements end with an `inner` one: counting is quick."""
    return xml.count(f"</w:{outer}>") == xml.count(f"</w:{inner}></w:{outer}>")


def _each_ends(xml: str, inner: str, outer: str) -> bool:
    """Return the same of `outer` elements that are few: then looking at each is quicker."""
    last, end = f"</w:{inner}>", f"</w:{outer}>"
    at = xml.find(end)
    while at >= 0:
        if not xml.endswith(last, 0, at):
            return False
        at = xml.find(end, at + len(end))
    return True


def mended_stream(pieces: Iterable[str]) -> Iterator[str]:
    """Yield the mended text piece by piece, cut where a row ends."""
    rest = ""
    for piece in pieces:
        rest += piece
        cut = rest.rfind("</w:tr>")
        if cut >= 0:
            cut += len("</w:tr>")
            yield mended(without_empty_runs(rest[:cut]))
            rest = rest[cut:]
    yield mended(without_empty_runs(rest))


def regrid(root: Any) -> None:
    """Give each table in `root` columns as many and as wide as its cells now need."""
    for table in root.iter(TBL):
        _regrid(table)


def _regrid(table: Any) -> None:
    """Give `table` a column for each cell of its longest row; it does not grow wider than it was."""
    grid = table.find(f"{{{W}}}tblGrid")
    rows = [list(own(row, TC)) for row in own(table, TR)]
    needed = max((sum(map(span_of, row)) for row in rows), default=0)
    if grid is None or not needed or len(grid) == needed:
        return
    before = [digits.number(each.get(f"{{{W}}}w")) for each in grid]
    most, wide = sum(before), max(sum(map(_width, row)) for row in rows)
    for column in list(grid):
        grid.remove(column)
    for column in _columns(before, needed) if not wide else [most // needed] * needed:
        etree.SubElement(grid, f"{{{W}}}gridCol").set(f"{{{W}}}w", str(column))
    if wide > most > 0:
        for cell in (each for row in rows for each in row if _width(each)):
            width = cell.find(f"{{{W}}}tcPr/{{{W}}}tcW")
            width.set(f"{{{W}}}w", str(_width(cell) * most // wide))


def _columns(before: list[int], needed: int) -> list[int]:
    """Return how wide `needed` columns are whose cells do not say: the first, of names, as it was."""
    first = min(before[0], sum(before) // 2) if needed > 1 else sum(before)
    return [first, *[(sum(before) - first) // max(1, needed - 1)] * (needed - 1)]


def _width(cell: Any) -> int:
    wide = cell.find(f"{{{W}}}tcPr/{{{W}}}tcW")
    if wide is None or wide.get(f"{{{W}}}type", "dxa") != "dxa":
        return 0
    said = wide.get(f"{{{W}}}w", "")
    return int(said) if digits.unsigned(said) else 0


# ── cells that are merged with the one above ─────────────────────────────────────────────────

MERGE = f"{{{W}}}vMerge"
_VAL = f"{{{W}}}val"
_SHOWN = tuple(f"{{{W}}}{each}" for each in ("t", "drawing", "pict", "object"))


def merging_tables(root: Any) -> dict[int, Any]:
    """Return the tables in which cells go on from the row above, each by its number in `root`."""
    return {
        number: table
        for number, table in enumerate(root.iter(TBL), 1)
        if any(each.get(_VAL, "continue") == "continue" for each in table.iter(MERGE))
    }


def merges_whole(root: Any) -> None:
    """Let each merged cell follow one above it: the first that is left begins the merge.

    A cell with words of its own begins one too: Word hides the words of a cell that goes on.
    """
    for table in root.iter(TBL):
        above: set[tuple[int, int]] = set()
        for row in own(table, TR):
            above = _merge_row(row, above)


def _merge_row(row: Any, above: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Mend one row below merged cells at `above` (column, columns); return those in it."""
    before = row.find(f"{{{W}}}trPr/{{{W}}}gridBefore")
    column = 0 if before is None else digits.number(before.get(_VAL))
    merged: set[tuple[int, int]] = set()
    for cell in own(row, TC):
        at = (column, span_of(cell))
        column += at[1]
        merge = cell.find(f"{{{W}}}tcPr/{MERGE}")
        if merge is None:
            continue
        merged.add(at)
        if merge.get(_VAL) != "restart" and (at not in above or _says_something(cell)):
            merge.set(_VAL, "restart")
    return merged


def _says_something(cell: Any) -> bool:
    return any(each.tag != _SHOWN[0] or each.text for each in cell.iter(*_SHOWN))
