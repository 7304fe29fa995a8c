"""What a stopped run had finished: so that one of the same input goes on where it was.

A line a document is added to a list beside the drafts, under the fingerprint of all that the run
depends on. A draft is used again only where it still is what its line says.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from pipeline.model import Document
from pipeline.outputs import journal
from pipeline.problems import Place, Problem, Weight

NAME = "finished"


class Finished:
    """The finished documents of this run and of one that was stopped before, by file name."""

    def __init__(self, drafts: Path, file: IO[bytes] | None) -> None:
        self._drafts, self._file = drafts, file
        self._known: dict[str, tuple[int, str, tuple[Problem, ...]]] = {}
        numbers = (int(each.name) for each in drafts.iterdir() if each.name.isdecimal())
        self._next = max(numbers, default=-1) + 1

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self._known)

    def get(self, filename: str) -> Document | None:
        """Return the document of that name if it is finished and its draft is whole."""
        if filename not in self._known:
            return None
        number, new, notices = self._known[filename]
        try:
            content = (self._drafts / str(number)).read_bytes()
        except OSError:
            return None
        whole = journal.fingerprint(content) == new
        return Document(filename, content, notices=notices) if whole else None

    def number(self, filename: str, new: str) -> int | None:
        """Return the number of the whole draft of that name, None where there is no such draft."""
        number, known, _ = self._known.get(filename, (None, "", ()))
        return number if known == new and self.get(filename) else None

    def next_number(self) -> int:
        """Return a number that no draft has."""
        self._next += 1
        return self._next - 1

    def add(self, number: int, document: Document, new: str) -> None:
        """Note that a draft is finished."""
        self._known[document.filename] = number, new, document.notices
        if self._file:
            said = [_line(each) for each in document.notices]
            self._file.write(json.dumps([number, document.filename, new, said]).encode() + b"\n")
            self._file.flush()

    def take(self, line: bytes) -> None:
        """Take up a line of the list. Raises ValueError or TypeError where it is none of ours."""
        number, filename, new, said = json.loads(line)
        notices = tuple(
            Problem(Place(*place), message, hint, Weight(weight))
            for place, message, hint, weight in said
        )
        self._known[str(filename)] = int(number), str(new), notices


def _line(problem: Problem) -> list[object]:
    place = problem.place
    return [[place.file, place.sheet, place.cell], problem.message, problem.hint, problem.weight]


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
    lines: list[bytes] = []
    if is_of(drafts, fingerprint):
        lines = (drafts / NAME).read_bytes().splitlines()[1:]
        for each in drafts.glob("*.old"):  # of a run that was killed before it wrote its journal
            each.unlink()
        (drafts / f"{journal.NAME}.half").unlink(missing_ok=True)
    with (drafts / NAME).open("wb") as file:
        file.write(fingerprint.encode() + b"\n")
        found = Finished(drafts, file)
        for line in lines:
            try:
                found.take(line)
            except (ValueError, TypeError):  # the last line, cut off
                continue
            file.write(line + b"\n")
        file.flush()
        yield found
