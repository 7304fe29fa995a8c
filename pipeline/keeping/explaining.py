"""Answer where a phrase of a document came from, and where the words of a cell went."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path

from pipeline.keeping import plain
from pipeline.keeping.documents import NOTE_END
from pipeline.keeping.pairing import paired
from pipeline.keeping.paper import Paper
from pipeline.keeping.record import (
    LEFT_EMPTY,
    Mark,
    Print,
    Record,
    Trace,
    marks_of,
    of_lines,
    total,
)
from pipeline.keeping.store import Store
from pipeline.openxml.blocks import BODY, Block
from pipeline.openxml.walk import TR, places
from pipeline.problems import InputRefused, Place, Problem

_ALIKE = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "\xa0": " "})
TEXT, MAIL = ".txt", ".eml"


@dataclass(frozen=True, slots=True)
class Origin:
    """A place in a document, and the cell that its words came from; no cell where they came from none."""

    document: str
    where: str  # "paragraph 12", "table 1, row 2, cell 1", "line 3"
    words: str  # that stand there now
    file: str = ""
    sheet: str = ""
    cell: str = ""
    field: str = ""  # what the cell was read as: "Idea"
    edited: bool = False  # a person has changed the words since they were written

    @property
    def source(self) -> str:
        """The cell, as messages name it: workshop.xlsx!Ideas!D7; "" for none."""
        return "!".join(filter(None, (self.file, self.sheet, self.cell)))

    def lines(self) -> Iterator[str]:
        """Yield what to say of it: where it stands and what it says; the cell, or why there is none."""
        yield f"{self.document}, {self.where}: “{self.words.strip()}”"
        read_as = f" ({self.field})" if self.field else ""
        if self.field == LEFT_EMPTY and self.edited:
            yield f"  stands where {self.source} says nothing: filled in in the document"
        elif self.field == LEFT_EMPTY:
            yield f"  {self.source} says nothing: type it there"
        elif self.source and self.edited:
            yield f"  came from {self.source}{read_as}, and was changed in the document since"
        elif self.source:
            yield f"  {self.source}{read_as}: “{self.words.strip()}”"
        elif self.edited:
            yield "  typed or changed in the document by a person: no cell holds it"
        else:
            yield "  words of the template, or counted by Afterword: no cell holds them"


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, a cell or a line of a document: its words now, and what was written there."""

    where: str
    words: str
    traces: tuple[Trace, ...] = ()
    edited: bool = False
    written: Print | None = None  # the block it was, None where a person added it
    cell: int = 0  # of a row
    block: Block | None = None  # of a Word document, as it is now
    part: str = BODY
    note: bool = False  # Afterword put it below what a person had changed


def of_phrase(path: Path, phrase: str) -> tuple[Origin, ...] | None:
    """Return where `phrase` stands in the document at `path` and where its words came from.

    None where nothing says how the document was written. Raises InputRefused where it is damaged.
    """
    found = lines(path)
    if found is None:
        return None
    wanted = _plain(phrase)
    return tuple(
        origin for line in found if wanted in _plain(line.words)
        for origin in _origins(path.name, line, wanted)
    )  # fmt: skip


def of_cell(path: Path, cell: str) -> tuple[Origin, ...]:
    """Return where the words of `cell` (workshop.xlsx!Ideas!D7) stand in the document at `path`."""
    return tuple(
        _origin(path.name, line, trace)
        for line in lines(path) or ()
        for trace in line.traces
        if cell.casefold() in _names(trace)
    )


def _names(trace: Trace) -> set[str]:
    """Return how a cell may be called; an answer that was ticked twice has two."""
    return {
        "!".join(filter(None, (trace.file, trace.sheet, each))).casefold()
        for each in trace.place.split(", ")
    }


def _plain(words: str) -> str:
    return " ".join(words.translate(_ALIKE).split()).casefold()


# ── what stands in a document, line by line ──────────────────────────────────────────────────


def lines(path: Path) -> list[Line] | None:
    """Return what stands in a document, None where nothing says how it was written."""
    found = opened(path)
    return None if found is None else found[0]


def opened(path: Path) -> tuple[list[Line], Record] | None:
    """Return what stands in a document and how it was written, None where nothing says so."""
    content = path.read_bytes()
    if path.suffix.lower() == MAIL:  # it was made of the text of that name
        try:
            return _lines_of_text(path.with_suffix(TEXT), plain.of_mail(content))
        except ValueError as error:
            message = "This email cannot be read."
            raise InputRefused([Problem(Place(path.name), message, "Give its text.")]) from error
    if path.suffix.lower() == TEXT:
        return _lines_of_text(path, content)
    paper = Paper(content, path.name)
    record = paper.record()
    return None if record is None else (list(_lines_of_paper(paper, record)), record)


def _lines_of_text(path: Path, content: bytes) -> tuple[list[Line], Record] | None:
    record = next(
        filter(None, (_kept(folder, path) for folder in path.absolute().parents[:2])), None
    )
    if record is None:
        return None
    now = plain.lines_of(content)
    prints = of_lines(now)
    base = record.parts.get(BODY, ())
    marks = {each.text: each for each in record.marks}
    notes = {at: marks[total(line)] for at, line in enumerate(now) if total(line) in marks}
    became = _became(base, prints, notes)
    traces = _by_block(record, BODY)
    found = []
    for at, line in enumerate(now):
        old, note = became.get(at), at in notes
        found.append(
            Line(
                f"line {at + 1}",
                line.partition(NOTE_END)[2] or line if note else line,
                tuple(traces.get((old, 0), ())) if old is not None else (),
                edited=not note and (old is None or base[old].seen != prints[at].seen),
                written=base[old] if old is not None else None,
                note=note,
            )
        )
    return found, record


