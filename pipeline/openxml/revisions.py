"""Tracked changes: take them as accepted, so that no deleted word and no author remains.

The elements are those of ISO/IEC 29500-1, 17.13.5.
"""

from typing import Any

from lxml import etree

from pipeline.openxml.package import W
from pipeline.openxml.walk import RUN, TBL, TC, TR, P


def _named(*names: str) -> tuple[str, ...]:
    return tuple(f"{{{W}}}{each}" for each in names)


_GONE = _named("del", "moveFrom")
_STAYS = _named("ins", "moveTo")
_BEFORE = _named(
    "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblGridChange", "trPrChange",
    "tcPrChange", "tblPrExChange", "numberingChange",
)  # fmt: skip
_IN_TABLES = _named("cellIns", "cellDel", "cellMerge")
_RANGES = tuple(
    f"{{{W}}}{kind}{end}"
    for kind in (
        "moveFromRange", "moveToRange", "customXmlInsRange", "customXmlDelRange",
        "customXmlMoveFromRange", "customXmlMoveToRange",
    )
    for end in ("Start", "End")
)  # fmt: skip
_PPR, _RPR, _TRPR, _TCPR = (f"{{{W}}}{each}" for each in ("pPr", "rPr", "trPr", "tcPr"))
_MERGES = {"rest": "restart", "cont": "continue"}


def held(root: Any) -> bool:
    """Say whether a part holds tracked changes."""
    return next(root.iter(*_GONE, *_STAYS, *_BEFORE, *_IN_TABLES), None) is not None


def accept(root: Any) -> int:
    """Accept every tracked change in a part, and return how many there were."""
    count = sum(1 for _ in root.iter(*_GONE, *_STAYS, *_BEFORE))
    for each in [*root.iter(*_BEFORE, *_RANGES)]:
        each.getparent().remove(each)
    count += _rows_and_cells(root)
    _paragraph_marks(root)
    for each in [*root.iter(*_GONE)]:
        if each.getparent() is not None:
            _remove(each)
    for each in [*root.iter(*_STAYS)]:
        _unwrap(each)
    for run in {each.getparent() for each in root.iter(f"{{{W}}}delText")}:
        if run.tag == RUN and run.getparent() is not None:
            run.getparent().remove(run)
    return count


def _rows_and_cells(root: Any) -> int:
    """Take out the rows and cells that were deleted, and what they leave empty."""
    found = [*root.iter(*_IN_TABLES)]
    for each in found:
        cell = next(each.iterancestors(TC), None)
        if each.tag.endswith("cellMerge"):
            merge = etree.SubElement(each.getparent(), f"{{{W}}}vMerge")
            merge.set(f"{{{W}}}val", _MERGES.get(each.get(f"{{{W}}}vMerge", ""), "continue"))
            each.addnext(merge)
        each.getparent().remove(each)
        if each.tag.endswith("cellDel") and cell is not None:
            cell.getparent().remove(cell)
    for row in [*root.iter(TR)]:
        deleted = row.find(f"{_TRPR}/{{{W}}}del") is not None
        if deleted or next(row.iter(TC), None) is None:
            row.getparent().remove(row)
    for table in [*root.iter(TBL)]:
        if next(table.iter(TR), None) is None:
            holder = table.getparent()
            if holder.tag == TC and table.getnext() is None:
                table.addnext(etree.Element(P))
            holder.remove(table)
    return len(found)


def _paragraph_marks(root: Any) -> None:
    """Join a paragraph whose end was deleted with the one that follows."""
    for paragraph in [*root.iter(P)]:
        look = paragraph.find(f"{_PPR}/{_RPR}")
        marks = [] if look is None else [each for each in look if each.tag in _GONE]
        if not marks:
            continue
        for each in marks:
            look.remove(each)
        after = paragraph.getnext()
        if after is not None and after.tag == P:
            at = 1 if len(after) and after[0].tag == _PPR else 0
            for child in reversed([each for each in paragraph if each.tag != _PPR]):
                after.insert(at, child)
            paragraph.getparent().remove(paragraph)


def _remove(element: Any) -> None:
    """Take out `element`; the marks in it that others refer to stay."""
    for each in list(element.iter(*_named("bookmarkStart", "bookmarkEnd"))):
        element.addprevious(each)
    element.getparent().remove(element)


def _unwrap(element: Any) -> None:
    parent = element.getparent()
    at = parent.index(element)
    for child in list(element):
        parent.insert(at, child)
        at += 1
    parent.remove(element)
