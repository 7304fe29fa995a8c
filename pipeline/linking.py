"""Find which groups of cards speak to which gap of the self-assessment."""

from collections.abc import Sequence

from pipeline import meaning
from pipeline.model import Group, Link, Wall

SURE_ENOUGH = 0.12  # weaker links are not shown
MOST = 3  # groups shown for one gap


def similarity(texts: Sequence[str], others: Sequence[str]) -> meaning.Matrix:
    """Return how near each of `texts` (rows) is to each of `others` (columns), 0 to 1."""
    return meaning.near(texts, others)


def link(gaps: Sequence[tuple[str, str]], wall: Wall) -> tuple[Link, ...]:
    """Return the groups that speak to each gap (its item id, its text), surest first."""
    groups = [group for group in wall.groups if group.ideas]
    if not gaps or not groups:
        return ()
    near = similarity([text for _, text in gaps], [_all_words(group) for group in groups])
    links = []
    for (item, text), row in zip(gaps, near, strict=True):
        for i in sorted(range(len(groups)), key=lambda i: (-round(float(row[i]), 9), i))[:MOST]:
            shared = meaning.shared(text, _all_words(groups[i]))
            if row[i] >= SURE_ENOUGH and shared:
                sure = round(float(row[i]), 2)
                links.append(Link(item, groups[i].mark, sure, shared))
    return tuple(links)


def _all_words(group: Group) -> str:
    return " ".join([group.title, *(idea.text for idea in group.ideas)])
