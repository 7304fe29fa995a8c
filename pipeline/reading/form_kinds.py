"""Tell the roles, the items and the examples of a form apart, however it was typed or scanned."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from statistics import median

from pipeline.model import Typed
from pipeline.problems import Problem
from pipeline.reading.account import Account
from pipeline.reading.form_lines import Line, coded

ROLE, ITEM, EXAMPLE, NOTE = "role", "item", "example", "note"
LONGEST_TITLE = 8  # words, where items carry codes

_EXAMPLE = re.compile(
    r"\s*(?:for (?:example|instance)\b|e\.\s?g\.|i\.\s?e\.|examples?\s*[:(]|illustrations?\b|such as\b"
    r"|\([^)]{0,80}(?:example|illustration|not scored))",
    re.IGNORECASE,
)
_EXAMPLE_WITHIN = re.compile(
    r"\bfor (?:example|instance)\b|\be\.\s?g\.|\bi\.\s?e\.|\bsuch as\b", re.IGNORECASE
)
_BULLET = re.compile(
    r"\s*(?:[•·▪‣◦●■○□►▶➢\uf000-\uf0ff]\s*|[*»§–—-]\s+|o\s+(?=[^\W\d_a-z]))"
)  # \uf0b7 and its like are bullets of symbol fonts
_NUMBERED = re.compile(r"\s*\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)]\s+", re.IGNORECASE)
_FOOT = re.compile(
    r"\s*(?:©|\(c\)\s|copyright\b|all rights reserved|(?:page|p\.)\s*\d|https?://|www\.)|\s*\d+\s*(?:of|/)\s*\d+\s*$",
    re.IGNORECASE,
)  # printed at the foot or head of a page
_REMARKS = re.compile(
    r"\s*(?:(?:additional|other|further|general|any) )?(?:comments?|notes?|remarks?)\s*(?::|$)",
    re.IGNORECASE,
)
_DANGLING = re.compile(
    r"(?:,|\b(?:a|an|and|at|by|for|from|in|into|its|of|on|or|that|the|their|to|with))\s*$",
    re.IGNORECASE,
)  # no sentence ends so
_ENDS = (".", "!", "?", ":", ";", ".”", '."', ".)", "?)", "]")
_TOTALS = re.compile(r"\s*(?:sub|grand )?totals?\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?](?:\s|$)|\n\s*(?=[^\W\d_a-z]|[•·▪‣*\uf000-\uf0ff-])")


@dataclass(frozen=True, slots=True)
class _Habits:
    """How one form is written: what its roles and its items have in common."""

    coded: bool  # items carry codes
    with_roles: bool  # a column names the role of each item
    bulleted: bool  # items begin with a bullet, so that a bullet is no sign of an example
    loud: bool  # roles are bold or merged, and items are not
    blank: bool  # nobody filled it
    stopped: bool  # items end with a full stop
    raised: bool  # roles have Most Words Raised
    short: int  # a line of at most so many words may be a title, if nobody ticked it


def kinds(found: Sequence[Line]) -> list[str]:
    """Return for each line what it is: role, item, example or note; else why it is left out.

    Where items carry codes, a line without one is no item. Where they do not, a role is a line
    without a tick that looks like a heading, or reads like one.
    """
    habits = _habits(found)
    named: list[str] = []
    listed = False  # below "For example:", where the examples stand one a line
    remarks = False  # below "Comments:"
    for line in found:
        kind = _kind(line, habits)
        said = None if line.marked else _REMARKS.match(line.text)
        remarks = bool(said) or (remarks and kind == ITEM and not line.marked)
        if remarks:
            named.append(NOTE)
            continue
        listed = listed and not line.marked and not line.code and kind in (ITEM, EXAMPLE, ROLE)
        listed = listed and not (kind == ITEM and habits.blank and habits.stopped)
        if listed and not (kind == ROLE and (_raised(line.text) or line.loud)):
            kind = EXAMPLE
        listed = kind == EXAMPLE and (listed or line.text.endswith(":"))
        named.append(kind)
    scored = [number for number, kind in enumerate(named) if kind in (ROLE, ITEM)]
    for number, following in zip_longest(scored, scored[1:]):
        if named[number] == ROLE and (following is None or named[following] == ROLE):
            named[number] = "A title with no items under it: not a role."
    return named


def without_bullet(text: Typed) -> Typed:
    """Return the text of an item without the bullet it was typed with."""
    return Typed(_unbulleted(text), text.place)


def _unbulleted(text: str) -> str:
    found = _BULLET.match(text)
    return text[found.end() :] if found else text


def whole(account: Account, found: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines, those that were cut in two, as by the end of a page, put together again."""
    items = _items(found)
    lower = sum(_own(line.text)[:1].islower() for line in items) * 5 > len(items)
    stopped = _stopped(items)
    short = _short(found)
    before: Line | None = None
    for line in found:
        if before and _goes_on(before, line, lower=lower, stopped=stopped, short=short):
            message = f"It goes on from row {before.row}: the two were read as one."
            account.notices.append(Problem(line.text.place, message))
            before = _together_with(before, line)
            continue
        if before:
            yield before
        before = line
    if before:
        yield before


