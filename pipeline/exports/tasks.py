"""The steps of the plan as tasks.csv, which Planner, Trello, Asana and others take in."""

import csv
import io
from collections.abc import Iterator

from pipeline.model import Action, Document, Findings, When
from pipeline.problems import Place, Problem

FILE = "tasks.csv"
HEADINGS = ("Task Name", "Bucket", "Assigned To", "Start Date", "Due Date", "Status", "Notes")
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # spreadsheets take what begins so for a formula
MARK = "\ufeff"  # so that Excel reads it as UTF-8


def made(findings: Findings) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    """Return the file, and what to know of it; no file where there is no step."""
    steps = [each for each in findings.workshop.actions if each.step.strip()]
    if not steps:
        return (), (Problem(Place(FILE), "Not made: no action steps were read."),)
    lines = io.StringIO()
    table = csv.writer(lines, lineterminator="\r\n")
    table.writerow(HEADINGS)
    table.writerows([_safe(each) for each in _row(step)] for step in steps)
    return (Document(FILE, f"{MARK}{lines.getvalue()}".encode()),), ()


def _row(step: Action) -> Iterator[str]:
    yield str(step.step)
    yield str(step.title)
    yield str(step.lead_person) or str(step.lead_organization)
    yield _day(step.start)
    yield _day(step.due)
    yield str(step.status)
    yield "\n".join(_notes(step))


def _notes(step: Action) -> Iterator[str]:
    if step.lead_person and step.lead_organization:
        yield f"Organization: {step.lead_organization}"
    for label, when in (("Starts", step.start), ("Due", step.due)):
        if not when.day and when.words:
            yield f"{label}: {when.words}"
    if step.partners:
        yield f"With: {', '.join(map(str, step.partners))}"
    for label, words in (("Needs", step.resources), ("Done when", step.measure)):
        if words:
            yield f"{label}: {words}"
    yield f"From: {step.step.place}"


def _day(when: When) -> str:
    return when.day.isoformat() if when.day else ""


def _safe(words: str) -> str:
    """Return words that no spreadsheet takes for a formula."""
    return f"'{words}" if words.startswith(FORMULA) else words
