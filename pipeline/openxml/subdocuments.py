"""Put one Word document into another, through docxcompose, which a user may install beside us."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from lxml import etree

from pipeline.openxml import leaving, package, screening, zipping
from pipeline.openxml.package import R, W
from pipeline.openxml.walk import TBL
from pipeline.problems import InputRefused, Place, Problem

_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_MARK = "aw-document"  # where a document goes, until it is there


@dataclass(frozen=True, slots=True)
class Subdocument:
    """A Word document that takes the place of a paragraph; `name` is how messages call it.

    Its words, lists, tables and pictures come along; its pages, headers and footers do not.
    """

    data: bytes = field(repr=False)
    name: str = "sub-document"
    whole = True  # it makes paragraphs of its own

    def __post_init__(self) -> None:
        members = package.read(self.data, self.name)
        with package.readable(self.name):
            main = package.main_part(members, self.name)
            found = [*_unfit(members[main])]
            if not found:
                leaving.without_doubles(members)
                leaving.leave_behind(members)
            found += screening.screen(members)
            if found:
                raise InputRefused(Problem(Place(self.name), *each) for each in found)
            screening.clean(members)
        object.__setattr__(self, "data", _packed(members))

    def markup(self, run: Any, tag: Any) -> str:
        """Return a mark where the document goes, and hand it to the rendering."""
        return f"<w:p><?{_MARK} {run.attach(tag.part, self)}?></w:p>"

    def not_carried(self) -> InputRefused:
        """Return that something in it cannot be taken over into another document."""
        message = "Something in it cannot be put into another document: an old drawing, or a style."
        hint = "Save it again in Word, or paste what is wanted of it into a new document."
        return InputRefused([Problem(Place(self.name), message, hint)])


_NOT_CARRIED = (LookupError, ValueError, TypeError, AttributeError)  # what docxcompose stops with


def _ids(elements: Iterable[Any]) -> set[str]:
    """Return the ids of all relationships that stand in `elements`."""
    return {
        value
        for element in elements
        for each in element.iter(etree.Element)
        for key, value in each.attrib.items()
        if key.startswith(f"{{{R}}}") and value
    }


def _unfit(content: bytes) -> Iterator[tuple[str, str]]:
    """Yield what in a document's text keeps it from being put into another."""
    root = package.parse(content)
    for name, (message, hint) in _LEFT_BEHIND.items():
        if next(root.iter(f"{{{W}}}{name}"), None) is not None:
            yield message, hint
    for each in root.iter(_DRAWN):
        said = each.get("descr", "").strip() or next(each.iter("{*}decorative"), None) is not None
        if not said and next(each.getparent().iter("{*}pic", "{*}chart"), None) is not None:
            message = f"A picture in it has no alt text ({each.get('name', '')})."
            yield message, "In Word: click on it, and choose View Alt Text."


_ACCEPT = "In Word: Review, Accept or Reject All Changes."
_LEFT_BEHIND = {
    "commentReference": ("Comments are left in it.", "In Word: Review, Delete All Comments."),
    "ins": ("Changes are tracked in it.", _ACCEPT),
    "del": ("Changes are tracked in it.", _ACCEPT),
    "endnoteReference": ("It has endnotes.", "Make them footnotes, which come along."),
}


def composed(content: bytes, documents: dict[str, Subdocument]) -> bytes:
    """Return the document `content` with each of `documents` where its mark stands."""
    from docx import Document

    try:
        from docxcompose.composer import Composer
    except ImportError as error:
        message = "To put a document into another, docxcompose is needed."
        hint = "Install it: pip install “afterword[subdocuments]”."
        raise InputRefused([Problem(Place("sub-document"), message, hint)]) from error
    whole = Document(BytesIO(content))
    composer, body = Composer(whole), whole.element.body
    for mark in [each for each in body.iter(etree.PI) if each.target == _MARK]:
        holder, before = mark.getparent(), set(body)
        document = documents[mark.text]
        try:
            composer.append(Document(BytesIO(document.data)))
        except _NOT_CARRIED as error:
            raise document.not_carried() from error
        if not _ids(element for element in body if element not in before) <= set(whole.part.rels):
            raise document.not_carried()
        for element in [each for each in body if each not in before]:
            for section in element.findall(f"{{{W}}}pPr/{{{W}}}sectPr"):
                section.getparent().remove(section)
            holder.addprevious(element)
        holder.remove(mark)
        if holder.getprevious() is not None and holder.getprevious().tag != TBL:
            holder.getparent().remove(holder)
    stream = BytesIO()
    whole.save(stream)
    members = package.read(stream.getvalue(), "document.docx")
    main = package.main_part(members, "document.docx")
    _change(members, main, "numbering", _number_lists)
    _change(members, main, "styles", _forget_absent)
    return _packed(members)


def _change(members: dict[str, bytes], main: str, kind: str, change: Callable[[Any], None]) -> None:
    if part := package.related(members, main, kind):
        root = package.parse(members[part])
        change(root)
        members[part] = package.serialize(root)


def _number_lists(root: Any) -> None:
    """Give each list a number of its own that is the same in every run."""
    for number, each in enumerate(root.iter(f"{{{W}}}nsid"), 1):
        each.set(f"{{{W}}}val", f"{number:08X}")


def _forget_absent(root: Any) -> None:
    """Let no style build on one that did not come along."""
    known = {each.get(f"{{{W}}}styleId") for each in root.iter(f"{{{W}}}style")}
    for each in list(root.iter(*(f"{{{W}}}{name}" for name in ("basedOn", "link", "next")))):
        if each.get(f"{{{W}}}val") not in known:
            each.getparent().remove(each)


def _packed(members: dict[str, bytes]) -> bytes:
    return zipping.Layout().closed(zipping.deflate(*each) for each in members.items())
