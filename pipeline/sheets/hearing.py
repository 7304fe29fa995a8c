"""Hear the words of each element of one kind in a part of a workbook."""

from pipeline.sheets import symbols
from pipeline.sheets.cells import decoded
from pipeline.sheets.package import Attributes, Package

Heard = tuple[Attributes, str]  # an element's attributes, and its words


class _Words:
    """Hears the words of each element `of` in a part: those in `inside`, but no phonetic ones."""

    def __init__(self, of: str, inside: str) -> None:
        self.found: list[Heard] = []
        self._of, self._inside = of, inside
        self._pieces: list[str] = []
        self._given: Attributes = {}
        self._hears = self._phonetic = False
        self._font = ""  # the symbol font of the run that is open

    def start(self, name: str, given: Attributes) -> None:
        """Hear an element open."""
        if name == self._of:
            self._pieces = []
            self._given = given
            self._font = ""
        elif name == "rPh":
            self._phonetic = True
        elif name == "r":
            self._font = ""
        elif name == "rFont":
            self._font = symbols.font(given.get("val", ""))
        if name == self._inside:
            self._hears = not self._phonetic

    def end(self, name: str) -> None:
        """Hear an element close."""
        if name == self._inside:
            self._hears = False
        if name == self._of:
            self.found.append((self._given, decoded("".join(self._pieces))))
        elif name == "rPh":
            self._phonetic = False

    def words(self, text: str) -> None:
        """Hear what stands in an element."""
        if self._hears:
            self._pieces.append(symbols.shown(text, self._font) if self._font else text)


def words_of(package: Package, part: str, of: str, inside: str = "t") -> list[Heard]:
    """Return the attributes and the words of each element `of` in `part`, as they come."""
    hearer = _Words(of, inside)
    package.walk(part, hearer.start, hearer.end, hearer.words)
    return hearer.found
