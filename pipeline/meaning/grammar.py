"""Tell verbs from nouns well enough to lift whole phrases out of short English cards.

One letter a word: N noun, P name or acronym, J adjective, E participle before a noun, G -ing form,
V verb as in the dictionary, Z verb with -s, D past form, X helping verb, Q negation, R adverb,
T determiner, M number, I preposition, O "to", C and/or, S clause opener, K pronoun, "." a stop.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.meaning import dictionary
from pipeline.meaning.dictionary import kinds as may_be
from pipeline.meaning.language import beginning
from pipeline.meaning.lexicon import (
    ADJECTIVES,
    AFTER_VERBS,
    ASKED,
    CAPITAL,
    CAUSING,
    DO,
    FIXED,
    KIND,
    LINKING,
    NOT_DO,
    NOUNS_FIRST,
    NOUNS_TOO,
    NUMBER_WORDS,
    ORDINALS,
    OWNING,
    TIMES,
    WANTING,
)

RAW = re.compile(
    r"\d+(?::\d+)+"  # 1:1, 6:30
    r"|\b[wW]/o?(?![^\W_])|\b[wW]/(?=[^\W_]{2})"  # w/, w/o
    r"|[^\W_]+(?:[’'\-./&][^\W_]+)*(?:\.(?=[^\W_]))?|[&+/]|\.{3}|…|[^\w\s]"
)
SUFFIXED = re.compile(r"(?<=\w)\((s|es)\)")  # member(s)
SPELLED = re.compile(r"[^\W_]")
WITHIN = re.compile(r"[^\W_]|[&+/]")  # no stop
NUMBER = re.compile(r"\d[\d.,:%]*(st|nd|rd|th|s|am|pm|k)?")
THING = re.compile(r"[TJENMP]*[NP]$")
HELPED = re.compile(r"(^|[.S])XQ?$")
NEARBY = 14  # words before a word that are looked at, however long the card


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a card as typed, and the letter that says what it does there."""

    text: str
    does: str

    @property
    def plain(self) -> str:
        """The word in lower case."""
        return self.text.casefold().replace("’", "'")


def common(word: str) -> bool:
    """Say whether `word` is an ordinary word of the dictionary, written small."""
    known = bool(may_be(word)) or word.endswith(ADJECTIVES)
    return word in KIND or (known and word not in CAPITAL)


def known(word: str) -> bool:
    """Say whether `word` stands in the dictionary."""
    return word in KIND or bool(may_be(word))


@cache
def doing(verb: str) -> str:
    """Return the -ing form of a verb: share → sharing, cross-train → cross-training."""
    head, _, last = verb.rpartition("-")
    found = dictionary.doing(last)
    return f"{head}-{found}" if head and found else found


@cache
def do(verb: str) -> str:
    """Return the dictionary form of a verb: sharing, shared → share."""
    head, _, last = verb.rpartition("-")
    base = dictionary.verb(last) or last
    return f"{head}-{base}" if head else base


def parse(text: str) -> list[Word]:
    """Return the words of `text` and what each does there."""
    return list(_parsed(text))


@lru_cache(2048)  # titles of a group ask for each of its cards several times
def _parsed(text: str) -> tuple[Word, ...]:
    text = SUFFIXED.sub(r"\1", beginning(text))
    raw = RAW.findall(text)
    if not raw:  # a card of lines to write on
        return ()
    loud = _loud(raw)
    tags = ""
    low = [word.casefold() for word in raw]
    for at, (word, following, shouted) in enumerate(zip(raw, [*raw[1:], ""], loud, strict=True)):
        tags += _tag(_Spot(word, following, tags, shouted, low[max(0, at - NEARBY) : at]))
    return tuple(Word(word, tag) for word, tag in zip(raw, tags, strict=True))


