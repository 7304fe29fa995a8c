"""Keep the list of what goes to whom: what is ready, what is missing, what they answered."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from itertools import combinations

from pipeline.deliverables.audience import WATCH, held_off, is_partner
from pipeline.deliverables.blanks import line, name_in, where
from pipeline.deliverables.messages import Kept, Mail
from pipeline.deliverables.salutation import to_ask_about
from pipeline.meaning import plain
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
from pipeline.names import alike_names, heading_key, name_key, same_name
from pipeline.problems import Place
from pipeline.words import language_of

Row = tuple[str | date | None, ...]

FILE = "outreach/send-log.xlsx"
LONG = 130  # words from cells; more of them make a letter run over its page

LOG = (
    Heading("Partner", 34),
    Heading("Status", 26, help="ready, draft, or no letter: as it was when the files were made."),
    Heading("What to do", 62, help="What to type or to look at, and in which cell; one a line."),
    Heading("Contact", 22), Heading("Email", 32),
    Heading("Letter", 26, links=True), Heading("Email file", 26, links=True, help="Opens as a draft in a mail program. Nothing is sent by itself."),
    Heading("Signed by", 20), Heading("Steps", 18, help="Steps of the action plan that name them."),
    Heading("Sent on", 14, help="The day it was sent."),
    Heading("Follow up on", 14, help="7 to 10 days after Sent on; twice at most."),
    Heading("Answer", 22, ("yes", "no", "later", "someone else"), help="What they answered."),
    Heading("Notes", 34, help="Yours: who said what, and when."),
)  # fmt: skip
PRINTED = 9  # first columns
BY_HAND = tuple(heading.text for heading in LOG[PRINTED:])
STATUS = 1  # its column
MANY_STEPS = 5
READERS = {  # audience of a letter → readers of the words to avoid
    "employer": ("employers",),
    "hospital": ("employers",),
    "bank": ("employers",),
    "community": ("community",),
    "faith": ("community",),
}
_TOLD_BY = {heading_key(each) for each in ("Partner", "Sent on", "Answer")}
_OF_THEM = re.compile(r"(?i)\b(?:their|theirs|them|they)\b")


def book(entries: Sequence[Mail | Kept], findings: Findings) -> Book:
    """Return the send log: one row a partner, those nobody writes to as well."""
    return Book(FILE, "Send log", (_advice(), _log(entries, findings)))


def _advice() -> Table:
    return Table("Read me", (), (), intro=(
        "Send log",
        "One row a partner. Fill in Sent on, Follow up on, Answer and Notes by hand.",
        "A draft shows its blanks as [Fill in: …]. Do what stands under What to do, in the cell named there, and make the letters again.",
        "Letter opens the letter. Email file opens an email as a draft, with the letter attached: nothing is sent before you send it.",
        "Making the letters again with --replace writes this log anew; what you filled in there stays.",
        "Follow up 7 to 10 days after sending, twice at most. A no is an answer.",
    ))  # fmt: skip


def _log(entries: Sequence[Mail | Kept], findings: Findings) -> Table:
    alike = _alike([entry.partner for entry in entries])
    called = unique(entry.partner.organization for entry in entries)
    earlier = _by_partner(findings.sent)
    glossary = {str(each.short): each.meaning for each in findings.workshop.program.glossary}
    rows = []
    for entry, name in zip(entries, called, strict=True):
        own = _cells(earlier.pop(name_key(name), ()))
        same = alike.get(entry.partner.organization.place, ())
        rows.append((*_row(entry, same, glossary), *own))
    rows += [_gone(each) for each in earlier.values()]
    unready = frozenset(i for i, row in enumerate(rows) if row[STATUS] != "ready")
    return Table("Send log", LOG, tuple(rows), marked=unready, keep=2, printed=PRINTED)


def _alike(partners: Sequence[Partner]) -> dict[Place, tuple[Typed, ...]]:
    """Return for the organization of each partner the others that are, or may be, the same.

    Names that are alike begin with the same letter.
    """
    found: defaultdict[Place, tuple[Typed, ...]] = defaultdict(tuple)
    begun: defaultdict[str, list[Typed]] = defaultdict(list)
    for each in partners:
        if key := name_in(each.organization):
            begun[key[0]].append(each.organization)
    for names in begun.values():
        for one, other in combinations(names, 2):
            if same_name(one, other) or alike_names(one, other):
                found[one.place] += (other,)
                found[other.place] += (one,)
    return found


def _by_partner(sent: Sequence[Decision]) -> dict[str, list[Decision]]:
    """Return what was filled in by hand, partner by partner."""
    rows: dict[str, list[Decision]] = {}
    for each in sent:
        rows.setdefault(name_key(each.which), []).append(each)
    return rows


def _cells(filled_in: Sequence[Decision]) -> Row:
    said = {heading_key(each.field): each.day or str(each.value) for each in filled_in}
    return tuple(said.get(heading_key(heading)) for heading in BY_HAND)


def _gone(filled_in: Sequence[Decision]) -> Row:
    """Return what was filled in beside a partner that is in the list no more: it is not lost."""
    name, status = str(filled_in[0].which), "not among the partners any more"
    return (name, status, *[None] * (PRINTED - 2), *_cells(filled_in))


def filled(sheets: Sequence[Sheet]) -> Iterator[Decision]:
    """Yield what a person filled in by hand in an earlier send log, cell by cell."""
    for sheet in sheets:
        rows: defaultdict[int, dict[int, Cell]] = defaultdict(dict)
        for cell in sheet.cells:
            rows[cell.row][cell.column] = cell
        found = (
            n for n, row in rows.items() if {heading_key(c.text) for c in row.values()} >= _TOLD_BY
        )
        if header := next(found, 0):
            columns = {heading_key(cell.text): column for column, cell in rows[header].items()}
            yield from _below(sheet, {n: row for n, row in rows.items() if n > header}, columns)


def _below(
    sheet: Sheet, rows: Mapping[int, Mapping[int, Cell]], columns: Mapping[str, int]
) -> Iterator[Decision]:
    """Yield what was filled in below the headings; the second row of one partner is called (2)."""
    at = columns[heading_key(LOG[0].text)]
    named = unique(row[at].text if at in row else "" for row in rows.values())
    for (number, row), name in zip(rows.items(), named, strict=True):
        yield from _decided(sheet, row, Typed(name, sheet.place(number, at)), columns)


def _decided(
    sheet: Sheet, row: Mapping[int, Cell], partner: Typed, columns: Mapping[str, int]
) -> Iterator[Decision]:
    for heading in BY_HAND:
        cell = row.get(columns.get(heading_key(heading), 0))
        if cell and cell.text.strip():
            value = Typed(cell.text, sheet.place(cell.row, cell.column))
            yield Decision(About.PARTNER, partner, heading, value, day=_day(cell.value))


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else None
    return value if isinstance(value, date) else None


def _row(entry: Mail | Kept, alike: Sequence[Typed], glossary: Mapping[str, Typed]) -> Row:
    """Return the columns of one partner that are not filled in by hand."""
    partner = entry.partner
    contact, email = line(partner.contact) or None, line(partner.email) or None
    steps = "; ".join((*entry.part.leads, *entry.part.helps)) or None
    files: tuple[str | None, ...] = (None, None, None)
    to_do: str | None
    if isinstance(entry, Kept):
        status, to_do = _kept(entry)
    else:
        status, to_do = _status(entry), "\n".join(_to_do(entry, alike, glossary)) or None
        name = entry.filename.removeprefix("outreach/")
        files = (f"{name}-letter.docx", f"{name}-email.eml", str(entry.letter.signer.name))
    return (
        line(partner.organization) or None,
        status,
        to_do,
        contact,
        email,
        *files,
        steps,
    )


def _kept(entry: Kept) -> tuple[str, str]:
    """Return why nobody is to write to the partner, and which cell says so."""
    if entry.ours:
        return "no letter: your own organization", f"Details names it ({where(entry.ours)})."
    return "no letter: do not contact", _why_kept(entry.partner)


def _why_kept(partner: Partner) -> str:
    """Return which cell says that nobody is to write to the partner."""
    held = held_off(partner)
    if held is None:
        return ""
    says = f'{held.heading} says "{held.words}"' if held.heading else f'"{held.words}" is said'
    return f"{says} in {where(held.words)}."


def _status(mail: Mail) -> str:
    reasons = dict.fromkeys(gap.status for gap in mail.gaps)
    if mail.translate:
        reasons[f"needs translation ({mail.translate})"] = None
    return f"draft: {', '.join(reasons)}" if reasons else "ready"


def _to_do(mail: Mail, alike: Sequence[Typed], glossary: Mapping[str, Typed]) -> Iterator[str]:
    """Yield what is missing or wrong, then what a person may want to see to before it is sent."""
    partner = mail.partner
    if introducer := line(partner.introduced_by):
        yield f"First ask: {introducer}, who can introduce us ({where(introducer)})."
    for gap in mail.gaps:
        yield f"{'Look at' if gap.wrong else 'Fill in'}: {gap}."
    for other in alike:
        if same_name(other, partner.organization):
            yield f"Another row names this organization ({where(other)})."
        else:
            yield f'Is this the same organization as "{line(other)}" ({where(other)})? Then keep one row.'
    yield from _worth_a_look(mail, glossary)


def _worth_a_look(mail: Mail, glossary: Mapping[str, Typed]) -> Iterator[str]:
    partner = mail.partner
    organization = partner.organization
    if not line(partner.overlap):
        yield f"Nothing says why you write to them ({where(partner.overlap, organization)})."
    if not line(partner.first_project):
        yield f"No first small step ({where(partner.first_project, organization)})."
    if mail.audience == "neutral" and line(partner.kind):
        yield f'"{line(partner.kind)}" is no type we have wording for: the wording is neutral.'
    contact = line(partner.contact)
    if to_ask_about(contact) and not line(partner.salutation):
        yield f'The greeting is "{contact}", as typed: fill in Salutation, or type the name as it is said ({where(contact)}).'
    if not is_partner(partner) and len(mail.part.leads + mail.part.helps) >= MANY_STEPS:
        yield f"The plan names them in {len(mail.part.leads + mail.part.helps)} steps: does the letter say so?"
    yield from _words_to_mind(mail, glossary)


def _words_to_mind(mail: Mail, glossary: Mapping[str, Typed]) -> Iterator[str]:
    """Yield words that speak of the reader, that the reader may stumble over, or that are too many."""
    partner = mail.partner
    for typed in (partner.ask, partner.first_project, partner.we_offer):
        if found := _OF_THEM.search(typed):
            yield f'"{found[0]}" speaks about the partner, not to it ({where(typed)}).'
    printed = (
        partner.overlap, partner.bigger_problem, partner.evidence, partner.evidence_source, partner.mutual_goals,
        partner.we_offer, partner.they_bring, partner.ask, partner.first_project,
    )  # fmt: skip
    watched = WATCH.get(mail.audience, r"(?!)")
    for typed in printed:
        if found := re.search(watched, typed):
            yield f'This reader may stumble over "{found[0]}" ({where(typed)}).'
    if sum(len(typed.split()) for typed in printed) > LONG:
        yield "Long cells: see that the letter keeps to one page."
    if language_of(mail.language) == "en":
        yield from _plainly(mail, printed, glossary)


def _plainly(mail: Mail, printed: Sequence[Typed], glossary: Mapping[str, Typed]) -> Iterator[str]:
    """Yield what makes the letter hard to read: its grade, long sentences, abbreviations, hard words."""
    score = plain.grade(mail.letter.sentences())
    if score is not None and score > plain.GRADE:
        yield f"The letter asks for reading grade {score}; {plain.GRADE} or less is plain. Shorten its cells."
    known: set[str] = set()
    told: set[str] = set()
    for typed in printed:
        for sentence in plain.sentences(typed):
            if (count := plain.length(sentence)) > plain.LONG:
                yield f"A sentence has {count} words: make two of it ({where(typed)})."
        for short in plain.unexplained(typed, known):
            yield f"{short} is not spelled out where it stands first ({where(typed)}).{_written(short, glossary)}"
        known |= plain.abbreviations(typed)
        for word, say in plain.to_avoid(typed, READERS.get(mail.audience, ())):
            if word not in told:
                told.add(word)
                yield f'"{word}" is hard for some readers: say {say} ({where(typed)}).'


def _written(short: str, glossary: Mapping[str, Typed]) -> str:
    """Return what to write for an abbreviation, as the sheet Glossary has it; "" where it has none."""
    meaning = glossary.get(short)
    return f" Write {line(meaning)} ({short})." if meaning and line(meaning) else ""
