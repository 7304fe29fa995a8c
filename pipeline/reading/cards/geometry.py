"""Read the notes of an online board, each with its place on the board or the note it lies in."""

import html
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from pipeline.model import UNSAID, Cell, Idea, Sheet, Typed, column_letters
from pipeline.names import heading_key, name_key
from pipeline.reading.account import Account
from pipeline.reading.columns.kinds import SEARCHED, rows_of
from pipeline.reading.nouns.ideas import Card, parked
from pipeline.reading.nouns.people import reason

ACROSS = frozenset({"positionx", "x", "left", "posx", "xposition", "coordx"})
DOWN = frozenset({"positiony", "y", "top", "posy", "yposition", "coordy"})
WORDS = ("text", "textarea1", "content", "note", "stickynote", "body", "label", "title", "name")
COLOR = frozenset(
    {"bgcolor", "color", "colour", "backgroundcolor", "fill", "notecolor", "stickycolor"}
)
AREA = frozenset({"area", "frame", "section", "region", "group", "column"})
KIND = frozenset({"type", "stickytype", "itemtype", "shape"})
VOTES = frozenset({"votes", "votecount", "dots", "likes", "reactions", "upvotes"})
REMARKS = frozenset({"comment", "comments", "notes", "remarks"})
_THINGS = frozenset({"document", "page", "frame", "stickynote", "line", "shape", "text", "board"})
_BOARDS = frozenset({"document", "board", "whiteboard"})  # kinds of things that name the whole
OWN = frozenset({"id", "noteid", "widgetid", "itemid", "shapeid"})
_MARKUP = re.compile(
    r"</?(?:p|div|span|strong|em|b|i|u|s|a|ul|ol|li)(?:\s+[a-z-]+\s*=[^<>]*)?\s*/?>", re.IGNORECASE
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]\w{1,30});", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>|</(?:p|div|li)>\s*(?=<)", re.IGNORECASE)
_HOLDS = re.compile(
    r"parent|contain|frame|group|section|page|area|column|cluster|belong", re.IGNORECASE
)
REACH = 0.75  # of the distance between two titles: farther aside a card hangs under none of them
LEAST_TITLES, MOST_TITLES = (
    2,
    60,
)  # notes of one look: one of its own look is any note, more are cards
HUNG_BELOW = 0.8  # of the other notes: some hang beside or above a row of titles, as on most boards
HUNG_BELOW_SCATTERED = (
    0.9  # where titles stand anywhere, and nothing else says that they are titles
)
CARDS_A_TITLE = 2  # at least, where titles stand anywhere: else the kind of note heads nothing
IN_LINE = 0.1  # of the height of the board at most, by which titles that stand in line differ


@dataclass(frozen=True, slots=True)
class Geometry:
    """A sheet of notes with their places on a board: which column says what."""

    sheet: Sheet
    header: int
    text: int
    across: int = 0
    down: int = 0
    id: int = 0
    color: int = 0
    area: int = 0
    kind: int = 0
    votes: int = 0
    note: int = 0  # the column of comments on a note
    parent: int = 0  # the column that says in which other note one lies


@dataclass(frozen=True, slots=True)
class _Note:
    """One note: its row, its words, where it hangs and how it looks."""

    row: int
    words: Typed
    x: float
    y: float
    color: str
    kind: str
    area: Typed
    id: str
    parent: str


def recognise(sheet: Sheet) -> Geometry | None:
    """Return where `sheet` keeps notes and their positions, None when it keeps none."""
    for number, row in rows_of(sheet):
        if number > SEARCHED:
            break
        names: dict[str, int] = {}
        for column, cell in row.items():
            names.setdefault(heading_key(cell.text), column)
        at = {
            key: next((names[name] for name in known if name in names), 0)
            for key, known in {
                "text": WORDS,
                "across": sorted(ACROSS),
                "down": sorted(DOWN),
                "id": sorted(OWN),
                "color": sorted(COLOR),
                "area": sorted(AREA),
                "kind": sorted(KIND),
                "votes": sorted(VOTES),
                "note": sorted(REMARKS),
            }.items()
        }
        placed = bool(at["across"] and at["down"])
        if not at["text"] or not (placed or (at["id"] and _holding(row, at["id"]))):
            continue
        if not at["kind"] and names.get("name", at["text"]) != at["text"]:
            at["kind"] = names["name"] if _names_things(sheet, number, names["name"]) else 0
        if not placed and not at["kind"] | at["area"]:
            continue
        found = Geometry(sheet, number, **at)
        links = _links(found)
        parent = max(links, key=lambda column: (len(links[column]), -column), default=0)
        found = replace(found, parent=parent if parent and len(links[parent]) > 1 else 0)
        if placed or found.parent:
            return found
    return None


def _names_things(sheet: Sheet, header: int, column: int) -> bool:
    """Return whether a column headed Name says what each thing on a board is, not what is on it."""
    below = (row[column] for number, row in rows_of(sheet) if number > header and column in row)
    return len({heading_key(cell.text) for cell in below} & _THINGS) > 1


