"""A record a row, under headings that say what each column holds."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline import forms
from pipeline.model import Cell, Layout, Sheet, Wanted, column_letters
from pipeline.names import heading_key
from pipeline.problems import Problem
from pipeline.reading import mapping, questions, telling
from pipeline.reading.account import count
from pipeline.reading.cards import posts
from pipeline.reading.claims import Certainty, Claim, Reader, Taken
from pipeline.reading.columns import (
    barred,
    by_content,
    completing,
    evidence,
    kinds,
    other_work,
    outline,
    wordings,
)
from pipeline.reading.columns.evidence import Evidence
from pipeline.reading.columns.kinds import Source, Table
from pipeline.reading.columns.matching import How
from pipeline.reading.mapping import pinned
from pipeline.reading.nouns import details, ideas, people
from pipeline.words import among

NAMES = (mapping.ROWS,)
OF_ANYBODY = frozenset(  # what a list of people holds as well as one of partners
    {"organization", "contact", "contact_title", "email", "phone", "address", "id"}
)


def claim(sheet: Sheet) -> Claim | None:
    """Claim a table that has every column its kind must have."""
    table = kinds.table(sheet)
    table = posts.as_cards(table) or table
    if table is None:
        return None
    if other_work.is_other(table) and not evidence.answers_questions(table):
        return None
    whole, matches = completing.complete_table(by_content.filled_in(table), barred=barred.heading)
    matched = {each.field for each in matches if each.sure and each.how is not How.KNOWN}
    whole = replace(whole, matched=frozenset(matched))
    if kinds.complete(table) and not kinds.complete(whole):
        # a weak word over cells that do not fit ("Action" over 0 and 1), unless the sheet's name says so
        return claim_of(by_content.filled_in(table)) if kinds.named(sheet) is table.form else None
    if not kinds.complete(table) and not _hinted(whole):
        return None
    if of_people(whole):
        return None
    found = evidence.of(whole)
    claimed = claim_of(whole)
    asks = claimed.asks or found is not Evidence.TELLS
    return replace(claimed, asks=asks) if found else None


def of_people(table: Table) -> bool:
    """Return whether a table of organizations is a list of who came: people, where from, how to reach them."""
    if table.form is not forms.PARTNERS or kinds.named(table.sheet) is table.form:
        return False
    heads = outline.heads(table.sheet, table.header)
    unread = [words for column, words in heads.items() if column not in table.columns.values()]
    names = any(among("people_heading", words) for words in unread)
    return names and OF_ANYBODY.issuperset(table.columns)


def _hinted(table: Table) -> bool:
    """Return whether each column that must be there is, under a word that may mean it: "Card"."""
    heads = outline.heads(table.sheet, table.header)
    needed = [column.name for column in table.form.columns if column.required]
    return all(
        field in table.columns
        and any(
            each.field == field
            for each in wordings.known(table.form.kind, heads.get(table.columns[field], ""))
        )
        for field in needed
    )


def claim_of(table: Table) -> Claim:
    """Return the claim of a table that is found: which of its cells may be cards or titles."""
    # a review: it copies the cards of another sheet, and has titles that Afterword made of cards
    ours = not {"source", "wall"}.isdisjoint(table.columns)
    of_cards = table.form is forms.IDEAS
    cards = tuple(_held(table, "text", "headline")) if of_cards else ()
    titled = table.form in (forms.IDEAS, forms.GROUPS) and not ours
    titles = tuple(_held(table, "title")) if titled else ()
    says = bool(cards) and table.by_headings and not ours
    sources = frozenset(cell.text.strip().rpartition("!")[0] for cell in _held(table, "source"))
    asks = bool(table.matched)
    bare = bool(cards) and table.columns.keys().isdisjoint({"mark", "title", "source"})
    return Claim(table, Certainty.TOLD, cards, says, titles, asks=asks, bare=bare, reviews=sources)


def _held(table: Table, *fields: str) -> Iterator[Cell]:
    at = [table.columns[each] for each in fields if each in table.columns]
    yield from (row[column] for _, row in table.rows() for column in at if column in row)


def pin(sheet: Sheet, wanted: Wanted) -> Table | Problem:
    """Return the table whose columns the mapping file names, or whose headings say them."""
    form = pinned.FORMS[wanted.kind]
    if not wanted.columns:
        return _headed(sheet, wanted, form)
    names = {name: field for name, (_, field) in kinds.names_of(form).items()}
    if form is forms.IDEAS:
        names[heading_key(outline.HEADLINE)] = "headline"
    chosen = pinned.known(wanted, names)
    if isinstance(chosen, Problem):
        return chosen
    at = {field: own[0] for field, own in chosen.items()}
    header = _header(sheet, wanted, form)
    taken = set(at.values())
    others = {
        cell.column: cell.text.strip()
        for cell in sheet.cells
        if cell.row == header and cell.text.strip() and cell.column not in taken
    }
    table = Table(sheet, form, header, at, others, source=Source.PERSON)
    if kinds.complete(table):
        return table
    lacking = next(each for each in form.columns if each.required and each.name not in at)
    return pinned.lacks(wanted, lacking.heading)


def _headed(sheet: Sheet, wanted: Wanted, form: forms.Form) -> Table | Problem:
    rows = [each for each in kinds.rows_of(sheet) if wanted.heading_row in {None, each[0]}]
    found = (kinds.table_at(sheet, form, number, row) for number, row in rows[: kinds.SEARCHED])
    best = max(filter(None, found), key=lambda each: each.score, default=None)
    best = posts.as_cards(best) or best
    if best and kinds.complete(best):
        return best
    row = wanted.heading_row or kinds.top(sheet)
    return kinds.missing(sheet, form, row, best.columns if best else ())


def _header(sheet: Sheet, wanted: Wanted, form: forms.Form) -> int:
    if wanted.heading_row is not None:
        return wanted.heading_row
    guess = kinds.table(sheet)
    return guess.header if guess and guess.form is form else kinds.top(sheet)


def read(found: Table, reader: Reader) -> Taken:
    """Read each row below the headings as a record of the table's kind."""
    account = reader.account
    account.problems += [*(kinds.twice(found) if found.by_headings else ()), *kinds.ragged(found)]
    if found.header > kinds.top(found.sheet):
        first = min(found.columns.values())
        account.notice(found.header, first, f"The headings were found in row {found.header}.")
    return _READ[found.form.kind](found, reader)


