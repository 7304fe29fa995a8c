"""All that a room needs, imported, and two workbooks thought over: rooms of tests fork off from here."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline import flow, intake
from pipeline.room import server

SAMPLE = Path(__file__).parent.parent.parent / "inputs" / "roundtable"
OWN = "Get people to work,Talk to each other\nBus vouchers,One intake form\nRides,A meeting\n"

assert server.HERE == "127.0.0.1"
flow.make(
    [SAMPLE],
    ("outcomes",),
    instrument=None,
    today=date(2026, 11, 4),
    own=None,
    track=lambda things, _: iter(things),
)
with TemporaryDirectory() as folder:  # headings that are no form's are held against those of all
    book = Path(folder, "own.csv")
    book.write_text(OWN, encoding="utf-8")
    intake.read([book])
