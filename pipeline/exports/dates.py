"""The days of the plan and of the relationship calendar as dates.ics, which every calendar takes in.

The format is iCalendar (RFC 5545): an event a day, all day long. Its id is made of the cell, so that taking in
a later file renews an event where the calendar program does so.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from pipeline.model import Document, Findings, Typed, When
from pipeline.problems import Place, Problem

FILE = "dates.ics"
LONGEST_LINE = 75  # bytes; a longer one is folded (RFC 5545, 3.1)


@dataclass(frozen=True, slots=True)
class Event:
    """One day: what is on it, what to know, and the cell it comes from."""

    day: date
    title: str
    notes: tuple[str, ...]
    source: Typed


def made(findings: Findings) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    """Return the file, and what to know of it; no file where there is no day."""
    given = list(_given(findings))
    events = [each for each in given if isinstance(each, Event)]
    in_words = [str(each) for each in given if not isinstance(each, Event)]
    notices = []
    if in_words:
        listed = ", ".join(dict.fromkeys(in_words))
        message = f"No calendar day, so not in it: {listed}."
        notices.append(Problem(Place(FILE), message, "Type a date in the workbook to have it there."))  # fmt: skip
    if not events:
        notices.append(Problem(Place(FILE), "Not made: no step or habit has a date."))
        return (), tuple(notices)
    events.sort(key=lambda each: (each.day, each.title))
    lines = [line for each in events for line in _event(each, findings.today)]
    head = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Afterword//Dates//EN",
        "CALSCALE:GREGORIAN",
    ]
    text = "".join(f"{_folded(line)}\r\n" for line in [*head, *lines, "END:VCALENDAR"])
    return (Document(FILE, text.encode()),), tuple(notices)


def _given(findings: Findings) -> Iterator[Event | Typed]:
    """Yield an event a day that was given, and the words of each time that is no day."""
    for step in findings.workshop.actions:
        if step.step.strip():
            lead = ", ".join(
                str(each) for each in (step.lead_person, step.lead_organization) if each
            )
            notes = tuple(filter(None, (f"Lead: {lead}" if lead else "", f"Status: {step.status}" if step.status else "")))  # fmt: skip
            yield from _one("Starts", step.start, step.step, notes)
            yield from _one("Due", step.due, step.step, notes)
    for habit in findings.workshop.program.habits:
        notes = (f"How often: {habit.often}",) if habit.often else ()
        yield from _one("", habit.next, habit.habit, notes)


def _one(label: str, when: When, what: Typed, notes: tuple[str, ...]) -> Iterator[Event | Typed]:
    if when.day:
        title = f"{label}: {what}" if label else str(what)
        yield Event(when.day, title, (*notes, f"From: {when.words.place}"), when.words)
    elif when.words:
        yield when.words


def _event(event: Event, today: date) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{sha256(f'{event.source.place}'.encode()).hexdigest()[:32]}@afterword.invalid"
    yield f"DTSTAMP:{today:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
    if event.day < date.max:
        yield f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(event.title)}"
    yield f"DESCRIPTION:{_escaped(chr(10).join(event.notes))}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _escaped(words: str) -> str:
    """Return text as RFC 5545, 3.3.11 wants it."""
    for sign, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\n"), ("\r", "\n")):
        words = words.replace(sign, written)
    return words.replace("\n", "\\n")


def _folded(line: str) -> str:
    """Return a line cut so that none has more than 75 bytes, never within a letter."""
    lines: list[str] = []
    own = ""
    for letter in line:
        if len((own + letter).encode()) > LONGEST_LINE - bool(lines):
            lines.append(own)
            own = ""
        own += letter
    return "\r\n ".join([*lines, own])
