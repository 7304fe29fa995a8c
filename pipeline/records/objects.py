"""Read a JSON file as records."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.problems import InputRefused, Place, Problem
from pipeline.records import meanings
from pipeline.records.found import EACH, Fields, Records, Truth, named
from pipeline.typed import Typed, TypedValue


def from_json(path: Path) -> Records:
    """Return the object, or the records of the list, that the JSON file at `path` holds.

    Raises InputRefused where it is no JSON, or neither an object nor a list of objects.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputRefused([Problem(Place(path.name), "This is not UTF-8 text.", "Save it as UTF-8.")]) from error  # fmt: skip
    except json.JSONDecodeError as error:
        where = f"Line {error.lineno}, column {error.colno}: this is not JSON: {error.msg}."
        raise InputRefused([Problem(Place(path.name), where, "Mend that line.")]) from error
    except RecursionError as error:
        raise InputRefused([Problem(Place(path.name), "This JSON is nested too deep.")]) from error
    place = Place(path.name)
    if isinstance(data, dict):
        return _of_json(place, [("", place, data)], single=True)
    wanted = "Expected one object { … } or a list of objects [ { … }, … ]."
    if not isinstance(data, list):
        raise InputRefused([Problem(place, wanted)])
    if not data:
        raise InputRefused([Problem(place, "There is no record in this list.")])
    wrong = [n for n, each in enumerate(data, start=1) if not isinstance(each, dict)]
    if wrong:
        raise InputRefused([Problem(Place(path.name, f"record {n}"), wanted) for n in wrong])
    numbered = [
        (f"{path.name}, record {n}", Place(path.name, f"record {n}"), each)
        for n, each in enumerate(data, start=1)
    ]
    return _of_json(place, numbered, single=False)


def _of_json(
    place: Place, found: Sequence[tuple[str, Place, Mapping[str, Any]]], *, single: bool
) -> Records:
    texts: dict[Fields, list[str | bool]] = {}
    faults: dict[str, list[Problem]] = {}
    try:
        for _, at, record in found:
            for path, value in _leaves(record, ()):
                texts.setdefault(path, []).append(value)
                if isinstance(value, str) and (wrong := meanings.fault_of_text(value)):
                    message, hint = wrong
                    problem = Problem(replace(at, cell=named(path)), message, hint)
                    faults.setdefault(path[0], []).append(problem)
        truths = {
            path: truth for path, values in texts.items() if (truth := meanings.truth(values))
        }
        records = [(name, _valued(record, (), at, truths)) for name, at, record in found]
    except RecursionError as error:
        raise InputRefused([Problem(place, "This JSON is nested too deep.")]) from error
    return Records(place, records, single=single, faults=faults, truths=truths)


def _leaves(value: Any, path: Fields) -> Iterator[tuple[Fields, str | bool]]:
    """Yield every text and truth in a JSON value, and the path to it."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _leaves(inner, (*path, name))
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner, (*path, EACH))
    elif isinstance(value, (str, bool)):
        yield path, value


def _valued(value: Any, path: Fields, place: Place, truths: Mapping[Fields, Truth]) -> Any:
    """Return a JSON value in which each text knows where it stands, and the value it stands for."""
    if isinstance(value, dict):
        return {key: _valued(each, (*path, key), place, truths) for key, each in value.items()}
    if isinstance(value, list):
        return [_valued(each, (*path, EACH), place, truths) for each in value]
    if not isinstance(value, str):
        return value
    meant = meanings.meant(value, path in truths)
    at = replace(place, cell=named(path))
    return Typed(value, at) if meant is None else TypedValue(value, at, meant)
