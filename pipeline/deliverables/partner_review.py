"""What staff think of partners, criterion by criterion: internal, and made only when it is named."""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.deliverables import blanks, wordings
from pipeline.deliverables.blanks import Said
from pipeline.deliverables.wordings import Wordings
from pipeline.model import Draft, Findings, Typed
from pipeline.program import PartnerReview

INTERNAL = "internal"  # the folder of what nobody else reads
CRITERIA = (  # the row that names it, and its field
    ("Review: Useful kind", "useful"),
    ("Review: Audience reached", "audience"),
    ("Review: Shared goals", "goals"),
    ("Review: Resources", "resources"),
)


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion, what staff say of it, and why."""

    name: str
    words: str
    why: str


@dataclass(frozen=True, slots=True)
class Looked:
    """An organization, and what staff think of it."""

    organization: Typed
    criteria: tuple[Criterion, ...]
    context: Typed


@dataclass(frozen=True, slots=True)
class Context:
    """What partner-review.docx may mention."""

    organization: Said
    today: str
    reviews: tuple[Looked, ...]


TEMPLATES = {"partner-review.docx": Context}


def missing(findings: Findings) -> str:
    """Return why the review cannot be written, "" when it can."""
    if findings.workshop.partner_reviews:
        return ""
    return "no sheet Partner review was read."


def drafts(findings: Findings) -> Iterator[Draft]:
    """Yield the one review, in a folder of its own."""
    workshop, told = findings.workshop, wordings.of(findings.texts, wordings.PROGRAM)
    context = Context(
        organization=blanks.words(workshop.details.organization, "your organization"),
        today=blanks.written(findings.today),
        reviews=tuple(_looked(each, told) for each in workshop.partner_reviews),
    )
    filename = f"{INTERNAL}/partner-review-internal.docx"
    yield Draft(filename, "partner-review.docx", wordings.told_in(context, told), internal=True)


def _looked(review: PartnerReview, told: Wordings) -> Looked:
    criteria = tuple(
        Criterion(
            told.say(row),
            getattr(review, field).bare() or told.say("Review: Nothing typed"),
            getattr(review, f"{field}_why").bare() or told.say("Review: No reason"),
        )
        for row, field in CRITERIA
    )
    return Looked(review.organization.bare(), criteria, review.context.bare())
