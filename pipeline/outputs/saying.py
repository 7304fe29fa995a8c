"""Say what the disk refused, what is in the way, and what became of a run that was stopped."""

import errno
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from pipeline.outputs.holding import DRAFTS
from pipeline.outputs.journal import Entry
from pipeline.problems import Place, Problem

NAMED = 5  # of the files that are there already; the others are counted
TOO_LONG = 206  # what Windows calls a name that is too long
OPENED_BY = {".docx": "Word", ".dotx": "Word", ".xlsx": "Excel", ".csv": "Excel"}


def refused(error: OSError, folder: Path) -> Problem:
    """Return that nothing was written, why, and what to do."""
    place = _ours(error, folder)
    reason = error.strerror or str(error)
    return Problem(Place(place), f"Nothing was written: {reason}.", _remedy(error, Path(place)))


def _ours(error: OSError, folder: Path) -> str:
    """Return the file that an error names, the folder where it names none or one of our drafts."""
    named = [each for each in (error.filename2, error.filename) if isinstance(each, str)]
    return next((each for each in named if DRAFTS not in each), str(folder))


def _remedy(error: OSError, named: Path) -> str:  # noqa: PLR0911 - a rule a line
    if error.errno == errno.ENAMETOOLONG or getattr(error, "winerror", 0) == TOO_LONG:
        return "Choose a shorter name, or a folder that is not so deep."
    if isinstance(error, PermissionError) and named.is_file():
        program = OPENED_BY.get(named.suffix.lower(), "the program that shows it")
        return f"Close it in {program}, or wait until OneDrive has synced, and run the command again."  # fmt: skip
    if isinstance(error, PermissionError):
        return "Close the documents in it, ask who may write there, or choose another folder."
    if isinstance(error, BlockingIOError):
        return "Wait until the other run ends, or choose another folder."
    if isinstance(error, FileExistsError | IsADirectoryError | NotADirectoryError):
        return "Something of that name is in the way: move it, or choose another folder."
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "Free some space, or choose another folder, and run the command again."
    if error.errno == errno.EXDEV:
        return "A folder in it leads to another disk: choose that folder itself, or another one."
    return "Choose another folder, and run the command again."


def an_input(path: Path) -> Problem:
    """Return that an output would take the place of an input."""
    message = "This is what was read: it is never written over."
    return Problem(Place(str(path)), message, "Choose another name or folder for the output.")


def saved_since(path: Path) -> Problem:
    """Return that somebody saved a file while the run was at work."""
    message = "Nothing was written: somebody saved this file while it was being made anew."
    return Problem(Place(str(path)), message, "Run the command again.")


def copied(folder: Path, aside: Mapping[Path, str]) -> Iterator[Problem]:
    """Yield that other files took the place of some that were there, and where those are now."""
    first, copy = next(iter(aside.items()), (folder, ""))
    if len(aside) == 1:
        message = f"What lay there is now {copy}."
        yield Problem(Place(str(first)), message, "Delete the copy when nobody needs it.")
    elif aside:
        apart = PurePosixPath(copy).parts[0]
        message = f"What lay there, {len(aside):,} files, is now in the folder {apart}."
        yield Problem(Place(str(folder)), message, "Delete the folder when nobody needs it.")


def taken(paths: Sequence[Path], folder: Path) -> Problem:
    """Return which files are there already, in one message however many they are."""
    place, message = Place(str(paths[0])), "Already there."
    if len(paths) > 1:
        names = _named([path.relative_to(folder).as_posix() for path in paths])
        place, message = Place(str(folder)), f"Already there: {names}."
    command = ", or pass --replace: then a copy is kept."
    return Problem(place, message, "Choose another name or folder.", command=command)


def _named(names: Sequence[str]) -> str:
    more = f", and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more


def half_way(new: Sequence[Entry], old: Sequence[Entry] = ()) -> Iterator[Problem]:
    """Yield that a set could not be taken back, with each file of it that is new, and that is old."""
    stopped, hint = "Writing stopped half way", "Run the command again: it puts this right first."
    refused = f"{stopped}, and the disk refused to take"
    yield from _each(new, f"{refused} this file back: it is new", f"{refused} these back: they are new", hint)  # fmt: skip
    refused = f"{stopped}, and the disk refused to put"
    yield from _each(old, f"{refused} this file in place: it is old", f"{refused} these in place: they are old", hint)  # fmt: skip


def _each(entries: Sequence[Entry], one: str, many: str, hint: str = "") -> Iterator[Problem]:
    """Yield what is so of one file, or of many in one message with each of their names."""
    if len(entries) == 1:
        yield Problem(Place(str(entries[0].path)), f"{one}.", hint)
    elif entries:
        names = ", ".join(each.filename for each in entries)
        yield Problem(Place(str(entries[0].folder)), f"{many}: {names}.", hint)


def finished(entries: Sequence[Entry]) -> Problem:
    """Return that a killed run's files are all in place now."""
    names = _named([each.filename for each in entries])
    message = f"An earlier run was stopped while it put its files in place; that is finished now: {names}."
    return Problem(Place(str(entries[0].folder)), message)


def taken_back(entries: Sequence[Entry]) -> Problem:
    """Return that a killed run's files are all as they were."""
    names = _named([each.filename for each in entries])
    message = (
        "An earlier run was stopped while it put its files in place, and one of them was changed "
        f"since; all are as they were before that run: {names}."
    )
    return Problem(Place(str(entries[0].folder)), message)


def left(
    new: Sequence[Entry], old: Sequence[Entry], touched: Sequence[Entry]
) -> Iterator[Problem]:
    """Yield what each file is of a set that could be neither finished nor taken back."""
    said = "An earlier run was stopped half way, and files were changed since"
    states = ((new, "new"), (old, "old"), (touched, "changed since, and kept"))
    for entries, what in states:
        yield from _each(entries, f"{said}; this one is {what}", f"{said}; these are {what}")


def goes_on(folder: Path, count: int) -> Problem:
    """Return that a run goes on where one of the same input was stopped."""
    were = "1 document was" if count == 1 else f"{count:,} documents were"
    message = f"An earlier run of the same input was stopped when {were} finished: it goes on there."
    return Problem(Place(str(folder)), message)


def stopped(folder: Path, count: int) -> Problem:
    """Return that a person stopped the run, and how to go on with it."""
    message = f"Stopped, and nothing is written yet; {count:,} finished documents are kept."
    return Problem(Place(str(folder)), message, "The same command goes on from there.")


def unreadable(drafts: Path) -> Problem:
    """Return that a stopped run's journal is damaged."""
    message = "Nothing was written: a run was stopped here, and its journal cannot be read."
    hint = "The files of that run lie in this folder: take out what you need, and delete it."
    return Problem(Place(str(drafts)), message, hint)
