"""Rows taken at once say what they say element by element, and only the others are heard so."""

import random
from collections.abc import Iterator
from typing import Any

import pytest

from pipeline import sheets
from pipeline.problems import PipelineError
from pipeline.sheets import plain_rows

CELLS = (
    '<c r="{at}"><v>{n}</v></c>',
    '<c r="{at}" s="1"><v>{n}.5</v></c>',
    '<c r="{at}" s="99"><v>1e3</v></c>',
    '<c r="{at}" t="b"><v>1</v></c>',
    '<c r="{at}" t="b"><v></v></c>',
    '<c r="{at}" t="b"/>',
    '<c r="{at}" t="e"><v>#REF!</v></c>',
    '<c r="{at}" t="e"/>',
    '<c r="{at}" t="d"><v>2026-11-04</v></c>',
    '<c r="{at}" t="str"><v>said</v></c>',
    '<c r="{at}" t="inlineStr"><is><t>Dig a well {n}</t></is></c>',
    '<c r="{at}" t="inlineStr"><is><t xml:space="preserve"> two\nlines </t></is></c>',
    '<c r="{at}" t="inlineStr"><is><t></t></is></c>',
    '<c r="{at}"><is><t>4</t></is></c>',
    '<c r="{at}" s="1"/>',
    '<c r="{at}"></c>',
    '<c r="{at}"><f>A1+1</f><v>2</v></c>',
    '<c r="{at}" s="1"><f t="shared" ref="A1:A9" si="0">A1+1</f><v>2.5</v></c>',
    '<c r="{at}" t="str"><f ca="1"/><v>said {n}</v></c>',
    '<c r="{at}" t="e"><f t="shared" si="0"/><v>#N/A</v></c>',
)
OTHERS = (
    '<c r="{at}" t="inlineStr"><is><t>R&amp;D\r\n&#233;</t></is></c>',
    '<c r="{at}" t="inlineStr"><is><r><t>in </t></r><r><t>runs</t></r></is></c>',
    '<c r="{at}"><f>A1+1</f></c>',
    '<c r="{at}" t="str"><f>A1&amp;"x"</f><v>4x</v></c>',
    '<c r="{at}"><f t="array" ref="A1" t="shared">A1</f><v>4</v></c>',
    '<c t="inlineStr"><is><t>without a name</t></is></c>',
    '<c r="$C$1" t="inlineStr"><is><t>elsewhere</t></is></c>',
    '<c r="{at}" t="inlineStr"><is><t>a > b</t></is></c>',
    '<c r="{at}" t="inlineStr">\n<is><t>apart</t></is>\n</c>',
    '<c r="{at}" t="inlineStr"><is><t>\ufeff\ue000é</t></is></c>',
)
WRONG = (
    '<c r="{at}" t="s"><v>7</v></c>',
    '<c r="{at}"><v>seven</v></c>',
    '<c r="XFE{row}"><v>1</v></c>',
    '<c r="{at}" r="B2"><v>1</v></c>',
    '<c r="{at}"><v>1</c>',
    '<c r="{at}" t="inlineStr"><is><t>]]></t></is></c>',
    '<c r="{at}" t="inlineStr"><is><t>\x01</t></is></c>',
    "<row>",
    "<!-- </row> -->",
)
ROWS = (
    '<row r="{row}">',
    '<row r="{row}" spans="1:4" ht="30" x14ac:dyDescent="0.2">',
    '<row r="{row}" hidden="1">',
    '\n  <row r="{row}">',
    "<row>",
    '<row r="{row}" ht="1" ht="2">',
    '<row r="1048577">',
)


def rows(dice: random.Random) -> Iterator[str]:
    """Yield rows, most of them plain, some not, a few wrong."""
    for row in range(1, dice.randint(2, 12)):
        if dice.random() < 0.1:
            yield f'<row r="{row}" ht="12"/>'
            continue
        opening = dice.choice(ROWS[:4] if dice.random() < 0.97 else ROWS)
        yield opening.format(row=row)
        for column in dice.sample("ABCDE", k=dice.randint(0, 5)):
            chance = dice.random()
            kinds = CELLS if chance < 0.93 else OTHERS if chance < 0.99 else WRONG
            yield dice.choice(kinds).format(at=f"{column}{row}", row=row, n=dice.randint(0, 99))
        yield "</row>"


def said(path: Any) -> object:
    try:
        return sheets.read(path)
    except PipelineError as error:
        return error.problems


@pytest.mark.parametrize("seed", range(60))
def test_rows_taken_at_once_say_what_they_say_by_element(
    bench: Any, monkeypatch: Any, seed: int
) -> None:
    dice = random.Random(seed)  # noqa: S311 - the same each time
    paths = []
    for number in range(10):
        data = "".join(rows(dice)) or "<row/>"
        paths.append(bench.save(bench.parts(data), f"{number}.xlsx"))
    at_once = [said(path) for path in paths]

    monkeypatch.setattr(plain_rows, "left", lambda chunks, *_: chunks)

    assert [said(path) for path in paths] == at_once


def test_only_rows_that_are_not_plain_are_heard_by_element(bench: Any) -> None:
    plain = bench.rows(("Idea", "Group"), ("Dig a well", "Water"))
    other = '<row r="3"><c r="A3" t="inlineStr"><is><t>R&amp;D</t></is></c></row>'
    data = f"<worksheet><sheetData>\n{plain}{other}{plain}</sheetData></worksheet>".encode()
    taken: list[str] = []

    heard = plain_rows.left(iter([data[:90], data[90:]]), lambda given, _: taken.append(given["r"]), lambda: True)  # fmt: skip

    assert b"".join(heard) == f"<worksheet><sheetData>\n{other}</sheetData></worksheet>".encode()
    assert taken == ["1", "2", "1", "2"]


def test_rows_in_other_letters_than_utf_8_are_heard_by_element() -> None:
    data = b'<?xml version="1.0" encoding="ISO-8859-1"?><worksheet><sheetData><row r="1"></row>'

    assert b"".join(plain_rows.left(iter([data]), lambda *_: 0, lambda: True)) == data
