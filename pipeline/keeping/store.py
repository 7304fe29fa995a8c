"""What was written into one folder, for files that cannot carry a record themselves: texts, workbooks.

It is a hidden file beside them. Without it a file counts as a person's: it is never written over.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.keeping.record import VERSION, Record, decoded, encoded

FILE = ".afterword.json"


@dataclass(frozen=True, slots=True)
class Written:
    """A file as it was written last."""

    digest: str = ""  # SHA-256 of its bytes; "" where a person's edits stand in it
    record: Record | None = None  # of a text


@dataclass(slots=True)
class Store:
    """The files of one folder that carry no record themselves, by their names."""

    files: dict[str, Written] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path) -> "Store":
        """Return what is kept in `folder`; nothing where it cannot be read."""
        try:
            tree = json.loads((folder / FILE).read_bytes())
            files: Mapping[str, Any] = tree["files"] if tree["version"] == VERSION else {}
            return cls({name: _written(said) for name, said in files.items()})
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return cls()

    def content(self) -> bytes:
        """Return the file as bytes."""
        files = {
            name: {
                "digest": each.digest,
                "record": json.loads(encoded(each.record)) if each.record else None,
            }
            for name, each in self.files.items()
        }
        tree = {"version": VERSION, "files": files}
        return json.dumps(tree, separators=(",", ":"), sort_keys=True).encode()


def _written(said: Mapping[str, Any]) -> Written:
    record = said["record"]
    return Written(said["digest"], decoded(json.dumps(record).encode()) if record else None)


def digest(content: bytes) -> str:
    """Return the SHA-256 of a file's bytes."""
    return hashlib.sha256(content).hexdigest()
