"""Write to each partner: a letter and an email from one message, and the log of what was sent."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.deliverables import messages, send_log
from pipeline.deliverables.audience import hands_off
from pipeline.deliverables.messages import Email, Kept, Letter, Mail
from pipeline.model import Book, Draft, Findings, Partner

TEMPLATES: Mapping[str, type[Any]] = {"letter.docx": Letter, "email.docx": Email}


def missing(findings: Findings) -> str:
    """Return why no letters can be made, "" when they can."""
    return "" if findings.workshop.partners else "no partners were read"


def drafts(findings: Findings) -> Iterator[Draft | Book]:
    """Yield a letter and an email a partner, then the send log."""
    entries = tuple(_entries(findings))
    for entry in entries:
        if isinstance(entry, Mail):
            yield Draft(f"{entry.filename}-letter.docx", "letter.docx", entry.letter)
            yield Draft(f"{entry.filename}-email.txt", "email.docx", entry.email)
    yield send_log.book(entries, findings)


def _entries(findings: Findings) -> Iterator[Mail | Kept]:
    taken: set[str] = set()
    for partner in findings.workshop.partners:
        if hands_off(partner):
            yield Kept(partner)
        else:
            yield messages.mail(partner, f"outreach/{_file_name(partner, taken)}", findings)


def _file_name(partner: Partner, taken: set[str]) -> str:
    """Return a short name for the partner's files that no other partner has."""
    own_id = "" if partner.id == partner.id.place.cell else partner.id  # a cell says nothing here
    named = _plain(partner.organization).lower()[:48].strip("-")
    name = "-".join(part for part in (_plain(own_id)[:16], named) if part) or "partner"
    number, unique = 1, name
    while unique.casefold() in taken:
        number += 1
        unique = f"{name}-{number}"
    taken.add(unique.casefold())
    return unique


def _plain(words: str) -> str:
    ascii_only = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", ascii_only).strip("-")
