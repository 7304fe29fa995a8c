"""What people need before the action-planning session: when, where, how a step is written, and rows.

Under each title stand the cards that could become steps, the gaps that the title speaks to, and three
empty rows.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.deliverables import blanks, cards, plan_index, plan_views, practice_profile, wordings
from pipeline.deliverables.blanks import Said
from pipeline.deliverables.health import Named, gaps_named
from pipeline.deliverables.plan_index import Index
from pipeline.deliverables.sentences import Sentence, reached
from pipeline.deliverables.wordings import Wordings
from pipeline.forms import STATUSES
from pipeline.model import UNSAID, Draft, Findings, Group, Idea, Typed
from pipeline.names import id_key
from pipeline.openxml.controls import Control

ROWS = 3  # empty rows under each title
ASKED = (  # what a blank asks for, and the row that names its control: "Lead of step 1 of title 2"
    ("step: begin with a verb", "To fill in: the step"), ("lead", "To fill in: lead"),
    ("partners", "To fill in: partners"), ("day", "To fill in: due date"),
    ("measure", "To fill in: measure"), ("status", "To fill in: status"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap of the self-assessment that a title speaks to."""

    id: str
    text: str
    answered: str  # what was answered to it


@dataclass(frozen=True, slots=True)
class Candidate:
    """A card that could become a step."""

    id: str
    text: Typed


@dataclass(frozen=True, slots=True)
class Blank:
    """An empty row for a step: visible blanks, or controls that the Tab key leads to."""

    step: Said | Control
    lead: Said | Control
    partners: Said | Control
    due: Said | Control
    measure: Said | Control
    status: Said | Control


@dataclass(frozen=True, slots=True)
class Section:
    """A title, and what its people have to go on."""

    before: str  # "Working title (not agreed): " or nothing
    title: str
    candidates: tuple[Candidate, ...]
    gaps: tuple[Gap, ...]
    rows: tuple[Blank, ...]


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
    contact: Sentence  # whom to call, and how


TEMPLATES = {"session-instructions.docx": Context}


def missing(findings: Findings) -> str:
    """Return why there are no instructions, "" when there are."""
    return "" if findings.wall.groups else "no titles were read (sheet Ideas or Groups)."


def drafts(findings: Findings) -> Iterator[Draft]:
    """Yield the one paper."""
    yield Draft("session-instructions.docx", "session-instructions.docx", _context(findings))


def _context(findings: Findings) -> Context:
    details = findings.workshop.details
    index, told = plan_index.of(findings), wordings.of(findings.texts, wordings.PLAN)
    linked = {id_key(each.item) for each in findings.links}
    profiles = findings.workshop.program.profiles
    context = Context(
        workshop=blanks.words(details.title, "name of the workshop"),
        question=blanks.words(details.question, "workshop question"),
        today=blanks.written(findings.today),
        when=blanks.time(details.next_session, "date of the session"),
        where=blanks.words(details.next_place, "place of the session"),
        bring=blanks.words(details.next_bring, "what people bring"),
        facilitator=blanks.words(UNSAID, "who leads the session"),
        recorder=blanks.words(UNSAID, "who writes the steps down"),
        sections=tuple(
            _section(each, number, findings, index, told)
            for number, each in enumerate(findings.wall.groups, 1)
        ),
        loose=tuple(
            Gap(gap.id, gap.text, plan_views.answered(gap, told))
            for gap in index.gaps.values()
            if id_key(gap.id) not in linked and not index.answering(gap.id)
        ),
        named=tuple(gaps_named(findings)),
        practices=tuple(
            Practice(each.practice.bare(), each.tagline.bare())
            for each in map(practice_profile.verified, profiles)
            if each.practice.strip()
        ),
        contact=reached(
            blanks.words(details.contact, "contact"), details.contact_phone, details.contact_email
        ),
    )
    return wordings.told_in(context, told)


def _section(
    group: Group, number: int, findings: Findings, index: Index, told: Wordings
) -> Section:
    items = [each.item for each in findings.links if each.mark == group.mark]
    gaps = [index.gaps[item] for item in dict.fromkeys(items) if item in index.gaps]
    return Section(
        before="" if group.agreed else f"{told.say('Before a working title')} ",
        title=cards.title_in(group, told),
        candidates=tuple(
            Candidate(idea.id, cards.words(idea.text)) for idea in _candidates(group, index)
        ),
        gaps=tuple(Gap(gap.id, gap.text, plan_views.answered(gap, told)) for gap in gaps),
        rows=tuple(
            _row(str(row), str(number), told, fillable=findings.fillable)
            for row in range(1, ROWS + 1)
        ),
    )


def _row(number: str, title: str, told: Wordings, *, fillable: bool) -> Blank:
    """Return a row of visible blanks, or of controls, each with a title that a screen reader says."""
    named = {"number": number, "title": title}
    named["step"] = told.say("A step of a title", **named)
    return Blank(
        *(
            Control(told.blank(what), str(told.say(row, **named)), choices)
            if fillable
            else blanks.words(UNSAID, what)
            for (what, row), choices in zip(ASKED, (*((),) * 5, STATUSES), strict=True)
        )
    )


def _candidates(group: Group, index: Index) -> Iterator[Idea]:
    """Yield the action cards of a group that no step takes up; all cards where none is marked."""
    for idea in cards.printed(group.ideas):
        free = id_key(idea.id) not in index.taken
        if free and (cards.is_action(idea) or not index.marked):
            yield idea
