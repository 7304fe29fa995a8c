"""Filters that write things as people do: amounts, phone numbers, lists, one or many; and wrapping."""

import re
from collections.abc import Callable, Iterable, Mapping, Sized
from datetime import date
from decimal import Decimal
from textwrap import fill
from typing import Any
from urllib.parse import quote

from pipeline.word import values
from pipeline.word.sandbox import Unprintable, within
from pipeline.word.values import sourced, worded

MOST_WIDE = 1_000


def money(value: Any, sign: str = "$", decimals: int = 2) -> str:
    """Return an amount: $1,234.50; `sign` may be of any length, and -$5.00 is less than nothing."""
    written, sign = values.number(values.a_number(value, "money"), decimals), worded(sign)
    signed = f"-{sign}{written[1:]}" if written.startswith("-") else f"{sign}{written}"
    return sourced(signed, value)


def stop(value: Any) -> str:
    """Return the text with the full stop that it still needs; no words stay none."""
    text = worded(value)
    if not text.strip() or text.rstrip("\"'”’»)").endswith((".", "?", "!", "…", "。", "？", "！")):
        return value if isinstance(value, str) else text
    blank = getattr(value, "blank", "")
    return values.Blank(f"{text}.", blank) if blank else sourced(f"{text}.", value)


_PHONE = re.compile(
    r"\s*(?:\+?1[\s.-]*)?\(?([2-9]\d{2})\)?[\s.-]*(\d{3})[\s.-]*(\d{4})"
    r"(?:\s*(?:x|ext\.?|extension)\s*(\d{1,6}))?\s*",
    re.IGNORECASE,
)


def phone(value: Any) -> str:
    """Return a phone number of ten digits as (612) 555-0123; any other stays as it was typed.

    Ten digits, with or without the 1 of the country before them, are a number of the North American
    Numbering Plan; an extension is kept.
    """
    whole = isinstance(value, float) and value.is_integer()
    text = worded(int(value) if whole else value)
    match = _PHONE.fullmatch(text)
    if match is None:
        return sourced(text, value)
    extension = f" ext. {match[4]}" if match[4] else ""
    return sourced(f"({match[1]}) {match[2]}-{match[3]}{extension}", value)


class Listed(list[Any]):
    """A list that prints as people write one: a, b and c."""

    between = "and"
    of_sources = True

    def __str__(self) -> str:
        """Return the items as words."""
        texts = [worded(each) for each in self]
        within(sum(map(len, texts)))
        return f" {self.between} ".join(filter(None, (", ".join(texts[:-1]), *texts[-1:])))

    @property
    def sources(self) -> tuple[tuple[str, Any], ...]:
        """The texts in it that were read somewhere, each with its place."""
        return tuple(found for each in self for found in values.sources(each))


def listed(value: Any, between: str = "and") -> Listed:
    """Return a list; printed, it is written as people do: a, b and c."""
    if isinstance(value, Mapping) or not isinstance(value, Iterable):
        raise Unprintable("This is not a list.", "Leave out |list.")
    made = Listed(value)
    made.between = worded(between)
    return made


def plural(count: Any, one: str, many: str = "") -> str:
    """Return how many there are, and what of: 1 card, 3 cards; `count` is a number or a list.

    `many` says what several are called; without it, English adds an s or es, or makes a y into ies.
    """
    many_things = isinstance(count, Sized) and not isinstance(count, str)
    number = len(count) if many_things else values.a_number(count, "plural")
    named = worded(one) if number == 1 else worded(many) or _several(worded(one))
    return f"{values.number(number, _decimals(number))} {named}"


def _decimals(number: Any) -> int:
    exact = Decimal(str(number)) if isinstance(number, (float, Decimal)) else Decimal(0)
    exponent = exact.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _several(one: str) -> str:
    if re.search("[^aeiou]y$", one):
        return f"{one[:-1]}ies"
    return f"{one}es" if re.search("(?:s|x|z|ch|sh)$", one) else f"{one}s"


def _within(change: Callable[..., Any]) -> Callable[[Any, int], str]:
    """Let a filter of Jinja's make a text no wider than a page could show."""

    def bounded(value: Any, wide: int = 80) -> str:
        text = worded(value)
        if not isinstance(wide, int) or not 0 < wide <= MOST_WIDE:
            raise Unprintable(f"It can be 1 to {MOST_WIDE} signs wide.")
        within(len(text) + (text.count("\n") + 1) * wide)
        return sourced(str(change(text, wide)), value)

    return bounded


def _wrapped(text: str, wide: int) -> str:
    return "\n".join(fill(line, wide) for line in text.splitlines())


def _indented(text: str, wide: int) -> str:
    return text.replace("\n", "\n" + " " * wide)


def _quoted(value: Any) -> str:
    """Return the text as a piece of an address: a blank is %20."""
    return sourced(quote(worded(value), safe="/"), value)


_ALL: Mapping[str, Callable[..., Any]] = {
    **values.FILTERS,
    "money": money,
    "phone": phone,
    "list": listed,
    "plural": plural,
    "stop": stop,
    "center": _within(lambda text, wide: text.center(wide)),
    "indent": _within(_indented),
    "wordwrap": _within(_wrapped),
    "urlencode": _quoted,
}

FILTERS: Mapping[str, Callable[..., Any]] = {
    **_ALL,
    **{name: values.of_list(_ALL[name], name) for name in values.OF_LISTS},
    **{name: values.of_record(_ALL[name], name) for name in values.OF_RECORDS if name in _ALL},
}

# what a filter of ours is tried with, so that what it is told wrong is known before there are records
TRIED_WITH: Mapping[Callable[..., Any], object] = {
    values.on_day: date(2026, 3, 4),
    values.number: 1234.5,
    values.percent: 0.25,
    values.rounded: 1234.5,
    money: 1234.5,
}
