"""Read partners, action steps and commitments: a record a row, blanks left blank."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from string import ascii_uppercase

from pipeline.model import (
    UNSAID,
    About,
    Action,
    Cell,
    Commitment,
    Decision,
    Partner,
    Reason,
    Sheet,
    Title,
    Typed,
    Unread,
    When,
)
from pipeline.names import heading_key, id_key, name_key
from pipeline.privacy import asks_no_contact
from pipeline.problems import Place, Problem
from pipeline.reading.account import Account
from pipeline.reading.columns.kinds import Table
from pipeline.reading.nouns import lines, when
from pipeline.reading.nouns.reach import Reach, job_apart, spread
from pipeline.words import among, is_unknown, says_no, says_yes

_ID = r"[A-Za-z]{0,4}-?\d+(?:\.\d+)*[A-Za-z]?"  # B12, 5.1
_IDS_BETWEEN = r"\s*(?:[;,&\n]|\band\b)\s*|\s+"
_IDS = re.compile(rf"{_ID}(?:(?:{_IDS_BETWEEN}){_ID})+")
OURS = "Written by Afterword, not read."


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, read field by field."""

    account: Account
    columns: Mapping[str, int]
    number: int
    cells: Mapping[int, Cell] = field(default_factory=dict)  # all that hold words, by their column

    def typed(self, field: str) -> Typed:
        """Return what the row says in `field`; UNSAID where the table has no such column."""
        column = self.columns.get(field)
        return self.account.typed(self.number, column) if column else UNSAID

    def when(self, field: str) -> When:
        """Return the time the row gives in `field`."""
        column = self.columns.get(field)
        return when.told(self.account, self.number, column) if column else When()

    def comment(self) -> Typed:
        """Return what the comments on the row's cells say."""
        columns = sorted(self.columns.values())
        return self.account.comment(*(self.account.cell(self.number, each) for each in columns))

    def several(self, field: str) -> tuple[Typed, ...]:
        """Return the parts of `field`: ; or line breaks stand between, and between ids a comma, too."""
        words = self.typed(field)
        between = _IDS_BETWEEN if _IDS.fullmatch(words.strip()) else r"[;\n]"
        parts = (part.strip() for part in re.split(between, words))
        return tuple(Typed(part, words.place) for part in parts if part)

    def own_id(self, field: str, required: str) -> Typed:
        """Return the record's id: as typed, else the cell of its `required` field."""
        given = self.typed(field)
        if given.strip():
            return given
        place = self.account.place(self.number, self.columns[required])
        return Typed(place.cell, place)


def partners(found: Table, account: Account) -> Iterator[Partner]:
    """Yield the partners of a sheet; columns for internal eyes are not read."""
    for row in rows(found, account):
        several = {
            column.name: row.typed(column.name)
            for column in found.form.columns
            if column.name not in ("id", "cleared")
        }
        reach = Reach(several["contact"], several["email"], several["phone"])
        name, several["email"], several["phone"] = spread(reach)
        several["contact"], several["contact_title"] = job_apart(name, several["contact_title"])
        cleared = says_yes(row.typed("cleared"))
        partner = Partner(id=row.own_id("id", "organization"), cleared=cleared, **several)
        known = set(found.columns.values())
        unread = [cell.text for column, cell in row.cells.items() if column not in known]
        yield _held_off(partner, row.cells.values(), unread, found.sheet)


def not_to_contact(
    partners: Iterable[Partner],
    asides: Iterable[tuple[Sheet, Sequence[Cell]]],
    begins: Mapping[tuple[str, str], Sequence[int]],
) -> Iterator[Partner]:
    """Yield the partners; those of whom a cell that was set aside says "do not contact" say so too.

    What is set aside is for internal eyes: of its words only these are taken. `begins` are the rows
    in which each record begins, on a sheet where one takes several.
    """
    beside: defaultdict[tuple[str, str, int], list[Cell]] = defaultdict(list)
    sheets = {}
    for sheet, cells in asides:
        blocks = begins.get((sheet.file, sheet.name), ())
        for cell in cells:
            beside[sheet.file, sheet.name, _first_row(cell.row, blocks)].append(cell)
            sheets[sheet.file, sheet.name] = sheet
    for partner in partners:
        place = partner.organization.place
        blocks = begins.get((place.file, place.sheet), ())
        row = _first_row(int(place.cell.lstrip(ascii_uppercase) or 0), blocks)
        if cells := beside.get((place.file, place.sheet, row), []):
            texts = [cell.text for cell in cells]
            yield _held_off(partner, cells, texts, sheets[place.file, place.sheet])
        else:
            yield partner


def _first_row(row: int, begins: Sequence[int]) -> int:
    """Return the row in which the record begins that `row` belongs to."""
    before = bisect_right(begins, row)
    return begins[before - 1] if before else row


