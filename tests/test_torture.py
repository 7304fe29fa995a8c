"""Whatever the disk does and whenever a run dies: old or new, never half, and the next run settles it.

`make torture` is the long form; docs/reliability.md says what it found.
"""

import os
import random
import shutil
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest
from torture import (
    LONG,
    Command,
    Ended,
    broken,
    child,
    contents,
    dies,
    end,
    every_call,
    killed_at_random,
    left_behind,
    no_rights,
    no_room,
    prepared,
)  # fmt: skip

from pipeline import outputs
from pipeline.model import Document
from pipeline.problems import NotWritten

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="each run has a process of its own"),
    pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning"),
]
ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "inputs" / "roundtable"
KILLS = 1000 if LONG else 6
MOST = 10  # times as many kills, until one meets the command at work
ROWS = 12 if LONG else 3
NAMES = ("make", "group", "fill")


@pytest.fixture(scope="module")
def commands(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Command]:
    own = tmp_path_factory.mktemp("own")
    letter = docx.Document()
    letter.add_heading("To {{ house }}", 1)
    letter.save(str(own / "letter.docx"))
    rows = "".join(f"House {n}\n" for n in range(ROWS))
    (own / "rows.csv").write_text(f"House\n{rows}", encoding="utf-8")
    cards = own / "cards.csv"
    cards.write_text("Card,Idea,Title\nN1,Rides to work,One door\n", encoding="utf-8")
    return {name: prepared(name, SAMPLE if LONG else cards, own) for name in NAMES}


@pytest.fixture(params=NAMES)
def command(request: pytest.FixtureRequest, commands: dict[str, Command]) -> Command:
    return commands[request.param]


def told(name: str, what: str, **counts: object) -> None:
    """Print a line for docs/reliability.md."""
    print(f"\n[torture] {name}: {what}: {', '.join(f'{k} {v}' for k, v in counts.items())}")


@pytest.mark.parametrize("fault", [no_room, no_rights, broken] if LONG else [no_room])
@pytest.mark.parametrize("onwards", [False, True])
def test_whatever_call_fails_nothing_changes_and_it_is_said(
    command: Command, tmp_path: Path, fault: Callable[[], None], onwards: bool
) -> None:
    calls = Counter[str]()
    for folder, ended, call in every_call(command, tmp_path, fault, onwards=onwards):
        calls[call] += 1
        assert ended.code in (0, 4), (call, ended.said)
        assert "Error" not in ended.said, (call, ended.said)
        if "Writing stopped half way" in ended.said:
            assert onwards  # only a disk that refuses for good cannot take anything back
            told_stuck(command, folder, ended)
            shutil.rmtree(folder)
            continue
        whole = command.new if ended.code == 0 else command.old
        assert contents(folder) == whole, (sum(calls.values()), call, ended.said)
        if call not in ("os.remove", "os.rmdir"):
            assert left_behind(folder) == [], (sum(calls.values()), call)
        if left_behind(folder):  # what could not be taken away, the next run takes
            command.settle(folder)
        shutil.rmtree(folder)
    told(command.name, f"{fault.__name__}{' from there on' * onwards}", calls=sum(calls.values()))
    assert sum(calls.values()) > 8
    assert {"open", "os.mkdir", "os.rename", "fsync"} <= set(calls)


def told_stuck(command: Command, folder: Path, ended: Ended) -> None:
    """Each file is as it was, or is said to be new; and the next run settles it."""
    for name in {**command.old, **command.new}:
        now, was = contents(folder).get(name), command.old.get(name)
        assert now in (was, command.new[name])
        assert now == was or _says_of(ended.said, folder, name), name
    assert "it is old" not in ended.said or command.old
    command.settle(folder)


def _says_of(said: str, folder: Path, name: str) -> bool:
    """Say whether a file is named as half way: by itself, or among those of its folder."""
    half_way = "Writing stopped half way"
    lines = [line for line in said.splitlines() if half_way in line]
    among = (line.rpartition(": ")[2].rstrip(".").split(", ") for line in lines if line.startswith(f"{folder}: "))  # fmt: skip
    alone = f"{folder / name}: {half_way}"
    return any(line.startswith(alone) for line in lines) or any(name in each for each in among)


def test_wherever_it_dies_each_file_is_old_or_new_and_the_next_run_settles_it(
    command: Command, tmp_path: Path
) -> None:
    count, said = 0, Counter[str]()
    for folder, _, _ in every_call(command, tmp_path, dies):
        count += 1
        for name, content in contents(folder).items():
            assert content in (command.old.get(name), command.new[name]), (count, name)
        assert set(command.old) <= set(contents(folder)), count
        settled = command.settle(folder)
        said["finished"] += "that is finished now" in settled.said
        shutil.rmtree(folder)
    told(command.name, "killed at every call", calls=count, finished_by_the_next=said["finished"])
    assert count > 8
    assert said["finished"] > 0


