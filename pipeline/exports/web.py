"""The outcomes as one web page, made of the finished document: what a person edited there is in it."""

from collections.abc import Sequence

from pipeline import openxml
from pipeline.model import Document
from pipeline.problems import Place, Problem

FILE = "outcomes.html"
SOURCE = "outcomes.docx"


def made(documents: Sequence[Document]) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    """Return the page, and what to know of it; no page where there is no such document."""
    found = next((each for each in documents if each.filename == SOURCE), None)
    if found is None:
        return (), (Problem(Place(FILE), f"Not made: this run makes no {SOURCE}."),)
    page = openxml.webpage(found.content, found.filename)
    return (Document(FILE, page.encode()),), ()
