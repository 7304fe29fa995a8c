"""Keep whole what loops and conditions touch: cells, tables, and the numbers of lists."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

from pipeline.word.outline import TBL, TC, TR, own
from pipeline.word.package import W, parse, related, serialize

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


def mended(xml: str) -> str:
    """Return `xml` without rows and tables that a loop left empty, with a paragraph a cell."""
    while any(mark in xml for mark in _EMPTY_ROWS):
        before = xml
        xml = _NO_ROWS.sub("", _NO_CELLS.sub("", xml))
        if xml == before:
            break
    if any(mark in xml for mark in _EMPTY_CELLS):
        xml = _NO_PARAGRAPH.sub(r"\1<w:p/>", xml)
    if "<w:hdr" in xml or "<w:ftr" in xml:
        xml = _EMPTY_STORY.sub(r"<\1\2><w:p/></\1>", xml)
    if "note>" in xml:
        xml = _EMPTY_NOTE.sub(r"\1<w:p/>", xml)
    if "<w:txbxContent" in xml:
        xml = _EMPTY_BOX.sub("<w:txbxContent><w:p/></w:txbxContent>", xml)
    return xml


def mended_stream(pieces: Iterable[str]) -> Iterator[str]:
    """Yield the mended text piece by piece, cut where a row ends."""
    rest = ""
    for piece in pieces:
        rest += piece
        cut = rest.rfind("</w:tr>")
        if cut >= 0:
            cut += len("</w:tr>")
            yield mended(rest[:cut])
            rest = rest[cut:]
    yield mended(rest)


def regrid(xml: str, declaration: bytes) -> str:
    """Return `xml` with the columns of each table as many and as wide as its cells now need."""
    root = parse(declaration + xml.encode())
    for table in root.iter(TBL):
        _regrid(table)
    return str(etree.tostring(root, encoding="unicode"))


def _regrid(table: Any) -> None:
    """Give `table` a column for each cell of its longest row; it does not grow wider than it was."""
    grid = table.find(f"{{{W}}}tblGrid")
    rows = [list(own(row, TC)) for row in own(table, TR)]
    needed = max((sum(map(_span, row)) for row in rows), default=0)
    if grid is None or not needed or len(grid) == needed:
        return
    most = sum(int(each.get(f"{{{W}}}w", "0")) for each in grid)
    for column in list(grid):
        grid.remove(column)
    for _ in range(needed):
        etree.SubElement(grid, f"{{{W}}}gridCol").set(f"{{{W}}}w", str(most // needed))
    wide = max(sum(map(_width, row)) for row in rows)
    if wide > most > 0:
        for cell in (each for row in rows for each in row if _width(each)):
            width = cell.find(f"{{{W}}}tcPr/{{{W}}}tcW")
            width.set(f"{{{W}}}w", str(_width(cell) * most // wide))


def _width(cell: Any) -> int:
    wide = cell.find(f"{{{W}}}tcPr/{{{W}}}tcW")
    if wide is None or wide.get(f"{{{W}}}type", "dxa") != "dxa":
        return 0
    said = wide.get(f"{{{W}}}w", "")
    return int(said) if said.isdigit() else 0


def _span(cell: Any) -> int:
    span = cell.find(f"{{{W}}}tcPr/{{{W}}}gridSpan")
    said = "1" if span is None else span.get(f"{{{W}}}val", "1")
    return int(said) if said.isdigit() else 1


_VAL = f"{{{W}}}val"
_BEFORE_NUMBER = {
    f"{{{W}}}{each}"
    for each in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")
}


class Lists:
    """Which paragraphs are numbered, and by which list."""

    def __init__(self, members: dict[str, bytes], main: str) -> None:
        self.part = related(members, main, "numbering")
        self._root = parse(members[self.part]) if self.part else etree.Element("none")
        self._nums = {
            each.get(f"{{{W}}}numId", ""): each for each in self._root.findall(f"{{{W}}}num")
        }
        self._kinds = {
            each.get(f"{{{W}}}abstractNumId", ""): each
            for each in self._root.findall(f"{{{W}}}abstractNum")
        }
        styles = related(members, main, "styles")
        found = parse(members[styles]).findall(f"{{{W}}}style") if styles else []
        self._styles = {each.get(f"{{{W}}}styleId", ""): each for each in found}
        self.next = max((int(each) for each in self._nums if each.isdigit()), default=0) + 1

    def number(self, paragraph: Any) -> str:
        """Return the number of the list that counts `paragraph`, "" for bullets and headings."""
        properties = paragraph.find(f"{{{W}}}pPr")
        if properties is None:
            return ""
        number, level = _said(properties)
        style = _value(properties, "pStyle")
        for _ in range(20):
            known = self._styles.get(style)
            if known is None:
                break
            inherited = known.find(f"{{{W}}}pPr")
            if inherited is not None:
                if inherited.find(f"{{{W}}}outlineLvl") is not None:
                    return ""
                theirs, their_level = _said(inherited)
                number, level = number or theirs, level or their_level
            style = _value(known, "basedOn")
        return number if number and self._counts(number, level or "0") else ""

    def _counts(self, number: str, level: str) -> bool:
        num = self._nums.get(number)
        if num is None:
            return False
        kind = self._kinds.get(_value(num, "abstractNumId"))
        if kind is None:
            return False
        for each in kind.findall(f"{{{W}}}lvl"):
            if each.get(f"{{{W}}}ilvl") == level:
                return _value(each, "numFmt") not in ("bullet", "none")
        return False

    def set(self, paragraph: Any, number: str) -> None:
        """Let the list `number` count `paragraph`."""
        properties = paragraph.find(f"{{{W}}}pPr")
        listed = properties.find(f"{{{W}}}numPr")
        if listed is None:
            listed = etree.Element(f"{{{W}}}numPr")
            at = sum(1 for each in properties if each.tag in _BEFORE_NUMBER)
            properties.insert(at, listed)
        named = listed.find(f"{{{W}}}numId")
        if named is None:
            named = etree.SubElement(listed, f"{{{W}}}numId")
        named.set(_VAL, number)

    def with_fresh(self, content: bytes, fresh: list[tuple[str, str]]) -> bytes:
        """Return the lists and `fresh` ones, each (number, list it begins anew)."""
        root = parse(content)
        last = root.findall(f"{{{W}}}num")[-1]
        at = root.index(last) + 1
        for offset, (number, old) in enumerate(fresh):
            num = etree.Element(f"{{{W}}}num")
            num.set(f"{{{W}}}numId", number)
            link = etree.SubElement(num, f"{{{W}}}abstractNumId")
            link.set(_VAL, _value(self._nums[old], "abstractNumId"))
            for level in range(9):
                change = etree.SubElement(num, f"{{{W}}}lvlOverride")
                change.set(f"{{{W}}}ilvl", str(level))
                start = etree.SubElement(change, f"{{{W}}}startOverride")
                start.set(_VAL, self._start(old, str(level)))
            root.insert(at + offset, num)
        return serialize(root)

    def _start(self, number: str, level: str) -> str:
        num = self._nums[number]
        for change in num.findall(f"{{{W}}}lvlOverride"):
            if change.get(f"{{{W}}}ilvl") == level and _value(change, "startOverride"):
                return _value(change, "startOverride")
        kind = self._kinds[_value(num, "abstractNumId")]
        for each in kind.findall(f"{{{W}}}lvl"):
            if each.get(f"{{{W}}}ilvl") == level:
                return _value(each, "start") or "1"
        return "1"


def _value(element: Any, name: str) -> str:
    found = element.find(f"{{{W}}}{name}")
    return "" if found is None else found.get(_VAL, "")


def _said(properties: Any) -> tuple[str, str]:
    listed = properties.find(f"{{{W}}}numPr")
    return ("", "") if listed is None else (_value(listed, "numId"), _value(listed, "ilvl"))
