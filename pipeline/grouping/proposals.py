"""Places for cards nobody hung, and groups where there are no columns at all. A person decides."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp
from typing import TYPE_CHECKING

from pipeline.grouping.columns import a_title
from pipeline.grouping.moved import Moved, columns
from pipeline.model import Expect, Group, Idea, Proposal, Track, Unplaced
from pipeline.problems import LimitReached, Problem

if TYPE_CHECKING:
    from pipeline import meaning

FEW = 6  # below this many cards there is nothing to divide
MOST_PROPOSALS = 3
MOST_LETTERS, LONG = 2_000_000, 1_000  # of all cards; of each, however many they are
MOST_PAIRS = 20_000_000  # cards compared with cards that hang; above it the middles alone tell
TELLING = 12  # below this many cards nothing is said of how good the groups may be
# how much nearer the middle card is to its own group than to another → what had to be moved
CLARITY = ((0.3, Expect.FEW), (0.2, Expect.THIRD), (0.1, Expect.HALF))
CHECKED = 3000  # above this many cards nobody looks at each doubt
NEW = "new column "  # the mark of one that is offered, until it has a title
NEAREST, TITLE = 0.5, 1.0  # what these count beside the middle of a column
AWAY = 0.2  # how much less a column is meant by what is like a card that was moved away from it
CONTRAST = 14.0  # how sharply nearness is told apart when we say how sure we are


def placed(
    loose: Sequence[Idea], groups: Sequence[Group], track: Track, moved: Moved
) -> tuple[tuple[Unplaced, ...], tuple[Group, ...]]:
    """Return each loose card with the places it is nearest to, and the columns some could make.

    Cards that people `moved` away from a column make it less likely for those that are like them. Raises
    `LimitReached` as `proposed` does.
    """
    if not loose:
        return (), ()
    _refuse_a_book(loose)
    from pipeline.grouping import leftovers, telling

    rows, middle, near = _near(loose, groups, track, moved)
    hung = sum(len(group.ideas) for group in groups) / len(groups)
    new = leftovers.together(rows, middle.max(axis=1), hung)
    offered = tuple(
        Group(f"{NEW}{n}", "", agreed=False, ideas=tuple(loose[i] for i in part), proposed=True)
        for n, part in enumerate(new, 1)
    )
    to_new = dict(_to_new(rows, new))
    places = [Proposal(group.mark, group.title, 0) for group in groups]
    found = []
    for number, (idea, row) in enumerate(zip(loose, near, strict=True)):
        own, nearness = list(places), [float(each) for each in row]
        if number in to_new:
            part, close = to_new[number]
            own.append(Proposal(offered[part].mark, "", 0, new=True))
            nearness.append(close)
        found.append(Unplaced(idea, tuple(_best(own, nearness))))
    unsure = [number for number, each in enumerate(found) if not each.is_fairly_sure()]
    first = telling.most_telling(rows, near, unsure)
    told = (replace(each, decide_first=n in first) for n, each in enumerate(found))
    return tuple(told), offered


def _near(
    loose: Sequence[Idea], groups: Sequence[Group], track: Track, moved: Moved
) -> tuple["meaning.Matrix", "meaning.Matrix", "meaning.Matrix"]:
    """Return a unit row a card, how near it is to the middle of each column, and to each column in all.

    In all: to the middle of its cards and title, to the nearest of its cards, and to the title by
    itself, for people who hang two cards say what they mean by the title; less what is like a card that
    people moved away from it. A row a card, as cosines.
    """
    import numpy as np

    from pipeline import meaning

    there = [idea for group in groups for idea in group.ideas]
    hung, cards = [str(idea.text) for idea in there], [str(idea.text) for idea in loose]
    titles = [str(group.title) for group in groups]
    rows = meaning.vectors([*hung, *titles, *cards], track, meaning.Sight.BOTH)
    of = [g for g, group in enumerate(groups) for _ in group.ideas]
    every = rows[: len(hung) + len(titles)]
    own, told = rows[len(every) :], rows[len(hung) : len(every)]
    middle = meaning.cosines(own, meaning.centers(every, [*of, *range(len(groups))], len(groups)))
    nearest, title = middle.copy(), meaning.cosines(own, told)
    for g, group in enumerate(groups):
        if group.ideas and len(cards) * len(hung) <= MOST_PAIRS:
            mine = [n for n, home in enumerate(of) if home == g]
            nearest[:, g] = meaning.cosines(own, rows[mine]).max(axis=1)
        if not a_title(group.title):
            title[:, g] = middle[:, g]
    near = (middle + NEAREST * nearest + TITLE * title) / (1 + NEAREST + TITLE)
    for idea, row in zip((*there, *loose), (*rows[: len(there)], *own), strict=True):
        for g in columns(idea.id, groups, moved):
            near[:, g] -= AWAY * meaning.cosines(own, row[None])[:, 0].clip(0)
    return own, middle, np.round(near, 9)


def _to_new(
    rows: "meaning.Matrix", new: Sequence[Sequence[int]]
) -> Iterator[tuple[int, tuple[int, float]]]:
    """Yield for each card of a column that is offered: which one, and how near it is to the rest."""
    from pipeline import meaning
    from pipeline.grouping import leftovers

    for n, part in enumerate(new):
        own = rows[list(part)]
        for card, close in zip(
            part, leftovers.to_others(range(len(part)), meaning.cosines(own, own)), strict=True
        ):
            yield card, (n, float(close))


def _best(places: Sequence[Proposal], near: Sequence[float]) -> Iterator[Proposal]:
    """Yield the columns a card is nearest to, best first, and a new one that it could make."""
    ranked = sorted(range(len(places)), key=lambda n: (-near[n], n))
    columns = [n for n in ranked if not places[n].new][:MOST_PROPOSALS]
    sure = _shares(near)
    for n in ranked:
        if places[n].new or n in columns:
            yield replace(places[n], sure=sure[n])


def _shares(near: Sequence[float]) -> list[float]:
    """Return how sure each column is, in hundredths: together at most 1."""
    weights = [exp(CONTRAST * (each - max(near))) for each in near]
    return [round(weight / sum(weights), 2) for weight in weights]


def proposed(
    loose: Sequence[Idea], wanted: int | None, most: int | None, track: Track
) -> tuple[tuple[Group, ...], Expect | None]:
    """Return groups of cards that speak of the same thing, and how many may have to be moved.

    The largest come first, theme by theme. Raises `LimitReached` where few cards hold more letters than a book.
    """
    if not loose:
        return (), None
    _refuse_a_book(loose)
    hung, expect = _parts(sorted({_line(idea) for idea in loose}), wanted, most, track)
    return tuple(_groups(loose, hung)), expect


def _refuse_a_book(loose: Sequence[Idea]) -> None:
    letters = sum(len(idea.text) for idea in loose)
    if letters <= max(MOST_LETTERS, LONG * len(loose)):
        return
    longest = max(loose, key=lambda idea: len(idea.text))
    message = (
        f"The cards that hang nowhere hold {letters:,} letters, this one {len(longest.text):,}; "
        f"of so few cards {MOST_LETTERS:,} are divided at most."
    )
    hint = "Shorten the longest to what they say in a line or two, or hang them in columns."
    raise LimitReached([Problem(longest.text.place, message, hint)])


def _groups(loose: Sequence[Idea], hung: "Mapping[str, _Spot]") -> Iterator[Group]:
    parts: dict[tuple[int, int], list[Idea]] = {}
    themes: dict[int, list[Idea]] = {}
    for idea in loose:
        spot = hung[_line(idea)]
        parts.setdefault((spot.theme, spot.part), []).append(idea)
        themes.setdefault(spot.theme, []).append(idea)
    by_size = sorted(themes, key=lambda theme: _size(themes[theme]))
    names = {theme: str(n) if len(themes) > 1 else "" for n, theme in enumerate(by_size, 1)}
    ordered = sorted(parts, key=lambda each: (by_size.index(each[0]), _size(parts[each])))
    place = {part: n for n, (_, part) in enumerate(ordered)}
    for n, each in enumerate(ordered, 1):
        spots = ((idea.id, hung[_line(idea)].other) for idea in parts[each])
        yield Group(
            str(n),
            "",
            agreed=False,
            ideas=tuple(parts[each]),
            proposed=True,
            theme=names[each[0]],
            unsure=tuple((card, place[other]) for card, other in spots if other is not None),
        )


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a card hangs: its part, the theme above it, and another part that may fit as well."""

    part: int
    theme: int = 0
    other: int | None = None


