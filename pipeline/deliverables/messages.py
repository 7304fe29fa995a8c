"""Say one thing to one partner, for a letter and an email alike, and what still keeps it back."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import TypeVar

from pipeline.deliverables import date_sense
from pipeline.deliverables.audience import audience, is_partner
from pipeline.deliverables.blanks import Lack, Said, detail, line, where, words
from pipeline.deliverables.capitals import large
from pipeline.deliverables.frames import Frames, items
from pipeline.deliverables.helpers import Part
from pipeline.deliverables.salutation import addressed, called, to_ask_about
from pipeline.deliverables.sentences import ENDS, Sentence, spaced
from pipeline.deliverables.wordings import Wordings, told_in
from pipeline.model import UNSAID, Details, Findings, Partner, Typed, When
from pipeline.names import same_name
from pipeline.words import language_of, pattern_of

M = TypeVar("M", bound="Message")

SUBJECT_WORDS = range(3, 10)  # how many words of a cell make a subject


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: a name, or the blank for it, and the job title where it is known."""

    name: Said
    title: Typed


@dataclass(frozen=True, slots=True)
class Message:
    """What we say to one partner, in a letter and in an email alike: each field is whole sentences."""

    notice: str  # why it is not ready to send, "" when it is
    subject: str  # the first small step or the ask where they are short, else the audience's
    greeting: str  # the name after Dear
    us: Said  # our organization
    opening: Sentence  # who writes, and why to this reader
    number: Sentence  # one number, with its source
    problem: Sentence
    request: Sentence  # the one thing we ask
    first_step: (
        Sentence | None
    )  # and the step of the plan that they lead, if they are no partner yet
    assurance: Sentence  # what stays the reader's to decide
    reply: Sentence  # the day by which we ask for an answer
    call_us: Sentence  # whom to call, and how
    signer: Signer


@dataclass(frozen=True, slots=True)
class Letter(Message):
    """What letter.docx may mention."""

    program: Typed  # our program; no words where nobody said
    date: str  # the day of the letter
    contact: str  # the reader's name, as an address has it
    contact_title: Typed  # the reader's job
    organization: Said  # the partner's
    address: Sentence | None  # street and city, a line each
    offer: Sentence | None  # what we would bring, or what stands before the list of it
    offers: tuple[Typed, ...]  # that list; empty where a sentence says it
    together: Sentence | None  # what they bring, or could, and the goals that both may share

    def sentences(self) -> tuple[str, ...]:
        """Return what the letter says, a paragraph each."""
        said = (
            self.opening, self.number, self.problem, self.request, self.first_step, self.offer, *self.offers,
            self.together, self.assurance, self.reply,
        )  # fmt: skip
        return tuple(str(each) for each in said if each is not None)


@dataclass(frozen=True, slots=True)
class Email(Message):
    """What email.docx may mention."""

    to: Said
    offer: Sentence | None  # what we would bring, in one line


@dataclass(frozen=True, slots=True)
class Gap:
    """What keeps a message from being sent: something missing, or a date that makes no sense."""

    status: str  # "no contact": its row in the words of the send log
    what: str  # "contact name"
    where: str  # "Partners!E7"
    wrong: bool = False  # it is there, and to be looked at

    def said(self, what: str) -> str:
        """Return `what` is missing or wrong, and the cell."""
        return f"{what} ({self.where})" if self.where else what


@dataclass(frozen=True, slots=True)
class Mail:
    """The two messages to one partner, and what still keeps them from being sent."""

    filename: str  # "outreach/P01-marrow-creek-medical-center", without its ending
    partner: Partner
    audience: str  # employer, hospital, bank, community, public, college, faith, elected or neutral
    part: Part  # in the action plan
    letter: Letter
    email: Email
    aloud: Sentence  # the opening as a person says it who calls or meets them
    gaps: tuple[Gap, ...]
    translate: str  # the language that it needs to be translated to, "" where none
    language: str  # that it is in, as Details says it

    @property
    def is_ready(self) -> bool:
        """Whether nothing keeps it back."""
        return not self.gaps and not self.translate


@dataclass(frozen=True, slots=True)
class Kept:
    """A partner nobody is to write to."""

    partner: Partner
    part: Part  # in the action plan
    ours: Typed  # our own organization in Details, where the row is about us; else no words


