"""What an action plan looks things up in: steps, gaps, cards and partners by the names people use."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pipeline.deliverables import blanks, cards, helpers
from pipeline.deliverables.blanks import name_in
from pipeline.model import Action, Findings, Idea, Partner, Reply, Typed
from pipeline.names import id_key

ANSWERED = {
    Reply.NO: "answered no",
    Reply.PARTIALLY: "answered partially",
    Reply.BLANK: "left blank",
    Reply.CONFLICT: "answered in more than one way",
    Reply.UNREADABLE: "answered in a way nobody could read",
}


@dataclass(frozen=True, slots=True)
class Weak:
    """A gap as it was found: one statement, and how each site answered it."""

    id: str
    text: str
    answered: str


@dataclass(frozen=True, slots=True)
class Numbered:
    """An action and the number it is called by."""

    id: str
    action: Action


@dataclass(frozen=True, slots=True)
class Index:
    """Everything by the name that people use for it."""

    steps: tuple[Numbered, ...]
    partners: Mapping[str, Partner]  # by id and by name
    ours: frozenset[str]  # our own organization and program
    cards: Mapping[str, Idea]
    taken: frozenset[str]  # cards that a step names
    marked: bool  # somebody said which cards are actions, or typed steps
    items: frozenset[str]
    gaps: Mapping[str, Weak]
    today: date

    def answering(self, item: str) -> tuple[Numbered, ...]:
        """Return the steps that name an item of the self-assessment; a dropped step answers none."""
        return tuple(
            s for s in self.steps if stands(s) and id_key(item) in map(self.item, s.action.items)
        )

    def item(self, typed: str) -> str:
        """Return the key of the item that was typed, however it was spaced and dotted."""
        if id_key(typed) in self.items:
            return id_key(typed)
        alike = [each for each in self.items if id_key(each) == id_key(typed)]
        return alike[0] if len(alike) == 1 else id_key(typed)

    def organization(self, typed: Typed) -> Typed:
        """Return the name of an organization that was typed as an id or a name."""
        partner = self.partners.get(name_in(typed))
        if partner is not None and partner.organization.strip():
            return blanks.line(partner.organization)
        return blanks.line(typed)

    def knows(self, typed: Typed) -> bool:
        """Say whether an organization is in the partner list, or our own."""
        return name_in(typed) in self.partners or name_in(typed) in self.ours

    def helpers(self, action: Action) -> tuple[Typed, ...]:
        """Return the organizations that help with a step, as typed."""
        return tuple(helpers.helpers(action, self.partners.keys() | self.ours))


def of(findings: Findings) -> Index:
    """Return all that the plan looks up in `findings`."""
    workshop = findings.workshop
    named = {name_in(each.organization): each for each in reversed(workshop.partners)}
    coded = {name_in(each.id): each for each in reversed(workshop.partners)}
    partners = {name: each for name, each in {**named, **coded}.items() if name}
    details = workshop.details
    ours = frozenset(filter(None, (name_in(details.organization), name_in(details.program))))
    items = {item.item.id for site in findings.scores for role in site.roles for item in role.items}
    return Index(
        steps=tuple(
            Numbered(blanks.line(action.id) or str(number), action)
            for number, action in enumerate(workshop.actions, start=1)
        ),
        partners=partners,
        ours=ours,
        cards={id_key(idea.id): idea for idea in reversed(workshop.ideas)},
        taken=frozenset(id_key(card) for action in workshop.actions for card in action.ideas),
        marked=bool(workshop.actions) or any(map(cards.is_action, workshop.ideas)),
        items=frozenset(map(id_key, items)),
        gaps=_gaps(findings),
        today=findings.today,
    )


def _gaps(findings: Findings) -> dict[str, Weak]:
    """Return every gap once, in printed order, with the answer of each site that has it."""
    several = len(findings.scores) > 1
    found: dict[str, Weak] = {}
    for site in findings.scores:
        for _, score in site.gaps():
            answered = ANSWERED[score.reply] + (f" ({site.site})" if several else "")
            item = id_key(score.item.id)
            if item in found:
                answered = f"{found[item].answered}; {answered}"
            found[item] = Weak(score.item.id, score.item.text, answered)
    return found


def stands(step: Numbered) -> bool:
    """Say whether a step is still to be taken or was taken: it was not dropped."""
    return blanks.line(step.action.status).casefold() != "dropped"
