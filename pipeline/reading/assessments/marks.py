"""Say what a tick or an answer word on a self-assessment comes to. Nothing is guessed here."""

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from pipeline.model import Reply
from pipeline.names import heading_key, plain
from pipeline.words import words_of


def answer_key(text: str) -> str:
    """Return `text` as answers are compared, each sign of which counts but those at its end."""
    return plain(text).strip(" ;,!:") or text.strip()


REMEMBERED = 4096  # answers: the same come again and again
HEADINGS = (
    1 << 17
)  # more than stand in the first rows of the widest sheet, which are asked for often


def _letters(heading: str) -> str:
    return "".join(filter(str.isalpha, heading_key(heading)))


TICKS = frozenset({
    "x", "y", "yes", "si", "sí", "t", "true", "ok", "v", "1", "+", "*", "/", "\\", "•", "●", "■",
    "✓", "✔", "✅", "☑", "☒", "✗", "✘", "✕", "✖", "√", "×", "х", "check", "checked", "tick", "ticked",
    "ü", "þ", "ý", "û", "p", "r",  # what a tick typed in a symbol font is read as
})  # fmt: skip
UNTICKED = frozenset({"0", "f", "false", "☐", "□", "○", "-", "–", "—", ".", ".."})
BOXES = UNTICKED | {"true"}  # what a box is, and not a word that somebody answered
TICKED = (Reply.NO, Reply.PARTIALLY, Reply.YES)

_STATES = ("in place", "met", "true", "done", "implemented", "achieved", "complete", "completed", "established", "developed", "started")  # fmt: skip
_DEGREES = {  # in front of a state: "partly in place", "not met"
    Reply.YES: ("", "fully", "completely", "entirely"),
    Reply.NO: ("not", "not yet", "not at all"),
    Reply.PARTIALLY: ("partially", "partly", "somewhat", "mostly"),
}


def _in_degrees(reply: Reply) -> frozenset[str]:
    return frozenset(f"{degree} {state}".strip() for degree in _DEGREES[reply] for state in _STATES)


WORDS = {
    Reply.YES: frozenset({*words_of("yes"), "present"}) | _in_degrees(Reply.YES) - {"started"}
               | {"fully", "completely", "entirely"},
    Reply.NO: frozenset({*words_of("no"), "false", "none", "not yet", "not at all", "absent"}) | _in_degrees(Reply.NO),
    Reply.PARTIALLY: frozenset({
        "partially", "partial", "partly", "part", "p", "in part", "some", "somewhat", "mixed", "~", "±", "+/-", "sort of", "kind of",
        "to some extent", "present but limited", "parcialmente", "en parte",
        "getting there", "on the way", "working on it", "in the works", "almost", "halfway", "not quite", "so-so",
        "mostly", "largely", "in progress", "in process", "underway", "under way", "started", "begun",
    }) | _in_degrees(Reply.PARTIALLY),
    Reply.NOT_APPLICABLE: frozenset({"n/a", "na", "n.a", "not applicable", "does not apply"}),
    Reply.BLANK: frozenset({"-", "–", "—", ".", "..", "??", "???"}),  # nobody knows: not answered
    Reply.UNREADABLE: frozenset({"?", "dk", "don't know", "don’t know", "unsure", "not sure", "unknown"}),
}  # fmt: skip
MEANINGS = {answer_key(word): reply for reply, words in WORDS.items() for word in words}
PLAIN = frozenset({  # what is as good as the word itself; anything else is counted, but a person is told as what
    *(set(words_of("yes")) - {"yep", "yeah"}), "true", *(set(words_of("no")) - {"nope"}), "false", "partially", "partial", "partly", "p", "in part", "parcialmente", "en parte",
}) | WORDS[Reply.NOT_APPLICABLE] | WORDS[Reply.BLANK] | WORDS[Reply.UNREADABLE]  # fmt: skip
ROUGH = MEANINGS.keys() - PLAIN
_HEADED = {_letters(word): reply for word, reply in MEANINGS.items() if reply in TICKED and len(_letters(word)) > 1}  # fmt: skip

