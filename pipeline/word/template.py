"""Fill a Word template: compile it once, then print record after record into it."""

import gc
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import Any

from lxml import etree

from pipeline.openxml import (
    bookmarks,
    contents,
    house,
    languages,
    leaving,
    mending,
    package,
    properties,
    screening,
    zipping,
)
from pipeline.openxml.contents import Headings
from pipeline.openxml.lists import Lists
from pipeline.openxml.package import OFFICE, W
from pipeline.openxml.subdocuments import Subdocument, composed
from pipeline.openxml.walk import P, places, texts, value
from pipeline.problems import InputRefused, LimitReached, PipelineError, Problem
from pipeline.word import footnotes, references, repeats, tags, values
from pipeline.word.code import DECLARATION, Code, Finish
from pipeline.word.part import Part
from pipeline.word.richtext import Link
from pipeline.word.sandbox import MOST_STREAMED, Run
from pipeline.word.source import Source, content_of, name_of
from pipeline.word.syntax import Schema

# of one part: three hundred pages, on which a person waits six seconds
MOST_TAGS, MOST_PARAGRAPHS, MOST_RUNS = 4_000, 10_000, 30_000
MOST_LETTERS = 2_000_000
_COUNTED = (
    ((b"{{", b"{%"), MOST_TAGS, "tags"),
    (package.PARAGRAPHS, MOST_PARAGRAPHS, "paragraphs"),
    ((b"<w:r>", b"<w:r "), MOST_RUNS, "pieces of text"),
)
_TYPES = "[Content_Types].xml"
_NAMESPACES = re.compile(r' xmlns:\w+="[^"]*"')
_WORDS = re.compile(">[^<]+<")
_SOURCE = re.compile(f"{values.SOURCE[0]}(\\d+){values.SOURCE[1]}")


_MARKUP = re.compile(rb"<[^>]*>")


def _too_many(held: bytes) -> Iterator[tuple[int, str]]:
    """Yield what a part holds more of than is read, and how many may be."""
    for marks, most, what in _COUNTED:
        if sum(map(held.count, marks)) > most:
            yield most, what
    if len(held) > MOST_LETTERS and len(_MARKUP.sub(b"", held).decode().strip()) > MOST_LETTERS:
        yield MOST_LETTERS, "letters"


@dataclass(frozen=True, slots=True)
class Printed:
    """A text that stands in a document: where, what, and the cell it came from."""

    where: str
    text: str
    source: Any
    blank: bool = False  # it asks for what the cell does not say


@dataclass(frozen=True, slots=True)
class Filled:
    """A finished document, the texts in it that came from cells, and what to know about it."""

    content: bytes
    statements: tuple[Printed, ...] = ()
    notices: tuple[Problem, ...] = ()
    shape: int = 0  # the same in documents of one template that differ in their words alone
    reached: frozenset[int] = frozenset()  # the tags that printed, where somebody asked


