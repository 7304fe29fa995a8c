"""Properties of cells and paragraphs, put in the place where Word wants them."""

from collections.abc import Mapping
from typing import Any

from lxml import etree

from pipeline.openxml.package import W

_ORDER = {
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText",
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr",
}


def put(properties: Any, new: Any) -> None:
    """Put `new` into `properties`, before what must follow it."""
    kind, name = (etree.QName(each).localname for each in (properties, new))
    earlier = _ORDER[kind].partition(name)[0].split()
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
    return int(said) if said.isdigit() else 1
