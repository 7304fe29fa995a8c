"""What people did to a document stays when it is made again, and new data comes in around it."""

import shutil
import subprocess
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from conftest import SAMPLE
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree
from made import inside, style_of, take_out, validator
from openpyxl import load_workbook

from pipeline.keeping.paper import Paper
from pipeline.openxml import enclosure, outline

Run = Callable[..., Result]
DAY, NEXT = "2026-11-04", "2026-11-29"
TODAY = "November 29, 2026"
OFFICE = shutil.which("soffice")


class Room:
    """A folder with the sample's workbooks, and the documents made of them."""

    def __init__(self, run: Run, folder: Path, *only: str) -> None:
        self.run, self.out = run, folder / "out"
        self.inputs = folder / "inputs"
        shutil.copytree(SAMPLE, self.inputs)
        self.only = [word for each in only for word in ("--only", each)]

    def make(self, day: str = DAY, *more: str) -> Result:
        words = ("make", self.inputs, "--yes", "--out", self.out, "--date", day)
        result = self.run(*words, *self.only, *more)
        assert result.exit_code == 0, result.output
        return result

    def path(self, name: str) -> Path:
        return self.out / name

    def lines(self, name: str) -> list[str]:
        return outline(self.path(name).read_bytes()).splitlines()

    def retype(self, changes: dict[str, str | None]) -> int:
        """Type other words into the cells that hold these; return how many cells that were."""
        path, count = self.inputs / "workshop.xlsx", 0
        book = load_workbook(path)
        for sheet in book.worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    if isinstance(cell.value, str) and cell.value in changes:
                        cell.value = changes[cell.value]
                        count += 1
        book.save(path)
        return count


def paragraph(document: Any, words: str) -> Any:
    return next(each for each in document.paragraphs if words in each.text)


def through_libreoffice(*paths: Path) -> None:
    """Save documents of one folder in LibreOffice, as somebody who has no Word does."""
    folder = paths[0].parent.parent / "office"
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = (
        str(OFFICE),
        "--headless",
        profile,
        "--convert-to",
        "docx",
        "--outdir",
        str(folder),
        *map(str, paths),
    )
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    for path in paths:
        shutil.copy(folder / path.name, path)


def faults(content: bytes, folder: Path) -> set[str]:
    path = folder / "audited.docx"
    path.write_bytes(content)
    return {str(each.description) for each in validator().validate(str(path)).errors}


# ── twenty edits, twenty cells ───────────────────────────────────────────────────────────────

CARDS: dict[str, str | None] = {
    "TANF county director co-wrote the grant application with us": "The TANF county director wrote the grant with us",
    "TANF work rules and class hours finally line up - class time counts": "TANF work rules and class hours line up at last",
    "We did not know who at TANF could say yes": "We did not know whom to ask at TANF",
    "One intake form used by all four partners": "One intake form, used by all five partners",
    "Client tells her story once": "Client tells her story only once",
    "Never hear back after we refer someone": "We never hear back after a referral",
    "Career coach at the TANF office two days a week": "Career coach at the TANF office three days a week",
    "Adult ed teacher co-teaches the nursing assistant prep class": "Adult ed teacher co-teaches the prep class",
    "MOU says who calls whom, and how fast": "MOU says who calls whom, how fast, and by phone",
    "Old MOU sat in a drawer for two years": None,
    "Hospitals told us which certificates they really hire for": "Hospitals told us which certificates they hire for",
    "Guaranteed interview for every graduate": "A guaranteed interview for every graduate",
    "Nobody asked the nursing homes": "Nobody asked the nursing homes at all",
    "Dashboard all partners can see": "Dashboard that all partners can see",
    "Legal said no to data sharing for a year": "Legal said no to data sharing for two years",
    "Data sharing agreement signed by all four agencies": "Data sharing agreement signed by all five agencies",
    "Track people not programs: count co-enrollment once": "Track people: count co-enrollment once",
    "Staff working side by side": "Staff who work side by side",
    "Tri-River Library, Larkspur": "Larkspur Town Hall",
    "Paid clinical hours so parents can afford to finish": "Paid clinical hours so that parents can afford to finish",
}  # fmt: skip


