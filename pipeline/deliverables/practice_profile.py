"""A promising practice on one page: numbers with their source, quotations with permission, disclosure.

A number is printed only with its period and its source; a share is reckoned anew from its parts; what
nobody has verified stands as a blank.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.deliverables import blanks, filenames
from pipeline.deliverables.blanks import Said, name_in
from pipeline.model import UNSAID, Draft, Findings, Partner, Typed
from pipeline.program import Profile
from pipeline.words import says_yes

KICKER = "Promising practice"
EMERGING = "Emerging practice"  # it has no results yet
NO_DISCLOSURE = "who chose and wrote this account"


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
    organization: Said
    place: Said
    today: str
    tagline: Said
    need: Said
    roles: tuple[Role, ...]
    no_roles: str
    done: tuple[Said, ...]
    number: str  # "64 of 120 (53 percent)", "" where no number may be printed
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
    return "no sheet Profile was read (afterword new FILE --with profile)."


def drafts(findings: Findings) -> Iterator[Draft]:
    """Yield a page a profile."""
    profiles = findings.workshop.program.profiles
    names = filenames.unique((_name(each) for each in profiles), "practice")
    for each, name in zip(profiles, names, strict=True):
        filename = "practice-profile.docx" if len(profiles) == 1 else f"profiles/{name}.docx"
        context = _context(each, findings)
        yield Draft(filename, "practice-profile.docx", context)
        if points := tuple(_to_settle(each, context)):
            beside = f"{filename.removesuffix('.docx')}-to-complete.docx"
            yield Draft(
                beside, "to-complete.docx", ToComplete(context.practice, context.today, points)
            )


def _name(profile: Profile) -> Typed:
    return profile.practice if profile.practice.strip() else profile.tagline


def _context(profile: Profile, findings: Findings) -> Context:
    details = findings.workshop.details
    number, why_not = _number(profile)
    quoted = says_yes(profile.permission) and "quotation" not in profile.pending
    known = {
        key: each
        for each in findings.workshop.partners
        for key in (name_in(each.id), name_in(each.organization))
        if key
    }
    return Context(
        kicker=KICKER if number else EMERGING,
        topic=blanks.line(profile.topic),
        practice=blanks.words(_name(profile), "name of the practice"),
        program=blanks.words(profile.program or details.program, "program"),
        organization=blanks.words(profile.organization or details.organization, "organization"),
        place=blanks.words(profile.place, "place"),
        today=blanks.written(findings.today),
        tagline=_fact(profile, "tagline", "the practice in one sentence"),
        need=_fact(profile, "need", "what was wrong before"),
        roles=(roles := tuple(_role(each, known) for each in profile.partners)),
        no_roles="" if roles else "No partners were named.",
        done=tuple(blanks.words(each, "") for each in profile.done)
        or (blanks.words(UNSAID, "what staff do differently"),),
        number=number,
        result=blanks.line(profile.result) if number else UNSAID,
        period=blanks.words(profile.period, "period of the result"),
        source=blanks.words(_source(profile), "source of the result"),
        no_number=why_not,
        comparison=UNSAID if "comparison" in profile.pending else blanks.line(profile.comparison),
        quotation=profile.quotation.bare() if quoted else UNSAID,
        speaker=blanks.words(profile.speaker, "who said it"),
        speaker_title=blanks.line(profile.speaker_title),
        copying=_fact(profile, "copying", "what others need to copy it"),
        limits=_fact(profile, "limits", "what it does not do"),
        lessons=blanks.line(profile.lessons),
        disclosure=blanks.words(profile.disclosure, NO_DISCLOSURE),
        contact=blanks.words(profile.contact or details.contact, "contact"),
    )


def _fact(profile: Profile, field: str, what: str) -> Said:
    """Return what was typed; the blank where nothing was, or nobody has verified it."""
    words = UNSAID if field in profile.pending else getattr(profile, field)
    return blanks.words(words, what)


def _source(profile: Profile) -> Typed:
    """Return where the result is from: its own cell, else what stands beside the number."""
    beside = dict(profile.sources)
    if profile.source.strip():
        return profile.source
    return beside.get("number", beside.get("result", UNSAID))


def _role(cell: Typed, known: dict[str, Partner]) -> Role:
    """Return a partner and its role of one cell: "Juniper House: clinical placements", or an id."""
    name, _, role = cell.partition(":")
    partner = known.get(name_in(name))
    shown = partner.organization.bare() if partner else Typed(name.strip(), cell.place)
    said = Typed(role.strip(), cell.place)
    return Role(shown, blanks.words(said or (partner.role if partner else UNSAID), "role"))


def _figure(words: str) -> float | None:
    """Return the number that `words` are, with or without commas in it; None for any other."""
    bare = words.strip().replace(",", "")
    return float(bare) if bare.replace(".", "", 1).isdigit() else None


def _number(profile: Profile) -> tuple[str, str]:
    """Return the result's number, its share reckoned anew; or why it may not be printed."""
    number, whole = _figure(profile.number), _figure(profile.denominator)
    if not profile.number.strip():
        return "", "No number was typed."
    if "number" in profile.pending:
        return "", "Nobody has verified the number yet."
    lacking = [
        what
        for what, said in (("period", profile.period), ("source", _source(profile)))
        if not blanks.line(said)
    ]
    if lacking:
        are = "is" if len(lacking) == 1 else "are"
        return "", f"The number is not printed: its {' and its '.join(lacking)} {are} not stated."
    shown = str(blanks.line(profile.number))
    if whole is None or number is None:
        return shown, "" if whole is None else "The number is no plain number."
    if not 0 < number <= whole:
        return "", f"The number is not printed: {shown} of {profile.denominator} cannot be."
    return f"{shown} of {blanks.line(profile.denominator)} ({number / whole:.0%})", ""


def _to_settle(profile: Profile, context: Context) -> Iterator[str]:
    """Yield what is still open before the page may go out."""
    if context.no_number:
        yield context.no_number
    if profile.quotation.strip() and not context.quotation:
        yield f"The quotation is left out: nobody has said that it may be printed ({profile.quotation.place.cell})."
    for field in profile.pending:
        words = getattr(profile, field, UNSAID)
        if field != "quotation" and isinstance(words, Typed) and words.strip():
            yield f"{field.replace('_', ' ').capitalize()} is left out: nobody has verified it ({words.place.cell})."
    if profile.number.strip() and not profile.denominator.strip():
        yield f"Of how many? The number {profile.number.strip()} stands alone."
    if not profile.disclosure.strip():
        yield "A disclosure always stands on the page: who chose and wrote this account."
