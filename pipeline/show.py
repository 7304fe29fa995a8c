"""Say results: in words for a person at a terminal, as JSON for a program."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice

from pipeline import forms, privacy
from pipeline.forms import further
from pipeline.model import (
    Accounting,
    Advice,
    Cell,
    CellAccounting,
    ColumnRead,
    Decided,
    Group,
    Idea,
    ItemScore,
    Proposal,
    Reading,
    Reply,
    RoleScore,
    SiteChange,
    SiteScore,
    Unread,
    Wall,
    column_letters,
    sort_of,
)
from pipeline.names import same_heading
from pipeline.problems import Place, Problem, Weight
from pipeline.words import all_headings_of

# Of what is printed as JSON: a name that goes or changes raises the number.
FORMAT: dict[str, object] = {"format": 1}

PLACED = "placed by Afterword"
LONGEST = 500  # characters of a card on the screen
SHOWN = 6  # cells named of those left out for one reason
ALIKE = 0.75  # a heading that may be ours, mistyped


def wall(wall: Wall) -> Iterator[str]:
    """Yield the wall line by line, question by question where it answers several, and the account."""
    if wall.expect:
        yield wall.expect.in_full
    asked = wall.questions()
    for question in asked:
        if len(asked) > 1:
            yield f"Workshop question: {question or '(not typed in)'}"
        yield from _hung(wall.of(question) if len(asked) > 1 else wall)
    yield str(Accounting.of(wall))


def _hung(wall: Wall) -> Iterator[str]:
    theme = ""
    for each in wall.groups:
        if each.theme != theme:
            theme = each.theme
            yield f"Theme: {theme}" if theme else "Without a theme"
        none = "" if each.ideas else "  (no cards)"
        title = privacy.shortened(each.title)
        by = f", offered by {each.offered_by}" if each.offered_by else ""
        yield f"{title}{'' if each.agreed else f'  (working title{by}, not agreed)'}{none}"
        unsure = dict(each.unsure)
        for idea in each.ideas:
            other = (
                f"  [not sure; or: {privacy.shortened(wall.groups[unsure[idea.id]].title)}]"
                if idea.id in unsure
                else ""
            )
            ours = f"  [{PLACED}]" if idea.proposed else ""
            yield f"  - {_card(idea)}{other}{ours}"
    if wall.not_placed:
        yield "Not yet placed"
    if first := sum(each.decide_first for each in wall.not_placed):
        yield f"  ({first} to decide first: they tell most about where the others hang.)"
    for unplaced in wall.not_placed:
        names = "; or ".join(map(_place, unplaced.proposals))
        first_of_all = "decide first; " if unplaced.decide_first else ""
        suggested = f"  [{first_of_all}suggested: {names}]" if names else ""
        yield f"  - {_card(unplaced.idea)}{suggested}"
    if wall.parking_lot:
        yield "Parking lot"
    yield from (f"  - {_card(idea)}" for idea in wall.parking_lot)


def _place(proposal: Proposal) -> str:
    by = proposal.offered_by
    return f"{proposal.named()} ({f'offered by {by}' if by else f'{proposal.sure:.0%}'})"


def _card(idea: Idea) -> str:
    """Return a card for the screen: one that is held back by its id alone, a very long one cut."""
    if privacy.holds_back(idea):
        return f"{idea.id}: {privacy.shortened(idea.text)}"
    return idea.text if len(idea.text) <= LONGEST else f"{idea.text[:LONGEST]}…"


def account(accounting: Accounting, held: int, cells: CellAccounting) -> Iterator[str]:
    """Yield where the cards went, if there are any, and how many are held back; then the cells."""
    if accounting.cards:
        yield f"{accounting}; {held} of them held back" if held else str(accounting)
    yield str(cells)


def decided(decided: Decided) -> Iterator[str]:
    """Yield how many decisions people took and what became of them; nothing where they took none."""
    if decided.of_people():
        yield str(decided)


def wall_json(question: str, wall: Wall) -> Iterator[str]:
    """Yield the wall as JSON, in pieces: question, groups, cards not placed, parking lot, accounting."""
    several = len(wall.questions()) > 1
    groups = (
        {
            "title": group.title,
            "agreed": group.agreed,
            **_offered(group.offered_by),
            "theme": group.theme or None,
            **_asked(group.question, several=several),
            "ideas": _hanging(group),
        }
        for group in wall.groups
    )
    not_placed = (
        _idea(unplaced.idea)
        | _asked(unplaced.idea.question, several=several)
        | {"proposals": [_proposal(each) for each in unplaced.proposals]}
        | ({"decide_first": True} if unplaced.decide_first else {})
        for unplaced in wall.not_placed
    )
    accounting = Accounting.of(wall)
    parts = ("cards", "grouped", "not_placed", "parking_lot", "empty", "merged")
    yield from _json_pieces(
        FORMAT
        | {
            "question": question,
            "groups": groups,
            "expect": wall.expect and wall.expect.in_full,
            "not_placed": not_placed,
            "parking_lot": (
                _idea(i) | _asked(i.question, several=several) for i in wall.parking_lot
            ),
            "accounting": {part: getattr(accounting, part) for part in parts},
        }
    )


def _asked(question: str, *, several: bool) -> dict[str, object]:
    """Return the workshop question of a part of the wall, nothing where there is only one."""
    return {"question": str(question) or None} if several else {}


def _offered(by: str) -> dict[str, object]:
    """Return which language model offered it, nothing where none did."""
    return {"offered_by": by} if by else {}


def _proposal(proposal: Proposal) -> dict[str, object]:
    sure = {} if proposal.offered_by else {"sure": round(proposal.sure, 3)}
    said: dict[str, object] = {"title": proposal.title, **sure, **_offered(proposal.offered_by)}
    return said | {"new_column": True} if proposal.new else said


def _hanging(group: Group) -> Iterator[dict[str, object]]:
    unsure = {card for card, _ in group.unsure}
    for idea in group.ideas:
        proposed = group.proposed or idea.proposed
        yield _idea(idea) | {"proposed": proposed, "unsure": idea.id in unsure}


def advice(wall: Wall, advice: Sequence[Advice]) -> Iterator[str]:
    """Yield what the title coach says of each group; nothing where a title is good."""
    for group, said in zip(wall.groups, advice, strict=True):
        if said.weak:
            yield f"{group.title}: {' '.join(said.weak)}"
            yield from (f"  or: {title}" for title in said.alternatives)


def sites(sites: Sequence[SiteScore], changes: Sequence[SiteChange] = ()) -> Iterator[str]:
    """Yield each site's counts by role, its gaps, and what moved since an earlier form."""
    for site in sites:
        yield site.site
        for role in site.roles:
            counts = _counts(role)
            said = ", ".join(
                f"{number} {reply}"
                for reply, number in counts.items()
                if number or reply in (Reply.YES, Reply.PARTIALLY, Reply.NO)
            )
            share = (
                ""
                if role.share is None
                else f"; share {role.share:.0%}, {role.answered} of {len(role.items)} answered"
            )
            yield f"  {role.role.title or 'Items without a heading'}: {said}{share}"
        for _, item in site.gaps():
            yield f"  {item.reply}: {item.item.id} {item.item.text}"
        for change in (each for each in changes if each.site == site.site):
            yield from _moves(change)


