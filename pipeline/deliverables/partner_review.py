"""What staff think of partners, criterion by criterion: internal, and made only when it is named."""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.deliverables import blanks
from pipeline.deliverables.blanks import Said
from pipeline.model import Draft, Findings, Typed
from pipeline.program import PartnerReview

INTERNAL = "internal"  # the folder of what nobody else reads
UNKNOWN = "Unknown"
CRITERIA = (
    ("Useful kind of organization", "useful"),
    ("Audience reached", "audience"),
    ("Shared goals", "goals"),
    ("Resources", "resources"),
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
    workshop = findings.workshop
    context = Context(
        organization=blanks.words(workshop.details.organization, "your organization"),
        today=blanks.written(findings.today),
        reviews=tuple(map(_looked, workshop.partner_reviews)),
    )
    filename = f"{INTERNAL}/partner-review-internal.docx"
    yield Draft(filename, "partner-review.docx", context, internal=True)


def _looked(review: PartnerReview) -> Looked:
    criteria = tuple(
        Criterion(
            name,
            getattr(review, field).bare() or UNKNOWN,
            getattr(review, f"{field}_why").bare() or "No reason typed",
        )
        for name, field in CRITERIA
    )
    return Looked(review.organization.bare(), criteria, review.context.bare())
