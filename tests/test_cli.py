import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import click
import docx
import pytest
from click.testing import Result
from openpyxl import Workbook, load_workbook

from pipeline import cli
from pipeline.cli import main
from pipeline.problems import InputRefused, Place, Problem, first
from pipeline.sheets import delimited

Run = Callable[..., Result]
DATA = Path(__file__).parent / "data"
SAMPLE = Path(__file__).parent.parent / "inputs" / "roundtable"
TEMPLATES = Path(__file__).parent.parent / "templates"
HEAVY = {"openpyxl", "xlsxwriter", "docx", "lxml", "jinja2", "numpy", "tomllib", "pipeline.model"}
NOT_FOR_A_LETTER = {
    "numpy",
    "openpyxl",
    "docx",
    "pipeline.model",
    "pipeline.meaning",
    "pipeline.settings",
}
NOT_FOR_GROUPS = {"openpyxl", "docx", "jinja2", "pipeline.word", "pipeline.gate", "pipeline.sites"}
NOT_FOR_OUTCOMES = {"openpyxl", "pipeline.sites", "pipeline.deliverables.messages"}


@pytest.mark.parametrize("command", main.commands.values(), ids=list(main.commands))
def test_every_command_has_help(command: click.Command) -> None:
    assert command.help


def test_asking_for_help_loads_nothing_heavy() -> None:
    code = f"import sys, pipeline.cli; print(sorted({HEAVY!r} & set(sys.modules)))"

    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)

    assert printed.stdout.strip() == b"[]"


def test_a_letter_loads_nothing_of_workshops(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_paragraph("Dear {{ name }},")
    made.save(str(tmp_path / "letter.docx"))
    (tmp_path / "guests.csv").write_text("name,town\nAna,Larkspur\n")
    code = (
        "import atexit, sys; from pipeline.cli import main;"
        f"atexit.register(lambda: print(sorted({NOT_FOR_A_LETTER!r} & set(sys.modules))));"
        "main(['fill', 'letter.docx', 'guests.csv', '-o', 'letters', '--quiet'])"
    )

    printed = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, check=True
    )

    assert printed.stdout.split()[-1] == b"[]"
    assert len(list((tmp_path / "letters").glob("*.docx"))) == 1


@pytest.mark.parametrize(
    ("arguments", "others"),
    [
        (["group", "--json", "workshop.xlsx"], NOT_FOR_GROUPS),
        (["make", "--only", "outcomes", "workshop.xlsx", "--quiet"], NOT_FOR_OUTCOMES),
    ],
)
def test_a_command_loads_only_what_it_needs(
    arguments: list[str], others: set[str], tmp_path: Path
) -> None:
    shutil.copy(SAMPLE / "workshop.xlsx", tmp_path)
    code = (
        "import atexit, sys; from pipeline.cli import main;"
        f"atexit.register(lambda: print(sorted({others!r} & set(sys.modules))));"
        f"main({arguments!r})"
    )

    printed = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, check=True
    )

    assert printed.stdout.split()[-1] == b"[]"


def test_a_list_with_one_delimiter_is_read_without_our_headings(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(delimited, "_headings", None)

    assert delimited._delimiter("name,town\nAna,Larkspur\n") == ","


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "moment", "shown"),
    [(Terminal(), -1.0, True), (Terminal(), 60.0, False), (io.StringIO(), -1.0, False)],
)
def test_long_work_shows_how_far_it_is_on_a_terminal(
    stream: io.StringIO, moment: float, shown: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli, "MOMENT", moment)
    monkeypatch.setattr("sys.stderr", stream)

    assert list(cli._track(["a", "b", "c"], "Filling")) == ["a", "b", "c"]

    assert ("Filling" in stream.getvalue(), "100%" in stream.getvalue()) == (shown, shown)


def test_the_same_problem_of_many_cells_is_said_once() -> None:
    far = [
        Problem(Place("a.xlsx", "Form", f"B{n}"), "It is odd.", "Mend it.") for n in range(2, 11)
    ]
    other = Problem(Place("a.xlsx", "Other", "B2"), "It is odd.", "Mend it.")
    alone = [Problem(Place(f"{n}.csv"), "Left out.") for n in range(3)]

    assert list(first([far[0], other, *far, alone[0], *alone, alone[0]], most=4)) == [
        "a.xlsx!Form!B2: It is odd. The same in B3, B4, B5, B6, B7, … (9 cells).\n  Mend it.",
        "a.xlsx!Other!B2: It is odd.\n  Mend it.",
        "0.csv: Left out.",
        "1.csv: Left out.",
        "… and 1 more.",
    ]


@pytest.mark.parametrize(("most", "last"), [(2, "… and 1 more."), (3, "2.csv: Left out.")])
def test_problems_that_all_fit_are_followed_by_none_more(most: int, last: str) -> None:
    problems = [Problem(Place(f"{n}.csv"), "Left out.") for n in range(3)]

    assert [*first(problems, most)][-1] == last


def test_an_error_says_each_of_its_problems_and_what_to_do() -> None:
    problems = [Problem(Place(f"{n}.csv"), "It is odd.", "Mend it.") for n in range(2)]

    assert str(InputRefused(problems)) == (
        "0.csv: It is odd.\n  Mend it.\n1.csv: It is odd.\n  Mend it."
    )


