"""What a form of a sheet is made of."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet: the field it fills and the heading we write.

    Other headings that it is known by: `pipeline/words/headings.toml`.
    """

    name: str  # the field of the noun in `pipeline.model`
    heading: str
    help: str
    choices: tuple[str, ...] = ()
    width: int = 18
    required: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of sheet, under the name we give it."""

    kind: str
    sheet: str
    purpose: str
    columns: tuple[Column, ...]
    also: tuple[str, ...] = ()  # other names of the sheet
    record: str = "record"  # what one row of it is
