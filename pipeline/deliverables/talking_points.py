"""A page a partner for whoever calls or meets them, out of the same message as the letter and the email."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.deliverables import blanks, outreach
from pipeline.deliverables.blanks import Said
from pipeline.deliverables.messages import Mail
from pipeline.deliverables.sentences import Sentence
from pipeline.model import UNSAID, Decision, Draft, Findings, Typed
from pipeline.names import name_key

# Words that an audience may take amiss, as guides on outreach in the field have them.
AVOID: Mapping[str, str] = {
    "employer": "clients, barriers, slots, acronyms",
    "hospital": "clients, barriers, slots, acronyms",
    "bank": "regulatory credit; LMI, which is income to a bank and labor market information to us",
    "community": "“we will help your people”",
    "public": "silo, failure, and other criticism",
    "faith": "religious content, and any condition of belief",
    "college": "acronyms of our program",
    "elected": "votes, bills, lobbying: staff paid by a grant may not ask for them",
}
NO_AVOID = "acronyms, and words of our own trade"


@dataclass(frozen=True, slots=True)
class Page:
    """What talking-points.docx may mention: what to say to one partner."""

    us: Said
    today: str
    organization: Said
    contact: Said
    why: Sentence
    number: Sentence
    problem: Sentence
    request: Sentence
    first_step: Sentence | None
    offer: Sentence | Said | None  # a blank where nobody said what we bring
    offers: tuple[Typed, ...]
    introduced_by: Said
    last: str  # what the send log has of the last contact
    avoid: str


NO_OFFER = blanks.words(UNSAID, "what we bring")
TEMPLATES = {"talking-points.docx": Page}


def missing(findings: Findings) -> str:
    """Return why there are no talking points, "" when there are."""
    return "" if findings.workshop.partners else "no partners were read"


def drafts(findings: Findings) -> Iterator[Draft]:
    """Yield a page for each partner to whom we may speak."""
    sent = _sent(findings)
    today = blanks.written(findings.today)
    for each in outreach.entries(findings):
        if isinstance(each, Mail):
            filename = f"talking-points/{each.filename.rpartition('/')[2]}.docx"
            yield Draft(filename, "talking-points.docx", _page(each, sent, today))


def _page(mail: Mail, sent: Mapping[str, str], today: str) -> Page:
    letter, partner = mail.letter, mail.partner
    return Page(
        us=letter.us,
        today=today,
        organization=letter.organization,
        contact=blanks.words(partner.contact, "whom to speak to"),
        why=mail.aloud,
        number=letter.number,
        problem=letter.problem,
        request=letter.request,
        first_step=letter.first_step,
        offer=letter.offer or (None if letter.offers else NO_OFFER),
        offers=letter.offers,
        introduced_by=blanks.words(partner.introduced_by, "who can introduce us"),
        last=sent.get(name_key(partner.organization), "Nothing is in the send log yet."),
        avoid=AVOID.get(mail.audience, NO_AVOID),
    )


def _sent(findings: Findings) -> Mapping[str, str]:
    """Return what the send log has of each partner, as one line."""
    rows: dict[str, list[Decision]] = {}
    for each in findings.sent:
        rows.setdefault(name_key(each.which), []).append(each)
    return {
        name: "; ".join(f"{each.field}: {each.value}" for each in own) for name, own in rows.items()
    }
