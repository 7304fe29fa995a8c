"""The page for people who come from another tool says what both engines do: every line is filled."""

import doctest
import json
import re
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from docxtpl import DocxTemplate
from jinja2 import Environment

from pipeline.openxml import outline, text
from pipeline.word import Template

PAGE = (Path(__file__).parents[2] / "docs" / "from-other-tools.md").read_text(encoding="utf-8")
DATA = json.loads(re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)[0]) | {"day": date(2026, 3, 4)}


def rows(*headings: str) -> list[list[str]]:
    """Return the rows of the tables with these headings, without marks of code."""
    found: list[list[str]] = []
    wanted = False
    for line in PAGE.splitlines():
        cells = [each.strip().replace("\\|", "|") for each in re.split(r"(?<!\\)\|", line)[1:-1]]
        if cells == list(headings):
            wanted = True
        elif not line.startswith("|"):
            wanted = False
        elif wanted and not set(line) <= set("|-"):
            found.append([each[1:-1] if each[:1] == each[-1:] == "`" else each for each in cells])
    return found


MERGE = [row[1:] for row in rows("In a mail merge", "You type", "It prints") if row[2]]
SAME = rows("You type", "It prints")
CHANGED = rows("In docxtpl", "You type", "It prints")


def test_the_page_has_examples() -> None:
    assert len(MERGE) > 12
    assert len(SAME) > 8
    assert len(CHANGED) > 4


@pytest.mark.parametrize(("typed", "printed"), MERGE + SAME + [row[1:] for row in CHANGED])
def test_it_prints_what_the_page_says(typed: str, printed: str, document, paragraph) -> None:
    made = Template(document(paragraph(typed))).render(DATA)

    assert text(made).strip() == printed


@pytest.mark.parametrize(("typed", "printed"), SAME)
def test_docxtpl_prints_the_same(typed: str, printed: str, document, paragraph) -> None:
    theirs = DocxTemplate(BytesIO(document(paragraph(typed))))
    theirs.render(DATA, Environment(autoescape=True))
    stream = BytesIO()
    theirs.save(stream)

    assert text(stream.getvalue()).strip() == printed


def test_a_table_is_filled_as_the_page_shows(document, table) -> None:
    typed, result = re.findall(r"```word\n(.*?)```\n\n```result\n(.*?)```", PAGE, re.DOTALL)[0]
    lines = [[cell.strip() for cell in line.split("|")[1:-1]] for line in typed.splitlines()]

    made = outline(Template(document(table(*map(tuple, lines)))).render(DATA))

    shown = [line.removeprefix("| ").removesuffix(" |") for line in result.splitlines()]
    assert [line.partition("] ")[2] for line in made.splitlines()] == shown


def test_python_does_what_the_page_says(
    document, paragraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = [
        "Dear {{ last_name }}",
        "{%p for each in guests %}",
        "{{ each.name|loud }}",
        "{%p endfor %}",
    ]
    (tmp_path / "letter.docx").write_bytes(document("".join(map(paragraph, body))))
    monkeypatch.chdir(tmp_path)
    example = "".join(re.findall(r"```pycon\n(.*?)```", PAGE, re.DOTALL))
    test = doctest.DocTestParser().get_doctest(example, {}, "from-other-tools.md", None, 0)
    said: list[str] = []

    doctest.DocTestRunner().run(test, out=said.append)

    assert said == []
    assert (tmp_path / "out.docx").exists()
