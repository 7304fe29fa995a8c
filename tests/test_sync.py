"""Edits of documents go back as decisions: a person accepts them, and they stand in all documents."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from docx import Document
from made import first_sheet, style_of
from openpyxl import Workbook, load_workbook
from test_kept_edits import NEXT, Room, paragraph

from pipeline.openxml import outline

Run = Callable[..., Result]
CARD = "TANF supervisors sit on our hiring panel for coaches"
TITLE = "Employers shaping training and hiring"
NEW_CARD = "TANF supervisors sit on the panel that hires our coaches"


def edited(room: Room) -> Path:
    """Edit a card, a title and a step's row, and add a line, in two documents."""
    outcomes = Document(str(room.path("outcomes.docx")))
    card = paragraph(outcomes, CARD)
    card.runs[-1].text = f"Action: {NEW_CARD}"
    paragraph(outcomes, "Old MOU sat").runs[-1].text = "The old MOU was in a drawer"
    paragraph(outcomes, "Learning and stories").insert_paragraph_before("A line of mine")
    outcomes.save(str(room.path("outcomes.docx")))
    plan = Document(str(room.path("action-plan.docx")))
    for table in plan.tables:
        for row in table.rows:
            for cell in row.cells:
                for each in cell.paragraphs:
                    if each.text.strip() == "April 30, 2027":
                        each.runs[-1].text = "May 15, 2027"
    plan.save(str(room.path("action-plan.docx")))
    return room.out / "edits.xlsx"


def every(path: Path) -> list[dict[str, str]]:
    sheet = load_workbook(path)["Edits"]
    heads, *found = [[str(each or "") for each in row] for row in sheet.iter_rows(values_only=True)]
    return [dict(zip(heads, row, strict=True)) for row in found]


def rows(path: Path) -> dict[str, dict[str, str]]:
    return {row["In the document"]: row for row in every(path)}


def accept(path: Path, answers: dict[str, str]) -> None:
    book = load_workbook(path)
    for row in book["Edits"].iter_rows(min_row=2):
        if (words := row[3].value) in answers:
            row[5].value = answers[str(words)]
    book.save(path)


def test_what_is_accepted_stands_in_all_documents(run: Run, tmp_path: Path) -> None:
    room = Room(run, tmp_path, "outcomes", "action-plan", "ledger")
    room.make()
    book = edited(room)

    said = run("sync", room.path("outcomes.docx"), room.path("action-plan.docx"), "-o", book)

    assert said.exit_code == 0, said.output
    found = rows(book)
    assert set(found) == {NEW_CARD, "The old MOU was in a drawer", "May 15, 2027"}
    assert found[NEW_CARD]["Typed"] == CARD
    assert found[NEW_CARD]["Read as"] == "Idea"
    assert found["May 15, 2027"]["Cell"].startswith("workshop.xlsx!Action")
    assert "stays in the document only" in said.stderr  # the line of mine
    accept(book, {NEW_CARD: "yes", "May 15, 2027": "yes", "The old MOU was in a drawer": "no"})

    words = ("make", room.inputs, book, "--yes", "--out", tmp_path / "fresh", "--date", NEXT)
    again = run(*words, *room.only)

    assert again.exit_code == 0, again.output
    room.out = tmp_path / "fresh"
    plan = "\n".join(room.lines("action-plan.docx"))
    assert NEW_CARD in plan
    assert CARD not in plan
    assert "May 15, 2027" in plan
    assert "April 30, 2027" not in plan
    assert "Old MOU sat in a drawer for two years" in "\n".join(room.lines("outcomes.docx"))
    assert "3 decisions of people = 3 applied" in again.stderr
    decisions = load_workbook(room.path("ledger.xlsx"))["Decisions"]
    listed = [[str(e) for e in row] for row in decisions.iter_rows(min_row=2, values_only=True)]
    assert [row[0] for row in listed] == ["cell"] * 3
    assert {row[3] for row in listed} == set(found)


def test_an_edit_of_a_cell_that_says_something_else_by_now_is_set_aside(
    run: Run, tmp_path: Path
) -> None:
    room = Room(run, tmp_path, "outcomes", "action-plan")
    room.make()
    book = edited(room)
    run("sync", room.path("outcomes.docx"), "-o", book)
    accept(book, {NEW_CARD: "yes", "The old MOU was in a drawer": "perhaps"})
    room.retype({CARD: "A meeting"})

    said = run(
        "make", room.inputs, book, "--yes", "--only", "outcomes", "--out", tmp_path / "fresh"
    )

    assert "says something else by now" in said.stderr
    assert "Accept says neither yes nor no" in said.stderr
    room.out = tmp_path / "fresh"
    text = "\n".join(room.lines("outcomes.docx"))
    assert "A meeting" in text
    assert NEW_CARD not in text
    assert "Old MOU sat in a drawer for two years" in text


