"""Put finished files on the disk: all or none, old or new but never half. Only this room writes."""

import errno
import os
import re
import shutil
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp

from pipeline.model import Document
from pipeline.problems import NotWritten, Place, Problem

DRAFTS = ".afterword-"  # our own folder beside the outputs; a killed run's is cleared by the next
FEW = 50  # above it, a call a file would cost more than filling the file
NAMED = 5  # of the files that are there already; the others are counted
NAME_LIMIT = 120  # bytes, so that a path fits every file system with room for its folder

_UNSAFE = re.compile(r"[^\w.()&',+-]+")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def write(
    documents: Iterable[Document],
    folder: Path,
    *,
    replace: bool = False,
    inputs: Sequence[Path] = (),
) -> tuple[Path, ...]:
    """Write all `documents` into `folder`, or none, and return their paths in order.

    Documents are taken one at a time, so that thousands need no more memory than one. Raises
    NotWritten, with nothing changed, when one is already there and `replace` is not said, when
    one would take the place of one of the `inputs`, when another run is writing to the folder,
    or when the disk refuses.
    """
    try:
        with _made(folder), _alone(folder), _drafts(folder) as drafts:
            paths = _save_all(documents, folder, drafts)
            if own := [_an_input(path) for path in paths if _among(path, inputs)]:
                raise NotWritten(own)
            if taken := [path for path in paths if os.path.lexists(path) and not replace]:
                raise NotWritten([_taken(taken, folder)])
            _move(paths, drafts)
    except OSError as error:
        reason = error.strerror or str(error)
        place = Place(_ours(error.filename, folder))
        problem = Problem(place, f"Nothing was written: {reason}.", _remedy(error))
        raise NotWritten([problem]) from error
    return paths


def file_name(words: str, suffix: str, taken: set[str]) -> str:
    """Return a safe file name that says `words`, unlike every name in `taken`, and add it there.

    Letters of every script stay; anything that a file system or a shell could take amiss
    becomes a hyphen. Names that differ only in case or in Unicode form count as the same.
    """
    stem = unicodedata.normalize("NFKC", words)
    stem = "".join(c for c in stem if unicodedata.category(c)[0] != "C" or c in "\t\n")
    stem = _UNSAFE.sub("-", stem).strip("-. ") or "document"
    if _RESERVED.match(stem):
        stem = f"file-{stem}"
    number = 1
    while True:
        tail = (f"-{number}" if number > 1 else "") + suffix
        name = _cut(stem, NAME_LIMIT - len(tail.encode())) + tail
        if (key := unicodedata.normalize("NFKC", name).casefold()) not in taken:
            taken.add(key)
            return name
        number += 1


def _cut(text: str, size: int) -> str:
    return text.encode()[:size].decode(errors="ignore").rstrip("-. ")


def _among(path: Path, inputs: Sequence[Path]) -> bool:
    return path.exists() and any(each.exists() and path.samefile(each) for each in inputs)


def _an_input(path: Path) -> Problem:
    message = "This is what was read: it is never written over."
    return Problem(Place(str(path)), message, "Choose another name or folder for the output.")


def _taken(paths: Sequence[Path], folder: Path) -> Problem:
    """Return which files are there already, in one message however many they are."""
    hint = "Choose another name or folder, or pass --replace to overwrite."
    if len(paths) == 1:
        return Problem(Place(str(paths[0])), "Already there.", hint)
    names = [path.relative_to(folder).as_posix() for path in paths]
    shown = ", ".join(names[:NAMED])
    more = f", and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return Problem(Place(str(folder)), f"Already there: {shown}{more}.", hint)


