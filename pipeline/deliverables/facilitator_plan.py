"""The facilitator's plan: the aims, the day by the clock, the prompts, what to bring, who leads.

Minutes are added up as they were typed; sums that do not fit are said, and never repaired.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.deliverables import blanks
from pipeline.deliverables.blanks import Said
from pipeline.deliverables.cards import count
from pipeline.deliverables.clock import Clock, length, minutes
from pipeline.deliverables.sentences import Sentence, in_a_row
from pipeline.model import UNSAID, Draft, Findings, Typed
from pipeline.names import name_key, same_name
from pipeline.program import Design, Segment

_LEADERS = re.compile(r"\s*(?:[;,/&+]|\band\b)\s*")
_SUPPLIES = re.compile(r"\s*(?:[;\n]|,(?!\d))\s*(?![^(]*\))")  # but for those in brackets
_NUMBER_BEFORE = re.compile(r"^\d+\s*(?:x\s*)?")


@dataclass(frozen=True, slots=True)
class Aim:
    """An aim of the workshop and the words that its designer gave it."""

    name: str
    words: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the day: a phase, or a segment of it."""

    rest: bool  # a break: nobody leads it
    whole: bool  # a phase that has parts: who leads and what it takes stands beside them
    clock: str  # "" where no clock runs
    passed: str  # since the day began, "" at its beginning and where nobody knows
    first: bool  # nothing stands before it
    minutes: Said
    what: Said
    kind: Typed
    who: Said
    supplies: Typed


@dataclass(frozen=True, slots=True)
class Prompt:
    """What people are asked in a phase, word for word."""

    phase: Said
    segment: Typed
    words: Typed


@dataclass(frozen=True, slots=True)
class Thing:
    """Something to bring, and the phases that need it."""

    name: Typed
    phases: Typed


