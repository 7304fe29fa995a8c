"""Tell words that ask not to be written to."""

import re

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
