"""What the sample's documents say, as outlines a person can read in a diff. `make bless` rewrites them."""

from pathlib import Path

import pytest

from pipeline import openxml

GOLDEN = Path(__file__).parent / "golden"


def outlines(made: Path) -> dict[str, str]:
    found = {}
    for path in sorted(made.rglob("*")):
        name = str(path.relative_to(made)).replace("/", "__")
        if path.suffix == ".docx":
            found[f"{name}.txt"] = openxml.outline(path.read_bytes())
        elif path.suffix == ".txt":
            found[name] = path.read_text(encoding="utf-8")
    return found


def test_the_sample_documents_say_what_they_said(
    made: Path, request: pytest.FixtureRequest
) -> None:
    found = outlines(made)
    assert len(found) >= 20

    if request.config.getoption("--bless"):
        for old in GOLDEN.glob("*.txt"):
            old.unlink()
        for name, text in found.items():
            (GOLDEN / name).write_text(text, encoding="utf-8")

    assert {path.name for path in GOLDEN.iterdir()} == set(found)
    for name, text in found.items():
        assert text == (GOLDEN / name).read_text(encoding="utf-8"), name
