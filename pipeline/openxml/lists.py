"""The lists of a document: which paragraphs are numbered, and lists that begin anew."""

from typing import Any

from lxml import etree

from pipeline.openxml import digits
from pipeline.openxml.package import W, parse, related, serialize, tree
from pipeline.openxml.properties import put
from pipeline.openxml.walk import value

_VAL = f"{{{W}}}val"


class Lists:
    """Which paragraphs are numbered, and by which list."""

    def __init__(self, members: dict[str, bytes], main: str, styles: Any | None) -> None:
        """Take the parts of a package, the name of the main one, and the root of its style sheet."""
        self.part = related(members, main, "numbering")
        self._root = tree(members, self.part) if self.part else etree.Element("none")
        self._nums = {
            each.get(f"{{{W}}}numId", ""): each for each in self._root.findall(f"{{{W}}}num")
        }
        self._kinds = {
            each.get(f"{{{W}}}abstractNumId", ""): each
            for each in self._root.findall(f"{{{W}}}abstractNum")
        }
        found = [] if styles is None else styles.findall(f"{{{W}}}style")
        self._styles = {each.get(f"{{{W}}}styleId", ""): each for each in found}
        self._inherited: dict[str, tuple[str, str] | None] = {}  # style → list and level
        self.next = max((int(each) for each in self._nums if digits.unsigned(each)), default=0) + 1

    def number(self, paragraph: Any) -> str:
        """Return the number of the list that counts `paragraph`, "" for bullets and headings."""
        properties = paragraph.find(f"{{{W}}}pPr")
        if properties is None:
            return ""
        style = value(properties, "pStyle")
        if style not in self._inherited:
            self._inherited[style] = self._of_style(style)
        inherited = self._inherited[style]
        if inherited is None:
            return ""
        (number, level), (theirs, their_level) = _said(properties), inherited
        number, level = number or theirs, level or their_level
        return number if number and self._counts(number, level or "0") else ""

    def _of_style(self, style: str) -> tuple[str, str] | None:
        """Return the list and the level that a style gives, None for a heading."""
        number = level = ""
        for _ in range(20):
            known = self._styles.get(style)
            if known is None:
                break
            inherited = known.find(f"{{{W}}}pPr")
            if inherited is not None:
                if inherited.find(f"{{{W}}}outlineLvl") is not None:
                    return None
                theirs, their_level = _said(inherited)
                number, level = number or theirs, level or their_level
            style = value(known, "basedOn")
        return number, level

    def _counts(self, number: str, level: str) -> bool:
        num = self._nums.get(number)
        if num is None:
            return False
        kind = self._kinds.get(value(num, "abstractNumId"))
        if kind is None:
            return False
        for each in kind.findall(f"{{{W}}}lvl"):
            if each.get(f"{{{W}}}ilvl") == level:
                return value(each, "numFmt") not in ("bullet", "none")
        return False

    def set(self, paragraph: Any, number: str) -> None:
        """Let the list `number` count `paragraph`."""
        properties = paragraph.find(f"{{{W}}}pPr")
        listed = properties.find(f"{{{W}}}numPr")
        if listed is None:
            listed = etree.Element(f"{{{W}}}numPr")
            put(properties, listed)
        named = listed.find(f"{{{W}}}numId")
        if named is None:
            named = etree.SubElement(listed, f"{{{W}}}numId")
        named.set(_VAL, number)

    def with_fresh(self, content: bytes, fresh: list[tuple[str, str]]) -> bytes:
        """Return the lists and `fresh` ones, each (number, list it begins anew)."""
        root = parse(content)
        last = root.findall(f"{{{W}}}num")[-1]
        at = root.index(last) + 1
        for offset, (number, old) in enumerate(fresh):
            num = etree.Element(f"{{{W}}}num")
            num.set(f"{{{W}}}numId", number)
            link = etree.SubElement(num, f"{{{W}}}abstractNumId")
            link.set(_VAL, value(self._nums[old], "abstractNumId"))
            for level in range(9):
                change = etree.SubElement(num, f"{{{W}}}lvlOverride")
                change.set(f"{{{W}}}ilvl", str(level))
                start = etree.SubElement(change, f"{{{W}}}startOverride")
                start.set(_VAL, self._start(old, str(level)))
            root.insert(at + offset, num)
        return serialize(root)

    def _start(self, number: str, level: str) -> str:
        num = self._nums[number]
        for change in num.findall(f"{{{W}}}lvlOverride"):
            if change.get(f"{{{W}}}ilvl") == level and value(change, "startOverride"):
                return value(change, "startOverride")
        kind = self._kinds[value(num, "abstractNumId")]
        for each in kind.findall(f"{{{W}}}lvl"):
            if each.get(f"{{{W}}}ilvl") == level:
                return value(each, "start") or "1"
        return "1"


def _said(properties: Any) -> tuple[str, str]:
    listed = properties.find(f"{{{W}}}numPr")
    return ("", "") if listed is None else (value(listed, "numId"), value(listed, "ilvl"))