class Draft:
    """A template that was read and compiled, whether it can be used or not."""

    notices: tuple[Problem, ...] = ()  # what an author should know; nothing is wrong with it
    styles: frozenset[str] = frozenset()  # the ids of the styles that it has

    def __init__(  # noqa: PLR0913, PLR0917 - what a template is made of, in the order of __reduce__
        self,
        source: Source,
        name: str = "",
        style: Source | None = None,
        filters: Mapping[str, Callable[..., Any]] | None = None,
        functions: Mapping[str, Callable[..., Any]] | None = None,
        author: str = "",
    ) -> None:
        name = name or name_of(source, "template.docx")
        content = content_of(source)
        looks = None if style is None else content_of(style)
        self.made_of = content, name, looks, filters, functions, author
        self.code = Code(name, filters, functions)
        self.dummies: set[tuple[str, str]] = set()  # part and id of pictures that others replace
        self.members = package.read(content, name)
        with package.readable(name), _without_collecting():
            self.main = package.main_part(self.members, name)
            leaving.without_doubles(self.members)
            package.sound(self.members, self.main)
            self._dress(looks, name_of(style, "the house style") if style is not None else "")
            if author.strip():
                properties.of_author(self.members, author)
            self._compile()
        self.members.trees.clear()
        self.notices = (*self.notices, *self.code.said())

    def _dress(self, looks: bytes | None, label: str) -> None:
        """Screen the package, give it the looks of the house, and forget who made it."""
        place = self.code.place
        said = leaving.leave_behind(self.members)
        self.notices = tuple(Problem(place, *each) for each in said)
        found = screening.screen(self.members)
        self.code.faults += [tags.Fault("", *each) for each in found]
        if looks is not None:
            styles = package.read(looks, label)
            house.apply(self.members, self.main, styles, package.main_part(styles, label))
        screening.clean(self.members)
        part = package.related(self.members, self.main, "styles")
        sheet = package.tree(self.members, part) if part else None
        styles = [] if sheet is None else sheet.findall(f"{{{W}}}style")
        self.styles = frozenset(each.get(f"{{{W}}}styleId", "") for each in styles)
        self.code.blanks = _style_of_blanks(styles)
        self.lists = Lists(self.members, self.main, sheet)
        self.code.next_list = self.lists.next

    def parts(self) -> Iterator[tuple[str, str]]:
        """Yield the parts that may hold tags, and how a reader calls them."""
        texts = [(self.main, "")]
        for part, label in package.stories(self.members, self.main):
            texts.append((part, label if label[-1].isdigit() else ""))  # a note tells its number
        for _, kind, target, _ in package.relations(self.members, ""):
            if kind in ("core-properties", "custom-properties"):
                texts.append((package.target_name("", target), "properties"))
        for part, title in texts:
            for name in (part, package.rels_name(part)):
                if name in self.members:
                    yield name, title

    def _compile(self) -> None:
        """Lift the tags of all parts, let go together what belongs together, and compile."""
        parts = [self._lifted(name, title) for name, title in self.parts()]
        main, *others = parts
        carried = {each.name for each in others if footnotes.carry(main, each)}
        with_tags = {tag.part for tag in self.code.tags} | carried
        with_tags |= {each.name for each in parts if each.contents}
        if with_tags:
            self._follow([each for each in parts if not each.name.endswith(".rels")])
        for part in parts:
            repeats.own_each_time(part, self.lists)
        for tag in self.code.tags:
            tag.look, tag.around = _properties(tag.look if tag.kind == "{{" else None)
            if tag.kind == "{{" and tag.level:
                tag.room = "alone"
        for part in parts:
            xml = part.text()
            self.dummies |= {(part.name, rid) for rid in part.dummies if f'"{rid}"' not in xml}
            if part.name in with_tags:
                finish = self._finish(part, notes=part.name in carried)
                self.code.compile(part.name, part.title, xml, finish)
            else:
                self.members[part.name] = DECLARATION + xml.encode()

    @cached_property
    def _headings(self) -> Headings:
        return contents.headings(self.members, self.main)

    def _lifted(self, name: str, title: str) -> Part:
        """Return a part whose tags are lifted, and whose contents list is empty."""
        held = self.members[name]
        for most, what in _too_many(held):
            hint = "Let a loop print what is alike, or cut it in two."
            message = f"It has more than {most:,} {what}, too many to be read."
            raise LimitReached([Problem(self.code.place, message, hint)])
        root = self._root(name)
        bookmarks.forget_echoes(root)
        lists = contents.emptied(root, lambda: self._headings) if name == self.main else []
        part = Part(name, title, root, self.code.tags, self.code.faults)
        part.lift()
        part.contents = any(each.anew for each in lists)
        wheres = {paragraph: where for where, paragraph in places(root, title)} if lists else {}
        for each in (each for each in lists if not each.own):
            message = _CONTENTS_ANEW if each.anew else _CONTENTS_EMPTY
            self.code.notes.append(tags.Fault(wheres.get(each.paragraph, title), message))
        return part

    def _follow(self, parts: list[Part]) -> None:
        followed = references.follow(parts)
        self.code.notes += followed.notes
        if followed.watch:
            static = [each.root for each in parts if not each.found]
            self.code.references = bookmarks.said(static, str)

    def _finish(self, part: Part, *, notes: bool) -> Finish:
        """Return what to look at in `part` once it is filled."""
        mine = [tag for tag in self.code.tags if tag.part == part.name]
        merged = [
            number
            for number, table in mending.merging_tables(part.root).items()
            if part.holds_blocks(table)
        ]
        for number in merged:
            message = "It merges cells beside rows that may go away: what is left is merged."
            where = ", ".join(filter(None, (part.title, f"table {number}")))
            self.code.notes.append(tags.Fault(where, message))
        return Finish(
            blocks=any(tag.kind == "{%" and not tag.level for tag in mine),
            mends=notes or any(tag.level or tag.made for tag in mine),
            grids=any(tag.level == "tc" for tag in mine),
            merges=bool(merged),
            notes=notes,
            contents=self._headings if part.contents else None,
        )

    def _root(self, name: str) -> Any:
        root = package.taken(self.members, name)
        if not root.tag.startswith(f"{{{W}}}") or _only_w(root, self.members[name]):
            return root
        spaces = {key: value for key, value in root.nsmap.items() if value != W and key}
        renamed = etree.Element(root.tag, root.attrib, {**spaces, "w": W})
        _copy(root, renamed)
        return renamed


