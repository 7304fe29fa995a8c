"""The words of a cell at the beginning of a sentence, and within one."""

from pipeline.meaning.phrases import begun_large, begun_small
from pipeline.model import Typed


def small(words: Typed, names: frozenset[str]) -> Typed:
    """Return the words as they go on within a sentence; `names` begin names and stay large."""
    return Typed(begun_small(words, names), words.place)


def large(words: Typed) -> Typed:
    """Return the words as a sentence begins."""
    return Typed(begun_large(words), words.place)
