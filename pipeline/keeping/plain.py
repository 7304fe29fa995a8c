"""Bring a new version of a plain text into the one that lies there, line by line."""

from collections.abc import Sequence
from dataclasses import replace
from email import message_from_bytes
from email.policy import default

from pipeline.keeping.documents import Brought, Conflict, short
from pipeline.keeping.merging import Do, Step, merge
from pipeline.keeping.record import Record, of_lines
from pipeline.openxml.blocks import BODY


def lines_of(content: bytes) -> list[str]:
    """Return the lines of a text, however a program ends them."""
    return content.decode("utf-8-sig", "replace").splitlines()


def of_mail(content: bytes) -> bytes:
    """Return the text that an email draft was made of: whom it goes to, and what it says.

    Raises ValueError where it cannot be read.
    """
    try:
        message = message_from_bytes(content, policy=default)
        body = message.get_body(("plain",))
        said = body.get_content() if body else ""
        heads = [f"{name}: {message[name]}" for name in ("Subject", "To") if message[name]]
    except (LookupError, AttributeError, TypeError) as error:
        raise ValueError(str(error)) from error
    return "\n".join((*heads, "", said)).encode("utf-8", "replace")


def bring(theirs: bytes, ours: bytes, old: Record, new: Record, day: str) -> Brought:
    """Return `ours` brought into `theirs`. Raises Restructured where little of the text is left."""
    found = Brought()
    here, lines_now = lines_of(theirs), lines_of(ours)
    sources = (old.sources(BODY), new.sources(BODY))
    merged = merge(
        old.parts.get(BODY, ()), of_lines(here), of_lines(lines_now), [False for _ in here], sources
    )
    lines: list[str] = []
    for step in merged.steps:
        lines += _lines(step, here, lines_now, day, found)
    for step in merged.missed:
        message = f"You took it out; the workbook says now: {short(lines_now[step.ours])}."
        found.conflicts.append(Conflict(message, noted=False))
    found.kept = merged.edits
    found.words = "\n".join(lines)
    found.content = "".join(f"{line}\n" for line in lines).encode()
    return found


def _lines(
    step: Step, here: Sequence[str], new: Sequence[str], day: str, found: Brought
) -> list[str]:
    match step.do:
        case Do.KEEP:
            return [here[step.theirs]]
        case Do.DROP:
            return []
        case Do.RENEW | Do.INSERT | Do.INSERT_MARKED:
            return [new[step.ours]]
        case Do.BOTH:
            yours, now = short(here[step.theirs]), short(new[step.ours])
            message = f"Changed by you: {yours} — and in the workbook: {now}."
            found.conflicts.append(Conflict(message))
            note = f"[Also changed in the workbook, {day}:] {new[step.ours]}"
            return [here[step.theirs], note]
        case Do.KEEP_GONE:
            yours = short(here[step.theirs])
            found.conflicts.append(Conflict(f"No longer in the workbook, and kept: {yours}."))
            return [here[step.theirs], f"[No longer in the workbook, {day}.]"]


def recorded(content: bytes) -> Record:
    """Return the record of a text as it was made."""
    return replace(Record(), parts={BODY: of_lines(lines_of(content))})
