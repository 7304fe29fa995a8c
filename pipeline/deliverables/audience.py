"""Whom a letter speaks to, and the words that reader may stumble over."""

import re

from pipeline.deliverables.blanks import line
from pipeline.model import UNSAID, Partner, Typed
from pipeline.words import says_no

AUDIENCES = (  # the first that matches; "community college" is a college, "community bank" a bank
    ("bank", r"bank|credit union|lender"),
    ("faith", r"faith|church|congregation|religious|parish|mosque|synagogue|temple"),
    ("college", r"college|universit|adult ed|school"),
    ("elected", r"elected|board|council|legislat|commissioner"),
    ("community", r"communit|\bcbo\b|non-?profit|not[- ]for[- ]profit|charit"),
    ("employer", r"employer|business|company|private|industry"),
    ("public", r"public|agency|government|state|county|trib"),
)

WATCH = {  # words that this audience may take amiss, or may not know
    "employer": r"(?i:\bclients?\b|\bbarriers?\b|\bslots?\b)|\b[A-Z]{3,}\b",
    "bank": r"(?i:\bCRA\b|\bregulatory credit\b|\bLMI\b)",
    "community": r"(?i:\byour people\b)",
    "public": r"(?i:\bsilos?\b|\bsiloed\b|\bfail(?:s|ed|ure|ures)?\b)",
    "faith": r"(?i:\bgod\b|\bpray(?:er|ers|s)?\b|\bworship\b|\bbelie(?:f|fs|vers?)\b|\bscripture\b)",
    "elected": r"(?i:\bvotes?\b|\bbills?\b|\blobby(?:ing)?\b|\blegislation\b|\bappropriations?\b)",
}


_HANDS_OFF = re.compile(
    r"(?i)\b(?:do not|don['’]?t|not to|never|no)\s+(?:contact|call|write|e-?mail|mail|approach)\b"
)


def hands_off(partner: Partner) -> Typed:
    """Return the words that hold letters to `partner` back, no words where we may write.

    Any word but a no under Do not contact does; so does "do not contact" typed as the stage.
    """
    said = partner.do_not_contact.bare()
    if said and not says_no(said):
        return said
    return line(partner.stage) if _HANDS_OFF.search(partner.stage) else UNSAID


def audience(partner: Partner) -> str:
    """Return the audience whose wording the partner gets; neutral for a type we do not know."""
    kind, finer = _audience_of(partner.kind), _audience_of(partner.subtype)
    match kind, finer:
        case "public", "college":
            return "college"
        case "employer", "bank":
            return "bank"
        case "", _ if not line(partner.kind):
            return finer or "neutral"
        case _:
            return kind or "neutral"


def _audience_of(told: str) -> str:
    folded = told.casefold()
    return next((name for name, pattern in AUDIENCES if re.search(pattern, folded)), "")