def mail(  # noqa: PLR0913 - to whom, and all that may keep it back
    partner: Partner,
    part: Part,
    filename: str,
    frames: Frames,
    findings: Findings,
    *,
    twin: Typed = UNSAID,
) -> Mail:
    """Return the letter and the email to `partner`, blanks in place of what nobody said.

    `twin` is an organization nobody is to contact, which this one may be.
    """
    details, wordings = findings.workshop.details, frames.wordings
    who = audience(partner)
    signer = _signer(partner, details)
    translate = _foreign(partner.language, details.language)
    gaps = (
        *_gaps(partner, details),
        *_signer_gap(signer, partner, details),
        *_reply_gap(findings, wordings.written),
        *_clashes(partner, findings.today, details.reply_by.day),
        *_twin_gap(twin),
        *_greeting_gap(partner),
    )
    no_address = _unless(partner.email, "no email address", "email address", partner.organization)
    organization = words(partner.organization, "organization")
    us = words(details.organization, "your organization")
    contact = words(partner.contact, "contact name")
    source = words(partner.evidence_source, "where the number is from, and its period")
    message = Message(
        notice=_notice(gaps, translate, wordings),
        subject=_subject(partner, who, frames, findings),
        greeting=_greeting(partner, contact),
        us=us,
        opening=_opening(partner, part, who, frames, us=us, organization=organization, aloud=False),
        number=frames.plainly("Number", words(partner.evidence, "one number that shows it"), source=source),
        problem=frames.plainly("Problem", words(partner.bigger_problem, "the problem, in one sentence")),
        request=frames.ask(words(partner.ask, "the one thing you ask for")),
        first_step=_one_after_another(
            frames.first_step(partner.first_project),
            None if is_partner(partner) else frames.place(part.first, details.title),
        ),
        assurance=wordings.audience(who, "Assurance", us=us, organization=organization),
        reply=_reply(details.reply_by, frames),
        call_us=wordings.say("Call us", words=_ways(details)),
        signer=signer,
    )  # fmt: skip
    offer, offers = frames.we_bring(partner.we_offer)
    letter = _as(
        Letter,
        message,
        program=line(details.program),
        date=wordings.written(findings.today),
        contact=addressed(contact.words) if contact else contact,
        contact_title=line(partner.contact_title),
        organization=organization,
        address=_lines(partner.address),
        offer=offer,
        offers=offers,
        together=_one_after_another(
            frames.they_bring(partner.they_bring, partner=is_partner(partner)),
            frames.goals(partner.mutual_goals, partner=is_partner(partner)),
        ),
    )
    email = _as(
        Email,
        message,
        notice=_notice((*gaps, *no_address), translate, wordings),
        to=words(partner.email, "email address"),
        offer=_in_one_line(offer, offers),
    )
    letter, email = told_in(letter, wordings), told_in(email, wordings)
    aloud = _opening(partner, part, who, frames, us=us, organization=organization, aloud=True)
    return Mail(
        filename,
        partner,
        who,
        part,
        letter,
        email,
        told_in(aloud, wordings),
        (*gaps, *no_address),
        translate,
        details.language,
    )


def _as(kind: type[M], message: Message, **more: object) -> M:
    shared = {field.name: getattr(message, field.name) for field in fields(message)}
    return kind(**shared | more)


def _opening(  # noqa: PLR0913 - who writes to whom, and what is known of them
    partner: Partner,
    part: Part,
    who: str,
    frames: Frames,
    *,
    us: Said,
    organization: Said,
    aloud: bool,
) -> Sentence:
    """Return who turns to them and why: the next step for a partner, else the reason, else the topic."""
    wordings = frames.wordings
    column = "Said aloud" if aloud else "Opening"
    why = frames.why(partner.overlap, organization, partner=is_partner(partner), aloud=aloud)
    if is_partner(partner):
        first = wordings.audience("partner", column, us=us, organization=organization)
    elif why and frames.is_reason(partner.overlap):
        first = None
    else:
        first = wordings.audience(who, column, us=us, organization=organization)
    plan = _plan(part, frames) if is_partner(partner) else None
    return _one_after_another(first, plan, why)


def _plan(part: Part, frames: Frames) -> Sentence | None:
    """Return their place in the action plan, None where it has none."""
    leads, helps, total = (str(each) for each in (len(part.leads), len(part.helps), part.steps))
    if part.leads and part.helps:
        return frames.wordings.say(
            "In the plan: leads and helps", leads=leads, helps=helps, all=total
        )
    if part.leads:
        return frames.wordings.say("In the plan: leads", leads=leads, all=total)
    return frames.wordings.say("In the plan: helps", helps=helps, all=total) if part.helps else None


def _subject(partner: Partner, who: str, frames: Frames, findings: Findings) -> str:
    """Return the first small step where it is short and makes sense, else the ask, else a wording."""
    details = findings.workshop.details
    for typed in (partner.first_project, partner.ask):
        said = line(typed)
        bare = Typed(said.rstrip(ENDS[0]), said.place)
        late = any(date_sense.ahead(said, findings.today, details.reply_by.day))
        if len(bare.split()) in SUBJECT_WORDS and not bare.endswith(ENDS) and not late:
            return large(bare)
    row = "partner" if is_partner(partner) else who
    return frames.wordings.audience(
        row, "Subject", us=details.organization, organization=partner.organization
    )


_DEAR = re.compile(r"(?i)^\s*(?:dear|estimad[oa])\s+|[\s,:]+$")


def _greeting(partner: Partner, contact: Said) -> str:
    """Return how the letter greets: as the Salutation says, else by the contact's name."""
    own = Typed(_DEAR.sub("", line(partner.salutation)), partner.salutation.place)
    if own or not contact:
        return own or contact
    return Sentence(spaced(called(contact).greeting))


