"""Tell words that may name a person. A card that does waits until somebody clears it."""

import re

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
