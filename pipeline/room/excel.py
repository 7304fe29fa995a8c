"""What a person changed in the review workbook, in Excel: the difference of two workshops, as an act."""

from collections.abc import Collection, Iterator
from itertools import count

from pipeline import forms, grouping
from pipeline.model import NOWHERE, About, Decision, Group, Idea, Typed, Wall, Workshop
from pipeline.names import name_key
from pipeline.room.acts import Act, NewCard, Verb


def edited(  # noqa: PLR0913, PLR0917 - three workshops, and what the act is called
    ours: Workshop,
    theirs: Workshop,
    typed: Workshop,
    at: str,
    file: str,
    taken: Collection[str] = (),
) -> Act | None:
    """Return as one act what the review workbook `file` says otherwise, None where it says the same.

    `ours` is the workshop as that file had it when Afterword wrote it, `theirs` as it is read with it now,
    `typed` before any decision. `taken` are ids that no new card may get. What Afterword only proposes is no difference.
    """
    here, there = _where(grouping.as_typed(ours)), _where(grouping.as_typed(theirs))
    first = _where(grouping.as_typed(typed))
    known = {idea.id: idea for idea in ours.ideas}
    decided: list[Decision] = []
    cards: list[NewCard] = []
    words: dict[str, str] = {}
    free = (name for name in map("R{}".format, count(1)) if name not in known and name not in taken)
    for idea in theirs.ideas:
        if idea.id not in known:
            if idea.text.place.file == file and idea.text.strip():
                place = idea.text.place
                own_id = next(free) if idea.id in {place.cell, str(place)} else idea.id
                hangs = there.get(idea.id, forms.NOT_PLACED)
                mark = "" if hangs in _ASIDE or idea.proposed else hangs
                cards.append(NewCard(own_id, str(idea.text), mark, str(idea.question)))
                words[own_id] = str(idea.text)
                if hangs == forms.PARKING_LOT:
                    parked = Typed(hangs, NOWHERE)
                    decided.append(Decision(About.CARD, Typed(own_id, place), "mark", parked))
            continue
        own = [*_placed(known[idea.id], idea, here, there, first), *_fields(known[idea.id], idea)]
        if own:
            decided += own
            words[idea.id] = str(known[idea.id].text)
    decided += _titles(grouping.as_typed(ours), grouping.as_typed(theirs), grouping.as_typed(typed))
    if not decided and not cards:
        return None
    many = len(decided) + len(cards)
    said = f"{many} change{'s' * (many != 1)} from {file}"
    return Act(0, at, Verb.EXCEL, said, tuple(decided), tuple(cards), tuple(words.items()))


_ASIDE = frozenset({forms.NOT_PLACED, forms.PARKING_LOT})


def _where(wall: Wall) -> dict[str, str]:
    """Return for each card the column it hangs in, or that it hangs in none."""
    found = {idea.id: group.own_mark() for group in wall.groups for idea in group.ideas}
    found |= {each.idea.id: forms.NOT_PLACED for each in wall.not_placed}
    return found | {idea.id: forms.PARKING_LOT for idea in wall.parking_lot}


def _placed(
    ours: Idea, theirs: Idea, here: dict[str, str], there: dict[str, str], first: dict[str, str]
) -> Iterator[Decision]:
    card = ours.id
    if theirs.proposed or card not in here or card not in there:
        return
    if name_key(here[card]) != name_key(there[card]) or ours.proposed:
        value = Typed(there[card], NOWHERE)
        against = first.get(card, forms.NOT_PLACED)
        yield Decision(About.CARD, Typed(card, ours.text.place), "mark", value, against)


def _fields(ours: Idea, theirs: Idea) -> Iterator[Decision]:
    which = Typed(ours.id, ours.text.place)
    for name in ("same_as", "votes", "note"):
        mine, other = getattr(ours, name), getattr(theirs, name)
        if name_key(mine) != name_key(other):
            yield Decision(About.CARD, which, name, Typed(str(other), NOWHERE))
    if ours.cleared != theirs.cleared:
        yield Decision(About.CARD, which, "cleared", Typed("yes" * theirs.cleared, NOWHERE))


def _titles(ours: Wall, theirs: Wall, typed: Wall) -> Iterator[Decision]:
    """Yield each title that says otherwise, and each column that only the review workbook has."""
    mine = {_key(group): group for group in ours.groups}
    first = {_key(group): str(group.title) for group in typed.groups}
    for group in theirs.groups:
        own = mine.get(_key(group))
        if group.working or group.proposed or not group.title:
            continue
        if own and str(own.title) == str(group.title) and own.agreed is group.agreed:
            continue
        which, title = Typed(group.own_mark(), NOWHERE), Typed(str(group.title), NOWHERE)
        against = first.get(_key(group), "")
        yield Decision(
            About.TITLE, which, "title", title, against, group.agreed, question=group.question
        )
        if own and own.proposed:
            yield Decision(About.TITLE, which, "group", which, "", True, question=group.question)


def _key(group: Group) -> tuple[str, str]:
    return str(group.question), name_key(group.own_mark())
