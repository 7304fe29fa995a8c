"""What a template of ours may mention: each field, what it prints, and the cells it comes from.

Names, kinds and comments are those of the contexts; `prints.toml` says what names print that need no
comment, and `fields.toml` adds what no type says: the sheet
and column of a field, and which ones a template must keep, since without them something that somebody
typed, or a gap, would be nowhere in the document.
"""

import inspect
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from importlib.resources import files
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from pipeline.deliverables import every, wordings
from pipeline.deliverables.blanks import Said
from pipeline.typed import Typed

EACH = "[]"
_DEEPEST = 6
_COMMENT = re.compile(r"^\s+(\w+):[^#\n]*#\s*(.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a template may mention, by its path: steps[].lead."""

    path: str
    prints: str
    source: str  # "Actions: Lead"; "" where it is reckoned or a sentence of ours
    empty: str  # what stands there when nothing is said
    keep: bool  # a template without it would lose something


@cache
def contexts() -> dict[str, type[Any]]:
    """Return what each of our templates may mention, by its name."""
    return {name: each for module in every() for name, each in module.TEMPLATES.items()}


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files("pipeline.deliverables") / "fields.toml").read_text("utf-8"))


@cache
def _prints() -> dict[str, str]:
    return tomllib.loads((files("pipeline.deliverables") / "prints.toml").read_text("utf-8"))


def kept(template: str) -> tuple[str, ...]:
    """Return the fields that the template of that name must mention, as far as it is offered them."""
    offered = {each.path for each in of(template)}
    return tuple(each for each in _data().get(template, {}).get("keep", ()) if each in offered)


def gone(template: str) -> tuple[str, ...]:
    """Return the fields that the template of that name could mention in an earlier version."""
    return tuple(_data().get(template, {}).get("gone", ()))


@cache
def of(template: str) -> tuple[Field, ...]:
    """Return every field that the template of that name may mention; raises KeyError for another."""
    said = _data().get(template, {})
    keep, sources = set(said.get("keep", ())), said.get("from", {})
    return tuple(
        Field(path, prints, sources.get(path, ""), empty, path in keep)
        for path, prints, empty in _walk(contexts()[template], "", 0)
    )


def missing(template: str, needed: Sequence[str]) -> tuple[str, ...]:
    """Return the fields that a template must keep, and that are not among the `needed` ones."""
    return tuple(each for each in kept(template) if each not in needed)


def _walk(context: Any, before: str, depth: int) -> Iterator[tuple[str, str, str]]:
    """Yield path, what is printed and what stands there when nothing is said, of every field."""
    hints, comments = get_type_hints(context), _comments(context)
    for each in fields(context):
        path = f"{before}.{each.name}" if before else each.name
        kind, many, optional = _kind(hints[each.name])
        prints = comments.get(each.name, "") or _words(path, kind, many=many)
        yield path, prints, _empty(kind, many=many, optional=optional)
        if is_dataclass(kind) and isinstance(kind, type) and depth < _DEEPEST:
            yield from _walk(kind, f"{path}{EACH}" if many else path, depth + 1)


def _kind(hint: Any) -> tuple[Any, bool, bool]:
    """Return the type of a field, or of its items; whether it has many, and whether it may have none."""
    optional = False
    if get_origin(hint) in (Union, UnionType):
        parts = [each for each in get_args(hint) if each is not type(None)]
        optional, hint = len(parts) < len(get_args(hint)), parts[0]
    if get_origin(hint) in (tuple, list):
        return get_args(hint)[0], True, optional
    return hint, False, optional


def _words(path: str, kind: Any, *, many: bool) -> str:
    """Return what a field prints, by its name."""
    _, dot, name = path.rpartition(".")
    if known := _prints().get(f".{name}" if dot else name):
        return known
    words = name.replace("_", " ")
    if many:
        return f"a list: {words}"
    return f"yes or no: {words}" if kind is bool else words


def _empty(kind: Any, *, many: bool, optional: bool) -> str:
    if many:
        return "its lines and rows go"
    if kind is Said:
        return "a blank that says what to fill in"
    if kind is bool:
        return "no"
    if optional:
        return "nothing: ask before with {%p if … %}"
    return "nothing" if kind is Typed else "nothing, or a sentence of ours"


@cache
def _comments(context: Any) -> dict[str, str]:
    """Return what the code says beside each field of a context, and of those it is made from."""
    found: dict[str, str] = {}
    for each in reversed(context.__mro__[:-1]):
        try:
            found |= _COMMENT.findall(inspect.getsource(each))
        except OSError:  # installed without its source
            continue
    return found


def listed() -> tuple[str, ...]:
    """Return the names of the files that `page` knows: templates, and files of words."""
    return (*contexts(), *wordings.names())


def page(name: str) -> str:
    """Return what a template may mention, or the rows of a file of words, as a page in Markdown."""
    return wordings.page(name) if name in wordings.names() else _page(name)


def _page(template: str) -> str:
    rows = [
        "| Field | What it prints | From | When nothing is said | |",
        "|---|---|---|---|---|",
        *(
            f"| `{each.path}` | {each.prints} | {each.source} | {each.empty} | {'must keep' if each.keep else ''} |"
            for each in of(template)
        ),
    ]
    return (
        f"# What {template} may mention\n\n"
        "A name with `[]` is a list: `{%p for each in NAME %}` begins what is printed for each of its "
        "items, and `each.FIELD` is a field of one. A field that says *must keep* may be moved and "
        "styled, but not deleted: something that was typed would be nowhere.\n\n"
        + "\n".join(rows)
        + "\n"
    )
