"""What is released: where the frozen program begins, what is locked, what the workflows ask for."""

import re
import tomllib
from pathlib import Path

import pytest
import start

from pipeline import __version__

ROOT = Path(__file__).parent.parent
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).casefold()


def test_a_double_click_opens_the_room_and_a_dropped_workbook_in_it(tmp_path: Path) -> None:
    book = tmp_path / "my cards.xlsx"
    book.write_bytes(b"")
    assert start.words([]) == ["open"]
    assert start.words([str(book)]) == ["open", str(book)]
    assert start.words(["make", str(book)]) == ["make", str(book)]
    assert start.words(["--version"]) == ["--version"]


def test_a_folder_called_like_a_command_does_not_hide_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "demo").mkdir()
    assert start.words(["demo"]) == ["demo"]


def test_every_package_is_locked_with_hashes_and_nothing_names_a_machine() -> None:
    locked = re.findall(
        r"^([\w.-]+)==([\w.]+)[^\n]*\\\n    --hash=sha256:[0-9a-f]{64}", LOCK, re.MULTILINE
    )
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*asked["dependencies"], *asked["optional-dependencies"]["room"]]
    names = {plain(re.split(r"[<>=;]", each)[0].strip()) for each in wanted} - {"afterword-models"}
    assert names <= {plain(name) for name, _ in locked}
    assert len(locked) == len(re.findall("^[a-z]", LOCK, re.MULTILINE))
    assert not re.search(r"https?://|file:|/", LOCK)


def test_what_is_locked_is_what_is_tested() -> None:
    pinned = dict(
        re.findall(r"^([\w.-]+)==([\w.]+)$", (ROOT / "constraints.txt").read_text(), re.MULTILINE)
    )
    versions = {plain(name): version for name, version in pinned.items()}
    for name, version in re.findall(r"^([\w.-]+)==([\w.]+) \\$", LOCK, re.MULTILINE):
        assert versions[plain(name)] == version, name


def test_at_most_seventeen_packages_are_installed_and_none_that_goes_online() -> None:
    locked = {plain(name) for name in re.findall(r"^([\w.-]+)==", LOCK, re.MULTILINE)}
    room = {"flask", "waitress", "werkzeug", "blinker", "itsdangerous"}
    assert len(locked - room) + len({"afterword", "afterword-models"}) <= 17
    assert not locked & {"requests", "httpx", "urllib3", "aiohttp", "huggingface-hub", "tokenizers"}


def test_the_changelog_knows_this_version() -> None:
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["ci", "release"])
def test_workflows_name_only_files_that_are_there(name: str) -> None:
    said = (ROOT / ".github" / "workflows" / f"{name}.yml").read_text(encoding="utf-8")
    for path in re.findall(
        r"(?:models|release|tests|inputs)/[\w/]+\.py|constraints\.txt|requirements\.lock", said
    ):
        assert (ROOT / path).is_file(), path


def test_the_readme_is_short_and_every_page_and_picture_it_names_is_there() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(readme.splitlines()) <= 120
    named = re.findall(r"\]\(([\w./-]+)\)", readme)
    assert len(named) > 12
    assert [each for each in named if not (ROOT / each).is_file()] == []
