"""Find out how a self-assessment is laid out: tick columns, answer columns, or a row a team."""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from pipeline import forms
from pipeline.model import Cell, Reply, Sheet
from pipeline.names import heading_key
from pipeline.reading.assessments import form_heads, marks
from pipeline.reading.assessments.counting import Counted, Rows
from pipeline.reading.columns.kinds import SEARCHED, rows_of
from pipeline.words import all_headings_of

SAMPLE = 300  # rows that tell what a sheet is
DEEPEST = (
    2 * SEARCHED
)  # rows in which headings are looked for: a paper form begins with a page of advice
LEAST_ITEMS = 3  # two statements answered Yes may stand in any table
ANSWERED = 0.6  # of a column of answers: a remark may stand in some of its cells
MIXED = 0.8  # of a column at most say the same, where Yes and No are typed in words
UNHEADED = 1 / 3  # of the rows at least have a tick, where nothing says what the columns mean
SHORTEST = 3  # letters of a tick
LONG = 8  # words; what is longer is no title
MOST_FORMS = 100  # columns of answers side by side
LOOKED_AT = 16_384  # texts that are remembered: below each row of headings stand the same ones
HEADINGS = {
    name: frozenset(
        heading_key(each) for each in (name, *all_headings_of(forms.ASSESSMENT.kind, name))
    )
    for name in ("statement", "code", "role", "note", "site", "person", "answer")
}
ITEM = {"item", "items"}
WORK_DONE = {"done", "completed", "complete", "finished", "paid", "ordered", "delivered", "ready"}
ASKING = HEADINGS["statement"] - ITEM  # headings of forms alone; orders have items, too
SENTENCE = 4  # words of a statement; names of things have fewer
TEAMS = 2  # columns of a scale, one a team, beside what is named in fewer words
STEPS = 3  # of that scale: 0 and 1 are marks
OF_RECORDS = {Reply.YES, Reply.NO, Reply.BLANK}
OF_WORK = {"status", "progress", "stage"}  # over the steps of a plan, and not over answers

Tops = Sequence[tuple[int, Mapping[int, Cell]]]  # rows that may hold the headings

