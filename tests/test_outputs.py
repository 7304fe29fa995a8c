import json
import os
import unicodedata
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


@pytest.mark.skipif(os.name == "nt", reason="Windows locks open files by itself")
def test_two_runs_do_not_write_to_one_folder(tmp_path: Path) -> None:
    with outputs._alone(tmp_path), pytest.raises(NotWritten) as refused:
        outputs.write(TWO, tmp_path)

    assert "another run of Afterword is writing to this folder" in str(refused.value)


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