def _style_of_blanks(styles: Iterable[Any]) -> str:
    """Return the id of the character style “Fill In”, "" where the style sheet has none."""
    for style in styles:
        character = style.get(f"{{{W}}}type") == "character"
        if character and value(style, "name").casefold() == "fill in":
            return str(style.get(f"{{{W}}}styleId", ""))
    return ""


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Let Python look for no garbage: a tree is built, and looking takes a twentieth of the time."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


_CONTENTS_ANEW = (
    "The contents list is made anew from the headings. Word puts in the pages when it updates it."
)
_CONTENTS_EMPTY = "This list is emptied: Word makes it anew when it updates it."


class Template:
    """A Word template, checked and compiled: every fault in it is told at once.

    `source`, and `style`, a document whose looks it takes on, are a path (text or PathLike), bytes, or
    a file that is open in "rb". Raises InputRefused with every fault, LimitReached where it is too
    large, OSError where there is no such file.
    """

    def __init__(  # noqa: PLR0913 - what a template is made of
        self,
        source: Source | Draft,
        *,
        name: str = "",
        style: Source | None = None,
        filters: Mapping[str, Callable[..., Any]] | None = None,
        functions: Mapping[str, Callable[..., Any]] | None = None,
        author: str = "",
    ) -> None:
        """Compile `source` in the looks of `style`; `author` stands in the properties of what is made."""
        draft = (
            source
            if isinstance(source, Draft)
            else Draft(source, name, style, filters, functions, author)
        )
        self._made_of = draft.made_of
        self._code, self._members, self._main = draft.code, draft.members, draft.main
        self._lists, self.name = draft.lists, draft.code.name
        self.notices = draft.notices  # what of the template stays behind
        if problems := self._code.problems():
            raise InputRefused(problems)
        changing = {each.name for each in self._code.parts}
        fields = {tag.part for tag in self._code.tags if tag.room == "field"}
        self._leading = tuple(n for n in sorted(changing) if n in fields or n.endswith(".rels"))
        self._static = {
            name: zipping.deflate(name, content, 6)
            for name, content in self._members.items()
            if name not in changing
        }
        self._layout = zipping.Layout(self._static.values())
        self._dummies = _shown_only_by(draft.dummies, self._members)

    def __reduce__(self) -> tuple[Any, ...]:
        """Return what makes it anew in another process: the file, which is compiled there once more."""
        return _compiled, self._made_of

    # ── what it needs ────────────────────────────────────────────────────────────────────────

    def requires(self) -> Schema:
        """Return the nested names that this template needs."""
        return self._code.schema

    def check(self, data: object, record: str = "") -> tuple[Problem, ...]:
        """Return everything that would go wrong with `data`; nothing is made."""
        try:
            self.render(data, record)
        except PipelineError as error:
            return error.problems
        return ()

    def located(self, tag: int, message: str, hint: str = "") -> Problem:
        """Return a problem with the tag of that number, as `requires` names them."""
        return self._code.located(tag, message, hint)

    def prints(self, tag: int) -> bool:
        """Return whether the tag of that number prints what it names, where it is reached."""
        return self._code.tags[tag].kind == "{{"

    def typed(self, tag: int) -> str:
        """Return the tag of that number as it was typed."""
        return self._code.tags[tag].typed

    # ── filling ──────────────────────────────────────────────────────────────────────────────

    def render(self, data: object, record: str = "") -> bytes:
        """Return the document for `data`."""
        run = self._code.run(data)
        return self._packed(run, self._code.texts(run, record))

    def render_many(self, records: Iterable[object]) -> Iterator[bytes]:
        """Yield one document a record; a fault names the record by its number."""
        for number, data in enumerate(records, 1):
            yield self.render(data, f"record {number}")

    def fill(
        self, data: object, record: str = "", *, trace: bool = True, reached: bool = False
    ) -> Filled:
        """Return the document for `data`, notices, and to `trace` its texts that know their cell.

        To know which tags are `reached` is to know which of the fields that are empty left a gap.
        """
        run = self._code.run(data)
        run.printed = [] if trace else None
        run.reached = set() if reached else None
        texts = self._code.texts(run, record)
        wheres: dict[int, str] = {}
        for part in self._code.parts:
            if values.SOURCE[0] in texts[part.name]:
                wheres |= _found(package.parse(texts[part.name].encode()), part.title)
                texts[part.name] = _SOURCE.sub("", texts[part.name])
        statements = tuple(
            Printed(wheres.get(number, self._code.tags[tag].where), text, place, blank)
            for number, (tag, text, place, blank) in enumerate(run.printed or ())
        )
        content = self._packed(run, texts)
        notices = self._code.notices(run, record)
        met = frozenset(run.reached or ())
        return Filled(content, statements, notices, _shape(texts.values()), met)

    def stream(self, data: object) -> Iterator[bytes]:
        """Yield the document for `data` piece by piece: for tables too long to hold in memory."""
        run = self._code.run(data)
        run.most_output = MOST_STREAMED
        packing = zipping.Stream()
        names = {each.name for each in self._code.parts}
        late = {_TYPES, self._lists.part, *map(package.rels_name, names), *self._dummies} - names
        yield from (packing.whole(each) for name, each in self._static.items() if name not in late)
        texts: dict[str, str] = {}
        follows = self._code.references is not None
        try:
            for part in self._code.parts:
                if part.name != self._main or part.needs.in_memory or follows:
                    texts[part.name] = self._code.text(part, run)
                    continue
                pieces = mending.mended_stream(self._code.chunks(part, run))
                encoded = (piece.encode() for piece in pieces)
                yield from packing.growing(part.name, _first(DECLARATION, encoded))
        except values.STOPS as error:
            raise self._code.refusal(run, "", error) from error
        texts = self._code.followed(texts, run)
        if self._documents(run):
            message = "A document cannot be put into one that is written piece by piece."
            raise InputRefused([Problem(self._code.place, message, "Use render.")])
        self._screen_links(texts)
        changed = self._changed(run, texts)
        gone = self._replaced(run, changed)
        yield from (
            packing.whole(each)
            for name, each in self._static.items()
            if name in late and name not in changed and name not in gone
        )
        yield from (packing.whole(zipping.deflate(*each)) for each in changed.items())
        yield packing.end()

    # ── packing ──────────────────────────────────────────────────────────────────────────────

    def _packed(self, run: Run, texts: dict[str, str]) -> bytes:
        self._screen_links(texts)
        texts = {
            name: text if name.endswith(".rels") else languages.marked(text)
            for name, text in texts.items()
        }
        content = self._whole(run, texts)
        documents = self._documents(run)
        return composed(content, documents) if documents else content

    def _screen_links(self, texts: dict[str, str]) -> None:
        """Refuse a document in which what was filled in makes a link that may not be."""
        found = [
            Problem(self._code.place, *each)
            for name in self._leading
            if name in texts
            for each in screening.screen_links(DECLARATION + texts[name].encode())
        ]
        if found:
            raise InputRefused(dict.fromkeys(found))

    def _documents(self, run: Run) -> dict[str, Subdocument]:
        """Return the documents that go into this one, each by its mark."""
        found = {
            f"rIdObject{number}": (part, thing)
            for number, (part, thing) in enumerate(run.objects, 1)
            if isinstance(thing, Subdocument)
        }
        for part, _ in found.values():
            if part != self._main:
                title = next(each.title for each in self._code.parts if each.name == part)
                message = f"{title or 'a note'}: a document can only be put into the text."
                raise InputRefused([Problem(self._code.place, message, "Move its tag there.")])
        return {mark: thing for mark, (_, thing) in found.items()}

    def _whole(self, run: Run, texts: dict[str, str]) -> bytes:
        changed = self._changed(run, texts)
        gone = self._replaced(run, changed)
        if not gone and not changed.keys() & self._static.keys():
            return self._layout.closed(zipping.deflate(*each) for each in changed.items())
        old = [
            member
            for name, member in self._static.items()
            if name not in changed and name not in gone
        ]
        new = [zipping.deflate(*each) for each in changed.items()]
        new.sort(key=lambda member: member.name != _TYPES.encode())
        return zipping.Layout().closed([*new[:1], *old, *new[1:]])

    def _replaced(self, run: Run, changed: dict[str, bytes]) -> set[str]:
        """Return the pictures of which each place shows another now; unrelate them in `changed`."""
        if not self._dummies:
            return set()
        gone = {name for name, uses in self._dummies.items() if not run.kept.intersection(uses)}
        for name in gone:
            for part, rid in self._dummies[name]:
                rels = package.rels_name(part)
                content = changed.get(rels) or self._members[rels]
                changed[rels] = package.without_ids(content, [rid])
        return gone

    def _changed(self, run: Run, texts: dict[str, str]) -> dict[str, bytes]:
        """Return every part of this record's own: its texts, pictures, charts, links and lists."""
        parts = {name: DECLARATION + text.encode() for name, text in texts.items()}
        if run.fresh and self._lists.part:
            lists = self._members[self._lists.part]
            parts[self._lists.part] = self._lists.with_fresh(lists, run.fresh)
        links: dict[str, list[tuple[str, str, str, bool]]] = {}
        declared: list[tuple[str, str]] = []
        extensions: dict[str, str] = {}
        pictures: dict[bytes, str] = {}
        folder = self._main.rpartition("/")[0]
        for number, (part, thing) in enumerate(run.objects, 1):
            rid = f"rIdObject{number}"
            if isinstance(thing, Link):
                links.setdefault(part, []).append((rid, f"{OFFICE}hyperlink", thing.url, True))
                continue
            if isinstance(thing, Subdocument):  # put in when all else is there
                continue
            content = thing.part()
            name = f"{folder}/{thing.folder}/object{number}.{thing.extension}"
            if thing.extension == "xml":
                declared.append((name, thing.content_type))
            else:
                name = pictures.setdefault(content, name)
                extensions[thing.extension] = thing.content_type
            parts[name] = content
            links.setdefault(part, []).append((rid, OFFICE + thing.kind, f"/{name}", False))
            if (behind := thing.behind()) is not None:
                ending, kind, made = behind
                source = f"{folder}/embeddings/object{number}.{ending}"
                parts[source], extensions[ending] = made, kind
                links[name] = [("rId1", f"{OFFICE}package", f"/{source}", False)]
        for part, added in links.items():
            rels = package.rels_name(part)
            parts[rels] = package.relate(parts.get(rels) or self._members.get(rels), added)
        if declared or extensions:
            types = self._members[_TYPES]
            parts[_TYPES] = package.declare(types, declared, extensions.items())
        return parts


