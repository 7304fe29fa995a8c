"""The nouns of a workshop. Frozen, typed, and every text from a cell knows its cell."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from itertools import count
from typing import Any, Protocol, Self, TypeVar, overload

from pipeline.cells import Cell as Cell
from pipeline.cells import Sheet as Sheet
from pipeline.cells import column_letters as column_letters
from pipeline.cells import column_number as column_number
from pipeline.made import Binding as Binding
from pipeline.made import Book as Book
from pipeline.made import Document as Document
from pipeline.made import Draft as Draft
from pipeline.made import Heading as Heading
from pipeline.made import Mailing as Mailing
from pipeline.made import StaffText as StaffText
from pipeline.made import Statement as Statement
from pipeline.made import Table as Table
from pipeline.made import Track as Track
from pipeline.made import silently as silently
from pipeline.names import name_key
from pipeline.problems import Place, Problem, in_full
from pipeline.program import PartnerReview, Program
from pipeline.typed import NOWHERE as NOWHERE
from pipeline.typed import UNSAID as UNSAID
from pipeline.typed import Typed as Typed
from pipeline.typed import TypedValue as TypedValue
from pipeline.typed import When as When
from pipeline.typed import day_of as day_of

T = TypeVar("T")

MOST_COMPARED = 2000  # characters of one text by which it is compared with others: a page


# ── what was read ────────────────────────────────────────────────────────────────────────────


class Unread(StrEnum):
    """Of which sort a reason is why a cell was not used."""

    HEADING = "nobody knows its heading"
    LABEL = "nobody knows its label"
    UNHEADED = "no heading stands over it"
    INTERNAL = "it is internal"
    OTHER = "another reason"


class Reason(str):
    """Why a cell was not used, in words; `sort` says of which sort the reason is."""

    __slots__ = ("sort",)
    sort: Unread

    def __new__(cls, words: str, sort: Unread) -> Self:
        """Return `words` with the sort of reason they give."""
        self = super().__new__(cls, words)
        self.sort = sort
        return self

    def __reduce__(self) -> tuple[type, tuple[str, Unread]]:
        """Return what it is made of again in another process."""
        return type(self), (str(self), self.sort)


def sort_of(reason: str) -> Unread:
    """Return of which sort a reason is; one of words alone is another."""
    return reason.sort if isinstance(reason, Reason) else Unread.OTHER


_NO_SHEET = Sheet("", "", ())


@dataclass(frozen=True, slots=True)
class LeftOut(Sequence[Problem]):
    """The cells of a sheet that were not used, each with its reason; worded when asked for."""

    sheet: Sheet = _NO_SHEET
    cells: tuple[Cell, ...] = ()
    reasons: tuple[str, ...] = ()

    def __len__(self) -> int:
        """Return how many cells were left out."""
        return len(self.cells)

    @overload
    def __getitem__(self, at: int) -> Problem: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Problem]: ...
    def __getitem__(self, at: int | slice) -> Problem | Sequence[Problem]:
        """Return one of them, or several."""
        if isinstance(at, slice):
            return [self[each] for each in range(*at.indices(len(self)))]
        cell = self.cells[at]
        return Problem(self.sheet.place(cell.row, cell.column), self.reasons[at])


@dataclass(frozen=True, slots=True)
class ColumnRead:
    """A column of a sheet, the heading that stands over it, and what it was read as."""

    field: str  # "Idea"
    letters: str  # "D"
    heading: str = ""  # as typed, "" where none stands over it
    told: bool = True  # False: the heading is not known word for word, but read by what it means


@dataclass(frozen=True, slots=True)
class Layout:
    """How the cells of one sheet were taken, and why: enough to read it the same way again."""

    name: str = ""  # "one a row", "wall", "list" …
    reason: str = ""
    heading_row: int = 0
    columns: tuple[ColumnRead, ...] = ()
    titles: tuple[str, ...] = ()  # lines that are titles, where lines and not columns tell
    not_cards: tuple[str, ...] = ()  # lines that are neither a title nor a card
    lines: tuple[str, ...] = ()  # every line, where nobody has said which are titles
    area: str = ""  # "A:C" or "A3:C9", where a sheet holds several tables
    sheet_name: str = ""  # what the sheet's name says of its cards: title, small group, prompt


Area = tuple[
    int, int, int, int
]  # the first and last column, the first and last row of a part of a sheet
LAST_ROW = 1_048_576


def area_name(area: Area) -> str:
    """Return "A:C" for whole columns, "A3:C9" for some of their rows, "A11:C" for all below."""
    first, last, top, bottom = area
    begins, ends = "" if top == 1 else top, "" if bottom == LAST_ROW else bottom
    return f"{column_letters(first)}{begins}:{column_letters(last)}{ends}"


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a person wants one sheet to be read; what is empty is left to Afterword."""

    place: Place  # in the mapping file
    file: str = ""
    sheet: str = ""
    kind: str = ""
    layout: str = ""
    heading_row: int | None = None  # 0 where there are no headings
    columns: tuple[tuple[str, tuple[int, ...]], ...] = ()  # heading or field → columns
    headings: tuple[tuple[int, str], ...] = ()  # column → the heading that stood there
    titles: tuple[str, ...] = ()
    not_cards: tuple[str, ...] = ()
    area: Area | None = None
    sheet_name: str = ""  # what the sheet's name says of its cards: title, small group, prompt


