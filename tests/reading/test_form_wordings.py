"""Forms that head, tick, number and split their items as other people do: the same counts per role."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from pipeline import flow, reading
from pipeline.model import Cell, Sheet, Workshop
from pipeline.problems import InputRefused

ROLES = (
    ("Leadership and Direction", (
        ("y", "Heads of each agency meet four times a year"),
        ("p", "A goal for health careers is written down and signed"),
        ("n", "Somebody is paid to keep the partners moving"),
    )),
    ("Customer Pathways", (
        ("n", "One application opens the door to every service"),
        ("y", "Customers are walked over and not sent with a number"),
        ("", "Classes can be begun in any month of the year"),
        ("p", "Child care is arranged before a class begins"),
    )),
    ("Shared Information", (
        ("p", "A data agreement covers all of the partners here"),
        ("", "Staff can see where a customer stands anywhere"),
    )),
)  # fmt: skip
NAMES = {"y": "yes", "n": "no", "p": "partially", "": "blank"}
EXPECTED = [dict(Counter(NAMES[given] for given, _ in items)) for _, items in ROLES]
EXAMPLES = ("A navigator at the door", "One calendar for intake")


def sheet(rows: Sequence[Sequence[object]], name: str = "Form", **looks: dict[str, Any]) -> Sheet:
    cells = (
        Cell(row, column, str(value), value, **looks.get(f"R{row}", {}))
        for row, values in enumerate(rows, 1)
        for column, value in enumerate(values, 1)
        if str(value).strip()
    )
    return Sheet("form.xlsx", name, tuple(cells))


def form(
    heads: Sequence[str] = ("Yes", "No", "Partially"),
    tick: str = "x",
    *,
    examples: Sequence[str] = (),
    order: str = "ynp",
    said: Sequence[tuple[str, Sequence[tuple[str, str]]]] = ROLES,
) -> list[list[str]]:
    rows = [[*heads, "Statement"]]
    for title, items in said:
        rows.append(["", "", "", title])
        for number, (given, text) in enumerate(items):
            rows.append([*(tick if column == given else "" for column in order), text])
            if number == 1:
                rows += [["", "", "", each] for each in examples]
    return rows


def counts(*sheets: Sheet) -> list[list[dict[str, int]]]:
    """Return for each site how often each reply was given, role by role."""
    workshop: Workshop = reading.understand(sheets)
    for read in workshop.readings:
        assert read.cells_read == read.cells_used + len(read.left_out)
    sites, _ = flow.score(workshop, None)
    return [
        [dict(Counter(item.reply.value for item in role.items)) for role in site.roles]
        for site in sites
    ]


@pytest.mark.parametrize(
    ("heads", "order"),
    [
        (("Fully", "Partly", "Not at all"), "ypn"),
        (("In place", "In progress", "Not started"), "ypn"),
        (("Not yet", "Somewhat", "Yes"), "npy"),
        (("Y", "N", "P"), "ynp"),
        (("Fully in place", "Partially in place", "Not in place"), "ypn"),
        (("Met", "Not met", "Partially met"), "ynp"),
        (("Yes, fully", "Yes, partially", "No, not yet"), "ypn"),
        (("Yes (1)", "No (2)", "Partially (3)"), "ynp"),
        (("Done", "Partly / in progress", "Not done"), "ypn"),
        (("True", "Partly true", "False"), "ypn"),
    ],
)
def test_columns_may_be_headed_in_other_words(heads: Sequence[str], order: str) -> None:
    rows = form(heads, order=order)
    assert counts(sheet(rows)) == [EXPECTED]


def test_a_heading_in_other_words_is_said() -> None:
    rows = form(("In place", "In progress", "Not started"), order="ypn")
    (read,) = reading.understand([sheet(rows)]).readings
    assert "Yes (“In place”), Partially (“In progress”), No (“Not started”)" in read.summary


@pytest.mark.parametrize(
    "beside",
    ["x but only in two counties", "✔️ - since May", "(x) see plan", "Y, mostly", "yes for now", "—x— in part"],
)  # fmt: skip
def test_words_beside_a_tick_are_its_note(beside: str) -> None:
    rows = form()
    rows[2][0] = beside
    (response,) = reading.understand([sheet(rows)]).responses
    assert response.answers[0].reply.value == "yes"
    assert response.answers[0].note.strip() in beside
    assert response.answers[0].note


@pytest.mark.parametrize("tick", ["1", "*", "•"])
def test_words_beside_the_usual_tick_of_a_form_are_its_note(tick: str) -> None:
    rows = form(tick=tick)
    rows[2][0] = f"{tick} but only here"
    assert counts(sheet(rows)) == [EXPECTED]


@pytest.mark.parametrize(
    "mark",
    ["Example: {}", "Example - {}", "Example 1: {}", "EXAMPLE {}", "Ex.: {}", "For ex. {}", "{} (example)",
     "Sample: {}", "[e.g. {}]"],
)  # fmt: skip
def test_examples_are_known_however_they_are_marked(mark: str) -> None:
    rows = form(examples=[mark.format(each) for each in EXAMPLES])
    assert counts(sheet(rows)) == [EXPECTED]


@pytest.mark.parametrize("lead", ["For instance:", "Examples (do not tick)", "Illustrations:"])
def test_a_list_of_examples_ends_where_its_bullets_end(lead: str) -> None:
    rows = form(examples=[lead, *(f"– {each}" for each in EXAMPLES)])
    assert counts(sheet(rows)) == [EXPECTED]


def test_examples_without_a_mark_on_a_numbered_form_are_no_items_and_it_is_said() -> None:
    said = [
        (title, [(given, f"{n}. {text}") for n, (given, text) in enumerate(items, 1)])
        for title, items in ROLES
    ]
    rows = form(said=said, examples=[f"{EXAMPLES[0]} of each of the two offices"])
    workshop = reading.understand([sheet(rows)])
    assert counts(sheet(rows)) == [EXPECTED]
    assert any("Rows 5, 10, 16 count as examples" in str(each) for each in workshop.notices)


def test_an_example_that_is_struck_through_is_no_item_and_it_is_said() -> None:
    rows = form(examples=["A navigator walks each of the customers over"])
    struck: dict[str, Any] = {
        f"R{n}": {"struck": True} for n, row in enumerate(rows, 1) if "navigator" in row[3]
    }
    workshop = reading.understand([sheet(rows, **struck)])
    assert counts(sheet(rows, **struck)) == [EXPECTED]
    assert sum("struck through and nobody answered" in str(each) for each in workshop.notices) == 3


def test_totals_and_page_lines_are_no_items() -> None:
    rows = form()
    rows[4:4] = [["", "", "", "Check of the partners | Page 1 of 2"]]
    rows += [["1", "1", "1", "Subtotal"], ["Total:", "2", "3", ""]]
    assert counts(sheet(rows)) == [EXPECTED]


@pytest.mark.parametrize("words", ["Thank you!!", "Thanks for filling in this form."])
def test_thanks_at_the_end_are_no_item(words: str) -> None:
    assert counts(sheet([*form(), [], ["", "", "", words]])) == [EXPECTED]


def test_an_item_may_begin_with_thanks() -> None:
    more = counts(sheet([*form(), ["", "", "", "Thank you letters reach every partner"]]))
    assert more != [EXPECTED]


def test_titles_may_stand_under_the_heading_of_the_numbers() -> None:
    rows = [["No.", *form()[0]]]
    number = 0
    for *ticks, text in form()[1:]:
        title = any(text == each for each, _ in ROLES)
        number += not title
        rows.append([text] if title else [str(number), *ticks, text])
    assert counts(sheet(rows)) == [EXPECTED]


def test_a_title_that_begins_with_the_roman_five_is_no_tick() -> None:
    rows = [row if row[3] != "Customer Pathways" else ["V. Customer Pathways"] for row in form()]
    assert counts(sheet(rows)) == [EXPECTED]


def test_titles_of_one_word_among_longer_ones_say_nothing_of_their_capitals() -> None:
    titles = ("Before release", "Supervision", "Data")
    said = [
        (title, [(given, f"{n}.{k} {text}") for k, (given, text) in enumerate(items, 1)])
        for n, (title, (_, items)) in enumerate(zip(titles, ROLES, strict=True), 1)
    ]
    assert counts(sheet(form(said=said))) == [EXPECTED]


def test_short_items_that_nobody_answered_are_no_titles() -> None:
    said = [
        ("Trust", [("y", "Partners keep promises"), ("n", "Conflict is named early"), ("p", "Credit is shared")]),
        ("Structure", [("y", "Roles are written"), ("", "Minutes go to all"), ("n", "A chair is elected")]),
    ]  # fmt: skip
    expected = [{"yes": 1, "no": 1, "partially": 1}, {"yes": 1, "blank": 1, "no": 1}]
    assert counts(sheet(form(said=said))) == [expected]


def test_states_side_by_side_each_have_their_own_ticks() -> None:
    rows = [["Statement", "Marram", "", "", "Tolvane"], ["", *["Yes", "No", "Partially"] * 2]]
    rows += [[row[3], *row[:3], *row[:3]] if any(row[:3]) else [row[3]] for row in form()[1:]]
    rows[3][4:] = ["", "x", ""]  # Heads of each agency: no, in Tolvane
    tolvane = [{"no": 2, "partially": 1}, *EXPECTED[1:]]
    workshop = reading.understand([sheet(rows)])
    assert [each.site for each in workshop.responses] == ["Marram", "Tolvane"]
    assert counts(sheet(rows)) == [EXPECTED, tolvane]


def test_an_item_that_one_state_left_blank_is_an_item_of_all() -> None:
    words = {"y": "Yes", "n": "No", "p": "Partially", "": ""}
    rows = [["Statement", "Marram", "Tolvane"]]
    for title, items in ROLES:
        rows.append([title])
        rows += [
            [text, words[given], "" if n == 0 else "Yes"] for n, (given, text) in enumerate(items)
        ]
    marram, tolvane = counts(sheet(rows))
    assert marram == EXPECTED
    assert [role["blank"] for role in tolvane] == [1, 1, 1]


def test_a_sheet_a_role_is_one_form() -> None:
    parts = [
        sheet([["State: Marram"], [], *form(said=[(title, items)])[:1], *form(said=[(title, items)])[2:]], title)
        for title, items in ROLES
    ]  # fmt: skip
    workshop = reading.understand(parts)
    (response,) = workshop.responses
    assert response.site == "Marram"
    assert response.form
    assert [role.title for role in response.form.roles] == [title for title, _ in ROLES]
    assert counts(*parts) == [EXPECTED]
    assert any("they count as the parts of one form" in str(each) for each in workshop.notices)


def test_a_sheet_a_state_is_a_form_each() -> None:
    assert counts(sheet(form(), "Marram"), sheet(form(), "Tolvane")) == [EXPECTED, EXPECTED]


def test_the_state_comes_before_the_team() -> None:
    rows = [["State", "Marram"], ["Team:", "Six people from three agencies"], [], *form()]
    (response,) = reading.understand([sheet(rows)]).responses
    assert response.site == "Marram"


def test_instructions_above_a_table_are_no_role() -> None:
    rows = form(said=[(title, items) for title, items in ROLES[:1]])
    rows = [["Please return the form by Friday."], rows[0], *rows[2:]]
    workshop = reading.understand([sheet(rows)])
    (site,) = flow.score(workshop, None)[0]
    assert [role.role.title for role in site.roles] == ["All items"]


def export(*, over: bool) -> list[list[str]]:
    """Return a survey tool's export: the roles over the items, or in front of each."""
    items = [(title, text, given) for title, own in ROLES for given, text in own]
    words = {"y": "Yes", "n": "No", "p": "Partially", "": ""}
    heads = [text if over else f"{title} - {text}" for title, text, _ in items]
    answers = ["7", "Marram", *(words[given] for _, _, given in items)]
    titles = ["Respondent ID", "What state do you work in?"]
    last = ""
    for title, _, _ in items:
        titles.append("" if title == last else title)
        last = title
    if over:
        return [titles, ["", "Open-Ended Response", *heads], answers]
    return [["ID", "State", *heads], answers]


