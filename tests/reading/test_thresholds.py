"""Each number by which reading decides, from both sides: the sheet that just is, and that just is not.

A number that is moved a step fails here, or in `test_claims.py`, where files show what it moves.
"""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from pipeline import meaning
from pipeline.model import NOWHERE, Cell, Typed
from pipeline.names import name_key
from pipeline.reading import deciding, layouts
from pipeline.reading.cards import direction, lists, walls
from pipeline.reading.columns import by_content, kinds
from pipeline.reading.layouts import keyed, others
from pipeline.reading.nouns import details, lines

CARDS = (
    "Dig a well", "Fix the road", "Plant some trees", "Open a clinic", "Share one van", "Mend the pump",
    "Paint the hall", "Hire a nurse", "Teach in the evening", "Print a map", "Call the county", "Sew new flags",
)  # fmt: skip


def said(words: int, start: str = "Word") -> str:
    """Return a text of as many words."""
    return " ".join([start, *(["more"] * (words - 1))])


# ── walls ────────────────────────────────────────────────────────────────────────────────────


def test_a_wall_has_sixty_titles_at_most(sheet: Any) -> None:
    def wide(many: int) -> Any:
        heads = tuple(f"Topic {at} of them" for at in range(many))
        return sheet("Wall", heads, tuple(f"Card {at} to do" for at in range(many)))

    assert walls.wall(wide(60))
    assert walls.wall(wide(61)) is None


def test_terms_and_their_meanings_are_over_three_times_as_long(sheet: Any) -> None:
    def unlike(words: int) -> Any:
        rows = ((f"Term {at} here", said(words, f"Meaning {at}")) for at in range(4))
        return sheet("Wall", ("Water for all", "Roads that last"), *rows)

    assert walls.wall(unlike(9))  # ten words under three
    assert walls.wall(unlike(10)) is None  # eleven


def test_titles_stand_in_the_first_six_rows(sheet: Any) -> None:
    def below(many: int) -> Any:
        above = ((f"About the day, {at}",) for at in range(many))
        rows = ("Water for all", "Roads that last"), CARDS[:2], CARDS[2:4]
        return sheet("Wall", *above, *rows)

    assert walls.wall(below(5))
    assert walls.wall(below(6)) is None


def test_one_title_and_its_votes_are_no_wall(sheet: Any) -> None:
    rows = [(card, "3") for card in CARDS[:4]]

    assert walls.wall(sheet("Wall", ("Water for all", "Votes"), *rows)) is None
    assert walls.wall(sheet("Wall", ("Water for all", "Votes", "Roads"), *((*row, f"{row[0]} now") for row in rows)))  # fmt: skip


def test_a_banner_stands_above_titles_and_at_least_one_row_of_cards(sheet: Any) -> None:
    over = ("Table A", "", "", "Table B")
    heads = ("Water for all", "Roads that last", "", "Trees", "Health for all")
    cards = (*CARDS[:2], "", *CARDS[2:4])

    found = walls.wall(sheet("Wall", over, heads, cards))
    alone = walls.wall(sheet("Wall", over, cards))

    assert found
    assert found.header == 2
    assert found.banner
    assert alone
    assert not alone.banner


def test_a_single_row_is_no_wall_and_two_are(sheet: Any) -> None:
    rows = ("Water for all", *CARDS[:3]), ("Roads that last", *CARDS[3:6])
    bold = {"A1": {"bold": True}, "A2": {"bold": True}}

    assert walls.wall(sheet("Wall", rows[0], **bold)) is None
    found = walls.wall(sheet("Wall", *rows, **bold))
    assert found
    assert found.sideways == 1


def test_who_said_it_is_three_words_at_most(sheet: Any) -> None:
    def beside(words: int) -> Any:
        rows = [(CARDS[at], said(words), CARDS[at + 4], said(words)) for at in range(4)]
        return sheet("Wall", ("Water for all", "By", "Roads that last", "By"), *rows)

    assert walls._beside(beside(3), 1, _row(beside(3), 1))[2] == {2, 4}
    assert walls._beside(beside(4), 1, _row(beside(4), 1))[2] == set()


