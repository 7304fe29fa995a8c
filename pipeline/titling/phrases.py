"""Lift phrases out of cards that could stand as a title: things, deeds, short statements."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from pipeline.meaning import grammar
from pipeline.meaning.grammar import Word

MOST = 7  # words


class Kind(StrEnum):
    """What a phrase is."""

    THING = "thing"  # shared intake form
    DEED = "deed"  # review the MOU every January
    STATEMENT = "statement"  # parents are not qualified to teach
    CARD = "card"  # a card, or its first words


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand next to each other on a card, and what they are."""

    words: tuple[Word, ...]
    kind: Kind
    trimmed: bool = False  # words that describe it stand before it on the card

    def __len__(self) -> int:
        return len(self.words)


HEAD = "NPG"
INSIDE = "NPJEGM"
LINKS = frozenset("of for in to with w/ on at between about across without".split())  # noqa: SIM905
SMALL = frozenset("up out on off over down in away together with for to".split())  # noqa: SIM905
WITH_IN = frozenset(
    """bring check engage fill hand help invest join opt participate phase put send share sign
    specialize succeed take train""".split()  # noqa: SIM905
)
NO_END = frozenset(  # "sign up" and "carry on" are whole
    """a an the our their its his her my your this these every and or but nor if when that which who
    of for in with to at by from about between across without into onto upon under during through
    than as per via w/ w/o within toward towards among against until since because while""".split()  # noqa: SIM905
)
# what turns the sense of the thing that follows it
DENYING = frozenset(
    """no not never none nobody without w/o less fewer few little lack lacks lacking missing shortage
    absence loss zero stop stopped end""".split()  # noqa: SIM905
)
# verbs that are cut off where they end a title
CALLING = frozenset(
    """want wants get gets got let lets have has had make makes made keep keeps take takes go goes think thinks
    die dies live lives say says tell tells know knows give gives come comes see sees lose loses bring brings
    put puts feel feels seem seems turn turns become becomes""".split()  # noqa: SIM905
)
TOLD = frozenset(  # what the dictionary has as a noun, too
    """full great short good bad amazing awesome late early free due ready gone hard easy fine fun nice
    super okay""".split()  # noqa: SIM905
)
UNITS = frozenset(
    """day days week weeks wk wks month months mo mos year years yr yrs hour hours hr hrs minute minutes
    min mins mile miles mi dollar dollars cent cents percent times""".split()  # noqa: SIM905
)
DULL = frozenset(
    """way ways thing things lot lots people person everyone someone time times kind kinds type types
    part parts number amount order case cases example something anything nothing one ones use need
    needs able sure good bad new different other various""".split()  # noqa: SIM905
)
# words that many a card says and no title lives on
PALE = DULL | frozenset(
    """total day days week weeks month year years today next last first same whole point points place
    places level levels area areas member members""".split()  # noqa: SIM905
)


def phrases(card: str) -> Iterator[Phrase]:
    """Yield every phrase of `card` that could be a title, in reading order."""
    for words in grammar.stretches(grammar.parse(_outside(card))):
        at = {id(word): n for n, word in enumerate(words)}
        for phrase in (*_things(words), *_deeds(words), *_statements(words)):
            start, end = at[id(phrase.words[0])], at[id(phrase.words[-1])] + 1
            turned = phrase.kind is Kind.THING and _denied(words[:start])
            if not (_stutters(phrase.words) or turned or _breaks_off(words, end)):
                yield phrase


def _denied(before: Sequence[Word]) -> bool:
    """Say whether what stands before a thing turns its sense: "no infant spots", "lack of vans"."""
    while before and before[-1].does in "JEMC" and before[-1].plain not in DENYING:
        before = before[:-1]
    if len(before) > 1 and before[-1].plain == "of":
        before = before[:-1]
    return bool(before) and (before[-1].does == "Q" or before[-1].plain in DENYING)


def _breaks_off(words: Sequence[Word], end: int) -> bool:
    """Say whether a phrase ends in a verb whose sense follows: "students want | in"."""
    last, rest = words[end - 1], words[end:]
    if end > 1 and last.plain in CALLING and words[end - 2].does not in "TJE":
        return True
    return end > 1 and bool(rest) and last.does in "VZX" and rest[0].does in "TMKJENPRO"


