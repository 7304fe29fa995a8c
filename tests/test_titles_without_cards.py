"""A title that people hung up is printed, also where no card hangs under it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from pipeline import openxml

Run = Callable[..., Result]
CARDS = "Ask the garage for a price"


@pytest.mark.parametrize(
    "files",
    [
        {"wall.csv": f"Rides that run late,Money that lasts\nShare one van with the mill,\n{CARDS},\n"},
        {"cards.csv": f"Idea,Column,Title\n{CARDS},A,Rides that run late\n,B,Money that lasts\n"},
        {
            "cards.csv": f"Idea,Column\n{CARDS},A\n",
            "groups.csv": "Group,Title to print\nA,Rides that run late\nB,Money that lasts\n",
        },
    ],
    ids=["on a wall", "in a row of its own", "on the Groups sheet"],
)  # fmt: skip
def test_it_is_printed_with_no_cards_and_counted(
    run: Run, tmp_path: Path, files: dict[str, str]
) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    out = tmp_path / "out"

    result = run("make", *(tmp_path / name for name in files), "--out", out, "--yes")

    outline = openxml.outline((out / "outcomes.docx").read_bytes())
    assert "[Heading 3] Money that lasts\n[Normal] No cards hang under this title." in outline
    assert "under 2 titles, " in outline
    assert "1 title has no cards." in outline
    assert result.exit_code == 0


def test_group_names_it_and_the_review_brings_it_back(run: Run, tmp_path: Path) -> None:
    wall = tmp_path / "wall.csv"
    wall.write_text(f"Rides that run late,Money that lasts\nShare one van,\n{CARDS},\n")
    review = tmp_path / "review.xlsx"

    result = run("group", wall, "-o", review)
    run("make", wall, review, "--yes", "--out", tmp_path / "out", "--only", "outcomes")

    assert "Money that lasts  (no cards)" in result.stdout.splitlines()
    outline = openxml.outline((tmp_path / "out" / "outcomes.docx").read_bytes())
    assert "[row] Money that lasts | 0" in outline
    assert "Not yet placed" not in outline
    assert "Parking lot" not in outline
