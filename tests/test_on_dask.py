"""The example for a cluster: the same bytes from one process, from two workers, and with one killed."""

import csv
import json
import os
import pickle
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import dask
import docx
import on_dask
import pytest
from distributed import Client, LocalCluster
from made import saved

from pipeline import flow, intake
from pipeline.problems import InputRefused, Problem
from pipeline.word import Template

INPUTS = Path(__file__).parents[1] / "inputs"
RECORDS, BATCH = 90, 10
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")


@contextmanager
def cluster(workers: int) -> Iterator[Client]:
    """Yield a client of so many worker processes; of none: of this process alone."""
    asked = {"n_workers": workers or 1, "threads_per_worker": 1, "dashboard_address": None}
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 1}),
        LocalCluster(processes=bool(workers), **asked) as local,
        Client(local) as client,
    ):
        yield client


@pytest.fixture(scope="module")
def template() -> Template:
    document = docx.Document()
    document.add_paragraph("Dear {{ name }}, please bring {{ amount|number }} forms.")
    return Template(saved(document), name="letter.docx")


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("table") / "partners.csv", {})


def written(path: Path, bad: dict[int, str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("name", "amount"))
        writer.writerows((f"Partner {n}", bad.get(n, n)) for n in range(2, RECORDS + 2))
    return path


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_two_workers_one_of_them_killed_make_what_one_process_makes(
    template: Template, table: Path, tmp_path: Path
) -> None:
    with cluster(0) as client:
        on_dask.run(client, on_dask.filled, template, on_dask.rows(table), BATCH, tmp_path / "one")
    with cluster(2) as client:
        before = set(client.run(os.getpid).values())
        work = dying(on_dask.filled, at=42, mark=str(tmp_path / "died"))
        on_dask.run(client, work, template, on_dask.rows(table), BATCH, tmp_path / "two")
        assert (tmp_path / "died").exists()
        assert set(client.run(os.getpid).values()) != before
        deadly = dying(on_dask.filled, at=42, mark="")
        with pytest.raises(InputRefused, match="every worker died of it") as met:
            on_dask.run(client, deadly, template, on_dask.rows(table), BATCH, tmp_path / "none")
        assert "(42, {'name': 'Partner 42'" in str(met.value)
        assert bytes_of(tmp_path / "none") == {}
    one = bytes_of(tmp_path / "one")
    assert bytes_of(tmp_path / "two") == one
    manifest = json.loads(one.pop(on_dask.MANIFEST))
    assert manifest["records"] == RECORDS
    assert [part["file"] for part in manifest["parts"]] == sorted(one)
    assert all(
        part["sha256"] == sha256(one[part["file"]]).hexdigest() for part in manifest["parts"]
    )
    names = [name for part in sorted(one) for name in ZipFile(tmp_path / "one" / part).namelist()]
    assert names == [f"row-{row:07}.docx" for row in range(2, RECORDS + 2)]
    with (
        ZipFile(tmp_path / "one" / "part-0000005.zip") as file,
        file.open("row-0000042.docx") as made,
    ):
        assert docx.Document(made).paragraphs[0].text == "Dear Partner 42, please bring 42 forms."


def dying(work: on_dask.Work, at: int, mark: str) -> Callable[..., Any]:
    """Return `work` that ends its process at a row: once, where a file is to `mark` it."""

    def ends(shared: Any, batch: Sequence[Any]) -> tuple[str, bytes, list[Problem]]:
        if any(row == at for row, _ in batch) and not (mark and Path(mark).exists()):
            if mark:
                Path(mark).touch()
            os._exit(9)
        made: tuple[str, bytes, list[Problem]] = work(shared, batch)
        return made

    return ends


def test_poisoned_records_are_named_and_nothing_stands_as_finished(
    template: Template, tmp_path: Path
) -> None:
    bad = written(tmp_path / "bad.csv", {7: "many", 77: "few"})
    with cluster(0) as client, pytest.raises(InputRefused) as met:
        on_dask.run(client, on_dask.filled, template, on_dask.rows(bad), BATCH, tmp_path / "out")
    said = str(met.value)
    assert "row 7:" in said
    assert "row 77:" in said
    assert bytes_of(tmp_path / "out") == {}


def test_workbooks_are_read_in_order_and_a_bad_one_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "sites"
    folder.mkdir()
    for n in range(4):
        name = ("workshop", "assessment")[n % 2]
        content = (INPUTS / "roundtable" / f"{name}.xlsx").read_bytes()
        (folder / f"site-{n}.xlsx").write_bytes(content)
    with cluster(0) as client:
        on_dask.run(client, on_dask.read, None, sorted(folder.iterdir()), 3, tmp_path / "out")
        parts = sorted((tmp_path / "out").glob("part-*"))
        lines = [json.loads(line) for part in parts for line in part.read_text().splitlines()]
        assert [each["file"] for each in lines] == [f"site-{n}.xlsx" for n in range(4)]
        assert [bool(each["scores"]) for each in lines] == [False, True, False, True]
        (folder / "site-2.xlsx").write_bytes(b"no workbook")
        with pytest.raises(InputRefused, match="site-2"):
            on_dask.run(client, on_dask.read, None, sorted(folder.iterdir()), 3, tmp_path / "bad")
    assert bytes_of(tmp_path / "bad") == {}


def test_a_finished_run_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / on_dask.MANIFEST).write_text("{}")
    with pytest.raises(InputRefused, match="finished run"):
        on_dask.run(None, on_dask.read, None, [], 1, tmp_path)


def test_what_a_worker_needs_is_small_and_the_same_there(template: Template) -> None:
    again = pickle.loads(pickle.dumps(template))
    data = {"name": "Ann", "amount": 3}
    assert again.render(data) == template.render(data)
    assert len(pickle.dumps(template)) < 60_000
    workshop = intake.read([INPUTS / "roundtable"])
    findings = flow.find_out(workshop, None, date(2026, 11, 4))
    for each in (workshop, findings):
        packed = pickle.dumps(each)
        assert pickle.loads(packed) == each
        assert len(packed) < 200_000  # of two workbooks that take 60,000 on the disk
    cells = [idea.text.place for idea in pickle.loads(pickle.dumps(workshop)).ideas]
    assert cells == [idea.text.place for idea in workshop.ideas]


def test_a_refusal_comes_back_from_a_worker_as_it_was_raised() -> None:
    with pytest.raises(InputRefused) as met:
        flow.make(
            [INPUTS],
            (),
            instrument="none such",
            today=date(2026, 1, 1),
            own=None,
            track=lambda x, _: x,
        )
    again = pickle.loads(pickle.dumps(met.value))
    assert (type(again), again.problems, str(again)) == (
        type(met.value),
        met.value.problems,
        str(met.value),
    )
