"""Files that are damaged, disguised or made to overwhelm are refused, with a reason."""

import os
import struct
import time
import zlib
from collections.abc import Callable
from typing import Any

import pytest

from pipeline import sheets
from pipeline.problems import InputRefused, LimitReached, PipelineError
from pipeline.sheets import amounts, cells, package, styles

AGAIN = "  Open it in Excel, save it as a new Excel Workbook (.xlsx), and use that."
SAVE_AS = "  Open it in Excel and save it as Excel Workbook (.xlsx)."
SHEET = "xl/worksheets/sheet1.xml"


def refusal(bench: Any, content: Any, name: str = "cards.xlsx") -> str:
    with pytest.raises(PipelineError) as refused:
        sheets.read(bench.save(content, name))
    return str(refused.value)


@pytest.mark.parametrize(
    ("content", "message", "hint"),
    [
        (b"", "It is empty.", "  Check that it was saved and copied whole."),
        (b"\x89PNG\r\n\x1a\n1234", "It is a picture, not an Excel workbook.", SAVE_AS),
        (b"\x1f\x8b\x08\x00", "It is a packed file, not an Excel workbook.", SAVE_AS),
        (b"%PDF-1.7", "It is a PDF, not an Excel workbook.", SAVE_AS),
        (b"<html><table>", "It is a web page (HTML), not an Excel workbook.", SAVE_AS),
        (
            b"Idea,Group\r\na,b\r\n",
            "It is text, perhaps CSV, not an Excel workbook.",
            "  Rename it so that it ends in .csv, or save it as Excel Workbook (.xlsx).",
        ),
        (
            "\ufeffIdea\tGroup".encode("utf-16-le"),
            "It is text, perhaps CSV, not an Excel workbook.",
            "  Rename it so that it ends in .csv, or save it as Excel Workbook (.xlsx).",
        ),
        (
            bytes.fromhex("d0cf11e0a1b11ae1") + b"Workbook",
            "It is an old Excel 97-2003 file (.xls), not an .xlsx workbook.",
            SAVE_AS,
        ),
        (
            bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"),
            "It is protected by a password (encrypted).",
            "  Open it in Excel, remove the password under File, Info, and save it.",
        ),
        (b"\x00\x01\x02\x03", "It is not an Excel workbook.", SAVE_AS),
    ],
)
def test_what_is_no_workbook_is_called_what_it_is(
    bench: Any, content: bytes, message: str, hint: str
) -> None:
    assert refusal(bench, content) == f"cards.xlsx: {message}\n{hint}"


def doctype(bench: Any) -> Any:
    parts = bench.parts()
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    return {**parts, SHEET: bomb + str(parts[SHEET])}


def doctype_in_content_types(bench: Any) -> Any:
    parts = bench.parts()
    name = "[Content_Types].xml"
    return {**parts, name: '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x">' + str(parts[name])}


def cut_sheet(bench: Any) -> Any:
    parts = bench.parts()
    return {**parts, SHEET: str(parts[SHEET])[:-40]}


def surrogate(bench: Any) -> Any:
    return bench.parts(f'<row r="1">{bench.cell("A1", "&#xD83D;")}</row>')


def nested(bench: Any) -> Any:
    return bench.parts("<a>" * 5000 + "</a>" * 5000)


def same_cell_twice(bench: Any) -> Any:
    return bench.parts(f'<row r="2">{bench.cell("A2", "a")}{bench.cell("A2", "b")}</row>')


def text_of_nowhere(bench: Any) -> Any:
    return bench.parts('<row r="1"><c r="A1" t="s"><v>-1</v></c></row>')


def no_sheet(bench: Any) -> Any:
    parts = bench.parts()
    del parts[SHEET]
    return parts


def no_number(bench: Any) -> Any:
    return bench.parts('<row r="1"><c r="A1"><v>nan</v></c></row>')


def odd_letters(bench: Any) -> Any:
    parts = bench.parts()
    return {**parts, SHEET: '<?xml version="1.0" encoding="ZZZ9"?>' + str(parts[SHEET])}


def no_cell_name(bench: Any) -> Any:
    return bench.parts(f'<row r="1">{bench.cell("ZZZ1", "a")}</row>')


