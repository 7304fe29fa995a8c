"""Read a filled self-assessment in the layouts people keep: ticks, answers, one row a team.

A line under the headings is a role (a title over its items), an item, or an example. Examples
are never items: a tick beside one is kept as a note.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from pipeline.model import (
    UNSAID,
    Answer,
    Cell,
    Instrument,
    Item,
    Reading,
    Reply,
    Response,
    Role,
    Sheet,
    Typed,
)
from pipeline.problems import InputRefused, Place, Problem
from pipeline.reading import marks
from pipeline.reading.account import Account, count
from pipeline.reading.kinds import SEARCHED, fold, rows_of

TICKED = (Reply.YES, Reply.NO, Reply.PARTIALLY)
STATEMENT = frozenset(
    {"statement", "statements", "item", "items", "question", "questions", "itemtext", "indicator"}
)
CODE = frozenset({"code", "id", "itemid", "itemcode", "itemno", "itemnumber", "no", "number", "nr"})
ROLE = frozenset({"role", "roletitle", "section", "domain", "area", "heading"})
NOTE = frozenset(
    {"note", "notes", "comment", "comments", "evidence", "remark", "remarks", "explanation", "why"}
)
ANSWER = frozenset({"answer", "answers", "response", "reply", "youranswer", "teamanswer", "result"})
SITE = frozenset(
    {"site", "state", "county", "region", "team", "siteorstate", "stateteam", "sitename"}
)
PERSON = frozenset(
    {"person", "respondent", "whoanswered", "name", "answeredby", "participant", "yourname"}
)
UNTELLING = frozenset(
    "assessment selfassessment self form paper responses response formresponses answers ticks data "
    "export checklist sheet tabelle blatt results copy final of".split()
)  # words that do not name a site

_CODE = re.compile(
    r"\s*([A-Z]{1,3}[-.]?\d{1,2}[a-z]?|\d{1,2}\.\d{1,2})(?:[.):]\s*|\s+[-–—:]?\s*)(\S.*)", re.DOTALL
)
_EXAMPLE = re.compile(
    r"\s*(?:(?:for (?:example|instance)|e\.\s?g\.|i\.\s?e\.|examples?\s*[:(]|illustrations?\b|such as\b)"
    r"|\([^)]{0,80}(?:example|illustration|not scored)|[•·▪‣◦*–—-]\s)",
    re.IGNORECASE,
)
_SITE_LINE = re.compile(
    r"\s*(?:state|site|county|region|state team|team)\s*:\s*(\S.{0,80})", re.IGNORECASE
)
_SITE_QUESTION = re.compile(r"\b(?:state|site|county|region|grantee|community)\b", re.IGNORECASE)
_PERSON_QUESTION = re.compile(
    r"\bwho\b.{0,20}\b(?:answer|respond|fill)|\brespondent|\byour (?:name|role)\b", re.IGNORECASE
)
_REMARK_QUESTION = re.compile(r"\b(?:anything|else|add|comments?|remarks?|notes?)\b", re.IGNORECASE)
_NOTE_QUESTION = re.compile(
    r"\s*(?:why|comment|note|explain|please explain|evidence|feedback)\b", re.IGNORECASE
)
_GRID_QUESTION = re.compile(r"(.*?)\s*\[(.+)\]\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where a form keeps what. Columns are 1-based, 0 where the form has none."""

    header: int
    statement: int = 0
    code: int = 0
    role: int = 0
    note: int = 0
    site: int = 0
    person: int = 0
    ticks: Mapping[int, Reply] | None = None
    answers: Mapping[int, str] | None = None  # column → its heading
    items: tuple[int, ...] = ()  # one column an item: a row is a team


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of a form: a role, an item or an example, and the answer beside it."""

    row: int
    code: str
    text: Typed
    role: Typed
    reply: Reply
    typed: Typed
    note: Typed
    marked: bool
    loud: bool  # bold, filled or merged: it looks like a heading


def recognise(sheet: Sheet) -> bool:
    """Tell whether `sheet` is a self-assessment, filled or blank."""
    return _layout(sheet) is not None


def read(sheet: Sheet, site: str) -> tuple[tuple[Response, ...], Reading, tuple[Problem, ...]]:
    """Return the filled forms on `sheet`, how it was read, and what a person should know.

    `site` is where a form comes from that does not say so itself. A list of items without a
    column for answers is a `Response` without answers: it brings its roles and items only.
    Raise `InputRefused` when a cell that counts cannot be read.
    """
    layout = _layout(sheet)
    account = Account(sheet)
    if layout is None:
        place = Place(sheet.file, sheet.name)
        raise InputRefused(
            [Problem(place, "No Yes, No and Partially columns and no answers were found.")]
        )
    above = _above(account, layout)
    if layout.items:
        responses, summary = _teams(account, layout, site or _said_site(sheet))
    else:
        named = (
            above.site or (Typed(site, Place(sheet.file)) if site else UNSAID) or _said_site(sheet)
        )
        responses, summary = _lines(account, layout, str(named), above)
    if account.problems:
        raise InputRefused(account.problems)
    return responses, account.reading("assessment", summary), tuple(account.notices)


# ── which layout ─────────────────────────────────────────────────────────────────────────────


def _layout(sheet: Sheet) -> _Layout | None:
    rows = dict(rows_of(sheet))
    head = [(number, row) for number, row in rows.items() if number <= 2 * SEARCHED]
    for find in (_one_row_a_team, _tick_columns, _answer_columns):
        for number, row in head:
            if found := find(number, row, rows):
                return found
    return None


def _one_row_a_team(
    header: int, row: Mapping[int, Cell], rows: Mapping[int, Mapping[int, Cell]]
) -> _Layout | None:
    below = [cells for number, cells in rows.items() if number > header and not _machine(cells)]
    asked = [column for column, cell in row.items() if _looks_like_item(cell.text)]
    if len(asked) < 3 or not below:
        return None
    replied = [column for column in asked if _replies(below, column)]
    coded = [column for column in asked if _coded(row[column].text)]
    if len(replied) < 3:
        return None
    if len(coded) * 2 >= len(replied):
        return _Layout(header, items=tuple(sorted(coded)))
    span = range(min(replied), max(replied) + 1)
    silent = [
        column for column in asked if column in span and not any(column in cells for cells in below)
    ]
    return _Layout(header, items=tuple(sorted({*replied, *silent})))


def _tick_columns(
    header: int, row: Mapping[int, Cell], rows: Mapping[int, Mapping[int, Cell]]
) -> _Layout | None:
    ticks = _tick_headings(row)
    if not ticks:
        return None
    below = {number: cells for number, cells in rows.items() if number > header}
    known = _known_columns(row, set(ticks))
    statement = known.pop("statement", 0) or _wordiest(below, {*ticks, *known.values()})
    known.pop("answer", 0)
    if not statement:
        return None
    return _Layout(header, statement, ticks=ticks, **known)


def _answer_columns(
    header: int, row: Mapping[int, Cell], rows: Mapping[int, Mapping[int, Cell]]
) -> _Layout | None:
    below = {number: cells for number, cells in rows.items() if number > header}
    known = _known_columns(row, set())
    answer = known.pop("answer", 0)
    named = "statement" in known
    statement = known.pop("statement", 0) or _wordiest(below, set(known.values()))
    texts = [cells[statement].text for cells in below.values() if statement in cells]
    coded = sum(map(_coded, texts)) * 2 > len(texts) or _codes(below, known.get("code", 0))
    taken = {statement, *known.values()}
    replied = {
        column: cell.text.strip()
        for column, cell in row.items()
        if column not in taken and _replies(list(below.values()), column, least=2)
    }
    if len(texts) < 3 or not (coded or (named and (answer or replied))):
        return None
    if answer in replied:
        return _Layout(header, statement, answers={answer: ""}, **known)
    if answer and not any(answer in cells for cells in below.values()):
        return _Layout(header, statement, answers={answer: ""}, **known)
    if replied:
        return _Layout(header, statement, answers=replied, **known)
    if coded and "role" in known and not answer:
        return _Layout(header, statement, answers={}, **known)
    return None


def _tick_headings(row: Mapping[int, Cell]) -> dict[int, Reply]:
    """Return the Yes, No and Partially columns when all three stand in `row`, once each."""
    found: dict[int, Reply] = {}
    for column, cell in row.items():
        word = " ".join(re.findall(r"[^\W\d_]+", cell.text.casefold()))
        for reply in TICKED:
            if word in marks.WORDS[reply] and len(word) > 1:
                found[column] = reply
        if fold(cell.text) in ("na", "notapplicable"):
            found[column] = Reply.NOT_APPLICABLE
    scored = sorted(reply for reply in found.values() if reply in TICKED)
    return found if scored == sorted(TICKED) else {}


def _known_columns(row: Mapping[int, Cell], taken: set[int]) -> dict[str, int]:
    names = {
        "statement": STATEMENT,
        "code": CODE,
        "role": ROLE,
        "note": NOTE,
        "site": SITE,
        "person": PERSON,
        "answer": ANSWER,
    }
    found: dict[str, int] = {}
    for name, headings in names.items():
        for column, cell in row.items():
            if column not in taken and fold(cell.text) in headings:
                found.setdefault(name, column)
    return found


def _wordiest(rows: Mapping[int, Mapping[int, Cell]], taken: set[int]) -> int:
    """Return the column that holds the most words, 0 when no column is left."""
    words: dict[int, int] = {}
    for cells in rows.values():
        for column, cell in cells.items():
            if column not in taken:
                words[column] = words.get(column, 0) + len(cell.text.split())
    return max(words, key=lambda column: (words[column], -column), default=0)


def _replies(rows: Sequence[Mapping[int, Cell]], column: int, least: int = 1) -> bool:
    texts = [cells[column].text for cells in rows if column in cells]
    return len(texts) >= least and sum(map(marks.known, texts)) >= 0.6 * len(texts)


def _looks_like_item(text: str) -> bool:
    return _coded(text) or len(text.split()) >= 4


def _coded(text: str) -> bool:
    grid = _GRID_QUESTION.fullmatch(text)
    return bool(_CODE.fullmatch(grid[2] if grid else text))


def _codes(rows: Mapping[int, Mapping[int, Cell]], column: int) -> bool:
    texts = [cells[column].text for cells in rows.values() if column in cells]
    return len(texts) >= 3 and all(
        re.fullmatch(r"\s*(?:[A-Za-z]{1,3}[-.]?\d\w{0,2}|\d{1,2}\.\d{1,2})\s*", text)
        for text in texts
    )


def _machine(row: Mapping[int, Cell]) -> bool:
    """Tell whether `row` is a second heading that a survey tool wrote."""
    texts = [cell.text.strip() for cell in row.values()]
    return all(
        text.startswith('{"ImportId"') or fold(text) in ("response", "openendedresponse")
        for text in texts
    )


# ── one line a statement ─────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Above:
    """What stands above the headings."""

    site: Typed = UNSAID
    last: Typed = UNSAID
    title: Typed = UNSAID


def _above(account: Account, layout: _Layout) -> _Above:
    site, last, title = UNSAID, UNSAID, UNSAID
    for number, row in rows_of(account.sheet):
        if number >= layout.header:
            break
        cells = sorted(row.values(), key=lambda cell: cell.column)
        said = _SITE_LINE.fullmatch(cells[0].text)
        label = fold(cells[0].text)
        place = account.place(number, cells[0].column)
        if said:
            account.use(cells[0])
            site = Typed(said[1].strip(), place)
        elif label in SITE and len(cells) > 1:
            account.use(cells[0])
            site = Typed(cells[1].text.strip(), account.place(number, cells[1].column))
            account.use(cells[1])
        elif len(cells) == 1:
            last = Typed(cells[0].text.strip(), place)
            title = title or last
        account.leave(cells, "Stands above the headings: not part of the answers.")
    return _Above(site, last, title)


def _lines(
    account: Account, layout: _Layout, site: str, above: _Above
) -> tuple[tuple[Response, ...], str]:
    header = [
        cell for cell in account.sheet.cells if cell.row == layout.header and cell.text.strip()
    ]
    for cell in header:
        account.use(cell)
    columns: Sequence[tuple[int, str]] = list((layout.answers or {}).items()) or [(0, "")]
    responses: list[Response] = []
    for column, heading in columns:
        lines = [
            (
                _peek(account, line.row, layout.site).strip(),
                _peek(account, line.row, layout.person).strip(),
                line,
            )
            for line in _each(account, layout, column)
        ]
        for (its_site, person), own in _by_respondent(lines):
            form, answers, remark = _sorted(account, layout, own, above)
            responses.append(Response(its_site or heading or site, person, answers, form, remark))
    return tuple(responses), _summary(layout, responses)


def _peek(account: Account, row: int, column: int) -> Typed:
    """Return what a cell says without using it: whether it counts is not yet known."""
    cell = account.cell(row, column) if column else None
    return Typed(cell.text if cell else "", account.place(row, column)) if column else UNSAID


def _by_respondent(
    lines: Sequence[tuple[str, str, _Line]],
) -> Iterator[tuple[tuple[str, str], list[_Line]]]:
    order = {key: number for number, key in reversed(list(enumerate((s, p) for s, p, _ in lines)))}
    ordered = sorted(lines, key=lambda each: order[each[0], each[1]])
    for key, members in groupby(ordered, key=lambda each: (each[0], each[1])):
        yield key, [line for _, _, line in members]


def _each(account: Account, layout: _Layout, answer: int) -> Iterator[_Line]:
    """Yield the lines under the headings, each with its answer."""
    for number, row in rows_of(account.sheet):
        if number <= layout.header:
            continue
        if layout.ticks and _tick_headings(row) == layout.ticks:
            account.leave(row.values(), "The headings again, as on each page of a printed form.")
            continue
        line = _line(account, layout, number, row, answer)
        if line.text or line.marked or line.note:
            yield line


def _line(
    account: Account, layout: _Layout, number: int, row: Mapping[int, Cell], answer: int
) -> _Line:
    column = layout.statement
    marked = {c: row[c] for c in layout.ticks or {} if c in row}
    if column not in row and len(row) == 1 and marked:
        cell = next(iter(marked.values()))
        if (
            cell.merged[1] > 1 or len(cell.text.split()) > 2
        ):  # a title typed in, or merged from, the first column
            column, marked = cell.column, {}
    text = _peek(account, number, column)
    loud = column in row and (
        row[column].bold or bool(row[column].fill) or row[column].merged[1] > 1
    )
    code = _peek(account, number, layout.code).strip()
    found = _CODE.fullmatch(text)
    if found and not code:
        code, text = found[1], Typed(found[2].strip(), text.place)
    note, role = _peek(account, number, layout.note), _peek(account, number, layout.role)
    if layout.ticks:
        reply, typed, said = _ticked(account, layout.ticks, number, marked)
    else:
        reply, typed, said = _answered(account, number, answer)
    note = note if note.strip() else said or _remarked(account, row)
    return _Line(
        number,
        code,
        Typed(text.strip(), text.place),
        role,
        reply,
        typed,
        note,
        bool(typed.strip()),
        loud,
    )


def _remarked(account: Account, row: Mapping[int, Cell]) -> Typed:
    """Return the first comment that hangs on a cell of `row`."""
    for cell in row.values():
        if cell.comment.strip():
            return Typed(cell.comment.strip(), account.place(cell.row, cell.column))
    return UNSAID


def _ticked(
    account: Account, ticks: Mapping[int, Reply], row: int, marked: Mapping[int, Cell]
) -> tuple[Reply, Typed, Typed]:
    """Return what the ticks of one line come to, the tick(s) as typed, and words beside them."""
    replies: dict[int, Reply] = {}
    odd: list[Typed] = []
    said = UNSAID
    for column, cell in marked.items():
        typed = _peek(account, row, column)
        if cell.struck:
            account.notice(row, column, "A tick that is struck through is not counted.")
            continue
        reply, comment = marks.tick(cell.text, ticks[column])
        if reply is None or sum(column <= other < column + cell.merged[1] for other in ticks) > 1:
            odd.append(typed)
        elif reply is not Reply.BLANK:
            replies[column] = reply
        said = said or (Typed(comment, typed.place) if comment else UNSAID)
    chosen = set(replies.values())
    place = account.place(row, min(ticks))
    if replies:
        cells = ", ".join(account.place(row, column).cell for column in replies)
        words = ", ".join(marked[column].text.strip() for column in replies)
        typed = Typed(words, Place(place.file, place.sheet, cells))
        reply = chosen.pop() if len(chosen) == 1 else Reply.CONFLICT
        return reply, typed, said or (odd[0] if odd else UNSAID)
    if odd:
        account.notices.append(
            Problem(
                odd[0].place,
                f"“{odd[0].strip()}” is not a tick we can read: not counted.",
                "Type x in one column.",
            )
        )
        return Reply.UNREADABLE, odd[0], UNSAID
    return Reply.BLANK, Typed("", place), UNSAID


def _answered(account: Account, row: int, column: int) -> tuple[Reply, Typed, Typed]:
    """Return what an answer in words comes to, the words as typed, and the comment in them."""
    if not column:
        return Reply.BLANK, UNSAID, UNSAID
    typed = _peek(account, row, column)
    cell = account.cell(row, column)
    if cell and cell.struck:
        account.notice(row, column, "An answer that is struck through is not counted.")
        return Reply.BLANK, Typed("", typed.place), UNSAID
    reply, comment = marks.meaning(typed)
    if reply is None or reply is Reply.UNREADABLE:
        account.notice(
            row,
            column,
            f"“{typed.strip()}” is not Yes, No or Partially: not counted.",
            "Type Yes, No or Partially.",
        )
        return Reply.UNREADABLE, typed, UNSAID
    return reply, typed, Typed(comment, typed.place) if comment else UNSAID


# ── roles, items, examples ───────────────────────────────────────────────────────────────────


@dataclass
class _Draft:
    """A role while its items are being collected."""

    title: Typed
    items: list[Item]


def _sorted(
    account: Account, layout: _Layout, lines: Sequence[_Line], above: _Above
) -> tuple[Instrument | None, tuple[Answer, ...], Typed]:
    """Tell roles, items and examples apart: the form, the answers, and words that belong to none."""
    kinds = _kinds(lines)
    roles: list[_Draft] = []
    answers: list[Answer] = []
    ids: set[str] = set()
    remark = UNSAID
    rows = dict(rows_of(account.sheet))
    asked = (layout.statement, layout.code, layout.role, layout.note, layout.site, layout.person)
    columns = {*asked, *(layout.ticks or {}), *(layout.answers or {})}
    for line, kind in zip(lines, kinds, strict=True):
        row = rows[line.row]
        match kind:
            case "role":
                roles.append(_Draft(line.text, []))
                if line.marked:
                    account.notices.append(
                        Problem(
                            line.typed.place, "A tick stands beside a role, which is not scored."
                        )
                    )
            case "item":
                if line.role and (not roles or fold(roles[-1].title) != fold(line.role)):
                    known = [role for role in roles if fold(role.title) == fold(line.role)]
                    roles.append(known[0] if known else _Draft(line.role, []))
                    roles[:] = [*(role for role in roles[:-1] if role is not roles[-1]), roles[-1]]
                if not roles:
                    roles.append(_Draft(above.last, []))
                item = _item(account, line, roles, ids)
                roles[-1].items.append(item)
                answers.append(Answer(line.code, item.text, line.reply, line.typed, line.note))
            case "example":
                _example(account, line, answers)
            case "note":
                remark = line.note if not remark else Typed(f"{remark}\n{line.note}", remark.place)
            case _:
                account.leave(row.values(), kind)
                continue
        for column in columns & row.keys():
            account.use(row[column])
    form = _form(account, roles, above) if any(role.title for role in roles) else None
    if not layout.answers and layout.ticks is None:
        return form, (), remark
    return form, tuple(answers), remark


def _item(account: Account, line: _Line, roles: Sequence[_Draft], ids: set[str]) -> Item:
    made = f"{len(roles)}.{len(roles[-1].items) + 1}"
    name = line.code or made
    if name in ids:
        name = made if made not in ids else f"{made} row {line.row}"
        account.notices.append(
            Problem(
                line.text.place,
                f"The code {line.code} stands on two items: this one is called {name}.",
            )
        )
    ids.add(name)
    return Item(name, line.text)


def _example(account: Account, line: _Line, answers: list[Answer]) -> None:
    if not line.marked:
        return
    message = "A tick stands beside an example, which is never scored"
    if answers:
        of = answers[-1].code or f"“{answers[-1].statement}”"
        if not answers[-1].note:
            answers[-1] = replace(answers[-1], note=line.note or line.text)
        message += f": kept as a note on {of}"
    account.notices.append(Problem(line.typed.place, f"{message}."))


def _form(account: Account, roles: Sequence[_Draft], above: _Above) -> Instrument:
    title = above.title if above.title and above.title is not above.last else UNSAID
    built = tuple(
        Role(str(number), role.title, tuple(role.items)) for number, role in enumerate(roles, 1)
    )
    return Instrument(account.sheet.file, title or "Self-assessment", built)


def _kinds(lines: Sequence[_Line]) -> list[str]:
    """Return for each line what it is: role, item, example, note, or why it is left out."""
    coded = sum(bool(line.code) for line in lines) * 2 >= sum(line.marked for line in lines) > 0
    coded = coded or sum(bool(line.code) for line in lines) >= 3
    with_roles = any(line.role for line in lines)
    silent = [line for line in lines if line.text and not line.code and not line.marked]
    loud = 0 < sum(line.loud for line in silent) < sum(line.loud or True for line in lines)
    loud = loud and not all(line.loud for line in lines if line.marked)
    kinds = [_kind(line, coded=coded, loud=loud, with_roles=with_roles) for line in lines]
    scored = [kind for kind in kinds if kind in ("role", "item")]
    empty = [
        number
        for number, kind in enumerate(scored)
        if scored[number : number + 2] in (["role", "role"], ["role"])
    ]
    titles = [number for number, kind in enumerate(kinds) if kind in ("role", "item")]
    for number in empty:
        kinds[titles[number]] = "A title with no items under it: not a role."
    return kinds


def _kind(line: _Line, *, coded: bool, loud: bool, with_roles: bool) -> str:
    text = line.text
    if not text:
        return (
            "note"
            if line.note.strip() and not line.marked
            else "A mark with no statement beside it."
        )
    if re.match(r"\s*(?:sub)?totals?\b", text, re.IGNORECASE):
        return "A line of totals: Afterword counts for itself."
    if line.code and coded:
        return "item"
    if _EXAMPLE.match(text):
        return "example"
    if text[0].islower() and not line.marked:
        return "Goes on from the line above: not an item."
    title = _like_a_title(text)
    if line.marked:
        return "role" if coded and title and line.loud else "item"
    if with_roles:
        return "item"
    if loud and not coded:
        return "role" if line.loud else "item"
    if title:
        return "role"
    return "example" if coded or len(re.findall(r"[.!?](?:\s|$)|\n", text)) > 2 else "item"


def _like_a_title(text: str) -> bool:
    words = re.findall(r"[^\W\d_][\w’'-]*", text)
    long = [word for word in words if len(word) > 3]
    raised = sum(word[0].isupper() for word in long)
    return (
        len(words) <= 14 and not text.rstrip().endswith((".", ";", ",")) and raised * 2 > len(long)
    )


def _summary(layout: _Layout, responses: Sequence[Response]) -> str:
    first = responses[0] if responses else None
    items = (
        len(first.answers)
        if first and first.answers
        else sum(len(role.items) for role in first.form.roles)
        if first and first.form
        else 0
    )
    where = (
        "ticks in the order "
        + ", ".join(layout.ticks[c].capitalize() for c in sorted(layout.ticks))
        if layout.ticks
        else "answers in words"
    )
    if not layout.ticks and not layout.answers:
        where = "no answers"
    roles = (
        f" under {count(len(first.form.roles), 'role')}" if first and first.form else ", no roles"
    )
    forms = f", {count(len(responses), 'form')}" if len(responses) > 1 else ""
    return f"{count(items, 'item')}{roles}{forms}, {where}"


# ── one row a team ───────────────────────────────────────────────────────────────────────────


def _teams(account: Account, layout: _Layout, site: str) -> tuple[tuple[Response, ...], str]:
    headings = {
        cell.column: cell
        for cell in account.sheet.cells
        if cell.row == layout.header and cell.text.strip()
    }
    others = {column: cell.text for column, cell in headings.items() if column not in layout.items}
    at_site = _asked(others, SITE, _SITE_QUESTION)
    at_person = _asked({c: t for c, t in others.items() if c != at_site}, PERSON, _PERSON_QUESTION)
    notes = {
        column: max(item for item in layout.items if item < column)
        for column, text in others.items()
        if _NOTE_QUESTION.match(text) and layout.items[0] < column < layout.items[-1]
    }
    rest = {c: t for c, t in others.items() if c not in (at_site, at_person) and c not in notes}
    at_remark = _asked(
        {c: t for c, t in rest.items() if c > layout.items[0]}, NOTE, _REMARK_QUESTION
    )
    items = {column: _question(account, layout.header, column) for column in layout.items}
    for column in {at_site, at_person, at_remark, *notes} - {0}:
        account.use(headings[column])
    responses: list[Response] = []
    for number, row in rows_of(account.sheet):
        if number <= layout.header:
            account.leave(row.values(), "Stands above the answers.")
            continue
        if _machine(row):
            account.leave(row.values(), "A second heading that the survey tool wrote.")
            continue
        if not any(column in row for column in (*layout.items, at_site, at_remark) if column):
            account.leave(row.values(), "A row without answers.")
            continue
        for cell in row.values():
            if cell.column in {*layout.items, *notes}:
                account.use(cell)
        answers = tuple(
            _reply(account, number, column, items[column], notes) for column in layout.items
        )
        place = account.typed(number, at_site).strip() if at_site else ""
        person = account.typed(number, at_person).strip() if at_person else ""
        remark = account.typed(number, at_remark) if at_remark and at_remark in row else UNSAID
        if not place and at_site:
            account.notice(
                number,
                at_site,
                "This row does not say where it comes from.",
                "Type the site or state.",
            )
        responses.append(
            Response(
                place or site,
                "" if fold(person) == "anonymous" else person,
                answers,
                _grid_form(account, items),
                remark,
            )
        )
        account.leave(
            row.values(), "Written by the survey tool, or asked beside the assessment: not used."
        )
    account.leave(
        headings.values(), "Written by the survey tool, or asked beside the assessment: not used."
    )
    where = (
        f"column {account.place(1, at_site).cell[:-1]} is the site"
        if at_site
        else "no column says the site"
    )
    return tuple(
        responses
    ), f"{count(len(items), 'item')} in columns, {count(len(responses), 'form')}, {where}"


def _asked(headings: Mapping[int, str], names: frozenset[str], question: re.Pattern[str]) -> int:
    exact = [column for column, text in headings.items() if fold(text) in names]
    asked = [column for column, text in headings.items() if question.search(text)]
    return next(iter([*exact, *asked] if names is not PERSON else [*asked, *exact]), 0)


@dataclass(frozen=True, slots=True)
class _Question:
    """An item as a column heading: its code, its words, and the role a grid question names."""

    code: str
    text: Typed
    role: str


def _question(account: Account, row: int, column: int) -> _Question:
    typed = account.typed(row, column)
    grid = _GRID_QUESTION.fullmatch(typed)
    words = " ".join((grid[2] if grid else typed).split())
    found = _CODE.fullmatch(words)
    code, words = (found[1], found[2]) if found else ("", words)
    return _Question(code, Typed(words, typed.place), " ".join(grid[1].split()) if grid else "")


def _reply(
    account: Account, row: int, column: int, item: _Question, notes: Mapping[int, int]
) -> Answer:
    reply, typed, note = _answered(account, row, column)
    for beside in (noted for noted, of in notes.items() if of == column):
        words = _peek(account, row, beside)
        note = words if words.strip() else note
    return Answer(item.code, item.text, reply, typed, note)


def _grid_form(account: Account, items: Mapping[int, _Question]) -> Instrument | None:
    """Return the roles a grid question names in front of each item, if it names several."""
    titles = list(dict.fromkeys(item.role for item in items.values()))
    if not all(titles) or len(titles) < 2:
        return None
    roles: list[Role] = []
    for number, title in enumerate(titles, 1):
        own = [item for item in items.values() if item.role == title]
        built = tuple(
            Item(item.code or f"{number}.{n}", item.text) for n, item in enumerate(own, 1)
        )
        roles.append(Role(str(number), Typed(title, own[0].text.place), built))
    return Instrument(account.sheet.file, "Self-assessment", tuple(roles))


def _said_site(sheet: Sheet) -> str:
    """Return what the sheet's name, or else the file's, tells about where the form comes from."""
    stem = sheet.file.rsplit(".", 1)[0]
    for name in (sheet.name, stem):
        words = re.findall(r"[^\W_]+", name)
        while words and (fold(words[0]) in UNTELLING or words[0].isdigit()):
            words.pop(0)
        while words and (fold(words[-1]) in UNTELLING or words[-1].isdigit()):
            words.pop()
        if words:
            told = " ".join(words)
            return (
                told
                if not told.islower()
                else re.sub(r"\b(?!of\b|and\b|the\b)\w", lambda letter: letter[0].upper(), told)
            )
    return stem
