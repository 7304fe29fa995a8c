"""The further documents: what stands in them, and what is said instead of being made up."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from made import faults

from pipeline import deliverables, openxml, proof, sheets
from pipeline.deliverables import OFFERED, partner_brief
from pipeline.deliverables.practice_profile import EMERGING
from pipeline.program import Milestone
from pipeline.typed import UNSAID, Typed

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

    assert "practice-profile: not made: no sheet Profile was read" in said
    assert "resource-map: not made: no sheet Services was read" in said
    assert "partner-review" not in said


# ── regions, brief ───────────────────────────────────────────────────────────────────────────


def test_an_ask_told_twice_stands_once_with_both_times_and_its_age(program: Path) -> None:
    said = outline(program / "feedback" / "feedback-brief.docx")

    asks = [line for line in said.splitlines() if "Let regions share one release form" in line]
    assert asks == ["[row] Let regions share one release form | Northshore | April 20, 2026, July 14, 2026 | 198 | Joint communications | No answer yet"]  # fmt: skip


def test_what_may_not_be_shared_is_counted_and_stands_nowhere(program: Path) -> None:
    everything = "".join(outline(path) for path in program.rglob("*.docx"))

    assert "1 report may not be shared: 2 cells of it stay in the workbook." in everything
    assert "in dispute about space" not in everything
    assert "One new clinic partner" not in everything


def test_a_silent_region_is_named_and_gets_a_reply(program: Path) -> None:
    assert "[List Bullet] Fernside: no report" in outline(program / "feedback" / "feedback-brief.docx")  # fmt: skip
    assert "You asked nothing of the state." in outline(program / "feedback" / "reply-fernside.docx")  # fmt: skip


def test_a_region_reads_what_was_done_and_what_is_open(program: Path) -> None:
    tidewater = outline(program / "feedback" / "reply-tidewater.docx")
    northshore = outline(program / "feedback" / "reply-northshore.docx")

    assert "[Heading 2] Answered" in tidewater
    assert "A pilot is funded for two regions from January" in tidewater
    assert "[Heading 2] Still open" in northshore
    assert "[Heading 2] Answered" not in northshore


@pytest.mark.parametrize(
    ("words", "year", "month"),
    [("Aug.-Dec., 2012", 2012, 8), ("January, 2013", 2013, 1), ("July - December, 2013", 2013, 7), ("2014", 2014, 1)],
)  # fmt: skip
def test_a_time_in_words_begins_with_its_first_month(words: str, year: int, month: int) -> None:
    day = partner_brief.first_day(Milestone(UNSAID, date_text=Typed(words, UNSAID.place)))

    assert day is not None
    assert (day.year, day.month) == (year, month)


def test_a_line_without_a_date_stays_after_the_line_it_follows(program: Path) -> None:
    rows = [line for line in outline(program / "partner-brief.docx").splitlines() if line.startswith("[row]")]  # fmt: skip
    lines = [line for line in rows if line.endswith(("| done", "| planned"))]

    assert [line.split(" | ")[0].removeprefix("[row] ") for line in lines] == [
        "January, 2024",
        "March 12, 2024",
        "Date not set",
        "Aug.-Dec., 2026",
        "June 1, 2027 to August 31, 2027",
    ]


# ── the resource map, the profile, commitments ───────────────────────────────────────────────


def test_more_than_six_organizations_are_several_tables(run: Run, book: Book) -> None:
    names = [f"Office {number}" for number in range(1, 9)]
    path = book({"Services": [["Service", *names], ["Coaching", *["Yes"] * 8]]})

    out, _ = make(run, path, "--only", "resource-map")

    heads = [line for line in outline(out / "resource-map.docx").splitlines() if line.startswith("[row] Service")]  # fmt: skip
    assert [line.count("Office") for line in heads] == [6, 2]
    (sheet,) = sheets.read(out / "resource-map.xlsx")[0]
    assert [cell.text for cell in sheet.cells if cell.row == 1] == ["Service", *names]


PROFILE = {"Practice": "Walk along", "Number": 30, "Out of": 40, "Result period": "2026", "Result source": "Log", "Disclosure": "Ours"}  # fmt: skip


def profile(run: Run, book: Book, **changes: object) -> tuple[str, str]:
    fields = {**PROFILE, **{key.replace("_", " "): value for key, value in changes.items()}}
    path = book({"Profile": [[key, value] for key, value in fields.items() if value is not None]})
    out, _ = make(run, path, "--only", "practice-profile")
    beside = out / "practice-profile-to-complete.docx"
    return outline(out / "practice-profile.docx"), outline(beside) if beside.exists() else ""


def test_a_share_is_reckoned_anew(run: Run, book: Book) -> None:
    said, _ = profile(run, book)

    assert "30 of 40 (75%), 2026. Source: Log." in said
    assert "Promising practice" in said


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"Result_source": None}, "its source is not stated"),
        ({"Result_period": "TBD"}, "its period is not stated"),
        ({"Out_of": 20}, "30 of 20 cannot be"),
        ({"Number": None}, "No number was typed."),
    ],
)  # fmt: skip
def test_a_number_that_may_not_be_printed_is_not(
    run: Run, book: Book, changes: dict[str, object], why: str
) -> None:
    said, to_complete = profile(run, book, **changes)

    assert "30 of" not in said.replace(why, "")
    assert EMERGING in said
    assert why in said
    assert why in to_complete


@pytest.mark.parametrize(("permission", "printed"), [("yes", True), (None, False), ("no", False)])
def test_a_quotation_needs_permission(
    run: Run, book: Book, permission: str | None, printed: bool
) -> None:
    said, to_complete = profile(run, book, Quotation="I went.", Permission_to_quote=permission)

    assert ("“I went.”" in said) is printed
    assert ("The quotation is left out" in to_complete) is not printed


def test_a_disclosure_always_stands_there(run: Run, book: Book) -> None:
    said, _ = profile(run, book, Disclosure=None)

    assert "About this account: [Fill in: who chose and wrote this account]" in said


def test_what_nobody_has_verified_is_a_blank(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "profile.csv"
    path.write_text(
        "field,value,source,verified_by\npractice,Walk along,,\nneed,Late help,Interviews,pending\n"
        "number,30,Log,Ida\ndenominator,40,Log,Ida\nperiod,2026,Log,Ida\ndisclosure,Ours,,\n"
    )

    out, _ = make(run, path, "--only", "practice-profile")

    said = outline(out / "practice-profile.docx")
    assert "Late help" not in said
    assert "30 of 40 (75%), 2026. Source: Log." in said
    beside = outline(out / "practice-profile-to-complete.docx")
    assert "Need is left out: nobody has verified it (B3)." in beside


def test_a_card_names_the_first_name_alone_unless_they_agreed(program: Path) -> None:
    said = outline(program / "commitments" / "commitment-cards.docx")

    assert "[Heading 2] Ellis Wray, Harbor Hills Workforce Board" in said
    assert "[Heading 2] Imogen, Millrace Community College" in said
    assert "Tallis" not in said


def test_the_follow_up_list_counts_the_days(program: Path) -> None:
    _, sheet = sheets.read(program / "commitments" / "follow-up.xlsx")[0]
    rows: dict[int, list[str]] = {}
    for cell in sheet.cells:
        rows.setdefault(cell.row, []).append(cell.text)

    assert rows[2][0] == "Name not stated"  # nobody gave a date, so it comes first
    assert [row[-2:] for number, row in rows.items() if number > 1] == [["November 13, 2026", "January 12, 2027"]] * 3  # fmt: skip


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


# ── the roll-up ──────────────────────────────────────────────────────────────────────────────


def site(book: Book, name: str, title: str, **details: str) -> Path:
    return book(
        {
            "Details": [["Workshop", name], ["Site", name], ["Place", "Hall"], *([key.replace("_", " "), value] for key, value in details.items())],
            "Ideas": [["Idea", "Column", "Title"], ["Share a van", 1, title]],
            "Actions": [["Action step", "Lead", "Due", "Status"], ["Call the mill", "Ida", "2026-01-05", "not started"], ["Ask the bank", "Bo", "2026-01-05", "done"]],
        },
        f"{name}.xlsx",
    )  # fmt: skip


def test_two_workshops_are_never_made_one(run: Run, book: Book) -> None:
    one, two = site(book, "North", "Rides that run late"), site(book, "South", "Money that lasts")

    result = run("make", one, two, "--out", one.parent / "out", "--yes")

    assert result.exit_code == 3
    assert (
        "These are two workshops: “South”, and “North” in North.xlsx!Details!B1." in result.output
    )
    assert "--roll-up" in result.output
    assert not (one.parent / "out").exists()


def test_a_roll_up_shows_what_looks_alike_and_what_is_overdue(run: Run, book: Book) -> None:
    one = site(book, "North", "One shared intake and referral path")
    two = site(book, "South", "A common intake and referral process")

    result = run("make", one, two, "--roll-up", "--out", one.parent / "out", "--date", "2026-11-04")

    said = outline(one.parent / "out" / "roll-up.docx")
    assert "One shared intake and referral path (North); A common intake and referral process (South)" in said  # fmt: skip
    assert said.count("Call the mill") == 2
    assert "Ask the bank" not in said  # it is done
    assert "2 sites: North, South" in result.output


def test_titles_that_do_not_look_alike_stand_alone(run: Run, book: Book) -> None:
    one, two = site(book, "North", "Rides that run late"), site(book, "South", "Shared data that shows our progress")  # fmt: skip

    run("make", one, two, "--roll-up", "--out", one.parent / "out", "--date", "2026-11-04")

    said = outline(one.parent / "out" / "roll-up.docx")
    assert "No titles of different sites look alike." in said
    assert "[List Bullet] Rides that run late (North)" in said


def test_a_site_that_opted_out_is_not_named(run: Run, book: Book) -> None:
    one = site(book, "Northmoor", "Rides that run late", Name_the_site_in_roll_ups="no")
    two = site(book, "South", "Money that lasts")

    run("make", one, two, "--roll-up", "--out", one.parent / "out", "--date", "2026-11-04")

    said = outline(one.parent / "out" / "roll-up.docx")
    assert "Northmoor" not in said
    assert "Rides that run late (a site that is not named)" in said
    assert "1 site asked not to be named." in said


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
