"""The further documents: what stands in them, and what is said instead of being made up."""

import random
from collections.abc import Callable
from pathlib import Path

from click.testing import Result
from made import faults

from pipeline import deliverables, openxml, proof, sheets
from pipeline.deliverables import OFFERED
from pipeline.forms import further

Run = Callable[..., Result]
Book = Callable[..., Path]


def outline(path: Path) -> str:
    return openxml.outline(path.read_bytes())


def make(run: Run, path: Path, *words: object) -> tuple[Path, str]:
    out = path.parent / "out"
    result = run("make", path, "--out", out, "--date", "2026-11-04", *words)
    return out, result.output


def test_every_document_that_is_offered_keeps_to_the_protocol() -> None:
    for each in OFFERED:
        module = deliverables.load(each.name)
        assert module.TEMPLATES, each.name
        assert callable(module.missing)
        assert callable(module.drafts)


def test_make_lists_what_there_is(run: Run) -> None:
    result = run("make", "--list")

    assert result.exit_code == 0
    assert [line.split()[0] for line in result.output.splitlines()] == [each.name for each in OFFERED]  # fmt: skip
    assert "made only when named" in result.output


def test_every_document_is_valid_and_accessible(program: Path, tmp_path: Path) -> None:
    found = sorted(program.rglob("*.docx"))
    assert len(found) >= 25
    statements = next(s for s in sheets.read(program / "ledger.xlsx")[0] if s.name == "Statements")
    typed = [cell.text for cell in statements.cells if cell.column == 3]

    for path in found:
        assert faults(path.read_bytes(), tmp_path) == [], path.name
        assert proof.check(path.read_bytes(), path.name, typed) == (), path.name


def test_what_is_not_made_says_which_sheet_would_give_it(run: Run, book: Book) -> None:
    path = book({"Principles": [["Principle"], ["Learners speak first"]], "Timeline": [["Actor", "What"], ["We", "begin"]]})  # fmt: skip

    _, said = make(run, path)

    for name, sheet, choice in (
        ("practice-profile", "Profile", "profile"),
        ("resource-map", "Services", "services"),
        ("facilitator-plan", "Design or Phases", "design"),
        ("state-feedback", "Regions", "regions"),
    ):
        made = f"(afterword new FILE --with {choice})."
        assert f"{name}: not made: no sheet {sheet} was read {made}" in said
    assert "partner-review" not in said


def test_the_choice_that_gives_a_document_holds_its_sheets() -> None:
    chosen = {each.name: [form.sheet for form in each.forms] for each in further.CHOICES}
    named = {each: each.choice for each in OFFERED if each.choice}
    assert len(named) == 6
    for each, choice in named.items():
        assert chosen[choice][0] in each.sheets


# ── the internal review ──────────────────────────────────────────────────────────────────────


def test_the_partner_review_is_made_only_when_it_is_named(
    run: Run, program: Path, tmp_path: Path
) -> None:
    assert (program / "internal" / "partner-review-internal.docx").exists()
    said = outline(program / "internal" / "partner-review-internal.docx")
    assert said.count("Internal. Do not send.") >= 2
    assert "[Kicker] Internal. Do not send." in said

    result = run("make", Path("inputs/program").resolve(), "--out", tmp_path / "again", "--date", "2026-11-04", "--yes")  # fmt: skip

    assert "internal" not in "".join(str(p) for p in (tmp_path / "again").rglob("*"))
    assert result.exit_code == 0


def test_no_word_of_a_review_reaches_another_file(run: Run, book: Book) -> None:
    chance = random.Random(4)  # noqa: S311 - marks to look for
    marks = [f"zq{chance.randrange(10**8):08d}" for _ in range(9)]
    heads = ["Organization", "Useful kind", "Useful kind: why", "Audience reached", "Audience reached: why", "Shared goals", "Shared goals: why", "Resources", "Resources: why", "Internal context"]  # fmt: skip
    path = book(
        {
            "Details": [["Workshop", "Day"], ["Organization", "Board"], ["Place", "Hall"]],
            "Ideas": [["Idea", "Column", "Title"], ["Share a van", 1, "Rides that run"]],
            "Partners": [["Organization", "Type", "Ask"], ["Mill", "employer", "Join us"]],
            "Actions": [["Action step", "Lead", "Partners"], ["Call the mill", "Ida", "Mill"]],
            "Partner review": [heads, ["Mill", *marks]],
        }
    )

    out, _ = make(run, path)
    everything = "".join(_text_of(each) for each in out.rglob("*") if each.is_file())
    _, said = make(run, path, "--only", "partner-review", "--only", "ledger", "--out", path.parent / "named")  # fmt: skip
    internal = outline(path.parent / "named" / "internal" / "partner-review-internal.docx")
    ledger = _text_of(path.parent / "named" / "ledger.xlsx")

    assert all(mark in internal for mark in marks)
    assert not [mark for mark in marks if mark in everything or mark in ledger or mark in said]


def _text_of(path: Path) -> str:
    if path.suffix == ".docx":
        return outline(path)
    if path.suffix == ".xlsx":
        return "\n".join(cell.text for sheet in sheets.read(path)[0] for cell in sheet.cells)
    return path.read_text()


def test_the_ledger_begins_with_the_files_and_their_blanks(program: Path) -> None:
    sheet = next(s for s in sheets.read(program / "ledger.xlsx")[0] if s.name == "Documents")
    rows: dict[int, list[str]] = {}
    for cell in sheet.cells:
        rows.setdefault(cell.row, []).append(cell.text)
    by_file = {row[0]: row for row in rows.values()}

    blanks = outline(program / "facilitator-plan.docx").count("[Fill in:")
    assert by_file["facilitator-plan.docx"][3:] == [str(blanks), "nothing found"]
    assert "internal/partner-review-internal.docx" not in by_file


# ── pages for partners ───────────────────────────────────────────────────────────────────────


def test_a_partner_page_and_the_talking_points_say_what_the_letter_says(made: Path) -> None:
    name = "P01-marrow-creek-medical-center"
    letter = outline(made / "outreach" / f"{name}-letter.docx")
    ask = "Would you join the employer table and offer an interview to each graduate?"

    assert ask in letter
    for folder in ("partner-pages", "talking-points"):
        assert ask in outline(made / folder / f"{name}.docx")


def test_a_partner_page_has_its_steps_and_no_word_of_the_stage(made: Path) -> None:
    said = outline(made / "partner-pages" / "P01-marrow-creek-medical-center.docx")

    assert "(A06) | You lead | D. Whitlock, Marrow Creek Medical Center |" in said
    assert "(A03) | You help |" in said
    assert "(A01)" not in said
    assert "[List Bullet] Nobody asked the nursing homes" in said
    assert "merger" not in said
    assert "Stage" not in said


def test_nobody_is_told_what_to_say_to_a_partner_to_leave_alone(run: Run, book: Book) -> None:
    path = book({"Partners": [["Organization", "Ask", "Do not contact"], ["Mill", "Join us", "yes"], ["Bank", "Lend us", ""]]})  # fmt: skip

    out, _ = make(run, path, "--only", "talking-points", "--only", "partner-pages")

    assert sorted(p.name for p in out.rglob("*.docx")) == ["bank.docx", "bank.docx"]