def _size(part: Sequence[Idea]) -> tuple[int, str]:
    """Return what puts the largest first."""
    return -len(part), min(map(_line, part))


def _line(idea: Idea) -> str:
    return " ".join(idea.text.split())


def _parts(
    texts: Sequence[str], wanted: int | None, most: int | None, track: Track
) -> tuple[dict[str, _Spot], Expect | None]:
    """Return where each of these sorted texts hangs, repeats together, and how well that is known."""
    if wanted is None and len(texts) < FEW:
        return dict.fromkeys(texts, _Spot(0)), None
    from pipeline import meaning

    heads = meaning.families(len(texts), tuple(meaning.repeats(texts)))
    apart = [i for i in sorted(set(heads)) if not any(sign.isalpha() for sign in texts[i])]
    unique = sorted(set(heads) - set(apart))
    if not unique and wanted is None:
        return dict.fromkeys(texts, _Spot(0)), None
    if not unique or (apart and 1 in {wanted, most}):
        unique, apart = sorted({*unique, *apart}), []
    found, doubt = _divided([texts[i] for i in unique], wanted, most, track, min(1, len(apart)))
    others = [-1] * len(unique) if doubt is None else doubt.others
    spots = {
        i: _Spot(int(part), int(found.themes[part]), int(other) if other >= 0 else None)
        for i, part, other in zip(unique, found.labels, others, strict=True)
    }
    spots |= dict.fromkeys(apart, _Spot(len(found.themes)))  # without words: a group of their own
    told = None if doubt is None or len(unique) < TELLING else _expected(doubt.typical)
    return {text: spots[head] for text, head in zip(texts, heads, strict=True)}, told


def _divided(
    texts: Sequence[str], wanted: int | None, most: int | None, track: Track, aside: int
) -> tuple["meaning.Parts", "meaning.Doubt | None"]:
    """Return the parts of different texts, and how clearly each is in its own where that is told."""
    from pipeline import meaning

    if len(texts) > meaning.COMPARED:
        return meaning.divided(texts, wanted, most, track, aside), None
    rows = meaning.vectors(texts, track, meaning.Sight.OWN)
    found = meaning.parts(rows, wanted, most, track, aside)
    return found, meaning.doubt(rows, found.labels) if len(rows) <= CHECKED else None


def _expected(typical: float) -> Expect:
    """Return what was found on walls whose typical card stands so clearly in its group."""
    return next((expect for least, expect in CLARITY if typical >= least), Expect.MOST)
