"""Read old and binary workbooks (.xls, .xlsb) with calamine, and say what it cannot tell.

calamine sees values, not looks: colors, comments, struck-out words, hidden rows, number formats and what
hangs over cells stay unseen, and a cell that shows an error looks empty. So a workbook read so gets a notice.
"""

import io
import struct
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zipfile import ZipFile

from pipeline.cells import Cell, Sheet
from pipeline.problems import InputRefused, LimitReached, Place, Problem
from pipeline.sheets import amounts, compound, moments, signature, workbook
from pipeline.sheets.package import Package

WIDEST = 8_000_000  # cells, empty or not, between the first and the last: calamine holds them all
ROW, CELLS = 0, range(1, 12)  # records of a sheet: a row begins; a cell ([MS-XLSB] 2.3.2)
SAVE_AS = "Open it in Excel and save it as Excel Workbook (.xlsx)."
UNSEEN = (
    "Read by its values: colors, comments, struck-out words, hidden rows, ticks and cells that show an error "
    "cannot be seen in such a file."
)


def read(content: bytes, file: str, most: int) -> tuple[tuple[Sheet, ...], tuple[Problem, ...]]:
    """Return the visible sheets of an .xls or .xlsb workbook, and what to know of it."""
    if content.startswith(signature.OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            signature.refuse_disguised_workbook(content, file)
        _guard_old(content, file)
    else:
        _guard(content, file)
    sheets, notices = [], [Problem(Place(file), UNSEEN, SAVE_AS)]
    held = 0
    for name, hidden, rows, merged in _opened(content, file):
        cells = tuple(_cells(rows, merged))
        held += len(cells)
        if held > most:
            raise amounts.too_many(file, most)
        if hidden:
            message = f"The sheet is hidden and was not read: {len(cells):,} cells."
            notices.append(Problem(Place(file, name), message, "Unhide it in Excel if it counts."))
        else:
            sheets.append(Sheet(file, name, cells))
    return tuple(sheets), tuple(notices)


Merged = dict[tuple[int, int], tuple[int, int]]
Opened = tuple[str, bool, list[list[object]], Merged]


def _opened(content: bytes, file: str) -> list[Opened]:
    """Return each sheet: its name, whether it is hidden, its rows, and its merged cells."""
    import python_calamine as calamine

    try:
        book = calamine.load_workbook(io.BytesIO(content))
        found = []
        for about in book.sheets_metadata:
            if about.typ is not calamine.SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_name(about.name)
            _refuse_wide(sheet.height * sheet.width, file, about.name)
            merged = {
                (top + 1, left + 1): (bottom - top + 1, right - left + 1)
                for (top, left), (bottom, right) in sheet.merged_cell_ranges or []
            }
            rows: list[list[object]] = [[*row] for row in sheet.to_python(skip_empty_area=False)]
            hidden = about.visible is not calamine.SheetVisibleEnum.Visible
            found.append((about.name, hidden, rows, merged))
    except calamine.PasswordError as error:
        message = "It is protected by a password (encrypted)."
        raise _refused(file, message, "Save it without a password and use that.") from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise _damaged(file) from error
    except BaseException as error:  # a panic of calamine's is no Exception
        if type(error).__name__ != "PanicException":
            raise
        raise _damaged(file) from error
    return found


def _cells(rows: list[list[object]], merged: Merged) -> Iterator[Cell]:
    for row, values in enumerate(rows, start=1):
        for column, value in enumerate(values, start=1):
            text, meant = _shown(value)
            if text.strip():
                span = merged.get((row, column), (1, 1))
                yield Cell(row, column, text, meant, merged=span)


def _shown(value: object) -> tuple[str, object]:
    """Return a value in words, and as what it counts: days as 2026-11-04, whole numbers without a point."""
    if isinstance(value, date | time):
        return _shown_moment(value)
    if isinstance(value, float) and value == int(value):
        value = int(value)
    if isinstance(value, timedelta):
        value = str(value)
    return str(value).upper() if isinstance(value, bool) else str(value), value


def _shown_moment(value: date | time) -> tuple[str, object]:
    if isinstance(value, time):
        return moments.show_moment(value, "hh:mm"), value
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    if isinstance(value, datetime):
        return moments.show_moment(value, "yyyy-mm-dd hh:mm"), value
    return value.isoformat(), value


# ── what calamine must not be given ──────────────────────────────────────────────────────────


def _guard(content: bytes, file: str) -> None:
    """Refuse a binary workbook whose cells lie so far apart that calamine would ask for all memory."""
    package = Package(
        content, file
    )  # refuses bombs, parts that overlap, parts that are there twice
    with ZipFile(io.BytesIO(content)) as parts:
        names = [name for name in parts.namelist() if name.lower().endswith(".bin")]
    for name in names:
        if "/worksheets/" in f"/{name.lower()}":
            rows, columns = _extent(package.content(name))
            _refuse_wide(rows * columns, file, "")
    if not names:
        raise _refused(file, "It is no binary Excel workbook.", SAVE_AS)


def _guard_old(content: bytes, file: str) -> None:
    """Refuse an .xls whose cells lie so far apart: calamine would ask for all memory as it opens it."""
    try:
        book = compound.stream(content, ("Workbook", "WORKBOOK", "Book", "BOOK"))
        sheets = [
            struct.unpack_from("<I", book, start)[0]
            for kind, start, _ in _old_records(book, 0)
            if kind == _SHEET
        ]
        if len(sheets) > workbook.MOST_SHEETS:
            raise LimitReached([Problem(Place(file), *workbook.too_many(len(sheets)))])
        if len(sheets) > len(set(sheets)):
            raise _damaged(file)
        _refuse_wide(sum(_old_extent(book, each) for each in sheets), file, "")
    except (compound.Damaged, struct.error) as error:
        raise _damaged(file) from error


_END = 0x000A  # of a sheet, or of what is said of the workbook
_SHEET = 0x0085  # where a sheet begins
_MANY = 0x00BD  # numbers in a row
_OLD_CELLS = frozenset({0x0006, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E, _MANY})


def _old_extent(book: bytes, at: int) -> int:
    """Return how many cells lie between the first and the last of the sheet that begins at `at`."""
    first_row = first = 0xFFFF
    last_row = last = -1
    for kind, start, end in _old_records(book, at):
        if kind in _OLD_CELLS and end - start >= 6:
            row, column = struct.unpack_from("<HH", book, start)
            until = struct.unpack_from("<H", book, end - 2)[0] if kind == _MANY else column
            first_row, last_row = min(first_row, row), max(last_row, row)
            first, last = min(first, column), max(last, column, until)
    return max(0, last_row - first_row + 1) * max(0, last - first + 1)


def _old_records(book: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """Yield the kind of each record up to the end of a sheet, and where what it says begins and ends.

    As in [MS-XLS] 2.1.4: two bytes each for the kind and the size.
    """
    while at + 4 <= len(book):
        kind, size = struct.unpack_from("<HH", book, at)
        at += 4 + size
        if kind == _END:
            return
        yield kind, at - size, min(at, len(book))


def _extent(sheet: bytes) -> tuple[int, int]:
    """Return how many rows and columns lie between the first cell and the last that hold something."""
    row, rows, columns = 0, [], []
    for kind, start in _records(sheet):
        if kind == ROW:
            row = int.from_bytes(sheet[start : start + 4], "little")
        elif kind in CELLS:
            rows.append(row)
            columns.append(int.from_bytes(sheet[start : start + 4], "little"))
    return (max(rows) - min(rows) + 1, max(columns) - min(columns) + 1) if rows else (0, 0)


def _records(sheet: bytes) -> Iterator[tuple[int, int]]:
    """Yield the kind of each record, and where what it says begins ([MS-XLSB] 2.1.4)."""
    at = 0
    while at < len(sheet):
        kind = sheet[at]
        at += 1
        if kind & 128 and at < len(sheet):
            kind = (kind & 127) | sheet[at] << 7
            at += 1
        size = shift = 0
        while at < len(sheet):
            byte = sheet[at]
            at, size, shift = at + 1, size | (byte & 127) << shift, shift + 7
            if byte < 128 or shift > 21:
                break
        yield kind, at
        at += size


def _refuse_wide(cells: int, file: str, sheet: str) -> None:
    if cells > WIDEST:
        raise _limit(file, sheet)


def _limit(file: str, sheet: str) -> LimitReached:
    message = "It holds cells that lie very far apart, or very many of them."
    hint = "Copy the cells that hold something into a new workbook and use that."
    return LimitReached([Problem(Place(file, sheet), message, hint)])


def _damaged(file: str) -> InputRefused:
    return _refused(file, "The file is damaged, or is no Excel workbook.", SAVE_AS)


def _refused(file: str, message: str, hint: str) -> InputRefused:
    return InputRefused([Problem(Place(file), message, hint)])
