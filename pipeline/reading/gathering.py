"""Gather what the sheets give, kind by kind, until all of them are read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.model import (
    Action,
    Commitment,
    Decision,
    Partner,
    Reading,
    Response,
    Sheet,
    Typed,
    When,
)
from pipeline.names import words_key
from pipeline.problems import Problem
from pipeline.program import PartnerReview
from pipeline.reading.nouns.details import Said
from pipeline.reading.nouns.ideas import Card
from pipeline.reading.nouns.people import GroupRow


@dataclass(slots=True)
class Gathered:
    """What the sheets have given so far."""

    said: list[Said] = field(default_factory=list)
    cards: list[tuple[Sheet, tuple[Card, ...]]] = field(default_factory=list)
    copies: list[tuple[Sheet, tuple[Card, ...]]] = field(default_factory=list)  # of listed cards
    titles: list[tuple[Sheet, tuple[GroupRow, ...]]] = field(default_factory=list)
    partners: list[Partner] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    commitments: list[Commitment] = field(default_factory=list)
    responses: list[Response] = field(default_factory=list)
    program: list[object] = field(default_factory=list)  # nouns of `pipeline.program`
    partner_reviews: list[PartnerReview] = field(default_factory=list)
    gap_choices: list[Decision] = field(default_factory=list)
    questions: list[Said] = field(default_factory=list)
    names: list[Typed] = field(default_factory=list)  # of boards
    above: list[Typed] = field(default_factory=list)  # lines over walls that are not read
    readings: list[Reading] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)
    forms: list[Sheet] = field(default_factory=list)  # filled or blank, read when all else is
    begins: dict[tuple[str, str], Sequence[int]] = field(default_factory=dict)  # rows of blocks

    def is_empty(self) -> bool:
        """Return whether no sheet gave anything."""
        given = (
            self.titles,
            self.partners,
            self.actions,
            self.commitments,
            self.responses,
            self.program,
            self.partner_reviews,
            self.gap_choices,
            self.questions,
        )
        said = any(each.words.strip() for each in self.said)
        return not said and not any(given) and not any(pile for _, pile in self.cards)

    def reviews(self) -> frozenset[str]:
        """Return the files that review cards or gaps of a file that was given with them."""
        of_cards = {sheet.file for sheet, pile in self.cards if any(card.source for card in pile)}
        return frozenset(of_cards | {choice.which.place.file for choice in self.gap_choices})

    def unnamed(self) -> Iterator[Problem]:
        """Yield the first line over a wall: it may be what the workshop is called."""
        for line in self.above[:1]:
            message = "It stands above the titles and is not read."
            hint = "If it is the name of the workshop, type it beside Workshop on a sheet Details."
            yield Problem(line.place, message, hint)

    def all_said(self) -> tuple[Said, ...]:
        """Return the details; the one question above the cards counts where the details ask none.

        So does the one name of the boards where the details name no workshop.
        """
        named = [Said("title", "Workshop", each, When(each)) for each in self.names]
        return (*self.said, *self._unsaid(self.questions), *self._unsaid(named))

    def _unsaid(self, offered: Sequence[Said]) -> Sequence[Said]:
        """Return what is offered for a detail that nobody gave, where it is one thing only."""
        copies = self.reviews()
        own = (each for each in self.said if each.words.place.file not in copies)
        given = {each.field for each in own if each.words.strip()}
        one = len({words_key(each.words) for each in offered}) == 1
        return offered[:1] if one and offered[0].field not in given else ()
