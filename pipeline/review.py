"""Lay the wall out as a workbook in which a person decides.

It holds the sheets that the reader knows from any other workbook, so that what comes back
needs no second way of reading.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import IntEnum

from pipeline import forms, gaps, privacy
from pipeline.gaps import Asked
from pipeline.model import (
    GAPS,
    About,
    Advice,
    Book,
    Decision,
    Heading,
    Idea,
    Link,
    Outcome,
    Repeat,
    Reply,
    SiteScore,
    Table,
    Typed,
    Unplaced,
    Wall,
    When,
    Workshop,
    unique,
)
from pipeline.names import name_key
from pipeline.problems import Place, Problem

MOST_CARDS = (
    8_000  # of a review workbook: of more, it would hold more cells than are read of a file
)
INTRO = (
    "Ideas: one row a card, what is to be decided first. To move a card, choose another group in the column Column. To undo a row, choose there what stands under Was.",
    "A card that Afterword is not sure of hangs nowhere until you choose a group for it. Where Column and Proposal say the same, Afterword hung it: left so, the documents say “placed by Afterword”. Write yes under Place agreed once people agree.",
    "Groups: change a title in the column Title to print. Write yes under Agreed once the group agrees; until then it is printed as a working title.",
    "To add a group, write its name in a free row of Groups; it then stands in the drop-down.",
    "Save, and give this file to any command beside the workbook it came from: partners, steps and commitments stand only there.",
)  # fmt: skip


LONGEST_OFFER = 200  # letters of a title to offer: a card may be a page long
WORTH_SAYING = 0.05  # a second or third suggestion
OPEN = {
    Reply.BLANK: "left blank",
    Reply.CONFLICT: "more than one answer",
    Reply.UNREADABLE: "not readable",
}
FIRST_INTRO = "Where How sure says “decide first”, the card tells most about the others. Decide these, save, and have the cards grouped again with this file: for the others, more of what is then suggested is right."
THEMES_INTRO = "There are two levels. Groups: the column Theme says what each group hangs under. To move a group, write the name of another theme; to rename a theme, change it in all its rows."
GAPS_INTRO = "Gaps: which title speaks to each gap of the self-assessment. Write yes under Accept to keep a link, no to drop it. For another title, choose it and write yes."


class Turn(IntEnum):
    """When a row is shown: what is to be decided first."""

    FIRST = 0  # it hangs nowhere, and tells most about where the others hang
    OPEN = 1  # it hangs nowhere
    DOUBTED = 2  # Afterword hung it, and may be wrong
    PROPOSED = 3  # Afterword hung it
    LOOK = 4  # people hung it, but something is worth a look
    REST = 5


def too_many(ideas: Sequence[Idea]) -> Problem | None:
    """Return what to say where a review of the cards could not be read again."""
    if len(ideas) <= MOST_CARDS:
        return None
    message = f"It holds {len(ideas):,} cards; a review workbook has room for {MOST_CARDS:,}."
    command = ", or print the groups: afterword group FILE.csv --json."
    return Problem(
        Place(ideas[0].text.place.file), message, "Split them into several runs.", command=command
    )


def book(  # noqa: PLR0913, PLR0917 - each is a part of the workbook
    workshop: Workshop,
    wall: Wall,
    filename: str,
    advice: Sequence[Advice],
    repeats: Sequence[Repeat],
    scores: Sequence[SiteScore] = (),
    links: Sequence[Link] = (),
) -> Book:
    """Return the review workbook: how to use it, every card with its group, titles, gaps, details.

    `advice` is one for each group of the wall, in its order.
    """
    several = len(wall.questions()) > 1
    columns = [c for c in COLUMNS if c.name != "question" or several]
    decisions = workshop.decisions
    rows = _rows(wall, {each.idea.id: each for each in repeats}, decisions, columns)
    optional = {"theme": _themed(wall), "question": several}
    free = f"Groups!$A$2:$A${len(wall.groups) + len(wall.offered) + 22}"
    open_gaps = list(_gaps(decisions, wall, scores, links))
    turns = [turn for _, turn in rows]
    more = (
        FIRST_INTRO if Turn.FIRST in turns else "",
        THEMES_INTRO if _themed(wall) else "",
        GAPS_INTRO if open_gaps else "",
    )
    head = ("Review the groups", _to_decide(turns))
    expect = (wall.expect.in_full,) if wall.expect else ()
    intro = (*head, *expect, *INTRO[:-1], *filter(None, more), INTRO[-1])
    tables = (
        Table(forms.READ_ME, (), (), intro=intro),
        Table(
            forms.IDEAS.sheet,
            _headings(columns, groups=free),
            tuple(row for row, _ in rows),
            marked=frozenset(n for n, (_, turn) in enumerate(rows) if turn is not Turn.REST),
            spare=20,
            keep=2,
        ),
        Table(
            forms.GROUPS.sheet,
            _headings([c for c in GROUP_COLUMNS if optional.get(c.name, True)]),
            tuple(_groups(wall, advice, decisions, _cleared(workshop))),
            spare=20,
            keep=2,
        ),
        *_gaps_table(open_gaps, free),
        Table(forms.DETAILS.sheet, DETAILS_HEADINGS, details_rows(workshop)),
    )
    return Book(filename, "Review of the groups", tables)


def _to_decide(turns: Sequence[Turn]) -> str:
    """Return how many cards wait for a person, and for what."""
    waiting = Counter(turns)
    said = []
    if loose := waiting[Turn.FIRST] + waiting[Turn.OPEN]:
        said.append(f"{loose:,} not yet placed")
    if first := waiting[Turn.FIRST]:
        said.append(f"{first:,} of them to decide first")
    said += [
        f"{waiting[turn]:,} {what}"
        for turn, what in (
            (Turn.DOUBTED, "in a group that may be the wrong one"),
            (Turn.PROPOSED, "placed by Afterword"),
            (Turn.LOOK, "worth a look"),
        )
        if waiting[turn]
    ]
    return (
        f"Cards to decide about: {', '.join(said)}." if said else "No card is left to decide about."
    )


ORDER = (
    "id", "text", "mark", "proposal", "sure", "others", "was", "accepted", "same_as", "cleared",
    "remark", "prompt", "small_group", "votes", "note", "question", "source",
)  # fmt: skip
COLUMNS = tuple(next(c for c in forms.IDEAS.columns if c.name == name) for name in ORDER)
GROUP_COLUMNS = forms.GROUPS.columns
DETAILS_HEADINGS = (Heading("Field", 26), Heading("Value", 70), Heading("What it is for", 60))


def details_rows(workshop: Workshop) -> tuple[tuple[str | date | None, ...], ...]:
    """Return the Details sheet: field, value as typed, what it is for."""
    rows: list[tuple[str | date | None, ...]] = []
    for column in forms.DETAILS.columns:
        value: Typed | When = getattr(workshop.details, column.name)
        shown = (value.day or value.words) if isinstance(value, When) else value
        rows.append((column.heading, shown or None, column.help))
    return tuple(rows)


def _headings(columns: Sequence[forms.Column], groups: str = "") -> tuple[Heading, ...]:
    return tuple(
        Heading(c.heading, 46, (), groups, c.help)
        if groups and c.name == "mark"
        else Heading(c.heading, c.width, c.choices, "", c.help)
        for c in columns
    )


# ── gaps of the self-assessment ──────────────────────────────────────────────────────────────


def _gaps(
    decisions: Sequence[Decision], wall: Wall, scores: Sequence[SiteScore], links: Sequence[Link]
) -> Iterator[tuple[tuple[str | None, ...], bool]]:
    """Yield a row for each gap and title that seems to speak to it, and whether it is undecided."""
    label = dict(zip((group.mark for group in wall.groups), wall.labels(), strict=True))
    index = gaps.of(scores)
    refusals = [each for each in decisions if each.about is About.GAP and each.agreed is False]
    for item, asked in index.gaps.items():
        gap = (item, str(asked.text), _answered(asked, several=len(scores) > 1))
        own = [link for link in links if link.item == item]
        for link in own:
            sure = "" if link.said else f"{link.sure:.0%}"
            accept = "yes" if link.said else None
            words = ", ".join(link.words)
            card = f"{link.card.id} {link.card.text.strip()}" if link.card else None
            row = (*gap, label[link.mark], card, words or None, sure or None)
            yield (*row, accept), not link.said
        refused = [each for each in refusals if index.item(each.which) == item]
        for each in refused:
            yield (*gap, str(each.value), None, None, None, "no"), False
        if not own and not refused:
            yield (*gap, None, None, None, None, None), True


def _answered(asked: Asked, *, several: bool) -> str:
    """Return what was answered to a gap, site by site where there are several."""
    return "; ".join(
        OPEN.get(score.reply, str(score.reply)) + (f" ({site.site})" if several else "")
        for site, score in asked.answers
        if score.reply in GAPS
    )


def _gaps_table(
    rows: Sequence[tuple[tuple[str | None, ...], bool]], groups: str
) -> Iterator[Table]:
    if rows:
        yield Table(
            forms.GAPS.sheet,
            _headings(forms.GAPS.columns, groups=groups),
            tuple(row for row, _ in rows),
            marked=frozenset(n for n, (_, open_) in enumerate(rows) if open_),
            keep=2,
        )


# ── cards and their groups ───────────────────────────────────────────────────────────────────


def _labels(wall: Wall) -> tuple[str, ...]:
    """Return the names of the groups in the drop-down, then of the columns that are offered."""
    return unique(group.title or group.mark for group in (*wall.groups, *wall.offered))


def _themed(wall: Wall) -> bool:
    return any(group.theme for group in wall.groups)


def _cleared(workshop: Workshop) -> frozenset[str]:
    """Return the titles that people allowed to be printed, as names compare."""
    return frozenset(name_key(each.title) for each in workshop.titles if each.cleared)


def _groups(
    wall: Wall, advice: Sequence[Advice], decisions: Sequence[Decision], cleared: Collection[str]
) -> Iterator[tuple[str | None, ...]]:
    """Yield a row for each group: its title, the title people gave before, its mark on the wall."""
    several = len(wall.questions()) > 1
    before = {
        (each.question, name_key(each.which)): each.against
        for each in decisions
        if each.about is About.TITLE and each.field == "title" and each.outcome is Outcome.APPLIED
    }
    groups = (*wall.groups, *wall.offered)
    said_of = (*advice, *(Advice((), ()) for _ in wall.offered))
    for label, group, said in zip(_labels(wall), groups, said_of, strict=True):
        agreed = "yes" if group.agreed else "no"
        own = "" if group.proposed else group.title
        at = (group.question, name_key(group.own_mark()))
        was = forms.PROPOSED if group.working else before.get(at, own)
        mark = group.own_mark()
        if group.proposed:
            mark = forms.PROPOSED if mark == label else f"{forms.PROPOSED}: {mark}"
        theme = (group.theme or None,) if _themed(wall) else ()
        asked = (str(group.question) or None,) if several else ()
        short = [each for each in said.alternatives if len(each) <= LONGEST_OFFER]
        weak, offers = " ".join(said.weak), "; ".join(short if said.weak else ())
        named = (label, str(group.title), agreed, str(was or "") or None, str(mark), *theme)
        yes = "yes" if name_key(group.title) in cleared else None
        yield (*named, *asked, weak or None, offers or None, yes)
    rest = (None,) * (len(GROUP_COLUMNS) - 3 + _themed(wall) + several)
    yield forms.NOT_PLACED, *rest
    yield forms.PARKING_LOT, *rest


@dataclass(frozen=True, slots=True)
class _Row:
    """A card as the review shows it."""

    idea: Idea
    column: str
    was: str
    turn: Turn
    proposal: str = ""
    sure: str = ""
    others: str = ""

    def cells(self, remark: str, columns: Sequence[forms.Column]) -> tuple[str | None, ...]:
        """Return its cells in the order of `columns`."""
        shown = {field.name: str(getattr(self.idea, field.name)) for field in fields(Idea)} | {
            "mark": self.column,
            "was": self.was,
            "cleared": "yes" if self.idea.cleared else "",
            "proposal": self.proposal,
            "sure": self.sure,
            "others": self.others,
            "remark": remark,
            "accepted": "",
            "source": str(self.idea.text.place),
        }
        return tuple(shown[column.name] or None for column in columns)


def _rows(
    wall: Wall,
    twins: Mapping[str, Repeat],
    decisions: Sequence[Decision],
    columns: Sequence[forms.Column],
) -> list[tuple[tuple[str | None, ...], Turn]]:
    """Return the cells of each card's row in `columns`, and when it is to be looked at, in that order."""
    rows = []
    taken_down = frozenset(
        str(each.which)
        for each in decisions
        if each.about is About.CARD and each.field == "mark" and each.value == forms.NOT_PLACED
        if each.outcome is Outcome.APPLIED
    )
    for row in _hung(wall, _places_before(decisions), taken_down):
        remarks = [words for words in (_twin(row.idea, twins), _held(row.idea)) if words]
        turn = Turn.LOOK if remarks and row.turn is Turn.REST else row.turn
        rows.append((row.cells("; ".join(remarks), columns), turn))
    return sorted(rows, key=lambda row: row[1])


