"""Two workshop questions are two walls: their marks, titles and groups never mix."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import Result
from openpyxl import Workbook, load_workbook

from pipeline import grouping, intake, openxml, titling
from pipeline.grouping import questions
from pipeline.model import Idea, Title, Typed, Workshop
from pipeline.problems import Place

Run = Callable[..., Result]
HELP, HINDER = "What would help most?", "What gets in the way?"
HEADINGS = ["Idea", "Column", "Title"]
FIRST = [["Share one van", "A", "Rides at night"], ["Train two sitters", "B", "Care"]]
SECOND = [["Too many forms", "A", "One door"], ["No one answers the phone", "A", ""]]


def book(path: Path, sheets: Mapping[str, list[list[str]]]) -> Path:
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    workbook.save(path)
    return path


def outline(path: Path) -> str:
    return openxml.outline(path.read_bytes())


SHEETS = {
    "the name of the second sheet": {
        "Ideas": [HEADINGS, *FIRST],
        "Second question": [HEADINGS, *SECOND],
    },
    "questions above the headings": {
        "North": [[HELP], HEADINGS, *FIRST],
        "South": [[HINDER], HEADINGS, *SECOND],
    },
    "the names of both sheets": {
        "What would help most": [HEADINGS, *FIRST],
        "What gets in the way": [HEADINGS, *SECOND],
    },
    "other titles under the same marks": {
        "Morning": [HEADINGS, *FIRST],
        "Afternoon": [HEADINGS, *SECOND],
    },
}


@pytest.mark.parametrize("sheets", SHEETS.values(), ids=SHEETS.keys())
def test_a_mark_belongs_to_the_question_of_its_sheet(
    tmp_path: Path, sheets: Mapping[str, list[list[str]]]
) -> None:
    workshop = intake.read([book(tmp_path / "w.xlsx", sheets)])

    wall = grouping.hang(workshop)

    assert len(wall.questions()) == 2
    assert [(group.title, [str(i.text) for i in group.ideas]) for group in wall.groups] == [
        ("Rides at night", ["Share one van"]),
        ("Care", ["Train two sitters"]),
        ("One door", ["Too many forms", "No one answers the phone"]),
    ]
    assert len({group.mark for group in wall.groups}) == 3


def test_one_question_on_two_sheets_is_one_wall(tmp_path: Path) -> None:
    more = [["Ask the garage", "A", "Rides at nihgt"], ["Mend the van", "B", ""]]
    rows = {"North": [[HELP], HEADINGS, *FIRST], "South": [[HELP], HEADINGS, *more]}

    workshop = intake.read([book(tmp_path / "w.xlsx", rows)])

    assert workshop.details.question == HELP
    assert not any(idea.question for idea in workshop.ideas)
    assert [len(group.ideas) for group in grouping.hang(workshop).groups] == [2, 2]


def test_a_sheet_that_asks_nothing_belongs_to_the_question_of_the_run(tmp_path: Path) -> None:
    rows = {"North": [[HELP], HEADINGS, *FIRST], "South": [HEADINGS, ["Mend the van", "A", ""]]}

    workshop = intake.read([book(tmp_path / "w.xlsx", rows)])

    assert workshop.details.question == HELP
    assert not any(idea.question for idea in workshop.ideas)


SURVEYS = {
    "with a time": "Timestamp,Your organization,{0},{1}\n2026-10-08 10:11:12,Clinic,{2},{4}\n"
    "2026-10-08 10:12:12,Library,{3},{5}\n2026-10-08 10:13:12,Mill,Offer one more bus,\n",
    "without a time": "Your organization,{0},{1}\nClinic,{2},{4}\nLibrary,{3},{5}\n"
    "Mill,Offer one more bus,\n",
}


@pytest.mark.parametrize("survey", SURVEYS.values(), ids=SURVEYS.keys())
def test_two_open_questions_of_a_survey_are_two_walls(tmp_path: Path, survey: str) -> None:
    words = ("Share one van", "Train two sitters", "Too many forms to fill", "No one answers us")
    (tmp_path / "s.csv").write_text(survey.format(HELP, HINDER, *words))

    workshop = intake.read([tmp_path / "s.csv"])
    wall = titling.title(grouping.hang(workshop), workshop.details.question)

    assert [str(question) for question in wall.questions()] == [HELP, HINDER]
    for group in wall.groups:
        assert {idea.question for idea in group.ideas} == {group.question}
    assert len(wall.of(wall.questions()[1]).groups[0].ideas) == 2


def test_each_question_has_its_part_of_the_outcomes_and_the_ledger(
    run: Run, tmp_path: Path
) -> None:
    path = book(tmp_path / "w.xlsx", SHEETS["questions above the headings"])

    result = run("make", path, "--out", tmp_path / "out")

    text = outline(tmp_path / "out" / "outcomes.docx")
    asked = text.index(f"[Question] {HELP}"), text.index(f"[Question] {HINDER}")
    first, second = text.index(f"[Heading 2] {HELP}"), text.index(f"[Heading 2] {HINDER}")
    assert asked[0] < asked[1] < first
    assert first < text.index("[Heading 3] Rides at night") < second
    assert second < text.index("[Heading 3] One door")
    cards = load_workbook(tmp_path / "out" / "ledger.xlsx")["Cards"]
    rows = list(cards.iter_rows(min_row=1, values_only=True))
    assert [row[-1] for row in rows] == ["Workshop question", HELP, HELP, HINDER, HINDER]
    assert "proof" not in result.stderr


def test_what_is_decided_in_the_review_stays_with_its_question(run: Run, tmp_path: Path) -> None:
    path = book(tmp_path / "w.xlsx", SHEETS["the name of the second sheet"])
    review = tmp_path / "review.xlsx"

    result = run("group", path, "-o", review)
    workbook = load_workbook(review)
    groups = {row[0].value: row for row in workbook["Groups"].iter_rows(min_row=2)}
    groups["One door"][1].value = "One front door"
    workbook.save(review)
    together = grouping.hang(intake.read([path, review]))
    alone = grouping.hang(intake.read([review]))

    assert "Workshop question: Second question" in result.stdout.splitlines()
    for wall in (together, alone):
        assert [(str(g.title), str(g.question), len(g.ideas)) for g in wall.groups] == [
            ("Rides at night", "", 1),
            ("Care", "", 1),
            ("One front door", "Second question", 2),
        ]


def test_a_review_of_one_question_has_no_column_for_it(run: Run, tmp_path: Path) -> None:
    path = book(tmp_path / "w.xlsx", {"Ideas": [HEADINGS, *FIRST]})

    run("group", path, "-o", tmp_path / "review.xlsx")

    for name in ("Ideas", "Groups"):
        headings = [cell.value for cell in load_workbook(tmp_path / "review.xlsx")[name][1]]
        assert "Workshop question" not in headings


def test_a_card_repeats_none_of_another_question() -> None:
    def card(name: str, question: str) -> Idea:
        place = Place("w.xlsx", "Ideas", name)
        return Idea(name, Typed("Share one van", place), question=Typed(question, place))

    assert grouping.repeats([card("A1", HELP), card("A2", HINDER)]) == ()
    assert len(grouping.repeats([card("A1", HELP), card("A2", HELP)])) == 1


def test_the_groups_asked_for_are_shared_out_by_the_number_of_cards() -> None:
    assert questions.shares(10, [60, 40]) == (6, 4)
    assert questions.shares(2, [500, 1, 1]) == (1, 1, 1)
    assert questions.shares(None, [3, 4]) == (None, None)
    assert sum(each or 0 for each in questions.shares(7, [1, 1, 98])) == 7


def test_asking_one_question_changes_nothing() -> None:
    workshop = Workshop(ideas=(Idea("1", Typed("Share one van", Place("w.csv"))),))

    assert questions.asked(workshop) == (workshop,)


def test_the_action_plan_names_both_questions(run: Run, tmp_path: Path) -> None:
    path = book(tmp_path / "w.xlsx", SHEETS["questions above the headings"])

    run("make", path, "--only", "action-plan", "--out", tmp_path / "out")

    text = outline(tmp_path / "out" / "action-plan.docx")
    assert f"[Lead] {HELP} {HINDER}\n" in text


def test_a_title_that_may_belong_to_either_question_is_asked_about(tmp_path: Path) -> None:
    bare = [["Idea", "Column"], ["Share one van", "A"]]
    groups = [["Group", "Title to print"], ["A", "Rides"]]
    rows = {"North": [[HELP], *bare], "South": [[HINDER], *bare], "Groups": groups}

    workshop = intake.read([book(tmp_path / "w.xlsx", rows)])

    assert [str(each) for each in grouping.notices(workshop)] == [
        (
            "w.xlsx!Groups!B2: “Rides” may head a column of 2 workshop questions.\n"
            f"  It is taken for “{HELP}”. Name the question in a column headed Workshop question."
        )
    ]
    assert [(str(g.title), str(g.question)) for g in grouping.hang(workshop).groups] == [
        ("Rides", HELP),
        ("", HINDER),
    ]


def test_a_title_names_its_question_in_a_column_of_the_groups(tmp_path: Path) -> None:
    bare = [["Idea", "Column"], ["Share one van", "A"]]
    groups = [
        ["Group", "Title to print", "Workshop question"],
        ["A", "Rides", HELP],
        ["A", "Forms", "what gets in the way"],
    ]
    rows = {"North": [[HELP], *bare], "South": [[HINDER], *bare], "Groups": groups}

    workshop = intake.read([book(tmp_path / "w.xlsx", rows)])

    assert grouping.notices(workshop) == ()
    assert [(str(g.title), str(g.question)) for g in grouping.hang(workshop).groups] == [
        ("Rides", HELP),
        ("Forms", HINDER),
    ]


@pytest.mark.parametrize("mark", ["", "??"])
def test_a_title_without_a_mark_belongs_to_the_question_whose_cards_have_it(mark: str) -> None:
    def typed(words: str) -> Typed:
        return Typed(words, Place("w.xlsx", "Groups", "B2"))

    cards = [
        Idea(name, typed(title), title=typed(title), question=typed(asked))
        for name, title, asked in (("1", "Rides", HELP), ("2", "Forms", HINDER))
    ]
    titles = tuple(Title(typed(mark), typed(each)) for each in ("Forms", "Rides"))

    parts = questions.asked(Workshop(ideas=tuple(cards), titles=titles))

    assert [[str(each.title) for each in part.titles] for part in parts] == [["Rides"], ["Forms"]]


def test_a_title_of_one_of_three_questions_is_asked_about_by_nobody() -> None:
    def typed(words: str) -> Typed:
        return Typed(words, Place("w.xlsx", "Groups", "B2"))

    cards = [
        Idea(name, typed(name), title=typed(name), question=typed(f"Question {name}"))
        for name in ("Rides", "Forms", "Desks")
    ]
    workshop = Workshop(ideas=tuple(cards), titles=(Title(typed(""), typed("Forms")),))

    assert list(questions.unclear(workshop)) == []