_SAID_WITH = {  # in a column of answers in words; a cross is No only where ticks stand beside it
    **dict.fromkeys("✓✔✅☑👍🗸√", Reply.YES),
    **dict.fromkeys("✗✘✕✖❌❎👎🗴×", Reply.NO),
    **dict.fromkeys("❔❓⁇", Reply.UNREADABLE),
}
_SIGN = re.compile(
    rf"\s*([{''.join(_SAID_WITH)}])\1*\ufe0f?\s*(?:[-–—:;,(]\s*)?(.*?)\)?\s*", re.DOTALL
)
_BOX = r"(?:[☐□⬜◻○◯☑☒✅✓✔■●◉⊠]\ufe0f?|\[\s*[xXvV✓✔]?\s*\]|\(\s*[xXvV✓✔]?\s*\))"
_EMPTY_ONE = re.compile(r"[☐□⬜◻○◯]\ufe0f?|\[\s*\]|\(\s*\)")
_CHOICE = re.compile(rf"({_BOX})\s*((?:(?!{_BOX}).)+)", re.DOTALL)
MOST_CHOSEN_FROM = 200  # characters of a cell that lists boxes
BEGINNING = 400  # characters of a longer text in which its first word is looked for
MOST_HEADED = 6  # words; no heading of a tick column is longer
_FRAME = "[](){}<>|_~'\"`´’.,;:-–—\ufe0e\ufe0f "  # what is drawn or scanned around a tick
_EMPTY_BOX = frozenset({"[]", "()", "{}", "<>", "||", "_", "__", "___"})
_BETWEEN = re.compile(r"[;,/\n|&]|\band\b|\s[-–—]\s|[:(]")
_QUALIFIED = re.compile(r"\s*[Yy]es(?:,| [-–—]) [a-z ]+\.?\s*")  # not two choices: "Yes, Partly"
_CHOICE_NUMBER = re.compile(
    r"(?:^|(?<=[;,]))\s*\d\s*[-–=.:)]\s*(?=[^\W\d])|\s*\(\s*\d\s*\)"
)  # "2 - No", "Yes (1)"
_GLYPH = re.compile(
    r"[\s\[({|_~–—-]*(?:([xXхvVyY✓✔✅☑☒■●√×✗✘✕✖])\1*\ufe0f?|(?i:yes|checked|ticked))"
    r"\s*[\])}|_~.]?(?:\s+|\s*[-–—:;(,]\s*)(\S.*)",
    re.DOTALL,
)  # a tick with words beside it


def sign(text: str) -> tuple[tuple[Reply, ...], str]:
    """Return the answer that a tick, a cross or a question mark gives, and the words behind it."""
    found = _SIGN.fullmatch(text)
    return ((_SAID_WITH[found[1]],), found[2]) if found else ((), "")


def chosen(text: str) -> str | None:
    """Return what is ticked in a cell that lists boxes, "[x] Yes [ ] No"; None where it lists none."""
    if len(text) > MOST_CHOSEN_FROM:
        return None
    boxes = _CHOICE.findall(text)
    whole = "".join(f"{box}{words}" for box, words in boxes)
    ticked = [words for box, words in boxes if not _EMPTY_ONE.fullmatch(box)]
    if (
        len(boxes) < 2
        or len(ticked) == len(boxes)
        or "".join(whole.split()) != "".join(text.split())
    ):
        return None
    return "; ".join(words.strip(" ,;/|\n") for words in ticked)


@lru_cache(REMEMBERED)
def known(text: str) -> bool:
    """Tell whether `text` is, or begins with, a word we know for an answer."""
    return bool(set(meaning(text)[0]) - {Reply.BLANK})


def meaning(text: str) -> tuple[tuple[Reply, ...], str]:
    """Return the answers that some words give, none where we do not know them, and a comment.

    "Yes;Partially;" is two answers. "Yes, but only in the north" is one with a comment, and so is
    "sort of": the words themselves are the comment.
    """
    if len(text) > BEGINNING and not _begins(text[:BEGINNING]):
        return (), ""
    return _meaning(text)