def _remedy(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "Close the document if it is open in Word or Excel, or choose another folder."
    if isinstance(error, BlockingIOError):
        return "Wait until the other run ends, or choose another folder."
    if isinstance(error, FileExistsError | IsADirectoryError | NotADirectoryError):
        return "Something of that name is in the way: move it, or choose another folder."
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "Free some space, or choose another folder, and run the command again."
    return "Choose another folder, and run the command again."


def _ours(named: object, folder: Path) -> str:
    """Return the file that an error names, the folder where it names none or one of our drafts."""
    return named if isinstance(named, str) and DRAFTS not in named else str(folder)


@contextmanager
def _made(folder: Path) -> Iterator[None]:
    """Make the folder; on a failure, take away again what was made and is empty."""
    missing = _missing(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        _remove_empty(missing)
        raise


def _missing(folder: Path) -> list[Path]:
    """Return which of the folder and those it stands in are not there, the innermost first."""
    return [each for each in (folder, *folder.parents) if not os.path.lexists(each)]


def _remove_empty(folders: Iterable[Path]) -> None:
    for each in folders:
        with suppress(OSError):
            each.rmdir()  # refuses where another run has put something


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder for this run; the system lets go of it even if we are killed."""
    try:
        import fcntl
    except ImportError:  # Windows refuses to replace a file that is open, which is lock enough
        yield
        return
    held = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            message = f"another run of Afterword{_who(folder)} is writing to this folder"
            raise BlockingIOError(error.errno, message) from error
        yield
    finally:
        os.close(held)


def _who(folder: Path) -> str:
    """Return the process that writes to the folder, as its drafts are called after it."""
    drafts = [each.name.removeprefix(DRAFTS).split("-")[0] for each in folder.glob(f"{DRAFTS}*")]
    return f" (process {drafts[0]})" if drafts else ""


@contextmanager
def _drafts(folder: Path) -> Iterator[Path]:
    for left_behind in folder.glob(f"{DRAFTS}*"):
        _clear(left_behind)
    drafts = Path(mkdtemp(prefix=f"{DRAFTS}{os.getpid()}-", dir=folder))
    try:
        yield drafts
    finally:
        _clear(drafts)


def _clear(drafts: Path) -> None:
    shutil.rmtree(drafts, ignore_errors=True)
    if drafts.exists():  # what the disk refused once it may do now
        shutil.rmtree(drafts, ignore_errors=True)


def _save_all(documents: Iterable[Document], folder: Path, drafts: Path) -> tuple[Path, ...]:
    """Save every draft for good: a few one by one, many with one call for all."""
    paths: list[Path] = []
    for document in documents:
        with (drafts / str(len(paths))).open("xb") as file:
            file.write(document.content)
            if len(paths) < FEW or not hasattr(os, "sync"):
                file.flush()
                os.fsync(file.fileno())
        paths.append(folder / document.filename)
    if len(paths) > FEW and hasattr(os, "sync"):
        os.sync()
    return tuple(paths)


def _move(paths: Sequence[Path], drafts: Path) -> None:
    """Move every draft into place; on a failure, put back what was there."""
    moved: list[tuple[Path, Path]] = []
    made = sorted({each for path in paths for each in _missing(path.parent)}, reverse=True)
    try:
        for number, path in enumerate(paths):
            path.parent.mkdir(parents=True, exist_ok=True)
            if os.path.lexists(path):
                _keep(path, drafts / f"{number}.old")
        for number, path in enumerate(paths):  # nothing but renames, so that it is soon over
            moved.append((path, drafts / f"{number}.old"))
            (drafts / str(number)).replace(path)
    except BaseException as error:
        stuck = [path for path, old in reversed(moved) if not _put_back(path, old)]
        _remove_empty(made)
        if stuck:
            raise NotWritten(map(_half_way, stuck)) from error
        raise


def _keep(path: Path, old: Path) -> None:
    """Keep what is there now under a second name, or as a copy where the disk knows no such names."""
    try:
        os.link(path, old, follow_symlinks=False)
    except (OSError, NotImplementedError):
        shutil.copy2(path, old, follow_symlinks=False)


def _put_back(path: Path, old: Path) -> bool:
    """Say whether `path` is again as it was: its old copy is back, or it is gone."""
    try:
        if os.path.lexists(old):
            old.replace(path)
        else:
            path.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def _half_way(path: Path) -> Problem:
    message = "Writing stopped half way, and the disk refused to take this file back: it is new."
    return Problem(Place(str(path)), message, "Run the command again with --replace.")
