"""Match the columns of a sheet, headed in people's own words, to the fields of a kind of sheet.

What speaks for a field: the words of the heading (as listed, or near in meaning or letter by letter),
what the cells below hold, the banner above, the column to the left. All columns of a sheet are given
to fields together, by the one way that gains most; a column may go to none. How far the next best
way stands behind says how sure each is. Measured in docs/models.md.
"""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import islice
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from pipeline import forms
from pipeline.model import Cell, Sheet
from pipeline.reading.columns import assignment, expected, facts, wordings
from pipeline.reading.columns.content import Content, of
from pipeline.reading.columns.kinds import rows_of
from pipeline.reading.columns.wordings import Known
from pipeline.words import among

Gains = NDArray[np.float64]
Barred = Callable[[str], bool]

ENOUGH = 500  # rows that show what a column holds
REMEMBERED = 16  # columns: a table is weighed, and then completed
LISTED = 2.0  # a heading of the lists: more than all hints together
FITTING = 1.5  # a weak word of the lists whose column fits
HINTED = 1.0  # a weak word that is no heading of ours, over a column that fits
MEANT = 1.0  # at most, for a heading near in meaning
NEAR = (0.45, 0.9)  # nearness of headings that says nothing, and that says all
CONTENT = 0.5  # at most, for what the cells hold
LEFT = 0.2  # at most, for the field of the column to the left
NEEDED = 0.4  # for a field that the kind of sheet must have, where a heading speaks for it
NONE = 0.45  # what a column must gain to go to a field at all
WIDE = 0.45  # above the widest wrong one: "By Whom" of a tool box, without its words in the lists

NOTHING: Mapping[str, int] = MappingProxyType({})

# A column that says more of what stands left of it (a row, of what stands above it): field → the
# field before it, by kind of sheet.
BESIDE: Mapping[str, Mapping[str, str]] = {
    "details": {"signer_title": "signer", "contact_title": "contact", "next_place": "next_session"},
    "partners": {"evidence_source": "evidence", "contact_title": "contact"},
    "actions": {"lead_organization": "lead_person"},
    "commitments": {"organization": "name"},
    "ideas": {"title": "mark"},
}


class How(Enum):
    """By what a column was known."""

    KNOWN = "known word for word"
    MEANING = "meaning"
    CONTENT = "content"
    REST = "the only column left that can be it"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: what stands over it, and what it holds."""

    number: int  # 1-based
    heading: str  # as typed
    banner: str  # what stands over several headings: "Them", "Us"
    content: Content


@dataclass(frozen=True, slots=True)
class Match:
    """A column and the field it is taken for."""

    number: int  # of the column; of the row, where labels stand one below the other
    heading: str
    field: str
    how: How
    margin: float  # how much less the whole sheet gains where this column goes elsewhere

    @property
    def sure(self) -> bool:
        """Return whether it may be shown as the first reading: listed, far before the next, or all that is left."""
        return self.how in {How.KNOWN, How.REST} or self.margin >= WIDE


@dataclass(frozen=True, slots=True)
class Plan:
    """The one best way to give columns to fields: each a row, the fields its columns, then none."""

    columns: tuple[Column, ...]
    names: tuple[str, ...]
    words: Gains  # what each heading says for each field
    held: Gains  # what each column's cells say for it
    listed: NDArray[np.bool_]  # whether the lists say so
    gains: Gains
    places: tuple[int, ...]

    def fields(self, *hows: How) -> frozenset[str]:
        """Return the fields that columns go to by any of `hows`."""
        return frozenset(
            self.names[place] for row, place in self._placed() if self._how(row, place) in hows
        )

    def matches(self) -> tuple[Match, ...]:
        """Return each column that goes to a field, with its margin."""
        margins = assignment.margins(self.gains, self.places)
        return tuple(
            Match(
                self.columns[row].number,
                self.columns[row].heading,
                self.names[place],
                self._how(row, place),
                round(margins[row], 3),
            )
            for row, place in self._placed()
        )

    def _placed(self) -> list[tuple[int, int]]:
        return [(row, at) for row, at in enumerate(self.places) if at < len(self.names)]

    def _how(self, row: int, place: int) -> How:
        if self.listed[row, place]:
            return How.KNOWN
        said = self.words[row, place] >= self.held[row, place]
        return How.MEANING if said else How.CONTENT


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands in one column of a table, not yet looked at: `cells` in some of its `rows`."""

    number: int
    heading: str
    banner: str
    cells: tuple[Cell, ...]
    rows: int


def standing(sheet: Sheet, header: int) -> tuple[Standing, ...]:
    """Return what stands in the columns of the table whose headings stand in row `header` of `sheet`."""
    rows = dict(rows_of(sheet))
    heads = rows.get(header, {})
    below = [row for _, row in islice(((n, r) for n, r in rows.items() if n > header), ENOUGH)]
    records = [row for row in below if len(row) > 1 or len(heads) == 1]
    banners = _banners(rows.get(header - 1, {}), heads)
    return tuple(
        Standing(
            number,
            cell.text,
            banners.get(number, ""),
            tuple(row[number] for row in records if number in row),
            len(records),
        )
        for number, cell in heads.items()
    )


def columns_of(sheet: Sheet, header: int) -> tuple[Column, ...]:
    """Return the columns of the table whose headings stand in row `header` of `sheet`."""
    return tuple(map(looked_at, standing(sheet, header)))


def looked_at(column: Standing) -> Column:
    """Return a column with what its cells hold."""
    content = _content(column.cells, column.rows)
    return Column(column.number, column.heading, column.banner, content)


@lru_cache(REMEMBERED)
def _content(cells: tuple[Cell, ...], rows: int) -> Content:
    return of(cells, rows)


