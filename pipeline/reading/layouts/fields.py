"""Labels beside their values: what the workshop was."""

from pipeline.model import Layout, Sheet, Wanted
from pipeline.reading import details, mapping
from pipeline.reading.claims import Claim, Reader, Taken

NAMES = (mapping.FIELDS,)


def claim(sheet: Sheet) -> Claim | None:
    """Claim a sheet of the workshop's fields, each beside its value."""
    if not details.recognise(sheet):
        return None
    return Claim(sheet, name=tuple(details.values(sheet, "title")))


def pin(sheet: Sheet, _wanted: Wanted) -> Sheet:
    """Return the sheet: its labels say which field is which."""
    return sheet


def read(_found: Sheet, reader: Reader) -> Taken:
    """Gather every field that the sheet says something about."""
    said = tuple(details.read(reader.account))
    reader.gathered.said += said
    return Taken("details", details.summary(said))


def tell(_found: Sheet) -> Layout:
    """Return that labels stand beside values."""
    return Layout(mapping.FIELDS, "labels stand beside their values")
