"""What we promise, tried with words that nobody else uses: nothing lost, invented, leaked or untraced."""

import ast
import csv
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result
from conftest import DAY, SAMPLE
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl import Workbook, load_workbook

from pipeline import deliverables, flow, forms, openxml
from pipeline.cli import main
from pipeline.model import Document

ROOT = Path(__file__).parent.parent
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CANARY = re.compile(r"zq\d{4}[a-z]+")
FREE = {  # columns of the sample that hold words of people, and no code or reference
    "Details": {"Value"},
    "Ideas": {"Idea", "Title"},
    "Partners": {
        "Organization", "Subtype", "Contact", "Contact's title", "Email", "Phone", "People they serve",
        "Issue areas", "Overlap with our customers", "Shared goals", "What they bring", "What we offer",
        "Bigger problem", "Evidence", "Source of the evidence", "Ask", "First small step", "Stage",
        "Introduced by", "Internal context (do not print)",
    },
    "Actions": {"Title", "Action step", "Lead", "Lead organization", "Resources needed", "Measure of success"},
    "Commitments": {
        "Name", "Organization", "Commitment", "By when", "What they recall", "What gives hope",
        "What they learned",
    },
    "State of Alder": {"Note"},
}  # fmt: skip
SECRET = {"Internal context (do not print)"}
FOR_US = {"Stage", "Introduced by", "People they serve"}  # in no paper; the ledger lists them
FOR_THE_LOG = "Introduced by"  # and the send log says whom to ask first

Cell = tuple[str, str, str]


