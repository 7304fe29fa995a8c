"""Say what a condition on a text will do: {% if member %}, and {% if kind == "employer" %}.

A text holds wherever it is not empty, so that “No” and “n/a” hold, too. Where every record answers
yes or no, the words are truths already, and that is said. Compared with words, a text that differs
in capital letters or in spaces is another one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline import records
from pipeline import words as lists
from pipeline.problems import Problem
from pipeline.typed import TypedValue
from pipeline.word import Schema, Template

_NAMED = 3  # words that a message quotes
_LONGEST = 200  # letters of a text that may be meant as a choice


@dataclass(slots=True)
class _Seen:
    """What the records hold in one field that a condition asks."""

    path: records.Fields
    tag: int  # the first tag that asks
    printed: bool
    texts: int = 0
    empty: int = 0
    others: bool = False  # numbers, days and truths, beside texts
    nothing: dict[str, None] = field(default_factory=dict)  # words that say no, or nothing
    yes: str = "Yes"  # a word that says yes, as it is typed there


@dataclass(slots=True)
class _Compared:
    """What the records hold in a field that a condition compares with words."""

    path: records.Fields
    tag: int
    words: str
    nearly: dict[str, int] = field(default_factory=dict)  # other words that look alike → how often


class Conditions:
    """The fields that conditions of a template ask, and what the records hold there."""

    def __init__(self, template: Template) -> None:
        self._template = template
        fields = list(_fields(template.requires(), ()))
        self._seen = [
            _Seen(path, need.asked[0], need.printed) for path, need in fields if need.asked
        ]
        self._compared = [
            _Compared(path, *each) for path, need in fields for each in dict.fromkeys(need.compared)
        ]

    def see(self, record: Mapping[str, Any]) -> None:
        """Take note of what a record holds."""
        for each in self._seen:
            for value in _values(record, each.path):
                _count(each, value)
        for compared in self._compared:
            for value in _values(record, compared.path):
                if _nearly(value, compared.words):
                    compared.nearly[value] = compared.nearly.get(value, 0) + 1

    def problems(self) -> Iterator[Problem]:
        """Yield each condition that a “No” fulfils, where its field is asked and never printed."""
        for each in self._seen:
            if each.nothing and not each.printed:
                name = each.path[-1]
                message = f"It asks a text, so that it holds for {_quoted(each.nothing)} as well."
                hint = (
                    f'Write {{% if {name} == "{each.yes}" %}}, with the word that counts, or leave '
                    "the cell empty where the answer is no."
                )
                yield self._template.located(each.tag, message, hint)

    def notices(self, found: records.Records) -> Iterator[Problem]:
        """Yield what each condition on words will do."""
        for each in self._seen:
            typed, name = self._template.typed(each.tag), records.named(each.path)
            if (truth := found.truths.get(each.path)) and (truth.yes or truth.no):
                words = _quoted(dict.fromkeys((*truth.yes, *truth.no)))
                message = (
                    f"“{name}” holds only yes and no ({words}): {typed} takes it as true or false."
                )
                yield Problem(found.place, message)
            elif each.texts and (each.printed or not each.nothing):
                message = f"It asks a text: it holds {_where(each)}."
                yield self._template.located(each.tag, message)
        for compared in self._compared:
            for value, times in compared.nearly.items():
                message = f"It takes “{value}” for other words than “{compared.words}”"
                often = "" if times == 1 else f" ({times} times)"
                hint = "Write both in the same way, if they are meant to be the same."
                yield self._template.located(compared.tag, f"{message}{often}.", hint)


def _nearly(value: Any, words: str) -> bool:
    """Return whether a text differs from `words` in capital letters and spaces alone."""
    if not isinstance(value, str) or isinstance(value, TypedValue) or value == words:
        return False
    return len(value) < _LONGEST and " ".join(value.split()).casefold() == words.casefold().strip()


def _fields(need: Schema, path: records.Fields) -> Iterator[tuple[records.Fields, Schema]]:
    """Yield every field that a template needs, nested ones too, with its path."""
    for name, inner in need.fields.items():
        yield (*path, name), inner
        yield from _fields(inner, (*path, name))
    if need.items is not None:
        yield (*path, records.EACH), need.items
        yield from _fields(need.items, (*path, records.EACH))


def _values(value: Any, path: Sequence[str]) -> Iterator[Any]:
    """Yield what stands at `path` in a record, once for each item of the lists on the way."""
    if not path:
        yield value
    elif path[0] == records.EACH:
        for item in value if isinstance(value, (list, tuple)) else ():
            yield from _values(item, path[1:])
    elif isinstance(value, Mapping) and path[0] in value:
        yield from _values(value[path[0]], path[1:])


def _count(seen: _Seen, value: Any) -> None:
    if not isinstance(value, str) or isinstance(value, TypedValue):
        seen.others = True
        return
    if not value:
        seen.empty += 1
        return
    seen.texts += 1
    if lists.says_nothing(value):
        seen.nothing.setdefault(value.strip())
    elif lists.says_yes(value):
        seen.yes = value.strip()


def _where(seen: _Seen) -> str:
    if seen.others:
        said = "wherever the cell is not empty"
    elif seen.empty:
        said = f"in {seen.texts} of {seen.texts + seen.empty} records, not where it is empty"
    else:
        said = "wherever there is one"
    return f"{said}; for {_quoted(seen.nothing)}, too" if seen.nothing else said


def _quoted(words: Mapping[str, None]) -> str:
    listed = [f"“{word}”" for word in words][:_NAMED]
    more = ", …" if len(words) > _NAMED else ""
    if more or len(listed) < 2:
        return ", ".join(listed) + more
    return f"{', '.join(listed[:-1])} and {listed[-1]}"
