"""How many pages a document has, about, without laying it out."""

import pytest
from docx import Document
from docx.oxml.ns import qn

from pipeline.openxml import length

FULL = {
    "call back": 22,
    "Families wait for a call back": 14,
    "Families call back": 14,
    "Families wait for a call back. " * 2: 8,
}


def pages(words: str, rows: int, kind: str = "dxa", wide: str = "2160") -> int:
    document = Document()
    table = document.add_table(rows, 4)
    for row in table.rows:
        for cell in row.cells:
            cell.text = words
            said = cell._tc.get_or_add_tcPr().get_or_add_tcW()
            said.set(qn("w:type"), kind)
            said.set(qn("w:w"), wide)
    styles = document.styles.element
    return length.pages(document.element.body, length.Looks(styles))


@pytest.mark.parametrize(("words", "rows"), FULL.items())
def test_so_many_rows_fill_a_page(words: str, rows: int) -> None:
    assert (pages(words, rows), pages(words, rows + 1)) == (1, 2)


@pytest.mark.parametrize(("kind", "wide"), [("auto", "0"), ("pct", "1250"), ("pct", "0")])
def test_a_cell_that_says_no_width_in_points_is_as_wide_as_its_share(kind: str, wide: str) -> None:
    words, rows = next(reversed(FULL.items()))

    assert (pages(words, rows, kind, wide), pages(words, rows + 1, kind, wide)) == (1, 2)
