"""Put answers of a self-assessment into words, and hold back notes that may name a person."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.deliverables import cards
from pipeline.deliverables.cards import listed
from pipeline.model import UNSAID, Answer, Idea, ItemScore, Reply, Role, Typed
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
class Note:
    """A note somebody wrote beside an item, and what stands before it."""

    before: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """An item and what was answered to it: our words, or words as typed."""

    id: str
    text: str
    answer: str
    typed: Typed
    notes: tuple[Note, ...]


def line(item: ItemScore) -> Line:
    """Return an item as a line of a table or a list."""
    ours, typed = answer(item)
    return Line(item.item.id, item.item.text, ours, typed, tuple(_notes(item.every())))


def title(role: Role) -> str:
    """Return the title of a role, or that its form shows none."""
    return role.title if role.title.strip() else "Items without a heading"


def answer(item: ItemScore) -> tuple[str, Typed]:
    """Return what was answered, in our words and, where they say it themselves, as typed."""
    ours, typed = _answer(item)
    if not item.alone:
        return ours, typed
    return (
        f"{ours or WORDS[item.reply]}{typed if ours else ''}. People by themselves: {sides(item.alone)}",
        UNSAID,
    )


def _answer(item: ItemScore) -> tuple[str, Typed]:
    said = [each for each in item.answers if each.reply is not Reply.BLANK]
    word = WORDS[item.reply]
    if item.reply is Reply.CONFLICT:
        several = "Answers differ" if len(item.answers) > 1 else WORDS[Reply.CONFLICT]
        return f"{several}: {sides(item.answers)}", UNSAID
    if item.reply is Reply.UNREADABLE:
        typed = said[0].typed
        if held(typed):
            return f"Not readable. {held_words([typed])}", UNSAID
        return "Not readable, typed: ", cards.words(typed)
    if said and plain(said[0].typed) == plain(word):
        return "", cards.words(said[0].typed)
    return word, UNSAID


def sides(answers: Sequence[Answer]) -> str:
    """Return which answers stand against each other, on one form or between several."""
    if len(answers) == 1 and answers[0].given:
        return listed([WORDS[reply] for reply in answers[0].given])
    told = Counter(answer.reply for answer in answers)
    return listed([f"{told[reply]} {WORDS[reply].lower()}" for reply in Reply if told[reply]])


def _notes(answers: Sequence[Answer]) -> Iterator[Note]:
    notes = [note for answer in answers for note in answer.notes()]
    before = ""
    for note in notes:
        if held(note):
            yield Note(before + held_words([note]), UNSAID)
        else:
            yield Note(before, cards.words(note))
        before = "; "


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
