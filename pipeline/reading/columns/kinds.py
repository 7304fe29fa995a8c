"""Find out what a sheet is: its kind, the row of its headings, which column is which field."""

from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from enum import StrEnum

from pipeline import forms
from pipeline.model import LAST_ROW, Area, Cell, Sheet
from pipeline.names import bare_heading, heading_key, name_key, same_heading, same_name
from pipeline.problems import Place, Problem
from pipeline.reading.account import count
from pipeline.words import among, headings_of

WHOLE, NAMED = 2, 3  # columns' worth: all that a kind must have is there; the sheet has its name
NEAR = 0.7  # of the letters alike: a heading that may be meant for a column that is lacking
MOST_TABLES = 6  # side by side
SEARCHED = 20  # rows in which headings are looked for
DELIMITED = (".csv", ".tsv", ".txt", ".tab")
Rank = tuple[bool, int]  # in another language; its place among the headings of its field
TABLES = (forms.IDEAS, forms.GROUPS, forms.PARTNERS, forms.ACTIONS, forms.COMMITMENTS)


class Source(StrEnum):
    """What says which column of a table is which."""

    HEADINGS = "headings"
    MEANING = "meaning"  # the headings mean our fields, in other words
    CONTENT = "content"  # a heading fits, and what the columns hold tells the rest
    BARE = "bare"  # no headings: only what the columns hold
    PERSON = "person"  # a mapping file


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet whose kind and headings are known: a record a row below the headings."""

    sheet: Sheet
    form: forms.Form
    header: int  # the row of the headings
    columns: Mapping[str, int]  # field → column
    unknown: Mapping[int, str]  # column → heading that no field claims
    score: int = 0
    source: Source = Source.HEADINGS
    matched: frozenset[str] = frozenset()  # fields whose columns are not known word for word

    @property
    def by_headings(self) -> bool:
        """Whether its headings alone say what it is."""
        return self.source is Source.HEADINGS

    def rows(self) -> Iterator[tuple[int, Mapping[int, Cell]]]:
        """Yield each row below the headings that holds something, as column → cell."""
        for number, row in rows_of(self.sheet):
            if number > self.header:
                yield number, row


def rows_of(sheet: Sheet) -> Iterator[tuple[int, Mapping[int, Cell]]]:
    """Return each row of `sheet` that holds words, as column → cell."""
    return iter(sheet.rows)


def beginning(sheet: Sheet, rows: int) -> Sheet:
    """Return the first `rows` rows of `sheet`: enough to see what it is."""
    last = bisect_right(sheet.cells, rows, key=lambda cell: cell.row)
    return sheet if last == len(sheet.cells) else replace(sheet, cells=sheet.cells[:last])


def below(sheet: Sheet, header: int, *columns: int) -> tuple[Cell, ...]:
    """Return the cells of `columns` that hold words below the row `header`."""
    own = set(columns)
    return tuple(
        cell
        for cell in sheet.cells
        if cell.row > header and cell.column in own and cell.text.strip()
    )


def top(sheet: Sheet) -> int:
    """Return the first row that holds words, 0 when none does."""
    return next((cell.row for cell in sheet.cells if cell.text.strip()), 0)


def table(sheet: Sheet) -> Table | None:
    """Return `sheet` as the table its headings say it is, None when no kind's headings fit."""
    best: Table | None = gaps(sheet)
    if best:
        return best
    for number, row in rows_of(sheet):
        if number > SEARCHED:
            break
        for form in TABLES:
            found = table_at(sheet, form, number, row)
            if found and (best is None or found.score > best.score):
                best = found
    return best


def side_by_side(sheet: Sheet) -> tuple[Area, ...]:
    """Return the first and last column of each table, where whole tables stand side by side."""
    areas = apart(sheet)
    if not 2 <= len(areas) <= MOST_TABLES:
        return ()
    found = [table(cut(sheet, [area])) for area in areas]
    whole = all(each and complete(each) and len(each.columns) > 1 for each in found)
    return tuple(areas) if whole else ()


def apart(sheet: Sheet) -> Sequence[Area]:
    """Return the parts of a sheet, where blank columns stand between."""
    areas: list[Area] = []
    for column in sorted({cell.column for cell in sheet.cells if cell.text.strip()}):
        first = areas.pop()[0] if areas and column == areas[-1][1] + 1 else column
        areas.append((first, column, 1, LAST_ROW))
    return areas


