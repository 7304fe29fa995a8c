"""Bring together each card and what a person decided about it in a review workbook."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from pipeline.model import Idea, Sheet, Title, Typed
from pipeline.names import words_key
from pipeline.problems import Place, Problem
from pipeline.reading.account import count
from pipeline.reading.ideas import Card

ALIKE = 0.75  # a card whose words were mended in the review is this near to what was typed
Pile = Sequence[tuple[Sheet, tuple[Card, ...]]]


def settle(piles: Pile) -> tuple[tuple[Idea, ...], tuple[Problem, ...]]:
    """Return every card once, under an id of its own, and what a person should know."""
    notices: list[Problem] = []
    cards = [card for _, pile in piles for card in pile]
    decided = _decisions(cards)
    pairs = {id(second): first for first, second in decided}
    decision = {id(first): second for first, second in decided}
    originals = {str(card.idea.text.place): card.idea for card in cards if not card.source}
    settled: list[Card] = []
    for card in cards:
        if id(card) in pairs:
            continue
        if second := decision.get(id(card)):
            notices += _changed(card, second)
            settled.append(replace(card, idea=_decided(card.idea, second.idea)))
        elif card.source in originals and not _same(originals[card.source], card.idea):
            message = f"What stands in {card.source} now is another card: this row decides nothing."
            hint = "Write the review anew, or delete the row."
            notices.append(Problem(card.idea.text.place, message, hint))
        elif card.source in originals:
            message = f"A second row for the card in {card.source}: read as a card of its own."
            notices.append(Problem(card.idea.text.place, message, "Delete the row if it is not."))
            settled.append(card)
        else:
            settled.append(card)
    notices += _of_another(piles, {id(second) for _, second in decided})
    ideas = tuple(_own_ids(settled, notices))
    return ideas, tuple(notices)


def _of_another(piles: Pile, used: Collection[int]) -> Iterator[Problem]:
    """Yield each review in which no row is about a card that was given with it."""
    typed = {sheet.file for sheet, pile in piles if any(not card.source for card in pile)}
    for sheet, pile in piles:
        rows = [card for card in pile if card.source]
        if rows and typed - {sheet.file} and not any(id(card) in used for card in rows):
            others = ", ".join(dict.fromkeys(card.source.split("!")[0] for card in rows))
            message = f"None of its {count(len(rows), 'card')} is in the other files: it reviews {others}. Both are read as one workshop."
            hint = "If they are two workshops, make the documents of each by itself."
            yield Problem(Place(sheet.file, sheet.name), message, hint)


def _decisions(cards: Sequence[Card]) -> Sequence[tuple[Card, Card]]:
    """Return each card as it was typed first, with the row in which a person decided about it.

    The row is the one that came from the card's cell, if it still says the same or carries the
    same id; else the only row with the card's own words, for rows above it may have been put in.
    """
    rows = [card for card in cards if card.source]
    here: defaultdict[str, list[Card]] = defaultdict(list)
    worded: defaultdict[str, list[Card]] = defaultdict(list)
    for row in rows:
        here[row.source].append(row)
        worded[_words(row.idea)].append(row)
    pairs: list[tuple[Card, Card]] = []
    taken: set[int] = set()

    def pair(card: Card, likely: Sequence[Card]) -> None:
        best = max(likely, key=lambda row: _words(row.idea) == _words(card.idea))
        taken.update((id(card), id(best)))
        pairs.append((card, best))

    typed = [card for card in cards if not card.source] if rows else []
    for card in typed:
        place = str(card.idea.text.place)
        if likely := [
            row for row in here[place] if id(row) not in taken and _same(card.idea, row.idea)
        ]:
            pair(card, likely)
    for card in typed:
        likely = [row for row in worded[_words(card.idea)] if id(row) not in taken]
        if id(card) not in taken and len(likely) == 1:
            pair(card, likely)
    return pairs


def _same(card: Idea, row: Idea) -> bool:
    """Say whether a row is about the card: the same words, nearly so, or the same typed id."""
    if _words(card) == _words(row) or (card.id == row.id and card.id != card.text.place.cell):
        return True
    return SequenceMatcher(None, _words(card), _words(row)).ratio() >= ALIKE


def _words(idea: Idea) -> str:
    return " ".join(idea.text.split())


def titles(piles: Sequence[tuple[Sheet, tuple[Title, ...]]], cards: Pile) -> tuple[Title, ...]:
    """Return the titles of all sheets; those beside reviewed cards come last and so decide."""
    reviewed = {sheet.file for sheet, pile in cards if any(card.source for card in pile)}
    ordered = sorted(piles, key=lambda pile: pile[0].file in reviewed)
    decided = {
        (words_key(title.question), str(title.mark)): title for _, pile in ordered for title in pile
    }
    return tuple(decided.values())


def _decided(original: Idea, decided: Idea) -> Idea:
    return replace(
        original,
        mark=decided.mark,
        title=decided.title,
        parked=decided.parked,
        same_as=decided.same_as,
        cleared=decided.cleared,
        note=original.note if original.note.strip() else decided.note,
    )


def _changed(card: Card, decided: Card) -> Iterator[Problem]:
    before, after = card.idea.text, decided.idea.text
    if before.strip() != after.strip():
        message = f"The card reads differently in {before.place}, which is printed."
        yield Problem(after.place, message, "To change a card, change it where it was typed first.")


def _own_ids(cards: Sequence[Card], notices: list[Problem]) -> Iterator[Idea]:
    cells = Counter(card.idea.id for card in cards if not card.own_id)
    taken: dict[str, Typed] = {}
    again: defaultdict[tuple[Place, Place], list[Idea]] = defaultdict(list)
    for card in cards:
        idea = card.idea
        place = str(idea.text.place)
        if not card.own_id and cells[idea.id] > 1:
            idea = replace(idea, id=place)
        if idea.id in taken:
            if card.own_id:
                first = replace(taken[idea.id].place, cell="")
                again[replace(idea.text.place, cell=""), first].append(idea)
            idea = replace(idea, id=place)
        taken.setdefault(idea.id, idea.text)
        yield idea
    notices += [_repeated(here, there, ideas) for (here, there), ideas in again.items()]


def _repeated(here: Place, there: Place, ideas: Sequence[Idea]) -> Problem:
    ids = ", ".join(idea.id for idea in ideas[:10]) + (", …" if len(ideas) > 10 else "")
    said = f"The card id {ids} is" if len(ideas) == 1 else f"{len(ideas)} card ids ({ids}) are"
    where = "here twice" if here == there else f"also in {there}"
    place = ideas[0].text.place
    message = f"{said} {where}: the later card is called by its place, like {place}."
    return Problem(here, message, "Give each card an id of its own, or leave the id out.")
