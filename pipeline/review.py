"""Lay the wall out as a workbook in which a person decides.

It holds the sheets that the reader knows from any other workbook, so that what comes back
needs no second way of reading.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from itertools import count

from pipeline import forms, gaps, privacy
from pipeline.gaps import Asked
from pipeline.model import (
    GAPS,
    Advice,
    Book,
    GapChoice,
    Group,
    Heading,
    Idea,
    Link,
    Proposal,
    Repeat,
    Reply,
    SiteScore,
    Table,
    Typed,
    Wall,
    When,
    Workshop,
)
from pipeline.names import meant, name_key
from pipeline.problems import Problem

INTRO = (
    "Review the groups",
    "Ideas: one row a card. To move a card, choose another group in the column Column. To accept a suggestion, do nothing.",
    "Rows with a shaded ground and words in the column Proposal are suggestions by Afterword; nobody has agreed to them yet. Look first at those that say not sure.",
    "Groups: change a title in the column Title to print. Write yes under Agreed once the group agrees; until then it is printed as a working title.",
    "To add a group, write its name in a free row of Groups; it then stands in the drop-down.",
    "Save, and give this file to any command beside the workbook it came from: partners, steps and commitments stand only there.",
)  # fmt: skip


FAIRLY_SURE = 0.5  # below this a suggestion is said to be doubtful
WORTH_SAYING = 0.05  # a second or third suggestion
OPEN = {
    Reply.BLANK: "left blank",
    Reply.CONFLICT: "more than one answer",
    Reply.UNREADABLE: "not readable",
}
THEMES_INTRO = "There are two levels. Groups: the column Theme says what each group hangs under. To move a group, write the name of another theme; to rename a theme, change it in all its rows."
GAPS_INTRO = "Gaps: which title speaks to each gap of the self-assessment. Write yes under Accept to keep a link, no to drop it. For another title, choose it and write yes."


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
    rows = list(_rows(wall, {each.idea.id: each for each in repeats}, columns))
    optional = {"theme": _themed(wall), "question": several}
    free = f"Groups!$A$2:$A${len(wall.groups) + 22}"
    open_gaps = list(_gaps(workshop.gap_choices, wall, scores, links))
    more = (THEMES_INTRO if _themed(wall) else "", GAPS_INTRO if open_gaps else "")
    intro = (*INTRO[:-1], *filter(None, more), INTRO[-1])
    tables = (
        Table(forms.READ_ME, (), (), intro=intro),
        Table(
            forms.IDEAS.sheet,
            _headings(columns, groups=free),
            tuple(row for row, _ in rows),
            marked=frozenset(n for n, (_, proposed) in enumerate(rows) if proposed),
            spare=20,
        ),
        Table(
            forms.GROUPS.sheet,
            _headings([c for c in forms.GROUPS.columns if optional.get(c.name, True)]),
            tuple(_groups(wall, advice, {name_key(t.title) for t in workshop.titles if t.cleared})),
            spare=20,
        ),
        *_gaps_table(open_gaps, free),
        Table(forms.DETAILS.sheet, DETAILS_HEADINGS, details_rows(workshop)),
    )
    return Book(filename, "Review of the groups", tables)


ORDER = (
    "id", "text", "mark", "proposal", "sure", "same_as", "cleared", "prompt", "small_group", "votes",
    "note", "question", "source",
)  # fmt: skip
COLUMNS = tuple(next(c for c in forms.IDEAS.columns if c.name == name) for name in ORDER)
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


def heed(
    links: Sequence[Link], choices: Sequence[GapChoice], wall: Wall, items: Sequence[str]
) -> tuple[tuple[Link, ...], tuple[Problem, ...]]:
    """Return the links as people decided: accepted ones are said, refused ones are gone.

    `items` are the ids of the gaps.
    """
    kept = {(link.item, link.mark): link for link in links}
    notices: list[Problem] = []
    for choice in choices:
        group = _chosen(choice, wall)
        item = meant(choice.item, items)
        if not item or group is None:
            notices += _not_taken(choice, group, known=bool(item) or not items)
            continue
        at = (item, group.mark)
        if choice.accepted:
            kept[at] = replace(kept.get(at, Link(item, group.mark, 1.0)), said=True)
        elif choice.accepted is False:
            kept.pop(at, None)
        elif at not in kept:
            message = f"{item} is given the title “{group.title}” here, but Accept does not say yes: not taken."
            notices.append(Problem(choice.mark.place, message, "Write yes under Accept."))
    return tuple(kept.values()), tuple(notices)


def _not_taken(choice: GapChoice, group: Group | None, *, known: bool) -> Iterator[Problem]:
    if not known:
        message = f"{choice.item.strip()} is no gap of the self-assessment that was read."
        yield Problem(choice.item.place, message)
    elif choice.mark.strip() and group is None:
        message = f"“{choice.mark.strip()}” is no title on the wall, so {choice.item.strip()} is linked to none."
        yield Problem(choice.mark.place, message, "Choose a title of the Groups sheet.")
    elif choice.accepted:
        message = f"{choice.item.strip()} is accepted here, but no title is chosen."
        yield Problem(choice.mark.place, message, "Choose a title of the Groups sheet.")


def _chosen(choice: GapChoice, wall: Wall) -> Group | None:
    """Return the group that the drop-down names: by its label, its mark or its title."""
    label = zip(labels(wall), wall.groups, strict=True)
    named = {name_key(name): group for name, group in label}
    marked = {name_key(group.mark): group for group in wall.groups}
    titled = {name_key(group.title): group for group in wall.groups}
    return {**titled, **marked, **named}.get(name_key(choice.mark))


def _gaps(
    choices: Sequence[GapChoice], wall: Wall, scores: Sequence[SiteScore], links: Sequence[Link]
) -> Iterator[tuple[tuple[str | None, ...], bool]]:
    """Yield a row for each gap and title that seems to speak to it, and whether it is undecided."""
    label = dict(zip((group.mark for group in wall.groups), labels(wall), strict=True))
    index = gaps.of(scores)
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
        refused = [c for c in choices if index.item(c.item) == item and c.accepted is False]
        for choice in refused:
            yield (*gap, str(choice.mark), None, None, None, "no"), False
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
        )


# ── cards and their groups ───────────────────────────────────────────────────────────────────


def _themed(wall: Wall) -> bool:
    return any(group.theme for group in wall.groups)


def _groups(
    wall: Wall, advice: Sequence[Advice], cleared: Collection[str]
) -> Iterator[tuple[str | None, ...]]:
    several = len(wall.questions()) > 1
    for label, group, said in zip(labels(wall), wall.groups, advice, strict=True):
        agreed = "yes" if group.agreed else "no"
        theme = (group.theme or None,) if _themed(wall) else ()
        asked = (str(group.question) or None,) if several else ()
        weak, offers = " ".join(said.weak), "; ".join(said.alternatives if said.weak else ())
        yes = "yes" if name_key(group.title) in cleared else None
        yield label, str(group.title), agreed, *theme, *asked, weak or None, offers or None, yes
    rest = (None,) * (5 + _themed(wall) + several)
    yield forms.NOT_PLACED, *rest
    yield forms.PARKING_LOT, *rest


def labels(wall: Wall) -> tuple[str, ...]:
    """Return the name of each group in the drop-down: its title, made unique."""
    taken: set[str] = set()
    names = []
    for group in wall.groups:
        label = name = group.title or group.mark
        for number in count(2):
            if name_key(label) not in taken:
                break
            label = f"{name} ({number})"
        taken.add(name_key(label))
        names.append(label)
    return tuple(names)


def _rows(
    wall: Wall, twins: Mapping[str, Repeat], columns: Sequence[forms.Column]
) -> Iterator[tuple[tuple[str | None, ...], bool]]:
    """Yield the row of each card in `columns`, and whether a person is to look at it."""

    def row(idea: Idea, mark: str, proposal: str = "", sure: str = "") -> tuple[str | None, ...]:
        return _row(idea, mark, proposal, sure, columns)

    homes = {(i.question, i.mark): group.mark for group in wall.groups for i in group.ideas}
    label = dict(zip((group.mark for group in wall.groups), labels(wall), strict=True))
    for group in wall.groups:
        unsure = dict(group.unsure)
        for idea in group.ideas:
            said = "grouped by Afterword" if group.proposed else ""
            if idea.id in unsure:
                said += f", not sure; or: {label[wall.groups[unsure[idea.id]].mark]}"
            words = [said, _twin(idea, twins), _held(idea)]
            proposed = group.proposed or idea.id in twins or bool(words[-1])
            sure = "not sure" if idea.id in unsure else ""
            yield row(idea, label[group.mark], "; ".join(filter(None, words)), sure), proposed
    for unplaced in wall.not_placed:
        best = unplaced.proposals[0] if unplaced.proposals else None
        mark = label.get(best.mark, forms.NOT_PLACED) if best else forms.NOT_PLACED
        sure = f"{best.sure:.0%}" if best else ""
        idea = unplaced.idea
        words = [_suggestion(unplaced.proposals, label), _twin(idea, twins), _held(idea)]
        yield row(unplaced.idea, mark, "; ".join(filter(None, words)), sure), True
    for idea in wall.parking_lot:
        yield row(idea, forms.PARKING_LOT), False
    for idea in (*wall.merged, *wall.empty):
        mark = homes.get((idea.question, idea.mark), str(idea.mark)) if idea.mark else ""
        yield row(idea, label.get(mark, str(idea.mark))), False


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


def _suggestion(proposals: Sequence[Proposal], label: dict[str, str]) -> str:
    if not proposals:
        return "no suggestion"
    first, *rest = [(label.get(each.mark, each.title), each.sure) for each in proposals]
    worth = [f"{name} ({sure:.0%})" for name, sure in rest if sure >= WORTH_SAYING]
    how = "suggested" if first[1] >= FAIRLY_SURE else "not sure, suggested"
    return f"{how}: {first[0]}" + (f"; or: {'; '.join(worth)}" if worth else "")


def _row(
    idea: Idea, mark: str, proposal: str, sure: str, columns: Sequence[forms.Column]
) -> tuple[str | None, ...]:
    offered = {field.name: getattr(idea, field.name) for field in fields(Idea)} | {
        "mark": mark,
        "cleared": "yes" if idea.cleared else "",
        "proposal": proposal,
        "sure": sure,
        "source": str(idea.text.place),
    }
    return tuple(str(offered[column.name]) or None for column in columns)
