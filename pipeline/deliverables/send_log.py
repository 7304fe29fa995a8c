"""Keep the list of what goes to whom: what is ready, what is missing, what they answered."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from itertools import combinations

from pipeline.deliverables import SEND_LOG
from pipeline.deliverables.audience import WATCH, held_off, is_partner
from pipeline.deliverables.blanks import line, name_in, where
from pipeline.deliverables.messages import Kept, Mail
from pipeline.deliverables.wordings import Wordings
from pipeline.meaning import plain
from pipeline.model import (
    UNSAID,
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

LONG = 130  # words from cells; more of them make a letter run over its page

LOG = (
    Heading("Partner", 34),
    Heading("Status", 26),
    Heading("What to do", 62),
    Heading("Contact", 22), Heading("Email", 32),
    Heading("Letter", 26, links=True), Heading("Email file", 26, links=True),
    Heading("Signed by", 20), Heading("Steps", 18),
    Heading("Sent on", 14),
    Heading("Follow up on", 14),
    Heading("Answer", 22, ("yes", "no", "later", "someone else")),
    Heading("Notes", 34),
)  # fmt: skip
PRINTED = 9  # first columns
BY_HAND = tuple(heading.text for heading in LOG[PRINTED:])
ADVICE = (
    "Send log: What to fill in",
    "Send log: What a draft is",
    "Send log: What the files are",
    "Send log: When the letters are made again",
    "Send log: When to follow up",
)
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


def book(entries: Sequence[Mail | Kept], findings: Findings, told: Wordings) -> Book:
    """Return the send log: one row a partner, those nobody writes to as well."""
    name = str(told.say("Send log: Name of the list"))
    advice = (str(told.say(row)) for row in ADVICE)
    read_me = Table("Read me", (), (), intro=(name, *advice))
    return Book(SEND_LOG, name, (read_me, _log(entries, findings, told)))


def _log(entries: Sequence[Mail | Kept], findings: Findings, told: Wordings) -> Table:
    alike = _alike([entry.partner for entry in entries])
    called = unique(entry.partner.organization for entry in entries)
    earlier = _by_partner(findings.sent)
    glossary = {str(each.short): each.meaning for each in findings.workshop.program.glossary}
    rows = []
    for entry, name in zip(entries, called, strict=True):
        own = _cells(earlier.pop(name_key(name), ()))
        same = alike.get(entry.partner.organization.place, ())
        rows.append((*_row(entry, same, glossary, told), *own))
    ready = {at for at, each in enumerate(entries) if isinstance(each, Mail) and each.is_ready}
    rows += [_gone(each, told) for each in earlier.values()]
    headings, unready = tuple(told.advised("Send log", LOG)), frozenset(range(len(rows))) - ready
    return Table("Send log", headings, tuple(rows), marked=unready, keep=2, printed=PRINTED)


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


def _gone(filled_in: Sequence[Decision], told: Wordings) -> Row:
    """Return what was filled in beside a partner that is in the list no more: it is not lost."""
    status = str(told.say("Status: not among the partners any more"))
    return (str(filled_in[0].which), status, *[None] * (PRINTED - 2), *_cells(filled_in))


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


def _row(
    entry: Mail | Kept, alike: Sequence[Typed], glossary: Mapping[str, Typed], told: Wordings
) -> Row:
    """Return the columns of one partner that are not filled in by hand."""
    partner = entry.partner
    contact, email = line(partner.contact) or None, line(partner.email) or None
    steps = "; ".join((*entry.part.leads, *entry.part.helps)) or None
    files: tuple[str | None, ...] = (None, None, None)
    to_do: str | None
    if isinstance(entry, Kept):
        status, to_do = _kept(entry, told)
    else:
        status = _status(entry, told)
        to_do = "\n".join(_to_do(entry, alike, glossary, told)) or None
        name = entry.filename.removeprefix("outreach/")
        files = (f"{name}-letter.docx", f"{name}-email.eml", str(entry.letter.signer.name))
    return (
        line(partner.organization) or None,
        str(status),
        to_do,
        contact,
        email,
        *files,
        steps,
    )


def _kept(entry: Kept, told: Wordings) -> tuple[str, str]:
    """Return why nobody is to write to the partner, and which cell says so."""
    if entry.ours:
        says = told.say("Send log: Our own organization", cell=where(entry.ours))
        return told.say("Status: your own organization"), says
    return told.say("Status: do not contact"), _why_kept(entry.partner, told)


def _why_kept(partner: Partner, told: Wordings) -> str:
    """Return which cell says that nobody is to write to the partner."""
    held = held_off(partner)
    if held is None:
        return ""
    row = "Send log: A column says so" if held.heading else "Send log: A cell says so"
    return told.say(row, heading=held.heading, words=str(held.words), cell=where(held.words))


def _status(mail: Mail, told: Wordings) -> str:
    if mail.is_ready:
        return told.say("Status: ready")
    reasons = [told.say(f"Status: {each}") for each in dict.fromkeys(g.status for g in mail.gaps)]
    if mail.translate:
        reasons.append(told.say("Status: needs translation", language=mail.translate))
    return told.say("Status: draft", reasons=", ".join(reasons))


def _to_do(
    mail: Mail, alike: Sequence[Typed], glossary: Mapping[str, Typed], told: Wordings
) -> Iterator[str]:
    """Yield what is missing or wrong, then what a person may want to see to before it is sent."""
    partner = mail.partner
    if introducer := line(partner.introduced_by):
        yield _of("First ask", introducer, told)
    for gap in mail.gaps:
        row = "Send log: Look at" if gap.wrong else "Send log: Fill in"
        yield told.say(row, words=gap.said(told.lack(gap.what)))
    for other in alike:
        same = same_name(other, partner.organization)
        yield _of("The same organization" if same else "Maybe the same organization", other, told)
    yield from _worth_a_look(mail, glossary, told)


def _of(row: str, typed: Typed, told: Wordings, words: str = "", **more: str) -> str:
    """Return what a row says of a cell: of some `words` in it, or of all of them."""
    said = words or str(line(typed))
    return told.say(f"Send log: {row}", words=said, cell=where(typed), **more)


def _worth_a_look(mail: Mail, glossary: Mapping[str, Typed], told: Wordings) -> Iterator[str]:
    partner = mail.partner
    organization = partner.organization
    if not line(partner.overlap):
        yield told.say("Send log: No reason to write", cell=where(partner.overlap, organization))
    if not line(partner.first_project):
        cell = where(partner.first_project, organization)
        yield told.say("Send log: No first small step", cell=cell)
    if mail.audience == "neutral" and line(partner.kind):
        yield _of("A type without wording", partner.kind, told)
    steps = len(mail.part.leads + mail.part.helps)
    if not is_partner(partner) and steps >= MANY_STEPS:
        yield told.say("Send log: Many steps of the plan", number=str(steps))
    yield from _words_to_mind(mail, glossary, told)


def _words_to_mind(mail: Mail, glossary: Mapping[str, Typed], told: Wordings) -> Iterator[str]:
    """Yield words that speak of the reader, that the reader may stumble over, or that are too many."""
    partner = mail.partner
    for typed in (partner.ask, partner.first_project, partner.we_offer):
        if found := _OF_THEM.search(typed):
            yield _of("A word about the partner", typed, told, found[0])
    printed = (
        partner.overlap, partner.bigger_problem, partner.evidence, partner.evidence_source, partner.mutual_goals,
        partner.we_offer, partner.they_bring, partner.ask, partner.first_project,
    )  # fmt: skip
    watched = WATCH.get(mail.audience, r"(?!)")
    for typed in printed:
        if found := re.search(watched, typed):
            yield _of("A word to stumble over", typed, told, found[0])
    if sum(len(typed.split()) for typed in printed) > LONG:
        yield told.say("Send log: Long cells")
    if language_of(mail.language) == "en":
        yield from _plainly(mail, printed, glossary, told)


def _plainly(
    mail: Mail, printed: Sequence[Typed], glossary: Mapping[str, Typed], told: Wordings
) -> Iterator[str]:
    """Yield what makes the letter hard to read: its grade, long sentences, abbreviations, hard words."""
    score = plain.grade(mail.letter.sentences())
    if score is not None and score > plain.GRADE:
        yield told.say("Send log: Hard to read", grade=str(score), plain=str(plain.GRADE))
    known: set[str] = set()
    hard: set[str] = set()
    for typed in printed:
        for sentence in plain.sentences(typed):
            if (count := plain.length(sentence)) > plain.LONG:
                yield told.say("Send log: A long sentence", number=str(count), cell=where(typed))
        for short in plain.unexplained(typed, known):
            if meaning := line(glossary.get(short, UNSAID)):
                explained = {"meaning": str(meaning)}
                yield _of("Not spelled out, in the glossary", typed, told, short, **explained)
            else:
                yield _of("Not spelled out", typed, told, short)
        known |= plain.abbreviations(typed)
        for word, say in plain.to_avoid(typed, READERS.get(mail.audience, ())):
            if word not in hard:
                hard.add(word)
                yield _of("A hard word", typed, told, word, plain=say)