def _shape(bodies: Iterable[str]) -> int:
    """Return the same number, in every process, for documents that differ in their words alone."""
    told = blake2b(digest_size=7)
    for each in bodies:
        told.update(_WORDS.sub(">x<", each).encode() + b"\0")
    return int.from_bytes(told.digest())


def _compiled(  # noqa: PLR0913, PLR0917 - what a template is made of
    content: bytes,
    name: str,
    style: bytes | None,
    filters: Mapping[str, Callable[..., Any]] | None,
    functions: Mapping[str, Callable[..., Any]] | None,
    author: str,
) -> Template:
    draft = Draft(content, name, style, filters, functions, author)
    return Template(draft)


def _shown_only_by(
    dummies: set[tuple[str, str]], members: dict[str, bytes]
) -> dict[str, set[tuple[str, str]]]:
    """Return the pictures to which nothing but `dummies` (part, id) points, each with those."""
    uses: dict[str, set[tuple[str, str]]] = {}
    for part in members if dummies else ():
        for rid, _, target, mode in package.relations(members, part):
            if mode != "External":
                uses.setdefault(package.target_name(part, target), set()).add((part, rid))
    return {name: found for name, found in uses.items() if found <= dummies and name in members}


def _prefixes(root: Any) -> set[str | None]:
    return {each.prefix for each in root.iter(f"{{{W}}}*")}


def _only_w(root: Any, content: bytes) -> bool:
    """Return whether Word's own elements all have the prefix w: as good as always they do."""
    declared = [prefix for prefix, name in root.nsmap.items() if name == W]
    once = content.count(W.encode()) == 1
    return declared == ["w"] and (once or _prefixes(root) == {"w"})


def _copy(source: Any, target: Any) -> None:
    """Copy what is in `source`, so that Word's own elements get the prefix of `target`."""
    target.text = source.text
    for child in source.iterchildren(etree.Element):
        copied = etree.SubElement(target, child.tag, child.attrib)
        _copy(child, copied)
        copied.tail = child.tail


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
