"""Fill a million records, or read thousands of workbooks, on a Dask cluster.

    pip install "afterword[scale]"
    python examples/on_dask.py fill letter.docx partners.csv OUT [--scheduler tcp://HOST:8786]
    python examples/on_dask.py read WORKBOOKS OUT [--scheduler tcp://HOST:8786]

Without a scheduler, processes of this computer do the work. OUT is a folder that all of them reach. It gets
a part a batch, the same bytes whoever made it, and at the end `manifest.json`, which lists the parts in order.
A part counts only when the manifest is there: where a record cannot be filled, or a workbook cannot be read,
each is named, the parts are removed and no manifest comes. When a worker dies, its batch is made again.
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
from typing import Any
from zipfile import ZipFile, ZipInfo

from distributed import Client, Future, KilledWorker, WorkerPlugin, get_worker

from pipeline import flow, intake
from pipeline.problems import InputRefused, PipelineError, Place, Problem
from pipeline.word import Template

Work = Callable[[Any, Sequence[Any]], tuple[str, bytes, list[Problem]]]  # → kind of file, content
AHEAD = 64  # batches on their way: results come in order, and the client holds no more than these
MANIFEST = "manifest.json"


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
    """Write what `work` makes of `records`, `size` at a time: all of it, or raise and leave no manifest."""
    if (out / MANIFEST).exists():
        raise InputRefused(
            [Problem(Place(str(out)), "It holds a finished run.", "Name another folder.")]
        )
    out.mkdir(parents=True, exist_ok=True)
    client.register_plugin(Shared(shared))
    made: list[dict[str, object]] = []
    problems: list[Problem] = []
    waiting: deque[tuple[Future[Any], Sequence[Any]]] = deque()
    for number, batch in enumerate(_batches(records, size), 1):
        future = client.submit(_part, work, number, batch, str(out), pure=False, retries=2)
        waiting.append((future, batch))
        if len(waiting) == AHEAD:
            _take(*waiting.popleft(), made, problems)
    while waiting:
        _take(*waiting.popleft(), made, problems)
    names = {each["file"] for each in made}
    for part in [
        *out.glob("part-*"),
        *out.glob(".part-*"),
    ]:  # also of an earlier run that was stopped
        if problems or part.name not in names:
            part.unlink()
    if problems:
        raise InputRefused(problems)
    total = sum(int(str(each["records"])) for each in made)
    _write(out / MANIFEST, json.dumps({"records": total, "parts": made}, indent=1).encode())


def _batches(records: Iterable[Any], size: int) -> Iterator[list[Any]]:
    each = iter(records)
    while batch := list(islice(each, size)):
        yield batch


def _part(
    work: Work, number: int, batch: Sequence[Any], out: str
) -> dict[str, object] | list[Problem]:
    """Make one part on a worker; return its line of the manifest, or what is wrong with its records."""
    worker: Any = get_worker()
    kind, content, problems = work(worker.shared_by_afterword, batch)
    if problems:
        return problems
    name = f"part-{number:07}.{kind}"
    _write(Path(out, name), content)
    return {"file": name, "sha256": sha256(content).hexdigest(), "records": len(batch)}


def _write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: a batch that is made twice never shows half of itself."""
    half = path.with_name(f".{path.name}-{os.getpid()}")
    half.write_bytes(content)
    half.replace(path)


def _take(
    future: "Future[Any]",
    batch: Sequence[Any],
    made: list[dict[str, object]],
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


def filled(
    template: Template, batch: Sequence[tuple[int, dict[str, str]]]
) -> tuple[str, bytes, list[Problem]]:
    """Return a .zip of a document a record, named by its row."""
    packed = BytesIO()
    problems: list[Problem] = []
    with ZipFile(packed, "w") as file:
        for row, record in batch:
            try:
                file.writestr(ZipInfo(f"row-{row:07}.docx"), template.render(record, f"row {row}"))
            except PipelineError as error:
                problems += error.problems
    return "zip", packed.getvalue(), problems


def read(_: object, batch: Sequence[Path]) -> tuple[str, bytes, list[Problem]]:
    """Return a line a workbook: how many cards it has, and its scores."""
    lines: list[dict[str, object]] = []
    problems: list[Problem] = []
    for path in batch:
        try:
            workshop = intake.read([path])
            scores = [asdict(each) for each in flow.score(workshop, None)[0]]
        except PipelineError as error:
            problems += error.problems
            continue
        lines.append({"file": path.name, "cards": len(workshop.ideas), "scores": scores})
    return (
        "jsonl",
        "".join(json.dumps(each, default=str) + "\n" for each in lines).encode(),
        problems,
    )


def rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the records of a .csv file one at a time, each with its row."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from enumerate(csv.DictReader(file), 2)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=("fill", "read"))
    parser.add_argument("inputs", nargs="+", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--scheduler", help="its address; without it, processes of this computer")
    parser.add_argument("--batch", type=int, default=0, help="records, or workbooks, at a time")
    asked = parser.parse_args()
    with Client(asked.scheduler) as client:
        try:
            if asked.what == "fill":
                template, records = asked.inputs
                run(
                    client,
                    filled,
                    Template(template),
                    rows(records),
                    asked.batch or 1000,
                    asked.out,
                )
            else:
                (folder,) = asked.inputs
                run(client, read, None, sorted(folder.glob("*.xlsx")), asked.batch or 20, asked.out)
        except PipelineError as error:
            sys.exit(str(error))


if __name__ == "__main__":
    main()
