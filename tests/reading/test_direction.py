"""Titles that only go on, or are like each other, do not turn a wall on its side."""

from typing import Any

import pytest

from pipeline import reading
from pipeline.model import Workshop

CARDS = (
    ("Offer evening classes", "Share the van", "Hold a hiring fair", "Visit employers"),
    ("One intake form", "Ask the church for rides", "Invite the college", "Train front desk staff"),
    ("Open on Saturdays", "Pool the fuel money", "Write the MOU", "Map services"),
)
SERIES = (
    ("Q1", "Q2", "Q3", "Q4"),
    ("Step A", "Step B", "Step C", "Step D"),
    ("2024", "2025", "2026", "2027"),
    ("Monday", "Tuesday", "Wednesday", "Thursday"),
    ("Jan", "Feb", "Mar", "Apr"),
    ("I", "II", "III", "IV"),
)


def titles(workshop: Workshop) -> set[str]:
    return {str(idea.title) for idea in workshop.ideas}


@pytest.mark.parametrize("heads", SERIES)
@pytest.mark.parametrize("turned", [False, True])
def test_titles_that_only_go_on_are_titles(
    sheet: Any, heads: tuple[str, ...], turned: bool
) -> None:
    rows: tuple[tuple[str, ...], ...] = (heads, *CARDS)
    rows = tuple(zip(*rows, strict=True)) if turned else rows

    workshop = reading.understand([sheet("Wall", *rows)])

    assert titles(workshop) == set(heads)
    assert len(workshop.ideas) == 12


def test_small_groups_across_the_top_are_no_titles(sheet: Any) -> None:
    workshop = reading.understand([sheet("Wall", ("Team 1", "Team 2", "Team 3", "Team 4"), *CARDS)])

    assert titles(workshop) == {""}
    assert {str(idea.small_group) for idea in workshop.ideas} == {"Team 1", "Team 2", "Team 3", "Team 4"}  # fmt: skip


def test_a_row_of_counts_is_still_no_row_of_titles(sheet: Any) -> None:
    heads = ("Rides", "Care", "Money", "Time")
    workshop = reading.understand([sheet("Wall", heads, ("3", "3", "3", "3"), *CARDS)])

    assert titles(workshop) == set(heads)
    assert len(workshop.ideas) == 12


def test_few_cards_that_are_like_each_other_do_not_turn_a_wall(sheet: Any) -> None:
    workshop = reading.understand(
        [
            sheet(
                "Wall",
                ("Rides that run late", "Partners who meet", "One door", "Care near work"),
                (
                    "Map bus routes for every shift",
                    "",
                    "Map bus stops for every shift",
                    "Map bus fares for every shift",
                ),
                (),
                ("Link bus passes at the library",),
            )
        ]
    )

    assert titles(workshop) == {"Rides that run late", "One door", "Care near work"}


def test_what_stands_over_some_of_the_titles_is_no_fault(sheet: Any) -> None:
    rows = (
        ("", "Morning", "", "Afternoon"),
        ("Table", "Partners", "Outreach", "Training", "Space"),
        (
            "Alder",
            "Call the job center weekly",
            "Post in the library",
            "Cross-train front desk staff",
            "Share the clinic room",
        ),
        (
            "Birch",
            "Ask the county to join",
            "Visit churches on Sunday",
            "Shadow a case manager",
            "Use the college lab at night",
        ),
    )
    looks: dict[str, Any] = {f"{letter}2": {"bold": True} for letter in "ABCDE"}
    looks |= {"B1": {"merged": (1, 2)}, "D1": {"merged": (1, 2)}}

    workshop = reading.understand([sheet("Wall", *rows, **looks)])

    assert titles(workshop) == {"Partners", "Outreach", "Training", "Space"}
    assert {str(idea.small_group) for idea in workshop.ideas} == {"Alder", "Birch"}
