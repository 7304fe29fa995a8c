"""A copy of the wall may hang either way: titles across the top, or down the first column."""

from typing import Any

import pytest

from pipeline import grouping, reading
from pipeline.model import Sheet, Workshop
from pipeline.problems import InputRefused
from pipeline.reading import mapping
from pipeline.reading.cards import walls

RAGGED = (
    ("Water for all", "Dig a well", "Mend the pump", "Test the spring"),
    ("Roads that last", "Fix the road"),
    (
        "Shade in summer",
        "Plant some trees",
        "Water the trees",
        "A roof of leaves",
        "Benches in the park",
    ),
)
EVEN = (
    ("Alder school first", "Dig a well", "Fix the road"),
    ("Birch and more", "Pay the band", "Call the mayor"),
    ("Cedar in spring", "Paint the door", "Read it aloud"),
)
SAME = (
    ("Bikes", "Lend bikes to students", "Repair old bikes", "A lane for bikes"),
    ("Lunch", "Cook lunch at school", "Fresh fruit for lunch", "Choose the lunch menu"),
    ("Books", "Read picture books aloud", "A shelf of books", "Books in four languages"),
)


def hung(workshop: Workshop) -> set[tuple[str, str]]:
    return {(str(idea.title), str(idea.text)) for idea in workshop.ideas}


def under(rows: tuple[tuple[str, ...], ...]) -> set[tuple[str, str]]:
    return {(row[0], card) for row in rows for card in row[1:]}


def turned(rows: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    most = max(map(len, rows))
    return tuple(zip(*(row + ("",) * (most - len(row)) for row in rows), strict=True))


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        (RAGGED, "{rows} of cards end where they end, {columns} have holes"),
        (SAME, "cards in a {row} say nearly the same"),
    ],
)
@pytest.mark.parametrize("lies", [True, False])
def test_blanks_or_words_tell_which_way_the_titles_run(
    sheet: Any, rows: tuple[tuple[str, ...], ...], why: str, lies: bool
) -> None:
    workshop = reading.understand([sheet("Wall", *(rows if lies else turned(rows)))])
    across, down = ("row", "column") if lies else ("column", "row")

    assert hung(workshop) == under(rows)
    assert workshop.readings[0].layout.reason == why.format(
        rows=f"{across}s", row=across, columns=f"{down}s"
    )
    assert workshop.notices == ()


@pytest.mark.parametrize(
    ("looks", "why"),
    [
        ({f"A{row}": {"bold": True} for row in (1, 2, 3)}, "only the titles in the first column have bold type"),
        ({f"A{row}": {"fill": "FFDD00"} for row in (1, 2, 3)}, "only the titles in the first column have a fill"),
        ({f"{letter}{row}": {"fill": f"FFDD0{row}"} for letter in "ABC" for row in (1, 2, 3)}, "each row has one color"),
    ],
)  # fmt: skip
def test_looks_tell_which_way_the_titles_run(
    sheet: Any, looks: dict[str, dict[str, object]], why: str
) -> None:
    workshop = reading.understand([sheet("Wall", *EVEN, **looks)])

    assert hung(workshop) == under(EVEN)
    assert workshop.readings[0].layout.reason == why
    assert workshop.readings[0].summary == "a title before each row, 6 cards, 3 columns"


def test_a_bold_first_row_keeps_titles_on_top(sheet: Any) -> None:
    looks = {f"{letter}1": {"bold": True} for letter in "ABCD"}
    workshop = reading.understand([sheet("Wall", *SAME, **looks)])

    assert ("Bikes", "Lunch") in hung(workshop)


def test_a_title_merged_over_rows_heads_each_of_them(sheet: Any) -> None:
    workshop = reading.understand(
        [
            sheet(
                "Wall",
                ("Water for all", "Dig a well", "Mend the pump"),
                ("", "Test the spring", "Pipe the rain"),
                ("Roads that last", "Fix the road", "Pave the yard"),
                A1={"merged": (2, 1)},
            )
        ]
    )

    assert {title for title, card in hung(workshop) if card in {"Dig a well", "Pipe the rain"}} == {
        "Water for all"
    }


