"""What every run on a workshop must keep, whatever the workbook holds: one judge for all of them."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.worksheet import Worksheet

from pipeline import deliverables, flow, ledger, openxml, press, sheets
from pipeline.deliverables.messages import Message
from pipeline.model import Book, Document, Draft, Findings, Heading, Table, column_letters
from pipeline.problems import PipelineError
from pipeline.sheets import writing

TODAY = date(2026, 11, 4)


@dataclass
class Run:
    """One `make`: what was found, what was written, and the workbooks as they were meant."""

    made: flow.Made
    findings: Findings
    drafts: list[Draft] = field(default_factory=list)
    books: list[tuple[Book, bytes]] = field(default_factory=list)


@contextmanager
def written_books() -> Iterator[list[tuple[Book, bytes]]]:
    """Note every workbook that is written meanwhile, as it was meant and as it is."""
    seen: list[tuple[Book, bytes]] = []
    write = writing.write

    def noted(book: Book) -> bytes:
        content = write(book)
        seen.append((book, content))
        return content

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(writing, "write", noted)
        yield seen


def make(paths: Sequence[Path]) -> Run | PipelineError:
    """Make every document of the files; return what came of it, or the refusal."""
    found: list[Findings] = []
    drafts: list[Draft] = []
    find_out, fill = flow.find_out, press.fill

    def found_out(*words: Any, **more: Any) -> Findings:
        found.append(find_out(*words, **more))
        return found[-1]

    def filled(given: Sequence[Draft | Book], *words: Any, **more: Any) -> object:
        drafts.extend(each for each in given if isinstance(each, Draft))
        return fill(given, *words, **more)

    with pytest.MonkeyPatch.context() as patch, written_books() as books:
        patch.setattr(flow, "find_out", found_out)
        patch.setattr(press, "fill", filled)
        try:
            made = flow.make(
                paths,
                (*deliverables.NAMES, flow.LEDGER),
                instrument=None,
                today=TODAY,
                own=None,
                track=lambda things, _: iter(things),
                yes=True,
            )
        except PipelineError as refused:
            return refused
    return Run(made, found[-1], drafts, books)


# ── the judge ────────────────────────────────────────────────────────────────────────────────


def judge(run: Run, typed: dict[tuple[str, str, str], str]) -> None:
    """Fail where the run lost a cell, printed a card's other not, or called a letter ready too early.

    `typed` is every cell that was typed: (file, sheet, cell) → its words.
    """
    every_cell_is_somewhere(run, typed)
    every_other_is_printed(run)
    no_letter_is_ready_too_early(run)
    for book, content in run.books:
        reads_back(book, content)


def every_cell_is_somewhere(run: Run, typed: dict[tuple[str, str, str], str]) -> None:
    """Each typed cell is in a document, in the ledger's lists, or named in a notice."""
    known: set[tuple[str, str, str]] = set()
    whole: set[tuple[str, str]] = set()
    for document in run.made.documents:
        known |= {(s.source.file, s.source.sheet, s.source.cell) for s in document.statements}
    (book,) = (book for book, _ in run.books if book.filename == ledger.FILE)
    for table in book.tables:
        heads = [heading.text for heading in table.headings]
        if {"File", "Sheet", "Cell"} <= set(heads):
            at = [heads.index(name) for name in ("File", "Sheet", "Cell")]
            for row in table.rows:
                file, sheet, cell = (str(row[n] or "") for n in at)
                known |= {(file, sheet, each) for each in cell.split(", ")}
                if not cell:
                    whole.add((file, sheet))
    said = "\n".join(map(str, run.made.notices))
    read = {(each.file, each.sheet) for each in run.findings.workshop.readings}
    named = {(each.place.file, each.place.sheet) for each in run.made.notices}
    whole |= named - read  # a sheet that is not read at all is named once
    lost = {
        place: words
        for place, words in typed.items()
        if place not in known and place[:2] not in whole and "!".join(place) not in said
    }
    assert lost == {}, lost


def every_other_is_printed(run: Run) -> None:
    """A card that is printed as one with another: that other is printed, or is said to be held back."""
    wall = run.findings.wall
    shown = {idea.id for group in wall.groups for idea in group.ideas}
    shown |= {each.idea.id for each in wall.not_placed} | {idea.id for idea in wall.parking_lot}
    others = {idea.id: str(idea.same_as).strip() for idea in wall.merged}
    for card, first in others.items():
        other, steps = first, 0
        while other in others and steps <= len(others):
            other, steps = others[other], steps + 1
        assert any(other.casefold() == str(each).casefold() for each in shown), (card, other)


NEEDS = {
    "organization": "organization",
    "contact": "contact",
    "problem": "bigger_problem",
    "evidence": "evidence",
    "source": "evidence_source",
    "ask": "ask",
}


