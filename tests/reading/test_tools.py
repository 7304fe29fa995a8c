"""The same twelve cards in the shapes of other tools: each arrives once, under its title, with its votes."""

from typing import Any

import pytest

from pipeline import reading
from pipeline.model import Sheet, Workshop
from pipeline.reading import mapping

WALL = {
    "One front door for families": (
        "Career coach sits at the library on Mondays",
        "One phone number for all four agencies",
        "Families & coaches plan together",
        "Nobody knew which office to call first",
    ),
    "Employers at the table": (
        "Clinic managers review the course outline",
        "Paid practice hours for every student",
        "Hiring day each spring",
        "The hospital told us what it looks for",
    ),
    "We learn from numbers": (
        "Shared list of measures",
        "Quarterly look at who drops out, and why",
        "Plain charts for the county board",
        "Data agreement took two years",
    ),
}
TITLES = list(WALL)
HUNG = {(title, card) for title, cards in WALL.items() for card in cards}
PEOPLE = ("Dana Whitlock", "Olu Adeyemi", "Mira Sand", "Theo Barn")

# headings as tools write them → what stands below: a card, its title, votes, who, when, a number, or words
TABLES = {
    "a list of tasks on a board": (
        ("Card ID", "Card Name", "Card URL", "Card Description", "Labels", "Members", "Due Date", "Vote Count", "List ID", "List Name", "Archived"),
        ("number", "card", "url", "", "blue (blue)", "who", "", "votes", "number", "title", "false"),
    ),
    "a project list": (
        ("Task ID", "Created At", "Completed At", "Name", "Section/Column", "Assignee", "Assignee Email", "Due Date", "Notes"),
        ("number", "when", "", "card", "title", "who", "email", "", ""),
    ),
    "a database": (("Name", "Theme", "Votes", "Submitted by", "Created"), ("card", "title", "votes", "who", "when")),
    "pages with tags": (("Name", "Tags", "Votes", "Created by", "Created time"), ("card", "title", "votes", "who", "when")),
    "a retrospective": (("reflectionGroup", "reflection", "author", "createdAt", "votes"), ("title", "card", "who", "when", "votes")),
    "another retrospective": (("Column", "Note", "Votes", "Author"), ("title", "card", "votes", "who")),
    "notes of a whiteboard": (("Note text", "Group", "Color", "Likes", "Created by"), ("card", "title", "yellow", "votes", "who")),
    "frames of a whiteboard": (("Text", "Color", "Author", "Reactions", "Frame"), ("card", "yellow", "who", "votes", "title")),
    "in French": (("Catégorie", "Idée", "Auteur", "J'aime"), ("title", "card", "who", "votes")),
    "in German": (("Vorgangs-ID", "Vorgangsname", "Bucketname", "Status", "Zugewiesen an", "Erstellt von"), ("number", "card", "title", "Nicht gestartet", "who", "who")),
    "typed by hand": (("What was on the sticky note", "Which cluster", "Dots"), ("card", "title", "votes")),
    "typed by hand, too": (("Sticky note", "Cluster name", "# of dots"), ("card", "title", "votes")),
    "a form with a topic": (("Contribution", "Topic", "Participant", "Timestamp"), ("card", "title", "who", "when")),
    "a map of groups": (("Idea", "Description", "Group", "Created by", "Likes"), ("card", "", "title", "who", "votes")),
}  # fmt: skip
UNTITLED = {
    "questions with votes": (("Question", "Author", "Upvotes", "Status", "Date"), ("card", "who", "votes", "Archived", "when")),
    "contents of a board": (("Type", "Content", "Author", "Created at"), ("Sticky note", "card", "who", "when")),
    "answers of people": (("Participant", "Email", "What did we do to get there?"), ("who", "email", "card")),
    "answers of a poll": (("Response", "Via", "Screen name", "Received at"), ("card", "web", "who", "when")),
    "answers of a form": (("#", "What did we do to get there?", "Response Type", "Start Date (UTC)", "Submit Date (UTC)"), ("number", "card", "completed", "when", "when")),
    "issues": (("Summary", "Issue key", "Issue Type", "Reporter", "Created"), ("card", "key", "Idea", "who", "when")),
}  # fmt: skip


