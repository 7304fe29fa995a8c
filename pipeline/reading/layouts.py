"""Find out how a sheet is laid out, and have it read as that."""

from dataclasses import replace

from pipeline import forms
from pipeline.model import Layout, Sheet, Wanted, column_letters
from pipeline.names import name_key, words_key
from pipeline.problems import Place, Problem
from pipeline.reading import (
    boards,
    columns,
    details,
    families,
    form_layout,
    ideas,
    kinds,
    lists,
    mapping,
    outline,
    people,
    pinned,
    surveys,
    walls,
)
from pipeline.reading.account import Account, count
from pipeline.reading.families import Member
from pipeline.reading.heap import Heap
from pipeline.reading.outline import Found


def certainty(sheet: Sheet, pin: Wanted | None = None) -> int:
    """Return when to read `sheet`: those that say what they are first, guesses last."""
    if pin:
        return 2 if pin.layout == mapping.LIST else 0
    if details.recognise(sheet) or kinds.table(sheet):
        return 0
    return 1 if boards.geometry(sheet) or boards.stack(sheet) or surveys.recognise(sheet) else 2


def read(sheet: Sheet, heap: Heap, pin: Wanted | None = None, member: Member | None = None) -> None:
    """Read `sheet` as what it is, or as a person wants it, and put what it gives on the heap."""
    account = Account(sheet)
    if pin:
        member = Member(pin.sheet_name)
    kind, summary, layout = _understand(sheet, account, heap, pin, member)
    if kind == forms.IDEAS.kind and member and member.named:
        because = f"{layout.reason}; the name of the sheet is the {member.named} of its cards"
        layout = replace(layout, sheet_name=member.named, reason=because)
    account.look()
    heap.problems += account.problems
    heap.notices += account.notices
    understood = account.reading(kind, summary)
    if pin:
        layout = replace(layout, reason=f"{pin.place.file} says so", area=pinned.area(pin))
    heap.readings.append(replace(understood, layout=layout, pinned=pin.place.file if pin else ""))


def _understand(
    sheet: Sheet, account: Account, heap: Heap, pin: Wanted | None, member: Member | None
) -> tuple[str, str, Layout]:
    if pin and pin.kind == mapping.LEAVE_OUT:
        account.leave(sheet.cells, "The mapping file leaves the sheet out.")
        return "", "left out by the mapping file", Layout()
    if not kinds.top(sheet):
        return "", "empty", Layout()
    if pin:
        found, problems = pinned.find(
            sheet, pin, lambda own: _guess(own, heap) or _plain(own, heap)
        )
        account.problems += problems
        if found is None:
            return "", "not read", Layout()
    elif kinds.is_advice(sheet):
        account.leave(sheet.cells, "Advice; nothing to read.")
        return "", "advice", Layout()
    elif member and member.listing:
        found = member.listing
    else:
        found = _guess(sheet, heap)
    if found is None:
        return _unknown(sheet, account, heap)
    kind, summary = _read(found, account, heap, member)
    return kind, summary, outline.of(found)


def _guess(sheet: Sheet, heap: Heap) -> Found | None:
    """Return what `sheet` seems to be, None when nothing says so."""
    if details.recognise(sheet):
        return details.Fields(sheet)
    if board := boards.geometry(sheet) or boards.stack(sheet):
        return board
    table = kinds.table(sheet)
    whole = table is not None and kinds.complete(table)
    if not (table and whole and (table.form is not forms.IDEAS or len(table.columns) > 2)) and (
        survey := surveys.recognise(sheet)
    ):
        return survey
    return _cards(sheet, heap, table, whole=whole)


def _cards(
    sheet: Sheet, heap: Heap, table: kinds.Table | None, *, whole: bool
) -> lists.Listing | walls.Wall | kinds.Table | None:
    """Return `sheet` as cards, whatever their headings, where no other sheet of its file holds them."""
    posts = boards.posts(table)
    if whole or posts:
        found = posts or table
        return columns.filled_in(found) if found and kinds.complete(found) else None
    if sheet.file in heap.said_cards or _copies(sheet, heap):
        return None
    if heap.said_cards:  # only what is a wall beyond doubt: another file may hold anything
        return lists.stacked(sheet) or walls.wall(sheet)
    doubted = table is not None and table.form is not forms.IDEAS
    if table and kinds.named(sheet) is table.form:
        return None if doubted else columns.guess(sheet)
    return lists.stacked(sheet) or walls.wall(sheet) or columns.guess(sheet, doubted=doubted)


def _copies(sheet: Sheet, heap: Heap) -> bool:
    """Return whether most of `sheet` stands on cards that another sheet gave already."""
    known = heap.words()
    words = [words_key(cell.text) for cell in sheet.cells if cell.text.strip()]
    return sum(each in known for each in words) * 2 > len(words)