def no_letter_is_ready_too_early(run: Run) -> None:
    """A message with a blank in what it must say is no message that is ready, in the log as well."""
    unready: set[str] = set()
    for draft in run.drafts:
        if draft.template in ("letter.docx", "email.docx"):
            context = draft.context
            assert isinstance(context, Message)
            blanks = [name for name in (*NEEDS, "us", "our_contact", "reply_by", "to") if "[Fill in" in _said(getattr(context, name, ""))]  # fmt: skip
            blanks += ["signer"] if "[Fill in" in _said(context.signer.name) else []
            if blanks:
                unready.add(draft.filename)
                assert context.notice.startswith("Draft: not ready to send."), (draft.filename, blanks)  # fmt: skip
    for book, _ in run.books:
        for table in book.tables:
            heads = [heading.text for heading in table.headings]
            if "Letter file" in heads:
                for row in table.rows:
                    cells = dict(zip(heads, row, strict=True))
                    files = {f"outreach/{cells['Letter file']}", f"outreach/{cells['Email file']}", cells["Letter file"], cells["Email file"]}  # fmt: skip
                    assert cells["Status"] != "ready" or not files & unready, cells


def _said(said: object) -> str:
    return f"{getattr(said, 'words', said)}{getattr(said, 'blank', '')}"


# ── workbooks that we write ──────────────────────────────────────────────────────────────────


def reads_back(book: Book, content: bytes) -> None:
    """The workbook, read by another reader and by ours, is what was meant: no word more or less."""
    loaded = load_workbook(BytesIO(content))
    assert [sheet.title for sheet in loaded] == [table.name for table in book.tables]
    ours = {sheet.name: sheet for sheet in sheets.read(_saved(content, book.filename))[0]}
    for table, sheet in zip(book.tables, loaded, strict=True):
        top = len(table.intro) + 2 if table.intro else 1
        meant: dict[tuple[int, int], object] = {
            (n, 1): line for n, line in enumerate(table.intro, start=1) if line
        }
        meant |= {(top, n): each.text for n, each in enumerate(table.headings, start=1)}
        for number, row in enumerate(table.rows, start=top + 1):
            meant |= {(number, n): value for n, value in enumerate(row, start=1) if value not in (None, "")}  # fmt: skip
        found = {(cell.row, cell.column): cell.value for row in sheet.iter_rows() for cell in row if cell.value not in (None, "")}  # fmt: skip
        assert {at: _plain(each) for at, each in found.items()} == {at: _meant(each) for at, each in meant.items()}  # fmt: skip
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
        words = {(cell.row, cell.column) for cell in ours[table.name].cells} if table.name in ours else set()  # fmt: skip
        assert {at for at, each in meant.items() if str(each).strip()} <= words
        if table.headings:
            widths_and_drop_downs(table, sheet, top)


def _saved(content: bytes, name: str) -> Path:
    import tempfile

    path = Path(tempfile.mkdtemp()) / Path(name).name
    path.write_bytes(content)
    return path


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.date()
    return re.sub(r"\r\n?", "\n", unescape(value)) if isinstance(value, str) else value


def _meant(value: object) -> object:
    return re.sub(r"\r\n?", "\n", value) if isinstance(value, str) else value


def widths_and_drop_downs(table: Table, sheet: Worksheet, top: int) -> None:
    """Each column is as wide as meant, and its drop-down stands on its rows and on no other."""
    last = max(top + len(table.rows) + table.spare, top + 1)
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    meant: dict[str, Heading] = {}
    for number, heading in enumerate(table.headings, start=1):
        letters = column_letters(number)
        assert sheet.column_dimensions[letters].width == heading.width
        if heading.choices or heading.choices_from or heading.help:
            one = f"{letters}{top + 1}"
            meant[f"{one}:{letters}{last}" if last > top + 1 else one] = heading
    assert rules.keys() == meant.keys()
    for place, heading in meant.items():
        rule = rules[place]
        source = heading.choices_from or f'"{",".join(heading.choices)}"'
        there = heading.choices_from.partition("!")[0].strip("'")  # a range of this workbook
        assert not there or there in (sheet.parent.sheetnames if sheet.parent else ())
        listed = bool(heading.choices or heading.choices_from)
        assert (rule.type, rule.formula1) == (("list", source) if listed else (None, None))
        assert (rule.prompt or "") == heading.help[:255]
        assert rule.allow_blank
        assert not rule.showErrorMessage
    assert sheet.freeze_panes == f"{column_letters(table.keep + 1)}{top + 1}"
    assert sheet.print_title_rows == f"${top}:${top}"


def readable(document: Document) -> None:
    """A document can be read back as text."""
    if document.filename.endswith(".docx"):
        assert openxml.outline(document.content).strip()
