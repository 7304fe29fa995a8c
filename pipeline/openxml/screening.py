"""Keep out of a package what could run or fetch something, or tells who made the template."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from lxml import etree

from pipeline.openxml import fields, links, sniffing
from pipeline.openxml.chartbook import is_plain
from pipeline.openxml.package import (
    OUTSIDE,
    R,
    W,
    declared,
    drop,
    holder,
    is_markup,
    is_outside,
    parse,
    put,
    related,
    relations,
    rels_name,
    strays,
    target_name,
    tree,
)

Found = tuple[str, str]  # what could run or fetch something, and what to do about it

# Kinds of relationships, by their short type: ISO/IEC 29500-1 Annex F, and Word's own since 2010.
HARMLESS = frozenset(
    {
        "officeDocument", "core-properties", "extended-properties", "custom-properties",
        "styles", "stylesWithEffects", "numbering", "fontTable", "font", "theme", "themeOverride",
        "settings", "webSettings", "footnotes", "endnotes", "header", "footer", "comments",
        "glossaryDocument", "image", "hdphoto", "hyperlink", "chart", "chartEx", "chartStyle",
        "chartColorStyle", "chartUserShapes", "diagramData", "diagramLayout", "diagramQuickStyle",
        "diagramColors", "diagramDrawing", "customXml", "customXmlProps", "bibliography", "ink",
    }
)  # fmt: skip
BRINGS = {
    "aFChunk": ("an embedded document of another kind (altChunk)", "Paste its text instead."),
    "oleObject": ("an embedded object (OLE)", "Paste it as a picture instead."),
    "package": ("an embedded file", "Paste it as a picture instead."),
    "control": ("an ActiveX control", "Take it out."),
    "activeXControlBinary": ("an ActiveX control", "Take it out."),
    "subDocument": ("a linked document", "Paste its text instead."),
    "frame": ("a frame that loads something from outside", "Take it out."),
    "vbaProject": ("macros", "Save it as Word Document (.docx), which keeps no macros."),
    "wordVbaData": ("macros", "Save it as Word Document (.docx), which keeps no macros."),
    "audio": ("a sound", "Take it out."),
    "video": ("a film", "Put in a link to it instead."),
    "media": ("a film or a sound", "Put in a link to it instead."),
    "webextension": ("an add-in in its text", "Take it out, or put in a picture of it."),
}


def screen(members: dict[str, bytes]) -> Iterator[Found]:
    """Yield what could run or fetch something, each with what to do about it.

    `members` is a package from which `leaving` took what no document carries.
    """
    if any("vbaProject" in kind or "macroEnabled" in kind for kind in declared(members).values()):
        yield f"It holds {BRINGS['vbaProject'][0]}.", BRINGS["vbaProject"][1]
    settings = _settings(members)
    for rels in [each for each in members if each.endswith(".rels")]:
        part = holder(rels)
        for rid, kind, target, mode in relations(members, part):
            if kind == "package" and is_plain(members.get(target_name(part, target))):
                continue
            if (
                part not in settings or kind == "attachedTemplate"
            ):  # the others never go out: `clean`
                yield from _related(kind, target, mode)
            if mode != "External" and target_name(part, target) in members:
                yield from _unlike(members, part, rid, kind, target_name(part, target))
        if part not in settings:
            yield from _shown_from_outside(members, part)
    for name in [each for each, content in members.items() if is_markup(content)]:
        yield from _screen_part(members, name)


def _settings(members: dict[str, bytes]) -> set[str]:
    """Return the parts that hold settings: of the document, and of its building blocks."""
    return {
        name
        for rels in [each for each in members if each.endswith(".rels")]
        for _, kind, target, mode in relations(members, holder(rels))
        if kind == "settings" and mode != "External"
        if (name := target_name(holder(rels), target)) in members
    }


def _unlike(
    members: dict[str, bytes], part: str, rid: str, kind: str, name: str
) -> Iterator[Found]:
    """Yield that a part is not what the relationship `rid` of `part` says it is."""
    content = members[name]
    if kind in _PICTURES:
        yield from sniffing.picture(content)
    elif kind == "font":
        if not sniffing.is_font(content, _key(members, part, rid)):
            yield "What it holds as an embedded font is none.", _NO_FONTS
    elif kind in HARMLESS and content and not is_markup(content):
        yield f"{name} is not what it is said to be ({kind}).", _AGAIN


def _key(members: dict[str, bytes], part: str, rid: str) -> str:
    """Return what the embedded font `rid` is hidden with."""
    fonts = tree(members, part).iter(etree.Element) if part in members else ()
    found = (each.get(f"{{{W}}}fontKey", "") for each in fonts if each.get(f"{{{R}}}id") == rid)
    return next(found, "")


_LINKING = "//@r:*|//@o:relid|//@o:href"
_SPACES = {"r": R, "o": "urn:schemas-microsoft-com:office:office"}


def _shown_from_outside(members: dict[str, bytes], part: str) -> Iterator[Found]:
    """Yield that a part shows or loads what only a link may lead to: its relationship is called one."""
    outside = {
        rid
        for rid, kind, _, mode in relations(members, part)
        if kind == "hyperlink" and mode == "External"
    }
    if not outside or not is_markup(members.get(part, b"")):
        return
    for value in tree(members, part).xpath(_LINKING, namespaces=_SPACES):
        if value in outside and fields.local(value.getparent()) not in LEADING:
            yield "It shows or loads something from outside, not held in the file.", _BREAK
            return


def _screen_part(members: dict[str, bytes], name: str) -> Iterator[Found]:
    """Yield what could run or fetch something in the XML of one part, whatever it is called."""
    content = members[name]
    if any(each in content for each in _OF_FIELDS):
        yield from _screen_fields(tree(members, name))
    if any(each in content for each in _OF_SOURCES):
        yield from _screen_attributes(tree(members, name))
    if any(each in content for each, _ in _BRINGING.values()):
        for each in tree(members, name).iter(*_BRINGING):
            what, hint = BRINGS[_BRINGING[each.tag][1]]
            yield f"It holds {what}.", hint


def _screen_fields(root: Any) -> Iterator[Found]:
    """Yield the fields of a part that fetch something."""
    for each in fields.fields(root):
        if each.fetches:
            kind = each.name.upper() or "computed"
            message = f"It holds a {kind} field, which fetches from outside."
            yield message, "In Word: click into it, and press Ctrl+Shift+F9."


def _screen_attributes(root: Any) -> Iterator[Found]:
    """Yield what the elements of a part show from outside or lead to."""
    for element in root.iter(etree.Element):
        for key, value in element.attrib.items():
            name = key.rpartition("}")[2].lower()
            if name == "embeddedhtml":
                yield "It holds a film from the web.", "Put in a link to it instead."
            elif name in _SOURCES and value and OUTSIDE.match(value):
                message = "It shows a picture that is linked from outside, not held in the file."
                yield message, _BREAK
            elif name == "href" and not ("{{" in value or links.fits(value)):
                message = "A shape leads to what is no page, mailbox or phone."
                yield message, "In Word: right click it, Remove Link."


def screen_links(content: bytes) -> Iterator[Found]:
    """Yield the links of a finished part, or of its relationships, that lead where none may.

    Each value is looked at when it is printed; together they may still make another address.
    """
    root = parse(content)
    targets = [each.target for each in fields.fields(root)]
    targets += [each.get("Target", "") for each in root if is_outside(each)]
    if not all(map(links.fits, targets)):
        message = "A link would lead to what is no page, mailbox or phone."
        yield message, "Look at what is filled in as its address."


_ADD_INS = "http://schemas.microsoft.com/office/webextensions/webextension/2010/11"
_BRINGING = {  # elements that bring something, whatever kind their relationship says it is
    f"{{{W}}}altChunk": (b"altChunk", "aFChunk"),
    f"{{{W}}}subDoc": (b"subDoc", "subDocument"),
    f"{{{W}}}control": (b"control", "control"),
    "{urn:schemas-microsoft-com:office:office}OLEObject": (b"OLEObject", "oleObject"),
    f"{{{_ADD_INS}}}webextensionref": (b"webextensionref", "webextension"),
}
_OF_FIELDS = (b"fldSimple", b"fldChar", b"instrText")  # a part without these has no field
_OF_SOURCES = (b"src", b"href", b"Href", b"embeddedHtml")
_SOURCES = frozenset({"src", "althref"})
_PICTURES = frozenset({"image", "hdphoto"})
LEADING = ("hyperlink", "hlinkClick", "hlinkHover", "hlinkMouseOver")  # what a reader clicks at
_NO_FONTS = "In Word: File, Options, Save: do not embed fonts in the file."
_AGAIN = "Copy all of its text into a new document, and save that."
_BREAK = "In Word: File, Info, Edit Links to Files, Break Link."


def _related(kind: str, target: str, mode: str) -> Iterator[Found]:
    if kind in BRINGS:
        what, hint = BRINGS[kind]
        yield f"It holds {what}.", hint
    elif kind == "attachedTemplate":
        if mode == "External" and _REMOTE.match(target):
            message = "It is linked to a remote template, which Word would fetch."
            yield message, "In Word: Developer, Document Template, and attach Normal."
    elif mode == "External" and kind == "image":
        yield "It shows a picture that is linked from outside, not held in the file.", _BREAK
    elif mode == "External" and kind != "hyperlink":
        yield f"It is linked to something outside ({kind}).", "Take the link out."
    elif kind not in HARMLESS:
        message = f"It holds something of a kind that is not known here ({kind})."
        yield message, "Take it out, or copy all but it into a new document."


_REMOTE = re.compile(r"(https?:|ftp:|\\\\|//|file://[^/])", re.IGNORECASE)


_KEPT = {"title", "subject", "keywords", "description", "category", "language"}
_OF_A_PERSON = frozenset(
    {
        "rsids", "attachedTemplate", "mailMerge", "docVars", "docId", "trackRevisions",
        "schemaLibrary", "attachedSchema", "saveThroughXslt", "useXSLTWhenSaving", "smartTagType",
    }
)  # fmt: skip


def clean(members: dict[str, bytes]) -> None:
    """Take out what tells about the person who made the template, and what is out of date."""
    settings = _settings(members)
    for each in settings:
        members.pop(rels_name(each), None)
    drop(members, strays(members))
    for each in settings:
        _keep(members, each, lambda child: fields.local(child) not in _OF_A_PERSON)
    _forget_properties(members)
    _unbind(members)
    _unsign(members)
    for name in [each for each, content in members.items() if b"rsid" in content]:
        if is_markup(members[name]) and not name.endswith(".rels"):
            _forget_in(members, name)
    types = members["[Content_Types].xml"]
    types = types.replace(
        b"wordprocessingml.template.main+xml", b"wordprocessingml.document.main+xml"
    )
    members["[Content_Types].xml"] = types


def _forget_properties(members: dict[str, bytes]) -> None:
    """Leave only the properties that are said of every document, and those that the text shows."""
    _keep(members, related(members, "", "core-properties"), _is_general)
    shown = _shown(members)
    custom = related(members, "", "custom-properties")
    _keep(
        members, custom, lambda each: _is_filled(each) or each.get("name", "").casefold() in shown
    )
    if extended := related(members, "", "extended-properties"):
        members[extended] = _NO_PROPERTIES


def _forget_in(members: dict[str, bytes], name: str) -> None:
    """Let a part forget who edited it when.

    A style sheet says so in one short element a style: it is not written anew for that, which takes long.
    """
    root = tree(members, name)
    forget(root, members[name].decode())
    less = _OF_STYLES.sub(b"", members[name])
    put(members, name, root, None if traced(less.decode()) else less)


_OF_STYLES = re.compile(rb'<w:rsid w:val="\w{0,16}"\s?/>')
_OF_CORE = "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"
_OF_EXTENDED = "{6668398D-A668-4E3E-A5EB-62B293D839F1}"


def _unbind(members: dict[str, bytes]) -> None:
    """Let a content control keep its words where the property it shows is taken out."""
    for name in [each for each, content in members.items() if b"dataBinding" in content]:
        root = tree(members, name)
        for each in list(root.iter(f"{{{W}}}dataBinding")):
            store = each.get(f"{{{W}}}storeItemID", "").upper()
            shown = re.findall(r":(\w+)", each.get(f"{{{W}}}xpath", ""))[-1:]
            if store == _OF_EXTENDED or (store == _OF_CORE and not _KEPT.intersection(shown)):
                each.getparent().remove(each)
        put(members, name, root)


_PROVIDER = "{urn:schemas-microsoft-com:office:office}sigprovurl"


def _unsign(members: dict[str, bytes]) -> None:
    """Let a line for a signature not lead to who provides signatures: Word would look there."""
    for name in [each for each, content in members.items() if b"sigprovurl" in content]:
        root = tree(members, name)
        for each in root.iter("{*}signatureline"):
            each.attrib.pop(_PROVIDER, None)
        put(members, name, root)


def _keep(members: dict[str, bytes], part: str | None, wanted: Callable[[Any], bool]) -> None:
    """Leave only the wanted children in the root of `part`."""
    if part is not None:
        root = tree(members, part)
        for each in list(root):
            if not wanted(each):
                root.remove(each)
        put(members, part, root)


_SHOWS = re.compile(r'\s*DOCPROPERTY\s+(?:"([^"]*)"|(\S+))', re.IGNORECASE)


def _shown(members: dict[str, bytes]) -> set[str]:
    """Return the names of the properties that fields in the text show."""
    codes = (
        each.code
        for name, content in members.items()
        if b"DOCPROPERTY" in content and is_markup(content)
        for each in fields.fields(tree(members, name))
    )
    return {(found[1] or found[2]).casefold() for code in codes if (found := _SHOWS.match(code))}


def _is_filled(element: Any) -> bool:
    return "{{" in "".join(element.itertext())


def _is_general(element: Any) -> bool:
    said = fields.local(element) in _KEPT and "python-docx" not in (element.text or "")
    return said or _is_filled(element)


_TRACES = re.compile(r"\{[^}]*\}(rsid\w*|paraId|textId)$")
_TRACE_MARKS = tuple(f"{{{W}}}{each}" for each in ("rsid", "proofErr", "lastRenderedPageBreak"))


_TRACED = ("rsid", "paraId", "textId", "proofErr", "lastRenderedPageBreak")


def traced(xml: str) -> bool:
    """Say whether a part may hold what `forget` takes out."""
    return any(each in xml for each in _TRACED)


_OF_EDITING = re.compile(r"rsid\w*=")


def forget(root: Any, xml: str) -> None:
    """Take out what tells who edited a part when: it means nothing in a document.

    `xml` is the part as text: large style sheets hold no such attribute, and are not walked for one.
    """
    said = "paraId=" in xml or "textId=" in xml or _OF_EDITING.search(xml) is not None
    for element in root.iter(etree.Element) if said else ():
        for key in [each for each in element.attrib if _TRACES.match(each)]:
            del element.attrib[key]
    for element in list(root.iter(*_TRACE_MARKS)):
        element.getparent().remove(element)


_NO_PROPERTIES = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.'
    b'openxmlformats.org/officeDocument/2006/extended-properties"></Properties>'
)