@dataclass(frozen=True, slots=True)
class Reading:
    """How one sheet was understood, in words a person can check."""

    file: str
    sheet: str
    kind: str  # a kind of `pipeline.forms`, or "" when the sheet was left out
    summary: str  # "column D is the idea, 40 cards, 7 columns, 3 not placed"
    cells_read: int = 0
    cells_used: int = 0
    left_out: LeftOut = LeftOut()  # what was not used, each with its reason
    layout: Layout = Layout()
    pinned: str = ""  # the mapping file that said so
    question: str = ""  # what to ask a person first, where only the sheet's shape says what it is
    used: tuple[Cell, ...] = ()  # what was, in reading order

    def place(self, cell: Cell) -> Place:
        """Return where one of its cells is."""
        return Place(self.file, self.sheet, f"{column_letters(cell.column)}{cell.row}")


@dataclass(frozen=True, slots=True)
class Details:
    """What the workshop was: every field as typed, empty where nobody said."""

    title: Typed = UNSAID
    place: Typed = UNSAID
    date: When = When()
    question: Typed = UNSAID
    site: Typed = UNSAID
    organization: Typed = UNSAID
    program: Typed = UNSAID
    signer: Typed = UNSAID
    signer_title: Typed = UNSAID
    contact: Typed = UNSAID
    contact_title: Typed = UNSAID
    contact_email: Typed = UNSAID
    contact_phone: Typed = UNSAID
    purpose: Typed = UNSAID
    strengths: Typed = UNSAID
    limits: Typed = UNSAID  # what we lack
    offer: Typed = UNSAID
    need: Typed = UNSAID
    next_session: When = When()
    next_place: Typed = UNSAID
    next_bring: Typed = UNSAID
    reply_by: When = When()
    mou_term: Typed = UNSAID
    mou_review: When = When()
    start_time: Typed = UNSAID
    naming: Typed = UNSAID  # no: a roll-up over sites does not name this one
    language: Typed = UNSAID
    print_names: Typed = UNSAID


@dataclass(frozen=True, slots=True)
class Idea:
    """One card: what one small group wrote down, and the cell it was typed in (`text.place`)."""

    id: str  # the input's own id, else the cell
    text: Typed
    mark: Typed = UNSAID  # the column's mark on the wall: letter, number, colour, label
    title: Typed = UNSAID  # the column's title as typed on this row
    prompt: Typed = UNSAID  # happened, condition, gap, action
    small_group: Typed = UNSAID
    note: Typed = UNSAID
    votes: Typed = UNSAID
    same_as: Typed = UNSAID  # a person's consent: print this card once with that one
    parked: bool = False  # hung in the parking lot
    cleared: bool = False  # a person allowed it to be printed although it may name somebody
    question: Typed = UNSAID  # the workshop question it answers, where a run has several
    proposed: bool = False  # Afterword hung it where it hangs, and nobody has agreed to that


@dataclass(frozen=True, slots=True)
class Title:
    """A column title that stands on a Groups sheet."""

    mark: Typed
    title: Typed
    agreed: bool = True
    theme: Typed = UNSAID  # what the column hangs under
    question: Typed = UNSAID  # the workshop question of its wall, where a run has several
    proposed: bool = False  # Afterword proposed the column, and nobody has agreed to it
    working: bool = False  # its words are Afterword's
    cleared: bool = (
        False  # a person allowed its texts to be printed although they may name somebody
    )


