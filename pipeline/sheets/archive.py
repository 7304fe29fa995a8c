"""Read the spreadsheets in a zip of exports, one level deep, behind the same guard as a workbook."""

from collections.abc import Callable
from pathlib import PurePosixPath

from pipeline.cells import Sheet
from pipeline.problems import InputRefused, LimitReached, PipelineError, Place, Problem
from pipeline.sheets.kinds import NO_CARDS, kind_of
from pipeline.sheets.package import Package

MOST_FILES = 200
SYSTEM = ("__macosx/", ".ds_store", "thumbs.db", "desktop.ini")
Read = Callable[[bytes, str], tuple[tuple[Sheet, ...], tuple[Problem, ...]]]


def read(
    content: bytes, file: str, readers: dict[str, Read]
) -> tuple[tuple[Sheet, ...], tuple[Problem, ...]]:
    """Return the sheets of every file in a zip, each named behind the zip's name.

    `readers` says how a file is read, by its ending. Raises with every problem of every file.
    """
    package = Package(content, file, "a zip file")
    inside = [name for name in package.parts() if not _passed_over(name)]
    if len(inside) > MOST_FILES:
        message = f"It holds {len(inside):,} files; {MOST_FILES} are read at most."
        raise package.limit(message, "Unpack it, and name the files that count.")
    sheets: list[Sheet] = []
    notices: list[Problem] = []
    problems: list[Problem] = []
    limits = True
    for name in inside:
        ending, within = PurePosixPath(name).suffix.lower(), f"{file}/{name}"
        if reader := readers.get(ending):
            try:
                found, noticed = reader(package.content(name), within)
            except PipelineError as error:
                problems += error.problems
                limits = limits and isinstance(error, LimitReached)
            else:
                sheets += found
                notices += noticed
        elif ending == ".zip":
            limits = False
            message = "It is a zip in a zip: not read."
            problems.append(Problem(Place(within), message, "Unpack it, and name it by itself."))
        elif (kind := kind_of(ending)) is None or kind in NO_CARDS:
            what = kind.what if kind else "of a kind that Afterword does not know"
            notices.append(Problem(Place(within), f"It is {what}: not read."))
        else:
            limits = False
            message = f"It is {kind.what}: it may hold cards, and it cannot be read."
            problems.append(Problem(Place(within), message, f"{kind.remedy}, or take it out."))
    if not sheets and not problems:
        none = "No spreadsheet is in it."
        raise package.refused(none, "Zip the exports themselves (.xlsx, .csv, .ods).")
    if problems:
        raise (LimitReached if limits else InputRefused)(problems)
    return tuple(sheets), tuple(notices)


def _passed_over(name: str) -> bool:
    low = name.lower()
    hidden = PurePosixPath(name).name.startswith((".", "~$"))
    return hidden or low.startswith(SYSTEM[0]) or low.endswith(SYSTEM[1:])
