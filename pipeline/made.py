"""What is made: drafts, tables and finished documents.

They stand apart from the other nouns so that a letter of a table is filled without all of these.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from pipeline.problems import Place, Problem

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class StaffText:
    """A Word file of words that staff change as text: its tables, row by row, cell by cell."""

    name: str  # "wordings.docx"
    tables: tuple[tuple[tuple[str, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A text that stands in a document, and the cell it came from."""

    document: str
    where: str  # "table 1, row 3, cell 2" or the like
    text: str
    source: Place


@dataclass(frozen=True, slots=True)
class Draft:
    """A document still to be filled: its file name, its template, and what may be mentioned."""

    filename: str  # relative to the output folder; .docx, or .txt for plain text
    template: str  # "outcomes.docx"
    context: object  # a frozen dataclass
    internal: bool = False  # for staff alone: nothing of it goes into another file
    large: bool = False  # in large print


@dataclass(frozen=True, slots=True)
class Mailing:
    """An email draft for a mail program: the finished text of one document, another attached."""

    filename: str  # ends in .eml
    to: str  # an address, "" where nobody said
    subject: str
    text: str  # file name of the text: below its first blank line is what is sent
    attached: str  # file name of the letter


@dataclass(frozen=True, slots=True)
class Binding:
    """Finished documents in one file, to be printed in one go."""

    filename: str
    title: str
    documents: tuple[str, ...]  # file names, in order


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of a table we write: its heading, its width in characters, its drop-down."""

    text: str
    width: int = 20
    choices: tuple[str, ...] = ()  # a drop-down of these words
    choices_from: str = ""  # or of a range: "Groups!$A$2:$A$60"
    help: str = ""  # shown when the column's cells are selected
    links: bool = False  # its cells are names of files beside the workbook, to open


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet we write. Rows hold text, whole numbers, dates or None."""

    name: str
    headings: tuple[Heading, ...]
    rows: tuple[tuple[str | int | date | None, ...], ...]
    intro: tuple[str, ...] = ()  # lines of plain advice, on a sheet of their own when first
    marked: frozenset[int] = frozenset()  # 0-based rows that hold a proposal, shaded
    spare: int = 0  # empty rows below that keep the drop-downs
    keep: int = 0  # first columns that stay in sight while the rest scrolls
    printed: int = 0  # first columns that go on paper; 0 is all


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook we write."""

    filename: str
    title: str
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A finished file, not yet written, and the statements in it that came from cells."""

    filename: str
    content: bytes
    statements: tuple[Statement, ...] = ()
    blanks: tuple[Statement, ...] = ()  # each asks for what an empty cell does not say
    internal: bool = False  # for staff alone: nothing of it goes into another file
    notices: tuple[Problem, ...] = ()  # what filling it had to say
    shape: int = 0  # the same in documents of one template that differ in their words alone


class Track(Protocol):
    """Pass things on, one at a time, and show a person how far we are."""

    def __call__(self, things: Sequence[T], label: str) -> Iterable[T]:
        """Yield each of `things`."""


def silently(things: Sequence[T], label: str) -> Iterable[T]:  # noqa: ARG001 - a Track
    """Pass things on and show nothing."""
    return things
