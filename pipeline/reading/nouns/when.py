"""Tell a day from words about time: "2026-02-01" is a day, "Q2" and "Friday" are words."""

import re
from calendar import day_name, month_name
from datetime import date, datetime

from pipeline.model import Cell, Typed, When
from pipeline.problems import Place
from pipeline.reading.account import Account

MONTHS = tuple(month_name)[1:]
_NUMBER_OF = {
    name[:length].lower(): number
    for number, name in enumerate(MONTHS, start=1)
    for length in (3, 4, 9)
}
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{1,2}:\d{2}(?::\d{2})?)?")
_WRITTEN = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)? ([A-Za-z]{3,9})\.?,? (\d{4})")

_SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_SLASHED_SHORT = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{2})")
_SHORT_YEAR = re.compile(r"^(\d{1,2}[/.-]\d{1,2}[/.-])(\d{2})$")
_WEEKDAY = re.compile(rf"(?:{'|'.join(name[:3] for name in day_name)})[a-z]*\.?,? +", re.IGNORECASE)


def told(account: Account, row: int, column: int) -> When:
    """Return the time that a cell gives, and say where it is written as a day that no calendar has."""
    words = account.typed(row, column)
    cell = account.cell(row, column)
    if cell is None:
        return When(words)
    if _never(words):
        message = f"{words.strip()} is no day: it is printed as it was typed."
        account.notice(row, column, message, "Write it as 2026-11-04: year, month, day.")
    return read(cell, words.place)


def read(cell: Cell, place: Place) -> When:
    """Return what `cell` says about time: dates as days in full, everything else as typed."""
    day = _day_of(cell.value)
    if day is None:
        words = cell.text.strip()
        if found := _ISO.fullmatch(words):
            day = _day(found[1], found[2], found[3])
        elif (found := _WRITTEN.fullmatch(words)) and (month := _month(found[1])):
            return When(Typed(cell.text, place), _day(found[3], month, found[2]))
        elif (found := _DAY_FIRST.fullmatch(words)) and (month := _month(found[2])):
            return When(Typed(cell.text, place), _day(found[3], month, found[1]))
        elif found := _SLASHED.fullmatch(words):
            return When(Typed(cell.text, place), _certain(int(found[1]), int(found[2]), found[3]))
        elif found := _SLASHED_SHORT.fullmatch(words):
            return When(Typed(cell.text, place), _certain_short(*map(int, found.groups())))
    if day is None:
        return When(Typed(cell.text, place))
    return When(Typed(in_full(day), place), day)


def _certain(first: int, second: int, year: str) -> date | None:
    """Return the day that 11/25/2025 or 25/11/2025 means; 4/11/2025 could be either and stays words."""
    if first > 12 >= second:
        return _day(year, second, str(first))
    return _day(year, first, str(second)) if second > 12 or first == second else None


def _certain_short(first: int, second: int, year: int) -> date | None:
    """Return the day that 2/20/27 means, which is written in no other order; 2/3/27 and 20/2/27 stay words.

    Years from 50 on are of the last century, and no day of a plan: they stay words, too.
    """
    return _day(f"20{year:02}", first, str(second)) if second > 12 and year < 50 else None


def agree(one: When, other: When) -> bool:
    """Return whether two times may be the same: one day in two ways of writing, or the same words.

    4/11/2026 agrees with April 11 and with November 4; what is no day agrees with its own words.
    """
    days, others = _days(one), _days(other)
    if days and others:
        return not days.isdisjoint(others)
    return " ".join(one.words.split()).casefold() == " ".join(other.words.split()).casefold()


def _never(said: Typed) -> bool:
    """Say whether words are written as one day and can be none: 2026-13-45, February 30, 2026."""
    words = _bare(said)
    named = (
        ((found := _WRITTEN.fullmatch(words)) and _month(found[1]))
        or ((found := _DAY_FIRST.fullmatch(words)) and _month(found[2]))
    )  # fmt: skip
    whole = named or _ISO.fullmatch(words) or _SLASHED.fullmatch(words)
    return bool(whole) and not _days(When(said))


def _bare(words: str) -> str:
    """Return a day without its weekday, and with four digits of its year."""
    return _SHORT_YEAR.sub(r"\g<1>20\2", _WEEKDAY.sub("", words.strip(), count=1))


def _days(said: When) -> frozenset[date]:
    """Return each day that `said` may mean, none where it gives words only."""
    if said.day:
        return frozenset({said.day})
    words = _bare(said.words)
    if found := _SLASHED.fullmatch(words):
        first, second, year = found.groups()
        either = (_day(year, first, second), _day(year, second, first))
        return frozenset(day for day in either if day)
    day = read(Cell(1, 1, words), said.words.place).day
    return frozenset({day} if day else ())


def in_full(day: date) -> str:
    """Return `day` as Americans write it: February 1, 2026."""
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def _day_of(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def _month(name: str) -> int:
    return _NUMBER_OF.get(name.lower(), 0)


def _day(year: str, month: str | int, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
