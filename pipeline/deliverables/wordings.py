"""The sentences of letters and emails, as staff keep them: tables of a Word file, `wordings.docx`.

One table says what differs by audience, one holds a sentence for each form that a cell may have, one
says how days are written. The first column of each names the row and stays as it is; the others are
text. `{{ words }}` stands for the words of the cell.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.deliverables.sentences import Sentence
from pipeline.model import StaffText
from pipeline.problems import InputRefused, Place, Problem

FILE = "wordings.docx"

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
_US = frozenset({"us", "organization"})
_FIELDS: Mapping[str, frozenset[str]] = {
    **SENTENCES,
    **{f"{row}, {column}": _US for row in AUDIENCES.values() for column in BY_AUDIENCE},
    "Day": frozenset({"day", "month", "year"}),
    "Months": frozenset(),
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


def of(texts: Sequence[StaffText]) -> Wordings:
    """Return the wordings of the Word file among `texts`; raise InputRefused with all that is wrong."""
    found = next(each for each in texts if each.name == FILE)
    said = dict(_rows(found))
    if wrong := [Problem(Place(found.name), *each) for each in _wrong(said)]:
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


def _wrong(said: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for row in _FIELDS:
        if row not in said:
            yield f"The row “{row}” is not there.", "Add it, or copy the file from ours anew."
    for row, text in said.items():
        allowed = _FIELDS.get(row)
        if allowed is None:
            yield f"“{row}” is no row that is used.", "Leave the first column as it is."
            continue
        for name in _FIELD.findall(text):
            if name not in allowed:
                offered = ", ".join(sorted(allowed)) or "none"
                yield f"In the row “{row}” there is no {name}.", f"It may print: {offered}."
    if "Months" in said and len(said["Months"].split(";")) != 12:
        yield "The row “Months” has not twelve names.", "Write twelve, with ; between."
