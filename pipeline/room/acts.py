"""What a person did on the page: one act, one line of the journal, undone as a whole."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from pipeline.model import About, Decision, Typed
from pipeline.problems import Place


class Verb(StrEnum):
    """What was done."""

    MOVE = "move"
    COLUMN = "column"  # a new one
    TITLE = "title"
    TYPE = "type"  # a new card
    VOTES = "votes"
    SAME = "same"  # print with another
    CLEAR = "clear"  # may be printed
    GROUPS = "groups"  # hang all as Afterword or a model proposes
    EXCEL = "excel"  # done in the review workbook, in Excel
    OFFER = "offer"  # what a language model answered
    LET_GO = "let go"  # of what was decided about a card that is gone
    UNDO = "undo"
    SAVED = (
        "saved"  # the review workbook as Afterword wrote it, so that one from Excel is told apart
    )


SHOWN = 60  # characters of what is read in full elsewhere
DECIDE_NOTHING = frozenset({Verb.UNDO, Verb.LET_GO, Verb.SAVED})


@dataclass(frozen=True, slots=True)
class NewCard:
    """A card that was typed on the page."""

    id: str
    words: str
    mark: str = ""  # the column it was typed under
    question: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """One act: what was done, when, what it decides, and the words of the cards it is about."""

    number: int  # its line in the journal, from 1
    at: str  # when, as ISO 8601 has it
    verb: Verb
    said: str  # in words: “Warm handoff” to One shared intake
    decisions: tuple[Decision, ...] = ()
    cards: tuple[NewCard, ...] = ()
    words: tuple[tuple[str, str], ...] = ()  # the id of a card → its words then
    about: int = 0  # the number of the act that is undone
    sum: str = ""  # over the review workbook that was saved
    answer: str = ""  # of a language model, word for word
    by: str = ""  # which one


def quoted(words: str) -> str:
    """Return how a card is named in a sentence: the beginning of its words."""
    return f"“{cut(' '.join(words.split()))}”"


def cut(words: str) -> str:
    """Return how words begin, where they are read in full elsewhere: on the card, under the title."""
    return words if len(words) <= SHOWN else f"{words[:SHOWN]}…"


def line_of(act: Act) -> str:
    """Return an act as a line of the journal, without its number."""
    said: dict[str, object] = {"when": act.at, "what": act.verb, "said": act.said}
    if act.decisions:
        said["decisions"] = [_decision(each) for each in act.decisions]
    if act.cards:
        said["cards"] = [
            {"id": c.id, "words": c.words, "column": c.mark, "question": c.question}
            for c in act.cards
        ]
    if act.words:
        said["words"] = dict(act.words)
    if act.about:
        said["about"] = act.about
    said |= {name: words for name in ("sum", "answer", "by") if (words := getattr(act, name))}
    return json.dumps(said, ensure_ascii=False)


def _decision(each: Decision) -> dict[str, object]:
    found: dict[str, object] = {
        "about": each.about,
        "card" if each.about is About.CARD else "which": str(each.which),
        "field": each.field,
        "to": str(each.value),
        "against": each.against,
        "agreed": each.agreed,
    }
    return found | ({"question": str(each.question)} if each.question else {})


def read(content: bytes, file: str) -> tuple[tuple[Act, ...], tuple[int, ...]]:
    """Return the acts of a journal called `file`, and the numbers of lines that cannot be read.

    A line is unreadable where a killed run left it half written, or somebody changed it by hand.
    """
    acts: list[Act] = []
    broken: list[int] = []
    lines = content.decode("utf-8", errors="replace").split("\n")
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            acts.append(_act(json.loads(line), number, Place(file, "", f"line {number}")))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            broken.append(number)
    return tuple(acts), tuple(broken)


def _act(said: Mapping[str, Any], number: int, place: Place) -> Act:
    return Act(
        number,
        str(said["when"]),
        Verb(said["what"]),
        str(said["said"]),
        tuple(_decided(each, place) for each in said.get("decisions", ())),
        tuple(
            NewCard(c["id"], c["words"], c.get("column", ""), c.get("question", ""))
            for c in said.get("cards", ())
        ),
        tuple((str(card), str(words)) for card, words in said.get("words", {}).items()),
        int(said.get("about", 0)),
        *(str(said.get(name, "")) for name in ("sum", "answer", "by")),
    )


def _decided(said: Mapping[str, Any], place: Place) -> Decision:
    about = About(said["about"])
    which = said["card" if about is About.CARD else "which"]
    against, agreed = said["against"], said["agreed"]
    if not (against is None or isinstance(against, str)) or agreed not in {None, True, False}:
        raise ValueError
    question = Typed(said.get("question", ""), place)
    value = Typed(said["to"], place)
    return Decision(about, Typed(which, place), said["field"], value, against, agreed, question=question)  # fmt: skip


def standing(acts: Iterable[Act]) -> tuple[Act, ...]:
    """Return the acts that nobody undid, in their order, without what was let go since."""
    every = tuple(acts)
    undone = {each.about for each in every if each.verb is Verb.UNDO}
    left = [each for each in every if each.number not in undone]
    let_go = {pair: each.number for each in left if each.verb is Verb.LET_GO for pair in each.words}
    return tuple(_without(each, let_go) for each in left if each.verb not in DECIDE_NOTHING)


def _without(act: Act, let_go: Mapping[tuple[str, str], int]) -> Act:
    """Return an act without what it decides about cards that were let go after it."""
    gone = {card for card, words in act.words if let_go.get((card, words), 0) > act.number}
    if not gone:
        return act
    kept = tuple(
        each for each in act.decisions if each.about is not About.CARD or each.which not in gone
    )
    words = tuple(pair for pair in act.words if pair[0] not in gone)
    return replace(act, decisions=kept, words=words)


def last(acts: Sequence[Act]) -> Act | None:
    """Return the act that would be undone next."""
    undone = {each.about for each in acts if each.verb is Verb.UNDO}
    aside = {Verb.UNDO, Verb.SAVED}
    left = [each for each in acts if each.verb not in aside and each.number not in undone]
    return left[-1] if left else None
