"""Gaps of the self-assessment are linked with the cards that speak to them."""

from pipeline import linking
from pipeline.model import Group, Idea, Typed, Wall
from pipeline.problems import Place


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
    wall = Wall(tuple(group(str(n), "Data sharing", "Shared data", "Data log") for n in range(4)))
    links = linking.link([("C2", "Agencies share data")], wall)
    assert [link.mark for link in links] == ["0", "1"]


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