def twenty_edits(path: Path) -> list[str]:
    """Do to the outcomes what staff do; return the words that must stand in it ever after."""
    document = Document(str(path))
    find = lambda words: paragraph(document, words)  # noqa: E731 - it is said twenty times
    find("Under each title stand").runs[
        0
    ].text = "How to read this paper: under each title "  # 1 words
    find("Client tells her story once").runs[-1].text = "Client tells her story once, to us"  # 2
    find("Shared data that shows our progress").runs[0].text = "Data that we share"  # 3 heading
    find("What the room answered").runs[0].text = "What all of you answered"  # 4 heading
    find("One intake form used").runs[-1].bold = True  # 5 looks
    new = find("Warm handoff").insert_paragraph_before(
        "We tried this in spring.", "List Bullet"
    )  # 6
    new.insert_paragraph_before("A word from the hosts")  # 7
    for words in ("Never hear back", "Guaranteed interview"):  # 8, 9
        gone = find(words)._p
        gone.getparent().remove(gone)
    table = document.tables[0]
    row = table.add_row()  # 10
    row.cells[0].text, row.cells[1].text, row.cells[2].text = "What the hosts add", "1", "0"
    table.rows[1].cells[0].text = "TANF, from day one"  # 11
    table.rows[3].cells[1].text = "4"  # 12
    document.add_comment(find("Career coach at the TANF").runs, "Is that so?", "Ana", "A")  # 13
    tracked(find("MOU says who calls whom"), " (agreed)")  # 14
    struck(find("Backup contact named"))  # 15
    last = document.paragraphs[-1]
    last.insert_paragraph_before("With thanks to the library.")  # 16
    find("Dashboard all partners can see").runs[
        -1
    ].text = "Dashboard partners can see at any time"  # 17
    find("Employer table meets").add_run(" Next: May.")  # 18
    move(find("Employers shaping training and hiring"), find("Staff working side by side"))  # 19
    document.sections[0].header.paragraphs[0].add_run("Internal")  # 20
    document.save(str(path))
    return [
        "How to read this paper", "Client tells her story once, to us", "[Heading 3] Data that we share",
        "What all of you answered", "We tried this in spring.", "A word from the hosts",
        "[row] What the hosts add | 1 | 0", "TANF, from day one |", "(agreed)", "Is that so?",
        "With thanks to the library.", "Dashboard partners can see at any time", "Next: May.", "Internal",
    ]  # fmt: skip


def tracked(found: Any, words: str) -> None:
    """Add words with tracked changes on."""
    insertion = OxmlElement("w:ins")
    for name, value in (("id", "900"), ("author", "Ana"), ("date", "2026-11-10T00:00:00Z")):
        insertion.set(qn(f"w:{name}"), value)
    run = deepcopy(found.runs[-1]._r)
    run.findall(qn("w:t"))[0].text = words
    insertion.append(run)
    found._p.append(insertion)


def struck(found: Any) -> None:
    """Take the last words out with tracked changes on."""
    deletion = OxmlElement("w:del")
    for name, value in (("id", "901"), ("author", "Ana"), ("date", "2026-11-10T00:00:00Z")):
        deletion.set(qn(f"w:{name}"), value)
    run = found.runs[-1]._r
    run.getparent().replace(run, deletion)
    deletion.append(run)
    for text in run.findall(qn("w:t")):
        text.tag = qn("w:delText")


def move(heading: Any, before: Any) -> None:
    """Move a section, its heading and what stands under it, before another heading."""
    section = [heading._p]
    for each in heading._p.itersiblings():
        if (style := each.find(".//" + qn("w:pStyle"))) is not None and "Heading" in style.get(
            qn("w:val")
        ):
            break
        section.append(each)
    for each in section:
        before._p.addprevious(each)


