"""Fill a Word template: compile it once, then print record after record into it."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from difflib import get_close_matches
from itertools import islice
from pathlib import Path
from typing import Any

from jinja2 import TemplateSyntaxError, UndefinedError
from jinja2.sandbox import SecurityError
from lxml import etree

from pipeline.problems import InputRefused, LimitReached, Place, Problem
from pipeline.word import house, package, syntax, tags, values
from pipeline.word.filters import FILTERS
from pipeline.word.objects import OFFICE, BarChart, Image, Link
from pipeline.word.package import W
from pipeline.word.syntax import Schema

_PARTS = ("header", "footer", "footnotes", "endnotes", "comments")
_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_ENDS = {"for": "endfor", "if": "endif", "set": "endset", "with": "endwith", "filter": "endfilter"}
_MIDDLES = {"else", "elif"}


@dataclass(frozen=True, slots=True)
class Printed:
    """A text that stands in a document: where, what, and the cell it came from."""

    where: str
    text: str
    source: Any


@dataclass(frozen=True, slots=True)
class Filled:
    """A finished document, the texts in it that came from cells, and what to know about it."""

    content: bytes
    statements: tuple[Printed, ...] = ()
    notices: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A part with tags: its code, and what to look at once it is filled."""

    name: str
    code: Any
    head: str
    mends: bool


