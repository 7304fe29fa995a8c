"""Take paragraphs and rows of one Word document over into another that was made of the same template.

Styles go by their names; a style, a list, a picture or a chart that is not there comes along.
"""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from lxml import etree

from pipeline.openxml import digits, package
from pipeline.openxml.blocks import PPR, VAL, Styles
from pipeline.openxml.package import R, W
from pipeline.openxml.walk import RUN, TBL, P, T

_STYLES = tuple(f"{{{W}}}{each}" for each in ("pStyle", "rStyle", "tblStyle"))
_LIST, _LIST_ID = f"{{{W}}}numPr", f"{{{W}}}numId"
_SECTION = f"{{{W}}}sectPr"
_NOTES = tuple(f"{{{W}}}{each}" for each in ("footnoteReference", "endnoteReference"))
_RELATED = ("id", "embed", "link", "pict")
_START, _END = f"{{{W}}}bookmarkStart", f"{{{W}}}bookmarkEnd"
_OF_ROWS = tuple(f"{{{W}}}{each}" for each in ("cantSplit", "tblHeader"))
_TABLE = f"{{{W}}}tblPr"
_ALTERNATIVES = tuple(f"{{{W}}}{each}" for each in ("tblCaption", "tblDescription"))
_LAST = (*_ALTERNATIVES, f"{{{W}}}tblPrChange")
_ID, _NAME = f"{{{W}}}id", f"{{{W}}}name"


class Unfit(Exception):  # noqa: N818 - reads as a sentence at the raise
    """Something cannot be taken over into the other document."""