def stacked(sheet: Sheet) -> tuple[Area, ...]:
    """Return the parts of a sheet, where whole tables of different kinds stand one under the other.

    Each begins after a blank row, with its headings or with a line above them.
    """
    rows = [number for number, _ in rows_of(sheet)]
    begins = [
        row for before, row in zip([0, *rows], rows, strict=False) if row > before + 1 or not before
    ]
    if not 2 <= len(begins) <= MOST_TABLES:
        return ()
    ends = [*(row - 1 for row in begins[1:]), LAST_ROW]
    columns = {cell.column for cell in sheet.cells if cell.text.strip()}
    found: list[Area] = []
    forms_of: list[forms.Form] = []
    for top, bottom in zip(begins, ends, strict=True):
        area = min(columns), max(columns), top, bottom
        own = table(cut(sheet, [area]))
        if own and complete(own) and len(own.columns) > 1 and own.form not in forms_of:
            found.append(area)
            forms_of.append(own.form)
        elif found:
            found[-1] = (*found[-1][:3], bottom)
        else:
            return ()
    return tuple(found) if len(found) > 1 else ()


def inside(cell: Cell, area: Area) -> bool:
    """Return whether a cell stands in a part of its sheet."""
    first, last, top, bottom = area
    return first <= cell.column <= last and top <= cell.row <= bottom


def cut(sheet: Sheet, areas: Sequence[Area]) -> Sheet:
    """Return `sheet` with only what stands in `areas`."""
    cells = tuple(cell for cell in sheet.cells if any(inside(cell, area) for area in areas))
    return sheet if len(cells) == len(sheet.cells) else replace(sheet, cells=cells)


def gaps(sheet: Sheet) -> Table | None:
    """Return `sheet` as the Gaps sheet of a review workbook, None when it is another."""
    if same_name(sheet.name, forms.GAPS.sheet):
        for number, row in rows_of(beginning(sheet, SEARCHED)):
            found = table_at(sheet, forms.GAPS, number, row)
            if found and complete(found):
                return found
    return None


def complete(found: Table) -> bool:
    """Return whether every column that must be there is."""
    if "headline" in found.columns:  # a post may have no body
        return True
    return all(column.name in found.columns for column in found.form.columns if column.required)


def is_advice(sheet: Sheet) -> bool:
    """Return whether the sheet only explains the others."""
    return among("advice", sheet.name)


def named(sheet: Sheet) -> forms.Form | None:
    """Return the form whose name the sheet carries, if any."""
    return next((form for form in forms.ALL if has_name(sheet, form)), None)


def has_name(sheet: Sheet, form: forms.Form) -> bool:
    """Return whether the sheet carries a name of `form`."""
    return name_key(sheet.name) in {name_key(name) for name in (form.sheet, *form.also)}


def twice(found: Table) -> Iterator[Problem]:
    """Yield a problem for each field that two columns of the same heading claim."""
    header = [cell for cell in found.sheet.cells if cell.row == found.header and cell.text.strip()]
    for column in found.form.columns:
        at = found.columns.get(column.name)
        own = next((cell for cell in header if cell.column == at), None)
        same = [cell for cell in header if own and same_heading(cell.text, own.text)]
        if len(same) > 1:
            places = [found.sheet.place(cell.row, cell.column) for cell in same]
            cells = " and ".join(place.cell for place in places)
            message = f"{count(len(same), 'column')} have the heading {column.heading}: {cells}."
            yield Problem(places[0], message, "Rename one of them, or put both into one column.")


def ragged(found: Table) -> Iterator[Problem]:
    """Yield a problem for each row of a CSV file that has more fields than there are headings."""
    if not found.header or not found.sheet.file.lower().endswith(DELIMITED):
        return
    last = max((cell.column for cell in found.sheet.cells if cell.row == found.header), default=0)
    for number, row in found.rows():
        if max(row) > last:
            message = f"There are {last} headings, but row {number} has {max(row)} fields."
            hint = "A field that holds the delimiter needs quotation marks around it."
            yield Problem(found.sheet.place(number, max(row)), message, hint)


def headings_in(sheet: Sheet, header: int) -> list[str]:
    """Return the headings in row `header`, as typed."""
    return [cell.text.strip() for cell in sheet.cells if cell.row == header and cell.text.strip()]


def lacked(form: forms.Form, columns: Container[str]) -> forms.Column:
    """Return the first column that a sheet of `form` must have and that is not among `columns`."""
    return next(column for column in form.columns if column.required and column.name not in columns)


