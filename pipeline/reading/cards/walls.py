"""Read a copy of the wall: a title over each column of cards, or a title before each row of them."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cache
from itertools import islice, takewhile
from statistics import median

from pipeline.model import NOWHERE, UNSAID, Cell, Idea, Sheet, Typed, column_letters
from pipeline.names import heading_key, words_key
from pipeline.reading.account import Account
from pipeline.reading.cards import direction, small_groups
from pipeline.reading.columns import by_content, content
from pipeline.reading.columns.kinds import rows_of
from pipeline.reading.nouns import lines, when
from pipeline.reading.nouns.ideas import Card, behind_parking_lot, parked
from pipeline.words import among

# Each number is tried from both sides in tests/reading/test_thresholds.py.
MOST_HELD = 20_000  # cells: nobody hangs up as many cards, and they are looked at many times
MOST_TITLES = 60  # side by side: wider is a table of records (test_layouts: "no wall")
UNLIKE = 3.5  # times as long as others no column of cards is: 3.2 at most on 20 walls people hung
MEDIAN_OF = 3  # cards under a title that have a usual length: fewer are long or short by chance
TITLES_WITHIN = 6  # rows that hold words: a name, a day, a place and a question above the titles
ROWS_UNDER_BANNER = 2  # titles and cards: else what stands over them are the titles
SAID_BY_WORDS = 3  # of "who said it" beside a card; a card has more (test_walls: "names beside")
GROUP_WORDS = 2  # of a small group in the first column, "Table 4"; a card has more
RECORD_WORDS = 3  # of a heading of records, "Start date"; a title has more, "Agree on one date"
MOST_WORDED = 0.6  # of the cells of a wall: a grid of marks or of names is none
MOST_DIFFERENT = 0.9  # of the cells of a wall: a table says the same again and again
WORDLESS = 0.1  # of the cells of a wall at most: a table has columns of days and numbers
NAMES = 0.8  # of a column's cells are names: "Harrow Tools Ltd" beside what is bought there
SENTENCES = 0.5  # of a column's cells have four words or more
SLIP = 0.75  # of the letters of "Idea" alike: "Ideea" is a heading, "Ideal day" is a title
_LABEL = re.compile(r"\w+(?: \w?\d{1,2})?")  # one word, or Round 2
TOP = "short titles side by side, cards below, and no headings that Afterword knows"
LEAST_ADDRESSES = (
    2  # of email, or telephones, alone or among words: a list of people or partners, no wall
)
LEAST_TITLES = 2  # before cards that are listed elsewhere: one may be the number of a list
MOST_LISTED = 0.5  # of the cards of a copy of the wall are listed elsewhere
HANGING = 3  # cards under one title at least, on a wall that nothing else tells


@dataclass(frozen=True, slots=True)
class Wall:
    """A sheet laid out like the wall: cards below or behind the title they hang from."""

    sheet: Sheet
    header: int  # the row of the titles; where they run down, the last row above them
    titles: Mapping[int, Cell | None]  # column → the title over it, None where there is none
    question: Cell | None = None
    sideways: int = 0  # the column of the titles where they run down: then row → its title
    why: str = TOP
    sure: bool = True  # that the titles run this way
    votes: Mapping[int, int] = field(default_factory=dict)  # column of cards → of their votes
    guessed: bool = False  # that figures are votes: nothing stands over them
    aside: frozenset[int] = frozenset()  # columns that number the rows or say who
    counts: frozenset[int] = frozenset()  # rows that count the cards
    labels: int = 0  # the column that says what each row answers
    groups: int = 0  # the column that says which small group wrote each row
    banner: Mapping[int, Cell] = field(default_factory=dict)  # column → what stands over its title
    lower: tuple[
        tuple[int, Mapping[int, Cell]], ...
    ] = ()  # titles again, of a wall below: row → theirs
    partly: bool = False  # `labels` stand before some of the rows only

    def hangs(self) -> bool:
        """Return whether its cards hang as on a wall: in columns that end apart, without gaps.

        The rows of a table end together, or have their gaps anywhere; a word and what is said of it,
        in one column or two, may end where it likes.
        """
        if self.question or self.banner or self.lower or self.votes or self.counts:
            return True
        along: dict[int, list[int]] = {title: [] for title in self.titles}
        for cell in self.sheet.cells:
            title, at = (cell.row, cell.column) if self.sideways else (cell.column, cell.row)
            first = self.sideways or self.header
            if title in along and at > first and cell.text.strip():
                along[title].append(at)
        ends = {max(cards, default=0) for cards in along.values()}
        whole = all(len(cards) == max(cards) - min(cards) + 1 for cards in along.values() if cards)
        return len(ends) > 1 and whole and max(map(len, along.values())) >= HANGING

    def of_small_groups(self) -> bool:
        """Return whether over its cards stands who wrote them, and not a title."""
        return all(cell is None or small_groups.named(cell.text) for cell in self.titles.values())

    def unsure(self) -> bool:
        """Return whether its titles may be something else: small groups, questions, cards below numbers."""
        heads = self.heads()
        if heads and all(small_groups.unsure(cell.text) or _asks([cell]) for cell in heads):
            return True
        numbered = self.header - 1 in self.counts and not self.sideways
        below_a_line = bool(self.lower) and len(self.asking()) < len(self.lower)
        return self.guessed or self.partly or ((numbered or below_a_line) and not _loud(heads))

    def over(self, cell: Cell) -> Cell | None:
        """Return the title that `cell` hangs from."""
        if self.sideways:
            return self.titles[cell.row]
        for row, titles in reversed(self.lower):
            if cell.row > row:
                return titles.get(cell.column)
        return self.titles[cell.column]

    def asking(self) -> Mapping[int, Cell]:
        """Return the question above each wall further down, by the row of its titles."""
        return {row: cell for row, cell in self.lines().items() if _asks([cell])}

    def lines(self) -> Mapping[int, Cell]:
        """Return the line above each wall further down, by the row of its titles: a question, or Day 2."""
        above = {row - 1: row for row, _ in self.lower}
        rows = rows_of(self.sheet) if above else ()
        lone = {number: list(row.values()) for number, row in rows if number in above}
        return {above[at]: own[0] for at, own in lone.items() if len(own) == 1}

    def heads(self) -> Sequence[Cell]:
        """Return every title once, also those of the walls below."""
        lower = (cell for _, row in self.lower for cell in row.values())
        every = filter(None, (*self.titles.values(), *lower))
        return tuple({(cell.row, cell.column): cell for cell in every}.values())


def wall(sheet: Sheet) -> Wall | None:
    """Return `sheet` as a copy of the wall, None when it does not look like one."""
    if len(sheet.cells) > MOST_HELD:
        return None
    above: list[Cell] = []
    banner: Mapping[int, Cell] = {}
    first = next((number for number, row in rows_of(sheet) if len(row) > 1), 0)
    counts = frozenset(
        number
        for number, row in rows_of(sheet)
        if _counts(row.values()) and not (number == first and _years(row.values()))
    )
    for number, row in islice(rows_of(sheet), TITLES_WITHIN):
        if number in counts:
            continue
        in_turn = direction.is_series(list(row.values()))
        if len(row) < 2 or (any(map(_is_day, row.values())) and not in_turn):
            above += row.values()
            continue
        if over := _banner(sheet, number, row):
            banner = over
            continue
        votes, guessed, aside = _beside(sheet, number, row)
        labels, partly = _labels(sheet, number, row), False
        if corner := _corner(sheet, number, row):
            column, in_turn = corner
            aside, labels, partly = (
                (aside | {column}, 0, False) if in_turn else (aside, column, True)
            )
        groups = 0 if labels else _small_groups(sheet, number, row)
        left = {*votes.values(), *aside, labels, groups}
        bare = _without(sheet, left, counts)
        heads = {column: cell for column, cell in row.items() if column not in left}
        if len(heads) < 2:
            return None
        upright = _upright(bare, number, heads, above)
        only_upright = labels or groups or votes or (upright and upright.lines())
        found = upright if only_upright else _either(upright, _lying(bare, number, above))
        if found is None or not _alike(found, bare) or _of_records(bare, number):
            return None
        return replace(
            found,
            sheet=sheet,
            votes=votes,
            guessed=guessed,
            aside=aside,
            counts=counts,
            labels=labels,
            groups=groups,
            banner=banner,
            partly=partly,
        )
    return None


def _without(sheet: Sheet, columns: Collection[int], rows: Collection[int]) -> Sheet:
    """Return `sheet` without some columns, of which 0 is none, and some rows."""
    if not (rows or any(columns)):
        return sheet
    cells = (c for c in sheet.cells if c.column not in columns and c.row not in rows)
    return replace(sheet, cells=tuple(cells))


def _alike(found: Wall, bare: Sheet) -> bool:
    """Return whether the cards under all titles are about as long: terms and their meanings are not."""
    long: defaultdict[Cell | None, list[int]] = defaultdict(list)
    for cell in bare.cells:
        if cell.row > found.header and cell.text.strip() and cell.column != found.sideways:
            long[found.over(cell)].append(len(cell.text.split()))
    usual = [median(own) for own in long.values() if len(own) >= MEDIAN_OF]
    return not usual or max(usual) < UNLIKE * min(usual)


def _of_records(bare: Sheet, header: int) -> bool:
    """Return whether each row is one record: who or what it is, and beside that what is said of it.

    Every column is as full as the others then, and one has only names where another has sentences.
    On a wall a column is as long as it has cards, and all hold the same sort of text, but for the
    first column, where titles may stand.
    """
    columns: defaultdict[int, list[Cell]] = defaultdict(list)
    for cell in bare.cells:
        if cell.row > header and cell.text.strip():
            columns[cell.column].append(cell)
    if len({len(own) for own in columns.values()}) > 1:
        return False
    shown = [columns[column][: by_content.ENOUGH] for column in sorted(columns)]
    held = [content.of(cells, len(cells)) for cells in shown]
    names = any(each.names >= NAMES and each.sentences <= 1 - NAMES for each in held[1:])
    return names and any(each.sentences >= SENTENCES and each.names <= 1 - NAMES for each in held)


def _is_day(cell: Cell) -> bool:
    return when.read(cell, NOWHERE).day is not None


def _banner(sheet: Sheet, number: int, row: Mapping[int, Cell]) -> Mapping[int, Cell]:
    """Return what stands over several titles each, by column: over walls side by side, or merged."""
    below = [cells for other, cells in rows_of(sheet) if other > number]
    used = sorted(set[int]().union(*below))
    if len(below) < ROWS_UNDER_BANNER or list(below[0]) != used:
        return {}
    begins = [column for column in used if column - 1 not in used]
    side_by_side = len(begins) < len(used) and list(row) == begins
    if not side_by_side and not _merged_over(row.values(), below[0].values()):
        return {}
    over = {column: [first for first in row if first <= column] for column in used}
    return {column: row[max(firsts)] for column, firsts in over.items() if firsts}


def _merged_over(over: Iterable[Cell], titles: Iterable[Cell]) -> bool:
    return _loud(titles) and any(cell.merged[1] > 1 for cell in over)


_COUNT = re.compile(r"\d+(?: (?:cards?|ideas|votes|notes|dots))?", re.IGNORECASE)


def _counts(row: Collection[Cell]) -> bool:
    """Return whether a row only counts the cards, or numbers the columns."""
    return len(row) > 1 and all(_COUNT.fullmatch(cell.text.strip()) for cell in row)


def _years(row: Collection[Cell]) -> bool:
    """Return whether a row names years, which may be titles, rather than counts."""
    return all(_YEAR.fullmatch(cell.text.strip()) for cell in row)


_YEAR = re.compile(r"(?:19|20)\d\d")


def _beside(
    sheet: Sheet, header: int, heads: Mapping[int, Cell]
) -> tuple[Mapping[int, int], bool, frozenset[int]]:
    """Return the columns of votes, each by the column of cards before it, and others beside cards.

    Between them: whether figures with nothing over them were taken for votes.
    """
    body = [cell for cell in sheet.cells if cell.row > header and cell.text.strip()]
    below = {cell.column for cell in body}

    @cache
    def held() -> Mapping[int, Sequence[str]]:
        texts: defaultdict[int, list[str]] = defaultdict(list)
        for cell in body:
            texts[cell.column].append(cell.text.strip())
        return texts

    said = {column: heading_key(cell.text) for column, cell in heads.items()}
    beside = _companions(said)
    votes: dict[int, int] = {}
    aside: set[int] = set()
    guessed = False
    last = 0
    for column in sorted(below | heads.keys()):
        words = said.get(column, "")
        told = column in heads and by_content.says(heads[column].text, by_content.VOTES)
        apart = last and column - 1 not in below and column - 1 not in heads
        voted = told and column in below and all(map(str.isdigit, held()[column]))
        bare = column not in heads and last == column - 1
        dots = bare and lines.strokes(held()[column])
        figures = bare and _are_few(held()[column])
        if last and (voted or dots or figures):
            votes[last] = column
            guessed = guessed or figures
        elif (
            (apart and by_content.says(words, by_content.NOTES))
            or (among("numbering", words) and _in_turn(held()[column]))
            or (words in beside and _says_who(held()[column]))
        ):
            aside.add(column)
        else:
            last = column
    return votes, guessed, frozenset(aside)


def _are_few(held: Sequence[str]) -> bool:
    """Return whether a column holds small figures, as many as votes may be, that do not number the rows."""
    return all(map(_FEW.fullmatch, held)) and not _in_turn(held)


_FEW = re.compile(r"\d{1,2}")


def _companions(said: Mapping[int, str]) -> frozenset[str]:
    """Return the headings that come again, each time right behind one that does not."""
    again = Counter(filter(None, said.values()))
    before: defaultdict[str, list[str]] = defaultdict(list)
    for column, words in said.items():
        if words:
            before[words].append(said.get(column - 1, ""))
    return frozenset(
        words
        for words, others in before.items()
        if again[words] > 1 and all(again[other] == 1 for other in others)
    )


def _in_turn(held: Sequence[str]) -> bool:
    """Return whether a column numbers the rows: 1, 2, 3."""
    return bool(held) and held == [str(number) for number in range(1, len(held) + 1)]


def _says_who(held: Sequence[str]) -> bool:
    """Return whether a column whose heading comes again says something short beside each card."""
    return all(len(words.split()) <= SAID_BY_WORDS for words in held)


def _labels(sheet: Sheet, header: int, heads: Mapping[int, Cell]) -> int:
    """Return the first column where it says what each row answers: its corner is blank."""
    body = [cell for cell in sheet.cells if cell.row > header and cell.text.strip()]
    first = min((cell.column for cell in body), default=0)
    if not body or first in heads:
        return 0
    own = [cell for cell in body if cell.column == first]
    in_each_row = {cell.row for cell in own} == {cell.row for cell in body}
    return first if in_each_row and _are_labels(own, body) else 0


def _are_labels(own: Sequence[Cell], body: Sequence[Cell]) -> bool:
    """Return whether the first cells of the rows ask, name a part of the day, or alone are bold."""
    texts = [cell.text.strip() for cell in own]
    if all(text.endswith("?") for text in texts) or all(map(_LABEL.fullmatch, texts)):
        return True
    return all(cell.bold for cell in own) and not all(cell.bold for cell in body)


def _corner(sheet: Sheet, header: int, heads: Mapping[int, Cell]) -> tuple[int, bool] | None:
    """Return the first column where it says what each row is, Title before the titles; and whether in turn.

    Below it stand Card 1, Card 2 …, or a label before few of the rows.
    """
    first = min(heads)
    if not among("corner", heads[first].text) or len(heads) <= LEAST_TITLES:
        return None
    below = [cell for cell in sheet.cells if cell.row > header and cell.text.strip()]
    own = [cell for cell in below if cell.column == first]
    if direction.is_series(own):
        return first, True
    return (first, False) if len(own) * 2 < len({cell.row for cell in below}) else None


def _small_groups(sheet: Sheet, header: int, heads: Mapping[int, Cell]) -> int:
    """Return the first column where its heading is Table or Team, and it names one in each row."""
    first = min(heads)
    held = [cell.text for cell in sheet.cells if cell.row > header and cell.column == first]
    short = all(len(text.split()) <= GROUP_WORDS for text in held)
    return first if held and short and among("small_group", heads[first].text) else 0


def wall_at(sheet: Sheet, header: int, *, sideways: bool = False) -> Wall:
    """Return `sheet` as a copy of the wall whose titles stand in the row `header`, or run down below it."""
    typed = [cell for cell in sheet.cells if cell.text.strip()]
    below = [cell for cell in typed if cell.row > header]
    above = [cell for cell in typed if cell.row < header + sideways]
    if sideways:
        return _before(sheet, header, below, above)
    row = {cell.column: cell for cell in typed if cell.row == header}
    return _under(sheet, header, row, below, above)


def over_listed(sheet: Sheet, listed: Collection[str]) -> Wall | None:
    """Return `sheet` as a wall on which most cards have words that are `listed`, None where it is none.

    What stands over those cards, or before them, are titles, however few they are.
    """
    typed = [cell for cell in sheet.cells if cell.text.strip()]
    known = [cell for cell in typed if words_key(cell.text) in listed]
    if not known:
        return None
    first, leftmost = min(cell.row for cell in known), min(cell.column for cell in known)
    above = [number for number, row in rows_of(sheet) if number < first and len(row) > 1]
    if above:
        cards = [cell for cell in typed if cell.row > max(above)]
        found = wall_at(sheet, max(above))
    else:
        rows = [cell for cell in typed if cell.row >= first]
        cards = [cell for cell in rows if cell.column >= leftmost]
        found = wall_at(sheet, first - 1, sideways=True)
        if len(rows) - len(cards) < LEAST_TITLES:
            return None
    return found if len(known) > MOST_LISTED * len(cards) else None


def _upright(
    sheet: Sheet, number: int, row: Mapping[int, Cell], above: Sequence[Cell]
) -> Wall | None:
    below = [cell for cell in sheet.cells if cell.row > number and cell.text.strip()]
    if not below or len(row) > MOST_TITLES or not _reads_like_cards(row.values(), below):
        return None
    return _under(sheet, number, row, below, above)


def _lying(sheet: Sheet, number: int, above: Sequence[Cell]) -> Wall | None:
    typed = [cell for cell in sheet.cells if cell.row >= number and cell.text.strip()]
    found = _before(sheet, number - 1, typed, above)
    titles = [cell for cell in typed if cell.column == found.sideways]
    cards = [cell for cell in typed if cell.column != found.sideways]
    if len(titles) < 2 or None in found.titles.values():
        return None
    widest = max(Counter(cell.row for cell in cards).values(), default=0)
    least = 1 if direction.goes_on(typed) else 2
    wide = least <= widest < MOST_TITLES
    return found if wide and _reads_like_cards(titles, cards) else None


def _under(
    sheet: Sheet, number: int, row: Mapping[int, Cell], cards: Sequence[Cell], above: Sequence[Cell]
) -> Wall:
    titles: dict[int, Cell | None] = {}
    for column, cell in row.items():
        titles |= dict.fromkeys(range(column, column + cell.merged[1]), cell)
    for cell in cards:
        titles.setdefault(cell.column, None)
    under = any(cell.row == number - 1 for cell in above)
    lower = tuple(_lower(row, cards, under_a_line=under))
    return Wall(sheet, number, titles, _asked(above), lower=lower)


def _lower(
    heads: Mapping[int, Cell], cards: Sequence[Cell], *, under_a_line: bool
) -> Iterator[tuple[int, Mapping[int, Cell]]]:
    """Yield the titles of walls further down.

    They stand below a question; below a line of their own, where the first stand `under_a_line`, too;
    or after a blank row, as loud as the first.
    """
    rows: defaultdict[int, dict[int, Cell]] = defaultdict(dict)
    for cell in cards:
        rows[cell.row][cell.column] = cell
    yield from (
        (row + 1, rows[row + 1])
        for row, cells in rows.items()
        if _asks(cells.values()) and len(rows.get(row + 1, ())) > 1
    )
    lone = [row for row, cells in rows.items() if len(cells) == 1 and _parts(row, rows)]
    if under_a_line and lone:
        yield from ((row + 1, rows[row + 1]) for row in lone if not _asks(rows[row].values()))
        return
    loud = [row for row, cells in rows.items() if _loud(cells.values())]
    if not _loud(heads.values()) or len(loud) * 2 > len(rows):
        return
    yield from ((row, rows[row]) for row in loud if row - 1 not in rows and row + 1 in rows)


def _parts(row: int, rows: Mapping[int, Mapping[int, Cell]]) -> bool:
    """Return whether a row stands below a blank one and right above two titles or more."""
    return row - 1 not in rows and len(rows.get(row + 1, ())) >= LEAST_TITLES


def _asks(row: Collection[Cell]) -> bool:
    """Return whether all that stands in a row is a question."""
    return [cell.text.strip()[-1:] for cell in row if cell.text.strip()] == ["?"]


def _loud(cells: Iterable[Cell]) -> bool:
    return all(cell.bold or cell.fill for cell in cells)


def _before(sheet: Sheet, header: int, typed: Sequence[Cell], above: Sequence[Cell]) -> Wall:
    """Return a wall whose titles run down the first column; a row without one goes on with the last."""
    first = min((cell.column for cell in typed), default=1)
    titles: dict[int, Cell | None] = {}
    last: Cell | None = None
    for cell in typed:
        last = cell if cell.column == first else last
        titles[cell.row] = last
    return Wall(sheet, header, titles, _asked(above), sideways=first)


def _asked(above: Sequence[Cell]) -> Cell | None:
    return next((cell for cell in above if cell.text.strip().endswith("?")), None)


def _either(upright: Wall | None, lying: Wall | None) -> Wall | None:
    """Return the one that the sheet shows; where nothing tells, titles stand in the first row."""
    if lying is None:
        return upright
    body = [cell for cell in lying.sheet.cells if cell.row > lying.header and cell.text.strip()]
    if said := direction.told(body, by_words=upright is not None):
        runs_down, why = said
        found = lying if runs_down else upright
        return replace(found, why=why) if found else None
    return replace(upright, sure=False) if upright else None


# ── what stands on it ────────────────────────────────────────────────────────────────────────

_ADDRESS = re.compile(r"[^\s@]@[^\s@]+\.[^\s@]|\b\d{3}[-. ]\d{4}\b")
_NO_WORDS = re.compile(r"[\W\d_]*|\S+@\S+|https?://\S+|\d[\d/.:, -]*(?:[ap]m)?", re.IGNORECASE)


def _reads_like_cards(titles: Iterable[Cell], cards: Sequence[Cell]) -> bool:
    """Return whether columns hold cards under titles, not the records of a table."""
    titles = list(titles)
    for title in [] if direction.is_series(titles) else titles:
        near = get_close_matches(heading_key(title.text), ("idea", "ideas"), cutoff=SLIP)
        if near and heading_key(title.text)[0] == "i":
            return False  # a heading with a slip of the finger
        if "_" in title.text or not isinstance(title.value, str) or among("record", title.text):
            return False
        if among("record", title.text.split()[-1]) and len(title.text.split()) <= RECORD_WORDS:
            return False
    addresses = (cell for cell in cards if _ADDRESS.search(cell.text))
    people = len(list(islice(addresses, LEAST_ADDRESSES))) == LEAST_ADDRESSES
    return not people and _are_words(cards)


def _are_words(cards: Sequence[Cell]) -> bool:
    """Return whether most cells hold words, nearly each its own; the cheapest is asked first."""
    most = len(cards)
    several = sum(len(cell.text.split()) > 1 for cell in cards if isinstance(cell.value, str))
    if several < MOST_WORDED * most:
        return False
    wordless = sum(_NO_WORDS.fullmatch(cell.text.strip()) is not None for cell in cards)
    if wordless > WORDLESS * most:
        return False
    return len({words_key(cell.text) for cell in cards}) >= MOST_DIFFERENT * most


def _cards(found: Wall, account: Account) -> Sequence[Cell]:
    """Return the cells that are cards; use or leave out all others."""
    titles = {(cell.row, cell.column) for cell in found.heads()}
    aside = {*found.votes.values(), *found.aside, found.labels, found.groups}
    cards = []
    titles |= {(cell.row, cell.column) for cell in found.asking().values()}
    above = {(cell.row, cell.column) for cell in found.lines().values()}
    for cell in found.sheet.cells:
        if (cell.row, cell.column) in titles:
            account.use(cell)
        elif cell.row <= found.header or (cell.row, cell.column) in above:
            account.leave([cell], "It stands above the titles.")
            if cell != found.question:
                account.above.append(Typed(cell.text, account.place(cell.row, cell.column)))
        elif cell.column in aside or cell.row in found.counts:
            account.leave([cell], "It numbers, counts or heads what stands beside the cards.")
        elif lines.explains(cell.text):
            account.leave([cell], "It says what a sign beside the cards stands for.")
        elif cell.text.strip():
            cards.append(cell)
    if found.question:
        account.use(found.question)
    return cards


def _foot(found: Wall, cards: Sequence[Cell]) -> Collection[int]:
    """Return the rows below the last empty one where each holds one card: lines below the wall."""
    held = Counter(cell.row for cell in cards)
    foot = list(takewhile(held.__getitem__, range(max(held, default=0), found.header, -1)))
    alone = not found.sideways and all(held[row] == 1 for row in foot)
    return foot if alone and foot and foot[-1] > found.header + 1 else ()


def hung(found: Wall, account: Account) -> Iterator[Card]:
    """Yield the cards of a sheet laid out like the wall, title by title."""
    cards = _cards(found, account)
    foot = _foot(found, cards)
    heaps, voted = lines.heaps(cards), lines.voted(cards)
    one_row = len({cell.row for cell in cards}) == 1 and not found.sideways
    each_line = heaps or (one_row and all("\n" in cell.text.strip() for cell in cards))
    if each_line:
        account.say(lines.EACH_LINE)
    tables = found.of_small_groups()
    if not tables:
        account.titles += [account.typed(cell.row, cell.column) for cell in found.heads()]
    asking = sorted(found.asking().items())
    titled: dict[tuple[int, int], Typed] = {}
    for cell in (
        cards if found.sideways else sorted(cards, key=lambda cell: (cell.column, cell.row))
    ):
        over = found.over(cell)
        text = account.typed(cell.row, cell.column)
        mark, title = UNSAID, UNSAID
        if over:
            at = over.row, over.column
            title = titled.get(at) or account.typed(*at)
            titled[at] = title
        else:
            letters = column_letters(cell.column)
            mark = Typed(letters, account.place(found.header, cell.column))
        waits = parked(text, mark, title)
        if cell.row in foot and (rest := behind_parking_lot(text)):
            text, mark, title, waits = rest, UNSAID, UNSAID, True
        note = account.comment(cell)
        votes = account.typed(cell.row, found.votes.get(cell.column, 0))
        parts = lines.cards(text, one_a_line=each_line and not heaps) if each_line else [text]
        prompt = account.typed(cell.row, found.labels) if found.labels else UNSAID
        over_these = [each for row, each in asking if row < cell.row]
        asked = account.typed(over_these[-1].row, over_these[-1].column) if over_these else UNSAID
        table = account.typed(cell.row, found.groups) if found.groups else UNSAID
        if head := found.banner.get(cell.column):
            said = account.typed(head.row, head.column)
            prompt, table = (prompt, said) if small_groups.named(said) else (said, table)
            asked = said if said.strip().endswith("?") else asked
        if tables:
            title, table = UNSAID, title
        for name, part in lines.named(parts):
            words, said = lines.votes(part) if voted else (part, votes)
            idea = Idea(
                name,
                words,
                mark,
                title,
                prompt,
                table,
                votes=said,
                note=note,
                parked=waits,
                question=asked,
            )
            yield Card(idea, own_id=False)
