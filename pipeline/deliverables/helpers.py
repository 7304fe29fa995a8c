"""Who helps with a step: the organizations that one cell names, however people put them together."""

import re
from collections.abc import Collection, Iterator, Sequence

from pipeline.deliverables.blanks import fold, line
from pipeline.model import Action, Partner, Typed

_LIST = re.compile(r"\s*[,/]\s*(?:and\s+)?")
_PAIR = re.compile(r"\s+and\s+|\s*[&+]\s*")
_EVERYBODY = frozenset(
    {"all", "allpartners", "allparties", "allofus", "everybody", "everyone", "wholegroup"}
)


def names(partners: Sequence[Partner]) -> frozenset[str]:
    """Return what the partners may be called, as it compares."""
    return frozenset(filter(None, (fold(n) for p in partners for n in (p.id, p.organization))))


def helpers(action: Action, known: Collection[str]) -> Iterator[Typed]:
    """Yield the organizations that help: "A, B" is two where A or B is known, "A and B" where both are."""
    for typed in action.partners:
        said = line(typed)
        if fold(said) in known:
            yield said
            continue
        listed = _parts(_LIST, said)
        pairs = [_parts(_PAIR, part) for part in listed]
        pairs = [
            pair if all(fold(each) in known for each in pair) else [part]
            for pair, part in zip(pairs, listed, strict=True)
        ]
        found = [part for pair in pairs for part in pair]
        yield from found if any(fold(part) in known for part in found) else filter(None, [said])


def everybody(named: str) -> bool:
    """Say whether a name stands for all partners, and so for no organization."""
    return fold(named) in _EVERYBODY


def _parts(between: re.Pattern[str], said: Typed) -> list[Typed]:
    return [Typed(part, said.place) for part in between.split(said) if part]
