"""Find the tags that people typed into one part of a Word file, and lift them out of its XML.

Word cuts a tag into pieces, curls its quotes and wraps it into paragraphs. Here every tag is put
together again, and one that is for a whole paragraph, row, cell or run takes the place of it.
"""

import re
from bisect import bisect_right
from copy import deepcopy
from typing import Any
from urllib.parse import unquote

from lxml import etree

from pipeline.openxml import digits, fields
from pipeline.openxml.drawings import A
from pipeline.openxml.package import RELATIONSHIPS, R, W
from pipeline.openxml.properties import set_of_cell, span_of
from pipeline.openxml.screening import forget, traced
from pipeline.openxml.walk import (
    GAPS,
    INSTRUCTION,
    RUN,
    TC,
    TR,
    P,
    T,
    instructions,
    places,
    spans,
    texts,
)
from pipeline.word import optional
from pipeline.word.slips import Slips
from pipeline.word.tags import (
    BROKEN,
    CELL_TAGS,
    ENDS,
    MARK,
    MIDDLES,
    RESERVED,
    Fault,
    Tag,
    numbers_in,
    scan,
    shorten,
    split_code,
    unescaped,
    without_mark,
)

LEVELS = {"p": P, "tr": TR, "tc": TC, "r": RUN}
LEVEL_NAMES = {P: "paragraph", TR: "table row", TC: "table cell"}
BR = f"{{{W}}}br"
FIELD = f"{{{W}}}fldChar"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
EMBED = f"{{{R}}}embed"
PICTURES = {f"{{{W}}}{each}" for each in ("drawing", "pict", "object")}


_DOUBLED = ("{{%", "{{#")
_BRACED_ATTRIBUTES: Any = etree.XPath("//@*[contains(., '{')]/..")
_BRACED_TEXTS: Any = etree.XPath("//*[text()[contains(., '{')]]")
_TEXTS_ELSEWHERE: Any = etree.XPath(
    "boolean(//text()[not(parent::w:t or parent::w:instrText)])", namespaces={"w": W}
)
_SAYS = {"descr", "title", "alt"}  # attributes that tell what a picture shows
# Attributes that make a field, or say what to fetch.
_REFERS = frozenset({"instr", "src", "href", "althref", "relid", "embeddedhtml"})
# What is read with its paragraph, and what a reader does not see.
_READ = {T, INSTRUCTION, f"{{{W}}}delText", f"{{{W}}}delInstrText"}


