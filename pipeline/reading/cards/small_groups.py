"""Tell the name of a small group, which wrote cards, from a title, which cards hang under."""

import re

from pipeline.names import plain
from pipeline.words import among, pattern_of

_TABLE = re.compile(rf"(?:{pattern_of('small_group')})[\s_#-]*\w{{1,3}}", re.IGNORECASE)
_SHORT = re.compile(rf"(?:{pattern_of('small_group_short')})[\s_#.-]*\d{{1,2}}", re.IGNORECASE)
_NUMBERED = re.compile(
    rf"(?:{pattern_of('group_label')})[\s_#.-]*(?:\d{{1,2}}|[A-Z])", re.IGNORECASE
)


def named(words: str) -> bool:
    """Return whether words name a small group: Table 3, T3."""
    return bool(_TABLE.fullmatch(plain(words)) or _SHORT.fullmatch(plain(words)))


def unsure(words: str) -> bool:
    """Return whether words may name a small group or something else: T3, Group A, Yellow."""
    return among("color", words) or bool(
        _SHORT.fullmatch(plain(words)) or _NUMBERED.fullmatch(plain(words))
    )
