"""Hang every card of a workshop: where people hung it, else as a proposal. Nothing is lost."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.grouping import offers, questions
from pipeline.grouping.columns import (
    a_title,
    blank,
    collect,
    columns_of,
    group_of,
    ordered,
    parked,
    says_something,
    says_where,
)
from pipeline.grouping.merging import merged, repeats, similar
from pipeline.grouping.moved import away
from pipeline.grouping.proposals import placed, proposed
from pipeline.grouping.settling import notices
from pipeline.model import Offer, Track, Unplaced, Wall, Workshop, silently

__all__ = [
    "a_title",
    "as_typed",
    "blank",
    "hang",
    "notices",
    "repeats",
    "says_something",
    "similar",
]


def hang(
    workshop: Workshop,
    *,
    groups: int | None = None,
    max_groups: int | None = None,
    offer: Offer | None = None,
    track: Track = silently,
) -> Wall:
    """Return where every card hangs: people's columns as they are, the rest as proposals.

    The cards of each workshop question hang by themselves. `groups` and `max_groups` count the
    proposed groups of all questions. What a model offers goes before what we would propose.
    """
    parts = questions.asked(workshop)
    cards = [len(part.ideas) for part in parts]
    moved = away(workshop.decisions)
    exact, most = questions.shares(groups, cards), questions.shares(max_groups, cards)

    def proposals(at: int) -> Wall:
        wall = _as_typed(parts[at])
        loose = [each.idea for each in wall.not_placed]
        if offer and offers.about(offer, loose):
            return offers.hung(wall, offer, track, moved)
        if wall.groups:
            unplaced, new = placed(loose, wall.groups, track, moved)
            return replace(wall, not_placed=unplaced, offered=new)
        made, expect = proposed(loose, exact[at], most[at], track)
        return replace(wall, groups=made, not_placed=(), expect=expect)

    return _together(parts, [proposals(at) for at in range(len(parts))])


def as_typed(workshop: Workshop) -> Wall:
    """Return where people hung every card, without any proposal."""
    parts = questions.asked(workshop)
    return _together(parts, [_as_typed(part) for part in parts])


def _together(parts: Sequence[Workshop], walls: Sequence[Wall]) -> Wall:
    if len(parts) == 1:
        return walls[0]
    asked = (part.details.question for part in parts)
    return Wall.together(dict(zip(asked, walls, strict=True)))


def _as_typed(workshop: Workshop) -> Wall:
    empty = tuple(idea for idea in workshop.ideas if blank(idea.text))
    gone = tuple(merged(workshop.ideas))
    aside = {id(idea) for idea in (*empty, *gone)}
    hung = [idea for idea in workshop.ideas if id(idea) not in aside]
    named = [i for i in workshop.ideas if id(i) not in aside or says_where(i)]
    columns = columns_of(workshop.titles, named)
    parking = tuple(idea for idea in hung if parked(idea, columns))
    aside |= {id(idea) for idea in parking}
    loose = collect(columns, [idea for idea in hung if id(idea) not in aside])
    made = tuple(group_of(column) for column in ordered(columns))
    return Wall(made, tuple(map(Unplaced, loose)), parking, empty, gone)
