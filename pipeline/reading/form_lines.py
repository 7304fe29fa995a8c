"""Read a form line by line, and tell its roles, its items and its examples apart."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from statistics import median
from textwrap import shorten

from pipeline.model import UNSAID, Cell, Reply, Typed
from pipeline.problems import Place, Problem
from pipeline.reading import marks
from pipeline.reading.account import Account
from pipeline.reading.form_layout import CODED, Layout, tick_headings
from pipeline.reading.kinds import rows_of

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
_BULLET = re.compile(r"\s*[•·▪‣◦*–—-]\s+")
_TOTALS = re.compile(r"\s*(?:sub|grand )?totals?\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?](?:\s|$)|\n")


@dataclass(frozen=True, slots=True)
class Replied:
    """What stands where an answer goes, as typed, and what it comes to."""

    reply: Reply
    typed: Typed = UNSAID
    note: Typed = UNSAID
    given: tuple[Reply, ...] = ()
    further: tuple[Typed, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a form: a role, an item or an example, and the answer beside it."""

    row: int
    cells: Mapping[int, Cell]  # column → cell
    code: str
    text: Typed
    whole: Typed  # the text before a code was taken off it
    role: Typed
    answer: Replied
    loud: bool  # bold or merged: it looks like a heading

    @property
    def marked(self) -> bool:
        """Whether something stands where the answer goes."""
        return bool(self.answer.typed.strip())


def lines(account: Account, layout: Layout, answer: int) -> tuple[Line, ...]:
    """Return the lines under the headings, each with its ticks or what stands in column `answer`."""
    found = tuple(_lines(account, layout, answer))
    if layout.code or _coded(found):
        return found
    return tuple(replace(line, code="", text=_stripped(line.whole)) for line in found)


def _lines(account: Account, layout: Layout, answer: int) -> Iterator[Line]:
    for number, row in rows_of(account.sheet):
        if number <= layout.header:
            continue
        if layout.ticks and tick_headings(row) == layout.ticks:
            account.leave(row.values(), "The headings again, as on each page of a printed form.")
            continue
        if _sums_up(row):
            account.leave(row.values(), "A line of totals: Afterword counts for itself.")
            continue
        line = _line(account, layout, number, row, answer)
        if line.text or line.marked or line.answer.note.strip() or line.answer.further:
            yield line


def _sums_up(row: Mapping[int, Cell]) -> bool:
    first, *others = (row[column] for column in sorted(row))
    numbers = all(re.fullmatch(r"\s*\d{1,6}\s*", cell.text) for cell in others)
    return bool(others) and numbers and _TOTALS.fullmatch(first.text.strip(" :")) is not None


def peek(account: Account, row: int, column: int) -> Typed:
    """Return what a cell says without using it: whether it counts is not yet known."""
    if not column:
        return UNSAID
    cell = account.cell(row, column)
    return Typed(cell.text if cell else "", account.place(row, column))


def answered(account: Account, row: int, column: int) -> Replied:
    """Return what an answer in words comes to, the words as typed, and the comment in them."""
    typed = peek(account, row, column)
    cell = account.cell(row, column)
    if cell and cell.struck:
        account.notice(row, column, "An answer that is struck through is not counted.")
        return Replied(Reply.BLANK, Typed("", typed.place))
    given, comment = marks.meaning(typed)
    if not given or given == (Reply.UNREADABLE,):
        message = f"“{_shown(typed)}” is not Yes, No or Partially: not counted."
        account.notice(row, column, message, "Type Yes, No or Partially.")
        return Replied(Reply.UNREADABLE, typed)
    note = Typed(comment, typed.place) if comment else UNSAID
    if len(given) > 1:
        return Replied(Reply.CONFLICT, typed, note, given)
    if note:
        _say_counted(account, typed, given[0])
    return Replied(given[0], typed, note)


def _say_counted(account: Account, typed: Typed, reply: Reply) -> None:
    message = (
        f"“{_shown(typed)}” is counted as {reply.value.capitalize()}: the words are kept as a note."
    )
    hint = "Type another answer if that is not what was meant."
    account.notices.append(Problem(typed.place, message, hint))


