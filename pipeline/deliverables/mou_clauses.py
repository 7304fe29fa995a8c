"""What each clause of an MOU says of its own: the facts it asks for, blank until people agree."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Any

from pipeline.deliverables.blanks import Said, blank
from pipeline.gaps import stands
from pipeline.model import Action
from pipeline.names import same_name

LEGAL = "Legal review"


def ask(what: str, who: str = "", title: str = "") -> Any:
    """Return a field that stays a visible blank; `who` can fill it, else the leads of the steps."""
    return field(default=blank(what), metadata={"what": what, "who": who, "title": title})


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the action plan that calls for a clause, with what is known of it."""

    id: str
    text: str
    stop: str
    lead: Said
    organization: str  # the lead's, "" where nobody said
    partners: tuple[str, ...]
    start: Said
    due: Said
    resources: Said | None
    measure: Said | None


@dataclass(frozen=True, slots=True)
class Named:
    """A step named in passing."""

    id: str
    text: str
    stop: str
    status: str


@dataclass(frozen=True, slots=True)
class Fact:
    """What a step says it needs, or how it will be measured."""

    id: str
    words: str


@dataclass(frozen=True, slots=True)
class ToComplete:
    """One blank of the draft: where it stands, what is missing, who or which cell may know."""

    clause: str
    what: str
    who: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause that is switched on: the steps that call for it, and those that call for all."""

    steps: tuple[Step, ...]
    also: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Referral(Clause):
    """How people get from one partner to the next."""

    method: str = ask("form, call or shared log")
    reply_time: str = ask("number of working days")
    feedback: str = ask("how the sender hears what happened")
    consent: str = ask("consent wording", LEGAL)


@dataclass(frozen=True, slots=True)
class CoLocation(Clause):
    """Who works at whose place."""

    address: str = ask("address and room")
    hours: str = ask("days and hours on site")
    equipment: str = ask("desk, equipment, badge and network access")
    insurance: str = ask("insurance and liability", LEGAL)


@dataclass(frozen=True, slots=True)
class Meetings(Clause):
    """How often the partners meet."""

    rhythm: str = ask("how often")
    caller: str = ask("who calls the meeting")
    minutes: str = ask("who keeps the minutes, and where")
    place: str = ask("where, and how it moves between sites")


@dataclass(frozen=True, slots=True)
class CrossTraining(Clause):
    """Who learns from whom."""

    topics: str = ask("who teaches what to whom")
    hours: str = ask("hours a month")
    pay: str = ask("who pays for the time")


@dataclass(frozen=True, slots=True)
class SharedMeasures(Clause):
    """What the partners count together."""

    measures: tuple[Fact, ...] = ()
    agreed: str = ask("the measures agreed, each with its definition")
    period: str = ask("reporting period")
    compiler: str = ask("who puts the numbers together")


@dataclass(frozen=True, slots=True)
class Data(Clause):
    """Where the data-sharing agreement is; the agreement itself is another document."""

    purpose: str = ask("purpose of sharing")
    elements: str = ask("data elements")
    agreement: str = ask("title and date of the data-sharing agreement", LEGAL)
    terms: str = ask("legal basis, security, retention and consent", LEGAL)


@dataclass(frozen=True, slots=True)
class Employer(Clause):
    """What employers will do."""

    number: str = ask("how many visits, interviews or clinical places")
    period: str = ask("in which period")
    hiring: str = ask("hiring commitments, if any", LEGAL)


@dataclass(frozen=True, slots=True)
class Resources(Clause):
    """Who brings what the steps need."""

    needs: tuple[Fact, ...] = ()
    source: str = ask("who provides what, in money or in kind")
    amount: str = ask("amount or value, and period")
    allocation: str = ask("cost allocation", LEGAL)


@dataclass(frozen=True, slots=True)
class Contacts(Clause):
    """Whom to call, and whom when they are away."""

    backup: str = ask("backup and telephone", "Each party")
    notice: str = ask("number of working days", "All parties")


@dataclass(frozen=True, slots=True)
class Disagreements(Clause):
    """What happens when partners disagree."""

    first: str = ask("number of working days for the first talk")
    second: str = ask("who decides next, and in how many working days")
    law: str = ask("governing law and courts, if any", LEGAL)


@dataclass(frozen=True, slots=True)
class Terms:
    """What every MOU must say, whatever the plan."""

    effective: str = ask("effective date", "All parties", "Term")
    changes: str = ask("who agrees to a change, and how", "All parties", "Changes")
    notice: str = ask("days of notice", "All parties", "Ending it")
    wording: str = ask(
        "nondiscrimination and accessibility wording that each party requires",
        LEGAL,
        "Nondiscrimination and accessibility",
    )
    signer: str = ask("name of the person who signs", "Each party", "Signatures")
    signer_title: str = ask("title of the person who signs", "Each party", "Signatures")


@dataclass(frozen=True, slots=True)
class Practice:
    """A topic of daily practice: its clause, and the words of a step that call for it."""

    name: str  # the field of the MOU's context
    title: str
    clause: type[Clause]
    words: re.Pattern[str]


def _practice(name: str, title: str, clause: type[Clause], words: str) -> Practice:
    return Practice(name, title, clause, re.compile(rf"(?i)\b(?:{words})\b"))


PRACTICES = (
    _practice("referral", "Referral and intake", Referral, r"refer(?:s|red|rals?)?|hand-?offs?|intake"),
    _practice("co_location", "Working at one another’s place", CoLocation, r"co-?locat\w*|desks?|on[- ]site"),
    _practice("meetings", "Meetings", Meetings, r"meetings?|meets?|case conferences?"),
    _practice("cross_training", "Learning from one another", CrossTraining, r"cross-?train\w*|shadow\w*|co-?teach\w*|learning"),
    _practice("shared_measures", "Shared measures", SharedMeasures, r"measures?|dashboards?"),
    _practice("data", "Data and privacy", Data, r"data|release[- ]forms?|release[- ]of[- ]information"),
    _practice("employer", "What employers do", Employer, r"employers?|interviews?|clinicals?"),
    _practice("resources", "Resources", Resources, r"resources?|money|stipends?|in[- ]kind|fund(?:s|ing)?"),
    _practice("contacts", "Contacts and backups", Contacts, r"contacts?|turnover|backups?"),
    _practice("disagreements", "Working through disagreements", Disagreements, r"disagree\w*|disputes?"),
)  # fmt: skip


def called(action: Action) -> frozenset[str]:
    """Return the practices `action` calls for: by its practice words, else by the step's own."""
    if not stands(action):
        return frozenset()
    said = action.practice or (action.step,)
    return frozenset(each.name for each in PRACTICES if any(each.words.search(w) for w in said))


def calls_for_all(action: Action) -> bool:
    """Return whether a person said that `action` calls for every clause."""
    return stands(action) and any(same_name(word, "all") for word in action.practice)


def unanswered(action: Action) -> Iterator[str]:
    """Yield the practice words of `action` that no clause answers."""
    for word in action.practice:
        if not same_name(word, "all") and not any(p.words.search(word) for p in PRACTICES):
            yield word


def practical(action: Action) -> bool:
    """Return whether `action` calls for any clause."""
    return bool(called(action)) or calls_for_all(action)


def blanks(clause: Clause | Terms, title: str, leads: tuple[str, ...]) -> Iterator[ToComplete]:
    """Yield what is still blank in `clause`, and who can fill it: else the steps' `leads`."""
    for each in fields(clause):
        if "who" in each.metadata:
            who = each.metadata["who"]
            title_of = each.metadata.get("title") or title
            yield ToComplete(title_of, each.metadata["what"], (who,) if who else leads)