class Fitting:
    """What is taken over from one part of a document into a part of another."""

    def __init__(
        self,
        source: tuple[dict[str, bytes], str, str],
        target: tuple[dict[str, bytes], str, str],
        lists: Mapping[str, str] | None = None,
    ) -> None:
        """`source` and `target` are a package, its main part and the part meant.

        `lists` says which list of the target goes on with one of the source.
        """
        self._source, self._source_main, self._source_part = source
        self._target, self._target_main, self._target_part = target
        self._from = Styles(self._source, self._source_main)
        self._to = Styles(self._target, self._target_main)
        self._lists = dict(lists or {})
        self._carried: dict[str, str] = {}  # part of the source → part of the target
        self._ids = 0

    def fit(self, element: Any) -> Any:
        """Return a copy of `element` that means in the target what it means in the source.

        Raises Unfit where a note at the foot of the page would have to come along.
        """
        if next(element.iter(*_NOTES), None) is not None:
            raise Unfit("a note at the foot of the page")
        made = deepcopy(element)
        made.tail = None
        for section in list(made.iter(_SECTION)):
            section.getparent().remove(section)
        for each in made.iter(*_STYLES):
            each.set(VAL, self._style(each.get(VAL, "")))
        for each in made.iter(_LIST_ID):
            each.set(VAL, self._list(each.get(VAL, "")))
        for each in made.iter(etree.Element):
            for name in _RELATED:
                if rid := each.get(f"{{{R}}}{name}"):
                    each.set(f"{{{R}}}{name}", self._relation(rid))
        return made

    # ── styles and lists ─────────────────────────────────────────────────────────────────────

    def _style(self, given: str) -> str:
        name = self._from.names.get(given)
        if name is None:
            return given
        return self._to.ids.get(name) or self._new_style(given, name)

    def _new_style(self, given: str, name: str) -> str:
        """Bring a style along that the other document does not have, and what it is based on."""
        source = package.related(self._source, self._source_main, "styles")
        target = package.related(self._target, self._target_main, "styles")
        if not source or not target:
            raise Unfit("a style")
        found = package.parse(self._source[source]).findall(f"{{{W}}}style")
        style = next(each for each in found if each.get(f"{{{W}}}styleId") == given)
        taken = {each.casefold() for each in self._to.names}
        own = given
        while own.casefold() in taken:
            own += "Afterword"
        style.set(f"{{{W}}}styleId", own)
        self._to.names[own], self._to.ids[name] = name, own
        for tag in ("basedOn", "next", "link"):
            each = style.find(f"{{{W}}}{tag}")
            if each is not None:
                each.set(VAL, self._style(each.get(VAL, "")))
        for each in style.iter(_LIST_ID):
            each.set(VAL, self._list(each.get(VAL, "")))
        root = package.parse(self._target[target])
        root.append(style)
        self._target[target] = package.serialize(root)
        return own

    def _list(self, number: str) -> str:
        if number not in self._lists:
            self._lists[number] = number if number == "0" else self._new_list(number)
        return self._lists[number]

    def _new_list(self, number: str) -> str:
        """Bring a list along: its definition, and its number, which is a new one there."""
        source = package.related(self._source, self._source_main, "numbering")
        target = package.related(self._target, self._target_main, "numbering")
        if not source or not target:
            raise Unfit("a list")
        here, there = package.parse(self._source[source]), package.parse(self._target[target])
        nums = {each.get(f"{{{W}}}numId"): each for each in here.findall(f"{{{W}}}num")}
        if number not in nums:
            raise Unfit("a list")
        num = deepcopy(nums[number])
        kind = num.find(f"{{{W}}}abstractNumId")
        kinds = {e.get(f"{{{W}}}abstractNumId"): e for e in here.findall(f"{{{W}}}abstractNum")}
        definition = deepcopy(kinds[kind.get(VAL)])
        for each in definition.findall(f"{{{W}}}lvl/{{{W}}}pStyle"):
            each.getparent().remove(each)  # a style belongs to one list
        for tag in ("nsid", "styleLink", "numStyleLink"):
            for each in definition.findall(f"{{{W}}}{tag}"):
                definition.remove(each)
        definitions = there.findall(f"{{{W}}}abstractNum")
        fresh_kind = _next(definitions, "abstractNumId")
        definition.set(f"{{{W}}}abstractNumId", fresh_kind)
        kind.set(VAL, fresh_kind)
        fresh = _next(there.findall(f"{{{W}}}num"), "numId")
        num.set(f"{{{W}}}numId", fresh)
        there.insert(len(definitions), definition)
        numbers = there.findall(f"{{{W}}}num")
        if numbers:
            numbers[-1].addnext(num)
        else:
            definition.addnext(num)
        self._target[target] = package.serialize(there)
        return fresh

    # ── pictures, charts, links ──────────────────────────────────────────────────────────────

    def _relation(self, rid: str) -> str:
        for found, kind, target, mode in package.relations(self._source, self._source_part):
            if found == rid:
                fresh = self._fresh_id()
                external = mode == "External"
                named = (
                    target
                    if external
                    else f"/{self._carry(package.target_name(self._source_part, target))}"
                )
                rels = package.rels_name(self._target_part)
                link = (fresh, f"{package.OFFICE}{kind}", named, external)
                self._target[rels] = package.relate(self._target.get(rels), [link])
                return fresh
        raise Unfit("a picture or a link")

    def _fresh_id(self) -> str:
        known = {rid for rid, *_ in package.relations(self._target, self._target_part)}
        while True:
            self._ids += 1
            if (rid := f"rIdKept{self._ids}") not in known:
                return rid

    def _carry(self, part: str) -> str:
        """Bring a part along, with all that it points to."""
        if part in self._carried:
            return self._carried[part]
        stem, _, ending = part.rpartition(".")
        name, number = part, 1
        while name in self._target and self._target[name] != self._source[part]:
            number += 1
            name = f"{stem}-{number}.{ending}"
        self._carried[part] = name
        self._target[name] = self._source[part]
        kind = package.declared(self._source).get(part, "")
        types = self._target["[Content_Types].xml"]
        self._target["[Content_Types].xml"] = package.declare(types, [(name, kind)])
        links = []
        for rid, short, target, mode in package.relations(self._source, part):
            external = mode == "External"
            named = target if external else f"/{self._carry(package.target_name(part, target))}"
            links.append((rid, f"{package.OFFICE}{short}", named, external))
        if links:
            self._target[package.rels_name(name)] = package.relate(None, links)
        return name


def _next(elements: list[Any], name: str) -> str:
    numbers = [each.get(f"{{{W}}}{name}", "") for each in elements]
    return str(max((int(each) for each in numbers if digits.unsigned(each)), default=0) + 1)


def list_of(paragraph: Any) -> str:
    """Return the number of the list that a paragraph itself names, "" where it names none."""
    found = paragraph.find(f"{PPR}/{_LIST}/{_LIST_ID}")
    return "" if found is None else str(found.get(VAL, ""))


