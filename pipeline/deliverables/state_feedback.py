"""What regions tell the state, and what the state answers them: a brief, and a reply for each region.

What may not be shared is only counted. An ask that is told again stands once, with every time.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.deliverables import blanks, filenames, wordings
from pipeline.deliverables.blanks import Said
from pipeline.deliverables.sentences import Sentence, in_a_row, reached
from pipeline.deliverables.wordings import Wordings, told_in
from pipeline.model import UNSAID, Draft, Findings, Typed
from pipeline.names import name_key, same_name, words_key
from pipeline.program import Program, RegionReport, StateNews
from pipeline.words import among, says_nothing, says_yes


@dataclass(frozen=True, slots=True)
class Told:
    """What one region told of one period, word for word."""

    partnership: Typed
    period: Typed
    words: Typed


@dataclass(frozen=True, slots=True)
class Ask:
    """What one region or several ask of the state, since when, and what was answered."""

    words: Typed
    partnership: Sentence
    asked: Sentence  # each time it was told
    age: str  # in days, of the first time
    role: str
    answered: bool  # each region that asks has an answer
    answer: Sentence
    by: Sentence  # who answered, or holds it


@dataclass(frozen=True, slots=True)
class Topic:
    """What regions told of one role of the self-assessment."""

    role: str
    progress: tuple[Told, ...]
    challenges: tuple[Told, ...]
    lessons: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class News:
    """What the state did of its own accord, or in answer to what no region asks in these words."""

    about: Typed
    words: Typed
    day: Said
    by: Typed


@dataclass(frozen=True, slots=True)
class Silent:
    """A region without a report, and of which periods it has none, where people typed that."""

    partnership: Typed
    periods: Sentence


@dataclass(frozen=True, slots=True)
class Brief:
    """What feedback-brief.docx may mention."""

    workshop: Said
    today: str
    heard: Sentence
    asks: tuple[Ask, ...]
    answers: tuple[News, ...]  # to asks that nobody made
    topics: tuple[Topic, ...]
    held: str
    silent: tuple[Silent, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """What feedback-reply.docx may mention."""

    partnership: Typed
    today: str
    answered: tuple[Ask, ...]
    open: tuple[Ask, ...]
    news: tuple[News, ...]
    practices: tuple[Told, ...]  # what other regions learned
    contact: Sentence  # whom to call, and how


TEMPLATES = {"feedback-brief.docx": Brief, "feedback-reply.docx": Reply}


def missing(findings: Findings) -> str:
    """Return why neither can be written, "" when both can."""
    if findings.workshop.program.regions:
        return ""
    return "no sheet Regions was read."


def drafts(findings: Findings) -> Iterator[Draft]:
    """Yield the brief to the state, then a reply for each region."""
    told = wordings.of(findings.texts, wordings.PROGRAM)
    brief = told_in(_brief(findings, told), told)
    yield Draft("feedback/feedback-brief.docx", "feedback-brief.docx", brief)
    regions = _regions(findings.workshop.program)
    for region, name in zip(regions, filenames.unique(regions, "region"), strict=True):
        reply = told_in(_reply(region, findings, told), told)
        yield Draft(f"feedback/reply-{name}.docx", "feedback-reply.docx", reply)


def _regions(program: Program) -> tuple[Typed, ...]:
    """Return each region once, as it was typed first: those that report, then those with news."""
    named = [each.partnership for each in program.regions]
    named += [each.partnership for each in program.news]
    first: dict[str, Typed] = {}
    for each in named:
        if each.strip():
            first.setdefault(name_key(each), each.bare())
    return tuple(first.values())


def may_be_shared(report: RegionReport) -> bool:
    """Say whether others may read a report: people said yes, or nothing; other words are no yes."""
    return not report.shared.strip() or says_yes(report.shared)


def _said(report: RegionReport) -> tuple[Typed, ...]:
    """Return what a report tells, but for cells that only say that there is nothing."""
    cells = (report.progress, report.challenge, report.lesson, report.ask)
    return tuple(each for each in cells if _tells(each))


def _tells(cell: Typed) -> bool:
    return bool(cell.strip()) and not says_nothing(cell) and not among("no_report", cell)


def _brief(findings: Findings, told: Wordings) -> Brief:
    program = findings.workshop.program
    shared = [each for each in program.regions if may_be_shared(each)]
    held = [each for each in program.regions if not may_be_shared(each) and _said(each)]
    return Brief(
        workshop=blanks.words(findings.workshop.details.title, "name of the program or meeting"),
        today=blanks.written(findings.today),
        heard=_heard(program, told),
        asks=tuple(_asks(shared, program.news, findings.today, told)),
        answers=tuple(_news(each) for each in program.news if _answers_nobody(each, program)),
        topics=tuple(_topics(shared, told)),
        held=_held(held, told),
        silent=tuple(_silent(program)),
    )


def _heard(program: Program, told: Wordings) -> Sentence:
    """Return how many regions are heard, and which are not."""
    spoke = {name_key(each.partnership) for each in program.regions if _said(each)}
    regions = _regions(program)
    silent = [each for each in regions if name_key(each) not in spoke]
    row = "Regions: Who is heard, and who is not" if silent else "Regions: Who is heard"
    return told.say(
        row,
        heard=told.counted("regions", len(regions) - len(silent)),
        silent=str(len(silent)),
        regions=in_a_row(silent, ", "),
    )


def _silent(program: Program) -> Iterator[Silent]:
    """Yield each region that told nothing, or nothing of a period that it has a row for."""
    told = {(name_key(r.partnership), name_key(r.period)) for r in program.regions if _said(r)}
    heard = {region for region, _ in told}
    for region in _regions(program):
        key = name_key(region)
        own = [r.period.bare() for r in program.regions if name_key(r.partnership) == key]
        periods = [each for each in own if each and (key, name_key(each)) not in told]
        if periods or key not in heard:
            yield Silent(region, in_a_row(dict.fromkeys(periods), ", "))


def _held(held: Sequence[RegionReport], told: Wordings) -> str:
    """Return how much is not shared: a count, and nothing of the words."""
    if not held:
        return told.say("Regions: Nothing is held back")
    number = sum(len(_said(each)) for each in held)
    cells = (
        told.counted("cells of one report", number)
        if len(held) == 1
        else told.say("Regions: Cells of several reports", number=str(number))
    )
    return told.say("Regions: Held back", reports=told.counted("reports", len(held)), cells=cells)


# ── asks ─────────────────────────────────────────────────────────────────────────────────────


def _asks(
    reports: Sequence[RegionReport], news: Sequence[StateNews], today: date, told: Wordings
) -> list[Ask]:
    """Return each ask once, whoever makes it: the open ones first, the oldest of them first."""
    same: dict[str, list[RegionReport]] = {}
    for each in reports:
        if _tells(each.ask):
            same.setdefault(words_key(each.ask), []).append(each)
    asks = [(_ask(found, news, today, told), _age(found, today)) for found in same.values()]
    asks.sort(key=lambda each: (each[0].answered, each[1] is None, -(each[1] or 0)))
    return [ask for ask, _ in asks]


def _age(reports: Sequence[RegionReport], today: date) -> int | None:
    """Return for how many days something has been asked, None where no day of it is known."""
    days = [each.asked_on.day for each in reports if each.asked_on.day]
    return (today - min(days)).days if days else None


def _ask(
    reports: Sequence[RegionReport], news: Sequence[StateNews], today: date, told: Wordings
) -> Ask:
    by_region: dict[str, list[RegionReport]] = {}
    for each in reports:
        by_region.setdefault(name_key(each.partnership), []).append(each)
    regions = [own[0].partnership.bare() for own in by_region.values()]
    answers = {
        key: [each for each in news if _answers(each, own[0])] for key, own in by_region.items()
    }
    given = [_answer(found) for found in answers.values()]
    no_answer = told.say("Regions: No answer")
    held = [blanks.line(each.by) for found in answers.values() for each in found]
    return Ask(
        words=reports[0].ask.bare(),
        partnership=in_a_row(regions),
        asked=_by_region(regions, [_times(own, told) for own in by_region.values()]),
        age=_days(_age(reports, today), told),
        role=_role(reports, told),
        answered=all(given),
        answer=_by_region(regions, [each or no_answer for each in given]),
        by=in_a_row(dict.fromkeys(each for each in held if each)),
    )


def _days(age: int | None, told: Wordings) -> str:
    if age is None:
        return told.say("Regions: No day of an ask")
    return str(age) if age >= 0 else told.say("Regions: The day of an ask lies ahead")


def _by_region(regions: Sequence[Typed], said: Sequence[Sentence]) -> Sentence:
    """Return what was said of each region; once where it is the same of all."""
    if len(set(said)) == 1:
        return said[0]
    return in_a_row(Sentence([r, ": ", each]) for r, each in zip(regions, said, strict=True))


def _times(reports: Sequence[RegionReport], told: Wordings) -> Sentence:
    times = [*dict.fromkeys(filter(None, map(_time, reports)))]
    return told.listed(times) if times else told.say("Regions: No time of an ask")


def _time(report: RegionReport) -> Typed:
    """Return when an ask was told: the day it was asked, else the period of the report."""
    return blanks.day_or_words(report.asked_on) or blanks.line(report.period)


def _answer(news: Sequence[StateNews]) -> Sentence:
    """Return all that was answered, each with its day; nothing where nothing was."""
    told = [each for each in news if each.answer.strip()]
    return in_a_row(Sentence([each.answer.bare(), *_on(each)]) for each in told)


def _on(news: StateNews) -> list[str]:
    day = blanks.day_or_words(news.date)
    return [" (", day, ")"] if day else []


def _answers(news: StateNews, report: RegionReport) -> bool:
    """Say whether a piece of news answers a region's ask: the same words, and for it or for all."""
    if not news.ask.strip() or words_key(news.ask) != words_key(report.ask):
        return False
    return not news.partnership.strip() or same_name(news.partnership, report.partnership)


