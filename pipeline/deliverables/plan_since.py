"""What moved since an earlier workbook: steps done, moved, late, new, and gone; by id, as both were typed."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from pipeline.deliverables import blanks
from pipeline.deliverables.plan_index import Index, Numbered
from pipeline.deliverables.wordings import Wordings
from pipeline.gaps import done, ended
from pipeline.model import Action, When
from pipeline.names import id_key, name_key, same_name


def since(earlier: Sequence[Action], index: Index, told: Wordings) -> Iterator[str]:
    """Yield a sentence for each kind of change since `earlier`; one that nothing changed; or none."""
    before = {id_key(each.id): each for each in earlier if blanks.line(each.id)}
    if not before:
        return
    now = {id_key(each.action.id): each for each in index.steps if blanks.line(each.action.id)}
    changes = [
        told.say(f"Since: {kind}", steps=told.listed(ids))
        for kind, ids in _changes(before, now, index.today)
        if ids
    ]
    yield from changes or [told.say("Since: nothing")]


def _changes(
    before: Mapping[str, Action], now: Mapping[str, Numbered], today: date
) -> Iterator[tuple[str, list[str]]]:
    """Yield each kind of change, as the wordings call it, and the ids of the steps that it is true of."""
    both = [(before[key], step) for key, step in now.items() if key in before]
    taken = [step.id for then, step in both if done(step.action) and not done(then)]
    yield "done", taken
    yield (
        "status changed",
        [
            step.id
            for then, step in both
            if step.id not in taken and not same_name(step.action.status, then.status)
        ],
    )
    yield "start or due date changed", [step.id for then, step in both if _moved(then, step.action)]
    yield "late", [step.id for step in now.values() if _late(step.action, today)]
    yield "new", [step.id for key, step in now.items() if key not in before]
    yield (
        "no longer in the workbook",
        [blanks.line(then.id) for key, then in before.items() if key not in now],
    )


def _late(action: Action, today: date) -> bool:
    return not ended(action) and action.due.day is not None and action.due.day < today


def _moved(then: Action, now: Action) -> bool:
    return any(
        _when(one) != _when(other) for one, other in ((then.start, now.start), (then.due, now.due))
    )


def _when(when: When) -> object:
    return when.day or name_key(blanks.line(when.words))
