"""Say one thing to one partner, for a letter and an email alike, and what still keeps it back."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import TypeVar

from pipeline.deliverables.audience import audience
from pipeline.deliverables.blanks import (
    Said,
    blank,
    detail,
    line,
    time,
    where,
    words,
    written,
)
from pipeline.model import UNSAID, Details, Findings, Partner, Typed, When
from pipeline.names import same_name

M = TypeVar("M", bound="Message")

ENGLISH = frozenset({"", "en", "eng", "english", "en-us", "en_us"})


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: a name, or the blank for it, and the job title where it is known."""

    name: Said
    title: str


@dataclass(frozen=True, slots=True)
class Message:
    """What we say to one partner, in a letter and in an email alike."""

    title: str  # of the document, for its properties
    audience: str  # employer, bank, community, public, college, faith, elected or neutral
    notice: str  # why it is not ready to send, "" when it is
    organization: str  # the partner's
    contact: Said  # the partner's
    us: Said
    why: Said | None
    problem: Said
    evidence: Said
    source: Said
    offer: Said | None
    ask: Said
    first_step: Said | None
    reply_by: Said
    reply_loose: bool  # "soon": no day, so nothing to answer "by"
    our_contact: Said
    reach: tuple[str, ...]  # telephone, email: what is known
    reach_blank: str
    signer: Signer


@dataclass(frozen=True, slots=True)
class Letter(Message):
    """What letter.docx may mention."""

    date: str
    program: str
    contact_title: str
    purpose: Said | None
    goal: Said | None
    bring: Said | None


@dataclass(frozen=True, slots=True)
class Email(Message):
    """What email.docx may mention."""

    to: Said


@dataclass(frozen=True, slots=True)
class Gap:
    """What keeps a message from being sent."""

    status: str  # in the send log: "no contact"
    what: str  # "contact name"
    where: str  # "Partners!E7"

    def __str__(self) -> str:
        return f"{self.what} ({self.where})" if self.where else self.what


@dataclass(frozen=True, slots=True)
class Mail:
    """The two messages to one partner, and what still keeps them from being sent."""

    filename: str  # "outreach/P01-marrow-creek-medical-center", without its ending
    partner: Partner
    letter: Letter
    email: Email
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """A partner nobody is to write to."""

    partner: Partner


def mail(partner: Partner, filename: str, findings: Findings) -> Mail:
    """Return the letter and the email to `partner`, blanks in place of what nobody said."""
    details = findings.workshop.details
    signer = _signer(partner, details)
    gaps = (*_gaps(partner, details), *_signer_gap(signer, partner, details), *_reply_gap(findings))
    no_address = _unless(partner.email, "no email address", "email address", partner.organization)
    organization = line(partner.organization) or blank("organization")
    ways = (details.contact_phone, details.contact_email)
    reach = tuple(line(way) for way in ways if line(way))
    message = Message(
        title=f"Letter to {organization}",
        audience=audience(partner),
        notice=_notice(gaps, partner),
        organization=organization,
        contact=words(partner.contact, "contact name"),
        us=words(details.organization, "your organization"),
        why=_if_said(partner.overlap),
        problem=words(partner.bigger_problem, "the problem, in one sentence"),
        evidence=words(partner.evidence, "one number that shows it"),
        source=words(partner.evidence_source, "where the number is from, and its period"),
        offer=_if_said(partner.we_offer),
        ask=words(partner.ask, "the one thing you ask for"),
        first_step=_if_said(partner.first_project),
        reply_by=time(details.reply_by, "date to answer by"),
        reply_loose=_loose(details.reply_by),
        our_contact=words(details.contact, "whom they can call"),
        reach=reach,
        reach_blank="" if reach else blank("telephone or email"),
        signer=signer,
    )  # fmt: skip
    letter = _as(
        Letter,
        message,
        date=written(findings.today),
        program=line(details.program),
        contact_title=line(partner.contact_title),
        purpose=_if_said(details.purpose),
        goal=_if_said(partner.mutual_goals),
        bring=_if_said(partner.they_bring),
    )
    email = _as(
        Email,
        message,
        title=f"Email to {organization}",
        notice=_notice((*gaps, *no_address), partner),
        to=words(partner.email, "email address"),
    )
    return Mail(filename, partner, letter, email, (*gaps, *no_address))


def _as(kind: type[M], message: Message, **more: object) -> M:
    shared = {field.name: getattr(message, field.name) for field in fields(message)}
    return kind(**shared | more)