@pytest.mark.parametrize("over", [True, False])
def test_the_first_and_the_last_item_of_an_export_may_be_unanswered(over: bool) -> None:
    rows = export(over=over)
    rows[-1][2] = rows[-1][-1] = ""
    first = {"blank": 1, "partially": 1, "no": 1}
    assert counts(sheet(rows)) == [[first, *EXPECTED[1:]]]


def test_an_item_of_two_words_and_a_role_of_one_are_read_in_an_export() -> None:
    rows = export(over=True)
    rows[0][2], rows[1][2], rows[1][-1], rows[2][-1] = "Trust", "Promises kept", "Staff see", "No"
    last = {"partially": 1, "no": 1}
    assert counts(sheet(rows)) == [[*EXPECTED[:2], last]]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Yes (1);Partially (3)", "conflict"),
        ("Yes, Partially", "conflict"),  # two choices of a form
        ("Yes, partially", "partially"),  # what somebody said
        ("2 - No", "no"),
        ("In place", "yes"),
        ("Not started", "no"),
        ("In progress", "partially"),
        ("P", "partially"),
    ],
)
def test_an_answer_in_other_words(said: str, expected: str) -> None:
    rows = [["Statement", "Answer"], ["Leadership"], ["Heads of agencies meet", said]]
    rows += [["A goal is written down", "Yes"], ["Somebody is paid for it", "No"]]
    assert counts(sheet(rows))[0][0] != {}
    (response,) = reading.understand([sheet(rows)]).responses
    assert response.answers[0].reply.value == expected