@pytest.mark.parametrize(
    "saved",
    [
        "python-docx",
        pytest.param("LibreOffice", marks=pytest.mark.skipif(not OFFICE, reason="not installed")),
    ],
)
def test_twenty_edits_and_twenty_cells(run: Run, tmp_path: Path, saved: str) -> None:
    room = Room(run, tmp_path, "outcomes")
    room.make()
    path = room.path("outcomes.docx")
    kept = twenty_edits(path)
    if saved == "LibreOffice":
        through_libreoffice(path)
    before, edited = faults(path.read_bytes(), tmp_path), room.lines("outcomes.docx")
    assert room.retype(CARDS) >= 20

    said = room.make(NEXT)

    now = room.lines("outcomes.docx")
    text = "\n".join(now)
    for words in kept:
        assert words in text, words
    order = [line for line in now if line.startswith("[Heading 3]")]
    assert order.index("[Heading 3] Employers shaping training and hiring") < order.index(
        next(line for line in order if "side by side" in line)
    )
    for old, new in CARDS.items():  # printed, or named as not taken over
        if new and old not in {
            "Never hear back after we refer someone",
            "Guaranteed interview for every graduate",
        }:
            assert new in text, new
        for at, line in enumerate(now):
            if line.endswith(f"] {old}"):  # a person made it bold: both stand
                assert f"[Also changed in the workbook, {TODAY}:] {new}" in now[at + 1], old
    for words in ("We never hear back after a referral", "A guaranteed interview"):
        assert words not in text
        assert f"You took it out; the workbook says now: “{words}" in said.stderr
    assert f"[Also changed in the workbook, {TODAY}:] Client tells her story only once" in text
    assert "Client tells her story once, to us" in said.stderr
    assert faults(path.read_bytes(), tmp_path) <= before
    content = path.read_bytes()
    assert room.make(NEXT).exit_code == 0
    assert path.read_bytes() == content, "a second run on the same input changes nothing"
    assert len(edited) > 90


# ── nothing edited ───────────────────────────────────────────────────────────────────────────


def test_where_nothing_was_edited_the_files_are_those_of_a_first_run(
    run: Run, made: Path, tmp_path: Path
) -> None:
    first, again = Room(run, tmp_path / "a"), Room(run, tmp_path / "b")
    shutil.copytree(made, again.out)  # of the same workbooks
    for room in (first, again):
        room.retype(CARDS)

    first.make(NEXT)
    again.make(NEXT)

    files = {each.relative_to(first.out) for each in first.out.rglob("*") if each.is_file()}
    assert len(files) > 30
    assert files == {each.relative_to(again.out) for each in again.out.rglob("*") if each.is_file()}
    for each in files:
        assert (first.out / each).read_bytes() == (again.out / each).read_bytes(), each


def test_no_words_are_left_behind_in_a_document(run: Run, tmp_path: Path) -> None:
    room = Room(run, tmp_path, "outcomes")
    room.make()
    path = room.path("outcomes.docx")
    document = Document(str(path))
    gone = paragraph(document, "Legal said no")._p
    gone.getparent().remove(gone)
    document.save(str(path))
    room.make(NEXT)

    paper = Paper(path.read_bytes(), "outcomes.docx")
    record = enclosure.get(paper.members, paper.main)

    assert record
    assert b"Ideas" in record  # the sheet
    for words in (b"Legal", b"data sharing"):
        assert words not in record
        assert not [n for n, part in paper.members.items() if b"Legal said no" in part]


# ── what cannot be kept is never lost ────────────────────────────────────────────────────────


def test_replace_keeps_a_copy_of_what_was_edited_and_of_nothing_else(
    run: Run, tmp_path: Path
) -> None:
    room = Room(run, tmp_path, "outcomes", "action-plan")
    room.make()
    path = room.path("outcomes.docx")
    twenty_edits(path)
    edited = path.read_bytes()

    said = room.make(NEXT, "--replace")

    copy = f"outcomes (before {NEXT}).docx"
    names = {each.name for each in room.out.iterdir()}
    assert names == {"action-plan.docx", "outcomes.docx", "staff-notes.docx", copy}
    assert room.path(copy).read_bytes() == edited
    assert f"what lay there is now {copy}" in said.stderr
    assert "With thanks to the library" not in "\n".join(room.lines("outcomes.docx"))


def test_a_second_copy_of_one_day_has_a_name_of_its_own(run: Run, tmp_path: Path) -> None:
    room = Room(run, tmp_path, "outcomes")
    for words in ("One", "Two"):
        room.make(NEXT, "--replace")
        document = Document(str(room.path("outcomes.docx")))
        document.add_paragraph(words)
        document.save(str(room.path("outcomes.docx")))
    room.make(NEXT, "--replace")

    assert room.lines(f"outcomes (before {NEXT}).docx")[-3].endswith("One") or "One" in "\n".join(
        room.lines(f"outcomes (before {NEXT}).docx")
    )
    assert "Two" in "\n".join(room.lines(f"outcomes (before {NEXT} 2).docx"))


