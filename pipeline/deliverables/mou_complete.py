"""What is to complete in an MOU draft, a stack for each person who may know, and why each clause is in."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.deliverables.blanks import detail, where
from pipeline.deliverables.wordings import Wordings
from pipeline.model import UNSAID, Typed

WORKBOOK, LEGAL, ALL, EACH = "the workbook", "legal review", "all parties", "each party"


@dataclass(frozen=True, slots=True)
class Row:
    """One blank: where it stands, what is missing, and the cell it would be typed in."""

    clause: str
    what: str
    cell: str


@dataclass(frozen=True, slots=True)
class Stack:
    """All that one person, counsel or all parties may know."""

    who: str  # a Sentence where it names people
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a clause stands in the draft: the steps that called for it, and by which words."""

    clause: str
    steps: tuple[str, ...]
    cues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A blank, who may know, and its cell."""

    who: str  # one of the four above, or a Sentence that names people
    clause: str
    what: str
    cell: Typed | None = None
    beside: Typed = UNSAID  # a cell in the same row, where its own is not known
    label: str = ""  # the field of Details it would stand in


def stacks(asked: Iterable[Asked], told: Wordings) -> Iterator[Stack]:
    """Yield the blanks by who may know, in the order they are met, the workbook's first."""
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for each in asked:
        found[each.who].append(Row(each.clause, each.what, _cell(each, told)))
    for who in sorted(found, key=lambda who: who != WORKBOOK):
        known = who in (WORKBOOK, LEGAL, ALL, EACH)
        yield Stack(told.say(f"For {who}") if known else who, tuple(found[who]))


def _cell(asked: Asked, told: Wordings) -> str:
    if asked.cell is None:
        return told.say("A blank that stands in no cell")
    return where(asked.cell, detail(asked.label) if asked.label else asked.beside)
