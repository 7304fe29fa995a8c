import io
import json
import os
import shutil
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import outputs
from pipeline.model import Document
from pipeline.problems import NotWritten

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
        "  Choose another name or folder, or pass --replace to overwrite."
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
        "  Choose another name or folder, or pass --replace to overwrite."
    )
    assert not (tmp_path / "new.txt").exists()


def test_replace_overwrites(tmp_path: Path) -> None:
    (tmp_path / "plan.docx").write_bytes(b"old")

    outputs.write(TWO, tmp_path, replace=True)

    assert (tmp_path / "plan.docx").read_bytes() == b"new plan"


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
        if len(calls) > 1:
            raise OSError(30, "Read-only file system")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", once)
    with pytest.raises(NotWritten) as refused:
        outputs.write(NEW, folder, replace=True)

    assert str(refused.value) == (
        f"{folder / 'plan.docx'}: Writing stopped half way, and the disk refused to take this "
        "file back: it is new.\n  Run the command again with --replace."
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


@pytest.mark.skipif(os.name == "nt", reason="Windows locks open files by itself")
def test_two_runs_do_not_write_to_one_folder(tmp_path: Path) -> None:
    with outputs._alone(tmp_path), pytest.raises(NotWritten) as refused:
        outputs.write(TWO, tmp_path)

    assert "another run of Afterword is writing to this folder" in str(refused.value)


@pytest.mark.skipif(os.name == "nt", reason="Windows locks open files by itself")
def test_the_other_run_is_named(tmp_path: Path) -> None:
    with outputs._alone(tmp_path), outputs._drafts(tmp_path), pytest.raises(NotWritten) as refused:
        outputs.write(TWO, tmp_path)

    assert str(refused.value) == (
        f"{tmp_path}: Nothing was written: another run of Afterword (process {os.getpid()}) is "
        "writing to this folder.\n  Wait until the other run ends, or choose another folder."
    )


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
    assert json.dumps(names) == json.dumps(
        [outputs.file_name(words, ".docx", taken) for taken in [set()] for words in HOSTILE]
    )
