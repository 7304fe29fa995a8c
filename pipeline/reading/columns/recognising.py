"""Recognise a sheet whose headings name its kind only loosely: "To do" with "What", "Lead?", "Due by".

A kind of sheet is recognised by the field it cannot be without, by companions that sheets of other
kinds have not, and by how many of its columns have a place. Sheets of other work (stock, invoices,
timesheets, agendas …) are known by headings and contents that none of ours has.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline import forms
from pipeline.model import Cell, Sheet
from pipeline.reading.columns import expected, matching, wordings
from pipeline.reading.columns.content import is_unknown
from pipeline.reading.columns.kinds import SEARCHED, beginning, rows_of
from pipeline.reading.columns.matching import Barred, Column, How, Match, Standing

ROWS = 500  # that show what a sheet is
WIDEST = 0.5  # of the widest row: how many headings the row of headings has
LONGEST = 80  # letters of a heading
MOST_TRIED = 3  # rows that may be the headings
LEAST = 2  # records below the headings
PLACED = 0.5  # of the columns that hold something must have a field
FEWEST = 3  # columns that have a field, on a sheet of as many
TOLD = 0.6  # of them must be known word for word, for a sheet that says what it is
PLENTY = 4  # fields that headings say: then the one that none says may be told by what is left
APART = 0.9  # of the cells of that column say what no other says: it names the record
FULL = 0.9  # of the records have it
ELSEWHERE = 0.5  # of a column's cells are times of day or sums of money: none of our sheets


@dataclass(frozen=True, slots=True)
class Rule:
    """What makes a sheet one of a kind, besides the columns it must have."""

    form: forms.Form
    companions: tuple[frozenset[str], ...]  # of each set at least one field is there


RULES = (
    Rule(forms.IDEAS, (frozenset({"title", "mark", "small_group", "votes"}),)),
    Rule(
        forms.PARTNERS,
        (
            frozenset({"contact", "kind", "email", "phone"}),
            frozenset(
                {"ask", "they_bring", "we_offer", "mutual_goals", "overlap", "evidence", "first_project",
                 "populations", "issue_areas", "introduced_by", "bigger_problem"}
            ),
        ),
    ),
    Rule(
        forms.ACTIONS,
        (frozenset({"lead_person", "lead_organization"}), frozenset({"due", "measure", "partners"})),
    ),
    Rule(forms.COMMITMENTS, (frozenset({"name", "by_when", "recall", "hopeful", "learned"}),)),
    Rule(forms.GROUPS, ()),
)  # fmt: skip
KINDS = frozenset(rule.form.kind for rule in RULES)
MOST_COLUMNS = max(len(rule.form.columns) for rule in RULES) / PLACED  # that can have a place


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a sheet seems to be, and which column is which field."""

    form: forms.Form
    header: int  # the row of the headings
    matches: tuple[Match, ...]
    told: bool  # its headings say so word for word; else a person is asked
    certainty: float  # 0 to 1: the share of its columns that have a place, weighed by their margins


def recognise(sheet: Sheet, *, barred: Barred) -> Recognised | None:
    """Return what `sheet` seems to be by its headings and contents, None where nothing says so."""
    top = beginning(sheet, ROWS)
    found: list[Recognised] = []
    for header in _headers(top):
        standing = matching.standing(top, header)
        if _many(standing, barred) <= MOST_COLUMNS:
            found += _readings(tuple(map(matching.looked_at, standing)), header, barred)
    return max(found, key=lambda each: (each.told, each.certainty, -each.header), default=None)


def lacking(sheet: Sheet) -> tuple[forms.Form, int, forms.Column] | None:
    """Return the kind that `sheet` would be with one column more, the row of its headings, and that column.

    None where headings that are known word for word name fewer than `FEWEST` fields of one kind.
    """
    top = beginning(sheet, ROWS)
    rows = dict(rows_of(top))
    for header in _headers(top):
        for rule in RULES:
            said = _named(rule.form.kind, rows[header].values())
            lacks = [each for each in rule.form.columns if each.required and each.name not in said]
            if len(said) >= FEWEST and len(lacks) == 1 and _is(rule, {*said, lacks[0].name}):
                return rule.form, header, lacks[0]
    return None


def _named(kind: str, headings: Iterable[Cell]) -> frozenset[str]:
    """Return the fields that headings name word for word on a sheet of one kind."""
    return frozenset(
        known[0].field
        for cell in headings
        if (known := wordings.known(kind, cell.text)) and known[0].listed and not known[0].weak
    )