@dataclass(frozen=True, slots=True)
class Partner:
    """An organization the grantee works with. Internal notes are never read into it."""

    id: Typed
    organization: Typed
    kind: Typed = UNSAID  # employer, bank, public agency, CBO, faith-based, college, elected …
    subtype: Typed = UNSAID
    contact: Typed = UNSAID
    contact_title: Typed = UNSAID
    salutation: Typed = UNSAID
    address: Typed = UNSAID
    email: Typed = UNSAID
    phone: Typed = UNSAID
    language: Typed = UNSAID
    populations: Typed = UNSAID
    issue_areas: Typed = UNSAID
    overlap: Typed = UNSAID
    mutual_goals: Typed = UNSAID
    they_bring: Typed = UNSAID
    we_offer: Typed = UNSAID
    bigger_problem: Typed = UNSAID
    evidence: Typed = UNSAID
    evidence_source: Typed = UNSAID
    ask: Typed = UNSAID
    first_project: Typed = UNSAID
    stage: Typed = UNSAID
    introduced_by: Typed = UNSAID
    signer: Typed = UNSAID  # of our letter
    mou_signer: Typed = UNSAID  # who signs the MOU for the partner
    do_not_contact: Typed = UNSAID
    part_of: Typed = UNSAID  # the larger body that it belongs to
    unit: Typed = UNSAID  # the part of it that is meant
    acronym: Typed = UNSAID
    role: Typed = UNSAID  # in an initiative
    cleared: bool = (
        False  # a person allowed its texts to be printed although they may name somebody
    )


@dataclass(frozen=True, slots=True)
class Action:
    """A step of the action plan as somebody typed it; blanks stay blanks."""

    id: Typed
    step: Typed
    title: Typed = UNSAID  # the column title it belongs to
    lead_person: Typed = UNSAID
    lead_organization: Typed = UNSAID
    partners: tuple[Typed, ...] = ()  # partner ids or names
    resources: Typed = UNSAID
    start: When = When()
    due: When = When()
    measure: Typed = UNSAID
    status: Typed = UNSAID
    items: tuple[Typed, ...] = ()  # self-assessment item ids it answers
    ideas: tuple[Typed, ...] = ()  # card ids it came from
    practice: tuple[Typed, ...] = ()  # MOU practice words: referral, data, co-location …
    cleared: bool = (
        False  # a person allowed its texts to be printed although they may name somebody
    )


@dataclass(frozen=True, slots=True)
class Commitment:
    """What one person said they will do, and what they said in the reflection round."""

    name: Typed
    organization: Typed = UNSAID
    commitment: Typed = UNSAID
    by_when: When = When()
    recall: Typed = UNSAID
    hopeful: Typed = UNSAID
    learned: Typed = UNSAID
    consent: Typed = UNSAID  # whether they may be named, and asked again
    cleared: bool = (
        False  # a person allowed its texts to be printed although they may name somebody
    )


class About(StrEnum):
    """What a person can decide about."""

    CARD = "card"
    TITLE = "title"
    GAP = "gap"
    SHEET = "sheet"
    PARTNER = "partner"
    CELL = "cell"  # what it says, as somebody changed it in a document