def missing(sheet: Sheet, form: forms.Form, header: int, columns: Container[str]) -> Problem:
    """Return the problem of a sheet that lacks a column it must have."""
    headings = headings_in(sheet, header)
    message = f"No column holds {WHAT.get(form.kind, 'it')}. Headings found: {shown(headings)}."
    hint = how_to_head(lacked(form, columns), headings)
    return Problem(Place(sheet.file, sheet.name), message, hint)


def how_to_head(lacking: forms.Column, headings: Sequence[str]) -> str:
    """Return what to do about a column that is not among `headings`: name the one that is near, if any."""
    folded = [each.casefold() for each in headings]
    near = get_close_matches(lacking.heading.casefold(), folded, 1, NEAR)
    if not near:
        return f"Name one column {lacking.heading}."
    meant = headings[folded.index(near[0])]
    return f"If “{meant}” is meant as {lacking.heading}, head it {lacking.heading}."


def shown(headings: Iterable[str]) -> str:
    """Return the first headings of a sheet, as a message names them."""
    short = [
        heading if len(heading) <= 40 else f"{heading[:39]}…" for heading in map(_flat, headings)
    ]
    return ", ".join(short[:8]) + (", …" if len(short) > 8 else "")


def _flat(words: str) -> str:
    return " ".join(words.split())


WHAT = {
    "ideas": "the ideas",
    "groups": "the groups and their titles",
    "partners": "the names of the organizations",
    "actions": "the action steps",
    "commitments": "the commitments",
}


def names_of(form: forms.Form) -> Mapping[str, tuple[Rank, str]]:
    """Return each heading the form is known by → how well it fits (the least best) and the field."""
    return _KNOWN[form.kind]


def _names_of(form: forms.Form) -> dict[str, tuple[Rank, str]]:
    names: dict[str, tuple[Rank, str]] = {}
    for column in form.columns:
        known = dict(headings_of(form.kind, column.name))
        own = (column.heading, *known.pop("en", ()))
        foreign = (name for names in known.values() for name in names)
        for is_foreign, words in ((False, own), (True, foreign)):
            for place, name in enumerate(words):
                rank, held = (is_foreign, place), names.get(heading_key(name))
                if held is None or rank < held[0]:
                    names[heading_key(name)] = (rank, column.name)
    return names


_KNOWN = {form.kind: _names_of(form) for form in (*forms.ALL, forms.GAPS, *forms.FURTHER)}


def table_at(sheet: Sheet, form: forms.Form, number: int, row: Mapping[int, Cell]) -> Table | None:
    """Return the table whose headings stand in `row`, None when they are not those of `form`."""
    known = names_of(form)
    texts = [cell.text for cell in row.values()]
    if known.keys().isdisjoint(map(heading_key, texts)) and known.keys().isdisjoint(
        map(heading_key, map(bare_heading, texts))
    ):
        return None
    claims: dict[
        str, tuple[tuple[bool, Rank], int]
    ] = {}  # field → (with words aside, rank), column
    for column, cell in row.items():
        for has_more, words in ((False, cell.text), (True, bare_heading(cell.text))):
            if hit := known.get(heading_key(words)):
                rank = (has_more, hit[0])
                if hit[1] not in claims or rank < claims[hit[1]][0]:
                    claims[hit[1]] = (rank, column)
                break
    if not claims or (len(claims) == 1 and not _alone(sheet, form, number, row)):
        return None
    columns = {field: column for field, (_, column) in claims.items()}
    if form is forms.PARTNERS and _lists_people(columns, row):
        return None
    taken = set(columns.values())
    unknown = {column: cell.text.strip() for column, cell in row.items() if column not in taken}
    found = Table(sheet, form, number, columns, unknown)
    score = len(columns) + WHOLE * complete(found) + NAMED * has_name(sheet, form)
    return Table(sheet, form, number, columns, unknown, score)


_SIGN_IN = frozenset({"id", "organization", "contact_title", "email", "phone", "language"})


def _lists_people(columns: Iterable[str], row: Mapping[int, Cell]) -> bool:
    """Return whether the headings are those of a sign-in sheet: people, not partners."""
    return _SIGN_IN.issuperset(columns) and any(among("person", cell.text) for cell in row.values())


def _alone(sheet: Sheet, form: forms.Form, number: int, row: Mapping[int, Cell]) -> bool:
    """Return whether one known heading is enough: it is the only one, or the sheet says the kind."""
    return has_name(sheet, form) or (
        number == top(sheet) and (len(row) == 1 or form is forms.IDEAS)
    )
