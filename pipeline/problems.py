"""Say what is wrong, where, and what to do next. Every stage speaks through this module."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from typing import Any, ClassVar, TypeVar

T = TypeVar("T")
CELLS = 6  # named of those that have the same problem


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something was typed: a file, and in it a sheet and a cell where they are known."""

    file: str
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        return "!".join(part for part in (self.file, self.sheet, self.cell) if part)


def in_full(words: str, command: str) -> str:
    """Return words as the command line says them: what to type there stands for their full stop."""
    return f"{words.removesuffix('.')}{command}" if command else words


class Kind(StrEnum):
    """What a notice is of, where whoever shows it may show the same in another way."""

    OTHER = "other"
    MAPPING = "mapping"  # a mapping file is used: each sheet that it speaks of says so, too


class Weight(IntEnum):
    """How much a problem matters beside others: what matters most is said first."""

    LOST = 0  # something typed is not read
    DOUBT = 1  # it is read, and a person is asked whether rightly
    NOTE = 2


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to fix or to know: where it is, what is wrong, what to do about it.

    `hint` holds for everybody; `command` goes on with what to type on the command line.
    """

    place: Place
    message: str
    hint: str = ""
    weight: Weight = Weight.NOTE
    command: str = ""  # ", or pass --replace."
    kind: Kind = Kind.OTHER

    @property
    def advice(self) -> str:
        """What to do about it, as the command line says it."""
        return in_full(self.hint, self.command)

    def __str__(self) -> str:
        line = f"{self.place}: {self.message}"
        return f"{line}\n  {self.advice}" if self.advice else line


class PipelineError(Exception):
    """The user can mend this: all problems found, raised once. Anything else is our bug."""

    exit_code: ClassVar[int] = 3

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[Any, ...]:
        """Return what makes it anew in another process, however its class is made."""
        return _again, (type(self), *self.args), self.__dict__


def _again(kind: type[PipelineError], *args: object) -> PipelineError:
    return kind.__new__(kind, *args)


class InputRefused(PipelineError):  # noqa: N818 - reads as a sentence at the raise
    """What was given to us cannot be used as it is."""


class NotWritten(PipelineError):  # noqa: N818
    """An output could not be written; nothing on disk has changed."""

    exit_code = 4


class LimitReached(PipelineError):  # noqa: N818
    """The input is larger or deeper than we promise to handle."""

    exit_code = 5


def split(found: Iterable[T | Problem]) -> tuple[tuple[T, ...], tuple[Problem, ...]]:
    """Return the good things and the problems, each in the order they came."""
    good: list[T] = []
    problems: list[Problem] = []
    for each in found:
        if isinstance(each, Problem):
            problems.append(each)
        else:
            good.append(each)
    return tuple(good), tuple(problems)


def first(problems: Sequence[Problem], most: int = 20) -> Iterator[str]:
    """Yield what to print: the first `most` problems, each said once, then how many more there are.

    Those that matter most come first, else they stay in their order.
    """
    alike: dict[
        Problem, dict[str, None]
    ] = {}  # the same words of one sheet → the cells they are about
    for problem in sorted(problems, key=lambda each: each.weight):
        bare = replace(problem, place=replace(problem.place, cell=""))
        alike.setdefault(bare, {})[problem.place.cell] = None
    for problem, named in list(alike.items())[:most]:
        message, cells = problem.message, list(named)
        if len(cells) > 1:
            more = ", …" if len(cells) > CELLS else ""
            message += f" The same in {', '.join(cells[1:CELLS])}{more} ({len(cells)} cells)."
        yield str(replace(problem, place=replace(problem.place, cell=cells[0]), message=message))
    if len(alike) > most:
        yield f"… and {len(alike) - most} more."
