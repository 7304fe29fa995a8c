"""Tell words that may name a person, or that ask not to be written to.

A card that may name a person waits until somebody clears it; nobody writes to those who ask not to be.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.model import Idea
from pipeline.problems import Place, Problem

# Every count is bounded: a stranger's text is searched.
_NAMES_A_PERSON = re.compile(
    r"""
      [\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{1,63}                            # an e-mail address
    | (?<![\d-])\(?\d{3}\)?[ .\-‐‑–]{0,2}\d{3}[ .\-‐‑–]?\d{4}(?![\d-])   # a telephone number
    | (?<![\d-])\d{3}[.\-‐‑–]\d{4}(?![\d-])
    | (?<![\d-])\d{3}[ \-‐‑–]\d{2}[ \-‐‑–]\d{4}(?!\d)                    # a Social Security number
    | \b(?i:case|client|participant|customer|patient|student|docket|ssn|id)\b
      [ ]{0,2}(?i:id|no\.?|number|nr\.?|\#)?[ :\#]{0,3}[A-Za-z]{0,3}-?\d[\d\-‐‑–]{2,20}
    | \b(?i:client|participant|customer|patient|student)[ ]{1,2}[A-Z]\.
    | \b(?:Mr|Mrs|Ms|Mx|Dr|Sra?|Srta)\.?[ ]{1,2}[A-Z]                    # Ms. R
    | \bMiss[ ]{1,2}[A-Z]
    | \b(?i:dob|born\ on|date\ of\ birth)\b
    | \b\d{1,5}[A-Za-z]?[ ]{1,2}(?:[NSEW]\.?[ ]{1,2})?                   # 114 W. Alder Street
      (?:(?:[A-Z][\w.'’-]{0,30}|\d{1,3}(?:st|nd|rd|th))[ ]{1,2}){1,3}(?:Street|St|Avenue|Ave|Road|Rd
      |Drive|Dr|Lane|Ln|Boulevard|Blvd|Court|Ct|Place|Pl|Terrace|Circle|Highway|Hwy|Parkway|Pkwy|Way)\b
    | \b\d{1,5}[ ](?:[nsew]\.?[ ])?(?!way|lane|mile)[a-z]{3,20}[ ](?:street|st\.|avenue|ave|road|rd|lane|boulevard|blvd)(?!\w)
    | \b(?i:p\.?[ ]?o\.?[ ]box|apt\.?|apartment)[ ]{0,2}\#?\d
    """,
    re.VERBOSE,
)
# "Jane D.", "J. Doe", but not "Title I." nor "plan B. Then"
_INITIAL_LAST = re.compile(r"\b([^\W\d_]{2,20}) [A-Z]\.(?!\w)")
_INITIAL_FIRST = re.compile(r"(?:^|(\S{1,20}) |[(“\"])[A-Z]\. ?[A-Z][\w’'-]{1,30}")
_NO_NAMES = frozenset(
    {
        "appendix", "attachment", "block", "building", "bus", "category", "class", "column", "exhibit",
        "form", "gate", "goal", "grade", "group", "hepatitis", "item", "level", "line", "list", "option",
        "page", "part", "phase", "plan", "point", "question", "room", "schedule", "section", "stage",
        "step", "table", "team", "tier", "title", "track", "type", "unit", "version", "vitamin", "wing",
    }
)  # fmt: skip


def names_a_person(text: str) -> bool:
    """Say whether `text` holds an address, a telephone or case number, a name with a title or initial."""
    if _NAMES_A_PERSON.search(text):
        return True
    return "." in text and (
        any(name[0].isupper() and _may_be_a_name(name) for name in _INITIAL_LAST.findall(text))
        or any(map(_may_be_a_name, _INITIAL_FIRST.findall(text)))
    )


def _may_be_a_name(beside: str) -> bool:
    """Tell the word beside an initial in "Jane D." from that in "Title I." and "plan B. Then"."""
    return beside.casefold() not in _NO_NAMES


def holds_back(idea: Idea) -> bool:
    """Say whether a card may name a person and nobody has cleared it for print."""
    return not idea.cleared and names_a_person(idea.text)


def notices(ideas: Sequence[Idea]) -> Iterator[Problem]:
    """Yield, for each sheet, which cards are held back until a person clears them."""
    held: dict[Place, list[Idea]] = {}
    for idea in ideas:
        if holds_back(idea):
            held.setdefault(replace(idea.text.place, cell=""), []).append(idea)
    for place, cards in held.items():
        ids = ", ".join(idea.id for idea in cards[:10]) + (", …" if len(cards) > 10 else "")
        some = (
            "1 card may name a person and is"
            if len(cards) == 1
            else f"{len(cards)} cards may name a person and are"
        )
        hint = "Write yes under Clear to print for a card that may be printed."
        yield Problem(place, f"{some} held back from the documents: {ids}.", hint)


_BLANKS = re.compile(r"[^\S\n]+")
_NO_CONTACT = r"""
    (?:do\snot|don['’]?t|never|no\slonger|not\sto)\s
        (?:be\s)?(?:contact|call|write|e-?mail|mail|approach|reach\sout|text|phone|visit)(?:ed)?\b
  | no\s(?:contactar|llamar|escribir)\b
"""
_ANYWHERE = re.compile(
    rf"""{_NO_CONTACT}
      | \b(?:not|n['’]t)\s(?:(?:want|wish|like)\s)?to\sbe\s(?:contacted|called|approached|e-?mailed|written\sto)\b
      | \bhands\soff\b | \boff[ -]limits\b | \b(?-i:DNC)\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_AS_AN_ORDER = re.compile(  # "Bad history, do not contact", but not "families do not call back"
    rf"""(?:\A|[.,;:!?()\[\]–—\n-]\s*|\bplease\s)(?:{_NO_CONTACT})
      | \b(?-i:DO\sNOT\s(?:CONTACT|CALL|WRITE|E-?MAIL)|DNC)\b
      | \b(?:not|n['’]t)\s(?:(?:want|wish)\s)?to\sbe\s(?:contacted|approached)\b
    """,
    re.VERBOSE | re.IGNORECASE,
)


def asks_no_contact(text: str, *, in_passing: bool = False) -> str:
    """Return the words that say nobody is to write or call, "" where none do.

    `in_passing` takes them from a sentence on other things only where they stand as an order.
    """
    text = _BLANKS.sub(" ", text)
    found = (_AS_AN_ORDER if in_passing else _ANYWHERE).search(text)
    return found[0].strip(" .,;:!?()[]–—\n-") if found else ""
