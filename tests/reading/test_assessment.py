"""Filled self-assessments are read as people keep them, and nothing on them is guessed."""

from collections import Counter
from dataclasses import replace

import pytest
from test_privacy_tables import pinned

from pipeline.model import Cell, Reply, Response, Sheet
from pipeline.problems import InputRefused, Place
from pipeline.reading.assessments import assessment, form_layout, marks
from pipeline.reading.assessments.counting import Counted


def sheet(text: str, *, file: str = "form.xlsx", name: str = "Assessment") -> Sheet:
    """Return the sheet that `text` draws: a line a row, cells with | between."""
    cells = [
        Cell(number, column, words.strip(), words.strip())
        for number, row in enumerate(text.strip("\n").splitlines(), 1)
        for column, words in enumerate(row.split("|"), 1)
        if words.strip()
    ]
    return Sheet(file, name, tuple(cells))


def read_one(text: str, site: str = "Alder") -> Response:
    (response,), _, _ = assessment.read(sheet(text), site)
    return response


def replies(response: Response) -> list[str]:
    return [answer.reply.value for answer in response.answers]


PAPER = """
Yes | No | Partially |
    |    |           | Shared Vision
x   |    |           | V1 Agencies share one vision
    |    | ✓         | V2 Leaders wrote it together
    |    |           | For example: (two illustrations, not scored)
    | X  |           | V3 It is spoken up for in public
    |    |           | Policy Alignment
    |    |           | P1 One agenda serves the vision
x   |    | x         | P2 Rule changes are coordinated
    |    |           | (illustrations without a lead-in phrase, not scored)
"""


def test_a_paper_form_has_items_under_roles_and_its_examples_are_no_items() -> None:
    response = read_one(PAPER)

    assert response.form is not None
    assert [(role.id, role.title, len(role.items)) for role in response.form.roles] == [
        ("1", "Shared Vision", 3),
        ("2", "Policy Alignment", 2),
    ]
    assert [item.id for role in response.form.roles for item in role.items] == [
        "V1",
        "V2",
        "V3",
        "P1",
        "P2",
    ]
    assert replies(response) == ["yes", "partially", "no", "blank", "conflict"]


def test_every_answer_knows_its_cell_and_two_ticks_know_both() -> None:
    answers = read_one(PAPER).answers

    assert answers[1].typed == "✓"
    assert answers[1].typed.place == Place("form.xlsx", "Assessment", "C4")
    assert answers[4].typed == "x, x"
    assert answers[4].given == (Reply.YES, Reply.PARTIALLY)
    assert answers[4].typed.place.cell == "A9, C9"
    assert answers[3].typed == ""
    assert answers[3].typed.place.cell == "A8"
    assert answers[0].statement == "Agencies share one vision"


def test_the_columns_may_stand_in_any_order() -> None:
    text = """
    Statement | Partially | Yes | No | Notes
    First Role |  |  |  |
    A1 It is done | x | | | since May
    A2 It is known | | | x |
    A3 It is kept | | x | |
    """

    response = read_one(text)

    assert replies(response) == ["partially", "no", "yes"]
    assert response.answers[0].note == "since May"


@pytest.mark.parametrize(
    "tick", ["x", "X", "✓", "✔", "☑", "■", "1", "y", "yes", "Yes ", "TRUE", "ü", "P", "\u00a0x"]
)
def test_a_tick_has_many_shapes(tick: str) -> None:
    text = f"Yes|No|Partially|\n|||One Role\n{tick}|||A1 It is done\n|x||A2 It is known"

    assert replies(read_one(text)) == ["yes", "no"]


def test_a_sign_that_stands_in_one_column_of_each_line_is_a_tick_and_that_is_said() -> None:
    text = (
        "Yes|No|Partially|\n|||One Role\nq|||A1 It is done\n|q||A2 It is known\nq|||A3 It is kept"
    )

    responses, _, notices = assessment.read(sheet(text), "Alder")

    assert replies(responses[0]) == ["yes", "no", "yes"]
    assert [str(each).splitlines()[-1] for each in notices] == ["  Type x where a line is ticked."]


@pytest.mark.parametrize("nothing", ["☐", "0", "FALSE", "-"])
def test_an_empty_box_is_not_a_tick(nothing: str) -> None:
    text = f"Yes|No|Partially|\n|||One Role\n{nothing}|x||A1 It is done\n{nothing}|||A2 It is known"

    assert replies(read_one(text)) == ["no", "blank"]


