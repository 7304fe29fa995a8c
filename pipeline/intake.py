"""Take in the spreadsheets of one run: find the files, open them, read them as one workshop."""

import gc
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from pipeline import decisions, edits, folders, ledger, reading, sheets
from pipeline.folders import SPREADSHEETS
from pipeline.model import Document, Reading, Sheet, Wanted, Workshop
from pipeline.problems import InputRefused, Kind, LimitReached, PipelineError, Place, Problem

__all__ = ["SPREADSHEETS", "files", "look", "mapping_files", "read", "undecided"]


def read(
    paths: Sequence[Path],
    beside: Sequence[Path] = (),
    mappings: Sequence[Path] = (),
    *,
    large: bool = False,
) -> Workshop:
    """Read spreadsheets and folders of them as one workshop, or raise with every problem.

    `beside` are other inputs of the same run: places name a file unlike theirs. `mappings` say how
    sheets are to be read; one that lies beside a workbook is used by itself. Of a text file more is read
    where a `large` list is only divided into groups.
    """
    workshop, problems = look(paths, beside, mappings, large=large)
    if problems:
        raise InputRefused(problems)
    return workshop


def look(
    paths: Sequence[Path],
    beside: Sequence[Path] = (),
    mappings: Sequence[Path] = (),
    *,
    large: bool = False,
) -> tuple[Workshop, tuple[Problem, ...]]:
    """Return what the spreadsheets say and every problem in them; raise where one cannot be opened."""
    with _no_collecting():
        return _look(paths, beside, mappings, decisions.apply, large=large)


def undecided(
    paths: Sequence[Path], mappings: Sequence[Path] = ()
) -> tuple[Workshop, tuple[Problem, ...]]:
    """Return what the spreadsheets say, what people decided not yet applied, and every problem.

    For who has more decisions to bring: `decisions.apply` is to be called once, on all of them.
    """
    with _no_collecting():
        return _look(paths, (), mappings, lambda workshop: workshop)


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Keep Python from looking for garbage while a million cells are made that all stay."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _look(
    paths: Sequence[Path],
    beside: Sequence[Path],
    mappings: Sequence[Path],
    decide: Callable[[Workshop], Workshop],
    *,
    large: bool = False,
) -> tuple[Workshop, tuple[Problem, ...]]:
    found: list[Sheet] = []
    notices: list[Problem] = []
    refused: list[PipelineError] = []
    decided_in: list[Sheet] = []  # sheets in which people decided about edits of documents
    inside = _looked_into(paths, mappings)
    unread = [problem for each in inside.values() for problem in each.problems]
    files = list(_spreadsheets(paths, beside, inside))
    for path, name in files:
        try:
            read_here, noticed = _read(path, name, large=large)
        except PipelineError as error:
            refused.append(error)
        else:
            notices.extend(noticed)
            for held, own in _by_file(read_here):
                if made := ledger.recognise(own):
                    message = f"This is {made} that Afterword wrote: not read."
                    notices.append(Problem(Place(held), message))
                elif edits.recognise(own):
                    decided_in.extend(each for each in own if each.name == edits.SHEET)
                else:
                    found.extend(own)
    if refused:
        problems = [problem for error in refused for problem in error.problems]
        limits = not unread and all(isinstance(error, LimitReached) for error in refused)
        raise (LimitReached if limits else InputRefused)([*problems, *unread])
    if unread and not found:
        raise InputRefused(unread)
    if files and not found:
        hint = "Name the workbook that holds the cards, not what was made from it."
        raise InputRefused([each if each.advice else replace(each, hint=hint) for each in notices])
    wanted, used, wrong = _wanted(files, mappings)
    found, decided, set_aside = edits.apply(found, decided_in)
    workshop, problems_found = reading.look(found, wanted, large=large)
    workshop = decide(workshop)
    workshop = replace(workshop, decisions=(*workshop.decisions, *decided))
    notices += set_aside
    named = [notice for each in inside.values() for notice in each.notices]
    workshop = replace(workshop, notices=(*used, *notices, *workshop.notices, *named))
    return workshop, (*unread, *wrong, *problems_found)


def _read(path: Path, name: str, *, large: bool) -> tuple[tuple[Sheet, ...], tuple[Problem, ...]]:
    """Return the sheets of a file; a ledger of ours may be larger than others, and so may a `large` list."""
    ours = path.name == ledger.FILE
    listed = large and path.suffix.lower() in sheets.OF_LISTS
    found, notices = sheets.read(path, name=name, large=ours or listed)
    if ours and not ledger.recognise(found):
        sheets.refuse_too_many(found)
    return found, notices


def _by_file(found: Sequence[Sheet]) -> Iterator[tuple[str, tuple[Sheet, ...]]]:
    """Yield the sheets of each file: a zip holds several."""
    for file in dict.fromkeys(sheet.file for sheet in found):
        yield file, tuple(sheet for sheet in found if sheet.file == file)


