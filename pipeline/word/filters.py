"""The filters that templates may use beside Jinja's own: dates, numbers, plain words."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any


def on_day(value: date, pattern: str = "") -> str:
    """Return a day as people write it: 4 March 2025, or by strftime `pattern`."""
    if pattern:
        return value.strftime(pattern)
    return f"{value.strftime('%B')} {value.day}, {value.year}"


def number(value: float, decimals: int = 0) -> str:
    """Return a number with `decimals` digits after the point, thousands set apart."""
    return f"{value:,.{min(int(decimals), 20)}f}"


def as_it_is(value: Any) -> Any:
    """Return `value`: everything is escaped when it is printed, and only then."""
    return value


FILTERS: Mapping[str, Callable[..., Any]] = {
    "date": on_day,
    "number": number,
    "e": as_it_is,
    "escape": as_it_is,
    "safe": as_it_is,
    "forceescape": as_it_is,
}