@dataclass(frozen=True, slots=True)
class _Habits:
    """How one form is written: what its roles and its items have in common."""

    coded: bool  # items carry codes
    with_roles: bool  # a column names the role of each item
    bulleted: bool  # items begin with a bullet, so that a bullet is no sign of an example
    loud: bool  # roles are bold or merged, and items are not
    short: int  # a line of at most so many words may be a title, if nobody ticked it


def _shown(typed: str) -> str:
    return shorten(typed, 40, placeholder="…") or "…"


def kinds(found: Sequence[Line]) -> list[str]:
    """Return for each line what it is: role, item, example or note; else why it is left out.

    Where items carry codes, a line without one is no item. Where they do not, a role is a line
    without a tick that looks like a heading, or reads like one.
    """
    habits = _habits(found)
    named = [_kind(line, habits) for line in found]
    scored = [number for number, kind in enumerate(named) if kind in (ROLE, ITEM)]
    for number, following in zip_longest(scored, scored[1:]):
        if named[number] == ROLE and (following is None or named[following] == ROLE):
            named[number] = "A title with no items under it: not a role."
    return named


def without_bullet(text: Typed) -> Typed:
    """Return the text of an item without the bullet it was typed with."""
    return Typed(_BULLET.sub("", text, count=1), text.place) if _BULLET.match(text) else text


def _coded(found: Sequence[Line]) -> bool:
    codes = sum(bool(line.code) for line in found)
    return codes * 2 >= (sum(line.marked for line in found) or len(found)) and codes > 0


