"""Read and write mapping files: how a person wants the sheets of a workbook to be read.

pinned      what one says of a sheet: whether it can be said, and whether it is still so
likely      which lines of a bare list may be titles: a proposal in the file
"""

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches

from pipeline import forms
from pipeline.model import LAST_ROW, Area, Layout, Reading, Sheet, Wanted, column_number
from pipeline.problems import Place, Problem, split
from pipeline.reading.mapping import likely

ENDING = ".mapping.toml"
LEAVE_OUT = "leave out"
ASSESSED = (forms.ASSESSMENT.kind, "health")  # kinds whose forms are told cell by cell
FURTHER = tuple(form.kind for form in forms.FURTHER)  # kinds that only headings and labels tell
KINDS = tuple(
    dict.fromkeys(
        (*(form.kind for form in (*forms.ALL, forms.GAPS)), *ASSESSED, *FURTHER, LEAVE_OUT)
    )
)
ROWS, WALL, HEADED, LIST = "one a row", "wall", "titles above cards", "list"
SIDEWAYS = "wall with titles in the first column"
ANSWERS, NOTES, LINKED, FIELDS = "answers", "notes", "linked tables", "fields"
COLORS, LETTERS = "key of colors", "key of letters"
BLOCKS = "blocks of labels"
OF_CARDS = (ROWS, WALL, SIDEWAYS, HEADED, LIST, ANSWERS, NOTES, LINKED, COLORS, LETTERS, BLOCKS)
LAYOUTS = (*OF_CARDS, FIELDS)
WITH_COLUMNS = frozenset({ROWS, ANSWERS, NOTES})
SHEET_NAMES = ("title", "small group", "prompt")
LONGEST = 1 << 20  # bytes
YES, NO = "yes", "no"  # what a person answers about a sheet, or its kind

_KEYS = ("name", "kind", "layout", "heading_row", "columns", "headings", "titles", "not_cards", "area", "sheet_name")  # fmt: skip
_LETTERS = re.compile(r"[A-Za-z]{1,3}")
_LAST_COLUMN = 16_384


# ── reading ──────────────────────────────────────────────────────────────────────────────────


