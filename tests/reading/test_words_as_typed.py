"""No reading changes a word: each card is a part of its cell, and no word of a cell is lost."""

import html
import re
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline import reading
from pipeline.model import Cell, Idea, Sheet, Workshop, column_letters

SIGNS = [
    "-",
    "–",
    "*",
    "•",
    "·",
    "+",
    "#",
    "(",
    "1.",
    "2)",
    "a)",
    "(3)",
    "--",
    "**",
    "o",
    "~",
    "=",
    "[x]",
    "☐",
    ">",
    "“",
    "¿",
    "−",
]
WORDS = st.sampled_from(
    "van vans bus ride rides clinic library college mentor childcare night Monday county form desk 10% -5 $20 3.5 24/7 O’Hare R&D it’s co-op “yes” año école".split()  # noqa: SIM905
)
ENDINGS = ["", ".", "?", "!", " (3)", " --", " *", " #2", " :)", "&", " -", "…"]


@st.composite
def texts(draw: Any) -> str:
    """Return words as somebody may type them on a card, now and then with signs around them."""
    words = " ".join(draw(st.lists(WORDS, min_size=2, max_size=6)))
    sign = draw(st.one_of(st.just(""), st.sampled_from(SIGNS)))
    space = draw(st.sampled_from(["", " ", "  ", "\t"])) if sign else ""
    return f"{sign}{space}{words}{draw(st.sampled_from(ENDINGS))}"


@st.composite
def walls(draw: Any) -> list[str]:
    """Return cards no two of which are alike, a few of them with the same sign in front."""
    found = draw(st.lists(texts(), min_size=9, max_size=12, unique_by=lambda text: text.casefold()))
    common = draw(st.sampled_from(["", "", "- ", "-", "* ", "• ", "1. ", "# "]))
    share = draw(st.sampled_from([1, 2, 3]))
    return [f"{common}{text}" if number % share == 0 else text for number, text in enumerate(found)]


NO_WORDS = re.compile(r"[-–*•·]?|\(?\d+(\.\d+)*[.)]?|[a-z][.)]|#+")
TITLES = ("Getting there", "Learning at night", "One front door")


def sheet(rows: Sequence[Sequence[str]], **looks: Any) -> Sheet:
    cells = [
        Cell(row, column, text, text, **looks.get(f"{column_letters(column)}{row}", {}))
        for row, values in enumerate(rows, 1)
        for column, text in enumerate(values, 1)
        if text
    ]
    return Sheet("workshop.xlsx", "Wall", tuple(cells))


def thirds(cards: Sequence[str]) -> list[Sequence[str]]:
    return [cards[0::3], cards[1::3], cards[2::3]]


def _listed(cards: Sequence[str]) -> str:
    return "\n".join(f"- {card}" for card in cards)


def rows(cards: Sequence[str]) -> Sheet:
    return sheet([("Idea", "Title"), *((card, TITLES[n % 3]) for n, card in enumerate(cards))])


def lists_in_cells(cards: Sequence[str]) -> Sheet:
    return sheet([("Idea", "Title"), *((_listed(own), title) for own, title in zip(thirds(cards), TITLES, strict=True))])  # fmt: skip


