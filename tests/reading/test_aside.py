"""What a sheet says is not to be read is read by no layout, and every cell of it is counted."""

from typing import Any

import pytest

from pipeline import reading
from pipeline.model import Workshop
from pipeline.reading import aside
from pipeline.reading.columns import barred

BARRED = (
    "Internal", "internal!", "Notes (internal)", "INTERNAL NOTES", "Private", "Confidential - team only",
    "do not share", "background (do not share)", "Don’t share", "Just for us", "for us only", "Staff only",
    "What we know, not for partners", "Internal use only", "off the record", "Interno", "Notas internas",
    "Vertraulich", "Confidentiel", "nicht weitergeben", "Keep private please",
    "Anything you do NOT want shared?", "Things we'd rather not have repeated", "Keep off the report",
    "Please don't quote me on this", "Between us", "Lo que no quiere compartir",
)  # fmt: skip
OPEN = (
    "Internal referrals that work", "Private sector partners", "Notes", "Background", "Share the van",
    "Information we share", "Who is it for", "Our team", "International students", "Secretary", "Staff",
    "A private room for phone calls", "", "Confidential hotline for workers", "Not for everyone",
    "What do partners not share today?", "What do we want to share?", "Trust between us", "What should we not print?",
    "Data we want and do not have, and how it might then be shared",
)  # fmt: skip


@pytest.mark.parametrize("words", BARRED)
def test_a_heading_that_keeps_others_out_is_known(words: str) -> None:
    assert barred.heading(words)


@pytest.mark.parametrize("words", OPEN)
def test_a_heading_that_only_holds_such_a_word_is_not(words: str) -> None:
    assert not barred.heading(words)


SECRET = ("slow to pay", "leaving in June", "board is feuding")
PARTNERS = ("Acorn Bank", "Birch College", "Cedar Clinic")
CARDS = ("Evening bus to the clinic", "One intake form for all", "Coach at the library desk")
LAYOUTS: dict[str, tuple[tuple[str, ...], ...]] = {
    "partners": (("Organization", "Ask", "Internal"), *zip(PARTNERS, CARDS, SECRET, strict=True)),
    "cards": (("Idea", "Votes", "our notes (private)"), *zip(CARDS, "123", SECRET, strict=True)),
    "a wall": (("Rides at night", "One door", "Do not share"), *zip(CARDS, ("Van pool on class nights", "Shared calendar of classes", "Warm handoffs by phone"), SECRET, strict=True)),
    "answers": (("Timestamp", "Email", "What would help?", "Just for us"), *zip(("5/1/2026 9:00", "5/1/2026 9:05", "5/1/2026 9:07"), ("a@x.example", "b@x.example", "c@x.example"), CARDS, SECRET, strict=True)),
    "steps": (("Action step", "Lead", "Confidential"), *zip(CARDS, ("Ana", "Ben", "Cy"), SECRET, strict=True)),
    "first column": (("Internal", "Idea", "Title"), *zip(SECRET, CARDS, ("Rides", "Door", "Desk"), strict=True)),
}  # fmt: skip


def said(workshop: Workshop) -> str:
    parts = (
        workshop.ideas,
        workshop.partners,
        workshop.actions,
        workshop.details,
        workshop.notices,
    )
    return repr(parts)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_column_marked_internal_is_read_in_no_layout_and_accounted_for(
    sheet: Any, layout: str
) -> None:
    workshop = reading.understand([sheet("Sheet1", *LAYOUTS[layout])])

    assert not any(secret in said(workshop) for secret in SECRET)
    (understood,) = workshop.readings
    assert understood.cells_read == sum(len(row) for row in LAYOUTS[layout])
    assert understood.cells_read == understood.cells_used + len(understood.left_out)
    reasons = {p.message for p in understood.left_out if p.place.cell.endswith(("2", "3", "4"))}
    assert "Internal notes stay in the workbook." in reasons


@pytest.mark.parametrize("name", ["Internal", "private notes"])
def test_a_sheet_named_internal_is_not_read(sheet: Any, name: str) -> None:
    notes = sheet(name, ("Idea",), *((secret,) for secret in SECRET))
    workshop = reading.understand([sheet("Ideas", ("Idea",), ("Dig a well",)), notes])

    assert [str(idea.text) for idea in workshop.ideas] == ["Dig a well"]


def test_a_sheet_headed_do_not_share_is_not_read(sheet: Any) -> None:
    notes = sheet("Notes", ("DO NOT SHARE",), ("Idea", "Title"), ("slow to pay", "Rides"))
    workshop = reading.understand([sheet("Ideas", ("Idea",), ("Dig a well",)), notes])

    assert [str(idea.text) for idea in workshop.ideas] == ["Dig a well"]


