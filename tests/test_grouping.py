"""Cards hang where people hung them; the rest are proposals; nothing is lost."""

import csv
import json
import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from math import sqrt
from pathlib import Path
from time import process_time
from typing import Any, TypeVar

import alike
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pipeline import grouping, meaning, review, show, titling
from pipeline.grouping import as_typed, columns, hang, proposals, questions, telling
from pipeline.meaning import files, graph, pieces, sentences
from pipeline.model import (
    About,
    Accounting,
    Advice,
    Decision,
    Group,
    Idea,
    Offer,
    OfferedGroup,
    Outcome,
    Proposal,
    Title,
    Typed,
    Unplaced,
    Wall,
    Workshop,
)
from pipeline.problems import Place

DATA = Path(__file__).parent / "data"
T = TypeVar("T")
QUESTION_FREE = [
    "One intake form for all partners",
    "Shared intake form in plain language",
    "Intake form in English and Spanish",
    "Warm handoff after intake",
    "Bus passes for students",
    "Bus route that stops at the college",
    "Gas cards and bus passes for clinical days",
    "Rides to clinical sites by county bus",
    "Employers interview every graduate",
    "Hospitals hire graduates of the class",
    "Employers tell us whom they hire",
    "Paid jobs at hospitals for graduates",
]


FURTHER = [
    "Child care near the college",
    "A quiet room to study in",
    "Uniforms and shoes for the first week",
    "Tutors in the evening",
    "A phone line that answers",
    "Laptops on loan",
]


def typed(words: str, cell: str = "A1") -> Typed:
    return Typed(words, Place("cards.xlsx", "Ideas", cell))


def card(number: int, text: str, mark: str = "", title: str = "", **more: Any) -> Idea:
    made = Idea(
        f"C{number}",
        typed(text, f"B{number}"),
        mark=typed(mark, f"D{number}"),
        title=typed(title, f"E{number}"),
    )
    return replace(made, **more)


def workshop(cards: Iterable[Idea], titles: Iterable[Title] = ()) -> Workshop:
    return Workshop(ideas=tuple(cards), titles=tuple(titles))


def free(texts: Sequence[str] = QUESTION_FREE) -> Workshop:
    return workshop(card(n, text) for n, text in enumerate(texts, 1))


def mixed() -> list[str]:
    """Return cards, and halves of cards put together anew: nothing hangs together well."""
    with (DATA / "ungrouped.csv").open(encoding="utf-8-sig", newline="") as file:
        texts = [row["idea"] for row in csv.DictReader(file)]
    halves = zip(texts, texts[7:] + texts[:7], strict=True)
    return texts + [" ".join([*a.split()[:4], *b.split()[-3:]]) for a, b in halves]


def ids(ideas: Iterable[Idea]) -> list[str]:
    return [idea.id for idea in ideas]


def parts(wall: Wall) -> set[frozenset[str]]:
    return {frozenset(ids(group.ideas)) for group in wall.groups}


def all_ids(wall: Wall) -> Iterator[str]:
    for group in wall.groups:
        yield from ids(group.ideas)
    yield from ids(each.idea for each in wall.not_placed)
    yield from ids((*wall.parking_lot, *wall.empty, *wall.merged))


def test_columns_and_titles_stay_as_people_typed_them() -> None:
    wall = grouping.hang(
        workshop(
            [
                card(1, "Ride board", "2", "Getting to class"),
                card(2, "Co-written grant", "1", "  TANF at the table "),
                card(3, "Bus passes", "2", "Getting to class"),
            ]
        )
    )
    assert [(g.mark, g.title, g.agreed, g.proposed, ids(g.ideas)) for g in wall.groups] == [
        ("1", "TANF at the table", True, False, ["C2"]),
        ("2", "Getting to class", True, False, ["C1", "C3"]),
    ]


def test_a_mark_may_wait_for_its_title() -> None:
    wall = grouping.hang(
        workshop([card(1, "MOU", "4"), card(2, "Vans", "8", "TBD"), card(3, "Cake", "9", "?")])
    )
    assert [(g.mark, g.title, g.agreed) for g in wall.groups] == [
        ("4", "", False),
        ("8", "", False),
        ("9", "", False),
    ]


def test_a_card_with_a_mark_only_joins_the_column_of_that_mark() -> None:
    wall = grouping.hang(
        workshop([card(1, "Ride board", "b"), card(2, "Bus passes", "B", "Getting to class")])
    )
    assert [(g.title, ids(g.ideas)) for g in wall.groups] == [("Getting to class", ["C1", "C2"])]


def test_a_card_with_a_title_only_joins_the_column_of_that_title() -> None:
    wall = grouping.hang(
        workshop(
            [
                card(1, "Career coach", title="Staff working side-by-side"),
                card(2, "Joint lunch", "3", "Staff working side by side"),
            ]
        )
    )
    assert [(g.mark, ids(g.ideas)) for g in wall.groups] == [("3", ["C1", "C2"])]


def test_titles_alone_make_columns_in_order_of_appearance() -> None:
    wall = grouping.hang(
        workshop([card(1, "Vans", title="Rides"), card(2, "Form", title="Intake")])
    )
    assert [(g.mark, g.title) for g in wall.groups] == [("Rides", "Rides"), ("Intake", "Intake")]


def test_numbers_then_letters_then_names_order_the_columns() -> None:
    marks = ["blue", "B", "10", "A", "9", "amber"]
    wall = grouping.hang(workshop(card(n, f"card {n}", m, "T") for n, m in enumerate(marks)))
    assert [g.mark for g in wall.groups] == ["9", "10", "A", "B", "blue", "amber"]


@pytest.mark.parametrize(
    "mark",
    [
        "Data sharing",
        "HR",
        "Red flags",
        "Number 1 priority",
        "R&D",
        "Datos compartidos",
        "1 % more",
    ],
)
def test_a_mark_that_says_something_is_a_title(mark: str) -> None:
    (group,) = grouping.hang(workshop([card(1, "Share data weekly", mark)])).groups
    assert (group.mark, group.title, group.agreed) == (mark, mark, True)
    assert isinstance(group.title, Typed)
    assert group.title.place.cell == "D1"


@pytest.mark.parametrize(
    "mark",
    [
        "7",
        "1a",
        "B",
        "AA",
        "G2",
        "iv",
        "XII",
        "blue",
        "Light-green",
        "azul",
        "TBD",
        "To be confirmed",
        "[tbc]",
        "?",
        "🎉",
        "Column\xa03",
        "Group\xa0A",
        "#4",
        "1st",
        "(no title yet)",
        "New column",
        "needs a name?",
    ],
)
def test_a_mark_that_only_points_at_a_column_is_no_title(mark: str) -> None:
    (group,) = grouping.hang(workshop([card(1, "Share data weekly", mark)])).groups
    assert (group.mark, group.title, group.agreed) == (mark, "", False)


