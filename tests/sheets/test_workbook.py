"""What a workbook's cells say, as Excel shows them."""

from datetime import date, datetime, time
from html import escape
from typing import Any

import pytest

from pipeline import sheets
from pipeline.model import Cell
from pipeline.problems import InputRefused, LimitReached
from pipeline.sheets import cells

STYLES = """<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<numFmts><numFmt numFmtId="164" formatCode="{code}"/></numFmts>
<fonts><font/><font><b/><strike/></font></fonts>
<fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFFCF281"/></patternFill></fill></fills>
<cellXfs><xf numFmtId="0" fontId="0" fillId="0"/><xf numFmtId="164" fontId="1" fillId="1"/></cellXfs></styleSheet>"""


def read(bench: Any, parts: dict[str, str | bytes]) -> tuple[Cell, ...]:
    (sheet,), _ = sheets.read(bench.save(parts))
    return sheet.cells


def styled(
    bench: Any, data: str, code: str = "General", properties: str = ""
) -> dict[str, str | bytes]:
    parts: dict[str, str | bytes] = bench.parts(data, properties=properties)
    parts["xl/styles.xml"] = STYLES.format(code=escape(code))
    parts["xl/_rels/workbook.xml.rels"] = bench.relations(
        ("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")
    )
    return parts


@pytest.mark.parametrize(
    ("saved", "code", "shown"),
    [
        ("447700900123", "General", "447700900123"),
        ("12.0", "General", "12"),
        ("0.1", "General", "0.1"),
        ("0.1", '"x"' * 100, "0.1"),  # longer than Excel allows
        ("0.30000000000000004", "General", "0.3"),
        ("1e21", "General", "1E+21"),
        ("-3", "General", "-3"),
        ("42", "00000", "00042"),
        ("0.25", "0%", "25%"),
        ("1234.5", "#,##0.00", "1,234.50"),
        ("-1234", "#,##0;(#,##0)", "(1,234)"),
        ("5", '"Table "0', "Table 5"),
        ("1234.5", '"$"#,##0.00', "$1,234.50"),
        ("2.5", "0.##", "2.5"),
        ("45992", "yyyy-mm-dd", "2025-12-01"),
        ("45992", "mmmm d, yyyy", "December 1, 2025"),
        ("45992", "ddd d-mmm-yy", "Mon 1-Dec-25"),
        ("45992.75", "m/d/yyyy h:mm AM/PM", "12/1/2025 6:00 PM"),
        ("0.5", "h:mm", "12:00"),
        ("1.5", "[h]:mm", "36:00"),
        ("0.5", "m/d/yyyy", "0.5"),
        ("5550101", "000-0000", "555-0101"),
        ("6085550101", "(000) 000-0000", "(608) 555-0101"),
        ("-2.5", "#,##0.00_);(#,##0.00)", "(2.50)"),
        ("0", '0;-0;"none"', "none"),
        ("1234", '0.0,"K"', "1.2K"),
        ("150", "[<100]0.0;[>=100]0", "150"),
        ("3", "[$€-407] 0.00", "€ 3.00"),
        ("0.5", "# ?/?", "1/2"),
        ("1234", "0.00E+00", "1.23E+03"),
        ("45992", "[$-409]mmmm\\ yyyy;@", "December 2025"),
        ("61", "yyyy-mm-dd", "1900-03-01"),
        ("59", "yyyy-mm-dd", "1900-02-28"),
        ("0.114931712962963", "hh:mm:ss.000", "02:45:30.100"),
        ("2958465.999999", "yyyy-mm-dd", "2958466"),
        ("1.5", "0." + "0" * 900, "1.5"),
        ("1e300", "#,##0", "1" + ",000" * 100),
        ("-5", "[>100]0.0;[>200]0", "-5"),
        ("-5", "[>100]0.0;0", "-5"),
        ("150", "[>100]0.0;0", "150.0"),
        ("0.1", "general", "0.1"),
        ("1234", "0.00e+00", "1.23E+03"),
        ("0.5", "#,##0", "1"),
        ("0.2", "#,##0", "0"),
        ("0.2", "#,###", "0.2"),  # Excel shows nothing
        ("1.2", "#,###", "1"),
        ("1234", "0,000.0", "1,234.0"),
        ("12", "0,000", "0,012"),
        ("12", "0,000,000.0", "0,000,012.0"),
        ("12", "000,000", "000,012"),
        ("-12", "000,000", "-000,012"),
        ("123456789", "0,000", "123,456,789"),
    ],
)
def test_a_number_reads_as_excel_shows_it(bench: Any, saved: str, code: str, shown: str) -> None:
    (cell,) = read(
        bench, styled(bench, f'<row r="1"><c r="A1" s="1"><v>{saved}</v></c></row>', code)
    )

    assert cell.text == shown


