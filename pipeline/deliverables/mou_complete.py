"""What is to complete in an MOU draft, a stack for each person who may know, and why each clause is in."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.deliverables.blanks import detail, where
from pipeline.model import UNSAID, Typed

LEGAL, ALL = "Legal review", "All parties"
WORKBOOK = "To type in the workbook"


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
    """A blank, who may know ("" where it is to be typed in the workbook), and its cell."""

    who: str  # a Sentence where it names people
    clause: str
    what: str
    cell: Typed | None = None
    beside: Typed = UNSAID  # a cell in the same row, where its own is not known
    label: str = ""  # the field of Details it would stand in


def stacks(asked: Iterable[Asked]) -> Iterator[Stack]:
    """Yield the blanks by who may know, in the order they are met, the workbook's first."""
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for each in asked:
        found[each.who or WORKBOOK].append(Row(each.clause, each.what, _cell(each)))
    for who in sorted(found, key=lambda who: who != WORKBOOK):
        yield Stack(who, tuple(found[who]))


def _cell(asked: Asked) -> str:
    if asked.cell is None:
        return "In the draft"
    return where(asked.cell, detail(asked.label) if asked.label else asked.beside)
