"""Say what a tick or an answer word on a self-assessment comes to. Nothing is guessed here."""

import re

from pipeline.model import Reply

TICKS = frozenset(
    "x xx X ✓ ✔ ✅ ☑ ☒ ✗ ✘ ■ ● • * 1 y yes true t ü þ ý û p r √ v ok / \\ + si sí".split()
)
UNTICKED = frozenset("0 false f ☐ □ ○ - – — . ..".split())
REFUSED = frozenset({"no", "n"})  # in a column that is not No: neither a tick nor an empty cell

WORDS = {
    Reply.YES: frozenset("yes y yep yeah si sí true agree present".split()),
    Reply.NO: frozenset("no n nope false disagree absent".split()) | {"not yet", "none"},
    Reply.PARTIALLY: frozenset("partially partial partly part somewhat mixed some parcialmente".split())
    | {"in part", "en parte", "sort of", "kind of", "to some extent", "present but limited"},
    Reply.NOT_APPLICABLE: frozenset("n/a na n.a n.a.".split())
    | {"not applicable", "does not apply", "doesn't apply", "doesn’t apply"},
    Reply.BLANK: frozenset("- – — . ..".split()),
    Reply.UNREADABLE: frozenset("? ?? ??? dk unsure unknown".split())
    | {"don't know", "don’t know", "not sure", "no idea"},
}  # fmt: skip
MEANINGS = {word: reply for reply, words in WORDS.items() for word in words}

_BETWEEN = re.compile(r"[;,/\n|&]|\band\b|\s[-–—]\s|[:(]")
_GLYPH = re.compile(r"\s*([xX✓✔✅☑☒■●√])(?:\s+|\s*[-–—:(,]\s*)(\S.*)", re.DOTALL)


def fold(text: str) -> str:
    """Return `text` as it is compared: small letters, single spaces, no closing punctuation."""
    return " ".join(text.casefold().split()).strip(" ;,!:") or text.strip()


def known(text: str) -> bool:
    """Tell whether `text` is, or begins with, a word we know for an answer."""
    return bool(meaning(text)[0]) and meaning(text)[0] is not Reply.BLANK


def meaning(text: str) -> tuple[Reply | None, str]:
    """Return what an answer in words comes to, and the comment typed beside it.

    "Yes;Partially;" is two answers. "Yes, but only in the north" is one with a comment.
    `None` means that we do not know the words.
    """
    if not (whole := fold(text)):
        return Reply.BLANK, ""
    if whole.rstrip(".") in MEANINGS or whole in MEANINGS:
        return MEANINGS.get(whole) or MEANINGS[whole.rstrip(".")], ""
    parts = [part for part in map(_bare, _BETWEEN.split(text)) if part]
    replies = {MEANINGS.get(part) for part in parts}
    if not parts or parts[0] not in MEANINGS:
        return None, ""
    if None not in replies:
        return (Reply.CONFLICT if len(replies) > 1 else MEANINGS[parts[0]]), ""
    separator = _BETWEEN.search(text, len(parts[0]))
    return MEANINGS[parts[0]], text[separator.end() :].strip(" )-–—") if separator else ""


def tick(text: str, column: Reply) -> tuple[Reply | None, str]:
    """Return what stands in a tick column: its reply, `BLANK`, `NOT_APPLICABLE`, or `None`.

    The second is the comment typed beside the tick.
    """
    word = fold(text).rstrip(".") or fold(text)
    if not word or word in UNTICKED:
        return Reply.BLANK, ""
    if word in WORDS[column] or word in TICKS:
        return column, ""
    if word in WORDS[Reply.NOT_APPLICABLE]:
        return Reply.NOT_APPLICABLE, ""
    if beside := _GLYPH.fullmatch(text):
        return column, beside[2].rstrip(" )")
    return None, ""


def _bare(text: str) -> str:
    return fold(text).strip(" ().-–—")