def parse(
    content: bytes, name: str, file: str = ""
) -> tuple[tuple[Wanted, ...], tuple[Problem, ...]]:
    """Return what the mapping file `name` says of the sheets of `file`, or of the file it names."""
    place = Place(name)
    if len(content) > LONGEST:
        return (), (Problem(place, "It is too large for a mapping file.", "Write it anew."),)
    try:
        said = tomllib.loads(content.decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError:
        return (), (Problem(place, "It is not saved as UTF-8.", "Save it as UTF-8."),)
    except (ValueError, RecursionError) as error:
        message, hint = (
            f"It cannot be read as a mapping file: {error}.",
            "Words stand between quotation marks.",
        )
        command = ". `afterword check --save-mapping --replace` writes it anew."
        return (), (Problem(place, message, hint, command=command),)
    tables = said.pop("sheet", [])
    own = said.pop("file", file)
    problems = [_unknown(place, key, ("file", "sheet")) for key in said]
    if not isinstance(own, str) or not _tables(tables):
        message = (
            "It needs one [[sheet]] for each sheet, and file as words between quotation marks."
        )
        return (), (*problems, Problem(place, message, command="See what --save-mapping writes."))
    wanted, wrong = split(part for table in tables for part in _wanted(table, place, file or own))
    return wanted, (*problems, *wrong)


def names_file(content: bytes) -> str:
    """Return the name of the workbook that a mapping file says it is for, "" when it says none."""
    try:
        own = tomllib.loads(content.decode("utf-8-sig").replace("\r\n", "\n")).get("file", "")
    except (ValueError, RecursionError):
        return ""
    return own if isinstance(own, str) else ""


def _tables(tables: object) -> bool:
    return isinstance(tables, list) and all(isinstance(table, dict) for table in tables)


def _wanted(table: Mapping[str, object], place: Place, file: str) -> Iterator[Wanted | Problem]:
    name = table.get("name", "")
    place = replace(place, sheet=name) if isinstance(name, str) else place
    problems = [_unknown(place, key, _KEYS) for key in table if key not in _KEYS]
    kind, layout = table.get("kind", ""), table.get("layout", "")
    if kind not in KINDS:
        shown = (
            f"“{kind}” is no kind of sheet."
            if kind
            else "It does not say what kind of sheet it is."
        )
        problems.append(Problem(place, shown, f"Write kind = one of: {', '.join(KINDS)}."))
    if layout and layout not in LAYOUTS:
        message = f"“{layout}” is no layout."
        problems.append(Problem(place, message, f"Write layout = one of: {', '.join(LAYOUTS)}."))
    named = table.get("sheet_name", "")
    if named and named not in SHEET_NAMES:
        message = f"“{named}” is nothing that the name of a sheet can be."
        hint = f"Write sheet_name = one of: {', '.join(SHEET_NAMES)}."
        problems.append(Problem(place, message, hint))
    row = table.get("heading_row")
    if isinstance(row, bool) or not isinstance(row, int | None) or (row or 0) < 0:
        message = f"“{row}” is no row: heading_row is a number such as 1."
        problems.append(
            Problem(place, message, "Write the number that stands left of the headings.")
        )
        row = None
    lines = {key: table.get(key, []) for key in ("titles", "not_cards")}
    for key, found in lines.items():
        if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
            message = f"{key} is a list of lines, each between quotation marks."
            problems.append(Problem(place, message, f'Write {key} = ["first", "second"].'))
            lines[key] = []
    columns, wrong = split(_columns(table.get("columns", {}), place))
    headings, wrong_too = split(_headings(table.get("headings", {}), place))
    area, faulty = _area(table.get("area", ""), place)
    problems += [*wrong, *wrong_too, *faulty]
    yield from problems
    if not problems:
        titles, not_cards = (tuple(map(str, lines[key])) for key in ("titles", "not_cards"))  # type: ignore[call-overload]  # lists, as seen above
        yield Wanted(
            place, file, str(name), str(kind), str(layout), row, columns, headings, titles,
            not_cards, area, str(named),
        )  # fmt: skip


def _columns(said: object, place: Place) -> Iterator[tuple[str, tuple[int, ...]] | Problem]:
    if not isinstance(said, dict):
        yield Problem(place, "columns says which column is which.", '[sheet.columns] comes first, then "Idea" = "D".')  # fmt: skip
        return
    for field, letters in said.items():
        several = letters if isinstance(letters, list) else [letters]
        numbers = tuple(number(each) for each in several)
        if numbers and all(numbers):
            yield field, numbers
            continue
        wrong = next((each for each, found in zip(several, numbers, strict=True) if not found), "")
        yield Problem(
            place, f"“{wrong}” is no column letter: {field}.", "Write a letter such as D."
        )


def _headings(said: object, place: Place) -> Iterator[tuple[int, str] | Problem]:
    for letters, heading in (said if isinstance(said, dict) else {}).items():
        if number(letters) and isinstance(heading, str):
            yield number(letters), heading
        else:
            message = f"“{letters}” is no column letter: headings."
            yield Problem(place, message, 'Write D = "Idea", or delete [sheet.headings].')


_AREA = re.compile(r"\s*([A-Za-z]{1,3})(\d{1,7})?\s*:\s*([A-Za-z]{1,3})(\d{1,7})?\s*")


def _area(said: object, place: Place) -> tuple[Area | None, list[Problem]]:
    if said == "":
        return None, []
    found = _AREA.fullmatch(str(said))
    first, last = (number(found[1]), number(found[3])) if found else (0, 0)
    top, bottom = (int(found[2] or 1), int(found[4] or LAST_ROW)) if found else (0, 0)
    if 0 < first <= last and 0 < top <= bottom:
        return (first, last, top, bottom), []
    message = f"“{said}” is no area: it names the first and the last column, or cell."
    return None, [Problem(place, message, 'Write area = "A:C" or "A3:C9".')]


def number(letters: object) -> int:
    """Return the 1-based column that `letters` name, 0 when they name none."""
    if not isinstance(letters, str) or not _LETTERS.fullmatch(letters.strip()):
        return 0
    found = column_number(letters.strip().upper())
    return found if found <= _LAST_COLUMN else 0


def _unknown(place: Place, key: str, known: Sequence[str]) -> Problem:
    near = get_close_matches(key, known, 1)
    hint = f"Did you mean {near[0]}?" if near else f"It may say: {', '.join(known)}."
    return Problem(place, f"“{key}” is nothing that a mapping file says.", hint)


# ── finding the sheets ───────────────────────────────────────────────────────────────────────

Pins = Mapping[tuple[str, str], Sequence[Wanted]]  # file and sheet → how to read it


def match(sheets: Sequence[Sheet], wanted: Iterable[Wanted]) -> tuple[Pins, tuple[Problem, ...]]:
    """Return which sheets are pinned, and a problem for each that is not there."""
    pins: dict[tuple[str, str], list[Wanted]] = {}
    problems: list[Problem] = []
    for each in wanted:
        own = [sheet for sheet in sheets if not each.file or _called(sheet.file, each.file)]
        if not own:
            files = ", ".join(dict.fromkeys(sheet.file for sheet in sheets))
            message = f"No input is called {each.file}. Inputs: {files}."
            hint = "Correct file at the top of the mapping file, or delete the line."
            problem = Problem(Place(each.place.file), message, hint)
            if problem not in problems:
                problems.append(problem)
            continue
        named = [sheet for sheet in own if not each.sheet or sheet.name == each.sheet]
        keys = list(dict.fromkeys((sheet.file, sheet.name) for sheet in named))
        if len(keys) != 1:
            names = ", ".join(dict.fromkeys(sheet.name for sheet in own))
            said = (
                f"There is no sheet “{each.sheet}”" if each.sheet else "It does not say which sheet"
            )
            if len(keys) > 1 and each.sheet:
                said = f"More than one input has a sheet “{each.sheet}”"
            hint = 'Write name = one of them, and file = "…" at the top where several files have it. To be rid of the mapping, delete the file.'
            problems.append(Problem(each.place, f"{said}. Sheets found: {names}.", hint))
            continue
        held = pins.setdefault(keys[0], [])
        if held and not (each.area and all(other.area for other in held)):
            message = "The sheet is named twice."
            problems.append(
                Problem(each.place, message, "Delete one [[sheet]], or give each an area.")
            )
            continue
        held.append(each)
    return pins, tuple(problems)


def _called(file: str, name: str) -> bool:
    return name in {file, file.rsplit("/", 1)[-1]}


# ── writing ──────────────────────────────────────────────────────────────────────────────────

_OPENING = """\
# How Afterword reads {file}.
#
# Lines that begin with # are remarks. Change what stands between quotation marks, save, and run
# any command again: what stands here counts, not the guess. The file is used by itself as long as
# it lies beside the workbook; delete it and Afterword guesses again.
#
# kind    {kinds}
# layout  of cards: {layouts}
# columns "Idea" = "D" says that column D holds the ideas; a list, ["D", "E"], where several do

file = {name}
"""
_WHICH = """\
# Afterword does not know which of these lines are titles, so it reads each as a card.
# Take the # away in front of each title.
"""
_MAYBE = "# Those marked “a title?” begin lines that say nearly the same: a guess, right three times in four."
_NEITHER = "# Lines that are neither a title nor a card, such as the name of the board."
_LEFT = "# Left out. Give it a kind, and say which column is which, to have it read:"


def text(readings: Sequence[Reading], file: str) -> str:
    """Return a mapping file that says how the sheets of `file` were read."""
    named = len(readings) > 1 or _several(file)
    layouts = ", ".join(OF_CARDS)
    opening = _OPENING.format(
        file=_remark(file), kinds=", ".join(KINDS), layouts=layouts, name=quoted(file)
    )
    sheets = ("\n".join(_sheet(each, named=named)) for each in readings)
    return "\n".join((opening, *(f"{sheet}\n" for sheet in sheets)))


def with_answers(held: str, answers: Sequence[tuple[Reading, str]], file: str) -> str:
    """Return the mapping file `held`, or a new one for `file`, with what a person answered added.

    What it said of the same sheet, or the same area of it, gives way.
    """
    held = _without(held, {(reading.sheet, reading.layout.area) for reading, _ in answers})
    parts = [answered(reading, answer, named=_several(file)) for reading, answer in answers]
    return "\n".join(
        (held.rstrip() or text((), file).rstrip(), "", *(f"{each}\n" for each in parts))
    )


_PART = re.compile(r"^(?=\[\[sheet\]\])", re.MULTILINE)


def _without(held: str, sheets: Collection[tuple[str, str]]) -> str:
    """Return a mapping file without the parts about `sheets`, each a name and an area."""
    opening, *parts = _PART.split(held)
    return "".join((opening, *(part for part in parts if not _about(part, sheets))))


def _about(part: str, sheets: Collection[tuple[str, str]]) -> bool:
    try:
        (said,) = tomllib.loads(part)["sheet"]
    except (ValueError, KeyError):
        return False
    area = said.get("area", "")
    return any(said.get("name", name) == name and area == own for name, own in sheets)


def _several(file: str) -> bool:
    """Return whether a file may have several sheets."""
    return not file.lower().endswith((".csv", ".tsv", ".txt"))


def answered(reading: Reading, answer: str, *, named: bool) -> str:
    """Return the part of a mapping file that keeps what a person answered about one sheet.

    `answer` is `YES`, `NO`, or the kind of sheet that it is.
    """
    if answer == YES:
        return "\n".join(_sheet(reading, named=named))
    name = (f"name = {quoted(reading.sheet)}",) if named else ()
    kind = LEAVE_OUT if answer == NO else answer
    return "\n".join(("[[sheet]]", *name, f"kind = {quoted(kind)}"))


def _sheet(reading: Reading, *, named: bool) -> Iterator[str]:
    layout = reading.layout
    yield "[[sheet]]"
    if named:
        yield f"name = {quoted(reading.sheet)}"
    yield f"# {_remark(reading.summary)}"
    if not reading.kind:
        yield f"kind = {quoted(LEAVE_OUT)}"
        if layout.columns:
            yield _LEFT
            yield f"# heading_row = {layout.heading_row}"
            yield "# [sheet.columns]"
            yield from (f"# {quoted(_remark(c.heading))} = {quoted(c.letters)}" for c in layout.columns)  # fmt: skip
        return
    yield f"kind = {quoted(reading.kind)}"
    if layout.name:
        yield f"layout = {quoted(layout.name)}" + (
            f"  # {_remark(layout.reason)}" if layout.reason else ""
        )
    yield from _rest(layout)
    if layout.titles or layout.lines:
        yield from _titles(reading)
    if layout.columns and layout.name in WITH_COLUMNS:
        yield "[sheet.columns]"
        yield from _columns_text(reading)
        if heads := [c for c in layout.columns if c.heading]:
            yield "[sheet.headings]  # as they stood; Afterword stops when they have changed"
            yield from (f"{column.letters} = {quoted(column.heading)}" for column in heads)


def _rest(layout: Layout) -> Iterator[str]:
    if layout.sheet_name:
        yield f"sheet_name = {quoted(layout.sheet_name)}  # what the name of the sheet says of its cards"
    if layout.area:
        yield f"area = {quoted(layout.area)}"
    if layout.heading_row or layout.name == ROWS:
        yield f"heading_row = {layout.heading_row}"


def _titles(reading: Reading) -> Iterator[str]:
    layout = reading.layout
    if layout.lines:
        yield _WHICH.rstrip()
    yield "titles = ["
    yield from (f"  {quoted(line)}," for line in layout.titles)
    yield from _lines(layout.lines)
    yield "]"
    yield _NEITHER
    yield f"not_cards = [{', '.join(map(quoted, layout.not_cards))}]"


def _lines(lines: Sequence[str]) -> Iterator[str]:
    """Yield every line of a bare list as a remark, those that may be titles marked."""
    maybe = likely.titles(lines)
    if maybe:
        yield _MAYBE
    for at, line in enumerate(lines):
        if at in maybe and at:
            yield ""
        yield f"# {quoted(line)}," + ("  # a title?" if at in maybe else "")


def _columns_text(reading: Reading) -> Iterator[str]:
    letters: dict[str, list[str]] = {}
    for column in reading.layout.columns:
        letters.setdefault(column.field, []).append(column.letters)
    for field, own in letters.items():
        several = f"[{', '.join(map(quoted, own))}]"
        yield f"{quoted(field)} = {quoted(own[0]) if len(own) == 1 else several}"


def quoted(words: str) -> str:
    """Return `words` between quotation marks, as TOML wants them."""
    parts = []
    for letter in words:
        if letter in '"\\':
            parts.append("\\" + letter)
        elif letter < " " or letter == "\x7f":
            parts.append(f"\\u{ord(letter):04x}")
        else:
            parts.append(letter if not "\ud800" <= letter <= "\udfff" else "�")
    return f'"{"".join(parts)}"'


def _remark(words: str) -> str:
    flat = " ".join(words.split())
    return "".join(letter for letter in flat if letter.isprintable())
