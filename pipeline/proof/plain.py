"""Plain language: how hard a text is to read, its long sentences, abbreviations, and words to avoid.

The grade is that of Coleman and Liau (Journal of Applied Psychology 60, 1975), which needs letters and
sentences alone: 0.0588 letters in 100 words less 0.296 sentences in 100 words, less 15.8.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from pipeline.openxml.walk import P
from pipeline.proof.paper import Finding, Paper, quoted, uncited, words

PLAIN = 10  # the grade above which a text is hard for many
_LONG = 28  # words of a sentence
_MOST = 5  # sentences that are named, the longest first
_FEW = 60  # words: of fewer there is no grade
_SENTENCE = re.compile(r"[^.!?]{1,3000}(?:[.!?]+(?=\s|$)|$)")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SHORT = re.compile(r"\b(?=[A-Z&]{2,7}\b)[A-Z]+(?:&[A-Z]+)?\b")
_TITLES = ("Dr.", "Mr.", "Ms.", "Mrs.", "St.", "No.", "e.g.", "i.e.", "vs.", "a.m.", "p.m.", "U.S.")


def check(paper: Paper, glossary: Mapping[str, str]) -> Iterator[Finding]:
    """Yield what makes the text of a document hard to read; `glossary` has abbreviations that are known."""
    lines = [
        (each, uncited(words(each))) for each in paper.body.iter(P) if paper.level(each) is None
    ]
    hard = (score := grade([text for _, text in lines])) is not None and score > PLAIN
    if hard:
        message = f"Its reading grade is {score}; {PLAIN} or less is plain."
        yield Finding("P1", message, "Shorten the long sentences; use short words.")
    long = [
        (len(_WORD.findall(sentence)), sentence, each)
        for each, text in lines
        for sentence in sentences(text)
    ]
    longest = sorted((each for each in long if each[0] > _LONG), key=lambda each: -each[0])
    for count, sentence, each in longest[:_MOST]:
        yield Finding(
            "P1", f"A sentence has {count} words: {quoted(sentence)}.", "Make two of it.", each
        )
    yield from _abbreviations(lines, glossary)
    yield from _to_avoid(paper, lines)


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


def _abbreviations(
    lines: Sequence[tuple[Any, str]], glossary: Mapping[str, str]
) -> Iterator[Finding]:
    """Yield each abbreviation that is used before it is spelled out, or never is."""
    known = {*_data()["known"]}
    for each, text in lines:
        if text.isupper():
            continue
        for found in _SHORT.finditer(text):
            short = found[0]
            if short in known:
                continue
            known.add(short)
            spelled = text[: found.start()].endswith("(") or text[
                found.end() :
            ].lstrip().startswith("(")
            if spelled:
                continue
            meant = glossary.get(short, "")
            hint = (
                f"Write {meant} ({short}) the first time."
                if meant
                else (f"Write its words the first time, with ({short}) behind them.")
            )
            yield Finding("P2", f"{short} is not spelled out where it stands first.", hint, each)


def _to_avoid(paper: Paper, lines: Sequence[tuple[Any, str]]) -> Iterator[Finding]:
    told: set[str] = set()
    opening = " ".join(text for _, text in lines[:12]).casefold()
    kinds = [
        name for name, cues in _data()["audiences"].items() if any(cue in opening for cue in cues)
    ]
    avoided = {
        word: say for name in ("everyone", *kinds) for word, say in _data()["avoid"][name].items()
    }
    for each, text in lines:
        for found in _avoided(tuple(avoided)).finditer(text.casefold()):
            word = found[0]
            if word not in told and not paper.typed(word):
                told.add(word)
                hint = f"Say: {avoided[word]}."
                yield Finding(
                    "P3", f"“{word}” is hard for some readers: {quoted(text)}.", hint, each
                )


@cache
def _avoided(listed: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(listed, key=len, reverse=True)))})\b")


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files("pipeline.proof") / "plain.toml").read_text("utf-8"))
