"""Properties of cells, paragraphs and runs, put where Word wants them; and the author of a file."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from lxml import etree

from pipeline.openxml import digits
from pipeline.openxml.package import W, parse, related, serialize

_ORDER = {
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText",
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers "
    "pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE "
    "autoSpaceDN bidi",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint "
    "noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect "
    "bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
}


def put(properties: Any, new: Any) -> None:
    """Put `new` into `properties`, before what must follow it."""
    kind, name = (etree.QName(each).localname for each in (properties, new))
    order = _ORDER[kind].split()
    earlier = order[: order.index(name)]
    at = sum(etree.QName(each).localname in earlier for each in properties)
    properties.insert(at, new)


def set_of_cell(cell: Any, name: str, values: Mapping[str, str]) -> None:
    """Give a cell one property, in the place of an old one."""
    properties = cell.find(f"{{{W}}}tcPr")
    if properties is None:
        properties = etree.Element(f"{{{W}}}tcPr")
        cell.insert(0, properties)
    for old in properties.findall(f"{{{W}}}{name}"):
        properties.remove(old)
    attributes = {f"{{{W}}}{key}": value for key, value in values.items()}
    put(properties, etree.Element(f"{{{W}}}{name}", attributes))


def span_of(cell: Any) -> int:
    """Return how many columns a cell reaches over."""
    span = cell.find(f"{{{W}}}tcPr/{{{W}}}gridSpan")
    said = "1" if span is None else span.get(f"{{{W}}}val", "1")
    return int(said) if digits.unsigned(said) else 1


@lru_cache(maxsize=1024)
def laid_over(under: str, over: str) -> str:
    """Return run properties: those in `over`, and those of `under` (a `w:rPr`) it says nothing of.

    Both are XML in the prefix w. What Word keeps beside its own (w14 and later) stays behind.
    """
    looks = {
        name: whole
        for text in (under.removeprefix("<w:rPr>").removesuffix("</w:rPr>"), over)
        for whole, name in _PROPERTY.findall(text)
    }
    order = _ORDER["rPr"].split()
    return f"<w:rPr>{''.join(looks[name] for name in order if name in looks)}</w:rPr>"


_PROPERTY = re.compile(r"(<w:(\w+)(?: [^<>]*)?/>)")


_AUTHOR = "{http://purl.org/dc/elements/1.1/}creator"


def of_author(members: dict[str, bytes], author: str) -> None:
    """Make `author` the author of a package, in its core properties; a tag in it stays words."""
    part = related(members, "", "core-properties")
    if part is None:
        return
    root = parse(members[part])
    for old in root.findall(_AUTHOR):
        root.remove(old)
    found = etree.SubElement(root, _AUTHOR)
    found.text = " ".join(author.split()).replace("{{", "{ {").replace("{%", "{ %")
    members[part] = serialize(root)
