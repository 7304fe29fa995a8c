"""Open a Word package: its parts, what they point to, and what they are declared to be."""

import re
import struct
import zlib
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import unquote
from zipfile import BadZipFile, ZipFile

from lxml import etree

from pipeline.problems import InputRefused, LimitReached, Place, Problem

MOST_MEMBERS = 2_000
MOST_BYTES = 200_000_000
MOST_RATIO = 400  # of a member above RATIO_COUNTS bytes
RATIO_COUNTS = 5_000_000
MOST_MARKS = 1_500_000  # of "<" in one part: a book of a thousand pages has a third of it
MOST_PARAGRAPHS = 100_000
PARAGRAPHS = b"</w:p>", b"<w:p/>"  # how many end
MOST_ATTRIBUTES = 1_000  # of one element: Word's own have twenty
MOST_KEPT = 4_000_000  # bytes of parts whose elements are kept while a package is read

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OFFICE = f"{R}/"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."

_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, remove_pis=True, remove_comments=True
)


def parse(content: bytes) -> Any:
    """Return the root element of `content`; nothing outside it is ever read."""
    root: Any = etree.fromstring(content, _PARSER)
    if root.getroottree().docinfo.doctype:
        raise BadZipFile("DOCTYPE")
    return root


def serialize(root: Any) -> bytes:
    """Return `root` as the bytes of a part."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


class Members(dict[str, bytes]):
    """The members of a package; what was read of them as XML is kept, in bounds, until they change."""

    __slots__ = ("trees",)

    def __init__(self, members: Iterable[tuple[str, bytes]] = ()) -> None:
        super().__init__(members)
        self.trees: dict[str, tuple[bytes, Any]] = {}


def tree(members: dict[str, bytes], name: str) -> Any:
    """Return the root element of a member. It is shared: who changes it gives it to `put`."""
    content = members[name]
    if not isinstance(members, Members):
        return parse(content)
    known = members.trees.get(name)
    if known is not None and known[0] is content:
        return known[1]
    root = parse(content)
    _keep(members, name, root)
    return root


def put(members: dict[str, bytes], name: str, root: Any, content: bytes | None = None) -> None:
    """Let a member say what `root` says now; `content` is that, where it is known already."""
    members[name] = serialize(root) if content is None else content
    if isinstance(members, Members):
        _keep(members, name, root)


def taken(members: dict[str, bytes], name: str) -> Any:
    """Return the root element of a member, to be changed: the member stays as it is."""
    root = tree(members, name)
    if isinstance(members, Members):
        members.trees.pop(name, None)
    return root


def _keep(members: Members, name: str, root: Any) -> None:
    members.trees.pop(name, None)
    kept = sum(len(content) for content, _ in members.trees.values())
    if kept + len(members[name]) <= MOST_KEPT:
        members.trees[name] = members[name], root


def read(content: bytes, name: str) -> Members:
    """Return the members of the Word package `content`, or say what it is instead."""
    place = Place(name)
    if message := _not_a_package(content):
        raise InputRefused([Problem(place, *message)])
    try:
        with ZipFile(BytesIO(content)) as archive:
            unpacked = _unpacked(archive, place)
            members = Members((name, _in_utf8(content)) for name, content in unpacked.items())
    except _DAMAGED as error:
        damaged = Problem(place, "The file is damaged: it cannot be unpacked.", _SAVE_AGAIN)
        raise InputRefused([damaged]) from error
    if problem := _not_a_template(members, place):
        raise InputRefused([problem])
    return members


_DAMAGED = (
    BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, OSError,
    ValueError, OverflowError,
)  # fmt: skip
_SAVE_AGAIN = "Open it in Word, and save it again as Word Document (.docx)."


@contextmanager
def readable(name: str) -> Iterator[None]:
    """Refuse `name` where a part of it turns out to be no sound XML."""
    try:
        yield
    except (etree.XMLSyntaxError, BadZipFile) as error:
        message = "It is damaged: a part of it cannot be read, or is nested too deep."
        raise InputRefused([Problem(Place(name), message, _SAVE_AGAIN)]) from error


def sound(members: dict[str, bytes], main: str) -> None:
    """Raise XMLSyntaxError or BadZipFile where a part beside the main one is not as Word reads it.

    It is no sound XML, or rows and cells stand outside of their tables.
    """
    beside = main.rpartition("/")[0]
    for name, content in members.items():
        if name.startswith(beside) and name.endswith(".xml"):
            root = tree(members, name)
            for each in root.iter(*_WITHIN) if _SAID.search(content) else ():
                outer = _WITHIN[each.tag]
                if next(each.iterancestors(outer), None) is None:
                    raise BadZipFile(f"{each.tag} outside of {outer}")


_INSIDE = (("tc", "tr"), ("tr", "tbl"), ("t", "r"))
_WITHIN = {f"{{{W}}}{inner}": f"{{{W}}}{outer}" for inner, outer in _INSIDE}
_SAID = re.compile(
    f"<w:(?:{'|'.join(inner for inner, _ in _INSIDE)})[ >]".encode()
)  # quick to look for
_OTHERS = (
    (b"{\\rtf", "This is an RTF file, not a Word document.", _SAVE_AGAIN),
    (b"%PDF", "This is a PDF file, not a Word document.", "Use the Word file it was made from."),
    (b"\xd0\xcf\x11\xe0", "This is an old Word document (.doc, Word 97-2003).", _SAVE_AGAIN),
)


def _not_a_package(content: bytes) -> tuple[str, str] | None:
    if not content:
        return "The file is empty.", "Choose another file."
    if "EncryptedPackage".encode("utf-16-le") in content and not content.startswith(b"PK"):
        return "The file is protected by a password.", "Open it in Word, and save it without."
    for head, message, hint in _OTHERS:
        if content.startswith(head):
            return message, hint
    return None if content.startswith(b"PK") else ("This is not a Word document.", _SAVE_AGAIN)


def _unpacked(archive: ZipFile, place: Place) -> dict[str, bytes]:
    entries = archive.infolist()
    if len(entries) > MOST_MEMBERS:
        raise LimitReached([Problem(place, f"It holds {len(entries)} parts, too many to be read.")])
    members: dict[str, bytes] = {}
    seen: set[str] = set()
    total = 0
    for entry in entries:
        name = entry.filename
        if name.endswith("/"):
            continue
        if name.startswith("/") or ".." in name.split("/"):
            raise BadZipFile(name)  # it would be unpacked beside the folder it is unpacked in
        if name.casefold() in seen:
            raise InputRefused([Problem(place, f"It holds the part {name} twice.", _SAVE_AGAIN)])
        seen.add(name.casefold())
        ratio = entry.file_size / max(entry.compress_size, 1)
        total += entry.file_size
        if total > MOST_BYTES or (entry.file_size > RATIO_COUNTS and ratio > MOST_RATIO):
            raise LimitReached([Problem(place, "Unpacked, it is too large to be read.")])
        with archive.open(entry) as stream:
            members[name] = stream.read(entry.file_size + 1)
        if len(members[name]) != entry.file_size:
            raise BadZipFile(name)
        if is_markup(members[name]) and _crowded(members[name]):
            raise LimitReached([Problem(place, f"{name} is too large to be read.", _SPLIT)])
    return members


_SPLIT = "Cut the document in two, or paste its words into a new one."
_LONG = 5 * MOST_ATTRIBUTES  # a shorter tag cannot have as many
_EDGE = re.compile(rb"[<>]")


def _crowded(content: bytes) -> bool:
    """Say whether a part has more elements, or one of them more attributes, than any honest one."""
    marks = content.count(b"<")
    if marks > MOST_MARKS:
        return True
    if marks > MOST_PARAGRAPHS and sum(map(content.count, PARAGRAPHS)) > MOST_PARAGRAPHS:
        return True
    return any(
        each.count(b'="') + each.count(b"='") > MOST_ATTRIBUTES for each in _long_tags(content)
    )


def _long_tags(content: bytes) -> Iterator[bytes]:
    """Yield the tags that are long enough to be crowded: each reaches over one of the places looked at."""
    at = 0
    for middle in range(_LONG, len(content), _LONG):
        start = content.rfind(b"<", at, middle)
        if start >= 0 and content.find(b">", start, middle) < 0:
            end = _EDGE.search(content, middle)
            at = end.start() if end else len(content)
            yield content[start:at]
        else:
            at = max(at, middle)


def _not_a_template(members: dict[str, bytes], place: Place) -> Problem | None:
    types = members.get("[Content_Types].xml", b"")
    if any(name.casefold().endswith("vbaproject.bin") for name in members) or (
        b"macroEnabled" in types and b"ms-word" in types
    ):
        hint = "Save it as Word Document (.docx), which keeps no macros."
        return Problem(place, "It holds macros, which are not allowed in a template.", hint)
    if any(name.startswith("xl/") for name in members):
        hint = "Choose a Word document (.docx)."
        return Problem(place, "This is an Excel workbook, not a Word document.", hint)
    for name, content in members.items():
        if is_markup(content) and _declares(content):
            message = f"{name} holds a DOCTYPE, which is not allowed in a Word document."
            return Problem(place, message, _SAVE_AGAIN)
    if b"purl.oclc.org/ooxml" in members.get("_rels/.rels", b""):
        message = "It was saved as Strict Open XML Document, which is not read here."
        return Problem(place, message, "In Word: Save As, and choose Word Document (.docx).")
    if b"wordprocessingml" not in types or "_rels/.rels" not in members:
        return Problem(place, "This is not a Word document.", _SAVE_AGAIN)
    return None


def _declares(content: bytes) -> bool:
    return b"<!DOCTYPE" in content or b"<!ENTITY" in content


_BLANK = b" \t\r\n"
_ENCODING = re.compile(rb"""<\?xml[^>]{0,99}encoding\s{0,9}=\s{0,9}["']([\w.-]{1,40})""")


