"""Know the sheets of one workbook that belong together: a sheet for each group, table or question."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline import forms
from pipeline.model import Idea, Sheet, Typed
from pipeline.names import words_key
from pipeline.problems import Place
from pipeline.reading.cards import lists, small_groups
from pipeline.reading.columns import by_content, kinds
from pipeline.reading.columns.kinds import Table
from pipeline.reading.nouns.ideas import parked

TITLE, SMALL_GROUP, PROMPT = "title", "small group", "prompt"
_FIELDS = {TITLE: "title", SMALL_GROUP: "small_group", PROMPT: "prompt"}
_UNTOLD = re.compile(
    r"(?:sheet|tabelle|hoja|feuil|folha|plan|planilha|foglio|ark|blad|copy of.*|ideas?|cards?|day|part|page|data|export)[\s_-]*\d*",
    re.IGNORECASE,
)  # names that Excel gives, or that say nothing of where cards hang
_QUESTIONS = re.compile(r"(?:q|question|pregunta|frage|pergunta)[\s_#.-]*\d{1,2}|.*\?\s*", re.IGNORECASE | re.DOTALL)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Member:
    """What the name of a sheet says of its cards, and how its one column is laid out."""

    named: str  # title, small group or prompt; "" where the name says nothing
    listing: lists.Listing | None = None  # None where the sheet has headings of its own
    same_question: bool = False  # every sheet asks it, so that it is the workshop's


def of(sheets: Sequence[Sheet]) -> Mapping[int, Member]:
    """Return for each sheet that is one of a family, by its number, what its name says of its cards."""
    files: defaultdict[str, list[int]] = defaultdict(list)
    for number, sheet in enumerate(sheets):
        files[sheet.file].append(number)
    return {
        own[at]: member
        for own in files.values()
        if len(own) > 1
        for at, member in _family([sheets[number] for number in own])
    }


def _family(sheets: Sequence[Sheet]) -> Iterator[tuple[int, Member]]:
    tables = [kinds.table(sheet) for sheet in sheets]
    if any(map(_says_where, tables)):
        return  # a sheet of the workbook says where each card hangs
    kin: list[tuple[int, lists.Listing | None]] = []
    for number, (sheet, table) in enumerate(zip(sheets, tables, strict=True)):
        if _UNTOLD.fullmatch(sheet.name.strip()) or kinds.named(sheet) or kinds.is_advice(sheet):
            continue
        if table and table.form is forms.IDEAS and kinds.complete(table):
            kin.append((number, None))
        elif not table and (listing := lists.column(sheet)):
            kin.append((number, listing))
        elif (guessed := by_content.guess(sheet)) and "title" not in guessed.columns:
            kin.append((number, None))
    bare = [listing.sheet for _, listing in kin if listing]
    if len(kin) < 2 or (bare and not lists.reads_like_cards(bare)):
        return
    asked = [words_key(each.question.text) for _, each in kin if each and each.question]
    same = len(set(asked)) == 1 and len(asked) == len(kin)
    for number, listing in kin:
        yield number, Member(_says(sheets[number].name, listing, same=same), listing, same)


def _says_where(table: Table | None) -> bool:
    if table is None or table.form is not forms.IDEAS or not kinds.complete(table):
        return False
    return not {"title", "mark"}.isdisjoint(table.columns)


def _says(name: str, listing: lists.Listing | None, *, same: bool) -> str:
    if lists.says_board(name):
        return ""
    if small_groups.named(name):
        return SMALL_GROUP
    if _QUESTIONS.fullmatch(name.strip()):
        return "" if listing and listing.question else PROMPT
    asks = listing is not None and listing.question is not None and not same
    return "" if asks else TITLE


def named_by(idea: Idea, sheet: Sheet, named: str) -> Idea:
    """Return `idea` with what the name of its sheet says, where the card itself says nothing."""
    field = _FIELDS[named]
    if getattr(idea, field).strip():
        return idea
    name = Typed(sheet.name, Place(sheet.file, sheet.name))
    if field == "title":
        return replace(idea, title=name, parked=idea.parked or parked(idea.text, "", name))
    return replace(idea, prompt=name) if field == "prompt" else replace(idea, small_group=name)
