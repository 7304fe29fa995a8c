"""The room a template runs in: what it may use and look at, and what is said of what is not there."""

import types
from collections.abc import Callable, Iterable, Iterator, Mapping, Sized
from contextvars import ContextVar
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, datetime
from difflib import get_close_matches
from functools import wraps
from sys import _getframe
from typing import Any, NoReturn, cast

from jinja2 import StrictUndefined, Undefined, UndefinedError, pass_context
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing as NOBODY  # noqa: N812 - the owner of a name at the top

from pipeline.word import tags
from pipeline.word.codegen import Generator

MOST_STEPS = 2_000_000
MOST_OUTPUT = 64_000_000  # characters of a document made in memory
MOST_STREAMED = 2_000_000_000
MOST_TEXT = 4_000_000  # characters of one value
MOST_WORK = 300_000_000  # characters that filters and operators go through
MOST_NUMBER = 10**40
FILTERED = 16  # a filter takes that much longer for a character than a copy
SHORT = 1000  # characters: what is shorter is not looked at one by one
_ITEM = 8  # characters that one item of a list counts for
_HOLD = (list, tuple, set, frozenset, dict, range)
_WEIGHED = (str, *_HOLD)


class OverBudget(Exception):  # noqa: N818 - never leaves this package
    """A template asks for more steps, text or numbers than we promise to handle."""


class Unprintable(Exception):  # noqa: N818 - never leaves this package
    """A value that a template must not print as it is."""

    def __init__(self, message: str, hint: str = "", value: Any = None) -> None:
        super().__init__(message)
        self.hint = hint
        self.place = getattr(value, "place", None)  # the cell of the value, where it has one


