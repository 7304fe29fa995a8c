"""What a sheet holds, put together in rows once."""

from pipeline.cells import Cell, Sheet


def test_the_rows_of_a_sheet_are_those_with_words_and_are_put_together_once() -> None:
    cells = (
        Cell(1, 2, "Idea"), Cell(2, 1, "  "), Cell(4, 1, "c1"), Cell(4, 3, " "), Cell(4, 5, "Rides"),
    )  # fmt: skip
    sheet = Sheet("a.xlsx", "Ideas", cells)

    assert sheet.rows == [(1, {2: cells[0]}), (4, {1: cells[2], 5: cells[4]})]
    assert sheet.rows is sheet.rows
    assert sheet == Sheet("a.xlsx", "Ideas", cells)