def test_killed_at_random(command: Command, tmp_path: Path) -> None:
    chance = random.Random(command.name)  # noqa: S311 - the same kills each time
    command.folder(tmp_path / "first")
    began = time.monotonic()
    command.settle(tmp_path / "first")
    longest = time.monotonic() - began
    at_work, finished = 0, 0
    kills = 0
    while kills < KILLS or (not at_work and kills < MOST * KILLS):
        folder = tmp_path / str(kills)
        was, settled = killed_at_random(command, folder, chance, longest)
        kills += 1
        at_work += was
        longest *= 1.1 if was else 0.7  # as quick as this machine is just now
        finished += "that is finished now" in settled.said
        shutil.rmtree(folder)
    told(command.name, "killed at random", kills=kills, at_work=at_work, finished_by_the_next=finished)  # fmt: skip
    assert at_work


def test_two_runs_at_once_write_one_set_or_the_other(command: Command, tmp_path: Path) -> None:
    kept_out = 0
    pairs = 200 if LONG else 3
    for number in range(pairs):
        folder = command.folder(tmp_path / str(number))
        running = [command.start(folder) for _ in range(2)]
        ended = [end(*each) for each in running]
        assert sorted(each.code for each in ended) in ([0, 0], [0, 4])
        for each in ended:
            assert (each.code == 0) != ("another run of Afterword" in each.said), each.said
            kept_out += each.code == 4
        assert contents(folder) == command.new
        assert left_behind(folder) == []
        shutil.rmtree(folder)
    told(command.name, "two runs at once", pairs=pairs, kept_out=kept_out)


# ── real disks ───────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """Return a disk of so many kilobytes, where this machine lets us make one."""
    made: list[Path] = []

    def mounted(kilobytes: int) -> Path:
        disk = tmp_path / f"disk{len(made)}"
        disk.mkdir()
        words = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(disk)]
        if not shutil.which("mount") or subprocess.run(words, capture_output=True, check=False).returncode:  # fmt: skip
            pytest.skip("no disk can be made here")
        made.append(disk)
        return disk

    yield mounted
    for each in made:
        subprocess.run(["umount", "-l", str(each)], capture_output=True, check=False)


def test_a_disk_of_any_size_holds_all_or_nothing_new(
    command: Command, small_disk: Callable[[int], Path]
) -> None:
    needed = sum(len(each) // 4096 * 4 + 8 for each in command.new.values())
    codes = Counter[int]()
    for size in range(16, 2 * needed + 64, max(needed // (24 if LONG else 4), 4)):
        folder = small_disk(size) / "out"
        try:
            command.folder(folder)
        except OSError:
            continue  # it has not even room for what was there
        ended = end(*command.start(folder))
        codes[ended.code] += 1
        assert ended.code in (0, 4), ended.said
        assert contents(folder) == (command.new if ended.code == 0 else command.old), size
        assert left_behind(folder) == []
        assert ended.code == 0 or "Free some space" in ended.said
    told(command.name, "small disks", full=codes[4], wide_enough=codes[0])
    assert codes[4]
    assert codes[0]


def test_another_disk(command: Command, small_disk: Callable[[int], Path], tmp_path: Path) -> None:
    needed = sum(len(each) // 4096 * 4 + 8 for each in command.new.values())
    command.settle(command.folder(small_disk(4 * needed) / "out"))
    linked = tmp_path / "linked"
    linked.symlink_to(small_disk(4 * needed), target_is_directory=True)

    command.settle(command.folder(linked / "out"))


def test_a_folder_in_it_that_leads_to_another_disk_is_told(
    small_disk: Callable[[int], Path], tmp_path: Path
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "outreach").symlink_to(small_disk(400))

    with pytest.raises(NotWritten, match="leads to another disk"):
        outputs.write([Document("outreach/P1.txt", b"new")], tmp_path / "out")

    assert contents(tmp_path / "out") == {}


def as_nobody(command: Command, folder: Path) -> tuple[int, int]:
    def run() -> None:
        if os.geteuid() == 0:
            os.setgid(65534)
            os.setuid(65534)
        command.run(folder)

    return child(run)


def test_a_folder_that_may_not_be_written_to_is_told(command: Command, tmp_path: Path) -> None:
    base = tmp_path.parent
    for each in (*base.parents, base, *base.iterdir()):  # what it reads, anybody may read
        if each.stat().st_mode & 0o005 != 0o005 and each.owner() == Path.home().owner():
            each.chmod(each.stat().st_mode | 0o005)
    folder = command.folder(tmp_path / "out")
    folder.chmod(0o555)
    try:
        for there in (folder, folder / "deeper"):
            ended = end(*as_nobody(command, there))
            assert ended.code == 4, ended.said
            assert "Nothing was written: Permission denied." in ended.said
            assert contents(folder) == command.old
    finally:
        folder.chmod(0o755)


def test_links_that_lie_where_files_go_are_replaced_and_not_followed(
    command: Command, tmp_path: Path
) -> None:
    folder = command.folder(tmp_path / "out")
    theirs = tmp_path / "theirs"
    theirs.write_bytes(b"theirs")
    first, *_ = command.old
    (folder / first).unlink()
    (folder / first).symlink_to(theirs)

    ended = end(*command.start(folder))

    assert ended.code == 0, ended.said
    copy = {each for each, words in command.new.items() if words == command.old[first]}
    assert contents(folder) == {k: v for k, v in command.new.items() if k not in copy}
    assert left_behind(folder) == []
    assert theirs.read_bytes() == b"theirs"
