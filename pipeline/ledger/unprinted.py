"""List what was read and stands in no document: its words, where, what it was read as, and why."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from itertools import chain
from string import digits
from typing import Any

from pipeline import forms, privacy
from pipeline.forms import further
from pipeline.model import (
    Action,
    Answer,
    Cell,
    CellAccounting,
    Commitment,
    Details,
    Document,
    Findings,
    Idea,
    Item,
    Partner,
    Rating,
    Reading,
    Title,
    Typed,
    Unprinted,
    When,
    Workshop,
    column_letters,
)
from pipeline.problems import Place
from pipeline.program import (
    Design,
    Habit,
    Initiative,
    Milestone,
    Principle,
    Profile,
    RegionReport,
    Segment,
    Service,
    StateNews,
    Term,
    Watcher,
)

_FORMS: Mapping[type, forms.Form] = {
    Action: forms.ACTIONS,
    Commitment: forms.COMMITMENTS,
    Details: forms.DETAILS,
    Idea: forms.IDEAS,
    Partner: forms.PARTNERS,
    Rating: forms.HEALTH,
    Title: forms.GROUPS,
    Design: further.DESIGN,
    Segment: further.PHASES,
    RegionReport: further.REGIONS,
    StateNews: further.STATE_NEWS,
    Initiative: further.INITIATIVE,
    Milestone: further.TIMELINE,
    Principle: further.PRINCIPLES,
    Watcher: further.WATCHERS,
    Service: further.SERVICES,
    Habit: further.HABITS,
    Profile: further.PROFILE,
    Term: further.GLOSSARY,
}
_NAMES: Mapping[type, Mapping[str, str]] = {  # nouns that no table of the workbook holds
    Answer: {"typed": "Answer"},
    Item: {"text": "Statement"},
}
_NOT_INPUT = frozenset(
    {"readings", "notices", "decisions", "partner_reviews"}
)  # of `Workshop`: said of what was read; internal
HEADING = "Heading"
LABEL = "Label"
LAYOUT = "Layout"
WHY_READ_AS = {
    HEADING: "It says what stands below it.",
    LABEL: "It says what stands beside it.",
    LAYOUT: "It says how the sheet is laid out.",
    "Abbreviation": "It says what is to be written out.",
    "Accept": "It says whether the link is kept.",
    "Agreed": "It says whether people agreed on the title.",
    "Answer": "It is counted.",
    "Answers items": "It names items of the self-assessment.",
    "Card": "It names the card.",
    "Column": "It says where the card hangs.",
    "From": "It says where the card was typed first.",
    "From cards": "It names the cards that the step comes from.",
    "Group": "It names the column on the Groups sheet.",
    "Item": "It names an item of the self-assessment.",
    "Language": "It says whether the letter must be translated.",
    "Mark on the wall": "It names the column on the wall.",
    "Partner": "It names the partner.",
    "Partners": "It names the partners who help.",
    "Place agreed": "It says whether people agree with the place.",
    "Prompt": "It says which prompt the card answers.",
    "Proposal": "It says where Afterword hung the card.",
    "Small group": "It says which table wrote the card.",
    "Subtype": "It chooses the words of the letter.",
    "Type": "It chooses the words of the letter.",
    "Was": "It says what stood there before.",
    "What it means": "It says what an abbreviation means.",
}
HELD_BACK = "The card is held back: it may name a person."
NO_DOCUMENT = "It stands in no document of this run."


@dataclass(frozen=True, slots=True)
class _Part:
    """Words that one cell gave: the field they were read as, and the card they stand on, if any."""

    field: str
    words: Typed
    card: Idea | None = None


@dataclass(frozen=True, slots=True)
class _Printed:
    """What the documents of a run print: by cell, and where each text stands first."""

    by_cell: Mapping[Place, Sequence[str]]
    first: Mapping[str, Place]

    @classmethod
    def of(cls, documents: Iterable[Document]) -> "_Printed":
        """Gather the statements of `documents`."""
        by_cell: defaultdict[Place, list[str]] = defaultdict(list)
        first: dict[str, Place] = {}
        for statement in chain.from_iterable(each.statements for each in documents):
            words = _plain(statement.text)
            for place in _cells(statement.source):
                by_cell[place].append(words)
            first.setdefault(words, statement.source)
        return cls(by_cell, first)


def account(
    findings: Findings, documents: Sequence[Document]
) -> tuple[CellAccounting, tuple[Unprinted, ...]]:
    """Return what became of every cell that was read, and each of those that no document prints.

    A cell is printed when all that was read from it stands in a document of this run; when a part
    of it does not, the cell is listed with that part.
    """
    printed = _Printed.of(documents)
    parts = _parts(findings.workshop)
    listed: list[Unprinted] = []
    counts = {"read": 0, "printed": 0, "listed": 0, "left_out": 0}
    for reading in findings.workshop.readings:
        counts["read"] += reading.cells_read
        counts["left_out"] += len(reading.left_out)
        # What is left out stands in no document, or the books do not balance.
        counts["printed"] += sum(
            reading.place(cell) in printed.by_cell for cell in reading.left_out.cells
        )
        field_of = _fields(reading)
        for cell in reading.used:
            place = reading.place(cell)
            rows = tuple(_rows(cell, place, parts.pop(place, ()), printed, field_of))
            counts["listed" if rows else "printed"] += 1
            listed += rows
    for place, rest in parts.items():  # a comment on a cell that was left out
        listed += _missing(rest, printed.by_cell.get(place, ()), printed)
    return CellAccounting(**counts), tuple(listed)


def fields_of(workshop: Workshop) -> Mapping[Place, str]:
    """Return for each cell that the nouns of a workshop keep which field it was read as: "Idea"."""
    return {place: parts[0].field for place, parts in _parts(workshop).items()}


def ranges(rows: Sequence[Unprinted]) -> tuple[Unprinted, ...]:
    """Return the rows with one for each run of cells below one another that hold the same: F2:F40."""
    runs: list[tuple[Unprinted, int, int]] = []
    open_runs: dict[Unprinted, int] = {}  # the row without its number → its run
    for row in rows:
        letters = row.place.cell.rstrip(digits)
        number = int(row.place.cell[len(letters) :] or 0)
        alike = replace(row, place=replace(row.place, cell=letters))
        at = open_runs.get(alike, -1)
        if at >= 0 and runs[at][2] == number - 1:
            runs[at] = (row, runs[at][1], number)
        else:
            open_runs[alike] = len(runs)
            runs.append((row, number, number))
    return tuple(_over(row, first, last) for row, first, last in runs)


def _over(row: Unprinted, first: int, last: int) -> Unprinted:
    if first == last:
        return row
    letters = row.place.cell.rstrip(digits)
    return replace(row, place=replace(row.place, cell=f"{letters}{first}:{letters}{last}"))


def _rows(
    cell: Cell,
    place: Place,
    parts: Sequence[_Part],
    printed: _Printed,
    field_of: Callable[[Cell], str],
) -> Iterator[Unprinted]:
    """Yield what of a cell stands in no document: nothing where all of it does."""
    statements = printed.by_cell.get(place, ())
    held = _plain(f"{cell.text}\n{cell.comment}")
    own = [
        part for part in parts if _plain(part.words) in held
    ]  # the others are made of the cell's name
    if statements:
        several = len({str(part.words) for part in own}) > 1
        yield from _missing(own if several else (), statements, printed)
        return
    whole = _plain(cell.text)
    if part := next(iter((*own, *parts)), None):
        yield Unprinted(cell.text, place, part.field, _why(part, whole, printed))
    else:
        field = field_of(cell)
        yield Unprinted(cell.text, place, field, WHY_READ_AS.get(field, NO_DOCUMENT))
    yield from _missing(own, (whole,), printed)


def _missing(
    parts: Sequence[_Part], statements: Sequence[str], printed: _Printed
) -> Iterator[Unprinted]:
    said = set()
    for part in parts:
        words = _plain(part.words)
        if words in said or any(words in each for each in statements):
            continue
        said.add(words)
        yield Unprinted(str(part.words), part.words.place, part.field, _why(part, words, printed))


def _why(part: _Part, words: str, printed: _Printed) -> str:
    """Return why words that were read stand in no document."""
    if part.card and part.field == "Idea" and privacy.holds_back(part.card):
        return HELD_BACK
    if elsewhere := printed.first.get(words):
        return f"The same words are printed, from {elsewhere}."
    return WHY_READ_AS.get(part.field, NO_DOCUMENT)


def _fields(reading: Reading) -> Callable[[Cell], str]:
    """Return what tells the field that a cell was read as, by where it stands on its sheet."""
    layout = reading.layout
    columns = {column.letters: column.field for column in layout.columns}

    def field_of(cell: Cell) -> str:
        if layout.heading_row and cell.row == layout.heading_row:
            return HEADING
        if reading.kind == forms.DETAILS.kind:
            return LABEL
        return columns.get(column_letters(cell.column)) or LAYOUT

    return field_of


def _parts(workshop: Workshop) -> dict[Place, list[_Part]]:
    """Return all words that the nouns of `workshop` keep, by the cell that they were typed in."""
    found: dict[Place, list[_Part]] = {}
    forms_seen: set[int] = set()  # a form that many answered is looked at once
    for field in fields(Workshop):
        if field.name not in _NOT_INPUT:
            for part in _typed(getattr(workshop, field.name), "", None, forms_seen):
                if part.words.strip():
                    for place in _cells(part.words.place):
                        found.setdefault(place, []).append(part)
    return found


def _typed(noun: object, field: str, card: Idea | None, seen: set[int]) -> Iterator[_Part]:
    """Yield every text from a cell that `noun` holds, however deep, and the field it stands in."""
    kind: type[Any] = type(noun)
    if isinstance(noun, Typed):
        yield _Part(field, noun, card)
    elif isinstance(noun, When):
        yield _Part(field, noun.words, card)
    elif isinstance(noun, tuple):
        for each in noun:
            yield from _typed(each, field, card, seen)
    elif is_dataclass(noun) and id(noun) not in seen:
        seen.add(id(noun))
        own = noun if isinstance(noun, Idea) else card
        for name, heading in _headings(kind):  # type: ignore[arg-type]  # a type is hashable
            yield from _typed(getattr(noun, name), heading, own, seen)


@cache
def _headings(noun: type[Any]) -> tuple[tuple[str, str], ...]:
    """Return the fields of a noun, each with the heading that the workbook has for it."""
    form = _FORMS.get(noun)
    own = {column.name: column.heading for column in form.columns} if form else {}
    known = {**own, **_NAMES.get(noun, {})}
    return tuple(
        (field.name, known.get(field.name, field.name.replace("_", " ").capitalize()))
        for field in fields(noun)
    )


def _cells(place: Place) -> Iterator[Place]:
    """Yield each cell of a place: none for a whole sheet, two for an answer ticked twice."""
    if ", " in place.cell:
        yield from (replace(place, cell=each) for each in place.cell.split(", "))
    elif place.cell:
        yield place


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()
