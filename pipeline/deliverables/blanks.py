"""What a document says where a cell says nothing: a blank people see, and where to fill it."""

import re
from dataclasses import dataclass
from datetime import date

from pipeline.model import UNSAID, Typed, When
from pipeline.names import name_key
from pipeline.problems import Place
from pipeline.words import among


@dataclass(frozen=True, slots=True)
class Said:
    """Words of a cell, or the blank in their place (one of the two is empty), and the full stop."""

    words: str
    blank: str
    stop: str


def blank(what: str) -> str:
    """Return the visible blank for `what`."""
    return f"[Fill in: {what}]"


_SIGNS = re.compile(r"[\s?.…_*/–—-]*")  # ??, --, ____


def line(typed: Typed) -> Typed:
    """Return what was typed on one line; no words where it only says that nobody knows: ??, TBD."""
    said = " ".join(typed.split())
    return Typed("" if _says_nothing(said) else said, typed.place)


def _says_nothing(words: str) -> bool:
    return bool(_SIGNS.fullmatch(words)) or among("unknown", words)


def words(typed: Typed, what: str) -> Said:
    """Return what was typed, or the blank for `what`."""
    said = line(typed)
    return Said(said, "", stop(said)) if said else Said(UNSAID, blank(what), ".")


def stop(said: str) -> str:
    """Return the full stop that `said` still needs."""
    return "" if said.rstrip("\"'”’)").endswith((".", "?", "!", "…")) else "."


def time(when: When, what: str) -> Said:
    """Return the day written out, the words about time as typed, or the blank for `what`."""
    if when.day is None:
        return words(when.words, what)
    return words(Typed(written(when.day), when.words.place), what)


def written(day: date) -> str:
    """Return `day` as a letter writes it: February 1, 2026."""
    return f"{day:%B} {day.day}, {day.year}"


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
    return "" if _says_nothing(words) else name_key(words)
