"""The words people use for a field, from the lists in `pipeline/words`, and how near others come.

Three lists are asked in turn: the headings and aliases of `pipeline.forms`, `everyday.toml` (words
that can hardly mean anything else on a sheet of that kind), `weak.toml` (words that mean a field only
where the cells below fit).
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from pipeline import forms, meaning
from pipeline.meaning import exact
from pipeline.names import bare_heading, heading_key
from pipeline.words import all_headings_of

SHORTENED = 0.7  # how near an abbreviation comes to the word: "Tbl", "Resp."
SHORTEST_SHORT, LONGEST_SHORT = 2, 4  # letters of an abbreviation
LEFT_OUT = 2  # letters at least that it leaves out: "Note" is no abbreviation of "Notes"
SLIP = 0.85  # of the letters alike: "Organisaton", but "Phone" is no "Phone 2"
LEAST_SAID = 3  # words of a heading that may hold a wording
MOSTLY = 0.6  # of its words are the wording
HOLDING = 0.8  # how near it comes then
_SPOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")

# what stands beside a heading and says nothing of its column: "Note (as written)", "Our ask", "Idea*"

Fields = Mapping[str, Mapping[str, Mapping[str, Sequence[str]]]]
Scores = NDArray[np.float64]

# Written by Afterword, or decisions that nobody is to be asked about by a likeness of words: a wrong
# "do not contact" or "clear to print" does harm, so that only words of the lists name them.
ONLY_BY_WORD = frozenset(
    {
        "same_as",
        "strengths",
        "limits",
        "offer",
        "need",
        "cleared",
        "parked",
        "do_not_contact",
        "part_of",
        "unit",
        "acronym",
        "role",
        "consent",
        "signer",
        "items",
        "ideas",
        "practice",
        "agreed",
    }
)


@dataclass(frozen=True, slots=True)
class Known:
    """What the lists say of one heading on a sheet of one kind."""

    field: str
    weak: bool  # it means the field only where the cells fit
    listed: bool  # it counts as known word for word; a weak hint of weak.toml alone does not


@lru_cache(maxsize=4)
def lists(name: str) -> Mapping[str, frozenset[str]]:
    """Return the plain word lists of `pipeline/words/NAME.toml`, one set a list."""
    return {each: frozenset(words.split()) for each, words in _load(name).items()}


@lru_cache(maxsize=4)
def lines(name: str) -> Mapping[str, tuple[str, ...]]:
    """Return the lists of phrases of `pipeline/words/NAME.toml` as they stand there."""
    return {each: tuple(phrases) for each, phrases in _load(name).items()}


@lru_cache(maxsize=4)
def phrases(name: str) -> frozenset[str]:
    """Return the headings of all lists of `pipeline/words/NAME.toml`, as they are compared."""
    return frozenset(key(words) for each in _load(name).values() for words in each)


@lru_cache(maxsize=4)
def fields(name: str) -> Fields:
    """Return the wordings of `pipeline/words/NAME.toml` as kind → field → language → words."""
    listed: Fields = _load(name)
    return listed


def known(kind: str, heading: str) -> tuple[Known, ...]:
    """Return the fields that a heading names word for word, the surest first."""
    if kind not in {form.kind for form in forms.ALL}:
        return ()  # a sheet that only a review workbook has
    index = _index(kind)
    found = index.get(key(heading)) or index.get(key(bare_heading(heading)), ())
    return tuple(sorted(found, key=lambda each: (not each.listed, each.weak)))


def known_on(kinds: frozenset[str], heading: str) -> bool:
    """Return whether a heading names a field of any of several kinds of sheet word for word."""
    every = _names_on(kinds)
    return key(heading) in every or key(bare_heading(heading)) in every


def ours_on(kind: str) -> frozenset[str]:
    """Return the columns that Afterword writes in a review workbook; on a sheet of details none is."""
    return frozenset() if kind == forms.DETAILS.kind else forms.OURS


def key(words: str) -> str:
    """Return a heading as it is compared: "Card #" is another than "Card"."""
    return heading_key(words.replace("#", " number ") if any(map(str.isalpha, words)) else words)


def in_full(banner: str, words: str) -> str:
    """Return a heading with the banner above it: "Brings" under "Them" is "they Brings"."""
    if not banner.strip():
        return words
    spoken = lists("content")
    for name, instead in (("banner_they", "they"), ("banner_we", "we")):
        if heading_key(banner) in spoken[name]:
            return f"{instead} {words}"
    return f"{banner} {words}"


@lru_cache(maxsize=8)
def _index(kind: str) -> Mapping[str, tuple[Known, ...]]:
    form = next(form for form in forms.ALL if form.kind == kind)
    weak = {
        (key(word), field)
        for field, languages in fields("weak").get(kind, {}).items()
        for words in languages.values()
        for word in words
    }
    ours = {
        (key(word), column.name)
        for column in form.columns
        for word in (column.heading, *all_headings_of(kind, column.name))
    }
    listed = ours | {
        (key(word), field)
        for field, languages in fields("everyday").get(kind, {}).items()
        for words in languages.values()
        for word in words
    }
    found: dict[str, list[Known]] = {}
    for name, field in sorted(weak | listed):
        if field not in ours_on(kind):
            each = Known(field, (name, field) in weak, (name, field) in listed)
            found.setdefault(name, []).append(each)
    return {name: tuple(several) for name, several in found.items()}


@lru_cache(maxsize=8)
def _names_on(kinds: frozenset[str]) -> frozenset[str]:
    return frozenset(name for kind in kinds for name in _index(kind))


@lru_cache(maxsize=8)
def _wordings(kind: str) -> tuple[tuple[str, str], ...]:
    """Return each wording of the fields of a kind as (words, field), what it is for among them."""
    form = next(form for form in forms.ALL if form.kind == kind)
    told = [
        (words, column.name)
        for column in form.columns
        if column.name not in ours_on(kind) | ONLY_BY_WORD
        for words in (
            column.heading,
            f"{column.heading}: {column.help}",
            *all_headings_of(kind, column.name),
        )
    ]
    listed = [
        (word, field)
        for name in ("everyday", "weak")
        for field, languages in fields(name).get(kind, {}).items()
        if field not in ONLY_BY_WORD
        for words in languages.values()
        for word in words
    ]
    return tuple(dict.fromkeys([*told, *listed]))


@lru_cache(maxsize=8)
def _ground(kind: str) -> meaning.Ground:
    return meaning.Ground([words for words, _ in _wordings(kind)])


def nearness(kind: str, headings: Sequence[str], names: Sequence[str]) -> Scores:
    """Return how near each heading (rows) comes to each of the fields `names` (columns), 0 to 1.

    Near in meaning, by the measure that groups cards, or letter by letter, as in a slip of the pen.
    """
    scores = np.zeros((len(headings), len(names)))
    if not headings:
        return scores
    alike = np.maximum(_in_meaning(kind, headings), _in_letters(kind, headings))
    of_field = _of_field(kind)
    for at, name in enumerate(names):
        if own := of_field.get(name):
            scores[:, at] = alike[:, own].max(axis=1)
    return scores


@lru_cache(maxsize=8)
def _of_field(kind: str) -> Mapping[str, Sequence[int]]:
    """Return which wordings of a kind, by their numbers, are of each field."""
    numbers: dict[str, list[int]] = {}
    for number, (_, field) in enumerate(_wordings(kind)):
        numbers.setdefault(field, []).append(number)
    return numbers


def _in_meaning(kind: str, headings: Sequence[str]) -> Scores:
    """Return how near each heading is to each wording of a kind, by the measure that groups cards."""
    _, plain = _ground(kind).measure(headings)
    products: Scores = exact.product(exact.steps(plain), _steps(kind)).astype(np.float64)
    return (products / exact.LENGTH**2).clip(0, 1)


def _in_letters(kind: str, headings: Sequence[str]) -> Scores:
    """Return how near each heading is letter by letter, 0 where it is no slip and no abbreviation."""
    others = [other.casefold() for other, _ in _wordings(kind)]
    same = process.cdist([one.casefold() for one in headings], others, scorer=fuzz.ratio) / 100
    same = np.where(same >= SLIP, same, 0)
    for row, heading in enumerate(headings):
        short = heading.strip().rstrip(".?:#").casefold()
        if SHORTEST_SHORT <= len(short) <= LONGEST_SHORT:
            shortens = np.array([_shortens(short, other) for other in others])
            same[row] = np.maximum(same[row], SHORTENED * shortens)
        if len(said := _SPOKEN.findall(heading.casefold())) >= LEAST_SAID:
            holds = np.array([_holds(said, other) for other in _in_words(kind)])
            same[row] = np.maximum(same[row], HOLDING * holds)
    found: Scores = same.astype(np.float64)
    return found


@lru_cache(maxsize=8)
def _in_words(kind: str) -> Sequence[Sequence[str]]:
    """Return each wording of a kind as its words."""
    return [_SPOKEN.findall(words.casefold()) for words, _ in _wordings(kind)]


def _shortens(short: str, word: str) -> bool:
    """Return whether `short` abbreviates a word: as it begins, or its letters in their order."""
    if not word.isalpha() or len(word) < len(short) + LEFT_OUT or short[0] != word[0]:
        return False
    letters = iter(word)
    return all(letter in letters for letter in short)


def _holds(said: Sequence[str], words: Sequence[str]) -> bool:
    """Return whether a heading says a wording and little more: "What I'll do Monday"."""
    many = len(words)
    if many < LEAST_SAID - 1 or many >= len(said) or many < MOSTLY * len(said):
        return False
    return any(list(said[at : at + many]) == words for at in range(len(said) - many + 1))


@lru_cache(maxsize=8)
def _steps(kind: str) -> NDArray[np.float32]:
    return exact.steps(_ground(kind).plain).T


def _load(name: str) -> Any:
    return tomllib.loads((files("pipeline") / "words" / f"{name}.toml").read_text("utf-8"))
