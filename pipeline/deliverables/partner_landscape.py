"""The landscape of partners, kind by kind: whom they serve, what they work on, how near they are."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline import forms
from pipeline.deliverables import blanks, wordings
from pipeline.deliverables.audience import audience_of
from pipeline.deliverables.blanks import Said
from pipeline.deliverables.capitals import large
from pipeline.deliverables.sentences import Sentence
from pipeline.deliverables.wordings import Wordings
from pipeline.model import UNSAID, Details, Draft, Findings, Partner, Typed
from pipeline.names import name_key

COLUMNS = tuple(
    (column.heading, column.name)
    for column in forms.PARTNERS.columns
    if column.name in {"populations", "issue_areas", "overlap", "stage"}
)
OF_US = tuple(
    (column.heading, column.name)
    for column in forms.DETAILS.columns
    if column.name in {"strengths", "limits", "offer", "need"}
)


@dataclass(frozen=True, slots=True)
class Row:
    """An organization, and what is known of it, word for word."""

    organization: Typed
    subtype: Typed
    populations: str
    issue_areas: str
    overlap: str
    stage: str


@dataclass(frozen=True, slots=True)
class Kind:
    """The organizations of one type."""

    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """What partner-landscape.docx may mention."""

    workshop: Said
    organization: Said
    today: str
    purpose: Said
    about_us: tuple[Sentence, ...]  # our strengths, gaps, offer and need, where somebody said them
    counted: str
    kinds: tuple[Kind, ...]
    nobody: str
    not_stated: tuple[str, ...]


TEMPLATES = {"partner-landscape.docx": Context}


def missing(findings: Findings) -> str:
    """Return why the landscape cannot be drawn, "" when it can."""
    if not findings.workshop.partners:
        return "no partners were read."
    if not any(_tells(each) for each in findings.workshop.partners):
        return "no partner has People they serve, Issue areas, Overlap or Stage (sheet Partners)."
    return ""


def drafts(findings: Findings) -> Iterator[Draft]:
    """Yield the one landscape."""
    yield Draft("partner-landscape.docx", "partner-landscape.docx", _context(findings))


def _tells(partner: Partner) -> bool:
    return any(blanks.line(getattr(partner, field)) for _, field in COLUMNS)


def _context(findings: Findings) -> Context:
    details, partners = findings.workshop.details, findings.workshop.partners
    told = wordings.of(findings.texts, wordings.PROGRAM)
    context = Context(
        workshop=blanks.words(details.title, "name of the workshop"),
        organization=blanks.words(details.organization, "your organization"),
        today=blanks.written(findings.today),
        purpose=blanks.words(details.purpose, "purpose"),
        about_us=tuple(_about_us(details, told)),
        counted=_counted(partners, told),
        kinds=tuple(_kinds(partners, told)),
        nobody=_nobody(partners, told),
        not_stated=(*_unsaid_of_us(details, told), *_not_stated(partners, told)),
    )
    return wordings.told_in(context, told)


def _about_us(details: Details, told: Wordings) -> Iterator[Sentence]:
    for heading, field in OF_US:
        if said := blanks.line(getattr(details, field)):
            yield told.say("Landscape: About us", heading=heading, words=said)


def _unsaid_of_us(details: Details, told: Wordings) -> Iterator[str]:
    for heading, field in OF_US:
        if not blanks.line(getattr(details, field)):
            yield told.say("Landscape: Not said about us", heading=heading)


def _types(partner: Partner) -> tuple[Typed, ...]:
    """Return the types of a partner: one that fits two has ; or / between them."""
    kinds = (Typed(each.strip(), partner.kind.place) for each in _BETWEEN.split(partner.kind))
    return tuple(each for each in kinds if blanks.line(each))


_BETWEEN = re.compile(r"[;/\n]")


def _counted(partners: Sequence[Partner], told: Wordings) -> str:
    types = [_types(each) for each in partners]
    number = len({name_key(kind) for own in types for kind in own})
    without = sum(not own for own in types)
    several = sum(len(own) > 1 for own in types)
    return told.say(
        _HOW_MANY[without > 0, several > 0],
        organizations=told.counted("organizations", len(partners)),
        types=told.counted("types", number),
        without=str(without),
        several=told.counted("organizations of several types", several),
    )


_HOW_MANY = {  # some have no type, some have several → the row
    (False, False): "Landscape: How many",
    (True, False): "Landscape: How many, some without a type",
    (False, True): "Landscape: How many, some of several types",
    (True, True): "Landscape: How many, some of both",
}


def _kinds(partners: Sequence[Partner], told: Wordings) -> Iterator[Kind]:
    """Yield the types in the order of our list, then those of people's own, each with its rows."""
    ours = {name_key(kind): n for n, kind in enumerate(forms.PARTNER_KINDS)}
    found: dict[str, list[Partner]] = {}
    typed: dict[str, Typed] = {}
    for each in partners:
        for kind in _types(each) or (UNSAID,):
            typed.setdefault(name_key(kind), kind)
            found.setdefault(name_key(kind), []).append(each)
    last = len(ours)
    for key in sorted(found, key=lambda kind: (not kind, ours.get(kind, last))):
        own = found[key]
        name = forms.PARTNER_KINDS[ours[key]].capitalize() if key in ours else large(typed[key])
        yield Kind(name or told.say("Landscape: No type"), tuple(_row(each, told) for each in own))


def _row(partner: Partner, told: Wordings) -> Row:
    empty = told.say("Landscape: An empty cell")
    said = {field: blanks.line(getattr(partner, field)) or empty for _, field in COLUMNS}
    return Row(partner.organization.bare(), blanks.line(partner.subtype), **said)


def _nobody(partners: Sequence[Partner], told: Wordings) -> str:
    """Return the types of our list that no organization has: a church stands for faith-based."""
    there = {audience_of(kind) for each in partners for kind in _types(each)}
    none = [kind for kind in forms.PARTNER_KINDS if audience_of(kind) not in there]
    if not none:
        return told.say("Landscape: Every type has somebody")
    return told.say("Landscape: Types with nobody", types=told.listed(none))


def _not_stated(partners: Sequence[Partner], told: Wordings) -> Iterator[str]:
    for heading, field in COLUMNS:
        if number := sum(not blanks.line(getattr(each, field)) for each in partners):
            many = {"number": str(number), "all": str(len(partners))}
            yield told.say("Landscape: Not said of partners", heading=heading, **many)
