"""Commands run in a process of their own, whose disk fails or which is killed at any call.

The slow part, what a command reads and thinks, is done once: its children only write, and wait for
no platter. A child's disk is watched by an audit hook of Python, so that every call is met, ours and
those of libraries.
"""

import contextlib
import gc
import io
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline import flow, gate, intake, outputs
from pipeline.cli import main

LONG = bool(os.environ.get("TORTURE"))  # `make torture`
CHANGING = {
    "os.mkdir", "os.rename", "os.link", "os.symlink", "os.remove", "os.rmdir", "os.truncate",
    "os.chmod", "os.chown", "os.utime",
}  # fmt: skip
TAKING_AWAY = {"os.remove", "os.rmdir"}
FOR_GOOD = ("fsync", "sync")
Files = dict[str, bytes]


@dataclass
class Watched:
    """Every call of this process that changes the disk below `folder`; what happens at one of them."""

    folder: Path
    number: int = 0  # of the call that does not come back; 0: none
    instead: Callable[[], object] = lambda: None
    onwards: bool = False  # every later call that needs room fails, too
    met: list[str] = field(default_factory=list)

    def begin(self) -> None:
        """Watch from now on; there is no end to it."""
        sys.addaudithook(self._audited)
        for name in FOR_GOOD:
            setattr(os, name, self._counted(name, getattr(os, name)))

    def _counted(self, name: str, call: Callable[..., object]) -> Callable[..., object]:
        def counted(*words: object) -> object:
            self._meet(name)
            return call(*words)

        return counted

    def _audited(self, event: str, words: tuple[object, ...]) -> None:
        if event == "open":
            path, mode, flags = (*words, 0, 0)[:3]
            writes = isinstance(mode, str) and not set(mode).isdisjoint("wax+")
            writes = writes or (isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR)))
            if writes and self._below(path):
                self._meet(event)
        elif event in CHANGING and any(map(self._below, words)):
            self._meet(event)

    def _below(self, path: object) -> bool:
        return isinstance(path, (str, os.PathLike)) and str(self.folder) in os.fspath(path)

    def _meet(self, event: str) -> None:
        self.met.append(event)
        at = len(self.met)
        if at == self.number or (self.onwards and self.number <= at and event not in TAKING_AWAY):
            self.instead()


def no_room() -> None:
    raise OSError(28, "No space left on device")


def no_rights() -> None:
    raise PermissionError(13, "Permission denied")


def broken() -> None:
    raise OSError(5, "Input/output error")


def dies() -> None:
    os._exit(9)


@dataclass
class Ended:
    """How a child ended, what it printed, and which calls it met."""

    code: int
    said: str
    met: list[str]


def child(command: Callable[[], object], watched: Watched | None = None) -> tuple[int, int]:
    """Start the command in a process of its own; return its number and where it says how it was."""
    read, write = os.pipe()
    if pid := os.fork():
        os.close(write)
        return pid, read
    code, said = 1, io.StringIO()
    try:
        os.close(read)
        defaults = outputs.write.__kwdefaults__
        assert defaults is not None
        defaults["wait"] = lambda _: None
        for name in FOR_GOOD:  # only a power cut takes away what the system has been given
            setattr(os, name, lambda *_: None)
        if watched:
            watched.begin()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            try:
                command()
                code = 0
            except SystemExit as ended:
                code = int(ended.code or 0)
            except BaseException as error:  # noqa: BLE001 - a traceback, for a person
                said.write(f"{type(error).__name__}: {error}")
        met = " ".join(watched.met) if watched else ""
        os.write(write, f"{met}\n{said.getvalue()}".encode()[:60_000])
    finally:
        os._exit(code)


def end(pid: int, read: int) -> Ended:
    """Wait for a child, and return how it ended."""
    with os.fdopen(read, "rb") as pipe:
        met, _, said = pipe.read().decode().partition("\n")
    _, status = os.waitpid(pid, 0)
    return Ended(os.waitstatus_to_exitcode(status), said, met.split())


