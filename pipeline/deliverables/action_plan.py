"""The action plan: steps as typed, candidate steps from the cards, gaps answered and still open."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.deliverables import blanks, cards
from pipeline.deliverables.blanks import Said, fold
from pipeline.deliverables.cards import count
from pipeline.model import Action, Draft, Findings, Group, Idea, Link, Partner, Reply, Typed, When

NOT_AGREED = "Working title (not agreed): "
NOT_STATED = "Not stated"
NO_LEAD = "No lead yet"
NO_TITLE = "Steps under no title"
NO_TITLE_YET = "No title yet"
NOT_PLACED = "Cards not yet placed"
FOLLOWS = {
    True: "The titles follow with their candidate steps, then what is still open.",
    False: "The titles follow with their cards: talk over which of them could become a step.",
}
ENDED = frozenset({"done", "dropped"})
MOST_STEPS = 5  # for one lead, before we ask
ANSWERED = {
    Reply.NO: "answered no",
    Reply.PARTIALLY: "answered partially",
    Reply.BLANK: "left blank",
    Reply.CONFLICT: "answered in two ways",
    Reply.UNREADABLE: "answered in a way nobody could read",
}


@dataclass(frozen=True, slots=True)
class Gap:
    """A statement of the self-assessment that was not answered yes, and the steps that answer it."""

    id: str
    text: str
    answered: str
    steps: str
    link: str  # what a reader must know of why it stands here


@dataclass(frozen=True, slots=True)
class Step:
    """A step as it stands in the table."""

    id: str
    words: str
    lead: str
    organization: str
    partners: tuple[str, ...]
    start: str
    due: str
    measure: str
    status: str


@dataclass(frozen=True, slots=True)
class Card:
    """A card that a step came from, that could become one, or that no step takes up."""

    id: str
    words: str
    where: str


@dataclass(frozen=True, slots=True)
class Detail:
    """What does not fit into the table of steps."""

    id: str
    resources: Said
    items: str
    practice: str
    gaps: tuple[Gap, ...]
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A title with its gaps, its steps, its candidate steps and what is to be settled."""

    before: str
    title: str
    note: str
    gaps: tuple[Gap, ...]
    no_gaps: str
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
class Task:
    """A step as one organization sees it."""

    part: str  # "Leads", "Helps with"
    id: str
    words: str
    due: str


@dataclass(frozen=True, slots=True)
class Organization:
    """An organization and the steps it leads or helps with."""

    name: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A name in a sentence, and the comma before it."""

    before: str
    name: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the calendar."""

    when: str
    what: str  # "Starts", "Is due"
    id: str
    words: str
    lead: str


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
    busy: tuple[str, ...]
    sections: tuple[Section, ...]
    wide: bool  # a table of steps needs the paper turned
    follows: str  # how to read a plan that has no steps yet
    open_gaps: tuple[OpenGap, ...]
    no_open_gaps: str
    answered_gaps: tuple[Gap, ...]
    open_cards: tuple[Card, ...]
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


# ── what the plan looks things up in ─────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Weak:
    """A gap as it was found: one statement, and how each site answered it."""

    id: str
    text: str
    answered: str


@dataclass(frozen=True, slots=True)
class _Numbered:
    """An action and the number it is called by."""

    id: str
    action: Action


@dataclass(frozen=True, slots=True)
class _Index:
    """Everything by the name that people use for it."""

    steps: tuple[_Numbered, ...]
    partners: Mapping[str, Partner]  # by id and by name
    ours: frozenset[str]  # our own organization and program
    cards: Mapping[str, Idea]
    taken: frozenset[str]  # cards that a step names
    marked: bool  # somebody said which cards are actions, or typed steps
    items: frozenset[str]
    gaps: Mapping[str, _Weak]
    today: date

    def answering(self, item: str) -> tuple[_Numbered, ...]:
        """Return the steps that name an item of the self-assessment; a dropped step answers none."""
        return tuple(
            s for s in self.steps if _stands(s) and _key(item) in map(self.item, s.action.items)
        )

    def item(self, typed: str) -> str:
        """Return the key of the item that was typed, however it was spaced and dotted."""
        if _key(typed) in self.items:
            return _key(typed)
        alike = [each for each in self.items if fold(each) == fold(typed)]
        return alike[0] if len(alike) == 1 else _key(typed)

    def organization(self, typed: Typed) -> Typed:
        """Return the name of an organization that was typed as an id or a name."""
        partner = self.partners.get(fold(typed))
        if partner is not None and partner.organization.strip():
            return blanks.line(partner.organization)
        return blanks.line(typed)

    def knows(self, typed: Typed) -> bool:
        """Say whether an organization is in the partner list, or our own."""
        return fold(typed) in self.partners or fold(typed) in self.ours


