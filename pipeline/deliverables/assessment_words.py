"""Put answers of a self-assessment into words, and hold back notes that may name a person."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.deliverables import cards
from pipeline.deliverables.cards import listed
from pipeline.deliverables.sentences import Sentence, in_a_row
from pipeline.model import Answer, Idea, ItemScore, Reply, Role, Typed
from pipeline.names import plain

WORDS = {
    Reply.YES: "Yes",
    Reply.PARTIALLY: "Partially",
    Reply.NO: "No",
    Reply.BLANK: "Left blank",
    Reply.CONFLICT: "Two answers",
    Reply.UNREADABLE: "Not readable",
    Reply.NOT_APPLICABLE: "Not applicable",
}


@dataclass(frozen=True, slots=True)
class Line:
    """An item, what was answered to it, what people wrote beside it, and the steps that answer it."""

    id: str
    text: str
    answer: Sentence  # our words, or words as typed
    note: Sentence  # what was written beside it
    step: Sentence  # the steps that answer it, by id and first words; "No step yet" of a gap without one


def title(role: Role) -> str:
    """Return the title of a role, or that its form shows none."""
    return role.title if role.title.strip() else "Items without a heading"


def answer(item: ItemScore) -> Sentence:
    """Return what was answered: in our words and, where they say it themselves, as typed."""
    together = Sentence(_answer(item))
    if not item.alone:
        return together
    return Sentence([together, f". People by themselves: {sides(item.alone)}"])


def _answer(item: ItemScore) -> Iterator[str]:
    said = [each for each in item.answers if each.reply is not Reply.BLANK]
    word = WORDS[item.reply]
    if item.reply is Reply.CONFLICT:
        several = "Answers differ" if len(item.answers) > 1 else word
        yield f"{several}: {sides(item.answers)}"
    elif item.reply is Reply.UNREADABLE and held(said[0].typed):
        yield f"{word}. {held_words([said[0].typed])}"
    elif item.reply is Reply.UNREADABLE:
        yield from (f"{word}, typed: ", cards.words(said[0].typed))
    elif said and plain(said[0].typed) == plain(word):
        yield cards.words(said[0].typed)
    else:
        yield word


def sides(answers: Sequence[Answer]) -> str:
    """Return which answers stand against each other, on one form or between several."""
    if len(answers) == 1 and answers[0].given:
        return listed([WORDS[reply] for reply in answers[0].given])
    told = Counter(answer.reply for answer in answers)
    return listed([f"{told[reply]} {WORDS[reply].lower()}" for reply in Reply if told[reply]])


def notes(item: ItemScore) -> Sentence:
    """Return what people wrote beside an item."""
    written = [note for each in item.every() for note in each.notes()]
    told = [held_words([each]) if held(each) else cards.words(each) for each in written]
    return in_a_row(told)


def held(words: Typed) -> bool:
    """Say whether a note or remark may name a person."""
    return cards.held_back(Idea(str(words.place), words))


def held_words(notes: Sequence[Typed]) -> str:
    """Return how many texts are held back and where they stand, "" when none is."""
    if not notes:
        return ""
    are = "1 text is" if len(notes) == 1 else f"{len(notes)} texts are"
    they = "it may name a person" if len(notes) == 1 else "they may name a person"
    cells = listed([note.place.cell for note in notes])
    where = notes[0].place.sheet or notes[0].place.file
    return f"{are} held back because {they}: see {cells} of {where}."
