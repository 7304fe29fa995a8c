"""A page a partner for whoever calls or meets them, out of the same message as the letter and the email."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.deliverables import blanks, outreach, wordings
from pipeline.deliverables.blanks import Said
from pipeline.deliverables.messages import Mail
from pipeline.deliverables.salutation import whom
from pipeline.deliverables.sentences import Sentence
from pipeline.deliverables.wordings import AUDIENCES, Wordings, told_in
from pipeline.model import UNSAID, Decision, Draft, Findings, Typed
from pipeline.names import name_key


@dataclass(frozen=True, slots=True)
class Page:
    """What talking-points.docx may mention: what to say to one partner."""

    us: Said
    today: str
    organization: Said  # the partner's
    contact: str  # whom to speak to there
    why: Sentence
    number: Sentence
    problem: Sentence
    request: Sentence
    first_step: Sentence | None
    offer: Sentence | Said | None  # a blank where nobody said what we bring
    offers: tuple[Typed, ...]
    introduced_by: Said
    last: str  # what the send log has of the last contact, "" where it has nothing
    avoid: str


TEMPLATES = {"talking-points.docx": Page}


def missing(findings: Findings) -> str:
    """Return why there are no talking points, "" when there are."""
    return "" if findings.workshop.partners else "no partners were read"


def drafts(findings: Findings) -> Iterator[Draft]:
    """Yield a page for each partner to whom we may speak."""
    sent = _sent(findings)
    told = wordings.of(findings.texts)
    today = told.written(findings.today)
    for each in outreach.entries(findings):
        if isinstance(each, Mail):
            filename = f"talking-points/{each.filename.rpartition('/')[2]}.docx"
            yield Draft(filename, "talking-points.docx", _page(each, sent, today, told))


def _page(mail: Mail, sent: Mapping[str, str], today: str, told: Wordings) -> Page:
    letter, partner = mail.letter, mail.partner
    no_offer = told_in(blanks.words(UNSAID, "what we bring"), told)
    return Page(
        us=letter.us,
        today=today,
        organization=letter.organization,
        contact=whom(partner.contact, "whom to speak to", told),
        why=mail.aloud,
        number=letter.number,
        problem=letter.problem,
        request=letter.request,
        first_step=letter.first_step,
        offer=letter.offer or (None if letter.offers else no_offer),
        offers=letter.offers,
        introduced_by=told_in(blanks.words(partner.introduced_by, "who can introduce us"), told),
        last=sent.get(name_key(partner.organization), ""),
        avoid=told.say(f"Words to avoid: {AUDIENCES[mail.audience]}"),
    )


def _sent(findings: Findings) -> Mapping[str, str]:
    """Return what the send log has of each partner, as one line."""
    rows: dict[str, list[Decision]] = {}
    for each in findings.sent:
        rows.setdefault(name_key(each.which), []).append(each)
    return {
        name: "; ".join(f"{each.field}: {each.value}" for each in own) for name, own in rows.items()
    }
