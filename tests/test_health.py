"""Teams rate their partnerships: ratings as typed, no grand score, and what a team keeps stays there."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result

from pipeline import flow, proof, reading
from pipeline.deliverables import health, wordings
from pipeline.model import Cell, Reply, Sheet, Typed, Worksheet
from pipeline.openxml import outline
from pipeline.problems import Place

Run = Callable[..., Result]
HEADINGS = ("team", "partner_type", "condition", "rating_1_to_5", "what_we_see", "root_cause_first_thoughts", "share_with_large_group")  # fmt: skip
ROWS = (
    ("Larkspur Valley", "TANF", "We know each other’s goals", "4", "Monthly meeting works", "", "no"),
    ("Larkspur Valley", "TANF", "Roles are clear", "2", "Two offices answer differently", "No named contact since turnover", "yes"),
    ("Larkspur Valley", "One-stop", "Roles are clear", "", "Ran out of time", "", ""),
    ("Larkspur Valley", "Community college", "We share information", "4-5", "Team was split", "", ""),
    ("Tamarack Plains", "TANF", "Roles are clear", "5", "", "", "yes"),
    ("Tamarack Plains", "One-stop", "Roles are clear", "n/a", "County not in grant yet", "", ""),
)  # fmt: skip


def sheet(*rows: tuple[object, ...], headings: tuple[str, ...] = HEADINGS) -> Sheet:
    cells = tuple(
        Cell(row, column, str(value), value)
        for row, line in enumerate((headings, *rows), 1)
        for column, value in enumerate(line, 1)
        if value != ""
    )
    return Sheet("health.xlsx", "Worksheet", cells)


def read(*rows: tuple[object, ...], headings: tuple[str, ...] = HEADINGS) -> Worksheet:
    (response,) = reading.understand([sheet(*rows, headings=headings)]).responses
    assert response.worksheet is not None
    return response.worksheet


def plenary(run: Run, folder: Path, rating: str = "rating_1_to_5") -> str:
    headings = [rating if each == "rating_1_to_5" else each for each in HEADINGS]
    lines = [",".join(f'"{cell}"' for cell in row) for row in (headings, *ROWS)]
    (folder / "health.csv").write_text("\n".join(lines), encoding="utf-8")

    result = run("make", folder / "health.csv", "--only", "health-sheets", "--out", folder / "out")

    assert result.exit_code == 0, result.output
    content = (folder / "out" / "health" / "plenary.docx").read_bytes()
    assert proof.check(content, "plenary.docx") == ()
    text = outline(content)
    _, _, after = text.partition("[Heading 2] Condition by condition\n")
    return after.partition("[Heading 2]")[0].partition("[header 1]")[0]


def test_a_rating_may_be_a_number_a_range_not_applicable_or_nothing() -> None:
    ratings = read(*ROWS).ratings

    assert [(each.low, each.high, each.without) for each in ratings] == [
        (4, 4, None),
        (2, 2, None),
        (None, None, Reply.BLANK),
        (4, 5, None),
        (5, 5, None),
        (None, None, Reply.NOT_APPLICABLE),
    ]
    assert [each.shared for each in ratings] == [False, True, None, None, True, None]
    assert ratings[1].cause == "No named contact since turnover"
    assert ratings[1].cause.place.cell == "F3"


def test_a_worksheet_is_no_assessment_and_an_empty_one_says_nothing() -> None:
    workshop = reading.understand([sheet(*ROWS), sheet()])

    assert [each.answers for each in workshop.responses] == [()]
    assert [each.kind for each in workshop.readings] == ["health", "health"]


def test_beside_a_worksheet_one_form_is_still_the_site_s_own() -> None:
    def laid(name: str, *lines: tuple[str, ...]) -> Sheet:
        cells = [
            Cell(row, column, words, words)
            for row, line in enumerate(lines, 1)
            for column, words in enumerate(line, 1)
            if words
        ]
        return Sheet("workshop.xlsx", name, tuple(cells))

    known = laid("Details", ("Field", "Value"), ("Site or state", "Alder"))
    form = laid("Birch team", ("Yes", "No", "Partially", "Statement"), ("", "", "", "Vision"), ("x", "", "", "V1 Agencies share it"))  # fmt: skip

    responses = reading.understand([known, form, sheet(*ROWS)]).responses

    assert [each.site for each in responses if each.answers] == ["Alder"]


def test_what_is_no_rating_is_asked_about_and_not_guessed() -> None:
    rows = (("A", "TANF", "Roles", "so-so"), ("A", "CC", "Roles", date(2026, 4, 5)))

    workshop = reading.understand([sheet(*rows)])

    assert [str(notice) for notice in workshop.notices] == [
        "health.xlsx!Worksheet!D2: “so-so” is no number: not counted as a rating.\n  Type a number, a range like 4-5, or n/a.",
        "health.xlsx!Worksheet!D3: “2026-04-05” is a date: perhaps Excel made one of a range like 4-5. Not counted.\n  Format the cell as text and type the range again.",
    ]


def test_every_cell_of_the_worksheet_is_used_or_left_out_with_its_reason() -> None:
    headings = (*HEADINGS, "Color")
    workshop = reading.understand([sheet((*ROWS[0], "red"), headings=headings)])

    (understood,) = workshop.readings
    assert understood.kind == "health"
    assert [str(each.place) for each in understood.left_out] == [
        "health.xlsx!Worksheet!H1",
        "health.xlsx!Worksheet!H2",
    ]
    assert understood.cells_read == understood.cells_used + 2


@pytest.mark.parametrize(
    ("heading", "good"),
    [
        ("Rating (1 = weak, 5 = strong)", "high"),
        ("rating_1_is_strong_5_is_weak", "low"),
        ("Rating 1 to 5", ""),
        ("Rating", ""),
    ],
)
def test_which_end_is_good_is_what_the_heading_says(heading: str, good: str) -> None:
    headings = tuple(heading if each == "rating_1_to_5" else each for each in HEADINGS)

    assert read(*ROWS, headings=headings).good == good


def test_the_list_for_all_tells_gaps_with_their_causes_and_call_nothing_low_unasked(
    run: Run, tmp_path: Path
) -> None:
    assert plenary(run, tmp_path).splitlines() == [
        "[Normal] Ratings run from 1 to 5. Nobody has said which end is good, so no rating is called low: write it into the heading, like Rating (1 = weak, 5 = strong). Below stand the rows with a gap or a root cause.",
        "[List Bullet] Roles are clear: Larkspur Valley with TANF, rated 2",
        "[List Bullet 2] What we see: Two offices answer differently",
        "[List Bullet 2] Why we think so: No named contact since turnover",
        "[Heading 3] Seen differently",
        "[List Bullet] Roles are clear, with TANF: Larkspur Valley 2; Tamarack Plains 5",
        "[Heading 3] What teams also see",
        "[List Bullet] Roles are clear: Larkspur Valley with One-stop, left blank",
        "[List Bullet 2] What we see: Ran out of time",
        "[List Bullet] We share information: Larkspur Valley with Community college, rated 4-5",
        "[List Bullet 2] What we see: Team was split",
        "[List Bullet] Roles are clear: Tamarack Plains with One-stop, not applicable",
        "[List Bullet 2] What we see: County not in grant yet",
        "[Source Note] 6 rows read: 4 rated, 1 left blank, 1 not applicable. 1 of them the team does not share with the large group: it is not printed.",
    ]


def test_where_the_weak_end_is_named_weak_ratings_are_areas_too(run: Run, tmp_path: Path) -> None:
    said = plenary(run, tmp_path, rating="Rating (1 = strong, 5 = weak)").splitlines()

    assert said[0] == (
        "[Normal] Ratings run from 1 to 5; 1 is the good end. Below stand the rows rated on the "
        "weak side, and those with a gap or a root cause."
    )
    assert [line for line in said if "rated" in line][:3] == [
        said[0],
        "[List Bullet] Roles are clear: Larkspur Valley with TANF, rated 2",
        "[List Bullet] We share information: Larkspur Valley with Community college, rated 4-5",
    ]


def test_what_a_team_keeps_to_itself_is_on_no_page_but_its_own(run: Run, tmp_path: Path) -> None:
    (tmp_path / "cards.csv").write_text("Idea,Column,Title\nShare a van,1,Rides that run late\n")
    plenary(run, tmp_path)
    run("make", tmp_path, "--yes", "--out", tmp_path / "all", "--date", "2026-11-04")
    papers = {path.stem: outline(path.read_bytes()) for path in (tmp_path / "all").rglob("*.docx")}

    telling = {name for name, said in papers.items() if "We know each other’s goals" in said}
    assert {"plenary", "session-instructions", "action-plan"} < papers.keys()
    assert telling == {"team-larkspur-valley"}
    assert not any("Monthly meeting works" in said for said in papers.values())


def test_worksheets_of_one_scale_are_told_together_and_others_apart(
    run: Run, tmp_path: Path
) -> None:
    head = "team,partner type,condition,{},root cause"
    for name, rating in (("a", "Rating 1 to 5"), ("b", "Rating 1 to 5"), ("c", "Rating 1 to 4")):
        text = f"{head.format(rating)}\nTeam {name},TANF,Roles are clear,2,Turnover in {name}\n"
        (tmp_path / f"{name}.csv").write_text(text)

    result = run("make", tmp_path, "--only", "health-sheets", "--out", tmp_path / "out")

    content = (tmp_path / "out" / "health" / "plenary.docx").read_bytes()
    assert (result.exit_code, proof.check(content, "plenary.docx")) == (0, ())
    assert [
        line for line in outline(content).splitlines() if "[Heading 2]" in line or "rows" in line
    ] == [
        "[Heading 2] Condition by condition: a.csv",
        "[Normal] Ratings run from 1 to 5. Nobody has said which end is good, so no rating is called low: write it into the heading, like Rating (1 = weak, 5 = strong). Below stand the rows with a gap or a root cause.",
        "[Source Note] 2 rows read: 2 rated.",
        "[Heading 2] Condition by condition: c.csv",
        "[Normal] Ratings run from 1 to 4. Nobody has said which end is good, so no rating is called low: write it into the heading, like Rating (1 = weak, 5 = strong). Below stand the rows with a gap or a root cause.",
    ]


def test_gaps_that_teams_share_stand_in_the_plan(run: Run, tmp_path: Path) -> None:
    (tmp_path / "health.csv").write_text(
        "team,partner type,condition,Rating 1 to 5,gap,share aloud\n"
        "Larkspur Valley,TANF,Roles are clear,2,Nobody knows who signs,yes\n"
        "Larkspur Valley,College,We share news,3,Our calendars differ,no\n"
    )
    (tmp_path / "steps.csv").write_text("ID,Action step,Due\nA1,Print a list,2027-01-05\n")

    result = run(
        "make",
        tmp_path,
        "--yes",
        "--only",
        "action-plan",
        "--out",
        tmp_path / "out",
        "--date",
        "2026-11-04",
    )

    assert result.exit_code == 0, result.output
    text = outline((tmp_path / "out" / "action-plan.docx").read_bytes())
    rows = text.partition("[Heading 2] Gaps\n")[2].splitlines()[:2]
    assert rows == [
        "[row] Item | What it says | Answer | Step",
        "[row] Health | Nobody knows who signs | Roles are clear, Larkspur Valley, TANF | No step names it",
    ]
    assert "Teams named 1 gap in their partnerships." in text
    assert "Our calendars differ" not in text


@pytest.mark.parametrize(
    ("good", "said"),
    [("high", "5 is the good end"), ("low", "1 is the good end"), ("", "Nobody has said which")],
)
def test_the_good_end_of_a_scale_is_said_only_where_somebody_said_which_it_is(
    good: str, said: str
) -> None:
    told = wordings.of(flow.texts(None), wordings.REPORT)
    words = Typed("Rating", Place("health.xlsx", "Worksheet", "D1"))

    assert said in health.scale(Worksheet((), words, 1.0, 5.0, good), told)
