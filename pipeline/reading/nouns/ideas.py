"""Read cards typed one a row; say what is unsure of cards, whatever the layout they were typed in."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from string import ascii_uppercase

from pipeline import forms
from pipeline.model import UNSAID, Cell, Idea, Title, Typed, column_letters
from pipeline.names import heading_key, name_key, plain, same_name
from pipeline.problems import Place, Problem
from pipeline.reading.account import Account, count
from pipeline.reading.columns.kinds import Table, rows_of
from pipeline.reading.nouns import lines
from pipeline.reading.nouns.people import GroupRow, Row, filled, leave_ours, rows
from pipeline.words import among, pattern_of, says_yes

_ONE_CARD = frozenset({"id", "votes", "source", "same_as"})  # columns that speak of one card a row
FOLLOWED = 2 / 3  # of the titles have a blank below: fewer are cards, of which some have no title
_RULE = re.compile(r"\s*[-=_:|*~]{2,}\s*")


@dataclass(frozen=True, slots=True, eq=False)
class Card:
    """A card as one sheet shows it: the idea, and the place it was copied from, if any.

    One that was typed in a review has no source, but a place where it hung when that was written.

    Two cards of the same words are two cards: each is only the same as itself.
    """

    idea: Idea
    source: str = ""  # file!sheet!cell, on a sheet that a review wrote
    own_id: bool = True  # the id was typed; else it is the cell
    was: Typed | None = None  # where it hung when the review was written; None: it does not say
    proposal: Typed = UNSAID  # where Afterword hung it in the review
    accepted: bool = False  # people agree with that place
    cleared: Typed = UNSAID  # what stands under Clear to print


def listed(found: Table, account: Account) -> Iterator[Card]:
    """Yield the cards of a sheet with one card a row."""
    merged = {**_carried(found, account), **_merged(found, account)}
    sections = _sections(found)
    title = next((cell for row, cell in sections.items() if row < found.header), None)
    if title:
        account.use(title)
    column = found.columns.get("text", 0)
    held = [row[column] for _, row in found.rows() if column in row]
    _say_archived(found, account)
    each_line = not _ONE_CARD & found.columns.keys() and lines.heaps(held)
    if each_line:
        account.say(lines.EACH_LINE)
    leave_ours(found, account, "sure", "others", "remark")
    for row in rows(found, account):
        cells = {name: account.cell(row.number, column) for name, column in found.columns.items()}
        texts = {cell.column: cell for cell in cells.values() if cell}
        if _is_total(texts, found.columns):
            account.leave(texts.values(), "A row of totals.")
        elif _is_rule(texts, found.columns):
            account.leave(texts.values(), "A line between rows.")
        elif (row.number, found.columns.get("title", 0)) in merged and not filled(
            texts, found.columns, "text", "headline", "id"
        ):
            account.use(texts[found.columns["title"]])
        elif row.number in sections:
            title = sections[row.number]
            account.use(title)
        elif filled(texts, found.columns, "text", "headline", "id", "mark", "title"):
            card = _card(row, merged)
            if title:
                over = account.typed(title.row, title.column)
                waits = card.idea.parked or parked(card.idea.text, "", over)
                card = replace(card, idea=replace(card.idea, title=over, parked=waits))
            yield from _split(card) if each_line else [card]
        else:
            account.leave(texts.values(), "A row without an idea, a column or a title.")


def _say_archived(found: Table, account: Account) -> None:
    """Say which cards a tool had archived: they wait in the parking lot."""
    column = found.columns.get("parked", 0)
    heads = (c.text for c in found.sheet.cells if c.row == found.header and c.column == column)
    if heading_key(next(heads, "")) != "archived":
        return
    rows = [n for n, row in found.rows() if column in row and says_yes(row[column].text)]
    if rows:
        said = count(len(rows), "card is archived and hangs", "cards are archived and hang")
        listed = ", ".join(map(str, rows[:10])) + (", …" if len(rows) > 10 else "")
        where = f"{'row' if len(rows) == 1 else 'rows'} {listed}"
        account.say(f"{said} in the parking lot: {where}.", "Delete the mark to hang it up again.")


def _sections(found: Table) -> Mapping[int, Cell]:
    """Return the rows that only hold a title for the cards below: row → the title.

    They stand alone in their row, in bold or where each card has more than votes beside it, or
    above headings that come again.
    """
    column = found.columns.get("text", 0)
    if {"title", "mark", "source"} & found.columns.keys():
        return {}
    if above := _above_headings(found):
        return above
    beside = set(found.columns.values()) | set(found.unknown)
    beside -= {column, found.columns.get("votes", 0)}
    rows = [
        (number, row[column], len(row) == 1, not beside.isdisjoint(row))
        for number, row in found.rows()
        if column in row
    ]
    full = bool(beside) and all(more for _, _, alone, more in rows if not alone)
    bold = [alone and cell.bold for _, cell, alone, _ in rows]
    for told in (bold, [alone for _, _, alone, _ in rows] if full else []):
        begins = told[:1] == [True] and not told[-1]
        if begins and sum(told) > 1 and not any(one and other for one, other in pairwise(told)):
            return {row[0]: row[1] for row, title in zip(rows, told, strict=True) if title}
    return {}


def _above_headings(found: Table) -> Mapping[int, Cell]:
    """Return the titles that stand alone above the headings, where these come again: row → the title."""
    said = {
        cell.column: heading_key(cell.text)
        for cell in found.sheet.cells
        if cell.row == found.header and cell.text.strip()
    }
    titles = {
        number: next(iter(row.values()))
        for (number, row), (_, after) in pairwise(rows_of(found.sheet))
        if len(row) == 1
        and {column: heading_key(cell.text) for column, cell in after.items()} == said
    }
    return titles if len(titles) > 1 and found.header > min(titles) else {}


def _split(card: Card) -> Iterator[Card]:
    """Yield a card for each line of the list that a cell holds."""
    for name, part in lines.named(lines.cards(card.idea.text)):
        yield replace(card, idea=replace(card.idea, id=name, text=part))


def _card(row: Row, merged: Mapping[tuple[int, int], Cell]) -> Card:
    def shared(field: str) -> Typed:
        own = row.typed(field)
        column = row.columns.get(field, 0)
        if not own.strip() and (row.number, column) in merged:
            above = merged[row.number, column]
            return row.account.typed(above.row, above.column)
        return own

    text = _words(row)
    given = row.typed("id")
    mark, title = shared("mark"), shared("title")
    source = row.typed("source").strip()
    said = row.typed("parked")
    if source and mark.strip():  # in a review the column decides, also for a card once parked
        said = UNSAID
    waits = parked(text, mark, title, said)
    if same_name(mark, forms.NOT_PLACED):
        mark = Typed("", mark.place)
    idea = Idea(
        id=given.strip() or text.place.cell,
        text=text,
        mark=mark,
        title=title,
        prompt=shared("prompt"),
        small_group=shared("small_group"),
        note=note if (note := row.typed("note")).strip() else row.comment(),
        votes=row.typed("votes"),
        same_as=row.typed("same_as"),
        parked=waits,
        cleared=says_yes(row.typed("cleared")),
        question=shared("question"),
    )
    was = row.typed("was") if "was" in row.columns else None
    if not source and not (was and was.strip()):
        return Card(idea, own_id=bool(given.strip()))
    accepted = says_yes(row.typed("accepted"))
    return Card(
        idea,
        source,
        bool(given.strip()),
        was,
        row.typed("proposal"),
        accepted,
        row.typed("cleared"),
    )


def _words(row: Row) -> Typed:
    """Return what is on the card; a post's words are in its headline, its body or both."""
    headline, body = row.typed("headline"), row.typed("text")
    if not headline.strip():
        return body if "text" in row.columns else headline
    return Typed(f"{headline}\n{body}", headline.place) if body.strip() else headline


