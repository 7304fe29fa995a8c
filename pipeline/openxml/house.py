"""Lay a house style over a template: its styles, theme, fonts and lists replace the template's.

Its page and the logo in its header come along, too; colors that come from the theme are written
out, so that every program shows the same.
"""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from lxml import etree

from pipeline.openxml import contents, digits, logo, pages, theme, zipping
from pipeline.openxml.package import (
    OFFICE,
    WORD_TYPE,
    W,
    declare,
    parse,
    put,
    relate,
    related,
    rels_name,
    serialize,
    taken,
    tree,
)

_VAL = f"{{{W}}}val"


def apply(members: dict[str, bytes], main: str, house: dict[str, bytes], house_main: str) -> None:
    """Give the package `members` the looks of `house`; styles only it has stay."""
    styles_name = related(house, house_main, "styles")
    if styles_name is None:
        return
    styles = taken(house, styles_name)
    _lists(members, main, house, house_main, styles)
    ours = related(members, main, "styles")
    merged = _merged(taken(members, ours), styles) if ours else styles
    for short in ("theme", "fontTable"):
        if source := related(house, house_main, short):
            _put(members, main, short, _without_embedded(house[source]))
    source = related(members, main, "theme")
    of_theme = theme.colors(members.get(source) if source else None)
    theme.resolve(merged, of_theme)
    theme.resolve_lines(merged, of_theme)
    _put(members, main, "styles", serialize(merged))
    _color(members, main, of_theme)
    if page := pages.of_house(house, house_main):
        pages.fit(members, main, page)
    pages.to_the_margin(members, main, related(members, main, "styles") or "", page)
    logo.carry_over(members, main, house, house_main)
    contents.for_long_ones(members, main)


def _color(members: dict[str, bytes], main: str, of_theme: Mapping[str, str]) -> None:
    """Write out the colors that the theme gives, wherever a text asks for them."""
    done = {related(members, main, short) for short in ("styles", "theme", "settings")}
    for name, content in members.items():
        if b"w:theme" in content and name.endswith(".xml") and name not in done:
            root = tree(members, name)
            theme.resolve(root, of_theme)
            theme.resolve_lines(root, of_theme)
            put(members, name, root)


_IN_A_TABLE = "table head"  # the style of white letters, which stand on a dark row


def with_every_style(members: dict[str, bytes], main: str) -> bytes:
    """Return the house style with a line in each of its styles that it does not show already."""
    body = parse(members[main])
    used = {each.get(_VAL) for each in body.iter(f"{{{W}}}pStyle", f"{{{W}}}rStyle")}
    styles = related(members, main, "styles")
    last = body[0][-1]
    for style in parse(members[styles]).iter(f"{{{W}}}style") if styles else ():
        key, kind = style.get(f"{{{W}}}styleId"), style.get(f"{{{W}}}type")
        if key in used or kind not in ("paragraph", "character") or _name(style) == _IN_A_TABLE:
            continue
        line = etree.Element(f"{{{W}}}p")
        run = etree.SubElement(line, f"{{{W}}}r")
        holder, named = (line, "pStyle") if kind == "paragraph" else (run, "rStyle")
        look = etree.Element(f"{{{W}}}{'pPr' if kind == 'paragraph' else 'rPr'}")
        etree.SubElement(look, f"{{{W}}}{named}").set(_VAL, key or "")
        holder.insert(0, look)
        etree.SubElement(run, f"{{{W}}}t").text = f"Style {_name(style)}"
        last.addprevious(line)
    changed = {**members, main: serialize(body)}
    return zipping.Layout().closed(zipping.deflate(*each) for each in changed.items())


def _merged(ours: Any, house: Any) -> Any:
    for head in ("docDefaults", "latentStyles"):
        new, old = house.find(f"{{{W}}}{head}"), ours.find(f"{{{W}}}{head}")
        if new is None:
            continue
        if old is not None:
            ours.replace(old, deepcopy(new))
        else:
            ours.insert(0 if head == "docDefaults" else 1, deepcopy(new))
    standing = {each.get(f"{{{W}}}styleId"): each for each in ours.findall(f"{{{W}}}style")}
    names = {_name(each): each for each in standing.values()}
    for style in house.findall(f"{{{W}}}style"):
        same = standing.get(style.get(f"{{{W}}}styleId"))
        if same is not None:
            ours.replace(same, deepcopy(style))
            continue
        if style.get(f"{{{W}}}default") and (named := names.get(_name(style))) is not None:
            named.attrib.pop(f"{{{W}}}default", None)
        ours.append(deepcopy(style))
    return ours


