"""Add lines to a file that only grows: each is on the disk for good before anybody is told."""

import os
from pathlib import Path


def append(path: Path, line: str) -> None:
    """Add `line` to the file at `path`.

    The line is on the disk for good when this returns. What a killed run left half written is ended
    first, so that it spoils no line but itself. Raises OSError where the disk refuses.
    """
    with path.open("ab+") as file:
        end = file.seek(0, os.SEEK_END)
        if end:
            file.seek(end - 1)
            torn = file.read(1) != b"\n"
            file.seek(0, os.SEEK_END)
        else:
            torn = False
        file.write(b"\n" * torn + line.encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
