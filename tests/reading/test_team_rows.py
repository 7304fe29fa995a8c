"""Exports with a row a team, as the survey tools write them: always the same answers and roles."""

from collections.abc import Sequence

import pytest

from pipeline import instruments
from pipeline.model import Cell, Reply, Response, Sheet
from pipeline.reading.assessments import assessment

Rows = list[list[str]]

ROLES = {
    "Joint Communications": (
        "Agencies describe a partnership in the same way",
        "Messages to the press are coordinated every time",
    ),
    "Policy Alignment": (
        "A policy agenda supports the state's direction",
        "Changes of rules are coordinated across agencies",
        "Regions are heard before the rules change",
    ),
}
ANSWERS = {"Alder": ["Yes", "No", "Partially", "", "Yes"], "Birchmont": ["No"] * 5}
ITEMS = [text for texts in ROLES.values() for text in texts]


def sheet(rows: Sequence[Sequence[str]]) -> Sheet:
    cells = (
        Cell(row, column, words, words)
        for row, values in enumerate(rows, 1)
        for column, words in enumerate(values, 1)
        if words.strip()
    )
    return Sheet("export.csv", "export", tuple(cells))


def read(rows: Rows) -> tuple[tuple[Response, ...], list[str]]:
    responses, reading, notices = assessment.read(sheet(rows), "")
    assert reading.cells_read == reading.cells_used + len(reading.left_out)
    return responses, [notice.message for notice in notices]


def google() -> Rows:
    heads = [f"{role} [{text}]" for role, texts in ROLES.items() for text in texts]
    return [
        ["Timestamp", "Which state?", *heads],
        *([f"11/{n}/2025", state, *given] for n, (state, given) in enumerate(ANSWERS.items(), 1)),
    ]


def qualtrics() -> Rows:
    texts = [f"{role} - {text}" for role, own in ROLES.items() for text in own]
    codes = ["StartDate", "Status", "Q1", *(f"Q2_{n}" for n in range(1, 6))]
    return [
        codes,
        ["Start Date", "Response Type", "Which state is your team from?", *texts],
        [f'{{"ImportId":"{code}"}}' for code in codes],
        ["2025-11-01", "Survey Preview", "Testland", *["Yes"] * 5],
        *(["2025-11-02", "IP Address", state, *given] for state, given in ANSWERS.items()),
    ]


def survey_monkey() -> Rows:
    over = [text for role, own in ROLES.items() for text in (role, *[""] * (len(own) - 1))]
    return [
        ["Respondent ID", "Start Date", "Which state is your team from?", *over],
        ["", "", "Open-Ended Response", *ITEMS],
        *([f"118{n}", "11/1/2025", state, *given] for n, (state, given) in enumerate(ANSWERS.items())),
    ]  # fmt: skip


def condensed() -> Rows:
    rows = survey_monkey()
    rows[1][2] = ""
    return rows


@pytest.mark.parametrize("rows", [google(), qualtrics(), survey_monkey(), condensed()])
def test_roles_are_told_by_the_question_over_the_items_or_in_front_of_them(rows: Rows) -> None:
    responses, _ = read(rows)

    assert [response.site for response in responses] == ["Alder", "Birchmont"]
    for response in responses:
        assert response.form
        assert {role.title: tuple(item.text for item in role.items) for role in response.form.roles} == ROLES  # fmt: skip
        assert [answer.typed.strip() for answer in response.answers] == ANSWERS[response.site]


def test_a_preview_is_no_team_and_it_is_said() -> None:
    assert read(qualtrics())[1] == ["Row 4 is a preview of the survey: left out."]


def test_a_row_without_its_state_is_said_to_count_as_what() -> None:
    rows = google()
    rows[2][1] = ""
    responses, notices = read(rows)

    assert [response.site for response in responses] == ["Alder", "export"]
    assert notices == ["This row does not say where it comes from: it is counted as that of “export”."]  # fmt: skip


def test_rows_that_nothing_tells_apart_are_said_to_be_of_one_site() -> None:
    _, notices = read([[row[0], *row[2:]] for row in google()])

    assert notices == ["2 rows do not say where they come from: all count as those of “export”."]


@pytest.mark.parametrize("heading", ["Estado", "Staat", "¿De qué estado son?"])
def test_the_state_is_found_in_other_languages(heading: str) -> None:
    rows = google()
    rows[0][1] = heading

    assert [response.site for response in read(rows)[0]] == ["Alder", "Birchmont"]


def test_a_long_list_of_ids_alone_is_answered_item_by_item() -> None:
    form = instruments.load("state-strategy")
    ids = [item.id for role in form.roles for item in role.items]
    rows = [["State", "Item", "Answer"], *(["Alder", each, "Yes"] for each in ids)]
    responses, _ = read(rows)
    (supplied,), _ = instruments.supply(responses)

    assert [answer.code for answer in supplied.answers] == ids
    assert supplied.form == form


def test_states_side_by_side_are_answer_columns_whatever_their_first_row_says() -> None:
    rows = [["Role", "ID", "Statement", "Alder", "Birchmont", "Caldera"]]
    given = [("Partially", "Yes", "No"), ("No", "Yes", "Yes"), ("No", "No", "Yes"), ("Yes", "", "No")]  # fmt: skip
    rows += [["Policy", f"P{n}", ITEMS[n], *answers] for n, answers in enumerate(given)]
    responses, _ = read(rows)

    assert {r.site: [a.reply for a in r.answers] for r in responses} == {
        "Alder": [Reply.PARTIALLY, Reply.NO, Reply.NO, Reply.YES],
        "Birchmont": [Reply.YES, Reply.YES, Reply.NO, Reply.BLANK],
        "Caldera": [Reply.NO, Reply.YES, Reply.YES, Reply.NO],
    }
