"""Cells that only say there is nothing, n/a or none: where a name or a sentence is asked for, no words.

"Dear n/a" greets nobody. What a step takes or a measure counts may well be none, and stands as typed.
"""

from dataclasses import replace
from typing import Any, TypeVar

from pipeline.model import Action, Details, Partner, Typed, Workshop
from pipeline.words import among

R = TypeVar("R", Partner, Action, Details)

_OF_A_PARTNER = (
    "subtype", "contact", "contact_title", "salutation", "address", "email", "phone", "language", "overlap",
    "mutual_goals", "they_bring", "we_offer", "bigger_problem", "evidence", "evidence_source", "ask",
    "first_project", "introduced_by", "signer", "mou_signer", "do_not_contact", "acronym",
)  # fmt: skip
_OF_A_STEP = ("lead_person", "lead_organization")
_OF_DETAILS = (
    "program", "place", "signer", "signer_title", "contact", "contact_title", "contact_email", "contact_phone",
)  # fmt: skip


def left_out(workshop: Workshop) -> Workshop:
    """Return `workshop` without the words of such cells; each still knows its place."""
    return replace(
        workshop,
        details=_bare(workshop.details, _OF_DETAILS),
        partners=tuple(_bare(each, _OF_A_PARTNER) for each in workshop.partners),
        actions=tuple(_step(each) for each in workshop.actions),
    )


def _step(action: Action) -> Action:
    partners = tuple(each for each in action.partners if not _nothing(each))
    return replace(_bare(action, _OF_A_STEP), partners=partners)


def _bare(row: R, fields: tuple[str, ...]) -> R:
    empty: dict[str, Any] = {
        name: Typed("", typed.place) for name in fields if _nothing(typed := getattr(row, name))
    }
    return replace(row, **empty) if empty else row


def _nothing(typed: Typed) -> bool:
    return among("nothing", typed)
