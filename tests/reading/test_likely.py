"""Lines that may be titles are marked for a person to confirm, and none where the order says nothing."""

from pipeline.model import Layout, LeftOut, Reading
from pipeline.reading import mapping
from pipeline.reading.mapping import likely

BOARD = {
    "Bikes": (
        "Lend bikes to new students for free",
        "Repair bikes behind the sports hall",
        "A bike lane from the station to school",
        "Lock bikes in a shed with a roof",
    ),
    "School meals": (
        "Cook a warm lunch in the school kitchen every day",
        "Fresh fruit on the lunch table",
        "A vegetarian meal on the menu each day",
        "Let students choose the lunch menu",
    ),
    "Reading aloud": (
        "Grandparents read stories aloud in the library",
        "Older students read picture books to younger ones",
        "A reading corner with books in four languages",
        "Read a story before the first lesson",
    ),
}
LINES = [line for title, cards in BOARD.items() for line in (title, *cards)]


def test_a_short_line_before_lines_that_say_nearly_the_same_may_be_a_title() -> None:
    found = likely.titles(["Ideas of Monday", *LINES])

    assert [LINES[at - 1] for at in sorted(found)] == list(BOARD)


def test_no_line_is_marked_where_the_order_says_nothing() -> None:
    shuffled = [LINES[number * 4 % len(LINES)] for number in range(len(LINES))]

    assert likely.titles(shuffled) == frozenset()
    assert likely.titles(LINES[:5]) == frozenset()
    assert likely.titles(["One line"] * 12) == frozenset()
    assert likely.titles(LINES * 40) == frozenset()


def test_a_mapping_file_marks_them_and_leaves_the_choice_to_a_person() -> None:
    how = Layout(mapping.LIST, "one line a card", lines=tuple(LINES))
    reading = Reading("board.csv", "board", "ideas", "one line a card", 15, 15, LeftOut(), how)

    words = mapping.text([reading], "board.csv")

    assert '\n\n# "School meals",  # a title?\n# "Cook a warm' in words
    assert words.count("# a title?") == len(BOARD)