@pytest.mark.parametrize(
    ("saved", "value"),
    [
        ("45992", date(2025, 12, 1)),
        ("45992.5", datetime(2025, 12, 1, 12)),  # noqa: DTZ001
        ("0.5", time(12)),
    ],
)
def test_a_date_is_a_date(bench: Any, saved: str, value: object) -> None:
    code = "h:mm" if isinstance(value, time) else "d/m/yy h:mm"
    data = f'<row r="1"><c r="A1" s="1"><v>{saved}</v></c></row>'
    (cell,) = read(bench, styled(bench, data, code))

    assert cell.value == value


def test_a_workbook_that_counts_from_1904_gives_the_right_day(bench: Any) -> None:
    data = '<row r="1"><c r="A1" s="1"><v>44530</v></c></row>'
    (cell,) = read(bench, styled(bench, data, "yyyy-mm-dd", '<workbookPr date1904="1"/>'))

    assert cell.text == "2025-12-01"


def test_what_a_later_excel_adds_does_not_turn_1904_back_into_1900(bench: Any) -> None:
    data = '<row r="1"><c r="A1" s="1"><v>24472</v></c></row>'
    parts = styled(bench, data, "yyyy-mm-dd", '<workbookPr date1904="1"/>')
    parts["xl/workbook.xml"] = str(parts["xl/workbook.xml"]).replace(
        "</workbook>",
        '<extLst><ext><x15:workbookPr xmlns:x15="x" chartTrackingRefBase="1"/></ext></extLst></workbook>',
    )
    (cell,) = read(bench, parts)

    assert cell.value == date(1971, 1, 1)


@pytest.mark.parametrize(
    ("most", "more"), [(3, ""), (2, "1 more cell has"), (1, "2 more cells have")]
)
def test_of_very_many_odd_cells_the_first_are_named_and_the_others_counted(
    bench: Any, monkeypatch: pytest.MonkeyPatch, most: int, more: str
) -> None:
    monkeypatch.setattr(cells, "MOST_SAID", most)
    odd = "".join(f'<c r="{letter}1" s="1"><v>-1</v></c>' for letter in "ABC")
    (sheet,), notices = sheets.read(
        bench.save(styled(bench, f'<row r="1">{odd}</row>', "yyyy-mm-dd"))
    )

    assert len(sheet.cells) == 3
    assert [notice.place.cell for notice in notices] == [
        *["A1", "B1", "C1"][:most],
        *[""] * bool(more),
    ]
    if more:
        assert str(notices[-1]) == (
            f"cards.xlsx!Ideas: {more} such faults; what stands there was read.\n"
            "  Mend those that are named, and run it again."
        )


@pytest.mark.parametrize("serial", ["-1", "60", "99999999"])
def test_a_date_that_never_was_is_a_number_and_is_said(bench: Any, serial: str) -> None:
    data = f'<row r="1"><c r="A1" s="1"><v>{serial}</v></c></row>'
    (sheet,), notices = sheets.read(bench.save(styled(bench, data, "yyyy-mm-dd")))

    assert sheet.cells[0].text == serial
    assert [str(notice) for notice in notices] == [
        (
            f"cards.xlsx!Ideas!A1: It is formatted as a date, but {serial} is no day: the number was read.\n"
            "  Type the date again, or format the cell as General."
        )
    ]


