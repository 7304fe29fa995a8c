"""What regions tell the state, and what the state answers them: a brief, and a reply for each region.

What may not be shared is only counted. An ask that is told again stands once, with every time.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.deliverables import blanks, filenames
from pipeline.deliverables.blanks import Said
from pipeline.deliverables.cards import count
from pipeline.model import Draft, Findings, Typed
from pipeline.names import name_key, same_name, words_key
from pipeline.program import RegionReport, StateNews
from pipeline.words import says_no, says_nothing

NO_ROLE = "Role not stated"


@dataclass(frozen=True, slots=True)
class Told:
    """What one region told of one period, word for word."""

    partnership: Typed
    period: Typed
    words: Typed


@dataclass(frozen=True, slots=True)
class Ask:
    """What a region asks of the state, since when, and what was answered."""

    words: Typed
    partnership: Typed
    asked: str  # each time it was told
    age: str  # in days
    role: str
    answered: bool
    answer: str
    by: str


@dataclass(frozen=True, slots=True)
class Topic:
    """What regions told of one role of the self-assessment."""

    role: str
    progress: tuple[Told, ...]
    challenges: tuple[Told, ...]
    lessons: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class News:
    """What the state did of its own accord."""

    words: Typed
    day: Said
    by: Typed


@dataclass(frozen=True, slots=True)
class Brief:
    """What feedback-brief.docx may mention."""

    workshop: Said
    today: str
    heard: str
    asks: tuple[Ask, ...]
    no_asks: str
    topics: tuple[Topic, ...]
    held: str
    silent: tuple[Typed, ...]
    none_silent: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What feedback-reply.docx may mention."""

    partnership: Typed
    today: str
    answered: tuple[Ask, ...]
    open: tuple[Ask, ...]
    no_asks: str
    news: tuple[News, ...]
    no_news: str
    practices: tuple[Told, ...]  # what other regions learned
    contact: Said


TEMPLATES = {"feedback-brief.docx": Brief, "feedback-reply.docx": Reply}


def missing(findings: Findings) -> str:
    """Return why neither can be written, "" when both can."""
    if findings.workshop.program.regions:
        return ""
    return "no sheet Regions was read (afterword new FILE --with regions)."


def drafts(findings: Findings) -> Iterator[Draft]:
    """Yield the brief to the state, then a reply for each region."""
    reports = findings.workshop.program.regions
    yield Draft("feedback/feedback-brief.docx", "feedback-brief.docx", _brief(findings))
    regions = _regions(reports)
    for region, name in zip(regions, filenames.unique(regions, "region"), strict=True):
        filename = f"feedback/reply-{name}.docx"
        yield Draft(filename, "feedback-reply.docx", _reply(region, findings))


def _regions(reports: Sequence[RegionReport]) -> tuple[Typed, ...]:
    """Return each region once, as it was typed first."""
    first: dict[str, Typed] = {}
    for each in reports:
        if each.partnership.strip():
            first.setdefault(name_key(each.partnership), each.partnership.bare())
    return tuple(first.values())


def _is_shared(report: RegionReport) -> bool:
    return not says_no(report.shared)


def _said(report: RegionReport) -> tuple[Typed, ...]:
    """Return what a report tells, but for cells that only say that there is nothing."""
    cells = (report.progress, report.challenge, report.lesson, report.ask)
    return tuple(each for each in cells if _tells(each))


def _tells(cell: Typed) -> bool:
    return bool(cell.strip()) and not says_nothing(cell)


def _brief(findings: Findings) -> Brief:
    program = findings.workshop.program
    shared = [each for each in program.regions if _is_shared(each)]
    held = [each for each in program.regions if not _is_shared(each) and _said(each)]
    asks = tuple(_asks(shared, program.news, findings.today))
    regions = _regions(program.regions)
    told = {name_key(each.partnership) for each in program.regions if _said(each)}
    silent = tuple(each for each in regions if name_key(each) not in told)
    return Brief(
        workshop=blanks.words(findings.workshop.details.title, "name of the program or meeting"),
        today=blanks.written(findings.today),
        heard=f"{count(len(regions) - len(silent), 'region')} heard, {len(silent)} silent.",
        asks=tuple(sorted(asks, key=lambda each: each.answered)),
        no_asks="" if asks else "No region asks anything of the state.",
        topics=tuple(_topics(shared)),
        held=_held(held),
        silent=silent,
        none_silent="" if silent else "Every region reported.",
    )


