"""Walk a Word document as a reader does: every paragraph, where it stands, and its words."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from pipeline.openxml.package import W

T, P, RUN, TR, TC, TBL = (f"{{{W}}}{each}" for each in ("t", "p", "r", "tr", "tc", "tbl"))
GAPS = {f"{{{W}}}tab": "\t", f"{{{W}}}br": "\n", f"{{{W}}}cr": "\n", f"{{{W}}}noBreakHyphen": "-"}
DELETED = {f"{{{W}}}{each}" for each in ("del", "moveFrom")}
NOTES = {f"{{{W}}}{each}" for each in ("footnote", "endnote", "comment")}
BOX = f"{{{W}}}txbxContent"
INSTRUCTION = f"{{{W}}}instrText"
_NO_TEXT = {f"{{{W}}}{each}" for each in ("pPr", "rPr")}

SAMPLE = ("‹", "›")  # around a name, in a template shown before there is a value for it


def places(root: Any, title: str) -> Iterator[tuple[str, Any]]:
    """Yield every paragraph and where it stands, as a reader would look for it."""
    yield from _walk(root, [title] if title else [], [0, 0], "")


def _walk(
    element: Any, where: list[str], counts: list[int], spot: str
) -> Iterator[tuple[str, Any]]:
    for child in element:
        if child.tag == P:
            if not spot:
                counts[0] += 1
            yield ", ".join([*where, spot or f"paragraph {counts[0]}"]), child
            for box in (each for each in child.iter(BOX) if next(each.iterancestors(P)) is child):
                yield from _walk(box, [*where, *filter(None, [spot])], [0, 0], "text box")
        elif child.tag == TBL:
            counts[1] += 1
            table = f"table {counts[1]}" if not spot else f"{spot}, inner table {counts[1]}"
            for at, cell in _cells(child, table):
                yield from _walk(cell, where, [0, 0], at)
        elif child.tag in NOTES:
            note = f"{etree.QName(child).localname} {child.get(f'{{{W}}}id')}"
            yield from _walk(child, where, counts, note)
        elif isinstance(child.tag, str) and child.tag not in DELETED:
            yield from _walk(child, where, counts, spot)


def _cells(table: Any, name: str) -> Iterator[tuple[str, Any]]:
    for row_number, row in enumerate(own(table, TR), 1):
        for cell_number, cell in enumerate(own(row, TC), 1):
            yield f"{name}, row {row_number}, cell {cell_number}", cell


def own(element: Any, tag: str) -> Iterator[Any]:
    """Yield the rows of a table or the cells of a row, also those inside content controls."""
    for child in element:
        if child.tag == tag:
            yield child
        elif isinstance(child.tag, str) and child.tag not in (TBL, TC, TR):
            yield from own(child, tag)


def texts(paragraph: Any) -> list[tuple[Any, str]]:
    """Return the text elements of one paragraph, without those of paragraphs inside it."""
    found: list[tuple[Any, str]] = []

    def walk(element: Any) -> None:
        in_run = element.tag == RUN
        for child in element:
            tag = child.tag
            if tag == T:
                found.append((child, child.text or ""))
            elif tag in _NO_TEXT:
                continue
            elif in_run and tag in GAPS:
                found.append((child, GAPS[tag]))
            elif tag != P and tag not in DELETED and isinstance(tag, str):
                walk(child)

    walk(paragraph)
    return found


def instructions(paragraph: Any) -> list[tuple[Any, str]]:
    """Return the pieces of the field codes in one paragraph."""
    return [
        (each, each.text or "")
        for each in paragraph.iter(INSTRUCTION)
        if next(each.iterancestors(P)) is paragraph
    ]


def spans(pieces: list[tuple[Any, str]]) -> Iterator[tuple[Any, str, int, int]]:
    """Yield each piece with where it begins and ends in all of them put together."""
    at = 0
    for element, text in pieces:
        yield element, text, at, at + len(text)
        at += len(text)


def value(element: Any, path: str) -> str:
    """Return the `val` of what stands at `path` below an element, "" where there is none.

    The first name of the path is in Word's own namespace.
    """
    found = element.find(f"{{{W}}}{path}")
    return "" if found is None else found.get(f"{{{W}}}val", "")
