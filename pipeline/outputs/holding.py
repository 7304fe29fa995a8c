"""Hold a folder for one run: make it, and keep other runs out."""

import errno
import os
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

DRAFTS = ".afterword-"  # our own folder beside the outputs; a killed run's is cleared by the next
LOCK = f"{DRAFTS}lock"


@contextmanager
def made(folder: Path) -> Iterator[None]:
    """Make the folder; on a failure, take away again what was made and is empty."""
    missing = not_there(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        remove_empty(missing)
        raise


def not_there(folder: Path) -> list[Path]:
    """Return which of the folder and those it stands in are not there, the innermost first."""
    return [each for each in (folder, *folder.parents) if not os.path.lexists(each)]


def remove_empty(folders: Iterable[Path]) -> None:
    """Take the folders away that are empty, and leave the others."""
    for each in folders:
        with suppress(OSError):
            each.rmdir()  # refuses where another run has put something


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the folder for this run; the system lets go of it even if we are killed.

    Held by `flock`, on Windows by `LockFileEx`, where a disk knows neither by a file that names
    the process. Raises BlockingIOError where another run holds it.
    """
    try:
        with warnings.catch_warnings():  # that a disk knows no locks is no news to a person
            warnings.simplefilter("ignore")
            from filelock import FileLock, Timeout  # it takes a moment to load

            lock = FileLock(folder / LOCK, blocking=False)
            lock.acquire()
    except Timeout as error:
        message = f"another run of Afterword{_who(folder)} is writing to this folder"
        raise BlockingIOError(errno.EWOULDBLOCK, message) from error
    try:
        yield
    finally:
        with suppress(OSError):  # while it is held, so that nobody loses one of his own
            (folder / LOCK).unlink()
        lock.release()


def _who(folder: Path) -> str:
    """Return the process that writes to the folder, as its drafts are called after it."""
    drafts = [each.name.removeprefix(DRAFTS) for each in of_runs(folder)]
    return f" (process {drafts[0]})" if drafts else ""


def of_runs(folder: Path) -> list[Path]:
    """Return the folders of drafts that are in `folder`, of this run or of others."""
    return sorted(each for each in folder.glob(f"{DRAFTS}*") if each.is_dir())