def without_cards(titles: Sequence[Typed], cards: Iterable[Card]) -> tuple[GroupRow, ...]:
    """Return the titles of a wall, in its order, where no card hangs under one or more of them.

    Where each has its cards, the cards say the titles themselves.
    """
    hung = {name_key(card.idea.title) for card in cards}
    own = [
        title for title in titles if not (among("parking_lot", title) or among("not_placed", title))
    ]
    if all(name_key(title) in hung for title in own):
        return ()
    return tuple(GroupRow(Title(mark=title.bare(), title=title.bare())) for title in own)


def look(ideas: Iterable[Idea], placed: Collection[str] = ()) -> Iterator[Problem]:
    """Say for each sheet which cards hang in no column while others do, and which have no words.

    `placed` are the ids of cards that a review places.
    """
    sheets: defaultdict[Place, list[Idea]] = defaultdict(list)
    for idea in ideas:
        sheets[replace(idea.text.place, cell="")].append(idea)
    for place, own in sheets.items():
        nowhere = [idea for idea in own if not (idea.parked or _hangs(idea) or idea.id in placed)]
        loose = [idea for idea in nowhere if idea.text.strip()]
        if loose and any(_hangs(idea) for idea in own):
            message = (
                f"{count(len(loose), 'card hangs', 'cards hang')} in no column: {_rows(loose)}."
            )
            yield Problem(place, message, "Afterword proposes a place for each; a person decides.")
        if empty := [idea for idea in own if not idea.text.strip()]:
            said = count(len(empty), "card has", "cards have")
            message = f"{said} a place but no words: {_rows(empty)}."
            yield Problem(place, message, "They are counted as empty and not printed.")
        if lists := [idea for idea in own if len(lines.cards(idea.text)) > 1]:
            said = count(len(lists), "card holds", "cards hold")
            message = f"{said} a list, and each counts as one card: {_rows(lists)}."
            yield Problem(place, message, EACH_LINE)
        several = [idea for idea in own if _is_several(idea)]
        if not lists and len(several) > 1 and len(several) * 2 >= len(own):
            message = f"{len(several)} cards hold several lines, and each counts as one card: {_rows(several)}."
            yield Problem(place, message, EACH_LINE)
        if points := [idea for idea in own if _POINTS.fullmatch(plain(idea.text))]:
            said = count(len(points), "card only points", "cards only point")
            message = f"{said} to another: {_rows(points)}."
            yield Problem(place, message, "Type the words of that card, or leave the cell empty.")