def _outside(card: str) -> str:
    """Return `card` without what stands in brackets, where something else is left."""
    rest = re.sub(r"[(\[][^()\[\]]*[)\]]", ". ", re.sub(r"\([^()]*\)(?=[^()]*\))", "", card))
    return rest if len(re.findall(r"[^\W_]+", rest)) > 1 else card


def _stutters(words: Sequence[Word]) -> bool:
    return any(a.plain == b.plain for a, b in pairwise(words))


def _thing_from(words: Sequence[Word], start: int) -> int:
    """Return where the thing that starts at `start` ends, `start` when none does."""
    at = start
    while at < len(words):
        does = words[at].does
        joins = (
            does == "C"
            and words[at].plain in {"and", "or", "&"}
            and start < at < len(words) - 1
            and words[at - 1].does in "JENPG"
            and words[at + 1].does in "JENP"
        )
        if (
            does == "J"
            and at > start
            and words[at - 1].does == "N"
            and words[at].plain.endswith("er")
        ):
            break  # "mandatory retirement | younger workers"
        if does == "M" and at > start and at + 1 < len(words) and words[at + 1].plain in UNITS:
            break  # "paycheck | 2 wks later"
        if words[at].plain == "people" and at > start and words[at - 1].does == "N":
            break  # "in a democracy | people"
        adverb = does == "R" and at + 1 < len(words) and words[at + 1].does in "JE" and at == start
        if not (does in INSIDE or joins or adverb):
            break
        at += 1
    while at > start and (words[at - 1].does not in HEAD or _said_of(words, start, at - 1)):
        at -= 1
    if at > start and at < len(words) and words[at - 1].does == "G" and words[at].does in "TK":
        return start  # "sharing the data": a deed
    return at


def _said_of(words: Sequence[Word], start: int, at: int) -> bool:
    """Say whether a word is said of the thing before it: "a classroom | full", "the tea was | great"."""
    return at > start and words[at].plain in TOLD and words[at - 1].does in "NPE"


def _things(words: Sequence[Word]) -> Iterator[Phrase]:
    at = 0
    while at < len(words):
        end = _thing_from(words, at)
        if end == at or (words[at].does == "G" and at and words[at - 1].does in "XK"):
            at += 1  # "am I paying in taxes"
            continue
        if any(word.plain in CALLING for word in words[at + 1 : end]):
            at = end  # "commissioners think | daycare …": a clause
            continue
        yield from _trimmed(words, at, end)
        longer = _linked(words, end, only_of=_is_object(words, at))
        for last in longer:
            if last - at <= MOST and words[at].plain != "one":
                yield Phrase(tuple(words[at:last]), Kind.THING)
        at = end


def _trimmed(words: Sequence[Word], start: int, end: int) -> Iterator[Phrase]:
    """Yield a thing, whole and without its leading adjectives or numbers."""
    for first in range(start, end):
        if first > start and words[first - 1].does not in "JERM":
            break
        if words[first].does in "CR" or words[first].plain == "one" or end - first > MOST:
            continue
        if any(word.does == "C" for word in words[start:first]):
            break
        yield Phrase(tuple(words[first:end]), Kind.THING, trimmed=first > start)
    splits = [i for i in range(start, end) if words[i].does == "C"]
    if splits and words[splits[-1] - 1].does in HEAD and end - splits[-1] - 1 >= 2:
        yield Phrase(tuple(words[splits[-1] + 1 : end]), Kind.THING)


def _is_object(words: Sequence[Word], at: int) -> bool:
    """Say whether a verb stands before: in "prepare people for jobs" no "people for jobs" is meant."""
    while at and words[at - 1].does in "TM":
        at -= 1
    return bool(at) and words[at - 1].does in "VGZD"


def _linked(words: Sequence[Word], end: int, *, only_of: bool = False) -> Iterator[int]:
    """Yield where a thing ends when "of …", "for …" and the like are taken in."""
    for _ in range(2):
        if end >= len(words) or words[end].plain not in LINKS:
            return
        if only_of and words[end].plain != "of":
            return
        start = end + 1
        if start < len(words) and words[start].plain in ASKING | {"order"}:
            return  # "the point at which", "in order to"
        if words[end].does == "O" and not (start < len(words) and words[start].does in "TPJ"):
            return
        while start < len(words) and words[start].does in "TKM" and words[start].does != "K":
            start += 1
        last = _thing_from(words, start)
        if last == start:
            return
        end = last
        yield end


