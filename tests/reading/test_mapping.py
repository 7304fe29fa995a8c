"""A mapping file says how sheets are read; what it says counts, and what is wrong in it is said."""

import tomllib
from typing import Any

import pytest

from pipeline import reading
from pipeline.model import Sheet, Workshop
from pipeline.problems import InputRefused
from pipeline.reading import mapping
from pipeline.reading.mapping import pinned

LINES = ("Roundtable", "Working side by side", "Coach at the office", "Badge for partners", "Shared data", "One dashboard for all")  # fmt: skip


@pytest.fixture
def listed(sheet: Any) -> Sheet:
    found: Sheet = sheet("miro", *((line,) for line in LINES), file="miro.csv")
    return found


@pytest.fixture
def cards(sheet: Any) -> Sheet:
    found: Sheet = sheet(
        "Tabelle1",
        ("What we heard", "Where", "By"),
        ("Dig a well", "Water", "Ann"),
        ("Fix the road", "Roads", "Ben"),
    )
    return found


def understand(words: str, *sheets: Sheet) -> Workshop:
    wanted, problems = mapping.parse(words.encode(), "workshop.mapping.toml")
    if problems:
        raise InputRefused(problems)
    return reading.understand(sheets, wanted)


def refused(words: str, *sheets: Sheet) -> list[str]:
    with pytest.raises(InputRefused) as caught:
        understand(words, *sheets)
    return [str(problem) for problem in caught.value.problems]


def test_columns_that_nobody_could_know_are_read_as_the_file_says(cards: Sheet) -> None:
    workshop = understand(
        """
        [[sheet]]
        name = "Tabelle1"
        kind = "ideas"
        layout = "one a row"
        heading_row = 1
        columns = { "Idea" = "A", "title" = "B" }
        """,
        cards,
    )

    assert [(idea.text, idea.title) for idea in workshop.ideas] == [
        ("Dig a well", "Water"),
        ("Fix the road", "Roads"),
    ]
    assert str(workshop.ideas[0].text.place) == "workshop.xlsx!Tabelle1!A2"
    assert workshop.readings[0].pinned == "workshop.mapping.toml"


def test_a_sheet_is_left_out_when_the_file_says_so(sheet: Any) -> None:
    ideas = sheet("Ideas", ("Idea",), ("Plant trees",))

    workshop = understand('[[sheet]]\nname = "Ideas"\nkind = "leave out"', ideas, sheet("Details", ("Workshop", "Harvest")))  # fmt: skip

    assert workshop.ideas == ()
    assert {p.message for p in workshop.readings[0].left_out} == {"The mapping file leaves the sheet out."}  # fmt: skip


def test_a_table_without_headings_is_read_by_its_letters(sheet: Any) -> None:
    bare = sheet("Sheet1", ("1", "Dig a well"), ("2", "Fix the road"))

    workshop = understand(
        '[[sheet]]\nkind = "ideas"\nheading_row = 0\ncolumns = { Idea = "B", Card = "A" }', bare
    )

    assert [(idea.id, idea.text) for idea in workshop.ideas] == [
        ("1", "Dig a well"),
        ("2", "Fix the road"),
    ]


def test_titles_said_in_the_file_order_a_bare_list(listed: Sheet) -> None:
    workshop = understand(
        '[[sheet]]\nkind = "ideas"\nlayout = "list"\n'
        'titles = ["Working side by side", "Shared data"]',
        listed,
    )

    assert [(idea.text, idea.title) for idea in workshop.ideas] == [
        ("Coach at the office", "Working side by side"),
        ("Badge for partners", "Working side by side"),
        ("One dashboard for all", "Shared data"),
    ]
    assert [str(notice) for notice in workshop.notices] == [
        (
            "miro.csv!miro!A1: Nothing hangs from it: taken for the name of the board, not for a card.\n"
            "  If it is a card, move it below its title."
        )
    ]