def test_a_group_named_in_the_drop_down_only_is_titled_as_typed() -> None:
    wall = grouping.hang(
        workshop(
            [card(1, "Vans", "Rides"), card(2, "Wages", "Staffing for growth")],
            [Title(typed("Rides"), typed("Rides to class"), agreed=False)],
        )
    )
    assert [(g.title, g.agreed) for g in wall.groups] == [
        ("Rides to class", False),
        ("Staffing for growth", True),
    ]


def test_a_name_on_the_groups_sheet_without_a_title_is_the_title() -> None:
    new = Title(typed("Wages and hours"), typed(""))
    emptied = Title(typed("Bus passes"), typed(""), agreed=False)
    cards = [card(1, "Wages", "Wages and hours"), card(2, "Buses", "Bus passes"), card(3, "Loose")]
    wall = grouping.hang(workshop(cards, [new, emptied]))
    assert [(g.mark, g.title, g.agreed) for g in wall.groups] == [
        ("Wages and hours", "Wages and hours", True),
        ("Bus passes", "", False),
    ]
    assert [each.idea.id for each in wall.not_placed] == ["C3"]


def test_two_spellings_of_a_mark_are_told() -> None:
    cards = [card(1, "Maps", "Data sharing"), card(2, "Lists", "data-sharing")]
    (group,) = grouping.hang(workshop(cards)).groups
    assert group.title == "Data sharing"
    assert [str(notice) for notice in grouping.notices(workshop(cards))] == [
        (
            'cards.xlsx!Ideas!D2: Column Data sharing is titled "Data sharing" and also "data-sharing".\n'
            '  "Data sharing" is printed. Give all its cards one title to settle it.'
        )
    ]


def test_words_that_are_no_title_are_told_not_lost() -> None:
    cards = [
        card(1, "Vans", "8", "TBD"),
        card(2, "Bus", "9", "to be decided"),
        card(3, "Tram", "9", "Rides"),
    ]
    assert [str(notice) for notice in grouping.notices(workshop(cards))] == [
        (
            'cards.xlsx!Ideas!E1: "TBD" over column 8 is not taken for a title.\n'
            "  A working title is printed. Type the title once the group agrees on one."
        ),
        (
            'cards.xlsx!Ideas!E2: "to be decided" over column 9 is not taken for a title.\n'
            '  "Rides" is printed. Type the title once the group agrees on one.'
        ),
    ]
    alone = grouping.hang(workshop([card(1, "Vans", title="TBD")])).groups
    assert [(g.mark, g.title) for g in alone] == [("TBD", "")]


@pytest.mark.parametrize(
    "marks", ["1; 2", "1;2", "1, 2", "1/2", "1 + 2", "Rides; 2", "1;parking lot"]
)
def test_a_card_in_two_columns_hangs_in_the_first_and_is_told(marks: str) -> None:
    cards = [
        card(1, "Vans for all", marks),
        card(2, "Vans", "1", "Rides"),
        card(3, "Form", "2", "Intake"),
    ]
    wall = grouping.hang(workshop(cards))
    assert [(g.mark, ids(g.ideas)) for g in wall.groups] == [("1", ["C1", "C2"]), ("2", ["C3"])]
    assert [str(notice) for notice in grouping.notices(workshop(cards))] == [
        (
            f'cards.xlsx!Ideas!D1: Card C1 names 2 columns, "{marks}".\n'
            "  It hangs in the first, 1. To hang it in another, name only that one."
        )
    ]


def test_a_title_that_lists_two_titles_of_cards_below_it_hangs_in_the_first() -> None:
    cards = [
        card(1, "Vans for all", title="Rides; Intake"),
        card(2, "Vans", title="Rides"),
        card(3, "Form", title="Intake"),
    ]

    wall = grouping.hang(workshop(cards))

    assert [(g.title, ids(g.ideas)) for g in wall.groups] == [
        ("Rides", ["C1", "C2"]),
        ("Intake", ["C3"]),
    ]


@pytest.mark.parametrize(("title", "told"), [("TBD", 1), ("", 0), (" ", 0)])
def test_a_title_of_the_groups_sheet_that_is_none_is_told_where_somebody_typed_it(
    title: str, told: int
) -> None:
    titles = [Title(typed("8"), typed(title, "B2"))]

    notices = grouping.notices(workshop([card(1, "Vans", "8")], titles))

    assert [str(each).splitlines()[0] for each in notices] == [
        'cards.xlsx!Ideas!B2: "TBD" over column 8 is not taken for a title.'
    ] * told


@pytest.mark.parametrize("marks", ["1; 3", "Rides & Intake", "R&D", "1"])
def test_a_mark_that_does_not_list_columns_is_one_column(marks: str) -> None:
    cards = [card(1, "Vans", "1", "Rides"), card(2, "Form", "Intake"), card(3, "Both", marks)]
    wall = grouping.hang(workshop(cards))
    assert [g.mark for g in wall.groups if "C3" in ids(g.ideas)] == [marks]
    assert grouping.notices(workshop(cards)) == ()


def test_the_groups_sheet_rules_titles_order_and_empty_columns() -> None:
    wall = grouping.hang(
        workshop(
            [card(1, "Vans", "1", "Rides"), card(2, "Form", "2", "Intake")],
            [
                Title(typed("2"), typed("One shared intake")),
                Title(typed("7"), typed("Nobody came here")),
                Title(typed("1"), typed("Rides to class"), agreed=False),
            ],
        )
    )
    assert [(g.mark, g.title, g.agreed, ids(g.ideas)) for g in wall.groups] == [
        ("2", "One shared intake", True, ["C2"]),
        ("7", "Nobody came here", True, []),
        ("1", "Rides to class", False, ["C1"]),
    ]


@pytest.mark.parametrize("name", ["Not placed", "none", "??", "", "Parking lot"])
def test_a_row_of_the_groups_sheet_that_names_no_column_makes_none(name: str) -> None:
    rows = [Title(typed("1"), typed("Rides")), Title(typed(name), typed(name))]

    wall = grouping.hang(workshop([card(1, "Vans", "1"), card(2, "Form", name)], rows))

    assert [(g.title, ids(g.ideas)) for g in wall.groups] == [("Rides", ["C1"])]


def test_the_parking_lot_is_respected_however_it_is_said() -> None:
    wall = grouping.hang(
        workshop(
            [
                card(1, "Who pays?", "P", "Parking lot"),
                card(2, "Who drives?", "P"),
                card(3, "Who asks?", title="Parked"),
                card(4, "Who knows?", "1", "Rides", parked=True),
                card(5, "Vans", "1", "Rides"),
            ]
        )
    )
    assert ids(wall.parking_lot) == ["C1", "C2", "C3", "C4"]
    assert [g.title for g in wall.groups] == ["Rides"]


