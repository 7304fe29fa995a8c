"""Hang cards as a language model proposes; what it leaves out is placed beside its columns."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.grouping.columns import says_something
from pipeline.grouping.moved import Moved
from pipeline.grouping.proposals import NEW, placed
from pipeline.model import Group, Idea, Offer, OfferedGroup, Proposal, Track, Unplaced, Wall
from pipeline.names import name_key


def about(offer: Offer, cards: Sequence[Idea]) -> bool:
    """Say whether `offer` hangs any of `cards`."""
    return not {idea.id for idea in cards}.isdisjoint(
        c for each in offer.groups for c in each.cards
    )


def hung(wall: Wall, offer: Offer, track: Track, moved: Moved) -> Wall:
    """Return `wall`, of which the cards in no column hang as `offer` says; none that people hung moves.

    Where people made columns, what is offered beside them is only suggested.
    """
    loose = {each.idea.id: each.idea for each in wall.not_placed}
    known = [each for each in offer.groups if any(card in loose for card in each.cards)]
    by_size = sorted(known, key=lambda each: -sum(card in loose for card in each.cards))
    if wall.groups:
        return _beside(wall, offer, by_size, loose, track, moved)
    groups = tuple(_groups(offer, by_size, loose, [str(n) for n in range(1, len(by_size) + 1)]))
    left = _left(groups, loose)
    unplaced, new = placed(left, groups, track, moved)
    return replace(wall, groups=groups, not_placed=unplaced, offered=new)


def _beside(  # noqa: PLR0913, PLR0917 - each is a thing that places hang on
    wall: Wall,
    offer: Offer,
    parts: Sequence[OfferedGroup],
    loose: Mapping[str, Idea],
    track: Track,
    moved: Moved,
) -> Wall:
    """Return `wall` with what is offered for its loose cards: a column of people's, or a new one."""
    columns = {name_key(n): group for group in wall.groups for n in (group.title, group.mark) if n}
    into = [each for each in parts if name_key(each.title) in columns]
    fresh = [each for each in parts if name_key(each.title) not in columns]
    new = tuple(_groups(offer, fresh, loose, [f"{NEW}{n}" for n in range(1, len(fresh) + 1)]))
    said = {
        card: Proposal(home.mark, home.title, 0, offered_by=offer.by)
        for each in into
        for home in (columns[name_key(each.title)],)
        for card in each.cards
    }
    said |= {
        idea.id: Proposal(group.mark, group.title, 0, new=True, offered_by=offer.by)
        for group in new
        for idea in group.ideas
    }
    rest = {card: idea for card, idea in loose.items() if card not in said}
    unplaced, _ = placed([*rest.values()], wall.groups, track, moved)
    ours = {
        each.idea.id: replace(each, proposals=tuple(p for p in each.proposals if not p.new))
        for each in unplaced
    }
    return replace(
        wall,
        not_placed=tuple(
            Unplaced(idea, (said[card],)) if card in said else ours[card]
            for card, idea in loose.items()
        ),
        offered=new,
    )


def _groups(
    offer: Offer, parts: Sequence[OfferedGroup], loose: Mapping[str, Idea], marks: Sequence[str]
) -> Iterator[Group]:
    """Yield the groups that are offered, each under its title or, where it has none, its mark."""
    number = {id(each): n for n, each in enumerate(parts)}
    at = {n: number[id(each)] for n, each in enumerate(offer.groups) if id(each) in number}
    for each, mark in zip(parts, marks, strict=True):
        title = each.title if says_something(each.title) else ""
        yield Group(
            title or mark,
            title,
            agreed=False,
            ideas=tuple(loose[card] for card in each.cards if card in loose),
            proposed=True,
            unsure=tuple((card, at[n]) for card, n in each.unsure if card in loose and n in at),
            offered_by=offer.by if title else "",
            working=bool(title),
        )


def _left(groups: Sequence[Group], loose: Mapping[str, Idea]) -> list[Idea]:
    taken = {idea.id for group in groups for idea in group.ideas}
    return [idea for card, idea in loose.items() if card not in taken]
