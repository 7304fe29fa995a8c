"""A printed form of seven roles, typed or scanned in many ways: always the same twenty answers.

The sizes and the habits are those of a real form; every word is ours.
"""

import textwrap
from collections.abc import Callable, Sequence

import pytest

from pipeline import reading
from pipeline.model import Cell, Reply, Sheet
from pipeline.reading.assessments import assessment, form_layout

Rows = list[list[str]]

HEAD = ["Yes", "No", "Partially", ""]
ROLES = (
    ("Shared Direction for the Regional Economy", (
        ("x", "The state has one direction for its programs, and agencies share it."),
        ("p", "Leaders of more than one agency wrote it and own it."),
        ("x", "It has champions at the top (i.e. cabinet secretaries, college presidents) who speak of it."),
        ("n", "Partnerships led by employers are a main way to get there."),
        ("p", "Agencies commit staff or money, and it can be measured (i.e. grants; hours)."),
    )),
    ("Joint Communications", (
        ("p", "Agencies describe a good partnership in the same way (i.e. regional; led by industry)."),
        ("n", "Agencies tell each other what they do, for example in a monthly call."),
        ("", "Messages to the press are coordinated, for example by one set of talking points."),
    )),
    ("Policy Alignment", (
        ("n", "A policy agenda supports the direction. It was made together."),
        ("p", "Changes of rules are coordinated across agencies."),
    )),
    ("Strategic Use of Funding", (
        ("x", "Agencies have mapped their resources and are moving some of them."),
        ("n", "Gaps are known and there is a plan to close them, for example: grants for good work."),
        ("xp", "People, programs and systems are being opened to partnerships."),
    )),
    ("Performance Management", (
        ("p", "There is a common way to judge quality. Regions helped to make it."),
        ("n", "Oversight is moving from checking compliance toward outcomes."),
    )),
    ("Feedback Between State and Regions", (
        ("x", "Regions meet as a network to share what works."),
        ("p", "A formal loop lets regions tell the state what they need, and the state answer."),
    )),
    ("Training and Technical Assistance", (
        ("x", "New teams can take introductory training."),
        ("p", "Teams can get coaching that fits their region."),
        ("n", "Teams have regular chances to learn from peers."),
    )),
)  # fmt: skip
EXAMPLES = {
    "Changes of rules": ("For example:", "Rules of a fund that let groups apply", "Laws that name partnerships"),
    "Agencies have mapped": ("Fees pay for conveners. Grants pay for training. Both were new.", "Set-asides reward regions"),
    "People, programs": ("College faculty sit on regional teams", "Liaisons call on employers together"),
    "There is a common": ("For example:", "Number of employers that return", "Wages a year later"),
}  # fmt: skip
EXPECTED = [
    {"x": "yes", "n": "no", "p": "partially", "": "blank", "xp": "conflict"}[given]
    for _, items in ROLES
    for given, _ in items
]
SIZES = [5, 3, 2, 3, 2, 2, 3]


def form(tick: str = "x", *, marked: str = "• ", a_line: bool = True) -> Rows:
    """Return the rows of the form, its examples a line each or all in one cell."""
    rows = [HEAD]
    for title, items in ROLES:
        rows.append(["", "", "", title])
        for given, text in items:
            rows.append([tick if column in given else "" for column in "xnp"] + [text])
            own = next((lines for start, lines in EXAMPLES.items() if text.startswith(start)), ())
            own = tuple(line if line.endswith(":") else f"{marked}{line}" for line in own)
            rows += [["", "", "", line] for line in (own if a_line else ("\n".join(own),)) if own]
    return rows


def sheet(rows: Sequence[Sequence[str]]) -> Sheet:
    """Return `rows` as a sheet."""
    cells = (
        Cell(row, column, words, words)
        for row, values in enumerate(rows, 1)
        for column, words in enumerate(values, 1)
        if words.strip()
    )
    return Sheet("form.csv", "form", tuple(cells))


