"""Cards that are printed with another, once a person says so, and cards that seem to say the same."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.grouping.columns import blank
from pipeline.model import Idea, Repeat
from pipeline.names import id_key
from pipeline.problems import Problem


def merged(ideas: Sequence[Idea]) -> Iterator[Idea]:
    """Yield the cards a person let us print with another, never a whole circle of them."""
    printed = {id_key(idea.id): idea for idea in ideas if not blank(idea.text)}
    gone: set[str] = set()
    for idea in ideas:
        if blank(idea.text) or blank(idea.same_as):
            continue
        other, steps = id_key(idea.same_as), 0
        while other in gone and steps <= len(gone):
            other, steps = id_key(printed[other].same_as), steps + 1
        if other in printed and other not in gone and other != id_key(idea.id):
            gone.add(id_key(idea.id))
            yield idea


def repeats(ideas: Sequence[Idea]) -> tuple[Repeat, ...]:
    """Return cards in nearly the same letters as an earlier one; never across a "not" or a number."""
    from pipeline import meaning

    return tuple(
        each
        for own in _by_question(ideas)
        for each in _twins(own, meaning.repeats([idea.text for idea in own]))
    )


def similar(ideas: Sequence[Idea]) -> tuple[Repeat, ...]:
    """Return cards that seem to say in other words what an earlier one says: a suggestion only."""
    from pipeline import meaning

    exact = {each.idea.id for each in repeats(ideas)}
    return tuple(
        replace(each, loosely=True)
        for own in _by_question(ideas)
        for each in _twins(own, meaning.paraphrases([idea.text for idea in own]))
        if each.idea.id not in exact
    )


def _by_question(ideas: Sequence[Idea]) -> Iterator[Sequence[Idea]]:
    """Yield the cards of each workshop question: an answer to one repeats none to another."""
    questions = dict.fromkeys(idea.question for idea in ideas)
    for question in questions:
        yield [idea for idea in ideas if idea.question == question]


def _twins(ideas: Sequence[Idea], pairs: Iterable[tuple[int, int]]) -> Iterator[Repeat]:
    first: dict[int, int] = {}
    for earlier, later in pairs:
        first[later] = min(first.get(later, earlier), earlier)
    for later, earlier in sorted(first.items()):
        if blank(ideas[later].same_as) and not blank(ideas[later].text):
            yield Repeat(ideas[later], ideas[earlier])


def failed(ideas: Sequence[Idea]) -> Iterator[Problem]:
    """Yield the cards that were to be printed with another and cannot be."""
    gone = {id(idea) for idea in merged(ideas)}
    others = {id_key(idea.id) for idea in ideas if not blank(idea.text)}
    for idea in ideas:
        if blank(idea.same_as) or blank(idea.text) or id(idea) in gone:
            continue
        asked = f'Card {idea.id} is to be printed with card "{idea.same_as.strip()}", '
        if id_key(idea.same_as) in others - {id_key(idea.id)}:
            yield Problem(
                idea.same_as.place,
                f"{asked}which is itself to be printed with card {idea.id}.",
                f"The words of card {idea.id} are printed. Empty one of the two cells to settle it.",
            )
        else:
            yield Problem(
                idea.same_as.place,
                f"{asked}which is not another card with words on it.",
                "It is printed on its own. Type the id of the card that says the same.",
            )
