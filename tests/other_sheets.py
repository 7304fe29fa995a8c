"""Sheets of other work than ours, made from lists: stock, invoices, rosters, agendas, bug lists …"""

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from pipeline.model import Cell, Sheet

ROWS = 9
VARIANTS = 8  # of each subject: other headings, other columns, other rows

PERSONS = (
    "Ana Doe",
    "Ben Roe",
    "Cy Poe",
    "Dee Low",
    "Eli Fox",
    "Flo Hay",
    "Gus Oak",
    "Hal Elm",
    "Ida Ash",
)
BODIES = ("Alder Print", "Birch Catering", "Cedar Vans Inc", "Dogwood Rooms", "Elm Paper Company", "Fir Supply", "Gorse Services", "Hazel Foods")  # fmt: skip
GOODS = ("Name tags", "Flip chart", "Blue markers", "Folding table", "Extension cord", "Laptop stand", "Coffee urn", "Paper plates", "First aid kit", "Toner, black")  # fmt: skip
BUGS = ("Page does not load after login", "Button is cut off on phones", "Export leaves out the last row", "Search finds nothing with accents", "Wrong total on the second page", "Crash when the file is empty", "Slow list of users", "Password mail comes twice", "Dates are one day off")  # fmt: skip
TERMS = ("Warm handoff", "Braided funding", "Career navigator", "Sector table", "Stacked credential", "Apprentice", "Intake", "Barrier", "Cohort")  # fmt: skip
MEANINGS = ("A worker introduces the client to the next worker in person", "Two grants pay for one service and each is told apart", "A coach who stays with one student from start to job", "Employers of one trade who meet with trainers", "Short certificates that add up to a longer one", "Someone who learns a trade while paid", "The first talk with a new client", "What keeps someone from taking part", "People who begin a course together")  # fmt: skip
TALKS = ("Welcome and coffee", "Why we are here", "Break", "Panel of employers", "Lunch", "Work in small groups", "Report back", "Closing", "Clean up")  # fmt: skip
NOTES = ("call back", "paid in cash", "new this year", "see Ana", "to be replaced", "ok", "check with front desk", "late")  # fmt: skip
MOTIONS = ("We talked about the budget and agreed to wait", "Ana reported on the spring fair", "The roof needs work before winter", "Ben asked for two more chairs", "The bylaws were read again", "Nobody objected to the new logo", "The audit is done", "The board thanked the volunteers", "Parking was discussed at length")  # fmt: skip
DEBTS = ("Replace the boiler", "Old server fails", "Key staff leave", "Grant is cut", "Flood in the basement", "Data is lost", "Permit comes late", "Prices rise", "Supplier closes")  # fmt: skip
BOOKS = ("The Long Corridor", "Rain on Tin", "Two Left Shoes", "Harbor Chase", "A Map of Salt", "The Ninth Lamp", "Small Hours", "Paper Boats", "North of Here")  # fmt: skip
CITIES = ("Alder", "Birch Falls", "Cedar Gap", "Dunmore", "Elkton")
SIZES = ("S", "M", "L", "XL")
LEVELS = ("high", "low", "medium")
YES = ("x", "", "yes", "no")

