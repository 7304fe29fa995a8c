"""Fields as the runs they are made of: what one shows, and how it becomes plain text."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from pipeline.openxml.package import W
from pipeline.openxml.walk import INSTRUCTION, RUN, P, T

CHAR = f"{{{W}}}fldChar"
SIMPLE = f"{{{W}}}fldSimple"
LOOK = f"{{{W}}}rPr"
_TYPE, _INSTR = f"{{{W}}}fldCharType", f"{{{W}}}instr"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(slots=True)
class Field:
    """A field: the runs that open it, part its code from what it shows, and close it.

    A field of one element (`w:fldSimple`) opens and closes itself and has nothing between.
    """

    begin: Any
    code: str = ""
    separate: Any = None
    end: Any = None

    @property
    def kind(self) -> str:
        """The first word of the code, in capitals: REF, PAGEREF, TOC."""
        return next(iter(self.code.split()), "").upper()

    @property
    def paragraph(self) -> Any:
        """The paragraph it begins in."""
        return next(self.begin.iterancestors(P), None)


def fields(root: Any) -> list[Field]:
    """Return the fields in `root` that are whole; each of their signs gets a run of its own."""
    _part_runs(root)
    found: list[Field] = []
    opened: list[Field] = []
    for element in root.iter(CHAR, INSTRUCTION, SIMPLE):
        if element.tag == SIMPLE:
            found.append(Field(element, element.get(_INSTR, ""), None, element))
        elif element.tag == INSTRUCTION:
            if opened and opened[-1].separate is None:
                opened[-1].code += element.text or ""
        elif element.get(_TYPE) == "begin":
            opened.append(Field(element.getparent()))
        elif opened and element.get(_TYPE) == "separate":
            opened[-1].separate = element.getparent()
        elif opened and element.get(_TYPE) == "end":
            closed = opened.pop()
            closed.end = element.getparent()
            found.append(closed)
    return found


def _part_runs(root: Any) -> None:
    """Give each sign of a field a run of its own: some programs write several into one."""
    for run in {each.getparent() for each in root.iter(CHAR)}:
        held = [each for each in run if each.tag != LOOK]
        if run.tag != RUN or len(held) < 2:
            continue
        look, parent = run.find(LOOK), run.getparent()
        at = parent.index(run)
        for offset, each in enumerate(held):
            fresh = etree.Element(RUN)
            if look is not None:
                fresh.append(look.__copy__())
            fresh.append(each)
            parent.insert(at + offset, fresh)
        parent.remove(run)


def between(begin: Any, end: Any) -> Iterator[Any]:
    """Yield every element that begins behind `begin` and before `end`, in reading order."""
    at = begin
    while at is not None:
        following = at.getnext()
        while following is None:
            at = at.getparent()
            if at is None:
                return
            following = at.getnext()
        for each in following.iter():
            if each is end:
                return
            yield each
        at = following


def plain(field: Field) -> None:
    """Take the field away, and leave what it shows as plain text."""
    if field.begin is field.end:
        unwrap(field.begin)
        return
    last = field.end if field.separate is None else field.separate
    gone = [each for each in between(field.begin, last) if each.tag == RUN]
    for run in {field.begin, field.end, last, *gone}:
        run.getparent().remove(run)


def unwrap(element: Any) -> None:
    """Let what stands in `element` take its place."""
    parent = element.getparent()
    at = parent.index(element)
    for offset, child in enumerate(list(element)):
        parent.insert(at + offset, child)
    parent.remove(element)


def shown(field: Field) -> str:
    """Return the words that the field shows."""
    inside = (
        field.begin.iter()
        if field.begin is field.end
        else ()
        if field.separate is None
        else between(field.separate, field.end)
    )
    return "".join(each.text or "" for each in inside if each.tag == T)


def show(field: Field, words: str) -> None:
    """Let the field show `words`, in the look of what it showed."""
    if field.begin is field.end:
        old = list(field.begin.iter(RUN))
        parent, at = field.begin, 0
    elif field.separate is None:
        return
    else:
        old = [each for each in between(field.separate, field.end) if each.tag == RUN]
        parent = field.separate.getparent()
        at = parent.index(field.separate) + 1
    look = next((each.find(LOOK) for each in old if each.find(LOOK) is not None), None)
    for run in old:
        run.getparent().remove(run)
    parent.insert(at, run_of(words, look))


def run_of(words: str, look: Any = None) -> Any:
    """Return a run that holds `words`, in the look of the run properties `look`."""
    run = etree.Element(RUN)
    if look is not None:
        run.append(look.__copy__())
    text = etree.SubElement(run, T)
    text.text = words
    text.set(_SPACE, "preserve")
    return run


def recode(field: Field, code: str) -> None:
    """Give the field another code."""
    if field.begin is field.end:
        field.begin.set(_INSTR, code)
    else:
        last = field.end if field.separate is None else field.separate
        first, *more = [each for each in between(field.begin, last) if each.tag == INSTRUCTION]
        first.text = code
        first.set(_SPACE, "preserve")
        for each in more:
            each.text = None
    field.code = code
