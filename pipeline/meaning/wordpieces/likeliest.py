"""The unigram method (Kudo, 2018): of all ways to cut a word, the most probable one."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from unicodedata import category

BLANK = "▁"  # stands for a blank, at the front of a word
WORDS = re.compile(f"{BLANK}[^{BLANK}]*")
UNKNOWN = 0  # the number of what no piece holds
UNLIKELY = 10.0  # so much less likely than the least likely piece is a letter that no piece holds
KNOWN_WORDS = 65_536
SHORT = 6  # bytes of UTF-8: a letter with its marks is looked up as one only below that
MARKS = ("Mn", "Me", "Mc")
JOINERS = "\u200c\u200d"
ALONE = ("Cc", "Cf", "Zl", "Zp")


class Likeliest:
    """Cut texts into the pieces whose product of probabilities is highest."""

    def __init__(
        self, pieces: Sequence[str], scores: Sequence[float], signs: Mapping[str, str]
    ) -> None:
        """Take all pieces, each at its number, the logarithm of how probable each is, and signs.

        `signs` says what is written otherwise before a text is cut: ligatures, wide letters.
        """
        self._numbers = {piece: number for number, piece in enumerate(pieces)}
        self._scores = scores
        self._least = min(scores) - UNLIKELY
        self._longest = max(map(len, pieces))
        self._signs = signs
        self._cut = lru_cache(KNOWN_WORDS)(self._cut_word)

    def __call__(self, text: str) -> list[int]:
        """Return the numbers of the pieces of `text`."""
        plain = text if text.isascii() and text.isprintable() else self._plain(text)
        plain = plain.replace(" ", BLANK)
        if plain and not plain.startswith(BLANK):
            plain = BLANK + plain
        return [number for word in WORDS.findall(plain) for number in self._cut(word)]

    def _plain(self, text: str) -> str:
        return "".join(map(self._written, _letters(text)))

    def _written(self, letter: str) -> str:
        """Return what is written for a letter and its marks: the first sign at its front decides."""
        for end in range(1, len(letter) + 1):
            if letter[:end] in self._signs:
                return self._signs[letter[:end]]
        return "".join(self._signs.get(sign, sign) for sign in letter)

    def _cut_word(self, word: str) -> tuple[int, ...]:
        numbers, scores = self._numbers, self._scores
        best: list[tuple[float, int, int] | None] = [(0.0, 0, 0), *[None] * len(word)]
        for start in range(len(word)):
            here = best[start]
            assert here is not None  # noqa: S101 - each letter is a piece, or unknown
            single = False
            for end in range(start + 1, min(len(word), start + self._longest) + 1):
                number = numbers.get(word[start:end])
                if number is not None:
                    single = single or end == start + 1
                    score, then = here[0] + scores[number], best[end]
                    if then is None or score > then[0]:
                        best[end] = score, start, number
            then = best[start + 1]
            if not single and (then is None or here[0] + self._least > then[0]):
                best[start + 1] = here[0] + self._least, start, UNKNOWN
        return tuple(_back(best))[::-1]


def _letters(text: str) -> Iterator[str]:
    """Yield each letter of `text` with its marks where that is short, else without them."""
    at = 0
    while at < len(text):
        end = at + 1
        if category(text[at]) not in ALONE:
            while end < len(text) and (category(text[end]) in MARKS or text[end] in JOINERS):
                end += 1
        whole = text[at:end]
        yield from [whole] if len(whole.encode()) < SHORT else whole
        at = end


def _back(best: Sequence[tuple[float, int, int] | None]) -> Iterator[int]:
    """Yield the pieces of the best way from its end; unknown letters in a row count as one piece."""
    end, last = len(best) - 1, -1
    while end:
        found = best[end]
        assert found is not None  # noqa: S101
        _, end, number = found
        if number != UNKNOWN or last != UNKNOWN:
            yield number
        last = number
