"""The facilitator's plan: the aims, the day by the clock, the prompts, what to bring, who leads.

Minutes are added up as they were typed; sums that do not fit are said, and never repaired.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.deliverables import blanks
from pipeline.deliverables.blanks import Said
from pipeline.model import UNSAID, Draft, Findings, Typed
from pipeline.names import name_key, same_name
from pipeline.program import Design, Segment

DAY = 24 * 60  # minutes
_TIME = re.compile(
    r"(?P<number>\d+(?:[.,]\d+)?)\s*(?P<unit>h(?:ou)?rs?|h|m(?:in(?:ute)?s?)?)?\.?", re.IGNORECASE
)
_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2}))?\s*(?P<half>[ap])?\.?\s*m?\.?", re.IGNORECASE
)
_LEADERS = re.compile(r"\s*(?:[;,/&+]|\band\b)\s*")
_SUPPLIES = re.compile(r"\s*[;,\n]\s*")
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
    clock: str
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
    lines: tuple[Line, ...]
    sums: tuple[str, ...]  # what does not add up
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
    return "no sheet Design or Phases was read (afterword new FILE --with design)."


def drafts(findings: Findings) -> Iterator[Draft]:
    """Yield the one plan."""
    yield Draft("facilitator-plan.docx", "facilitator-plan.docx", _context(findings))


def _context(findings: Findings) -> Context:
    details, program = findings.workshop.details, findings.workshop.program
    design = program.designs[0] if program.designs else Design()
    phases = tuple(_phases(program.segments))
    start = _clock(design.start_time or details.start_time)
    things = tuple(_things(phases))
    leaders = tuple(_leaders(program.segments))
    prompts = tuple(_prompts(phases))
    papers = tuple(_papers(program.segments))
    nobody = [s for s in program.segments if not s.people and not _is_break(s)]
    return Context(
        title=blanks.words(design.title or details.title, "name of the workshop"),
        participants=blanks.words(design.participants, "who comes"),
        place=blanks.words(details.place, "place"),
        date=blanks.time(details.date, "date"),
        today=blanks.written(findings.today),
        aims=tuple(_aims(design)),
        total=_total(phases),
        lines=tuple(_lines(phases, start)),
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
    name: Typed
    segments: tuple[Segment, ...]

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


def _phases(segments: Sequence[Segment]) -> Iterator[_Phase]:
    """Yield the phases in the order of their rows; a row without a phase goes on with the one above."""
    rows: list[Segment] = []
    for each in segments:
        begins = each.phase.strip() and not (rows and same_name(each.phase, rows[0].phase))
        if rows and begins:
            yield _Phase(rows[0].phase, tuple(rows))
            rows = []
        rows.append(each)
    if rows:
        yield _Phase(rows[0].phase, tuple(rows))


def minutes(words: str) -> float | None:
    """Return the minutes that `words` are: 75 m, 45 min, 1.25 hours, 1 h 15; None for any other."""
    said = words.strip()
    found = list(_TIME.finditer(said))
    rest = _TIME.sub("", said).strip(" ,.and")
    if not found or rest or len(found) > 2:
        return None
    total = 0.0
    hours = False
    for each in found:
        number = float(each["number"].replace(",", "."))
        unit = (each["unit"] or "").lower()
        if unit.startswith("h"):
            hours = True
            total += number * 60
        elif unit or len(found) == 1 or hours:
            total += number
        else:
            return None
    return total


def _clock(words: str) -> int | None:
    """Return the minute of the day that `words` name (9:00, 1 pm), None for any other."""
    found = _CLOCK.fullmatch(words.strip())
    if not found or int(found["hour"]) > 24:
        return None
    hour = int(found["hour"])
    if found["half"]:
        hour = hour % 12 + (12 if found["half"].lower() == "p" else 0)
    return hour * 60 + int(found["minute"] or 0)


def _shown(start: int | None, passed: float) -> str:
    """Return the clock when `passed` minutes are over; from 0:00 where nobody said when it begins."""
    at = round((start or 0) + passed) % DAY
    return f"{at // 60}:{at % 60:02}"


def _lines(phases: Sequence[_Phase], start: int | None) -> Iterator[Line]:
    passed: float | None = 0
    for phase in phases:
        clock = "" if passed is None else _shown(start, passed)
        yield _line(phase.segments[0], phase.name, phase.said, clock, whole=bool(phase.parts))
        inside = passed
        for part in phase.parts:
            clock = "" if inside is None else _shown(start, inside)
            yield _line(part, part.segment or phase.name, part.segment_minutes, clock)
            took = minutes(part.segment_minutes)
            inside = None if inside is None or took is None else inside + took
        took = phase.minutes
        passed = None if passed is None or took is None else passed + took


def _line(row: Segment, what: Typed, took: Typed, clock: str, *, whole: bool = False) -> Line:
    """Return a line of the day; one of a whole phase leaves people and supplies to its parts."""
    lead = blanks.words(blanks.joined(row.people, ", "), "who leads")
    return Line(
        clock=clock,
        minutes=blanks.words(took, "minutes"),
        what=blanks.words(what, "what"),
        kind=UNSAID if whole else blanks.line(row.kind),
        rest=_is_break(row) and not row.people,
        whole=whole,
        who=lead,
        supplies=blanks.joined(row.supplies),
    )


def _is_break(segment: Segment) -> bool:
    return "break" in {name_key(segment.kind), name_key(segment.segment)}


def _total(phases: Sequence[_Phase]) -> str:
    took = [phase.minutes for phase in phases]
    known = [each for each in took if each is not None]
    if not known:
        return "No phase has minutes yet."
    whole = round(sum(known))
    hours = f"{whole // 60} h {whole % 60:02} min"
    unknown = len(took) - len(known)
    without = f" {unknown} without minutes." if unknown else ""
    return f"{len(took)} phases, {whole} minutes in all ({hours}).{without}"


def _sums(phases: Sequence[_Phase]) -> Iterator[str]:
    """Yield each sum that does not fit, as it was typed."""
    for phase in phases:
        if phase.minutes is None:
            words = phase.said.strip()
            said = f"“{words}” is no time" if words else "it has no minutes"
            yield f"{phase.name}: {said}, so the clock stops there."
            continue
        took = [minutes(part.segment_minutes) for part in phase.parts]
        known = sum(each for each in took if each is not None)
        without = [
            str(p.segment) for p, each in zip(phase.parts, took, strict=True) if each is None
        ]
        if took and known and (known > phase.minutes or (not without and known != phase.minutes)):
            plus = f" plus {_named(without)} without minutes" if without else ""
            yield f"{phase.name}: its parts add to {known:g}{plus}; the phase has {phase.minutes:g}."
        elif without and known == phase.minutes:
            yield (
                f"{phase.name}: its parts add to {known:g} plus {_named(without)} without minutes; "
                f"the phase has {phase.minutes:g}."
            )


def _named(names: Sequence[str]) -> str:
    return ", ".join(each for each in names if each.strip()) or "a part"


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