def test_words_in_a_tick_column_are_kept_and_counted_only_where_they_are_clear() -> None:
    text = """
Yes | No | Partially |
    |    |           | One Role
x sort of | |        | A1 It is done
sort of   | |        | A2 It is known
    |    | sort of   | A3 It is kept
n/a |    |           | A4 It is used
?   |    |           | A5 It is liked
    """

    responses, _, notices = assessment.read(sheet(text), "Alder")

    answers = responses[0].answers
    assert replies(responses[0]) == [
        "yes",
        "unreadable",
        "partially",
        "not applicable",
        "unreadable",
    ]
    assert answers[0].note == "sort of"
    assert answers[1].typed == "sort of"
    assert [str(notice) for notice in notices] == [
        "form.xlsx!Assessment!A3: “x sort of” is counted as Yes: the words are kept as a note.\n  Type another answer if that is not what was meant.",
        "form.xlsx!Assessment!A4: “sort of” is not a tick in one column: not counted.\n  Type x in one column.",
        "form.xlsx!Assessment!A7: “?” is not a tick in one column: not counted.\n  Type x in one column.",
    ]


@pytest.mark.parametrize(
    ("words", "reply", "note"),
    [
        ("Yes ", Reply.YES, ""),
        ("yes\u00a0", Reply.YES, ""),
        ("Partly", Reply.PARTIALLY, ""),
        ("In part", Reply.PARTIALLY, ""),
        ("Somewhat", Reply.PARTIALLY, "Somewhat"),
        ("Mixed", Reply.PARTIALLY, "Mixed"),
        ("sort of", Reply.PARTIALLY, "sort of"),
        ("N/A", Reply.NOT_APPLICABLE, ""),
        ("-", Reply.BLANK, ""),
        ("DK", Reply.UNREADABLE, ""),
        ("?", Reply.UNREADABLE, ""),
        ("No data yet", Reply.UNREADABLE, ""),
        ("Yes;", Reply.YES, ""),
        ("Yes;Partially;", Reply.CONFLICT, ""),
        ("Yes, Partially", Reply.CONFLICT, ""),
        ("Yes, but only in the north", Reply.YES, "but only in the north"),
        ("No (not yet)", Reply.NO, "No (not yet)"),
    ],
)
def test_an_answer_in_words_is_what_it_says(words: str, reply: Reply, note: str) -> None:
    text = f"Item|Answer\nOne Role|\nA1 It is done|{words}\nA2 It is known|No\nA3 It is kept|Yes"

    first = read_one(text).answers[0]

    assert (first.reply, first.note) == (reply, note)
    assert first.typed == words.strip()


def test_what_a_word_was_counted_as_is_said_where_it_is_not_plain() -> None:
    text = "Item|Answer\nOne Role|\nA1 It is done|Somewhat\nA2 It is known|Partly\nA3 It is kept|Yes, in May"

    _, _, notices = assessment.read(sheet(text), "Alder")

    assert [(str(each.place), each.message) for each in notices] == [
        (
            "form.xlsx!Assessment!B3",
            "“Somewhat” is counted as Partially: the words are kept as a note.",
        ),
        (
            "form.xlsx!Assessment!B5",
            "“Yes, in May” is counted as Yes: the words are kept as a note.",
        ),
    ]


def test_a_note_beside_an_answer_and_a_comment_in_it_are_both_kept() -> None:
    text = "Item|Answer|Note\nOne Role||\nA1 It is done|Yes, in May|Ask again\nA2 It is known|No|"

    first = read_one(text).answers[0]

    assert (first.note, *first.further) == ("Ask again", "in May")


def test_a_tick_beside_an_example_becomes_a_note_on_the_item_above() -> None:
    text = """
Yes | No | Partially |
    |    |           | One Role
x   |    |           | A1 It is done
x   |    |           | For example: weekly calls
    | x  |           | A2 It is known
    """

    responses, _, notices = assessment.read(sheet(text), "Alder")

    assert replies(responses[0]) == ["yes", "no"]
    assert responses[0].answers[0].note == "For example: weekly calls"
    assert [str(notice) for notice in notices] == [
        "form.xlsx!Assessment!A4: A tick stands beside an example, which is never scored: kept as a note on A1."
    ]