def _row(found: Any, number: int) -> dict[int, Cell]:
    return {cell.column: cell for cell in found.cells if cell.row == number}


def test_titles_of_walls_below_are_at_most_half_of_the_rows(sheet: Any) -> None:
    rows = (
        ("Water for all", "Roads that last"), CARDS[:2], (),
        ("Trees to plant", "Health for all"), CARDS[2:4], (),
        ("Rides to work", "Care at night"), CARDS[4:6],
    )  # fmt: skip

    def loud(*numbers: int) -> dict[str, Any]:
        return {f"{letter}{row}": {"bold": True} for row in numbers for letter in "AB"}

    found = walls.wall(sheet("Wall", *rows, **loud(1, 4, 7)))
    every = walls.wall(sheet("Wall", *rows, **loud(1, 2, 4, 5, 7, 8)))

    assert found
    assert [row for row, _ in found.lower] == [4, 7]
    assert every
    assert not every.lower


def test_a_heading_of_records_is_three_words_at_most(sheet: Any) -> None:
    def over(title: str) -> Any:
        return sheet("Wall", (title, "Roads that last"), CARDS[:2], CARDS[2:4])

    assert walls.wall(over("The start date")) is None
    assert walls.wall(over("Agree on one date"))


def test_one_cell_in_ten_of_a_wall_may_hold_no_words(sheet: Any) -> None:
    heads = ("Water for all", "Roads that last")
    ten = (CARDS[:2], CARDS[2:4], CARDS[4:6], CARDS[6:8], (CARDS[8], "12"))
    twelve = (*ten[:4], (CARDS[8], "12"), (CARDS[9], "14"))

    assert walls.wall(sheet("Wall", heads, *ten))
    assert walls.wall(sheet("Wall", heads, *twelve)) is None


# ── lists ────────────────────────────────────────────────────────────────────────────────────


_TITLES = {name_key(each) for each in ("Water for all", "Water for all:", "Roads that last:")}


def column(sheet: Any, *texts: str, **looks: Any) -> Any:
    return sheet("List", *((text,) for text in texts), **looks)


def test_a_title_above_a_block_has_fourteen_words_at_most(sheet: Any) -> None:
    def blocks(words: int) -> Any:
        return column(sheet, said(words), *CARDS[:2], "", "Roads that last", *CARDS[2:4])

    found = lists.stacked(blocks(14))
    assert found
    assert found.titles == {(1, 1), (5, 1)}
    assert lists.stacked(blocks(15)) is None


def test_one_block_is_no_sign_of_titles(sheet: Any) -> None:
    assert lists.stacked(column(sheet, "Water for all", *CARDS[:3], "", "Roads that last")) is None


def test_the_name_of_a_board_has_five_words_at_most(sheet: Any) -> None:
    def board(words: int) -> Any:
        own = (said(words), "Water for all:", *CARDS[:2], "Roads that last:", *CARDS[2:4])
        return lists.plain(column(sheet, *own), _TITLES, "")

    known = board(5)
    assert known
    assert known.names
    known = board(6)
    assert known
    assert not known.names


def test_a_line_above_the_only_title_is_a_card(sheet: Any) -> None:
    found = lists.plain(column(sheet, "Our wall", "Water for all", *CARDS[:3]), _TITLES, "")

    assert found
    assert found.titles
    assert not found.names


def test_two_titles_with_a_sign_are_titles_one_is_a_card(sheet: Any) -> None:
    one = {
        lists.Apart.HASH: ("# Water for all", *CARDS[:3]),
        lists.Apart.WHOLE_NUMBER: ("1 Water for all", *(f"1.{at} {CARDS[at]}" for at in (1, 2, 3))),
        lists.Apart.INDENT: ("Water for all", *(f"   {card}" for card in CARDS[:3])),
        lists.Apart.BULLET: ("Water for all", *(f"- {card}" for card in CARDS[:3])),
    }
    two = {
        lists.Apart.HASH: ("# Roads that last", *CARDS[3:6]),
        lists.Apart.WHOLE_NUMBER: ("2 Roads that last", *(f"2.{at} {CARDS[at]}" for at in (1, 2, 3))),
        lists.Apart.INDENT: ("Roads that last", *(f"   {card}" for card in CARDS[3:6])),
        lists.Apart.BULLET: ("Roads that last", *(f"- {card}" for card in CARDS[3:6])),
    }  # fmt: skip
    for how, rows in one.items():
        alone = lists.stacked(column(sheet, *rows))
        both = lists.stacked(column(sheet, *rows, *two[how]))
        assert alone is None, how
        assert both, how
        assert both.how == how


