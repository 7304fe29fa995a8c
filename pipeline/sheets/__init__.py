"""Read a file's sheets as they stand: every typed cell, nothing interpreted, every loss said.

`signature` tells what a file really is, `package` looks at the zip before anything trusts it,
`workbook` turns it into sheets with `cells`, `plain_rows` and `styles`, `numbers` and `moments` show a number the
way Excel does; `amounts` says how many cells are read of a file, `counting` refuses more before they are walked. What hangs on cells or floats over
them: `covering` (merged cells), `remarks` (comments), `controls`, `boxes` and `ticks` (what people
tick), `floating` (the rest). `delimited` reads CSV and its kin,
`opendocument` .ods, `binary` .xls and .xlsb; `word_document` and `web_page` hand the tables and lists
of a text to `pages`; `archive` reads a zip of all these. `kinds` says what other files are. `writing`
makes workbooks.
"""

import sys
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import BinaryIO

from pipeline.cells import Sheet
from pipeline.problems import InputRefused, LimitReached, Place, Problem
from pipeline.sheets import amounts, kinds

__all__ = ["OF_LISTS", "PIPE", "READ", "piped", "read", "refuse_too_many", "words_of"]

LARGEST = 200 << 20  # bytes
LARGEST_TEXT = 4 << 20  # bytes of a text file
MOST_USED = 2_000  # columns that hold something; exports of long surveys have a thousand
PIPE = Path("-")  # stands for what another program hands over, or the clipboard
PIPED = "input"  # how its cells are named

Found = tuple[tuple[Sheet, ...], tuple[Problem, ...]]


def read(path: Path, *, name: str = "", large: bool = False) -> Found:
    """Return the sheets of the file at `path` and what to know of them, or refuse it.

    `Path("-")` is what is piped in: a workbook or text. A `large` file is a table or a list that is only
    gone through record by record, so that more of it is read.
    """
    file = name or path.name
    most = amounts.most(large=large)
    if path == PIPE:
        return _not_too_wide(*_piped(most))
    suffix = path.suffix.lower()
    if path.name.startswith("~$"):
        raise InputRefused([_lock(file)])
    try:
        status = path.stat()
        if status.st_size > LARGEST:
            raise LimitReached([_too_large(file)])
        if not S_ISREG(status.st_mode) and not S_ISDIR(status.st_mode):
            raise InputRefused([_no_file(file)])
        content = path.read_bytes()
    except OSError as error:
        raise InputRefused([_unreadable(file, error)]) from error
    if suffix in _READERS:
        return _not_too_wide(*_READERS[suffix](content, file, most))
    raise InputRefused([unread(file)])


def refuse_too_many(sheets: Sequence[Sheet]) -> None:
    """Refuse the sheets of a file that was read as a large one and is none."""
    if sum(len(sheet.cells) for sheet in sheets) > amounts.MOST_CELLS:
        raise amounts.too_many(sheets[0].file, amounts.MOST_CELLS)


def unread(file: str) -> Problem:
    """Return that a file of that name is none that is read, and how to get one that is."""
    message, hint, command = kinds.advice(Path(file).suffix.lower())
    return Problem(Place(file), message, hint, command=command)


# ── the readers: each is imported when a file needs it ───────────────────────────────────────


def _workbook(content: bytes, file: str, most: int) -> Found:
    from pipeline.sheets import workbook

    return workbook.read(content, file, most)


def _old_workbook(content: bytes, file: str, most: int) -> Found:
    from pipeline.sheets import binary, signature

    if content.startswith(signature.OLE):
        return binary.read(content, file, most)
    return _workbook(content, file, most)


def _binary_workbook(content: bytes, file: str, most: int) -> Found:
    from pipeline.sheets import binary

    return binary.read(content, file, most)


def _opendocument(content: bytes, file: str, most: int) -> Found:
    from pipeline.sheets import opendocument

    return opendocument.read(content, file, most)


