"""Find the tags that people typed into Word, and turn a part into a source for Jinja.

Word cuts a tag into pieces, curls its quotes and wraps it into paragraphs. Here every tag is put
together again and gets a line of its own in the source, so that a line number is a place.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote
from xml.sax.saxutils import escape

from lxml import etree

from pipeline.word.lists import Lists
from pipeline.word.package import RELATIONSHIPS, W, forget

# Delimiters that no text can hold: a static text is checked for them, a value never meets the lexer.
VARIABLE = ("\ufdd2", "\ufdd3")
BLOCK = ("\ufdd4", "\ufdd5")
COMMENT = ("\ufdd6", "\ufdd7")
MARK = ("\ufdd0", "\ufdd1")  # around the number of a tag, until the part is one string
_RESERVED = re.compile("[\ufdd0-\ufdd7]")

T, P, RUN, TR, TC, TBL = (f"{{{W}}}{each}" for each in ("t", "p", "r", "tr", "tc", "tbl"))
LEVELS = {"p": P, "tr": TR, "tc": TC, "r": RUN}
LEVEL_NAMES = {P: "paragraph", TR: "table row", TC: "table cell"}
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
GAPS = {f"{{{W}}}tab": "\t", f"{{{W}}}br": "\n", f"{{{W}}}cr": "\n", f"{{{W}}}noBreakHyphen": "-"}
DELETED = {f"{{{W}}}{each}" for each in ("del", "moveFrom")}
NOTES = {f"{{{W}}}{each}" for each in ("footnote", "endnote", "comment")}
BOX = f"{{{W}}}txbxContent"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
BOOKMARKS = {f"{{{W}}}bookmarkStart", f"{{{W}}}bookmarkEnd"}
CELL_TAGS = {"colspan", "cellbg", "vm", "hm"}
INSTRUCTION = f"{{{W}}}instrText"
PICTURES = {f"{{{W}}}{each}" for each in ("drawing", "pict", "object")}

OPENERS = {"{{": "}}", "{%": "%}", "{#": "#}"}
_BLANKS = dict.fromkeys(map(ord, "\xa0\u2002\u2003\u2007\u2009\u202f\u3000\t\n\r\v\f"), " ")
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")
_NOTHING = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\xad"), None)
_STRAIGHT = {**_BLANKS, **_DASHES, **_NOTHING}
_DOUBLE, _SINGLE = '"“”„‟', "'‘’‚‛"


@dataclass(slots=True)
class Tag:
    """One tag: what was typed, what it means, and where it stands."""

    number: int
    typed: str
    kind: str  # "{{", "{%" or "{#"
    level: str  # "", "p", "tr", "tc" or "r"
    code: str  # what Jinja reads
    where: str
    room: str = "text"  # text, plain, attribute, link or field: what a value may become there
    part: str = ""
    joins: str = ""  # "<" and ">" where a dash asks to merge with the paragraph before or after
    look: Any = field(default=None, repr=False)  # the run it stands in, later its properties
    around: str = ""  # the properties of the paragraph it stands in
    near: str = ""  # the beginning of its paragraph
    stuck: bool = False  # a fault of its place is told already
    made: bool = False  # by us, from a tag such as {% vm %}

    @property
    def word(self) -> str:
        """The first word of a block tag: for, endif …"""
        return self.code.split(None, 1)[0] if self.code.strip() else ""

    @property
    def spot(self) -> str:
        """Where it stands, with the words a reader can look for."""
        return f"{self.where} (“{self.near}”)" if self.near else self.where


@dataclass(frozen=True, slots=True)
class Fault:
    """Something to mend in a template, where it stands."""

    where: str
    message: str
    hint: str = ""
    tag: int = -1


# ── reading one text ─────────────────────────────────────────────────────────────────────────


def scan(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and code of every tag in `text`; end is -1 where a tag is not closed."""
    at = 0
    while (start := _next_opener(text, at)) >= 0:
        found = _closed(text, start, strict=True) or _closed(text, start, strict=False)
        if found is None:
            yield start, -1, ""
            at = start + 2
        else:
            end, code = found
            yield start, end, code
            at = end


def _next_opener(text: str, at: int) -> int:
    found = [place for each in OPENERS if (place := text.find(each, at)) >= 0]
    return min(found, default=-1)


