"""The compiled tags of a template: data in, the text of each part out, or every fault told."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from html import escape, unescape
from itertools import islice
from typing import Any

from jinja2 import TemplateSyntaxError
from lxml import etree

from pipeline.openxml import bookmarks, contents, mending
from pipeline.openxml.contents import Headings
from pipeline.openxml.package import parse
from pipeline.problems import InputRefused, LimitReached, PipelineError, Place, Problem
from pipeline.word import grammar, sandbox, syntax, tags, values
from pipeline.word.sandbox import COLLECTING, OverBudget, Run
from pipeline.word.syntax import Schema
from pipeline.word.tags import MARK, OPENERS, Fault, Tag, scan
from pipeline.word.values import PRINTERS
from pipeline.word.wording import FILTERS

DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PIECES = 4096  # joined at a time: the budget is looked at between them
_MOST_FAULTS = 50
_CHARGED = sandbox.all_charged(FILTERS)


@dataclass(frozen=True, slots=True)
class Finish:
    """What to look at in a part once it is filled."""

    blocks: bool = False  # a run may be empty: a block stands in it
    mends: bool = False  # rows and cells may be empty
    grids: bool = False  # columns may be more or fewer
    merges: bool = False  # a row that begins merged cells may be missing
    notes: bool = False  # notes were printed in the text
    contents: Headings | None = None  # a contents list is made anew from these headings

    @property
    def in_memory(self) -> bool:
        """Whether the part is looked at as a whole."""
        return self.grids or self.merges or self.contents is not None


@dataclass(frozen=True, slots=True)
class PartCode:
    """A part with tags: its code, and what to look at once it is filled."""

    name: str
    title: str
    xml: str  # with marks where the tags stand
    code: Any
    needs: Finish


_AS_IT_IS = Finish()
_Read = tuple[Any, list[int], list[Fault]]  # a tree, the tag on each of its lines, and faults


class Code:
    """All tags of one template, and what it has of them: faults, needs, compiled parts."""

    def __init__(
        self,
        name: str,
        filters: Mapping[str, Callable[..., Any]] | None = None,
        functions: Mapping[str, Callable[..., Any]] | None = None,
    ) -> None:
        self.name, self.place = name, Place(name)
        self.tags: list[Tag] = []
        self.faults: list[Fault] = []
        self.schema = Schema()
        self.parts: list[PartCode] = []
        self.notes: list[Fault] = []  # what an author should know, and nothing is wrong with
        self.references: dict[str, str] | None = None  # words of bookmarks that are always there
        self.next_list = 1
        self.blanks = ""  # the id of the character style of blanks
        self._room = sandbox.room(
            _CHARGED | sandbox.all_charged(filters or {}), PRINTERS, functions or {}
        )

    def compile(self, name: str, title: str, xml: str, finish: Finish = _AS_IT_IS) -> None:
        """Add the part `xml`, and what to look at once it is filled; note its faults and needs."""
        xml = mending.without_empty_runs(xml, mending.TYPED)
        read = [self.tags[each] for each in tags.in_order(xml)]
        read = [tag for tag in read if tag.kind not in ("{#", "raw")]
        levels = tags.levels(xml)
        sound = self._at_once(xml, read, levels) or self._one_by_one(xml, read, levels)
        if sound is None:
            return
        tree, lines, new = sound
        made = {tag.number for tag in read if tag.made}
        wrong = syntax.needs(tree, set(self._room.globals), self.schema, lines, made)
        new += [
            Fault(self.tags[tag].spot, f"{self.tags[tag].typed}: {message}", hint)
            for tag, message, hint in wrong
        ]
        self.faults += new
        if not new:
            compiled = self._compiled(tree, name, lines)
            self.parts.append(PartCode(name, title, xml, compiled, finish))

    def _at_once(self, xml: str, read: list[Tag], levels: tags.Levels) -> _Read | None:
        """Return a part without faults as one tree; None where there may be some."""
        if not grammar.is_plain(read, levels):
            return None
        source, lines, texts = tags.shortened(xml, self.tags)
        try:
            tree = syntax.completed(self._room.parse(source), texts)
        except (TemplateSyntaxError, RecursionError, ValueError):
            return None

        def ours(line: int) -> bool:
            return self.tags[sandbox.on_line(lines, line)].made

        refused = syntax.refusals(tree, self._room.filters, self._room.tests, ours)
        return (tree, lines, []) if next(refused, None) is None else None

    def _one_by_one(self, xml: str, read: list[Tag], levels: tags.Levels) -> _Read | None:
        """Return a part as one tree in which tags with faults do nothing, and the faults.

        Where there is no such tree, the faults are noted.
        """
        new, repairs = grammar.read(read, levels, self._room)
        if repairs is None:
            self.faults += new
            return None
        idle = frozenset(each.tag for each in new)
        source, lines = tags.jinja(xml, self.tags, idle, repairs)
        try:
            return self._room.parse(source), lines, new
        except TemplateSyntaxError as error:
            tag = self.tags[sandbox.on_line(lines, error.lineno)]
            message, hint = grammar.explain(tag.code, error)
            self.faults += new or [Fault(tag.spot, f"{tag.typed}: {message}", hint)]
        except RecursionError:
            tag = read[0]
            self.faults += new or [Fault(tag.spot, f"{tag.typed}: too much stands in it.")]
        return None

    def _compiled(self, tree: Any, name: str, lines: list[int]) -> Any:
        rooms = {number: self.tags[number].room for number in lines}
        return self._room.from_tree(syntax.instrumented(tree, lines, rooms), name, lines)

    def problems(self) -> tuple[Problem, ...]:
        """Return every fault of the template, each once."""
        return tuple(
            dict.fromkeys(
                Problem(
                    self.place,
                    f"{each.where}: {each.message}" if each.where else each.message,
                    each.hint,
                )
                for each in self.faults
            )
        )

    def said(self) -> tuple[Problem, ...]:
        """Return what an author should know of the template, each once."""
        return tuple(
            dict.fromkeys(
                Problem(self.place, f"{each.where}: {each.message}", each.hint)
                for each in self.notes
            )
        )

    # ── filling ──────────────────────────────────────────────────────────────────────────────

    def run(self, data: object) -> Run:
        """Return a fresh rendering of `data`."""
        bound, scoped = frozenset(self.schema.bound), self.schema.scoped
        return Run(
            self.tags,
            _mapping(data),
            bound=bound,
            scoped=scoped,
            next_list=self.next_list,
            blanks=self.blanks,
        )

    def texts(self, run: Run, record: str) -> dict[str, str]:
        """Return the text of every part, or raise with every fault that `record` meets."""
        try:
            texts = {part.name: self.text(part, run) for part in self.parts}
        except values.STOPS as error:
            raise self.refusal(run, record, error) from error
        return self.followed(texts, run)

    def followed(self, texts: dict[str, str], run: Run) -> dict[str, str]:
        """Return `texts`, in which what refers to something that is left out is plain text."""
        if self.references is None:
            return texts
        roots = {
            part.name: parse(DECLARATION + texts[part.name].encode())
            for part in self.parts
            if not part.name.endswith(".rels")
        }
        known = self.references | bookmarks.said(roots.values(), values.without_marks)
        for part in (each for each in self.parts if each.name in roots):
            for words in bookmarks.follow(roots[part.name], known, values.without_marks):
                where = f"{part.title}: " if part.title else ""
                message = f"{where}“{words}” refers to what is left out: it is plain text now."
                run.notices.append((-1, message, None))
        return texts | {
            name: str(etree.tostring(root, encoding="unicode")) for name, root in roots.items()
        }

    def text(self, part: PartCode, run: Run) -> str:
        """Return the text of one part."""
        text, needs = "".join(self.chunks(part, run)), part.needs
        if needs.blocks or run.empty:
            text = mending.without_empty_runs(text)
        if needs.notes:
            text = _with_notes(text, run.notes.get(part.name, ()))
        if needs.mends:
            text = mending.mended(text)
        if not needs.in_memory:
            return text
        root = parse(DECLARATION + text.encode())
        if needs.grids:
            mending.regrid(root)
        if needs.merges:
            mending.merges_whole(root)
        if needs.contents:
            contents.anew(root, needs.contents, values.without_marks)
        return str(etree.tostring(root, encoding="unicode"))

    def chunks(self, part: PartCode, run: Run) -> Iterator[str]:
        """Yield the text of one part piece by piece, not yet mended."""
        size = 0
        pieces = _pieces(part.code, run)
        while chunk := "".join(islice(pieces, _PIECES)):
            size += len(chunk)
            if size > run.most_output:
                raise OverBudget("The document would be too large.")
            yield chunk

    # ── what went wrong ──────────────────────────────────────────────────────────────────────

    def refusal(self, run: Run, record: str, error: Exception) -> PipelineError:
        """Return every fault that filling in this data meets, each with its place."""
        if isinstance(error, (OverBudget, OverflowError)):
            fault = self.located(sandbox.tag_of_error(error), *values.explain_stop(error), record)
            return LimitReached([fault])
        again = self.run(run.data)
        token = COLLECTING.set(again)
        try:
            for part in self.parts:
                idle: set[int] = set()
                while (stop := self._stop(part, again, frozenset(idle))) is not None:
                    tag = sandbox.tag_of_error(stop)
                    again.fault(tag, *values.explain_stop(stop), getattr(stop, "place", None))
                    if (
                        tag in idle
                        or isinstance(stop, OverBudget)
                        or len(again.faults) > _MOST_FAULTS
                    ):
                        break
                    idle.add(tag)
        finally:
            COLLECTING.reset(token)
        faults = sorted(again.faults, key=lambda fault: fault[0])
        problems = [
            self.located(tag, message, hint, record, place) for tag, message, hint, place in faults
        ]
        return InputRefused(problems or [Problem(self.place, str(error))])

    def _stop(self, part: PartCode, run: Run, idle: frozenset[int]) -> Exception | None:
        """Return what stops the part when the tags in `idle` do nothing, or None."""
        run.steps = run.size = run.work = 0
        code = part.code
        if idle:
            source, lines = tags.jinja(part.xml, self.tags, idle)
            code = self._compiled(self._room.parse(source), part.name, lines)
        try:
            for piece in _pieces(code, run):
                run.grow(len(piece))
        except values.STOPS as error:
            return error
        return None

    def located(
        self, number: int, message: str, hint: str, record: str = "", place: Place | None = None
    ) -> Problem:
        """Return a problem with the tag `number`, where a reader can find it.

        It is at `place`, the cell that holds what is wrong, or else in the template.
        """
        tag = self.tags[number]
        if place is not None:
            said = f"{message} ({self.name}, {tag.where}: {tag.typed})"
            return Problem(place, said, hint)
        where = ": ".join(each for each in (record, tag.spot, tag.typed) if each)
        return Problem(self.place, f"{where}: {message}", hint)

    def notices(self, run: Run, record: str) -> tuple[Problem, ...]:
        """Return what a reader should know of this rendering."""
        said = f"{record}: " if record else ""
        return tuple(
            Problem(place, f"{message} ({self.name}, {self.tags[tag].where})")
            if place
            else Problem(self.place, f"{said}{self._where(tag)}{message}")
            for tag, message, place in run.notices
        )

    def _where(self, tag: int) -> str:
        return f"{self.tags[tag].where}: " if tag >= 0 else ""


def _pieces(code: Any, run: Run) -> Iterator[str]:
    context = code.new_context(run.data)
    context.run = run
    pieces: Iterator[str] = code.root_render_func(context)
    return pieces


def _with_notes(text: str, notes: Sequence[str]) -> str:
    """Return the part of the notes with those that were printed at their marks."""
    name = re.split("[ />]", text[1:], maxsplit=1)[0]
    if text.endswith("/>"):
        text = f"{text[:-2]}></{name}>"
    return f"{text.removesuffix(f'</{name}>')}{''.join(notes)}</{name}>"


def _mapping(data: object) -> dict[str, Any]:
    if isinstance(data, Mapping):
        return {key: value for key, value in data.items() if isinstance(key, str)}
    if is_dataclass(data):
        return {each.name: getattr(data, each.name) for each in fields(data)}
    raise TypeError(f"a mapping or a dataclass is needed, not {type(data).__name__}")


class Line:
    """One line with tags, compiled once: `{{ organization }} letter`."""

    def __init__(self, pattern: str, name: str = "--name") -> None:
        self._code = Code(name)
        written, at = "", 0
        for start, end, code in scan(pattern):
            if end < 0:
                message = f"{pattern[start:]}: the tag is not closed."
                hint = f"End it with {OPENERS[pattern[start : start + 2]]}."
                self._code.faults.append(Fault("", message, hint))
                continue
            number = len(self._code.tags)
            typed = pattern[start:end]
            tag = Tag(number, typed, typed[:2], "", code.strip(), "", "plain", "line")
            self._code.tags.append(tag)
            written += f"{escape(pattern[at:start], quote=False)}{MARK[0]}{number}{MARK[1]}"
            at = end
        self._code.compile("line", "", written + escape(pattern[at:], quote=False))
        if problems := self._code.problems():
            raise InputRefused(problems)

    def requires(self) -> Schema:
        """Return the names that this line needs."""
        return self._code.schema

    def fill(self, data: object, record: str = "") -> str:
        """Return the line for `data`, on one line."""
        written = self._code.texts(self._code.run(data), record)["line"]
        return " ".join(unescape(written).split())