def test_where_nothing_tells_the_first_row_is_taken_and_the_next_step_is_said(sheet: Any) -> None:
    workshop = reading.understand([sheet("Wall", *EVEN)])

    assert ("Alder school first", "Birch and more") in hung(workshop)
    assert [str(notice) for notice in workshop.notices] == [
        (
            "workshop.xlsx!Wall: Its titles may stand in the first row or in the first column: the first"
            " row was taken.\n  Run `afterword check workshop.xlsx --save-mapping`, and in"
            ' workshop.mapping.toml write layout = "wall with titles in the first column" if that is wrong.'
        )
    ]


def pinned(words: str, wall: Sheet) -> Workshop:
    wanted, problems = mapping.parse(words.encode(), "workshop.mapping.toml")
    assert problems == ()
    return reading.understand([wall], wanted)


def test_a_mapping_file_turns_the_wall(sheet: Any) -> None:
    said = '[[sheet]]\nkind = "ideas"\nlayout = "{}"'
    wall = sheet("Wall", *EVEN)

    lying = pinned(said.format("wall with titles in the first column"), wall)
    upright = pinned(said.format("wall"), wall)

    assert hung(lying) == under(EVEN)
    assert ("Alder school first", "Birch and more") in hung(upright)
    assert lying.notices == upright.notices == ()


def test_what_is_written_of_a_lying_wall_is_read_back_as_the_same(sheet: Any) -> None:
    wall = sheet("Wall", ("What did we do to get there?",), (), *RAGGED)
    before = reading.understand([wall])

    after = pinned(mapping.text(before.readings, "workshop.xlsx"), wall)

    assert hung(before) == under(RAGGED)
    assert before.details.question == after.details.question == "What did we do to get there?"
    assert after.ideas == before.ideas


def test_votes_and_names_beside_each_column_are_no_cards(sheet: Any) -> None:
    heads = ("Water for all", "Dots", "Roads that last", "Dots", "Shade in summer", "Who")
    workshop = reading.understand(
        [
            sheet(
                "Wall",
                (*heads, "Seats in the park", "Who"),
                ("Dig a well", 3, "Fix the road", 1, "Plant some trees", "Ann B.", "Build a bench", "Ben C."),
                ("Mend the pump", "", "Pave the yard", 2, "Water the trees", "Ben C.", "Sand the bench", "Ann B."),
            )
        ]
    )  # fmt: skip

    assert len(workshop.ideas) == 8
    assert [str(idea.votes) for idea in workshop.ideas] == ["3", "", "1", "2", "", "", "", ""]


def test_rows_that_count_or_number_the_cards_are_no_cards(sheet: Any) -> None:
    rows = [(str(number), *row) for number, row in enumerate(turned(SAME)[1:], start=1)]
    heads = ("#", *(title for title, *_ in SAME))
    workshop = reading.understand(
        [sheet("Wall", heads, *rows, ("", "3 cards", "3 cards", "3 cards"))]
    )

    assert hung(workshop) == under(SAME)


def test_what_each_row_answers_is_the_prompt_of_its_cards(sheet: Any) -> None:
    workshop = reading.understand(
        [
            sheet(
                "Wall",
                ("", "Table 1", "Table 2", "Table 3"),
                ("What worked?", "Dig a well", "Mend the pump", "Test the spring"),
                ("What comes next?", "Fix the road", "Pave the yard", "Plant some trees"),
            )
        ]
    )

    assert {(idea.prompt, idea.small_group, idea.title) for idea in workshop.ideas} == {
        (prompt, table, "")
        for prompt in ("What worked?", "What comes next?")
        for table in ("Table 1", "Table 2", "Table 3")
    }


def test_a_wall_below_another_has_titles_of_its_own(sheet: Any) -> None:
    looks = {cell: {"bold": True} for cell in ("A1", "B1", "A5", "B5")}
    workshop = reading.understand(
        [
            sheet(
                "Wall",
                ("Water for all", "Roads that last"),
                ("Dig a well", "Fix the road"),
                ("Mend the pump", "Pave the yard"),
                (),
                ("Shade in summer", "Seats in the park"),
                ("Plant some trees", "Build a bench"),
                ("Water the trees",),
                **looks,
            )
        ]
    )

    assert hung(workshop) == {
        ("Water for all", "Dig a well"),
        ("Water for all", "Mend the pump"),
        ("Roads that last", "Fix the road"),
        ("Roads that last", "Pave the yard"),
        ("Shade in summer", "Plant some trees"),
        ("Shade in summer", "Water the trees"),
        ("Seats in the park", "Build a bench"),
    }


