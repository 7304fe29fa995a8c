"""What the samples' documents say, as outlines a person can read in a diff. `make bless` rewrites them."""

from pathlib import Path

import pytest

from pipeline import openxml

HERE = Path(__file__).parent


def outlines(made: Path) -> dict[str, str]:
    found = {}
    for path in sorted(made.rglob("*")):
        name = str(path.relative_to(made)).replace("/", "__")
        if path.suffix == ".docx":
            found[f"{name}.txt"] = openxml.outline(path.read_bytes())
        elif path.suffix == ".txt":
            found[name] = path.read_text(encoding="utf-8")
    return found


@pytest.mark.parametrize(
    ("sample", "golden", "least"), [("made", "golden", 20), ("program", "golden-program", 25)]
)
def test_the_sample_documents_say_what_they_said(
    sample: str, golden: str, least: int, request: pytest.FixtureRequest
) -> None:
    found = outlines(request.getfixturevalue(sample))
    assert len(found) >= least

    folder = HERE / golden
    if request.config.getoption("--bless"):
        folder.mkdir(exist_ok=True)
        for old in folder.glob("*.txt"):
            old.unlink()
        for name, text in found.items():
            (folder / name).write_text(text, encoding="utf-8")

    assert {path.name for path in folder.iterdir()} == set(found)
    for name, text in found.items():
        assert text == (folder / name).read_text(encoding="utf-8"), name