@dataclass(frozen=True, slots=True)
class Leader:
    """Somebody who leads, and what."""

    name: Typed
    segments: Typed


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that must be there, and when."""

    name: Typed
    due: Typed


@dataclass(frozen=True, slots=True)
class Context:
    """What facilitator-plan.docx may mention."""

    title: Said
    participants: Said
    place: Said
    date: Said
    today: str
    aims: tuple[Aim, ...]
    total: str
    start: Said
    runs: bool  # the start is a time, so that there is a clock
    lines: tuple[Line, ...]
    sums: tuple[Sentence, ...]  # what does not add up
    prompts: tuple[Prompt, ...]
    no_prompts: str
    things: tuple[Thing, ...]
    no_things: str
    leaders: tuple[Leader, ...]
    nobody: Typed  # the parts that nobody leads as yet
    papers: tuple[Paper, ...]
    no_papers: str


TEMPLATES = {"facilitator-plan.docx": Context}


def missing(findings: Findings) -> str:
    """Return why the plan cannot be written, "" when it can."""
    program = findings.workshop.program
    if program.designs or program.segments:
        return ""
    return "no sheet Design or Phases was read."


def drafts(findings: Findings) -> Iterator[Draft]:
    """Yield the one plan."""
    yield Draft("facilitator-plan.docx", "facilitator-plan.docx", _context(findings))


def _context(findings: Findings) -> Context:
    details, program = findings.workshop.details, findings.workshop.program
    design = program.designs[0] if program.designs else Design()
    phases = tuple(_phases(program.segments))
    start = design.start_time or details.start_time
    clock = Clock.of(start)
    things = tuple(_things(phases))
    leaders = tuple(_leaders(program.segments))
    prompts = tuple(_prompts(phases))
    papers = tuple(_papers(program.segments))
    nobody = [part for phase in phases for part in phase.led if not part.people]
    return Context(
        title=blanks.words(design.title or details.title, "name of the workshop"),
        participants=blanks.words(design.participants, "who comes"),
        place=blanks.words(details.place, "place"),
        date=blanks.time(details.date, "date"),
        today=blanks.written(findings.today),
        aims=tuple(_aims(design)),
        total=_total(phases),
        start=blanks.words(start, "start time"),
        runs=clock is not None,
        lines=tuple(_lines(phases, clock)),
        sums=tuple(_sums(phases)),
        prompts=prompts,
        no_prompts="" if prompts else "No prompt was typed.",
        things=things,
        no_things="" if things else "No supplies were named.",
        leaders=leaders,
        nobody=_nobody(nobody),
        papers=papers,
        no_papers="" if papers else "No papers were named.",
    )


def _aims(design: Design) -> Iterator[Aim]:
    for name, said in (
        ("What people will know or decide", design.rational_aim),
        ("How people will feel", design.experiential_aim),
        ("What people will be able to do", design.capabilities),
        ("How people see it before", design.image_from),
        ("How people see it afterwards", design.image_to),
        ("What the workshop gives", design.outcomes),
    ):
        blank = blanks.words(UNSAID, name[0].lower() + name[1:])
        yield Aim(name, tuple(blanks.words(each, name) for each in said) or (blank,))


# ── the day ──────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Phase:
    segments: tuple[Segment, ...]

    @property
    def name(self) -> Typed:
        """What it is called."""
        return self.segments[0].phase.bare()

    @property
    def said(self) -> Typed:
        """The minutes typed for the whole phase."""
        return next((s.minutes for s in self.segments if s.minutes.strip()), UNSAID)

    @property
    def minutes(self) -> float | None:
        """How long it takes, None where nobody said it in minutes or hours."""
        return minutes(self.said)

    @property
    def parts(self) -> tuple[Segment, ...]:
        """The segments that have a name or minutes of their own."""
        return tuple(s for s in self.segments if s.segment.strip() or s.segment_minutes.strip())

    @property
    def whole(self) -> Segment:
        """The row of the phase itself: one that says nothing where only its parts have rows."""
        own = next((s for s in self.segments if s not in self.parts), None)
        return own or Segment(self.segments[0].phase)

    @property
    def led(self) -> tuple[Segment, ...]:
        """What somebody leads: each part but for breaks, or the phase where it has no parts."""
        return tuple(s for s in self.parts or self.segments if not _is_break(s))


def _phases(segments: Sequence[Segment]) -> Iterator[_Phase]:
    """Yield the phases, by their numbers where each has one of its own, else as they were typed.

    A row without a phase goes on with the one above.
    """
    phases: list[list[Segment]] = []
    for each in segments:
        goes_on = not each.phase.strip() or same_name(
            each.phase, phases[-1][0].phase if phases else ""
        )
        if phases and goes_on:
            phases[-1].append(each)
        else:
            phases.append([each])
    numbers = [_number(rows[0].order) for rows in phases]
    if None not in numbers and len(set(numbers)) == len(numbers):
        phases.sort(key=lambda rows: _number(rows[0].order) or 0)
    return (_Phase(tuple(rows)) for rows in phases)


def _number(order: str) -> float | None:
    try:
        return float(order)
    except ValueError:
        return None


def _lines(phases: Sequence[_Phase], clock: Clock | None) -> Iterator[Line]:
    passed: float | None = 0
    for phase in phases:
        yield _line(phase.whole, phase.name, phase.said, clock, passed, whole=bool(phase.parts))
        inside = passed
        for part in phase.parts:
            yield _line(part, part.segment or phase.name, part.segment_minutes, clock, inside)
            inside = _plus(inside, minutes(part.segment_minutes))
        passed = _plus(passed, phase.minutes)


def _plus(passed: float | None, took: float | None) -> float | None:
    return None if passed is None or took is None else passed + took


def _line(  # noqa: PLR0913 - each is a cell of the line, or says when it begins
    row: Segment,
    what: Typed,
    took: Typed,
    clock: Clock | None,
    passed: float | None,
    *,
    whole: bool = False,
) -> Line:
    """Return a line of the day; one of a whole phase leaves people and supplies to its parts."""
    return Line(
        clock=clock.after(passed) if clock and passed is not None else "",
        passed=length(passed) if passed else "",
        first=passed == 0,
        minutes=blanks.words(took, "minutes"),
        what=blanks.words(what, "what"),
        kind=UNSAID if whole else blanks.line(row.kind),
        rest=_is_break(row) and not row.people,
        whole=whole,
        who=blanks.words(blanks.joined(row.people, ", "), "who leads"),
        supplies=blanks.joined(row.supplies),
    )


def _is_break(segment: Segment) -> bool:
    return any(
        name_key(each).endswith(("break", "lunch")) for each in (segment.kind, segment.segment)
    )


def _total(phases: Sequence[_Phase]) -> str:
    took = [phase.minutes for phase in phases]
    known = [each for each in took if each is not None]
    if not known:
        return "No phase has minutes yet."
    parts, whole = count(len(took), "phase"), sum(known)
    added = f"{whole:g} minutes in all ({length(whole)})"
    if len(known) == len(took):
        return f"{parts}, {added}."
    return f"{parts}: {len(known)} with a time, {added}; {len(took) - len(known)} without."


def _sums(phases: Sequence[_Phase]) -> Iterator[Sentence]:
    """Yield each sum that does not fit, as it was typed."""
    for phase in phases:
        name = phase.name or "A phase without a name"
        said = [s.minutes.bare() for s in phase.segments if s.minutes.strip()]
        if len({minutes(each) or each for each in said}) > 1:
            every = in_a_row(said, ", ")
            yield Sentence([name, ": its rows say ", every, "; the first counts."])
        parts = _parts_add_to(phase)
        if phase.minutes is None:
            no_time = (
                [": “", phase.said.bare(), "” is no time"] if said else [": it has no minutes"]
            )
            yield Sentence([name, *no_time, *parts, ", so the clock stops there."])
        elif parts and not _fits(phase):
            yield Sentence([name, *parts, f"; the phase has {phase.minutes:g}."])
        if stops := _stops_at(phase):
            lacks = ["has no minutes"]
            if stops.segment_minutes.strip():
                lacks = ["takes “", stops.segment_minutes.bare(), "”, which is no time"]
            what = stops.segment.bare() or "a part"
            yield Sentence([name, ": ", what, " ", *lacks, ", so the clock stops behind it."])


def _parts_add_to(phase: _Phase) -> list[str]:
    """Return what the parts of a phase add to, as pieces of a sentence; none where nothing is known."""
    took = [minutes(part.segment_minutes) for part in phase.parts]
    known = [each for each in took if each is not None]
    if not known:
        return []
    without = [
        p.segment.bare() or "a part"
        for p, each in zip(phase.parts, took, strict=True)
        if each is None
    ]
    plus = [" plus ", in_a_row(without, ", "), " without a time"] if without else []
    begin = ": its parts add to " if phase.minutes is not None else "; its parts add to "
    return [f"{begin}{sum(known):g}", *plus]


def _fits(phase: _Phase) -> bool:
    """Say whether the parts may take just the minutes of their phase."""
    took = [minutes(part.segment_minutes) for part in phase.parts]
    known = sum(each for each in took if each is not None)
    left = (phase.minutes or 0) - known
    return left > 0 if None in took else left == 0


def _stops_at(phase: _Phase) -> Segment | None:
    """Return the part behind which the clock stops: one without a time, that others follow."""
    return next((p for p in phase.parts[:-1] if minutes(p.segment_minutes) is None), None)


# ── prompts, things, people, papers ──────────────────────────────────────────────────────────


def _prompts(phases: Sequence[_Phase]) -> Iterator[Prompt]:
    for phase in phases:
        for each in phase.segments:
            if each.prompt.strip():
                yield Prompt(
                    blanks.words(phase.name, "phase"), each.segment.bare(), each.prompt.bare()
                )


def _things(phases: Sequence[_Phase]) -> Iterator[Thing]:
    """Yield what to bring, each thing once: "flip charts" and "Flip chart" are one."""
    needed: dict[str, list[tuple[Typed, Typed]]] = {}
    for phase in phases:
        for each in phase.segments:
            for cell in each.supplies:
                for name in _parts(_SUPPLIES, cell):
                    needed.setdefault(_thing_key(name), []).append((name, phase.name))
    for found in needed.values():
        phases_ = dict.fromkeys(phase for _, phase in found)
        yield Thing(found[0][0], blanks.joined(phases_, ", "))


def _parts(between: re.Pattern[str], cell: Typed) -> Iterator[Typed]:
    parts = (part.strip() for part in between.split(cell))
    return (Typed(part, cell.place) for part in parts if part)


def _thing_key(name: str) -> str:
    """Return the key of a thing: without a number before it, and in the singular."""
    return name_key(_NUMBER_BEFORE.sub("", name)).removesuffix("s")


def _leaders(segments: Sequence[Segment]) -> Iterator[Leader]:
    led: dict[str, list[tuple[Typed, Typed]]] = {}
    for each in segments:
        for cell in each.people:
            for name in _parts(_LEADERS, cell):
                led.setdefault(name_key(name), []).append((name, _called(each)))
    for found in led.values():
        yield Leader(found[0][0], blanks.joined(part for _, part in found))


def _called(segment: Segment) -> Typed:
    return (segment.segment if segment.segment.strip() else segment.phase).bare()


def _nobody(segments: Sequence[Segment]) -> Typed:
    """Return the parts that nobody leads as yet; a break needs nobody."""
    return blanks.joined(_called(each) for each in segments)


def _papers(segments: Sequence[Segment]) -> Iterator[Paper]:
    for each in segments:
        for paper in each.papers:
            yield Paper(paper, _called(each))
