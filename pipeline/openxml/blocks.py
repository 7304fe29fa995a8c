"""What a Word document is made of, in order: paragraphs, and the rows of tables, as a person sees them.

Two programs write the same page in different XML. What is compared here is what a person can see or
do: words, styles by their names, bold, colors, pictures by their alt texts. Spelling marks, ids, how
a line is cut into runs and what a field shows (the number of a page) count for nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from pipeline.openxml import digits, package
from pipeline.openxml.package import W
from pipeline.openxml.walk import BOX, DELETED, RUN, TBL, TC, TR, P, own, texts

BODY = "body"
VAL = f"{{{W}}}val"
PPR, RPR = f"{{{W}}}pPr", f"{{{W}}}rPr"
_OFF = frozenset({"0", "false", "none", "off"})
_TOGGLES = ("b", "i", "u", "strike", "dstrike", "caps", "vanish")
_VALUES = ("color", "highlight", "vertAlign")
_PLAIN = frozenset({"", "auto", "none", "baseline", "000000"})
_TRACKED = tuple(
    f"{{{W}}}{each}"
    for each in (
        "ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "trPrChange", "tcPrChange",
        "tblPrChange", "cellIns", "cellDel", "cellMerge", "numberingChange",
    )
)  # fmt: skip
_COMMENTED = tuple(
    f"{{{W}}}{each}" for each in ("commentRangeStart", "commentRangeEnd", "commentReference")
)
_FIELD, _FIELD_TYPE, _SIMPLE = (
    f"{{{W}}}{each}" for each in ("fldChar", "fldCharType", "fldSimple")
)


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """A paragraph, or a row of a table."""

    element: Any
    cells: tuple[str, ...]  # the words of each cell of a row; of a paragraph, its words alone
    seen: tuple[str, ...]  # the same with looks: what must be equal for nothing to have changed
    style: str = ""  # of a paragraph: the style's name in small letters
    table: int = 0  # which table of the part a row stands in, from 1; 0 for a paragraph
    held: bool = False  # a tracked change or a comment stands in it

    @property
    def words(self) -> str:
        """Its words, cell by cell."""
        return " | ".join(self.cells)

    @property
    def heading(self) -> int:
        """The level of a heading, 0 for anything else."""
        level = self.style.removeprefix("heading ")
        return int(level) if level != self.style and digits.unsigned(level) else 0


class Styles:
    """The names of a document's styles by their ids: ids differ between programs, names do not."""

    def __init__(self, members: dict[str, bytes], main: str) -> None:
        part = package.related(members, main, "styles")
        root = package.parse(members[part]) if part else etree.Element("none")
        self.names: dict[str, str] = {}
        self.default = "normal"
        self.colors = {each.get(VAL, "").casefold() for each in root.iter(f"{{{W}}}color")}
        for style in root.findall(f"{{{W}}}style"):
            name = style.find(f"{{{W}}}name")
            said = "" if name is None else name.get(VAL, "").casefold()
            self.names[style.get(f"{{{W}}}styleId", "")] = said
            if style.get(f"{{{W}}}type") == "paragraph" and style.get(f"{{{W}}}default") == "1":
                self.default = said
        self.ids = {name: each for each, name in reversed(self.names.items())}

    def of(self, properties: Any, tag: str) -> str:
        """Return the name of the style that properties give, "" where they give none."""
        found = None if properties is None else properties.find(f"{{{W}}}{tag}")
        named = "" if found is None else found.get(VAL, "")
        return self.names.get(named, named.casefold())


def parts(members: dict[str, bytes], main: str) -> Iterator[tuple[str, str]]:
    """Yield the label and the name of every part that holds what a person reads, the body first."""
    yield BODY, main
    for part, label in package.stories(members, main):
        if label != "comments":
            yield label, part


def blocks(root: Any, styles: Styles) -> tuple[Block, ...]:
    """Return the blocks of a part in order."""
    body = root.find(f"{{{W}}}body")
    return tuple(_blocks(root if body is None else body, styles, [0]))


