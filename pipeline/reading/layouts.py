"""Find out how a sheet is laid out, and have it read as that."""

from pipeline import forms
from pipeline.model import Sheet, column_letters
from pipeline.problems import Place, Problem
from pipeline.reading import boards, details, ideas, kinds, lists, people, surveys
from pipeline.reading.account import Account, count
from pipeline.reading.heap import Heap
from pipeline.reading.kinds import fold


def certainty(sheet: Sheet) -> int:
    """Return when to read `sheet`: those that say what they are first, guesses last."""
    if details.recognise(sheet) or kinds.table(sheet):
        return 0
    return 1 if boards.geometry(sheet) or boards.stack(sheet) or surveys.recognise(sheet) else 2


def read(sheet: Sheet, heap: Heap) -> None:
    """Read `sheet` as what it is, and put what it gives on the heap."""
    account = Account(sheet)
    kind, summary = _kind_and_summary(sheet, account, heap)
    account.look()
    heap.problems += account.problems
    heap.notices += account.notices
    heap.readings.append(account.reading(kind, summary))


def _kind_and_summary(sheet: Sheet, account: Account, heap: Heap) -> tuple[str, str]:
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


def _wall(sheet: Sheet, account: Account, heap: Heap) -> Read | None:
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
    sheet: Sheet, table: kinds.Table | None, account: Account, heap: Heap
) -> tuple[str, str]:
    if problem := _incomplete(sheet, table):
        if _surely(sheet, table):
            account.problems.append(problem)
            return "", "not read"
        heap.notices.append(problem)
        account.leave(sheet.cells, "The sheet lacks a column that it must have.")
        return "", f"left out: {problem.message[0].lower()}{problem.message[1:]}"
    known = {fold(title.title) for _, pile in heap.titles for title in pile if title.agreed}
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


def _surely(sheet: Sheet, table: kinds.Table | None) -> bool:
    """Return whether the sheet is certainly of its kind, so that leaving it out would be a loss."""
    if kinds.named(sheet) or table is None:
        return True
    return table.form is forms.IDEAS and not {"mark", "small_group"}.isdisjoint(table.columns)


def _beginning(sheet: Sheet) -> list[str]:
    top = kinds.top(sheet)
    return [cell.text for cell in sheet.cells if cell.row == top and cell.text.strip()]


def _table(table: kinds.Table, account: Account, heap: Heap) -> str:
    account.problems += [*kinds.twice(table), *kinds.ragged(table)]
    if table.header > kinds.top(table.sheet):
        first = min(table.columns.values())
        account.notice(table.header, first, f"The headings were found in row {table.header}.")
    match table.form.kind:
        case "ideas":
            cards = tuple(ideas.listed(table, account))
            heap.said_cards |= bool(cards) and "source" not in table.columns
            heap.cards.append((table.sheet, cards))
            how = f"column {_letters(table)} is the idea"
            return ideas.summary(how, [card.idea for card in cards])
        case "groups":
            titles = tuple(people.titles(table, account))
            heap.titles.append((table.sheet, titles))
            return count(len(titles), "title")
        case "gaps":
            choices = tuple(people.gap_choices(table, account))
            heap.gap_choices += choices
            decided = sum(each.accepted is not None for each in choices)
            return f"{count(len(choices), 'row')} of gaps and titles, {decided} decided"
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
