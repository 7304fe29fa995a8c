"""Who helps with a step: the organizations that one cell names, however people put them together."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from pipeline.deliverables.blanks import line, name_in
from pipeline.model import UNSAID, Action, Partner, Typed
from pipeline.words import among

_LIST = re.compile(r"\s*[,/]\s*(?:and\s+)?")
_PAIR = re.compile(r"\s+and\s+|\s*[&+]\s*")
COMMAS = 8  # that one name may hold


def names(partners: Sequence[Partner]) -> frozenset[str]:
    """Return what the partners may be called, as it compares."""
    return frozenset(filter(None, (name_in(n) for p in partners for n in (p.id, p.organization))))


def helpers(action: Action, known: Collection[str]) -> Iterator[Typed]:
    """Yield the organizations that help: "A, B" is two where A or B is known, "A and B" where both are."""
    for typed in action.partners:
        said = line(typed)
        if name_in(said) in known:
            yield said
            continue
        found = list(_listed(said, known))
        yield from found if any(name_in(part) in known for part in found) else filter(None, [said])


def _listed(said: Typed, known: Collection[str]) -> Iterator[Typed]:
    """Yield the organizations of a list; a name that we know may itself have commas or "and" in it."""
    between = list(_LIST.finditer(said))
    starts = [0, *(each.end() for each in between)]
    ends = [*(each.start() for each in between), len(said)]
    at = 0
    while at < len(starts):
        rest = range(min(len(ends) - 1, at + COMMAS), at, -1)
        last = next((n for n in rest if name_in(said[starts[at] : ends[n]]) in known), at)
        part = Typed(said[starts[at] : ends[last]], said.place)
        pair = [Typed(each, said.place) for each in _PAIR.split(part)]
        apart = name_in(part) not in known and all(name_in(each) in known for each in pair)
        yield from pair if apart else filter(None, [part])
        at = last + 1


def everybody(named: str) -> bool:
    """Say whether a name stands for all partners, and so for no organization."""
    return among("all_partners", named)


@dataclass(frozen=True, slots=True)
class Part:
    """What one organization does in the action plan: the steps that it leads, and helps with."""

    leads: tuple[Typed, ...]  # ids
    helps: tuple[Typed, ...]
    first: Typed  # the words of the first step that it leads; none where it leads none
    steps: int  # of the plan


def parts(partners: Sequence[Partner], actions: Sequence[Action]) -> Iterator[Part]:
    """Yield the part of each partner in the steps of the plan."""
    known = names(partners)
    leading = [(action.id, name_in(action.lead_organization)) for action in actions]
    helping = [{name_in(each) for each in helpers(action, known)} for action in actions]
    for partner in partners:
        called = names([partner])
        leads = tuple(step for step, name in leading if name in called)
        led = (
            action.step
            for action, (_, name) in zip(actions, leading, strict=True)
            if name in called
        )
        found = zip(leading, helping, strict=True)
        helps = tuple(
            step for (step, lead), named in found if called & named and lead not in called
        )
        yield Part(leads, helps, next(led, UNSAID), len(actions))
