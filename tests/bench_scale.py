"""Measure how far one computer carries: cards, rows, sites and letters, ten times as many a step.

    python tests/bench_scale.py [--most N] [--only cards rows sites letters] [--write]

Every step is a run of the command line on files made up for it. The table has processor time, which does not
hang on what else the computer does, and the most memory. The exponent is that of the line through the last two
steps: 1 is twice the time for twice as many. --write puts the table into docs/scale.md.
"""

import argparse
import csv
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from math import log
from pathlib import Path
from typing import NamedTuple

import alike
import docx
from openpyxl import Workbook

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "scale.md"
BEGIN, END = "<!-- table -->\n", "<!-- end of table -->"
QUIET = {"PYTHONHASHSEED": "0"}


class Step(NamedTuple):
    """What one run took."""

    number: int
    seconds: float
    megabytes: float


def cards(folder: Path, count: int) -> list[str]:
    """Return a command that groups `count` answers, each made of halves of two of our own."""
    halves = [text.split() for text in sorted(alike.cards())]
    dice = random.Random(count)  # noqa: S311 - the same each time
    with (folder / "cards.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("id", "text"))
        for n in range(count):
            one, other, third = dice.choices(halves, k=3)
            said = [*one[: len(one) // 2 + 1], *other[len(other) // 2 :], *third[:2]]
            writer.writerow((f"c{n}", " ".join(said)))
    return ["group", str(folder / "cards.csv"), "--json"]


def rows(folder: Path, count: int) -> list[str]:
    """Return a command that reads a workbook of `count` cards that hang in columns."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Ideas")
    sheet.append(("Card", "Idea", "Column", "Title"))
    for n in range(count):
        sheet.append(
            (
                f"c{n}",
                f"Share the intake form with office {n}",
                str(n % 9 + 1),
                f"Title {n % 9 + 1}",
            )
        )
    book.save(folder / "rows.xlsx")
    return ["check", str(folder / "rows.xlsx")]


def sites(folder: Path, count: int) -> list[str]:
    """Return a command that rolls up the workshops of `count` sites."""
    sample = ROOT / "inputs" / "program" / "program.xlsx"
    for n in range(count):
        shutil.copy(sample, folder / f"site-{n:05}.xlsx")
    paths = sorted(map(str, folder.glob("site-*.xlsx")))
    return [
        "make",
        *paths,
        "--roll-up",
        "--yes",
        "--out",
        str(folder / "out"),
        "--date",
        "2026-11-04",
    ]


def letters(folder: Path, count: int) -> list[str]:
    """Return a command that fills `count` letters from a table."""
    letter = docx.Document()
    letter.add_heading("An invitation")
    letter.add_paragraph("Dear {{ name }}, thank you for {{ given }} at {{ place }}.")
    letter.save(str(folder / "letter.docx"))
    with (folder / "people.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("name", "given", "place"))
        writer.writerows(
            (f"Partner {n}", f"{n} bus passes", f"Office {n % 90}") for n in range(count)
        )
    files = (str(folder / "letter.docx"), str(folder / "people.csv"))
    return ["fill", *files, "--out", str(folder / "letters")]


MADE: dict[str, tuple[Callable[[Path, int], list[str]], int, int]] = {  # first step, last step
    "cards": (cards, 100, 1_000_000),
    "rows": (rows, 100, 10_000),
    "sites": (sites, 10, 1_000),
    "letters": (letters, 100, 100_000),
}


def measured(make: Callable[[Path, int], list[str]], count: int) -> Step:
    """Return what the command line takes for `count`."""
    with tempfile.TemporaryDirectory() as name:
        command = [sys.executable, "-m", "pipeline", *make(Path(name), count)]
        with subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, **QUIET},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        ) as run:
            said = run.stderr.read() if run.stderr else b""
            _, status, used = os.wait4(run.pid, 0)
            run.returncode = os.waitstatus_to_exitcode(status)
        if run.returncode:
            raise SystemExit(f"{' '.join(command[2:5])} …: {said.decode()}")
    return Step(count, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def exponent(steps: Sequence[Step]) -> str:
    """Return the exponent of time between the last two steps: smaller ones may go another way."""
    if len(steps) < 2:
        return "–"
    before, last = steps[-2:]
    return f"{log(last.seconds / before.seconds) / log(last.number / before.number):.2f}"


def table(asked: Sequence[str], most: int) -> Iterator[str]:
    yield "| what | how many | processor time, s | memory, MB |"
    yield "|---|---|---|---|"
    for name in asked:
        make, first, last = MADE[name]
        steps: list[Step] = []
        count = first
        while count <= min(last, most):
            steps.append(step := measured(make, count))
            yield f"| {name} | {step.number:,} | {step.seconds:.1f} | {step.megabytes:,.0f} |"
            count *= 10
        yield f"| {name}: exponent of time | | {exponent(steps)} | |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--most", type=int, default=100_000, help="no step beyond")
    parser.add_argument("--only", nargs="+", choices=MADE, default=[*MADE])
    parser.add_argument("--write", action="store_true", help="put the table into docs/scale.md")
    asked = parser.parse_args()
    lines = []
    for line in table(asked.only, asked.most):
        print(line, flush=True)
        lines.append(line + "\n")
    if asked.write:
        page = PAGE.read_text(encoding="utf-8")
        inside = re.compile(f"(?<={re.escape(BEGIN)}).*?(?={re.escape(END)})", re.DOTALL)
        PAGE.write_text(inside.sub("".join(lines), page), encoding="utf-8")


if __name__ == "__main__":
    main()
