"""Set a Word file in large print: no letters below 18 points, one column, no page left half empty.

18 points are what the American Printing House for the Blind calls large print. What is larger than the
text, headings above all, grows by a share.
"""

from typing import Any

from pipeline.openxml import digits, package, zipping
from pipeline.openxml.package import W

LEAST = 36  # half points
SHARE = 1.3  # of what is larger than the text: headings, the question
_SIZES = ("sz", "szCs")


def enlarged(content: bytes, name: str) -> bytes:
    """Return the Word file `content` in large print; raise InputRefused where it is none."""
    members = package.read(content, name)
    with package.readable(name):
        main = package.main_part(members, name)
        parts = [main, *(part for part, _ in package.stories(members, main))]
        if styles := package.related(members, main, "styles"):
            parts.append(styles)
        for part in parts:
            root = package.parse(members[part])
            _enlarge(root)
            members[part] = package.serialize(root)
    return zipping.Layout().closed(zipping.deflate(*each) for each in members.items())


def _enlarge(root: Any) -> None:
    for each in root.iter(*(f"{{{W}}}{name}" for name in _SIZES)):
        size = each.get(f"{{{W}}}val", "")
        if digits.unsigned(size):
            each.set(f"{{{W}}}val", str(max(LEAST, round(int(size) * SHARE))))
    for each in root.iter(f"{{{W}}}cols"):
        each.attrib.pop(f"{{{W}}}num", None)
    for each in list(root.iter(f"{{{W}}}pageBreakBefore")):
        each.getparent().remove(each)
