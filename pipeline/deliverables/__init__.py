"""What can be made, one module each: findings → what a template may mention."""

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, cast

from pipeline.problems import in_full

if TYPE_CHECKING:  # a letter of a table is filled without the nouns of a workshop
    from pipeline.model import Deliverable


@dataclass(frozen=True, slots=True)
class Offered:
    """A document, or a set of them, by the name under which it is asked for."""

    name: str
    what: str
    sheets: str  # which sheets give it
    module: str = ""  # of this package; the name itself where empty
    choice: str = ""  # what `afterword new --with` calls these sheets
    by_name_only: bool = False  # made only when it is asked for
    called: str = ""  # in words, where its name is more than these

    @property
    def in_words(self) -> str:
        """What it is called in a sentence: "Action plan"."""
        return self.called or self.name.replace("-", " ").capitalize()


@dataclass(frozen=True, slots=True)
class NotMade:
    """A document that is not made, and why."""

    offered: Offered
    why: str  # "no partners were read"

    def __str__(self) -> str:
        choice = self.offered.choice
        command = f" (afterword new FILE --with {choice})." if choice else ""
        return f"{self.offered.name}: not made: {in_full(self.why, command)}"


SEND_LOG = "outreach/send-log.xlsx"  # where the list of what went to whom lies among the documents
OFFERED = (
    Offered("outcomes", "what the room said, card by card", "Ideas"),
    Offered("action-plan", "who does what by when", "Actions, or Ideas and Assessment"),
    Offered("assessment-report", "where a team stands, role by role", "Assessment"),
    Offered(
        "mou-draft", "a memorandum of understanding to discuss", "Partners", called="MOU draft"
    ),
    Offered("outreach", "a letter and an email for each partner, and the send log", "Partners"),
    Offered(
        "facilitator-plan",
        "the day by the clock, prompts, supplies",
        "Design or Phases",
        choice="design",
    ),
    Offered("health-sheets", "a page a team, and the list for all", "Partnership health"),
    Offered(
        "state-feedback",
        "what regions ask, and a reply to each",
        "Regions, State news",
        choice="regions",
    ),
    Offered(
        "partner-brief",
        "an initiative: why, who, when",
        "Initiative or Timeline, Partners",
        choice="brief",
    ),
    Offered("talking-points", "what to say to each partner, a page each", "Partners"),
    Offered(
        "partner-pages", "what each partner is asked, gets, and has to do", "Partners, Actions"
    ),
    Offered("partner-landscape", "who serves whom, kind by kind", "Partners"),
    Offered(
        "resource-map", "which organization offers which service", "Services", choice="services"
    ),
    Offered(
        "relationship-calendar", "how the work is kept up", "Relationship calendar or Partners"
    ),
    Offered("session-instructions", "what people need before they plan", "Ideas, Assessment"),
    Offered("practice-profile", "a promising practice on a page", "Profile", choice="profile"),
    Offered("commitment-cards", "a card each, and whom to ask again", "Commitments"),
    Offered(
        "partner-review",
        "what staff think of partners; internal",
        "Partner review",
        choice="review",
        by_name_only=True,
    ),
)
ROLL_UP = "roll-up"  # over several sites: `flow.roll_up` makes it
NAMES = tuple(each.name for each in OFFERED)
BY_DEFAULT = tuple(each.name for each in OFFERED if not each.by_name_only)


def load(name: str) -> "Deliverable":
    """Return the deliverable `name`; only what is asked for is imported. KeyError for any other."""
    offered = {each.name: each for each in OFFERED}[name]
    return cast("Deliverable", _module(offered.module or name))


def every() -> "tuple[Deliverable, ...]":
    """Return each deliverable, and the paper over several sites."""
    return (*map(load, NAMES), cast("Deliverable", _module(ROLL_UP)))


def _module(name: str) -> object:
    return import_module(f"{__name__}.{name.replace('-', '_')}")