def _moves(change: SiteChange) -> Iterator[str]:
    both, moved = list(change.both()), list(change.moved())
    yield f"  since {change.file}: {len(moved)} of {len(both)} items on both forms moved"
    for then, now in moved:
        words = f"{then.reply.capitalize()} to {now.reply.capitalize()}"
        yield f"  moved: {now.item.id} {words}: {now.item.text}"
    for move in change.moves:
        if move.now and not move.then:
            yield f"  new on the form: {move.now.item.id} {move.now.item.text}"
        elif move.then and not move.now:
            yield f"  gone from the form: {move.then.item.id} {move.then.item.text}"


def sites_json(sites: Sequence[SiteScore], changes: Sequence[SiteChange] = ()) -> str:
    """Return the scores as JSON: sites, their roles with counts and share, gaps, what moved."""
    return _json(FORMAT | {"sites": [_site(site) | _moved(site, changes) for site in sites]})


def _moved(site: SiteScore, changes: Sequence[SiteChange]) -> dict[str, object]:
    own = [change for change in changes if change.site == site.site]
    if not own:
        return {}
    moved = [
        _named(now) | {"then": then.reply, "now": now.reply, "earlier_form": change.file}
        for change in own
        for then, now in change.moved()
    ]
    moves = [move for change in own for move in change.moves]
    return {
        "on_both_forms": [len(list(change.both())) for change in own],
        "moved": moved,
        "new": [_named(move.now) for move in moves if move.now and not move.then],
        "gone": [_named(move.then) for move in moves if move.then and not move.now],
    }