def test_true_reads_as_excel_shows_it_and_stays_a_truth(bench: Any) -> None:
    (cell,) = read(bench, bench.parts('<row r="1"><c r="A1" t="b"><v>1</v></c></row>'))

    assert (cell.text, cell.value) == ("TRUE", True)


def test_outer_spaces_and_line_breaks_are_kept(bench: Any) -> None:
    words = "  two\nlines "
    (cell,) = read(bench, bench.parts(f'<row r="1">{bench.cell("A1", words)}</row>'))

    assert cell.text == "  two\nlines "


@pytest.mark.parametrize(
    ("saved", "text"),
    [
        ("one_x000B_two", "one\x0btwo"),
        ("_x005F_x000B_ literal", "_x000B_ literal"),
        ("not_x00G1_escape", "not_x00G1_escape"),
        ("_xD83D__xDE00_", "😀"),
    ],
)
def test_escapes_are_read_as_the_characters_they_stand_for(
    bench: Any, saved: str, text: str
) -> None:
    (cell,) = read(bench, bench.parts(f'<row r="1">{bench.cell("A1", saved)}</row>'))

    assert cell.text == text


def test_shared_texts_come_without_phonetic_help_and_with_all_their_runs(bench: Any) -> None:
    parts = bench.parts('<row r="1"><c r="A1" t="s"><v>0</v></c></row>')
    parts["xl/sharedStrings.xml"] = (
        "<sst><si><r><t>Dig </t></r><r><t>a well</t></r><rPh><t>diggu</t></rPh></si></sst>"
    )
    parts["xl/_rels/workbook.xml.rels"] = bench.relations(
        ("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml")
    )

    assert read(bench, parts)[0].text == "Dig a well"


def test_a_list_of_texts_that_nothing_needs_may_be_missing(bench: Any) -> None:
    parts = bench.parts('<row r="1"><c r="A1"><v>7</v></c><c r="B1" t="s"><v></v></c></row>')
    parts["xl/_rels/workbook.xml.rels"] = bench.relations(
        ("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml")
    )

    assert [cell.text for cell in read(bench, parts)] == ["7"]


def test_what_stands_behind_the_cells_is_no_cell(bench: Any) -> None:
    behind = "<extLst><ext><c><v>9</v></c></ext></extLst>"

    assert len(read(bench, bench.parts(bench.rows(("Dig",)), after=behind))) == 1


def test_looks_in_places_where_none_belong_are_passed_over(bench: Any) -> None:
    odd = "<fonts><x><b/><strike/></x></fonts><fills><x><patternFill patternType='solid'><fgColor rgb='FF'/></patternFill></x></fills>"
    parts = bench.parts('<row r="1"><c r="A1" s="0"><v>1</v></c></row>')
    parts["xl/_rels/workbook.xml.rels"] = bench.relations(
        ("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")
    )
    parts["xl/styles.xml"] = f"<styleSheet>{odd}<cellXfs><xf/></cellXfs></styleSheet>"

    (cell,) = read(bench, parts)

    assert (cell.text, cell.bold, cell.struck, cell.fill) == ("1", False, False, "")


def test_rows_and_cells_without_names_are_counted(bench: Any) -> None:
    data = "<row><c t='inlineStr'><is><t>a</t></is></c><c/><c t='inlineStr'><is><t>b</t></is></c></row>"

    assert [(cell.row, cell.column) for cell in read(bench, bench.parts(data))] == [(1, 1), (1, 3)]


def test_looks_that_people_give_a_cell_are_seen(bench: Any) -> None:
    (cell,) = read(bench, styled(bench, '<row r="1"><c r="A1" s="1"><v>1</v></c></row>'))

    assert (cell.bold, cell.struck, cell.fill) == (True, True, "FCF281")