def test_headings_of_markdown_are_half_of_the_lines_at_most_besides_two(sheet: Any) -> None:
    rows = ("# Our board", "## Water for all", CARDS[0], "## Roads that last", CARDS[1])

    assert lists.stacked(column(sheet, *rows, "## Trees"))  # 4 of 6
    assert lists._hashes(sheet("List"), column(sheet, *rows, "## Trees", "## Care").cells) is None


def test_most_lines_of_a_list_are_cards_of_two_words_or_more(sheet: Any) -> None:
    assert lists.plain(column(sheet, *CARDS[:6], "Rain", "Sun", "Wind", "Snow"), (), "")
    assert lists.plain(column(sheet, *CARDS[:5], "Rain", "Sun", "Wind", "Snow"), (), "") is None


def test_a_card_has_forty_words_at_most(sheet: Any) -> None:
    assert lists.plain(column(sheet, *(said(40, f"Card{at}") for at in "abc")), (), "")
    assert lists.plain(column(sheet, *(said(41, f"Card{at}") for at in "abc")), (), "") is None


def test_the_first_line_that_names_the_workshop_is_longer_than_eight_letters(sheet: Any) -> None:
    def named(name: str) -> Any:
        found = lists.plain(column(sheet, name, *CARDS[:3]), (), name_key(f"The {name} of all"))
        return found and found.names

    assert named("Alder Day")
    assert not named("Alderday")


def test_a_question_stands_above_cards_of_which_less_than_a_quarter_ask(sheet: Any) -> None:
    def asked(*rest: str) -> Any:
        found = lists.plain(column(sheet, "What would help?", *rest), (), "")
        return found and found.question

    def asks(many: int) -> list[str]:
        return [f"{card}?" for card in CARDS[:many]]

    assert asked(*CARDS[:3], *asks(0))
    assert asked(*asks(1), *CARDS[1:4])  # 1 of 5 lines
    assert not asked(*asks(1), *CARDS[1:3])  # 1 of 4
    assert asked(*asks(2), *CARDS[2:8])  # 2 of 9


def test_bold_lines_and_lines_with_a_colon_are_titles_up_to_half_of_all(sheet: Any) -> None:
    texts = ("Water for all", CARDS[0], "Roads that last", CARDS[1])
    bold = {"A1": {"bold": True}, "A3": {"bold": True}}
    colons = [f"{text}:" if at % 2 == 0 else text for at, text in enumerate(texts)]
    more = {**bold, "A4": {"bold": True}}

    assert lists._bold(column(sheet, *texts, **bold).cells) == {(1, 1), (3, 1)}
    assert lists._bold(column(sheet, *texts, **more).cells) == set()
    assert lists._colons(column(sheet, *colons).cells) == {(1, 1), (3, 1)}
    assert lists._colons(column(sheet, *colons[:3], f"{CARDS[1]}:").cells) == set()


def test_lines_in_three_columns_are_no_list(sheet: Any) -> None:
    rows = [(card, "", "")[-at:] + (card, "", "")[:-at] for at, card in enumerate(CARDS[:3])]

    assert lists._column(
        sheet("List", *[("", card)[at % 2 :] for at, card in enumerate(CARDS[:4])])
    )
    assert not lists._column(sheet("List", *rows))


# ── lines ────────────────────────────────────────────────────────────────────────────────────


