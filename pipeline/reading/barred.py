"""Know what people mark as not for others: internal, private, do not share."""

import re

from pipeline.names import heading_key, plain

_BARRED = frozenset(
    [
        "internal",
        "internally",
        "private",
        "confidential",
        "secret",
        "intern",
        "interne",
        "interna",
        "interno",
        "internas",
        "internos",
        "privado",
        "privada",
        "prive",
        "privee",
        "privat",
        "vertraulich",
        "confidencial",
        "confidentiel",
        "confidentielle",
    ]
)
_BESIDE = frozenset(  # what may stand beside such a word, and leaves the heading what it is
    [
        "note",
        "notes",
        "context",
        "info",
        "information",
        "comment",
        "comments",
        "remark",
        "remarks",
        "background",
        "memo",
        "thoughts",
        "only",
        "use",
        "our",
        "my",
        "the",
        "for",
        "staff",
        "team",
        "office",
        "column",
        "eyes",
        "please",
        "keep",
        "and",
        "of",
        "us",
        "to",
        "be",
        "stay",
        "not",
        "nota",
        "notas",
        "notiz",
        "notizen",
        "solo",
        "nur",
        "uso",
        "usage",
        "pour",
        "para",
        "fur",
    ]
)
_PHRASES = re.compile(
    r"\b(?:do|please do|pls do)(?: not|n't|nt) (?:share|print|distribute|forward|publish|show|copy)\b"
    r"|\bnot (?:for|to be) (?:sharing|shared|distribution|distributed|printing|printed|partners?|release|publication|public)\b"
    r"|\b(?:just|only) (?:for|between) us\b|\bfor us only\b|\b(?:our|your|staff) eyes only\b|\beyes only\b"
    r"|\b(?:staff|team|office|internal use) only\b|\bfor internal use\b|\boff the record\b"
    r"|\bno compartir\b|\bne pas (?:partager|diffuser)\b|\bnicht (?:weitergeben|teilen)\b|\bnao compartilhar\b"
)


def heading(words: str) -> bool:
    """Return whether a heading says that what stands below it is not for others.

    All of it must say so: "Notes (internal!)" does, a title "Internal referrals that work" does not.
    """
    if len(words) > 80:
        return False
    if line(words):
        return True
    said = [heading_key(word) for word in re.findall(r"[^\W\d_]+", plain(words))]
    return any(word in _BARRED for word in said) and all(
        word in _BARRED or word in _BESIDE for word in said
    )


def line(words: str) -> bool:
    """Return whether a line, like a sheet's headline, asks not to pass on what it stands over."""
    return _PHRASES.search(plain(words).replace("’", "'")) is not None