def _deeds(words: Sequence[Word]) -> Iterator[Phrase]:
    for at, word in enumerate(words):
        if word.does not in "VG" or (at and words[at - 1].does in "QT" and word.does == "V"):
            continue
        if word.does == "V" and at and words[at - 1].does in "NPK" and not _asked(words, at):
            continue  # "partners meet": a statement
        if (
            word.plain in {"need", "needs", "want", "wants", "get", "let", "have", "be", "make"}
            and word.does == "V"
            and at
        ):
            continue
        yield from _objects(words, at)


def _asked(words: Sequence[Word], at: int) -> bool:
    return at > 1 and words[at - 1].does == "K" and words[at - 2].does in "XS"


def _objects(words: Sequence[Word], at: int) -> Iterator[Phrase]:
    start = at + 1
    if start < len(words) and words[start].does in "IOR" and words[start].plain in SMALL:
        if words[start].plain == "in" and grammar.do(words[at].plain) not in WITH_IN:
            return  # "paying in taxes"
        start += 1
    while start < len(words) and (words[start].does in "TM" or words[start].plain == "one"):
        start += 1
    end = _thing_from(words, start)
    if end == start:
        return
    for last in (end, *_linked(words, end)):
        acts = (
            last < len(words) and words[last].does in "XZV"
        )  # "ensure resources | include people"
        if 2 <= last - at <= MOST and not acts:
            yield Phrase(tuple(words[at:last]), Kind.DEED)


CLAUSE_FOLLOWS = frozenset(  # "to ensure | that …"
    "ensure make determine show say verify check assume believe think know see find identify".split()  # noqa: SIM905
)
HALF = frozenset("such very most even just only also still not so too".split())  # noqa: SIM905
ASKING = frozenset("how what which when where why who whom whose".split())  # noqa: SIM905
OPENERS = frozenset("a an the our their its his her my your".split())  # noqa: SIM905
BINDING = frozenset("of as than like to long able".split())  # noqa: SIM905


def _statements(words: Sequence[Word]) -> Iterator[Phrase]:
    """Yield the clauses of a stretch, cut at "because", "so that", "which" and the like."""
    if words[0].plain in ASKING or words[0].does == "X":
        return
    part: list[Word] = []
    asking = False
    for word in [*words, Word("because", "S")]:
        if word.does == "S" or word.plain in {"which", "who"}:
            if not asking:
                yield from _clause(part)
            part, asking = [], word.plain in ASKING
        else:
            part.append(word)


def _clause(part: list[Word]) -> Iterator[Phrase]:
    if part and (part[0].plain == "of" or "only" in {word.plain for word in part}):
        return  # its beginning, or its end, "but also", is missing
    while part and (part[0].does in "CIS" or part[0].plain in OPENERS):
        part = part[1:]
    finite = [i for i, word in enumerate(part) if word.does in "XZVD"]
    if not part or not finite or finite[0] == 0:
        if 2 <= len(part) <= MOST and part[0].does not in "XQ" and _ends_well(part):
            yield Phrase(tuple(part), Kind.DEED if part[0].does == "V" else Kind.CARD)
        return
    subject = part[: finite[0]]
    whole = not all(word.does == "K" for word in subject)
    for end in range(finite[0] + 1, len(part) + 1):
        if end > MOST + 1:
            break
        at_boundary = end == len(part) or (
            part[end].does in "IC"
            and part[end].plain not in BINDING
            and part[end - 1].plain not in BINDING
        )
        if at_boundary and _ends_well(part[:end]) and len(part[:end]) >= 3 and whole:
            yield Phrase(tuple(part[:end]), Kind.STATEMENT)


def _ends_well(words: Sequence[Word]) -> bool:
    if hangs(words[-1]) or (words[-1].does == "V" and words[-1].plain in CLAUSE_FOLLOWS):
        return False
    if words[-1].does == "D" and not any(word.does == "X" for word in words):
        return False  # "one intake form used": by whom is cut off
    return words[-1].does in "NPGJDRVZM" and words[-1].plain not in HALF


def states(card: str) -> bool:
    """Say whether `card` is a whole sentence: somebody does or is something."""
    return any(
        phrase.kind is Kind.STATEMENT
        for words in grammar.stretches(grammar.parse(card))
        for phrase in _statements(words)
    )