def test_a_card_that_is_set_aside_hangs_in_no_column_as_well() -> None:
    cards = [card(1, "Vans", "1", "Rides"), card(2, "Buses", "1", "Rides", parked=True)]

    wall = grouping.hang(workshop(cards))

    assert sorted(all_ids(wall)) == ["C1", "C2"]
    assert ids(wall.parking_lot) == ["C2"]


def test_a_column_that_people_called_p_is_a_column() -> None:
    wall = grouping.hang(workshop([card(1, "Vans", "P", "Partners first")]))
    assert [(g.mark, g.title) for g in wall.groups] == [("P", "Partners first")]
    assert wall.parking_lot == ()


@pytest.mark.parametrize("nothing", ["", "   ", "\u00a0\u200b", "\n"])
def test_a_card_without_words_is_counted_as_empty(nothing: str) -> None:
    wall = grouping.hang(workshop([card(1, nothing, "1", "Rides"), card(2, "🎉", "1", "Rides")]))
    assert ids(wall.empty) == ["C1"]
    assert ids(wall.groups[0].ideas) == ["C2"]


def test_a_card_is_merged_only_with_a_card_that_is_there() -> None:
    asked = [
        card(1, "Vans", "1", "Rides"),
        card(2, "Van", "1", "Rides", same_as=typed(" c1 ")),
        card(3, "Vans!", "1", "Rides", same_as=typed("C2")),
        card(4, "Bus", "1", "Rides", same_as=typed("C99", "K4")),
        card(5, "Tram", "1", "Rides", same_as=typed("C5", "K5")),
    ]
    wall = grouping.hang(workshop(asked))
    assert ids(wall.merged) == ["C2", "C3"]
    assert [str(notice) for notice in grouping.notices(workshop(asked))] == [
        (
            'cards.xlsx!Ideas!K4: Card C4 is to be printed with card "C99", '
            "which is not another card with words on it.\n"
            "  It is printed on its own. Type the id of the card that says the same."
        ),
        (
            'cards.xlsx!Ideas!K5: Card C5 is to be printed with card "C5", '
            "which is not another card with words on it.\n"
            "  It is printed on its own. Type the id of the card that says the same."
        ),
    ]


def test_a_circle_of_merges_leaves_one_card_to_print() -> None:
    wall = grouping.hang(
        workshop(
            [
                card(1, "Vans", "1", same_as=typed("C2")),
                card(2, "Van", "1", same_as=typed("C3")),
                card(3, "A van", "1", same_as=typed("C1")),
            ]
        )
    )
    assert len(wall.merged) == 2
    assert len(wall.groups[0].ideas) == 1


def test_a_merge_both_ways_prints_one_card_and_is_told() -> None:
    cards = [
        card(1, "Vans", "1", same_as=typed("C2", "K1")),
        card(2, "A van", "1", same_as=typed("C1", "K2")),
    ]
    wall = grouping.hang(workshop(cards))
    assert (ids(wall.merged), ids(wall.groups[0].ideas)) == (["C1"], ["C2"])
    assert [str(notice) for notice in grouping.notices(workshop(cards))] == [
        (
            'cards.xlsx!Ideas!K2: Card C2 is to be printed with card "C1", '
            "which is itself to be printed with card C2.\n"
            "  The words of card C2 are printed. Empty one of the two cells to settle it."
        )
    ]


def test_two_spellings_of_one_title_are_told() -> None:
    cards = [
        card(1, "Vans", "1", "Rides"),
        card(2, "Bus", "1", "Rides"),
        card(3, "Tram", "1", "Rides!"),
    ]
    assert grouping.hang(workshop(cards)).groups[0].title == "Rides"
    assert [str(notice) for notice in grouping.notices(workshop(cards))] == [
        (
            'cards.xlsx!Ideas!E3: Column 1 is titled "Rides" and also "Rides!".\n'
            '  "Rides" is printed. Give all its cards one title to settle it.'
        )
    ]


def test_a_title_that_was_changed_on_the_groups_sheet_is_settled() -> None:
    cards = [card(1, "Vans", "Rides", "Rides"), card(2, "Bus", "Rides", "Rides!")]
    changed = [Title(typed("Rides"), typed("Rides that run late"))]
    assert grouping.hang(workshop(cards, changed)).groups[0].title == "Rides that run late"
    assert grouping.notices(workshop(cards, changed)) == ()


def test_a_slip_in_the_name_of_a_column_is_told() -> None:
    cards = [card(1, "Vans", "Evening child care"), card(2, "Bus", "evening chidl care")]
    for titles in ([], [Title(typed("Evening child care"), typed("Child care at night"))]):
        assert len(grouping.hang(workshop(cards, titles)).groups) == 2
        assert [str(notice) for notice in grouping.notices(workshop(cards, titles))] == [
            (
                'cards.xlsx!Ideas!D2: "evening chidl care" is nearly "Evening child care", '
                "and is printed as a title of its own.\n"
                '  If it is a slip, write "Evening child care" instead.'
            )
        ]


def test_two_spellings_of_one_name_are_one_column_under_the_first() -> None:
    composed, decomposed = "Caf\u00e9 & rides", "Cafe\u0301 & rides"
    cards = [
        card(1, "Vans", composed),
        card(2, "Bus", decomposed),
        card(3, "Van", "CAFÉ  and  rides"),
    ]

    (group,) = grouping.hang(workshop(cards)).groups

    assert (group.title, len(group.ideas)) == (composed, 3)
    assert grouping.notices(workshop(cards[:2])) == ()  # nobody could see the difference


def test_no_two_groups_of_a_review_have_names_that_would_be_read_as_one() -> None:
    titles = ("Data", "data", "Data (2)", "Rides")
    groups = tuple(Group(str(n), title, agreed=True, ideas=()) for n, title in enumerate(titles))

    labels = Wall(groups).labels()

    assert labels == ("Data", "data (2)", "Data (2) (2)", "Rides")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Goals for year 1", "Goals for year 2"),
        ("Data", "Rides"),
        ("1", "11"),
        ("A", "B"),
        ("Table 1a", "Table 1b"),
    ],
)
def test_names_that_differ_by_more_than_a_slip_are_no_slip(one: str, other: str) -> None:
    assert grouping.notices(workshop([card(1, "Vans", one), card(2, "Bus", other)])) == ()


def test_one_title_over_two_columns_is_told() -> None:
    cards = [card(1, "Vans", "1", "Rides"), card(2, "Bus", "2", "rides")]
    assert len(grouping.hang(workshop(cards)).groups) == 2
    assert [str(notice) for notice in grouping.notices(workshop(cards))] == [
        (
            'cards.xlsx!Ideas!E2: Columns 1 and 2 have the same title, "rides".\n'
            "  They stay two columns. Give one of them another title, or both one mark."
        )
    ]