def _named(item: ItemScore) -> dict[str, str]:
    return {"item": item.item.id, "text": item.item.text}


def readings(readings: Sequence[Reading], *, details: bool) -> Iterator[str]:
    """Yield how each sheet was read, file by file: a line a sheet, with `details` a small table."""
    file = ""
    for each in readings:
        if each.file != file:
            file = each.file
            yield file
        yield f"  sheet {each.sheet}: {each.summary}"
        for label, line in _reading(each) if details else ():
            yield f"    {label:<9} {line}".rstrip()


def _reading(reading: Reading) -> Iterator[tuple[str, str]]:
    layout = reading.layout
    if reading.kind:
        how = f"{reading.kind}, {layout.name}" if layout.name else reading.kind
        yield "read as", f"{how}: {layout.reason}" if layout.reason else how
    if layout.heading_row:
        yield "headings", f"row {layout.heading_row}"
    wide = max((len(column.letters) for column in layout.columns), default=0)
    if reading.kind:
        label = "columns"
        as_headed = [c for c in layout.columns if c.heading.casefold() == c.field.casefold()]
        if as_headed:
            yield label, f"as headed: {', '.join(f'{c.letters} {c.field}' for c in as_headed)}"
            label = ""
        for column in (each for each in layout.columns if each not in as_headed):
            heading = f"“{_short(column.heading)}”" if column.heading else "(no heading)"
            yield label, f"{column.letters:<{wide}}  {heading} → {column.field}"
            label = ""
    if layout.titles:
        yield "titles", "; ".join(_short(title) for title in layout.titles)
    left = reading.cells_read - reading.cells_used
    yield "cells", f"{reading.cells_read:,} read = {reading.cells_used:,} used + {left:,} left out"
    label = "left out"
    left_out = reading.left_out
    found: dict[str, list[int]] = {}
    for at, reason in enumerate(left_out.reasons):
        found.setdefault(reason, []).append(at)
    for reason, ats in found.items():
        listed = ", ".join(left_out[at].place.cell for at in ats[:SHOWN])
        more = ", …" if len(ats) > SHOWN else ""
        yield label, f"{len(ats):,}: {reason} ({listed}{more})"
        label = ""


def unread(readings: Sequence[Reading]) -> Iterator[Problem]:
    """Yield for each sheet that is used which columns or lines are not, and why: unknown, or a second one."""
    for each in readings:
        form = next((f for f in (*forms.ALL, *forms.FURTHER) if f.kind == each.kind), None)
        if form:
            unknown = dict(_unknown(each))
            before = {at: _read_before(each, form, words) for at, words in unknown.items()}
            for at, first in before.items():
                if first:
                    yield _second(each, at, unknown.pop(at), first)
            if unknown:
                yield _not_known(each, form, unknown)
            yield from _without_heading(each)


def _without_heading(reading: Reading) -> Iterator[Problem]:
    """Yield for each column under no heading what of it is not read, where it holds words."""
    columns: dict[str, list[Cell]] = {}
    for cell, reason in zip(reading.left_out.cells, reading.left_out.reasons, strict=True):
        if sort_of(reason) is Unread.UNHEADED and any(map(str.isalpha, cell.text)):
            columns.setdefault(column_letters(cell.column), []).append(cell)
    for letters, cells in columns.items():
        first = f"“{_short(' '.join(cells[0].text.split()))}” ({letters}{cells[0].row})"
        they = "a cell of it is" if len(cells) == 1 else f"{len(cells):,} cells of it are"
        message = f"Column {letters} has no heading, so {they} not read: {first}{', …' if cells[1:] else ''}."
        hint = f"Write over it what it holds, in row {reading.layout.heading_row}."
        yield Problem(Place(reading.file, reading.sheet), message, hint, Weight.LOST)


