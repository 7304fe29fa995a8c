"""The words people use, as data: headings a field is known by, yes and no, TBD, parking lot and so on.

`headings.toml`, `further.toml` and `lists.toml` hold them, each list once, by language; nothing else does.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from pipeline.names import heading_key

Languages = Mapping[str, tuple[str, ...]]  # language → words as they are spelled


def headings_of(kind: str, field: str) -> Languages:
    """Return the headings that a field of a kind of sheet is known by, the surest first."""
    return _headings().get((kind, field), MappingProxyType({}))


def all_headings_of(kind: str, field: str) -> tuple[str, ...]:
    """Return the headings that a field of a kind of sheet is known by, in all languages."""
    return tuple(word for words in headings_of(kind, field).values() for word in words)


@cache
def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a list as they are spelled, English first, else KeyError."""
    return tuple(word for words in _lists()[name].values() for word in words)


@cache
def keys_of(name: str) -> frozenset[str]:
    """Return the words of a list as they are compared."""
    return frozenset(map(heading_key, words_of(name)))


def among(name: str, text: str) -> bool:
    """Return whether `text` is a word of a list, in whatever spelling."""
    return heading_key(text) in keys_of(name)


def says_yes(text: str) -> bool:
    """Return whether `text` is a yes in any language, or a tick."""
    return among("yes", text) or among("checked", text)


def says_no(text: str) -> bool:
    """Return whether `text` is a no in any language, or an empty box."""
    return among("no", text) or among("unchecked", text)


_SIGNS = re.compile(r"[\s?.…_*/–—-]*")  # ??, --, ____


def is_unknown(text: str) -> bool:
    """Return whether `text` is empty, or only says that nobody knows: ??, TBD."""
    return bool(_SIGNS.fullmatch(text)) or among("unknown", text)


def answer_in(text: str) -> bool | None:
    """Return what a cell answers that holds one word for yes or no, None where it holds another.

    A number is none: a 1 and a 0 count as what they are.
    """
    bare = text.strip()
    if len(bare) > LONGEST_ANSWER or any(map(str.isdecimal, bare)):
        return None
    return True if says_yes(text) else False if says_no(text) else None


def language_of(said: str) -> str:
    """Return the code of the language that a cell names: "en" where it is empty; else its words."""
    bare = said.strip()
    if not bare or among("english", bare):
        return "en"
    return "es" if among("spanish", bare) else bare.casefold()


def says_nothing(text: str) -> bool:
    """Return whether a cell holds only a word for no, or for nothing, or only signs."""
    if len(text) > LONGEST_NOTHING:
        return False
    signs_alone = not any(sign.isalnum() for sign in text) and not says_yes(text)
    return signs_alone or says_no(text) or among("nothing", text) or among("unknown", text)


LONGEST_ANSWER = 12  # letters; what is longer, or holds a digit, need not be looked up
LONGEST_NOTHING = 30


@cache
def pattern_of(*names: str) -> str:
    """Return the words of lists as a regular expression, the longest first."""
    words = {word for name in names for word in words_of(name)}
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


@cache
def _headings() -> Mapping[tuple[str, str], Languages]:
    return {
        (kind, field): _by_language(languages)
        for kind, fields in (_parsed("headings.toml") | _parsed("further.toml")).items()
        for field, languages in fields.items()
    }


@cache
def _lists() -> Mapping[str, Languages]:
    return {name: _by_language(languages) for name, languages in _parsed("lists.toml").items()}


def _by_language(languages: Mapping[str, list[str]]) -> Languages:
    return MappingProxyType({language: tuple(words) for language, words in languages.items()})


def _parsed(file: str) -> dict[str, dict[str, Any]]:
    return tomllib.loads(files(__package__).joinpath(file).read_text(encoding="utf-8"))
