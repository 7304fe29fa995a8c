"""The same cards in six formats; what a format cannot tell is said; every bomb and lock is refused."""

import io
import json
import re
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from click.testing import CliRunner, Result
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl import load_workbook

from pipeline import flow, openxml, sheets
from pipeline.cli import main
from pipeline.model import Cell, Sheet
from pipeline.problems import InputRefused, LimitReached, PipelineError
from pipeline.sheets import amounts, binary, opendocument, pages, web_page, workbook

Run = Callable[..., Result]
FORMATS = Path(__file__).parent.parent / "data" / "formats"
CARDS = [
    ["Idea", "Column", "Title"],
    ["Bus passes for all", "1", "Getting there"],
    ["A van from the harbor", "1", "Getting there"],
    ["One intake form", "2", "One way in"],
    ["Kids' club closes at five"],
]


def words(sheet: Sheet) -> list[list[str]]:
    rows: dict[int, list[str]] = {}
    for cell in sheet.cells:
        rows.setdefault(cell.row, []).append(cell.text)
    return list(rows.values())


def cell(sheet: Sheet, row: int, column: int) -> Cell:
    return next(each for each in sheet.cells if (each.row, each.column) == (row, column))


def csv() -> bytes:
    return "\n".join(",".join(row) for row in CARDS).encode()


def docx() -> bytes:
    document = Document()
    document.add_heading("What we heard", 1)
    document.add_paragraph("Thank you all for coming to the harbor.")
    table = document.add_table(len(CARDS), 3)
    for row, line in zip(table.rows, CARDS, strict=True):
        for at, each in zip(row.cells, line, strict=False):
            at.text = each
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def xlsb(*cells: tuple[int, int, str]) -> bytes:
    """Return a binary workbook of one sheet, records written one by one ([MS-XLSB])."""

    def record(kind: int, content: bytes = b"") -> bytes:
        name = bytes([kind]) if kind < 128 else bytes([kind & 127 | 128, kind >> 7])
        size, length = len(content), b""
        while size > 127:
            length, size = length + bytes([size & 127 | 128]), size >> 7
        return name + length + bytes([size]) + content

    def wide(text: str) -> bytes:
        return len(text).to_bytes(4, "little") + text.encode("utf-16-le")

    def number(value: int) -> bytes:
        return value.to_bytes(4, "little")

    rows = sorted({row for row, _, _ in cells})
    sheet = record(0x81) + record(0x94, number(rows[0]) + number(rows[-1]) + number(0) + number(9))
    sheet += record(0x91)
    for row in rows:
        sheet += record(0x00, number(row) + bytes(13))
        for at, column, text in cells:
            if at == row:
                sheet += record(0x06, number(column) + bytes(4) + wide(text))
    sheet += record(0x92) + record(0x82)
    book = (
        record(0x83)
        + record(0x8F)
        + record(0x9C, number(0) + number(1) + wide("rId1") + wide("Ideas"))
    )
    book += record(0x90) + record(0x84)
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    link = '<Relationship Id="rId1" Type="{}/{}" Target="{}"/>'
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as parts:
        types = "http://schemas.openxmlformats.org/package/2006/content-types"
        parts.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{types}"><Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>',
        )
        parts.writestr(
            "_rels/.rels", links.format(link.format(kind, "officeDocument", "xl/workbook.bin"))
        )
        parts.writestr(
            "xl/_rels/workbook.bin.rels",
            links.format(link.format(kind, "worksheet", "worksheets/sheet1.bin")),
        )
        parts.writestr("xl/workbook.bin", book)
        parts.writestr("xl/worksheets/sheet1.bin", sheet)
    return content.getvalue()  # fmt: skip


def ods(body: str, more: str = "", **parts: str) -> bytes:
    names = "table office text style fo calcext dc".split()  # noqa: SIM905
    spaces = " ".join(f'xmlns:{name}="urn:{name}"' for name in names)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr(
            "content.xml",
            f"<office:document-content {spaces}>{more}{body}</office:document-content>",
        )
        for name, held in parts.items():
            package.writestr(name.replace("_", "/"), held)
    return content.getvalue()  # fmt: skip


