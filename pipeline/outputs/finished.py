"""What a stopped run had finished: so that one of the same input goes on where it was.

A line a document is added to a list beside the drafts, under the fingerprint of all that the run
depends on. A draft is used again only where it still is what its line says.
"""

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from pipeline import __version__
from pipeline.made import Document, Statement
from pipeline.outputs import journal
from pipeline.problems import Kind, Place, Problem, Weight

NAME = "finished"
FEW = 50  # above it, a call a file would cost more than filling the file

# of a draft: its number, a sum over it, its shape, and what more is known than its name
Known = tuple[int, str, int, Document | None]


def fingerprint(files: Iterable[Path], *words: object) -> str:
    """Return what tells a run from any other: the files it reads, what else is asked, the version."""
    parts = [each.read_bytes() for each in files]
    parts.append(repr((__version__, *words)).encode())
    return sha256(b"".join(sha256(each).digest() for each in parts)).hexdigest()


class Finished:
    """The finished documents of this run and of one that was stopped before, by file name."""

    def __init__(self, drafts: Path, file: IO[bytes] | None) -> None:
        self._drafts, self._folder, self._file = drafts, os.fspath(drafts), file
        self._known: dict[str, Known] = {}
        with os.scandir(drafts) as there:
            numbers = (int(each.name) for each in there if each.name.isdecimal())
            self._next = max(numbers, default=-1) + 1

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self._known)

    def get(self, filename: str) -> Document | None:
        """Return the document of that name if it is finished and its draft is whole."""
        if filename not in self._known:
            return None
        number, new, shape, more = self._known[filename]
        known = more or Document(filename, b"", shape=shape)
        try:
            content = (self._drafts / str(number)).read_bytes()
        except OSError:
            return None
        return replace(known, content=content) if journal.fingerprint(content) == new else None

    def save(self, document: Document) -> tuple[int, str]:
        """Save the draft of a document, unless it is there and whole; return its number and its sum."""
        new = journal.fingerprint(document.content)
        number, known, *_ = self._known.get(document.filename, (-1, ""))
        if known == new and self.get(document.filename):
            return number, new
        number, self._next = self._next, self._next + 1
        with open(f"{self._folder}/{number}", "xb") as file:
            file.write(document.content)
            if self.count < FEW or not hasattr(os, "sync"):
                file.flush()
                os.fsync(file.fileno())
        self._known[document.filename] = number, new, document.shape, _more(document)
        if self._file:
            self._file.write(json.dumps([number, new, _listed(document)]).encode() + b"\n")
            self._file.flush()
        return number, new

    def take(self, line: bytes) -> None:
        """Take up a line of the list. Raises ValueError or TypeError where it is none of ours."""
        number, new, said = json.loads(line)
        document = _document(*said)
        self._known[document.filename] = int(number), str(new), document.shape, _more(document)


def _more(document: Document) -> Document | None:
    """Return what is known of a document beside its name and shape: of most, in a million, nothing."""
    plain = Document(document.filename, document.content, shape=document.shape)
    return None if document == plain else replace(document, content=b"")


def _listed(document: Document) -> list[object]:
    """Return all of a document but its content."""
    said = [
        [_place(each.place), each.message, each.hint, each.weight, each.command, each.kind]
        for each in document.notices
    ]
    texts = [
        [[each.where, each.text, _place(each.source)] for each in own]
        for own in (document.statements, document.blanks)
    ]
    return [document.filename, document.internal, *texts, said, document.shape]


def _place(place: Place) -> list[str]:
    return [place.file, place.sheet, place.cell]


def _document(  # noqa: PLR0913, PLR0917 - as they are listed
    filename: str, internal: bool, statements: Any, blanks: Any, notices: Any, shape: int
) -> Document:
    """Return what was listed. Raises ValueError or TypeError where it is none of ours."""
    said, empty = (
        tuple(Statement(filename, where, text, Place(*source)) for where, text, source in own)
        for own in (statements, blanks)
    )
    told = (
        Problem(Place(*place), message, hint, Weight(weight), command, Kind(kind))
        for place, message, hint, weight, command, kind in notices
    )
    return Document(filename, b"", said, empty, internal, tuple(told), int(shape))


def is_of(drafts: Path, fingerprint: str) -> bool:
    """Say whether a run of this fingerprint left the folder `drafts`."""
    try:
        with (drafts / NAME).open("rb") as file:
            return bool(fingerprint) and file.readline() == fingerprint.encode() + b"\n"
    except OSError:
        return False


@contextmanager
def opened(drafts: Path, fingerprint: str) -> Iterator[Finished]:
    """Open the list beside `drafts`, and go on with it where it is there already.

    Without a fingerprint no list is kept.
    """
    if not fingerprint:
        yield Finished(drafts, None)
        return
    goes_on = is_of(drafts, fingerprint)
    if goes_on:
        for each in drafts.glob("*.old"):  # of a run that was killed before it wrote its journal
            each.unlink()
        (drafts / f"{journal.NAME}.half").unlink(missing_ok=True)
    with (drafts / NAME).open("r+b" if goes_on else "wb") as file:
        found = Finished(drafts, file)
        if goes_on:
            _take_up(found, file)
        else:
            file.write(fingerprint.encode() + b"\n")
        file.flush()
        yield found


def _take_up(found: Finished, file: IO[bytes]) -> None:
    """Take up each line below the first, and leave `file` where the next is to be written."""
    whole = len(file.readline())
    for line in file:
        if not line.endswith(b"\n"):
            break
        with suppress(ValueError, TypeError):  # no line of ours
            found.take(line)
        whole += len(line)
    file.seek(whole)
    file.truncate()