def _held_off(
    partner: Partner, cells: Iterable[Cell], unread: Collection[str], sheet: Sheet
) -> Partner:
    """Return `partner`, not to be contacted where a comment or an `unread` one of `cells` says so."""
    own = partner.do_not_contact
    if own.strip() and not says_no(own):
        return partner
    for cell in cells:
        for text in (cell.text if cell.text in unread else "", cell.comment):
            if words := asks_no_contact(text, in_passing=True):
                said = Typed(words, sheet.place(cell.row, cell.column))
                return replace(partner, do_not_contact=said)
    return partner


def led_by_partners(steps: Sequence[Action], partners: Sequence[Partner]) -> Iterator[Action]:
    """Yield the steps; a partner of the list that is named as lead, or behind the lead, is its lead organization."""
    names = {name_key(name) for each in partners for name in (each.organization, each.acronym)}
    names.discard("")
    for step in steps:
        lead = step.lead_person
        person, organization = _lead_apart(lead)
        if step.lead_organization.strip():
            yield step
        elif name_key(lead) in names:
            yield replace(step, lead_person=UNSAID, lead_organization=lead)
        elif name_key(organization) in names and name_key(person) not in names:
            yield replace(step, lead_person=person, lead_organization=organization)
        else:
            yield step


_LEAD = re.compile(r"\s*([^(),]+?)\s*(?:\(([^()]+)\)|(?:,|\s[–—-])\s+(.+))\s*")


def _lead_apart(lead: Typed) -> tuple[Typed, Typed]:
    """Return who leads and for whom: "Deb O. (Saltmarsh Works)", "Deb O., Saltmarsh Works"."""
    found = _LEAD.fullmatch(lead)
    if not found:
        return lead, UNSAID
    return Typed(found[1], lead.place), Typed((found[2] or found[3]).strip(), lead.place)


def actions(found: Table, account: Account) -> Iterator[Action]:
    """Yield the action steps of a sheet; say where two have one number."""
    seen: dict[str, Place] = {}
    for row in rows(found, account):
        action = Action(
            id=row.own_id("id", "step"),
            step=row.typed("step"),
            title=row.typed("title"),
            lead_person=row.typed("lead_person"),
            lead_organization=row.typed("lead_organization"),
            partners=row.several("partners"),
            resources=row.typed("resources"),
            start=row.when("start"),
            due=row.when("due"),
            measure=row.typed("measure"),
            status=row.typed("status"),
            items=row.several("items"),
            ideas=row.several("ideas"),
            practice=row.several("practice"),
            cleared=says_yes(row.typed("cleared")),
        )
        number = id_key(action.id)
        if first := seen.get(number) if number else None:
            message = f"Step {action.id.strip()} stands in {first.cell} already: both are kept."
            hint = "Give each step its own number."
            account.notices.append(Problem(action.id.place, message, hint))
        seen.setdefault(number, action.id.place)
        yield action


def commitments(found: Table, account: Account) -> Iterator[Commitment]:
    """Yield the commitments of a sheet."""
    for row in rows(found, account):
        yield Commitment(
            name=row.typed("name"),
            organization=row.typed("organization"),
            commitment=_unless_unknown(row.typed("commitment")),
            by_when=row.when("by_when"),
            recall=row.typed("recall"),
            hopeful=row.typed("hopeful"),
            learned=row.typed("learned"),
            consent=row.typed("consent"),
            cleared=says_yes(row.typed("cleared")),
        )


