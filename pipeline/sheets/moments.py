"""Find the dates among a workbook's numbers, and show each in the words of its format."""

import re
from calendar import day_name, month_name
from datetime import date, datetime, time, timedelta

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


def show_moment(value: date | datetime | time, code: str, serial: float = 0) -> str:
    """Return `value` in the words of the date format `code`; [h] counts the hours of `serial`."""
    pieces = list(_DATE_TOKEN.finditer(code.split(";", maxsplit=1)[0]))
    twelve = any(piece["noon"] for piece in pieces)
    shown: list[str] = []
    last_was_hour = False
    for number, piece in enumerate(pieces):
        if piece["words"] is not None or piece["one"]:
            shown.append(piece["words"] or piece["one"] or "")
        elif piece["span"]:
            shown.append(_span(serial, piece["span"]))
            last_was_hour = piece["span"].lower().startswith("h")
        elif piece["noon"]:
            shown.append("AM" if _clock(value).hour < 12 else "PM")
        elif part := piece["part"]:
            minute = part[0].lower() == "m" and (
                last_was_hour or _seconds_follow(pieces[number + 1 :])
            )
            words = _part(value, part.lower(), twelve=twelve, minute=minute)
            shown.append(_exactly(serial, part) if "." in part else words)
            last_was_hour = part[0].lower() == "h"
        elif piece["other"]:
            shown.append(piece["other"])
    return _BRACKET.sub("", "".join(shown)).strip()


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
        return {1: str(day.month), 2: f"{day.month:02d}", 3: name[:3], 5: name[0]}.get(length, name)
    if letter == "d":
        name = DAYS[day.weekday()]
        return {1: str(day.day), 2: f"{day.day:02d}", 3: name[:3]}.get(length, name)
    hour = (clock.hour % 12 or 12) if twelve else clock.hour
    number = {"h": hour, "m": clock.minute, "s": clock.second}[letter]
    return f"{number:02d}" if part[:2] == letter * 2 else str(number)


def _exactly(serial: float, part: str) -> str:
    """Return the seconds of `serial` with as many decimals as `part`, like ss.000, has."""
    whole, _, after = part.partition(".")
    seconds = round(serial % 1 * 86400, len(after)) % 60
    return f"{seconds:0{len(after) + 1 + min(len(whole), 2)}.{len(after)}f}"
