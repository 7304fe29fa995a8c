"""Short names for files that are made of what people typed."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

LONGEST = 48  # letters of a name


def plain(words: str) -> str:
    """Return words as a file may be called: letters and digits of ASCII, hyphens between."""
    ascii_only = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", ascii_only).strip("-")


def unique(names: Iterable[str], otherwise: str) -> Iterator[str]:
    """Yield a short name for each of `names` that no other has; `otherwise` where no letter is left."""
    taken: set[str] = set()
    for words in names:
        name = plain(words).lower()[:LONGEST].strip("-") or otherwise
        number, own = 1, name
        while own in taken:
            number += 1
            own = f"{name}-{number}"
        taken.add(own)
        yield own
