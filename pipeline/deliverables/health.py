"""Areas to improve, and why we think so: what teams rated and wrote, and never one grand score."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.deliverables import assessment_words as words
from pipeline.deliverables import cards
from pipeline.deliverables.blanks import name_in
from pipeline.deliverables.cards import count
from pipeline.deliverables.wordings import Wordings
from pipeline.model import Findings, Rating, Reply, Typed, Worksheet
from pipeline.names import words_key

HEADING = "Condition by condition"
NO_TEAM = "Team not stated"
NO_PARTNER = "Partner type not stated"
NO_CONDITION = "Condition not stated"
WITHOUT = {
    Reply.BLANK: "left blank",
    Reply.NOT_APPLICABLE: "not applicable",
    Reply.UNREADABLE: "not readable",
}


@dataclass(frozen=True, slots=True)
class Words:
    """What was written about a condition, and what stands before it."""

    before: str
    text: Typed


@dataclass(frozen=True, slots=True)
class Area:
    """A condition as one team rated it with one kind of partner, and what it wrote."""

    condition: str
    team: str
    partner: str
    before: str
    rating: Typed
    written: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """A team and its rating of a condition that another team rated otherwise."""

    before: str
    team: str
    rating: Typed


@dataclass(frozen=True, slots=True)
class Difference:
    """A condition that was rated in more than one way."""

    condition: str
    partner: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Health:
    """What the worksheets of one scale say."""

    heading: str
    scale: str
    areas: tuple[Area, ...]
    no_areas: str
    others: tuple[Area, ...]
    differences: tuple[Difference, ...]
    accounting: str
    held: str  # how many texts are held back, "" where none is


@dataclass(frozen=True, slots=True)
class Named:
    """A gap that a team named when it looked at its partnerships, and shares."""

    team: Typed
    partner: Typed
    condition: Typed
    gap: Typed


def gaps_named(findings: Findings) -> Iterator[Named]:
    """Yield the gaps of the worksheets that teams share, and that name no person."""
    for response in findings.workshop.responses:
        for each in response.worksheet.ratings if response.worksheet else ():
            if each.gap.strip() and each.shared is not False and not words.held(each.gap):
                yield Named(
                    each.team.bare(), each.partner.bare(), each.condition.bare(), each.gap.bare()
                )


def rated(findings: Findings) -> bool:
    """Say whether a worksheet with ratings was read."""
    return any(True for _ in _sheets(findings))


def health(findings: Findings, told: Wordings) -> Iterator[Health]:
    """Yield what the partnership-health worksheets say, those of one scale together."""
    return (_health(sheet, heading, told) for heading, sheet in _sheets(findings))


def held(findings: Findings, told: Wordings) -> Iterator[str]:
    """Yield how many texts of the worksheets are held back, and where they stand."""
    for heading, sheet in _sheets(findings):
        if found := _held(sheet, told):
            yield f"Partnership health{heading.removeprefix(HEADING)}: {found}"


def _held(sheet: Worksheet, told: Wordings) -> str:
    shown = [rating for rating in sheet.ratings if rating.shared is not False]
    said = [each.text for rating in shown for each in _said(rating)]
    return words.held_words([each for each in said if words.held(each)], told)


def _sheets(findings: Findings) -> Iterator[tuple[str, Worksheet]]:
    found: dict[tuple[object, ...], list[Worksheet]] = {}
    for response in findings.workshop.responses:
        if (sheet := response.worksheet) and sheet.ratings:
            found.setdefault((sheet.least, sheet.most, sheet.good), []).append(sheet)
    for sheets in found.values():
        ratings = tuple(rating for sheet in sheets for rating in sheet.ratings)
        heading = HEADING if len(found) == 1 else f"{HEADING}: {sheets[0].scale.place.file}"
        yield heading, replace(sheets[0], ratings=ratings)


def _health(sheet: Worksheet, heading: str, told: Wordings) -> Health:
    shown = [rating for rating in sheet.ratings if rating.shared is not False]
    areas = [rating for rating in shown if _is_area(sheet, rating)]
    others = [each for each in shown if each not in areas and each.sees.strip()]
    return Health(
        heading=heading,
        scale=f"{scale(sheet)} {_shown(sheet)}",
        areas=tuple(map(_area, areas)),
        no_areas="" if areas else "No row names a gap or a root cause, and none is rated low.",
        others=tuple(map(_area, others)),
        differences=tuple(_differences(shown)),
        accounting=_accounting(sheet.ratings),
        held=_held(sheet, told),
    )  # fmt: skip


def _is_area(sheet: Worksheet, rating: Rating) -> bool:
    """Say whether a row asks for improvement: a gap or a cause is named, or the rating is low."""
    return bool(rating.gap.strip() or rating.cause.strip()) or sheet.is_low(rating)


def scale(sheet: Worksheet) -> str:
    """Return what the heading says of the scale, and what nobody has said."""
    runs = "The heading does not say how far the ratings run"
    if sheet.least is not None and sheet.most is not None:
        runs = f"Ratings run from {sheet.least:g} to {sheet.most:g}"
    if sheet.good:
        best = sheet.most if sheet.good == "high" else sheet.least
        return f"{runs}; {best:g} is the good end."
    return (
        f"{runs}. Nobody has said which end is good, so no rating is called low: write it into the "
        "heading, like Rating (1 = weak, 5 = strong)."
    )


def _shown(sheet: Worksheet) -> str:
    """Return which rows the list for all teams has."""
    if sheet.good:
        return "Below stand the rows rated on the weak side, and those with a gap or a root cause."
    return "Below stand the rows with a gap or a root cause."


def _team(rating: Rating) -> str:
    return cards.words(rating.team) or NO_TEAM


def _partner(rating: Rating) -> str:
    return cards.words(rating.partner) or NO_PARTNER


def _condition(rating: Rating) -> str:
    return cards.words(rating.condition) or NO_CONDITION


def _area(rating: Rating) -> Area:
    if rating.low is not None:
        before, typed = "rated ", cards.words(rating.typed)
    elif rating.without is Reply.UNREADABLE:
        before, typed = "rated in words: ", cards.words(rating.typed)
    else:
        before, typed = WITHOUT[rating.without or Reply.BLANK], Typed("", rating.typed.place)
    printed = tuple(each for each in _said(rating) if not words.held(each.text))
    return Area(_condition(rating), _team(rating), _partner(rating), before, typed, printed)


def _said(rating: Rating) -> Iterator[Words]:
    for before, text in (
        ("What we see: ", rating.sees),
        ("Gap: ", rating.gap),
        ("Why we think so: ", rating.cause),
    ):
        if text.strip():
            yield Words(before, cards.words(text))


def _differences(ratings: Sequence[Rating]) -> Iterator[Difference]:
    """Yield each condition with one kind of partner that was rated in more than one way."""
    found: dict[tuple[str, str], list[Rating]] = {}
    for rating in ratings:
        if rating.low is not None:
            found.setdefault((words_key(rating.condition), name_in(rating.partner)), []).append(
                rating
            )
    for own in found.values():
        if len({(each.low, each.high) for each in own}) > 1:
            sides = tuple(
                Side("; " if n else "", _team(each), cards.words(each.typed))
                for n, each in enumerate(own)
            )
            yield Difference(_condition(own[0]), _partner(own[0]), sides)


def _accounting(ratings: Sequence[Rating]) -> str:
    rated = sum(each.low is not None for each in ratings)
    parts = [
        f"{rated} rated",
        *(
            f"{number} {word}"
            for reply, word in WITHOUT.items()
            if (number := sum(each.without is reply for each in ratings))
        ),
    ]
    line = f"{count(len(ratings), 'row')} read: {', '.join(parts)}."
    kept = sum(each.shared is False for each in ratings)
    if kept:
        them = "it is" if kept == 1 else "they are"
        line += f" {kept} of them the team does not share with the large group: {them} not printed."
    return line