def is_markup(content: bytes) -> bool:
    """Say whether a member is XML, whatever its name says."""
    return content[:64].removeprefix(b"\xef\xbb\xbf").lstrip(_BLANK).startswith(b"<")


def _in_utf8(content: bytes) -> bytes:
    """Return XML that is written in another encoding in UTF-8: all that looks at bytes relies on it."""
    head = content[:200]
    wide = head[:2] in (b"\xff\xfe", b"\xfe\xff") or (b"\0" in head[:4] and b"<" in head[:4])
    named = _ENCODING.match(head.removeprefix(b"\xef\xbb\xbf"))
    if not wide and (named is None or named[1].lower() in (b"utf-8", b"us-ascii", b"ascii")):
        return content
    try:
        return serialize(parse(content))
    except BadZipFile:  # a DOCTYPE, which is refused by its name
        return content.decode("utf-16" if wide else "latin-1", "replace").encode()
    except etree.XMLSyntaxError:  # told where the part is used; a picture may begin like this, too
        return content


# ── parts and their relationships ────────────────────────────────────────────────────────────


def rels_name(part: str) -> str:
    """Return where the relationships of `part` are kept."""
    folder = dirname(part)
    return join(folder, "_rels", part[len(folder) :].lstrip("/") + ".rels")


def holder(rels: str) -> str:
    """Return the part whose relationships are kept in `rels`."""
    return join(dirname(dirname(rels)), rels.rsplit("/", 1)[-1][: -len(".rels")])


