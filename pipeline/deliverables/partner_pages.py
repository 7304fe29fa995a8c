"""A page for each partner: what we ask, what they get, their steps, what the room said, whom to call."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.deliverables import blanks, cards, helpers, outreach, plan_index, wordings
from pipeline.deliverables.blanks import Said, name_in
from pipeline.deliverables.messages import Mail
from pipeline.deliverables.plan_index import Index, Numbered
from pipeline.deliverables.salutation import whom
from pipeline.deliverables.sentences import Sentence
from pipeline.deliverables.wordings import Wordings, told_in
from pipeline.model import Draft, Findings, Idea, Partner, Typed
from pipeline.names import id_key

LEADS, HELPS = "Partner page: They lead a step", "Partner page: They help with a step"


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the plan, and the partner's part in it."""

    id: str
    step: Typed
    part: str
    lead: str
    due: Said
    measure: Said


@dataclass(frozen=True, slots=True)
class Page:
    """What partner-page.docx may mention: what one partner reads."""

    workshop: Said
    us: Said
    today: str
    organization: Said  # the partner's
    contact: str  # their contact, whom the page is for
    request: Sentence
    first_step: Sentence | None
    reply: Sentence
    offer: Sentence | None
    offers: tuple[Typed, ...]
    steps: tuple[Step, ...]
    cards: tuple[Typed, ...]  # of the wall, which a person linked to one of those steps
    call_us: Sentence


TEMPLATES = {"partner-page.docx": Page}


def missing(findings: Findings) -> str:
    """Return why there are no pages, "" when there are."""
    return "" if findings.workshop.partners else "no partners were read"


def drafts(findings: Findings) -> Iterator[Draft]:
    """Yield a page for each partner to whom we may write."""
    index, told = plan_index.of(findings), wordings.of(findings.texts)
    for each in outreach.entries(findings):
        if isinstance(each, Mail):
            filename = f"partner-pages/{each.filename.rpartition('/')[2]}.docx"
            yield Draft(filename, "partner-page.docx", _page(each, index, findings, told))


def _page(mail: Mail, index: Index, findings: Findings, told: Wordings) -> Page:
    letter, partner = mail.letter, mail.partner
    steps = tuple(_steps(partner, index))
    return Page(
        workshop=told_in(
            blanks.words(findings.workshop.details.title, "name of the workshop"), told
        ),
        us=letter.us,
        today=told.written(findings.today),
        organization=letter.organization,
        contact=whom(partner.contact, "contact", told),
        request=letter.request,
        first_step=letter.first_step,
        reply=letter.reply,
        offer=letter.offer,
        offers=letter.offers,
        steps=tuple(_step(each, part, index, told) for each, part in steps),
        cards=tuple(cards.words(idea.text) for idea in _cards([each for each, _ in steps], index)),
        call_us=letter.call_us,
    )


def _steps(partner: Partner, index: Index) -> Iterator[tuple[Numbered, str]]:
    """Yield the steps that the partner leads, then those it helps with, and the row that says which."""
    called = helpers.called(partner, index.partners)
    leads = [each for each in index.steps if name_in(each.action.lead_organization) in called]
    yield from ((each, LEADS) for each in leads)
    for each in index.steps:
        named = {name_in(helper) for helper in index.helpers(each.action)}
        if each not in leads and called & named:
            yield each, HELPS


def _step(step: Numbered, part: str, index: Index, told: Wordings) -> Step:
    action = step.action
    said = (blanks.line(action.lead_person), index.organization(action.lead_organization))
    lead = Sentence(_between(filter(None, said)))
    row = Step(
        id=step.id,
        step=action.step.bare(),
        part=told.say(part),
        lead=lead or told.say("Partner page: No lead"),
        due=told.time(action.due, "day"),
        measure=blanks.words(action.measure, "measure"),
    )
    return told_in(row, told)


def _between(names: Iterable[Typed]) -> Iterator[str]:
    for number, name in enumerate(names):
        yield from (", ", name) if number else (name,)


def _cards(steps: list[Numbered], index: Index) -> Iterator[Idea]:
    """Yield the cards that a person named beside one of the steps, each once."""
    ids = dict.fromkeys(id_key(card) for step in steps for card in step.action.ideas)
    found = (index.cards[each] for each in ids if each in index.cards)
    return iter(cards.printed(found))
