"""Bring a new version of a plain text into the one that lies there, line by line."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.keeping.documents import SHORT, Brought
from pipeline.keeping.merging import Do, Step, merge
from pipeline.keeping.record import Record, of_lines
from pipeline.openxml.blocks import BODY


def lines_of(content: bytes) -> list[str]:
    """Return the lines of a text, however a program ends them."""
    return content.decode("utf-8-sig", "replace").splitlines()


def bring(theirs: bytes, ours: bytes, old: Record, day: str) -> Brought:
    """Return `ours` brought into `theirs`. Raises Restructured where little of the text is left."""
    found = Brought()
    here, new = lines_of(theirs), lines_of(ours)
    merged = merge(old.parts.get(BODY, ()), of_lines(here), of_lines(new), [False for _ in here])
    lines: list[str] = []
    for step in merged.steps:
        lines += _lines(step, here, new, day, found)
    for step in merged.missed:
        found.conflicts.append(f"you took it out; the workbook says now: {_quoted(new[step.ours])}")
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
            found.renewed += 1
            return [new[step.ours]]
        case Do.BOTH:
            yours, now = _quoted(here[step.theirs]), _quoted(new[step.ours])
            found.conflicts.append(f"changed by you: {yours} — and in the workbook: {now}")
            note = f"[Also changed in the workbook, {day}:] {new[step.ours]}"
            return [here[step.theirs], note]
        case Do.KEEP_GONE:
            yours = _quoted(here[step.theirs])
            found.conflicts.append(f"no longer in the workbook, and kept: {yours}")
            return [here[step.theirs], f"[No longer in the workbook, {day}.]"]


def _quoted(line: str) -> str:
    return f"“{line}”" if len(line) <= SHORT else f"“{line[: SHORT - 1]}…”"


def recorded(content: bytes) -> Record:
    """Return the record of a text as it was made."""
    return replace(Record(), parts={BODY: of_lines(lines_of(content))})
