"""Know what people mark as not for others: internal, private, do not share."""

import re
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
    if _phrases().search(_spelled(words)) or heading_key(words) in keys_of("internal_heading"):
        return True
    if _asks_to_keep(words):
        return True
    said = [heading_key(word) for word in re.findall(r"[^\W\d_]+", plain(words))]
    marked = [word for word in said if word in keys_of("internal")]
    beside = keys_of("internal_beside")
    return bool(marked) and all(word in beside or word in marked for word in said)


def _asks_to_keep(words: str) -> bool:
    """Return whether a heading asks for what people do not want shared, however it is worded."""
    said = [heading_key(word) for word in re.findall(r"[^\W_]+", _spelled(words))]
    if keys_of("internal_wish").isdisjoint(said):
        return False
    shares = [at for at, word in enumerate(said) if word in keys_of("internal_share")]
    nots = [at for at, word in enumerate(said) if word in keys_of("internal_not")]
    return any(0 < share - no <= REACH for share in shares for no in nots)


@cache
def _phrases() -> re.Pattern[str]:
    spelled = map(_spelled, words_of("internal_phrase"))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, spelled))})\b")


def _spelled(words: str) -> str:
    """Return words as phrases are looked for: in small letters, without apostrophes."""
    return plain(words).replace("'", "")
