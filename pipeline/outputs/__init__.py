"""Put finished files on the disk: all or none, old or new but never half. Only this room writes.

`naming` makes safe file names, `holding` keeps other runs out, `finished` has what a stopped run had
finished, `moving` puts drafts into place with a `journal`, `appending` adds to a file that only
grows, `saying` has the words for what the disk refused.
"""

import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import count
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import overload

from pipeline.made import Document
from pipeline.outputs import finished, holding, journal, moving, saying
from pipeline.outputs.appending import append
from pipeline.outputs.finished import FEW, Finished, fingerprint
from pipeline.outputs.holding import DRAFTS
from pipeline.outputs.journal import Entry
from pipeline.outputs.naming import file_name
from pipeline.problems import NotWritten, Problem

__all__ = ["DRAFTS", "FEW", "Finished", "append", "file_name", "fingerprint", "settle", "write"]


def _unheard(_: Sequence[Problem]) -> None:
    """Nobody is told."""


def write(  # noqa: PLR0913 - each is a thing the run depends on
    documents: Iterable[Document] | Callable[[Finished], Iterable[Document]],
    folder: Path,
    *,
    fingerprint: str = "",
    replace: date | bool = False,
    inputs: Sequence[Path] = (),
    read: Mapping[str, str] = MappingProxyType({}),
    tell: Callable[[Sequence[Problem]], None] = _unheard,
    wait: Callable[[float], None] = time.sleep,
) -> Sequence[Path]:
    """Write all `documents` into `folder`, or none, and return their paths in order.

    Documents are taken one at a time, so that thousands need no more memory than one. What a
    killed run left half done is finished or taken back first, and `tell` hears of it. Where a run
    of the same `fingerprint` was stopped, `documents`, given as a function, may ask for what that
    one had finished, and may save what it finishes itself. `replace` takes the place of what is there; given as the day of the run, a copy
    of each file that is now another is kept beside it, and `tell` hears of it. `read` are the SHA-256
    sums of files that were there and read, "" for one that was not there,
    known when the last document is made. `wait` is called with seconds before a file that is held open is tried again.
    Raises NotWritten, with nothing changed, when one is already there and `replace` is not said,
    when one is no longer as it was `read`, when one would take the place of one of the `inputs`,
    when another run is writing to the folder, or when the disk refuses.
    """
    try:
        with holding.made(folder), holding.alone(folder):
            tell(tuple(_recovered(folder, wait, fingerprint)))
            with _drafts(folder, fingerprint, tell) as (drafts, done):
                made = documents(done) if callable(documents) else documents
                entries = _save_all(made, folder, done)
                paths = _Paths(entries)
                there = [path for path in paths if os.path.lexists(path)]
                if own := [saying.an_input(path) for path in there if _among(path, inputs)]:
                    raise NotWritten(own)
                if other := [each for each, was in read.items() if _sum(folder / each) != was]:
                    raise NotWritten([saying.saved_since(folder / each) for each in other])
                if there and not replace:
                    raise NotWritten([saying.taken(there, folder)])
                aside = _aside(entries, replace) if isinstance(replace, date) else {}
                copies = (Document(name, path.read_bytes()) for path, name in aside.items())
                moving.move((*_save_all(copies, folder, done), *entries), drafts, wait)
                tell(tuple(saying.copied(folder, aside)))
    except OSError as error:
        raise NotWritten([saying.refused(error, folder)]) from error
    return paths


