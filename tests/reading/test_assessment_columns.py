"""A form with a column of ids beside its statements is read by both."""

from typing import Any

from pipeline import reading

HEADER = ("Item", "Statement", "Yes", "No", "Partially")


def test_item_beside_statement_is_the_id(sheet: Any) -> None:
    rows = [
        ("V1", "Agencies share one vision", "x", "", ""),
        ("V2", "Leaders wrote it together", "", "x", ""),
        ("V3", "Leaders speak up for it", "", "", "x"),
    ]

    (response,) = reading.understand([sheet("Team", HEADER, *rows)]).responses

    assert [(a.code, str(a.statement), a.reply.value) for a in response.answers] == [
        ("V1", "Agencies share one vision", "yes"),
        ("V2", "Leaders wrote it together", "no"),
        ("V3", "Leaders speak up for it", "partially"),
    ]


def test_item_without_a_statement_is_the_statement(sheet: Any) -> None:
    rows = [
        ("Agencies share one vision", "x", "", ""),
        ("Leaders wrote it together", "", "x", ""),
        ("Leaders speak up for it", "", "", "x"),
    ]

    (response,) = reading.understand(
        [sheet("Team", ("Item", "Yes", "No", "Partially"), *rows)]
    ).responses

    assert [str(answer.statement) for answer in response.answers] == [row[0] for row in rows]


def test_a_row_of_totals_is_no_item_wherever_its_word_stands(sheet: Any) -> None:
    rows = [
        ("x", "", "", "V1 Agencies share one vision"),
        ("", "x", "", "V2 Leaders wrote it together"),
        ("", "", "x", "V3 Leaders speak up for it"),
        ("Total:", "", "", "3"),
    ]

    (response,) = reading.understand(
        [sheet("Team", ("Yes", "No", "Partially", ""), *rows)]
    ).responses

    assert [answer.code for answer in response.answers] == ["V1", "V2", "V3"]