def _unless_unknown(typed: Typed) -> Typed:
    """Return what was typed, nothing of a dash or TBD."""
    return Typed("", typed.place) if is_unknown(typed) else typed


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A row of a Groups sheet: its title, and what a review workbook says beside it."""

    title: Title
    agreed: Typed = UNSAID
    wall: Typed = UNSAID  # the column's mark on the wall, or that Afterword proposed the column
    was: Typed | None = None  # the title people gave before; None where the sheet does not say


def titles(found: Table, account: Account) -> Iterator[GroupRow]:
    """Yield the titles of a Groups sheet; a title nobody marked as agreed counts as agreed."""
    leave_ours(found, account, "coach", "offers")
    for row in rows(found, account):
        agreed = row.typed("agreed")
        title = row.typed("title")
        mark, theme = row.typed("mark"), row.typed("theme")
        wall, was = row.typed("wall"), row.typed("was")
        if title.strip():
            said = not agreed.strip() or says_yes(agreed)
            cleared = says_yes(row.typed("cleared"))
            asked = row.typed("question")
            yield GroupRow(
                Title(mark, title, said, theme, asked, cleared=cleared),
                agreed,
                wall,
                was if "was" in found.columns else None,
            )


def gap_choices(found: Table, account: Account) -> Iterator[Decision]:
    """Yield what people decided on the Gaps sheet of a review workbook."""
    leave_ours(found, account, "statement", "answered", "card", "words", "sure")
    for row in rows(found, account):
        item, mark, accept = (row.typed(name) for name in ("item", "mark", "accept"))
        if not item.strip():
            continue
        accepted = _decided(accept)
        if accept.strip() and accepted is None:
            message = f"“{accept.strip()}” is neither yes nor no: the link stays a suggestion."
            account.notice(row.number, found.columns["accept"], message)
        yield Decision(About.GAP, item, "mark", mark, agreed=accepted)


def leave_ours(found: Table, account: Account, *names: str) -> None:
    """Say of the columns `names` that Afterword wrote them."""
    ours = {found.columns[name] for name in names if name in found.columns}
    cells = (cell for cell in found.sheet.cells if cell.column in ours and cell.row > found.header)
    if ours:
        account.leave(cells, OURS)


def _decided(accept: str) -> bool | None:
    if says_no(accept) or among("refused", accept):
        return False
    return says_yes(accept) or None


def rows(found: Table, account: Account) -> Iterator[Row]:
    """Yield each record's row, having said why everything else on the sheet is left out."""
    known = set(found.columns.values())
    head(found, account)
    again = _headings_again(found)
    heading_rows = _section_rows(found) | _above(again, found)
    for number, row in found.rows():
        if number in heading_rows:
            account.leave(row.values(), "It heads the rows below it.")
            continue
        if number in again:
            account.leave(row.values(), "The headings again.")
            continue
        if _is_total(row):
            account.leave(row.values(), "A row of totals.")
            continue
        for column, cell in row.items():
            if column not in known:
                account.leave([cell], reason(found.unknown.get(column, "")))
        if any(column in known for column in row):
            yield Row(account, found.columns, number, row)


def _is_total(row: Mapping[int, Cell]) -> bool:
    """Return whether a row begins with Total, and else only counts: 3 actions."""
    first, *others = (row[column] for column in sorted(row))
    return bool(others) and lines.is_total(first.text) and all(lines.counts(c.text) for c in others)


def _headings_again(found: Table) -> frozenset[int]:
    """Return the rows that say the headings once more."""
    headings = {
        cell.column: heading_key(cell.text)
        for cell in found.sheet.cells
        if cell.row == found.header
    }
    return frozenset(
        number
        for number, row in found.rows()
        if len(row) > 1
        and all(heading_key(cell.text) == headings.get(column) for column, cell in row.items())
    )


def _above(again: Collection[int], found: Table) -> frozenset[int]:
    """Return the rows of one cell right above headings said `again`: Goal 2. Above cards, those are titles."""
    if found.form.kind not in _WITH_SECTIONS:
        return frozenset()
    return frozenset(
        number for number, row in found.rows() if len(row) == 1 and number + 1 in again
    )


def _section_rows(found: Table) -> frozenset[int]:
    """Return the rows of partners, steps or commitments that only head those below: EMPLOYERS.

    Such a row holds one cell, in bold, filled or merged as none of the records' is.
    """
    needed = [found.columns.get(each.name, 0) for each in found.form.columns if each.required]
    if found.form.kind not in _WITH_SECTIONS or not needed:
        return frozenset()
    alone: dict[int, Cell] = {}
    others: list[Cell] = []
    for number, row in found.rows():
        first = row[min(row)]
        if len(row) == 1:
            alone[number] = first
        elif needed[0] in row:
            others.append(row[needed[0]])
    looks = [look for look in _LOOKS if not any(map(look, others))]
    marked = [number for number, cell in alone.items() if any(look(cell) for look in looks)]
    return frozenset(marked if others else ())


_WITH_SECTIONS = frozenset({"partners", "actions", "commitments"})
_LOOKS: tuple[Callable[[Cell], bool], ...] = (
    lambda cell: cell.bold,
    lambda cell: bool(cell.fill),
    lambda cell: cell.merged[1] > 1,
)


def head(found: Table, account: Account) -> None:
    """Count the headings as used, and what stands above them as left out."""
    for cell in found.sheet.cells:
        if cell.row < found.header:
            account.leave([cell], "It stands above the headings.")
        elif cell.row == found.header and cell.text.strip():
            if cell.column in found.unknown:
                account.leave([cell], reason(cell.text))
            else:
                account.use(cell)
        elif cell.row > found.header:
            break


def reason(heading: str) -> str:
    """Return why a column is left out."""
    heading = " ".join(heading.split())
    if not heading:
        return Reason("It stands under no heading.", Unread.UNHEADED)
    return Reason(f'The heading "{heading}" is not one that Afterword knows.', Unread.HEADING)


def filled(row: Mapping[int, Cell], columns: Mapping[str, int], *names: str) -> bool:
    """Return whether any of the fields `names` holds words in `row`."""
    return any(columns.get(name) in row for name in names)