@dataclass(slots=True)
class Run:
    """What one rendering has seen and used so far."""

    tags: list[tags.Tag]
    data: Mapping[str, Any]
    faults: list[tuple[int, str, str, Any]] = field(
        default_factory=list
    )  # tag, message, hint, place
    notices: list[tuple[int, str, Any]] = field(default_factory=list)  # tag, message, place
    printed: list[tuple[int, str, Any, bool]] | None = None  # tag, text, place, a blank
    objects: list[tuple[str, Any]] = field(default_factory=list)  # part, what it refers to
    numbers: dict[tuple[int, str], str] = field(default_factory=dict)
    fresh: list[tuple[str, str]] = field(default_factory=list)  # new number, number it restarts
    bound: frozenset[str] = frozenset()  # names that the template itself gives
    scoped: Mapping[str, int] = field(default_factory=dict)  # those of one block → its tag
    next_list: int = 1
    used: set[str] = field(default_factory=set)
    rounds: dict[int, int] = field(default_factory=dict)  # loop → rounds begun so far
    marks: dict[tuple[str, int], int] = field(default_factory=dict)  # bookmark, round → its number
    notes: dict[str, list[str]] = field(default_factory=dict)  # part → the notes printed into it
    kept: set[tuple[str, str]] = field(default_factory=set)  # part, id of a dummy that is shown
    merged: dict[int, Any] = field(default_factory=dict)  # merged cell → the loop it stands in
    reached: set[int] | None = None  # the tags that print, as they are met, where somebody asks
    blanks: str = ""  # the id of the character style that blanks have, where there is one
    empty: bool = False  # whether a run may be left in which nothing stands
    ids: int = 0
    most_output: int = MOST_OUTPUT
    steps: int = 0
    size: int = 0
    work: int = 0

    def fault(self, tag: int, message: str, hint: str = "", place: Any = None) -> None:
        """Remember one thing to mend, once, and the cell it is in, where it is in one."""
        if (tag, message, hint, place) not in self.faults:
            self.faults.append((tag, message, hint, place))

    def weigh(self, value: Any, times: int = 1, *, deep: bool = False) -> None:
        """Take from the budget what it costs to go through `value`, or through all it holds.

        What is short is free: steps bound how often it is asked for.
        """
        stack, cost = [value], 0
        while stack and cost * times < MOST_WORK:
            each = stack.pop()
            if isinstance(each, str):
                cost += len(each)
            elif isinstance(each, _HOLD):
                cost += _ITEM * (10 + len(each))
                if deep and not isinstance(each, range):
                    held = each.values() if isinstance(each, dict) else each
                    if any(issubclass(kind, _WEIGHED) for kind in {*map(type, held)}):
                        stack += [inner for inner in held if isinstance(inner, _WEIGHED)]
        if cost > SHORT:
            self.work += cost * times
        if self.work > MOST_WORK * (self.most_output // MOST_OUTPUT):
            raise OverBudget("It reckons for too long.")

    def attach(self, part: str, thing: Any) -> str:
        """Keep `thing` for the relationships of `part`, and return the id it has there."""
        self.objects.append((part, thing))
        return f"rIdObject{len(self.objects)}"

    def drawn(self, step: int = 1) -> int:
        """Return the number of the next drawing, of the last where `step` is 0."""
        self.ids += step
        return self.ids

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
        if run is not None and name in run.scoped:
            return known_only_inside(name, run.tags[run.scoped[name]])
        known = [*run.data, *run.bound] if run is not None else []
        return f"“{name}” is not known here.", did_you_mean(name, known)
    if isinstance(owner, (str, int, float)):
        return f"There is no “{name}” in a text or number.", ""
    if isinstance(owner, (list, tuple)):
        hint = "Loop over the list, and ask each item."
        return f"There is no “{name}” in a list.", hint
    return f"There is no “{name}” in it.", did_you_mean(name, known_names(owner) or ())


def known_only_inside(name: str, block: tags.Tag) -> tuple[str, str]:
    """Return what to say of a name that a block gives, and that is asked for outside of it."""
    end = tags.ENDS.get(block.word, f"end{block.word}")
    message = f"“{name}” is known only between {block.typed} and its {end}."
    return message, "Move this tag in there."


def value_of(given: Any) -> Any:
    """Return the number, day or truth that a text out of a cell stands for; all else as it is.

    Such a text says so itself: it has a `value`, beside its `place`.
    """
    return getattr(given, "value", given) if isinstance(given, str) else given


def _alike(left: Any, right: Any) -> tuple[Any, Any]:
    """Return two values, a moment beside a day as the day it is on."""
    if isinstance(left, date) and isinstance(right, date):
        if isinstance(left, datetime) and not isinstance(right, datetime):
            return left.date(), right
        if isinstance(right, datetime) and not isinstance(left, datetime):
            return left, right.date()
    return left, right


def _is_plain_text(given: Any) -> bool:
    return isinstance(given, str) and not hasattr(given, "value")


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


def _noting(make: Callable[[], Any]) -> Any:
    """Return a method of Missing that notes the fault, and gives what is empty."""

    def method(missing: "Missing", *_: Any) -> Any:
        missing._fail()  # noqa: SLF001 - it is a method of that class
        return make()

    return method


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
        raise AttributeError(name)  # the room answers: a field of what is missing is missing, too

    def __getitem__(self, name: Any) -> Any:
        return Missing(name=str(name), obj=self, exc=UndefinedError)

    def __hash__(self) -> int:
        return id(type(self))

    __str__, __iter__ = _noting(str), _noting(lambda: iter(()))
    __len__, __bool__, __contains__ = _noting(int), _noting(bool), _noting(bool)
    __eq__ = __ne__ = _noting(bool)
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


_OF_TEXT = """upper lower title capitalize casefold swapcase strip lstrip rstrip split rsplit splitlines
partition rpartition removeprefix removesuffix startswith endswith isdigit isdecimal isnumeric isalpha
isalnum isspace istitle isupper islower count find rfind index rindex replace join ljust rjust center
zfill"""
_PADS = frozenset({"ljust", "rjust", "center", "zfill"})
METHODS: dict[type, frozenset[str]] = {
    str: frozenset(_OF_TEXT.split()),
    **dict.fromkeys((list, tuple), frozenset({"count", "index"})),
    **dict.fromkeys((int, float, bool), frozenset({"is_integer"})),
    bytes: frozenset({"count"}),
    **dict.fromkeys((set, frozenset), frozenset({"union"})),
}
MAPPING_METHODS = frozenset({"items", "keys", "values", "get"})
_LONG = (str, list, tuple, bytes)
ANY = frozenset({"<any>"})
_ALLOWED: dict[type, frozenset[str]] = {**METHODS, dict: MAPPING_METHODS}


def _allowed(kind: type) -> frozenset[str]:
    """Return the attributes of objects of `kind` that a template may ask for."""
    if issubclass(kind, Mapping):
        found = MAPPING_METHODS
    elif issubclass(kind, INTERNAL):
        found = frozenset({"<none>"})
    else:
        own = {each for base, each in METHODS.items() if issubclass(kind, base)}
        found = ANY if not own else _with_fields(kind, frozenset().union(*own))
    _ALLOWED[kind] = found
    return found


def _with_fields(kind: type, methods: frozenset[str]) -> frozenset[str]:
    """Return `methods` and what a subclass of text or number adds to them."""
    base = next(each for each in kind.__mro__ if each in METHODS)
    own = {each for each in dir(kind) if not each.startswith("_") and not hasattr(base, each)}
    return methods | own | {"<own>"}


INTERNAL = (
    types.FunctionType, types.MethodType, types.BuiltinFunctionType, types.GeneratorType,
    types.CoroutineType, types.AsyncGeneratorType, types.CodeType, types.FrameType,
    types.TracebackType, types.ModuleType, type,
)  # fmt: skip


def charged(function: Callable[..., Any], *, deep: bool) -> Callable[..., Any]:
    """Let a filter or test charge what it is given, and what it gives, to the budget."""
    first = getattr(function, "jinja_pass_arg", None)
    wants = first.name if first is not None else ""

    @wraps(function)
    def paying(context: RunContext, *arguments: Any, **named: Any) -> Any:
        run = context.run
        for each in (*arguments, *named.values()):
            run.weigh(each, FILTERED * (3 if deep else 1), deep=deep)
        passed = {"context": context, "eval_context": context.eval_ctx}.get(
            wants, context.environment
        )
        result = function(*(passed,)[: bool(wants)], *arguments, **named)
        if isinstance(result, Iterator):
            return counted(run, result, 1)
        run.weigh(result)
        return result

    return pass_context(paying)


def counted(run: Run, items: Iterable[Any], cost: int) -> Iterator[Any]:
    """Yield `items`, each charged to the budget."""
    for item in items:
        charge(run, 1, cost)
        yield item


def joiner(between: str = ", ") -> Callable[[], str]:
    """Return what gives nothing when it is called first, and `between` from then on."""
    called = False

    def join() -> str:
        nonlocal called
        first, called = not called, True
        return "" if first else between

    return join


class Cycler:
    """Things that take turns: `next()` gives one after the other, `current` the one whose turn it is."""

    def __init__(self, *items: Any) -> None:
        if not items:
            raise Unprintable("There is nothing to take turns.", "Write cycler('one', 'other').")
        self.items, self.at = items, 0

    @property
    def current(self) -> Any:
        """The one whose turn it is."""
        return self.items[self.at]

    def next(self) -> Any:
        """Return the one whose turn it is, and let the following have the next."""
        given = self.current
        self.at = (self.at + 1) % len(self.items)
        return given

    def reset(self) -> str:
        """Begin anew with the first; print nothing."""
        self.at = 0
        return ""


class Room(ImmutableSandboxedEnvironment):
    """A Jinja environment in which a template can only look at what it was given."""

    intercepted_binops = frozenset({"+", "*", "%", "//", "/", "-", "**"})
    intercepted_unops = frozenset({"+", "-"})
    context_class = RunContext
    code_generator_class = Generator

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return a field of `obj`: an item of a mapping first, then an attribute."""
        kind = type(obj)
        allowed = _ALLOWED.get(kind) or _allowed(kind)
        if allowed is MAPPING_METHODS:
            try:
                return obj[attribute]
            except (KeyError, TypeError):
                if attribute in MAPPING_METHODS:
                    return getattr(obj, attribute)
        elif attribute in allowed or (allowed is ANY and attribute[:1] != "_"):
            try:
                return getattr(obj, attribute)
            except AttributeError:
                pass
        if (held := value_of(obj)) is not obj:  # the year of a day that stands in a cell
            return self.getattr(held, attribute)
        return self.undefined(obj=obj, name=attribute)

    def call(self, context: Context, obj: Any, *arguments: Any, **named: Any) -> Any:
        """Call a method or function, charged to the budget."""
        run = cast("RunContext", context).run
        owner = getattr(obj, "__self__", None)
        run.weigh(owner)
        for each in (*arguments, *named.values()):
            run.weigh(each, 4, deep=True)
        method = getattr(obj, "__name__", "") if isinstance(owner, str) else ""
        if method == "replace":  # as the filters do it: they are bounded, and know their cells
            return self.filters["replace"](context, owner, *arguments)
        if method == "join":
            return self.filters["join"](context, *arguments, owner)
        if method in _PADS and arguments and isinstance(arguments[0], int):
            within(arguments[0])
        result = super().call(context, obj, *arguments, **named)
        run.weigh(result)
        return result

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return an item of `obj`, or the field of that name."""
        if isinstance(argument, tuple):
            return self.undefined(obj=obj, name="( )")
        try:
            return obj[argument]
        except (LookupError, TypeError, AttributeError):
            if isinstance(argument, str):
                return self.getattr(obj, argument)
            return self.undefined(obj=obj, name=argument)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Return the result of one operation, when it stays small."""
        run = cast("RunContext", context).run
        run.weigh(left)
        run.weigh(right)
        if not _is_plain_text(left) and not _is_plain_text(right):
            left, right = _alike(value_of(left), value_of(right))
        if isinstance(left, _LONG) or isinstance(right, _LONG):
            if operator == "*":
                raise SecurityError("* is not allowed with text or lists.")
            if operator == "%":
                arguments = right if isinstance(right, tuple) else (right,)
                return self.filters["format"](context, left, *arguments)
            if isinstance(left, Sized) and isinstance(right, Sized):
                within(len(left) + len(right))
        elif isinstance(left, int) and isinstance(right, int):
            power = operator == "**" and left.bit_length() * right > MOST_NUMBER.bit_length()
            if power or max(abs(left), abs(right)) > MOST_NUMBER:
                raise OverBudget("The number is too large.")
        return self.binop_table[operator](left, right)

    def call_unop(self, context: Context, operator: str, arg: Any) -> Any:  # noqa: ARG002 - Jinja's
        """Return the result of a sign before a value."""
        return self.unop_table[operator](value_of(arg))

    def is_safe_callable(self, obj: Any) -> bool:
        """Allow what the caller registered or gave, and the few methods on the list."""
        owner = getattr(obj, "__self__", None)
        name = getattr(obj, "__name__", "_")
        if isinstance(owner, type) or isinstance(obj, type):
            return obj in self.globals.values()
        if owner is None:
            return isinstance(obj, types.FunctionType) or obj in self.globals.values()
        if isinstance(owner, Mapping):
            return name in MAPPING_METHODS
        for kind, methods in METHODS.items():
            if isinstance(owner, kind):
                return name in methods
        return not name.startswith("_")

    def from_tree(self, tree: Any, name: str, lines: list[int]) -> Any:
        """Return the compiled template of `tree`, which knows the tag on each of its lines."""
        code = self.compile(tree, name=name, filename=name)
        made: Any = self.template_class.from_code(self, code, dict(self.globals))
        made.lines = lines
        return made


# What compares the things it is given, to the bottom.
_COMPARING = frozenset(
    [
        "sort", "unique", "min", "max", "groupby", "dictsort", "==", "eq", "equalto", "!=", "ne",
        ">", "gt", "greaterthan", ">=", "ge", "<", "lt", "lessthan", "<=", "le", "in",
    ]
)  # fmt: skip


# What looks at no more than one of the things it is given.
_AT_ONCE = frozenset(
    ["length", "count", "first", "last", "default", "d", "e", "escape", "safe", "forceescape"]
)


def all_charged(filters: Mapping[str, Callable[..., Any]]) -> dict[str, Callable[..., Any]]:
    """Return `filters`, each of which charges what it looks at to the budget."""
    return {
        name: each if name in _AT_ONCE else charged(each, deep=name in _COMPARING)
        for name, each in filters.items()
    }


def room(
    filters: Mapping[str, Any], printers: Mapping[str, Any], functions: Mapping[str, Any]
) -> Room:
    """Return a fresh environment with our delimiters, `filters` (see `all_charged`) and nothing of Python's."""
    made = Room(
        variable_start_string=tags.VARIABLE[0],
        variable_end_string=tags.VARIABLE[1],
        block_start_string=tags.BLOCK[0],
        block_end_string=tags.BLOCK[1],
        comment_start_string=tags.COMMENT[0],
        comment_end_string=tags.COMMENT[1],
        undefined=Missing,
        keep_trailing_newline=True,
        autoescape=False,
        optimized=False,  # what is constant is not worth looking for
    )
    made.filters = {**filters, **printers}
    tests: dict[str, Any] = made.tests
    for name in _COMPARING & tests.keys():
        tests[name] = charged(tests[name], deep=True)
    for name in _OF_VALUES:
        tests[name] = _of_value(tests[name], reckons=name in _OF_NUMBERS)
    known = {name: made.globals[name] for name in ("range", "namespace", "dict")}
    made.globals = known | {"joiner": joiner, "cycler": Cycler} | dict(functions)
    return made


# Tests that ask what kind of value it is.
_OF_NUMBERS = ("even", "odd", "divisibleby")
_OF_VALUES = ("number", "integer", "float", "boolean", "true", "false", *_OF_NUMBERS)


def _of_value(test: Callable[..., bool], *, reckons: bool) -> Callable[..., bool]:
    """Let a test ask the value that a text stands for; one that `reckons` takes no other text."""

    @wraps(test)
    def asking(given: Any, *arguments: Any) -> bool:
        if reckons and _is_plain_text(given):
            raise Unprintable("This is not a number.", "Ask first whether it is there.", given)
        return test(value_of(given), *map(value_of, arguments))

    return asking


_PLAIN = ImmutableSandboxedEnvironment(undefined=StrictUndefined)


def plain_room() -> Any:
    """Return an environment that only reads code, between ordinary delimiters."""
    return _PLAIN
