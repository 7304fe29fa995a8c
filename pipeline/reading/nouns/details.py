"""Read what the workshop was: a sheet of fields and their values."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from types import MappingProxyType

from pipeline import forms
from pipeline.model import Cell, Details, Reason, Sheet, Typed, Unread, When
from pipeline.names import alike_names, heading_key
from pipeline.problems import Problem, split
from pipeline.reading.account import Account, count
from pipeline.reading.columns import wordings
from pipeline.reading.columns.kinds import named, names_of, rows_of
from pipeline.reading.nouns import when
from pipeline.reading.nouns.reach import Reach, job_apart, spread
from pipeline.words import among

_FIELDS = {heading_key(column.name): column.name for column in forms.DETAILS.columns} | {
    name: field for name, (_, field) in names_of(forms.DETAILS).items()
}
_NONE: Mapping[int, str] = MappingProxyType({})
MOST_ROWS = 100  # on a sheet of details: more are a list
MOST_CELLS = 3  # in a row: a label, what it says, a remark; a table has more
LEAST_KNOWN = 3  # labels: two may stand above any table
_LABEL = re.compile(  # before the question itself: "Workshop question: …", "Q: …"
    r"\s*(?:(?:the |our )?(?:workshop |focus )?question(?: (?:for|on|of) (?:the |our |this )?(?:wall|day|workshop|session|group|room|retreat))?"
    r"|q|pregunta|frage|pergunta)\s*[:\-–—]\s*(?=\S)",
    re.IGNORECASE,
)
_WHENS = frozenset({"date", "next_session", "reply_by", "mou_review"})


@dataclass(frozen=True, slots=True)
class Said:
    """One field of the details and the cell that says it."""

    field: str
    label: str
    words: Typed
    when: When


def recognise(sheet: Sheet) -> bool:
    """Return whether `sheet` lists fields of a workshop beside their values."""
    if form := named(sheet):
        return form is forms.DETAILS
    rows = [row for _, row in islice(rows_of(sheet), MOST_ROWS + 1)]
    if len(rows) > MOST_ROWS:
        return False
    labels = [_label(row) for row in rows]
    known = len({_FIELDS[label] for label in labels if label in _FIELDS})
    narrow = all(len(row) <= MOST_CELLS for row in rows)
    return narrow and known >= LEAST_KNOWN and known * 2 >= len(labels)


def in_everyday_words(sheet: Sheet) -> Mapping[int, str]:
    """Return the fields of labels that are none of ours and hardly mean anything else, by their rows.

    Where a label of ours, or one further up, says the field already, they are left.
    """
    labels = {number: row[min(row)].text for number, row in rows_of(sheet)}
    taken = {_FIELDS[key] for each in labels.values() if (key := heading_key(each)) in _FIELDS}
    own: dict[int, str] = {}
    for number, label in labels.items():
        known = (
            wordings.known(forms.DETAILS.kind, label) if heading_key(label) not in _FIELDS else ()
        )
        sure = [each.field for each in known if each.listed and not each.weak]
        if len(sure) == 1 and sure[0] not in taken:
            own[number] = sure[0]
            taken.add(sure[0])
    return own


def values(sheet: Sheet, field: str) -> Iterator[Cell]:
    """Yield the cells that stand beside a label of `field`."""
    for _, row in rows_of(sheet):
        first, *others = sorted(row)
        if others and _FIELDS.get(heading_key(row[first].text)) == field:
            yield row[others[0]]


def read(account: Account, own: Mapping[int, str] = _NONE) -> Iterator[Said]:
    """Yield every field that the sheet says something about.

    `own` are the fields of labels in other words than ours, by their rows.
    """
    for number, row in rows_of(account.sheet):
        first, *others = sorted(row)
        label = row[first]
        name = own.get(number) or _FIELDS.get(heading_key(label.text))
        if name is None:
            heads = among("details_heading", label.text)
            reason = (
                "A heading."
                if heads
                else Reason(
                    f'"{_short(label.text)}" is no detail that Afterword knows.', Unread.LABEL
                )
            )
            account.leave(row.values(), reason)
            continue
        account.use(label)
        account.leave(
            [row[column] for column in others[1:]], "Only the cell beside the label is read."
        )
        if others and others[0] == first + _width(label):
            value = row[others[0]]
            said = _time(account, value, name)
            yield Said(name, label.text.strip(), account.typed(value.row, value.column), said)
        elif others:
            account.leave([row[others[0]]], "Only the cell beside the label is read.")


def _time(account: Account, value: Cell, name: str) -> When:
    """Return the time that a detail gives; one that is no time gives its words alone."""
    if name in _WHENS:
        return when.told(account, value.row, value.column)
    return When(account.typed(value.row, value.column))


def asked(account: Account, cell: Cell) -> Said:
    """Return the workshop question that stands above the cards."""
    typed = account.typed(cell.row, cell.column)
    label = _LABEL.match(typed)
    words = Typed(typed[label.end() :] if label else typed, typed.place)
    return Said("question", "Workshop question", words, When(words))


TELLS_APART = frozenset(
    {"date", "place", "site"}
)  # two files that differ in one may be two workshops


def settle(
    said: Iterable[Said], reviews: Collection[str] = ()
) -> tuple[Details, tuple[Problem, ...], tuple[Problem, ...]]:
    """Return the details that all sheets together give, problems, and notices.

    Two answers to one field are a problem. A review workbook, one of the files `reviews`, holds a
    copy: it fills what the workbook it came from leaves open and never contradicts it.
    """
    first: list[Said] = []
    copied: list[Said] = []
    for each in said:
        (copied if each.words.place.file in reviews else first).append(each)
    chosen, problems = split(_chosen(first))
    problems = tuple(_two_workshops(first)) or problems
    known = {each.field: each for each in chosen}
    more, notices = split(_copied(copied, known))
    values = {
        each.field: each.when if each.field in _WHENS else each.words for each in (*more, *chosen)
    }
    return _contact_apart(_details(values)), problems, notices


def _details(values: Mapping[str, Typed | When]) -> Details:
    return Details(**values)  # type: ignore[arg-type]  # _WHENS says which fields are times


def _contact_apart(known: Details) -> Details:
    """Return the details with the contact's job and how to reach them, which may stand beside the name."""
    name, email, phone = spread(Reach(known.contact, known.contact_email, known.contact_phone))
    contact, contact_title = job_apart(name, known.contact_title)
    signer, signer_title = job_apart(known.signer, known.signer_title)
    return replace(
        known,
        contact=contact,
        contact_title=contact_title,
        contact_email=email,
        contact_phone=phone,
        signer=signer,
        signer_title=signer_title,
    )