@dataclass(frozen=True, slots=True)
class _Spot:
    """A word, what stands before it (as letters) and the word that follows it."""

    text: str
    following: str
    tags: str
    shouted: bool
    said: list[str]

    @property
    def low(self) -> str:
        return self.text.casefold().replace("’", "'")

    @property
    def prior(self) -> str:
        return self.said[-1] if self.said else ""

    @property
    def after(self) -> str:
        return self.following.casefold()

    @property
    def before(self) -> str:
        return self.tags[-1:] or "."

    @property
    def may(self) -> frozenset[str]:
        return may_be(self.low) or (may_be(self.last) if "-" in self.low else frozenset())

    @property
    def last(self) -> str:
        """The last part of a hyphened word, else the word."""
        return self.low.rpartition("-")[2]

    @property
    def helped(self) -> bool:
        """Whether a helping verb stands before, with at most an adverb between."""
        if self.before == "X":
            return self.prior not in OWNING
        return self.before == "Q" or (self.before == "R" and "X" in self.tags[-3:])

    @property
    def asked(self) -> bool:
        """Whether a verb may end a clause here: "why does the card work", "make the card work"."""
        if self.following[:1].isalnum() and self.after != "like":
            return False
        recent = self.tags[-NEARBY:] if len(self.tags) <= NEARBY else f"#{self.tags[1 - NEARBY :]}"
        thing = THING.search(recent)
        before = recent[: thing.start()] if thing else ""
        if HELPED.search(before):
            return True
        return bool(before) and self.said[len(before) - 1] in CAUSING

    @property
    def described(self) -> bool:
        """Whether a thing follows that this word may describe."""
        return _starts_noun(self.following)


def _tag(spot: _Spot) -> str:  # noqa: PLR0911 - a list of questions reads best as a list
    low = spot.low
    if not SPELLED.match(spot.text):
        return "C" if low in "&+/" else "."
    if low == "to":
        return "O"
    if low in KIND:
        return _closed(spot)
    if low in ORDINALS:
        return "J"
    if low in NUMBER_WORDS or NUMBER.fullmatch(low):
        return "M"
    capital = spot.text[:1].isupper()
    if not spot.shouted and (acronym(spot.text) or (capital and spot.before != ".")):
        return "P"
    if spot.shouted and capital and not may_be(low):
        return "P"
    return _open(spot)


def _closed(spot: _Spot) -> str:
    low, before = spot.low, spot.before
    becomes = KIND[low]
    if low == "that" and before in "NPGZDVX":
        becomes = "S"
    elif low in {"more", "most", "less"} and "ADJ" in may_be(spot.after) and spot.after not in KIND:
        becomes = "R"
    elif low in WANTING:
        wanted = spot.described or spot.after == "to" or spot.after in FIXED["T"] | FIXED["K"]
        becomes = "N" if before in "TJE" or (before == "N" and not wanted) else "V"
    elif low in {"so", "also", "then", "yet"} and before != ".":
        becomes = "S"
    elif low == "off" and spot.prior in TIMES:
        becomes = "N"  # days off
    elif low == "like" and before in "XO":
        becomes = "V"
    elif low == "one" and spot.described:
        becomes = "M"
    return becomes


def _open(spot: _Spot) -> str:  # noqa: PLR0911 - one question after the other
    low, may = spot.low, spot.may
    if low.endswith("ly") and (not may or "ADV" in may):
        return "R"
    if not may:
        return "J" if low.endswith(ADJECTIVES) else "N"
    if "VERB" not in may:
        return _not_a_verb(spot)
    if dictionary.verb(spot.last) == spot.last:
        return _as_in_the_dictionary(spot)
    if low.endswith("ing"):
        return _ing(spot)
    if low.endswith("s") and not low.endswith("ss"):
        return _with_s(spot)
    return _past(spot)


def _not_a_verb(spot: _Spot) -> str:
    if "NOUN" in spot.may and not ("ADJ" in spot.may and spot.described):
        return "N"
    return "J" if "ADJ" in spot.may else "R"


def _starts_noun(word: str) -> bool:
    low = word.casefold()
    if not word[:1].isalpha() or low in KIND or low == "to":
        return False
    return not may_be(low) or bool({"NOUN", "ADJ"} & may_be(low))


def _ing(spot: _Spot) -> str:
    if spot.before not in "TJE" or spot.after in FIXED["T"]:
        return "G"
    return "J" if spot.described else "N"