class _Paths(Sequence[Path]):
    """Where the files of a set go, each path made when it is asked for: a million take much memory."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries

    def __len__(self) -> int:
        return len(self._entries)

    @overload
    def __getitem__(self, index: int) -> Path: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Path]: ...
    def __getitem__(self, index: int | slice) -> Path | Sequence[Path]:
        if isinstance(index, slice):
            return _Paths(self._entries[index])
        return self._entries[index].path


def settle(
    folder: Path,
    *,
    tell: Callable[[Sequence[Problem]], None] = _unheard,
    wait: Callable[[float], None] = time.sleep,
) -> None:
    """Finish or take back what a killed run left half done in `folder`, and let `tell` hear of it.

    To be called before what lies there is read. Raises NotWritten as `write` does.
    """
    if not folder.is_dir() or not holding.of_runs(folder):
        return
    try:
        with holding.alone(folder):
            tell(tuple(_recovered(folder, wait, "")))
    except OSError as error:
        raise NotWritten([saying.refused(error, folder)]) from error


def _aside(entries: Sequence[Entry], today: date) -> dict[Path, str]:
    """Return each file whose place another takes, and the name of its copy below the folder.

    That of one file lies beside it, `review (before 2026-11-04).xlsx`; those of a set lie in a folder
    of their own, so that nobody sends the old with the new.
    """
    others = [
        each
        for each in entries
        if each.path.is_file() and not each.path.is_symlink() and _sum(each.path) != each.new
    ]
    if not others:
        return {}
    day = f"before {today.isoformat()}"
    alone = PurePosixPath(others[0].filename) if len(entries) == 1 else None
    days = (day if number == 1 else f"{day} {number}" for number in count(1))
    names = (str(alone.with_stem(f"{alone.stem} ({each})")) if alone else each for each in days)
    free = next(each for each in names if _is_free(others[0].folder / each))
    return {each.path: free if alone else f"{free}/{each.filename}" for each in others}


def _is_free(path: Path) -> bool:
    """Say whether nothing lies there, or only a folder that a stopped run left empty."""
    return not os.path.lexists(path) or (path.is_dir() and next(path.iterdir(), None) is None)


def _sum(path: Path) -> str:
    return journal.fingerprint(path.read_bytes()) if path.is_file() else ""


def _among(path: Path, inputs: Sequence[Path]) -> bool:
    return path.exists() and any(each.exists() and path.samefile(each) for each in inputs)


def _recovered(
    folder: Path, wait: Callable[[float], None], fingerprint: str
) -> Iterator[Problem]:
    """Settle what killed runs left in the folder, clear it, and yield what became of it.

    What a run of the same fingerprint had finished stays, to be gone on with. Only the run that holds the folder may do so: no drafts that are there belong to a live one.
    """
    for left_behind in holding.of_runs(folder):
        settled = tuple(moving.settle(left_behind, folder, wait))
        yield from settled
        mine = folder / f"{DRAFTS}{os.getpid()}"
        goes_on = not settled and finished.is_of(left_behind, fingerprint)
        if goes_on and (left_behind == mine or not mine.exists()):
            left_behind.replace(mine)
        else:
            _clear(left_behind)


@contextmanager
def _drafts(
    folder: Path, fingerprint: str = "", tell: Callable[[Sequence[Problem]], None] = _unheard
) -> Iterator[tuple[Path, Finished]]:
    """Make a folder for drafts, with the rights that the outputs will have; clear it at the end.

    It stays where files could not be put back: the next run settles that by its journal. It stays,
    too, where a person stops a run that has finished many documents.
    """
    drafts = folder / f"{DRAFTS}{os.getpid()}"
    drafts.mkdir(exist_ok=True)
    stays = False
    try:
        with finished.opened(drafts, fingerprint) as done:
            if done.count:
                tell([saying.goes_on(folder, done.count)])
            try:
                yield drafts, done
            except KeyboardInterrupt:
                stays = bool(fingerprint) and done.count >= FEW
                if stays:
                    tell([saying.stopped(folder, done.count)])
                raise
    finally:
        if not stays and not (drafts / journal.NAME).exists():
            _clear(drafts)


def _clear(drafts: Path) -> None:
    shutil.rmtree(drafts, ignore_errors=True)
    if drafts.exists():  # what the disk refused once it may do now
        shutil.rmtree(drafts, ignore_errors=True)


def _save_all(documents: Iterable[Document], folder: Path, done: Finished) -> tuple[Entry, ...]:
    """Save every draft for good: a few one by one, many with one call for all."""
    entries: list[Entry] = []
    for document in documents:
        number, new = done.save(document)
        entries.append(Entry(number, folder, document.filename, new))
    if done.count > FEW and hasattr(os, "sync"):
        os.sync()
    return tuple(entries)
