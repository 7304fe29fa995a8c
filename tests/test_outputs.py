import errno
import io
import json
import os
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from pipeline import outputs
from pipeline.model import Document, Statement
from pipeline.outputs import finished, holding, journal, moving, saying
from pipeline.problems import NotWritten, Place, Problem, Weight

TWO = (Document("plan.docx", b"new plan"), Document("outreach/P01.txt", b"new letter"))


def test_documents_are_written_with_their_folders(tmp_path: Path) -> None:
    paths = outputs.write(TWO, tmp_path / "out")

    assert [path.read_bytes() for path in paths] == [b"new plan", b"new letter"]
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"plan.docx", "outreach"}


def test_nothing_is_overwritten_unless_told(tmp_path: Path) -> None:
    (tmp_path / "plan.docx").write_bytes(b"edited by a person")

    with pytest.raises(NotWritten) as refused:
        outputs.write(TWO, tmp_path)

    assert str(refused.value) == (
        f"{tmp_path / 'plan.docx'}: Already there.\n"
        "  Choose another name or folder, or pass --replace: then a copy is kept."
    )
    assert (tmp_path / "plan.docx").read_bytes() == b"edited by a person"
    assert not (tmp_path / "outreach").exists()


def test_many_files_that_are_there_are_told_in_one_message(tmp_path: Path) -> None:
    many = [Document(f"outreach/P{number:02}.txt", b"letter") for number in range(1, 8)]
    outputs.write(many, tmp_path)

    with pytest.raises(NotWritten) as refused:
        outputs.write([*many, Document("new.txt", b"new")], tmp_path)

    assert str(refused.value) == (
        f"{tmp_path}: Already there: outreach/P01.txt, outreach/P02.txt, outreach/P03.txt, "
        "outreach/P04.txt, outreach/P05.txt, and 2 more.\n"
        "  Choose another name or folder, or pass --replace: then a copy is kept."
    )
    assert not (tmp_path / "new.txt").exists()


def test_replace_overwrites(tmp_path: Path) -> None:
    (tmp_path / "plan.docx").write_bytes(b"old")

    outputs.write(TWO, tmp_path, replace=True)

    assert (tmp_path / "plan.docx").read_bytes() == b"new plan"


DAY = date(2026, 11, 4)


def test_a_copy_of_one_file_lies_beside_what_took_its_place(tmp_path: Path) -> None:
    path = tmp_path / "review.xlsx"
    heard: list[Problem] = []
    for words in (b"decided by people", b"decided again", b"new"):
        path.write_bytes(words)
        outputs.write([Document(path.name, b"new")], tmp_path, replace=DAY, tell=heard.extend)

    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == {
        "review.xlsx": b"new",
        "review (before 2026-11-04).xlsx": b"decided by people",
        "review (before 2026-11-04 2).xlsx": b"decided again",
    }
    assert [each.message for each in heard] == [
        "What lay there is now review (before 2026-11-04).xlsx.",
        "What lay there is now review (before 2026-11-04 2).xlsx.",
    ]


def test_copies_of_a_set_lie_in_a_folder_of_their_own(tmp_path: Path) -> None:
    heard: list[Problem] = []
    for words in (b"first ", b"again ", b"new "):
        (tmp_path / "outreach").mkdir(exist_ok=True)
        (tmp_path / "plan.docx").write_bytes(words + b"plan")
        (tmp_path / "outreach" / "P01.txt").write_bytes(words + b"letter")
        outputs.write(
            [TWO[0], Document("outreach/P01.txt", b"new letter"), Document("more.txt", b"more")],
            tmp_path,
            replace=DAY,
            tell=heard.extend,
        )

    files = {
        each.relative_to(tmp_path).as_posix(): each.read_bytes()
        for each in tmp_path.rglob("*")
        if each.is_file()
    }
    assert files == {
        "plan.docx": b"new plan",
        "outreach/P01.txt": b"new letter",
        "more.txt": b"more",
        "before 2026-11-04/plan.docx": b"first plan",
        "before 2026-11-04/outreach/P01.txt": b"first letter",
        "before 2026-11-04 2/plan.docx": b"again plan",
        "before 2026-11-04 2/outreach/P01.txt": b"again letter",
    }
    assert [each.message for each in heard] == [
        "What lay there, 2 files, is now in the folder before 2026-11-04.",
        "What lay there, 2 files, is now in the folder before 2026-11-04 2.",
    ]


