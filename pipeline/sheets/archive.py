"""Read the spreadsheets in a zip of exports, one level deep, behind the same guard as a workbook."""

import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile

from pipeline.cells import Sheet
from pipeline.problems import InputRefused, LimitReached, PipelineError, Place, Problem
from pipeline.sheets import amounts
from pipeline.sheets.kinds import NO_CARDS, kind_of
from pipeline.sheets.package import BUDGET, Package

MOST_FILES = 200
SYSTEM = ("__macosx/", ".ds_store", "thumbs.db", "desktop.ini")
Read = Callable[[bytes, str, int], tuple[tuple[Sheet, ...], tuple[Problem, ...]]]


def read(
    content: bytes, file: str, readers: dict[str, Read], most: int
) -> tuple[tuple[Sheet, ...], tuple[Problem, ...]]:
    """Return the sheets of every file in a zip, each named behind the zip's name.

    `readers` says how a file is read, by its ending; `most`, how many cells all of them may hold. Raises with
    every problem of every file.
    """
    package = Package(content, file, "a zip file")
    inside = [name for name in package.parts() if not _passed_over(name)]
    if len(inside) > MOST_FILES:
        message = f"It holds {len(inside):,} files; {MOST_FILES} are read at most."
        raise package.limit(message, "Unpack it, and name the files that count.")
    sheets: list[Sheet] = []
    notices: list[Problem] = []
    problems: list[Problem] = []
    held = _Held(package, most)
    limits = True
    for name in inside:
        ending, within = PurePosixPath(name).suffix.lower(), f"{file}/{name}"
        if reader := readers.get(ending):
            try:
                found, noticed = reader(held.unpacked(name), within, most)
            except PipelineError as error:
                problems += error.problems
                limits = limits and isinstance(error, LimitReached)
            else:
                sheets += found
                notices += noticed
                held.keep(found)
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


@dataclass(slots=True)
class _Held:
    """What the files in a zip hold together, so far; too much of it is refused."""

    package: Package
    most: int  # cells
    _cells: int = 0
    _bytes: int = 0

    def unpacked(self, name: str) -> bytes:
        """Return what the file of that name holds, unless all so far unpack to too much."""
        content = self.package.content(name)
        self._bytes += _unpacks_to(content)
        if self._bytes > BUDGET:
            message = f"It is too large to unpack: the files in it pass {BUDGET >> 20} MB."
            raise self.package.limit(message, "Unpack it, and name the files that count.")
        return content

    def keep(self, sheets: Sequence[Sheet]) -> None:
        """Count the cells of a file that was read."""
        self._cells += sum(len(sheet.cells) for sheet in sheets)
        if self._cells > self.most:
            raise amounts.too_many(self.package.file, self.most)


def _unpacks_to(content: bytes) -> int:
    """Return how many bytes a workbook in the zip says that it unpacks to, 0 of what is none."""
    try:
        with ZipFile(BytesIO(content)) as inside:
            return sum(each.file_size for each in inside.infolist())
    except (BadZipFile, struct.error, ValueError, OSError, NotImplementedError):
        return 0


def _passed_over(name: str) -> bool:
    low = name.lower()
    hidden = PurePosixPath(name).name.startswith((".", "~$"))
    return hidden or low.startswith(SYSTEM[0]) or low.endswith(SYSTEM[1:])
