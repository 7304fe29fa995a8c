"""Who would sign an MOU: our organization, and those that the steps of the draft name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.deliverables.audience import contact, hands_off
from pipeline.deliverables.blanks import Lack, Said, line, name_in, words
from pipeline.deliverables.helpers import called, directory, everybody, helpers, may_be
from pipeline.deliverables.mou_clauses import of_the_draft
from pipeline.deliverables.mou_complete import ALL, WORKBOOK, Asked
from pipeline.deliverables.salutation import addressed
from pipeline.deliverables.sentences import Sentence
from pipeline.deliverables.wordings import Wordings
from pipeline.model import UNSAID, Details, Findings, Partner, Typed

NO_REACH = words(UNSAID, "telephone or email")
NO_DUTY = words(UNSAID, "what the party does")
NO_SIGNER = words(UNSAID, "name, title")


@dataclass(frozen=True, slots=True)
class Duty:
    """A step that a party leads."""

    id: str
    words: str


@dataclass(frozen=True, slots=True)
class Party:
    """An organization that would sign."""

    name: Said
    kind: tuple[str, ...]  # type and subtype
    contact: tuple[str, ...]  # name and title
    reach: tuple[str, ...]  # telephone and email, or the blank for them
    signer: Said = NO_SIGNER  # who signs for it: name and title
    leads: tuple[Duty, ...] = ()
    helps: tuple[str, ...] = ()  # ids of the steps it takes part in
    idle: str = NO_DUTY  # the blank for what it does, where no step says so

    def doing(self, leads: Sequence[Duty], helps: Sequence[str]) -> "Party":
        """Return the party with the steps it leads and those it takes part in."""
        idle = "" if leads or helps else NO_DUTY
        return replace(self, leads=tuple(leads), helps=tuple(helps), idle=idle)


@dataclass(frozen=True, slots=True)
class Joining:
    """A party, the names it goes by, and what is still to complete about it."""

    party: Party
    keys: frozenset[str]
    to_complete: tuple[Asked, ...]


def parties(findings: Findings, told: Wordings) -> Iterator[Joining]:
    """Yield who would sign: ours first, then as the sheet Partners has them, then the unlisted."""
    details, partners = findings.workshop.details, findings.workshop.partners
    seen = {name_in(details.organization), name_in(details.program)}
    listed = directory(partners)
    known = listed.keys() | seen
    every = (*(each.organization for each in partners), details.organization)
    references = tuple(
        each
        for action in of_the_draft(findings.workshop.actions, findings.clauses)
        for each in (action.lead_organization, *helpers(action, known, every))
        if line(each)
    )
    named = frozenset(map(name_in, references))
    yield _ours(details, told)
    for partner in partners:
        name = name_in(partner.organization)
        if name not in seen and called(partner, listed) & named:
            seen.add(name)
            yield _listed(partner, told)
    for reference in references:
        name = name_in(reference)
        if name not in seen and name not in listed:
            seen.add(name)
            if everybody(reference):
                continue
            yield _unlisted(reference, may_be(reference, every), told)


def _ours(details: Details, told: Wordings) -> Joining:
    name = words(details.organization, "your organization")
    contact_ = words(details.contact, "contact")
    reach = _reach(details.contact_phone, details.contact_email)
    party = Party(name, (told.say("Our own type"),), _both(contact_, details.contact_title), reach)
    asked = (
        (name.blank, "your organization", details.organization, "Organization"),
        (contact_.blank, "contact", details.contact, "Contact"),
        (NO_REACH in reach, "telephone or email", details.contact_phone, "Contact's phone"),
    )
    keys = frozenset(filter(None, (name_in(details.organization), name_in(details.program))))
    return Joining(
        party,
        keys,
        tuple(
            Asked(WORKBOOK, _section(told), _of(what, name, told), cell, label=label)
            for missing, what, cell, label in asked
            if missing
        ),
    )


def _section(told: Wordings) -> Sentence:
    return told.say("Section: parties")


def _of(what: str, name: Said, told: Wordings) -> str:
    """Return what is missing, and of which party where it has a name."""
    lack = told.lack(what)
    return told.say("Something of a party", words=lack, party=name) if name else lack


def _listed(partner: Partner, told: Wordings) -> Joining:
    name, kind = words(partner.organization, "organization"), words(partner.kind, "type")
    person, reach = words(contact(partner), "contact"), _reach(partner.phone, partner.email)
    both = _both(addressed(person.words) if person else person, partner.contact_title)
    signer = words(partner.mou_signer, "name, title")
    party = Party(name, _both(kind, partner.subtype), both, reach, signer)
    asked = (
        (kind.blank, "type", partner.kind),
        (person.blank, "contact", partner.contact),
        (NO_REACH in reach, "telephone or email", partner.phone),
    )
    keys = frozenset(filter(None, (name_in(partner.organization), name_in(partner.id))))
    return Joining(
        party,
        keys,
        (
            *_unwanted(partner, told),
            *(
                Asked(WORKBOOK, _section(told), _of(what, name, told), cell, partner.organization)
                for missing, what, cell in asked
                if missing
            ),
        ),
    )


def _unwanted(partner: Partner, told: Wordings) -> Iterator[Asked]:
    if hands_off(partner):
        what = told.say("A party that nobody is to contact", party=line(partner.organization))
        yield Asked(ALL, _section(told), what, hands_off(partner))


def _unlisted(reference: Typed, meant: Typed, told: Wordings) -> Joining:
    """Return a party that only a step names; `meant` is the one in the list that it may be short for."""
    name = line(reference)
    is_id = re.fullmatch(r"[A-Za-z]{1,3}-?\d+", name)
    party = Party(
        words(UNSAID, Lack("organization of …", name)) if is_id else words(name, ""),
        (words(UNSAID, "type"),),
        (words(UNSAID, "contact"),),
        (NO_REACH,),
    )
    if meant:
        said = [told.say("A party that may be another", party=name, other=meant)]
    else:
        what = (*(("organization",) if is_id else ()), "type", "contact", "telephone or email")
        lacks = map(told.lack, what)
        said = [
            told.say("Something of a party without a row", words=each, party=name) for each in lacks
        ]
    asked = (Asked(WORKBOOK, _section(told), each, reference) for each in said)
    return Joining(party, frozenset([name_in(reference)]), tuple(asked))


def _reach(*ways: Typed) -> tuple[str, ...]:
    return tuple(line(way) for way in ways if line(way)) or (NO_REACH,)


def _both(first: str, second: Typed) -> tuple[str, ...]:
    return (first, line(second)) if line(second) else (first,)