def below(headings: tuple[str, ...], kinds: tuple[str, ...]) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [headings]
    for number, (title, card) in enumerate(
        ((title, card) for title, cards in WALL.items() for card in cards), start=1
    ):
        said = {
            "card": card,
            "title": title,
            "votes": str(number % 3),
            "who": PEOPLE[number % 4],
            "email": f"p{number}@example.org",
            "when": f"2025-06-03 10:{number:02}",
            "number": f"{number:03}",
            "key": f"LAKE-{number}",
            "url": f"https://example.org/{number}",
        }
        rows.append(tuple(said.get(kind, kind) for kind in kinds))
    return rows


def hung(workshop: Workshop) -> set[tuple[str, str]]:
    assert len(workshop.ideas) == len(HUNG)
    return {(str(idea.title or idea.mark), str(idea.text)) for idea in workshop.ideas}


def read_again(workshop: Workshop, sheet: Sheet) -> Workshop:
    """Return `sheet` as the mapping file reads it that says how it was read."""
    words = mapping.text(workshop.readings, sheet.file)
    wanted, problems = mapping.parse(words.encode(), "workshop.mapping.toml")
    assert problems == ()
    return reading.understand([sheet], wanted)


@pytest.mark.parametrize("preamble", [(), (("Lakeview roundtable",), ("Plan", "abc"), ())])
@pytest.mark.parametrize("shape", TABLES)
def test_a_table_of_cards_is_told_by_what_its_columns_hold(
    sheet: Any, shape: str, preamble: tuple[tuple[str, ...], ...]
) -> None:
    headings, kinds = TABLES[shape]
    found = sheet("Export", *preamble, *below(headings, kinds))
    workshop = reading.understand([found])

    assert hung(workshop) == HUNG
    assert any(idea.votes for idea in workshop.ideas) is ("votes" in kinds)
    assert workshop.readings[0].layout.reason
    assert read_again(workshop, found).ideas == workshop.ideas


@pytest.mark.parametrize("shape", UNTITLED)
def test_people_and_times_are_neither_cards_nor_titles(sheet: Any, shape: str) -> None:
    headings, kinds = UNTITLED[shape]
    found = sheet("Export", *below(headings, kinds))
    workshop = reading.understand([found])

    assert hung(workshop) == {("", card) for _, card in HUNG}
    assert read_again(workshop, found).ideas == workshop.ideas


@pytest.mark.parametrize(
    "rows",
    [
        (("Time", "Session", "Speaker"), ("9:00", "Welcome and a short tour", "Dana"), ("9:30", "What we learned last year", "Olu"), ("10:00", "A walk outside", "Mira")),
        (("Item", "Description", "Category", "Amount"), ("Vans", "Two vans for the north office", "Travel", 300), ("Pens", "A box of blue pens", "Office", 3), ("Bus", "Bus cards for all students", "Travel", 70)),
        (("Date", "Payee", "Notes", "Amount"), ("May 1", "Store", "Bought snacks for the meeting", 30), ("May 2", "Hall", "Paid the rent for May", 300), ("May 3", "Bus", "Bus cards for two students", 20)),
        (("Name", "Organization", "Email", "Comments"), ("Dana W.", "Clinic", "d@example.org", "Met at the spring fair"), ("Olu A.", "Bank", "o@example.org", "Wants to join the council"), ("Mira S.", "College", "m@example.org", "Ask about evening classes")),
    ],
)  # fmt: skip
def test_a_table_of_something_else_is_no_table_of_cards(
    sheet: Any, rows: tuple[tuple[object, ...], ...]
) -> None:
    workshop, _ = reading.look([sheet("Sheet1", *rows)])

    assert workshop.ideas == ()