def test_an_input_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "plan.docx").write_bytes(b"the template")

    with pytest.raises(NotWritten, match="This is what was read"):
        outputs.write(TWO, tmp_path, replace=True, inputs=[tmp_path / "." / "plan.docx"])

    assert (tmp_path / "plan.docx").read_bytes() == b"the template"


def test_a_failure_half_way_puts_everything_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plan.docx").write_bytes(b"old plan")
    replace = Path.replace

    def full_disk(self: Path, target: Path) -> Path:
        if target.name == "P01.txt":
            raise OSError(28, "No space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", full_disk)
    with pytest.raises(NotWritten, match="Nothing was written: No space left on device"):
        outputs.write(TWO, tmp_path, replace=True)

    assert [path.name for path in tmp_path.rglob("*")] == ["plan.docx"]
    assert (tmp_path / "plan.docx").read_bytes() == b"old plan"


# ── every call fails in turn; a run is killed at every call ──────────────────────────────────

OLD = {"plan.docx": b"old plan", "ledger.xlsx": b"old ledger"}
NEW = (*TWO, Document("ledger.xlsx", b"new ledger"), Document("a/b/deep.docx", b"new deep"))
ALL_NEW = {document.filename: document.content for document in NEW}
CALLS = (
    (os, "mkdir"),
    (os, "open"),
    (os, "fsync"),
    (os, "replace"),
    (os, "link"),
    (os, "sync"),
    (io, "open"),
)


class Failing:
    """The system's calls that write; the call of the number given does not come back."""

    def __init__(self, patch: pytest.MonkeyPatch, number: int, instead: Callable[[], object]):
        self.left, self.instead = number, instead
        for module, name in CALLS:
            patch.setattr(module, name, self._counted(getattr(module, name)))
        patch.setattr(shutil, "copy2", self._counted(shutil.copy2))

    def _counted(self, call: Callable[..., object]) -> Callable[..., object]:
        def counted(*words: object, **more: object) -> object:
            self.left -= 1
            if not self.left:
                self.instead()
            return call(*words, **more)

        return counted


def full_disk() -> None:
    raise OSError(28, "No space left on device")


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def wrote(folder: Path, *, replace: bool = False) -> bool:
    """Say whether the run said that it wrote everything."""
    try:
        outputs.write(NEW, folder, replace=replace)
    except NotWritten:
        return False
    return True


def old_folder(folder: Path) -> Path:
    folder.mkdir()
    for name, content in OLD.items():
        (folder / name).write_bytes(content)
    return folder


def test_whatever_call_fails_nothing_changes_and_nothing_is_left(tmp_path: Path) -> None:
    for number in range(1, 200):
        folder = old_folder(tmp_path / str(number))
        with pytest.MonkeyPatch.context() as patch:
            failing = Failing(patch, number, full_disk)
            written = wrote(folder, replace=True)
        assert contents(folder) == (ALL_NEW if written else OLD), number
        assert not list(folder.glob(f"{outputs.DRAFTS}*")), number
        assert written or {path.name for path in folder.iterdir()} == set(OLD), number
        if failing.left > 0:  # there is no call of that number
            break
    assert number > 20
    assert written