def test_the_edited_document_and_the_accepted_edit_agree(run: Run, tmp_path: Path) -> None:
    """Nothing is left to settle once the edit stands in both."""
    room = Room(run, tmp_path, "outcomes", "action-plan")
    room.make()
    book = edited(room)
    run("sync", room.out, "-o", book)
    accept(book, {NEW_CARD: "yes", "The old MOU was in a drawer": "yes", "May 15, 2027": "yes"})

    said = run("make", room.inputs, book, "--yes", *room.only, "--out", room.out, "--date", NEXT)

    assert "to settle" not in said.stderr
    text = "\n".join(room.lines("outcomes.docx"))
    assert text.count(NEW_CARD) == 1
    assert "[Also changed" not in text


def test_a_document_without_edits_has_nothing_to_carry_back(
    run: Run, made: Path, tmp_path: Path
) -> None:
    said = run("sync", made / "outcomes.docx", "-o", tmp_path / "edits.xlsx")

    assert said.exit_code == 3
    assert "No text that came from a cell was changed in it, and no row was added." in said.stderr
    assert not (tmp_path / "edits.xlsx").exists()


STEPS: list[list[str | None]] = [
    ["Step no.", "Title", "Action step", "Lead", "Due", "Measure of success"],
    ["S1", "Getting there", "Ask the transit agency for passes", None, "TBD", "Passes handed out"],
    ["S2", "One door", "Draft one form", "Rosa Quill", "2027-01-15", None],
]
FILLED = {
    "No lead yet": "Denise Okafor",
    "No date yet": "March 1, 2027",
    "No measure yet": "One form is used by three partners",
}


def with_steps(folder: Path, steps: list[list[str | None]]) -> Path:
    book = Workbook()
    details, plan = first_sheet(book), book.create_sheet("Action plan")
    details.title = "Details"
    for row in (
        ["Workshop question", "What would help people keep a job?"],
        ["Date", "2026-11-03"],
    ):
        details.append(row)
    for step in steps:
        plan.append(step)
    book.save(folder / "gaps.xlsx")
    return folder / "gaps.xlsx"


def fill_in(path: Path) -> None:
    """Type over the first of each gap in the tables of a document."""
    document = Document(str(path))
    left = dict(FILLED)
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                for each in cell.paragraphs:
                    if each.text in left:
                        each.runs[0].text = left.pop(each.text)
    assert not left
    document.save(str(path))


def test_what_is_filled_in_goes_to_the_empty_cell(run: Run, tmp_path: Path) -> None:
    given, out, edits = with_steps(tmp_path, STEPS), tmp_path / "out", tmp_path / "edits.xlsx"
    run("make", given, "--only", "action-plan", "--out", out, "--date", NEXT)
    fill_in(out / "action-plan.docx")

    assert run("sync", out / "action-plan.docx", "-o", edits).exit_code == 0
    found = rows(edits)
    assert {words: (row["Cell"], row["Read as"]) for words, row in found.items()} == {
        "Denise Okafor": ("gaps.xlsx!Action plan!D2", "left empty"),
        "March 1, 2027": ("gaps.xlsx!Action plan!E2", "left empty"),
        "One form is used by three partners": ("gaps.xlsx!Action plan!F3", "left empty"),
    }
    accept(edits, dict.fromkeys(found, "yes"))
    again = run("make", given, edits, "--only", "action-plan", "--out", out, "--date", NEXT)

    assert "3 decisions of people = 3 applied" in again.stderr
    assert "to settle" not in again.stdout
    plan = run("outline", out / "action-plan.docx").stdout
    assert plan.count("Denise Okafor") == 2  # on page 1, and at its title
    assert "Start: Not stated / Due: March 1, 2027" in plan
    assert "No measure yet" not in plan