def _places_before(decisions: Sequence[Decision]) -> Mapping[str, str]:
    """Return where a card that was moved hung in the workbook, by its id: the mark of the column."""
    return {
        str(each.which): each.against
        for each in decisions
        if each.about is About.CARD and each.field == "mark" and each.against
        if each.outcome is Outcome.APPLIED
    }


def _hung(wall: Wall, before: Mapping[str, str], taken_down: Collection[str]) -> Iterator[_Row]:
    """Yield every card where it hangs, with what Afterword proposes for it.

    `taken_down` are cards that a person hung nowhere: Afterword hangs them nowhere again.
    """
    names, groups = _labels(wall), (*wall.groups, *wall.offered)
    label = dict(zip((group.mark for group in groups), names, strict=True))
    named = {(g.question, name_key(g.own_mark())): label[g.mark] for g in wall.groups}

    def was_of(idea: Idea, now: str) -> str:
        mark = before.get(idea.id)
        return now if mark is None else named.get((idea.question, name_key(mark)), mark)

    homes = {(i.question, i.mark): group.mark for group in wall.groups for i in group.ideas}
    for group in wall.groups:
        name, unsure = label[group.mark], dict(group.unsure)
        for idea in group.ideas:
            nobody = not (idea.mark.strip() or idea.title.strip())  # it is only a proposal as yet
            ours = idea.proposed or (group.proposed and nobody)
            was = was_of(idea, forms.NOT_PLACED if ours else name)
            if idea.id in unsure:
                other = names[unsure[idea.id]]
                yield _Row(idea, name, was, Turn.DOUBTED, name, "not sure", other)
            elif ours:
                said = f"offered by {group.offered_by}" if group.offered_by else ""
                yield _Row(idea, name, was, Turn.PROPOSED, name, said)
            else:
                yield _Row(idea, name, was, Turn.REST)
    for unplaced in wall.not_placed:
        was = was_of(unplaced.idea, forms.NOT_PLACED)
        down = unplaced.idea.id in taken_down
        yield _taken_down(unplaced, label, was) if down else _loose(unplaced, label, was)
    for idea in wall.parking_lot:
        was = was_of(idea, forms.PARKING_LOT)
        yield _Row(idea, forms.PARKING_LOT, was, Turn.REST)
    for idea in (*wall.merged, *wall.empty):
        home = homes.get((idea.question, idea.mark), str(idea.mark)) if idea.mark else ""
        name = label.get(home, str(idea.mark or idea.title)) or forms.NOT_PLACED
        yield _Row(idea, name, was_of(idea, name), Turn.REST)


