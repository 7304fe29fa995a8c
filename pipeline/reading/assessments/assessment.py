"""Read filled self-assessments in the layouts people keep, and forms that nobody has filled yet.

Examples on a form are never items: a tick beside one is kept as a note.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

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
from pipeline.names import heading_key, name_key, same_name, words_key
from pipeline.problems import InputRefused, Place, Problem
from pipeline.reading.account import Account, count
from pipeline.reading.assessments import (
    form_kinds,
    form_layout,
    form_lines,
    health,
    marks,
    team_rows,
)
from pipeline.reading.assessments.form_kinds import BESIDE, EXAMPLE, ITEM, NOTE, ROLE
from pipeline.reading.assessments.form_layout import ASKING, HEADINGS, Layout
from pipeline.reading.assessments.form_lines import Line
from pipeline.reading.columns.kinds import rows_of

UNTELLING = frozenset(
    """assessment selfassessment self form paper responses response answers ticks data export
    checklist sheet tabelle results copy final of check tool survey""".split()  # noqa: SIM905
)  # words of a sheet's or file's name that do not say where a form comes from

_SITE_LINE = re.compile(
    r"\s*(state|site|county|region|state team|team)\s*:\s*(\S.{0,80})", re.IGNORECASE
)


def recognise(sheet: Sheet) -> health.Columns | Layout | None:
    """Return how a self-assessment, filled or blank, or a partnership-health worksheet is laid out, None for others."""
    return health.recognise(sheet) or form_layout.find(sheet)


def only_words_tell(sheet: Sheet, layout: health.Columns | Layout) -> bool:
    """Tell whether nothing but its words says that a sheet is a form: no heading does.

    They are Yes and No in a column, or codes (C1, C2) beside sentences without a place for an answer: cards have them, too.
    """
    if isinstance(layout, health.Columns):
        return False
    heads = {c.column: c.text for c in sheet.cells if c.row == layout.header}
    over = heading_key(heads.get(layout.statement, ""))
    if not any((layout.ticks, layout.answers, layout.items, layout.beside, layout.answer)):
        return over not in HEADINGS["statement"]
    if layout.ticks or layout.items:
        return False
    known = (layout.answer, layout.code, layout.role, layout.note, layout.site, layout.person)
    return len(layout.answers) == 1 and over not in ASKING and not any((*known, *layout.further))


def parts(sheets: Sequence[Sheet]) -> tuple[Sheet, ...]:
    """Return the sheets that are parts of one form: no role stands on them, and they share no item."""
    found: list[Sheet] = []
    for file in dict.fromkeys(sheet.file for sheet in sheets):
        own = [sheet for sheet in sheets if sheet.file == file]
        items = [_items_of(sheet) for sheet in own] if len(own) > 1 else []
        several = len({item for each in items for item in each})
        if items and all(items) and several == sum(map(len, items)):
            found += own
    return tuple(found)


def _items_of(sheet: Sheet) -> frozenset[str]:
    """Return the items of a form without roles that one team filled; none of any other sheet."""
    layout = None if health.recognise(sheet) else form_layout.find(sheet)
    if layout is None or layout.items or layout.site or layout.person or layout.role:
        return frozenset()
    single = len(list(layout.forms())) == 1
    account = Account(sheet)
    (part, answer, _), *_ = layout.forms()
    found = tuple(form_kinds.whole(account, form_lines.lines(account, part, answer)))
    kinds = form_kinds.kinds(found)
    items = [words_key(line.text) for line, kind in zip(found, kinds, strict=True) if kind == ITEM]
    whole = single and ROLE not in kinds and len(set(items)) == len(items)
    return frozenset(items if whole else ())


def together(responses: Sequence[Response], site: str) -> Response:
    """Return one response from those that are its parts."""
    said = [each.site for each in responses if each.told]
    remarks = [each for part in responses for each in (part.remark, *part.further) if each.strip()]
    remark, *further = remarks or [UNSAID]
    return Response(
        said[0] if said else site or responses[0].site,
        "",
        tuple(answer for part in responses for answer in part.answers),
        _united([part.form for part in responses if part.form]),
        remark,
        tuple(further),
        told=bool(said or site),
    )


def read(
    sheet: Sheet, site: str, *, several: bool = False, part: bool = False
) -> tuple[tuple[Response, ...], Reading, tuple[Problem, ...]]:
    """Return the filled forms on `sheet`, how it was read, and what a person should know.

    `site` is where a form comes from that does not say so itself; "" takes it from the name of
    the sheet or the file. Of `several` sheets, each name counts before `site`; a sheet that is
    `part` of a form is named after a role. A list of items without a place for answers is a
    `Response` without answers: it brings its roles and items. Raise `InputRefused` when a cell that counts has no
    value we may use.
    """
    account = Account(sheet)
    if columns := health.recognise(sheet):
        worksheet = health.read(account, columns)
        account.notices += health.unstated(worksheet)
        account.unheard()
        if account.problems:
            raise InputRefused(account.problems)
        understood = account.reading("health", health.summary(worksheet))
        filled = (Response("", "", (), worksheet=worksheet),) if worksheet.ratings else ()
        return filled, understood, tuple(account.notices)
    layout = form_layout.find(sheet)
    if layout is None:
        place = Place(sheet.file, sheet.name)
        message = "No Yes, No and Partially columns and no answers were found."
        raise InputRefused([Problem(place, message, "Head three columns Yes, No and Partially.")])
    above = _above(account, layout)
    stem = sheet.file.rsplit(".", 1)[0]
    if part:
        above, site, several = replace(above, role=_headed(sheet, above)), "", False
    named = _told(sheet.name) if several else ""
    said = above.site or named or site or ("" if part else _told(sheet.name)) or _told(stem)
    where = said or stem
    if layout.items:
        responses, summary = team_rows.read(account, layout, where)
    else:
        responses, summary = _forms(account, layout, where, above)
    form_lines.say_signs(account, layout)
    account.unheard()
    if account.problems:
        raise InputRefused(account.problems)
    if not said or (part and not above.site):
        responses = tuple(replace(each, told=not part and each.site != stem) for each in responses)
    return responses, account.reading("assessment", summary), tuple(account.notices)


@dataclass(frozen=True, slots=True)
class _Above:
    """What stands above the headings of a form."""

    site: str = ""
    title: Typed = UNSAID
    role: str = UNSAID  # a first role, printed above the table


def _above(account: Account, layout: Layout) -> _Above:
    sites: list[tuple[bool, str]] = []  # whether it is but a team's, who
    alone: list[Typed] = []
    for number, row in rows_of(account.sheet):
        if number >= layout.header:
            break
        cells = list(row.values())
        said = _SITE_LINE.fullmatch(cells[0].text)
        if said or (heading_key(cells[0].text) in HEADINGS["site"] and len(cells) > 1):
            team = heading_key(said[1] if said else cells[0].text) == "team"
            sites.append((team, said[2].strip() if said else cells[1].text.strip()))
            for cell in cells[: 1 if said else 2]:
                account.use(cell)
        elif len(cells) == 1:
            place = account.place(number, cells[0].column)
            alone.append(Typed(cells[0].text.strip(), place))
            account.use(cells[0])
        account.leave(cells, "Stands above the headings: not part of the answers.")
    head = account.cell(layout.header, layout.statement)
    named = head and heading_key(head.text) in HEADINGS["statement"]
    if head and head.text.strip() and not named and not form_lines.an_item(head.text):
        alone.append(Typed(head.text.strip(), account.place(head.row, head.column)))
    title = alone[0] if len(alone) > 1 else UNSAID
    site = min(sites, key=lambda each: each[0])[1] if sites else ""
    role = alone[-1] if alone and form_kinds.may_be_title(alone[-1]) else UNSAID
    return _Above(site, title, role)


def _headed(sheet: Sheet, above: _Above) -> str:
    """Return the title of a part of a form: the name of its sheet, where somebody gave it one."""
    unnamed = name_key(sheet.name).rstrip("0123456789") in {
        "sheet",
        "tabelle",
        "feuil",
        "hoja",
        "table",
    }
    return above.role if unnamed and above.role else sheet.name


def _told(name: str) -> str:
    """Return what the name of a sheet or file tells about where a form comes from, "" for nothing."""
    words = re.findall(r"[^\W_]+", name)
    while words and _untelling(words[0]):
        words.pop(0)
    while words and _untelling(words[-1]):
        words.pop()
    told = " ".join(words)
    small = r"\b(?!of\b|and\b|the\b)\w"
    return re.sub(small, lambda first: first[0].upper(), told) if told.islower() else told


def _untelling(word: str) -> bool:
    return heading_key(word).rstrip("0123456789") in UNTELLING | {""}


def _forms(
    account: Account, layout: Layout, site: str, above: _Above
) -> tuple[tuple[Response, ...], str]:
    headed = layout.columns | {layout.answer}
    for cell in account.sheet.cells:
        if cell.row == layout.header and cell.column in headed:
            account.use(cell)
    _say_other_ticks(account, layout)
    responses: list[Response] = []
    lines = [form_lines.lines(account, part, column) for part, column, _ in layout.forms()]
    if len(lines) > 1:
        lines = list(form_lines.answered_by_anybody(lines))
    for (part, _, heading), each in zip(layout.forms(), lines, strict=True):
        found = tuple(form_kinds.whole(account, each))
        for (own_site, person), own in _by_respondent(account, layout, found).items():
            form, answers, remark = _sorted(account, part, own, above)
            responses.append(Response(own_site or heading or site, person, answers, form, remark))
    if layout.site or layout.person:
        form = _united([response.form for response in responses if response.form])
        responses = [replace(response, form=form) for response in responses]
    return tuple(responses), _summary(account, layout, responses)


def _say_other_ticks(account: Account, layout: Layout) -> None:
    """Say which columns among those of ticks are ticked, and mean nothing that we know."""
    ticked = [column for column, _ in layout.ticks]
    among = set(range(min(ticked, default=0), max(ticked, default=0))) - set(layout.columns)
    for column in sorted(among):
        cells = [
            cell
            for cell in account.sheet.cells
            if cell.column == column and cell.row > layout.header
        ]
        given = sum(marks.tick(cell.text, Reply.YES)[0] is Reply.YES for cell in cells)
        if head := account.cell(layout.header, column) if given else None:
            message = f"“{head.text.strip()}” is not Yes, No or Partially: {count(given, 'tick')} under it are not counted."
            account.notice(layout.header, column, message, "Head the column Yes, No or Partially.")


def _united(forms: Sequence[Instrument]) -> Instrument | None:
    """Return one form with the items of all: nobody need have answered every item."""
    if not forms:
        return None
    roles: dict[str, _Draft] = {}
    seen: set[str] = set()
    for role in (role for form in forms for role in form.roles):
        draft = roles.setdefault(name_key(role.title), _Draft(role.title, []))
        for item in role.items:
            if words_key(item.text) not in seen:
                seen.add(words_key(item.text))
                draft.items.append(item)
    ids: set[str] = set()
    built: list[Role] = []
    for number, draft in enumerate(roles.values(), 1):
        items: list[Item] = []
        for position, item in enumerate(draft.items, 1):
            name = item.id if item.id not in ids else f"{number}.{position}"
            ids.add(name)
            items.append(replace(item, id=name))
        built.append(Role(str(number), draft.title, tuple(items)))
    return replace(forms[0], roles=tuple(built))


def _by_respondent(
    account: Account, layout: Layout, found: Iterable[Line]
) -> Mapping[tuple[str, str], list[Line]]:
    sorted_out: dict[tuple[str, str], list[Line]] = {}
    (found,) = form_lines.answered_by_anybody([tuple(found)])
    for line in found:
        site = form_lines.peek(account, line.row, layout.site).bare()
        person = form_lines.peek(account, line.row, layout.person).strip()
        sorted_out.setdefault((site, person), []).append(line)
    return sorted_out


@dataclass(slots=True)
class _Draft:
    """A role while its items are being collected."""

    title: str
    items: list[Item]


def _sorted(
    account: Account, layout: Layout, found: Sequence[Line], above: _Above
) -> tuple[Instrument | None, tuple[Answer, ...], Typed]:
    """Return the form that its lines make, the answers, and words that belong to no item."""
    roles: list[_Draft] = []
    answers: list[Answer] = []
    ids: set[str] = set()
    remark = UNSAID
    below: list[Line] = []
    columns = layout.columns
    kinds = form_kinds.kinds(found)
    _say_unanswered(
        account, [line for line, kind in zip(found, kinds, strict=True) if kind == ITEM]
    )
    items = [line.whole for line, kind in zip(found, kinds, strict=True) if kind == ITEM]
    for line, kind in zip(found, kinds, strict=True):
        if kind not in (ROLE, ITEM, EXAMPLE, NOTE, BESIDE):
            account.leave(line.cells, kind)
            continue
        for cell in line.cells:
            if cell.column in columns or cell.text.strip() == line.whole.strip():
                account.use(cell)
        if kind == ROLE:
            _role(account, line, roles)
        elif kind == ITEM:
            account.comment(*line.cells)
            role = _role_of(line, roles, above)
            item = _item(account, line, roles.index(role) + 1, len(role.items) + 1, ids)
            role.items.append(item)
            said = line.answer
            answers.append(
                Answer(
                    line.code,
                    item.text,
                    said.reply,
                    said.typed,
                    said.note,
                    said.given,
                    said.further,
                )
            )
        elif kind == EXAMPLE:
            below += [] if line.marked or form_kinds.marked_example(line.text, items) else [line]
            _example(account, line, answers)
        elif kind == BESIDE and answers and not answers[-1].note:
            answers[-1] = replace(answers[-1], note=line.text)
        else:
            words = line.answer.note or line.text
            remark = Typed(f"{remark}\n{words}", remark.place) if remark else words
    _say_examples(account, below)
    form = _form(account, roles, above) if any(role.title for role in roles) else None
    return form, tuple(answers) if layout.ticks or layout.answers else (), remark


def _say_examples(account: Account, lines: Sequence[Line]) -> None:
    """Say which lines count as examples though they carry no mark of one."""
    if lines:
        message = (
            f"{_rows(lines)} as {'an example' if len(lines) == 1 else 'examples'}: not scored."
        )
        account.say(message, "If one is an item, give it a number or an answer as the others have.")


def _rows(lines: Sequence[Line]) -> str:
    rows = ", ".join(str(line.row) for line in lines[:10]) + (", …" if len(lines) > 10 else "")
    return f"Row {rows} counts" if len(lines) == 1 else f"Rows {rows} count"


def _say_unanswered(account: Account, items: Sequence[Line]) -> None:
    """Say which items without a code have no answer: one may be an example that nothing marks."""
    bare = [line for line in items if not line.ticked and not line.code]
    if not bare or len(bare) == len(items):
        return
    rows = ", ".join(str(line.row) for line in bare[:10]) + (", …" if len(bare) > 10 else "")
    message = f"Nobody answered the item in row {rows}: it counts as not answered."
    if len(bare) > 1:
        message = f"Nobody answered the items in rows {rows}: they count as not answered."
    account.say(message, "If one is an example, begin it with “For example:”.")


def _role(account: Account, line: Line, roles: list[_Draft]) -> None:
    roles.append(_Draft(line.text, []))
    if line.marked:
        message = "A tick stands beside a role, which is not scored."
        account.notices.append(Problem(line.answer.typed.place, message))


def _role_of(line: Line, roles: list[_Draft], above: _Above) -> _Draft:
    """Return the role an item belongs to: the one it names, else the last one above it."""
    if line.role.strip():
        for role in roles:
            if same_name(role.title, line.role):
                return role
        roles.append(_Draft(Typed(line.role.strip(), line.role.place), []))
    if not roles:
        roles.append(_Draft(above.role, []))
    return roles[-1]


def _item(account: Account, line: Line, role: int, position: int, ids: set[str]) -> Item:
    made = f"{role}.{position}"
    name = line.code or made
    if name in ids:
        name = made if made not in ids else f"{made} row {line.row}"
        message = f"The code {line.code} stands on two items: this one is called {name}."
        account.notices.append(Problem(line.text.place, message, "Give each item its own code."))
    ids.add(name)
    return Item(name, form_kinds.without_bullet(line.text))


def _example(account: Account, line: Line, answers: list[Answer]) -> None:
    if not line.marked:
        return
    message = "A tick stands beside an example, which is never scored"
    if answers:
        of = answers[-1].code or f"“{answers[-1].statement}”"
        message += f": kept as a note on {of}"
        if not answers[-1].note:
            answers[-1] = replace(answers[-1], note=line.answer.note or line.text)
    account.notices.append(Problem(line.answer.typed.place, f"{message}."))


def _form(account: Account, roles: Sequence[_Draft], above: _Above) -> Instrument:
    built = (Role(str(n), role.title, tuple(role.items)) for n, role in enumerate(roles, 1))
    return Instrument(account.sheet.file, above.title or team_rows.UNTITLED, tuple(built))


def _summary(account: Account, layout: Layout, responses: Sequence[Response]) -> str:
    form = responses[0].form if responses else None
    items = len(responses[0].answers) if responses else 0
    if form:
        items = sum(len(role.items) for role in form.roles)
    roles = f" under {count(len(form.roles), 'role')}" if form else ", no roles"
    forms = f", {count(len(responses), 'form')}" if len(responses) > 1 else ""
    how = "answers in words" if layout.answers else "no answers"
    if layout.ticks:
        heads = (
            (account.cell(layout.header, column), reply) for column, reply in sorted(layout.ticks)
        )
        how = "ticks in the order " + ", ".join(_meant(head, reply) for head, reply in heads)
    return f"{count(items, 'item')}{roles}{forms}, {how}"


def _meant(head: Cell | None, reply: Reply) -> str:
    """Return what a column of ticks counts as, and its own words where they are others."""
    word = head.text.strip() if head else ""
    same = not word or same_name(word, reply) or head is None or marks.heading(word) is None
    return reply.capitalize() + ("" if same else f" (“{' '.join(word.split())}”)")
