import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import SAMPLE
from room import seeing


@pytest.fixture
def workshop(tmp_path: Path) -> Path:
    """Return a folder with a copy of the sample."""
    folder = tmp_path / "roundtable"
    shutil.copytree(SAMPLE, folder)
    return folder


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Return a browser; skip where there is none."""
    path = seeing.browser_or_skip()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=list(seeing.ARGS))
        yield browser
        browser.close()
