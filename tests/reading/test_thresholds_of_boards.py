"""Each number by which boards, surveys and stacked tables are read, from both sides."""

from typing import Any

import pytest

from pipeline import reading
from pipeline.reading.cards import geometry, stacks, surveys
from pipeline.reading.columns.kinds import rows_of

Place = tuple[float, float]


def hung(sheet: Any, titles: list[Place], cards: list[Place], kind: str = "text") -> list[str]:
    """Return the title of each card: T0, T1 … as the board reads it, "" where it hangs under none."""
    rows = [(f"t{at}", f"T{at}", kind, *place) for at, place in enumerate(titles)]
    rows += [(f"c{at}", f"Card {at:03}", "note", *place) for at, place in enumerate(cards)]
    found = reading.understand([sheet("Board", ("ID", "Text", "Type", "X", "Y"), *rows)])
    notes = sorted(found.ideas, key=lambda idea: idea.text)
    return [str(idea.title) for idea in notes if idea.text.startswith("Card")]


def below(many: int, x: float = 0) -> list[Place]:
    return [(x, 100 + at) for at in range(many)]


# ── boards ───────────────────────────────────────────────────────────────────────────────────


def test_a_card_hangs_up_to_three_quarters_of_the_way_to_the_next_title(sheet: Any) -> None:
    def far(x: float) -> str:
        return hung(sheet, [(0, 0), (1000, 0)], [*below(4), (1000 + x, 90)])[-1]

    assert far(750) == "T1"
    assert far(751) == ""


def test_two_to_sixty_notes_of_one_look_may_be_titles(sheet: Any) -> None:
    def titled(many: int) -> set[str]:
        row = [(1000.0 * at, 0.0) for at in range(many)]
        return set(hung(sheet, row, [(x, 100 + at) for x, _ in row for at in range(2)]))

    assert titled(1) == {""}
    assert titled(2) == {"T0", "T1"}
    assert len(titled(60)) == 60
    assert titled(61) == {""}


def test_eight_in_ten_of_the_cards_hang_below_a_row_of_titles(sheet: Any) -> None:
    def titled(many: int) -> bool:
        cards = [*below(many), *[(0, -50 - at) for at in range(10 - many)]]
        return set(hung(sheet, [(0, 0), (1000, 0)], cards)) != {""}

    assert titled(8)
    assert not titled(7)


GRID = [(0.0, 0.0), (900.0, 0.0), (0.0, 900.0), (900.0, 900.0)]


def test_nine_in_ten_hang_below_titles_that_stand_anywhere(sheet: Any) -> None:
    def titled(many: int) -> bool:
        cards = [*below(many), *[(0, -50 - at) for at in range(10 - many)]]
        return set(hung(sheet, GRID, cards)) != {""}

    assert titled(9)
    assert not titled(8)


def test_titles_that_stand_anywhere_have_two_cards_each_at_least(sheet: Any) -> None:
    assert set(hung(sheet, GRID, below(8))) != {""}
    assert set(hung(sheet, GRID, below(7))) == {""}


def test_titles_in_line_differ_by_a_tenth_of_the_board(sheet: Any) -> None:
    def titled(aside: float) -> bool:
        cards = [(x, y) for y in (0.0, 500.0) for x in (400.0, 700.0, 1000.0)]
        return set(hung(sheet, [(0, 0), (aside, 500)], cards)) != {""}

    assert titled(100)
    assert not titled(101)


def test_a_column_headed_name_holds_kinds_where_two_things_of_a_board_are_named(sheet: Any) -> None:
    def kind(*names: str) -> int:
        rows = [(name, f"Words {at}", at, at) for at, name in enumerate(names)]
        found = geometry.recognise(sheet("Board", ("Name", "Text", "X", "Y"), *rows))
        assert found
        return found.kind

    assert kind("Document", "Page", "Line") == 1
    assert kind("Document", "Ana", "Ben") == 0


def test_notes_lie_in_two_others_at_least(sheet: Any) -> None:
    def parent(*lies: str) -> bool:
        rows = [(f"a{at}", "box", f"Words {at}", "") for at in range(2)]
        rows += [(f"b{at}", "note", f"Card {at}", each) for at, each in enumerate(lies)]
        found = geometry.recognise(sheet("Board", ("Id", "Type", "Text", "Contained by"), *rows))
        return bool(found and found.parent)

    assert parent("a0", "a1")
    assert not parent("a0", "a0")


# ── stacked tables ───────────────────────────────────────────────────────────────────────────