def test_every_card_is_in_exactly_one_place() -> None:
    with (DATA / "edge_cases.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    cards = [
        card(n, row["idea"], row["wall_column"], row["column_title"])
        for n, row in enumerate(rows, 2)
    ]
    wall = replace(grouping.hang(workshop(cards)), cards=len(cards))
    assert sorted(all_ids(wall)) == sorted(ids(cards))
    assert Accounting.of(wall) == Accounting(12, 9, 1, 1, 1, 0)


def test_a_loose_card_gets_three_proposals_and_moves_nobody() -> None:
    names = {"1": "Shared intake", "2": "Rides", "3": "Jobs", "4": "Child care"}
    hung = [
        card(n, text, str(1 + (n - 1) // 4), names[str(1 + (n - 1) // 4)])
        for n, text in enumerate(QUESTION_FREE, 1)
    ]
    hung.append(card(20, "Evening child care", "4", names["4"]))
    before = grouping.hang(workshop(hung))
    wall = grouping.hang(workshop([*hung, card(30, "Free bus tickets to reach the clinic")]))
    assert wall.groups == before.groups
    (loose,) = wall.not_placed
    assert loose.idea.id == "C30"
    assert loose.proposals[0].title == "Rides"
    assert len(loose.proposals) <= 3
    sure = [each.sure for each in loose.proposals]
    assert sure == sorted(sure, reverse=True)
    assert 0 < sum(sure) <= 1.01


def test_cards_on_a_fully_hung_wall_need_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "find_spec", lambda _: None)
    pieces._table.cache_clear()
    pieces._cutter.cache_clear()
    wall = grouping.hang(workshop([card(1, "Vans", "1", "Rides"), card(2, "Bus", "1")]))
    assert ids(wall.groups[0].ideas) == ["C1", "C2"]


def test_without_columns_groups_are_proposed_by_meaning() -> None:
    wall = grouping.hang(free())
    assert all(group.proposed and not group.agreed for group in wall.groups)
    assert parts(wall) == {
        frozenset({"C1", "C2", "C3", "C4"}),
        frozenset({"C5", "C6", "C7", "C8"}),
        frozenset({"C9", "C10", "C11", "C12"}),
    }


def test_a_wall_too_large_to_doubt_each_card_has_the_same_groups(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = grouping.hang(free())
    monkeypatch.setattr(proposals, "CHECKED", before.cards - 1)

    wall = grouping.hang(free())

    assert parts(wall) == parts(before)
    assert before.expect
    assert wall.expect is None
    assert not any(group.unsure for group in wall.groups)


@pytest.mark.parametrize("seed", range(4))
def test_row_order_changes_no_group_and_no_title(seed: int) -> None:
    cards = [card(n, text) for n, text in enumerate(mixed())]
    wall = titling.title(grouping.hang(workshop(cards)), "")
    random.Random(seed).shuffle(cards)  # noqa: S311 - an order, not a secret
    again = titling.title(grouping.hang(workshop(cards)), "")
    assert parts(again) == parts(wall)
    assert [group.title for group in again.groups] == [group.title for group in wall.groups]


@pytest.mark.parametrize("wanted", [1, 2, 4, 7, 12, 40])
def test_the_number_of_groups_can_be_asked_for(wanted: int) -> None:
    wall = grouping.hang(free(), groups=wanted)
    assert len(wall.groups) == min(wanted, len(QUESTION_FREE))
    assert sorted(all_ids(wall)) == sorted(ids(free().ideas))


def test_there_are_never_more_groups_than_allowed() -> None:
    assert len(grouping.hang(free(), max_groups=2).groups) == 2


def test_fewer_than_six_cards_are_one_group() -> None:
    assert len(grouping.hang(free(QUESTION_FREE[:5])).groups) == 1


def test_a_card_that_may_as_well_hang_elsewhere_is_flagged_in_words() -> None:
    texts = mixed()
    wall = titling.title(grouping.hang(free(texts)), "")
    doubts = [(home, *each) for home, group in enumerate(wall.groups) for each in group.unsure]
    assert 0 < len(doubts) < len(texts) / 2
    book = review.book(free(texts), wall, "review.xlsx", [Advice((), ())] * len(wall.groups), [])
    lines = list(show.wall(replace(wall, cards=len(texts))))
    for home, number, other in doubts:
        assert other != home
        title = wall.groups[other].title
        (row,) = [row for row in book.tables[1].rows if row[0] == number]
        assert row[3:6] == (wall.groups[home].title, "not sure", title)
        assert any(line.endswith(f"[not sure; or: {title}]") for line in lines)
    clear = grouping.hang(free())
    assert [group.unsure for group in clear.groups] == [(), (), ()]


@pytest.mark.parametrize(
    ("sure", "said"),
    [
        ((0.9, 0.08, 0.02), ("Rides", "Rides", "90%", "Jobs (8%)")),
        ((0.5, 0.5), ("Rides", "Rides", "50%", "Jobs (50%)")),
        (
            (0.49, 0.3, 0.21),
            ("Not yet placed", "Rides (49%)", "not sure", "Jobs (30%); Forms (21%)"),
        ),
        ((), ("Not yet placed", None, "no suggestion", None)),
    ],
)
def test_a_doubtful_suggestion_stays_out_of_the_column_of_people(
    sure: Sequence[float], said: Sequence[str | None]
) -> None:
    names = ("Rides", "Jobs", "Forms")
    columns = tuple(Group(name, name, agreed=True, ideas=()) for name in names)
    best = (Proposal(name, name, each) for name, each in zip(names, sure, strict=False))
    wall = Wall(columns, (Unplaced(card(1, "Vans"), tuple(best)),))
    book = review.book(workshop([card(1, "Vans")]), wall, "review.xlsx", [Advice((), ())] * 3, [])
    assert book.tables[1].rows[0][2:7] == (*said, "Not yet placed")


@pytest.mark.parametrize(
    ("count", "columns", "asked"),
    [(11, 2, 0), (12, 2, 4), (12, 1, 0), (29, 2, 9), (30, 2, 10), (60, 2, 10)],
)
def test_a_third_of_the_cards_are_to_be_decided_first_ten_at_most(
    count: int, columns: int, asked: int
) -> None:
    rows = np.eye(count)
    near = np.linspace(0, 0.9, count)[:, None] * np.ones(columns)
    first = telling.most_telling(rows, near, range(count))
    assert first == frozenset(range(asked))  # those that stand farthest from every column


def test_a_card_of_which_afterword_is_fairly_sure_is_not_asked_about() -> None:
    near = np.linspace(0, 0.9, 12)[:, None] * np.ones(2)
    assert telling.most_telling(np.eye(12), near, [1, 3]) == {1, 3}


@pytest.mark.parametrize(
    ("best", "sure"),
    [
        ((), False),
        ((Proposal("Rides", "Rides", 0.5),), True),
        ((Proposal("Rides", "Rides", 0.49),), False),
        ((Proposal("new", "Rides", 0.9, new=True), Proposal("Jobs", "Jobs", 0.1)), False),
    ],
)
def test_a_new_column_is_never_fairly_sure(best: tuple[Proposal, ...], sure: bool) -> None:
    assert Unplaced(card(1, "Vans"), best).is_fairly_sure() is sure


@pytest.mark.parametrize(("cosine", "asked"), [(0.48, {0, 1, 2, 3}), (0.52, {0, 2, 3, 4})])
def test_a_card_that_is_like_one_asked_about_waits(cosine: float, asked: set[int]) -> None:
    """Half of the likeness counts: card 1, `cosine` like card 0, against card 4, which is .25 near to a column."""
    rows = np.eye(12)
    rows[1, :2] = cosine, sqrt(1 - cosine**2)
    near = np.array([0, 0, 0.05, 0.05, 0.25, *[0.9] * 7])[:, None] * np.ones(2)
    assert telling.most_telling(rows, near, range(5)) == asked


def test_what_to_decide_first_is_said_on_the_screen_in_json_and_in_the_review() -> None:
    homes = ["Intake", "Intake", *[""] * 2, "Rides", "Rides", *[""] * 2, "Jobs", "Jobs"]
    cards = [
        card(n, text, title=home)
        for n, (text, home) in enumerate(
            zip([*QUESTION_FREE, *FURTHER], [*homes, *[""] * 20], strict=False), 1
        )
    ]
    shop = workshop(cards)
    wall = replace(hang(shop), cards=len(cards))
    first = {each.idea.id for each in wall.not_placed if each.decide_first}
    assert len(wall.not_placed) == 12
    assert len(first) == 4
    said = list(show.wall(wall))
    assert "  (4 to decide first: they tell most about where the others hang.)" in said
    assert sum("  [decide first; suggested: " in line for line in said) == 4
    found = json.loads("".join(show.wall_json("", wall)))
    assert {c["id"] for c in found["not_placed"] if c.get("decide_first")} == first
    book = review.book(shop, wall, "review.xlsx", [Advice((), ())] * 3, [])
    ideas = [
        dict(zip((heading.text for heading in book.tables[1].headings), row, strict=True))
        for row in book.tables[1].rows
    ]
    assert {row["Card"] for row in ideas[:4]} == first
    assert {row["How sure"] for row in ideas[:4]} == {"decide first"}
    intro = book.tables[0].intro
    assert intro[1].startswith("Cards to decide about: ")
    assert "not yet placed, 4 of them to decide first" in intro[1]
    assert review.FIRST_INTRO in intro
    none = replace(wall, not_placed=tuple(replace(e, decide_first=False) for e in wall.not_placed))
    assert (
        review.FIRST_INTRO
        not in review.book(shop, none, "review.xlsx", [Advice((), ())] * 3, []).tables[0].intro
    )


@pytest.mark.parametrize(("count", "most"), [(6, 2), (8, 3), (12, 4)])
def test_few_cards_are_not_torn_apart(count: int, most: int) -> None:
    wall = grouping.hang(free(QUESTION_FREE[:count]))
    assert len(wall.groups) <= most


def test_repeats_of_a_card_stay_together() -> None:
    texts = [*QUESTION_FREE, "bus  passes for STUDENTS.", "Bus passes for students"]
    wall = grouping.hang(free(texts))
    (home,) = [group for group in wall.groups if "C5" in ids(group.ideas)]
    assert {"C13", "C14"} <= set(ids(home.ideas))


def test_cards_that_hold_no_letters_do_no_harm() -> None:
    odd = ["!!!", "🎉 ❤", "42", "…"]
    wall = titling.title(grouping.hang(free([*QUESTION_FREE, *odd])), "")
    assert sorted(all_ids(wall)) == sorted(f"C{n}" for n in range(1, 17))
    assert len(wall.groups) == 4
    (without,) = [group for group in wall.groups if "C13" in ids(group.ideas)]
    assert (without.title, len(without.ideas)) == ("Cards without words", 4)
    assert len(grouping.hang(free([*QUESTION_FREE, *odd]), groups=2).groups) == 2
    assert len(grouping.hang(free([*QUESTION_FREE, *odd]), groups=1).groups) == 1
    assert len(grouping.hang(free([*QUESTION_FREE, *odd]), max_groups=3).groups) == 3
    (only,) = titling.title(grouping.hang(free(["🎉", "❤", "!!!", "7", "🙏", "…", "+"])), "").groups
    assert only.title == "Cards without words"


def test_near_repeats_are_pointed_out() -> None:
    cards = free(["Bus passes for students", "bus passes, for student", "Vans"]).ideas
    assert [(r.idea.id, r.earlier.id) for r in grouping.repeats(cards)] == [("C2", "C1")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Train staff in intravenous medication", "Train staff in non-intravenous medication"),
        ("Meet partners within 2 business days", "Meet partners within 3 business days"),
        ("Partners should share client records", "Partners should not share client records"),
        ("Open the center two nights a week", "Open the center three nights a week"),
        ("Staff can't see the shared calendar", "Staff can see the shared calendar"),
        ("Make the process regulated by the county", "Make the process unregulated by the county"),
        ("More evening classes for parents", "Fewer evening classes for parents"),
        (
            "County staff and school staff share a desk",
            "County staff and school unstaff share a desk",
        ),
    ],
)
def test_a_negation_or_a_number_makes_two_cards(one: str, other: str) -> None:
    cards = free([one, other]).ideas
    assert grouping.repeats(cards) == ()
    assert grouping.similar(cards) == ()


@settings(deadline=None)
@given(
    st.sampled_from(alike.cards()), st.sampled_from(alike.OTHER), st.randoms(use_true_random=False)
)
def test_no_negation_number_or_other_word_is_taken_for_a_repeat(
    text: str, change: Callable[[str, random.Random], str], dice: random.Random
) -> None:
    made = change(text, dice)
    assume(made != text)
    assert grouping.repeats(free([text, made]).ideas) == ()
    if change is not alike.other_word:
        assert grouping.similar(free([text, made]).ideas) == ()


@pytest.mark.parametrize("order", [1, -1])
def test_slips_of_the_pen_are_taken_for_repeats(order: int) -> None:
    pairs = list(alike.near_pairs(alike.SAME))
    found = sum(bool(grouping.repeats(free(pair[::order]).ideas)) for pair in pairs)
    assert found >= 0.95 * len(pairs)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Meet 2 partners in 3 days", "Meet 3 partners in 2 days"),
        ("Share records, not names, with partners", "Share not records, names, with partners"),
        ("Standing meeting every Tuesday at noon", "Standing meeting every Thursday at noon"),
        ("Desk in the public library", "Desk in the public libraries nobody uses"),
        ("Raise the age limit for youth programs", "Lower the age limit for youth programs"),
        ("Shared online intake form for partners", "Shared intake form for partners"),
    ],
)
def test_cards_that_only_look_alike_are_two(one: str, other: str) -> None:
    assert grouping.repeats(free([one, other]).ideas) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Staff can't see the shared calendar", "Staff cannot see the shared calendar"),
        ("Partners don't share client records", "partners dont share client record"),
        ("Warm handoff by phone", "Warm hand-off by phone"),
        ("Share data and maps with partners", "Share maps and data with the partners"),
        ("Two coaches on site", "2 coaches on site"),
    ],
)
def test_cards_in_nearly_the_same_letters_are_pointed_out(one: str, other: str) -> None:
    cards = free([one, other]).ideas
    assert [(r.idea.id, r.earlier.id) for r in grouping.repeats(cards)] == [("C2", "C1")]


