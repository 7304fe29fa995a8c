"""What a run is about to rename, written down before it does: so that the next run can settle it."""

import errno
import json
import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

NAME = "journal"


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a set: where it goes, and the fingerprints of what is new and of what was there."""

    number: int
    folder: Path
    filename: str  # below the folder, with "/"
    new: str
    old: str = ""  # "" where nothing was there

    @property
    def path(self) -> Path:
        """Where it goes."""
        return self.folder / self.filename

    def draft(self, drafts: Path) -> Path:
        """Return where the new file waits."""
        return drafts / str(self.number)

    def kept(self, drafts: Path) -> Path:
        """Return where what was there is kept."""
        return drafts / f"{self.number}.old"


class Unreadable(Exception):  # noqa: N818 - reads as a sentence at the raise
    """A journal that we did not write so."""


def fingerprint(content: bytes) -> str:
    """Return what tells this content from any other: a SHA-256 in hexadecimal digits."""
    return sha256(content).hexdigest()


def fingerprint_of(path: Path) -> str:
    """Return the fingerprint of what lies at `path`, "" where nothing does.

    A link counts as the words it holds. Raises OSError where something lies there that is no file.
    """
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return ""
    if stat.S_ISLNK(mode):
        return fingerprint(b"link " + os.fsencode(path.readlink()))
    if not stat.S_ISREG(mode):
        kind = errno.EISDIR if stat.S_ISDIR(mode) else errno.EEXIST
        raise OSError(kind, os.strerror(kind), str(path))
    return fingerprint(path.read_bytes())


def write(entries: Iterable[Entry], drafts: Path) -> None:
    """Write the journal, whole or not at all, and have the disk keep it."""
    half = drafts / f"{NAME}.half"
    with half.open("xb") as file:
        before = b"["
        for each in entries:
            line = [each.number, each.filename, each.new, each.old]
            file.write(before + json.dumps(line).encode())
            before = b",\n"
        file.write(b"]" if before != b"[" else b"[]")
        file.flush()
        os.fsync(file.fileno())
    half.replace(drafts / NAME)
    settled(drafts)


def read(drafts: Path, folder: Path) -> tuple[Entry, ...]:
    """Return what a run wrote down; nothing where it had not come to renaming.

    Raises Unreadable where the journal is damaged.
    """
    try:
        said = json.loads((drafts / NAME).read_bytes())
        found = [Entry(int(n), folder, str(name), str(new), str(old)) for n, name, new, old in said]  # fmt: skip
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except (ValueError, TypeError) as error:
        raise Unreadable from error
    if any(
        Path(each.filename).is_absolute() or ".." in Path(each.filename).parts for each in found
    ):
        raise Unreadable
    return tuple(found)


def done(drafts: Path) -> None:
    """Say that nothing is left to settle. Raises OSError where the disk refuses."""
    (drafts / NAME).unlink(missing_ok=True)


def settled(folder: Path) -> None:
    """Have the disk keep the names in a folder, where the system knows how (Windows does it itself)."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(held)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # some network disks know no such call
            raise
    finally:
        os.close(held)
