"""Two whole tables side by side on one sheet are read as two."""

from typing import Any

from pipeline import reading
from pipeline.reading import mapping

ROWS = (
    ("Idea", "Group", "", "Organization", "Type"),
    ("Dig a well", "Water", "", "River Bank", "bank"),
    ("Fix the road", "Roads", "", "Hill Clinic", "employer"),
    ("Pave the yard", "Roads"),
)


def test_two_tables_side_by_side_are_both_read(sheet: Any) -> None:
    workshop = reading.understand([sheet("Sheet1", *ROWS)])

    assert [(idea.text, idea.title) for idea in workshop.ideas] == [
        ("Dig a well", "Water"),
        ("Fix the road", "Roads"),
        ("Pave the yard", "Roads"),
    ]
    assert [partner.organization for partner in workshop.partners] == ["River Bank", "Hill Clinic"]
    assert [each.summary for each in workshop.readings] == [
        "columns A:B: column A is the idea, 3 cards, 2 columns",
        "columns D:E: 2 partners",
    ]


def test_tables_side_by_side_are_read_the_same_from_their_mapping(sheet: Any) -> None:
    own = sheet("Sheet1", *ROWS)
    before = reading.understand([own])

    wanted, _ = mapping.parse(mapping.text(before.readings, "workshop.xlsx").encode(), "m.toml")
    after = reading.understand([own], wanted)

    assert (after.ideas, after.partners) == (before.ideas, before.partners)


def test_one_table_with_an_empty_column_in_it_stays_one(sheet: Any) -> None:
    workshop = reading.understand(
        [sheet("Sheet1", ("Idea", "", "Group"), ("Dig a well", "", "Water"))]
    )

    assert [(idea.text, idea.title) for idea in workshop.ideas] == [("Dig a well", "Water")]