def test_a_table_without_headings_is_told_by_a_title_that_comes_again(sheet: Any) -> None:
    found = sheet("Sheet1", *((title, card) for title, cards in WALL.items() for card in cards))
    workshop = reading.understand([found])

    assert hung(workshop) == HUNG
    assert workshop.readings[0].layout.reason.startswith("no headings: column B holds sentences")
    assert read_again(workshop, found).ideas == workshop.ideas


def test_names_beside_cards_are_no_titles(sheet: Any) -> None:
    cards = [card for _, card in sorted(HUNG)]
    found = sheet("Sheet1", *((card, PEOPLE[n % 4]) for n, card in enumerate(cards)))

    assert hung(reading.understand([found])) == {("", card) for card in cards}


@pytest.mark.parametrize(
    "headings",
    [
        ("Theme", "Idea 1", "Idea 2", "Idea 3", "Idea 4"),
        ("Thema", "Karte 1", "Karte 2", "Karte 3", "Karte 4"),
        ("Title", "Card", "Card", "Card", "Card"),
        ("Group", "Ideas"),
    ],
)
def test_cards_side_by_side_hang_under_the_title_of_their_row(
    sheet: Any, headings: tuple[str, ...]
) -> None:
    found = sheet("Sheet1", headings, *((title, *cards) for title, cards in WALL.items()))
    workshop = reading.understand([found])

    assert hung(workshop) == HUNG
    assert read_again(workshop, found).ideas == workshop.ideas


def test_ideas_of_a_person_or_a_table_side_by_side_know_no_title(sheet: Any) -> None:
    rows = [(f"Table {n}", *cards) for n, cards in enumerate(WALL.values(), start=1)]
    workshop = reading.understand([sheet("Sheet1", ("Team", "Idea 1", "Idea 2", "Idea 3", "Idea 4"), *rows)])  # fmt: skip

    assert hung(workshop) == {("", card) for _, card in HUNG}
    assert {str(idea.small_group) for idea in workshop.ideas} == {"Table 1", "Table 2", "Table 3"}
    assert workshop.readings[0].summary.startswith("several ideas a row, in columns B, C, D, E")


def test_a_title_typed_once_counts_for_the_rows_below_it_and_it_is_said(sheet: Any) -> None:
    rows = [("" if n else title, card) for title, cards in WALL.items() for n, card in enumerate(cards)]  # fmt: skip
    headed = reading.understand([sheet("Sheet1", ("Group", "Idea"), *rows)])
    bare = reading.understand([sheet("Sheet1", *rows)])

    assert hung(headed) == hung(bare) == HUNG
    assert "The titles stand once each" in headed.notices[0].message


def test_cards_without_a_title_stay_so_where_titles_come_again(sheet: Any) -> None:
    rows = [("Water", "Dig a well"), ("", "Fix the road"), ("Water", "Mend the pump"), ("", "Plant trees")]  # fmt: skip
    workshop = reading.understand([sheet("Sheet1", ("Group", "Idea"), *rows)])

    assert [str(idea.title) for idea in workshop.ideas] == ["Water", "", "Water", ""]


def test_rows_in_bold_that_hold_nothing_else_are_titles_of_a_table(sheet: Any) -> None:
    rows: list[tuple[str, ...]] = []
    looks = {}
    for title, cards in WALL.items():
        looks[f"A{len(rows) + 2}"] = {"bold": True}
        rows += [(title,), *((card, "2") for card in cards)]
    workshop = reading.understand([sheet("Sheet1", ("Idea", "Votes"), *rows, **looks)])

    assert hung(workshop) == HUNG


def test_a_list_in_each_cell_is_taken_apart_and_it_is_said(sheet: Any) -> None:
    heaps = {title: "\n".join(f"• {card}" for card in cards) for title, cards in WALL.items()}
    wall = sheet("Wall", tuple(heaps), tuple(heaps.values()))
    table = sheet("Sheet1", ("Group", "Cards"), *heaps.items())

    for found in (wall, table):
        workshop = reading.understand([found])
        assert hung(workshop) == HUNG
        assert workshop.notices[0].message.startswith("Its cells hold lists")
        assert len({idea.id for idea in workshop.ideas}) == len(HUNG)


