"""Tell words that may name a person. A card that does waits until somebody clears it."""

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
    """,
    re.VERBOSE,
)


def names_a_person(text: str) -> bool:
    """Say whether `text` holds an address, a telephone or case number, a name with a title."""
    return _NAMES_A_PERSON.search(text) is not None


def notices(ideas: Sequence[Idea]) -> Iterator[Problem]:
    """Yield, for each sheet, which cards are held back until a person clears them."""
    held: dict[Place, list[Idea]] = {}
    for idea in ideas:
        if not idea.cleared and names_a_person(idea.text):
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