def shortened(card: str) -> Phrase | None:
    """Return the beginning of `card`, cut where a reader would pause; None when it has no words."""
    stretch = next((each for each in grammar.stretches(grammar.parse(card)) if len(each) > 1), None)
    stretch = stretch or next(grammar.stretches(grammar.parse(card)), None)
    if not stretch:
        return None
    while len(stretch) > 1 and stretch[0].does == "T":
        stretch = stretch[1:]
    if len(stretch) > MOST:
        ends = range(MOST, 1, -1)
        good = (e for e in ends if stretch[e].does in "IOCSXZ" and stretch[e - 1].does in "NPGR")
        stretch = stretch[: next(good, MOST)]
    while len(stretch) > 1 and hangs(stretch[-1]):
        stretch = stretch[:-1]
    return Phrase(tuple(stretch), Kind.CARD)


def hangs(word: Word) -> bool:
    """Say whether a title that ends with `word` is cut off: "topic 3 and", "plan for the"."""
    return word.plain in NO_END or word.does in "COS"


def written(phrase: Phrase, names: frozenset[str], *, doing: bool = False) -> str:
    """Return `phrase` as a title: sentence case, names and acronyms kept, verb with -ing if so."""
    shown = []
    shouted = _shouted(phrase.words)
    for i, word in enumerate(phrase.words):
        kept = keeps_capitals(word.text, names) or _in_a_name(phrase.words, i)
        kept = kept and word.does != "C"  # "supervisor AND tenant"
        if shouted and len(word.text) > 2 and grammar.known(word.plain):
            kept = False
        text = word.text if kept else word.text.lower()
        text = "I" if text == "i" else text
        if phrase.kind is Kind.DEED and _acts(phrase.words, i):
            base = grammar.do(word.plain)
            known = word.does == "V" or doing or phrase.words[1].does == "T"
            text = ((grammar.doing(base) or word.plain) if doing else base) if known else word.plain
        shown.append(text)
    return opened(" ".join(shown))


def _shouted(words: Sequence[Word]) -> bool:
    """Say whether the words were typed in capitals, most of them ordinary ones."""
    spelled = [word for word in words if word.text.isalpha() and len(word.text) > 1]
    loud = [word for word in spelled if word.text.isupper()]
    ordinary = sum(grammar.known(word.plain) for word in loud)
    return len(loud) > 1 and len(loud) == len(spelled) and 2 * ordinary > len(loud)


def _in_a_name(words: Sequence[Word], i: int) -> bool:
    """Say whether a word belongs to a name of several words, each with its capital: Three Pines."""
    start = end = i
    while start and words[start - 1].text[:1].isupper():
        start -= 1
    while end < len(words) and words[end].text[:1].isupper():
        end += 1
    return end - start > 1 and all(word.does in "PM" for word in words[start:end])


def _acts(words: Sequence[Word], i: int) -> bool:
    """Say whether a word is what the deed is: its first, or a second verb after "and"."""
    return i == 0 or (words[i].does == "V" and words[i - 1].does == "C")


def opened(title: str) -> str:
    """Return `title` with a capital at its beginning, unless its first word forbids it: iPads."""
    as_typed = re.match(r"[a-z]+[A-Z]|www\.|\w+://", title)
    return title if as_typed else title[:1].upper() + title[1:]


def continued(title: str, names: frozenset[str]) -> str:
    """Return `title` as it reads inside a sentence: Hatchet Tech, and shared intake forms."""
    first, _, rest = title.partition(" ")
    named = keeps_capitals(first, names) or re.match(r"[A-Z][a-z]", rest)
    return title if named else title[:1].lower() + title[1:]


def keeps_capitals(word: str, names: frozenset[str]) -> bool:
    """Say whether the capitals of `word` belong to it."""
    return grammar.acronym(word) or word.casefold() in names


def names(cards: Sequence[str]) -> frozenset[str]:
    """Return the words that people write with a capital even inside a sentence."""
    capital: set[str] = set()
    small: set[str] = set()
    for card in cards:
        for word in grammar.parse(card):
            if word.text[:1].islower():
                small.add(word.text.casefold())
            elif word.does == "P":
                capital.add(word.text.casefold())
    return frozenset(w for w in capital - small if not grammar.common(w))
