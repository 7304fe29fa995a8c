"""Bind Word documents into one to print: each begins on a page of its own, and counts its pages from 1.

Styles of the first hold for all; what only a later one has comes along, and so do lists, pictures,
headers and footers. Comments stay behind. A document with footnotes or endnotes is refused: their numbers
would run on.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from posixpath import splitext
from typing import Any

from lxml import etree

from pipeline.openxml import digits, enclosure, package
from pipeline.openxml.package import OFFICE, R, W
from pipeline.problems import InputRefused, Place, Problem

MOST = 500  # documents in one file: each has a header, and a package may hold 2,000 parts
_COMMENTS = ("commentRangeStart", "commentRangeEnd", "commentReference")
_NOTES = ("footnoteReference", "endnoteReference")
_NUMBERED = ("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr",)
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_PAGES = "NUMPAGES", "SECTIONPAGES"  # of a whole file, of one section


def bound(documents: Sequence[tuple[str, bytes]], title: str) -> bytes:
    """Return the documents, by name and content, as one under `title`; raise InputRefused for notes.

    The same documents give the same bytes.
    """
    (name, content), *others = documents
    whole = _Whole(name, content)
    for name, content in others:
        whole.add(name, content)
    return whole.closed(title)


class _Whole:
    """The first document, and what was added to it."""

    def __init__(self, name: str, content: bytes) -> None:
        self.members, self.main, self.root = _opened(name, content)
        self.body = self.root.find(f"{{{W}}}body")
        self.styles = _Part(self.members, self.main, "styles")
        self.numbering = _Part(self.members, self.main, "numbering")
        self.links: list[tuple[str, str, str, bool]] = []
        self.types: list[tuple[str, str]] = []
        self.copied: dict[bytes, str] = {}  # what was copied, and its name here
        self.number = count(1)
        for part, _ in package.stories(self.members, self.main):
            self.members[part] = _by_section(self.members[part])

    def add(self, name: str, content: bytes) -> None:
        """Add a document behind what is there."""
        members, main, root = _opened(name, content)
        self._take_styles(members, main)
        self._take_lists(members, main, root)
        self._take_parts(members, main, root)
        self._end_section()
        for each in list(root.find(f"{{{W}}}body")):
            self.body.append(each)

    def closed(self, title: str) -> bytes:
        """Return all of it as one file."""
        for each in self.root.iter(f"{{{W}}}sectPr"):
            _count_from_one(each)
        _number(self.root)
        for part in (self.styles, self.numbering):
            part.put(self.members)
        self.members[self.main] = package.serialize(self.root)
        rels = package.rels_name(self.main)
        self.members[rels] = package.relate(self.members.get(rels), self.links)
        types = package.declare(
            self.members["[Content_Types].xml"], self.types, _endings(self.members)
        )
        self.members["[Content_Types].xml"] = types
        _retitle(self.members, title)
        return enclosure.packed(self.members)

    def _end_section(self) -> None:
        """Let the last paragraph end the section of what is there."""
        section = self.body.find(f"{{{W}}}sectPr")
        self.body.remove(section)
        last = self.body[-1] if len(self.body) else None
        if (
            last is None
            or last.tag != f"{{{W}}}p"
            or last.find(f"{{{W}}}pPr/{{{W}}}sectPr") is not None
        ):
            last = etree.SubElement(self.body, f"{{{W}}}p")
        properties = last.find(f"{{{W}}}pPr")
        if properties is None:
            properties = etree.Element(f"{{{W}}}pPr")
            last.insert(0, properties)
        change = properties.find(f"{{{W}}}pPrChange")
        properties.insert(len(properties) - (change is not None), section)

    def _take_styles(self, members: dict[str, bytes], main: str) -> None:
        known = {each.get(f"{{{W}}}styleId") for each in self.styles.each("style")}
        for each in _Part(members, main, "styles").each("style"):
            if self.styles.root is not None and each.get(f"{{{W}}}styleId") not in known:
                each.attrib.pop(f"{{{W}}}default", None)
                self.styles.root.append(each)

    def _take_lists(self, members: dict[str, bytes], main: str, root: Any) -> None:
        """Give the lists of a document numbers of their own, where they are not those of the first."""
        theirs = _Part(members, main, "numbering")
        if theirs.content == self.numbering.content or theirs.root is None:
            return
        if self.numbering.root is None:
            return  # its paragraphs keep their words; a list without a definition is none
        abstract = _highest(self.numbering.each("abstractNum"), "abstractNumId") + 1
        number = _highest(self.numbering.each("num"), "numId") + 1
        at = len(list(self.numbering.each("abstractNum")))
        for each in theirs.each("abstractNum"):
            _shift(each, "abstractNumId", abstract)
            self.numbering.root.insert(at, each)
            at += 1
        for each in theirs.each("num"):
            _shift(each, "numId", number)
            _shift(each.find(f"{{{W}}}abstractNumId"), "val", abstract)
            self.numbering.root.append(each)
        for each in root.iter(f"{{{W}}}numId"):
            if each.get(f"{{{W}}}val") != "0":
                _shift(each, "val", number)

    def _take_parts(self, members: dict[str, bytes], main: str, root: Any) -> None:
        """Copy what the body of a document points to, and let it point there."""
        found = {each[0]: each for each in package.relations(members, main)}
        new: dict[str, str] = {}
        for element in root.iter(etree.Element):
            for key, rid in element.attrib.items():
                if key.startswith(f"{{{R}}}") and rid in found:
                    if rid not in new:
                        new[rid] = self._link(members, main, found[rid])
                    element.set(key, new[rid])

    def _link(
        self, members: dict[str, bytes], main: str, relation: tuple[str, str, str, str]
    ) -> str:
        _, kind, target, mode = relation
        rid = f"rIdBound{next(self.number)}"
        outside = mode == "External"
        if not outside:
            target = f"/{self._copy(members, package.target_name(main, target))}"
        self.links.append((rid, f"{OFFICE}{kind}", target, outside))
        return rid

    def _copy(self, members: dict[str, bytes], part: str) -> str:
        """Return the name under which a part, and what it points to, stands here."""
        rels = members.get(package.rels_name(part), b"")
        content = members[part]
        if package.is_markup(content):
            content = _by_section(content)
        key = content + rels
        if key in self.copied:
            return self.copied[key]
        stem, ending = splitext(part)
        name = f"{stem}-{next(self.number)}{ending}"
        self.copied[key] = name
        self.members[name] = content
        kinds = package.declared(members)
        if part.casefold() in kinds:
            self.types.append((name, kinds[part.casefold()]))
        if rels:
            links = [
                (rid, f"{OFFICE}{kind}", target if mode else f"/{self._copy(members, package.target_name(part, target))}", bool(mode))
                for rid, kind, target, mode in package.relations(members, part)
            ]  # fmt: skip
            self.members[package.rels_name(name)] = package.relate(None, links)
        return name


class _Part:
    """A part that the body leans on, opened; its root is None where there is no such part."""

    def __init__(self, members: Mapping[str, bytes], main: str, kind: str) -> None:
        self.name = package.related(dict(members), main, kind)
        self.content = members[self.name] if self.name else b""
        self.root = package.parse(self.content) if self.name else None

    def each(self, tag: str) -> Iterator[Any]:
        """Yield its elements of that name."""
        yield from [] if self.root is None else self.root.findall(f"{{{W}}}{tag}")

    def put(self, members: dict[str, bytes]) -> None:
        """Write it back."""
        if self.name:
            members[self.name] = package.serialize(self.root)


def _opened(name: str, content: bytes) -> tuple[dict[str, bytes], str, Any]:
    members = package.read(content, name)
    with package.readable(name):
        main = package.main_part(members, name)
        root = package.parse(members[main])
    if next(root.iter(*(f"{{{W}}}{each}" for each in _NOTES)), None) is not None:
        hint = "Print it by itself, or take the notes into the text."
        raise InputRefused([Problem(Place(name), "It has footnotes or endnotes.", hint)])
    for each in list(root.iter(*(f"{{{W}}}{tag}" for tag in _COMMENTS))):
        each.getparent().remove(each)
    for each in root.iter(etree.Element):
        for key in [key for key in each.attrib if key.startswith(_W14)]:
            del each.attrib[key]
    return members, main, root


def _by_section(content: bytes) -> bytes:
    """Let a header or footer say how many pages its document has, not the whole file."""
    old, new = (each.encode() for each in _PAGES)
    return content.replace(b" " + old + b" ", b" " + new + b" ")


def _count_from_one(section: Any) -> None:
    """Let a section begin on a page of its own, which is page 1."""
    kind = section.find(f"{{{W}}}type")
    if kind is not None:
        kind.set(f"{{{W}}}val", "nextPage")
    numbers = section.find(f"{{{W}}}pgNumType")
    if numbers is None:
        numbers = etree.Element(f"{{{W}}}pgNumType")
        before = ("headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz",
                  "pgMar", "paperSrc", "pgBorders", "lnNumType")  # fmt: skip
        at = sum(etree.QName(each).localname in before for each in section)
        section.insert(at, numbers)
    numbers.set(f"{{{W}}}start", "1")


def _number(root: Any) -> None:
    """Give bookmarks, pictures and content controls numbers that no other has."""
    names: set[str] = set()
    opened: dict[str, str] = {}
    for number, each in enumerate(root.iter(f"{{{W}}}bookmarkStart", f"{{{W}}}bookmarkEnd"), 1):
        old = each.get(f"{{{W}}}id", "")
        if each.tag.endswith("Start"):
            opened[old] = str(number)
            name = each.get(f"{{{W}}}name", "")
            each.set(f"{{{W}}}name", f"{name}_{number}" if name in names else name)
            names.add(name)
        each.set(f"{{{W}}}id", opened.get(old, str(number)))
    for number, each in enumerate(root.iter(*_NUMBERED), 1):
        each.set("id", str(number))
    for number, each in enumerate(root.iter(f"{{{W}}}sdtPr"), 1):
        if (own := each.find(f"{{{W}}}id")) is not None:
            own.set(f"{{{W}}}val", str(number))


def _highest(elements: Iterable[Any], name: str) -> int:
    return max((digits.number(each.get(f"{{{W}}}{name}")) for each in elements), default=0)


def _shift(element: Any, name: str, by: int) -> None:
    element.set(f"{{{W}}}{name}", str(digits.number(element.get(f"{{{W}}}{name}")) + by))


def _endings(members: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Yield the kinds of pictures that may have come along, by how their names end."""
    kinds = {"png": "image/png", "jpeg": "image/jpeg", "jpg": "image/jpeg", "gif": "image/gif"}
    found = {splitext(name)[1][1:].casefold() for name in members}
    yield from ((ending, kind) for ending, kind in kinds.items() if ending in found)


def _retitle(members: dict[str, bytes], title: str) -> None:
    if part := package.related(members, "", "core-properties"):
        root = package.parse(members[part])
        found = root.find("{http://purl.org/dc/elements/1.1/}title")
        if found is not None:
            found.text = title
            members[part] = package.serialize(root)
