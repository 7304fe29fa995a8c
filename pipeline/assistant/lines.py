"""Read an answer line by line: titles with their cards under them, one line a card, one a group."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.assistant import tables
from pipeline.assistant.shapes import Cards, Mention, title_of

BULLET = re.compile(r"^(\s*)([-*•–—+○▪·◦]\s+|\d{1,3}[.)]\s+|[a-z][.)]\s+)?(\[[ xX]?\]\s*)?(.*)$")
ARROW = re.compile(r"\s*(?:→|⇒|=>|->|–>)\s*")
LONGEST_TITLE = 14  # words: what is longer is a sentence of the model's own
A_FEW = 3
FENCE = re.compile(r"^\s*(```|~~~)")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of an answer, and what stands on it when its mark is taken off."""

    number: int
    indent: int
    mark: str  # "-", "1.", "#" or ""
    text: str

    @property
    def strong(self) -> bool:
        """Whether it is made to look like a title."""
        bold = re.fullmatch(r"(\*\*|__).+(\*\*|__):?", self.text.strip())
        return bool(self.mark == "#" or bold or self.text.rstrip().endswith(":"))

    @property
    def sentence(self) -> bool:
        return (
            self.text.rstrip("*_ ").endswith((".", "!", "?"))
            or len(self.text.split()) > LONGEST_TITLE
        )


def mentions(lines: Sequence[str], cards: Cards) -> Iterator[Mention]:
    """Yield each card of an answer in lines, and each line that stands among cards and is none."""
    yield from _titles_behind(list(_mentions(lines, cards)), cards)


def _mentions(lines: Sequence[str], cards: Cards) -> Iterator[Mention]:
    title, own, strong = "", "", False  # the mark of its cards; whether it looks like a title
    begun = False  # a card hangs under it
    strange: list[Mention] = []  # lines among the cards that are none
    at = 0
    while at < len(lines):
        rows, end = tables.table(lines, at, cards)
        here = list(tables.mentions(rows, title, cards)) if rows else []
        at = end if here else at + 1
        if not here and (not lines[at - 1].strip() or FENCE.match(lines[at - 1])):
            continue
        line = _line(at, lines[at - 1])
        if here or (here := list(_cards(line, title, cards))):
            yield from here
            yield from strange
            begun, own, strange = True, line.mark, []
        elif _heads(line, lines[at:], cards, own if begun else ""):
            if begun or not strong or line.strong:
                title, begun, strong, strange = title_of(line.text), False, line.strong, []
        elif title and line.mark and (line.mark == own or not line.sentence):
            strange.append(Mention(at, "", line.text.strip(), title))
    yield from strange if begun else ()


def _line(number: int, raw: str) -> _Line:
    if head := re.match(r"^\s*(#+)\s*(.*)$", raw):
        return _Line(number, 0, "#", head[2])
    found = BULLET.match(raw)
    if found is None:
        return _Line(number, 0, "", raw)
    mark = (found[2] or "").strip()
    return _Line(
        number, len(found[1].expandtabs(4)), "1." if mark[:1].isalnum() else mark, found[4]
    )


def _cards(line: _Line, title: str, cards: Cards) -> Iterator[Mention]:
    """Yield the cards that a line speaks of: one with its words, its title, or several ids."""
    before, *after = ARROW.split(line.text, maxsplit=1)
    entry = _entry(line, cards)
    if (
        after
        and (found := cards.entry(before))
        and not cards.says(found[0], line.text[len(before) :])
    ):
        yield Mention(line.number, found[0], found[1], title_of(after[0]))
        return
    if entry and (cards.says(*entry) or cards.worded(entry[1])):
        yield Mention(line.number, *entry, title)
        return
    if known := cards.worded(line.text):
        yield Mention(line.number, "", line.text, title)
        return
    if after and (known := cards.worded(before)):
        yield Mention(line.number, known, before, title_of(after[0]))
        return
    said, ids = cards.many(line.text)
    if len(ids) > 1 and (
        not entry or (entry[0] == ids[0] and not said.strip()) or line.mark == "#"
    ):
        own = title_of(re.sub(r"\W*\bcards?\W*$", "", said, flags=re.IGNORECASE)) if said.strip() else title  # fmt: skip
        yield from (Mention(line.number, each, "", own) for each in ids)
        return
    if entry and line.mark != "#":
        yield Mention(line.number, *entry, title)


def _entry(line: _Line, cards: Cards) -> tuple[str, str] | None:
    """Return the id and words on a line; its number in a list is an id only where none follows."""
    entry = cards.entry(line.text)
    if entry is None and line.mark == "1.":
        raw = cards.worded(line.text)
        return (raw, line.text) if raw else None
    return entry


def _heads(line: _Line, rest: Sequence[str], cards: Cards, own: str) -> bool:
    """Say whether a line is the title of the cards that follow it."""
    if line.strong:
        return True
    if line.sentence or (own and line.mark == own):
        return False
    following = next((each for each in rest if each.strip()), "")
    if not following:
        return False
    rows, _ = tables.table(rest, rest.index(following), cards)
    if rows and any(tables.mentions(rows, "", cards)):
        return True
    below = _line(0, following)
    deeper = below.indent > line.indent or (bool(below.mark) and below.mark != line.mark)
    return (bool(list(_cards(below, "", cards))) and (deeper or not below.mark)) or (
        line.mark == "1." and below.indent > line.indent
    )


def _titles_behind(found: list[Mention], cards: Cards) -> Iterator[Mention]:
    """Yield the mentions of an answer that says only `id: title`: what repeats itself is a title."""
    bare = [
        each
        for each in found
        if each.id
        and each.words
        and not (cards.says(each.id, each.words) or cards.worded(each.words))
    ]
    titles = Counter(each.words.casefold() for each in bare)
    flat = (
        len(bare) >= A_FEW
        and 2 * len(bare) > len(found)
        and 2 * len(titles) <= len(bare)
        and not any(each.title for each in bare)
    )
    for each in found:
        if flat and each.id and titles[each.words.casefold()]:
            yield replace(each, words="", title=title_of(each.words))
        else:
            yield each