def _if_said(typed: Typed) -> Said | None:
    return words(typed, "") if line(typed) else None


def _unless(typed: Typed, status: str, what: str, beside: Typed) -> tuple[Gap, ...]:
    return () if line(typed) else (Gap(status, what, where(typed, beside)),)


def _gaps(partner: Partner, details: Details) -> Iterator[Gap]:
    """Yield what the sheets do not say and no letter can go without."""
    beside = partner.organization
    yield from _unless(partner.organization, "no organization", "organization", partner.id)
    yield from _unless(partner.contact, "no contact", "contact name", beside)
    yield from _unless(partner.bigger_problem, "no problem", "the problem", beside)
    yield from _unless(partner.evidence, "no number", "one number that shows it", beside)
    yield from _unless(partner.evidence_source, "no source", "source of the number", beside)
    yield from _unless(partner.ask, "no ask", "the ask", beside)
    yield from _unless(
        details.organization, "no sender", "your organization", detail("Organization")
    )
    yield from _unless(
        details.contact, "no contact of ours", "whom they can call", detail("Contact")
    )
    if not line(details.contact_email):
        yield from _unless(
            details.contact_phone,
            "no way to answer",
            "telephone or email",
            detail("Contact's phone"),
        )


_A_DAY = re.compile(
    r"\d|\b(?i:mon|tues|wednes|thurs|fri|satur|sun)day|\b(?i:end|middle|beginning) of"
    r"|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
)


def _loose(reply_by: When) -> bool:
    """Say whether the date to answer by is words, like "soon", that name no day."""
    typed = line(reply_by.words)
    return reply_by.day is None and bool(typed) and not _A_DAY.search(typed)


def _reply_gap(findings: Findings) -> tuple[Gap, ...]:
    reply_by = findings.workshop.details.reply_by
    if reply_by.day is not None and reply_by.day < findings.today:
        passed = f"a date to answer by that has not passed, as {written(reply_by.day)} has"
        return (Gap("reply date has passed", passed, where(reply_by.words, detail("Reply by"))),)
    return _unless(reply_by.words, "no reply date", "date to answer by", detail("Reply by"))


def _notice(gaps: Sequence[Gap], partner: Partner) -> str:
    """Return the first line of a message that is not ready, "" for one that is."""
    language = line(partner.language)
    foreign = language.casefold() not in ENGLISH
    if not gaps and not foreign:
        return ""
    parts = ["Draft: not ready to send."]
    if gaps:
        parts.append(f"Missing: {'; '.join(map(str, gaps))}.")
    if foreign:
        parts.append(f"Needs translation ({language}).")
    return " ".join(parts)


ROLES = re.compile(
    r"(?i)\b(director|chair\w*|manager|dean|president|officer|coordinator|superintendent|supervisor"
    r"|administrator|executive|chief|commissioner|mayor|secretary|treasurer|lead|head|staff|ceo)\b"
)


def _signer(partner: Partner, details: Details) -> Signer:
    """Return who signs for us: the person we know in that role, else the role and a blank."""
    wanted = line(partner.signer)
    if not wanted:
        return Signer(words(details.signer, "name of the signer"), line(details.signer_title))
    people = (
        (details.signer, details.signer_title),
        (details.contact, details.contact_title),
    )
    for person, job in people:
        if line(person) and any(same_name(wanted, each) for each in (person, job)):
            return Signer(words(person, ""), line(job))
    name, comma, title = wanted.partition(", ")
    if comma and not ROLES.search(name):
        return Signer(words(Typed(name, wanted.place), ""), Typed(title, wanted.place))
    if _is_a_role(wanted):
        return Signer(words(UNSAID, f"name of the {wanted}"), wanted)
    return Signer(words(wanted, ""), "")


def _is_a_role(wanted: str) -> bool:
    """Tell "program director" and "Treasurer" from "Ana Ruiz"."""
    names = wanted.split()
    return bool(ROLES.search(wanted)) or len(names) < 2 or not all(n[0].isupper() for n in names)


def _signer_gap(signer: Signer, partner: Partner, details: Details) -> tuple[Gap, ...]:
    if not signer.name.blank:
        return ()
    told = line(partner.signer)
    what = f"name of the {told}, who signs" if told else "name of the signer"
    beside = partner.signer if told else details.signer
    return (Gap("no signer", what, where(beside, detail("Signer"))),)