CODED = re.compile(
    r"\s*([A-Z]{1,3}[-.]?\d{1,2}[a-z]?|\d{1,2}\.\d{1,2})(?:[.):]\s*|\s+(?:[-–—:]\s*)?)(\S.*)",
    re.DOTALL,
)
GRID_QUESTION = re.compile(r"([^\[]*)\[([^\]]+)\]\s*")
OPEN_QUESTION = re.compile(
    r"\s*(?:why\b|(?:please )?explain|reasons?\b|because\b|comments?\b|notes?\b|remarks?\b|evidence\b"
    r"|feedback\b|(?:(?:the|possible|likely|first) )*root[ -]?causes?\b|what (?:is|are) the (?:root )?causes?\b)",
    re.IGNORECASE,
)  # the heading of a column that asks what is behind an answer
_BARE_CODE = re.compile(r"\s*(?:[A-Za-z]{1,3}[-.]?\d\w{0,2}|\d{1,2}\.\d{1,2})\s*")


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a form keeps what. Rows and columns count from 1; 0 is one the form does not have."""

    header: int
    statement: int = 0
    code: int = 0
    role: int = 0
    note: int = 0
    site: int = 0
    person: int = 0
    answer: int = 0  # the column headed "Answer", filled or not
    ticks: tuple[tuple[int, Reply], ...] = ()
    answers: tuple[tuple[int, str], ...] = ()  # a column of answers, and the site it is headed with
    items: tuple[int, ...] = ()  # one column an item: a row is a team
    own: frozenset[str] = frozenset()  # what the form is ticked with
    further: tuple[int, ...] = ()  # columns of words beside the note: why, the root cause
    beside: tuple[
        tuple[form_heads.Ticks, str], ...
    ] = ()  # tick columns side by side, each headed with a site
    others: frozenset[int] = frozenset()  # the tick columns of other sites
    signs: bool = False  # answers are given with ticks and crosses, not with words

    @property
    def columns(self) -> frozenset[int]:
        """Every column that the form uses."""
        single = {self.statement, self.code, self.role, self.note, self.site, self.person}
        several = {column for column, _ in (*self.ticks, *self.answers)} | self.others
        return frozenset((single | several | {*self.items, *self.further}) - {0})

    def forms(self) -> Iterator[tuple["Layout", int, str]]:
        """Yield the layout of each form that stands on the sheet, its column of answers and its site."""
        for column, heading in self.answers or (() if self.beside else ((0, ""),)):
            yield self, column, heading
        every = {column for ticks, _ in self.beside for column, _ in ticks}
        for ticks, heading in self.beside:
            others = frozenset(every - {column for column, _ in ticks})
            yield replace(self, ticks=ticks, others=others), 0, heading

    def only(self, answers: tuple[tuple[int, str], ...]) -> "Layout":
        """Return this layout with `answers` as its columns of answers."""
        return replace(self, answers=answers)


def find(sheet: Sheet) -> Layout | None:
    """Return how `sheet` is laid out, None when it is no self-assessment."""
    rows = dict(islice(rows_of(sheet), SAMPLE))
    counted = Counted(rows)
    tops = [(header, row) for header, row in rows.items() if header <= DEEPEST]
    teams = list(_rows_of_teams(tops, rows, counted))
    if teams:  # headings may be two or three rows deep: the items stand in one of them
        return max(teams, key=lambda found: len(found.items))
    if beside := _ticks_side_by_side(tops, counted):
        return beside
    in_words = _in_words(rows)
    for look in (_tick_columns, _answer_columns):
        for header, row in tops:
            below = {number: cells for number, cells in rows.items() if number > header}
            found = look(header, row, below, counted)
            if found and not any(column in in_words for column, _ in found.ticks):
                return _from_above(found, rows) if found.ticks else found
    return None


def _ticks_side_by_side(tops: Tops, counted: Counted) -> Layout | None:
    """Return the layout where each of several sites has its own tick columns, its name over them."""
    above: Mapping[int, Cell] = {}
    for header, row in tops:
        groups = form_heads.groups(row)
        sites = [
            next(
                (above[c].text.strip() for c in range(min(group), max(group) + 1) if c in above), ""
            )
            for group in groups
        ]
        if len(groups) > 1 and all(sites) and len(set(sites)) == len(sites):
            own = {column for group in groups for column in group}
            heads = {c: cell for c, cell in {**above, **row}.items() if c not in own}
            known = _known(header, heads)
            statement = known.statement or counted.wordiest(header, own | known.columns)
            beside = tuple(
                (tuple(group.items()), site) for group, site in zip(groups, sites, strict=True)
            )
            return replace(known, statement=statement, ticks=beside[0][0], beside=beside)
        above = row
    return None


def placeholder(text: str) -> bool:
    """Tell whether a survey tool wrote `text` where a question has no further words."""
    return heading_key(text) in ("response", "openendedresponse")


def by_machine(row: Mapping[int, Cell]) -> bool:
    """Tell whether `row` is a second heading that a survey tool wrote."""
    texts = [cell.text.strip() for cell in row.values()]
    return all(text.startswith('{"ImportId"') or placeholder(text) for text in texts)


def _rows_of_teams(tops: Tops, rows: Rows, counted: Counted) -> Iterator[Layout]:
    """Yield the layout of a form's export below each row that may hold its headings."""
    teams = {number: cells for number, cells in rows.items() if not by_machine(cells)}
    replies = counted if len(teams) == len(rows) else Counted(teams)
    for header, row in tops:
        if found := _one_row_a_team(header, row, rows, replies):
            yield found


def _one_row_a_team(
    header: int, row: Mapping[int, Cell], rows: Rows, teams: Counted
) -> Layout | None:
    """Return the layout of a form's export, in which the items are the headings of columns."""
    asked = [
        c for c, cell in row.items() if _coded(cell.text) or len(cell.text.split()) >= SENTENCE
    ]
    if len(asked) < LEAST_ITEMS:
        return None
    signs = teams.with_signs(asked, header, both=True)
    replied = [column for column in asked if _replies(teams, column, header, signs=signs)]
    if len(replied) < LEAST_ITEMS:
        return None
    coded = [column for column in asked if _coded(row[column].text)]
    if len(coded) * 2 >= len(replied):
        return Layout(header, items=tuple(sorted(coded)), signs=signs)
    others = row.keys() - set(replied)
    short = {
        c for c in others if _short_item(row[c].text) and _replies(teams, c, header, signs=signs)
    }
    silent = {column for column in asked if not teams.cells(column, header)}
    first, last = _ends(row, rows.get(header - 1, {}), replied, short, silent)
    within = {column for column in short | silent if first <= column <= last}
    return Layout(header, items=tuple(sorted({*replied, *within})), signs=signs)


