"""What one rendering uses up and finds out: steps, sizes, faults, notices, pictures, lists."""

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from jinja2.runtime import Context

from pipeline.word import tags

MOST_STEPS = 2_000_000
MOST_OUTPUT = 64_000_000  # characters of a document made in memory
MOST_STREAMED = 2_000_000_000
MOST_TEXT = 4_000_000  # characters of one value
MOST_WORK = 300_000_000  # characters that filters and operators go through
_ITEM = 8  # characters that one item of a list counts for
_HOLD = (list, tuple, set, frozenset, dict, range)
_WEIGHED = (str, *_HOLD)


class OverBudget(Exception):  # noqa: N818 - never leaves this package
    """A template asks for more steps, text or numbers than we promise to handle."""


class Unprintable(Exception):  # noqa: N818 - never leaves this package
    """A value that a template must not print as it is."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(slots=True)
class Run:
    """What one rendering has seen and used so far."""

    tags: list[tags.Tag]
    data: Mapping[str, Any]
    faults: list[tuple[int, str, str]] = field(default_factory=list)  # tag, message, hint
    notices: list[tuple[int, str, Any]] = field(default_factory=list)  # tag, message, place
    printed: list[tuple[int, str, Any]] | None = None  # tag, text, place
    objects: list[tuple[str, Any]] = field(default_factory=list)  # part, image or chart
    numbers: dict[tuple[int, str], str] = field(default_factory=dict)
    fresh: list[tuple[str, str]] = field(default_factory=list)  # new number, number it restarts
    bound: frozenset[str] = frozenset()  # names that the template itself gives
    next_list: int = 1
    used: set[str] = field(default_factory=set)
    ids: int = 0
    most_output: int = MOST_OUTPUT
    steps: int = 0
    size: int = 0
    work: int = 0

    def fault(self, tag: int, message: str, hint: str = "") -> None:
        """Remember one thing to mend, once."""
        if (tag, message, hint) not in self.faults:
            self.faults.append((tag, message, hint))

    def weigh(self, value: Any, times: int = 1, *, deep: bool = False) -> None:
        """Take from the budget what it costs to go through `value`, or through all it holds."""
        stack = [value]
        while stack:
            each = stack.pop()
            if isinstance(each, str):
                self.work += len(each) * times
            elif isinstance(each, _HOLD):
                self.work += _ITEM * times * (16 + len(each))
                if deep and not isinstance(each, range):
                    held = each.values() if isinstance(each, dict) else each
                    if any(issubclass(kind, _WEIGHED) for kind in {*map(type, held)}):
                        stack += [inner for inner in held if isinstance(inner, _WEIGHED)]
            if self.work > MOST_WORK:
                raise OverBudget("It reckons for too long.")

    def grow(self, size: int) -> None:
        """Take `size` characters from what the document may hold."""
        self.size += size
        if self.size > self.most_output:
            raise OverBudget("The document would be too large.")


COLLECTING: ContextVar[Run | None] = ContextVar("COLLECTING", default=None)


class RunContext(Context):
    """Jinja's context, which knows the rendering it belongs to."""

    run: Run


def within(size: int) -> None:
    """Refuse a text or list of more than we promise to handle."""
    if size > MOST_TEXT:
        raise OverBudget("The text is too long.")


def charge(run: Run, steps: int, cost: int) -> None:
    """Take `steps` of `cost` characters each from the budget."""
    run.steps += steps
    if run.steps > MOST_STEPS:
        raise OverBudget("It loops too many times.")
    run.grow(steps * cost)
