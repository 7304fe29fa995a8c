"""Understand sheets: recognise each by its content and read it into the nouns of a workshop.

`kinds` finds a sheet's kind and its headings, `details`, `ideas` and `people` read it, `when`
tells days from words, `account` sees to it that no cell is lost, `review` brings together a card
and what a person decided about it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.model import (
    Action,
    Commitment,
    Partner,
    Reading,
    Response,
    Sheet,
    Title,
    Workshop,
    column_letters,
)
from pipeline.problems import InputRefused, Place, Problem
from pipeline.reading import details, ideas, kinds, people, review
from pipeline.reading.account import Account, count

__all__ = ["understand"]


@dataclass(slots=True)
class _Heap:
    """What the sheets have given so far."""

    said: list[details.Said] = field(default_factory=list)
    cards: list[tuple[Sheet, tuple[ideas.Card, ...]]] = field(default_factory=list)
    titles: list[tuple[Sheet, tuple[Title, ...]]] = field(default_factory=list)
    partners: list[Partner] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    commitments: list[Commitment] = field(default_factory=list)
    responses: list[Response] = field(default_factory=list)
    questions: list[details.Said] = field(default_factory=list)
    forms: list[Sheet] = field(default_factory=list)  # assessments, read when the details are known
    readings: list[Reading] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)


def understand(sheets: Sequence[Sheet]) -> Workshop:
    """Return what `sheets` say, or raise with every problem found in them."""
    heap = _Heap()
    for sheet in sheets:
        _read(sheet, heap)
    if heap.problems:
        raise InputRefused(heap.problems)
    known, problems = details.settle([*heap.said, *heap.questions[: not _asked(heap.said)]])
    heap.problems += problems
    cards, notices = review.settle(heap.cards)
    heap.notices += notices
    titles = review.titles(heap.titles, heap.cards)
    workshop = Workshop(
        details=known,
        ideas=cards,
        titles=titles,
        partners=tuple(heap.partners),
        actions=tuple(heap.actions),
        commitments=tuple(heap.commitments),
        responses=tuple(heap.responses),
        readings=tuple(heap.readings),
        notices=tuple(heap.notices),
    )
    if not heap.problems and not any(reading.cells_used for reading in heap.readings):
        heap.problems += heap.notices or [_nothing(sheets)]
    if heap.problems:
        raise InputRefused(heap.problems)
    return workshop


def _asked(said: Iterable[details.Said]) -> bool:
    return any(each.field == "question" for each in said)


def _nothing(sheets: Sequence[Sheet]) -> Problem:
    file = sheets[0].file if sheets else ""
    return Problem(
        Place(file), "It is empty: no cell holds anything.", "Type or paste the cards into it."
    )


def _read(sheet: Sheet, heap: _Heap) -> None:
    account = Account(sheet)
    kind, summary = _kind_and_summary(sheet, account, heap)
    heap.problems += account.problems
    heap.notices += account.notices
    heap.readings.append(account.reading(kind, summary))


def _kind_and_summary(sheet: Sheet, account: Account, heap: _Heap) -> tuple[str, str]:
    if not any(cell.text.strip() for cell in sheet.cells):
        return "", "empty"
    if details.recognise(sheet):
        said = tuple(details.read(account))
        heap.said += said
        return "details", details.summary(said)
    table = kinds.table(sheet)
    if table and kinds.complete(table):
        return table.form.kind, _table(table, account, heap)
    if (wall := ideas.wall(sheet)) and not (table and kinds.named(sheet) is table.form):
        cards = tuple(ideas.hung(wall, account))
        heap.cards.append((sheet, cards))
        if wall.question:
            heap.questions.append(details.asked(account, wall.question))
        return "ideas", ideas.summary("a title over each column", [card.idea for card in cards])
    if table and (kinds.named(sheet) is table.form or len(table.columns) > 1):
        account.problems.append(kinds.missing(table))
        return table.form.kind, "not read"
    message = "Left out: it is no kind of sheet that Afterword knows."
    hint = "Afterword reads cards, details, partners, actions, commitments and assessments."
    heap.notices.append(Problem(Place(sheet.file, sheet.name), message, hint))
    account.leave(sheet.cells, "The sheet is of no kind that Afterword knows.")
    return "", "left out: no kind of sheet that Afterword knows"


def _table(table: kinds.Table, account: Account, heap: _Heap) -> str:
    header = {c.column: c for c in table.sheet.cells if c.row == table.header and c.text.strip()}
    account.problems += kinds.twice(table, header)
    if table.header > min(cell.row for cell in table.sheet.cells if cell.text.strip()):
        first = min(table.columns.values())
        account.notice(table.header, first, f"The headings were found in row {table.header}.")
    match table.form.kind:
        case "ideas":
            cards = tuple(ideas.listed(table, account))
            heap.cards.append((table.sheet, cards))
            how = f"column {column_letters(table.columns['text'])} is the idea"
            return ideas.summary(how, [card.idea for card in cards])
        case "groups":
            titles = tuple(people.titles(table, account))
            heap.titles.append((table.sheet, titles))
            return count(len(titles), "title")
        case "partners":
            partners = tuple(people.partners(table, account))
            heap.partners += partners
            return count(len(partners), "partner")
        case "actions":
            actions = tuple(people.actions(table, account))
            heap.actions += actions
            return count(len(actions), "action step")
        case _:
            commitments = tuple(people.commitments(table, account))
            heap.commitments += commitments
            return count(len(commitments), "commitment")