def test_the_status_of_steps_is_no_answer() -> None:
    rows = [["Item", "Lead", "Status"], ["Sign the agreement", "Ann", "Done"]]
    rows += [["Print the cards", "Bo", "In progress"], ["Call the college", "Cy", "Not started"]]
    assert not reading.look([sheet(rows)])[0].responses


def test_forms_of_one_site_with_other_items_are_asked_about() -> None:
    forms = [[["State: Marram"], *form(said=[role])] for role in ROLES[:2]]
    files = [replace(sheet(rows), file=f"{n}.xlsx") for n, rows in enumerate(forms)]
    workshop = reading.understand(files)
    with pytest.raises(InputRefused) as refused:
        flow.score(workshop, None)
    assert "on the first form from Marram" in str(refused.value.problems[0])


def test_a_long_line_above_the_first_item_is_its_title() -> None:
    title = "A direction for the economy of the region that agencies, colleges and families wrote together"
    titles = [title, *(each for each, _ in ROLES[1:])]
    said = [
        (each, [(given, f"{text}.") for given, text in items])
        for each, (_, items) in zip(titles, ROLES, strict=True)
    ]
    rows = form(said=said)
    (response,) = reading.understand([sheet(rows)]).responses
    assert response.form
    assert response.form.roles[0].title == title
    assert counts(sheet(rows)) == [EXPECTED]