def test_a_merged_cell_knows_its_span_and_words_under_it_are_said(bench: Any) -> None:
    data = bench.rows(("Idea", "Group"), ("a", "Water"), ("b", "Land"))
    parts = bench.parts(data, after='<mergeCells><mergeCell ref="B2:B3"/></mergeCells>')
    (sheet,), notices = sheets.read(bench.save(parts))

    assert [cell.merged for cell in sheet.cells if cell.text == "Water"] == [(2, 1)]
    assert [str(notice) for notice in notices] == [
        (
            "cards.xlsx!Ideas!B3: It holds words that the merged cell B2 covers; they were read.\n"
            "  Unmerge the cells to see them."
        )
    ]


def test_hidden_rows_are_read_and_said(bench: Any) -> None:
    data = f'<row r="1">{bench.cell("A1", "Idea")}</row><row r="2" hidden="1">{bench.cell("A2", "a")}</row>'
    (sheet,), notices = sheets.read(bench.save(bench.parts(data)))

    assert [cell.text for cell in sheet.cells] == ["Idea", "a"]
    assert [str(notice) for notice in notices] == [
        (
            "cards.xlsx!Ideas: Row 2 is hidden; what it holds was read.\n"
            "  Unhide it in Excel and look, or delete it."
        )
    ]


def test_a_hidden_column_is_read_and_said(bench: Any) -> None:
    parts = bench.parts(before='<cols><col min="2" max="2" hidden="1"/></cols>')
    (sheet,), notices = sheets.read(bench.save(parts))

    assert len(sheet.cells) == 6
    assert [notice.message for notice in notices] == ["Column B is hidden; what it holds was read."]


def test_a_hidden_column_is_said_once(bench: Any) -> None:
    hidden = "<cols>" + '<col min="1" max="1" hidden="1"/>' * 3 + "</cols>"

    _, notices = sheets.read(bench.save(bench.parts(before=hidden)))

    assert len(notices) == 1


def test_a_hidden_sheet_is_left_out_and_its_cells_counted(bench: Any) -> None:
    found, notices = sheets.read(bench.save(bench.parts(more={"Old": "veryHidden"})))

    assert [sheet.name for sheet in found] == ["Ideas"]
    assert [str(notice) for notice in notices] == [
        (
            "cards.xlsx!Old: The sheet is hidden and was not read: 6 cells.\n"
            "  Unhide it in Excel if it counts."
        )
    ]


def test_a_comment_hangs_on_its_cell(bench: Any) -> None:
    parts = bench.parts()
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = bench.relations(("comments", "../comments1.xml"))
    parts["xl/comments1.xml"] = (
        '<comments><commentList><comment ref="A2"><text><r><t>ask Dana</t></r></text></comment></commentList></comments>'
    )

    assert [cell.comment for cell in read(bench, parts) if cell.comment] == ["ask Dana"]


def test_words_in_a_text_box_are_said(bench: Any) -> None:
    parts = bench.parts()
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = bench.relations(
        ("drawing", "../drawings/drawing1.xml")
    )
    parts["xl/drawings/drawing1.xml"] = (
        "<wsDr><sp><txBody><t>remember the vans</t></txBody></sp></wsDr>"
    )
    _, notices = sheets.read(bench.save(parts))

    assert [notice.message for notice in notices] == [
        "A text box floats over the sheet: what is outside cells is not read."
    ]


def test_a_formula_gives_its_saved_result(bench: Any) -> None:
    data = '<row r="1"><c r="A1" t="str"><f>"Wa"&amp;"ter"</f><v>Water</v></c></row>'

    assert read(bench, bench.parts(data))[0].text == "Water"