def _chosen(said: Iterable[Said]) -> Iterator[Said | Problem]:
    first: dict[str, Said] = {}
    for each in said:
        held = first.setdefault(each.field, each)
        if held is each:
            yield each
        elif not _agree(held, each):
            message = f'"{each.label}" is given twice, and differently: also in {held.words.place}.'
            apart = held.words.place.file != each.words.place.file and each.field in TELLS_APART
            command = ". If they are two workshops: --roll-up makes one paper over both."
            hint = "Make both the same, or clear one."
            yield Problem(each.words.place, message, hint, command=command if apart else "")
        elif each.when.day and not held.when.day:
            first[each.field] = each
            yield each


def _two_workshops(said: Iterable[Said]) -> Iterator[Problem]:
    """Yield that the files are of two workshops: then nothing else about their details is a mistake."""
    named = [each for each in said if each.field == "title" and each.words.strip()]
    for each in named:
        first = named[0]
        apart = each.words.place.file != first.words.place.file and not _agree(first, each)
        if apart and not _one_name(first.words, each.words):
            message = (
                f"These are two workshops: “{each.words.strip()}”, and “{first.words.strip()}” "
                f"in {first.words.place}."
            )
            command = "; or add --roll-up, for one paper over both."
            yield Problem(each.words.place, message, "Make each by itself.", command=command)


def _one_name(one: str, other: str) -> bool:
    """Return whether two names may be spellings of one: "Round table" and "Roundtable"."""
    return heading_key(one) == heading_key(other) or alike_names(one, other)


def _copied(said: Iterable[Said], known: Mapping[str, Said]) -> Iterator[Said | Problem]:
    """Yield what only a review says; say where it differs from the workbook, which counts."""
    counts = dict(known)
    for each in said:
        held = counts.setdefault(each.field, each)
        if held is each:
            yield each
        elif each.words.strip() and not _agree(held, each):
            there = held.words.place
            message = f'"{each.label}" reads differently in {there}, which counts.'
            yield Problem(each.words.place, message, f"To change it, change {there}.")


def _agree(one: Said, other: Said) -> bool:
    """Return whether two cells say the same of a field, however it is written."""
    if one.field in _WHENS:
        return when.agree(one.when, other.when)
    return " ".join(one.words.split()) == " ".join(other.words.split())


def summary(said: Iterable[Said]) -> str:
    """Return in words how much of the details a sheet gives."""
    return f"{count(len(tuple(said)), 'detail')} of the workshop"


def _label(row: Mapping[int, Cell]) -> str:
    return heading_key(row[min(row)].text)


def _width(cell: Cell) -> int:
    return cell.merged[1]


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= 40 else flat[:39] + "…"
