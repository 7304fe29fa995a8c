"""The numbers that tell a wall from a table and a list, each from both sides, a hundredth apart where it can be."""

from typing import Any

import pytest

from pipeline import reading
from pipeline.model import UNSAID, Cell
from pipeline.names import words_key
from pipeline.reading.cards import direction, geometry, lists, surveys, walls


def cells(*texts: str) -> list[Cell]:
    return [Cell(2 + at, 1, text, text) for at, text in enumerate(texts)]


TITLES = [Cell(1, column, title, title) for column, title in enumerate(("Rides", "Care"), 1)]


def like_cards(*texts: str) -> bool:
    assert len(texts) == 100
    return walls._reads_like_cards(TITLES, cells(*texts))


def test_six_in_ten_cells_of_a_wall_have_several_words() -> None:
    def worded(many: int) -> bool:
        return like_cards(*(f"Card number {at}" if at < many else f"Card{at}" for at in range(100)))

    assert worded(60)
    assert not worded(59)


def test_nine_in_ten_cells_of_a_wall_say_what_no_other_says() -> None:
    def different(many: int) -> bool:
        return like_cards(*(f"Card number {min(at, many - 1)}" for at in range(100)))

    assert different(90)
    assert not different(89)


def test_one_in_ten_cells_of_a_wall_has_no_words() -> None:
    def wordless(many: int) -> bool:
        return like_cards(*(f"{at}" if at < many else f"Card number {at}" for at in range(100)))

    assert wordless(10)
    assert not wordless(11)


def test_one_address_on_a_wall_may_be_a_card_two_are_a_list_of_people() -> None:
    def addresses(many: int) -> bool:
        return like_cards(
            *(
                f"Write to a{at}@x.example" if at < many else f"Card number {at}"
                for at in range(100)
            )
        )

    assert addresses(1)
    assert not addresses(2)


def test_idea_hub_is_a_title_and_ideea_a_slip() -> None:
    def titled(words: str) -> bool:
        heads = [Cell(1, 1, words, words), *TITLES[1:]]
        return walls._reads_like_cards(heads, cells(*(f"Card number {at}" for at in range(9))))

    assert titled("Idea hub")
    assert not titled("Ideea")


def of_records(sheet: Any, names: int, sentences: int) -> bool:
    rows = [
        (
            f"some thing {at}",
            f"Ana Roe{chr(97 + at)}" if at < names else f"low {chr(97 + at)}",
            f"words that say {at}" if at < sentences else f"low {at}",
        )
        for at in range(20)
    ]
    return walls._of_records(sheet("Wall", ("One", "Two", "Three"), *rows), 1)


def test_of_records_eight_in_ten_are_names_beside_a_column_of_which_half_are_sentences(
    sheet: Any,
) -> None:
    assert of_records(sheet, 16, 10)
    assert not of_records(sheet, 15, 10)
    assert not of_records(sheet, 16, 9)


def test_of_records_looks_at_the_first_five_hundred_rows(sheet: Any) -> None:
    def named(many: int) -> bool:
        rows = [
            (f"words that say {at}", f"Ana Roe{chr(97 + at % 26)}" if at < many else f"low {at}")
            for at in range(600)
        ]
        return walls._of_records(sheet("Wall", ("One", "Two"), *rows), 1)

    assert named(400)  # 8 in 10 of 500, fewer of 600
    assert not named(399)


def test_more_than_half_of_the_cards_of_a_copy_are_listed(sheet: Any) -> None:
    said = [f"Card number {at}" for at in range(10)]
    wall = sheet("Wall", ("Rides", "Care"), *zip(said[:5], said[5:], strict=True))

    def copies(many: int) -> Any:
        return walls.over_listed(wall, {words_key(each) for each in said[:many]})

    assert copies(6)
    assert copies(5) is None


@pytest.mark.parametrize(("long", "asks"), [((3, 2, 2), False), ((2, 1, 1), True)])
def test_a_lone_wall_is_told_where_three_cards_hang_under_a_title(
    sheet: Any, long: tuple[int, ...], asks: bool
) -> None:
    heads = ("Rides", "Care", "Money")
    rows = [tuple(f"{head} card {row}" if row < many else "" for head, many in zip(heads, long, strict=True)) for row in range(max(long))]  # fmt: skip

    assert bool(reading.understand([sheet("Wall", heads, *rows)]).readings[0].question) == asks


