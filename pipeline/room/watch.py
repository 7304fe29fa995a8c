"""Which files changed underneath: by time and size, and only when they lie still again."""

from collections.abc import Callable, Iterable
from pathlib import Path
from time import monotonic

STILL = 0.3  # seconds that a file must lie unchanged: a program that saves writes in steps
Look = tuple[int, int] | None  # when it was changed, how large it is; None where it is not there


def look(path: Path) -> Look:
    """Return when a file was changed and its size, None where it is not there."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


class Watch:
    """Remembers how files looked when they were read."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._read: dict[Path, Look] = {}
        self._seen: dict[Path, tuple[Look, float]] = {}

    def took(self, paths: Iterable[Path]) -> None:
        """Remember how `paths` look now: they are about to be read."""
        self._read |= {path: look(path) for path in paths}

    def changed(self, paths: Iterable[Path]) -> bool:
        """Return whether one of `paths` is not as it was read, and all have lain still for a moment."""
        now, another, still = self._clock(), False, True
        for path in paths:
            looks = look(path)
            if self._seen.get(path, (None, 0.0))[0] != looks or path not in self._seen:
                self._seen[path] = looks, now
            if path not in self._read or looks != self._read[path]:
                another = True
                still = still and now - self._seen[path][1] >= STILL
        return another and still
