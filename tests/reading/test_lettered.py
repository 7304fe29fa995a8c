"""Cards with a letter beside or above them, and a key that says which letter has which title."""

from typing import Any

import pytest

from pipeline import grouping, reading
from pipeline.model import Workshop
from pipeline.reading import mapping
from pipeline.reading.claims import Certainty
from pipeline.reading.layouts import lettered, rows

CARDS = (
    ("A", "Share one van at night"), ("B", "Train two more sitters"), ("A", "Mend the old bus"),
    ("B", "Pay the sitter on time"), ("A", "Draw a map of stops"),
)  # fmt: skip
KEY = (("A", "Rides"), ("B", "Care of children"))
HUNG = {"Rides": 3, "Care of children": 2}


def beside(key: Any = KEY, *over: str) -> list[tuple[str, ...]]:
    """Return the cards with a key to their right, below the words `over` it."""
    lines = [over, *key] if over else list(key)
    blank = [("", "")] * bool(over)
    cards = [*blank, *CARDS]
    lines += [()] * (len(cards) - len(lines))
    return [(*card, "", *line) for card, line in zip(cards, lines, strict=True)]


def hung(workshop: Workshop) -> dict[str, int]:
    wall = grouping.hang(workshop)
    return {str(group.title): len(group.ideas) for group in wall.groups}


SHEETS = {
    "beside": beside(),
    "under a word": beside(KEY, "Key"),
    "in one cell": beside([("A = Rides",), ("B = Care of children",)]),
    "colons": beside([("A: Rides",), ("B: Care of children",)]),
    "brackets": beside([("A) Rides",), ("B) Care of children",)]),
    "below": [*CARDS, (), ("Key",), *KEY],
    "letter behind the card": [(card, letter, "", *line) for (letter, card), line in zip(CARDS, [*KEY, (), (), ()], strict=True)],
    "over columns": [("A", "B", "", *KEY[0]), ("Share one van", "Train sitters", "", *KEY[1]), ("Mend the bus", "Pay the sitter"), ("Draw a map",)],
    "headed": [("Card", "Letter"), *((card, letter) for letter, card in CARDS), (), ("A = Rides",), ("B = Care of children",)],
}  # fmt: skip


@pytest.mark.parametrize("way", SHEETS)
def test_cards_hang_under_the_title_of_their_letter_and_are_asked_about(
    sheet: Any, way: str
) -> None:
    workshop = reading.understand([sheet("Wall", *SHEETS[way])])
    (found,) = workshop.readings

    assert hung(workshop) == HUNG
    assert found.cells_used == found.cells_read
    assert "A = Rides, B = Care of children" in found.question


def test_headings_of_ours_tell_and_are_not_asked_about(sheet: Any) -> None:
    rows = [("Idea", "Column", "", "Key", ""), *((c, m, "", *k) for (m, c), k in zip(CARDS, [*KEY, (), (), ()], strict=True))]  # fmt: skip

    workshop = reading.understand([sheet("Sheet1", *rows)])

    assert hung(workshop) == HUNG
    assert not workshop.readings[0].question
    assert workshop.readings[0].cells_used == workshop.readings[0].cells_read


@pytest.mark.parametrize("apart", [(), (1,), (3,)])
def test_a_numbered_list_of_cards_in_numbered_columns_is_no_key(
    sheet: Any, apart: tuple[int, ...]
) -> None:
    numbers = {"A": "1", "B": "2"}
    titles = {"A": "Rides", "B": "Care of children"}
    cards: list[tuple[str, ...]] = [
        (str(n), card, numbers[letter], titles[letter]) for n, (letter, card) in enumerate(CARDS, 1)
    ]
    for at in apart:
        cards.insert(at, ())  # a blank row, as between two walls

    workshop = reading.understand([sheet("Ideas", ("Card", "Idea", "Column", "Title"), *cards)])

    assert hung(workshop) == HUNG
    assert [idea.id for idea in workshop.ideas] == ["1", "2", "3", "4", "5"]


@pytest.mark.parametrize("apart", [(), (4,)])
def test_numbers_behind_the_cards_are_no_key_of_what_stands_beside_them(
    sheet: Any, apart: tuple[int, ...]
) -> None:
    numbers = {"A": "1", "B": "2"}
    cards: list[tuple[str, ...]] = [
        (card, str(n), f"because of the {n}", numbers[letter])
        for n, (letter, card) in enumerate(CARDS, 1)
    ]
    for at in apart:
        cards.insert(at, ())

    workshop = reading.understand([sheet("Ideas", ("Idea", "No.", "Why", "Column"), *cards)])

    assert not any("because" in str(title.title) for title in workshop.titles)
    assert [str(idea.mark) for idea in workshop.ideas] == ["1", "2", "1", "2", "1"]


def test_of_two_cards_in_two_columns_a_key_is_told_from_their_numbers(sheet: Any) -> None:
    (_, van), (_, sitters) = CARDS[:2]
    keyed = [
        ("Idea", "Column", "", "Key", ""),
        (van, "A", "", *KEY[0]),
        (sitters, "B", "", *KEY[1]),
    ]
    numbered = [
        ("Card", "Idea", "Column", "Title"),
        ("1", van, "1", "Rides"),
        ("2", sitters, "2", "Care of children"),
    ]

    for rows_of_it in (keyed, numbered):
        workshop = reading.understand([sheet("Ideas", *rows_of_it)])
        assert hung(workshop) == {"Rides": 1, "Care of children": 1}
        assert [str(idea.text) for idea in workshop.ideas] == [van, sitters]


def test_a_title_whose_letter_no_card_has_is_kept(sheet: Any) -> None:
    workshop = reading.understand([sheet("Wall", *beside([*KEY, ("C", "Who pays")]))])

    assert hung(workshop) == {**HUNG, "Who pays": 0}


