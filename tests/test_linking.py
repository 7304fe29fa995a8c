"""Gaps of the self-assessment are linked with the cards that speak to them."""

import tomllib
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from pipeline import flow, intake, linking
from pipeline.model import Group, Idea, Typed, Wall
from pipeline.problems import Place

JUDGED = Path(__file__).parent / "data" / "gaps_and_titles.toml"


def group(mark: str, title: str, *texts: str) -> Group:
    place = Place("cards.xlsx", "Ideas", "B2")
    ideas = tuple(Idea(f"{mark}{n}", Typed(text, place)) for n, text in enumerate(texts))
    return Group(mark, title, agreed=True, ideas=ideas)


DATA = group(
    "6",
    "Shared data that shows our progress",
    "Dashboard all partners can see",
    "Data sharing agreement signed by all agencies",
    "Agree on five measures everyone reports",
)
RIDES = group("3", "Getting to class", "Bus passes", "Gas cards", "Rides to clinical sites")
WALL = Wall((RIDES, DATA))


def test_a_gap_is_linked_with_the_group_that_speaks_to_it() -> None:
    (link,) = linking.link([("C2", "Agencies have a routine for sharing data")], WALL)
    assert (link.item, link.mark, link.said) == ("C2", "6", False)
    assert linking.STANDS_OUT <= link.sure <= 1
    assert link.words == ("agencies", "sharing", "data")


def test_weak_links_are_not_shown() -> None:
    assert linking.link([("F2", "Funding gaps are known")], WALL) == ()


def test_at_most_two_groups_are_shown_for_a_gap_the_surest_first() -> None:
    data = [group(str(n), "Data sharing", "Shared data", "Data log") for n in range(3)]
    others = [group(f"{n}", f"Topic {n}", "Bus passes", "Gas cards") for n in range(3, 16)]
    links = linking.link([("C2", "Agencies share data")], Wall((*data, *others)))
    assert [link.mark for link in links] == ["0", "1"]


def test_a_second_group_far_behind_the_first_is_not_shown() -> None:
    money = group(
        "7", "Follow the money together", "Joint application to the fund", "Shared grant writer"
    )
    table = group(
        "5", "Partners who keep the table full", "Rotating chair", "Notes sent the same day"
    )
    links = linking.link(
        [("F1", "Partners apply for funds together")], Wall((RIDES, money, DATA, table))
    )
    assert [link.mark for link in links] == ["7"]


@pytest.mark.parametrize(
    ("gap", "title", "cards"),
    [
        ("Regional teams can get tailored coaching through launch", "Cash help at the table from day one",
         ("Monthly standing meeting: our coaches and the benefit case coaches", "Director wrote the application with us")),
        ("Outside audiences hear one coordinated message", "One shared intake path",
         ("Never hear back after we refer someone", "One intake form used by all")),
    ],
)  # fmt: skip
def test_one_word_in_one_card_is_no_link(gap: str, title: str, cards: tuple[str, ...]) -> None:
    staff = group("2", "Staff working side by side", "Desk and badge at the job center")
    wall = Wall((group("1", title, *cards), staff, DATA, RIDES))
    assert linking.link([("T2", gap)], wall) == ()


def test_words_that_every_gap_says_are_not_shown_as_a_reason() -> None:
    gaps = [("1", "Partners share data"), ("2", "Partners meet"), ("3", "Partners pay")]
    table = group("9", "Partners who keep data", "Partners sign for data they share")
    links = linking.link(gaps, Wall((RIDES, table)))
    assert [(link.item, link.words) for link in links if link.item == "1"] == [
        ("1", ("share", "data"))
    ]


def test_a_group_that_stands_out_is_shown_though_no_word_is_shared() -> None:
    evenings = group("1", "Lessons that fit real life", "Short evening classes with child care")
    gap = ("A4", "Courses are offered at times when working parents can come")
    (link,) = linking.link([gap], Wall((RIDES, evenings, DATA)))

    assert (link.mark, link.words) == ("1", ())


def test_a_group_as_near_as_all_others_is_not_shown() -> None:
    alike = (group(str(n), f"Topic {n}", "Agencies sign a plan") for n in range(6))

    assert linking.link([("V1", "Leaders of agencies wrote a vision")], Wall(tuple(alike))) == ()


def test_links_stand_in_the_order_of_the_gaps() -> None:
    gaps = [("Z", "Agencies share data"), ("A", "Bus passes and rides to class")]
    assert [link.item for link in linking.link(gaps, WALL)] == ["Z", "A"]


def test_no_gaps_or_no_cards_give_no_links() -> None:
    assert linking.link([], WALL) == ()
    assert linking.link([("C2", "Agencies share data")], Wall()) == ()
    empty = Wall((Group("1", "Shared data", agreed=True, ideas=()),))
    assert linking.link([("C2", "Agencies share data")], empty) == ()


def test_similarity_is_a_table_of_numbers_from_0_to_1() -> None:
    texts = ["Bus passes", "", "Share data"]
    table = linking.similarity(texts, ["Passes for the bus", "Data sharing"])
    assert [len(row) for row in table] == [2, 2, 2]
    assert all(0 <= each <= 1 for row in table for each in row)
    assert table[0][0] > 0.5 > table[0][1]
    assert table[2][1] > 0.5 > table[2][0]


def test_similarity_of_nothing_is_an_empty_table() -> None:
    assert linking.similarity([], ["a"]) == ()
    assert linking.similarity(["a"], []) == ((),)


def test_a_text_is_nearest_to_itself() -> None:
    ((same,),) = linking.similarity(["Rides to class"], ["Rides to class"])
    assert same > 0.99


def test_proposed_links_read_sensibly() -> None:
    """Of five invented workshops, beside what a person judged before any run."""
    workshops = tomllib.loads(JUDGED.read_text(encoding="utf-8"))["workshops"]
    judged: Counter[str] = Counter()
    for workshop in workshops:
        groups = [group(each["mark"], each["title"], *each["cards"]) for each in workshop["titles"]]
        gaps = {each["id"]: each for each in workshop["gaps"]}
        asked = [(name, gap["text"]) for name, gap in gaps.items()]
        for link in linking.link(asked, Wall(tuple(groups))):
            gap = gaps[link.item]
            perhaps = "arguable" if link.mark in gap["perhaps"] else "silly"
            judged["sensible" if link.mark in gap["speaks"] else perhaps] += 1
    assert judged["sensible"] >= 60
    assert judged["silly"] <= 9


def test_the_sample_links_no_gap_by_one_word_of_one_card() -> None:
    read = intake.read([Path(__file__).parents[1] / "inputs" / "roundtable"])
    findings = flow.find_out(read, None, date(2026, 11, 4))
    titles = {each.mark: each.title for each in findings.wall.groups}
    linked = {(link.item, titles[link.mark]) for link in findings.links}
    assert ("T2", "TANF at the table from day one") not in linked
    assert ("C2", "Shared data that shows our progress") in linked
