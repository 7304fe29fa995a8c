"""A review workbook brings back what people decided; the cards stay those that were typed."""

from datetime import date
from typing import Any

import pytest

from pipeline import decisions, forms, reading, review
from pipeline.model import Sheet, Workshop
from pipeline.problems import InputRefused

HEADINGS = ("Card", "Idea", "Column", "Parking lot", "Clear to print", "Same as card", "From")
TYPED = (("Card", "Idea", "Column"), ("B01", "Dig a well", "1"), ("B02", "Fix the road", ""))
WELL, ROAD = "workshop.xlsx!Ideas!B2", "workshop.xlsx!Ideas!B3"


def understand(sheets: list[Sheet]) -> Workshop:
    """Return what the sheets say, as people decided."""
    return decisions.apply(reading.understand(sheets))


@pytest.fixture
def typed(sheet: Any) -> Any:
    return sheet("Ideas", *TYPED)


def test_a_review_has_each_column_that_people_decide_in() -> None:
    """Of a card all that is read, but for the title, which stands once a group, and the parking lot, a column."""
    shown = [each.name for each in review.COLUMNS]
    assert {c.name for c in forms.IDEAS.columns} - {*shown} == {"title", "parked"}
    assert len(shown) == len(set(shown))


def test_beside_the_original_people_decide_and_the_words_stay(sheet: Any, typed: Any) -> None:
    review = sheet(
        "Ideas",
        HEADINGS,
        ("B01", "Dig a well", "Water", "", "yes", "B02", WELL),
        ("B02", "Fix the road", "", "yes", "", "", ROAD),
        file="review.xlsx",
    )

    well, road = understand([review, typed]).ideas

    assert (well.text, str(well.text.place), well.mark) == ("Dig a well", WELL, "Water")
    assert (well.cleared, well.same_as, well.parked) == (True, "B02", False)
    assert road.parked


def test_alone_a_review_is_where_its_cards_are_read(sheet: Any) -> None:
    review = sheet(
        "Ideas", HEADINGS, ("B01", "Dig a well", "Water", "", "", "", WELL), file="review.xlsx"
    )

    (well,) = understand([review]).ideas

    assert (well.id, str(well.text.place)) == ("B01", "review.xlsx!Ideas!B2")


def test_words_changed_in_the_review_are_said_with_both_cells(sheet: Any, typed: Any) -> None:
    review = sheet(
        "Ideas", HEADINGS, ("B01", "Dig two wells", "Water", "", "", "", WELL), file="review.xlsx"
    )

    workshop = understand([typed, review])

    assert workshop.ideas[0].text == "Dig a well"
    assert [str(notice) for notice in workshop.notices if notice.place.file == "review.xlsx"] == [
        (
            f"review.xlsx!Ideas!B2: The card reads differently in {WELL}, which is printed.\n"
            "  To change a card, change it where it was typed first."
        )
    ]


def test_a_row_without_an_origin_is_a_new_card(sheet: Any, typed: Any) -> None:
    review = sheet(
        "Ideas", HEADINGS, ("", "Plant trees", "Land", "", "", "", ""), file="review.xlsx"
    )

    texts = [str(idea.text) for idea in understand([typed, review]).ideas]

    assert texts == ["Dig a well", "Fix the road", "Plant trees"]


def test_a_row_copied_in_the_review_is_not_lost(sheet: Any, typed: Any) -> None:
    row = ("B01", "Dig a well", "Water", "", "", "", WELL)
    review = sheet("Ideas", HEADINGS, row, row, file="review.xlsx")

    workshop = understand([typed, review])

    assert len(workshop.ideas) == 3
    assert f"A second row for the card in {WELL}: read as a card of its own." in [
        notice.message for notice in workshop.notices
    ]


def test_two_cards_of_one_cell_find_each_its_own_row(sheet: Any) -> None:
    form = sheet(
        "Form",
        ("Timestamp", "Email", "Your cards, one per line"),
        ("6/3/25", "a@example.org", "Dig a deep well\nFix the old road"),
    )
    place = "workshop.xlsx!Form!C2"
    review = sheet(
        "Ideas",
        HEADINGS,
        ("C2.2", "Fix the old road", "Land", "", "", "", place),
        ("C2.1", "Dig a deep well", "Water", "", "", "", place),
        file="review.xlsx",
    )

    ideas = understand([form, review]).ideas

    assert [(str(idea.text), str(idea.mark)) for idea in ideas] == [
        ("Dig a deep well", "Water"),
        ("Fix the old road", "Land"),
    ]