def test_what_stands_over_walls_side_by_side_says_who_or_what(sheet: Any) -> None:
    workshop = reading.understand(
        [
            sheet(
                "Wall",
                ("Table 1", "", "", "Table 2"),
                ("Water for all", "Roads that last", "", "Shade in summer", "Seats in the park"),
                ("Dig a well", "Fix the road", "", "Plant some trees", "Build a bench"),
                ("Mend the pump", "Pave the yard", "", "Water the trees"),
            )
        ]
    )

    assert {(str(idea.small_group), str(idea.title)) for idea in workshop.ideas} == {
        ("Table 1", "Water for all"),
        ("Table 1", "Roads that last"),
        ("Table 2", "Shade in summer"),
        ("Table 2", "Seats in the park"),
    }


def test_a_date_and_a_place_above_the_titles_are_no_titles(sheet: Any) -> None:
    found = sheet("Wall", ("Lakeview roundtable",), ("June 3, 2025", "Library"), *turned(RAGGED))
    workshop = reading.understand([found])

    assert hung(workshop) == under(RAGGED)
    assert {p.message for p in workshop.readings[0].left_out} == {"It stands above the titles."}


LIBRARY = ["Bus passes on day one", "A bike library", "Ride with the crew", "Vans", "A map"]


@pytest.mark.parametrize(
    ("marks", "are_votes"),
    [
        (["••", "", "•", "", "•••"], True),
        (["xx", "x", "", "", "x"], True),
        (["2 dots", "", "1 dot", "", ""], True),
        (["||||", "I", "", "", ""], True),
        (["IIII IIII", "II", "", "I", ""], True),
        (["x", "", "x", "", "x"], False),  # done, perhaps
        (["••", "", "Deb", "", ""], False),
    ],
)
def test_dots_in_a_column_without_a_title_are_votes_of_the_cards_before_it(
    sheet: Any, marks: list[str], are_votes: bool
) -> None:
    others = ["IDs before release", "Birth papers at intake", "A wallet card", "", ""]
    rows = zip(LIBRARY, marks, others, marks, strict=True)
    typed = sheet("Wall", ("Getting there", "", "Papers are ready", ""), *rows)

    if not are_votes:
        with pytest.raises(InputRefused):
            reading.understand([typed])
        return
    ideas = reading.understand([typed]).ideas
    assert [str(idea.votes) for idea in ideas if idea.text in LIBRARY] == marks


PAPERS = ["IDs before release", "Birth papers at intake", "A wallet card", None, None]


PAY = ["A raise after six months", "Wages on the flyer", "Pay for the first week", None, None]


@pytest.mark.parametrize(
    ("typed", "votes", "asks"),
    [
        ([4, None, 1, 12, None], ["4", "", "1", "12", ""], True),
        (["IIII", None, "I", "II", None], ["IIII", "", "I", "II", ""], False),
    ],
)
def test_figures_in_columns_without_a_title_are_votes_if_a_person_says_so(
    sheet: Any, typed: list[object], votes: list[str], asks: bool
) -> None:
    heads = ("Getting there", None, "Papers are ready", None, "Pay is fair")
    rows = zip(LIBRARY, typed, PAPERS, typed, PAY, strict=True)
    workshop = reading.understand([sheet("Wall", heads, *rows)])
    assert [str(each.votes) for each in workshop.ideas if each.text in LIBRARY] == votes
    assert bool(workshop.readings[0].question) is asks


def test_figures_that_number_the_rows_are_no_votes(sheet: Any) -> None:
    numbers = [1, 2, 3, 4, 5]
    rows = zip(LIBRARY, numbers, PAPERS, numbers, strict=True)
    heads = ("Getting there", None, "Papers are ready", None)
    workshop = reading.understand([sheet("Wall", heads, *rows)])
    assert not any(each.votes for each in workshop.ideas)


def test_beside_votes_titles_stand_in_the_first_row(sheet: Any) -> None:
    heads = ("Getting there", None, "Papers are ready", None, "Pay is fair")
    papers = ["Birth papers", "A wallet card", "IDs on site", "Forms in Hmong", "A notary"]
    pay = ["A raise in May", "Wages on flyers", "Paid first week", "Tips kept", "No fees for tests"]
    votes = ["IIII", None, "I", "II", None]
    rows = [heads, *zip(LIBRARY, votes, papers, votes, pay, strict=True)]
    assert walls.wall(sheet("Wall", *rows)).sure  # type: ignore[union-attr]
    bare = [[row[0], row[2], row[4]] for row in rows]
    assert not walls.wall(sheet("Wall", *bare)).sure  # type: ignore[union-attr]


