"""The facilitator's plan: the aims, the day by the clock, the prompts, what to bring, who leads.

Minutes are added up as they were typed; sums that do not fit are said, and never repaired.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.deliverables import blanks, wordings
from pipeline.deliverables.blanks import Said
from pipeline.deliverables.clock import Clock, length, minutes
from pipeline.deliverables.sentences import Sentence, in_a_row
from pipeline.deliverables.wordings import Wordings
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
    things: tuple[Thing, ...]
    leaders: tuple[Leader, ...]
    nobody: Typed  # the parts that nobody leads as yet
    papers: tuple[Paper, ...]


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
    told = wordings.of(findings.texts, wordings.PROGRAM)
    nobody = [part for phase in phases for part in phase.led if not part.people]
    context = Context(
        title=blanks.words(design.title or details.title, "name of the workshop"),
        participants=blanks.words(design.participants, "who comes"),
        place=blanks.words(details.place, "place"),
        date=blanks.time(details.date, "date"),
        today=blanks.written(findings.today),
        aims=tuple(_aims(design, told)),
        total=_total(phases, told),
        start=blanks.words(start, "start time"),
        runs=clock is not None,
        lines=tuple(_lines(phases, clock)),
        sums=tuple(_sums(phases, told)),
        prompts=tuple(_prompts(phases)),
        things=tuple(_things(phases)),
        leaders=tuple(_leaders(program.segments)),
        nobody=_nobody(nobody),
        papers=tuple(_papers(program.segments)),
    )
    return wordings.told_in(context, told)


def _aims(design: Design, told: Wordings) -> Iterator[Aim]:
    for row, said, what in (
        ("Aim: to know or decide", design.rational_aim, "what people will know or decide"),
        ("Aim: to feel", design.experiential_aim, "how people will feel"),
        ("Aim: to be able", design.capabilities, "what people will be able to do"),
        ("Aim: the view before", design.image_from, "how people see it before"),
        ("Aim: the view afterwards", design.image_to, "how people see it afterwards"),
        ("Aim: what it gives", design.outcomes, "what the workshop gives"),
    ):
        yield Aim(told.say(row), tuple(blanks.words(each, what) for each in said or (UNSAID,)))


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


def _total(phases: Sequence[_Phase], told: Wordings) -> str:
    took = [phase.minutes for phase in phases]
    known = [each for each in took if each is not None]
    if not known:
        return told.say("Day: No minutes yet")
    whole, without = sum(known), len(took) - len(known)
    return told.say(
        "Day: Some phases have minutes" if without else "Day: All phases have minutes",
        phases=told.counted("phases", len(took)),
        timed=str(len(known)),
        minutes=f"{whole:g}",
        length=length(whole),
        without=str(without),
    )


def _sums(phases: Sequence[_Phase], told: Wordings) -> Iterator[Sentence]:
    """Yield each sum that does not fit, as it was typed."""
    for phase in phases:
        name = phase.name or told.say("Sum: A phase without a name")
        said = [s.minutes.bare() for s in phase.segments if s.minutes.strip()]
        if len({minutes(each) or each for each in said}) > 1:
            yield told.say("Sum: Rows that differ", phase=name, times=in_a_row(said, ", "))
        parts = _parts_add_to(phase, told)
        if phase.minutes is None:
            row = _NO_TIME[bool(said), bool(parts)]
            yield told.say(row, phase=name, words=said[0] if said else UNSAID, parts=parts)
        elif parts and not _fits(phase):
            whole = f"{phase.minutes:g}"
            yield told.say("Sum: Parts that do not fit", phase=name, parts=parts, minutes=whole)
        if stops := _stops_at(phase):
            typed = stops.segment_minutes.bare()
            row = (
                "Sum: A part whose minutes are no time" if typed else "Sum: A part without minutes"
            )
            yield told.say(row, phase=name, part=_part(stops, told), words=typed)


_NO_TIME = {  # something was typed, something is known of its parts → the row
    (True, True): "Sum: A phase whose minutes are no time, with parts",
    (True, False): "Sum: A phase whose minutes are no time",
    (False, True): "Sum: A phase without minutes, with parts",
    (False, False): "Sum: A phase without minutes",
}


def _parts_add_to(phase: _Phase, told: Wordings) -> Sentence:
    """Return what the parts of a phase add to; no words where nothing is known."""
    took = [minutes(part.segment_minutes) for part in phase.parts]
    known = [each for each in took if each is not None]
    if not known:
        return Sentence(())
    without = [_part(p, told) for p, each in zip(phase.parts, took, strict=True) if each is None]
    row = (
        "Sum: What the parts add to, some without a time"
        if without
        else "Sum: What the parts add to"
    )
    return told.say(row, minutes=f"{sum(known):g}", others=in_a_row(without, ", "))


def _part(segment: Segment, told: Wordings) -> str:
    return segment.segment.bare() or told.say("Sum: A part without a name")


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
