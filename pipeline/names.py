"""Say when two spellings are the same name, the same id, the same words. Everybody asks here.

Of one name people type many spellings: in capitals, with a hyphen or a space, R&D or R and D, an é
that is one character or an e with an accent behind it. Three questions, for they differ in what
counts; each has the key that it compares by, for look-ups.
"""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby

_CACHED = 1 << 14
_ONE_SHAPE = (
    dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣－"), "-")
    | dict.fromkeys(map(ord, "‘’‚‛′´`ʼʻ"), "'")
    | dict.fromkeys(map(ord, "“”„‟«»″"), '"')
    # invisible, or no part of a name: soft hyphens, marks of direction, how a sign is drawn, ®
    | dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufe0e\ufe0f®©™℠"))
)


def same_name(one: str, other: str) -> bool:
    """Return whether two spellings name the same title, organization, site, mark or sheet."""
    return name_key(one) == name_key(other)


def same_id(one: str, other: str) -> bool:
    """Return whether two spellings are the same id of an item, a step or a card."""
    return id_key(one) == id_key(other)


def same_words(one: str, other: str) -> bool:
    """Return whether two cards or statements say the same, word for word."""
    return words_key(one) == words_key(other)


def same_heading(one: str, other: str) -> bool:
    """Return whether two headings of columns or labels of fields are the same."""
    return heading_key(one) == heading_key(other)


@lru_cache(maxsize=_CACHED)
def name_key(name: str) -> str:
    """Return `name` as it is compared: R&D is R and D, Work-Source is worksource.

    Case, spaces, hyphens and punctuation do not count. Accents do: Peña and Pena may be two people.
    So do signs (C++, < 1 year) and what parts two numbers: 1.1 is neither 11 nor 1, 1.
    """
    text = plain(name)
    return _counting(text.replace("&", " and "), "LNMS") or text.replace(" ", "")


@lru_cache(maxsize=_CACHED)
def heading_key(heading: str) -> str:
    """Return `heading` as it is compared: a name of which neither accents nor signs count.

    So is every word that we know from a list: of the few that a list holds, no two differ by these
    alone, while forms and exports often lose them.
    """
    text = plain(heading)
    letters = unicodedata.normalize("NFKD", text.replace("&", " and "))
    bare = "".join(each for each in letters if not unicodedata.combining(each))
    return _counting(unicodedata.normalize("NFKC", bare), "LNM") or text.replace(" ", "")


@lru_cache(maxsize=_CACHED)
def id_key(name: str) -> str:
    """Return an id as it is compared: B.12, "b 12" and (B-12) are b12, and "1.1." is 1.1."""
    text = plain(name)
    return _counting(text, "LNM") or text.replace(" ", "")


@lru_cache(maxsize=_CACHED)
def words_key(text: str) -> str:
    """Return `text` as it is compared word for word: case, punctuation and spaces do not count."""
    said = plain(text)
    return _counting(said.replace("&", " and "), "LNMS", between=" ") or said


def meant(typed: str, ids: Iterable[str]) -> str:
    """Return which of `ids` is meant by what was typed, "" where none is or it could be two.

    An id typed to the letter comes before one that only compares the same.
    """
    same = list(dict.fromkeys(each for each in ids if same_id(each, typed)))
    exact = [each for each in same if plain(each) == plain(typed)]
    found = exact or same
    return found[0] if len(found) == 1 else ""


def plain(text: str) -> str:
    """Return `text` in small letters and single spaces, each accent, dash and quote in one shape.

    What all keys begin with; by itself for answers like n/a and ?, of which every sign counts.
    """
    composed = unicodedata.normalize("NFC", text).translate(_ONE_SHAPE)
    small = unicodedata.normalize("NFKC", composed).casefold()
    return " ".join(unicodedata.normalize("NFKC", small).split())


def _counting(text: str, categories: str, between: str = "") -> str:
    """Return the characters of `text` that are of these Unicode categories, `between` for others.

    What stands between two numbers stays, so that no number runs into another.
    """
    kept = ""
    runs = groupby(text, lambda each: unicodedata.category(each)[0] in categories)
    parted = ""  # what stands behind the last run that was kept
    for counts, run in runs:
        part = "".join(run)
        if not counts:
            parted = part
            continue
        if kept[-1:].isdigit() and part[0].isdigit():
            kept += parted.replace(" ", "") or " "
        elif kept and parted != "'":
            kept += between
        kept, parted = kept + part, ""
    return kept