def _key(item: str) -> str:
    return " ".join(item.split()).casefold()


def _stands(step: _Numbered) -> bool:
    return blanks.line(step.action.status).casefold() != "dropped"


def _index(findings: Findings) -> _Index:
    workshop = findings.workshop
    named = {fold(each.organization): each for each in reversed(workshop.partners)}
    coded = {fold(each.id): each for each in reversed(workshop.partners)}
    partners = {key: each for key, each in {**named, **coded}.items() if key}
    details = workshop.details
    ours = frozenset(filter(None, (fold(details.organization), fold(details.program))))
    items = {item.item.id for site in findings.scores for role in site.roles for item in role.items}
    return _Index(
        steps=tuple(
            _Numbered(blanks.line(action.id) or f"Step {number}", action)
            for number, action in enumerate(workshop.actions, start=1)
        ),
        partners=partners,
        ours=ours,
        cards={fold(idea.id): idea for idea in reversed(workshop.ideas)},
        taken=frozenset(fold(card) for action in workshop.actions for card in action.ideas),
        marked=bool(workshop.actions) or any(map(cards.is_action, workshop.ideas)),
        items=frozenset(map(_key, items)),
        gaps=_gaps(findings),
        today=findings.today,
    )


def _gaps(findings: Findings) -> dict[str, _Weak]:
    """Return every gap once, in printed order, with the answer of each site that has it."""
    several = len(findings.scores) > 1
    found: dict[str, _Weak] = {}
    for site in findings.scores:
        for _, score in site.gaps():
            answered = ANSWERED[score.reply] + (f" ({site.site})" if several else "")
            key = _key(score.item.id)
            if key in found:
                answered = f"{found[key].answered}; {answered}"
            found[key] = _Weak(score.item.id, score.item.text, answered)
    return found


def _context(findings: Findings) -> Context:
    index, details = _index(findings), findings.workshop.details
    sections = tuple(_section(under, index) for under in _titles(findings, index))
    open_gaps = tuple(_open_gaps(findings, index))
    open_cards = tuple(_open_cards(findings, index))
    organizations = tuple(_organizations(index))
    calendar = tuple(_calendar(index))
    ideas = tuple(cards.hanging(findings.wall))
    return Context(
        title=": ".join(part for part in ("Action plan", details.title.strip()) if part),
        workshop=blanks.words(details.title, "name of the workshop"),
        place=blanks.words(details.place, "place"),
        date=blanks.time(details.date, "date"),
        today=blanks.written(findings.today),
        question=blanks.words(details.question, "workshop question"),
        purpose=cards.words(details.purpose),
        summary=_summary(index, sections),
        coverage=_coverage(findings, index, open_gaps),
        busy=tuple(_busy(index)),
        sections=sections,
        wide=bool(index.steps),
        follows=FOLLOWS[index.marked],
        open_gaps=open_gaps,
        no_open_gaps="" if open_gaps else _no_open_gaps(index),
        answered_gaps=tuple(_gap(each, index, "") for each in index.gaps.values() if index.answering(each.id)),
        open_cards=open_cards,
        no_open_cards="" if open_cards else _no_open_cards(index),
        held=cards.held(ideas),
        organizations=organizations,
        without_steps=tuple(_without_steps(findings, index)),
        calendar=calendar,
        no_calendar="" if calendar else "No step has a date yet.",
        undated=tuple(_task("", each) for each in index.steps if not each.action.due.words.strip()),
    )  # fmt: skip


# ── at a glance ──────────────────────────────────────────────────────────────────────────────


def _summary(index: _Index, sections: Sequence[Section]) -> str:
    candidates = sum(len(section.candidates) for section in sections)
    if not index.marked:
        return "No step has been typed yet, and nobody has said which cards are actions."
    if not index.steps:
        return f"No step has been typed yet; {count(candidates, 'candidate step')} from the cards."
    steps = count(len(index.steps), "step")
    stands = Counter(_status(each.action).casefold() for each in index.steps)
    by_status = ", ".join(f"{number} {name}" for name, number in stands.items())
    by_status = f" ({by_status})" if by_status else ""
    return f"{steps} typed{by_status}; {count(candidates, 'candidate step')} from the cards."


def _status(action: Action) -> str:
    return blanks.line(action.status) or NOT_STATED


