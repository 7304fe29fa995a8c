"""Fill a Word template: compile it once, then print record after record into it."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from itertools import islice
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from jinja2 import TemplateSyntaxError
from lxml import etree

from pipeline.problems import InputRefused, LimitReached, PipelineError, Place, Problem
from pipeline.word import grammar, house, mending, package, syntax, tags, values
from pipeline.word.filters import FILTERS
from pipeline.word.lists import Lists
from pipeline.word.objects import OFFICE, BarChart, Image, Link
from pipeline.word.package import W
from pipeline.word.part import Part
from pipeline.word.places import P, places, texts
from pipeline.word.syntax import Schema

_STORIES = ("header", "footer", "footnotes", "endnotes", "comments")
_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_TYPES = "[Content_Types].xml"
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NAMESPACES = re.compile(r' xmlns:\w+="[^"]*"')
_SOURCE = re.compile(f"{values.SOURCE[0]}(\\d+){values.SOURCE[1]}")
_SAVE = "Open it in Word, and save it again as Word Document (.docx)."
_PIECES = 4096  # joined at a time: the budget is looked at between them
_MOST_FAULTS = 50


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
class _Part:
    """A part with tags: its code, and what to look at once it is filled."""

    name: str
    title: str
    xml: str  # with marks where the tags stand
    code: Any
    mends: bool
    grids: bool


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
        if problems := self._prepared(source, name, style, filters, functions):
            raise InputRefused(problems)
        changing = {each.name for each in self._parts}
        self._static = {
            name: package.deflate(name, content, 9)
            for name, content in self._members.items()
            if name not in changing
        }
        self._layout = package.Layout(self._static.values())

    # ── compiling ────────────────────────────────────────────────────────────────────────────

    def _prepared(
        self,
        source: Path | bytes,
        name: str,
        style: Path | bytes | None,
        filters: Mapping[str, Callable[..., Any]] | None,
        functions: Mapping[str, Callable[..., Any]] | None = None,
    ) -> tuple[Problem, ...]:
        """Read and compile `source`, and return every fault in it."""
        self.name = name or (source.name if isinstance(source, Path) else "template.docx")
        self._place = Place(self.name)
        self._room = values.room({**FILTERS, **(filters or {})}, functions or {})
        self._tags: list[tags.Tag] = []
        self._schema = Schema()
        self._members = package.read(_bytes(source), self.name)
        try:
            faults = self._compile(style)
        except (etree.XMLSyntaxError, BadZipFile) as error:
            message = "It is damaged: a part of it cannot be read, or is nested too deep."
            raise InputRefused([Problem(self._place, message, _SAVE)]) from error
        return tuple(dict.fromkeys(map(self._problem, faults)))

    def _compile(self, style: Path | bytes | None) -> list[tags.Fault]:
        self._main = self._main_part(self._members)
        faults = [tags.Fault("", *each) for each in package.screen(self._members, self._main)]
        if style is not None:
            label = style.name if isinstance(style, Path) else "the house style"
            styles = package.read(_bytes(style), label)
            house.apply(self._members, self._main, styles, self._main_part(styles))
        package.clean(self._members, self._main)
        self._lists = Lists(self._members, self._main)
        self._parts = tuple(self._compiled(faults))
        return faults

    def _main_part(self, members: dict[str, bytes]) -> str:
        main = package.related(members, "", "officeDocument")
        if main is None or W.encode() not in members[main]:
            raise InputRefused([Problem(self._place, "This is not a Word document.", _SAVE)])
        return main

    def _sources(self) -> Iterator[tuple[str, str]]:
        """Yield the parts that may hold tags, and how a reader calls them."""
        yield self._main, ""
        yield package.rels_name(self._main), ""
        counts: dict[str, int] = {}
        seen: set[str] = set()
        for _, kind, target, mode in package.relations(self._members, self._main):
            part = package.target_name(self._main, target)
            if kind in _STORIES and mode != "External" and part not in seen:
                seen.add(part)
                counts[kind] = counts.get(kind, 0) + 1
                title = f"{kind} {counts[kind]}" if kind in ("header", "footer") else ""
                yield part, title
                yield package.rels_name(part), title
        for _, kind, target, _ in package.relations(self._members, ""):
            if kind in ("core-properties", "custom-properties"):
                yield package.target_name("", target), "properties"

    def _compiled(self, faults: list[tags.Fault]) -> Iterator[_Part]:
        for name, title in self._sources():
            if name not in self._members:
                continue
            root = self._root(name)
            first = len(self._tags)
            xml = Part(name, title, root, self._tags, faults).source(self._lists)
            found = self._tags[first:]
            for tag in found:
                tag.look, tag.around = _properties(tag.look)
                if tag.kind == "{{" and tag.level:
                    tag.room = "alone"
            if not found:
                self._members[name] = _DECLARATION + xml.encode()
                continue
            part = self._part(name, title, xml, found, faults)
            if part is not None:
                yield part

    def _root(self, name: str) -> Any:
        root = package.parse(self._members[name])
        if root.tag.startswith(f"{{{W}}}") and root.nsmap.get("w") != W:
            renamed = etree.Element(root.tag, root.attrib, {**root.nsmap, "w": W})
            renamed.extend(list(root))
            return renamed
        return root

    def _part(
        self, name: str, title: str, xml: str, found: list[tags.Tag], faults: list[tags.Fault]
    ) -> _Part | None:
        source, lines = tags.jinja(xml, self._tags)
        new = [*grammar.faults([self._tags[each] for each in lines], tags.levels(xml), self._room)]
        faults += new
        if new:
            source, lines = tags.jinja(xml, self._tags, frozenset(each.tag for each in new))
        try:
            tree = self._room.parse(source)
        except TemplateSyntaxError as error:
            tag = self._tags[values.on_line(lines, error.lineno)]
            message = f"{tag.typed}: {grammar.explain(tag.code, error)[0]}"
            if not new:
                faults.append(tags.Fault(tag.spot, message))
            return None
        syntax.needs(tree, set(self._room.globals), self._schema, lines)
        if new:
            return None
        return _Part(
            name,
            title,
            xml,
            self._code(tree, name, lines),
            any(tag.level or tag.made for tag in found),
            any(tag.level == "tc" for tag in found),
        )

    def _code(self, tree: Any, name: str, lines: list[int]) -> Any:
        rooms = {number: self._tags[number].room for number in lines}
        return self._room.from_tree(syntax.instrumented(tree, lines, rooms), name, lines)

    def _problem(self, fault: tags.Fault) -> Problem:
        message = f"{fault.where}: {fault.message}" if fault.where else fault.message
        return Problem(self._place, message, fault.hint)

    # ── what it needs ────────────────────────────────────────────────────────────────────────

    def requires(self) -> Schema:
        """Return the nested names that this template needs."""
        return self._schema

    def check(self, data: object, record: str = "") -> tuple[Problem, ...]:
        """Return everything that would go wrong with `data`; nothing is made."""
        try:
            self.render(data, record)
        except PipelineError as error:
            return error.problems
        return ()

    # ── filling ──────────────────────────────────────────────────────────────────────────────

    def render(self, data: object, record: str = "") -> bytes:
        """Return the document for `data`."""
        run = self._run(data)
        return self._packed(run, self._texts(run, record))

    def render_many(self, records: Iterable[object]) -> Iterator[bytes]:
        """Yield one document a record; a fault names the record by its number."""
        for number, data in enumerate(records, 1):
            yield self.render(data, f"record {number}")

    def fill(self, data: object, record: str = "") -> Filled:
        """Return the document for `data`, the texts in it that know their cell, and notices."""
        run = self._run(data)
        run.printed = []
        texts = self._texts(run, record)
        wheres: dict[int, str] = {}
        for part in self._parts:
            if values.SOURCE[0] in texts[part.name]:
                wheres |= _found(package.parse(texts[part.name].encode()), part.title)
                texts[part.name] = _SOURCE.sub("", texts[part.name])
        statements = tuple(
            Printed(wheres.get(number, self._tags[tag].where), text, place)
            for number, (tag, text, place) in enumerate(run.printed)
        )
        return Filled(self._packed(run, texts), statements, self._notices(run))

    def stream(self, data: object) -> Iterator[bytes]:
        """Yield the document for `data` piece by piece: for tables too long to hold in memory."""
        run = self._run(data)
        run.most_output = values.MOST_STREAMED
        packing = package.Stream()
        names = {each.name for each in self._parts}
        late = {_TYPES, package.rels_name(self._main), self._lists.part} - names
        yield from (packing.whole(each) for name, each in self._static.items() if name not in late)
        texts: dict[str, str] = {}
        try:
            for part in self._parts:
                if part.grids or part.name.endswith(".rels") or part.name != self._main:
                    texts[part.name] = self._text(part, run)
                    continue
                pieces = mending.mended_stream(self._chunks(part, run))
                encoded = (piece.encode() for piece in pieces)
                yield from packing.growing(part.name, _first(_DECLARATION, encoded))
        except values.STOPS as error:
            raise self._refusal(run, "", error) from error
        changed = self._changed(run, texts)
        yield from (
            packing.whole(each)
            for name, each in self._static.items()
            if name in late and name not in changed
        )
        yield from (packing.whole(package.deflate(*each)) for each in changed.items())
        yield packing.end()

    def _run(self, data: object) -> values.Run:
        return values.Run(
            self._tags,
            _mapping(data),
            bound=frozenset(self._schema.bound),
            next_list=self._lists.next,
        )

    def _texts(self, run: values.Run, record: str) -> dict[str, str]:
        try:
            return {part.name: self._text(part, run) for part in self._parts}
        except values.STOPS as error:
            raise self._refusal(run, record, error) from error

    def _text(self, part: _Part, run: values.Run) -> str:
        text = "".join(self._chunks(part, run))
        if part.mends:
            text = mending.mended(text)
        return mending.regrid(text, _DECLARATION) if part.grids else text

    def _chunks(self, part: _Part, run: values.Run) -> Iterator[str]:
        context = part.code.new_context(run.data)
        context.run = run
        pieces = part.code.root_render_func(context)
        size = 0
        while chunk := "".join(islice(pieces, _PIECES)):
            size += len(chunk)
            if size > run.most_output:
                raise values.OverBudget("The document would be too large.")
            yield chunk

    def _notices(self, run: values.Run) -> tuple[Problem, ...]:
        return tuple(
            Problem(place or self._place, f"{message} ({self.name}, {self._tags[tag].where})")
            for tag, message, place in run.notices
        )

    # ── packing ──────────────────────────────────────────────────────────────────────────────

    def _packed(self, run: values.Run, texts: dict[str, str]) -> bytes:
        changed = self._changed(run, texts)
        if not changed.keys() & self._static.keys():
            return self._layout.closed(package.deflate(*each) for each in changed.items())
        old = [member for name, member in self._static.items() if name not in changed]
        new = [package.deflate(*each) for each in changed.items()]
        new.sort(key=lambda member: member.name != _TYPES.encode())
        return package.Layout().closed([*new[:1], *old, *new[1:]])

    def _changed(self, run: values.Run, texts: dict[str, str]) -> dict[str, bytes]:
        """Return every part of this record's own: its texts, pictures, charts, links and lists."""
        parts = {name: _DECLARATION + text.encode() for name, text in texts.items()}
        if run.fresh and self._lists.part:
            lists = self._members[self._lists.part]
            parts[self._lists.part] = self._lists.with_fresh(lists, run.fresh)
        links: dict[str, list[tuple[str, str, str, bool]]] = {}
        declared: list[tuple[str, str]] = []
        extensions: dict[str, str] = {}
        pictures: dict[bytes, str] = {}
        folder = self._main.rpartition("/")[0]
        for number, (part, thing) in enumerate(run.objects, 1):
            target, external = "", False
            match thing:
                case Image():
                    new = f"{folder}/media/object{number}.{thing.extension}"
                    name, kind = pictures.setdefault(thing.data, new), "image"
                    parts[name], target = thing.data, f"/{name}"
                    extensions[thing.extension] = f"image/{thing.extension}"
                case BarChart():
                    name, kind = f"{folder}/charts/object{number}.xml", "chart"
                    parts[name], target = thing.part(), f"/{name}"
                    declared.append((name, _CHART))
                case Link():
                    kind, target, external = "hyperlink", thing.url, True
                case _:
                    raise AssertionError(thing)
            link = (f"rIdObject{number}", OFFICE + kind, target, external)
            links.setdefault(part, []).append(link)
        for part, added in links.items():
            rels = package.rels_name(part)
            parts[rels] = package.relate(parts.get(rels) or self._members.get(rels), added)
        if declared or extensions:
            types = self._members[_TYPES]
            parts[_TYPES] = package.declare(types, declared, extensions.items())
        return parts

    # ── what went wrong ──────────────────────────────────────────────────────────────────────

    def _refusal(self, run: values.Run, record: str, error: Exception) -> PipelineError:
        """Return every fault that filling in this data meets, each with its place."""
        again = self._run(run.data)
        token = values.COLLECTING.set(again)
        kind: type[PipelineError] = InputRefused
        try:
            for part in self._parts:
                idle: set[int] = set()
                while (stop := self._stop(part, again, frozenset(idle))) is not None:
                    tag = values.tag_of_error(stop)
                    again.fault(tag, *values.explain_stop(stop))
                    if isinstance(stop, (values.OverBudget, OverflowError)):
                        kind = LimitReached
                    if tag in idle or kind is LimitReached or len(again.faults) > _MOST_FAULTS:
                        break
                    idle.add(tag)
        finally:
            values.COLLECTING.reset(token)
        faults = sorted(again.faults, key=lambda fault: fault[0])
        problems = [self._located(*fault, record) for fault in faults]
        return kind(problems or [Problem(self._place, str(error))])

    def _stop(self, part: _Part, run: values.Run, idle: frozenset[int]) -> Exception | None:
        """Return what stops the part when the tags in `idle` do nothing, or None."""
        run.steps = 0
        if idle:
            source, lines = tags.jinja(part.xml, self._tags, idle)
            code = self._code(self._room.parse(source), part.name, lines)
        else:
            code = part.code
        context = code.new_context(run.data)
        context.run = run
        try:
            for _ in code.root_render_func(context):
                pass
        except values.STOPS as error:
            return error
        return None

    def _located(self, number: int, message: str, hint: str, record: str = "") -> Problem:
        tag = self._tags[number]
        where = ": ".join(each for each in (record, tag.spot, tag.typed) if each)
        return Problem(self._place, f"{where}: {message}", hint)