class Outcome(StrEnum):
    """What became of a decision."""

    PENDING = "not looked at yet"
    APPLIED = "applied"
    UNCHANGED = "already so"
    GONE = "about what is not there any more"
    CHANGED = "set aside, for the workbook has changed since"
    OVERRULED = "overruled by a later one"
    ELSEWHERE = "to be made where it was typed first"
    UNCLEAR = "not clear enough"


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about one thing, and the cell in which they did (`value.place`).

    `agreed` is False for a title nobody agreed on and for a link that is refused. It is None where
    nobody said anything, so that what Afterword proposed stands as a proposal.
    """

    about: About
    which: Typed  # the card's id, the column's mark, the item, the sheet, the partner
    field: (
        str  # what of it: a field of its noun ("mark", "same_as"), or the heading it stands under
    )
    value: Typed
    against: str | None = None  # what stood there when it was decided; None where nobody knows
    agreed: bool | None = True
    day: date | None = None  # where the value is a day
    question: Typed = (
        UNSAID  # of a title: the workshop question of its wall, where there are several
    )
    outcome: Outcome = Outcome.PENDING


class Reply(StrEnum):
    """What an answer to a self-assessment item came to."""

    YES = "yes"
    PARTIALLY = "partially"
    NO = "no"
    BLANK = "blank"
    CONFLICT = "conflict"
    UNREADABLE = "unreadable"
    NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True, slots=True)
class Item:
    """One self-assessment item."""

    id: str
    text: str  # Typed when it comes from the user's own form


@dataclass(frozen=True, slots=True)
class Role:
    """A role of the self-assessment: a title over its items."""

    id: str
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Instrument:
    """A self-assessment form: its roles and items, in printed order."""

    name: str
    title: str
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What one team or person answered to one item; `typed` knows the cell(s)."""

    code: str  # the item id typed on the form, "" where the form shows none
    statement: str
    reply: Reply
    typed: Typed
    note: Typed = UNSAID
    given: tuple[Reply, ...] = ()  # the answers that conflict, where one form gives several
    further: tuple[Typed, ...] = ()  # what was written beside the note: why, the root cause

    def notes(self) -> Iterator[Typed]:
        """Yield all that was written about the answer."""
        yield from (each for each in (self.note, *self.further) if each.strip())


@dataclass(frozen=True, slots=True)
class Rating:
    """What one team said of one condition of working with one kind of partner."""

    team: Typed
    partner: Typed
    condition: Typed
    typed: Typed  # the rating as typed: 4, 4-5, n/a
    low: float | None = None  # low and high are the same but for a range; None where not rated
    high: float | None = None
    without: Reply | None = None  # why it is not rated: blank, not applicable, unreadable
    sees: Typed = UNSAID
    gap: Typed = UNSAID
    cause: Typed = UNSAID
    shared: bool | None = None  # False: the team keeps it to itself; None: nobody said


@dataclass(frozen=True, slots=True)
class Worksheet:
    """A filled partnership-health worksheet, row by row, and how its ratings are headed."""

    ratings: tuple[Rating, ...]
    scale: Typed  # "Rating (1 = weak, 5 = strong)"
    least: float | None = None
    most: float | None = None
    good: str = ""  # which end is good, where the heading says it: "high", "low"

    def is_low(self, rating: Rating) -> bool:
        """Say whether a rating lies wholly on the weak side; never where no end is said to be good."""
        if self.least is None or self.most is None or rating.low is None or rating.high is None:
            return False
        middle = (self.least + self.most) / 2
        return (
            rating.high < middle
            if self.good == "high"
            else self.good == "low" and rating.low > middle
        )


@dataclass(frozen=True, slots=True)
class Response:
    """One filled form: who answered, for which site, and what."""

    site: str
    respondent: str
    answers: tuple[Answer, ...]
    form: Instrument | None = None  # roles and items, where the form carries its own headings
    remark: Typed = UNSAID
    further: tuple[Typed, ...] = ()  # answers to other open questions about the whole
    told: bool = True  # False: only the file's name stands for the site
    worksheet: Worksheet | None = None  # a partnership-health worksheet has ratings, not answers


