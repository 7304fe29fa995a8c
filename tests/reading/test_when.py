"""Days are told from words about time."""

from datetime import date, datetime

import pytest

from pipeline.model import Cell, Sheet
from pipeline.problems import Place
from pipeline.reading.account import Account
from pipeline.reading.nouns import when

HERE = Place("workshop.xlsx", "Actions", "F2")


@pytest.mark.parametrize(
    ("value", "words", "day"),
    [
        (date(2026, 2, 1), "February 1, 2026", date(2026, 2, 1)),
        (datetime(2026, 2, 1, 9), "February 1, 2026", date(2026, 2, 1)),  # noqa: DTZ001
        ("2026-02-01", "February 1, 2026", date(2026, 2, 1)),
        ("2026-02-01 09:30", "February 1, 2026", date(2026, 2, 1)),
        ("Feb 1, 2026", "Feb 1, 2026", date(2026, 2, 1)),
        ("1 March 2026", "1 March 2026", date(2026, 3, 1)),
        ("11/25/2025", "11/25/2025", date(2025, 11, 25)),
        ("25/11/2025", "25/11/2025", date(2025, 11, 25)),
        ("4/11/2025", "4/11/2025", None),
        ("2/20/27", "2/20/27", date(2027, 2, 20)),
        ("2-13-27", "2-13-27", date(2027, 2, 13)),
        ("2/12/27", "2/12/27", None),
        ("20/2/27", "20/2/27", None),
        ("2/31/27", "2/31/27", None),
        ("2/20/49", "2/20/49", date(2049, 2, 20)),
        ("2/20/50", "2/20/50", None),
        ("2026-02-31", "2026-02-31", None),
        ("Mar 2026", "Mar 2026", None),
        ("Q2", "Q2", None),
        ("Friday", "Friday", None),
        ("ongoing", "ongoing", None),
    ],
)
def test_a_day_is_read_only_where_it_is_certain(
    value: object, words: str, day: date | None
) -> None:
    read = when.read(Cell(2, 6, str(value), value), HERE)

    assert (str(read.words), read.day) == (words, day)
    assert read.words.place == HERE


NO_DAYS = (
    "2026-13-45", "2026-02-31", "February 30, 2026", "31 Apr 2026", "13/32/2026", "32.1.26", "Friday, 2026-06-31",
)  # fmt: skip
SOME_DAYS = (
    "2026-02-28", "4/11/2026", "Feb 29, 2028", "Q2", "Page 45, 2026", "45 people 2026", "Mar 2026", "2026-13", "",
)  # fmt: skip


@pytest.mark.parametrize(
    ("words", "said"), [(e, True) for e in NO_DAYS] + [(e, False) for e in SOME_DAYS]
)
def test_a_day_that_no_calendar_has_is_said(words: str, said: bool) -> None:
    account = Account(Sheet("b.xlsx", "Habits", (Cell(2, 3, words, words),)))

    time = when.told(account, 2, 3)

    assert time == when.read(Cell(2, 3, words, words), Place("b.xlsx", "Habits", "C2"))
    assert [(e.place.cell, e.message) for e in account.notices] == (
        [("C2", f"{words} is no day: it is printed as it was typed.")] if said else []
    )