@dataclass(frozen=True, slots=True)
class Examined:
    """A template that was read, whether it can be used or not."""

    schema: Schema
    problems: tuple[Problem, ...]
    members: dict[str, bytes]
    main: str
    parts: tuple[tuple[str, str], ...]  # the name of each, and how a reader calls it
    located: Callable[[int, str, str], Problem]


def examine(
    source: Path | bytes,
    *,
    name: str = "",
    style: Path | bytes | None = None,
    filters: Mapping[str, Callable[..., Any]] | None = None,
) -> Examined:
    """Return what a template needs and every fault in it; only what cannot be read is refused."""
    template = object.__new__(Template)
    problems = template._prepared(source, name, style, filters)
    members = template._members
    parts = tuple(
        each for each in template._sources() if each[0] in members and not each[0].endswith(".rels")
    )
    main, located = template._main, template._located
    return Examined(template.requires(), problems, members, main, parts, located)


def _bytes(source: Path | bytes) -> bytes:
    return source if isinstance(source, bytes) else source.read_bytes()


def _mapping(data: object) -> dict[str, Any]:
    if isinstance(data, Mapping):
        return {key: value for key, value in data.items() if isinstance(key, str)}
    if is_dataclass(data):
        return {each.name: getattr(data, each.name) for each in fields(data)}
    raise TypeError(f"a mapping or a dataclass is needed, not {type(data).__name__}")


def _properties(run: Any) -> tuple[str, str]:
    """Return the properties of a run and of the paragraph around it, as text."""
    if run is None:
        return "", ""
    paragraph = next(run.iterancestors(P), None)
    found = run.find(f"{{{W}}}rPr"), None if paragraph is None else paragraph.find(f"{{{W}}}pPr")
    look, around = (
        ""
        if each is None
        else _NAMESPACES.sub("", etree.tostring(each, encoding="unicode", with_tail=False))
        for each in found
    )
    return look, around


def _first(head: bytes, rest: Iterable[bytes]) -> Iterator[bytes]:
    yield head
    yield from rest


def _found(root: Any, title: str) -> dict[int, str]:
    """Return where each marked text stands in a finished part."""
    found: dict[int, str] = {}
    for where, paragraph in places(root, title):
        for _, text in texts(paragraph):
            for number in _SOURCE.findall(text):
                found[int(number)] = where
    return found