def _coverage(findings: Findings, index: _Index, open_gaps: Sequence[OpenGap]) -> str:
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


def _busy(index: _Index) -> Iterator[str]:
    leads = Counter(blanks.line(each.action.lead_person) for each in index.steps)
    for lead, number in leads.items():
        if lead and number > MOST_STEPS:
            yield f"{lead} leads {number} steps: ask whether somebody can take some over."


# ── title by title ───────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Under:
    """What belongs under one title, before it is put in words."""

    title: str
    steps: tuple[_Numbered, ...]
    gaps: tuple[Gap, ...]
    ideas: tuple[Idea, ...] = ()
    before: str = ""
    note: str = ""
    on_the_wall: bool = False


def _titles(findings: Findings, index: _Index) -> Iterator[_Under]:
    """Yield the titles of the wall, then titles only steps name, then what has no title."""
    wall = findings.wall
    named: dict[str, list[_Numbered]] = {}
    for step in index.steps:
        named.setdefault(fold(step.action.title), []).append(step)
    untitled = tuple(named.pop("", ()))
    for group in wall.groups:
        steps = (*named.pop(fold(group.title), ()), *named.pop(fold(group.mark), ()))
        yield _Under(
            title=cards.title(group),
            steps=steps,
            gaps=_gaps_under(findings, index, group, steps),
            ideas=group.ideas,
            before="" if group.agreed else NOT_AGREED,
            note="Afterword proposed this group. Nobody has confirmed it yet."
            if group.proposed
            else "",
            on_the_wall=True,
        )
    for steps in map(tuple, named.values()):
        title = blanks.line(steps[0].action.title)
        note = "The steps name this title, which is not on the wall."
        yield _Under(title, steps, _gaps_of(index, steps), note=note)
    if untitled:
        note = "These steps name no title."
        yield _Under(NO_TITLE, untitled, _gaps_of(index, untitled), note=note)
    loose = tuple(each.idea for each in wall.not_placed)
    if any(_is_candidate(idea, index) for idea in loose) or (loose and not index.marked):
        note = "Nobody has hung these cards under a title yet."
        yield _Under(NOT_PLACED, (), (), loose, note=note)


def _section(under: _Under, index: _Index) -> Section:
    steps, assessed = under.steps, bool(index.items)
    candidates = tuple(_cards(idea for idea in under.ideas if _is_candidate(idea, index)))
    to_talk_over = () if index.marked else cards.printed(under.ideas)
    held = cards.held([i for i in under.ideas if cards.is_action(i) or not index.marked])
    checks = [(step.id, tuple(_checks(step.action, index))) for step in steps]
    no_gaps = "No gap of the self-assessment is linked to this title."
    return Section(
        before=under.before,
        title=under.title,
        note=under.note,
        gaps=under.gaps,
        no_gaps=no_gaps if under.on_the_wall and assessed and not under.gaps else "",
        steps=tuple(_step(step, index) for step in steps),
        no_steps="" if candidates or to_talk_over or held else _no_steps(under, index),
        details=tuple(_detail(step, index) for step in steps),
        candidates=candidates,
        cards=tuple(_cards(to_talk_over)),
        held=held,
        to_settle=tuple(f"{id_}: {'; '.join(found)}." for id_, found in checks if found),
        number_of_steps=str(len(steps)),
        number_of_cards=str(len(under.ideas)),
        number_of_candidates=str(len(candidates)),
        number_of_gaps=str(len(under.gaps)),
        number_to_settle=str(sum(len(found) for _, found in checks)),
    )


def _no_steps(under: _Under, index: _Index) -> str:
    if under.steps or not under.on_the_wall:
        return ""
    if index.steps:
        return "No step has been typed under this title yet."
    if not under.ideas:
        return "No card hangs under this title."
    return "No card under this title was typed as an action."


def _gaps_under(
    findings: Findings, index: _Index, group: Group, steps: Sequence[_Numbered]
) -> tuple[Gap, ...]:
    """Return the gaps its steps answer, those a person linked, and those Afterword suggests."""
    answered = {each.id: each for each in _gaps_of(index, steps)}
    linked: list[Gap] = []
    for weak in index.gaps.values():
        link = _link(findings, index, weak.id, group.mark)
        if weak.id in answered:
            linked.append(answered[weak.id])
        elif link is not None:
            why = "" if link.said else _suggested(link)
            linked.append(_gap(weak, index, why))
    return tuple(linked)


