"""Keep what people did to the documents of an earlier run, and say what the new run changes.

record     what a document knows of how it was written: fingerprints and traces, no words
paper      opens a document with its record; store holds the records of texts and workbooks
pairing    tells which block of one version is which of another; merging what is done with each
documents  brings a new Word document into the one that lies there; plain does so with texts
tracing    where words came from; explaining finds it again after edits;
           carrying tells which cells the edits are about, adding what new rows could hold what was added;
           changes counts what is new, changed and gone
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from pathlib import Path, PurePosixPath

from pipeline.keeping import changes, documents, plain, tracing
from pipeline.keeping.carrying import edits_of
from pipeline.keeping.documents import Brought, Conflict
from pipeline.keeping.explaining import Origin, of_cell, of_phrase
from pipeline.keeping.merging import Restructured
from pipeline.keeping.paper import Paper
from pipeline.keeping.record import Record, encoded, total
from pipeline.keeping.store import FILE, Store, Written, digest
from pipeline.model import Document, Statement
from pipeline.openxml import enclosure
from pipeline.openxml.blocks import BODY
from pipeline.openxml.splicing import Unfit
from pipeline.openxml.walk import places, texts
from pipeline.problems import InputRefused, NotWritten, Place, Problem

__all__ = ["FILE", "Keeper", "Kept", "Origin", "Way", "edits_of", "of_cell", "of_phrase"]

_WORD, _TEXT = ".docx", ".txt"


class Way(StrEnum):
    """What became of a file that lies there already."""

    NEW = "new"
    SAME = "as it was"
    RENEWED = "made anew"
    BROUGHT = "brought together"
    BESIDE = "laid beside"
    COPIED = "replaced, with a copy"


_NOTED = "Settle it in the document, and delete the note in square brackets."
_NOT_NOTED = "It stays out. Type it in where it is wanted after all."


@dataclass(frozen=True, slots=True)
class Kept:
    """One document of a run: the files to write for it, and what to say."""

    document: Document  # what is read: its statements are those that still stand in it
    files: tuple[Document, ...]  # it, and a copy of what lay there
    way: Way
    changed: Counter[tuple[str, str]] = field(default_factory=Counter)  # ("card", "new") → 3
    edits: int = 0  # paragraphs, rows and lines of a person that are kept
    conflicts: tuple[Conflict, ...] = ()  # what a person and the workbook both changed
    open_marks: int = 0  # notes of earlier runs that nobody has settled
    copy: str = ""  # what the copy of the old file is called
    stays: tuple[Document, ...] = ()  # what lies there, where the new one is laid beside it
    why: str = ""  # it is laid beside it

    @property
    def as_made(self) -> bool:
        """Whether nothing of what lay there is in it."""
        return self.way not in {Way.BROUGHT, Way.BESIDE}

    def line(self) -> str:
        """Return what to say of it: what is new, changed, gone and kept; "" where nothing is."""
        if self.way in {Way.NEW, Way.SAME} or (self.way is Way.RENEWED and not self.changed):
            return ""
        name = self.document.filename
        said = [changes.worded(self.changed) or "nothing changed in what was read"]
        if self.way is Way.BESIDE:
            said.append(f"laid beside the one that is there, {self.why}")
        if self.edits:
            parts = "1 edit" if self.edits == 1 else f"{self.edits} edits"
            said.append(f"{parts} of yours kept")
        both = len(self.conflicts) + self.open_marks
        if both:
            said.append(f"{both} to settle")
        if self.copy:
            said.append(f"what lay there is now {self.copy}")
        return f"{name}: {'; '.join(said)}"

    def news(self) -> str:
        """Return what to say of a file of which there is nothing to say but that it is made."""
        return "" if self.way is Way.SAME else f"{self.document.filename}: {self.way}"

    def facts(self) -> dict[str, object]:
        """Return the same for a program."""
        changed: dict[str, dict[str, int]] = {}
        for (sort, verb), count in sorted(self.changed.items()):
            changed.setdefault(sort, {})[verb] = count
        return {
            "file": self.document.filename,
            "what": self.way.name.lower(),
            "changed": changed,
            "edits_kept": self.edits,
            "to_settle": [each.words for each in self.conflicts],
            "notes_still_open": self.open_marks,
            "copy": self.copy or None,
            "why_beside": self.why or None,
        }

    def notices(self) -> Iterator[Problem]:
        """Yield what to say of each text that a person and the workbook both changed."""
        for each in self.conflicts:
            hint = _NOTED if each.noted else _NOT_NOTED
            yield Problem(Place(self.document.filename), each.words, hint)


class Keeper:
    """Brings the documents of one run together with what lies in the folder they go to."""

    def __init__(
        self,
        folder: Path | None,
        today: date,
        fields: Mapping[Place, str],
        *,
        replace_all: bool = False,
    ) -> None:
        """`folder` is where they go, None where nothing can lie there.

        `fields` says what each cell was read as: "Idea". `replace_all` keeps no edits, but copies.
        """
        self._folder, self._today, self._fields = folder, today, fields
        self._columns = tracing.columns(fields)
        self._replace = replace_all
        self._store = Store.read(folder) if folder else Store()
        self._stored = self._store.content()
        self._refused: list[Problem] = []
        self._taken: set[str] = set()
        self.read: dict[
            str, str
        ] = {}  # each file that was looked at, and a sum over it, "" for none

    def keep(self, made: Document) -> Kept:
        """Return what to write for a document of this run."""
        ending = PurePosixPath(made.filename).suffix
        keep = {_WORD: self._word, _TEXT: self._text}.get(ending, self._other)
        there = self._content(made.filename)
        self.read[made.filename] = "" if there is None else digest(there)
        return keep(made, there)

    def files(self, kept: Sequence[Kept]) -> tuple[Document, ...]:
        """Return all files to write, or raise NotWritten where one would take a person's place."""
        if self._refused:
            raise NotWritten(self._refused)
        files = [each for one in kept for each in one.files]
        content = self._store.content()
        if self._store.files and self._folder and content != self._stored:
            files.append(Document(FILE, content))
        return tuple(files)

    # ── one kind of file at a time ───────────────────────────────────────────────────────────

    def _word(self, made: Document, there: bytes | None) -> Kept:
        new = Paper(made.content, made.filename)
        traces = tracing.of_paper(new, made.statements, made.blanks, self._fields)
        record = Record(
            {label: new.full_prints(label) for label in new.parts},
            traces,
            title=total(new.title_words()),
            columns=tracing.named(self._columns, traces),
        )
        enclosure.put(new.members, new.main, b"")  # the sum is over the parts as they are written
        record = replace(record, digest=enclosure.digest(new.members, new.main))
        enclosure.put(new.members, new.main, encoded(record))
        made = replace(made, content=enclosure.packed(new.members))
        if there is None:
            return Kept(made, (made,), Way.NEW)
        old_paper = _opened(there, made.filename)
        old = old_paper.record() if old_paper else None
        if old is None or old_paper is None:
            return self._not_ours(made, there)
        changed = changes.counted(old.traces, record.traces)
        if old_paper.untouched(old):
            return _renewed(made, there, changed)
        if self._replace:
            return self._copied(made, there, changed)

        def bring() -> Brought:
            return documents.bring(old_paper, new, old, record, self._day())

        return self._together(made, there, changed, bring, new.words())

    def _text(self, made: Document, there: bytes | None) -> Kept:
        record = replace(
            plain.recorded(made.content),
            traces=tracing.of_text(made.content, made.statements, made.blanks, self._fields),
        )
        known = self._store.files.get(made.filename, Written())
        self._store.files[made.filename] = Written(digest(made.content), record)
        if there is None:
            return Kept(made, (made,), Way.NEW)
        old = known.record
        if old is None:
            return self._not_ours(made, there)
        changed = changes.counted(old.traces, record.traces)
        if known.digest == digest(there):
            return _renewed(made, there, changed)
        if self._replace:
            return self._copied(made, there, changed)
        words = "\n".join(plain.lines_of(made.content))
        found = Brought()

        def bring() -> Brought:
            nonlocal found
            found = plain.bring(there, made.content, old, record, self._day())
            return found

        kept = self._together(made, there, changed, bring, words)
        own = kept.way is Way.BROUGHT
        written = Written("", replace(record, marks=tuple(found.marks)))
        self._store.files[made.filename] = written if own else known
        return kept

    def _other(self, made: Document, there: bytes | None) -> Kept:
        """Keep a copy of a workbook that a person saved: it cannot be brought together."""
        known = self._store.files.get(made.filename)
        self._store.files[made.filename] = Written(digest(made.content))
        if there is None:
            return Kept(made, (made,), Way.NEW)
        if there == made.content or (known and known.digest == digest(there)):
            return _renewed(made, there, Counter())
        return self._copied(made, there, Counter()) if known else self._not_ours(made, there)

    # ── what becomes of a file that is there ─────────────────────────────────────────────────

    def _together(
        self,
        made: Document,
        there: bytes,
        changed: Counter[tuple[str, str]],
        bring: Callable[[], Brought],
        words: str,
    ) -> Kept:
        """Return the document brought together with what lies there; `words` are those of `made`."""
        try:
            found = bring()
        except (Restructured, Unfit) as error:
            rearranged = isinstance(error, Restructured)
            why = (
                f"which was rearranged: {error}" if rearranged else f"as {error} cannot go into it"
            )
            name = self._free(made.filename, "new", made.content)
            own = tuple(replace(each, document=name) for each in made.statements)
            beside = Document(name, made.content, own, internal=made.internal)
            stays = (Document(made.filename, there),)
            return Kept(beside, (beside,), Way.BESIDE, changed, stays=stays, why=why)
        gone = {
            each for each in _texts(made.statements) if each in words and each not in found.words
        }
        own = tuple(each for each in made.statements if each.text.strip() not in gone)
        document = Document(
            made.filename, found.content, _placed(own, found.content), internal=made.internal
        )
        return Kept(
            document, (document,), Way.BROUGHT, changed, found.kept, tuple(found.conflicts), found.open_marks
        )  # fmt: skip

    def _copied(self, made: Document, there: bytes, changed: Counter[tuple[str, str]]) -> Kept:
        name = self._free(made.filename, "before", there)
        return Kept(made, (Document(name, there), made), Way.COPIED, changed, copy=name)

    def _not_ours(self, made: Document, there: bytes) -> Kept:
        if self._replace:
            return self._copied(made, there, Counter())
        place = Place(str(Path(self._folder or "", made.filename)))
        message = "Already there. Nothing says that Afterword wrote it, so it is not touched."
        command = ", or pass --replace: then a copy of it is kept."
        self._refused.append(Problem(place, message, "Choose another folder.", command=command))
        return Kept(made, (made,), Way.NEW)

    def _free(self, name: str, word: str, content: bytes) -> str:
        """Return a name beside `name` that no other file has: outcomes (new 2026-11-29).docx."""
        path = PurePosixPath(name)
        number = 1
        while True:
            more = f" {number}" if number > 1 else ""
            free = str(path.with_stem(f"{path.stem} ({word} {self._today.isoformat()}{more})"))
            lying = self._content(free)
            if free not in self._taken and (lying is None or lying == content):
                self._taken.add(free)
                return free
            number += 1

    def _content(self, name: str) -> bytes | None:
        if self._folder is None:
            return None
        try:
            return (self._folder / name).read_bytes()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return None
        except OSError as error:
            place = Place(str(self._folder / name))
            message = f"Nothing was written: {error.strerror or 'it cannot be read'}."
            hint = "Close the document if it is open in Word or Excel, or choose another folder."
            raise NotWritten([Problem(place, message, hint)]) from error

    def _day(self) -> str:
        return f"{self._today:%B} {self._today.day}, {self._today.year}"


def _opened(content: bytes, name: str) -> Paper | None:
    try:
        return Paper(content, name)
    except InputRefused:
        return None


def _renewed(made: Document, there: bytes, changed: Counter[tuple[str, str]]) -> Kept:
    return Kept(made, (made,), Way.SAME if there == made.content else Way.RENEWED, changed)


def _texts(statements: Sequence[Statement]) -> set[str]:
    return {each.text.strip() for each in statements}


def _placed(statements: tuple[Statement, ...], content: bytes) -> tuple[Statement, ...]:
    """Return the statements with where they stand in a document that was brought together."""
    if not content.startswith(b"PK"):
        return statements
    paper = Paper(content, "")
    said = {
        where: "".join(piece for _, piece in texts(paragraph))
        for label, root in paper.roots.items()
        for where, paragraph in places(root, "" if label == BODY else label)
    }
    placed = []
    for each in statements:
        text = each.text.strip()
        there = text in said.get(each.where, "")
        where = next((at for at, own in said.items() if text in own), each.where)
        placed.append(each if there else replace(each, where=where))
    return tuple(placed)
