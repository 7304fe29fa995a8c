"""The action plan: all steps by date on one page, then title by title, and what is still open."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import count

from pipeline.deliverables import (
    blanks,
    cards,
    plan_index,
    plan_since,
    plan_steps,
    plan_views,
    wordings,
)
from pipeline.deliverables.blanks import Said, name_in
from pipeline.deliverables.plan_index import Index, Numbered
from pipeline.deliverables.plan_steps import Step
from pipeline.deliverables.plan_views import Gap, Organization, Point
from pipeline.deliverables.wordings import Wordings
from pipeline.model import Draft, Findings, Idea, Typed
from pipeline.names import words_key

ON_A_PAGE, FIRST = 15, 12  # steps that page 1 holds; of more, how many stand there
SOON = 30  # days in which a plan should begin


@dataclass(frozen=True, slots=True)
class Card:
    """A card that could become a step, or that no step takes up."""

    id: str  # "B04", "B11, placed by Afterword, not agreed"
    words: str


@dataclass(frozen=True, slots=True)
class Section:
    """A title with its steps, what they come to, and the cards that could become one."""

    before: str  # "1. ", "2. Working title (not agreed): "; none where it is no title
    title: str
    note: str  # why it stands here, where the wall does not say so
    by: str  # the last day a step with a measure is due, "" where none has both
    measures: tuple[str, ...]
    steps: tuple[Step, ...]
    origins: tuple[str, ...]  # "A01 answers C2 and comes from cards B02 and B06."
    candidates: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """What action-plan.docx may mention."""

    title: str
    workshop: Said
    place: Said
    date: Said
    today: str
    vision: tuple[Said, ...]  # the purpose, else each workshop question
    summary: str  # how the steps stand, which begin soon, how many gaps have a step
    since: tuple[str, ...]  # what moved since an earlier workbook
    caption: str  # how many of the steps stand on the page
    gaps: tuple[Gap, ...]
    first: tuple[Step, ...]  # by due date: all, or the first of many
    to_settle: tuple[Point, ...]
    sections: tuple[Section, ...]
    bare: tuple[str, ...]  # titles under which nothing stands
    organizations: tuple[Organization, ...]
    without_steps: tuple[str, ...]
    called: str  # what those cards are called: there may be others above that could become a step
    left: tuple[str, ...]  # ids of the cards that no step takes up
    words_of_left: tuple[Card, ...]  # where no outcomes document has their words
    held: str


TEMPLATES = {"action-plan.docx": Context}


def missing(findings: Findings) -> str:
    """Return why the plan cannot be written, "" when it can."""
    if findings.workshop.ideas or findings.workshop.actions:
        return ""
    return "no cards and no action steps were read"


def drafts(findings: Findings) -> Iterator[Draft]:
    """Yield the one action plan."""
    yield Draft("action-plan.docx", "action-plan.docx", _context(findings))


def _context(findings: Findings) -> Context:
    index, details = plan_index.of(findings), findings.workshop.details
    told = wordings.of(findings.texts, wordings.PLAN)
    unders = tuple(_titles(findings, index, told))
    sections = [_section(under, index, told, fillable=findings.fillable) for under in unders]
    full = [*_numbered(zip(unders, sections, strict=True))]
    left = [*cards.printed(_left(findings, index))]
    gaps = (*plan_views.gaps(findings, index, told), *plan_views.health_gaps(findings, told))
    by_date = plan_views.by_due_date(index, told)
    context = Context(
        title=_title(details.title, told),
        workshop=blanks.words(details.title, "name of the workshop"),
        place=blanks.words(details.place, "place"),
        date=blanks.time(details.date, "date"),
        today=blanks.written(findings.today),
        vision=tuple(_vision(findings)),
        summary=" ".join(_summary(findings, index, told)),
        since=tuple(plan_since.since(findings.earlier, index, told)),
        caption=_caption(len(by_date), told),
        gaps=gaps,
        first=by_date if len(by_date) <= ON_A_PAGE else by_date[:FIRST],
        to_settle=tuple(plan_views.to_settle(index, told, apart=len(index.steps) <= ON_A_PAGE)),
        sections=tuple(full),
        bare=tuple(
            _named(each)
            for under, each in zip(unders, sections, strict=True)
            if under.is_title and not (each.steps or each.candidates)
        ),
        organizations=tuple(plan_views.organizations(index, told)),
        without_steps=tuple(plan_views.without_steps(findings, index)) if index.steps else (),
        called=_called(sections, told),
        left=tuple(idea.id for idea in left),
        words_of_left=() if findings.outcomes else tuple(_cards(left, told)),
        held=_held([*cards.hanging(findings.wall)], told),
    )
    return wordings.told_in(context, told)


# ── page 1 ───────────────────────────────────────────────────────────────────────────────────


def _vision(findings: Findings) -> Iterator[Said]:
    """Yield the purpose, or each question that the cards answer."""
    details, asked = findings.workshop.details, findings.wall.questions()
    if blanks.line(details.purpose):
        yield blanks.words(details.purpose, "")
    elif len(asked) < 2:
        yield blanks.words(details.question, "workshop question")
    else:
        yield from (blanks.words(each, "another workshop question") for each in asked)


def _title(workshop: Typed, told: Wordings) -> str:
    """Return the title of the document, for its properties."""
    if not workshop.strip():
        return told.say("Name of the document, of a workshop without a name")
    return told.say("Name of the document", words=cards.words(workshop))


def _summary(findings: Findings, index: Index, told: Wordings) -> Iterator[str]:
    """Yield how the steps stand, which begin soon, and how many gaps of the form have a step."""
    if index.steps:
        stands = Counter(plan_steps.status(each.action, told).casefold() for each in index.steps)
        by_status = ", ".join(f"{number} {name}" for name, number in stands.items())
        yield told.say(
            "How the steps stand",
            steps=told.counted("steps", len(index.steps)),
            statuses=by_status,
        )
    else:
        yield told.say("No step yet")
    named = len([*plan_views.health_gaps(findings, told)])
    if findings.scores or not named:
        yield _coverage(findings, index, told)
    if named:
        yield told.say("Gaps of partnerships", gaps=told.counted("gaps", named))
    if index.steps:
        yield _soon(index, told)
    if cards.all_proposed(findings.wall):
        yield told.say("All groups are proposed")


def _soon(index: Index, told: Wordings) -> str:
    """Return which steps start soon: a plan nobody begins is soon forgotten."""
    within = {"days": str(SOON), "day": blanks.written(index.today)}
    last = index.today + timedelta(days=SOON)
    ids = [
        each.id
        for each in index.steps
        if each.action.start.day and index.today <= each.action.start.day <= last
    ]
    if not ids:
        return told.say("No step starts soon", **within)
    return told.either("Steps that start soon", one=len(ids) == 1, steps=told.listed(ids), **within)


def _caption(steps: int, told: Wordings) -> str:
    if steps > ON_A_PAGE:
        return told.say("The first steps by due date", first=str(FIRST), steps=str(steps))
    return told.say("All steps by due date")


def _coverage(findings: Findings, index: Index, told: Wordings) -> str:
    if not findings.scores:
        return told.say("No self-assessment")
    if not index.gaps:
        return told.say("No gap")
    met = sum(1 for each in index.gaps if index.answering(each))
    one = 1 in {met, len(index.gaps)}
    gaps = told.counted("gaps", len(index.gaps))
    return told.either("Gaps with a step", one=one, met=str(met), gaps=gaps)


# ── title by title ───────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Under:
    """What belongs under one title, before it is put in words."""

    title: str
    steps: tuple[Numbered, ...] = ()
    ideas: tuple[Idea, ...] = ()
    before: str = ""
    note: str = ""
    proposed: bool = False  # Afterword made the group, and its note says so
    is_title: bool = True  # not what stands under none


def _titles(findings: Findings, index: Index, told: Wordings) -> Iterator[_Under]:
    """Yield the titles of the wall, then titles only steps name, then what has no title."""
    wall = findings.wall
    named: dict[str, list[Numbered]] = {}
    for step in index.steps:
        named.setdefault(name_in(step.action.title), []).append(step)
    untitled = tuple(named.pop("", ()))
    for group in wall.groups:
        yield _Under(
            title=cards.title_in(group, told),
            steps=(*named.pop(name_in(group.title), ()), *named.pop(name_in(group.mark), ())),
            ideas=group.ideas,
            before="" if group.agreed else f"{told.say('Before a working title')} ",
            note=told.say("A group is proposed")
            if group.proposed and not cards.all_proposed(wall)
            else "",
            proposed=group.proposed,
        )
    for steps in map(tuple, named.values()):
        yield _Under(
            blanks.line(steps[0].action.title),
            steps,
            note=told.say("A title that is not on the wall"),
        )
    if untitled:
        whole = len(untitled) == len(index.steps)
        heading = told.say("All steps" if whole else "Steps under no title")
        yield _Under(heading, untitled, note=told.say("Steps that name no title"), is_title=False)
    loose = tuple(each.idea for each in wall.not_placed)
    heading, note = told.say("Cards not yet placed"), told.say("Cards that hang nowhere")
    yield _Under(heading, (), loose, note=note, is_title=False)


def _section(under: _Under, index: Index, told: Wordings, *, fillable: bool) -> Section:
    timed = [each.action for each in under.steps if each.action.due.day]
    measured = [each for each in timed if blanks.line(each.measure)]
    due = [each.due.day for each in measured if each.due.day]
    ideas = [idea for idea in under.ideas if _is_candidate(idea, index) or not index.marked]
    measures = (each.measure for each in measured)
    once = {words_key(each): each for each in measures}  # what several steps come to stands once
    steps = [plan_steps.row(step, index, told) for step in under.steps]
    return Section(
        before=under.before,
        title=under.title,
        note=under.note,
        by=blanks.written(max(due)) if due else "",
        measures=tuple(map(cards.words, once.values())),
        steps=tuple(plan_steps.fillable(each, told) if fillable else each for each in steps),
        origins=tuple(filter(None, (plan_steps.origin(each, told) for each in under.steps))),
        candidates=tuple(_cards(cards.printed(ideas), told, proposed=under.proposed)),
    )


def _numbered(sections: Iterable[tuple[_Under, Section]]) -> Iterator[Section]:
    """Yield the sections under which something stands, titles with a number to call them by."""
    number = count(1)
    for under, each in sections:
        if each.steps or each.candidates:
            yield replace(each, before=f"{next(number)}. {each.before}") if under.is_title else each


def _named(section: Section) -> str:
    return f"{section.before}{section.title}"


# ── cards that could become a step, and what no step takes up ────────────────────────────────


def _is_candidate(idea: Idea, index: Index) -> bool:
    """Say whether a card was typed as an action that no step names, and may be printed."""
    return cards.is_action(idea) and index.free(idea) and not cards.held_back(idea)


def _cards(ideas: Iterable[Idea], told: Wordings, *, proposed: bool = False) -> Iterator[Card]:
    """Yield cards as the plan shows them; of a group that is `proposed` it is said once above."""
    for idea in ideas:
        placed = f", {told.say('Placed by us')}" if idea.proposed and not proposed else ""
        yield Card(f"{idea.id}{placed}", cards.words(idea.text))


def _left(findings: Findings, index: Index) -> Iterator[Idea]:
    """Yield every card that no step names and that does not stand under its title already."""
    wall = findings.wall
    hung: Sequence[Idea] = [
        *(idea for group in wall.groups for idea in group.ideas),
        *(each.idea for each in wall.not_placed),
    ]
    rest = [idea for idea in hung if index.marked and not cards.is_action(idea)]
    yield from (idea for idea in (*rest, *wall.parking_lot) if index.free(idea))


def _called(sections: Iterable[Section], told: Wordings) -> str:
    if any(each.candidates for each in sections):
        return told.say("Cards left beside those that could become a step")
    return told.say("Cards left")


def _held(ideas: Sequence[Idea], told: Wordings) -> str:
    """Return how many of the cards are held back and which, "" when none is."""
    ids = [idea.id for idea in ideas if cards.held_back(idea)]
    if not ids:
        return ""
    named = plan_steps.these(ids, told)
    return told.either("Cards held back", one=len(ids) == 1, number=str(len(ids)), cards=named)
