"""A browser for tests: the chromium of the system, and a room that runs as people run it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def browser_or_skip() -> str:
    """Return where chromium is; without one skip, but where CI counts on it, fail."""
    if CHROMIUM is None:
        said = "There is no chromium here, so the room was not tried in a browser."
        if os.environ.get("CI"):
            pytest.fail(said)
        pytest.skip(said)
    return CHROMIUM


@contextmanager
def opened(*words: str | Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Run `afterword open` with `words`, and yield its link and its process."""
    command = [sys.executable, "-m", "pipeline", "open", "--no-browser", *map(str, words)]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip(), process
    finally:
        process.terminate()
        process.wait(20)
        process.stdout.close()
