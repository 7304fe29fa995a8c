"""Partnership health on paper: a page a team, and the list that all teams look at together.

Ratings stand as typed; there is no mean. What is low is said only where the scale says which end is good.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.deliverables import blanks, filenames, wordings
from pipeline.deliverables import health as worksheet
from pipeline.deliverables.assessment_words import held
from pipeline.deliverables.blanks import Said, name_in
from pipeline.deliverables.health import Health, health, rated, scale
from pipeline.deliverables.wordings import Wordings, told_in
from pipeline.model import UNSAID, Draft, Findings, Rating, Typed, Worksheet
from pipeline.names import name_key, words_key

LOWEST = 3  # conditions named as the lowest of a team
ACROSS = 6  # kinds of partner in one table: more do not fit a page


@dataclass(frozen=True, slots=True)
class Row:
    """A condition, and how a team rated it with each kind of partner."""

    condition: str
    cells: tuple[str, ...]  # one for each kind of partner


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the kinds of partner, beside all conditions."""

    partners: tuple[str, ...]  # the kinds of partner, a column each
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """A condition with a kind of partner, its rating, and what the team wrote."""

    condition: str
    partner: str
    rating: str
    gap: Typed
    words: Typed


@dataclass(frozen=True, slots=True)
class TeamSheet:
    """What health-team.docx may mention."""

    team: Said
    workshop: Said
    today: str
    scale: str
    parts: tuple[Part, ...]
    lowest: tuple[Seen, ...]
    more_low: str  # how many more are rated low, "" where none is
    no_lowest: str
    causes: tuple[Seen, ...]
    aloud: tuple[Seen, ...]


@dataclass(frozen=True, slots=True)
class Plenary:
    """What health-plenary.docx may mention."""

    workshop: Said
    today: str
    sheets: tuple[Health, ...]


TEMPLATES = {"health-team.docx": TeamSheet, "health-plenary.docx": Plenary}


def missing(findings: Findings) -> str:
    """Return why there are no sheets, "" when there are."""
    return "" if rated(findings) else "no sheet Partnership health was read."


def drafts(findings: Findings) -> Iterator[Draft]:
    """Yield a page for each team, then the list for all."""
    told = wordings.of(findings.texts, wordings.REPORT)
    title = blanks.words(findings.workshop.details.title, "name of the workshop")
    today = blanks.written(findings.today)
    teams = tuple(_teams(findings))
    names = filenames.unique((_filename(own[0].team) for _, own in teams), "team")
    for (sheet, own), name in zip(teams, names, strict=True):
        page = told_in(_team(sheet, own, title, today, told), told)
        yield Draft(f"health/{name}.docx", "health-team.docx", page)
    plenary = Plenary(told_in(title, told), today, tuple(health(findings, told)))
    yield Draft("health/plenary.docx", "health-plenary.docx", plenary)


def _filename(team: str) -> str:
    return team if name_key(team).startswith("team") else f"team {team}"


def _teams(findings: Findings) -> Iterator[tuple[Worksheet, tuple[Rating, ...]]]:
    """Yield the ratings of each team with the worksheet that they stand on."""
    for response in findings.workshop.responses:
        sheet = response.worksheet
        if sheet is None:
            continue
        found: dict[str, list[Rating]] = {}
        for each in sheet.ratings:
            found.setdefault(name_in(each.team), []).append(each)
        for own in found.values():
            yield sheet, tuple(own)


def _team(
    sheet: Worksheet, own: Sequence[Rating], workshop: Said, today: str, told: Wordings
) -> TeamSheet:
    partners = _once(each.partner for each in own)
    low = _low(sheet, own)
    lowest = tuple(_seen(each, each.sees, told) for each in low[:LOWEST])
    causes = tuple(
        _seen(each, each.cause, told)
        for each in own
        if _may_print(each.cause) or _may_print(each.gap)
    )
    return TeamSheet(
        team=blanks.words(own[0].team, "team"),
        workshop=workshop,
        today=today,
        scale=scale(sheet, told),
        parts=tuple(_parts(own, partners, told)),
        lowest=lowest,
        more_low=_more(len(low) - LOWEST, told),
        no_lowest="" if lowest else _why_none(sheet, told),
        causes=causes,
        aloud=tuple(_seen(each, each.sees, told) for each in own if each.shared),
    )


def _once(texts: Iterable[Typed]) -> tuple[Typed, ...]:
    first: dict[str, Typed] = {}
    for each in texts:
        first.setdefault(words_key(each), each.bare())
    return tuple(first.values())


def _parts(own: Sequence[Rating], partners: Sequence[Typed], told: Wordings) -> Iterator[Part]:
    nobody = told.say("Health: No partner type")
    for at in range(0, len(partners), ACROSS):
        some = tuple(partners[at : at + ACROSS])
        yield Part(tuple(each or nobody for each in some), tuple(_rows(own, some, told)))


def _rows(own: Sequence[Rating], partners: Sequence[Typed], told: Wordings) -> Iterator[Row]:
    rated: dict[tuple[str, str], list[Rating]] = {}
    for each in own:
        rated.setdefault((words_key(each.condition), words_key(each.partner)), []).append(each)
    for condition in _once(each.condition for each in own):
        cells = (
            _given(rated.get((words_key(condition), words_key(partner)), ()), told)
            for partner in partners
        )
        yield Row(condition or told.say("Health: No condition"), tuple(cells))


def _given(ratings: Sequence[Rating], told: Wordings) -> str:
    """Return what was rated, as typed: several answers of one team all stand there."""
    return blanks.joined((each.typed for each in ratings), ", ") or told.say("Health: Not rated")


def _low(sheet: Worksheet, own: Sequence[Rating]) -> list[Rating]:
    """Return the ratings on the weak side, the lowest first; none where no end is said to be good."""
    sign = 1 if sheet.good == "high" else -1
    low = [each for each in own if sheet.is_low(each)]
    return sorted(low, key=lambda each: (each.low or 0) * sign)


def _more(number: int, told: Wordings) -> str:
    return told.counted("conditions rated low beyond those", number) if number > 0 else ""


def _why_none(sheet: Worksheet, told: Wordings) -> str:
    return told.say("Health: None is rated low" if sheet.good else "Health: Low is not known")


def _seen(rating: Rating, said: Typed, told: Wordings) -> Seen:
    return Seen(
        condition=worksheet.condition(rating, told),
        partner=worksheet.partner(rating, told),
        rating=_given([rating], told),
        gap=rating.gap.bare() if _may_print(rating.gap) else UNSAID,
        words=said.bare() if _may_print(said) else UNSAID,
    )


def _may_print(said: Typed) -> bool:
    return bool(said.strip()) and not held(said)