def _meaning(text: str) -> tuple[tuple[Reply, ...], str]:
    if (ticked := chosen(text)) is not None:
        text = ticked
    text = _CHOICE_NUMBER.sub("", text)
    if not (whole := answer_key(text)):
        return (Reply.BLANK,), ""
    if (word := whole if whole in MEANINGS else whole.rstrip(".")) in MEANINGS:
        return (MEANINGS[word],), text.strip() if word in ROUGH else ""
    parts = [part for part in map(_bare, _BETWEEN.split(text)) if part]
    if not parts or parts[0] not in MEANINGS:
        return (), ""
    if _QUALIFIED.fullmatch(text) and MEANINGS.get(parts[-1]) is Reply.PARTIALLY:
        return (Reply.PARTIALLY,), text.strip()
    if all(part in MEANINGS for part in parts):
        return tuple(dict.fromkeys(MEANINGS[part] for part in parts)), _rough(text, parts)
    separator = _BETWEEN.search(text, len(parts[0]))
    return (MEANINGS[parts[0]],), text[separator.end() :].strip(" )-–—") if separator else ""


def _begins(text: str) -> bool:
    """Return whether a long text may begin with a word we know for an answer: most do not."""
    first = next(filter(None, map(_bare, _BETWEEN.split(_CHOICE_NUMBER.sub("", text)))), "")
    return not first or first in MEANINGS


@lru_cache(HEADINGS)
def heading(text: str) -> Reply | None:
    """Return which answer a column is headed with: "In place", "No, not yet", "Partly / in progress"."""
    if reply := _HEADED.get(_letters(text)):
        return reply
    if len(text.split()) > MOST_HEADED or answer_key(text) in MEANINGS:
        return None  # a sentence, "N/A", "?"
    parts = list(filter(None, map(_bare, _BETWEEN.split(text))))
    known = {MEANINGS[part] for part in parts if part in MEANINGS}
    if not parts or parts[0] not in MEANINGS:
        return None
    if known == {Reply.YES, Reply.PARTIALLY}:
        return Reply.PARTIALLY  # "Yes, partially"
    return known.pop() if len(known) == 1 and known <= set(TICKED) else None


def tick(text: str, column: Reply, own: Collection[str] = ()) -> tuple[Reply | None, str]:
    """Return what stands in a tick column: its reply, `BLANK`, `NOT_APPLICABLE`, or `None`.

    The second is the comment typed beside the tick. `own` are ticks that only this form has.
    """
    word = answer_key(text).rstrip(".") or answer_key(text)
    if not word or word in UNTICKED or "".join(word.split()) in _EMPTY_BOX:
        return Reply.BLANK, ""
    if _unframed(text) in TICKS or word in TICKS | WORDS[column] | set(own):
        return column, ""
    if word in WORDS[Reply.NOT_APPLICABLE]:
        return Reply.NOT_APPLICABLE, ""
    if (comment := _beside(text, own)) is not None:
        return column, comment
    said, comment = meaning(text)
    return (column, comment) if said == (column,) else (None, "")


def _beside(text: str, own: Collection[str]) -> str | None:
    """Return the words beside a tick, None where no tick stands before them."""
    if found := _GLYPH.fullmatch(text):
        return found[2].rstrip(" )")
    for mark in own:
        if answer_key(text).startswith(mark) and not answer_key(text)[len(mark) :][:1].isalnum():
            return text.strip()[len(mark) :].strip(" ()-–—:;,")
    return None


def _unframed(text: str) -> str:
    """Return a tick without its box and written once: x for [ X ], v for vv."""
    word = plain(text).strip(_FRAME)
    return word[:1] if word.isalpha() and set(word) == {word[0]} else word


def _rough(text: str, parts: Sequence[str]) -> str:
    return text.strip() if ROUGH & set(parts) else ""


def _bare(text: str) -> str:
    return answer_key(text).strip(" ().-–—")
