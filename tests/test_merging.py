"""A card is printed with another only where that other is printed: none vanishes."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from click.testing import Result

from pipeline import meaning
from pipeline.grouping import merging
from pipeline.model import Idea, Typed
from pipeline.problems import Place

Run = Callable[..., Result]
WORDS = ("One form for all", "A form for everybody", "A desk at the college", "Rides to work")


def card(number: int, words: str = "", same_as: str = "") -> Idea:
    def typed(text: str, column: str) -> Typed:
        return Typed(text, Place("w.xlsx", "Ideas", f"{column}{number + 1}"))

    return Idea(id=typed(f"N{number}", "A"), text=typed(words, "B"), same_as=typed(same_as, "C"))


def merged(*cards: Idea) -> list[str]:
    return [str(each.id) for each in merging.merged(cards)]


def said(*cards: Idea) -> list[str]:
    return [each.message for each in merging.failed(cards)]


def test_a_card_is_not_printed_with_an_empty_one() -> None:
    cards = (card(1, WORDS[0], "N2"), card(2))

    assert merged(*cards) == []
    assert said(*cards) == ['Card N1 is to be printed with card "N2", which is not another card with words on it.']  # fmt: skip


def test_an_empty_card_is_empty_whatever_it_is_the_same_as() -> None:
    for same_as in ("N1", "N9"):
        cards = (card(1, WORDS[0]), card(2, " ", same_as))
        assert merged(*cards) == []
        assert said(*cards) == []


def test_a_card_without_a_word_on_others_is_merged_with_none() -> None:
    cards = (card(1, WORDS[0]), card(2, WORDS[1], " "))

    assert merged(*cards) == []
    assert said(*cards) == []


def test_of_a_chain_the_last_is_printed_and_of_a_circle_one() -> None:
    chain = (card(1, WORDS[0], "N2"), card(2, WORDS[1], "N3"), card(3, WORDS[2]))
    circle = (card(1, WORDS[0], "N2"), card(2, WORDS[1], "N3"), card(3, WORDS[2], "N1"))

    assert merged(*chain) == ["N1", "N2"]
    assert said(*chain) == []
    assert merged(*circle) == ["N1", "N2"]
    assert said(*circle) == ['Card N3 is to be printed with card "N1", which is itself to be printed with card N3.']  # fmt: skip


def test_a_card_is_not_printed_with_itself_or_one_that_is_not_there() -> None:
    for same_as in ("N1", "N7"):
        cards = (card(1, WORDS[0], same_as), card(2, WORDS[1]))
        assert merged(*cards) == []
        assert len(said(*cards)) == 1


def test_a_repeat_is_told_with_the_first_card_that_says_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cards = tuple(card(number, words) for number, words in enumerate(WORDS, start=1))
    monkeypatch.setattr(meaning, "repeats", lambda _: [(0, 1), (1, 2), (2, 3), (0, 3)])

    found = [(str(each.idea.id), str(each.earlier.id)) for each in merging.repeats(cards)]

    assert found == [("N2", "N1"), ("N3", "N2"), ("N4", "N1")]


def test_what_is_a_repeat_is_not_suggested_as_one_in_other_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cards = tuple(card(number, words) for number, words in enumerate(WORDS, start=1))
    monkeypatch.setattr(meaning, "repeats", lambda _: [(0, 1)])
    monkeypatch.setattr(meaning, "paraphrases", lambda _: [(0, 1), (0, 2)])

    assert [(str(each.idea.id), each.loosely) for each in merging.similar(cards)] == [("N3", True)]


def test_a_card_that_says_it_already_or_is_empty_is_not_pointed_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cards = (card(1, WORDS[0]), card(2, WORDS[1], "N1"), card(3), card(4, WORDS[3]))
    monkeypatch.setattr(meaning, "repeats", lambda _: [(0, 1), (0, 2), (0, 3)])

    assert [str(each.idea.id) for each in merging.repeats(cards)] == ["N4"]


def test_cards_of_two_questions_repeat_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    asked: list[list[str]] = []

    def repeats(words: Sequence[str]) -> list[tuple[int, int]]:
        asked.append(list(words))
        return []

    monkeypatch.setattr(meaning, "repeats", repeats)
    cards = [replace(card(n, WORDS[n]), question=Typed(f"Question {n % 2}", Place("w.xlsx"))) for n in range(4)]  # fmt: skip

    merging.repeats(cards)

    assert asked == [[WORDS[0], WORDS[2]], [WORDS[1], WORDS[3]]]


@pytest.mark.parametrize("command", ["make", "group", "check"])
def test_a_parked_card_without_columns_is_no_traceback(
    run: Run, tmp_path: Path, command: str
) -> None:
    path = tmp_path / "cards.csv"
    path.write_text("Card,Idea,Title\nN1,Rides to work,Parking lot\n", encoding="utf-8")
    out = {"make": ["--out", tmp_path / "o"], "group": ["-o", tmp_path / "r.xlsx"]}.get(command, [])

    result = run(command, path, *out)

    assert result.exit_code == 0, result.output