class Template:
    """A Word template, checked and compiled: every fault in it is told at once."""

    def __init__(
        self,
        source: Path | bytes,
        *,
        name: str = "",
        style: Path | bytes | None = None,
        filters: Mapping[str, Callable[..., Any]] | None = None,
        functions: Mapping[str, Callable[..., Any]] | None = None,
    ) -> None:
        self.name = name or (source.name if isinstance(source, Path) else "template.docx")
        self._place = Place(self.name)
        self._room = values.room({**FILTERS, **(filters or {})}, functions or {})
        self._tags: list[tags.Tag] = []
        self._schema = Schema()
        self._members = package.read(_bytes(source), self.name)
        self._main = self._main_part(self._members)
        if style is not None:
            label = style.name if isinstance(style, Path) else "the house style"
            styles = package.read(_bytes(style), label)
            house.apply(self._members, self._main, styles, self._main_part(styles))
        faults: list[tags.Fault] = []
        package.clean(self._members, self._main)
        self._parts = self._compiled(faults)
        if faults:
            raise InputRefused(dict.fromkeys(self._problem(each) for each in faults))
        self._lay_out()

    # ── compiling ────────────────────────────────────────────────────────────────────────────

    def _main_part(self, members: dict[str, bytes]) -> str:
        main = package.related(members, "", "officeDocument")
        if main is None:
            raise InputRefused([Problem(self._place, "This is not a Word document.")])
        return main

    def _sources(self) -> Iterator[tuple[str, str]]:
        """Yield the parts that may hold tags, and how a reader calls them."""
        yield self._main, ""
        counts: dict[str, int] = {}
        seen: set[str] = set()
        for _, kind, target, mode in package.relations(self._members, self._main):
            part = package.target_name(self._main, target)
            if kind in _PARTS and mode != "External" and part in self._members and part not in seen:
                seen.add(part)
                counts[kind] = counts.get(kind, 0) + 1
                title = f"{kind} {counts[kind]}" if kind in ("header", "footer") else ""
                yield part, title
        for _, kind, target, _ in package.relations(self._members, ""):
            if kind in ("core-properties", "custom-properties"):
                yield package.target_name("", target), "properties"

    def _compiled(self, faults: list[tags.Fault]) -> list[_Compiled]:
        compiled = []
        for name, title in self._sources():
            try:
                root = package.parse(self._members[name])
            except etree.XMLSyntaxError as error:
                message = f"{name} is damaged or nested too deep to be read."
                problem = Problem(self._place, message, "Save it again in Word.")
                raise InputRefused([problem]) from error
            first = len(self._tags)
            xml = tags.Part(name, title, root, self._tags, faults).source()
            for tag in self._tags[first:]:
                tag.look = _look(tag.look)
            if len(self._tags) == first:
                self._members[name] = _DECLARATION + xml.encode()
                continue
            source, lines = tags.jinja(xml, self._tags)
            self._check_tags(self._tags[first:], faults)
            tree = self._tree(source, lines, faults)
            if tree is None or faults:
                continue
            syntax.needs(tree, set(self._room.globals) | {"loop"}, self._schema)
            rooms = {tag.number: tag.room for tag in self._tags}
            syntax.instrument(tree, lines, rooms)
            code = self._room.from_tree(tree, name, lines)
            mends = any(tag.level for tag in self._tags[first:])
            compiled.append(_Compiled(name, code, "", mends))
        return compiled

    def _check_tags(self, found: list[tags.Tag], faults: list[tags.Fault]) -> None:
        open_blocks: list[tags.Tag] = []
        for tag in found:
            if tag.kind == "{#":
                continue
            if tag.kind == "{%":
                self._check_block(tag, open_blocks, faults)
            for message, hint in self._faults_of(tag):
                faults.append(tags.Fault(tag.where, f"{tag.typed}: {message}", hint))
        for tag in open_blocks:
            end = _ENDS[tag.word]
            message = f"{tag.typed}: the {tag.word} has no {end}."
            hint = "Write {%" + (f"{tag.level} " if tag.level else " ") + end + " %} where it ends."
            faults.append(tags.Fault(tag.where, message, hint))

    def _check_block(
        self, tag: tags.Tag, blocks: list[tags.Tag], faults: list[tags.Fault]
    ) -> None:
        word = tag.word
        if word in _ENDS and not (word == "set" and "=" in tag.code):
            blocks.append(tag)
        elif word in _ENDS.values():
            if blocks and _ENDS[blocks[-1].word] == word:
                blocks.pop()
            elif blocks:
                message = f"{tag.typed}: it ends a {word[3:]}, but {blocks[-1].typed} is open."
                hint = f"Close that first, with {_ENDS[blocks[-1].word]}."
                faults.append(tags.Fault(tag.where, message, hint))
                if any(_ENDS[each.word] == word for each in blocks):
                    while _ENDS[blocks.pop().word] != word:
                        pass
            else:
                message = f"{tag.typed}: there is no {word[3:]} to end here."
                hint = "Take it away, or write the beginning before it."
                faults.append(tags.Fault(tag.where, message, hint))
        elif word in _MIDDLES and not any(each.word in ("if", "for") for each in blocks):
            message = f"{tag.typed}: there is no if around it."
            faults.append(tags.Fault(tag.where, message))

    def _faults_of(self, tag: tags.Tag) -> Iterator[tuple[str, str]]:
        """Yield what is wrong with one tag, read by itself."""
        if tag.kind == "{{":
            source = f"{{{{ {tag.code} }}}}"
        elif tag.word in ("for", "if", "with") or (tag.word == "set" and "=" not in tag.code):
            source = f"{{% {tag.code} %}}{{% {_ENDS[tag.word]} %}}"
        elif tag.word == "elif":
            source = f"{{% if 1 %}}{{% {tag.code} %}}{{% endif %}}"
        elif tag.word in _MIDDLES or tag.word in _ENDS.values():
            rest = tag.code.split()[1:]
            if rest:
                yield f"nothing can follow {tag.word}.", ""
            return
        elif tag.word in ("set",):
            source = f"{{% {tag.code} %}}"
        elif tag.word in ("macro", "import", "include", "from", "extends", "block", "call", "do"):
            yield f"“{tag.word}” is not allowed in a template.", ""
            return
        else:
            near = get_close_matches(tag.word, [*_ENDS, *_ENDS.values(), *_MIDDLES], n=1)
            yield f"“{tag.word}” is not known here.", f"Did you mean {near[0]}?" if near else ""
            return
        try:
            tree = values.plain_room().parse(source)
        except TemplateSyntaxError as error:
            yield values.explain(tag.code, error)
            return
        known = set(self._room.globals)
        for _, message, hint in syntax.refusals(
            tree, self._room.filters, self._room.tests, known
        ):
            yield message, hint

    def _tree(self, source: str, lines: list[int], faults: list[tags.Fault]) -> Any:
        try:
            return self._room.parse(source)
        except TemplateSyntaxError as error:
            if not faults:
                tag = self._tags[lines[min(max(error.lineno - 2, 0), len(lines) - 1)]]
                message = f"{tag.typed}: {values.explain(tag.code, error)[0]}"
                faults.append(tags.Fault(tag.where, message))
            return None

    def _problem(self, fault: tags.Fault) -> Problem:
        return Problem(self._place, f"{fault.where}: {fault.message}".lstrip(": "), fault.hint)

    def _lay_out(self) -> None:
        changing = {each.name for each in self._parts}
        self._static = {
            name: package.deflate(name, content, 9)
            for name, content in self._members.items()
            if name not in changing
        }
        self._layout = package.Layout(self._static.values())

    # ── what it needs ────────────────────────────────────────────────────────────────────────

    def requires(self) -> Schema:
        """Return the nested names that this template needs."""
        return self._schema

    def check(self, data: object) -> tuple[Problem, ...]:
        """Return everything that would go wrong with `data`; nothing is made."""
        try:
            self.fill(data)
        except (InputRefused, LimitReached) as error:
            return error.problems
        return ()

    # ── filling ──────────────────────────────────────────────────────────────────────────────

    def render(self, data: object, record: str = "") -> bytes:
        """Return the document for `data`."""
        run = values.Run(self._tags, _mapping(data))
        return self._made(run, record)

    def render_many(self, records: Iterable[object]) -> Iterator[bytes]:
        """Yield one document a record; a fault names the record by its number."""
        for number, data in enumerate(records, 1):
            yield self.render(data, f"record {number}")

    def fill(self, data: object, record: str = "") -> Filled:
        """Return the document for `data`, the texts in it that know their cell, and notices."""
        run = values.Run(self._tags, _mapping(data), printed=[])
        content = self._made(run, record)
        statements = tuple(
            Printed(self._tags[tag].where, text, place) for tag, text, place in run.printed or ()
        )
        notices = tuple(
            Problem(place or self._place, f"{message} ({self.name}, {self._tags[tag].where})")
            for tag, message, place in run.notices
        )
        return Filled(content, statements, notices)

    def _made(self, run: values.Run, record: str) -> bytes:
        try:
            texts = [(part, self._text(part, run)) for part in self._parts]
        except values.STOPS as error:
            raise self._refusal(run, record, error) from error
        if run.objects or run.fresh:
            return self._with_objects(run, dict((part.name, text) for part, text in texts))
        return self._layout.closed(
            package.deflate(part.name, _DECLARATION + text.encode()) for part, text in texts
        )

    def _text(self, part: _Compiled, run: values.Run) -> str:
        context = part.code.new_context(run.data)
        context.run = run
        pieces = part.code.root_render_func(context)
        chunks: list[str] = []
        while chunk := "".join(islice(pieces, 4096)):
            chunks.append(chunk)
            run.size += len(chunk)
            if run.size > values.MOST_OUTPUT:
                raise values.OverBudget("The document would be too large.")
        text = "".join(chunks)
        return mended(text) if part.mends else text

    def _refusal(self, run: values.Run, record: str, error: Exception) -> Exception:
        """Return every fault that filling in this data meets, each with its place."""
        again = values.Run(self._tags, run.data)
        token = values.COLLECTING.set(again)
        kind: type[InputRefused | LimitReached] = InputRefused
        try:
            for part in self._parts:
                try:
                    self._text(part, again)
                except values.STOPS as stop:
                    tag = values.line_of_error(stop)
                    if isinstance(stop, values.OverBudget):
                        kind = LimitReached
                    again.fault(tag, *values.explain_stop(stop))
        finally:
            values.COLLECTING.reset(token)
        problems = [self._located(tag, message, hint, record) for tag, message, hint in again.faults]
        return kind(problems or [Problem(self._place, str(error))])

    def _located(self, tag: int, message: str, hint: str, record: str) -> Problem:
        found = self._tags[tag]
        where = ": ".join(each for each in (record, found.where, found.typed) if each)
        return Problem(self._place, f"{where}: {message}", hint)

    def _with_objects(self, run: values.Run, texts: dict[str, str]) -> bytes:
        """Return the document with the pictures, charts, links and lists of this record."""
        parts = {name: _DECLARATION + text.encode() for name, text in texts.items()}
        links: dict[str, list[tuple[str, str, str, bool]]] = {}
        declared: list[tuple[str, str]] = []
        extensions: dict[str, str] = {}
        folder = self._main.rpartition("/")[0]
        for number, (part, thing) in enumerate(run.objects, 1):
            rid = f"rIdObject{number}"
            match thing:
                case Image():
                    name = f"{folder}/media/object{number}.{thing.extension}"
                    parts[name] = thing.data
                    extensions[thing.extension] = f"image/{thing.extension}"
                    link = (rid, OFFICE + "image", f"/{name}", False)
                case BarChart():
                    name = f"{folder}/charts/object{number}.xml"
                    parts[name] = thing.part()
                    declared.append((name, _CHART))
                    link = (rid, OFFICE + "chart", f"/{name}", False)
                case Link():
                    link = (rid, OFFICE + "hyperlink", thing.url, True)
                case _:
                    raise AssertionError(thing)
            links.setdefault(part, []).append(link)
        for part, added in links.items():
            name = package.rels_name(part)
            standing = parts.get(name) or self._members.get(name)
            parts[name] = package.relate(standing, added)
        types = "[Content_Types].xml"
        parts[types] = package.declare(self._members[types], declared, extensions.items())
        old = {name: member for name, member in self._static.items() if name not in parts}
        new = {name: package.deflate(name, content) for name, content in parts.items()}
        first = new.pop(types)
        return package.Layout([first, *old.values()]).closed(new.values())