def mapping_files(
    readings: Sequence[Reading], paths: Sequence[Path]
) -> tuple[tuple[Path, Document], ...]:
    """Return for each workbook the folder it lies in and the mapping file to put there."""
    every = _spreadsheets(paths, (), _looked_into(paths, ()))
    files = [(path, name) for path, name in every if path.suffix.lower() in sheets.READ]
    stems = [path.with_suffix("") for path, _ in files]
    made = []
    for path, name in files:
        own = [each for each in readings if each.file == name]
        if own:
            stem = path.name if stems.count(path.with_suffix("")) > 1 else path.stem
            words = reading.mapping.text(own, path.name)
            made.append((path.parent, Document(f"{stem}{reading.mapping.ENDING}", words.encode())))
    return tuple(made)


def answered(
    answers: Sequence[tuple[Reading, str]], paths: Sequence[Path]
) -> tuple[tuple[Path, Document], ...]:
    """Return the folder and the mapping file that keep what a person answered, for each workbook.

    An answer is "yes", "no" or a kind of sheet. What stands in a mapping file already is kept.
    """
    made = []
    for path, name in _spreadsheets(paths, (), _looked_into(paths, ())):
        if own := [each for each in answers if each[0].file == name]:
            lying = next(_beside(path), path.with_name(f"{path.stem}{reading.mapping.ENDING}"))
            held = _content(lying).decode("utf-8-sig") if os.path.isfile(lying) else ""
            words = reading.mapping.with_answers(held, own, path.name)
            made.append((path.parent, Document(lying.name, words.encode())))
    return tuple(made)


def files(paths: Sequence[Path], mappings: Sequence[Path] = ()) -> tuple[Path, ...]:
    """Return every file that `read` opens: spreadsheets, and what says how they are to be read."""
    found = [path for path, _ in _spreadsheets(paths, (), _looked_into(paths, mappings))]
    return (*found, *(lying for path in found for lying in _beside(path)), *mappings)


def _wanted(
    files: Sequence[tuple[Path, str]], given: Sequence[Path]
) -> tuple[tuple[Wanted, ...], tuple[Problem, ...], tuple[Problem, ...]]:
    """Return how sheets are to be read, which mapping files say so, and what is wrong in them."""
    wanted: list[Wanted] = []
    used: list[Problem] = []
    wrong: list[Problem] = []
    for path in given:
        said, problems = reading.mapping.parse(_content(path), path.name)
        wanted += said
        wrong += problems
    pinned = {each.file for each in wanted}
    for path, name in files:
        for lying in _beside(path):
            content = _content(lying)
            if given and ("" in pinned or not pinned.isdisjoint({path.name, name})):
                continue
            if reading.mapping.names_file(content) in {"", path.name}:
                said, problems = reading.mapping.parse(content, lying.name, name)
                wanted += said
                wrong += problems
                used.append(Problem(Place(name), f"using {lying.name}", kind=Kind.MAPPING))
    return tuple(wanted), tuple(used), tuple(wrong)


def _beside(path: Path) -> Iterator[Path]:
    for stem in (path.stem, path.name):
        lying = path.with_name(f"{stem}{reading.mapping.ENDING}")
        if os.path.isfile(lying):
            yield lying


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(reading.mapping.LONGEST + 1)
    except OSError as error:
        message = f"It cannot be read: {error.strerror or 'it could not be opened'}."
        raise InputRefused(
            [Problem(Place(path.name), message, "Check who may open it.")]
        ) from error


def _looked_into(paths: Sequence[Path], given: Sequence[Path]) -> dict[Path, folders.Folder]:
    """Return what lies in each of the `paths` that is a folder."""
    inside = [path for path in paths if path.is_dir()]
    found = {path: folders.look(path, [*paths, *given]) for path in inside}
    for path, each in found.items():
        if not each.spreadsheets:
            raise InputRefused([none_in(path), *each.problems, *each.notices])
    return found


def none_in(folder: Path) -> Problem:
    """Return the problem of a folder without a workbook."""
    hint = "Put the workshop's workbooks there, or name the files themselves."
    return Problem(Place(str(folder)), "No .xlsx or .csv is in this folder.", hint)


def _spreadsheets(
    paths: Sequence[Path], beside: Sequence[Path], looked_into: Mapping[Path, folders.Folder]
) -> Iterator[tuple[Path, str]]:
    """Yield each file once, with the name that places will use: short, but unlike the others."""
    inside = [each for path in paths for each in _files(path, looked_into)]
    every = {path.resolve(): path for path in reversed(inside)}
    names = [path.name for path in every]
    for path in beside:
        names += [each.name for each in _files(path, looked_into)]
    for path in reversed(every.values()):
        shared = names.count(path.name) > 1
        yield path, f"{path.parent.name}/{path.name}" if shared else path.name


def _files(path: Path, looked_into: Mapping[Path, folders.Folder]) -> Sequence[Path]:
    if not path.is_dir():
        return [path]
    return (looked_into.get(path) or folders.look(path)).spreadsheets
