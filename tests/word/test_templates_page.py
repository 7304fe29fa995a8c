"""The page for people with Word says what the engine does: every example on it is run."""

import doctest
import json
import re
from datetime import date
from pathlib import Path

import pytest

from pipeline.model import TypedValue
from pipeline.openxml import outline, text
from pipeline.problems import InputRefused, Place
from pipeline.word import Template
from pipeline.word.wording import FILTERS

PAGE = (Path(__file__).parents[2] / "docs" / "templates.md").read_text(encoding="utf-8")
DAY = TypedValue("3/4/26", Place("people.xlsx", "People", "B2"), date(2026, 3, 4))
DATA = json.loads(re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)[0]) | {"day": DAY}
PAIRS = re.findall(r"```word\n(.*?)```\n\n```result\n(.*?)```", PAGE, re.DOTALL)
ALIASES = {"e", "escape", "safe", "forceescape", "d", "count", "_join"}


def rows(*headings: str) -> list[list[str]]:
    """Return the rows of every table on the page that ends with `headings`."""
    found: list[list[str]] = []
    wanted = False
    for line in PAGE.splitlines():
        if not line.startswith("|"):
            wanted = False
            continue
        cells = [each.strip().replace("\\|", "|") for each in re.split(r"(?<!\\)\|", line)[1:-1]]
        if tuple(cells[-len(headings) :]) == headings:
            wanted = True
        elif wanted and not set(line) <= set("|-"):
            found.append([cell[1:-1] if cell[:1] == cell[-1:] == "`" else cell for cell in cells])
    return found


PRINTS = [row[-2:] for row in rows("You type", "It prints")]
SAYS = rows("You type", "It says")


def test_the_page_has_examples() -> None:
    assert len(PRINTS) > 40
    assert len(SAYS) > 5
    assert len(PAIRS) == 10


@pytest.mark.parametrize(("typed", "printed"), PRINTS, ids=[each[0] for each in PRINTS])
def test_it_prints_what_the_page_says(typed: str, printed: str, document, paragraph) -> None:
    made = Template(document(paragraph(typed))).render(DATA)

    assert text(made).strip() == printed


@pytest.mark.parametrize(("typed", "said"), SAYS, ids=[each[0] for each in SAYS])
def test_it_says_what_the_page_says(typed: str, said: str, document, paragraph) -> None:
    with pytest.raises(InputRefused) as refused:
        Template(document(paragraph(typed))).render(DATA)

    problem = refused.value.problems[0]
    assert f"{problem.message} {problem.hint}".endswith(said)


@pytest.mark.parametrize(("typed", "result"), PAIRS)
def test_a_block_becomes_what_the_page_shows(
    typed: str, result: str, document, paragraph, table
) -> None:
    if typed.startswith("|"):
        lines = [re.split(r" ?\|(?!length)", line)[1:-1] for line in typed.splitlines()]
        body = table(*(tuple(cell.strip() for cell in line) for line in lines))
    else:
        body = "".join(paragraph(line) for line in typed.splitlines())

    made = outline(Template(document(body)).render(DATA))

    shown = [line.removeprefix("| ").removesuffix(" |") for line in result.splitlines()]
    assert [line.partition("] ")[2] for line in made.splitlines()] == shown


def test_python_does_what_the_page_says(
    document, paragraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = [
        "Dear {{ partner|loud }}",
        "{%p for card in cards %}",
        "{{ card.title }}",
        "{%p endfor %}",
    ]
    (tmp_path / "letter.docx").write_bytes(document("".join(map(paragraph, body))))
    monkeypatch.chdir(tmp_path)
    example = "".join(re.findall(r"```pycon\n(.*?)```", PAGE, re.DOTALL))
    assert example.count("\n>>> ") >= 10
    test = doctest.DocTestParser().get_doctest(example, {}, "templates.md", None, 0)
    said: list[str] = []

    doctest.DocTestRunner().run(test, out=said.append)

    assert said == []


def test_every_filter_is_on_the_page_and_no_other() -> None:
    named = {row[0] for row in rows("Filter", "You type", "It prints")}

    assert named == set(FILTERS) - ALIASES