def _ends(
    row: Mapping[int, Cell],
    over: Mapping[int, Cell],
    replied: Sequence[int],
    short: Container[int],
    silent: Container[int],
) -> tuple[int, int]:
    """Return the first and the last column of the items, of which some stand beside those answered.

    Such a one has few words and is `short`, or nobody answered it (`silent`) and its role is that of
    its neighbour: in front of both, or as the title `over` the first item of each role.
    """

    def joins(column: int, other: int, *, under_one_title: bool) -> bool:
        of_role = column in silent and (under_one_title or _same_role(row, column, other))
        return column in short or of_role

    first, last = min(replied), max(replied)
    while joins(first - 1, first, under_one_title=first - 1 in over and first not in over):
        first -= 1
    while joins(last + 1, last, under_one_title=bool(over) and last + 1 not in over):
        last += 1
    return first, last


def _same_role(row: Mapping[int, Cell], column: int, other: int) -> bool:
    """Tell whether two headings name the same role in front of an item: "Role - item", "Role [item]"."""
    one, two = (re.split(r" - |\[", row[each].text, maxsplit=1) for each in (column, other))
    return len(one) == len(two) == 2 and one[0] == two[0]


def _short_item(heading: str) -> bool:
    """Tell whether a heading of few words may be an item where it stands among items."""
    known = any(heading_key(heading) in headings for headings in HEADINGS.values())
    return not known and not OPEN_QUESTION.match(heading) and len(heading.split()) > 1


def _tick_columns(
    header: int, row: Mapping[int, Cell], below: Rows, counted: Counted
) -> Layout | None:
    ticks = form_heads.ticks(row) or form_heads.in_one_cell(row)
    if not ticks and all(_of_a_form(cell.text) for cell in row.values()):
        ticks = form_heads.two(row, list(below.values()))
    if not ticks:
        return None
    own = {column for column, _ in ticks}
    known = _known(header, {column: cell for column, cell in row.items() if column not in own})
    statement = known.statement or counted.wordiest(header, own | known.columns)
    if not statement or _of_marks(below, ticks, statement):
        return None
    return replace(known, statement=statement, ticks=ticks)


def _of_marks(below: Rows, ticks: form_heads.Ticks, statement: int) -> bool:
    """Tell whether columns that are headed like ticks (y, n, p) stand in a table of figures or codes.

    Most of what they hold is no tick then, and nothing beside them is a statement of a few words.
    """
    held = [
        marks.tick(cells[c].text, reply)[0]
        for cells in below.values()
        for c, reply in ticks
        if c in cells
    ]
    texts = [cells[statement].text for cells in below.values() if statement in cells]
    stated = sum(len(text.split()) > 2 for text in texts) * 2 > len(texts)
    return not stated and held.count(None) * 2 > len(held)


def _from_above(found: Layout, rows: Rows) -> Layout:
    """Return the layout of a form that begins above its first legible headings.

    A scan may lose the first headings and keep those of the next page.
    """
    columns = dict(found.ticks)
    above = {number: row for number, row in rows.items() if number < found.header}
    items = [
        number
        for number, row in above.items()
        if found.statement in row
        and any(marks.tick(row[c].text, columns[c])[0] is columns[c] for c in row.keys() & columns)
    ]
    long = [n for n, row in above.items() if found.statement in row and len(row[found.statement].text.split()) > LONG]  # fmt: skip
    if not items and len(long) > 1:
        items = long  # nobody filled it
    if not items:
        return found
    first = items[0]
    titles = [number for number, row in above.items() if number < first and len(row) == 1]
    return replace(found, header=(titles[-1] if titles else first) - 1)


def _in_words(rows: Rows) -> frozenset[int]:
    """Return the columns that hold Yes and No mixed: they are answers in words, not tick columns."""
    typed: dict[int, list[tuple[str, Reply]]] = {}
    for cells in rows.values():
        if not form_heads.ticks(cells):
            for column, cell in cells.items():
                replies = marks.meaning(cell.text)[0]
                if len(replies) == 1:
                    typed.setdefault(column, []).append((marks.answer_key(cell.text), replies[0]))
    said = {
        column: [reply for _, reply in words]
        for column, words in typed.items()
        if any(word not in marks.BOXES for word, _ in words)
    }
    return frozenset(
        column
        for column, replies in said.items()
        if len(set(replies) & set(marks.TICKED)) > 1
        and max(map(replies.count, marks.TICKED)) < MIXED * len(replies)
    )


