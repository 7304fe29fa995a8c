"""Plain language of a finished document: its grade, long sentences, abbreviations, words to avoid."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.meaning import plain
from pipeline.openxml.walk import P
from pipeline.proof.paper import Finding, Paper, quoted, uncited, words

_MOST = 5  # sentences that are named, the longest first
_OPENING = 12  # lines that tell who reads

Lines = Sequence[tuple[Any, str]]  # each paragraph, and its words


def check(paper: Paper, glossary: Mapping[str, str]) -> Iterator[Finding]:
    """Yield what makes the text of a document hard to read; `glossary` has abbreviations that are known."""
    lines = [
        (each, uncited(words(each))) for each in paper.body.iter(P) if paper.level(each) is None
    ]
    english = (paper.language or "en").startswith("en")
    if english:
        yield from _grade(lines)
    yield from _long_sentences(lines)
    yield from _abbreviations(lines, glossary)
    if english:
        yield from _to_avoid(paper, lines)


def _grade(lines: Lines) -> Iterator[Finding]:
    score = plain.grade([text for _, text in lines])
    if score is not None and score > plain.GRADE:
        message = f"Its reading grade is {score}; {plain.GRADE} or less is plain."
        yield Finding("P1", message, "Shorten the long sentences; use short words.")


def _long_sentences(lines: Lines) -> Iterator[Finding]:
    found = [
        (plain.length(sentence), sentence, each)
        for each, text in lines
        for sentence in plain.sentences(text)
    ]
    longest = sorted((each for each in found if each[0] > plain.LONG), key=lambda each: -each[0])
    for count, sentence, each in longest[:_MOST]:
        message = f"A sentence has {count} words: {quoted(sentence)}."
        yield Finding("P1", message, "Make two of it.", each)


def _abbreviations(lines: Lines, glossary: Mapping[str, str]) -> Iterator[Finding]:
    """Yield each abbreviation that is used before it is spelled out, or never is."""
    known: set[str] = set()
    for each, text in lines:
        for short in plain.unexplained(text, known):
            hint = f"Write its words the first time, with ({short}) behind them."
            if meant := glossary.get(short, ""):
                hint = f"Write {meant} ({short}) the first time."
            yield Finding("P2", f"{short} is not spelled out where it stands first.", hint, each)
        known |= plain.abbreviations(text)


def _to_avoid(paper: Paper, lines: Lines) -> Iterator[Finding]:
    told: set[str] = set()
    readers = plain.audiences(" ".join(text for _, text in lines[:_OPENING]))
    for each, text in lines:
        for word, say in plain.to_avoid(text, readers):
            if word not in told and not paper.typed(word):
                told.add(word)
                message = f"“{word}” is hard for some readers: {quoted(text)}."
                yield Finding("P3", message, f"Say: {say}.", each)