def counted(rows: Rows) -> tuple[list[int], list[str]]:
    (response,), reading, _ = assessment.read(sheet(rows), "Alder")
    assert response.form
    assert reading.cells_read == reading.cells_used + len(reading.left_out)
    sizes = [len(role.items) for role in response.form.roles]
    return sizes, [answer.reply.value for answer in response.answers]


@pytest.mark.parametrize(
    "tick",
    ["X", "V", "/", "[x]", "(X)", "{x}", "|x|", "-x-", "_x_", "ü", "üü", "✔\ufe0f", "☒", "×", "vv", "х", "o", "JB", ">"],
)  # fmt: skip
def test_whatever_it_is_ticked_with(tick: str) -> None:
    assert counted(form(tick)) == (SIZES, EXPECTED)


@pytest.mark.parametrize("marked", ["• ", "- ", "\uf0b7 ", "o ", ""])
@pytest.mark.parametrize("a_line", [True, False])
def test_examples_are_never_items_with_their_bullets_or_without(marked: str, a_line: bool) -> None:
    assert counted(form(marked=marked, a_line=a_line)) == (SIZES, EXPECTED)


def titles_in_the_first_column(rows: Rows) -> Rows:
    titles = [title for title, _ in ROLES]
    return [[row[3], "", "", ""] if row[3] in titles else row for row in rows]


def titles_in_the_headings(rows: Rows) -> Rows:
    titles = [title for title, _ in ROLES]
    return [[*HEAD[:3], row[3]] if row[3] in titles else row for row in rows[1:]]


def headings_in_the_first_item(rows: Rows) -> Rows:
    """The scan put the headings into the row of the first item, and lost its answer."""
    return [["", "", "", ROLES[0][0]], [*HEAD[:3], rows[2][3]], *rows[3:]]


def headings_in_one_cell(rows: Rows) -> Rows:
    return [["Yes No Partially", "", "", ""], *rows[1:]]


def first_headings_lost(rows: Rows) -> Rows:
    """Each page has its headings, but nobody can read those of the first."""
    return [["~ ' ,", "", "", ""], *rows[1:12], HEAD, *rows[12:]]


def a_lost_answer(rows: Rows) -> Rows:
    """The words of an unanswered item stand where its answer would."""
    return [[row[3], "", "", ""] if row[3].startswith("Messages") else row for row in rows]


def noise(rows: Rows) -> Rows:
    """The headings are badly scanned, and so is what stands beside the first item."""
    first = ["x", "", "'.", rows[2][3]]
    return [["Y es", "No.", "Part ially", ""], rows[1], first, *rows[3:]]


def cut_in_two(rows: Rows) -> Rows:
    """A page ends inside an item; the tick stays with its beginning, or goes with its end."""
    cut: Rows = []
    for row in rows:
        for start, with_end in (("in the same way", False), ("compliance toward", True)):
            if start in row[3]:
                head, end = row[3].split(start)
                halves = [[*row[:3], head], ["", "", "", start + end]]
                if with_end:
                    halves = [["", "", "", head], [*row[:3], start + end]]
                cut += [halves[0], HEAD, halves[1]]
                break
        else:
            cut.append(row)
    return cut


def cut_before_a_name(rows: Rows) -> Rows:
    whole = next(row for row in rows if row[3].startswith("Regions meet"))
    at = rows.index(whole)
    return [
        *rows[:at],
        [*whole[:3], "Regions meet as a network of the"],
        ["", "", "", "Workforce Board to share what works."],
        *rows[at + 1 :],
    ]


def another_order(rows: Rows) -> Rows:
    """The second page has the columns in another order."""
    turned = [[row[2], row[0], row[1], row[3]] for row in rows[14:]]
    return [*rows[:14], ["Partially", "Yes", "No", ""], *turned]


def page_edges(rows: Rows) -> Rows:
    edge = [["", "", "", "© 2020 Somebody. All rights reserved."], ["Page 1 of 3", "", "", ""]]
    return [*rows[:9], *edge, *rows[9:], ["", "", "", "Page 2"]]


