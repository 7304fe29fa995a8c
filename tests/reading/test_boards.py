"""Notes with a place on a board: columns from title notes, from areas, from the note one lies in."""

from typing import Any

import pytest

from pipeline import reading
from pipeline.model import Workshop
from pipeline.reading import mapping

WALL = {
    "Water for all": ("Dig a well", "Mend the pump", "Test the spring"),
    "Roads that last": ("Fix the road", "Pave the yard"),
    "Shade & seats": ("Plant some trees", "Water the trees", "Build a bench"),
}
TITLES = list(WALL)
HUNG = {(title, card) for title, cards in WALL.items() for card in cards}
CARDS = [(TITLES.index(title), n, card) for title in WALL for n, card in enumerate(WALL[title])]


def hung(workshop: Workshop) -> set[tuple[str, str]]:
    assert len(workshop.ideas) == len(HUNG)
    return {(str(idea.title), str(idea.text)) for idea in workshop.ideas}


@pytest.mark.parametrize(
    ("title", "card"),
    [
        (lambda t: (t * 500, 0), lambda t, n: (t * 500 + n % 2 * 90, 100 + n * 90)),
        (lambda t: (0, t * 500), lambda t, n: (200 + n * 90, t * 500 + n % 2 * 30)),
        (lambda t: (t % 2 * 900, t // 2 * 900), lambda t, n: (t % 2 * 900 + n * 90, t // 2 * 900 + 99)),
    ],
    ids=["over columns", "before rows", "over fields of a grid"],
)  # fmt: skip
def test_title_notes_of_a_kind_of_their_own_head_the_notes_beside_them(
    sheet: Any, title: Any, card: Any
) -> None:
    rows = [(f"t{t}", words, "text", *title(t)) for t, words in enumerate(TITLES)]
    rows += [(f"n{t}{n}", words, "sticky_note", *card(t, n)) for t, n, words in CARDS]
    found = sheet("Board", ("ID", "Text", "Type", "Position X", "Position Y"), *rows)
    workshop = reading.understand([found])

    assert hung(workshop) == HUNG
    assert workshop.readings[0].summary.startswith("columns from the nearest title note")
    words = mapping.text(workshop.readings, found.file)
    wanted, _ = mapping.parse(words.encode(), "workshop.mapping.toml")
    assert reading.understand([found], wanted).ideas == workshop.ideas


def test_without_title_notes_the_area_is_the_title_and_votes_are_kept(sheet: Any) -> None:
    rows = [(words, TITLES[t], 7 * t, 9 * n, n) for t, n, words in CARDS]
    workshop = reading.understand([sheet("Board", ("Text", "Area", "X", "Y", "Votes"), *rows)])

    assert hung(workshop) == HUNG
    assert {str(idea.votes) for idea in workshop.ideas} == {"0", "1", "2"}
    assert workshop.readings[0].summary.startswith("columns from the area that each note lies in")


@pytest.mark.parametrize("heading", ["Comment", "Comments", "Notes", "Remarks"])
def test_what_a_board_says_beside_a_note_is_its_note(sheet: Any, heading: str) -> None:
    rows = [(words, TITLES[t], 7 * t, 9 * n, f"said {n}") for t, n, words in CARDS]

    workshop = reading.understand([sheet("Board", ("Text", "Area", "X", "Y", heading), *rows)])

    assert {str(idea.note) for idea in workshop.ideas} == {f"said {n}" for _, n, _ in CARDS}


def test_a_note_that_lies_in_another_hangs_under_its_words(sheet: Any) -> None:
    rows: list[tuple[object, ...]] = [(1, "Document", "", "", ""), (2, "Page", "", "", "Page 1")]
    rows += [(10 + t, "Container", 2, "", title) for t, title in enumerate(TITLES)]
    rows += [(100 + at, "Sticky", 2, 10 + t, words) for at, (t, _, words) in enumerate(CARDS)]
    found = sheet("Board", ("Id", "Type", "Page ID", "Contained By", "Text Area 1"), *rows)
    workshop = reading.understand([found])

    assert hung(workshop) == HUNG
    assert workshop.readings[0].layout.reason == "notes lie in other notes"
    words = mapping.text(workshop.readings, found.file)
    wanted, _ = mapping.parse(words.encode(), "workshop.mapping.toml")
    assert reading.understand([found], wanted).ideas == workshop.ideas


def test_marks_of_a_web_page_are_no_words_of_a_card(sheet: Any) -> None:
    rows = (("<p>Dig a well</p><p>behind the school</p>", 0, 9), ("Fewer &lt; 3 steps<br/>at intake", 5, 9), ("a < b and c > d", 9, 9))  # fmt: skip
    workshop = reading.understand([sheet("Board", ("content", "x", "y"), *rows)])

    assert [str(idea.text) for idea in workshop.ideas] == [
        "Dig a well\nbehind the school",
        "Fewer < 3 steps\nat intake",
        "a < b and c > d",
    ]


def test_numbers_that_are_also_ids_are_not_what_a_note_lies_in(sheet: Any) -> None:
    rows = [(at, words, "sticky", at % 3 + 1, 5 * at, 9) for at, (_, _, words) in enumerate(CARDS)]
    workshop = reading.understand(
        [sheet("Board", ("id", "text", "type", "priority", "x", "y"), *rows)]
    )

    assert hung(workshop) == {("", card) for _, card in HUNG}


@pytest.mark.parametrize("heading", ["Column", "Group", "Section", "Cluster"])
@pytest.mark.parametrize(
    ("first", "kind"), [(("1", "1"), ""), (("2", "1"), ""), (("", ""), ""), (("2", "1"), "idea")]
)
def test_cards_with_numbers_in_columns_with_numbers_lie_in_no_other_card(
    sheet: Any, heading: str, first: tuple[str, str], kind: str
) -> None:
    rows = [
        ("1", "Bus passes for students", first[0]),
        ("2", "Bus passes on clinical days", first[1]),
        ("3", "One shared intake form", "2"),
        ("4", "Put the intake form online", "2"),
        ("5", "Gas cards for the first weeks", "1"),
        ("6", "A form in plain language", "2"),
    ]
    more = [("type", *[kind] * len(rows))] if kind else []
    table = [*zip(("id", "text", heading), *rows, strict=True), *more]
    found = reading.understand([sheet("Wall", *zip(*table, strict=True))])

    assert [idea.text for idea in found.ideas] == [text for _, text, _ in rows]
    assert {idea.text: idea.mark or idea.title for idea in found.ideas} == {
        text: over for _, text, over in rows
    }


def test_notes_with_numbers_that_lie_in_frames_hang_under_them(sheet: Any) -> None:
    rows = [
        ("1", "Getting there", "frame", ""),
        ("2", "Getting in", "frame", ""),
        ("3", "One shared intake form", "note", "2"),
        ("4", "Put the intake form online", "note", "2"),
        ("5", "Gas cards for the first weeks", "note", "1"),
        ("6", "Bus passes", "note", "1"),
    ]
    found = reading.understand([sheet("Board", ("id", "text", "type", "group"), *rows)])

    assert {idea.text: idea.title for idea in found.ideas} == {
        "One shared intake form": "Getting in",
        "Put the intake form online": "Getting in",
        "Gas cards for the first weeks": "Getting there",
        "Bus passes": "Getting there",
    }