def test_whatever_call_fails_a_new_folder_is_not_left_behind(tmp_path: Path) -> None:
    for number in range(1, 200):
        folder = tmp_path / str(number) / "deep" / "out"
        with pytest.MonkeyPatch.context() as patch:
            failing = Failing(patch, number, full_disk)
            written = wrote(folder)
        assert (contents(folder) == ALL_NEW) if written else not folder.parent.exists(), number
        if failing.left > 0:
            break
    assert number > 20
    assert written


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a run is killed in a process of its own")
def test_wherever_a_run_is_killed_each_file_is_old_or_new_and_the_next_run_clears_up(
    tmp_path: Path,
) -> None:
    for number in range(1, 200):
        folder = old_folder(tmp_path / str(number))
        if not (child := os.fork()):
            with pytest.MonkeyPatch.context() as patch:
                failing = Failing(patch, number, lambda: os._exit(9))
                outputs.write(NEW, folder, replace=True)
                os._exit(0 if failing.left > 0 else 1)
        _, status = os.waitpid(child, 0)
        found = {k: v for k, v in contents(folder).items() if not k.startswith(outputs.DRAFTS)}
        assert set(OLD) <= set(found), number
        for name, content in found.items():
            assert content in (OLD.get(name), ALL_NEW[name]), (number, name)
        outputs.write(NEW, folder, replace=True)
        assert contents(folder) == ALL_NEW, number
        if os.waitstatus_to_exitcode(status) == 0:
            break
    assert number > 20


def test_a_run_that_is_stopped_puts_everything_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, replace = old_folder(tmp_path / "out"), Path.replace

    def stopped(self: Path, target: Path) -> Path:
        if target.name == "ledger.xlsx" and not self.name.endswith(".old"):
            raise KeyboardInterrupt
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", stopped)
    with pytest.raises(KeyboardInterrupt):
        outputs.write(NEW, folder, replace=True)

    assert contents(folder) == OLD
    assert {path.name for path in folder.iterdir()} == set(OLD)


def test_a_disk_that_takes_nothing_back_is_told_file_by_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, replace, calls = old_folder(tmp_path / "out"), Path.replace, []

    def once(self: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) > 2:  # the journal is the first
            raise OSError(30, "Read-only file system")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", once)
    with pytest.raises(NotWritten) as refused:
        outputs.write(NEW, folder, replace=True)

    assert str(refused.value) == (
        f"{folder / 'plan.docx'}: Writing stopped half way, and the disk refused to take this "
        "file back: it is new.\n  Run the command again: it puts this right first."
    )
    monkeypatch.undo()
    said: list[Problem] = []
    outputs.write([], folder, tell=said.extend)
    assert contents(folder) == ALL_NEW
    assert "that is finished now" in str(said[0])


@pytest.mark.parametrize("put", [2, 25])
def test_each_of_many_files_is_named_however_many_are_half_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, put: int
) -> None:
    names = [f"letter {number}.docx" for number in range(30)]
    folder = tmp_path / "out"
    outputs.write([Document(name, b"old") for name in names], folder)
    replace, calls = Path.replace, []

    def refusing(self: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) > 1 + put:  # the journal is the first
            raise OSError(30, "Read-only file system")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refusing)
    with pytest.raises(NotWritten) as refused:
        outputs.write([Document(name, b"new") for name in names], folder, replace=True)

    assert [
        each.name for each in folder.iterdir() if each.is_file() and each.read_bytes() == b"new"
    ]
    (said,) = refused.value.problems
    assert said.place.file == str(folder)
    assert said.message == (
        "Writing stopped half way, and the disk refused to take these back: they are new: "
        f"{', '.join(reversed(names[:put]))}."
    )


def test_a_link_that_leads_nowhere_is_something_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "plan.docx").symlink_to(tmp_path / "gone" / "plan.docx")

    with pytest.raises(NotWritten, match="Already there"):
        outputs.write(TWO, tmp_path)

    assert (tmp_path / "plan.docx").is_symlink()


def test_a_link_is_replaced_and_what_it_leads_to_stays(tmp_path: Path) -> None:
    (tmp_path / "theirs.docx").write_bytes(b"theirs")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "plan.docx").symlink_to(tmp_path / "theirs.docx")

    outputs.write(TWO, tmp_path / "out", replace=True)

    assert (tmp_path / "theirs.docx").read_bytes() == b"theirs"
    assert (tmp_path / "out" / "plan.docx").read_bytes() == b"new plan"


