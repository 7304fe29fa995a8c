"""Print values into a document: exactly, escaped, and never as code. The only room with Jinja."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sized
from contextvars import ContextVar
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, time
from decimal import Decimal
from difflib import get_close_matches
from sys import _getframe
from types import (
    AsyncGeneratorType,
    BuiltinFunctionType,
    CodeType,
    CoroutineType,
    FrameType,
    FunctionType,
    GeneratorType,
    MethodType,
    ModuleType,
    TracebackType,
)
from typing import Any, NoReturn

from jinja2 import StrictUndefined, Undefined, UndefinedError, pass_context
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing as NOBODY  # noqa: N812 - the owner of a name at the top

from pipeline.word import tags

MOST_STEPS = 2_000_000
MOST_OUTPUT = 64_000_000  # characters of a document made in memory
MOST_STREAMED = 2_000_000_000
MOST_TEXT = 4_000_000  # characters of one value
MOST_NUMBER = 10**40

_RARE = re.compile("[\x00-\x1f\ud800-\udfff\ufdd8\ufdd9\ufffe\uffff]").search
_SPECIAL = re.compile("[&<>\x00-\x1f\ud800-\udfff\ufdd8\ufdd9\ufffe\uffff]").search
_ESCAPED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
_BREAKS = {
    "\n": '</w:t><w:br/><w:t xml:space="preserve">',
    "\t": '</w:t><w:tab/><w:t xml:space="preserve">',
}
_IN_TEXT = re.compile('[&<>"\x00-\x1f\ud800-\udfff\ufdd8\ufdd9\ufffe\uffff]')
_INTERNAL = (
    FunctionType, MethodType, BuiltinFunctionType, GeneratorType, CoroutineType,
    AsyncGeneratorType, CodeType, FrameType, TracebackType, ModuleType, type,
)  # fmt: skip
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
    elif issubclass(kind, _INTERNAL):
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

    def fault(self, tag: int, message: str, hint: str = "") -> None:
        """Remember one thing to mend, once."""
        if (tag, message, hint) not in self.faults:
            self.faults.append((tag, message, hint))


COLLECTING: ContextVar[Run | None] = ContextVar("COLLECTING", default=None)


class RunContext(Context):
    """Jinja's context, which knows the rendering it belongs to."""

    run: Run


# ── names that are not there ─────────────────────────────────────────────────────────────────


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


# ── the sandbox ──────────────────────────────────────────────────────────────────────────────


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

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return an item of `obj`, or the field of that name."""
        try:
            return obj[argument]
        except (LookupError, TypeError, AttributeError):
            if isinstance(argument, str):
                return self.getattr(obj, argument)
            return self.undefined(obj=obj, name=argument)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Return the result of one operation, when it stays small."""
        del context  # Jinja's interface
        if isinstance(left, _LONG) or isinstance(right, _LONG):
            if operator == "*":
                raise SecurityError("* is not allowed with text or lists.")
            if operator == "%":
                arguments = right if isinstance(right, tuple) else (right,)
                return self.filters["format"](left, *arguments)
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


def within(size: int) -> None:
    """Refuse a text or list of more than we promise to handle."""
    if size > MOST_TEXT:
        raise OverBudget("The text is too long.")


# ── printing ─────────────────────────────────────────────────────────────────────────────────

SOURCE = ("\ufdd8", "\ufdd9")  # around the number of a traced text, until its place is known


class Sourced(str):
    """A text put together from others: it knows the place of each that had one."""

    __slots__ = ("sources",)
    sources: tuple[tuple[str, Any], ...]


def sources(value: Any) -> tuple[tuple[str, Any], ...]:
    """Return the texts in `value` that were read somewhere, each with its place."""
    if isinstance(value, Sourced):
        return value.sources
    place = getattr(value, "place", None)
    return () if place is None or not value else ((str(value), place),)


def sourced(text: str, *parts: Any) -> str:
    """Return `text`, which was made from `parts`, with their places."""
    found = tuple(each for part in parts for each in sources(part))
    if not found:
        return text
    made = Sourced(text)
    made.sources = found
    return made


@pass_context
def print_text(context: RunContext, value: Any, tag: int) -> str:
    """Return `value` as the content of a `w:t`."""
    run = context.run
    text = value if isinstance(value, str) else _words(run, value, tag)
    if not _SPECIAL(text) or type(text) is Markup:
        written = text
    elif not _RARE(text) and len(text) < MOST_TEXT:
        written = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    else:
        written = _escaped(run, text, tag, value, _BREAKS)
    return written if run.printed is None else traced(run, value, written, tag)


