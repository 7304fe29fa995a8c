"""Read a form's export that has one row a team and one column an item."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.model import UNSAID, Answer, Cell, Instrument, Item, Response, Role, Typed
from pipeline.names import heading_key, name_key
from pipeline.reading.account import Account, count
from pipeline.reading.assessments import form_layout, form_lines
from pipeline.reading.assessments.form_layout import CODED, GRID_QUESTION, HEADINGS, Layout
from pipeline.reading.columns.kinds import rows_of
from pipeline.words import among

UNTITLED = "Self-assessment"
NOT_OURS = "Written by the survey tool, or asked beside the assessment: not used."

PREVIEW = "A preview of the survey, not an answer."
STATUS = frozenset({"status", "responsetype", "distributionchannel"})

_SITE_QUESTION = re.compile(
    r"\b(?:state|site|county|region|grantee|community|estado|condado|bundesland)\b", re.IGNORECASE
)
_PERSON_QUESTION = re.compile(
    r"\bwho\b.{0,20}\b(?:answer|respond|fill)|\brespondent|\byour (?:name|role)\b", re.IGNORECASE
)
_QUESTION_NUMBER = re.compile(r"\s*\w{0,3}\d+(?:[_.]\w+)?\s*")  # Q4, Q12_3
_REMARK_QUESTION = re.compile(
    r"\b(?:anything|else|add|comments?|remarks?|notes?|why|causes?|reasons?|explain|improve|help)\b",
    re.IGNORECASE,
)


def read(account: Account, layout: Layout, site: str) -> tuple[tuple[Response, ...], str]:
    """Return a response for each row, and how the rows were read. `site` is for rows that say none."""
    heads = {c.column: c for c in account.sheet.cells if c.row == layout.header and c.text.strip()}
    above = _above(account, layout, heads)
    heads = {**heads, **above}
    beside = _beside(layout, {column: head.text for column, head in heads.items()})
    asked = {beside.site, beside.person, *beside.remarks, *beside.notes, *layout.items} - {0}
    items = _with_roles(
        {column: _question(account, layout.header, column) for column in layout.items},
        _titles(account, layout, above),
    )
    preview = {column for column, head in heads.items() if heading_key(head.text) in STATUS}
    form = _grid_form(account, list(items.values()))
    for column in asked & above.keys():
        account.use(above[column])
    responses: list[Response] = []
    telling = {*layout.items, beside.site, *beside.remarks} - {0}
    for number, row in rows_of(account.sheet):
        account.leave(row.values(), NOT_OURS)
        heading = number < layout.header or form_layout.by_machine(row)
        if any(column in row and among("form_preview", row[column].text) for column in preview):
            account.leave(row.values(), PREVIEW)
            account.notice(number, min(row), f"Row {number} is a preview of the survey: left out.")
            continue
        if heading or not row.keys() & telling:
            continue
        for column in asked & row.keys():
            account.use(row[column])
        if number > layout.header:
            response = _team(account, number, items, beside, site)
            responses.append(replace(response, form=form))
    where = "no column says where they come from"
    if beside.site:
        where = f"“{heads[beside.site].text.strip()}” says where they come from"
    elif len(responses) > 1:
        message = f"{len(responses)} rows do not say where they come from: all count as those of “{site}”."
        account.say(message, "If they come from several places, head a column State.")
    counted = f"{count(len(items), 'item')} in columns, {count(len(responses), 'form')}"
    return tuple(responses), f"{counted}, {where}"


def _above(account: Account, layout: Layout, heads: Mapping[int, Cell]) -> Mapping[int, Cell]:
    """Return the headings of the row above, where headings are two rows deep and these say less."""
    rows = [row for number, row in rows_of(account.sheet) if number < layout.header]
    top = next((row for row in reversed(rows) if len(row) > 2), {})
    return {
        column: cell
        for column, cell in top.items()
        if column in layout.items
        or column not in heads
        or form_layout.placeholder(heads[column].text)
    }


def _titles(account: Account, layout: Layout, above: Mapping[int, Cell]) -> Mapping[int, Typed]:
    """Return for each item the question that stands over it and those beside it, none without such."""
    titles: dict[int, Typed] = {}
    over: Cell | None = None
    for column in layout.items:
        over = above.get(column, over)
        if over and not _QUESTION_NUMBER.fullmatch(over.text):
            titles[column] = Typed(
                " ".join(over.text.split()), account.place(over.row, over.column)
            )
    several = 1 < len(set(titles.values())) < len(layout.items)
    return titles if several and len(titles) == len(layout.items) else {}


def _with_roles(
    items: Mapping[int, "_Question"], titles: Mapping[int, Typed]
) -> Mapping[int, "_Question"]:
    """Return the items with their roles: what stands over them, or in front of each ("Role - item")."""
    if titles:
        return {column: replace(item, role=titles[column]) for column, item in items.items()}
    halves = {column: item.text.split(" - ", 1) for column, item in items.items()}
    roles = {half[0].strip() for half in halves.values()}
    if any(item.role for item in items.values()) or not 1 < len(roles) < len(items):
        return items
    if any(len(half) < 2 for half in halves.values()):
        return items
    return {
        column: replace(
            item,
            role=halves[column][0].strip(),
            text=Typed(halves[column][1].strip(), item.text.place),
        )
        for column, item in items.items()
    }


@dataclass(frozen=True, slots=True)
class _Question:
    """An item as a column heading: its code, its words, and the role a grid question names."""

    code: str
    text: Typed
    role: str


@dataclass(frozen=True, slots=True)
class _Beside:
    """The columns that stand beside the items: 0 where there is none."""

    site: int
    person: int
    remarks: tuple[int, ...]
    notes: Mapping[int, int]  # the column of a note → the column of its item
    signs: bool = False  # answers are given with ticks and crosses


def _team(
    account: Account, row: int, items: Mapping[int, _Question], beside: _Beside, site: str
) -> Response:
    place = form_lines.peek(account, row, beside.site).bare()
    person = form_lines.peek(account, row, beside.person).strip()
    if beside.site and not place:
        account.notice(
            row,
            beside.site,
            f"This row does not say where it comes from: it is counted as that of “{site}”.",
            "Type the site or state.",
        )
    answers: list[Answer] = []
    for column, item in items.items():
        said = form_lines.answered(account, row, column, signs=beside.signs)
        beside_it = [noted for noted, of in beside.notes.items() if of == column]
        hung = account.comment(account.cell(row, column))
        note, *further = _filled(account, row, beside_it, said.note, hung)
        answers.append(
            Answer(item.code, item.text, said.reply, said.typed, note, said.given, tuple(further))
        )
    remark, *others = _filled(account, row, beside.remarks)
    name = "" if name_key(person) == "anonymous" else person
    return Response(place or site, name, tuple(answers), remark=remark, further=tuple(others))


def _filled(account: Account, row: int, columns: Iterable[int], *first: Typed) -> Sequence[Typed]:
    """Return what is written in `columns`, after `first`; one empty text where nothing is."""
    found = [*first, *(form_lines.peek(account, row, column) for column in columns)]
    return [each for each in found if each.strip()] or [UNSAID]


def _beside(layout: Layout, headings: Mapping[int, str]) -> _Beside:
    rest = {column: text for column, text in headings.items() if column not in layout.items}
    first, last = layout.items[0], layout.items[-1]
    notes = {
        column: max(item for item in layout.items if item < column)
        for column, text in rest.items()
        if first < column < last and form_layout.OPEN_QUESTION.match(text)
    }
    rest = {column: text for column, text in rest.items() if column not in notes}
    site = _headed(rest, "site") or _asking(rest, _SITE_QUESTION)
    rest.pop(site, None)
    person = _asking(rest, _PERSON_QUESTION) or _headed(rest, "person")
    rest.pop(person, None)
    remarks = tuple(
        column
        for column, text in rest.items()
        if column > first
        and (heading_key(text) in HEADINGS["note"] or _REMARK_QUESTION.search(text))
    )
    return _Beside(site, person, remarks, notes, layout.signs)


def _headed(headings: Mapping[int, str], name: str) -> int:
    return next(
        (column for column, text in headings.items() if heading_key(text) in HEADINGS[name]), 0
    )


def _asking(headings: Mapping[int, str], question: re.Pattern[str]) -> int:
    return next((column for column, text in headings.items() if question.search(text)), 0)


def _question(account: Account, row: int, column: int) -> _Question:
    typed = form_lines.peek(account, row, column)
    grid = GRID_QUESTION.fullmatch(typed)
    words = " ".join((grid[2] if grid else typed).split())
    code, words = found.groups() if (found := CODED.fullmatch(words)) else ("", words)
    return _Question(code, Typed(words, typed.place), " ".join(grid[1].split()) if grid else "")


def _grid_form(account: Account, items: Sequence[_Question]) -> Instrument | None:
    """Return the roles that grid questions name in front of each item, if they name several."""
    titles = list(dict.fromkeys(item.role for item in items))
    if not all(titles) or len(titles) < 2:
        return None
    roles: list[Role] = []
    for number, title in enumerate(titles, 1):
        own = [item for item in items if item.role == title]
        built = tuple(
            Item(item.code or f"{number}.{n}", item.text) for n, item in enumerate(own, 1)
        )
        roles.append(Role(str(number), Typed(title, own[0].text.place), built))
    return Instrument(account.sheet.file, UNTITLED, tuple(roles))