@pytest.mark.parametrize("name", ["plan.docx", "outreach"])
def test_what_stands_in_the_way_is_named(tmp_path: Path, name: str) -> None:
    way = tmp_path / name
    if name == "outreach":
        way.write_bytes(b"a file where a folder must be")
    else:
        way.mkdir()

    with pytest.raises(NotWritten) as refused:
        outputs.write(TWO, tmp_path, replace=True)

    assert str(refused.value).startswith(f"{way}: Nothing was written: ")
    assert "Something of that name is in the way" in str(refused.value)
    assert list(tmp_path.iterdir()) == [way]


def test_two_runs_do_not_write_to_one_folder(tmp_path: Path) -> None:
    with holding.alone(tmp_path), pytest.raises(NotWritten) as refused:
        outputs.write(TWO, tmp_path)

    assert "another run of Afterword is writing to this folder" in str(refused.value)
    assert not list(tmp_path.iterdir())


def test_the_other_run_is_named_and_its_drafts_are_left_alone(tmp_path: Path) -> None:
    with holding.alone(tmp_path), outputs._drafts(tmp_path) as (drafts, _):
        (drafts / "0").write_bytes(b"half")
        with pytest.raises(NotWritten) as refused:
            outputs.write(TWO, tmp_path)
        assert (drafts / "0").read_bytes() == b"half"

    assert str(refused.value) == (
        f"{tmp_path}: Nothing was written: another run of Afterword (process {os.getpid()}) is "
        "writing to this folder.\n  Wait until the other run ends, or choose another folder."
    )
    assert not list(tmp_path.iterdir())


WITHOUT_FCNTL = """
import sys, pathlib
sys.modules["fcntl"] = None  # as on a disk or a system that knows no flock
from pipeline import outputs
from pipeline.model import Document
from pipeline.problems import NotWritten
which, folder = sys.argv[1], pathlib.Path(sys.argv[2])
real = pathlib.Path.replace
def slow(self, target):
    if pathlib.Path(target).name == "plan.docx":
        print("moving", flush=True)
        sys.stdin.readline()
    return real(self, target)
if which == "first":
    pathlib.Path.replace = slow
try:
    outputs.write([Document("outcomes.docx", which.encode()), Document("plan.docx", which.encode())], folder, replace=True)
except NotWritten as error:
    print(error)
    sys.exit(4)
"""


