"""Say what form a short English text has, so that a sentence of ours can be put around it.

The text is never changed but for the size of its first letter. Where the form cannot be told for
sure it is OTHER: whoever prints it then sets a label before it.
"""

import re
from enum import StrEnum

from pipeline.meaning.dictionary import kinds as may_be
from pipeline.meaning.grammar import Word, acronym, common, parse
from pipeline.meaning.lexicon import DO, FIXED, KIND, NOT_DO, NOUNS_FIRST, NUMBER_WORDS, WANTING


class Shape(StrEnum):
    """The form of a text."""

    QUESTION = "question"  # Could you host one visit?
    SENTENCE = "sentence"  # Our graduates apply here
    THIRD = "does"  # Reaches people who …: what somebody does, without saying who
    VERB = "do"  # Join the employer table: what somebody is asked to do
    NOUN = "thing"  # One class visit in January
    OTHER = "other"


_HALF_DAYS = re.compile(r"\b([ap])\.m\.", re.IGNORECASE)
_ENDS = re.compile(r"[.!?…][\"'”’)]*\s+\S")
_RELATIVE = frozenset({"who", "that", "which", "whom"})
_NOT_FINITE = frozenset({"be", "been", "being", "having", "let", "wanted", "got"})
_PEOPLE = frozenset({"people", "children", "men", "women", "staff", "youth", "faculty", "police"})
_PLURAL_FIRST = frozenset(  # "savings plan": no clause, although the first word looks like many
    [
        "savings",
        "benefits",
        "sales",
        "services",
        "operations",
        "needs",
        "admissions",
        "careers",
        "skills",
        "arts",
        "sports",
        "resources",
        "human-resources",
        "systems",
        "goods",
        "news",
        "logistics",
        "earnings",
    ]
)
_ALONE = frozenset(["apply", "go", "leave", "lose", "struggle", "wait"])  # needs nothing after it
_ASKED = frozenset(
    [
        "agree",
        "be",
        "become",
        "come",
        "consider",
        "commit",
        "go",
        "keep",
        "make",
        "please",
        "speak",
        "stay",
        "take",
        "try",
    ]
)
_SMALL_FIRST = frozenset({*FIXED["T"], *NUMBER_WORDS, "one", "we", "they", "it", "people", "there"})


def shape(text: str) -> Shape:
    """Return the form of `text`, OTHER where it cannot be told or no word is read."""
    text = _HALF_DAYS.sub(r"\1m", text.strip())
    found = parse(text)
    if not found or not any(map(str.isalnum, text)):
        return Shape.OTHER
    asks = text.rstrip("\"'”’)").endswith("?")
    forms = (
        (Shape.QUESTION, asks),
        (Shape.SENTENCE, bool(_ENDS.search(text))),  # several, typed as such
        (Shape.THIRD, _third(found)),
        (Shape.SENTENCE, _clause(found)),
        (Shape.VERB, _bids(found)),
        (Shape.NOUN, _names(found)),
    )
    return next((form for form, holds in forms if holds), Shape.OTHER)


def asks_to_do(text: str) -> bool:
    """Say whether `text` can only ask for a deed: "Train the providers", but not "interview panels"."""
    found = parse(text)
    if len(found) < 2 or not _bids(found):
        return False
    thing = {"NOUN", "ADJ"} & may_be(found[0].plain)
    return not thing or found[1].does in "TKMO"


def may_ask(text: str) -> bool:
    """Say whether `text` may be read as a request, whatever else: "Share enrollment counts each term"."""
    found = parse(text)
    return bool(found) and _bids(found)


def begun_small(text: str, names: frozenset[str] = frozenset()) -> str:
    """Return `text` as it goes on within a sentence: "Join us" is "join us", "TANF" stays as it is.

    Only an ordinary word loses its capital, and none that begins a name: one of `names` (first words
    of names, in small letters), or one before another capital.
    """
    first = re.split(r"(?<=\w)(?=[^\w’'])", text, maxsplit=1)[0]
    low = first.casefold()
    if not first[:1].isupper() or first[1:] != first[1:].lower() or acronym(first):
        return text
    named = low in names or low in _NAMES_TOO or text[len(first) :].lstrip(" ,-")[:1].isupper()
    sure = low in _SMALL_FIRST or (_is_verb(low) and low not in _NAMES_TOO) or _joined(text)
    return text[0].lower() + text[1:] if sure or (common(low) and not named) else text


def begun_large(text: str) -> str:
    """Return `text` as a sentence begins; "iPads" and "e-mail" are no words to begin large."""
    first = re.split(r"(?<=\w)(?=\W)", text, maxsplit=1)[0]
    plain = first.isalpha() and first == first.lower()
    return text[0].upper() + text[1:] if plain else text


_NAMES_TOO = frozenset(
    ["mark", "will", "may", "grant", "bill", "rob", "drew", "chase", "grace", "hope", "joy", "rose"]
)


def _joined(word: str) -> bool:
    """Say whether a text begins with a verb like Co-host or Cross-train."""
    begin = re.match(r"(?:co|cross|re|pre)-([a-z]+)\b", word, re.IGNORECASE)
    return begin is not None and _is_verb(begin[1].casefold())


