"""Link each gap of a self-assessment to the steps that answer it, and ask what is left to ask."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline import gaps
from pipeline.deliverables import assessment_words, cards
from pipeline.deliverables.assessment_words import Line
from pipeline.deliverables.cards import count, listed
from pipeline.gaps import Index, stands
from pipeline.model import Action, Findings, ItemScore, Reply, SiteScore, Typed
from pipeline.names import same_name

NO_STEP = "No step yet"
FEW = 8  # more item ids than this are counted, not listed
ASKED = (
    (Reply.CONFLICT, "What would settle which answer holds for ", "answered in more than one way", "?"),
    (Reply.BLANK, "What is the answer to ", "left blank", ": does nobody know yet, or was it skipped?"),
    (Reply.UNREADABLE, "What was meant by the answer to ", "that could not be read", "?"),
    (Reply.NO, "What would it take to answer yes to ", "answered no", ", and where to begin?"),
    (Reply.PARTIALLY, "What is in place already, and what is missing, for ", "answered partially", "?"),
    (Reply.YES, "What makes ", "answered yes", " work, and could that help with a gap?"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Question:
    """A question for the team; the words of a form stand in its middle."""

    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the action plan that answers a gap."""

    before: str
    text: Typed


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap and the steps that answer it, or that there is none yet."""

    line: Line
    steps: tuple[Step, ...]
    none: str


@dataclass(frozen=True, slots=True)
class Stray:
    """A step that names an item this form does not have."""

    step: str
    item: Typed


def steps(findings: Findings, score: SiteScore) -> Index:
    """Return the look-up of this site's steps: all where there is one site, else its workshop's."""
    ours = findings.workshop.actions if _ours(findings, score) else ()
    return gaps.of(findings.scores, ours)


def without(findings: Findings, score: SiteScore) -> str:
    """Return what stands where no step is named."""
    return NO_STEP if _can_tell(findings, score) else "Not known"


def _can_tell(findings: Findings, score: SiteScore) -> bool:
    return not findings.workshop.actions or _ours(findings, score)


def _ours(findings: Findings, score: SiteScore) -> bool:
    return len(findings.scores) == 1 or same_name(findings.workshop.details.site, score.site)


def gap(item: ItemScore, index: Index, none: str) -> Gap:
    """Return a gap with the steps that name its item, or with `none` in their place."""
    found = tuple(
        Step(("; " if number else "") + _named(each.action), cards.words(each.action.step))
        for number, each in enumerate(index.answering(item.item.id))
    )
    return Gap(assessment_words.line(item), found, "" if found else none)


def _named(action: Action) -> str:
    """Return the id somebody gave a step, "" where the cell stands for it."""
    return "" if action.id in ("", action.id.place.cell) else f"{action.id}: "


def coverage(findings: Findings, score: SiteScore, found: Sequence[Gap]) -> str:
    """Return how many gaps have a step."""
    if not found:
        return "There are no gaps to answer."
    if not _can_tell(findings, score):
        return (
            "The steps that were read are not shown here: they do not say which site they are for. "
            "Name the site on the Details sheet to show them in its report."
        )
    answered = sum(bool(each.steps) for each in found)
    have, none = (f"{n} {'has' if n == 1 else 'have'}" for n in (answered, len(found) - answered))
    return f"Of {count(len(found), 'gap')}, {have} a step and {none} none yet."


def strays(index: Index, score: SiteScore) -> Iterator[Stray]:
    """Yield the steps that name an item which the form of this site does not have."""
    own = {index.item(item.item.id) for role in score.roles for item in role.items}
    for step in index.steps:
        for typed, item in zip(step.action.items, step.items, strict=True):
            if stands(step.action) and typed.strip() and item not in own:
                yield Stray(step.action.id, typed)


def questions(score: SiteScore, found: Sequence[Gap]) -> Iterator[Question]:
    """Yield what the answers leave to talk about; nothing here judges them."""
    items = [item for role in score.roles for item in role.items]
    for role in score.roles:
        if role.items and role.count(Reply.BLANK) == len(role.items):
            yield Question(
                "Nobody answered ", assessment_words.title(role.role), ". Who could answer for it?"
            )
    silent = {
        id(item)
        for role in score.roles
        if role.count(Reply.BLANK) == len(role.items)
        for item in role.items
    }
    said = {
        reply: [item.item.id for item in items if item.reply is reply and id(item) not in silent]
        for reply in Reply
    }
    for reply, before, many, after in ASKED:
        if ids := said[reply]:
            words = listed(ids) if len(ids) <= FEW else f"the {len(ids)} items {many}"
            yield Question(before, words, after)
    if without := sum(each.none == NO_STEP for each in found):
        which = f"Which of the {without} gaps without a step needs one now?"
        yield Question(
            which if without > 1 else "Does the gap without a step need one now?", "", ""
        )