def test_items_without_codes_are_named_by_role_and_position() -> None:
    text = """
Yes | No | Partially |
    |    |           | Shared Vision & Strategy
x   |    |           | Agencies share one vision for the state.
    |    | x         | Leaders wrote it together and own it.
    |    |           | Policy Alignment
    | x  |           | One agenda serves the vision.
    |    |           | Rule changes are coordinated between agencies.
    |    |           | • changes of licensing rules
    """

    response = read_one(text)

    assert response.form is not None
    assert [[item.id for item in role.items] for role in response.form.roles] == [
        ["1.1", "1.2"],
        ["2.1", "2.2"],
    ]
    assert replies(response) == ["yes", "partially", "no", "blank"]


PRINTED = """
Self-check for a state team | | |
State: Alder | | |
    |    |           | Shared Vision & Strategy for the Whole State
Yes | No | Partially |
x   |    |           | The state has one vision that joins work, growth and schools, i.e., plans name it.
    |    | x         | Leaders from several agencies wrote that vision. They feel it is theirs.
    |    |           | Joint communications and outreach
    | x  |           | Agencies use one agreed definition of what a partnership is, for example in reports.
    |    |           | Outside audiences hear one message, for example: at fairs. In print. On the radio.
    |    |           | Use of Funding
x   |    |           | Resources are mapped and existing ones are being redirected to partnerships.
    |    |           | Grants pay for planning. Funds are braided. Formula money is moved.
    |    |           | and kept for three years
    | x  |           | Q1 spending is known and a plan exists to fill what is missing.
    |    |           | For instance:
    |    |           | • a bonus for quality
"""


def test_a_printed_form_without_codes_is_read_by_how_its_lines_are_written() -> None:
    responses, reading, _ = assessment.read(sheet(PRINTED), "")

    (response,) = responses
    assert response.site == "Alder"
    assert response.form is not None
    assert response.form.title == "Self-check for a state team"
    assert [(role.title, [item.id for item in role.items]) for role in response.form.roles] == [
        ("Shared Vision & Strategy for the Whole State", ["1.1", "1.2"]),
        ("Joint communications and outreach", ["2.1", "2.2"]),
        ("Use of Funding", ["3.1", "3.2"]),
    ]
    assert replies(response) == ["yes", "partially", "no", "blank", "yes", "no"]
    assert response.answers[5].statement.startswith("Q1 spending is known")
    assert [problem.message for problem in reading.left_out] == [
        "Goes on from the line above: not an item."
    ]


def test_a_role_in_small_letters_is_a_role_where_items_have_codes() -> None:
    text = "Yes|No|Partially|\n|||Shared vision and strategy\nx|||V1 It is done\n|x||V2 It is known"
    form = read_one(text).form

    assert form is not None
    assert [role.title for role in form.roles] == ["Shared vision and strategy"]


def test_bold_lines_are_the_roles_and_plain_ones_the_items() -> None:
    plain = sheet(
        "Yes|No|Partially|\n|||Vision of the state, long as an item is, in bold\n"
        "x|||It is done\n|||Known To Nobody\n|x||It is kept"
    )
    cells = [c._replace(bold=True) if c.row == 2 else c for c in plain.cells]

    ((response,), _, _) = assessment.read(replace(plain, cells=tuple(cells)), "Alder")

    assert response.form is not None
    assert [len(role.items) for role in response.form.roles] == [3]
    assert replies(response) == ["yes", "blank", "no"]


def test_items_with_bullets_are_items_and_lose_the_bullet() -> None:
    text = "Yes|No|Partially|\n|||One Role\nx|||• It is done\n|x||• It is known\n|||• It is kept"
    response = read_one(text)

    assert [answer.statement for answer in response.answers] == [
        "It is done",
        "It is known",
        "It is kept",
    ]


def test_a_column_for_not_knowing_is_neither_an_answer_nor_a_blank() -> None:
    text = (
        "Yes|No|Partially|Don't know|N/A|\n|||||One Role\n|||x||A1 It is done\n||||x|A2 It is known"
    )

    assert replies(read_one(text)) == ["unreadable", "not applicable"]


def test_headings_repeated_on_a_page_and_totals_are_left_out_with_a_reason() -> None:
    text = """
Yes | No | Partially |
    |    |           | One Role
x   |    |           | A1 It is done
Yes | No | Partially |
    | x  |           | A2 It is known
1   | 1  | 0         | Total
    |    |           | Thank You For Your Time
    """

    responses, reading, _ = assessment.read(sheet(text), "Alder")

    assert replies(responses[0]) == ["yes", "no"]
    assert reading.cells_used + len(reading.left_out) == reading.cells_read
    assert {problem.message for problem in reading.left_out} == {
        "The headings again, as on each page of a printed form.",
        "A line of totals: Afterword counts for itself.",
        "Words of thanks: not an item.",
    }


