"""Read what a model said in whatever shape it came: lists under titles, tables, JSON, prose around."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.names import id_key, plain, words_key

CUT = re.compile(r"(\s*(…|\.{3}))+\s*$")  # a card that was not written out
CALLED_CARD = re.compile(r"(card|idea|note|sticky|item|tarjeta|id)\b[\s:#.]*", re.IGNORECASE)
QUOTES = "\"'“”‘’«»*_`~ \t"
ENOUGH = 2  # words that begin a card and stand for the whole of it
TITLE_SAID = re.compile(
    r"^[\W_]*(?:(?:group|column|theme|category|cluster|topic|grupo|columna|tema)\s*"
    r"(?:[A-Z]|\d+)?\s*[:.)–—-]+\s*)?(?:\d+\s*[.):]\s+)?(?:title|título)?\s*:?\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in an answer that speaks of a card: what stands there as id, words and title."""

    line: int  # of the answer, 1-based; 0 where nobody can say
    id: str = ""
    words: str = ""
    title: str = ""


class Cards:
    """The ids and words by which a card can be known in an answer."""

    def __init__(self, words: Mapping[str, str]) -> None:
        """Take the words of each card by its id."""
        self.words = {each: words_key(text) for each, text in words.items()}
        self.ids: dict[str, str] = {}
        for each in words:
            self.ids.setdefault(id_key(each), each)
            self.ids.setdefault(plain(each), each)
        self.said = {text: each for each, text in reversed(list(self.words.items())) if text}
        longest_first = sorted(self.words, key=len, reverse=True)
        either = "|".join(re.escape(each) for each in longest_first) or "(?!)"
        self.opening = re.compile(
            rf"[\[(#*_`\"'“]*(?P<id>{either})[\])*_`\"'”]*(?=[\s:;,.|)–—=→-]|$)", re.IGNORECASE
        )
        self.anywhere = re.compile(rf"(?<![\w.-])(?:{either})(?![\w-]|\.\w)", re.IGNORECASE)

    def id_of(self, typed: str) -> str:
        """Return the id that `typed` is, "" where it is none."""
        bare = CALLED_CARD.sub("", typed.strip(QUOTES + "[]()#.:"), count=1)
        return self.ids.get(plain(bare)) or self.ids.get(id_key(bare), "") if bare else ""

    def worded(self, text: str) -> str:
        """Return the id of the card that says `text`, whole or cut, "" where none or several do."""
        key = key_of(text)
        if key in self.said:
            return self.said[key]
        if len(key.split()) <= ENOUGH:
            return ""
        begun = [each for each, own in self.words.items() if own and begins(own, key)]
        return begun[0] if len(begun) == 1 else ""

    def says(self, card: str, text: str) -> bool:
        """Say whether `text` is what the card says, whole, cut, or with something behind it."""
        own, key = self.words[card], key_of(text)
        return bool(key) and (own == key or begins(own, key) or begins(key, own))

    def entry(self, text: str) -> tuple[str, str] | None:
        """Return the id and the words with which `text` begins, None where no id of ours does."""
        bare = CALLED_CARD.sub("", text.lstrip("*_`\"'“[( "), count=1)
        found = self.opening.match(bare)
        if not found or not (card := self.id_of(found["id"])):
            return None
        rest = bare[found.end() :].lstrip(" \t:;,.|)–—=→>*_`-")
        return card, rest.strip(QUOTES)

    def many(self, text: str) -> tuple[str, list[str]]:
        """Return the ids with which `text` ends, and what stands before them: "Rides: 1, 4 and 7"."""
        found = list(self.anywhere.finditer(text))
        end = len(text.rstrip(" .)]*;"))
        ids: list[str] = []
        for each in reversed(found):
            between = text[each.end() : end].strip()
            if not re.fullmatch(r"(?:[\s,;/&+()\[\]*`#]|and|y|cards?)*", between, re.IGNORECASE):
                break
            ids.insert(0, self.id_of(each[0]))
            end = each.start()
        return text[:end], ids


def key_of(text: str) -> str:
    """Return the words of an answer as they are compared: quotes and the dots of a cut taken off."""
    return words_key(CUT.sub("", text.strip(QUOTES)))


def begins(whole: str, part: str) -> bool:
    """Say whether `part` is the beginning of `whole`, and long enough to stand for it."""
    if not part or len(part.split()) < ENOUGH:
        return False
    return whole.startswith(part) and (len(whole) == len(part) or len(part) > 5)


def title_of(text: str) -> str:
    """Return a title as a model wrote it, without marks, numbers and the word Group before it."""
    bare = text.strip().strip("#").strip().strip("*_`").strip()
    bare = re.sub(r"\s*[(\[]\s*\d+\s*(cards?|ideas?|tarjetas?|items?)?\s*[)\]]\s*$", "", bare)
    left = TITLE_SAID.sub("", bare, count=1).strip(' :–—-*_#`"“”').strip()
    return left or bare.strip(' :–—-*_#`"“”')


def mentions(answer: str, cards: Cards) -> tuple[Mention, ...]:
    """Return every place of `answer` that speaks of a card, or seems to."""
    from pipeline.assistant import lines, nested

    found = tuple(nested.mentions(answer, cards))
    return found or tuple(lines.mentions(answer.splitlines(), cards))
