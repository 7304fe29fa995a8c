"""Whether the months and days in a cell make sense on the day of a letter.

What is asked for or offered lies ahead: it comes neither before the day of the letter nor before the
day by which it asks for an answer. Where a number comes from lies behind. A month without a year is
the nearest one; one that is over, and comes again only in half a year or later, is asked about.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from pipeline.deliverables.blanks import Lack
from pipeline.words import pattern_of, words_of

FAR = 183  # days ahead: a month without a year that is over, and is so far off, may be the last one


@dataclass(frozen=True, slots=True)
class Span:
    """A time that a cell names: its words, and its first and last day."""

    words: str
    first: date
    last: date
    sure: bool = True  # its year was typed


def ahead(text: str, today: date, answer: date | None) -> Iterator[Lack]:
    """Yield what is wrong with times in `text`, which says what is to come.

    `answer` is the day by which the letter asks for an answer, None where it names none.
    """
    for span in spans(text, today):
        far = not span.sure and span.first > today + timedelta(days=FAR)
        if span.last < today:
            yield Lack("… has passed", span.words)
        elif far:
            yield Lack("…: the last one has passed; say which year", span.words)
        elif answer and span.last < answer:
            yield Lack("… lies before the day to answer by", span.words)


def behind(text: str, today: date) -> Iterator[Lack]:
    """Yield what is wrong with times in `text`, which says where a number comes from."""
    for span in spans(text, today):
        if span.sure and span.first > today:
            yield Lack("… is dated after this letter", span.words)


def spans(text: str, today: date) -> Iterator[Span]:
    """Yield the months and days that `text` names, in their order; years count from `today`."""
    for found in _time().finditer(text):
        if span := _span(found, today):
            yield span


@cache
def _time() -> re.Pattern[str]:
    long = pattern_of("month")
    short = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
    before = r"(?:in|of|by|until|till|before|after|from|since|this|next|early|late|mid|to|through|de|en|desde|hasta)[\s-]+"
    year = r"(?P<{}>(?:19|20)\d\d)(?![\d%])"
    day = r"(?P<{}>0?[1-9]|[12]\d|3[01])"
    of = r"(?:,?\s+(?:of\s+|de\s+|del\s+)?)"
    return re.compile(
        rf"""
        \b{year.format("iso_year")}-(?P<iso_month>0[1-9]|1[0-2])-{day.format("iso_day")}\b
      | (?<![\d/$.]){_MONTH_NUMBER}/{day.format("slash_day")}(?:/(?P<slash_year>\d{{4}}|\d\d))?(?![\d/%])
      | \b{day.format("day_before")}(?:st|nd|rd|th)?\s+(?:of\s+|de\s+)?
          (?P<month_after>(?i:{long})|{short})\b\.?(?:{of}{year.format("year_after")})?
      | (?:(?<=\b)(?P<lead>(?i:{before})))?\b(?P<month>(?i:{long})|{short})\b\.?
          (?:\s+{day.format("day")}(?:st|nd|rd|th)?(?![\d:%]|\s*(?:a\.?m|p\.?m|of\b)))?
          (?:{of}{year.format("year")})?
        """,
        re.VERBOSE,
    )


_MONTH_NUMBER = r"(?P<slash_month>0?[1-9]|1[0-2])"


def _span(found: re.Match[str], today: date) -> Span | None:
    """Return the time that was found, None where the words are none: "we may", "7/8 full"."""
    said = {name: words for name, words in found.groupdict().items() if words}
    words = found[0].removeprefix(said.get("lead", "")).strip(" ,.")
    if "iso_year" in said:
        return _of(words, int(said["iso_month"]), said["iso_day"], said["iso_year"], today)
    if "slash_month" in said:
        if "slash_year" not in said and not _after_a_day_word(found):
            return None
        return _of(
            words,
            int(said["slash_month"]),
            said["slash_day"],
            _full(said.get("slash_year", "")),
            today,
        )
    month = said.get("month_after") or said["month"]
    year = said.get("year_after") or said.get("year") or ""
    day = said.get("day_before") or said.get("day") or ""
    alone = not (day or year or "lead" in said)
    if alone and (month.casefold() in _WORDS_TOO or _A_NAME.match(found.string, found.end())):
        return None
    return _of(words, _number(month), day, year, today)


_WORDS_TOO = frozenset({"may", "march", "mar", "jan", "marzo", "mayo"})  # alone they are no month
_A_NAME = re.compile(r"\s[A-Z][a-z]")  # "June Park"


def _after_a_day_word(found: re.Match[str]) -> bool:
    return bool(
        re.search(
            r"(?i)\b(?:on|by|until|before|after|from|since|el)\s+$", found.string[: found.start()]
        )
    )


def _full(year: str) -> str:
    return f"20{year}" if len(year) == 2 else year


@cache
def _number(month: str) -> int:
    low = month.casefold()
    names = [name.casefold() for name in words_of("month")]
    at = (
        names.index(low)
        if low in names
        else next(n for n, name in enumerate(names) if name.startswith(low[:3]))
    )
    return at % 12 + 1


def _of(words: str, month: int, day: str, year: str, today: date) -> Span | None:
    if year:
        return _with_year(words, month, day, int(year))
    near = (_with_year(words, month, day, each) for each in (today.year, today.year + 1))
    found = next((span for span in near if span and span.last >= today), None)
    return found and Span(found.words, found.first, found.last, sure=False)


def _with_year(words: str, month: int, day: str, year: int) -> Span | None:
    last = monthrange(year, month)[1]
    if day and int(day) > last:
        return None
    return Span(words, date(year, month, int(day or 1)), date(year, month, int(day or last)))