def lines(title: str, card: str, first: str = "") -> list[tuple[str]]:
    made = [(first,)] if first else []
    for number, (own, cards) in enumerate(WALL.items(), start=1):
        made.append((title.format(number, own),))
        made += [(card.format(number, n, words),) for n, words in enumerate(cards, start=1)]
    return made


@pytest.mark.parametrize(
    ("rows", "how"),
    [
        (lines("{} {}", "{}.{} {}", "Lakeview roundtable"), "under a title with a whole number"),
        (lines("{}. {}", "{}.{}. {}"), "under a title with a whole number"),
        (lines("## {1}", "- {2}", "# Lakeview retro"), "under a title with #"),
        (lines("{1}", "- {2}"), "under a title without a bullet"),
        (lines("{1}", "{1}. {2}", "Lakeview roundtable"), "under a title without a bullet"),
        (lines("--- {1} ---", "{2}"), "under a title between lines"),
    ],
)
def test_signs_in_front_of_a_line_tell_titles_from_cards(
    sheet: Any, rows: list[tuple[str]], how: str
) -> None:
    found = sheet("paste", *rows, file="paste.txt")
    workshop = reading.understand([found])

    assert hung(workshop) == HUNG
    assert workshop.readings[0].layout.reason == how
    assert read_again(workshop, found).ideas == workshop.ideas


@pytest.mark.parametrize(("title", "how"), [("Group {}: {}", "with a number"), ("{1}", "in capitals")])  # fmt: skip
def test_a_label_or_capitals_tell_titles_which_stay_as_typed(
    sheet: Any, title: str, how: str
) -> None:
    rows = lines(title, "{2}")
    if how == "in capitals":
        rows = [(line.upper() if line in WALL else line,) for (line,) in rows]
    workshop = reading.understand([sheet("paste", *rows, file="paste.txt")])

    assert len(workshop.ideas) == len(HUNG)
    assert len({idea.title for idea in workshop.ideas}) == len(WALL)
    assert workshop.readings[0].layout.reason == f"under a title {how}"


def test_numbers_in_the_column_before_a_line_tell_titles_from_cards(sheet: Any) -> None:
    rows: list[tuple[object, str]] = []
    for number, (title, cards) in enumerate(WALL.items(), start=1):
        rows += [(number, title), *((f"{number}.{n}", card) for n, card in enumerate(cards, 1))]

    assert hung(reading.understand([sheet("Sheet1", *rows)])) == HUNG


@pytest.mark.parametrize(
    "rows",
    [
        (("3.5 hours of practice a week",), ("2 coaches at the library",), ("Ask the county first",)),
        (("Ask the clinic:",), ("- who calls whom",), ("and how fast",), ("Meet each month",)),
    ],
)  # fmt: skip
def test_lines_that_only_begin_with_a_sign_stay_cards(sheet: Any, rows: Any) -> None:
    workshop = reading.understand([sheet("paste", *rows, file="paste.txt")])

    assert len(workshop.ideas) == len(rows)


def test_a_question_above_a_bare_list_is_asked_not_hung(sheet: Any) -> None:
    cards = [card for _, card in sorted(HUNG)]
    found = sheet(
        "q", ("What did we do to get there?",), *((card,) for card in cards), file="q.csv"
    )
    workshop = reading.understand([found])

    assert hung(workshop) == {("", card) for card in cards}
    assert {str(idea.prompt) for idea in workshop.ideas} == {"What did we do to get there?"}


def test_sheets_of_one_shape_are_read_alike_each_named_after_its_title(sheet: Any) -> None:
    found = [
        sheet(title, ("Dots", "Card"), *((n, card) for n, card in enumerate(cards)))
        for title, cards in WALL.items()
    ]

    assert hung(reading.understand(found)) == HUNG


@pytest.mark.parametrize(
    "headings", [("Title", "Body", "Author"), ("subject", "body", "stage"), ("title", "text", "creator")]
)  # fmt: skip
def test_a_title_that_is_each_cards_own_is_its_headline(
    sheet: Any, headings: tuple[str, ...]
) -> None:
    rows = [(card, "", "Dana") for _, card in sorted(HUNG)]
    workshop = reading.understand([sheet("Posts", headings, *rows)])

    assert hung(workshop) == {("", card) for _, card in HUNG}


