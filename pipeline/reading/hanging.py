"""A bare list of cards, and a copy of the wall beside it: the copy says where the listed cards hang."""

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.model import UNSAID, Sheet
from pipeline.names import words_key
from pipeline.reading.nouns.ideas import Card

Pile = tuple[Sheet, tuple[Card, ...]]


def hung(lists: Sequence[Pile], copies: Sequence[Pile]) -> Iterator[Pile]:
    """Yield `lists` with each card where one of `copies` shows it, then what only the copies hold.

    A card is found by its words; of several with the same words each is found once. Questions whose
    cards hang on one wall are no walls of their own: each stays beside its cards as what was asked.
    """
    if not copies:
        yield from lists
        return
    waiting: defaultdict[str, deque[Card]] = defaultdict(deque)
    for card in (card for _, pile in lists for card in pile if not _hangs(card)):
        waiting[words_key(card.idea.text)].append(card)
    places: dict[Card, Card] = {}
    only: list[Pile] = []
    for sheet, pile in copies:
        rest: list[Card] = []
        for shown in pile:
            listed = waiting[words_key(shown.idea.text)]
            if listed:
                places[listed.popleft()] = shown
            else:
                rest.append(shown)
        if rest:
            only.append((sheet, tuple(rest)))
    joined = {card.idea.question for card in places}
    joined = joined if len(joined) > 1 else set()
    for sheet, pile in lists:
        cards = (_at(places[card], card) if card in places else card for card in pile)
        yield (
            sheet,
            tuple(_of_one_wall(card) if card.idea.question in joined else card for card in cards),
        )
    yield from only


def _hangs(card: Card) -> bool:
    return bool(card.idea.mark.strip() or card.idea.title.strip() or card.idea.parked)


def _of_one_wall(card: Card) -> Card:
    asked = card.idea.question
    return replace(card, idea=replace(card.idea, question=UNSAID, prompt=card.idea.prompt or asked))


def _at(shown: Card, card: Card) -> Card:
    there = shown.idea
    idea = replace(card.idea, mark=there.mark, title=there.title, parked=there.parked)
    return replace(card, idea=idea)
