"""What somebody typed, and the cell they typed it in: words, values and times."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Self

from pipeline.problems import Place


class Typed(str):
    """Words somebody typed, and the cell they typed them in. Empty words mean an empty cell."""

    __slots__ = ("place",)
    place: Place

    def __new__(cls, words: str, place: Place) -> Self:
        """Return `words`, outer spaces and all, bound to `place`."""
        self = super().__new__(cls, words)
        self.place = place
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        """Return what makes it anew in another process."""
        return type(self), (str(self), self.place)

    def bare(self) -> "Typed":
        """Return the words without outer spaces, still bound to their cell."""
        return Typed(self.strip(), self.place)


class TypedValue(Typed):
    """Words that stand for a number, a day or a truth, as the cell shows them, and that value.

    It prints as typed. Asked whether it holds, it answers by its value: 0 and FALSE do not.
    Compared with a text it is its words, a truth in any case of letters; compared with anything
    else it is its value, and two of them are compared by value. A day is also compared with a text
    that is one: "2026-03-04".
    """

    __slots__ = ("value",)
    value: float | date | time  # an int or a bool, too

    def __new__(cls, words: str, place: Place, value: float | date | time = 0) -> Self:
        """Return `words` bound to `place`, and the `value` that they stand for."""
        self = super().__new__(cls, words, place)
        self.value = value
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        """Return what makes it anew in another process."""
        return type(self), (str(self), self.place, self.value)

    def bare(self) -> "TypedValue":
        """Return it without outer spaces, still bound to its cell."""
        return TypedValue(self.strip(), self.place, self.value)

    def __bool__(self) -> bool:
        """Return whether its value is true, and no zero."""
        return bool(self.value)

    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        """Return whether both are the same words, or the same value."""
        if isinstance(other, str) and not isinstance(other, TypedValue):
            return self._says(other)
        mine, its = _alike(self.value, _value_of(other))
        return bool(mine == its)

    def _says(self, words: str) -> bool:
        if isinstance(self.value, bool):
            return self.strip().casefold() == words.strip().casefold()
        return str.__eq__(self, words)

    def __ne__(self, other: object) -> bool:
        """Return whether they differ."""
        return not self == other

    def __lt__(self, other: object) -> bool:
        """Return whether its value comes before another; raise TypeError where none of them does."""
        mine, its = _alike(self.value, _value_of(other))
        return bool(mine < its)

    def __gt__(self, other: object) -> bool:
        """Return whether its value comes after another."""
        mine, its = _alike(self.value, _value_of(other))
        return bool(mine > its)

    def __le__(self, other: object) -> bool:
        """Return whether its value does not come after another."""
        mine, its = _alike(self.value, _value_of(other))
        return bool(mine <= its)

    def __ge__(self, other: object) -> bool:
        """Return whether its value does not come before another."""
        mine, its = _alike(self.value, _value_of(other))
        return bool(mine >= its)

    def __index__(self) -> int:
        """Return its whole number, so that it counts and stands for a place in a list."""
        if isinstance(self.value, int):
            return self.value
        raise TypeError(f"“{self}” is no whole number.")


def _value_of(other: object) -> object:
    if isinstance(other, TypedValue):
        return other.value
    if isinstance(other, str) and (day := day_of(other)):
        return day
    return other


def _alike(one: Any, other: Any) -> tuple[Any, Any]:
    """Return two values as Python compares them: a day with a moment is compared as a day."""
    if isinstance(one, date) and isinstance(other, date):
        moments = isinstance(one, datetime) + isinstance(other, datetime)
        if moments == 1:
            return date(one.year, one.month, one.day), date(other.year, other.month, other.day)
    return one, other


def day_of(words: str) -> date | None:
    """Return the day that `words` are, written as ISO 8601 has it, 2026-03-04; None for any other."""
    try:
        return date.fromisoformat(words.strip()) if _ISO_DAY(words) else None
    except ValueError:
        return None


_ISO_DAY = re.compile(r"\s*\d{4}-\d\d-\d\d\s*").fullmatch


NOWHERE = Place("")
UNSAID = Typed("", NOWHERE)


@dataclass(frozen=True, slots=True)
class When:
    """A time as people give it: a day we can sort by, or only words ("Q2", "ongoing")."""

    words: Typed = UNSAID
    day: date | None = None
