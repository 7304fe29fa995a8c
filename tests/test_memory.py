"""What a million letters hold in memory: little for each document, little for each row."""

import tracemalloc
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from pipeline import intake, outputs, records, sheets
from pipeline.model import Document
from pipeline.outputs import finished
from pipeline.problems import Place, Problem

FEW, MANY = 1_000, 4_000
WORD = "x" * 20


def documents(count: int) -> Iterator[Document]:
    return (Document(f"letter-{n:07}.docx", b"made") for n in range(count))


def peaks_of_writing(folder: Path) -> tuple[int, int]:
    peak_of_writing(folder / "first", FEW)  # what is loaded once
    return peak_of_writing(folder / "few", FEW), peak_of_writing(folder / "many", MANY)


def peak_of_writing(folder: Path, count: int) -> int:
    tracemalloc.start()
    outputs.write(documents(count), folder, fingerprint="the same")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def held_of_rows(rows: Path) -> tuple[int, int]:
    held_of(rows, FEW)  # what is loaded once
    return held_of(rows, FEW), held_of(rows, MANY)


def held_of(rows: Path, count: int) -> int:
    lines = [f"{WORD}{n},{WORD}a{n},{WORD}b{n}" for n in range(count)]
    rows.write_text("\n".join(["Name,Given,Place", *lines]), encoding="utf-8")
    tracemalloc.start()
    found = records.from_sheets(sheets.read(rows)[0])
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert len(found) == count
    return held


@pytest.fixture
def apart() -> Iterator[ProcessPoolExecutor]:
    """Yield a process of its own: what threads of other tests hold is not counted there."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        yield pool


def test_a_document_that_is_written_leaves_little_in_memory(
    apart: ProcessPoolExecutor, tmp_path: Path
) -> None:
    few, many = apart.submit(peaks_of_writing, tmp_path).result()
    assert (many - few) / (MANY - FEW) < 600  # bytes; its name, its sum and its line of the set


def test_a_row_leaves_little_more_than_its_words_in_memory(
    apart: ProcessPoolExecutor, tmp_path: Path
) -> None:
    few, many = apart.submit(held_of_rows, tmp_path / "rows.csv").result()
    assert (many - few) / (MANY - FEW) < 450  # bytes; three texts of 25 letters are 230


def test_a_list_cut_off_in_its_last_line_is_gone_on_with(tmp_path: Path) -> None:
    notices = (Problem(Place("a.csv", "a", "B2"), "It is empty."),)
    made = [Document("a.docx", b"a", shape=5), Document("b.docx", b"b", notices=notices, shape=7)]
    with finished.opened(tmp_path, "print") as done:
        for each in (*made, Document("c.docx", b"c")):
            done.save(each)
    listed = tmp_path / finished.NAME
    listed.write_bytes(listed.read_bytes()[:-9])

    with finished.opened(tmp_path, "print") as done:
        assert [done.get(each.filename) for each in made] == made
        assert done.get("c.docx") is None
        done.save(Document("d.docx", b"d"))

    with finished.opened(tmp_path, "print") as done:
        assert done.get("d.docx") == Document("d.docx", b"d")
        assert done.count == 3
    assert listed.read_bytes().endswith(b"]\n")


def test_a_workshop_keeps_each_cell_of_its_sheets_once() -> None:
    workshop = intake.read([Path(__file__).parents[1] / "inputs" / "roundtable"])
    kept = [reading.left_out.sheet for reading in workshop.readings]
    assert any(sheet.cells for sheet in kept)
    assert not any("rows" in vars(sheet) for sheet in kept)
    (sheet, *_) = (each for each in kept if each.cells)
    again = sheet.rows
    sheet.forget_rows()
    sheet.forget_rows()
    assert sheet.rows == again