def _held(held: Sequence[RegionReport]) -> str:
    """Return how much is not shared: a count, and nothing of the words."""
    if not held:
        return "Every report may be shared."
    what = count(sum(len(_said(each)) for each in held), "cell")
    return f"{count(len(held), 'report')} may not be shared: {what} of it stay in the workbook."


def _asks(reports: Sequence[RegionReport], news: Sequence[StateNews], today: date) -> Iterator[Ask]:
    """Yield each ask of a region once, the oldest first as they were typed."""
    same: dict[tuple[str, str], list[RegionReport]] = {}
    for each in reports:
        if _tells(each.ask):
            same.setdefault((name_key(each.partnership), words_key(each.ask)), []).append(each)
    for found in same.values():
        answer = next((each for each in news if _answers(each, found[0])), None)
        days = [each.asked_on.day for each in found if each.asked_on.day]
        yield Ask(
            words=found[0].ask.bare(),
            partnership=found[0].partnership.bare(),
            asked=blanks.joined(map(_time, found), ", ") or "Not stated",
            age=str((today - min(days)).days) if days else "Not known",
            role=_role(found),
            answered=bool(answer),
            answer=answer.answer.bare() if answer else "No answer yet",
            by=(blanks.line(answer.by) if answer else "") or "Not stated",
        )


def _answers(news: StateNews, report: RegionReport) -> bool:
    """Say whether a piece of news answers a region's ask: the same words, and for it or for all."""
    if not news.ask.strip() or words_key(news.ask) != words_key(report.ask):
        return False
    return not news.partnership.strip() or same_name(news.partnership, report.partnership)


def _time(report: RegionReport) -> Typed:
    """Return when an ask was told: the day it was asked, else the period of the report."""
    if day := report.asked_on.day:
        return Typed(blanks.written(day), report.asked_on.words.place)
    return report.asked_on.words if report.asked_on.words.strip() else report.period


def _role(reports: Sequence[RegionReport]) -> str:
    return next((each.role.bare() for each in reports if each.role.strip()), NO_ROLE)


def _topics(reports: Sequence[RegionReport]) -> Iterator[Topic]:
    """Yield what was told of each role, in the order in which the roles come up."""
    by_role: dict[str, list[RegionReport]] = {}
    for each in reports:
        by_role.setdefault(name_key(each.role), []).append(each)
    for own in by_role.values():
        topic = Topic(
            role=_role(own),
            progress=tuple(_told(own, "progress")),
            challenges=tuple(_told(own, "challenge")),
            lessons=tuple(_told(own, "lesson")),
        )
        if topic.progress or topic.challenges or topic.lessons:
            yield topic


def _told(reports: Iterable[RegionReport], field: str) -> Iterator[Told]:
    for each in reports:
        words = getattr(each, field)
        if _tells(words):
            yield Told(each.partnership.bare(), each.period.bare(), words.bare())


# ── the replies ──────────────────────────────────────────────────────────────────────────────


def _reply(region: Typed, findings: Findings) -> Reply:
    program, details = findings.workshop.program, findings.workshop.details
    own = [each for each in program.regions if same_name(each.partnership, region)]
    others = [each for each in program.regions if each not in own and _is_shared(each)]
    asks = tuple(_asks(own, program.news, findings.today))
    news = tuple(map(_news, _own_accord(program.news, region)))
    return Reply(
        partnership=region,
        today=blanks.written(findings.today),
        answered=tuple(each for each in asks if each.answered),
        open=tuple(each for each in asks if not each.answered),
        no_asks="" if asks else "You asked nothing of the state.",
        news=news,
        no_news="" if news else "There is no other news.",
        practices=tuple(_told(others, "lesson")),
        contact=blanks.words(details.contact, "whom a region can ask"),
    )


def _own_accord(news: Sequence[StateNews], region: Typed) -> Iterator[StateNews]:
    """Yield the news that answers no ask, and is for `region` or for all."""
    for each in news:
        theirs = not each.partnership.strip() or same_name(each.partnership, region)
        if theirs and each.answer.strip() and not each.ask.strip():
            yield each


def _news(news: StateNews) -> News:
    return News(news.answer.bare(), blanks.time(news.date, "date"), blanks.line(news.by))
