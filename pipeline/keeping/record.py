"""What a document knows of how it was written: fingerprints of its blocks, and where words came from.

No words are kept, only sums over them: a sentence that a person takes out of a document is not left
behind in it. A word is told by 12 bits, enough to see that two sentences are alike and too few to
read one.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, field
from typing import Any

VERSION = 1


LEFT_EMPTY = "left empty"  # what a blank was read as: its cell says nothing
TITLE = "Title"  # what the title of a group was read as


def total(words: str) -> str:
    """Return a sum over `words`: 16 hexadecimal digits."""
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def marks_of(words: str) -> tuple[int, ...]:
    """Return 12 bits for each word, in order."""
    return tuple(int(total(word)[:3], 16) for word in words.split())


@dataclass(frozen=True, slots=True)
class Print:
    """The fingerprint of a paragraph, of a row of a table, or of a line of plain text."""

    seen: str  # a sum over words and looks, as a person sees them
    exact: str = ""  # a sum over all there is to it, as Afterword made it
    words: tuple[int, ...] = ()  # 12 bits a word
    heading: int = 0  # the level of a heading
    table: int = 0  # which table a row stands in, from 1
    cells: tuple[str, ...] = ()  # of a row: what `seen` is, cell by cell

    def like(self, other: "Print") -> bool:
        """Return whether both are of one kind: a row, a heading, anything else."""
        return bool(self.table) is bool(other.table) and bool(self.heading) is bool(other.heading)


@dataclass(frozen=True, slots=True)
class Trace:
    """A text that came from a cell: where it stands in the document, and the cell."""

    part: str  # "body", "header 1"
    block: int  # 0-based
    cell: int  # 0-based cell of a row; 0 in a paragraph
    begin: int  # characters in the words of the cell
    length: int
    first: int  # words in the words of the cell
    last: int  # the one behind the last
    aligned: int  # 1: it begins and ends with whole words, without a sign of the sentence around it
    text: str  # a sum over the text
    field: str  # "Idea": what it was read as
    file: str
    sheet: str
    place: str  # "D7"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet that words of the document came from, and where the sheet's rows ended."""

    file: str
    sheet: str
    field: str  # "Idea": what it was read as
    letters: str
    last: int  # the last row of the sheet that was read


@dataclass(frozen=True, slots=True)
class Mark:
    """A note that Afterword put beside what a person had changed: both texts stand until they decide."""

    part: str
    block: int  # of the record: what the note is about; -1 where it stays until a person deletes it
    cell: int  # of a row, -1 for a note that is a paragraph of its own
    text: str  # a sum over the note's words


@dataclass(frozen=True, slots=True)
class Record:
    """How a document was written last."""

    parts: dict[str, tuple[Print, ...]] = field(default_factory=dict)
    traces: tuple[Trace, ...] = ()
    marks: tuple[Mark, ...] = ()
    digest: str = ""  # a sum over the rest of the file: as long as it holds, nobody saved it
    title: str = ""  # a sum over the title among the document's properties
    columns: tuple[Column, ...] = ()

    def sources(self, part: str) -> dict[int, set[str]]:
        """Return for each block of a part the cells that its words came from."""
        found: dict[int, set[str]] = {}
        for each in self.traces:
            if each.part == part:
                cell = f"{each.file}!{each.sheet}!{each.place}!{each.field}"
                found.setdefault(each.block, set()).add(cell)
        return found


def encoded(record: Record) -> bytes:
    """Return a record as bytes; the same record gives the same."""
    files = sorted({each.file for each in record.traces})
    sheets = sorted({each.sheet for each in record.traces})
    fields = sorted({each.field for each in record.traces})
    tree = {
        "version": VERSION,
        "digest": record.digest,
        "title": record.title,
        "parts": {name: [_listed(each) for each in prints] for name, prints in record.parts.items()},
        "files": files,
        "sheets": sheets,
        "fields": fields,
        "traces": [
            [
                each.part, each.block, each.cell, each.begin, each.length, each.first, each.last, each.aligned,
                each.text, fields.index(each.field), files.index(each.file),
                sheets.index(each.sheet), each.place,
            ]
            for each in record.traces
        ],
        "marks": [[each.part, each.block, each.cell, each.text] for each in record.marks],
        "columns": [list(astuple(each)) for each in record.columns],
    }  # fmt: skip
    return json.dumps(tree, separators=(",", ":"), sort_keys=True).encode()


def decoded(content: bytes) -> Record | None:
    """Return the record that `content` is, None where it is none, or one of a later Afterword."""
    try:
        tree: Any = json.loads(content)
        if tree["version"] != VERSION:
            return None
        files, sheets, fields = tree["files"], tree["sheets"], tree["fields"]
        return Record(
            {
                name: tuple(_print(each) for each in prints)
                for name, prints in tree["parts"].items()
            },
            tuple(_trace(said, fields, files, sheets) for said in tree["traces"]),
            tuple(Mark(*each) for each in tree["marks"]),
            tree["digest"],
            tree["title"],
            tuple(Column(*each) for each in tree.get("columns", ())),
        )
    except (ValueError, KeyError, TypeError, IndexError, AttributeError):
        return None


def _trace(
    said: Sequence[Any], fields: Sequence[str], files: Sequence[str], sheets: Sequence[str]
) -> Trace:
    part, block, cell, begin, length, first, last, aligned, text, kind, file, sheet, place = said
    where = (part, block, cell, begin, length, first, last, aligned)
    return Trace(*where, text, fields[kind], files[file], sheets[sheet], place)


def _listed(each: Print) -> list[Any]:
    words = "".join(f"{word:03x}" for word in each.words)
    return [each.seen, each.exact, words, each.heading, each.table, "".join(each.cells)]


def _print(said: Sequence[Any]) -> Print:
    seen, exact, words, heading, table, cells = said
    return Print(
        seen,
        exact,
        tuple(int(words[at : at + 3], 16) for at in range(0, len(words), 3)),
        heading,
        table,
        tuple(cells[at : at + 16] for at in range(0, len(cells), 16)),
    )


def of_lines(lines: Iterable[str]) -> tuple[Print, ...]:
    """Return the fingerprints of the lines of a plain text."""
    return tuple(Print(total(line), total(line), marks_of(line)) for line in lines)
