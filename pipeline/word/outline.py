"""Walk a Word document as a reader does, and say what stands in it and where."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from pipeline.word import package
from pipeline.word.package import W

T, P, RUN, TR, TC, TBL = (f"{{{W}}}{each}" for each in ("t", "p", "r", "tr", "tc", "tbl"))
GAPS = {f"{{{W}}}tab": "\t", f"{{{W}}}br": "\n", f"{{{W}}}cr": "\n", f"{{{W}}}noBreakHyphen": "-"}
DELETED = {f"{{{W}}}{each}" for each in ("del", "moveFrom")}
NOTES = {f"{{{W}}}{each}" for each in ("footnote", "endnote", "comment")}
BOX = f"{{{W}}}txbxContent"
INSTRUCTION = f"{{{W}}}instrText"


def places(root: Any, title: str) -> Iterator[tuple[str, Any]]:
    """Yield every paragraph and where it stands, as a reader would look for it."""
    yield from _walk(root, [title] if title else [], [0, 0], "")


def _walk(
    element: Any, where: list[str], counts: list[int], spot: str
) -> Iterator[tuple[str, Any]]:
    for child in element:
        if child.tag == P:
            if not spot:
                counts[0] += 1
            yield ", ".join([*where, spot or f"paragraph {counts[0]}"]), child
            for box in (each for each in child.iter(BOX) if next(each.iterancestors(P)) is child):
                yield from _walk(box, [*where, *filter(None, [spot])], [0, 0], "text box")
        elif child.tag == TBL:
            counts[1] += 1
            table = f"table {counts[1]}" if not spot else f"{spot}, inner table {counts[1]}"
            for at, cell in _cells(child, table):
                yield from _walk(cell, where, [0, 0], at)
        elif child.tag in NOTES:
            note = f"{etree.QName(child).localname} {child.get(f'{{{W}}}id')}"
            yield from _walk(child, where, counts, note)
        elif isinstance(child.tag, str) and child.tag not in DELETED:
            yield from _walk(child, where, counts, spot)


def _cells(table: Any, name: str) -> Iterator[tuple[str, Any]]:
    for row_number, row in enumerate(own(table, TR), 1):
        for cell_number, cell in enumerate(own(row, TC), 1):
            yield f"{name}, row {row_number}, cell {cell_number}", cell


def own(element: Any, tag: str) -> Iterator[Any]:
    """Yield the rows of a table or the cells of a row, also those inside content controls."""
    for child in element:
        if child.tag == tag:
            yield child
        elif isinstance(child.tag, str) and child.tag not in (TBL, TC, TR):
            yield from own(child, tag)


def texts(paragraph: Any) -> list[tuple[Any, str]]:
    """Return the text elements of one paragraph, without those of paragraphs inside it."""
    found: list[tuple[Any, str]] = []

    def walk(element: Any) -> None:
        for child in element:
            if child.tag == T:
                found.append((child, child.text or ""))
            elif child.tag in GAPS and child.getparent().tag == RUN:
                found.append((child, GAPS[child.tag]))
            elif child.tag != P and child.tag not in DELETED and isinstance(child.tag, str):
                walk(child)

    walk(paragraph)
    return found


def instructions(paragraph: Any) -> list[tuple[Any, str]]:
    """Return the pieces of the field codes in one paragraph."""
    return [
        (each, each.text or "")
        for each in paragraph.iter(INSTRUCTION)
        if next(each.iterancestors(P)) is paragraph
    ]


def spans(pieces: list[tuple[Any, str]]) -> Iterator[tuple[Any, str, int, int]]:
    """Yield each piece with where it begins and ends in all of them put together."""
    at = 0
    for element, text in pieces:
        yield element, text, at, at + len(text)
        at += len(text)


_VAL, _TYPE, _DEFAULT = (f"{{{W}}}{each}" for each in ("val", "type", "default"))
_PROPERTIES = ("title", "subject", "language")


def outline(content: bytes, name: str = "document.docx") -> str:
    """Return the document one paragraph or table row a line, each with its style."""
    members = package.read(content, name)
    with package.readable(name):
        main = package.main_part(members, name)
        names = _style_names(members, main)
        lines = list(_properties(members))
        lines += _blocks(package.parse(members[main]), names)
        for part, label in package.stories(members, main):
            found = _blocks(package.parse(members[part]), names)
            lines += [f"[{label}] {line}" for line in found if not line.endswith("]")]
    return "".join(f"{line}\n" for line in lines)


def text(content: bytes) -> str:
    """Return the body as plain text: paragraphs apart, list items and plain lines together."""
    members = package.read(content, "document.docx")
    main = package.main_part(members, "document.docx")
    names = _style_names(members, main)
    made: list[str] = []
    before = ""
    for paragraph in package.parse(members[main]).iter(P):
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


def _properties(members: dict[str, bytes]) -> Iterator[str]:
    if part := package.related(members, "", "core-properties"):
        said = _known(members[part])
        for name in _PROPERTIES:
            if value := getattr(said, f"{name}_text", ""):
                yield f"[property {name}] {value}"


def _style_names(members: dict[str, bytes], main: str) -> dict[str, str]:
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
        elif isinstance(child.tag, str) and child.tag not in DELETED:
            yield from _blocks(child, names)


def _paragraph(paragraph: Any, names: dict[str, str]) -> Iterator[str]:
    words = _words(paragraph)
    style = _style(paragraph, names)
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
