"""Say what stands in a Word document, as text a person can read and compare."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from lxml import etree

from pipeline.word import package
from pipeline.word.package import W
from pipeline.word.places import GAPS, RUN, TBL, TC, TR, P, T

_VAL = f"{{{W}}}val"
_DELETED = {f"{{{W}}}del", f"{{{W}}}moveFrom"}
_PROPERTIES = ("title", "subject", "language")


def outline(content: bytes, name: str = "document.docx") -> str:
    """Return the document one paragraph or table row a line, each with its style."""
    package.read(content, name)  # refuses what is no sound Word file, with its reason
    document = _opened(content)
    names = _style_names(document)
    lines = list(_properties(document))
    lines += _blocks(document.element, names)
    counts: dict[str, int] = {}
    for relation in document.part.rels.values():
        kind = relation.reltype.rpartition("/")[2]
        if kind in ("header", "footer", "footnotes", "endnotes", "comments"):
            counts[kind] = counts.get(kind, 0) + 1
            label = f"{kind} {counts[kind]}" if kind in ("header", "footer") else kind
            found = _blocks(package.parse(relation.target_part.blob), names)
            lines += [f"[{label}] {line}" for line in found if not line.endswith("]")]
    return "".join(f"{line}\n" for line in lines)


def text(content: bytes) -> str:
    """Return the body as plain text: paragraphs apart, list items and plain lines together."""
    document = _opened(content)
    names = _style_names(document)
    made: list[str] = []
    before = ""
    for paragraph in document.element.iter(P):
        words = _words(paragraph)
        if not words.strip():
            continue
        style = _style(paragraph, names)
        kind = "list" if style.startswith("List") or _numbered(paragraph) else style
        together = kind == before and kind in ("list", "Plain Line")
        if made and not together:
            made.append("")
        made.append(f"- {words}" if kind == "list" else words)
        before = kind
    return "".join(f"{line}\n" for line in made)


def _opened(content: bytes) -> Any:
    from docx import Document  # takes a moment to load, and filling does not need it

    return Document(BytesIO(content))


def _properties(document: Any) -> Iterator[str]:
    for name in _PROPERTIES:
        if said := getattr(document.core_properties, name):
            yield f"[property {name}] {said}"


def _style_names(document: Any) -> dict[str, str]:
    names = {style.style_id: _titled(style.name or "") for style in document.styles}
    usual = document.styles.default(1)  # of paragraphs (WD_STYLE_TYPE)
    return names | ({"": _titled(usual.name or "")} if usual is not None else {})


def _titled(name: str) -> str:
    return name[:1].upper() + name[1:]


def _style(paragraph: Any, names: dict[str, str]) -> str:
    style = paragraph.find(f"{{{W}}}pPr/{{{W}}}pStyle")
    named = "" if style is None else style.get(_VAL, "")
    return names.get(named, named) or "Normal"


def _numbered(paragraph: Any) -> bool:
    return paragraph.find(f"{{{W}}}pPr/{{{W}}}numPr") is not None


def _blocks(root: Any, names: dict[str, str]) -> Iterator[str]:
    """Yield the lines of everything in `root`; what stands in a box or control is not missed."""
    for child in root:
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
        elif isinstance(child.tag, str) and child.tag not in _DELETED:
            yield from _blocks(child, names)


def _paragraph(paragraph: Any, names: dict[str, str]) -> Iterator[str]:
    words = _words(paragraph)
    style = _style(paragraph, names)
    yield f"[{style}] {words}".rstrip()
    for drawn in paragraph.iter("{*}docPr"):
        chart = next(drawn.getparent().iter("{*}chart"), None) is not None
        yield f"[{'chart' if chart else 'picture'}] {drawn.get('descr', '')}"
    for box in paragraph.iter(f"{{{W}}}txbxContent"):
        if next(box.iterancestors("{*}Fallback"), None) is None:
            yield from (f"[box] {line}" for line in _blocks(box, names))


def _cell(cell: Any) -> str:
    own = [each for each in cell.iter(P) if next(each.iterancestors(TC)) is cell]
    return " / ".join(words for each in own if (words := _words(each)))


def _words(paragraph: Any) -> str:
    """Return what a reader sees of one paragraph, line breaks and tabs included."""
    found: list[str] = []

    def walk(element: Any) -> None:
        for child in element:
            if child.tag == T:
                found.append(child.text or "")
            elif child.tag in GAPS and child.getparent().tag == RUN:
                found.append(GAPS[child.tag])
            elif isinstance(child.tag, str) and child.tag != P and child.tag not in _DELETED:
                walk(child)

    walk(paragraph)
    return "".join(found)