def _delimited(content: bytes, file: str, most: int) -> Found:
    from pipeline.sheets import delimited

    return delimited.read(content, file, most)


def _word_document(content: bytes, file: str, most: int) -> Found:
    from pipeline.sheets import word_document

    return word_document.read(content, file, most)


def _web_page(content: bytes, file: str, most: int) -> Found:
    from pipeline.sheets import web_page

    return web_page.read(content, file, most)


def _archive(content: bytes, file: str, most: int) -> Found:
    from pipeline.sheets import archive

    alone = {".zip", ".docx"}  # a Word file may be a report on the cards beside it
    inside = {ending: reader for ending, reader in _READERS.items() if ending not in alone}
    return archive.read(content, file, inside, most)


OF_LISTS = (".csv", ".tsv", ".txt", ".tab")
_READERS: dict[str, Callable[[bytes, str, int], Found]] = {
    **dict.fromkeys((".xlsx", ".xlsm", ".xltx"), _workbook),
    **dict.fromkeys(OF_LISTS, _delimited),
    ".xls": _old_workbook,
    ".xlsb": _binary_workbook,
    ".ods": _opendocument,
    ".docx": _word_document,
    **dict.fromkeys((".html", ".htm", ".xhtml"), _web_page),
    ".zip": _archive,
}
READ = frozenset(_READERS)


def _piped(most: int) -> Found:
    from pipeline.sheets import signature

    content = piped()
    if len(content) > LARGEST:
        raise LimitReached([_too_large(PIPED)])
    return (_workbook if content.startswith(signature.ZIP) else _delimited)(content, PIPED, most)


def piped() -> bytes:
    """Return what is piped in, `LARGEST` bytes of it and one more at most, however often it is asked for."""
    return _all_piped(sys.stdin.buffer)


@lru_cache(1)
def _all_piped(stream: BinaryIO) -> bytes:
    return stream.read(LARGEST + 1)


def words_of(path: Path) -> str:
    """Return all that stands in the text file at `path`, or refuse it."""
    from pipeline.sheets import delimited

    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputRefused([_unreadable(path.name, error)]) from error
    hint = "Copy the words into a plain text file (.txt, UTF-8)."
    if len(content) > LARGEST_TEXT or not content.strip():
        size = "It is empty." if not content.strip() else "It is too large for an answer."
        raise InputRefused([Problem(Place(path.name), size, hint)])
    text = "" if content.startswith(b"PK") else delimited.decoded(content, path.name)[0]
    if not text or "\0" in text:
        raise InputRefused([Problem(Place(path.name), "It is no plain text.", hint)])
    return text


def _not_too_wide(sheets: tuple[Sheet, ...], notices: tuple[Problem, ...]) -> Found:
    """Return what was read, or refuse sheets that nobody can have typed, each by its name."""
    wide = [
        Problem(
            Place(sheet.file, sheet.name),
            f"It uses {used:,} columns; {MOST_USED:,} are read at most.",
            "Leave out the columns that do not count, or write them as rows.",
        )
        for sheet in sheets
        if (used := len({cell.column for cell in sheet.cells})) > MOST_USED
    ]
    if wide:
        raise LimitReached(wide)
    return sheets, notices


def _lock(file: str) -> Problem:
    message = "This is Excel's lock file, not a workbook."
    return Problem(
        Place(file), message, "Close the workbook in Excel and name the file without ~$."
    )


def _no_file(file: str) -> Problem:
    message = "It is a pipe or a device, not a file."
    return Problem(Place(file), message, "Save what it gives as a file and name that.")


def _unreadable(file: str, error: OSError) -> Problem:
    reason = error.strerror or "it could not be opened"
    return Problem(
        Place(file), f"It cannot be read: {reason}.", "Check the name and who may open it."
    )


def _too_large(file: str) -> Problem:
    message = f"It is too large: more than {LARGEST >> 20} MB."
    return Problem(Place(file), message, "Split it into several files.")