def _is_verb(low: str) -> bool:
    return low in DO or low in _ASKED


def _third(found: list[Word]) -> bool:
    """Tell "Reaches people who …" from "Members who …" and "Programs our customers use"."""
    first, following = found[0], found[1:2]
    low = first.plain
    if not (_many(first) and following):
        return False
    base = _base_of_s(low)
    noun = "NOUN" in may_be(low)
    if base not in DO and noun:
        return False
    after = following[0]
    if after.does not in "TJENMPG" and after.plain not in {"them", "us", "everyone", "people"}:
        return False
    return not (noun and (_left_open(found[1:]) or _people_do(found)))


def _people_do(found: list[Word]) -> bool:
    """Say whether the first word is who does what the second says: "Parents need …"."""
    return found[1].does in "XV" or (found[1].does == "N" and _does_what(found, 1))


def _left_open(rest: list[Word]) -> bool:
    """Say whether the words end in a verb that misses its object: "Programs our customers use"."""
    last, before = rest[-1], rest[-2:-1]
    verb = last.does == "V" or (last.does in "NJ" and "VERB" in may_be(last.plain))
    return bool(before) and verb and (before[0].does == "K" or _many(before[0])) and not _many(last)


def _base_of_s(low: str) -> str:
    for ending, instead in (("ies", "y"), ("es", ""), ("es", "e"), ("s", "")):
        if low.endswith(ending) and (base := low.removesuffix(ending) + instead) in DO:
            return base
    return ""


def _clause(found: list[Word]) -> bool:
    """Say whether a subject and its own verb stand in the words."""
    at, subject, opened = 0, False, False
    if found[0].does == "S" or found[0].does == "I":  # "When cars break down, students leave"
        comma = next((n for n, word in enumerate(found) if word.text == ","), None)
        at = 0 if comma is None else comma + 1
        if comma is None and found[0].does == "S":
            return False
    while at < len(found):
        word = found[at]
        if word.does == "S" and subject:
            if word.plain not in _RELATIVE:
                return False
            at = _past_relative(found, at)
            continue
        if subject and _finite(found, at):
            return not opened
        if word.does == "." and word.text in ";:":
            opened = not subject
        subject = subject or word.does in "NPKM"
        at += 1
    return False


def _past_relative(found: list[Word], at: int) -> int:
    """Return where the words go on after "who …" and its verb."""
    for after in range(at + 1, len(found)):
        word = found[after]
        if word.does in "VZDX" or (word.does in "NE" and "VERB" in may_be(word.plain)):
            return after + 1
    return len(found)


def _finite(found: list[Word], at: int) -> bool:
    """Say whether the word at `at`, after a subject, is what the subject does."""
    word, before = found[at], _before(found, at)
    if word.does == "X":
        month = word.plain == "may" and before.does == "I"  # "two interviews in May"
        return word.plain not in _NOT_FINITE and before.does != "O" and not month
    if found[0].does == "V" and word.does != "Z":  # "Help us find interpreters" asks
        return False
    if word.does in "VZD":
        return before.does not in "OCTIV."
    if word.does == "E":
        return before.does in "NPRD"
    if word.plain in WANTING:
        return before.does == "K"
    return (word.does == "N" or word.plain in DO) and _does_what(found, at)


def _before(found: list[Word], at: int) -> Word:
    """Return the word before, leaving out adverbs: "customers already work", "we both want"."""
    at -= 1
    while at > 0 and (found[at].does == "R" or found[at].plain in {"both", "all", "each"}):
        at -= 1
    return found[at]


def _does_what(found: list[Word], at: int) -> bool:
    """Say whether a word that may be a noun is a verb: "learners miss intake", "fear keeps people"."""
    word, before = found[at], _before(found, at)
    after = found[at + 1].does if at + 1 < len(found) else ""
    low = word.plain
    if "VERB" not in may_be(low) or low in NOT_DO or before.does not in "NP" or not _many(before):
        return False
    if not after:
        return low in _ALONE
    if _many(word):  # the head of the subject stands further before
        of = any(each.does == "I" for each in found[:at])
        return of and bool(_base_of_s(low)) and after in "NTKJMPG"
    if before.plain in _PLURAL_FIRST or (after == "I" and low in NOUNS_FIRST):
        return False
    return after in "TKINMPRJGS"


def _many(word: Word) -> bool:
    low = word.plain
    return (low.endswith("s") and not low.endswith("ss")) or low in _PEOPLE


def _bids(found: list[Word]) -> bool:
    """Say whether the words ask somebody to do something."""
    first = found[0]
    low = first.plain
    if low == "please" and len(found) > 1:
        return _bids(found[1:])
    if len(found) == 1:
        return False
    return first.does == "V" or low == "be" or (low in _ASKED and low not in KIND) or _joined(low)


def _names(found: list[Word]) -> bool:
    """Say whether the words name a thing: no verb begins them, and a noun is among them."""
    return (
        found[0].does in "TMNPJEGK" and any(word.does in "NP" for word in found) and len(found) > 1
    )