def _kept(folder: Path, path: Path) -> Record | None:
    written = Store.read(folder).files.get(path.absolute().relative_to(folder).as_posix())
    return written.record if written else None


def _lines_of_paper(paper: Paper, record: Record) -> Iterator[Line]:
    for label, root in paper.roots.items():
        base, prints = record.parts.get(label, ()), paper.prints(label)
        marks = {each.text: each for each in record.marks if each.part == label}
        notes = {
            at: marks[total(each.words)]
            for at, each in enumerate(paper.blocks[label])
            if not each.table and total(each.words) in marks
        }
        became = _became(base, prints, notes)
        traces = _by_block(record, label)
        wheres = _wheres(root, label)
        for at, block in enumerate(paper.blocks[label]):
            old = became.get(at)
            for cell in range(len(block.cells)):
                where = wheres.get((block.element, cell), label)
                words = _without(block.cells[cell], marks)
                here = Line(where, words, (), True, None, cell, block, label)
                if at in notes:
                    words = block.words.partition(NOTE_END)[2] or block.words
                    here = replace(here, words=words, edited=False, note=True)
                if old is None:
                    yield here
                    continue
                yield replace(
                    here,
                    traces=tuple(traces.get((old, cell), ())),
                    edited=not here.note and _edited(base[old], prints[at], cell),
                    written=base[old],
                )


def _became(
    base: Sequence[Print], prints: Sequence[Print], notes: Mapping[int, Mark]
) -> dict[int, int]:
    """Return which block of `base` each one became; a note goes below what it is about."""
    own = [at for at in range(len(prints)) if at not in notes or notes[at].block < 0]
    pairs = paired(base, [prints[at] for at in own], moves=True)
    became = {own[at]: old for old, at in pairs.items()}
    for at, mark in notes.items():
        if mark.block >= 0:
            above = max((each for each in own if each < at), default=-1)
            if above >= 0 and above not in became and mark.block not in pairs:
                became[above] = mark.block
            became[at] = mark.block
    return became


def _without(words: str, notes: Collection[str]) -> str:
    """Return the words of a cell without the notes that Afterword put there."""
    lines = words.split("\n")
    return (
        "\n".join(each for each in lines if total(each) not in notes) if len(lines) > 1 else words
    )


def _edited(old: Print, new: Print, cell: int) -> bool:
    if old.table and cell < len(old.cells) and cell < len(new.cells):
        return old.cells[cell] != new.cells[cell]
    return old.seen != new.seen


def _by_block(record: Record, part: str) -> Mapping[tuple[int | None, int], Sequence[Trace]]:
    found: dict[tuple[int | None, int], list[Trace]] = {}
    for each in record.traces:
        if each.part == part:
            found.setdefault((each.block, each.cell), []).append(each)
    return found


def _wheres(root: object, label: str) -> Mapping[tuple[object, int], str]:
    """Return how a reader finds each paragraph and each cell: "paragraph 12"."""
    found: dict[tuple[object, int], str] = {}
    for where, paragraph in places(root, "" if label == BODY else label):
        row = next(paragraph.iterancestors(TR), None)
        if row is None:
            found[paragraph, 0] = where
        elif "cell " in where:
            number = where.rpartition("cell ")[2].split(",")[0]
            if number.isdigit():
                found.setdefault((row, int(number) - 1), where)
    return found


# ── which of the texts in a line is meant ────────────────────────────────────────────────────


def _origins(document: str, line: Line, wanted: str) -> Iterator[Origin]:
    """Yield the cell of each text that the phrase touches; one without a cell where it touches none."""
    touched = [each for each in line.traces if _touches(line, each, wanted)]
    yield from (_origin(document, line, each) for each in touched)
    if not touched:
        yield Origin(document, line.where, line.words, edited=line.edited)


def _origin(document: str, line: Line, trace: Trace) -> Origin:
    words = line.words if line.edited else line.words[trace.begin : trace.begin + trace.length]
    return Origin(
        document, line.where, words, trace.file, trace.sheet, trace.place, trace.field, line.edited
    )


def _touches(line: Line, trace: Trace, wanted: str) -> bool:
    """Say whether the phrase stands, with a word at least, in what came from the trace's cell."""
    if not line.edited:
        text = _plain(line.words[trace.begin : trace.begin + trace.length])
        return wanted in text or text in wanted or _overlap(line, trace, wanted)
    if line.written is None or line.written.table:
        return True
    span = now(line.written, line.words, trace)
    words = line.words.split()
    text = _plain(" ".join(words[span[0] : span[1]]))
    return bool(text) and (wanted in text or text in wanted)


def _overlap(line: Line, trace: Trace, wanted: str) -> bool:
    """Say whether the phrase begins or ends within the text."""
    before = _plain(line.words[: trace.begin])
    through = _plain(line.words[: trace.begin + trace.length])
    whole = _plain(line.words)
    at = whole.find(wanted)
    while at >= 0:
        if at < len(through) and at + len(wanted) > len(before) + bool(before):
            return True
        at = whole.find(wanted, at + 1)
    return False


def now(written: Print, words: str, trace: Trace) -> tuple[int, int]:
    """Return which words of an edited line stand where the words of `trace` stood."""
    new = marks_of(words)
    matcher = SequenceMatcher(None, written.words, new, autojunk=False)
    begin, end = 0, len(new)
    for block in matcher.get_matching_blocks():
        if block.a + block.size <= trace.first:
            begin = block.b + block.size
        elif block.a < trace.first:
            begin = block.b + trace.first - block.a
        if block.size and block.a >= trace.last:
            end = min(end, block.b)
        elif block.size and block.a + block.size > trace.last:
            end = min(end, block.b + trace.last - block.a)
    return begin, max(begin, end)