def wall(cards: Sequence[str]) -> Sheet:
    whole = cards[: len(cards) // 3 * 3]
    return sheet([TITLES, *zip(*thirds(whole), strict=True)])


def wall_of_lists(cards: Sequence[str]) -> Sheet:
    return sheet([TITLES, ["\n".join(own) for own in thirds(cards)]])


def sideways_wall(cards: Sequence[str]) -> Sheet:
    looks = {f"A{row}": {"bold": True} for row in (1, 2, 3)}
    return sheet([(title, *own) for title, own in zip(TITLES, thirds(cards), strict=True)], **looks)


def plain_list(cards: Sequence[str]) -> Sheet:
    return sheet([(card,) for card in cards])


def list_under_a_question(cards: Sequence[str]) -> Sheet:
    return sheet([("What would help families here?",), *((card,) for card in cards)])


def headed_list(cards: Sequence[str]) -> Sheet:
    lines = [
        line for title, own in zip(TITLES, thirds(cards), strict=True) for line in (title, *own)
    ]
    looks = {f"A{row}": {"bold": True} for row, line in enumerate(lines, 1) if line in TITLES}
    return sheet([(line,) for line in lines], **looks)


def inset_list(cards: Sequence[str]) -> Sheet:
    return sheet([(line,) for title, own in zip(TITLES, thirds(cards), strict=True) for line in (title, *(f"    {card}" for card in own))])  # fmt: skip


def list_beside_titles(cards: Sequence[str]) -> Sheet:
    return sheet([line for title, own in zip(TITLES, thirds(cards), strict=True) for line in ((title,), *(("", card) for card in own))])  # fmt: skip


def bulleted_list(cards: Sequence[str]) -> Sheet:
    return sheet([(line,) for title, own in zip(TITLES, thirds(cards), strict=True) for line in (title, *(f"- {card}" for card in own))])  # fmt: skip


def list_under_hashes(cards: Sequence[str]) -> Sheet:
    return sheet([(line,) for title, own in zip(TITLES, thirds(cards), strict=True) for line in (f"## {title}", *own)])  # fmt: skip


def ruled_list(cards: Sequence[str]) -> Sheet:
    return sheet([(line,) for title, own in zip(TITLES, thirds(cards), strict=True) for line in (f"-- {title} --", *own)])  # fmt: skip


def outline(cards: Sequence[str]) -> Sheet:
    lines = []
    for number, (title, own) in enumerate(zip(TITLES, thirds(cards), strict=True), 1):
        lines += [f"{number} {title}", *(f"{number}.{n} {card}" for n, card in enumerate(own, 1))]
    return sheet([(line,) for line in lines])


def answers(cards: Sequence[str]) -> Sheet:
    head = ("ResponseId", "Status", "Which ideas does your table have? One idea per line")
    own = ["\n".join(cards[:2]), *cards[2:]]
    return sheet([head, *((f"R_{n}", "IP Address", card) for n, card in enumerate(own))])


def notes(cards: Sequence[str]) -> Sheet:
    heads = [("text", "x", "y", "color"), *((title, str(400 * n), "0", "blue") for n, title in enumerate(TITLES))]  # fmt: skip
    own = [(html.escape(card), str(400 * (n % 3)), str(100 + n), "yellow") for n, card in enumerate(cards)]  # fmt: skip
    return sheet([*heads, *own])


def posts(cards: Sequence[str]) -> Sheet:
    return sheet([("Section", "Subject", "Body"), *((TITLES[n % 3], card, "") for n, card in enumerate(cards))])  # fmt: skip


def linked_tables(cards: Sequence[str]) -> Sheet:
    names = [("id", "name"), *((f"g{n}", title) for n, title in enumerate(TITLES))]
    own = [("Id", "Idea", "Column id"), *((f"c{n}", card, f"g{n % 3}") for n, card in enumerate(cards))]  # fmt: skip
    return sheet([*names, (), *own])


LAYOUTS: Sequence[Callable[[Sequence[str]], Sheet]] = (
    rows, lists_in_cells, wall, wall_of_lists, sideways_wall, plain_list, list_under_a_question, headed_list,
    inset_list, list_beside_titles, bulleted_list, list_under_hashes, ruled_list, outline, answers, notes, posts,
    linked_tables,
)  # fmt: skip
ORDINARY = [
    "A van on class days", "Mentors for night classes", "One form for all of us", "A ride to the first shift",
    "Childcare on Saturday nights", "A desk at the library", "Classes in the evening", "A map of who does what",
    "One number to call first",
]  # fmt: skip


def look(found: Sheet) -> tuple[Workshop, dict[str, str]]:
    workshop, _ = reading.look([found])
    return workshop, {found.place(c.row, c.column).cell: c.text for c in found.cells}


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda each: each.__name__)
def test_the_layouts_of_this_test_are_read_as_cards(
    layout: Callable[[Sequence[str]], Sheet],
) -> None:
    workshop, _ = look(layout(ORDINARY))

    assert {str(idea.text) for idea in workshop.ideas} == set(ORDINARY)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda each: each.__name__)
@given(cards=walls())
@example(
    cards=[
        "-10% dropouts by spring",
        "*urgent* a van",
        "- 5 vans",
        "(3) rides",
        "#1 need: rides",
        *ORDINARY[:5],
    ]
)
@example(cards=[f"- {card}" for card in ORDINARY[:8]] + ["-10% dropouts by spring"])
@example(cards=[f"{card} --" for card in ORDINARY])
@example(cards=["R&D &copy that", "jobs&notices", "<a few> of us", *ORDINARY[:6]])
@example(cards=["3.5 vans a week", "2 vans", "24/7 desk", *ORDINARY[:6]])
@settings(max_examples=25)
def test_each_card_is_a_part_of_its_cell_and_no_word_is_lost(
    layout: Callable[[Sequence[str]], Sheet], cards: list[str]
) -> None:
    workshop, cells = look(layout(cards))

    held: dict[str, list[Idea]] = {}
    for idea in workshop.ideas:
        held.setdefault(idea.text.place.cell, []).append(idea)
    for at, ideas in held.items():
        cell = html.unescape(cells[at]) if layout is notes else cells[at]
        assert all(str(idea.text) in cell for idea in ideas), (cell, ideas)
        assert says_all(cell, ideas), (cell, ideas)


def says_all(cell: str, ideas: Sequence[Idea]) -> bool:
    """Tell whether cards say all that their cell says, but for bullets, numbers and votes."""
    for idea in ideas:
        cell = cell.replace(str(idea.text), "\0", 1)
    votes = {f"({idea.votes})" for idea in ideas}
    return all(piece in votes or NO_WORDS.fullmatch(piece) for piece in re.split(r"[\s\0]+", cell))


def test_a_bullet_is_taken_off_where_most_lines_have_one() -> None:
    workshop, _ = look(plain_list([*(f"- {card}" for card in ORDINARY), "-10% dropouts by spring"]))

    assert [str(idea.text) for idea in workshop.ideas] == [*ORDINARY, "-10% dropouts by spring"]


def test_a_bullet_that_few_lines_have_stays() -> None:
    workshop, _ = look(plain_list([*ORDINARY, "- 10% dropouts by spring", "1. call the county"]))

    assert [str(idea.text) for idea in workshop.ideas][-2:] == [
        "- 10% dropouts by spring",
        "1. call the county",
    ]


def test_numbers_that_count_something_are_no_outline() -> None:
    counts = ["1 van", "2.5 hours of care", "1.5 nurses more", "2 vans more", "3 rides a day", "3.5 miles at most"]  # fmt: skip

    workshop, _ = look(plain_list(counts))

    assert [str(idea.text) for idea in workshop.ideas] == counts


def test_a_number_sign_before_of_is_no_heading() -> None:
    counts = [
        "# of vans we need",
        "A van on class days",
        "# of nurses at night",
        "One form for all of us",
    ]

    workshop, _ = look(plain_list(counts))

    assert [str(idea.text) for idea in workshop.ideas] == counts