def test_titles_beside_the_review_win_and_empty_ones_are_none(sheet: Any, typed: Any) -> None:
    review = sheet(
        "Ideas", HEADINGS, ("B01", "Dig a well", "1", "", "", "", WELL), file="review.xlsx"
    )
    decided = sheet(
        "Groups",
        ("Group", "Title to print", "Agreed"),
        ("1", "Water for all", "yes"),
        ("Not yet placed", "", ""),
        file="review.xlsx",
    )
    before = sheet("Groups", ("Group", "Title to print"), ("1", "Water"))

    (title,) = understand([review, decided, typed, before]).titles

    assert (title.mark, title.title, title.agreed) == ("1", "Water for all", True)


def test_a_card_left_under_not_yet_placed_hangs_nowhere(sheet: Any) -> None:
    review = sheet(
        "Ideas",
        HEADINGS,
        ("B01", "Dig a well", "Not yet placed", "", "", "", WELL),
        file="review.xlsx",
    )

    (card,) = understand([review]).ideas

    assert card.mark == ""


def test_the_sheet_that_explains_the_others_is_no_surprise(sheet: Any, typed: Any) -> None:
    workshop = understand([sheet("Read me", ("How to use this workbook",)), typed])

    assert workshop.readings[0].summary == "advice"
    assert all("Read me" not in str(notice) for notice in workshop.notices)


def test_the_same_details_in_two_files_are_fine(sheet: Any) -> None:
    one = sheet("Details", ("Workshop", "Roundtable"), ("Date", "2025-06-03"))
    two = sheet("Details", ("Workshop", "Roundtable"), ("Date", "June 3, 2025"), file="review.xlsx")

    assert understand([one, two]).details.date.words == "June 3, 2025"


def test_a_card_moved_out_of_the_parking_lot_by_its_column_is_parked_no_more(
    sheet: Any, typed: Any
) -> None:
    review = sheet(
        "Ideas", HEADINGS, ("B02", "Fix the road", "Roads", "yes", "", "", ROAD), file="review.xlsx"
    )

    _, road = understand([review, typed]).ideas

    assert (road.mark, road.parked) == ("Roads", False)


def test_a_review_of_another_workshop_is_said(sheet: Any, typed: Any) -> None:
    other = ("X1", "Bake bread", "Food", "", "", "", "market.xlsx!Ideas!B2")
    review = sheet("Ideas", HEADINGS, other, file="review.xlsx")

    workshop = understand([typed, review])

    (told,) = (str(notice) for notice in workshop.notices if notice.place.file == "review.xlsx")
    assert told == (
        "review.xlsx!Ideas: None of its 1 card is in the other files: it reviews market.xlsx. "
        "Both are read as one workshop.\n"
        "  If they are two workshops, make the documents of each by itself."
    )
    assert {str(idea.text) for idea in workshop.ideas} >= {"Bake bread", "Dig a well"}


def details(sheet: Any, file: str, **values: object) -> Any:
    rows = [(field.replace("_", " "), value) for field, value in values.items()]
    return sheet("Details", ("Field", "Value"), *rows, file=file)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("10/21/2026", date(2026, 10, 21)),
        ("4/11/2026", date(2026, 11, 4)),
        ("11/4/26", date(2026, 11, 4)),
        ("Wednesday, October 21, 2026", "2026-10-21"),
        ("Spring  2027", "spring 2027"),
    ],
)
def test_one_day_in_two_ways_of_writing_is_no_contradiction(
    sheet: Any, typed: Any, one: object, other: object
) -> None:
    two = [details(sheet, "a.xlsx", Date=one), details(sheet, "b.xlsx", Date=other)]

    workshop = understand([typed, *two])

    assert workshop.details.date.day == understand([two[1]]).details.date.day


