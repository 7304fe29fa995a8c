"""The one wall that all tabs see. It reads the files, keeps the journal, and works things out aside."""

import os
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from string import ascii_uppercase
from time import monotonic
from typing import Any

from pipeline import endpoint, flow, folders, grouping, intake, outputs, show
from pipeline.model import Advice, Document, Reading, Repeat, Wall, Workshop
from pipeline.problems import PipelineError, Place, Problem
from pipeline.reading import mapping
from pipeline.room import acts, board, excel, readings
from pipeline.room.acts import Act, Verb
from pipeline.room.asked import Asked, Refused
from pipeline.room.board import Board
from pipeline.room.watch import Watch

JOURNAL, REVIEW = ".room.jsonl", ".review.xlsx"
ANSWER = "The answer"  # what notices call one that was pasted
TICK = 0.4  # seconds between two looks at the files
CALM = 1.0  # seconds after the last act, or the last try, until the review workbook is written
EMPTY = Board(Workshop(), Wall())
Row = tuple[str, str, str]  # a file, a sheet, a number


@dataclass(frozen=True, slots=True)
class Thought:
    """What was worked out about one board: proposals, what the coach says, what says the same."""

    of: Board
    wall: Wall
    advice: Mapping[str, Advice] = field(default_factory=dict)  # by the column's mark
    repeats: Mapping[str, Repeat] = field(default_factory=dict)  # by the card's id
    notices: tuple[Problem, ...] = ()  # what the command line would say of this wall
    of_rows: Mapping[Row, tuple[Problem, ...]] = field(default_factory=dict)  # those of one row


@dataclass(frozen=True, slots=True)
class Decisions:
    """What people decided by one moment, as a review workbook."""

    of: Board
    path: Path | None = None  # where it lies, None where nobody decided anything
    unwritten: Document | None = None  # the same, where it cannot be written: Excel may hold it


@dataclass(frozen=True, slots=True)
class Seen:
    """What a screen shows, all of one moment."""

    version: int
    files: tuple[Path, ...]
    typed: Workshop
    problems: tuple[Problem, ...]
    board: Board
    thought: Thought
    acts: tuple[Act, ...]
    saved: str = ""  # when the review workbook was written last: "10:42"
    trouble: tuple[str, ...] = ()
    in_excel: tuple[str, ...] = ()  # names of files that Excel holds open
    review: Path | None = None
    broken: tuple[int, ...] = ()  # lines of the journal that cannot be read
    unsaved: bool = False  # something is to be written to the review workbook

    @property
    def thinking(self) -> bool:
        """Whether proposals for this board are still being worked out."""
        return self.thought.of is not self.board

    def asked(self) -> tuple[Reading, ...]:
        """Return the sheets that a person is asked about first."""
        return tuple(each for each in self.typed.readings if each.question)


