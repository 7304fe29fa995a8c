"""Read a partnership-health worksheet: teams rate conditions, and say what they see and why.

The conditions and the kinds of partner are the worksheet's own, as typed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from pipeline.model import Cell, Rating, Reply, Sheet, Typed, Worksheet
from pipeline.problems import Problem, Weight
from pipeline.reading.account import NOT_ASKED, Account, count
from pipeline.reading.assessments import marks
from pipeline.reading.columns.kinds import SEARCHED, rows_of
from pipeline.reading.nouns.people import Row
from pipeline.words import says_yes

_HEADINGS = {
    "team": r"(?:state |site )?team|site|state|county|region",
    "partner": r"(?:kind of |type of )?partners?(?: type| kind| agency)?",
    "condition": r"conditions?(?: .*)?",
    "typed": r"(?:our |your )?(?:rating|rate|score)s?(?: .*)?|[01] (?:to )?(?:4|5|7|10)(?: .*)?",
    "sees": r"what (?:do )?(?:we|you) see(?: .*)?|evidence|observations?|notes?|comments?",
    "gap": r"(?:the )?gaps?",
    "cause": r"(?:.* )?root causes?(?: .*)?|why(?: .*)?",
    "shared": r"share(?: .*)?",
}
_SHARED_HEADINGS = frozenset({"team", "partner"})
_NUMBER = r"(\d{1,3}(?:[.,]\d)?)"
_ONE = re.compile(rf"{_NUMBER}(?:\s*(?:of|out of)\s*\d{{1,3}})?")
_RANGE = re.compile(rf"{_NUMBER}\s*(?:[-–—]|to|or)\s*{_NUMBER}")
_END = re.compile(r"(\d{1,3})\s*(?:=|:|is|means)\s*([a-z ]{2,30})", re.IGNORECASE)
_GOOD = re.compile(
    r"\b(?:strong|good|great|best|excellent|high|always|well|agree|healthy|full\w*)\b",
    re.IGNORECASE,
)
_BAD = re.compile(
    r"\b(?:weak|poor|bad|worst|low|never|not|disagree|unhealthy|missing|none)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a worksheet keeps what."""

    header: int
    at: Mapping[str, int]  # field → column


def recognise(sheet: Sheet) -> Columns | None:
    """Return where `sheet` keeps its conditions and ratings, None when it is no such worksheet."""
    for number, row in rows_of(sheet):
        if number > SEARCHED:
            return None
        at: dict[str, int] = {}
        for column, cell in row.items():
            words = " ".join(re.findall(r"[^\W_]+", cell.text.casefold()))
            name = next((n for n, form in _HEADINGS.items() if re.fullmatch(form, words)), "")
            if name:
                at.setdefault(name, column)
        if {"condition", "typed"} <= at.keys() and at.keys() & _SHARED_HEADINGS:
            return Columns(number, at)
    return None


def read(account: Account, columns: Columns) -> Worksheet:
    """Return the ratings of a worksheet, every row as typed."""
    heading = account.cell(columns.header, columns.at["typed"])
    scale = Typed(
        heading.text if heading else "", account.place(columns.header, columns.at["typed"])
    )
    known = set(columns.at.values())
    for cell in account.sheet.cells:
        if cell.row < columns.header:
            account.leave([cell], "It stands above the headings.")
        elif cell.column in known and cell.row == columns.header:
            account.use(cell)
        elif cell.column not in known:
            account.leave([cell], NOT_ASKED)
    ratings = tuple(_ratings(account, columns))
    least, most, good = _scale(scale)
    _say_beyond(account, ratings, least, most)
    return Worksheet(ratings, scale, least, most, good)


def _say_beyond(
    account: Account, ratings: Iterable[Rating], least: float | None, most: float | None
) -> None:
    """Say which ratings lie beyond the ends that the heading names: they stand as typed."""
    if least is None or most is None:
        return
    for each in ratings:
        if (
            each.low is not None
            and each.high is not None
            and not least <= each.low <= each.high <= most
        ):
            message = f"“{each.typed.strip()}” lies beyond the scale, {least:g} to {most:g}. It stands as typed."
            account.notices.append(
                Problem(each.typed.place, message, "Type a rating within it, or mend the heading.")
            )