EACH_LINE = "Where each line is a card, give it a row of its own."
_POINTS = re.compile(
    rf"\W*(?:{pattern_of('points_to')})(?:\W*(?:card|idea|no\.?|number)?\s*#?\d{{1,3}}|\s+(?:above|below))?\W*"
)


def _is_several(idea: Idea) -> bool:
    return len([line for line in idea.text.splitlines() if line.strip()]) > 1


def _hangs(idea: Idea) -> bool:
    return bool(idea.mark.strip() or idea.title.strip())


def _rows(ideas: Sequence[Idea]) -> str:
    rows = [idea.text.place.cell.lstrip(ascii_uppercase) for idea in ideas]
    listed = ", ".join(rows[:10]) + (", …" if len(rows) > 10 else "")
    return f"{'row' if len(rows) == 1 else 'rows'} {listed}"


def parked(text: str, mark: str, title: str, said: str = "") -> bool:
    """Return whether a card hangs in the parking lot."""
    if says_yes(said) or any(among("parking_lot", each) for each in (said, mark, title)):
        return True
    return name_key(mark) == "p" and text.strip().casefold().startswith("parking lot:")


def behind_parking_lot(text: Typed) -> Typed:
    """Return what stands behind "Parking lot:", nothing where `text` does not begin so."""
    found = _PARKING_LOT.match(text)
    return Typed(text[found.end() :].strip(), text.place) if found else UNSAID


_PARKING_LOT = re.compile(rf"\s*(?:{pattern_of('parking_lot')})\s*:", re.IGNORECASE)