@pytest.mark.parametrize("figures", [[300, 20, 45, 12, 8], [4, None, "Deb", 12, None]])
def test_prices_and_names_in_columns_without_a_title_are_no_votes(
    sheet: Any, figures: list[object]
) -> None:
    heads = ("Getting there", None, "Papers are ready", None)
    typed = sheet("Wall", heads, *zip(LIBRARY, figures, PAPERS, figures, strict=True))
    with pytest.raises(InputRefused):
        reading.understand([typed])


@pytest.mark.parametrize(
    ("words", "is_card"),
    [
        ("• = dots people put on", False),
        ("★★ = top pick", False),
        ("dots: red = do now", False),
        ("Red dots = do now, blue = later", False),
        ("Color key: green = easy", False),
        ("• dots for vans", True),
        ("Red tape = fewer hires", True),
        ("Dots: who counts them?", True),
        ("A = B", True),
    ],
)
def test_a_line_that_explains_a_sign_is_no_card(sheet: Any, words: str, is_card: bool) -> None:
    (how,) = reading.look([sheet("Wall", *WALL_ROWS, (words,))])[0].readings

    assert (how.summary.startswith("a title over each column, 9 cards")) is is_card
    said = [each.message for each in how.left_out]
    assert ("It says what a sign beside the cards stands for." in said) is not is_card


@pytest.mark.parametrize("behind", [" (2)", " [+2]", " (2 votes)"])
def test_votes_behind_the_words_of_every_card_are_votes(sheet: Any, behind: str) -> None:
    titles, *rows = turned(SAME)
    wall = sheet("Wall", titles, *(tuple(card + behind for card in row) for row in rows))
    lines = [
        line for title, *cards in SAME for line in (title, *(f"- {card}{behind}" for card in cards))
    ]
    pasted = sheet("paste", *((line,) for line in lines), file="paste.txt")

    for found in (wall, pasted):
        workshop = reading.understand([found])
        assert hung(workshop) == under(SAME)
        assert {str(idea.votes) for idea in workshop.ideas} == {"2"}


def test_a_number_behind_some_cards_stays_where_it_is(sheet: Any) -> None:
    titles, first, *rows = turned(SAME)
    workshop = reading.understand(
        [sheet("Wall", titles, tuple(f"{card} (2)" for card in first), *rows)]
    )

    assert {str(idea.text)[-3:] for idea in workshop.ideas if idea.text.endswith(")")} == {"(2)"}
    assert not any(idea.votes for idea in workshop.ideas)


def test_a_title_typed_over_each_of_its_columns_heads_them_all(sheet: Any) -> None:
    workshop = reading.understand(
        [
            sheet(
                "Wall",
                ("Water for all", "Water for all", "Roads that last"),
                ("Dig a well", "Test the spring", "Fix the road"),
                ("Mend the pump", "Pipe the rain", "Pave the yard"),
            )
        ]
    )

    assert sorted(idea.title for idea in workshop.ideas) == ["Roads that last"] * 2 + ["Water for all"] * 4  # fmt: skip


def test_short_cards_below_a_blank_corner_stay_cards(sheet: Any) -> None:
    workshop = reading.understand(
        [
            sheet(
                "Wall",
                ("", "Water for all", "Roads that last"),
                ("Plant trees", "Dig a well", "Fix the road"),
                ("Build benches", "Mend the pump", "Pave the yard"),
            )
        ]
    )

    assert len(workshop.ideas) == 6


WALL_ROWS = (
    ("Rides", "Child care", "Money"),
    ("Van pool", "Evening slots", "Gas cards"),
    ("Bus pass", "On site care", "Tool fund"),
    ("Carpool board", "", "Scrubs"),
)


def test_a_wall_in_another_file_is_read_beside_a_table_of_cards(sheet: Any) -> None:
    table = sheet("Ideas", ("Idea", "Column"), ("Dig a well", "A"), file="cards.xlsx")
    copy = sheet("Copy", *WALL_ROWS, file="cards.xlsx")
    wall = sheet("Wall", *WALL_ROWS, file="wall.xlsx")

    assert len(reading.understand([table, wall]).ideas) == 1 + 8
    assert len(reading.understand([table, copy]).ideas) == 1


