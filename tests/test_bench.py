"""What `make bench` counts, on hangings whose scores can be told without it."""

import os
from pathlib import Path

import bench_scale
import bench_walls
import pytest
from bench_scale import Step

WALLS = Path(__file__).parent / "data" / "walls"


@pytest.mark.parametrize(
    ("gold", "found", "acts"),
    [
        ("aabb", "xxyy", 0),
        ("aabb", "xxxy", 1),  # one card is dragged
        ("aaaabbbb", "xxyyzzzz", 1),  # a whole column is dropped on another
        ("aaaabbbb", "xxyzzzzz", 2),
        ("aaabbb", "xxxxxx", 3),
    ],
)
def test_moves_are_the_fewest_acts(gold: str, found: str, acts: int) -> None:
    assert bench_walls.moves(list(gold), list(found)) == acts


def test_a_folder_is_asked_for_by_an_option_or_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AFTERWORD_WALLS", raising=False)
    monkeypatch.setattr(bench_walls, "BESIDE", tmp_path)
    assert bench_walls.folders([]) == [bench_walls.OWN]
    (tmp_path / "problems").mkdir()
    assert bench_walls.folders([]) == [bench_walls.OWN, tmp_path / "problems"]
    monkeypatch.setenv("AFTERWORD_WALLS", str(tmp_path))
    assert bench_walls.folders([]) == [tmp_path]
    assert bench_walls.folders([WALLS]) == [WALLS]


def test_our_own_wall_is_scored_through_the_command_line(tmp_path: Path) -> None:
    (wall,) = (each for each in bench_walls.hangings(WALLS) if each.name == "night-shift-training")
    assert wall.question.startswith("What would help")
    assert len(wall.rows) == 24
    first, three = bench_walls.begun(wall, 2, 0)
    assert 0.6 <= first <= three <= 1
    (tmp_path / "other.csv").write_text("id,text\n1,No groups\n")
    assert list(bench_walls.hangings(tmp_path)) == []


def test_the_exponent_of_growth_is_that_of_the_last_two_steps() -> None:
    steps = [Step(10, 9.0, 1), Step(100, 0.5, 1), Step(1000, 50.0, 1)]
    assert bench_scale.exponent(steps) == "2.00"
    assert bench_scale.exponent(steps[:1]) == "–"


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="what a run took is told on Unix only")
@pytest.mark.parametrize("name", [*bench_scale.MADE])
def test_each_thing_that_grows_is_made_and_run(name: str) -> None:
    make, *_ = bench_scale.MADE[name]
    step = bench_scale.measured(make, 4)
    assert step.number == 4
    assert 0 < step.seconds < 60
    assert step.megabytes > 20
