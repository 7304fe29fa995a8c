"""Bring together each card and what a person decided about it in a review workbook."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.model import Idea, Sheet, Title, Typed
from pipeline.problems import Place, Problem
from pipeline.reading.ideas import Card, place_of

Pile = Sequence[tuple[Sheet, tuple[Card, ...]]]


def settle(piles: Pile) -> tuple[tuple[Idea, ...], tuple[Problem, ...]]:
    """Return every card once, under an id of its own, and what a person should know."""
    notices: list[Problem] = []
    cards = [card for _, pile in piles for card in pile]
    decided = _decisions(cards)
    pairs = {id(second): first for first, second in decided}
    decision = {id(first): second for first, second in decided}
    originals = {str(card.idea.text.place) for card in cards if not card.source}
    settled: list[Card] = []
    for card in cards:
        if id(card) in pairs:
            continue
        if second := decision.get(id(card)):
            notices += _changed(card, second)
            settled.append(replace(card, idea=_decided(card.idea, second.idea)))
        elif card.source in originals:
            message = f"A second row for the card in {card.source}: read as a card of its own."
            notices.append(Problem(card.idea.text.place, message, "Delete the row if it is not."))
            settled.append(card)
        elif card.source:
            text = Typed(card.idea.text, place_of(card.source))
            settled.append(replace(card, idea=replace(card.idea, text=text)))
        else:
            settled.append(card)
    ideas = tuple(_own_ids(settled, notices))
    return ideas, tuple(notices)


def _decisions(cards: Sequence[Card]) -> Sequence[tuple[Card, Card]]:
    """Return each card as it was typed first, with the row in which a person decided about it."""
    rows: defaultdict[str, list[Card]] = defaultdict(list)
    for card in cards:
        if card.source:
            rows[card.source].append(card)
    pairs: list[tuple[Card, Card]] = []
    for card in cards:
        open_rows = [] if card.source else rows[str(card.idea.text.place)]
        if open_rows:
            best = max(open_rows, key=lambda row: _alike(card.idea, row.idea))
            open_rows.remove(best)
            pairs.append((card, best))
    return pairs


def _alike(card: Idea, row: Idea) -> tuple[bool, bool]:
    return card.text.strip() == row.text.strip(), card.id == row.id


def titles(piles: Sequence[tuple[Sheet, tuple[Title, ...]]], cards: Pile) -> tuple[Title, ...]:
    """Return the titles of all sheets; those beside reviewed cards come last and so decide."""
    reviewed = {sheet.file for sheet, pile in cards if any(card.source for card in pile)}
    ordered = sorted(piles, key=lambda pile: pile[0].file in reviewed)
    decided = {str(title.mark): title for _, pile in ordered for title in pile}
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
    cell = ideas[0].text.place.cell
    message = f"{said} {where}: the later card is called by its cell, like {cell}."
    return Problem(here, message, "Give each card an id of its own, or leave the id out.")