def test_a_role_typed_into_the_first_column_is_still_a_role() -> None:
    text = "Yes|No|Partially|\nShared Vision and Strategy|||\nx|||A1 It is done\n|x||A2 It is known"
    form = read_one(text).form

    assert form is not None
    assert [role.title for role in form.roles] == ["Shared Vision and Strategy"]


def test_a_struck_out_tick_is_not_counted_and_a_comment_on_the_cell_is_a_note() -> None:
    plain = sheet("Yes|No|Partially|\n|||One Role\nx|x||A1 It is done\n|x||A2 It is known")
    cells = [
        cell._replace(struck=True) if (cell.row, cell.column) == (3, 1) else
        cell._replace(comment="since June") if (cell.row, cell.column) == (4, 2) else cell
        for cell in plain.cells
    ]  # fmt: skip

    responses, _, notices = assessment.read(replace(plain, cells=tuple(cells)), "Alder")

    assert replies(responses[0]) == ["no", "no"]
    assert responses[0].answers[1].note == "since June"
    assert [str(notice) for notice in notices] == [
        "form.xlsx!Assessment!A3: A tick that is struck through is not counted."
    ]


def test_a_tick_between_two_columns_is_asked_not_guessed() -> None:
    plain = sheet("Yes|No|Partially|\n|||One Role\nx|||A1 It is done\n|x||A2 It is known")
    cells = [c._replace(merged=(1, 2)) if (c.row, c.column) == (3, 1) else c for c in plain.cells]

    responses, _, notices = assessment.read(replace(plain, cells=tuple(cells)), "Alder")

    assert replies(responses[0]) == ["unreadable", "no"]
    assert len(notices) == 1


def test_a_code_used_twice_is_said() -> None:
    text = (
        "Yes|No|Partially|\n|||One Role\nx|||A1 It is done\n|x||A1 It is known\n|x||A3 It is kept"
    )

    responses, _, notices = assessment.read(sheet(text), "Alder")

    form = responses[0].form
    assert form is not None
    assert [item.id for item in form.roles[0].items] == ["A1", "1.2", "A3"]
    assert str(notices[0]).startswith("form.xlsx!Assessment!D4: The code A1 stands on two items")


def test_a_cell_without_a_value_refuses_the_form() -> None:
    plain = sheet(PAPER)
    fault = "A formula without a saved result."
    cells = [c._replace(text="=A1", fault=fault) if c.text == "✓" else c for c in plain.cells]

    with pytest.raises(InputRefused) as refused:
        assessment.read(replace(plain, cells=tuple(cells)), "Alder")

    assert [problem.place.cell for problem in refused.value.problems] == ["C4"]


# ── where a form comes from ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("above", "site", "name", "file", "expected"),
    [
        ("", "Alder", "Assessment", "form.xlsx", "Alder"),
        ("", "", "Birchmont", "form.xlsx", "Birchmont"),
        ("", "", "Sheet1", "assessment_paper_form_state_of_alder.csv", "State of Alder"),
        ("", "", "Assessment", "assessment.xlsx", "assessment"),
        ("State: Caldera\n", "Alder", "Assessment", "form.xlsx", "Caldera"),
        ("State | Caldera\n", "", "Assessment", "form.xlsx", "Caldera"),
    ],
)
def test_a_form_says_where_it_comes_from(
    above: str, site: str, name: str, file: str, expected: str
) -> None:
    form = sheet(above + PAPER.lstrip(), name=name, file=file)

    (response,), _, _ = assessment.read(form, site)

    assert response.site == expected


# ── one row a team, long lists, a column a state ─────────────────────────────────────────────

TEAMS = """
ID | Start time | Which state is your team from? | Who answered? | V1 Agencies share one vision | V2 Leaders wrote it | Comment on V2 | P1 One agenda | Anything to add?
1 | 11/1/25 9:01 | Alder | Team of 3 | Yes | Partially | half of them | Yes;Partially; | We were split
2 | 11/2/25 9:02 | Caldera | anonymous | No | | | No |
"""


