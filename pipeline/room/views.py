"""What a screen shows: the wall and the readings as words, and as pieces of HTML that change apart.

Templates get these nouns and nothing else; every text in them is escaped by the template.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from flask import get_template_attribute, render_template

from pipeline import forms, privacy
from pipeline.deliverables import NotMade
from pipeline.model import (
    Accounting,
    Advice,
    Group,
    Idea,
    Proposal,
    Unplaced,
)
from pipeline.names import name_key
from pipeline.problems import Kind, Problem
from pipeline.review import WORTH_SAYING
from pipeline.room import acts, board, readings
from pipeline.room.asked import Refused
from pipeline.room.desk import Seen, row_of
from pipeline.room.papers import Paper, State
from pipeline.room.readings import sheets


def plainly(problem: Problem) -> str:
    """Return a problem in words, none of them on a person, and none for the command line."""
    return str(_for_the_page(problem))


def _for_the_page(problem: Problem) -> Problem:
    return replace(privacy.discreet(problem), command="")


# ── the wall ─────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Place:
    """A column where a card may hang."""

    mark: str
    title: str
    sure: str = ""  # "62 %"


@dataclass(frozen=True, slots=True)
class Card:
    """A card as the wall shows it."""

    id: str
    text: str
    votes: str = ""
    prompt: str = ""
    held: bool = False  # it may name a person, and nobody cleared it
    proposed: str = ""  # by whom
    to: str = ""  # the column that accepting hangs it in
    also: tuple[Place, ...] = ()  # other places
    twin: Idea | None = None  # an earlier card that seems to say the same
    was: str = ""  # what it said when it was last acted on
    here: str = ""  # the mark of the column that it stands in
    new: tuple[str, tuple[str, ...]] = ("", ())  # a column that it could make with other cards
    notices: tuple[str, ...] = ()  # what to know of its row
    sure: str = ""  # how sure a proposal is: "75%", "not sure"
    first: bool = False  # it tells most about where the others hang

    @property
    def busy(self) -> bool:
        """Whether more can be done with it at once than to move it."""
        return bool(self.proposed or self.held or self.twin or self.also or self.new[0])


@dataclass(frozen=True, slots=True)
class Column:
    """A column as the wall shows it."""

    mark: str
    title: str
    agreed: bool
    proposed: bool
    cards: tuple[Card, ...]
    proposals: int = 0  # cards that nobody has accepted
    weak: str = ""
    others: tuple[str, ...] = ()
    question: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Where the page and the workbook say otherwise of one thing: a card's place, a column's title."""

    card: str  # "" where it is a title
    words: str
    here: str  # as it was on the page, in words
    there: str  # as the workbook has it by now
    to_here: str  # the mark of that column, or the title; "" where it is there no more
    to_there: str
    column: str = ""  # whose title it is
    agreed: bool = True


@dataclass(frozen=True, slots=True)
class Part:
    """What answers one workshop question: its columns, and the cards that hang in none."""

    question: str
    columns: tuple[Column, ...] = ()
    loose: tuple[Card, ...] = ()
    offered: tuple[tuple[str, int], ...] = ()  # working titles of groups, where it has no column

    @property
    def name(self) -> str:
        """What it is called where there are several."""
        return self.question or "No workshop question"


