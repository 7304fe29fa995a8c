"""What a part really holds, by its bytes: what is said to be a picture or a font may be a program."""

import re
import zlib
from collections.abc import Iterator
from typing import Any

from lxml import etree

from pipeline.openxml.package import is_markup, parse

MOST_UNPACKED = 20_000_000  # bytes of one packed picture

# Programs, archives, and documents that run or fetch, by their first bytes.
_NO_PICTURE = (
    b"MZ", b"\x7fELF", b"\xd0\xcf\x11\xe0", b"PK\x03\x04", b"#!", b"\xca\xfe\xba\xbe",
    b"%!PS", b"\xc5\xd0\xd3\xc6", b"%PDF", b"{\\rtf", b"L\0\0\0\x01\x14\x02\0",
)  # fmt: skip
_FONTS = (b"\0\1\0\0", b"OTTO", b"true", b"ttcf", b"typ1")
_PACKED = b"\x1f\x8b"  # EMZ, WMZ, and SVGZ
_IN_SVG = re.compile(
    r"""<\s*(?:\w+:)?(?:script|foreignObject)\b|\bon\w{1,30}\s*=|"""
    r"""\b(?:href|src)\s*=\s*["']\s*(?!\#|data:image/)\S|@import\b|"""
    r"""\battributeName\s*=\s*["']\s*(?:\w+:)?(?:href|src|on\w{1,30})\b|"""
    r"""\burl\(\s*["']?\s*(?!["'\s\#]|data:image/|&\#?\w{1,5};\#)\S""",
    re.IGNORECASE,
)
_CSS_SIGN = re.compile(r"\\(?:([0-9A-Fa-f]{1,6})\s?|(.))")

NO_PICTURE = "What it holds as a picture is none.", "Take it out."
LIVELY = "A picture in it (SVG) runs or fetches something.", "Save it as PNG, and put that in."


def picture(content: bytes) -> Iterator[tuple[str, str]]:
    """Yield that what is said to be a picture is a program or a page, and what to do about it."""
    if content.startswith(_PACKED):
        content = _unpacked(content)
    if content.startswith(_NO_PICTURE):
        yield NO_PICTURE
    elif is_markup(content):
        yield from _drawn(content)


def _drawn(content: bytes) -> Iterator[tuple[str, str]]:
    """Yield what is wrong in a picture that is written as XML."""
    try:
        root = parse(content)
    except (etree.XMLSyntaxError, ValueError):
        yield NO_PICTURE
        return
    if etree.QName(root).localname != "svg":
        yield NO_PICTURE
    elif b"<?xml-stylesheet" in content or _runs(root):
        yield LIVELY


def _runs(root: Any) -> bool:
    """Say whether a picture runs or fetches something, however its signs are written."""
    plain = etree.tostring(root, encoding="unicode")
    return any(_IN_SVG.search(each) for each in (plain, _CSS_SIGN.sub(_sign, plain)))


def _sign(found: re.Match[str]) -> str:
    number = int(found[1], 16) if found[1] else 0
    return chr(number) if 0 < number < 0x110000 else found[2] or ""


def _unpacked(content: bytes) -> bytes:
    """Return the beginning of a packed picture, nothing where it cannot be unpacked."""
    try:
        return zlib.decompressobj(31).decompress(content, MOST_UNPACKED)
    except zlib.error:
        return b""


def is_font(content: bytes, key: str) -> bool:
    """Say whether an embedded font is one; `key` is what Word hides its first 32 bytes with."""
    digits = re.sub(r"[^0-9A-Fa-f]", "", key)
    if len(digits) != 32:
        return content.startswith(_FONTS)
    mask = bytes.fromhex(digits)[::-1]
    shown = bytes(one ^ other for one, other in zip(content[:4], mask[:4], strict=False))
    return shown.startswith(_FONTS) or content.startswith(_FONTS)