@pass_context
def print_plain(context: RunContext, value: Any, tag: int) -> str:
    """Return `value` as the text of an attribute, a property, a field, a link or a color."""
    run = context.run
    room = run.tags[tag].room
    text = value if isinstance(value, str) else _words(run, value, tag)
    if type(text) is Markup:
        del run.objects[-1:]
        raise Unprintable("A picture, chart or rich text can only stand in the text.")
    if room == "color":
        text = text.strip().lstrip("#")
        return text if re.fullmatch("[0-9A-Fa-f]{6}", text) else "auto"
    if room in ("link", "field"):
        if _OTHER_SCHEME(text):
            raise Unprintable("This address does not lead to a page, a mailbox or a phone.")
        text = "".join(_IN_ADDRESS.get(sign, sign) for sign in text.strip())
    written = _escaped(run, text, tag, value, {"\n": " ", "\t": " "})
    traced(run, value, written, tag)
    return written


@pass_context
def print_alone(context: RunContext, value: Any, tag: int) -> str:
    """Return `value` as a run, or as a paragraph, of its own."""
    found = context.run.tags[tag]
    text = print_text(context, value, tag)
    if getattr(value, "alone", False):
        runs = text
    else:
        runs = f'<w:r>{found.look}<w:t xml:space="preserve">{text}</w:t></w:r>'
    return runs if found.level == "r" else f"<w:p>{found.around}{runs}</w:p>"


_OTHER_SCHEME = re.compile(r"\s*(?!https?:|mailto:|tel:|ftp:)[A-Za-z][A-Za-z0-9+.-]*:(?!\d)").match
_IN_ADDRESS = {'"': "%22", "\\": "%5C", " ": "%20", "<": "%3C", ">": "%3E", "\n": "", "\t": ""}


class Rounded(float):
    """A number that the template has rounded: it says how to print it."""

    __slots__ = ()


class Markup(str):
    """XML that one of our own objects made: the only thing that is printed as it is."""

    __slots__ = ()


def traced(run: Run, value: Any, written: str, tag: int) -> str:
    """Return what is written for `value`, marked where its source is being followed."""
    if run.printed is None:
        return written
    for text, place in sources(value):
        run.printed.append((tag, text, place))
        written = f"{SOURCE[0]}{len(run.printed) - 1}{SOURCE[1]}{written}"
    return written


def _words(run: Run, value: Any, tag: int) -> str:
    """Return a value that is not text as text, or say why it must not be printed."""
    if isinstance(value, Missing):
        missed(run, tag, value)
    if isinstance(value, Undefined):
        return ""
    if hasattr(value, "markup"):
        return Markup(value.markup(run, run.tags[tag]))
    try:
        return worded(value)
    except Unprintable as error:
        return refuse(run, tag, str(error), error.hint)


def worded(value: Any) -> str:
    """Return a value as text, or refuse what nobody would want to read."""
    if isinstance(value, str):
        return value
    if value is None:
        raise Unprintable("It is empty (None).", "Say what to print then: {{ … or 'none' }}.")
    if isinstance(value, float) and not isinstance(value, Rounded):
        raise Unprintable(
            "It is a number with decimals.", "Say how to print it: {{ …|number(1) }}."
        )
    if isinstance(value, int) and abs(value) > MOST_NUMBER:
        raise OverBudget("The number is too large.")
    if isinstance(value, (int, Decimal, date, time, Rounded)):
        return str(value)
    said = {name for kind in type(value).__mro__[:-1] for name in vars(kind)}
    if "__str__" not in said or isinstance(value, (*_MANY, *_INTERNAL)) or is_dataclass(value):
        hint = "Print its fields one by one, or join them: {{ …|join(', ') }}."
        raise Unprintable("It is a list or a record, not a text.", hint)
    return str(value)


_MANY = (Mapping, list, tuple, set, frozenset, bytes)


def refuse(run: Run, tag: int, message: str, hint: str) -> str:
    """Stop, or note the fault and go on where all faults are being collected."""
    if COLLECTING.get() is None:
        raise Unprintable(message, hint)
    run.fault(tag, message, hint)
    return ""


