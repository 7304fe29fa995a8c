"""Hang the cards of each workshop question by themselves: two questions are two walls."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.grouping.columns import a_column
from pipeline.model import Idea, Title, Typed, Workshop
from pipeline.names import name_key
from pipeline.problems import Problem


def asked(workshop: Workshop) -> tuple[Workshop, ...]:
    """Return a workshop for each workshop question, in the order of the cards; itself where one is.

    Each holds the cards and titles of its question, which stands in its details.
    """
    questions = tuple(dict.fromkeys(idea.question for idea in workshop.ideas))
    if len(questions) < 2:
        return (workshop,)
    ideas = {q: tuple(idea for idea in workshop.ideas if idea.question == q) for q in questions}
    titles: dict[Typed, list[Title]] = {question: [] for question in questions}
    for title in workshop.titles:
        titles[_home(title, ideas)[0]].append(title)
    return tuple(
        replace(
            workshop,
            details=replace(workshop.details, question=question),
            ideas=ideas[question],
            titles=tuple(titles[question]),
        )
        for question in questions
    )


def _home(title: Title, ideas: Mapping[Typed, Sequence[Idea]]) -> Sequence[Typed]:
    """Return the questions whose wall a title may belong to: its own, else those that have its column."""
    if title.question.strip() and title.question in ideas:
        return (title.question,)
    name = name_key(title.mark if a_column(title.mark) else title.title)
    having = tuple(q for q, own in ideas.items() if any(_hangs(idea, name) for idea in own))
    return having or tuple(ideas)[:1]


def _hangs(idea: Idea, name: str) -> bool:
    return name in {name_key(idea.mark), name_key(idea.title)}


def unclear(workshop: Workshop) -> Iterator[Problem]:
    """Yield each title of which nobody said to which of several questions it belongs."""
    questions = tuple(dict.fromkeys(idea.question for idea in workshop.ideas))
    ideas = {q: [idea for idea in workshop.ideas if idea.question == q] for q in questions}
    for title in workshop.titles:
        homes = _home(title, ideas)
        if len(homes) > 1:
            message = (
                f"“{title.title.strip()}” may head a column of {len(homes)} workshop questions."
            )
            first = f"“{homes[0]}”" if homes[0] else "the first"
            hint = (
                f"It is taken for {first}. Name the question in a column headed Workshop question."
            )
            yield Problem(title.title.place, message, hint)


def shares(most: int | None, cards: Sequence[int]) -> tuple[int | None, ...]:
    """Return how many of `most` groups each wall gets, by its number of cards: at least one each."""
    if most is None or len(cards) < 2:
        return (most,) * len(cards)
    left, number = max(most, len(cards)), sum(cards)
    given = []
    for at, own in enumerate(cards):
        walls_after = len(cards) - at - 1
        share = min(max(1, round(left * own / max(number, 1))), left - walls_after)
        given.append(share)
        left, number = left - share, number - own
    return tuple(given)
