"""The brief on an initiative, the landscape, the map of services: what stands in them, and what is missing."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result

from pipeline import openxml, sheets
from pipeline.deliverables import partner_brief
from pipeline.program import Milestone
from pipeline.typed import UNSAID, Typed

Run = Callable[..., Result]
Book = Callable[..., Path]
Papers = Callable[..., dict[str, str]]


def rows(said: str, after: str) -> list[list[str]]:
    table = said.partition(f"[Caption] {after}")[2].partition("\n[Heading")[0]
    return [line[6:].split(" | ") for line in table.splitlines() if line.startswith("[row]")][1:]


# ── the brief ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("words", "year", "month"),
    [
        ("Aug.-Dec., 2012", 2012, 8), ("January, 2013", 2013, 1), ("July - December, 2013", 2013, 7), ("2014", 2014, 1),
        ("Sept. 2012", 2012, 9), ("Q1 2013", 2013, 1), ("2013 Q3", 2013, 7), ("Q4 2013", 2013, 10), ("Q5 2013", 2013, 1),
        ("decided in 2012", 2012, 1), ("marketing, 2012", 2012, 1), ("mayo de 2012", 2012, 5), ("dic., December 2012", 2012, 12),
    ],
)  # fmt: skip
def test_a_time_in_words_begins_with_its_first_month(words: str, year: int, month: int) -> None:
    day = partner_brief.first_day(Milestone(UNSAID, date_text=Typed(words, UNSAID.place)))

    assert day == date(year, month, 1)


@pytest.mark.parametrize(("words", "found"), [("1899", False), ("1900", True), ("2099", True), ("2100", False)])  # fmt: skip
def test_a_year_has_four_digits_of_our_centuries(words: str, found: bool) -> None:
    day = partner_brief.first_day(Milestone(UNSAID, date_text=Typed(words, UNSAID.place)))

    assert (day is not None) is found


def test_a_line_without_a_date_stays_after_the_line_it_follows(program: Path) -> None:
    said = openxml.outline((program / "partner-brief.docx").read_bytes())

    assert [cells[0] for cells in rows(said, "What happened")] == [
        "January, 2024",
        "March 12, 2024",
        "Date not set",
        "Aug.-Dec., 2026",
        "June 1, 2027 to August 31, 2027",
    ]


def test_an_acronym_is_spelled_out_where_it_stands_first(papers: Papers) -> None:
    partners = [
        ["Organization", "Acronym"],
        ["Department of Employment", "DEED"],
        ["Larch Valley College", "LVC"],
        ["Rural Transit", "RT"],
    ]
    fields = [
        ["Initiative", "Larch Pathways"],
        ["Purpose", "DEED and its DEED-wide teams move adults, with the LVCs."],
        ["Background", "LVC and DEED began it; Rural Transit (RT) joined."],
        ["Funders", "LVC"],
    ]
    said = papers({"Initiative": fields, "Partners": partners}, "partner-brief")[
        "partner-brief.docx"
    ]

    assert "DEED (Department of Employment) and its DEED-wide teams move adults, with the LVCs." in said  # fmt: skip
    assert "LVC (Larch Valley College) and DEED began it; Rural Transit (RT) joined." in said
    assert "Funders: LVC\n" in said
    assert "[row] Department of Employment (DEED) |" in said


def test_watchers_stand_two_deep_each_part_of_a_group_once(papers: Papers) -> None:
    watchers = [
        ["Group", "Subgroup", "Name"],
        ["Legislature", "House", "Rep. Moss"],
        ["Press", "", "Larch Times"],
        ["Legislature", "Senate", ""],
        ["legislature", "house", "Rep. Vale"],
        ["Press", "", "Radio Larch"],
    ]
    said = papers({"Initiative": [["Initiative", "Larch"], ["Our goal", "Jobs"]], "Watchers": watchers}, "partner-brief")["partner-brief.docx"]  # fmt: skip

    listed = said.partition("Who is watching")[2].partition("[Heading")[0]
    assert listed.strip().splitlines() == [
        "[List Bullet] Legislature",
        "[List Bullet 2] House: Rep. Moss; Rep. Vale",
        "[List Bullet 2] Senate",
        "[List Bullet] Press",
        "[List Bullet 2] Larch Times",
        "[List Bullet 2] Radio Larch",
    ]


# ── the landscape ────────────────────────────────────────────────────────────────────────────


def landscape(papers: Papers, *partners: Sequence[str]) -> str:
    heads = ["Organization", "Type", "People they serve"]
    return papers({"Partners": [heads, *map(list, partners)]}, "partner-landscape")["partner-landscape.docx"]  # fmt: skip


def test_an_organization_of_two_types_stands_under_both(papers: Papers) -> None:
    said = landscape(papers, ("Mill", "Employer; own kind", "workers"), ("Bank", "bank", "savers"), ("Inn", "", ""))  # fmt: skip

    headings = [line[12:] for line in said.splitlines() if line.startswith("[Heading 2]")]
    assert headings == ["Employer", "Bank", "Own kind", "Type not stated", "What is missing"]
    assert said.count("[row] Mill |") == 2
    assert "3 organizations of 3 types, 1 without a type; 1 of several types stands under each of them." in said  # fmt: skip
    nobody = said.partition("Types with nobody listed: ")[2]
    assert nobody.startswith("public agency, college")


def test_types_are_counted_without_those_nobody_stated(papers: Papers) -> None:
    assert "1 organization of 1 type." in landscape(papers, ("Bank", "bank", "savers"))
    assert "1 organization of 0 types, 1 without a type." in landscape(
        papers, ("Inn", "", "guests")
    )


def test_a_type_in_words_of_ones_own_stands_for_ours(papers: Papers) -> None:
    said = landscape(papers, ("Elm Chapel", "church", "all"), ("Elm Evening Class", "adult ed", "all"))  # fmt: skip
    nobody = said.partition("Types with nobody listed: ")[2].partition(".")[0]
    assert nobody == (
        "employer, bank, public agency, community organization and elected official or board"
    )


# ── the map of services ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("number", "across"), [(1, [1]), (6, [6]), (7, [6, 1]), (12, [6, 6])])
def test_more_than_six_organizations_are_several_tables(
    run: Run, book: Book, number: int, across: list[int]
) -> None:
    names = [f"Office {each}" for each in range(number)]
    rows = [["Service", "Organization"], *(["Coaching", name] for name in names)]
    path = book({"Details": [["Workshop", "Day"], ["Place", "Hall"]], "Services": rows})
    out = path.parent / "out"
    run("make", path, "--only", "resource-map", "--out", out)

    said = openxml.outline((out / "resource-map.docx").read_bytes())
    heads = [line for line in said.splitlines() if line.startswith("[row] Service")]
    assert [line.count("Office") for line in heads] == across
    (sheet,) = sheets.read(out / "resource-map.xlsx")[0]
    assert [cell.text for cell in sheet.cells if cell.row == 1] == ["Service", *names]


def test_our_own_organization_is_the_first_beside_the_services(papers: Papers) -> None:
    said = papers(
        {
            "Details": [["Workshop", "Day"], ["Place", "Hall"], ["Organization", "The Job Center"]],
            "Services": [
                ["Service", "Organization", "Note"],
                ["Coaching", "Bank", "Mondays"],
                ["Coaching", "the job center", ""],
                ["Coaching", "Bank", "Fridays, too"],
                ["Coaching", "Bank", "yes"],
                ["Tax help", "Bank", "no"],
                ["Rides", "Bank", "n/a"],
                ["Beds", "", ""],
            ],
        },
        "resource-map",
    )["resource-map.docx"]

    assert rows(said, "Who offers what") == [
        ["Coaching", "Yes", "Mondays; Fridays, too"],
        ["Tax help", "Gap", "Gap"],
        ["Rides", "Gap", "Gap"],
        ["Beds", "Gap", "Gap"],
    ]
    assert "[row] Service | the job center | Bank" in said
    assert "[List Bullet] Beds" in said
