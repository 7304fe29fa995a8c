"""What a column holds: emails, days, names of persons, sentences …, as shares of its cells.

Each share asks one question of each cell, so that one cell may count for several ("Owner" is a label
and a short text). Cells that only say that nobody knows yet ("?", "TBD") count for nothing.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from itertools import pairwise
from statistics import median

from pipeline.model import Cell
from pipeline.names import words_key
from pipeline.reading.columns import wordings

LONGEST = 400  # characters of a cell that are looked at: enough to see what it is
REMEMBERED = 4096  # cells: each is asked for its text and for a day by most of the questions
SAMPLED = 2_000  # cells of a column that are looked at one by one: what more there are are alike
MANY_WORDS = 4  # a text of as many words says something; a name or a label has fewer
NAME_WORDS = 4  # "Rev. Tobias Gage Sr."
BODY_WORDS = 8  # of the name of a body at most; a card that speaks of a library has more
SHORT_WORDS = 3  # of a label or a state: "Not yet started"
LOUD_LETTERS = 5  # of a word in capitals that is no part of a person's name; "Ed" and "DION" may be
PHONE_DIGITS = 7  # of a telephone number without its area
UNKNOWN_LETTERS = 20  # of "see above" and the signs around it; a longer row of dashes is a line

_UNKNOWN = re.compile(
    r"[\s?.\-–—_/]*(?:tbd|tba|tbc|n/?a|none|unknown|see above|ditto|same)?[\s?.\-–—]*",
    re.IGNORECASE,
)
EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]{2,}")
_PHONE = re.compile(r"\+?[\d\s().\-/]{7,}(?:\s*(?:x|ext\.?)\s*\d+)?(?:\s*\(\w+\))?", re.IGNORECASE)
_URL = re.compile(r"(?:https?://|www\.)\S+|\S+\.(?:org|com|net|gov|edu)(?:/\S*)?", re.IGNORECASE)
_NUMBER = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?")
MONEY = re.compile(  # "$1,200", "($40)", "US$ 3k", "12 EUR?"
    r"[-+]?\(?\s*(?:(?:us)?[$€£]\s*\d[\d,. ]*[km]?\)?|\d[\d,. ]*\s*(?:usd|eur|[$€£]))\??",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]\.?m\.?)?(?:\s*[-–].*)?|\d{1,2}\s*[ap]\.?m\.?(?:\s*[-–].*)?",
    re.IGNORECASE,
)
_DAY_WORDS = 6  # "in the first week of May": a text of more words says more than a day
_DAY_NUMBER = re.compile(r"\d{1,4}(?:st|nd|rd|th)?")
_SLASHED = re.compile(r"\d{1,4}[/.\-]\d{1,2}(?:[/.\-]\d{2,4})?(?:[T ]\d{1,2}:\d{2}.*)?")
_ID = re.compile(r"[A-Za-z]{0,4}[-.]?\d{1,4}(?:\.\d+)*[a-z]?|[A-Z]{1,3}")
_FIGURE = re.compile(r".*\d.*")
_WORDS = wordings.lists("content")
_TIMES, _BESIDE_TIMES = _WORDS["times"], _WORDS["beside_times"]
_HONORIFIC, _BODY, _SMALL = _WORDS["honorifics"], _WORDS["bodies"], _WORDS["within_names"]
_YES_NO = _WORDS["yes_no"]


@dataclass(frozen=True, slots=True)
class Content:
    """What the cells of one column hold: shares from 0 to 1 of those that say something."""

    cells: int = 0  # that say something
    filled: float = 0  # of the rows below the headings
    emails: float = 0
    phones: float = 0
    urls: float = 0
    numbers: float = 0  # nothing but a number
    figures: float = 0  # a number among words: "38 seats", "62% finish"
    money: float = 0
    days: float = 0  # a day, or words about time: "end of June", "soon"
    clocks: float = 0  # a time of day: "9:30 am"
    yes_no: float = 0
    ids: float = 0  # "B12", "4", "A"
    counted: bool = False  # 1, 2, 3 … down the column
    persons: float = 0  # short names of persons, alone or several: "Lorna, Darnell"
    organizations: float = 0  # names of bodies: "Cooper Library"
    names: float = 0  # every weighty word begins with a capital
    short: float = 0  # one to three words without a digit
    texts: float = 0  # several words, or one that is no name, number or mark
    sentences: float = 0  # four words or more
    different: float = 0  # of the cells, how many say something that no other says
    repeated: float = 0  # of the cells, how many say what another says, too
    words: float = 0  # of a cell, the median

    @property
    def empty(self) -> float:
        """Return the share of rows that say nothing here."""
        return 1 - self.filled


def of(cells: Sequence[Cell], rows: int) -> Content:
    """Return what the `cells` of a column hold, below whose heading there are `rows` rows."""
    saying = [cell for cell in cells if not is_unknown(cell.text)]
    if not saying:
        return Content()
    many = len(saying)
    some = sampled(saying)
    shares = {name: sum(map(test, some)) / len(some) for name, test in _TESTS.items()}
    count = Counter(words_key(cell.text[:LONGEST]) for cell in saying)
    again = sum(times for times in count.values() if times > 1)
    return Content(
        cells=many,
        filled=min(1.0, many / max(1, rows)),
        counted=_counts_up(saying),
        different=len(count) / many,
        repeated=again / many,
        words=float(median(len(cell.text[:LONGEST].split()) for cell in some)),
        **shares,
    )


def sampled(cells: Sequence[Cell]) -> Sequence[Cell]:
    """Return the cells that say what a column holds: of very many some, from all over it."""
    many = len(cells)
    if many <= SAMPLED:
        return cells
    return [cells[at * many // SAMPLED] for at in range(SAMPLED)]


def is_unknown(words: str) -> bool:
    """Return whether a cell only says that nobody knows yet, or nothing."""
    said = words.strip()
    return len(said) <= UNKNOWN_LETTERS and _UNKNOWN.fullmatch(said) is not None


def _text(cell: Cell) -> str:
    return _flat(cell.text[:LONGEST])


@lru_cache(REMEMBERED)
def _flat(text: str) -> str:
    return " ".join(text.split())


@lru_cache(REMEMBERED)
def _is_day(cell: Cell) -> bool:
    if isinstance(cell.value, (date, datetime)):
        return True
    words = _text(cell).strip("\"'~? ").casefold()
    if _SLASHED.fullmatch(words):
        return True
    said = [part for part in re.split(r"[\s.,;/\-–()]+", words) if part]
    if not said or len(said) > _DAY_WORDS or _TIMES.isdisjoint(said):
        return False
    return all(
        part in _TIMES or part in _BESIDE_TIMES or _DAY_NUMBER.fullmatch(part) for part in said
    )


def _is_clock(cell: Cell) -> bool:
    return isinstance(cell.value, time) or _CLOCK.fullmatch(_text(cell)) is not None


def _is_number(cell: Cell) -> bool:
    if isinstance(cell.value, bool):
        return False
    return isinstance(cell.value, (int, float)) or _NUMBER.fullmatch(_text(cell)) is not None


def _is_phone(cell: Cell) -> bool:
    return is_phone(_text(cell)) and not _is_day(cell)


def is_phone(words: str) -> bool:
    """Return whether words are written as a telephone number; a day may be, too."""
    digits = sum(map(str.isdigit, words))
    return digits >= PHONE_DIGITS and _PHONE.fullmatch(words) is not None


def _is_figure(cell: Cell) -> bool:
    words = _text(cell)
    if _is_day(cell) or _is_phone(cell) or EMAIL.fullmatch(words):
        return False
    return _is_number(cell) or (_FIGURE.fullmatch(words) is not None and words[:1].isdigit())


def _is_name(cell: Cell) -> bool:
    """Return whether every word but the small ones begins with a capital, and none with a digit."""
    weighty = [word for word in _words(cell) if word.casefold() not in _SMALL]
    return bool(weighty) and all(word[0].isupper() for word in weighty)


def _is_person(cell: Cell) -> bool:
    """Return whether the cell names a person, or several with commas, + or "and" between."""
    if _is_day(cell):
        return False
    parts = re.split(r"\s*(?:[,;+/&\n]|\band\b|\by\b)\s*", _text(cell))
    return all(map(_one_person, parts))


def _one_person(words: str) -> bool:
    said = [word.strip(".,()'’\"") for word in words.split()]
    if not 1 <= len(said) <= NAME_WORDS or not all(said):
        return False
    if any(any(map(str.isdigit, word)) for word in said):
        return False
    if any(word.casefold() in _BODY for word in said):
        return False
    weighty = [word for word in said if word.casefold() not in _SMALL]
    if said[0].casefold() in _HONORIFIC:
        return True
    return bool(weighty) and all(word[0].isupper() and not _is_loud(word) for word in weighty)


def _is_loud(word: str) -> bool:
    return len(word) >= LOUD_LETTERS and word.isupper()


def _is_organization(cell: Cell) -> bool:
    words = _words(cell)
    said = {word.strip(".,()").casefold() for word in words}
    named = bool(words) and words[0][0].isupper()
    return named and len(words) <= BODY_WORDS and not _BODY.isdisjoint(said)


def _is_short(cell: Cell) -> bool:
    words = _words(cell)
    return 1 <= len(words) <= SHORT_WORDS and not any(map(str.isdigit, _text(cell)))


def _is_text(cell: Cell) -> bool:
    """Return whether the cell says something that is no number, day, address or mark."""
    if _is_number(cell) or _is_day(cell) or _is_clock(cell) or _is_phone(cell) or _is_yes_no(cell):
        return False
    words = _text(cell)
    if EMAIL.fullmatch(words) or _URL.fullmatch(words) or _ID.fullmatch(words):
        return False
    return any(map(str.isalpha, words))


def _is_sentence(cell: Cell) -> bool:
    return _is_text(cell) and len(_text(cell).split()) >= MANY_WORDS


def _is_yes_no(cell: Cell) -> bool:
    return isinstance(cell.value, bool) or _text(cell).casefold().rstrip("?!.") in _YES_NO


def _words(cell: Cell) -> list[str]:
    return [word for word in re.split(r"[\s,/]+", _text(cell)) if word.strip(".,()&+-–—'\"")]


def _counts_up(cells: Sequence[Cell]) -> bool:
    """Return whether the cells are whole numbers, each one more than the one above."""
    texts = [_text(cell) for cell in cells]
    if len(texts) < 2 or not all(map(str.isdecimal, texts)):
        return False
    numbers = [int(text) for text in texts]
    return all(later - earlier == 1 for earlier, later in pairwise(numbers))


def _matches(pattern: re.Pattern[str]) -> Callable[[Cell], bool]:
    return lambda cell: pattern.fullmatch(_text(cell)) is not None


_TESTS: Mapping[str, Callable[[Cell], bool]] = {
    "emails": _matches(EMAIL),
    "phones": _is_phone,
    "urls": _matches(_URL),
    "numbers": _is_number,
    "figures": _is_figure,
    "money": _matches(MONEY),
    "days": _is_day,
    "clocks": _is_clock,
    "yes_no": _is_yes_no,
    "ids": _matches(_ID),
    "persons": _is_person,
    "organizations": _is_organization,
    "names": _is_name,
    "short": _is_short,
    "texts": _is_text,
    "sentences": _is_sentence,
}
