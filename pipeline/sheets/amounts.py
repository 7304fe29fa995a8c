"""How many cells are read of one file, of whatever kind: the one limit, and what is said beyond it."""

from pipeline.problems import LimitReached, Place, Problem

MOST_CELLS = 100_000  # of a workbook, a text file, a page or a zip: 25,000 cards of four columns
MOST_OF_A_LIST = 4_000_000  # where records are only gone through: a million of four columns
SPLIT = "Take out the sheets and rows that do not count, or split it into several files."
LIST_COMMAND = (
    "; or, to divide a plain list of up to a million answers: afterword group FILE.csv --json."
)


def most(*, large: bool) -> int:
    """Return how many cells are read of a file, which may be `large` where it is a list or a table."""
    return MOST_OF_A_LIST if large else MOST_CELLS


def too_many(file: str, most: int, sheet: str = "", *, command: str = "") -> LimitReached:
    """Return the refusal of a file, or of a sheet of it, that holds more cells than the `most`."""
    message = f"It holds more than {most:,} cells, the most that are read of one file."
    return LimitReached([Problem(Place(file, sheet), message, SPLIT, command=command)])
