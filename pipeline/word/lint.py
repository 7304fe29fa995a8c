"""Look a template over before it is used: the fields it needs, and everything to mend in it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from difflib import get_close_matches
from itertools import chain
from pathlib import Path
from typing import Any

from lxml import etree

from pipeline.openxml import package
from pipeline.openxml.package import W
from pipeline.openxml.walk import places
from pipeline.problems import InputRefused, LimitReached, PipelineError, Place, Problem
from pipeline.word.leftovers import leftovers
from pipeline.word.sandbox import did_you_mean, known_only_inside
from pipeline.word.syntax import NO_LOOP, Schema
from pipeline.word.template import Draft, Template

_STYLED = tuple(f"{{{W}}}{each}" for each in ("pStyle", "rStyle", "tblStyle"))
_VAL = f"{{{W}}}val"


@dataclass(frozen=True, slots=True)
class Lint:
    """What a template needs, what is wrong with it, and what to know of it."""

    fields: tuple[str, ...]
    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...] = ()
    draft: Draft | None = None  # None where it cannot be read
    tags: int = 0  # how many it has, notes not counted
    error: PipelineError | None = None  # why it cannot be read

    def template(self) -> Template:
        """Return the template, compiled; there must be no problem with it."""
        if self.draft is None:
            raise self.error or InputRefused(self.problems)
        return Template(self.draft)


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
        return Lint((), error.problems, error=error)
    code = found.code
    records = [] if data is None else data if isinstance(data, (list, tuple)) else [data]
    offered = {each for record in records for each in _names(record)}
    problems = [*code.problems()]
    known: set[str] = set()  # names of which is told whether the data has them
    misplaced = _misplaced(found, code.schema, None if data is None else offered)
    problems += chain.from_iterable(misplaced.values())
    if data is not None:
        problems += _not_offered(found, code.schema, records, code.schema.bound, known)
    problems += _transposed(found, code.schema, known)
    problems += leftovers(found, offered)
    problems += _left_in(found, Place(name))
    notices = [*found.notices, *_without_styles(found, Place(name))]
    tags = sum(tag.kind not in ("{#", "raw") and not tag.made for tag in code.tags)
    return Lint(
        tuple(_needed(code.schema, misplaced)),
        tuple(dict.fromkeys(problems)),
        tuple(dict.fromkeys(notices)),
        found,
        tags,
    )


def _misplaced(
    found: Draft, need: Schema, offered: set[str] | None
) -> dict[str, tuple[Problem, ...]]:
    """Return each name that one block gives and that is asked for outside of it, and where.

    The data may have a field of that name as well: it is in `offered`. Without data (None) it is
    taken for one where the name stands alone, and somewhere before the block: a title over titles.
    """
    tags = found.code.tags
    misplaced: dict[str, tuple[Problem, ...]] = {}
    if (loop := need.fields.get("loop")) and loop.uses and "loop" not in (offered or ()):
        misplaced["loop"] = tuple(found.code.located(tag, *NO_LOOP) for tag in loop.uses)
    for name, block in need.scoped.items():
        inner = need.fields.get(name)
        if inner is None or not inner.uses or inner.optional or name in (offered or ()):
            continue
        behind = all(tag > block and tags[tag].part == tags[block].part for tag in inner.uses)
        if offered is not None or inner.fields or behind:
            said = known_only_inside(name, tags[block])
            misplaced[name] = tuple(found.code.located(tag, *said) for tag in inner.uses)
    return misplaced


def _needed(need: Schema, misplaced: Iterable[str]) -> Iterator[str]:
    """Yield the names that the data must have, without those that a block gives."""
    kept = {name: inner for name, inner in need.fields.items() if name not in misplaced}
    return Schema(kept).names()


def _not_offered(
    found: Draft, need: Schema, records: Iterable[object], bound: set[str], known: set[str]
) -> Iterator[Problem]:
    """Yield every name of `need` that none of the records has; add to `known` what was looked at."""
    given = [each for each in records if each is not None]
    if need.items is not None:
        inner = [item for each in given if isinstance(each, (list, tuple)) for item in each]
        yield from _not_offered(found, need.items, inner, set(), known)
    offered = {name for each in given for name in _names(each)}
    if not offered:
        return
    known |= offered
    for name, inner_need in need.fields.items():
        if name in offered:
            values = [value for each in given if (value := _value(each, name)) is not None]
            yield from _not_offered(found, inner_need, values, set(), known)
            continue
        if name in need.scoped or name == "loop":
            continue  # told as what it is
        hint = did_you_mean(name, offered | bound)
        meant = next((each for each in need.unasked if _alike(name, each)), None)
        if meant is not None and len(inner_need.uses) > 1:
            known.add(name)
            message = f"The loop names “{meant}”, and “{name}” is not in the data."
            yield found.code.located(need.unasked[meant], message, "Write the same name in both.")
        elif not inner_need.optional or any(_same_letters(name, each) for each in offered):
            for tag in inner_need.uses:
                dashed = _dashed(name, found.code.tags[tag].code, offered)
                known.add(name)
                message = f"“{dashed or name}” is not in the data."
                yield found.code.located(tag, message, _without_dash(dashed) if dashed else hint)


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


def _transposed(found: Draft, need: Schema, known: set[str]) -> Iterator[Problem]:
    """Yield names that are another name of the template with two letters changed over.

    Of a `known` name, whether the data has it is told already.
    """
    names = {name: inner for name, inner in need.fields.items() if inner.uses and name not in known}
    of_letters: dict[str, list[str]] = {}
    for name in dict.fromkeys((*names, *need.bound)):
        of_letters.setdefault("".join(sorted(name)), []).append(name)
    for name, inner in names.items():
        for other in of_letters["".join(sorted(name))]:
            more = len(names[other].uses) if other in names else len(inner.uses) + 1
            if _swapped(name, other) and (len(inner.uses), name) < (more, other):
                message = f"“{name}” looks like “{other}” with two letters changed over."
                yield from (
                    found.code.located(tag, message, f"Did you mean {other}?") for tag in inner.uses
                )
    for inner in [*need.fields.values(), *filter(None, [need.items])]:
        yield from _transposed(found, inner, known)


def _swapped(one: str, other: str) -> bool:
    if len(one) != len(other) or one == other:
        return False
    apart = [at for at, pair in enumerate(zip(one, other, strict=True)) if pair[0] != pair[1]]
    return (
        len(apart) == 2
        and apart[1] == apart[0] + 1
        and (one[apart[0]] + one[apart[1]]).isalpha()  # field12 and field21 are two fields
        and (one[apart[0]], one[apart[1]]) == (other[apart[1]], other[apart[0]])
    )


# Kinds of parts in which nothing is filled in, and what a reader calls them.
_UNFILLED = {
    "chart": "a chart",
    "chartEx": "a chart",
    "diagramData": "SmartArt",
    "numbering": "the numbers of a list",
    "styles": "the name of a style",
}
_TAG = re.compile(rb"\{\{|\{%")


def _left_in(found: Draft, place: Place) -> Iterator[Problem]:
    """Yield what an author forgot in the file: tags in charts, lists and styles, where nothing is filled in."""
    told: set[str] = set()
    for part, _ in found.parts():
        for _, kind, target, _ in package.relations(found.members, part):
            name = package.target_name(part, target)
            held = found.members.get(name, b"") if kind in _UNFILLED else b""
            if name not in told and _TAG.search(held):
                told.add(name)
                message = f"{name}: a tag stands in {_UNFILLED[kind]}, where nothing is filled in."
                yield Problem(place, message, "Put it into the text instead.")


def _texts(found: Draft) -> Iterator[tuple[Any, str]]:
    """Yield the root of every part that may hold tags, and how a reader calls it."""
    for name, title in found.parts():
        if not name.endswith(".rels"):
            yield package.parse(found.members[name]), title


def _without_styles(found: Draft, place: Place) -> Iterator[Problem]:
    """Yield the styles that are named and are not there: Word shows such text as plain text."""
    for root, title in _texts(found):
        yield from _without_style(root, title, found.styles, place)


def _without_style(root: Any, title: str, known: frozenset[str], place: Place) -> Iterator[Problem]:
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
