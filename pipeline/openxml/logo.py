"""The logo of the house style: pictures in its header stand in the header of every first page."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from pipeline.openxml.drawings import A
from pipeline.openxml.package import (
    OFFICE,
    R,
    W,
    declare,
    declared,
    parse,
    relate,
    relations,
    rels_name,
    serialize,
    target_name,
)
from pipeline.openxml.walk import P

_SECTION, _TITLE_PAGE = f"{{{W}}}sectPr", f"{{{W}}}titlePg"
_REFERENCE = f"{{{W}}}headerReference"
_EMBED, _RID, _TYPE = f"{{{R}}}embed", f"{{{R}}}id", f"{{{W}}}type"
_DOC_PR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


def carry_over(
    members: dict[str, bytes], main: str, house: Mapping[str, bytes], house_main: str
) -> None:
    """Put the pictures of the house style's header over the words of the template's.

    A template without a header on its first page, as one that is saved as plain text, gets none.
    """
    if not any(b"<w:drawing" in content for name, content in house.items() if "header" in name):
        return
    source = _first_header(dict(house), house_main)
    target = _first_header(members, main)
    if not source or not target or b"<w:drawing" not in house[source]:
        return
    lines = [
        each
        for each in parse(house[source]).iter(P)
        if next(each.iter(f"{A_BLIP}"), None) is not None
    ]
    found = {
        rid: name
        for rid, kind, name, mode in relations(dict(house), source)
        if kind == "image" and mode != "External"
    }
    kinds = declared(dict(house))
    header = parse(members[target])
    for number, line in enumerate(lines):
        copied = deepcopy(line)
        for place, shown in enumerate(copied.iter(A_BLIP)):
            picture = target_name(source, found.get(shown.get(_EMBED, ""), ""))
            if picture not in house:
                return
            rid, ending = f"rIdLogo{number}x{place}", picture.rpartition(".")[2].lower()
            name = f"{main.rpartition('/')[0]}/media/logo{number}x{place}.{ending}"
            members[name] = house[picture]
            rels = rels_name(target)
            members[rels] = relate(members.get(rels), [(rid, f"{OFFICE}image", f"/{name}", False)])
            types = "[Content_Types].xml"
            members[types] = declare(members[types], [], [(ending, kinds[picture])])
            shown.set(_EMBED, rid)
        for drawn in copied.iter(_DOC_PR):
            drawn.set("id", str(90_000 + number))
        header.insert(number, copied)
    members[target] = serialize(header)


A_BLIP = f"{{{A}}}blip"


def _first_header(members: dict[str, bytes], main: str) -> str:
    """Return the part that is the header of the first page, "" where it has none."""
    section: Any = next(parse(members[main]).iter(_SECTION), None)
    if section is None:
        return ""
    title_page = section.find(_TITLE_PAGE)
    on = title_page is not None and title_page.get(f"{{{W}}}val", "true") not in ("0", "false")
    wanted = "first" if on else "default"
    ids = {each.get(_TYPE): each.get(_RID) for each in section.iter(_REFERENCE)}
    for rid, kind, target, _ in relations(members, main):
        name = target_name(main, target)
        if kind == "header" and rid == ids.get(wanted) and name in members:
            return name
    return ""
