"""Answer people's questions on documents that were made: where a phrase came from, where a cell went."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline import edits, keeping, ledger, press, sheets
from pipeline.keeping import Origin
from pipeline.model import Document, Edit
from pipeline.problems import InputRefused, Place, Problem

DOCUMENTS = frozenset({".docx", ".txt"})


@dataclass(frozen=True, slots=True)
class Answer:
    """Places in documents with the cells their words came from, or why there is none."""

    origins: tuple[Origin, ...]
    why: str = ""


def of_phrase(path: Path, phrase: str) -> Answer:
    """Say where a phrase stands in a document, or in those of a folder, and which cell it came from.

    Raises InputRefused where it stands nowhere, or where nothing says how the document was written.
    """
    found: list[Origin] = []
    silent: list[Path] = []
    for each in _documents(path):
        origins = keeping.of_phrase(each, phrase)
        if origins is None:
            silent.append(each)
        else:
            found += origins
    if found:
        return Answer(tuple(found))
    if silent and silent == list(_documents(path)):
        message = _SILENT
        hint = "Only what `afterword make` wrote can be explained, and not after Inspect Document took it out."
        raise InputRefused([Problem(Place(path.name), message, hint)])
    message = f"“{phrase}” does not stand in it."
    hint = "Give a few words as they are printed, from one paragraph or one cell of a table."
    raise InputRefused([Problem(Place(path.name), message, hint)])


def of_cell(path: Path, cell: str) -> Answer:
    """Say where the words of a cell stand in a document, or in those of a folder, or why nowhere."""
    documents = tuple(_documents(path))
    found = [origin for each in documents for origin in keeping.of_cell(each, cell)]
    return Answer(tuple(found), "" if found else _why(path, cell))


def edited(paths: Sequence[Path], filename: str) -> tuple[Document, int, tuple[Problem, ...]]:
    """Return the workbook in which a person decides about the edits of documents.

    Also how many edits are in it, and what cannot be carried. Raises InputRefused where nothing was
    edited, or nothing says how a document was written.
    """
    found: list[Edit] = []
    problems: list[Problem] = []
    taken = Counter[tuple[str, str]]()
    refused: list[Problem] = []
    books: dict[Path, None] = {}
    for path in (each for given in paths for each in _documents(given)):
        said = keeping.edits_of(path, taken)
        if said is None:
            refused.append(Problem(Place(path.name), _SILENT, "Give what `afterword make` wrote."))
            continue
        found += said[0]
        problems += said[1]
        books |= dict.fromkeys(each / ledger.FILE for each in path.absolute().parents[:2])
    if refused:
        raise InputRefused(refused)
    if not found:
        place = Place(", ".join(path.name for path in paths))
        message = "No text that came from a cell was changed in it, and no row was added."
        raise InputRefused([*problems, Problem(place, message)])
    typed: dict[str, str] = {}
    for each in filter(Path.is_file, books):
        typed |= ledger.typed(sheets.read(each, large=True)[0])
    once = tuple({(each.source, each.words): each for each in reversed(found)}.values())[::-1]
    return press.book(edits.book(once, typed, problems, filename)), len(once), tuple(problems)


_SILENT = "Nothing in it says where its words came from."


def _why(path: Path, cell: str) -> str:
    folder = path if path.is_dir() else path.parent
    book = folder / ledger.FILE
    if not book.is_file():
        return (
            f"Its words stand in none of these documents. {ledger.FILE} would say why; it does not "
            "lie beside them: afterword make writes it."
        )
    said = ledger.why_not_printed(sheets.read(book, large=True)[0], cell)
    return said or (
        f"Its words stand in none of these documents, and {ledger.FILE} does not know the cell: it is "
        "empty, or of a file that was not read. Write it as workshop.xlsx!Ideas!D7."
    )


def _documents(path: Path) -> Sequence[Path]:
    if not path.is_dir():
        return [path]
    inside = (each for each in path.rglob("*") if each.suffix.lower() in DOCUMENTS)
    return sorted(e for e in inside if e.is_file() and not e.name.startswith((".", "~$")))
