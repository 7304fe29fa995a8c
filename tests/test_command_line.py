"""The command line as people expect it: examples, settings, the next step for every slip."""

import ast
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

import pipeline
from pipeline.cli import main

Run = Callable[..., Result]
CARDS = "Idea,Title\nA ride to the first shift,Rides\nA bus that runs on Sunday,Rides\n"


def commands() -> dict[str, click.Command]:
    found: dict[str, click.Command] = {}
    for name, command in main.commands.items():
        inside = command.commands.items() if isinstance(command, click.Group) else ()
        found |= {name: command} | {f"{name} {inner}": each for inner, each in inside}
    return found


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "west.csv").write_text(CARDS)
    return tmp_path / "west.csv"


@pytest.mark.parametrize("name", commands())
def test_each_help_has_one_example_that_begins_with_the_command(name: str) -> None:
    said = " ".join(CliRunner().invoke(main, [*name.split(), "--help"]).output.split())
    assert said.count("Example: afterword") == 1
    assert f"Example: afterword {name}" in said


def test_no_short_help_is_cut() -> None:
    said = CliRunner().invoke(main, ["--help"], terminal_width=80).output
    assert "..." not in said.split("Commands:")[1]


@pytest.mark.parametrize(
    ("typed", "meant"), [("mkae", "make"), ("chek", "check"), ("templtes", "templates")]
)
def test_a_command_that_is_typed_wrong_is_answered_with_the_one_that_is_meant(
    typed: str, meant: str, run: Run
) -> None:
    result = run(typed, "x.xlsx")
    assert result.exit_code == 2
    assert f"Did you mean {meant}?" in result.stderr


def test_the_address_of_a_google_sheet_is_answered_with_the_next_step(run: Run) -> None:
    result = run("make", "https://docs.google.com/spreadsheets/d/1abc/edit")
    assert result.exit_code == 2
    assert "File, Download, Microsoft Excel (.xlsx)" in result.stderr
    assert "never goes online" in result.stderr


def test_a_name_with_spaces_and_no_quotes_is_answered_with_the_quotes(book: Path, run: Run) -> None:
    book.rename(book.with_name("my cards.csv"))
    result = run("check", "my", "cards.csv")
    assert result.exit_code == 2
    assert 'A name with spaces needs quotes: "my cards.csv"' in result.stderr


def test_standard_output_has_the_files_alone_and_quiet_says_nothing_else(
    book: Path, run: Run
) -> None:
    loud = run("make", book, "--out", "one", "--date", "2026-11-04")
    quiet = run("make", book, "--out", "two", "--date", "2026-11-04", "--quiet")
    files = loud.stdout.splitlines()
    assert files
    assert all(Path(each).is_file() for each in files)
    assert "2 cards in" in loud.stderr
    assert quiet.stdout.splitlines() == [each.replace("one", "two") for each in files]
    assert quiet.stderr == ""


def test_quiet_keeps_no_problem_back(book: Path, run: Run) -> None:
    (book.parent / "east.numbers").write_bytes(b"x")
    result = run("make", book.parent, "--quiet")
    assert result.exit_code == 3
    assert "east.numbers" in result.stderr


@pytest.mark.parametrize(
    "command", [("check",), ("group",), ("make", "--out", "o"), ("make", "--out", "o", "--dry-run")]
)
def test_what_is_printed_as_json_names_its_format(
    command: tuple[str, ...], book: Path, run: Run
) -> None:
    said = json.loads(run(*command, book, "--json").stdout)
    assert next(iter(said.items())) == ("format", 1)


def test_a_sample_is_put_into_a_folder_of_ones_own_and_made(tmp_path: Path, run: Run) -> None:
    result = run("demo", tmp_path / "try")
    assert result.exit_code == 0
    assert (tmp_path / "try" / "workshop.xlsx").is_file()
    assert (tmp_path / "try" / "documents" / "outcomes.docx").is_file()
    (tmp_path / "try" / "workshop.xlsx").write_bytes(b"mine")
    again = run("demo", tmp_path / "try")
    assert again.exit_code == 3
    assert (tmp_path / "try" / "workshop.xlsx").read_bytes() == b"mine"