def _closed(text: str, start: int, *, strict: bool) -> tuple[int, str] | None:
    """Return the end of the tag that opens at `start` and its code in plain signs."""
    closer = OPENERS[text[start : start + 2]]
    at = start + 2
    code: list[str] = []
    if closer == "#}":
        end = text.find(closer, at)
        return (end + 2, text[at:end]) if end >= 0 else None
    braces = 0
    while at < len(text):
        sign = text[at]
        if not braces and text.startswith(closer, at):
            return at + 2, "".join(code)
        if sign in _DOUBLE or sign in _SINGLE:
            closed = _string(text, at, strict=strict)
            if closed is None:
                return None
            code.append(closed[1])
            at = closed[0]
            continue
        if text.startswith(("{%", "{#"), at) or (text.startswith("{{", at) and closer == "%}"):
            return None
        if sign == "{":
            braces += 1
        elif sign == "}":
            braces -= 1
            if braces < 0:
                return None
        code.append(sign.translate(_STRAIGHT))
        at += 1
    return None


def _string(text: str, start: int, *, strict: bool) -> tuple[int, str] | None:
    """Return the end of the string that opens at `start`, and the string in straight quotes."""
    sign = text[start]
    family = _DOUBLE if sign in _DOUBLE else _SINGLE
    quote = family[0]
    closers = quote if strict and sign == quote else family
    at, inside = start + 1, []
    while at < len(text):
        sign = text[at]
        if sign == "\\" and at + 1 < len(text):
            inside.append(text[at : at + 2])
            at += 2
            continue
        if sign in closers:
            return at + 1, quote + "".join(inside) + quote
        inside.append({"\n": "\\n", "\t": "\\t"}.get(sign, sign))
        at += 1
    return None


_ESCAPES = (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}"))


def split_code(kind: str, code: str) -> tuple[str, str, str]:
    """Return level, joins and the bare code of what stands between the delimiters."""
    joins = ""
    if code[:1] in "-+" and code[:1]:
        joins += "<" if code[0] == "-" else ""
        code = code[1:]
    if code[-1:] in "-+" and code[-1:] and kind == "{%":
        joins += ">" if code[-1] == "-" else ""
        code = code[:-1]
    elif kind == "{{" and code[-1:] == "-":
        joins, code = joins + ">", code[:-1]
    if match := re.match(r"(p|tr|tc|r)\s+(?=\S)", code):
        return match[1], joins, code[match.end() :].strip()
    return "", joins, code.strip()


# ── reading one part ─────────────────────────────────────────────────────────────────────────