def test_two_days_are_still_a_contradiction(sheet: Any, typed: Any) -> None:
    two = [
        details(sheet, "a.xlsx", Date="10/21/2026"),
        details(sheet, "b.xlsx", Date=date(2026, 10, 22)),
    ]

    with pytest.raises(InputRefused, match='"Date" is given twice'):
        understand([typed, *two])


def test_a_review_fills_what_the_workbook_leaves_open_and_never_contradicts_it(
    sheet: Any, typed: Any
) -> None:
    cards = sheet(
        "Ideas", HEADINGS, ("B01", "Dig a well", "1", "", "", "", WELL), file="review.xlsx"
    )
    copy = details(sheet, "review.xlsx", Workshop="Wells day", Place="Town hall")
    workbook = details(sheet, "workshop.xlsx", Workshop="Wells and roads day")

    workshop = understand([cards, copy, typed, workbook])

    assert workshop.details.title == "Wells and roads day"
    assert workshop.details.place == "Town hall"
    assert [str(each) for each in workshop.notices if each.place.sheet == "Details"] == [
        (
            'review.xlsx!Details!B2: "Workshop" reads differently in workshop.xlsx!Details!B2, '
            "which counts.\n  To change it, change workshop.xlsx!Details!B2."
        )
    ]


def a_wall(sheet: Any, *last: str) -> Sheet:
    rows = [("Transport", "Jobs"), ("Bus passes", "Hire locally"), ("Van pools", "Pay interns")]
    made: Sheet = sheet("wall", *rows, *((last,) if last else ()), file="wall.csv")
    return made


def reviewed_wall(sheet: Any, *last: str) -> Workshop:
    """Return a wall of shapes only, read beside a review that was made before its last cards."""
    cards = {"A2": "Bus passes", "B2": "Hire locally", "A3": "Van pools", "B3": "Pay interns"}
    rows = [("Card", "Idea", "Column", "Was", "From")]
    for cell, words in cards.items():
        was = "Jobs" if cell.startswith("B") else "Transport"
        rows.append((cell, words, "Jobs", was, f"wall.csv!wall!{cell}"))
    return understand([a_wall(sheet, *last), sheet("Ideas", *rows, file="review.xlsx")])


def test_the_sheet_that_a_review_is_about_is_no_copy_of_it(sheet: Any) -> None:
    workshop = reviewed_wall(sheet, "Free parking", "Job fairs")

    assert [str(idea.text.place) for idea in workshop.ideas][:2] == ["wall.csv!wall!A2", "wall.csv!wall!A3"]  # fmt: skip
    hung = {str(idea.text): str(idea.mark or idea.title) for idea in workshop.ideas}
    assert hung == {
        "Bus passes": "Jobs",
        "Van pools": "Jobs",
        "Free parking": "Transport",
        "Hire locally": "Jobs",
        "Pay interns": "Jobs",
        "Job fairs": "Jobs",
    }


def test_nothing_is_asked_about_a_sheet_whose_cards_somebody_reviewed(sheet: Any) -> None:
    assert [each.question for each in reviewed_wall(sheet).readings] == ["", ""]
    commitments = sheet("Closing", ("Name", "Commitment"), ("Ana", "I will call"))
    assert any(each.question for each in understand([a_wall(sheet), commitments]).readings)


def test_a_working_title_made_of_a_card_heads_no_list(sheet: Any) -> None:
    lines = ("Bus passes", "A van on class nights", "Share one form", "Train staff together")
    cards = sheet("list", *((line,) for line in lines), file="list.csv")
    ideas = [("Card", "Idea", "Column", "Was", "From")]
    ideas += [(f"A{n}", line, "Bus passes", "Not yet placed", f"list.csv!list!A{n}") for n, line in enumerate(lines, 1)]  # fmt: skip
    groups = [("Group", "Title to print", "Agreed", "Was", "Mark on the wall")]
    groups += [("Bus passes", "Bus passes", "no", "Proposed by Afterword", "Proposed by Afterword")]
    review = [sheet("Ideas", *ideas, file="r.xlsx"), sheet("Groups", *groups, file="r.xlsx")]

    workshop = understand([cards, *review])

    assert [str(idea.text) for idea in workshop.ideas] == list(lines)
    assert {str(idea.mark) for idea in workshop.ideas} == {"Bus passes"}
