"""Every workbook that we write, read back, is what was meant."""

from collections.abc import Callable
from pathlib import Path

from click.testing import Result
from conftest import DAY, SAMPLE
from judge import reads_back, written_books

from pipeline.model import Book, Heading, Table
from pipeline.sheets import writing

Run = Callable[..., Result]


def test_every_workbook_of_the_sample(run: Run, tmp_path: Path) -> None:
    with written_books() as books:
        run("make", SAMPLE, "--out", tmp_path / "out", "--date", DAY)
        run("group", SAMPLE, "-o", tmp_path / "review.xlsx")
        run("new", tmp_path / "new.xlsx")

    assert {book.filename for book, _ in books} >= {"ledger.xlsx", "outreach/send-log.xlsx", "review.xlsx", "new.xlsx"}  # fmt: skip
    for book, content in books:
        reads_back(book, content)


def test_a_table_of_any_size_has_its_drop_downs_on_its_own_rows() -> None:
    headings = (Heading("Free", 9), Heading("One of", 10, ("yes", "no"), help="Say it."))
    for rows in range(4):
        for spare in range(3):
            for intro in ((), ("Title", "What it is")):
                table = Table("T", headings, (("x", "yes"),) * rows, intro=intro, spare=spare)
                book = Book("t.xlsx", "T", (table,))
                reads_back(book, writing.write(book))


def test_words_of_every_kind_are_kept() -> None:
    hard = ("=1+1", "_x000D_", "a\nb", "tab\there", "'quoted", "+1", "-1", "@x", " outer ", "🙂", "x" * 32_767)  # fmt: skip
    table = Table("T", (Heading("H", 9),), tuple((each,) for each in hard))
    book = Book("t.xlsx", "T", (table,))

    reads_back(book, writing.write(book))