@pytest.fixture
def every_format(tmp_path: Path) -> Path:
    for name in ("cards.xlsx", "cards.ods", "cards.xls", "cards.html"):
        (tmp_path / name).write_bytes((FORMATS / name).read_bytes())
    (tmp_path / "cards.csv").write_bytes(csv())
    (tmp_path / "cards.docx").write_bytes(docx())
    (tmp_path / "cards.xlsb").write_bytes(
        xlsb(*((r, c, each) for r, row in enumerate(CARDS) for c, each in enumerate(row)))
    )
    return tmp_path


@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls", "xlsb", "html", "csv", "docx"])
def test_the_same_cards_are_read_from_every_format(ending: str, every_format: Path) -> None:
    found, _ = sheets.read(every_format / f"cards.{ending}")
    assert words(found[0]) == CARDS


@pytest.mark.parametrize("ending", ["ods", "xls", "xlsb", "html", "csv", "docx"])
def test_every_format_hangs_the_cards_alike(ending: str, every_format: Path, run: Run) -> None:
    def wall(name: str) -> list[Any]:
        said = run("group", every_format / name, "--json")
        assert said.exit_code == 0, said.stderr
        return [(each["title"], len(each["ideas"])) for each in json.loads(said.stdout)["groups"]]

    assert wall(f"cards.{ending}") == wall("cards.xlsx")


def test_an_opendocument_sheet_is_read_with_its_looks_days_comments_and_what_is_hidden() -> None:
    found, notices = sheets.read(FORMATS / "cards.ods")
    ideas, actions = found
    assert (ideas.name, actions.name) == ("Ideas", "Actions")
    assert cell(ideas, 1, 1).bold
    assert cell(ideas, 2, 1).fill == "FFFF00"
    assert cell(ideas, 3, 1).comment == "asked twice"
    assert cell(ideas, 4, 1).struck
    assert (cell(actions, 2, 3).text, cell(actions, 2, 3).value) == (
        "11/04/2026",
        date(2026, 11, 4),
    )
    assert (cell(actions, 2, 4).text, cell(actions, 2, 4).value) == ("25%", 0.25)
    assert cell(actions, 3, 1).hidden
    said = [f"{each.place}: {each.message}" for each in notices]
    assert said == [
        "cards.ods!Actions: Row 3 is hidden; what is there was read.",
        "cards.ods!Old: The sheet is hidden and was not read: 1 cells.",
    ]


def test_repeated_cells_stand_where_they_are_repeated_and_empty_ones_cost_nothing(
    tmp_path: Path,
) -> None:
    row = (
        '<table:table-row table:number-rows-repeated="2"><table:table-cell/>'
        '<table:table-cell table:number-columns-repeated="2"><text:p>a<text:s text:c="2"/>b</text:p>'
        "<text:p>c</text:p></table:table-cell></table:table-row>"
    )
    empty = '<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    faults = (
        '<table:table-row><table:table-cell calcext:value-type="error"><text:p>#REF!</text:p></table:table-cell>'
        '<table:table-cell table:formula="of:=A1"/></table:table-row>'
    )
    (tmp_path / "a.ods").write_bytes(
        ods(f'<table:table table:name="S">{row}{faults}{empty}</table:table>')
    )
    (sheet,), _ = sheets.read(tmp_path / "a.ods")
    assert [(each.row, each.column, each.text) for each in sheet.cells[:4]] == [
        (1, 2, "a  b\nc"), (1, 3, "a  b\nc"), (2, 2, "a  b\nc"), (2, 3, "a  b\nc"),
    ]  # fmt: skip
    assert [each.fault for each in sheet.cells[4:]] == [
        "It shows the error #REF!.", "It holds a formula without a saved result.",
    ]  # fmt: skip


FULL = '<table:table table:name="S"><table:table-row table:number-rows-repeated="{}"><table:table-cell table:number-columns-repeated="{}"><text:p>x</text:p></table:table-cell></table:table-row></table:table>'


@pytest.mark.parametrize(("rows", "columns"), [(100_001, 1), (10_000, 11)])
def test_a_cell_repeated_without_end_is_refused(rows: int, columns: int, tmp_path: Path) -> None:
    (tmp_path / "a.ods").write_bytes(ods(FULL.format(rows, columns)))
    with pytest.raises(LimitReached, match="more than 100,000 cells"):
        sheets.read(tmp_path / "a.ods")


