"""Report one site's self-assessment: counts first, then what to build on and what to talk about."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.deliverables import (
    assessment_gaps,
    assessment_open,
    assessment_rollup,
    assessment_since,
    blanks,
    cards,
)
from pipeline.deliverables import assessment_words as words
from pipeline.deliverables.assessment_gaps import Gap, Question, Stray
from pipeline.deliverables.assessment_open import RoleThemes
from pipeline.deliverables.assessment_since import Since
from pipeline.deliverables.assessment_words import Line, Note
from pipeline.deliverables.cards import count, listed
from pipeline.model import (
    UNSAID,
    Draft,
    Findings,
    ItemScore,
    Reply,
    RoleScore,
    SiteScore,
    Typed,
)
from pipeline.openxml import BarChart, Series

NOT_CLEAR = (
    (Reply.CONFLICT, "was answered in more than one way", "were answered in more than one way"),
    (Reply.BLANK, "was left blank", "were left blank"),
    (Reply.UNREADABLE, "could not be read", "could not be read"),
    (Reply.NOT_APPLICABLE, "was said not to apply", "were said not to apply"),
)
UNCLEAR = tuple(reply for reply, _, _ in NOT_CLEAR)
OPEN = {
    Reply.CONFLICT: "Disagreements",
    Reply.BLANK: "Unanswered",
    Reply.UNREADABLE: "Answers nobody could read",
    Reply.NOT_APPLICABLE: "Said not to apply",
}
TOGETHER = 8  # lines of a table; more of them would leave half a page empty
MOST_BARS, HIGHEST = 45, 175  # roles that a chart shows, and millimeters: it fits on one page
LONGEST_LABEL = 44  # letters of a role's title beside its bar


@dataclass(frozen=True, slots=True)
class Tally:
    """A row of the table of counts, in words."""

    role: str
    yes: str
    partially: str
    no: str
    unclear: str
    answered: str
    share: str


@dataclass(frozen=True, slots=True)
class Part:
    """A role with its items; those of a role without notes stand in a table without that column."""

    title: str
    said: str
    plain: tuple[Line, ...]
    noted: tuple[Line, ...]
    together: bool  # so few lines that they are kept on one page


@dataclass(frozen=True, slots=True)
class Pile:
    """Items that were answered alike, under a heading."""

    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Open:
    """An item without a clear answer, and in brackets what there is of one."""

    id: str
    text: str
    before: str
    typed: str
    after: str


@dataclass(frozen=True, slots=True)
class OpenPile:
    """Items that lack a clear answer for the same reason."""

    heading: str
    lines: tuple[Open, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """What assessment-report.docx may mention."""

    title: str
    site: str
    form: str
    answered_by: str
    today: str
    lead: str
    chart: BarChart
    tallies: tuple[Tally, ...]
    parts: tuple[Part, ...]
    written: tuple[RoleThemes, ...]
    since: tuple[Since, ...]
    remarks: tuple[Typed, ...]
    remarks_held: str
    strengths: tuple[Line, ...]
    no_strengths: str
    gaps: tuple[Pile, ...]
    no_gaps: str
    unclear: tuple[OpenPile, ...]
    all_clear: str
    questions: tuple[Question, ...]
    coverage: str
    next_steps: tuple[Gap, ...]
    strays: tuple[Stray, ...]
    weight: str
    sources: str


TEMPLATES: Mapping[str, type[Any]] = {
    "assessment-report.docx": Context,
    assessment_rollup.TEMPLATE: assessment_rollup.Context,
}


def missing(findings: Findings) -> str:
    """Return why no report can be made, "" when it can."""
    return "" if findings.scores else "no assessment answers were read"


def drafts(findings: Findings) -> Iterator[Draft]:
    """Yield one report a site, then the roll-up of several."""
    taken: set[str] = set()
    for score in findings.scores:
        name = "assessment-report.docx"
        if len(findings.scores) > 1:
            name = f"assessment-report-{_short(score.site, taken)}.docx"
        yield Draft(name, "assessment-report.docx", _context(findings, score))
    yield from assessment_rollup.drafts(findings)


def _short(site: str, taken: set[str]) -> str:
    """Return a short name for the site's file that no other site has."""
    ascii_only = unicodedata.normalize("NFKD", site).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", ascii_only)[:40].strip("-") or "site"
    unique = next(
        each
        for n in range(1, len(taken) + 2)
        if (each := f"{name}-{n}" if n > 1 else name) not in taken
    )
    taken.add(unique)
    return unique


