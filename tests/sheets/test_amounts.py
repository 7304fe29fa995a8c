"""One limit of cells for files of every kind, counted over the whole file; only lists and tables may be larger."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from pipeline import filling, folders, intake, ledger, reading, review, sheets
from pipeline.cli import main
from pipeline.meaning import english
from pipeline.problems import LimitReached
from pipeline.reading.assessments import together
from pipeline.records import objects
from pipeline.sheets import amounts, archive
from pipeline.word import template

HELD = "It holds more than 6 cells, the most that are read of one file."
LISTED = "to divide a plain list of up to a million answers: afterword group FILE.csv --json."


@pytest.fixture(autouse=True)
def six_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(amounts, "MOST_CELLS", 6)


def text(cells: int) -> bytes:
    return ("Idea\n" + "".join(f"Share form {n}\n" for n in range(1, cells))).encode()


def workbook(cells: int) -> bytes:
    book, saved = Workbook(), io.BytesIO()
    book.remove(book.worksheets[0])
    for name, held in (("Cards", 3), ("More", cells - 3)):
        sheet = book.create_sheet(name)
        for row in range(held):
            sheet.append([f"Card {row}"])
    book.save(saved)
    return saved.getvalue()


def opendocument(cells: int) -> bytes:
    cell = "<table:table-row><table:table-cell><text:p>Bus</text:p></table:table-cell></table:table-row>"
    table = '<table:table table:name="{}">{}</table:table>'
    content = table.format("A", 3 * cell) + table.format("B", (cells - 3) * cell)
    return zipped({"content.xml": f'<c xmlns:table="t" xmlns:text="x">{content}</c>'.encode()})


def page(cells: int) -> bytes:
    return ("<ul>" + "<li>Bus" * 3 + "</ul><ol>" + "<li>Van" * (cells - 3) + "</ol>").encode()


def document(cells: int) -> bytes:
    made, saved = docx.Document(), io.BytesIO()
    for held in (3, cells - 3):
        for row in made.add_table(rows=held, cols=1).rows:
            row.cells[0].text = "Bus"
    made.save(saved)
    return saved.getvalue()


def archived(cells: int) -> bytes:
    return zipped({"a.csv": text(3), "b.csv": text(cells - 3)})


def zipped(parts: dict[str, bytes]) -> bytes:
    with zipfile.ZipFile(saved := io.BytesIO(), "w") as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return saved.getvalue()


KINDS = {
    "a.csv": text,
    "a.xlsx": workbook,
    "a.ods": opendocument,
    "a.html": page,
    "a.docx": document,
    "a.zip": archived,
}


@pytest.mark.parametrize("name", KINDS)
def test_as_many_cells_as_are_read_of_a_file_are_read_and_one_more_is_refused(
    name: str, tmp_path: Path
) -> None:
    made: Callable[[int], bytes] = KINDS[name]
    path = tmp_path / name
    path.write_bytes(made(6))
    assert sum(len(sheet.cells) for sheet in sheets.read(path)[0]) == 6

    path.write_bytes(made(7))
    with pytest.raises(LimitReached) as reached:
        sheets.read(path)
    assert f"{name}: {HELD}" in str(reached.value)
    assert "Take out the sheets and rows that do not count" in str(reached.value)
    assert sum(len(sheet.cells) for sheet in sheets.read(path, large=True)[0]) == 7


def test_a_large_file_has_a_limit_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(amounts, "MOST_OF_A_LIST", 7)
    (tmp_path / "a.csv").write_bytes(text(8))
    with pytest.raises(LimitReached, match="more than 7 cells"):
        sheets.read(tmp_path / "a.csv", large=True)


def test_the_files_in_a_zip_may_not_unpack_to_more_together_than_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = workbook(4)
    inside = sum(each.file_size for each in zipfile.ZipFile(io.BytesIO(book)).infolist())
    for books, most in ((1, inside), (2, 2 * inside), (2, 2 * inside - 1)):
        monkeypatch.setattr(archive, "BUDGET", most)
        monkeypatch.setattr(amounts, "MOST_CELLS", 60)
        (tmp_path / "a.zip").write_bytes(zipped({f"{n}.xlsx": book for n in range(books)}))
        if most >= books * inside:
            assert len(sheets.read(tmp_path / "a.zip")[0]) == 2 * books
    with pytest.raises(LimitReached, match="too large to unpack: the files in it pass"):
        sheets.read(tmp_path / "a.zip")


def told(*arguments: str | Path) -> tuple[int, str]:
    done = CliRunner().invoke(main, [str(each) for each in arguments])
    return done.exit_code, done.stdout + done.stderr


def test_only_a_list_that_is_divided_for_other_programs_may_be_larger(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(text(9))

    code, said = told("group", path, "--json")
    assert code == 0
    assert '"cards": 8' in said
    for command in (
        ("check", path),
        ("make", path),
        ("group", path, "--json", "-o", tmp_path / "r.xlsx"),
    ):
        code, said = told(*command)
        assert code
        assert "Share form" not in said
        assert HELD in said
        assert LISTED in " ".join(said.split())
    (tmp_path / "a.xlsx").write_bytes(workbook(9))
    assert HELD in told("group", tmp_path / "a.xlsx", "--json")[1]


def test_a_table_is_filled_from_however_many_records(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(text(9))
    assert len(filling.data_of(tmp_path / "a.csv", None)) == 8


def test_a_ledger_of_ours_may_be_larger_and_another_file_of_its_name_may_not(
    tmp_path: Path,
) -> None:
    book, path = Workbook(), tmp_path / ledger.FILE
    assert book.active is not None
    book.active.title = "Read me"
    for words in ("Ledger", *"abcdefgh"):
        book.active.append([words])
    book.save(path)
    (tmp_path / "a.csv").write_bytes(text(4))

    assert len(intake.read([tmp_path]).ideas) == 3
    assert not folders._printed(tmp_path / "a.docx")
    path.write_bytes(workbook(9))
    with pytest.raises(LimitReached, match=r"ledger.xlsx: It holds more than 6 cells"):
        intake.read([tmp_path])


@pytest.mark.parametrize("cards", [3, 4])
def test_more_cards_than_one_run_reads_are_refused(
    cards: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MOST_CARDS", 3)
    monkeypatch.setattr(reading, "MOST_LISTED", 4)
    (tmp_path / "a.csv").write_bytes(text(cards + 1))

    code, said = told("check", tmp_path / "a.csv")
    assert bool(code) == (cards > 3)
    assert ("a.csv: It holds 4 cards; 3 are the most for one run." in said) == (cards > 3)
    assert told("group", tmp_path / "a.csv", "--json")[0] == 0
    (tmp_path / "a.csv").write_bytes(text(6))
    assert "It holds 5 cards; 4 are the most" in told("group", tmp_path / "a.csv", "--json")[1]


@pytest.mark.parametrize("most", [5, 4])
def test_more_cards_than_a_review_has_room_for_are_only_printed(
    most: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(review, "MOST_CARDS", most)
    (tmp_path / "a.csv").write_bytes(text(6))

    code, said = told("group", tmp_path / "a.csv", "-o", tmp_path / "r.xlsx")
    assert (tmp_path / "r.xlsx").exists() == (code == 0) == (most == 5)
    refused = "a.csv: It holds 5 cards; a review workbook has room for 4." in said
    assert refused == (most == 4)
    assert told("group", tmp_path / "a.csv", "--json")[0] == 0


def test_what_is_read_at_most_is_what_the_page_on_scale_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.undo()
    said = (Path(__file__).parents[2] / "docs" / "scale.md").read_text(encoding="utf-8")

    for sentence in (
        f"{amounts.MOST_CELLS:,} cells that hold something",
        f"| {reading.MOST_CARDS:,}; for a review workbook {review.MOST_CARDS:,} |",
        f"| {together.MOST_CELLS:,} cells |",
        f"| {amounts.MOST_OF_A_LIST:,} cells, {reading.MOST_LISTED:,} cards |",
        f"{objects.MOST_HELD:,} texts and numbers, {objects.MOST_FIELDS:,} fields, {objects.DEEPEST} lists",
        f"{template.MOST_PARAGRAPHS:,} paragraphs, {template.MOST_RUNS:,} pieces of text (runs), {template.MOST_TAGS:,} tags",
        f"of all together {english.MOST_LETTERS:,} letters, of each {english.LETTERS} at least",
    ):
        assert sentence in said
