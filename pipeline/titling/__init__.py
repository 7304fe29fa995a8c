"""Give untitled groups a working title from their own words; advise on the titles people gave."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import islice, pairwise
from math import log
from typing import NamedTuple

import numpy as np

from pipeline import meaning
from pipeline.meaning import grammar
from pipeline.model import Advice, Group, Idea, Track, Unplaced, Wall, silently
from pipeline.names import name_key
from pipeline.privacy import names_a_person
from pipeline.titling import coaching, phrases
from pipeline.titling.phrases import Kind, Phrase

MOST_LETTERS = 150_000  # of all cards together: of many long ones only the beginnings are looked at
LETTERS = 300  # of each card, however many there are
MOST_TRIED = 12  # candidates of one group that are looked at closely
AT_ONCE = 32  # groups whose candidates are measured together
MOST_HEARD = 50_000  # cards; of more, so many even shares of the groups are
MOST_KEPT = 3000  # cards of the wall that is kept in mind
EXAMPLES = 80  # cards of one group that phrases are taken from


EVERYBODYS = 0.15  # what a title loses that says only what all cards say
WIDER = 0.1  # how much more support a title has that replaces one card's own words
ONE_CARDS = 0.08  # and how much less good it may be
SEVERAL = 4  # cards; of fewer, one card's words may stand over all
LISTED, MOST_WORDS = 3, 8  # things of different cards in one title, and its words
FAR_LESS = 0.35  # how much less good a thing in it may be than the best title
ENOUGH_CUT = 2  # cards that say a phrase, of which each describes it more closely
FEW_HOLD = 0.3  # share of the words of a title that a card of the group holds, on average
MANY = 5  # cards; of fewer, one may well say what they all say
SAID_BY_ALL = 0.35  # share of the other groups' cards
TOO_NEAR = 0.45  # halves of "A and B" this near say the same
CLOSE = 0.15  # how much less good the second half of "A and B" may be
HOW = re.compile(r"\bhow (can|could|should|shall|will|would|do|does|did|might|must)\b")
WHAT_DONE = re.compile(r"\bwhat (actions|steps)\b|\bwhat (\w+ ){1,3}do\b")
OWNERS = frozenset("our your their his her its that any".split())  # noqa: SIM905
PALER = 0.25  # what a title loses whose words are all pale
COUNTED = 0.25  # what a title loses that tells a number
_NUMBER = re.compile(r"[$x]?\d[\d.,/%]*[a-z]{0,3}")
POINTING = frozenset("i me my you your he she it him this these those they them".split())  # noqa: SIM905


class Style(StrEnum):
    """How a title answers the question: by a deed, as an order, or by a thing."""

    DOING = "doing"
    DO = "do"
    THING = "thing"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A title that the cards of a group would support, and how well."""

    title: str
    score: float
    stems: frozenset[str]
    row: meaning.Row


def title(wall: Wall, question: str, track: Track = silently) -> Wall:
    """Return `wall` with a working title over every group that has none, and over our themes."""
    if len(asked := wall.questions()) > 1:
        return Wall.together({each: title(wall.of(each), each, track) for each in asked})
    every = (*wall.groups, *wall.offered)
    wanting = [i for i, g in enumerate(every) if g.ideas and not g.title]
    if not wanting:
        return wall
    by_size = sorted(wanting, key=lambda i: (-len(every[i].ideas), i))
    heard = _heard(every)
    desk = _desk(_cards(heard), question)
    desk.asked = by_size
    themes = _themes(heard[: len(wall.groups)])
    taken = {name_key(group.title) for group in wall.groups if group.title}
    over = Desk(_cards(themes.values()), question, desk.ground) if themes else desk
    named = {}
    for i, theme in enumerate(themes):
        named[theme] = _first_free(over, i, taken)
    made = list(every)
    for i in track(by_size, "Titling groups"):
        words, group = _first_free(desk, i, taken), made[i]
        mark = words if group.proposed else group.mark
        theme = named.get(group.theme, group.theme)
        made[i] = replace(group, title=words, mark=mark, theme=theme, working=True)
    groups, offered = tuple(made[: len(wall.groups)]), tuple(made[len(wall.groups) :])
    renamed = tuple(_renamed(wall, every, made))
    return replace(wall, groups=groups, offered=offered, not_placed=renamed)