def _not_known(reading: Reading, form: forms.Form, unknown: Mapping[str, str]) -> Problem:
    """Return the problem of columns or lines whose names nobody knows: where each stands, and its words."""
    labels = form is forms.DETAILS or form.kind in further.FIELDS_BESIDE_VALUES
    part, name = ("line", "label") if labels else ("column", "heading")
    they = f"A {part} is" if len(unknown) == 1 else f"{len(unknown)} {part}s are"
    named = [f"{_short(words)} ({at})" for at, words in islice(unknown.items(), SHOWN)]
    more = ", …" if len(unknown) > SHOWN else ""
    message = f"{they} not read, for Afterword does not know the {name}: {', '.join(named)}{more}."
    meant = (*_meant(form, unknown.values()), *_perhaps_a_name(reading, form, unknown))
    hint = " ".join((*meant, "Rename what is to be read."))
    command = f"; a workbook from afterword new shows the {name}s."
    return Problem(Place(reading.file, reading.sheet), message, hint, Weight.LOST, command)


def _perhaps_a_name(
    reading: Reading, form: forms.Form, unknown: Mapping[str, str]
) -> Iterator[str]:
    """Yield what to do where a line alone begins the details: it may be the workshop's name."""
    line = [cell for cell in reading.left_out.cells if cell.row == 1]
    if form is forms.DETAILS and len(line) == 1 and "A1" in unknown:
        yield "If A1 is the name of the workshop, write Workshop there, and the name beside it."


def _unknown(reading: Reading) -> Iterator[tuple[str, str]]:
    """Yield where a heading or label stands that nobody knows, and its words."""
    said = set()
    for cell, reason in zip(reading.left_out.cells, reading.left_out.reasons, strict=True):
        letters, words = column_letters(cell.column), " ".join(cell.text.split())
        sort = sort_of(reason)
        if sort is Unread.HEADING and cell.row == reading.layout.heading_row:
            yield letters, words
        elif sort is Unread.LABEL and reason not in said:
            said.add(reason)
            yield f"{letters}{cell.row}", words


def _read_before(reading: Reading, form: forms.Form, heading: str) -> ColumnRead | None:
    """Return the column that is read as what a heading says too, None where the heading is not known."""
    fields = {
        column.heading
        for column in form.columns
        if any(
            same_heading(heading, each)
            for each in (column.heading, *all_headings_of(form.kind, column.name))
        )
    }
    return next((each for each in reading.layout.columns if each.field in fields), None)


def _second(reading: Reading, at: str, heading: str, first: ColumnRead) -> Problem:
    """Return the problem of a column that says once more what another is read as."""
    message = f"The column “{_short(heading)}” ({at}) is not read, for column {first.letters} is read as {first.field}."
    hint = "Put what is to be read into one column."
    return Problem(Place(reading.file, reading.sheet), message, hint, Weight.LOST)


def _meant(form: forms.Form, unknown: Iterable[str]) -> Iterator[str]:
    """Yield which of our headings people may have meant by theirs."""
    typed = (column.heading for column in form.columns if column.name not in forms.OURS)
    ours = {heading.casefold(): heading for heading in typed}
    for heading in unknown:
        if near := get_close_matches(heading.casefold(), ours, n=1, cutoff=ALIKE):
            yield f"If “{heading}” is meant as {ours[near[0]]}, head it {ours[near[0]]}."


def _reasons(reading: Reading) -> dict[str, list[str]]:
    reasons: dict[str, list[str]] = {}
    left = reading.left_out
    for cell, reason in zip(left.cells, left.reasons, strict=True):
        reasons.setdefault(reason, []).append(f"{column_letters(cell.column)}{cell.row}")
    return reasons


def _short(words: str) -> str:
    return words if len(words) <= 50 else f"{words[:49]}…"


@dataclass(frozen=True, slots=True)
class TemplateNeeds:
    """What a template needs, and which fields of the data it is checked with it does not use."""

    file: str
    fields: tuple[str, ...]
    unused: tuple[str, ...] = ()


def template(needs: TemplateNeeds) -> Iterator[str]:
    """Yield the name of a template and each field it needs, items of lists with []."""
    yield needs.file
    yield from (f"  needs {field}" for field in needs.fields)


