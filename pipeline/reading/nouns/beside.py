"""Read the sheets of the further documents into their nouns: a record a row, or fields beside values."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, replace
from string import ascii_uppercase
from typing import Any, TypeVar

from pipeline import forms
from pipeline.forms import further
from pipeline.model import UNSAID, Reason, Sheet, Typed, Unread, When
from pipeline.names import bare_heading, heading_key
from pipeline.problems import Place, Problem
from pipeline.program import (
    Design,
    Habit,
    Initiative,
    Milestone,
    PartnerReview,
    Principle,
    Profile,
    RegionReport,
    Segment,
    Service,
    StateNews,
    Term,
    Watcher,
)
from pipeline.reading.account import Account
from pipeline.reading.columns.kinds import (
    SEARCHED,
    Table,
    beginning,
    complete,
    has_name,
    names_of,
    rows_of,
    table_at,
)
from pipeline.reading.nouns import when
from pipeline.reading.nouns.people import Row, rows
from pipeline.words import among, says_yes

NOUNS: Mapping[str, type[Any]] = {
    further.DESIGN.kind: Design,
    further.PHASES.kind: Segment,
    further.REGIONS.kind: RegionReport,
    further.STATE_NEWS.kind: StateNews,
    further.INITIATIVE.kind: Initiative,
    further.TIMELINE.kind: Milestone,
    further.PRINCIPLES.kind: Principle,
    further.WATCHERS.kind: Watcher,
    further.PARTNER_REVIEW.kind: PartnerReview,
    further.SERVICES.kind: Service,
    further.HABITS.kind: Habit,
    further.PROFILE.kind: Profile,
    further.GLOSSARY.kind: Term,
}
SHOWN = 40  # letters of a label
UNNAMED = 4  # columns or labels of one form: so many say what a sheet is, whatever it is called
LEAST_ORGANIZATIONS = 2  # across a table that has services down its side
LEAST_COLUMNS = 2  # of one that has it, and not every column that it must have
MOST_LABELS = 500  # rows: fields beside values are typed by hand, a longer sheet is a table

Noun = TypeVar("Noun")


@dataclass(frozen=True, slots=True)
class Labels:
    """A sheet of one form whose fields stand beside their values, and where its other columns stand."""

    sheet: Sheet
    form: forms.Form
    header: int  # the row that heads label and value, 0 where there is none
    value: int  # the column of the values
    source: int = 0  # the column that says where each value is from, 0 where there is none
    verified: int = 0  # the column that says who verified it

    def at(self) -> tuple[int, int, int]:
        """Return the columns of the value, its source and who verified it."""
        return self.value, self.source, self.verified


@dataclass(frozen=True, slots=True)
class Crossed:
    """A sheet of services down the side and organizations across."""

    sheet: Sheet
    form: forms.Form
    header: int
    services: int  # the column of the services
    organizations: Mapping[int, str]  # column → heading


Found = Table | Labels | Crossed


def find(sheet: Sheet) -> Found | None:
    """Return what `sheet` is of the further forms, None where its name and headings say none."""
    headings = _headings(sheet)
    for form in forms.FURTHER:
        named = has_name(sheet, form)
        spoken = named or not headings.isdisjoint(names_of(form))
        beside_values = form.kind in further.FIELDS_BESIDE_VALUES
        if (spoken or beside_values) and (found := _of_form(sheet, form, named=named)):
            return found
    return None


def _headings(sheet: Sheet) -> frozenset[str]:
    """Return what may head a column: each text of the first rows as headings compare, also without asides."""
    texts = [cell.text for _, row in rows_of(beginning(sheet, SEARCHED)) for cell in row.values()]
    return frozenset(map(heading_key, (*texts, *map(bare_heading, texts))))


def find_begun(sheet: Sheet, least: int) -> Table | None:
    """Return a table under the name of a further form that lacks a column without which a row is about nothing.

    At least `least` of the columns of the form are there. A partner review is not looked for: what
    such a sheet lacks is said where internal sheets are left out.
    """
    for form in forms.FURTHER:
        if form is not further.PARTNER_REVIEW and has_name(sheet, form):
            found = [each for each in _tables(sheet, form) if len(each.columns) >= least]
            best = max(found, key=lambda each: each.score, default=None)
            return best if best and not _says_what(best) else None
    return None


def lacking(found: Table) -> forms.Column:
    """Return the first column that a table lacks and without which a row is about nothing."""
    return next(
        each
        for each in found.form.columns
        if each.name in needed(found.form) and each.name not in found.columns
    )


def is_partner_review(sheet: Sheet) -> bool:
    """Return whether `sheet` is what staff think of partners: for internal eyes, and read as that."""
    form = further.PARTNER_REVIEW
    if _of_form(sheet, form, named=has_name(sheet, form)) is None:
        return False
    found = find(sheet)
    return found is not None and found.form is form


def find_as(sheet: Sheet, kind: str) -> Found | Problem:
    """Return `sheet` as the form of `kind` that a person says it is, or what it lacks."""
    form = next(form for form in forms.FURTHER if form.kind == kind)
    found = _of_form(sheet, form, named=True)
    if found:
        return found
    needed = ", ".join(column.heading for column in form.columns if column.required)
    message = f"It cannot be read as {form.sheet}: headings that it needs are not there."
    hint = f"Head its columns {needed}." if needed else "Write its labels in the first column."
    return Problem(Place(sheet.file, sheet.name), message, hint)


def _of_form(sheet: Sheet, form: forms.Form, *, named: bool) -> Found | None:
    if form is further.PARTNER_REVIEW:
        table = _table(sheet, form, 1 if named else UNNAMED)
        return _with_reasons(table) if table else None
    if table := _table(sheet, form, UNNAMED):
        return table
    if form.kind in further.FIELDS_BESIDE_VALUES:
        return _labels(sheet, form, 1 if named else UNNAMED)
    if named and form is further.SERVICES and (crossed := _crossed(sheet)):
        return crossed
    if not named:
        return None
    return _table(sheet, form, 1) or _table(sheet, form, LEAST_COLUMNS, whole=False)


def _table(sheet: Sheet, form: forms.Form, least: int, *, whole: bool = True) -> Table | None:
    """Return the table of a form that has `least` of its columns, all that it must have where it is `whole`.

    One that is not has those without which a row is about nothing: what the others would say are blanks.
    """
    has = complete if whole else _says_what
    fitting = [e for e in _tables(sheet, form) if has(e) and len(e.columns) >= least]
    return max(fitting, key=lambda each: each.score, default=None)


def _tables(sheet: Sheet, form: forms.Form) -> Iterator[Table]:
    """Yield the table that begins in each row where headings of `form` stand."""
    for number, row in rows_of(beginning(sheet, SEARCHED)):
        if found := table_at(sheet, form, number, row):
            yield found


def _says_what(found: Table) -> bool:
    """Return whether the columns are there without which a row is about nothing."""
    return all(name in found.columns for name in needed(found.form))


def needed(form: forms.Form) -> tuple[str, ...]:
    """Return the fields that every record of a form has."""
    known = fields(NOUNS[form.kind])
    return tuple(e.name for e in known if e.default is MISSING and e.default_factory is MISSING)


def _with_reasons(found: Table) -> Table:
    """Return a partner review with the columns that head a reason beside what it is a reason for."""
    at = {column: name for name, column in found.columns.items()}
    reasons = {
        f"{at[column - 1]}_why": column
        for column, heading in found.unknown.items()
        if among("reason", heading) and f"{at.get(column - 1, '')}_why" in _REVIEW
    }
    unknown = {c: words for c, words in found.unknown.items() if c not in reasons.values()}
    return replace(found, columns={**found.columns, **reasons}, unknown=unknown)


_REVIEW = frozenset(column.name for column in further.PARTNER_REVIEW.columns)


def _crossed(sheet: Sheet) -> Crossed | None:
    """Return a table of services and organizations, None where its first heading is not Service."""
    form = further.SERVICES
    known = names_of(form)
    number, row = next(iter(rows_of(sheet)), (0, {}))
    if not row:
        return None
    first, *others = sorted(row)
    held = known.get(heading_key(row[first].text))
    if held is None or held[1] != "service" or len(others) < LEAST_ORGANIZATIONS:
        return None
    if any(heading_key(row[column].text) in known for column in others):
        return None
    names = {column: row[column].text.strip() for column in others}
    return Crossed(sheet, form, number, first, names)


def _labels(sheet: Sheet, form: forms.Form, least: int) -> Labels | None:
    """Return the sheet as labels beside values, None where fewer than `least` are known, or half."""
    known = _fields(form)
    theirs = set(_fields(forms.DETAILS)) if least == UNNAMED else set()
    rows = list(rows_of(sheet))
    if len(rows) > MOST_LABELS:
        return None
    labels = [heading_key(row[min(row)].text) for _, row in rows]
    fitting = {known[label] for label in labels if label in known and label not in theirs}
    filled = [label for label in labels if label]
    if len(fitting) < least or len([x for x in filled if x in known]) * 2 < len(filled):
        return None
    number, top = rows[0]
    if heading_key(top[min(top)].text) in _LABEL_HEADS:
        at = {heading_key(cell.text): column for column, cell in top.items()}
        others = sorted(column for column in top if column != min(top))
        value = next((at[each] for each in _VALUE_HEADS if each in at), others[0] if others else 2)
        source = next((at[each] for each in _SOURCE_HEADS if each in at), 0)
        verified = next((at[each] for each in _VERIFIED_HEADS if each in at), 0)
        return Labels(sheet, form, number, value, source, verified)
    return Labels(sheet, form, 0, min(top) + 1)


def _fields(form: forms.Form) -> Mapping[str, str]:
    return _FIELDS[form.kind]


_FIELDS = {
    form.kind: {name: field for name, (_, field) in names_of(form).items()}
    for form in (forms.DETAILS, *forms.FURTHER)
}


_LABEL_HEADS = frozenset(map(heading_key, ("Field", "Label", "Item")))
_VALUE_HEADS = tuple(map(heading_key, ("Value", "Text", "Answer")))
_SOURCE_HEADS = tuple(map(heading_key, ("Source", "From")))
_VERIFIED_HEADS = tuple(map(heading_key, ("Verified by", "Verified", "Checked by")))


# ── reading ──────────────────────────────────────────────────────────────────────────────────


def read(found: Found, account: Account) -> tuple[Any, ...]:
    """Return the records of a sheet, nouns of `pipeline.program`, in its order."""
    noun = NOUNS[found.form.kind]
    if isinstance(found, Labels):
        record = _record(noun, found, account)
        return () if record == noun() else (record,)
    if isinstance(found, Crossed):
        return tuple(_offers(found, account))
    return tuple(records(found, account, noun))


def records(found: Table, account: Account, noun: type[Noun]) -> Iterator[Noun]:
    """Yield a record a row: each field of `noun` from the column of its name, by its type."""
    kept = set(found.columns)
    names = [(each.name, each.type) for each in fields(noun) if each.name in kept]  # type: ignore[arg-type]
    for row in rows(found, account):
        record = noun(**{name: _READ[type_](row, name) for name, type_ in names})
        if isinstance(record, Milestone):
            _in_order(record, account)
        yield record


def _in_order(line: Milestone, account: Account) -> None:
    """Say where a line of a timeline ends before it begins."""
    if line.start.day and line.end.day and line.end.day < line.start.day:
        message = f"It ends on {line.end.words}, before it begins on {line.start.words}: both are printed as typed."
        account.notices.append(
            Problem(line.end.words.place, message, "Mend the one that is wrong.")
        )


_READ: Mapping[Any, Any] = {
    Typed: Row.typed,
    When: Row.when,
    tuple[Typed, ...]: Row.several,
    bool: lambda row, name: says_yes(row.typed(name)),
}


def _offers(found: Crossed, account: Account) -> Iterator[Service]:
    """Yield what each organization offers of each service; an empty cell is a gap, and kept as one."""
    sheet = found.sheet
    for number, row in rows_of(sheet):
        if number == found.header:  # the first row
            for cell in row.values():
                account.use(cell)
        elif found.services not in row:
            account.leave(row.values(), "No service stands in its row.")
        else:
            service = account.typed(number, found.services)
            for column, name in found.organizations.items():
                organization = Typed(name, sheet.place(found.header, column))
                offered = account.typed(number, column)
                yield Service(service, organization, offered, gap=not offered.strip())
            known = {found.services, *found.organizations}
            account.leave(
                [cell for column, cell in row.items() if column not in known],
                "It stands under no heading.",
            )


@dataclass(frozen=True, slots=True)
class _Line:
    """One row of a sheet of labels: the field, what it says, and what stands beside that."""

    field: str
    words: Typed
    source: Typed
    verified: Typed


def _record(noun: type[Noun], found: Labels, account: Account) -> Noun:
    """Return the one record of a sheet of labels."""
    types = {each.name: each.type for each in fields(noun)}  # type: ignore[arg-type]
    lines = tuple(_lines(found, account))
    values: dict[str, Any] = {}
    for line in lines:
        if not line.words.strip():
            continue
        if types[line.field] is When:
            said: Any = when.told(account, _row(line.words), found.value)
        else:
            said = line.words
        if types[line.field] == tuple[Typed, ...]:
            values[line.field] = (*values.get(line.field, ()), *_several(line.words))
        elif line.field in values:
            _twice(account, line.words)
        else:
            values[line.field] = said
    return noun(**values, **_beside(lines, types))


def _lines(found: Labels, account: Account) -> Iterator[_Line]:
    """Yield each row that says something of a field; one without a label goes on with the field above."""
    known = _fields(found.form)
    field = ""
    for number, row in rows_of(found.sheet):
        first = min(row)
        if number <= found.header:
            for cell in row.values():
                account.use(cell)
            continue
        if first < found.value:
            field = known.get(heading_key(row[first].text), "")
            account.use(row[first]) if field else None
        if not field:
            short = " ".join(row[first].text.split())[:SHOWN]
            reason = Reason(f'"{short}" is nothing that Afterword knows here.', Unread.LABEL)
            account.leave(row.values(), reason)
            continue
        beside = [account.typed(number, at) if at in row else UNSAID for at in found.at()]
        yield _Line(field, *beside)
        known_columns = {first, *found.at()}
        rest = [cell for column, cell in row.items() if column not in known_columns]
        account.leave(rest, "Only the cell beside the label is read.")


def _beside(lines: Iterable[_Line], types: Mapping[str, Any]) -> dict[str, Any]:
    """Return what stands beside the values of a profile: where each is from, and which are unverified."""
    if "pending" not in types:
        return {}
    lines = tuple(lines)
    return {
        "sources": tuple((each.field, each.source) for each in lines if each.source.strip()),
        "verified": tuple(each.verified for each in lines if each.verified.strip()),
        "pending": tuple(each.field for each in lines if among("unverified", each.verified)),
    }


def _several(words: Typed) -> Iterator[Typed]:
    parts = (part.strip() for part in re.split(r"[;\n]", words))
    return (Typed(part, words.place) for part in parts if part)


def _twice(account: Account, words: Typed) -> None:
    message = "The field is said twice: only the first is read."
    account.notices.append(Problem(words.place, message, "Put both into one cell, or clear one."))


def _row(words: Typed) -> int:
    return int(words.place.cell.lstrip(ascii_uppercase) or 0)
