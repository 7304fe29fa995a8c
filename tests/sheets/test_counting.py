"""A sheet with too many cells is refused before it is walked; what may still be honest is walked."""

import re
from typing import Any

import pytest

from pipeline import sheets
from pipeline.problems import LimitReached, PipelineError
from pipeline.sheets import amounts, package

SHEET = "xl/worksheets/sheet1.xml"
BROKEN = "</never-opened>"  # told by the walk, which is not come to
TOO_MANY = (
    "cards.xlsx!Ideas: It holds more than 6 cells, the most that are read of one file.\n"
    "  Take out the sheets and rows that do not count, or split it into several files."
)


@pytest.fixture(autouse=True)
def six_cells(monkeypatch: Any) -> None:
    monkeypatch.setattr(amounts, "MOST_CELLS", 6)


def numbers(many: int) -> str:
    return "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, many + 1))


def refusal(bench: Any, content: Any) -> str:
    with pytest.raises(PipelineError) as refused:
        sheets.read(bench.save(content))
    return str(refused.value)


def prefixed(parts: dict[str, Any]) -> dict[str, Any]:
    sheet = re.sub(r"<(/?)(?=\w)", r"<\1x:", str(parts[SHEET])).replace("xmlns=", "xmlns:x=")
    return {**parts, SHEET: sheet}


def test_as_many_as_are_read_are_read_and_one_more_is_refused_before_the_walk(bench: Any) -> None:
    (sheet,), _ = sheets.read(bench.save(bench.parts(numbers(6))))

    assert len(sheet.cells) == 6
    assert refusal(bench, bench.parts(numbers(7))) == TOO_MANY
    assert refusal(bench, bench.parts(numbers(7), after=BROKEN)) == TOO_MANY
    assert "is not valid XML" in refusal(bench, bench.parts(numbers(6), after=BROKEN))


def test_words_in_the_sheet_itself_count(bench: Any) -> None:
    words = bench.rows(*[("a", "b")] * 4)

    assert refusal(bench, bench.parts(words, after=BROKEN)) == TOO_MANY


def test_a_sheet_whose_elements_have_a_prefix_is_counted_too(bench: Any) -> None:
    (sheet,), _ = sheets.read(bench.save(prefixed(bench.parts(numbers(6)))))

    assert len(sheet.cells) == 6
    assert refusal(bench, prefixed(bench.parts(numbers(7), after=BROKEN))) == TOO_MANY


def test_a_sheet_longer_than_a_piece_of_it_is_counted_whole(bench: Any, monkeypatch: Any) -> None:
    for size in (1, 7, 50):
        monkeypatch.setattr(package, "CHUNK", size)
        (sheet,), _ = sheets.read(bench.save(bench.parts(numbers(6))))

        assert len(sheet.cells) == 6
    assert refusal(bench, bench.parts(numbers(60), after=BROKEN)) == TOO_MANY


def test_values_without_words_are_no_cells(bench: Any) -> None:
    empty = '<row r="9"><c r="A9"><v></v></c><c r="B9" t="inlineStr"><is><t></t></is></c>'
    empty += '<c r="C9" t="inlineStr"><is><t/></is></c><c r="D9" t="s"><v>1</v></c></row>'
    shared = "<sst><si><t>a</t></si><si><t> </t></si></sst>"
    more = bench.relations(("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "texts.xml"))
    parts = bench.parts('<row r="1"><c r="A1" t="s"><v>0</v></c></row>' + empty * 3)
    (sheet,), _ = sheets.read(
        bench.save({**parts, "xl/texts.xml": shared, "xl/_rels/workbook.xml.rels": more})
    )

    assert [cell.text for cell in sheet.cells] == ["a"]


def test_where_many_shared_texts_are_without_words_the_walk_says_it(bench: Any) -> None:
    shared = f"<sst>{'<si><t/></si>' * 200}</sst>"
    more = bench.relations(("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "texts.xml"))
    blank = "".join(f'<c r="{letter}9" t="s"><v>{n}</v></c>' for n, letter in enumerate("ABCDEFGH"))
    parts = bench.parts(f'{numbers(6)}<row r="9">{blank}</row>')
    (sheet,), _ = sheets.read(
        bench.save({**parts, "xl/texts.xml": shared, "xl/_rels/workbook.xml.rels": more})
    )

    assert len(sheet.cells) == 6


def test_sheets_that_hold_too_much_together_are_refused_before_the_first_is_walked(
    bench: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr(package, "MOST_ELEMENTS", 100)
    parts = bench.parts(f"<row>{'<c/>' * 60}</row>", after=BROKEN, more={"Second": "hidden"})

    with pytest.raises(LimitReached) as reached:
        sheets.read(bench.save(parts))
    assert str(reached.value) == (
        "cards.xlsx: It is too large: xl/worksheets/sheet2.xml holds too many cells, empty or not, "
        "or other elements.\n  Copy the cells that hold something into a new workbook and use that."
    )


def test_sheets_that_unpack_to_too_much_together_are_refused_before_the_first_is_walked(
    bench: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr(package, "BUDGET", 5 << 20)
    parts = bench.parts(f"<!--{' ' * (3 << 20)}-->", after=BROKEN, more={"Second": "hidden"})

    with pytest.raises(LimitReached, match=r"sheet2\.xml passes 5 MB"):
        sheets.read(bench.save(parts))


def test_shared_texts_of_too_many_elements_are_refused_before_they_are_walked(
    bench: Any, monkeypatch: Any
) -> None:
    shared = "<sst><si>" + "<r><t>a</t></r>" * 20 + "</si></broken>"
    more = bench.relations(("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "texts.xml"))
    parts = {**bench.parts(numbers(1)), "xl/texts.xml": shared, "xl/_rels/workbook.xml.rels": more}
    for most, told in ((60, "texts.xml is not valid XML"), (40, "texts.xml holds too many cells")):
        monkeypatch.setattr(package, "MOST_ELEMENTS", most)
        assert told in refusal(bench, parts)
