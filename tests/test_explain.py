"""Each phrase of a document leads to its cell, and each cell to where its words stand, or why nowhere."""

import json
import random
import shutil
from collections.abc import Callable
from email import message_from_bytes
from email.policy import default
from functools import cache
from pathlib import Path

import pytest
from click.testing import Result
from conftest import SAMPLE
from docx import Document
from openpyxl import load_workbook
from test_kept_edits import NEXT, OFFICE, Room, paragraph, through_libreoffice

from pipeline import sheets
from pipeline.keeping import explaining, of_phrase

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def typed() -> dict[str, str]:
    """Return the words of each cell of the sample, by its name."""
    found: dict[str, str] = {}
    for path in sorted(SAMPLE.glob("*.xlsx")):
        for sheet in sheets.read(path)[0]:
            for cell in sheet.cells:
                found[str(sheet.place(cell.row, cell.column))] = cell.text
    return found


@pytest.fixture
def _opened_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Open each document for its first phrase only: it stays as it is while others are asked for."""
    monkeypatch.setattr(explaining, "lines", cache(explaining.lines))


def statements(folder: Path) -> list[tuple[str, str, str]]:
    """Return document, text and cell of each statement in a ledger that stands in the text.

    The author in the properties is no line of a document.
    """
    sheet = load_workbook(folder / "ledger.xlsx")["Statements"]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    said = [row for row in rows if row[1] != "properties"]
    return [(str(r[0]), str(r[2]).strip(), "!".join(str(e) for e in r[3:6] if e)) for r in said]


@pytest.mark.usefixtures("_opened_once")
def test_two_hundred_random_phrases_lead_to_their_cells(made: Path, typed: dict[str, str]) -> None:
    every = [each for each in statements(made) if len(each[1]) > 3]
    picked = random.Random(11).sample(every, 200)  # noqa: S311 - a sample, not a secret
    asked = 0
    for document, text, cell in picked:
        words = text.split()
        phrase = " ".join(words[: max(2, len(words) // 2)])

        origins = of_phrase(made / document, phrase)

        assert origins, (document, phrase)
        assert cell in {each.source for each in origins}, (document, phrase, origins)
        own = [each for each in origins if each.source == cell and cell in typed]
        for each in own:  # all of the cell, or a part of it: an item without its id
            said = plain(each.words)  # within a sentence of ours the first letter may be another
            begun = (said, said[:1].upper() + said[1:], said[:1].lower() + said[1:])
            assert any(one in plain(typed[cell]) for one in begun), each
        asked += len(own)

    assert asked > 150


def plain(words: str) -> str:
    return " ".join(words.split())


def test_a_phrase_of_the_template_comes_from_no_cell(run: Run, made: Path) -> None:
    said = run("explain", made / "outcomes.docx", "what the room answered")

    assert said.exit_code == 0
    assert "words of the template" in said.stdout


def test_a_phrase_is_explained_after_it_was_edited_and_the_document_made_again(
    run: Run, tmp_path: Path
) -> None:
    room = Room(run, tmp_path, "outcomes", "ledger")
    room.make()
    path = room.path("outcomes.docx")
    document = Document(str(path))
    card = paragraph(document, "Old MOU sat in a drawer")
    card.runs[-1].text = "Old MOU sat in a cupboard for two years"
    card.insert_paragraph_before("A line by hand")
    document.save(str(path))

    for _ in range(2):
        said = run("explain", path, "sat in a cupboard")
        assert said.stdout.splitlines() == [
            "outcomes.docx, paragraph 38: “Old MOU sat in a cupboard for two years”",
            "  came from workshop.xlsx!Ideas!D24 (Idea), and was changed in the document since",
        ]
        assert (
            "typed or changed in the document by a person"
            in run("explain", path, "a line by HAND").stdout
        )
        assert "workshop.xlsx!Ideas!D17" in run("explain", path, "Joint case conferences").stdout
        room.make(NEXT)


def test_a_cell_is_found_in_every_document_that_prints_it(run: Run, made: Path) -> None:
    _, text, cell = next(
        e for e in statements(made) if e[0] == "outcomes.docx" and "TANF supervisors sit" in e[1]
    )
    expected = {each[0] for each in statements(made) if each[2] == cell}

    said = json.loads(run("explain", made, "--cell", cell.lower(), "--json").stdout)

    assert {each["document"] for each in said["found"]} == {
        name.rpartition("/")[2] for name in expected
    }
    assert len(expected) > 1
    assert all(each["words"] in text or text in each["words"] for each in said["found"])


def test_a_cell_that_stands_nowhere_has_a_reason(run: Run, made: Path) -> None:
    sheet = load_workbook(made / "ledger.xlsx")["Read, and not printed"]
    row = [str(each) for each in next(sheet.iter_rows(min_row=2, values_only=True))]
    cell = f"{row[0]}!{row[1]}!{row[2].split(':')[0]}"

    said = run("explain", made, "--cell", cell).stdout

    assert row[5] in said
    assert (
        "does not know the cell" in run("explain", made, "--cell", "workshop.xlsx!Ideas!ZZ9").stdout
    )


def test_a_cell_that_was_left_out_has_the_reason_of_the_ledger(run: Run, made: Path) -> None:
    rows = load_workbook(made / "ledger.xlsx")["Left out"].iter_rows(min_row=2, values_only=True)
    file, sheet, cell, why, hint = (str(each or "") for each in next(row for row in rows if row[2]))

    said = run("explain", made, "--cell", f"{file}!{sheet}!{cell}").stdout

    assert f"It was left out. {why} {hint}".rstrip() in said
    assert "was read as" not in said


def test_what_cannot_be_explained_is_said(run: Run, made: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.docx"
    Document().save(str(other))

    nothing = run("explain", other, "warm")
    nowhere = run("explain", made / "outcomes.docx", "no such words")

    assert (nothing.exit_code, nowhere.exit_code) == (3, 3)
    assert "Nothing in it says where its words came from." in nothing.stderr
    assert "“no such words” does not stand in it." in nowhere.stderr
    assert run("explain", made / "outcomes.docx").exit_code == 2


def test_an_email_is_explained(run: Run, made: Path) -> None:
    said = run(
        "explain", made / "outreach" / "P01-marrow-creek-medical-center-email.txt", "Dana Whitlock"
    )

    assert "workshop.xlsx!Partners!" in said.stdout


def test_a_gap_in_an_email_leads_to_the_cell_that_says_nothing(run: Run, tmp_path: Path) -> None:
    room = Room(run, tmp_path, "outreach")
    assert room.retype({"Olu Adeyemi": None}) == 1
    room.make()
    email = room.out / "outreach" / "P02-juniper-house-senior-living-email.txt"
    said = email.read_text("utf-8")
    gap = "[Fill in: contact name]"

    before = run("explain", email, gap).stdout
    email.write_text(said.replace(gap, "Ana Lind"), "utf-8")
    after = run("explain", email, "Ana Lind").stdout
    synced = run("sync", email, "-o", tmp_path / "edits.xlsx")

    assert said.count(gap) == 1
    assert "  workshop.xlsx!Partners!E3 says nothing: type it there" in before
    assert "workshop.xlsx!Partners!E3 says nothing: filled in in the document" in after
    assert "it stays in the document only: “Dear Ana Lind:”" in synced.stderr  # a sign touches it


@pytest.mark.parametrize("saved", ["as it was made", "by a mail program"])
def test_an_email_draft_is_explained_as_its_text_is(
    run: Run, made: Path, tmp_path: Path, saved: str
) -> None:
    folder = shutil.copytree(made / "outreach", tmp_path / "outreach")
    shutil.copy(made / ".afterword.json", tmp_path)
    draft = folder / "P01-marrow-creek-medical-center-email.eml"
    if saved == "by a mail program":
        message = message_from_bytes(draft.read_bytes(), policy=default)
        body = message.get_body(("plain",))
        assert body
        body.set_content(body.get_content().replace("Dana", "Dear Dana"), cte="base64")
        draft.write_bytes(message.as_bytes())

    cells = (("Join the employer table", "S2"), ("dwhitlock@", "G2"), ("hospital posts", "Q2"))
    for phrase, cell in cells:
        assert f"  workshop.xlsx!Partners!{cell}" in run("explain", draft, phrase.lower()).stdout
    draft.write_bytes(b"Content-Type: text/plain; charset=no-such\n\nwords")
    refused = run("explain", draft, "words")
    assert refused.exit_code == 3
    assert "does not stand in it" in refused.stderr or "cannot be read" in refused.stderr


@pytest.mark.skipif(not OFFICE, reason="LibreOffice is not installed")
@pytest.mark.usefixtures("_opened_once")
@pytest.mark.parametrize("edited", [False, True])
def test_phrases_lead_to_their_cells_after_a_round_through_libreoffice(
    run: Run, tmp_path: Path, edited: bool
) -> None:
    room = Room(run, tmp_path, "outcomes", "action-plan", "ledger")
    room.make()
    for name in ("outcomes.docx", "action-plan.docx"):
        if edited:
            document = Document(str(room.path(name)))
            document.paragraphs[4].insert_paragraph_before("A line by hand")
            document.paragraphs[-1].add_run(" And more.")
            document.save(str(room.path(name)))
        through_libreoffice(room.path(name))
        every = [each for each in statements(room.out) if each[0] == name and len(each[1]) > 3]
        for _, text, cell in every:
            origins = of_phrase(room.path(name), text)
            assert cell in {each.source for each in origins or ()}, (name, text, origins)
        assert len(every) > 60
        hand = run("explain", room.path(name), "a line by hand")
        assert ("by a person" in hand.stdout) is edited


# ── what changed since the last run ──────────────────────────────────────────────────────────


def test_a_dry_run_says_what_would_change_and_writes_nothing(run: Run, tmp_path: Path) -> None:
    room = Room(run, tmp_path, "outcomes", "action-plan")
    new = room.make(NEXT, "--dry-run")
    assert not room.out.exists()
    assert "outcomes.docx: new" in new.stdout
    room.make()
    before = {each: each.read_bytes() for each in room.out.iterdir()}
    document = Document(str(room.path("outcomes.docx")))
    paragraph(document, "Dashboard all partners").runs[-1].text = "A dashboard"
    document.save(str(room.path("outcomes.docx")))
    before[room.path("outcomes.docx")] = room.path("outcomes.docx").read_bytes()
    room.retype(
        {
            "Client tells her story once": "Client tells it once",
            "Old MOU sat in a drawer for two years": None,
        }
    )

    said = room.make(NEXT, "--dry-run")

    assert "outcomes.docx: 1 card changed, 1 card gone; 1 edit of yours kept" in said.stdout
    assert {each: each.read_bytes() for each in room.out.iterdir()} == before
    assert said.stdout.splitlines()[1] in room.make(NEXT).stderr.splitlines()


def test_a_program_is_told_all_of_it(run: Run, tmp_path: Path) -> None:
    room = Room(run, tmp_path, "outcomes")
    room.make()
    document = Document(str(room.path("outcomes.docx")))
    paragraph(document, "Client tells her story once").runs[-1].text = "She tells it once"
    document.save(str(room.path("outcomes.docx")))
    room.retype({"Client tells her story once": "Client tells it once"})

    said = json.loads(room.make(NEXT, "--json").stdout)

    outcomes, *_ = said["documents"]
    assert outcomes["file"] == "outcomes.docx"
    assert outcomes["what"] == "brought"
    assert outcomes["changed"] == {"card": {"changed": 1}}
    assert outcomes["edits_kept"] == 1
    assert len(outcomes["to_settle"]) == 1
    assert any("40 cards in" in each for each in said["accounts"])
