"""What people decide in a review is applied once, or named; what Afterword placed stays marked."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from pipeline import decisions, flow, reading, review
from pipeline.model import (
    About,
    Advice,
    Cell,
    Decided,
    Decision,
    Idea,
    Outcome,
    Sheet,
    Title,
    Typed,
    Wall,
    Workshop,
    column_letters,
)
from pipeline.problems import Place

Change = Callable[[dict[str, dict[str, str]]], None]
HUNG = (
    ("Card", "Idea", "Column", "Title"),
    ("B1", "Free bus passes for students", "1", "Rides"),
    ("B2", "A van on class nights", "1", "Rides"),
    ("B3", "Share one intake form", "2", "One door"),
    ("B4", "One sign-up form for all agencies", "2", "One door"),
    ("B5", "Bus passes for night students", "", ""),
)
LOOSE = (("Card", "Idea"), *((card, text) for card, text, *_ in HUNG[1:]), ("B6", "Van pools"))


def sheet(name: str, *rows: Sequence[object], file: str = "workshop.xlsx") -> Sheet:
    cells = [
        Cell(row, column, str(value), value)
        for row, values in enumerate(rows, 1)
        for column, value in enumerate(values, 1)
        if value not in {"", None}
    ]
    return Sheet(file, name, tuple(cells))


def read(*sheets: Sheet) -> Workshop:
    return decisions.apply(reading.understand(sheets))


def write(
    workshop: Workshop, change: Change | None = None, file: str = "review.xlsx"
) -> list[Sheet]:
    """Return the review of `workshop`, changed by hand: sheet → first cell of a row → its cells."""
    wall, _ = flow.hang(workshop)
    advice = [Advice((), ())] * len(wall.groups)
    made = review.book(workshop, wall, file, advice, [])
    sheets = []
    for table in made.tables:
        if table.headings:
            heads = [heading.text for heading in table.headings]
            rows = {
                str(row[0]): {h: str(v or "") for h, v in zip(heads, row, strict=True)}
                for row in table.rows
            }
            if change and table.name in {"Ideas", "Groups"}:
                change(rows)
            sheets.append(
                sheet(table.name, heads, *([*r.values()] for r in rows.values()), file=file)
            )
    return sheets


def puts(card: str, **cells: str) -> Change:
    """Return the change that types `cells` into the row that begins with `card`."""

    def change(rows: dict[str, dict[str, str]]) -> None:
        if card in rows:
            rows[card] |= {heading.replace("_", " "): words for heading, words in cells.items()}

    return change


def where(workshop: Workshop) -> dict[str, str]:
    """Return under which title each card hangs; * where Afterword hung it."""
    wall, _ = flow.hang(workshop)
    hung = {
        idea.id: f"{group.title}{'*' * idea.proposed}"
        for group in wall.groups
        for idea in group.ideas
    }
    hung |= {each.idea.id: "" for each in wall.not_placed}
    return hung | {idea.id: "parked" for idea in wall.parking_lot}


@pytest.fixture
def typed() -> Sheet:
    return sheet("Ideas", *HUNG)


AS_TYPED = {"B1": "Rides", "B2": "Rides", "B3": "One door", "B4": "One door"}


def test_what_was_accepted_by_doing_nothing_is_marked_beside_the_workbook_and_alone(
    typed: Sheet,
) -> None:
    untouched = write(read(typed))

    for sheets in ((typed, *untouched), tuple(untouched)):
        workshop = read(*sheets)
        assert where(workshop) == AS_TYPED | {"B5": "Rides*"}
        assert Decided(workshop.decisions).of_people() == ()


def test_a_machines_place_stays_one_in_the_second_round_until_people_agree(typed: Sheet) -> None:
    first = read(typed, *write(read(typed)))

    second = read(typed, *write(first))
    agreed = read(typed, *write(second, puts("B5", Place_agreed="yes")))
    third = read(typed, *write(agreed))

    assert where(second)["B5"] == "Rides*"
    assert where(agreed)["B5"] == where(third)["B5"] == "Rides"


def test_a_card_that_a_person_moved_is_theirs_also_in_the_second_round(typed: Sheet) -> None:
    first = read(typed, *write(read(typed), puts("B2", Column="One door")))

    again = write(first)
    second = read(typed, *again)
    undone = read(typed, *write(first, puts("B2", Column="Rides")))

    assert where(first)["B2"] == where(second)["B2"] == "One door"
    assert where(undone)["B2"] == "Rides"
    assert [str(each.which) for each in Decided(second.decisions).of_people()] == ["B2"]
    assert Decided(undone.decisions).of_people() == ()


def test_a_row_is_undone_by_not_yet_placed_and_by_the_parking_lot(typed: Sheet) -> None:
    def change(rows: dict[str, dict[str, str]]) -> None:
        puts("B5", Column="Not yet placed")(rows)
        puts("B1", Column="Parking lot")(rows)

    workshop = read(typed, *write(read(typed), change))

    assert where(workshop) == AS_TYPED | {"B5": "", "B1": "parked"}


@pytest.mark.parametrize(
    ("now", "hangs", "said_so"),
    [
        (("3", "Vans"), "Vans", "3"),
        ((" ", "Vans"), "Vans", "Vans"),
        (("9", "Parking lot"), "parked", "Parking lot"),
    ],
)
def test_where_the_workbook_moved_a_card_since_the_workbook_counts_and_it_is_said(
    typed: Sheet, now: tuple[str, str], hangs: str, said_so: str
) -> None:
    moved = write(read(typed), puts("B2", Column="One door"))
    rows = [(*row[:2], *now) if row[0] == "B2" else row for row in HUNG]

    workshop = read(sheet("Ideas", *rows), *moved)

    assert where(workshop)["B2"] == hangs
    (decision,) = Decided(workshop.decisions).of_people()
    assert (decision.about, decision.outcome) == (About.CARD, Outcome.CHANGED)
    (said,) = [each.message for each in workshop.notices if each.place.file == "review.xlsx"]
    assert said == (
        f"“1” was the place of card B2 then; workshop.xlsx!Ideas!B3 says “{said_so}” now, which counts."
    )


def test_what_was_decided_in_vain_is_found_in_the_cell_of_the_column(typed: Sheet) -> None:
    parked = write(read(typed), puts("B2", Column="Parking lot"))
    rows = [(*row[:2], "2", "One door") if row[0] == "B2" else row for row in HUNG]
    (at,) = [
        each.place(c.row, c.column)
        for each in parked
        for c in each.cells
        if (each.name, c.text) == ("Ideas", "Parking lot")
    ]

    workshop = read(sheet("Ideas", *rows), *parked)

    assert [each.place for each in workshop.notices if each.place.file == "review.xlsx"] == [at]


def test_an_untouched_row_says_nothing_where_the_workbook_moved_its_card_since(
    typed: Sheet,
) -> None:
    untouched = write(read(typed))
    rows = [(*row[:2], "2", "One door") if row[0] in {"B2", "B5"} else row for row in HUNG]

    workshop = read(sheet("Ideas", *rows), *untouched)

    assert where(workshop) == AS_TYPED | {"B2": "One door", "B5": "One door"}
    assert workshop.notices == ()


def test_a_decision_about_a_card_that_is_gone_is_named(typed: Sheet) -> None:
    moved = write(read(typed), puts("B2", Column="One door"))

    workshop = read(sheet("Ideas", *(row for row in HUNG if row[0] != "B2")), *moved)

    assert "B2" not in where(workshop)
    (said,) = [each.message for each in workshop.notices if each.place.file == "review.xlsx"]
    assert said == "The card of workshop.xlsx!Ideas!B3 is not there any more: this decides nothing."


def test_of_two_reviews_that_contradict_each_other_the_later_counts(typed: Sheet) -> None:
    one = write(read(typed), puts("B2", Column="One door"), "monday.xlsx")
    two = write(read(typed), puts("B2", Column="Parking lot"), "tuesday.xlsx")

    workshop = read(typed, *one, *two)

    assert where(workshop)["B2"] == "parked"
    assert str(Decided(workshop.decisions)) == (
        "2 decisions of people = 1 applied, 1 overruled by a later one"
    )
    (said,) = [each for each in workshop.notices if each.place.file == "monday.xlsx"]
    assert said.message == "A later file says otherwise of card B2: not applied."


def test_a_group_of_afterwords_is_peoples_once_they_agree_on_it() -> None:
    loose = sheet("Ideas", *LOOSE)
    wall, _ = flow.hang(read(loose))
    title = str(wall.groups[0].title)

    kept = flow.hang(read(loose, *write(read(loose))))[0].groups[0]
    agreed = read(loose, *write(read(loose), puts(title, Agreed="yes")))
    named = read(loose, *write(read(loose), puts(title, Title_to_print="Getting there")))

    assert (kept.proposed, kept.working, kept.agreed) == (True, True, False)
    group = flow.hang(agreed)[0].groups[0]
    assert (group.title, group.proposed, group.working, group.agreed) == (title, False, False, True)
    assert not any(idea.proposed for idea in agreed.ideas if idea.mark == group.mark)
    group = flow.hang(named)[0].groups[0]
    assert (group.title, group.proposed, group.working) == ("Getting there", True, False)
    again = flow.hang(read(loose, *write(named)))[0].groups[0]
    assert (again.title, again.proposed, again.working) == ("Getting there", True, False)


def test_a_group_of_afterwords_that_people_emptied_is_no_title() -> None:
    loose = sheet("Ideas", *LOOSE)

    def change(rows: dict[str, dict[str, str]]) -> None:
        for row in rows.values():
            if "Idea" in row:
                row["Column"] = "Getting there"

    workshop = read(loose, *write(read(loose), change))

    assert {each.title for each in flow.hang(workshop)[0].groups} == {"Getting there"}
    assert not any(idea.proposed for idea in workshop.ideas)


def test_a_title_changed_in_the_review_stands_over_its_column_and_moves_no_column(
    typed: Sheet,
) -> None:
    workshop = read(typed, *write(read(typed), puts("One door", Title_to_print="One way in")))

    wall, _ = flow.hang(workshop)
    assert [(g.mark, g.title, g.agreed) for g in wall.groups] == [
        ("1", "Rides", True),
        ("2", "One way in", True),
    ]
    (decision,) = Decided(workshop.decisions).of_people()
    assert (decision.which, decision.value, decision.against) == ("2", "One way in", "One door")


def test_a_title_that_the_workbook_changed_since_is_the_workbooks(typed: Sheet) -> None:
    changed = write(read(typed), puts("One door", Title_to_print="One way in"))
    rows = [tuple("No wrong door" if cell == "One door" else cell for cell in row) for row in HUNG]

    workshop = read(sheet("Ideas", *rows), *changed)

    assert {g.title for g in flow.hang(workshop)[0].groups} == {"Rides", "No wrong door"}
    (said,) = [each.message for each in workshop.notices if each.place.sheet == "Groups"]
    assert said == ("The title was “One door” then; the workbook says another now, which counts.")


def test_a_decision_that_nobody_looked_at_is_our_bug() -> None:
    place = Place("review.xlsx", "Ideas", "C2")
    decision = Decision(About.CARD, Typed("B1", place), "mark", Typed("Rides", place))

    with pytest.raises(AssertionError, match="passed over"):
        Decided((decision,))
    assert str(Decided((replace(decision, outcome=Outcome.APPLIED),))) == (
        "1 decision of people = 1 applied"
    )


def test_a_source_of_any_kind_only_gives_decisions() -> None:
    """A browser or an edited document would do no more than this."""
    cell = Place("room", "", "14:02")
    idea = Idea("B1", Typed("Bus passes", Place("workshop.xlsx", "Ideas", "B2")))
    said = (
        Decision(About.CARD, Typed("B1", cell), "mark", Typed("Rides", cell), "Not yet placed"),
        Decision(About.TITLE, Typed("Rides", cell), "title", Typed("Getting there", cell)),
        Decision(About.CARD, Typed("B9", cell), "mark", Typed("Rides", cell)),
    )

    workshop = decisions.apply(Workshop(ideas=(idea,), decisions=said))

    assert workshop.ideas[0].mark == "Rides"
    assert workshop.titles == (Title(Typed("Rides", cell), Typed("Getting there", cell)),)
    assert [each.outcome for each in workshop.decisions] == [
        Outcome.APPLIED,
        Outcome.APPLIED,
        Outcome.GONE,
    ]
    assert Wall().labels() == ()
    assert column_letters(3) == "C"


CHILD_CARE = (
    ("C1", "Child care during evening classes", "", ""),
    ("C2", "A child care corner at the job center", "", ""),
    ("C3", "Pay for child care while parents train", "", ""),
)


def test_a_new_column_is_offered_where_leftovers_hang_together_and_is_never_forced() -> None:
    workshop = read(sheet("Ideas", *HUNG, *CHILD_CARE))
    wall, _ = flow.hang(workshop)

    (offered,) = wall.offered
    assert [idea.id for idea in offered.ideas] == ["C1", "C2", "C3"]
    assert [group.title for group in wall.groups] == ["Rides", "One door"]
    first = {each.idea.id: each.proposals[0] for each in wall.not_placed}
    assert [(card, place.new) for card, place in first.items()] == [
        ("B5", False),
        ("C1", True),
        ("C2", True),
        ("C3", True),
    ]
    untouched = read(sheet("Ideas", *HUNG, *CHILD_CARE), *write(workshop))
    assert where(untouched) == AS_TYPED | {"B5": "Rides*", "C1": "", "C2": "", "C3": ""}
    assert [each.title for each in untouched.titles if each.title] == []


def test_a_new_column_is_peoples_where_people_hang_its_cards() -> None:
    cards = sheet("Ideas", *HUNG, *CHILD_CARE)
    wall, _ = flow.hang(read(cards))
    title = str(wall.offered[0].title)

    def change(rows: dict[str, dict[str, str]]) -> None:
        for card in ("C1", "C2", "C3"):
            puts(card, Column=title)(rows)

    workshop = read(cards, *write(read(cards), change))

    group = flow.hang(workshop)[0].groups[-1]
    assert (group.title, group.agreed, group.working, group.proposed) == (title, False, True, False)
    assert not any(idea.proposed for idea in group.ideas)


def test_cards_that_fit_columns_or_nothing_at_all_are_offered_no_column(typed: Sheet) -> None:
    odd = [("D1", "Something with donuts"), ("D2", "Ask the mayor"), ("D3", "Paint the lobby")]
    rows = [*HUNG, *((card, text, "", "") for card, text in odd)]

    assert flow.hang(read(typed))[0].offered == ()
    assert flow.hang(read(sheet("Ideas", *rows)))[0].offered == ()


def test_a_working_title_gives_way_to_one_that_people_gave_since() -> None:
    marks = [(*row[:3], "") if row[0] != "Card" else row for row in HUNG]
    untouched = write(read(sheet("Ideas", *marks)))
    before = flow.hang(read(sheet("Ideas", *marks), *untouched))[0].groups[1]
    named = [(*row[:3], "One way in" if row[2] == "2" else row[3]) for row in marks]

    wall, _ = flow.hang(read(sheet("Ideas", *named), *untouched))

    assert (before.agreed, before.working) == (False, True)
    group = wall.groups[-1] if wall.groups[-1].mark == "2" else wall.groups[0]
    assert (group.title, group.agreed, group.working) == ("One way in", True, False)


@pytest.mark.parametrize("mark", ["none", "N/A", "1; 2", "rides", "TBD"])
def test_a_card_under_a_mark_of_any_kind_is_not_said_to_have_moved(mark: str) -> None:
    cards = sheet("Ideas", *HUNG, ("B6", "Van pools", mark, ""))
    workshop = read(cards)

    moved = read(cards, *write(workshop, puts("B6", Column="One door")))

    assert moved.notices == ()
    assert where(moved)["B6"] == "One door"


def test_the_title_of_column_one_is_not_where_card_one_hung() -> None:
    rows = [(row[0].removeprefix("B"), *row[1:]) for row in HUNG]
    first = read(
        sheet("Ideas", *rows),
        *write(read(sheet("Ideas", *rows)), puts("Rides", Title_to_print="Rides for all")),
    )

    second = read(*write(first))

    assert where(first)["1"] == where(second)["1"] == "Rides for all"
    assert {each.about for each in Decided(second.decisions).of_people()} <= {About.TITLE}


def test_a_card_under_a_column_called_parking_lot_waits_there_and_is_taken_out_of_it() -> None:
    rows = [(*row[:2], "3", "") if row[0] == "B2" else row for row in HUNG]
    titles = sheet("Groups", ("Column", "Title to print"), ("3", "Parking lot"))
    cards = sheet("Ideas", *rows)

    moved = read(cards, titles, *write(read(cards, titles), puts("B2", Column="One door")))

    assert where(moved)["B2"] == "One door"
    assert moved.notices == ()


def test_a_theme_typed_in_a_review_stands_over_its_group(typed: Sheet) -> None:
    ideas, *others = write(read(typed))
    groups = next(each for each in others if each.name == "Groups")
    last = max(cell.column for cell in groups.cells) + 1
    themes = [Cell(1, last, "Theme", "Theme"), Cell(3, last, "Getting in", "Getting in")]
    cells = sorted((*groups.cells, *themes), key=lambda each: (each.row, each.column))
    themed = replace(groups, cells=tuple(cells))

    wall, _ = flow.hang(read(typed, ideas, themed))

    assert {(str(g.title), str(g.theme)) for g in wall.groups} == {
        ("Rides", ""),
        ("One door", "Getting in"),
    }


def test_a_card_that_a_person_took_down_is_not_hung_again_in_the_next_round(typed: Sheet) -> None:
    def change(rows: dict[str, dict[str, str]]) -> None:
        puts("B5", Column="Not yet placed")(rows)  # Afterword had hung it
        puts("B1", Column="Not yet placed")(rows)  # people had

    first = read(typed, *write(read(typed), change))
    second = read(typed, *write(first))
    third = read(typed, *write(second))

    for workshop in (first, second, third):
        assert where(workshop) == AS_TYPED | {"B5": "", "B1": ""}


def test_a_title_is_not_lost_with_the_card_that_spelled_it() -> None:
    rows = [*HUNG, ("B6", "Share a desk", "3", "Side by side"), ("B7", "Share a log", "3", "")]
    cards = sheet("Ideas", *rows)

    def change(rows: dict[str, dict[str, str]]) -> None:
        puts("B6", Column="Rides")(rows)
        puts("B3", Column="Rides")(rows)
        puts("B4", Column="Rides")(rows)

    wall, _ = flow.hang(read(cards, *write(read(cards), change)))

    titles = {str(g.title): (g.agreed, len(g.ideas)) for g in wall.groups}
    assert titles == {"Rides": (True, 6), "One door": (True, 0), "Side by side": (True, 1)}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_whatever_people_decide_survives_the_next_round(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - chance, not secrets
    cards = sheet("Ideas", *HUNG, *CHILD_CARE, ("B6", "Van pools", "3", ""))

    def change(rows: dict[str, dict[str, str]]) -> None:
        for row in rows.values():
            if "Idea" in row:
                places = ("Rides", "One door", "Not yet placed", "Parking lot", row["Column"])
                row["Column"] = chance.choice(places)
                row["Place agreed"] = chance.choice(("", "yes"))
            elif row["Title to print"]:
                row["Title to print"] += chance.choice(("", " for all"))
                row["Agreed"] = chance.choice(("yes", "no"))

    first = read(cards, *write(read(cards), change))
    second = read(cards, *write(first))
    both = read(cards, *write(read(cards)), *write(first, file="second.xlsx"))

    before = where(first)
    titles = [(g.title, g.agreed, g.working) for g in flow.hang(first)[0].groups]
    for workshop in (second, both):
        changed = {card: at for card, at in where(workshop).items() if at != before[card]}
        assert all(before[card] == "" and at.endswith("*") for card, at in changed.items())
        assert [(g.title, g.agreed, g.working) for g in flow.hang(workshop)[0].groups] == titles
    assert all(each.outcome is Outcome.APPLIED for each in first.decisions)


@pytest.mark.parametrize(("letters", "offered"), [(200, True), (201, False)])
def test_a_title_as_long_as_a_page_is_offered_to_nobody(letters: int, offered: bool) -> None:
    workshop = read(sheet("Ideas", *HUNG[:3]))
    wall, _ = flow.hang(workshop)
    advice = Advice(("Say more.",), ("Getting to class", "w" * letters))

    made = review.book(workshop, wall, "review.xlsx", [advice] * len(wall.groups), [])

    (groups,) = (table for table in made.tables if table.name == "Groups")
    heads = [heading.text for heading in groups.headings]
    said = str(groups.rows[0][heads.index("Other titles")])
    assert said == "Getting to class" + f"; {'w' * letters}" * offered
