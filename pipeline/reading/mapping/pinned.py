"""What a mapping file says of a sheet: whether it can be said, and whether it is still so."""

from collections.abc import Iterator, Mapping, Sequence

from pipeline import forms
from pipeline.model import Sheet, Wanted, area_name, column_letters
from pipeline.names import heading_key, words_key
from pipeline.problems import Problem
from pipeline.reading import mapping
from pipeline.reading.columns import outline

MEND = "Correct the mapping file, or delete it to have Afterword guess."
FORMS = {form.kind: form for form in (*forms.ALL, forms.GAPS)}
_WITHOUT = frozenset(
    {
        mapping.WALL,
        mapping.SIDEWAYS,
        mapping.LINKED,
        mapping.FIELDS,
        mapping.COLORS,
        mapping.LETTERS,
        mapping.BLOCKS,
    }
)


def wrong(sheet: Sheet, pin: Wanted) -> tuple[Problem, ...]:
    """Return what a mapping file says of `sheet` that is not so, or cannot be said."""
    unfit = only_kind(pin) if pin.kind in mapping.FURTHER else _unfit(pin)
    return tuple(_stale(sheet, pin)) or ((unfit,) if unfit else ())


def only_kind(pin: Wanted) -> Problem | None:
    """Return why a pin says more than can be said of a form, None where it does not."""
    if pin.layout or pin.columns or pin.titles or pin.not_cards:
        message = f"Of a sheet of {pin.kind} only the kind can be said."
        return Problem(pin.place, message, "Delete what else the mapping file says of it.")
    return None


def area(pin: Wanted) -> str:
    """Return the part of its sheet that a pin is about, "" for the whole."""
    return area_name(pin.area) if pin.area else ""


def _unfit(pin: Wanted) -> Problem | None:
    """Return why a pin says of its kind what cannot be said, None where it may."""
    if pin.columns and (pin.layout in _WITHOUT or pin.kind == forms.DETAILS.kind):
        message = f"Columns cannot be said for {pin.layout or pin.kind}."
        return Problem(pin.place, message, "Delete [sheet.columns], or say another layout.")
    if pin.layout not in _ways(pin.kind):
        message = f"A sheet of {pin.kind} is never laid out as “{pin.layout}”."
        ways = ", ".join(filter(None, _ways(pin.kind)))
        return Problem(pin.place, message, f"Write one of: {ways}.")
    return None


def _ways(kind: str) -> Sequence[str]:
    if kind == forms.DETAILS.kind:
        return ("", mapping.FIELDS)
    return (
        ("", *mapping.OF_CARDS) if kind == forms.IDEAS.kind else ("", mapping.ROWS, mapping.BLOCKS)
    )


def untold(pin: Wanted) -> Problem:
    """Return that nothing tells how the cards of a sheet are laid out."""
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


def known(pin: Wanted, names: Mapping[str, str]) -> dict[str, tuple[int, ...]] | Problem:
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
    own = {column.name: column.heading for column in FORMS[pin.kind].columns}
    own |= outline.NOTE_COLUMNS if pin.layout == mapping.NOTES else {"headline": outline.HEADLINE}
    yield from (own[field] for field in names.values() if field in own)


def lacks(pin: Wanted, heading: str) -> Problem:
    """Return that the mapping file does not say which column is `heading`."""
    message = f"The mapping file does not say which column is “{heading}”."
    return Problem(
        pin.place, message, f'Write "{heading}" = "D", or its letter, under [sheet.columns].'
    )
