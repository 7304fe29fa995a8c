"""How the work with partners is kept up: what is done again and again, with whom, when next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pipeline.deliverables import blanks, wordings
from pipeline.deliverables.blanks import Said
from pipeline.model import NOWHERE, Draft, Findings, Typed
from pipeline.names import words_key
from pipeline.program import Habit


@dataclass(frozen=True, slots=True)
class Row:
    """One habit, with whom, how often, when next, and who sees to it."""

    habit: str
    partner: Said
    often: Said
    next: Said
    who: Said


@dataclass(frozen=True, slots=True)
class Context:
    """What relationship-calendar.docx may mention."""

    organization: Said
    today: str
    rows: tuple[Row, ...]
    late: tuple[Typed, ...]  # habits whose next date has passed


TEMPLATES = {"relationship-calendar.docx": Context}


def missing(findings: Findings) -> str:
    """Return why the calendar cannot be made, "" when it can."""
    if findings.workshop.program.habits or findings.workshop.partners:
        return ""
    return "no sheet Relationship calendar or Partners was read."


def drafts(findings: Findings) -> Iterator[Draft]:
    """Yield the one calendar."""
    told = wordings.of(findings.texts, wordings.PROGRAM)
    typed = findings.workshop.program.habits
    habits = sorted(typed, key=lambda each: each.next.day or date.max)
    known = {words_key(each.habit) for each in habits}
    ours = (each.strip() for each in told.say("Calendar: Habits to begin with").split(";"))
    offered = [
        Habit(Typed(each, NOWHERE)) for each in ours if each and words_key(each) not in known
    ]
    context = Context(
        organization=blanks.words(findings.workshop.details.organization, "your organization"),
        today=blanks.written(findings.today),
        rows=tuple(map(_row, (*habits, *offered))),
        late=tuple(
            each.habit.bare() for each in habits if each.next.day and each.next.day < findings.today
        ),
    )
    yield Draft(
        "relationship-calendar.docx", "relationship-calendar.docx", wordings.told_in(context, told)
    )


def _row(habit: Habit) -> Row:
    return Row(
        habit=habit.habit.bare() if habit.habit.place.file else str(habit.habit),
        partner=blanks.words(habit.partner, "with whom"),
        often=blanks.words(habit.often, "how often"),
        next=blanks.time(habit.next, "date"),
        who=blanks.words(habit.who, "who"),
    )
