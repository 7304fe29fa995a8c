"""Areas to improve, and why we think so: what teams rated and wrote, and never one grand score."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.deliverables import assessment_words as words
from pipeline.deliverables import cards
from pipeline.deliverables.blanks import name_in
from pipeline.deliverables.sentences import Sentence, in_a_row
from pipeline.deliverables.wordings import Wordings
from pipeline.model import Findings, Rating, Reply, Typed, Worksheet
from pipeline.names import words_key

WITHOUT = (Reply.BLANK, Reply.NOT_APPLICABLE, Reply.UNREADABLE)  # what a row without a rating has


@dataclass(frozen=True, slots=True)
class Area:
    """A condition as one team rated it with one kind of partner, and what it wrote."""

    condition: str
    team: str
    partner: str
    rating: Sentence  # "rated 2", "left blank"
    written: tuple[Sentence, ...]


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
    return (_health(sheet, file, told) for file, sheet in _sheets(findings))


def held(findings: Findings, told: Wordings) -> Iterator[str]:
    """Yield how many texts of the worksheets are held back, and where they stand."""
    for file, sheet in _sheets(findings):
        if found := _held(sheet, told):
            row = "Health: Held back, of one file" if file else "Health: Held back"
            yield told.say(row, file=file, held=found)


def _held(sheet: Worksheet, told: Wordings) -> str:
    shown = [rating for rating in sheet.ratings if rating.shared is not False]
    said = [text for rating in shown for _, text in _said(rating)]
    return words.held_words([each for each in said if words.held(each)], told)


def _sheets(findings: Findings) -> Iterator[tuple[str, Worksheet]]:
    """Yield the worksheets of each scale as one, and its file where there are several scales."""
    found: dict[tuple[object, ...], list[Worksheet]] = {}
    for response in findings.workshop.responses:
        if (sheet := response.worksheet) and sheet.ratings:
            found.setdefault((sheet.least, sheet.most, sheet.good), []).append(sheet)
    for sheets in found.values():
        ratings = tuple(rating for sheet in sheets for rating in sheet.ratings)
        file = sheets[0].scale.place.file if len(found) > 1 else ""
        yield file, replace(sheets[0], ratings=ratings)


def _health(sheet: Worksheet, file: str, told: Wordings) -> Health:
    shown = [rating for rating in sheet.ratings if rating.shared is not False]
    areas = [rating for rating in shown if _is_area(sheet, rating)]
    others = [each for each in shown if each not in areas and each.sees.strip()]
    by_rating = (
        "Health: Rows listed by rating" if sheet.good else "Health: Rows listed by their words"
    )
    heading = (
        "Health: Condition by condition, of one file" if file else "Health: Condition by condition"
    )
    return Health(
        heading=told.say(heading, file=file),
        scale=f"{scale(sheet, told)} {told.say(by_rating)}",
        areas=tuple(_area(each, told) for each in areas),
        others=tuple(_area(each, told) for each in others),
        differences=tuple(_differences(shown, told)),
        accounting=_accounting(sheet.ratings, told),
        held=_held(sheet, told),
    )  # fmt: skip


def _is_area(sheet: Worksheet, rating: Rating) -> bool:
    """Say whether a row asks for improvement: a gap or a cause is named, or the rating is low."""
    return bool(rating.gap.strip() or rating.cause.strip()) or sheet.is_low(rating)


def scale(sheet: Worksheet, told: Wordings) -> Sentence:
    """Return what the heading says of the scale, and what nobody has said."""
    if sheet.least is None or sheet.most is None:
        return told.say("Health: No scale")
    ends = {"least": f"{sheet.least:g}", "most": f"{sheet.most:g}"}
    if not sheet.good:
        return told.say("Health: The scale", **ends)
    best = ends["most" if sheet.good == "high" else "least"]
    return told.say("Health: The scale and its good end", best=best, **ends)


def team(rating: Rating, told: Wordings) -> str:
    """Return the team of a rating, or that none is stated."""
    return cards.words(rating.team) or told.say("Health: No team")


def partner(rating: Rating, told: Wordings) -> str:
    """Return the kind of partner of a rating, or that none is stated."""
    return cards.words(rating.partner) or told.say("Health: No partner type")


def condition(rating: Rating, told: Wordings) -> str:
    """Return the condition of a rating, or that none is stated."""
    return cards.words(rating.condition) or told.say("Health: No condition")


def _area(rating: Rating, told: Wordings) -> Area:
    typed = cards.words(rating.typed)
    if rating.low is not None:
        rated = told.say("Health: Rated", words=typed)
    elif rating.without is Reply.UNREADABLE:
        rated = told.say("Health: Rated in words", words=typed)
    else:
        rated = told.say(f"Not rated: {rating.without or Reply.BLANK}")
    written = (
        told.say(row, words=cards.words(text))
        for row, text in _said(rating)
        if not words.held(text)
    )
    return Area(
        condition(rating, told), team(rating, told), partner(rating, told), rated, tuple(written)
    )


def _said(rating: Rating) -> Iterator[tuple[str, Typed]]:
    """Yield what was written about a condition, each with the row that says it."""
    for row, text in (
        ("Health: What a team sees", rating.sees),
        ("Health: A gap", rating.gap),
        ("Health: A cause", rating.cause),
    ):
        if text.strip():
            yield row, text


def _differences(ratings: Sequence[Rating], told: Wordings) -> Iterator[Difference]:
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
                Side("; " if n else "", team(each, told), cards.words(each.typed))
                for n, each in enumerate(own)
            )
            yield Difference(condition(own[0], told), partner(own[0], told), sides)


def _accounting(ratings: Sequence[Rating], told: Wordings) -> str:
    rated = sum(each.low is not None for each in ratings)
    without = Counter(each.without for each in ratings)
    answers = [
        told.say("Health: Rows rated", number=str(rated)),
        *(
            told.say(
                "Health: Rows answered otherwise",
                number=str(without[reply]),
                words=told.say(f"Not rated: {reply}"),
            )
            for reply in WITHOUT
            if without[reply]
        ),
    ]
    line = told.say(
        "Health: Rows read",
        rows=told.counted("rows", len(ratings)),
        answers=in_a_row(answers, ", "),
    )
    kept = sum(each.shared is False for each in ratings)
    return f"{line} {told.counted('rows not shared', kept)}" if kept else line