class Part:
    """One part of the template while its tags are found and it becomes a source."""

    def __init__(
        self, name: str, title: str, root: Any, tags: list[Tag], faults: list[Fault]
    ) -> None:
        self.name, self.title, self.root = name, title, root
        self.tags, self.faults = tags, faults
        self.first = len(tags)
        self.slips = Slips(faults)
        self._wheres: dict[Any, str] | None = None  # paragraph → where it stands, once asked for
        self.dummies: set[str] = set()  # ids of pictures that others take the place of
        self.contents = False  # whether it has a contents list that is made anew

    @property
    def found(self) -> list[Tag]:
        """The tags of this part, in the order they were found."""
        return [tag for tag in self.tags[self.first :] if tag.part == self.name]

    def lift(self) -> None:
        """Find the tags, and lift those that stand for more than themselves out of the XML."""
        if self.root.tag == f"{{{RELATIONSHIPS}}}Relationships":
            self._links()
            return
        xml = etree.tostring(self.root, encoding="unicode")
        if traced(xml):
            forget(self.root, xml)
        if not xml.isascii() and RESERVED.search(xml):
            self._free_our_signs()
        self._codes = _codes(self.root)
        self._coded = {next(each.iterancestors(P), None) for each in self._codes}
        for where, paragraph in places(self.root, self.title):
            self._paragraph(paragraph, where)
        self._attributes()
        self._others()
        if len(self.tags) > self.first:
            self._raw()
            found = self.found
            if any(tag.joins for tag in found):
                self._merge()
            optional.let_go(self)
            self._unbind()
            if any(tag.word in CELL_TAGS for tag in found):
                self._cells()
            said = {tag.level for tag in found}
            for level in (each for each in ("r", "p", "tc", "tr") if each in said):
                self._hoist(level)

    def _free_our_signs(self) -> None:
        """Take out the signs that we put around tags, should an author ever have typed one."""
        for element in self.root.iter(etree.Element):
            element.text = RESERVED.sub("\ufffd", element.text or "") or None
            for key, value in element.attrib.items():
                element.set(key, RESERVED.sub("\ufffd", value))

    def _tag(self, typed: str, code: str, where: str, room: str, look: Any = None) -> Tag:
        if typed.startswith(_DOUBLED):
            return self._doubled(typed, where, room)
        level, joins, bare = split_code(typed[:2], code)
        asked = without_mark(bare) if typed.startswith("{{") else ""
        tag = Tag(
            len(self.tags),
            typed,
            typed[:2],
            level,
            asked or bare,
            where,
            room,
            self.name,
            joins,
            look,
        )
        tag.optional = bool(asked)
        self.tags.append(tag)
        return tag

    def _doubled(self, typed: str, where: str, room: str) -> Tag:
        """Note a tag of blocks with a brace too many at each end, and take it for what is meant."""
        meant = f"{typed[1:].rstrip('}').rstrip('%# ')} {typed[2]}}}"
        message = f"{typed}: it has braces of two kinds."
        self.faults.append(Fault(where, message, f"Write {meant}."))
        tag = self._tag(meant, meant[2:-2], where, room)
        tag.kind, tag.stuck = BROKEN if typed[2] == "%" else "{#", True
        return tag

    def _paragraph(self, paragraph: Any, where: str) -> None:
        coded = instructions(paragraph) if paragraph in self._coded else []
        for room, pieces in (("text", texts(paragraph)), ("field", coded)):
            joined = "".join(text for _, text in pieces)
            if "{" not in joined and "}" not in joined and "｛" not in joined:
                continue
            near = shorten(joined)
            edits: list[tuple[int, int, str]] = []
            at, before = 0, ""
            held = [(begin, each) for each, text, begin, _ in spans(pieces) if text]
            begins = [begin for begin, _ in held]
            breaks = {begin for begin, each in held if _breaks_line(each)}
            self.slips.begin()
            for start, end, code in scan(joined):
                if start < at:
                    continue
                edits += self._between(joined, at, start, where, before)
                if end < 0 and self.slips.literal:
                    continue
                if end < 0:
                    at, mark = self._broken(joined, start, where, room)
                    edits.append((start, start + 2, mark))
                    before = ""
                    continue
                self.slips.whole()
                before = joined[start:end]
                element, last = (
                    held[bisect_right(begins, sign) - 1][1] for sign in (start, end - 1)
                )
                look = element.getparent() if room == "text" else None
                tag = self._tag(joined[start:end], code, where, room, look)
                if tag.kind == "{%" and tag.word in ("raw", "endraw"):
                    self.slips.literal = tag.word == "raw"
                tag.near = near if tag.typed.strip() != joined.strip() else ""
                if not all(self._codes.get(each, True) for each in (element, last)):
                    message = f"{tag.typed} stands inside a field, where nothing is filled in."
                    self.faults.append(Fault(tag.spot, message, "Put the tag into the text."))
                begin, at = _over_breaks(tag, at, start, end, breaks)
                edits.append((begin, at, f"{MARK[0]}{tag.number}{MARK[1]}"))
            edits += self._between(joined, at, len(joined), where, before)
            _replace(pieces, edits)

    def _between(
        self, text: str, start: int, end: int, where: str, before: str
    ) -> list[tuple[int, int, str]]:
        """Return what to put into a stretch of text without tags that follows the tag `before`."""
        edits = unescaped(text, start, end)
        for at, code in self.slips.stray(text[start:end], where, before):
            tag = self._tag("{%", code, where, "text")
            tag.kind, tag.stuck = BROKEN, True
            edits.append((start + at, start + at + 1, f"{MARK[0]}{tag.number}{MARK[1]}"))
        return sorted(edits)

    def _broken(self, text: str, start: int, where: str, room: str) -> tuple[int, str]:
        """Note a tag that is not closed; return where to read on, and its mark if it is a block."""
        at, code = self.slips.not_closed(text, start, where)
        tag = self._tag(text[start:at], code, where, room)
        tag.kind, tag.stuck = BROKEN, True
        return at, f"{MARK[0]}{tag.number}{MARK[1]}"

    def _attributes(self) -> None:
        for element in _BRACED_ATTRIBUTES(self.root):
            for key, value in element.attrib.items():
                whole = "}}" in value or "%}" in value
                if "{" in value and (whole or (key in _SAYS and re.search("{[{%]", value))):
                    label = "alt text" if key in _SAYS else etree.QName(key).localname
                    where = f"{self._near(element)}, {label}"
                    if etree.QName(key).namespace == R or label.lower() in _REFERS:
                        code = "a field" if label == "instr" else f"a code ({label})"
                        message = f"{shorten(value)} stands in {code}, where nothing is filled in."
                        self.faults.append(Fault(where, message, "Put the tag into the text."))
                        continue
                    element.set(key, self._inline(value, where, "attribute"))
                    if key == "descr" and len(mine := numbers_in(element.get(key))) == 1:
                        self._dummy(element, self.tags[mine[0]])

    def _near(self, element: Any) -> str:
        """Return where the paragraph around `element` stands."""
        if self._wheres is None:
            self._wheres = {each: where for where, each in places(self.root, self.title)}
        around = (self._wheres[each] for each in element.iterancestors(P) if each in self._wheres)
        return next(around, self.title or "the document")

    def _dummy(self, drawn: Any, tag: Tag) -> None:
        """Let a picture that the tag gives take the place of the one whose alt text is the tag."""
        shown = next(drawn.getparent().iter(f"{{{A}}}blip"), None)
        if shown is None or drawn.get("descr") != f"{MARK[0]}{tag.number}{MARK[1]}":
            return
        tag.room = "picture"
        self.dummies.add(shown.get(EMBED, ""))
        for other in shown.findall(f"{{{A}}}extLst"):  # the same picture in another form
            shown.remove(other)
        code = f"({tag.code})|_picture('{shown.get(EMBED)}', {tag.number})"
        shown.set(EMBED, self.make(tag, "{{", code))

    def _links(self) -> None:
        for link in self.root:
            target = link.get("Target", "")
            if link.get("TargetMode") == "External" and re.search(
                r"\{\{|%7B%7B", target, re.IGNORECASE
            ):
                where = f"{self.title}, a link" if self.title else "a link"
                link.set("Target", self._inline(unquote(target), where, "link"))

    def _others(self) -> None:
        """Fill texts that stand in no Word paragraph: properties, chart titles, formulas."""
        for element in _BRACED_TEXTS(self.root):
            text = element.text
            if text and element.tag not in _READ and "{" in text and MARK[0] not in text:
                owner = element.getparent()
                named = "" if owner is None else owner.get("name", "")
                label = named or etree.QName(element).localname
                where = f"{self.title}, {label}" if self.title else label
                element.text = self._inline(text, where, "plain")

    def _inline(self, text: str, where: str, room: str) -> str:
        parts, at = [], 0
        for start, end, code in scan(text):
            if start < at:
                continue
            parts.append(text[at:start])
            if end < 0:
                at, mark = self._broken(text, start, where, room)
            else:
                tag = self._tag(text[start:end], code, where, room)
                tag.level, mark, at = "", f"{MARK[0]}{tag.number}{MARK[1]}", end
            parts.append(mark)
        return "".join(parts) + text[at:]

    def _raw(self) -> None:
        """Leave alone what stands between {% raw %} and {% endraw %}."""
        begun: Tag | None = None
        for tag in self.found:
            if tag.kind == "{%" and tag.word == ("endraw" if begun else "raw"):
                begun = None if begun else tag
                tag.kind = "{#"
            elif begun:
                tag.kind, tag.level, tag.joins = "raw", "", ""
        if begun:
            message = f"{begun.typed}: this raw has no endraw."
            self.faults.append(Fault(begun.spot, message, "Write {% endraw %} where it ends."))

    def holds_blocks(self, element: Any) -> bool:
        """Return whether something in `element` may be left out or repeated."""
        if next(element.iter(etree.ProcessingInstruction), None) is not None:
            return True
        return any(self.tags[number].kind == "{%" for number in numbers(element))

    def make(self, like: Tag, kind: str, code: str, room: str = "attribute") -> str:
        """Return the mark of a tag that follows from another one."""
        tag = Tag(len(self.tags), like.typed, kind, "", code, like.where, room, self.name)
        tag.near, tag.made = like.near, True
        self.tags.append(tag)
        return f"{MARK[0]}{tag.number}{MARK[1]}"

    def _node(self, like: Tag, code: str) -> Any:
        """Return a block tag that follows from another one, to stand between elements."""
        self.make(like, "{%", code)
        return mark([len(self.tags) - 1])[0]

    def only_if(self, condition: str, element: Any, like: Tag, *, inside: bool = False) -> Tag:
        """Let `element`, or only what is `inside` it, be printed only if `condition` holds."""
        begin, end = self._node(like, f"if {condition}"), self._node(like, "endif")
        if inside:
            at = 1 if len(element) and element[0].tag == f"{{{W}}}pPr" else 0
            element.insert(at, begin)
            element.append(end)
        else:
            element.addnext(end)
            element.addprevious(begin)
        return self.tags[-2]

    def _unbind(self) -> None:
        """Let a content control keep what is filled in: Word would put back what it is bound to."""
        for control in self.root.iter(f"{{{W}}}sdtPr"):
            if numbers(control.getparent()):
                for name in ("dataBinding", "showingPlcHdr"):
                    for each in control.findall(f"{{{W}}}{name}"):
                        control.remove(each)

    def _cells(self) -> None:
        """Carry out the tags that change the cell they stand in."""
        for text in list(self.root.iter(T)):
            for number in numbers_in(text.text):
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
            set_of_cell(cell, "gridSpan", {"val": self.make(tag, "{{", argument)})
        elif tag.word == "cellbg":
            fill = self.make(tag, "{{", argument, "color")
            set_of_cell(cell, "shd", {"val": "clear", "color": "auto", "fill": fill})
        elif tag.word == "vm":
            begins = f"loop|_begins({tag.number})"
            merge = self.make(tag, "{{", f"'restart' if {begins} else 'continue'")
            set_of_cell(cell, "vMerge", {"val": merge})
            for paragraph in cell.iter(P):
                self.only_if(f"{tag.number}|_begun", paragraph, tag, inside=True)
        else:
            code = f"{span_of(cell)} * loop.length"
            set_of_cell(cell, "gridSpan", {"val": self.make(tag, "{{", code)})
            width = cell.find(f"{{{W}}}tcPr/{{{W}}}tcW")
            if width is not None and digits.unsigned(width.get(f"{{{W}}}w", "")):
                code = f"{width.get(f'{{{W}}}w')} * loop.length"
                width.set(f"{{{W}}}w", self.make(tag, "{{", code))
            self.only_if("loop.first", cell, tag)

    def _merge(self) -> None:
        """Join paragraphs where {%- or -%} stands at their edge; elsewhere it trims spaces."""
        for each in list(self.root.iter(P)):
            paragraph, marked = each, numbers(each)
            if paragraph.getparent() is None or not marked:
                continue
            trails = _trails(paragraph)
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
                _pour(paragraph, before)
                paragraph.getparent().remove(paragraph)
                paragraph = before
            while ">" in (last := self.tags[marked[-1]]).joins and trails:
                after = _neighbour(paragraph, 1)
                if after is None or last.level or last.kind != "{%":
                    break
                last.joins = last.joins.replace(">", "")
                following = self.tags[number] if (number := _first_number(after)) >= 0 else None
                if following is not None and _leads(after):
                    following.joins = following.joins.replace("<", "")
                marked = numbers(after) or marked
                trails = _trails(after) if _bare(after) or numbers(after) else trails
                _pour(after, paragraph)
                after.getparent().remove(after)

    def _hoist(self, level: str) -> None:
        tag_name = LEVELS[level]
        holders: dict[Any, list[Tag]] = {}
        for text in list(self.root.iter(T)):
            for number in numbers_in(text.text):
                tag = self.tags[number]
                if tag.level != level or tag.kind == BROKEN:
                    continue
                holder = next(text.iterancestors(tag_name), None)
                if holder is None and (tag.word in ENDS.values() or tag.word in MIDDLES):
                    continue  # told with its beginning
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
        mine = {tag.number for tag in tags}
        if all(tag.kind == "{#" for tag in tags) and self._only_notes(holder, mine):
            return True
        others = [self.tags[each] for each in numbers(holder) if each not in mine]
        others = [each for each in others if each.kind != "{#"]  # a note goes with the tag
        label = _bare(holder)
        picture = next(holder.iter(*PICTURES), None)
        if not label and picture is None and not others:
            return True
        for tag in tags:
            tag.stuck = True
        typed = " ".join(filter(None, (label, *(each.typed for each in others))))
        beside = f"“{shorten(typed)}”" if typed else "a picture"
        message = f"{tags[0].typed} takes its whole {kind} away, and {beside} stands beside it."
        hint = f"Give the tag a {kind} of its own"
        noted = label and picture is None and not others and not re.search("[{}#]", label)
        if noted and holder.tag != P:  # a label for the author; in a paragraph it may be text
            hint += f", or make a note of what stands beside it: {{# {shorten(label)} #}}"
        self.faults.append(Fault(tags[0].spot, message, f"{hint}."))
        return False

    def _only_notes(self, holder: Any, mine: set[int]) -> bool:
        """Return whether each note of `mine` fills its paragraph: then it takes the row or cell."""
        return all(
            set(numbers(each)) <= mine and not _bare(each)
            for each in holder.iter(P)
            if mine & set(numbers(each))
        )

    def text(self) -> str:
        """Return the part as text, a mark where each tag stands."""
        for element in self.root.iter(T):
            if element.text and MARK[0] in element.text:
                element.set(SPACE, "preserve")
        for element in self.root.iter(etree.Element) if _TEXTS_ELSEWHERE(self.root) else ():
            if len(element) and element.tag != T:
                if element.text and not element.text.strip():
                    element.text = None
                for child in element:
                    if child.tail and not child.tail.strip():
                        child.tail = None
        xml = etree.tostring(self.root, encoding="unicode")
        return xml.replace("\r", "&#13;").replace("\n", "&#10;")


