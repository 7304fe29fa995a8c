"""Read a file's sheets as they stand: every typed cell, nothing interpreted, every loss said.

`signature` tells what a file really is, `package` looks at the zip before anything trusts it,
`workbook` turns it into sheets with `cells` and `styles`, `numbers` and `moments` show a number the
way Excel does. What hangs on cells or floats over them: `remarks` (comments), `controls`, `boxes`
and `ticks` (what people tick), `floating` (the rest). `delimited` reads CSV and its kin. `writing`
makes workbooks.
"""

from pathlib import Path
from stat import S_ISDIR, S_ISREG

from pipeline.model import Sheet
from pipeline.problems import InputRefused, LimitReached, Place, Problem

__all__ = ["read", "words_of"]

WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xltx", ".xls"})
LARGEST = 200 << 20  # bytes
LARGEST_TEXT = 4 << 20  # bytes of a text file
MOST_USED = 4_000  # columns that hold something; exports of long surveys have a thousand
DELIMITED = frozenset({".csv", ".tsv", ".txt", ".tab"})


def read(path: Path, *, name: str = "") -> tuple[tuple[Sheet, ...], tuple[Problem, ...]]:
    """Return the sheets of the file at `path` and what to know of them, or refuse it."""
    file = name or path.name
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
    if suffix in WORKBOOKS:
        from pipeline.sheets import workbook

        return _not_too_wide(*workbook.read(content, file))
    if suffix in DELIMITED:
        from pipeline.sheets import delimited

        return _not_too_wide(*delimited.read(content, file))
    message = f"Files that end in {suffix or 'nothing'} are not read."
    hint = "Save it as Excel Workbook (.xlsx) or CSV UTF-8 (.csv)."
    raise InputRefused([Problem(Place(file), message, hint)])


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


def _not_too_wide(
    sheets: tuple[Sheet, ...], notices: tuple[Problem, ...]
) -> tuple[tuple[Sheet, ...], tuple[Problem, ...]]:
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
