"""What a word may be in the dictionary, and the forms of verbs.

The tables are those of the package `lemminflect` (MIT), lines of text. A word is found in them by
halving; the package's own code makes objects of all 120,000 lines before its first answer, and is asked
only for the -ing form of a verb that stands in no table.
"""

import gzip
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from pipeline.meaning import files

PACKAGE = "lemminflect"
LEMMAS = (  # word,kind,its dictionary forms: "shared,verb,share"
    "resources/lemma_lu.csv.gz",
    "fd6f807e796da07f2a430d073cefae17004f7147abda065bb48b129dc29a850f",
)
PRONOUNS = (  # word,KIND,form: words that the table above has not
    "resources/lemma_overrides.csv",
    "f9968d1cc7689350d738c85ee59490cc23efe8cf4ad5a7d5092f070b5fc46c9f",
)
INFLECTIONS = (  # verb,verb,its forms: "share,verb,shared,,sharing,shares"
    "resources/infl_lu.csv.gz",
    "8c44bd5bec62488bef043f98b0cab022a431d6cb03954864ea70334530908ba7",
)
ING = 2  # where the -ing form stands among them
KINDS = {"modal": "AUX"}  # others are their own name


@cache
def kinds(word: str) -> frozenset[str]:
    """Return what `word`, in small letters, may be: NOUN, VERB, ADJ, ADV, AUX; empty where unknown."""
    lines = [*_lines(LEMMAS, word), *_lines(PRONOUNS, word)]
    return frozenset(KINDS.get(kind) or kind.upper() for kind, *_ in lines)


@cache
def verb(word: str) -> str:
    """Return the dictionary form of `word` as a verb, "" where it is none: shared → share."""
    found = (form for kind, form in _lines(LEMMAS, word) if kind == "verb")
    return next(found, "").split("/")[0]


@cache
def doing(verb: str) -> str:
    """Return the -ing form of a verb, "" where there is none: share → sharing."""
    for kind, *forms in _lines(INFLECTIONS, verb):
        if kind == "verb" and any(forms[ING : ING + 1]):
            return forms[ING].split("/")[0]
    import lemminflect  # type: ignore[import-untyped]

    found = lemminflect.getInflection(verb, "VBG")
    return str(found[0]) if found else ""


def _lines(table: tuple[str, str], word: str) -> Iterator[list[str]]:
    """Yield the cells of each line of `word`, without it."""
    lines, start = _sorted(*table), f"{word},"
    at = bisect_left(lines, start)
    while at < len(lines) and lines[at].startswith(start):
        yield lines[at][len(start) :].split(",")
        at += 1


@cache
def _sorted(path: str, digest: str) -> list[str]:
    content = files.read(path, digest, PACKAGE)[:]
    text = (gzip.decompress(content) if path.endswith(".gz") else content).decode()
    return sorted(text.splitlines())