def test_what_stops_a_check_is_no_notice_as_well(run: Run, tmp_path: Path) -> None:
    (tmp_path / "odd.csv").write_text("Weather,Mood\nrain,glad\nsun,sad\n")

    assert run("check", tmp_path / "odd.csv").stderr.count("Left out: it begins with") == 1


# ── new, check ───────────────────────────────────────────────────────────────────────────────


def test_a_starter_workbook_without_cards_says_what_to_type(run: Run, tmp_path: Path) -> None:
    assert run("new", tmp_path / "workshop.xlsx").exit_code == 0

    checked = run("check", tmp_path / "workshop.xlsx")

    assert checked.exit_code == 3
    assert checked.stderr == (
        "workshop.xlsx: There are headings but no rows: no ideas, and nothing else to make"
        " documents from.\n  Type the cards below the headings, one a row.\n"
    )


def test_a_filled_starter_workbook_gives_what_was_typed(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "workshop.xlsx"
    run("new", path)
    book = load_workbook(path)
    book["Ideas"]["D2"] = "=not a formula, a card"
    book["Ideas"]["D2"].data_type = "s"
    book["Ideas"]["F2"] = "Cards stay words"
    book.save(path)

    result = json.loads(run("group", path, "--json").stdout)

    assert [(g["title"], [i["text"] for i in g["ideas"]]) for g in result["groups"]] == [
        ("Cards stay words", ["=not a formula, a card"])
    ]


def test_a_starter_workbook_is_not_written_over_a_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.xlsx").write_bytes(b"mine")

    result = run("new", tmp_path / "mine.xlsx")

    assert result.exit_code == 4
    assert "Already there." in result.stderr
    assert (tmp_path / "mine.xlsx").read_bytes() == b"mine"


def test_check_says_how_every_sheet_is_read(run: Run) -> None:
    result = run("check", SAMPLE)

    assert result.exit_code == 0
    assert "sheet Ideas: column D is the idea, 40 cards, 7 columns, 3 not placed" in result.stdout
    assert "sheet Partners: 12 partners" in result.stdout
    assert "20 items under 7 roles" in result.stdout


def test_check_names_file_sheet_and_next_step_of_a_missing_column(run: Run, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Ideas"
    sheet.append(["Column", "Title", "Votes"])
    sheet.append([1, "Shared work", 3])
    book.save(tmp_path / "cards.xlsx")

    result = run("check", tmp_path / "cards.xlsx")

    assert result.exit_code == 3
    assert result.stderr == (
        "cards.xlsx!Ideas: No column holds the ideas. Headings found: Column, Title, Votes.\n"
        "  Name one column Idea.\n"
    )


def test_check_lists_what_a_template_needs_and_its_mistakes(run: Run) -> None:
    result = run("check", SAMPLE.parent.parent / "templates" / "outcomes.docx")

    assert result.exit_code == 0
    assert "outcomes.docx" in result.stdout
    assert "needs parts" in result.stdout


def test_check_finds_a_field_that_a_copy_of_our_template_cannot_have(
    run: Run, tmp_path: Path
) -> None:
    from docx import Document

    document = Document(str(SAMPLE.parent.parent / "templates" / "outcomes.docx"))
    document.add_paragraph("{{ venue }}")
    document.save(str(tmp_path / "outcomes.docx"))

    result = run("check", tmp_path / "outcomes.docx")

    assert result.exit_code == 3
    assert "outcomes.docx: venue is not offered." in result.stderr


# ── group ────────────────────────────────────────────────────────────────────────────────────


def test_the_wall_matrix_gives_forty_cards_in_seven_columns(run: Run) -> None:
    result = json.loads(run("group", DATA / "wall_matrix.csv", "--json").stdout)

    assert [len(group["ideas"]) for group in result["groups"]] == [6, 7, 6, 5, 6, 5, 5]
    assert result["accounting"]["grouped"] == result["accounting"]["cards"] == 40


def test_awkward_cards_are_all_accounted_for(run: Run) -> None:
    result = json.loads(run("group", DATA / "edge_cases.csv", "--json").stdout)

    assert result["accounting"] == {
        "cards": 12, "grouped": 9, "not_placed": 1, "parking_lot": 1, "empty": 1, "merged": 0,
    }  # fmt: skip
    assert [idea["id"] for idea in result["not_placed"]] == ["E04"]
    assert [idea["id"] for idea in result["parking_lot"]] == ["E12"]
    unagreed = [g for g in result["groups"] if not g["agreed"]]
    assert {idea["id"] for group in unagreed for idea in group["ideas"]} == {"E09", "E11"}
    assert "TBD" not in [group["title"] for group in unagreed]


def test_cards_without_columns_are_grouped_as_proposals(run: Run) -> None:
    result = json.loads(run("group", DATA / "ungrouped.csv", "--json").stdout)

    assert sum(len(group["ideas"]) for group in result["groups"]) == 40
    assert 3 <= len(result["groups"]) <= 15
    assert all(idea["proposed"] for group in result["groups"] for idea in group["ideas"])
    assert not any(group["agreed"] for group in result["groups"])
    assert result["groups"][0]["ideas"][0]["place"].startswith("ungrouped.csv!ungrouped!D")


def test_what_a_person_decides_in_the_review_workbook_is_used(run: Run, tmp_path: Path) -> None:
    review = tmp_path / "review.xlsx"
    grouped = run("group", SAMPLE / "workshop.xlsx", "-o", review)
    assert grouped.exit_code == 0
    assert grouped.stdout.endswith(f"{review}\n")
    assert "then `afterword make` takes it beside the files given here." in grouped.stderr
    book = load_workbook(review)
    cards = {row[0].value: row for row in book["Ideas"].iter_rows(min_row=2)}
    column = [cell.value for cell in book["Ideas"][1]].index("Column")
    cards["B11"][column].value = "Staff working side by side"
    cards["B19"][column].value = "Not yet placed"
    cards["B38"][column].value = "Parking lot"
    titles = {row[0].value: row for row in book["Groups"].iter_rows(min_row=2)}
    titles["Staff working side by side"][1].value = "Staff who share a desk and a day"
    book.save(review)

    beside = json.loads(run("group", SAMPLE / "workshop.xlsx", review, "--json").stdout)
    alone = json.loads(run("group", review, "--json").stdout)

    for result in (beside, alone):
        where = {i["id"]: g["title"] for g in result["groups"] for i in g["ideas"]}
        assert where["B11"] == where["B14"] == "Staff who share a desk and a day"
        assert [idea["id"] for idea in result["not_placed"]] == ["B19"]
        assert [idea["id"] for idea in result["parking_lot"]] == ["B38"]
        assert result["accounting"]["cards"] == 40
        assert len(result["groups"]) == 7


def test_a_number_of_groups_that_columns_rule_out_is_said(run: Run, tmp_path: Path) -> None:
    cards = tmp_path / "cards.csv"
    cards.write_text("Idea,Title\nShare a desk,Side by side\nShare a log,One path\nRides,\n")

    result = run("group", cards, "--groups", 5, "-o", tmp_path / "review.xlsx")

    said = (
        "cards.csv: The cards hang in 2 columns already, which stay: no groups were made.\n"
        "  To have all cards grouped anew, give a copy without columns and titles.\n"
    )
    assert said in result.stderr
    loose = run("group", DATA / "ungrouped.csv", "--groups", 5, "-o", tmp_path / "loose.xlsx")
    assert "no groups were made" not in loose.stderr


def test_a_review_left_untouched_places_no_card_that_afterword_is_not_sure_of(
    run: Run, tmp_path: Path
) -> None:
    review = tmp_path / "review.xlsx"
    before = json.loads(run("group", SAMPLE / "workshop.xlsx", "-o", review, "--json").stdout)

    result = json.loads(run("group", SAMPLE / "workshop.xlsx", review, "--json").stdout)

    assert result == before


def test_a_review_decides_nothing_for_a_card_that_moved_into_a_cell(
    run: Run, tmp_path: Path
) -> None:
    cards, review = tmp_path / "cards.csv", tmp_path / "review.xlsx"
    cards.write_text("Idea,Title\nShare a desk,Side by side\nShare a log,One path\n")
    run("group", cards, "-o", review)
    cards.write_text(
        "Idea,Title\nBring bus passes,Rides\nShare a desk,Side by side\nShare a log,One path\n"
    )

    result = json.loads(run("group", cards, review, "--json").stdout)

    titles = {g["title"]: [i["text"] for i in g["ideas"]] for g in result["groups"]}
    assert titles == {
        "Rides": ["Bring bus passes"],
        "Side by side": ["Share a desk"],
        "One path": ["Share a log"],
    }
    assert result["accounting"]["cards"] == 3


def test_one_file_named_twice_counts_once(run: Run) -> None:
    cards = DATA / "ungrouped.csv"

    result = json.loads(
        run("group", cards, cards.parent / "." / ".." / "data" / cards.name, "--json").stdout
    )

    assert result["accounting"]["cards"] == 40


def test_our_own_ledger_is_not_read_as_cards(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "workshop"
    folder.mkdir()
    (folder / "cards.csv").write_text("Idea,Title\nShare a desk,Side by side\n")
    run("make", folder, "--out", folder, "--only", "ledger")

    result = run("group", folder, "--json")

    assert json.loads(result.stdout)["accounting"]["cards"] == 1
    assert "ledger.xlsx: This is a ledger that Afterword wrote: not read." in result.stderr


def test_a_workbook_is_never_replaced_by_its_own_review(run: Run, tmp_path: Path) -> None:
    cards = tmp_path / "cards.xlsx"
    cards.write_bytes((SAMPLE / "workshop.xlsx").read_bytes())

    result = run("group", cards, "-o", cards, "--replace")

    assert result.exit_code == 4
    assert "This is what was read: it is never written over." in result.stderr
    assert cards.read_bytes() == (SAMPLE / "workshop.xlsx").read_bytes()


def test_a_card_that_may_name_a_person_is_said_and_marked(run: Run, tmp_path: Path) -> None:
    result = run("group", DATA / "edge_cases.csv", "-o", tmp_path / "review.xlsx")

    assert "1 card may name a person and is held back from the documents: E08." in result.stderr
    sheet = load_workbook(tmp_path / "review.xlsx")["Ideas"]
    (row,) = [row for row in sheet.values if row[0] == "E08"]
    assert "may name a person: not printed until you write yes under Clear to print" in row


def test_an_assessment_that_cannot_be_scored_does_not_stop_the_other_documents(
    run: Run, tmp_path: Path
) -> None:
    form = tmp_path / "answers.csv"
    asked = (DATA / "wide_form.csv").read_text(encoding="utf-8")
    form.write_text(
        asked.replace("V1 State agencies share", "Z9 Counties that nobody asked share"),
        encoding="utf-8",
    )

    result = run(
        "make",
        SAMPLE / "workshop.xlsx",
        form,
        "--out",
        tmp_path / "out",
        "--only",
        "outcomes",
        "--only",
        "assessment-report",
        "--instrument",
        "state-strategy",
    )

    assert result.exit_code == 0
    assert "assessment-report: not made:" in result.stderr
    assert "is not an item of this instrument" in result.stderr
    assert "all 20 items are counted together" in run("check", form).stderr


def test_a_proposed_wall_keeps_its_titles_as_working_titles(run: Run, tmp_path: Path) -> None:
    review = tmp_path / "review.xlsx"
    before = json.loads(run("group", DATA / "ungrouped.csv", "-o", review, "--json").stdout)

    after = json.loads(run("group", DATA / "ungrouped.csv", review, "--json").stdout)

    def shape(result: dict[str, list[dict[str, list[dict[str, str]]]]]) -> dict[str, set[str]]:
        return {str(g["title"]): {idea["id"] for idea in g["ideas"]} for g in result["groups"]}

    assert shape(after) == shape(before)
    assert not any(group["agreed"] for group in after["groups"])


# ── score ────────────────────────────────────────────────────────────────────────────────────


def test_the_tick_form_is_counted(run: Run) -> None:
    result = json.loads(run("score", DATA / "tick_form.csv", "--json").stdout)

    (site,) = result["sites"]
    total = {
        key: sum(role[key] for role in site["roles"])
        for key in ("items", "yes", "partially", "no", "blank", "conflict")
    }
    assert total == {"items": 20, "yes": 5, "partially": 7, "no": 6, "blank": 1, "conflict": 1}
    assert [role["items"] for role in site["roles"]] == [5, 3, 2, 3, 2, 2, 3]
    assert [gap["item"] for gap in site["gaps"] if gap["answer"] == "conflict"] == ["F3"]
    assert [gap["item"] for gap in site["gaps"] if gap["answer"] == "blank"] == ["C3"]


def test_a_role_with_nothing_answered_has_no_share(run: Run) -> None:
    form = ("--instrument", DATA / "tick_form.csv")
    result = json.loads(run("score", DATA / "wide_form.csv", *form, "--json").stdout)

    sites = {site["site"]: site for site in result["sites"]}
    assert list(sites) == ["Alder", "Birchmont", "Caldera"]
    counts = {
        name: tuple(sum(role[key] for role in site["roles"]) for key in ("yes", "partially", "no", "blank", "conflict"))
        for name, site in sites.items()
    }  # fmt: skip
    assert counts == {
        "Alder": (5, 7, 6, 1, 1),
        "Birchmont": (14, 5, 1, 0, 0),
        "Caldera": (0, 4, 13, 3, 0),
    }
    assert sites["Caldera"]["roles"][1]["share"] is None


# ── make ─────────────────────────────────────────────────────────────────────────────────────


GIVEN = (
    "outcomes", "action-plan", "assessment-report", "mou-draft", "partner-landscape",
    "relationship-calendar", "session-instructions", "commitments/commitment-cards",
)  # fmt: skip


def test_the_sample_gives_every_document_and_an_account_of_its_cards(made: Path) -> None:
    names = {str(path.relative_to(made)) for path in made.rglob("*") if path.is_file()}

    assert {f"{name}.docx" for name in GIVEN} <= names
    assert {"ledger.xlsx", "outreach/send-log.xlsx"} <= names
    assert len([name for name in names if name.endswith("-letter.docx")]) == 12
    assert len([name for name in names if name.endswith("-email.txt")]) == 12


def test_make_prints_a_line_a_document_and_the_accounting(run: Run, tmp_path: Path) -> None:
    result = run("make", SAMPLE, "--only", "outcomes", "--out", tmp_path, "--date", "2026-11-04")

    assert result.stdout == f"{tmp_path / 'outcomes.docx'}\n{tmp_path / 'staff-notes.docx'}\n"
    assert (
        "40 cards in = 37 in groups, 3 not yet placed, 0 in the parking lot\n"
        "805 cells read = 72 printed, 702 read and not printed, 31 left out\n"
    ) in result.stderr


def test_a_column_that_nobody_knows_is_told_with_the_documents(run: Run, tmp_path: Path) -> None:
    (tmp_path / "cards.csv").write_text(
        "Idea,Title,Mood,Promt,Internal note\nA desk,Rooms,glad,3,x\n"
    )

    result = run("make", tmp_path / "cards.csv", "--out", tmp_path / "out", "--only", "outcomes")

    assert result.stderr.partition("left out\n")[2] == (
        "cards.csv!cards: 2 columns are not read, for Afterword does not know the heading: "
        "Mood (C), Promt (D).\n"
        "  If “Promt” is meant as Prompt, head it Prompt. Rename what is to be read; a workbook from afterword new shows the headings.\n"
    )


def test_a_line_of_the_details_that_nobody_knows_is_told(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "workshop.xlsx"
    run("new", path)
    book = load_workbook(path)
    book["Ideas"]["D2"] = "A desk"
    details = book["Details"]
    details["A2"], details["B2"] = "Workshp", "Harbor day"
    details["A40"], details["B40"] = "Lunch", "31 people"
    book.save(path)

    result = run("make", path, "--out", tmp_path / "out", "--only", "outcomes")

    assert (
        "workshop.xlsx!Details: 2 lines are not read, for Afterword does not know the label: "
        "Workshp (A2), Lunch (A40).\n"
        "  If “Workshp” is meant as Workshop, head it Workshop. Rename what is to be read; a workbook from afterword new shows the labels.\n"
    ) in result.stderr


@pytest.mark.parametrize(
    ("first", "advised"),
    [
        ("Harbor day,", True),
        ("Harbor day,in spring", False),
        ("Place,Pier hall", False),
        (",\nHarbor day,", False),
    ],
)
def test_a_line_alone_at_the_top_of_the_details_may_be_the_name_of_the_workshop(
    first: str, advised: bool, run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "details.csv"
    rest = "Organization,Harbor Board\nDate,2026-11-04\nContact,Ana Roe\nLunch,31 people\n"
    path.write_text(f"{first}\n{rest}", encoding="utf-8")
    said = run("check", path).stderr
    assert "Lunch (A" in said
    assert ("If A1 is the name of the workshop, write Workshop there" in said) is advised
    path.write_text(f"Workshop,Harbor day\n{rest}", encoding="utf-8")
    assert "name of the workshop" not in run("check", path).stderr


def test_the_account_says_how_many_cards_are_held_back(run: Run, tmp_path: Path) -> None:
    (tmp_path / "cards.csv").write_text("Idea,Title\nAsk Ms. Reed,Rooms\nA desk,Rooms\n")

    result = run("make", tmp_path / "cards.csv", "--out", tmp_path / "out", "--only", "outcomes")

    assert result.stderr.splitlines()[:2] == [
        "2 cards in = 2 in groups, 0 not yet placed, 0 in the parking lot; 1 of them held back",
        "6 cells read = 2 printed, 4 read and not printed, 0 left out",
    ]


def test_without_cards_there_is_no_account_of_them(run: Run, tmp_path: Path) -> None:
    form = "Yes,No,Partially,Statement\n,,,Shared goals\nx,,,We wrote them down\n,x,,We read them\n"
    (tmp_path / "form.csv").write_text(form)

    result = run("make", tmp_path / "form.csv", "--out", tmp_path / "out")

    assert "assessment-report.docx" in result.stdout
    assert "cards in" not in result.output


def test_only_what_afterword_wrote_is_nothing_to_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "cards.csv").write_text("Idea,Title\nA desk,Rooms\n")
    run("make", tmp_path / "cards.csv", "--out", tmp_path, "--only", "ledger")

    result = run("make", tmp_path / "ledger.xlsx", "--out", tmp_path / "out")

    assert (result.exit_code, result.stderr) == (
        3,
        (
            "ledger.xlsx: This is a ledger that Afterword wrote: not read.\n"
            "  Name the workbook that holds the cards, not what was made from it.\n"
        ),
    )


def test_a_misspelt_file_is_told_with_the_one_beside_it(run: Run, tmp_path: Path) -> None:
    (tmp_path / "workshop.xlsx").write_bytes(b"")
    meant = f"Did you mean {tmp_path / 'workshop.xlsx'}?"

    assert meant in " ".join(run("make", tmp_path / "wrkshop.xlsx").stderr.split())
    assert "Did you mean" not in run("make", tmp_path / "else.csv").stderr
    assert "Did you mean" not in run("make", tmp_path / "none" / "wrkshop.xlsx").stderr


def test_the_send_log_keeps_what_was_filled_in_by_hand(run: Run, tmp_path: Path) -> None:
    words = ("make", SAMPLE, "--only", "outreach", "--out", tmp_path, "--date", "2026-11-04")
    log = tmp_path / "outreach" / "send-log.xlsx"
    run(*words)
    first = log.read_bytes()
    run(*words, "--replace")
    assert log.read_bytes() == first
    book = load_workbook(log)
    sheet = book["Send log"]
    sheet.insert_rows(1)
    sheet["A1"] = "Calls go through Priya"
    sheet["K4"], sheet["L4"], sheet["M4"] = date(2026, 11, 9), "call on the 18th", "later"
    book.save(log)

    assert run(*words, "--replace").exit_code == 0

    kept = load_workbook(log)["Send log"]
    assert kept["A3"].value == sheet["A4"].value
    assert [str(kept[f"{column}3"].value) for column in "KLM"] == [
        "2026-11-09 00:00:00",
        "call on the 18th",
        "later",
    ]
    assert [kept[f"{column}2"].value for column in "KLM"] == [None, None, None]


def test_documents_that_are_there_are_not_overwritten(run: Run, tmp_path: Path) -> None:
    words = ("make", SAMPLE, "--only", "outcomes", "--out", tmp_path)
    run(*words)
    (tmp_path / "outcomes.docx").write_bytes(b"edited by a person")

    again = run(*words)

    assert again.exit_code == 4
    assert "Already there." in again.stderr
    assert (tmp_path / "outcomes.docx").read_bytes() == b"edited by a person"
    assert run(*words, "--replace").exit_code == 0


def test_a_missing_input_is_said_and_nothing_is_made(run: Run, tmp_path: Path) -> None:
    result = run("make", DATA / "ungrouped.csv", "--out", tmp_path / "out", "--only", "mou-draft")

    assert result.exit_code == 3
    assert "mou-draft: not made:" in result.stderr
    assert not (tmp_path / "out").exists()


def test_a_typo_in_a_template_is_named_and_nothing_is_written(run: Run, tmp_path: Path) -> None:
    from docx import Document

    own = tmp_path / "own"
    own.mkdir()
    document = Document(str(SAMPLE.parent.parent / "templates" / "outcomes.docx"))
    document.add_paragraph("{{ acounting }}")
    document.save(str(own / "outcomes.docx"))

    result = run(
        "make", SAMPLE, "--only", "outcomes", "--templates", own, "--out", tmp_path / "out"
    )

    assert result.exit_code == 3
    assert "outcomes.docx:" in result.stderr
    assert "“acounting” is not in the data.\n  Did you mean accounting?" in result.stderr
    assert "Did you mean accounting?" in result.stderr
    assert not (tmp_path / "out").exists()


def test_a_folder_without_workbooks_is_refused(run: Run, tmp_path: Path) -> None:
    result = run("make", tmp_path, "--out", tmp_path / "out")

    assert result.exit_code == 3
    assert "No .xlsx or .csv is in this folder." in result.stderr


def test_wrong_usage_exits_with_two(run: Run) -> None:
    assert run("make", "nowhere.xlsx").exit_code == 2


def test_a_document_is_printed_as_text_to_compare(run: Run, made: Path) -> None:
    printed = run("outline", made / "outcomes.docx").stdout

    assert "[Heading 1] Workshop outcomes\n" in printed
    assert "[List Bullet] Client tells her story once\n" in printed


def test_what_is_no_word_document_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.docx").write_text("hello")

    result = run("outline", tmp_path / "plan.docx")

    assert result.exit_code == 3
    assert result.stderr.startswith("plan.docx: ")


def test_a_document_nested_too_deep_is_refused_and_no_bug(
    run: Run, made: Path, tmp_path: Path
) -> None:
    deep = tmp_path / "deep.docx"
    with ZipFile(made / "outcomes.docx") as source, ZipFile(deep, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/document.xml":
                opened, closed = b"<w:sdt><w:sdtContent>" * 300, b"</w:sdtContent></w:sdt>" * 300
                content = content.replace(b"<w:body>", b"<w:body>" + opened + closed)
            target.writestr(name, content)

    result = run("outline", deep)

    assert result.exit_code == 3
    assert result.stderr == (
        "deep.docx: It is damaged: a part of it cannot be read, or is nested too deep.\n"
        "  Open it in Word, and save it again as Word Document (.docx).\n"
    )


# ── fill ─────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    from docx import Document

    document = Document()
    document.add_paragraph("Dear {{ contact_name }}, {{ organization }} is invited.")
    document.save(str(tmp_path / "letter.docx"))
    return tmp_path / "letter.docx"


def paragraphs(path: Path) -> list[str]:
    from docx import Document

    return [paragraph.text for paragraph in Document(str(path)).paragraphs]


def test_a_template_is_checked_against_its_data(run: Run, tmp_path: Path, letter: Path) -> None:
    (tmp_path / "rows.csv").write_text("Contact,Organization\nDana,Acme\n")

    result = run("check", letter, "--data", tmp_path / "rows.csv")

    assert result.exit_code == 3
    assert "needs contact_name" in result.stdout
    assert "“contact_name” is not in the data." in result.stderr
    assert run("check", letter).exit_code == 0


def test_an_object_gives_one_document(run: Run, tmp_path: Path, letter: Path) -> None:
    (tmp_path / "one.json").write_text('{"contact_name": "Dana", "organization": "A & B <Ltd>"}')

    result = run("fill", letter, tmp_path / "one.json", "-o", tmp_path / "dana.docx")

    assert result.stdout == f"{tmp_path / 'dana.docx'}\n"
    assert paragraphs(tmp_path / "dana.docx") == ["Dear Dana, A & B <Ltd> is invited."]


def test_a_table_gives_a_document_a_row(run: Run, tmp_path: Path, letter: Path) -> None:
    rows = "Contact name,Organization\nDana,Marrow Creek\nOlu,Juniper House\nDana,Marrow Creek\n"
    (tmp_path / "rows.csv").write_text(rows)

    result = run("fill", letter, tmp_path / "rows.csv", "-o", tmp_path / "out", "--name", "{{ organization }}")  # fmt: skip

    names = ["Marrow-Creek.docx", "Juniper-House.docx", "Marrow-Creek-2.docx"]
    assert result.stdout.split() == [str(tmp_path / "out" / name) for name in names]
    assert paragraphs(tmp_path / "out" / names[1]) == ["Dear Olu, Juniper House is invited."]


def test_a_field_that_a_row_leaves_empty_is_told_and_the_documents_are_made(
    run: Run, tmp_path: Path, letter: Path
) -> None:
    (tmp_path / "rows.csv").write_text(
        "Contact name,Organization,Fax\nDee,Rook,\n,Wren,\nOlu, ,\n,Owl,\n"
    )

    result = run("fill", letter, tmp_path / "rows.csv", "-o", tmp_path / "out")

    assert len(result.stdout.split()) == 4
    assert result.stderr.startswith(
        "letter.docx: rows.csv!rows row 3: contact_name is empty: nothing stands there in the document. (and 1 record more)\n"
        "letter.docx: rows.csv!rows row 4: organization is empty: nothing stands there in the document.\n"
    )


def test_every_row_that_cannot_be_filled_is_named_and_nothing_is_written(
    run: Run, tmp_path: Path, letter: Path
) -> None:
    (tmp_path / "rows.json").write_text('[{"organization": "A"}, {"contact_name": "B"}]')

    result = run("fill", letter, tmp_path / "rows.json", "-o", tmp_path / "out")

    assert result.exit_code == 3
    assert "rows.json, record 1" in result.stderr
    assert "rows.json, record 2" in result.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ('{"contact_name": "D", "organization": "O"}', ["-o", "letter.pdf"]),
        ('[{"contact_name": "D", "organization": "O"}]', ["-o", "letters.docx"]),
    ],
)
def test_an_output_of_the_wrong_kind_is_wrong_usage(
    run: Run, tmp_path: Path, letter: Path, data: str, words: list[str]
) -> None:
    (tmp_path / "data.json").write_text(data)

    result = run("fill", letter, tmp_path / "data.json", words[0], tmp_path / words[1])

    assert result.exit_code == 2
    assert not (tmp_path / words[1]).exists()


def test_an_empty_list_is_refused(run: Run, tmp_path: Path, letter: Path) -> None:
    (tmp_path / "none.json").write_text("[]")

    result = run("fill", letter, tmp_path / "none.json")

    assert result.exit_code == 3
    assert result.stderr == "none.json: There is no record in this list.\n"


def test_a_name_pattern_serves_one_object_too(run: Run, tmp_path: Path, letter: Path) -> None:
    (tmp_path / "one.json").write_text('{"contact_name": "Dana", "organization": "Acme"}')

    result = run(
        "fill", letter, tmp_path / "one.json", "-o", tmp_path, "--name", "{{ organization }}.docx"
    )

    assert result.stdout == f"{tmp_path / 'Acme.docx'}\n"


def test_a_row_without_words_for_its_name_is_said(run: Run, tmp_path: Path, letter: Path) -> None:
    (tmp_path / "rows.csv").write_text("Contact name,Organization\nDana,\n")

    result = run("fill", letter, tmp_path / "rows.csv", "--name", "{{ organization }}")

    assert result.exit_code == 3
    assert "rows.csv!rows row 2: The name for its document comes out empty." in result.stderr


def test_the_same_mistake_in_many_rows_is_said_once(run: Run, tmp_path: Path, letter: Path) -> None:
    (tmp_path / "rows.csv").write_text("Contact name,Organization\n" + "Dana,\n" * 9)

    result = run("fill", letter, tmp_path / "rows.csv", "--name", "{{ organization }}")

    assert result.exit_code == 3
    assert result.stderr.count("rows.csv!rows row") == 1
    assert "and 8 records more" in result.stderr


def test_a_workbook_of_several_sheets_is_filled_from_the_one_named(
    run: Run, tmp_path: Path, letter: Path
) -> None:
    book = Workbook()
    book.create_sheet("People").append(["Contact name", "Organization"])
    book["People"].append(["Dana", "Acme"])
    book.worksheets[0].append(["Something else"])
    book.worksheets[0].append(["here"])
    book.save(tmp_path / "book.xlsx")

    chosen = run(
        "fill", letter, tmp_path / "book.xlsx", "--sheet", "People", "-o", tmp_path / "out"
    )
    asked = run("fill", letter, tmp_path / "book.xlsx", "-o", tmp_path / "out2")

    assert chosen.exit_code == 0
    assert asked.exit_code == 3
    assert "Say --sheet" in asked.stderr


def test_a_sign_that_word_cannot_show_is_told_with_its_cell(
    run: Run, tmp_path: Path, letter: Path
) -> None:
    (tmp_path / "rows.csv").write_text('Contact name,Organization\n"Da\x01na",Acme\n')

    told = run("fill", letter, tmp_path / "rows.csv", "-o", tmp_path / "out")

    assert told.exit_code == 0
    assert "rows.csv!rows!A2: It held a sign that Word cannot show" in told.stderr


def test_json_that_is_not_json_names_its_line(run: Run, tmp_path: Path, letter: Path) -> None:
    (tmp_path / "bad.json").write_text('{"contact_name":\n "Dana",}')

    result = run("fill", letter, tmp_path / "bad.json")

    assert result.exit_code == 3
    assert result.stderr.startswith("bad.json: Line 2, column ")


def test_a_day_that_is_none_is_told_with_how_to_write_one(run: Run) -> None:
    result = run("make", SAMPLE, "--date", "4/11/2026")

    assert result.exit_code == 2
    assert "4/11/2026 is no day. Write it as 2026-11-04: year, month, day." in result.stderr
    assert "[%Y" not in run("make", "--help").stdout


def test_a_fault_in_a_template_is_told_once_however_many_documents_meet_it(
    run: Run, tmp_path: Path
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    with ZipFile(TEMPLATES / "letter.docx") as old, ZipFile(own / "letter.docx", "w") as new:
        for name in old.namelist():
            text = old.read(name).replace(b"Dear {{ greeting", b"Dear {{ greating")
            new.writestr(name, text)

    result = run("make", SAMPLE, "--templates", own, "--out", tmp_path / "out")

    assert result.exit_code == 3
    assert result.stderr.count("{{ greating }}: “greating”") == 1
    assert "“greating” is not in the data.\n  Did you mean greeting?\n" in result.stderr
    assert not (tmp_path / "out").exists()


# ── what is printed, and where to ────────────────────────────────────────────────────────────


@pytest.mark.parametrize("code_page", ["cp1252", "cp437", "ascii", "shift_jis", "utf-16"])
def test_what_is_redirected_is_the_same_in_every_code_page(tmp_path: Path, code_page: str) -> None:
    words = "Łączność ✓ Żółty zespół 🙂"
    (tmp_path / "cards.csv").write_text(f"Idea,Title\n{words},One form\n", encoding="utf-8")
    elsewhere = os.environ | {
        "PYTHONIOENCODING": code_page,
        "PYTHONUTF8": "0",
        "PYTHONPATH": str(Path(__file__).parent.parent),
    }

    done = subprocess.run(
        [sys.executable, "-m", "pipeline", "group", "cards.csv"],
        check=True,
        capture_output=True,
        cwd=tmp_path,
        env=elsewhere,
    )

    assert words in done.stdout.decode("utf-8")
    assert (tmp_path / "review.xlsx").is_file()


@pytest.mark.parametrize(
    "words",
    [
        ["make", SAMPLE, "--only", "outcomes", "--out", "out", "--date", "2026-11-04"],
        ["group", SAMPLE],
        ["new", "new.xlsx"],
        ["check", "cards.csv", "--save-mapping"],
    ],
)
def test_files_are_written_before_anything_is_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[object]
) -> None:
    (tmp_path / "cards.csv").write_text("Idea,Title\nA desk,One form\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    there: list[int] = []

    def full(*_: object, **__: object) -> None:
        there.append(sum(1 for _ in tmp_path.rglob("*")))
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(click, "echo", full)
    with pytest.raises(OSError, match="No space left"):
        main([*map(str, words)], standalone_mode=False)

    assert there
    assert there[0] > 1


def test_what_the_system_refuses_is_a_message_and_no_traceback(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = tmp_path / "letter.docx"
    document.write_bytes(b"")

    def refused(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refused)
    result = run("outline", document)

    assert result.exit_code == 3
    assert result.stderr.startswith(f"{document}: Permission denied.\n")


LONG = "x" * 300


@pytest.mark.parametrize(
    "words",
    [
        ["new", f"{LONG}.xlsx"],
        ["check", f"{LONG}.xlsx"],
        ["group", SAMPLE, "-o", f"{LONG}.xlsx"],
        ["score", SAMPLE, "--instrument", LONG],
        ["score", SAMPLE, "--instrument", f"{LONG}.xlsx"],
        ["make", SAMPLE, "--out", LONG],
        ["make", SAMPLE, "--before", f"{LONG}.xlsx"],
        ["make", SAMPLE, "--templates", LONG],
        ["outline", f"{LONG}.docx"],
    ],
)
def test_a_name_of_300_letters_is_a_message_and_no_traceback(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[object]
) -> None:
    monkeypatch.chdir(tmp_path)

    result = run(*words)

    assert result.exit_code in (2, 3, 4)
    assert LONG in result.stderr
    assert not list(tmp_path.iterdir())


def test_a_workbook_whose_mapping_would_have_too_long_a_name_is_read(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / f"{'x' * 250}.csv"
    path.write_text("Idea,Title\nA desk,One form\n", encoding="utf-8")

    assert run("check", path).exit_code == 0


def test_the_author_of_each_document_is_the_organization(made: Path) -> None:
    for name in ("mou-draft.docx", "outcomes.docx"):
        assert (
            docx.Document(str(made / name)).core_properties.author
            == "Tamarack Plains Workforce Council"
        )


def test_a_tag_in_the_name_of_an_organization_stays_words(run: Run, tmp_path: Path) -> None:
    (tmp_path / "Ideas.csv").write_text("Idea,Title\nShare one van,Rides\n")
    (tmp_path / "Details.csv").write_text("Field,Value\nOrganization,The {{ 1/0 }} Fund\n")

    result = run("make", tmp_path, "--yes", "--only", "outcomes", "--out", tmp_path / "out")

    assert result.exit_code == 0, result.output
    made = docx.Document(str(tmp_path / "out" / "outcomes.docx"))
    assert made.core_properties.author == "The { { 1/0 }} Fund"