def _codes(root: Any) -> dict[Any, bool]:
    """Return every text that stands in the code of a field, and whether a tag may: in a link's."""
    if next(root.iter(INSTRUCTION, FIELD), None) is None:
        return {}
    may: dict[Any, bool] = {}
    for each in fields.fields(root):
        for piece in each.pieces:
            link = each.name == "hyperlink" and piece.tag == INSTRUCTION
            may[piece] = link and may.get(piece, True)
    return may


def _breaks_line(element: Any) -> bool:
    return bool(element.tag == BR) and element.get(f"{{{W}}}type", "textWrapping") == "textWrapping"


def _over_breaks(tag: Tag, at: int, start: int, end: int, breaks: set[int]) -> tuple[int, int]:
    """Return where a tag begins and ends, with the line breaks that its dashes take away."""
    if tag.kind == "{%" and "<" in tag.joins and start - 1 in breaks:
        tag.joins = tag.joins.replace("<", "")
        while start > at and start - 1 in breaks:
            start -= 1
    if tag.kind == "{%" and ">" in tag.joins and end in breaks:
        tag.joins = tag.joins.replace(">", "")
        while end in breaks:
            end += 1
    return start, end


def _replace(pieces: list[tuple[Any, str]], edits: list[tuple[int, int, str]]) -> None:
    """Put each edit into the piece it begins in, and take the rest of it out of the others."""
    first = 0
    for element, text, begin, stop in list(spans(pieces)):
        while first < len(edits) and edits[first][1] <= begin:
            first += 1
        kept, at, number = [], begin, first
        while number < len(edits) and edits[number][0] < stop:
            start, end, new = edits[number]
            number += 1
            kept.append(text[at - begin : max(start, begin) - begin])
            if start >= begin:
                kept.append(new)
            at = min(end, stop)
        if not kept:
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


