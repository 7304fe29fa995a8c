"""Tell which cells a person's edits of a document are about, and what these cells would say."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from pipeline.keeping.adding import Home, added
from pipeline.keeping.documents import short
from pipeline.keeping.explaining import Line, opened
from pipeline.keeping.record import TITLE, Column, Trace, marks_of
from pipeline.model import Edit
from pipeline.problems import Place, Problem

_BETWEEN = marks_of("|")  # the cells of a row, in its fingerprint
NOT_WORDS = frozenset(
    {"", "Answer", "Statement", "Card", "Item"}
)  # changed in a form, not on a page


def edits_of(
    path: Path, taken: Counter[Home]
) -> tuple[tuple[Edit, ...], tuple[Problem, ...]] | None:
    """Return the edits of texts from cells in the document at `path`, the cells of rows that it adds, the rest.

    `taken` counts the new rows of each sheet. None where nothing says how the document was written.
    """
    found = opened(path)
    if found is None:
        return None
    lines, record = found
    edits: list[Edit] = []
    stays: list[Problem] = []
    for line in (each for each in lines if each.edited and each.written and each.words.strip()):
        own = [_named(each, record.columns) for each in _edits(path.name, line)]
        edits += own
        if not own and not _unchanged(line):
            stays.append(_stays(path, line, "changed, and not in the words of one cell"))
    for each in added(path.name, lines, record.columns, taken):
        edits += each.edits
        stays += [
            _stays(path, line, "added, and no sheet has a place for it") for line in each.stays
        ]
    return tuple(edits), tuple(stays)


def _stays(path: Path, line: Line, what: str) -> Problem:
    message = f"{line.where}: {what}: it stays in the document only: {short(line.words)}."
    return Problem(Place(path.name), message)


def _unchanged(line: Line) -> bool:
    """Say whether only the looks were changed."""
    return _written(line) == marks_of(line.words)


def _written(line: Line) -> tuple[int, ...] | None:
    """Return the marks of the words that were written in a line: of a row, those of its cell."""
    if line.written is None:
        return None
    if not line.written.table:
        return line.written.words
    parts = [
        tuple(group)
        for between, group in groupby(line.written.words, lambda each: (each,) == _BETWEEN)
        if not between
    ]
    written = len(line.written.cells)
    now = len(line.block.cells) if line.block else written  # others where a person merged some
    known = line.cell < len(parts) == written == now
    return parts[line.cell] if known else None


def _edits(document: str, line: Line) -> Iterator[Edit]:
    """Yield the text that was changed, where all around it is as it was."""
    written, new = _written(line), marks_of(line.words)
    if written is None:
        return
    for trace in line.traces:
        before, after = written[: trace.first], written[trace.last :]
        end = len(new) - len(after)
        around = new[: len(before)] == before and new[end:] == after and end >= len(before)
        if around and trace.aligned and trace.field not in NOT_WORDS:
            words = _between(line.words, len(before), end)
            if words and not _same(written, trace, new[len(before) : end]):
                source = Place(trace.file, trace.sheet, trace.place)
                yield Edit(document, line.where, source, trace.field, words, trace.text)


def _named(edit: Edit, columns: Sequence[Column]) -> Edit:
    """Return an edit of a title with the columns in which other cards and steps stand under it."""
    if edit.field != TITLE:
        return edit
    also = tuple(
        str(Place(each.file, each.sheet, each.letters)) for each in columns if each.field == TITLE
    )
    return replace(edit, also=also)


def _same(written: tuple[int, ...], trace: Trace, now: tuple[int, ...]) -> bool:
    return written[trace.first : trace.last] == now


def _between(words: str, first: int, last: int) -> str:
    """Return the words from number `first` to before `last`, with what stands between them."""
    if (first, last) == (0, len(words.split())):
        return words.strip()
    return " ".join(words.split()[first:last])
