"""Every sentence of ours that a document prints stands in a Word file, where staff change it, and not in Python."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

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
}
FURTHER = {
    "commitment_cards", "facilitator_plan", "health", "health_sheets", "messages", "outreach",
    "partner_brief", "partner_landscape", "partner_pages", "partner_review", "practice_profile",
    "relationship_calendar", "resource_map", "roll_up", "send_log", "session_instructions",
    "state_feedback", "talking_points",
}  # fmt: skip


def words_in(module: str) -> Iterator[str]:
    """Yield each text of several words in a module, but for docstrings, errors and what `missing` tells."""
    tree = ast.parse((DELIVERABLES / f"{module}.py").read_text("utf-8"))
    apart = {id(inner) for node in ast.walk(tree) if _said_apart(node) for inner in ast.walk(node)}
    for node in ast.walk(tree):
        text = node.value if isinstance(node, ast.Constant) and id(node) not in apart else None
        if isinstance(text, str) and SEVERAL_WORDS.search(text):
            yield text


def _said_apart(node: ast.AST) -> bool:
    docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    told = isinstance(node, ast.FunctionDef) and node.name == "missing"
    return docstring or told or isinstance(node, ast.Raise)


def is_row(text: str) -> bool:
    """Say whether a text is a row of a Word file of words, or how some of its rows begin or end."""
    return any(row.startswith(text) or row.endswith(text) for row in ROWS)


MODULES = sorted(
    path.stem for path in DELIVERABLES.glob("*.py") if path.stem not in NOT_PRINTED.keys() | FURTHER
)


@pytest.mark.parametrize("module", MODULES)
def test_no_sentence_of_a_document_stands_in_python(module: str) -> None:
    left = {each for each in words_in(module) if not is_row(each)}

    assert left == ALLOWED.get(module, set())


def test_every_row_of_words_is_used() -> None:
    """A row that no code says would be a sentence that staff change for nothing."""
    sources = [*DELIVERABLES.glob("*.py"), DELIVERABLES.parent / "model.py"]
    code = "".join(path.read_text("utf-8") for path in sources)

    pieces = {
        row: re.split(r"^(?:Outcomes: )?Number of (?:items: )?|^Element |^Answer: |^For |: ", row)
        for row in ROWS
    }
    assert [row for row, said in pieces.items() if not all(each in code for each in said)] == []
