"""Read afterword.toml, which lies beside a workbook and says what somebody would type again and again.

A table a command, an option a line, named as on the command line; what is typed goes before it:

    [make]
    out = "documents"
    instrument = "assessment.xlsx"
    also = ["tasks", "dates"]
"""

import os
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

from pipeline.problems import InputRefused, Place, Problem

FILE = "afterword.toml"
LONGEST = 100_000  # bytes
HINT = 'It holds a table for each command, [make], and in it a line for each option: out = "documents".'


@dataclass(frozen=True, slots=True)
class Kind:
    """What may be said of an option."""

    is_flag: bool = False  # true or false
    several: bool = False  # a list
    commas: bool = False  # a list, which is typed with commas between
    files: bool = False  # names of files, to be looked for beside afterword.toml


@dataclass(frozen=True, slots=True)
class Settings:
    """What one command is to be told, by the names of its options, and the file that says so."""

    path: Path
    options: Mapping[str, object]


def beside(inputs: Sequence[str], command: str, known: Mapping[str, Kind]) -> Settings | None:
    """Return what the afterword.toml beside the first input says of `command`, None where none lies there.

    `known` are the options that may be given. Raises InputRefused with every mistake in it.
    """
    if not inputs or inputs[0] == "-":
        return None
    first = Path(inputs[0])
    path = (first if os.path.isdir(first) else first.parent) / FILE
    if not os.path.isfile(path):
        return None
    try:
        content = path.read_bytes()
        said = tomllib.loads(content[:LONGEST].decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputRefused([Problem(Place(FILE), f"It cannot be read: {error}.", HINT)]) from error
    loose = [name for name, own in said.items() if not isinstance(own, dict)]
    wrong = [Problem(Place(FILE), f"{name} stands outside of a table.", HINT) for name in loose]
    own = said.get(command, {})
    options: dict[str, object] = {}
    for name, value in (own if isinstance(own, dict) else {}).items():
        plain = name.replace("_", "-")
        if plain not in known:
            near = get_close_matches(plain, known, n=1)
            meant = f" Did you mean {near[0]}?" if near else ""
            message = f"[{command}] has no option {name}.{meant}"
            wrong.append(Problem(Place(FILE), message, f"afterword {command} --help lists them."))
        elif isinstance(taken := _taken(value, known[plain], path.parent), Problem):
            wrong.append(replace(taken, message=f"[{command}] {name}: {taken.message}"))
        else:
            options[plain] = taken
    if wrong:
        raise InputRefused(wrong)
    return Settings(path, options)


def _taken(value: object, kind: Kind, folder: Path) -> object:
    """Return a value as the command line has it, or what is wrong with it."""
    if kind.is_flag:
        if isinstance(value, bool):
            return value
        return Problem(
            Place(FILE), "It is either true or false.", "Write true, or take the line out."
        )
    each = value if isinstance(value, list) else [value]
    if any(isinstance(one, (bool, dict, list)) for one in each):
        return Problem(Place(FILE), "It is no word, number or date.", HINT)
    words = [str(folder / str(one)) if kind.files else str(one) for one in each]
    if kind.several or len(words) == 1:
        return words if kind.several else words[0]
    if kind.commas:
        return ",".join(words)
    return Problem(Place(FILE), "It takes one value.", "Leave one value, without square brackets.")