def test_a_line_above_the_first_title_stays_a_card_when_it_reads_like_one(sheet: Any) -> None:
    lines = ("Ask the county for one intake form everywhere", *LINES[1:])

    workshop = understand(
        '[[sheet]]\nkind = "ideas"\nlayout = "list"\ntitles = ["Working side by side", "Shared data"]',
        sheet("miro", *((line,) for line in lines), file="miro.csv"),
    )

    assert len(workshop.ideas) == 4


def test_a_line_said_to_be_no_card_is_none(listed: Sheet) -> None:
    workshop = understand(
        '[[sheet]]\nkind = "ideas"\nlayout = "list"\n'
        'titles = ["Working side by side", "Shared data"]\nnot_cards = ["Roundtable"]',
        listed,
    )

    assert len(workshop.ideas) == 3
    assert workshop.notices == ()
    assert [p.message for p in workshop.readings[0].left_out] == [
        "The mapping file says that it is no card."
    ]


def test_without_titles_a_bare_list_says_what_is_unsure_and_the_command_that_settles_it(
    listed: Sheet,
) -> None:
    workshop = reading.understand([listed])

    assert len(workshop.ideas) == len(LINES)
    assert [str(notice) for notice in workshop.notices] == [
        (
            "miro.csv!miro: It has no headings, so which of its 6 lines are titles is not known: each"
            " was read as a card.\n  Run `afterword check miro.csv --save-mapping`, and in"
            " miro.mapping.toml take the # away in front of each title."
        )
    ]


def test_what_is_written_is_read_back_as_the_same(sheet: Any) -> None:
    wall = sheet("Wall", ("Water", "Roads that last"), ("Dig a well", "Fix the road soon"), ("Clean the old pump", "Pave the yard"))  # fmt: skip
    before = reading.understand([wall])
    words = mapping.text(before.readings, "workshop.xlsx")

    after = understand(words, wall)

    assert after.ideas == before.ideas
    assert tomllib.loads(words)["sheet"][0]["layout"] == "wall"


