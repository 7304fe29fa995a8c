"""A promising practice on one page: numbers with their source, quotations with permission, disclosure.

A number is printed only with its period and its source; a share is reckoned anew from its parts; what
nobody has verified stands as a blank.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pipeline.deliverables import blanks, filenames, helpers, wordings
from pipeline.deliverables.blanks import Said, name_in
from pipeline.deliverables.sentences import Sentence
from pipeline.deliverables.wordings import Wordings
from pipeline.forms.further import PROFILE
from pipeline.model import UNSAID, Draft, Findings, Partner, Typed
from pipeline.program import Profile
from pipeline.words import pattern_of, says_yes

LONG = 60  # words of a quotation that a page holds well


@dataclass(frozen=True, slots=True)
class Role:
    """A partner of the practice, and what it does there."""

    partner: Typed
    role: Said


@dataclass(frozen=True, slots=True)
class Context:
    """What practice-profile.docx may mention."""

    kicker: str
    topic: Typed
    practice: Said
    program: Said
    organization: Said  # whose practice it is
    place: Said  # where the practice is at work
    today: str
    tagline: Said
    need: Said
    roles: tuple[Role, ...]
    done: tuple[Said, ...]
    number: Sentence  # "64 of 120 (53%)", nothing where no number may be printed
    result: Typed
    period: Said
    source: Said
    no_number: str  # why none is printed
    comparison: Typed
    quotation: Typed
    speaker: Said
    speaker_title: Typed
    copying: Said
    limits: Said
    lessons: Typed
    disclosure: Said
    contact: Said


@dataclass(frozen=True, slots=True)
class ToComplete:
    """What to-complete.docx may mention."""

    document: Said
    today: str
    points: tuple[str, ...]


TEMPLATES = {"practice-profile.docx": Context, "to-complete.docx": ToComplete}


def missing(findings: Findings) -> str:
    """Return why no profile can be written, "" when one can."""
    if findings.workshop.program.profiles:
        return ""
    return "no sheet Profile was read."


def drafts(findings: Findings) -> Iterator[Draft]:
    """Yield a page a profile."""
    told = wordings.of(findings.texts, wordings.PROGRAM)
    profiles = findings.workshop.program.profiles
    names = filenames.unique((_name(each) for each in profiles), "practice")
    for each, name in zip(profiles, names, strict=True):
        filename = "practice-profile.docx" if len(profiles) == 1 else f"profiles/{name}.docx"
        context = wordings.told_in(_context(each, findings, told), told)
        yield Draft(filename, "practice-profile.docx", context)
        if points := tuple(_to_settle(each, context, told)):
            beside = f"{filename.removesuffix('.docx')}-to-complete.docx"
            yield Draft(
                beside, "to-complete.docx", ToComplete(context.practice, context.today, points)
            )


def _name(profile: Profile) -> Typed:
    return profile.practice if profile.practice.strip() else profile.tagline


def verified(profile: Profile) -> Profile:
    """Return a profile without the values that nobody has verified yet."""
    changes: dict[str, Any] = {
        field: () if isinstance(getattr(profile, field), tuple) else UNSAID
        for field in profile.pending
    }
    return replace(profile, **changes)


def _context(typed: Profile, findings: Findings, told: Wordings) -> Context:
    details, profile = findings.workshop.details, verified(typed)
    number, why_not = _number(typed, told)
    quoted = says_yes(profile.permission)
    known = helpers.directory(findings.workshop.partners)
    return Context(
        kicker=told.say(
            "Profile: A practice with results" if number else "Profile: A practice without results"
        ),
        topic=blanks.line(profile.topic),
        practice=blanks.words(_name(profile), "name of the practice"),
        program=blanks.words(profile.program or details.program, "program"),
        organization=blanks.words(profile.organization or details.organization, "organization"),
        place=blanks.words(profile.place, "place"),
        today=blanks.written(findings.today),
        tagline=blanks.words(profile.tagline, "the practice in one sentence"),
        need=blanks.words(profile.need, "what was wrong before"),
        roles=tuple(_role(each, known) for each in profile.partners),
        done=tuple(blanks.words(each, "") for each in profile.done)
        or (blanks.words(UNSAID, "what staff do differently"),),
        number=number,
        result=blanks.line(profile.result) if number else UNSAID,
        period=blanks.words(profile.period, "period of the result"),
        source=blanks.words(_source(profile), "source of the result"),
        no_number=why_not,
        comparison=blanks.line(profile.comparison),
        quotation=profile.quotation.bare() if quoted else UNSAID,
        speaker=blanks.words(profile.speaker, "who said it"),
        speaker_title=blanks.line(profile.speaker_title),
        copying=blanks.words(profile.copying, "what others need to copy it"),
        limits=blanks.words(profile.limits, "what it does not do"),
        lessons=blanks.line(profile.lessons),
        disclosure=blanks.words(profile.disclosure, "who chose and wrote this account"),
        contact=blanks.words(profile.contact or details.contact, "contact"),
    )


def _source(profile: Profile) -> Typed:
    """Return where the result is from: its own cell, else what stands beside the number."""
    beside = dict(profile.sources)
    if profile.source.strip():
        return profile.source
    return beside.get("number", beside.get("result", UNSAID))


def _role(cell: Typed, known: Mapping[str, Partner]) -> Role:
    """Return a partner and its role of one cell: "Juniper House: clinical placements", or an id."""
    name, _, role = cell.partition(":")
    partner = known.get(name_in(name))
    shown = partner.organization.bare() if partner else Typed(name.strip(), cell.place)
    said = Typed(role.strip(), cell.place)
    return Role(shown, blanks.words(said or (partner.role if partner else UNSAID), "role"))


def _figure(words: str) -> float | None:
    """Return the number that `words` are, with or without commas in it; None for any other."""
    bare = words.strip().replace(",", "")
    return float(bare) if bare.replace(".", "", 1).isdecimal() else None


def _number(typed: Profile, told: Wordings) -> tuple[Sentence, str]:
    """Return the result's number, its share reckoned anew; or why it may not be printed."""
    nothing, profile = Sentence(()), verified(typed)
    if not typed.number.strip():
        return nothing, told.say("Profile: No number")
    if not profile.number:
        return nothing, told.say("Profile: A number not verified")
    if lacks := _WITHOUT.get((not blanks.line(profile.period), not blanks.line(_source(profile)))):
        return nothing, told.say(lacks)
    shown, out_of = blanks.line(profile.number), blanks.line(profile.denominator)
    number, whole = _figure(shown), _figure(out_of)
    if number is None or whole is None:
        return Sentence([shown]), ""
    if not number <= whole or not whole:
        return nothing, told.say("Profile: A number larger than all", number=shown, all=out_of)
    share = _share(number, whole, told)
    return told.say("Profile: A number of all", number=shown, all=out_of, share=share), ""