def cut_file(bench: Any) -> Any:
    whole = bench.zip(bench.parts())
    return whole[: len(whole) * 2 // 3]


def flipped_bit(bench: Any) -> Any:
    whole = bytearray(bench.zip({**bench.parts(), SHEET: bench.parts()[SHEET]}))
    at = whole.index(SHEET.encode()) + len(SHEET) + 20
    whole[at] ^= 0x10
    return bytes(whole)


def lying_size(bench: Any) -> Any:
    whole = bytearray(bench.zip(bench.parts()))
    at = whole.rindex(SHEET.encode()) - 46
    whole[at + 24 : at + 28] = struct.pack("<I", 10)
    return bytes(whole)


def part_twice(bench: Any) -> Any:
    parts = bench.parts()
    return {**parts, "XL/Worksheets/Sheet1.xml": parts[SHEET]}


def overlapping(bench: Any) -> Any:
    whole = bytearray(bench.zip({**bench.parts(), "xl/a.xml": "<a/>", "xl/b.xml": "<b/>"}))
    first, second = (whole.rindex(name) - 46 for name in (b"xl/a.xml", b"xl/b.xml"))
    whole[second + 42 : second + 46] = whole[first + 42 : first + 46]
    return bytes(whole)


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (doctype, f": {SHEET} holds a DOCTYPE, which is not allowed in a workbook."),
        (
            doctype_in_content_types,
            ": [Content_Types].xml holds a DOCTYPE, which is not allowed in a workbook.",
        ),
        (cut_sheet, f": The file is damaged: {SHEET} is not valid XML, line 1."),
        (surrogate, f": The file is damaged: {SHEET} is not valid XML, line 1."),
        (nested, f": The file is damaged: {SHEET} is nested too deep."),
        (same_cell_twice, "!Ideas!A2: The file is damaged: A2 is in it twice."),
        (text_of_nowhere, "!Ideas!A1: The file is damaged: A1 refers to a text that is not in it."),
        (no_sheet, ': The file is damaged: the sheet "Ideas" is missing.'),
        (no_number, "!Ideas!A1: The file is damaged: A1 holds no number."),
        (
            odd_letters,
            f": The file is damaged: {SHEET} is written in letters that Excel does not use.",
        ),
        (no_cell_name, "!Ideas: The file is damaged: ZZZ1 is not the name of a cell."),
        (
            cut_file,
            ": The file is damaged: it is incomplete, as if it was cut off while it was copied.",
        ),
        (
            lying_size,
            f": The file is damaged: {SHEET} does not unpack to the size and checksum (CRC) it should have.",
        ),
        (part_twice, ": The file is damaged: its part xl/worksheets/sheet1.xml is in it twice."),
        (overlapping, ": The file is damaged: its parts overlap, which is unsafe."),
    ],
)
def test_a_damaged_workbook_is_refused_with_what_is_wrong(
    bench: Any, build: Callable[[Any], Any], message: str
) -> None:
    assert refusal(bench, build(bench)) == f"cards.xlsx{message}\n{AGAIN}"


def test_a_flipped_bit_is_noticed(bench: Any) -> None:
    assert "The file is damaged" in refusal(bench, flipped_bit(bench))


def test_a_member_behind_a_password_is_refused(bench: Any) -> None:
    whole = bytearray(bench.zip(bench.parts()))
    at = whole.rindex(SHEET.encode()) - 46
    whole[at + 8] |= 1

    assert refusal(bench, bytes(whole)) == (
        "cards.xlsx: It is protected by a password (encrypted).\n  Save it without a password and use that."
    )


def test_a_huge_merged_cell_is_refused(bench: Any) -> None:
    after = '<mergeCells><mergeCell ref="A3:XFD1048576"/></mergeCells>'

    assert refusal(bench, bench.parts(after=after)) == (
        "cards.xlsx!Ideas!A3: The merged cell A3:XFD1048576 is too large.\n  Unmerge it in Excel."
    )