def contents(folder: Path) -> Files:
    """Return every file below the folder but those that are only ours."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and outputs.DRAFTS not in str(path)
    }


def left_behind(folder: Path) -> list[str]:
    return [path.name for path in folder.glob(f"{outputs.DRAFTS}*")] if folder.exists() else []


@dataclass
class Command:
    """A command of ours, ready to write: what was there before it, and what it writes."""

    name: str
    run: Callable[[Path], object]
    old: Files
    new: Files = field(default_factory=dict)

    def folder(self, path: Path) -> Path:
        """Make a folder with what was there before."""
        for name, content in self.old.items():
            (path / name).parent.mkdir(parents=True, exist_ok=True)
            (path / name).write_bytes(content)
        return path

    def start(self, folder: Path, watched: Watched | None = None) -> tuple[int, int]:
        return child(lambda: self.run(folder), watched)

    def settle(self, folder: Path) -> Ended:
        """Run it without a fault: what was left half done is settled, all is new, nothing is left."""
        ended = end(*self.start(folder))
        assert ended.code == 0, ended.said
        assert contents(folder) == self.new
        assert left_behind(folder) == []
        return ended


def prepared(name: str, sample: Path, own: Path) -> Command:
    """Return a command, its thinking done; half of what it writes was there before."""
    command = Command(name, COMMANDS[name](sample, own), {})
    first, again = own / f"{name}-first", own / f"{name}-again"
    first.mkdir()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        command.run(first)
        command.old = {each: f"old {each}".encode() for each in [*contents(first)][::2]}
        command.run(command.folder(again))
    command.new = contents(again)  # with the copies of what was there
    gc.freeze()  # no child needs to look through it
    return command


def _make(sample: Path, _: Path) -> Callable[[Path], object]:
    words = ["make", str(sample), "--date", "2026-11-04"]
    return _once(flow, "make", lambda out: _main([*words, "--out", str(out)]))


def _group(sample: Path, _: Path) -> Callable[[Path], object]:
    words = ["group", str(sample), "--replace"]
    group = _once(flow, "hang", lambda out: _main([*words, "-o", str(out / "review.xlsx")]))
    return _once(intake, "look", _once(flow, "review_book", group))


def _fill(_: Path, own: Path) -> Callable[[Path], object]:
    words = ["fill", str(own / "letter.docx"), str(own / "rows.csv"), "--replace"]
    return _once(gate, "look", lambda out: _main([*words, "-o", str(out)]))


def _main(words: Sequence[str]) -> object:
    return main([*words], standalone_mode=False)


COMMANDS = {"make": _make, "group": _group, "fill": _fill}


def _once(module: object, name: str, run: Callable[[Path], object]) -> Callable[[Path], object]:
    """Have the function of that name think only once, whatever process asks."""
    real: Callable[..., object] = getattr(module, name)
    known: list[object] = []

    def remembered(*words: object, **more: object) -> object:
        if not known:
            thought = real(*words, **more)
            if isinstance(thought, flow.Made):  # it looked at another folder than is written to
                thought = replace(thought, read=type(thought.read)())
            known.append(thought)
        return known[0]

    def with_it(out: Path) -> object:
        setattr(module, name, remembered)
        try:
            return run(out)
        finally:
            setattr(module, name, real)

    return with_it


def killed_at_random(
    command: Command, folder: Path, chance: random.Random, longest: float
) -> tuple[bool, Ended]:
    """Kill the command after a while; return whether it was still at work, and what the next run says.

    Each file is old or new when it dies; the set is whole after the next run.
    """
    command.folder(folder)
    pid, read = command.start(folder)
    time.sleep(chance.random() * longest)
    os.kill(pid, signal.SIGKILL)
    ended = end(pid, read)
    for name, content in contents(folder).items():
        assert content in (command.old.get(name), command.new[name]), name
    assert set(command.old) <= set(contents(folder))
    return ended.code == -signal.SIGKILL, command.settle(folder)


def every_call(
    command: Command, where: Path, instead: Callable[[], object], *, onwards: bool = False
) -> Iterator[tuple[Path, Ended, str]]:
    """Run the command once for each of its calls, which fails; yield folder, end and the call."""
    number = 0
    while True:
        number += 1
        folder = command.folder(where / str(number))
        watched = Watched(folder, number, instead, onwards)
        ended = end(*command.start(folder, watched))
        if instead is not dies and len(ended.met) < number:
            assert ended.code == 0, ended.said
            assert contents(folder) == command.new
            return
        yield folder, ended, ended.met[number - 1] if len(ended.met) >= number else ""
        if instead is dies and ended.code != 9:
            return