def test_votes_stand_behind_three_cards_at_least(sheet: Any) -> None:
    cells = column(sheet, *(f"{card} (3)" for card in CARDS[:3])).cells

    assert lines.voted(cells)
    assert not lines.voted(cells[:2])


def test_a_bullet_is_taken_off_where_more_than_half_of_the_lines_have_one() -> None:
    assert lines.mostly_bulleted(("- Dig a well", "- Fix the road", "Plant trees"))
    assert not lines.mostly_bulleted(("- Dig a well", "- Fix the road", "Plant", "Mend"))
    assert lines.mostly_bulleted(("- a b", "- c d", "- e f", "g h", "i j"))


def test_cells_are_lists_of_cards_where_at_least_half_hold_several(sheet: Any) -> None:
    both = ["- Dig a well\n- Mend the pump", "- Fix the road\n- Paint the hall"]

    assert len(lines.cards(Typed(both[0], NOWHERE))) == 2
    assert lines.heaps(column(sheet, *both, *CARDS[:2]).cells)
    assert not lines.heaps(column(sheet, *both, *CARDS[:3]).cells)


# ── columns ──────────────────────────────────────────────────────────────────────────────────


def test_the_row_of_headings_is_four_fifths_of_the_widest(sheet: Any) -> None:
    def heads(many: int) -> int:
        row = tuple(f"Heading {letter}" for letter in "abcdefghij"[:many])
        return by_content.header(sheet("Data", row, tuple(f"said {at}" for at in range(10))))[0]

    assert heads(8) == 1
    assert heads(7) == 2


def test_cards_of_a_column_are_three_and_more_than_four_fifths_are_different(sheet: Any) -> None:
    def many(texts: list[str]) -> bool:
        return by_content.wordy(column(sheet, *texts).cells)

    cards = [f"Card number {at}" for at in range(20)]
    assert many(cards[:3])
    assert not many(cards[:2])
    assert many([*cards[:17], *cards[:3]])
    assert not many([*cards[:16], *cards[:4]])


def test_half_of_a_column_of_cards_says_three_words(sheet: Any) -> None:
    short = [f"word{at} more" for at in "abcdefghijkl"]
    long = [f"word{at} more words" for at in "abcdefghijkl"]

    assert by_content.wordy(column(sheet, *long[:6], *short[6:]).cells)
    assert not by_content.wordy(column(sheet, *long[:5], *short[5:]).cells)


def test_titles_are_few_and_stand_beside_half_of_the_cards(sheet: Any) -> None:
    def few(texts: str, rows: int) -> bool:
        return by_content.few(column(sheet, *texts).cells, rows)

    assert few("aabb", 8)
    assert not few("aabb", 9)
    assert not few("aaaa", 4)
    assert few("abcdefgaaa", 10)
    assert not few("abcdefghaa", 10)


def test_a_title_of_each_row_is_a_headline_where_at_most_half_have_a_text(sheet: Any) -> None:
    def fields(many: int) -> set[str]:
        rows = [
            (f"{card} together", f"What it says {card}" if at < many else "")
            for at, card in enumerate(CARDS[:4])
        ]
        found = kinds.table(sheet("Ideas", ("Title", "Idea"), *rows))
        assert found
        return set(by_content.filled_in(found).columns)

    assert "headline" in fields(2)
    assert "headline" not in fields(3)


def test_ideas_that_stand_side_by_side_say_two_words_in_half_of_their_cells(sheet: Any) -> None:
    def spread(*texts: str) -> tuple[int, ...]:
        heads = _row(sheet("S", ("Idea 1", "Idea 2", "Idea 3", "Idea 4")), 1)
        return by_content.spread(heads, [_row(sheet("S", texts), 1)])

    assert spread("Dig wells", "Fix roads", "Rain", "Sun") == (1, 2, 3, 4)
    assert spread("Dig wells", "Wind", "Rain", "Sun") == ()


# ── which way a wall hangs ───────────────────────────────────────────────────────────────────


