"""Fill a million records, or read thousands of workbooks, on a Dask cluster.

    pip install "afterword[scale]"
    python examples/on_dask.py fill letter.docx partners.csv OUT [--scheduler tcp://HOST:8786]
    python examples/on_dask.py read WORKBOOKS OUT [--scheduler tcp://HOST:8786]

Without a scheduler, processes of this computer do the work. OUT is a folder that all of them reach. It gets
a part a batch, the same bytes whoever made it, and at the end `manifest.json`, which lists the parts in order.
A part counts only when the manifest is there: where a record cannot be filled, or a workbook cannot be read,
each is named, the parts are removed and no manifest comes. When a worker dies, its batch is made again.
What else there is to know of a record or a workbook stands in the manifest beside its part.
"""

import argparse
import csv
import json
import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from hashlib import sha256
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import ZipFile, ZipInfo

import dask
from distributed import Client, Future, KilledWorker, WorkerPlugin, get_worker

from pipeline import flow, folders, intake
from pipeline.problems import InputRefused, PipelineError, Place, Problem
from pipeline.word import Template

AHEAD = 64  # batches on their way: results come in order, and the client holds no more than these
MOST_NAMED = 1000  # problems; where so many are met, something is wrong with all
MANIFEST = "manifest.json"
KEPT = {"distributed.admin.low-level-log-length": AHEAD}


class Made(NamedTuple):
    """What came of a batch: a file, or problems that stop the run; and what to know of it."""

    kind: str  # of file: zip
    content: bytes
    problems: list[Problem]
    notices: list[str]


Work = Callable[[Any, Sequence[Any]], Made]


class Shared(WorkerPlugin):
    """What every batch needs. It is sent once a worker, also to one that takes a dead one's place."""

    name = "afterword"

    def __init__(self, what: object) -> None:
        self.what = what

    def setup(self, worker: Any) -> None:
        worker.shared_by_afterword = self.what


def run(
    client: Client, work: Work, shared: object, records: Iterable[Any], size: int, out: Path
) -> None:
    """Write what `work` makes of `records`, `size` at a time: all of it, or raise and leave no manifest.

    `records` may raise InputRefused, too: all that came before is made first, so that each problem is said.
    """
    out = out.resolve()  # a worker has a folder of its own to begin with
    if (out / MANIFEST).exists():
        raise InputRefused(
            [Problem(Place(str(out)), "It holds a finished run.", "Name another folder.")]
        )
    out.mkdir(parents=True, exist_ok=True)
    client.register_plugin(Shared(shared))
    made: list[dict[str, Any]] = []
    problems: list[Problem] = []
    last: Sequence[Problem] = ()  # said behind those of the records that came before
    waiting: deque[tuple[Future[Any], Sequence[Any]]] = deque()
    try:
        for number, batch in enumerate(_batches(records, size), 1):
            if len(problems) >= MOST_NAMED:
                message = f"From {batch[0]} on nothing was tried."
                last = [Problem(Place(str(out)), message, "Mend what so many have in common.")]
                break
            future = client.submit(_part, work, number, batch, str(out), pure=False, retries=2)
            waiting.append((future, batch))
            if len(waiting) == AHEAD:
                _take(*waiting.popleft(), made, problems)
    except InputRefused as error:
        last = error.problems
    while waiting:
        _take(*waiting.popleft(), made, problems)
    problems += last
    problems += [] if problems else _lacking(made, out)
    names = {each["file"] for each in made}
    for part in [
        *out.glob("part-*"),
        *out.glob(".part-*"),
    ]:  # also of an earlier run that was stopped
        if problems or part.name not in names:
            part.unlink()
    if problems:
        raise InputRefused(problems)
    total = sum(each["records"] for each in made)
    _write(out / MANIFEST, json.dumps({"records": total, "parts": made}, indent=1).encode())


def _lacking(made: Sequence[dict[str, Any]], out: Path) -> list[Problem]:
    """Return a problem where nothing was made, or what a worker wrote lies elsewhere."""
    place = Place(str(out))
    if not made:
        return [Problem(place, "There was nothing to make.", "Look at what was given.")]
    gone = [each["file"] for each in made if not (out / each["file"]).exists()]
    if not gone:
        return []
    message = f"Of {len(gone)} parts that were made none lies here, the first {gone[0]}."
    return [Problem(place, message, "Name a folder that all workers reach under this name.")]


def _batches(records: Iterable[Any], size: int) -> Iterator[list[Any]]:
    each = iter(records)
    while batch := list(islice(each, size)):
        yield batch