class Part:
    """One part of the template while its tags are found and it becomes a source."""

    def __init__(
        self, name: str, title: str, root: Any, tags: list[Tag], faults: list[Fault]
    ) -> None:
        self.name, self.title, self.root = name, title, root
        self.tags, self.faults = tags, faults
        self.first = len(tags)

    @property
    def found(self) -> list[Tag]:
        """The tags of this part, in the order they were found."""
        return [tag for tag in self.tags[self.first :] if tag.part == self.name]

    def source(self, lists: Lists) -> str:
        """Return the part as text for Jinja; a part without a tag gives its plain XML."""
        if self.root.tag == f"{{{RELATIONSHIPS}}}Relationships":
            self._links()
            return self._text()
        forget(self.root)
        for where, paragraph in places(self.root, self.title):
            self._paragraph(paragraph, where)
        self._attributes()
        self._others()
        if len(self.tags) > self.first:
            self._raw()
            self._merge()
            self._cells()
            for level in ("r", "p", "tc", "tr"):
                self._hoist(level)
            self._repeated(lists)
        return self._text()

    def _tag(self, typed: str, code: str, where: str, room: str, look: Any = None) -> Tag:
        level, joins, bare = split_code(typed[:2], code)
        tag = Tag(
            len(self.tags), typed, typed[:2], level, bare, where, room, self.name, joins, look
        )
        self.tags.append(tag)
        return tag

    def _paragraph(self, paragraph: Any, where: str) -> None:
        for room, pieces in (("text", texts(paragraph)), ("field", _instructions(paragraph))):
            joined = "".join(text for _, text in pieces)
            if "{" not in joined and "}" not in joined:
                continue
            near = shorten(joined)
            edits: list[tuple[int, int, str]] = []
            at = 0
            for start, end, code in scan(joined):
                if end < 0:
                    self._not_closed(joined, start, where)
                    at = start + 2
                    continue
                edits += _unescaped(joined, at, start)
                self._stray(joined[at:start], where)
                element = next(
                    each for each, _, begin, stop in _spans(pieces) if begin <= start < stop
                )
                look = element.getparent() if room == "text" else None
                tag = self._tag(joined[start:end], code, where, room, look)
                tag.near = near if tag.typed.strip() != joined.strip() else ""
                if room == "field":
                    self._only_a_link(joined, tag)
                edits.append((start, end, f"{MARK[0]}{tag.number}{MARK[1]}"))
                at = end
            edits += _unescaped(joined, at, len(joined))
            self._stray(joined[at:], where)
            _replace(pieces, edits)

    def _only_a_link(self, joined: str, tag: Tag) -> None:
        if not joined.lstrip().upper().startswith("HYPERLINK"):
            message = f"{tag.typed} stands inside a field, where nothing is filled in."
            self.faults.append(Fault(tag.spot, message, "Put the tag into the text."))

    def _not_closed(self, text: str, start: int, where: str) -> None:
        typed = shorten(text[start:], 30)
        closer = OPENERS[text[start : start + 2]]
        rest = text[start + 2 :]
        if closer in rest and any(sign in rest for sign in _DOUBLE + _SINGLE):
            hint = f"A quotation mark may be missing before {closer}."
        else:
            hint = f"End it with {closer}."
        self.faults.append(Fault(where, f"{typed}: the tag is not closed.", hint))

    def _stray(self, text: str, where: str) -> None:
        for closer, opener in (("}}", "{{"), ("%}", "{%")):
            bare = text
            for escape, _ in _ESCAPES:
                bare = bare.replace(escape, "")
            if closer in bare:
                message = f"{closer} closes a tag that was not opened."
                self.faults.append(Fault(where, message, f"Begin the tag with {opener}."))

    def _attributes(self) -> None:
        for element in self.root.iter(etree.Element):
            for key, value in element.attrib.items():
                if "{" in value and ("}}" in value or "%}" in value):
                    where = self.title or "the document"
                    element.set(key, self._inline(value, f"{where}, alt text", "attribute"))

    def _links(self) -> None:
        for link in self.root:
            target = link.get("Target", "")
            if link.get("TargetMode") == "External" and re.search(r"\{\{|%7B%7B", target, re.IGNORECASE):
                where = f"{self.title}, a link" if self.title else "a link"
                link.set("Target", self._inline(unquote(target), where, "link"))

    def _others(self) -> None:
        """Fill texts that stand in no Word paragraph: properties, chart titles, formulas."""
        for element in self.root.iter(etree.Element):
            text = element.text
            if text and element.tag not in (T, INSTRUCTION) and "{" in text and MARK[0] not in text:
                label = etree.QName(element).localname
                where = f"{self.title}, {label}" if self.title else label
                element.text = self._inline(text, where, "plain")

    def _inline(self, text: str, where: str, room: str) -> str:
        parts, at = [], 0
        for start, end, code in scan(text):
            if end < 0:
                continue
            tag = self._tag(text[start:end], code, where, room)
            tag.level = ""
            parts += [text[at:start], f"{MARK[0]}{tag.number}{MARK[1]}"]
            at = end
        return "".join(parts) + text[at:]

    def _raw(self) -> None:
        """Leave alone what stands between {% raw %} and {% endraw %}."""
        inside = False
        for tag in self.found:
            if tag.word in ("raw", "endraw") and tag.kind == "{%":
                inside = tag.word == "raw"
                tag.kind = "{#"
            elif inside:
                tag.kind, tag.level, tag.joins = "raw", "", ""

    def _make(self, like: Tag, kind: str, code: str, room: str = "attribute") -> str:
        """Return the mark of a tag that follows from another one."""
        tag = Tag(len(self.tags), like.typed, kind, "", code, like.where, room, self.name)
        tag.near, tag.made = like.near, True
        self.tags.append(tag)
        return f"{MARK[0]}{tag.number}{MARK[1]}"

    def _cells(self) -> None:
        """Carry out the tags that change the cell they stand in."""
        for text in list(self.root.iter(T)):
            for number in _numbers_in(text.text):
                tag = self.tags[number]
                if tag.kind != "{%" or tag.word not in CELL_TAGS:
                    continue
                cell = next(text.iterancestors(TC), None)
                text.text = (text.text or "").replace(f"{MARK[0]}{number}{MARK[1]}", "")
                if cell is None:
                    message = f"{tag.typed} does not stand in a table cell."
                    self.faults.append(Fault(tag.spot, message, "Move it into the cell it is for."))
                else:
                    self._cell(tag, cell)
                tag.kind = "{#"

    def _cell(self, tag: Tag, cell: Any) -> None:
        argument = tag.code.partition(tag.word)[2].strip()
        if tag.word in ("colspan", "cellbg") and not argument:
            message = f"{tag.typed} does not say what to use."
            self.faults.append(Fault(tag.spot, message, f"Write {{% {tag.word} name %}}."))
            return
        if tag.word == "colspan":
            _set_property(cell, "gridSpan", {"val": self._make(tag, "{{", argument)})
        elif tag.word == "cellbg":
            fill = self._make(tag, "{{", argument, "color")
            _set_property(cell, "shd", {"val": "clear", "color": "auto", "fill": fill})
        elif tag.word == "vm":
            value = (
                self._make(tag, "{%", "if loop.first") + "restart" + self._make(tag, "{%", "else")
            ) + ("continue" + self._make(tag, "{%", "endif"))
            _set_property(cell, "vMerge", {"val": value})
            for paragraph in cell.iter(P):
                at = 1 if len(paragraph) and paragraph[0].tag == f"{{{W}}}pPr" else 0
                for place, code in ((at, "if loop.first"), (len(paragraph) + 1, "endif")):
                    number = _numbers_in(self._make(tag, "{%", code))
                    paragraph.insert(place, _mark(number)[0])
        else:
            _set_property(cell, "gridSpan", {"val": self._make(tag, "{{", "loop.length")})
            width = cell.find(f"{{{W}}}tcPr/{{{W}}}tcW")
            if width is not None and width.get(f"{{{W}}}w", "").isdigit():
                code = f"{width.get(f'{{{W}}}w')} * loop.length"
                width.set(f"{{{W}}}w", self._make(tag, "{{", code))
            row, at = cell.getparent(), cell.getparent().index(cell)
            row.insert(at + 1, _mark(_numbers_in(self._make(tag, "{%", "endif")))[0])
            row.insert(at, _mark(_numbers_in(self._make(tag, "{%", "if loop.first")))[0])

    def _repeated(self, lists: Lists) -> None:
        """Make what a loop repeats its own each time: ids of drawings, numbers of lists."""
        numbered: list[tuple[Any, str, tuple[int, ...]]] = []
        homes: dict[str, set[int]] = {}
        for element, loops in _in_loops(self.root, self.tags):
            if element.tag == P and (number := lists.number(element)):
                numbered.append((element, number, loops))
                homes.setdefault(number, set()).add(loops[-1])
            elif element.tag == DRAWN:
                element.set("id", self._make(self.tags[loops[-1]], "{{", "none|_id"))
            elif element.tag in BOOKMARKS or (
                element.tag == f"{{{W}}}id" and element.getparent().tag == f"{{{W}}}sdtPr"
            ):
                element.getparent().remove(element)
        for paragraph, number, loops in numbered:
            loop = next(each for each in loops if each in homes[number])
            lists.set(paragraph, self._make(self.tags[loop], "{{", f"'{number}'|_number({loop})"))

    def _merge(self) -> None:
        """Join paragraphs where {%- or -%} stands at their edge; elsewhere it trims spaces."""
        for paragraph in list(self.root.iter(P)):
            marked = _numbers(paragraph)
            if paragraph.getparent() is None or not marked:
                continue
            first = self.tags[marked[0]]
            before = _neighbour(paragraph, -1)
            if (
                first.kind == "{%"
                and "<" in first.joins
                and not first.level
                and _leads(paragraph)
                and before is not None
            ):
                first.joins = first.joins.replace("<", "")
                _pour(paragraph, before, len(before))
                paragraph.getparent().remove(paragraph)
                paragraph = before
            while ">" in (last := self.tags[_numbers(paragraph)[-1]]).joins and _trails(paragraph):
                after = _neighbour(paragraph, 1)
                if after is None or last.level or last.kind != "{%":
                    break
                last.joins = last.joins.replace(">", "")
                following = self.tags[number] if (number := _first_number(after)) >= 0 else None
                if following is not None and _leads(after):
                    following.joins = following.joins.replace("<", "")
                _pour(after, paragraph, len(paragraph))
                after.getparent().remove(after)

    def _hoist(self, level: str) -> None:
        tag_name = LEVELS[level]
        holders: dict[Any, list[Tag]] = {}
        for text in list(self.root.iter(T)):
            for number in _numbers_in(text.text):
                tag = self.tags[number]
                if tag.level != level:
                    continue
                holder = next(text.iterancestors(tag_name), None)
                if holder is None:
                    kind = LEVEL_NAMES.get(tag_name, "run")
                    tag.stuck = True
                    message = f"{tag.typed} does not stand in a {kind}."
                    self.faults.append(Fault(tag.spot, message, f"Write it without {level}."))
                    continue
                holders.setdefault(holder, []).append(tag)
        for holder, tags in holders.items():
            if level == "r":
                _split_run(holder, {tag.number for tag in tags})
            elif self._alone(holder, tags):
                _lift(holder, tags)

    def _alone(self, holder: Any, tags: list[Tag]) -> bool:
        kind = LEVEL_NAMES[holder.tag]
        numbers = {tag.number for tag in tags}
        words = "".join(each.text or "" for each in holder.iter(T))
        rest = re.sub(
            f"{MARK[0]}(\\d+){MARK[1]}",
            lambda match: "" if int(match[1]) in numbers else self.tags[int(match[1])].typed,
            words,
        )
        picture = next(holder.iter(*PICTURES), None)
        if not rest.strip() and picture is None and set(_numbers(holder)) == numbers:
            return True
        for tag in tags:
            tag.stuck = True
        beside = f"“{shorten(rest.strip())}”" if rest.strip() else "a picture or another tag"
        message = f"{tags[0].typed} takes its whole {kind} away, and {beside} stands beside it."
        hint = f"Give the tag a {kind} of its own."
        self.faults.append(Fault(tags[0].spot, message, hint))
        return False

    def _text(self) -> str:
        for element in self.root.iter(T):
            if element.text and MARK[0] in element.text:
                element.set(SPACE, "preserve")
        for element in self.root.iter(etree.Element):
            if len(element) and element.tag != T:
                if element.text and not element.text.strip():
                    element.text = None
                for child in element:
                    if child.tail and not child.tail.strip():
                        child.tail = None
        xml = etree.tostring(self.root, encoding="unicode")
        return xml.replace("\r", "&#13;").replace("\n", "&#10;")