def unstated(worksheet: Worksheet) -> Iterator[Problem]:
    """Yield the question which end of the scale is good, where its heading does not say it."""
    if not worksheet.good and any(each.low is not None for each in worksheet.ratings):
        message = "Which end of the scale is good? Nobody has said it, so no rating is called low."
        hint = "Write it into the heading, like Rating (1 = weak, 5 = strong)."
        yield Problem(worksheet.scale.place, message, hint, Weight.DOUBT)


def summary(worksheet: Worksheet) -> str:
    """Return in words how a worksheet was read."""
    rated = sum(rating.low is not None for rating in worksheet.ratings)
    good = f"{worksheet.good} is good" if worksheet.good else "which end is good is not said"
    return f"{count(len(worksheet.ratings), 'condition')} of partnerships, {rated} rated, {good}"


def _ratings(account: Account, columns: Columns) -> Iterator[Rating]:
    spans = _merged(account.sheet, columns)
    for number, row in rows_of(account.sheet):
        if number <= columns.header or not row.keys() & set(columns.at.values()):
            continue
        line = Row(account, columns.at, number)
        team, partner, condition = (
            _shared(line, name, spans) for name in ("team", "partner", "condition")
        )
        typed = line.typed("typed")
        low, high, without = _rated(account, columns, line, typed)
        share = line.typed("shared")
        yield Rating(
            team, partner, condition, typed, low, high, without,
            line.typed("sees"), line.typed("gap"), line.typed("cause"),
            says_yes(share) if share.strip() else None,
        )  # fmt: skip


def _rated(
    account: Account, columns: Columns, line: Row, typed: Typed
) -> tuple[float | None, float | None, Reply | None]:
    """Return the lowest and the highest number a rating names, or why it names none."""
    words = " ".join(typed.casefold().split())
    cell = account.cell(line.number, columns.at["typed"])
    if not words:
        return None, None, Reply.BLANK
    if cell and isinstance(cell.value, date):
        message = (
            f"“{typed.strip()}” is a date: perhaps Excel made one of a range like 4-5. Not counted."
        )
        hint = "Format the cell as text and type the range again."
        account.notice(line.number, cell.column, message, hint)
        return None, None, Reply.UNREADABLE
    if found := _ONE.fullmatch(words):
        return _number(found[1]), _number(found[1]), None
    if found := _RANGE.fullmatch(words):
        ends = sorted((_number(found[1]), _number(found[2])))
        return ends[0], ends[1], None
    meaning, _ = marks.meaning(typed)
    if meaning == (Reply.NOT_APPLICABLE,):
        return None, None, Reply.NOT_APPLICABLE
    account.notice(
        line.number, columns.at["typed"], f"“{typed.strip()}” is no number: not counted as a rating.",
        "Type a number, a range like 4-5, or n/a.",
    )  # fmt: skip
    return None, None, Reply.UNREADABLE


def _number(words: str) -> float:
    return float(words.replace(",", "."))


def _scale(heading: str) -> tuple[float | None, float | None, str]:
    """Return the ends of the scale and which one is good, as far as the heading says."""
    numbers = [float(each) for each in re.findall(r"\d{1,3}", heading)]
    if len(numbers) < 2 or min(numbers) == max(numbers):
        return None, None, ""
    least, most = min(numbers), max(numbers)
    ends = {float(number): words for number, words in _END.findall(heading.replace("_", " "))}
    high, low = ends.get(most, ""), ends.get(least, "")
    if _praises(high) or _blames(low):
        return least, most, "high"
    return least, most, "low" if _praises(low) or _blames(high) else ""


def _praises(words: str) -> bool:
    return bool(_GOOD.search(words)) and not _BAD.search(words)


def _blames(words: str) -> bool:
    return bool(_BAD.search(words))


def _shared(line: Row, name: str, spans: Mapping[tuple[int, int], Cell]) -> Typed:
    """Return a field of a row, from the merged cell that spans it where there is one."""
    over = spans.get((line.number, line.columns.get(name, 0)))
    return line.account.typed(over.row, over.column) if over else line.typed(name)


def _merged(sheet: Sheet, columns: Columns) -> dict[tuple[int, int], Cell]:
    return {
        (row, cell.column): cell
        for cell in sheet.cells
        if cell.row > columns.header and cell.merged[0] > 1
        for row in range(cell.row, cell.row + cell.merged[0])
    }
