"""Find the dates among a workbook's numbers, and show each in the words of its format."""

import re
from calendar import day_name, month_name
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from pipeline.sheets import numbers

_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.')
_BRACKET = re.compile(r"\[(?!h+\]|m+\]|s+\])[^\]]*\]", re.IGNORECASE)
_DATE_TOKEN = re.compile(
    r'"(?P<words>[^"]*)"|\\(?P<one>.)|_.|\*.|\[(?P<span>h+|m+|s+)\]|(?P<noon>AM/PM|A/P)|(?P<part>y+|m+|d+|h+|s+(?:\.0+)?)|(?P<other>.)',
    re.IGNORECASE,
)
MONTHS = tuple(month_name)[1:]
DAYS = tuple(day_name)
LAST_SERIAL = 2_958_466  # the day after December 31, 9999


def is_date_format(code: str) -> bool:
    """Return whether the number format `code` shows a date or a time."""
    first = code.split(";", maxsplit=1)[0]
    bare = _BRACKET.sub("", _LITERAL.sub("", first))
    return bare.lower() != "general" and bool(re.search(r"[ymdhs]", bare, re.IGNORECASE))


def moment(serial: float, *, from_1904: bool) -> date | datetime | time | None:
    """Return the day or time Excel means by `serial`, None where there is no such day."""
    if serial < 0 or serial >= LAST_SERIAL - (1462 if from_1904 else 0):
        return None
    if serial < 1 and not from_1904:
        rounded = timedelta(seconds=round(serial * 86400))
        if rounded >= timedelta(days=1):
            return None
        return (datetime(1900, 1, 1) + rounded).time()  # noqa: DTZ001 - a cell knows no time zone
    if not from_1904 and int(serial) == 60:  # February 29, 1900, which never was
        return None
    start = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 - likewise
    if not from_1904 and serial < 60:
        start += timedelta(days=1)
    seconds = round((serial - int(serial)) * 86400)
    try:
        exact = start + timedelta(days=int(serial), seconds=seconds)
    except OverflowError:  # rounded into the year 10000
        return None
    return exact.date() if exact.time() == time() else exact


@lru_cache(maxsize=numbers.KEPT)
def show_moment(value: date | datetime | time, code: str, serial: float = 0) -> str:
    """Return `value` in the words of the date format `code`; [h] counts the hours of `serial`."""
    pieces, twelve = _taken_apart(code)
    shown: list[str] = []
    for kind, said in pieces:
        if kind == _WORDS:
            shown.append(said)
        elif kind == _SPAN:
            shown.append(_span(serial, said))
        elif kind == _NOON:
            shown.append("AM" if _clock(value).hour < 12 else "PM")
        elif "." in said:
            shown.append(_exactly(serial, said))
        else:
            shown.append(_part(value, said.lower(), twelve=twelve, minute=kind == _MINUTE))
    return _BRACKET.sub("", "".join(shown)).strip()


_WORDS, _SPAN, _NOON, _MINUTE, _PART = range(5)  # kinds of pieces of a format


@lru_cache(maxsize=numbers.KEPT)
def _taken_apart(code: str) -> tuple[tuple[tuple[int, str], ...], bool]:
    """Return the pieces of a date format, each with its kind, and whether its hours go to twelve."""
    found = list(_DATE_TOKEN.finditer(code.split(";", maxsplit=1)[0]))
    pieces: list[tuple[int, str]] = []
    last_was_hour = False
    for number, piece in enumerate(found):
        if piece["words"] is not None or piece["one"] or piece["other"]:
            pieces.append((_WORDS, piece["words"] or piece["one"] or piece["other"] or ""))
        elif piece["span"]:
            pieces.append((_SPAN, piece["span"]))
            last_was_hour = piece["span"].lower().startswith("h")
        elif piece["noon"]:
            pieces.append((_NOON, ""))
        elif part := piece["part"]:
            follow = last_was_hour or _seconds_follow(found[number + 1 :])
            pieces.append((_MINUTE if part[0].lower() == "m" and follow else _PART, part))
            last_was_hour = part[0].lower() == "h"
    return tuple(pieces), any(piece["noon"] for piece in found)


def _seconds_follow(pieces: list[re.Match[str]]) -> bool:
    for piece in pieces:
        if piece["part"]:
            return piece["part"][0].lower() == "s"
    return False


def _clock(value: date | datetime | time) -> time:
    if isinstance(value, datetime):
        return value.time()
    return value if isinstance(value, time) else time()


def _span(serial: float, part: str) -> str:
    seconds = round(serial * 86400)
    return str(seconds // {"h": 3600, "m": 60, "s": 1}[part[0].lower()]).zfill(len(part))


@lru_cache(maxsize=numbers.KEPT)
def has_day(code: str) -> bool:
    """Return whether the date format `code` shows a day, a month or a year, not only a time."""
    parts = [found["part"].lower() for found in _DATE_TOKEN.finditer(code) if found["part"]]
    return any(part[0] in "yd" or part.startswith("mmm") for part in parts)


def _part(value: date | datetime | time, part: str, *, twelve: bool, minute: bool) -> str:
    clock = _clock(value)
    day = value if isinstance(value, date) else date(1900, 1, 1)
    letter, length = part[0], len(part)
    if letter == "y":
        return f"{day.year:04d}" if length > 2 else f"{day.year % 100:02d}"
    if letter == "m" and not minute:
        name = MONTHS[day.month - 1]
        return name[0] if length == 5 else _named(day.month, name, length)
    if letter == "d":
        return _named(day.day, DAYS[day.weekday()], length)
    hour = (clock.hour % 12 or 12) if twelve else clock.hour
    number = {"h": hour, "m": clock.minute, "s": clock.second}[letter]
    return f"{number:02d}" if part[:2] == letter * 2 else str(number)


def _named(number: int, name: str, length: int) -> str:
    """Return a day or a month in as many letters as its format has."""
    if length < 3:
        return f"{number:0{length}d}"
    return name[:3] if length == 3 else name


def _exactly(serial: float, part: str) -> str:
    """Return the seconds of `serial` with as many decimals as `part`, like ss.000, has."""
    whole, _, after = part.partition(".")
    seconds = round(serial % 1 * 86400, len(after)) % 60
    return f"{seconds:0{len(after) + 1 + min(len(whole), 2)}.{len(after)}f}"
