"""A record a block of lines, each a label and what it says: Name: …, Contact: …, Email: …."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline import forms
from pipeline.model import Cell, ColumnRead, Layout, Sheet, Wanted
from pipeline.problems import Problem
from pipeline.reading import mapping
from pipeline.reading.account import Account
from pipeline.reading.claims import Certainty, Claim, Reader, Taken
from pipeline.reading.columns import kinds, turning
from pipeline.reading.columns.kinds import Table
from pipeline.reading.columns.turning import Blocks
from pipeline.reading.layouts import own_words, rows
from pipeline.reading.mapping import pinned

NAMES = (mapping.BLOCKS,)


@dataclass(frozen=True, slots=True)
class Records:
    """The blocks of a sheet, and the table that they make."""

    blocks: Blocks
    table: Table


def claim(sheet: Sheet) -> Claim | None:
    """Claim blocks whose labels are the headings of a table that would be claimed."""
    blocks = None if kinds.named(sheet) is forms.DETAILS else turning.turned(sheet)
    if blocks is None:
        return None
    found = rows.claim(blocks.table) or own_words.claim(blocks.table)
    if found is None:
        return None
    told = found.certainty is Certainty.TOLD and not blocks.headless
    certainty = Certainty.TOLD if told else Certainty.SHAPED
    return replace(found, found=Records(blocks, found.found), certainty=certainty)


def pin(sheet: Sheet, wanted: Wanted) -> Records | Problem:
    """Return the blocks as the kind that a mapping file says, or what they lack."""
    blocks = turning.turned(sheet)
    if blocks is None:
        nothing = "No labels come again here, block after block."
        return Problem(wanted.place, nothing, pinned.MEND)
    found = claim(sheet)
    if found and found.found.table.form is pinned.FORMS[wanted.kind]:
        records: Records = found.found
        return records
    table = rows.pin(blocks.table, replace(wanted, heading_row=None))
    return table if isinstance(table, Problem) else Records(blocks, table)


def read(found: Records, reader: Reader) -> Taken:
    """Read each block as a record of the table's kind, and account for the cells that were typed."""
    blocks, outer = found.blocks, reader.account
    inner = Account(blocks.table)
    taken = rows.read(found.table, replace(reader, account=inner))
    reader.gathered.begins[outer.sheet.file, outer.sheet.name] = blocks.begins
    read = inner.reading("", "")
    for cell in read.used:
        for each in _typed(blocks, cell):
            outer.use(each)
    for cell, reason in zip(read.left_out.cells, read.left_out.reasons, strict=True):
        outer.leave(_typed(blocks, cell), reason)
    for cell, why in blocks.left:
        outer.leave([cell], why)
    outer.problems += [each for each in inner.problems if each not in outer.problems]
    outer.notices += inner.notices
    return taken


def _typed(blocks: Blocks, cell: Cell) -> Sequence[Cell]:
    """Return the cells that a cell of the table stands for: all labels of a heading."""
    if cell.row == 1:
        return blocks.labels.get(cell.column, ())
    return (blocks.typed[cell.row, cell.column],)


def tell(found: Records) -> Layout:
    """Return which label was read as what."""
    said = rows.tell(found.table)
    heads = {"A": ""} if found.blocks.headless else {}
    columns = tuple(
        ColumnRead(each.field, "", heads.get(each.letters, each.heading), each.told)
        for each in said.columns
    )
    reason = "the same labels come again, block after block"
    return Layout(mapping.BLOCKS, reason, 0, columns)
