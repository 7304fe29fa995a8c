"""The clauses of an MOU, read from the file that staff edit, and which steps call for which."""

import re
from collections.abc import Callable, Iterator, Sequence

from pipeline.gaps import stands
from pipeline.model import Action, Clause
from pipeline.names import same_name
from pipeline.openxml import outline
from pipeline.problems import InputRefused, Place, Problem

FILE = "mou-clauses.docx"
DAILY = "Daily practice"  # the part whose clauses stand together; the others are sections

_LINE = re.compile(r"\[(?P<style>[^\]]+)\] (?P<words>.*)")
_LISTS = {"cue words": "cues", "not": "not_in", "legal review": "legal", "one-stop": "elements"}


def read(content: bytes, name: str = FILE) -> tuple[Clause, ...]:
    """Return the clauses in a Word file: a part is a Heading 2, a clause a Heading 3.

    Under a clause stand its sentences and the lines "Cue words: …", "Not: …" (phrases in which a cue word
    means something else), "Legal review: …" (blanks that counsel fills in) and "One-stop: …" (elements
    of 20 CFR 678.500 and 678.755 that it speaks to, or only points to), parted by semicolons.
    A * at the end of a word is any ending, one by itself up to three words. Raises InputRefused with every clause that has no words or no cue.
    """
    clauses = tuple(_clauses(outline(content)))
    place = Place(name)
    problems = [
        Problem(place, f"The clause “{each.title}” has no {what}.", hint)
        for each in clauses
        for what, there, hint in (
            ("words", each.lines, "Write what the parties do, in a paragraph under its heading."),
            ("cue words", each.cues, "Write a line: Cue words: referral; handoff"),
        )
        if not there
    ]
    titles = [each.title for each in clauses]
    problems += [
        Problem(place, f"Two clauses are called “{each}”.", "Give one another heading.")
        for each in dict.fromkeys(titles)
        if titles.count(each) > 1
    ]
    if not clauses:
        problems.append(Problem(place, "No clause stands in it.", "Write each under a Heading 3."))
    if problems:
        raise InputRefused(problems)
    return clauses


def _clauses(lines: str) -> Iterator[Clause]:
    part, title = "", ""
    held: dict[str, list[str]] = {}
    for line in lines.splitlines():
        found = _LINE.fullmatch(line)
        style, words = (found["style"], found["words"].strip()) if found else ("", line.strip())
        if style in ("Heading 2", "Heading 3"):
            if title:
                yield _clause(part, title, held)
            part, title = (words, "") if style == "Heading 2" else (part, words)
            held = {"lines": []}
        elif title and words and not style.startswith(("header", "footer", "property", "row")):
            label, _, rest = words.partition(":")
            name = _LISTS.get(label.strip().casefold())
            if name:
                held[name] = [each.strip() for each in rest.split(";") if each.strip()]
            else:
                held["lines"].append(words)
    if title:
        yield _clause(part, title, held)


def _clause(part: str, title: str, held: dict[str, list[str]]) -> Clause:
    given = {name: tuple(words) for name, words in held.items()}
    return Clause(title, daily=same_name(part, DAILY), **given)


# ── which step calls for which ───────────────────────────────────────────────────────────────


def called(action: Action, clauses: Sequence[Clause]) -> dict[str, str]:
    """Return the titles of the clauses that `action` calls for, each with the word that did.

    Its practice words decide, else the words of the step; a dropped step calls for none.
    """
    if not stands(action):
        return {}
    said = action.practice or (action.step,)
    told = {each.title: next(filter(None, map(_cue(each), said)), "") for each in clauses}
    return {title: word for title, word in told.items() if word}


def _cue(clause: Clause) -> Callable[[str], str]:
    """Return what finds the first cue word of `clause` in a text, "" where none stands there."""
    cues, others = _any(clause.cues), _any(clause.not_in)

    def find(words: str) -> str:
        found = cues.search(others.sub(" ", words) if clause.not_in else words)
        return found[0] if found else ""

    return find


def _any(phrases: Sequence[str]) -> re.Pattern[str]:
    """Return a pattern for any of `phrases`, in any case; - and spaces are the same.

    A * at the end of a word is any ending, one by itself up to three words.
    """
    return re.compile(rf"(?i)\b(?:{'|'.join(map(_phrase, phrases))})(?!\w)")


def _phrase(phrase: str) -> str:
    written = ""
    for word in re.split(r"[-\s]+", phrase.strip()):
        if word == "*":
            written += rf"{_APART}(?:\w+{_APART}){{0,3}}"
        else:
            gap = "" if not written or written.endswith("{0,3}") else _APART
            written += gap + re.escape(word).replace(r"\*", r"\w*")
    return written


_APART = r"[-–\s]*"


def calls_for_all(action: Action) -> bool:
    """Return whether a person said that `action` calls for every clause."""
    return stands(action) and any(same_name(word, "all") for word in action.practice)


def unanswered(action: Action, clauses: Sequence[Clause]) -> Iterator[str]:
    """Yield the practice words of `action` that no clause answers."""
    for word in action.practice:
        if not same_name(word, "all") and not any(_cue(each)(word) for each in clauses):
            yield word


def practical(action: Action, clauses: Sequence[Clause]) -> bool:
    """Return whether `action` calls for any clause."""
    return calls_for_all(action) or bool(called(action, clauses))


def of_the_draft(actions: Sequence[Action], clauses: Sequence[Clause]) -> tuple[Action, ...]:
    """Return the steps that a draft is about: those that call for a clause, or all where none does.

    Without any, our own organization would be the only party.
    """
    found = tuple(each for each in actions if practical(each, clauses))
    return found or tuple(filter(stands, actions))