def _part(
    work: Work, number: int, batch: Sequence[Any], out: str
) -> dict[str, Any] | list[Problem]:
    """Make one part on a worker; return its entry in the manifest, or what is wrong with its records."""
    worker: Any = get_worker()
    made = work(worker.shared_by_afterword, batch)
    if made.problems:
        return made.problems
    name = f"part-{number:07}.{made.kind}"
    _write(Path(out, name), made.content)
    digest = sha256(made.content).hexdigest()
    return {"file": name, "sha256": digest, "records": len(batch), "notices": made.notices}


def _write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: a batch that is made twice never shows half of itself."""
    half = path.with_name(f".{path.name}-{os.getpid()}")
    half.write_bytes(content)
    half.replace(path)


def _take(
    future: "Future[Any]",
    batch: Sequence[Any],
    made: list[dict[str, Any]],
    problems: list[Problem],
) -> None:
    try:
        result = future.result()
    except Exception as error:  # no fault of a record that Afterword knows: name the batch
        died = isinstance(error, KilledWorker)
        why = "every worker died of it" if died else f"{type(error).__name__}: {error}"
        message = f"A batch could not be made, from {batch[0]} to {batch[-1]}: {why}."
        result = [Problem(Place("cluster"), message, "Run these records again with --batch 1.")]
    problems += result if isinstance(result, list) else []
    made += [] if isinstance(result, list) else [result]


def filled(template: Template, batch: Sequence[tuple[int, dict[str, str]]]) -> Made:
    """Return a .zip of a document a record, named by its row."""
    packed = BytesIO()
    problems: list[Problem] = []
    notices: list[str] = []
    with ZipFile(packed, "w") as file:
        for row, record in batch:
            try:
                document = template.fill(record, f"row {row}", trace=False)
            except PipelineError as error:
                problems += error.problems
                continue
            file.writestr(ZipInfo(f"row-{row:07}.docx"), document.content)
            notices += map(str, document.notices)
    return Made("zip", packed.getvalue(), problems, notices)


def read(_: object, batch: Sequence[Path]) -> Made:
    """Return a line a workbook: how many cards it has, and its scores."""
    lines: list[dict[str, object]] = []
    problems: list[Problem] = []
    notices: list[str] = []
    for path in batch:
        try:
            workshop = intake.read([path])
            scores, unscored = flow.score(workshop, None)
        except PipelineError as error:
            problems += error.problems
            continue
        notices += map(str, (*workshop.notices, *unscored))
        lines.append(
            {"file": path.name, "cards": len(workshop.ideas), "scores": [*map(asdict, scores)]}
        )
    content = "".join(json.dumps(each, default=str) + "\n" for each in lines).encode()
    return Made("jsonl", content, problems, notices)


def rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the records of a .csv file one at a time, each with its row; then raise with what is none."""
    wrong: list[Problem] = []
    row = 1
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = csv.reader(file, strict=True)
            heads = next(lines, [])
            if len({*heads}) < len(heads):
                wrong.append(_wrong(path, 1, "Two headings are alike."))
            for row, cells in enumerate(lines, 2):
                if len(cells) == len(heads) and any(cells):
                    yield row, dict(zip(heads, cells, strict=True))
                elif any(cells):
                    many = f"{len(cells)} {'cell' if len(cells) == 1 else 'cells'}"
                    wrong.append(_wrong(path, row, f"It has {many} below {len(heads)} headings."))
    except (csv.Error, OSError, UnicodeError) as error:
        wrong.append(_wrong(path, row, f"What follows cannot be read: {error}."))
    if wrong:
        raise InputRefused(wrong)


def _wrong(path: Path, row: int, message: str) -> Problem:
    return Problem(
        Place(path.name, "", f"row {row}"),
        message,
        "Mend it, and save the file as CSV UTF-8 (.csv).",
    )


def workbooks(folder: Path) -> Iterator[Path]:
    """Yield what `afterword` would read of a folder; then raise with what may hold cards and cannot be read."""
    found = folders.look(folder.resolve())
    print(*found.notices, sep="\n", end="\n" * bool(found.notices), file=sys.stderr)
    yield from found.spreadsheets
    if found.problems:
        raise InputRefused(found.problems)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=("fill", "read"))
    parser.add_argument("inputs", nargs="+", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--scheduler", help="its address; without it, processes of this computer")
    parser.add_argument("--batch", type=int, default=0, help="records, or workbooks, at a time")
    asked = parser.parse_args()
    # Dask keeps the last thousand messages for its developers, with all the records in them
    with dask.config.set(KEPT), Client(asked.scheduler) as client:
        try:
            if asked.what == "fill":
                letter, table = asked.inputs
                template, size = Template(letter), asked.batch or 1000
                run(client, filled, template, rows(table), size, asked.out)
            else:
                (folder,) = asked.inputs
                run(client, read, None, workbooks(folder), asked.batch or 20, asked.out)
        except PipelineError as error:
            sys.exit(str(error))


if __name__ == "__main__":
    main()