def test_other_zip_files_are_called_what_they_are(bench: Any) -> None:
    assert refusal(bench, {"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}) == (
        f"cards.xlsx: It is an OpenDocument spreadsheet, not an Excel workbook.\n{SAVE_AS}"
    )
    assert refusal(bench, {"hello.txt": "hello"}) == (
        f"cards.xlsx: It is a zip file, but not an Excel workbook.\n{SAVE_AS}"
    )


def test_a_sheet_that_unpacks_without_end_is_a_limit(bench: Any) -> None:
    parts = bench.parts(before=" " * (110 << 20))

    with pytest.raises(LimitReached) as reached:
        sheets.read(bench.save(parts))

    assert str(reached.value) == (
        f"cards.xlsx: It is too large to unpack: {SHEET} passes 100 MB.\n"
        "  Copy the cells that hold something into a new workbook and use that."
    )
    assert reached.value.exit_code == 5


def test_a_bomb_in_a_part_nobody_reads_does_no_harm(bench: Any) -> None:
    parts = {**bench.parts(), "xl/media/image1.png": zlib.compress(b"") + bytes(50 << 20)}
    (sheet,), _ = sheets.read(bench.save(parts))

    assert len(sheet.cells) == 6


def test_too_many_parts_and_too_many_sheets_are_limits(bench: Any) -> None:
    many = {**bench.parts(), **{f"xl/media/{n}.png": b"" for n in range(10_001)}}
    with pytest.raises(
        LimitReached, match="It has too many parts: 10,006, where 10,000 are allowed"
    ):
        sheets.read(bench.save(many))

    more = {f"Sheet {n}": "visible" for n in range(300)}
    with pytest.raises(LimitReached, match="It has 301 sheets; 255 sheets are read at most"):
        sheets.read(bench.save(bench.parts(more=more)))


def test_names_outside_the_workbook_are_never_unpacked(bench: Any, tmp_path: Any) -> None:
    parts = {**bench.parts(), "../../evil.txt": "evil", "/tmp/evil.txt": "evil"}  # noqa: S108
    (sheet,), _ = sheets.read(bench.save(parts))

    assert len(sheet.cells) == 6
    assert not list(tmp_path.parent.glob("evil.txt"))


def test_excels_lock_file_and_unknown_kinds_of_file_are_refused(bench: Any) -> None:
    assert refusal(bench, b"x", "~$cards.xlsx") == (
        "~$cards.xlsx: This is Excel's lock file, not a workbook.\n"
        "  Close the workbook in Excel and name the file without ~$."
    )
    assert refusal(bench, b"x", "cards.wpx") == (
        "cards.wpx: Files that end in .wpx are not read.\n"
        "  Save it as Excel Workbook (.xlsx) or CSV UTF-8 (.csv)."
    )


def test_a_file_that_is_not_there_is_refused(tmp_path: Any) -> None:
    with pytest.raises(InputRefused) as refused:
        sheets.read(tmp_path / "cards.xlsx")

    assert str(refused.value) == (
        "cards.xlsx: It cannot be read: No such file or directory.\n  Check the name and who may open it."
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such pipes")
@pytest.mark.parametrize("name", ["cards.xlsx", "cards.csv"])
def test_a_pipe_that_may_never_give_anything_is_refused(tmp_path: Any, name: str) -> None:
    os.mkfifo(tmp_path / name)

    with pytest.raises(InputRefused) as refused:
        sheets.read(tmp_path / name)

    assert str(refused.value) == (
        f"{name}: It is a pipe or a device, not a file.\n"
        "  Save what it gives as a file and name that."
    )


def test_a_file_that_is_far_too_large_is_not_even_opened(tmp_path: Any) -> None:
    path = tmp_path / "cards.csv"
    with path.open("wb") as file:
        file.truncate(201 << 20)

    with pytest.raises(LimitReached) as reached:
        sheets.read(path)

    assert str(reached.value) == (
        "cards.csv: It is too large: more than 200 MB.\n  Split it into several files."
    )


def test_a_tag_without_end_and_cells_without_number_are_refused_before_they_fill_the_memory(
    bench: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr(package, "MOST_ELEMENTS", 1000)
    parts = bench.parts()
    endless = str(parts[SHEET]).replace("<sheetData>", f"<!--{'x' * (3 << 20)}--><sheetData>")
    many = str(parts[SHEET]).replace("<sheetData>", f"<sheetData>{'<row/>' * 90_000}")

    assert refusal(bench, {**parts, SHEET: endless}).startswith(
        f"cards.xlsx: The file is damaged: {SHEET} holds a tag or remark without end."
    )
    assert refusal(bench, {**parts, SHEET: many}).startswith(
        f"cards.xlsx: It is too large: {SHEET} holds too many cells, empty or not, or other elements."
    )


def test_styles_without_number_are_refused(bench: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(styles, "MOST", 1000)
    parts = bench.parts()
    parts["xl/styles.xml"] = f"<styleSheet><cellXfs>{'<xf/>' * 1001}</cellXfs></styleSheet>"
    parts["xl/_rels/workbook.xml.rels"] = bench.relations(
        ("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")
    )

    assert refusal(bench, parts) == (
        "cards.xlsx: It holds more than 1,000 styles.\n"
        "  Copy the cells that hold something into a new workbook and use that."
    )


def test_formats_of_numbers_without_number_are_refused(bench: Any) -> None:
    codes = "".join(f'<numFmt numFmtId="{n}" formatCode="0.{n}"/>' for n in range(200, 5200))
    parts = bench.parts()
    parts["xl/styles.xml"] = f"<styleSheet><numFmts>{codes}</numFmts></styleSheet>"
    parts["xl/_rels/workbook.xml.rels"] = bench.relations(
        ("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")
    )

    assert refusal(bench, parts) == (
        "cards.xlsx: It holds more than 5,000 formats of numbers.\n"
        "  Copy the cells that hold something into a new workbook and use that."
    )


def test_columns_whose_size_is_said_without_end_cost_nothing(bench: Any) -> None:
    columns = '<col min="1" max="16384" width="9"/>' * 100_000
    began = time.process_time()
    (sheet,), _ = sheets.read(bench.save(bench.parts(before=f"<cols>{columns}</cols>")))

    assert len(sheet.cells) == 6
    assert time.process_time() - began < 5  # a part of a second, where it took minutes


def test_a_text_that_nobody_typed_is_refused(bench: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(cells, "FAR_TOO_LONG", 1000)

    assert refusal(bench, bench.parts(bench.rows(("Idea",), ("x" * 1001,)))) == (
        "cards.xlsx!Ideas: A2 holds more than 1,000 characters.\n"
        "  Split the text over several cells."
    )


def test_numbers_of_a_thousand_digits_are_no_numbers_of_rows_looks_or_texts(bench: Any) -> None:
    many = "9" * 5000
    row = f'<row r="{many}"><c r="A1" s="{many}" t="inlineStr"><is><t>Idea</t></is></c></row>'
    (sheet,), _ = sheets.read(bench.save(bench.parts(row)))

    assert [cell.text for cell in sheet.cells] == ["Idea"]
    assert "A1 refers to a text that is not in it" in refusal(
        bench, bench.parts(f'<row r="1"><c r="A1" t="s"><v>{many}</v></c></row>')
    )


def test_a_long_text_that_stands_in_many_cells_is_counted_in_each(
    bench: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr(cells, "MOST_SHARED", 100)
    more = bench.relations(("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "texts.xml"))
    row = '<row r="1">' + "".join(f'<c r="{c}1" t="s"><v>0</v></c>' for c in "ABC") + "</row>"
    texts = f"<sst><si><t>{'x' * 40}</t></si></sst>"
    parts = {**bench.parts(row), "xl/texts.xml": texts, "xl/_rels/workbook.xml.rels": more}

    assert refusal(bench, parts) == (
        "cards.xlsx!Ideas: It holds more than 100 letters, the same texts again and again.\n"
        "  Copy the cells that hold something into a new workbook and use that."
    )


def of_opendocument(bench: Any, rows: str, name: str) -> Any:
    spaces = 'xmlns:table="t" xmlns:text="x"'
    table = f'<table:table table:name="Ideas">{rows}</table:table>'
    return bench.save(bench.zip({"content.xml": f"<content {spaces}>{table}</content>"}), name)


def test_too_many_cells_of_an_opendocument_sheet_are_refused_before_the_walk(
    bench: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr(amounts, "MOST_CELLS", 6)
    row = "<table:table-row>" + 3 * "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    row += "</table:table-row>"
    (sheet,), _ = sheets.read(of_opendocument(bench, 2 * row.format(*"abc"), "six.ods"))
    assert len(sheet.cells) == 6

    (sheet,), _ = sheets.read(of_opendocument(bench, 6 * row.format("a", "", ""), "blank.ods"))
    assert len(sheet.cells) == 6

    with pytest.raises(LimitReached) as reached:
        sheets.read(of_opendocument(bench, 3 * row.format(*"abc") + "</broken>", "nine.ods"))
    assert str(reached.value) == (
        "nine.ods: It holds more than 6 cells, the most that are read of one file.\n"
        "  Take out the sheets and rows that do not count, or split it into several files."
    )


def test_spaces_without_number_in_an_opendocument_cell_are_refused(bench: Any) -> None:
    spaces = '<text:s text:c="1000"/>' * 5000
    cell = f"<table:table-cell><text:p>{spaces}x</text:p></table:table-cell>"
    row = f"<table:table-row>{cell}</table:table-row>"

    with pytest.raises(LimitReached) as reached:
        sheets.read(of_opendocument(bench, row, "spaces.ods"))
    assert str(reached.value) == (
        "spaces.ods!Ideas: A1 holds more than 4,000,000 characters.\n"
        "  Split the text over several cells."
    )


def test_a_line_wider_than_excel_is_refused(bench: Any) -> None:
    assert refusal(bench, b"Idea\n" + b"," * 20_000, "cards.csv") == (
        "cards.csv: Line 2 has more than 16,384 columns, as many as Excel allows.\n"
        "  Leave out the columns that do not count."
    )
