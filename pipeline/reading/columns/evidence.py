"""Weigh what speaks for a table being one of ours: enough to print it, only to ask, or not even that.

"Task", "Who" and "Done" head chores as well as action steps; "Organization", "Contact" and "Status"
head sales as well as partners. Such words alone tell nothing: one heading that only our sheets have
does, and so does the name of the sheet. Where only everyday words speak, a column that none of our
sheets has says that the table is of other work.
"""

from collections.abc import Collection, Mapping, Sequence
from enum import IntEnum

from pipeline import forms
from pipeline.reading.columns import by_content, kinds, matching, other_work, outline, wordings
from pipeline.reading.columns.content import Content
from pipeline.reading.columns.kinds import Table
from pipeline.reading.columns.matching import Column
from pipeline.words import among

PLACED = 0.5  # of the columns that hold something: fewer are a table of other things
BARE = frozenset({"id", "text"})  # a list of cards and nothing else: "id", "text"
KEPT = 3  # columns of a tool's export that we know: the card and two more of what hangs with it
OURS = (
    4  # headings, all of them ours: then a card may say 0 (test_evidence: "a card of one figure")
)
ASKING = 3  # words of a question that people answered: "prune?" asks nobody
QUESTIONS = 0.5  # of the cells of a column of questions: "What would help?" beside each answer
CODES = 0.8  # of a column's figures say what another says: the number of a question, not a price
FIGURES = 0.5  # of a column's cells: then it is one of figures, which no sheet of ours has beside


class Evidence(IntEnum):
    """How much speaks for a table, the least first."""

    NONE = 0
    ASKS = 1
    TELLS = 2


# The fields that other work has no columns for: one of them, known word for word, tells.
OWN: Mapping[str, frozenset[str]] = {
    forms.IDEAS.kind: frozenset(
        {"text", "mark", "title", "small_group", "votes", "parked", "same_as", "question", "cleared",
         "source", "headline"}
    ),
    forms.GROUPS.kind: frozenset({"mark", "title", "agreed", "theme", "cleared", "wall"}),
    forms.PARTNERS.kind: frozenset(
        {"id", "kind", "subtype", "populations", "issue_areas", "overlap", "mutual_goals", "they_bring",
         "we_offer", "bigger_problem", "evidence", "ask", "first_project", "introduced_by",
         "do_not_contact", "cleared"}
    ),
    forms.ACTIONS.kind: frozenset(
        {"title", "step", "lead_organization", "partners", "resources", "measure", "items", "ideas",
         "practice", "cleared"}
    ),
    forms.COMMITMENTS.kind: frozenset({"commitment", "recall", "hopeful", "learned", "cleared"}),
}  # fmt: skip
# Beside everyday words for a record, a field of each of these sets must be there, or nothing else.
COMPANIONS: Mapping[str, tuple[frozenset[str], ...]] = {
    forms.IDEAS.kind: (frozenset({"title", "mark", "small_group", "votes", "prompt"}),),
    forms.GROUPS.kind: (),
    forms.PARTNERS.kind: (OWN[forms.PARTNERS.kind] - {"id"} | {"email", "phone"},),
    forms.ACTIONS.kind: (
        frozenset({"lead_person", "lead_organization"}),
        frozenset({"due", "measure", "partners"}),
    ),
    forms.COMMITMENTS.kind: (frozenset({"name", "organization"}),),
}


def of(table: Table) -> Evidence:
    """Return how much speaks for a table that has every column its kind must have."""
    if table.form.kind not in OWN or kinds.named(table.sheet) is table.form:
        return Evidence.TELLS
    columns = matching.columns_of(table.sheet, table.header)
    if _is_ours(table):
        return Evidence.TELLS
    if _counts_records(table, columns):
        return Evidence.NONE
    if _tells(table, columns):
        return Evidence.TELLS
    return Evidence.ASKS if _may_be(table, columns) else Evidence.NONE


def _is_ours(table: Table) -> bool:
    """Return whether every heading is ours, and the one that must be there hardly means anything else."""
    needed = {column.name for column in table.form.columns if column.required}
    alone = len(table.columns) >= OURS and not table.unknown
    return alone and needed <= _surely(table)