def _answer_columns(
    header: int, row: Mapping[int, Cell], below: Rows, counted: Counted
) -> Layout | None:
    """Return the layout of a form whose answers stand in a column, as words or as signs."""
    known = _known(header, row)
    if known.statement and not known.code and _codes(below, known.statement):
        known = replace(known, code=known.statement, statement=_elsewhere(known, below, counted))
    layout = replace(known, statement=known.statement or counted.wordiest(header, known.columns))
    texts = _held(below, layout.statement)
    with_codes = _mostly_coded(texts)
    coded = with_codes or _codes(below, known.code)
    if len(texts) < LEAST_ITEMS or not (coded or known.statement):
        return None
    asks = layout.statement in row and heading_key(row[layout.statement].text) in ASKING
    layout = replace(layout, signs=asks and counted.with_signs(row.keys() - layout.columns, header))
    replied = _replied(layout, row, below, counted)
    shown = tuple((c, "") for c in _stated(known, row) if asks and _only_signs(below, c))
    headed = _headed(known.answer, (*replied, *shown), below)
    of_a_form = headed or known.role or asks or with_codes
    if len(replied) > MOST_FORMS:
        return None
    if not of_a_form and _of_records(layout, row, replied, below):
        return None
    if headed:
        return layout.only(((known.answer, ""),))
    if replied or shown:
        return layout.only(replied or shown[:1])
    return layout if coded and known.role and not known.answer else None


def _held(rows: Rows, column: int) -> list[str]:
    return [cells[column].text for cells in rows.values() if column in cells]


def _mostly_coded(texts: Sequence[str]) -> bool:
    return sum(map(_coded, texts)) * 2 > len(texts)


def _headed(answer: int, read: Sequence[tuple[int, str]], below: Rows) -> bool:
    """Tell whether the column headed Answer, if any, holds answers, or nothing on a blank form."""
    filled = any(answer in cells for cells in below.values())
    return answer > 0 and (not filled or answer in dict(read))


def _replied(
    layout: Layout, row: Mapping[int, Cell], below: Rows, counted: Counted
) -> tuple[tuple[int, str], ...]:
    """Return the columns that hold answers, each with its heading."""
    return tuple(
        (column, cell.text.strip())
        for column, cell in row.items()
        if column not in layout.columns
        and _replies(counted, column, layout.header, least=2, signs=layout.signs)
        and not (heading_key(cell.text) in OF_WORK and _all_rough(below, column))
    )


def _of_records(
    layout: Layout, row: Mapping[int, Cell], replied: tuple[tuple[int, str], ...], below: Rows
) -> bool:
    """Tell whether Yes and No stand in a table of other things: orders, guests, what is in stock.

    That is so where nothing ever says Partially, and what is answered is no sentence, is headed as
    work that is done, or has columns beside it that no form has.
    """
    columns = {column for column, _ in replied}
    said = [text for column in columns for text in _held(below, column)]
    if not replied or any(set(marks.meaning(text)[0]) - OF_RECORDS for text in said):
        return False
    if all(heading_key(heading) in WORK_DONE for _, heading in replied):
        return True
    texts = _held(below, layout.statement)
    sentences = sum(len(text.split()) >= SENTENCE for text in texts) * 2 > len(texts)
    return not sentences or bool(row.keys() - layout.columns - columns)


def _stated(known: Layout, row: Mapping[int, Cell]) -> Iterator[int]:
    """Yield the columns headed Answer, or with what a Yes says: In place."""
    for column, cell in row.items():
        if column == known.answer or marks.heading(cell.text) is Reply.YES:
            yield column


def _only_signs(rows: Rows, column: int) -> bool:
    """Tell whether a column holds nothing but signs and ticks, so that what they mean must be asked."""
    texts = [cells[column].text.strip() for cells in rows.values() if column in cells]
    signs = (
        len(text) <= SHORTEST
        and (text.casefold() in marks.TICKS or not any(map(str.isalnum, text)))
        for text in texts
    )
    return bool(texts) and all(signs)


def unheaded(sheet: Sheet) -> bool:
    """Tell whether ticks stand beside statements, but nothing says which column means what."""
    rows = dict(islice(rows_of(sheet), SAMPLE))
    ticked: dict[int, int] = {}
    other: set[int] = set()
    for cells in rows.values():
        for column, cell in cells.items():
            if len(cell.text.strip()) <= SHORTEST and marks.tick(cell.text, Reply.YES)[0]:
                ticked[column] = ticked.get(column, 0) + 1
            else:
                other.add(column)
    bare = {column: times for column, times in ticked.items() if column not in other}
    return len(bare) > 1 and sum(bare.values()) > UNHEADED * len(rows) and bool(other)


