"""Sheets of a workshop that hold no cards, partners or steps, however much they look like it.

A list of who came, an agenda, a budget, a list of supplies, a history, what a survey tool keeps for
itself: left out, and said.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pipeline.model import Area, Cell, Layout, Sheet
from pipeline.names import heading_key
from pipeline.problems import Place, Problem
from pipeline.reading import telling
from pipeline.reading.cards import surveys, walls
from pipeline.reading.claims import Certainty, Claim, Reader, Taken
from pipeline.reading.columns import by_content, content, kinds, outline
from pipeline.words import among, keys_of

LEAST = 2  # rows that show what a sheet is
MOST = 0.6  # of a column's cells hold what tells the sheet
ENOUGH = 100  # rows are looked at


class Other(StrEnum):
    """What a sheet is that is read into no document."""

    PEOPLE = "a list of people"
    AGENDA = "an agenda"
    BUDGET = "a budget or a list of prices"
    SUPPLIES = "a list of supplies"
    HISTORY = "a history"
    DESIGN = "a facilitator's design"
    TOOL = "what a survey tool keeps for itself"


@dataclass(frozen=True, slots=True)
class NotOurs:
    """A sheet, and what it is."""

    sheet: Sheet
    what: Other


_TIME = re.compile(
    r"\d{1,2}(?:[:.h]\d{2})?\s*(?:[ap]\.?m?\.?)?\s*(?:[-–—]|to|bis|a|à)\s*\d{1,2}(?:[:.h]\d{2})?\s*(?:[ap]\.?m?\.?)?"
    r"|\d{1,2}[:.h]\d{2}\s*(?:[ap]\.?m?\.?)?|\d{1,2}\s*[ap]\.?m\.?|noon|midnight",
    re.IGNORECASE,
)
_MINUTES = re.compile(
    r"\d{1,3}(?:[.,]\d)?\s*(?:m|min|mins|minutes|h|hrs?|hours?)\.?", re.IGNORECASE
)
_YEAR = re.compile(r"(?:c\.|ca\.?|about|early|late|spring|summer|fall|autumn|winter|[A-Za-z]{3,9}\.?)?\s*(?:19|20)\d\ds?(?:\s*[-–]\s*(?:\d{2,4}|now|today))?", re.IGNORECASE)  # fmt: skip


def claim(sheet: Sheet) -> Claim | None:
    """Claim a sheet whose columns hold what only such a list holds."""
    what = tells(sheet)
    return Claim(NotOurs(sheet, what), Certainty.SHAPED) if what else None


def tells(sheet: Sheet) -> Other | None:
    """Return what `sheet` is, None where nothing tells that it is one of these."""
    if surveys.tools_own(sheet):
        return Other.TOOL
    top = next((list(row.values()) for _, row in kinds.rows_of(sheet)), [])
    if len(top) == 1 and _begins_with_people(sheet):
        return Other.PEOPLE
    rows = [row for _, row in kinds.rows_of(kinds.beginning(sheet, ENOUGH)) if len(row) > 1]
    header, _ = by_content.header(sheet)
    below = [row for row in rows if row[min(row)].row >= header]
    rows = below if len(below) > LEAST else rows
    if len(rows) <= LEAST:
        return None
    asked = {column for column, cell in rows[0].items() if cell.text.rstrip().endswith("?")}
    of_tool = {c for c, cell in rows[0].items() if by_content.says(cell.text, by_content.TOOL)}
    heads = {column: heading_key(cell.text) for column, cell in rows[0].items()}
    held: dict[int, list[Cell]] = {}
    for row in rows[1:]:
        for column, cell in row.items():
            if column not in of_tool:  # who made a card, and when: what a tool keeps of it
                held.setdefault(column, []).append(cell)
    if not held or any(by_content.wordy(held[column]) for column in asked if column in held):
        return None
    return next((what for what, tell in _TELLS if tell(heads, held)), None)


def beside(sheet: Sheet) -> tuple[Sequence[Area], Sequence[Area]] | None:
    """Return the columns of a wall and those of a list of people that stands beside it, None where none does."""
    areas = kinds.apart(sheet)
    if len(areas) < 2:
        return None
    people = [area for area in areas if _begins_with_people(kinds.cut(sheet, [area]))]
    rest = [area for area in areas if area not in people]
    if not people or not rest or not (max(rest) < min(people) or max(people) < min(rest)):
        return None
    return (rest, people) if walls.wall(kinds.cut(sheet, rest)) else None


def _begins_with_people(part: Sheet) -> bool:
    """Return whether the first column of a part of a sheet lists people, under a heading that says so."""
    first = min((cell.column for cell in part.cells if cell.text.strip()), default=0)
    head, *names = [cell for cell in part.cells if cell.column == first and cell.text.strip()]
    said = among("attendance_heading", head.text) or among("people_heading", head.text)
    return said and _names_people(names)


def _names_people(cells: Sequence[Cell]) -> bool:
    return len(cells) >= LEAST and content.of(cells, len(cells)).persons >= MOST


Heads = Mapping[int, str]
Held = Mapping[int, Sequence[Cell]]


def _people(heads: Heads, held: Held) -> bool:
    contact = any(_most(cells, content.EMAIL) for cells in held.values())
    contact = contact or any(
        words in keys_of("contact_heading") for words in heads.values()
    )  # nobody filled it in
    present = [c for c, words in heads.items() if words in keys_of("attendance_heading")]
    if any(_names_people(held[column]) for column in present if column in held):
        return True
    came = any(words in keys_of("came_heading") for words in heads.values())
    return contact or (came and any(words in keys_of("people_heading") for words in heads.values()))


def _agenda(heads: Heads, held: Held) -> bool:
    clocks = [column for column, cells in held.items() if _most(cells, _TIME)]
    minutes = [column for column, cells in held.items() if _most(cells, _MINUTES)]
    said = {column for column, words in heads.items() if words in keys_of("clock_heading")}
    return bool(clocks and min(clocks) <= min(held) + 1) or bool(said & {*clocks, *minutes})


def _budget(heads: Heads, held: Held) -> bool:
    money = [column for column, cells in held.items() if _most(cells, content.MONEY)]
    said = [column for column, words in heads.items() if words in keys_of("cost_heading")]
    numbers = [column for column in said if column in held and _numbers(held[column])]
    return bool(money or numbers)


def _supplies(heads: Heads, held: Held) -> bool:
    many = [
        column
        for column, words in heads.items()
        if words in keys_of("quantity_heading") and column in held
    ]
    return any(words in keys_of("supply_heading") for words in heads.values()) and any(
        _numbers(held[column]) for column in many
    )


def _history(heads: Heads, held: Held) -> bool:
    first = min(held)
    years = _most(held[first], _YEAR)
    return years and (heads.get(first, "") in keys_of("when_heading") or first not in heads)


def _design(_heads: Heads, held: Held) -> bool:
    labels = [cell.text for cell in held[min(held)]]
    return sum(among("design_label", label) for label in labels) >= LEAST


_TELLS = (
    (Other.PEOPLE, _people),
    (Other.AGENDA, _agenda),
    (Other.BUDGET, _budget),
    (Other.SUPPLIES, _supplies),
    (Other.HISTORY, _history),
    (Other.DESIGN, _design),
)


def _most(cells: Sequence[Cell], form: re.Pattern[str]) -> bool:
    fits = sum(form.fullmatch(cell.text.strip()) is not None for cell in cells)
    return len(cells) >= LEAST and fits >= MOST * len(cells)


def _numbers(cells: Sequence[Cell]) -> bool:
    fits = sum(isinstance(cell.value, int | float) or cell.text.strip().isdigit() for cell in cells)
    return len(cells) >= LEAST and fits >= MOST * len(cells)


def read(found: NotOurs, reader: Reader) -> Taken:
    """Leave every cell out, and say what the sheet is taken for."""
    place = Place(found.sheet.file, found.sheet.name)
    tell_of = telling.of_a_tool if found.what is Other.TOOL else telling.not_ours
    reader.gathered.notices.append(Problem(place, *tell_of(found.what)))
    reader.account.leave(found.sheet.cells, f"The sheet is {found.what}: read into no document.")
    return Taken("", f"left out: {found.what}")


def tell(found: NotOurs) -> Layout:
    """Return the columns, so that a person can say which is which."""
    return outline.offered(found.sheet, kinds.top(found.sheet))
