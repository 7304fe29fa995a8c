"""The filters that templates may use: Jinja's own within bounds, and days, numbers, lists."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import wraps
from html import unescape
from math import isfinite
from typing import Any

from jinja2 import Undefined, pass_environment
from jinja2.filters import FILTERS as JINJA

from pipeline.word.rendering import Unprintable, within
from pipeline.word.values import Rounded, sourced, worded

MOST_DIGITS = 20
MOST_COLUMNS = 1_000


def on_day(value: Any, pattern: str = "") -> str:
    """Return a day as people write it: March 4, 2025, or by strftime `pattern`."""
    if not isinstance(value, date):
        raise Unprintable("This is not a day.", "Leave out |date: a text is printed as typed.")
    if pattern:
        if re.search(r"%[^a-zA-Z%-]|%-?\d", pattern):
            raise Unprintable("This pattern is not allowed for a day.", "Write “%d %B %Y”.")
        return value.strftime(pattern)
    return f"{value.strftime('%B')} {value.day}, {value.year}"


def number(value: Any, decimals: int = 0) -> str:
    """Return a number with `decimals` digits after the point, thousands set apart."""
    if (
        isinstance(value, bool)
        or not isinstance(value, (int, float, Decimal))
        or not isfinite(value)
    ):
        raise Unprintable("This is not a number.", "Leave out |number: a text is printed as typed.")
    return f"{value:,.{max(0, min(int(decimals), MOST_DIGITS))}f}"


def percent(value: Any, decimals: int = 0) -> str:
    """Return a share from 0 to 1 as a percentage."""
    return f"{number(value * 100, decimals)}%" if not isinstance(value, str) else number(value)


def rounded(value: Any, decimals: int = 0, method: str = "common") -> Rounded:
    """Return the number rounded; it prints as it is."""
    return Rounded(
        JINJA["round"](value, max(-MOST_DIGITS, min(int(decimals), MOST_DIGITS)), method)
    )


def without_tags(value: Any) -> str:
    """Return the text without what stands between < and >."""
    text = unescape(re.sub("<[^<>]*>", "", worded(value)))
    return sourced(" ".join(text.split()), value)


def summed(items: Iterable[Any], attribute: str | None = None, start: float = 0) -> Any:
    """Return the sum of numbers."""
    found = [each if attribute is None else _attribute(each, attribute) for each in items]
    if wrong := next((each for each in (*found, start) if not isinstance(each, _NUMBERS)), 0):
        raise Unprintable(f"“{worded(wrong)}” is not a number.")
    return sum(found, start)


_NUMBERS = (int, float, Decimal)


def as_it_is(value: Any) -> Any:
    """Return `value`: everything is escaped when it is printed, and only then."""
    return value


def joined(parts: Iterable[Any], between: str = "", attribute: str | None = None) -> str:
    """Return the texts put together, each still knowing where it came from."""
    items = list(parts)
    if attribute is not None:
        items = [_attribute(each, attribute) for each in items]
    texts = [worded(each) for each in items]
    within(sum(map(len, texts)) + len(between) * len(texts))
    return sourced(between.join(texts), *items)


def _attribute(item: Any, path: str) -> Any:
    for name in path.split("."):
        if name.startswith("_"):
            raise Unprintable(f"“{name}” is not allowed: it begins with _.")
        item = item[name] if isinstance(item, Mapping) else getattr(item, name)
    return item


def replaced(value: Any, old: str, new: str, count: int = -1) -> str:
    """Return the text with `old` replaced by `new`."""
    text = worded(value)
    times = text.count(old) if count < 0 else min(count, text.count(old))
    within(len(text) + times * max(len(new) - len(old), 0))
    return sourced(text.replace(old, new, count), value)


def formatted(pattern: str, *arguments: Any) -> str:
    """Return the arguments in a printf pattern: {{ "%.1f"|format(share) }}."""
    if re.search(r"\d{4}|\*|%\(", pattern):
        raise Unprintable("This pattern is not allowed: it is too large.")
    for each in arguments:
        if "%s" in pattern or not isinstance(each, _NUMBERS):
            worded(each)
    within(len(pattern) + pattern.count("%") * 1000)
    return sourced(pattern % arguments, *arguments)


def batched(items: Iterable[Any], size: int, fill: Any = None) -> list[list[Any]]:
    """Return the items in rows of `size`."""
    within(size)
    rows: list[list[Any]] = []
    for item in items:
        if not rows or len(rows[-1]) >= size:
            rows.append([])
        rows[-1].append(item)
    if rows and fill is not None:
        rows[-1] += [fill] * (size - len(rows[-1]))
    return rows


def sliced(items: Iterable[Any], number_of: int, fill: Any = None) -> list[list[Any]]:
    """Return the items in `number_of` columns."""
    if not 0 < number_of <= MOST_COLUMNS:
        raise Unprintable(f"It can be cut into 1 to {MOST_COLUMNS} columns.")
    items = list(items)
    size, longer = divmod(len(items), number_of)
    columns: list[list[Any]] = []
    at = 0
    for column in range(number_of):
        more = size + (column < longer)
        columns.append(items[at : at + more] + [fill] * (fill is not None and more == size))
        at += more
    return columns


def _keeping(change: Callable[..., Any]) -> Callable[..., Any]:
    """Let a filter of Jinja's, which returns a new text, keep where the old one came from."""
    if hasattr(change, "jinja_pass_arg"):

        @pass_environment
        @wraps(change)
        def with_first(first: Any, value: Any, *arguments: Any, **named: Any) -> Any:
            changed = change(first, worded(value), *arguments, **named)
            return sourced(str(changed), value) if isinstance(changed, str) else changed

        return with_first

    @wraps(change)
    def alone(value: Any, *arguments: Any, **named: Any) -> Any:
        changed = change(worded(value), *arguments, **named)
        return sourced(str(changed), value) if isinstance(changed, str) else changed

    return alone


def _defaulted(value: Any, default: Any = "", also_empty: bool = False) -> Any:
    if isinstance(value, Undefined) or (also_empty and not value):
        return default
    return value


_PLAIN = (
    "abs", "count", "dictsort", "first", "float", "groupby", "int", "items", "last",
    "length", "list", "map", "max", "min", "reject", "rejectattr", "reverse", "select",
    "selectattr", "sort", "unique", "wordcount", "filesizeformat",
)  # fmt: skip
_TEXTS = ("capitalize", "lower", "string", "title", "trim", "truncate", "upper")

FILTERS: Mapping[str, Callable[..., Any]] = {
    **{name: JINJA[name] for name in _PLAIN if name in JINJA},
    **{name: _keeping(JINJA[name]) for name in _TEXTS},
    "date": on_day,
    "number": number,
    "percent": percent,
    "join": joined,
    "_join": joined,
    "replace": replaced,
    "striptags": without_tags,
    "sum": summed,
    "round": rounded,
    "format": formatted,
    "batch": batched,
    "slice": sliced,
    "default": _defaulted,
    "d": _defaulted,
    "e": as_it_is,
    "escape": as_it_is,
    "safe": as_it_is,
    "forceescape": as_it_is,
}
