"""Whom a letter speaks to, and the words that reader may stumble over."""

import re

from pipeline.deliverables.blanks import line
from pipeline.model import Partner

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


def may_contact(partner: Partner) -> bool:
    """Return whether we may write to `partner`: any word but a no holds a letter back."""
    return line(partner.do_not_contact).casefold() in {"", "no", "n", "false", "0"}


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
