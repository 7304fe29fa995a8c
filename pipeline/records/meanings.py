"""What a cell stands for: a number, a day, yes or no; and what in it must not be printed."""

import re
from collections.abc import Sequence
from datetime import date, time

from pipeline import words as lists
from pipeline.cells import Cell
from pipeline.records.found import Truth
from pipeline.typed import day_of

MOST_DIGITS = 15  # as many as Excel keeps of a number; more are an account number, say
MOST_LETTERS = 200_000  # of one text, seventy pages: a cell of Excel holds a sixth of that

_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?")
_ERRORS = frozenset({
    "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!",
    "#GETTING_DATA", "#FIELD!", "#BLOCKED!", "#CONNECT!", "#UNKNOWN!",
})  # fmt: skip
_FORMULA = re.compile(r"=\s*[-+(]*[A-Z][A-Z0-9.]*\(.*\)", re.IGNORECASE | re.DOTALL)
_WIDE_NUMBER = re.compile(r"#{3,}")  # what Excel shows in a column too narrow for the number
SAVE_AGAIN = "Open the workbook in Excel, save it, and try again."
MEND = "Mend or clear the cell."


def value(cell: Cell, answers: bool) -> float | date | time | None:
    """Return the number, day or truth that a cell holds, None where it holds other text."""
    if not isinstance(cell.value, str):
        return cell.value if isinstance(cell.value, (int, float, date, time)) else None
    return value_of_text(cell.text, answers)


def value_of_text(words: str, answers: bool) -> float | date | time | None:
    """Return the number, day or truth that the text of a cell holds, None for any other text."""
    if not answers and words[:1].isalpha():  # as most are: neither a number nor a day
        return None
    return meant(words, answers)


def meant(words: str, answers: bool) -> float | date | None:
    """Return what a text stands for: a number or day written plainly, or yes and no.

    A number with a zero before it, such as a postal code, is a text.
    """
    if answers and (said := lists.answer_in(words)) is not None:
        return said
    bare = words.strip()
    if not (bare[:1].isdecimal() or bare[:1] == "-"):
        return None
    if len(bare) <= MOST_DIGITS and bare.isascii() and _NUMBER.fullmatch(bare):
        return float(bare) if "." in bare else int(bare)
    return day_of(bare)


def truth(values: Sequence[str | bool]) -> Truth | None:
    """Return the words of a field that every record answers with yes or no; None for any other.

    What is a truth of its own, and no word, is in neither list.
    """
    words: tuple[dict[str, None], dict[str, None]] = {}, {}
    for each in values:
        if isinstance(each, bool) or each.strip() in ("", "0", "1"):
            continue
        answer = lists.answer_in(each)
        if answer is None:
            return None
        words[answer].setdefault(each.strip())
    return Truth(tuple(words[True]), tuple(words[False])) if any(words) else None


def fault_of(cell: Cell) -> tuple[str, str] | None:
    """Return why a cell must not be printed, and what to do; None where it may be."""
    if cell.fault:
        return cell.fault, SAVE_AGAIN if cell.text.startswith("=") else MEND
    return fault_of_text(cell.text) if isinstance(cell.value, str) else None


def fault_of_text(words: str) -> tuple[str, str] | None:
    """Return why a text is none to print, a program wrote it or it is too long, and what to do."""
    if len(words) > MOST_LETTERS:
        message = (
            f"It holds {len(words):,} letters; of one text {MOST_LETTERS:,} are printed at most."
        )
        return message, "Look whether a quotation mark is missing; else give it several fields."
    first = words.lstrip()[:1]
    if first not in ("#", "="):
        return None
    bare = words.strip()
    if bare.upper() in _ERRORS:
        return f"It holds the error {bare} of a spreadsheet.", MEND
    if _WIDE_NUMBER.fullmatch(bare):
        return f"It holds {bare}: a number that its column was too narrow for.", MEND
    if _FORMULA.fullmatch(bare):
        return "It holds a formula as text, not its result.", "Type the result, or clear the cell."
    return None