@pytest.mark.parametrize("opens", [True, False])
def test_what_was_made_is_opened_where_somebody_asks(
    opens: bool, book: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def launch(path: str) -> int:
        asked.append(path)
        return int(not opens)

    monkeypatch.setattr(click, "launch", launch)
    result = run("make", book, "--out", "o", "--open")
    assert result.exit_code == 0
    assert asked == ["o"]
    assert ("Nothing here opens o" in result.stderr) is not opens
    run("group", book, "-o", "r.xlsx", "--open")
    run("new", "n.xlsx", "--open")
    assert asked == ["o", "r.xlsx", "n.xlsx"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_each_shell_gets_what_completes_for_it(shell: str, run: Run) -> None:
    said = run("completion", shell)
    assert said.exit_code == 0
    assert "_AFTERWORD_COMPLETE" in said.stdout
    assert f"{shell}_complete" in said.stdout


@pytest.mark.parametrize(
    ("words", "at", "offered"),
    [
        (("afterword", "comp"), "comp", ["completion\tPrint what lets SHELL complete commands"]),
        (("afterword", "completion"), "", ["bash\tbash", "zsh\tzsh", "fish\tfish", "powershell\tpowershell"]),
        (("afterword", "completion", "pow"), "'pow", ["powershell\tpowershell"]),
        (("afterword", "make", "my cards.xlsx", "--repl"), "--repl", ["--replace\t"]),
        (("afterword", "make", "my ca"), "my ca", []),  # a file: PowerShell's own business
    ],
)  # fmt: skip
def test_powershell_is_told_what_may_follow(
    words: Sequence[str], at: str, offered: Sequence[str]
) -> None:
    asked = {"_AFTERWORD_COMPLETE": "powershell_complete", "COMP_WORDS": "\n".join(words)}
    asked |= {"COMP_CWORD": at} if at else {}  # PowerShell sets no empty variable
    run = [sys.executable, "-c", "from pipeline.cli import main; main(prog_name='afterword')"]
    env = {**os.environ, **asked}
    ended = subprocess.run(run, env=env, capture_output=True, check=True, encoding="ascii")
    said = [line for line in ended.stdout.split("\n") if line]
    assert len(said) == len(offered)
    assert all(line.startswith(start) for line, start in zip(said, offered, strict=True))


# ── afterword.toml ───────────────────────────────────────────────────────────────────────────


def test_what_is_typed_again_and_again_may_stand_beside_the_workbook(
    book: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (book.parent / "afterword.toml").write_text(
        '[make]\nout = "documents"\nonly = ["outcomes"]\ndate = 2026-11-04\nalso = ["web", "tasks"]\nyes = true\n'
        "[group]\nmax_groups = 4\n"
    )
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    result = run("make", book)
    assert result.exit_code == 0
    assert "using " in result.stderr
    made = {each.name for each in (book.parent / "documents").iterdir()}
    assert {"outcomes.docx", "outcomes.html"} <= made
    assert "ledger.xlsx" not in made
    assert "November 4, 2026" in run("outline", book.parent / "documents" / "outcomes.docx").stdout


def test_what_is_typed_goes_before_what_stands_there(book: Path, run: Run) -> None:
    (book.parent / "afterword.toml").write_text('[make]\nout = "documents"\n')
    assert run("make", book, "--out", "other").exit_code == 0
    assert (book.parent / "other" / "outcomes.docx").is_file()
    assert not (book.parent / "documents").exists()


def test_every_mistake_in_it_is_told_at_once_and_nothing_is_made(book: Path, run: Run) -> None:
    (book.parent / "afterword.toml").write_text(
        'loose = 1\n[make]\nuot = "x"\nyes = "true"\nout = ["a", "b"]\n'
    )
    result = run("make", book)
    assert result.exit_code == 3
    assert "afterword.toml: loose stands outside of a table." in result.stderr
    assert "[make] has no option uot. Did you mean out?" in result.stderr
    assert "[make] yes: It is either true or false." in result.stderr
    assert "[make] out: It takes one value." in result.stderr
    assert not (book.parent / "outputs").exists()


def test_one_that_is_no_toml_is_refused_in_words(book: Path, run: Run) -> None:
    (book.parent / "afterword.toml").write_text("[make\n")
    result = run("make", book)
    assert (result.exit_code, "It cannot be read" in result.stderr) == (3, True)


def test_in_a_folder_it_is_no_file_to_speak_of(book: Path, run: Run) -> None:
    (book.parent / "afterword.toml").write_text("")
    assert "settings file" not in run("check", book.parent).stderr


# ── what only the command line can do stands apart, so that the page leaves it out ────────────

COMMAND = re.compile(r"\bafterword [a-z]|(?<![\w-])--[a-z]")
NOT_ON_THE_PAGE = {
    "cli.py", "settings.py", "origins.py",  # the command line alone calls them
    "filling/__init__.py", "records/table.py",
    "printing.py",  # what LibreOffice is started with
    "word/code.py",
    "starter.py", "edits.py",  # words inside a workbook
}  # fmt: skip


def _named(inside: Sequence[ast.AST]) -> bool:
    """Return whether words stand where a command belongs: in a keyword, a name or a function called so."""
    for each in inside:
        name = ""
        if isinstance(each, ast.keyword):
            name = each.arg or ""
        elif isinstance(each, ast.Assign):
            name = " ".join(t.id for t in each.targets if isinstance(t, ast.Name))
        elif isinstance(each, ast.FunctionDef):
            name = each.name
        if "command" in name.casefold():
            return True
    return False


def _commands(node: ast.AST, inside: tuple[ast.AST, ...] = ()) -> Iterator[str]:
    """Yield the words of a module that name a command and stand in no `command`."""
    body = getattr(node, "body", [])
    for child in ast.iter_child_nodes(node):
        doc = isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)
        if doc and isinstance(body, list) and child in body:
            continue
        words = child.value if isinstance(child, ast.Constant) else ""
        if isinstance(words, str) and COMMAND.search(words) and not _named((*inside, node)):
            yield words
        yield from _commands(child, (*inside, node))


def test_words_that_name_a_command_stand_in_a_command() -> None:
    root = Path(pipeline.__file__).parent
    found = {
        path.relative_to(root).as_posix(): [*_commands(ast.parse(path.read_text(encoding="utf-8")))]
        for path in root.rglob("*.py")
    }
    assert {
        name: words for name, words in found.items() if words and name not in NOT_ON_THE_PAGE
    } == {}
    assert {name for name in NOT_ON_THE_PAGE if not found[name]} == set()
