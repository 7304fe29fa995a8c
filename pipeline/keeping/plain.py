"""Bring a new version of a plain text into the one that lies there, line by line."""

from dataclasses import replace
from email import message_from_bytes
from email.policy import default

from pipeline.keeping.documents import NOTE_END, Brought, Conflict, short
from pipeline.keeping.merging import Do, Step, merge
from pipeline.keeping.record import Mark, Record, of_lines, total
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
    work = _Work(theirs, ours, old, day)
    sources = (old.sources(BODY), new.sources(BODY))
    here, now = of_lines(work.here), of_lines(work.new)
    merged = merge(old.parts.get(BODY, ()), here, now, [False for _ in here], sources)
    lines = [line for step in merged.steps for line in work.lines(step)]
    found = work.found
    for step in merged.missed:
        message = f"You took it out; the workbook says now: {short(work.new[step.ours])}."
        found.conflicts.append(Conflict(message, noted=False))
    found.kept = merged.edits
    found.words = "\n".join(lines)
    found.content = "".join(f"{line}\n" for line in lines).encode()
    return found


class _Work:
    """A text being brought together, without the notes of earlier runs until it is known which still hold."""

    def __init__(self, theirs: bytes, ours: bytes, old: Record, day: str) -> None:
        lines = lines_of(theirs)
        there = {total(line): line for line in lines}
        notes = [each for each in old.marks if each.text in there]
        waiting = {each.text for each in notes if each.block >= 0}
        self.here = [line for line in lines if total(line) not in waiting]
        self.notes = {each.block: there[each.text] for each in notes if each.block >= 0}
        self.new, self.day = lines_of(ours), day
        self.found = Brought(marks=[each for each in notes if each.block < 0])

    def lines(self, step: Step) -> list[str]:
        """Return the lines that a step puts into the text."""
        match step.do:
            case Do.KEEP:
                return [self.here[step.theirs], *self._again(step)]
            case Do.DROP:
                return []
            case Do.RENEW | Do.INSERT | Do.INSERT_MARKED:
                return [self.new[step.ours]]
            case Do.BOTH:
                yours, now = short(self.here[step.theirs]), short(self.new[step.ours])
                self._say(f"Changed by you: {yours} — and in the workbook: {now}.")
                note = f"[Also changed in the workbook, {self.day}{NOTE_END}{self.new[step.ours]}"
                return [self.here[step.theirs], self._marked(step.ours, note)]
            case Do.KEEP_GONE:
                self._say(f"No longer in the workbook, and kept: {short(self.here[step.theirs])}.")
                note = f"[No longer in the workbook, {self.day}.]"
                return [self.here[step.theirs], self._marked(-1, note)]

    def _again(self, step: Step) -> list[str]:
        """Return the note of an earlier run, where what it says is still so."""
        note = self.notes.get(step.base) if step.base >= 0 else None
        if note is None or self.new[step.ours] == self.here[step.theirs]:
            return []
        self.found.open_marks += 1
        return [self._marked(step.ours, note)]

    def _say(self, message: str) -> None:
        self.found.conflicts.append(Conflict(message))

    def _marked(self, block: int, note: str) -> str:
        self.found.marks.append(Mark(BODY, block, -1, total(note)))
        return note


def recorded(content: bytes) -> Record:
    """Return the record of a text as it was made."""
    return replace(Record(), parts={BODY: of_lines(lines_of(content))})
