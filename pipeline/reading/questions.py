"""Tell the workshop questions of one run apart: each is a wall of its own.

A question stands over the cards of a sheet, over a column of a survey, in a column beside each card,
or is the name of a sheet. A sheet that asks none belongs to the question of the run.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from pipeline.model import UNSAID, Cell, Decision, Idea, Sheet, Title, Typed
from pipeline.names import heading_key, name_key, words_key
from pipeline.problems import Place, Problem
from pipeline.reading.columns.kinds import Table
from pipeline.reading.nouns.ideas import Card
from pipeline.reading.nouns.people import GroupRow

Piles = Sequence[tuple[Sheet, tuple[Card, ...]]]

SLIP = 0.6  # two spellings of one title are this alike, or more
_NUMBERS = r"(?:first|second|third|fourth|fifth|one|two|three|four|five|\d{1,2}(?:st|nd|rd|th)?)"
_NAMES_A_QUESTION = re.compile(
    rf"{_NUMBERS}[\s_-]+question|(?:q|question|pregunta|frage|pergunta)[\s_#.-]*{_NUMBERS}|.*\?"
    r"|(?:what|how|where|who|why|when|which|qué|cómo|dónde|por qué|was|wie|warum|comment|pourquoi)\s+\S+\s+\S.*",
    re.IGNORECASE | re.DOTALL,
)  # Excel allows no question mark in the name of a sheet


_HEADINGS = frozenset({"question", "questions", "pregunta", "frage", "pergunta"})


def above(table: Table) -> Cell | None:
    """Return the question that stands above the headings of a table of cards."""
    over = (cell for cell in table.sheet.cells if cell.row < table.header)
    return next((cell for cell in over if cell.text.strip().endswith("?")), None)


def put(cards: Iterable[Card], question: Typed) -> tuple[Card, ...]:
    """Return `cards` as answers to `question`, but for those that name their own."""
    return tuple(
        card
        if card.idea.question.strip()
        else replace(card, idea=replace(card.idea, question=question))
        for card in cards
    )


def beside(table: Table, cards: tuple[Card, ...]) -> tuple[Card, ...]:
    """Return the cards of a table with the question that stands beside each, where it is headed so.

    A prompt under another heading is one of several prompts of one workshop question.
    """
    column = table.columns.get("prompt", 0)
    heads = (c.text for c in table.sheet.cells if (c.row, c.column) == (table.header, column))
    if heading_key(next(heads, "")) not in _HEADINGS:
        return cards
    return tuple(each for card in cards for each in put([card], card.idea.prompt))


def by_sheet(piles: Piles) -> tuple[list[tuple[Sheet, tuple[Card, ...]]], tuple[Problem, ...]]:
    """Return the cards with the question that the name or the columns of their sheet tell.

    A sheet is a wall of its own where its name is a question, or where its columns carry the marks
    of another sheet under other titles. That holds only where several sheets hold cards.
    """
    typed = [cards for _, cards in piles if cards and not any(card.source for card in cards)]
    if len(typed) < 2:
        return list(piles), ()
    notices: list[Problem] = []
    titles: dict[str, Typed] = {}  # of the columns of the run's own question, by their marks
    found = []
    for sheet, own in piles:
        place = Place(sheet.file, sheet.name)
        name = Typed(sheet.name, place)
        cards = own
        if not any(card.source or card.idea.question.strip() for card in own):
            columns = _columns(own)
            if _NAMES_A_QUESTION.fullmatch(name.strip()):
                cards = put(own, name)
            elif _unlike(columns, titles):
                cards = put(own, name)
                notices.append(Problem(place, *_said(columns, titles)))
            else:
                titles = {**columns, **titles}
        found.append((sheet, cards))
    return found, tuple(notices)


def over(
    titles: Sequence[tuple[Sheet, tuple[GroupRow, ...]]], piles: Piles
) -> list[tuple[Sheet, tuple[GroupRow, ...]]]:
    """Return the titles that stand on a sheet of cards with the question of these cards."""
    asked: dict[tuple[str, str], set[Typed]] = {}
    for sheet, cards in piles:
        own = {card.idea.question for card in cards}
        asked.setdefault((sheet.file, sheet.name), set()).update(own)
    return [
        (sheet, tuple(_asked(row, next(iter(own))) for row in pile))
        if len(own := asked.get((sheet.file, sheet.name), set())) == 1
        else (sheet, pile)
        for sheet, pile in titles
    ]


def _asked(row: GroupRow, question: Typed) -> GroupRow:
    return replace(row, title=replace(row.title, question=question))


def named(decisions: Iterable[Decision], ideas: Iterable[Idea]) -> tuple[Decision, ...]:
    """Return decisions about titles with their question as the cards spell it; none where one is."""
    known = {words_key(idea.question): idea.question for idea in ideas}
    return tuple(
        replace(each, question=known.get(words_key(each.question), UNSAID))
        if each.question
        else each
        for each in decisions
    )


def _columns(cards: Iterable[Card]) -> Mapping[str, Typed]:
    """Return the title of each column that has a mark and a title, by the mark."""
    ideas = (card.idea for card in cards)
    return {name_key(i.mark): i.title for i in ideas if i.mark.strip() and i.title.strip()}


def _unlike(columns: Mapping[str, Typed], others: Mapping[str, Typed]) -> bool:
    """Return whether two sheets share marks, and under none of them a title."""
    shared = columns.keys() & others.keys()
    return bool(shared) and all(
        SequenceMatcher(None, name_key(columns[mark]), name_key(others[mark])).ratio() < SLIP
        for mark in shared
    )


def _said(columns: Mapping[str, Typed], others: Mapping[str, Typed]) -> tuple[str, str]:
    mark = min(columns.keys() & others.keys())
    here, there = columns[mark], others[mark]
    message = (
        f"Its column {mark.upper()} is “{here.strip()}”, and in {there.place} “{there.strip()}”: "
        "read as a wall of its own."
    )
    return message, "If both are one wall, give their columns the same titles."


def settle(
    ideas: Sequence[Idea], titles: Sequence[Title], asked: Typed
) -> tuple[tuple[Idea, ...], tuple[Title, ...]]:
    """Return cards and titles with their question, spelled in one way; with none where there is one.

    `asked` is the question of the run, UNSAID where nobody said it.
    """
    known = dict(_spellings(ideas, asked))
    if len(known) < 2:
        return (
            tuple(replace(i, question=UNSAID) if i.question else i for i in ideas),
            tuple(replace(t, question=UNSAID) if t.question else t for t in titles),
        )
    rest = known.get(words_key(asked), UNSAID)
    return (
        tuple(replace(i, question=known.get(words_key(i.question), rest)) for i in ideas),
        tuple(replace(t, question=known.get(words_key(t.question), UNSAID)) for t in titles),
    )


def _spellings(ideas: Iterable[Idea], asked: Typed) -> Iterator[tuple[str, Typed]]:
    """Yield each question that a card answers, as it was typed first, by how it compares."""
    seen: set[str] = set()
    for idea in ideas:
        own = idea.question if idea.question.strip() else asked
        if (key := words_key(own)) not in seen:
            seen.add(key)
            yield key, own.bare()
