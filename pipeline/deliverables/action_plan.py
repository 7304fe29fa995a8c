"""The action plan: all steps by date on one page, then title by title, and what is still open."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import count

from pipeline.deliverables import blanks, cards, plan_index, plan_since, plan_steps, plan_views
from pipeline.deliverables.blanks import Said, name_in
from pipeline.deliverables.plan_index import Index, Numbered
from pipeline.deliverables.plan_steps import Step
from pipeline.deliverables.plan_views import Gap, Organization, Point
from pipeline.model import Draft, Findings, Idea
from pipeline.names import words_key

NOT_AGREED = "Working title (not agreed): "
NO_TITLE = "Steps under no title"
ALL_STEPS = "All steps"
NOT_PLACED = "Cards not yet placed"
PROPOSED = "Afterword proposed this group. Nobody has confirmed it yet."
NOT_ON_THE_WALL = "The steps name this title, which is not on the wall."
NAME_NO_TITLE = "These steps name no title (column Title)."
NOT_HUNG = "Nobody has hung these cards under a title yet."
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
    by: str  # the last day a step is due, "" where no day or no measure is said
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
    fill = plan_steps.fillable if findings.fillable else _as_it_is
    unders = tuple(_titles(findings, index))
    sections = [_section(under, index, fill) for under in unders]
    full = [*_numbered(zip(unders, sections, strict=True))]
    left = [*cards.printed(_left(findings, index))]
    gaps = (*plan_views.gaps(findings, index), *plan_views.health_gaps(findings))
    by_date = plan_views.by_due_date(index)
    return Context(
        title=": ".join(part for part in ("Action plan", details.title.strip()) if part),
        workshop=blanks.words(details.title, "name of the workshop"),
        place=blanks.words(details.place, "place"),
        date=blanks.time(details.date, "date"),
        today=blanks.written(findings.today),
        vision=tuple(_vision(findings)),
        summary=" ".join(_summary(findings, index)),
        since=tuple(plan_since.since(findings.earlier, index)),
        caption=_caption(len(by_date)),
        gaps=gaps,
        first=by_date if len(by_date) <= ON_A_PAGE else by_date[:FIRST],
        to_settle=tuple(plan_views.to_settle(index, apart=len(index.steps) <= ON_A_PAGE)),
        sections=tuple(full),
        bare=tuple(
            _named(each)
            for under, each in zip(unders, sections, strict=True)
            if under.is_title and not (each.steps or each.candidates)
        ),
        organizations=tuple(plan_views.organizations(index)),
        without_steps=tuple(plan_views.without_steps(findings, index)) if index.steps else (),
        left=tuple(idea.id for idea in left),
        words_of_left=() if findings.outcomes else tuple(_cards(left)),
        held=cards.held(tuple(cards.hanging(findings.wall))),
    )


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


def _summary(findings: Findings, index: Index) -> Iterator[str]:
    """Yield how the steps stand, which begin soon, and how many gaps of the form have a step."""
    if index.steps:
        stands = Counter(plan_steps.status(each.action).casefold() for each in index.steps)
        by_status = ", ".join(f"{number} {name}" for name, number in stands.items())
        yield f"{cards.count(len(index.steps), 'step')}: {by_status}."
    else:
        yield "No step has been typed yet: talk over which of the cards below could become one."
    named = len([*plan_views.health_gaps(findings)])
    if findings.scores or not named:
        yield _coverage(findings, index)
    if named:
        yield f"Teams named {cards.count(named, 'gap')} in their partnerships."
    if index.steps:
        yield _soon(index)
    if cards.all_proposed(findings.wall):
        yield "Afterword proposed the groups and their titles. Nobody has confirmed them yet."


def _soon(index: Index) -> str:
    """Return which steps start soon: a plan nobody begins is soon forgotten."""
    days = f"within {SOON} days of {blanks.written(index.today)}"
    last = index.today + timedelta(days=SOON)
    ids = [
        each.id
        for each in index.steps
        if each.action.start.day and index.today <= each.action.start.day <= last
    ]
    if not ids:
        return f"No step starts {days}: agree on a first one."
    return f"{cards.listed(ids)} {'starts' if len(ids) == 1 else 'start'} {days}."


def _caption(steps: int) -> str:
    if steps > ON_A_PAGE:
        return f"The first {FIRST} of {steps} steps by due date; all stand under their titles"
    return "All steps by due date"


def _coverage(findings: Findings, index: Index) -> str:
    if not findings.scores:
        return "No self-assessment was read, so this plan shows no gaps."
    if not index.gaps:
        return "The self-assessment shows no gap."
    met = sum(1 for each in index.gaps if index.answering(each))
    have = "has" if 1 in (met, len(index.gaps)) else "have"
    return f"{met} of {cards.count(len(index.gaps), 'gap')} of the self-assessment {have} a step."


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


def _titles(findings: Findings, index: Index) -> Iterator[_Under]:
    """Yield the titles of the wall, then titles only steps name, then what has no title."""
    wall = findings.wall
    named: dict[str, list[Numbered]] = {}
    for step in index.steps:
        named.setdefault(name_in(step.action.title), []).append(step)
    untitled = tuple(named.pop("", ()))
    for group in wall.groups:
        yield _Under(
            title=cards.title(group),
            steps=(*named.pop(name_in(group.title), ()), *named.pop(name_in(group.mark), ())),
            ideas=group.ideas,
            before="" if group.agreed else NOT_AGREED,
            note=PROPOSED if group.proposed and not cards.all_proposed(wall) else "",
            proposed=group.proposed,
        )
    for steps in map(tuple, named.values()):
        yield _Under(blanks.line(steps[0].action.title), steps, note=NOT_ON_THE_WALL)
    if untitled:
        whole = len(untitled) == len(index.steps)
        yield _Under(ALL_STEPS if whole else NO_TITLE, untitled, note=NAME_NO_TITLE, is_title=False)
    loose = tuple(each.idea for each in wall.not_placed)
    yield _Under(NOT_PLACED, (), loose, note=NOT_HUNG, is_title=False)


def _section(under: _Under, index: Index, fill: Callable[[Step], Step]) -> Section:
    due = [each.action.due.day for each in under.steps if each.action.due.day]
    ideas = [idea for idea in under.ideas if _is_candidate(idea, index) or not index.marked]
    measures = (each.action.measure for each in under.steps if blanks.line(each.action.measure))
    told = {words_key(each): each for each in measures}  # what several steps come to stands once
    return Section(
        before=under.before,
        title=under.title,
        note=under.note,
        by=blanks.written(max(due)) if due and told else "",
        measures=tuple(map(cards.words, told.values())) if due else (),
        steps=tuple(map(fill, (plan_steps.row(step, index) for step in under.steps))),
        origins=tuple(filter(None, map(plan_steps.origin, under.steps))),
        candidates=tuple(_cards(cards.printed(ideas), proposed=under.proposed)),
    )


def _numbered(sections: Iterable[tuple[_Under, Section]]) -> Iterator[Section]:
    """Yield the sections under which something stands, titles with a number to call them by."""
    number = count(1)
    for under, each in sections:
        if each.steps or each.candidates:
            yield replace(each, before=f"{next(number)}. {each.before}") if under.is_title else each


def _named(section: Section) -> str:
    return f"{section.before}{section.title}" if section.before else section.title


def _as_it_is(step: Step) -> Step:
    return step


# ── cards that could become a step, and what no step takes up ────────────────────────────────


def _is_candidate(idea: Idea, index: Index) -> bool:
    """Say whether a card was typed as an action that no step names, and may be printed."""
    return cards.is_action(idea) and index.free(idea) and not cards.held_back(idea)


def _cards(ideas: Iterable[Idea], *, proposed: bool = False) -> Iterator[Card]:
    """Yield cards as the plan shows them; of a group that is `proposed` it is said once above."""
    for idea in ideas:
        placed = f", {cards.PLACED}" if idea.proposed and not proposed else ""
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