def test_without_fcntl_a_second_run_keeps_out_and_nothing_is_lost(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    for name in ("outcomes.docx", "plan.docx"):
        (folder / name).write_bytes(b"the document staff edited")
    start = [sys.executable, "-c", WITHOUT_FCNTL]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)}
    with subprocess.Popen(
        [*start, "first", folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
    ) as first:
        assert first.stdin is not None
        assert first.stdout is not None
        assert first.stdout.readline() == b"moving\n"
        second = subprocess.run(
            [*start, "second", folder], capture_output=True, text=True, check=False, env=environment
        )
        first.stdin.write(b"\n")
        first.stdin.flush()
        first.wait()

    assert second.stderr == ""
    assert second.returncode == 4
    assert "another run of Afterword" in second.stdout
    assert first.returncode == 0
    assert contents(folder) == {"outcomes.docx": b"first", "plan.docx": b"first"}


def test_what_was_there_is_never_taken_away_though_the_drafts_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, replace = old_folder(tmp_path / "out"), Path.replace
    (folder / "a").mkdir()
    (folder / "a" / "same.docx").write_bytes(b"same")

    def cleared(self: Path, target: Path) -> Path:
        if target.name == "plan.docx":
            for each in folder.glob(f"{outputs.DRAFTS}*"):
                outputs._clear(each)
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", cleared)
    with pytest.raises(NotWritten, match="Nothing was written"):
        outputs.write([Document("a/same.docx", b"same"), *NEW], folder, replace=True)

    assert contents(folder) == {**OLD, "a/same.docx": b"same"}


# ── what a killed run left is settled by its journal ─────────────────────────────────────────


def killed(folder: Path, *, before: str) -> None:
    """Write NEW over OLD in a process of its own that dies before it renames the file named."""
    if not (child := os.fork()):
        replace = Path.replace

        def dies(self: Path, target: Path) -> Path:
            if target.name == before:
                os._exit(9)
            return replace(self, target)

        pytest.MonkeyPatch().setattr(Path, "replace", dies)
        outputs.write(NEW, folder, replace=True)
        os._exit(0)
    os.waitpid(child, 0)


def next_run(folder: Path) -> list[str]:
    """Return what the next run says of the one before; it wants to write nothing itself."""
    said: list[Problem] = []
    outputs.write([], folder, tell=said.extend)
    assert not list(folder.glob(f"{outputs.DRAFTS}*"))
    return list(map(str, said))


def test_a_killed_run_is_finished_by_the_next_which_says_so(tmp_path: Path) -> None:
    folder = old_folder(tmp_path / "out")
    killed(folder, before="ledger.xlsx")
    assert (folder / "plan.docx").read_bytes() == b"new plan"
    assert (folder / "ledger.xlsx").read_bytes() == b"old ledger"

    said = next_run(folder)

    assert contents(folder) == ALL_NEW
    (line,) = said
    assert line == (
        f"{folder}: An earlier run was stopped while it put its files in place; that is finished "
        "now: plan.docx, outreach/P01.txt, ledger.xlsx, a/b/deep.docx."
    )
    assert next_run(folder) == []


def test_a_killed_run_is_taken_back_where_a_person_changed_what_was_to_be_replaced(
    tmp_path: Path,
) -> None:
    folder = old_folder(tmp_path / "out")
    killed(folder, before="ledger.xlsx")
    (folder / "ledger.xlsx").write_bytes(b"edited")

    said = next_run(folder)

    assert contents(folder) == {**OLD, "ledger.xlsx": b"edited"}
    assert len(said) == 1
    assert "all are as they were before that run" in said[0]


def test_what_cannot_be_taken_back_is_named_and_settled_by_a_later_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = old_folder(tmp_path / "out")
    killed(folder, before="ledger.xlsx")
    (folder / "ledger.xlsx").write_bytes(b"edited")
    rename = moving._rename

    def holds_the_plan(here: Path, there: Path, wait: moving.Wait) -> None:
        if there.name == "plan.docx":
            raise PermissionError(13, "held")
        rename(here, there, wait)

    with monkeypatch.context() as patch:
        patch.setattr(moving, "_rename", holds_the_plan)
        with pytest.raises(NotWritten) as stopped:
            outputs.write([], folder)
    assert [str(folder / "plan.docx") in str(each) for each in stopped.value.problems] == [True]
    assert (folder / "plan.docx").read_bytes() == b"new plan"
    assert list(folder.glob(f"{outputs.DRAFTS}*"))

    (said,) = next_run(folder)

    assert contents(folder) == {**OLD, "ledger.xlsx": b"edited"}
    assert "all are as they were before that run" in said


def test_where_a_person_changed_old_and_new_every_file_stays_and_is_named(tmp_path: Path) -> None:
    folder = old_folder(tmp_path / "out")
    killed(folder, before="ledger.xlsx")
    (folder / "ledger.xlsx").write_bytes(b"edited")
    (folder / "outreach" / "P01.txt").write_bytes(b"edited too")

    said = next_run(folder)

    assert contents(folder) == {
        "plan.docx": b"new plan",
        "outreach/P01.txt": b"edited too",
        "ledger.xlsx": b"edited",
    }
    stopped = "An earlier run was stopped half way, and files were changed since"
    assert said == [
        f"{folder / 'plan.docx'}: {stopped}; this one is new.",
        f"{folder / 'a/b/deep.docx'}: {stopped}; this one is old.",
        f"{folder}: {stopped}; these are changed since, and kept: outreach/P01.txt, ledger.xlsx.",
    ]


def test_a_settling_that_is_killed_too_is_taken_up_again(tmp_path: Path) -> None:
    folder = old_folder(tmp_path / "out")
    killed(folder, before="P01.txt")
    if not (child := os.fork()):
        rename, left = moving._rename, [2]

        def dies(here: Path, there: Path, wait: moving.Wait) -> None:
            left[0] -= 1
            if not left[0]:
                os._exit(9)
            rename(here, there, wait)

        moving._rename = dies
        outputs.write([], folder)
        os._exit(0)
    os.waitpid(child, 0)
    assert (folder / "ledger.xlsx").read_bytes() == b"old ledger"

    assert len(next_run(folder)) == 1
    assert contents(folder) == ALL_NEW


@pytest.mark.parametrize("words", [b"{", b'[[0, "../../x", "1", ""]]', b'[[0, "/x", "1", ""]]', b"[[1]]", b"7"])  # fmt: skip
def test_a_journal_that_cannot_be_read_is_left_to_a_person(tmp_path: Path, words: bytes) -> None:
    drafts = tmp_path / ".afterword-7"
    drafts.mkdir()
    (drafts / journal.NAME).write_bytes(words)
    (drafts / "0.old").write_bytes(b"the only copy")

    with pytest.raises(NotWritten, match="its journal cannot be read"):
        outputs.write(TWO, tmp_path)

    assert (drafts / "0.old").read_bytes() == b"the only copy"
    assert not (tmp_path / "plan.docx").exists()


# ── files that are held open, names, rights ──────────────────────────────────────────────────


class Held:
    """A file that another program holds open for a while: renaming onto it is refused so often."""

    def __init__(self, patch: pytest.MonkeyPatch, name: str, times: int, number: int = 13):
        self.waited: list[float] = []
        replace = Path.replace

        def held(this: Path, target: Path) -> Path:
            nonlocal times
            if target.name == name and times:
                times -= 1
                raise OSError(number, os.strerror(number), str(this), None, str(target))
            return replace(this, target)

        patch.setattr(Path, "replace", held)

    def wait(self, seconds: float) -> None:
        self.waited.append(seconds)


def test_a_file_that_is_soon_let_go_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = old_folder(tmp_path / "out")
    held = Held(monkeypatch, "ledger.xlsx", 20)

    outputs.write(NEW, folder, replace=True, wait=held.wait)

    assert contents(folder) == ALL_NEW
    assert round(sum(held.waited), 6) == 2.0


@pytest.mark.parametrize(("name", "program"), [("ledger.xlsx", "Excel"), ("plan.docx", "Word")])
def test_a_file_that_stays_open_is_told_with_its_program_and_nothing_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, program: str
) -> None:
    folder = old_folder(tmp_path / "out")
    held = Held(monkeypatch, name, 21)

    with pytest.raises(NotWritten) as refused:
        outputs.write(NEW, folder, replace=True, wait=held.wait)

    assert str(refused.value) == (
        f"{folder / name}: Nothing was written: Permission denied.\n"
        f"  Close it in {program}, or wait until OneDrive has synced, and run the command again."
    )
    assert contents(folder) == OLD
    assert not list(folder.glob(f"{outputs.DRAFTS}*"))


