"""Sheets that have nothing to do with a workshop are seldom taken for one of ours."""

from collections import Counter

import pytest
import unrelated

from pipeline import reading
from pipeline.reading.layouts import rows

LISTS = {"lines", "bold lines"}  # one column of lines alone is a list of cards, whatever it says
MOST_TOLD, MOST_ASKED = 0.01, 0.08  # measured, so that they grow no more; the goal is .003 and .02
EVERY = 9

TABLES = [
    each
    for each in unrelated.sheets()
    if each.shape not in LISTS and len({cell.column for cell in each.sheet.cells}) > 1
]


def test_there_are_more_than_six_hundred_different_ones() -> None:
    assert len({str(each.sheet) for each in TABLES}) > 600


def test_few_unrelated_sheets_are_taken_for_ours() -> None:
    sample = TABLES[::EVERY]
    claimed: Counter[str] = Counter()
    for each in sample:
        found = [one for one in reading.look([each.sheet])[0].readings if one.kind]
        claimed["told"] += any(not one.question for one in found)
        claimed["asked"] += bool(found) and all(one.question for one in found)
    assert claimed["told"] <= MOST_TOLD * len(sample)
    assert claimed["asked"] <= MOST_ASKED * len(sample)


@pytest.mark.parametrize(
    ("domain", "heading"),
    [("Pull request review log", "Comment"), ("Household budget", "Comment")],
)
def test_a_weak_heading_beside_one_of_other_work_says_nothing(domain: str, heading: str) -> None:
    own = [
        each.sheet
        for each in TABLES
        if each.domain == domain
        and each.shape in {"table", "bold", "headline"}
        and any(cell.text == heading for cell in each.sheet.cells)
    ]
    assert own
    assert not any(rows.claim(sheet) for sheet in own)