@dataclass(frozen=True, slots=True)
class Workshop:
    """Everything the input said, as typed, and how each sheet was read."""

    details: Details = field(default_factory=Details)
    ideas: tuple[Idea, ...] = ()
    titles: tuple[Title, ...] = ()
    partners: tuple[Partner, ...] = ()
    actions: tuple[Action, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    responses: tuple[Response, ...] = ()
    program: Program = field(default_factory=Program)
    partner_reviews: tuple[PartnerReview, ...] = ()  # internal: for the partner review alone
    decisions: tuple[Decision, ...] = ()
    readings: tuple[Reading, ...] = ()
    notices: tuple[Problem, ...] = ()


# ── what was found out ───────────────────────────────────────────────────────────────────────


FAIRLY_SURE = 0.5  # below this a suggestion is said to be doubtful


@dataclass(frozen=True, slots=True)
class Proposal:
    """A place we suggest for a card, and how sure we are (0 to 1)."""

    mark: str
    title: str
    sure: float
    new: bool = False  # no column as yet: one of the columns that the wall offers
    offered_by: str = ""  # the language model that says so, where one does: it is not said how sure

    def named(self) -> str:
        """Return its title, said to be a new column where it is one."""
        return f"new column: {self.title}" if self.new else self.title


@dataclass(frozen=True, slots=True)
class Group:
    """Cards that hang together. A person's title is kept as typed; ours is a working title."""

    mark: str  # unique on the wall; the title itself where people gave no mark
    title: str
    agreed: bool  # a person wrote this title
    ideas: tuple[Idea, ...]
    proposed: bool = False  # the grouping itself is our suggestion
    unsure: tuple[tuple[str, int], ...] = ()  # a card's id, which other group of the wall may fit
    theme: str = ""  # what it hangs under, where there are so many cards that there are two levels
    offered_by: str = ""  # the language model that offered the title, where one did
    question: Typed = UNSAID  # the workshop question of its cards, where a run has several
    working: bool = False  # the title is Afterword's

    def own_mark(self) -> str:
        """Return the mark as people have it, also where another question has a column of that mark."""
        return _OF_QUESTION.sub("", self.mark)


@dataclass(frozen=True, slots=True)
class OfferedGroup:
    """Cards that a language model would hang together, by their ids."""

    title: str  # "" where what it said cannot stand as a title
    cards: tuple[str, ...]
    unsure: tuple[tuple[str, int], ...] = ()  # a card, which other group it was named in, too


@dataclass(frozen=True, slots=True)
class Offer:
    """What a language model proposes, held against the cards: each is in one group at most."""

    by: str
    groups: tuple[OfferedGroup, ...] = ()


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A card nobody hung in a column, with the best places we can suggest, best first."""

    idea: Idea
    proposals: tuple[Proposal, ...] = ()
    decide_first: bool = False  # it tells most about where the other cards hang

    def is_fairly_sure(self) -> bool:
        """Say whether the best place is a column of people's, and likelier than all others together."""
        best = self.proposals[0] if self.proposals else None
        return best is not None and not best.new and best.sure >= FAIRLY_SURE


class Expect(StrEnum):
    """How many cards people may have to move from the groups we propose: docs/models.md."""

    FEW = "These groups are clear: expect to move about one card in six."
    THIRD = "Expect to move about a third of these cards."
    HALF = (
        "These cards share few words: expect to move about half of them. "
        "Hang two or three cards a column first, or ask a language model."
    )
    MOST = (
        "These cards share hardly any words: expect to move about two in three. "
        "Hang two or three cards a column first, or ask a language model."
    )

    @property
    def in_full(self) -> str:
        """The same on the command line, with the option that asks one."""
        command = " (--ask)." if self in {Expect.HALF, Expect.MOST} else ""
        return in_full(self, command)


@dataclass(frozen=True, slots=True)
class Wall:
    """Where every card hangs. Each idea of the workshop is in exactly one of the five lists."""

    groups: tuple[Group, ...] = ()
    not_placed: tuple[Unplaced, ...] = ()
    parking_lot: tuple[Idea, ...] = ()
    empty: tuple[Idea, ...] = ()
    merged: tuple[Idea, ...] = ()  # printed once with another card, with a person's consent
    cards: int = 0  # how many were read: the other side of the accounting
    offered: tuple[Group, ...] = ()  # columns that cards not yet placed could make: only suggested
    expect: Expect | None = None  # of groups that we propose, where they are many enough to say

    def labels(self) -> tuple[str, ...]:
        """Return the name of each group in a drop-down: its title, made unique."""
        return unique(group.title or group.mark for group in self.groups)

    def questions(self) -> tuple[Typed, ...]:
        """Return the workshop questions that the wall answers, each once: one in most runs, UNSAID."""
        loose = (unplaced.idea for unplaced in self.not_placed)
        groups = (group.question for group in self.groups)
        cards = (i.question for i in (*loose, *self.parking_lot, *self.empty, *self.merged))
        return tuple(dict.fromkeys((*groups, *cards))) or (UNSAID,)

    @classmethod
    def together(cls, walls: Mapping[Typed, "Wall"]) -> "Wall":
        """Return the walls of several questions as one; the marks of its groups stay unlike."""
        groups: list[Group] = []
        offered: list[Group] = []
        loose: list[Unplaced] = []
        taken: set[str] = set()
        for number, (question, wall) in enumerate(walls.items(), start=1):
            every = (*wall.groups, *wall.offered)
            names = {g.mark: _unlike(g.mark, number, taken) for g in every}
            begin = len(groups)
            offered += (replace(g, mark=names[g.mark], question=question) for g in wall.offered)
            for group in wall.groups:
                unsure = tuple((card, begin + other) for card, other in group.unsure)
                mark = names[group.mark]
                groups.append(replace(group, mark=mark, unsure=unsure, question=question))
            for each in wall.not_placed:
                near = tuple(replace(p, mark=names.get(p.mark, p.mark)) for p in each.proposals)
                loose.append(replace(each, proposals=near))
        return cls(
            tuple(groups),
            tuple(loose),
            tuple(idea for wall in walls.values() for idea in wall.parking_lot),
            tuple(idea for wall in walls.values() for idea in wall.empty),
            tuple(idea for wall in walls.values() for idea in wall.merged),
            sum(wall.cards for wall in walls.values()),
            tuple(offered),
            max((w.expect for w in walls.values() if w.expect), key=[*Expect].index, default=None),
        )

    def of(self, question: Typed) -> "Wall":
        """Return the part of the wall that answers `question`; its cards are those that hang there."""
        numbers = [n for n, group in enumerate(self.groups) if group.question == question]
        at = {number: own for own, number in enumerate(numbers)}
        part = Wall(
            tuple(_renumbered(self.groups[number], at) for number in numbers),
            tuple(each for each in self.not_placed if each.idea.question == question),
            tuple(idea for idea in self.parking_lot if idea.question == question),
            tuple(idea for idea in self.empty if idea.question == question),
            tuple(idea for idea in self.merged if idea.question == question),
            offered=tuple(group for group in self.offered if group.question == question),
        )
        rest = (part.not_placed, part.parking_lot, part.empty, part.merged)
        cards = sum(len(group.ideas) for group in part.groups) + sum(map(len, rest))
        return replace(part, cards=cards)


_OF_QUESTION = re.compile(r"(?: \(question \d+\))+$")  # what `_unlike` puts behind a mark


def _unlike(mark: str, number: int, taken: set[str]) -> str:
    """Return a mark that no group of another question has."""
    own = mark
    while own in taken:
        own = f"{own} (question {number})"
    taken.add(own)
    return Typed(own, mark.place) if isinstance(mark, Typed) else own


def _renumbered(group: Group, at: Mapping[int, int]) -> Group:
    """Return `group` with its doubts pointing where the other groups stand now."""
    unsure = tuple((card, at[number]) for card, number in group.unsure if number in at)
    return replace(group, unsure=unsure)


@dataclass(frozen=True, slots=True)
class Advice:
    """Why a title is weak, in words, and two others the cards would support. It never blocks."""

    weak: tuple[str, ...]
    alternatives: tuple[str, ...]
    left_out: tuple[Idea, ...] = ()


@dataclass(frozen=True, slots=True)
class Repeat:
    """A card that seems to say what an earlier card says. Only a person makes them one."""

    idea: Idea
    earlier: Idea
    loosely: bool = False  # in other words


@dataclass(frozen=True, slots=True)
class Accounting:
    """Cards in = cards accounted for. Checked on creation: an imbalance is our bug."""

    cards: int
    grouped: int
    not_placed: int
    parking_lot: int
    empty: int
    merged: int

    @classmethod
    def of(cls, wall: Wall) -> Self:
        """Count what hangs where on `wall`."""
        parts = {
            "grouped": sum(len(group.ideas) for group in wall.groups),
            "not_placed": len(wall.not_placed),
            "parking_lot": len(wall.parking_lot),
            "empty": len(wall.empty),
            "merged": len(wall.merged),
        }
        return cls(cards=wall.cards, **parts)

    def __post_init__(self) -> None:
        parts = self.grouped + self.not_placed + self.parking_lot + self.empty + self.merged
        if parts != self.cards:
            raise AssertionError(f"{self.cards} cards in, {parts} accounted for")

    def __str__(self) -> str:
        where = f"{self.grouped} in groups, {self.not_placed} not yet placed, {self.parking_lot} in the parking lot"
        rest = [(self.empty, "empty"), (self.merged, "printed with another")]
        return ", ".join(
            [
                f"{self.cards} card{'s' * (self.cards != 1)} in = {where}",
                *(f"{n} {word}" for n, word in rest if n),
            ]
        )


@dataclass(frozen=True, slots=True)
class Decided:
    """Decisions in = decisions applied or named with a reason. Checked on creation, as cards are."""

    decisions: tuple[Decision, ...]

    def __post_init__(self) -> None:
        if any(each.outcome is Outcome.PENDING for each in self.decisions):
            raise AssertionError("a decision was passed over")

    def of_people(self) -> tuple[Decision, ...]:
        """Return those that a person took; the rest is what Afterword proposed and nobody changed."""
        return tuple(each for each in self.decisions if each.agreed is not None)

    def __str__(self) -> str:
        made = self.of_people()
        counts = Counter(each.outcome for each in made)
        decisions = "1 decision" if len(made) == 1 else f"{len(made):,} decisions"
        listed = ", ".join(f"{counts[each]:,} {each}" for each in Outcome if counts[each])
        return f"{decisions} of people = {listed or 'none'}"


@dataclass(frozen=True, slots=True)
class ItemScore:
    """What a site answered to one item, all its respondents taken together."""

    item: Item
    reply: Reply
    answers: tuple[Answer, ...] = ()
    alone: tuple[Answer, ...] = ()  # of single persons, where the team gave an answer of its own

    def every(self) -> tuple[Answer, ...]:
        """Return every answer that was given, the team's first."""
        return (*self.answers, *self.alone)


@dataclass(frozen=True, slots=True)
class RoleScore:
    """How one role stands at one site: counts first, a share only where something was answered."""

    role: Role
    items: tuple[ItemScore, ...]

    def count(self, reply: Reply) -> int:
        """Return how many items came to `reply`."""
        return sum(item.reply is reply for item in self.items)

    @property
    def answered(self) -> int:
        """How many items were answered yes, partially or no."""
        return sum(self.count(reply) for reply in (Reply.YES, Reply.PARTIALLY, Reply.NO))

    @property
    def share(self) -> float | None:
        """(yes + half of partially) / answered, 0 to 1; None where fewer than half were answered."""
        if 2 * self.answered < len(self.items) or not self.answered:
            return None
        return (self.count(Reply.YES) + self.count(Reply.PARTIALLY) / 2) / self.answered


GAPS = frozenset({Reply.NO, Reply.PARTIALLY, Reply.CONFLICT, Reply.BLANK, Reply.UNREADABLE})


@dataclass(frozen=True, slots=True)
class SiteScore:
    """How one site stands, role by role in printed order."""

    site: str
    instrument: str
    roles: tuple[RoleScore, ...]
    respondents: tuple[str, ...] = ()
    remarks: tuple[Typed, ...] = ()
    told: bool = True  # False: only a file's name stands for the site

    def gaps(self) -> Iterator[tuple[RoleScore, ItemScore]]:
        """Yield every item answered no, partially, two ways or not at all, in printed order."""
        for role in self.roles:
            for item in role.items:
                if item.reply in GAPS:
                    yield role, item


@dataclass(frozen=True, slots=True)
class OpenAnswers:
    """What people at one site wrote about one role, or about the whole, hung like cards."""

    site: str
    role: str  # the role's id, "" for the whole form
    wall: Wall


@dataclass(frozen=True, slots=True)
class Move:
    """One item on an earlier form and on this one; None where a form does not have it."""

    then: ItemScore | None
    now: ItemScore | None


@dataclass(frozen=True, slots=True)
class SiteChange:
    """What one site answered on an earlier form and on this one, item by item in printed order."""

    site: str
    file: str  # of the earlier form
    moves: tuple[Move, ...]

    def both(self) -> Iterator[tuple[ItemScore, ItemScore]]:
        """Yield each item that stands on both forms: then, now."""
        for move in self.moves:
            if move.then and move.now:
                yield move.then, move.now

    def moved(self) -> Iterator[tuple[ItemScore, ItemScore]]:
        """Yield each item whose answer is another now: then, now."""
        yield from ((then, now) for then, now in self.both() if then.reply is not now.reply)


@dataclass(frozen=True, slots=True)
class Link:
    """A gap of the self-assessment and a group whose cards speak to it."""

    item: str  # item id
    mark: str  # the group's mark
    sure: float  # 0 to 1
    words: tuple[str, ...] = ()  # the words they share
    said: bool = False  # a person said so, in the review workbook
    card: Idea | None = None  # the card of the group that comes nearest to the gap


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause that an MOU may have, in words that staff wrote."""

    title: str
    lines: tuple[str, ...] = ()  # its sentences, with blanks: [Fill in: consent wording]
    cues: tuple[str, ...] = ()  # words of a step that call for it; * is any ending
    not_in: tuple[str, ...] = ()  # phrases in which a cue means something else: desk guide
    legal: tuple[str, ...] = ()  # blanks that counsel fills in
    elements: tuple[str, ...] = ()  # of a one-stop MOU that it speaks to: 678.500(b)(3)
    daily: bool = True  # it stands with the other clauses of daily practice, not as a section


@dataclass(frozen=True, slots=True)
class Findings:
    """All that a deliverable may know."""

    workshop: Workshop
    wall: Wall
    scores: tuple[SiteScore, ...]
    links: tuple[Link, ...]
    today: date
    changes: tuple[SiteChange, ...] = ()
    open_answers: tuple[OpenAnswers, ...] = ()  # where they are many enough to be grouped
    sent: tuple[
        Decision, ...
    ] = ()  # filled in by hand in the send log that lies where this one goes
    clauses: tuple[Clause, ...] = ()  # that an MOU may have
    earlier: tuple[Action, ...] = ()  # the steps of an earlier workbook, to say what moved
    variants: tuple[str, ...] = ()  # in which the outcomes are made, too: "wall", "large-print"
    merge: bool = False  # all letters stand in one file, too
    fillable: bool = False  # what a plan lacks stands in content controls
    one_stop: bool = False  # the MOU is that of an American Job Center
    outcomes: bool = True  # the outcomes document is made beside the others
    least: int = 3  # people: where fewer answered, each alone, a roll-up does not break down
    texts: tuple[StaffText, ...] = ()  # the wordings of letters


# ── what was made of it ─────────────────────────────────────────────────────────────────────────────


NEW_ROW = "new row"


@dataclass(frozen=True, slots=True)
class Edit:
    """What a person made, in a document, of a text that came from a cell."""

    document: str
    where: str  # "paragraph 12"
    source: Place
    field: str  # "Idea": what the cell was read as
    words: str  # that stand there now
    mark: str  # a sum over what the cell said; NEW_ROW for one of a row to be added
    also: tuple[str, ...] = ()  # "workshop.xlsx!Ideas!F": columns in which the same words mean it


@dataclass(frozen=True, slots=True)
class Unprinted:
    """Words that were read and stand in no document: where, what they were read as, and why."""

    words: str
    place: Place
    field: str  # "Note": the heading of the column that they were read as
    why: str


@dataclass(frozen=True, slots=True)
class CellAccounting:
    """Cells read = printed + listed + left out. Checked on creation: an imbalance is our bug."""

    read: int
    printed: int
    listed: int  # read, and not printed, or not all of it
    left_out: int

    def __post_init__(self) -> None:
        parts = self.printed + self.listed + self.left_out
        if parts != self.read:
            raise AssertionError(f"{self.read} cells read, {parts} accounted for")

    def __str__(self) -> str:
        return (
            f"{self.read:,} cell{'s' * (self.read != 1)} read = {self.printed:,} printed, "
            f"{self.listed:,} read and not printed, {self.left_out:,} left out"
        )


class Deliverable(Protocol):
    """What a deliverable module must offer; mypy checks each one against it."""

    @property
    def TEMPLATES(self) -> Mapping[str, type[Any]]:  # noqa: N802 - a module's constant
        """Template file name → the frozen dataclass whose fields it may mention."""

    def missing(self, findings: Findings) -> str:
        """Return why it cannot be made ("no assessment answers were read"), "" when it can."""

    def drafts(self, findings: Findings) -> Iterator[Draft | Book | Mailing | Binding]:
        """Yield what to make, in order."""


def unique(names: Iterable[str]) -> tuple[str, ...]:
    """Return `names`, each made unlike those before it: Rides, Rides (2)."""
    taken: set[str] = set()
    made = []
    for name in names:
        label = str(name)
        for number in count(2):
            if name_key(label) not in taken:
                break
            label = f"{name} ({number})"
        taken.add(name_key(label))
        made.append(label)
    return tuple(made)
