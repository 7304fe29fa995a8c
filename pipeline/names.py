"""Say when two spellings are the same name, the same id, the same words. Everybody asks here.

Of one name people type many spellings: in capitals, with a hyphen or a space, R&D or R and D, an é
that is one character or an e with an accent behind it. Three questions, for they differ in what
counts; each has the key that it compares by, for look-ups.
"""

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

_CACHED = 1 << 14
_HEADINGS = (
    1 << 17
)  # more than stand in the first rows of the widest sheet, which are asked for often
_ONE_SHAPE = (
    dict.fromkeys("‐‑‒–—―−﹘﹣－", "-")
    | dict.fromkeys("‘’‚‛′´`ʼʻ", "'")
    | dict.fromkeys("“”„‟«»″", '"')
    # invisible, or no part of a name: soft hyphens, marks of direction, how a sign is drawn, ®
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufe0e\ufe0f®©™℠", "")
)
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|^\s*(?:your|our|the|my)\s+|\*", re.IGNORECASE)
_SHAPED = re.compile(f"[{re.escape(''.join(_ONE_SHAPE))}]")


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
    return _counting(text.replace("&", " and "), _WITH_SIGNS) or text.replace(" ", "")


@lru_cache(maxsize=_HEADINGS)
def bare_heading(words: str) -> str:
    """Return a heading without what stands in brackets, "our", "the" and the like."""
    return _ASIDE.sub("", words)


@lru_cache(maxsize=_HEADINGS)
def heading_key(heading: str) -> str:
    """Return `heading` as it is compared: a name of which neither accents nor signs count.

    So is every word that we know from a list: of the few that a list holds, no two differ by these
    alone, while forms and exports often lose them.
    """
    text = plain(heading)
    bare = text.replace("&", " and ")
    if not bare.isascii():
        letters = unicodedata.normalize("NFKD", bare)
        bare = "".join(each for each in letters if not unicodedata.combining(each))
        bare = unicodedata.normalize("NFKC", bare)
    return _counting(bare, _WITHOUT_SIGNS) or text.replace(" ", "")


@lru_cache(maxsize=_CACHED)
def id_key(name: str) -> str:
    """Return an id as it is compared: B.12, "b 12" and (B-12) are b12, and "1.1." is 1.1."""
    text = plain(name)
    return _counting(text, _WITHOUT_SIGNS) or text.replace(" ", "")


@lru_cache(maxsize=_CACHED)
def words_key(text: str) -> str:
    """Return `text` as it is compared word for word: case, punctuation and spaces do not count."""
    said = plain(text)
    return _counting(said.replace("&", " and "), _WITH_SIGNS, between=" ") or said


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
    if text.isascii():
        return " ".join(text.lower().replace("`", "'").split())
    composed = _SHAPED.sub(lambda found: _ONE_SHAPE[found[0]], unicodedata.normalize("NFC", text))
    small = unicodedata.normalize("NFKC", composed).casefold()
    return " ".join(unicodedata.normalize("NFKC", small).split())


class _Kept(dict[int, str]):
    """A table for `str.translate`: what is not of the Unicode categories `kept` becomes a space.

    It is filled as characters are met: asking for a category costs more than all the rest.
    """

    def __init__(self, kept: str) -> None:
        super().__init__()
        self.kept = kept

    def __missing__(self, sign: int) -> str:
        letter = chr(sign)
        self[sign] = letter if unicodedata.category(letter)[0] in self.kept else " "
        return self[sign]


_WITH_SIGNS, _WITHOUT_SIGNS = _Kept("LNMS"), _Kept("LNM")
_BETWEEN_NUMBERS = re.compile(r"(?<=\d)[\W_]+(?=\d)")


def _counting(text: str, kept: _Kept, between: str = "") -> str:
    """Return the characters of `text` that are `kept`, `between` for others; "" where none is.

    What stands between two numbers stays, so that no number runs into another.
    """
    if not _BETWEEN_NUMBERS.search(text):
        return between.join(text.replace("'", "").translate(kept).split())
    pieces, signs = _BETWEEN_NUMBERS.split(text), _BETWEEN_NUMBERS.findall(text)
    bare = [between.join(piece.replace("'", "").translate(kept).split()) for piece in pieces]
    joined = bare[0]
    for sign, piece in zip(signs, bare[1:], strict=True):
        joined += (sign.replace(" ", "") or " ") + piece
    return joined


_SLIP = 0.8  # two words that differ by a slip of the keyboard are this alike, or more
_A_WORD = re.compile(r"[^\W_]+")
_SMALL = frozenset({"the", "of", "and", "for", "in", "a", "de", "la", "el"})
_LEGAL = frozenset(  # at the end of a name: a Co. within it is a county
    {"inc", "llc", "co", "corp", "ltd", "incorporated", "company", "corporation", "limited"}
)


def alike_names(one: str, other: str) -> bool:
    """Return whether two spellings may name one organization, so that a person is to be asked.

    They have the same words, but for short forms (Ctr. is Center) and slips of the keyboard, or one is
    made of the initials of the other.
    """
    short, long = sorted((_words_of_a_name(one), _words_of_a_name(other)), key=len)
    if len(short) == 1 and _initials(short[0], one, other):
        return True
    if not short or len(short) != len(long):
        return False
    unlike = [pair for pair in zip(short, long, strict=True) if pair[0] != pair[1]]
    return all(_shortened(*pair) or _slip(*pair) for pair in unlike)


def may_be_short_for(short: str, name: str) -> bool:
    """Return whether `short` may be what people call `name`, so that a person is to be asked.

    It is another spelling of it, or a few of its words as they stand in it: Adult School.
    """
    part, whole = _words_of_a_name(short), _words_of_a_name(name)
    rows = (whole[at : at + len(part)] for at in range(len(whole) - len(part) + 1))
    return alike_names(short, name) or (bool(part) and part in rows)


def _initials(word: str, *names: str) -> bool:
    """Return whether `word` is the first letters of a name: of all its words, or of all but the small."""
    spelled = ("".join(each[0] for each in words) for name in names for words in _spoken(name))
    return len(word) > 2 and word in spelled


def _spoken(name: str) -> tuple[tuple[str, ...], ...]:
    return _all_words(name), _words_of_a_name(name)


@lru_cache(maxsize=_CACHED)
def _words_of_a_name(name: str) -> tuple[str, ...]:
    """Return the words of a name that tell it from others."""
    said = list(_all_words(name))
    while len(said) > 1 and said[-1] in _LEGAL:
        said.pop()
    return tuple(word for word in said if word not in _SMALL)


def _all_words(name: str) -> tuple[str, ...]:
    """Return the words of a name; letters with full stops are one word."""
    bare = re.sub(r"(?<=\b\w)\.(?=\w\b)", "", name.casefold()).replace("’", "")
    return tuple(_A_WORD.findall(bare))


def _shortened(one: str, other: str) -> bool:
    """Return whether one word is the other's short form: ctr and center, dept and department."""
    short, long = sorted((one, other), key=len)
    if len(short) < 2 or short[0] != long[0] or not (short + long).isalpha():
        return False
    letters = iter(long)
    return len(short) < len(long) - 1 and all(letter in letters for letter in short)


def _slip(one: str, other: str) -> bool:
    if one[0] != other[0] or min(len(one), len(other)) < 5 or not (one + other).isalpha():
        return False
    return SequenceMatcher(None, one, other).ratio() >= _SLIP