def target_name(part: str, target: str) -> str:
    """Return the member that `target`, written in the relationships of `part`, means."""
    if target.startswith("/"):
        return target[1:]
    return normpath(join(dirname(part), target))


def relations(members: dict[str, bytes], part: str) -> Iterator[tuple[str, str, str, str]]:
    """Yield id, short type, target and mode of everything `part` points to."""
    content = members.get(rels_name(part))
    yield from () if content is None else _relations(content)


OUTSIDE = re.compile(r"\s*(?:[A-Za-z][A-Za-z0-9+.-]*:|[\\/]{2})")


def is_outside(relation: Any) -> bool:
    """Say whether a relationship leads out of the package: it says so, in letters of any size, or its target does."""
    said = relation.get("TargetMode", "").strip().casefold()
    return said == "external" or OUTSIDE.match(relation.get("Target", "")) is not None


@lru_cache(maxsize=64)
def _relations(content: bytes) -> tuple[tuple[str, str, str, str], ...]:
    """Return what relationships say: a package is asked for them again and again."""
    return tuple(
        (
            each.get("Id", ""),
            each.get("Type", "").rsplit("/", 1)[-1],
            each.get("Target", ""),
            "External" if is_outside(each) else each.get("TargetMode", ""),
        )
        for each in parse(content)
        if isinstance(each.tag, str)
    )


def related(members: dict[str, bytes], part: str, kind: str) -> str | None:
    """Return the first member of the short type `kind` that `part` points to."""
    for _, each, target, mode in relations(members, part):
        if each == kind and mode != "External":
            name = target_name(part, target)
            return name if name in members else None
    return None


def main_part(members: dict[str, bytes], name: str) -> str:
    """Return the part that holds the text of the document `name`."""
    main = related(members, "", "officeDocument")
    if main is None or W.encode() not in members[main]:
        raise InputRefused([Problem(Place(name), "This is not a Word document.", _SAVE_AGAIN)])
    return main


STORIES = ("header", "footer", "footnotes", "endnotes", "comments")