def test_what_no_waiting_helps_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held(monkeypatch, "plan.docx", 99, number=18)

    with pytest.raises(NotWritten, match="leads to another disk"):
        outputs.write(TWO, tmp_path, wait=held.wait)

    assert held.waited == []


def test_a_file_that_could_not_be_replaced_is_not_said_to_be_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, rename = old_folder(tmp_path / "out"), moving._rename

    def stubborn(here: Path, there: Path, wait: moving.Wait) -> None:
        if there.name == "ledger.xlsx" or here.name.endswith(".old"):
            raise PermissionError(13, "Permission denied", str(there))
        rename(here, there, wait)

    monkeypatch.setattr(moving, "_rename", stubborn)
    with pytest.raises(NotWritten) as refused:
        outputs.write(NEW, folder, replace=True)

    assert [
        (Path(each.place.file).name, each.message[-11:]) for each in refused.value.problems
    ] == [("plan.docx", " it is new.")]
    assert (folder / "ledger.xlsx").read_bytes() == b"old ledger"


def test_a_name_of_300_letters_is_told(tmp_path: Path) -> None:
    for folder, name in ((tmp_path, "x" * 300), (tmp_path / ("y" * 300), "plan.docx")):
        with pytest.raises(NotWritten, match="Choose a shorter name"):
            outputs.write([Document(name, b"new")], folder)

    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(not hasattr(os, "umask"), reason="rights are asked of the system")
