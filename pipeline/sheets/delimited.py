"""Read comma, semicolon and tab separated text as one sheet; a slip of a quotation mark is said."""

import codecs
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import PurePath

from pipeline import forms
from pipeline.cells import Cell, Sheet
from pipeline.names import heading_key
from pipeline.problems import InputRefused, LimitReached, PipelineError, Place, Problem
from pipeline.sheets import amounts, signature
from pipeline.words import headings_of

MOST_COLUMNS, MOST_ROWS = 16_384, 1_048_576  # as in Excel
LONGEST = 4_000_000  # characters in one cell; nobody typed that
DELIMITERS = (",", ";", "\t", "|")
AGAIN = "Save it again as CSV UTF-8 (.csv)."
NONE = "\x1f"  # a character that nobody types
LOOKED_AT = 20  # rows in which the delimiter is looked for
NAMES = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars (|)"}
LONGEST_SHOWN = 60  # characters of a line in a message
LONGEST_NAME = 12  # characters; no number of a card is longer
HEAD = 2_000  # cells that show how cards are numbered

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE_MARKS = tuple(mark for mark, encoding in _MARKS if encoding != "utf-8")
_SEP = re.compile(r'"?sep=(.)"?(?:\r\n|\r|\n)', re.IGNORECASE)
_QUOTED = re.compile(r'"((?:[^"]+|"")*+)"( *)')
_LINE = re.compile(r"\r\n|\r|\n")
_SAYS_ON = re.compile(r"[^,;\t|\r\n]")  # behind a word in quotation marks, in a line of a list
_STRANGE = re.compile("[ŠŒŽšœžŸÀ-ÖØ-öø-ÿ]{5,40}")  # Cyrillic, say, taken for Windows-1252
_BEYOND_ASCII = re.compile(rb"[\xc2-\xf4][\x80-\xbf]+")


def read(content: bytes, file: str, most: int) -> tuple[tuple[Sheet, ...], tuple[Problem, ...]]:
    """Return the one sheet of a delimited text file, and what to know of it."""
    signature.refuse_disguised_text(content, file)
    if _most_lines(content) > MOST_ROWS:
        raise _too_many_rows(file)
    text, notices = decoded(content, file)
    if not text.strip():
        raise _refused(file, "It is empty.", "Check that it was saved and copied whole.")
    if "\0" in text:
        message = f"In line {_line_of(text, text.index(chr(0)))} there is a NUL character, which is no text."
        raise _refused(file, message, AGAIN)
    said = _SEP.match(text)
    body = (text[said.end() :] if said else text).rstrip("\x1a")  # an old sign for the end
    reader = _Reader(body, file, first_line=2 if said else 1)
    delimiter = said[1] if said else _delimiter(body)
    alone: list[int] = []
    cells = tuple(_cells(_watched(reader, delimiter, alone), file, most))
    if mixed := _Mixed(reader, delimiter, cells).problems(alone):
        raise InputRefused(mixed)
    return (Sheet(file, PurePath(file).stem, cells),), notices


def _cells(rows: Iterator[Sequence[str]], file: str, most: int) -> Iterator[Cell]:
    held = 0
    for number, row in enumerate(rows, start=1):
        for column, words in enumerate(row, start=1):
            if words.strip():
                held += 1
                if len(words) > LONGEST:
                    raise _limit(
                        file, f"Row {number} has a cell of more than {LONGEST:,} characters."
                    )
                yield Cell(number, column, words, words)
        if held > most:
            raise amounts.too_many(file, most, command=amounts.LIST_COMMAND)
        if number > MOST_ROWS:
            raise _too_many_rows(file)


def _most_lines(content: bytes) -> int:
    """Return how many lines a text has at least, counted before it is decoded; 0 where that is not sure."""
    if b'"' in content or b"\0" in content[:400] or content.startswith(_WIDE_MARKS):
        return 0  # a cell in quotation marks may hold several lines
    return max(content.count(b"\n"), content.count(b"\r"))


# ── which letters the bytes stand for ────────────────────────────────────────────────────────


