"""Labels beside their values: what the workshop was."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.model import Layout, Sheet, Wanted
from pipeline.reading import mapping
from pipeline.reading.claims import Certainty, Claim, Reader, Taken
from pipeline.reading.columns import barred, detail_labels, kinds
from pipeline.reading.columns.matching import How
from pipeline.reading.nouns import details

NAMES = (mapping.FIELDS,)


@dataclass(frozen=True, slots=True)
class Fields:
    """A sheet of labels and values, and which labels in other words than ours are which field."""

    sheet: Sheet
    own: Mapping[int, str] = field(default_factory=dict)  # row → field
    matched: tuple[str, ...] = ()  # labels that are not known word for word


def claim(sheet: Sheet) -> Claim | None:
    """Claim a sheet of the workshop's fields, each beside its value."""
    name = tuple(details.values(sheet, "title"))
    if details.recognise(sheet):
        return Claim(Fields(sheet, details.in_everyday_words(sheet)), name=name)
    if kinds.named(sheet):
        return None
    found = _in_other_words(sheet)
    if found is None:
        return None
    told = not found.matched
    return Claim(found, Certainty.TOLD if told else Certainty.SHAPED, name=name)


def _in_other_words(sheet: Sheet) -> Fields | None:
    """Return the fields of labels that mean ours, None where they are too few."""
    found = detail_labels.recognise(sheet, barred=barred.heading)
    if found is None:
        return None
    sure = [each for each in found.matches if each.sure]
    matched = tuple(each.heading for each in sure if each.how is not How.KNOWN)
    return Fields(sheet, {each.number: each.field for each in sure}, matched)


def pin(sheet: Sheet, _wanted: Wanted) -> Fields:
    """Return the sheet: its labels say which field is which."""
    known = details.recognise(sheet)
    return (
        Fields(sheet, details.in_everyday_words(sheet))
        if known
        else _in_other_words(sheet) or Fields(sheet)
    )


def read(found: Fields, reader: Reader) -> Taken:
    """Gather every field that the sheet says something about."""
    said = tuple(details.read(reader.account, found.own))
    reader.gathered.said += said
    return Taken("details", details.summary(said))


def tell(found: Fields) -> Layout:
    """Return that labels stand beside values."""
    reason = "labels stand beside their values"
    if found.matched:
        reason = f"{reason}; in other words than ours: {kinds.shown(found.matched)}"
    return Layout(mapping.FIELDS, reason)