@pytest.mark.parametrize(
    ("saved", "fault"),
    [
        ("<c r='A1'><f>B1</f></c>", "It holds a formula without a saved result."),
        ("<c r='A1'><f>B1</f><v></v></c>", "It holds a formula without a saved result."),
        ("<c r='A1' t='e'><v>#REF!</v></c>", "It shows the error #REF!."),
    ],
)
def test_a_cell_without_a_value_says_why(bench: Any, saved: str, fault: str) -> None:
    (cell,) = read(bench, bench.parts(f'<row r="1">{saved}</row>'))

    assert (cell.fault, cell.value) == (fault, None)


def test_an_empty_result_of_a_formula_is_an_empty_cell(bench: Any) -> None:
    data = '<row r="1"><c r="A1" t="str"><f>""</f><v></v></c></row>'

    assert read(bench, bench.parts(data)) == ()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("bad _xD83D_ half", "It holds a damaged character, which is shown as �."),
        ("exe\u202etxt", "It holds hidden marks that turn the direction of writing."),
        ("y" * 40_000, "It holds 40,000 characters; Excel allows 32,767 and cuts the rest."),
    ],
)
def test_what_cannot_be_seen_in_a_cell_is_said(bench: Any, words: str, message: str) -> None:
    _, notices = sheets.read(bench.save(bench.parts(f'<row r="1">{bench.cell("A1", words)}</row>')))

    assert [(notice.place.cell, notice.message) for notice in notices] == [("A1", message)]


def test_a_workbook_with_macros_is_read_and_they_are_said(bench: Any) -> None:
    parts = bench.parts()
    parts["xl/_rels/workbook.xml.rels"] = bench.relations(
        ("worksheet", "worksheets/sheet1.xml"), ("vbaProject", "vbaProject.bin")
    )
    _, notices = sheets.read(bench.save(parts, "cards.xlsm"))

    assert [str(notice) for notice in notices] == [
        "cards.xlsm: It holds macros, which are never run and are in no output."
    ]


def test_a_sheet_keeps_the_name_the_file_is_given(bench: Any) -> None:
    (sheet,), _ = sheets.read(bench.save(bench.parts()), name="day 1/cards.xlsx")

    assert str(sheet.place(2, 1)) == "day 1/cards.xlsx!Ideas!A2"


@pytest.mark.parametrize(
    "change",
    [
        lambda name: name.replace("/", "\\"),
        lambda name: name if name.startswith("[") else name.upper(),
    ],
)
def test_parts_are_found_whatever_their_case_and_slashes(bench: Any, change: Any) -> None:
    parts = {change(name): part for name, part in bench.parts().items()}

    assert len(read(bench, parts)) == 6


def test_strict_workbooks_and_prefixed_elements_read_like_others(bench: Any) -> None:
    parts = bench.parts()
    sheet = str(parts["xl/worksheets/sheet1.xml"])
    for name in ("worksheet", "sheetData", "row", "c", "is", "t"):
        sheet = sheet.replace(f"<{name} ", f"<x:{name} ").replace(f"<{name}>", f"<x:{name}>")
        sheet = sheet.replace(f"</{name}>", f"</x:{name}>")
    sheet = sheet.replace("xmlns=", "xmlns:x=").replace(
        "schemas.openxmlformats.org", "purl.oclc.org/ooxml"
    )

    assert len(read(bench, {**parts, "xl/worksheets/sheet1.xml": sheet})) == 6


def test_empty_styled_rows_without_end_are_passed_over(bench: Any) -> None:
    data = bench.rows(("Idea",), ("a",)) + "".join(
        f'<row r="{n}"><c r="A{n}" s="1"/></row>' for n in range(3, 5000)
    )

    assert len(read(bench, bench.parts(data))) == 2


def test_one_cell_at_the_far_end_is_just_one_cell(bench: Any) -> None:
    data = (
        bench.rows(("Idea",), ("a",)) + f'<row r="1048576">{bench.cell("XFD1048576", "far")}</row>'
    )

    assert [cell.row for cell in read(bench, bench.parts(data))] == [1, 2, 1_048_576]