_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NAMESPACES = re.compile(r' xmlns:\w+="[^"]*"')


def _bytes(source: Path | bytes) -> bytes:
    return source if isinstance(source, bytes) else source.read_bytes()


def _mapping(data: object) -> Mapping[str, Any]:
    if isinstance(data, Mapping):
        return data
    if is_dataclass(data):
        return {each.name: getattr(data, each.name) for each in fields(data)}
    raise TypeError(f"a mapping or a dataclass is needed, not {type(data).__name__}")


def _look(run: Any) -> str:
    look = run.find(f"{{{W}}}rPr") if run is not None else None
    if look is None:
        return ""
    return _NAMESPACES.sub("", etree.tostring(look, encoding="unicode", with_tail=False))


_NO_CELLS = re.compile(r"<w:tr(?: [^>]*)?>(?:<w:(?:tblPrEx|trPr)>(?:(?!<w:tc[ >]|</w:tr>).)*)?</w:tr>")
_NO_ROWS = re.compile(r"<w:tbl>(?:(?!<w:tbl>|<w:tr[ >]|</w:tbl>).)*</w:tbl>")
_NO_PARAGRAPH = re.compile(
    r"(<w:tc>|<w:tc [^>]*>|<w:tc>(?:<w:tcPr/>|<w:tcPr>(?:(?!</w:tcPr>).)*</w:tcPr>)|</w:tbl>|</w:tcPr>|<w:tcPr/>)(?=</w:tc>)"
)
_EMPTY_STORY = re.compile(r"(<w:(?:hdr|ftr)(?: [^>]*)?>)(?=</w:(?:hdr|ftr)>)")
_EMPTY_BOX = re.compile(r"<w:txbxContent\s*/>|<w:txbxContent></w:txbxContent>")


def mended(xml: str) -> str:
    """Return `xml` without rows and tables that a loop left empty, and with a paragraph a cell."""
    before = None
    while before != xml:
        before = xml
        xml = _NO_CELLS.sub("", xml)
        xml = _NO_ROWS.sub("", xml)
        xml = _NO_PARAGRAPH.sub(r"\1<w:p/>", xml)
    xml = _EMPTY_STORY.sub(r"\1<w:p/>", xml)
    return _EMPTY_BOX.sub("<w:txbxContent><w:p/></w:txbxContent>", xml)
