"""Put an earlier form beside this one: what moved, item by item, and never points without counts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.deliverables import assessment_words as words
from pipeline.deliverables.cards import count
from pipeline.deliverables.sentences import Sentence, in_a_row
from pipeline.model import Findings, ItemScore, Reply, Role, RoleScore, SiteChange, SiteScore

ROLE = Role("", "", ())


@dataclass(frozen=True, slots=True)
class Moved:
    """An item that was answered differently."""

    id: str
    text: str
    then: Sentence
    now: Sentence


@dataclass(frozen=True, slots=True)
class Since:
    """What moved since one earlier form."""

    lead: str
    counts: str  # of both forms, over the items that stand on both; never points without counts
    moved: tuple[Moved, ...]
    only: Sentence  # items that stand on one of the forms alone


def since(findings: Findings, score: SiteScore) -> Iterator[Since]:
    """Yield what moved at a site since each earlier form."""
    for change in findings.changes:
        if change.site == score.site:
            both = tuple(change.both())
            yield Since(
                lead=_lead(change),
                counts=_counts(both) if both else "",
                moved=tuple(_moved(then, now) for then, now in change.moved()),
                only=in_a_row(_only(change)),
            )


def _lead(change: SiteChange) -> str:
    both, moved = len(list(change.both())), len(list(change.moved()))
    stand = "stands" if both == 1 else "stand"
    were = "was" if moved == 1 else "were"
    return (
        f"The earlier form is in {change.file}. {count(both, 'item')} {stand} on both forms: "
        f"{moved} {were} answered differently, {both - moved} the same."
    )


def _counts(both: Sequence[tuple[ItemScore, ItemScore]]) -> str:
    then = RoleScore(ROLE, tuple(then for then, _ in both))
    now = RoleScore(ROLE, tuple(now for _, now in both))
    return f"Earlier: {_counted(then)}. Now: {_counted(now)}."


def _counted(role: RoleScore) -> str:
    yes, partially, no = map(role.count, (Reply.YES, Reply.PARTIALLY, Reply.NO))
    unclear = len(role.items) - role.answered
    return f"{yes} yes, {partially} partially, {no} no and {unclear} not clear"


def _moved(then: ItemScore, now: ItemScore) -> Moved:
    return Moved(now.item.id, now.item.text, words.answer(then), words.answer(now))


def _only(change: SiteChange) -> Iterator[Sentence]:
    for move in change.moves:
        if move.now and not move.then:
            yield Sentence(["new on this form, ", move.now.item.id, " ", move.now.item.text])
        elif move.then and not move.now:
            yield Sentence(
                ["only on the earlier form, ", move.then.item.id, " ", move.then.item.text]
            )