def test_drafts_and_files_have_the_rights_that_the_folder_gives(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        with outputs._drafts(tmp_path) as (drafts, _):
            assert drafts.stat().st_mode & 0o777 == 0o750
        (path, _) = outputs.write(TWO, tmp_path)
    finally:
        os.umask(before)

    assert path.stat().st_mode & 0o777 == 0o640


def test_what_is_neither_file_nor_folder_is_in_the_way(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "plan.docx")

    with pytest.raises(NotWritten, match="Something of that name is in the way"):
        outputs.write(TWO, tmp_path, replace=True)


def test_what_a_killed_run_left_is_cleared(tmp_path: Path) -> None:
    (tmp_path / ".afterword-dead").mkdir()
    (tmp_path / ".afterword-dead" / "0").write_bytes(b"half")

    outputs.write(TWO, tmp_path)

    assert not list(tmp_path.glob(".afterword-*"))


HOSTILE = (
    "../../etc/passwd", "/abs", "\\\\share", "CON", "nul", "LPT9.txt", "COM¹", ".", "...", "   ", "name ",
    "-rf", "x" * 300, "Ana & Co", "ana & co", "Café", "Cafe\u0301", "straße", "STRASSE", "dup", "dup",
    "a*b?", "tab\there", "nul\x00byte", "zero\u200bwidth", "%2e%2e%2f", "`id`", "水" * 100, "👩‍🌾 farm", "",
)  # fmt: skip


def test_names_from_data_are_safe_and_unlike_each_other() -> None:
    taken: set[str] = set()

    names = [outputs.file_name(words, ".docx", taken) for words in HOSTILE]

    assert len({unicodedata.normalize("NFKC", name).casefold() for name in names}) == len(HOSTILE)
    for name in names:
        assert len(name.encode()) <= 120
        assert not set(name) & set('/\\:*?"<>|\x00\t\n'), name
        assert name[0] not in ".-"
        assert name.split(".")[0].upper() not in {"CON", "NUL", "LPT9", "COM1"}
    assert names[HOSTILE.index("Ana & Co")] == "Ana-&-Co.docx"
    taken = set()
    assert json.dumps(names) == json.dumps(
        [outputs.file_name(words, ".docx", taken) for words in HOSTILE]
    )


# ── what lay there was read before ───────────────────────────────────────────────────────────


def test_a_file_that_was_saved_since_it_was_read_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "plan.docx").write_bytes(b"read")
    read = {"plan.docx": sha256(b"read").hexdigest(), "outreach/P01.txt": ""}
    (tmp_path / "plan.docx").write_bytes(b"saved meanwhile")

    with pytest.raises(NotWritten, match="somebody saved this file while it was being made anew"):
        outputs.write(TWO, tmp_path, replace=True, read=read)

    assert contents(tmp_path) == {"plan.docx": b"saved meanwhile"}
    (tmp_path / "plan.docx").write_bytes(b"read")
    assert len(outputs.write(TWO, tmp_path, replace=True, read=read)) == 2


def test_a_file_that_came_since_it_was_looked_for_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "plan.docx").write_bytes(b"came meanwhile")

    with pytest.raises(NotWritten):
        outputs.write(TWO, tmp_path, replace=True, read={"plan.docx": ""})

    assert contents(tmp_path) == {"plan.docx": b"came meanwhile"}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a run is killed in a process of its own")
def test_what_a_killed_run_left_is_settled_before_anything_is_read(tmp_path: Path) -> None:
    heard: list[object] = []
    for number in range(1, 200):
        folder = old_folder(tmp_path / str(number))
        if not (child := os.fork()):
            with pytest.MonkeyPatch.context() as patch:
                failing = Failing(patch, number, lambda: os._exit(9))
                outputs.write(NEW, folder, replace=True)
                os._exit(0 if failing.left > 0 else 1)
        _, status = os.waitpid(child, 0)

        outputs.settle(folder, tell=heard.extend)

        found = contents(folder)
        found.pop(holding.LOCK, None)
        assert found in (OLD, ALL_NEW), number
        if os.waitstatus_to_exitcode(status) == 0:
            break
    assert heard


