"""Which step answers which gap of the self-assessment: one look-up for all documents and the review."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from pipeline.model import GAPS, Action, ItemScore, SiteScore
from pipeline.names import id_key, meant, plain, words_key
from pipeline.words import among


@dataclass(frozen=True, slots=True)
class Asked:
    """An item under one id, however the forms spell it, with what each site answered to it."""

    id: str
    text: str
    answers: tuple[tuple[SiteScore, ItemScore], ...]

    @property
    def is_gap(self) -> bool:
        """Whether any site answered it no, partially, two ways or not at all."""
        return any(score.reply in GAPS for _, score in self.answers)


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the workshop, and the items it names."""

    position: int  # among the steps, from 0
    action: Action
    items: tuple[str, ...]  # for each that was typed the id of the item, "" where there is none


@dataclass(frozen=True, slots=True)
class Index:
    """The items of all forms, the steps, and which of them answer one another."""

    items: Mapping[str, Asked]  # by id, in printed order
    gaps: Mapping[str, Asked]
    steps: tuple[Step, ...]
    answered: Mapping[str, tuple[Step, ...]]  # by id; a dropped step answers nothing
    by_id: Mapping[str, Sequence[str]]  # the key of an id → ids
    by_words: Mapping[str, Sequence[str]]  # the key of a statement → ids

    def item(self, typed: str) -> str:
        """Return the id of the item that `typed` means, "" where it means none or could mean two.

        People type an id however they space and dot it, or copy the statement.
        """
        return _meant(typed, self.by_id, self.by_words)

    def answering(self, typed: str) -> tuple[Step, ...]:
        """Return the steps that answer an item, in the order they were typed."""
        return self.answered.get(self.item(typed), ())


def of(scores: Sequence[SiteScore], actions: Sequence[Action] = ()) -> Index:
    """Return the look-up of what was read."""
    items = _items(scores)
    by_id: defaultdict[str, list[str]] = defaultdict(list)
    by_words: defaultdict[str, list[str]] = defaultdict(list)
    for each in items.values():
        by_id[id_key(each.id)].append(each.id)
        by_words[words_key(each.text)].append(each.id)
    steps = tuple(
        Step(n, action, tuple(_meant(typed, by_id, by_words) for typed in action.items))
        for n, action in enumerate(actions)
    )
    answered: defaultdict[str, list[Step]] = defaultdict(list)
    for step in steps:
        for item in dict.fromkeys(step.items if stands(step.action) else ()):
            answered[item].append(step)
    return Index(
        items,
        {name: each for name, each in items.items() if each.is_gap},
        steps,
        {item: tuple(own) for item, own in answered.items() if item},
        by_id,
        by_words,
    )


def stands(action: Action) -> bool:
    """Return whether a step is still to be taken or was taken: it was not dropped."""
    return not among("dropped", action.status)


def done(action: Action) -> bool:
    """Return whether a step was taken: done, complete, finished."""
    return among("done", action.status)


def ended(action: Action) -> bool:
    """Return whether nothing is left to do of a step: it was taken or dropped."""
    return done(action) or not stands(action)


def _meant(
    typed: str, by_id: Mapping[str, Sequence[str]], by_words: Mapping[str, Sequence[str]]
) -> str:
    found = meant(typed, by_id.get(id_key(typed), ()))
    worded = by_words.get(words_key(typed), ())
    return found or (worded[0] if len(worded) == 1 else "")


def _items(scores: Sequence[SiteScore]) -> Mapping[str, Asked]:
    found: dict[str, Asked] = {}
    known: defaultdict[str, list[str]] = defaultdict(list)
    for site in scores:
        scored = [item for role in site.roles for item in role.items]
        own = frozenset(plain(each.item.id) for each in scored)
        for each in scored:
            name = _first_spelling(each.item.id, known[id_key(each.item.id)], own)
            if name not in found:
                known[id_key(name)].append(name)
                found[name] = Asked(name, each.item.text, ())
            before = found[name]
            found[name] = Asked(name, before.text, (*before.answers, (site, each)))
    return found


def _first_spelling(name: str, known: Sequence[str], own: Collection[str]) -> str:
    """Return an item's id as an earlier form spells it; `own` ids of the form are different items."""
    same = [each for each in known if plain(each) == plain(name) or plain(each) not in own]
    return meant(name, same) or name
