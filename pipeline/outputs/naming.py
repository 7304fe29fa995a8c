"""Safe names of files that say words from data."""

import re
import unicodedata

LIMIT = 120  # bytes, so that a path fits every file system with room for its folder

_UNSAFE = re.compile(r"[^\w.()&',+-]+")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def file_name(words: str, suffix: str, taken: set[str]) -> str:
    """Return a safe file name that says `words`, unlike every name in `taken`, and add it there.

    Letters of every script stay; anything that a file system or a shell could take amiss
    becomes a hyphen. Names that differ only in case or in Unicode form count as the same.
    """
    stem = unicodedata.normalize("NFKC", words)
    stem = "".join(c for c in stem if unicodedata.category(c)[0] != "C" or c in "\t\n")
    stem = _UNSAFE.sub("-", stem).strip("-. ") or "document"
    if _RESERVED.match(stem):
        stem = f"file-{stem}"
    number = 1
    while True:
        tail = (f"-{number}" if number > 1 else "") + suffix
        name = _cut(stem, LIMIT - len(tail.encode())) + tail
        if (key := unicodedata.normalize("NFKC", name).casefold()) not in taken:
            taken.add(name if name == key else key)  # once in memory, of a million names
            return name
        number += 1


def _cut(text: str, size: int) -> str:
    return text.encode()[:size].decode(errors="ignore").rstrip("-. ")
