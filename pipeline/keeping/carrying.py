"""Tell which cells a person's edits of a document are about, and what these cells would say."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from pipeline.keeping.explaining import Line, lines
from pipeline.keeping.record import Trace, marks_of
from pipeline.model import Edit
from pipeline.problems import Place, Problem

_BETWEEN = marks_of("|")  # the cells of a row, in its fingerprint
NOT_WORDS = frozenset(
    {"", "Answer", "Statement", "Card", "Item"}
)  # changed in a form, not on a page


def edits_of(path: Path) -> tuple[tuple[Edit, ...], tuple[Problem, ...]] | None:
    """Return the edits of texts from cells in the document at `path`, and those of no cell alone.

    None where nothing says how the document was written.
    """
    found = lines(path)
    if found is None:
        return None
    edits: list[Edit] = []
    problems: list[Problem] = []
    for line in (each for each in found if each.edited and each.words.strip()):
        own = list(_edits(path.name, line))
        edits += own
        if not own and not _unchanged(line):
            message = f"{line.where} was changed, and the change is not of the words of one cell: it stays in the document only."
            problems.append(Problem(Place(path.name), message))
    return tuple(edits), tuple(problems)


def _unchanged(line: Line) -> bool:
    """Say whether only the looks were changed."""
    return line.written is not None and _written(line) == marks_of(line.words)


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
    return parts[line.cell] if len(parts) == len(line.written.cells) else None


def _edits(document: str, line: Line) -> Iterator[Edit]:
    """Yield the text that was changed, where all around it is as it was."""
    written, new = _written(line), marks_of(line.words)
    if written is None or written == new:
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


def _same(written: tuple[int, ...], trace: Trace, now: tuple[int, ...]) -> bool:
    return written[trace.first : trace.last] == now


def _between(words: str, first: int, last: int) -> str:
    """Return the words from number `first` to before `last`, with what stands between them."""
    if (first, last) == (0, len(words.split())):
        return words.strip()
    return " ".join(words.split()[first:last])
