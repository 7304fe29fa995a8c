"""Say what a tick or an answer word on a self-assessment comes to. Nothing is guessed here."""

import re
import unicodedata
from collections.abc import Sequence

from pipeline.model import Reply

TICKS = frozenset({
    "x", "y", "yes", "si", "sí", "t", "true", "ok", "v", "1", "+", "*", "/", "\\", "•", "●", "■",
    "✓", "✔", "✅", "☑", "☒", "✗", "✘", "✕", "✖", "√", "×", "х",
    "ü", "þ", "ý", "û", "p", "r",  # what a tick typed in a symbol font is read as
})  # fmt: skip
UNTICKED = frozenset({"0", "f", "false", "☐", "□", "○", "-", "–", "—", ".", ".."})
BOXES = UNTICKED | {"true"}  # what a box is, and not a word that somebody answered

WORDS = {
    Reply.YES: frozenset({"yes", "y", "yep", "yeah", "si", "sí", "true", "present"}),
    Reply.NO: frozenset({"no", "n", "nope", "false", "none", "not yet", "absent"}),
    Reply.PARTIALLY: frozenset({
        "partially", "partial", "partly", "part", "in part", "some", "somewhat", "mixed", "sort of", "kind of",
        "to some extent", "present but limited", "parcialmente", "en parte",
    }),
    Reply.NOT_APPLICABLE: frozenset({"n/a", "na", "n.a", "not applicable", "does not apply"}),
    Reply.BLANK: frozenset({"-", "–", "—", ".", ".."}),
    Reply.UNREADABLE: frozenset({"?", "??", "???", "dk", "don't know", "don’t know", "unsure", "not sure", "unknown"}),
}  # fmt: skip
MEANINGS = {word: reply for reply, words in WORDS.items() for word in words}
ROUGH = frozenset({  # counted, but a person is told as what
    "yep", "yeah", "present", "nope", "none", "not yet", "absent", "part", "some", "somewhat", "mixed",
    "sort of", "kind of", "to some extent", "present but limited",
})  # fmt: skip

_FRAME = "[](){}<>|_~'\"`´’.,;:-\ufe0e\ufe0f "  # what is drawn or scanned around a tick
_EMPTY_BOX = frozenset({"[]", "()", "{}", "<>", "||", "_", "__", "___"})
_BETWEEN = re.compile(r"[;,/\n|&]|\band\b|\s[-–—]\s|[:(]")
_GLYPH = re.compile(r"\s*([xX✓✔✅☑☒■●√])(?:\s+|\s*[-–—:(,]\s*)(\S.*)", re.DOTALL)


def fold(text: str) -> str:
    """Return `text` as it is compared: small letters, single spaces, no closing punctuation."""
    return " ".join(text.casefold().split()).strip(" ;,!:") or text.strip()


def known(text: str) -> bool:
    """Tell whether `text` is, or begins with, a word we know for an answer."""
    return bool(set(meaning(text)[0]) - {Reply.BLANK})


def meaning(text: str) -> tuple[tuple[Reply, ...], str]:
    """Return the answers that some words give, none where we do not know them, and a comment.

    "Yes;Partially;" is two answers. "Yes, but only in the north" is one with a comment, and so is
    "sort of": the words themselves are the comment.
    """
    if not (whole := fold(text)):
        return (Reply.BLANK,), ""
    if (word := whole if whole in MEANINGS else whole.rstrip(".")) in MEANINGS:
        return (MEANINGS[word],), text.strip() if word in ROUGH else ""
    parts = [part for part in map(_bare, _BETWEEN.split(text)) if part]
    if not parts or parts[0] not in MEANINGS:
        return (), ""
    if all(part in MEANINGS for part in parts):
        return tuple(dict.fromkeys(MEANINGS[part] for part in parts)), _rough(text, parts)
    separator = _BETWEEN.search(text, len(parts[0]))
    return (MEANINGS[parts[0]],), text[separator.end() :].strip(" )-–—") if separator else ""


def tick(text: str, column: Reply, own: str = "") -> tuple[Reply | None, str]:
    """Return what stands in a tick column: its reply, `BLANK`, `NOT_APPLICABLE`, or `None`.

    The second is the comment typed beside the tick. `own` is a tick that only this form has.
    """
    word = fold(text).rstrip(".") or fold(text)
    if not word or word in UNTICKED or "".join(word.split()) in _EMPTY_BOX:
        return Reply.BLANK, ""
    if _unframed(text) in TICKS or (own and fold(text) == own):
        return column, ""
    if word in WORDS[column] or word in TICKS:
        return column, ""
    if word in WORDS[Reply.NOT_APPLICABLE]:
        return Reply.NOT_APPLICABLE, ""
    if beside := _GLYPH.fullmatch(text):
        return column, beside[2].rstrip(" )")
    said, comment = meaning(text)
    return (column, comment) if said == (column,) else (None, "")


def _unframed(text: str) -> str:
    """Return a tick without its box and written once: x for [ X ], v for vv."""
    word = unicodedata.normalize("NFKC", text).casefold().strip(_FRAME)
    return word[:1] if word.isalpha() and set(word) == {word[0]} else word


def _rough(text: str, parts: Sequence[str]) -> str:
    return text.strip() if ROUGH & set(parts) else ""


def _bare(text: str) -> str:
    return fold(text).strip(" ().-–—")