def _one_after_another(*sentences: Sentence | None) -> Sentence:
    """Return those that are there as one text."""
    return Sentence(spaced([each for each in sentences if each is not None]))


def _lines(address: Typed) -> Sentence | None:
    found = items(address)
    return Sentence(spaced(found, "\n")) if found else None


def _in_one_line(offer: Sentence | None, offers: Sequence[Typed]) -> Sentence | None:
    """Return what we would bring without a list: a semicolon stands between the items."""
    if offer is None or not offers:
        return offer
    return Sentence([offer, " ", *spaced(offers, "; "), "."])


def _reply(reply_by: When, frames: Frames) -> Sentence:
    wordings = frames.wordings
    if reply_by.day is not None:
        day = Typed(wordings.written(reply_by.day), reply_by.words.place)
        return wordings.say("Answer by a day", words=day)
    said = words(reply_by.words, "date to answer by")
    row = "Answer at no day" if _loose(reply_by) else "Answer by a day"
    return wordings.say(row, words=said)


def _ways(details: Details) -> Sentence:
    """Return whom to call, and how: what is known, or a blank."""
    ways = [way for way in (line(details.contact_phone), line(details.contact_email)) if way]
    reach = ways or [words(UNSAID, "telephone or email")]
    return Sentence(spaced([words(details.contact, "whom they can call"), *reach], ", "))


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


def _reply_gap(findings: Findings, written: Callable[[date], str]) -> tuple[Gap, ...]:
    reply_by = findings.workshop.details.reply_by
    if reply_by.day is not None and reply_by.day < findings.today:
        passed = Lack("a date to answer by that has not passed, as … has", written(reply_by.day))
        return (Gap("reply date has passed", passed, where(reply_by.words, detail("Reply by"))),)
    return _unless(reply_by.words, "no reply date", "date to answer by", detail("Reply by"))


_AHEAD = ("ask", "first_project", "we_offer", "they_bring", "mutual_goals")
_BEHIND = ("evidence", "evidence_source")


def _clashes(partner: Partner, today: date, answer: date | None) -> Iterator[Gap]:
    """Yield each month and day in the cells of a partner that makes no sense on the day of the letter."""
    for name in _AHEAD:
        typed = getattr(partner, name)
        for wrong in date_sense.ahead(typed, today, answer):
            yield Gap("a date to look at", wrong, where(typed), wrong=True)
    for name in _BEHIND:
        typed = getattr(partner, name)
        for wrong in date_sense.behind(typed, today):
            yield Gap("a date to look at", wrong, where(typed), wrong=True)


def _twin_gap(twin: Typed) -> Iterator[Gap]:
    if said := line(twin):
        what = Lack("whether this is …, whom nobody is to contact", said)
        yield Gap("maybe not to be contacted", what, where(twin), wrong=True)


def _greeting_gap(partner: Partner) -> Iterator[Gap]:
    """Yield that a letter would greet "Lind / Okafor" or "front desk" as typed, where nobody said how."""
    contact = line(partner.contact)
    if to_ask_about(contact) and not line(partner.salutation):
        what = Lack("how … is greeted", contact)
        yield Gap("a greeting to look at", what, where(partner.contact), wrong=True)


def _foreign(theirs: Typed, ours: Typed) -> str:
    """Return the language that a message needs to be translated to, "" where it is in that language."""
    wanted = line(theirs)
    if not wanted:
        return ""
    if language_of(wanted) == language_of(ours):
        return ""
    return wanted


def _notice(gaps: Sequence[Gap], translate: str, wordings: Wordings) -> str:
    """Return the first line of a message that is not ready, "" for one that is."""
    if not gaps and not translate:
        return ""
    parts = [wordings.say("Notice: not ready")]
    for row, of in (
        ("Notice: missing", [gap for gap in gaps if not gap.wrong]),
        ("Notice: to look at", [gap for gap in gaps if gap.wrong]),
    ):
        if of:
            told = "; ".join(gap.said(wordings.lack(gap.what)) for gap in of)
            parts.append(wordings.say(row, words=told))
    if translate:
        parts.append(wordings.say("Notice: needs translation", words=translate))
    return " ".join(parts)


ROLES = re.compile(rf"\b(?:{pattern_of('job')})\b", re.IGNORECASE)


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
        return Signer(words(UNSAID, Lack("name of the …", wanted)), wanted)
    return Signer(words(wanted, ""), UNSAID)


def _is_a_role(wanted: str) -> bool:
    """Tell "program director" and "Treasurer" from "Ana Ruiz"."""
    names = wanted.split()
    return bool(ROLES.search(wanted)) or len(names) < 2 or not all(n[0].isupper() for n in names)


def _signer_gap(signer: Signer, partner: Partner, details: Details) -> tuple[Gap, ...]:
    if not signer.name.blank:
        return ()
    told = line(partner.signer)
    what = Lack("name of the …, who signs", told) if told else "name of the signer"
    beside = partner.signer if told else details.signer
    return (Gap("no signer", what, where(beside, detail("Signer"))),)