def _holding(heads: Mapping[int, Cell], own: int) -> Sequence[int]:
    """Return the columns headed as if they said in what a note lies; its `own` id is none of them."""
    return [c for c, cell in heads.items() if c != own and _HOLDS.search(cell.text)]


def _links(found: Geometry) -> Mapping[int, frozenset[str]]:
    """Return the columns that say in which other notes one lies, and the ids they name."""
    rows = dict(rows_of(found.sheet))
    below = [row for number, row in rows.items() if number > found.header]

    def said(column: int) -> frozenset[str]:
        return frozenset(row[column].text.strip() for row in below if column in row)

    def may_hold(column: int) -> bool:
        """Return whether a column may name notes: Group over 1 and 2 where no kind of note is said does not."""
        return bool(column != found.area or found.kind)

    heads = rows.get(found.header, {})
    links = {column: said(column) for column in _holding(heads, found.id)}
    own = said(found.id)
    return {
        column: ids
        for column, ids in links.items()
        if ids
        and ids <= own
        and may_hold(column)
        and not _lie_in_themselves(below, found.id, column)
    }


def _lie_in_themselves(rows: Sequence[Mapping[int, Cell]], own: int, over: int) -> bool:
    """Return whether a row would lie in itself, if need be by way of others: then `over` has marks of columns.

    Cards 1, 2 and 3 that hang in columns 1 and 2 lie in no other card.
    """
    above = {
        row[own].text.strip(): row[over].text.strip() for row in rows if {own, over} <= row.keys()
    }
    passed: set[str] = set()
    for start in above:
        way: set[str] = set()
        at = start
        while at in above and at not in passed:
            if at in way:
                return True
            way.add(at)
            at = above[at]
        passed |= way
    return False


def cards(found: Geometry, account: Account) -> Iterator[Card]:
    """Yield the notes of a board, each under the title note that hangs nearest above it."""
    hung = sorted(_notes(found, account), key=lambda note: (note.y, note.x))
    holders = _holders(found, hung)
    titles: Sequence[_Note] = [] if holders else _titles(hung)
    lying = [replace(note, x=note.y, y=note.x) for note in hung]
    if not holders and not titles and _in_line(down := _titles(lying), lying):
        titles, hung = down, lying
    titles = titles or ([] if holders else _scattered(hung))
    areas = {name_key(note.area) for note in hung} - {""}
    reach = _reach(titles)
    top = min((title.y for title in titles), default=0.0)
    heads = {title.row for title in titles}
    account.titles += [title.words for title in titles]
    plain = _usual([note.color for note in hung if note.row not in heads])
    where = _usual([name_key(note.area) for note in hung])
    frames = _frames(hung, holders)
    placed: list[tuple[float, float, Card]] = []
    for note in hung:
        if heading_key(note.kind) in _BOARDS and note.id not in holders:
            account.names.append(note.words)
            continue
        if note.kind in frames:
            account.titles.append(note.words)
        if note.row in heads or note.id in holders or note.kind in frames:
            continue
        unlike = note.color != plain or name_key(note.area) != where
        if titles and note.y < top and unlike:
            account.put_back(
                [_cell(account, note.row, found.text)], "A note above the titles, unlike the cards."
            )
            account.notice(
                note.row,
                found.text,
                "It hangs above the titles and looks unlike the cards: not a card.",
            )
            continue
        title = _nearest(note, titles, reach)
        over = title.words if title else UNSAID
        if note.parent in holders:
            over = holders[note.parent].words
        elif not titles and not holders and len(areas) > 1:
            over = note.area
        given = account.typed(note.row, found.id) if found.id else UNSAID
        idea = Idea(
            given.strip() or note.words.place.cell,
            note.words,
            title=over,
            votes=account.typed(note.row, found.votes) if found.votes else UNSAID,
            note=account.typed(note.row, found.note) if found.note else UNSAID,
            parked=parked(note.words, "", over),
        )
        placed.append(
            (
                title.x if title else float("inf"),
                note.y,
                Card(idea, own_id=bool(given.strip())),
            )
        )
    yield from (card for _, _, card in sorted(placed, key=lambda each: each[:2]))
    _leave_rest(found, account)


def _holders(found: Geometry, hung: Sequence[_Note]) -> Mapping[str, _Note]:
    """Return the notes in which others lie, by their ids: frames, containers, the page."""
    if not found.parent:
        return {}
    named = frozenset().union(*_links(found).values())
    return {note.id: note for note in hung if note.id in named}


def _frames(hung: Sequence[_Note], holders: Mapping[str, _Note]) -> frozenset[str]:
    """Return the kinds of things that cards lie in, but for those that only hold such things."""
    hold = {holder.kind for holder in holders.values()}
    cards = [note for note in hung if note.kind not in hold and note.parent in holders]
    return frozenset(holders[note.parent].kind for note in cards) - {""}