def test_lines_that_may_be_titles_wait_behind_a_sign(listed: Sheet) -> None:
    words = mapping.text(reading.understand([listed]).readings, "miro.csv")

    assert '# "Working side by side",\n' in words
    assert tomllib.loads(words)["sheet"][0]["titles"] == []
    settled = words.replace('# "Working', '"Working').replace('# "Shared', '"Shared')
    assert len(understand(settled, listed).ideas) == 3


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            '[[sheet]]\nname = "Tabelle1"\nkind = "idees"',
            "workshop.mapping.toml!Tabelle1: “idees” is no kind of sheet.\n  Write kind = one of:",
        ),
        (
            '[[sheet]]\nname = "Tabelle2"\nkind = "ideas"',
            "workshop.mapping.toml!Tabelle2: There is no sheet “Tabelle2”. Sheets found: Tabelle1.",
        ),
        (
            '[[sheet]]\nname = "Tabelle1"\nkind = "ideas"\ncolumns = { Idea = "4" }',
            "workshop.mapping.toml!Tabelle1: “4” is no column letter: Idea.\n  Write a letter such as D.",
        ),
        (
            '[[sheet]]\nname = "Tabelle1"\nkind = "ideas"\ncolumns = { Idea = "Q" }',
            ("workshop.mapping.toml!Tabelle1: “Idea” is to be column Q, but nothing is typed in it.\n"
            "  Columns used: A, B, C. Correct the mapping file, or delete it to have Afterword guess."),
        ),
        (
            '[[sheet]]\nname = "Tabelle1"\nkind = "ideas"\ncolumns = { Colour = "A" }',
            ("workshop.mapping.toml!Tabelle1: “Colour” is nothing that a column of ideas can hold.\n"
            "  Write one of: Card, Small group,"),
        ),
        (
            '[[sheet]]\nname = "Tabelle1"\nkind = "ideas"\ncolumns = { Title = "B" }',
            ("workshop.mapping.toml!Tabelle1: The mapping file does not say which column is “Idea”.\n"
            '  Write "Idea" = "D", or its letter, under [sheet.columns].'),
        ),
        (
            '[[sheet]]\nname = "Tabelle1"\nkind = "ideas"\nheading_rwo = 1',
            ("workshop.mapping.toml!Tabelle1: “heading_rwo” is nothing that a mapping file says.\n"
            "  Did you mean heading_row?"),
        ),
        (
            '[[sheet]]\nname = "Tabelle1"\nkind = "ideas"\nlayout = "list"\ntitles = ["Watr"]',
            ("workshop.mapping.toml!Tabelle1: No line of the sheet reads “Watr”.\n"
            "  Copy it from the sheet word for word, or delete it."),
        ),
        (
            'file = "other.xlsx"\n[[sheet]]\nname = "Tabelle1"\nkind = "ideas"',
            ("workshop.mapping.toml: No input is called other.xlsx. Inputs: workshop.xlsx.\n"
            "  Correct file at the top of the mapping file, or delete the line."),
        ),
        (
            ('[[sheet]]\nname = "Tabelle1"\nkind = "ideas"\nheading_row = 1\n'
            'columns = { Idea = "A" }\nheadings = { A = "What they said" }'),
            ("workshop.xlsx!Tabelle1!A1: workshop.mapping.toml was written when “What they said”"
            " stood here; the heading is “What we heard” now.\n"
            "  Correct the mapping file, or delete it to have Afterword guess."),
        ),
        (
            'kind = "ideas',
            "workshop.mapping.toml: It cannot be read as a mapping file:",
        ),
    ],
)  # fmt: skip
def test_a_wrong_mapping_is_refused_with_place_and_next_step(
    words: str, message: str, cards: Sheet
) -> None:
    (said,) = refused(words, cards)

    assert said.startswith(message)


@pytest.mark.parametrize(
    "words",
    ["sheet = 1", "[[sheet]]\nname = 1\nkind = 2", "[sheet]\nkind = 'ideas'", "x = " + "[" * 5000,
     "[[sheet]]\nkind = 'ideas'\ncolumns = 3", "[[sheet]]\nkind = 'ideas'\ntitles = [1]",
     "[[sheet]]\nkind = 'ideas'\nheading_row = true", "[[sheet]]\nkind = ['ideas']\nlayout = {}",
     "[[sheet]]\nkind = 'ideas'\narea = 'C:A'", "[[sheet]]\nkind = 'ideas'\nheading_row = 99",
     "[[sheet]]\nkind = 'ideas'\nheadings = { 7 = 'x' }"],
)  # fmt: skip
def test_whatever_stands_in_a_mapping_file_it_is_refused_in_words(words: str, cards: Sheet) -> None:
    assert refused(words, cards)


@pytest.mark.parametrize("lines", ['"Rides"', "3", '["Rides", 3]', "[[]]"])
@pytest.mark.parametrize("key", ["titles", "not_cards"])
def test_a_list_of_lines_is_one_of_words(key: str, lines: str) -> None:
    told = f'[[sheet]]\nfile = "w.xlsx"\nsheet = "A"\nread = "cards"\n{key} = {lines}\n'

    _, problems = mapping.parse(told.encode(), "w.mapping.toml")

    assert f"{key} is a list of lines, each between quotation marks." in [
        p.message for p in problems
    ]


@pytest.mark.parametrize(
    ("columns", "named"), [(1, "A"), (12, "A, B, C, D, E, F, G, H, I, J, K, L")]
)
def test_columns_that_are_used_are_named_up_to_a_dozen(columns: int, named: str) -> None:
    assert pinned._used(set(range(1, columns + 1))) == named
    assert pinned._used(set(range(1, 14))) == "A, B, C, D, E, F, G, H, I, J, K, L, …"
