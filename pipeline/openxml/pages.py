"""The page of the house style: its size and margins reach every section of a template.

A template has margins of its own where it needs them: they move by as much as those of the house
style were moved from what Afterword comes with. Tables and tabs as wide as the text stay so.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.openxml import digits
from pipeline.openxml.package import W, put, tree

# The page that house-style.docx comes with, in twentieths of a point: US Letter.
SHIPPED = {
    "w": 12240, "h": 15840, "top": 1440, "right": 1440, "bottom": 1300, "left": 1440,
}  # fmt: skip
_LEAST = 360  # a quarter inch: less, and printers cut
_SIZE, _MARGINS, _SECTION = (f"{{{W}}}{each}" for each in ("pgSz", "pgMar", "sectPr"))
_WIDTHS = tuple(f"{{{W}}}{each}" for each in ("tblW", "gridCol", "tcW"))


def of_house(house: dict[str, bytes], house_main: str) -> dict[str, int] | None:
    """Return the page of the house style; None where it is the one that Afterword comes with."""
    sections = list(tree(house, house_main).iter(_SECTION))
    found = _page(sections[-1]) if sections else None
    if found is None or found == SHIPPED:
        return None
    if found["w"] > found["h"]:  # whether a section lies on its side is the template's to say
        found["w"], found["h"] = found["h"], found["w"]
    return found


def _page(section: Any) -> dict[str, int] | None:
    """Return size and margins of a section, None where it does not say them all."""
    size, margins = section.find(_SIZE), section.find(_MARGINS)
    if size is None or margins is None:
        return None
    said = {name: size.get(f"{{{W}}}{name}", "") for name in ("w", "h")}
    said |= {name: margins.get(f"{{{W}}}{name}", "") for name in ("top", "right", "bottom", "left")}
    if not all(digits.signed(each) for each in said.values()):
        return None
    return {name: int(each) for name, each in said.items()}


def fit(members: dict[str, bytes], main: str, page: Mapping[str, int]) -> None:
    """Give every section of the part `main` the size of `page`, and move its margins alike."""
    root = tree(members, main)
    widths: list[tuple[int, int]] = []
    for blocks, section in _sections(root):
        before = _page(section)
        if before is None:
            continue
        after = _turned(before, page)
        _set(section, after)
        widths.append((_text_width(before), _text_width(after)))
        for block in blocks:
            _stretch(block, *widths[-1])
    put(members, main, root)
    if widths:
        _move_tabs(members, *widths[0])


def _sections(root: Any) -> Iterator[tuple[list[Any], Any]]:
    """Yield the blocks of each section, and what describes it."""
    body = root.find(f"{{{W}}}body")
    blocks: list[Any] = []
    for block in () if body is None else body:
        blocks.append(block)
        ends = block if block.tag == _SECTION else next(block.iter(_SECTION), None)
        if ends is not None:
            yield blocks, ends
            blocks = []


def _turned(before: Mapping[str, int], page: Mapping[str, int]) -> dict[str, int]:
    """Return the page as a section has it that had another: on its side where that one was."""
    size = (page["w"], page["h"]) if before["w"] <= before["h"] else (page["h"], page["w"])
    after = {"w": size[0], "h": size[1]}
    for name in ("top", "right", "bottom", "left"):
        after[name] = max(_LEAST, before[name] + page[name] - SHIPPED[name])
    return after


def _set(section: Any, page: Mapping[str, int]) -> None:
    for name, value in page.items():
        section.find(_SIZE if name in ("w", "h") else _MARGINS).set(f"{{{W}}}{name}", str(value))


def _text_width(page: Mapping[str, int]) -> int:
    return page["w"] - page["left"] - page["right"]


def _stretch(block: Any, old: int, new: int) -> None:
    """Let the tables in `block` keep their share of the width of the text."""
    for each in block.iter(*_WIDTHS):
        said = each.get(f"{{{W}}}w", "")
        if each.get(f"{{{W}}}type", "dxa") == "dxa" and digits.unsigned(said):
            each.set(f"{{{W}}}w", str(round(int(said) * new / old)))


def _move_tabs(members: dict[str, bytes], old: int, new: int) -> None:
    """Let tabs that end at the right margin end there still."""
    sign = f'pos="{old}"'.encode()
    for name, content in members.items():
        if name.endswith(".xml") and sign in content:
            root = tree(members, name)
            for tab in root.iter(f"{{{W}}}tab"):
                if tab.get(f"{{{W}}}pos") == str(old):
                    tab.set(f"{{{W}}}pos", str(new))
            put(members, name, root)


def to_the_margin(
    members: dict[str, bytes], main: str, styles: str, page: Mapping[str, int] | None
) -> None:
    """Let the tabs of the part `styles` by which a header and footer end at the margin end at this one's.

    A template whose margins are its own has another width than the house style, whose `page` is given.
    """
    section = next(tree(members, main).iter(_SECTION), None)
    own = None if section is None else _page(section)
    if own is None or styles not in members:
        return
    ends = {_text_width(each) for each in (SHIPPED, page or SHIPPED)}
    root = tree(members, styles)
    for style in root.iter(f"{{{W}}}style"):
        name = style.find(f"{{{W}}}name")
        if name is None or name.get(f"{{{W}}}val", "").casefold() not in ("header", "footer"):
            continue
        for tab in style.iter(f"{{{W}}}tab"):
            at = tab.get(f"{{{W}}}pos", "")
            if tab.get(f"{{{W}}}val") == "right" and digits.unsigned(at) and int(at) in ends:
                tab.set(f"{{{W}}}pos", str(_text_width(own)))
    put(members, styles, root)