def test_a_row_labelled_internal_is_not_read(sheet: Any) -> None:
    rows = (("Workshop", "Harvest"), ("Place", "Hall"), ("Date", "May 4"), ("Internal notes", "slow to pay"))  # fmt: skip
    workshop = reading.understand([sheet("Details", *rows)])

    assert "slow to pay" not in said(workshop)
    assert str(workshop.details.title) == "Harvest"


def test_what_is_struck_through_is_left_out_where_the_sheet_says_what_it_means(
    sheet: Any,
) -> None:
    rows = (("crossed out = duplicate, ignore",), ("Idea", "Title"), ("Dig a well", "Water"), ("Dig wells", "Water"))  # fmt: skip
    look: dict[str, Any] = {"A4": {"struck": True}, "B4": {"struck": True}}

    told = reading.understand([sheet("Ideas", *rows, **look)])
    untold = reading.understand([sheet("Ideas", ("A wall",), *rows[1:], **look)])

    assert [str(idea.text) for idea in told.ideas] == ["Dig a well"]
    assert "crossed out = duplicate, ignore" in next(
        p.message for p in told.readings[0].left_out if p.place.cell == "A4"
    )
    assert len(untold.ideas) == 2


FEET = (
    ("Generated By: Pat Roe  11/4/2026",),
    ("Page 1 of 1",),
    ("Total: 3",),
    ("3 partners",),
    ("Confidential Information - Do Not Distribute",),
    ("Exported from the list on 5/1/2026",),
    ("end of list - PR",),
)


@pytest.mark.parametrize("foot", FEET)
def test_the_foot_of_a_report_is_no_record(sheet: Any, foot: tuple[str, ...]) -> None:
    rows = (("Organization", "Ask"), *zip(PARTNERS, CARDS, strict=True), (), ("Partner accounts",), foot)  # fmt: skip
    workshop = reading.understand([sheet("Partners", *rows)])

    assert [str(each.organization) for each in workshop.partners] == list(PARTNERS)
    assert {p.place.cell for p in workshop.readings[0].left_out} == {"A6", "A7"}


def test_a_partner_of_whom_only_the_name_is_known_is_no_foot(sheet: Any) -> None:
    rows = (("Organization", "Ask"), *zip(PARTNERS, CARDS, strict=True), (), ("Total Care Clinic",))
    workshop = reading.understand([sheet("Partners", *rows)])

    assert len(workshop.partners) == 4


def test_lines_after_what_reads_like_a_foot_stay_cards_in_a_list(sheet: Any) -> None:
    lines = ("Page 1 of 2", "Dig a well", "Mend the pump", "Test the spring", "Fix the road")
    workshop = reading.understand([sheet("Ideas", ("Idea",), *((line,) for line in lines))])

    assert len(workshop.ideas) == 5


def test_many_cells_that_are_not_for_others_are_held_against_their_headings_once(
    sheet: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def asks(text: str) -> bool:
        asked.append(text)
        return False

    monkeypatch.setattr(aside, "_asks_leave", asks)
    rows = [(f"Card {at}", f"Private: call {at}") for at in range(100)]

    left, found = aside.split(sheet("Wall", ("Idea", "Remark"), *rows))

    assert [len(each.cells) for each in found] == [100]
    assert len(left.cells) == 102
    assert asked.count("Remark") == 1


def test_a_cell_is_set_aside_once_however_many_headings_say_that_it_is_internal(sheet: Any) -> None:
    heads = ("Idea", "Internal")
    rows = [("Internal", "A van", "Getting there", "Ann") for _ in range(30)]

    left, found = aside.split(sheet("Cards", heads, *rows))

    cells = [(cell.row, cell.column) for each in found for cell in each.cells]
    assert len(cells) == 31 + 30 + 3  # the last one has nothing below it, and is a row
    assert len(left.cells) == 1 + 2 * 29


@pytest.mark.parametrize("lists", [aside.MOST_LISTS, aside.MOST_LISTS + 1])
def test_who_was_there_is_looked_for_below_twenty_lines(sheet: Any, lists: int) -> None:
    cards = [
        row for _ in range(lists - 1) for row in (("Who was there",), ("a van",), ("a bus",), ())
    ]
    names = [("Who was there",), ("Ann Lee",), ("Ben Ortiz",), ("Cora Dunn",)]

    _, found = aside.split(sheet("Cards", ("Idea",), (), *cards, *names))

    assert any(each.reason == aside.PEOPLE for each in found) is (lists <= aside.MOST_LISTS)


def test_no_phrase_is_looked_for_in_a_text_without_a_word_that_keeps_others_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert barred.heading("Please, what should we not share?")
    monkeypatch.setattr(barred, "_spelled", None)

    assert not barred.heading("A van at the bus stop")
    assert barred.heading("Entre nous")