def _read(
    found: Found, account: Account, heap: Heap, member: Member | None = None
) -> tuple[str, str]:
    """Have a sheet read as what it was found to be; return its kind and a summary."""
    match found:
        case details.Fields():
            said = tuple(details.read(account))
            heap.said += said
            return "details", details.summary(said)
        case kinds.Table():
            return found.form.kind, _table(found, account, heap, member)
        case boards.Geometry():
            cards = tuple(boards.notes(found, account))
            how = boards.how(found, cards)
        case boards.Stack():
            how = "a table of cards that refers to a table of columns"
            cards = tuple(boards.stacked(found, account))
        case surveys.Survey():
            letters = ", ".join(column_letters(column) for column in found.asked)
            word = "column" if len(found.asked) == 1 else "columns"
            each = "a person a row, ideas" if found.machine else "several ideas a row,"
            how = f"{each} in {word} {letters}"
            cards = tuple(surveys.cards(found, account))
        case lists.Listing():
            how, cards = found.how, _listed(found, account, heap, member)
        case walls.Wall():
            if found.question:
                heap.questions.append(details.asked(account, found.question))
            how = "a title before each row" if found.sideways else "a title over each column"
            cards = tuple(walls.hung(found, account))
            if not found.sure:
                account.say(*_either_way(account.sheet))
    cards = _named(cards, account.sheet, member)
    heap.cards.append((account.sheet, cards))
    return "ideas", ideas.summary(how, [card.idea for card in cards])


def _listed(
    found: lists.Listing, account: Account, heap: Heap, member: Member | None
) -> tuple[ideas.Card, ...]:
    """Return the cards of a list, under the question asked above them; say what is unsure."""
    cards = tuple(lists.cards(found, account))
    if found.question and (found.titles or (member and member.same_question)):
        heap.questions.append(details.asked(account, found.question))
    elif found.question:
        asked = account.typed(found.question.row, found.question.column)
        cards = tuple(replace(card, idea=replace(card.idea, prompt=asked)) for card in cards)
    if not (found.titles or found.question or (member and member.named)):
        account.say(*_unsure(account.sheet, len(cards)))
    return cards


def _named(
    cards: tuple[ideas.Card, ...], sheet: Sheet, member: Member | None
) -> tuple[ideas.Card, ...]:
    """Return `cards` with what the name of their sheet says of them."""
    if not (member and member.named):
        return cards
    named = member.named
    return tuple(replace(card, idea=families.named_by(card.idea, sheet, named)) for card in cards)


def _plain(sheet: Sheet, heap: Heap) -> lists.Listing | None:
    """Return `sheet` as a list of one line a card, None when it is none."""
    known = {name_key(title.title) for _, pile in heap.titles for title in pile if title.agreed}
    known |= {name_key(card.idea.title) for _, pile in heap.cards for card in pile} - {""}
    name = next((name_key(each.words) for each in heap.said if each.field == "title"), "")
    return lists.plain(sheet, known, name)


def _unknown(sheet: Sheet, account: Account, heap: Heap) -> tuple[str, str, Layout]:
    table = boards.posts(kinds.table(sheet)) or kinds.table(sheet)
    if problem := _incomplete(sheet, table):
        offered = outline.offered(sheet, table.header if table else kinds.top(sheet))
        if _surely(sheet, table):
            account.problems.append(problem)
            return "", "not read", offered
        heap.notices.append(problem)
        account.leave(sheet.cells, "The sheet lacks a column that it must have.")
        return "", f"left out: {problem.message[0].lower()}{problem.message[1:]}", offered
    if (listing := _plain(sheet, heap)) and (listing.titles or not heap.cards):
        kind, summary = _read(listing, account, heap)
        return kind, summary, outline.of(listing)
    message = f"Left out: it begins with {kinds.shown(_beginning(sheet))}, which are no headings that Afterword knows."
    hint = "For cards, name one column Idea and, if they hang in groups, one Group."
    if _copies(sheet, heap):
        message = "Left out: most of it is cards that another sheet gave already, as in a copy of the wall."
        hint = "If it holds other cards, name one column Idea."
    elif form_layout.unheaded(sheet):
        hint = "For a self-assessment, head the columns of ticks Yes, No and Partially."
    heap.notices.append(Problem(Place(sheet.file, sheet.name), message, hint))
    account.leave(sheet.cells, "The sheet is of no kind that Afterword knows.")
    offered = outline.offered(sheet, kinds.top(sheet))
    return "", "left out: no kind of sheet that Afterword knows", offered


def _unsure(sheet: Sheet, lines: int) -> tuple[str, str]:
    message = f"It has no headings, so which of its {lines} lines are titles is not known: each was read as a card."
    return message, _settle(sheet, "take the # away in front of each title")


def _either_way(sheet: Sheet) -> tuple[str, str]:
    message = (
        "Its titles may stand in the first row or in the first column: the first row was taken."
    )
    return message, _settle(sheet, f'write layout = "{mapping.SIDEWAYS}" if that is wrong')


def _settle(sheet: Sheet, what: str) -> str:
    stem = sheet.file.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    file = f'"{sheet.file}"' if " " in sheet.file else sheet.file
    return f"Run `afterword check {file} --save-mapping`, and in {stem}{mapping.ENDING} {what}."


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


def _table(table: kinds.Table, account: Account, heap: Heap, member: Member | None = None) -> str:
    account.problems += [*(() if table.why else kinds.twice(table)), *kinds.ragged(table)]
    if table.header > kinds.top(table.sheet):
        first = min(table.columns.values())
        account.notice(table.header, first, f"The headings were found in row {table.header}.")
    match table.form.kind:
        case "ideas":
            cards = _named(tuple(ideas.listed(table, account)), table.sheet, member)
            if cards and "source" not in table.columns and not table.why:
                heap.said_cards.add(table.sheet.file)
            heap.cards.append((table.sheet, cards))
            at = _letters(table)
            how = f"columns {at} are the idea" if " and " in at else f"column {at} is the idea"
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
