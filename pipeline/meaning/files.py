"""The files that installed packages carry: found, and none trusted that was changed.

Most are those of `afterword-models`, which `models/make_wheel.py` makes: numbers in the format safetensors,
word pieces a line each.
"""

import json
from hashlib import sha256
from importlib.util import find_spec
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.problems import PipelineError, Place, Problem

MODELS = "afterword_models"
KINDS = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "I8": "i1", "U8": "u1"}

Tables = dict[str, NDArray[Any]]


class ModelFault(PipelineError):  # noqa: N818 - reads as a sentence at the raise
    """A model file is missing or is not the one we know."""

    def __init__(self, package: str, message: str) -> None:
        hint = "Install Afterword again; its models come with it and are never downloaded later."
        super().__init__([Problem(Place(package), message, hint)])


def opened(name: str, package: str = "") -> mmap:
    """Return the bytes of the file `name` of a package, read from the disk where they are looked at.

    Raises ModelFault where the package or the file is missing.
    """
    package = package or MODELS
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModelFault(package, "This package is not installed.")
    file = Path(next(iter(spec.submodule_search_locations)), name)
    if not file.is_file() or not file.stat().st_size:
        raise ModelFault(package, f"It has no file {name}.")
    with file.open("rb") as stream:
        return mmap(stream.fileno(), 0, access=ACCESS_READ)


def read(name: str, digest: str, package: str = "") -> mmap:
    """Return the bytes of the file `name` of a package, if it is the one we know by its SHA-256."""
    content = opened(name, package)
    if sha256(content).hexdigest() != digest:
        raise changed(name, package)
    return content


def changed(name: str, package: str = "") -> ModelFault:
    """Return what to raise where the file `name` is not the one we know."""
    return ModelFault(package or MODELS, f"Its file {name} is not the one we know.")


def lines(name: str, digest: str) -> list[str]:
    """Return the lines of a file of words."""
    return read(name, digest)[:].decode().split("\n")


def tables(name: str, digest: str) -> Tables:
    """Return each table of a file of numbers by its name, without copying it."""
    content = read(name, digest)
    start = 8 + int.from_bytes(content[:8], "little")
    found = {}
    for table, about in json.loads(content[8:start]).items():
        if table != "__metadata__":
            first, end = about["data_offsets"]
            kind = np.dtype(KINDS[about["dtype"]])
            flat = np.frombuffer(content, kind, (end - first) // kind.itemsize, start + first)
            found[table] = flat.reshape(about["shape"])
    return found
