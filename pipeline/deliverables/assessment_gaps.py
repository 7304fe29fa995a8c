"""Link each gap of a self-assessment to the steps that answer it, and ask what is left to ask."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from pipeline import gaps
from pipeline.deliverables import assessment_words
from pipeline.deliverables.cards import count
from pipeline.deliverables.sentences import Sentence, in_a_row
from pipeline.gaps import Index, stands
from pipeline.model import GAPS, Action, Findings, ItemScore, Reply, RoleScore, SiteScore, Typed
from pipeline.names import same_name

NO_STEP, NOT_KNOWN, NO_GAP = "No step yet", "Not known", "None"
FIRST_WORDS = 6  # of a step, beside its id
MOST_STEPS = 3  # in words; more of them are named by id
MOST_ITEMS = 2  # that a question names; the rest is counted
MOST_POINTS = 5  # to talk about first
ASKED = (
    (Reply.CONFLICT, "What would settle which answer holds for ", "answered in more than one way", "?"),
    (Reply.BLANK, "What is the answer to ", "left blank", ": does nobody know yet, or was it skipped?"),
    (Reply.UNREADABLE, "What was meant by the answer to ", "that could not be read", "?"),
    (Reply.NO, "What would it take to answer yes to ", "answered no", ", and where to begin?"),
    (Reply.PARTIALLY, "What is in place already, and what is missing, for ", "answered partially", "?"),
    (Reply.YES, "What makes ", "answered yes", " work, and could that help with a gap?"),
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


def step(item: ItemScore, index: Index, *, told: bool) -> Sentence:
    """Return the steps that answer an item, or why none stands there."""
    found = [each.action for each in index.answering(item.item.id)]
    if len(found) > MOST_STEPS:
        return Sentence([f"{len(found)} steps: ", in_a_row(map(_called, found), ", ")])
    if found:
        return in_a_row(Sentence([_id(each), *_begun(each.step)]) for each in found)
    if item.reply not in GAPS:
        return Sentence([NO_GAP])
    return Sentence([NO_STEP if told else NOT_KNOWN])


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


def coverage(index: Index, score: SiteScore, *, told: bool) -> str:
    """Return how many gaps have a step."""
    found = [item for _, item in score.gaps()]
    if not found:
        return "There are no gaps to answer."
    if not told:
        return (
            "The steps that were read are not shown here: they do not say which site they are for. "
            "Name the site on the Details sheet to show them in its report."
        )
    answered = sum(bool(index.answering(each.item.id)) for each in found)
    have, none = (f"{n} {'has' if n == 1 else 'have'}" for n in (answered, len(found) - answered))
    return f"Of {count(len(found), 'gap')}, {have} a step and {none} none yet."


def strays(index: Index, score: SiteScore) -> Sentence:
    """Return the steps that name an item which the form of this site does not have."""
    own = {index.item(item.item.id) for role in score.roles for item in role.items}
    return in_a_row(
        (
            Sentence(["Step ", each.action.id, " names item ", typed, ", which this form does not have."])
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


def start(index: Index, score: SiteScore, *, told: bool) -> Start:
    """Return what to talk about first: what is unsettled, then gaps without a step, in printed order."""
    silent = [role for role in score.roles if _is_silent(role)]
    items = [item for role in score.roles if role not in silent for item in role.items]
    first = [item for reply in UNSETTLED for item in items if item.reply is reply]
    open_ = [each for each in items if not index.answering(each.item.id)] if told else []
    then = [item for reply in BEHIND for item in open_ if item.reply is reply]
    named = [*first, *then]
    points = [
        *map(_nobody, silent),
        *map(_point, first),
        *(_point(each, ", no step yet") for each in then),
    ]
    worded = named[: max(0, MOST_POINTS - len(silent))]
    left = len(points) - MOST_POINTS
    more = (
        f"{count(left, 'more point stands', 'more points stand')} in the tables that follow."
        if left > 0
        else ""
    )
    return Start(tuple(points[:MOST_POINTS]), more, frozenset(each.item.id for each in worded))


def _is_silent(role: RoleScore) -> bool:
    return bool(role.items) and role.count(Reply.BLANK) == len(role.items)


def _nobody(role: RoleScore) -> Sentence:
    items = count(len(role.items), "item")
    return Sentence(["Nobody answered ", assessment_words.title(role.role), f" ({items})."])


def _point(item: ItemScore, more: str = "") -> Sentence:
    answer = assessment_words.answer(item)
    return Sentence([item.item.id, " ", item.item.text, " (", answer, more, ")"])


# ── what the answers leave to ask ────────────────────────────────────────────────────────────


def questions(score: SiteScore, worded: Collection[str]) -> Iterator[Sentence]:
    """Yield what the answers leave to talk about; nothing here judges them.

    Items that are `worded`, in words elsewhere, are named by their id.
    """
    for role in score.roles:
        if _is_silent(role):
            yield Sentence(
                [
                    "Nobody answered ",
                    assessment_words.title(role.role),
                    ". Who could answer for it?",
                ]
            )
    items = [item for role in score.roles if not _is_silent(role) for item in role.items]
    for reply, before, many, after in ASKED:
        if found := [item for item in items if item.reply is reply]:
            yield Sentence([before, *_named(found, worded, many), after])


def _named(found: Sequence[ItemScore], worded: Collection[str], many: str) -> Iterator[str]:
    """Yield the first items of a question, those in words elsewhere first, and how many more there are."""
    first = sorted(found, key=lambda each: each.item.id not in worded)[:MOST_ITEMS]
    left = len(found) - len(first)
    for number, each in enumerate(first):
        yield ("", " and " if number == len(first) - 1 and not left else ", ")[number > 0]
        yield each.item.id
        if each.item.id not in worded:
            yield from (" (", each.item.text, ")")
    if left:
        yield f" and {left} more {many}"
