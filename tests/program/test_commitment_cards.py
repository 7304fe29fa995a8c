"""The closing round: a card each, first names alone unless people agreed, and whom to ask again."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest

from pipeline import openxml, sheets
from pipeline.deliverables.salutation import first_name
from pipeline.typed import UNSAID, Typed

Papers = Callable[..., dict[str, str]]
HEADS = ("Name", "Organization", "Commitment", "By when", "May be named")
CARDS = "commitments/commitment-cards.docx"


def headings(papers: Papers, *rows: Sequence[object]) -> list[str]:
    said = papers({"Commitments": [HEADS, *rows]}, "commitment-cards")[CARDS]
    return [line[12:] for line in said.splitlines() if line.startswith("[Heading 2]")]


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Imogen Tallis", "Imogen"), ("Imogen", "Imogen"), ("Tallis, Imogen", "Imogen"), ("Moss, Ida B.", "Ida"),
        ("Dr. Imogen Tallis", "Imogen"), ("Whitlock, Ms. Tanya", "Tanya"), ("Tanya Whitlock (Ms.)", "Tanya"),
        ("Rev. Ida Moss", "Ida"), ("Sen. Cole", ""), ("Ms. Whitlock", ""), ("Whitlock, Ms.", ""),
        ("Imogen Tallis, PhD", "Imogen"), ("J. Ortega", "J."), ("María José Gómez", "María"),
        ("王小明", ""), ("김민준", ""), ("さくら", ""), ("Нина Орлова", "Нина"), ("ليلى حداد", "ليلى"),
    ],
)  # fmt: skip
def test_the_first_name_is_the_first_name_or_nobody_can_tell(name: str, first: str) -> None:
    assert first_name(Typed(name, UNSAID.place)) == first


def test_a_card_names_the_first_name_alone_unless_they_agreed(program: Path) -> None:
    said = openxml.outline((program / CARDS).read_bytes())

    assert "[Heading 2] Ellis Wray, Harbor Hills Workforce Board" in said
    assert "[Heading 2] Imogen, Millrace Community College" in said
    assert "Tallis" not in said


def test_last_names_stand_on_no_card_without_consent(papers: Papers) -> None:
    assert headings(
        papers,
        ("Tallis, Imogen", "Mill", "Call"),
        ("Ms. Whitlock", "", "Write"),
        ("王小明", "", "Meet", "", "yes"),
        ("Dr. Bo Lin", "", "Ask", "", "perhaps"),
        ("", "", "Bring cake"),
        ("Ida Moss", "Bank", "Lend", "", "no"),
    ) == [
        "Imogen, Mill",
        "Name not printed",
        "王小明",
        "Bo",
        "Name not stated",
        "Name not printed, Bank",
    ]


def test_who_says_no_is_named_nowhere(papers: Papers) -> None:
    said = papers(
        {
            "Commitments": [
                (*HEADS[:4], "OK to list my name?"),
                ("Ida Moss", "Bank", "Lend", "", "no"),
                ("Ada Finch", "Mill", "Call", "", "sure"),
                ("Bo Lin", "", "—", "", ""),
            ],
            "Details": [("Field", "Value"), ("Print names", "yes")],
            "Ideas": [("Idea", "Column"), ("Share vans", "Rides")],
        },
        "outcomes",
    )["outcomes.docx"]

    assert "[row] Name not printed | Bank | Lend | No date yet" in said
    assert "[row] Ada Finch | Mill | Call | No date yet" in said
    assert "[row] Bo Lin | Not stated | No commitment typed yet | No date yet" in said
    assert "Moss" not in said


def test_the_promises_of_one_person_stand_on_one_card(papers: Papers) -> None:
    assert headings(
        papers,
        ("Ada Finch", "", "Call"),
        ("Ida Moss", "Mill", "Read"),
        ("ada finch", "Mill", "Write"),
        ("Ida Moss", "Bank", "Lend"),
        ("Ida Moss", "", "Ask"),
        ("", "", "One"),
        ("", "", "Two"),
    ) == [
        "Ada, Mill",
        "Ida, Mill",
        "Ida, Bank",
        "Ida",
        "Name not stated (1)",
        "Name not stated (2)",
    ]


def test_the_cards_are_counted(papers: Papers) -> None:
    said = papers({"Commitments": [HEADS, ("Ada", "", "Call the mill."), ("Ada", "", "Letters to the board", "Friday")]}, "commitment-cards")[CARDS]  # fmt: skip

    assert "1 card, 2 promises." in said
    assert "[Normal] I will call the mill.\nBy when: [Fill in: by when]\n" in said
    assert "[Normal] My promise: Letters to the board.\nBy when: Friday\n" in said


def test_a_promise_without_a_name_is_that_of_the_organization(papers: Papers) -> None:
    rows = [HEADS, ("", "Mill", "Call the bank."), ("", "Bank", "Letters to the board", "Friday")]
    said = papers({"Commitments": rows}, "commitment-cards")[CARDS]

    assert "Mill\n[Normal] We will call the bank.\nBy when: [Fill in: by when]\n" in said
    assert "Bank\n[Normal] Our promise: Letters to the board.\nBy when: Friday\n" in said
    assert "Name not stated" not in said


def test_the_follow_up_list_counts_the_days(program: Path) -> None:
    _, sheet = sheets.read(program / "commitments" / "follow-up.xlsx")[0]
    rows: dict[int, list[str]] = {}
    for cell in sheet.cells:
        rows.setdefault(cell.row, []).append(cell.text)

    assert rows[2][0] == "Name not stated"  # nobody gave a date, so it comes first
    assert [row[-2:] for number, row in rows.items() if number > 1] == [["November 13, 2026", "January 12, 2027"]] * 3  # fmt: skip


def test_without_a_day_of_the_workshop_no_day_is_made_up(papers: Papers, tmp_path: Path) -> None:
    papers({"Commitments": [HEADS, ("Ada", "", "Call", date(2026, 12, 1))]}, "commitment-cards")

    said = [cell.text for cell in sheets.read(tmp_path / "out/commitments/follow-up.xlsx")[0][1].cells]  # fmt: skip
    assert said.count("Date of the workshop not stated") == 2


def test_a_card_says_how_to_reach_whom_to_call(papers: Papers) -> None:
    rows = [HEADS, ("Ada", "", "Call.")]
    details = [["Contact", "Bo Lane"], ["Contact's phone", "555-0140"]]
    for known, said in (
        (details, "call Bo Lane, 555-0140.\n"),
        (details[1:], "call [Fill in: whom people can call], 555-0140.\n"),
        (details[:1], "call Bo Lane.\n"),
    ):
        made = papers({"Details": [["Field", "Value"], *known], "Commitments": rows}, "commitment-cards")[CARDS]  # fmt: skip
        assert f"If something stands in the way, {said}" in made