def test_an_item_that_somebody_answered_is_not_asked_about_as_an_example() -> None:
    rows = [["State", "Statement", "Answer"], ["Marram", "Heads of agencies meet", ""]]
    rows += [["Marram", "A goal is written", "Yes"], ["Marram", "It is paid for", "No"]]
    rows += [["Tolvane", text, "Yes"] for _, text, _ in rows[1:]]
    notices = reading.understand([sheet(rows)]).notices
    assert not any("Nobody answered" in str(each) for each in notices)


def test_a_column_of_numbers_may_be_headed_no_like_the_answers() -> None:
    rows = [["No", "Statement", "Yes", "Partially", "No"]]
    number = 0
    for yes, no, partly, text in form()[1:]:
        title = any(text == each for each, _ in ROLES)
        number += not title
        rows.append(["" if title else str(number), text, yes, partly, no])
    assert counts(sheet(rows)) == [EXPECTED]


def test_partially_may_stand_in_degrees() -> None:
    rows = [[row[0], "", *row[1:]] for row in form()]
    rows[0] = ["Yes", "Mostly", "No", "Partly", "Statement"]
    rows[3] = ["", "x", "", "", rows[3][4]]  # A goal: mostly
    assert counts(sheet(rows)) == [EXPECTED]


def test_a_form_of_yes_and_no_alone_is_read() -> None:
    rows = [[row[0], row[1], row[3]] for row in form()]
    expected = [
        {"yes": 1, "blank": 1, "no": 1},
        {"no": 1, "yes": 1, "blank": 2},
        {"blank": 2},
    ]
    assert counts(sheet(rows)) == [expected]


