"""The front page of the ledger: every file of a run, what is left to fill in, and the accessibility check."""

from collections.abc import Iterator, Mapping, Sequence
from math import ceil

from pipeline import openxml
from pipeline.model import Document, Heading, Table
from pipeline.words import words_of

SHEET = "Documents"
PAGE = 330  # words on a page of running text; a page of tables holds fewer
HEADINGS = (
    Heading("File", 52),
    Heading("Pages, about", 12, help="From the number of words. Word shows the true number."),
    Heading("Texts from cells", 14),
    Heading("Blanks left", 12, help="Each is marked [Fill in: …] in the document."),
    Heading("Accessibility check", 30),
)

Row = tuple[str | int | None, ...]


def table(documents: Sequence[Document], found: Mapping[str, int]) -> Table:
    """Return the list of files; `found` says how many things the accessibility check found in each."""
    return Table(SHEET, HEADINGS, tuple(_rows(documents, found)), keep=1)


def _blanks(text: str) -> int:
    """Return how many visible blanks stand in a document, in whatever language."""
    return sum(text.count(f"[{mark}") for mark in words_of("blank_mark"))


def _rows(documents: Sequence[Document], found: Mapping[str, int]) -> Iterator[Row]:
    for each in documents:
        if not each.filename.endswith(".docx"):
            yield each.filename, None, len(each.statements), None, "no Word document"
            continue
        text = openxml.text(each.content)
        things = found.get(each.filename, 0)
        result = "nothing found" if not things else f"{things} to mend"
        pages = ceil(len(text.split()) / PAGE)
        yield each.filename, pages, len(each.statements), _blanks(text), result
