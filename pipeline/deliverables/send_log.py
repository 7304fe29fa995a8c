"""Keep the list of what goes to whom: what is ready, what is missing, what they answered."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time

from pipeline.deliverables.audience import WATCH, held_off
from pipeline.deliverables.blanks import line, name_in, where
from pipeline.deliverables.helpers import helpers, names
from pipeline.deliverables.messages import ENGLISH, Kept, Mail
from pipeline.model import (
    About,
    Book,
    Cell,
    Decision,
    Findings,
    Heading,
    Partner,
    Sheet,
    Table,
    Typed,
    unique,
)
from pipeline.names import name_key

Row = tuple[str | date | None, ...]

FILE = "outreach/send-log.xlsx"
LONG = 130  # words from cells; more of them make a letter run over its page

LOG = (
    Heading("Partner", 38), Heading("Contact", 24), Heading("Email", 34), Heading("Letter file", 44),
    Heading("Email file", 44), Heading("Signed by", 24),
    Heading("Status", 34, help="ready, draft, or no letter: as it was when the files were made."),
    Heading("Missing", 50, help="What to type, and in which cell, before it can be sent."),
    Heading("Worth a look", 50), Heading("Plan steps that name them", 22),
    Heading("Sent on", 14, help="The day it was sent."),
    Heading("Follow-up on", 14, help="7 to 10 days after it was sent; twice at most."),
    Heading("Answer", 26, ("yes", "no", "later", "someone else"), help="What they answered."),
)  # fmt: skip
BY_HAND = tuple(heading.text for heading in LOG[-3:])


def book(entries: Sequence[Mail | Kept], findings: Findings) -> Book:
    """Return the send log: one row a partner, those nobody writes to as well."""
    return Book(FILE, "Send log", (_advice(), _log(entries, findings)))


def _advice() -> Table:
    return Table("Read me", (), (), intro=(
        "Send log",
        "One row a partner. Fill in Sent on, Follow-up on and Answer by hand.",
        "A draft shows its blanks as [Fill in: …]. Type what is missing in the cell named here, and make the letters again.",
        "Making the letters again with --replace writes this log anew; what you filled in there stays.",
        "Follow up 7 to 10 days after sending, twice at most. A no is an answer.",
    ))  # fmt: skip


def _log(entries: Sequence[Mail | Kept], findings: Findings) -> Table:
    folded = Counter(name_in(entry.partner.organization) for entry in entries)
    called = unique(entry.partner.organization for entry in entries)
    earlier = _by_partner(findings.sent)
    rows = []
    for entry, name in zip(entries, called, strict=True):
        row = _row(entry, folded, findings)
        own = earlier.pop(name_key(name), None)
        rows.append((*row[: -len(BY_HAND)], *_cells(own)) if own else row)
    rows += [_gone(each) for each in earlier.values()]
    unready = frozenset(i for i, row in enumerate(rows) if row[6] != "ready")
    return Table("Send log", LOG, tuple(rows), marked=unready)


def _by_partner(sent: Sequence[Decision]) -> dict[str, list[Decision]]:
    """Return what was filled in by hand, partner by partner."""
    rows: dict[str, list[Decision]] = {}
    for each in sent:
        rows.setdefault(name_key(each.which), []).append(each)
    return rows


def _cells(filled_in: Sequence[Decision]) -> Row:
    said = {each.field: each.day or str(each.value) for each in filled_in}
    return tuple(said.get(heading) for heading in BY_HAND)


def _gone(filled_in: Sequence[Decision]) -> Row:
    """Return what was filled in beside a partner that is in the list no more: it is not lost."""
    name, status = str(filled_in[0].which), "not among the partners any more"
    return (name, None, None, None, None, None, status, None, None, None, *_cells(filled_in))


def filled(sheets: Sequence[Sheet]) -> Iterator[Decision]:
    """Yield what a person filled in by hand in an earlier send log, cell by cell."""
    for sheet in sheets:
        rows: defaultdict[int, dict[int, Cell]] = defaultdict(dict)
        for cell in sheet.cells:
            rows[cell.row][cell.column] = cell
        heads = {LOG[0].text, *BY_HAND}
        found = (number for number, row in rows.items() if heads <= {c.text for c in row.values()})
        if header := next(found, 0):
            columns = {cell.text: column for column, cell in rows[header].items()}
            yield from _below(sheet, {n: row for n, row in rows.items() if n > header}, columns)


def _below(
    sheet: Sheet, rows: Mapping[int, Mapping[int, Cell]], columns: Mapping[str, int]
) -> Iterator[Decision]:
    """Yield what was filled in below the headings; the second row of one partner is called (2)."""
    at = columns[LOG[0].text]
    named = unique(row[at].text if at in row else "" for row in rows.values())
    for (number, row), name in zip(rows.items(), named, strict=True):
        yield from _decided(sheet, row, Typed(name, sheet.place(number, at)), columns)


def _decided(
    sheet: Sheet, row: Mapping[int, Cell], partner: Typed, columns: Mapping[str, int]
) -> Iterator[Decision]:
    for heading in BY_HAND:
        cell = row.get(columns[heading])
        if cell and cell.text.strip():
            value = Typed(cell.text, sheet.place(cell.row, cell.column))
            yield Decision(About.PARTNER, partner, heading, value, day=_day(cell.value))


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else None
    return value if isinstance(value, date) else None


def _row(entry: Mail | Kept, named: Counter[str], findings: Findings) -> Row:
    partner = entry.partner
    known = (
        line(partner.organization) or None,
        line(partner.contact) or None,
        line(partner.email) or None,
    )
    steps = _steps(partner, findings)
    if isinstance(entry, Kept):
        status = "no letter: do not contact"
        return (
            *known,
            None,
            None,
            None,
            status,
            None,
            _why_kept(partner),
            steps,
            None,
            None,
            None,
        )
    signer = entry.letter.signer
    return (
        *known,
        f"{entry.filename}-letter.docx".removeprefix("outreach/"),
        f"{entry.filename}-email.txt".removeprefix("outreach/"),
        signer.name.words or signer.name.blank,
        _status(entry),
        "; ".join(map(str, entry.gaps)) or None,
        " ".join(_worth_a_look(entry, named)) or None,
        steps,
        None,
        None,
        None,
    )


def _why_kept(partner: Partner) -> str | None:
    """Return which cell says that nobody is to write to the partner."""
    held = held_off(partner)
    if held is None:
        return None
    says = f'{held.heading} says "{held.words}"' if held.heading else f'"{held.words}" is said'
    return f"{says} in {where(held.words)}."


def _status(mail: Mail) -> str:
    reasons = [gap.status for gap in mail.gaps]
    language = line(mail.partner.language)
    if language.casefold() not in ENGLISH:
        reasons.append(f"needs translation ({language})")
    return f"draft: {', '.join(reasons)}" if reasons else "ready"


def _steps(partner: Partner, findings: Findings) -> str | None:
    called = names([partner])
    known = names(findings.workshop.partners)
    named = (
        action.id
        for action in findings.workshop.actions
        if called & {name_in(each) for each in (*helpers(action, known), action.lead_organization)}
    )
    return "; ".join(named) or None


def _worth_a_look(mail: Mail, named: Counter[str]) -> Iterator[str]:
    """Yield what a person may want to see to before it is sent."""
    partner = mail.partner
    if named[name_in(partner.organization)] > 1:
        yield f"{named[name_in(partner.organization)]} rows name this organization."
    if not line(partner.overlap):
        yield f"Nothing says why you write to them ({where(partner.overlap, partner.organization)})."
    if not line(partner.first_project):
        yield f"No first small step ({where(partner.first_project, partner.organization)})."
    if mail.letter.audience == "neutral" and line(partner.kind):
        yield f'"{line(partner.kind)}" is no type we have wording for: the wording is neutral.'
    printed = (
        partner.overlap, partner.bigger_problem, partner.evidence, partner.evidence_source, partner.mutual_goals,
        partner.we_offer, partner.they_bring, partner.ask, partner.first_project,
    )  # fmt: skip
    watched = WATCH.get(mail.letter.audience, r"(?!)")
    for typed in printed:
        if found := re.search(watched, typed):
            yield f'This reader may stumble over "{found[0]}" ({where(typed)}).'
    if sum(len(typed.split()) for typed in printed) > LONG:
        yield "Long cells: see that the letter keeps to one page."