class Replaced:
    """The sample, every free text of it replaced by words that stand nowhere else."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.cells: dict[Cell, str] = {}
        self.secret: set[str] = set()
        self.for_us: set[str] = set()
        self.for_the_log: set[str] = set()
        self.named: dict[object, str] = {}
        for path in sorted(SAMPLE.glob("*.xlsx")):
            book = load_workbook(path)
            for sheet in book:
                headings = [cell.value for cell in sheet[1]]
                for row in sheet.iter_rows(min_row=2):
                    for heading, cell in zip(headings, row, strict=True):
                        if heading in FREE[sheet.title] and isinstance(cell.value, str):
                            cell.value = self._words((heading in SECRET | FOR_US, cell.value))
                            if heading in SECRET:
                                self.secret |= set(CANARY.findall(cell.value))
                            if heading in FOR_US:
                                self.for_us |= set(CANARY.findall(cell.value))
                            if heading == FOR_THE_LOG:
                                self.for_the_log |= set(CANARY.findall(cell.value))
                        if cell.value is not None:
                            place = path.name, sheet.title, cell.coordinate
                            self.cells[place] = str(cell.value)
            book.save(folder / path.name)

    def _words(self, value: object) -> str:
        """Return the same new words for the same value: titles and organizations are named often."""
        number = f"{len(self.named):04d}"
        return self.named.setdefault(value, f"zq{number}aa keeps zq{number}bb")


@pytest.fixture(scope="module")
def replaced(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Replaced, tuple[Document, ...], str]:
    """Return the replaced sample, its documents, and all that the run printed."""
    given_ = Replaced(tmp_path_factory.mktemp("given"))
    runs: list[flow.Made] = []
    make = flow.make

    def noted(*words: Any, **more: Any) -> flow.Made:
        runs.append(make(*words, **more))
        return runs[-1]

    wanted = [word for name in (*deliverables.NAMES, flow.LEDGER) for word in ("--only", name)]
    given = ["make", str(given_.folder), "--out", str(given_.folder / "out"), "--date", DAY]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flow, "make", noted)
        result = CliRunner().invoke(main, [*given, *wanted])
    assert result.exit_code == 0, result.output
    (made,) = runs
    return given_, made.documents, result.output


def parts(document: Document, folder: Path) -> Iterator[str]:
    """Yield the text of each part of a file: of a Word document its paragraphs and properties."""
    if document.filename.endswith(".txt"):
        yield from document.content.decode().splitlines()
        return
    if document.filename.endswith(".eml"):
        message = message_from_bytes(document.content, policy=policy.default)
        yield from map(str, message.values())
        body = message.get_body()
        assert body is not None
        yield from str(body.get_content()).splitlines()
        for each in message.iter_attachments():
            attached = Document(str(each.get_filename()), each.get_content())
            yield from parts(attached, folder)
        return
    path = folder / Path(document.filename).name
    path.write_bytes(document.content)
    with ZipFile(path) as package:
        for name in package.namelist():
            if not name.endswith((".xml", ".rels")):
                continue
            root = etree.fromstring(package.read(name))
            paragraphs = list(root.iter(f"{W}p"))
            for paragraph in paragraphs:
                yield "".join(t.text or "" for t in paragraph.iter(f"{W}t"))
            if not paragraphs:
                yield " ".join(map(str, root.itertext()))
            yield from (str(value) for element in root.iter() for value in element.attrib.values())


def test_every_word_of_a_cell_is_a_statement_traced_to_a_cell_that_holds_it(
    replaced: tuple[Replaced, tuple[Document, ...], str], tmp_path: Path
) -> None:
    given_, documents, _ = replaced
    papers = [each for each in documents if each.filename.endswith((".docx", ".txt"))]
    assert len(papers) > 25
    for paper in papers:
        printed = set(CANARY.findall("\n".join(parts(paper, tmp_path))))
        assert printed, paper.filename
        traced = {
            canary
            for each in paper.statements
            for canary in CANARY.findall(each.text)
            if canary
            in given_.cells.get((each.source.file, each.source.sheet, each.source.cell), "")
        }
        assert printed <= traced, (paper.filename, sorted(printed - traced))


def test_every_statement_stands_in_its_document_and_in_its_cell(
    replaced: tuple[Replaced, tuple[Document, ...], str], tmp_path: Path
) -> None:
    given_, documents, _ = replaced
    for paper in documents:
        page = " ".join(" ".join(parts(paper, tmp_path)).split()) if paper.statements else ""
        for each in paper.statements:
            cell = given_.cells[each.source.file, each.source.sheet, each.source.cell]
            assert " ".join(each.text.split()) in page, (paper.filename, each)
            if CANARY.search(cell):
                begun = {
                    each.text,
                    each.text[:1].upper() + each.text[1:],
                    each.text[:1].lower() + each.text[1:],
                }
                assert any(text in cell for text in begun), (paper.filename, each)


def test_every_card_step_promise_and_partner_is_printed(
    replaced: tuple[Replaced, tuple[Document, ...], str], tmp_path: Path
) -> None:
    given_, documents, _ = replaced
    papers = {each.filename: "\n".join(parts(each, tmp_path)) for each in documents}
    columns = {("Ideas", "D"): "outcomes.docx", ("Actions", "C"): "action-plan.docx", ("Commitments", "C"): "outcomes.docx"}  # fmt: skip
    for (sheet, column), paper in columns.items():
        found = [
            text
            for (_, name, cell), text in given_.cells.items()
            if name == sheet and cell[0] == column and CANARY.search(text)
        ]
        assert found
        assert [text for text in found if text not in papers[paper]] == []


FOR_STAFF = ("talking-points/", "partner-landscape")  # they say who introduces us, and the stage


def test_nothing_internal_is_printed_or_said(
    replaced: tuple[Replaced, tuple[Document, ...], str], tmp_path: Path
) -> None:
    given_, documents, said = replaced
    assert len(given_.secret) > 10
    assert len(given_.for_us) > 10
    for document in documents:
        found = set(CANARY.findall("\n".join(parts(document, tmp_path))))
        assert not given_.secret & found, document.filename
        if document.filename == "ledger.xlsx":
            assert given_.for_us <= found
        elif document.filename == "outreach/send-log.xlsx":
            assert given_.for_us & found == given_.for_the_log
        elif not document.filename.startswith(FOR_STAFF):
            assert not given_.for_us & found, document.filename
    assert not (given_.secret | given_.for_us) & set(CANARY.findall(said))


def words_of(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]+", text.casefold()))


def our_words() -> set[str]:
    """Return every word of our templates, of the texts in the modules that make documents, and of months."""
    found: set[str] = set()
    for path in (ROOT / "templates").glob("*.docx"):
        found |= words_of(openxml.outline(path.read_bytes()))
    for path in [*(ROOT / "pipeline").rglob("*.py")]:
        if path.parent.name == "deliverables" or path.name in ("linking.py", "scoring.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    found |= words_of(node.value)
    return found | words_of(" ".join(f"{date(2026, month, 1):%B}" for month in range(1, 13)))


def test_nothing_is_printed_that_stands_neither_in_the_input_nor_in_our_fixed_words(
    replaced: tuple[Replaced, tuple[Document, ...], str],
) -> None:
    given_, documents, _ = replaced
    known = our_words() | words_of(" ".join([*given_.cells.values(), *forms.OURS]))
    known |= words_of(" ".join(name for _, name, _ in given_.cells))
    known |= words_of(" ".join(cell for _, _, cell in given_.cells)) | words_of("assessment xlsx")
    for paper in documents:
        if paper.filename.endswith(".docx"):
            strange = words_of(openxml.outline(paper.content)) - known
            assert not strange, (paper.filename, strange)


# ── any cards: in = accounted for ────────────────────────────────────────────────────────────

TEXTS = st.text(
    st.characters(exclude_categories=("C", "Zl", "Zp"), exclude_characters="\xa0"), max_size=40
)
CARDS = st.lists(
    st.tuples(
        st.one_of(
            TEXTS,
            st.sampled_from(["Shared form", "client D. lost her bus", "=1+1", "", " ", "____"]),
        ),
        st.sampled_from(["", "1", "2", "P"]),
        st.sampled_from(["", "One path", "TBD", "Parking lot"]),
        st.sampled_from(["", "action", "gap"]),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=25, deadline=None)
@given(CARDS)
def test_every_card_that_goes_in_is_printed_or_named_in_the_count(
    tmp_path_factory: pytest.TempPathFactory, cards: list[tuple[str, str, str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("cards")
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Card", "Idea", "Column", "Title", "Prompt"])
    for number, (idea, column, title, prompt) in enumerate(cards, start=2):
        for at, value in enumerate((f"N{number}", idea, column, title, prompt), start=1):
            cell = sheet.cell(number, at)
            cell.value = value or None
            cell.data_type = "s" if value else "n"
    book.save(folder / "cards.xlsx")

    made = flow.make(
        [folder / "cards.xlsx"],
        ("outcomes", flow.LEDGER),
        instrument=None,
        today=date(2026, 11, 4),
        own=None,
        track=lambda things, _: iter(things),
    )

    outcomes = next(each for each in made.documents if each.filename == "outcomes.docx")
    page = openxml.outline(outcomes.content)
    for_staff = next(
        openxml.outline(each.content)
        for each in made.documents
        if each.filename == "staff-notes.docx"
    )
    count = re.search(
        r"(\d+) cards? in: (\d+) under \d+ titles?, (\d+) not yet placed, (\d+) in the parking lot, "
        r"(\d+) held back, (\d+) empty, (\d+) printed as one",
        page,
    )
    assert count
    cards_in, *rest = map(int, count.groups())
    assert cards_in == sum(rest) == made.accounting.cards == len(cards)
    (folder / "ledger.xlsx").write_bytes(made.documents[-1].content)
    ledger = list(load_workbook(folder / "ledger.xlsx")["Cards"].values)[1:]
    assert sorted(str(row[0]) for row in ledger) == sorted(
        f"N{n}" for n in range(2, len(cards) + 2)
    )
    printed = Counter(each.source.cell for each in outcomes.statements)
    for number, (idea, *_) in enumerate(cards, start=2):
        told = printed[f"B{number}"] or f"N{number}" in for_staff
        assert told, (number, idea, for_staff)


# ── strangers' text in workbooks; the same bytes anywhere ────────────────────────────────────

FORMULAS = ("=1+1", '=HYPERLINK("http://x.example","y")', "+1", "-1+2", "@SUM(A1)", "'quoted", "\ttab")  # fmt: skip


@pytest.mark.parametrize("command", ["make", "group"])
def test_no_text_of_a_stranger_becomes_a_formula(tmp_path: Path, command: str) -> None:
    with (tmp_path / "cards.csv").open("w", newline="", encoding="utf-8") as file:
        rows: list[list[str]] = [["Card", "Idea", "Column", "Title"]]
        rows += [[f"N{n}", text, "1", "One path"] for n, text in enumerate(FORMULAS)]
        csv.writer(file).writerows(rows)
    target = ["--out", tmp_path / "out"] if command == "make" else ["-o", tmp_path / "out.xlsx"]

    result = CliRunner().invoke(main, [command, str(tmp_path / "cards.csv"), *map(str, target)])

    assert result.exit_code == 0, result.output
    books = list(tmp_path.rglob("*.xlsx"))
    assert books
    for path in books:
        with ZipFile(path) as package:
            for name in package.namelist():
                if name.startswith("xl/worksheets/"):
                    assert not re.search(rb"<f[ >/]", package.read(name)), (path, name)
        back = {
            cell.value for sheet in load_workbook(path) for row in sheet.iter_rows() for cell in row
        }
        assert {text.strip() for text in FORMULAS} <= {str(each).strip() for each in back}


NEXT_TO_MAKE = (
    ["group", str(SAMPLE), "-o", "OUT/review.xlsx"],
    ["new", "OUT/new.xlsx"],
    ["score", str(SAMPLE), "--json"],
)


def everything(out: Path, said: list[tuple[bytes, bytes]]) -> dict[str, bytes]:
    """Return all that a run wrote into a folder, and all that it `said`."""
    files = {
        str(path.relative_to(out)): path.read_bytes() for path in out.rglob("*") if path.is_file()
    }
    told = b"".join(stdout.replace(str(out).encode(), b"OUT") + stderr for stdout, stderr in said)
    return files | {"said": told}


def run_elsewhere(out: Path, where: Path) -> dict[str, bytes]:
    """Return all that one run writes and prints, in a folder, time zone, locale and hash of its own."""
    there = {"PYTHONHASHSEED": "4711", "TZ": "Asia/Kathmandu", "LC_ALL": "C", "PYTHONUTF8": "1"}
    environment = os.environ | there | {"PYTHONPATH": str(ROOT)}
    said = []
    for words in (["make", str(SAMPLE), "--out", "OUT", "--date", DAY], *NEXT_TO_MAKE):
        command = [each.replace("OUT", str(out)) for each in words]
        done = subprocess.run([sys.executable, "-m", "pipeline", *command], check=True, capture_output=True, env=environment, cwd=where)  # fmt: skip
        said.append((done.stdout, done.stderr))
    return everything(out, said)


def run_here(first_run: tuple[Path, Result], out: Path) -> dict[str, bytes]:
    """Return the same of the run that all tests share, and of the commands that follow it."""
    folder, made = first_run
    shutil.copytree(folder, out)
    said = [(made.stdout_bytes.replace(str(folder).encode(), b"OUT"), made.stderr_bytes)]
    for words in NEXT_TO_MAKE:
        done = CliRunner().invoke(main, [each.replace("OUT", str(out)) for each in words])
        assert done.exit_code == 0, done.output
        said.append((done.stdout_bytes, done.stderr_bytes))
    return everything(out, said)


def test_the_same_input_gives_the_same_bytes_anywhere(
    first_run: tuple[Path, Result], tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()

    first = run_here(first_run, tmp_path / "a")
    second = run_elsewhere(tmp_path / "b", tmp_path / "elsewhere")

    assert len(first) > 30
    assert {name for name in first if first[name] != second.get(name)} == set()
    assert set(first) == set(second)