def test_the_same_in_other_words_is_only_suggested() -> None:
    texts = [
        "Warm handoff within 2 business days - a person, not a phone number",
        "warm hand-off in two days, not a phone number",
        "Vans",
    ]
    cards = free(texts).ideas
    assert grouping.repeats(cards) == ()
    (found,) = grouping.similar(cards)
    assert (found.idea.id, found.earlier.id, found.loosely) == ("C2", "C1", True)
    wall = titling.title(grouping.hang(free(texts)), "")
    book = review.book(free(texts), wall, "review.xlsx", [Advice((), ())], [found])
    said = [cell for row in book.tables[1].rows for cell in row if cell and "C1 says" in str(cell)]
    assert said == [
        "may say in other words what card C1 says: to print both as one, write C1 under Same as card"
    ]
    assert sorted(all_ids(grouping.hang(free(texts)))) == ["C1", "C2", "C3"]


def test_a_card_a_person_has_settled_is_not_pointed_out_again() -> None:
    cards = [card(1, "Vans for all"), card(2, "Vans for all", same_as=typed("C1"))]
    assert grouping.repeats(cards) == ()


def test_a_changed_model_file_is_refused() -> None:
    with pytest.raises(files.ModelFault) as refused:
        files.read(pieces.VECTORS[0], "0" * 64)
    assert str(refused.value) == (
        "afterword_models: Its file words.safetensors is not the one we know.\n"
        "  Install Afterword again; its models come with it and are never downloaded later."
    )