def jinja(
    xml: str, tags: list[Tag], without: frozenset[int] = frozenset()
) -> tuple[str, list[int]]:
    """Return `xml` with its marks replaced by code, and the number of the tag on each line."""
    lines: list[int] = []

    def code(match: re.Match[str]) -> str:
        tag = tags[int(match[1] or match[2])]
        if tag.kind == "{#":
            return ""
        if tag.kind == "raw":
            return escape(tag.typed).replace("\n", " ") if match[2] else ""
        lines.append(tag.number)
        opener, closer = VARIABLE if tag.kind == "{{" else BLOCK
        body = (_idle(tag) if tag.number in without else tag.code).replace("\n", " ")
        trims = "-" if "<" in tag.joins else "", "-" if ">" in tag.joins else ""
        return f"{opener}{trims[0]}\n {body} {trims[1]}{closer}"

    pattern = f"<\\?aw (\\d+)\\?>|{MARK[0]}(\\d+){MARK[1]}"
    return re.sub(pattern, code, xml), lines


def _idle(tag: Tag) -> str:
    """Return code in the place of a tag whose own cannot be carried out."""
    if tag.word == "for":
        return f"{tag.code.partition(' in ')[0]} in []"
    if tag.word == "set":
        return f"{tag.code.partition('=')[0]} = ''"
    return f"{tag.word} false" if tag.word in ("if", "elif") else "''"


