"""Bring three versions together: what was written last, what lies there now, what would be written now.

What nobody touched is made anew; what a person changed, added or took out stays so; where both
changed, both stand. The order is that of the document that lies there.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from pipeline.keeping.pairing import ALIKE, Sources, alike, paired
from pipeline.keeping.record import Print

STILL_THERE = 0.5  # of the blocks that were written: with fewer, the document is another one
FEW = 8  # blocks: of fewer, half is soon gone


class Do(Enum):
    """What is done with a block."""

    KEEP = auto()  # it stays as it lies there: nobody has changed it, or a person has
    RENEW = auto()  # nobody has touched it, and the workbook says otherwise now
    DROP = auto()  # nobody has touched it, and the workbook no longer has it
    INSERT = auto()  # it is new in the workbook
    INSERT_MARKED = auto()  # it is new, but what it belongs to was taken out by a person
    BOTH = auto()  # a person and the workbook have changed it
    KEEP_GONE = auto()  # a person has changed it, and the workbook no longer has it


@dataclass(frozen=True, slots=True)
class Step:
    """What is done with a block: its number in what lies there, was written, would be written."""

    do: Do
    theirs: int = -1
    base: int = -1
    ours: int = -1


@dataclass(frozen=True, slots=True)
class Merged:
    """The steps in the order of the page, and what a person did."""

    steps: tuple[Step, ...]
    changed: tuple[int, ...]  # blocks that lie there: changed by a person
    added: tuple[int, ...]  # blocks that lie there: added by a person
    deleted: tuple[int, ...]  # blocks that were written: taken out by a person
    missed: tuple[Step, ...]  # taken out by a person, and the workbook says otherwise now
    moved: int = 0

    @property
    def edits(self) -> int:
        """How many blocks a person changed, added, took out or moved."""
        return len(self.changed) + len(self.added) + len(self.deleted) + self.moved


class Restructured(Exception):  # noqa: N818 - reads as a sentence at the raise
    """The document cannot be brought together with the new one without a risk to what stands there."""


def merge(
    base: Sequence[Print],
    theirs: Sequence[Print],
    ours: Sequence[Print],
    held: Sequence[bool],
    sources: tuple[Sources, Sources],
) -> Merged:
    """Return how to bring `ours` into `theirs`, both made of `base`.

    `sources` are the cells that the blocks of `base` and of `ours` came from. `held` says of which blocks of `theirs` a comment or a tracked change makes a person's. Raises
    Restructured where less than half of what was written still lies there.
    """
    now = paired(base, theirs, moves=True)
    if len(base) >= FEW and len(now) < STILL_THERE * len(base):
        raise Restructured(f"{len(now)} of {len(base)} paragraphs and rows are there still")
    then = {at: number for number, at in now.items()}
    renewed = paired(base, ours, moves=False, sources=sources)
    edited = {at for at, number in then.items() if held[at] or theirs[at].seen != base[number].seen}
    steps = [
        _step(at, then.get(at), renewed, (base, theirs, ours), edited=at in edited)
        for at in range(len(theirs))
    ]
    deleted = tuple(number for number in range(len(base)) if number not in now)
    missed = tuple(
        Step(Do.BOTH, -1, number, renewed[number])
        for number in deleted
        if number in renewed and base[number].exact != ours[renewed[number]].exact
    )
    came = {at: number for number, at in renewed.items()}
    new = [at for at in range(len(ours)) if at not in came]
    added = [at for at in range(len(theirs)) if at not in then]
    taken_up = {
        at for at in added if not held[at] and any(_holds(ours[each], theirs[at]) for each in new)
    }
    steps = [Step(Do.DROP, each.theirs) if each.theirs in taken_up else each for each in steps]
    return Merged(
        tuple(_with_new(steps, new, came, now, ours)),
        tuple(sorted(edited)),
        tuple(at for at in added if at not in taken_up),
        deleted,
        missed,
        _moved(now),
    )


def _holds(new: Print, added: Print) -> bool:
    """Say whether a block of the workbook says all that a person added, who had it taken up there."""
    return alike(new, added) >= ALIKE and not Counter(added.words) - Counter(new.words)


def _step(
    at: int,
    number: int | None,
    renewed: Mapping[int, int],
    versions: tuple[Sequence[Print], Sequence[Print], Sequence[Print]],
    *,
    edited: bool,
) -> Step:
    base, theirs, ours = versions
    if number is None:
        return Step(Do.KEEP, at)
    new = renewed.get(number, -1)
    if new < 0:
        return Step(Do.KEEP_GONE if edited else Do.DROP, at, number)
    if (
        ours[new].exact == base[number].exact
        or ours[new].seen == theirs[at].seen != base[number].seen
    ):
        return Step(Do.KEEP, at, number, new)
    return Step(Do.BOTH if edited else Do.RENEW, at, number, new)


def _with_new(
    steps: Sequence[Step],
    new: Sequence[int],
    came: Mapping[int, int],
    now: Mapping[int, int],
    ours: Sequence[Print],
) -> Iterator[Step]:
    """Yield the steps with what is new behind what it follows in the new version."""
    behind: defaultdict[int, list[int]] = defaultdict(list)  # block of theirs, -1: at the top
    fresh = set(new)
    for at in new:
        behind[_anchor(at, fresh, came, now, ours)].append(at)
    headings = _headings(ours)
    under = -1  # the heading of the new version that stands above
    for step in (Step(Do.KEEP), *steps):
        if step.theirs >= 0:
            yield step
            if step.ours >= 0 and ours[step.ours].heading and step.do is not Do.DROP:
                under = step.ours
        for at in behind[step.theirs]:
            whole = ours[at].heading or headings[at] == under
            yield Step(Do.INSERT if whole else Do.INSERT_MARKED, ours=at)
            if ours[at].heading:
                under = at


def _anchor(
    at: int,
    fresh: set[int],
    came: Mapping[int, int],
    now: Mapping[int, int],
    ours: Sequence[Print],
) -> int:
    """Return which block that lies there a new one follows, -1 for none."""
    table = ours[at].table
    if table:  # a row follows a row of its table, or stands before one
        rows = [
            (abs(each - at), each > at, now[came[each]])
            for each in range(len(ours))
            if ours[each].table == table and each not in fresh and came[each] in now
        ]
        before = [row for row in rows if not row[1]]
        if before or rows:
            return min(before or rows)[2]
    for each in range(at - 1, -1, -1):
        if each not in fresh and came[each] in now:
            return now[came[each]]
    return -1


def _headings(prints: Sequence[Print]) -> list[int]:
    """Return for each block under which heading it stands, -1 for none."""
    found, under = [], -1
    for at, each in enumerate(prints):
        found.append(under)
        if each.heading:
            under = at
    return found


def _moved(now: Mapping[int, int]) -> int:
    """Return how many blocks stand before one that they stood behind."""
    order = [now[number] for number in sorted(now)]
    longest: list[int] = []
    for at in order:
        where = bisect_left(longest, at)
        longest[where : where + 1] = [at]
    return len(order) - len(longest)
