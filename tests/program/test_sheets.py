"""The sheets of the further documents are told by name and headings, and never guessed."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from pipeline import forms, reading, sheets
from pipeline.deliverables import filenames
from pipeline.forms import further
from pipeline.model import Workshop

Run = Callable[..., Result]
Book = Callable[..., Path]


def understood(path: Path) -> Workshop:
    return reading.understand(sheets.read(path)[0])


def kinds(path: Path) -> list[str]:
    found, _ = reading.look(sheets.read(path)[0])
    return [each.kind for each in found.readings]


def test_a_starter_holds_the_sheets_that_were_chosen_and_no_others(
    run: Run, tmp_path: Path
) -> None:
    chosen, plain = tmp_path / "chosen.xlsx", tmp_path / "plain.xlsx"

    run("new", chosen, "--with", "design,profile")
    run("new", plain)

    names = {sheet.name for sheet in sheets.read(chosen)[0]}
    assert {"Design", "Phases", "Profile"} <= names
    assert names.isdisjoint({"Regions", "Timeline", "Services", "Partner review"})
    assert {sheet.name for sheet in sheets.read(plain)[0]}.isdisjoint(
        form.sheet for form in forms.FURTHER
    )


def test_a_choice_that_is_not_there_is_answered_with_those_that_are(
    run: Run, tmp_path: Path
) -> None:
    result = run("new", tmp_path / "new.xlsx", "--with", "desing")

    assert result.exit_code == 2
    assert "design, regions, brief, review, services, profile, glossary" in result.output
    assert not (tmp_path / "new.xlsx").exists()


def test_every_sheet_of_a_starter_is_read_as_what_it_is(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "all.xlsx"
    run("new", path, "--with", ",".join(each.name for each in further.CHOICES))

    found, _ = reading.look(sheets.read(path)[0])

    read_as = {each.sheet: each.kind for each in found.readings}
    assert {form.sheet: read_as[form.sheet] for form in forms.FURTHER} == {
        form.sheet: form.kind for form in forms.FURTHER
    }
    assert found.program == type(found.program)()  # nothing was typed, so nothing is there


@pytest.mark.parametrize(
    ("name", "rows", "kind"),
    [
        ("Agenda", [["Phase", "Order", "Minutes", "Segment", "Supplies"], ["Opening", 1, 30, "Hello", "pens"]], "phases"),
        ("Sheet1", [["Actor", "What", "Start", "End", "State"], ["We", "begin", "2026", "", "done"]], "timeline"),
        ("Services", [["Service", "Clinic", "College"], ["Coaching", "Yes", ""]], "services"),
        ("Sheet1", [["Service", "Organization"], ["Coaching", "The clinic"]], ""),
        ("Offers", [["Service", "Clinic", "College"], ["Coaching", "Yes", ""]], ""),
        ("Principles", [["Principle"], ["Learners speak first"]], "principles"),
        ("Sheet1", [["Principle"], ["Learners speak first"]], ""),
    ],
)  # fmt: skip
def test_the_name_tells_or_four_headings_do(
    book: Book, name: str, rows: list[list[object]], kind: str
) -> None:
    found = kinds(book({name: rows}))

    assert (found == [kind]) if kind else (found[0] not in {form.kind for form in forms.FURTHER})


@pytest.mark.parametrize("form", [further.TIMELINE, further.REGIONS, forms.HEALTH])
def test_a_sheet_with_a_name_and_none_of_its_headings_says_which_it_needs(
    book: Book, form: forms.Form
) -> None:
    path = book(
        {
            "Details": [["Workshop", "Test day"], ["Date", "2026-11-03"]],
            form.sheet: [["Week", "Kilos", "Bus"], ["3", "4.5", "12"], ["4", "7", "9"]],
        }
    )

    found, _ = reading.look(sheets.read(path)[0])

    (said,) = [each for each in found.notices if each.place.sheet == form.sheet]
    assert said.message.startswith("Left out: it begins with Week, Kilos, Bus")
    assert said.hint.startswith(f"For {form.sheet}, head its columns")
    assert all(column.heading in said.hint for column in form.columns)


@pytest.mark.parametrize(
    ("form", "heads", "lacks"),
    [
        (further.PHASES, ["Segment", "Minutes", "Person"], "Phase"),
        (further.REGIONS, ["Period", "Progress", "Ask of the state"], "Partnership"),
        (further.STATE_NEWS, ["Ask", "Date", "By"], "Answer"),
        (further.TIMELINE, ["Actor", "Start", "End"], "What"),
        (further.WATCHERS, ["Part", "Name"], "Group"),
        (further.WATCHERS, ["Part", "Page", "Week"], "Group"),
        (further.SERVICES, ["Service", "Note"], "Organization"),
        (further.HABITS, ["Partner", "How often"], "Habit"),
    ],
    ids=lambda each: getattr(each, "kind", ""),
)
def test_a_sheet_that_lacks_one_heading_says_which(
    run: Run, book: Book, form: forms.Form, heads: list[str], lacks: str
) -> None:
    path = book({"Details": [["Workshop", "Day"], ["Place", "Hall"]], form.sheet: [heads, ["one", "two", "three"]]})  # fmt: skip

    said = run("make", path, "--out", path.parent / "out", "--yes").output

    shown = ", ".join(heads)
    assert f"book.xlsx!{form.sheet}: Left out: no column is headed {lacks}, which {form.sheet} needs. Headings found: {shown}" in said  # fmt: skip
    assert f"Name one column {lacks}." in said
    assert "one" not in "".join(str(each) for each in path.parent.rglob("*.docx"))


@pytest.mark.parametrize(
    ("sheets", "paper", "said"),
    [
        ({"Phases": [["Phase", "Person"], ["Welcome", "Ida"]]}, "facilitator-plan", "[Fill in: minutes]"),
        ({"Regions": [["Partnership", "Ask"], ["Alder Ridge", "One form"]]}, "state-feedback", "One form | Alder Ridge"),
        ({"Initiative": [["Initiative", "Alder Paths"], ["Purpose", "Work"]], "Timeline": [["What", "Start"], ["We begin", "spring"]]}, "partner-brief", "spring | [Fill in: who] | We begin"),
        ({"Relationship calendar": [["Habit", "Partner"], ["Call", "Mill"]]}, "relationship-calendar", "Call | Mill | [Fill in: how often]"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)  # fmt: skip
def test_a_sheet_with_its_name_and_what_a_row_is_about_is_read_with_blanks(
    papers: Callable[..., dict[str, str]],
    sheets: dict[str, list[list[str]]],
    paper: str,
    said: str,
) -> None:
    assert said in "".join(papers(sheets, paper).values())


@pytest.mark.parametrize(("second", "told"), [("Neighbors first", False), ("Status", True)])
def test_one_heading_alone_does_not_say_that_a_sheet_is_what_its_name_says(
    book: Book, second: str, told: bool
) -> None:
    rows = [["What", second], ["Meet each month", "Ask them early"], ["One calendar", "Bring food"]]

    assert ("timeline" in kinds(book({"Timeline": rows}))) is told


@pytest.mark.parametrize(
    ("across", "told"), [(["Mill Clinic"], False), (["Mill Clinic", "Alder School"], True)]
)
def test_a_map_of_services_has_two_organizations_across(
    book: Book, across: list[str], told: bool
) -> None:
    rows = [["Service", *across], ["Child care", *["yes"] * len(across)]]

    assert ("services" in kinds(book({"Services": rows}))) is told


def test_a_partner_review_that_lacks_a_heading_is_no_list_of_partners(run: Run, book: Book) -> None:
    rows = [["Organization", "Shared goals", "Ask"], ["Mill", "zqgoals", "zqask"]]
    path = book({"Details": [["Workshop", "Day"], ["Place", "Hall"]], "Partner review": rows})

    said = run("make", path, "--out", path.parent / "out", "--yes").output

    assert (
        "book.xlsx!Partner review: The sheet says that it is internal: nothing of it is read."
        in said
    )
    assert "To have it read, name columns Organization and Useful kind." in said
    made = {each.name for each in (path.parent / "out").rglob("*") if each.is_file()}
    assert made == {".afterword.json", "ledger.xlsx"}


def test_steps_are_no_timeline(book: Book) -> None:
    rows = [
        ["Action step", "Lead", "Start", "Due", "Status"],
        ["Call the mill", "Ida", "", "", "done"],
    ]

    assert kinds(book({"Plan": rows})) == ["actions"]


def test_what_is_typed_on_several_lines_is_a_list(book: Book) -> None:
    path = book(
        {"Design": [["Rational aim", "Know partners"], [None, "Choose steps"], ["To", "x"]]}
    )

    (design,) = understood(path).program.designs

    assert [str(each) for each in design.rational_aim] == ["Know partners", "Choose steps"]
    assert [each.place.cell for each in design.rational_aim] == ["B1", "B2"]


@pytest.mark.parametrize(("rows", "told"), [(500, True), (501, False)])
def test_fields_beside_values_are_few_enough_to_be_typed(book: Book, rows: int, told: bool) -> None:
    path = book({"Design": [["Rational aim", "Know partners"], *[["To", "x"]] * (rows - 1)]})

    assert (kinds(path) == [further.DESIGN.kind]) is told


@pytest.mark.parametrize(
    ("name", "labels", "told"),
    [
        ("Initiative", ("Purpose", "Our goal"), True), ("Initiative", ("Purpose",), True), ("Initiative", ("Kilos",), False),
        ("Sheet1", ("Funders", "Facilitator", "Key term", "Definition"), True),
        ("Sheet1", ("Funders", "Facilitator", "Definition"), False),
        ("Initiative", ("Purpose", "Our goal", "Kilos", "Buses"), True),
        ("Initiative", ("Purpose", "Our goal", "Kilos", "Buses", "Weeks"), False),
    ],
)  # fmt: skip
def test_so_many_labels_tell_what_a_sheet_is(
    book: Book, name: str, labels: tuple[str, ...], told: bool
) -> None:
    path = book({name: [[label, "words of it"] for label in labels]})

    assert (kinds(path) == [further.INITIATIVE.kind]) is told


@pytest.mark.parametrize(("letters", "shown"), [(40, "x" * 40), (41, "x" * 40)])
def test_a_label_that_nobody_knows_is_named_by_its_beginning(
    book: Book, letters: int, shown: str
) -> None:
    path = book({"Initiative": [["Purpose", "a"], ["Our goal", "b"], ["x" * letters, "c"]]})
    found, _ = reading.look(sheets.read(path)[0])

    (reason, _) = found.readings[0].left_out.reasons
    assert f'"{shown}" is nothing' in str(reason)


@pytest.mark.parametrize(
    ("name", "short"), [("y" * 48, "y" * 48), ("y" * 49, "y" * 48), ("Ärztin & Co", "arztin-co")]
)
def test_a_file_is_called_by_the_beginning_of_a_name(name: str, short: str) -> None:
    assert list(filenames.unique([name, name], "x")) == [short, f"{short}-2"]


def test_a_field_said_twice_is_named_and_the_first_counts(book: Book) -> None:
    path = book({"Initiative": [["Purpose", "One"], ["Our goal", "Two"], ["Purpose", "Three"]]})
    found, problems = reading.look(sheets.read(path)[0])

    assert found.program.initiatives[0].purpose == "One"
    assert [each.place.cell for each in (*problems, *found.notices) if "twice" in each.message] == ["B3"]  # fmt: skip


def test_a_matrix_keeps_its_gaps(book: Book) -> None:
    path = book({"Services": [["Service", "Clinic", "College"], ["Coaching", "Yes", None]]})

    offered = understood(path).program.services

    assert [(str(each.organization), str(each.offered), each.gap) for each in offered] == [
        ("Clinic", "Yes", False),
        ("College", "", True),
    ]


def test_a_large_map_of_services_is_no_assessment(book: Book) -> None:
    chance = random.Random(1)  # noqa: S311 - names and cells to look at
    kind = ("County Office", "Clinic")
    names = [f"{chance.choice(['Alder', 'Birch'])} {chance.choice(kind)} {n}" for n in range(16)]
    offered = ("Yes", None, None, "by phone")
    rows = [[f"Desk {n}", *(chance.choice(offered) for _ in names)] for n in range(20)]
    path = book({"Services": [["Service", *names], *rows]})

    assert kinds(path) == ["services"]
    assert len(understood(path).program.services) == 20 * 16


def test_a_mapping_file_may_say_the_kind_alone(run: Run, book: Book) -> None:
    path = book({"Sheet1": [["Principle"], ["Learners speak first"]]})
    path.with_suffix(".mapping.toml").write_text(
        '[[sheet]]\nname = "Sheet1"\nkind = "principles"\n'
    )

    result = run("check", path)

    assert "1 principle" in result.output


def test_a_mapping_file_that_names_a_kind_without_its_headings_says_what_lacks(
    run: Run, book: Book
) -> None:
    path = book({"Sheet1": [["Sentence"], ["Learners speak first"]]})
    path.with_suffix(".mapping.toml").write_text(
        '[[sheet]]\nname = "Sheet1"\nkind = "principles"\n'
    )

    result = run("check", path)

    assert "It cannot be read as Principles" in result.output
    assert "Principle" in result.output


def test_a_column_headed_why_belongs_to_the_criterion_beside_it(book: Book) -> None:
    path = book(
        {
            "Partner review": [
                ["Organization", "Useful kind", "Why", "Shared goals", "Reason"],
                ["Mill", "Yes", "It hires", "Aides", "Said so"],
            ]
        }
    )

    (review,) = understood(path).partner_reviews

    assert (str(review.useful_why), str(review.goals_why)) == ("It hires", "Said so")


# ── days that cannot be ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("sheet", "cell", "rows"),
    [
        ("Regions", "B2", [["Partnership", "First asked", "Progress", "Ask"], ["Alder Ridge", "2026-13-45", "", "One form"]]),
        ("Timeline", "C2", [["Actor", "What", "Start"], ["The council", "We begin", "2026-13-45"]]),
        ("Details", "B3", [["Workshop", "Day"], ["Place", "Hall"], ["Reply by", "2026-13-45"]]),
        ("Actions", "B2", [["Step", "Due"], ["Agree on one form", "2026-13-45"]]),
    ],
)  # fmt: skip
def test_a_day_that_cannot_be_is_printed_as_typed_and_said_with_its_cell(
    run: Run, book: Book, sheet: str, cell: str, rows: list[list[str]]
) -> None:
    result = run("check", book({sheet: rows}))

    place = f"book.xlsx!{sheet}!{cell}"
    assert f"{place}: 2026-13-45 is no day: it is printed as it was typed." in result.output


@pytest.mark.parametrize(
    ("end", "said"), [("2026-02-28", True), ("2026-03-01", False), ("spring", False)]
)
def test_a_line_of_the_timeline_that_ends_before_it_begins_is_said(
    run: Run, book: Book, end: str, said: bool
) -> None:
    rows = [["Actor", "What", "Start", "End"], ["The council", "We begin", "2026-03-01", end]]

    result = run("check", book({"Timeline": rows}))

    wrong = "book.xlsx!Timeline!D2: It ends on February 28, 2026, before it begins on March 1, 2026"
    assert (wrong in result.output) is said
