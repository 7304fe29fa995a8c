"""Look a template over before it is used: the fields it needs, and everything to mend in it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from lxml import etree

from pipeline.openxml import package
from pipeline.openxml.package import W
from pipeline.openxml.walk import places
from pipeline.problems import InputRefused, LimitReached, Place, Problem
from pipeline.word.sandbox import did_you_mean
from pipeline.word.syntax import Schema
from pipeline.word.template import Draft

_CHANGES = tuple(f"{{{W}}}{each}" for each in ("ins", "del", "moveFrom", "moveTo"))
_STYLED = tuple(f"{{{W}}}{each}" for each in ("pStyle", "rStyle", "tblStyle"))
_VAL = f"{{{W}}}val"


@dataclass(frozen=True, slots=True)
class Lint:
    """What a template needs, and what is wrong with it."""

    fields: tuple[str, ...]
    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...] = ()  # what of it stays behind


def lint(
    source: Path | bytes,
    *,
    name: str = "",
    data: object = None,
    style: Path | bytes | None = None,
    filters: Mapping[str, Any] | None = None,
) -> Lint:
    """Return the fields `source` needs and its faults; `data`, a record or a list, is the measure."""
    name = name or (source.name if isinstance(source, Path) else "template.docx")
    try:
        found = Draft(source, name, style, filters)
    except (InputRefused, LimitReached) as error:
        return Lint((), error.problems)
    code = found.code
    problems = [*code.problems()]
    if data is not None:
        records = data if isinstance(data, (list, tuple)) else [data]
        problems += _not_offered(found, code.schema, records, code.schema.bound)
    absent = {each for problem in problems for each in re.findall(_ABSENT, problem.message)}
    problems += _transposed(found, code.schema, absent)
    problems += _left_in(found, Place(name))
    return Lint(tuple(code.schema.names()), tuple(dict.fromkeys(problems)), found.notices)


def _not_offered(
    found: Draft, need: Schema, records: Iterable[object], bound: set[str]
) -> Iterator[Problem]:
    """Yield every name of `need` that none of the records has."""
    given = [each for each in records if each is not None]
    if need.items is not None:
        inner = [item for each in given if isinstance(each, (list, tuple)) for item in each]
        yield from _not_offered(found, need.items, inner, set())
    offered = {name for each in given for name in _names(each)}
    if not offered:
        return
    for name, inner_need in need.fields.items():
        if name in offered:
            values = [value for each in given if (value := _value(each, name)) is not None]
            yield from _not_offered(found, inner_need, values, set())
            continue
        hint = did_you_mean(name, offered | bound)
        meant = next((each for each in need.unasked if _alike(name, each)), None)
        if meant is not None and len(inner_need.uses) > 1:
            message = f"The loop names “{meant}”, and “{name}” is not in the data."
            yield found.code.located(need.unasked[meant], message, "Write the same name in both.")
        elif not inner_need.optional or any(_same_letters(name, each) for each in offered):
            for tag in inner_need.uses:
                dashed = _dashed(name, found.code.tags[tag].code, offered)
                message = f"“{dashed or name}” is not in the data."
                yield found.code.located(tag, message, _without_dash(dashed) if dashed else hint)


_ABSENT = "“([^”]+)” is not in the data"


def _alike(one: str, other: str) -> bool:
    return one != other and bool(get_close_matches(one.casefold(), [other.casefold()], cutoff=0.75))


def _same_letters(one: str, other: str) -> bool:
    return one.casefold() == other.casefold() or _swapped(one, other)


def _dashed(name: str, code: str, offered: set[str]) -> str:
    """Return the name with dashes that `name` is a piece of, as a typist may write it."""
    for each in re.findall(r"[A-Za-z_]\w*(?:-[A-Za-z_]\w*)+", code):
        pieces = each.split("-")
        if name in pieces and not offered & set(pieces):
            return str(each)
    return ""


def _without_dash(name: str) -> str:
    return f"A name holds no dash: write {name.replace('-', '_')}."


def _names(record: object) -> Iterable[str]:
    if isinstance(record, Mapping):
        return [each for each in record if isinstance(each, str)]
    return [each.name for each in fields(record)] if is_dataclass(record) else ()


def _value(record: Any, name: str) -> object:
    return record.get(name) if isinstance(record, Mapping) else getattr(record, name, None)


def _transposed(found: Draft, need: Schema, absent: set[str]) -> Iterator[Problem]:
    """Yield names that are another name of the template with two letters changed over.

    Of a pair with one of the `absent` names, the slip is told already.
    """
    names = {
        name: inner for name, inner in need.fields.items() if inner.uses and name not in absent
    }
    for name, inner in names.items():
        for other in [*names, *need.bound]:
            more = len(names[other].uses) if other in names else len(inner.uses) + 1
            if _swapped(name, other) and (len(inner.uses), name) < (more, other):
                message = f"“{name}” looks like “{other}” with two letters changed over."
                yield from (
                    found.code.located(tag, message, f"Did you mean {other}?") for tag in inner.uses
                )
    for inner in [*need.fields.values(), *filter(None, [need.items])]:
        yield from _transposed(found, inner, absent)


def _swapped(one: str, other: str) -> bool:
    if len(one) != len(other) or one == other:
        return False
    apart = [at for at, pair in enumerate(zip(one, other, strict=True)) if pair[0] != pair[1]]
    return (
        len(apart) == 2
        and apart[1] == apart[0] + 1
        and (one[apart[0]], one[apart[1]]) == (other[apart[1]], other[apart[0]])
    )


def _left_in(found: Draft, place: Place) -> Iterator[Problem]:
    """Yield what an author forgot in the file: changes, comments, styles that are not there."""
    known = set(_styles(found.members, found.main))
    named = dict(found.parts())
    for name, content in found.members.items():
        if (
            name not in named
            and re.match(r"word/(charts|diagrams)/\w+\.xml", name)
            and b"{{" in content
        ):
            yield Problem(place, f"{name}: a tag stands where nothing is filled in.")
    for name, title in named.items():
        if name.endswith(".rels"):
            continue
        root = package.parse(found.members[name])
        changes = sum(1 for _ in root.iter(*_CHANGES))
        if changes:
            label = title or "the text"
            message = f"{label}: {_count(changes, 'tracked change')} left in."
            yield Problem(place, message, "In Word: Review, Accept or Reject All Changes.")
        if root.tag == f"{{{W}}}comments":
            silent = [each for each in root if "{{" not in "".join(each.itertext())]
            if silent:
                message = f"{_count(len(silent), 'comment')} left in."
                yield Problem(place, message, "In Word: Review, Delete All Comments.")
        yield from _without_style(root, title, known, place)


def _styles(members: dict[str, bytes], main: str) -> Iterator[str]:
    if styles := package.related(members, main, "styles"):
        for each in package.parse(members[styles]).findall(f"{{{W}}}style"):
            yield each.get(f"{{{W}}}styleId", "")


def _without_style(root: Any, title: str, known: set[str], place: Place) -> Iterator[Problem]:
    wheres = {paragraph: where for where, paragraph in places(root, title)}
    told: set[str] = set()
    for each in root.iter(*_STYLED):
        style = each.get(_VAL, "")
        if style in known or style in told:
            continue
        told.add(style)
        above = next((one for one in each.iterancestors() if one in wheres), None)
        where = wheres[above] if above is not None else title or etree.QName(each).localname
        hint = did_you_mean(style, known) if len(known) > 12 else ""
        yield Problem(place, f"{where}: the style “{style}” is not in the file.", hint)


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