def test_two_blanks_show_the_way_and_a_quarter_as_many_the_other_way_do_not_matter(
    sheet: Any,
) -> None:
    def gaps(*rows: tuple[str, ...]) -> Any:
        return direction._by_gaps(sheet("Wall", *rows).cells)

    assert gaps(("a", "b", "c"), ("d", "e", ""), ("f", "g", ""), ("h", "i", "j")) == (True, _HOLES)
    assert gaps(("a", "b", "c"), ("d", "e", ""), ("f", "g", "h")) is None


_HOLES = "rows of cards end where they end, columns have holes"


def test_less_than_a_tenth_of_the_cards_are_as_loud_as_the_titles(sheet: Any) -> None:
    def looks(many: int) -> Any:
        rows = [tuple(f"{row}{at}" for at in range(5)) for row in range(6)]  # 20 cards
        bold = [*((f"{letter}1") for letter in "ABCDE"), *(f"{letter}2" for letter in "BC"[:many])]
        return direction._by_looks(
            sheet("Wall", *rows, **{at: {"bold": True} for at in bold}).cells
        )

    assert looks(1)
    assert looks(2) is None


# ── a key of colors, details, sheets of another kind ─────────────────────────────────────────


def test_a_key_has_two_colors_and_more_than_half_of_the_cards_have_one(sheet: Any) -> None:
    def claimed(colors: tuple[str, ...], colored: int) -> bool:
        rows = [("Key", ""), *((f"Title {fill}", "") for fill in colors)]
        cards = [("", card) for card in CARDS[:10]]
        heads = {f"A{at}": {"fill": fill} for at, fill in enumerate(colors, start=2)}
        fills = {
            f"B{at}": {"fill": colors[0]} for at in range(len(rows) + 1, len(rows) + 1 + colored)
        }
        return keyed.claim(sheet("Wall", *rows, *cards, **heads, **fills)) is not None

    assert claimed(("red", "blue"), 6)
    assert not claimed(("red", "blue"), 5)
    assert not claimed(("red",), 6)


def test_details_are_three_known_labels_of_six_in_a_hundred_rows_of_three_cells(sheet: Any) -> None:
    known = ("Workshop question", "Date", "Place")

    def are(labels: tuple[str, ...], *more: str) -> bool:
        return details.recognise(sheet("About", *((label, "said", *more) for label in labels)))

    assert are(known)
    assert not are(known[:2])
    assert are((*known, "One", "Two", "Three"))
    assert not are((*known, "One", "Two", "Three", "Four"))
    assert are(known, "remark")
    assert not are(known, "remark", "more")


def test_three_rows_and_six_cells_in_ten_tell_a_sheet_of_another_kind(sheet: Any) -> None:
    def tells(mails: int, rows: int) -> Any:
        held = (
            (f"Ana {at}", f"a{at}@x.example" if at < mails else "at the desk") for at in range(rows)
        )
        return others.tells(sheet("Who", ("Name", "Where"), *held))

    assert tells(3, 5)
    assert not tells(2, 4)
    assert tells(2, 2)
    assert not tells(1, 1)


def test_a_median_counts_where_three_cards_hang(sheet: Any) -> None:
    def unlike(many: int) -> Any:
        long = [said(12, f"Meaning {at}") if at < many else "" for at in range(4)]
        return sheet("Wall", ("Water for all", "Roads that last"), *zip(CARDS, long, strict=False))

    assert walls.wall(unlike(2))
    assert walls.wall(unlike(3)) is None


def test_four_times_as_many_blanks_show_the_way(sheet: Any) -> None:
    def rows(*long: int) -> Any:
        return [tuple("x" if at < many else "" for at in range(9)) for many in long]

    across = [("x", "", "x", "x", "x", "x", "x", "x", "x")]
    assert direction._by_gaps(sheet("Wall", *rows(9), *across, *rows(5, 9)).cells)
    assert direction._by_gaps(sheet("Wall", *rows(9), *across, *rows(7, 9)).cells) is None


# ── the order of guesses ─────────────────────────────────────────────────────────────────────

