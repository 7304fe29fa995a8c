"""Find the cells of a sheet where a person said that they are."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pipeline import forms
from pipeline.model import Cell, Sheet, Wanted, column_letters
from pipeline.names import heading_key, words_key
from pipeline.problems import Problem
from pipeline.reading import boards, details, kinds, lists, mapping, outline, surveys, walls
from pipeline.reading.kinds import rows_of
from pipeline.reading.outline import Found

Guess = Callable[[Sheet], Found | None]

MEND = "Correct the mapping file, or delete it to have Afterword guess."
_FORMS = {form.kind: form for form in (*forms.ALL, forms.GAPS)}
_WITHOUT = frozenset({mapping.WALL, mapping.SIDEWAYS, mapping.LINKED, mapping.FIELDS})
_OTHER_COLUMN = "The mapping file names another column."


def find(sheet: Sheet, pin: Wanted, guess: Guess) -> tuple[Found | None, tuple[Problem, ...]]:
    """Return `sheet` as what the mapping file says it is, or why it cannot be that."""
    if problems := tuple(_stale(sheet, pin)):
        return None, problems
    found = _find(sheet, pin, guess)
    return (None, (found,)) if isinstance(found, Problem) else (found, ())


def only_kind(pin: Wanted) -> Problem | None:
    """Return why a pin says more than can be said of a form, None where it does not."""
    if pin.layout or pin.columns or pin.titles or pin.not_cards:
        message = f"Of a sheet of {pin.kind} only the kind can be said."
        return Problem(pin.place, message, "Delete what else the mapping file says of it.")
    return None


def area(pin: Wanted) -> str:
    """Return the columns that a pin is about, "" for the whole sheet."""
    return ":".join(map(column_letters, pin.area)) if pin.area else ""


def _find(sheet: Sheet, pin: Wanted, guess: Guess) -> Found | Problem:  # noqa: PLR0911 - one a layout
    cards = pin.kind == forms.IDEAS.kind
    if pin.columns and (pin.layout in _WITHOUT or pin.kind == forms.DETAILS.kind):
        message = f"Columns cannot be said for {pin.layout or pin.kind}."
        return Problem(pin.place, message, "Delete [sheet.columns], or say another layout.")
    if pin.layout not in _ways(pin.kind):
        message = f"A sheet of {pin.kind} is never laid out as “{pin.layout}”."
        return Problem(
            pin.place, message, f"Write one of: {', '.join(filter(None, _ways(pin.kind)))}."
        )
    if pin.kind == forms.DETAILS.kind:
        return details.Fields(sheet)
    match pin.layout:
        case mapping.NOTES:
            return _notes(sheet, pin)
        case mapping.ANSWERS:
            return _answers(sheet, pin)
        case mapping.WALL | mapping.SIDEWAYS:
            return _wall(sheet, pin)
        case mapping.LINKED:
            nothing = "No table of cards here refers to a table of columns."
            return boards.stack(sheet) or Problem(pin.place, nothing, MEND)
        case mapping.LIST | mapping.HEADED:
            return _list(sheet, pin)
        case "" if cards and not pin.columns and pin.heading_row is None:
            return _guessed(pin, guess(sheet))
        case _:
            return _table(sheet, pin)


def _ways(kind: str) -> Sequence[str]:
    if kind == forms.DETAILS.kind:
        return ("", mapping.FIELDS)
    return ("", *mapping.OF_CARDS) if kind == forms.IDEAS.kind else ("", mapping.ROWS)


def _guessed(pin: Wanted, found: Found | None) -> Found | Problem:
    match found:
        case None | details.Fields():
            pass
        case kinds.Table() if found.form is not forms.IDEAS:
            pass
        case _:
            return found
    message = "How the cards are laid out on the sheet cannot be told."
    hint = f"Say the layout: one of {', '.join(mapping.OF_CARDS)}; and under [sheet.columns] which column is which."
    return Problem(pin.place, message, hint)


# ── what is said must still be so ────────────────────────────────────────────────────────────


def _stale(sheet: Sheet, pin: Wanted) -> Iterator[Problem]:
    row = pin.heading_row
    here = {(cell.row, cell.column): " ".join(cell.text.split()) for cell in sheet.cells}
    used = {column for _, column in here}
    for column, heading in pin.headings if row else ():
        now = here.get((row or 0, column), "")
        if now != " ".join(heading.split()):
            said = f"the heading is “{now}” now" if now else "no heading is here now"
            message = f"{pin.place.file} was written when “{heading}” stood here; {said}."
            yield Problem(sheet.place(row or 1, column), message, MEND)
    for name, columns in pin.columns:
        for column in columns:
            if column not in used:
                letters = column_letters(column)
                message = f"“{name}” is to be column {letters}, but nothing is typed in it."
                yield Problem(pin.place, message, f"Columns used: {_used(used)}. {MEND}")
    last = max((at[0] for at in here), default=0)
    if row and row > last:
        message = f"The headings are to be in row {row}, but the last row is {last}."
        yield Problem(pin.place, message, MEND)
    words = {words_key(text) for text in here.values()}
    for line in (*pin.titles, *pin.not_cards):
        if words_key(line) not in words:
            message = f"No line of the sheet reads “{line}”."
            yield Problem(pin.place, message, "Copy it from the sheet word for word, or delete it.")


def _used(columns: set[int]) -> str:
    letters = [column_letters(column) for column in sorted(columns)]
    return ", ".join(letters[:12]) + (", …" if len(letters) > 12 else "")


def _known(pin: Wanted, names: Mapping[str, str]) -> dict[str, tuple[int, ...]] | Problem:
    """Return the columns that the mapping file says, by field."""
    chosen: dict[str, tuple[int, ...]] = {}
    for heading, columns in pin.columns:
        field = names.get(heading_key(heading))
        if field is None:
            message = f"“{heading}” is nothing that a column of {pin.kind} can hold."
            known = ", ".join(dict.fromkeys(_headings(pin, names)))
            return Problem(pin.place, message, f"Write one of: {known}.")
        if field in chosen:
            return Problem(pin.place, f"“{heading}” is said twice.", "Delete one of them.")
        if len(columns) > 1 and not (field == "text" and pin.layout == mapping.ANSWERS):
            message = f"“{heading}” can only be one column."
            return Problem(
                pin.place, message, f'Write "{heading}" = "{column_letters(columns[0])}".'
            )
        chosen[field] = columns
    return chosen


def _headings(pin: Wanted, names: Mapping[str, str]) -> Iterator[str]:
    own = {column.name: column.heading for column in _FORMS[pin.kind].columns}
    own |= outline.NOTE_COLUMNS if pin.layout == mapping.NOTES else {"headline": outline.HEADLINE}
    yield from (own[field] for field in names.values() if field in own)


def _lacks(pin: Wanted, heading: str) -> Problem:
    message = f"The mapping file does not say which column is “{heading}”."
    return Problem(
        pin.place, message, f'Write "{heading}" = "D", or its letter, under [sheet.columns].'
    )


# ── the layouts ──────────────────────────────────────────────────────────────────────────────


def _table(sheet: Sheet, pin: Wanted) -> Found | Problem:
    form = _FORMS[pin.kind]
    if not pin.columns:
        rows = [each for each in rows_of(sheet) if pin.heading_row in {None, each[0]}]
        found = (kinds.table_at(sheet, form, number, row) for number, row in rows[: kinds.SEARCHED])
        best = max(filter(None, found), key=lambda each: each.score, default=None)
        best = boards.posts(best) or best
        if best and kinds.complete(best):
            return best
        return kinds.missing(sheet, form, pin.heading_row or kinds.top(sheet), best.columns if best else ())  # fmt: skip
    names = {name: field for name, (_, field) in kinds.names_of(form).items()}
    if form is forms.IDEAS:
        names[heading_key(outline.HEADLINE)] = "headline"
    chosen = _known(pin, names)
    if isinstance(chosen, Problem):
        return chosen
    columns = {field: own[0] for field, own in chosen.items()}
    header = _header(sheet, pin, form)
    taken = set(columns.values())
    unknown = {
        cell.column: cell.text.strip()
        for cell in sheet.cells
        if cell.row == header and cell.text.strip() and cell.column not in taken
    }
    table = kinds.Table(sheet, form, header, columns, unknown, why="said by a person")
    if not kinds.complete(table):
        return _lacks(pin, next(c.heading for c in form.columns if c.required and c.name not in columns))  # fmt: skip
    return table


def _header(sheet: Sheet, pin: Wanted, form: forms.Form) -> int:
    if pin.heading_row is not None:
        return pin.heading_row
    guess = kinds.table(sheet)
    return guess.header if guess and guess.form is form else kinds.top(sheet)


def _notes(sheet: Sheet, pin: Wanted) -> Found | Problem:
    names = {heading_key(heading): field for field, heading in outline.NOTE_COLUMNS.items()}
    chosen = _known(pin, names)
    if isinstance(chosen, Problem):
        return chosen
    base = boards.geometry(sheet) or boards.Geometry(sheet, kinds.top(sheet), 0, 0, 0)
    header = base.header if pin.heading_row is None else pin.heading_row
    columns: dict[str, Any] = {field: own[0] for field, own in chosen.items()}
    found = replace(base, header=header, **columns)
    for field in ("text",) if found.parent else ("text", "across", "down"):
        if not getattr(found, field):
            return _lacks(pin, outline.NOTE_COLUMNS[field])
    return found


def _answers(sheet: Sheet, pin: Wanted) -> Found | Problem:
    chosen = _known(
        pin, {"idea": "text", heading_key(outline.SMALL_GROUP): "small_group", "title": "title"}
    )
    if isinstance(chosen, Problem):
        return chosen
    base = surveys.recognise(sheet)
    header = kinds.top(sheet) if pin.heading_row is None else pin.heading_row
    if base is None or (pin.heading_row is not None and header != base.header):
        base = surveys.Survey(sheet, header, header, {}, ())
    asked = tuple(sorted(chosen.get("text", base.asked)))
    if not asked:
        return _lacks(pin, "Idea")
    (small_group,) = chosen.get("small_group", (0 if chosen else base.small_group,))
    (title,) = chosen.get("title", (0 if chosen else base.title,))
    return replace(base, asked=asked, small_group=small_group, title=title)


def _wall(sheet: Sheet, pin: Wanted) -> Found | Problem:
    sideways = pin.layout == mapping.SIDEWAYS
    guess = walls.wall(sheet)
    if guess and bool(guess.sideways) == sideways and pin.heading_row in {None, guess.header}:
        return replace(guess, sure=True)
    header = kinds.top(sheet) - sideways if pin.heading_row is None else pin.heading_row
    return walls.wall_at(sheet, header, sideways=sideways)


def _list(sheet: Sheet, pin: Wanted) -> Found | Problem:
    chosen = _known(pin, {"idea": "text"})
    if isinstance(chosen, Problem):
        return chosen
    cells: Sequence[Cell] = [cell for cell in sheet.cells if cell.text.strip()]
    if chosen:
        cells = [cell for cell in cells if cell.column in chosen["text"]]
    cells = [cell for cell in cells if cell.row > (pin.heading_row or 0)]
    own = replace(sheet, cells=tuple(cells))
    if not pin.titles and pin.layout == mapping.HEADED:
        guess = lists.stacked(own)
        return guess or Problem(pin.place, "Nothing sets titles apart from cards.", 'List the titles: titles = ["…"].')  # fmt: skip
    found = lists.said(own, pin.titles, pin.not_cards)
    above = [cell for cell in sheet.cells if cell.row == (pin.heading_row or 0)]
    asked = next((cell for cell in above if cell.text.strip().endswith("?")), None)
    return replace(found, question=asked)
