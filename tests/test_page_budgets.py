"""How many pages a document may have, as LibreOffice lays it out: a plan nobody prints is not read."""

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from made import first_sheet
from openpyxl import Workbook

Run = Callable[..., Result]


def stands_in() -> bool:
    """Return whether a font as wide as that of the house stands in for it: another one makes more pages."""
    if not shutil.which("fc-match"):
        return False
    asked = ["fc-match", "--format", "%{family}", "Calibri"]
    found = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    return not {"Calibri", "Carlito"}.isdisjoint(found.split(","))


pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed"),
    pytest.mark.skipif(not stands_in(), reason="neither Calibri nor Carlito is installed"),
]

PLACES = ("Harbor", "Cedar", "Juniper", "Prairie", "Lantern", "Willow")
KINDS = ("College", "Medical Center", "Food Bank", "Credit Union", "Housing Office")
DOES = ("Open", "Share", "Agree on", "Start", "Hold", "Write", "Print")
WHAT = ("one referral form", "a monthly call", "the harbor list", "a ride board", "a skills fair")
PRACTICES = ("referral", "data", "co-location", "meetings", "employer", "contacts")


def pages(*papers: Path, out: Path) -> dict[str, int]:
    """Return how many pages each paper has."""
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{out}/profile", "--convert-to", "pdf", "--outdir", out, *papers],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    return {
        paper.stem: len(re.findall(rb"/Type\s*/Page\b", (out / f"{paper.stem}.pdf").read_bytes()))
        for paper in papers
    }


