"""Find which groups of cards speak to which gap of the self-assessment."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.model import Group, Link, Wall

STANDS_OUT = 0.18  # how far a group must stand out from the others
WORD = 0.06  # what a telling word adds to that; two add twice as much, more no more
NEXT_BEST = 0.9  # how far a second group must, beside the best of 1
MOST = 2  # groups shown for one gap
BEST = 3  # cards of a group that are heard
TELLING = 1 / 4  # of the other groups or gaps; a word that more of them say tells nothing
WEAK = frozenset(  # what so many texts say that sharing it tells nothing
    """ask back begin bring build call can change come country day different exist find first full
    give go good great hear help idea job keep know last life list live local long make many meet
    member month name need new now number part people person place plan program project public put
    regular see set show start state take talk team tell thing think time use want way week well
    work worker year""".split()  # noqa: SIM905 - a line of words reads best
)
MOST_TITLES = 50_000  # that are seen as wholes; of more, only their words
BLOCK = 512
USUAL = 0.15  # how near groups mostly are


def similarity(texts: Sequence[str], others: Sequence[str]) -> tuple[tuple[float, ...], ...]:
    """Return one row for each of `texts` with how near each of `others` is, from 0 to 1.

    About .25 is one field of work, .5 the same subject, .8 the same thing in other words.
    """
    from pipeline import meaning

    if not texts or not others:
        return ((),) * len(texts)
    return tuple(tuple(map(float, row)) for row in meaning.near(texts, others).round(4))


def pairs(texts: Sequence[str], least: float) -> Iterator[tuple[int, int]]:
    """Yield the numbers (earlier, later) of each two of `texts` that are at least as near as `least`."""
    from pipeline import meaning

    rows = meaning.plainly(texts, most=MOST_TITLES)
    for start in range(0, len(texts), BLOCK):
        near = meaning.cosines(rows[start : start + BLOCK], rows[: start + BLOCK])
        for later, earlier in zip(*(near.round(4) >= least).nonzero(), strict=True):
            if earlier < start + later:
                yield int(earlier), start + int(later)


def link(gaps: Sequence[tuple[str, str]], wall: Wall) -> tuple[Link, ...]:
    """Return the groups that speak to each gap (its item id, its text), surest first.

    One is shown when it stands out from the others by what it means; words that it shares with the
    gap count beside that, where few other groups and gaps say them.
    """
    from pipeline import meaning

    groups = [group for group in wall.groups if group.ideas]
    if not gaps or not groups:
        return ()
    heard = [text for group in groups for text in _texts(group)]
    asked = [text for _, text in gaps]
    weak = frozenset(map(meaning.stem, WEAK))
    common = weak | _common(map(_texts, groups)) | _common([text] for text in asked)
    return tuple(
        each
        for gap, near, apart in zip(
            gaps, similarity(asked, heard), _apart(asked, heard), strict=True
        )
        for each in _links(gap, _heard(groups, near, apart), common)
    )


@dataclass(frozen=True, slots=True)
class _Heard:
    """A group as a gap hears it: how near it is, as it stands and without what all texts share."""

    group: Group
    near: float
    apart: float


def _apart(texts: Sequence[str], others: Sequence[str]) -> tuple[tuple[float, ...], ...]:
    from pipeline import meaning

    rows = meaning.vectors([*texts, *others])
    found = meaning.cosines(rows[: len(texts)], rows[len(texts) :])
    return tuple(tuple(map(float, row)) for row in found)


def _heard(
    groups: Sequence[Group], near: Sequence[float], apart: Sequence[float]
) -> Sequence[_Heard]:
    found: list[_Heard] = []
    start = 0
    for group in groups:
        end = start + 1 + len(group.ideas)
        titled = bool(group.title.strip())
        found.append(_Heard(group, _sure(near[start:end], titled), _sure(apart[start:end], titled)))
        start = end
    return found


def _common(bodies: Iterable[Sequence[str]]) -> frozenset[str]:
    """Return the words that more than a few of these bodies of text say."""
    from pipeline import meaning

    said = [set(meaning.words(" ".join(texts))) for texts in bodies]
    times = Counter(word for words in said for word in words)
    return frozenset(word for word, n in times.items() if n - 1 > TELLING * (len(said) - 1))


def _links(gap: tuple[str, str], heard: Sequence[_Heard], common: frozenset[str]) -> Iterator[Link]:
    from pipeline import meaning

    item, text = gap
    whole = sum(each.near for each in heard)
    out = {
        each.group.mark: each.apart + each.near - (whole - each.near + USUAL) / len(heard)
        for each in heard
    }
    words: dict[str, tuple[str, ...]] = {}
    for each in heard:
        mark = each.group.mark
        shared = meaning.shared(text, " ".join(_texts(each.group)))
        words[mark] = tuple(word for word in shared if meaning.stem(word) not in common)
        out[mark] += WORD * min(len(words[mark]), 2)
    best = max(out.values())
    for each in sorted(heard, key=lambda each: -out[each.group.mark])[:MOST]:
        mark = each.group.mark
        if out[mark] >= max(STANDS_OUT, NEXT_BEST * best):
            yield Link(item, mark, round(each.near, 2), words[mark])


def _sure(near: Sequence[float], titled: bool) -> float:
    """Return how near a group is: its title if any, its nearest card, its three nearest cards."""
    best = sorted(near[1:], reverse=True)[:BEST]
    heard = [best[0], sum(best) / len(best)]
    return float((near[0] + sum(heard)) / 3 if titled else sum(heard) / 2)


def _texts(group: Group) -> list[str]:
    return [group.title, *(idea.text for idea in group.ideas)]