def test_a_ticked_column_that_means_none_of_the_answers_is_said() -> None:
    rows = [[row[0], "", *row[1:]] for row in form()]
    rows[0] = ["Yes", "Ask Ann", "No", "Partially", "Statement"]
    rows[3] = ["", "x", "", "", rows[3][4]]
    notices = [str(each) for each in reading.understand([sheet(rows)]).notices]
    assert any("“Ask Ann” is not Yes, No or Partially: 1 tick under it" in each for each in notices)


def test_the_heading_of_the_answers_may_say_what_to_choose() -> None:
    rows = [["Section", "Question", "Response (Fully / Partly / Not yet)"]]
    words = {"y": "Fully", "n": "Not yet", "p": "Partly", "": ""}
    rows += [[title, text, words[given]] for title, items in ROLES for given, text in items]
    workshop = reading.understand([sheet(rows)])
    assert counts(sheet(rows)) == [EXPECTED]
    assert [each.site for each in workshop.responses] == ["form"]


@pytest.mark.parametrize(
    "said", ["Section total: 2", "Leadership total", "Total for Data", "TOTAL SCORE", "Sub-total"]
)
def test_a_line_of_totals_is_no_item_whatever_it_is_called(said: str) -> None:
    rows = form(tick="1")
    rows[6:6] = [["1", "1", "", said]]
    assert counts(sheet(rows)) == [EXPECTED]


def test_an_item_that_begins_with_total_is_one() -> None:
    rows = form(tick="1")
    rows.append(["", "1", "", "Total enrollment of the region is known"])
    assert counts(sheet(rows))[0][-1] == {**EXPECTED[-1], "no": 1}


def test_every_comment_on_a_line_is_its_note_and_others_are_said() -> None:
    rows = form()
    cells = [
        cell._replace(comment=f"On {cell.row}, {cell.column}") if cell.row in {2, 3} else cell
        for cell in sheet(rows).cells
    ]
    workshop = reading.understand([replace(sheet(rows), cells=tuple(cells))])
    first = workshop.responses[0].answers[0]
    assert list(first.notes()) == ["On 3, 1", "On 3, 4"]
    assert [str(each) for each in workshop.notices if "Comments" in str(each)] == [
        "form.xlsx!Form: Comments hang on D2: they are in no document."
    ]


def test_a_comment_on_an_answer_of_an_export_is_its_note() -> None:
    cells = [
        cell._replace(comment="only since May") if cell.text == "Yes" else cell
        for cell in sheet(export(over=False)).cells
    ]
    (response,) = reading.understand([replace(sheet([]), cells=tuple(cells))]).responses
    assert [each.note for each in response.answers if each.reply.value == "yes"] == [
        "only since May"
    ] * 2


@pytest.mark.parametrize("heads", [("Idea",), ("Name", "Email"), ("Partner",)])
def test_yes_and_no_beside_ideas_or_people_make_no_form(heads: tuple[str, ...]) -> None:
    rows = [[*heads, "Yes", "No"]]
    rows += [
        [*(f"{head} {n} of us" for head in heads), "x" if n % 2 else "", "" if n % 2 else "x"]
        for n in range(6)
    ]
    workshop, _ = reading.look([sheet(rows, "Sheet1")])
    assert not workshop.responses
