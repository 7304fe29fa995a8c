"""A page a team: every rating as typed, the lowest first, and what nobody can read said in its words."""

from collections.abc import Callable, Sequence

import pytest
from click.testing import Result

Run = Callable[..., Result]
Papers = Callable[..., dict[str, str]]
HEADS = ("Team", "Partner type", "Condition", "Rating (1 = weak, 5 = strong)", "What we see", "Gap", "Root cause", "Share")  # fmt: skip


@pytest.fixture
def pages(papers: Papers) -> Callable[..., dict[str, str]]:
    """Return the pages of teams, and the list for all, of these rows."""

    def made(*rows: Sequence[object], heads: Sequence[str] = HEADS) -> dict[str, str]:
        found = papers({"Partnership health": [heads, *rows]}, "health-sheets")
        return {name[7:-5]: said for name, said in found.items()}

    return made


def lowest(said: str) -> list[str]:
    after = said.partition("[Heading 2] Rated lowest\n")[2].partition("[Heading")[0]
    return after.strip().splitlines()


@pytest.mark.parametrize(
    ("low", "more"),
    [(2, ""), (3, ""), (4, "1 more is rated on the weak side: see the table."), (5, "2 more are rated on the weak side: see the table.")],
)  # fmt: skip
def test_the_three_lowest_are_named_and_the_others_counted(
    pages: Callable[..., dict[str, str]], low: int, more: str
) -> None:
    said = pages(*(("North", "TANF", f"Condition {n}", 1) for n in range(low)))["team-north"]

    listed = [f"[List Bullet] Condition {n}, with TANF: 1" for n in range(min(low, 3))]
    assert lowest(said) == [*listed, *([f"[Normal] {more}"] if more else [])]


@pytest.mark.parametrize(
    ("heading", "ratings", "named"),
    [
        ("Rating (1 = weak, 5 = strong)", (3, 2.9, 2, 1), ["1", "2", "2.9"]),
        ("Rating (1 = strong, 5 = weak)", (3, 3.1, 4, 5), ["5", "4", "3.1"]),
        ("Rating", (1, 5), []),
    ],
)
def test_what_is_low_lies_wholly_on_the_weak_side(
    pages: Callable[..., dict[str, str]], heading: str, ratings: Sequence[float], named: list[str]
) -> None:
    heads = (*HEADS[:3], heading, *HEADS[4:])
    said = pages(*(("North", "TANF", f"C{n}", each) for n, each in enumerate(ratings)), heads=heads)

    found = [line.rpartition(": ")[2] for line in lowest(said["team-north"]) if "Bullet" in line]
    assert found == named


@pytest.mark.parametrize(("kinds", "across"), [(1, [1]), (6, [6]), (7, [6, 1])])
def test_more_than_six_kinds_of_partner_are_several_tables(
    pages: Callable[..., dict[str, str]], kinds: int, across: list[int]
) -> None:
    said = pages(*(("North", f"Kind {n}", "Trust", n % 5 + 1) for n in range(kinds)))["team-north"]

    heads = [line for line in said.splitlines() if line.startswith("[row] Condition")]
    assert [line.count("Kind") for line in heads] == across


def test_words_in_the_place_of_a_rating_are_printed(pages: Callable[..., dict[str, str]]) -> None:
    found = pages(("North", "TANF", "Trust", "so-so", "", "No list", "Turnover"))

    assert "[List Bullet] Trust: North with TANF, rated in words: so-so" in found["plenary"]
    assert "[row] Trust | so-so" in found["team-north"]
    assert "[List Bullet] Trust, with TANF: No list; why: Turnover" in found["team-north"]


def test_a_team_or_a_condition_without_a_name_is_said(pages: Callable[..., dict[str, str]]) -> None:
    said = pages(("Team North", "", "", 1), ("North", "TANF", "Trust", 2))

    assert set(said) == {"team-north", "team-north-2", "plenary"}
    assert "[row] Condition not stated | 1" in said["team-north"]
    assert "[row] Condition | Partner type not stated" in said["team-north"]


@pytest.mark.parametrize(
    ("rating", "beyond"),
    [("0", True), ("1", False), ("5", False), ("6", True), ("4-6", True), ("0-2", True)],
)
def test_a_rating_beyond_the_scale_is_said(
    run: Run, book: Callable[..., object], rating: str, beyond: bool
) -> None:
    path = book({"Partnership health": [HEADS, ("North", "TANF", "Trust", rating)]})

    said = run("check", path).output

    words = f"Partnership health!D2: “{rating}” lies beyond the scale, 1 to 5. It stands as typed."
    assert (words in said) is beyond
