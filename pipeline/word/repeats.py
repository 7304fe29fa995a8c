"""Make what a loop repeats its own each time: ids of drawings, numbers of lists, bookmarks."""

from typing import Any

from lxml import etree

from pipeline.openxml.lists import Lists
from pipeline.openxml.package import W
from pipeline.openxml.walk import P, T
from pipeline.word.part import Part
from pipeline.word.tags import MIDDLES, Tag, numbers_in

_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_BOOKMARKS = {f"{{{W}}}bookmarkStart", f"{{{W}}}bookmarkEnd"}
_VML = "{urn:schemas-microsoft-com:vml}"
_SHAPES = dict.fromkeys(
    (f"{_VML}{each}" for each in ("shape", "rect", "oval", "line", "group")), "shape"
)
_EMBEDDED = "{urn:schemas-microsoft-com:office:office}OLEObject"
_ONCE = {f"{{{W}}}{each}" for each in ("commentRangeStart", "commentRangeEnd", "commentReference")}
_ONCE.add(f"{_VML}shapetype")


def own_each_time(part: Part, lists: Lists) -> None:
    """Let no id stand twice in what `part` prints, and each list in a loop begin anew."""
    around = _blocks(part.root, part.tags)
    _bookmarks(around)
    numbered: list[tuple[Any, str, tuple[int, ...]]] = []
    homes: dict[str, set[int]] = {}
    for element, blocks in around:
        loops = tuple(each.number for each in blocks if each.word == "for")
        if not loops:
            continue
        loop = part.tags[loops[-1]]
        if element.tag == P and (number := lists.number(element)):
            numbered.append((element, number, loops))
            homes.setdefault(number, set()).add(loops[-1])
        elif element.tag == _DRAWN or (element.tag in _SHAPES and element.get("id")):
            element.set("id", f"{_SHAPES.get(element.tag, '')}{part.make(loop, '{{', '1|_id')}")
        elif element.tag == _EMBEDDED:  # it belongs to the shape before it
            element.set("ShapeID", f"shape{part.make(loop, '{{', '0|_id')}")
        elif element.tag in _ONCE:  # others refer to it
            named = element.get("id") or element.get(f"{{{W}}}id")
            key = f"{named} {etree.QName(element).localname}"
            part.only_if(f"{key!r}|_once", element, loop)
        elif element.tag == f"{{{W}}}id" and element.getparent().tag == f"{{{W}}}sdtPr":
            element.getparent().remove(element)
    for paragraph, number, loops in numbered:
        home = next(each for each in loops if each in homes[number])
        lists.set(paragraph, part.make(part.tags[home], "{{", f"'{number}'|_number({home})"))


def _blocks(root: Any, tags: list[Tag]) -> list[tuple[Any, tuple[Tag, ...]]]:
    """Return every element that stands in a block, and the tags of its blocks, outermost first.

    What stands behind an else stands in another block than what stands before it.
    """
    found: list[tuple[Any, tuple[Tag, ...]]] = []
    blocks: list[Tag] = []
    for node in root.iter():
        met: list[int] = []
        if node.tag is etree.ProcessingInstruction:
            met = [int(node.text)]
        elif blocks or node.tag in _BOOKMARKS:
            found.append((node, tuple(blocks)))
        if node.tag == T:
            met = numbers_in(node.text)
        for tag in (tags[number] for number in met if tags[number].kind == "{%"):
            if tag.word in ("for", "if"):
                blocks.append(tag)
            elif tag.word in ("endfor", "endif") and blocks:
                blocks.pop()
            elif tag.word in MIDDLES and blocks and blocks[-1].word != "for":
                blocks[-1] = tag
    return found


def _bookmarks(around: list[tuple[Any, tuple[Tag, ...]]]) -> None:
    """Take out each bookmark that would stand there twice, or only half of it."""
    found: dict[str, list[tuple[Any, list[int]]]] = {}
    for element, blocks in around:
        if element.tag in _BOOKMARKS:
            named = element.get(f"{{{W}}}id", "")
            found.setdefault(named, []).append((element, [each.number for each in blocks]))
    loops = {each.number for _, blocks in around for each in blocks if each.word == "for"}
    for ends in found.values():
        if any(loops & set(where) or where != ends[0][1] for _, where in ends):
            for element, _ in ends:
                element.getparent().remove(element)
