"""Report one site's self-assessment: counts first, then what to build on and what to talk about."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pipeline.deliverables import (
    assessment_gaps,
    assessment_open,
    assessment_rollup,
    assessment_since,
    blanks,
    cards,
    wordings,
)
from pipeline.deliverables import assessment_words as words
from pipeline.deliverables.assessment_open import RoleThemes
from pipeline.deliverables.assessment_since import Since
from pipeline.deliverables.assessment_words import Line
from pipeline.deliverables.sentences import Sentence, in_a_row
from pipeline.deliverables.wordings import Wordings
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

UNCLEAR = (Reply.CONFLICT, Reply.BLANK, Reply.UNREADABLE, Reply.NOT_APPLICABLE)
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
    told = wordings.of(findings.texts, wordings.REPORT)
    index, ours = assessment_gaps.steps(findings, score), assessment_gaps.can_tell(findings, score)
    start = assessment_gaps.start(index, score, told, told=ours)
    yes = [item.item for item in items if item.reply is Reply.YES]
    worded = start.worded | {each.id for each in yes}
    grouped = assessment_open.grouped(findings, score)
    remarks = () if "" in grouped else score.remarks
    return Context(
        title=told.say("Name of the report", site=score.site),
        site=score.site,
        form=score.instrument,
        answered_by=_answered_by(score, told),
        today=blanks.written(findings.today),
        lead=_lead(whole, told),
        chart=_chart(score, whole, told),
        tallies=tuple(_tallies(score, whole, told)),
        coverage=assessment_gaps.coverage(
            index, score, told, told=ours, elsewhere=assessment_gaps.elsewhere(findings, score)
        ),
        start=start.points,
        more=start.more,
        parts=tuple(
            _part(role, index, told, ours=ours, grouped=role.role.id in grouped)
            for role in score.roles
        ),
        strays=assessment_gaps.strays(index, score, told),
        strengths=in_a_row(Sentence([each.id, " ", each.text]) for each in yes),
        questions=tuple(assessment_gaps.questions(score, worded, told)),
        written=tuple(assessment_open.themes(findings, score, told)),
        since=tuple(assessment_since.since(findings, score, told)),
        remarks=tuple(cards.words(each) for each in remarks if not words.held(each)),
        remarks_held=words.held_words([each for each in remarks if words.held(each)], told),
        weight=_weight(score, told),
        sources=words.sources(items, told),
    )


# ── where we stand ───────────────────────────────────────────────────────────────────────────


def _answered_by(score: SiteScore, told: Wordings) -> str:
    who = score.respondents[0] if len(score.respondents) == 1 else ""
    if "team" in who.casefold():  # a person's name is not printed
        return told.say("Answered by", words=who)
    items = [item for role in score.roles for item in role.items]
    forms = max((len(item.answers) for item in items), default=0)
    alone = max((len(item.alone) for item in items), default=0)
    filled = told.counted("forms", forms)
    if alone:
        return told.say("Forms of a team and of single persons", forms=filled, alone=str(alone))
    return told.say("Forms", forms=filled)


def _lead(whole: RoleScore, told: Wordings) -> str:
    first = told.either(
        "Clear answers",
        one=1 in {whole.answered, len(whole.items)},
        answered=str(whole.answered),
        items=told.counted("items", len(whole.items)),
        counts=_counts(whole, told),
    )
    others = [
        told.counted(f"items: {reply}", number)
        for reply in UNCLEAR
        if (number := whole.count(reply))
    ]
    left = len(whole.items) - whole.answered
    if len(others) < 2:
        rest = [told.say("The others, of one kind", others=other) for other in others]
        return in_a_row([first, *rest], " ")
    rest = [told.say("The others", left=str(left), others=told.listed(others))]
    return in_a_row([first, *rest], " ")


def _counts(role: RoleScore, told: Wordings) -> Sentence:
    yes, partially, no = (str(role.count(each)) for each in (Reply.YES, Reply.PARTIALLY, Reply.NO))
    return told.say("Counts", yes=yes, partially=partially, no=no)


def _tallies(score: SiteScore, whole: RoleScore, told: Wordings) -> Iterator[Tally]:
    """Yield the counts of each role, and of all where there are several."""
    yield from (_tally(role, words.title(role.role, told), told) for role in score.roles)
    if len(score.roles) > 1:
        yield _tally(whole, told.say("All roles"), told)


def _tally(role: RoleScore, title: str, told: Wordings) -> Tally:
    return Tally(
        title,
        str(role.count(Reply.YES)),
        str(role.count(Reply.PARTIALLY)),
        str(role.count(Reply.NO)),
        str(sum(map(role.count, UNCLEAR))),
        told.say("Answered of all", answered=str(role.answered), all=str(len(role.items))),
        told.say("No share") if role.share is None else f"{role.share:.0%}",
    )


def _chart(score: SiteScore, whole: RoleScore, told: Wordings) -> BarChart:
    series = [
        Series(words.word(reply, told), tuple(role.count(reply) for role in score.roles))
        for reply in (Reply.YES, Reply.PARTIALLY, Reply.NO)
    ]
    unclear = [sum(map(role.count, UNCLEAR)) for role in score.roles]
    series.append(Series(str(told.say("Not clear")), tuple(unclear)))
    alt = told.say("Chart", counts=_counts(whole, told), unclear=str(sum(unclear)))
    titles = [_label(words.title(role.role, told)) for role in score.roles]
    if len(titles) > MOST_BARS:
        titles = [str(told.say("All roles in one bar", number=str(len(titles))))]
        series = [replace(one, values=(sum(one.values),)) for one in series]
    return BarChart(
        "",
        str(alt),
        tuple(titles),
        tuple(series),
        height_mm=min(round(13 + 4.5 * len(titles)), HIGHEST),
    )


def _label(title: str) -> str:
    """Return a role's title as it stands beside its bar: the table below has it in full."""
    return title if len(title) <= LONGEST_LABEL else f"{title[: LONGEST_LABEL - 1].rstrip()}…"


