"""Where the words of a document came from: kept with it, and found again after a person's edits."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from string import digits

from pipeline.keeping.paper import Paper
from pipeline.keeping.plain import lines_of
from pipeline.keeping.record import LEFT_EMPTY, TITLE, Column, Trace, total
from pipeline.model import Statement
from pipeline.openxml.blocks import BODY, cells_of
from pipeline.openxml.walk import TC, TR, places
from pipeline.problems import Place

Spot = tuple[str, int, int]  # part, block, cell


def of_paper(
    paper: Paper,
    statements: Sequence[Statement],
    blanks: Sequence[Statement],
    fields: Mapping[Place, str],
) -> tuple[Trace, ...]:
    """Return where each statement and each blank stands in a document as it was made."""
    spots: dict[str, Spot] = {}
    for label, root in paper.roots.items():
        numbers = {each.element: at for at, each in enumerate(paper.blocks[label])}
        for where, paragraph in places(root, "" if label == BODY else label):
            row = next((e for e in paragraph.iterancestors(TR) if e in numbers), None)
            at = numbers.get(paragraph if row is None else row)
            if at is not None:
                cell = 0
                if row is not None:
                    held = next(e for e in paragraph.iterancestors(TC) if e in cells_of(row))
                    cell = cells_of(row).index(held)
                spots.setdefault(where, (label, at, cell))
    words = {
        (label, at, cell): said
        for label, blocks in paper.blocks.items()
        for at, block in enumerate(blocks)
        for cell, said in enumerate(block.cells)
    }
    empty = map(_left_empty, _traces(blanks, spots, words, fields))
    return (*_traces(statements, spots, words, fields), *empty)


def columns(fields: Mapping[Place, str]) -> tuple[Column, ...]:
    """Return the columns of all sheets, where each was read as one field.

    Columns of titles are those where nothing else was read from them: a title stands beside each of
    its cards and steps.
    """
    letters: defaultdict[tuple[str, str], defaultdict[str, set[str]]]
    letters = defaultdict(lambda: defaultdict(set))
    last: defaultdict[tuple[str, str], int] = defaultdict(int)
    for place, kind in fields.items():
        sheet = place.file, place.sheet
        own = place.cell.rstrip(digits)
        row = place.cell[len(own) :]
        if own.isalpha() and row:
            letters[sheet][kind].add(own)
            last[sheet] = max(last[sheet], int(row))
    return tuple(
        Column(*sheet, kind, "".join(own), last[sheet])
        for sheet in sorted(letters)
        for kind, own in sorted(letters[sheet].items())
        if len(own) == 1 and (kind != TITLE or _alone(own, letters[sheet].values()))
    )


def named(found: Sequence[Column], traces: Sequence[Trace]) -> tuple[Column, ...]:
    """Return the columns of the sheets that `traces` name, and those of titles of every sheet."""
    sheets = {(each.file, each.sheet) for each in traces}
    return tuple(each for each in found if each.field == TITLE or (each.file, each.sheet) in sheets)


def _alone(own: set[str], read: Iterable[set[str]]) -> bool:
    """Return whether a column was read as one field: its letters stand once among those `read`."""
    return sum(own <= each for each in read) == 1


def of_text(
    content: bytes,
    statements: Sequence[Statement],
    blanks: Sequence[Statement],
    fields: Mapping[Place, str],
) -> tuple[Trace, ...]:
    """Return where each statement and each blank stands in a plain text: in the first line that holds it."""
    words = {(BODY, at, 0): line for at, line in enumerate(lines_of(content))}

    def found(texts: Sequence[Statement]) -> Iterator[Trace]:
        for each in texts:
            spot = next((at for at, line in words.items() if each.text.strip() in line), None)
            if spot:
                yield from _traces([each], {each.where: spot}, words, fields)

    return (*found(statements), *map(_left_empty, found(blanks)))


def _left_empty(trace: Trace) -> Trace:
    return replace(trace, field=LEFT_EMPTY, text=total(""))


def _traces(
    statements: Sequence[Statement],
    spots: Mapping[str, Spot],
    words: Mapping[Spot, str],
    fields: Mapping[Place, str],
) -> Iterator[Trace]:
    passed: defaultdict[tuple[Spot, str], int] = defaultdict(int)
    for each in statements:
        spot = spots.get(each.where)
        if spot is None or not each.source.file:
            continue
        said, text = words[spot], each.text.strip()
        begin = said.find(text, passed[spot, text])
        if begin < 0:
            begin = said.find(text)
        length = len(text)
        if begin < 0:  # it is printed in other words: a day, a number
            begin, length = 0, len(said)
        else:
            passed[spot, text] = begin + length
        first = len(said[:begin].split())
        last = first + max(len(said[begin : begin + length].split()), 1)
        end = begin + length
        aligned = said[:begin][-1:].strip() == "" == said[end : end + 1].strip()
        kind = fields.get(each.source, "")
        source = each.source
        yield Trace(
            *spot, begin, length, first, last, int(aligned), total(text), kind, source.file, source.sheet, source.cell
        )  # fmt: skip
