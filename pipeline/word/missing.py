"""Say what is not there, and what was probably meant."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from difflib import get_close_matches
from sys import _getframe
from typing import Any, NoReturn

from jinja2 import Undefined, UndefinedError
from jinja2.utils import missing as NOBODY  # noqa: N812 - the owner of a name at the top

from pipeline.word.rendering import COLLECTING, Run


def describe_missing(  # noqa: PLR0911 - one return a kind of owner
    undefined: Undefined, run: Run | None = None
) -> tuple[str, str]:
    """Return what is missing, and the nearest thing there is."""
    name = str(undefined._undefined_name)  # noqa: SLF001 - Jinja offers no other way
    owner = undefined._undefined_obj  # noqa: SLF001
    if isinstance(owner, Undefined):
        return describe_missing(owner, run)
    if undefined._undefined_hint:  # noqa: SLF001
        return "The list is empty.", "Ask first: {% if list %} … {% endif %}."
    if owner is None:
        return f"There is no “{name}”: what should hold it is empty (None).", ""
    if owner is NOBODY:
        known = [*run.data, *run.bound] if run is not None else []
        return f"“{name}” is not known here.", did_you_mean(name, known)
    if isinstance(owner, (str, int, float)):
        return f"There is no “{name}” in a text or number.", ""
    if isinstance(owner, (list, tuple)):
        hint = "Loop over the list, and ask each item."
        return f"There is no “{name}” in a list.", hint
    return f"There is no “{name}” in it.", did_you_mean(name, known_names(owner) or ())


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return the nearest of `known`, as a question, or all of them when they are few."""
    choices = sorted({each for each in known if not each.startswith("_")})
    if near := get_close_matches(name, choices, n=1, cutoff=0.6):
        return f"Did you mean {near[0]}?"
    folded = {each.casefold(): each for each in choices}
    if name.casefold() in folded:
        return f"Did you mean {folded[name.casefold()]}?"
    if choices and len(choices) <= 12:
        return f"It has {', '.join(choices)}."
    return ""


def known_names(owner: object) -> tuple[str, ...] | None:
    """Return the names that a template may ask `owner` for."""
    if isinstance(owner, Mapping):
        return tuple(each for each in owner if isinstance(each, str))
    if is_dataclass(owner):
        return tuple(each.name for each in fields(owner))
    if isinstance(owner, (str, int, float, list, tuple)):
        return ()
    return None


class Missing(Undefined):
    """A name that is not there: stops the rendering, or is noted while faults are collected."""

    __slots__ = ()

    def _fail(self, *_: Any, **__: Any) -> Any:
        run = COLLECTING.get()
        if run is None:
            self._fail_with_undefined_error()
        tag = line_of_frame(_getframe(1))
        message, hint = describe_missing(self, run)
        run.fault(tag, message, hint)
        return self

    def _refuse(self) -> NoReturn:
        raise self._undefined_exception(self._undefined_message)

    def __getattr__(self, name: str) -> Any:
        if name[:2] == "__" or name.startswith("_undefined"):
            raise AttributeError(name)
        return Missing(name=name, obj=self, exc=UndefinedError)

    def __getitem__(self, name: Any) -> Any:
        return Missing(name=str(name), obj=self, exc=UndefinedError)

    def __str__(self) -> str:
        self._fail()
        return ""

    def __iter__(self) -> Iterator[Any]:
        self._fail()
        return iter(())

    def __len__(self) -> int:
        self._fail()
        return 0

    def __bool__(self) -> bool:
        self._fail()
        return False

    def __eq__(self, other: object) -> bool:
        self._fail()
        return False

    def __ne__(self, other: object) -> bool:
        self._fail()
        return False

    def __hash__(self) -> int:
        return id(type(self))

    def __contains__(self, item: object) -> bool:
        self._fail()
        return False

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _fail
    __truediv__ = __rtruediv__ = __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = _fail
    __pos__ = __neg__ = __call__ = _fail
    __lt__ = __le__ = __gt__ = __ge__ = __int__ = __float__ = _fail


def missed(run: Run, tag: int, value: Missing) -> None:
    """Stop, or note what is missing and go on where all faults are being collected."""
    if COLLECTING.get() is None:
        str(value)  # raises
    run.fault(tag, *describe_missing(value, run))


def line_of_frame(frame: Any) -> int:
    """Return the line of the template that the code in `frame` was called from, 0 if none."""
    while frame is not None:
        template = frame.f_globals.get("__jinja_template__")
        if template is not None:
            return _tag_on(template, template.get_corresponding_lineno(frame.f_lineno))
        frame = frame.f_back
    return 0


def tag_of_error(error: BaseException) -> int:
    """Return the number of the tag that `error` happened in."""
    found = 0
    trace = error.__traceback__
    while trace is not None:
        template = trace.tb_frame.f_globals.get("__jinja_template__")
        if template is not None:
            line = template.get_corresponding_lineno(trace.tb_lineno)
            found = _tag_on(template, line)
        trace = trace.tb_next
    return found


def _tag_on(template: Any, line: int) -> int:
    return on_line(template.lines, line)


def on_line(lines: list[int], line: int) -> int:
    """Return the number of the tag on the 1-based `line` of a source."""
    return lines[min(max(line - 2, 0), len(lines) - 1)]
