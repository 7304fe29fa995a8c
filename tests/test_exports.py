"""What other programs take in: tasks, dates, a web page, PDFs."""

import csv
import io
import os
import shutil
import sys
from collections.abc import Callable, Sequence
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import Result
from docx import Document as WordDocument

from pipeline import exports, openxml, printing
from pipeline.exports import dates, tasks
from pipeline.model import Action, Document, Findings, Typed, Wall, When, Workshop
from pipeline.problems import Place
from pipeline.program import Habit, Program

Run = Callable[..., Result]
SAMPLE = Path(__file__).parent.parent / "inputs" / "roundtable"
DAY = "2026-11-04"


def typed(words: str, cell: str = "B2") -> Typed:
    return Typed(words, Place("plan.xlsx", "Actions", cell))


def findings(*steps: Action, habits: Sequence[Habit] = ()) -> Findings:
    program = Program(habits=tuple(habits))
    return Findings(Workshop(actions=steps, program=program), Wall(()), (), (), date(2026, 11, 4))


STEP = Action(
    typed("A1"),
    typed("Sign the lease, then move; tell all"),
    title=typed("One way in"),
    lead_person=typed("Ana Quill"),
    lead_organization=typed("Harbor House"),
    start=When(typed("11/04/2026", "H2"), date(2026, 11, 4)),
    due=When(typed("Q2", "I2")),
    status=typed("not started"),
)


def rows(document: Document) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(document.content.decode("utf-8-sig"), newline="")))


def test_a_step_is_a_task_with_what_was_typed_and_nothing_else() -> None:
    (document,), notices = tasks.made(findings(STEP))
    (row,) = rows(document)
    assert row == {
        "Task Name": "Sign the lease, then move; tell all",
        "Bucket": "One way in",
        "Assigned To": "Ana Quill",
        "Start Date": "2026-11-04",
        "Due Date": "",
        "Status": "not started",
        "Notes": "Organization: Harbor House\nDue: Q2\nFrom: plan.xlsx!Actions!B2",
    }
    assert notices == ()


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_no_spreadsheet_takes_a_task_for_a_formula(words: str) -> None:
    (document,), _ = tasks.made(findings(Action(typed("A1"), typed(words))))
    assert rows(document)[0]["Task Name"] == f"'{words}"


def test_days_are_events_and_times_in_words_are_named() -> None:
    habit = Habit(typed("Send an update"), next=When(typed("Dec 1", "D9"), date(2026, 12, 1)))
    (document,), (notice,) = dates.made(findings(STEP, habits=[habit]))
    text = document.content.decode()
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert text.endswith("END:VCALENDAR\r\n")
    assert text.count("BEGIN:VEVENT") == text.count("UID:") == 2
    assert "DTSTART;VALUE=DATE:20261104\r\nDTEND;VALUE=DATE:20261105\r\n" in text
    assert "SUMMARY:Starts: Sign the lease\\, then move\\; tell all\r\n" in text
    assert "SUMMARY:Send an update\r\n" in text
    assert notice.message == "No calendar day, so not in it: Q2."


def test_long_lines_of_a_calendar_are_folded_between_letters() -> None:
    long = Action(typed("A1"), typed("Résumés für alle 🚌 " * 20), due=STEP.start)
    (document,), _ = dates.made(findings(long))
    lines = document.content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    unfolded = document.content.decode().replace("\r\n ", "")
    assert f"SUMMARY:Due: {'Résumés für alle 🚌 ' * 20}" in unfolded


def test_two_events_of_one_step_have_two_ids_that_stay_the_same() -> None:
    both = Action(
        typed("A1"),
        typed("Move"),
        start=STEP.start,
        due=When(typed("12/01/2026", "I2"), date(2026, 12, 1)),
    )
    once, again = (dates.made(findings(both))[0][0].content for _ in range(2))
    ids = [line for line in once.split(b"\r\n") if line.startswith(b"UID:")]
    assert once == again
    assert len(set(ids)) == 2


def test_where_there_is_nothing_that_is_said_and_no_empty_file_made() -> None:
    made, notices = exports.make(exports.NAMES, findings(), ())
    assert made == ()
    assert [str(each.place) for each in notices] == ["tasks.csv", "dates.ics", "outcomes.html"]


