"""What a document says where a cell says nothing: a blank people see, and where to fill it."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Self

from pipeline.names import name_key
from pipeline.problems import Place
from pipeline.typed import UNSAID, Typed, When
from pipeline.words import is_unknown


class Said(Typed):
    """What a cell says or, where it says nothing, the visible blank that asks for it.

    As a text it is what is printed, and the template prints a blank in the looks of blanks. As a
    condition it asks whether something was said.
    """

    __slots__ = ("blank", "what")
    blank: str  # "" where something was said
    what: str  # the blank asks for

    def __new__(cls, words: Typed, blank: str = "", what: str = "") -> Self:
        """Return `words`, bound to their cell, or else `blank`."""
        self = super().__new__(cls, words or blank, words.place)
        self.blank = "" if words else blank
        self.what = what
        return self

    def __bool__(self) -> bool:
        """Return whether something was said."""
        return bool(self.words)

    @property
    def words(self) -> Typed:
        """What was said; no words where a blank stands."""
        return UNSAID if self.blank else Typed(self, self.place)

    @property
    def stop(self) -> str:
        """The full stop that it still needs."""
        return "." if self.blank else stop(self)


class Gap(str):
    """Our words where a cell says nothing, "No lead yet", bound to that cell."""

    __slots__ = ("blank", "place")
    blank: str
    place: Place

    def __new__(cls, words: str, cell: Typed) -> Self:
        """Return `words` in the place of what the empty `cell` would say."""
        self = super().__new__(cls, words)
        self.blank, self.place = words, cell.place
        return self


class Lack(str):
    """What is missing or wrong, in English, with a word of a cell in it: “name of the treasurer”.

    `name` is the same with … for the word: under it stand the wordings of another language.
    """

    __slots__ = ("name", "word")
    name: str
    word: str

    def __new__(cls, name: str, word: str) -> Self:
        """Return `name` with `word` in the place of its …."""
        self = super().__new__(cls, name.replace("…", word))
        self.name, self.word = name, word
        return self


def blank(what: str) -> str:
    """Return the visible blank for `what`."""
    return f"[Fill in: {what}]"


def line(typed: Typed) -> Typed:
    """Return what was typed on one line; no words where it only says that nobody knows: ??, TBD."""
    said = " ".join(typed.split())
    return Typed("" if is_unknown(said) else said, typed.place)


def words(typed: Typed, what: str) -> Said:
    """Return what was typed, or the blank for `what`."""
    return Said(line(typed), blank(what), what)


def joined(parts: Iterable[Typed], between: str = "; ") -> Typed:
    """Return the parts as one text that knows the cells of all of them; they stand on one sheet."""
    said = [each for each in map(line, parts) if each]
    if not said:
        return UNSAID
    cells = ", ".join(dict.fromkeys(each.place.cell for each in said))
    return Typed(between.join(said), replace(said[0].place, cell=cells))


def stop(said: str) -> str:
    """Return the full stop that `said` still needs."""
    return "" if said.rstrip("\"'”’)").endswith((".", "?", "!", "…")) else "."


def written(day: date) -> str:
    """Return `day` as a letter writes it: February 1, 2026."""
    return f"{day:%B} {day.day}, {day.year}"


def time(when: When, what: str, written: Callable[[date], str] = written) -> Said:
    """Return the day `written` out, the words about time as typed, or the blank for `what`."""
    if when.day is None:
        return words(when.words, what)
    return words(Typed(written(when.day), when.words.place), what)


def day_or_words(when: When) -> Typed:
    """Return the day written out, else the words about time as typed."""
    return Typed(written(when.day), when.words.place) if when.day else line(when.words)


def where(typed: Typed, beside: Typed = UNSAID) -> str:
    """Return where to type it: its cell, else the row of the cell `beside`, else the line."""
    if typed.place.cell:
        return "!".join(part for part in (typed.place.sheet, typed.place.cell) if part)
    place = beside.place
    if row := re.search(r"\d+$", place.cell):
        return f"{place.sheet or place.file}, row {row[0]}"
    return ", ".join(part for part in (place.sheet, beside) if part)


def detail(heading: str) -> Typed:
    """Return where a field of the Details sheet would stand that nobody typed."""
    return Typed(heading, Place("", "Details"))


def name_in(words: str) -> str:
    """Return the key of the name that a cell holds, "" where it only says that nobody knows."""
    return "" if is_unknown(words) else name_key(words)
