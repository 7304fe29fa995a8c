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
from pipeline.deliverables.assessment_open import RoleThemes
from pipeline.deliverables.assessment_since import Since
from pipeline.deliverables.assessment_words import Line
from pipeline.deliverables.cards import count, listed
from pipeline.deliverables.sentences import Sentence, in_a_row
from pipeline.gaps import Index
from pipeline.model import (
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
GROUPED = "In the groups below"  # what people wrote beside an item, where it is much
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
    """A role with its items, each once: what it says, the answer, the note, the step."""

    title: str
    said: str  # what the counts do not tell; nothing where they tell all
    lines: tuple[Line, ...]


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
    coverage: str  # how many gaps have a step
    start: tuple[Sentence, ...]  # what to talk about first, five points at most
    more: str  # how many points there are beyond those
    parts: tuple[Part, ...]
    strays: Sentence  # steps that name an item which this form does not have
    strengths: Sentence  # what was answered yes
    questions: tuple[Sentence, ...]
    written: tuple[RoleThemes, ...]
    since: tuple[Since, ...]
    remarks: tuple[Typed, ...]
    remarks_held: str
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
    index, told = assessment_gaps.steps(findings, score), assessment_gaps.can_tell(findings, score)
    start = assessment_gaps.start(index, score, told=told)
    yes = [item.item for item in items if item.reply is Reply.YES]
    worded = start.worded | {each.id for each in yes}
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
        coverage=assessment_gaps.coverage(index, score, told=told),
        start=start.points,
        more=start.more,
        parts=tuple(
            _part(role, index, told=told, grouped=role.role.id in grouped) for role in score.roles
        ),
        strays=assessment_gaps.strays(index, score),
        strengths=in_a_row(Sentence([each.id, " ", each.text]) for each in yes),
        questions=tuple(assessment_gaps.questions(score, worded)),
        written=tuple(assessment_open.themes(findings, score)),
        since=tuple(assessment_since.since(findings, score)),
        remarks=tuple(cards.words(each) for each in remarks if not words.held(each)),
        remarks_held=words.held_words([each for each in remarks if words.held(each)]),
        weight=_weight(score),
        sources=_sources(items),
    )


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
        "The table above gives each role."
    )
    titles = [_label(words.title(role.role)) for role in score.roles]
    if len(titles) > MOST_BARS:
        titles = [f"All {len(titles)} roles"]
        series = [replace(one, values=(sum(one.values),)) for one in series]
    return BarChart(
        "", alt, tuple(titles), tuple(series), height_mm=min(round(13 + 4.5 * len(titles)), HIGHEST)
    )


def _label(title: str) -> str:
    """Return a role's title as it stands beside its bar: the table below has it in full."""
    return title if len(title) <= LONGEST_LABEL else f"{title[: LONGEST_LABEL - 1].rstrip()}…"


# ── role by role ─────────────────────────────────────────────────────────────────────────────


def _part(role: RoleScore, index: Index, *, told: bool, grouped: bool) -> Part:
    """Return a role; what was written beside its items stands with them, unless it is grouped."""
    lines = tuple(
        Line(
            item.item.id,
            item.item.text,
            words.answer(item),
            Sentence([GROUPED]) if grouped and any(e.notes() for e in item.every()) else words.notes(item),
            assessment_gaps.step(item, index, told=told),
        )
        for item in role.items
    )  # fmt: skip
    return Part(
        words.title(role.role), " ".join(filter(None, (_no_share(role), _together(role)))), lines
    )


def _no_share(role: RoleScore) -> str:
    """Return why a role shows no share, "" where it shows one."""
    if not role.answered:
        return "Nothing was answered clearly here, so this role has no share."
    if role.share is None:
        return "Fewer than half of the items were answered, so this role has no share."
    return ""


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
