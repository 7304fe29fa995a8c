"""Read a form line by line: what each says, and what is ticked or answered beside it."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from textwrap import shorten

from pipeline.model import UNSAID, Cell, Reply, Typed
from pipeline.names import heading_key
from pipeline.problems import Place, Problem
from pipeline.reading.account import Account
from pipeline.reading.assessments import form_heads, marks
from pipeline.reading.assessments.form_layout import CODED, HEADINGS, LONG, Layout
from pipeline.reading.columns.kinds import rows_of

SHORTEST_TITLE = 4  # letters
STRUCK = "It is struck through and nobody answered it: not an item."
MARKS_A_LINE = 1.5  # of one sign at most: a line is ticked once, a few by mistake twice
LONGEST_MARK, LEAST_MARKS = 3, 3  # letters of a tick of the form's own, and lines that show it

TOTALS = re.compile(
    r"(?:[\w/&,-]+\s+){0,5}(?:sub-?|grand )?totals?(?:\s+(?:score|points|answers|yes|(?:of|for)(?:\s+[\w/&,-]+){1,5}))?\s*[:=]?\s*\d*",
    re.IGNORECASE,
)


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
    cells: tuple[Cell, ...]
    code: str
    text: Typed
    whole: Typed  # the text before a code was taken off it
    role: Typed
    answer: Replied
    loud: bool  # bold or merged: it looks like a heading
    elsewhere: bool = False  # somebody else on this sheet answered it

    @property
    def marked(self) -> bool:
        """Whether something stands where the answer goes."""
        return bool(self.answer.typed.strip())

    @property
    def ticked(self) -> bool:
        """Whether anybody on this sheet answered it."""
        return self.marked or self.elsewhere


def lines(account: Account, layout: Layout, answer: int) -> tuple[Line, ...]:
    """Return the lines under the headings, each with its ticks or what stands in column `answer`."""
    if layout.ticks:
        layout = replace(layout, own=_own_marks(account, layout))
    found = tuple(_lines(account, layout, answer))
    if layout.code or coded(found):
        return found
    return tuple(replace(line, code="", text=_stripped(line.whole)) for line in found)


def answered_by_anybody(forms: Sequence[Sequence[Line]]) -> Iterator[tuple[Line, ...]]:
    """Yield the lines of each of several forms, each line knowing whether any form answers it."""
    marked = {line.whole.strip() for lines in forms for line in lines if line.marked}
    for lines in forms:
        yield tuple(replace(line, elsewhere=line.whole.strip() in marked) for line in lines)


def _own_marks(account: Account, layout: Layout) -> frozenset[str]:
    """Return what a form is ticked with: all it has more than once, and a sign that we do not know.

    That one must always be the same, and stand once a line.
    """
    columns = dict(layout.ticks)
    known: Counter[str] = Counter()
    unknown: Counter[str] = Counter()
    lines = list(_ticked_rows(account, layout))
    for cell in chain.from_iterable(lines):
        reply, comment = marks.tick(cell.text, columns[cell.column])
        if reply is None:
            unknown[marks.answer_key(cell.text)] += 1
        elif reply is columns[cell.column] and not comment:
            known[marks.answer_key(cell.text)] += 1
    if known:
        return frozenset(mark for mark, times in known.items() if times > 1)
    mark = _only_sign(unknown, len(lines))
    if not mark:
        return frozenset()
    message = f"“{mark}” stands in one column of each line that is answered: taken for a tick."
    account.say(message, "Type x where a line is ticked.")
    return frozenset({mark})


def _ticked_rows(account: Account, layout: Layout) -> Iterator[Sequence[Cell]]:
    """Yield what stands in the tick columns of each line that has something there."""
    for number, row in rows_of(account.sheet):
        here = [row[column] for column, _ in layout.ticks if column in row]
        if number <= layout.header or layout.statement not in row or not here:
            continue
        if not form_heads.ticks(row) and not _sums_up(row):
            yield here


def _only_sign(signs: Counter[str], lines: int) -> str:
    """Return the sign that alone stands in the tick columns of `lines`, "" where it is no tick."""
    if len(signs) != 1 or lines < LEAST_MARKS:
        return ""
    ((mark, times),) = signs.items()
    if times > MARKS_A_LINE * lines or len(mark) > LONGEST_MARK:
        return ""
    return "" if marks.meaning(mark)[0] or mark.isdigit() else mark


def _lines(account: Account, layout: Layout, answer: int) -> Iterator[Line]:
    head = account.cell(layout.header, layout.statement)
    for number, typed in rows_of(account.sheet):
        if number < layout.header:
            continue
        row = {column: cell for column, cell in typed.items() if column not in layout.others}
        if number == layout.header:
            if head and an_item(head.text):  # a scan put the headings into the first item's row
                yield _line(account, layout, number, {layout.statement: head}, answer)
            continue
        if layout.ticks and row and (ticks := form_heads.ticks(row)):
            layout = replace(layout, ticks=ticks)  # another page may have them in another order
            account.leave(row.values(), "The headings again, as on each page of a printed form.")
            title = row.get(layout.statement)
            if (
                title is None
                or heading_key(title.text) in HEADINGS["statement"]
                or title.text == (head and head.text)
            ):
                continue
            row = {layout.statement: title}
        if not row or _sums_up(row):
            account.leave(row.values(), "A line of totals: Afterword counts for itself.")
            continue
        line = _line(account, layout, number, row, answer)
        if _withdrawn(account, line):
            continue
        if line.text or line.marked or line.answer.note.strip() or line.answer.further:
            yield line


def _withdrawn(account: Account, line: Line) -> bool:
    """Tell whether somebody struck a line through and nobody answered it; say so."""
    struck = bool(line.text) and not line.marked and all(cell.struck for cell in line.cells)
    if struck:
        account.leave(line.cells, STRUCK)
        account.notice(line.row, line.cells[0].column, STRUCK)
    return struck


def _sums_up(row: Mapping[int, Cell]) -> bool:
    counted = [cell for cell in row.values() if re.fullmatch(r"\s*\d{1,6}\s*", cell.text)]
    others = [cell for cell in row.values() if cell not in counted]
    named = len(others) == 1 and TOTALS.fullmatch(others[0].text.strip(" :"))
    return bool(counted) and bool(named)


def an_item(heading: str) -> bool:
    """Tell whether what stands over the statements is one itself: a sentence, not a heading."""
    return len(heading.split()) > LONG and heading.rstrip().endswith((".", ")", "!", "?"))


def peek(account: Account, row: int, column: int) -> Typed:
    """Return what a cell says without using it: whether it counts is not yet known."""
    if not column:
        return UNSAID
    cell = account.cell(row, column)
    return Typed(cell.text if cell else "", account.place(row, column))


def answered(account: Account, row: int, column: int, *, signs: bool = False) -> Replied:
    """Return what an answer in words comes to, the words as typed, and the comment in them.

    With `signs`, a tick says Yes and a cross No.
    """
    typed = peek(account, row, column)
    cell = account.cell(row, column)
    if cell and cell.struck:
        account.notice(row, column, "An answer that is struck through is not counted.")
        return Replied(Reply.BLANK, Typed("", typed.place))
    given, comment = marks.meaning(typed)
    if not given and signs:
        given, comment = marks.sign(typed)
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


def say_signs(account: Account, layout: Layout) -> None:
    """Say once what ticks and crosses in columns of answers count as."""
    columns = {column for column, _ in layout.answers} | set(layout.items)
    counted: dict[Reply, list[str]] = {}
    for cell in account.sheet.cells:
        given, _ = marks.sign(cell.text)
        if cell.column in columns and cell.row > layout.header and given:
            shown = counted.setdefault(given[0], [])
            shown += [cell.text.strip()[0]] * (cell.text.strip()[0] not in shown)
    said = [
        f"{' and '.join(counted[reply])} for {reply.value.capitalize()}"
        for reply in (Reply.YES, Reply.NO)
        if reply in counted
    ]
    if layout.signs and said:
        message = f"The answers are signs: {', '.join(said)}."
        account.say(message, "Type Yes, No or Partially if that is wrong.")


def _say_counted(account: Account, typed: Typed, reply: Reply) -> None:
    message = (
        f"“{_shown(typed)}” is counted as {reply.value.capitalize()}: the words are kept as a note."
    )
    hint = "Type another answer if that is not what was meant."
    account.notices.append(Problem(typed.place, message, hint))


@lru_cache(marks.REMEMBERED)
def _shown(typed: str) -> str:
    return shorten(typed, 40, placeholder="…") or "…"


def coded(found: Sequence[Line]) -> bool:
    """Tell whether the items of a form carry codes."""
    codes = sum(bool(line.code) for line in found)
    return codes * 2 >= (sum(line.marked for line in found) or len(found)) and codes > 0


def _line(
    account: Account, layout: Layout, number: int, row: Mapping[int, Cell], answer: int
) -> Line:
    column = _statement(layout, row)
    whole = peek(account, number, column)
    own_code = layout.code in row and (layout.code != column or column == layout.statement)
    code = peek(account, number, layout.code).strip() if own_code else ""
    code, text = (code, whole) if code else _without_code(whole)
    head = row.get(column)
    loud = bool(head and (head.bold or head.merged[1] > 1))
    role = peek(account, number, layout.role)
    ticked = {at: row[at] for at, _ in layout.ticks if at in row and column == layout.statement}
    if layout.ticks:
        replied = _ticked(account, layout, number, ticked)
    elif answer:
        replied = answered(account, number, answer, signs=layout.signs)
    else:
        replied = Replied(Reply.BLANK)
    replied = _with_notes(account, layout, number, row, replied)
    return Line(number, tuple(row.values()), code, _stripped(text), whole, role, replied, loud)


def _statement(layout: Layout, row: Mapping[int, Cell]) -> int:
    """Return the column of the words of a line: a title may stand alone where a tick would."""
    if len(row) > 1 or layout.statement in row:
        return layout.statement
    (cell,) = row.values()
    aside = cell.column in {layout.role, layout.note, *layout.further}
    return layout.statement if aside or not _may_be_words(layout, cell) else cell.column


def _may_be_words(layout: Layout, cell: Cell) -> bool:
    """Tell whether a cell alone in its row is wide or long, and no answer."""
    if cell.merged[1] > 1:
        return True
    of = dict(layout.ticks).get(cell.column)
    reply, words = marks.tick(cell.text, of) if of else (None, "")
    told = (reply and not words) or marks.known(cell.text)
    return not told and len(cell.text.strip()) >= SHORTEST_TITLE


def _without_code(whole: Typed) -> tuple[str, Typed]:
    """Return the code in front of a statement, "" for none, and the statement without it."""
    found = CODED.fullmatch(whole)
    return (found[1], Typed(found[2], whole.place)) if found else ("", whole)


def _with_notes(
    account: Account, layout: Layout, number: int, row: Mapping[int, Cell], replied: Replied
) -> Replied:
    """Return an answer with all words beside it: those asked for, those in its cell, comments."""
    asked = (peek(account, number, each) for each in (layout.note, *layout.further))
    beside = (replied.note, *replied.further, *_comments(account, row))
    note, *further = [each for each in (*asked, *beside) if each.strip()] or [UNSAID]
    return replace(replied, note=note, further=tuple(further))


def _stripped(text: Typed) -> Typed:
    return Typed(text.strip(), text.place)


def _comments(account: Account, row: Mapping[int, Cell]) -> Iterator[Typed]:
    """Yield the comments that hang on the cells of `row`."""
    for cell in row.values():
        if cell.comment.strip():
            yield Typed(cell.comment.strip(), account.place(cell.row, cell.column))


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
        head = account.cell(layout.header, column)
        own = layout.own | ({marks.answer_key(head.text)} if head and head.text.strip() else set())
        reply, comment = marks.tick(cell.text, columns[column], own)
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
