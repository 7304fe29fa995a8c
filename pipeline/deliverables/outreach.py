"""Write to each partner: a letter and an email from one message, and the log of what was sent."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.deliverables import filenames, messages, send_log, wordings
from pipeline.deliverables.audience import hands_off
from pipeline.deliverables.blanks import line
from pipeline.deliverables.frames import Frames
from pipeline.deliverables.helpers import parts
from pipeline.deliverables.messages import Email, Kept, Letter, Mail
from pipeline.deliverables.wordings import Wordings
from pipeline.model import UNSAID, Binding, Book, Details, Draft, Findings, Mailing, Partner, Typed
from pipeline.names import alike_names, same_name
from pipeline.openxml.binding import MOST
from pipeline.words import language_of

TEMPLATES: Mapping[str, type[Any]] = {"letter.docx": Letter, "email.docx": Email}


def missing(findings: Findings) -> str:
    """Return why no letters can be made, "" when they can."""
    return "" if findings.workshop.partners else "no partners were read"


def drafts(findings: Findings) -> Iterator[Draft | Book | Mailing | Binding]:
    """Yield a letter and an email a partner, the email as a draft to open as well, then the send log."""
    found = tuple(entries(findings))
    told = wordings.of(findings.texts, wordings.PROGRAM)
    for entry in found:
        if isinstance(entry, Mail):
            letter = Draft(f"{entry.filename}-letter.docx", "letter.docx", entry.letter)
            email = Draft(f"{entry.filename}-email.txt", "email.docx", entry.email)
            yield from (letter, email)
            to = "" if entry.email.to.blank else entry.email.to
            yield Mailing(
                f"{entry.filename}-email.eml",
                to,
                entry.email.subject,
                email.filename,
                letter.filename,
            )
    if findings.merge:
        yield from _in_one(
            [f"{each.filename}-letter.docx" for each in found if isinstance(each, Mail)], told
        )
    yield send_log.book(found, findings, told)


def _in_one(letters: Sequence[str], told: Wordings) -> Iterator[Binding]:
    """Yield the file of all letters, or several where they are too many for one."""
    for number, at in enumerate(range(0, len(letters), MOST), 1):
        some = tuple(letters[at : at + MOST])
        name = f"outreach/all-letters{f'-{number}' if number > 1 else ''}.docx"
        yield Binding(name, told.counted("letters to partners", len(some)), some)


def entries(findings: Findings) -> Iterator[Mail | Kept]:
    """Yield what we say to each partner, or that nobody is to write to it."""
    taken: set[str] = set()
    workshop = findings.workshop
    frames = _frames(findings)
    held = [each.organization for each in workshop.partners if hands_off(each)]
    for partner, part in zip(
        workshop.partners, parts(workshop.partners, workshop.actions), strict=True
    ):
        ours = _ours(partner, workshop.details)
        if ours or hands_off(partner):
            yield Kept(partner, part, ours)
        else:
            filename = f"outreach/{_file_name(partner, taken)}"
            twin = _twin(partner.organization, held)
            yield messages.mail(partner, part, filename, frames, findings, twin=twin)


def _twin(name: Typed, held: Sequence[Typed]) -> Typed:
    """Return the organization nobody is to contact that `name` is, or may be; no words where none is."""
    found = (each for each in held if same_name(each, name) or alike_names(each, name))
    return next(found, UNSAID)


def _ours(partner: Partner, details: Details) -> Typed:
    """Return our own organization, as Details has it, where the partner is that; no words elsewhere.

    Another unit of it, named in the row, is a partner like others.
    """
    own = line(details.organization)
    same = own and not line(partner.unit) and same_name(own, partner.organization)
    return own if same else UNSAID


def _frames(findings: Findings) -> Frames:
    """Return the sentences of the letters; no first word of a name that we know begins small in them."""
    details = findings.workshop.details
    known = (
        details.organization, details.program, details.place, details.site, details.next_place,
        *(partner.organization for partner in findings.workshop.partners),
    )  # fmt: skip
    names = frozenset(name.split()[0].casefold() for name in known if name.strip())
    english = language_of(details.language) == "en"
    return Frames(wordings.of(findings.texts), english, names)


def _file_name(partner: Partner, taken: set[str]) -> str:
    """Return a short name for the partner's files that no other partner has."""
    own_id = "" if partner.id == partner.id.place.cell else partner.id  # a cell says nothing here
    named = filenames.plain(partner.organization).lower()[:48].strip("-")
    name = "-".join(part for part in (filenames.plain(own_id)[:16], named) if part) or "partner"
    number, unique = 1, name
    while unique.casefold() in taken:
        number += 1
        unique = f"{name}-{number}"
    taken.add(unique.casefold())
    return unique
