"""Every sentence of ours that a document prints stands in a Word file, where staff change it, and not in Python."""

import ast
import re
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from pipeline.deliverables import wordings

DELIVERABLES = Path(__file__).parent.parent / "pipeline" / "deliverables"
ROWS = {
    text
    for file in tomllib.loads((DELIVERABLES / "wordings.toml").read_text("utf-8")).values()
    for rows in file.values()
    for text in rows
}
SEVERAL_WORDS = re.compile(r"[A-Za-z]{2,}[,:]? [A-Za-z]{2,}")
NOT_PRINTED = {
    "__init__": "what `make` can make, as the command line lists it",
    "fields": "what a template may mention, as `templates fields` lists it",
    "audience": "patterns, and headings of columns",
    "mou_clauses": "labels in the clause file, and what is wrong in it",
    "wordings": "rows, and what is wrong in a file of words",
}
ALLOWED = {
    "cards": {"a group without a title"},  # until the words of a file take its place
    "blanks": {"[Fill in: "},  # until the words of a file take its place
    "mou_draft": {"MOU term", "MOU review date"},  # fields of Details
    "messages": {"Reply by", "Said aloud"},  # a field of Details, a column of the file of words
}


def words_in(module: str) -> Iterator[str]:
    """Yield each text of several words in a module, but for docstrings, errors and what `missing` tells.

    The name of a sheet or a column, and the choices in it, are no sentences: people and files look there.
    """
    tree = ast.parse((DELIVERABLES / f"{module}.py").read_text("utf-8"))
    apart = {
        id(each) for node in ast.walk(tree) for top in _said_apart(node) for each in ast.walk(top)
    }
    for node in ast.walk(tree):
        text = node.value if isinstance(node, ast.Constant) and id(node) not in apart else None
        if isinstance(text, str) and SEVERAL_WORDS.search(text):
            yield text


def _said_apart(node: ast.AST) -> Sequence[ast.AST]:
    match node:
        case ast.Expr(ast.Constant()) | ast.FunctionDef(name="missing") | ast.Raise():
            return [node]
        case ast.Call(ast.Name("Heading"), args):
            return args
        case ast.Call(ast.Name("Table"), [name, *_]):
            return [name]
        case _:
            return []


def is_row(text: str) -> bool:
    """Say whether a text is a row of a Word file of words, or how some of its rows begin or end."""
    return any(row.startswith(text) or row.endswith(text) for row in ROWS)


MODULES = sorted(path.stem for path in DELIVERABLES.glob("*.py") if path.stem not in NOT_PRINTED)


@pytest.mark.parametrize("module", MODULES)
def test_no_sentence_of_a_document_stands_in_python(module: str) -> None:
    left = {each for each in words_in(module) if not is_row(each)}

    assert left == ALLOWED.get(module, set())


def test_every_row_of_words_is_used() -> None:
    """A row that no code says would be a sentence that staff change for nothing."""
    sources = [*DELIVERABLES.glob("*.py"), DELIVERABLES.parent / "model.py"]
    code = "".join(path.read_text("utf-8") for path in sources)

    pieces = {
        row: re.split(
            r"^(?:Outcomes: )?Number of (?:items: )?|^Element |^Answer: |^Not rated: |^Status: |^For |: (?:Help for )?",
            row,
        )
        for row in ROWS
    }
    assert [row for row, said in pieces.items() if not all(each in code for each in said)] == []


def asked_for(module: str) -> set[str]:
    """Return what the blanks of a module ask for, where it says so in so many words."""
    tree = ast.parse((DELIVERABLES / f"{module}.py").read_text("utf-8"))
    return {
        what
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and getattr(node.func, "attr", getattr(node.func, "id", "")) in {"words", "time"}
        for each in node.args[1:2]
        if isinstance(each, ast.Constant) and isinstance(what := each.value, str) and what
    }


def files_of(module: str) -> set[str]:
    code = (DELIVERABLES / f"{module}.py").read_text("utf-8")
    return {getattr(wordings, name) for name in re.findall(r"wordings\.([A-Z]+)\b", code)}


@pytest.mark.parametrize("module", [each for each in MODULES if files_of(each)])
def test_what_a_blank_asks_for_stands_in_the_file_of_its_document(module: str) -> None:
    """A blank without a row is printed as Python has it, whatever the file says."""
    rows = {each for name in files_of(module) for each in wordings.lacks(name)}

    assert asked_for(module) - rows == set()
