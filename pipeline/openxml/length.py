"""How many pages a document has, about: reckoned from its words, without laying them out.

A letter is about half as wide as it is high, a line a fifth higher than its letters. On our own
documents it is right within a page in five; only Word knows.
"""

from math import ceil
from typing import Any

from pipeline.openxml import digits
from pipeline.openxml.package import W
from pipeline.openxml.walk import TBL, TC, TR, P, own, texts

_WIDE = 0.5  # of a letter, in its height
_HIGH = 1.22  # of a line, in the height of its letters
_CELL = 80  # twentieths of a point above and below the words of a cell, together
_BESIDE = 220  # and to the left and right of them
_WHOLE = 5000  # the width of a table in fiftieths of a percent
_PAGE = {"w": 12240, "h": 15840, "top": 1440, "bottom": 1440, "left": 1440, "right": 1440}
_VAL = f"{{{W}}}val"


class Looks:
    """The sizes and spaces that the styles of a document give its paragraphs."""

    def __init__(self, styles: Any) -> None:
        self._styles = {
            each.get(f"{{{W}}}styleId", ""): each for each in styles.iter(f"{{{W}}}style")
        }
        self._default = next(
            (
                key
                for key, each in self._styles.items()
                if each.get(f"{{{W}}}default") and each.get(f"{{{W}}}type") == "paragraph"
            ),
            "",
        )
        self._size = _number(styles.find(f"{{{W}}}docDefaults//{{{W}}}sz"), "val", 20)
        self._space = styles.find(f"{{{W}}}docDefaults/{{{W}}}pPrDefault//{{{W}}}spacing")
        self._known: dict[str, tuple[float, int, float]] = {}

    def of(self, paragraph: Any) -> tuple[float, int, float]:
        """Return the size of letters in points, the space around in twips, and the line's share."""
        named = paragraph.find(f"{{{W}}}pPr/{{{W}}}pStyle")
        style = self._default if named is None else named.get(_VAL, "")
        if style not in self._known:
            self._known[style] = self._reckoned(style)
        return self._known[style]

    def _reckoned(self, style: str) -> tuple[float, int, float]:
        size, space, steps = None, None, 0
        while style in self._styles and steps < 20:
            each, steps = self._styles[style], steps + 1
            size = each.find(f"{{{W}}}rPr/{{{W}}}sz") if size is None else size
            space = each.find(f"{{{W}}}pPr/{{{W}}}spacing") if space is None else space
            based = each.find(f"{{{W}}}basedOn")
            style = "" if based is None else based.get(_VAL, "")
        space = self._space if space is None else space
        around = sum(_number(space, name, 0) for name in ("before", "after"))
        return _number(size, "val", self._size) / 2, around, _number(space, "line", 240) / 240


def pages(body: Any, looks: Looks) -> int:
    """Return about how many pages the `body` of a document fills."""
    full = 0.0
    high = 0.0
    blocks = [each for each in body if isinstance(each.tag, str)]
    sections = [next(each.iter(f"{{{W}}}sectPr"), None) for each in blocks]
    page, columns = _PAGE, 1
    for at, block in enumerate(blocks):
        if at == 0 or sections[at - 1] is not None:
            section = next((each for each in sections[at:] if each is not None), None)
            page, columns = _page(section), _columns(section)
            if not _goes_on(section):
                full, high = full + (1 if high else 0), 0.0
        room = page["h"] - page["top"] - page["bottom"]
        if next(block.iter(f"{{{W}}}pageBreakBefore"), None) is not None and high:
            full, high = full + 1, 0.0
        width = page["w"] - page["left"] - page["right"]
        high += _height(block, width // columns, looks) / columns
        while high > room:
            full, high = full + 1, high - room
    return int(full) + (1 if high else 0)


def _page(section: Any) -> dict[str, int]:
    size, margins = (
        None if section is None else section.find(f"{{{W}}}{each}") for each in ("pgSz", "pgMar")
    )
    found = {name: _number(size, name, _PAGE[name]) for name in ("w", "h")}
    return found | {
        name: _number(margins, name, _PAGE[name]) for name in ("top", "bottom", "left", "right")
    }


def _columns(section: Any) -> int:
    """Return how many columns a section has beside each other."""
    found = None if section is None else section.find(f"{{{W}}}cols")
    return max(1, _number(found, "num", 1))


def _goes_on(section: Any) -> bool:
    """Say whether a section begins on the page where the one before it ends."""
    kind = None if section is None else section.find(f"{{{W}}}type")
    return kind is not None and kind.get(_VAL) == "continuous"


def _height(block: Any, width: int, looks: Looks) -> int:
    """Return how high a paragraph or a table is, in twentieths of a point."""
    if block.tag == TBL:
        return sum(_row(row, width, looks) for row in own(block, TR))
    paragraphs = [block] if block.tag == P else block.iter(P)
    return sum(_paragraph(each, width, looks) for each in paragraphs)


def _row(row: Any, width: int, looks: Looks) -> int:
    cells = list(own(row, TC))
    tallest = 0
    for cell in cells:
        wide = _wide(cell, width, width // len(cells)) - _BESIDE
        tallest = max(
            tallest, sum(_height(each, wide, looks) for each in cell.iterchildren(P, TBL))
        )
    return tallest + _CELL


def _wide(cell: Any, width: int, share: int) -> int:
    """Return how wide a cell is in a table of that `width`: as it says, else its `share`."""
    said = cell.find(f"{{{W}}}tcPr/{{{W}}}tcW")
    number = _number(said, "w", 0)
    if said is not None and said.get(f"{{{W}}}type") == "pct":
        return number * width // _WHOLE or share
    return number or share  # one of no width is as wide as Word finds right


def _paragraph(paragraph: Any, width: int, looks: Looks) -> int:
    size, around, share = looks.of(paragraph)
    letters = max(1, int(width / (size * 20 * _WIDE)))
    words = "".join(text for _, text in texts(paragraph))
    lines = sum(max(1, ceil(len(each) / letters)) for each in words.split("\n"))
    drawn = sum(_number(each, "cy", 0, space="") // 635 for each in paragraph.iter("{*}extent"))
    return round(lines * size * 20 * _HIGH * share) + around + drawn


def _number(element: Any, name: str, otherwise: int, space: str = f"{{{W}}}") -> int:
    said = "" if element is None else element.get(f"{space}{name}", "")
    return int(said) if digits.unsigned(said) else otherwise
