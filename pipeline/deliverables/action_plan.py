"""The action plan: steps as typed, candidate steps from the cards, gaps answered and still open."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from pipeline.deliverables import blanks, cards, plan_index, plan_steps, plan_views
from pipeline.deliverables.blanks import Said, name_in
from pipeline.deliverables.cards import Listed, count
from pipeline.deliverables.plan_index import Index, Numbered
from pipeline.deliverables.plan_steps import Card, Detail, Gap, Step
from pipeline.deliverables.plan_views import Entry, Organization, Task
from pipeline.model import NOWHERE, Draft, Findings, Group, Idea, Link, Typed
from pipeline.names import id_key

NOT_AGREED = "Working title (not agreed): "
NO_TITLE = "Steps under no title"
ALL_STEPS = "All steps"
NO_TITLE_NAMED = "No step says which title it belongs to (column Title)."
NO_TITLE_YET = "No title yet"
NOT_PLACED = "Cards not yet placed"
FOLLOWS = {
    True: "The titles follow with their candidate steps, then what is still open.",
    False: "The titles follow with their cards: talk over which of them could become a step.",
}
NO_CARDS_NAMED = (
    "No step says which cards it comes from (column From cards), so every card stands here."
)
PROPOSED = "Afterword proposed this group. Nobody has confirmed it yet."
MOST_STEPS = 5  # for one lead, before we ask
SOON = 30  # days in which a plan should begin


@dataclass(frozen=True, slots=True)
class Section:
    """A title with its gaps, its steps, its candidate steps and what is to be settled."""

    before: str
    title: str
    note: str
    gaps: tuple[Gap, ...]
    steps: tuple[Step, ...]
    no_steps: str
    details: tuple[Detail, ...]
    candidates: tuple[Card, ...]
    cards: tuple[Card, ...]  # where nobody said which cards are actions: all of them
    held: str
    to_settle: tuple[str, ...]
    number_of_steps: str
    number_of_cards: str
    number_of_candidates: str
    number_of_gaps: str
    number_to_settle: str


@dataclass(frozen=True, slots=True)
class OpenGap:
    """A gap that no step answers yet."""

    id: str
    text: str
    answered: str
    before: str
    title: str


@dataclass(frozen=True, slots=True)
class Context:
    """What action-plan.docx may mention."""

    title: str
    workshop: Said
    place: Said
    date: Said
    today: str
    question: Said
    purpose: str
    summary: str
    coverage: str
    remarks: tuple[str, ...]
    sections: tuple[Section, ...]
    shown: tuple[Section, ...]  # those under which something stands
    bare: tuple[Listed, ...]  # the titles of the others
    wide: bool  # a table of steps needs the paper turned
    follows: str  # how to read a plan that has no steps yet
    open_gaps: tuple[OpenGap, ...]
    no_open_gaps: str
    answered_gaps: tuple[Gap, ...]
    open_cards: tuple[Card, ...]
    all_open: str  # why no card is said to have a step
    no_open_cards: str
    held: str
    organizations: tuple[Organization, ...]
    without_steps: tuple[Listed, ...]
    calendar: tuple[Entry, ...]
    no_calendar: str
    undated: tuple[Task, ...]


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
    sections = tuple(_section(under, index) for under in _titles(findings, index))
    bare = [each for each in sections if each.no_steps and not each.gaps] if index.steps else []
    titled = any(name_in(each.action.title) for each in index.steps)
    open_gaps = tuple(_open_gaps(findings, index))
    open_cards = tuple(_open_cards(findings, index))
    organizations = tuple(plan_views.organizations(index))
    calendar = tuple(plan_views.calendar(index))
    ideas = tuple(cards.hanging(findings.wall))
    return Context(
        title=": ".join(part for part in ("Action plan", details.title.strip()) if part),
        workshop=blanks.words(details.title, "name of the workshop"),
        place=blanks.words(details.place, "place"),
        date=blanks.time(details.date, "date"),
        today=blanks.written(findings.today),
        question=_question(findings),
        purpose=cards.words(details.purpose),
        summary=_summary(index, sections),
        coverage=_coverage(findings, index, open_gaps),
        remarks=(*_proposed(findings), *_soon(index), *_busy(index)),
        sections=sections,
        shown=tuple(each for each in sections if each not in bare),
        bare=tuple(Listed(("; " if n else "") + each.before, each.title) for n, each in enumerate(bare) if titled),
        wide=bool(index.steps),
        follows=FOLLOWS[index.marked],
        open_gaps=open_gaps,
        no_open_gaps="" if open_gaps else _no_open_gaps(index),
        answered_gaps=tuple(plan_steps.gap(each, index, "") for each in index.gaps.values() if index.answering(each.id)),
        open_cards=open_cards,
        all_open=NO_CARDS_NAMED if index.steps and not index.taken else "",
        no_open_cards="" if open_cards else _no_open_cards(index),
        held=cards.held(ideas),
        organizations=organizations,
        without_steps=tuple(plan_views.without_steps(findings, index)),
        calendar=calendar,
        no_calendar="" if calendar else "No step has a date yet.",
        undated=tuple(plan_views.task("", each) for each in index.steps if not blanks.line(each.action.due.words)),
    )  # fmt: skip


# ── at a glance ──────────────────────────────────────────────────────────────────────────────


def _question(findings: Findings) -> Said:
    """Return the workshop question, or all of them where the cards answer several."""
    asked = findings.wall.questions()
    if len(asked) < 2:
        return blanks.words(findings.workshop.details.question, "workshop question")
    said = [blanks.words(each, "another workshop question") for each in asked]
    return Said(Typed(" ".join(said), NOWHERE))


def _summary(index: Index, sections: Sequence[Section]) -> str:
    candidates = sum(len(section.candidates) for section in sections)
    if not index.marked:
        return "No step has been typed yet, and nobody has said which cards are actions."
    if not index.steps:
        return f"No step has been typed yet; {count(candidates, 'candidate step')} from the cards."
    steps = count(len(index.steps), "step")
    stands = Counter(plan_steps.status(each.action).casefold() for each in index.steps)
    by_status = ", ".join(f"{number} {name}" for name, number in stands.items())
    by_status = f" ({by_status})" if by_status else ""
    return f"{steps} typed{by_status}; {count(candidates, 'candidate step')} from the cards."


def _coverage(findings: Findings, index: Index, open_gaps: Sequence[OpenGap]) -> str:
    if not findings.scores:
        return "No self-assessment was read, so this plan shows no gaps."
    if not index.gaps:
        return "The self-assessment shows no gap."
    answered = len(index.gaps) - len(open_gaps)
    have = "has" if 1 in (answered, len(index.gaps)) else "have"
    gaps = f"{answered} of {count(len(index.gaps), 'gap')} of the self-assessment {have} a step"
    linked = sum(1 for each in open_gaps if not each.before and each.title != NO_TITLE_YET)
    still = "has" if len(open_gaps) == 1 else "have"
    open_ = f"{len(open_gaps)} {still} no step yet" if open_gaps else ""
    by_people = f", {linked} of them under a title that people chose" if linked else ""
    return f"{'; '.join(filter(None, (gaps, open_)))}{by_people}."


def _proposed(findings: Findings) -> Iterator[str]:
    if cards.all_proposed(findings.wall):
        yield "Afterword proposed the groups and their titles. Nobody has confirmed them yet."


def _soon(index: Index) -> Iterator[str]:
    """Yield which steps start soon: a plan nobody begins is soon forgotten."""
    if not index.steps:
        return
    days = f"{SOON} days of {blanks.written(index.today)}"
    last = index.today + timedelta(days=SOON)
    ids = [
        each.id
        for each in index.steps
        if each.action.start.day and index.today <= each.action.start.day <= last
    ]
    if ids:
        yield f"These steps start within {days}: {cards.listed(ids)}."
    else:
        yield f"No step starts within {days}: agree on a first one."


def _busy(index: Index) -> Iterator[str]:
    leads = Counter(blanks.line(each.action.lead_person) for each in index.steps)
    for lead, number in leads.items():
        if lead and number > MOST_STEPS:
            yield f"{lead} leads {number} steps: ask whether somebody can take some over."


# ── title by title ───────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Under:
    """What belongs under one title, before it is put in words."""

    title: str
    steps: tuple[Numbered, ...]
    gaps: tuple[Gap, ...]
    ideas: tuple[Idea, ...] = ()
    before: str = ""
    note: str = ""
    on_the_wall: bool = False
    proposed: bool = False  # Afterword made the group, and its note says so


def _titles(findings: Findings, index: Index) -> Iterator[_Under]:
    """Yield the titles of the wall, then titles only steps name, then what has no title."""
    wall = findings.wall
    named: dict[str, list[Numbered]] = {}
    for step in index.steps:
        named.setdefault(name_in(step.action.title), []).append(step)
    untitled = tuple(named.pop("", ()))
    for group in wall.groups:
        steps = (*named.pop(name_in(group.title), ()), *named.pop(name_in(group.mark), ()))
        yield _Under(
            title=cards.title(group),
            steps=steps,
            gaps=_gaps_under(findings, index, group, steps),
            ideas=group.ideas,
            before="" if group.agreed else NOT_AGREED,
            note=PROPOSED if group.proposed and not cards.all_proposed(wall) else "",
            on_the_wall=True,
            proposed=group.proposed,
        )
    for steps in map(tuple, named.values()):
        title = blanks.line(steps[0].action.title)
        note = "The steps name this title, which is not on the wall."
        yield _Under(title, steps, plan_steps.gaps_of(index, steps), note=note)
    if untitled:
        whole = len(untitled) == len(index.steps)
        note = NO_TITLE_NAMED if whole else "These steps name no title."
        yield _Under(
            ALL_STEPS if whole else NO_TITLE,
            untitled,
            plan_steps.gaps_of(index, untitled),
            note=note,
        )
    loose = tuple(each.idea for each in wall.not_placed)
    if any(_is_candidate(idea, index) for idea in loose) or (loose and not index.marked):
        note = "Nobody has hung these cards under a title yet."
        yield _Under(NOT_PLACED, (), (), loose, note=note)


def _section(under: _Under, index: Index) -> Section:
    steps = under.steps
    likely = [idea for idea in under.ideas if _is_candidate(idea, index)]
    candidates = tuple(_cards(likely, proposed=under.proposed))
    to_talk_over = () if index.marked else cards.printed(under.ideas)
    held = cards.held([i for i in under.ideas if cards.is_action(i) or not index.marked])
    checks = [(step.id, tuple(plan_steps.checks(step.action, index))) for step in steps]
    return Section(
        before=under.before,
        title=under.title,
        note=under.note,
        gaps=under.gaps,
        steps=tuple(plan_steps.row(step, index) for step in steps),
        no_steps="" if candidates or to_talk_over or held else _no_steps(under, index),
        details=tuple(plan_steps.detail(step, index) for step in steps),
        candidates=candidates,
        cards=tuple(_cards(to_talk_over, proposed=under.proposed)),
        held=held,
        to_settle=tuple(f"Step {id_}: {'; '.join(found)}." for id_, found in checks if found),
        number_of_steps=str(len(steps)),
        number_of_cards=str(len(under.ideas)),
        number_of_candidates=str(len(candidates)),
        number_of_gaps=str(len(under.gaps)),
        number_to_settle=str(sum(len(found) for _, found in checks)),
    )


def _no_steps(under: _Under, index: Index) -> str:
    if under.steps or not under.on_the_wall:
        return ""
    if index.steps:
        return "No step has been typed under this title yet."
    if not under.ideas:
        return cards.NO_CARDS
    return "No card under this title was typed as an action."


def _gaps_under(
    findings: Findings, index: Index, group: Group, steps: Sequence[Numbered]
) -> tuple[Gap, ...]:
    """Return the gaps its steps answer, those a person linked, and those Afterword suggests."""
    answered = {each.id: each for each in plan_steps.gaps_of(index, steps)}
    linked: list[Gap] = []
    for weak in index.gaps.values():
        link = _link(findings, index, weak.id, group.mark)
        if weak.id in answered:
            linked.append(answered[weak.id])
        elif link is not None:
            why = "" if link.said else _suggested(link)
            linked.append(plan_steps.gap(weak, index, why))
    return tuple(linked)


def _suggested(link: Link) -> str:
    why = [f"words that matched: {', '.join(link.words)}"] if link.words else []
    why += [f"nearest card: {link.card.id}"] if link.card else []
    behind = f" ({'; '.join(why)})" if why else ""
    return f"Afterword suggests that it belongs here{behind}."


def _link(findings: Findings, index: Index, item: str, mark: str) -> Link | None:
    """Return why a gap stands under a title: people said so, or else it is the surest guess."""
    links = [each for each in findings.links if index.found.item(each.item) == item]
    here = [each for each in links if each.mark == mark]
    if any(each.said for each in links):
        return next((each for each in here if each.said), None)
    if index.answering(item) or not here:
        return None
    surest = max(links, key=lambda each: each.sure)
    return surest if surest in here else None


# ── candidate steps, and what no step takes up ───────────────────────────────────────────────


def _is_candidate(idea: Idea, index: Index) -> bool:
    """Say whether a card was typed as an action that no step names, and may be printed."""
    return cards.is_action(idea) and _free(idea, index) and not cards.held_back(idea)


def _free(idea: Idea, index: Index) -> bool:
    return id_key(idea.id) not in index.taken


def _cards(ideas: Iterable[Idea], where: str = "", *, proposed: bool = False) -> Iterator[Card]:
    """Yield cards as the plan shows them; of a group that is `proposed` it is said once above."""
    for idea in ideas:
        placed = f", {cards.PLACED}" if idea.proposed and not proposed else ""
        yield Card(idea.id, cards.words(idea.text), where, placed)


def _open_cards(findings: Findings, index: Index) -> Iterator[Card]:
    """Yield every card that no step names and that does not stand under its title already."""
    wall = findings.wall
    if not index.marked:
        yield from _cards(cards.printed(wall.parking_lot), "Parking lot")
        return
    hung = [(cards.title(group), group.ideas) for group in wall.groups]
    loose = ("Not yet placed", tuple(each.idea for each in wall.not_placed))
    for where, ideas in (*hung, loose):
        rest = (idea for idea in ideas if _free(idea, index) and not cards.is_action(idea))
        yield from _cards(cards.printed(rest), where)
    parked = (idea for idea in wall.parking_lot if _free(idea, index))
    yield from _cards(cards.printed(parked), "Parking lot")


def _no_open_cards(index: Index) -> str:
    if not index.marked:
        return ""
    return "Every card is taken up by a step or stands as a candidate step."


def _open_gaps(findings: Findings, index: Index) -> Iterator[OpenGap]:
    groups = {group.mark: group for group in findings.wall.groups}
    for weak in index.gaps.values():
        if index.answering(weak.id):
            continue
        links = [each for each in findings.links if index.found.item(each.item) == weak.id]
        links = [each for each in links if each.said] or links
        group = groups.get(max(links, key=lambda each: each.sure).mark) if links else None
        if group is None:
            yield OpenGap(weak.id, weak.text, weak.answered, "", NO_TITLE_YET)
        else:
            before = "" if any(each.said for each in links) else "Suggested: "
            yield OpenGap(weak.id, weak.text, weak.answered, before, cards.title(group))


def _no_open_gaps(index: Index) -> str:
    return "Every gap has a step." if index.gaps else ""