# ── what is finished before the run is ───────────────────────────────────────────────────────


def test_what_was_finished_comes_back_whole_and_other_words_are_another_draft(
    tmp_path: Path,
) -> None:
    place = Place("w.xlsx", "Ideas", "D2")
    said = (Statement("a.docx", "paragraph 1", "Rides", place),)
    blank = (Statement("a.docx", "paragraph 2", "[Fill in: day]", replace(place, cell="D3")),)
    notice = (Problem(place, "message", "hint", Weight.DOUBT),)
    whole = Document("a.docx", b"one", said, blank, internal=True, notices=notice)
    with finished.opened(tmp_path, "same") as done:
        first, again = done.save(whole), done.save(whole)
        assert done.count == 1
    with finished.opened(tmp_path, "same") as done:
        assert done.get("a.docx") == whole
        assert done.get("b.docx") is None
        other = done.save(Document("a.docx", b"two"))
        assert done.get("a.docx") == Document("a.docx", b"two")
    assert first == again == (0, sha256(b"one").hexdigest())
    assert other == (1, sha256(b"two").hexdigest())
    assert [(tmp_path / name).read_bytes() for name in "01"] == [b"one", b"two"]
    with finished.opened(tmp_path, "another") as done:
        assert done.get("a.docx") is None


def test_a_run_is_told_from_others_by_every_file_every_word_and_the_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_bytes(b"1")
    two.write_bytes(b"2")
    known = outputs.fingerprint([one, two], "word", 3)

    assert known == outputs.fingerprint([one, two], "word", 3)
    others = [
        outputs.fingerprint([one], "word", 3),
        outputs.fingerprint([two, one], "word", 3),
        outputs.fingerprint([one, two], "word"),
        outputs.fingerprint([one, two], 3, "word"),
    ]
    one.write_bytes(b"1 and more")
    others.append(outputs.fingerprint([one, two], "word", 3))
    one.write_bytes(b"1")
    monkeypatch.setattr(finished, "__version__", "another")
    others.append(outputs.fingerprint([one, two], "word", 3))
    assert len({known, *others}) == 7


@pytest.mark.parametrize(
    ("number", "hint"),
    [
        (errno.ENAMETOOLONG, "Choose a shorter name, or a folder that is not so deep."),
        (errno.EACCES, "Close the documents in it, ask who may write there, or choose another folder."),
        (errno.EAGAIN, "Wait until the other run ends, or choose another folder."),
        (errno.EEXIST, "Something of that name is in the way: move it, or choose another folder."),
        (errno.ENOTDIR, "Something of that name is in the way: move it, or choose another folder."),
        (errno.EISDIR, "Something of that name is in the way: move it, or choose another folder."),
        (errno.ENOSPC, "Free some space, or choose another folder, and run the command again."),
        (errno.EDQUOT, "Free some space, or choose another folder, and run the command again."),
        (errno.EXDEV, "A folder in it leads to another disk: choose that folder itself, or another one."),
        (errno.EIO, "Choose another folder, and run the command again."),
    ],
)  # fmt: skip
def test_whatever_the_disk_refuses_says_what_to_do(tmp_path: Path, number: int, hint: str) -> None:
    found = saying.refused(OSError(number, os.strerror(number), str(tmp_path)), tmp_path)

    assert found.place == Place(str(tmp_path))
    assert found.message == f"Nothing was written: {os.strerror(number)}."
    assert found.hint == hint


def test_a_name_that_is_too_long_for_windows_says_what_to_do(tmp_path: Path) -> None:
    error = OSError(errno.ENOENT, "The filename or extension is too long", str(tmp_path))
    error.winerror = 206  # type: ignore[attr-defined,unused-ignore]  # Windows has it, others not

    found = saying.refused(error, tmp_path)

    assert found.hint == "Choose a shorter name, or a folder that is not so deep."