def test_a_document_that_was_rearranged_is_left_alone_and_the_new_one_lies_beside(
    run: Run, tmp_path: Path
) -> None:
    room = Room(run, tmp_path, "outcomes")
    room.make()
    path = room.path("outcomes.docx")
    document = Document(str(path))
    for each in document.paragraphs[10:]:
        take_out(each._p)
    document.save(str(path))
    edited = path.read_bytes()
    room.retype(CARDS)

    said = room.make(NEXT)

    assert path.read_bytes() == edited
    beside = room.lines(f"outcomes (new {NEXT}).docx")
    assert any("Client tells her story only once" in line for line in beside)
    assert "laid beside the one that is there" in said.stderr


def test_a_table_with_another_column_is_not_mixed_with_new_rows(run: Run, tmp_path: Path) -> None:
    room = Room(run, tmp_path, "outcomes")
    room.make()
    path = room.path("outcomes.docx")
    document = Document(str(path))
    for row in document.tables[0].rows:
        row._tr.append(deepcopy(row._tr.tc_lst[-1]))
    document.save(str(path))
    edited = path.read_bytes()
    room.retype({"Staff working side by side": "Staff side by side"})

    said = room.make(NEXT)

    assert path.read_bytes() == edited
    assert room.path(f"outcomes (new {NEXT}).docx").exists()
    assert "which was rearranged: the columns of a table are others now" in said.stderr


@pytest.mark.parametrize("way", ["across", "down"])
def test_below_a_row_with_merged_cells_stands_what_is_new(
    run: Run, tmp_path: Path, way: str
) -> None:
    """The rest of the paper is brought together as ever, and the note where a reader sees it."""
    room = Room(run, tmp_path, "outcomes")
    room.make()
    path = room.path("outcomes.docx")
    document = Document(str(path))
    rows = next(t for t in document.tables if "By when" in t.rows[0].cells[-1].text).rows
    across = way == "across"
    rows[2].cells[2].merge(rows[2 if across else 3].cells[3 if across else 2])
    document.save(str(path))
    before = faults(path.read_bytes(), tmp_path)
    old = {
        "across": "Draft the one-page TANF guide for advisors",
        "down": "Share our bridge class calendar",
    }
    more = {"Dashboard all partners can see": "A dashboard for all"}
    room.retype({old[way]: "Draft a guide of two pages", **more})

    said = room.make(NEXT)

    text = "\n".join(room.lines("outcomes.docx"))
    assert old[way] in text
    assert f"[Also changed in the workbook, {TODAY}:]" in text
    assert "Draft a guide of two pages" in text
    assert "[List Bullet] A dashboard for all" in text
    assert "1 to settle" in said.stderr
    cells = Document(str(path)).element.iter(qn("w:tc"))
    (seen,) = [each for each in cells if "two pages" in "".join(each.itertext())]
    merge = seen.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    assert merge is None or merge.get(qn("w:val")) == "restart"
    assert faults(path.read_bytes(), tmp_path) <= before
    content = path.read_bytes()
    room.make(NEXT)
    assert path.read_bytes() == content


@pytest.mark.parametrize("content", [b"edited by a person", b""])
def test_a_file_that_is_not_ours_is_not_touched(run: Run, tmp_path: Path, content: bytes) -> None:
    room = Room(run, tmp_path, "outcomes")
    room.out.mkdir()
    room.path("outcomes.docx").write_bytes(content)

    refused = run("make", room.inputs, "--yes", "--only", "outcomes", "--out", room.out)

    assert refused.exit_code == 4
    assert "Nothing says that Afterword wrote it" in refused.stderr
    assert room.path("outcomes.docx").read_bytes() == content
    assert [each.name for each in room.out.iterdir()] == ["outcomes.docx"]
    room.make(NEXT, "--replace")
    assert room.path(f"outcomes (before {NEXT}).docx").read_bytes() == content


# ── where both changed ───────────────────────────────────────────────────────────────────────


def edit_card(room: Room, old: str, new: str) -> None:
    path = room.path("outcomes.docx")
    document = Document(str(path))
    paragraph(document, old).runs[-1].text = new
    document.save(str(path))


