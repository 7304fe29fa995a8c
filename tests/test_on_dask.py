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
from pipeline.problems import InputRefused
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
    assert not any(part["notices"] for part in manifest["parts"])
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

    def ends(shared: Any, batch: Sequence[Any]) -> on_dask.Made:
        if any(row == at for row, _ in batch) and not (mark and Path(mark).exists()):
            if mark:
                Path(mark).touch()
            os._exit(9)
        return work(shared, batch)

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


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            b"name,amount\nAnn,1\n\nBen,2,lost\nCleo\n",
            ("row 4: It has 3 cells", "row 5: It has 1 cell below"),
        ),
        (b"name,amount,amount\nAnn,1,2\n", ("row 1: Two headings are alike",)),
        (b"name,amount\nAnn,1\nJos\xe9,2\n", ("What follows cannot be read",)),
        (b'name,amount\nAnn,1\n"Ben,2\n', ("row 2: What follows cannot be read",)),
        (b"name,amount\nAnn,many\nBen,2,lost\n", ("row 2: paragraph 1", "row 3: It has 3 cells")),
        (b"name,amount\n,\n", ("There was nothing to make",)),
        (b"", ("There was nothing to make",)),
        (None, ("No such file",)),
    ],
)
def test_a_table_is_filled_whole_or_each_of_its_faults_is_named(
    template: Template, tmp_path: Path, content: bytes | None, said: tuple[str, ...]
) -> None:
    table = tmp_path / "table.csv"
    if content is not None:
        table.write_bytes(content)
    with cluster(0) as client, pytest.raises(InputRefused) as met:
        on_dask.run(client, on_dask.filled, template, on_dask.rows(table), 1, tmp_path / "out")
    assert len(met.value.problems) == len(said)
    assert all(each in str(met.value) for each in said)
    assert bytes_of(tmp_path / "out") == {}


def test_where_a_thousand_are_wrong_the_rest_is_not_tried(
    template: Template, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(on_dask, "MOST_NAMED", 3)
    monkeypatch.setattr(on_dask, "AHEAD", 2)
    bad = written(tmp_path / "bad.csv", dict.fromkeys(range(2, RECORDS + 2), "many"))
    with cluster(0) as client, pytest.raises(InputRefused) as met:
        on_dask.run(client, on_dask.filled, template, on_dask.rows(bad), 1, tmp_path / "out")
    assert "row 2:" in str(met.value)
    assert 3 < len(met.value.problems) < 8
    assert "on nothing was tried" in met.value.problems[-1].message


def test_what_there_is_to_know_of_a_record_stands_in_the_manifest(
    template: Template, tmp_path: Path
) -> None:
    odd = written(tmp_path / "odd.csv", {})
    odd.write_bytes(odd.read_bytes().replace(b"Partner 42,", b"Partner \x01,"))
    with cluster(0) as client:
        on_dask.run(client, on_dask.filled, template, on_dask.rows(odd), 30, tmp_path / "out")
    manifest = json.loads((tmp_path / "out" / on_dask.MANIFEST).read_text())
    first, second, third = (part["notices"] for part in manifest["parts"])
    assert (first, third) == ([], [])
    assert "row 42" in second[0]
    assert "a sign that Word cannot show" in second[0]


def test_a_part_that_a_worker_wrote_elsewhere_is_no_part(tmp_path: Path) -> None:
    (tmp_path / "part-1.zip").touch()
    made = [{"file": "part-1.zip"}, {"file": "part-2.zip"}]
    (problem,) = on_dask._lacking(made, tmp_path)
    assert "part-2.zip" in problem.message
    assert on_dask._lacking(made[:1], tmp_path) == []


def test_workbooks_are_read_in_order_and_a_bad_one_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "sites"
    folder.mkdir()
    for n in range(4):
        name = ("workshop", "assessment")[n % 2]
        content = (INPUTS / "roundtable" / f"{name}.xlsx").read_bytes()
        (folder / f"site-{n}.xlsx").write_bytes(content)
    (folder / "~$site-1.xlsx").write_bytes(b"a lock of Excel")
    with cluster(0) as client:
        on_dask.run(client, on_dask.read, None, on_dask.workbooks(folder), 3, tmp_path / "out")
        parts = sorted((tmp_path / "out").glob("part-*"))
        lines = [json.loads(line) for part in parts for line in part.read_text().splitlines()]
        assert [each["file"] for each in lines] == [f"site-{n}.xlsx" for n in range(4)]
        assert [bool(each["scores"]) for each in lines] == [False, True, False, True]
        (folder / "site-2.xlsx").write_bytes(b"no workbook")
        (folder / "site-5.pages").write_bytes(b"cards, perhaps")
        with pytest.raises(InputRefused, match=r"(?s)site-2.*site-5\.pages"):
            on_dask.run(client, on_dask.read, None, on_dask.workbooks(folder), 3, tmp_path / "bad")
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
        assert len(packed) < 200_000  # of two workbooks that take 28,000 on the disk
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