def stories(members: dict[str, bytes], main: str) -> Iterator[tuple[str, str]]:
    """Yield every part beside the body that holds text, and how a reader calls it."""
    counts: dict[str, int] = {}
    seen: set[str] = set()
    for _, kind, target, mode in relations(members, main):
        part = target_name(main, target)
        if kind in STORIES and mode != "External" and part in members and part not in seen:
            seen.add(part)
            counts[kind] = counts.get(kind, 0) + 1
            yield part, f"{kind} {counts[kind]}" if kind in ("header", "footer") else kind


_UNPREFIXED: Any = {None: RELATIONSHIPS}


def relate(content: bytes | None, links: Iterable[tuple[str, str, str, bool]]) -> bytes:
    """Return relationships with `links` (id, full type, target, external) added."""
    root = (
        parse(content)
        if content
        else etree.Element(f"{{{RELATIONSHIPS}}}Relationships", nsmap=_UNPREFIXED)
    )
    for rid, kind, target, external in links:
        link = etree.SubElement(root, f"{{{RELATIONSHIPS}}}Relationship")
        link.set("Id", rid)
        link.set("Type", kind)
        link.set("Target", target)
        if external:
            link.set("TargetMode", "External")
    return serialize(root)


def without_ids(content: bytes, ids: Iterable[str]) -> bytes:
    """Return relationships without those that have one of the `ids`."""
    root, gone = parse(content), set(ids)
    for link in [each for each in root if each.get("Id") in gone]:
        root.remove(link)
    return serialize(root)


def declare(
    content: bytes, parts: Iterable[tuple[str, str]], extensions: Iterable[tuple[str, str]] = ()
) -> bytes:
    """Return the content types with `parts` (name, type) and `extensions` declared."""
    root = parse(content)
    known = {each.get("Extension", "").casefold() for each in root}
    named = {each.get("PartName", "").casefold() for each in root}
    for extension, kind in extensions:
        if extension not in known:
            known.add(extension)
            default = etree.Element(f"{{{CONTENT_TYPES}}}Default")
            default.set("Extension", extension)
            default.set("ContentType", kind)
            root.insert(0, default)
    for part, kind in parts:
        if f"/{part}".casefold() not in named:
            override = etree.SubElement(root, f"{{{CONTENT_TYPES}}}Override")
            override.set("PartName", f"/{part}")
            override.set("ContentType", kind)
    return serialize(root)


def declared(members: dict[str, bytes]) -> dict[str, str]:
    """Return what each member is declared to be, by its name or by how its name ends."""
    named: dict[str, str] = {}
    ending: dict[str, str] = {}
    for each in parse(members[_TYPES]).iterchildren(etree.Element):
        kind = each.get("ContentType", "")
        named[each.get("PartName", "").lstrip("/").casefold()] = kind
        ending[each.get("Extension", "").casefold()] = kind
    return {
        name: named.get(name.casefold()) or ending.get(name.rpartition(".")[2].casefold(), "")
        for name in members
    }


def strays(members: dict[str, bytes]) -> set[str]:
    """Return the members that nothing in the package points to, however their names are written."""
    known = {unquote(name).casefold(): name for name in members}
    found: set[str] = set()
    waiting = [""]
    while waiting:
        part = waiting.pop()
        for _, _, target, mode in relations(members, part):
            name = unquote(target_name(part, target.partition("#")[0])).casefold()
            if mode != "External" and name in known and known[name] not in found:
                found.add(known[name])
                waiting.append(known[name])
    return {each for each in members if each not in found and not each.endswith((".rels", _TYPES))}


_TYPES = "[Content_Types].xml"


def unrelate(
    members: dict[str, bytes], part: str, targets: Collection[str] = (), rids: Collection[str] = ()
) -> None:
    """Take out what `part` points to: the parts `targets` within the package, and the ids `rids`."""
    name = rels_name(part)
    if name not in members or not (targets or rids):
        return
    root = parse(members[name])
    for link in root.findall("{*}Relationship"):
        inside = link.get("TargetMode") != "External"
        meant = inside and target_name(part, link.get("Target", "")) in targets
        if meant or link.get("Id") in rids:
            root.remove(link)
    members[name] = serialize(root)


def drop(members: dict[str, bytes], names: set[str]) -> None:
    """Take `names` out of the package, and everything that points to them."""
    names = names & members.keys()
    if not names:
        return
    for name in names:
        del members[name]
        members.pop(rels_name(name), None)
    for name in [each for each in members if each.endswith(".rels")]:
        unrelate(members, holder(name), names)
    root = parse(members["[Content_Types].xml"])
    for each in list(root):
        if each.get("PartName", "")[1:] in names:
            root.remove(each)
    members["[Content_Types].xml"] = serialize(root)