def test_headings_told_twice_are_no_answer(sheet: Any) -> None:
    rows = [("2025-06-03", "IP Address", "R_1", card) for _, card in sorted(HUNG)]
    workshop = reading.understand(
        [
            sheet(
                "Sheet0",
                ("StartDate", "Status", "ResponseId", "Q1"),
                ("Start Date", "Status", "Response ID", "What did we do to get there?"),
                *rows,
            )
        ]
    )

    assert hung(workshop) == {("", card) for _, card in HUNG}


def test_headings_that_come_again_are_told_from_the_title_above_them(sheet: Any) -> None:
    headings = ("Name", "Person", "Status", "Votes")
    rows: list[tuple[str, ...]] = [("Lakeview board",), ()]
    for title, cards in WALL.items():
        rows += [(title,), headings, *((card, "Dana", "", "2") for card in cards), ()]
    found = sheet("board", *rows)
    workshop = reading.understand([found])

    assert hung(workshop) == HUNG
    assert {str(idea.votes) for idea in workshop.ideas} == {"2"}


@pytest.mark.parametrize("votes", [(), ("Votes",)])
def test_a_title_in_a_row_of_its_own_counts_for_the_rows_below_it(
    sheet: Any, votes: tuple[str, ...]
) -> None:
    rows: list[tuple[str, ...]] = [("Group", "Idea", *votes)]
    for title, cards in WALL.items():
        rows += [
            (title, "", *("8" for _ in votes)),
            *(("", card, *("2" for _ in votes)) for card in cards),
        ]

    assert hung(reading.understand([sheet("Sheet1", *rows)])) == HUNG


def test_a_line_between_rows_is_no_card(sheet: Any) -> None:
    rows = [(title, card) for title, card in sorted(HUNG)]

    assert hung(reading.understand([sheet("S", ("Theme", "Idea"), ("---", "---"), *rows)])) == HUNG


@pytest.mark.parametrize(
    "rows",
    [
        lines("* {1}", "  * {2}"),
        lines("{1}", "    {2}"),
        [(f"• {line}",) if line in WALL else ("", "o", line) for (line,) in lines("{1}", "{2}")],
    ],
)
def test_lines_that_begin_further_in_hang_under_the_line_that_does_not(
    sheet: Any, rows: list[tuple[str, ...]]
) -> None:
    found = sheet("paste", *rows, file="paste.txt")
    workshop = reading.understand([found])

    assert hung(workshop) == HUNG
    assert read_again(workshop, found).ideas == workshop.ideas


def test_a_line_that_was_wrapped_is_no_card_of_a_title(sheet: Any) -> None:
    rows = [("Ask the county for one",), ("   intake form",), ("Meet each month in the",), ("   library",), ("Share a list of measures",), ("   with the board",)]  # fmt: skip
    workshop = reading.understand([sheet("paste", *rows, file="paste.txt")])

    assert not any(idea.title for idea in workshop.ideas)


def test_a_card_that_reads_like_a_heading_loses_no_card_above_it(sheet: Any) -> None:
    rows = [("Dig a well soon",), ("Fix the road",), ("Message",), ("Plant some trees",), ("Ask the mayor",)]  # fmt: skip
    workshop = reading.understand([sheet("board", *rows, file="board.csv")])

    assert len(workshop.ideas) == len(rows)


def test_a_title_that_no_card_follows_is_not_lost(sheet: Any) -> None:
    rows = [(title, "") if n < 0 else ("", cards[n]) for title, cards in WALL.items() for n in range(-1, 4)]  # fmt: skip
    workshop = reading.understand([sheet("S", ("Group", "Idea"), *rows, ("Nobody wrote here", ""))])

    assert {str(idea.title) for idea in workshop.ideas} == {*WALL, "Nobody wrote here"}
    assert sum(bool(idea.text) for idea in workshop.ideas) == len(HUNG)