_WITHOUT = {  # it lacks its period, it lacks its source → the row
    (True, False): "Profile: A number without its period",
    (False, True): "Profile: A number without its source",
    (True, True): "Profile: A number without both",
}


def _share(number: float, whole: float, told: Wordings) -> str:
    """Return the share in whole percent: 0% only of none, 100% only of all."""
    shown = f"{number / whole:.0%}"
    if shown == "0%" and number:
        return told.say("Profile: A share near none")
    return told.say("Profile: A share near all") if shown == "100%" and number < whole else shown


# ── what staff have to settle ────────────────────────────────────────────────────────────────

_HEADINGS = {column.name: column.heading for column in PROFILE.columns}
_STUDY = re.compile(rf"\b(?:{pattern_of('study')})\b", re.IGNORECASE)


def _to_settle(profile: Profile, context: Context, told: Wordings) -> Iterator[str]:
    """Yield what is still open before the page may go out."""
    if context.no_number:
        yield context.no_number
    yield from _of_the_number(profile, context, told)
    yield from _of_the_quotation(profile, context, told)
    for field in profile.pending:
        if field != "quotation" and (cell := _cell(profile, field)):
            left_out = {"heading": _HEADINGS[field], "cell": cell}
            yield told.say("Profile lacks: a verified value", **left_out)
    yield from _of_a_study(profile, told)
    if not profile.disclosure.strip():
        yield told.say("Profile lacks: a disclosure")


def _of_the_number(profile: Profile, context: Context, told: Wordings) -> Iterator[str]:
    """Yield what a number that is printed still lacks."""
    number, out_of = profile.number.strip(), profile.denominator.strip()
    if not context.number:
        return
    if _figure(number) is None:
        yield told.say("Profile lacks: a number", words=number)
    elif not out_of:
        yield told.say("Profile lacks: of how many", words=number)
    elif _figure(out_of) is None:
        yield told.say("Profile lacks: a number of how many", words=out_of)


def _of_the_quotation(profile: Profile, context: Context, told: Wordings) -> Iterator[str]:
    said, cell = profile.quotation.strip(), profile.quotation.place.cell
    if said and not context.quotation:
        yield told.say("Profile lacks: permission to quote", cell=cell)
    elif (number := len(said.split())) > LONG:
        yield told.say("Profile lacks: a short quotation", number=str(number))


def _of_a_study(profile: Profile, told: Wordings) -> Iterator[str]:
    """Yield the words of an evaluation: whoever runs it says what may be published of it."""
    for field in _HEADINGS:
        said = getattr(profile, field)
        for each in said if isinstance(said, tuple) else (said,):
            if found := _STUDY.search(each):
                words = {"words": found[0], "cell": each.place.cell}
                yield told.say("Profile lacks: what may be told of a study", **words)


def _cell(profile: Profile, field: str) -> str:
    """Return the cell of a field, "" where nothing was typed."""
    said = getattr(profile, field)
    texts = said if isinstance(said, tuple) else (said,)
    return next((each.place.cell for each in texts if each.strip()), "")
