"""A browser for tests: the chromium of the system, and a room that runs as people run it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from pipeline.cli import main

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
FORKS = get_context("forkserver")
FORKS.set_forkserver_preload(["room.warm"])


def browser_or_skip() -> str:
    """Return where chromium is; without one skip, but where CI counts on it, fail."""
    if CHROMIUM is None:
        said = "There is no chromium here, so the room was not tried in a browser."
        if os.environ.get("CI"):
            pytest.fail(said)
        pytest.skip(said)
    return CHROMIUM


@contextmanager
def started(*words: str | Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Run `afterword open` with `words` as people do, and yield its link and its process."""
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


@contextmanager
def opened(*words: str | Path) -> Iterator[str]:
    """Run the same in a fork of a process that has imported it all, and yield its link."""
    reading, writing = FORKS.Pipe(duplex=False)
    room = FORKS.Process(target=_open, args=([*map(str, words)], writing), daemon=True)
    with _preloading():
        room.start()
    writing.close()
    try:
        with os.fdopen(os.dup(reading.fileno()), encoding="utf-8") as said:
            yield said.readline().strip()
    finally:
        room.terminate()
        room.join(20)
        reading.close()


def _open(words: list[str], writing: Connection) -> None:
    sys.stdout = os.fdopen(os.dup(writing.fileno()), "w", encoding="utf-8")
    sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")
    main(["open", "--no-browser", *words])


@contextmanager
def _preloading() -> Iterator[None]:
    """Let the process that is forked find `room.warm`: it is started with the first room."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(Path(__file__).parent.parent))
        yield