def test_an_export_with_one_row_a_team_gives_a_response_a_row() -> None:
    responses, reading, notices = assessment.read(sheet(TEAMS), "")

    assert [(each.site, each.respondent, replies(each)) for each in responses] == [
        ("Alder", "Team of 3", ["yes", "partially", "conflict"]),
        ("Caldera", "", ["no", "blank", "no"]),
    ]
    assert [answer.code for answer in responses[0].answers] == ["V1", "V2", "P1"]
    assert responses[0].answers[1].note == "half of them"
    assert responses[0].remark == "We were split"
    assert responses[1].answers[1].typed.place.cell == "F3"
    assert responses[0].form is None
    assert notices == ()
    assert {problem.place.cell for problem in reading.left_out} == {
        "A1",
        "B1",
        "A2",
        "B2",
        "A3",
        "B3",
    }
    assert reading.summary == (
        "3 items in columns, 2 forms, “Which state is your team from?” says where they come from"
    )


def test_grid_questions_bring_their_roles_along() -> None:
    text = """
Timestamp | State | Vision [V1 Agencies share it] | Vision [V2 Leaders wrote it] | Policy [P1 One agenda]
1/2/26 | Alder | Yes | No | Partially
    """

    form = read_one(text).form

    assert form is not None
    assert [(role.title, [item.id for item in role.items]) for role in form.roles] == [
        ("Vision", ["V1", "V2"]),
        ("Policy", ["P1"]),
    ]


def test_a_long_list_is_one_response_a_person() -> None:
    text = """
State | Person | Role | Item | Answer | Note
Alder | Ana | Vision | V1 Agencies share it | Yes |
Alder | Ana | Policy | P1 One agenda | No | in May
Alder | Ben | Vision | V1 Agencies share it | No |
Caldera | Cy | Policy | P1 One agenda | Partially |
    """

    responses, _, _ = assessment.read(sheet(text), "")

    assert [(each.site, each.respondent, replies(each)) for each in responses] == [
        ("Alder", "Ana", ["yes", "no"]),
        ("Alder", "Ben", ["no"]),
        ("Caldera", "Cy", ["partially"]),
    ]
    assert {len(each.form.roles) for each in responses if each.form} == {2}


def test_a_column_a_state_is_one_response_a_state() -> None:
    text = """
Item | Alder | Birchmont
V1 Agencies share it | Yes | No
V2 Leaders wrote it | Partially | Yes
P1 One agenda | No | Yes
    """

    responses, _, _ = assessment.read(sheet(text), "")

    assert [(each.site, replies(each)) for each in responses] == [
        ("Alder", ["yes", "partially", "no"]),
        ("Birchmont", ["no", "yes", "yes"]),
    ]


def test_a_list_of_items_brings_its_roles_and_no_answers() -> None:
    text = """
item_id | role | text
V1 | Vision | Agencies share one vision
V2 | Vision | Leaders wrote it together
P1 | Policy | One agenda serves the vision
    """

    response = read_one(text)

    assert response.answers == ()
    assert response.form is not None
    assert [(role.title, len(role.items)) for role in response.form.roles] == [
        ("Vision", 2),
        ("Policy", 1),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Idea|Column|Clear to print\nMeet each month|A|yes\nShare a desk|B|yes\nOne form|A|no",
        "Partner|Organization|Do not contact\nP01|Marrow Creek Medical Center|yes\nP02|Elm|yes\nP03|Oak|no",
        "ID|Text|Border line\n1|Meet each month with partners|No\n2|Share a desk|No\n3|One form|No",
    ],
)
def test_other_sheets_are_not_taken_for_an_assessment(text: str) -> None:
    assert not assessment.recognise(sheet(text))


def test_the_paper_form_is_counted_cell_by_cell() -> None:
    _, reading, _ = assessment.read(sheet(PAPER), "Alder")

    assert reading.summary == "5 items under 2 roles, ticks in the order Yes, No, Partially"
    assert (reading.cells_read, reading.cells_used, len(reading.left_out)) == (17, 17, 0)
    assert Counter(replies(read_one(PAPER)))["blank"] == 1


def test_words_far_apart_in_a_row_are_no_tick_columns() -> None:
    row = "Yes | sherds | Fill | No |" + " pebbles |" * 10 + " Partially"

    assert not assessment.recognise(sheet(f"{row}\nx | a\ny | b\nz | c"))


