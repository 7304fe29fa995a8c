"""Keep out of a package what could run or fetch something, or tells who made the template."""

import re
from collections.abc import Callable, Iterator
from posixpath import dirname, join
from typing import Any

from lxml import etree

from pipeline.openxml.package import (
    W,
    drop,
    parse,
    related,
    relations,
    rels_name,
    serialize,
    strays,
    target_name,
)

_FETCHES = re.compile(
    r"\s*(DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|LINK|DATABASE|RD)\b", re.IGNORECASE
)
_BRINGS = {
    "aFChunk": ("an embedded document of another kind (altChunk)", "Paste its text instead."),
    "oleObject": ("an embedded object (OLE)", "Paste it as a picture instead."),
    "control": ("an ActiveX control", "Take it out."),
    "subDocument": ("a linked document", "Paste its text instead."),
    "frame": ("a frame that loads something from outside", "Take it out."),
}


def screen(members: dict[str, bytes], main: str) -> Iterator[tuple[str, str]]:
    """Yield what could run or fetch something, each with what to do about it."""
    for rels in [each for each in members if each.endswith(".rels")]:
        part = join(dirname(dirname(rels)), rels.rsplit("/", 1)[-1][: -len(".rels")])
        for _, kind, target, mode in relations(members, part):
            yield from _fetched(kind, target, mode)
    for name, content in members.items():
        if name.startswith(f"{dirname(main)}/") and name.endswith(".xml") and b"fld" in content:
            for code in _field_codes(parse(content)):
                if match := _FETCHES.match(code):
                    message = f"It holds a {match[1].upper()} field, which fetches from outside."
                    yield message, "In Word: click into it, and press Ctrl+Shift+F9."


def _fetched(kind: str, target: str, mode: str) -> Iterator[tuple[str, str]]:
    if kind in _BRINGS:
        what, hint = _BRINGS[kind]
        yield f"It holds {what}.", hint
    elif mode != "External" or kind == "hyperlink":
        return
    elif kind == "attachedTemplate":
        if _REMOTE.match(target):
            message = "It is linked to a remote template, which Word would fetch."
            yield message, "In Word: Developer, Document Template, and attach Normal."
    elif kind == "image":
        message = "It shows a picture that is linked from outside, not held in the file."
        yield message, "In Word: File, Info, Edit Links to Files, Break Link."
    else:
        yield f"It is linked to something outside ({kind}).", "Take the link out."


_REMOTE = re.compile(r"(https?:|ftp:|\\\\|//|file://[^/])", re.IGNORECASE)


def _field_codes(root: Any) -> Iterator[str]:
    """Yield the code of every field, put together from its pieces."""
    open_codes: list[str] = []
    for element in root.iter(f"{{{W}}}fldSimple", f"{{{W}}}fldChar", f"{{{W}}}instrText"):
        if element.tag == f"{{{W}}}fldSimple":
            yield element.get(f"{{{W}}}instr", "")
        elif element.tag == f"{{{W}}}instrText":
            if open_codes:
                open_codes[-1] += element.text or ""
            else:
                yield element.text or ""
        elif element.get(f"{{{W}}}fldCharType") == "begin":
            open_codes.append("")
        elif element.get(f"{{{W}}}fldCharType") == "end" and open_codes:
            yield open_codes.pop()
    yield from open_codes


_KEPT = {"title", "subject", "keywords", "description", "category", "language"}
_OF_A_PERSON = ("rsids", "attachedTemplate", "mailMerge", "docVars", "docId")


def clean(members: dict[str, bytes], main: str) -> None:
    """Take out what tells about the person who made the template, and what is out of date."""
    stale = strays(members)
    stale |= {
        target_name("", target)
        for _, kind, target, _ in relations(members, "")
        if kind == "thumbnail"
    }
    stale |= {each for each in [related(members, main, "stylesWithEffects")] if each}
    drop(members, stale)
    _keep(members, related(members, "", "core-properties"), _is_general)
    shown = _shown(members)
    custom = related(members, "", "custom-properties")
    _keep(
        members, custom, lambda each: _is_filled(each) or each.get("name", "").casefold() in shown
    )
    settings = related(members, main, "settings")
    _keep(members, settings, lambda each: _local(each) not in _OF_A_PERSON)
    if settings:
        members.pop(rels_name(settings), None)
    if extended := related(members, "", "extended-properties"):
        members[extended] = _NO_PROPERTIES
    _unbind(members)
    for name in [each for each, content in members.items() if b"rsid" in content]:
        if name.endswith(".xml"):
            root = parse(members[name])
            forget(root)
            members[name] = serialize(root)
    types = members["[Content_Types].xml"]
    types = types.replace(
        b"wordprocessingml.template.main+xml", b"wordprocessingml.document.main+xml"
    )
    members["[Content_Types].xml"] = types


_OF_CORE = "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"
_OF_EXTENDED = "{6668398D-A668-4E3E-A5EB-62B293D839F1}"


def _unbind(members: dict[str, bytes]) -> None:
    """Let a content control keep its words where the property it shows is taken out."""
    for name in [each for each, content in members.items() if b"dataBinding" in content]:
        root = parse(members[name])
        for each in list(root.iter(f"{{{W}}}dataBinding")):
            store = each.get(f"{{{W}}}storeItemID", "").upper()
            shown = re.findall(r":(\w+)", each.get(f"{{{W}}}xpath", ""))[-1:]
            if store == _OF_EXTENDED or (store == _OF_CORE and not _KEPT.intersection(shown)):
                each.getparent().remove(each)
        members[name] = serialize(root)


def _keep(members: dict[str, bytes], part: str | None, wanted: Callable[[Any], bool]) -> None:
    """Leave only the wanted children in the root of `part`."""
    if part is not None:
        root = parse(members[part])
        for each in list(root):
            if not wanted(each):
                root.remove(each)
        members[part] = serialize(root)


def _local(element: Any) -> str:
    return etree.QName(element).localname


_SHOWS = re.compile(r'\s*DOCPROPERTY\s+(?:"([^"]*)"|(\S+))', re.IGNORECASE)


def _shown(members: dict[str, bytes]) -> set[str]:
    """Return the names of the properties that fields in the text show."""
    codes = (
        code
        for name, content in members.items()
        if name.endswith(".xml") and b"DOCPROPERTY" in content
        for code in _field_codes(parse(content))
    )
    return {(found[1] or found[2]).casefold() for code in codes if (found := _SHOWS.match(code))}


def _is_filled(element: Any) -> bool:
    return "{{" in "".join(element.itertext())


def _is_general(element: Any) -> bool:
    said = _local(element) in _KEPT and "python-docx" not in (element.text or "")
    return said or _is_filled(element)


_TRACES = re.compile(r"\{[^}]*\}(rsid\w*|paraId|textId)$")
_TRACE_MARKS = tuple(f"{{{W}}}{each}" for each in ("rsid", "proofErr", "lastRenderedPageBreak"))


def forget(root: Any) -> None:
    """Take out what tells who edited a part when: it means nothing in a document."""
    comments = root.tag == f"{{{W}}}comments"
    for element in root.iter(etree.Element):
        for key in [each for each in element.attrib if _TRACES.match(each)]:
            if not (comments and key.endswith("paraId")):
                del element.attrib[key]
    for element in list(root.iter(*_TRACE_MARKS)):
        element.getparent().remove(element)


_NO_PROPERTIES = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.'
    b'openxmlformats.org/officeDocument/2006/extended-properties"></Properties>'
)