def workshop(path: Path, *, cards: int, partners: int, steps: int) -> Path:
    """Write a workbook of that size, in words of our own."""
    book = Workbook()
    details = first_sheet(book)
    details.title = "Details"
    for row in (
        ("Workshop", "Alder Coast roundtable"),
        ("Date", "2026-11-04"),
        ("Purpose", "People on the Alder Coast find work that lasts."),
        ("Organization", "Alder Coast Workforce Board"),
    ):
        details.append(row)
    titles = [f"{does} what works for everyone" for does in DOES[: max(2, min(7, cards // 10))]]
    names = [f"{PLACES[n % 6]} {KINDS[n // 6 % 5]} {n // 30 + 1}" for n in range(partners)]
    ideas = book.create_sheet("Ideas")
    ideas.append(("ID", "Idea", "Column", "Title", "Prompt"))
    for n in range(cards):
        at, words = (
            n % len(titles),
            f"{DOES[n % 7]} {WHAT[n // 7 % 5]} in {PLACES[n % 6]} County, {n}",
        )
        ideas.append((f"B{n + 1}", words, at + 1, titles[at], ("action", "gap")[n % 2]))
    sheet = book.create_sheet("Partners")
    sheet.append(("ID", "Organization", "Type", "Contact", "Phone"))
    for n, name in enumerate(names):
        sheet.append((f"P{n + 1}", name, "employer", f"Contact {n}", f"555 010 {1000 + n}"))
    actions = book.create_sheet("Actions")
    actions.append(
        ("ID", "Column title", "Action step", "Lead person", "Lead organization", "Partners",
         "Resources needed", "Start", "Due", "Measure of success", "Status", "MOU practice")
    )  # fmt: skip
    for n in range(steps):
        helping = "; ".join(names[(3 * n + k) % partners] for k in range(min(3, partners)))
        actions.append(
            (f"A{n + 1}", titles[n % len(titles)], f"{DOES[n % 7]} {WHAT[n % 5]} in district {n}",
             "Mara Quill" if n % 4 else "", names[n % partners], helping, "Two staff days",
             f"2027-0{n % 4 + 1}-05", f"2027-0{n % 4 + 5}-28", f"Share of {WHAT[n % 5]} done",
             "not started", PRACTICES[n % 6])
        )  # fmt: skip
    book.save(path)
    return path


def test_the_plan_of_the_sample_is_short(made: Path, tmp_path: Path) -> None:
    assert pages(made / "action-plan.docx", out=tmp_path)["action-plan"] <= 6


def test_the_plan_of_eighty_steps_can_still_be_printed(run: Run, tmp_path: Path) -> None:
    book = workshop(tmp_path / "big.xlsx", cards=300, partners=60, steps=80)
    run("make", book, "--yes", "--only", "action-plan", "--only", "outcomes", "--out", tmp_path)

    assert 10 < pages(tmp_path / "action-plan.docx", out=tmp_path)["action-plan"] <= 25


def test_the_report_of_the_sample_is_three_pages(made: Path, tmp_path: Path) -> None:
    assert pages(made / "assessment-report.docx", out=tmp_path)["assessment-report"] == 3


def test_the_outcomes_of_the_sample_are_three_pages_and_the_first_says_all(
    made: Path, tmp_path: Path
) -> None:
    assert pages(made / "outcomes.docx", out=tmp_path)["outcomes"] == 3


def test_the_mou_of_the_sample_has_few_pages(made: Path, tmp_path: Path) -> None:
    assert pages(made / "mou-draft.docx", out=tmp_path)["mou-draft"] <= 6


def test_the_mou_of_sixty_parties_can_still_be_printed(run: Run, tmp_path: Path) -> None:
    book = workshop(tmp_path / "big.xlsx", cards=3, partners=60, steps=80)
    run("make", book, "--yes", "--only", "mou-draft", "--out", tmp_path)

    assert 10 < pages(tmp_path / "mou-draft.docx", out=tmp_path)["mou-draft"] <= 30


def test_three_cards_and_one_partner_leave_no_empty_page(run: Run, tmp_path: Path) -> None:
    book = workshop(tmp_path / "tiny.xlsx", cards=3, partners=1, steps=2)
    run(
        "make",
        book,
        "--yes",
        "--only",
        "action-plan",
        "--only",
        "outcomes",
        "--only",
        "mou-draft",
        "--out",
        tmp_path,
    )
    names = ("outcomes", "action-plan", "mou-draft")

    assert pages(*(tmp_path / f"{name}.docx" for name in names), out=tmp_path) == {
        "outcomes": 2, "action-plan": 2, "mou-draft": 3,
    }  # fmt: skip


def test_the_outcomes_of_three_hundred_cards_can_still_be_printed(run: Run, tmp_path: Path) -> None:
    book = workshop(tmp_path / "big.xlsx", cards=300, partners=1, steps=1)
    run("make", book, "--yes", "--only", "outcomes", "--variant", "large-print", "--out", tmp_path)
    found = pages(tmp_path / "outcomes.docx", tmp_path / "outcomes-large-print.docx", out=tmp_path)

    assert 5 < found["outcomes"] <= 9
    assert found["outcomes"] < found["outcomes-large-print"] <= 25


def test_five_states_have_a_roll_up_of_two_pages_and_reports_of_three(
    run: Run, tmp_path: Path
) -> None:
    for at, state in enumerate(("Alder", "Birch", "Cedar", "Dune", "Elm")):
        lines = ["Yes,No,Partially,Statement"]
        for role in range(4):
            lines.append(f",,,Role {role + 1}: how agencies work together")
            for item in range(5):
                mark = ("x,,", ",x,", ",,x", ",,")[(at + role + item) % 4]
                lines.append(
                    f"{mark},{'ABCD'[role]}{item + 1} The agencies do this one thing together, and in the open"
                )
        (tmp_path / f"{state}.csv").write_text("\n".join(lines) + "\n")
    run("make", tmp_path, "--yes", "--only", "assessment-report", "--out", tmp_path / "out")
    papers = [tmp_path / "out" / f"assessment-{name}.docx" for name in ("rollup", "report-alder")]

    assert pages(*papers, out=tmp_path) == {"assessment-rollup": 2, "assessment-report-alder": 3}