def _answers_nobody(news: StateNews, program: Program) -> bool:
    """Say whether a piece of news answers an ask that no region makes, in these words."""
    asked = any(_answers(news, each) for each in program.regions)
    return bool(news.ask.strip() and news.answer.strip()) and not asked


def _role(reports: Sequence[RegionReport], told: Wordings) -> str:
    role = next((each.role.bare() for each in reports if each.role.strip()), UNSAID)
    return role or told.say("Regions: No role")


# ── what regions told ────────────────────────────────────────────────────────────────────────


def _topics(reports: Sequence[RegionReport], told: Wordings) -> Iterator[Topic]:
    """Yield what was told of each role, in the order in which the roles come up; without one last."""
    by_role: dict[str, list[RegionReport]] = {}
    for each in reports:
        by_role.setdefault(name_key(each.role), []).append(each)
    for _, own in sorted(by_role.items(), key=lambda role: not role[0]):
        topic = Topic(
            role=_role(own, told),
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


def _reply(region: Typed, findings: Findings, told: Wordings) -> Reply:
    program, details = findings.workshop.program, findings.workshop.details
    own = [each for each in program.regions if same_name(each.partnership, region)]
    others = [each for each in program.regions if each not in own and may_be_shared(each)]
    asks = tuple(_asks(own, program.news, findings.today, told))
    return Reply(
        partnership=region,
        today=blanks.written(findings.today),
        answered=tuple(each for each in asks if each.answered),
        open=tuple(each for each in asks if not each.answered),
        news=tuple(_news(each) for each in program.news if _is_news(each, region, program)),
        practices=tuple(_told(others, "lesson")),
        contact=reached(
            blanks.words(details.contact, "whom a region can ask"),
            details.contact_phone,
            details.contact_email,
        ),
    )


def _is_news(news: StateNews, region: Typed, program: Program) -> bool:
    """Say whether it is news for `region`: for it or for all, and no answer to what regions ask."""
    theirs = not news.partnership.strip() or same_name(news.partnership, region)
    of_itself = not news.ask.strip() or _answers_nobody(news, program)
    return theirs and of_itself and bool(news.answer.strip())


def _news(news: StateNews) -> News:
    return News(
        about=news.ask.bare() if news.ask.strip() else UNSAID,
        words=news.answer.bare(),
        day=blanks.time(news.date, "date"),
        by=blanks.line(news.by),
    )