def test_a_number_that_its_format_does_not_show_is_read_and_said(bench: Any) -> None:
    parts = bench.parts('<row r="1"><c r="A1" s="1"><v>0</v></c><c r="B1" s="1"><v>7</v></c></row>')
    parts["xl/styles.xml"] = (
        '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="#,##0;-#,##0;"/></numFmts>'
        '<cellXfs><xf/><xf numFmtId="164"/></cellXfs></styleSheet>'
    )
    parts["xl/_rels/workbook.xml.rels"] = bench.relations(
        ("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")
    )
    (sheet,), (notice,) = sheets.read(bench.save(parts))

    assert [(cell.text, cell.value) for cell in sheet.cells] == [("0", 0), ("7", 7)]
    assert notice.message == "Excel shows no number there, by its format, but one was read: A1."


def test_cells_may_come_in_any_order_and_be_named_in_small_letters(bench: Any) -> None:
    data = f'<row r="1">{bench.cell("b1", "Group")}{bench.cell("a1", "Idea")}</row>'
    cells = read(bench, bench.parts(data))

    assert [(cell.column, cell.text) for cell in cells] == [(1, "Idea"), (2, "Group")]


@pytest.mark.parametrize(("most", "refused"), [(4, False), (3, True)])
def test_a_text_that_is_far_too_long_is_refused_with_what_to_do(
    bench: Any, monkeypatch: pytest.MonkeyPatch, most: int, *, refused: bool
) -> None:
    monkeypatch.setattr(cells, "FAR_TOO_LONG", most)
    parts = bench.parts(f'<row r="1">{bench.cell("B1", "Idea")}</row>')

    if not refused:
        assert [each.text for each in read(bench, parts)] == ["Idea"]
        return
    with pytest.raises(LimitReached) as told:
        read(bench, parts)
    (problem,) = told.value.problems
    assert problem.message == "B1 holds more than 3 characters."
    assert problem.hint == "Split the text over several cells."


@pytest.mark.parametrize("names", ["b1 a1 a1", "b1 a1 b1", "c1 b1 a1 b1", "a1 a1"])
def test_a_cell_that_is_there_twice_is_damage_wherever_it_stands(bench: Any, names: str) -> None:
    data = f'<row r="1">{"".join(bench.cell(name, "Idea") for name in names.split())}</row>'

    with pytest.raises(InputRefused, match="is in it twice"):
        read(bench, bench.parts(data))


def test_a_module_that_stands_among_the_sheets_is_named_and_passed_over(bench: Any) -> None:
    parts = bench.parts()
    parts["xl/workbook.xml"] = str(parts["xl/workbook.xml"]).replace(
        "</sheets>", '<sheet name="Module" sheetId="2" r:id=""/></sheets>'
    )
    (sheet,), notices = sheets.read(bench.save(parts))

    assert len(sheet.cells) == 6
    assert [str(notice) for notice in notices] == [
        "cards.xlsx!Module: It is a chart, a dialog or a module: it has no cells to read."
    ]


def test_a_row_without_a_number_follows_the_one_above(bench: Any) -> None:
    first, second = (
        bench.cell("", "Idea").replace(' r=""', ""),
        bench.cell("", "a").replace(' r=""', ""),
    )
    data = f'<row r="abc">{first}</row><row r="-1">{second}</row>'

    assert [(cell.row, cell.text) for cell in read(bench, bench.parts(data))] == [
        (1, "Idea"),
        (2, "a"),
    ]


def test_a_cell_without_a_name_follows_an_empty_one_that_has_one(bench: Any) -> None:
    nameless = bench.cell("", "Group").replace(' r=""', "")
    data = f'<row r="3">{bench.cell("B3", "Idea")}<c r="D3" s="0"/>{nameless}</row>'

    assert [(cell.row, cell.column) for cell in read(bench, bench.parts(data))] == [(3, 2), (3, 5)]
