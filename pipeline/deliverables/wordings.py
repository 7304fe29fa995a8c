"""The sentences of the documents, as staff keep them: rows of tables in Word files.

The first column of a table names the row and stays as it is; the others are text, in which
`{{ words }}` stands for the words of a cell. `wordings.toml` has the rows of each file.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar, cast

from pipeline.deliverables import blanks
from pipeline.deliverables.blanks import Gap, Said
from pipeline.deliverables.sentences import Sentence, in_a_row
from pipeline.made import Heading, StaffText
from pipeline.problems import InputRefused, Place, Problem
from pipeline.typed import Typed, When

FILE, PLAN, REPORT, MOU, PROGRAM = (
    "wordings.docx", "plan-wordings.docx", "report-wordings.docx", "mou-clauses.docx",
    "program-wordings.docx",
)  # fmt: skip
T = TypeVar("T")

AUDIENCES = {  # our name → the row
    "employer": "Employer",
    "hospital": "Hospital",
    "bank": "Bank or credit union",
    "community": "Community organization",
    "public": "Public agency",
    "college": "College or adult education",
    "faith": "Faith-based",
    "elected": "Elected official or board",
    "neutral": "Any other",
    "partner": "Existing partner",
}
BY_AUDIENCE = ("Subject", "Opening", "Assurance", "Said aloud")
_US = frozenset({"us", "organization"})
_FIELD = re.compile(r"\{\{\s*(\w+)\s*\}\}")


@dataclass(frozen=True, slots=True)
class Wordings:
    """The wordings of one file, each under the name of its row."""

    texts: Mapping[str, str]

    def audience(self, name: str, column: str, **fields: str) -> Sentence:
        """Return what one column says to an audience; no words where its cell is empty."""
        return self.say(f"{AUDIENCES[name]}, {column}", **fields)

    def say(self, row: str, **fields: str) -> Sentence:
        """Return the sentence of a row, with the words of cells in the place of its fields."""
        pieces: list[str] = []
        text = self.texts[row]
        at = 0
        for found in _FIELD.finditer(text):
            pieces += [text[at : found.start()], fields[found[1]]]
            at = found.end()
        return Sentence([*pieces, text[at:]])

    def written(self, day: date) -> str:
        """Return a day as this language writes it."""
        months = [each.strip() for each in self.texts["Months"].split(";")]
        return str(
            self.say("Day", day=str(day.day), month=months[day.month - 1], year=str(day.year))
        )

    def time(self, when: When, what: str) -> Said:
        """Return a day as this language writes it, the words about time as typed, or the blank for `what`."""
        return blanks.time(when, what, self.written)

    def lack(self, what: str) -> str:
        """Return what is missing, in the words of this file where it has some for it."""
        text = self.texts.get(f"Missing: {getattr(what, 'name', what)}", what)
        return _FIELD.sub(lambda _: getattr(what, "word", ""), text)

    def blank(self, what: str) -> str:
        """Return the visible blank that asks for `what`."""
        return str(self.say("Blank", words=self.lack(what)))

    def gap(self, row: str, cell: Typed) -> Gap:
        """Return what a row says in the place of an empty `cell`."""
        return Gap(str(self.say(row)), cell)

    def listed(self, words: Sequence[str]) -> Sentence:
        """Return words as a sentence lists them: "A01, A02 and A03"."""
        if len(words) < 2:
            return in_a_row(words)
        return self.say("A list", words=in_a_row(words[:-1], ", "), last=words[-1])

    def counted(self, of: str, number: int) -> str:
        """Return "1 step", "2 steps": the words for one, or those for several."""
        return str(self.either(f"Number of {of}", one=number == 1, number=str(number)))

    def advised(self, of: str, headings: Iterable[Heading]) -> Iterator[Heading]:
        """Yield the headings of a table, each with the help that a row beginning with `of` gives it."""
        for each in headings:
            row = f"{of}: Help for {each.text}"
            yield replace(each, help=str(self.say(row))) if row in self.texts else each

    def outcomes(self, row: str, **fields: str) -> Sentence:
        """Return a sentence of the outcomes."""
        return self.say(f"Outcomes: {row}", **fields)

    def number(self, of: str, number: int) -> str:
        """Return "1 card", "2 cards": the words for one, or those for several."""
        return str(self.either(f"Outcomes: Number of {of}", one=number == 1, number=str(number)))

    def either(self, row: str, *, one: bool, **fields: str) -> Sentence:
        """Return the first part of a row, which is for one, or the second, for several."""
        first, second = map(str.strip, self.texts[row].split(";"))
        return Wordings({row: first if one else second}).say(row, **fields)


def told_in(said: T, wordings: Wordings) -> T:
    """Return what a template may mention with its blanks in the words of `wordings`."""
    told: object = said
    if isinstance(said, Said):
        words = Typed(said.words, said.place)  # a blank knows the cell that would fill it
        told = Said(words, wordings.blank(said.what), said.what) if said.what else said
    elif isinstance(said, Sentence):
        told = Sentence(told_in(each, wordings) for each in said.pieces)
    elif isinstance(said, tuple):
        told = tuple(told_in(each, wordings) for each in said)
    elif is_dataclass(said) and not isinstance(said, type):
        named = {each.name: getattr(said, each.name) for each in fields(said)}
        told = replace(said, **{name: told_in(each, wordings) for name, each in named.items()})
    return cast(T, told)


def of(texts: Sequence[StaffText], name: str = FILE) -> Wordings:
    """Return the wordings of the Word file of that name; raise InputRefused with all that is wrong."""
    found = next(each for each in texts if each.name == name)
    said = dict(_rows(found))
    absent = ((f"The row “{row}” is not there.", "") for row in _absent(said, name))
    if wrong := [Problem(Place(name), *each) for each in (*absent, *_wrong(said, name))]:
        raise InputRefused(wrong)
    return Wordings(said)


def faults(found: StaffText) -> tuple[Problem, ...]:
    """Return all that is wrong in the rows of a Word file of words."""
    wrong = _wrong(dict(_rows(found)), found.name)
    return tuple(Problem(Place(found.name), *each) for each in wrong)


def completed(found: StaffText, ours: StaffText) -> StaffText:
    """Return a file with our rows in the place of those that it lacks, as one of an earlier version does."""
    said = dict(_rows(ours))
    lacking = tuple((row, said[row]) for row in _absent(dict(_rows(found)), found.name))
    return replace(found, tables=(*found.tables, (HEADS, *lacking))) if lacking else found


def noticed(found: StaffText) -> tuple[Problem, ...]:
    """Return which rows a file lacks, where our words stand, and which it has that no document uses."""
    said = dict(_rows(found))
    return (*_lacking(said, found.name), *_unused(said, found.name))


def _lacking(said: Mapping[str, str], name: str) -> tuple[Problem, ...]:
    absent = _absent(said, name)
    if not absent:
        return ()
    shown = ", ".join(f"“{row}”" for row in absent[:SHOWN])
    more = f" and {len(absent) - SHOWN} more" if len(absent) > SHOWN else ""
    message = f"It lacks rows, so our words stand there: {shown}{more}."
    command = ": `afterword templates copy FOLDER` writes all of ours."
    return (Problem(Place(name), message, "Add them where you want other words", command=command),)


def _unused(said: Mapping[str, str], name: str) -> Iterator[Problem]:
    """Yield each row that no document uses, as in a file of an earlier version, and where it is now."""
    for row in sorted(said.keys() - _fields(name).keys()):
        other = next((each for each in names() if row in _fields(each)), "")
        hint = "The first column stays as it is; take out a row that is no longer used."
        if other:
            hint = f"{other} has that row: type your words there, and take the row out here."
        yield Problem(Place(name), f"“{row}” is no row that is used.", hint)


def _absent(said: Mapping[str, str], name: str) -> tuple[str, ...]:
    """Return the rows of a file that it does not say; none where it says nothing at all."""
    return tuple(row for row in _fields(name) if row not in said) if said else ()


HEADS = ("When", "Sentence")
SHOWN = 3  # rows that are named


def names() -> tuple[str, ...]:
    """Return the names of the Word files of words."""
    return tuple(_data())


def page(name: str) -> str:
    """Return the rows of the Word file of that name, and what each may print, as a page in Markdown."""
    either = _data()[name]["either"]
    rows = (
        f"| {row} | {' '.join(f'`{each}`' for each in sorted(may))} | {'two' if row in either else ''} |"
        for row, may in _fields(name).items()
    )
    return (
        f"# The rows of {name}\n\n"
        "The first column of its tables says when a sentence is used: leave it as it is, and change the "
        "other in Word. A field stands in double braces, where it is wanted: `{{ number }}`. Where two "
        "parts stand, with ; between, the first is for one and the second for more. What begins with "
        "*Missing* is what a blank asks for; … is a word of a cell.\n\n"
        "| Row | It may print | Parts |\n|---|---|---|\n" + "\n".join(rows) + "\n"
    )


def lacks(name: str = FILE) -> tuple[str, ...]:
    """Return what the blanks of a file may ask for; … is a word of a cell."""
    return tuple(_data()[name]["missing"])


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files("pipeline.deliverables") / "wordings.toml").read_text("utf-8"))


@cache
def _fields(name: str) -> Mapping[str, frozenset[str]]:
    """Return the rows of a file, each with the fields that it may print."""
    rows = {**_data()[name]["one"], **_data()[name]["either"]}
    audiences = AUDIENCES.values() if name == FILE else ()
    return {
        **{f"{row}, {column}": _US for row in audiences for column in BY_AUDIENCE},
        **{row: frozenset(fields.split()) for row, fields in rows.items()},
        **{f"Missing: {each}": frozenset({"words"} if "…" in each else ()) for each in lacks(name)},
    }


def _rows(found: StaffText) -> Iterator[tuple[str, str]]:
    for _, *rows in filter(None, found.tables):
        for first, *others in rows:
            if len(others) == 1:
                yield first.strip(), others[0]
            else:
                for column, words in zip(BY_AUDIENCE, others, strict=False):
                    yield f"{first.strip()}, {column}", words


def _wrong(said: Mapping[str, str], name: str) -> Iterator[tuple[str, str]]:
    """Yield each thing that is wrong in the rows of a file, and what to do."""
    if not said:
        yield "Its table of sentences is not there.", "Copy the file from ours anew."
        return
    for row, text in said.items():
        if row in _fields(name):
            yield from _wrong_in(row, text, name)


def _wrong_in(row: str, text: str, name: str) -> Iterator[tuple[str, str]]:
    allowed = _fields(name)[row]
    for field in _FIELD.findall(text):
        if field not in allowed:
            offered = ", ".join(sorted(allowed)) or "none"
            yield f"In the row “{row}” there is no {field}.", f"It may print: {offered}."
    if row in _data()[name]["either"] and text.count(";") != 1:
        hint = "Write one for 1, and one for more, with ; between."
        yield f"The row “{row}” has not two parts.", hint
    if row == "Months" and len(text.split(";")) != 12:
        yield "The row “Months” has not twelve names.", "Write twelve, with ; between."