def check_json(
    readings: Sequence[Reading],
    templates: Sequence[TemplateNeeds],
    notices: Sequence[Problem],
    problems: Sequence[Problem],
) -> str:
    """Return as JSON how each sheet was read, what each template needs, what to know and to mend."""
    files: dict[str, list[dict[str, object]]] = {}
    for each in readings:
        files.setdefault(each.file, []).append(_reading_json(each))
    return _json(
        FORMAT
        | {
            "files": [{"file": file, "sheets": own} for file, own in files.items()],
            "templates": [
                {"file": each.file, "fields": list(each.fields), "unused": list(each.unused)}
                for each in templates
            ],
            "notices": [_problem(each) for each in notices],
            "problems": [_problem(each) for each in problems],
        }
    )


def _reading_json(reading: Reading) -> dict[str, object]:
    layout = reading.layout
    return {
        "sheet": reading.sheet,
        "kind": reading.kind,
        "summary": reading.summary,
        "layout": layout.name,
        "reason": layout.reason,
        "mapping": reading.pinned or None,
        "heading_row": layout.heading_row or None,
        "columns": [
            {"column": column.letters, "heading": column.heading, "field": column.field or None}
            for column in layout.columns
        ],
        "titles": list(layout.titles),
        "cells_read": reading.cells_read,
        "cells_used": reading.cells_used,
        "cells_left_out": len(reading.left_out),
        "left_out": [
            {"reason": reason, "cells": cells} for reason, cells in _reasons(reading).items()
        ],
    }


def _problem(problem: Problem) -> dict[str, str]:
    problem = privacy.discreet(problem)
    return {"place": str(problem.place), "message": problem.message, "hint": problem.advice}


def _idea(idea: Idea) -> dict[str, object]:
    """Return a card for a program, whole: whether it is held back from documents stands beside it."""
    held, place = privacy.holds_back(idea), str(idea.text.place)
    return {"id": idea.id, "text": idea.text, "held_back": held, "place": place}


def _site(site: SiteScore) -> dict[str, object]:
    gaps = [
        {
            "item": item.item.id,
            "text": item.item.text,
            "role": role.role.id,
            "answer": item.reply,
            "place": str(item.answers[0].typed.place) if item.answers else "",
        }
        for role, item in site.gaps()
    ]
    return {"site": site.site, "roles": [_role(role) for role in site.roles], "gaps": gaps}


def _role(role: RoleScore) -> dict[str, object]:
    return {
        "id": role.role.id,
        "title": role.role.title,
        "items": len(role.items),
        **{reply.replace(" ", "_"): number for reply, number in _counts(role).items()},
        "share": None if role.share is None else round(role.share, 4),
    }


def _counts(role: RoleScore) -> dict[Reply, int]:
    return {reply: role.count(reply) for reply in Reply}


def answer_json(origins: Iterable[Mapping[str, object]], why: str) -> str:
    """Return where words came from, or went, as JSON."""
    return _json(FORMAT | {"found": list(origins), "why": why or None})


def made_json(
    documents: Iterable[Mapping[str, object]],
    not_made: Iterable[str],
    accounts: Iterable[str],
    notices: Iterable[Problem],
) -> str:
    """Return what a run made, what became of what lay there, and all it has to say, as JSON."""
    said = [_problem(each) for each in notices]
    return _json(
        FORMAT
        | {
            "documents": list(documents),
            "not_made": list(not_made),
            "accounts": list(accounts),
            "notices": said,
        }
    )


def _json_pieces(data: object, margin: str = "") -> Iterator[str]:
    """Yield what `_json` returns, of lists that are made on the way: a million cards are never all there."""
    inner = f"{margin}  "
    if isinstance(data, dict) and any(isinstance(each, Iterator | dict) for each in data.values()):
        for n, (key, value) in enumerate(data.items()):
            yield f"{',' if n else '{'}\n{inner}{json.dumps(key)}: "
            yield from _json_pieces(value, inner)
        yield f"\n{margin}}}"
    elif isinstance(data, Iterator):
        opened = False
        for each in data:
            yield f"{',' if opened else '['}\n{inner}"
            yield from _json_pieces(each, inner)
            opened = True
        yield f"\n{margin}]" if opened else "[]"
    else:
        yield _json(data).replace("\n", f"\n{margin}")


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2)
