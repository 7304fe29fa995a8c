"""Read the tables of a Word file as text: for files in which people keep words, not looks."""

from functools import lru_cache
from typing import Any

from pipeline.openxml import package
from pipeline.openxml.walk import TBL, TC, TR, P, own, texts

Rows = tuple[tuple[str, ...], ...]
MOST_KEPT = 32  # files of words


@lru_cache(maxsize=MOST_KEPT)
def tables(content: bytes, name: str) -> tuple[Rows, ...]:
    """Return the tables of the body, outer ones only: rows of the words of their cells.

    Paragraphs of a cell are lines. Raises InputRefused where `content` is no Word file.
    """
    members = package.read(content, name)
    with package.readable(name):
        root = package.parse(members[package.main_part(members, name)])
        found = (each for each in root.iter(TBL) if next(each.iterancestors(TC), None) is None)
        return tuple(
            tuple(tuple(_words(cell) for cell in own(row, TC)) for row in own(table, TR))
            for table in found
        )


def _words(cell: Any) -> str:
    lines = ("".join(words for _, words in texts(paragraph)) for paragraph in own(cell, P))
    return "\n".join(lines).strip()
