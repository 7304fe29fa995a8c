"""Give untitled groups a working title from their own words; advise on the titles people gave."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline import meaning
from pipeline.model import Group, Idea, Wall

MOST = 7  # words a title may have


@dataclass(frozen=True, slots=True)
class Advice:
    """Why a title is weak, in words, and two others the cards would support. It never blocks."""

    weak: tuple[str, ...]
    alternatives: tuple[str, ...]
    left_out: tuple[Idea, ...] = ()


def title(wall: Wall, question: str) -> Wall:
    """Return `wall` with a working title over every group that has none."""
    taken = {group.title.casefold() for group in wall.groups if group.title}
    made = []
    for group in wall.groups:
        if group.agreed or group.title or not group.ideas:
            made.append(group)
            continue
        words = next(each for each in _candidates(group, wall) if each.casefold() not in taken)
        taken.add(words.casefold())
        made.append(replace(group, title=words, mark=words if group.proposed else group.mark))
    del question
    titles = {group.mark: group.title for group in made}
    cards = tuple(
        replace(
            card,
            proposals=tuple(replace(p, title=titles.get(p.mark, p.title)) for p in card.proposals),
        )
        for card in wall.not_placed
    )
    return replace(wall, groups=tuple(made), not_placed=cards)


def coach(group: Group, wall: Wall, question: str) -> Advice:
    """Say why the title over `group` is weak, and offer two others."""
    del question
    others = [
        each for each in _candidates(group, wall) if each.casefold() != group.title.casefold()
    ]
    return Advice((), tuple(others[:2]))


def _candidates(group: Group, wall: Wall) -> Iterator[str]:
    """Yield titles made of the group's own words, best first, without end."""
    mine = Counter(word for idea in group.ideas for word in set(meaning.words(idea.text)))
    all_ = Counter(
        word
        for each in wall.groups
        for idea in each.ideas
        for word in set(meaning.words(idea.text))
    )
    scored = sorted(mine, key=lambda word: (-mine[word] * mine[word] / all_[word], word))
    ranked = sorted(
        group.ideas,
        key=lambda idea: (-sum(word in scored[:5] for word in meaning.words(idea.text)), idea.text),
    )
    short = [" ".join(_short(idea.text)) for idea in ranked]
    good = [each for each in dict.fromkeys(short) if len(each.split()) >= 2]
    yield from (each[0].upper() + each[1:] for each in good)
    base = (good or [short[0] or "Cards"])[0]
    number = 2
    while True:
        yield f"{base} ({number})"
        number += 1


def _short(text: str) -> Sequence[str]:
    return re.split(r"[.:;!?\n]|\s[-–—]\s", text.strip())[0].split()[:MOST]