# ── walking ──────────────────────────────────────────────────────────────────────────────────


def shorten(text: str, most: int = 40) -> str:
    """Return the beginning of `text`, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


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
            for box in child.iter(BOX):
                if next(box.iterancestors(P)) is child:
                    yield from _walk(box, [*where, *filter(None, [spot])], [0, 0], "text box")
        elif child.tag == TBL:
            counts[1] += 1
            table = f"table {counts[1]}" if not spot else f"{spot}, inner table {counts[1]}"
            for row_number, row in enumerate(own(child, TR), 1):
                for cell_number, cell in enumerate(own(row, TC), 1):
                    at = f"{table}, row {row_number}, cell {cell_number}"
                    yield from _walk(cell, where, [0, 0], at)
        elif child.tag in NOTES:
            note = f"{etree.QName(child).localname} {child.get(f'{{{W}}}id')}"
            yield from _walk(child, where, counts, note)
        elif isinstance(child.tag, str) and child.tag not in DELETED:
            yield from _walk(child, where, counts, spot)


def own(element: Any, tag: str) -> Iterator[Any]:
    """Yield the rows of a table or the cells of a row, also those inside content controls."""
    for child in element:
        if child.tag == tag:
            yield child
        elif isinstance(child.tag, str) and child.tag not in (TBL, TC, TR):
            yield from own(child, tag)


def _in_loops(root: Any, tags: list[Tag]) -> list[tuple[Any, tuple[int, ...]]]:
    """Return every element that stands in a loop, and the loops it stands in, outermost first."""
    found: list[tuple[Any, tuple[int, ...]]] = []
    blocks: list[int] = []

    def meet(number: int) -> None:
        tag = tags[number]
        if tag.kind != "{%":
            return
        if tag.word == "for":
            blocks.append(number)
        elif tag.word == "endfor" and blocks:
            blocks.pop()

    for node in root.iter():
        if node.tag is etree.ProcessingInstruction:
            if node.target == "aw":
                meet(int(node.text))
        elif isinstance(node.tag, str):
            if blocks:
                found.append((node, tuple(blocks)))
            if node.tag == T:
                for number in _numbers_in(node.text):
                    meet(number)
    return found


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


def _instructions(paragraph: Any) -> list[tuple[Any, str]]:
    return [
        (each, each.text or "")
        for each in paragraph.iter(INSTRUCTION)
        if next(each.iterancestors(P)) is paragraph
    ]


def _spans(pieces: list[tuple[Any, str]]) -> Iterator[tuple[Any, str, int, int]]:
    at = 0
    for element, text in pieces:
        yield element, text, at, at + len(text)
        at += len(text)


def _unescaped(text: str, start: int, end: int) -> list[tuple[int, int, str]]:
    edits = []
    for escape, meant in _ESCAPES:
        at = text.find(escape, start, end)
        while at >= 0:
            edits.append((at, at + 3, meant))
            at = text.find(escape, at + 3, end)
    return sorted(edits)


def _replace(pieces: list[tuple[Any, str]], edits: list[tuple[int, int, str]]) -> None:
    """Put each edit into the piece it begins in, and take the rest of it out of the others."""
    for element, text, begin, stop in list(_spans(pieces)):
        kept, at, touched = [], begin, False
        for start, end, new in edits:
            if end <= begin or start >= stop:
                continue
            touched = True
            kept.append(text[at - begin : max(start, begin) - begin])
            if start >= begin:
                kept.append(new)
            at = min(end, stop)
        if not touched:
            continue
        kept.append(text[at - begin :])
        if element.tag in GAPS:
            mark = "".join(kept)
            if mark:
                element.tag = T
                element.attrib.clear()
                element.text = mark
            else:
                element.getparent().remove(element)
        else:
            element.text = "".join(kept)


def _numbers_in(text: str | None) -> list[int]:
    return [int(each) for each in re.findall(f"{MARK[0]}(\\d+){MARK[1]}", text or "")]


def _numbers(element: Any) -> list[int]:
    return [number for text in element.iter(T) for number in _numbers_in(text.text)]


def _first_number(element: Any) -> int:
    return next(iter(_numbers(element)), -1)


def _leads(paragraph: Any) -> bool:
    return "".join(each.text or "" for each in paragraph.iter(T)).lstrip().startswith(MARK[0])


def _trails(paragraph: Any) -> bool:
    return "".join(each.text or "" for each in paragraph.iter(T)).rstrip().endswith(MARK[1])


def _neighbour(paragraph: Any, step: int) -> Any:
    other = paragraph.getnext() if step > 0 else paragraph.getprevious()
    return other if other is not None and other.tag == P else None


def _pour(source: Any, target: Any, at: int) -> None:
    for child in [each for each in source if each.tag != f"{{{W}}}pPr"]:
        target.insert(at, child)
        at += 1


def _mark(numbers: list[int]) -> list[Any]:
    return [etree.ProcessingInstruction("aw", str(number)) for number in numbers]


_STAYS = {
    f"{{{W}}}{each}"
    for each in ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd")
}


def _lift(holder: Any, tags: list[Tag]) -> None:
    """Put the tags where `holder` stood; what others refer to stays."""
    parent = holder.getparent()
    at = parent.index(holder)
    section = holder.find(f"{{{W}}}pPr/{{{W}}}sectPr") if holder.tag == P else None
    kept = [each for each in holder.iter(*_STAYS)] if holder.tag == P else []
    new = _mark([tag.number for tag in tags]) + kept
    if section is not None:
        for child in list(holder):
            if child.tag != f"{{{W}}}pPr":
                holder.remove(child)
    else:
        parent.remove(holder)
    for offset, each in enumerate(new):
        parent.insert(at + offset, each)


def _split_run(run: Any, numbers: set[int]) -> None:
    """Cut `run` at its run tags: the tags stand between runs, the text beside them is kept."""
    parent, look = run.getparent(), run.find(f"{{{W}}}rPr")
    pieces: list[Any] = []
    current: list[Any] = []

    def close() -> None:
        if current:
            fresh = etree.Element(RUN)
            if look is not None:
                fresh.append(deepcopy(look))
            fresh.extend(current)
            pieces.append(fresh)
            current.clear()

    for child in [each for each in run if each is not look]:
        if child.tag != T:
            current.append(child)
            continue
        for piece in re.split(f"({MARK[0]}\\d+{MARK[1]})", child.text or ""):
            mine = [number for number in _numbers_in(piece) if number in numbers]
            if mine:
                close()
                pieces += _mark(mine)
            elif piece:
                text = etree.Element(T)
                text.text = piece
                text.set(SPACE, "preserve")
                current.append(text)
    close()
    at = parent.index(run)
    parent.remove(run)
    for offset, piece in enumerate(pieces):
        parent.insert(at + offset, piece)


_CELL_ORDER = ["cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "textDirection", "tcFitText", "vAlign", "hideMark", "headers", "cellIns", "cellDel", "cellMerge", "tcPrChange"]


def _set_property(cell: Any, name: str, values: dict[str, str]) -> None:
    """Set one property of a cell, in the place where Word wants it."""
    properties = cell.find(f"{{{W}}}tcPr")
    if properties is None:
        properties = etree.Element(f"{{{W}}}tcPr")
        cell.insert(0, properties)
    for old in properties.findall(f"{{{W}}}{name}"):
        properties.remove(old)
    new = etree.Element(f"{{{W}}}{name}")
    for key, value in values.items():
        new.set(f"{{{W}}}{key}", value)
    before = {f"{{{W}}}{each}" for each in _CELL_ORDER[: _CELL_ORDER.index(name)]}
    at = sum(1 for each in properties if each.tag in before)
    properties.insert(at, new)


def levels(xml: str) -> dict[int, tuple[str, ...]]:
    """Return the elements around each tag, outermost first."""
    found: dict[int, tuple[str, ...]] = {}
    around: list[str] = []
    for match in _PIECES.finditer(xml):
        number, inside, closes, name, rest = match.groups()
        if number or inside:
            found[int(number or inside)] = tuple(around)
        elif closes:
            around.pop()
        elif name:
            for each in _numbers_in(rest):
                found[each] = (*around, name, "@")
            if not rest.endswith("/"):
                around.append(name)
    return found


_PIECES = re.compile(
    f"<\\?aw (\\d+)\\?>|{MARK[0]}(\\d+){MARK[1]}|<(/?)([A-Za-z_][\\w:.-]*)([^>]*)>"
)