def test_a_missing_model_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(files.ModelFault, match="It has no file no-such-file"):
        files.read("no-such-file", "0" * 64)
    monkeypatch.setattr(files, "MODELS", "no_such_package")
    with pytest.raises(files.ModelFault, match="no_such_package: This package is not installed"):
        files.read(*pieces.VECTORS)


@pytest.fixture
def two_levels(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take ten cards for many, and three themes for the most."""
    monkeypatch.setattr(graph, "MANY", 10)
    monkeypatch.setattr(graph, "THEMES", 3)
    monkeypatch.setattr(graph, "FINE", 20.0)


@pytest.mark.usefixtures("two_levels")
def test_many_cards_hang_in_groups_under_themes() -> None:
    hung = grouping.hang(free())
    assert len({group.theme for group in hung.groups}) == 3
    assert len(hung.groups) > 3
    assert sorted(all_ids(hung)) == sorted(ids(free().ideas))
    themes = [group.theme for group in hung.groups]
    assert themes == sorted(themes)  # each theme's groups stand together
    titled = titling.title(hung, "")
    names = [*dict.fromkeys(group.theme for group in titled.groups)]
    titles = [group.title for group in titled.groups]
    assert len({*names, *titles}) == len(names) + len(titles)  # all can be told apart
    assert not any(name.isdigit() for name in names)


@pytest.mark.usefixtures("two_levels")
@pytest.mark.parametrize("wanted", [1, 2, 5])
def test_a_number_asked_for_counts_the_groups_of_all_themes(wanted: int) -> None:
    assert len(grouping.hang(free(), groups=wanted).groups) == wanted
    most = grouping.hang(free(), max_groups=wanted)
    assert len(most.groups) <= wanted
    if wanted <= 3:
        assert {group.theme for group in most.groups} == {""}


@pytest.mark.usefixtures("two_levels")
def test_a_theme_holds_no_more_groups_than_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graph, "MOST", 1)
    wall = grouping.hang(free())
    assert len(wall.groups) == len({group.theme for group in wall.groups}) == 3


@pytest.mark.usefixtures("two_levels")
def test_both_levels_are_in_the_review_and_come_back_from_it() -> None:
    hung = titling.title(grouping.hang(free()), "")
    advice = [Advice((), ())] * len(hung.groups)
    book = review.book(free(), hung, "review.xlsx", advice, [])
    groups = next(table for table in book.tables if table.name == "Groups")
    column = [heading.text for heading in groups.headings].index("Theme")
    assert [row[column] for row in groups.rows[:-2]] == [group.theme for group in hung.groups]
    rows = [(str(row[0]), str(row[1]), str(row[column])) for row in groups.rows[:-2]]
    decided = [Title(typed(a), typed(b), agreed=False, theme=typed(c)) for a, b, c in rows]
    mark = {idea.id: group.mark for group in hung.groups for idea in group.ideas}
    cards = [replace(idea, mark=typed(mark[idea.id])) for idea in free().ideas]
    again = grouping.hang(workshop(cards, decided))
    assert [(g.title, g.theme) for g in again.groups] == [(g.title, g.theme) for g in hung.groups]


def test_groups_that_a_person_hung_under_one_theme_stand_together() -> None:
    names = [("1", "A"), ("2", "B"), ("3", "A")]
    titles = [Title(typed(m), typed(f"T{m}"), theme=typed(theme)) for m, theme in names]
    wall = grouping.hang(workshop([card(1, "Vans", "2")], titles))
    assert [(g.mark, g.theme) for g in wall.groups] == [("1", "A"), ("3", "A"), ("2", "B")]


def test_one_level_has_no_themes() -> None:
    wall = titling.title(grouping.hang(free()), "")
    assert {group.theme for group in wall.groups} == {""}
    book = review.book(free(), wall, "review.xlsx", [Advice((), ())] * len(wall.groups), [])
    groups = next(table for table in book.tables if table.name == "Groups")
    assert "Theme" not in [heading.text for heading in groups.headings]


def test_our_reading_of_the_model_is_its_own() -> None:
    first = sentences.vectors(["Bus passes for students", "Pases de autobús"])
    near = float(first[0] @ first[1])
    assert 0.99 < float(first[0] @ first[0]) < 1.01
    assert near > 0.5  # the same in two languages


def test_spanish_cards_are_grouped_too() -> None:
    with (DATA / "tarjetas.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    wall = grouping.hang(free([row["text"] for row in rows]))
    assert sorted(all_ids(wall)) == sorted(f"C{n}" for n in range(1, len(rows) + 1))
    assert 4 <= len(wall.groups) <= 10


SCRIPT = """
import sys
sys.path.insert(0, {root!r})
sys.path.insert(0, {tests!r})
from test_grouping import free, grouping, ids
from pipeline import titling
wall = titling.title(grouping.hang(free()), "What did we do to get there?")
print([(g.title, ids(g.ideas)) for g in wall.groups])
"""


@pytest.mark.slow
def test_hash_seed_and_threads_change_nothing() -> None:
    tests = Path(__file__).parent
    script = SCRIPT.format(root=str(tests.parent), tests=str(tests))
    settings = (
        {"PYTHONHASHSEED": "1"},
        {"PYTHONHASHSEED": "2", "OPENBLAS_NUM_THREADS": "1", "RAYON_NUM_THREADS": "1"},
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, **more},
            capture_output=True,
            check=True,
        ).stdout
        for more in settings
    }
    assert len(said) == 1


def test_a_person_can_be_shown_how_far_we_are() -> None:
    seen: dict[str, int] = {}

    def track(things: Sequence[T], label: str) -> Iterable[T]:
        seen[label] = len(things)
        return things

    hung = grouping.hang(free(), track=track)
    wall = titling.title(hung, "", track)
    assert seen.keys() <= {"Reading cards", "Comparing cards", "Titling groups"}
    assert (seen["Comparing cards"], seen["Titling groups"]) == (1, 3)
    assert wall == titling.title(grouping.hang(free()), "")


def test_the_sentence_view_is_left_out_where_a_wall_has_very_many_cards() -> None:
    few = meaning.near(["Bus passes"], ["Rides to class"])
    many = meaning.near(["Bus passes"], ["Rides to class"], meaning.MANY + 1)

    assert few[0, 0] != many[0, 0]


HUNG = (
    ("Bus passes for students", "1", "Getting to class"),
    ("Gas cards for clinical days", "1", "Getting to class"),
    ("Employers interview every graduate", "2", "Jobs"),
    ("Paid jobs at hospitals", "2", "Jobs"),
    ("A van that employers pay for", "2", "Jobs"),
)


def sureness(decisions: Sequence[Decision], *others: Idea) -> float:
    """Return how sure it is that a van of hospitals belongs to getting to class."""
    cards = [card(n, *words) for n, words in enumerate(HUNG, 1)]
    loose = card(9, "A van that hospitals pay for, with passes")
    asked = replace(workshop([*cards, *others, loose]), decisions=tuple(decisions))
    *_, unplaced = grouping.hang(asked).not_placed
    assert unplaced.idea == loose
    return next(each.sure for each in unplaced.proposals if each.mark == "1")


@pytest.mark.parametrize(
    "words", ["A van to class that employers pay for", "Employers pay for a van to class"]
)
def test_a_card_is_proposed_beside_the_card_that_says_nearly_the_same(words: str) -> None:
    cards = [card(n, *hung) for n, hung in enumerate(HUNG, 1)]

    (unplaced,) = grouping.hang(workshop([*cards, card(9, words)])).not_placed

    assert unplaced.proposals[0].title == "Jobs"


def decided(value: str, against: str | None, outcome: Outcome = Outcome.APPLIED) -> Decision:
    return Decision(About.CARD, typed("C5"), "mark", typed(value), against, outcome=outcome)


def test_a_card_that_was_moved_away_tells_where_such_cards_do_not_hang() -> None:
    usual = sureness([])
    assert sureness([decided("2", "1")]) < usual - 0.05
    assert sureness([decided("2", "Getting to class")]) == sureness([decided("2", "1")])
    other = card(8, "Interpreters for every language")
    assert sureness([decided("2", "1")], other) < sureness([], other) - 0.05


@pytest.mark.parametrize(
    "other",
    [
        decided("2", None),  # nobody knows where it hung
        decided("2", ""),
        decided("2", "2"),  # it hangs where it hung
        decided("2", "No such column"),
        decided("2", "1", Outcome.CHANGED),  # the workbook says another
        replace(decided("2", "1"), agreed=None),  # Afterword had moved it
        replace(decided("2", "1"), field="note"),
    ],
)
def test_only_what_people_moved_away_tells_that(other: Decision) -> None:
    assert sureness([other]) == sureness([])


def test_what_other_rooms_may_ask_of_grouping() -> None:
    assert grouping.__all__ == [
        "a_title", "as_typed", "blank", "hang", "notices", "repeats", "says_something", "similar",
    ]  # fmt: skip


# ── each side of what names a column ─────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("words", "column", "title", "says"),
    [
        ("Rides", True, True, True),
        ("  Rides ", True, True, True),
        ("7", True, True, False),
        ("column 7", True, True, False),
        ("Blue", True, True, False),
        ("blue vans", True, True, True),
        ("R&D", True, True, True),
        ("A&B", True, True, True),
        ("AA", True, True, False),
        ("AB", True, True, True),
        ("xiv", True, True, False),
        ("3rd", True, True, False),
        ("TBD", True, False, False),
        ("?", True, False, False),
        ("??", False, False, False),
        (" ??", False, False, False),
        ("?? ?", False, False, False),
        ("?? Rides", True, True, True),
        ("not placed", False, True, True),
        (" Not  placed", False, True, True),
        ("", False, False, False),
        (" \u200b", False, False, False),
        ("-", True, False, False),
    ],
)
def test_what_names_a_column_is_a_title_or_says_something(
    words: str, column: bool, title: bool, says: bool
) -> None:
    assert (columns.a_column(words), columns.a_title(words), columns.says_something(words)) == (
        column, title, says,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("1; 2", ["1", "2"]),
        ("1;2|3,4/5&6+7\n8", list("12345678")),
        ("Data, maps; rides", ["Data", "maps", "rides"]),
        ("Q&A hour", ["Q&A hour"]),
        ("Rides/vans", ["Rides/vans"]),
        ("1/Rides", ["1/Rides"]),
        (" ; 2 ;", ["2"]),
        ("", []),
    ],
)
def test_the_columns_that_a_name_lists(name: str, found: list[str]) -> None:
    assert columns.parts_of(name) == tuple(found)


@pytest.mark.parametrize(
    ("marks", "order"),
    [
        ("10 9 1.5 b a 2", "1.5 2 9 10 a b"),
        ("iv b AA 3 zoo a", "3 a b iv AA zoo"),
        ("B a 0", "0 a B"),
    ],
)
def test_columns_stand_by_number_letter_and_appearance(marks: str, order: str) -> None:
    wall = as_typed(workshop(card(n, f"idea {n}", mark) for n, mark in enumerate(marks.split())))

    assert [group.mark for group in wall.groups] == order.split()


@pytest.mark.parametrize(
    ("title", "home"),
    [
        (("A", "Rides", ""), ["One"]),  # its mark, where it is one
        (("", "Care", ""), ["Two"]),
        (("not placed", "Care", ""), ["Two"]),
        (("A", "Care", ""), ["One"]),
        (("B", "Rides", ""), ["One", "Two"]),
        (("B", "Rides", "Two"), ["Two"]),
        (("B", "Rides", "Three"), ["One", "Two"]),
        (("Z", "None", ""), ["One"]),
    ],
)
def test_a_title_belongs_to_the_questions_that_have_its_column(
    title: tuple[str, str, str], home: list[str]
) -> None:
    mark, words, question = map(typed, title)
    one, two = typed("One"), typed("Two")
    ideas = {
        one: [card(1, "a", "A", "Rides"), card(2, "b", "B", "Desks")],
        two: [card(3, "c", "B", "Desks"), card(4, "d", "C", "Care")],
    }

    found = questions._home(Title(mark, words, question=question), ideas)

    assert list(map(str, found)) == home


@pytest.mark.parametrize(
    ("most", "cards", "found"),
    [
        (None, (5, 5), (None, None)),
        (4, (9,), (4,)),
        (4, (5, 5), (2, 2)),
        (4, (9, 1), (3, 1)),
        (1, (5, 5, 5), (1, 1, 1)),
        (7, (10, 20, 40), (1, 2, 4)),
        (3, (0, 0), (1, 1)),
        (5, (1, 1, 98), (1, 1, 3)),
    ],
)
def test_the_number_of_groups_is_shared_by_cards(
    most: int | None, cards: Sequence[int], found: tuple[int | None, ...]
) -> None:
    assert questions.shares(most, cards) == found


def test_a_row_without_a_card_is_asked_about_where_it_says_a_title() -> None:
    def said(*cards: Idea) -> list[str]:
        return [each.message for each in grouping.notices(workshop(cards))]

    one, other = card(1, "A van", "A", "Rides"), card(2, "", "A", "Buses")

    assert said(one, other) == ['Column A is titled "Rides" and also "Buses".']
    assert said(one, replace(other, title=typed("TBD"))) == []


# ── what a model offers ──────────────────────────────────────────────────────────────────────


def offer(*groups: tuple[str, Sequence[int]], unsure: Sequence[tuple[str, int]] = ()) -> Offer:
    made = (
        OfferedGroup(title, tuple(f"C{n}" for n in numbers), tuple(unsure) if not at else ())
        for at, (title, numbers) in enumerate(groups)
    )
    return Offer("a model", tuple(made))


def test_what_a_model_offers_is_the_wall_where_people_made_no_columns() -> None:
    given = offer(("Rides", (1, 9)), ("Care", (2, 3, 8)), ("7", (4,)), ("Gone", (8, 9)))

    wall = hang(free(QUESTION_FREE[:4]), offer=given)

    assert [(g.mark, g.title, ids(g.ideas), g.offered_by, g.working) for g in wall.groups] == [
        ("Care", "Care", ["C2", "C3"], "a model", True),
        ("Rides", "Rides", ["C1"], "a model", True),
        ("3", "", ["C4"], "", False),
    ]
    assert all(g.proposed and not g.agreed for g in wall.groups)
    assert wall.not_placed == ()


def test_a_card_that_a_model_names_twice_says_where_else_it_may_hang() -> None:
    twice = [("C1", 1), ("C9", 1), ("C1", 2)]
    given = offer(("Rides", (1, 2)), ("Care", (3, 4, 5)), ("Gone", (9,)), unsure=twice)

    wall = hang(free(QUESTION_FREE[:5]), offer=given)

    assert [(g.title, g.unsure) for g in wall.groups] == [("Care", ()), ("Rides", (("C1", 0),))]


def test_beside_columns_of_people_a_model_only_suggests() -> None:
    texts = QUESTION_FREE[:5]
    hung = [card(9, "a hung card", "A", "Rides")]
    loose = [card(n, text) for n, text in enumerate(texts, 1)]
    given = offer(("rides", (1, 9)), ("Care", (2, 3)), ("New", (4,)))

    wall = hang(workshop([*hung, *loose]), offer=given)

    said = {each.idea.id: each.proposals for each in wall.not_placed}
    assert [ids(g.ideas) for g in wall.groups] == [["C9"]]
    assert list(said) == ["C1", "C2", "C3", "C4", "C5"]
    assert [(p.mark, p.title, p.new, p.offered_by) for n in "1234" for p in said[f"C{n}"]] == [
        ("A", "Rides", False, "a model"),
        ("Care", "Care", True, "a model"),
        ("Care", "Care", True, "a model"),
        ("New", "New", True, "a model"),
    ]
    assert [(p.offered_by, p.new) for p in said["C5"]] == [("", False)] * len(said["C5"])
    assert [(g.mark, ids(g.ideas)) for g in wall.offered] == [
        ("Care", ["C2", "C3"]),
        ("New", ["C4"]),
    ]


def test_what_a_model_says_of_no_card_that_is_loose_is_passed_over() -> None:
    given = offer(("Rides", (8, 9)))

    assert hang(free(QUESTION_FREE[:4]), offer=given) == hang(free(QUESTION_FREE[:4]))


def test_the_first_column_of_a_title_is_meant_by_it_however_many_there_are() -> None:
    cards = [
        card(1, "Share rides", mark="2", title="Getting there"),
        card(2, "Open earlier", mark="1", title="Hours"),
        card(3, "Pay for vans", mark="1", title="Getting there"),
        card(4, "Bus passes", title="getting there"),
        card(5, "Later shifts", title="HOURS"),
    ]
    found = columns.columns_of((), cards)

    assert list(found) == ["2", "1"]
    assert [columns.called_by(name, found) for name in ("Getting there", "Hours", "Else")] == [
        "2",
        "1",
        "",
    ]
    ruled = columns.columns_of([Title(mark=typed("1"), title=typed("Rides"))], cards)
    assert list(ruled) == ["1", "2"]
    assert columns.called_by("Getting there", ruled) == "1"
    assert columns.called_by("rides", ruled) == "1"


def test_columns_by_the_ten_thousand_cost_no_more_each() -> None:
    cards = [card(at, "Share rides", title=f"Title {at}") for at in range(20_000)]
    began = process_time()

    assert len(columns.columns_of((), cards)) == 20_000
    assert process_time() - began < 20  # a second or two, where it took minutes
