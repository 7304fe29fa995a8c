"""How letters look: dark enough, large enough, and none hidden."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from pipeline.openxml import digits
from pipeline.openxml.walk import RUN, TBL, TC, TR, P
from pipeline.proof.paper import (
    OFF,
    VAL,
    Finding,
    Paper,
    W,
    on,
    once,
    owner,
    property_of,
    quoted,
    seen,
    style_of,
    uncited,
    words,
)

_SMALL, _LARGE = 4.5, 3.0  # contrast asked of small print and of large
_LEAST = 22  # half points: 11 point
_WORDS = 3  # in capitals: fewer may be abbreviations
_TINIEST = 18  # half points: 9 point
_SYMBOL_FONTS = ("wingdings", "webdings", "symbol", "zapfdingbats", "marlett")
_SHOUTED = re.compile(r"(?:[A-Z]{2,30}[ ,]{1,3}){2,20}[A-Z]{2,30}")
_HIGHLIGHTS = {
    "black": "000000", "blue": "0000FF", "cyan": "00FFFF", "darkBlue": "000080", "darkCyan": "008080",
    "darkGray": "808080", "darkGreen": "008000", "darkMagenta": "800080", "darkRed": "800000",
    "darkYellow": "808000", "green": "00FF00", "lightGray": "C0C0C0", "magenta": "FF00FF",
    "red": "FF0000", "white": "FFFFFF", "yellow": "FFFF00",
}  # fmt: skip


def check(paper: Paper, root: Any) -> Iterator[Finding]:
    """Yield what is wrong with the looks of one part."""
    yield from contrast(paper, root)
    if root is paper.body:
        yield from _body_size(paper)
        yield from _banded(paper, root)
    yield from once(_hidden(paper, root))
    yield from once(_tiny(paper, root))
    yield from once(_moving(root))
    yield from once(_symbols(paper, root))
    yield from once(_justified(paper, root))
    yield from once(_underlined(root))
    yield from once(_capitals(paper, root))
    yield from once(_capitals_by_style(paper, root))
    yield from once(_framed(root))


def _body_size(paper: Paper) -> Iterator[Finding]:
    own = paper.find(paper.usual.get("paragraph", ""), f"{W}rPr/{W}sz")
    size = own.get(VAL, "") if own is not None else _default(paper, "sz") or "20"
    if digits.unsigned(size) and int(size) < _LEAST:
        hint = "Give the style Normal 11 point or, better, 12."
        yield Finding("F1", f"Its text is {int(size) / 2:g} point: too small for many.", hint)


def _runs(root: Any, name: str) -> Iterator[Any]:
    for run in root.iter(RUN):
        found = run.find(f"{W}rPr/{W}{name}")
        if found is not None and words(run).strip():
            yield run


def _banded(paper: Paper, root: Any) -> Iterator[Finding]:
    """Yield each table style whose bands, last row or first column are too near to their letters."""
    for style in dict.fromkeys(style_of(each, "tblPr", "tblStyle") for each in root.iter(TBL)):
        for part in (part for each in paper.line_of(style) for part in each.iter(f"{W}tblStylePr")):
            behind = _shade(part.find(f"{W}tcPr/{W}shd"))
            letters = part.find(f"{W}rPr/{W}color")
            color = _color(_default(paper, "color") if letters is None else letters.get(VAL))
            if behind and color and ratio(color, behind) < _SMALL:
                hint = "In Word: Table Design, Modify Table Style: choose other colors."
                message = f"The table style {style} has letters too near to what is behind them."
                yield Finding("C1", message, hint)
                break


def _hidden(paper: Paper, root: Any) -> Iterator[Finding]:
    for run in root.iter(RUN):
        if on(paper.of_run(run, "vanish")) and seen(run):
            yield Finding(
                "F1", f"{quoted(words(run))} is hidden text.", "Delete it, or show it.", run
            )


def _tiny(paper: Paper, root: Any) -> Iterator[Finding]:
    for run in root.iter(RUN):
        found = paper.of_run(run, "sz")
        size = "" if found is None else found.get(VAL, "")
        if digits.unsigned(size) and int(size) < _TINIEST and seen(run):
            hint = "Give it 9 point at least; the text of the document has 11 or more."
            yield Finding(
                "F1",
                f"{quoted(words(run))} is {int(size) / 2:g} point: too small to be read.",
                hint,
                run,
            )


def _capitals_by_style(paper: Paper, root: Any) -> Iterator[Finding]:
    for paragraph in root.iter(P):
        text = "".join(words(run) for run in paragraph.iter(RUN) if on(paper.of_run(run, "caps")))
        if len(text.split()) >= _WORDS:
            yield Finding(
                "F2",
                f"{quoted(text)} is shown in capitals.",
                "In Word: Font: take away All caps.",
                paragraph,
            )


def _framed(root: Any) -> Iterator[Finding]:
    for paragraph in root.iter(P):
        if paragraph.find(f"{W}pPr/{W}framePr") is not None and seen(paragraph):
            hint = "Take the frame or the drop cap away, so that it stands in its line."
            yield Finding(
                "I4",
                f"{quoted(words(paragraph))} stands in a frame beside the text.",
                hint,
                paragraph,
            )


def _moving(root: Any) -> Iterator[Finding]:
    for run in _runs(root, "effect"):
        yield Finding(
            "F1",
            f"{quoted(words(run))} has a text effect.",
            "In Word: Font, Text Effects: take it away.",
            run,
        )


def _symbols(paper: Paper, root: Any) -> Iterator[Finding]:
    hint = "Write the word: yes, no, done."
    if next(root.iter(f"{W}sym"), None) is not None:
        yield Finding(
            "F3", "A sign of a symbol font stands in it, which is read aloud as nothing.", hint
        )
    for run in root.iter(RUN):
        fonts = paper.of_run(run, "rFonts")
        named = [] if fonts is None else [value.casefold() for value in fonts.attrib.values()]
        if any(each.startswith(_SYMBOL_FONTS) for each in named) and seen(run):
            yield Finding(
                "F3",
                f"{quoted(words(run))} is set in a symbol font: it is read aloud as letters.",
                hint,
                run,
            )


def _justified(paper: Paper, root: Any) -> Iterator[Finding]:
    for paragraph in root.iter(P):
        own = paragraph.find(f"{W}pPr/{W}jc")
        found = own if own is not None else paper.find(paper.style(paragraph), f"{W}pPr/{W}jc")
        if (
            found is not None
            and found.get(VAL) in ("both", "distribute")
            and words(paragraph).strip()
        ):
            yield Finding(
                "F2",
                f"{quoted(words(paragraph))} is justified.",
                "Align it left: gaps are hard to read.",
                paragraph,
            )


def _underlined(root: Any) -> Iterator[Finding]:
    for run in _runs(root, "u"):
        line = run.find(f"{W}rPr/{W}u").get(VAL, "single")
        fields = (f"{W}hyperlink", f"{W}fldSimple")
        in_link = any(owner(run, each) is not None for each in fields)
        if line != "none" and not in_link and style_of(run, "rPr", "rStyle") != "Hyperlink":
            hint = "Only links are underlined. Make it bold."
            yield Finding("F2", f"{quoted(words(run))} is underlined and no link.", hint, run)


def _capitals(paper: Paper, root: Any) -> Iterator[Finding]:
    for paragraph in root.iter(P):
        for found in _SHOUTED.finditer(uncited(words(paragraph))):
            listed = not re.search(r"[A-Z] +[A-Z]", found[0])  # WIOA, TANF, SNAP
            if not (listed or paper.typed(found[0])):
                yield Finding(
                    "F2",
                    f"{quoted(found[0])} is typed in capitals.",
                    "Use small letters.",
                    paragraph,
                )


def contrast(paper: Paper, root: Any) -> Iterator[Finding]:
    """Yield the words whose color is too near to what is behind them."""
    seen: dict[tuple[str, ...], bool] = {}
    looks = _CellLooks(paper)
    for paragraph in root.iter(P):
        style = paper.style(paragraph)
        cell = owner(paragraph, TC)
        in_cell, in_head = looks.of(cell)
        around = _behind(paper, paragraph, style, in_cell)
        for run in paragraph.iter(RUN):
            properties = run.find(f"{W}rPr")
            own = b"" if properties is None else etree.tostring(properties)
            key = (style, around, in_head, own.decode())
            if key in seen:
                continue
            if seen.setdefault(key, _readable(paper, run, style, around, in_head)):
                continue
            if text := words(run).strip():
                hint = "Choose a darker color for the letters or a lighter one behind them."
                yield Finding(
                    "C1",
                    f"{quoted(text)} is hard to read: its color is too near to what is behind it.",
                    hint,
                    run,
                )
            else:
                del seen[key]


def _readable(paper: Paper, run: Any, style: str, around: str, in_head: str) -> bool:
    character = style_of(run, "rPr", "rStyle")
    shade = _shade(_found(paper, run, character, "", "shd"))
    marked = _HIGHLIGHTS.get(_look(paper, run, character, style, "highlight", VAL), "")
    behind = marked or _color(shade) or _color(around) or "FFFFFF"
    color = _color(
        _look(paper, run, character, style, "color", VAL) or in_head or _default(paper, "color")
    )
    if not color and marked:  # Word turns automatic letters white on a shade, never on a highlight
        color = "000000"
    if not color:
        return True
    size = _look(paper, run, character, style, "sz", VAL) or _default(paper, "sz") or "20"
    bold = _look(paper, run, character, style, "b", VAL, there="true") not in ("", *OFF)
    points = int(size) / 2 if digits.unsigned(size) else 10
    large = points >= 18 or (bold and points >= 14)
    return ratio(color, behind) >= (_LARGE if large else _SMALL)


def _look(  # noqa: PLR0913, PLR0917 - where a look may come from
    paper: Paper, run: Any, character: str, style: str, name: str, attribute: str, there: str = ""
) -> str:
    """Return what the run says of its look, else its character style, else its paragraph style."""
    found = _found(paper, run, character, style, name)
    return "" if found is None else str(found.get(attribute, there))


def _found(paper: Paper, run: Any, character: str, style: str, name: str) -> Any:
    path = f"{W}rPr/{W}{name}"
    places = (run.find(path), paper.find(character, path), paper.find(style, path))
    return next((each for each in places if each is not None), None)


def _shade(shade: Any) -> str:
    """Return the color that a shade shows, its pattern mixed in; "" where it shows none."""
    if shade is None:
        return ""
    fill, pattern = _color(shade.get(f"{W}fill")), shade.get(VAL, "clear")
    ink = _color(shade.get(f"{W}color")) or "000000"
    if pattern == "solid":
        return ink
    if (share := re.fullmatch(r"pct(\d{1,2})", pattern)) is None:
        return fill
    part = int(share[1]) / 100
    pairs = zip(bytes.fromhex(ink), bytes.fromhex(fill or "FFFFFF"), strict=True)
    return "".join(f"{round(dark * part + light * (1 - part)):02X}" for dark, light in pairs)


def _default(paper: Paper, name: str) -> str:
    found = None if paper.defaults is None else paper.defaults.find(f"{W}{name}")
    return "" if found is None else str(found.get(VAL, ""))


def _behind(paper: Paper, paragraph: Any, style: str, in_cell: str) -> str:
    """Return the color behind a paragraph: its own, its style's, that `in_cell`."""
    own = _shade(paragraph.find(f"{W}pPr/{W}shd"))
    return own or _shade(paper.find(style, f"{W}pPr/{W}shd")) or in_cell