def test_a_cell_that_was_filled_meanwhile_counts(run: Run, tmp_path: Path) -> None:
    given, out, edits = with_steps(tmp_path, STEPS), tmp_path / "out", tmp_path / "edits.xlsx"
    run("make", given, "--only", "action-plan", "--out", out, "--date", NEXT)
    fill_in(out / "action-plan.docx")
    run("sync", out / "action-plan.docx", "-o", edits)
    accept(edits, dict.fromkeys(rows(edits), "yes"))
    steps = [list(row) for row in STEPS]
    steps[1][3] = "Ines Marrow"

    again = run(
        "make",
        with_steps(tmp_path, steps),
        edits,
        "--only",
        "action-plan",
        "--out",
        tmp_path / "new",
    )

    assert "gaps.xlsx!Action plan!D2 says something else by now" in again.stderr
    assert "Ines Marrow" in run("outline", tmp_path / "new" / "action-plan.docx").stdout


def test_it_is_explained_where_a_gap_is_filled(run: Run, tmp_path: Path) -> None:
    run("make", with_steps(tmp_path, STEPS), "--only", "action-plan", "--out", tmp_path / "out")
    path = tmp_path / "out" / "action-plan.docx"

    before = run("explain", path, "No measure yet").stdout
    fill_in(path)
    after = run("explain", path, "three partners").stdout

    assert "gaps.xlsx!Action plan!F3 says nothing: type it there" in before
    assert "stands where gaps.xlsx!Action plan!F3 says nothing: filled in in the document" in after


# ── what was added ───────────────────────────────────────────────────────────────────────────

NEW_STEP = "Walk the referral path together as a new customer would"
ADDED_CARD = "A shared phone line that somebody answers"


def with_additions(room: Room) -> Path:
    """Add a step's row, a card and two lines that no sheet has a place for; return the workbook."""
    plan = Document(str(room.path("action-plan.docx")))
    table = next(t for t in plan.tables if "A03" in t.rows[-1].cells[0].text)
    row = table.add_row()
    for cell, words in zip(
        row.cells,
        (NEW_STEP, "R. Abara; Ridgewater Community College", "Puentes del Valle", "Half a day",
         "Start: May 3, 2027\nDue: May 20, 2027", "Walked once", "not started"),
        strict=True,
    ):  # fmt: skip
        cell.text = words
    plan.paragraphs[-1].insert_paragraph_before("Thanks to the library.")
    plan.save(str(room.path("action-plan.docx")))
    outcomes = Document(str(room.path("outcomes.docx")))
    beside = paragraph(outcomes, "Client tells her story once")
    beside.insert_paragraph_before(ADDED_CARD, beside.style)
    outcomes.paragraphs[2].insert_paragraph_before("A word from the hosts")
    outcomes.save(str(room.path("outcomes.docx")))
    return room.out / "edits.xlsx"


def test_an_added_row_and_an_added_card_are_offered(run: Run, tmp_path: Path) -> None:
    room = Room(run, tmp_path, "outcomes", "action-plan", "ledger")
    room.make()
    book = with_additions(room)

    said = run("sync", room.path("outcomes.docx"), room.path("action-plan.docx"), "-o", book)

    assert said.exit_code == 0, said.output
    cells = {row["Cell"]: (row["Read as"], row["In the document"]) for row in every(book)}
    title = "One shared intake and referral path"
    assert cells == {
        "workshop.xlsx!Ideas!D42": ("Idea", ADDED_CARD),
        "workshop.xlsx!Ideas!F42": ("Title", title),
    } | {
        f"workshop.xlsx!Actions!{column}10": said
        for column, said in {
            "B": ("Title", title),
            "C": ("Action step", NEW_STEP),
            "D": ("Lead", "R. Abara"),
            "E": ("Lead organization", "Ridgewater Community College"),
            "G": ("Resources needed", "Half a day"),
            "H": ("Start", "May 3, 2027"),
            "I": ("Due", "May 20, 2027"),
            "J": ("Measure of success", "Walked once"),
            "K": ("Status", "not started"),
        }.items()
    }
    assert {row["Typed"] for row in every(book)} == {"(a new row)"}
    places = [row["Document"] for row in every(book)]
    assert places[0] == "outcomes.docx, paragraph 24"
    assert "action-plan.docx, table 4, row 4, cell 5" in places
    listed = load_workbook(book)["In the documents only"].iter_rows(min_row=2, values_only=True)
    for words in ("A word from the hosts", "Puentes del Valle", "Thanks to the library."):
        assert f"it stays in the document only: “{words}”" in said.stderr
    assert [str(row[0]) for row in listed] == [
        "outcomes.docx",
        "action-plan.docx",
        "action-plan.docx",
    ]


