"""Move drafts into place as one set; what is stopped half way is finished or taken back."""

import errno
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from pipeline.outputs import journal, saying
from pipeline.outputs.holding import not_there, remove_empty
from pipeline.outputs.journal import Entry
from pipeline.problems import NotWritten, Problem

Wait = Callable[[float], None]
TRIES, PAUSE = 21, 0.1  # a file that is held open is tried again for two seconds
HELD = (errno.EACCES, errno.EPERM, errno.EBUSY, errno.ETXTBSY)


def move(entries: Sequence[Entry], drafts: Path, wait: Wait) -> None:
    """Move every draft into place; on a failure, put back what was there.

    Raises OSError with nothing changed, or NotWritten with the files that could not be put back.
    """
    folders = _folders(entries)
    made = sorted({each for folder in folders for each in not_there(folder)}, reverse=True)
    try:
        known = _prepared(entries, folders, drafts)
        try:
            for each in known:  # nothing but renames, so that it is soon over
                _rename(each.draft(drafts), each.path, wait)
            for folder in folders:
                journal.settled(folder)
            journal.done(drafts)
        except BaseException as error:
            stuck = [each for each in reversed(known) if not _put_back(each, drafts, wait)]
            if stuck:  # the journal stays, and with it what was there: the next run settles it
                new = [each for each in stuck if _is(each, each.new)]
                old = [each for each in stuck if each not in new]
                raise NotWritten(saying.half_way(new, old)) from error
            with suppress(OSError):
                journal.done(drafts)
            raise
    except BaseException:
        remove_empty(made)
        raise


def _folders(entries: Sequence[Entry]) -> list[Path]:
    """Return the folders that the files go to, each once."""
    below = {(each.folder, each.filename.rpartition("/")[0]) for each in entries}
    return sorted(folder / name for folder, name in below)


def _prepared(entries: Sequence[Entry], folders: Sequence[Path], drafts: Path) -> list[Entry]:
    """Make the folders, keep what is there now, write the journal, and return what it says."""
    for folder in folders:
        folder.mkdir(parents=True, exist_ok=True)
    known = []
    for each in entries:
        path = each.path
        old = journal.fingerprint_of(path)
        if old:
            _keep(path, each.kept(drafts))
        known.append(replace(each, old=old) if old else each)
    try:
        journal.write(known, drafts)
    except BaseException:
        with suppress(OSError):
            journal.done(drafts)
        raise
    return known


def settle(drafts: Path, folder: Path, wait: Wait) -> Iterator[Problem]:
    """Finish or take back what a killed run was about to rename, and yield what became of it.

    It is finished where nobody has touched what was still to be replaced, else taken back where
    nobody has touched what was new; else every file stays as it is, and each is named. Raises
    NotWritten where its journal cannot be read.
    """
    try:
        entries = journal.read(drafts, folder)
    except journal.Unreadable as error:
        raise NotWritten([saying.unreadable(drafts)]) from error
    if not entries:
        return
    waiting = [each for each in entries if each.draft(drafts).exists()]
    moved = [each for each in entries if each not in waiting]
    going_back = any(_is(each, each.old) for each in moved if each.old != each.new)
    if not going_back and all(_is(each, each.old, each.new) for each in waiting):
        for each in waiting:
            each.path.parent.mkdir(parents=True, exist_ok=True)
            _rename(each.draft(drafts), each.path, wait)
        yield saying.finished(entries)
    elif all(_is(each, each.old, each.new) for each in moved):
        stuck = [each for each in reversed(moved) if not _put_back(each, drafts, wait)]
        if stuck:
            raise NotWritten(saying.half_way(stuck))
        yield saying.taken_back(entries)
    else:
        new = [each for each in entries if _is(each, each.new)]
        old = [each for each in entries if each not in new and _is(each, each.old)]
        touched = [each for each in entries if each not in new and each not in old]
        yield from saying.left(new, old, touched)
    journal.done(drafts)


def _is(entry: Entry, *fingerprints: str) -> bool:
    try:
        return journal.fingerprint_of(entry.path) in fingerprints
    except OSError:
        return False


def _keep(path: Path, old: Path) -> None:
    """Keep what is there now under a second name, or as a copy where the disk knows no such names."""
    try:
        os.link(path, old, follow_symlinks=False)
    except (OSError, NotImplementedError):
        shutil.copy2(path, old, follow_symlinks=False)


def _put_back(entry: Entry, drafts: Path, wait: Wait) -> bool:
    """Say whether the file is again as it was: its old copy is back, or what we put there is gone.

    What was there before we came is never taken away.
    """
    try:
        if entry.draft(drafts).exists():
            return True  # it was not renamed
        if os.path.lexists(entry.kept(drafts)):
            _rename(entry.kept(drafts), entry.path, wait)
        elif not entry.old and _is(entry, entry.new):
            entry.path.unlink()
        return _is(entry, entry.old)
    except OSError:
        return False


def _rename(here: Path, there: Path, wait: Wait) -> None:
    """Rename, and try for two seconds where the file is held open."""
    for tried in range(1, TRIES + 1):
        try:
            here.replace(there)
        except OSError as error:
            if error.errno not in HELD or tried == TRIES:
                raise
            wait(PAUSE)
        else:
            return
