"""Hang every card of a workshop: where people hung it, else as a proposal. Nothing is lost."""

from pipeline.grouping import questions
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
from pipeline.grouping.proposals import placed, proposed
from pipeline.grouping.settling import notices
from pipeline.model import Track, Wall, Workshop, silently

__all__ = [
    "a_title",
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
    track: Track = silently,
) -> Wall:
    """Return where every card hangs: people's columns as they are, the rest as proposals.

    The cards of each workshop question hang by themselves. `groups` and `max_groups` count the
    proposed groups of all questions.
    """
    parts = questions.asked(workshop)
    if len(parts) == 1:
        return _hang(workshop, groups, max_groups, track)
    cards = [len(part.ideas) for part in parts]
    exact, most = questions.shares(groups, cards), questions.shares(max_groups, cards)
    return Wall.together(
        {
            part.details.question: _hang(part, exact[at], most[at], track)
            for at, part in enumerate(parts)
        }
    )


def _hang(workshop: Workshop, groups: int | None, max_groups: int | None, track: Track) -> Wall:
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
    if made:
        unplaced, offered = placed(loose, made, track)
        return Wall(made, unplaced, parking, empty, gone, offered=offered)
    return Wall(tuple(proposed(loose, groups, max_groups, track)), (), parking, empty, gone)
