"""Byte-pair encoding (Sennrich and others, 2016), with bytes for letters that no piece holds."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from heapq import heapify, heappop, heappush

BLANK = "▁"  # stands for a blank, at the front of a word
WORDS = re.compile(f"{BLANK}*[^{BLANK}]+|{BLANK}+")  # no piece goes on behind a letter with a blank
MARKS = re.compile("(<unk>|<s>|</s>)")  # pieces that are taken whole from a text
KNOWN_WORDS = 65_536


class BytePairs:
    """Cut texts by joining the pair of pieces that was joined first when the model was made."""

    def __init__(self, pieces: Sequence[str], pairs: Sequence[str]) -> None:
        """Take all pieces, each at its number, and pairs ("l r"), the first to be joined first."""
        self._numbers = dict(zip(pieces, range(len(pieces)), strict=True))
        self._ranks = dict(zip(pairs, range(len(pairs)), strict=True))
        self._cut = lru_cache(KNOWN_WORDS)(self._cut_word)

    def __call__(self, text: str) -> list[int]:
        """Return the numbers of the pieces of `text`."""
        found: list[int] = []
        for part in filter(None, MARKS.split(text)):
            if MARKS.fullmatch(part):
                found.append(self._numbers[part])
            else:
                for word in WORDS.findall(BLANK + part.replace(" ", BLANK)):
                    found += self._cut(word)
        return found

    def _cut_word(self, word: str) -> tuple[int, ...]:
        parts = list(self._letters(word))
        after = [*range(1, len(parts)), -1]  # of each part, where the next one begins
        before = [*range(-1, len(parts) - 1)]
        ranks = self._ranks

        def offered(at: int) -> tuple[int, int, str] | None:
            pair = f"{parts[at]} {parts[after[at]]}"
            return (ranks[pair], at, pair) if pair in ranks else None

        waiting = [found for at in range(len(parts) - 1) if (found := offered(at))]
        heapify(waiting)
        while waiting:
            _, at, pair = heappop(waiting)
            then = after[at]
            if then < 0 or not parts[at] or f"{parts[at]} {parts[then]}" != pair:
                continue  # one of the two was joined with another in the meantime
            parts[at] += parts[then]
            parts[then] = ""
            after[at] = after[then]
            if after[at] >= 0:
                before[after[at]] = at
            for start in (before[at], at):
                if start >= 0 and after[start] >= 0 and (found := offered(start)):
                    heappush(waiting, found)
        return tuple(self._numbers[part] for part in parts if part)

    def _letters(self, word: str) -> Iterator[str]:
        for letter in word:
            if letter in self._numbers:
                yield letter
            else:
                yield from (f"<0x{byte:02X}>" for byte in letter.encode())