def test_a_yes_is_kept_and_not_asked_again(sheet: Any, say_yes: Any) -> None:
    found = sheet("Wall", *beside())

    _, workshop = say_yes(found)

    assert hung(workshop) == HUNG
    assert not workshop.readings[0].question


def test_a_mapping_file_that_asks_for_a_key_where_there_is_none_is_told_so(sheet: Any) -> None:
    said = b'[[sheet]]\nname = "Wall"\nkind = "ideas"\nlayout = "key of letters"\n'
    wanted, _ = mapping.parse(said, "workshop.mapping.toml")

    _, problems = reading.look([sheet("Wall", *CARDS)], wanted)

    assert [str(each.message) for each in problems] == [
        "No key here says which letter has which title."
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [(str(at), card) for at, (_, card) in enumerate(CARDS, 1)],  # a list that is numbered
        [("Task", "State", "", "Key"), ("Fix the roof of the hall", "O", "", "X = dropped"), ("Paint both doors green", "C", "", "Y = never done")],
    ],
)  # fmt: skip
def test_letters_that_no_key_explains_are_none(sheet: Any, rows: Any) -> None:
    assert lettered.claim(sheet("Wall", *rows)) is None


# ── each number, from both sides ─────────────────────────────────────────────────────────────


def test_a_key_has_two_letters_at_least(sheet: Any) -> None:
    cards = [("A", card) for _, card in CARDS]

    def found(*key: tuple[str, str]) -> Any:
        return lettered.claim(sheet("Wall", *cards, (), *key))

    assert found(*KEY)
    assert found(KEY[0]) is None


def test_eight_letters_in_ten_are_in_the_key(sheet: Any) -> None:
    def found(known: int) -> Any:
        marks = ["A"] * known + ["X"] * (10 - known)
        cards = [(mark, f"Card that says thing {at}") for at, mark in enumerate(marks)]
        return lettered.claim(sheet("Wall", *cards, (), *KEY))

    assert found(8)
    assert found(7) is None


def long_table(sheet: Any, marks: list[str]) -> Any:
    cards = [(f"Card that says thing {at}", mark) for at, mark in enumerate(marks)]
    beside_it = [("Key", ""), *KEY] + [()] * (len(cards) - len(KEY))
    rows = [("Idea", "Column"), *cards]
    return sheet("Wall", *((*row, "", *key) for row, key in zip(rows, beside_it, strict=True)))


def test_eight_letters_in_ten_of_a_long_table_are_in_the_key(sheet: Any) -> None:
    def found(known: int) -> Any:
        return lettered.claim(long_table(sheet, ["A"] * known + ["X"] * (200 - known)))

    assert found(160).certainty is Certainty.TOLD
    assert found(159) is None


def test_letters_at_the_top_of_a_long_table_alone_are_enough(sheet: Any) -> None:
    found = lettered.claim(long_table(sheet, ["A"] * 10 + [""] * 190))
    assert found
    assert found.certainty is Certainty.TOLD


def test_headings_of_a_long_table_without_letters_are_not_looked_for(
    sheet: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[Any] = []
    monkeypatch.setattr(rows, "claim", looked.append)
    assert lettered.claim(long_table(sheet, ["Xylophones"] * 200)) is None
    assert not looked
    lettered.claim(long_table(sheet, ["A"] * 200))
    assert looked


def calls_of_headings(monkeypatch: pytest.MonkeyPatch, held: Any) -> int:
    looked: list[Any] = []
    monkeypatch.setattr(rows, "claim", looked.append)
    lettered.claim(held)
    return len(looked)


def test_runs_of_initials_are_held_against_the_cards_without_reading_the_sheet_for_each(
    sheet: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A thousand runs of initials beside notes look like keys, and none of them marks the cards."""
    initials = ["AB", "CD", "EF", "GH", "JK", "", "LM", "NO", "PQ", "RS", "TU", ""] * 200
    listed = [(f"Card that says thing {at}", each, "notes") for at, each in enumerate(initials)]
    assert calls_of_headings(monkeypatch, sheet("Wall", ("Idea", "Author", "Notes"), *listed)) == 0


@pytest.mark.parametrize(("others", "looked"), [("B", 1), ("BCD", 3), ("BCDE", 3)])
def test_of_runs_that_may_all_be_keys_three_are_looked_at(
    sheet: Any, monkeypatch: pytest.MonkeyPatch, others: str, looked: int
) -> None:
    """Of those with the same letters one, for they mark the same cards."""
    answers = [answer for other in others * 2 for answer in ["A"] * 18 + ["", "A", other, ""]]
    listed = [(f"Card that says thing {at}", each, "notes") for at, each in enumerate(answers)]
    held = sheet("Wall", ("Idea", "Paid", "Notes"), *listed)
    assert calls_of_headings(monkeypatch, held) == looked


@pytest.mark.parametrize(("letter", "found"), [("A" + " " * 11, True), ("A" + " " * 12, False)])
def test_a_letter_has_twelve_characters_at_most_with_what_stands_around_it(
    sheet: Any, letter: str, found: bool
) -> None:
    cards = [(letter, f"Card that says thing {at}") for at in range(10)]
    assert bool(lettered.claim(sheet("Wall", *cards, (), *KEY))) is found


@pytest.mark.parametrize("one_cell", [True, False])
def test_a_title_in_a_key_has_fourteen_words_at_most(sheet: Any, one_cell: bool) -> None:
    def found(long: int) -> Any:
        key = [(letter, " ".join(["word"] * long)) for letter in "AB"]
        return lettered.claim(
            sheet("Wall", *CARDS, (), *([(" = ".join(each),) for each in key] if one_cell else key))
        )

    assert found(14)
    assert found(15) is None
