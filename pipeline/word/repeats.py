"""Make what a loop repeats its own each time: ids of drawings, numbers of lists."""

from typing import Any

from lxml import etree

from pipeline.openxml.lists import Lists
from pipeline.openxml.package import W
from pipeline.openxml.walk import P
from pipeline.word.around import blocks, loops
from pipeline.word.part import Part
from pipeline.word.tags import Tag

_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_VML = "{urn:schemas-microsoft-com:vml}"
_SHAPES = dict.fromkeys(
    (f"{_VML}{each}" for each in ("shape", "rect", "oval", "line", "group")), "shape"
)
_EMBEDDED = "{urn:schemas-microsoft-com:office:office}OLEObject"
_ONCE = {f"{{{W}}}{each}" for each in ("commentRangeStart", "commentRangeEnd", "commentReference")}
_ONCE.add(f"{_VML}shapetype")
_CONTROL_ID = f"{{{W}}}id"
_KINDS = frozenset({P, _DRAWN, *_SHAPES, _EMBEDDED, *_ONCE, _CONTROL_ID})


def own_each_time(part: Part, lists: Lists) -> None:
    """Let no id stand twice in what `part` prints, and each list in a loop begin anew."""
    around = blocks(part.root, part.tags, _KINDS)
    numbered: list[tuple[Any, str, tuple[int, ...]]] = []
    homes: dict[str, set[int]] = {}
    before: tuple[Tag, ...] = ()
    inside: tuple[int, ...] = ()
    for element, standing in around:
        if standing is not before:  # what stands in the same blocks follows each other
            before, inside = standing, tuple(each.number for each in loops(standing))
        if not inside:
            continue
        loop = part.tags[inside[-1]]
        if element.tag == P and (number := lists.number(element)):
            numbered.append((element, number, inside))
            homes.setdefault(number, set()).add(inside[-1])
        elif element.tag == _DRAWN or (element.tag in _SHAPES and element.get("id")):
            element.set("id", f"{_SHAPES.get(element.tag, '')}{part.make(loop, '{{', '1|_id')}")
        elif element.tag == _EMBEDDED:  # it belongs to the shape before it
            element.set("ShapeID", f"shape{part.make(loop, '{{', '0|_id')}")
        elif element.tag in _ONCE:  # others refer to it
            named = element.get("id") or element.get(f"{{{W}}}id")
            key = f"{named} {etree.QName(element).localname}"
            part.only_if(f"{key!r}|_once", element, loop)
        elif element.tag == _CONTROL_ID and element.getparent().tag == f"{{{W}}}sdtPr":
            element.getparent().remove(element)
    for paragraph, number, inside in numbered:
        home = next(each for each in inside if each in homes[number])
        lists.set(paragraph, part.make(part.tags[home], "{{", f"'{number}'|_number({home})"))
