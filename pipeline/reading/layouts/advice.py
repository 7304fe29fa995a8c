"""A sheet that only explains the others."""

from pipeline.model import Layout, Sheet
from pipeline.reading.claims import Claim, Reader, Taken
from pipeline.reading.columns import kinds


def claim(sheet: Sheet) -> Claim | None:
    """Claim a sheet whose name says that it is advice."""
    return Claim(sheet) if kinds.is_advice(sheet) else None


def read(found: Sheet, reader: Reader) -> Taken:
    """Leave every cell out."""
    reader.account.leave(found.cells, "Advice; nothing to read.")
    return Taken("", "advice")


def tell(_found: Sheet) -> Layout:
    """Return nothing: it is not read."""
    return Layout()
