"""An installed wheel works from any folder: templates and instruments travel inside it."""

import os
import re
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parent.parent


def test_what_is_installed_is_named_and_never_a_file_of_one_machine() -> None:
    lines = (ROOT / "constraints.txt").read_text().splitlines()

    assert len(lines) > 40
    assert [
        each
        for each in lines
        if not re.fullmatch(r"[\w.-]+==[\w.]+(; python_version (<|>=) \"3\.14\")?", each)
    ] == []


@pytest.mark.slow
def test_an_installed_wheel_makes_the_sample_from_another_folder(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir"]
    subprocess.run([*build, tmp_path, ROOT], check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    held = {name for name in ZipFile(wheel).namelist() if name.startswith("pipeline/words/")}
    assert held >= {"pipeline/words/headings.toml", "pipeline/words/lists.toml"}
    room = {name for name in ZipFile(wheel).namelist() if name.startswith("pipeline/room/")}
    assert room >= {
        f"pipeline/room/{each}"
        for each in ("templates/wall.html", "static/room.js", "static/room.css")
    }
    site = tmp_path / "site"
    pip = [sys.executable, "-m", "pip", "install", "--no-deps", "--quiet", "--target"]
    subprocess.run([*pip, site, wheel], check=True, capture_output=True)

    made = subprocess.run(
        [sys.executable, "-m", "pipeline", "make", ROOT / "inputs" / "roundtable", "--out", tmp_path / "out"],
        check=True, capture_output=True, text=True, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(site)},
    )  # fmt: skip
    where = subprocess.run(
        [sys.executable, "-c", "import pipeline; print(pipeline.__file__)"],
        check=True, capture_output=True, text=True, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(site)},
    )  # fmt: skip

    assert str(tmp_path / "out" / "mou-draft.docx") in made.stdout
    assert where.stdout.startswith(str(site))