def _suggested(link: Link) -> str:
    why = [f"words that matched: {', '.join(link.words)}"] if link.words else []
    why += [f"nearest card: {link.card.id}"] if link.card else []
    behind = f" ({'; '.join(why)})" if why else ""
    return f"Afterword suggests that it belongs here{behind}."


def _gaps_of(index: _Index, steps: Sequence[_Numbered]) -> tuple[Gap, ...]:
    """Return the gaps that `steps` say they answer, in printed order."""
    named = {index.item(item) for step in steps if _stands(step) for item in step.action.items}
    return tuple(_gap(weak, index, "") for key, weak in index.gaps.items() if key in named)


def _link(findings: Findings, index: _Index, item: str, mark: str) -> Link | None:
    """Return why a gap stands under a title: people said so, or else it is the surest guess."""
    links = [each for each in findings.links if _key(each.item) == _key(item)]
    here = [each for each in links if each.mark == mark]
    if any(each.said for each in links):
        return next((each for each in here if each.said), None)
    if index.answering(item) or not here:
        return None
    surest = max(links, key=lambda each: each.sure)
    return surest if surest in here else None


def _gap(weak: _Weak, index: _Index, link: str) -> Gap:
    ids = [step.id for step in index.answering(weak.id)]
    steps = "No step yet." if not ids else f"{_steps(ids)}."
    return Gap(weak.id, weak.text, weak.answered, steps, link)


def _steps(ids: Sequence[str]) -> str:
    return f"Step {ids[0]}" if len(ids) == 1 else f"Steps {cards.listed(ids)}"


def _step(step: _Numbered, index: _Index) -> Step:
    action = step.action
    return Step(
        id=step.id,
        words=cards.words(action.step) or NOT_STATED,
        lead=blanks.line(action.lead_person) or NO_LEAD,
        organization=index.organization(action.lead_organization) or "No lead organization yet",
        partners=tuple(index.organization(each) for each in action.partners if each.strip())
        or ("None named",),
        start=_time(action.start, NOT_STATED),
        due=_time(action.due, "No due date yet"),
        measure=cards.words(action.measure) or "No measure yet",
        status=_status(action),
    )


def _time(when: When, gap: str) -> str:
    if when.day is None:
        return blanks.line(when.words) or gap
    return Typed(blanks.written(when.day), when.words.place)


def _detail(step: _Numbered, index: _Index) -> Detail:
    action = step.action
    return Detail(
        id=step.id,
        resources=blanks.words(action.resources, "resources needed"),
        items=cards.listed([blanks.line(each) for each in action.items]) or "none named",
        practice=cards.listed([blanks.line(each) for each in action.practice]) or "none named",
        gaps=_gaps_of(index, [step]),
        cards=tuple(_named_cards(action, index)),
    )


def _named_cards(action: Action, index: _Index) -> Iterator[Card]:
    for typed in action.ideas:
        idea = index.cards.get(fold(typed))
        if idea is None:
            yield Card(blanks.line(typed), "is not among the cards that were read", "")
        elif cards.held_back(idea):
            yield Card(idea.id, "is held back because it may name a person", "")
        elif not idea.text.strip():
            yield Card(idea.id, "is empty", "")
        else:
            yield Card(idea.id, cards.words(idea.text), "")


def _checks(action: Action, index: _Index) -> Iterator[str]:
    """Yield in words what a step still lacks."""
    yield from _lead_checks(action, index)
    yield from _time_checks(action, index.today)
    if not action.measure.strip():
        yield "no measure of success"
    for partner in action.partners:
        if partner.strip() and not index.knows(partner):
            yield f"partner {blanks.line(partner)} is not in the partner list"
    for item in action.items:
        if index.items and index.item(item) not in index.items:
            yield f"item {blanks.line(item)} is not in the self-assessment that was read"
    for card in action.ideas:
        if fold(card) not in index.cards:
            yield f"card {blanks.line(card)} is not among the cards"


def _lead_checks(action: Action, index: _Index) -> Iterator[str]:
    lead = f" {blanks.line(action.lead_person)} "
    if not lead.strip():
        yield "no lead"
    elif any(sign in lead for sign in (" and ", ";", "/", "&", "+")):
        yield "more than one lead: name one person"
    if not action.lead_organization.strip():
        yield "no lead organization"
    elif not index.knows(action.lead_organization):
        yield "the lead organization is not in the partner list"