def _carried(found: Table, account: Account) -> dict[tuple[int, int], Cell]:
    """Return the blank cells below a title that was typed once for all of its cards → the title.

    That is so where no title comes twice and most are followed by blanks; elsewhere a blank is a
    card without a title.
    """
    column = found.columns.get("title", 0)
    if not column or {"mark", "source"} & found.columns.keys():
        return {}
    own = {column, found.columns.get("text", 0)}
    rows = [number for number, row in found.rows() if own & row.keys()]
    typed = [account.cell(row, column) for row in rows]
    titles = [cell for cell in typed if cell and cell.text.strip()]
    begun = sum(before is not None and after is None for before, after in pairwise(typed))
    once = len({name_key(cell.text) for cell in titles}) == len(titles)
    if len(titles) < 2 or not once or typed[0] is None or begun < FOLLOWED * len(titles):
        return {}
    if any(cell.merged[0] > 1 for cell in titles) or len(titles) * 2 > len(rows):
        return {}
    message = "The titles stand once each: a title counts for the rows below it, down to the next."
    account.notice(titles[0].row, column, message, "If that is wrong, type the title of each card.")
    carried: dict[tuple[int, int], Cell] = {}
    last = titles[0]
    heading: list[int] = []  # rows of a title alone, until a card follows
    for row, cell in zip(rows, typed, strict=True):
        if cell:
            last, heading = cell, []
        if account.cell(row, found.columns.get("text", 0)):
            carried |= {(each, column): last for each in (*heading, row)}
        elif cell:
            heading = [row]
    return carried


def _merged(found: Table, account: Account) -> dict[tuple[int, int], Cell]:
    """Return the cells that a merged cell below the headings spans → that cell."""
    spans: dict[tuple[int, int], Cell] = {}
    known = {column: name for name, column in found.columns.items()}
    for cell in found.sheet.cells:
        high, wide = cell.merged
        if (
            cell.row > found.header
            and high > 1
            and known.get(cell.column) in {"title", "mark", "prompt", "small_group", "question"}
        ):
            spans |= {(row, cell.column): cell for row in range(cell.row, cell.row + high)}
            last = f"{column_letters(cell.column + wide - 1)}{cell.row + high - 1}"
            area = f"{column_letters(cell.column)}{cell.row}:{last}"
            message = f"The merged cell {area} counts for each of its {count(high, 'row')}."
            account.notice(cell.row, cell.column, message)
    return spans


def _is_rule(row: Mapping[int, Cell], columns: Mapping[str, int]) -> bool:
    """Return whether a row only draws a line; one cell of signs beside blank ones may be a card."""
    drawn = all(_RULE.fullmatch(cell.text) for cell in row.values())
    return drawn and (len(row) > 1 or len(row) == len(columns))


def _is_total(row: Mapping[int, Cell], columns: Mapping[str, int]) -> bool:
    first = row[min(row)]
    if not lines.is_total(first.text):
        return False
    text = columns.get("text")
    others = [cell for cell in row.values() if cell is not first]
    says_how_many = any(map(str.isdigit, first.text))
    return bool(others or says_how_many) and all(
        isinstance(cell.value, int | float) or cell.text.strip().isdigit() or cell.column != text
        for cell in others
    )


def columns(ideas: Sequence[Idea]) -> int:
    """Return in how many columns of the wall `ideas` hang."""
    hanging = {name_key(idea.mark) or name_key(idea.title) for idea in ideas if not idea.parked}
    return len(hanging - {""})


def summary(how: str, ideas: Sequence[Idea]) -> str:
    """Return in words how cards were read: "column D is the idea, 40 cards, 7 columns, 3 not placed"."""
    filled_in = [idea for idea in ideas if idea.text.strip()]
    parts = [how, count(len(filled_in), "card"), count(columns(ideas), "column")]
    loose = sum(
        not idea.parked and not idea.mark.strip() and not idea.title.strip() for idea in filled_in
    )
    if loose:
        parts.append(f"{loose:,} not placed")
    if waiting := sum(idea.parked for idea in filled_in):
        parts.append(f"{waiting:,} in the parking lot")
    if empty := len(ideas) - len(filled_in):
        parts.append(f"{empty:,} empty")
    return ", ".join(parts)
