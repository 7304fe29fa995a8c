"""Count what large sheets hold before they are walked, so that too much is refused at once."""

import re
from collections.abc import Iterator, Sequence

from pipeline.sheets import amounts
from pipeline.sheets.package import Package

LEAST_ELEMENT = len("<t/>")
LEAST = len("<c><v>1</v></c>")  # bytes of a cell
MOST_BLANKS = 100  # shared texts without words that are looked for
_ROOT = re.compile(rb"<(?:([^<>\s:/?!]{1,99}):)?worksheet[\s>]")

Named = tuple[str, str]  # a sheet, its part


def refuse_too_many(
    package: Package, sheets: Sequence[Named], texts: Sequence[str], most: int
) -> None:
    """Refuse sheets that hold more cells than the `most`, or too many elements, as their walk would, but at once.

    Sheets that are too small to hold so many cost nothing.
    """
    if sum(package.size(part) for _, part in sheets) < most * LEAST:
        return
    left, held = package.elements_left(), 0
    for name, part in sheets:
        ends, elements = _counted(package, part)
        left -= elements
        if held + ends > most:
            ends -= _blank(package, part, texts)
        if ends > most:
            raise amounts.too_many(package.file, most, name)
        held += max(0, ends)
        if held > most:
            raise amounts.too_many(package.file, most)
        if left < 0:
            raise package.too_many(part)


def refuse_too_many_elements(package: Package, part: str) -> None:
    """Refuse a part that holds more elements than may be heard, before it is walked."""
    left = package.elements_left()
    if package.size(part) > left * LEAST_ELEMENT:
        counts = (each.count(b"<") - each.count(b"</") for each in package.chunks(part))
        if sum(counts) > left:
            raise package.too_many(part)


def _counted(package: Package, part: str) -> tuple[int, int]:
    """Return how many values end in a sheet, and how many elements it holds."""
    ends = elements = 0
    of_value, of_words = (b"</%b%b>" % (_prefix(package, part), each) for each in (b"v", b"is"))
    for piece in pieces(package, part):
        ends += piece.count(of_value) + piece.count(of_words)
        elements += piece.count(b"<") - piece.count(b"</")
    return ends, elements


def _blank(package: Package, part: str, texts: Sequence[str]) -> int:
    """Return how many values of a sheet are without words, so that they are no cells: rather too many."""
    shared = [b"%d" % at for at, text in enumerate(texts) if not text.strip()]
    if len(shared) > MOST_BLANKS:
        return package.size(part)
    prefix = _prefix(package, part)
    value, words = b"</%bv>" % prefix, b"</%bis>" % prefix
    blanks = [b"></%bt>%b" % (prefix, words), b"/>" + words, *(b">%b%b" % (each, value) for each in (b"", *shared))]  # fmt: skip
    return sum(piece.count(blank) for piece in pieces(package, part) for blank in blanks)


def _prefix(package: Package, part: str) -> bytes:
    """Return what stands before the names of a sheet's elements: mostly nothing."""
    found = _ROOT.search(next(package.chunks(part), b""))
    return b"%b:" % found[1] if found and found[1] else b""


def pieces(package: Package, part: str, end: bytes = b"c>") -> Iterator[bytes]:
    """Yield what a sheet unpacks to, each piece up to where a cell ends."""
    rest = b""
    for chunk in package.chunks(part):
        piece = rest + chunk
        cut = piece.rfind(end) + len(end) if end in chunk else len(piece)
        yield piece[:cut]
        rest = piece[cut:]
    yield rest
