"""Know what people mark as not for others: internal, private, do not share."""

import re
from collections.abc import Sequence
from functools import cache

from pipeline.names import heading_key, plain
from pipeline.words import keys_of, words_of

LONGEST = 80  # letters of a heading
REACH = 5  # words from a not to what is not to be done: "not want any of this to be shared"


def heading(words: str) -> bool:
    """Return whether a heading says that what stands below it is not for others.

    All of it must say so: "Notes (internal!)" does, a title "Internal referrals that work" does not.
    """
    if len(words) > LONGEST:
        return False
    key = heading_key(words)
    if key in keys_of("internal_heading"):
        return True
    if not _told_by().search(key):
        return False
    if _phrases().search(_spelled(words)):
        return True
    if _asks_to_keep(words):
        return True
    bracketed = _BRACKETED.fullmatch(words)
    if bracketed and not keys_of("internal_note").isdisjoint(_said(bracketed[1])):
        words = bracketed[2]
    said = _said(words)
    marked = [word for word in said if word in keys_of("internal")]
    beside = keys_of("internal_beside")
    return bool(marked) and all(word in beside or word in marked for word in said)


def _said(words: str) -> list[str]:
    return _keys(re.findall(r"[^\W\d_]+", plain(words)))


def _keys(words: Sequence[str]) -> list[str]:
    """Return words as headings compare; one of plain letters and digits is so already."""
    return [word if word.isascii() else heading_key(word) for word in words]


_BRACKETED = re.compile(r"([^()\[\]]+)[(\[]([^()\[\]]+)[)\]]\s*")
_PARTED = re.compile(r"[:(\[–—;,.-]")  # by what `_LABELLED` and `_BEHIND` ask for
_LABELLED = re.compile(r"\s*([^:\n–—]+?)\s*(:|[–—]|-(?=\s))\s*\S", re.DOTALL)
_BEHIND = re.compile(r".*\S\s*(?:\(|\[|[-–—;,.](?=\s))\s*([^()\[\]]+?)\s*[)\].!]*\s*", re.DOTALL)


def of_itself(words: str) -> bool:
    """Return whether a text says that it is not for others, before what it tells or behind it.

    "Internal note: she is leaving", "She is leaving (do not print)". A word before a mere dash may
    be what the text is about: "Private – public partnerships".
    """
    if not _PARTED.search(words):
        return False
    before, behind = _LABELLED.match(words), _BEHIND.fullmatch(words)
    if before and heading(before[1]) and (before[2] == ":" or len(before[1].split()) > 1):
        return True
    return behind is not None and _phrases().fullmatch(_spelled(behind[1])) is not None


def _asks_to_keep(words: str) -> bool:
    """Return whether a heading asks for what people do not want shared, however it is worded."""
    said = _keys(re.findall(r"[^\W_]+", _spelled(words)))
    if keys_of("internal_wish").isdisjoint(said):
        return False
    shares = [at for at, word in enumerate(said) if word in keys_of("internal_share")]
    nots = [at for at, word in enumerate(said) if word in keys_of("internal_not")]
    return any(0 < share - no <= REACH for share in shares for no in nots)


@cache
def _told_by() -> re.Pattern[str]:
    """Return what finds words in a key without which nothing is marked: most texts have none."""
    told = {*keys_of("internal_phrase"), *keys_of("internal"), *keys_of("internal_wish")}
    return re.compile("|".join(map(re.escape, sorted(told))))


@cache
def _phrases() -> re.Pattern[str]:
    spelled = map(_spelled, words_of("internal_phrase"))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, spelled))})\b")


def _spelled(words: str) -> str:
    """Return words as phrases are looked for: in small letters, without apostrophes."""
    return plain(words).replace("'", "")
