"""Tell near-identical texts from texts that only look alike: a "not" or a number makes two."""

import re
from collections.abc import Iterator, Sequence

ALIKE = 90.0  # of 100, by the letters to change
NEGATIONS = frozenset(
    """no not never none nobody nothing neither nor without cannot non stop less fewer lack
    decrease reduce remove end before""".split()  # noqa: SIM905 - a line of words reads best
)
NUMBERS = {
    word: str(number)
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905
    )
}
MANY = 3000  # above this many texts only exact repeats are looked for


def plain(text: str) -> str:
    """Return `text` without case, punctuation and spacing, numbers as digits."""
    found = re.findall(r"[^\W_]+", text.casefold().replace("n't", " not").replace("n’t", " not"))
    return " ".join(NUMBERS.get(word, word) for word in found)


def kept_apart(text: str, other: str) -> bool:
    """Say whether a negation or a number stands in one of two plain texts and not in the other."""
    mine, theirs = set(text.split()), set(other.split())
    only = (mine ^ theirs) - {"a", "an", "the", "of"}
    if any(re.search(r"\d", word) or word in NEGATIONS for word in only):
        return True
    return any(
        word != of and word.endswith(of) and word.removesuffix(of) in PREFIXES
        for word in only
        for of in only
    )


PREFIXES = frozenset(
    {"un", "in", "im", "ir", "il", "dis", "non", "de", "anti", "mis", "under", "over"}
)


def repeats(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield pairs (earlier, later) of texts that say the same in nearly the same letters."""
    plains = [plain(text) for text in texts]
    first: dict[str, int] = {}
    for i, each in enumerate(plains):
        if each and each in first:
            yield first[each], i
        elif each:
            first[each] = i
    unique = sorted(first.values())
    if 1 < len(unique) <= MANY:
        yield from _alike(plains, unique)


def _alike(plains: Sequence[str], unique: Sequence[int]) -> Iterator[tuple[int, int]]:
    from rapidfuzz import fuzz, process

    chosen = [plains[i] for i in unique]
    near = process.cdist(chosen, chosen, scorer=fuzz.ratio, score_cutoff=ALIKE, workers=1)
    for a, b in zip(*near.nonzero(), strict=True):
        if a < b and not kept_apart(chosen[a], chosen[b]):
            yield unique[a], unique[b]


def families(count: int, pairs: Sequence[tuple[int, int]]) -> list[int]:
    """Return for each of `count` texts the first text of its family, itself where it has none."""
    head = list(range(count))
    for a, b in sorted(pairs):
        first, other = _head(head, a), _head(head, b)
        head[max(first, other)] = min(first, other)
    return [_head(head, i) for i in range(count)]


def _head(head: list[int], i: int) -> int:
    while head[i] != i:
        i = head[i]
    return i