CLAUSES = tuple(f"{card} soon" for card in CARDS)
NEVER_BOTH: tuple[()] = ()  # no sheet is known that both claim: the order is only written down
NEIGHBOURS: dict[tuple[str, str], tuple[tuple[str, ...], ...]] = {
    ("blocks", "fields"): (("Name", "Mill"), ("Contact", "Ines"), ("Email", "i@x.example"), ("What they bring", "Rooms"), ("Name", "Dale"), ("Contact", "Tom"), ("Email", "t@x.example"), ("What they bring", "A nurse")),
    ("fields", "own_words"): NEVER_BOTH,
    ("own_words", "form"): NEVER_BOTH,  # a form has no table of a kind we know
    ("form", "notes"): NEVER_BOTH,  # a form is none where notes have their place on a board
    ("notes", "lettered"): NEVER_BOTH,  # a board has more columns than a card and its letter
    ("lettered", "others"): NEVER_BOTH,
    ("others", "answers"): (("Cost", "Card 1", "Card 2"), *((f"${at}0", said, f"{said} or now") for at, said in enumerate(CLAUSES, 1))),
    ("answers", "headed"): NEVER_BOTH,  # titles that stand apart are in one column, answers never
    ("headed", "wall"): NEVER_BOTH,  # nor are walls
    ("wall", "loose"): (("Sticky text", "Theme cluster", "Why it matters", "What comes next"), *((said, ("A one", "", "B two", "", "A one", "", "B two", "", "C three", "")[at], f"{said} because", f"{said} and then") for at, said in enumerate(CLAUSES[:10]))),
    ("loose", "lacking"): (("Name", "Theme", "Votes"), *((said, ("Rides", "Rides", "Care")[at % 3], str(at)) for at, said in enumerate(CLAUSES))),
    ("lacking", "lines"): (("Who we may know",), *((said,) for said in CLAUSES)),
    ("lines", "unknown"): tuple((said,) for said in CLAUSES),
}  # fmt: skip


def _name(layout: Any) -> str:
    return str(layout.__name__).rsplit(".", 1)[-1]


def test_the_order_of_guesses_is_as_written() -> None:
    assert list(NEIGHBOURS) == list(pairwise(map(_name, layouts.SHAPED)))


@pytest.mark.parametrize("pair", [pair for pair, rows in NEIGHBOURS.items() if rows])
def test_of_two_guesses_at_one_sheet_the_first_is_believed(sheet: Any, pair: Any) -> None:
    name = "Partners" if pair == ("lacking", "lines") else "Sheet1"
    found = sheet(name, *NEIGHBOURS[pair])
    of = {_name(layout): layout for layout in layouts.SHAPED}

    assert all(of[each].claim(found) for each in pair)
    assert deciding.decide([deciding.Candidate(found)])[0].layout is of[pair[0]]


def test_most_of_a_copy_stands_on_cards_that_are_known(sheet: Any) -> None:
    cards = sheet("Ideas", ("Idea", "Title"), *((card, "Water") for card in CARDS[:6]))

    def copy(known: int) -> bool:
        others = [f"Something new {at}" for at in range(6 - known)]
        own = column(sheet, *CARDS[:known], *others)
        found = deciding.decide([deciding.Candidate(cards), deciding.Candidate(own)])[1]
        return bool(found.claim.found.copies)

    assert copy(4)
    assert not copy(3)


def test_what_a_column_holds_is_looked_at_in_five_hundred_rows(sheet: Any) -> None:
    def voted(at: int) -> bool:
        rows = [(f"Card number {row}", "x" if row == at else "3") for row in range(1, 503)]
        found = by_content.guess(sheet("Data", ("Sticky text", "Votes"), *rows))
        return found is not None and "votes" in found.columns

    assert not voted(500)
    assert voted(501)


def test_a_sheet_of_another_kind_is_looked_at_in_a_hundred_rows(sheet: Any) -> None:
    def tells(mails: int, last: str) -> Any:
        held = [(f"Ana {at}", "a@x.example" if at < mails else "at the desk") for at in range(98)]
        rows = [*held, ("Ben", last), ("Cy", "c@x.example")]
        return others.tells(sheet("Who", ("Name", "Where"), *rows))

    assert tells(59, "at the desk") is None  # 59 of 99, the hundredth is not seen
    assert tells(59, "b@x.example")


