"""Read a JSON file as records."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

from pipeline.problems import InputRefused, LimitReached, Place, Problem
from pipeline.records import meanings
from pipeline.records.found import EACH, Fields, Records, Truth, named
from pipeline.typed import Typed, TypedValue

LARGEST = 200 << 20  # bytes
MOST_FIELDS = 10_000  # of one object
MOST_HELD = 150_000  # texts and numbers of one record: a table of 30,000 rows
DEEPEST = 40  # lists and objects in one another; a template goes through fifteen
_QUOTED = 60  # letters of a name that a message shows
Take = Callable[[Fields, Any], None]


def from_json(path: Path) -> Records:
    """Return the object, or the records of the list, that the JSON file at `path` holds.

    Raises InputRefused where it is no JSON, or neither an object nor a list of objects.
    """
    data = _loaded(path)
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


def _loaded(path: Path) -> Any:
    """Return what the JSON file at `path` says, as Python has it."""
    try:
        if path.stat().st_size > LARGEST:
            raise _limit(Place(path.name), f"It is too large: more than {LARGEST >> 20} MB.")
        return json.loads(path.read_text(encoding="utf-8-sig"), object_pairs_hook=_once_each)
    except _TwiceError as error:
        twice = f"“{str(error)[:_QUOTED]}” stands twice in one object of this JSON."
        hint = "Leave one of them out, or give it another name."
        raise InputRefused([Problem(Place(path.name), twice, hint)]) from error
    except UnicodeDecodeError as error:
        raise InputRefused([Problem(Place(path.name), "This is not UTF-8 text.", "Save it as UTF-8.")]) from error  # fmt: skip
    except json.JSONDecodeError as error:
        where = f"Line {error.lineno}, column {error.colno}: this is not JSON: {error.msg}."
        raise InputRefused([Problem(Place(path.name), where, "Mend that line.")]) from error
    except RecursionError as error:
        raise InputRefused([Problem(Place(path.name), "This JSON is nested too deep.")]) from error
    except ValueError as error:
        long = "A number in this JSON has thousands of digits."
        hint = "Put it in quotation marks if it is meant so."
        raise InputRefused([Problem(Place(path.name), long, hint)]) from error


class _TwiceError(Exception):
    """A name that an object of JSON gives twice: only one of its values could be printed."""


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        left = Counter(name for name, _ in pairs) - Counter(made.keys())
        raise _TwiceError(next(iter(left)))
    return made


def _of_json(
    place: Place, found: Sequence[tuple[str, Place, Mapping[str, Any]]], *, single: bool
) -> Records:
    texts: dict[Fields, list[str | bool]] = {}
    faults: dict[str, list[Problem]] = {}
    try:
        for _, at, record in found:
            held = count(1)

            def take(path: Fields, value: Any, at: Place = at, held: Iterator[int] = held) -> None:
                if next(held) > MOST_HELD:
                    raise _limit(at, f"It holds more than {MOST_HELD:,} texts and numbers.")
                if not isinstance(value, (str, bool)):
                    return
                texts.setdefault(path, []).append(value)
                if isinstance(value, str) and (wrong := meanings.fault_of_text(value)):
                    message, hint = wrong
                    problem = Problem(replace(at, cell=named(path)), message, hint)
                    faults.setdefault(path[0], []).append(problem)

            _go_through(record, (), at, take)
        truths = {
            path: truth for path, values in texts.items() if (truth := meanings.truth(values))
        }
        records = [(name, _valued(record, (), at, truths)) for name, at, record in found]
    except RecursionError as error:
        raise InputRefused([Problem(place, "This JSON is nested too deep.")]) from error
    return Records(place, records, single=single, faults=faults, truths=truths)


def _go_through(value: Any, path: Fields, at: Place, take: Take) -> None:
    """Give every text and truth in a JSON value to `take`, with the path to it."""
    if len(path) > DEEPEST:
        raise RecursionError
    if isinstance(value, dict):
        if len(value) > MOST_FIELDS:
            message = (
                f"It has {len(value):,} fields in one object; {MOST_FIELDS:,} are read at most."
            )
            raise _limit(replace(at, cell=named(path)), message)
        for name, inner in value.items():
            _go_through(inner, (*path, name), at, take)
    elif isinstance(value, list):
        below = (*path, EACH)
        for inner in value:
            _go_through(inner, below, at, take)
    else:
        take(path, value)


def _limit(place: Place, message: str) -> LimitReached:
    return LimitReached([Problem(place, message, "Leave out what the template does not place.")])


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
