"""Who would sign an MOU: our organization, and those the practical steps of the plan name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.deliverables.audience import contact, hands_off
from pipeline.deliverables.blanks import Said, blank, detail, line, name_in, where, words
from pipeline.deliverables.helpers import everybody, helpers, names
from pipeline.deliverables.mou_clauses import ToComplete, practical
from pipeline.model import NOWHERE, UNSAID, Details, Findings, Partner, Typed


@dataclass(frozen=True, slots=True)
class Party:
    """An organization that would sign."""

    name: Said
    kind: Said
    subtype: str
    contact: Said
    contact_title: str
    reach: tuple[str, ...]
    reach_blank: str


@dataclass(frozen=True, slots=True)
class Joining:
    """A party, and what is still to complete about it."""

    party: Party
    to_complete: tuple[ToComplete, ...]


def partner_of(reference: str, partners: Sequence[Partner]) -> Partner | None:
    """Return the partner that `reference`, an id or a name, stands for."""
    asked = name_in(reference)
    return next((p for p in partners if asked in (name_in(p.id), name_in(p.organization))), None)


def parties(findings: Findings) -> Iterator[Joining]:
    """Yield who would sign: ours first, then as the sheet Partners has them, then the unlisted."""
    details, partners = findings.workshop.details, findings.workshop.partners
    seen = {name_in(details.organization), name_in(details.program)}
    known = names(partners) | seen
    references = tuple(
        each
        for action in findings.workshop.actions
        if practical(action)
        for each in (action.lead_organization, *helpers(action, known))
        if line(each)
    )
    yield _ours(details)
    for partner in partners:
        name = name_in(partner.organization)
        if name not in seen and any(partner_of(each, [partner]) for each in references):
            seen.add(name)
            yield _listed(partner)
    for reference in references:
        name = name_in(reference)
        if name not in seen and partner_of(reference, partners) is None:
            seen.add(name)
            if everybody(reference):
                continue
            yield _unlisted(reference)


def _ours(details: Details) -> Joining:
    name = words(details.organization, "your organization")
    party = Party(
        name=name,
        kind=Said(Typed("Grantee", NOWHERE)),
        subtype="",
        contact=words(details.contact, "contact"),
        contact_title=line(details.contact_title),
        **_reach(details.contact_phone, details.contact_email),
    )
    asked = (
        (name.blank, "your organization", where(details.organization, detail("Organization"))),
        (party.contact.blank, "contact", where(details.contact, detail("Contact"))),
        (
            party.reach_blank,
            "telephone or email",
            where(details.contact_phone, detail("Contact's phone")),
        ),
    )
    return Joining(party, tuple(_blanks(party, asked)))


def _listed(partner: Partner) -> Joining:
    party = Party(
        name=words(partner.organization, "organization"),
        kind=words(partner.kind, "type"),
        subtype=line(partner.subtype),
        contact=words(contact(partner), "contact"),
        contact_title=line(partner.contact_title),
        **_reach(partner.phone, partner.email),
    )
    beside = partner.organization
    asked = (
        (party.kind.blank, "type", where(partner.kind, beside)),
        (party.contact.blank, "contact", where(partner.contact, beside)),
        (party.reach_blank, "telephone or email", where(partner.phone, beside)),
    )
    return Joining(party, (*_unwanted(partner), *_blanks(party, asked)))


def _unwanted(partner: Partner) -> Iterator[ToComplete]:
    if hands_off(partner):
        what = f"whether {line(partner.organization)} is a party: nobody is to contact it"
        yield ToComplete("Parties", what, (where(hands_off(partner)),))


def _unlisted(reference: Typed) -> Joining:
    name = line(reference)
    is_id = re.fullmatch(r"[A-Za-z]{1,3}-?\d+", name)
    party = Party(
        name=Said(UNSAID, blank(f"organization of {name}")) if is_id else words(name, ""),
        kind=words(UNSAID, "type"),
        subtype="",
        contact=words(UNSAID, "contact"),
        contact_title="",
        **_reach(),
    )
    row = f"Partners: a row for {name}, named in {where(reference)}"
    what = ("organization", "type", "contact", "telephone or email")
    return Joining(
        party,
        tuple(
            ToComplete("Parties", f"{each} of {name}", (row,))
            for each in what
            if is_id or each != "organization"
        ),
    )


def _reach(*ways: Typed) -> dict[str, Any]:
    known = tuple(line(way) for way in ways if line(way))
    return {"reach": known, "reach_blank": "" if known else blank("telephone or email")}


def _blanks(party: Party, asked: Sequence[tuple[str, str, str]]) -> Iterator[ToComplete]:
    for missing, what, cell in asked:
        if missing:
            of = f" of {party.name.words}" if party.name.words else ""
            yield ToComplete("Parties", f"{what}{of}", (cell,))