def how(found: Geometry, cards: Sequence[Card]) -> str:
    """Return in words where the columns of a board were found."""
    if found.parent:
        return "columns from the note that each lies in"
    letters = column_letters(found.area) if found.area else ""
    if letters and any(
        card.idea.title.place.cell.rstrip("0123456789") == letters for card in cards
    ):
        return "columns from the area that each note lies in"
    return "columns from the nearest title note"


def _notes(found: Geometry, account: Account) -> Iterator[_Note]:
    for number, row in rows_of(found.sheet):
        if number <= found.header or found.text not in row:
            continue
        x, y = _number(row.get(found.across)), _number(row.get(found.down))
        typed = account.typed(number, found.text)
        words = Typed(_without_markup(typed), typed.place)
        for column in (found.across, found.down, found.color, found.kind, found.parent):
            if column in row:
                account.use(row[column])
        area = account.typed(number, found.area) if found.area else UNSAID
        color, kind = (
            name_key(row[column].text) if column in row else ""
            for column in (found.color, found.kind)
        )
        own, parent = (
            row[column].text.strip() if column in row else "" for column in (found.id, found.parent)
        )
        yield _Note(number, words, x, y, color, kind, area, own, parent)


def _without_markup(typed: str) -> str:
    """Return the words of a note that a board keeps as HTML; & without a ; is typed."""
    bare = _MARKUP.sub("", _BREAK.sub("\n", typed))
    return _ENTITY.sub(lambda found: html.unescape(found[0]), bare).strip()


def _titles(hung: Sequence[_Note]) -> Sequence[_Note]:
    """Return the title notes: a color or kind of their own, side by side, above nearly all other notes."""
    best: Sequence[_Note] = ()
    heights = sorted(note.y for note in hung)
    for own in _alike(hung, "color", "kind"):
        others = len(hung) - len(own)
        if not len(best) < len(own) <= others:
            continue
        below = len(hung) - bisect_right(heights, max(note.y for note in own))
        if below >= HUNG_BELOW * others and len({note.x for note in own}) == len(own):
            best = own
    return best


def _alike(hung: Sequence[_Note], *looks: str) -> Iterator[Sequence[_Note]]:
    """Yield the notes that share a look, where they are as few as titles are."""
    for look in looks:
        alike: defaultdict[str, list[_Note]] = defaultdict(list)
        for note in hung:
            alike[getattr(note, look)].append(note)
        yield from (own for own in alike.values() if LEAST_TITLES <= len(own) <= MOST_TITLES)


def _in_line(titles: Sequence[_Note], hung: Sequence[_Note]) -> bool:
    """Return whether there are titles, and all at one height."""
    return bool(titles) and _height(titles) <= IN_LINE * _height(hung)


def _height(notes: Sequence[_Note]) -> float:
    down = [note.y for note in notes]
    return max(down) - min(down)


def _scattered(hung: Sequence[_Note]) -> Sequence[_Note]:
    """Return the title notes of a kind of their own that stand anywhere, nearly every note below one."""
    for own in sorted(_alike(hung, "kind"), key=len):
        rows = {note.row for note in own}
        others = [note for note in hung if note.row not in rows]
        reach = _reach(own)
        below = sum(_nearest(note, own, reach) is not None for note in others)
        if len(own) * CARDS_A_TITLE <= len(others) and below >= HUNG_BELOW_SCATTERED * len(others):
            return own
    return ()


def _nearest(note: _Note, titles: Sequence[_Note], reach: float) -> _Note | None:
    """Return the title that hangs nearest above `note`, None where none is within `reach`."""
    above = [each for each in titles if each.y < note.y and abs(each.x - note.x) <= reach]
    return min(above, key=lambda each: abs(each.x - note.x) + note.y - each.y, default=None)


def _reach(titles: Sequence[_Note]) -> float:
    across = sorted({title.x for title in titles})
    gaps = [right - left for left, right in pairwise(across)]
    return REACH * median(gaps) if gaps else float("inf")


def _usual(values: Sequence[str]) -> str:
    counts = Counter(values)
    return max(sorted(counts), key=counts.__getitem__, default="")


def _number(cell: Cell | None) -> float:
    try:
        return float(cell.text.replace(",", ".")) if cell else 0.0
    except ValueError:
        return 0.0


def _cell(account: Account, row: int, column: int) -> Cell:
    return account.cell(row, column) or Cell(row, column, "")


def _leave_rest(found: Geometry, account: Account) -> None:
    read = {
        found.text,
        found.across,
        found.down,
        found.id,
        found.color,
        found.area,
        found.kind,
        found.votes,
        found.note,
        found.parent,
    } - {0}
    headings: dict[int, str] = {}
    for cell in found.sheet.cells:
        if cell.row == found.header:
            headings[cell.column] = cell.text
            if cell.column in read:
                account.use(cell)
        if cell.row < found.header:
            account.leave([cell], "It stands above the headings.")
        elif cell.column not in read:
            account.leave([cell], reason(headings.get(cell.column, "")))
        else:
            account.leave([cell], "It belongs to a note that is no card.")
