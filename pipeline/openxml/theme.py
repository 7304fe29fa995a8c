"""Colors that a document takes from its theme, and fills of letters, as plain colors.

Word lets them win over `w:val`, `w:color` and `w:fill` (ISO/IEC 29500-1, 17.3.2.6 and 17.18.97);
other programs go by the plain ones.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from lxml import etree

from pipeline.openxml.package import W as _NS
from pipeline.openxml.package import parse

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
W = f"{{{_NS}}}"
VAL = f"{W}val"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_SLOTS = {  # what `w:themeColor` says → the slot of the theme
    "text1": "dk1", "dark1": "dk1", "background1": "lt1", "light1": "lt1", "text2": "dk2", "dark2": "dk2",
    "background2": "lt2", "light2": "lt2", "hyperlink": "hlink", "followedHyperlink": "folHlink",
    "tx1": "dk1", "bg1": "lt1", "tx2": "dk2", "bg2": "lt2",
}  # fmt: skip
_LINES = tuple(
    f"{W}{each}"
    for each in ("top", "bottom", "left", "right", "start", "end", "insideH", "insideV", "between", "bar", "bdr", "u")
)  # fmt: skip


def colors(theme: bytes | None) -> dict[str, str]:
    """Return the colors of a theme by slot, as RRGGBB; none where there is no theme."""
    scheme = None if theme is None else next(parse(theme).iter(f"{_A}clrScheme"), None)
    found: dict[str, str] = {}
    for slot in () if scheme is None else scheme:
        value = next(iter(slot), None)
        if value is not None:
            said = value.get("lastClr") or value.get("val") or ""
            found[etree.QName(slot).localname] = said if len(said) == 6 else ""
    return found


def resolves(root: Any, of_theme: Mapping[str, str]) -> bool:
    """Say whether `resolve` or `resolve_letters` would write anything else than stands in `root`."""
    if next(root.iter(f"{_W14}textFill"), None) is not None:
        return True
    return any(
        color and color != element.get(plain) for element, plain, color in _colored(root, of_theme)
    )


def resolve(root: Any, of_theme: Mapping[str, str]) -> None:
    """Write the colors of letters and of what is behind them, which the theme gives, into `root`."""
    for element, plain, color in _colored(root, of_theme):
        if color:
            element.set(plain, color)


def _colored(root: Any, of_theme: Mapping[str, str]) -> Iterator[tuple[Any, str, str]]:
    """Yield the colors of letters and of what is behind them, with what the theme gives, "" for none."""
    for element in root.iter(f"{W}color"):
        yield element, VAL, _given(element, "Color", "", of_theme)
    for element in root.iter(f"{W}shd"):
        yield element, f"{W}fill", _given(element, "Fill", "Fill", of_theme)


def resolve_lines(root: Any, of_theme: Mapping[str, str]) -> None:
    """Write the colors of borders and underlines, which the theme gives, into `root`."""
    for element in root.iter(*_LINES):
        if color := _given(element, "Color", "", of_theme):
            element.set(f"{W}color", color)


def _given(element: Any, name: str, kind: str, of_theme: Mapping[str, str]) -> str:
    slot = element.get(f"{W}theme{name}")
    color = of_theme.get(_SLOTS.get(slot, slot), "") if slot else ""
    if not color:
        return ""
    return _mixed(color, element.get(f"{W}theme{kind}Tint"), element.get(f"{W}theme{kind}Shade"))


def resolve_letters(root: Any, of_theme: Mapping[str, str]) -> None:
    """Write the color that fills letters (Word 2010) into `root` as the color of the letters."""
    for fill in list(root.iter(f"{_W14}textFill")):
        _as_color(fill, of_theme)


def _as_color(fill: Any, of_theme: Mapping[str, str]) -> None:
    plain = next(fill.iter(f"{_W14}srgbClr"), None)
    scheme = next(fill.iter(f"{_W14}schemeClr"), None)
    color = "" if plain is None else plain.get(f"{_W14}val", "")
    if scheme is not None:
        slot = scheme.get(f"{_W14}val", "")
        color = of_theme.get(_SLOTS.get(slot, slot), "")
    look = fill.getparent()
    if color and look is not None:
        for old in look.findall(f"{W}color"):
            look.remove(old)
        look.append(etree.Element(f"{W}color", {VAL: color}))


@lru_cache(maxsize=1024)
def _mixed(color: str, tint: str | None, shade: str | None) -> str:
    """Return a color made lighter or darker, as far as two hexadecimal digits say."""
    parts = [int(color[at : at + 2], 16) for at in (0, 2, 4)]
    if tint and len(tint) == 2:
        share = int(tint, 16) / 255
        parts = [round(part * share + 255 * (1 - share)) for part in parts]
    if shade and len(shade) == 2:
        parts = [round(part * int(shade, 16) / 255) for part in parts]
    return "".join(f"{part:02X}" for part in parts)