def test_make_writes_them_beside_the_documents_and_again_with_the_same_bytes(
    tmp_path: Path, run: Run
) -> None:
    words = (
        "make",
        SAMPLE,
        "--date",
        DAY,
        "--also",
        "tasks,dates,web",
        "--only",
        "outcomes",
        "--only",
        "action-plan",
    )
    for out in ("one", "two"):
        assert run(*words, "--out", tmp_path / out).exit_code == 0
    for name in ("tasks.csv", "dates.ics", "outcomes.html"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    assert run(*words, "--out", tmp_path / "one").exit_code == 0
    (tmp_path / "one" / "tasks.csv").write_text("mine")
    said = run(*words, "--out", tmp_path / "one")
    assert said.exit_code == 0
    assert (tmp_path / "one" / f"tasks (before {DAY}).csv").read_text() == "mine"


# ── the web page ─────────────────────────────────────────────────────────────────────────────


class Checker(HTMLParser):
    """Hears what an accessibility check looks for."""

    VOID = frozenset({"meta", "br"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.levels: list[int] = []
        self.seen: dict[str, int] = {}
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen[tag] = self.seen.get(tag, 0) + 1
        if tag not in self.VOID:
            self.open.append(tag)
        if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            self.levels.append(int(tag[1]))
        if tag == "html" and not dict(attrs).get("lang"):
            self.wrong.append("no language")
        if tag == "th" and dict(attrs).get("scope") != "col":
            self.wrong.append("a heading without scope")
        if tag == "li" and self.open[-2] not in {"ul", "ol"}:
            self.wrong.append("an item outside a list")
        if tag in {"script", "link", "img", "iframe"}:
            self.wrong.append(f"a {tag}")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> closes something else")


def test_the_page_of_the_outcomes_is_whole_and_accessible(made: Path) -> None:
    content = (made / "outcomes.docx").read_bytes()
    page = openxml.webpage(content, "outcomes.docx")
    found = Checker(page)
    assert (found.wrong, found.open) == ([], [])
    assert (found.seen["title"], found.seen["main"], found.seen["h1"]) == (1, 1, 1)
    assert all(then - now <= 1 for now, then in zip(found.levels, found.levels[1:], strict=False))
    assert found.seen["caption"] == found.seen["table"] == found.seen["thead"]
    for line in openxml.text(content).splitlines():
        words = line.removeprefix("- ").split("|")[0].strip()
        assert (
            words.replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace('"', "&quot;")
            .replace("'", "&#x27;")[:40]
            in page
        )


def test_words_of_a_cell_are_words_in_the_page() -> None:
    document = WordDocument()
    document.add_heading("A <b> & c", 1)
    document.add_paragraph("<script>alert(1)</script>", style="List Bullet")
    document.add_paragraph("then", style="List Number")
    table = document.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "wide"
    table.cell(1, 0).text = "a\nb"
    content = io.BytesIO()
    document.save(content)
    page = openxml.webpage(content.getvalue(), "x.docx")
    assert "<h1>A &lt;b&gt; &amp; c</h1>" in page
    assert (
        "<ul>\n<li>&lt;script&gt;alert(1)&lt;/script&gt;</li>\n</ul>\n<ol>\n<li>then</li>\n</ol>"
        in page
    )
    assert '<td colspan="2">wide</td>' in page
    assert Checker(page).wrong == []


# ── PDF ──────────────────────────────────────────────────────────────────────────────────────

DOCUMENTS = (
    Document("a/letter.docx", b"PK1"),
    Document("email.txt", b"x"),
    Document("b.docx", b"PK2", internal=True),
)


def test_where_no_program_can_print_that_is_said_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(printing, "found", lambda: None)
    made, (notice,) = printing.printed(DOCUMENTS)
    assert made == ()
    assert notice.message == "No PDF was made: neither LibreOffice nor Word is on this computer."
    assert "Save As, PDF" in notice.hint
    assert printing.printed(()) == ((), ())


def test_every_word_document_is_printed_once_and_one_that_fails_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: f"/bin/{name}" if name == "soffice" else None)
    commands: list[Sequence[str]] = []

    def run(command: Sequence[str], patience: float) -> None:
        commands.append(command)
        first, second = (Path(each) for each in command if each.endswith(".docx"))
        assert (first.read_bytes(), second.read_bytes(), patience) == (b"PK1", b"PK2", 100.0)
        first.with_suffix(".pdf").write_bytes(b"%PDF-1.7")

    made, (failed,) = printing.printed(DOCUMENTS, run=run)
    assert made == (Document("a/letter.pdf", b"%PDF-1.7"),)
    assert str(failed.place) == "b.docx"
    assert '"UseTaggedPDF":{"type":"boolean","value":"true"}' in " ".join(commands[0])
    assert not Path(commands[0][-1]).exists()


def test_word_prints_where_it_is_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        shutil, "which", lambda name: "powershell.exe" if name == "powershell" else None
    )
    monkeypatch.setattr(os.path, "isfile", lambda _: False)
    monkeypatch.setattr(sys, "platform", "win32")
    printer = printing.found()
    assert printer
    command = printer.command(Path("C:/Users/O'Neil/x"), ())
    assert (printer.name, command[0]) == ("Word", "powershell.exe")
    assert "O''Neil" in command[-1]
    assert "ExportAsFixedFormat" in command[-1]
    monkeypatch.setattr(sys, "platform", "darwin")
    assert printing.found() is None


@pytest.mark.slow
@pytest.mark.skipif(printing.found() is None, reason="no program that prints is here")
def test_a_pdf_is_tagged(made: Path) -> None:
    document = Document("outcomes.docx", (made / "outcomes.docx").read_bytes())
    (printed,), notices = printing.printed([document])
    assert notices == ()
    assert b"/StructTreeRoot" in printed.content
    assert b"/MarkInfo<</Marked true>>" in printed.content.replace(b"\n", b"")
