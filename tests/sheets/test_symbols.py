"""A letter in a symbol font is the sign it shows: an empty box is a blank."""

from typing import Any

import pytest

from pipeline import sheets
from pipeline.sheets import symbols

EMPTY = {
    "Wingdings": "o p q r m ¨ ¡ ¢ £ ¤ ¥ \uf06f \uf0a8",
    "Wingdings 2": "£ ¢ ¤ ¥ ¦ ™ š › œ \uf0a3",
    "Webdings": "c",
    "Symbol": "ð",
    "ZapfDingbats": "o p q r m",
    "Monotype Sorts": "o",
}
TICKED = {
    "Wingdings": "ü✓ û✗ þ☑ ý☒ x☒ n■ l● §▪ \uf0fe☑ \uf0fc✓",
    "WINGDINGS  2": "P✓ O✗ R☑ Q☒ S☒ T☒ U⊗ V⊗",
    "Wingdings 3": "p▲ q▼",
    "Webdings": "a✔ r✖ g■ n●",
    "Symbol": "Ö√ ´× ·•",
    "Marlett": "a✓ b✓ r✖ h●",
    "ITC Zapf Dingbats": "3✓ 4✔ 5✕ 6✖ 7✗ 8✘",
}


def look(bench: Any, letters: str, font: str) -> tuple[list[str], list[str]]:
    """Return what a cell in `font` is read as, beside one in letters, and what is said."""
    parts = bench.parts(
        f'<row r="1">{bench.cell("A1", letters).replace(" t=", chr(32) + "s=" + chr(34) + "1" + chr(34) + " t=")}{bench.cell("B1", letters)}</row>'
    )
    parts["xl/_rels/workbook.xml.rels"] = bench.relations(
        ("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")
    )
    parts["xl/styles.xml"] = (
        f'<styleSheet><fonts><font><name val="Calibri"/></font><font><name val="{font}"/></font></fonts>'
        '<cellXfs><xf fontId="0"/><xf fontId="1"/></cellXfs></styleSheet>'
    )
    (sheet,), notices = sheets.read(bench.save(parts))
    return [cell.text for cell in sheet.cells if cell.column == 1], [
        each.message for each in notices
    ]


@pytest.mark.parametrize(
    ("font", "letter"),
    [(font, letter) for font, every in EMPTY.items() for letter in every.split()],
)
def test_an_empty_box_is_a_blank(bench: Any, font: str, letter: str) -> None:
    found, said = look(bench, letter, font)

    assert found == []
    assert len(said) == 1
    assert said[0].startswith(("1 cell holds a sign", "2 cells hold signs"))
    assert "as empty" in said[0]


@pytest.mark.parametrize(
    ("font", "pair"), [(font, pair) for font, every in TICKED.items() for pair in every.split()]
)
def test_a_ticked_one_is_the_mark_it_shows(bench: Any, font: str, pair: str) -> None:
    found, said = look(bench, pair[0], font)

    assert found == [pair[1]]
    assert len(said) == 1
    assert f"as {pair[1]}" in said[0]


@pytest.mark.parametrize("words", ["no", "Ask the college", "xo", "z", "42"])
def test_words_in_a_symbol_font_stay_as_typed(bench: Any, words: str) -> None:
    assert look(bench, words, "Wingdings") == ([words], [])


def test_a_letter_in_a_font_of_letters_stays_one(bench: Any) -> None:
    assert look(bench, "o", "Calibri") == (["o"], [])


def test_a_run_in_a_symbol_font_is_shown_beside_words(bench: Any) -> None:
    parts = bench.parts('<row r="1"><c r="A1" t="s"><v>0</v></c></row>')
    parts["xl/_rels/workbook.xml.rels"] = bench.relations(
        ("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml")
    )
    run = '<r><rPr><rFont val="{}"/></rPr><t xml:space="preserve">{}</t></r>'
    parts["xl/sharedStrings.xml"] = (
        "<sst><si>"
        + run.format("Wingdings", "o")
        + run.format("Arial", " no ")
        + run.format("Wingdings", "þ")
        + "<r><t> soon</t></r></si></sst>"
    )
    (sheet,), _ = sheets.read(bench.save(parts))

    assert [cell.text for cell in sheet.cells] == ["☐ no ☑ soon"]


def test_a_bullet_pasted_from_word_is_a_bullet(bench: Any) -> None:
    found, _ = look(bench, "\uf0b7 Ask the college", "Calibri")

    assert found == ["• Ask the college"]


def test_signs_that_every_font_shows_are_no_others() -> None:
    assert symbols.font("Segoe UI Symbol") == ""
    assert not symbols.is_private("☐ ✓ é")