Draw = tuple[str, ...]
# subject → the columns it may have: headings to choose from, and what the cells hold
SUBJECTS: dict[str, tuple[tuple[Draw, Draw | str], ...]] = {
    "stock": (
        (("Item", "Item name", "Description", "Product"), GOODS),
        (("SKU", "Item no.", "Code", "Asset tag"), "code"),
        (("Qty", "Quantity", "On hand", "Count"), "count"),
        (("Unit price", "Price", "Cost each"), "money"),
        (("Location", "Shelf", "Where kept"), CITIES),
        (("Supplier", "Vendor", "Bought from"), BODIES),
        (("Notes", "Comment"), NOTES),
        (("Last checked", "Date"), "day"),
    ),
    "invoices": (
        (("Invoice no.", "Invoice #", "Inv."), "code"),
        (("Customer", "Bill to", "Client", "Company"), BODIES),
        (("Amount", "Total", "Amount due"), "money"),
        (("Invoice date", "Issued", "Date"), "day"),
        (("Due date", "Due", "Pay by"), "day"),
        (("Status", "Paid?", "Paid"), ("paid", "open", "late")),
        (("Contact", "Contact name"), PERSONS),
        (("Email", "E-mail"), "email"),
    ),
    "timesheet": (
        (("Employee", "Name", "Staff member"), PERSONS),
        (("Date", "Day", "Week ending"), "day"),
        (("Time in", "In", "Start time"), "clock"),
        (("Time out", "Out", "End time"), "clock"),
        (("Hours", "Total hours", "Hrs"), "count"),
        (("Project", "Task", "Activity"), TALKS),
        (("Approved by", "Supervisor"), PERSONS),
    ),
    "roster": (
        (("Name", "Student", "Player", "Volunteer"), PERSONS),
        (("Team", "Group", "Class"), CITIES),
        (("Phone", "Cell"), "phone"),
        (("Email", "Mail"), "email"),
        (("T-shirt size", "Shirt"), SIZES),
        (("Emergency contact", "Parent"), PERSONS),
        (("Shift", "Day", "When"), "day"),
        (("Role", "Job", "Position"), ("usher", "cook", "driver")),
    ),
    "budget": (
        (("Line item", "Category", "Expense", "Item"), GOODS),
        (("Budget", "Budgeted", "Planned"), "money"),
        (("Actual", "Spent", "Actuals"), "money"),
        (("Variance", "Difference", "Remaining"), "money"),
        (("Notes", "Comment", "Justification"), NOTES),
        (("Who", "Owner", "Department"), PERSONS),
        (("By when", "Quarter", "Month"), "day"),
    ),
    "bugs": (
        (("ID", "Bug ID", "Ticket", "Key"), "code"),
        (("Summary", "Title", "Bug", "Issue"), BUGS),
        (("Severity", "Priority"), LEVELS),
        (("Assignee", "Assigned to", "Owner"), PERSONS),
        (("Status", "State"), ("open", "closed", "in test")),
        (("Component", "Module", "Area"), CITIES),
        (("Reported by", "Reporter"), PERSONS),
        (("Version", "Fix version", "Build"), "code"),
        (("Due", "Reported on"), "day"),
    ),
    "glossary": (
        (("Term", "Word", "Acronym", "Title"), TERMS),
        (("Definition", "Meaning", "Explanation", "What it means"), MEANINGS),
        (("Topic", "Category", "Group"), CITIES),
        (("Source", "From"), BODIES),
    ),
    "sign-in": (
        (("Name", "Full name", "Participant", "Print name"), PERSONS),
        (("Organization", "Agency", "From", "Company"), BODIES),
        (("Email", "E-mail address"), "email"),
        (("Phone", "Tel."), "phone"),
        (("Here?", "Signature", "Initials", "Present"), YES),
        (("Title", "Job title", "Role"), ("usher", "cook", "driver", "coach")),
    ),
    "agenda": (
        (("Time", "When", "Start"), "clock"),
        (("What", "Topic", "Activity", "Agenda item", "What we are doing"), TALKS),
        (("Who", "Lead", "Presenter", "Person"), PERSONS),
        (("Minutes", "How long", "Length"), "count"),
        (("Stuff needed", "Supplies", "Materials", "Bring"), GOODS),
        (("Room", "Where"), CITIES),
    ),
    "catalogue": (
        (("Product name", "Product", "Name", "Title"), GOODS),
        (("Brand", "Maker", "Manufacturer"), BODIES),
        (("Description", "Details", "Text"), MEANINGS),
        (("Price", "List price", "Retail price"), "money"),
        (("Category", "Type", "Section"), CITIES),
        (("Size", "Weight"), SIZES),
        (("Rating", "Reviews", "Votes"), "count"),
    ),
    "minutes": (
        (("Agenda item", "Topic", "Item", "Subject"), TALKS),
        (("Discussion", "Notes", "Key points", "What was said"), MOTIONS),
        (("Decision", "Motion", "Outcome", "Conclusion"), ("carried", "tabled", "none")),
        (("Moved by", "Who", "Speaker"), PERSONS),
        (("Seconded", "Second"), PERSONS),
        (("Vote", "Votes", "In favor"), "count"),
    ),
    "risks": (
        (("Risk", "Risk title", "Hazard"), DEBTS),
        (("Likelihood", "Probability", "How likely"), LEVELS),
        (("Impact", "How bad"), LEVELS),
        (("Mitigation", "Control measure", "What we do about it"), MOTIONS),
        (("Owner", "Risk owner", "Who"), PERSONS),
        (("Review date", "Next review", "When"), "day"),
    ),
    "library": (
        (("Title", "Book", "Name"), BOOKS),
        (("Author", "Written by", "By"), PERSONS),
        (("Genre", "Type", "Section"), CITIES),
        (("ISBN", "Call no."), "code"),
        (("Lent to", "Borrower", "Who has it"), PERSONS),
        (("Due back", "Due", "Return by"), "day"),
    ),
}  # fmt: skip


def all_of_them() -> Iterator[tuple[str, Sheet]]:
    """Yield each sheet with its subject, the same ones each time."""
    for subject, columns in SUBJECTS.items():
        for variant in range(VARIANTS):
            dice = random.Random(f"{subject} {variant}")  # noqa: S311 - no secret
            yield subject, _sheet(f"{subject} {variant}", columns, dice)


def _sheet(name: str, columns: tuple[tuple[Draw, Draw | str], ...], dice: random.Random) -> Sheet:
    first, rest = columns[:2], list(columns[2:])
    some = dice.sample(rest, dice.randint(min(2, len(rest)), len(rest)))
    chosen = [*first, *(each for each in rest if each in some)]
    if dice.random() < 0.3:
        dice.shuffle(chosen)
    grid = [[dice.choice(headings) for headings, _ in chosen]]
    drawn = [_values(holds, dice) for _, holds in chosen]
    grid += [list(row) for row in zip(*drawn, strict=True)]
    cells = [
        Cell(row, column, text, text)
        for row, texts in enumerate(grid, start=1)
        for column, text in enumerate(texts, start=1)
        if text
    ]
    return Sheet("other.csv", name, tuple(cells))


def _values(holds: Draw | str, dice: random.Random) -> list[str]:
    if isinstance(holds, tuple):
        if len(holds) >= ROWS:
            return dice.sample(holds, ROWS)
        return [dice.choice(holds) for _ in range(ROWS)]
    return [MADE[holds](row, dice) for row in range(ROWS)]


MADE: dict[str, Callable[[int, random.Random], str]] = {
    "code": lambda row, dice: f"{dice.choice('ABC')}{100 + 7 * row}",
    "count": lambda _, dice: str(dice.randint(1, 60)),
    "money": lambda _, dice: f"${dice.randint(2, 900)}.{dice.randint(10, 99)}",
    "day": lambda _, dice: (date(2026, 1, 5) + timedelta(dice.randint(0, 200))).isoformat(),
    "clock": lambda row, dice: f"{8 + row}:{dice.choice(('00', '15', '30'))}",
    "phone": lambda row, _: f"555-01{10 + row}",
    "email": lambda row, _: f"person{row}@mail.example",
}
