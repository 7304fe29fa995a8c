"""Find which groups of cards speak to which gap of the self-assessment."""

from collections.abc import Iterator, Sequence

from pipeline.model import Group, Link, Wall

STANDS_OUT = 0.15  # how far a group must be above half of what all groups come to
MOST = 2  # groups shown for one gap
BEST = 3  # cards of a group that are heard


def similarity(texts: Sequence[str], others: Sequence[str]) -> tuple[tuple[float, ...], ...]:
    """Return one row for each of `texts` with how near each of `others` is, from 0 to 1.

    About .25 is one field of work, .5 the same subject, .8 the same thing in other words.
    """
    from pipeline import meaning

    if not texts or not others:
        return ((),) * len(texts)
    return tuple(tuple(map(float, row)) for row in meaning.near(texts, others).round(4))


def link(gaps: Sequence[tuple[str, str]], wall: Wall) -> tuple[Link, ...]:
    """Return the groups that speak to each gap (its item id, its text), surest first."""
    groups = [group for group in wall.groups if group.ideas]
    if not gaps or not groups:
        return ()
    heard = [text for group in groups for text in _texts(group)]
    near = similarity([text for _, text in gaps], heard)
    return tuple(
        each for gap, row in zip(gaps, near, strict=True) for each in _links(gap, groups, row)
    )


def _links(gap: tuple[str, str], groups: Sequence[Group], row: Sequence[float]) -> Iterator[Link]:
    from pipeline import meaning

    item, text = gap
    heard: list[tuple[float, str, list[str]]] = []
    start = 0
    for group in groups:
        texts = _texts(group)
        heard.append((_sure(row[start : start + len(texts)]), group.mark, texts))
        start += len(texts)
    usual = sum(sure for sure, _, _ in heard) / len(heard)
    near = (each for each in heard if each[0] - usual / 2 >= STANDS_OUT)
    for sure, mark, cards in sorted(near, key=lambda each: -each[0])[:MOST]:
        yield Link(item, mark, sure, meaning.shared(text, " ".join(cards)))


def _sure(near: Sequence[float]) -> float:
    """Return how near a group is: its title, its nearest card, its three nearest cards."""
    best = sorted(near[1:], reverse=True)[:BEST]
    heard = [best[0], sum(best) / len(best)]
    return round((near[0] + sum(heard)) / 3 if near[0] else sum(heard) / 2, 2)


def _texts(group: Group) -> list[str]:
    return [group.title, *(idea.text for idea in group.ideas)]