def test_a_note_follows_the_workbook_and_goes_when_both_say_the_same(
    run: Run, tmp_path: Path
) -> None:
    room = Room(run, tmp_path, "outcomes")
    room.make()
    edit_card(room, "Dashboard all", "A dashboard for all")
    room.retype({"Dashboard all partners can see": "Dashboard that partners see"})
    room.make(NEXT)
    assert sum("Dashboard that partners see" in line for line in room.lines("outcomes.docx")) == 2

    room.retype({"Dashboard that partners see": "Dashboard that everybody sees"})
    said = room.make(NEXT)
    now = "\n".join(room.lines("outcomes.docx"))
    assert "Dashboard that partners see" not in now
    assert f"[Also changed in the workbook, {TODAY}:] Dashboard that everybody sees" in now
    assert "1 to settle" in said.stderr

    room.retype({"Dashboard that everybody sees": "A dashboard for all"})
    said = room.make(NEXT)
    now = "\n".join(room.lines("outcomes.docx"))
    assert now.count("A dashboard for all") == 2  # on the first page, and under its title
    assert "[Also changed" not in now
    assert "to settle" not in said.stderr


def test_a_card_that_a_person_changed_stays_when_the_workbook_loses_it(
    run: Run, tmp_path: Path
) -> None:
    room = Room(run, tmp_path, "outcomes")
    room.make()
    edit_card(room, "Dashboard all", "A dashboard for all")
    room.retype({"Dashboard all partners can see": None})

    said = room.make(NEXT)

    lines = room.lines("outcomes.docx")
    at = lines.index("[List Bullet] A dashboard for all")
    assert lines[at + 1] == f"[Normal] [No longer in the workbook, {TODAY}.]"
    assert "No longer in the workbook, and kept: “A dashboard for all”" in said.stderr


def test_a_new_card_does_not_come_under_another_title(run: Run, tmp_path: Path) -> None:
    """Its own heading was taken out: it says where it belongs."""
    room = Room(run, tmp_path, "outcomes")
    room.make()
    path = room.path("outcomes.docx")
    document = Document(str(path))
    heading = next(
        e
        for e in document.paragraphs
        if style_of(e).name == "Heading 3" and "Shared data" in e.text
    )
    section: list[etree._Element] = [heading._p]
    for each in heading._p.itersiblings():
        style = each.find(".//" + qn("w:pStyle"))
        if style is not None and "Heading" in str(style.get(qn("w:val"))):
            break
        section.append(each)
    for each in section:
        take_out(each)
    document.save(str(path))
    book = load_workbook(room.inputs / "workshop.xlsx")
    sheet = book["Ideas"]
    row = next(
        r for r in sheet.iter_rows() if any(c.value == "Dashboard all partners can see" for c in r)
    )
    sheet.append(["B99" if n == 0 else c.value for n, c in enumerate(row)])
    for cell in sheet[sheet.max_row]:
        if cell.value == "Dashboard all partners can see":
            cell.value = "A brand new card of shared numbers"
    book.save(room.inputs / "workshop.xlsx")

    room.make(NEXT)

    line = next(e for e in room.lines("outcomes.docx") if "A brand new card" in e)
    assert f"[New in the workbook, {TODAY}, under “Shared data that shows our progress”:]" in line


def test_a_card_that_was_taken_out_stays_out_when_it_is_put_in_other_words(
    run: Run, tmp_path: Path
) -> None:
    """Also where cards beside it change, so that only the cell tells that it is the same card."""
    room = Room(run, tmp_path, "outcomes")
    room.make()
    path = room.path("outcomes.docx")
    document = Document(str(path))
    gone = paragraph(document, "Never hear back")._p
    gone.getparent().remove(gone)
    document.save(str(path))
    below = "Common release-of-information form in plain language, English + Spanish"
    room.retype(CARDS | {below: f"{below} + Hmong"})

    said = room.make(NEXT)

    text = "\n".join(room.lines("outcomes.docx"))
    assert "after a referral" not in text
    assert "+ Hmong" in text
    assert (
        "You took it out; the workbook says now: “We never hear back after a referral”."
        in said.stderr
    )