def _blocks(element: Any, styles: Styles, tables: list[int]) -> Iterator[Block]:
    for child in element:
        if child.tag == P:
            style = styles.of(child.find(PPR), "pStyle") or styles.default
            seen = seen_of(child, styles)
            yield Block(child, (words_of(child),), (seen,), style, 0, is_held(child))
        elif child.tag == TBL:
            tables[0] += 1
            number = tables[0]
            for row in own(child, TR):
                cells = cells_of(row)
                seen_cells = tuple(cell_seen(cell, styles) for cell in cells)
                words = tuple(map(cell_words, cells))
                yield Block(row, words, seen_cells, "", number, is_held(row))
        elif isinstance(child.tag, str) and child.tag not in DELETED:
            yield from _blocks(child, styles, tables)


def cells_of(row: Any) -> tuple[Any, ...]:
    """Return the cells of a row."""
    return tuple(own(row, TC))


def is_covered(cell: Any) -> bool:
    """Say whether a cell is merged into the one above, so that nobody sees what stands in it."""
    merge = cell.find(f"{{{W}}}tcPr/{{{W}}}vMerge")
    return merge is not None and merge.get(VAL) != "restart"


def words_of(paragraph: Any) -> str:
    """Return the words of a paragraph, without what a field shows."""
    return "".join(words for _, words in _own_texts(paragraph))


def cell_words(cell: Any) -> str:
    """Return the words of a cell, a paragraph a line."""
    return "\n".join(words_of(each) for each in cell.iter(P))


def cell_seen(cell: Any, styles: Styles) -> str:
    """Return the words of a cell with their looks, a paragraph a line."""
    return "\n".join(seen_of(each, styles) for each in cell.iter(P))


def is_held(element: Any) -> bool:
    """Say whether a tracked change or a comment stands in a paragraph, a row or a cell."""
    return next(element.iter(*_TRACKED, *_COMMENTED), None) is not None


def _own_texts(paragraph: Any) -> list[tuple[Any, str]]:
    """Return the pieces of text of a paragraph, without those that a field shows."""
    pieces = texts(paragraph)
    if next(paragraph.iter(_FIELD, _SIMPLE), None) is None:
        return pieces
    shown: set[Any] = set()
    depth = 0
    for each in paragraph.iter():
        if each.tag == _FIELD:
            depth += {"begin": 1, "end": -1}.get(each.get(_FIELD_TYPE, ""), 0)
        elif depth > 0:
            shown.add(each)
        elif each.tag == _SIMPLE:
            shown.update(each.iter())
    return [piece for piece in pieces if piece[0] not in shown]


def seen_of(paragraph: Any, styles: Styles) -> str:
    """Return the words of a paragraph with its style and what somebody did to their looks."""
    style = styles.of(paragraph.find(PPR), "pStyle") or styles.default
    spans: list[list[str]] = []
    for element, words in _own_texts(paragraph):
        look = _look(element, styles)
        if words and spans and spans[-1][0] == look:
            spans[-1][1] += words
        elif words:
            spans.append([look, words])
    said = "".join(f"<{look}>{words}" for look, words in spans)
    return f"{style}:{said}{''.join(_drawn(paragraph))}"


def _look(element: Any, styles: Styles) -> str:
    """Return how a piece of text looks, as far as somebody said so of this piece alone.

    A color that a style has counts for nothing: some programs repeat it at every run.
    """
    run = next(element.iterancestors(RUN), None)
    properties = None if run is None else run.find(RPR)
    if properties is None:
        return ""
    said = [styles.of(properties, "rStyle")]
    for name in _TOGGLES:
        each = properties.find(f"{{{W}}}{name}")
        if each is not None and each.get(VAL, "1") not in _OFF:
            said.append(name)
    for name in _VALUES:
        each = properties.find(f"{{{W}}}{name}")
        value = "" if each is None else each.get(VAL, "").casefold()
        if value not in _PLAIN and value not in styles.colors:
            said.append(f"{name}={value}")
    return ",".join(filter(None, said))


def _drawn(paragraph: Any) -> Iterator[str]:
    """Yield what stands for a chart, a picture by its alt text, and the words in a box.

    LibreOffice drops the alt text of a chart, so one chart is like another here.
    """
    for each in paragraph.iter("{*}docPr"):
        if next(each.iterancestors("{*}Fallback"), None) is None:
            chart = next(each.getparent().iter("{*}chart"), None) is not None
            yield "[chart]" if chart else f"[{each.get('descr', '')}]"
    for box in paragraph.iter(BOX):
        if next(box.iterancestors("{*}Fallback"), None) is None:
            yield f"[{' '.join(words_of(each) for each in box.iter(P))}]"
