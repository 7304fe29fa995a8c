"""Which cards people moved away from a column: what such a card says is not what the column means."""

from collections.abc import Iterator, Mapping, Sequence

from pipeline.model import About, Decision, Group, Outcome
from pipeline.names import id_key, name_key

Moved = Mapping[str, frozenset[str]]  # of a card: the columns it hung in before


def away(decisions: Sequence[Decision]) -> Moved:
    """Return where cards hung from which people took them, by the ids of the cards."""
    found: dict[str, frozenset[str]] = {}
    for each in decisions:
        hung = each.about is About.CARD and each.field == "mark" and each.against
        if hung and each.agreed and each.outcome in {Outcome.APPLIED, Outcome.UNCHANGED}:
            here = frozenset({name_key(each.against or "")})
            found[id_key(each.which)] = found.get(id_key(each.which), frozenset()) | here
    return found


def columns(card: str, groups: Sequence[Group], moved: Moved) -> Iterator[int]:
    """Yield the numbers of the columns that a card, by its id, was moved away from."""
    before = moved.get(id_key(card)) if moved else None
    if not before:
        return
    for number, group in enumerate(groups):
        names = {name_key(group.mark), name_key(group.title)} - {""}
        if names & before and all(id_key(idea.id) != id_key(card) for idea in group.ideas):
            yield number
