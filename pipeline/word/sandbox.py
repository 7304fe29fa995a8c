"""The room a template runs in: it can look at what it was given, and at nothing else."""

from collections.abc import Mapping, Sized
from types import (
    FunctionType,
)
from typing import Any, cast

from jinja2 import StrictUndefined
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from pipeline.word import tags
from pipeline.word.missing import Missing
from pipeline.word.rendering import OverBudget, RunContext, within
from pipeline.word.values import INTERNAL, MOST_NUMBER, PRINTERS, charged

METHODS: dict[type, frozenset[str]] = {
    str: frozenset(
        [
            "upper",
            "lower",
            "title",
            "capitalize",
            "strip",
            "lstrip",
            "rstrip",
            "split",
            "splitlines",
            "startswith",
            "endswith",
            "isdigit",
            "isalpha",
            "isupper",
            "islower",
            "count",
            "find",
        ]
    ),
    list: frozenset({"count", "index"}),
    tuple: frozenset({"count", "index"}),
    int: frozenset({"is_integer"}),
    float: frozenset({"is_integer"}),
    bool: frozenset({"is_integer"}),
    bytes: frozenset({"count"}),
    set: frozenset({"union"}),
    frozenset: frozenset({"union"}),
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


class Room(ImmutableSandboxedEnvironment):
    """A Jinja environment in which a template can only look at what it was given."""

    intercepted_binops = frozenset({"+", "*", "%", "//", "/", "-"})
    context_class = RunContext

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
        return self.undefined(obj=obj, name=attribute)

    def call(self, context: Context, obj: Any, *arguments: Any, **named: Any) -> Any:
        """Call a method or function, charged to the budget."""
        run = cast("RunContext", context).run
        run.weigh(getattr(obj, "__self__", None))
        for each in (*arguments, *named.values()):
            run.weigh(each, 4, deep=True)
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
        if isinstance(left, _LONG) or isinstance(right, _LONG):
            if operator == "*":
                raise SecurityError("* is not allowed with text or lists.")
            if operator == "%":
                arguments = right if isinstance(right, tuple) else (right,)
                return self.filters["format"](context, left, *arguments)
            if isinstance(left, Sized) and isinstance(right, Sized):
                within(len(left) + len(right))
        elif (
            isinstance(left, int)
            and isinstance(right, int)
            and max(abs(left), abs(right)) > MOST_NUMBER
        ):
            raise OverBudget("The number is too large.")
        return self.binop_table[operator](left, right)

    def is_safe_callable(self, obj: Any) -> bool:
        """Allow what the caller registered or gave, and the few methods on the list."""
        owner = getattr(obj, "__self__", None)
        name = getattr(obj, "__name__", "_")
        if isinstance(owner, type) or isinstance(obj, type):
            return obj in self.globals.values()
        if owner is None:
            return isinstance(obj, FunctionType) or obj in self.globals.values()
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


def room(filters: Mapping[str, Any], functions: Mapping[str, Any]) -> Room:
    """Return a fresh environment with our delimiters, filters and nothing of Python's."""
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
    )
    made.filters = {name: charged(each, deep=name in _COMPARING) for name, each in filters.items()}
    made.filters |= PRINTERS
    tests: dict[str, Any] = made.tests
    for name in _COMPARING & tests.keys():
        tests[name] = charged(tests[name], deep=True)
    made.globals = {name: made.globals[name] for name in ("range", "namespace")} | dict(functions)
    return made


_PLAIN = ImmutableSandboxedEnvironment(undefined=StrictUndefined)


def plain_room() -> Any:
    """Return an environment that only reads code, between ordinary delimiters."""
    return _PLAIN
