"""The method of BERT (Devlin and others, 2019): plain lower-case words, and of each the longest piece first."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from unicodedata import category, normalize

UNKNOWN = "[UNK]"
INSIDE = "##"  # marks a piece that goes on with a word
LONGEST_WORD = 100  # letters: a longer word is unknown
KNOWN_WORDS = 65_536
GAPS = ("Zs", "Zl", "Zp")
HIDDEN = ("Cc", "Cf", "Co")
IDEOGRAPHS = (  # each a word of its own
    "([\u4e00-\u9fff\u3400-\u4dbf\U00020000-\U0002a6df\U0002a700-\U0002b73f"
    "\U0002b740-\U0002b81f\U0002b920-\U0002ceaf\uf900-\ufaff\U0002f800-\U0002fa1f])"
)
ASCII_SIGNS = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


class Longest:
    """Cut texts into words and signs, and each word into the longest pieces from its front."""

    def __init__(self, pieces: Sequence[str]) -> None:
        """Take all pieces, each at its number; empty ones stand for nothing."""
        self._numbers = {piece: number for number, piece in enumerate(pieces) if piece}
        self._cut = lru_cache(KNOWN_WORDS)(self._cut_word)

    def __call__(self, text: str) -> list[int]:
        """Return the numbers of the pieces of `text`."""
        return [
            number
            for chunk in _plain(text).split()
            for word in _words(chunk)
            for number in self._cut(word)
        ]

    def _cut_word(self, word: str) -> tuple[int, ...]:
        found, start = [], 0
        while start < len(word) <= LONGEST_WORD:
            front = INSIDE if start else ""
            for end in range(len(word), start, -1):
                number = self._numbers.get(front + word[start:end])
                if number is not None:
                    found.append(number)
                    start = end
                    break
            else:
                break
        return tuple(found) if start == len(word) else (self._numbers[UNKNOWN],)


def _plain(text: str) -> str:
    """Return `text` in lower case without accents and hidden signs, ideographs apart."""
    if not text.isascii():
        text = re.sub(IDEOGRAPHS, r" \1 ", text)
    shown = "".join(map(_shown, text))
    if not shown.isascii():
        shown = "".join(sign for sign in normalize("NFD", shown) if category(sign) != "Mn")
    return "".join(map(str.lower, shown))  # sign by sign: no rule about the end of a word


def _shown(sign: str) -> str:
    if sign in "\t\n\r" or category(sign) in GAPS:
        return " "
    return "" if sign == "\ufffd" or category(sign) in HIDDEN else sign


def _words(chunk: str) -> Iterator[str]:
    """Yield the words of `chunk`, and each sign of punctuation by itself."""
    start = 0
    for at, sign in enumerate(chunk):
        if sign in ASCII_SIGNS or (not sign.isascii() and category(sign).startswith("P")):
            if start < at:
                yield chunk[start:at]
            yield sign
            start = at + 1
    if start < len(chunk):
        yield chunk[start:]