def _name(style: Any) -> str:
    name = style.find(f"{{{W}}}name")
    return "" if name is None else name.get(_VAL, "").casefold()


def _lists(
    members: dict[str, bytes], main: str, house: dict[str, bytes], house_main: str, styles: Any
) -> None:
    """Add the lists that house styles use, under numbers the template does not use yet."""
    source = related(house, house_main, "numbering")
    wanted = list(styles.iter(f"{{{W}}}numId"))
    if source is None or not wanted:
        return
    theirs = tree(house, source)
    ours_name = related(members, main, "numbering")
    ours = taken(members, ours_name) if ours_name else theirs.__copy__()
    if ours_name is None:
        for child in list(ours):
            ours.remove(child)
    nums = {each.get(f"{{{W}}}numId"): each for each in theirs.findall(f"{{{W}}}num")}
    kinds = {
        each.get(f"{{{W}}}abstractNumId"): each for each in theirs.findall(f"{{{W}}}abstractNum")
    }
    next_num = _largest(ours, "num", "numId") + 1
    next_kind = _largest(ours, "abstractNum", "abstractNumId") + 1
    renamed: dict[str, str] = {}
    renamed_kinds: dict[str, str] = {}
    for use in wanted:
        old = use.get(_VAL, "0")
        if old in nums and old not in renamed:
            num = deepcopy(nums[old])
            link = num.find(f"{{{W}}}abstractNumId")
            kind = link.get(_VAL)
            if kind not in renamed_kinds and kind in kinds:
                copied = deepcopy(kinds[kind])
                copied.set(f"{{{W}}}abstractNumId", str(next_kind))
                last = ours.findall(f"{{{W}}}abstractNum")
                ours.insert(ours.index(last[-1]) + 1 if last else 0, copied)
                renamed_kinds[kind] = str(next_kind)
                next_kind += 1
            link.set(_VAL, renamed_kinds.get(kind, "0"))
            num.set(f"{{{W}}}numId", str(next_num))
            last = ours.findall(f"{{{W}}}num") or ours.findall(f"{{{W}}}abstractNum")
            ours.insert(ours.index(last[-1]) + 1, num)
            renamed[old] = str(next_num)
            next_num += 1
        use.set(_VAL, renamed.get(old, "0"))
    _put(members, main, "numbering", serialize(ours))


def _largest(root: Any, element: str, attribute: str) -> int:
    found = (each.get(f"{{{W}}}{attribute}", "0") for each in root.findall(f"{{{W}}}{element}"))
    return max((int(each) for each in found if digits.signed(each)), default=0)


def _without_embedded(content: bytes) -> bytes:
    root = parse(content)
    for each in list(root.iter()):
        if isinstance(each.tag, str) and each.tag.startswith(f"{{{W}}}embed"):
            each.getparent().remove(each)
    return serialize(root)


# Where a part goes that the template does not have yet, and what it is.
_NEW = {
    "styles": ("styles.xml", WORD_TYPE + "styles+xml"),
    "numbering": ("numbering.xml", WORD_TYPE + "numbering+xml"),
    "fontTable": ("fontTable.xml", WORD_TYPE + "fontTable+xml"),
    "theme": ("theme/theme1.xml", "application/vnd.openxmlformats-officedocument.theme+xml"),
}


def _put(members: dict[str, bytes], main: str, short: str, content: bytes) -> None:
    """Replace the part of the short type `short`, or add it."""
    standing = related(members, main, short)
    if standing is not None:
        members[standing] = content
        return
    name, kind = _NEW[short]
    part = main.rpartition("/")[0] + f"/{name}"
    members[part] = content
    link = (f"rIdHouse{short}", OFFICE + short, f"/{part}", False)
    members[rels_name(main)] = relate(members.get(rels_name(main)), [link])
    members["[Content_Types].xml"] = declare(members["[Content_Types].xml"], [(part, kind)])
