"""Tell a question that people answer in their own words from one that asks for a fact.

"What is the official name of your course?" asks for a name; its answers are no cards, however many
words they have. "What made it hard to teach?" asks for what people think.
"""

import re
from functools import lru_cache

from pipeline.names import heading_key, plain
from pipeline.reading.columns import wordings
from pipeline.words import keys_of, pattern_of

_OF_IDEAS = re.compile(r"\b(?:ideas?|cards?|suggestions?)\b")  # "Which ideas does your table have?"
_SPOKEN = re.compile(r"[^\W_]+")


@lru_cache(maxsize=1 << 12)
def asks_a_fact(heading: str) -> bool:
    """Return whether a heading asks for a name, a place, a day or a number."""
    said = " ".join(_SPOKEN.findall(heading.casefold()))
    if _OF_IDEAS.search(said):
        return False
    begins = any(f"{said} ".startswith(f"{words} ") for words in _facts("begin"))
    holds = any(f" {words} " in f" {said} " for words in _facts("hold"))
    ends = any(f" {said}".endswith(f" {words}") for words in _facts("end"))
    return begins or holds or ends


@lru_cache(maxsize=1 << 12)
def asks_leave(heading: str) -> bool:
    """Return whether a heading asks if answers may be shared: "May we quote you?"."""
    begins = re.match(rf"\s*(?:{pattern_of('asks_leave')})\b", plain(heading))
    said = {heading_key(word) for word in _SPOKEN.findall(heading)}
    return begins is not None and not keys_of("internal_share").isdisjoint(said)


def _facts(where: str) -> tuple[str, ...]:
    return wordings.lines("facts")[where]
