"""Read a table or a JSON file as records for any template: one row, one document.

A record gives each field by its name: text as typed, and numbers, days and truths as `TypedValue`,
which print as the cell shows them and count as what they are. What must not be printed, such as an
error of Excel, is kept as a fault of its field: it stops only a template that uses the field.

`meanings` knows what a cell stands for and what must not be printed, `table` reads a sheet,
`objects` reads JSON, and `found` is what both return.
"""

from pipeline.records.found import EACH, Fields, Record, Records, Truth, named
from pipeline.records.objects import from_json
from pipeline.records.table import field_name, from_sheets

__all__ = [
    "EACH", "Fields", "Record", "Records", "Truth", "field_name", "from_json", "from_sheets", "named",
]  # fmt: skip
