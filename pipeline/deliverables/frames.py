"""Put the sentence of ours around a cell that its form asks for; a label where no form is told.

The forms are those of English. In another language a cell that ends as a sentence does stands alone,
and every other gets its label.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.deliverables.blanks import Said, line
from pipeline.deliverables.capitals import large, small
from pipeline.deliverables.sentences import ENDS, Sentence
from pipeline.deliverables.wordings import Wordings
from pipeline.meaning.phrases import Shape, asks_to_do, may_ask, shape
from pipeline.model import Typed

_OURS = re.compile(r"(?i)\b(?:our|ours|we|us)\b")
_YOURS = re.compile(r"(?i)\b(?:you|your|yours|our|ours)\b")
_A_SENTENCE = (Shape.SENTENCE, Shape.QUESTION)
_SAYS = re.compile(r"(?i)(?:we|you|they|i|it|our|your)\b|we['’]")
_BOTH = re.compile(  # "both serve veterans": who both are is not said
    r"(?i)both\s+(?:also\s+)?(?:serve|see|help|train|teach|hire|use|need|want|share|face|run|offer|have|are|do|work)\b"
)
_JOINED = re.compile(r"(?i)\b(?:and|or)\b")
_REASON, _REASON_ALOUD = "Why: a sentence about us", "Why: a sentence about us, said aloud"
LONG_ITEM = 12  # words; longer ones are no list within a sentence


@dataclass(frozen=True, slots=True)
class Frames:
    """The sentences of one language, and the words that begin names, in small letters."""

    wordings: Wordings
    english: bool = True
    names: frozenset[str] = frozenset()

    def shape(self, words: Typed) -> Shape:
        """Return the form of a cell."""
        if self.english:
            return shape(words)
        return Shape.SENTENCE if words.rstrip("\"'”’»)").endswith(ENDS) else Shape.OTHER

    def within(self, words: Typed) -> Typed:
        """Return the words as they go on within a sentence."""
        return small(words, self.names) if self.english else words

    def is_reason(self, overlap: Typed) -> bool:
        """Say whether what we have in common is a sentence about us, and so a reason to write."""
        words = line(overlap)
        one = words.rstrip(".!").count(". ") == 0
        return one and self.shape(words) is Shape.SENTENCE and bool(_OURS.search(words))

    def why(
        self, overlap: Typed, organization: Said, *, partner: bool, aloud: bool = False
    ) -> Sentence | None:
        """Return why we turn to the reader, and a `partner` needs no reason; None where nobody said."""
        words = line(overlap)
        if not words:
            return None
        form = self.shape(words)
        if not partner and self.is_reason(words):
            row = _REASON_ALOUD if aloud else _REASON
            words = self.within(words)
        elif form in _A_SENTENCE and not _BOTH.match(words):
            row, words = "Why: another sentence", large(words)
        elif form is Shape.THIRD:
            row, words = "Why: what they do", self.within(words)
        elif form is Shape.NOUN:
            row, words = "Why: a thing", self.within(words)
        else:
            row = "Why: anything else"
        return self.wordings.say(row, words=words, organization=organization)

    def plainly(self, row: str, said: Said, **fields: Typed) -> Sentence:
        """Return a cell that should be a sentence: alone where it is one, with a label where not."""
        fields = {name: self.within(each) if each else each for name, each in fields.items()}
        alone = bool(said) and self.shape(said.words) in _A_SENTENCE
        if alone:
            return self.wordings.say(f"{row}: a sentence", words=large(said.words), **fields)
        words = self.within(said.words) if said and self.shape(said.words) is Shape.NOUN else None
        return self.wordings.say(
            f"{row}: anything else", words=words or said.words or said, **fields
        )

    def ask(self, said: Said) -> Sentence:
        """Return the request: asked of the reader, unless its words make us the ones who act."""
        form = self.shape(said.words) if said else Shape.OTHER
        if form in _A_SENTENCE and not self._reads_two_ways(said.words):
            return self.wordings.say("Ask: a sentence or a question", words=large(said.words))
        asks = form is Shape.VERB and not self._reads_two_ways(said.words)
        if asks and not _YOURS.search(said):
            return self.wordings.say("Ask: begins with a verb", words=self.within(said.words))
        words = said if form is Shape.OTHER else self.within(said.words)
        return self.wordings.say("Ask: anything else", words=words)

    def _reads_two_ways(self, words: Typed) -> bool:
        """Say whether words are a deed or else: "Share enrollment counts each term", "Support letters"."""
        if not self.english or words.endswith(ENDS):
            return False
        if self.shape(words) is Shape.SENTENCE:
            return may_ask(words)
        return len(words.split()) == 2 and not asks_to_do(words)

    def first_step(self, typed: Typed) -> Sentence | None:
        """Return the first small step; None where nobody said."""
        words = line(typed)
        if not words:
            return None
        form = self.shape(words)
        if form in _A_SENTENCE:
            return self.wordings.say("First step: a sentence or a question", words=large(words))
        if form in (Shape.VERB, Shape.NOUN):
            return self.wordings.say("First step: a thing or a verb", words=self.within(words))
        return self.wordings.say("First step: anything else", words=words)

    def we_bring(self, offer: Typed) -> tuple[Sentence | None, tuple[Typed, ...]]:
        """Return what we would bring, as a sentence, or as its beginning and a list below it."""
        found = items(offer)
        if not found:
            return None, ()
        if not all(map(self._is_a_thing, found)):
            if len(found) > 2:
                return self.wordings.say("We bring: a list below"), found
            return self.wordings.say("We bring: anything else", words=line(offer)), ()
        within = tuple(map(self.within, found))
        if len(found) == 1:
            return self.wordings.say("We bring: one thing", words=within[0]), ()
        if len(found) > 2 or any("," in each for each in found):
            return self.wordings.say("We bring: a list below"), within
        return self.wordings.say(
            "We bring: two things", words=_before_last(within), last=within[1]
        ), ()

    def they_bring(self, assets: Typed, *, partner: bool) -> Sentence | None:
        """Return what the reader brings, or could bring; None where nobody said."""
        found = items(assets)
        if not found:
            return None
        who = "A partner brings" if partner else "They bring"
        if not all(map(self._is_a_thing, found)) or any("," in each for each in found):
            things = all(map(self._is_a_thing, found))
            words = self.within(line(assets)) if things else line(assets)
            return self.wordings.say("They bring: anything else", words=words)
        within = tuple(map(self.within, found))
        if len(within) == 1:
            return self.wordings.say(f"{who}: one thing", words=within[0])
        return self.wordings.say(
            f"{who}: several things", words=_before_last(within), last=within[-1]
        )

    def goals(self, typed: Typed, *, partner: bool) -> Sentence | None:
        """Return the goals that both share, or may; None where nobody said."""
        words = line(typed)
        row = "Shared goals of partners" if partner else "Shared goals"
        return self.wordings.say(row, words=self.within(words)) if words else None

    def place(self, step: Typed, workshop: Typed) -> Sentence | None:
        """Return which step of the plan the reader leads; None where the workshop has no name."""
        if not (line(step) and line(workshop)):
            return None
        words = self.within(line(step))
        return self.wordings.say("In the plan: a place", words=words, workshop=line(workshop))

    def _is_a_thing(self, item: Typed) -> bool:
        """Say whether an item may stand behind "we would bring": no sentence and no deed of its own."""
        if len(item.split()) > LONG_ITEM or item.endswith(ENDS):
            return False
        return not self.english or not (_SAYS.match(item) or asks_to_do(item))


def items(typed: Typed) -> tuple[Typed, ...]:
    """Return the items of a cell: ; or line breaks stand between; a dash typed before one is a bullet."""
    if not line(typed):
        return ()
    parts = (
        re.sub(r"^\s*(?:[-–—•*·]\s+)?|[\s.;]+$", "", part) for part in re.split(r"[;\n]", typed)
    )
    return tuple(Typed(" ".join(part.split()), typed.place) for part in parts if part)


def _before_last(found: Sequence[Typed]) -> Sentence:
    """Return all items but the last, a comma between, and one more where an item has its own "and"."""
    pieces: list[str] = []
    for each in found[:-1]:
        pieces += [", ", each] if pieces else [each]
    return Sentence([*pieces, ","] if any(map(_JOINED.search, found)) else pieces)
