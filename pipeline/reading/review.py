"""Tell what people decided in a review workbook, and which card each of its rows is about.

A review holds a row for each card that was typed elsewhere. Given with the workbook it came from,
it only decides; given alone, its cards hang first where they hung when it was written.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from string import ascii_uppercase

from pipeline import forms
from pipeline.model import UNSAID, About, Decision, Idea, Sheet, Title, Typed
from pipeline.names import name_key, words_key
from pipeline.problems import Place, Problem
from pipeline.reading.account import count
from pipeline.reading.nouns.ideas import Card
from pipeline.reading.nouns.people import GroupRow
from pipeline.words import says_yes

ALIKE = 0.75  # a card whose words were mended in the review is this near to what was typed
MADE_UNIQUE = re.compile(r" \(\d+\)$")  # "Rides (2)": the second column that is titled Rides
COPIED = ("text", "prompt", "small_group", "votes", "note")  # a review changes none of them
Pile = Sequence[tuple[Sheet, tuple[Card, ...]]]
Marks = Mapping[str, tuple[str, str]]  # a name in the drop-down → its mark, its question
GroupPile = Sequence[tuple[Sheet, tuple[GroupRow, ...]]]


@dataclass(frozen=True, slots=True)
class Settled:
    """The cards and titles as they were typed, and what people decided about them since."""

    ideas: tuple[Idea, ...]
    titles: tuple[Title, ...]
    decisions: tuple[Decision, ...]
    notices: tuple[Problem, ...]
    reviewed: frozenset[tuple[str, str]]  # file and sheet, where a review is about cards of it

    def placed(self) -> frozenset[str]:
        """Return the ids of the cards that a review hangs somewhere."""
        return frozenset(
            str(each.which)
            for each in self.decisions
            if each.field == "mark" and each.value != forms.NOT_PLACED
        )


@dataclass(slots=True)
class _Pairs:
    """Each card as it was typed first, and the rows of reviews that are about it."""

    cards: list[Card]
    about: list[tuple[Card, Card]] = field(default_factory=list)  # the card, the row
    gone: list[Card] = field(default_factory=list)  # rows about a card that is there no more
    alone: set[str] = field(default_factory=set)  # reviews given without what they review
    notices: list[Problem] = field(default_factory=list)


def settle(piles: Pile, groups: GroupPile, reviews: Collection[str]) -> Settled:
    """Return every card once, under an id of its own, with the titles and what people decided.

    `reviews` are the files that review others.
    """
    piles = [(sheet, _as_typed(pile)) for sheet, pile in piles]
    every = [card for _, pile in piles for card in pile]
    names = {file: _own_marks(groups, file) for file in reviews}
    pairs = _paired(piles, names)
    order = {card: n for n, card in enumerate(every)}
    used = {row for card, row in pairs.about if card is not row}
    notices = [*pairs.notices, *_of_another(piles, used)]
    typed = sorted(pairs.cards, key=lambda card: order.get(card, 0))
    ideas = tuple(_own_ids([_before(card, names) for card in typed], notices))
    of_card = dict(zip(typed, ideas, strict=True))
    decisions = [
        decision
        for card, row in pairs.about
        for decision in _of_row(row, of_card[card], names[_file(row)])
    ]
    decisions += [
        decision for row in pairs.gone for decision in _of_row(row, None, names[_file(row)])
    ]
    titles = tuple(_typed_titles(groups, reviews, pairs.alone))
    decisions += _of_groups(groups, reviews)
    places = [card.idea.text.place for card, row in pairs.about if card is not row]
    reviewed = frozenset((place.file, place.sheet) for place in places)
    return Settled(ideas, titles, tuple(decisions), tuple(notices), reviewed)


def _as_typed(pile: Sequence[Card]) -> tuple[Card, ...]:
    """Return the rows of a review in the order of the cells they came from, new cards last.

    New cards stand in the order of their numbers (R1, R2), where they have some.
    """
    sheets: dict[str, int] = {}

    def order(card: Card) -> tuple[int, int, int, str]:
        sheet, _, cell = (card.source or card.idea.id).rpartition("!")
        letters, digits = cell.rstrip("0123456789"), cell.lstrip(ascii_uppercase)
        number = int(digits) if digits.isdigit() else 0
        first = sheets.setdefault(sheet, len(sheets)) if sheet else len(pile)
        return first, number, len(letters), letters

    return tuple(sorted(pile, key=order)) if any(card.source for card in pile) else tuple(pile)


def _file(card: Card) -> str:
    return card.idea.text.place.file


# ── which card a row is about ────────────────────────────────────────────────────────────────


def _paired(piles: Pile, reviews: Collection[str]) -> _Pairs:
    """Return each card once, and for each row of a review the card that it is about.

    A row about a card of a sheet that was not given is where that card is read. A second row of
    one review for the same card is a card of its own.
    """
    pairs = _Pairs([card for _, pile in piles for card in pile if not card.source])
    sheets = {
        f"{sheet.file}!{sheet.name}"
        for sheet, pile in piles
        if any(not card.source for card in pile)
    }
    for file in dict.fromkeys(sheet.file for sheet, _ in piles if sheet.file in reviews):
        rows = [card for sheet, pile in piles if sheet.file == file for card in pile if card.source]
        found = _matched(pairs.cards, rows)
        pairs.about += found
        taken = {row for _, row in found}
        there = {_home(card): card.idea for card in pairs.cards}
        for row in rows:
            if row in taken:
                continue
            if row.source in there and _same(there[row.source], row.idea):
                message = f"A second row for the card in {row.source}: read as a card of its own."
                hint = "Delete the row if it is not."
                pairs.notices.append(Problem(row.idea.text.place, message, hint))
            elif row.source in there or row.source.rpartition("!")[0] in sheets:
                pairs.gone.append(row)
                continue
            else:
                pairs.alone.add(file)
            pairs.cards.append(row)
            pairs.about.append((row, row))
    pairs.about += [(card, card) for card in pairs.cards if _typed_in_review(card, reviews)]
    return pairs


def _typed_in_review(card: Card, reviews: Collection[str]) -> bool:
    """Tell whether a card was typed in a review that says where it hung when it was written."""
    return not card.source and bool(card.was and card.was.strip()) and _file(card) in reviews


def _home(card: Card) -> str:
    """Return the cell that a card was typed in first."""
    return card.source or str(card.idea.text.place)


def _matched(cards: Sequence[Card], rows: Sequence[Card]) -> Sequence[tuple[Card, Card]]:
    """Return each card with the row in which a person decided about it.

    The row is the one that came from the card's cell, if it still says the same or carries the
    same id; else the only row with the card's own words, for rows above it may have been put in.
    """
    here: defaultdict[str, list[Card]] = defaultdict(list)
    worded: defaultdict[str, list[Card]] = defaultdict(list)
    for row in rows:
        here[row.source].append(row)
        worded[_words(row.idea)].append(row)
    pairs: list[tuple[Card, Card]] = []
    taken: set[Card] = set()

    def pair(card: Card, likely: Sequence[Card]) -> None:
        best = max(likely, key=lambda row: _words(row.idea) == _words(card.idea))
        taken.update((card, best))
        pairs.append((card, best))

    typed = cards if rows else ()
    for card in typed:
        if likely := [
            row for row in here[_home(card)] if row not in taken and _same(card.idea, row.idea)
        ]:
            pair(card, likely)
    for card in typed:
        likely = [row for row in worded[_words(card.idea)] if row not in taken]
        if card not in taken and len(likely) == 1:
            pair(card, likely)
    return pairs


def _of_another(piles: Pile, used: Collection[Card]) -> Iterator[Problem]:
    """Yield each review in which no row is about a card that was given with it."""
    typed = {sheet.file for sheet, pile in piles if any(not card.source for card in pile)}
    for sheet, pile in piles:
        rows = [card for card in pile if card.source]
        if rows and typed - {sheet.file} and not any(card in used for card in rows):
            others = ", ".join(dict.fromkeys(card.source.split("!")[0] for card in rows))
            message = f"None of its {count(len(rows), 'card')} is in the other files: it reviews {others}. Both are read as one workshop."
            hint = "If they are two workshops, make the documents of each by itself."
            yield Problem(Place(sheet.file, sheet.name), message, hint)


def _same(card: Idea, row: Idea) -> bool:
    """Say whether a row is about the card: the same words, nearly so, or the same typed id."""
    if _words(card) == _words(row) or (card.id == row.id and card.id != card.text.place.cell):
        return True
    return SequenceMatcher(None, _words(card), _words(row)).ratio() >= ALIKE


def _words(idea: Idea) -> str:
    return " ".join(idea.text.split())


# ── what a row decides ───────────────────────────────────────────────────────────────────────


def _before(card: Card, names: Mapping[str, Marks]) -> Card:
    """Return a card of a review as it was when the review was written, where the review says so."""
    if card.was is None or not (card.source or _typed_in_review(card, names)):
        return card
    mark = _mark(card.was, names[_file(card)], card.idea.question)
    parked = name_key(mark) == name_key(forms.PARKING_LOT)
    if parked or name_key(mark) == name_key(forms.NOT_PLACED):
        mark = Typed("", mark.place)
    return replace(card, idea=replace(card.idea, mark=mark, title=UNSAID, parked=parked))


def _of_row(row: Card, card: Idea | None, marks: Marks) -> Iterator[Decision]:
    """Yield what a row decides about `card`, None where the card is there no more."""
    which = Typed(card.id if card else row.source, card.text.place if card else row.idea.text.place)
    value, was = _place(row.idea, marks), row.was and str(_mark(row.was, marks, row.idea.question))
    said = row.idea
    if was is None:
        before = None
        moved = card is None or name_key(value) != name_key(_place(card, marks))
    else:
        before = was.strip() or forms.NOT_PLACED
        moved = name_key(value) != name_key(before)
    refused = name_key(value) == name_key(forms.NOT_PLACED) and name_key(row.proposal) in marks
    if moved or (refused and before):
        ours = bool(row.proposal.strip()) and name_key(row.proposal) == name_key(
            said.mark or said.title
        )
        agreed = None if ours and not row.accepted else True
        yield Decision(About.CARD, which, "mark", value, before, agreed)
    if (
        said.mark.strip()
        and said.title.strip()
        and not (card and name_key(card.title) == name_key(said.title))
    ):
        yield Decision(About.CARD, which, "title", said.title)
    if card is None:
        return
    if name_key(said.same_as) != name_key(card.same_as):
        yield Decision(About.CARD, which, "same_as", said.same_as)
    if said.cleared != card.cleared:
        yield Decision(About.CARD, which, "cleared", row.cleared)
    for name in COPIED:
        own: Typed = getattr(said, name)
        if own.strip() and own.split() != getattr(card, name).split():
            yield Decision(About.CARD, which, name, own)


def _place(idea: Idea, marks: Marks) -> Typed:
    """Return where a card hangs, in one word: a column, the parking lot, or nowhere yet."""
    at = idea.mark.place if idea.mark.place.file else idea.text.place
    if idea.parked:
        return Typed(forms.PARKING_LOT, at)
    name = idea.mark if idea.mark.strip() else idea.title
    return _mark(name, marks, idea.question) if name.strip() else Typed(forms.NOT_PLACED, at)


def _mark(name: Typed, marks: Marks, question: str) -> Typed:
    """Return the mark on the wall of the column that a drop-down names, else the name itself.

    The column of another question is none: the name makes one on the card's own wall.
    """
    mark, asked = marks.get(name_key(name), (str(name), ""))
    return Typed(mark if asked in {"", words_key(question)} else str(name), name.place)


# ── titles ───────────────────────────────────────────────────────────────────────────────────


def _own_marks(groups: GroupPile, file: str) -> Marks:
    """Return for each name of a review's drop-down the column's mark on the wall, where it has one."""
    rows = [row for sheet, pile in groups if sheet.file == file for row in pile]
    return {name_key(row.title.mark): (_own(row), words_key(row.title.question)) for row in rows}


def _proposed(row: GroupRow) -> bool:
    return row.wall.strip().startswith(forms.PROPOSED)


def _own(row: GroupRow) -> str:
    """Return the column's mark on the wall, else the name in the drop-down."""
    mark = row.wall.strip().removeprefix(forms.PROPOSED).removeprefix(":").strip()
    return mark or str(row.title.mark)


