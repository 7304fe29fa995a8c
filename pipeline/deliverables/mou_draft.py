"""Draft the MOU: parties, what they do, the steps as a schedule, signatures; and what is to complete."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.deliverables import mou_clauses, wordings
from pipeline.deliverables.blanks import Lack, Said, line, name_in, time, words, written
from pipeline.deliverables.helpers import directory, everybody, helpers
from pipeline.deliverables.mou_complete import (
    ALL,
    EACH,
    LEGAL,
    WORKBOOK,
    Asked,
    Reason,
    Stack,
    stacks,
)
from pipeline.deliverables.mou_one_stop import Element, coverage
from pipeline.deliverables.mou_parties import Duty, Joining, Party, parties
from pipeline.deliverables.wordings import Wordings
from pipeline.model import Action, Clause, Draft, Findings, Partner, Typed
from pipeline.openxml.blanks import WithBlanks


@dataclass(frozen=True, slots=True)
class Practice:
    """A clause that is switched on: what the parties do, and the steps that call for it."""

    title: str
    lines: tuple[WithBlanks, ...]
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the action plan as it stands in the schedule."""

    id: str
    words: str
    lead: Said
    organization: str  # the lead's, "" where nobody said
    partners: tuple[str, ...]
    due: Said
    measure: str


@dataclass(frozen=True, slots=True)
class Mou:
    """What mou-draft.docx may mention."""

    title: str
    drafted: str
    workshop: str
    program: str
    purpose: Said
    parties: tuple[Party, ...]
    most: int  # parties in the text; more of them stand in a schedule
    daily: tuple[Practice, ...]
    sections: tuple[Practice, ...]
    term: Said
    review: Said
    steps: tuple[Step, ...]
    others: tuple[str, ...]  # ids of the steps that call for no clause


@dataclass(frozen=True, slots=True)
class ToComplete:
    """What mou-to-complete.docx may mention."""

    title: str
    drafted: str
    stacks: tuple[Stack, ...]
    reasons: tuple[Reason, ...]
    coverage: tuple[Element, ...]  # of a one-stop MOU; none of another


MOST_PARTIES = 12  # in the text
TEMPLATES: Mapping[str, type[Any]] = {"mou-draft.docx": Mou, "mou-to-complete.docx": ToComplete}


def missing(findings: Findings) -> str:
    """Return why no MOU can be drafted, "" when it can."""
    return "" if findings.workshop.actions else "no action steps were read"


def drafts(findings: Findings) -> Iterator[Draft]:
    """Yield the MOU draft, and the list of what is to complete in it."""
    known = _Known(findings)
    told = wordings.of(findings.texts, wordings.MOU)
    details, joining = findings.workshop.details, tuple(parties(findings, told))
    practices = [each for each in map(known.practice, findings.clauses) if each is not None]
    on = [each.title for each in practices]
    daily = {each.title for each in findings.clauses if each.daily}
    drafted = written(findings.today)
    context = Mou(
        title=_title(joining[0].party.name, len(joining) - 1, told),
        drafted=drafted,
        workshop=line(details.title),
        program=line(details.program),
        purpose=words(details.purpose, "purpose, in one sentence"),
        parties=tuple(map(known.with_duties, joining)),
        most=MOST_PARTIES,
        daily=tuple(each for each in practices if each.title in daily),
        sections=tuple(each for each in practices if each.title not in daily),
        term=words(details.mou_term, "how long it runs"),
        review=time(details.mou_review, "review date"),
        steps=tuple(known.step(action) for action in known.steps),
        others=tuple(
            line(action.id) for action in findings.workshop.actions if action not in known.steps
        ),
    )
    yield Draft("mou-draft.docx", "mou-draft.docx", wordings.told_in(context, told))
    asked = (
        *_of_details(findings, told),
        *known.of_steps(told),
        *(each for practice in practices for each in known.of_clause(practice, told)),
        *(each for party in joining for each in party.to_complete),
        *_of_signatures(context.parties, told),
        *(
            Asked(
                EACH,
                told.say("Section: a party", party=each.name),
                told.lack("what the party does"),
            )
            for each in context.parties
            if each.idle != ""
        ),
    )
    to_complete = ToComplete(
        title=told.say("Name of the list to complete", day=drafted),
        drafted=drafted,
        stacks=tuple(stacks(asked, told)),
        reasons=tuple(known.reasons()),
        coverage=tuple(coverage(findings.clauses, on, told)) if findings.one_stop else (),
    )
    yield Draft("mou-to-complete.docx", "mou-to-complete.docx", wordings.told_in(to_complete, told))


def _title(ours: Said, others: int, told: Wordings) -> str:
    """Return the title of the draft, for its properties; of two parties it names ours alone."""
    if others > 1:
        return told.say(
            "Name of the document, of many parties", organization=ours, number=str(others)
        )
    return told.say("Name of the document", organization=ours)


