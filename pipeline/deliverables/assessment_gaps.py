"""Link each gap of a self-assessment to the steps that answer it, and ask what is left to ask."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from pipeline import gaps
from pipeline.deliverables import assessment_words
from pipeline.deliverables.blanks import line
from pipeline.deliverables.sentences import Sentence, in_a_row
from pipeline.deliverables.wordings import Wordings
from pipeline.gaps import Index, stands
from pipeline.model import (
    GAPS,
    UNSAID,
    Action,
    Findings,
    ItemScore,
    Reply,
    RoleScore,
    SiteScore,
    Typed,
)
from pipeline.names import same_name

FIRST_WORDS = 6  # of a step, beside its id
MOST_STEPS = 3  # in words; more of them are named by id
MOST_ITEMS = 2  # that a question names; the rest is counted
MOST_POINTS = 5  # to talk about first
ASKED = (
    Reply.CONFLICT, Reply.BLANK, Reply.UNREADABLE, Reply.NO, Reply.PARTIALLY, Reply.YES,
)  # fmt: skip
UNSETTLED = (Reply.CONFLICT, Reply.UNREADABLE, Reply.BLANK)  # talked about first, in this order
BEHIND = (Reply.NO, Reply.PARTIALLY)  # then these, where no step answers them


def steps(findings: Findings, score: SiteScore) -> Index:
    """Return the look-up of this site's steps: all where there is one site, else its workshop's."""
    ours = findings.workshop.actions if _ours(findings, score) else ()
    return gaps.of(findings.scores, ours)


def can_tell(findings: Findings, score: SiteScore) -> bool:
    """Say whether the steps that were read are those of this site, if there are any."""
    return not findings.workshop.actions or _ours(findings, score)


def _ours(findings: Findings, score: SiteScore) -> bool:
    return len(findings.scores) == 1 or same_name(findings.workshop.details.site, score.site)


def step(item: ItemScore, index: Index, words: Wordings, *, told: bool) -> Sentence:
    """Return the steps that answer an item, or why none stands there."""
    found = [each.action for each in index.answering(item.item.id)]
    if len(found) > MOST_STEPS:
        called = in_a_row(map(_called, found), ", ")
        return words.say("Many steps", number=str(len(found)), steps=called)
    if found:
        return in_a_row(Sentence([_id(each), *_begun(each.step)]) for each in found)
    if item.reply not in GAPS:
        return words.say("No gap")
    return words.say("No step" if told else "Steps not known")


def _called(action: Action) -> str:
    """Return the id somebody gave a step, else the cell that it was typed in."""
    return action.id or action.step.place.cell


def _id(action: Action) -> str:
    """Return the id somebody gave a step, "" where the cell stands for it."""
    return "" if action.id in ("", action.id.place.cell) else f"{action.id}: "


def _begun(words: Typed) -> Iterator[str]:
    """Yield the first words of a step, and … where there are more: the action plan has them all."""
    said = words.split()
    yield Typed(" ".join(said[:FIRST_WORDS]), words.place)
    if len(said) > FIRST_WORDS:
        yield "…"


def elsewhere(findings: Findings, score: SiteScore) -> Typed:
    """Return the other site that the steps are those of, as Details names it; no words where none is."""
    named = line(findings.workshop.details.site)
    sites = [each.site for each in findings.scores if each is not score]
    return named if any(same_name(named, each) for each in sites) else UNSAID


def coverage(
    index: Index, score: SiteScore, words: Wordings, *, told: bool, elsewhere: Typed = UNSAID
) -> str:
    """Return how many gaps have a step, or that the steps are those of a site `elsewhere`."""
    found = [item for _, item in score.gaps()]
    if not found:
        return words.say("No gaps")
    if not told and elsewhere:
        return words.say("Steps of the site that Details names", site=elsewhere)
    if not told:
        return words.say("Steps of another site")
    answered = sum(bool(index.answering(each.item.id)) for each in found)
    return words.say(
        "Gaps with a step",
        gaps=words.counted("gaps", len(found)),
        have=words.counted("gaps that have one", answered),
        without=words.counted("gaps that have one", len(found) - answered),
    )


def strays(index: Index, score: SiteScore, words: Wordings) -> Sentence:
    """Return the steps that name an item which the form of this site does not have."""
    own = {index.item(item.item.id) for role in score.roles for item in role.items}
    return in_a_row(
        (
            words.say("A step that names no item of this form", step=each.action.id, item=typed)
            for each in index.steps
            for typed, item in zip(each.action.items, each.items, strict=True)
            if stands(each.action) and typed.strip() and item not in own
        ),
        " ",
    )  # fmt: skip


# ── what to talk about first ─────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Start:
    """The few things to talk about first, in words, and how many more there are."""

    points: tuple[Sentence, ...]
    more: str
    worded: frozenset[str]  # ids of the items that stand among them in words


def start(index: Index, score: SiteScore, words: Wordings, *, told: bool) -> Start:
    """Return what to talk about first: what is unsettled, then gaps without a step, in printed order."""
    silent = [role for role in score.roles if _is_silent(role)]
    items = [item for role in score.roles if role not in silent for item in role.items]
    first = [item for reply in UNSETTLED for item in items if item.reply is reply]
    open_ = [each for each in items if not index.answering(each.item.id)] if told else []
    then = [item for reply in BEHIND for item in open_ if item.reply is reply]
    named = [*first, *then]
    points = [
        *(_nobody(each, words) for each in silent),
        *(_point(each, "A point", words) for each in first),
        *(_point(each, "A point without a step", words) for each in then),
    ]
    worded = named[: max(0, MOST_POINTS - len(silent))]
    left = len(points) - MOST_POINTS
    more = words.counted("points beyond those", left) if left > 0 else ""
    return Start(tuple(points[:MOST_POINTS]), more, frozenset(each.item.id for each in worded))


def _is_silent(role: RoleScore) -> bool:
    return bool(role.items) and role.count(Reply.BLANK) == len(role.items)


def _nobody(role: RoleScore, words: Wordings) -> Sentence:
    items = words.counted("items", len(role.items))
    title = assessment_words.title(role.role, words)
    return words.say("Nobody answered a role", role=title, items=items)


def _point(item: ItemScore, row: str, words: Wordings) -> Sentence:
    answer = assessment_words.answer(item, words)
    return words.say(row, item=item.item.id, words=item.item.text, answer=answer)


# ── what the answers leave to ask ────────────────────────────────────────────────────────────


def questions(score: SiteScore, worded: Collection[str], words: Wordings) -> Iterator[Sentence]:
    """Yield what the answers leave to talk about; nothing here judges them.

    Items that are `worded`, in words elsewhere, are named by their id.
    """
    for role in score.roles:
        if _is_silent(role):
            title = assessment_words.title(role.role, words)
            yield words.say("Question: a role nobody answered", role=title)
    items = [item for role in score.roles if not _is_silent(role) for item in role.items]
    for reply in ASKED:
        if found := [item for item in items if item.reply is reply]:
            yield words.say(f"Question: {reply}", items=_named(found, worded, reply, words))


def _named(
    found: Sequence[ItemScore], worded: Collection[str], reply: Reply, words: Wordings
) -> Sentence:
    """Return the first items of a question, those in words elsewhere first, and how many more there are."""
    first = sorted(found, key=lambda each: each.item.id not in worded)[:MOST_ITEMS]
    left = len(found) - len(first)
    named = [
        each.item.id
        if each.item.id in worded
        else words.say("An item in words", item=each.item.id, words=each.item.text)
        for each in first
    ]
    if not left:
        return words.listed(named)
    return words.say(f"More items: {reply}", items=in_a_row(named, ", "), number=str(left))