def _goes_on(before: Line, line: Line, *, lower: bool, stopped: bool, short: int) -> bool:
    """Tell whether `line` is the second half of the line before it, on a form written so."""
    text = line.text
    if not (text and before.text) or line.code or (before.marked and line.marked):
        return False
    starts = _own(text) != text or _EXAMPLE.match(text) or before.text.endswith(_ENDS)
    if starts or _EXAMPLE.match(before.text):
        return False
    if text[0] == "&" or (text[0].islower() and not lower):
        return True
    whole = not _like_a_title(before.text, short) and not before.loud and not line.loud
    whole = whole and (before.marked or _DANGLING.search(before.text) is not None)
    return bool(stopped and whole and text.endswith(_ENDS) and not line.marked)


def _together_with(before: Line, line: Line) -> Line:
    join = "" if before.text.endswith("-") else " "
    text = Typed(f"{before.text}{join}{line.text}", before.text.place)
    whole = Typed(f"{before.whole.rstrip()}{join}{line.whole.lstrip()}", before.whole.place)
    answer = before.answer if before.marked or not line.marked else line.answer
    return replace(
        before, cells=(*before.cells, *line.cells), text=text, whole=whole, answer=answer
    )


def _own(text: str) -> str:
    """Return `text` without the bullet or number in front."""
    bare = _unbulleted(text)
    return _NUMBERED.sub("", bare, count=1) if _NUMBERED.match(bare) else bare


def _habits(found: Sequence[Line]) -> _Habits:
    items = _items(found)
    short = _short(found)
    headed = [line for line in found if line.loud and line.text and not line.marked]
    loud = headed and not any(line.loud for line in items)
    titles = [line for line in found if not line.marked and _like_a_title(line.text, short)]
    return _Habits(
        coded=coded(found),
        with_roles=any(line.role.strip() for line in found),
        bulleted=sum(bool(_BULLET.match(line.text)) for line in items) * 2 > len(items),
        loud=bool(loud) and not any(line.text.endswith(".") for line in headed),
        blank=not any(line.marked for line in found),
        stopped=_stopped(items),
        raised=sum(_raised(line.text) for line in titles) >= max(2, len(titles) / 3),
        short=short,
    )


def _items(found: Sequence[Line]) -> Sequence[Line]:
    """Return the lines that are surely items: those answered, on a blank form the long ones."""
    marked = [line for line in found if line.marked and line.text]
    long = [
        line
        for line in found
        if len(line.text.split()) > LONGEST_TITLE and not _EXAMPLE.match(line.text)
    ]
    return marked if len(marked) * 3 >= len(long) else long


def _stopped(items: Sequence[Line]) -> bool:
    """Tell whether items end with a full stop."""
    return sum(line.text.endswith(_ENDS) for line in items) * 5 >= 4 * len(items) > 0


def _short(found: Sequence[Line]) -> int:
    """Return how many words a line may have at most to be a title, if nobody ticked it."""
    if coded(found):
        return LONGEST_TITLE
    lengths = [len(line.text.split()) for line in _items(found) or found] or [0]
    return max(4, int(median(lengths)) // 2)


def _kind(line: Line, habits: _Habits) -> str:
    if aside := _aside(line):
        return aside
    if habits.coded and line.code:
        return ITEM
    if _EXAMPLE.match(line.text) or (_BULLET.match(line.text) and not habits.bulleted):
        return EXAMPLE
    if line.marked:
        title = line.loud and _like_a_title(line.text, 0)
        return ROLE if habits.coded and title else ITEM
    return _unmarked(line, habits)


def _aside(line: Line) -> str:
    if not line.text:
        return "A mark with no statement beside it." if line.marked else NOTE
    if _TOTALS.match(line.text):
        return "A line of totals: Afterword counts for itself."
    foot = _FOOT.match(line.text) and not line.marked
    return "Printed at the edge of each page: not an item." if foot else ""


def _unmarked(line: Line, habits: _Habits) -> str:
    if _own(line.text)[:1].islower() and _own(line.text) == line.text:
        return "Goes on from the line above: not an item."
    if habits.with_roles or _BULLET.match(line.text):
        return ITEM
    if line.loud if habits.loud else _a_title(line.text, habits):
        return ROLE
    if habits.coded or (habits.stopped and not line.text.endswith(_ENDS)):
        return EXAMPLE
    own = _EXAMPLE_WITHIN.split(_own(line.text))[0]
    return EXAMPLE if len(_SENTENCE_END.findall(own)) > 2 else ITEM


def _a_title(text: str, habits: _Habits) -> bool:
    return _like_a_title(text, habits.short) and (_raised(text) or not habits.raised)


def _like_a_title(text: str, short: int) -> bool:
    """Tell whether `text` reads like a heading: few words, or Most of Them Raised, and no full stop."""
    words = re.findall(r"[^\W\d_][\w’'-]*", text)
    ends = text.rstrip().endswith((".", ";", ",", "?"))
    return (
        bool(words) and not ends and (len(words) <= short or (_raised(text) and len(words) <= 14))
    )


def _raised(text: str) -> bool:
    """Tell whether Most Words Begin with a Capital."""
    long = [word for word in re.findall(r"[^\W\d_][\w’'-]*", text) if len(word) > 3]
    return sum(map(str.isupper, (word[0] for word in long))) * 2 > len(long)