def _time_checks(action: Action, today: date) -> Iterator[str]:
    start, due = action.start.day, action.due.day
    if not action.due.words.strip() and due is None:
        yield "no due date"
    elif due is None:
        yield "the due date is given in words, not as a day"
    if start and due and due < start:
        yield "it is due before it starts"
    if due and due < today and blanks.line(action.status).casefold() not in ENDED:
        yield "its due date has passed"


# ── candidate steps, and what no step takes up ───────────────────────────────────────────────


def _is_candidate(idea: Idea, index: _Index) -> bool:
    """Say whether a card was typed as an action that no step names, and may be printed."""
    return cards.is_action(idea) and _free(idea, index) and not cards.held_back(idea)


def _free(idea: Idea, index: _Index) -> bool:
    return fold(idea.id) not in index.taken


def _cards(ideas: Iterable[Idea], where: str = "") -> Iterator[Card]:
    for idea in ideas:
        yield Card(idea.id, cards.words(idea.text), where)


def _open_cards(findings: Findings, index: _Index) -> Iterator[Card]:
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


def _no_open_cards(index: _Index) -> str:
    if not index.marked:
        return ""
    return "Every card is taken up by a step or stands as a candidate step."


def _open_gaps(findings: Findings, index: _Index) -> Iterator[OpenGap]:
    groups = {group.mark: group for group in findings.wall.groups}
    for weak in index.gaps.values():
        if index.answering(weak.id):
            continue
        links = [each for each in findings.links if _key(each.item) == _key(weak.id)]
        links = [each for each in links if each.said] or links
        group = groups.get(max(links, key=lambda each: each.sure).mark) if links else None
        if group is None:
            yield OpenGap(weak.id, weak.text, weak.answered, "", NO_TITLE_YET)
        else:
            before = "" if any(each.said for each in links) else "Suggested: "
            yield OpenGap(weak.id, weak.text, weak.answered, before, cards.title(group))


def _no_open_gaps(index: _Index) -> str:
    return "Every gap has a step." if index.gaps else ""


# ── the same steps by organization and by date ───────────────────────────────────────────────


def _task(part: str, step: _Numbered) -> Task:
    words = cards.words(step.action.step) or NOT_STATED
    return Task(part, step.id, words, _time(step.action.due, "no due date yet"))


def _organizations(index: _Index) -> Iterator[Organization]:
    """Yield organizations by name, each with what it leads and what it helps with."""
    names: dict[str, Typed] = {}
    tasks: dict[str, list[Task]] = {}
    for part, step, typed in _parts(index):
        name = index.organization(typed)
        names.setdefault(fold(name), name)
        tasks.setdefault(fold(name), []).append(_task(part, step))
    for key in sorted(names):
        yield Organization(names[key], tuple(tasks[key]))
    if nobody := [each for each in index.steps if not each.action.lead_organization.strip()]:
        yield Organization(
            "No lead organization yet", tuple(_task("Open", each) for each in nobody)
        )


def _parts(index: _Index) -> Iterator[tuple[str, _Numbered, Typed]]:
    for step in index.steps:
        if step.action.lead_organization.strip():
            yield "Leads", step, step.action.lead_organization
    for step in index.steps:
        lead = fold(index.organization(step.action.lead_organization))
        for typed in step.action.partners:
            if typed.strip() and fold(index.organization(typed)) != lead:
                yield "Helps with", step, typed


def _without_steps(findings: Findings, index: _Index) -> Iterator[Listed]:
    """Yield the partners that no step names."""
    named = {fold(index.organization(typed)) for _, _, typed in _parts(index)}
    partners = [each for each in findings.workshop.partners if each.organization.strip()]
    free = [each.organization for each in partners if fold(each.organization) not in named]
    for number, name in enumerate(free):
        yield Listed("; " if number else "", blanks.line(name))


def _calendar(index: _Index) -> Iterator[Entry]:
    """Yield starts and due dates in order of time; words that are no day follow, as typed."""
    dated: list[tuple[date, int, Entry]] = []
    words: list[Entry] = []
    for step in index.steps:
        for rank, (what, when) in enumerate(
            (("Starts", step.action.start), ("Is due", step.action.due))
        ):
            if when.day is None and not when.words.strip():
                continue
            entry = Entry(
                _time(when, ""),
                what,
                step.id,
                cards.words(step.action.step) or NOT_STATED,
                blanks.line(step.action.lead_person) or NO_LEAD,
            )
            if when.day is None:
                words.append(entry)
            else:
                dated.append((when.day, rank, entry))
    yield from (entry for _, _, entry in sorted(dated, key=lambda each: each[:2]))
    yield from words
