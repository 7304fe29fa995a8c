"""Put an earlier form beside this one: what moved, item by item, and never points without counts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.deliverables import assessment_words as words
from pipeline.deliverables.cards import count
from pipeline.model import Findings, Item, ItemScore, Reply, Role, RoleScore, SiteChange, SiteScore

ROLE = Role("", "", ())


@dataclass(frozen=True, slots=True)
class Counted:
    """How the items that stand on both forms were answered on one of them."""

    form: str
    yes: str
    partially: str
    no: str
    unclear: str
    answered: str


@dataclass(frozen=True, slots=True)
class Moved:
    """An item that was answered differently: in our words, or as typed."""

    id: str
    text: str
    then: str
    then_typed: str
    now: str
    now_typed: str


@dataclass(frozen=True, slots=True)
class Only:
    """An item that stands on one of the forms alone."""

    before: str
    item: Item


@dataclass(frozen=True, slots=True)
class Since:
    """What moved since one earlier form."""

    lead: str
    counts: tuple[Counted, ...]
    moved: tuple[Moved, ...]
    only: tuple[Only, ...]


def since(findings: Findings, score: SiteScore) -> Iterator[Since]:
    """Yield what moved at a site since each earlier form."""
    for change in findings.changes:
        if change.site == score.site:
            both = tuple(change.both())
            yield Since(
                lead=_lead(change),
                counts=_counts(both) if both else (),
                moved=tuple(_moved(then, now) for then, now in change.moved()),
                only=tuple(_only(change)),
            )


def _lead(change: SiteChange) -> str:
    both, moved = len(list(change.both())), len(list(change.moved()))
    stand = "stands" if both == 1 else "stand"
    were = "was" if moved == 1 else "were"
    return (
        f"The earlier form is in {change.file}. {count(both, 'item')} {stand} on both forms: "
        f"{moved} {were} answered differently, {both - moved} the same."
    )


def _counts(both: Sequence[tuple[ItemScore, ItemScore]]) -> tuple[Counted, ...]:
    then = RoleScore(ROLE, tuple(then for then, _ in both))
    now = RoleScore(ROLE, tuple(now for _, now in both))
    return (_counted("Earlier", then), _counted("Now", now))


def _counted(form: str, role: RoleScore) -> Counted:
    yes, partially, no = (
        str(role.count(reply)) for reply in (Reply.YES, Reply.PARTIALLY, Reply.NO)
    )
    unclear = str(len(role.items) - role.answered)
    return Counted(form, yes, partially, no, unclear, f"{role.answered} of {len(role.items)}")


def _moved(then: ItemScore, now: ItemScore) -> Moved:
    return Moved(now.item.id, now.item.text, *words.answer(then), *words.answer(now))


def _only(change: SiteChange) -> Iterator[Only]:
    for move in change.moves:
        if move.now and not move.then:
            yield Only("New on this form: ", move.now.item)
        elif move.then and not move.now:
            yield Only("Only on the earlier form: ", move.then.item)
