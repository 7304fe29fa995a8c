"""The sentences of letters, emails and outcomes, as staff keep them: tables of a Word file, `wordings.docx`.

One table says what differs by audience, one holds a sentence for each form that a cell may have, one
says how days are written, one what a draft lacks, and one what the outcomes say around the cards. The first column of each names the row and stays as it is; the others are
text. `{{ words }}` stands for the words of the cell.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from typing import TypeVar, cast

from pipeline.deliverables.blanks import Said
from pipeline.deliverables.sentences import Sentence
from pipeline.model import StaffText, Typed
from pipeline.problems import InputRefused, Place, Problem

FILE = "wordings.docx"
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
BY_AUDIENCE = ("Subject", "Opening", "Assurance")
SENTENCES: Mapping[str, frozenset[str]] = {  # row → the fields that it may print
    "Why: a sentence about us": frozenset({"words", "organization"}),
    "Why: another sentence": frozenset({"words", "organization"}),
    "Why: what they do": frozenset({"words", "organization"}),
    "Why: a thing": frozenset({"words", "organization"}),
    "Why: anything else": frozenset({"words", "organization"}),
    "In the plan: leads and helps": frozenset({"leads", "helps", "all"}),
    "In the plan: leads": frozenset({"leads", "all"}),
    "In the plan: a place": frozenset({"words", "workshop"}),
    "In the plan: helps": frozenset({"helps", "all"}),
    "Number: a sentence": frozenset({"words", "source"}),
    "Number: anything else": frozenset({"words", "source"}),
    "Problem: a sentence": frozenset({"words"}),
    "Problem: anything else": frozenset({"words"}),
    "Ask: begins with a verb": frozenset({"words"}),
    "Ask: a sentence or a question": frozenset({"words"}),
    "Ask: anything else": frozenset({"words"}),
    "First step: a thing or a verb": frozenset({"words"}),
    "First step: a sentence or a question": frozenset({"words"}),
    "First step: anything else": frozenset({"words"}),
    "We bring: one thing": frozenset({"words"}),
    "We bring: two things": frozenset({"words", "last"}),
    "We bring: a list below": frozenset(),
    "We bring: anything else": frozenset({"words"}),
    "They bring: one thing": frozenset({"words"}),
    "They bring: several things": frozenset({"words", "last"}),
    "They bring: anything else": frozenset({"words"}),
    "A partner brings: one thing": frozenset({"words"}),
    "A partner brings: several things": frozenset({"words", "last"}),
    "Shared goals": frozenset({"words"}),
    "Shared goals of partners": frozenset({"words"}),
    "Answer by a day": frozenset({"words"}),
    "Answer at no day": frozenset({"words"}),
    "Call us": frozenset({"words"}),
}
LACKS = (  # what a blank asks for, or a draft needs; … is a word of a cell
    "organization", "your organization", "contact name", "one number that shows it",
    "where the number is from, and its period", "source of the number", "the problem",
    "the problem, in one sentence", "the ask", "the one thing you ask for", "email address",
    "date to answer by", "a date to answer by that has not passed, as … has", "telephone or email",
    "whom they can call", "name of the signer", "name of the …", "name of the …, who signs",
    "… has passed", "…: the last one has passed; say which year",
    "… lies before the day to answer by", "… is dated after this letter", "name of the workshop",
    "place", "date", "workshop question", "date of the next session", "place of the next session",
    "what people bring",
)  # fmt: skip
NOTICES: Mapping[str, frozenset[str]] = {
    "Blank": frozenset({"words"}),
    "Notice: not ready": frozenset(),
    "Notice: missing": frozenset({"words"}),
    "Notice: to look at": frozenset({"words"}),
    "Notice: needs translation": frozenset({"words"}),
}
_NUMBER = frozenset({"number"})
COUNTED = {  # of one, of several: with ; between
    "cards", "dots", "people", "titles", "titles without cards",
}  # fmt: skip
OUTCOMES: Mapping[str, frozenset[str]] = {
    "Name of the document": frozenset({"words"}),
    "Name of the document, of a workshop without a name": frozenset(),
    **{f"Number of {each}": _NUMBER for each in sorted(COUNTED)},
    "All groups are proposed": frozenset(),
    "Some cards are placed": frozenset(),
    "The card with the most dots": frozenset(),
    "The first card": frozenset(),
    "No titles": frozenset(),
    "No card": frozenset(),
    "Cards held back": frozenset(),
    "A working title": frozenset({"words"}),
    "A column without a title": frozenset({"words"}),
    "A group without a title": frozenset(),
    "A title without cards": frozenset(),
    "A group is proposed": frozenset(),
    "A group and its title are proposed": frozenset(),
    "People agreed no title": frozenset({"words", "number"}),
    "A card that is an action": frozenset({"words"}),
    "Votes": frozenset({"words"}),
    "Placed by us": frozenset(),
    "No commitments": frozenset(),
    "No name": frozenset(),
    "No organization": frozenset(),
    "No commitment": frozenset(),
    "No date": frozenset(),
    "What people recall": frozenset(),
    "What gives people hope": frozenset(),
    "What people learned": frozenset(),
    "No card was typed": frozenset(),
    "Every card accounted for": frozenset(
        {"cards", "placed", "titles", "loose", "parked", "held", "empty", "merged"}
    ),
    "Printed as one": frozenset({"card", "words", "other"}),
}
PLAN_FILE = "plan-wordings.docx"
PLAN_COUNTED = ("steps", "gaps")
PLAN: Mapping[str, frozenset[str]] = {
    "Name of the document": frozenset({"words"}),
    "Name of the document, of a workshop without a name": frozenset(),
    **{f"Number of {each}": _NUMBER for each in PLAN_COUNTED},
    "Before a working title": frozenset(),
    "Steps under no title": frozenset(),
    "All steps": frozenset(),
    "Cards not yet placed": frozenset(),
    "A group is proposed": frozenset(),
    "All groups are proposed": frozenset(),
    "A title that is not on the wall": frozenset(),
    "Steps that name no title": frozenset(),
    "Cards that hang nowhere": frozenset(),
    "How the steps stand": frozenset({"steps", "statuses"}),
    "No step yet": frozenset(),
    "No self-assessment": frozenset(),
    "No gap": frozenset(),
    "Gaps with a step": frozenset({"met", "gaps"}),
    "Gaps of partnerships": frozenset({"gaps"}),
    "Steps that start soon": frozenset({"steps", "days", "day"}),
    "No step starts soon": frozenset({"days", "day"}),
    "All steps by due date": frozenset(),
    "The first steps by due date": frozenset({"first", "steps"}),
    "Since: done": frozenset({"steps"}),
    "Since: status changed": frozenset({"steps"}),
    "Since: start or due date changed": frozenset({"steps"}),
    "Since: late": frozenset({"steps"}),
    "Since: new": frozenset({"steps"}),
    "Since: no longer in the workbook": frozenset({"steps"}),
    "Since: nothing": frozenset(),
}
_EITHER = {  # in two parts with ; between: for one, for several
    *(f"Outcomes: Number of {each}" for each in COUNTED),
    *(f"Number of {each}" for each in PLAN_COUNTED), "Gaps with a step", "Steps that start soon",
}  # fmt: skip
_US = frozenset({"us", "organization"})
_FIELDS: Mapping[str, frozenset[str]] = {
    **SENTENCES,
    **{f"{row}, {column}": _US for row in AUDIENCES.values() for column in BY_AUDIENCE},
    "Day": frozenset({"day", "month", "year"}),
    "Months": frozenset(),
    **NOTICES,
    **{f"Missing: {each}": frozenset({"words"} if "…" in each else ()) for each in LACKS},
    **{f"Outcomes: {row}": fields for row, fields in OUTCOMES.items()},
}
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

    def lack(self, what: str) -> str:
        """Return what is missing, in the words of this file where it has some for it."""
        text = self.texts.get(f"Missing: {getattr(what, 'name', what)}", what)
        return _FIELD.sub(lambda _: getattr(what, "word", ""), text)

    def blank(self, what: str) -> str:
        """Return the visible blank that asks for `what`."""
        return str(self.say("Blank", words=self.lack(what)))

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


def of(texts: Sequence[StaffText]) -> Wordings:
    """Return the wordings of the Word file among `texts`; raise InputRefused with all that is wrong."""
    return _of(texts, FILE, _FIELDS)


def of_plan(texts: Sequence[StaffText]) -> Wordings:
    """Return the wordings of the action plan among `texts`; raise InputRefused with all that is wrong."""
    return _of(texts, PLAN_FILE, PLAN)


def _of(texts: Sequence[StaffText], name: str, rows: Mapping[str, frozenset[str]]) -> Wordings:
    found = next(each for each in texts if each.name == name)
    said = dict(_rows(found))
    if wrong := [Problem(Place(found.name), *each) for each in _wrong(said, rows)]:
        raise InputRefused(wrong)
    return Wordings(said)


def _rows(found: StaffText) -> Iterator[tuple[str, str]]:
    for _, *rows in filter(None, found.tables):
        for first, *others in rows:
            if len(others) == 1:
                yield first.strip(), others[0]
            else:
                for column, words in zip(BY_AUDIENCE, others, strict=False):
                    yield f"{first.strip()}, {column}", words


def _wrong(
    said: Mapping[str, str], rows: Mapping[str, frozenset[str]]
) -> Iterator[tuple[str, str]]:
    for row in rows:
        if row not in said:
            yield f"The row “{row}” is not there.", "Add it, or copy the file from ours anew."
    for row, text in said.items():
        allowed = rows.get(row)
        if allowed is None:
            yield f"“{row}” is no row that is used.", "Leave the first column as it is."
            continue
        for name in _FIELD.findall(text):
            if name not in allowed:
                offered = ", ".join(sorted(allowed)) or "none"
                yield f"In the row “{row}” there is no {name}.", f"It may print: {offered}."
    for row in sorted(_EITHER & said.keys()):
        if said[row].count(";") != 1:
            yield (
                f"The row “{row}” has not two parts.",
                "Write one for 1, and one for more, with ; between.",
            )
    if "Months" in said and len(said["Months"].split(";")) != 12:
        yield "The row “Months” has not twelve names.", "Write twelve, with ; between."
