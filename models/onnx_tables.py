"""Read the tables of numbers that a model file in the ONNX format holds, and nothing else of it.

The format is that of protocol buffers: a key, which says the field and how long it is, then its bytes.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

GRAPH, TABLES = 7, 5  # fields of the model, of its graph
SIZES, KIND, NAME, NUMBERS = 1, 2, 8, 9  # fields of a table
KINDS: dict[int, np.dtype[Any]] = {1: np.dtype("<f4"), 3: np.dtype("i1")}  # others are not needed
Span = tuple[int, int]


def tables(model: bytes) -> dict[str, NDArray[Any]]:
    """Return each table of `model` by its name, in the order of the file; without copying it."""
    (graph,) = (span for field, span in _fields(model, (0, len(model))) if field == GRAPH)
    found = {}
    for field, span in _fields(model, graph):
        if field == TABLES:
            parts: dict[int, list[Span]] = {}
            for own, part in _fields(model, span):
                parts.setdefault(own, []).append(part)
            kind = KINDS.get(_number(model, parts[KIND][0][0])[0])
            if kind is not None and NUMBERS in parts:
                start, end = parts[NUMBERS][0]
                flat = np.frombuffer(model, kind, (end - start) // kind.itemsize, start)
                name = model[slice(*parts[NAME][0])].decode()
                found[name] = flat.reshape([*_sizes(model, parts.get(SIZES, []))])
    return found


def _sizes(model: bytes, spans: list[Span]) -> Iterator[int]:
    """Yield the sizes of a table: a field each, or all in one."""
    for start, end in spans:
        at = start
        while at < end:
            size, at = _number(model, at)
            yield size


def _fields(model: bytes, span: Span) -> Iterator[tuple[int, Span]]:
    """Yield each field within `span`, and where its bytes lie."""
    at, end = span
    while at < end:
        key, at = _number(model, at)
        size = {1: 8, 5: 4}.get(key & 7, 0)
        start = at
        if key & 7 == 0:
            _, at = _number(model, at)
        elif key & 7 == 2:
            size, start = _number(model, at)
            at = start + size
        else:
            at += size
        yield key >> 3, (start, at)


def _number(model: bytes, at: int) -> tuple[int, int]:
    """Return the number that begins at `at`, seven bits a byte, and where it ends."""
    value = shift = 0
    while True:
        byte = model[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return value, at