# ── role by role ─────────────────────────────────────────────────────────────────────────────


def _part(role: RoleScore, index: Index, told: Wordings, *, ours: bool, grouped: bool) -> Part:
    """Return a role; what was written beside its items stands with them, unless it is grouped."""
    lines = tuple(
        Line(
            item.item.id,
            item.item.text,
            words.answer(item, told),
            _note(item, told, grouped=grouped),
            assessment_gaps.step(item, index, told, told=ours),
        )
        for item in role.items
    )
    said = filter(None, (_no_share(role, told), _together(role, told)))
    return Part(words.title(role.role, told), in_a_row(said, " "), lines)


def _note(item: ItemScore, told: Wordings, *, grouped: bool) -> Sentence:
    """Return what was written beside an item; where it is much, that it stands in groups."""
    if grouped and any(each.notes() for each in item.every()):
        return told.say("Notes in groups")
    return words.notes(item, told)


def _no_share(role: RoleScore, told: Wordings) -> str:
    """Return why a role shows no share, "" where it shows one."""
    if not role.answered:
        return told.say("No share: nothing answered clearly")
    if role.share is None:
        return told.say("No share: fewer than half answered")
    return ""


def _together(role: RoleScore, told: Wordings) -> str:
    """Return what all answers of several people come to, "" where one form was filled."""
    answers = [answer.reply for item in role.items for answer in item.answers]
    people = max(len(item.answers) for item in role.items)
    if people < 2:
        return ""
    yes, partially, no = (
        str(answers.count(reply)) for reply in (Reply.YES, Reply.PARTIALLY, Reply.NO)
    )
    counts = told.say("Counts", yes=yes, partially=partially, no=no)
    return told.say("All answers together", people=str(people), counts=counts)


# ── the method ───────────────────────────────────────────────────────────────────────────────


def _weight(score: SiteScore, told: Wordings) -> str:
    """Return how far one answer moves a role's share, for the roles of this form."""
    sizes = [len(role.items) for role in score.roles]
    least, most = min(sizes), max(sizes)
    points = {"points": f"{100 / most:.0f}", "at_most": f"{100 / least:.0f}"}
    if least < most:
        return told.say("Weight of an answer", least=str(least), most=str(most), **points)
    row = "one role" if len(sizes) == 1 else "roles of one size"
    items = told.counted("items", most)
    return told.say(f"Weight of an answer: {row}", items=items, points=points["points"])