def test_what_was_added_and_accepted_stands_once(run: Run, tmp_path: Path) -> None:
    room = Room(run, tmp_path, "outcomes", "action-plan", "ledger")
    room.make()
    book = with_additions(room)
    run("sync", room.out, "-o", book)
    accept(book, dict.fromkeys(rows(book), "yes"))

    said = run("make", room.inputs, book, "--yes", *room.only, "--out", room.out, "--date", NEXT)

    assert "11 decisions of people = 11 applied" in said.stderr
    plan, outcomes = room.lines("action-plan.docx"), room.lines("outcomes.docx")
    (heading,) = (at for at, line in enumerate(plan) if "2. One shared intake" in line)
    own = [at for at, line in enumerate(plan) if NEW_STEP in line and "Half a day" in line]
    assert any("9 steps" in line for line in plan)
    assert heading < own[0] < next(at for at, line in enumerate(plan) if "3. Staff" in line)
    assert sum(ADDED_CARD in line for line in outcomes if line.startswith("[List Bullet]")) == 1
    assert "A word from the hosts" in "\n".join(outcomes)
    assert "Thanks to the library." in "\n".join(plan)


def test_a_new_row_is_put_nowhere_where_somebody_typed_since(run: Run, tmp_path: Path) -> None:
    room = Room(run, tmp_path, "outcomes", "action-plan")
    room.make()
    book = with_additions(room)
    run("sync", room.path("action-plan.docx"), "-o", book)
    accept(book, dict.fromkeys(rows(book), "yes"))
    path = room.inputs / "workshop.xlsx"
    workbook = load_workbook(path)
    workbook["Actions"]["N10"] = "referral"
    workbook.save(path)

    said = run("make", room.inputs, book, "--yes", *room.only, "--out", tmp_path / "fresh")

    assert "Something is typed in the row of workshop.xlsx!Actions!C10 by now" in said.stderr
    room.out = tmp_path / "fresh"
    assert NEW_STEP not in "\n".join(room.lines("action-plan.docx"))


def test_a_note_of_a_run_is_no_edit_of_a_person(run: Run, tmp_path: Path) -> None:
    """What stands above the note is: offered for the cell, and once."""
    room = Room(run, tmp_path, "outcomes", "ledger")
    room.make()
    outcomes = Document(str(room.path("outcomes.docx")))
    paragraph(outcomes, CARD).runs[-1].text = f"Action: {NEW_CARD}"
    paragraph(outcomes, "Old MOU sat").runs[-1].text = "Nobody ever read it again"
    paragraph(outcomes, "Guaranteed interview").runs[-1].text = "An interview for all"
    table = next(t for t in outcomes.tables if "By when" in t.rows[0].cells[-1].text)
    table.rows[2].cells[2].merge(table.rows[2].cells[3])
    heading = paragraph(outcomes, "Employers shaping training and hiring")
    heading._p.getparent().remove(heading._p)
    outcomes.save(str(room.path("outcomes.docx")))
    room.retype(
        {
            CARD: "TANF supervisors choose our coaches",
            "Old MOU sat in a drawer for two years": "We signed an MOU and forgot it",
            "Guaranteed interview for every graduate": None,
            "Draft the one-page TANF guide for advisors": "Draft a guide",
        }
    )
    book = load_workbook(room.inputs / "workshop.xlsx")
    book["Ideas"].append(["B99", "A", "happened", "Hospital tours each May", 5, TITLE])
    book.save(room.inputs / "workshop.xlsx")
    room.make(NEXT)
    room.make(NEXT)

    said = run("sync", room.path("outcomes.docx"), "-o", room.out / "edits.xlsx")

    assert said.exit_code == 0, said.output
    found = {row["In the document"]: row["Typed"] for row in every(room.out / "edits.xlsx")}
    assert found[NEW_CARD] == "TANF supervisors choose our coaches"
    assert found["Nobody ever read it again"] == "We signed an MOU and forgot it"
    assert found["An interview for all"] == "(a new row)"  # the workbook has it no longer
    assert not [words for words in found if "[" in words or "Hospital tours" in words]
    assert not [
        words for words in found if "guide" in words
    ]  # which cell of a merged one is whose?
    assert "the workbook," not in said.stderr
    assert "Draft the one-page TANF guide" in said.stderr
    why = run("explain", room.path("outcomes.docx"), "We signed an MOU and forgot it")
    assert "workshop.xlsx!Ideas!D24 (Idea): “We signed an MOU and forgot it”" in why.stdout
    why = run("explain", room.path("outcomes.docx"), "Nobody ever read it again")
    assert "came from workshop.xlsx!Ideas!D24 (Idea), and was changed" in why.stdout


# ── a title, which stands beside each of its cards and steps ─────────────────────────────────


