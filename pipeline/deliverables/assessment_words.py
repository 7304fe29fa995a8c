"""Put answers of a self-assessment into words, and hold back notes that may name a person."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.deliverables import cards
from pipeline.deliverables.sentences import Sentence, in_a_row
from pipeline.deliverables.wordings import Wordings
from pipeline.model import Answer, Idea, ItemScore, Reply, Role, Typed
from pipeline.names import plain


@dataclass(frozen=True, slots=True)
class Line:
    """An item, what was answered to it, what people wrote beside it, and the steps that answer it."""

    id: str
    text: str
    answer: Sentence  # our words, or words as typed
    note: Sentence  # what was written beside it
    step: Sentence  # the steps that answer it, by id and first words; "No step yet" of a gap without one


def title(role: Role, told: Wordings) -> str:
    """Return the title of a role, or that its form shows none."""
    return role.title if role.title.strip() else told.say("Items without a heading")


def word(reply: Reply, told: Wordings) -> str:
    """Return the word for an answer."""
    return str(told.say(f"Answer: {reply}"))


def answer(item: ItemScore, told: Wordings) -> Sentence:
    """Return what was answered: in our words and, where they say it themselves, as typed."""
    together = _answer(item, told)
    if not item.alone:
        return together
    return told.say("People by themselves", answer=together, sides=_sides(item.alone, told))


def _answer(item: ItemScore, told: Wordings) -> Sentence:
    said = [each for each in item.answers if each.reply is not Reply.BLANK]
    ours = word(item.reply, told)
    if item.reply is Reply.CONFLICT:
        row = "Answers differ" if len(item.answers) > 1 else "Two answers on one form"
        return told.say(row, sides=_sides(item.answers, told))
    if item.reply is Reply.UNREADABLE and held(said[0].typed):
        return told.say("Not readable, held back", held=held_words([said[0].typed], told))
    if item.reply is Reply.UNREADABLE:
        return told.say("Not readable, as typed", words=cards.words(said[0].typed))
    as_typed = said and plain(said[0].typed) == plain(ours)
    return Sentence([cards.words(said[0].typed) if as_typed else ours])


def _sides(answers: Sequence[Answer], told: Wordings) -> Sentence:
    """Return which answers stand against each other, on one form or between several."""
    if len(answers) == 1 and answers[0].given:
        return told.listed([word(reply, told) for reply in answers[0].given])
    number = Counter(answer.reply for answer in answers)
    return told.listed(
        [f"{number[reply]} {word(reply, told).lower()}" for reply in Reply if number[reply]]
    )


def notes(item: ItemScore, told: Wordings) -> Sentence:
    """Return what people wrote beside an item."""
    written = [note for each in item.every() for note in each.notes()]
    return in_a_row(
        held_words([each], told) if held(each) else cards.words(each) for each in written
    )


def held(words: Typed) -> bool:
    """Say whether a note or remark may name a person."""
    return cards.held_back(Idea(str(words.place), words))


def held_words(notes: Sequence[Typed], told: Wordings) -> str:
    """Return how many texts are held back and where they stand, "" when none is."""
    if not notes:
        return ""
    cells = told.listed([note.place.cell for note in notes])
    where = notes[0].place.sheet or notes[0].place.file
    number = str(len(notes))
    return told.either(
        "Texts held back", one=len(notes) == 1, number=number, cells=cells, sheet=where
    )


def sources(items: Iterable[ItemScore], told: Wordings) -> str:
    """Return which files and sheets the answers were read from."""
    places = [answer.typed.place for item in items for answer in item.every()]
    sheets = dict.fromkeys(
        told.say("A sheet of a workbook", file=place.file, sheet=place.sheet)
        if place.file.endswith("x")
        else place.file
        for place in places
    )
    return told.say("Read from", files=in_a_row(sheets)) if sheets else told.say("No form was read")
