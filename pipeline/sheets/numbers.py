"""Show a number the way Excel shows it, and find the dates among the numbers."""

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

GENERAL = "General"
BUILT_IN = {
    0: GENERAL,
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: "$#,##0",
    6: "$#,##0",
    7: "$#,##0.00",
    8: "$#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy-mm-dd",  # in Excel the computer's own short date: ours cannot be misread
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy-mm-dd h:mm",
    37: "#,##0",
    38: "#,##0",
    39: "#,##0.00",
    40: "#,##0.00",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss",
    48: "0.0E+0",
    49: "@",
}

_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.')
_BRACKET = re.compile(r"\[(?!h+\]|m+\]|s+\])[^\]]*\]", re.IGNORECASE)
_DATE_TOKEN = re.compile(
    r'"(?P<words>[^"]*)"|\\(?P<one>.)|_.|\*.|\[(?P<span>h+|m+|s+)\]|(?P<noon>AM/PM|A/P)|(?P<part>y+|m+|d+|h+|s+(?:\.0+)?)|(?P<other>.)',
    re.IGNORECASE,
)
_PLACES = re.compile(r"[0#?]+(?:,[0#?]+)*(?:\.(?P<after>[0#?]+))?")

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
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
    exact = start + timedelta(days=int(serial), seconds=round((serial - int(serial)) * 86400))
    return exact.date() if exact.time() == time() else exact


def show_moment(value: date | datetime | time, code: str) -> str:
    """Return `value` in the words of the date format `code`."""
    tokens = list(_DATE_TOKEN.finditer(code.split(";", maxsplit=1)[0]))
    twelve = any(token["noon"] for token in tokens)
    shown: list[str] = []
    last_was_hour = False
    for number, token in enumerate(tokens):
        if token["words"] is not None or token["one"]:
            shown.append(token["words"] or token["one"] or "")
        elif token["span"]:
            shown.append(_span(value, token["span"]))
            last_was_hour = token["span"].lower().startswith("h")
        elif token["noon"]:
            shown.append("AM" if _clock(value).hour < 12 else "PM")
        elif part := token["part"]:
            minute = part[0].lower() == "m" and (
                last_was_hour or _seconds_follow(tokens[number + 1 :])
            )
            shown.append(_part(value, part.lower(), twelve=twelve, minute=minute))
            last_was_hour = part[0].lower() == "h"
        elif token["other"]:
            shown.append(token["other"])
    return _BRACKET.sub("", "".join(shown)).strip()


def _seconds_follow(tokens: list[re.Match[str]]) -> bool:
    for token in tokens:
        if token["part"]:
            return token["part"][0].lower() == "s"
    return False


def _clock(value: date | datetime | time) -> time:
    if isinstance(value, datetime):
        return value.time()
    return value if isinstance(value, time) else time()


def _span(value: date | datetime | time, part: str) -> str:
    clock = _clock(value)
    hours = clock.hour
    amount = {
        "h": hours,
        "m": hours * 60 + clock.minute,
        "s": hours * 3600 + clock.minute * 60 + clock.second,
    }
    return str(amount[part[0].lower()]).zfill(len(part))


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


def show_number(value: float, typed: str, code: str) -> str:
    """Return the number `value`, saved as `typed`, in the shape of the number format `code`."""
    sections = _BRACKET.sub("", code).split(";")
    section = sections[1] if value < 0 and len(sections) > 1 and sections[1] else sections[0]
    bare = _LITERAL.sub("", section).strip()
    if bare.lower() == "general" or bare in {"", "@"} or "E" in bare.upper() or "/" in bare:
        return general(value, typed)
    places = _PLACES.search(section)
    if places is None:
        return general(value, typed)
    return _fixed(value, section, places, signed=section is sections[0])


def _fixed(value: float, section: str, places: re.Match[str], *, signed: bool) -> str:
    percent = "%" in section
    exact = Decimal(repr(value)) * (100 if percent else 1)
    after = places["after"] or ""
    exact = exact.quantize(Decimal(1).scaleb(-len(after)), rounding=ROUND_HALF_UP)
    whole = places.group().split(".")[0]
    digits = f"{abs(exact):f}"
    front, _, back = digits.partition(".")
    while back and len(back) > after.count("0") and back.endswith("0"):
        back = back[:-1]
    front = front.zfill(whole.replace(",", "").count("0")) if "0" in whole else front.lstrip("0")
    if "," in whole:
        front = f"{int(front or 0):,}"
    number = f"{front}.{back}" if back else front
    shown = f"{section[: places.start()]}{number}{section[places.end() :]}"
    shown = re.sub(
        r'"([^"]*)"|\\(.)|[_*].', lambda found: found[1] or found[2] or "", shown
    ).strip()
    return f"-{shown}" if signed and exact < 0 else shown


def general(value: float, typed: str) -> str:
    """Return `value` without a format: whole numbers whole, nothing rounded away."""
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    shown = repr(float(value))
    if "e" in shown:
        head, _, power = shown.partition("e")
        head = head.removesuffix(".0")
        return f"{head}E{'+' if int(power) > 0 else '-'}{abs(int(power)):02d}"
    if abs(value) < 1e11 and len(shown) > 12:
        shown = f"{value:.10g}"
        return shown if "e" not in shown else typed
    return shown
