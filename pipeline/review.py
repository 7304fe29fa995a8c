"""Lay the wall out as a workbook in which a person decides.

It holds the sheets that the reader knows from any other workbook, so that what comes back
needs no second way of reading.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date

from pipeline import forms
from pipeline.model import (
    Advice,
    Book,
    Heading,
    Idea,
    Proposal,
    Repeat,
    Table,
    Typed,
    Wall,
    When,
    Workshop,
)

INTRO = (
    "Review the groups",
    "Ideas: one row a card. To move a card, choose another group in the column Column. To accept a suggestion, do nothing.",
    "Rows with a shaded ground and words in the column Proposal are suggestions by Afterword; nobody has agreed to them yet.",
    "Groups: change a title in the column Title to print. Write yes under Agreed once the group agrees; until then it is printed as a working title.",
    "To add a group, write its name in a free row of Groups; it then stands in the drop-down.",
    "Save, and give this file to any command in place of the workbook it came from, or beside it.",
)  # fmt: skip


def book(
    workshop: Workshop,
    wall: Wall,
    filename: str,
    advice: Sequence[Advice],
    repeats: Sequence[Repeat],
) -> Book:
    """Return the review workbook: how to use it, every card with its group, titles, details.

    `advice` is one for each group of the wall, in its order.
    """
    rows = list(_rows(wall, {each.idea.id: each.earlier for each in repeats}))
    free = f"Groups!$A$2:$A${len(wall.groups) + 22}"
    tables = (
        Table("Read me", (), (), intro=INTRO),
        Table(
            forms.IDEAS.sheet,
            _headings(COLUMNS, groups=free),
            tuple(row for row, _ in rows),
            marked=frozenset(n for n, (_, proposed) in enumerate(rows) if proposed),
            spare=20,
        ),
        Table(
            forms.GROUPS.sheet,
            _headings(forms.GROUPS.columns),
            tuple(_groups(wall, advice)),
            spare=20,
        ),
        Table(forms.DETAILS.sheet, DETAILS_HEADINGS, details_rows(workshop)),
    )
    return Book(filename, "Review of the groups", tables)


ORDER = (
    "id", "text", "mark", "proposal", "sure", "same_as", "cleared", "prompt", "small_group", "votes",
    "note", "source",
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


def _groups(wall: Wall, advice: Sequence[Advice]) -> Iterator[tuple[str | None, ...]]:
    for label, group, said in zip(labels(wall), wall.groups, advice, strict=True):
        agreed = "yes" if group.agreed else "no"
        weak, offers = " ".join(said.weak), "; ".join(said.alternatives if said.weak else ())
        yield label, str(group.title), agreed, weak or None, offers or None
    yield forms.NOT_PLACED, None, None, None, None
    yield forms.PARKING_LOT, None, None, None, None


def labels(wall: Wall) -> tuple[str, ...]:
    """Return the name of each group in the drop-down: its title, made unique."""
    seen: dict[str, int] = {}
    names = []
    for group in wall.groups:
        name = group.title or group.mark
        seen[name] = seen.get(name, 0) + 1
        names.append(f"{name} ({seen[name]})" if seen[name] > 1 else name)
    return tuple(names)


def _rows(wall: Wall, twins: Mapping[str, Idea]) -> Iterator[tuple[tuple[str | None, ...], bool]]:
    label = dict(zip((group.mark for group in wall.groups), labels(wall), strict=True))
    for group in wall.groups:
        said = "grouped by Afterword" if group.proposed else ""
        for idea in group.ideas:
            words = [said, _twin(idea, twins)]
            proposed = group.proposed or idea.id in twins
            yield _row(idea, label[group.mark], "; ".join(filter(None, words)), ""), proposed
    for unplaced in wall.not_placed:
        best = unplaced.proposals[0] if unplaced.proposals else None
        mark = label.get(best.mark, forms.NOT_PLACED) if best else forms.NOT_PLACED
        sure = f"{best.sure:.0%}" if best else ""
        words = [_suggestion(unplaced.proposals, label), _twin(unplaced.idea, twins)]
        yield _row(unplaced.idea, mark, "; ".join(filter(None, words)), sure), True
    for idea in wall.parking_lot:
        yield _row(idea, forms.PARKING_LOT, "", ""), False
    for idea in (*wall.merged, *wall.empty):
        yield _row(idea, label.get(idea.mark, str(idea.mark)), "", ""), False


def _twin(idea: Idea, twins: Mapping[str, Idea]) -> str:
    """Say which earlier card a card repeats; it takes a person's word to print them as one."""
    if idea.id not in twins:
        return ""
    earlier = twins[idea.id]
    return (
        f"much like card {earlier.id}: to print both as one, write {earlier.id} under Same as card"
    )


def _suggestion(proposals: Sequence[Proposal], label: dict[str, str]) -> str:
    names = [label.get(each.mark, each.title) for each in proposals]
    if not names:
        return "no suggestion"
    rest = f"; or: {'; '.join(names[1:])}" if names[1:] else ""
    return f"suggested: {names[0]}{rest}"


def _row(idea: Idea, mark: str, proposal: str, sure: str) -> tuple[str | None, ...]:
    offered = {field.name: getattr(idea, field.name) for field in fields(Idea)} | {
        "mark": mark,
        "cleared": "yes" if idea.cleared else "",
        "proposal": proposal,
        "sure": sure,
        "source": str(idea.text.place),
    }
    return tuple(str(offered[column.name]) or None for column in COLUMNS)