def _banners(above: Mapping[int, Cell], heads: Mapping[int, Cell]) -> dict[int, str]:
    """Return the words over each heading; a lone cell over the first column is the sheet's title."""
    if not above or not heads or len(above) >= len(heads):
        return {}
    if len(above) == 1 and min(above) <= min(heads):
        return {}
    banners = {}
    starts = sorted(above)
    for number in heads:
        if left := bisect_right(starts, number):
            cell = above[starts[left - 1]]
            if cell.merged[1] == 1 or number < cell.column + cell.merged[1]:
                banners[number] = cell.text
    return banners


def match(
    form: forms.Form,
    columns: Sequence[Column],
    *,
    barred: Barred,
    taken: Mapping[str, int] = NOTHING,
) -> tuple[Match, ...]:
    """Return the columns that go to fields of `form`, with how and how clearly.

    `barred` says of a heading that it is private: such a column goes to no field. `taken` are fields
    that other columns hold already, field → column.
    """
    best = plan(form, columns, barred=barred, taken=taken)
    return best.matches() if best else ()


def plan(
    form: forms.Form,
    columns: Sequence[Column],
    *,
    barred: Barred,
    taken: Mapping[str, int] = NOTHING,
) -> Plan | None:
    """Return the one best way to give `columns` to fields of `form`, None where none is left."""
    names = [
        column.name
        for column in form.columns
        if column.name not in wordings.ours_on(form.kind) and column.name not in taken
    ]
    public = [column for column in columns if not is_private(column, barred)]
    if form is forms.IDEAS:
        public = [column for column in public if not _of_people(column)]
    if not names or not public:
        return None
    words, listed = _by_words(form.kind, public, names)
    held = CONTENT * np.array(
        [[expected.score(form.kind, name, each.content) for name in names] for each in public]
    )
    sums = np.where(words > -1, words + held, -1.0)
    by_word = np.array([name in wordings.ONLY_BY_WORD for name in names])
    sums[(words < HINTED) & by_word] = -1.0
    needed = np.array([column.name for column in form.columns if column.required])
    sums += NEEDED * ((words > 0) & np.isin(names, needed))
    sums += _beside(BESIDE.get(form.kind, {}), public, names, sums, taken)
    free = np.full((len(public), len(public)), NONE)
    gains = np.round(np.hstack([sums, free]), 6)
    return Plan(tuple(public), tuple(names), words, held, listed, gains, assignment.best(gains))


def fits(kind: str, field: str, column: Column) -> bool:
    """Return whether nothing in a column speaks against a field, whatever its heading says.

    The answers to "What is the name of your course?" are no cards, although they may look like some.
    """
    if (kind, field) == ("ideas", "text") and facts.asks_a_fact(column.heading):
        return False
    return expected.fits(kind, field, column.content)


def _of_people(column: Column) -> bool:
    """Return whether a column beside cards says who wrote them, and never what they hang under."""
    return any(
        among(name, column.heading) for name in ("people_heading", "contact_heading", "person")
    )


def is_private(column: Column | Standing, barred: Barred) -> bool:
    """Return whether what stands over a column says that it is private."""
    return barred(column.heading) or barred(column.banner)


def _by_words(
    kind: str, columns: Sequence[Column], names: Sequence[str]
) -> tuple[Gains, NDArray[np.bool_]]:
    """Return how much each heading says for each field, and which it names word for word.

    -1 where a weak word stands over cells that do not fit: "Action" over 0 and 1.
    """
    words = np.zeros((len(columns), len(names)))
    listed = np.zeros(words.shape, dtype=bool)
    fitting = np.array([[fits(kind, name, each) for name in names] for each in columns])
    said = _said(columns)
    for row, full in enumerate(said):
        for each in wordings.known(kind, full):
            if each.field in names:
                at = names.index(each.field)
                listed[row, at] = each.listed and (fitting[row, at] or not each.weak)
                words[row, at] = _worth(each, fits=bool(fitting[row, at]))
    unsaid = [row for row in range(len(columns)) if words[row].max() < LISTED]
    low, high = NEAR
    near = wordings.nearness(kind, [said[row] for row in unsaid], names)
    meant = MEANT * ((near - low) / (high - low)).clip(0, 1) * fitting[unsaid]
    words[unsaid] = np.where(words[unsaid] == 0, meant, words[unsaid])
    return words, listed


def _worth(known: Known, *, fits: bool) -> float:
    """Return what a heading of the lists says for its field."""
    if known.weak and not fits:
        return -1.0
    if not known.listed:
        return HINTED
    return FITTING if known.weak else LISTED


def _said(columns: Sequence[Column]) -> list[str]:
    """Return what each heading says; with its banner, where it alone says too little."""
    heads = [wordings.key(column.heading) for column in columns]
    return [
        wordings.in_full(column.banner, column.heading) if heads.count(head) > 1 else column.heading
        for head, column in zip(heads, columns, strict=True)
    ]


def _beside(
    pairs: Mapping[str, str],
    columns: Sequence[Column],
    names: Sequence[str],
    sums: Gains,
    taken: Mapping[str, int],
) -> Gains:
    """Return what the column to the left adds: a source stands right of its number."""
    added = np.zeros_like(sums)
    row_of = {column.number: row for row, column in enumerate(columns)}
    for row, column in enumerate(columns):
        before = column.number - 1
        for name, left in pairs.items():
            if name not in names:
                continue
            if taken.get(left) == before:
                there = 1.0
            elif left in names and before in row_of:
                there = float(sums[row_of[before], names.index(left)].clip(0, 1))
            else:
                there = 0.0
            added[row, names.index(name)] = LEFT * there
    return np.where(sums > -1, added, 0.0)