def _context(findings: Findings, score: SiteScore) -> Context:
    items = [item for role in score.roles for item in role.items]
    whole = RoleScore(score.roles[0].role, tuple(items))
    steps = assessment_gaps.steps(findings, score)
    without = assessment_gaps.without(findings, score)
    next_steps = tuple(assessment_gaps.gap(item, steps, without) for _, item in score.gaps())
    strengths = _alike(items, Reply.YES)
    gaps = tuple(_piles(items, {Reply.NO: "Answered no", Reply.PARTIALLY: "Answered partially"}))
    unclear = tuple(_open_piles(items))
    grouped = assessment_open.grouped(findings, score)
    remarks = () if "" in grouped else score.remarks
    return Context(
        title=f"Self-assessment report: {score.site}",
        site=score.site,
        form=score.instrument,
        answered_by=_answered_by(score),
        today=blanks.written(findings.today),
        lead=_lead(whole),
        chart=_chart(score, whole),
        tallies=tuple(_tallies(score, whole)),
        parts=tuple(_part(role, role.role.id in grouped) for role in score.roles),
        written=tuple(assessment_open.themes(findings, score)),
        since=tuple(assessment_since.since(findings, score)),
        remarks=tuple(cards.words(each) for each in remarks if not words.held(each)),
        remarks_held=words.held_words([each for each in remarks if words.held(each)]),
        strengths=strengths,
        no_strengths="" if strengths else "No item was answered yes.",
        gaps=gaps,
        no_gaps="" if gaps else "No item was answered no or partially.",
        unclear=unclear,
        all_clear="" if unclear else "Every item has one clear answer.",
        questions=tuple(assessment_gaps.questions(score, next_steps)),
        coverage=assessment_gaps.coverage(findings, score, next_steps),
        next_steps=next_steps,
        strays=tuple(assessment_gaps.strays(steps, score)),
        weight=_weight(score),
        sources=_sources(items),
    )  # fmt: skip


# ── where we stand ───────────────────────────────────────────────────────────────────────────


def _answered_by(score: SiteScore) -> str:
    who = score.respondents[0] if len(score.respondents) == 1 else ""
    if "team" in who.casefold():  # a person's name is not printed
        return f"Answered by {who}"
    items = [item for role in score.roles for item in role.items]
    forms = max((len(item.answers) for item in items), default=0)
    alone = max((len(item.alone) for item in items), default=0)
    return f"{count(forms, 'form')} filled" + (
        f" by the team, {alone} by single persons" if alone else ""
    )


def _lead(whole: RoleScore) -> str:
    of = count(len(whole.items), "item")
    have = "has" if len(whole.items) == 1 else "have"
    first = f"{whole.answered} of {of} {have} a clear answer: {_counts(whole)}."
    others = [
        f"{number} {was if number == 1 else were}"
        for reply, was, were in NOT_CLEAR
        if (number := whole.count(reply))
    ]
    left = len(whole.items) - whole.answered
    if len(others) < 2:
        return " ".join([first, *(f"The other {other}." for other in others)])
    return f"{first} Of the other {left}, {listed(others)}."


def _counts(role: RoleScore) -> str:
    yes, partially, no = map(role.count, (Reply.YES, Reply.PARTIALLY, Reply.NO))
    return f"{yes} yes, {partially} partially and {no} no"


def _all_counts(role: RoleScore) -> str:
    """Return the counts of a role, blanks and conflicts among them."""
    clear = (Reply.YES, Reply.PARTIALLY, Reply.NO)
    unclear = [
        f"{number} {was.removeprefix('was ')}"
        for reply, was, _ in NOT_CLEAR
        if (number := role.count(reply))
    ]
    return listed([*(f"{role.count(reply)} {reply}" for reply in clear), *unclear])


def _tallies(score: SiteScore, whole: RoleScore) -> Iterator[Tally]:
    """Yield the counts of each role, and of all where there are several."""
    yield from (_tally(role, words.title(role.role)) for role in score.roles)
    if len(score.roles) > 1:
        yield _tally(whole, "All roles")


def _tally(role: RoleScore, title: str) -> Tally:
    return Tally(
        title,
        str(role.count(Reply.YES)),
        str(role.count(Reply.PARTIALLY)),
        str(role.count(Reply.NO)),
        str(sum(map(role.count, UNCLEAR))),
        f"{role.answered} of {len(role.items)}",
        "No share" if role.share is None else f"{role.share:.0%}",
    )