def title_and_advice(rows: Rows) -> Rows:
    return [["A check of the strategy"], ["Tick Yes, No or Partially for each."], *rows]


def numbered(rows: Rows) -> Rows:
    """A column headed No. counts the items."""
    texts = [text for _, items in ROLES for _, text in items]
    numbers = {text: str(number) for number, text in enumerate(texts, 1)}
    return [["No.", *rows[0]], *([numbers.get(row[3], ""), *row] for row in rows[1:])]


def lettered(rows: Rows) -> Rows:
    letters = {text: f"{'abcde'[n]}) {text}" for _, own in ROLES for n, (_, text) in enumerate(own)}
    return [[*row[:3], letters.get(row[3], row[3])] for row in rows]


def empty_columns(rows: Rows) -> Rows:
    return [[row[0], "", row[1], "", row[2], "", row[3]] for row in rows]


def comments(rows: Rows) -> Rows:
    return [*rows, ["", "", "", "Comments:"], ["", "", "", "We come back to funding in spring."]]


@pytest.mark.parametrize(
    "change",
    [
        titles_in_the_first_column, titles_in_the_headings, a_lost_answer, noise, cut_in_two,
        headings_in_one_cell, first_headings_lost,
        cut_before_a_name, another_order, page_edges, title_and_advice, numbered, lettered,
        empty_columns, comments,
    ],
)  # fmt: skip
def test_however_it_was_typed_or_scanned(change: Callable[[Rows], Rows]) -> None:
    assert counted(change(form())) == (SIZES, EXPECTED)


@pytest.mark.parametrize(
    "change",
    [
        titles_in_the_first_column, titles_in_the_headings, a_lost_answer, cut_before_a_name,
        headings_in_the_first_item, headings_in_one_cell, first_headings_lost,
        another_order, page_edges, title_and_advice, numbered, lettered, empty_columns, comments,
    ],
)  # fmt: skip
@pytest.mark.parametrize("marked", ["• ", "\uf0b7 ", ""])
@pytest.mark.parametrize("a_line", [True, False])
def test_a_blank_form_has_the_same_items(
    change: Callable[[Rows], Rows], marked: str, a_line: bool
) -> None:
    rows = [row if row[:3] == HEAD[:3] else ["", "", "", row[3]] for row in form(marked=marked, a_line=a_line)]  # fmt: skip
    (response,), _, _ = assessment.read(sheet(change(rows)), "")

    assert response.form
    assert [len(role.items) for role in response.form.roles] == SIZES


STATED = (
    "Our signs can be read",
    "Staff greet by their names",
    "Forms come on paper too",
    "A ride can be booked",
)


@pytest.mark.parametrize(
    ("figures", "are_ratings"),
    [
        (("3", "4", "1", "3"), True),
        (("10", "0", "10", ""), True),
        (("3", "3", "n/a", "later"), False),  # two figures
        (("3", "3", "", ""), False),  # two answers
        (("3", "3", "1", "later"), True),
        (("1", "2", "3", "4"), False),  # they number the rows
        (("11", "11", "12", "12"), False),
    ],
)
def test_figures_of_a_scale_beside_statements_are_known(
    figures: tuple[str, ...], are_ratings: bool
) -> None:
    rows = [["Statement", "Team A"], *map(list, zip(STATED, figures, strict=True))]

    assert form_layout.rated(sheet(rows)) is are_ratings


@pytest.mark.parametrize(
    ("teams", "figures", "are_ratings"),
    [
        (1, "3132", False),  # one column of figures may count things
        (2, "3132", True),
        (2, "0110", False),  # marks
    ],
)
def test_figures_of_a_scale_for_teams_side_by_side_are_known_beside_short_names(
    teams: int, figures: str, are_ratings: bool
) -> None:
    names = ["Shared vision", "Data sharing", "Funding", "Voice of learners"]
    rows = [["", "Oak County", "Elm County"][: teams + 1]]
    rows += [[name, *[figure] * teams] for name, figure in zip(names, figures, strict=True)]

    assert form_layout.rated(sheet(rows)) is are_ratings


