"""Walls of more cards than are compared with one another: a sample is divided, and the rest follows."""

import random
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from pipeline import grouping, meaning, titling
from pipeline.meaning import graph, sampling
from pipeline.model import Idea, Typed, Wall, Workshop
from pipeline.problems import Place

TOPICS = (
    "bus route ticket stop driver fare timetable weekend",
    "nurse clinic ward doctor patient bed medicine shift",
    "rent landlord flat lease deposit tenant mold heating",
    "welding apprentice machine tool factory safety union trade",
    "library book reading story shelf loan author club",
    "garden seed compost soil tomato water bee orchard",
)
EACH = 120


def cards() -> Iterator[tuple[int, str]]:
    """Yield cards of six topics that share no word, and the number of the topic."""
    dice = random.Random(5)  # noqa: S311 - the same each time
    for topic, said in enumerate(TOPICS):
        for n in range(EACH):
            yield topic, " ".join([*dice.sample(said.split(), 4), "and", said.split()[n % 8]])


def walls(order: Callable[[list[Idea]], None] = lambda _: None) -> Wall:
    ideas = [Idea(f"c{n}", Typed(text, Place("x"))) for n, (_, text) in enumerate(cards())]
    order(ideas)
    return titling.title(grouping.hang(Workshop(ideas=tuple(ideas))), "")


def homes(wall: Wall) -> dict[str, str]:
    return {idea.id: group.title for group in wall.groups for idea in group.ideas}


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meaning, "COMPARED", 200)
    monkeypatch.setattr(meaning, "BLOCK", 64)
    monkeypatch.setattr(titling, "MOST_HEARD", 300)
    monkeypatch.setattr(titling, "EXAMPLES", 20)


@pytest.mark.usefixtures("few")
def test_every_card_of_many_hangs_with_those_that_speak_of_the_same() -> None:
    found = homes(walls())
    topics = [topic for topic, _ in cards()]
    assert len(found) == len(topics)
    for group in set(found.values()):
        inside = [topic for n, topic in enumerate(topics) if found[f"c{n}"] == group]
        assert len(set(inside)) == 1
    assert len(set(found.values())) <= 2 * len(TOPICS)


@pytest.mark.usefixtures("few")
def test_the_order_of_many_cards_does_not_matter() -> None:
    wall = walls()
    shuffle = random.Random(3).shuffle  # noqa: S311 - an order, not a secret
    assert homes(walls(shuffle)) == homes(wall)
    assert homes(walls(list.reverse)) == homes(wall)


@pytest.mark.usefixtures("few")
def test_a_number_of_groups_is_kept_among_many() -> None:
    ideas = tuple(Idea(f"c{n}", Typed(text, Place("x"))) for n, (_, text) in enumerate(cards()))
    assert len(grouping.hang(Workshop(ideas=ideas), groups=9).groups) == 9


def test_a_sample_hangs_on_the_words_alone() -> None:
    texts = sorted({text for _, text in cards()})
    chosen = {texts[at] for at in sampling.sample(texts, 100)}
    mixed = random.Random(2).sample(texts, len(texts))  # noqa: S311 - an order, not a secret
    assert {mixed[at] for at in sampling.sample(mixed, 100)} == chosen
    fewer = texts[: -len(texts) // 10]
    assert len({fewer[at] for at in sampling.sample(fewer, 100)} & chosen) > 80


def test_up_to_the_limit_all_are_compared_with_all(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(sampling, "sample", never)
    assert len(homes(walls())) == EACH * len(TOPICS)


@pytest.mark.parametrize("columns", [40, 3840, 5000])
def test_the_nearest_are_found_in_rows_of_any_length(columns: int) -> None:
    dice = np.random.default_rng(columns)
    products = dice.integers(-5, 60, (30, columns)).astype(np.float32)  # many are equal
    products[0] = 7
    found = graph.largest(products, 15)
    wanted = [np.lexsort((np.arange(columns), -row))[:15] for row in products]
    assert found.tolist() == [each.tolist() for each in wanted]
