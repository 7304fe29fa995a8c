"""The numbers that Word puts before the headings and items of numbered lists: “3.2”, “B.”, “iv”.

They stand in no text: Word counts when it shows a document (ECMA-376 part 1, 17.9). A kind of number
that is not known here is left to Word.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.openxml import digits
from pipeline.openxml.package import W, related, tree
from pipeline.openxml.walk import DELETED, P, value

_LEVELS = 9
_MOST = 32_767  # that Word counts to
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts."""

    start: int
    kind: str  # "decimal", "lowerRoman"
    shows: str  # "%1.%2"


@dataclass(frozen=True, slots=True)
class Counting:
    """How the lists of a document count, and which paragraphs a style puts in one."""

    kinds: Mapping[str, str] = field(default_factory=dict)  # list → what it counts together with
    levels: Mapping[str, Mapping[int, Level]] = field(default_factory=dict)  # of such a kind
    starts: Mapping[tuple[str, int], int] = field(default_factory=dict)  # list and level → its own
    styled: Mapping[str, tuple[str, int]] = field(default_factory=dict)  # style → list and level

    @classmethod
    def of(cls, members: dict[str, bytes], main: str) -> "Counting":
        """Return how the lists of a package count."""
        part, sheet = related(members, main, "numbering"), related(members, main, "styles")
        if not part:
            return cls()
        root = tree(members, part)
        kinds, starts = {}, {}
        for each in root.findall(f"{{{W}}}num"):
            number = each.get(f"{{{W}}}numId", "")
            kinds[number] = value(each, "abstractNumId")
            for change in each.findall(f"{{{W}}}lvlOverride"):
                if digits.unsigned(own := value(change, "startOverride")):
                    starts[number, _whole(change.get(f"{{{W}}}ilvl"))] = int(own)
        levels = {
            each.get(f"{{{W}}}abstractNumId", ""): dict(_levels(each))
            for each in root.findall(f"{{{W}}}abstractNum")
        }
        styles = tree(members, sheet).findall(f"{{{W}}}style") if sheet else []
        return cls(kinds, levels, starts, dict(_styled(styles)))

    def numbers(self, root: Any) -> Iterator[tuple[Any, str]]:
        """Yield each paragraph of `root` that a list counts, with the number before it."""
        counts: dict[str, list[int | None]] = {}
        begun: set[tuple[str, int]] = set()
        for paragraph in root.iter(P):
            listed, at = self._list_of(paragraph)
            kind = self.kinds.get(listed, "")
            levels = self.levels.get(kind, {})
            if at not in levels or next(paragraph.iterancestors(*DELETED), None) is not None:
                continue
            count = counts.setdefault(kind, [None] * _LEVELS)
            own = None if (listed, at) in begun else self.starts.get((listed, at))
            begun.add((listed, at))
            before = count[at]
            if own is not None:
                count[at] = own
            else:
                count[at] = levels[at].start if before is None else before + 1
            count[at + 1 :] = [None] * (_LEVELS - at - 1)
            for above in range(at):
                if count[above] is None and above in levels:
                    count[above] = levels[above].start
            yield paragraph, _shown(levels, at, count)

    def _list_of(self, paragraph: Any) -> tuple[str, int]:
        properties = paragraph.find(f"{{{W}}}pPr")
        if properties is None:
            return "", 0
        listed, at = self.styled.get(value(properties, "pStyle"), ("", 0))
        own = properties.find(f"{{{W}}}numPr")
        if own is None:
            return listed, at
        level = value(own, "ilvl")
        return value(own, "numId") or listed, _whole(level) if level else at


def _levels(kind: Any) -> Iterator[tuple[int, Level]]:
    for each in kind.findall(f"{{{W}}}lvl"):
        start = value(each, "start")
        at = _whole(each.get(f"{{{W}}}ilvl"))
        if at < _LEVELS:
            yield (
                at,
                Level(_whole(start), value(each, "numFmt") or "decimal", value(each, "lvlText")),
            )


def _styled(styles: list[Any]) -> Iterator[tuple[str, tuple[str, int]]]:
    """Yield each style that puts its paragraphs in a list, its own or that of the style below it."""
    known = {each.get(f"{{{W}}}styleId", ""): each for each in styles}
    for name in known:
        listed, level, style = "", "", name
        for _ in range(len(known)):
            if (found := known.get(style)) is None:
                break
            own = found.find(f"{{{W}}}pPr/{{{W}}}numPr")
            if own is not None:
                listed, level = listed or value(own, "numId"), level or value(own, "ilvl")
            style = value(found, "basedOn")
        if listed:
            yield name, (listed, _whole(level))


def _shown(levels: Mapping[int, Level], at: int, count: list[int | None]) -> str:
    """Return what stands before a paragraph; no words for a bullet, or a number of an unknown kind."""
    if levels[at].kind in {"bullet", "none"}:
        return ""
    pieces = re.split(r"%([1-9])", levels[at].shows)
    for piece, level in enumerate(pieces[1::2]):
        number = count[int(level) - 1]
        of = levels.get(int(level) - 1)
        written = "" if number is None or of is None else _written(number, of.kind)
        if not written:
            return ""
        pieces[2 * piece + 1] = written
    return "".join(pieces).strip()


def _written(number: int, kind: str) -> str:
    """Return a number as a list of that kind writes it, "" for a kind that is not known."""
    if not 0 <= number <= _MOST:
        return ""
    match kind:
        case "decimal":
            return str(number)
        case "decimalZero":
            return f"{number:02}"
        case "lowerRoman" | "upperRoman":
            written = _roman(number)
        case "lowerLetter" | "upperLetter":
            written = _letters(number)
        case _:
            return ""
    return written.upper() if kind.startswith("upper") else written


def _roman(number: int) -> str:
    written = ""
    for worth, sign in _ROMAN:
        times, number = divmod(number, worth)
        written += sign * times
    return written


def _letters(number: int) -> str:
    """Return a to z, then aa, bb: Word repeats the letter."""
    if number < 1:
        return ""
    times, at = divmod(number - 1, 26)
    return chr(ord("a") + at) * (times + 1)


def _whole(said: str | None) -> int:
    return int(said) if said and digits.unsigned(said) else 0
