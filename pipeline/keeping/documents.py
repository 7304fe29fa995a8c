"""Bring a new version of a Word document into the one that lies there, edits and all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.keeping.merging import Do, Merged, Restructured, Step, merge
from pipeline.keeping.paper import Paper
from pipeline.keeping.record import Mark, Print, Record, encoded, total
from pipeline.openxml import blocks, splicing
from pipeline.openxml.blocks import Block
from pipeline.openxml.walk import TBL, TR, P

NOTE_END = ":] "  # what a note says of the workbook's text, and then that text
SHORT = 60  # characters of a text that a message quotes


@dataclass(frozen=True, slots=True)
class Conflict:
    """A text that a person and the workbook both changed, in words; and whether a note says so."""

    words: str
    noted: bool = True


@dataclass(slots=True)
class Brought:
    """A document that was brought together: its file, and what to say of it."""

    content: bytes = b""
    words: str = ""  # all of them, a block a line
    kept: int = 0  # blocks a person changed, added, took out or moved
    conflicts: list[Conflict] = field(default_factory=list)  # what both changed, in words
    open_marks: int = 0  # notes of an earlier run that still stand
    marks: list[Mark] = field(default_factory=list)  # the notes that now stand in it


def bring(theirs: Paper, ours: Paper, old: Record, new: Record, day: str) -> Brought:
    """Return `ours` brought into `theirs`; `old` and `new` are the records of both.

    `day` is printed in the notes that stand where both changed. Raises Restructured, or Unfit,
    where that cannot be done safely.
    """
    found = Brought()
    waiting = _taken_down(theirs, old.marks)
    for label in ours.parts:
        for target in _targets(label, theirs, ours, old):
            versions = ((old, new), theirs, ours)
            work = _Work(versions, (target, label), day, found, waiting)
            found.marks += work.done()
    if total(theirs.title_words()) == old.title:
        theirs.retitle(ours.title_words())
    for label in theirs.parts:
        splicing.tidy(theirs.roots[label])
    # A person's edits stand in it: without a sum over the rest it is never taken for untouched.
    found.content = theirs.content(encoded(replace(new, marks=tuple(found.marks), digest="")))
    found.words = theirs.words()
    return found


def _targets(label: str, theirs: Paper, ours: Paper, old: Record) -> list[str]:
    """Return which parts of `theirs` are what was written as the part `label`.

    LibreOffice writes the foot of the page anew for each section.
    """
    written = _seen(old.parts.get(label, ()))
    kind = label.split(" ", maxsplit=1)[0]
    alike = [
        each
        for each in theirs.parts
        if each.split(" ")[0] == kind and _seen(theirs.prints(each)) == written
    ]
    if label in theirs.parts and (not alike or label in alike):
        return [label, *(each for each in alike if each != label and each not in old.parts)]
    if not alike and written != _seen(ours.prints(label)):
        raise Restructured(f"its {label} is not there any more")
    return alike[:1]


def _seen(prints: Sequence[Print]) -> list[str]:
    return [each.seen for each in prints]


@dataclass(frozen=True, slots=True)
class _Note:
    """A note of an earlier run, taken down until it is known whether it still holds."""

    mark: Mark
    elements: tuple[Any, ...]


def _taken_down(theirs: Paper, marks: Sequence[Mark]) -> list[_Note]:
    """Take the notes of earlier runs out of `theirs`, but for those that stay for good."""
    notes: list[_Note] = []
    for label, root in theirs.roots.items():
        own = {each.text: each for each in marks if each.part == label and each.block >= 0}
        for paragraph in list(root.iter(P)) if own else ():
            mark = own.pop(total(blocks.words_of(paragraph)), None)
            if mark and (mark.cell >= 0) is (next(paragraph.iterancestors(TR), None) is not None):
                paragraph.getparent().remove(paragraph)
                notes.append(_Note(mark, (paragraph,)))
    theirs.blocks = {label: theirs.read(label) for label in theirs.parts}
    return notes


class _Work:
    """One part of a document, being brought together."""

    def __init__(
        self,
        versions: tuple[tuple[Record, Record], Paper, Paper],
        parts: tuple[str, str],
        day: str,
        found: Brought,
        notes: Sequence[_Note],
    ) -> None:
        """`versions` are the records, what lies there and what is new; `parts` its labels in the last two."""
        old, theirs, ours = versions
        target, label = parts
        self.base = old[0].parts.get(label, ())
        sources = (old[0].sources(label), old[1].sources(label))
        self.label, self.day, self.found = label, day, found
        self.theirs, self.ours = theirs.blocks[target], ours.blocks[label]
        self.prints, self.new = theirs.prints(target), ours.full_prints(label)
        self.root, self.styles = theirs.roots[target], (theirs.styles, ours.styles)
        self.notes = [note for note in notes if note.mark.part == target]
        self.merged: Merged = merge(
            self.base,
            self.prints,
            self.new,
            [each.held for each in self.theirs],
            sources,
        )
        self.fitting = splicing.Fitting(
            (ours.members, ours.main, ours.parts[label]),
            (theirs.members, theirs.main, theirs.parts[target]),
            dict(self._lists()),
        )
        self.cursor: Any = None  # what was put or passed last
        self.marks = [
            replace(each, part=label)
            for each in old[0].marks
            if each.part == target and each.block < 0 and each.text in _totals(self.root)
        ]
        self.tables: dict[int, Any] = {}  # a new table of ours, being built

    def _lists(self) -> Iterator[tuple[str, str]]:
        """Yield which list of theirs goes on with one of ours."""
        for step in self.merged.steps:
            if step.theirs >= 0 and step.ours >= 0:
                here = splicing.list_of(self.ours[step.ours].element)
                there = splicing.list_of(self.theirs[step.theirs].element)
                if here and there:
                    yield here, there

    def done(self) -> list[Mark]:
        """Bring the part together, and return the notes that now stand in it."""
        self._columns_are_as_they_were()
        for here, there in self._tables():
            splicing.retitle(here, there)
        gone = [
            self.theirs[step.theirs].element for step in self.merged.steps if step.do is Do.DROP
        ]
        for step in self.merged.steps:
            self._do(step)
        for element in gone:
            splicing.take_out(element)
        for step in self.merged.missed:
            words = _quoted(self.ours[step.ours])
            message = f"You took it out; the workbook says now: {words}."
            self.found.conflicts.append(Conflict(message, noted=False))
        self.found.kept += self.merged.edits
        return self.marks

    def _tables(self) -> Iterator[tuple[Any, Any]]:
        """Yield each table that lies there with the new one that it is."""
        for step in self.merged.steps:
            if step.theirs >= 0 and step.ours >= 0 and self.theirs[step.theirs].table:
                here, there = self.theirs[step.theirs].element, self.ours[step.ours].element
                yield next(here.iterancestors(TBL)), next(there.iterancestors(TBL))

    def _columns_are_as_they_were(self) -> None:
        """Refuse a table whose columns a person or the template changed, where its rows change, too.

        Where some rows have their cells, a person merged or split those of the others.
        """
        rows = [
            each
            for each in self.merged.steps
            if min(each.base, each.theirs, each.ours) >= 0 and self.theirs[each.theirs].table
        ]
        like = {self.theirs[each.theirs].table for each in rows if not self._is_reshaped(each)}
        for step in rows:
            if step.do in {Do.RENEW, Do.BOTH}:
                as_written = len(self.ours[step.ours].cells) == len(self.base[step.base].cells)
                if self.theirs[step.theirs].table not in like or not as_written:
                    raise Restructured("the columns of a table are others now")

    def _is_reshaped(self, step: Step) -> bool:
        """Say whether a person merged or split cells of a row: then no cell is surely that of before."""
        here, there = (
            [*map(blocks.is_covered, blocks.cells_of(row.element))]
            for row in (self.theirs[step.theirs], self.ours[step.ours])
        )
        return here != there

    def _do(self, step: Step) -> None:
        match step.do:
            case Do.INSERT:
                self._insert(step)
            case Do.INSERT_MARKED:
                under = _under(self.ours, step.ours)
                self._put_for_good(step, f"[New in the workbook, {self.day}{under}{NOTE_END}")
                words = _quoted(self.ours[step.ours])
                self.found.conflicts.append(Conflict(f"New in a part that you took out: {words}."))
            case Do.KEEP | Do.DROP:
                self.cursor = self.theirs[step.theirs].element
                self._again(step)
            case Do.KEEP_GONE:
                self._kept_gone(step)
            case Do.RENEW | Do.BOTH if self.theirs[step.theirs].table:
                self._row(step)
            case Do.RENEW:
                self._renew(step)
            case Do.BOTH:
                self._both(step)

    def _again(self, step: Step) -> None:
        """Put the notes of an earlier run back, where what they say is still so."""
        settled = (
            self.new[step.ours].seen == self.prints[step.theirs].seen if step.ours >= 0 else True
        )
        for note in [
            each for each in self.notes if each.mark.block == step.base and step.base >= 0
        ]:
            if settled or step.do is not Do.KEEP:
                continue
            if note.mark.cell >= 0:
                cells = blocks.cells_of(self.cursor)
                if note.mark.cell >= len(cells):
                    continue
                for each in note.elements:
                    cells[note.mark.cell].append(each)
            else:
                self._put(*note.elements)
            self.found.open_marks += 1
            self.marks.append(replace(note.mark, part=self.label, block=step.ours))

    # ── paragraphs ───────────────────────────────────────────────────────────────────────────

    def _renew(self, step: Step) -> None:
        old, new = self.theirs[step.theirs], self.ours[step.ours]
        splicing.renew(
            old.element, self.fitting.fit(new.element), same_style=old.style == new.style
        )
        self.cursor = old.element

    def _both(self, step: Step) -> None:
        self.cursor = self.theirs[step.theirs].element
        made = self._noted(step.ours, f"[Also changed in the workbook, {self.day}{NOTE_END}")
        self._put(made)
        self._mark(step.ours, made)
        self._say_both(self.theirs[step.theirs].words, self.ours[step.ours].words)

    def _kept_gone(self, step: Step) -> None:
        block = self.theirs[step.theirs]
        self.cursor = block.element
        words = f"[No longer in the workbook, {self.day}.]"
        if block.table:
            at, cell = self._shown(block.element)[0]
            made = splicing.note(words, splicing.bare(cell.findall(P)[-1]))
            cell.append(made)
            self._mark(-1, made, at)
        else:
            made = splicing.note(words)
            self._put(made)
            self._mark(-1, made)
        message = f"No longer in the workbook, and kept: {_quoted(block)}."
        self.found.conflicts.append(Conflict(message))

    def _put_for_good(self, step: Step, words: str) -> None:
        """Put in what is new, with a note that no later run takes down."""
        made = self._noted(step.ours, words)
        self._put(made)
        self._mark(-1, made)

    def _noted(self, at: int, words: str) -> Any:
        block = self.ours[at]
        if block.table:
            return splicing.note(words + " | ".join(filter(None, block.cells)).replace("\n", " "))
        fitted = self.fitting.fit(block.element)
        return splicing.note(words, fitted, heading=bool(block.heading))

    def _mark(self, at: int, made: Any, cell: int = -1) -> None:
        self.marks.append(Mark(self.label, at, cell, total(blocks.words_of(made))))

    def _say_both(self, yours: str, new: str) -> None:
        said = f"Changed by you: {short(yours)}" if yours.strip() else "Struck out by you"
        message = f"{said} — and in the workbook: {short(new)}."
        self.found.conflicts.append(Conflict(message))

    # ── rows ─────────────────────────────────────────────────────────────────────────────────

    def _row(self, step: Step) -> None:
        """Bring a row together, cell by cell; below a row that a person reshaped stands a note."""
        if self._is_reshaped(step):
            self._row_noted(step)
            return
        base, mine = self.base[step.base].cells, self.prints[step.theirs].cells
        new = self.new[step.ours].cells
        self.cursor = row = self.theirs[step.theirs].element
        here, there = blocks.cells_of(row), blocks.cells_of(self.ours[step.ours].element)
        for at in range(len(base)):
            if new[at] == base[at] or new[at] == mine[at]:
                continue
            made = [self.fitting.fit(each) for each in there[at] if each.tag in (P, TBL)]
            if mine[at] == base[at] and not blocks.is_held(here[at]):
                for old in [each for each in here[at] if each.tag in (P, TBL)]:
                    here[at].remove(old)
                here[at].extend(made)
            else:
                words_of = (self.theirs[step.theirs].cells[at], self.ours[step.ours].cells[at])
                self._say_both(*words_of)
                words = f"[Also changed in the workbook, {self.day}{NOTE_END}"
                splicing.note(words, next(each for each in made if each.tag == P))
                for each in made:
                    here[at].append(each)
                    self._mark(step.ours, each, at)

    def _row_noted(self, step: Step) -> None:
        self.cursor = self.theirs[step.theirs].element
        made = self._noted(step.ours, f"[Also changed in the workbook, {self.day}{NOTE_END}")
        at, cell = self._shown(self.cursor)[-1]
        cell.append(made)
        self._mark(step.ours, made, at)
        self._say_both(self.theirs[step.theirs].words, self.ours[step.ours].words)

    def _shown(self, row: Any) -> list[tuple[int, Any]]:
        """Return the cells of a row that a reader sees, with their numbers."""
        cells = list(enumerate(blocks.cells_of(row)))
        return [each for each in cells if not blocks.is_covered(each[1])] or cells

    def _insert(self, step: Step) -> None:
        block = self.ours[step.ours]
        if not block.table:
            self._put(self.fitting.fit(block.element))
        elif self._is_new(block.table):
            table = self.tables.get(block.table)
            if table is None:
                self.tables[block.table] = table = self._empty_table(block.element)
                self._put(table)
            table.append(self.fitting.fit(block.element))
            self.cursor = table
        elif self.cursor is not None and self.cursor.tag == TR:
            row = self.fitting.fit(block.element)
            self.cursor.addnext(row)
            self.cursor = row
        else:
            self._put_for_good(step, f"[New in the workbook, {self.day}{NOTE_END}")
            message = f"New in a table that you took out: {_quoted(block)}."
            self.found.conflicts.append(Conflict(message))

    def _is_new(self, table: int) -> bool:
        known = {
            self.ours[step.ours].table
            for step in self.merged.steps
            if step.base >= 0 and step.ours >= 0
        }
        lost = {self.ours[step.ours].table for step in self.merged.missed}
        return table not in known | lost

    def _empty_table(self, row: Any) -> Any:
        table = next(row.iterancestors(TBL))
        bare = table.makeelement(table.tag, table.attrib)
        for each in table:
            if each.tag != TR and next(each.iter(TR), None) is None:
                bare.append(self.fitting.fit(each))
        return bare

    def _put(self, *elements: Any) -> None:
        """Put paragraphs or a table behind what was put or passed last, never into a table."""
        for element in elements:
            at = self.cursor
            if at is not None and at.tag == TR:
                at = next(at.iterancestors(TBL))
            if at is None:
                body = self.root.find("{*}body")
                (self.root if body is None else body).insert(0, element)
            else:
                at.addnext(element)
            self.cursor = element


def _totals(root: Any) -> set[str]:
    return {total(blocks.words_of(each)) for each in root.iter(P)}


def _under(ours: Sequence[Block], at: int) -> str:
    heading = next((each for each in reversed(ours[:at]) if each.heading), None)
    return f", under “{heading.words.strip()}”" if heading else ""


def _quoted(block: Block) -> str:
    return short(block.words)


def short(words: str) -> str:
    """Return the words of a text as a message quotes them."""
    words = " ".join(words.split())
    return f"“{words}”" if len(words) <= SHORT else f"“{words[: SHORT - 1]}…”"
