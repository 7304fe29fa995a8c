"""Take a cell of several lines apart into cards, and a hand-typed bullet off a line."""

import re
from collections.abc import Iterator, Sequence

from pipeline.model import NOWHERE, UNSAID, Cell, Typed
from pipeline.words import pattern_of

LEAST_VOTED = (
    3  # cards with a number behind each: two may say (3) by chance (test_walls: "votes behind")
)

# A hyphen, dash or star is a bullet only before a space: -10% and *urgent* are words.
_BULLET = re.compile(
    rf"\s*(?:(?:{pattern_of('bullet')})(?:\s+|(?<![-–—*])(?=[^\W\d]))"
    r"|\d{1,3}[.)]\s+|\(\d{1,3}\)\s+|[a-z][.)]\s+)(?=\S)"
)


def cards(words: Typed, *, one_a_line: bool = False) -> Sequence[Typed]:
    """Return the cards in one cell: its lines where each is a card of its own, else the whole.

    Lines are cards when every one begins with a bullet or a number, or when people were asked
    for `one_a_line`. A bullet is taken off only where most lines have one.
    """
    lines = [line for line in words.splitlines() if line.strip()]
    listed = len(lines) > 1 and all(map(bulleted, lines))
    if not listed and not one_a_line:
        return [words]
    clean = bare if mostly_bulleted(lines) else Typed.bare
    return [clean(Typed(line, words.place)) for line in lines] or [words]


def mostly_bulleted(texts: Sequence[str]) -> bool:
    """Return whether most of several texts begin with a bullet or a number."""
    return len(texts) > 1 and sum(map(bulleted, texts)) * 2 > len(texts)


EACH_LINE = "Its cells hold lists: each line of a list was read as a card."


def heaps(cells: Sequence[Cell]) -> bool:
    """Return whether cells are lists of cards: several hold one, and at least half of all do."""
    lists = sum(len(cards(Typed(cell.text, NOWHERE))) > 1 for cell in cells)
    return lists > 1 and lists * 2 >= len(cells)


_VOTES = re.compile(
    r"\s*[(\[]\s*\+?(\d{1,3})(?:\s*(?:votes?|dots?|likes?|\N{THUMBS UP SIGN}))?\s*[)\]]\s*$"
)


def voted(cells: Sequence[Cell]) -> bool:
    """Return whether votes stand behind the words of every card: Dig a well (3)."""
    return len(cells) >= LEAST_VOTED and all(_VOTES.search(cell.text) for cell in cells)


def strokes(texts: Sequence[str]) -> bool:
    """Return whether each text stands for votes, and one for several: dots, strokes, "3 dots".

    A tick or an x beside each card may say something else.
    """
    found = [STROKES.fullmatch(text) for text in texts]
    return all(found) and any(each and (each[1] or len(each[0].strip()) > 1) for each in found)


STROKES = re.compile(
    r"\s*(?:(\d{1,3})\s*(?:dots?|votes?|stars?|checks?)|[I|](?:\s?[I|]){0,29}|[x*✓✔★●•](?:\s?[x*✓✔★●•]){0,29})\s*",
    re.IGNORECASE,
)


def explains(words: str) -> bool:
    """Return whether words say what a sign stands for: "• = dots people put on", "dots: red = now"."""
    return bool(_EXPLAINS.match(words))


_SIGN = rf"(?:{pattern_of('color', 'color_key', 'vote_sign')})"
_EXPLAINS = re.compile(
    rf"\s*(?:[*✓✔★●•]{{1,3}}|(?:{_SIGN}\s*:\s*)?{_SIGN}(?:\s+{_SIGN})?)\s*=\s*\S", re.IGNORECASE
)


def votes(words: Typed) -> tuple[Typed, Typed]:
    """Return the words of a card and the votes behind them."""
    found = _VOTES.search(words)
    if not found:
        return words, UNSAID
    return Typed(words[: found.start()], words.place), Typed(found[1], words.place)


def named(parts: Sequence[Typed]) -> Iterator[tuple[str, Typed]]:
    """Yield each card of one cell under a name: D2, or D2.1, D2.2 where there are several."""
    for index, part in enumerate(parts, start=1):
        cell = part.place.cell
        yield f"{cell}.{index}" if len(parts) > 1 else cell, part


def bare(words: Typed) -> Typed:
    """Return `words` without the bullet or number typed in front of them."""
    found = _BULLET.match(words)
    return Typed(words[found.end() if found else 0 :].strip(), words.place)


def bulleted(words: str) -> bool:
    """Return whether a bullet or a number stands in front of `words`."""
    return bool(_BULLET.match(words))


_COUNTED = r"(?: (?:ideas|cards|votes|dots|responses|answers|items|notes))?"
_TOTALS = re.compile(
    rf"(?:grand |sub-?)?(?:{pattern_of('total')}){_COUNTED}(?:\s*[:=]?\s*\d+{_COUNTED})?|{pattern_of('sum')}",
    re.IGNORECASE,
)


def is_total(words: str) -> bool:
    """Return whether words head a row of totals: Total, Subtotal votes, Sum."""
    return bool(_TOTALS.fullmatch(words.strip().rstrip(": ")))


def counts(words: str) -> bool:
    """Return whether words only say how many: 12, 12 steps."""
    return bool(re.fullmatch(r"\s*\d+(?:\s+[^\W\d_]+)?\s*", words))
