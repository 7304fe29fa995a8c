"""Every typed cell is used or left out with a reason; every card typed is a card read."""

import string

from hypothesis import example, given
from hypothesis import strategies as st

from pipeline import reading
from pipeline.model import Cell, Sheet
from pipeline.names import name_key
from pipeline.problems import InputRefused

WORDS = st.text(alphabet=string.ascii_letters + " .,;:!?=-+'\"&’éñ✓\n", max_size=30)
HEADINGS = st.sampled_from(
    ["Idea", "Title", "Column", "Card", "Organization", "Action step", "Commitment", "Name", "Due",
     "Votes", "Workshop", "Date", "Timestamp", "Email", "Text", "x", "y", "id", "note", "columnId",
     "Yes", "No", "Partially", "State", "Statement", "Answer", "Which state is your team from?", "Response",
     "Agencies share one vision", "V1 Leaders wrote the plan", "Policy [Rules are coordinated here]", "Comments:"]
)  # fmt: skip
TABLES = st.lists(st.lists(st.one_of(WORDS, HEADINGS), max_size=6), max_size=8)


def typed(name: str, rows: list[list[str]]) -> Sheet:
    cells = (
        Cell(row, column, words, words)
        for row, values in enumerate(rows, start=1)
        for column, words in enumerate(values, start=1)
        if words.strip()
    )
    return Sheet("any.xlsx", name, tuple(cells))


@given(st.lists(TABLES, min_size=1, max_size=3))
def test_whatever_is_typed_each_cell_is_used_or_left_out(tables: list[list[list[str]]]) -> None:
    sheets = [typed(f"Sheet{number}", rows) for number, rows in enumerate(tables)]

    try:
        workshop = reading.understand(sheets)
    except InputRefused:
        return

    for sheet in sheets:  # tables side by side are read one by one
        own = [how for how in workshop.readings if how.sheet == sheet.name]
        assert sum(how.cells_read for how in own) == len(sheet.cells)
        assert all(how.cells_read == how.cells_used + len(how.left_out) for how in own)
    assert len({idea.id for idea in workshop.ideas}) == len(workshop.ideas)


@given(st.lists(st.tuples(WORDS, st.sampled_from(["", "1", "B", "Water for all"])), min_size=1))
@example([("", "B"), ("A", "1"), ("B", "1")])  # two cards, not a key of letters
def test_ideas_in_are_ideas_read_word_for_word(cards: list[tuple[str, str]]) -> None:
    told = {"total", "totals", "sum", "count", "subtotal", "idea"}
    cards = [(text, mark) for text, mark in cards if name_key(text) not in told]
    sheet = typed("Ideas", [["Idea", "Column"], *map(list, cards)])

    try:
        ideas = reading.understand([sheet]).ideas
    except InputRefused:
        assert not any(text.strip() or mark for text, mark in cards)
        return

    assert [(str(idea.text), str(idea.mark)) for idea in ideas] == [
        (text if text.strip() else "", mark) for text, mark in cards if text.strip() or mark
    ]


def test_a_sheet_that_is_left_out_names_each_cell_in_order() -> None:
    (how,) = reading.look([typed("Other", [["abc", "12", ""], ["", "13", "x"]])])[0].readings

    assert [each.place.cell for each in how.left_out[1:]] == ["B1", "B2", "C2"]
    assert how.left_out[-1].message == "The sheet is of no kind that Afterword knows."