def _ideas(found: Table, reader: Reader) -> Taken:
    at = [found.columns[name] for name in ("headline", "text") if name in found.columns]
    letters = " and ".join(column_letters(column) for column in at)
    how = f"columns {letters} are the idea" if len(at) > 1 else f"column {letters} is the idea"
    cards = questions.beside(found, tuple(ideas.listed(found, reader.account)))
    above = questions.above(found)
    asked = details.asked(reader.account, above) if above else None
    return reader.cards(how, cards, asked)


def _groups(found: Table, reader: Reader) -> Taken:
    titles = tuple(people.titles(found, reader.account))
    reader.gathered.titles.append((found.sheet, titles))
    return Taken(found.form.kind, count(len(titles), "title"))


def _gaps(found: Table, reader: Reader) -> Taken:
    choices = tuple(people.gap_choices(found, reader.account))
    reader.gathered.gap_choices += choices
    decided = sum(each.agreed is not None for each in choices)
    rows = count(len(choices), "row")
    return Taken(found.form.kind, f"{rows} of gaps and titles, {decided} decided")


def _partners(found: Table, reader: Reader) -> Taken:
    partners = tuple(people.partners(found, reader.account))
    reader.gathered.partners += partners
    return Taken(found.form.kind, count(len(partners), "partner"))


def _actions(found: Table, reader: Reader) -> Taken:
    actions = tuple(people.actions(found, reader.account))
    reader.gathered.actions += actions
    return Taken(found.form.kind, count(len(actions), "action step"))


def _commitments(found: Table, reader: Reader) -> Taken:
    commitments = tuple(people.commitments(found, reader.account))
    reader.gathered.commitments += commitments
    return Taken(found.form.kind, count(len(commitments), "commitment"))


_READ = {
    forms.IDEAS.kind: _ideas,
    forms.GROUPS.kind: _groups,
    forms.GAPS.kind: _gaps,
    forms.PARTNERS.kind: _partners,
    forms.ACTIONS.kind: _actions,
    forms.COMMITMENTS.kind: _commitments,
}


def tell(found: Table) -> Layout:
    """Return the column of each field, and what says so."""
    own = outline.named(found)
    matched = [found.columns[field] for field in found.matched]
    read_as = tuple(outline.columns(found.sheet, found.header, own, matched))
    return Layout(mapping.ROWS, telling.of_table(found, read_as), found.header, read_as)