def test_a_row_repeated_for_a_million_letters_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.ods").write_bytes(ods(FULL.format(10_000, 1)))
    assert len(sheets.read(tmp_path / "a.ods", large=True)[0][0].cells) == 10_000

    (tmp_path / "a.ods").write_bytes(ods(FULL.format(10_001, 1)))
    with pytest.raises(LimitReached, match="Row 1 stands there 10,001 times"):
        sheets.read(tmp_path / "a.ods", large=True)


@pytest.mark.parametrize(("rows", "columns"), [(1, 16_385), (1_048_577, 1), (2, 999_999_999)])
def test_cells_beyond_the_last_are_refused(rows: int, columns: int, tmp_path: Path) -> None:
    (tmp_path / "a.ods").write_bytes(ods(FULL.format(rows, columns)))
    with pytest.raises(PipelineError):
        sheets.read(tmp_path / "a.ods")


def test_a_locked_opendocument_file_is_said_to_be_locked(tmp_path: Path) -> None:
    manifest = (
        "<manifest:manifest xmlns:manifest='urn:m'><manifest:encryption-data/></manifest:manifest>"
    )
    (tmp_path / "a.ods").write_bytes(ods("", **{"META-INF_manifest.xml": manifest}))
    with pytest.raises(InputRefused, match="protected by a password"):
        sheets.read(tmp_path / "a.ods")


def test_an_old_workbook_is_read_and_what_it_cannot_tell_is_said() -> None:
    found, notices = sheets.read(FORMATS / "cards.xls")
    assert [sheet.name for sheet in found] == ["Ideas", "Actions"]
    assert cell(found[1], 2, 3).value == date(2026, 11, 4)
    assert "colors, comments, struck-out words, hidden rows" in notices[0].message
    assert "The sheet is hidden and was not read" in notices[1].message


def test_cells_of_a_binary_workbook_that_lie_far_apart_are_refused_before_they_fill_the_memory(
    tmp_path: Path,
) -> None:
    (tmp_path / "far.xlsb").write_bytes(xlsb((0, 0, "Idea"), (1_048_575, 16_383, "far")))
    with pytest.raises(LimitReached, match="very far apart"):
        sheets.read(tmp_path / "far.xlsb")


def test_an_old_workbook_whose_cells_lie_far_apart_is_refused_before_it_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(binary, "_opened", None)
    content = (FORMATS / "cards.xls").read_bytes()
    at = content.index(b"\xfd\x00\x0a\x00") + 4  # the first cell with words
    far = content[:at] + b"\xff\xff\xff\x00" + content[at + 4 :]
    (tmp_path / "far.xls").write_bytes(far)

    with pytest.raises(LimitReached, match="very far apart"):
        sheets.read(tmp_path / "far.xls")


def test_an_old_workbook_may_hold_just_so_many_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    most = 28  # five rows of three columns, four of three, and a sheet of one cell
    monkeypatch.setattr(binary, "WIDEST", most)
    assert sheets.read(FORMATS / "cards.xls")
    monkeypatch.setattr(binary, "WIDEST", most - 1)
    with pytest.raises(LimitReached, match="very far apart"):
        sheets.read(FORMATS / "cards.xls")


def test_an_old_workbook_may_have_as_many_sheets_as_a_new_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(workbook, "MOST_SHEETS", 3)
    assert sheets.read(FORMATS / "cards.xls")
    monkeypatch.setattr(workbook, "MOST_SHEETS", 2)
    with pytest.raises(LimitReached, match="It has 3 sheets; 2 sheets are read at most"):
        sheets.read(FORMATS / "cards.xls")


def test_an_old_workbook_may_begin_far_to_the_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = bytearray((FORMATS / "cards.xls").read_bytes())
    at = content.index(b"\xfd\x00\x0a\x00") + 4
    while (
        content[at - 4 : at] == b"\xfd\x00\x0a\x00"
    ):  # every cell of the first sheet: 200 to the right
        content[at + 2] += 200
        at += 14
    (tmp_path / "right.xls").write_bytes(content)
    monkeypatch.setattr(binary, "WIDEST", 28)

    found, _ = sheets.read(tmp_path / "right.xls")

    assert min(each.column for each in found[0].cells) == 201