def test_a_copy_of_the_wall_in_another_file_is_not_read_twice(sheet: Any) -> None:
    cards = [(card,) for row in WALL_ROWS[1:] for card in row if card]
    table = sheet("Ideas", ("Idea",), *cards, file="cards.xlsx")
    wall = sheet("Wall", *WALL_ROWS, file="wall.xlsx")

    workshop = reading.understand([table, wall])

    assert len(workshop.ideas) == 8
    assert {idea.text.place.file for idea in workshop.ideas} == {"cards.xlsx"}
    assert {str(idea.title) for idea in workshop.ideas} == set(WALL_ROWS[0])


@pytest.mark.parametrize(
    ("typed", "question"),
    [
        ("Question: What helps?", "What helps?"),
        ("Q: What helps?", "What helps?"),
        ("Question for the wall: What helps?", "What helps?"),
        ("Our question of the day – What helps?", "What helps?"),
        ("Focus question - What helps?", "What helps?"),
        ("Think of this question: what helps?", "Think of this question: what helps?"),
    ],
)
def test_the_label_before_a_question_above_a_wall_is_not_asked(
    sheet: Any, typed: str, question: str
) -> None:
    workshop = reading.understand([sheet("Wall", (typed,), *WALL_ROWS)])

    assert str(workshop.details.question) == question
    assert {str(idea.title) for idea in workshop.ideas} == {"Rides", "Child care", "Money"}


def test_lines_here_and_there_are_no_titles_with_cards(sheet: Any) -> None:
    scribbles = sheet("Sheet2", (), ("", "lunch 31"), ("", "vegetarian 6"), ("", "", "call hotel"))
    workshop = reading.understand([sheet("Wall", *WALL_ROWS), scribbles])

    assert len(workshop.ideas) == 8


def test_notes_apart_from_the_wall_are_no_cards(sheet: Any) -> None:
    beside = [
        (*row, *[""] * (4 - len(row)), "", note)
        for row, note in zip(
            WALL_ROWS, ("NOTES", "projector broken", "send to Marcus", ""), strict=True
        )
    ]

    workshop = reading.understand([sheet("Wall", *beside)])

    assert len(workshop.ideas) == 8
    assert {left.place.cell for left in workshop.readings[0].left_out} == {"F1", "F2", "F3"}


def test_terms_and_their_meanings_are_no_wall(sheet: Any) -> None:
    rows = (
        ("Terms", "Explanation"),
        ("Warm handoff", "A worker introduces the client to the next agency by name, not by phone"),
        ("Braided funding", "Two grants pay for one service and each keeps its own books all the same"),
        ("Sector table", "Employers of one trade who meet with the college and the board each month"),
    )  # fmt: skip
    cards = sheet("Ideas", ("Idea", "Title"), ("Dig a well", "Water"), file="cards.xlsx")

    workshop = reading.understand([cards, sheet("Glossary", *rows, file="glossary.xlsx")])

    assert len(workshop.ideas) == 1
    assert workshop.readings[1].kind == ""
    assert "Glossary: Left out" in str(workshop.notices[-1])


def test_a_title_without_cards_is_read_where_it_hangs(sheet: Any) -> None:
    board = sheet(
        "Wall",
        ("Rides for the night shift", "Money that lasts", "Care close to work"),
        ("Share one van with the mill", "", "Train two more sitters"),
        ("Ask the garage for a price", "", "Keep the clinic open late"),
    )

    workshop = reading.understand([board])

    assert [str(title.title) for title in workshop.titles] == [
        "Rides for the night shift",
        "Money that lasts",
        "Care close to work",
    ]
    assert str(workshop.titles[1].title.place) == "workshop.xlsx!Wall!B1"
    assert len(workshop.ideas) == 4


def test_a_wall_with_cards_under_each_title_needs_no_list_of_titles(sheet: Any) -> None:
    board = sheet(
        "Wall",
        ("Rides for the night shift", "Care close to work"),
        ("Share one van with the mill", "Train two more sitters"),
        ("Ask the garage for a price", "Keep the clinic open late"),
    )

    assert reading.understand([board]).titles == ()