def _typed_titles(
    groups: GroupPile, reviews: Collection[str], alone: Collection[str]
) -> Iterator[Title]:
    """Yield the titles that were typed first: on other sheets, or as a review given alone tells."""
    titles: dict[tuple[str, str], Title] = {}
    for sheet, rows in groups:
        for row in rows:
            if sheet.file not in reviews:
                titles[words_key(row.title.question), str(row.title.mark)] = row.title
            elif sheet.file in alone and row.was and name_key(row.was) != name_key(forms.PROPOSED):
                own = replace(row.title, mark=Typed(_own(row), row.title.mark.place), title=row.was)
                titles.setdefault((words_key(own.question), str(own.mark)), own)
    yield from titles.values()


def _of_groups(groups: GroupPile, reviews: Collection[str]) -> Iterator[Decision]:
    """Yield what the Groups sheets of reviews say of each column, also where it is as before."""
    for _, row in ((sheet, row) for sheet, rows in groups if sheet.file in reviews for row in rows):
        title, was = row.title, row.was
        which, asked = Typed(_own(row), title.mark.place), title.question
        yes = says_yes(row.agreed) if was is not None else title.agreed
        if _proposed(row):
            agreed = True if yes else None
            yield Decision(About.TITLE, which, "group", title.mark, "", agreed, question=asked)
        ours = was is not None and name_key(was) == name_key(forms.PROPOSED)
        written = (MADE_UNIQUE.sub("", title.mark), str(title.mark))
        stands = ours and not yes and title.title.strip() in written
        against = "" if ours else was and str(was)
        agreed = None if stands else yes
        yield Decision(About.TITLE, which, "title", title.title, against, agreed, question=asked)
        if title.theme.strip():
            yield Decision(About.TITLE, which, "theme", title.theme, agreed=None, question=asked)


