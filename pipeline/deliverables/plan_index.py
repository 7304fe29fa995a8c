"""What an action plan looks things up in: steps, gaps, cards and partners by the names people use."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pipeline import gaps
from pipeline.deliverables import blanks, cards, helpers
from pipeline.deliverables.blanks import name_in
from pipeline.model import GAPS, Action, Findings, Idea, Partner, Reply, SiteScore, Typed
from pipeline.names import id_key, name_key


@dataclass(frozen=True, slots=True)
class Weak:
    """A gap as it was found: one statement, and how many gave each answer to it."""

    id: str
    text: str
    answers: tuple[tuple[Reply, int], ...]
    several: bool  # sites


@dataclass(frozen=True, slots=True)
class Numbered:
    """An action and the number it is called by."""

    id: str
    action: Action
    items: tuple[str, ...]  # ids of the items it names, "" for one that is no item


@dataclass(frozen=True, slots=True)
class Index:
    """Everything by the name that people use for it."""

    steps: tuple[Numbered, ...]
    partners: Mapping[str, Partner]  # by all they are called
    ours: frozenset[str]  # our own organization and program
    names: tuple[Typed, ...]  # of the partners, and our own
    cards: Mapping[str, Idea]
    taken: frozenset[str]  # cards that a step names
    marked: bool  # somebody said which cards are actions, or typed steps
    found: gaps.Index  # items of the self-assessment and the steps that answer them
    gaps: Mapping[str, Weak]
    today: date

    def answering(self, item: str) -> tuple[Numbered, ...]:
        """Return the steps that name an item of the self-assessment; a dropped step answers none."""
        return tuple(self.steps[each.position] for each in self.found.answering(item))

    def organization(self, typed: Typed) -> Typed:
        """Return the name of an organization that was typed by its id, its name or its letters."""
        partner = self.partners.get(name_in(typed))
        if partner is not None and partner.organization.strip():
            return blanks.line(partner.organization)
        return blanks.line(typed)

    def free(self, idea: Idea) -> bool:
        """Say whether no step names a card."""
        return id_key(idea.id) not in self.taken

    def knows(self, typed: Typed) -> bool:
        """Say whether an organization is in the partner list, or our own."""
        return name_in(typed) in self.partners or name_in(typed) in self.ours

    def may_be(self, typed: Typed) -> Typed:
        """Return the one organization in the list that a name may be short for; no words elsewhere."""
        return helpers.may_be(typed, self.names)

    def helpers(self, action: Action) -> tuple[Typed, ...]:
        """Return the organizations that help with a step, as typed."""
        known = self.partners.keys() | self.ours
        return tuple(helpers.helpers(action, known, self.names))


def of(findings: Findings) -> Index:
    """Return all that the plan looks up in `findings`."""
    workshop = findings.workshop
    details = workshop.details
    ours = frozenset(filter(None, (name_in(details.organization), name_in(details.program))))
    scores = _of_the_site(findings)
    found = gaps.of(scores, workshop.actions)
    return Index(
        steps=tuple(
            Numbered(blanks.line(step.action.id) or str(step.position + 1), step.action, step.items)
            for step in found.steps
        ),
        partners=helpers.directory(workshop.partners),
        ours=ours,
        names=(*(each.organization for each in workshop.partners), details.organization),
        cards={id_key(idea.id): idea for idea in reversed(workshop.ideas)},
        taken=frozenset(id_key(card) for action in workshop.actions for card in action.ideas),
        marked=bool(workshop.actions) or any(map(cards.is_action, workshop.ideas)),
        found=found,
        gaps={name: _weak(each, several=len(scores) > 1) for name, each in found.gaps.items()},
        today=findings.today,
    )


def _weak(asked: gaps.Asked, *, several: bool) -> Weak:
    """Return a gap with its answer, or of several sites how many gave each."""
    answers = Counter(score.reply for _, score in asked.answers if score.reply in GAPS)
    return Weak(asked.id, asked.text, tuple(answers.items()), several)


def _of_the_site(findings: Findings) -> tuple[SiteScore, ...]:
    """Return the answers of the site that Details names; those of all where it names none of them."""
    named = name_key(findings.workshop.details.site)
    own = tuple(each for each in findings.scores if named and name_key(each.site) == named)
    return own or findings.scores
