"""What a layout says of a sheet, before anybody decides which of them is right."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Protocol

from pipeline import forms
from pipeline.model import Cell, Layout, Sheet, Typed, Wanted
from pipeline.problems import Place, Problem
from pipeline.reading import questions
from pipeline.reading.account import Account
from pipeline.reading.cards import families
from pipeline.reading.cards.families import Member
from pipeline.reading.gathering import Gathered
from pipeline.reading.nouns import ideas
from pipeline.reading.nouns.details import Said
from pipeline.reading.nouns.ideas import Card


class Certainty(StrEnum):
    """Who says that a sheet is what a layout takes it for."""

    TOLD = "told"  # its headings, its name or a person
    SHAPED = "shaped"  # only its shape


@dataclass(frozen=True, slots=True)
class Claim:
    """One layout's claim on a sheet: what it found there, and how sure that is.

    `found` is a noun of the layout's own (a `Table`, a `Wall` …): which cells are what, and why.
    """

    found: Any
    certainty: Certainty = Certainty.TOLD
    cards: Sequence[Cell] = ()  # that may be cards
    says_cards: bool = False  # its headings say that they are: nothing is guessed beside them
    titles: Sequence[Cell] = ()  # of columns, which may head a bare list of another sheet
    name: Sequence[Cell] = ()  # the name of the workshop
    asks: bool = False  # some of its columns are not known word for word: a person is asked
    bare: bool = False  # its cards are a list that does not say where they hang
    copies: bool = False  # its cards are those of a bare list, and it says where they hang
    reviews: frozenset[str] = frozenset()  # the sheets (file!sheet) whose cards a review copies


@dataclass(frozen=True, slots=True)
class Taken:
    """What reading one sheet gave, in words: its kind, and "12 partners"."""

    kind: str
    summary: str


@dataclass(frozen=True, slots=True)
class Reader:
    """Where what a sheet gives goes to: the account of its cells, and what is gathered of the run."""

    account: Account
    gathered: Gathered
    member: Member | None = None  # what the sheet's name says, where it is one of a family

    def cards(self, how: str, found: tuple[Card, ...], asked: Said | None = None) -> Taken:
        """Gather the cards of a sheet; return in words how many there are, and `how` they were found.

        `asked` is the question that stands above them; it may be that of the whole run.
        """
        sheet, member = self.account.sheet, self.member
        if asked:
            self.gathered.questions.append(asked)
            found = questions.put(found, asked.words)
        if member and member.named:
            found = tuple(
                replace(card, idea=families.named_by(card.idea, sheet, member.named))
                for card in found
            )
        self.gathered.cards.append((sheet, found))
        self.gathered.names += self.account.names
        self.gathered.above += self.account.above
        titles = list(self.account.titles)
        if member and member.named == families.TITLE and not found:
            titles.append(Typed(sheet.name, Place(sheet.file, sheet.name)))
        if bare := ideas.without_cards(titles, found):
            self.gathered.titles.append((sheet, bare))
        return Taken(forms.IDEAS.kind, ideas.summary(how, [card.idea for card in found]))


class LayoutModule(Protocol):
    """What a layout must offer: one module of `reading.layouts`, and a line in its table."""

    def claim(self, sheet: Sheet, /) -> Claim | None:
        """Return what the layout takes `sheet` for, None where it does not fit."""

    def read(self, found: Any, reader: Reader, /) -> Taken:
        """Read what was found; each cell ends up used, or left out with its reason."""

    def tell(self, found: Any, /) -> Layout:
        """Return how the cells were taken, and why: enough to read the sheet that way again."""


class NamedLayout(LayoutModule, Protocol):
    """A layout that a mapping file may ask for by name."""

    @property
    def NAMES(self) -> Sequence[str]:  # noqa: N802 - a module's constant
        """Its names in a mapping file."""

    def pin(self, sheet: Sheet, wanted: Wanted, /) -> Any | Problem:
        """Return what was found where the mapping file says it is, or why it cannot be that."""


Claimed = tuple[LayoutModule, Claim]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a sheet was decided to be; no layout where nothing is to be read, or why it cannot be."""

    sheet: Sheet
    pin: Wanted | None
    area: str
    layout: LayoutModule | None
    claim: Claim
    member: Member | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def told(self) -> bool:
        """Whether headings or a person say what the sheet is, not only its shape."""
        return self.claim.certainty is Certainty.TOLD and not self.claim.asks
