"""Tell near-identical texts from texts that only look alike: a "not" or a number makes two."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pipeline.meaning import grammar
from pipeline.meaning.language import STOP, stem
from pipeline.model import MOST_COMPARED

ALIKE = 90.0  # of 100, by the letters to change
SPELLED = 70.0  # of 100: two spellings of one word
MISSPELLED = 75.0  # of 100: a word that is in no dictionary, for one that counts
MANY = 3000  # above this many texts only exact repeats are looked for


def _words(line: str) -> frozenset[str]:
    return frozenset(line.split())


ARTICLES = _words("a an the")
NEGATIONS = _words("""no not never none nobody nothing neither nor without non anti un dis mis stop less fewer lack
    decrease reduce remove end before""")
DIGITS = "zero one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905
NUMBERS = {word: str(number) for number, word in enumerate(DIGITS)}
COUNTS = _words("""once twice thrice half quarter double triple dozen first second third fourth fifth
    last thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty
    sixty seventy eighty ninety hundred thousand million daily weekly biweekly monthly quarterly
    yearly annual annually monday tuesday wednesday thursday friday saturday sunday january february
    march april june july august september october november december""")
OPPOSITES = tuple(
    frozenset(pair.split("/"))
    for pair in """
    more/less more/fewer increase/decrease increase/reduce add/remove open/close open/closed
    start/stop start/end begin/end before/after with/without always/never everyone/nobody
    all/none all/some high/low higher/lower early/late earlier/later public/private allow/ban
    allow/forbid include/exclude in/out on/off up/down yes/no accept/reject new/old buy/sell
    hire/fire raise/lower give/take internal/external online/offline morning/evening day/night
    days/nights best/worst better/worse support/oppose keep/drop voluntary/mandatory
    inside/outside men/women boys/girls indoor/outdoor local/federal short/long shorter/longer
    paid/free north/south east/west big/small bigger/smaller large/small fast/slow
    faster/slower cheap/expensive borrow/lend send/receive can/must may/must should/must
    """.split()  # noqa: SIM905 - pairs read best on a line
)
ASKED_AGAIN = 1 << 10  # texts: dividing the cards and reviewing them ask for the same ones
REMEMBERED = 1 << 14  # words: the same are asked for in each pair of texts
PREFIXES = _words("un in im ir il dis non de anti mis under over")
SLOPPY = re.compile(r"\b(do|does|did|is|are|was|were|has|have|had|should|could|would|must)nt\b")


@lru_cache(maxsize=ASKED_AGAIN)
def plain(text: str) -> str:
    """Return `text` without case, punctuation and spacing, numbers as digits, "not" as a word."""
    low = text.casefold().replace("’", "'")
    low = low.replace("can't", "can not").replace("cannot", "can not").replace("won't", "will not")
    low = SLOPPY.sub(r"\1 not", low.replace("n't", " not"))
    found = re.findall(r"[^\W_]+", low)
    return " ".join(NUMBERS.get(word, word) for word in found)


def kept_apart(text: str, other: str) -> bool:
    """Say whether two plain texts differ in a negation, a number, a day, or say the opposite."""
    mine, theirs = _mended(text, other), _mended(other, text)
    here, there = Counter(mine), Counter(theirs)
    if Counter(filter(_counts, mine)) != Counter(filter(_counts, theirs)):
        return True
    only_mine, only_theirs = set(here - there), set(there - here)
    only = only_mine | only_theirs
    if any(len(pair & only_mine) == len(pair & only_theirs) == 1 for pair in OPPOSITES):
        return True
    return any(
        word != of and word.endswith(of) and word.removesuffix(of) in PREFIXES
        for word in only
        for of in only
    )


@lru_cache(maxsize=REMEMBERED)
def _counts(word: str) -> bool:
    """Say whether a word may not differ between two texts that say the same."""
    return word in NEGATIONS or word in COUNTS or any(sign.isdigit() for sign in word)


def _mended(text: str, other: str) -> list[str]:
    """Return the words of `text`, a misspelled one that counts as `other` spells it: Friay."""
    theirs = [word for word in other.split() if _counts(word) and word.isalpha()]
    return [_mend(word, theirs) for word in text.split()] if theirs else text.split()


def _mend(word: str, likely: Sequence[str]) -> str:
    from rapidfuzz import fuzz

    if not likely or not word.isalpha() or _counts(word) or grammar.known(word):
        return word
    best = max(likely, key=lambda each: fuzz.ratio(word, each))
    other_sense = word.removesuffix(best) in PREFIXES
    return best if fuzz.ratio(word, best) >= MISSPELLED and not other_sense else word


def _at(words: Sequence[str]) -> list[tuple[str, str]]:
    """Return each negation and number with the first letter of the word after it."""
    after = [*words[1:], ""]
    return [(word, then[:1]) for word, then in zip(words, after, strict=True) if _counts(word)]


def _spelled_alike(text: str, other: str) -> bool:
    """Say whether two plain texts differ by spelling, endings and small words only."""
    from rapidfuzz import fuzz

    mine, theirs = Counter(text.split()), Counter(other.split())
    left, right = list((mine - theirs).elements()), list((theirs - mine).elements())
    if "".join(left) == "".join(right):
        return True  # hand off, handoff
    for word in [*left]:
        twin = max(right, key=lambda each: fuzz.ratio(word, each), default="")
        typed = not (grammar.known(word) and grammar.known(twin))
        if twin and (stem(word) == stem(twin) or (typed and fuzz.ratio(word, twin) >= SPELLED)):
            left.remove(word)
            right.remove(twin)
    return all(word in STOP for word in (*left, *right))


def repeats(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield pairs (earlier, later) of texts that say the same in nearly the same letters.

    Of texts longer than `MOST_COMPARED` only those that are the same throughout.
    """
    plains = [_listed(plain(text)) for text in texts]
    first: dict[str, int] = {}
    for i, each in enumerate(plains):
        if each and each in first:
            yield first[each], i
        elif each:
            first[each] = i
    unique = sorted(i for i in first.values() if len(texts[i]) <= MOST_COMPARED)
    if 1 < len(unique) <= MANY:
        yield from _alike(plains, unique)


@lru_cache(maxsize=ASKED_AGAIN)
def _listed(text: str) -> str:
    """Return a plain text without articles, and lists of two in one order: "maps and data"."""
    short = " ".join(word for word in text.split() if word not in ARTICLES) or text
    return re.sub(
        r"(?<![^ ])([^ ]+) (and|or) ([^ ]+)",
        lambda m: f" {m[2]} ".join(sorted((m[1], m[3]))),
        short,
    )


def _alike(plains: Sequence[str], unique: Sequence[int]) -> Iterator[tuple[int, int]]:
    from rapidfuzz import fuzz, process

    chosen = [plains[i] for i in unique]
    near = process.cdist(chosen, chosen, scorer=fuzz.ratio, score_cutoff=ALIKE, workers=1)
    for a, b in zip(*near.nonzero(), strict=True):
        if a < b and _same(chosen[a], chosen[b]):
            yield unique[a], unique[b]


def _same(text: str, other: str) -> bool:
    placed = _at(_mended(text, other)) == _at(_mended(other, text))
    return placed and not kept_apart(text, other) and _spelled_alike(text, other)


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