def test_a_wall_is_compared_by_what_it_says_up_to_four_hundred_cards(
    sheet: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[int] = []

    def vectors(texts: list[str]) -> Any:
        compared.append(len(texts))
        raise LookupError

    monkeypatch.setattr(meaning, "vectors", vectors)
    rows = [tuple(f"Card {row} {at}" for at in range(4)) for row in range(100)]

    with pytest.raises(LookupError):
        direction._by_meaning(sheet("Wall", *rows).cells)
    assert direction._by_meaning(sheet("Wall", *rows, ("One more",)).cells) is None
    assert compared == [297]


def test_two_rows_and_two_columns_of_cards_are_compared(sheet: Any) -> None:
    title = "Water for all", "Roads that last", "Trees"
    alike = ("Wells", "Dig a deep well", "Dig a deep well")
    other = ("Roads", "Pave the long road", "Pave the long road")

    assert direction._by_meaning(sheet("Wall", title, alike, other).cells)
    assert direction._by_meaning(sheet("Wall", title, alike).cells) is None
    assert direction._by_meaning(sheet("Wall", title, alike, other[:2]).cells) is None


def test_two_headings_are_a_row_of_headings_one_is_none(sheet: Any) -> None:
    assert by_content.header(sheet("Data", ("One", "Two"), CARDS[:2]))[0] == 1
    assert by_content.header(sheet("Data", ("One",), CARDS[:1]))[0] == 0


def test_one_heading_twice_is_a_slip_three_times_are_cards_side_by_side(sheet: Any) -> None:
    def spread(*heads: str) -> tuple[int, ...]:
        return by_content.spread(_row(sheet("S", heads), 1), [_row(sheet("S", CARDS[:3]), 1)])

    assert spread("Idea", "Idea") == ()
    assert spread("Idea", "Idea", "Idea") == (1, 2, 3)


def test_cards_go_on_behind_the_last_heading_in_half_of_the_rows(sheet: Any) -> None:
    def spread(many: int) -> tuple[int, ...]:
        rows = [("Water", "Dig wells", "Fix roads" if at < many else "") for at in range(4)]
        heads = _row(sheet("S", ("Topic", "Ideas")), 1)
        return by_content.spread(heads, [_row(sheet("S", row), 1) for row in rows])

    assert spread(2) == (2, 3)
    assert spread(1) == ()


def test_a_small_group_before_a_row_has_two_words_at_most(sheet: Any) -> None:
    def group(words: int) -> int:
        rows = [(said(words, f"Oak{at}"), *CARDS[at : at + 2]) for at in range(0, 8, 2)]
        found = sheet("Wall", ("Table", "Water for all", "Roads that last"), *rows)
        return walls._small_groups(found, 1, _row(found, 1))

    assert group(2) == 1
    assert group(3) == 0


def test_cards_turn_a_wall_where_they_are_surely_nearer_one_way(
    sheet: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def turned(nearer: float) -> Any:
        near = np.eye(4) + nearer * np.kron(np.eye(2), 1 - np.eye(2))  # alike in a row, not below
        monkeypatch.setattr(meaning, "cosines", lambda *_: near)
        rows = ("Titles", "a", "b"), ("Water", *CARDS[:2]), ("Roads", *CARDS[2:4])
        return direction._by_meaning(sheet("Wall", *rows).cells)

    assert turned(0.21)  # .4 over the root of four cards is .2
    assert turned(0.19) is None


def test_titles_are_two_standard_errors_shorter_one_way_and_less_than_one_the_other(
    sheet: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told(*shorter: float) -> Any:
        values = iter(shorter)
        monkeypatch.setattr(direction, "_shorter", lambda *_: next(values))
        return direction._by_length(sheet("Wall", CARDS[:2], CARDS[2:4]).cells)

    assert told(2.1, 0.9)
    assert told(1.9, 0.9) is None
    assert told(2.1, 1.1) is None