def _many(columns: Sequence[Standing], barred: Barred) -> int:
    """Return how many columns hold something and are for others to see."""
    return sum(
        any(not is_unknown(cell.text) for cell in each.cells)
        and not matching.is_private(each, barred)
        for each in columns
    )


def _headers(sheet: Sheet) -> Iterator[int]:
    """Yield the rows that may hold the headings: wide ones of words, with rows below.

    After the first only those of which a list knows a heading: the others are mostly records.
    """
    rows = list(rows_of(sheet))
    widest = max((len(row) for _, row in rows), default=0)
    tried = 0
    for number, row in rows[:-LEAST]:
        if number > SEARCHED or tried == MOST_TRIED:
            return
        wide = len(row) >= max(2, WIDEST * widest)
        if wide and all(map(_may_head, row.values())) and (not tried or _is_known(row)):
            tried += 1
            yield number


def _is_known(row: Mapping[int, Cell]) -> bool:
    """Return whether the lists know a heading of `row` as one of any kind of sheet that is recognised."""
    return any(wordings.known_on(KINDS, cell.text) for cell in row.values())


def _may_head(cell: Cell) -> bool:
    return isinstance(cell.value, str) and "@" not in cell.text and len(cell.text) <= LONGEST


def _readings(columns: Sequence[Column], header: int, barred: Barred) -> Iterator[Recognised]:
    filled = [column for column in columns if column.content.cells]
    if any(map(_elsewhere, filled)):
        return
    public = [column for column in filled if not matching.is_private(column, barred)]
    for rule in RULES:
        if not _may_be(rule, public):
            continue
        plan = matching.plan(rule.form, public, barred=barred)
        if plan is None:
            continue
        said = plan.fields(How.KNOWN, How.MEANING)
        matches = plan.matches()
        if not _is(rule, said):
            matches = _with_the_rest(rule, said, matches, public)
        if len(matches) >= max(min(FEWEST, len(public)), PLACED * len(public)):
            yield _recognised(rule, header, matches, len(public))


def _with_the_rest(
    rule: Rule, said: Collection[str], matches: Sequence[Match], columns: Sequence[Column]
) -> tuple[Match, ...]:
    """Return `matches` with the one field that the kind must have and no heading says, none where unsure.

    "Outfit" over names, beside a contact, an email, a phone and an ask, can only be the organization.
    """
    lacking = [each.name for each in rule.form.columns if each.required and each.name not in said]
    if len(lacking) != 1 or len(said) < PLENTY or not _is(rule, {*said, *lacking}):
        return ()
    named = [each for each in matches if each.how is not How.CONTENT and each.field in said]
    taken = {each.number for each in named}
    name = lacking[0]
    free = [
        column
        for column in columns
        if column.number not in taken
        and matching.fits(rule.form.kind, name, column)
        and column.content.different >= APART
        and column.content.filled >= FULL
    ]
    if not free:
        return ()
    score = [expected.score(rule.form.kind, name, column.content) for column in free]
    rest = free[score.index(max(score))]
    return (*named, Match(rest.number, rest.heading, name, How.REST, 0.0))


def _may_be(rule: Rule, columns: Sequence[Column]) -> bool:
    """Return, before anything is measured, whether columns may be a sheet of the rule's kind."""
    kind, many = rule.form.kind, len(rule.form.columns)
    needed = [column.name for column in rule.form.columns if column.required]
    return 2 <= len(columns) <= many / PLACED and all(
        any(matching.fits(kind, name, column) for column in columns) for name in needed
    )


def _recognised(rule: Rule, header: int, matches: tuple[Match, ...], many: int) -> Recognised:
    listed = {each.field for each in matches if each.how is How.KNOWN}
    told = _is(rule, listed) and len(listed) >= max(FEWEST, TOLD * many)
    sure = sum(min(1.0, each.margin / matching.WIDE) for each in matches)
    return Recognised(rule.form, header, matches, told, round(sure / many, 3))


def _is(rule: Rule, fields: Collection[str]) -> bool:
    """Return whether columns for `fields` make a sheet of the rule's kind."""
    needed = {column.name for column in rule.form.columns if column.required}
    return needed.issubset(fields) and all(not some.isdisjoint(fields) for some in rule.companions)


def _elsewhere(column: Column) -> bool:
    """Return whether a column is one that no sheet of ours has."""
    content = column.content
    if content.clocks >= ELSEWHERE:
        return True
    return wordings.key(column.heading) in wordings.phrases("elsewhere")
