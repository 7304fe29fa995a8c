"""What people need before the action-planning session: when, where, how a step is written, and rows.

Under each title stand the cards that could become steps, the gaps that the title speaks to, and three
empty rows.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.deliverables import blanks, cards, plan_index
from pipeline.deliverables.assessment_words import held
from pipeline.deliverables.blanks import Said
from pipeline.deliverables.plan_index import Index
from pipeline.model import UNSAID, Draft, Findings, Group, Idea, Typed
from pipeline.names import id_key

ROWS = 3  # empty rows under each title


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap of the self-assessment that a title speaks to."""

    id: str
    text: str
    answered: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A card that could become a step."""

    id: str
    text: Typed


@dataclass(frozen=True, slots=True)
class Blank:
    """An empty row for a step."""

    step: Said
    lead: Said
    partners: Said
    due: Said
    measure: Said


@dataclass(frozen=True, slots=True)
class Section:
    """A title, and what its people have to go on."""

    before: str  # "Working title (not agreed): " or nothing
    title: str
    candidates: tuple[Candidate, ...]
    no_candidates: str
    gaps: tuple[Gap, ...]
    rows: tuple[Blank, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A gap that a team named in its partnership-health worksheet."""

    team: Typed
    partner: Typed
    condition: Typed
    gap: Typed


@dataclass(frozen=True, slots=True)
class Practice:
    """A practice from elsewhere that may help."""

    name: Typed
    tagline: Typed


@dataclass(frozen=True, slots=True)
class Context:
    """What session-instructions.docx may mention."""

    workshop: Said
    question: Said
    today: str
    when: Said
    where: Said
    bring: Said
    facilitator: Said
    recorder: Said
    sections: tuple[Section, ...]
    loose: tuple[Gap, ...]  # gaps that no title speaks to
    named: tuple[Named, ...]  # gaps that teams named when they looked at their partnerships
    practices: tuple[Practice, ...]
    contact: Said


TEMPLATES = {"session-instructions.docx": Context}


def missing(findings: Findings) -> str:
    """Return why there are no instructions, "" when there are."""
    return "" if findings.wall.groups else "no titles were read (sheet Ideas or Groups)."


def drafts(findings: Findings) -> Iterator[Draft]:
    """Yield the one paper."""
    yield Draft("session-instructions.docx", "session-instructions.docx", _context(findings))


def _context(findings: Findings) -> Context:
    details = findings.workshop.details
    index = plan_index.of(findings)
    linked = {id_key(each.item) for each in findings.links}
    profiles = findings.workshop.program.profiles
    return Context(
        workshop=blanks.words(details.title, "name of the workshop"),
        question=blanks.words(details.question, "workshop question"),
        today=blanks.written(findings.today),
        when=blanks.time(details.next_session, "date of the session"),
        where=blanks.words(details.next_place, "place of the session"),
        bring=blanks.words(details.next_bring, "what people bring"),
        facilitator=blanks.words(UNSAID, "who leads the session"),
        recorder=blanks.words(UNSAID, "who writes the steps down"),
        sections=tuple(_section(each, findings, index) for each in findings.wall.groups),
        loose=tuple(
            Gap(gap.id, gap.text, gap.answered)
            for gap in index.gaps.values()
            if id_key(gap.id) not in linked and not index.answering(gap.id)
        ),
        named=tuple(_named(findings)),
        practices=tuple(
            Practice(each.practice.bare(), each.tagline.bare())
            for each in profiles
            if each.practice.strip()
        ),
        contact=blanks.words(details.contact, "contact"),
    )


def _named(findings: Findings) -> Iterator[Named]:
    """Yield the gaps of the health worksheets that teams share."""
    for response in findings.workshop.responses:
        for each in response.worksheet.ratings if response.worksheet else ():
            if each.gap.strip() and each.shared is not False and not held(each.gap):
                yield Named(
                    each.team.bare(), each.partner.bare(), each.condition.bare(), each.gap.bare()
                )


def _section(group: Group, findings: Findings, index: Index) -> Section:
    candidates = tuple(
        Candidate(idea.id, cards.words(idea.text)) for idea in _candidates(group, index)
    )
    items = [each.item for each in findings.links if each.mark == group.mark]
    gaps = [index.gaps[item] for item in dict.fromkeys(items) if item in index.gaps]
    row = Blank(
        step=blanks.words(UNSAID, "step: begin with a verb"),
        lead=blanks.words(UNSAID, "one lead"),
        partners=blanks.words(UNSAID, "partners"),
        due=blanks.words(UNSAID, "day"),
        measure=blanks.words(UNSAID, "measure"),
    )
    return Section(
        before="" if group.agreed else "Working title (not agreed): ",
        title=cards.title(group),
        candidates=candidates,
        no_candidates="" if candidates else "No card under this title was typed as an action.",
        gaps=tuple(Gap(gap.id, gap.text, gap.answered) for gap in gaps),
        rows=(row,) * ROWS,
    )


def _candidates(group: Group, index: Index) -> Iterator[Idea]:
    """Yield the action cards of a group that no step takes up; all cards where none is marked."""
    for idea in cards.printed(group.ideas):
        free = id_key(idea.id) not in index.taken
        if free and (cards.is_action(idea) or not index.marked):
            yield idea