def test_three_lines_make_a_list(sheet: Any) -> None:
    def listed(many: int) -> Any:
        return lists.plain(sheet("list", *((f"Card number {at}",) for at in range(many))), (), "")

    assert listed(3)
    assert listed(2) is None


def test_a_fifth_of_the_lines_further_in_may_go_on_with_the_line_above(sheet: Any) -> None:
    def inset(small: int) -> Any:
        below = [f"  {'and' if at < small else 'Card'} number {at}" for at in range(20)]
        rows = ["Rides", *below[:10], "Care", *below[10:]]
        return lists._inset(
            sheet("list"), [Cell(at, 1, text, text) for at, text in enumerate(rows, 1)]
        )

    assert inset(4)
    assert inset(5) is None


def test_a_tenth_of_the_cards_in_bold_marks_no_titles() -> None:
    def told(loud: int) -> Any:
        body = [Cell(1, 1, "x", "x")]
        body += [Cell(1, column, "t", "t", bold=True) for column in range(2, 12)]
        body[0] = Cell(1, 1, "t", "t", bold=True)
        body += [Cell(row, 1, "c", "c") for row in range(2, 12)]
        rest = [(row, column) for row in range(2, 12) for column in range(2, 12)]
        body += [Cell(*at, "c", "c", bold=number < loud) for number, at in enumerate(rest)]
        return direction._by_look(
            sorted(body, key=lambda c: (c.row, c.column)), "bold", "bold type"
        )

    assert told(9)
    assert told(10) is None


def test_four_holes_the_other_way_to_one_show_the_way(sheet: Any) -> None:
    def gaps(long: int) -> Any:
        rows = [tuple("x" if at < many else "" for at in range(9)) for many in (9, long, 9)]
        rows.insert(1, ("x", "", "x", "x", "x", "x", "x", "x", "x"))
        return direction._by_gaps(sheet("Wall", *rows).cells)

    assert gaps(6)
    assert gaps(7) is None


def test_nine_in_ten_notes_hang_below_titles_that_stand_anywhere() -> None:
    def titled(many: int) -> bool:
        heads = [(0.0, 0.0), (900.0, 0.0), (0.0, 900.0), (900.0, 900.0)]
        below = [(0.0, 100.0 + at) for at in range(many)]
        above = [(0.0, -50.0 - at) for at in range(20 - many)]
        notes = [("text", *at) for at in heads] + [("note", *at) for at in (*below, *above)]
        hung = [
            geometry._Note(row, UNSAID, x, y, "", kind, UNSAID, "", "")
            for row, (kind, x, y) in enumerate(notes, 2)
        ]
        return bool(geometry._scattered(hung))

    assert titled(18)
    assert not titled(17)


def asking(sheet: Any, heading: str) -> bool:
    rows = [(f"{at}", f"a{at}", f"Words of answer {at}") for at in range(4)]
    found = surveys.recognise(sheet("Form", ("Timestamp", "Email", heading), *rows))
    return found is not None and surveys.asks(found)


def test_a_question_has_three_words(sheet: Any) -> None:
    assert asking(sheet, "What helped you")
    assert not asking(sheet, "Helped you")


def test_half_of_the_answers_say_three_words() -> None:
    def ideas(many: int) -> bool:
        said = [f"Fix road {'abcdefghij'[at]} now" if at < many else f"Yes{at}" for at in range(10)]
        rows = [{1: Cell(at, 1, each, each)} for at, each in enumerate(said)]
        return surveys._wordy(rows, 1)

    assert ideas(5)
    assert not ideas(4)


@pytest.mark.parametrize("most", [8, 7])
def test_a_sheet_of_more_cells_than_anybody_hangs_up_is_no_wall(
    sheet: Any, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(walls, "MOST_HELD", most)
    rows = (
        ("Rides", "Care"),
        ("Share rides to work", "Open earlier for late shifts"),
        ("Give out bus passes", "Train more sitters"),
        ("Ask the county for vans", "Pay for the first month"),
    )
    assert (walls.wall(sheet("Wall", *rows)) is not None) is (most == 8)
