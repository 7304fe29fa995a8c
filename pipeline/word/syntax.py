"""Read the code of a template: what it may say, what it needs, and where each value is printed."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from functools import lru_cache, partial
from html import unescape
from inspect import signature, unwrap
from math import inf
from types import FunctionType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from jinja2 import nodes

from pipeline.word.sandbox import MAPPING_METHODS, METHODS, did_you_mean, on_line
from pipeline.word.tags import MARK, STANDS_FOR
from pipeline.word.values import STOPS, explain_stop
from pipeline.word.wording import TRIED_WITH

ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Const, nodes.Name, nodes.NSRef,
    nodes.Getattr, nodes.Getitem, nodes.Slice, nodes.Filter, nodes.Test, nodes.Compare,
    nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.CondExpr, nodes.List, nodes.Tuple,
    nodes.Dict, nodes.Pair, nodes.Keyword, nodes.For, nodes.If, nodes.Assign, nodes.AssignBlock,
    nodes.With, nodes.Call, nodes.Concat, nodes.Add, nodes.Sub, nodes.Mul, nodes.Div,
    nodes.FloorDiv, nodes.Mod, nodes.Pow, nodes.Neg, nodes.Pos, nodes.FilterBlock,
)  # fmt: skip
LOOP_CALLS = {"cycle", "changed"}
_NAMES: dict[type[nodes.Node], str] = {
    nodes.Macro: "macro", nodes.CallBlock: "call",
    nodes.Include: "include", nodes.Import: "import", nodes.FromImport: "from … import",
    nodes.Extends: "extends", nodes.Block: "block",
}  # fmt: skip
DEEPEST = 60


@dataclass(slots=True)
class Schema:
    """The names a template needs: fields of a record, and the items of a list."""

    fields: dict[str, "Schema"] = field(default_factory=dict)
    items: "Schema | None" = None
    bound: set[str] = field(default_factory=set)  # names the template itself gives
    scoped: dict[str, int] = field(default_factory=dict)  # names that one block gives → its tag
    unasked: dict[str, int] = field(default_factory=dict)  # names a loop gives and nothing asks for
    uses: list[int] = field(default_factory=list)  # the tags that ask for it
    asked: list[int] = field(default_factory=list)  # the tags that ask only whether it holds
    replaced: list[int] = field(default_factory=list)  # the tags that print other words for none
    printed: bool = False  # it is printed, as it is or changed
    compared: list[tuple[int, str]] = field(default_factory=list)  # tags, and with which words
    optional: bool = False  # the template asks whether it is there

    def of(self, name: str) -> "Schema":
        """Return what is needed of the field `name`, needing the field from now on."""
        return self.fields.setdefault(name, Schema())

    def item(self) -> "Schema":
        """Return what is needed of each item, needing a list from now on."""
        if self.items is None:
            self.items = Schema()
        return self.items

    def names(self, before: str = "") -> Iterator[str]:
        """Yield every name, nested ones with a dot, items with [], also where they have no names."""
        for name, inner in self.fields.items():
            yield before + name
            yield from inner.names(f"{before}{name}.")
        if self.items is not None:
            item = f"{before.removesuffix('.')}[]"
            if not self.items.fields and self.items.items is None:
                yield item
            yield from self.items.names(f"{item}.")

    def unknown(self, offered: type) -> tuple[str, ...]:
        """Return what this template needs and the frozen dataclass `offered` does not offer."""
        start = f"{offered.__name__}."
        found = _unknown(self, offered, offered.__name__, set(), set())
        return tuple(dict.fromkeys(each.removeprefix(start) for each in found))

    def differences(self, offered: type) -> tuple[str, ...]:
        """Return how the frozen dataclass `offered` and this template disagree, both ways."""
        used: set[tuple[type, str]] = set()
        seen: set[type] = set()
        wrong = list(_unknown(self, offered, offered.__name__, used, seen))
        unused = [
            f"{cls.__name__}.{each.name} is offered, and no tag uses it"
            for cls in sorted(seen, key=lambda cls: cls.__name__)
            for each in fields(cls)
            if (cls, each.name) not in used
        ]
        return tuple(dict.fromkeys(wrong + unused))


def _unknown(
    need: Schema, offered: Any, path: str, used: set[tuple[type, str]], seen: set[type]
) -> Iterator[str]:
    for kind in _parts(offered):
        if need.items is not None:
            inner = [each for each in get_args(kind) if each is not Ellipsis]
            if get_origin(kind) is not None and inner:
                yield from _unknown(need.items, inner[-1], f"{path}[]", used, seen)
        if not is_dataclass(kind) or not isinstance(kind, type):
            if kind is str and need.fields:
                yield from (f"{path}.{each}: {path} is a text" for each in need.fields)
            continue
        seen.add(kind)
        hints = get_type_hints(kind)
        for name, inner_need in need.fields.items():
            if name in hints and name in {each.name for each in fields(kind)}:
                used.add((kind, name))
                yield from _unknown(inner_need, hints[name], f"{path}.{name}", used, seen)
            elif not hasattr(kind, name):
                hint = did_you_mean(name, [each.name for each in fields(kind)])
                yield f"{path}.{name} is not offered. {hint}".rstrip()


def _parts(offered: Any) -> tuple[Any, ...]:
    if get_origin(offered) in (Union, UnionType):
        return tuple(each for each in get_args(offered) if each is not type(None))
    return (offered,)


# ── what a template may say ──────────────────────────────────────────────────────────────────


def refusals(
    tree: nodes.Template,
    filters: Mapping[str, Any],
    tests: Mapping[str, Any],
    ours: Callable[[int], bool],
) -> Iterator[tuple[int, str, str]]:
    """Yield line, message and hint of everything in `tree` that is not allowed or not known.

    The lines that are `ours` may say names of filters that begin with _.
    """
    waiting: list[tuple[nodes.Node, int]] = [(tree, 0)]
    while waiting:
        node, depth = waiting.pop()
        depth = 1 if isinstance(node, nodes.Stmt) else depth
        if depth > DEEPEST:
            yield node.lineno, "It is nested too deep.", ""
        elif not isinstance(node, ALLOWED):
            name = _NAMES.get(type(node), type(node).__name__.lower())
            yield node.lineno, f"“{name}” is not allowed in a template.", ""
        elif isinstance(node, nodes.Const) and node.value == inf:
            yield node.lineno, "The number is too large.", ""
        else:
            if type(node) in _MAY_BE_REFUSED:
                for message, hint in _refused(node, filters, tests, ours):
                    yield node.lineno, message, hint
            waiting += [(child, depth + 1) for child in reversed(children(node))]


def completed(tree: nodes.Template, texts: Sequence[str]) -> nodes.Template:
    """Put the names and the `texts` that stand as marks in `tree` (see `tags.shortened`) into it."""
    waiting: list[nodes.Node] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, nodes.Output):
            node.nodes = _together(new for each in node.nodes for new in _completed(each, texts))
        else:
            blocks = (value for _, value in node.iter_fields() if isinstance(value, list))
            waiting += (each for block in blocks for each in block if isinstance(each, nodes.Stmt))
    return tree


def _completed(node: nodes.Expr, texts: Sequence[str]) -> Iterator[nodes.Expr]:
    if not isinstance(node, nodes.TemplateData) or MARK[0] not in node.data:
        yield node
        return
    line, at = node.lineno, 0
    for match in STANDS_FOR.finditer(node.data):
        if before := node.data[at : match.start()]:
            yield nodes.TemplateData(before, lineno=line)
        at = match.end()
        if match["text"]:
            yield nodes.TemplateData(texts[int(match["text"])], lineno=line)
            continue
        line += 1
        first, *rest = match["name"].split(".")
        named: nodes.Expr = nodes.Name(first, "load", lineno=line)
        for each in rest:
            named = nodes.Getattr(named, each, "load", lineno=line)
        yield named
    if after := node.data[at:]:
        yield nodes.TemplateData(after, lineno=line)


def _together(outputs: Iterable[nodes.Expr]) -> list[nodes.Expr]:
    """Return what is printed, texts that follow each other as one."""
    found: list[nodes.Expr] = []
    for each in outputs:
        last = found[-1] if found else None
        if isinstance(each, nodes.TemplateData) and isinstance(last, nodes.TemplateData):
            last.data += each.data
        else:
            found.append(each)
    return found


_LEAVES = frozenset({nodes.TemplateData, nodes.Name, nodes.NSRef, nodes.Const})  # no node in them


def children(node: nodes.Node) -> list[nodes.Node]:
    """Return the nodes in `node`, in the order they are read."""
    found: list[nodes.Node] = []
    if type(node) in _LEAVES:
        return found
    for name in node.fields:
        value = getattr(node, name, None)
        if isinstance(value, nodes.Node):
            found.append(value)
        elif isinstance(value, list):
            found += [each for each in value if isinstance(each, nodes.Node)]
    return found


def _refused(  # noqa: C901 - one case a kind of node
    node: nodes.Node,
    filters: Mapping[str, Any],
    tests: Mapping[str, Any],
    ours: Callable[[int], bool],
) -> Iterator[tuple[str, str]]:
    """Yield what is not allowed or not known in `node` itself, and what to do."""
    match node:
        case nodes.Getattr(attr=name) | nodes.NSRef(attr=name) if name.startswith("_"):
            yield f"“{name}” is not allowed: it begins with _.", ""
        case nodes.Name(name=name) if name.startswith("__") and len(name) > 2:
            yield f"“{name}” is not allowed: it begins with __.", ""
        case nodes.Getitem(arg=nodes.Const(value=str(name))) if name.startswith("_"):
            yield f"“{name}” is not allowed: it begins with _.", ""
        case nodes.Filter(name=name) if name not in filters or (
            name.startswith("_") and not ours(node.lineno)
        ):
            yield f"There is no filter “{name}”.", did_you_mean(name, filters)
        case nodes.Test(name=name) if name not in tests:
            yield f"There is no test “{name}”.", did_you_mean(name, tests)
        case nodes.Filter(name=name) if not _takes(filters[name], node):
            yield f"“{name}” is given too few or too many things.", ""
        case nodes.Filter(name=name) if (function := unwrap(filters[name])) in TRIED_WITH:
            yield from _tried(function, node)
        case nodes.Filter(name="map" | "select" | "reject" | "selectattr" | "rejectattr"):
            yield from _named(node, filters, tests)
        case nodes.For(recursive=True):
            hint = "Write one loop in another, as deep as it goes."
            yield "“recursive” is not allowed in a template.", hint
        case nodes.Call():
            yield from _call(node, filters)
        case nodes.Pair(key=key) if not isinstance(key, nodes.Const):
            yield "The names in { } must stand in quotation marks.", ""
        case _:
            pass


_MAY_BE_REFUSED = frozenset(
    {nodes.Getattr, nodes.NSRef, nodes.Name, nodes.Getitem, nodes.Filter, nodes.Test, nodes.For, nodes.Call, nodes.Pair}
)  # fmt: skip


def _takes(function: Callable[..., Any], node: nodes.Filter) -> bool:
    """Return whether a filter can be called as the template calls it."""
    function = unwrap(function)
    given = [None] * (1 + hasattr(function, "jinja_pass_arg") + len(node.args))
    pairs: Any = node.kwargs
    try:
        read = _signature if isinstance(function, FunctionType) else signature
        read(function).bind(*given, **{each.key: None for each in pairs})
    except TypeError:
        return False
    except ValueError:  # a built-in of Python's that does not tell
        pass
    return True


_signature = lru_cache(maxsize=512)(signature)


def _tried(function: Callable[..., Any], node: nodes.Filter) -> Iterator[tuple[str, str]]:
    """Yield what a filter says of what it is told, where a template tells it as it stands."""
    named: Any = node.kwargs
    told = [*node.args, *(each.value for each in named)]
    if not all(isinstance(each, nodes.Const) for each in told):
        return
    given = [each.value for each in node.args if isinstance(each, nodes.Const)]
    try:
        function(TRIED_WITH[function], *given, **{each.key: each.value.value for each in named})
    except STOPS as error:
        yield explain_stop(error)


def _named(
    node: nodes.Filter, filters: Mapping[str, Any], tests: Mapping[str, Any]
) -> Iterator[tuple[str, str]]:
    """Look at the filter or test that a filter is given by name."""
    at = 1 if node.name.endswith("attr") else 0
    known = filters if node.name == "map" else tests
    if len(node.args) <= at:
        return
    match node.args[at]:
        case nodes.Const(value=str(name)) if name in known and not name.startswith("_"):
            return
        case nodes.Const(value=str(name)):
            yield (
                f"“{name}” is not allowed or unknown here.",
                did_you_mean(name, known),
            )
        case _:
            yield f"“{node.name}” needs a name in quotation marks.", ""


def _call(node: nodes.Call, filters: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if node.dyn_args or node.dyn_kwargs:
        yield "A call with * is not allowed in a template.", ""
    match node.node:
        case nodes.Name(name=name) if name in {"lipsum", "self"}:
            yield f"The call of “{name}” is not allowed in a template.", ""
        case nodes.Name():
            return
        case nodes.Getattr(node=nodes.Name(name="loop"), attr=name) if name in LOOP_CALLS:
            return
        case nodes.Getattr(attr=name):
            listed = {each for methods in METHODS.values() for each in methods} | MAPPING_METHODS
            builtin = any(hasattr(kind, name) for kind in METHODS) or hasattr(dict, name)
            if builtin and name not in listed:
                hint = f"Write it as a filter: {{{{ …|{name}(…) }}}}." if name in filters else ""
                yield f"The call of “{name}” is not allowed in a template.", hint
        case _:
            yield "This call is not allowed in a template.", ""


# ── what a template needs ────────────────────────────────────────────────────────────────────

_SAME = {
    "sort", "reverse", "unique", "list", "selectattr", "rejectattr", "select", "reject", "default",
    "d", "safe", "e", "escape", "trim", "upper", "lower", "title", "capitalize",
}  # fmt: skip
_ONE = {"first", "last", "random", "min", "max"}
Scope = dict[str, Schema]


_OF_LOOP = {
    "index", "index0", "revindex", "revindex0", "first", "last", "length", "depth", "depth0",
    "previtem", "nextitem", *LOOP_CALLS,
}  # fmt: skip


NO_LOOP = ("There is no loop around it.", "Put it between {% for … %} and {% endfor %}.")


def needs(
    tree: nodes.Template, known: set[str], into: Schema, lines: list[int], made: set[int]
) -> list[tuple[int, str, str]]:
    """Add to `into` every name that `tree` asks its data for, and the tags that ask.

    Return tag, message and hint of every name that a loop is asked for and does not have, and of
    each of the `made` tags that needs a loop and has none.
    """
    asked = _Needs(into, known, lines, made)
    asked.block(tree.body, {})
    into.unasked |= {name: tag for name, tag in asked.given.items() if name not in asked.names}
    cut = "It reaches over more than words of one look."
    behind = "Take the block away, and write the filter behind each field: {{ name|upper }}."
    wrong = [(tag, *NO_LOOP) for tag in asked.outside]
    wrong += [(tag, cut, behind) for tag in asked.cut]
    return wrong + [
        (tag, f"A loop has no “{name}”.", did_you_mean(name, _OF_LOOP))
        for loop in asked.loops
        for name, need in loop.fields.items()
        if name not in _OF_LOOP
        for tag in need.uses
    ]


class _Needs:
    def __init__(self, root: Schema, known: set[str], lines: list[int], made: set[int]) -> None:
        self.root, self.known, self.lines, self.made = root, known, lines, made
        self.loops: list[Schema] = []
        self.given: dict[str, int] = {}  # names that loops give, and their tags
        self.names: set[str] = set()  # names that are asked for
        self.cut: list[int] = []  # the tags of filters over more than words of one look
        self.outside: list[int] = []  # the tags that ask for a loop where there is none
        self.inside: list[int] = []  # the tags of the blocks around, whose names end with them
        self.prints = False  # what is looked at is printed, and not only asked

    def used(self, need: Schema, node: nodes.Node) -> Schema:
        tag = on_line(self.lines, node.lineno)
        if need.uses[-1:] != [tag]:  # they are met in their order
            need.uses.append(tag)
        need.printed |= self.prints
        return need

    def asks(self, node: Any, scope: Scope) -> None:
        """Note the names of which a condition asks only whether they hold."""
        prints, self.prints = self.prints, False
        match node:
            case nodes.Not():
                self.asks(node.node, scope)
            case nodes.And() | nodes.Or():
                self.asks(node.left, scope)
                self.asks(node.right, scope)
            case nodes.Name() | nodes.Getattr() | nodes.Getitem():
                need = self.value(node, scope)
                if (tag := on_line(self.lines, node.lineno)) not in need.asked:
                    need.asked.append(tag)
            case _:
                self.value(node, scope)
        self.prints = prints

    def replaces(self, need: Schema, node: nodes.Node) -> None:
        """Note that something else is printed where there is nothing: {{ name or "friend" }}."""
        need.replaced.append(on_line(self.lines, node.lineno))

    def block(self, body: list[Any], scope: Scope) -> None:
        for node in body:
            self.statement(node, scope)

    def statement(self, node: Any, scope: Scope) -> None:  # noqa: C901, PLR0912 - one case a kind
        match node:
            case nodes.For(
                iter=nodes.List(items=[])
            ):  # it cannot be read: what it names is not known
                _Needs(Schema(), self.known, self.lines, self.made).block(node.body, dict(scope))
                self.block(node.else_, dict(scope))
            case nodes.For():
                inner = dict(scope)
                source = self.value(node.iter, scope)
                self.inside.append(on_line(self.lines, node.lineno))
                self.bind(node.target, self.loop_item(node.iter, source), inner)
                if isinstance(node.target, nodes.Name):
                    self.given[node.target.name] = on_line(self.lines, node.lineno)
                inner["loop"] = Schema()
                self.loops.append(inner["loop"])
                if node.test is not None:
                    self.asks(node.test, inner)
                self.block(node.body, inner)
                self.inside.pop()
                self.block(node.else_, dict(scope))
            case nodes.If():
                self.asks(node.test, scope)
                for body in (node.body, node.elif_, node.else_):
                    self.block(body, scope)
            case nodes.Assign():
                self.bind(node.target, self.value(node.node, scope), scope)
            case nodes.AssignBlock():
                self.block(node.body, dict(scope))
                self.bind(node.target, Schema(), scope)
            case nodes.FilterBlock():
                self.filter_block(node, scope)
            case nodes.With():
                inner = dict(scope)
                self.inside.append(on_line(self.lines, node.lineno))
                for target, value in zip(node.targets, node.values, strict=True):
                    self.bind(target, self.value(value, scope), inner)
                self.block(node.body, inner)
                self.inside.pop()
            case nodes.Output():
                for child in node.nodes:
                    if not isinstance(child, nodes.TemplateData):
                        self.prints = True
                        self.value(child, scope)
                        self.prints = False
            case _:
                for child in node.iter_child_nodes():
                    self.statement(child, scope)

    def filter_block(self, node: nodes.FilterBlock, scope: Scope) -> None:
        """Look at a block whose words a filter changes: it can change no looks."""
        self.block(node.body, scope)
        self.value(node.filter, scope)
        tag = on_line(self.lines, node.lineno)
        if tag not in self.made and any("<" in each.data for each in node.find_all(_DATA)):
            self.cut.append(tag)

    def loop_item(self, node: Any, source: Schema) -> Schema:
        match node:
            case nodes.Call(node=nodes.Getattr(attr="items")):
                return source
            case nodes.Filter(name="batch" | "slice"):
                return Schema(items=source.item())
            case nodes.Filter(name="groupby"):
                return Schema({"list": Schema(items=source.item()), "grouper": Schema()})
            case _:
                return source.item()

    def bind(self, target: Any, value: Schema, scope: Scope) -> None:
        match target:
            case nodes.Name():
                scope[target.name] = value
                self.root.bound.add(target.name)
                if self.inside:
                    self.root.scoped.setdefault(target.name, self.inside[-1])
            case nodes.Tuple():
                for each in target.items:
                    self.bind(each, Schema(), scope)
                if len(target.items) == 2 and value.items is not None:
                    self.bind(target.items[1], value.items, scope)
            case _:
                pass

    def value(self, node: Any, scope: Scope) -> Schema:  # noqa: C901, PLR0911, PLR0912 - one case a kind
        match node:
            case nodes.Name():
                self.names.add(node.name)
                if node.name in scope:
                    scope[node.name].printed |= self.prints
                    return scope[node.name]
                if node.name in self.known:
                    return Schema()
                if node.name == "loop" and (tag := on_line(self.lines, node.lineno)) in self.made:
                    self.outside.append(tag)
                    return Schema()
                return self.used(self.root.of(node.name), node)
            case nodes.Getattr():
                return self.used(self.value(node.node, scope).of(node.attr), node)
            case nodes.Getitem(arg=nodes.Const(value=str(name))):
                return self.used(self.value(node.node, scope).of(name), node)
            case nodes.Compare(
                expr=nodes.Name() | nodes.Getattr() | nodes.Getitem(),
                ops=[nodes.Operand(op="eq" | "ne", expr=nodes.Const(value=str(words)))],
            ):
                need = self.value(node.expr, scope)
                need.compared.append((on_line(self.lines, node.lineno), words))
                return Schema()
            case nodes.Test(name="defined" | "undefined"):
                self.value(node.node, scope).optional = True
                return Schema()
            case nodes.Getitem():
                source = self.value(node.node, scope)
                self.value(node.arg, scope)
                return source if isinstance(node.arg, nodes.Slice) else source.item()
            case nodes.Call(node=nodes.Getattr(attr=name)) if name in {*MAPPING_METHODS, *_ALL}:
                asked: Any = node.node
                source = self.value(asked.node, scope)
                for child in (*node.args, *node.kwargs):
                    self.value(child, scope)
                if name in MAPPING_METHODS and name != "get":
                    source.item()
                return source if name in MAPPING_METHODS else Schema()
            case nodes.Filter():
                return self.filtered(node, scope)
            case nodes.CondExpr():
                self.asks(node.test, scope)
                one = self.value(node.expr1, scope)
                if node.expr2 is not None:
                    self.value(node.expr2, scope)
                return one
            case nodes.Or() | nodes.And():
                one = self.value(node.left, scope)
                self.value(node.right, scope)
                if isinstance(node, nodes.Or):
                    self.replaces(one, node)
                return one
            case _:
                for child in node.iter_child_nodes():
                    self.value(child, scope)
                return Schema()

    def filtered(self, node: nodes.Filter, scope: Scope) -> Schema:
        source = self.value(node.node, scope) if node.node is not None else Schema()
        if node.name in ("default", "d"):
            source.optional = True
            if node.args and node.args[0] != nodes.Const(""):
                self.replaces(source, node)
        for child in (*node.args, *node.kwargs):
            self.value(child, scope)
        pairs: Any = node.kwargs
        named = {each.key: each.value for each in pairs}
        attribute = named.get("attribute")
        if attribute is None and node.args and node.name in {"selectattr", "rejectattr", "groupby"}:
            attribute = node.args[0]
        found = Schema()
        if isinstance(attribute, nodes.Const) and isinstance(attribute.value, str):
            for path in attribute.value.split(","):
                found = source.item()
                for step in path.strip().split("."):
                    found = self.used(found.of(step), node)
        if node.name == "map":
            return Schema(items=found)
        if node.name in _ONE:
            return source.item()
        return (
            source if node.name in _SAME or node.name in ("groupby", "batch", "slice") else Schema()
        )


_DATA = nodes.TemplateData
_ALL = {each for methods in METHODS.values() for each in methods}


# ── where each value is printed ──────────────────────────────────────────────────────────────


_PRINTERS = {"text": "_text", "alone": "_alone"}


def instrumented(
    tree: nodes.Template, lines: list[int], rooms: Mapping[int, str]
) -> nodes.Template:
    """Wrap what is printed, looped over or asked, so that it is exact, counted and located."""

    def tag(node: nodes.Node) -> int:
        return on_line(lines, node.lineno)

    found = _Found(tree)
    if found.of(nodes.Concat, nodes.FilterBlock, nodes.Or):  # what is written in another way
        _joined(found)
        found = _Found(tree)
    for block in found.of(nodes.AssignBlock):
        _kept(block, tag)
    for output in found.of(nodes.Output):
        output.nodes = [
            each
            if isinstance(each, nodes.TemplateData) or getattr(each, "name", "") == "_say"
            else _wrapped(each, _PRINTERS.get(rooms[tag(each)], "_plain"), tag(each))
            for each in output.nodes
        ]
    for loop in found.of(nodes.For):
        loop.iter = _wrapped(loop.iter, "_steps", found.printed(loop), tag(loop))
    for test in found.of(nodes.If, nodes.CondExpr):
        test.test = _wrapped(test.test, "_truth", tag(test))
    _weighed(found)
    for each in found.of(nodes.Template, nodes.For):
        each.find_all = _nothing_inherited
    said = {each.name for each in found.of(nodes.Name)}
    for loop in found.of(nodes.For):
        known = partial(_body_known, uses_loop=found.uses_loop(loop), asks_self="self" in said)
        loop.iter_child_nodes = partial(known, loop)
    return tree


def _nothing_inherited(_: object) -> Iterator[nodes.Node]:
    """Return no node: Jinja looks through every loop for the blocks of inheritance.

    A template has none (see `refusals`), and looking takes a sixth of the time to compile it.
    """
    return iter(())


def _body_known(
    loop: nodes.For,
    exclude: Any = None,
    only: Any = None,
    *,
    uses_loop: bool,
    asks_self: bool,
) -> Iterator[nodes.Node]:
    """Return the children of `loop`; of its body, only what Jinja looks for: whether it says “loop”.

    Jinja goes through the body of every loop, and so again through each loop in it; and through all
    of it for the name “self”.
    """
    if only == ("body",):
        return iter([nodes.Name("loop", "load")] if uses_loop else [])
    if exclude is None and only is None and not asks_self:
        return iter(())
    return nodes.For.iter_child_nodes(loop, exclude, only)


class _Found:
    """All nodes of a tree, found in one walk, in the order they are read."""

    def __init__(self, tree: nodes.Node) -> None:
        self._by_kind: dict[type, list[Any]] = {}
        self._printed: dict[int, int] = {}
        self._loops_said: dict[int, int] = {}  # how often “loop” was said before a node, and in it
        self._said = 0
        self._parents: dict[int, nodes.Node] = {}
        self._walk(tree)

    def of(self, *kinds: type) -> list[Any]:
        """Return the nodes of these kinds."""
        return [each for kind in kinds for each in self._by_kind.get(kind, ())]

    def printed(self, node: nodes.Node) -> int:
        """Return how many characters of the template stand in `node`."""
        return self._printed[id(node)]

    def uses_loop(self, node: nodes.For) -> bool:
        """Return whether “loop” is said in the body of a loop."""
        return self._loops_said[id(node)] > 0

    def parent(self, node: nodes.Concat | nodes.FilterBlock) -> nodes.Node:
        """Return the node that holds `node`."""
        return self._parents[id(node)]

    def _walk(self, node: Any) -> int:
        said = self._said
        self._said += isinstance(node, nodes.Name) and node.name == "loop"
        self._by_kind.setdefault(type(node), []).append(node)
        size = len(node.data) if isinstance(node, nodes.TemplateData) else 0
        for each in children(node):
            if isinstance(each, (nodes.Concat, nodes.FilterBlock)):
                self._parents[id(each)] = node
            size += self._walk(each)
        self._printed[id(node)] = size
        self._loops_said[id(node)] = self._said - said
        return size


def _or_if_empty(node: Any) -> Any:
    """Let `a or b`, where it is printed, mean: a, or b if a is empty; a 0 is printed as 0."""
    *choices, last = _choices(node)
    for choice in reversed(choices):
        given = _wrapped(choice, "_given")
        last = nodes.CondExpr(given, choice, last, lineno=node.lineno)
    return last


def _choices(node: Any) -> list[Any]:
    """Return what stands between the `or`s of an expression, in order."""
    if isinstance(node, nodes.Or):
        return [*_choices(node.left), *_choices(node.right)]
    return [node]


def _kept(block: nodes.AssignBlock, tag: Callable[[nodes.Node], int]) -> None:
    """Let the name of a block hold its words as text, or, where it has looks, as they are."""
    data = list(block.find_all(nodes.TemplateData))
    if any("<" in each.data for each in data):
        block.filter = block.filter or nodes.Filter(
            None, "_markup", [], [], None, None, lineno=block.lineno
        )
        return
    for each in data:
        each.data = unescape(each.data)
    for output in block.find_all(nodes.Output):
        output.nodes = [
            each if isinstance(each, nodes.TemplateData) else _wrapped(each, "_say", tag(each))
            for each in output.nodes
        ]


def _weighed(found: _Found) -> None:
    """Charge comparisons and slices, which go through all of what they are given."""
    for node in found.of(nodes.Compare, nodes.Operand):
        if not isinstance(node.expr, nodes.Const):
            node.expr = _wrapped(node.expr, "_weighed", 8, 1)
    for node in found.of(nodes.Getitem):
        if isinstance(node.arg, nodes.Slice):
            node.node = _wrapped(node.node, "_weighed", 1)


_WORDS = "__words"  # a name that no template can say


def _wrapped(node: Any, name: str, *arguments: int) -> nodes.Filter:
    given: list[nodes.Expr] = [nodes.Const(each, lineno=node.lineno) for each in arguments]
    return nodes.Filter(node, name, given, [], None, None, lineno=node.lineno)


def _joined(found: _Found) -> None:
    """Let our own filters put texts together: they keep their places and their bounds."""
    for output in found.of(nodes.Output):
        output.nodes = [_or_if_empty(each) for each in output.nodes]
    for concat in reversed(found.of(nodes.Concat)):  # what stands in another first
        joined = _wrapped(nodes.List(concat.nodes, lineno=concat.lineno), "_join")
        _put(found.parent(concat), concat, [joined])
    for block in reversed(found.of(nodes.FilterBlock)):
        if block.filter.name != "_noted":
            _put(found.parent(block), block, _filtered(block))


def _filtered(block: nodes.FilterBlock) -> list[nodes.Node]:
    """Return what keeps the words of a block under a name, and prints that name through its filter."""
    inner = block.filter
    while isinstance(inner.node, nodes.Filter):
        inner = inner.node
    inner.node = nodes.Name(_WORDS, "load", lineno=block.lineno)
    target = nodes.Name(_WORDS, "store", lineno=block.lineno)
    kept = nodes.AssignBlock(target, None, block.body, lineno=block.lineno)
    return [kept, nodes.Output([block.filter], lineno=block.lineno)]


def _put(parent: nodes.Node, old: nodes.Node, new: list[nodes.Node]) -> None:
    """Let `new` take the place of `old` in the node that holds it."""
    for name, value in parent.iter_fields():
        if value is old:
            setattr(parent, name, new[0])
        elif isinstance(value, list):
            value[:] = [node for each in value for node in (new if each is old else [each])]
