"""Read cards in one column without headings: titles above their cards, or a plain list."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, partial
from itertools import pairwise

from pipeline import forms
from pipeline.model import UNSAID, Cell, Idea, Sheet, Typed
from pipeline.names import name_key, words_key
from pipeline.names import plain as simple
from pipeline.reading.account import Account
from pipeline.reading.cards import chats, small_groups
from pipeline.reading.columns.kinds import rows_of
from pipeline.reading.nouns import lines
from pipeline.reading.nouns.ideas import Card, parked
from pipeline.words import among, pattern_of, words_of


class Apart(StrEnum):
    """What sets titles apart from the cards below them; the last three are of lists of bare lines."""

    INDENT = "indented under their title"
    BOLD = "under a title in bold"
    COLON = "under a title with a colon"
    NUMBER = "under a title with a number"
    CAPITALS = "under a title in capitals"
    RULE = "under a title between lines"
    BLOCK = "a title above each block"
    HASH = "under a title with #"
    WHOLE_NUMBER = "under a title with a whole number"
    BULLET = "under a title without a bullet"
    CHAT = "what was written in a chat, one line a card"
    NOTHING = "one line a card"
    KNOWN = "known titles, one line a card below"
    NAMED = "named titles, one line a card below"


UNMARKED = frozenset(
    {Apart.CHAT, Apart.NOTHING, Apart.KNOWN, Apart.NAMED}
)  # nothing on the sheet shows titles
# Each number is tried from both sides in tests/reading/test_thresholds.py.
LEAST = 3  # lines that make a list
LEAST_TITLES = 2  # that show a habit: one line with a sign may be a card
TITLE_WORDS = 14  # of a title above a block: longer lines are cards with a blank row between
GREETING = 4  # words: "Hi everyone at Brook,"; a longer line may be a card
BOARD_LINE = 10  # words of a line that says who typed a list: a longer one is a card
BOARD_WORDS = 5  # of a board's name: longer lines above the first title are cards
NAME_LETTERS = 9  # of a first line that repeats the workshop's name: shorter is any word of it
ASKING = 0.25  # of the cards at most: else questions are cards, and so is the first line
CARD_WORDS = 40  # of a card: longer lines are a report or a mail, read as no list
LIKE_CARDS = 0.6  # of the lines have two words or more: a list of names or marks is none
WRAPPED = 0.2  # of the lines that stand further in: more are second halves of the line above
BOARD = "The name of the board."
MADE = "It says which board it is, or how the list was made."
WROTE = "It says who wrote in the chat, and when."
_KINDS = frozenset(
    name_key(name).rstrip("s")
    for form in (forms.PARTNERS, forms.ACTIONS, forms.COMMITMENTS)
    for needed in form.columns
    if needed.required
    for name in (form.sheet, *form.also, needed.heading)
)
_NOTICES = {
    BOARD: "Nothing hangs from it: taken for the name of the board, not for a card.",
    MADE: "It says which board it is, or how the list was made: not read as a card.",
}
CARD_AFTER_ALL = "If it is a card, move it below its title."
NUMBERS = "It numbers the line beside it."
AROUND = "It stands before the first title or behind the last card."
BESIDE_TITLE = "It stands beside a title, not beside a card."
NO_CARD = "The mapping file says that it is no card."


@dataclass(frozen=True, slots=True)
class Listing:
    """Cards one under the other: which cells are titles, which only name the board, and why."""

    sheet: Sheet
    titles: frozenset[tuple[int, int]]
    names: Mapping[tuple[int, int], str]  # lines that are no cards → why
    how: Apart
    question: Cell | None = None  # asked above the cards
    sign: re.Pattern[str] | None = None  # stands in front of a line and is no part of it
    frame: re.Pattern[str] | None = None  # is drawn around a title and is no part of it
    numbers: int = 0  # the column that numbers the lines
    votes: int = 0  # the column behind them that holds their votes

    def beside(self) -> frozenset[int]:
        """Return the columns that hold no lines."""
        return frozenset({self.numbers, self.votes} - {0})

    def unsure(self) -> bool:
        """Return whether its titles may be something else, T3 or Group A; or what stands beside its lines."""
        if self.beside() or AROUND in self.names.values() or self._of_another_kind():
            return True
        heads = [cell.text for cell in self.sheet.cells if _at(cell) in self.titles]
        return bool(heads) and all(map(small_groups.unsure, heads))

    def _of_another_kind(self) -> bool:
        """Return whether the lines are a letter, or stand under the name of another kind of sheet."""
        own = [cell.text for cell in self.sheet.cells if cell.text.strip()]
        return name_key(own[0]).rstrip("s") in _KINDS or any(map(_of_a_letter, own))


def _of_a_letter(text: str) -> bool:
    """Return whether a line greets or takes leave: "Hi all,", "Thanks,"."""
    words, last = text.strip()[:-1], text.strip()[-1:]
    if last not in {",", "!"}:
        return False
    greets = len(words.split()) <= GREETING and simple(words).startswith(_greetings())
    return greets or among("sign_off", words)


@cache
def _greetings() -> tuple[str, ...]:
    return tuple(map(simple, words_of("greeting")))


def stacked(sheet: Sheet) -> Listing | None:
    """Return `sheet` as titles with their cards below, when something sets the titles apart."""
    alone, numbers, votes = _alone(sheet)
    found = _stacked(sheet) or (_stacked(alone) if alone is not sheet else None)
    if found is None:
        return None
    if found.sheet is sheet:
        numbers = votes = 0
    names = {**found.names, **_made(sheet)}
    return replace(found, sheet=sheet, names=names, numbers=numbers, votes=votes)


def _alone(sheet: Sheet) -> tuple[Sheet, int, int]:
    """Return a sheet without the column that numbers its lines, and without the one of their votes."""
    if _is_wide(sheet.cells, 3):
        return sheet, 0, 0
    held: defaultdict[int, list[Cell]] = defaultdict(list)
    for cell in sheet.cells:
        if cell.text.strip():
            held[cell.column].append(cell)
    columns = sorted(held)
    if len(columns) < 2:
        return sheet, 0, 0
    numbers = columns[0] if _in_order(held[columns[0]]) else 0
    votes = columns[-1] if all(_VOTES.fullmatch(cell.text) for cell in held[columns[-1]]) else 0
    left = [column for column in columns if column not in (numbers, votes)]
    rows = {cell.row for column in left for cell in held[column]}
    beside = {cell.row for column in (numbers, votes) for cell in held.get(column, ())}
    if len(left) != 1 or not beside <= rows:
        return sheet, 0, 0
    cells = tuple(cell for cell in sheet.cells if cell.column in left)
    return replace(sheet, cells=cells), numbers, votes


def _in_order(cells: Sequence[Cell]) -> bool:
    """Return whether cells only number the lines beside them: 1, 2, 3 or 1., 2., 3."""
    return [cell.text.strip().rstrip(".)") for cell in cells] == [
        str(number) for number in range(1, len(cells) + 1)
    ]


def _made(sheet: Sheet) -> Mapping[tuple[int, int], str]:
    """Return the lines that only say which board it is, or how the list was made."""
    return {_at(cell): MADE for cell in sheet.cells if says_board(cell.text)}


def _stacked(sheet: Sheet) -> Listing | None:
    if wrote := chats.heads(sheet.cells):
        return Listing(sheet, frozenset(), dict.fromkeys(wrote, WROTE), Apart.CHAT)
    if numbered := _numbered(sheet):
        return numbered
    cells = _column(sheet)
    if len(cells) < LEAST or not _like_cards(cells):
        return None
    for find in (_hashes, _outline, _bullets, _inset):
        if signed := find(sheet, cells):
            return signed
    for how, tell in (
        (Apart.INDENT, _indented),
        (Apart.BOLD, _bold),
        (Apart.COLON, _colons),
        (Apart.NUMBER, _labelled),
        (Apart.CAPITALS, _capitals),
        (Apart.RULE, _ruled),
        (Apart.BLOCK, partial(_blocks, between={row for row, _ in _made(sheet)})),
    ):
        titles = tell(cells)
        if LEAST_TITLES <= len(titles) <= len(cells) / 2:
            asks = cells[0].text.strip().endswith("?") and _at(cells[0]) not in titles
            names = dict.fromkeys(set() if asks else _board(cells, titles), BOARD)
            asked = cells[0] if asks else None
            frame = _RULE if tell is _ruled else None
            return Listing(sheet, frozenset(titles), names, how, asked, frame=frame)
    return None


def plain(sheet: Sheet, known: Collection[str], name: str) -> Listing | None:
    """Return `sheet` as one line a card; a line that is one of the `known` titles heads a section."""
    alone, numbers, votes = _alone(sheet)
    cells = _column(alone)
    if len(cells) < LEAST or not _like_cards(cells):
        return None
    titles = {_at(cell) for cell in cells if name_key(cell.text) in known}
    names = {
        _at(cell)
        for cell in cells[:1]
        if len(cell.text) >= NAME_LETTERS and name_key(cell.text) in name
    }
    names |= _board(cells, titles)
    how = Apart.KNOWN if titles else Apart.NOTHING
    asked = None if titles else _asked(cells)
    named = {**dict.fromkeys(names - titles, BOARD), **_made(sheet)}
    return Listing(sheet, frozenset(titles), named, how, asked, numbers=numbers, votes=votes)


def asks(cell: Cell) -> bool:
    """Return whether a cell holds a question."""
    return cell.text.strip().endswith("?")


def _asked(cells: Sequence[Cell]) -> Cell | None:
    """Return the question above the cards, None where the cards are questions themselves."""
    asking = sum(cell.text.strip().endswith("?") for cell in cells[1:])
    first = cells[0].text.strip().endswith("?") and len(cells) > LEAST
    return cells[0] if first and asking < ASKING * len(cells) else None


def column(sheet: Sheet) -> Listing | None:
    """Return `sheet` as one column of cards, a question above them or none; None where it is wider."""
    cells = _column(sheet)
    if not cells or len({cell.column for cell in cells}) > 1:
        return None
    asked = cells[0] if len(cells) > 1 and cells[0].text.strip().endswith("?") else None
    return Listing(sheet, frozenset(), _made(sheet), Apart.NOTHING, asked)


def reads_like_cards(sheets: Iterable[Sheet]) -> bool:
    """Return whether the lines of all `sheets` together read like cards."""
    cells = [cell for sheet in sheets for cell in sheet.cells if cell.text.strip()]
    return len(cells) >= LEAST and _like_cards(cells)


def said(sheet: Sheet, titles: Collection[str], not_cards: Collection[str]) -> Listing:
    """Return `sheet` as one line a card, its titles those that a person named."""
    alone, numbers, votes = _alone(sheet)
    cells = [cell for cell in alone.cells if cell.text.strip()]
    heads, others = set(map(name_key, titles)), set(map(words_key, not_cards))
    names = {_at(cell): NO_CARD for cell in cells if words_key(cell.text) in others}
    found = {_at(cell) for cell in cells if name_key(cell.text) in heads} - set(names)
    names = names or {**dict.fromkeys(_board(cells, found), BOARD), **_made(sheet)}
    if not found:
        return Listing(sheet, frozenset(), names, Apart.NOTHING, numbers=numbers, votes=votes)
    alike = (find(sheet, cells) for find in (_hashes, _outline))
    sign = next((each.sign for each in alike if each and each.titles == found), None)
    frame = _RULE if found == _ruled(cells) else None
    return Listing(
        sheet,
        frozenset(found),
        names,
        Apart.NAMED,
        sign=sign,
        frame=frame,
        numbers=numbers,
        votes=votes,
    )


@cache
def _says_board() -> re.Pattern[str]:
    """Return what a line says that tells only which board it is, or how the list was made."""
    kind, made = pattern_of("board_kind"), pattern_of("board_made")
    number = r"(?:\d{1,2}|[a-d])(?: (?:of|/|von|de|sur) \d{1,2})?"
    said = rf"\W*(?:(?:from (?:the )?)?(?:{kind}) ?#?{number}\b(?:\s*\(.*\))?)?\W*(?:(?:{made}).*)?"
    return re.compile(said, re.IGNORECASE | re.DOTALL)


def says_board(text: str) -> bool:
    """Return whether a line only says which board it is, or how the list was made.

    "Board 1 - typed by Fay", "(from photo 3)".
    """
    if not _says_board().fullmatch(text.strip()):
        return False
    return len(text.split()) <= BOARD_LINE and any(map(str.isalnum, text))


def _board(cells: Sequence[Cell], titles: Collection[tuple[int, int]]) -> set[tuple[int, int]]:
    """Return the first line where it can only name the board: short, right above the first title.

    Where every other card hangs under a title, a line that none can hang from is no card.
    """
    if len(cells) < LEAST or len(titles) < LEAST_TITLES or _at(cells[0]) in titles:
        return set()
    short = len(cells[0].text.split()) <= BOARD_WORDS
    return {_at(cells[0])} if short and _at(cells[1]) in titles else set()


def cards(found: Listing, account: Account) -> Iterator[Card]:
    """Yield a card a line, under the title above it."""
    title = UNSAID
    apart = found.titles | found.names.keys()
    beside = found.beside()
    own = [
        cell
        for cell in found.sheet.cells
        if cell.text.strip() and _at(cell) not in apart and cell.column not in beside
    ]
    voted = lines.voted([cell for cell in own if cell != found.question])
    listed = lines.mostly_bulleted(
        [_signless(found, cell) for cell in own if cell != found.question]
    )
    heads = [cell.text for cell in found.sheet.cells if _at(cell) in found.titles]
    listed_titles = lines.mostly_bulleted(heads)
    tables = bool(heads) and all(map(small_groups.named, heads))
    _leave_beside(found, account)
    for cell in found.sheet.cells:
        if not cell.text.strip() or cell.column in beside:
            continue
        if _is_sign(cell) and _at(cell) not in found.titles:
            account.leave([cell], "A bullet.")
            continue
        words = account.typed(cell.row, cell.column)
        if cell == found.question:
            continue
        if found.sign:
            words = Typed(found.sign.sub("", words).strip(), words.place)
        if _at(cell) in found.titles:
            title = lines.bare(words) if listed_titles and not found.sign else words
            title = Typed(found.frame.sub("", title).strip(), title.place) if found.frame else title
            account.titles += [] if tables else [title]
        elif _at(cell) in found.names:
            account.put_back([cell], found.names[_at(cell)])
            if message := _NOTICES.get(found.names[_at(cell)]):
                account.notice(cell.row, cell.column, message, CARD_AFTER_ALL)
        else:
            note = account.comment(cell)
            for name, part in lines.named(lines.cards(words)):
                text = lines.bare(part) if listed else part.bare()
                text, votes = lines.votes(text) if voted else (text, UNSAID)
                votes = account.typed(cell.row, found.votes) if found.votes else votes
                waits = parked(text, "", title)
                over, table = (UNSAID, title) if tables else (title, UNSAID)
                idea = Idea(
                    name, text, title=over, small_group=table, votes=votes, note=note, parked=waits
                )
                yield Card(idea, own_id=False)


def _leave_beside(found: Listing, account: Account) -> None:
    """Say why what stands beside the lines is left out, unless a card takes it as its votes."""
    for cell in found.sheet.cells:
        if cell.column in found.beside():
            account.leave([cell], NUMBERS if cell.column == found.numbers else BESIDE_TITLE)


def _signless(found: Listing, cell: Cell) -> str:
    return found.sign.sub("", cell.text) if found.sign else cell.text


def _column(sheet: Sheet) -> Sequence[Cell]:
    """Return the cells of a sheet of one column, or of two when the second is indented."""
    cells: list[Cell] = []
    columns: set[int] = set()
    for cell in sheet.cells:
        if cell.text.strip() and not _is_sign(cell) and not says_board(cell.text):
            cells.append(cell)
            columns.add(cell.column)
            if len(columns) > 2:
                return ()
    alone = all(one.row != next_one.row for one, next_one in pairwise(cells))
    return cells if alone else ()


def _is_wide(cells: Iterable[Cell], most: int) -> bool:
    """Return whether cells with words stand in more columns than `most`: a table shows it in its first rows."""
    columns: set[int] = set()
    for cell in cells:
        if cell.column not in columns and cell.text.strip():
            columns.add(cell.column)
            if len(columns) > most:
                return True
    return False


def _is_sign(cell: Cell) -> bool:
    """Return whether a cell holds nothing but a bullet, as a paste from Word has them."""
    return cell.text.strip() in _SIGNS


def _like_cards(cells: Sequence[Cell]) -> bool:
    several = sum(
        1 < len(cell.text.split()) <= CARD_WORDS and _WORD.search(cell.text) is not None
        for cell in cells
    )
    return several >= LIKE_CARDS * len(cells) and all(isinstance(cell.value, str) for cell in cells)


def _at(cell: Cell) -> tuple[int, int]:
    return cell.row, cell.column


_VOTES = re.compile(
    rf"\s*\d{{1,3}}\s*|{lines.STROKES.pattern}", re.IGNORECASE
)  # a number, or strokes
_WORD = re.compile(r"[^\W\d_]{2}")
_HASH = re.compile(r"^\s*(#{1,6})\s+(?!of\b)(?=\S)")  # "# of vans" is a number of vans
_SIGNS = frozenset((*words_of("bullet"), "§", "o"))
_DIGITS = re.compile(r"\d{1,3}(?:\.\d{1,3}){0,3}[.)]?")
_NUMBER = re.compile(r"^\s*(\d{1,3}(?:\.\d{1,3}){0,3})[.)]?\s+(?=\S)")


def _hashes(sheet: Sheet, cells: Sequence[Cell]) -> Listing | None:
    """Return lines under headings of Markdown: the deepest are titles, those above name the board."""
    depths = {_at(cell): len(sign[1]) for cell in cells if (sign := _HASH.match(cell.text))}
    deepest = max(depths.values(), default=0)
    titles = frozenset(at for at, depth in depths.items() if depth == deepest)
    if (
        len(titles) < LEAST_TITLES
        or len(depths) * 2 > len(cells) + 2
        or _at(cells[0]) not in depths
    ):
        return None
    names = dict.fromkeys(depths.keys() - titles, BOARD)
    return Listing(sheet, titles, names, Apart.HASH, sign=_HASH)


def _outline(sheet: Sheet, cells: Sequence[Cell]) -> Listing | None:
    """Return lines numbered 1, 1.1, 1.2, 2: a whole number heads those that begin with it."""
    numbers = {_at(cell): sign[1] for cell in cells if (sign := _NUMBER.match(cell.text))}
    titles = frozenset(at for at, number in numbers.items() if "." not in number)
    own = {numbers[at] for at in titles}
    under = [number for number in numbers.values() if "." in number]
    bare = [_at(cell) for cell in cells if _at(cell) not in numbers]
    alone = not bare or bare == [_at(cells[0])]
    if len(own) < LEAST_TITLES or not alone or len(under) < len(titles):
        return None
    if len(own) < len(titles) or not _in_turn(list(numbers.values())):
        return None
    how = Apart.WHOLE_NUMBER
    return Listing(sheet, titles, dict.fromkeys(bare, BOARD), how, sign=_NUMBER)


def _in_turn(numbers: Sequence[str]) -> bool:
    """Return whether each number with a dot belongs to the whole one above it: 2.5 below 1 is a count."""
    above = ""
    for number in numbers:
        above = above if "." in number else number
        if number.split(".")[0] != above:
            return False
    return True


def _inset(sheet: Sheet, cells: Sequence[Cell]) -> Listing | None:
    """Return lines that begin further in as cards, under the line that does not."""
    inset = [len(cell.text) - len(cell.text.lstrip()) for cell in cells]
    titles = [_at(cell) for cell, spaces in zip(cells, inset, strict=True) if spaces == inset[0]]
    deeper = all(spaces >= inset[0] for spaces in inset)
    closed = (
        any(one == other == inset[0] for one, other in pairwise(inset)) or inset[-1] == inset[0]
    )
    under = [
        cell.text.strip() for cell, spaces in zip(cells, inset, strict=True) if spaces > inset[0]
    ]
    wrapped = sum(text[0].islower() for text in under)  # the second half of the line above
    if len(titles) < LEAST_TITLES or not deeper or closed or wrapped > WRAPPED * len(under):
        return None
    return Listing(sheet, frozenset(titles), {}, Apart.INDENT)


def _numbered(sheet: Sheet) -> Listing | None:
    """Return lines whose outline number stands in the column before them."""
    rows: list[list[Cell]] = []
    for _, row in rows_of(sheet):
        if len(row) != 2:
            return None
        rows.append(list(row.values()))
    if len(rows) < LEAST or not all(_DIGITS.fullmatch(number.text.strip()) for number, _ in rows):
        return None
    lined = [line._replace(text=f"{number.text} {line.text}") for number, line in rows]
    found = _outline(sheet, lined) if _like_cards([line for _, line in rows]) else None
    if found is None or found.names:
        return None
    return replace(found, names={_at(number): NUMBERS for number, _ in rows}, sign=None)


def _bullets(sheet: Sheet, cells: Sequence[Cell]) -> Listing | None:
    """Return lines with a bullet as cards, under the line without one above them."""
    signed = [lines.bulleted(cell.text) for cell in cells]
    bare = [_at(cell) for cell, sign in zip(cells, signed, strict=True) if not sign]
    titles = frozenset(
        _at(cell)
        for cell, (sign, next_one) in zip(cells, pairwise(signed), strict=False)
        if next_one and not sign
    )
    names = [at for at in bare if at not in titles]
    begins = all(
        sign or not cell.text.strip()[0].islower() for cell, sign in zip(cells, signed, strict=True)
    )
    if len(titles) < LEAST_TITLES or len(titles) * 2 > len(cells) or not begins or signed[0]:
        return None
    if names in ([], [_at(cells[0])]):
        return Listing(sheet, titles, dict.fromkeys(names, BOARD), Apart.BULLET)
    last = max(_at(cell) for cell, sign in zip(cells, signed, strict=True) if sign)
    if any(min(titles) < at < last for at in names):
        return None
    return Listing(sheet, titles, dict.fromkeys(names, AROUND), Apart.BULLET)


def _indented(cells: Sequence[Cell]) -> set[tuple[int, int]]:
    columns = sorted({cell.column for cell in cells})
    if len(columns) != 2 or cells[0].column != columns[0]:
        return set()
    return {_at(cell) for cell in cells if cell.column == columns[0]}


def _bold(cells: Sequence[Cell]) -> set[tuple[int, int]]:
    loud = [cell for cell in cells if cell.bold]
    return {_at(cell) for cell in loud} if cells[0].bold and len(loud) * 2 <= len(cells) else set()


def _colons(cells: Sequence[Cell]) -> set[tuple[int, int]]:
    ending = [cell for cell in cells if cell.text.rstrip().endswith(":")]
    first = cells[0].text.rstrip().endswith(":")
    return {_at(cell) for cell in ending} if first and len(ending) * 2 <= len(cells) else set()


_LABEL = re.compile(
    rf"(?:{pattern_of('group_label')})"
    r"\s*(?:\d{1,2}|[A-Z])\s*[:.–—-]\s*\S.*",
    re.IGNORECASE | re.DOTALL,
)
_RULE = re.compile(r"^\s*[-=*_~]{2,}\s*(?=\w)|(?<=\w)\s*[-=*_~]{2,}\s*$")


def _labelled(cells: Sequence[Cell]) -> set[tuple[int, int]]:
    return _first_of(cells, lambda text: _LABEL.fullmatch(text) is not None)


def _capitals(cells: Sequence[Cell]) -> set[tuple[int, int]]:
    return _first_of(cells, lambda text: text.isupper() and len(text) > LEAST)


def _ruled(cells: Sequence[Cell]) -> set[tuple[int, int]]:
    return _first_of(cells, lambda text: len(_RULE.findall(text)) > 1)


def _first_of(cells: Sequence[Cell], is_title: Callable[[str], bool]) -> set[tuple[int, int]]:
    """Return the lines that look like titles, where one stands first and each has cards below."""
    told = [is_title(cell.text.strip()) for cell in cells]
    begins = told[:2] in ([True, False], [False, True])
    if not begins or told[-1] or any(one and other for one, other in pairwise(told)):
        return set()
    return {_at(cell) for cell, title in zip(cells, told, strict=True) if title}


def _blocks(cells: Sequence[Cell], *, between: set[int]) -> set[tuple[int, int]]:
    """Return the first cell of each block between empty rows, when each block has cards below.

    The rows `between` hold something that is neither.
    """
    blocks: list[list[Cell]] = []
    for cell in cells:
        if not blocks or set(range(blocks[-1][-1].row + 1, cell.row)) - between:
            blocks.append([])
        blocks[-1].append(cell)
    titled = [block for block in blocks if len(block) > 1]
    if len(titled) < LEAST_TITLES or len(titled) < len(blocks) - 1:
        return set()
    short = all(len(block[0].text.split()) <= TITLE_WORDS for block in titled)
    return {_at(block[0]) for block in titled} if short else set()
