"""One text may be as long as a cell takes: what is reckoned of it is bounded, and that is said."""

import time
from pathlib import Path

import openpyxl
import pytest

from pipeline import meaning
from pipeline.meaning import grammar, sameness
from pipeline.model import MOST_COMPARED

LONG = [
    "a." * 16_000,
    "no-space" * 4_000,
    "A. " * 10_000,
    "one and two or " * 2_100,
    "12 Ab " * 5_400,
]


@pytest.mark.parametrize("text", LONG)
def test_a_text_as_long_as_a_cell_is_compared_in_a_blink(text: str) -> None:
    meaning.plainly(["warm up"])  # the models are read once
    start = time.process_time()

    meaning.vectors([text, f"{text}b", "Meet each month"])
    assert list(meaning.repeats([text, text, f"{text} b", "Meet each month"])) == [(0, 1)]
    assert list(meaning.paraphrases([text, f"{text} b"])) == []
    grammar.parse(text)

    assert time.process_time() - start < 2


def test_two_long_texts_are_no_repeats_for_they_begin_alike() -> None:
    text = "We meet each month. " * 200

    assert len(text) > MOST_COMPARED
    assert list(sameness.repeats([f"{text}Yes.", f"{text}No."])) == []
    assert list(meaning.paraphrases([f"{text}Yes.", f"{text}No."])) == []


def test_only_the_beginning_of_a_long_text_tells_its_meaning() -> None:
    text = "Share one intake form with every partner. " * 60

    rows = meaning.plainly([text, text + "Build a bridge over the river. " * 60])

    assert (rows[0] == rows[1]).all()


def test_a_long_card_is_said_and_printed_whole(run, tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    long = "Share one intake form. " * 1_000 + "The end."
    for row in (
        ["Card", "Idea", "Column"],
        ["K1", long, "Intake"],
        ["K2", "Meet each month", "Meetings"],
    ):
        workbook.active.append(row)
    workbook.save(tmp_path / "cards.xlsx")

    said = run("check", tmp_path / "cards.xlsx").output
    result = run("make", tmp_path / "cards.xlsx", "--out", tmp_path / "out")

    for output in (said, result.output):
        assert (
            "cards.xlsx!Sheet!B2: Card K1 has 23,008 characters: it is compared with other cards by the first "
            "2,000, and printed whole." in output
        )
    shown = run("outline", tmp_path / "out" / "outcomes.docx").output
    assert long in shown
