"""Draft the MOU: daily practice first, called for by the steps of the plan; every blank listed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.deliverables import mou_clauses
from pipeline.deliverables.blanks import (
    Said,
    detail,
    line,
    name_in,
    stop,
    time,
    where,
    words,
    written,
)
from pipeline.deliverables.helpers import everybody, helpers, names
from pipeline.deliverables.mou_clauses import (
    PRACTICES,
    Clause,
    CoLocation,
    Contacts,
    CrossTraining,
    Data,
    Disagreements,
    Employer,
    Fact,
    Meetings,
    Named,
    Referral,
    Resources,
    SharedMeasures,
    Step,
    Terms,
    ToComplete,
)
from pipeline.deliverables.mou_parties import Joining, Party, parties, partner_of
from pipeline.model import Action, Details, Draft, Findings, Partner, Typed

TOGETHER = ("All parties",)


@dataclass(frozen=True, slots=True)
class Mou:
    """What mou-draft.docx may mention."""

    title: str
    drafted: str
    workshop: str
    program: str
    purpose: Said
    whole: tuple[Step, ...]  # steps that call for every clause
    practiced: bool  # at least one clause is on
    referral: Referral | None
    co_location: CoLocation | None
    meetings: Meetings | None
    cross_training: CrossTraining | None
    shared_measures: SharedMeasures | None
    data: Data | None
    employer: Employer | None
    resources: Resources | None
    contacts: Contacts | None
    disagreements: Disagreements | None
    others: tuple[Named, ...]  # steps that call for no clause
    parties: tuple[Party, ...]
    term: Said
    review: Said
    terms: Terms
    to_complete: tuple[ToComplete, ...]


TEMPLATES: Mapping[str, type[Any]] = {"mou-draft.docx": Mou}


def missing(findings: Findings) -> str:
    """Return why no MOU can be drafted, "" when it can."""
    return "" if findings.workshop.actions else "no action steps were read"


def drafts(findings: Findings) -> Iterator[Draft]:
    """Yield the one MOU draft."""
    details, actions = findings.workshop.details, findings.workshop.actions
    partners = findings.workshop.partners
    clauses = _clauses(actions, partners)
    switched: dict[str, Any] = {each.name: clauses.get(each.name) for each in PRACTICES}
    joining = tuple(parties(findings))
    context = Mou(
        title="Memorandum of understanding",
        drafted=written(findings.today),
        workshop=line(details.title),
        program=line(details.program),
        purpose=words(details.purpose, "purpose, in one sentence"),
        whole=tuple(_step(a, partners) for a in actions if mou_clauses.calls_for_all(a)),
        practiced=bool(clauses),
        **switched,
        others=tuple(_named(action) for action in actions if not mou_clauses.practical(action)),
        parties=tuple(each.party for each in joining),
        term=words(details.mou_term, "how long it runs"),
        review=time(details.mou_review, "review date"),
        terms=Terms(),
        to_complete=(
            *_purpose_blank(details),
            *(blank for action in actions for blank in _step_blanks(action)),
            *_clause_blanks(clauses),
            *_party_blanks(joining, listed="contacts" in clauses),
            *_term_blanks(details),
            *mou_clauses.blanks(Terms(), "", TOGETHER),
        ),
    )
    yield Draft("mou-draft.docx", "mou-draft.docx", context)


def _clauses(actions: Sequence[Action], partners: Sequence[Partner]) -> dict[str, Clause]:
    """Return the clauses that are switched on, by name, in printed order."""
    whole = tuple(_named(action) for action in actions if mou_clauses.calls_for_all(action))
    facts = {
        "shared_measures": {"measures": _facts(actions, "measure")},
        "resources": {"needs": _facts(actions, "resources")},
    }
    clauses = {}
    for practice in PRACTICES:
        steps = tuple(
            _step(action, partners)
            for action in actions
            if practice.name in mou_clauses.called(action) and not mou_clauses.calls_for_all(action)
        )
        if steps or whole:
            clauses[practice.name] = practice.clause(steps, whole, **facts.get(practice.name, {}))
    return clauses


def _facts(actions: Sequence[Action], name: str) -> tuple[Fact, ...]:
    told = ((a, line(getattr(a, name))) for a in actions if mou_clauses.practical(a))
    return tuple(Fact(line(action.id), words) for action, words in told if words)


def _named(action: Action) -> Named:
    text = line(action.step)
    return Named(line(action.id), text, stop(text), line(action.status))


def _step(action: Action, partners: Sequence[Partner]) -> Step:
    text = line(action.step)
    told = {each for each in (name_in(action.lead_organization),) if each}
    helping = (_resolved(each, partners) for each in helpers(action, names(partners)))
    return Step(
        id=line(action.id),
        text=text,
        stop=stop(text),
        lead=words(action.lead_person, f"lead of step {line(action.id)}"),
        organization=line(action.lead_organization),
        partners=tuple(each for each in helping if name_in(each) not in told),
        start=time(action.start, f"start of step {line(action.id)}"),
        due=time(action.due, f"due date of step {line(action.id)}"),
        resources=words(action.resources, "") if line(action.resources) else None,
        measure=words(action.measure, "") if line(action.measure) else None,
    )


def _resolved(reference: Typed, partners: Sequence[Partner]) -> Typed:
    """Return the name of the organization that `reference`, an id or a name, stands for."""
    partner = partner_of(reference, partners)
    return line(reference) if partner is None else line(partner.organization)


def _purpose_blank(details: Details) -> Iterator[ToComplete]:
    if not line(details.purpose):
        cell = where(details.purpose, detail("Purpose"))
        yield ToComplete("Purpose", "purpose, in one sentence", (cell,))


def _step_blanks(action: Action) -> Iterator[ToComplete]:
    step = line(action.id)
    asked = (
        (action.lead_person, f"lead of step {step}"),
        (action.start.words, f"start of step {step}"),
        (action.due.words, f"due date of step {step}"),
    )
    if mou_clauses.practical(action):
        for typed, what in asked:
            if not line(typed):
                yield ToComplete("Daily practice", what, (where(typed, action.step),))
    for each in action.partners:
        if mou_clauses.practical(action) and everybody(each):
            what = f'which partners "{line(each)}" means for step {step}'
            yield ToComplete("Parties", what, (where(each),))
    for word in mou_clauses.unanswered(action):
        yield ToComplete(
            "Daily practice", f'a clause for "{word}", which step {step} asks for', TOGETHER
        )


def _clause_blanks(clauses: Mapping[str, Clause]) -> Iterator[ToComplete]:
    for practice in PRACTICES:
        if clause := clauses.get(practice.name):
            leads = dict.fromkeys(step.lead.words for step in clause.steps if step.lead.words)
            yield from mou_clauses.blanks(clause, practice.title, tuple(leads) or TOGETHER)


def _party_blanks(joining: Sequence[Joining], *, listed: bool) -> Iterator[ToComplete]:
    for each in joining:
        for row in each.to_complete:
            if listed or not row.what.startswith("telephone or email"):
                yield row


def _term_blanks(details: Details) -> Iterator[ToComplete]:
    if not line(details.mou_term):
        cell = where(details.mou_term, detail("MOU term"))
        yield ToComplete("Term", "how long it runs", (cell,))
    if not line(details.mou_review.words):
        cell = where(details.mou_review.words, detail("MOU review date"))
        yield ToComplete("Term", "review date", (cell,))