def _cards(groups: Iterable[Group]) -> tuple[tuple[Idea, ...], ...]:
    return tuple(group.ideas for group in groups)


def _desk(ideas: tuple[tuple[Idea, ...], ...], question: str) -> "Desk":
    """Return what judges titles for such groups: advice is asked for right after the titles."""
    few = sum(map(len, ideas)) <= MOST_KEPT
    return _last_desk(ideas, question) if few else Desk(ideas, question)


@lru_cache(maxsize=1)
def _last_desk(ideas: tuple[tuple[Idea, ...], ...], question: str) -> "Desk":
    return Desk(ideas, question)


def _heard(groups: Sequence[Group]) -> Sequence[Group]:
    """Return groups with as many of their cards, evenly taken by their words, as titles are made from."""
    share = sum(len(group.ideas) for group in groups) / MOST_HEARD
    if share <= 1:
        return groups
    return [replace(group, ideas=_some(group.ideas, share)) for group in groups]


def _some(ideas: Sequence[Idea], share: float) -> tuple[Idea, ...]:
    count = max(min(EXAMPLES, len(ideas)), round(len(ideas) / share))
    by_words = sorted(ideas, key=_line)
    return tuple(by_words[at * len(ideas) // count] for at in range(count))


def _first_free(desk: "Desk", i: int, taken: set[str]) -> str:
    words = next(each for each in desk.titles(i) if name_key(each) not in taken)
    taken.add(name_key(words))
    return words


def _themes(groups: Sequence[Group]) -> dict[str, Group]:
    """Return each theme that we proposed, as one group of all its cards."""
    cards: dict[str, list[Idea]] = {}
    for group in groups:
        if group.theme and group.proposed:
            cards.setdefault(group.theme, []).extend(group.ideas)
    return {
        theme: Group(theme, "", agreed=False, ideas=tuple(ideas), proposed=True)
        for theme, ideas in cards.items()
    }


def _renamed(wall: Wall, before: Sequence[Group], made: Sequence[Group]) -> Iterator[Unplaced]:
    """Yield each loose card, its proposals under the titles that groups have now."""
    now = {old.mark: new for old, new in zip(before, made, strict=True)}
    for card in wall.not_placed:
        proposals = (
            replace(each, mark=now[each.mark].mark, title=now[each.mark].title)
            for each in card.proposals
        )
        yield replace(card, proposals=tuple(proposals))


def coach(group: Group, wall: Wall, question: str) -> Advice:
    """Say why the title over `group` is weak, and offer two others."""
    return advise(wall, question)[wall.groups.index(group)]


def advise(wall: Wall, question: str) -> tuple[Advice, ...]:
    """Say of every group on the wall why its title is weak, and offer two others."""
    if len(asked := wall.questions()) > 1:
        return tuple(advice for each in asked for advice in advise(wall.of(each), each))
    if not any(group.ideas for group in wall.groups):
        return tuple(Advice(tuple(coaching.faults(g, wall)), ()) for g in wall.groups)
    desk = _desk(_cards(wall.groups), question)
    desk.asked = range(len(wall.groups))
    missed = _left_out(desk, wall.groups)
    return tuple(_advice(desk, i, wall, missed.get(i, ())) for i in range(len(wall.groups)))


def _left_out(desk: "Desk", groups: Sequence[Group]) -> dict[int, tuple[Idea, ...]]:
    """Return for each group with a title the cards that it does not speak for."""
    titled = [i for i, group in enumerate(groups) if group.ideas and group.title]
    titles = desk.ground.measure([groups[i].title for i in titled])[1] if titled else ()
    return {
        i: coaching.left_out(groups[i], [float(each) for each in desk.near(title, i)])
        for i, title in zip(titled, titles, strict=True)
    }


def _advice(desk: "Desk", i: int, wall: Wall, missed: tuple[Idea, ...]) -> Advice:
    group = wall.groups[i]
    weak = list(coaching.faults(group, wall))
    if not group.ideas:
        return Advice(tuple(weak), ())
    if missed and coaching.STRANGE not in weak:
        cards = "; ".join(f'"{" ".join(idea.text.split())}"' for idea in missed)
        weak.append(f"It leaves out {'this card' if len(missed) == 1 else 'these cards'}: {cards}.")
    return Advice(tuple(weak), tuple(_others(group, desk.best(i))), missed)


def _others(group: Group, titles: Iterable[str]) -> Iterator[str]:
    """Yield two titles that differ from the group's own and from each other by more than a word."""
    seen = [set(meaning.words(group.title))]
    for each in titles:
        stems = set(meaning.words(each))
        if len(each.split()) > 1 and all(len(stems & s) * 2 <= len(stems | s) for s in seen):
            seen.append(stems)
            yield each
        if len(seen) > 2:
            return


class _Shortlist(NamedTuple):
    """What titles a group may have: each, its kind, its stems, and which of them are looked at closely."""

    found: dict[str, Kind]
    names: list[str]
    stems: list[frozenset[str]]
    support: list[float]
    telling: list[float]
    chosen: list[int]


class Desk:
    """All that is needed to judge titles for one wall, worked out once."""

    def __init__(
        self,
        ideas: Sequence[Sequence[Idea]],
        question: str,
        ground: meaning.Ground | None = None,
    ) -> None:
        """Take the cards of each group. What a title is measured against is theirs, or `ground`."""
        self.ideas = ideas
        self.asked: Sequence[int] = range(len(ideas))  # groups that want a title, one after another
        self._seen: dict[int, tuple[_Shortlist, meaning.Matrix, meaning.Matrix]] = {}
        cards = sum(map(len, ideas))
        self._longest = max(LETTERS, MOST_LETTERS // max(1, cards))
        self.cards = [[self._line(idea) for idea in own] for own in ideas]
        hung = sorted((card, i) for i, cards in enumerate(self.cards) for card in cards)
        every = [card for card, _ in hung]
        labels = [i for _, i in hung]
        self._row = {card: row for row, card in enumerate(every)}
        self.names = phrases.names(every[:2000])
        self.ground = ground or meaning.Ground(every, sight=meaning.Sight.OWN)
        self.topic = set(meaning.words(question))
        self.style = _style(question, every)
        sample = every[:: max(1, len(every) // 200)]
        stated = sum(map(phrases.states, sample))
        self.arguing = self.style is Style.THING and 2 * stated > len(sample)
        self.bags = [[set(meaning.words(card)) for card in cards] for cards in self.cards]
        self.spread = Counter(w for bags in self.bags for bag in bags for w in bag)
        self.counts = [Counter(w for bag in bags for w in bag) for bags in self.bags]
        self.apart = meaning.centers(self.ground.rows, labels, len(self.cards))
        self.plain = meaning.centers(self.ground.plain, labels, len(self.cards))
        self.quick = meaning.centers(self.ground.quick, labels, len(self.cards))
        self.n = len(every)
        weights = [[self._weight(i, w) for w in words] for i, words in enumerate(self.counts)]
        self.most = [max(each, default=0.0) or 1.0 for each in weights]
        hangs = np.asarray(labels, dtype=np.int64)
        self.quotable = [
            self._quotable(i, np.flatnonzero(hangs == i), every) for i in range(len(ideas))
        ]

    def _line(self, idea: Idea) -> str:
        """Return a card in one line, a long one among many others only as far as it is looked at."""
        return _line(idea)[: self._longest]

    def _quotable(
        self, i: int, rows: Sequence[int] | meaning.Labels, every: list[str]
    ) -> list[str]:
        """Return the cards that words of a title may come from, the most typical first."""
        near = meaning.cosines(self.ground.plain[rows], self.plain[i : i + 1])[:, 0]
        idea = {self._line(each): each for each in self.ideas[i]}
        worded: list[str] = []
        odd: list[str] = []
        for _, line in sorted(set(zip(-near, (every[k] for k in rows), strict=True))):
            if _held_back(idea[line]):
                continue
            (worded if _in_words(line) else odd).append(line)
            if len(worded) == EXAMPLES:
                break
        return worded or odd

    def near(self, title: meaning.Row, i: int) -> meaning.Row:
        """Return how near each card of group `i` is to a title."""
        cards = self.ground.plain[[self._row[card] for card in self.cards[i]]]
        near: meaning.Row = meaning.cosines(title[np.newaxis], cards)[0]
        return near

    def titles(self, i: int) -> Iterator[str]:
        """Yield titles for group `i`, best first, without end."""
        base = ""
        for each in self.best(i):
            base = base or each
            yield each
        number = 2
        while True:
            yield f"{base} ({number})"
            number += 1

    def best(self, i: int) -> Iterator[str]:
        """Yield titles for group `i`, best first; there is always one."""
        whole = list(islice(self._fallback(i), 1 if len(self.cards[i]) == 1 else 0))
        yield from (title for title in whole if " " in title)  # one card speaks for itself
        yield from (each.title for each in self._ranked(i))
        yield from self._fallback(i)

    def _fallback(self, i: int) -> Iterator[str]:
        """Yield the beginnings of cards; of cards of one word, two at a time."""
        short = filter(None, (phrases.shortened(card) for card in self.quotable[i]))
        lines = [phrases.written(each, self.names) for each in islice(short, EXAMPLES)]
        if not any(letter.isalpha() for line in lines for letter in line):
            withheld = any(_held_back(idea) for idea in self.ideas[i])
            yield "Cards that may name a person" if withheld else "Cards without words"
        single = list(dict.fromkeys(line for line in lines if " " not in line))
        if single == list(dict.fromkeys(lines)):
            for one, other in pairwise(single):
                yield f"{one} and {phrases.continued(other, self.names)}"
        yield from lines

    def _shortlist(self, i: int) -> _Shortlist:
        """Return the candidates of group `i` that are looked at closely, by a first, quick choice."""
        found = self._candidates(i)
        if not found:
            return _Shortlist({}, [], [], [], [], [])
        names = list(found)
        stems = [frozenset(meaning.words(name)) for name in names]
        support = [self._support(i, each) for each in stems]
        telling = [self._telling(i, each) for each in stems]
        near = meaning.cosines(self.ground.quickly(names), self.quick[i : i + 1])[:, 0]
        first = [0.6 * float(near[k]) + 0.25 * (support[k] + telling[k]) for k in range(len(names))]
        quick = sorted(range(len(names)), key=lambda k: (-round(first[k], 6), names[k]))
        return _Shortlist(found, names, stems, support, telling, quick[:MOST_TRIED])

    def _measured(self, i: int) -> tuple[_Shortlist, meaning.Matrix, meaning.Matrix]:
        """Return the shortlist of group `i`, and how its titles are seen: together with those of others.

        Short texts one by one would cost the model of whole sentences more than all at once.
        """
        if i not in self._seen:
            at = self.asked.index(i) if i in self.asked else 0
            own = self.asked[at : at + AT_ONCE] if i in self.asked else [i]
            lists = {j: self._shortlist(j) for j in own if j not in self._seen}
            names = [each.names[k] for each in lists.values() for k in each.chosen]
            rest, whole = self.ground.measure(names)
            start = 0
            for j, each in lists.items():
                end = start + len(each.chosen)
                self._seen[j] = each, rest[start:end], whole[start:end]
                start = end
        return self._seen[i]

    def _ranked(self, i: int) -> list[Candidate]:
        (found, names, stems, support, telling, quick), rest, whole = self._measured(i)
        if not found:
            return []
        apart = meaning.cosines(rest, self.apart)
        plain = meaning.cosines(whole, self.plain)
        ranked = []
        others = [j for j in range(len(self.ideas)) if j != i and self.cards[j]]
        rivals = apart[:, others].max(axis=1) if others else np.zeros(len(quick))
        for row, k in enumerate(quick):
            score = (
                0.4 * float(apart[row, i])
                + 0.6 * float(plain[row, i])
                - 0.2 * float(rivals[row])
                + 0.25 * support[k]
                + 0.25 * telling[k]
                + self._fit(names[k], found[names[k]])
                - (0 if self._own(i, stems[k]) else EVERYBODYS)
            )
            ranked.append(Candidate(names[k], round(score, 6), stems[k], rest[row]))
        ranked.sort(key=lambda each: (-each.score, each.title))
        return self._listed(i, self._paired(i, self._wider(i, ranked), found), found)

    def _own(self, i: int, stems: frozenset[str]) -> bool:
        """Say whether a title says anything that the other groups' cards do not all say."""
        others = max(1, self.n - len(self.bags[i]))
        return any((self.spread[w] - self.counts[i][w]) / others < SAID_BY_ALL for w in stems)

    def _wider(self, i: int, ranked: list[Candidate]) -> list[Candidate]:
        """Return `ranked`, led by a title that more cards support where the best repeats one card."""
        best = ranked[0]
        support = self._support(i, best.stems)
        if support >= FEW_HOLD or len(self.quotable[i]) < MANY or best.stems not in self.bags[i]:
            return ranked
        for other in ranked[1:]:
            if other.score < best.score - ONE_CARDS:
                break
            gain = self._support(i, other.stems) - support
            if gain >= WIDER and other.stems not in self.bags[i]:
                return [other, *(each for each in ranked if each is not other)]
        return ranked

    def _paired(self, i: int, ranked: list[Candidate], found: dict[str, Kind]) -> list[Candidate]:
        """Return `ranked`, led by "A and B" where B speaks for the cards that A leaves out."""
        best = ranked[0]
        silent = [bag for bag in self.bags[i] if not bag & best.stems]
        if len(silent) * 3 < len(self.bags[i]) or not _short(best.title) or " and " in best.title:
            return ranked
        for other in ranked[1:]:
            if other.score < best.score - CLOSE:
                break
            alike = found[other.title] is found[best.title]
            speaks = sum(bool(bag & other.stems) for bag in silent)
            differs = not other.stems & best.stems and float(best.row @ other.row) < TOO_NEAR
            if alike and differs and _short(other.title) and speaks * 2 > len(silent):
                title = f"{best.title} and {phrases.continued(other.title, self.names)}"
                return [replace(best, title=title, stems=best.stems | other.stems), *ranked]
        return ranked

    def _listed(self, i: int, ranked: list[Candidate], found: dict[str, Kind]) -> list[Candidate]:
        """Return `ranked`, led by "A, B and C" where the best would be one card's words over many."""
        best, bags = ranked[0], self.bags[i]
        if len(bags) < SEVERAL or sum(_holds(bag, best.stems) for bag in bags) > 1:
            return ranked
        things: list[Candidate] = []
        for each in ranked:
            short = _short(each.title) and found.get(each.title) is Kind.THING
            apart = all(
                not each.stems & other.stems and float(each.row @ other.row) < TOO_NEAR
                for other in things
            )
            words = sum(len(other.title.split()) for other in [*things, each]) + len(things[:1])
            if short and apart and words <= MOST_WORDS and each.score > best.score - FAR_LESS:
                things.append(each)
            if len(things) == LISTED:
                break
        if len(things) < 2:
            return ranked
        first, *rest = (each.title for each in things)
        rest = [phrases.continued(each, self.names) for each in rest]
        title = f"{', '.join([first, *rest[:-1]])} and {rest[-1]}"
        stems = frozenset[str]().union(*(each.stems for each in things))
        return [replace(best, title=title, stems=stems), *ranked]

    def _candidates(self, i: int) -> dict[str, Kind]:
        found: dict[str, Kind] = {}
        cut: dict[str, set[str]] = {}  # phrases without the words that describe them → their cards
        for card in self.quotable[i]:
            for phrase in phrases.phrases(card):
                if len(phrase) < 2 or not _telling(phrase):
                    continue
                text = phrases.written(phrase, self.names, doing=self.style is Style.DOING)
                if phrase.trimmed and text not in found:
                    cut.setdefault(text, set()).add(card)
                    if len(cut[text]) < ENOUGH_CUT:
                        continue
                found.setdefault(text, phrase.kind)
        wanted = {text: kind for text, kind in found.items() if not self._only_the_topic(text)}
        return wanted or found

    def _only_the_topic(self, title: str) -> bool:
        """Say whether a title says nothing but what the question asks about."""
        told = {word for word in meaning.tokens(title) if word not in meaning.STOP | phrases.PALE}
        return {meaning.stem(word) for word in told} <= self.topic

    def _support(self, i: int, stems: frozenset[str]) -> float:
        if not stems:
            return 0.0
        return sum(self.counts[i][w] for w in stems) / (len(stems) * len(self.bags[i]))

    def _telling(self, i: int, stems: frozenset[str]) -> float:
        """Return how much the words belong to this group rather than to others, 0 to 1."""
        if not stems:
            return 0.0
        return sum(self._weight(i, w) for w in stems) / (len(stems) * self.most[i])

    def _weight(self, i: int, word: str) -> float:
        return self.counts[i][word] * log((1 + self.n) / max(1, self.spread[word]))

    def _fit(self, text: str, kind: Kind) -> float:
        length = len(text.split())
        fit = -0.03 * max(0, 4 - length) - 0.01 * max(0, length - 6)
        words = text.casefold().split()
        if POINTING & set(words):
            fit -= 0.3
        if OWNERS & set(words):
            fit -= 0.05
        if _counts(text):
            fit -= COUNTED
        telling = [word for word in words if word not in meaning.STOP]
        fit -= PALER * sum(word in phrases.PALE for word in telling) / max(1, len(telling))
        if kind is Kind.STATEMENT and not self.arguing:
            fit -= 0.12
        if kind is Kind.DEED:
            fit += {Style.DOING: 0.08, Style.DO: 0.08, Style.THING: -0.04}[self.style]
            fit -= 0.1 if self.arguing else 0
        if kind is Kind.THING and self.style is Style.THING:
            fit += 0.03
        return fit


def _holds(card: set[str], title: frozenset[str]) -> bool:
    """Say whether a card holds half of the words of a title, two at least."""
    held = len(card & title)
    return held >= min(2, len(title)) and 2 * held >= len(title)


def _counts(title: str) -> bool:
    """Say whether a title tells a number: "3 wks" and "form x4" are details of one card.

    "Section 3", "1:1 coaching" and "4-H barn" are names.
    """
    words = title.split()
    ends_a_name = len(words) > 1 and words[-1].isdigit() and words[-2][:1].isupper()
    told = words[:-1] if ends_a_name else words
    return any(_NUMBER.fullmatch(word) for word in told)


def _short(title: str) -> bool:
    return len(title.split()) <= 3


def _telling(phrase: Phrase) -> bool:
    words = [w.plain for w in phrase.words if w.does in "NPJEGVZD"]
    return any(word not in phrases.DULL for word in words)


def _held_back(idea: Idea) -> bool:
    return not idea.cleared and names_a_person(idea.text)


def _in_words(line: str) -> bool:
    """Say whether a card says something in words: not a formula, an address or one word."""
    return not re.match(r"[=@#]|\w+://|www\.", line) and len(meaning.tokens(line)) > 1


def _line(idea: Idea) -> str:
    return " ".join(idea.text.split())


def _style(question: str, cards: Sequence[str]) -> Style:
    asked = " ".join(question.casefold().split())
    if HOW.search(asked) or WHAT_DONE.search(asked):
        return Style.DOING
    if asked:
        return Style.THING
    orders = 0
    for card in cards[:200]:
        words = grammar.parse(card)
        orders += bool(words) and words[0].does == "V"
    return Style.DO if orders * 2 > min(200, len(cards)) else Style.THING