def _tells(table: Table, columns: Sequence[Column]) -> bool:
    """Return whether a heading is our own, or the table is a tool's export of cards or posts."""
    if "headline" in table.columns:  # posts, each with a subject and a body
        return True
    kept = _of_a_tool(table, columns) and len(table.columns) >= KEPT
    return kept or bool(OWN[table.form.kind] & _surely(table))


def _may_be(table: Table, columns: Sequence[Column]) -> bool:
    """Return whether everyday headings suit one another, and nothing beside them is of other work."""
    if _of_a_tool(table, columns) or answers_questions(table):
        return True
    alone = len(table.columns) >= len(columns) and (
        table.form is not forms.IDEAS or table.columns.keys() <= BARE
    )
    guessed = {"prompt"} - _surely(table)  # "Type" is no question that cards answer
    fields = table.columns.keys() - guessed
    lacking = any(some.isdisjoint(fields) for some in COMPANIONS[table.form.kind])
    return (alone or not lacking) and not of_other_work(table)


def _counts_records(table: Table, columns: Sequence[Column]) -> bool:
    """Return whether a column that must hold words holds figures: "Cards" over how many there are."""
    needed = {
        table.columns[column.name]
        for column in table.form.columns
        if column.required and column.name in table.columns
    }
    return table.form is not forms.GROUPS and any(
        _is_figures(column.content) for column in columns if column.number in needed
    )


def _surely(table: Table) -> frozenset[str]:
    """Return the fields whose headings can hardly mean anything else, and that are no guess."""
    heads = outline.heads(table.sheet, table.header)
    return frozenset(
        field
        for field, column in table.columns.items()
        if field not in table.matched
        and any(
            each.field == field and each.listed and not each.weak
            for each in wordings.known(table.form.kind, heads.get(column, ""))
        )
    )


def of_other_work(table: Table) -> bool:
    """Return whether the columns that have no place in a table say that it is of other work."""
    columns = matching.columns_of(table.sheet, table.header)
    if _of_a_tool(table, columns):
        return False
    placed = set(table.columns.values())
    if other_work.is_plan(table):
        return sum(_is_foreign(column, placed) for column in columns) > other_work.FOREIGN
    if other_work.headed(column.heading for column in columns):
        return True
    asked = any(_asks(column.heading) for column in columns if column.number in placed)
    if asked or answers_questions(table):
        return False
    beside = [column for column in columns if column.content.cells and column.number not in placed]
    if len(placed) < PLACED * (len(placed) + len(beside)):
        return True
    return any(_counts(column) for column in beside)


def _is_foreign(column: Column, placed: Collection[int]) -> bool:
    """Return whether a column is one of other work: by its heading, or a column of figures in no place."""
    return bool(other_work.headed([column.heading])) or (
        column.number not in placed and _counts(column)
    )


def _counts(column: Column) -> bool:
    """Return whether a column holds figures that no sheet of ours has: no ZIP codes, no days of a call."""
    kept = among("directory_heading", column.heading)
    return not kept and _is_figures(column.content) and column.content.repeated < CODES


def answers_questions(table: Table) -> bool:
    """Return whether a question stands beside each answer: one typed as people ask, a person a row."""
    at = table.columns.get("prompt", 0)
    asked = [row[at].text for _, row in table.rows() if at in row]
    return bool(asked) and sum(map(_asks, asked)) >= QUESTIONS * len(asked)


def _of_a_tool(table: Table, columns: Sequence[Column]) -> bool:
    """Return whether a heading is one that tools for cards keep beside them: who wrote it, and when."""
    of_cards = table.form is forms.IDEAS
    return of_cards and any(by_content.says(column.heading, by_content.TOOL) for column in columns)


def _asks(heading: str) -> bool:
    """Return whether a heading is a question that people answered, not "Done?"."""
    return heading.rstrip().endswith("?") and len(heading.split()) >= ASKING


def _is_figures(content: Content) -> bool:
    return max(content.numbers, content.money, content.clocks, content.days) >= FIGURES