@dataclass(slots=True)
class _CellLooks:
    """What is behind the words of a cell and how they look there; asked once, a cell may hold thousands."""

    paper: Paper
    _cell: Any = None
    _looks: tuple[str, str] = "", ""

    def of(self, cell: Any) -> tuple[str, str]:
        """Return the color behind a cell, its own or its table's, and that of the words by the table's style."""
        if cell is not self._cell:
            self._cell, self._looks = cell, (self._behind(cell), self._words(cell))
        return self._looks

    def _behind(self, cell: Any) -> str:
        if cell is None:
            return ""
        own = _shade(cell.find(f"{W}tcPr/{W}shd"))
        whole = own or _shade(property_of(owner(cell, TBL), "tblPr", "shd"))
        return whole or _table_look(self.paper, cell, f"tcPr/{W}shd", f"{W}fill")

    def _words(self, cell: Any) -> str:
        return _table_look(self.paper, cell, f"rPr/{W}color")


def _table_look(paper: Paper, cell: Any, path: str, attribute: str = VAL) -> str:
    """Return what the table's style says of this cell: of the first row there, else of all."""
    if cell is None:
        return ""
    table, row = owner(cell, TBL), owner(cell, TR)
    style = style_of(table, "tblPr", "tblStyle")
    look = property_of(table, "tblPr", "tblLook")
    first = row is table.find(TR) and _first_row_on(look)
    for each in paper.line_of(style):
        parts = [each]
        if first:
            kinds = each.findall(f"{W}tblStylePr")
            parts = [kind for kind in kinds if kind.get(f"{W}type") == "firstRow"] + parts
        for part in parts:
            found = part.find(f"{W}{path}")
            if found is not None and _color(found.get(attribute)):
                return str(found.get(attribute))
    return ""


def _first_row_on(look: Any) -> bool:
    if look is None:
        return False
    named = look.get(f"{W}firstRow")
    if named is not None:
        return named not in OFF
    bits = look.get(VAL, "0")
    return bool(re.fullmatch("[0-9A-Fa-f]{1,4}", bits)) and bool(int(bits, 16) & 0x20)


def _color(typed: str | None) -> str:
    """Return six hexadecimal digits, "" where the color is left to Word."""
    return typed if typed and re.fullmatch("[0-9A-Fa-f]{6}", typed) else ""


def ratio(one: str, other: str) -> float:
    """Return the contrast of two colors as WCAG reckons it, 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
