"""Say what stands in a finished Word document: one paragraph or table row a line, or plain text."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from pipeline.openxml import package
from pipeline.openxml.contents import ONLY_OVER
from pipeline.openxml.package import W
from pipeline.openxml.walk import BOX, DELETED, TBL, TC, TR, P, texts

_VAL, _TYPE, _DEFAULT = (f"{{{W}}}{each}" for each in ("val", "type", "default"))
_PROPERTIES = ("title", "subject", "language")


def outline(content: bytes, name: str = "document.docx") -> str:
    """Return the document one paragraph or table row a line, each with its style.

    The contents list that long documents get is left out: it says the headings a second time.
    """
    members = package.read(content, name)
    with package.readable(name):
        main = package.main_part(members, name)
        names = style_names(members, main)
        lines = list(properties(members))
        lines += _blocks(package.parse(members[main]), names)
        for part, label in package.stories(members, main):
            found = _blocks(package.parse(members[part]), names)
            lines += [f"[{label}] {line}" for line in found if not line.endswith("]")]
    return "".join(f"{line}\n" for line in lines)


def text(content: bytes) -> str:
    """Return the body as plain text: paragraphs apart, list items and plain lines together."""
    members = package.read(content, "document.docx")
    main = package.main_part(members, "document.docx")
    names = style_names(members, main)
    made: list[str] = []
    before = ""
    for paragraph in package.parse(members[main]).iter(P):
        words = _words(paragraph)
        if not words.strip():
            continue
        style = style_of(paragraph, names)
        kind = "list" if style.startswith("List") or numbered(paragraph) else style
        together = kind == before and kind in ("list", "Plain Line")
        if made and not together:
            made.append("")
        made.append(f"- {words}" if kind == "list" else words)
        before = kind
    return "".join(f"{line}\n" for line in made)


def properties(members: dict[str, bytes]) -> Iterator[str]:
    """Yield what the document says of itself, a line each: [property title] …."""
    if part := package.related(members, "", "core-properties"):
        said = _known(members[part])
        for name in _PROPERTIES:
            if value := getattr(said, f"{name}_text", ""):
                yield f"[property {name}] {value}"


def style_names(members: dict[str, bytes], main: str) -> dict[str, str]:
    """Return what each style is called, by its id; "" stands for that of plain paragraphs."""
    names: dict[str, str] = {}
    if part := package.related(members, main, "styles"):
        for style in getattr(_known(members[part]), "style_lst", ()):
            names[style.styleId or ""] = title = _titled(style.name_val or "")
            if style.get(_TYPE) == "paragraph" and style.get(_DEFAULT) == "1":
                names[""] = title
    return names


def _known(content: bytes) -> Any:
    """Return the root of a part as an element of python-docx, which knows properties and styles."""
    from docx.oxml.parser import parse_xml

    return parse_xml(package.serialize(package.parse(content)))


def _titled(name: str) -> str:
    return name[:1].upper() + name[1:]


def style_of(paragraph: Any, names: dict[str, str]) -> str:
    """Return what the style of a paragraph is called."""
    style = paragraph.find(f"{{{W}}}pPr/{{{W}}}pStyle")
    named = "" if style is None else style.get(_VAL, "")
    return names.get(named, named) or "Normal"


def numbered(paragraph: Any) -> bool:
    """Say whether a paragraph is a line of a list."""
    return paragraph.find(f"{{{W}}}pPr/{{{W}}}numPr") is not None


def _blocks(root: Any, names: dict[str, str]) -> Iterator[str]:
    """Yield the lines of everything in `root`; what stands in a box or control is not missed."""
    for child in root:
        if lists_headings(child):
            continue
        if child.tag == P:
            yield from _paragraph(child, names)
        elif child.tag == TBL:
            for row in child.iter(TR):
                if next(row.iterancestors(TBL)) is child:
                    cells = [each for each in row.iter(TC) if next(each.iterancestors(TR)) is row]
                    yield f"[row] {' | '.join(_cell(each) for each in cells)}"
                    for nested in row.iter(TBL):
                        if next(nested.iterancestors(TBL)) is child:
                            holder = etree.Element("nested")
                            holder.append(nested.__deepcopy__({}))
                            yield from (f"  {line}" for line in _blocks(holder, names))
        elif isinstance(child.tag, str) and child.tag not in DELETED:
            yield from _blocks(child, names)


def lists_headings(control: Any) -> bool:
    """Say whether a content control holds the list that long documents get (see `contents`)."""
    alias = control.find(f"{{{W}}}sdtPr/{{{W}}}alias")
    return alias is not None and ONLY_OVER.search(alias.get(_VAL, "")) is not None


def _paragraph(paragraph: Any, names: dict[str, str]) -> Iterator[str]:
    words = _words(paragraph)
    style = style_of(paragraph, names)
    yield f"[{style}] {words}".rstrip()
    for drawn in paragraph.iter("{*}docPr"):
        chart = next(drawn.getparent().iter("{*}chart"), None) is not None
        yield f"[{'chart' if chart else 'picture'}] {drawn.get('descr', '')}"
    for box in paragraph.iter(BOX):
        if next(box.iterancestors("{*}Fallback"), None) is None:
            yield from (f"[box] {line}" for line in _blocks(box, names))


def _cell(cell: Any) -> str:
    own = [each for each in cell.iter(P) if next(each.iterancestors(TC)) is cell]
    return " / ".join(words for each in own if (words := _words(each)))


def _words(paragraph: Any) -> str:
    """Return what a reader sees of one paragraph, line breaks and tabs included."""
    return "".join(words for _, words in texts(paragraph))