# ── ids ──────────────────────────────────────────────────────────────────────────────────────


def _own_ids(cards: Sequence[Card], notices: list[Problem]) -> Iterator[Idea]:
    cells = Counter(card.idea.id for card in cards if not card.own_id)
    taken: dict[str, Typed] = {}
    again: defaultdict[tuple[Place, Place], list[Idea]] = defaultdict(list)
    for card in cards:
        idea = card.idea
        place = str(idea.text.place)
        if not card.own_id and cells[idea.id] > 1:
            idea = replace(idea, id=place)
        if idea.id in taken:
            if card.own_id:
                first = replace(taken[idea.id].place, cell="")
                again[replace(idea.text.place, cell=""), first].append(idea)
            idea = replace(idea, id=place)
        taken.setdefault(idea.id, idea.text)
        yield idea
    notices += [_repeated(here, there, ideas) for (here, there), ideas in again.items()]


def _repeated(here: Place, there: Place, ideas: Sequence[Idea]) -> Problem:
    ids = ", ".join(idea.id for idea in ideas[:10]) + (", …" if len(ideas) > 10 else "")
    said = f"The card id {ids} is" if len(ideas) == 1 else f"{len(ideas)} card ids ({ids}) are"
    where = "here twice" if here == there else f"also in {there}"
    place = ideas[0].text.place
    message = f"{said} {where}: the later card is called by its place, like {place}."
    return Problem(here, message, "Give each card an id of its own, or leave the id out.")
