"""How hard a text is to read: its school grade, its sentences, abbreviations, and words to avoid.

The grade is that of Coleman and Liau (Journal of Applied Psychology 60, 1975), which needs letters and
sentences alone: 0.0588 letters in 100 words less 0.296 sentences in 100 words, less 15.8. English only.
"""

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

GRADE = 10  # above which a text is hard for many
LONG = 28  # words of a sentence
_FEW = 60  # words: of fewer there is no grade
_SENTENCE = re.compile(r"[^.!?]{1,3000}+(?:[.!?]+(?=\s|$)|$)")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SHORT = re.compile(r"\b(?=[A-Z&]{2,7}\b)[A-Z]+(?:&[A-Z]+)?\b")
_TITLES = ("Dr.", "Mr.", "Ms.", "Mrs.", "St.", "No.", "e.g.", "i.e.", "vs.", "a.m.", "p.m.", "U.S.")


def length(text: str) -> int:
    """Return how many words a text has."""
    return len(_WORD.findall(text))


def grade(texts: Sequence[str]) -> int | None:
    """Return the school grade that a text asks of its reader, None where there are too few words."""
    running = [text for text in texts if text.rstrip().endswith((".", "!", "?"))]
    found = [word for text in running for word in _WORD.findall(text)]
    if len(found) < _FEW:
        return None
    letters = sum(map(len, found)) / len(found) * 100
    ends = sum(len(sentences(text)) for text in running) / len(found) * 100
    return max(0, round(0.0588 * letters - 0.296 * ends - 15.8))


def sentences(text: str) -> list[str]:
    """Return the sentences of a text; a short form such as “Dr.” ends none."""
    for each in _TITLES:
        text = text.replace(each, each.replace(".", "\u2024"))
    found = (each.strip().replace("\u2024", ".") for each in _SENTENCE.findall(text))
    return [each for each in found if _WORD.search(each)]


def unexplained(text: str, known: Collection[str] = ()) -> Iterator[str]:
    """Yield each abbreviation of a text that is not spelled out beside it, nor among the `known`.

    Those that all readers know, and those of a text in capitals, are none.
    """
    if text.isupper():
        return
    seen = {*known, *_data()["known"]}
    for found in _SHORT.finditer(text):
        short = found[0]
        if short in seen:
            continue
        seen.add(short)
        before, after = text[: found.start()], text[found.end() :]
        if not (before.endswith("(") or after.lstrip().startswith("(")):
            yield short


def abbreviations(text: str) -> frozenset[str]:
    """Return every abbreviation of a text, explained or not."""
    return frozenset() if text.isupper() else frozenset(_SHORT.findall(text))


def audiences(opening: str) -> tuple[str, ...]:
    """Return whom a text speaks to, as far as its beginning says: “employers”, “community”."""
    said = opening.casefold()
    return tuple(
        name for name, cues in _data()["audiences"].items() if any(cue in said for cue in cues)
    )


def to_avoid(text: str, readers: Sequence[str] = ()) -> Iterator[tuple[str, str]]:
    """Yield each word of a text that is hard for everyone or for these `readers`, and what to say."""
    instead = _instead(tuple(readers))
    for found in _pattern(tuple(instead)).finditer(text.casefold()):
        yield found[0], instead[found[0]]


@cache
def _instead(readers: tuple[str, ...]) -> Mapping[str, str]:
    avoid = _data()["avoid"]
    return {word: say for name in ("everyone", *readers) for word, say in avoid[name].items()}


@cache
def _pattern(listed: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(listed, key=len, reverse=True)))})\b")


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files("pipeline.meaning") / "plain_words.toml").read_text("utf-8"))