@dataclass(frozen=True)
class _Known:
    """The steps, what each calls for, and whom they name."""

    findings: Findings
    steps: tuple[Action, ...] = field(init=False)  # that the draft is about
    called: Mapping[str, tuple[tuple[str, str], ...]] = field(init=False)  # title → step, cue
    partners: Mapping[str, Partner] = field(init=False)  # by all they are called

    def __post_init__(self) -> None:
        actions, clauses = self.findings.workshop.actions, self.findings.clauses
        object.__setattr__(self, "partners", directory(self.findings.workshop.partners))
        object.__setattr__(self, "steps", mou_clauses.of_the_draft(actions, clauses))
        called: dict[str, list[tuple[str, str]]] = {each.title: [] for each in clauses}
        for action in self.steps:
            for title, cue in mou_clauses.called(action, clauses).items():
                called[title].append((line(action.id), cue))
            if mou_clauses.calls_for_all(action):
                for each in called.values():
                    each.append((line(action.id), "all"))
        found = {title: tuple(dict(each).items()) for title, each in called.items()}
        object.__setattr__(self, "called", found)

    def practice(self, clause: Clause) -> Practice | None:
        """Return a clause as it is printed, None where no step calls for it."""
        steps = tuple(step for step, _ in self.called[clause.title])
        return (
            Practice(clause.title, tuple(map(WithBlanks, clause.lines)), steps) if steps else None
        )

    def reasons(self) -> Iterator[Reason]:
        """Yield for each clause that is on which steps called for it, by which words."""
        for title, steps in self.called.items():
            if steps:
                cues = tuple(dict.fromkeys(cue.casefold() for _, cue in steps))
                yield Reason(title, tuple(step for step, _ in steps), cues)

    # ── the steps ────────────────────────────────────────────────────────────────────────────

    def step(self, action: Action) -> Step:
        """Return a step as it stands in the schedule."""
        return Step(
            id=line(action.id),
            words=line(action.step),
            lead=words(action.lead_person, Lack("lead of step …", line(action.id))),
            organization=self.name_of(action.lead_organization),
            partners=self.helping(action),
            due=time(action.due, Lack("due date of step …", line(action.id))),
            measure=line(action.measure),
        )

    def helping(self, action: Action) -> tuple[str, ...]:
        """Return the organizations that help with a step, its lead's left out."""
        lead = name_in(self.name_of(action.lead_organization))
        names = tuple(each.organization for each in self.findings.workshop.partners)
        named = (self.name_of(each) for each in helpers(action, self.partners, names))
        return tuple(each for each in named if name_in(each) != lead)

    def name_of(self, reference: Typed) -> Typed:
        """Return the name of the organization that `reference`, an id or a name, stands for."""
        partner = self.partners.get(name_in(reference))
        return line(reference) if partner is None else line(partner.organization)

    def with_duties(self, joining: Joining) -> Party:
        """Return a party with the steps it leads and those it takes part in."""
        leads: list[Duty] = []
        helps: list[str] = []
        for action in self.steps:
            if name_in(self.name_of(action.lead_organization)) in joining.keys:
                leads.append(Duty(line(action.id), line(action.step)))
            elif joining.keys & set(map(name_in, self.helping(action))):
                helps.append(line(action.id))
        return joining.party.doing(leads, helps)

    # ── what is to complete ──────────────────────────────────────────────────────────────────

    def of_steps(self, told: Wordings) -> Iterator[Asked]:
        """Yield what the steps do not say."""
        schedule = told.say("Section: schedule 1")
        for action in self.steps:
            step = line(action.id)
            lead = line(action.lead_person)
            if not lead:
                what = told.lack(Lack("lead of step …", step))
                yield Asked(WORKBOOK, schedule, what, action.lead_person, action.step)
            if not line(action.due.words):
                due, what = action.due.words, told.lack(Lack("due date of step …", step))
                yield Asked(lead or WORKBOOK, schedule, what, due, action.step)
            for each in action.partners:
                if everybody(each):
                    what = told.say("Which partners all are", words=line(each), step=step)
                    yield Asked(WORKBOOK, told.say("Section: parties"), what, each)
        for action in self.findings.workshop.actions:
            for word in mou_clauses.unanswered(action, self.findings.clauses):
                what = told.say("A clause that is asked for", words=word, step=line(action.id))
                daily = told.say("Section: daily practice")
                yield Asked(WORKBOOK, daily, what, action.practice[0])

    def of_clause(self, practice: Practice, told: Wordings) -> Iterator[Asked]:
        """Yield the blanks of a clause: counsel fills in some, the leads of its steps the others."""
        clause = next(each for each in self.findings.clauses if each.title == practice.title)
        leads: dict[str, Typed] = {line(a.id): line(a.lead_person) for a in self.steps}
        who = dict.fromkeys(leads[step] for step in practice.steps if leads.get(step))
        for text in practice.lines:
            for what in text.blanks():
                known = LEGAL if what in clause.legal else told.listed(list(who))
                yield Asked(known or ALL, practice.title, what)


def _of_signatures(joining: Sequence[Party], told: Wordings) -> Iterator[Asked]:
    """Yield who is to sign: asked of each party once where nobody is known, else party by party."""
    section, name = told.say("Section: signatures"), told.lack("name, title")
    unknown = [each for each in joining if not each.signer]
    if len(unknown) == len(joining):
        yield Asked(EACH, section, name)
        return
    for each in unknown:
        what = told.say("Who signs for a party", words=name, party=each.name)
        yield Asked(EACH, section, what)


# The blanks that stand in every MOU, in the words of its template: section, blank, who fills it in.
ALWAYS = (
    ("parties", "backup", EACH),
    ("term", "effective date", ALL),
    ("changes", "who agrees to a change, and how", ALL),
    ("ending", "days of notice", ALL),
    ("nondiscrimination", "wording that each party requires", LEGAL),
)


def _of_details(findings: Findings, told: Wordings) -> Iterator[Asked]:
    details = findings.workshop.details
    for typed, label, section, what in (
        (details.purpose, "Purpose", "purpose", "purpose, in one sentence"),
        (details.mou_term, "MOU term", "term", "how long it runs"),
        (details.mou_review.words, "MOU review date", "term", "review date"),
    ):
        if not line(typed):
            clause = told.say(f"Section: {section}")
            yield Asked(WORKBOOK, clause, told.lack(what), typed, label=label)
    for section, what, who in ALWAYS:
        yield Asked(who, told.say(f"Section: {section}"), told.lack(what))