def _with_s(spot: _Spot) -> str:
    if "NOUN" not in spot.may:
        return "Z"
    subject = spot.before in "NPK" and not {"Z", "X"} & set(spot.tags)
    object_follows = spot.after in FIXED["T"] or spot.after in FIXED["K"]
    links = spot.low in LINKING and may_be(spot.after) == {"ADJ"}
    return "Z" if subject and (object_follows or links or spot.before == "K") else "N"


def _past(spot: _Spot) -> str:
    noun, adjective = "NOUN" in spot.may, "ADJ" in spot.may
    if spot.helped:
        return "D"
    if adjective and not noun and (spot.before == "T" or spot.described):
        return "J"
    if spot.described and spot.before not in "NPK":
        return "E"
    return "N" if noun and spot.before in "TJEI" else "D"


def _as_in_the_dictionary(spot: _Spot) -> str:  # noqa: PLR0911 - one question after the other
    """Tell "the plan", "to plan", "plan the route" and "plan review" apart."""
    noun, adjective = "NOUN" in spot.may or spot.low in NOUNS_TOO, "ADJ" in spot.may
    described = "J" if adjective and (spot.described or not noun) else "N"
    if spot.before == "O":
        goal = spot.tags[-2:-1] == "N" and spot.low not in DO  # "access to transit"
        return "N" if noun and (goal or spot.low in NOT_DO) else "V"
    if spot.helped:
        if adjective and (spot.low not in DO or not spot.after.isalpha()):
            return "J"
        return "N" if spot.low in NOT_DO else "V"
    if spot.before == "K" or not (noun or adjective) or (spot.asked and spot.low in DO | ASKED):
        return "V"
    if spot.before in "TJEIMGNP":
        if spot.low in {"look", "feel", "sound"} and spot.after == "like":
            return "V"
        acts = spot.before == "N" and spot.after in FIXED["T"] and spot.low not in NOT_DO
        return "V" if acts else described
    if spot.before == "V" and described == "J":
        return "J"  # "consider open source software"
    return "V" if _begins(spot) else described


def _begins(spot: _Spot) -> bool:
    """Say whether a word that could be a noun is the verb that a card or clause begins with."""
    low, after = spot.low, spot.after
    if low in NOT_DO:
        return False
    if after in FIXED["T"] or (after in FIXED["K"] and after != "one"):
        return True
    if low not in DO or (spot.before not in ".CS" and "NOUN" in spot.may):
        return False
    if "NOUN" in spot.may:
        if not after[:1].isalnum() or after in FIXED["X"] or _only_a_verb_with_s(after):
            return False
        if after in FIXED["I"] or after == "to":
            return after in AFTER_VERBS and low not in NOUNS_FIRST
    return spot.before in ".S" or "V" in spot.tags


def _only_a_verb_with_s(word: str) -> bool:
    """Say whether `word` must be what somebody does: "specifies", not "plans"."""
    return word.endswith("s") and may_be(word) == {"VERB"} and dictionary.verb(word) != word


def acronym(word: str) -> bool:
    """Say whether `word` is to be kept as typed: MOU, iPad, w-2, COVID-19."""
    capitals = sum(map(str.isupper, word))
    return capitals >= 2 or (any(map(str.isdigit, word)) and any(map(str.isalpha, word)))


def _loud(raw: list[str]) -> list[bool]:
    """Say for each word whether capitals tell nothing there: Title Case, or ALL CAPITALS."""
    loud: list[bool] = []
    part: list[str] = []
    for word in [*raw, "."]:
        part.append(word)
        if not WITHIN.match(word):
            telling = [w for w in part if w[:1].isalpha() and w.casefold() not in KIND]
            capitals = sum(w[0].isupper() for w in telling)
            shouted = len(telling) > 1 and capitals > 0.6 * len(telling)
            loud += [shouted and not _few(telling)] * len(part)
            part = []
    return loud[: len(raw)]


def _few(telling: list[str]) -> bool:
    return len(telling) == 2 and acronym(telling[0]) != acronym(telling[1])


def stretches(words: list[Word]) -> Iterator[list[Word]]:
    """Yield the parts of a card between its stops."""
    part: list[Word] = []
    for word in words:
        if word.does == ".":
            if part:
                yield part
            part = []
        else:
            part.append(word)
    if part:
        yield part
