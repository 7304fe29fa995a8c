"""What a million letters hold in memory: little for each document, little for each row."""

import tracemalloc
from collections.abc import Iterator
from pathlib import Path

from pipeline import outputs, records, sheets
from pipeline.model import Document
from pipeline.outputs import finished
from pipeline.problems import Place, Problem

FEW, MANY = 1_000, 4_000
WORD = "x" * 20


def documents(count: int) -> Iterator[Document]:
    return (Document(f"letter-{n:07}.docx", b"made") for n in range(count))


def peak_of_writing(folder: Path, count: int) -> int:
    tracemalloc.start()
    try:
        outputs.write(documents(count), folder, fingerprint="the same")
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_document_that_is_written_leaves_little_in_memory(tmp_path: Path) -> None:
    peak_of_writing(tmp_path / "first", 100)  # what is loaded once
    few = peak_of_writing(tmp_path / "few", FEW)
    many = peak_of_writing(tmp_path / "many", MANY)

    assert (many - few) / (MANY - FEW) < 1_100  # bytes; its name, its sum and its line of the set


def test_a_row_leaves_little_more_than_its_words_in_memory(tmp_path: Path) -> None:
    rows = tmp_path / "rows.csv"
    held = []
    for count in (FEW, MANY):
        lines = [f"{WORD}{n},{WORD}a{n},{WORD}b{n}" for n in range(count)]
        rows.write_text("\n".join(["Name,Given,Place", *lines]), encoding="utf-8")
        tracemalloc.start()
        found = records.from_sheets(sheets.read(rows)[0])
        held.append(tracemalloc.get_traced_memory()[0])
        tracemalloc.stop()
        assert len(found) == count

    assert (held[1] - held[0]) / (MANY - FEW) < 450  # bytes; three texts of 25 letters are 230


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
