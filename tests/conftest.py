import gc
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import settings

from pipeline.cli import main

settings.register_profile("here", deadline=None)  # a busy machine is no failure
settings.register_profile("ci", deadline=None, derandomize=True)  # the same change, the same answer
settings.register_profile(
    "long", deadline=None, max_examples=2000
)  # pytest --hypothesis-profile long
settings.load_profile("ci" if os.environ.get("CI") else "here")

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "inputs" / "roundtable"
PROGRAM = ROOT / "inputs" / "program"
DAY = "2026-11-04"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--bless", action="store_true", help="rewrite the golden outlines")


def pytest_collection_finish() -> None:
    """Look for no garbage among the modules and the tests themselves, each time anew."""
    gc.freeze()


@pytest.fixture
def run() -> Callable[..., Result]:
    """Run `afterword` with the words given, and return what it printed and its exit code."""

    def afterword(*words: object) -> Result:
        result = CliRunner().invoke(main, [str(word) for word in words])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return afterword


@pytest.fixture(scope="session")
def first_run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    """Return the folder of the sample's documents, made once, and what the run said."""
    out = tmp_path_factory.mktemp("roundtable")
    result = CliRunner().invoke(main, ["make", str(SAMPLE), "--out", str(out), "--date", DAY])
    assert result.exit_code == 0, result.output
    return out, result


@pytest.fixture(scope="session")
def made(first_run: tuple[Path, Result]) -> Path:
    """Return the folder of the sample's documents."""
    return first_run[0]


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the program sample's documents, the internal one among them."""
    out = tmp_path_factory.mktemp("program")
    for more in ((), ("--only", "partner-review")):
        words = ["make", str(PROGRAM), "--out", str(out), "--date", DAY, "--yes", *more]
        result = CliRunner().invoke(main, words)
        assert result.exit_code == 0, result.output
    return out
