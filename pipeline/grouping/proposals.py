"""Places for cards nobody hung, and groups where there are no columns at all. A person decides."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import exp

from pipeline.model import Group, Idea, Proposal, Track, Unplaced

FEW = 6  # below this many cards there is nothing to divide
MOST_PROPOSALS = 3
CHECKED = 3000  # above this many cards nobody looks at each doubt
CONTRAST = 10.0  # how sharply nearness is told apart when we say how sure we are


def placed(loose: Sequence[Idea], groups: Sequence[Group], track: Track) -> Iterator[Unplaced]:
    """Yield each loose card with the three columns it is nearest to."""
    if not loose:
        return
    from pipeline import meaning

    hung = [idea.text for group in groups for idea in group.ideas]
    rows = meaning.vectors(
        [*hung, *(g.title for g in groups), *(idea.text for idea in loose)], track
    )
    of = [g for g, group in enumerate(groups) for _ in group.ideas] + list(range(len(groups)))
    middles = meaning.centers(rows[: len(of)], of, len(groups))
    near = meaning.cosines(rows[len(of) :], middles)
    for idea, row in zip(loose, near, strict=True):
        sure = _shares([float(each) for each in row])
        best = sorted(range(len(groups)), key=lambda g: (-sure[g], g))[:MOST_PROPOSALS]
        yield Unplaced(
            idea, tuple(Proposal(groups[g].mark, groups[g].title, sure[g]) for g in best if sure[g])
        )


def _shares(near: Sequence[float]) -> list[float]:
    """Return how sure each column is, in hundredths: together at most 1."""
    weights = [exp(CONTRAST * (each - max(near))) for each in near]
    return [round(weight / sum(weights), 2) for weight in weights]


def proposed(
    loose: Sequence[Idea], wanted: int | None, most: int | None, track: Track
) -> Iterator[Group]:
    """Yield groups of cards that speak of the same thing, the largest first, theme by theme."""
    if not loose:
        return
    hung = _parts(sorted({_line(idea) for idea in loose}), wanted, most, track)
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
) -> dict[str, _Spot]:
    """Return where each of these sorted texts hangs; repeats stay together."""
    if wanted is None and len(texts) < FEW:
        return dict.fromkeys(texts, _Spot(0))
    from pipeline import meaning

    heads = meaning.families(len(texts), tuple(meaning.repeats(texts)))
    apart = [i for i in sorted(set(heads)) if not any(sign.isalpha() for sign in texts[i])]
    unique = sorted(set(heads) - set(apart))
    if not unique and wanted is None:
        return dict.fromkeys(texts, _Spot(0))
    if not unique or (apart and 1 in {wanted, most}):
        unique, apart = sorted({*unique, *apart}), []
    rows = meaning.vectors([texts[i] for i in unique], track)
    found = meaning.parts(rows, wanted, most, track, aside=min(1, len(apart)))
    others = meaning.second(rows, found.labels) if len(rows) <= CHECKED else [-1] * len(rows)
    spots = {
        i: _Spot(int(part), int(found.themes[part]), int(other) if other >= 0 else None)
        for i, part, other in zip(unique, found.labels, others, strict=True)
    }
    spots |= dict.fromkeys(apart, _Spot(len(found.themes)))  # without words: a group of their own
    return {text: spots[head] for text, head in zip(texts, heads, strict=True)}