def stacked(sheet: Any, more: int, cards: int = 3) -> Any:
    columns = [("Id", "Name"), ("c1", "Water"), ("c2", "Roads"), ("", "")]
    rows = [(f"i{at}", f"Dig well {at}", "c1") for at in range(cards)]
    other = [row for at in range(more) for row in (("", ""), (f"Made by {at}", "x"))]
    return stacks.recognise(sheet("Board", *columns, ("Id", "Idea", "Column"), *rows, *other))


def test_two_to_fifty_tables_stand_one_under_the_other(sheet: Any) -> None:
    assert stacked(sheet, 0)
    assert stacked(sheet, 48)
    assert stacked(sheet, 49) is None


def test_a_table_of_cards_has_a_row_below_its_headings(sheet: Any) -> None:
    assert stacked(sheet, 0, cards=1)
    assert stacked(sheet, 0, cards=0) is None


def test_a_column_of_stacked_tables_has_its_name_also_where_no_card_hangs_under_it(
    sheet: Any,
) -> None:
    rows = (
        ("Id", "Name"), ("c1", "Water"), ("c2", "Roads"), ("", ""),
        ("Id", "Idea", "Column"), ("i1", "Dig one well", "c1"),
    )  # fmt: skip

    workshop = reading.understand([sheet("Board", *rows)])

    assert [str(each.title) for each in workshop.ideas if each.text] == ["Water"]
    assert {str(each.title) for each in workshop.titles} | {"Water"} == {"Water", "Roads"}


# ── surveys ──────────────────────────────────────────────────────────────────────────────────

SAID = "Dig one well", "Fix the road", "Open one clinic", "Hire one nurse"


def test_two_columns_that_a_tool_keeps_tell_a_survey(sheet: Any) -> None:
    def told(*heads: str) -> bool:
        rows = [(f"{at}", f"a{at}", said)[-len(heads) - 1 :] for at, said in enumerate(SAID)]
        return surveys.recognise(sheet("Form", (*heads, "What would help"), *rows)) is not None

    assert told("Timestamp", "Email")
    assert not told("Timestamp")


def test_headings_of_a_survey_are_three_rows_deep_below_the_first(sheet: Any) -> None:
    def last(deep: int) -> int:
        more = [("", f"words {at}") for at in range(deep - 1)]
        rows = [(f"{at}", said) for at, said in enumerate(SAID)]
        told = sheet("Form", *more, ('{"ImportId":"x"}', "y"), *rows)
        return surveys._deep({1: "timestamp"}, list(rows_of(told)))

    assert last(3) == 3
    assert last(4) < 4


@pytest.mark.parametrize(
    ("held", "title"),
    [(("Water", "Roads"), 1), (("Water", "2"), 0), (("1", "2"), 0), (("Water", ""), 1)],
)
def test_a_column_headed_as_titles_are_holds_no_numbers(
    sheet: Any, held: tuple[str, ...], title: int
) -> None:
    rows = [row for _, row in rows_of(sheet("S", *((each,) for each in held)))]

    assert surveys._title({1: "Title"}, 0, rows) == title
    assert surveys._title({1: "Title"}, 1, rows) == 0


def wordy(sheet: Any, *texts: str) -> bool:
    return surveys._wordy([row for _, row in rows_of(sheet("S", *((t,) for t in texts)))], 1)


def test_half_of_the_answers_that_are_ideas_say_three_words(sheet: Any) -> None:
    assert wordy(sheet, "Dig a deep well", "Fix that road", "Rain", "Much rain")
    assert not wordy(sheet, "Dig a deep well", "Rain", "Sun", "Much rain")


def test_more_than_half_of_the_answers_that_are_ideas_differ(sheet: Any) -> None:
    assert wordy(sheet, *SAID[:3], SAID[0], SAID[0])
    assert not wordy(sheet, *SAID[:2], SAID[0], SAID[0])


def test_three_headings_of_a_tool_and_half_of_all_tell_what_it_keeps_for_itself(sheet: Any) -> None:
    def own(kept: int, others: int) -> bool:
        heads = ("_uuid", "_submitted_by", "start", "end")[:kept]
        return surveys.tools_own(sheet("Log", (*heads, *(f"Field {at}" for at in range(others)))))

    assert own(3, 3)
    assert not own(3, 4)
    assert own(4, 4)
    assert not own(2, 0)


def test_most_of_the_headings_once_more_are_a_second_row_of_headings(sheet: Any) -> None:
    def deep(again: int) -> int:
        first = tuple("Email" if at < again else "x" for at in range(4))
        machine = dict.fromkeys(range(1, 5), "email")
        return surveys._deep(machine, list(rows_of(sheet("Form", first, SAID))))

    assert deep(3) == 1
    assert deep(2) == 0