def answered(sheet: Sheet) -> bool:
    """Tell whether a column mostly holds answers in words, where nothing says what is answered.

    Yes and No alone may be of anything: whether an order is paid.
    """
    rows = dict(islice(rows_of(sheet), SAMPLE))
    counted = Counted(rows)
    return any(
        _replies(counted, column, 0, least=LEAST_ITEMS)
        and any(set(marks.meaning(text)[0]) - OF_RECORDS for text in _held(rows, column))
        for column in set[int]().union(*rows.values())
    )


def rated(sheet: Sheet) -> bool:
    """Tell whether figures of a scale, 0 to 10, stand beside statements: nobody has said what they mean."""
    rows = dict(islice(rows_of(sheet), SAMPLE))
    held = [_held(rows, column) for column in set[int]().union(*rows.values())]
    stated = any(
        sum(len(text.split()) >= SENTENCE for text in texts) >= max(LEAST_ITEMS, len(texts) / 2)
        for texts in held
    )
    figures = ([text for text in texts if _OF_SCALE.fullmatch(text.strip())] for texts in held)
    scaled = [
        set(found)
        for found, texts in zip(figures, held, strict=True)
        if len(found) >= max(LEAST_ITEMS, len(texts) / 2)
        and len(set(found)) < len(found)  # 1, 2, 3 … number the rows
    ]
    beside = len(scaled) >= TEAMS and len(set().union(*scaled)) >= STEPS
    return beside or (stated and bool(scaled))


_OF_SCALE = re.compile(r"\d|10")


def _known(header: int, row: Mapping[int, Cell]) -> Layout:
    bare = {column: _bare(cell.text) for column, cell in row.items()}
    found = {
        name: next((column for column, words in bare.items() if words in headings), 0)
        for name, headings in HEADINGS.items()
    }
    items = {column for column, cell in row.items() if heading_key(cell.text) in ITEM}
    if not found["code"] and found["statement"] in items:  # "Item" beside "Statement" is the id
        others = HEADINGS["statement"] - ITEM
        if other := next((c for c, cell in row.items() if heading_key(cell.text) in others), 0):
            found |= {"code": found["statement"], "statement": other}
    asked = [
        column
        for column, cell in row.items()
        if column not in found.values() and OPEN_QUESTION.match(cell.text)
    ]
    if asked and not found["note"]:
        found["note"] = asked.pop(0)
    return Layout(header, **found, further=tuple(asked))  # type: ignore[arg-type]  # the names are fields, the values columns


def _of_a_form(heading: str) -> bool:
    """Tell whether a form of Yes and No alone may have this heading: an Idea or an Email has no place there."""
    bare = _bare(heading)
    return bool(marks.heading(heading)) or any(bare in known for known in HEADINGS.values())


def _bare(heading: str) -> str:
    """Return a heading without what it explains: "Response (Fully / Partly)", "Answer: Yes or No"."""
    return heading_key(re.split(r"[(:\[]", heading, maxsplit=1)[0]) or heading_key(heading)


def _elsewhere(known: Layout, below: Rows, counted: Counted) -> int:
    """Return the column of the statements beside that of the ids; that one where there is none."""
    other = counted.wordiest(known.header, known.columns | {known.answer})
    texts = [cells[other].text for cells in below.values() if other in cells]
    wordy = sum(len(text.split()) > 2 for text in texts) * 2 > len(texts)
    return other if other and wordy else known.statement


def _replies(
    counted: Counted, column: int, header: int, least: int = 1, *, signs: bool = False
) -> bool:
    """Tell whether a column mostly holds answers below a row; `signs` count where they are given."""
    cells = counted.cells(column, header)
    given = counted.answers(column, header, signs=signs)
    return cells >= least and given >= ANSWERED * cells


def _all_rough(rows: Rows, column: int) -> bool:
    """Tell whether a column never says a plain Yes, No or Partially: only Done, In progress."""
    texts = [cells[column].text for cells in rows.values() if column in cells]
    return all(marks.answer_key(text) not in marks.PLAIN for text in texts)


@lru_cache(LOOKED_AT)
def _coded(text: str) -> bool:
    grid = GRID_QUESTION.fullmatch(text)
    return bool(CODED.fullmatch(grid[2] if grid else text))


def _codes(rows: Rows, column: int) -> bool:
    texts = [cells[column].text for cells in rows.values() if column in cells]
    return len(texts) >= LEAST_ITEMS and all(map(_BARE_CODE.fullmatch, texts))
