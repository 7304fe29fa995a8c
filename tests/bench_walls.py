"""Score walls and public problems in one table, through the command line.

    python tests/bench_walls.py [--walls FOLDER]… [--draws N]

Each FOLDER has CSV files with the columns id, text, group and, if it may, title; beside FILE.csv the question
may stand in FILE.question.txt. Without one, the folders of the environment variable AFTERWORD_WALLS are
taken (between them a colon, on Windows a semicolon); where there is none, our own two walls in
`tests/data/walls`, and the walls and public problems in `shared/grouping` beside the checkout. Cards that hang nowhere are left out. The columns:

AMI     agreement with people's groups where no card hangs yet, 0 by chance, 1 the same
moves   cards to drag, or whole columns to drop on another, until it hangs as people hung it, a card
two     of the cards that hang nowhere after people hung two a column: right column best, among three
first   the same after two a column and those that Afterword asks to be decided first
five    the same after five cards a column
"""

import argparse
import csv
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isnan, nan
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment
from sklearn.metrics import adjusted_mutual_info_score
from sklearn.metrics.cluster import contingency_matrix

OWN = Path(__file__).parent / "data" / "walls"
BESIDE = Path(__file__).parents[2] / "shared" / "grouping"
# cards a column before the rest is proposed; whether those to decide first are decided, too
HUNG = ((2, False), (2, True), (5, False))
HEADS = ("id", "text", "group", "title", "question")


@dataclass(frozen=True)
class Hanging:
    """Cards, and where people hung them: rows of id, text, group and title."""

    name: str
    question: str
    rows: tuple[dict[str, str], ...]

    @property
    def titles(self) -> dict[str, str]:
        """The title of each group as it is printed: its own, or its mark."""
        return {row["group"]: row["title"].strip() or row["group"] for row in self.rows}


def hangings(folder: Path) -> Iterator[Hanging]:
    """Yield what the files of a folder hold, by their names."""
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [row for row in csv.DictReader(file) if (row.get("group") or "").strip()]
        if not rows or not {"id", "text"} <= rows[0].keys():
            continue
        beside = path.with_name(f"{path.stem}.question.txt")
        question = beside.read_text(encoding="utf-8").strip() if beside.is_file() else ""
        cards = ({head: (row.get(head) or "") for head in HEADS[:4]} for row in rows)
        yield Hanging(path.stem, question, tuple(cards))


def grouped(wall: Hanging, hung: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Return what `group --json` says where only the cards `hung` hang in their columns."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "cards.csv")
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, HEADS if wall.question else HEADS[:4])
            writer.writeheader()
            for row in wall.rows:
                home = {} if row["id"] in hung else {"group": "", "title": ""}
                asked = {"question": wall.question} if wall.question else {}
                writer.writerow({**row, **home, **asked})
        command = [sys.executable, "-m", "pipeline", "group", str(path), "--json", "--yes"]
        said = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    found: dict[str, Any] = json.loads(said)
    return found


def moves(gold: Sequence[str], found: Sequence[str]) -> int:
    """Return the fewest acts that make `found` of one hanging another, `gold`.

    An act drags one card, or drops a whole column on another.
    """
    shared = contingency_matrix(gold, found)
    rows, columns = linear_sum_assignment(-shared)
    acts = int(shared.sum() - shared[rows, columns].sum())
    for column in set(range(shared.shape[1])) - set(columns.tolist()):
        acts -= max(int(shared[:, column].max()) - 1, 0)
    return acts


def freely(wall: Hanging) -> tuple[float, float]:
    """Return AMI, and moves a card, of groups without any column of people's."""
    groups = grouped(wall)["groups"]
    home = {idea["id"]: n for n, group in enumerate(groups) for idea in group["ideas"]}
    gold = [row["group"] for row in wall.rows]
    found = [str(home[row["id"]]) for row in wall.rows]
    return adjusted_mutual_info_score(gold, found), moves(gold, found) / len(gold)


def begun(wall: Hanging, each: int, draw: int, *, decided: bool = False) -> tuple[float, float]:
    """Return how often the right column is the best, and among three, with `each` cards a column hung.

    And, where `decided`, with those cards that are to be decided first. Not a number where no card is left.
    """
    dice = random.Random(f"{wall.name} {each} {draw}")  # noqa: S311 - the same draws each time
    by_group: dict[str, list[str]] = {}
    for row in wall.rows:
        by_group.setdefault(row["group"], []).append(row["id"])
    hung = frozenset(
        card for own in by_group.values() for card in dice.sample(own, min(each, len(own)))
    )
    found = grouped(wall, hung)["not_placed"]
    if decided and (first := {card["id"] for card in found if card.get("decide_first")}):
        found = grouped(wall, hung | first)["not_placed"]
    right = {row["id"]: wall.titles[row["group"]] for row in wall.rows}
    best, three = 0, 0
    for card in found:
        offered = [p["title"] for p in card["proposals"] if not p.get("new_column")]
        best += offered[:1] == [right[card["id"]]]
        three += right[card["id"]] in offered[:3]
    return (best / len(found), three / len(found)) if found else (nan, nan)


def table(folders: Sequence[Path], draws: int) -> Iterator[str]:
    """Yield the lines of the table: one a wall, and the mean of each folder."""
    yield "| wall | cards | groups | AMI | moves | two: best / three | first: best / three | five: best / three |"
    yield "|---|---|---|---|---|---|---|---|"
    for folder in folders:
        scores = []
        for wall in hangings(folder):
            ami, acts = freely(wall)
            after = [
                np.mean([begun(wall, n, d, decided=first) for d in range(draws)], axis=0)
                for n, first in HUNG
            ]
            scores.append((ami, acts, *np.concatenate(after)))
            yield _line(wall.name, str(len(wall.rows)), str(len(wall.titles)), scores[-1])
        if scores:
            yield _line(f"**{folder.name}: mean**", "", "", np.nanmean(scores, axis=0))


def _line(name: str, cards: str, groups: str, found: Sequence[float]) -> str:
    ami, acts, *after = ("–" if isnan(each) else f"{each:.2f}" for each in found)
    pairs = " | ".join(
        f"{best} / {three}" for best, three in zip(after[::2], after[1::2], strict=True)
    )
    return f"| {name} | {cards} | {groups} | {ami} | {acts} | {pairs} |"


def folders(asked: Sequence[Path]) -> list[Path]:
    """Return the folders that were asked for, by an option or the environment, else our own and those beside."""
    named = [Path(each) for each in os.environ.get("AFTERWORD_WALLS", "").split(os.pathsep) if each]
    beside = (BESIDE / name for name in ("walls/real", "walls", "problems"))
    return [*asked] or named or [OWN, *(each for each in beside if each.is_dir())]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--walls", type=Path, action="append", default=[], help="a folder")
    parser.add_argument("--draws", type=int, default=2, help="which cards hang first, so often")
    asked = parser.parse_args()
    for line in table(folders(asked.walls), asked.draws):
        print(line, flush=True)


if __name__ == "__main__":
    main()