def decoded(content: bytes, file: str) -> tuple[str, tuple[Problem, ...]]:
    """Return the text of `content`, and what to know of its encoding; refuse what is no text."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _by_mark(content[len(mark) :], encoding, file), ()
    if guessed := _wide(content):
        return _by_mark(content, guessed, file), ()
    try:
        return content.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        return _western(content, error, file)


def _by_mark(content: bytes, encoding: str, file: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        message = f"In line {line} there are bytes that are no letters in {encoding.upper()}."
        raise _refused(file, message, AGAIN) from error


def _wide(content: bytes) -> str:
    """Return which UTF-16 it is when every second byte is empty, as in plain English."""
    sample = content[:400]
    if len(sample) < 4:
        return ""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > 0.4 * len(sample) / 2 and not even:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 * len(sample) / 2 and not odd else ""


def _western(
    content: bytes, error: UnicodeDecodeError, file: str
) -> tuple[str, tuple[Problem, ...]]:
    line = content[: error.start].count(b"\n") + 1
    good = sum(_is_utf8(found[0]) for found in _BEYOND_ASCII.finditer(content))
    if good and content.decode("utf-8", "replace").count("\ufffd") > good:
        message = f"It is not UTF-8 (line {line}), and whether it is Windows-1252 is not sure."
        raise _refused(file, message, AGAIN)
    if good:
        message = f"In line {line} there is a letter that is not UTF-8, while other letters are: two encodings are mixed."
        hint = "Type the letter again and save the file as CSV UTF-8 (.csv)."
        raise _refused(file, message, hint)
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError as worse:
        message = f"In line {line} there are bytes that are no letters in UTF-8 or Windows-1252."
        raise _refused(file, message, AGAIN) from worse
    if strange := _STRANGE.search(text):
        line = _line_of(text, strange.start())
        message = (
            f"It is not UTF-8, and as Windows-1252 line {line} makes no words: “{strange[0]}”."
        )
        raise _refused(file, message, AGAIN)
    said = _word_at(text, error.start)
    message = f"It is not UTF-8; it was read as Windows-1252, in line {line} for example “{said}”."
    hint = f"If that is not what was typed: {AGAIN[0].lower()}{AGAIN[1:]}"
    return text, (Problem(Place(file), message, hint),)


def _word_at(text: str, at: int) -> str:
    """Return the word of which the letter `at` is a part."""
    words = re.finditer(r"[^\s,;|]{1,40}", text[max(0, at - 40) : at + 40])
    return next(word[0] for word in words if word.end() > min(at, 40))


def _is_utf8(some: bytes) -> bool:
    try:
        some.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


# ── which character stands between ───────────────────────────────────────────────────────────


def _delimiter(text: str) -> str:
    """Return the delimiter under which the text has the most headings we know, else the steadiest.

    Where none is steady, a line is a cell: its commas are those of a sentence.
    """
    alone = sum(each in text for each in DELIMITERS) == 1
    scored = {each: _fit(text, each, alone=alone) for each in DELIMITERS}
    best = max(DELIMITERS, key=lambda each: scored[each])
    return best if any(scored[best]) or not _reads(text, NONE) else NONE


def _reads(text: str, delimiter: str) -> bool:
    try:
        return all(_Reader(text, "").rows(delimiter))
    except PipelineError:
        return False


def _fit(text: str, delimiter: str, *, alone: bool) -> tuple[int, float]:
    """Return how many headings we know, and the share of rows of as many fields as most.

    Where a delimiter is `alone` in the text and steady, no headings need to be known.
    """
    rows: list[Sequence[str]] = []
    try:
        for row in _Reader(text, "").rows(delimiter):
            rows.append(row)
            if len(rows) == LOOKED_AT:
                break
    except LimitReached:
        return 0, 1  # far too many fields to be commas of a sentence
    except InputRefused:
        pass
    widths = [len(row) for row in rows if any(words.strip() for words in row)]
    often = Counter(widths)
    common = max(often, key=lambda width: (often[width], width), default=1)
    steady = sum(width == common for width in widths) / len(widths) if common > 1 else 0
    if alone and steady:
        return 0, steady
    known = max(
        (sum(heading_key(words) in _headings() for words in row) for row in rows if len(row) > 1),
        default=0,
    )
    return known, steady


@cache
def _headings() -> frozenset[str]:
    """Return every heading of our forms in English; only a text file asks for them."""
    return frozenset(
        heading_key(name)
        for form in forms.ALL
        for column in form.columns
        for name in (column.heading, *headings_of(form.kind, column.name).get("en", ()))
    ) - {""}


# ── lines that are separated in another way ──────────────────────────────────────────────────


def _watched(reader: "_Reader", delimiter: str, alone: list[int]) -> Iterator[Sequence[str]]:
    """Yield the rows, and note in `alone` where one of a single field begins below wider ones."""
    wide = False
    for begins, row in reader.placed(delimiter):
        if wide and len(row) == 1 and row[0].strip():
            alone.append(begins)
        wide = wide or len(row) > 1
        yield row


@dataclass(frozen=True, slots=True)
class _Mixed:
    """Finds lines of commas in a file of semicolons: as one field they would be a wrong card."""

    reader: "_Reader"
    delimiter: str
    cells: Sequence[Cell]

    def problems(self, alone: Sequence[int]) -> Sequence[Problem]:
        """Return what to ask of the lines that begin at `alone`: none, or one problem."""
        first = next((cell.row for cell in self.cells if cell.column > 1), 0)
        head = [cell for cell in self.cells if cell.row == first]
        shapes = frozenset(_shape(cell.text) for cell in self.cells[:HEAD] if cell.column == 1)
        found = [(at, other) for at in alone if (other := self._other(at, len(head), shapes))]
        if not found:
            return ()
        at, other = found[0]
        numbers = [str(_line_of(self.reader.text, at) + self.reader.first_line - 1) for at, _ in found[:LOOKED_AT]]  # fmt: skip
        more = ", …" if len(found) > LOOKED_AT else ""
        lines = "Line" if len(found) == 1 else "Lines"
        are = "is" if len(found) == 1 else "are"
        message = (
            f"{lines} {', '.join(numbers)}{more} {are} separated by {NAMES[other]}, the others by "
            f"{NAMES.get(self.delimiter, 'another sign')}: “{self._line(at)[:LONGEST_SHOWN]}”."
        )
        hint = f"Separate each line in the same way; if a line is one text, put it in quotation marks or end it with {self.delimiter}"  # fmt: skip
        return (Problem(Place(self.reader.file), message, hint),)

    def _other(self, at: int, width: int, shapes: Collection[str]) -> str:
        """Return by what a line of one field seems to be separated, "" where it is one text."""
        line = self._line(at)
        if line.startswith('"') or width < 2:
            return ""
        for other in DELIMITERS:
            if other == self.delimiter or other not in line:
                continue
            fields = next(_Reader(line, "").rows(other)) if _reads(line, other) else ()
            first = _shape(fields[0]) if fields else ""
            numbered = "0" in first and first in shapes
            tight = not any(field.startswith(" ") for field in fields)
            if numbered or (len(fields) == width and (width > 2 or tight)):
                return other
        return ""

    def _line(self, at: int) -> str:
        ends = _LINE.search(self.reader.text, at)
        return self.reader.text[at : ends.start() if ends else len(self.reader.text)]


def _shape(words: str) -> str:
    """Return how the number of a card is built: C12 and C7 are both c0."""
    return re.sub(r"[0-9]+", "0", words.strip().casefold()) if len(words) < LONGEST_NAME else ""


# ── rows and fields ──────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Reader:
    """Takes delimited text apart, and says in which line a quotation mark went wrong."""

    text: str
    file: str
    first_line: int = 1

    def rows(self, delimiter: str) -> Iterator[Sequence[str]]:
        """Yield each row's fields."""
        return (row for _, row in self.placed(delimiter))

    def placed(self, delimiter: str) -> Iterator[tuple[int, Sequence[str]]]:
        """Yield where each row begins in the text, and its fields."""
        text, end = self.text, len(self.text)
        bare = re.compile(rf"[^{re.escape(delimiter)}\r\n]*")
        at = 0
        while at < end:
            line = _LINE.search(text, at)
            words = text[at : line.start() if line else end]
            if '"' in words:
                row, after = self._quoted(at, delimiter, bare)
            else:
                row, after = words.split(delimiter), line.end() if line else end
            if len(row) > MOST_COLUMNS:
                raise self._too_wide(at)
            yield at, row
            at = after

    def _quoted(self, at: int, delimiter: str, bare: re.Pattern[str]) -> tuple[Sequence[str], int]:
        """Return the fields of the row at `at`, some in quotation marks, and where the next row begins."""
        text, end = self.text, len(self.text)
        row: list[str] = []
        while at < end:
            found = _QUOTED.match(text, at) if text[at] == '"' else bare.match(text, at)
            if found is None:
                raise self._wrong(at, "a quotation mark opens and is never closed")
            if text[at] != '"':
                row.append(found[0])
            elif delimiter == NONE and _SAYS_ON.match(text, found.end()):
                found = bare.match(text, at) or found
                row.append(found[0])
            else:
                row.append(found[1].replace('""', '"') + found[2])
            if len(row) > MOST_COLUMNS:
                raise self._too_wide(at)
            after = found.end()
            if after < end and text[after] == delimiter:
                at = after + 1
                if at == end:
                    row.append("")
                continue
            line = _LINE.match(text, after)
            if line is None and after < end:
                raise self._wrong(at, "there is text after the closing quotation mark")
            return row, line.end() if line else end
        return row, end

    def _too_wide(self, at: int) -> LimitReached:
        line = _line_of(self.text, at) + self.first_line - 1
        message = f"Line {line} has more than {MOST_COLUMNS:,} columns, as many as Excel allows."
        return LimitReached(
            [Problem(Place(self.file), message, "Leave out the columns that do not count.")]
        )

    def _wrong(self, at: int, how: str) -> InputRefused:
        line = _line_of(self.text, at) + self.first_line - 1
        hint = 'Inside quotation marks, a quotation mark is written twice: "".'
        return _refused(self.file, f"In line {line} {how}.", hint)


def _line_of(text: str, at: int) -> int:
    return len(_LINE.findall(text, 0, at)) + 1


def _too_many_rows(file: str) -> LimitReached:
    return _limit(file, f"It holds more than {MOST_ROWS:,} rows, as many as Excel allows.")


def _limit(file: str, message: str) -> LimitReached:
    return LimitReached([Problem(Place(file), message, "Split it into several files.")])


def _refused(file: str, message: str, hint: str) -> InputRefused:
    return InputRefused([Problem(Place(file), message, hint)])