def _escaped(run: Run, text: str, tag: int, value: Any, breaks: Mapping[str, str]) -> str:
    within(len(text))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lost = 0

    def sign(match: re.Match[str]) -> str:
        nonlocal lost
        found = match[0]
        known = _ESCAPED.get(found) or breaks.get(found)
        if known is None:
            lost += 1
            return "\ufffd"
        return known

    written = _IN_TEXT.sub(sign, text)
    if lost:
        signs = "a sign" if lost == 1 else f"{lost} signs"
        message = f"It held {signs} that Word cannot show, printed as \ufffd."
        run.notices.append((tag, message, getattr(value, "place", None)))
    return written


@pass_context
def count_steps(context: RunContext, items: Any, cost: int, loop: int) -> Any:
    """Return what a loop goes over, charged to the budget; lists in it begin anew."""
    run = context.run
    if isinstance(items, Missing):
        missed(run, loop, items)
    if isinstance(items, Undefined):
        return ()
    if items is None:
        hint = "Loop over “… or []” if there may be none."
        return refuse(run, loop, "There is nothing to loop over: it is empty (None).", hint)
    if isinstance(items, str) or not isinstance(items, Iterable):
        return refuse(run, loop, "This is not a list, so it cannot be looped over.", "")
    if run.numbers:
        for key in [each for each in run.numbers if each[0] == loop]:
            del run.numbers[key]
    if isinstance(items, Sized):
        charge(run, len(items), cost)
        return items
    return _counted(run, items, cost)


def _counted(run: Run, items: Iterable[Any], cost: int) -> Iterator[Any]:
    for item in items:
        charge(run, 1, cost)
        yield item


def charge(run: Run, steps: int, cost: int) -> None:
    """Take `steps` of `cost` characters each from the budget."""
    run.steps += steps
    run.size += steps * cost
    if run.steps > MOST_STEPS:
        raise OverBudget("It loops too many times.")
    if run.size > run.most_output:
        raise OverBudget("The document would be too large.")


@pass_context
def truth(context: RunContext, value: Any, tag: int) -> bool:
    """Return whether a condition holds; a name that is not there is a fault, not a no."""
    if isinstance(value, Missing):
        missed(context.run, tag, value)
        return False
    return bool(value)


@pass_context
def list_number(context: RunContext, number: str, loop: int) -> str:
    """Return the list that a numbered paragraph of a loop belongs to: a new one every time."""
    run = context.run
    key = (loop, number)
    if key not in run.numbers:
        if number in run.used:
            fresh = str(run.next_list + len(run.fresh))
            run.fresh.append((fresh, number))
            run.numbers[key] = fresh
        else:
            run.used.add(number)
            run.numbers[key] = number
    return run.numbers[key]


@pass_context
def next_id(context: RunContext, _: None) -> int:
    """Return an id that no other drawing of this document has."""
    context.run.ids += 1
    return 100_000 + context.run.ids


# ── the room ─────────────────────────────────────────────────────────────────────────────────

STOPS = (
    UndefinedError, SecurityError, OverBudget, Unprintable, TypeError, ValueError,
    ArithmeticError, LookupError, AttributeError, RuntimeError,
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
    made.filters = dict(filters)
    made.filters |= {
        "_text": print_text,
        "_plain": print_plain,
        "_alone": print_alone,
        "_steps": count_steps,
        "_truth": truth,
        "_number": list_number,
        "_id": next_id,
    }
    made.globals = {name: made.globals[name] for name in ("range", "namespace")} | dict(functions)
    return made


def plain_room() -> Any:
    """Return an environment that only reads code, between ordinary delimiters."""
    return _PLAIN


_PLAIN = ImmutableSandboxedEnvironment(undefined=StrictUndefined)


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


def explain_stop(error: BaseException) -> tuple[str, str]:
    """Return why a rendering stopped, in plain words, and what to do."""
    if isinstance(error, Unprintable):
        return str(error), error.hint
    if isinstance(error, OverflowError):
        return "The range or number is too large.", ""
    said = str(error).rstrip(".") + "."
    for sign, message, hint in _REASONS:
        if sign in said:
            return message, hint
    return said, ""


_REASONS = (
    ("to unpack", "The loop names another number of things than each item holds.", ""),
    ("not supported between", "These two cannot be compared: they are of different kinds.", ""),
    ("unsupported operand", "A text and a number cannot be reckoned together.", "Join with ~."),
    ("can only concatenate", "A text and a number cannot be put together with +.", "Join with ~."),
    ("not enough arguments for format", "The pattern asks for more values than it is given.", ""),
    ("not all arguments converted", "The pattern is given more values than it asks for.", ""),
)
