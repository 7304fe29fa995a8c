"""Who helps with a step: the organizations that one cell names, however people put them together."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.deliverables.blanks import line, name_in
from pipeline.model import UNSAID, Action, Partner, Typed
from pipeline.names import may_be_short_for
from pipeline.words import among

_LIST = re.compile(r"\s*[,/]\s*(?:and\s+)?")
_APART = re.compile(r"[;,/\n]")
_PAIR = re.compile(r"\s+and\s+|\s*[&+]\s*")
COMMAS = 8  # that one name may hold


def directory(partners: Sequence[Partner]) -> Mapping[str, Partner]:
    """Return the partners by all that people typed they are called, as it compares.

    An id comes before a name, a name before the letters that a partner is known by. Letters of two
    partners name neither.
    """
    found: dict[str, Partner] = {}
    for names_of in (_ids, _names):
        for partner in partners:
            for name in names_of(partner):
                found.setdefault(name, partner)
    lettered: dict[str, list[Partner]] = {}
    for partner in partners:
        for name in _letters(partner):
            lettered.setdefault(name, []).append(partner)
    return {name: own[0] for name, own in lettered.items() if len(own) == 1} | found


def called(partner: Partner, known: Mapping[str, Partner]) -> frozenset[str]:
    """Return all that people may call `partner`, one of the `known` of a directory."""
    letters = (each for each in _letters(partner) if known.get(each) is partner)
    return frozenset((*_ids(partner), *_names(partner), *letters))


def _ids(partner: Partner) -> Iterator[str]:
    yield from filter(None, [name_in(partner.id)])


def _names(partner: Partner) -> Iterator[str]:
    yield from filter(None, [name_in(partner.organization)])


def _letters(partner: Partner) -> Iterator[str]:
    yield from dict.fromkeys(filter(None, map(name_in, _APART.split(partner.acronym))))


def helpers(action: Action, known: Collection[str], names: tuple[Typed, ...]) -> Iterator[Typed]:
    """Yield the organizations that help: "A, B" is two where A or B is known, "A and B" where both are.

    "DSS, Adult Ed" is two as well, where each may be short for one of `names`: a person is asked.
    """
    for typed in action.partners:
        said = line(typed)
        if name_in(said) in known:
            yield said
            continue
        found = list(_listed(said, known))
        apart = any(name_in(part) in known for part in found) or all(
            _may_be_one_of(names, part) for part in found
        )
        yield from found if apart else filter(None, [said])


@lru_cache(maxsize=4096)  # asked again for each partner and each step
def _may_be_one_of(names: tuple[Typed, ...], part: str) -> bool:
    return any(may_be_short_for(part, each) for each in names)


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


def may_be(typed: Typed, names: Iterable[Typed]) -> Typed:
    """Return the one of `names` that an unlisted name may be short for; no words where none or two are."""
    if everybody(typed) or not line(typed):
        return UNSAID
    found = {name_in(each): line(each) for each in names if may_be_short_for(typed, each)}
    return next(iter(found.values())) if len(found) == 1 else UNSAID


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
    known = directory(partners)
    leading = [(action.id, name_in(action.lead_organization)) for action in actions]
    names = tuple(partner.organization for partner in partners)
    helping = [{name_in(each) for each in helpers(action, known, names)} for action in actions]
    for partner in partners:
        own = called(partner, known)
        leads = tuple(step for step, name in leading if name in own)
        led = (
            action.step for action, (_, name) in zip(actions, leading, strict=True) if name in own
        )
        found = zip(leading, helping, strict=True)
        helps = tuple(step for (step, lead), named in found if own & named and lead not in own)
        yield Part(leads, helps, next(led, UNSAID), len(actions))
