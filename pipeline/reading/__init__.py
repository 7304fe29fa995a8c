"""Understand sheets: recognise each by its content and read it into the nouns of a workshop.

`kinds` finds a sheet's kind and its headings, `details`, `ideas`, `people` and `assessment` read
it, `when`
tells days from words, `account` sees to it that no cell is lost, `review` brings together a card
and what a person decided about it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline import forms
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
from pipeline.reading import (
    assessment,
    boards,
    details,
    ideas,
    kinds,
    lists,
    people,
    review,
    surveys,
)
from pipeline.reading.account import Account, count
from pipeline.reading.kinds import fold

__all__ = ["understand"]

ENOUGH = 200  # rows that show what a sheet is


@dataclass(slots=True)
class _Heap:
    """What the sheets have given so far."""

    said: list[details.Said] = field(default_factory=list)
    cards: list[tuple[Sheet, tuple[ideas.Card, ...]]] = field(default_factory=list)
    said_cards: bool = False  # a sheet with headings of its own gave cards
    titles: list[tuple[Sheet, tuple[Title, ...]]] = field(default_factory=list)
    partners: list[Partner] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    commitments: list[Commitment] = field(default_factory=list)
    responses: list[Response] = field(default_factory=list)
    questions: list[details.Said] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)

    def is_empty(self) -> bool:
        """Return whether no sheet gave anything."""
        given = (
            self.titles,
            self.partners,
            self.actions,
            self.commitments,
            self.responses,
            self.questions,
        )
        said = any(each.words.strip() for each in self.said)
        return not said and not any(given) and not any(pile for _, pile in self.cards)


def understand(sheets: Sequence[Sheet]) -> Workshop:
    """Return what `sheets` say, or raise with every problem found in them."""
    heap = _Heap()
    filled = [sheet for sheet in sheets if not _assesses(sheet)]
    for sheet in sorted(filled, key=_certainty):
        _read(sheet, heap)
    known, problems = details.settle([*heap.said, *heap.questions[: not _asked(heap.said)]])
    heap.problems += problems
    for sheet in sheets:
        if sheet not in filled:
            _assess(sheet, known.site.strip(), heap)
    cards, notices = review.settle(heap.cards)
    heap.notices += notices
    if not heap.problems and heap.is_empty():
        heap.problems += heap.notices or [_nothing(sheets)]
    if heap.problems:
        raise InputRefused(heap.problems)
    order = [(sheet.file, sheet.name) for sheet in sheets]
    return Workshop(
        details=known,
        ideas=cards,
        titles=review.titles(heap.titles, heap.cards),
        partners=tuple(heap.partners),
        actions=tuple(heap.actions),
        commitments=tuple(heap.commitments),
        responses=tuple(heap.responses),
        readings=tuple(
            sorted(heap.readings, key=lambda each: order.index((each.file, each.sheet)))
        ),
        notices=tuple(heap.notices),
    )


def _assesses(sheet: Sheet) -> bool:
    form = kinds.named(sheet)
    if boards.geometry(sheet) or (form and form is not forms.ASSESSMENT):
        return False
    return assessment.recognise(kinds.beginning(sheet, ENOUGH))


def _certainty(sheet: Sheet) -> int:
    """Return when to read `sheet`: those that say what they are first, guesses last."""
    if details.recognise(sheet) or kinds.table(sheet):
        return 0
    return 1 if boards.geometry(sheet) or boards.stack(sheet) or surveys.recognise(sheet) else 2


def _assess(sheet: Sheet, site: str, heap: _Heap) -> None:
    try:
        responses, understood, notices = assessment.read(sheet, site)
    except InputRefused as refused:
        heap.problems += refused.problems
        return
    heap.responses += responses
    heap.readings.append(understood)
    heap.notices += notices


def _asked(said: Iterable[details.Said]) -> bool:
    return any(each.field == "question" for each in said)


def _nothing(sheets: Sequence[Sheet]) -> Problem:
    file = sheets[0].file if sheets else ""
    if any(sheet.cells for sheet in sheets):
        message = (
            "There are headings but no rows: no ideas, and nothing else to make documents from."
        )
        return Problem(Place(file), message, "Type the cards below the headings, one a row.")
    return Problem(
        Place(file), "It is empty: no cell holds anything.", "Type or paste the cards into it."
    )


def _read(sheet: Sheet, heap: _Heap) -> None:
    account = Account(sheet)
    kind, summary = _kind_and_summary(sheet, account, heap)
    account.look()
    heap.problems += account.problems
    heap.notices += account.notices
    heap.readings.append(account.reading(kind, summary))


def _kind_and_summary(sheet: Sheet, account: Account, heap: _Heap) -> tuple[str, str]:
    if not kinds.top(sheet):
        return "", "empty"
    if kinds.is_advice(sheet):
        account.leave(sheet.cells, "Advice; nothing to read.")
        return "", "advice"
    if details.recognise(sheet):
        said = tuple(details.read(account))
        heap.said += said
        return "details", details.summary(said)
    if read := _board(sheet, account) or _survey(sheet, account) or _wall(sheet, account, heap):
        how, cards = read
        heap.cards.append((sheet, cards))
        return "ideas", ideas.summary(how, [card.idea for card in cards])
    table = kinds.table(sheet)
    table = boards.posts(table) or table
    if table and kinds.complete(table):
        return table.form.kind, _table(table, account, heap)
    return _unknown(sheet, table, account, heap)


Read = tuple[str, tuple[ideas.Card, ...]]  # how the cards were found, and the cards


def _board(sheet: Sheet, account: Account) -> Read | None:
    if geometry := boards.geometry(sheet):
        return "columns from the nearest title note", tuple(boards.notes(geometry, account))
    if stack := boards.stack(sheet):
        return "a table of cards that refers to a table of columns", tuple(
            boards.stacked(stack, account)
        )
    return None


def _survey(sheet: Sheet, account: Account) -> Read | None:
    table = kinds.table(sheet)
    if (
        table
        and kinds.complete(table)
        and (table.form is not forms.IDEAS or len(table.columns) > 2)
    ):
        return None
    if found := surveys.recognise(sheet):
        letters = ", ".join(column_letters(column) for column in found.asked)
        word = "column" if len(found.asked) == 1 else "columns"
        return f"a person a row, ideas in {word} {letters}", tuple(surveys.cards(found, account))
    return None


def _wall(sheet: Sheet, account: Account, heap: _Heap) -> Read | None:
    table = kinds.table(sheet)
    if table and (kinds.complete(table) or boards.posts(table) or kinds.named(sheet) is table.form):
        return None
    if heap.said_cards:  # where a sheet says that it holds the cards, no other is taken for a wall
        return None
    if listing := lists.stacked(sheet):
        return listing.how, tuple(lists.cards(listing, account))
    if wall := ideas.wall(sheet):
        if wall.question:
            heap.questions.append(details.asked(account, wall.question))
        return "a title over each column", tuple(ideas.hung(wall, account))
    return None


def _unknown(
    sheet: Sheet, table: kinds.Table | None, account: Account, heap: _Heap
) -> tuple[str, str]:
    if problem := _incomplete(sheet, table):
        account.problems.append(problem)
        return "", "not read"
    known = {fold(title.title) for _, pile in heap.titles for title in pile}
    known |= {fold(card.idea.title) for _, pile in heap.cards for card in pile} - {""}
    name = next((fold(each.words) for each in heap.said if each.field == "title"), "")
    if (listing := lists.plain(sheet, known, name)) and (listing.titles or not heap.cards):
        cards = tuple(lists.cards(listing, account))
        heap.cards.append((sheet, cards))
        account.say(
            f"It has no headings: each of its {len(cards)} lines was read as a card.",
            "Delete lines that are no cards, or type the title of a column on a Groups sheet.",
        )
        return "ideas", ideas.summary(listing.how, [card.idea for card in cards])
    message = f"Left out: it begins with {kinds.shown(_beginning(sheet))}, which are no headings that Afterword knows."
    hint = "For cards, name one column Idea and, if they hang in groups, one Group."
    heap.notices.append(Problem(Place(sheet.file, sheet.name), message, hint))
    account.leave(sheet.cells, "The sheet is of no kind that Afterword knows.")
    return "", "left out: no kind of sheet that Afterword knows"


def _incomplete(sheet: Sheet, table: kinds.Table | None) -> Problem | None:
    """Return what is missing from a sheet that is of a known kind all the same."""
    form = kinds.named(sheet)
    if table and (form is table.form or len(table.columns) > 1):
        return kinds.missing(sheet, table.form, table.header, table.columns)
    if form in kinds.TABLES:
        return kinds.missing(sheet, form, kinds.top(sheet), ())
    return None


def _beginning(sheet: Sheet) -> list[str]:
    top = kinds.top(sheet)
    return [cell.text for cell in sheet.cells if cell.row == top and cell.text.strip()]


def _table(table: kinds.Table, account: Account, heap: _Heap) -> str:
    account.problems += [*kinds.twice(table), *kinds.ragged(table)]
    if table.header > kinds.top(table.sheet):
        first = min(table.columns.values())
        account.notice(table.header, first, f"The headings were found in row {table.header}.")
    match table.form.kind:
        case "ideas":
            cards = tuple(ideas.listed(table, account))
            ideas.look(cards, account)
            heap.said_cards |= bool(cards) and "source" not in table.columns
            heap.cards.append((table.sheet, cards))
            how = f"column {_letters(table)} is the idea"
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


def _letters(table: kinds.Table) -> str:
    at = [table.columns[name] for name in ("headline", "text") if name in table.columns]
    return " and ".join(column_letters(column) for column in at)