def _habits(found: Sequence[Line]) -> _Habits:
    marked = [line for line in found if line.marked and line.text]
    lengths = [len(line.text.split()) for line in marked or found] or [0]
    coded = _coded(found)
    short = LONGEST_TITLE if coded else max(4, int(median(lengths)) // 2)
    headed = [line for line in found if line.loud and line.text and not line.marked]
    loud = headed and not any(line.loud for line in marked)
    return _Habits(
        coded=coded,
        with_roles=any(line.role.strip() for line in found),
        bulleted=sum(bool(_BULLET.match(line.text)) for line in marked) * 2 > len(marked),
        loud=bool(loud) and not any(line.text.endswith(".") for line in headed),
        short=short,
    )


def _kind(line: Line, habits: _Habits) -> str:
    if not line.text:
        return "A mark with no statement beside it." if line.marked else NOTE
    if _TOTALS.match(line.text):
        return "A line of totals: Afterword counts for itself."
    if habits.coded and line.code:
        return ITEM
    if _EXAMPLE.match(line.text) or (_BULLET.match(line.text) and not habits.bulleted):
        return EXAMPLE
    if line.marked:
        title = line.loud and _like_a_title(line.text, 0)
        return ROLE if habits.coded and title else ITEM
    return _unmarked(line, habits)


def _unmarked(line: Line, habits: _Habits) -> str:
    if line.text[0].islower():
        return "Goes on from the line above: not an item."
    if habits.with_roles or _BULLET.match(line.text):
        return ITEM
    if line.loud if habits.loud else _like_a_title(line.text, habits.short):
        return ROLE
    own = _EXAMPLE_WITHIN.split(line.text)[0]
    return EXAMPLE if habits.coded or len(_SENTENCE_END.findall(own)) > 2 else ITEM


def _like_a_title(text: str, short: int) -> bool:
    """Tell whether `text` reads like a heading: few words, or Most of Them Raised, and no full stop."""
    words = re.findall(r"[^\W\d_][\w’'-]*", text)
    long = [word for word in words if len(word) > 3]
    raised = sum(word[0].isupper() for word in long) * 2 > len(long)
    ends = text.rstrip().endswith((".", ";", ",", "?"))
    return not ends and (len(words) <= short or (raised and len(words) <= 14))


def _line(
    account: Account, layout: Layout, number: int, row: Mapping[int, Cell], answer: int
) -> Line:
    column = layout.statement
    marked = {at: row[at] for at, _ in layout.ticks if at in row}
    if len(row) == 1 and len(marked) == 1:
        cell = next(iter(marked.values()))
        if cell.merged[1] > 1 or len(cell.text.split()) > 2:  # a title in the first column
            column, marked = cell.column, {}
    whole = text = peek(account, number, column)
    code = peek(account, number, layout.code).strip()
    found = CODED.fullmatch(text)
    if found and not code:
        code, text = found[1], Typed(found[2], text.place)
    cell_there = row.get(column)
    loud = bool(cell_there and (cell_there.bold or cell_there.merged[1] > 1))
    if layout.ticks:
        found_answer = _ticked(account, layout, number, marked)
    else:
        found_answer = answered(account, number, answer) if answer else Replied(Reply.BLANK)
    role = peek(account, number, layout.role)
    asked = (peek(account, number, each) for each in (layout.note, *layout.further))
    beside = (found_answer.note, *found_answer.further, _comment(account, row))
    notes = [each for each in (*asked, *beside) if each.strip()]
    note, *further = notes or [UNSAID]
    found_answer = replace(found_answer, note=note, further=tuple(further))
    return Line(number, row, code, _stripped(text), whole, role, found_answer, loud)


def _stripped(text: Typed) -> Typed:
    return Typed(text.strip(), text.place)


def _comment(account: Account, row: Mapping[int, Cell]) -> Typed:
    """Return the first comment that hangs on a cell of `row`."""
    for cell in row.values():
        if cell.comment.strip():
            return Typed(cell.comment.strip(), account.place(cell.row, cell.column))
    return UNSAID


def _ticked(account: Account, layout: Layout, row: int, marked: Mapping[int, Cell]) -> Replied:
    """Return what the ticks of one line come to, the tick(s) as typed, and words beside them."""
    columns = dict(layout.ticks)
    replies: dict[int, Reply] = {}
    odd: list[Typed] = []
    said: list[Typed] = []
    for column, cell in marked.items():
        typed = peek(account, row, column)
        if cell.struck:
            account.notice(row, column, "A tick that is struck through is not counted.")
            continue
        reply, comment = marks.tick(cell.text, columns[column])
        between = sum(column <= other < column + cell.merged[1] for other in columns) > 1
        if reply is None or between:
            odd.append(typed)
        elif reply is not Reply.BLANK:
            replies[column] = reply
        if comment:
            said.append(Typed(comment, typed.place))
    if replies:
        given = tuple(dict.fromkeys(replies.values()))
        typed = _together(account, marked, row, replies)
        note, *further = [*said, *odd] or [UNSAID]
        if len(given) > 1:
            return Replied(Reply.CONFLICT, typed, note, given, tuple(further))
        if note:
            _say_counted(account, _beside_tick(account, row, replies, odd), given[0])
        return Replied(given[0], typed, note, further=tuple(further))
    if odd:
        message = f"“{_shown(odd[0])}” is not a tick in one column: not counted."
        account.notices.append(Problem(odd[0].place, message, "Type x in one column."))
        return Replied(Reply.UNREADABLE, odd[0])
    return Replied(Reply.BLANK, Typed("", account.place(row, min(columns))))


def _beside_tick(
    account: Account, row: int, ticked: Mapping[int, Reply], odd: Sequence[Typed]
) -> Typed:
    """Return the words of a tick column that say more than a tick."""
    if odd:
        return odd[0]
    return max((peek(account, row, column) for column in ticked), key=len)


def _together(
    account: Account, marked: Mapping[int, Cell], row: int, ticked: Mapping[int, Reply]
) -> Typed:
    place = account.place(row, min(ticked))
    cells = ", ".join(account.place(row, column).cell for column in ticked)
    words = ", ".join(marked[column].text.strip() for column in ticked)
    return Typed(words, Place(place.file, place.sheet, cells))
