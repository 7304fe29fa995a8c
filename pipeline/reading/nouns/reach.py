"""Whom to call and how: a name, an email address and a telephone number, also where one cell holds several."""

import re
from typing import NamedTuple

from pipeline.model import UNSAID, Typed
from pipeline.reading.columns import content
from pipeline.words import pattern_of

_EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_NUMBER = re.compile(
    r"(?<!\w)\+?(?:\(\d{1,4}\)\s*)?\d[\d\s().\-/]*\d(?:\s*(?:x|ext\.?)\s*\d+)?", re.IGNORECASE
)
_DAY = re.compile(r"\d{1,4}([/.-])\d{1,2}\1\d{2,4}")  # it may look like a telephone number
_LABEL = re.compile(r"\b(?:e-?mail|phone|telephone|tel|ph|cell|mobile)\b\.?\s*:?", re.IGNORECASE)
_AT = re.compile(r"\s(?:at|on|al|unter)$", re.IGNORECASE)  # "Ana at 555-0188"
_AROUND = " \t\r\n,;:|/()[]<>–—-"
_NO_NAME = re.compile(r"[\d@()\[\]<>|,;:\n]")


_JOB = re.compile(rf"\b(?:{pattern_of('job')})\b", re.IGNORECASE)
_BEFORE_JOB = re.compile(r",\s+|\s+[-–—|]\s+|\s*\(|\s*\n\s*")
_DEGREE = re.compile(r"[A-Z]\w*\.?[A-Z][\w.]*|[JS]r\.?")
_MOST_JOB = 8  # words of a job: more are a sentence


class Reach(NamedTuple):
    """Whom to call, and how; what nobody said is empty."""

    name: Typed
    email: Typed
    phone: Typed


def spread(typed: Reach) -> Reach:
    """Return each in its own field: "Ana Doe, ana@x.example, 555-0188" may stand in one cell.

    All stay as they were typed where a cell holds anything else, or where two of a kind are said.
    """
    held = [_apart(field, cell) for field, cell in zip(typed._fields, typed, strict=True)]
    known = [each for each in held if each is not None]
    kinds = [[each[kind] for each in known if each[kind]] for kind in range(len(typed))]
    if len(known) < len(held) or any(len(set(each)) > 1 for each in kinds):
        return typed
    return Reach(*(_of_field(old, said) for old, said in zip(typed, kinds, strict=True)))


def _of_field(old: Typed, said: list[Typed]) -> Typed:
    if said:
        return said[0]
    return UNSAID if old.strip() else old


def _apart(field: str, cell: Typed) -> Reach | None:
    """Return what the cell of a field holds; None where that is anything else, or two of a kind."""
    said = str(cell.strip())
    emails = _EMAIL.findall(said)
    numbers = _NUMBER.findall(_EMAIL.sub(" ", said))
    phones = [each for each in numbers if content.is_phone(each) and not _DAY.fullmatch(each)]
    for words in (*emails, *phones):
        said = said.replace(words, " ")
    rest = _AT.sub("", _LABEL.sub(" ", said).strip(_AROUND))
    alone = bool(rest) and not emails and not phones
    if alone and field == "name":
        return Reach(cell, UNSAID, UNSAID)
    many = len(emails) > 1 or len(phones) > 1
    if alone or many or (rest and (field != "name" or _NO_NAME.search(rest))):
        return None
    if field == "phone" and phones and not emails:
        return Reach(UNSAID, UNSAID, cell)  # with what says whose it is: 555-0142 (cell)
    found = (
        Typed(words.strip(), cell.place) for words in (rest, *(emails or [""]), *(phones or [""]))
    )
    return Reach(*found)


def job_apart(name: Typed, job: Typed) -> tuple[Typed, Typed]:
    """Return a name and the job behind it, "Ana Doe, HR manager", where no job is typed elsewhere.

    Both stay as they were typed where it may be two people, or anything else than a name and one job.
    """
    for between in () if job.strip() else _BEFORE_JOB.finditer(name):
        person, behind = name[: between.start()], name[between.end() :].strip().removesuffix(")")
        if _is_person(person) and _is_job(behind):
            return Typed(person.strip(), name.place), Typed(behind, name.place)
    return name, job


def _is_person(words: str) -> bool:
    """Return whether words may be one name, with degrees behind it: "Ana Doe, RN"."""
    name, *degrees = words.split(",")
    alone = all(_DEGREE.fullmatch(each.strip()) for each in degrees)
    return len(name.split()) > 1 and alone and not _JOB.search(words)


def _is_job(words: str) -> bool:
    """Return whether words are one job, "Director, Alder House", and no second person with theirs."""
    first, _, more = words.partition(",")
    short = len(words.split()) <= _MOST_JOB
    return short and bool(_JOB.search(first)) and not _JOB.search(more) and ";" not in words