def with_a_list(folder: Path, run: Run, *titles: str) -> Path:
    """Make the outcomes of five cards in a list, each beside its title."""
    rows = zip(
        ("Rides on vans", "Vans wait", "A booklet", "One office", "One desk"), titles, strict=True
    )
    listed = "".join(f"N{n},{card},{title}\n" for n, (card, title) in enumerate(rows, 1))
    (folder / "cards.csv").write_text(f"Card,Idea,Title\n{listed}", encoding="utf-8")
    words = ("--yes", "--only", "outcomes", "--date", "2026-11-04")
    assert run("make", folder / "cards.csv", "--out", folder / "out", *words).exit_code == 0
    return folder / "out" / "outcomes.docx"


def retitled(path: Path, old: str, new: str) -> None:
    document = Document(str(path))
    heading = next(each for each in document.paragraphs if each.text == old)
    heading.runs[-1].text = new
    document.save(str(path))


def test_a_title_is_renamed_beside_each_of_its_cards(run: Run, tmp_path: Path) -> None:
    same = ("One door", "ONE DOOR", "One  door", "Together", "Together")
    path = with_a_list(tmp_path, run, *same)
    retitled(path, "One door", "One door for rides")
    book = tmp_path / "edits.xlsx"
    assert run("sync", path, "-o", book).exit_code == 0
    (row,) = every(book)
    assert (row["Cell"], row["Read as"]) == (
        "cards.csv!cards!C2",
        "Title, in each row that says it",
    )
    accept(book, {"One door for rides": "yes"})

    words = ("--yes", "--only", "outcomes", "--out", tmp_path / "fresh")
    said = run("make", tmp_path / "cards.csv", book, *words)

    assert "1 decision of people = 1 applied" in said.stderr
    lines = outline((tmp_path / "fresh" / "outcomes.docx").read_bytes()).splitlines()
    at = lines.index("[Heading 3] One door for rides")
    assert lines[at + 1 : at + 5] == [
        "[List Bullet] Rides on vans",
        "[List Bullet] Vans wait",
        "[List Bullet] A booklet",
        "[Heading 3] Together",
    ]
    assert "One door" not in [line.rpartition("] ")[2] for line in lines]


def test_the_steps_under_a_title_go_with_it(run: Run, tmp_path: Path) -> None:
    room = Room(run, tmp_path, "outcomes", "action-plan")
    room.make()
    old, new = "One shared intake and referral path", "One intake for all of us"
    retitled(room.path("outcomes.docx"), old, new)
    book = room.out / "edits.xlsx"
    assert run("sync", room.path("outcomes.docx"), "-o", book).exit_code == 0
    accept(book, {new: "yes"})

    run("make", room.inputs, book, "--yes", *room.only, "--out", tmp_path / "fresh")

    room.out = tmp_path / "fresh"
    for name in ("outcomes.docx", "action-plan.docx"):
        text = "\n".join(room.lines(name))
        assert new in text
        assert old not in text
    heads = [line for line in room.lines("action-plan.docx") if line.startswith("[Heading")]
    assert sum(new in line for line in heads) == 1


@pytest.mark.parametrize("other", ["An intake", "One intake for us"])
def test_one_title_renamed_in_two_documents(run: Run, tmp_path: Path, other: str) -> None:
    """The same words twice are one decision; other words are overruled by the first."""
    room = Room(run, tmp_path, "outcomes", "action-plan")
    room.make()
    old, first = "One shared intake and referral path", "An intake"
    for name, new in (("action-plan.docx", first), ("outcomes.docx", other)):
        document = Document(str(room.path(name)))
        heading = next(
            each
            for each in document.paragraphs
            if "Heading" in str(style_of(each).name) and old in each.text
        )
        heading.runs[-1].text = heading.runs[-1].text.replace(old, new)
        document.save(str(room.path(name)))
    book = room.out / "edits.xlsx"
    assert run("sync", room.out, "-o", book).exit_code == 0
    accept(book, {first: "yes", other: "yes"})

    said = run("make", room.inputs, book, "--yes", *room.only, "--out", tmp_path / "fresh")

    assert ("is accepted, too, and counts" in said.stderr) is (first != other)
    room.out = tmp_path / "fresh"
    lines = [*room.lines("outcomes.docx"), *room.lines("action-plan.docx")]
    assert "[Heading 3] An intake" in lines
    assert "[Heading 3] 2. An intake" in lines
    assert not [line for line in lines if old in line or "One intake for us" in line]