def _chart(score: SiteScore, whole: RoleScore) -> BarChart:
    values = {
        "Yes": [role.count(Reply.YES) for role in score.roles],
        "Partially": [role.count(Reply.PARTIALLY) for role in score.roles],
        "No": [role.count(Reply.NO) for role in score.roles],
        "Not clear": [sum(map(role.count, UNCLEAR)) for role in score.roles],
    }
    series = [Series(name, tuple(numbers)) for name, numbers in values.items()]
    unclear = sum(map(whole.count, UNCLEAR))
    alt = (
        f"Answers by role, in all {_counts(whole)}, {unclear} not clear. "
        "The table below gives each role."
    )
    titles = [_label(words.title(role.role)) for role in score.roles]
    if len(titles) > MOST_BARS:
        titles = [f"All {len(titles)} roles"]
        series = [replace(one, values=(sum(one.values),)) for one in series]
    return BarChart(
        "", alt, tuple(titles), tuple(series), height_mm=min(16 + 6 * len(titles), HIGHEST)
    )


def _label(title: str) -> str:
    """Return a role's title as it stands beside its bar: the table below has it in full."""
    return title if len(title) <= LONGEST_LABEL else f"{title[: LONGEST_LABEL - 1].rstrip()}…"


# ── role by role ─────────────────────────────────────────────────────────────────────────────


def _part(role: RoleScore, grouped: bool) -> Part:
    """Return a role; what was written beside its items stands with them, unless it is grouped."""
    lines = tuple(map(words.line, role.items))
    noted = not grouped and any(line.notes for line in lines)
    said = f"{_all_counts(role)}, of {count(len(role.items), 'item')}."
    if together := _together(role):
        said = f"{said} {together}"
    if not role.answered:
        said = f"Nothing was answered clearly here, so this role has no share. {said}"
    elif role.share is None:
        said = f"Fewer than half of the items were answered, so this role has no share. {said}"
    if noted:
        lines = tuple(_with_a_word(line) for line in lines)
    plain, with_notes = ((), lines) if noted else (lines, ())
    return Part(words.title(role.role), said, plain, with_notes, len(lines) <= TOGETHER)


def _together(role: RoleScore) -> str:
    """Return what all answers of several people come to, "" where one form was filled."""
    answers = [answer.reply for item in role.items for answer in item.answers]
    people = max(len(item.answers) for item in role.items)
    if people < 2:
        return ""
    counts = listed(
        [f"{answers.count(reply)} {reply}" for reply in (Reply.YES, Reply.PARTIALLY, Reply.NO)]
    )
    return f"All answers of {people} people together: {counts}."


def _with_a_word(line: Line) -> Line:
    notes = line.notes or (Note("None", UNSAID),)
    return Line(line.id, line.text, line.answer, line.typed, notes)


# ── strengths, gaps, what is unclear ─────────────────────────────────────────────────────────


def _alike(items: Sequence[ItemScore], reply: Reply) -> tuple[Line, ...]:
    return tuple(words.line(item) for item in items if item.reply is reply)


def _piles(items: Sequence[ItemScore], headings: Mapping[Reply, str]) -> Iterator[Pile]:
    for reply, heading in headings.items():
        if lines := _alike(items, reply):
            yield Pile(heading, lines)


def _open_piles(items: Sequence[ItemScore]) -> Iterator[OpenPile]:
    for reply, heading in OPEN.items():
        if lines := tuple(_open(item) for item in items if item.reply is reply):
            yield OpenPile(heading, lines)


def _open(item: ItemScore) -> Open:
    name, text = item.item.id, item.item.text
    if item.reply is Reply.CONFLICT:
        return Open(name, text, " (", words.sides(item.answers), ")")
    if item.reply is Reply.UNREADABLE and (typed := words.answer(item)[1]):
        return Open(name, text, " (typed: ", typed, ")")
    return Open(name, text, "", "", "")


# ── the method ───────────────────────────────────────────────────────────────────────────────


def _weight(score: SiteScore) -> str:
    """Return how far one answer moves a role's share, for the roles of this form."""
    sizes = [len(role.items) for role in score.roles]
    least, most = min(sizes), max(sizes)
    if len(sizes) == 1:
        return f"There are {count(most, 'item')}, so one answer moves the share by up to {100 / most:.0f} points."
    if least == most:
        return f"Each role has {count(least, 'item')}, so one answer moves its share by up to {100 / least:.0f} points."
    return (
        f"The roles have {least} to {most} items, so one answer moves a role’s share "
        f"by {100 / most:.0f} to {100 / least:.0f} points."
    )


def _sources(items: Sequence[ItemScore]) -> str:
    places = [answer.typed.place for item in items for answer in item.every()]
    sheets = dict.fromkeys(
        f"{place.file}, sheet {place.sheet}" if place.file.endswith("x") else place.file
        for place in places
    )
    return f"Read from {'; '.join(sheets)}." if sheets else "No form was read."
