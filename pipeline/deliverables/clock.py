"""Times as the designer of a day types them: how long a part takes, and when the day begins."""

import re
from dataclasses import dataclass
from typing import Self

HOUR = 60  # minutes
DAY = 24 * HOUR
_LENGTH = re.compile(
    r"(?P<number>\d+(?:[.,]\d+)?)\s*(?P<unit>h(?:ou)?rs?|h|m(?:in(?:ute)?s?)?)?\.?", re.IGNORECASE
)
_TIME = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2})(?::\d{2})?)?\s*(?:(?P<half>[ap])\.?\s?m\.?)?",
    re.IGNORECASE,
)


def minutes(words: str) -> float | None:
    """Return the minutes that `words` are: 75 m, 45 min, 1.25 hours, 1 h 15; None for any other."""
    said = words.strip()
    found = [
        (float(m["number"].replace(",", ".")), m["unit"] or "") for m in _LENGTH.finditer(said)
    ]
    if _LENGTH.sub("", said).strip(" ,.and"):
        return None
    match [(number, unit[:1].lower()) for number, unit in found]:
        case [(hours, "h")]:
            return hours * HOUR
        case [(number, _)]:
            return number
        case [(hours, "h"), (number, "m" | "")]:
            return hours * HOUR + number
        case _:
            return None


@dataclass(frozen=True, slots=True)
class Clock:
    """The time at which a day begins, and whether it was typed with am or pm."""

    start: int  # minutes after midnight
    halves: bool

    @classmethod
    def of(cls, words: str) -> Self | None:
        """Return the clock that starts when `words` say (9:00, 1 pm); None where they are no such time."""
        found = _TIME.fullmatch(words.strip())
        if not found:
            return None
        hour, minute = int(found["hour"]), int(found["minute"] or 0)
        half = (found["half"] or "").lower()
        if minute >= HOUR or not (1 <= hour <= 12 if half else hour < 24):
            return None
        if half:
            hour = hour % 12 + (12 if half == "p" else 0)
        return cls(hour * HOUR + minute, bool(half))

    def after(self, passed: float) -> str:
        """Return what the clock shows when `passed` minutes are over: 13:15, or 1:15 pm."""
        hour, minute = divmod(round(self.start + passed) % DAY, HOUR)
        if self.halves:
            return f"{(hour - 1) % 12 + 1}:{minute:02} {'pm' if hour >= 12 else 'am'}"
        return f"{hour}:{minute:02}"


def length(passed: float) -> str:
    """Return how long `passed` minutes are: 45 min, 3 h, 3 h 15 min."""
    hours, rest = divmod(round(passed), HOUR)
    parts = (f"{hours} h" if hours else "", f"{rest} min" if rest or not hours else "")
    return " ".join(filter(None, parts))