@pytest.mark.parametrize("at", [30, 48, 76])
def test_an_old_workbook_with_a_damaged_table_is_refused(at: int, tmp_path: Path) -> None:
    content = bytearray((FORMATS / "cards.xls").read_bytes())
    content[at : at + 4] = b"\x07\x07\x07\x07"
    (tmp_path / "bad.xls").write_bytes(content)

    with pytest.raises(InputRefused, match="The file is damaged"):
        sheets.read(tmp_path / "bad.xls")


def test_sectors_that_run_in_a_circle_end(tmp_path: Path) -> None:
    content = bytearray((FORMATS / "cards.xls").read_bytes())
    (first,) = struct.unpack_from("<I", content, 76)  # the table says which sector follows which
    table = 512 + 512 * first
    for number in range(128):
        struct.pack_into("<I", content, table + 4 * number, number)
    (tmp_path / "bad.xls").write_bytes(content)

    with pytest.raises(InputRefused, match="The file is damaged"):
        sheets.read(tmp_path / "bad.xls")


def test_a_sheet_of_an_old_workbook_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    content = bytearray((FORMATS / "cards.xls").read_bytes())
    sheets_at = [each.end() for each in re.finditer(rb"\x85\x00[\x06-\x40]\x00", bytes(content))]
    content[sheets_at[1] : sheets_at[1] + 4] = content[sheets_at[0] : sheets_at[0] + 4]
    (tmp_path / "twice.xls").write_bytes(content)

    with pytest.raises(InputRefused, match="The file is damaged"):
        sheets.read(tmp_path / "twice.xls")


@pytest.mark.parametrize("ending", ["ods", "xls", "xlsb", "docx", "html", "zip"])
@pytest.mark.parametrize(
    "content", [b"", b"\0\1\2\3", b"PK\3\4rest", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)]
)
def test_what_is_damaged_is_refused_in_words(ending: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / f"a.{ending}").write_bytes(content)
    with pytest.raises(PipelineError) as refused:
        sheets.read(tmp_path / f"a.{ending}")
    assert str(refused.value).startswith(f"a.{ending}: ")


@pytest.mark.parametrize("ending", ["ods", "docx", "xlsb", "zip"])
def test_a_bomb_is_refused_in_every_format_that_is_a_zip(ending: str, tmp_path: Path) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as parts:
        names = {
            "ods": "content.xml",
            "docx": "word/document.xml",
            "xlsb": "xl/worksheets/sheet1.bin",
            "zip": "a.csv",
        }
        parts.writestr(names[ending], b" " * (201 << 20))
    (tmp_path / f"a.{ending}").write_bytes(content.getvalue())
    with pytest.raises(LimitReached, match="too large to unpack"):
        sheets.read(tmp_path / f"a.{ending}")


# ── tables and lists of texts ────────────────────────────────────────────────────────────────


def test_lists_of_a_word_document_are_columns_under_the_words_above_them(tmp_path: Path) -> None:
    document = Document()
    document.add_heading("Getting there", 2)
    document.add_paragraph("Bus passes for all", style="List Bullet")
    document.add_paragraph("A van from the harbor", style="List Bullet")
    document.add_paragraph("One way in", style="Heading 2")
    document.add_paragraph("One intake form", style="List Number")
    document.add_paragraph("We closed at five and thanked everybody.")
    document.save(str(tmp_path / "a.docx"))
    (sheet,), (notice,) = sheets.read(tmp_path / "a.docx")
    assert sheet.name == "Lists"
    assert words(sheet) == [
        ["Getting there", "One way in"],
        ["Bus passes for all", "One intake form"],
        ["A van from the harbor"],
    ]
    assert 'as running text: "We closed at five and thanked everybody."' in notice.message