def test_a_table_of_thousands_of_true_and_false_is_no_self_assessment() -> None:
    rows = "\n".join(f"id{number}" + " | TRUE" * 2000 for number in range(1, 4))
    headings = " | ".join(map(str, range(2000)))

    assert not assessment.recognise(sheet(f"id | {headings}\n{rows}"))


def test_figures_beside_yes_and_no_are_no_tick_columns() -> None:
    rows = "\n".join(f"{n}.5 | yes | {n}00 | no | Jan {n}" for n in range(1, 8))

    assert not assessment.recognise(sheet(f"price | cartel | quantity | ice | season\n{rows}"))


def test_letters_over_figures_are_no_tick_columns() -> None:
    counted = "y | n | P | what\n" + "\n".join(f"{n} | {n + 9} | L | S" for n in range(2, 9))
    ticked = "y | n | P | what\n" + "\n".join(f"x | | | S{n}" for n in range(2, 9))

    assert not assessment.recognise(sheet(counted))
    assert assessment.recognise(sheet(ticked))


# A table that was changed on purpose is counted anew here: the figures are printed by pytest.
def test_no_word_for_an_answer_is_lost() -> None:
    assert {str(reply): pinned(words) for reply, words in marks.WORDS.items()} == {
        "yes": (63, "7c04baffd40e"),
        "no": (54, "4693770eb838"),
        "partially": (78, "560698f20f31"),
        "not applicable": (5, "6f0a405470f4"),
        "blank": (7, "a22a6af8ed29"),
        "unreadable": (7, "724921f19ceb"),
    }
    assert pinned(marks.PLAIN) == (57, "2cd717cdb0f1")


@pytest.mark.parametrize("reply", marks.TICKED)
def test_every_word_for_an_answer_is_one(reply: Reply) -> None:
    for words in marks.WORDS[reply]:
        assert marks.MEANINGS[marks.answer_key(words)] is reply, words
        if len([sign for sign in words if sign.isalpha()]) > 1:
            assert marks.heading(words.upper()) is reply, words


@pytest.mark.parametrize(
    ("words", "reply"),
    [
        ("Yes, partially", Reply.PARTIALLY),
        ("Yes / no", None),
        ("Yes, yes", Reply.YES),
        ("No, not yet", Reply.NO),
        ("Partly / in progress", Reply.PARTIALLY),
        ("Yes, partially, no", None),
        ("No, partially", None),
        ("Not asked / yes", None),
        ("", None),
    ],
)
def test_a_heading_of_two_answers_is_the_weaker_or_none(words: str, reply: Reply | None) -> None:
    assert marks.heading(words) is reply


@pytest.mark.parametrize(
    ("words", "replies", "beside"),
    [
        ("✓", (Reply.YES,), ""),
        (" ✓✓ - since May ", (Reply.YES,), "since May"),
        ("✗ (not yet)", (Reply.NO,), "not yet"),
        ("❓", (Reply.UNREADABLE,), ""),
        ("x", (), ""),
        ("yes ✓", (), ""),
    ],
)
def test_a_sign_is_an_answer_with_the_words_behind_it(
    words: str, replies: tuple[Reply, ...], beside: str
) -> None:
    assert marks.sign(words) == (replies, beside)


@pytest.mark.parametrize(
    ("texts", "either", "both"),
    [("✓ ✗", True, True), ("✓ ✓", True, False), ("✗ ✗", False, False), ("✓ ❓", True, False), ("x y", False, False)],
)  # fmt: skip
def test_answers_are_signs_where_a_tick_is_among_them(
    texts: str, *, either: bool, both: bool
) -> None:
    below = {row: {1: Cell(row, 1, each, each)} for row, each in enumerate(texts.split(), start=1)}

    assert Counted(below).with_signs([1], 0) is either
    assert Counted(below).with_signs([1], 0, both=True) is both
    assert not Counted(below).with_signs([1], len(below))


def test_each_cell_is_asked_once_for_a_sign_however_many_rows_may_hold_the_headings(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: Counter[str] = Counter()
    sign = marks.sign
    monkeypatch.setattr(marks, "sign", lambda text: asked.update([text]) or sign(text))
    rows = [
        " | ".join(f"one more thing {row}.{column}" for column in range(8)) for row in range(60)
    ]

    assert form_layout.find(sheet("\n".join(rows))) is None
    assert set(asked.values()) == {1}
    assert len(asked) == 60 * 8