@pytest.mark.parametrize(
    ("answers", "hint"),
    [
        ("4 4 1 2", ["If it is a self-assessment, write Yes, Partially or No in place of its figures: nobody has said which of them mean yes."]),
        ("Yes Yes No Partially", []),
    ],
)  # fmt: skip
def test_ratings_are_asked_for_in_words_and_words_are_read(answers: str, hint: list[str]) -> None:
    given = [[each] * 3 for each in answers.split()]
    rows = [["Area", "Statement", "Team A", "Team B", "Team C"]]
    rows += [[f"Area {n // 2}", text, *own] for n, (text, own) in enumerate(zip(STATED, given, strict=True))]  # fmt: skip
    workshop, problems = reading.look([sheet(rows)])

    assert [problem.hint for problem in problems] == hint
    assert len(workshop.responses) == (0 if hint else 3)


def test_figures_beside_names_are_no_self_assessment() -> None:
    rows = [["Thing", "Shelf", "Left"], *(["Bolts", "Long steel", each] for each in "3313")]
    _, problems = reading.look([sheet(rows)])

    assert not any("self-assessment" in problem.hint for problem in problems)


def test_ticks_under_no_headings_are_refused_with_the_next_step() -> None:
    _, problems = reading.look([sheet(form()[1:])])

    assert [problem.hint for problem in problems] == [
        "For a self-assessment, head the columns of ticks Yes, No and Partially."
    ]


@pytest.mark.parametrize(
    ("answers", "names_the_form"),
    [
        (["yes", "no", "sort of"], True),
        (["yes", "no", "by June", "van"], False),
        (["yes", "no", "no"], False),
        (["yes"], False),
    ],
)
def test_answers_to_what_no_heading_names_are_refused_with_the_next_step(
    answers: list[str], names_the_form: bool
) -> None:
    rows = [[str(n), f"We meet employers in person, part {n}", a] for n, a in enumerate(answers, 1)]
    _, problems = reading.look([sheet([["", "", "Us today", "Why"], *rows])])

    (hint,) = (problem.hint for problem in problems)
    assert ("head the column of statements Statement" in hint) is names_the_form


def test_headings_in_the_row_of_the_first_item_leave_it_an_item() -> None:
    assert counted(headings_in_the_first_item(form())) == (SIZES, ["blank", *EXPECTED[1:]])


def test_lines_broken_as_on_paper_are_no_lists() -> None:
    rows = [["", "", "", "\n".join(textwrap.wrap(row[3], 30))] for row in form()[1:]]
    (response,), _, _ = assessment.read(sheet([HEAD, *rows]), "")

    assert response.form
    assert [len(role.items) for role in response.form.roles] == SIZES


def test_yes_may_be_what_is_written_in_each_column() -> None:
    assert counted(form("Yes")) == (SIZES, EXPECTED)


def test_an_item_cut_in_two_is_whole_again_and_it_is_said() -> None:
    (response,), _, notices = assessment.read(sheet(cut_in_two(form())), "Alder")

    assert "Oversight is moving from checking compliance toward outcomes." in [
        answer.statement for answer in response.answers
    ]
    assert [str(notice.place.cell) for notice in notices if "goes on" in notice.message] == [
        "D11",
        "D35",
    ]


def test_a_line_that_may_be_an_example_is_an_item_and_it_is_said() -> None:
    rows = [*form(), ["", "", "", "Grants pay for the coaches of new teams."]]
    (response,), _, notices = assessment.read(sheet(rows), "Alder")

    assert response.answers[-1].reply is Reply.BLANK
    assert [notice.message for notice in notices][-1] == (
        "Nobody answered the items in rows 11, 39: they count as not answered."
    )


def test_what_stands_below_comments_is_a_remark() -> None:
    (response,), _, _ = assessment.read(sheet(comments(form())), "Alder")

    assert response.remark == "Comments:\nWe come back to funding in spring."
