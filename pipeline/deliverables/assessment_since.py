"""Put an earlier form beside this one: what moved, item by item, and never points without counts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.deliverables import assessment_words as words
from pipeline.deliverables.sentences import Sentence, in_a_row
from pipeline.deliverables.wordings import Wordings
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

    lead: str  # how many items were answered otherwise, in a sentence
    counts: str  # of both forms, over the items that stand on both; never points without counts
    moved: tuple[Moved, ...]
    only: Sentence  # items that stand on one of the forms alone


def since(findings: Findings, score: SiteScore, told: Wordings) -> Iterator[Since]:
    """Yield what moved at a site since each earlier form."""
    for change in findings.changes:
        if change.site == score.site:
            both = tuple(change.both())
            yield Since(
                lead=_lead(change, told),
                counts=_counts(both, told) if both else "",
                moved=tuple(_moved(then, now, told) for then, now in change.moved()),
                only=in_a_row(_only(change, told)),
            )


def _lead(change: SiteChange, told: Wordings) -> str:
    both, moved = len(list(change.both())), len(list(change.moved()))
    return told.say(
        "Since an earlier form",
        file=change.file,
        items=told.counted("items on both forms", both),
        moved=told.counted("items answered differently", moved),
        same=str(both - moved),
    )


def _counts(both: Sequence[tuple[ItemScore, ItemScore]], told: Wordings) -> str:
    then = RoleScore(ROLE, tuple(then for then, _ in both))
    now = RoleScore(ROLE, tuple(now for _, now in both))
    return told.say("Earlier and now", then=_counted(then, told), now=_counted(now, told))


def _counted(role: RoleScore, told: Wordings) -> Sentence:
    yes, partially, no = (str(role.count(each)) for each in (Reply.YES, Reply.PARTIALLY, Reply.NO))
    unclear = str(len(role.items) - role.answered)
    return told.say("Counts of all answers", yes=yes, partially=partially, no=no, unclear=unclear)


def _moved(then: ItemScore, now: ItemScore, told: Wordings) -> Moved:
    return Moved(now.item.id, now.item.text, words.answer(then, told), words.answer(now, told))


def _only(change: SiteChange, told: Wordings) -> Iterator[Sentence]:
    for move in change.moves:
        if move.now and not move.then:
            item = move.now.item
            yield told.say("An item that is new on this form", item=item.id, words=item.text)
        elif move.then and not move.now:
            item = move.then.item
            yield told.say("An item only on the earlier form", item=item.id, words=item.text)
