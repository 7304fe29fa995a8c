"""Whom a letter speaks to, and the words that reader may stumble over."""

import re
from dataclasses import dataclass

from pipeline import forms
from pipeline.deliverables.blanks import line
from pipeline.model import UNSAID, Partner, Typed
from pipeline.privacy import asks_no_contact
from pipeline.words import among, says_no, words_of

AUDIENCES = (  # the first that matches; "community college" is a college, "community bank" a bank
    # those whose words are another's: no food bank lends money, no elementary school teaches adults
    ("community", r"\b(?:food|blood|diaper|clothing) bank|\blegal (?:aid|clinic|services)|\bcouncil on aging|\bafter-?school"),
    ("employer", r"\b(?:staffing|temp|temporary|employment|insurance|travel) agency|\breal estate|\bdistribution"),
    ("", r"\bpre-?school|\b(?:elementary|middle|high) school|\bschool district|\bk-?12\b"),
    ("bank", r"bank|credit union|lender"),
    ("faith", r"faith|church|congregation|religious|parish|mosque|synagogue|temple"),
    ("college", r"college|universit|adult ed|school"),
    ("elected", r"elected|board|council|legislat|commissioner"),
    ("community", r"communit|\bcbo\b|non-?profit|not[- ]for[- ]profit|charit"),
    ("hospital", r"hospital|medical cent|health system|health care|healthcare|clinic"),
    ("employer", r"employer|business|company|private|industry"),
    ("public", r"public|agency|government|\bstate\b|county|\btrib(?:e|es|al)\b"),
)  # fmt: skip

WATCH = {  # words that this audience may take amiss, or may not know
    "employer": r"(?i:\bclients?\b|\bbarriers?\b|\bslots?\b)|\b[A-Z]{3,}\b",
    "hospital": r"(?i:\bclients?\b|\bbarriers?\b|\bslots?\b)|\b[A-Z]{3,}\b",
    "bank": r"(?i:\bCRA\b|\bregulatory credit\b|\bLMI\b)",
    "community": r"(?i:\byour people\b)",
    "public": r"(?i:\bsilos?\b|\bsiloed\b|\bfail(?:s|ed|ure|ures)?\b)",
    "faith": r"(?i:\bgod\b|\bpray(?:er|ers|s)?\b|\bworship\b|\bbelie(?:f|fs|vers?)\b|\bscripture\b)",
    "elected": r"(?i:\bvotes?\b|\bbills?\b|\blobby(?:ing)?\b|\blegislation\b|\bappropriations?\b)",
}


_PARTNER, _NOT_YET = frozenset({"partner", "socio", "socia"}), frozenset(words_of("no_partner_yet"))
_NO_CALLS = re.compile(r"(?i)\bno\s+(?:contact|calls?|letters?|writing|e-?mails?|mail)\b")
_OF_WHOM = frozenset(  # fields of a few words about the partner; the others hold sentences
    {
        "organization", "kind", "subtype", "contact", "contact_title", "email", "phone", "language", "stage",
        "introduced_by", "signer", "mou_signer",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class HandsOff:
    """What holds letters to a partner back: the words, and the heading over them."""

    heading: str
    words: Typed


def held_off(partner: Partner) -> HandsOff | None:
    """Return what holds letters to `partner` back, None where we may write.

    Any word but a no under Do not contact does; so does "do not contact" in any other cell.
    """
    own = partner.do_not_contact.bare()
    if own and not says_no(own):
        return HandsOff("" if asks_no_contact(own) else "Do not contact", own)
    for column in forms.PARTNERS.columns:
        said = getattr(partner, column.name)
        if isinstance(said, Typed) and asks_no_contact(
            said, in_passing=column.name not in _OF_WHOM
        ):
            return HandsOff(column.heading, line(said))
    if _NO_CALLS.search(partner.stage):
        return HandsOff("Stage", line(partner.stage))
    return None


def hands_off(partner: Partner) -> Typed:
    """Return the words that hold letters to `partner` back, no words where we may write."""
    held = held_off(partner)
    return held.words if held else UNSAID


def contact(partner: Partner) -> Typed:
    """Return whom to greet; no words where the cell only says that nobody is to be."""
    return UNSAID if asks_no_contact(partner.contact) else partner.contact


def audience(partner: Partner) -> str:
    """Return the audience whose wording the partner gets; neutral for a type we do not know."""
    kind, finer = audience_of(partner.kind), audience_of(partner.subtype)
    match kind, finer:
        case "public", "college":
            return "college"
        case "employer", "bank" | "hospital":
            return finer
        case "", _ if not line(partner.kind):
            return finer or "neutral"
        case _:
            return kind or "neutral"


def is_partner(partner: Partner) -> bool:
    """Say whether the stage is that of an existing partner: "partner since May", no "possible partner"."""
    stage = line(partner.stage)
    if "?" in stage:
        return False
    said = set(re.findall(r"[^\W\d_]+", stage.casefold()))
    return among("partner_stage", stage) or bool(said & _PARTNER and not said & _NOT_YET)


def audience_of(told: str) -> str:
    """Return the audience that the words for a type or a subtype name, "" where they name none."""
    folded = told.casefold()
    return next((name for name, pattern in AUDIENCES if re.search(pattern, folded)), "")