def _taken_down(unplaced: Unplaced, label: Mapping[str, str], was: str) -> _Row:
    """Return a card that a person hung nowhere; what Afterword had proposed stands beside it."""
    best = next((label.get(each.mark, each.title) for each in unplaced.proposals), "")
    return _Row(unplaced.idea, forms.NOT_PLACED, was, Turn.OPEN, best, "taken down")


def _loose(unplaced: Unplaced, label: Mapping[str, str], was: str) -> _Row:
    """Return a card that hangs nowhere: in the best column where we are fairly sure, else nowhere."""
    if not unplaced.proposals:
        return _Row(unplaced.idea, forms.NOT_PLACED, was, Turn.OPEN, sure="no suggestion")
    new = unplaced.proposals[0].new
    named = [replace(each, title=label.get(each.mark, each.title)) for each in unplaced.proposals]
    if by := unplaced.proposals[0].offered_by:
        column, turn = (forms.NOT_PLACED, Turn.OPEN) if new else (named[0].title, Turn.PROPOSED)
        perhaps = f"{named[0].named()} (offered)" if new else named[0].title
        return _Row(unplaced.idea, column, was, turn, perhaps, f"offered by {by}")
    (first, sure), *rest = [(each.named(), each.sure) for each in named]
    others = "; ".join(f"{name} ({each:.0%})" for name, each in rest if each >= WORTH_SAYING)
    if unplaced.is_fairly_sure():
        return _Row(unplaced.idea, first, was, Turn.PROPOSED, first, f"{sure:.0%}", others)
    perhaps = f"{first} ({sure:.0%})"  # never the bare name: what a person chooses is theirs
    turn, said = Turn.OPEN, "you decide" if new else "not sure"
    if unplaced.decide_first:
        turn, said = Turn.FIRST, "decide first"
    return _Row(unplaced.idea, forms.NOT_PLACED, was, turn, perhaps, said, others)


def _held(idea: Idea) -> str:
    """Say that a card waits because it may name a person."""
    if idea.cleared or not privacy.names_a_person(idea.text):
        return ""
    return "may name a person: not printed until you write yes under Clear to print"


def _twin(idea: Idea, twins: Mapping[str, Repeat]) -> str:
    """Say which earlier card a card repeats; it takes a person's word to print them as one."""
    if idea.id not in twins:
        return ""
    twin = twins[idea.id]
    earlier = twin.earlier.id
    loosely = f"may say in other words what card {earlier} says"
    says = loosely if twin.loosely else f"much like card {earlier}"
    return f"{says}: to print both as one, write {earlier} under Same as card"