class Desk:
    """The wall of some workbooks. Its methods may be called by many threads."""

    def __init__(
        self,
        paths: Sequence[Path],
        now: Callable[[], datetime],
        *,
        mappings: Sequence[Path] = (),
        helper: endpoint.Helper | None = None,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        """Read `paths` and the journal beside them; raise PipelineError where they cannot be read.

        `helper` is a language model on this computer, which is asked only when somebody presses it.
        """
        self._clock = clock
        self.helper = helper
        self._given = list(paths)
        self._now, self._mappings = now, tuple(mappings)
        self._lock = threading.RLock()
        self._changed = threading.Condition(self._lock)
        self._saving = threading.Lock()
        self._files: tuple[Path, ...] = ()
        self._typed = Workshop()
        self._problems: tuple[Problem, ...] = ()
        self._acts: tuple[Act, ...] = ()
        self._broken: tuple[int, ...] = ()
        self._board = EMPTY
        self._thought = Thought(EMPTY, Wall())
        self._version = 1
        self._home: Path | None = None  # the workbook that journal and review are called after
        self._names: frozenset[str] = frozenset()  # of what lies in the folders that were given
        self._found: tuple[Path, ...] = ()  # the spreadsheets in them, when that was looked at
        self._watch = Watch(clock)
        self._trouble: dict[str, str] = {}  # what of → words
        self._acted = self._tried = 0.0
        self._drawn: tuple[Board, Document | None] = EMPTY, None  # the last review workbook
        self._unsaved = False
        self._saved = ""
        self._stopped = threading.Event()
        if paths:
            with self._lock:
                self._read()

    @property
    def mappings(self) -> tuple[Path, ...]:
        """The mapping files that were given."""
        return self._mappings

    # ── what is seen ─────────────────────────────────────────────────────────────────────────

    def seen(self) -> Seen:
        """Return all that a screen shows."""
        with self._lock:
            return Seen(
                self._version, self._files, self._typed, self._problems, self._board,
                self._thought, self._acts, self._saved, tuple(self._trouble.values()),
                tuple(each.name for each in self._files if each.with_name(f"~${each.name}").exists()),
                self.review, self._broken, self._unsaved,
            )  # fmt: skip

    def wait(self, version: int, seconds: float) -> int:
        """Return the version when it is another than `version`, or after `seconds`."""
        with self._changed:
            self._changed.wait_for(
                lambda: self._version != version or self._stopped.is_set(), seconds
            )
            return self._version

    @property
    def journal(self) -> Path | None:
        """The file that says what people did on the page."""
        return self._home and self._home.with_name(f"{self._home.stem}{JOURNAL}")

    @property
    def review(self) -> Path | None:
        """The review workbook."""
        return self._home and self._home.with_name(f"{self._home.stem}{REVIEW}")

    # ── what people do ───────────────────────────────────────────────────────────────────────

    def act(self, said: Mapping[str, Any]) -> Act:
        """Do what the page asks for, for good; raise Refused in words where it cannot be done."""
        with self._lock:
            if self._home is None:
                raise Refused("Open a workbook first.")
            if said.get("what") == Verb.GROUPS and self._thought.of is not self._board:
                raise Refused("The groups are still being worked out. Try again in a moment.")
            asked = Asked(self._board, self._typed, self._acts, self._thought.wall)
            done = asked.act(said, self._moment())
            self._keep(done)
            return done

    def asking(self) -> str:
        """Return what to ask a language model about the cards in no column."""
        document, _ = flow.asking(self.seen().board.workshop, Path("ask.txt"), None, None)
        return document.content.decode()

    def offer(self, answer: str, by: str) -> tuple[Problem, ...]:
        """Take in what a language model answered, and return what to know of it.

        Raise PipelineError, with nothing done, where the answer is about none of the cards.
        """
        with self._lock:
            _, notices = flow.answered_in_words(self._board.workshop, answer, by, ANSWER)
            said = f"the answer of {by} is taken in, as proposals"
            self._keep(Act(0, self._moment(), Verb.OFFER, said, answer=answer, by=by))
            return notices

    def ask_helper(self) -> None:
        """Ask the language model on this computer, in the background, and take in what it answers."""
        helper = self.helper
        if helper is None:
            raise Refused(
                "No language model on this computer was named when Afterword was started."
            )
        asked = self.asking()
        with self._lock:
            self._trouble["helper"] = (
                f"{helper.model} is asked. That may take minutes; go on as you like."
            )
            self._told()
        threading.Thread(target=self._ask, args=(helper, asked), daemon=True).start()

    def _ask(self, helper: endpoint.Helper, asked: str) -> None:
        said = endpoint.answer(helper, asked)
        words = f"{said.message} {said.hint}" if isinstance(said, Problem) else ""
        try:
            notices = () if isinstance(said, Problem) else self.offer(said, helper.model)
            words = words or " ".join(each.message for each in notices)
        except (PipelineError, Refused) as error:
            words = f"{helper.model} gave no groups that hold: {error}"
        with self._lock:
            self._trouble.pop("helper", None)
            if words:
                self._trouble["helper"] = words
            self._told()

    def _moment(self) -> str:
        return self._now().isoformat(timespec="seconds")

    def _keep(self, act: Act) -> None:
        """Write an act to the journal and show the wall after it."""
        path = self.journal
        if path is None:
            raise Refused("Open a workbook first.")
        try:
            outputs.append(path, acts.line_of(act))
        except OSError as error:
            why = error.strerror or "the disk refuses"
            raise Refused(f"Nothing was done, for {path.name} cannot be written: {why}.") from error
        self._watch.took([path])
        self._read_journal()
        if act.verb is not Verb.SAVED:
            self._acted, self._unsaved = self._clock(), True
            self._renew()

    def _read_journal(self) -> None:
        path = self.journal
        content = path.read_bytes() if path and path.exists() else b""
        self._acts, self._broken = acts.read(content, path.name if path else "")

    def _renew(self) -> None:
        """Work out the board anew and tell all tabs."""
        self._board = board.after(self._typed, self._acts)
        self._told()

    def tell(self) -> None:
        """Let all tabs look anew."""
        with self._lock:
            self._told()

    def _told(self) -> None:
        self._version += 1
        self._changed.notify_all()

    # ── files ────────────────────────────────────────────────────────────────────────────────

    def open(self, paths: Sequence[Path]) -> None:
        """Read further workbooks; raise PipelineError, with nothing changed, where one cannot be read."""
        with self._lock:
            before = self._given
            self._given = list(dict.fromkeys([*before, *paths]))
            try:
                self._read()
            except PipelineError:
                self._given = before
                raise

    def answer(
        self, file: str, sheet: str, said: str, columns: Mapping[str, str], row: int | None = None
    ) -> None:
        """Keep beside the workbook what a person answered about a sheet, and read it so.

        `said` is yes, no or a kind of sheet; `columns` says for letters which field they are, `row` which
        row of a table that it names holds its headings, 0 where none does. Raise Refused, with nothing
        kept, where it cannot be read so.
        """
        if said not in {mapping.YES, mapping.NO, *mapping.KINDS}:
            raise Refused("The page did not say what kind of sheet it is.")
        with self._lock:
            found = [e for e in self._typed.readings if (e.file, e.sheet) == (file, sheet)]
            if not found:
                raise Refused("That sheet is not there any more.")
            reading = readings.said(found[0], columns)
            if columns and readings.fields_of(said):
                heads = readings.heading_row(found[0], said) if row is None else row
                reading, said = readings.as_table(found[0], said, columns, heads), mapping.YES
            answers = intake.answered([(reading, said)], self._files)
            paths = [folder / document.filename for folder, document in answers]
            before = {path: path.read_bytes() if path.exists() else None for path in paths}
            for folder, document in answers:
                outputs.write([document], folder, replace=True)
            self._read()
            read = (e.kind for e in self._typed.readings if (e.file, e.sheet) == (file, sheet))
            if said != mapping.NO and not any(read):
                names = {path.name for path in paths}
                wrong = [each.message for each in self._problems if each.place.file in names]
                _put_back(before)
                self._read()
                raise Refused(" ".join(wrong) or "It cannot be read so.")

    def _read(self) -> None:
        """Read the files, the journal, and what somebody changed in the review workbook."""
        files = _inside(self._given)
        self._watch.took([*files, *_beside(files)])
        if files:
            typed, problems = intake.undecided(files, self._mappings)
        else:  # folders without a workbook: the first one saved there is taken in
            typed, problems = Workshop(), tuple(map(intake.none_in, self._given))
        self._files, self._typed, self._problems = files, typed, problems
        self._home = self._home or _home(files, typed)
        if self.journal and self.review:
            self._watch.took([self.journal, self.review])
        self._read_journal()
        self._board = board.after(self._typed, self._acts)
        self._from_excel()
        self._trouble.pop("files", None)
        self._unsaved = bool(acts.standing(self._acts)) or self._unsaved
        self._told()

    def _from_excel(self) -> None:
        """Take in what a person changed in the review workbook since Afterword wrote it."""
        path = self.review
        if path is None or not path.exists():
            return
        found = _sum(path.read_bytes())
        if found in self._ours():
            return
        theirs = intake.read([*self._files, path], mappings=self._mappings)
        written = max((each.number for each in self._acts if each.verb is Verb.SAVED), default=0)
        before = [each for each in self._acts if not written or each.number <= written]
        base = board.after(
            self._typed, before
        ).workshop  # as that workbook had it when it was written
        taken = {card.id for each in self._acts for card in each.cards}
        act = excel.edited(base, theirs, self._typed, self._moment(), path.name, taken)
        self._keep(Act(0, self._moment(), Verb.SAVED, path.name, sum=found))
        if act:
            self._keep(act)

    def _ours(self) -> frozenset[str]:
        """Return the sums of all review workbooks that Afterword wrote here."""
        return frozenset(each.sum for each in self._acts if each.verb is Verb.SAVED)

    # ── aside ────────────────────────────────────────────────────────────────────────────────

    def start(self) -> None:
        """Begin to look at the files and to work out proposals, in the background."""
        for work in (self._look_on, self._think_on):
            threading.Thread(target=work, daemon=True).start()

    def stop(self) -> None:
        """End what runs in the background, and write what is not written yet."""
        self._stopped.set()
        with self._changed:
            self._changed.notify_all()
        self.save()

    def _look_on(self) -> None:
        while not self._stopped.wait(TICK):
            self.look()

    def look(self) -> None:
        """Look once whether a file changed underneath, and read it anew."""
        names = _names(self._given)
        if names != self._names:
            self._names, self._found = names, _inside(self._given)
        with self._lock:
            files = self._found or self._files
            own = [path for path in (self.journal, self.review) if path]
            every = dict.fromkeys([*self._files, *files, *_beside(files), *own])
            if files and self._watch.changed(every):
                try:
                    self._read()
                except (PipelineError, OSError) as error:
                    self._trouble["files"] = _held(error)
                    self._told()

    def _think_on(self) -> None:
        while not self._stopped.is_set():
            with self._changed:
                self._changed.wait_for(
                    lambda: self._stopped.is_set() or self._thought.of is not self._board, TICK
                )
            self.think()
            self.save_if_calm()

    def think(self) -> None:
        """Work out what Afterword proposes for the wall as it is now."""
        with self._lock:
            now = self._board
            if self._thought.of is now:
                return
        wall, told = flow.hang(now.workshop, said=self._offered(now))
        before = (*now.workshop.notices, *show.unread(now.workshop.readings))
        told = tuple(dict.fromkeys((*before, *flow.would_say(now.workshop), *told)))
        early = Thought(now, wall, self._thought.advice, self._thought.repeats, told, _by_row(told))
        self._show(early)
        advice = zip(wall.groups, flow.coach(now.workshop, wall), strict=True)
        ideas = now.workshop.ideas
        again = (*grouping.repeats(ideas), *grouping.similar(ideas))
        self._show(
            Thought(
                now,
                wall,
                {g.mark: s for g, s in advice},
                {r.idea.id: r for r in again},
                told,
                _by_row(told),
            )
        )

    def _offered(self, now: Board) -> flow.Answered | None:
        """Return what a language model offers for the cards that hang nowhere by now."""
        told = [act for act in acts.standing(self.seen().acts) if act.verb is Verb.OFFER]
        if not told:
            return None
        try:
            return flow.answered_in_words(now.workshop, told[-1].answer, told[-1].by, ANSWER)
        except PipelineError:  # it is about none of the cards that are left
            return None

    def _show(self, thought: Thought) -> None:
        with self._lock:
            self._thought = thought
            self._told()

    def save_if_calm(self) -> None:
        """Write the review workbook, if nobody acted a moment ago and it was not tried a moment ago."""
        if self._unsaved and self._clock() - max(self._acted, self._tried) >= CALM:
            self.save()

    def save(self) -> None:
        """Write the review workbook, if something is to be written; one at a time, never an older one."""
        with self._saving:
            if self._unsaved:
                self.think()
                self._write()

    def decided(self) -> Decisions:
        """Return what people decided, as a workbook that any command takes, written or not.

        Raise PipelineError where no workbook can hold it.
        """
        self.save()
        self.think()
        with self._saving:
            with self._lock:
                path, thought, unsaved = self.review, self._thought, self._unsaved
            if unsaved and path:
                return Decisions(thought.of, unwritten=self._book(thought, path.name))
            return Decisions(thought.of, path if path and path.exists() else None)

    def _book(self, thought: Thought, name: str) -> Document:
        """Return the review workbook of a thought; one at a time."""
        of, book = self._drawn
        if book is None or of is not thought.of:
            book, _ = flow.review_book(thought.of.workshop, thought.wall, name)
            self._drawn = thought.of, book
        return book

    def _write(self) -> None:
        with self._lock:
            path, thought = self.review, self._thought
            if path is None:
                return
            self._tried = self._clock()
        try:
            document = self._book(thought, path.name)
        except PipelineError as error:  # a text that no cell can hold, too many rows
            with self._lock:
                self._trouble["review"] = _not_saved(path, error)
                self._told()
            return
        with self._lock:
            if (
                self._board is not thought.of
            ):  # somebody acted meanwhile: it is written a moment later
                return
            try:
                was = _sum(path.read_bytes()) if path.exists() else ""
                if was and was not in self._ours():
                    self._from_excel()  # somebody saved it just now: that comes first
                    return
                self._keep(
                    Act(0, self._moment(), Verb.SAVED, path.name, sum=_sum(document.content))
                )
                read = {path.name: was}
                outputs.write([document], path.parent, replace=True, inputs=self._files, read=read)
            except (PipelineError, OSError, Refused) as error:
                self._trouble["review"] = _not_saved(path, error)
            else:
                self._unsaved = False
                self._saved = f"{self._now():%H:%M}"
                self._trouble.pop("review", None)
            self._watch.took([path, *([self.journal] if self.journal else [])])
            self._told()


def _put_back(before: Mapping[Path, bytes | None]) -> None:
    """Let files be as they were, None where there was none."""
    for path, content in before.items():
        if content is None:
            path.unlink(missing_ok=True)
        else:
            outputs.write([Document(path.name, content)], path.parent, replace=True)


def row_of(place: Place) -> Row:
    """Return the row in which a cell is."""
    return place.file, place.sheet, place.cell.lstrip(ascii_uppercase)


def _by_row(notices: Sequence[Problem]) -> Mapping[Row, tuple[Problem, ...]]:
    found: dict[Row, tuple[Problem, ...]] = {}
    for each in notices:
        if each.place.cell:
            found[row_of(each.place)] = (*found.get(row_of(each.place), ()), each)
    return found


def _sum(content: bytes) -> str:
    return sha256(content).hexdigest()


def _inside(given: Sequence[Path]) -> tuple[Path, ...]:
    """Return the spreadsheets of files and folders; a review that the room wrote is none of them."""
    every = [
        path
        for each in given
        for path in (folders.look(each, given).spreadsheets if each.is_dir() else (each,))
    ]
    return tuple(path for path in dict.fromkeys(every) if not _of_the_room(path))


def _names(given: Sequence[Path]) -> frozenset[str]:
    """Return what the folders among `given` hold, by name: to look into files takes longer."""
    return frozenset(name for each in given if each.is_dir() for name in os.listdir(each))  # noqa: PTH208 - twice a second


def _of_the_room(path: Path) -> bool:
    name = path.name
    return (
        name.endswith(REVIEW) and path.with_name(f"{name.removesuffix(REVIEW)}{JOURNAL}").exists()
    )


def _beside(files: Sequence[Path]) -> list[Path]:
    return [path.with_name(f"{path.stem}{mapping.ENDING}") for path in files]


def _home(files: Sequence[Path], typed: Workshop) -> Path | None:
    """Return the workbook whose wall it is: that with a journal, else that of the first card."""
    with_journal = [p for p in files if p.with_name(f"{p.stem}{JOURNAL}").exists()]
    cards = {idea.text.place.file.rsplit("/", 1)[-1] for idea in typed.ideas[:1]}
    named = [path for path in files if path.name in cards]
    return next(iter([*with_journal, *named, *files]), None)


def _held(error: Exception) -> str:
    first = error.problems[0] if isinstance(error, PipelineError) and error.problems else None
    why = f"{first.place}: {first.message}" if first else str(error)
    return f"The wall shows what was read last. {why} It is tried again when the file changes."


def _not_saved(path: Path, error: Exception) -> str:
    first = error.problems[0] if isinstance(error, PipelineError) and error.problems else None
    why = first.message if first else str(error)
    return (
        f"{path.name} cannot be written just now: {why} Close it in Excel if it is open. "
        "Nothing is lost: all that you do is in the journal, and it is tried again."
    )