def test_a_cell_that_goes_on_below_has_the_words_of_all_its_rows(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(4, 2)
    for row, (words, merge) in enumerate(
        (("Vans", "restart"), ("", "continue"), ("at dawn", "continue"), ("Bus", ""))
    ):
        table.cell(row, 0).text, table.cell(row, 1).text = words, f"{row}"
        if merge:
            marked = table.cell(row, 0)._tc.get_or_add_tcPr()
            marked.append(parse_xml(f'<w:vMerge {nsdecls("w")} w:val="{merge}"/>'))
    document.save(str(tmp_path / "notes.docx"))

    (sheet,), _ = sheets.read(tmp_path / "notes.docx")

    assert [(each.row, each.text, each.merged) for each in sheet.cells if each.column == 1] == [
        (1, "Vans\nat dawn", (3, 1)),
        (4, "Bus", (1, 1)),
    ]


def test_merged_cells_of_a_word_table_cover_what_they_cover(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(3, 3)
    for n, row in enumerate(table.rows):
        for m, each in enumerate(row.cells):
            each.text = f"{n}{m}"
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(2, 1).merge(table.cell(2, 2))
    document.save(str(tmp_path / "a.docx"))
    (sheet,), _ = sheets.read(tmp_path / "a.docx")
    assert [(each.row, each.column, each.text, each.merged) for each in sheet.cells] == [
        (1, 1, "00\n10", (2, 1)), (1, 2, "01", (1, 1)), (1, 3, "02", (1, 1)),
        (2, 2, "11", (1, 1)), (2, 3, "12", (1, 1)),
        (3, 1, "20", (1, 1)), (3, 2, "21\n22", (1, 2)),
    ]  # fmt: skip


def test_a_document_without_table_or_list_is_refused_with_what_to_do(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("A van would help.")
    document.save(str(tmp_path / "a.docx"))
    with pytest.raises(InputRefused, match="It holds no table and no list"):
        sheets.read(tmp_path / "a.docx")


def test_a_web_page_is_read_by_its_tables_and_lists(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        "<title>x</title><script>var a='<li>no</li>'</script><h2>Answers</h2>"
        "<table><tr><th>Idea<th rowspan=2>Title<tr><td>A van &amp; a bus<br>by ten</table>"
        "<p>Getting there<ul><li>Rides<li>Bus <b>passes</b></ul><p>The end.",
        encoding="utf-8",
    )
    (answers, lists), (notice,) = sheets.read(tmp_path / "a.html")
    assert answers.name == "Answers"
    assert [(each.row, each.column, each.text) for each in answers.cells] == [
        (1, 1, "Idea"), (1, 2, "Title"), (2, 1, "A van & a bus\nby ten"),
    ]  # fmt: skip
    assert words(lists) == [["Getting there"], ["Rides"], ["Bus passes"]]
    assert 'running text: "The end."' in notice.message


def test_a_paragraph_of_blanks_does_not_part_a_heading_from_its_list(tmp_path: Path) -> None:
    page = "<p>Getting there</p><p>&nbsp; </p><ul><li>Rides<li>Buses</ul>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    document = Document()
    document.add_paragraph("Getting there")
    document.add_paragraph(" \u00a0 ")
    for each in ("Rides", "Buses"):
        document.add_paragraph(each, style="List Bullet")
    document.save(str(tmp_path / "a.docx"))

    for name in ("a.html", "a.docx"):
        (lists,), _ = sheets.read(tmp_path / name)
        assert words(lists) == [["Getting there"], ["Rides"], ["Buses"]]


def test_a_web_page_of_too_many_cells_is_refused_before_it_is_parsed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(amounts, "MOST_CELLS", 3)
    page = "<TABLE><thead><tr><th class='a'>Idea<TH>Title<tr><td> </td><td></td><td>A van{}</TABLE>"
    (tmp_path / "a.html").write_text(page.format(""), encoding="utf-8")
    (sheet,), _ = sheets.read(tmp_path / "a.html")
    assert len(sheet.cells) == 3

    monkeypatch.setattr(web_page, "_Hears", None)
    (tmp_path / "a.html").write_text(page.format("<td>A bus"), encoding="utf-8")
    with pytest.raises(LimitReached, match=r"a.html: It holds more than \d"):
        sheets.read(tmp_path / "a.html")


def test_the_letters_of_a_web_page_are_those_it_names(tmp_path: Path) -> None:
    page = '<meta charset="iso-8859-1"><table><tr><td>Café</table>'
    (tmp_path / "a.html").write_bytes(page.encode("latin-1"))
    (sheet,), notices = sheets.read(tmp_path / "a.html")
    assert (words(sheet), notices) == ([["Café"]], ())


@pytest.mark.parametrize(
    "sign", ["<a ", '<a b="', "<!--", "<a b='", "</", "<![CDATA[", "<table><tr><td>", "&"]
)
def test_a_page_that_is_made_to_take_long_does_not(sign: str, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        sign * 20_000 + "<table><tr><td>Idea</table>", encoding="utf-8"
    )
    began = process_time()
    with suppress(PipelineError):
        sheets.read(tmp_path / "a.html")
    assert process_time() - began < 3


def test_a_page_that_is_too_large_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"<table><tr><td>Idea</table>" + b" " * (20 << 20))
    with pytest.raises(LimitReached, match="more than 20 MB"):
        sheets.read(tmp_path / "a.html")


@pytest.mark.parametrize(
    "before", ["<div>" * 100_000, "<!--" + "x" * 11_000_000 + "-->", "<table><tr><td>" * 400]
)
def test_what_is_nested_deep_or_stands_behind_much_is_not_lost(before: str, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(f"{before}<table><tr><td>Idea</table>", encoding="utf-8")
    (sheet, *_), _ = sheets.read(tmp_path / "a.html")
    assert "Idea" in sheet.cells[0].text


# ── a zip, a pipe, other files ───────────────────────────────────────────────────────────────


def zipped(files: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        for name, held in files.items():
            package.writestr(name, held)
    return content.getvalue()


def test_a_zip_of_exports_is_read_file_by_file(tmp_path: Path) -> None:
    held = {
        "north/wall.csv": csv(),
        "wall.csv": b"Idea\nA bench\n",
        "board.png": b"\x89PNG",
        "__MACOSX/wall.csv": b"\0",
    }
    (tmp_path / "all.zip").write_bytes(zipped(held))
    found, notices = sheets.read(tmp_path / "all.zip")
    assert [sheet.file for sheet in found] == ["all.zip/north/wall.csv", "all.zip/wall.csv"]
    assert [str(each.place) for each in notices] == ["all.zip/board.png"]


def test_what_may_hold_cards_in_a_zip_stops_the_run_and_all_faults_are_told_at_once(
    tmp_path: Path,
) -> None:
    (tmp_path / "all.zip").write_bytes(
        zipped({"a.csv": csv(), "b.zip": b"PK", "c.numbers": b"x", "d.xlsx": b"junk"})
    )
    with pytest.raises(InputRefused) as refused:
        sheets.read(tmp_path / "all.zip")
    assert [str(each.place) for each in refused.value.problems] == [
        "all.zip/b.zip", "all.zip/c.numbers", "all.zip/d.xlsx",
    ]  # fmt: skip


def test_a_ledger_in_a_zip_sets_aside_itself_alone(tmp_path: Path, run: Run) -> None:
    (tmp_path / "cards.csv").write_bytes(csv())
    assert run("make", tmp_path / "cards.csv", "--out", tmp_path / "out").exit_code == 0
    ledger = (tmp_path / "out" / "ledger.xlsx").read_bytes()
    (tmp_path / "all.zip").write_bytes(zipped({"cards.csv": csv(), "ledger.xlsx": ledger}))
    result = run("check", tmp_path / "all.zip")
    assert result.exit_code == 0
    assert "4 cards" in result.stdout
    assert "all.zip/ledger.xlsx: This is a ledger that Afterword wrote: not read." in result.stderr


@pytest.mark.parametrize("content", ["csv", "xlsx", "tabs"])
def test_what_is_piped_in_is_read(content: str) -> None:
    piped = {
        "csv": csv(),
        "tabs": csv().replace(b",", b"\t"),
        "xlsx": (FORMATS / "cards.xlsx").read_bytes(),
    }[content]
    said = CliRunner().invoke(main, ["check", "-"], input=piped)
    assert said.exit_code == 0
    assert "4 cards" in said.stdout
    assert said.stdout.startswith("input")


def test_of_what_is_piped_in_nothing_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "LARGEST", len(csv()) - 1)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(csv() + b"more")))
    with pytest.raises(LimitReached, match="It is too large: more than 0 MB"):
        sheets.read(sheets.PIPE)


def test_documents_are_made_of_what_is_piped_in(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pipeline", "make", "-", "--only", "outcomes"]
    said = subprocess.run(command, input=csv(), capture_output=True, cwd=tmp_path, check=True)
    assert b"4 cards in = 3 in groups, 1 not yet placed" in said.stderr
    outcomes = tmp_path / "outputs" / "outcomes.docx"
    assert "A van from the harbor" in openxml.text(outcomes.read_bytes())


def test_what_is_piped_in_tells_a_run_from_others(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = {"before": (), "mappings": (), "instrument": None, "out": Path("out"), "own": None}

    def told(words: bytes) -> str:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(words)))
        return flow.fingerprint([sheets.PIPE], [], **asked)

    assert told(b"one") == told(b"one") != told(b"two")


@pytest.mark.parametrize(
    ("name", "next_step"),
    [
        ("a.numbers", "choose File, Export To, Excel"),
        ("a.gsheet", "choose File, Download, Microsoft Excel"),
        ("a.jpg", "Export the board it shows as CSV or Excel"),
        ("a.pdf", "Ask for the spreadsheet it was printed from"),
        ("a.pages", "Copy what counts into a workbook"),
        ("a.thing", "Save it as Excel Workbook"),
    ],
)
def test_a_file_that_cannot_be_read_is_answered_with_how_to_get_one_that_can(
    name: str, next_step: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(b"x")
    with pytest.raises(InputRefused, match=next_step):
        sheets.read(tmp_path / name)


def test_the_fixture_is_what_openpyxl_says_it_is() -> None:
    book = load_workbook(FORMATS / "cards.xlsx")
    assert [
        [each for each in row if each] for row in book["Ideas"].iter_rows(values_only=True)
    ] == CARDS


def test_tables_by_the_ten_thousand_cost_no_more_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "MOST_TABLES", 20_000)
    found = pages.Pages("many.html", 20_000)
    began = process_time()

    for _ in range(20_000):
        found.table([[pages.TableCell("a")]])
    assert process_time() - began < 5  # a part of a second, where it took a minute
    assert found.read()[0][-1].name == "Table 20000"


@pytest.mark.parametrize("tables", [2, 3])
def test_a_document_of_more_tables_or_sheets_than_are_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tables: int
) -> None:
    monkeypatch.setattr(pages, "MOST_TABLES", 2)
    monkeypatch.setattr(opendocument, "MOST_SHEETS", 2)
    page = "<table><tr><td>Idea</table>" * tables
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    sheet = '<table:table table:name="T{}"><table:table-row><table:table-cell><text:p>Idea</text:p></table:table-cell></table:table-row></table:table>'
    (tmp_path / "a.ods").write_bytes(ods("".join(map(sheet.format, range(tables)))))

    told = {
        "a.html": (
            "a.html: It holds more than 2 tables; as many are read at most.\n"
            "  Copy the tables that count into a workbook."
        ),
        "a.ods": (
            "a.ods: It has more than 2 sheets; as many are read at most.\n"
            "  Copy the sheets that count into a new workbook."
        ),
    }
    for name, message in told.items():
        if tables == 2:
            found, _ = sheets.read(tmp_path / name)
            assert len(found) == 2
        else:
            with pytest.raises(LimitReached) as refused:
                sheets.read(tmp_path / name)
            assert str(refused.value) == message


@pytest.mark.parametrize("most", [8, 7])
def test_a_table_whose_merged_cells_reach_over_far_too_many_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(pages, "MOST_COVERED", most)
    rows = "<tr><td rowspan=3 colspan=2>Bus<td>Van<tr><td>Taxi<tr><td>Bike<tr><td rowspan=2>Car"
    (tmp_path / "a.html").write_text(f"<table>{rows}<td rowspan=2>Foot</table>", encoding="utf-8")
    if most == 8:  # it covers two columns and one and one, and twice two make way
        (sheet,), _ = sheets.read(tmp_path / "a.html")
        assert [(cell.row, cell.column) for cell in sheet.cells[2:4]] == [(2, 3), (3, 3)]
    else:
        with pytest.raises(LimitReached, match="merged cells reach over far too many others"):
            sheets.read(tmp_path / "a.html")
