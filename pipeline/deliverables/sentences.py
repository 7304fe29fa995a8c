"""A sentence of ours around words of cells: printed piece by piece, so that each is traced."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Self

from pipeline.problems import Place
from pipeline.typed import Typed

ENDS = (".", "?", "!", "…")
_BEHIND = "\"'”’»)"  # what may follow a full stop


class Sentence(str):
    """Words of ours and of cells in one text, which knows its blanks and the cell of each piece.

    As a condition it asks whether nothing in it is blank.
    """

    __slots__ = ("pieces",)
    pieces: tuple[str, ...]
    of_sources = True

    def __new__(cls, pieces: Iterable[str]) -> Self:
        """Return the pieces as one text, with one stop where two of them would meet."""
        kept = tuple(_stopped_once(pieces))
        self = super().__new__(cls, "".join(kept))
        self.pieces = kept
        return self

    def __bool__(self) -> bool:
        """Return whether something is said, and nothing in it is blank."""
        return len(self) > 0 and not self.blanks

    @property
    def blanks(self) -> tuple[str, ...]:
        """The blanks in it, in their order."""
        return tuple(each for piece in self.pieces if (each := getattr(piece, "blank", "")))

    @property
    def blank(self) -> str:
        """The first blank in it, "" where there is none."""
        return next(iter(self.blanks), "")

    @property
    def sources(self) -> tuple[tuple[str, Place], ...]:
        """The words of cells in it, each with its place."""
        return tuple(
            (str(each), each.place) for each in self.pieces if isinstance(each, Typed) and each
        )


def spaced(pieces: Iterable[str], between: str = " ") -> Iterator[str]:
    """Yield the pieces with `between` each two."""
    for at, piece in enumerate(pieces):
        if at:
            yield between
        yield piece


def reached(person: str, *ways: Typed) -> Sentence:
    """Return whom to call, and how, as far as anybody typed it: a name, a telephone number, an address."""
    there = (Typed(" ".join(each.split()), each.place) for each in ways if each.strip())
    return Sentence(spaced([person, *there], ", "))


def in_a_row(texts: Iterable[str], between: str = "; ") -> Sentence:
    """Return the texts as one, which still knows the cell of each."""
    return Sentence([piece for each in texts for piece in (between, each)][1:])


def _stopped_once(pieces: Iterable[str]) -> list[str]:
    """Return the pieces; where a cell ends a sentence that ours would end too, one of both does."""
    made = [piece for each in pieces for piece in getattr(each, "pieces", (each,)) if len(piece)]
    for at, (here, after) in enumerate(pairwise(made)):
        if (
            isinstance(here, Typed)
            and here.rstrip(_BEHIND).endswith(ENDS)
            and after.startswith(ENDS)
        ):
            if after.startswith("?") and here.endswith("."):
                made[at] = Typed(here[:-1], here.place)
            else:
                made[at + 1] = after[1:]
    return list(filter(len, made))