def numbers(element: Any) -> list[int]:
    """Return the numbers of the tags whose marks stand in `element`."""
    return [number for text in element.iter(T) for number in numbers_in(text.text)]


def _first_number(element: Any) -> int:
    return next(iter(numbers(element)), -1)


def _bare(element: Any) -> str:
    """Return the words in `element` beside its tags."""
    words = "".join(each.text or "" for each in element.iter(T))
    return re.sub(f"{MARK[0]}\\d+{MARK[1]}", "", words).strip()


def _leads(paragraph: Any) -> bool:
    return "".join(each.text or "" for each in paragraph.iter(T)).lstrip().startswith(MARK[0])


def _trails(paragraph: Any) -> bool:
    return "".join(each.text or "" for each in paragraph.iter(T)).rstrip().endswith(MARK[1])


def _neighbour(paragraph: Any, step: int) -> Any:
    other = paragraph.getnext() if step > 0 else paragraph.getprevious()
    return other if other is not None and other.tag == P else None


def _pour(source: Any, target: Any) -> None:
    target.extend([each for each in source if each.tag != f"{{{W}}}pPr"])


def mark(numbers: list[int]) -> list[Any]:
    """Return nodes that stand between elements for the tags `numbers`."""
    return [etree.ProcessingInstruction("aw", str(number)) for number in numbers]


_STAYS = {
    f"{{{W}}}{each}"
    for each in ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd")
}


def _lift(holder: Any, tags: list[Tag]) -> None:
    """Put the tags where `holder` stood; what others refer to stays."""
    section = holder.find(f"{{{W}}}pPr/{{{W}}}sectPr") if holder.tag == P else None
    kept = [each for each in holder.iter(*_STAYS) if holder.tag == P or _leads_out(each, holder)]
    marks = mark([tag.number for tag in tags])
    new = kept + marks if tags[0].word in ENDS else marks + kept
    if section is not None:
        for child in list(holder):
            if child.tag != f"{{{W}}}pPr":
                holder.remove(child)
    for each in new:
        holder.addprevious(each)
    if section is None:
        holder.getparent().remove(holder)


def _leads_out(end: Any, holder: Any) -> bool:
    """Return whether the other end of a range stands outside of `holder`."""
    other = end.tag.replace("Start", "*").replace("End", "Start").replace("*", "End")
    named = end.get(f"{{{W}}}id")
    return all(each.get(f"{{{W}}}id") != named for each in holder.iter(other))


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
            mine = [number for number in numbers_in(piece) if number in numbers]
            if mine:
                close()
                pieces += mark(mine)
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