def renew(old: Any, fitted: Any, *, same_style: bool) -> None:
    """Put the words of the paragraph `fitted` in the place of those of `old`.

    A section that ends with `old` still does; its indents and its list stay where the style does.
    """
    before, after = old.find(PPR), fitted.find(PPR)
    section = None if before is None else before.find(_SECTION)
    properties = before if same_style else after
    for child in list(old):
        old.remove(child)
    if properties is None and section is not None:
        properties = etree.Element(PPR)
    if properties is not None:
        old.append(properties)
        if section is not None and section.getparent() is not properties:
            properties.append(section)
    for child in [each for each in fitted if each.tag != PPR]:
        old.append(child)


def take_out(element: Any) -> None:
    """Take a paragraph or a row out; a table without rows goes with it.

    A paragraph that ends a section or is all there is in its part stays, without words.
    """
    parent = element.getparent()
    if element.tag == P:
        ends = element.find(f"{PPR}/{_SECTION}") is not None
        alone = sum(1 for each in parent if each.tag in (P, TBL)) == 1
        if ends or alone:
            for child in [each for each in element if each.tag != PPR]:
                element.remove(child)
            return
    parent.remove(element)
    table = parent if parent.tag == TBL else next(parent.iterancestors(TBL), None)
    if table is not None and next(table.iter(f"{{{W}}}tr"), None) is None:
        table.getparent().remove(table)


def retitle(table: Any, source: Any) -> None:
    """Give a table that has lost its alternative text, as in LibreOffice, that of `source` again."""
    here, there = table.find(_TABLE), source.find(_TABLE)
    if here is None or there is None or any(here.find(tag) is not None for tag in _LAST):
        return
    for tag in _ALTERNATIVES:  # what stands last in the properties of a table
        here.extend(deepcopy(each) for each in there.findall(tag))


def bare(paragraph: Any) -> Any:
    """Return an empty paragraph that looks like `paragraph`."""
    made = etree.Element(P)
    properties = deepcopy(paragraph.find(PPR))
    if properties is not None:
        for section in properties.findall(_SECTION):
            properties.remove(section)
        made.append(properties)
    return made


def note(words: str, paragraph: Any = None, *, heading: bool = False) -> Any:
    """Return a paragraph that begins with `words`, and then says what `paragraph` does.

    It looks like `paragraph`, but is no heading.
    """
    made = etree.Element(P) if paragraph is None else paragraph
    properties = made.find(PPR)
    if heading and properties is not None:
        made.remove(properties)
        properties = None
    run = etree.Element(RUN)
    text = etree.SubElement(run, T)
    text.text = words
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    made.insert(0 if properties is None else 1, run)
    return made


def tidy(root: Any) -> None:
    """Make ids unique again, and take out bookmarks that begin or end nowhere.

    LibreOffice writes "true" where the format of rows has only "on": it is left out, which says the same.
    """
    for each in root.iter(*_OF_ROWS):
        if each.get(VAL) in {"true", "1"}:
            del each.attrib[VAL]
    starts = list(root.iter(_START))
    ends = {each.get(_ID) for each in root.iter(_END)}
    names: set[str] = set()
    for start in starts:
        name = start.get(_NAME, "").casefold()
        if start.get(_ID) not in ends or name in names:
            start.getparent().remove(start)
        names.add(name)
    begun = {each.get(_ID) for each in root.iter(_START)}
    ended: set[str] = set()
    for end in list(root.iter(_END)):
        if end.get(_ID) not in begun or end.get(_ID) in ended:
            end.getparent().remove(end)
        ended.add(end.get(_ID))
    seen: set[str] = set()
    drawn = list(root.iter("{*}docPr"))
    highest = max(
        (int(e.get("id", "0")) for e in drawn if digits.unsigned(e.get("id", "0"))), default=0
    )
    for each in drawn:
        if each.get("id") in seen and next(each.iterancestors("{*}Fallback"), None) is None:
            highest += 1
            each.set("id", str(highest))
        seen.add(each.get("id"))


__all__ = ["Fitting", "Unfit", "list_of", "note", "renew", "take_out", "tidy"]
