"""The documents of the wall: what they would say, what is missing, and making them, aside."""

import os
import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from pipeline import flow, openxml, outputs
from pipeline.deliverables import BY_DEFAULT, NotMade
from pipeline.flow import Made
from pipeline.keeping import Kept, Way
from pipeline.model import Document
from pipeline.openxml.blanks import BLANK
from pipeline.problems import PipelineError, Problem
from pipeline.room.asked import Refused
from pipeline.room.board import Board
from pipeline.room.desk import Decisions, Desk
from pipeline.room.watch import Look, look

T = TypeVar("T")
FOLDER = "outputs"
LINES = 6  # of a document's first page, in words
LONGEST = 160  # characters of such a line
OFTEN = 0.3  # seconds between two words of progress


@dataclass(frozen=True, slots=True)
class Missing:
    """A blank of a document, how often it stands there, and where it is typed, "" for by hand."""

    what: str
    times: int
    typed_in: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A document as it would be, or is."""

    number: int
    filename: str
    title: str
    lines: tuple[str, ...]  # how its first page begins
    missing: tuple[Missing, ...]
    edited: str = ""  # what a person did to the one that lies there
    replaced: bool = False  # a person saved it, and it cannot be brought together
    written: str = ""  # when the one that lies there was written


@dataclass(frozen=True, slots=True)
class State:
    """How far the documents are."""

    papers: tuple[Paper, ...] = ()
    not_made: tuple[NotMade, ...] = ()
    problems: tuple[Problem, ...] = ()  # why nothing is made
    notices: tuple[Problem, ...] = ()
    folder: Path | None = None
    doing: str = ""  # in words, "" where nothing is done now
    done: int = 0
    of: int = 0
    made: str = ""  # what came of the last making
    fresh: bool = False  # it is about the wall as it is now
    changes: tuple[str, ...] = ()


@dataclass(slots=True)
class Papers:
    """Looks at the documents of a desk and makes them, one thing at a time, in the background."""

    desk: Desk
    today: date
    out: Path | None = None
    clock: Callable[[], float] = time.monotonic
    _lock: threading.RLock = field(default_factory=threading.RLock)
    _state: State = field(default_factory=State)
    _of: Board | None = None
    _ready: Made | None = None
    _from: Document | None = None  # the review workbook, where it could not be written by then
    _lies: tuple[Look, ...] = ()  # how the documents looked when they were drawn up
    _told: float = 0.0

    def state(self) -> State:
        """Return how far they are."""
        with self._lock:
            return replace(
                self._state,
                folder=self.folder,
                fresh=self._of is self.desk.seen().board,
                papers=tuple(self._lying(each) for each in self._state.papers),
            )

    @property
    def folder(self) -> Path | None:
        """Where the documents lie, or will."""
        seen = self.desk.seen()
        return self.out or (seen.files[0].parent / FOLDER if seen.files else None)

    def path(self, number: int) -> Path:
        """Return the document of that number in the list, if it lies there; else raise Refused."""
        folder = self.folder
        names = [each.filename for each in self._state.papers if each.number == number]
        if not names or folder is None or not (folder / names[0]).is_file():
            raise Refused("That document is not there yet. Make the documents first.")
        return folder / names[0]

    # ── looking and making ───────────────────────────────────────────────────────────────────

    def look(self) -> None:
        """Work out, in the background, what the documents would say; nothing is written."""
        with self._lock:
            same = self._of is self.desk.seen().board and self._lies == self._look_there()
            if self._state.doing or same or not self.folder:
                return
            self._begin("Reading what the documents would say")
        threading.Thread(target=self._look, daemon=True).start()

    def make(self, *, replaced: bool) -> None:
        """Make and write the documents in the background; raise Refused where a yes is missing.

        `replaced` says yes to new workbooks in the place of those that a person saved since.
        """
        with self._lock:
            if self._state.doing:
                raise Refused("They are being made already.")
            if not self.folder:
                raise Refused("Open a workbook first.")
            if self.desk.seen().asked():
                raise Refused("Answer first what is asked under Reading: a guess is not printed.")
            self._begin("Making the documents")
        threading.Thread(target=self._make, args=(replaced,), daemon=True).start()

    def _begin(self, words: str) -> None:
        self._state = replace(self._state, doing=words, done=0, of=0, made="", problems=())
        self.desk.tell()

    def _look(self) -> None:
        self._end(self._drawn_up)

    def _make(self, replaced: bool) -> None:
        self._end(lambda: self._written(replaced=replaced))

    def _end(self, work: Callable[[], str]) -> None:
        """Do the work, and show what came of it, also where it went wrong."""
        problems: tuple[Problem, ...] = ()
        made = ""
        try:
            made = work()
        except PipelineError as error:
            problems = error.problems
        except Refused as error:
            made = str(error)
        except Exception:
            made = "That failed, and the fault is ours. What you did on the wall is kept."
            raise
        finally:
            with self._lock:
                self._state = replace(self._state, doing="", problems=problems, made=made)
                if self._ready is None:  # it is not tried again before something changes
                    self._of, self._lies = self.desk.seen().board, self._look_there()
            self.desk.tell()

    def _drawn_up(self) -> str:
        """Draw the documents up, unwritten."""
        self._ready = None
        decided = self.desk.decided()
        folder = self.folder
        if folder is None:
            return ""
        outputs.settle(folder)
        with _lying(decided) as review:
            made = flow.make(
                [*self.desk.seen().files, *review],
                (*BY_DEFAULT, flow.LEDGER),
                instrument=None,
                today=self.today,
                own=None,
                track=self._track,
                mappings=self.desk.mappings,
                out=folder,
            )
        with self._lock:
            self._ready, self._of, self._from = made, decided.of, decided.unwritten
            self._state = replace(
                self._state,
                papers=tuple(_papers(made)),
                not_made=made.not_made,
                notices=made.notices,
                changes=(),
            )
            self._lies = self._look_there()
        return ""

    def _written(self, *, replaced: bool) -> str:
        now = self._of is self.desk.seen().board and self._lies == self._look_there()
        if self._ready is None or not now:
            self._drawn_up()
        made, folder = self._ready, self.folder
        if made is None or folder is None:
            return ""
        copied = [each.document.filename for each in made.kept if each.way is Way.COPIED]
        if copied and not replaced:
            names = ", ".join(copied)
            raise Refused(
                f"Say yes first: {names} would be made anew, and a copy of yours kept beside."
            )
        self._say("Writing them", 0, 0)
        inputs = self.desk.seen().files
        paths = outputs.write(made.files, folder, replace=True, inputs=inputs, read=made.read)
        shown = [path for path in paths if not path.name.startswith(".")]
        with self._lock:
            self._ready = None  # what lies there is another now
            as_made = (replace(each, edited="", replaced=False) for each in self._state.papers)
            changes = tuple(made.changes(dry_run=False))
            self._state = replace(self._state, papers=tuple(as_made), changes=changes)
        said = f"{len(shown)} files lie in {folder.name}."
        if self._from and self.desk.seen().unsaved:
            said += f" {self._from.filename} is not written yet: what you did was taken from the journal."
        return said

    def _look_there(self) -> tuple[Look, ...]:
        """Return how the documents look that lie in the folder."""
        folder = self.folder
        return tuple(look(folder / each.filename) for each in self._state.papers) if folder else ()

    def _track(self, things: Sequence[T], label: str) -> Iterator[T]:
        """Pass things on and say how far we are."""
        for done, thing in enumerate(things):
            self._say(label, done, len(things))
            yield thing

    def _say(self, words: str, done: int, of: int) -> None:
        now = self.clock()
        with self._lock:
            self._state = replace(self._state, doing=words, done=done, of=of)
            if now - self._told < OFTEN:
                return
            self._told = now
        self.desk.tell()

    def _lying(self, paper: Paper) -> Paper:
        """Return a paper with when the one that lies there was written."""
        folder = self.folder
        try:
            when = os.stat(folder / paper.filename).st_mtime if folder else 0.0  # noqa: PTH116
        except OSError:
            return paper
        day = time.strftime("%B %d, %H:%M", time.localtime(when)).replace(" 0", " ")
        return replace(paper, written=day)


@contextmanager
def _lying(decided: Decisions) -> Iterator[list[Path]]:
    """Yield where what people decided lies: beside the workbook, or, while that is held, for a moment elsewhere."""
    if decided.unwritten is None:
        yield [decided.path] if decided.path else []
        return
    with TemporaryDirectory() as aside:
        yield list(outputs.write([decided.unwritten], Path(aside)))


# ── what a document says ─────────────────────────────────────────────────────────────────────


def _papers(made: Made) -> Iterator[Paper]:
    for number, kept in enumerate(made.kept):
        document = kept.document
        title, lines, missing = _words(document)
        edited = _edited(kept)
        yield Paper(
            number, document.filename, title, lines, missing, edited, kept.way is Way.COPIED
        )


def _words(document: Document) -> tuple[str, tuple[str, ...], tuple[Missing, ...]]:
    """Return the title of a Word document, how it begins, and its blanks; nothing of any other."""
    if not document.filename.endswith(".docx"):
        return "", (), ()
    outline = openxml.outline(document.content, document.filename).splitlines()
    title = next((line for line in outline if line.startswith("[property title] ")), "")
    body = [_plain(line) for line in outline if not line.startswith("[property ")]
    lines = [line for line in body if line][2 : LINES + 2]
    blanks = Counter(BLANK.findall(openxml.text(document.content)))
    asked = {each.text: str(each.source) for each in document.blanks}
    missing = (Missing(what, times, _typed_in(what, asked)) for what, times in blanks.items())
    return title.removeprefix("[property title] "), tuple(lines), tuple(missing)


def _typed_in(what: str, asked: Mapping[str, str]) -> str:
    """Return the cell that a blank asks for, "" where it is filled in by hand."""
    return next((cell for text, cell in asked.items() if what in BLANK.findall(text)), "")


_MARK = re.compile(r"^\[[^\]]*\] ?")


def _plain(line: str) -> str:
    words = _MARK.sub("", line).replace(" | ", " · ").strip()
    return words if len(words) <= LONGEST else f"{words[:LONGEST]}…"


def _edited(kept: Kept) -> str:
    """Return what a person did to the document that lies there, and what becomes of it."""
    if kept.way is Way.COPIED:
        return "You saved it since: made anew, a copy of yours is kept beside it."
    if kept.way is Way.BESIDE:
        return "You rearranged it: yours stays, the new one is laid beside it."
    said = []
    if kept.edits:
        said.append(
            "1 edit of yours is kept"
            if kept.edits == 1
            else f"{kept.edits} edits of yours are kept"
        )
    if both := len(kept.conflicts) + kept.open_marks:
        said.append(f"{both} to settle, for the workbook changed there, too")
    return "; ".join(said)