def test_a_row_is_brought_together_cell_by_cell(run: Run, tmp_path: Path) -> None:
    """A date that both changed stands twice in its cell; a measure that only one changed once."""
    room = Room(run, tmp_path, "action-plan")
    room.make()
    path = room.path("action-plan.docx")
    document = Document(str(path))
    row = next(
        row
        for table in document.tables
        for row in table.rows
        if "Agree one release-of-information form" in row.cells[0].text and len(row.cells) == 7
    )
    due = next(each for each in row.cells[4].paragraphs if "April 30, 2027" in each.text)
    due.runs[-1].text = due.runs[-1].text.replace("April 30", "May 15")
    row.cells[6].paragraphs[0].runs[-1].text = "started"
    document.save(str(path))
    book = load_workbook(room.inputs / "workshop.xlsx")
    for cells in book["Actions"].iter_rows():
        for cell in cells:
            if str(cell.value).startswith("2027-04-30"):
                assert isinstance(cell.value, date)
                cell.value = cell.value.replace(month=6, day=1)
    book.save(room.inputs / "workshop.xlsx")
    room.retype({"Form adopted by four partners": "Form adopted by five partners"})

    said = room.make(NEXT)

    lines = [line for line in room.lines("action-plan.docx") if "A02 Agree one" in line]
    assert any(
        f"May 15, 2027 / [Also changed in the workbook, {TODAY}:] " in line
        and "June 1, 2027 | Form adopted by five partners | started" in line
        for line in lines
    ), lines
    assert "May 15, 2027” — and in the workbook: “" in said.stderr
    content = path.read_bytes()
    assert faults(content, tmp_path) == set()
    room.make(NEXT)
    assert path.read_bytes() == content


def test_a_comment_in_a_cell_keeps_what_it_is_about(run: Run, tmp_path: Path) -> None:
    room = Room(run, tmp_path, "outcomes")
    room.make()
    path = room.path("outcomes.docx")
    document = Document(str(path))
    row = next(e for e in document.tables[0].rows if "Staff working" in e.cells[0].text)
    document.add_comment(row.cells[0].paragraphs[0].runs, "Ours, too?", "Ana", "A")
    document.save(str(path))
    room.retype({"Staff working side by side": "Staff side by side"})

    room.make(NEXT)

    (line,) = [each for each in room.lines("outcomes.docx") if "[row] Staff" in each]
    assert line.startswith(
        f"[row] Staff working side by side / [Also changed in the workbook, {TODAY}:] Staff side by side |"
    )
    assert len(Document(str(path)).element.xpath("//w:commentReference")) == 1


def test_a_table_gets_back_the_alternative_text_that_libreoffice_drops(
    run: Run, tmp_path: Path
) -> None:
    room = Room(run, tmp_path, "outcomes")
    room.make()
    path = room.path("outcomes.docx")
    document = Document(str(path))
    for name in ("w:tblCaption", "w:tblDescription"):
        take_out(inside(document.tables[0]._tbl.tblPr, qn(name)))
    paragraph(document, "Dashboard all partners").runs[-1].text = "A dashboard"
    document.save(str(path))

    said = room.make(NEXT)

    assert "no alternative text" not in said.stderr
    caption = inside(Document(str(path)).tables[0]._tbl.tblPr, qn("w:tblCaption"))
    assert caption.get(qn("w:val")) == "The titles on the wall"
    assert faults(path.read_bytes(), tmp_path) == set()


# ── texts and workbooks ──────────────────────────────────────────────────────────────────────


def test_edits_of_an_email_are_kept(run: Run, tmp_path: Path) -> None:
    room = Room(run, tmp_path, "outreach")
    room.make()
    path = room.path("outreach/P01-marrow-creek-medical-center-email.txt")
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "\nP.S. See you at the fair.\n", encoding="utf-8")
    room.retype({"Dana Whitlock": "Dana W. Whitlock"})

    said = room.make(NEXT)

    now = path.read_text(encoding="utf-8")
    assert "P.S. See you at the fair." in now
    assert "Dana W. Whitlock" in now
    assert "P01-marrow-creek-medical-center-email.txt: " in said.stderr
    again = path.read_bytes()
    room.make(NEXT)
    assert path.read_bytes() == again


def test_a_workbook_that_a_person_saved_is_copied_before_it_is_made_anew(
    run: Run, tmp_path: Path
) -> None:
    room = Room(run, tmp_path, "outcomes", "ledger")
    room.make()
    path = room.path("ledger.xlsx")
    book = load_workbook(path)
    book["Cards"]["J2"] = "I asked them"
    book.save(path)
    edited = path.read_bytes()

    said = room.make(NEXT)

    copy = f"ledger (before {NEXT}).xlsx"
    assert room.path(copy).read_bytes() == edited
    assert copy in said.stderr
    room.make(NEXT)
    assert len(list(room.out.glob("ledger*.xlsx"))) == 2, "no copy of what nobody saved"