@dataclass(frozen=True, slots=True)
class Whole:
    """All that the wall shows."""

    parts: tuple[Part, ...]
    parked: tuple[Card, ...] = ()
    merged: tuple[tuple[Card, str], ...] = ()
    gone: tuple[tuple[str, str, str], ...] = ()  # a card, its words, what was done
    conflicts: tuple[Conflict, ...] = ()
    expect: str = ""
    trouble: tuple[str, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of all workshop questions."""
        return tuple(column for part in self.parts for column in part.columns)


def _column(seen: Seen, group: Group, proposals: Sequence[tuple[Unplaced, Proposal]]) -> Column:
    thought = next((g for g in seen.thought.wall.groups if g.mark == group.mark), group)
    said = seen.thought.advice.get(group.mark, Advice((), ()))
    current = thought.title == group.title or not group.title
    title = group.title or (thought.title if current else "") or group.mark
    unsure = dict(thought.unsure)
    hung = [
        _card(
            seen,
            idea,
            here=group.mark,
            proposed="Afterword"
            if idea.proposed or (group.proposed and not _by_people(idea))
            else "",
            to=group.mark,
            also=_other(seen, unsure.get(idea.id)),
            sure="not sure" if idea.id in unsure else "",
        )
        for idea in group.ideas
    ]
    hung += [
        _card(
            seen,
            each.idea,
            proposed=best.offered_by or "Afterword",
            to=group.mark,
            also=tuple(p for p in _places(each) if p.mark != best.mark),
            sure=f"{_how_sure(best, each)} sure".removeprefix(" sure"),
        )
        for each, best in proposals
    ]
    return Column(
        group.mark,
        str(title),
        group.agreed,
        group.proposed,
        tuple(hung),
        sum(bool(card.proposed) for card in hung),
        weak=" ".join(said.weak) if current and group.ideas else "",
        others=said.alternatives if said.weak and current else (),
        question=str(group.question),
    )


def _by_people(idea: Idea) -> bool:
    return bool(idea.mark.strip() or idea.title.strip())


def _other(seen: Seen, number: int | None) -> tuple[Place, ...]:
    groups = seen.thought.wall.groups
    if number is None or number >= len(groups):
        return ()
    return (Place(groups[number].mark, str(groups[number].title or groups[number].mark)),)


def _places(unplaced: Unplaced) -> Iterator[Place]:
    """Yield the columns where a card may hang, the likeliest first."""
    for each in unplaced.proposals:
        if not each.new and (each.offered_by or each.sure >= WORTH_SAYING):
            yield Place(each.mark, str(each.title or each.mark), _how_sure(each, unplaced))


def _how_sure(proposal: Proposal, unplaced: Unplaced) -> str:
    """Return how sure a proposal is; "" where a model said it, and where there is no other to choose."""
    untold = proposal.offered_by or len(unplaced.proposals) == 1
    return "" if untold else f"{proposal.sure:.0%}"


def _fits(proposal: Proposal, unplaced: Unplaced) -> bool:
    """Return whether a card is shown in the column that is proposed; of one column alone nobody can be sure."""
    sure = unplaced.is_fairly_sure() and len(unplaced.proposals) > 1
    return not proposal.new and (bool(proposal.offered_by) or sure)


def _card(  # noqa: PLR0913 - each is a thing that is shown
    seen: Seen,
    idea: Idea,
    *,
    here: str = "",
    proposed: str = "",
    to: str = "",
    also: tuple[Place, ...] = (),
    new: tuple[str, tuple[str, ...]] = ("", ()),
    sure: str = "",
    first: bool = False,
) -> Card:
    again = seen.thought.repeats.get(idea.id)
    return Card(
        idea.id,
        str(idea.text),
        str(idea.votes).strip(),
        str(idea.prompt).strip(),
        privacy.holds_back(idea),
        proposed,
        to,
        also,
        again.earlier if again and not idea.same_as.strip() else None,
        (seen.board.reworded or {}).get(idea.id, ""),
        here,
        new,
        tuple(_of_row(seen, idea)),
        sure,
        first,
    )


def _of_row(seen: Seen, idea: Idea) -> Iterator[str]:
    """Yield what the command line says of a cell in the row of a card."""
    for each in seen.thought.of_rows.get(row_of(idea.text.place), ()):
        said = _for_the_page(each)
        yield f"{said.message} {said.hint}".strip()


def whole(seen: Seen) -> Whole:
    """Return the wall as it is shown: proposals stand in their columns, and are none of people's."""
    wall = seen.board.wall
    marks = {group.mark for group in wall.groups}
    near = {
        each.idea.id: each
        for each in seen.thought.wall.not_placed
        if all(p.new or p.mark in marks for p in each.proposals)
    }
    waiting = {each.idea.id for each in wall.not_placed}
    new = {
        idea.id: (str(group.title), tuple(i.id for i in group.ideas if i.id in waiting))
        for group in seen.thought.wall.offered
        for idea in group.ideas
        if group.title
    }
    into: dict[str, list[tuple[Unplaced, Proposal]]] = {}
    loose: dict[str, list[Card]] = {}
    taken_down = _taken_down(seen)
    for each in wall.not_placed:
        found = near.get(each.idea.id, each)
        best = next(iter(found.proposals), None)
        if best and _fits(best, found) and each.idea.id not in taken_down:
            into.setdefault(best.mark, []).append((Unplaced(each.idea, found.proposals), best))
        else:
            places = tuple(_places(found))
            card = _card(
                seen,
                each.idea,
                also=places,
                new=new.get(each.idea.id, ("", ())),
                first=found.decide_first and each.idea.id not in taken_down,
            )
            loose.setdefault(str(each.idea.question), []).append(card)
    counted = board.count(wall)
    moved = sum(map(len, into.values()))
    counts = {
        "placed": counted["placed"],
        "proposed": counted["proposed"] + moved,
        "not yet placed": counted["not placed"] - moved,
        "parked": counted["parked"],
        "printed with another": counted["with another"],
        "empty": counted["empty"],
    }
    if sum(counts.values()) != Accounting.of(wall).cards:
        raise AssertionError(f"{wall.cards} cards in, {counts} shown")
    parts = tuple(
        Part(
            str(question),
            tuple(_column(seen, g, into.get(g.mark, ())) for g in own),
            tuple(sorted(loose.get(str(question), ()), key=lambda card: not card.first)),
            () if own else _offered(seen, question),
        )
        for question in board.questions(seen.board.workshop)
        for own in [[group for group in wall.groups if group.question == question]]
    )
    texts = {idea.id: str(idea.text) for idea in seen.board.workshop.ideas}
    return Whole(
        parts,
        tuple(_card(seen, idea) for idea in wall.parking_lot),
        tuple(
            (_card(seen, i), texts.get(str(i.same_as).strip(), str(i.same_as))) for i in wall.merged
        ),
        tuple((card, words, act.said) for act, card, words in seen.board.gone),
        tuple(_conflicts(seen)),
        str(seen.thought.wall.expect or ""),
        seen.trouble,
        counts | {"all": wall.cards},
    )


def _taken_down(seen: Seen) -> frozenset[str]:
    """Return the cards that a person hung nowhere: a proposal is not shown as their place again."""
    return frozenset(
        str(each.which)
        for each in seen.board.workshop.decisions
        if each.field == "mark" and name_key(each.value) == name_key(forms.NOT_PLACED)
    )


def _offered(seen: Seen, question: str) -> tuple[tuple[str, int], ...]:
    groups = seen.thought.wall.groups if not seen.thinking else ()
    own = (group for group in groups if group.proposed and group.question == question)
    return tuple((str(group.title or group.mark), len(group.ideas)) for group in own)


def _conflicts(seen: Seen) -> Iterator[Conflict]:
    groups = seen.board.wall.groups
    texts = {idea.id: str(idea.text) for idea in seen.board.workshop.ideas}
    marks = {name_key(group.own_mark()): group.mark for group in groups}
    marks |= {name_key(aside): aside for aside in (forms.PARKING_LOT, forms.NOT_PLACED)}
    titles = {group.mark: str(group.title or group.mark) for group in groups}
    where = {idea.id: group.mark for group in groups for idea in group.ideas}
    where |= {idea.id: forms.PARKING_LOT for idea in seen.board.wall.parking_lot}
    for _, each in seen.board.moved_since:
        mark = marks.get(name_key(each.value if each.field == "mark" else each.which), "")
        if each.field != "mark":
            group = next((group for group in groups if group.mark == mark), None)
            if group:
                here, there = str(each.value), titles[mark]
                yield Conflict(
                    "", "The title of a column", here, there, here, there, mark, group.agreed
                )
            continue
        card = str(each.which)
        now = where.get(card, forms.NOT_PLACED)
        here, there = titles.get(mark, mark or str(each.value)), titles.get(now, now)
        yield Conflict(card, texts.get(card, card), here, there, mark, now)


def wall(seen: Seen) -> dict[str, Any]:
    """Return the wall screen in pieces: a piece that did not change need not be drawn again."""
    view = whole(seen)
    piece = {
        name: get_template_attribute("wall.html", name)
        for name in ("top", "asked", "column", "tray", "aside")
    }
    question = str(seen.board.workshop.details.question)
    several = len(view.parts) > 1
    pieces = [("top", piece["top"](view, question, seen, several))]
    if not seen.files:
        return _screen(seen, "wall", pieces)
    for number, part in enumerate(view.parts, start=1):
        if several:
            pieces.append((f"asked:{number}", piece["asked"](view, part, number)))
        pieces += [
            (f"column:{each.mark}", piece["column"](each, f"{number}-{at}", several))
            for at, each in enumerate(part.columns)
        ]
        pieces.append((f"tray:{number}", piece["tray"](part, number, several)))
    pieces.append(("aside", piece["aside"](view)))
    return _screen(seen, "wall", pieces) | {"count": _said_count(view.counts)}


def _said_count(counts: Mapping[str, int]) -> str:
    return str(render_template("count.html", counts=counts))


def _screen(
    seen: Seen, name: str, pieces: Sequence[tuple[str, Any]], state: State | None = None
) -> dict[str, Any]:
    undo = acts.last(seen.acts)
    foot = render_template("foot.html", seen=seen, name=name, undo=undo, state=state)
    return {
        "version": seen.version,
        "pieces": [[key, str(html)] for key, html in pieces],
        "foot": foot,
        "files": ", ".join(each.name for each in seen.files),
        "count": "",
    }


def card_dialog(seen: Seen, card: str) -> str:
    """Return what may be done with one card, as a dialog."""
    idea = next((each for each in seen.board.workshop.ideas if each.id == card), None)
    if idea is None:
        raise Refused("That card is not there any more.")
    near = next((e for e in seen.thought.wall.not_placed if e.idea.id == card), Unplaced(idea))
    view = whole(seen)
    here = next(
        (c.mark for c in view.columns for each in c.cards if each.id == card and each.here), ""
    )
    typed = {each.id: each for each in seen.typed.ideas}
    first = typed.get(card)
    own = (each for each in seen.board.workshop.ideas if each.question == idea.question)
    others = [each for each in own if each.id != card and each.text.strip()]
    return str(
        render_template(
            "card.html",
            idea=idea,
            card=_card(seen, idea),
            columns=[each for each in view.columns if each.question == str(idea.question)],
            here=here,
            parked=any(each.id == card for each in seen.board.wall.parking_lot),
            loose=any(each.idea.id == card for each in seen.board.wall.not_placed),
            near={place.mark: place.sure for place in _places(near)},
            votes_at=str(first.votes.place) if first and first.votes.strip() else "",
            others=others,
            at=str(idea.text.place) or "typed on this page",
        )
    )


def title_dialog(seen: Seen, mark: str) -> str:
    """Return what may be done with the title of one column, as a dialog."""
    column = next((each for each in whole(seen).columns if each.mark == mark), None)
    if column is None:
        raise Refused("That column is not there any more.")
    return str(render_template("title.html", column=column))


def _said(problem: Problem) -> str:
    """Return what to know of a cell or a sheet, beside which it is shown."""
    said = _for_the_page(problem)
    at = f"{said.place.cell}: " if said.place.cell else ""
    return f"{at}{said.message} {said.hint}".strip()


# ── the reading ──────────────────────────────────────────────────────────────────────────────


def reading(seen: Seen) -> dict[str, Any]:
    """Return the reading screen in pieces: a sheet each."""
    piece = {name: get_template_attribute("reading.html", name) for name in ("top", "sheet")}
    told: dict[tuple[str, str], list[str]] = {}
    elsewhere: list[str] = []  # of a file, of a sheet that nobody read
    shown = {(each.file, each.sheet) for each in seen.typed.readings}
    for each in seen.thought.notices:
        at = each.place.file, each.place.sheet
        if at in shown:
            told.setdefault(at, []).append(_said(each))
        elif each.kind is not Kind.MAPPING:  # how a sheet is read stands with the sheet
            elsewhere.append(plainly(each) if each.place.sheet else _said(each))
    found = sheets(seen.typed.readings, told)
    wrong = [plainly(each) for each in seen.problems]
    pieces = [("top", piece["top"](seen, len(seen.asked()), wrong, elsewhere))]
    pieces += [
        (f"sheet:{each.file}!{each.name}!{each.area}", piece["sheet"](each, index))
        for index, each in enumerate(found)
    ]
    return _screen(seen, "reading", pieces)


def columns_dialog(seen: Seen, file: str, sheet: str, kind: str, row: int | None) -> str:
    """Return the question which column is which, were a sheet of that kind, as a dialog.

    `row` holds the headings, 0 where none does; None where nobody has said it.
    """
    found = [each for each in seen.typed.readings if (each.file, each.sheet) == (file, sheet)]
    fields = readings.fields_of(kind)
    if not found or not fields:
        raise Refused("That sheet is not there any more.")
    heads = readings.heading_row(found[0], kind) if row is None else row
    columns = readings.columns(found[0], kind, heads)
    return str(
        render_template(
            "columns.html",
            file=file,
            sheet=sheet,
            kind=kind,
            form=dict(readings.KINDS)[kind],
            rows=readings.heading_rows(found[0]),
            row=heads,
            fields=fields,
            columns=columns,
        )
    )


# ── documents ────────────────────────────────────────────────────────────────────────────────


def documents(seen: Seen, state: State) -> dict[str, Any]:
    """Return the documents screen in pieces: a document each, or a folder of them."""
    piece = {
        name: get_template_attribute("documents.html", name) for name in ("top", "folder", "rest")
    }
    replaced = [each.filename for each in state.papers if each.replaced]
    problems = [plainly(each) for each in state.problems]
    pieces = [("top", piece["top"](state, len(seen.asked()), seen, problems, replaced))]
    folders: dict[str, list[Paper]] = {}
    for each in state.papers:
        folder, _, name = each.filename.rpartition("/")
        folders.setdefault(folder or name, []).append(each)
    for name, papers in folders.items():
        several = name if "/" in papers[0].filename else ""
        pieces.append((f"papers:{name}", piece["folder"](several, papers)))
    told = [each for each in state.notices if each.kind is not Kind.MAPPING]
    notices = list(dict.fromkeys(map(plainly, told)))
    pieces.append(("rest", piece["rest"]([*map(_not_made, state.not_made)], notices)))
    return _screen(seen, "documents", pieces, state) | {"told": "" if state.doing else state.made}


def _not_made(each: NotMade) -> str:
    """Return why a document is not made, under its name in words."""
    return f"{each.offered.in_words}: {each.why.removesuffix('.')}."


# ── the projector ────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Page:
    """A column as the room sees it from its chairs: nobody's name, no proposals."""

    mark: str
    title: str
    agreed: bool
    cards: tuple[str, ...]
    held: int

    @property
    def count(self) -> int:
        """How many cards hang there."""
        return len(self.cards) + self.held


def show(seen: Seen) -> dict[str, Any]:
    """Return the projector's pages: the titles, then a column each."""
    piece = {name: get_template_attribute("show.html", name) for name in ("front", "page")}
    parts = whole(seen).parts
    asked = [(part.name if len(parts) > 1 else "", map(_page, part.columns)) for part in parts]
    pages = [(question, tuple(own)) for question, own in asked]
    pieces = [("front", piece["front"](str(seen.board.workshop.details.question), pages))]
    pieces += [
        (f"page:{each.mark}", piece["page"](each, question))
        for question, own in pages
        for each in own
    ]
    return _screen(seen, "show", pieces)


def _page(column: Column) -> Page:
    hung = [card for card in column.cards if not card.proposed]
    shown = tuple(card.text for card in hung if not card.held)
    title = HELD_TITLE if privacy.names_a_person(column.title) else column.title
    return Page(column.mark, title, column.agreed, shown, len(hung) - len(shown))


HELD_TITLE = "A title that may name a person"