@pytest.mark.parametrize(
    "rows",
    [
        (
            ("Rides at night:",), ("Share one van with the mill",), ("Ask the garage for a price",), ("Money:",),
            ("Care:",), ("Train two more sitters",), ("Keep the clinic open late",),
        ),
        (
            ("# Rides",), ("Share one van with the mill",), ("# Care",), ("Train two more sitters",),
            ("Keep the clinic open late",), ("# Money",),
        ),
        (
            ("Rides", "Share one van with the mill", "Ask the garage for a price"), ("Money", "", ""),
            ("Care", "Train two more sitters", "Keep the clinic open late"),
        ),
    ],
)  # fmt: skip
def test_a_title_with_nothing_below_or_behind_it_is_kept(sheet: Any, rows: Any) -> None:
    workshop = reading.understand([sheet("Board", *rows)])

    assert "money" in {title.title.strip(":").casefold() for title in workshop.titles}
    assert not any("oney" in idea.text + idea.title for idea in workshop.ideas)


def test_questions_over_walls_side_by_side_are_walls_of_their_own(sheet: Any) -> None:
    board = sheet(
        "Wall",
        ("What would help?", "", "", "What gets in the way?"),
        ("Water for all", "Roads that last", "", "Water for all", "Seats in the park"),
        ("Dig a well", "Fix the road", "", "The pump is dry", "Build a bench"),
        ("Mend the pump", "Pave the yard", "", "The well is far"),
    )

    wall = grouping.hang(reading.understand([board]))

    titles = [str(group.title) for group in wall.groups]
    assert titles.count("Water for all") == 2
    assert len(wall.questions()) == 2


def test_a_title_of_the_key_whose_color_no_card_has_is_kept(sheet: Any) -> None:
    green, blue, red = {"fill": "00FF00"}, {"fill": "0000FF"}, {"fill": "FF0000"}
    board = sheet(
        "Wall",
        ("Dig a well", "Fix the road", "", "Key"),
        ("Mend the pump", "Pave the yard", "", "Water for all"),
        ("Dig a pond", "", "", "Roads that last"),
        ("", "", "", "Money that stays"),
        A1=green, A2=green, A3=green, B1=blue, B2=blue, D2=green, D3=blue, D4=red,
    )  # fmt: skip

    groups = grouping.hang(reading.understand([board])).groups

    assert [(str(group.title), len(group.ideas)) for group in groups] == [
        ("Water for all", 3),
        ("Roads that last", 2),
        ("Money that stays", 0),
    ]


@pytest.mark.parametrize(
    ("below", "parked"),
    [
        ((("",), ("Parking lot: housing vouchers",)), ["housing vouchers"]),
        ((("",), ("Thanks, all",), ("", "Parking lot: Sunday bus")), ["Sunday bus"]),
        ((("Parking lot: repave it",),), []),  # a card of the column above it
        ((("",), ("Parking lot: repave it", "Shade")), []),
        ((("",), ("Parking for vans",)), []),
    ],
)
def test_a_line_below_the_wall_may_be_the_parking_lot(
    sheet: Any, below: tuple[tuple[str, ...], ...], parked: list[str]
) -> None:
    workshop = reading.understand([sheet("Wall", *WALL_ROWS, *below)])

    assert [str(idea.text) for idea in workshop.ideas if idea.parked] == parked
    assert all(not (idea.title or idea.mark) for idea in workshop.ideas if idea.parked)


def test_of_a_wall_with_a_card_a_row_no_line_stands_below_it(sheet: Any) -> None:
    rows = (
        ("Share one van",),
        ("", "Train two sitters"),
        ("", "", "Ask the mill"),
        ("Parking lot: repave it",),
    )
    workshop = reading.understand(
        [sheet("Wall", ("Getting there", "Care for kids", "Money to pay"), *rows)]
    )

    assert [str(idea.text) for idea in workshop.ideas if idea.title == "Getting there"] == [
        "Share one van",
        "Parking lot: repave it",
    ]


@pytest.mark.parametrize(
    ("above", "details", "said"),
    [
        ("Hiring roundtable, Oct 22", (), ["A1"]),
        ("Hiring roundtable, Oct 22", ("Workshop", "Second chances"), []),
        ("What would help people get to work?", (), []),  # the question
        ("", (), []),
    ],
)
def test_a_line_over_a_wall_may_be_the_name_of_the_workshop(
    sheet: Any, above: str, details: tuple[str, ...], said: list[str]
) -> None:
    sheets = [sheet("Wall", (above,), *WALL_ROWS)]
    sheets += [sheet("Details", ("Field", "Value"), details)] if details else []
    found = reading.understand(sheets).notices

    assert [each.place.cell for each in found if "name of the workshop" in each.hint] == said
